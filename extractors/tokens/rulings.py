"""From drawn strokes and filled tiles to ruling lines and lattices.

In: strokes and fills of a page. Out: merged ruling lines and lattices, that is, grids of lines
that cross. Knows nothing of text, except where asked which strokes merely underline a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter, itemgetter

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.model import Fills, Strokes

SAME_LINE = 1.3  # at a body of 9: strokes this close on one axis are one ruling line
DOT = 3.0  # at a body of 9: a shorter line is a dot
TOUCH = 2.2  # at a body of 9: ends this close meet (rules of tables side by side stand 3 apart)
TILE_GAP = 2.4  # at a body of 9: white between filled tiles that stand for a rule
SEAM = 0.6  # at a body of 9: between tiles of one colour that a reader does not see
UNDERLINE = (-0.05, 0.28)  # of the font size: how far below a baseline an underline is drawn
FLUSH = 1.5  # at a body of 9: an underline begins and ends with its words
TILE = (6.0, 4.0)  # at a body of 9: width and height beyond which a fill may be a cell
BACKGROUND = 0.5  # of the page: a fill so large is no cell
MAX_TILES = 1500  # more are left unjoined: comparing all pairs would cost too much
MAX_LINES = 4000  # a page with more rules is a drawing

RULE_GAP = 40.0  # at a body of 9: between segments of one broken rule
LEVEL = 2.0  # at a body of 9: rules so close are one
OPEN_RULES = 6  # rules begun last that a segment may go on with
GUTTER = 13.0  # at a body of 9: white this wide may part two tables side by side
WIDE = 110.0  # at a body of 9: a rule of a whole table, not of a column
SIDES = 2  # rules of one side alone, at other heights, that show it does

Group = tuple[list[int], list[int]]
"""Indices of horizontal and of vertical lines that belong together."""

Lines = NDArray[np.float64]
"""(n, 3): position, start, end; position is y for horizontal lines, x for vertical ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """Merged ruling lines of a page.

    Attributes:
        horizontal: (n, 3) y, x0, x1, sorted by y.
        vertical: (m, 3) x, top, bottom, sorted by x.
    """

    horizontal: Lines
    vertical: Lines


def merge_rulings(
    strokes: Strokes, lines: Sequence[TextLine] = (), typed: Sequence[Token] = ()
) -> Rulings:
    """Merge strokes that lie on one line and touch; drop underlines of words.

    Args:
        strokes: As drawn.
        lines: Text of the page, to tell underlines.
        typed: Dashes typed as a rule.
    """
    box, flat = strokes.box, strokes.horizontal
    if len(box) > 8 * MAX_LINES:
        box, flat = box[:0], flat[:0]
    level, upright = box[flat], box[~flat]
    horizontal = (
        np.stack([(level[:, 1] + level[:, 3]) / 2, level[:, 0], level[:, 2]], axis=1)
        if len(level)
        else np.empty((0, 3))
    )
    vertical = (
        np.stack([(upright[:, 0] + upright[:, 2]) / 2, upright[:, 1], upright[:, 3]], axis=1)
        if len(upright)
        else np.empty((0, 3))
    )
    if typed:
        dashes = np.array([[t.base - 0.25 * t.size, t.x0, t.x1] for t in typed])
        horizontal = np.concatenate([horizontal, dashes])
    merged = merge_collinear(horizontal)
    return Rulings(_without_underlines(merged, lines), merge_collinear(vertical))


def merge_collinear(lines: Lines) -> Lines:
    """Merge lines of one direction that overlap or touch, and drop dots."""
    merged: list[tuple[float, float, float]] = []
    for band in _bands(sorted(lines.tolist())):
        spans: list[list[list[float]]] = []
        reach = -np.inf
        for line in sorted(band, key=itemgetter(1)):
            if line[1] > reach + TOUCH:
                spans.append([])
                reach = line[2]
            spans[-1].append(line)
            reach = max(reach, line[2])
        merged.extend(map(_merge_span, spans))
    return np.array([line for line in merged if line[2] - line[1] >= DOT]).reshape(-1, 3)


def _bands(lines: list[list[float]]) -> list[list[list[float]]]:
    """Part sorted lines where their positions are apart, or too far from the first one."""
    bands: list[list[list[float]]] = []
    for line in lines:
        near = bands and line[0] - bands[-1][-1][0] <= SAME_LINE
        if near and line[0] <= bands[-1][0][0] + 2 * SAME_LINE:
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _merge_span(span: list[list[float]]) -> tuple[float, float, float]:
    """Return lines that touch as one, at the mean of their positions weighted by length."""
    weights = [end - start + 1e-6 for _, start, end in span]
    total = sum(line[0] * weight for line, weight in zip(span, weights, strict=True))
    return total / sum(weights), span[0][1], max(line[2] for line in span)


def _without_underlines(horizontal: Lines, lines: Sequence[TextLine]) -> Lines:
    """Drop lines that underline one run of words: no wider than it, right below its baseline."""
    if not len(horizontal) or not lines:
        return horizontal
    ordered = sorted(lines, key=attrgetter("base"))
    bases = np.array([line.base for line in ordered])
    reach = max(line.size for line in lines)
    keep = np.ones(len(horizontal), dtype=bool)
    for i, (y, x0, x1) in enumerate(horizontal):
        low, high = np.searchsorted(bases, (y - reach, y + reach))
        keep[i] = not any(_underlines(line, y, x0, x1) for line in ordered[low:high])
    return horizontal[keep]


def _underlines(line: TextLine, y: float, x0: float, x1: float) -> bool:
    size = line.size
    if not UNDERLINE[0] * size <= y - line.base <= UNDERLINE[1] * size:
        return False
    over = [t for t in line.tokens if t.middle > x0 and t.middle < x1]
    if not over or abs(over[0].x0 - x0) > FLUSH or abs(over[-1].x1 - x1) > FLUSH:
        return False
    return all(b.x0 - a.x1 < size for a, b in pairwise(over))


def tile_edges(fills: Fills, width: float, height: float) -> tuple[Lines, Lines]:
    """Return the edges of filled rectangles of cell size, as (horizontal, vertical) lines.

    White fills and page backgrounds are left out.
    """
    box = fills.box
    if not len(box):
        return np.empty((0, 3)), np.empty((0, 3))
    w, h = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    good = (
        fills.rectangle
        & (fills.colour != 0xFFFFFF)
        & (w > TILE[0])
        & (h > TILE[1])
        & (w * h < BACKGROUND * width * height)
    )
    box = box[good]
    if not len(box) or len(box) > MAX_LINES:
        return np.empty((0, 3)), np.empty((0, 3))
    above, below = _seams(box, fills.colour[good])
    box = box + np.array([-1.0, -1.0, 1.0, 1.0]) * TILE_GAP / 2
    across = np.concatenate([box[~above][:, [1, 0, 2]], box[~below][:, [3, 0, 2]]])
    down = np.concatenate([box[:, [0, 1, 3]], box[:, [2, 1, 3]]])
    return across, down


def _seams(
    box: NDArray[np.float64], colour: NDArray[np.uint32]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tiles go on in the same colour right above, and right below: no edge is seen there."""
    if len(box) > MAX_TILES:
        none = np.zeros(len(box), dtype=bool)
        return none, none
    meets = np.abs(box[:, 3][:, None] - box[:, 1][None, :]) < SEAM
    inside = (box[:, 0][None, :] >= box[:, 0][:, None] - SEAM) & (
        box[:, 2][None, :] <= box[:, 2][:, None] + SEAM
    )
    goes_on = meets & (inside | inside.T) & (colour[:, None] == colour[None, :])
    return goes_on.any(axis=0), goes_on.any(axis=1)


def level_rules(horizontal: Lines) -> Lines:
    """Return rules with the segments of one height joined: (n, 3) y, x0, x1.

    White space stays where it parts two tables: the rules of each stand alone at other heights.
    """
    if not len(horizontal):
        return horizontal
    order = horizontal[np.lexsort((horizontal[:, 1], horizontal[:, 0]))]
    joined: list[list[float]] = []
    for y, x0, x1 in order:
        last = next(
            (
                j
                for j in reversed(joined[-OPEN_RULES:])
                if abs(j[0] - y) < LEVEL
                and x0 - j[2] < RULE_GAP
                and j[1] - x1 < RULE_GAP
                and not _parts_tables(j, (y, x0, x1), horizontal)
            ),
            None,
        )
        if last is None:
            joined.append([float(y), float(x0), float(x1)])
        else:
            last[1], last[2] = min(last[1], float(x0)), max(last[2], float(x1))
    return np.array(joined)


def _parts_tables(left: Sequence[float], right: Sequence[float], rules: Lines) -> bool:
    """Whether each of two rules, wide enough for a table, stands alone at other heights too."""
    if right[1] - left[2] < GUTTER or min(left[2] - left[1], right[2] - right[1]) < WIDE:
        return False
    heights = [
        rules[(np.abs(rules[:, 1:] - side[1:]) < LEVEL).all(axis=1), 0] for side in (left, right)
    ]
    alone = [
        sum(not (np.abs(others - y) < LEVEL).any() for y in own)
        for own, others in (heights, heights[::-1])
    ]
    return min(alone) >= SIDES
