"""Totals that count: "Total membres : 12" is the number of filled cells, not their sum."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.grid import NUMBER, Grid
from reconcilers.relations import Relation
from reconcilers.wording import Wording, is_filled, read_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LEAST_FITTING = 0.5  # of the columns a counting line states, this share must count right
_FEWEST = 2  # items below which a count is no claim
_MOST_CATEGORIES = 4  # a column of more different texts is no list of categories
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_counts(grid: Grid) -> list[Relation]:
    """Return the counts that rows of totals state for the columns above or below them."""
    words = [read_wording(label) for label in grid.row_labels]
    data = _item_rows(grid, words)
    found: list[Relation] = []
    for row in range(grid.header_rows, grid.n_rows):
        word = words[row]
        if (word.count or word.total) and not word.mean:
            found += _counts_of_row(grid, row, word, data)
    return found


def _item_rows(grid: Grid, words: Sequence[Wording]) -> NDArray[np.int64]:
    """Return the rows that can be counted: labelled or filled, and no totals."""
    rows = [
        row
        for row in range(grid.header_rows, grid.n_rows)
        if not (words[row].total or words[row].count or words[row].mean)
        and row not in grid.inner_headers
        and any(is_filled(text) for text in grid.texts[row])
    ]
    return np.array(rows, dtype=np.int64)


def _counts_of_row(grid: Grid, row: int, word: Wording, data: NDArray[np.int64]) -> list[Relation]:
    """Return the counts of one line of totals, on the side where more of them fit."""
    stated = [c for c in range(max(1, grid.stub_cols), grid.n_cols) if _is_whole(grid, row, c)]
    best: list[Relation] = []
    best_share = 0.0
    for rows in (data[data > row], data[data < row]):
        if len(rows) < _FEWEST:
            continue
        columns = [c for c in stated if word.count or _is_textual(grid, rows, c)]
        relations = [_relation(grid, row, col, rows) for col in columns]
        fits = [relation for relation in relations if _holds(grid, relation)]
        share = len(fits) / len(columns) if columns else 0.0
        if share >= LEAST_FITTING and share > best_share:
            best_share, best = share, relations
    return best


def _is_whole(grid: Grid, row: int, col: int) -> bool:
    """Tell whether a cell states a whole number, as counts are."""
    number = grid.numbers[row][col]
    if number is None or number.value is None or grid.state[row, col] != NUMBER:
        return False
    return number.value == number.value.to_integral() and number.unit != "%"


def _is_textual(grid: Grid, rows: NDArray[np.int64], col: int) -> bool:
    """Tell whether a column holds words or marks rather than numbers to add."""
    texts = [row for row in rows if is_filled(grid.texts[row][col])]
    numbers = [row for row in texts if grid.state[row, col] == NUMBER]
    return len(texts) > 0 and len(numbers) < 0.2 * len(texts)


def _relation(grid: Grid, row: int, col: int, rows: NDArray[np.int64]) -> Relation:
    """Return the count a cell states; of one category where only that fits.

    A column of years or of few words may be counted for one of them: "15" over a column of 2019s
    and 2020s is the number of 2020s.
    """
    texts = [grid.texts[line][col].strip() for line in rows]
    number = grid.numbers[row][col]
    stated = number.value if number is not None else None
    filled = Counter(text for text in texts if is_filled(text))
    equals = ""
    if stated != filled.total() and 1 < len(filled) <= _MOST_CATEGORIES:
        same = [text for text, count in filled.items() if count == stated]
        categorical = all(_YEAR.fullmatch(text) or not text.isdigit() for text in filled)
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
