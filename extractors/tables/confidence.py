"""How sure a reading of a table is, and why.

In: a grid. Out: evidence (named measures of its structure) and one number, a logistic of the
evidence. The weights are learned by ``python -m benchmarks.calibrate`` from readings of the open
corpora by every engine, so that of tables said to be .9 sure at least nine in ten have the right
rows and columns; ``benchmarks/README.md`` shows how true that is of documents the weights were not
learned from. Arithmetic is not judged here: the arbiter adds it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from crossfoot.extractors.kinds import column_kind
from crossfoot.extractors.tables.confidence_weights import BIAS, WEIGHTS
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tokens.textlines import split_chunks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.model import Evidence, Table

UNSURE = 0.5  # confidence below which other engines are asked
MOST_LEFT_OUT = 0.1  # of the letters and digits in its place: a reading without more is not sure
TORN_GAP = 1.8  # of the font size: a gap that text in one cell has only when it is justified
LEFT_OUT = "left_out"
STRUCTURE = "structure"  # evidence of a table: what its structure alone says of it
LITTLE = 10  # cells of which so many are half the evidence that many are
TALL = 6  # lines of a body cell, by its rows: more are prose
SAME_EDGE = 0.4  # of the font size: edges so close are one
STRAIGHT = 0.5  # share of a column's texts on one edge


def gather_evidence(grid: Grid, tokens: Sequence[Token] = ()) -> tuple[Evidence, ...]:
    """Return the measures of a grid's structure, each a share between 0 and 1.

    Args:
        grid: The reading.
        tokens: What is printed on its page.
    """
    filled = [c for c in grid.cells if c.tokens]
    body = [c for c in filled if c.row >= grid.header_rows]
    torn, _ = count_torn(grid)
    shares = (
        ("torn", torn / max(1, grid.n_rows), "lines that fall apart in a cell"),
        ("overlong", _count_tall(grid) / max(1, len(filled)), "cells much taller than their row"),
        ("blank", 1 - len(filled) / max(1, len(grid.cells)), "blank cells"),
        ("crooked", _crooked_share(grid), "columns without a straight edge"),
        ("lone", _lone_share(grid, body), "rows with one text"),
        ("mixed", _mixed_share(body), "numbers among texts and texts among numbers"),
        ("bare_head", _bare_head(grid, filled), "columns without a header"),
        ("little", 1 / (1 + grid.n_rows * grid.n_cols / LITTLE), "few cells"),
        ("wrapped", sum(len(c.lines) > 1 for c in body) / max(1, len(body)), "wrapped cells"),
        (LEFT_OUT, _left_out_share(grid, tokens), "text in its place that is in no cell"),
    )
    return tuple(Evidence(name, min(1.0, share), note) for name, share, note in shares)


def weigh_evidence(kind: str, evidence: Sequence[Evidence]) -> float:
    """Return the confidence in a reading, between 0 and 1.

    What is left out was not there to be learned from: our engine's readings that leave out much
    are few, and all of those found have wrong rows or columns.

    Args:
        kind: What drew the grid: a kind of our own ("ruled") or another engine.
        evidence: From :func:`gather_evidence`; what else is among it does not count.
    """
    score = BIAS.get(kind, 0.0) + sum(WEIGHTS.get(e.name, 0.0) * e.value for e in evidence)
    confidence = 1 / (1 + math.exp(-score))
    left_out = sum(e.value for e in evidence if e.name == LEFT_OUT)
    return confidence if left_out <= MOST_LEFT_OUT else min(confidence, UNSURE * (1 - left_out))


def structure_of(table: Table) -> float:
    """Return what the structure of a table says of it, 0 to 1.

    Readings of all engines are compared by it: only ours are weighed as wholes.
    """
    return next((e.value for e in table.evidence if e.name == STRUCTURE), table.confidence)


def count_chars(tokens: Iterable[Token]) -> int:
    """Count the letters and digits of tokens: leaders and rules set as type say nothing."""
    return sum(char.isalnum() for token in tokens for char in token.text)


def _left_out_share(grid: Grid, tokens: Sequence[Token]) -> float:
    """Share of what is printed within a grid's box that none of its cells holds."""
    x0, top, x1, bottom = grid.box()
    printed = count_chars(
        t for t in tokens if x0 <= t.middle <= x1 and top <= (t.top + t.bottom) / 2 <= bottom
    )
    return max(0.0, 1 - count_chars(grid.tokens()) / printed) if printed else 0.0


def count_torn(grid: Grid) -> tuple[int, int]:
    """Count the text lines in cells that fall apart into chunks, and all text lines.

    Torn lines say that rules miss columns; a title over the whole grid does not count.
    """
    torn = lines = 0
    for cell in grid.cells:
        if cell.row == 0 and cell.colspan == grid.n_cols:
            continue
        for line in cell.lines:
            lines += 1
            torn += len(split_chunks(line.tokens, TORN_GAP)) > 1
    return torn, lines


def _count_tall(grid: Grid) -> int:
    """Count body cells of more lines than a row of a table has."""
    body = (c for c in grid.cells if c.tokens and c.row >= grid.header_rows)
    return sum(len(c.lines) > TALL * c.rowspan for c in body)


def _lone_share(grid: Grid, body: Sequence[GridCell]) -> float:
    """Share of the body rows that hold a single text: lines of wrapped cells, or headings."""
    counts = Counter(cell.row for cell in body)
    rows = max(1, grid.n_rows - grid.header_rows)
    return sum(count == 1 for count in counts.values()) / rows


def _mixed_share(body: Sequence[GridCell]) -> float:
    """Share of the body's texts that are not of their column's usual kind."""
    columns: dict[int, Counter[str | None]] = {}
    for cell in body:
        if cell.colspan == 1:
            columns.setdefault(cell.col, Counter())[column_kind(cell.text)] += 1
    texts = sum(kinds.total() for kinds in columns.values())
    usual = sum(max(kinds.values()) for kinds in columns.values())
    return 1 - usual / texts if texts else 0.0


def _bare_head(grid: Grid, filled: Sequence[GridCell]) -> float:
    """Share of the header's places without a text; 1 without a header."""
    head = sum(c.rowspan * c.colspan for c in filled if c.row < grid.header_rows)
    return 1 - min(1.0, head / (grid.header_rows * grid.n_cols)) if grid.header_rows else 1.0


def _crooked_share(grid: Grid) -> float:
    """Share of columns whose body texts share neither left edge, middle nor right edge."""
    crooked = columns = 0
    for col in range(grid.n_cols):
        body = [
            c
            for c in grid.cells
            if c.col == col and c.colspan == 1 and c.tokens and c.row >= grid.header_rows
        ]
        if len(body) < 3:
            continue
        columns += 1
        x0 = np.array([min(t.x0 for t in c.tokens) for c in body])
        x1 = np.array([max(t.x1 for t in c.tokens) for c in body])
        slack = SAME_EDGE * body[0].tokens[0].size
        straight = max(
            float(np.mean(np.abs(edge - np.median(edge)) < slack))
            for edge in (x0, (x0 + x1) / 2, x1)
        )
        crooked += straight < STRAIGHT
    return crooked / max(1, columns)
