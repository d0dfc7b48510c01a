"""How sure a reading of a table is, and why.

In: a grid. Out: evidence (named measures of its structure) and one number. The number is a
logistic of the evidence; its weights are set so that, of tables said to be .9 sure, at least nine
in ten have the right rows and columns (``benchmarks/bench_tables.py`` measures the reliability over
the open corpora). Arithmetic is not judged here: the arbiter adds it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from crossfoot.model import Evidence
from extractors.grids import Grid
from extractors.textlines import split_chunks

TORN_GAP = 1.8  # of the font size: a gap that text in one cell has only when it is justified
BIAS = {"ruled": 3.6, "tiled": 3.2, "framed": 2.9, "aligned": 2.1}
WEIGHTS = {
    "torn": -6.0,  # share of rows with a text line that falls apart inside one cell
    "overlong": -3.0,  # share of body cells with more lines than rows usually have
    "blank": -1.2,  # share of blank cells
    "small": -1.0,  # fewer than three rows
    "crooked": -2.0,  # share of columns without a straight edge
}


def gather_evidence(grid: Grid) -> tuple[Evidence, ...]:
    """Return the measures of a grid's structure, each a share between 0 and 1."""
    filled = [c for c in grid.cells if c.tokens]
    torn, _ = count_torn(grid)
    tall = _count_tall(grid)
    return (
        Evidence("torn", min(1.0, torn / max(1, grid.n_rows)), "lines that fall apart in a cell"),
        Evidence("overlong", tall / max(1, len(filled)), "cells much taller than their row"),
        Evidence("blank", 1 - len(filled) / max(1, len(grid.cells)), "blank cells"),
        Evidence("small", float(grid.n_rows < 3), "fewer than three rows"),
        Evidence("crooked", _crooked_share(grid), "columns without a straight edge"),
    )


def weigh_evidence(grid: Grid, evidence: Sequence[Evidence]) -> float:
    """Return the confidence in a grid, between 0 and 1."""
    score = BIAS.get(grid.kind, 2.0) + sum(WEIGHTS[e.name] * e.value for e in evidence)
    return 1 / (1 + math.exp(-score))


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
    """Count body cells of more than six lines a row."""
    body = (c for c in grid.cells if c.tokens and c.row >= grid.header_rows)
    return sum(len(c.lines) > 6 * c.rowspan for c in body)


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
        slack = 0.4 * body[0].tokens[0].size
        straight = max(
            float(np.mean(np.abs(edge - np.median(edge)) < slack))
            for edge in (x0, (x0 + x1) / 2, x1)
        )
        crooked += straight < 0.5
    return crooked / max(1, columns)
