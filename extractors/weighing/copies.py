"""What comes again in a reading: rows of the same words, headers in the midst of a body.

In: a reading. Out: how much of it comes again, and the tables it falls apart into: a form printed
year by year repeats its header and its names, and each copy is a table of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from crossfoot.extractors.kinds import is_data, is_value
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.weighing.moves import cut_below, tidy
from crossfoot.folding import fold_words

AGAIN = 0.6  # of the words of a header row: a row that shares so many is a copy of it
HEAD_WIDTH = 0.6  # of the widest row: a header within fills so much of it
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


def valued_rows(grid: Grid) -> set[int]:
    """Return the rows that hold a value right of the first column."""
    return {c.row for c in grid.cells if c.col > 0 and c.tokens and is_value(c.text)}


def filled_right(grid: Grid) -> Counter[int]:
    """Return how many cells of each row are filled right of the first column."""
    return Counter(c.row for c in grid.cells if c.col > 0 and c.tokens)


def headers_within(grid: Grid) -> list[int]:
    """Return the rows where a header begins that has values above and below it, ascending."""
    valued, filled = valued_rows(grid), filled_right(grid)
    if not valued:
        return []
    first, last = min(valued), max(valued)
    wide = max(FEWEST_WORDS, HEAD_WIDTH * max(filled.values()))
    heads = [r for r in range(first + 1, last) if r not in valued and filled[r] >= wide]
    starts = [r for r in heads if r - 1 not in heads]
    return starts if _are_tables(starts, grid) else []


def _are_tables(starts: Sequence[int], grid: Grid) -> bool:
    """Whether the rows that begin at some rows are many enough for tables."""
    edges = [0, *starts, grid.n_rows]
    return all(b - a >= FEWEST_ROWS for a, b in pairwise(edges))


def copied_rows(grid: Grid) -> list[int]:
    """Return the rows that repeat a row of the header, ascending; the first copy of each header."""
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
            return starts
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


def parted_at_copies(grid: Grid) -> tuple[Grid, ...]:
    """Return the tables of one form that stand below each other in a reading, or the reading."""
    made = below_each_other(grid, copied_rows(grid))
    return made if len(made) > 1 else (grid,)
