"""Failing checks by cause, the worst first: what a person looks at once is one line.

In: failing checks of any number of reports. Out: their causes. Several checks have one cause where
one number, put right, mends them, where they miss by one gap, or where the same line of a table is
their total. Ordered by severity, by the size of the gap, by how certain the relation is.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

Shared = Literal["column", "row", "gap", "number", "cause"]
"""What the checks of a cause have in common with the first: the column or row that their totals
stand in, the gap, a number that would mend both, or several of these."""

SUSPECT = """(SELECT s.table_id || ' ' || s.row || ' ' || s.col FROM suspects s
WHERE s.check_id = k.id ORDER BY s.id LIMIT 1)"""
"""Of a check ``k`` the number that is likeliest wrong."""

TELLING = 3  # digits of a gap, zeros at its end not counted, that two tables miss by alike
WHOLE = 1.0  # a gap as large as its total: larger ones are no worse
LEAST = 99  # powers of ten that no gap reaches


@dataclass(frozen=True, slots=True)
class Failing:
    """What is asked of a failing check.

    Attributes:
        report: Reading that it belongs to: no cause runs over several.
        table: Its table, ``None`` for what is stated outside tables.
        row, col: Of its total.
        axis: Along which the items stand: of a "column" the totals are siblings in one row.
        suspect: Number that is probably wrong, ``None`` where nothing stands out.
        significance: Expected number of such relations by chance; ``None`` where nobody asked.
    """

    report: Hashable
    table: Hashable | None
    row: int
    col: int
    axis: str
    is_warning: bool
    printed: Decimal | None
    delta: Decimal | None
    suspect: Hashable | None = None
    significance: float | None = None

    @property
    def size(self) -> float:
        """The gap as a share of the larger of the two values."""
        if not self.delta:
            return 0.0
        printed = self.printed or Decimal(0)
        return float(abs(self.delta) / max(abs(printed), abs(printed - self.delta)))


@dataclass(frozen=True, slots=True)
class Cause:
    """Checks that fail for one reason.

    Attributes:
        members: Their positions in what was given, the worst first.
        shared: What the others have in common with the first.
    """

    members: tuple[int, ...]
    shared: Shared = "cause"


def find_causes(failing: Sequence[Failing]) -> tuple[Cause, ...]:
    """Return the causes of failing checks, the worst first; each check is of one cause."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, root in enumerate(_roots(failing)):
        groups[root].append(index)
    causes = [_cause(failing, members) for members in groups.values()]
    return tuple(sorted(causes, key=lambda cause: _weight(failing, cause)))


def _roots(failing: Sequence[Failing]) -> list[int]:
    """Return for each check the first one that it is tied to, over others or not."""
    parents = list(range(len(failing)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    seen: dict[tuple[Hashable, ...], int] = {}
    for index, check in enumerate(failing):
        for tie in _ties(check):
            first = seen.setdefault(tie, index)
            low, high = sorted((root(first), root(index)))
            parents[high] = low
    return [root(index) for index in range(len(failing))]


def _ties(check: Failing) -> Iterable[tuple[Hashable, ...]]:
    """Yield what ties a check to others."""
    if check.suspect is not None:
        yield ("number", check.report, check.suspect)
    if check.table is not None and check.axis in ("row", "column"):
        line = check.row if check.axis == "column" else check.col
        yield ("line", check.report, check.table, check.axis, line)
    gap = _gap(check)
    if gap and (check.table is not None or _digits(gap) >= TELLING):
        if check.table is not None:
            yield ("gap", check.report, check.table, gap)
        if _digits(gap) >= TELLING:
            yield ("gap", check.report, gap)


def _gap(check: Failing) -> Decimal | None:
    return abs(check.delta) if check.delta else None


def _digits(gap: Decimal) -> int:
    """Return how many digits a gap has, zeros on either side not counted."""
    return len(gap.normalize().as_tuple().digits)


def _cause(failing: Sequence[Failing], members: Sequence[int]) -> Cause:
    ordered = sorted(members, key=lambda index: (_rank(failing[index]), index))
    first = failing[ordered[0]]
    common: Counter[Shared] = Counter()
    for index in ordered[1:]:
        common.update(_common(first, failing[index]))
    rest = len(ordered) - 1
    names: tuple[Shared, ...] = ("column", "row", "gap", "number")
    shared: Shared = next((name for name in names if rest and common[name] == rest), "cause")
    return Cause(tuple(ordered), shared)


def _common(first: Failing, other: Failing) -> Iterable[Shared]:
    """Yield what two checks of one cause have in common."""
    if first.table is not None and first.table == other.table and first.axis == other.axis:
        if first.axis == "row" and first.col == other.col:
            yield "column"
        if first.axis == "column" and first.row == other.row:
            yield "row"
    if _gap(first) is not None and _gap(first) == _gap(other):
        yield "gap"
    if first.suspect is not None and first.suspect == other.suspect:
        yield "number"


def _rank(check: Failing) -> tuple[bool, int, float, float]:
    """Return what orders checks: severity, size in powers of ten, certainty, size."""
    size = min(check.size, WHOLE)
    tens = round(-math.log10(size)) if size else LEAST
    sure = 0.0 if check.significance is None else check.significance
    return check.is_warning, tens, sure, -check.size


def _weight(failing: Sequence[Failing], cause: Cause) -> tuple[bool, int, int, float, float, int]:
    """Return the rank of a cause: of its worst check, more totals before fewer among equals."""
    first = cause.members[0]
    warns, tens, sure, size = _rank(failing[first])
    return warns, tens, -len(cause.members), sure, size, first
