"""`crossfoot reports`, `reread`, `backup`, `compact`: what a person does to what is stored."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.words.said import say
from crossfoot.names import printable

if TYPE_CHECKING:
    import argparse

    from crossfoot.db.repair import Repair


def run_reports(args: argparse.Namespace) -> int:
    """List the reports; merge, split or withdraw some, or state a licence."""
    action = {
        "list": _list,
        "merge": _merge,
        "split": _split,
        "withdraw": _withdraw,
        "licence": _licence,
    }[args.action]
    return action(args)


def _list(args: argparse.Namespace) -> int:
    """Print reports by publication with their files, then what was withdrawn."""
    from crossfoot.db.shelves import list_shelves

    shelves = list_shelves(args.db)
    if args.json:
        print(json.dumps(asdict(shelves), ensure_ascii=False, indent=1))
        return 0
    last = ""
    for one in shelves.reports:
        if one.publication != last:
            show(one.publication)
            last = one.publication
        state = "" if one.is_held else f"  {say('report_not_held')}"
        show(f"  {one.id:>4}  {one.language}  {one.label}{state}")
        for file in one.files:
            mark = "*" if file.is_held else " "
            show(f"        {mark} {file.file}  {file.sha256[:8]}  {file.first_seen[:10]}")
    for gone in shelves.withdrawn:
        what = gone.label or say("report_number", number=gone.report_id)
        kind = "report_purged" if gone.is_purged else "report_withdrawn"
        show(say(kind, what=what, day=gone.withdrawn_at[:10], reason=gone.reason))
    return 0


def _merge(args: argparse.Namespace) -> int:
    from crossfoot.db.repair import merge_reports

    done = merge_reports(args.db, args.report, args.other, reason=printable(args.reason))
    return _tell(args, done, "repaired_merged")


def _split(args: argparse.Namespace) -> int:
    from crossfoot.db.repair import split_report

    done = split_report(args.db, args.report, args.file, reason=printable(args.reason))
    return _tell(args, done, "repaired_split")


def _licence(args: argparse.Namespace) -> int:
    from crossfoot.db.licences import Licence, state_licence

    licence = Licence(printable(args.licence), printable(args.url))
    label = state_licence(args.db, args.report, licence, reason=printable(args.reason))
    if args.json:
        print(json.dumps({"report": label, **asdict(licence)}, ensure_ascii=False))
        return 0
    show(f"{label}: {licence.name}")
    return 0


def _withdraw(args: argparse.Namespace) -> int:
    from crossfoot.db.repair import withdraw_report
    from crossfoot.flows.runs.cache import Cache, default_folder

    reason = printable(args.reason)
    done = withdraw_report(args.db, args.report, reason=reason, purge=args.purge)
    if args.purge:  # what was kept of the reading, for the next time, holds its words too
        Cache(default_folder()).forget_names(done.files)
        return _tell(args, done, "repaired_purged")
    return _tell(args, done, "repaired_withdrawn")


def _tell(args: argparse.Namespace, done: Repair, key: str) -> int:
    if args.json:
        print(json.dumps(asdict(done), ensure_ascii=False, indent=1))
    else:
        told = say(key, files=", ".join(done.files), report=done.report)
        show(say("repaired", version=done.version, told=told))
    return 0


def run_reread(args: argparse.Namespace) -> int:
    """Read the stored files anew and load what comes out as one version."""
    from crossfoot.flows.cli.ingest import report
    from crossfoot.flows.keeping.reread import reread
    from crossfoot.flows.runs.cache import Cache, default_folder
    from crossfoot.flows.runs.progress import shown_progress

    with shown_progress():
        summary = reread(
            args.db,
            Cache(default_folder()),
            chosen=args.report,
            catalog=args.catalog,
            ocr=not args.no_ocr,
            message=args.message,
            workers=args.workers,
        )
    if summary is None:
        show(say("reread_nothing"), to_stderr=args.json)
        if args.json:
            print(json.dumps({"version": None, "is_new": False}))
        return 0
    return report(summary, is_json=args.json, debug=getattr(args, "debug", False))


def run_backup(args: argparse.Namespace) -> int:
    """Copy the dataset while it is in use; the copy is whole and needs no log."""
    from crossfoot.db.file.keep import back_up

    size = back_up(args.db, args.out)
    show(say("backed_up", file=args.out, size=f"{size / 1e6:.1f}"))
    return 0


def run_compact(args: argparse.Namespace) -> int:
    """Write the dataset anew without unused room."""
    from crossfoot.db.file.connection import connect
    from crossfoot.db.purge import compact

    connect(args.db).close()
    before, after = compact(args.db)
    sizes = {"before": f"{before / 1e6:.1f}", "after": f"{after / 1e6:.1f}"}
    show(say("compacted", file=args.db, **sizes))
    return 0
