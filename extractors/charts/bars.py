"""Bars, stacked bars and lines among the fills and strokes of a page.

In: filled rectangles, stroked paths, the boxes of words. Out: runs of marks. What keeps shaded
table rows out: bars hold no words (numbers apart), bars of one chart begin on one line and differ
in length, and the segments of a stacked bar touch and change colour while nothing touches the bar
itself. Refuses to know labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from crossfoot.extractors.charts.model import Mark
from crossfoot.model import Box, Page, Shape

WHITE = 0xFFFFFF
MAX_RECTANGLES = 800
MAX_POINTS = 400  # of the line of a line chart
MIN_BARS = 3
EDGE = 0.75  # rectangles of one bar chart begin on one line to within this
JOINT = 0.8  # segments of a stacked bar touch to within this
MIN_THICK, MAX_THICK = 2.0, 60.0
MIN_STACK = 24.0
DIFFERENT_LENGTHS = 0.04
ONE_LINE = 1.5  # two lines this near all along are one
DRAWN = 0.375  # half a CSS pixel: how exactly browsers place the edge of a bar
MOST_SEGMENTS = 12  # of a stacked bar
PERCENT = 100
CLOSEST, WIDEST = 1.05, 8.0  # thicknesses from one bar to the next
UNEVEN = 0.15  # of the narrowest step by which the others may miss its multiples
LONGER = 1.2  # thicknesses: the longest bar at least
WIDE_LINE, HIGH_LINE = 60.0, 4.0  # points: the line of a chart at least, across and up


@dataclass(frozen=True, slots=True)
class Run:
    """Marks that belong to one chart.

    Attributes:
        marks: In order along the page.
        upright: Whether they extend upwards (columns) rather than to the right.
        origin: Where they begin, along that direction.
    """

    marks: tuple[Mark, ...]
    upright: bool
    origin: float = 0.0


@dataclass(frozen=True, slots=True)
class _Rectangle:
    """A filled rectangle turned so that bars lie: along the value axis first, then across it."""

    low: float
    high: float
    side: float
    far_side: float
    box: Box
    colour: int

    @property
    def length(self) -> float:
        return self.high - self.low

    @property
    def thickness(self) -> float:
        return self.far_side - self.side


def _rectangles(page: Page, *, upright: bool) -> list[_Rectangle]:
    """Return the rectangles that may be marks: coloured, and without words but numbers inside."""
    found: list[_Rectangle] = []
    fills = page.fills
    lettered = _lettered_centres(page)
    for i in np.flatnonzero(fills.rectangle & (fills.colour != WHITE))[:MAX_RECTANGLES]:
        x0, top, x1, bottom = (float(v) for v in fills.box[i])
        inside = (lettered[:, 0] > x0) & (lettered[:, 0] < x1)
        inside &= (lettered[:, 1] > top) & (lettered[:, 1] < bottom)
        if inside.any():
            continue
        low, high, side, far = (-bottom, -top, x0, x1) if upright else (x0, x1, top, bottom)
        if MIN_THICK <= far - side <= MAX_THICK and high > low:
            box = (x0, top, x1, bottom)
            found.append(_Rectangle(low, high, side, far, box, int(fills.colour[i])))
    return found


def _lettered_centres(page: Page) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the centres of words that are more than a number."""
    kept = [i for i, text in enumerate(page.words.text) if any(c.isalpha() for c in text)]
    box = page.words.box[kept]
    return np.stack([(box[:, 0] + box[:, 2]) / 2, (box[:, 1] + box[:, 3]) / 2], axis=1)


def find_stacks(page: Page) -> list[Run]:
    """Return stacked bars: rectangles end to end in changing colours, alone in their lane."""
    runs: list[Run] = []
    for upright in (False, True):
        rectangles = _rectangles(page, upright=upright)
        chains = _chains(rectangles)
        for chain in chains:
            if _is_stack(chain) and not _has_neighbours(chain, page, upright=upright):
                marks = _segments(chain)
                runs.append(Run(marks if not upright else marks[::-1], upright, chain[0].low))
    return runs


def _chains(rectangles: Sequence[_Rectangle]) -> list[list[_Rectangle]]:
    """Return maximal runs of rectangles that touch end to end in one lane."""
    lanes: dict[tuple[int, int], list[_Rectangle]] = {}
    for each in rectangles:
        lanes.setdefault((round(each.side), round(each.thickness)), []).append(each)
    chains: list[list[_Rectangle]] = []
    for lane in lanes.values():
        lane.sort(key=lambda each: each.low)
        chain: list[_Rectangle] = []
        for each in lane:
            if chain and abs(each.low - chain[-1].high) > JOINT:
                chains.append(chain)
                chain = []
            chain.append(each)
        chains.append(chain)
    return [chain for chain in chains if len(chain) > 1]


def _is_stack(chain: Sequence[_Rectangle]) -> bool:
    length = chain[-1].high - chain[0].low
    if length < max(MIN_STACK, 2 * chain[0].thickness) or len(chain) > MOST_SEGMENTS:
        return False
    return all(a.colour != b.colour for a, b in pairwise(chain))


def _has_neighbours(chain: Sequence[_Rectangle], page: Page, *, upright: bool) -> bool:
    """Return whether another fill shares an edge with a chain: then it is a cell among cells."""
    box = page.fills.box
    if upright:
        low, high, side, far = -box[:, 3], -box[:, 1], box[:, 0], box[:, 2]
    else:
        low, high, side, far = box[:, 0], box[:, 2], box[:, 1], box[:, 3]
    first, last = chain[0], chain[-1]
    along = np.minimum(high, last.high) - np.maximum(low, first.low)
    across = np.minimum(far, first.far_side) - np.maximum(side, first.side)
    ends = np.minimum(np.abs(high - first.low), np.abs(low - last.high)) < JOINT
    sides = np.minimum(np.abs(far - first.side), np.abs(side - first.far_side)) < JOINT
    touching = (ends & (across > JOINT)) | (sides & (along > JOINT))
    members = {each.box for each in chain}
    return any(tuple(map(float, box[i])) not in members for i in np.flatnonzero(touching))


def _segments(chain: Sequence[_Rectangle]) -> tuple[Mark, ...]:
    whole = chain[-1].high - chain[0].low
    error = PERCENT * 2 * DRAWN / whole
    return tuple(
        Mark(each.box, each.colour, PERCENT * each.length / whole, error) for each in chain
    )


def find_bars(page: Page, taken: Sequence[Box]) -> list[Run]:
    """Return bar charts: rectangles of one thickness that begin on one line and differ in length.

    Args:
        page: Any page.
        taken: Boxes of marks that belong to other charts.
    """
    runs: list[Run] = []
    used = set(taken)
    for upright in (False, True):
        lines: dict[tuple[int, int], list[_Rectangle]] = {}
        for each in _rectangles(page, upright=upright):
            if each.box not in used:
                lines.setdefault((round(each.low / EDGE), round(each.thickness)), []).append(each)
        for bars in lines.values():
            bars.sort(key=lambda each: each.side)
            if _are_bars(bars) and not _are_tiles(bars, page):
                marks = tuple(Mark(b.box, b.colour, b.length, 2 * DRAWN) for b in bars)
                used |= {bar.box for bar in bars}
                runs.append(Run(marks, upright, bars[0].low))
    return runs


def _are_bars(bars: Sequence[_Rectangle]) -> bool:
    """Return whether rectangles are bars: apart, evenly spaced, equally thick, not equally long."""
    if len(bars) < MIN_BARS:
        return False
    sides = np.array([bar.side for bar in bars])
    thickness = np.array([bar.thickness for bar in bars])
    lengths = np.array([bar.length for bar in bars])
    pitch = np.diff(sides)
    if pitch.min() < CLOSEST * thickness.max() or pitch.max() > WIDEST * thickness.max():
        return False
    steps = pitch / pitch.min()
    even = bool((np.abs(steps - np.round(steps)) < UNEVEN).all())
    varied = lengths.max() - lengths.min() > DIFFERENT_LENGTHS * lengths.max()
    distinct = len({round(float(length)) for length in lengths}) >= max(2, len(bars) // 3)
    return even and varied and distinct and float(lengths.max()) > LONGER * float(thickness.mean())


def _are_tiles(bars: Sequence[_Rectangle], page: Page) -> bool:
    """Return whether most rectangles go on in their colour: the first cells of shaded rows."""
    box, colour = page.fills.box, page.fills.colour
    going_on = 0
    for bar in bars:
        x0, top, x1, bottom = bar.box
        in_row = (np.abs(box[:, 1] - top) < JOINT) & (np.abs(box[:, 3] - bottom) < JOINT)
        beside = np.minimum(np.abs(box[:, 0] - x1), np.abs(box[:, 2] - x0)) < JOINT
        going_on += bool((in_row & beside & (colour == bar.colour)).any())
    return 2 * going_on > len(bars)


def find_lines(shapes: Sequence[Shape]) -> list[tuple[tuple[float, float], ...]]:
    """Return stroked open paths that run from left to right like the line of a line chart."""
    lines = []
    for shape in shapes[:MAX_RECTANGLES]:
        if shape.stroke in (None, WHITE) or shape.fill is not None:
            continue
        if 4 <= len(shape.points) <= MAX_POINTS and _runs_right(shape.points):
            lines.append(shape.points)
    return [line for i, line in enumerate(lines) if not any(_run_alike(line, o) for o in lines[:i])]


def _run_alike(line: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    """Return whether two lines are one, drawn again as its outline or shadow."""
    xs, ys = np.array(line).T
    x0, y0 = np.array(other).T
    ends = max(abs(xs[0] - x0[0]), abs(xs[-1] - x0[-1]))
    return bool(ends < ONE_LINE and np.abs(np.interp(xs, x0, y0) - ys).max() < ONE_LINE)


def _runs_right(points: Sequence[tuple[float, float]]) -> bool:
    xs, ys = np.array(points).T
    steps = np.diff(xs)
    rising = bool((steps > 0).all())
    return rising and float(xs[-1] - xs[0]) > WIDE_LINE and float(np.ptp(ys)) > HIGH_LINE
