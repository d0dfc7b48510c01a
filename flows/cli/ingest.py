"""`crossfoot ingest`: read PDFs and load them as one version, with Prefect or without."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.db.load import check_said
from crossfoot.flows.cli.console import show, tell
from crossfoot.flows.runs.cache import Cache, default_folder
from crossfoot.flows.runs.inputs import (
    find_editions,
    given_places,
    path_parameter,
    place_parameter,
)
from crossfoot.flows.runs.options import flow_options, settings_of
from crossfoot.flows.runs.progress import shown_progress
from crossfoot.flows.start.retry import retry_command
from crossfoot.flows.told.summary import to_json
from crossfoot.flows.told.text import to_text
from crossfoot.flows.words.said import say_error
from crossfoot.names import printable
from crossfoot.pools import shared_pool

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from crossfoot.addresses import Place
    from crossfoot.flows.told.summary import RunSummary


def run_ingest(args: argparse.Namespace) -> int:
    """Run the command; 3 when a document could not be read."""
    settings_of(args)  # a bad option is said before the seconds that Prefect takes to start
    if args.edition_of:
        check_said(args.db, args.edition_of)
    if args.dry_run:
        return _show_plan(args)
    with shown_progress():
        summary = (
            ingest_here(args, args.pdfs, args.message)
            if args.direct
            else _ingest_with_prefect(args)
        )
    failed = [one.path for one in summary.failures if one.path]
    if failed:
        summary = replace(summary, retry=retry_command(sys.argv[1:], args.pdfs, failed))
    return report(summary, is_json=args.json, debug=getattr(args, "debug", False))


def _show_plan(args: argparse.Namespace) -> int:
    """Say what would be read and loaded; 3 when something cannot be."""
    from crossfoot.flows.start.plan import plan_run, plan_to_json, plan_to_text

    editions, unopened = find_editions(args.pdfs)
    cache = Cache(default_folder())
    planned = plan_run(editions, unopened, args.db, settings_of(args), cache)
    if args.json:
        print(json.dumps(plan_to_json(planned), ensure_ascii=False, indent=1))
    else:
        show(plan_to_text(planned))
    return 3 if unopened else 0


def ingest_here(args: argparse.Namespace, paths: Sequence[Place], message: str) -> RunSummary:
    """Ingest PDFs without Prefect; the message is for the list of versions."""
    from crossfoot.flows.runs import stages
    from crossfoot.flows.runs.direct import ingest_direct

    settings = settings_of(args)
    editions, unopened = find_editions(paths)
    cache = Cache(default_folder())
    if args.no_cache:
        stages.forget(editions, settings, cache)
    return ingest_direct(
        editions,
        args.db,
        settings,
        cache,
        unopened=unopened,
        message=message,
        workers=args.workers,
        edition_of=getattr(args, "edition_of", None),
        refresh=args.no_cache,
    )


def report(summary: RunSummary, *, is_json: bool, debug: bool = False) -> int:
    """Print what a run did, what it could not read on stderr; 3 when there is any."""
    unread = (*summary.failures, *summary.incomplete)
    for failure in unread:
        tell(f"crossfoot: {say_error(failure.message)}", "error")
        if debug and failure.details:
            show(failure.details, to_stderr=True)
    if is_json:
        print(json.dumps(to_json(summary), ensure_ascii=False, indent=1))
    else:
        show(to_text(summary))
    return 3 if unread else 0


def _ingest_with_prefect(args: argparse.Namespace) -> RunSummary:
    from crossfoot.flows.runs.server import configure_prefect, prefect_api, without_heartbeat

    configure_prefect(debug=getattr(args, "debug", False))
    if not args.runner.partition(":")[2]:
        # what reads is imported while Prefect is, on the other processor
        shared_pool(settings_of(args).limits).warm("crossfoot.flows.runs.steps")
    from crossfoot.flows.runs.runners import require_runner

    require_runner(args.runner)
    with prefect_api(), without_heartbeat():
        return _run_flow(args)


def _run_flow(args: argparse.Namespace) -> RunSummary:
    """Run the flow in this process and return its summary.

    Raises:
        CrossfootError: The run could not be finished, the dataset being locked, say.
    """
    from crossfoot.flows.runs.ingest import ingest_reports
    from crossfoot.flows.runs.runners import make_runner
    from crossfoot.flows.told.summary import RunSummary

    flow = ingest_reports.with_options(task_runner=make_runner(args.runner, args.workers))
    with given_places(args.pdfs):
        state = flow(
            paths=[place_parameter(place) for place in args.pdfs],
            database=path_parameter(args.db.resolve()),
            message=printable(args.message),
            refresh=args.no_cache,
            edition_of=args.edition_of or "",
            **flow_options(args),
            return_state=True,
        )
    result = state.result(raise_on_failure=False)
    if isinstance(result, RunSummary):
        return result
    if isinstance(result, BaseException):
        raise result
    raise RuntimeError(f"the flow ended as {state.name}: {state.message}")
