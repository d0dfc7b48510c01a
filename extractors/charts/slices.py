"""Pies and donuts: filled slices that together make a disc or a ring.

In: the shapes of a page. Out: slices with their share of the whole. Slices of one ring are to one
another as their areas, so no angle has to be read off their edges, and a white disc laid over a
pie changes nothing. Refuses to know labels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.charts.model import Mark
from crossfoot.geometry import hull, shared_height, shared_width

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.model import Box, Shape

WHITE = 0xFFFFFF
MIN_DIAMETER = 14.0
MAX_SHAPES = 600
MAX_SLICES = 24
TOUCH = 1.5
RIM = 0.06  # a slice reaches the rim to within this share of the radius
FULL = 0.04  # slices fill the ring to within this share of its area
PANEL_FILL = 0.9  # a shape that fills its box so far is a panel with round corners, no slice
EDGE = 0.1  # how exactly the edge of a slice is drawn
FLATTENING = 0.15  # percent of the whole that flattened curves may shift
PERCENT = 100
HOLE = 0.15  # of the radius: a smaller hole is where slices fail to meet
OUTER = 0.5  # of the farthest point's distance: nearer points are of the hole or the middle
AT_TOP = 0.02  # radians short of a whole turn that begin at the top


@dataclass(frozen=True, slots=True)
class _Slice:
    """A filled shape: its outline, area and box."""

    points: NDArray[np.float64]
    area: float
    box: Box
    colour: int


Outline = list[tuple[float, float]]


def find_rings(shapes: Sequence[Shape]) -> list[list[tuple[Mark, Outline]]]:
    """Return the slices of each pie or donut with their outlines, clockwise from the top."""
    slices = [each for shape in shapes[:MAX_SHAPES] if (each := _as_slice(shape)) is not None]
    rings = [_ring(cluster) for cluster in _touching(slices)]
    return [ring for ring in rings if ring]


def holds(outline: Outline, x: float, y: float) -> bool:
    """Return whether a point lies inside an outline (even-odd rule)."""
    inside = False
    for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def _as_slice(shape: Shape) -> _Slice | None:
    if shape.fill is None or shape.fill == WHITE or len(shape.points) < 4:
        return None
    points = np.array(shape.points, dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    area = _area(points - low)
    if area < 1.0 or area > PANEL_FILL * (box[2] - box[0]) * (box[3] - box[1]):
        return None
    return _Slice(points, area, box, shape.fill)


def _area(points: NDArray[np.float64]) -> float:
    """Return the area inside a closed outline, by the shoelace formula."""
    x, y = points[:, 0], points[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _touching(slices: Sequence[_Slice]) -> list[list[_Slice]]:
    """Return clusters of slices whose boxes touch."""
    clusters: list[list[_Slice]] = []
    for each in slices:
        near = [c for c in clusters if any(_touch(each.box, other.box) for other in c)]
        merged = [each, *(other for cluster in near for other in cluster)]
        clusters = [c for c in clusters if not any(c is n for n in near)]
        clusters.append(merged)
    return clusters


def _touch(a: Box, b: Box) -> bool:
    return shared_width(a, b) > -TOUCH and shared_height(a, b) > -TOUCH


def _ring(cluster: Sequence[_Slice]) -> list[tuple[Mark, Outline]]:
    """Return the slices of a cluster that is a ring or disc, an empty list when it is none."""
    if not 2 <= len(cluster) <= MAX_SLICES or len({each.colour for each in cluster}) < 2:
        return []
    x0, top, x1, bottom = hull(each.box for each in cluster)
    radius = (x1 - x0 + bottom - top) / 4
    if 2 * radius < MIN_DIAMETER or abs((x1 - x0) - (bottom - top)) > 2 * RIM * radius:
        return []
    centre = np.array([(x0 + x1) / 2, (top + bottom) / 2])
    reach = [np.hypot(*(each.points - centre).T) for each in cluster]
    if any(abs(float(r.max()) - radius) > RIM * radius for r in reach):
        return []
    inner = min(float(r.min()) for r in reach)
    inner = inner if inner > HOLE * radius else 0.0
    whole = sum(each.area for each in cluster)
    expected = math.pi * (radius**2 - inner**2)
    if abs(whole - expected) > FULL * expected + 2 * EDGE * 2 * math.pi * radius:
        return []
    error = PERCENT * 2 * EDGE / (2 * math.pi * radius) + FLATTENING
    return [
        (Mark(each.box, each.colour, PERCENT * each.area / whole, error), _outline(each))
        for each in sorted(cluster, key=lambda each: _angle(each, centre))
    ]


def _outline(each: _Slice) -> Outline:
    return [(float(x), float(y)) for x, y in each.points]


def _angle(each: _Slice, centre: NDArray[np.float64]) -> float:
    """Return where a slice begins, in radians clockwise from the top."""
    offset = each.points - centre
    rim = offset[np.hypot(offset[:, 0], offset[:, 1]) > OUTER * np.hypot(*offset.T).max()]
    angles = np.sort(np.arctan2(rim[:, 0], -rim[:, 1]) % (2 * math.pi))
    gaps = np.diff(np.append(angles, angles[0] + 2 * math.pi))
    start = float(angles[(int(np.argmax(gaps)) + 1) % len(angles)])
    return 0.0 if start > 2 * math.pi - AT_TOP else start
