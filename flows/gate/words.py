"""How findings of the gate are said: the sentences that all output formats share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from crossfoot.flows.gate.verdicts import (
    EXIT_FINDINGS,
    EXIT_NOTHING,
    EXIT_UNREAD,
    Cause,
    Finding,
    Gate,
)
from crossfoot.flows.words.said import say
from crossfoot.model import AcceptedMismatch


def amount(value: Decimal | None) -> str:
    """Return a number as digits, "?" where it is unknown."""
    if value is None:
        return "?"
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def place(finding: Finding) -> str:
    """Return where a finding stands: 'p. 14 "Logements", Total › 2023'."""
    check = finding.check
    if check is None:
        return say("entry", fingerprint=finding.fingerprint)
    table = f'"{check.table}", ' if check.table else ""
    return f"p. {check.page} {table}{check.label}".rstrip(", ")


def equation(finding: Finding) -> str:
    """Return the two numbers: "printed 482, computed 481, off by 1 (tolerance 0)"."""
    check, entry = finding.check, finding.entry
    if check is not None:
        gap = None if check.delta is None else abs(check.delta)
        off = {"gap": amount(gap), "tolerance": amount(check.tolerance)}
        printed, computed = amount(check.printed), amount(check.computed)
        return say("equation", printed=printed, computed=computed, **off)
    if entry is None:
        return ""
    printed, computed = amount(entry.printed), amount(entry.computed)
    return say("equation_entry", printed=printed, computed=computed)


def reason(finding: Finding) -> str:
    """Return why a finding has its outcome, and what to do about it."""
    entry = finding.entry
    if finding.outcome == "known":
        return say("why_known")
    if entry is None:
        return say("why_new")
    return say(
        f"why_{finding.outcome}",
        author=entry.author,
        reason=entry.reason,
        added=entry.added,
        expires=entry.expires,
        printed=amount(entry.printed),
        computed=amount(entry.computed),
    )


def more(cause: Cause) -> str:
    """Return how many findings stand behind the first: "… and 7 more in the same column (p. 3)".

    "" where it stands alone.
    """
    if not cause.more:
        return ""
    pages = sorted({one.check.page for one in cause.findings[1:] if one.check})
    return say(
        "more_shared",
        count=cause.more,
        shared=say(f"shared_{cause.shared}"),
        pages=", ".join(spans(pages)),
    )


def spans(pages: Sequence[int]) -> list[str]:
    """Return rising page numbers, those that follow each other as one span.

    >>> spans([3, 5, 6, 7])
    ['3', '5–7']
    """
    found: list[list[int]] = []
    for page in pages:
        if found and page == found[-1][-1] + 1:
            found[-1] = [found[-1][0], page]
        else:
            found.append([page])
    return ["–".join(map(str, span)) for span in found]


def coverage(gate: Gate) -> str:
    """Return the sentence that every format ends with."""
    return say(
        "gate_coverage",
        verified=gate.verified,
        numbers=gate.numbers,
        share=gate.coverage,
        held=gate.held,
        decided=gate.decided,
        undecided=gate.undecided,
        placed=_placed(gate),
        figures=sum(document.figures for document in gate.state.documents),
    )


def _placed(gate: Gate) -> str:
    """Say how many numbers have a place; nothing where an older crossfoot counted none."""
    if gate.uncounted:
        return ""
    return say("gate_placed", placed=gate.placed, share=gate.placed_share)


def shortfalls(gate: Gate) -> list[str]:
    """Return which least shares are not reached."""
    short = []
    if not gate.is_covered and gate.decided:
        least = amount(gate.min_coverage)
        short.append(say("short_coverage", share=gate.coverage, least=least))
    if gate.is_placed:
        return short
    if gate.uncounted:
        return [*short, say("short_uncounted", count=gate.uncounted)]
    least = amount(gate.min_placed)
    return [*short, say("short_placed", share=gate.placed_share, least=least)]


def conclusion(gate: Gate) -> str:
    """Return what the exit code says, in words."""
    if gate.exit_code == EXIT_FINDINGS:
        return say("failed", what=", ".join([*_counts(gate), *shortfalls(gate)]))
    if gate.exit_code == EXIT_UNREAD:
        return say("failed_unread", count=len(gate.state.unread))
    if gate.exit_code == EXIT_NOTHING:
        return say("failed_nothing")
    counts = {
        name: sum(finding.outcome == name for finding in gate.findings)
        for name in ("accepted", "known")
    }
    left = len(gate.findings) - sum(counts.values())
    if left:
        return say("passed_as_asked", count=left)
    told = [say(f"passed_{name}", count=count) for name, count in counts.items() if count]
    return say("passed_with", what=", ".join(told)) if told else say("passed")


def catalog_line(entry: AcceptedMismatch) -> str:
    """Return an entry as one line of YAML, to paste under ``accepted:``."""
    values = {
        "fingerprint": _quoted(entry.fingerprint),
        "printed": _exact(entry.printed),
        "computed": _exact(entry.computed),
        "reason": _quoted(entry.reason),
        "author": _quoted(entry.author),
        "added": entry.added,
        "expires": entry.expires,
        **({"report": _quoted(entry.report)} if entry.report else {}),
    }
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def _quoted(text: str) -> str:
    """Return a text as JSON, which YAML reads alike once it holds printable chars only."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return json.dumps(printable, ensure_ascii=False)


def _exact(value: Decimal) -> str:
    """Return a number that YAML keeps exact: a whole one as such, any other one as text."""
    text = amount(value)
    return _quoted(text) if "." in text else text


def _counts(gate: Gate) -> list[str]:
    """Return how many causes fail the gate, by outcome; with the totals, where they are more."""
    found = []
    for name in ("new", "changed", "expired", "stale", "known", "accepted"):
        causes = [cause for cause in gate.blocking if cause.first.outcome == name]
        totals = sum(len(cause.findings) for cause in causes)
        told = say(f"blocking_{name}", count=len(causes))
        if totals > len(causes):
            told = say("in_totals", what=told, totals=totals)
        found += [told] if causes else []
    return found
