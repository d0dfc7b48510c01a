"""Tables of ten thousand cells, to time the search for totals: real ones and hard ones."""

from __future__ import annotations

import random
from collections.abc import Callable

Rows = list[list[str]]
Draw = Callable[[random.Random], int]

HARD_CELLS: dict[str, Draw] = {
    "all zeros": lambda _: 0,
    "all ones": lambda _: 1,
    "all equal": lambda _: 700,
    "small integers": lambda chance: chance.randint(0, 9),
    "any integers": lambda chance: chance.randint(1, 999_999),
}
"""Numbers among which everything coincides with everything, and some that never do."""


def nested_totals(count: int) -> Rows:
    """Return about ``count`` rows of ten columns: blocks with totals, a grand total, row totals."""
    chance = random.Random(count)  # noqa: S311 - a repeatable draw, no secret
    rows: Rows = [["Line", *(f"Column {n}" for n in range(9)), "Total"]]
    grand = [0] * 10
    while len(rows) < count:
        block = [0] * 10
        for item in range(chance.randint(4, 12)):
            values = [chance.randint(1, 99_999) for _ in range(9)]
            values.append(sum(values))
            rows.append([f"Item {item}", *map(str, values)])
            block = [a + b for a, b in zip(block, values, strict=True)]
        rows.append([f"Total {len(rows)}", *map(str, block)])
        grand = [a + b for a, b in zip(grand, block, strict=True)]
    return [*rows, ["Grand total", *map(str, grand)]]


def hard_table(count: int, width: int, draw: Draw) -> Rows:
    """Return a table of numbers that make no totals on purpose."""
    chance = random.Random(count * width)  # noqa: S311 - a repeatable draw, no secret
    header = ["Line", *(f"Column {n}" for n in range(width))]
    return [header, *([f"Item {n}", *(str(draw(chance)) for _ in range(width))]
                      for n in range(count))]  # fmt: skip
