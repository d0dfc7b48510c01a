"""`crossfoot doctor`: print the diagnoses, one line each."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.runs.cache import default_folder
from crossfoot.flows.runs.doctor import diagnose

if TYPE_CHECKING:
    import argparse


def run_doctor(args: argparse.Namespace) -> int:
    """Print what was found; 1 when something that is needed does not work."""
    if args.rebuild:
        return _rebuild(args)
    diagnoses = []
    for one in diagnose(args.db, default_folder()):
        diagnoses.append(one)
        if not args.json:
            mark = "OK     " if one.is_ok else "missing"
            advice = f"; {one.advice}" if one.advice else ""
            show(f"{mark}  {one.name}: {one.found}{advice}", at_once=True)
    if args.json:
        print(json.dumps({"diagnoses": [asdict(one) for one in diagnoses]}, indent=1))
    return int(any(one.is_needed and not one.is_ok for one in diagnoses))


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
        mark = "wrong  " if count else "OK     "
        show(f"{mark}  {table}: {f'{count} rows were otherwise' if count else 'as it was'}")
    return int(any(wrong.values()))
