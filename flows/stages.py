"""The stages of a run over the cache: each keeps its result and returns the key of it.

These are what Prefect's tasks wrap and what `--direct` calls. A stage's result is named by all it
depends on, so a stage that has been run is not run again, here or in another process; a file's
path is never part of a name or of a kept value.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot import wire
from crossfoot.errors import UnreadableInput
from crossfoot.model import Extraction
from flows import pipeline
from flows.cache import entry_key
from flows.summary import RunSummary, summarise_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from crossfoot.settings import Settings
    from db.load import Run
    from flows.cache import Cache
    from flows.inputs import Edition


def extract_key(edition: Edition, settings: Settings) -> str:
    """Return the cache key of an edition's reading."""
    return entry_key("extract", edition.sha256, pipeline.reading_fingerprint(settings))


def reconcile_key(edition: Edition, settings: Settings) -> str:
    """Return the cache key of an edition's extraction; its file name may tell series and year."""
    file = edition.path.name
    return entry_key("reconcile", edition.sha256, file, pipeline.fingerprint(settings))


def forget(editions: Iterable[Edition], settings: Settings, cache: Cache) -> None:
    """Drop what the cache has of editions, so that they are read again."""
    for edition in editions:
        cache.discard(extract_key(edition, settings))
        cache.discard(reconcile_key(edition, settings))


def extract(edition: Edition, settings: Settings, cache: Cache) -> str:
    """Read what a PDF prints, unless that has been done.

    Returns:
        The key of the reading.

    Raises:
        UnreadableInput: The file cannot be read, or is not the one that was hashed.
    """
    key = extract_key(edition, settings)
    if key not in cache:
        reading = pipeline.extract(edition.path, settings)
        if reading.info.sha256 != edition.sha256:
            raise UnreadableInput(f"{edition.path} changed while it was read: run again")
        cache.put(key, wire.dump(reading))
    return key


def reconcile(edition: Edition, settings: Settings, cache: Cache) -> str:
    """Say what a reading means and prove it, unless that has been done.

    Returns:
        The key of the extraction.
    """
    key = reconcile_key(edition, settings)
    if key not in cache:
        kept = wire.load(pipeline.Reading, _entry(extract_key(edition, settings), cache))
        reading = replace(kept, info=replace(kept.info, file=edition.path.name))
        cache.put(key, wire.dump(pipeline.understand(reading, settings)))
    return key


def load(
    keys: Sequence[str], database: Path, *, message: str, run: Run, cache: Cache
) -> RunSummary:
    """Load extractions into the dataset as one version, and count what they hold."""
    from db.load import load_extractions

    extractions = [wire.load(Extraction, _entry(key, cache)) for key in keys]
    receipt = load_extractions(database, extractions, message=message, run=run)
    return RunSummary(
        database=str(database),
        version=receipt.version,
        is_new=receipt.is_new,
        reports=tuple(summarise_report(extraction) for extraction in extractions),
    )


def _entry(key: str, cache: Cache) -> bytes:
    content = cache.get(key)
    if content is None:
        raise UnreadableInput(
            f"{cache.path(key)} has gone: every worker must see the same cache folder "
            "(CROSSFOOT_CACHE); run again"
        )
    return content
