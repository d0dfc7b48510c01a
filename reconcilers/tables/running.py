"""Running totals: a column that adds up, row by row, what another column prints.

In: a grid. Out: for each row after the first the relation "so far = so far above + this row", and
the same along rows. The two columns are found by their numbers; words are not needed.
"""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.printed.grid import NUMBER
from crossfoot.reconcilers.printed.relations import Relation
from crossfoot.reconcilers.printed.wording import read_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.reconcilers.equations.lines import Axis
    from crossfoot.reconcilers.printed.grid import Grid
    from crossfoot.reconcilers.printed.relations import Position

LEAST_STEPS = 3
LEAST_HOLDING = 0.6
MOST_FAILING = 2  # steps that one misprint breaks
SURE = 3.0  # powers of ten by which the steps must beat chance
MOST_LINES = 24  # lines of one direction that are tried in pairs


def find_running(grid: Grid) -> list[Relation]:
    """Return the steps of running totals, failing ones too where most others hold."""
    rows = [row for row in range(grid.header_rows, grid.n_rows) if row not in grid.inner_headers]
    cols = list(range(max(1, grid.stub_cols), grid.n_cols))
    lines = [row for row in rows if not read_wording(grid.row_labels[row], grid.languages).total]
    heads = [
        col
        for col in cols
        if not read_wording(" ".join(grid.column_headers[col][-1:]), grid.languages).total
    ]
    return [*_along(grid, cols, lines, "column"), *_along(grid, rows, heads, "row")]


def _along(grid: Grid, lines: Sequence[int], places: Sequence[int], axis: Axis) -> list[Relation]:
    found: list[Relation] = []
    for amounts, so_far in permutations(lines, 2) if len(lines) <= MOST_LINES else ():
        pairs = [
            (_cell(so_far, place, axis), _cell(amounts, place, axis))
            for place in places
            if all(grid.state[_cell(line, place, axis)] == NUMBER for line in (amounts, so_far))
        ]
        steps = [(total, (before, amount)) for (before, _), (total, amount) in pairwise(pairs)]
        opens = bool(pairs) and grid.value[pairs[0][0]] == grid.value[pairs[0][1]] != 0
        found += _steps(grid, steps, axis, opens=opens)
    return found


def _cell(line: int, place: int, axis: Axis) -> Position:
    return (place, line) if axis == "column" else (line, place)


def _steps(
    grid: Grid,
    steps: Sequence[tuple[Position, tuple[Position, Position]]],
    axis: Axis,
    *,
    opens: bool,
) -> list[Relation]:
    """Return the steps of one pair of lines, none where they are no running total.

    Args:
        grid: The table.
        steps: (so far, (so far before, amount)).
        axis: Along which they follow each other.
        opens: Whether the first amount is what there is so far.
    """
    holds = [_holds(grid, total, items) for total, items in steps]
    telling = [
        float(np.log10(abs(int(grid.value[amount])) / max(1, _slack(grid, total, items))))
        for (total, items), held in zip(steps, holds, strict=True)
        for before, amount in [items]
        if held and grid.value[before] and abs(grid.value[amount]) > _slack(grid, total, items)
    ]
    failing = len(holds) - sum(holds)
    if (
        len(telling) + opens < max(LEAST_STEPS, LEAST_HOLDING * len(steps))
        or failing > MOST_FAILING
    ):
        return []
    if sum(telling) < SURE + (0 if opens else failing):
        return []
    return [Relation("sum", axis, total, items, (1, 1), 0.0, proven=True) for total, items in steps]


def _holds(grid: Grid, total: Position, items: Sequence[Position]) -> bool:
    gap = int(grid.value[total]) - sum(int(grid.value[item]) for item in items)
    return 2 * abs(gap) <= _slack(grid, total, items)


def _slack(grid: Grid, total: Position, items: Sequence[Position]) -> int:
    return int(grid.step[total]) + sum(int(grid.step[item]) for item in items)
