"""Adds the rows of a table's next page: repeated headers, cut rows, spans cut by the page break.

In: a table, its next part, and which columns are the same (``columns[c]`` is the table's column of
the part's column ``c``, -1 for a new one). Out: one table whose cells tile its grid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate

from crossfoot.extractors.kinds import column_kind, column_kinds, is_value
from crossfoot.model import Box, Cell, Role, Table
from crossfoot.vocabulary.printed import continued

HEADER_SHARE = 0.75  # of the columns whose header comes again
PLACED_SHARE = 0.5  # of the columns, when the header as a whole has the same chars
SAME_CHARS = 0.98
TEXT_LIKENESS = 0.75  # of two header texts: OCR reads the same header twice with other slips
FEWEST_NAMES = 2  # in a row of a header that is no name of a section
HEADER_ROWS_MAX = 6  # deeper headers were never seen
FILLED_STUB = 0.9  # of the rows have a label: then a row without one goes on with the row above
FEWEST_ROWS = 3  # of a body, before it tells whether rows have labels
CONTRADICTION = 0.25  # of the columns may hold another kind of value than before


def repeated_header(table: Table, part: Table, columns: Sequence[int]) -> int:
    """Return how many rows at the top of ``part`` say again what the table's header says.

    What was counted as header on either page may fall short of it: as many rows of words as are
    the same on top of both are one header.
    """
    depth = table.header_rows or 1
    ours = _column_texts(table, depth)
    sizes = dict.fromkeys((part.header_rows, table.header_rows, *range(1, HEADER_ROWS_MAX + 1)))
    best, best_share = 0, 0.0
    for size in sizes:
        if not 0 < size < part.n_rows + 1:
            continue
        theirs = _column_texts(part, size)
        if _names_others(ours, theirs, columns):
            continue
        share = _likeness(ours, theirs, columns)
        if share >= PLACED_SHARE and _has_same_chars(ours, theirs):
            share = 1.0
        if share > best_share:
            best, best_share = size, share
    needed = HEADER_SHARE if table.header_rows else 1.0
    return _as_deep(table, part, best) if best_share >= needed else 0


def _names_others(ours: Sequence[str], theirs: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether the rows of two parts are said to be other things: "Towns", then "Districts"."""
    if 0 not in columns or not ours[0]:
        return False
    other = theirs[columns.index(0)]
    return bool(other) and not _is_alike(ours[0], other)


def _as_deep(table: Table, part: Table, depth: int) -> int:
    """Return how many more rows of words, right below a header, are the same in both."""
    while (words := _words(part, depth)) and words == _words(table, depth):
        depth += 1
    return depth


def _words(table: Table, row: int) -> dict[int, str]:
    """Return the texts of a row by column; none when one is a value, or it is one text alone."""
    texts = {c.col: c.text for c in table.cells if c.row == row and c.text}
    return {} if len(texts) < FEWEST_NAMES or any(map(is_value, texts.values())) else texts


def _has_same_chars(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two headers are the same as a whole, a word in the wrong column or two aside."""
    a, b = Counter("".join(ours)), Counter("".join(theirs))
    return (a & b).total() >= SAME_CHARS * max(a.total(), b.total(), 1)


def _column_texts(table: Table, depth: int) -> list[str]:
    """Return the text above each column in the first ``depth`` rows, folded."""
    texts = [""] * table.n_cols
    head = [cell for cell in table.cells if cell.row < depth]
    for cell in sorted(head, key=lambda cell: (cell.row, cell.col)):
        if cell.text:
            folded = re.sub(r"\W+", "", continued().sub("", cell.text)).casefold()
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                texts[col] += folded
    return texts


def _likeness(ours: Sequence[str], theirs: Sequence[str], columns: Sequence[int]) -> float:
    """Return the share of columns with a text on either side whose texts are alike."""
    pairs = [
        (ours[col] if col >= 0 else "", text) for col, text in zip(columns, theirs, strict=True)
    ]
    pairs.extend((text, "") for col, text in enumerate(ours) if col not in columns)
    told = [(a, b) for a, b in pairs if a or b]
    if not told or not any(b for _, b in told):
        return 0.0
    return sum(_is_alike(a, b) for a, b in told) / len(told)


def _is_alike(a: str, b: str) -> bool:
    if a == b:
        return True
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # Digits tell headers apart ("2019", "2020") that are else nearly equal.
    if re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    return matcher.quick_ratio() >= TEXT_LIKENESS and matcher.ratio() >= TEXT_LIKENESS


def has_like_row(table: Table, part: Table, columns: Sequence[int]) -> bool:
    """Whether the first row of ``part`` can be the table's next row: the same kinds of values.

    A row that was taken for a header is one after all when numbers stand where the table has
    numbers, or when the table's headers are bold and this row is not.
    """
    kinds = column_kinds(table)
    first = [cell for cell in part.cells if cell.row == 0 and cell.colspan == 1]
    pairs = [
        (kinds[columns[cell.col]], column_kind(cell.text))
        for cell in first
        if columns[cell.col] >= 0
    ]
    told = [(a, b) for a, b in pairs if a and b]
    wrong = sum(a != b for a, b in told)
    if wrong > CONTRADICTION * max(1, len(told)):
        return False
    if part.header_rows == 0:
        return True
    if _likeness(_column_texts(table, table.header_rows), _column_texts(part, 1), columns) > 0:
        return False  # a header that says in part the same is another header
    if any(a == b == "number" for a, b in told):
        return True
    return _is_header_bold(table) and not any(cell.bold for cell in first)


def _is_header_bold(table: Table) -> bool:
    header = [c for c in table.cells if c.row < table.header_rows and c.text]
    body = [c for c in table.cells if c.row >= table.header_rows and c.text]
    return bool(header) and all(c.bold for c in header) and not all(c.bold for c in body)


def append_rows(table: Table, part: Table, columns: Sequence[int], *, skip: int) -> Table:
    """Return ``table`` with the rows of ``part`` from row ``skip`` on.

    A row that the page break cut is made whole; a cell over several rows that it cut is one cell.
    The header stays the table's; caption, notes, pages and boxes are left to the caller.
    """
    table, columns = _widen(table, part, columns)
    added = _moved(part, columns, skip, table.n_rows)
    n_rows = table.n_rows + part.n_rows - skip
    if skip == 0 and part.header_rows:  # a row of the body that looked like a header on its page
        added = [replace(c, role=Role.BODY) if c.role is Role.COLUMN_HEADER else c for c in added]
    cells = list(table.cells)
    if is_cut_row(table, added):
        cells, added = _mend_row(table, added)
        n_rows -= 1
    else:
        cells, added = _mend_spans(table, added)
    joined = replace(table, n_rows=n_rows, cells=(*cells, *added))
    return fill_grid(joined)


def _widen(table: Table, part: Table, columns: Sequence[int]) -> tuple[Table, Sequence[int]]:
    """Make room in the table for columns that only ``part`` has."""
    if -1 not in columns:
        return table, columns
    place = {old: new for new, old in enumerate(columns) if old >= 0}
    cells = []
    for cell in table.cells:
        left = place[cell.col]
        right = place[min(cell.col + cell.colspan, table.n_cols) - 1]
        cells.append(replace(cell, col=left, colspan=right - left + 1))
    wide = replace(table, n_cols=part.n_cols, cells=tuple(cells))
    return fill_grid(wide), tuple(range(part.n_cols))


def _moved(part: Table, columns: Sequence[int], skip: int, base: int) -> list[Cell]:
    """Return the cells of ``part`` below row ``skip``, in the table's rows and columns."""
    moved = []
    for cell in part.cells:
        last = cell.row + cell.rowspan
        if last <= skip:
            continue
        row = max(cell.row, skip)
        right = columns[min(cell.col + cell.colspan, part.n_cols) - 1]
        col = columns[cell.col]
        moved.append(
            replace(
                cell, row=base + row - skip, rowspan=last - row, col=col, colspan=right - col + 1
            )
        )
    return moved


def is_cut_row(table: Table, added: Sequence[Cell]) -> bool:
    """Whether the first added row is the rest of the table's last row.

    It is when it has no label though rows have one, holds no number, and goes on only in cells
    that the last row has; or when it is nothing but the end of a label, in lower case.
    """
    rest = {c.col: c for c in added if c.row == table.n_rows and c.text}
    last = {c.col: c for c in table.cells if c.row + c.rowspan == table.n_rows and c.text}
    body = [c for c in table.cells if c.row >= table.header_rows]
    if table.n_rows - table.header_rows < FEWEST_ROWS or not rest or not rest.keys() <= last.keys():
        return False
    if any(column_kind(c.text) == "number" or c.rowspan > 1 for c in rest.values()):
        return False
    stub = min(last)
    if stub in rest:
        return rest.keys() == {stub} and len(last) > 1 and rest[stub].text[0].islower()
    if rest.keys() == last.keys() - {stub} and not all(c.text[0].islower() for c in rest.values()):
        return False  # every cell goes on: more likely another record under the same label
    if any(c.rowspan > 1 for c in (*body, *added) if c.col == stub):
        return False  # labels over several rows: a row without one is common
    labels = sum(1 for c in body if c.col == stub and c.text)
    return labels >= FILLED_STUB * (table.n_rows - table.header_rows)


def _mend_row(table: Table, added: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Put the first added row's texts into the table's last row and move the others up."""
    rest = {c.col: c for c in added if c.row == table.n_rows and c.text}
    cells = [
        replace(
            c, text=join_texts(c.text, rest[c.col].text), markers=c.markers + rest[c.col].markers
        )
        if c.row + c.rowspan == table.n_rows and c.col in rest
        else c
        for c in table.cells
    ]
    moved = [
        replace(c, row=c.row - 1) if c.row > table.n_rows else replace(c, rowspan=c.rowspan - 1)
        for c in added
        if c.row > table.n_rows or c.rowspan > 1
    ]
    return cells, moved


def join_texts(first: str, second: str) -> str:
    """Join two pieces of a text: a hyphenated line end is rejoined."""
    if re.search(r"\w-$", first) and second[:1].islower():
        return first[:-1] + second
    return f"{first} {second}"


def _mend_spans(table: Table, added: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Let cells over several rows that end at the page break go on into blank cells below it."""
    below = {c.col: c for c in added if c.row == table.n_rows and not c.text}
    full = {c.col for c in added if c.row == table.n_rows and c.text}
    spanned = {
        c.col for c in (*table.cells, *added) if c.rowspan > 1 and c.row >= table.header_rows
    }
    cells: list[Cell] = []
    taken: set[int] = set()
    for cell in table.cells:
        blank = below.get(cell.col)
        ends = cell.row + cell.rowspan == table.n_rows and cell.row >= table.header_rows
        if (
            ends
            and cell.text
            and full
            and blank is not None
            and cell.col in spanned
            and cell.colspan == blank.colspan
            and (cell.rowspan > 1 or blank.rowspan > 1 or cell.col < max(1, table.stub_cols))
        ):
            taken.add(cell.col)
            cell = replace(cell, rowspan=cell.rowspan + blank.rowspan)
        cells.append(cell)
    rest = [c for c in added if not (c.row == table.n_rows and c.col in taken and not c.text)]
    return cells, rest


def fill_grid(table: Table) -> Table:
    """Return a table whose cells tile its grid: blank cells where there was none."""
    covered = {
        (row, col)
        for c in table.cells
        for row in range(c.row, c.row + c.rowspan)
        for col in range(c.col, c.col + c.colspan)
    }
    missing = [
        (row, col)
        for row in range(table.n_rows)
        for col in range(table.n_cols)
        if (row, col) not in covered
    ]
    if not missing:
        ordered = sorted(table.cells, key=lambda c: (c.row, c.col))
        return replace(table, cells=tuple(ordered))
    rows = {c.row: c for c in table.cells}
    tops = {c.col: c for c in table.cells}
    blanks = [_blank(row, col, rows.get(row), tops.get(col), table) for row, col in missing]
    return replace(
        table, cells=tuple(sorted((*table.cells, *blanks), key=lambda c: (c.row, c.col)))
    )


def _blank(row: int, col: int, beside: Cell | None, above: Cell | None, table: Table) -> Cell:
    """Return a blank cell on the page of its row's other cells, between them and its column's."""
    page, area = (beside.page, beside.box) if beside else (table.pages[-1], table.boxes[-1])
    left, right = (above.box[0], above.box[2]) if above else (area[0], area[2])
    box: Box = (left, area[1], right, area[3])
    return Cell(row, col, "", page, box)


def drop_continuation_rows(table: Table) -> Table:
    """Return a table without rows that say nothing but "continued on the next page"."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text:
            texts.setdefault(cell.row, []).append(cell.text)
    gone = {
        row
        for row, said in texts.items()
        if len(said) == 1 and continued().fullmatch(said[0].strip(" .…–—-→"))
    }
    if not gone or any(c.rowspan > 1 and c.row in gone for c in table.cells):
        return table
    above = accumulate((row in gone for row in range(table.n_rows)), initial=0)
    place = {row: row - before for row, before in enumerate(above)}
    cells = tuple(
        replace(c, row=place[c.row], rowspan=place[c.row + c.rowspan] - place[c.row])
        for c in table.cells
        if c.row not in gone
    )
    header = place[table.header_rows]
    return replace(table, n_rows=table.n_rows - len(gone), header_rows=header, cells=cells)
