"""Reading stored files anew, after an upgrade: one new version, whose diff is a diff of readings.

The series, year and language that a report has are told to the program again, so that a file stays
under its report whatever the new program would take it for.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot import __version__
from crossfoot.db.file.reading import reading
from crossfoot.db.identity.rule import find_report_id
from crossfoot.flows.runs import stages
from crossfoot.flows.runs.direct import read_each
from crossfoot.flows.runs.fingerprint import fingerprint_pipeline, read_by
from crossfoot.flows.runs.inputs import Edition
from crossfoot.flows.runs.options import make_settings
from crossfoot.flows.told.summary import Failure, RunSummary
from crossfoot.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossfoot.flows.runs.cache import Cache
    from crossfoot.settings import Settings

_HELD = """
SELECT d.sha256, d.file, e.pipeline, r.series, r.year, r.language FROM now_extractions n
JOIN extractions e ON e.id = n.extraction_id JOIN editions d ON d.id = n.edition_id
JOIN reports r ON r.id = n.report_id JOIN edition_files f ON f.sha256 = d.sha256
WHERE (:report IS NULL OR n.report_id = :report) ORDER BY d.id
"""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A stored file that another program read, and what its report is known as."""

    sha256: str
    file: str
    pipeline: str
    series: str
    year: int | None
    language: str


def reread(
    database: Path,
    cache: Cache,
    *,
    chosen: Sequence[str] = (),
    catalog: Path | None = None,
    ocr: bool = True,
    message: str = "",
    workers: int | None = None,
) -> RunSummary | None:
    """Read the stored files of the newest version anew and load them as one version.

    Args:
        chosen: Labels or ids of reports; none for all.
        catalog: Folder of the catalog, ``None`` for the one that ships.
        message: Why, for the list of versions.

    Returns:
        ``None`` where this program has read them all.

    Raises:
        UsageError: There is no such report.
        DatasetError: There is no such dataset, or it cannot be written.
    """
    wanted = [one for one in _stored(database, chosen) if not _is_current(one, catalog, ocr=ocr)]
    if not wanted:
        return None
    started = datetime.now(UTC)
    keys, failures = _read_anew(
        database, {one: _settings(one, catalog, ocr=ocr) for one in wanted}, cache, workers
    )
    run = stages.receipt("crossfoot reread", started, failures)
    why = message or f"read anew by crossfoot {__version__}"
    told = stages.Load(run, message=why, catalog=catalog)
    return replace(stages.load_or_record(keys, database, told, cache), failures=failures)


def _read_anew(
    database: Path, wanted: Mapping[_Stored, Settings], cache: Cache, workers: int | None
) -> tuple[list[str], tuple[Failure, ...]]:
    """Read stored files, those side by side that are read alike; keys, and why others have none."""
    alike: dict[Settings, list[_Stored]] = defaultdict(list)
    for one, settings in wanted.items():
        alike[settings].append(one)
    keys: list[str] = []
    failures: list[Failure] = []
    with tempfile.TemporaryDirectory(prefix="crossfoot-reread-") as folder:
        for settings, stored in alike.items():
            editions = [_unpack(database, one, Path(folder)) for one in stored]
            found, unread = read_each(editions, settings, cache, workers or os.cpu_count() or 1)
            keys += [got.key for _, got in found]
            failures += unread
    return keys, tuple(failures)


def _stored(database: Path, chosen: Sequence[str]) -> list[_Stored]:
    with reading(database) as db:
        ids: list[int | None] = [find_report_id(db, text) for text in chosen] or [None]
        rows = [row for one in ids for row in db.execute(_HELD, {"report": one}).fetchall()]
    return [_Stored(*row) for row in dict.fromkeys(rows)]


def _is_current(one: _Stored, catalog: Path | None, *, ocr: bool) -> bool:
    """Whether this program has read a file, whichever of its options a person gave."""
    told = product(("", one.series), (None, one.year), (None, one.language))
    return any(
        fingerprint_pipeline(
            _settings(replace(one, series=s, year=y, language=z or ""), catalog, ocr=ocr)
        )
        == read_by(one.pipeline)
        for s, y, z in set(told)
    )


def _settings(one: _Stored, catalog: Path | None, *, ocr: bool) -> Settings:
    return make_settings(
        series=one.series,
        year=one.year,
        language=one.language if one.language in languages() else None,
        catalog=catalog,
        ocr=ocr,
    )


def _unpack(database: Path, one: _Stored, folder: Path) -> Edition:
    """Write a stored file under its own name, which may tell series and year."""
    with reading(database) as db:
        query = "SELECT data FROM edition_files WHERE sha256 = ?"
        data = db.execute(query, (one.sha256,)).fetchone()[0]
    place = folder / one.sha256[:16]
    place.mkdir(exist_ok=True)
    path = place / (Path(one.file).name or "report.pdf")
    path.write_bytes(data)
    return Edition(path, one.sha256)
