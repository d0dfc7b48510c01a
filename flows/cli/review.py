"""`crossfoot review`: print what waits for a person, what weighs most first."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.gate.answered import unanswered
from crossfoot.flows.gate.review import ReviewItem, list_review
from crossfoot.flows.gate.unused import say_unused, unused_decisions
from crossfoot.flows.words.fitted import fold
from crossfoot.flows.words.said import OWN, reader_language, say, say_count, speaking
from crossfoot.normalizers.catalog import find_catalog, load_catalog

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Decision

SHOWN = 10
"""Questions of a report that are printed; those that settle fewer rows are counted in one line."""

DECISION = "decision"


def run_review(args: argparse.Namespace) -> int:
    """Print the items, by report; those that were answered in the catalog are left out."""
    with speaking(OWN if args.json else reader_language()):
        return _print_items(args)


def _print_items(args: argparse.Namespace) -> int:
    today = datetime.now(UTC).date()
    catalog = load_catalog(find_catalog(args.catalog))
    items = unanswered(list_review(args.db, kind=args.kind, today=today), catalog, today)
    unused: tuple[Decision, ...] = ()
    if args.kind in (None, DECISION):
        unused = unused_decisions(args.db, catalog.decisions)
    if args.json:
        tree = {
            "review": [asdict(item) for item in items],
            "unused_decisions": [asdict(decision) for decision in unused],
        }
        print(json.dumps(tree, ensure_ascii=False))
        return 0
    if not items and not unused:
        print(say("nothing_to_review"))
    most = len(items) if args.all or args.kind else SHOWN
    for line in _lines(items if args.all else _folded(items), most, args):
        show(line)
    if unused:
        print(say("review_unused"))
    for decision in unused:
        show(fold(f"  {say_unused(decision)}", 4))
    return 0


def _folded(items: Sequence[ReviewItem]) -> list[ReviewItem]:
    """Return the items without the mismatches that another stands for, which counts them."""
    counts = Counter((item.report, item.cause) for item in items if item.cause)
    seen: set[tuple[str, str]] = set()
    found = []
    for item in items:
        key = (item.report, item.cause)
        if item.cause and key in seen:
            continue
        seen.add(key)
        more = counts[key] - 1 if item.cause else 0
        told = say("more_like_it", count=more, shared=say(f"shared_{item.shared}")) if more else ""
        found.append(replace(item, question=" ".join(filter(None, (item.question, told)))))
    return found


def _lines(items: Sequence[ReviewItem], most: int, args: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of each report: its weightiest questions, then one about the others."""
    for report, group in groupby(items, key=lambda item: item.report):
        found = list(group)
        settled = [] if args.all or args.kind else [item for item in found if item.joined]
        found = [item for item in found if item not in settled]
        yield fold(report, 2)
        yield from map(_text, found[:most])
        if rest := found[most:]:
            kinds = Counter(item.kind for item in rest)
            told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
            rows, command = sum(one.rows for one in rest), f"crossfoot review --all --db {args.db}"
            yield "  " + say("review_more", count=len(rest), rows=rows, kinds=told, command=command)
        if settled:
            yield _settled(settled)
        yield ""


def _settled(items: Sequence[ReviewItem]) -> str:
    """Return one line about the names that evidence joins to measures."""
    shown = ", ".join(
        say("review_joined", name=item.printed, measure=item.joined) for item in items[:3]
    )
    more = ", …" if len(items) > 3 else ""
    command = " ".join(["crossfoot review accept", *(item.id for item in items)])
    return "  " + say_count("review_settled", len(items), names=shown + more, command=command)


def _text(item: ReviewItem) -> str:
    place = f"p. {item.page}" if item.page else say("review_report")
    times = say("review_times", count=item.times) if item.times > 1 else ""
    also = say("review_also", count=item.reports) if item.reports > 1 else ""
    rows = say_count("review_rows", item.rows, also=also) if item.rows else ""
    lines = [
        fold(f"  {place}  {say(f'review_{item.kind}')}  {item.printed}{times}", 4),
        f"      {rows}crossfoot review accept {item.id}",
        fold(f"      {item.question}", 6),
    ]
    if item.file:
        lines.append(f"      {item.file}, {item.section}:")
    if item.line:
        # a catalog line as it is to stand there; a command under the question
        lines.append(item.line if item.file else f"      {item.line}")
    return "\n".join(lines)
