"""Columns that no straight line parts: codes, indented, with the names that follow them.

In: a reading. Out: the reading with such a column parted row by row. Two headers stand over it and
each row begins with a code; the names begin where the codes end, at a place of their own each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tokens.textlines import split_chunks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.extractors.weighing.moves import tidy

CODE = re.compile(r"\d{2,}(?:[.\-/]\d+)*|[A-Z]?\d+(?:[.\-]\d+)+|[A-Z]{1,2}\d{2,}")
FEWEST_CODES = 4  # in a column
MOSTLY = 0.8  # of a column's texts begin with a code
HEADS_APART = 1.0  # of the type size: between the two headers


def part_codes(grid: Grid) -> Grid:
    """Return the reading with codes in columns of their own, where two headers say so."""
    for col in range(grid.n_cols):
        heads, codes = _heads_and_codes(grid, col)
        if heads and codes:
            cells = tuple(_cells(grid, col, heads, codes))
            made = tidy([replace(grid, n_cols=grid.n_cols + 1, cells=cells)])
            return part_codes(made[0]) if made else grid
    return grid


def _heads_and_codes(grid: Grid, col: int) -> tuple[set[GridCell], set[GridCell]]:
    """Return the cells of a column that hold two headers, and those that begin with a code."""
    own = [c for c in grid.cells if c.col == col and c.colspan == 1 and c.tokens]
    codes = [c for c in own if _begins_with_code(c.tokens)]
    if len(codes) < FEWEST_CODES:
        return set(), set()
    first = min(c.row for c in codes)
    if len(codes) < MOSTLY * sum(c.row >= first for c in own):
        return set(), set()
    heads = {c for c in own if c.row < first and len(split_chunks(_in_line(c), HEADS_APART)) == 2}
    return heads, set(codes)


def _in_line(cell: GridCell) -> tuple[Token, ...]:
    return tuple(sorted(cell.tokens, key=lambda t: t.x0))


def _begins_with_code(tokens: Sequence[Token]) -> bool:
    """Whether the first word of a text is a code, and the next one a word."""
    words = sorted(tokens, key=lambda t: (round(t.base), t.x0))
    return (
        len(words) > 1
        and CODE.fullmatch(words[0].text) is not None
        and any(map(str.isalpha, words[1].text))
    )


def _cells(grid: Grid, col: int, heads: set[GridCell], codes: set[GridCell]) -> Iterator[GridCell]:
    for c in grid.cells:
        if c.col > col:
            yield replace(c, col=c.col + 1)
        elif c.col + c.colspan > col and c.colspan > 1:
            yield replace(c, colspan=c.colspan + 1)
        elif c in heads:
            heading = _in_line(c)
            gaps = [b.x0 - a.x1 for a, b in pairwise(heading)]
            at = gaps.index(max(gaps)) + 1
            yield from _both(c, heading[:at], heading[at:])
        elif c in codes:
            words = sorted(c.tokens, key=lambda t: (round(t.base), t.x0))
            yield from _both(c, words[:1], words[1:])
        elif c.col == col and c.tokens:
            yield replace(c, col=col + 1)
        else:
            yield c


def _both(cell: GridCell, left: Sequence[Token], right: Sequence[Token]) -> Iterator[GridCell]:
    yield replace(cell, tokens=tuple(left), area=None)
    yield replace(cell, col=cell.col + 1, tokens=tuple(right), area=None)
