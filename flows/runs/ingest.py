"""The Prefect flow ``ingest_reports``: one task per document, one load at the end.

The tasks only wrap :mod:`flows.runs.stages`; nothing here knows PDFs or numbers. They run side by
side in threads, here or on Dask workers, and each hands its document to a kept process; one that
cannot be read fails alone, and those that were read are loaded together as one version.

A task returns the key under which our cache has what was read; Prefect stores no results. What
was read before ends as "Cached".
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run, task_run
from prefect.states import Completed, Failed

from crossfoot.addresses import Place
from crossfoot.flows.runs import asking, stages
from crossfoot.flows.runs.cache import Cache, default_folder
from crossfoot.flows.runs.fetched import settle
from crossfoot.flows.runs.inputs import (
    Edition,
    describe_failure,
    find_editions,
    parameter_path,
    parameter_places,
    told_from,
)
from crossfoot.flows.runs.options import make_settings
from crossfoot.flows.runs.progress import current_progress
from crossfoot.flows.runs.runners import current_runner, make_runner
from crossfoot.flows.runs.stages import Got
from crossfoot.flows.told import artifacts
from crossfoot.flows.told.changes import changes_since
from crossfoot.flows.told.crops import crops_of
from crossfoot.flows.told.summary import Failure, RunSummary
from crossfoot.names import shown_name
from crossfoot.pools import shared_pool
from crossfoot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prefect.client.schemas.objects import State, TaskRun
    from prefect.futures import PrefectFuture

BROWSE_URL = "CROSSFOOT_BROWSE_URL"
RETRIES = 3
RETRY_SECONDS = [1.0, 5.0, 20.0]  # a file server that restarts is back within half a minute
PERMANENT = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


def is_transient(_task: object, _run: TaskRun | None, state: State[Any]) -> bool:
    """Whether trying again may help: a disk or network that failed, never a page that did."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and not isinstance(error, PERMANENT)


def _name_run() -> str:
    return f"ingest {title_of(parameter_places(flow_run.parameters['paths']))}"


def title_of(paths: Sequence[Place]) -> str:
    """Name a run by its first report and how many more there are."""
    first, more = shown_name(paths[0]) if paths else "nothing", len(paths) - 1
    return f"{first} and {more} more" if more > 0 else first


def _name_read() -> str:
    return f"read {shown_name(task_run.parameters['path'])}"


def _name_load() -> str:
    return f"load {shown_name(task_run.parameters['database'])}"


@task(
    task_run_name=_name_read,
    cache_policy=NO_CACHE,  # ours is asked instead: it is named by content, and by machines shared
    persist_result=False,  # what is passed on is a key, never what was read
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def read(
    path: Place, sha256: str, settings: Settings, cache: Cache, refresh: bool = False
) -> State[Got]:
    """Read a PDF, say what it means and prove it, in a kept process.

    Args:
        sha256: Of its bytes, "" where it is to be fetched first.
        refresh: Read what is fetched again, though it was read before.
    """
    if sha256:
        key = stages.reconcile_key(sha256, path.name, settings)
        if key in cache:
            return Completed(name="Cached", message="read before", data=Got(key, sha256))
    edition = Edition(path, sha256)
    return Completed(data=current_runner().read(edition, settings, cache, refresh=refresh))


@task(
    task_run_name=_name_load,
    cache_policy=NO_CACHE,  # the dataset itself knows what it holds
    persist_result=False,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_transient,
)
def load(keys: Sequence[str], database: Path, told: stages.Load, cache: Cache) -> RunSummary:
    """Load all extractions as one version, in one transaction."""
    return stages.load(keys, database, told, cache)


@flow(
    name="ingest-reports",
    flow_run_name=_name_run,
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
    browse_url: str = "",
    notify: str = "",
    review: bool = False,
) -> State[RunSummary]:
    """Bring report PDFs into the dataset as one new version.

    Args:
        paths: PDFs, or folders of them, as the workers see them; paths, file URIs, or http, https
            and s3 addresses.
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
        browse_url: Where Datasette shows the dataset, for links in the run's artifacts; "": that of
            CROSSFOOT_BROWSE_URL, else none.
        notify: Notification block of Prefect that is told of totals that do not hold.
        review: Wait, before anything is loaded, until a person has looked at such totals and
            resumes the run.

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
    asked = Asked(refresh, message, edition_of, browse_url, notify, review)
    cache = Cache(default_folder())
    with cache.fetching():
        return _ingest(parameter_places(paths), parameter_path(database), settings, cache, asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was told besides how to read: parameters of :func:`ingest_reports`."""

    refresh: bool
    message: str
    edition_of: str
    browse_url: str
    notify: str
    review: bool


def _ingest(
    places: Sequence[Place], database: Path, settings: Settings, cache: Cache, asked: Asked
) -> State[RunSummary]:
    started = datetime.now(UTC)
    wanted, unopened = find_editions(places)
    if asked.refresh:
        stages.forget(wanted, settings, cache)
    read_before, unread = _read_all(wanted, settings, cache, refresh=asked.refresh)
    keys, files, lost, copies = settle(wanted, read_before, settings, cache)
    failures = (*unopened, *unread, *lost)
    name = f"prefect flow run {flow_run.get_name()} ({flow_run.get_id()}){told_from(places)}"
    run = stages.receipt(name, started, failures)
    if not keys:
        nothing = stages.record_failures(database, run)
        nothing = replace(nothing, failures=failures, copies=copies)
        _log(nothing)
        return Failed(message="no document could be read", data=nothing)
    with cache.loading(keys):
        _ask(keys, cache, asked.notify, is_waiting=asked.review)
        told = stages.Load(run, files, asked.message, settings.catalog, asked.edition_of or None)
        loaded = load(keys, database, told, cache)
    summary = replace(loaded, failures=failures, copies=copies)
    _log(summary)
    beside = artifacts.Beside(
        asked.browse_url or os.environ.get(BROWSE_URL, ""),
        crops_of(summary, files, shared_pool(settings.limits)),
        changes_since(database, summary),
    )
    artifacts.publish(summary, beside)
    return Completed(name=summary.state_name, message=artifacts.headline(summary), data=summary)


def _ask(keys: Sequence[str], cache: Cache, block: str, *, is_waiting: bool) -> None:
    """Tell somebody of mismatches, and wait for somebody, as far as the run was told to.

    Raises:
        FlowPauseTimeout: Nobody resumed the run in time.
    """
    if not (block or is_waiting):
        return
    found = RunSummary("", None, is_new=False, reports=stages.summarise(keys, cache))
    if not found.mismatches:
        return
    logger = get_run_logger()
    if block and (problem := asking.notify(block, found.mismatches, is_waiting=is_waiting)):
        logger.warning("nobody was told through %s: %s", block, problem)
    if is_waiting:
        _log(found)
        asking.wait_for_person()


def _log(summary: RunSummary) -> None:
    """Tell the run's page what was read and found, whoever started the run."""
    logger = get_run_logger()
    for level, line in artifacts.log_lines(summary):
        logger.log(level, "%s", line)


def _read_all(
    editions: Sequence[Edition], settings: Settings, cache: Cache, *, refresh: bool
) -> tuple[list[tuple[Edition, Got]], list[Failure]]:
    """Read every edition; where what was read is found, and the failures."""
    waiting = [
        (
            edition,
            read.submit(
                *(edition.path, edition.sha256, settings, cache, refresh), return_state=False
            ),
        )
        for edition in editions
    ]
    found: list[tuple[Edition, Got]] = []
    failures: list[Failure] = []
    bar = current_progress()
    bar.start(len(editions))
    shown = artifacts.ProgressArtifact(len(editions))
    stages.prepare_load()
    try:
        for edition, future in waiting:
            outcome = _outcome(edition, future)
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                found.append((edition, outcome))
            shown.advance()
            bar.advance()
    except BaseException:  # stopped: what was read is in the cache, the rest need not end
        current_runner().abort(settings)
        raise
    return found, failures


def _outcome(edition: Edition, future: PrefectFuture[Any]) -> Got | Failure:
    """Wait for a document; what was read of it, or the line that says why nothing was."""
    future.wait()
    if future.state.is_completed():
        return cast("Got", future.result())
    return describe_failure(edition, future.state.result(raise_on_failure=False))
