"""Whether the numbers of a reading add up: evidence for it, seldom against it.

In: a reading. Out: shares of columns and rows with a number that is the sum of others. A reading
with two columns joined or a row lost seldom adds up; one that does not may be right and have no
totals. What is proved here is not shown to anyone: that is the business of the reconcilers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from crossfoot.extractors.kinds import kind_of
from crossfoot.extractors.tables.grids import Grid

FEWEST_ITEMS = 2  # of a sum
FEWEST_AMOUNTS = 3  # in a column or row in which a sum is looked for
_DECIMALS = re.compile(r"[.,](\d{1,2})$")
FOOTING_MEASURES = 4


@lru_cache(maxsize=65536)
def amount_of(text: str) -> int | None:
    """Return what a printed number is worth in hundredths; None when it is none.

    >>> [amount_of(t) for t in ("1 250", "(8,5)", "1,250.75", "2019", "—", "12 %")]
    [125000, -850, 125075, None, 0, 1200]
    """
    kind = kind_of(text)
    if kind == "nil":
        return 0
    if kind not in ("number", "quantity"):
        return None
    bare = re.sub(r"[^\d.,()\-–−]", "", text)
    sign = -1 if bare[:1] in ("(", "-", "–", "−") and bare else 1
    bare = bare.strip("()-–−")
    decimals = _DECIMALS.search(bare)
    digits = re.sub(r"\D", "", bare)
    if not digits or len(digits) > 18:
        return None
    return sign * int(digits) * 10 ** (2 - (len(decimals[1]) if decimals else 0))


def of_footing(grid: Grid) -> list[float]:
    """Return how far a reading adds up.

    Shares of the columns of amounts in which one is the sum of those above or below it, in which
    the last one is, and of rows whose last or first amount is the sum of the others; columns of
    amounts. Shares are unknown without a column or row long enough.
    """
    columns: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for c in grid.cells:
        if c.tokens and c.row >= grid.header_rows and c.col > 0:
            value = amount_of(c.text)
            if value is not None:
                columns[c.col].append((c.row, value))
                rows[c.row].append((c.col, value))
    down = [[v for _, v in sorted(col)] for col in columns.values()]
    down = [d for d in down if len(d) >= FEWEST_AMOUNTS]
    over = [[v for _, v in sorted(row)] for row in rows.values()]
    over = [o for o in over if len(o) >= FEWEST_AMOUNTS]
    return [
        float(np.mean([_foots(d) or _foots(d[::-1]) for d in down])) if down else np.nan,
        float(np.mean([_ends_in_sum(d) for d in down])) if down else np.nan,
        float(np.mean([_is_sum(o) or _is_sum(o[::-1]) for o in over])) if over else np.nan,
        float(len(down)),
    ]


def _sums(amounts: Sequence[int], at: int) -> bool:
    """Whether an amount is the sum of two or more that stand right before it."""
    total, wanted = 0, amounts[at]
    filled = 0
    for value in amounts[:at][::-1]:
        total += value
        filled += value != 0
        if filled >= FEWEST_ITEMS and total == wanted:
            return True
    return False


def _foots(amounts: Sequence[int]) -> bool:
    return any(amounts[i] and _sums(amounts, i) for i in range(FEWEST_ITEMS, len(amounts)))


def _ends_in_sum(amounts: Sequence[int]) -> bool:
    return bool(amounts[-1]) and _sums(amounts, len(amounts) - 1)


def _is_sum(amounts: Sequence[int]) -> bool:
    return amounts[-1] != 0 and sum(amounts[:-1]) == amounts[-1]
