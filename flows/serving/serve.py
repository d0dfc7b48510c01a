"""`crossfoot serve`: a Prefect server, a worker, a deployment on a schedule, and a watched folder.

All in one command, for a machine that is to read what arrives: runs are seen, started, paused and
resumed in the interface of Prefect, new PDFs of the folder start one, and by the schedule the
whole folder is looked through for what was missed. `crossfoot watch` is the watching part alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, cast

from crossfoot.errors import ServerUnavailable, UsageError
from crossfoot.flows.cli.console import show
from crossfoot.flows.runs.inputs import path_parameter
from crossfoot.flows.runs.options import flow_options, settings_of
from crossfoot.flows.runs.watch import watch_folder
from crossfoot.flows.words.said import say as say_it
from crossfoot.names import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import FrameType

    from prefect.client.schemas.objects import FlowRun

FLOW = "ingest-reports"
POLL_SECONDS = 0.5
MOST_WAITING = 20  # runs that wait for a person, each a process of some hundred megabytes


@dataclass(frozen=True, slots=True)
class Served:
    """A deployment of the flow.

    Attributes:
        name: Of the deployment.
        parameters: Of a run that is told nothing else.
        cron: When the whole folder is looked through, "" for never.
        is_asking: Whether a run may wait for a person; others go on meanwhile.
    """

    name: str
    parameters: Mapping[str, Any]
    cron: str = ""
    is_asking: bool = False


def run_serve(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    require_folder(args)
    settings_of(args)
    with ending_on_sigterm():
        _serve(args)
    return 0


def _serve(args: argparse.Namespace) -> None:
    from crossfoot.flows.runs.runners import require_runner
    from crossfoot.flows.runs.server import configure_prefect, prefect_api

    require_runner(args.runner)
    configure_prefect(debug=getattr(args, "debug", False))
    require_cron(args.cron)
    if args.browse_url:
        os.environ["CROSSFOOT_BROWSE_URL"] = args.browse_url
    with prefect_api(port=args.port) as url:
        if args.notify:
            from crossfoot.flows.runs.asking import find_block

            find_block(args.notify)
        told = parameters(args) | {"notify": args.notify, "review": args.review}
        told_at = say_it("prefect_is_at", url=url.removesuffix("/api"))
        show(f"crossfoot: {told_at}", to_stderr=True)
        serve_folder(args, Served("reports", told, args.cron, args.review))


@contextlib.contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """End the process on SIGTERM while the block runs: with 0, for it was asked to stop."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def require_folder(args: argparse.Namespace) -> None:
    """Refuse a folder that is not there.

    Raises:
        UsageError: It is not.
    """
    if not args.folder.is_dir():
        raise UsageError(f"no folder {args.folder}: make it, PDFs that land in it are ingested")


def require_cron(text: str) -> None:
    """Refuse a schedule that is none.

    Raises:
        UsageError: It is neither empty nor five fields of cron.
    """
    from prefect.schedules import Cron

    try:
        if text:
            Cron(text)
    except ValueError as error:
        raise UsageError(
            f'--cron {text}: five fields are expected, "0 3 * * *" is at three each night'
        ) from error


def parameters(args: argparse.Namespace) -> dict[str, Any]:
    """Return the flow's parameters for a run over the whole folder."""
    return {
        "paths": [path_parameter(args.folder.absolute())],
        "database": path_parameter(args.db.resolve()),
        "refresh": args.no_cache,
        **flow_options(args),
    }


def serve_folder(args: argparse.Namespace, served: Served) -> None:
    """Serve a deployment and run it for what arrives in the folder; an API must be there.

    Raises:
        ServerUnavailable: What arrived could not be submitted; nothing is served in silence.
    """
    os.environ["CROSSFOOT_RUNNER"] = args.runner  # the served flow is imported in another process
    say(args)
    failed: list[Exception] = []

    def watch(stop: Callable[[], None]) -> None:
        try:
            _await_deployment(served.name)
            _watch_and_submit(args, served)
        except Exception as error:
            failed.append(error)
            stop()

    try:
        asyncio.run(_serve_until_stopped(served, watch))
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
    except Exception as error:  # the server went away before the runner could say goodbye, too
        failed.append(error)
    if failed:
        why = f"{type(failed[0]).__name__}: {failed[0]}"
        raise ServerUnavailable(
            f"serving {args.folder} failed ({why}): see whether Prefect still answers and has the "
            "deployment, then start this again"
        ) from failed[0]


def say(args: argparse.Namespace) -> None:
    """Tell what is watched."""
    show(f"crossfoot: {say_it('watching', folder=args.folder, database=args.db)}", to_stderr=True)


def message(args: argparse.Namespace) -> str:
    """Return why files were loaded, for the list of versions."""
    return printable(f"arrived in {args.folder}")


async def _serve_until_stopped(served: Served, watch: Callable[[Callable[[], None]], None]) -> None:
    """Run what is submitted to the deployment, until Ctrl-C, SIGTERM or the end of the watch.

    Args:
        watch: Runs in a thread of its own, and is given what stops all.
    """
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from crossfoot.flows.runs.ingest import ingest_reports

    loop, serving = asyncio.get_running_loop(), asyncio.current_task()

    def stop(*_signal_and_frame: object) -> None:
        # no signal is raised for this: a job in the background ignores SIGINT
        with contextlib.suppress(RuntimeError):  # it has stopped already
            loop.call_soon_threadsafe(cast("asyncio.Task[None]", serving).cancel)

    class EvenRunner(Runner):
        """Ends on SIGTERM as on Ctrl-C: Prefect's own handler leaves a coroutine unawaited."""

        handle_sigterm = staticmethod(stop)

    # one run at a time: a version a batch, in the order of arrival, unless one waits for a person
    runner = EvenRunner(limit=MOST_WAITING if served.is_asking else 1)
    await runner.aadd_flow(
        ingest_reports,
        name=served.name,
        cron=served.cron or None,
        parameters=dict(served.parameters),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    threading.Thread(target=watch, args=(stop,), daemon=True).start()
    await runner.start()


def _await_deployment(name: str) -> None:
    """Wait until the served flow is known to the API.

    Raises:
        ObjectNotFound: It still is not after the time a start may take.
    """
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    from crossfoot.flows.runs.server import START_SECONDS

    deadline = time.monotonic() + START_SECONDS
    with get_client(sync_client=True) as client:
        while True:
            try:
                client.read_deployment_by_name(f"{FLOW}/{name}")
            except ObjectNotFound:
                if time.monotonic() > deadline:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return


def _watch_and_submit(args: argparse.Namespace, served: Served) -> None:
    from prefect.deployments import run_deployment

    def ingest(paths: tuple[Path, ...]) -> None:
        given = {"paths": [path_parameter(path.absolute()) for path in paths]}
        run = run_deployment(
            f"{FLOW}/{served.name}",
            parameters={**served.parameters, **given, "message": message(args)},
            timeout=0 if served.is_asking else None,
        )
        names = ", ".join(path.name for path in paths)
        state = cast("FlowRun", run).state  # in a thread without an event loop, the run itself
        outcome = f"{state.name}: {state.message}" if state else "no state"
        told = "submitted" if served.is_asking else outcome
        show(f"crossfoot: {printable(names)}: {told}", to_stderr=True)

    watch_folder(args.folder, ingest, interval=args.interval)
