"""How much of what is printed is proved: numbers under a check that holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crossfoot.model import Ref

if TYPE_CHECKING:
    from crossfoot.model import Check, PageLedger, Table

CellKey = tuple[str, int, int]
"""(table id, row, column)."""

_HOLDING = ("exact", "rounding")


def measure_coverage(
    pages: Iterable[PageLedger], tables: Iterable[Table], checks: Iterable[Check]
) -> tuple[int, int]:
    """Return (numbers under a check that holds, all printed numbers).

    A number counts once, where it stands in a cell or a figure that a check vouches for; a count
    vouches for the total it gives, not for the values it counts.
    """
    lines = [line for page in pages for line in page.lines]
    held = {
        ref
        for check in checks
        if check.status in _HOLDING
        for ref in (check.refs if check.kind != "count" else (check.total,))
    }
    spans = {
        Ref(table.id, row, col): Ref(table.id, cell.row, cell.col)
        for table in tables
        for cell in table.cells
        if cell.rowspan > 1 or cell.colspan > 1
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }
    proved = {spans.get(ref, ref) for ref in held}
    return len(proved & {line.ref for line in lines}), len(lines)


def cells_of(check: Check, *, with_items: bool) -> tuple[CellKey, ...]:
    """Return the table cells of a check: its total's, and its items'."""
    refs = check.refs if with_items else (check.total,)
    return tuple((ref.table, ref.row, ref.col) for ref in refs if ref.row >= 0)
