"""Where a misread number stands, and the line of the catalog that puts it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crossfoot.db.file.reading import reading
from crossfoot.errors import UsageError
from crossfoot.flows.catalog.answers import flow
from crossfoot.flows.catalog.edit import Addition
from crossfoot.folding import bare_words, tidy
from crossfoot.normalizers.catalog import CORRECTIONS_FILE
from crossfoot.normalizers.numbers.parse import parse_number

if TYPE_CHECKING:
    from pathlib import Path

    from crossfoot.flows.catalog.answers import Who
    from crossfoot.model import Box

EDITION_DIGITS = 16
"""Digits of a sha256 that name an edition."""

_CELLS = """
SELECT c.text, c.x0, c.top, c.x1, c.bottom, e.sha256, e.file, e.language,
  (SELECT group_concat(s.text, ' ') FROM cells s WHERE s.table_id = c.table_id AND s.row = c.row)
  AS line
FROM current_extractions e JOIN tables t ON t.extraction_id = e.extraction_id
JOIN cells c ON c.table_id = t.id
WHERE c.page = :page AND :report IN (e.report, e.file)
UNION ALL
SELECT f.text, f.x0, f.top, f.x1, f.bottom, e.sha256, e.file, e.language, f.label
FROM current_extractions e JOIN figures f ON f.extraction_id = e.extraction_id
WHERE f.page = :page AND :report IN (e.report, e.file)
"""


@dataclass(frozen=True, slots=True)
class Misread:
    """A number as it was read, with where it stands."""

    text: str
    edition: str
    file: str
    language: str
    page: int
    box: Box


def find_misread(path: Path, report: str, page: int, printed: str, row: str) -> Misread:
    """Return the one cell or figure of a page that was read so.

    Args:
        path: The dataset.
        report: Label of the report, or the name of its file.
        page: From 1.
        printed: The text as read.
        row: Words of its row, "" where the text stands on the page once.

    Raises:
        UsageError: Nothing there was read so, or several cells were.
    """
    with reading(path) as db:
        rows = list(db.query(_CELLS, {"page": page, "report": report}))
    if not rows:
        raise UsageError(
            f"nothing was read on page {page} of {report}: crossfoot versions --reports lists them"
        )
    wanted = bare_words(row)
    found = [
        one
        for one in rows
        if tidy(one["text"] or "") == tidy(printed) and wanted in bare_words(one["line"] or "")
    ]
    if not found:
        raise UsageError(f'no cell on page {page} reads "{printed}": write it as it was read')
    if len(found) > 1:
        lines = "; ".join(str(one["line"]) for one in found[:5])
        raise UsageError(f'{len(found)} cells read "{printed}": name the --row, one of: {lines}')
    return _misread(found[0], page)


def propose_correction(found: Misread, value: str, who: Who) -> Addition:
    """Return the line that puts a number right.

    Raises:
        UsageError: The value is no number.
    """
    if parse_number(value, language=found.language) is None:
        raise UsageError(f'"{value}" is no number: write it as the page prints it')
    entry = {
        "edition": found.edition[:EDITION_DIGITS],
        "file": found.file,
        "page": found.page,
        "box": [round(one, 1) for one in found.box],
        "printed": found.text,
        "value": value,
        "reason": who.reason,
        "author": who.author,
        "date": who.today.isoformat(),
    }
    return Addition(CORRECTIONS_FILE, "corrections", flow(entry))


def _misread(row: dict[str, Any], page: int) -> Misread:
    return Misread(
        text=row["text"],
        edition=row["sha256"],
        file=row["file"],
        language=row["language"],
        page=page,
        box=(row["x0"], row["top"], row["x1"], row["bottom"]),
    )
