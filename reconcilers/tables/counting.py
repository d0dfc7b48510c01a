"""Totals that count: "Total membres : 12" is the number of filled cells, not their sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.printed.grid import NUMBER, Grid
from crossfoot.reconcilers.printed.relations import Relation
from crossfoot.reconcilers.printed.slips import MISPRINTS, name_slip
from crossfoot.reconcilers.printed.wording import Wording, is_filled, read_wording
from crossfoot.years import is_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEAST_FITTING = 0.5  # of the columns a counting line states, this share must count right
_FEW_NUMBERS = 0.2  # a column with more of them among its filled cells is one of amounts
_NEAR_COUNT = 2  # words, or a quarter of them, that a wrong count may be off by
_TENFOLD = 10  # a digit more than there are lines: still a count, misprinted
_FEWEST = 2  # items below which a count is no claim
_MOST_CATEGORIES = 4  # a column of more different texts is no list of categories


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """What a count looks at.

    Attributes:
        filled: rows × columns, whether a cell states anything.
        numeric: rows × columns, whether it states a number.
        whole: rows × columns, the whole number it states, -1 where it states none.
        data: Rows that may be counted: labelled or filled, and no totals.
    """

    filled: NDArray[np.bool_]
    numeric: NDArray[np.bool_]
    whole: NDArray[np.int64]
    data: NDArray[np.int64]


def find_counts(grid: Grid) -> list[Relation]:
    """Return the counts that rows of totals state for the columns above or below them."""
    words = [read_wording(label, grid.languages) for label in grid.row_labels]
    cells = _cells_of(grid, words)
    found: list[Relation] = []
    for row in range(grid.header_rows, grid.n_rows):
        word = words[row]
        if (word.count or word.total) and not word.mean:
            found += _counts_of_row(grid, row, word, cells)
    return found


def _cells_of(grid: Grid, words: Sequence[Wording]) -> _Cells:
    shape = grid.state.shape
    filled = np.array([[is_filled(text) for text in line] for line in grid.texts], dtype=np.bool_)
    filled = filled.reshape(shape)
    body = range(grid.header_rows, grid.n_rows)
    whole = np.full(shape, -1, dtype=np.int64)
    for row in body:
        if words[row].count or words[row].total:
            for col in range(1, grid.n_cols):
                whole[row, col] = _whole_number(grid, row, col)
    data = [
        row
        for row in body
        if not (words[row].total or words[row].count or words[row].mean)
        and row not in grid.inner_headers
        and filled[row].any()
    ]
    return _Cells(filled, grid.state == NUMBER, whole, np.array(data, dtype=np.int64))


def _whole_number(grid: Grid, row: int, col: int) -> int:
    """Return the whole number a cell states, as counts are; -1 for anything else."""
    number = grid.numbers[row][col]
    if number is None or number.value is None or grid.state[row, col] != NUMBER:
        return -1
    is_whole = number.value == number.value.to_integral() and number.unit != "%"
    return int(number.value) if is_whole and 0 <= number.value < _TENFOLD * grid.n_rows else -1


def _counts_of_row(grid: Grid, row: int, word: Wording, cells: _Cells) -> list[Relation]:
    """Return the counts of one line of totals, on the side where more of them fit."""
    stated = np.flatnonzero(grid.state[row] == NUMBER)
    stated = stated[stated >= 1]
    best: list[Relation] = []
    best_share = 0.0
    for rows in (cells.data[cells.data > row], cells.data[cells.data < row]):
        if len(rows) < _FEWEST or not len(stated):
            continue
        filled = cells.filled[rows].sum(axis=0)
        textual = (filled > 0) & ((cells.numeric[rows]).sum(axis=0) < _FEW_NUMBERS * filled)
        columns = stated if word.count else stated[textual[stated]]
        if not len(columns) or (not word.count and not (cells.whole[row, columns] >= 0).any()):
            continue
        plain = sum(filled[col] == cells.whole[row, col] for col in columns)
        by_word = 2 * int(plain) < len(columns)
        relations = [_relation(grid, row, int(col), rows, by_word=by_word) for col in columns]
        share = sum(_holds(grid, relation) for relation in relations) / len(relations)
        if not share and not word.count and len(stated) > len(columns):
            relations = [one for one in relations if _nearly_counts(grid, one)]
            share = LEAST_FITTING * bool(relations)
        if share >= LEAST_FITTING and share > best_share:
            best_share, best = share, relations
    return best


def _nearly_counts(grid: Grid, relation: Relation) -> bool:
    """Tell whether a number below a column of words is close to their count and to nothing else.

    Words have no sum: what a line of totals prints below them, beside its sums, counts them, or
    their kinds.
    """
    texts = [text for row, col in relation.items if is_filled(text := grid.texts[row][col].strip())]
    number = grid.numbers[relation.total[0]][relation.total[1]]
    stated = int(number.value or 0) if number is not None else 0
    numeric = any(grid.state[cell] == NUMBER for cell in relation.items)
    gap = abs(stated - len(texts))
    kinds = Counter(texts)
    near = gap <= max(_NEAR_COUNT, len(texts) // _NEAR_COUNT**2)
    near |= len(kinds) <= _MOST_CATEGORIES and name_slip(stated, len(texts), 1) in MISPRINTS
    else_said = stated == len(kinds) or stated in kinds.values()
    return near and not numeric and len(texts) > _FEWEST and not else_said


def _relation(
    grid: Grid, row: int, col: int, rows: NDArray[np.int64], *, by_word: bool
) -> Relation:
    """Return the count a cell states; of one category where only that fits.

    A column of years may be counted for one of them: "15" over a column of 2019s and 2020s is the
    number of 2020s. So may a column of few words, in a row that does not count whole columns.
    """
    texts = [grid.texts[line][col].strip() for line in rows]
    number = grid.numbers[row][col]
    stated = number.value if number is not None else None
    filled = Counter(text for text in texts if is_filled(text))
    equals = ""
    if stated != filled.total() and 1 < len(filled) <= _MOST_CATEGORIES:
        same = [text for text, count in filled.items() if count == stated]
        years = all(map(is_year, filled))
        words = not any(grid.state[line, col] == NUMBER for line in rows)
        categorical = years or (by_word and words)
        equals = same[0] if len(same) == 1 and categorical else ""
    items = tuple((int(line), col) for line in rows)
    return Relation(
        "count", "column", (row, col), items, (1,) * len(items), 0.0, proven=True, equals=equals
    )


def _holds(grid: Grid, relation: Relation) -> bool:
    number = grid.numbers[relation.total[0]][relation.total[1]]
    texts = (grid.texts[row][col].strip() for row, col in relation.items)
    counted = sum(text == relation.equals if relation.equals else is_filled(text) for text in texts)
    return number is not None and number.value == counted
