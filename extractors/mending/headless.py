"""Headers that were left above a reading: texts over its columns, right above its numbers.

In: a reading without a header and its scene. Out: the reading with one. Shaded bands begin below
it, regions that end at white space lose it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.mending.lines import WORD_SPACE, column_extents, lines_above, row_pitch
from crossfoot.extractors.mending.moves import Placed, add_row
from crossfoot.extractors.mending.sections import has_header
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.regions import is_caption, is_data, is_prose
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.vocabulary.printed import note_kind

MOST_LINES = 4  # of a header
ONE_ROW = 1.2  # of the distance of rows: a header that is a row as they are is no further up
PADDING = 2.0  # type sizes: from the side of a cell to its text
COVERED = 0.6  # of the columns: a header names so many
FEWEST_COLUMNS = 3


def with_header(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return the reading with the header right above it; as it is without one.

    Args:
        held: Identities of the tokens that readings hold.
    """
    if grid.n_cols < FEWEST_COLUMNS or has_header(grid):
        return grid
    lines = _lines_above(grid, scene, held)
    columns = _over_columns(lines, column_extents(grid))
    if not columns:
        return grid
    placed: list[Placed] = [(a, b, tuple(tokens)) for (a, b), tokens in sorted(columns.items())]
    return add_row(grid, 0, placed)


def _over_columns(
    lines: Sequence[TextLine], ends: NDArray[np.float64]
) -> dict[tuple[int, int], list[Token]]:
    """Return the texts of a header by the columns they stand over; none when they are too few."""
    chunks = [c for line in lines for c in split_chunks(line.tokens, WORD_SPACE)]
    spans = [_span(chunk, ends) for chunk in chunks]
    alone = {span[0] for span in spans if span is not None and span[0] == span[1]}
    columns: dict[tuple[int, int], list[Token]] = defaultdict(list)
    for chunk, span in zip(chunks, spans, strict=True):
        if span is None:
            return {}
        if span[0] < span[1] and alone.issuperset(range(span[0], span[1] + 1)):
            for token in chunk:  # names so close that their second lines touch
                home = int(np.abs(ends.mean(axis=1) - token.middle).argmin())
                columns[home, home].append(token)
        else:
            columns[span].extend(chunk)
    few = len(columns) < COVERED * len(ends) or _overlap(list(columns))
    return {} if few else columns


def with_title(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return the reading with the title that is drawn as its first cell, over all columns.

    Args:
        held: Identities of the tokens that readings hold.
    """
    x0, top, x1, _ = grid.box()
    line = next(lines_above(scene, (x0, x1), _first_base(grid), held), None)
    if line is None or is_caption(line.text) or len(split_chunks(line.tokens, WORD_SPACE)) > 1:
        return grid
    size = float(np.median([t.size for t in grid.tokens()]))
    if not line.text[0].isalpha():  # a total above, the number of a section
        return grid
    edges = scene.rulings.horizontal
    begins = (edges[:, 1] - x0 <= size) & (x0 - edges[:, 1] <= PADDING * size)
    own = edges[begins & (edges[:, 2] >= line.x1) & (edges[:, 2] <= x1 + size)]
    over = (own[:, 0] < line.top + size / 4) & (own[:, 0] > line.top - size)
    under = (own[:, 0] >= line.base) & (own[:, 0] < top + size / 2)
    if not over.any() or not under.any():
        return grid
    return add_row(grid, 0, [(0, grid.n_cols - 1, line.tokens)])


def _lines_above(grid: Grid, scene: Scene, held: frozenset[int]) -> list[TextLine]:
    """Return the lines of what may be a header, the lowest first."""
    x0, _, x1, _ = grid.box()
    pitch = ONE_ROW * row_pitch(grid)
    above = lines_above(scene, (x0, x1), _first_base(grid), held, pitch)
    return list(takewhile(lambda line: not _is_other(line, x1 - x0), islice(above, MOST_LINES)))


def _first_base(grid: Grid) -> float:
    """Return the baseline of a reading's first line."""
    return min(t.base for c in grid.cells if c.row == 0 for t in c.tokens)


def _is_other(line: TextLine, width: float) -> bool:
    """Whether a line is no part of a header: a caption, prose, a note of the unit, numbers."""
    text = line.text
    return is_caption(text) or is_data(line) or is_prose(line, width) or note_kind(text) is not None


def _span(chunk: Sequence[Token], ends: NDArray[np.float64]) -> tuple[int, int] | None:
    """Return the first and last column that a text stands over; None between two."""
    x0, x1 = chunk[0].x0, chunk[-1].x1
    over = np.flatnonzero((ends[:, 0] < x1) & (ends[:, 1] > x0))
    if len(over):
        return int(over[0]), int(over[-1])
    gaps = np.maximum(ends[:, 0] - x1, x0 - ends[:, 1])
    nearest = int(np.nanargmin(gaps))
    return (nearest, nearest) if gaps[nearest] < 2 * chunk[0].size else None


def _overlap(spans: Sequence[tuple[int, int]]) -> bool:
    ordered = sorted(spans)
    return any(b[0] <= a[1] for a, b in pairwise(ordered))
