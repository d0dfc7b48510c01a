"""Keeps joining linear in pages: of a table that goes on and on, only its end stays open.

Whether a part goes on with a table is decided by the header and the rows before it, and a page is
added by building the table anew; over 783 pages that is 783 times all rows. So rows far above the
end are settled: put aside unchanged, and put back when the last part has been added. In: a table
that grows. Out: the same table, whole. Refuses to know when tables go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crossfoot.model import Cell, Table

OPEN_ROWS = 200  # of a body that stay open: several pages, more than any cell spans


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that may go on.

    Attributes:
        table: Its header and its last rows, numbered as if nothing stood between.
        settled: The cells between, in their final rows, in chunks.
        offset: How many rows ``settled`` holds.
    """

    table: Table
    settled: tuple[tuple[Cell, ...], ...] = ()
    offset: int = 0

    def add(self, part: Table, join: Callable[[Table, Table], Table]) -> OpenTable:
        """Return the table with a part joined to its end.

        Args:
            part: What goes on; where it has columns of its own, all rows make room for them.
            join: Makes one table of two.
        """
        if part.n_cols > self.table.n_cols:
            return _settle(OpenTable(join(self.whole(), part)))
        return _settle(replace(self, table=join(self.table, part)))

    def whole(self) -> Table:
        """Return the table with all its rows."""
        if not self.settled:
            return self.table
        header = self.table.header_rows
        cells = (
            *(cell for cell in self.table.cells if cell.row < header),
            *(cell for chunk in self.settled for cell in chunk),
            *_moved(self.table, header, self.offset),
        )
        return replace(self.table, n_rows=self.table.n_rows + self.offset, cells=cells)


def _moved(table: Table, start: int, rows: int) -> tuple[Cell, ...]:
    """Return the cells from row ``start`` on, so many rows further down."""
    return tuple(replace(cell, row=cell.row + rows) for cell in table.cells if cell.row >= start)


def _settle(grown: OpenTable) -> OpenTable:
    """Put rows far above the end aside, where no cell reaches over the cut."""
    table, header = grown.table, grown.table.header_rows
    if table.n_rows - header <= 2 * OPEN_ROWS:
        return grown
    held = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.rowspan)}
    cut = next((row for row in range(table.n_rows - OPEN_ROWS, header, -1) if row not in held), 0)
    if not cut or header in held:
        return grown
    settled = tuple(
        replace(cell, row=cell.row + grown.offset)
        for cell in table.cells
        if header <= cell.row < cut
    )
    gone = cut - header
    kept = (*(c for c in table.cells if c.row < header), *_moved(table, cut, -gone))
    rest = replace(table, n_rows=table.n_rows - gone, cells=kept)
    return OpenTable(rest, (*grown.settled, settled), grown.offset + gone)
