"""Boxes on a page: their hull, what two have in common, what stands inside.

One answer for all stages to "does it lie in it", "how much do they share", "what is around them".
Boxes are ``(x0, top, x1, bottom)``, in points or in pixels; one whose sides are swapped is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from crossfoot.model import Box

LEAST_AREA = 1e-6
"""What a share is taken of at least: a box may be flat."""


def hull(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around boxes.

    Raises:
        ValueError: There are none.

    >>> hull([(0, 2, 4, 5), (1, 1, 9, 3)])
    (0, 1, 9, 5)
    """
    sides = tuple(zip(*boxes, strict=True))
    if not sides:
        raise ValueError("the hull of no boxes is undefined")
    x0, top, x1, bottom = sides
    return min(x0), min(top), max(x1), max(bottom)


def hull_of_points(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box around points.

    Raises:
        ValueError: There are none.
    """
    return hull((x, y, x, y) for x, y in points)


def intersect(a: Box, b: Box) -> Box:
    """Return the common part of two boxes; an empty one when there is none."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def shared_width(a: Box, b: Box) -> float:
    """Return how wide the strip is in which two boxes stand over one another.

    Negative where none does: then it is the white between them.

    >>> shared_width((0, 0, 5, 1), (3, 8, 9, 9)), shared_width((0, 0, 5, 1), (7, 0, 9, 1))
    (2, -2)
    """
    return min(a[2], b[2]) - max(a[0], b[0])


def shared_height(a: Box, b: Box) -> float:
    """Return how high the strip is in which two boxes stand side by side; negative: their gap."""
    return min(a[3], b[3]) - max(a[1], b[1])


def area(box: Box) -> float:
    """Return the area of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def shared_area(a: Box, b: Box) -> float:
    """Return the area that two boxes have in common."""
    return max(0.0, shared_width(a, b)) * max(0.0, shared_height(a, b))


def overlaps(a: Box, b: Box) -> bool:
    """Whether two boxes have an area in common."""
    return shared_width(a, b) > 0 and shared_height(a, b) > 0


def overlap(a: Box, b: Box) -> float:
    """Return the share of the smaller of two boxes that lies in the other.

    >>> overlap((0, 0, 4, 1), (2, 0, 12, 1))
    0.5
    """
    return shared_area(a, b) / max(min(area(a), area(b)), LEAST_AREA)


def iou(a: Box, b: Box) -> float:
    """Return the area that two boxes share, of the area of both: intersection over union."""
    shared = shared_area(a, b)
    return shared / max(area(a) + area(b) - shared, LEAST_AREA)


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box, its edges included."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def contains(outer: Box, inner: Box) -> bool:
    """Whether a box lies in another as a whole, on its edges too.

    >>> contains((0, 0, 4, 4), (0, 1, 3, 4)), contains((0, 0, 4, 4), (0, 1, 3, 5))
    (True, False)
    """
    return holds(outer, inner[0], inner[1]) and holds(outer, inner[2], inner[3])


def middle(box: Box) -> tuple[float, float]:
    """Return the point in the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds_middle(outer: Box, inner: Box) -> bool:
    """Whether the middle of a box lies in another: most of a word or line does."""
    return holds(outer, *middle(inner))


def middles_in(boxes: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Return which of (n, 4) boxes have their middle in a box, edges included."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: NDArray[np.bool_] = (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])
    return inside


def around(
    boxes: NDArray[np.float64],
    x: float | NDArray[np.float64],
    y: float | NDArray[np.float64],
    slack: float = 0.0,
) -> NDArray[np.bool_]:
    """Return which of (n, 4) boxes a point lies in, edges included; (m, n) for (m, 1) points.

    Args:
        boxes: Where.
        x: Of the point or points.
        y: Of the point or points.
        slack: How far out of a box a point may lie.
    """
    inside: NDArray[np.bool_] = (x >= boxes[:, 0] - slack) & (x <= boxes[:, 2] + slack)
    return inside & (y >= boxes[:, 1] - slack) & (y <= boxes[:, 3] + slack)


def widened(box: Box, by: float) -> Box:
    """Return a box with its sides moved outwards."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def sag(
    warp: tuple[float, ...], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return by how much bent lines that cross the middle of a page at ``y`` lie lower at ``x``.

    Args:
        warp: Slope of a line at (x, y), downward to the right positive: weights of 1, x, y, xy, x²
            and y².
        x: From -1 at the left edge of the page to 1 at its right edge.
        y: From -1 at its top to 1 at its foot.

    Returns:
        Halves of the page's width.
    """
    flat, by_x, by_y, by_both, by_xx, by_yy = warp
    along = (flat + by_y * y + by_yy * y**2) * x
    return along + (by_x + by_both * y) * x**2 / 2 + by_xx * x**3 / 3
