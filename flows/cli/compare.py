"""`crossfoot compare`: do editions of a report print the same numbers?"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from crossfoot.errors import UnreadableInput
from crossfoot.flows.cli.console import show
from crossfoot.flows.cli.diff import read_editions
from crossfoot.flows.words.said import say, say_count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Check
    from crossfoot.reconcilers.documents.editions import EditionPair


def run_compare(args: argparse.Namespace) -> int:
    """Print where editions differ; 1 when they contradict one another or have nothing in common.

    3 when pages of them could not be read: then neither is known.
    """
    from crossfoot.normalizers.catalog import find_catalog
    from crossfoot.reconcilers.documents.editions import compare_editions

    editions = read_editions([*args.pdf, *args.more], find_catalog(args.catalog))
    pairs = compare_editions(editions)
    if args.json:
        print(json.dumps({"pairs": [_to_json(pair) for pair in pairs]}, ensure_ascii=False))
    else:
        show("\n".join(line for pair in pairs for line in _describe(pair)))
    if any(edition.unread for edition in editions):
        return UnreadableInput.exit_code
    return int(any(not pair.checks or any(map(_contradicts, pair.checks)) for pair in pairs))


def _contradicts(check: Check) -> bool:
    return check.status == "mismatch" and check.severity == "error"


def _counts(checks: Sequence[Check]) -> dict[str, int]:
    """Return how many numbers agree, and how many differ, and how."""
    return dict(Counter(check.reason or check.status for check in checks))


def _parts(pair: EditionPair) -> tuple[list[Check], list[Check]]:
    """Return the checks of key figures and those of numbers in tables."""
    figures = [check for check in pair.checks if check.total.row < 0]
    numbers = [check for check in pair.checks if check.total.row >= 0]
    return figures, numbers


def _describe(pair: EditionPair) -> Iterator[str]:
    """Yield the lines for people: how much agrees, then each difference."""
    yield say("compared_with", file=pair.second.report.file, other=pair.first.report.file)
    if not pair.checks:
        yield f"  {say('nothing_compared')}"
    for name, checks in zip(("figures", "numbers"), _parts(pair), strict=True):
        if checks:
            told = ", ".join(say(f"agree_{kind}", count=n) for kind, n in _counts(checks).items())
            yield f"  {say_count(f'agreeing_{name}', len(checks), told=told)}"
    for check in pair.checks:
        if check.status == "mismatch":
            yield f"  p. {check.page} {check.explain(pair.second.report.language)}"
            yield from (f"      {suspect.why}" for suspect in check.suspects)


def _to_json(pair: EditionPair) -> dict[str, object]:
    figures, numbers = _parts(pair)
    return {
        "from": pair.first.report.file,
        "to": pair.second.report.file,
        "figures": _counts(figures),
        "numbers": _counts(numbers),
        "differ": [
            {
                "page": check.page,
                "printed": str(check.printed),
                "other": str(check.computed),
                "severity": check.severity,
                "reason": check.reason,
                "explanation": check.explain(pair.second.report.language),
                "suspects": [suspect.why for suspect in check.suspects],
            }
            for check in pair.checks
            if check.status == "mismatch"
        ],
    }
