"""What the numbers of a table add up to: parts of one measure stand beside or under one another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.normalizers.meaning.parts import Spoken
from crossfoot.normalizers.meaning.quantities import compares
from crossfoot.normalizers.words.labels import is_total_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Cell, PrintedNumber, Table
    from crossfoot.normalizers.meaning.lines import Column, Lines
    from crossfoot.normalizers.tables.headers import Grid

_NEARLY_ALL = 0.8
_FEWEST_PARTS, _FEWEST_ROWS = 3, 2  # two shares, or one row, add up to 100 by chance


def parts_of_a_whole(table: Table, grid: Grid, lines: Lines, spoken: Spoken) -> frozenset[str]:
    """Return the names of columns whose numbers add up to 100 in most rows, none otherwise."""
    at = [
        col
        for col in lines.numbers
        if (names := lines.columns[col].names) and not compares(names[-1], spoken)
    ]
    if len(at) < _FEWEST_PARTS:
        return frozenset()
    full = [
        numbers
        for row in range(table.header_rows, table.n_rows)
        if len(numbers := _numbers(grid[row][col] for col in at)) == len(at)
    ]
    shares = [numbers for numbers in full if all(one.unit == "%" for one in numbers)]
    rows = shares or full  # counts may stand between the shares
    sums = [sum((one.value or Decimal(0) for one in numbers), Decimal(0)) for numbers in rows]
    hits = sum(abs(one - 100) <= 1 for one in sums)
    if len(sums) < _FEWEST_ROWS or hits < _NEARLY_ALL * len(sums):
        return frozenset()
    return frozenset(lines.columns[col].names[-1] for col in at)


def _numbers(cells: Iterable[Cell | None]) -> list[PrintedNumber]:
    """Return the numbers of cells."""
    return [cell.number for cell in cells if cell is not None and cell.number is not None]


def columns_add_up(table: Table, grid: Grid, lines: Lines, spoken: Spoken) -> bool:
    """Whether a last column called total is the sum of all others in most rows."""
    *parts, last = lines.numbers or (0,)
    if len(parts) < 2 or not _is_total(lines.columns[last], spoken):
        return False
    parts = [at for at in parts if not _is_total(lines.columns[at], spoken)]
    full = [
        ([one.value or Decimal(0) for one in _numbers(grid[row][col] for col in parts)], whole)
        for row in range(table.header_rows, table.n_rows)
        for whole in _numbers([grid[row][last]])
    ]
    hits = sum(len(values) > 1 and sum(values) == whole.value for values, whole in full)
    return hits >= _FEWEST_ROWS and hits >= _NEARLY_ALL * len(full)


def rows_add_up(table: Table, grid: Grid, lines: Lines) -> bool:
    """Whether the shares in each of two columns or more add up to 100."""
    sums = []
    for col in lines.numbers:
        numbers = _numbers(grid[row][col] for row in range(table.header_rows, table.n_rows))
        if len(numbers) < _FEWEST_PARTS or any(one.unit != "%" for one in numbers):
            return False
        sums.append(sum((one.value or Decimal(0) for one in numbers), Decimal(0)))
    return len(sums) > 1 and all(abs(one - 100) <= 1 for one in sums)


def _is_total(column: Column, spoken: Spoken) -> bool:
    return any(part.is_total or is_total_label(part.name, spoken) for part in column.parts)
