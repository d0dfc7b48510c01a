"""From PDF user space to display coordinates: points, origin top left, as the page is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The displayed area of a page: turns PDF user space into display coordinates.

    Attributes:
        box: (left, bottom, right, top) of the visible area in user space.
        rotation: Clockwise degrees by which the page is shown turned: 0, 90, 180 or 270.
    """

    box: tuple[float, float, float, float]
    rotation: int

    @property
    def matrix(self) -> Matrix:
        """Affine matrix (a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""
        left, bottom, right, top = self.box
        if self.rotation == 90:
            return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
        if self.rotation == 180:
            return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
        if self.rotation == 270:
            return (0.0, -1.0, -1.0, 0.0, top, right)
        return (1.0, 0.0, 0.0, -1.0, -left, top)

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) as displayed, in points."""
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.rotation in (90, 270) else (width, height)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and ``then`` the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the image of a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def displayed(points: Floats, matrix: Matrix) -> Floats:
    """Return the images of (n, 2) points."""
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack([a * x + c * y + e, b * x + d * y + f], axis=1)


def displayed_boxes(loose: Floats, matrix: Matrix) -> Floats:
    """Turn PDFium's (left, top, right, bottom) in user space into display boxes."""
    p, q = displayed(loose[:, :2], matrix), displayed(loose[:, 2:], matrix)
    return np.concatenate([np.minimum(p, q), np.maximum(p, q)], axis=1)
