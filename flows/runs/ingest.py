"""The Prefect flow ``ingest_reports``: one task per document and stage, one load at the end.

The tasks only wrap :mod:`flows.runs.stages`; nothing here knows PDFs or numbers. Documents run side
by side in a pool of processes or on a Dask cluster; one that cannot be read fails alone, and those
that were read are loaded together as one version.

Prefect keeps what a task returned, a cache key, under a name made of all the result depends on
(the edition's sha256 and the pipeline's fingerprint); the results themselves are in our own cache.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run, task_run
from prefect.states import Completed, Failed

from crossfoot.db.load import Run
from crossfoot.flows.runs import artifacts, stages
from crossfoot.flows.runs.cache import Cache, default_folder
from crossfoot.flows.runs.inputs import Edition, describe_failure, find_editions, parameter_path
from crossfoot.flows.runs.options import make_settings
from crossfoot.flows.runs.progress import current_progress
from crossfoot.flows.runs.runners import make_runner
from crossfoot.flows.runs.summary import Failure, RunSummary
from crossfoot.names import printable, shown_name
from crossfoot.settings import Settings
from crossfoot.worker import ignore_progress, run_limited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefect.client.schemas.objects import State, TaskRun
    from prefect.context import TaskRunContext
    from prefect.futures import PrefectFuture
    from prefect.tasks import Task

P = ParamSpec("P")
R = TypeVar("R")
RETRIES = 3
RETRY_SECONDS = [1.0, 5.0, 20.0]  # a file server that restarts is back within half a minute
PERMANENT = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


def is_transient(_task: object, _run: TaskRun | None, state: State[Any]) -> bool:
    """Whether trying again may help: a disk or network that failed, never a page that did."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and not isinstance(error, PERMANENT)


def _extract_cache_key(_context: TaskRunContext, parameters: dict[str, Any]) -> str:
    return stages.extract_key(parameters["sha256"], parameters["settings"])


def _reconcile_cache_key(_context: TaskRunContext, parameters: dict[str, Any]) -> str:
    file = parameters["path"].name
    return stages.reconcile_key(parameters["sha256"], file, parameters["settings"])


def _name_extract() -> str:
    return f"extract {shown_name(task_run.parameters['path'])}"


def _name_reconcile() -> str:
    return f"reconcile {shown_name(task_run.parameters['path'])}"


def _name_load() -> str:
    return f"load {shown_name(task_run.parameters['database'])}"


@task(
    task_run_name=_name_extract,
    cache_key_fn=_extract_cache_key,
    persist_result=True,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def extract(path: Path, sha256: str, settings: Settings, cache: Cache) -> str:
    """Read what a PDF prints, in a limited process; the key of the reading."""
    return run_limited(
        stages.extract,
        path,
        sha256,
        settings,
        cache,
        limits=settings.limits,
        on_progress=ignore_progress,  # told of its pages, the worker has time for them
    )


@task(
    task_run_name=_name_reconcile,
    cache_key_fn=_reconcile_cache_key,
    persist_result=True,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def reconcile(path: Path, sha256: str, settings: Settings, cache: Cache) -> str:
    """Say what a reading means and prove it, in a limited process; the key of the extraction."""
    return run_limited(stages.reconcile, path, sha256, settings, cache, limits=settings.limits)


@task(
    task_run_name=_name_load,
    cache_policy=NO_CACHE,  # the dataset itself knows what it holds
    persist_result=False,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def load(
    keys: Sequence[str],
    database: Path,
    files: dict[str, Path],
    message: str,
    run: Run,
    settings: Settings,
    cache: Cache,
    edition_of: str = "",
) -> RunSummary:
    """Load all extractions as one version, in one transaction."""
    return stages.load(
        keys,
        database,
        files=files,
        message=message,
        run=run,
        cache=cache,
        catalog=settings.catalog,
        edition_of=edition_of or None,
    )


@flow(
    name="ingest-reports",
    task_runner=make_runner(os.environ.get("CROSSFOOT_RUNNER", "local"), None),
    persist_result=False,
    validate_parameters=True,
)
def ingest_reports(
    paths: list[str],
    database: str,
    series: str = "",
    year: int | None = None,
    language: str | None = None,
    engine: str = "auto",
    ocr: bool = True,
    catalog: str | None = None,
    seconds: float | None = None,
    message: str = "",
    refresh: bool = False,
    edition_of: str = "",
    browse_url: str = "http://127.0.0.1:8001",
) -> State[RunSummary]:
    """Bring report PDFs into the dataset as one new version.

    Args:
        paths: PDFs, or folders of them, as the workers see them; paths or file URIs.
        database: SQLite file, path or file URI; made when it is not there.
        series: Report series of the catalog, "" to recognise it.
        year: Year the reports are about, none to detect it.
        language: "fr", "en" or "es", none to detect it.
        engine: Table engine, "auto" to let structure and arithmetic choose.
        ocr: Read pages without a text layer.
        catalog: Folder of the catalog, none for the one that ships.
        seconds: Most that one document may take.
        message: Why, for the list of versions.
        refresh: Read again what was read before.
        edition_of: Label or id of the report they are editions of, "none" for reports of their
            own, "" to tell it by what they print.
        browse_url: Where Datasette shows the dataset, for the link in the run's artifacts.

    Returns:
        "Completed", "Completed with mismatches", "Completed with unread documents" or
        "Failed" when no document could be read; its result is the run's summary.
    """
    settings = make_settings(
        series=series,
        year=year,
        language=language,
        engine=engine,
        ocr=ocr,
        catalog=catalog,
        seconds=seconds,
    )
    started = datetime.now(UTC)
    editions, unopened = find_editions(parameter_path(path) for path in paths)
    cache = Cache(default_folder())
    if refresh:
        stages.forget(editions, settings, cache)
    keys, unread = _read_all(editions, settings, cache)
    failures = (*unopened, *unread)
    for failure in failures:
        get_run_logger().error("%s", failure.message)
    if not keys:
        nothing = RunSummary(
            printable(database), version=None, is_new=False, reports=(), failures=failures
        )
        return Failed(message="no document could be read", data=nothing)
    run = Run(
        command=f"prefect flow run {flow_run.get_name()}",
        started_at=started.isoformat(timespec="seconds"),
        duration_s=(datetime.now(UTC) - started).total_seconds(),
        failures=tuple((failure.file, failure.message) for failure in failures),
    )
    files = {edition.sha256: edition.path for edition in editions}
    place = parameter_path(database)
    try:
        loaded = load(keys, place, files, message, run, settings, cache, edition_of)
    finally:
        cache.release(keys)
    summary = replace(loaded, failures=failures)
    artifacts.publish(summary, browse_url)
    return Completed(name=summary.state_name, message=artifacts.headline(summary), data=summary)


def _read_all(
    editions: Sequence[Edition], settings: Settings, cache: Cache
) -> tuple[list[str], list[Failure]]:
    """Run extract and reconcile for every edition; keys of what was read, and the failures."""
    waiting = []
    for edition in editions:
        arguments = (edition.path, edition.sha256, settings, cache)
        key = stages.reconcile_key(edition.sha256, edition.path.name, settings)
        reading = _fresh(extract, stages.extract_key(edition.sha256, settings), cache)
        proof = _fresh(reconcile, key, cache)
        read = reading.submit(*arguments)
        proved = proof.submit(*arguments, return_state=False, wait_for=[read])
        waiting.append((edition, read, proved))
    keys: list[str] = []
    failures: list[Failure] = []
    bar = current_progress()
    bar.start(len(editions))
    shown = artifacts.ProgressArtifact(len(editions))
    for edition, read, proved in waiting:
        outcome = _outcome(edition, read, proved)
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            keys.append(outcome)
        shown.advance()
        bar.advance()
    return keys, failures


def _outcome(
    edition: Edition, read: PrefectFuture[str], proved: PrefectFuture[str]
) -> str | Failure:
    """Wait for a document; the key of its extraction, or the line that says why there is none."""
    proved.wait()
    if proved.state.is_completed():
        return proved.result()
    state = proved.state if read.state.is_completed() else read.state
    return describe_failure(edition, state.result(raise_on_failure=False))


def _fresh(wrapped: Task[P, R], key: str, cache: Cache) -> Task[P, R]:
    """Return a task that does not trust Prefect's memory of a result our cache has lost."""
    return wrapped.with_options(refresh_cache=key not in cache)
