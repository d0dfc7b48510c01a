"""`crossfoot watch`: run the flow, or the stages without Prefect, for each new PDF of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.runs.options import settings_of
from crossfoot.flows.runs.watch import watch_folder
from crossfoot.flows.serving.serve import (
    Served,
    ending_on_sigterm,
    message,
    parameters,
    require_folder,
    say,
    serve_folder,
)
from crossfoot.flows.words.said import say as say_it

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run_watch(args: argparse.Namespace) -> int:
    """Watch until stopped; with ``--once`` until everything there is ingested."""
    require_folder(args)
    settings_of(args)
    with ending_on_sigterm():
        return _watch_here(args) if args.direct or args.once else _watch_through_prefect(args)


def _watch_through_prefect(args: argparse.Namespace) -> int:
    """Watch, and run the flow for what arrives."""
    from crossfoot.flows.runs.runners import require_runner
    from crossfoot.flows.runs.server import configure_prefect, prefect_api

    require_runner(args.runner)
    configure_prefect(debug=getattr(args, "debug", False))
    with prefect_api() as url:
        show(f"crossfoot: {say_it('runs_listed', url=url)}", to_stderr=True)
        serve_folder(args, Served("watch", parameters(args)))
    return 0


def _watch_here(args: argparse.Namespace) -> int:
    """Watch and ingest in this process."""
    from crossfoot.flows.cli.ingest import ingest_here, report

    say(args)
    codes = [0]

    def ingest(paths: tuple[Path, ...]) -> None:
        codes.append(report(ingest_here(args, paths, message(args)), is_json=False))

    watch_folder(args.folder, ingest, interval=args.interval, once=args.once)
    return max(codes)
