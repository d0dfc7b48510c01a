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
