"""A run without Prefect: the same stages, each document in a process of its own."""

from __future__ import annotations

import os
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crossfoot import wire
from crossfoot.flows.runs import stages
from crossfoot.flows.runs.fetched import read_here, settle
from crossfoot.flows.runs.inputs import describe_failure
from crossfoot.flows.runs.progress import current_progress
from crossfoot.flows.runs.stages import Got
from crossfoot.flows.told.summary import Failure, RunSummary
from crossfoot.model import Extraction
from crossfoot.names import printable, shown_name
from crossfoot.passwords import hide_passwords
from crossfoot.pools import drop_shared, shared_pool
from crossfoot.worker import ignore_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from crossfoot.flows.runs.cache import Cache
    from crossfoot.flows.runs.inputs import Edition
    from crossfoot.settings import Settings


def ingest_direct(
    editions: Sequence[Edition],
    database: Path,
    settings: Settings,
    cache: Cache,
    *,
    unopened: tuple[Failure, ...] = (),
    message: str = "",
    workers: int | None = None,
    edition_of: str | None = None,
    refresh: bool = False,
) -> RunSummary:
    """Read editions and load them as one version; those that cannot be read are left out.

    Args:
        unopened: Failures from before the run, for its receipt.
        message: Why, for the list of versions.
        workers: Documents read at a time, ``None`` for one per processor.
        edition_of: Report that a person says they are editions of, as :mod:`db.load` takes it.
        refresh: Read what is fetched again, though it was read before.
    """
    started = datetime.now(UTC)
    most = workers or os.cpu_count() or 1
    with cache.fetching():
        found, unread = read_each(editions, settings, cache, most, refresh=refresh)
        keys, files, lost, copies = settle(editions, found, settings, cache)
        failures = (*unopened, *unread, *lost)
        command = printable(shlex.join(["crossfoot", *hide_passwords(sys.argv[1:])]))
        run = stages.receipt(command, started, failures)
        told = stages.Load(run, files, message, settings.catalog, edition_of)
        summary = stages.load_or_record(keys, database, told, cache)
    return replace(summary, failures=failures, copies=copies)


def read_each(
    editions: Sequence[Edition],
    settings: Settings,
    cache: Cache,
    workers: int,
    *,
    refresh: bool = False,
) -> tuple[list[tuple[Edition, Got]], list[Failure]]:
    """Read editions; those that were read, in order, and why the others were not."""
    found: list[tuple[Edition, Got]] = []
    failures: list[Failure] = []
    outcomes = read_all(editions, settings, cache, workers, refresh=refresh)
    for edition, outcome in zip(editions, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            found.append((edition, outcome))
    return found, failures


def read_extractions(
    editions: Sequence[Edition], settings: Settings, cache: Cache
) -> Iterator[Extraction | Failure]:
    """Yield, in order, what each edition holds, or why it could not be read; nothing is loaded."""
    for outcome in read_all(editions, settings, cache, os.cpu_count() or 1):
        content = outcome if isinstance(outcome, Failure) else cache.get(outcome.key)
        if isinstance(content, bytes):
            yield wire.load(Extraction, content)
        elif isinstance(content, Failure):
            yield content


def read_all(
    editions: Sequence[Edition],
    settings: Settings,
    cache: Cache,
    workers: int,
    *,
    refresh: bool = False,
) -> Iterator[Got | Failure]:
    """Yield, in order, where what was read of each edition is found, or why there is nothing."""
    progress = current_progress()
    pool = shared_pool(settings.limits)
    with ThreadPoolExecutor(workers) as threads:  # they only wait for the processes of the pool

        def read(edition: Edition) -> Got | Failure:
            key = stages.reconcile_key(edition.sha256, edition.path.name, settings)
            if edition.sha256 and key in cache:  # no process is started for what was read before
                return Got(key, edition.sha256)
            try:
                with progress.document(shown_name(edition.path)) as pages:
                    listener = pages or ignore_progress
                    return read_here(
                        edition, settings, cache, refresh=refresh, on_progress=listener
                    )
            except Exception as error:
                return describe_failure(edition, error)

        progress.start(len(editions))
        try:
            outcomes = threads.map(read, editions)
            stages.prepare_load()
            for outcome in outcomes:
                progress.advance()
                yield outcome
        except BaseException:  # Ctrl-C: what was read is in the cache, the rest need not end
            threads.shutdown(wait=False, cancel_futures=True)
            drop_shared(pool)
            raise
