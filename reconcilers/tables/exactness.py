"""Are the whole numbers of a table counts, which must add up exactly, or rounded amounts?

The interval rule forgives a long column of whole numbers a large gap: 56 items may be off by 28.
For thousands of euros that is right; for members, cases and votes it hides misprints. The table
itself tells: where sums of dozens of rounded numbers come out exactly again and again, nothing was
rounded. The two readings are weighed by their likelihood: rounded numbers miss by about the square
root of (n + 1)/12, counted ones only by a misprint now and then.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from crossfoot.normalizers.numbers.units import lexicon
from crossfoot.reconcilers.printed.grid import NUMBER
from crossfoot.reconcilers.printed.relations import Relation
from crossfoot.vocabulary.patterns import either

if TYPE_CHECKING:
    from crossfoot.reconcilers.printed.grid import Grid

MISPRINT_RATE = 0.02
MISPRINT_SPREAD = 9.0  # a misprint may be so many gaps in each digit: few are as small as one
DECISIVE = 3.0  # natural logarithm of the odds asked for: twenty to one
COUNTED_BONUS = 3.0  # a table that counts its lines counts other things too
MONEY_MALUS = 3.0  # money is rounded as a rule
_SMALL = ((5, 3.0), (20, 1.5), (1000, 0.0))  # nobody rounds ones, twos and threes
_LARGE_MALUS = 1.0


@lru_cache(maxsize=1)
def _money() -> re.Pattern[str]:
    """Return the expression of signs, codes and words of amounts of money, in any language."""
    known = lexicon(None)
    codes, spoken = known.currencies.codes, known.currencies.spoken
    signs = either(sign for sign in spoken if not any(char.isalpha() for char in sign))
    named = either([*(word for word in spoken if word.isalpha()), *known.scales, "k€", "m€", "000"])
    return re.compile(rf"(?i:{signs}|\b(?:{named})\b)|\b(?:{either(codes)})\b")


def find_counted(grid: Grid, relations: Sequence[Relation], *, caption: str = "") -> frozenset[int]:
    """Return the indices of the relations that must hold exactly.

    A line of totals of which more than half are off by a little follows another rule (persons
    counted twice, late corrections), and is left to the interval rule.
    """
    exact = [
        index
        for told in (is_whole, is_in_cents)
        if are_counts(grid, relations, caption=caption, told=told)
        for index, relation in enumerate(relations)
        if told(grid, relation)
    ]
    lines: dict[tuple[str, int, tuple[int, ...]], list[int]] = defaultdict(list)
    for index, relation in enumerate(relations):
        if index in exact:
            side = 0 if relation.axis == "column" else 1
            items = tuple(cell[side] for cell in relation.items)
            lines[relation.axis, relation.total[side], items].append(index)
    return frozenset(
        index
        for members in lines.values()
        if 2 * sum(_gap(grid, relations[m]) != 0 for m in members) <= len(members)
        or len(members) == 1
        for index in members
    )


def are_counts(
    grid: Grid,
    relations: Sequence[Relation],
    *,
    caption: str = "",
    told: Callable[[Grid, Relation], bool] | None = None,
) -> bool:
    """Return whether the whole numbers of a table are counts that must add up exactly.

    Args:
        grid: The table.
        relations: What it claims; sums and differences of whole numbers are weighed.
        caption: Its title, which may name a currency.
        told: Which relations are asked: of whole numbers, or of amounts in cents.
    """
    told = told or is_whole
    whole = [relation for relation in relations if told(grid, relation)]
    if not whole:
        return False
    distinct = {_values(grid, relation): relation for relation in whole}  # copies speak once
    odds = sum(_log_odds(grid, relation) for relation in distinct.values())
    if told is is_whole:
        odds += _prior(grid, whole, caption)
    if any(relation.kind == "count" for relation in relations):
        odds += COUNTED_BONUS
    return odds > DECISIVE


def is_whole(grid: Grid, relation: Relation) -> bool:
    """Tell whether a relation adds whole numbers, none coarser than one."""
    if relation.kind not in ("sum", "difference") or relation.lenient:
        return False
    one = int(1 / grid.quantum)
    stated = [cell for cell in (relation.total, *relation.items) if grid.state[cell] == NUMBER]
    return len(stated) > 2 and all(
        grid.step[cell] == one and grid.habit[cell] == one and grid.value[cell] % one == 0
        for cell in stated
    )


def is_in_cents(grid: Grid, relation: Relation) -> bool:
    """Tell whether a relation adds amounts with cents, all of them printed to the cent."""
    if relation.kind not in ("sum", "difference") or relation.lenient:
        return False
    cent = int(1 / grid.quantum) // 100
    stated = [cell for cell in (relation.total, *relation.items) if grid.state[cell] == NUMBER]
    return (
        cent > 0
        and len(stated) > 2
        and all(grid.step[cell] == cent and grid.habit[cell] == cent for cell in stated)
    )


def _log_odds(grid: Grid, relation: Relation) -> float:
    """Return ln of how much likelier a gap is among counts than among rounded numbers."""
    step = int(grid.step[relation.total]) or 1
    gap = _gap(grid, relation) / step
    terms = sum(bool(grid.value[cell]) for cell in relation.items)
    variance = (terms + 1) / 12.0
    if abs(gap) > (terms + 1) / 2:
        return 0.0  # neither rounding nor counting explains it
    rounded = -gap * gap / (2 * variance) - math.log(max(1.0, math.sqrt(2 * math.pi * variance)))
    digits = len(str(abs(int(grid.value[relation.total])) // step))
    spread = MISPRINT_SPREAD * digits
    counted = math.log(1 - MISPRINT_RATE if gap == 0 else MISPRINT_RATE / spread)
    return counted - rounded


def _values(grid: Grid, relation: Relation) -> tuple[int, ...]:
    """Return the numbers of a relation."""
    return tuple(int(grid.value[cell]) for cell in (relation.total, *relation.items))


def _gap(grid: Grid, relation: Relation) -> int:
    computed = sum(
        sign * int(grid.value[cell])
        for cell, sign in zip(relation.items, relation.signs, strict=True)
    )
    return int(grid.value[relation.total]) - computed


def _prior(grid: Grid, relations: Sequence[Relation], caption: str) -> float:
    """Return ln of the odds before any sum is looked at: small numbers are counts."""
    one = int(1 / grid.quantum)
    sizes = [
        abs(int(grid.value[cell])) // one
        for relation in relations
        for cell in relation.items
        if grid.state[cell] == NUMBER and grid.value[cell]
    ]
    middle = median(sizes) if sizes else math.inf
    odds = next((bonus for limit, bonus in _SMALL if middle <= limit), -_LARGE_MALUS)
    return odds - MONEY_MALUS * _speaks_of_money(grid, relations, caption)


def _speaks_of_money(grid: Grid, relations: Sequence[Relation], caption: str) -> bool:
    """Tell whether a unit, a header or the caption says that the numbers are money."""
    units = {
        number.unit
        for relation in relations
        for row, col in relation.items
        if (number := grid.numbers[row][col]) is not None and number.unit
    }
    texts = [caption, *(text for row in grid.texts[: grid.header_rows] for text in row)]
    return any(_money().search(text) for text in (*units, *texts))
