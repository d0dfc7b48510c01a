"""Which outlines are rules: thin bars with ends of any shape, and frames of thin sides.

In: the subpaths of one drawn path, flattened, in display coordinates. Out: boxes and bars. Programs
draw borders as thin rectangles, as trapezoids whose mitred ends meet at the corners of cells, with
round ends, or as a frame filled between its outer and its inner edge. What is thin is told against
the page's type size, so that a page is the same page at any scale. Knows nothing of PDFium.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossfoot.geometry import hull_of_points
from crossfoot.model import Box

THICKEST = 0.24  # of the type size: a bar this thin is a rule; the thickest of booktabs has 0.2
THINNEST = 0.011  # …what is thinner is as thick as that
MIN_ASPECT = 3.0  # a bullet drawn as a small square is no rule
BAR_AREA = 0.6  # of its box that a bar fills: mitres cut corners, a diagonal or wedge fills half
SAME_CORNER = 0.0055  # of the type size: corners off by less are those of a rectangle
LEVEL = 0.033  # …and an edge that rises by less is level
MAX_CORNERS = 400  # of a frame: a path with more is a drawing
FRAME_SIDE = 9.0  # of the thickest rule: letters drawn as outlines are smaller than a cell
CHART_BARS = 3  # so many bars from one base line that end at different values are a chart
SAME_BASE = 0.11  # of the type size
DIFFERENT_ENDS = 0.7  # of such bars: the rules of a table end where others do

Subpath = list[tuple[float, float]]
Bar = tuple[Box, float]
"""(centre line, thickness)."""


def is_rectangle(points: Subpath, em: float) -> bool:
    """Whether a subpath is an axis-parallel rectangle (its closing edge may be implied).

    Args:
        points: Its corners.
        em: Type size of the page, points, here and below.
    """
    corners = points[:-1] if len(points) > 4 and points[0] == points[-1] else points
    if len(corners) != 4:
        return False
    return all(
        abs(p[0] - q[0]) < SAME_CORNER * em or abs(p[1] - q[1]) < SAME_CORNER * em
        for p, q in zip(corners, [*corners[1:], corners[0]], strict=True)
    )


def is_axis_parallel(points: Subpath, em: float) -> bool:
    """Whether all edges are level or upright, as near as the eye can tell."""
    off = LEVEL * em
    return all(
        abs(p[0] - q[0]) < off or abs(p[1] - q[1]) < off for p, q in itertools.pairwise(points)
    )


def box_as_bar(box: Box, em: float, *, drawn: float = 0.0) -> Bar | None:
    """Return a box as a rule when it is thin, and long for that.

    Args:
        box: Any box.
        em: Type size of the page.
        drawn: Thickness of the stroke around it, which adds to its own.
    """
    width, height = box[2] - box[0], box[3] - box[1]
    thin, long = min(width, height), max(width, height)
    if thin > THICKEST * em - drawn or long < MIN_ASPECT * max(thin, THINNEST * em):
        return None
    return centre_line(box), thin


def outline_as_bar(points: Subpath, em: float, *, drawn: float) -> Bar | None:
    """Return a closed outline as a rule when it is a thin bar, whatever its ends look like."""
    box = hull_of_points(points)
    bar = box_as_bar(box, em, drawn=drawn)
    if bar is None or _area(points) < BAR_AREA * (box[2] - box[0]) * (box[3] - box[1]):
        return None
    return bar


def centre_line(box: Box) -> Box:
    """Return the line in the middle of a box, along its longer side."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return x0, middle, x1, middle
    middle = (x0 + x1) / 2
    return middle, top, middle, bottom


def _area(points: Subpath) -> float:
    """Return the area within a closed outline."""
    twice = sum(p[0] * q[1] - q[0] * p[1] for p, q in itertools.pairwise([*points, points[0]]))
    return abs(twice) / 2


def frame_bars(subpaths: Sequence[Subpath], em: float, *, even_odd: bool) -> list[Bar]:
    """Return the sides of a frame: an area between axis-parallel outlines that is thin all over.

    Args:
        subpaths: All outlines of one filled path.
        em: Type size of the page.
        even_odd: Whether the path is filled by the even-odd rule, else by winding.

    Returns:
        The sides cut where they meet others; none when the area is thick anywhere or no frame.
    """
    limit = THICKEST * em
    x0, top, x1, bottom = hull_of_points([point for points in subpaths for point in points])
    if max(x1 - x0, bottom - top) < FRAME_SIDE * limit or not _may_be_frame(subpaths, em):
        return []
    xs, ys = _stops(subpaths, 0, em), _stops(subpaths, 1, em)
    filled = _filled_cells(subpaths, xs, ys, even_odd=even_odd)
    level, thin_across = _thin_runs(filled, xs, ys, limit)
    upright, thin_down = _thin_runs(filled.T, ys, xs, limit)
    if (filled & ~thin_across & ~thin_down.T & ~_corners(xs, ys, limit)).any():
        return []
    bars = [((start, at, end, at), thick) for at, start, end, thick in level]
    return [*bars, *(((at, start, at, end), thick) for at, start, end, thick in upright)]


def _may_be_frame(subpaths: Sequence[Subpath], em: float) -> bool:
    """Whether outlines stand inside one another, or a single one turns more than four corners."""
    if sum(map(len, subpaths)) > MAX_CORNERS or not all(
        is_axis_parallel(points, em) for points in subpaths
    ):
        return False
    if len(subpaths) == 1:
        return len(subpaths[0]) > 5
    boxes = np.array([hull_of_points(points) for points in subpaths])
    low = (boxes[:, None, :2] < boxes[None, :, :2]).all(axis=2)
    high = (boxes[:, None, 2:] > boxes[None, :, 2:]).all(axis=2)
    return bool((low & high).any())


def _stops(subpaths: Sequence[Subpath], axis: int, em: float) -> NDArray[np.float64]:
    """Return the positions of all corners on one axis, ascending, near ones once."""
    found = np.unique([point[axis] for points in subpaths for point in points])
    stops: NDArray[np.float64] = found[np.concatenate([[True], np.diff(found) > SAME_CORNER * em])]
    return stops


def _filled_cells(
    subpaths: Sequence[Subpath],
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    *,
    even_odd: bool,
) -> NDArray[np.bool_]:
    """Which cells between stops (rows, columns) a path fills."""
    turns = np.zeros((len(ys) - 1, len(xs) - 1), dtype=np.int32)
    for points in subpaths:
        for p, q in itertools.pairwise([*points, points[0]]):
            column = np.abs(xs - p[0]).argmin()
            a, b = np.abs(ys - p[1]).argmin(), np.abs(ys - q[1]).argmin()
            turns[min(a, b) : max(a, b), column:] += 1 if a < b else -1
    filled: NDArray[np.bool_] = turns % 2 != 0 if even_odd else turns != 0
    return filled


def _thin_runs(
    filled: NDArray[np.bool_], xs: NDArray[np.float64], ys: NDArray[np.float64], limit: float
) -> tuple[list[tuple[float, float, float, float]], NDArray[np.bool_]]:
    """Return the runs of filled cells, column by column, that are thin from top to bottom.

    Returns:
        (position, start, end, thickness) of each, and which cells they are. A run goes on into a
        column as thin as itself: where it meets a side of the other direction.
    """
    runs: list[tuple[float, float, float, float]] = []
    thin = np.zeros_like(filled)
    for c in range(filled.shape[1]):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], filled[:, c], [0]])))
        for a, b in edges.reshape(-1, 2):
            thick = float(ys[b] - ys[a])
            if thick > limit or xs[c + 1] - xs[c] <= thick:
                continue
            thin[a:b, c] = True
            reach = thick / 2  # to the middle of the side that it meets
            runs.append(((ys[a] + ys[b]) / 2, xs[c] - reach, xs[c + 1] + reach, thick))
    return runs, thin


def _corners(xs: NDArray[np.float64], ys: NDArray[np.float64], limit: float) -> NDArray[np.bool_]:
    """Which cells are thin both ways: where sides meet."""
    return (np.diff(ys) <= limit)[:, None] & (np.diff(xs) <= limit)[None, :]


def find_chart_bars(boxes: Sequence[Box], em: float) -> set[int]:
    """Return which of some bars stand on one base line and end at values of their own."""
    found: set[int] = set()
    for near, far in ((0, 2), (2, 0), (1, 3), (3, 1)):
        along = near % 2  # 0: bars that lie, 1: bars that stand
        bars = [i for i, b in enumerate(boxes) if (b[3] - b[1] > b[2] - b[0]) == bool(along)]
        by_base: dict[int, list[int]] = {}
        for i in bars:
            by_base.setdefault(round(boxes[i][near] / (SAME_BASE * em)), []).append(i)
        for group in by_base.values():
            ends = {round(boxes[i][far] / (SAME_BASE * em)) for i in group}
            if len(group) >= CHART_BARS and len(ends) >= DIFFERENT_ENDS * len(group):
                found.update(group)
    return found
