"""The stages of a run over the cache: each keeps its result and returns the key of it.

These are what Prefect's tasks wrap and what `--direct` calls. A stage's result is named by all it
depends on, so a stage that has been run is not run again, here or in another process; the path of
a file is never part of a name or of a kept value. What reads a PDF is imported only where one is
read: a process that submits work stays light.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot import wire
from crossfoot.db.licences import Licence
from crossfoot.db.load import MeasureText, Run, Source, load_extractions
from crossfoot.errors import DatasetError, UnreadableInput, UsageError
from crossfoot.flows.gate.joining import with_joined
from crossfoot.flows.gate.unused import unused_decisions
from crossfoot.flows.runs.cache import entry_key
from crossfoot.flows.runs.fetch import fetch
from crossfoot.flows.runs.fingerprint import fingerprint_pipeline, fingerprint_reading
from crossfoot.flows.runs.inputs import Edition, hash_file
from crossfoot.flows.told.summary import Failure, RunSummary, summarise_report
from crossfoot.model import Extraction
from crossfoot.names import printable, shown_name
from crossfoot.normalizers.catalog import load_catalog
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.gazetteer_sources import read_provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from crossfoot.addresses import Address
    from crossfoot.flows.runs.cache import Cache
    from crossfoot.flows.told.summary import ReportSummary
    from crossfoot.model import Finding
    from crossfoot.normalizers.catalog import Catalog, Measure
    from crossfoot.normalizers.places.gazetteer import Gazetteer
    from crossfoot.settings import Settings


@dataclass(frozen=True, slots=True)
class Got:
    """Where what was read of a file is found.

    Attributes:
        key: Of its extraction in the cache.
        sha256: Of the file's bytes.
        content: The entry itself, packed, where it was read beside another cache; else nothing.
    """

    key: str
    sha256: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load is told besides the extractions.

    Attributes:
        run: Receipt of the run that read them.
        files: PDF of each edition by its sha256, kept in the dataset for showing its pages.
        message: Why, for the list of versions.
        catalog: Folder of the catalog that names the measures.
        edition_of: Report that a person says they are editions of, as :mod:`db.load` takes it.
    """

    run: Run
    files: Mapping[str, Path] = field(default_factory=dict)
    message: str = ""
    catalog: Path | None = None
    edition_of: str | None = None


def extract_key(sha256: str, settings: Settings) -> str:
    """Return the cache key of an edition's reading."""
    return entry_key("extract", sha256, fingerprint_reading(settings))


def reconcile_key(sha256: str, file: str, settings: Settings) -> str:
    """Return the cache key of an edition's extraction; its file name may tell series and year."""
    return entry_key("reconcile", sha256, file, fingerprint_pipeline(settings))


def forget(editions: Iterable[Edition], settings: Settings, cache: Cache) -> None:
    """Drop what the cache has of editions, so that they are read again."""
    for edition in editions:
        cache.discard(extract_key(edition.sha256, settings))
        cache.discard(reconcile_key(edition.sha256, edition.path.name, settings))


def extract(
    path: Path,
    sha256: str,
    settings: Settings,
    cache: Cache,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Read what a PDF prints, unless that has been done.

    Args:
        sha256: Of the file's bytes when the run began.
        progress: Told (pages done, pages) while it reads.

    Returns:
        The key of the reading.

    Raises:
        UnreadableInput: The file cannot be read, or is not the one that was hashed.
    """
    from crossfoot.flows.runs import steps

    key = extract_key(sha256, settings)
    if key in cache:
        return key
    reading = steps.extract(path, settings, progress=progress)
    if reading.info.sha256 != sha256:
        raise UnreadableInput(f"{shown_name(path)} changed while it was read: run again")
    return _keep(key, wire.dump(reading), reading.findings, cache)


def reconcile(path: Path, sha256: str, settings: Settings, cache: Cache) -> str:
    """Say what a reading means and prove it, unless that has been done.

    Returns:
        The key of the extraction.
    """
    from crossfoot.extractors.document import Reading
    from crossfoot.flows.runs import steps

    key = reconcile_key(sha256, path.name, settings)
    reading_key = extract_key(sha256, settings)
    passed = cache.passing_key(reading_key)
    if key not in cache:
        kept = wire.load(Reading, _entry(passed if passed in cache else reading_key, cache))
        reading = replace(kept, info=replace(kept.info, file=shown_name(path)))
        extraction = steps.understand(reading, settings)
        key = _keep(key, wire.dump(extraction), extraction.warnings, cache)
    cache.discard(passed)
    return key


def read(
    path: Path,
    sha256: str,
    settings: Settings,
    cache: Cache,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Run both stages of a document; the key of its extraction."""
    key = reconcile_key(sha256, path.name, settings)
    if key in cache:
        return key
    extract(path, sha256, settings, cache, progress=progress)
    return reconcile(path, sha256, settings, cache)


def read_behind(
    target: Path,
    address: Address,
    settings: Settings,
    cache: Cache,
    *,
    refresh: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Got:
    """Fetch what lies behind an address into a file, and run both stages of it.

    Args:
        target: The file; a process with limits writes it, so they hold for the fetching too.
        refresh: Read again what was read before.

    Raises:
        UnreadableInput: It cannot be fetched or read.
    """
    fetch(address, target, settings.limits.memory_mb)
    sha256 = hash_file(target)
    if refresh:
        forget([Edition(target, sha256)], settings, cache)
    return Got(read(target, sha256, settings, cache, progress=progress), sha256)


def summarise(keys: Iterable[str], cache: Cache) -> tuple[ReportSummary, ...]:
    """Count what extractions hold, before they are loaded."""
    return tuple(summarise_report(wire.load(Extraction, _entry(key, cache))) for key in keys)


def receipt(command: str, started: datetime, failures: Iterable[Failure]) -> Run:
    """Return what a dataset keeps of a run that reads until now.

    Args:
        started: When, with its time zone.
    """
    return Run(
        command=command,
        started_at=started.isoformat(timespec="seconds"),
        duration_s=(datetime.now(UTC) - started).total_seconds(),
        failures=tuple((failure.file, failure.message) for failure in failures),
    )


def record_failures(database: Path, run: Run) -> RunSummary:
    """Keep the receipt of a run that could read nothing, in a dataset that is there.

    One that cannot be written now goes without: why nothing was read is what people have to know.
    """
    if database.exists():
        with suppress(DatasetError):
            load_extractions(database, (), run=run)
    return RunSummary(printable(str(database)), version=None, is_new=False, reports=())


def prepare_load() -> None:
    """Import what :func:`load` needs, while documents are read elsewhere."""
    import_module("sqlite_utils")  # and with it pandas, half a second


def load_or_record(keys: Sequence[str], database: Path, told: Load, cache: Cache) -> RunSummary:
    """Load extractions, or keep the receipt of a run that could read nothing."""
    if not keys:
        return record_failures(database, told.run)
    with cache.loading(keys):
        return load(keys, database, told, cache)


def load(keys: Sequence[str], database: Path, told: Load, cache: Cache) -> RunSummary:
    """Load extractions into the dataset as one version, and count what they hold."""
    read = [wire.load(Extraction, _entry(key, cache)) for key in keys]
    words = load_catalog(told.catalog)
    parted = {one.question for one in words.settled if one.answer == "rejected"}
    extractions = with_joined(read, database, parted)
    loaded = load_extractions(
        database,
        extractions,
        message=printable(told.message),
        run=told.run,
        measures=_measures(words),
        sources=_sources(open_gazetteer()),
        files=told.files,
        edition_of=told.edition_of,
        licences={s.name: Licence(s.licence, s.licence_url) for s in words.series if s.licence},
    )
    return RunSummary(
        database=printable(str(database)),
        version=loaded.version,
        is_new=loaded.is_new,
        reports=tuple(summarise_report(extraction) for extraction in extractions),
        changes=loaded.changes,
        incomplete=tuple(one for read in extractions for one in _unread_pages(read)),
        unused=unused_decisions(database, words.decisions),
    )


def _measures(catalog: Catalog) -> tuple[MeasureText, ...]:
    """Return the catalog's measures in the words of the dataset."""
    measures = {measure.id: measure for series in catalog.series for measure in series.measures}
    return tuple(_measure(measure) for measure in measures.values())


def _measure(measure: Measure) -> MeasureText:
    first_names = dict(reversed(measure.names))
    return MeasureText(
        measure=measure.id,
        name_fr=first_names.get("fr"),
        name_en=first_names.get("en"),
        name_es=first_names.get("es"),
        unit=measure.unit or None,
        description=measure.description or None,
    )


def _sources(gazetteer: Gazetteer) -> tuple[Source, ...]:
    """Return where places come from; GeoNames and CLDR ask to be named."""
    return tuple(
        Source(one.name, one.version, one.licence, one.url, one.built)
        for one in read_provenance(gazetteer.meta)
    )


def _keep(key: str, content: bytes, findings: Iterable[Finding], cache: Cache) -> str:
    """Put a result into the cache and return its key: of an incomplete one, a key for once."""
    if any(finding.is_incomplete for finding in findings):
        key = cache.passing_key(key)
    try:
        cache.put(key, content)
    except OSError as error:
        raise UsageError(
            f"the cache {cache.folder} cannot be written ({error.strerror or error}): free some "
            "space, or set CROSSFOOT_CACHE to another folder, and run again"
        ) from error
    return key


def _unread_pages(extraction: Extraction) -> tuple[Failure, ...]:
    """Return what another run may read in a report."""
    file = extraction.report.file
    return tuple(Failure(file, f"{file}: {finding.message}") for finding in extraction.unread)


def _entry(key: str, cache: Cache) -> bytes:
    content = cache.get(key)
    if content is None:
        raise UnreadableInput(
            f"{cache.path(key)} has gone: every worker must have the same crossfoot and see the "
            "same cache folder (CROSSFOOT_CACHE); run again"
        )
    return content
