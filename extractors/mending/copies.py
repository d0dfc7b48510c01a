"""What comes again in a reading: rows of the same words, headers in the midst of a body.

In: a reading. Out: how much of it comes again, and the tables it falls apart into: a form printed
year by year repeats its header and its names, and each copy is a table of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from crossfoot.extractors.kinds import is_data, is_value
from crossfoot.extractors.mending.moves import cut_below, tidy
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.regions import is_caption
from crossfoot.folding import fold_words

AGAIN = 0.6  # of the words of a header row: a row that shares so many is a copy of it
HEAD_WIDTH = 0.6  # of the widest row: a header within fills so much of it
FEWEST_HEADS = 3  # texts of a second header
NUMERIC = 0.7  # of a column's texts: a column of numbers
FEWEST_ROWS = 3  # of a table in a column of tables
TOP_ROWS = 6  # of a reading: its header stands among them
FEWEST_WORDS = 2  # texts of a row: one alone may come again as the name of a section
DEEPEST = 3  # times that copies are parted: side by side, one below the other, and once more

Name = tuple[int, str]
"""Column and words."""


@lru_cache(maxsize=65536)
def words_of(text: str) -> str:
    """Return the words of a text without its digits; empty for a value.

    >>> words_of("Total 2019"), words_of("1 250")
    ('total', '')
    """
    if is_value(text):
        return ""
    return " ".join("".join(c if c.isalpha() else " " for c in fold_words(text)).split())


def row_words(grid: Grid) -> tuple[tuple[Name, ...], ...]:
    """Return the words of each row, left to right; values and blanks have none."""
    rows: list[list[Name]] = [[] for _ in range(grid.n_rows)]
    for c in grid.cells:
        if c.tokens and (words := words_of(c.text)):
            rows[c.row].append((c.col, words))
    return tuple(tuple(sorted(row)) for row in rows)


def headers_within(grid: Grid) -> list[int]:
    """Return the rows where a second header begins, ascending.

    It stands over columns of numbers, beside no name of a row, with numbers above and below it.
    """
    counts: dict[int, list[bool]] = defaultdict(list)
    for c in grid.cells:
        if c.col > 0 and c.tokens and c.colspan == 1:
            counts[c.col].append(is_value(c.text))
    numeric = {col for col, values in counts.items() if sum(values) >= NUMERIC * len(values)}
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for c in grid.cells:
        if c.tokens:
            rows[c.row].append(c)
    valued = {r for r, cells in rows.items() if any(_is_value_in(c, numeric) for c in cells)}
    wide = max(FEWEST_HEADS, HEAD_WIDTH * len(numeric))
    heads = [
        r
        for r, cells in rows.items()
        if r not in valued
        and all(c.col > 0 for c in cells)
        and sum(c.col in numeric for c in cells) >= wide
        and min(valued, default=r) < r < max(valued, default=r)
    ]
    blocks = sorted(_first_of_block(r, rows, valued) for r in heads)
    edges = [0, *sorted(set(blocks)), grid.n_rows]
    bodies = [sum(a <= r < b for r in valued) for a, b in pairwise(edges)]
    return edges[1:-1] if min(bodies) >= FEWEST_ROWS else []


def _is_value_in(cell: GridCell, numeric: set[int]) -> bool:
    return cell.col in numeric and is_data(cell.text)


def _first_of_block(row: int, rows: dict[int, list[GridCell]], valued: set[int]) -> int:
    """Return the first of the rows without numbers and names of rows that end at a row."""
    while row - 1 in rows and row - 1 not in valued and all(c.col > 0 for c in rows[row - 1]):
        row -= 1
    return row


def _are_tables(starts: Sequence[int], grid: Grid) -> bool:
    """Whether the rows that begin at some rows are many enough for tables."""
    edges = [0, *starts, grid.n_rows]
    return all(b - a >= FEWEST_ROWS for a, b in pairwise(edges))


def copied_rows(grid: Grid) -> list[int]:
    """Return the rows where a copy of a form begins, ascending.

    The first one may do so too, below the end of what began on the page before.
    """
    names = row_words(grid)
    valued = {c.row for c in grid.cells if c.tokens and is_data(c.text)}
    for head in range(min(grid.n_rows, TOP_ROWS)):
        words = [w for _, w in names[head]]
        if len(words) < FEWEST_WORDS or head in valued:
            continue
        below = (r for r in range(head + 2, grid.n_rows) if r not in valued)
        again = [r for r in below if _is_copy(words, names[r])]
        starts = [_start(names, head, r) for r in again]
        if starts and _are_tables(starts, grid):
            return [head, *starts] if min(valued, default=head) < head else starts
    return []


def _is_copy(words: Sequence[str], row: Sequence[Name]) -> bool:
    others = Counter(w for _, w in row)
    shared = (Counter(words) & others).total()
    return shared >= FEWEST_WORDS and shared >= AGAIN * max(len(words), others.total())


def _start(names: Sequence[Sequence[Name]], head: int, row: int) -> int:
    """Return where the copy of a header begins: rows above it may be copies of those above."""
    while head and names[head - 1] and names[head - 1] == names[row - 1]:
        head, row = head - 1, row - 1
    return row


def below_each_other(grid: Grid, starts: Sequence[int]) -> tuple[Grid, ...]:
    """Return the parts of a reading that begin at some rows, without the titles between them."""
    if not starts:
        return (grid,)
    parts, rest, gone = [], grid, 0
    for start in starts:
        if 0 < start - gone < rest.n_rows:
            upper, rest = cut_below(rest, start - gone - 1)
            parts.append(upper)
            gone = start
    return tuple(t for g in (*parts, rest) for t in tidy([_untitled(g)]))


def _untitled(grid: Grid) -> Grid:
    """Drop the lone texts a part ends with: titles of what follows."""
    filled = Counter(c.row for c in grid.cells if c.tokens)
    valued = {c.row for c in grid.cells if c.tokens and is_value(c.text)}
    end = grid.n_rows
    while end > 1 and filled[end - 1] <= 1 and end - 1 not in valued:
        end -= 1
    return cut_below(grid, end - 1)[0] if end < grid.n_rows else grid


def _uncaptioned(grid: Grid) -> Grid:
    """Drop a caption that a part begins with."""
    first = [c for c in grid.cells if c.row == 0 and c.tokens]
    if grid.n_rows > 1 and len(first) == 1 and is_caption(first[0].text):
        return cut_below(grid, 0)[1]
    return grid


def captions_within(grid: Grid) -> list[int]:
    """Return the rows that are the numbered caption of what follows them, ascending."""
    rows = Counter(c.row for c in grid.cells if c.tokens)
    return sorted(
        c.row
        for c in grid.cells
        if 0 < c.row < grid.n_rows - 1 and rows[c.row] == 1 and is_caption(c.text)
    )


def tables_of(grid: Grid) -> tuple[Grid, ...]:
    """Return the tables that a reading falls apart into: copies of a form, and second headers."""
    done: list[Grid] = []
    captioned = [_uncaptioned(g) for g in below_each_other(grid, captions_within(grid))]
    copies = [c for g in captioned for c in below_each_other(g, copied_rows(g))]
    for copy in copies:
        done += below_each_other(copy, headers_within(copy))
    return tuple(g for g in done if g.n_rows > 1) or (grid,)
