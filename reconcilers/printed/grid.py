"""The numbers of a table as arrays, with the labels that stand beside them.

In: a normalised :class:`~crossfoot.model.Table`, or rows of text. Out: a :class:`Grid`, rows ×
columns of exact integers (all numbers of a table times one power of ten), so that sums over
thousands of cells are single NumPy operations and still exact. Knows no equations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from crossfoot.model import Language, PrintedNumber, Role
from crossfoot.normalizers.numbers.parse import parse_grid
from crossfoot.normalizers.words.labels import is_total_label
from crossfoot.normalizers.words.language import languages_of
from crossfoot.reconcilers.printed.granularity import common_step
from crossfoot.reconcilers.printed.key_columns import (
    find_frame_counts,
    is_key_column,
    take_first_terms,
)
from crossfoot.years import is_year, year_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.model import Table

Texts = tuple[tuple[str, ...], ...]
Numbers = tuple[tuple[PrintedNumber | None, ...], ...]

BLANK, NUMBER, NIL, MISSING = 0, 1, 2, 3
"""What a cell states: nothing (or text), a number, an exact zero ("–"), an unknown ("n.d.")."""

_SAFE_SUM = 2**62
_INDENT_MARK = re.compile(r"^([\s\u00a0\u2003]*)((?:(?:[-–—•·]|\.{2,}|…)\s*)*)")
_BULLET_DEPTH = 2.0  # a bullet sets a label as deep as two blanks
_LOOSE_DASH = re.compile(r"\d\s+[-–—−]$")
_YEARS_OF_A_TABLE = 60
_MOST_HEADER_ROWS = 3  # more rows than this without a number are a list, not a header
_SHORT_WORD = 14  # longer texts in a column of numbers are notes, not unknown amounts


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table's numbers and labels.

    Attributes:
        texts: rows × columns, verbatim, rectangular.
        numbers: rows × columns, ``None`` for text and blanks.
        value: rows × columns, exact integers in ``quantum``; 0 where nothing is known.
        step: rows × columns, worth of the last printed digit in ``quantum``; 0 for a nil.
        habit: rows × columns, the step its column is rounded to where that is coarser ("counts
            in fives"), else its own step: what searches for equations allow for.
        state: rows × columns, BLANK, NUMBER, NIL or MISSING.
        quantum: What 1 in the arrays is worth.
        header_rows: Rows of column headers at the top.
        stub_cols: Columns of row labels at the left.
        row_labels: One per row, its stub cells joined; a label that stands for several rows
            is repeated in each.
        row_leaves: One per row, the innermost of its stub cells.
        column_headers: One per column, its header path from the outside in.
        row_indent: One per row, how far its label is set in (any unit, larger is deeper).
        row_bold: Whether its label is bold.
        inner_headers: Rows of the body that repeat the column headers or only head a section.
        languages: Those its labels may be in, ``None`` where that is not known.
    """

    texts: Texts
    numbers: Numbers
    value: NDArray[Any]
    step: NDArray[Any]
    habit: NDArray[Any]
    state: NDArray[np.uint8]
    quantum: Decimal
    header_rows: int
    stub_cols: int
    row_labels: tuple[str, ...]
    row_leaves: tuple[str, ...]
    column_headers: tuple[tuple[str, ...], ...]
    row_indent: tuple[float, ...]
    row_bold: tuple[bool, ...]
    inner_headers: frozenset[int]
    languages: tuple[str, ...] | None = None

    @property
    def n_rows(self) -> int:
        """Return the number of rows, headers included."""
        return len(self.texts)

    @property
    def n_cols(self) -> int:
        """Return the number of columns, labels included."""
        return len(self.texts[0]) if self.texts else 0


def grid_of_texts(rows: Sequence[Sequence[str]], *, language: Language | None = None) -> Grid:
    """Return the grid of a table that is only text: headers and labels are found here.

    Args:
        rows: Cell texts; ragged rows are filled up with blanks.
        language: Decides readings such as "1.234" that the table itself leaves open.
    """
    width = max((len(row) for row in rows), default=0)
    rows = rows if width else ()
    texts = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
    numbers = parse_grid(texts, language=language)
    stub = _count_stub_columns(texts, numbers)
    header = _count_header_rows(texts, numbers, stub)
    counted = find_frame_counts(texts, numbers, header, stub)
    numbers = _blank_the_frame(numbers, header, stub, counted)
    spread = tuple(
        _spread_header(texts, row, stub, header)
        for row in range(header)
        if not _is_title(texts[row], stub)
    )
    headers = tuple(
        tuple(dict.fromkeys(line[col].strip() for line in spread if line[col].strip()))
        for col in range(width)
    )
    indents = tuple(_indent_of_text(row, stub) for row in texts)
    grid = _build(texts, numbers, header, stub, headers, indents, (False,) * len(texts))
    labels = (text for line in (*headers, grid.row_labels) for text in line)
    return replace(grid, languages=languages_of(labels, language))


def grid_of_table(table: Table) -> Grid:
    """Return the grid of a normalised table: its cells carry their numbers."""
    texts = [[""] * table.n_cols for _ in range(table.n_rows)]
    numbers: list[list[PrintedNumber | None]] = [[None] * table.n_cols for _ in texts]
    heads = [[""] * table.n_cols for _ in range(table.header_rows)]
    indents, bolds = [0.0] * table.n_rows, [False] * table.n_rows
    for cell in table.cells:
        texts[cell.row][cell.col] = cell.text
        in_body = cell.row >= table.header_rows and cell.col >= table.stub_cols
        if in_body and cell.role not in (Role.COLUMN_HEADER, Role.SECTION):
            numbers[cell.row][cell.col] = cell.number
        for row in range(cell.row, min(cell.row + cell.rowspan, table.header_rows)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                heads[row][col] = cell.text.strip()
        if cell.col < max(1, table.stub_cols) and cell.text.strip():
            indents[cell.row] = max(indents[cell.row], cell.indent)
            bolds[cell.row] = cell.bold
    headers = tuple(
        tuple(dict.fromkeys(line[col] for line in heads if line[col]))
        for col in range(table.n_cols)
    )
    printed = parse_grid(tuple(map(tuple, texts)), language=table.language)
    for row, col in find_frame_counts(texts, printed, table.header_rows, table.stub_cols):
        numbers[row][col] = printed[row][col]
    stub = table.stub_cols
    if stub == 1 and headers[0] and any(map(is_total_label, headers[-1])):
        stub = 1 - take_first_terms(texts, numbers)
    grid = _build(
        tuple(map(tuple, texts)),
        tuple(map(tuple, numbers)),
        table.header_rows,
        stub,
        headers,
        tuple(indents),
        tuple(bolds),
    )
    labels = (text for line in (*headers, grid.row_labels, [table.caption]) for text in line)
    return replace(grid, languages=languages_of(labels, table.language))


def _build(
    texts: Texts,
    numbers: Numbers,
    header: int,
    stub: int,
    headers: tuple[tuple[str, ...], ...],
    indents: tuple[float, ...],
    bolds: tuple[bool, ...],
) -> Grid:
    """Scale the numbers to integers and put the grid together."""
    known = [n for row in numbers for n in row if n is not None and n.value is not None]
    exponent = min((_exponent(part) for n in known for part in (n.value, n.step)), default=0)
    quantum = Decimal(1).scaleb(min(0, exponent))
    largest = max((abs(n.value) for n in known if n.value is not None), default=Decimal(0))
    fits = int(largest / quantum) * 4 * (len(known) + 1) < _SAFE_SUM
    shape = (len(texts), len(texts[0]) if texts else 0)
    value, step = (np.zeros(shape, dtype=np.int64 if fits else object) for _ in range(2))
    state = np.zeros(shape, dtype=np.uint8)
    for row, line in enumerate(numbers):
        for col, number in enumerate(line):
            if number is None:
                continue
            state[row, col] = _state(number)
            if number.value is not None and number.state != "missing":
                value[row, col] = int(number.value / quantum)
                step[row, col] = int(number.step / quantum) if number.state == "number" else 0
    _mark_unreadable(texts, numbers, state, header, stub)
    paths = _label_paths(texts, header, max(1, stub))
    inner = frozenset(
        row for row in range(header, len(texts)) if _is_year_row(numbers[row], texts[row], stub)
    )
    return Grid(
        texts, numbers, value, step, _habits(value, step, state), state, quantum, header, stub,
        tuple(" ".join(path) for path in paths), tuple(path[-1] if path else "" for path in paths),
        headers, indents, bolds, inner,
    )  # fmt: skip


def _mark_unreadable(
    texts: Texts, numbers: Numbers, state: NDArray[np.uint8], header: int, stub: int
) -> None:
    """Mark words in columns of numbers as unknown amounts ("F", "confidential").

    "982,909 -" is unknown too: a negative number, or a number and the dash of the next column. A
    word that heads several parts of the column ("Cost"), each right below a heading, is none.
    """
    bare = [
        row
        for row, line in enumerate(numbers)
        if row and all(number is None for number in line) and not any(texts[row - 1][stub:])
    ]
    for col in range(stub, state.shape[1]):
        rows = [row for row in range(header, state.shape[0]) if texts[row][col].strip()]
        stated = sum(numbers[row][col] is not None for row in rows)
        if stated * 2 <= len(rows):
            continue
        heads = Counter(texts[row][col].strip() for row in bare)
        for row in rows:
            text = texts[row][col].strip()
            heading = row in bare and heads[text] > 1
            unread = numbers[row][col] is None and len(text) <= _SHORT_WORD and not heading
            if unread or _LOOSE_DASH.search(text):
                state[row, col] = MISSING


def _label_paths(texts: Texts, header: int, stub: int) -> list[tuple[str, ...]]:
    """Return the stub texts of each row; an outer label left blank is that of the row above."""
    paths: list[tuple[str, ...]] = []
    above = [""] * stub
    for row, line in enumerate(texts):
        own = [text.strip() for text in line[:stub]]
        inner = next((col for col in range(stub) if own[col]), None)
        path = own
        if row > header and inner:
            path = [*above[:inner], *own[inner:]]
        above = path if any(own) else [""] * stub
        paths.append(tuple(text for text in path if text))
    return paths


def _habits(value: NDArray[Any], step: NDArray[Any], state: NDArray[np.uint8]) -> NDArray[Any]:
    """Return each number's step, coarser where all of its column is."""
    habit = step.copy()
    for col in range(value.shape[1]):
        rows = np.flatnonzero(state[:, col] == NUMBER)
        unit = int(step[rows, col].max(initial=0))
        coarse = common_step([int(v) for v in value[rows, col]], unit) if unit else None
        if coarse is not None:
            habit[rows, col] = coarse
    return habit


def _exponent(number: Decimal | None) -> int:
    """Return the power of ten of a number's last digit (0 for none)."""
    if number is None or number == 0:
        return 0
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _state(number: PrintedNumber) -> int:
    if number.state == "missing" or number.value is None:
        return MISSING
    return NIL if number.state == "nil" else NUMBER


def _counts(number: PrintedNumber | None, text: str) -> bool:
    """Tell whether a cell holds an amount: no year, no "19 years" of a header."""
    if number is None or number.state != "number" or is_year(text):
        return False
    return number.unit is None or not number.unit.isalpha() or number.unit.isupper()


def _is_year_row(
    numbers: tuple[PrintedNumber | None, ...], texts: tuple[str, ...], stub: int
) -> bool:
    """Tell whether a body row only heads columns by years: two or more, in steps of one, no label.

    Words may stand beside the years ("(Decrease)"), other numbers may not.
    """
    years = [
        year
        for number, text in zip(numbers[stub:], texts[stub:], strict=True)
        if number is not None and (year := year_of(text)) is not None
    ]
    stated = sum(number is not None for number in numbers[stub:])
    distinct = sorted(set(years))
    steps_of_one = len(distinct) > 1 and distinct[-1] - distinct[0] == len(distinct) - 1
    return len(years) == stated >= 2 and steps_of_one and not any(map(str.strip, texts[:stub]))


def _count_stub_columns(texts: Texts, numbers: Numbers) -> int:
    """Return how many columns at the left are labels, years or ranks."""
    width = len(texts[0]) if texts else 0
    for col in range(width):
        column = [(row[col], line[col]) for row, line in zip(texts, numbers, strict=True)]
        if not is_key_column(column):
            return min(max(col, 1), max(0, width - 1))
    return min(1, max(0, width - 1))


def _count_header_rows(texts: Texts, numbers: Numbers, stub: int) -> int:
    """Return how many rows stand above the first row of numbers (years head columns)."""
    seen_header = False
    for row, (line, stated) in enumerate(zip(texts, numbers, strict=True)):
        cells = list(zip(line[stub:], stated[stub:], strict=True))
        if any(_counts(number, text) for text, number in cells):
            return min(row, _end_of_text_header(texts, stub, row))
        years = [text for text, number in cells if number is not None and is_year(text)]
        labelled = any(map(str.strip, line[:stub]))
        if seen_header and labelled and years and not _head_columns(years):
            return row
        nils = [n for _, n in cells if n is not None and n.state != "number"]
        if seen_header and labelled and nils and not years:
            return row
        seen_header = seen_header or any(text.strip() for text, _ in cells)
    filled = [row for row, line in enumerate(texts) if any(map(str.strip, line))]
    return filled[0] + 1 if filled else 0


def _end_of_text_header(texts: Texts, stub: int, first_number: int) -> int:
    """Return where the header of a list of names ends whose only numbers are its totals.

    The header is then the first row with two filled cells and what follows without a label.
    """
    first = next(
        (row for row in range(first_number) if sum(map(bool, map(str.strip, texts[row]))) > 1),
        first_number,
    )
    end = first + 1
    while end < first_number and not any(map(str.strip, texts[end][:stub])):
        end += 1
    return end if first_number - end > _MOST_HEADER_ROWS else first_number


def _head_columns(texts: list[str]) -> bool:
    """Tell whether years head columns: several, all different, in order, decades apart at most."""
    years = [year for text in texts if (year := year_of(text)) is not None]
    in_order = years in (sorted(years), sorted(years, reverse=True))
    span = max(years) - min(years)
    return len(set(years)) == len(years) > 1 and in_order and span <= _YEARS_OF_A_TABLE


def _blank_the_frame(
    numbers: Numbers, header: int, stub: int, counted: frozenset[tuple[int, int]]
) -> Numbers:
    """Take the numbers of headers and labels out: years and ranks are no data, counts are."""
    return tuple(
        tuple(
            None if (row < header or col < stub) and (row, col) not in counted else number
            for col, number in enumerate(line)
        )
        for row, line in enumerate(numbers)
    )


def _is_title(line: tuple[str, ...], stub: int) -> bool:
    """Tell whether a header row is a title: one text at its left end, and nothing else."""
    filled = [col for col, text in enumerate(line) if text.strip()]
    return len(filled) == 1 and filled[0] < max(1, stub) and len(line) > 2


def _spread_header(texts: Texts, row: int, stub: int, header: int) -> list[str]:
    """Return a header row with its texts spread over the blank columns they span.

    Only rows above the last one spread: the last one heads single columns.
    """
    line = [text.strip() for text in texts[row]]
    last = ""
    for col in range(stub, len(line)):
        if line[col]:
            last = line[col]
        elif any(texts[below][col].strip() for below in range(row + 1, header)):
            line[col] = last
    return line


def _indent_of_text(row: tuple[str, ...], stub: int) -> float:
    """Return the depth of a label in chars: its leading blanks and bullets, or its column."""
    for col in range(min(max(1, stub), len(row))):
        if row[col].strip():
            match = _INDENT_MARK.match(row[col])
            if match is None:
                return 0.0
            return len(match.group(1)) + _BULLET_DEPTH * len(match.group(2).split()) + 40.0 * col
    return 0.0
