"""What a person asks of the installation: `crossfoot doctor`, `cache` and `completion`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.runs.cache import Cache, default_folder, size_limit
from crossfoot.flows.start.doctor import ABSENT, diagnose
from crossfoot.flows.words.said import say, say_count, say_error

if TYPE_CHECKING:
    import argparse

    from crossfoot.flows.start.doctor import Diagnosis


def run_doctor(args: argparse.Namespace) -> int:
    """Print what was found; 1 when something that is needed does not work."""
    if args.rebuild:
        return _rebuild(args)
    diagnoses = []
    for one in diagnose(args.db, default_folder()):
        diagnoses.append(one)
        if not args.json:
            show(_line(one), at_once=True)
    if args.json:
        print(json.dumps({"diagnoses": [asdict(one) for one in diagnoses]}, indent=1))
    return int(any(one.is_needed and not one.is_ok for one in diagnoses))


def _line(one: Diagnosis) -> str:
    """Return a diagnosis in the reader's language; as JSON it is English."""
    mark = say("doctor_ok" if one.is_ok else "doctor_not_ok")
    found = say("doctor_absent") if one.found == ABSENT else say_error(one.found)
    advice = f"; {say_error(one.advice)}" if one.advice else ""
    return f"{mark}  {one.name}: {found}{advice}"


def _rebuild(args: argparse.Namespace) -> int:
    """Make the derived tables anew; 1 when they held something else."""
    from crossfoot.db.file.connection import connect, writing
    from crossfoot.db.now import rebuild_and_compare

    connect(args.db).close()  # says so where there is no dataset, instead of making one
    with writing(args.db) as db:
        wrong = rebuild_and_compare(db)
    if args.json:
        print(json.dumps({"rebuilt": wrong}, indent=1))
        return int(any(wrong.values()))
    for table, count in wrong.items():
        mark = say("doctor_wrong" if count else "doctor_ok")
        told = say_count("rows_otherwise", count) if count else say("as_it_was")
        show(f"{mark}  {table}: {told}")
    return int(any(wrong.values()))


def run_cache(args: argparse.Namespace) -> int:
    """Say what the cache holds; with `prune` or `clear` remove readings, oldest use first."""
    cache = Cache(default_folder())
    limit = args.max_size if args.max_size is not None else size_limit()
    removed = 0
    if args.action == "prune":
        removed = cache.prune(limit, spare_seconds=0)
    elif args.action == "clear":
        removed = cache.prune(0, spare_seconds=0)
    entries = cache.entries()
    size = sum(entry.size for entry in entries)
    told = {
        "folder": str(cache.folder),
        "entries": len(entries),
        "bytes": size,
        "limit_bytes": limit,
        "removed": removed,
    }
    if args.json:
        print(json.dumps(told, indent=1))
        return 0
    sizes = {"size": f"{size / 1e6:.0f}", "limit": f"{limit / 1e6:.0f}"}
    show(say_count("cache_holds", len(entries), folder=cache.folder, **sizes))
    if args.action != "show":
        show(say_count("cache_removed", removed))
    return 0


def run_completion(args: argparse.Namespace) -> int:
    """Print a script that completes commands and flags."""
    from crossfoot.flows.cli.parser import build_parser
    from crossfoot.flows.start.completion import collect_levels, write_script

    print(write_script(args.shell, collect_levels(build_parser())))
    return 0
