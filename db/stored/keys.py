"""What makes two tables, rows or reports comparable over editions: labels, never places.

Pages, boxes and layout change with every printing; captions, column headers and row headers
stay. All keys are folded: case, accents, punctuation and spacing do not matter.
"""

from __future__ import annotations

from crossfoot.folding import bare_words
from crossfoot.model import Cell, Extraction, Role, Table

PATH = " › "


def squeeze(text: str) -> str:
    """Return a text with every run of white space, no-break and thin ones too, as one space."""
    return " ".join(text.split())


Grid = tuple[tuple[Cell | None, ...], ...]


def cell_grid(table: Table, *, rows: int | None = None) -> Grid:
    """Return the cells that cover each position, n_rows x n_cols (``None`` where none does).

    Args:
        rows: Only so many rows from the top.
    """
    height = table.n_rows if rows is None else min(rows, table.n_rows)
    grid: list[list[Cell | None]] = [[None] * table.n_cols for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, height)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                grid[row][col] = cell
    return tuple(tuple(row) for row in grid)


def column_headers(table: Table, grid: Grid | None = None) -> tuple[str, ...]:
    """Return the header path of each column, outermost first ("2023 › Femmes"), "" for none."""
    rows = (grid or cell_grid(table, rows=table.header_rows))[: table.header_rows]
    return tuple(_path([row[col] for row in rows]) for col in range(table.n_cols))


def row_headers(table: Table, grid: Grid | None = None) -> tuple[str, ...]:
    """Return the row header of each row, header rows too; the first column serves without stubs."""
    width = min(max(table.stub_cols, 1), table.n_cols)
    return tuple(_path(row[:width]) for row in grid or cell_grid(table))


def row_sections(table: Table) -> tuple[str, ...]:
    """Return, for each row, the text of the section row it stands under, "" for none."""
    starts = {cell.row: squeeze(cell.text) for cell in table.cells if cell.role == Role.SECTION}
    sections: list[str] = []
    current = ""
    for row in range(table.n_rows):
        if row in starts:
            current = starts[row]
            sections.append("")
        else:
            sections.append(current)
    return tuple(sections)


def table_key(table: Table) -> str:
    """Return what a table is paired by over editions: its folded caption and column headers."""
    headers = " | ".join(bare_words(header) for header in column_headers(table))
    return f"{bare_words(table.caption)} # {headers}"


def contents(extraction: Extraction) -> frozenset[str]:
    """Return what a document is recognised by: its tables' keys and its figures' labels."""
    tables = {table_key(table) for table in extraction.tables}
    figures = {
        figure_key(figure.label)
        for figure in extraction.figures
        if figure.kind == "key_figure" and figure.label
    }
    return frozenset(tables | figures)


def figure_key(label: str) -> str:
    """Return the part of :func:`contents` that a figure's label makes."""
    return f"figure: {bare_words(label)}"


def _path(cells: list[Cell | None] | tuple[Cell | None, ...]) -> str:
    parts: list[str] = []
    last: Cell | None = None
    for cell in cells:
        if cell is None or cell is last:
            continue
        last = cell
        text = squeeze(cell.text)
        if text:
            parts.append(text)
    return PATH.join(parts)
