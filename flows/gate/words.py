"""How findings of the gate are said: the sentences that all output formats share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from crossfoot.db.causes import Shared
from crossfoot.flows.gate.verdicts import (
    EXIT_FINDINGS,
    EXIT_NOTHING,
    EXIT_UNREAD,
    Cause,
    Finding,
    Gate,
)
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
        return f"entry {finding.fingerprint}"
    table = f'"{check.table}", ' if check.table else ""
    return f"p. {check.page} {table}{check.label}".rstrip(", ")


def equation(finding: Finding) -> str:
    """Return the two numbers: "printed 482, computed 481, off by 1 (tolerance 0)"."""
    check, entry = finding.check, finding.entry
    if check is None:
        return (
            f"printed {amount(entry.printed)}, computed {amount(entry.computed)}" if entry else ""
        )
    gap = None if check.delta is None else abs(check.delta)
    return (
        f"printed {amount(check.printed)}, computed {amount(check.computed)}, "
        f"off by {amount(gap)} (tolerance {amount(check.tolerance)})"
    )


def reason(finding: Finding) -> str:
    """Return why a finding has its outcome, and what to do about it."""
    entry = finding.entry
    if finding.outcome == "known":
        return "it fails in the dataset that this one is compared with, too"
    if entry is None:
        return "nobody has looked at it: correct the reading, or accept it in the catalog"
    if finding.outcome == "changed":
        return (
            f"accepted by {entry.author} with printed {amount(entry.printed)} and computed "
            f"{amount(entry.computed)}: look again"
        )
    if finding.outcome == "expired":
        return f"accepted by {entry.author} until {entry.expires}: decide again"
    if finding.outcome == "stale":
        return "accepted in the catalog, but nothing fails that way: remove the entry"
    return f"accepted by {entry.author} on {entry.added} until {entry.expires}: {entry.reason}"


def more(cause: Cause) -> str:
    """Return how many findings stand behind the first: "… and 7 more in the same column (p. 3)".

    "" where it stands alone.
    """
    if not cause.more:
        return ""
    pages = sorted({one.check.page for one in cause.findings[1:] if one.check})
    return f"… and {cause.more} more {SHARED[cause.shared]} (p. {', '.join(spans(pages))})"


SHARED: Final[dict[Shared, str]] = {
    "column": "in the same column",
    "row": "in the same row",
    "gap": "off by the same",
    "number": "that the same number explains",
    "cause": "of the same cause",
}


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
    figures = sum(document.figures for document in gate.state.documents)
    return (
        f"{gate.verified} of {gate.numbers} printed numbers ({gate.coverage} %) stand "
        f"under a check that holds{_placed(gate)}; {gate.held} of {gate.decided} totals hold, "
        f"{gate.undecided} could not be checked; {figures} key figures found"
    )


def _placed(gate: Gate) -> str:
    """Say how many numbers have a place; nothing where an older crossfoot counted none."""
    if gate.uncounted:
        return ""
    return f", {gate.placed} ({gate.placed_share} %) in a cell, figure, chart, note or running head"


def shortfalls(gate: Gate) -> list[str]:
    """Return which least shares are not reached."""
    short = []
    if not gate.is_covered and gate.decided:
        short.append(f"coverage {gate.coverage} % is below {amount(gate.min_coverage)} %")
    if gate.is_placed:
        return short
    if gate.uncounted:
        told = f"{gate.uncounted} document(s) were read before all numbers were counted"
        return [*short, f"{told}: ingest them again"]
    return [*short, f"placed {gate.placed_share} % is below {amount(gate.min_placed)} %"]


def conclusion(gate: Gate) -> str:
    """Return what the exit code says, in words."""
    if gate.exit_code == EXIT_FINDINGS:
        parts = [_told(count, totals, name) for name, count, totals in _counts(gate) if count]
        parts += shortfalls(gate)
        return f"failed: {', '.join(parts)}"
    if gate.exit_code == EXIT_UNREAD:
        return f"failed: {len(gate.state.unread)} document(s) could not be read"
    if gate.exit_code == EXIT_NOTHING:
        return "failed: there was nothing to check; ingest a report with totals first"
    counts = {
        name: sum(finding.outcome == name for finding in gate.findings)
        for name in ("accepted", "known")
    }
    left = len(gate.findings) - sum(counts.values())
    if left:
        return f"passed, as asked, in spite of {left} finding(s)"
    told = [f"{count} {name} mismatch(es)" for name, count in counts.items() if count]
    return f"passed: {', '.join(told)}" if told else "passed: every total holds"


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


def _told(count: int, totals: int, name: str) -> str:
    """Return a count of causes, with that of the totals where they are more."""
    return f"{count} {name}" + (f" in {totals} totals" if totals > count else "")


def _counts(gate: Gate) -> list[tuple[str, int, int]]:
    """Return for each outcome its name, the causes and the findings that fail the gate."""
    names = {
        "new": "new mismatch(es)",
        "changed": "accepted with other values",
        "expired": "expired",
        "stale": "stale",
        "known": "known",
        "accepted": "accepted",
    }
    found = []
    for outcome, name in names.items():
        causes = [cause for cause in gate.blocking if cause.first.outcome == outcome]
        found.append((name, len(causes), sum(len(cause.findings) for cause in causes)))
    return found
