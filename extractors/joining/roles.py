"""What the cells of a table are for: column headers, row headers, section rows.

In: a table whose grid stands, and the fills of its page. Out: the same table with ``header_rows``,
``stub_cols`` and roles. A header is told by how it looks (shading, bold, turned text) and by what
it is not: the data below it. Knows no words of any language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossfoot.extractors.kinds import is_data
from crossfoot.geometry import around, middle
from crossfoot.model import Cell, Page, Role, Table

HEADER_ROWS_MAX = 6
DATA_SHARE = 0.34  # of a row's cells beside the stub: with so many numbers it is no header
STYLED_SHARE = 0.75  # of a row's filled cells
FILLED_SHARE = 0.6  # of the columns: a plain first row with fewer texts is no header
REPEATED_SHARE = 0.35  # distinct among filled texts: a column of marks ("Oui", "x", "2020")
MARK_ROWS = 4  # filled cells a column needs before its repetition tells anything
WHITE = 0xFFFFFF


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its filled cells, and how they look.

    Attributes:
        shade: Colour of the fill behind it, ``None`` without one.
        numbers: Share of data among the filled cells beside the first column.
    """

    cells: tuple[Cell, ...]
    shade: int | None
    numbers: float
    bold: float
    columns: frozenset[int]


def with_roles(table: Table, page: Page) -> Table:
    """Return a table of one page with its headers counted and its cells' roles set.

    Header rows an engine has counted itself are kept.
    """
    if not table.cells:
        return table
    header = table.header_rows or count_header_rows(table, page)
    stub = count_stub_columns(table, header)
    lone = _section_rows(table, header)
    cells = tuple(replace(c, role=_role(c, header, stub, lone)) for c in table.cells)
    return replace(table, header_rows=header, stub_cols=stub, cells=cells)


def _role(cell: Cell, header: int, stub: int, sections: frozenset[int]) -> Role:
    if cell.row < header:
        return Role.COLUMN_HEADER
    if cell.row in sections:
        return Role.SECTION
    return Role.ROW_HEADER if cell.col < stub else Role.BODY


def count_header_rows(table: Table, page: Page) -> int:
    """Return how many rows on top are column headers; 0 when none looks like one."""
    rows = [_read_row(table, r, page) for r in range(min(table.n_rows, HEADER_ROWS_MAX + 6))]
    if len(rows) < 2:
        return 0
    depth = _spanned_depth(table)
    count = 0
    for number, row in enumerate(rows[: min(HEADER_ROWS_MAX, table.n_rows - 1)]):
        below = rows[number + 1 :]
        if not row.cells and number < depth:
            count = number + 1
            continue
        if row.numbers > DATA_SHARE or row.columns <= {0}:
            break
        if not (number < depth or _is_styled(row, below) or _names_columns(table, row, number)):
            break
        count = number + 1
    return count


def _read_row(table: Table, number: int, page: Page) -> Row:
    cells = tuple(c for c in table.cells if c.row == number and c.text)
    beside = [c for c in cells if c.col > 0]
    numbers = sum(is_data(c.text) for c in beside) / len(beside) if beside else 0.0
    return Row(
        cells=cells,
        shade=_shade_behind(cells, page),
        numbers=numbers,
        bold=sum(c.bold for c in cells) / len(cells) if cells else 0.0,
        columns=frozenset(k for c in cells for k in range(c.col, c.col + c.colspan)),
    )


def _shade_behind(cells: Sequence[Cell], page: Page) -> int | None:
    """Colour behind most of a row's cells; the last fill drawn is the one seen."""
    seen: Counter[int | None] = Counter()
    boxes, colours = page.fills.box, page.fills.colour
    for cell in cells:
        behind = colours[around(boxes, *middle(cell.box))]
        colour = int(behind[-1]) if len(behind) else None
        seen[None if colour == WHITE else colour] += 1
    return seen.most_common(1)[0][0] if seen else None


def _spanned_depth(table: Table) -> int:
    """Rows that spanning cells of the first row reach over: headers on several levels."""
    first = [c for c in table.cells if c.row == 0]
    if not any(1 < c.colspan < table.n_cols for c in first):
        return 0
    depth = max((c.rowspan for c in first if c.rowspan <= HEADER_ROWS_MAX), default=1)
    return depth if depth < table.n_rows else 0


def _is_styled(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row looks unlike the rows below: another shade, bold over regular."""
    others = [r for r in below if r.cells]
    if not others:
        return False
    if row.shade is not None and sum(r.shade == row.shade for r in others) <= len(others) / 4:
        return True
    bold_below = sum(r.bold > STYLED_SHARE for r in others) / len(others)
    return row.bold >= STYLED_SHARE and bold_below < 0.5


def _names_columns(table: Table, row: Row, number: int) -> bool:
    """Whether a plain first row holds texts over columns of data or of repeated marks."""
    if number > 0 or len(row.columns) < FILLED_SHARE * table.n_cols:
        return False
    for cell in row.cells:
        below = [c.text for c in table.cells if c.col == cell.col and c.row > number and c.text]
        if is_data(cell.text) or not below:
            continue
        if sum(map(is_data, below)) > len(below) / 2 or _are_marks(cell.text, below):
            return True
    return False


def _are_marks(header: str, below: Sequence[str]) -> bool:
    return (
        len(below) >= MARK_ROWS
        and header not in below
        and len(set(below)) <= REPEATED_SHARE * len(below)
    )


def count_stub_columns(table: Table, header: int) -> int:
    """Return how many leading columns label the rows: at least one.

    A first column of running numbers is followed by the column of names it counts.
    """
    first = [c.text for c in table.cells if c.col == 0 and c.row >= header and c.text]
    second = [c.text for c in table.cells if c.col == 1 and c.row >= header and c.text]
    if table.n_cols < 3 or not first or not second:
        return 1
    counted = sum(text.strip(".)° ").isdigit() for text in first) > len(first) / 2
    named = not any(map(is_data, second))
    return 2 if counted and named else 1


def _section_rows(table: Table, header: int) -> frozenset[int]:
    """Rows that title the rows below: one text over the whole width, or one bold text alone."""
    filled: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text and cell.row >= header:
            filled.setdefault(cell.row, []).append(cell)
    labels = [cells[0] for cells in filled.values() if cells[0].col == 0]
    bold_is_rare = sum(c.bold for c in labels) <= len(labels) / 2
    return frozenset(
        row
        for row, cells in filled.items()
        if len(cells) == 1
        and cells[0].col == 0
        and row < table.n_rows - 1
        and not is_data(cells[0].text)
        and (
            (cells[0].colspan == table.n_cols and table.n_cols > 1)
            or (cells[0].bold and bold_is_rare)
        )
    )
