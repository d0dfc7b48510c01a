"""One direction of a grid: lines that may be items or totals of one another.

For footing (``axis="column"``) the lines are rows and an equation holds column by column; for
cross-footing the same arrays are turned over. Everything that looks for equations works on
:class:`Lines` and does not know which direction it reads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from crossfoot.normalizers.words.labels import fold_label, is_rate_label
from crossfoot.reconcilers.printed.grid import BLANK, MISSING, NIL, NUMBER, Grid
from crossfoot.reconcilers.printed.outline import Family, families_of
from crossfoot.reconcilers.printed.wording import Wording, read_wording

if TYPE_CHECKING:
    from numpy.typing import NDArray

Axis = Literal["row", "column"]

_SMALL_CHANGE = 0.2  # of the amounts' size: changes below are no amounts themselves
_MOST_ROWS = 0.8  # of the rows, when columns are said to split a hundred
_LONG_COLUMN = 5  # so many equal numbers are no amounts
_PERCENT_SHARE = 0.6  # a column is in percent when most of its numbers say so


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """L lines × P positions of one direction.

    Attributes:
        axis: "column" when the lines are rows.
        sheet: Sheet index (row or column of the grid) of each line.
        across: Sheet index of each position.
        value: (L, P) exact integers, 0 where nothing is known.
        step: (L, P) worth of the last digit, or what its column is rounded to.
        state: (L, P) BLANK, NUMBER, NIL or MISSING.
        wording: What each line's label says.
        label: Each line's label, folded.
        leaf: The innermost part of its label, folded (a column's own header).
        across_label: The innermost label of each position, folded.
        indent: Depth of each label.
        bold: Whether it is printed bold.
        fresh: Whether a heading, a gap or the edge stands right before the line.
        intensive: (P,) positions whose numbers are not expected to add up.
        percent: (L, P) numbers printed as percentages.
        item: (L,) lines that may be items of a sum.
        rate: (L,) lines of rates, shares, prices, which do not add up with amounts.
        quanta_per_one: What a printed 1 is in the arrays.
        said: Each line's own label as printed.
        families: What the labels propose: (total, items) by one way of reading each.
    """

    axis: Axis
    sheet: NDArray[np.int64]
    across: NDArray[np.int64]
    value: NDArray[Any]
    step: NDArray[Any]
    state: NDArray[np.uint8]
    wording: tuple[Wording, ...]
    label: tuple[str, ...]
    leaf: tuple[str, ...]
    across_label: tuple[str, ...]
    indent: NDArray[np.float64]
    bold: NDArray[np.bool_]
    fresh: NDArray[np.bool_]
    intensive: NDArray[np.bool_]
    percent: NDArray[np.bool_]
    item: NDArray[np.bool_]
    rate: NDArray[np.bool_]
    quanta_per_one: int
    said: tuple[str, ...] = ()
    families: tuple[Family, ...] = ()

    def __len__(self) -> int:
        return len(self.sheet)

    def cell(self, line: int, position: int) -> tuple[int, int]:
        """Return (row, column) of a line's number at a position."""
        here, there = int(self.sheet[line]), int(self.across[position])
        return (here, there) if self.axis == "column" else (there, here)


def lines_of(grid: Grid, axis: Axis, *, without: frozenset[tuple[int, int]] = frozenset()) -> Lines:
    """Return the lines of a grid in one direction: those that state at least one number.

    Args:
        grid: The table.
        axis: "column" to read rows as lines, "row" to read columns as lines.
        without: Cells that are no amounts (totals that count).
    """
    body = np.zeros(grid.state.shape, dtype=bool)
    body[grid.header_rows :, grid.stub_cols :] = True
    body[sorted(grid.inner_headers)] = False
    for cell in without:
        body[cell] = False
    state = np.where(body, grid.state, BLANK).astype(np.uint8)
    rows = np.flatnonzero((state != BLANK).any(axis=1))
    cols = np.flatnonzero((state == NUMBER).any(axis=0) & ~_count_lines(grid, state))
    row_words = tuple(read_wording(grid.row_labels[row], grid.languages) for row in rows)
    col_words = tuple(
        read_wording(" ".join(grid.column_headers[col][-1:]), grid.languages) for col in cols
    )
    picked = np.ix_(rows, cols)
    value, step = grid.value[picked], grid.habit[picked]
    state, percent = state[picked], _percent_cells(grid)[picked]
    view = _View(grid, rows, cols, value, step, state, percent, row_words, col_words)
    return _rows_as_lines(view) if axis == "column" else _columns_as_lines(view)


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """The part of a grid that states numbers, with the wording of its rows and columns."""

    grid: Grid
    rows: NDArray[np.int64]
    cols: NDArray[np.int64]
    value: NDArray[Any]
    step: NDArray[Any]
    state: NDArray[np.uint8]
    percent: NDArray[np.bool_]
    row_words: tuple[Wording, ...]
    col_words: tuple[Wording, ...]

    def soft(self, axis: int) -> NDArray[np.bool_]:
        """Return which columns (axis 0) or rows (axis 1) need not add up, by numbers or words."""
        words = self.row_words if axis else self.col_words
        said = np.array([word.mean or word.intensive for word in words], dtype=np.bool_)
        soft: NDArray[np.bool_] = self.rates(axis) | said
        return soft if axis else soft | self._relative_changes()

    def _relative_changes(self) -> NDArray[np.bool_]:
        """Return which columns of changes are ratios or percentages: small beside the amounts."""
        said = np.array([word.change for word in self.col_words], dtype=np.bool_)
        if not said.any() or said.all():
            return np.zeros(len(said), dtype=np.bool_)
        size = np.abs(self.value.astype(np.float64)).max(axis=0, initial=0.0)
        small: NDArray[np.bool_] = said & (size < _SMALL_CHANGE * np.median(size[~said]))
        return small

    def rates(self, axis: int) -> NDArray[np.bool_]:
        """Return which columns (axis 0) or rows (axis 1) hold rates, prices, shares."""
        if axis:
            leaves = (
                read_wording(self.grid.row_leaves[row], self.grid.languages) for row in self.rows
            )
            said = np.array([word.percent for word in leaves], dtype=np.bool_)
        else:
            said = _headers_intensive(self.grid, self.cols)
        stated = np.maximum((self.state == NUMBER).sum(axis=axis), 1)
        share = 1.0 if axis else _PERCENT_SHARE  # a row mixes columns, a column is of one kind
        rates: NDArray[np.bool_] = (self.percent.sum(axis=axis) >= share * stated) | said
        return rates if axis else rates | self._split_of_hundred(rates)

    def _split_of_hundred(self, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which columns split a hundred among them in (nearly) every row."""
        flags = np.zeros(len(self.cols), dtype=np.bool_)
        hundred = 100 * int(1 / self.grid.quantum)
        full = (self.state == NUMBER).all(axis=1)
        small = ((self.value >= 0) & (self.value <= hundred))[full].all(axis=0) & ~known
        if full.sum() < _LONG_COLUMN:
            return flags
        value, step = self.value[full].cumsum(axis=1), self.step[full].cumsum(axis=1)
        ends = np.append(np.flatnonzero(~small), len(small))  # where a split must have ended
        for first in np.flatnonzero(small):
            last = ends[np.searchsorted(ends, first)]
            before = (value[:, first] - self.value[full, first])[:, None]
            slack = step[:, first:last] - (step[:, first] - self.step[full, first])[:, None]
            gap = np.abs(2 * (value[:, first:last] - before - hundred))
            agree = np.flatnonzero((gap <= slack).mean(axis=0)[1:] >= _MOST_ROWS)
            if len(agree):
                end = first + int(agree[-1]) + 2
                flags[first:end] = True
                flags[end : end + 1] |= (self.value[full, end : end + 1] == hundred).mean(
                    axis=0
                ) >= _MOST_ROWS
        return flags


def _rows_as_lines(view: _View) -> Lines:
    grid, rows = view.grid, view.rows
    labels = tuple(fold_label(grid.row_labels[row]) for row in rows)
    return Lines(
        axis="column",
        sheet=rows,
        across=view.cols,
        value=view.value,
        step=view.step,
        state=view.state,
        wording=view.row_words,
        label=labels,
        leaf=tuple(fold_label(grid.row_leaves[row]) for row in rows),
        across_label=tuple(
            fold_label(" ".join(grid.column_headers[col][-1:])) for col in view.cols
        ),
        indent=np.array([grid.row_indent[row] for row in rows], dtype=np.float64),
        bold=np.array([grid.row_bold[row] for row in rows], dtype=np.bool_),
        fresh=_starts(rows, grid),
        intensive=view.soft(0) | _is_constant(view),
        percent=view.percent,
        item=_may_be_item(view.row_words),
        rate=view.rates(1),
        quanta_per_one=int(1 / grid.quantum),
        said=tuple(grid.row_leaves[row] for row in rows),
        families=_families(view),
    )


def _families(view: _View) -> tuple[Family, ...]:
    """Return what the labels of rows propose, in lines instead of rows."""
    rows = [int(row) for row in view.rows]
    line = {row: index for index, row in enumerate(rows)}
    totals = [word.total for word in view.row_words]
    return tuple(
        tuple((line[total], tuple(line[item] for item in items)) for total, items in family)
        for family in families_of(view.grid, rows, totals)
    )


def _columns_as_lines(view: _View) -> Lines:
    grid, cols = view.grid, view.cols
    fresh = [i == 0 or _new_group(grid, int(cols[i - 1]), int(col)) for i, col in enumerate(cols)]
    return Lines(
        axis="row",
        sheet=cols,
        across=view.rows,
        value=view.value.T,
        step=view.step.T,
        state=view.state.T,
        wording=view.col_words,
        label=tuple(fold_label(" ".join(grid.column_headers[col])) for col in cols),
        leaf=tuple(fold_label(" ".join(grid.column_headers[col][-1:])) for col in cols),
        across_label=tuple(fold_label(grid.row_leaves[row]) for row in view.rows),
        indent=np.zeros(len(cols)),
        bold=np.zeros(len(cols), dtype=np.bool_),
        fresh=np.array(fresh, dtype=np.bool_),
        intensive=view.soft(1),
        percent=view.percent.T,
        item=_may_be_item(view.col_words),
        rate=view.rates(0),
        quanta_per_one=int(1 / grid.quantum),
        said=tuple(" ".join(grid.column_headers[col][-1:]) for col in cols),
    )


def _count_lines(grid: Grid, state: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which columns only number the lines: 1, 2, 3…, five at least, in order."""
    flags = np.zeros(state.shape[1], dtype=np.bool_)
    one = int(1 / grid.quantum)
    for col in range(min(grid.stub_cols + 1, state.shape[1])):
        values = [int(v) for v in grid.value[state[:, col] == NUMBER, col]]
        flags[col] = len(values) >= _LONG_COLUMN and values == [
            one * n for n in range(1, len(values) + 1)
        ]
    return flags


def _is_constant(view: _View) -> NDArray[np.bool_]:
    """Return which columns repeat one number all the way down: units, codes, multipliers."""
    stated = view.state == NUMBER
    if not stated.size:
        return np.zeros(len(view.cols), dtype=np.bool_)
    first = view.value[stated.argmax(axis=0), np.arange(len(view.cols))]
    same = ((view.value == first) | ~stated).all(axis=0)
    flags: NDArray[np.bool_] = same & (stated.sum(axis=0) >= _LONG_COLUMN)
    return flags


def apart(lines: Lines) -> tuple[Lines, ...]:
    """Return the lines with only the amounts as items, and with only the rates as items.

    Shares add up to shares: "100 % = 60 % + 40 %" beside "500 = 300 + 200".
    """
    rates: NDArray[np.bool_] = lines.item & lines.rate
    amounts: NDArray[np.bool_] = lines.item & ~lines.rate
    parts = [part for part in (amounts, rates) if part.sum() > 2]
    return tuple(replace(lines, item=part) for part in parts)


def mixed(lines: Lines) -> Lines | None:
    """Return columns of prices and amounts as items of one another, ``None`` where none mix.

    "Net price + VAT = gross price" adds prices to an amount; percentages never do.
    """
    priced = lines.item & lines.rate & ~lines.percent.any(axis=1)
    amounts = lines.item & ~lines.rate
    if lines.axis == "column" or not priced.any() or not amounts.any():
        return None
    return replace(lines, item=priced | amounts)


def _may_be_item(words: tuple[Wording, ...]) -> NDArray[np.bool_]:
    """Return which lines may be items: no of-which line, no mean."""
    return np.array([not (word.of_which or word.mean) for word in words], dtype=np.bool_)


def _percent_cells(grid: Grid) -> NDArray[np.bool_]:
    return np.array(
        [[n is not None and n.unit == "%" for n in row] for row in grid.numbers], dtype=np.bool_
    ).reshape(grid.state.shape)


def _headers_intensive(grid: Grid, cols: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which columns head a rate, a price, an index… anywhere in their header path.

    What only calls itself a share and mostly prints more than a hundred is none: "Part du Groupe",
    "Share premium", "Pct. 1" (a precinct).
    """
    flags = []
    for col in cols:
        path = " ".join(grid.column_headers[col])
        word = read_wording(path, grid.languages)
        of_hundred = (word.share or word.percent) and not is_rate_label(path, grid.languages)
        flags.append(word.intensive and not (of_hundred and _are_amounts(grid, int(col))))
    return np.array(flags, dtype=np.bool_)


def _are_amounts(grid: Grid, col: int) -> bool:
    """Tell whether most numbers of a column are too large for shares of a hundred."""
    stated = grid.state[:, col] == NUMBER
    large = np.abs(grid.value[stated, col]) > 100 * int(1 / grid.quantum)
    return bool(2 * large.sum() > stated.sum())


def _starts(rows: NDArray[np.int64], grid: Grid) -> NDArray[np.bool_]:
    """Return which rows stand right below a heading, a gap or the header."""
    before = np.concatenate(([-2], rows[:-1]))
    starts: NDArray[np.bool_] = (rows - before > 1) | (rows == grid.header_rows)
    return starts


def _new_group(grid: Grid, before: int, col: int) -> bool:
    """Tell whether the outermost header changes between two neighbouring columns."""
    a, b = grid.column_headers[before], grid.column_headers[col]
    return len(b) > 1 and a[:1] != b[:1]


__all__ = ["BLANK", "MISSING", "NIL", "NUMBER", "Axis", "Lines", "lines_of"]
