"""`crossfoot catalog new` and `crossfoot catalog check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.files import write_whole
from crossfoot.flows.catalog.check import look_at
from crossfoot.flows.cli.console import show
from crossfoot.flows.gate.check import today
from crossfoot.flows.runs.cache import Cache, default_folder
from crossfoot.flows.runs.inputs import find_editions
from crossfoot.flows.runs.options import make_settings
from crossfoot.flows.runs.progress import shown_progress
from crossfoot.flows.told.summary import Failure
from crossfoot.flows.words.said import say, say_count
from crossfoot.names import printable
from crossfoot.normalizers.catalog import find_catalog, load_catalog, shipped_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from crossfoot.flows.catalog.draft import Draft
    from crossfoot.model import Extraction


def run_catalog(args: argparse.Namespace) -> int:
    """Run the verb that was named."""
    verbs = {"new": run_new, "check": run_check}
    code: int = verbs[args.verb](args)
    return code


def run_check(args: argparse.Namespace) -> int:
    """Print what is wrong in the catalog, one line each; 1 when something is."""
    folder = find_catalog(args.catalog) or shipped_folder()
    findings = look_at(folder, today=today())
    if args.json:
        tree = {
            kind: [
                {"file": str(one.path), "line": one.line, "message": one.message} for one in found
            ]
            for kind, found in (("mistakes", findings.mistakes), ("doubts", findings.doubts))
        }
        sys.stdout.write(json.dumps({"catalog": str(folder), **tree}, ensure_ascii=False) + "\n")
        return int(bool(findings.mistakes))
    for one in findings.mistakes:
        show(str(one))
    for one in findings.doubts:
        show(say("catalog_doubt", told=one))
    for name, title, measures in findings.series:
        show(say_count("series_measures", measures, name=name, title=title))
    if not findings.mistakes:
        show(say("catalog_reads", folder=folder))
    return int(bool(findings.mistakes))


def run_new(args: argparse.Namespace) -> int:
    """Write the first draft of a series from reports of it."""
    from crossfoot.flows.catalog.draft import draft, write_draft
    from crossfoot.flows.catalog.found import find_measures
    from crossfoot.flows.catalog.own import own_catalog

    name = args.series
    if name and not (name.isidentifier() and name.isascii() and name == name.lower()):
        raise UsageError(f"--series {name}: write lower case letters, digits and underscores")
    extractions = _read(args)
    proposed = draft(extractions, find_measures(extractions), name)
    text = write_draft(proposed)
    if args.out is not None and str(args.out) == "-":
        sys.stdout.write(text)
        return 0
    path = args.out
    if path is None:
        folder, is_new = own_catalog(args.catalog)
        if is_new:
            show(say("catalog_made", folder=folder), to_stderr=True)
        path = folder / f"{proposed.name}.yaml"
    if path.exists():
        raise UsageError(f"{path} is there already: take it away, or name another --series")
    write_whole(path, text.encode())
    show("\n".join(_next_steps(path, proposed, extractions, [str(pdf) for pdf in args.pdfs])))
    return 0


def _read(args: argparse.Namespace) -> list[Extraction]:
    """Read reports; `ingest` finds in the cache what was read here.

    Raises:
        UnreadableInput: One of them cannot be read.
    """
    from crossfoot.flows.runs.direct import read_extractions

    settings = make_settings(catalog=args.catalog)
    editions, unopened = find_editions(args.pdfs)
    with shown_progress():
        outcomes = [*unopened, *read_extractions(editions, settings, Cache(default_folder()))]
    for one in outcomes:
        if isinstance(one, Failure):
            raise UnreadableInput(one.message)
    return [one for one in outcomes if not isinstance(one, Failure)]


def _next_steps(
    path: Path, proposed: Draft, extractions: Sequence[Extraction], pdfs: Sequence[str]
) -> list[str]:
    """Say what was drafted and what to do next."""
    numbers = sum(found.numbers for found in proposed.measures)
    catalog = load_catalog(path.parent)
    series = catalog.find_series(proposed.name)
    known = len(series.measures) if series else 0
    known_already = {one.report.series for one in extractions} - {""}
    measures = len(proposed.measures)
    lines = [say("drafted_measures", file=path, known=known, found=measures, numbers=numbers)]
    lines += [f"  {say('drafted_known', name=name)}" for name in known_already]
    lines += [f"  {say('drafted_recognised', line=line)}" for line in proposed.recognise]
    return [
        *lines,
        say("drafted_next"),
        "  crossfoot catalog check",
        f"  crossfoot ingest {' '.join(map(printable, pdfs))}",
    ]
