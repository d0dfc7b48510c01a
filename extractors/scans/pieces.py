"""Finds the digits of a number in its ink, and the commas and points between them.

In: the ink of a page and the box of a word. Out: connected pieces of ink, those as high as digits
and those that stand low on their line, from the left. Nothing is read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crossfoot.extractors.scans.raster import Mask, PixelBox

TALL = 0.6  # of the height of the ink: a digit
SIGN_HEIGHT = (0.08, 0.45)  # of the height of a digit: less is dust
SIGN_WIDTH = (0.08, 0.35)  # more is a dash, or a ring of "%"
LEAST_SIDE = 2  # pixels of a sign: one alone is grain, however small the type
FOOT = 0.2  # of the height of a digit: that a sign ends above the line of the digits at most
TAIL = 0.1  # that a comma hangs below that line, and a point does not


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected piece of ink, in pixels of the page."""

    box: PixelBox

    @property
    def height(self) -> int:
        """From its top to its foot."""
        return self.box[3] - self.box[1]

    @property
    def width(self) -> int:
        """From its left to its right edge."""
        return self.box[2] - self.box[0]

    @property
    def middle(self) -> float:
        """Between its left and its right edge."""
        return (self.box[0] + self.box[2]) / 2


@dataclass(frozen=True, slots=True)
class NumberInk:
    """The ink of a number.

    Attributes:
        digits: Its tall pieces, brackets and percent signs among them, at least one.
        signs: Low ones on the line of the digits: commas and points.
        line: Where most digits have their feet, pixels from the top of the page.
        height: Of most digits.
    """

    digits: tuple[Piece, ...]
    signs: tuple[Piece, ...]
    line: float
    height: float

    def hangs(self, sign: Piece) -> bool:
        """Whether a sign hangs below the line of the digits, as a comma does and a point does not.

        The last row of a letter is grey and may count or not: so much is no tail.
        """
        return sign.box[3] - self.line >= TAIL * self.height


def find_number_ink(ink: Mask, box: PixelBox) -> NumberInk | None:
    """Return what stands in a box, None where it has no ink."""
    every = connected_pieces(ink, box)
    highest = max((one.height for one in every), default=0)
    digits = tuple(one for one in every if one.height >= TALL * highest)
    if not digits:
        return None
    line = float(np.median([one.box[3] for one in digits]))
    height = float(np.median([one.height for one in digits]))
    signs = tuple(one for one in every if _is_sign(one, line, height))
    return NumberInk(digits, signs, line, height)


def _is_sign(one: Piece, line: float, height: float) -> bool:
    return (
        min(one.height, one.width) >= LEAST_SIDE
        and SIGN_HEIGHT[0] * height <= one.height <= SIGN_HEIGHT[1] * height
        and SIGN_WIDTH[0] * height <= one.width <= SIGN_WIDTH[1] * height
        and one.box[3] >= line - FOOT * height
        and one.box[1] >= line - SIGN_HEIGHT[1] * height
    )


def connected_pieces(ink: Mask, box: PixelBox) -> list[Piece]:
    """Return the connected pieces of ink in a box, from the left."""
    import cv2  # heavy, and only scans need it

    x0, top, x1, bottom = box
    part = ink[top:bottom, x0:x1]
    if not part.size:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8))
    return [
        Piece((x0 + x, top + y, x0 + x + wide, top + y + high))
        for x, y, wide, high in sorted(stats[1:, :4].tolist())
    ]
