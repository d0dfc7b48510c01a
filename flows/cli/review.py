"""`crossfoot review`: print what waits for a person."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.gate.review import ReviewItem, list_review
from crossfoot.flows.gate.unused import say_unused, unused_decisions
from crossfoot.normalizers.catalog import find_catalog, load_catalog

if TYPE_CHECKING:
    import argparse

    from crossfoot.model import Decision

DECISION = "decision"
TITLES = {
    "edition": "Is it another edition?",
    "city": "Which place is it?",
    "header": "Which measure is it?",
    "table": "Is the table read right?",
    "check": "Does the report err?",
    "warning": "What could not be read?",
}


def run_review(args: argparse.Namespace) -> int:
    """Print the items, by report and page."""
    today = datetime.now(UTC).date()
    items = list_review(args.db, kind=args.kind, today=today)
    unused: tuple[Decision, ...] = ()
    if args.kind in (None, DECISION):
        unused = unused_decisions(args.db, load_catalog(find_catalog(args.catalog)).decisions)
    if args.json:
        tree = {
            "review": [asdict(item) for item in items],
            "unused_decisions": [asdict(decision) for decision in unused],
        }
        print(json.dumps(tree, ensure_ascii=False))
        return 0
    if not items and not unused:
        print("Nothing to look at.")
    for report, found in groupby(items, key=lambda item: item.report):
        show(report)
        for item in found:
            show(_text(item))
        print()
    if unused:
        print("catalog, decisions.yaml")
    for decision in unused:
        show(f"  {say_unused(decision)}")
    return 0


def _text(item: ReviewItem) -> str:
    place = f"p. {item.page}" if item.page else "report"
    times = f" ({item.times} times)" if item.times > 1 else ""
    lines = [f"  {place}  {TITLES[item.kind]}  {item.printed}{times}", f"      {item.question}"]
    if item.file:
        lines.append(f"      {item.file}, {item.section}:")
    if item.line:
        # a catalog line as it is to stand there; a command under the question
        lines.append(item.line if item.file else f"      {item.line}")
    return "\n".join(lines)
