"""`crossfoot check`: the gate over the dataset, or over files that are read for it alone."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.flows.gate import check as gate
from crossfoot.flows.gate.state import GateState, Unread, read_state
from crossfoot.flows.words.said import OWN, reader_language, speaking

if TYPE_CHECKING:
    import argparse

FOR_PEOPLE = frozenset({"text", "markdown", "github"})
"""Formats in the reader's language; programs read the others."""


def run_check(args: argparse.Namespace) -> int:
    """Run the command: see :mod:`flows.gate.check` for what it judges and prints."""
    with speaking(reader_language() if args.format in FOR_PEOPLE else OWN):
        return gate.run_check(args, _read_files(args) if args.pdfs else None)


def _read_files(args: argparse.Namespace) -> GateState:
    """Read PDFs into a dataset of their own, which is gone when they have been looked at."""
    from crossfoot.flows.runs.cache import Cache, default_folder
    from crossfoot.flows.runs.direct import ingest_direct
    from crossfoot.flows.runs.inputs import find_editions
    from crossfoot.flows.runs.options import make_settings

    settings = make_settings(catalog=args.catalog)
    editions, unopened = find_editions(args.pdfs)
    with tempfile.TemporaryDirectory(prefix="crossfoot-check-") as folder:
        database = Path(folder) / "check.db"
        cache = Cache(default_folder())
        summary = ingest_direct(editions, database, settings, cache, unopened=unopened)
        state = read_state(database) if database.exists() else GateState("", None)
    unread = tuple(Unread(one.file, one.message) for one in summary.failures)
    return replace(state, database="the files named", unread=state.unread or unread)
