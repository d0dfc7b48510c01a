"""Columns of percentages: shares of a total, of a neighbouring column, changes between two.

The arithmetic picks the columns a percentage column is computed from; it must hold in most rows
before a failing one is worth a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np

from crossfoot.reconcilers.printed.grid import NIL, NUMBER, Grid
from crossfoot.reconcilers.printed.relations import Relation
from crossfoot.reconcilers.printed.wording import read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

LEAST_ROWS = 3
LEAST_HOLDING = 0.75
SURE_HOLDING = 0.85  # …and this share before the others are called wrong
_REACH = 6  # columns between a percentage and what it is computed from
_LIKELIER = 0.5  # rows: of two formulas that hold equally often the one that the header names
_SMALL = 40.0  # parts below this many steps make shares that prove little


@dataclass(frozen=True, slots=True, eq=False)
class _Formula:
    """Where a percentage column may come from: numerators and denominators per row."""

    change: bool
    part: NDArray[np.int64]
    part_col: int
    whole: NDArray[np.int64]
    whole_col: int


def find_percentages(grid: Grid, totals: Iterable[tuple[int, int]]) -> list[Relation]:
    """Return the percentages that follow from other columns of their row, or from a total.

    Args:
        grid: The table.
        totals: (row, column) cells that equations or labels call totals of their column.
    """
    by_column: dict[int, set[int]] = {}
    for row, col in totals:
        by_column.setdefault(col, set()).add(row)
    found: list[Relation] = []
    for col in _percentage_columns(grid):
        found += _explain_column(grid, col, by_column)
    return found


def _percentage_columns(grid: Grid) -> list[int]:
    """Return columns that print "%" or whose header says share or change."""
    columns = []
    for col in range(grid.stub_cols, grid.n_cols):
        stated = grid.state[grid.header_rows :, col] == NUMBER
        if stated.sum() < LEAST_ROWS:
            continue
        printed = sum(
            number is not None and number.unit == "%"
            for number in (line[col] for line in grid.numbers[grid.header_rows :])
        )
        word = read_wording(" ".join(grid.column_headers[col]), grid.languages)
        if printed * 2 > stated.sum() or word.share or word.change or word.intensive:
            columns.append(col)
    return columns


def _explain_column(grid: Grid, col: int, totals: dict[int, set[int]]) -> list[Relation]:
    rows = np.flatnonzero(grid.state[:, col] == NUMBER)
    best: tuple[float, _Formula, NDArray[np.bool_]] | None = None
    changes = _speaks_of_change(grid, col)
    for formula in _formulas(grid, rows, col, totals):
        usable, holds = _try(grid, rows, col, formula)
        count = int((holds & usable).sum())
        if count < LEAST_ROWS or count < LEAST_HOLDING * usable.sum():
            continue
        score = count - 2.0 * float((usable & ~holds).sum())
        score += _LIKELIER * (formula.change == changes)
        if best is None or score > best[0]:
            best = (score, formula, usable)
    if best is None:
        return []
    _, formula, usable = best
    usable, holds = _try(grid, rows, col, formula)
    sure = bool(holds[usable].mean() >= SURE_HOLDING)
    return [
        _relation(grid, int(row), col, formula, index, proven=sure)
        for index, row in enumerate(rows)
        if usable[index] and (holds[index] or sure)
    ]


def _speaks_of_change(grid: Grid, col: int) -> bool:
    """Tell whether a column is one of changes, by its header.

    "Variance / last year" and "(this year - last year) / last year" are one number; readers
    recompute a change from the two years.
    """
    word = read_wording(" ".join(grid.column_headers[col]), grid.languages)
    return word.change


def _formulas(
    grid: Grid, rows: NDArray[np.int64], col: int, totals: dict[int, set[int]]
) -> Iterator[_Formula]:
    """Yield what a percentage column may be computed from, nearest columns first."""
    near = [
        c
        for c in range(max(grid.stub_cols, col - _REACH), min(grid.n_cols, col + _REACH + 1))
        if c != col and (grid.state[rows, c] == NUMBER).sum() >= LEAST_ROWS
    ]
    near.sort(key=lambda c: (abs(c - col), c))
    for c in near:
        for row in sorted(totals.get(c, ())):
            yield _Formula(False, rows, c, np.full(len(rows), row), c)
    for a, b in permutations(near, 2):
        yield _Formula(True, rows, a, rows, b)
        yield _Formula(False, rows, a, rows, b)


def _try(
    grid: Grid, rows: NDArray[np.int64], col: int, formula: _Formula
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return (rows where the formula can be checked, rows where it holds)."""
    one = 100.0 * float(1 / grid.quantum)
    part, whole = (formula.part, formula.part_col), (formula.whole, formula.whole_col)
    here = (rows, np.full(len(rows), col))
    a, b = _floats(grid.value[part]), _floats(grid.value[whole])
    stated = np.isin(grid.state[part], (NUMBER, NIL))
    usable = stated & (grid.state[whole] == NUMBER) & (b != 0)
    safe = np.where(b == 0, 1.0, b)
    ratio = a / safe
    computed = one * (ratio - 1.0 if formula.change else ratio)
    error = _floats(grid.step[part]) + np.abs(ratio) * _floats(grid.step[whole])
    slack = _floats(grid.step[here]) / 2 + one * error / (2 * np.abs(safe))
    gap = np.abs(_floats(grid.value[here]) - computed)
    holds = usable & (gap <= slack * (1 + 1e-9))
    trivial = (np.abs(safe) < _SMALL) | (slack > 0.02 * one)
    return (usable & ~trivial).astype(np.bool_), holds.astype(np.bool_)


def _floats(numbers: NDArray[Any]) -> NDArray[np.float64]:
    """Return exact integers as floats: this search only picks formulas, verdicts are exact."""
    floats: NDArray[np.float64] = numbers.astype(np.float64)
    return floats


def _relation(
    grid: Grid, row: int, col: int, formula: _Formula, index: int, *, proven: bool
) -> Relation:
    part = (int(formula.part[index]), formula.part_col)
    whole = (int(formula.whole[index]), formula.whole_col)
    down = part[0] != whole[0] or part == whole
    return Relation(
        "percentage",
        "column" if down else "row",
        (row, col),
        (part, whole),
        (1, -1) if formula.change else (1, 1),
        0.0,
        proven,
    )
