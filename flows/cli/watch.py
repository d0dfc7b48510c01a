"""`crossfoot watch`: serve the flow and run it for each new PDF of a folder."""

from __future__ import annotations

import _thread
import asyncio
import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, NoReturn, cast

from crossfoot.errors import UsageError
from crossfoot.flows.cli.console import show
from crossfoot.flows.runs.inputs import path_parameter
from crossfoot.flows.runs.options import flow_options, settings_of
from crossfoot.flows.runs.watch import watch_folder
from crossfoot.names import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from prefect.client.schemas.objects import FlowRun

    Ingest = Callable[[tuple[Path, ...]], None]

DEPLOYMENT = "watch"
POLL_SECONDS = 0.5


def run_watch(args: argparse.Namespace) -> int:
    """Watch until stopped; with ``--once`` until everything there is ingested."""
    if not args.folder.is_dir():
        raise UsageError(f"no folder {args.folder}: make it, PDFs that land in it are ingested")
    settings_of(args)
    signal.signal(signal.SIGTERM, _stop)
    if args.direct or args.once:
        return _watch_here(args)
    return _serve(args)


def _watch_here(args: argparse.Namespace) -> int:
    """Watch and ingest in this process."""
    from crossfoot.flows.cli.ingest import ingest_here, report

    _say(args)
    codes = [0]

    def ingest(paths: tuple[Path, ...]) -> None:
        codes.append(report(ingest_here(args, paths, _message(args)), is_json=False))

    watch_folder(args.folder, ingest, interval=args.interval, once=args.once)
    return max(codes)


def _serve(args: argparse.Namespace) -> int:
    """Serve the flow as a deployment, and run it for what the watch finds."""
    from crossfoot.flows.runs.server import configure_prefect, prefect_api

    configure_prefect(debug=getattr(args, "debug", False))
    from crossfoot.flows.runs.runners import require_runner

    require_runner(args.runner)
    os.environ["CROSSFOOT_RUNNER"] = args.runner  # the served flow is imported in another process
    with prefect_api() as url:
        _say(args)
        show(f"crossfoot: runs are listed at {url}", to_stderr=True)
        threading.Thread(target=_watch_or_stop, args=(args,), daemon=True).start()
        _serve_until_stopped()
    return 0


def _serve_until_stopped() -> None:
    """Run what is submitted to the deployment, until Ctrl-C or SIGTERM."""
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from crossfoot.flows.runs.ingest import ingest_reports

    class EvenRunner(Runner):
        """Ends on SIGTERM as on Ctrl-C: Prefect's own handler leaves a coroutine unawaited."""

        def handle_sigterm(self, *_args: object, **_kwargs: object) -> None:
            signal.raise_signal(signal.SIGINT)

    runner = EvenRunner(limit=1)  # one run at a time: a version a batch, in the order of arrival
    runner.add_flow(ingest_reports, name=DEPLOYMENT, entrypoint_type=EntrypointType.MODULE_PATH)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(runner.start())


def _watch_or_stop(args: argparse.Namespace) -> None:
    """Watch in a thread; should that fail, stop the whole command rather than serve in silence."""
    try:
        _await_deployment()
        _watch_and_submit(args)
    except Exception as error:
        show(f"crossfoot: the watch failed: {type(error).__name__}: {error}", to_stderr=True)
        _thread.interrupt_main()
        if getattr(args, "debug", False):
            raise


def _await_deployment() -> None:
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
                client.read_deployment_by_name(f"ingest-reports/{DEPLOYMENT}")
            except ObjectNotFound:
                if time.monotonic() > deadline:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return


def _watch_and_submit(args: argparse.Namespace) -> None:
    from prefect.deployments import run_deployment

    def ingest(paths: tuple[Path, ...]) -> None:
        run = run_deployment(
            f"ingest-reports/{DEPLOYMENT}",
            parameters={
                "paths": [path_parameter(path.absolute()) for path in paths],
                "database": path_parameter(args.db.resolve()),
                "message": _message(args),
                "refresh": args.no_cache,
                **flow_options(args),
            },
        )
        names = ", ".join(path.name for path in paths)
        state = cast("FlowRun", run).state  # in a thread without an event loop, the run itself
        outcome = f"{state.name}: {state.message}" if state else "no state"
        show(f"crossfoot: {printable(names)}: {outcome}", to_stderr=True)

    watch_folder(args.folder, ingest, interval=args.interval)


def _message(args: argparse.Namespace) -> str:
    return printable(f"arrived in {args.folder}")


def _say(args: argparse.Namespace) -> None:
    told = f"crossfoot: watching {args.folder} for PDFs, loading into {args.db} (Ctrl-C stops)"
    show(printable(told), to_stderr=True)


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as on Ctrl-C, but as a service that was asked to stop: with 0."""
    raise SystemExit(0)
