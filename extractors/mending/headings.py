"""Headers put right: units in a row of their own, columns that a header and its numbers share.

In: a reading. Out: the reading with the unit that stands below each header ("2019" over "(€)") as a
row, and with numbers set right of their header's place in its column.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from crossfoot.extractors.kinds import has_digit, is_data, is_date, is_value
from crossfoot.extractors.mending.moves import merge_columns, split_row, tidy
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.vocabulary.printed import money_signs, unit_alone
from crossfoot.years import find_years

FEWEST_UNITS = 2  # columns over which the same unit stands
FLUSH = 0.3  # of the type size: texts that end so close are set flush right
FEWEST_SIGNS = 4  # rows that have one
FEWEST_FLUSH = 3  # names that show it
TIGHT = 1.35  # type sizes: from baseline to baseline within one name
LONGEST_UNIT = 6  # chars: "(RD$)", "M EUR"


def first_amounts(grid: Grid) -> int:
    """Return the first row with an amount right of the first column; all rows without any.

    What says a year or a day is none: "2019 CA" in a cell.
    """
    rows = (c.row for c in grid.cells if c.col > 0 and is_amount(c.text))
    return min(rows, default=grid.n_rows)


def is_amount(text: str) -> bool:
    """Whether a text is a number with its marks and unit, and says no year and no day."""
    return is_data(text) and not is_date(text) and not find_years(text)


def part_units(grid: Grid) -> Grid:
    """Return the reading with units below headers in a row of their own."""
    for row in range(first_amounts(grid)):
        own = [c for c in grid.cells if c.row == row and c.rowspan == 1]
        units = [c for c in own if len(c.lines) > 1 and _is_unit(c.lines[-1].text)]
        if _same_units(units):
            top = max(c.lines[-2].base for c in units)
            base = min(c.lines[-1].base for c in units)
            if top < base:
                return split_header(grid, row, (top + base) / 2, units)
    return grid


def split_header(grid: Grid, row: int, height: float, parted: Collection[GridCell]) -> Grid:
    """Return the reading with some cells of a header row parted; those beside them stay whole.

    Args:
        height: Points from the top: what has its baseline below stands in the next row.
        parted: The cells of the row that are parted.
    """
    whole = [c for c in grid.cells if c.row == row and c.rowspan == 1 and c not in parted]
    bases = {c: [t.base for t in c.tokens] for c in whole if c.tokens}
    return split_beside(
        grid, row, height, {c for c, b in bases.items() if min(b) <= height < max(b)}
    )


def split_beside(grid: Grid, row: int, height: float, whole: Collection[GridCell]) -> Grid:
    """Return the reading with a row parted at a height, beside cells that then span both rows."""
    made = split_row(grid, row, height)
    at = {(c.row, c.col) for c in whole} | {(c.row + 1, c.col) for c in whole}
    cells = [c for c in made.cells if (c.row, c.col) not in at]
    cells += [replace(c, rowspan=2) for c in whole]
    tidied = tidy([replace(made, cells=tuple(cells))])
    return tidied[0] if tidied else grid


def _is_unit(text: str) -> bool:
    """Whether a text is a unit by its words or signs, or short and in brackets."""
    bare = text.strip("()[]")
    return unit_alone().fullmatch(bare) is not None or (
        len(bare) < len(text) <= LONGEST_UNIT and not any(map(str.isdigit, text))
    )


def _same_units(cells: Sequence[GridCell]) -> bool:
    texts = Counter(c.lines[-1].text for c in cells)
    return texts.total() >= FEWEST_UNITS and len(texts) == 1


def join_bare_columns(grid: Grid) -> Grid:
    """Return the reading without columns that hold a header alone, beside numbers without one.

    Names set flush right, one in a row of either column, are one column too. Where sides are
    drawn, they say what a column is.
    """
    if any(c.area is not None for c in grid.cells):
        return grid
    first = first_amounts(grid)
    rows: dict[int, set[int]] = defaultdict(set)
    for c in grid.cells:
        if c.tokens and c.colspan == 1:
            rows[c.col].update(range(c.row, c.row + c.rowspan))
    for col in range(1, grid.n_cols - 1):
        left, right = rows[col], rows[col + 1]
        bare = left and right and not left & right and _is_bare(left, right, first)
        if bare or (not _both_named(left, right, first) and _is_run_over(grid, col, first)):
            made = tidy([merge_columns(grid, col)])
            return join_bare_columns(made[0]) if made else grid
    return grid


def join_signs(grid: Grid) -> Grid:
    """Return the reading with signs of money joined to the numbers of the next column.

    Accounts set them flush left in the cell, the number flush right.
    """
    first = first_amounts(grid)
    at = {(c.row, c.col): c.text for c in grid.cells if c.tokens and c.colspan == 1}
    for col in range(grid.n_cols - 2, 0, -1):
        own = {row: text for (row, k), text in at.items() if k == col and row >= first}
        beside = [at.get((row, col + 1), "") for row in own]
        signs = len(own) >= FEWEST_SIGNS and len(set(own.values()) - money_signs()) == 0
        if signs and all(is_value(x) and has_digit(x) for x in beside):
            grid = merge_columns(grid, col)
    return next(iter(tidy([grid])), grid)


def _is_run_over(grid: Grid, col: int, first: int) -> bool:
    """Whether names below the header run over a column into the next one, and end there alike.

    Names set flush right begin wherever they like.
    """
    body = [c for c in grid.cells if c.lines and c.row >= first]
    over = [c for c in body if c.col <= col < c.col + c.colspan]
    ending = [c for c in body if c.col <= col + 1 == c.col + c.colspan - 1]
    if not over or len(ending) < FEWEST_FLUSH or any(c not in ending for c in over):
        return False
    ends = [line.x1 for c in ending for line in c.lines]
    return max(ends) - min(ends) <= FLUSH * over[0].tokens[0].size


def _both_named(left: set[int], right: set[int], first: int) -> bool:
    return any(row < first for row in left & right)


def _is_bare(left: set[int], right: set[int], first: int) -> bool:
    """Whether one column has rows above the first numbers alone, the other rows below alone."""
    return (max(left) < first <= min(right)) or (max(right) < first <= min(left))
