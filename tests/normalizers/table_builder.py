"""Tables made by hand, as the extractors give them."""

from __future__ import annotations

from crossfoot.model import Cell, Note, Role, Table

BOX = (0.0, 0.0, 1.0, 1.0)


def make_table(
    rows: list[list[str]],
    *,
    header_rows: int = 1,
    stub_cols: int = 1,
    caption: str = "",
    notes: tuple[Note, ...] = (),
) -> Table:
    """A table as the extractors give it, from its texts."""

    def role(row: int, col: int) -> Role:
        if row < header_rows:
            return Role.COLUMN_HEADER
        return Role.ROW_HEADER if col < stub_cols else Role.BODY

    cells = tuple(
        Cell(row, col, text, 1, BOX, role=role(row, col))
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    size = (len(rows), len(rows[0]))
    return Table(
        "t1", (1,), BOX, (BOX,), *size, header_rows, stub_cols, cells, caption, notes=notes
    )
