"""What the values of an extraction call each other, as local ids; numbers as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crossfoot.db.stored.exact import approximate, to_scaled, to_text
from crossfoot.db.stored.keys import PATH, cell_grid, column_headers, row_headers
from crossfoot.db.stored.marks import Spot
from crossfoot.db.stored.targets import NUMBER, Row
from crossfoot.model import Extraction, PrintedNumber, Ref, Table


@dataclass(frozen=True, slots=True)
class Links:
    """Local ids by what the values call each other, and the labels of cells."""

    tables: Mapping[str, int]
    figures: Mapping[str, int]
    cells: Mapping[str, Mapping[Spot, int]]
    labels: Mapping[Ref, str]
    images: frozenset[str]

    @classmethod
    def of(cls, extraction: Extraction) -> Links:
        """Return the ids of an extraction's values, counted from 1 in each table."""
        wanted = {check.total for check in extraction.checks}
        cells: dict[str, dict[Spot, int]] = {}
        labels: dict[Ref, str] = {
            Ref(figure.id): figure.label or figure.context for figure in extraction.figures
        }
        first = 1
        for table in extraction.tables:
            cells[table.id] = {
                (row, col): number
                for number, cell in enumerate(table.cells, first)
                for row in range(cell.row, cell.row + cell.rowspan)
                for col in range(cell.col, cell.col + cell.colspan)
            }
            first += len(table.cells)
            labels |= _cell_labels(table, wanted)
        return cls(
            {table.id: number for number, table in enumerate(extraction.tables, 1)},
            {figure.id: number for number, figure in enumerate(extraction.figures, 1)},
            cells,
            labels,
            frozenset(asset.name for asset in extraction.assets),
        )

    def cell(self, table: str, row: int, col: int) -> int | None:
        """Return the id of the cell that covers a place, ``None`` where there is none."""
        return self.cells.get(table, {}).get((row, col))

    def resolve(self, ref: Ref) -> Row:
        """Return the values of ``REF``."""
        return (
            self.tables.get(ref.table),
            self.cell(ref.table, ref.row, ref.col),
            self.figures.get(ref.table),
            ref.row,
            ref.col,
        )


def _cell_labels(table: Table, wanted: set[Ref]) -> dict[Ref, str]:
    """Return "row header › column header" of the wanted cells of a table."""
    mine = [ref for ref in wanted if ref.table == table.id]
    if not mine:
        return {}
    grid = cell_grid(table)
    headers, stubs = column_headers(table, grid), row_headers(table, grid)
    return {
        ref: PATH.join(filter(None, (stubs[ref.row], headers[ref.col])))
        for ref in mine
        if 0 <= ref.row < table.n_rows and 0 <= ref.col < table.n_cols
    }


def number_values(number: PrintedNumber | None) -> Row:
    """Return the values of the number columns, all ``None`` for text."""
    if number is None:
        return (None,) * len(NUMBER)
    scaled, decimals = to_scaled(number.value)
    return (
        approximate(number.value),
        scaled,
        decimals,
        to_text(number.step),
        number.unit,
        number.qualifier,
        number.state,
        to_text(number.scale),
    )
