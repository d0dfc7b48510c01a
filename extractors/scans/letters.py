"""Measures the letters of a picture: how high they are, and which way their lines run.

In: a grey picture as an array of (rows, columns). Out: boxes of connected ink in pixels, a height,
a direction. Nothing is read: a letter is a piece of ink of a letter's size.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.scans.raster import Grey, Mask, PixelBox, ink_mask

Boxes = NDArray[np.int64]
"""(n, 4) as (x0, top, x1, bottom), pixels."""

LEAST_SIDE = 4  # pixels: smaller marks are dust
MOST_INCHES = 0.35  # higher or wider marks are rules, frames and pictures
SAMPLE = 600  # letters whose neighbours are looked for
FEWEST = 40  # letters that tell which way lines run
MEANT_HEIGHT = 22.0  # pixels of a usual letter that Tesseract reads best
MOST_ENLARGED = 3.0
LARGEST = 24_000_000  # pixels of an enlarged picture
STEP = 0.25  # of enlargement
LIGHT_CONTRAST = 50  # grey levels light letters are above the ground of their band
LIGHT_HEIGHT = 0.7  # of a usual letter
FEWEST_LIGHT = 2  # light letters that make a band


def find_letters(grey: Grey, *, dpi: float) -> Boxes:
    """Return the boxes of pieces of ink of a letter's size."""
    boxes: Boxes = _pieces(ink_mask(grey)) if grey.size else np.zeros((0, 4), dtype=np.int64)
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    longest, shortest = np.maximum(width, height), np.minimum(width, height)
    # Hyphens and stems are thin, but no letter is thinner than a twelfth of its length.
    fits = (longest >= LEAST_SIDE) & (longest <= MOST_INCHES * dpi) & (12 * shortest >= longest)
    return np.asarray(boxes[fits], dtype=np.int64)


def _pieces(mask: Mask) -> Boxes:
    """Return the boxes of what is connected in a mask that is not empty."""
    import cv2  # heavy, and only scans need it

    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    left, top, width, height = (stats[1:, i].astype(np.int64) for i in range(4))
    return np.stack([left, top, left + width, top + height], axis=1)


def holds_light_letters(grey: Grey, band: PixelBox, usual: float) -> bool:
    """Whether a dark area has light letters in it, and is not a bar, a picture or large type.

    Args:
        grey: The picture.
        band: The dark area.
        usual: Height of a letter on the page, pixels. What is enclosed by dark letters is lower.
    """
    x0, top, x1, bottom = band
    part = grey[top:bottom, x0:x1].astype(np.int16)
    if not part.size:
        return False
    pieces = _pieces(np.asarray(part > np.median(part) + LIGHT_CONTRAST))
    height = pieces[:, 3] - pieces[:, 1]
    rows, cols = part.shape
    is_within = (pieces[:, :2] > 0).all(axis=1) & (pieces[:, 2] < cols) & (pieces[:, 3] < rows)
    return int((is_within & (height >= LIGHT_HEIGHT * usual)).sum()) >= FEWEST_LIGHT


def usual_height(letters: Boxes) -> float:
    """Return the height of a usual letter in pixels, 0 where there is none."""
    return float(np.median(letters[:, 3] - letters[:, 1])) if len(letters) else 0.0


def enlargement(letters: Boxes, shape: tuple[int, int]) -> float:
    """Return how many times larger a picture is read best, so that its letters are high enough.

    Args:
        letters: As the picture has them.
        shape: Rows and columns of the picture.
    """
    if not len(letters):
        return 1.0
    usual = usual_height(letters)
    most = min(MOST_ENLARGED, (LARGEST / (shape[0] * shape[1])) ** 0.5)
    return float(max(1.0, min(most, round(MEANT_HEIGHT / usual / STEP) * STEP)))


def letters_inside(letters: Boxes, box: PixelBox) -> Boxes:
    """Return the letters whose middle is in a box."""
    return letters[_within(letters, np.array([box]))]


def letters_outside(letters: Boxes, boxes: Sequence[PixelBox]) -> Boxes:
    """Return the letters whose middle is in none of some boxes."""
    return letters[~_within(letters, np.array(boxes).reshape(-1, 4))]


def _within(letters: Boxes, boxes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which letters have their middle in any box."""
    x, y = (letters[:, 0:1] + letters[:, 2:3]) / 2, (letters[:, 1:2] + letters[:, 3:4]) / 2
    inside = (x >= boxes[:, 0]) & (x < boxes[:, 2]) & (y >= boxes[:, 1]) & (y < boxes[:, 3])
    return np.asarray(inside.any(axis=1), dtype=np.bool_)


def runs_upright(letters: Boxes, fewest: int = FEWEST) -> bool:
    """Whether lines of text run up or down: most letters have their nearest neighbour above.

    With fewer than ``fewest`` letters there is no telling: then they do not.
    """
    if len(letters) < fewest:
        return False
    middle = np.stack(
        [letters[:, 0] + letters[:, 2], letters[:, 1] + letters[:, 3]], axis=1
    ).astype(np.float64)
    chosen = np.unique(np.linspace(0, len(letters) - 1, SAMPLE).astype(np.intp))
    upright = sum(_lies_above(middle, int(i)) for i in chosen)
    return bool(2 * upright > len(chosen))


def _lies_above(middle: NDArray[np.float64], i: int) -> bool:
    """Whether the letter nearest to one is rather above or below it than beside it."""
    apart = np.abs(middle - middle[i])
    distance = (apart**2).sum(axis=1)
    distance[i] = np.inf
    across, along = apart[int(np.argmin(distance))]
    return bool(along > across)
