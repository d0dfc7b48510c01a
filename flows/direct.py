"""A run without Prefect: the same stages, in a pool of processes, for CI and quick looks."""

from __future__ import annotations

import os
import shlex
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING

from db.load import Run
from flows import stages
from flows.inputs import describe_failure
from flows.progress import current_progress
from flows.runners import leave_quietly
from flows.summary import Failure, RunSummary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from crossfoot.settings import Settings
    from flows.cache import Cache
    from flows.inputs import Edition


def ingest_direct(
    editions: Sequence[Edition],
    database: Path,
    settings: Settings,
    cache: Cache,
    *,
    unopened: tuple[Failure, ...] = (),
    message: str = "",
    workers: int | None = None,
    debug: bool = False,
) -> RunSummary:
    """Read editions and load them as one version; those that cannot be read are left out.

    Args:
        unopened: Failures from before the run, for its receipt.
        message: Why, for the list of versions.
        workers: Processes at a time, ``None`` for one per processor.
        debug: Print the traceback of a document that fails.
    """
    started = datetime.now(UTC)
    keys: list[str] = []
    failures = list(unopened)
    for outcome in _read_all(editions, settings, cache, workers=workers, debug=debug):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            keys.append(outcome)
    if not keys:
        return RunSummary(str(database), None, is_new=False, reports=(), failures=tuple(failures))
    run = Run(
        command=shlex.join(["crossfoot", *sys.argv[1:]]),
        started_at=started.isoformat(timespec="seconds"),
        duration_s=(datetime.now(UTC) - started).total_seconds(),
        failures=tuple((failure.file, failure.message) for failure in failures),
    )
    summary = stages.load(keys, database, message=message, run=run, cache=cache)
    return replace(summary, failures=tuple(failures))


def _read_all(
    editions: Sequence[Edition],
    settings: Settings,
    cache: Cache,
    *,
    workers: int | None,
    debug: bool,
) -> Iterator[str | Failure]:
    """Yield, in order, the key of each edition's extraction or why there is none."""
    progress = current_progress()
    progress.start(len(editions))
    processes = min(len(editions), workers or os.cpu_count() or 1)
    if processes <= 1:
        for edition in editions:
            yield _read(edition, settings, cache, debug=debug)
            progress.advance(edition.path.name)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), leave_quietly) as pool:
        waiting = [
            pool.submit(_read, edition, settings, cache, debug=debug) for edition in editions
        ]
        try:
            for edition, future in zip(editions, waiting, strict=True):
                yield future.result()
                progress.advance(edition.path.name)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _read(edition: Edition, settings: Settings, cache: Cache, *, debug: bool) -> str | Failure:
    """Run the stages of one edition; whatever goes wrong stays with it."""
    try:
        stages.extract(edition, settings, cache)
        return stages.reconcile(edition, settings, cache)
    except Exception as error:
        if debug:
            traceback.print_exc()
        return describe_failure(edition, error)
