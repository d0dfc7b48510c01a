"""Pies, donuts and gauges drawn with thick strokes: arcs of one circle.

In: the shapes of a page. Out: slices with their share of the circle. Drawing programs make a slice
of a dashed circle whose first dash is as long as the slice; the reader has cut it to that dash. A
single arc over a full circle is a gauge, whose one slice is what it shows. Refuses to know labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.charts.model import Mark
from crossfoot.geometry import hull

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.model import Shape

WHITE = 0xFFFFFF
MIN_WIDTH = 0.08  # of the radius: a thinner stroke outlines something
MIN_RADIUS = 7.0
ROUND = 0.02  # how far the points of an arc may stray from its circle, as a share of the radius
SAME_WIDTH = 0.5  # a gauge may be a little thinner than the ring it runs on
FULL_TURN = 0.995
WHOLE = 0.02  # the arcs of a ring make a circle to within this share
AT_TOP = 0.003  # of a turn: a slice that begins this near the top begins there
EDGE = 0.1  # how exactly the end of an arc is drawn
FLATTENING = 0.15  # percent of the whole that flattened curves may shift
STEPS = 48  # vertices of an outline
PERCENT = 100

Outline = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Arc:
    """A stroke along a circle.

    Attributes:
        start: Where it begins, as a share of a turn clockwise from the top.
        turn: How far it goes, as a share of a turn, clockwise.
    """

    x: float
    y: float
    radius: float
    width: float
    start: float
    turn: float
    colour: int


def find_arc_rings(shapes: Sequence[Shape]) -> list[list[tuple[Mark, Outline]]]:
    """Return the slices of each ring of arcs with their outlines, clockwise from the top.

    The longest stroke tells the circle; a short one alone is too flat to tell its centre.
    """
    strokes = [shape for shape in shapes if _is_stroke(shape)]
    strokes.sort(key=lambda shape: -len(shape.points))
    rings = []
    while strokes:
        circle = _fit_circle(np.array(strokes[0].points))
        arcs = [_as_arc(shape, circle) for shape in strokes]
        ring = [arc for arc in arcs if arc is not None]
        rings.append(_slices([arc for arc in ring if _is_as_wide(arc, ring[0])]))
        strokes = [s for s, arc in zip(strokes[1:], arcs[1:], strict=True) if arc is None]
    return [ring for ring in rings if ring]


def _is_stroke(shape: Shape) -> bool:
    is_drawn = shape.fill is None and shape.stroke not in (None, WHITE)
    return is_drawn and len(shape.points) > 2 and shape.width >= MIN_WIDTH * MIN_RADIUS


def _is_as_wide(arc: _Arc, other: _Arc) -> bool:
    return abs(arc.width - other.width) <= SAME_WIDTH * other.width


def _as_arc(shape: Shape, circle: tuple[float, float, float]) -> _Arc | None:
    """Return a shape that is a thick stroke along a circle."""
    x, y, radius = circle
    if radius < MIN_RADIUS or shape.width < MIN_WIDTH * radius:
        return None
    points = np.array(shape.points, dtype=np.float64)
    off = np.abs(np.hypot(points[:, 0] - x, points[:, 1] - y) - radius)
    if float(off.max()) > ROUND * radius:
        return None
    turns = np.unwrap(np.arctan2(points[:, 0] - x, y - points[:, 1])) / (2 * np.pi)
    turn = float(turns[-1] - turns[0])
    start = float(turns[0] if turn > 0 else turns[-1]) % 1.0
    return _Arc(x, y, radius, shape.width, start, min(1.0, abs(turn)), shape.stroke or 0)


def _fit_circle(points: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return centre and radius of the circle nearest to points (Kåsa's linear fit)."""
    middle = points.mean(axis=0)
    x, y = (points - middle).T
    system = np.stack([2 * x, 2 * y, np.ones(len(x))], axis=1)
    (a, b, c), *_ = np.linalg.lstsq(system, x**2 + y**2, rcond=None)
    return float(a + middle[0]), float(b + middle[1]), float(np.sqrt(max(0.0, c + a**2 + b**2)))


def _slices(ring: Sequence[_Arc]) -> list[tuple[Mark, Outline]]:
    """Return the slices of a ring: arcs that make a circle, or one arc over a whole one."""
    parts = sorted(
        (arc for arc in ring if arc.turn < FULL_TURN), key=lambda arc: (arc.start + AT_TOP) % 1.0
    )
    is_gauge = len(parts) == 1 and len(ring) == 2
    if not is_gauge:
        coloured = len({arc.colour for arc in parts}) > 1
        if not coloured or abs(sum(arc.turn for arc in parts) - 1) > WHOLE:
            return []
    return [(_mark(arc), _outline(arc, whole=is_gauge)) for arc in parts]


def _mark(arc: _Arc) -> Mark:
    error = PERCENT * 2 * EDGE / (2 * np.pi * arc.radius) + FLATTENING
    return Mark(hull(_corners(arc)), arc.colour, PERCENT * arc.turn, error)


def _corners(arc: _Arc) -> list[tuple[float, float, float, float]]:
    return [(x, y, x, y) for x, y in _outline(arc, whole=False)]


def _outline(arc: _Arc, *, whole: bool) -> Outline:
    """Return the outline of what an arc paints, or of the disc a gauge's number is in."""
    reach = arc.radius + arc.width / 2
    if whole:
        return _along(arc, reach, 0.0, 1.0)
    inner = max(0.0, arc.radius - arc.width / 2)
    end = arc.start + arc.turn
    return _along(arc, reach, arc.start, end) + _along(arc, inner, arc.start, end)[::-1]


def _along(arc: _Arc, radius: float, start: float, end: float) -> Outline:
    turns = 2 * np.pi * np.linspace(start, end, STEPS)
    return [
        (arc.x + radius * float(np.sin(turn)), arc.y - radius * float(np.cos(turn)))
        for turn in turns
    ]
