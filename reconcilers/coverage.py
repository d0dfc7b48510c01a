"""How much of what is printed is proved: numbers under a verified relation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.model import Check, Table

CellKey = tuple[str, int, int]
"""(table id, row, column)."""

_HOLDING = ("exact", "rounding")


def measure_coverage(tables: Iterable[Table], checks: Iterable[Check]) -> tuple[int, int]:
    """Return (numbers under a verified relation, numbers printed in the bodies of tables).

    A count vouches for the total it gives, not for the values it counts.
    """
    numbers = {
        (table.id, cell.row, cell.col)
        for table in tables
        for cell in table.cells
        if cell.number is not None
        and cell.number.state == "number"
        and cell.row >= table.header_rows
        and cell.col >= table.stub_cols
    }
    proved = {
        key
        for check in checks
        if check.status in _HOLDING
        for key in cells_of(check, with_items=check.kind != "count")
    }
    return len(numbers & proved), len(numbers)


def cells_of(check: Check, *, with_items: bool) -> tuple[CellKey, ...]:
    """Return the table cells of a check: its total's, and its items'."""
    refs = (check.total, *check.items) if with_items else (check.total,)
    return tuple((ref.table, ref.row, ref.col) for ref in refs if ref.row >= 0)
