"""Which numbers are proved by which checks, in the tick marks auditors write beside figures.

``Ft`` footed (a column or list that adds up), ``Cft`` cross-footed (a row that adds up), ``Tie``
tied out (the same number elsewhere in the document). A mark with ``≠`` is a check that fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossfoot.model import Check, CheckStatus, Ref

_TICKS = {"column": "Ft", "list": "Ft", "row": "Cft", "document": "Tie"}
_WORST_FIRST: tuple[CheckStatus, ...] = (
    "mismatch",
    "rounding",
    "exact",
    "incomplete",
    "not_checkable",
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the checks say of one number.

    Attributes:
        status: Of the checks that cover it: "mismatch" if one fails, else "rounding" or "exact"
            if one holds, else why none could; ``None`` without checks.
        ticks: Marks joined by spaces ("Ft Cft≠").
    """

    status: CheckStatus | None
    ticks: str


NOT_CHECKED = Marks(None, "")


Spot = tuple[int, int]
"""(row, col); (-1, -1) of a figure."""


MarksOf = Mapping[str, Mapping[Spot, Marks]]
"""Marks by table (or figure) and place."""


def mark_cells(checks: Sequence[Check]) -> MarksOf:
    """Return the marks of each total and item of a check, by table (or figure) and place."""
    covering: dict[Ref, list[Check]] = {}
    for check in checks:
        for ref in set(check.refs):
            covering.setdefault(ref, []).append(check)
    marks: dict[str, dict[Spot, Marks]] = {}
    for ref, found in covering.items():
        marks.setdefault(ref.table, {})[ref.row, ref.col] = _marks(found)
    return marks


def _marks(checks: Sequence[Check]) -> Marks:
    statuses = {check.status for check in checks}
    ticks = {_tick(check) for check in checks} - {""}
    return Marks(
        next(status for status in _WORST_FIRST if status in statuses),
        " ".join(sorted(ticks, key=_tick_order)),
    )


def _tick(check: Check) -> str:
    if check.status in ("exact", "rounding"):
        return _TICKS[check.axis]
    return f"{_TICKS[check.axis]}≠" if check.status == "mismatch" else ""


def _tick_order(tick: str) -> int:
    order = ("Ft", "Ft≠", "Cft", "Cft≠", "Tie", "Tie≠")
    return order.index(tick)
