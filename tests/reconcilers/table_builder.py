"""Tables for the tests, from rows of text: what extraction and normalisation would hand over."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.model import Cell, Language, Role, Table
from crossfoot.normalizers.numbers.parse import parse_grid
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.reconcile import Result, check_grid


def make_table(
    rows: Sequence[Sequence[str]],
    *,
    header_rows: int = 1,
    caption: str = "",
    language: Language = "en",
    table_id: str = "t1",
) -> Table:
    """Return a normalised table of one page with one stub column, set in as its labels are."""
    numbers = parse_grid(rows, language=language)
    cells = [
        Cell(
            row=row,
            col=col,
            text=text,
            page=3,
            box=(40.0 * col, 12.0 * row, 40.0 * col + 38, 12.0 * row + 10),
            role=Role.COLUMN_HEADER if row < header_rows else Role.BODY,
            number=numbers[row][col] if row >= header_rows and col else None,
            indent=0.0 if col else float(len(text) - len(text.lstrip())),
        )
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    ]
    box = (0.0, 0.0, 40.0 * len(rows[0]), 12.0 * len(rows))
    return Table(
        table_id, (3,), box, (box,), len(rows), len(rows[0]), header_rows, 1, tuple(cells), caption
    )


def check_rows(
    rows: Sequence[Sequence[str]], *, language: Language | None = None
) -> tuple[Result, ...]:
    """Return every relation of a table that is only text, checked, as `reconcile` does."""
    return check_grid(grid_of_texts(rows, language=language))
