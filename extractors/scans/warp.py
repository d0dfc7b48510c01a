"""Straightens pages whose lines are not parallel: photographed, or bent in the scanner.

Turning levels a page as a whole. On one that was taken at an angle, or curled, lines climb here
and fall there, and at the far side of a wide table a number stands beside its neighbour's label.
The slope of each piece of a line is measured by the feet of its letters, that of each inch of a
level rule by its ink; a smooth surface is laid through all slopes, and what is printed is moved up
or down by what it climbs from the page's middle.

In: a grey picture, turned level. Out: six numbers, and the picture without what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.scans.letters import Boxes
from crossfoot.extractors.scans.raster import Grey, ink_mask, paper_level
from crossfoot.geometry import sag

Warp = tuple[float, ...]
"""Slope of lines as :func:`crossfoot.geometry.sag` takes it, or empty: straight and parallel."""
Values = NDArray[np.float64]

HEIGHTS = (0.6, 1.7)  # of the usual height: letters and digits, no points and no large type
REACH = 0.8  # of the usual height: the white between letters of a piece at most
FEWEST_LETTERS = 6  # of a piece whose slope is told
FEWEST_PIECES = 40  # of a page that tells how it is bent
FOOT = 0.15  # of the usual height: feet are on one line; tails and commas hang further
ROUNDS = 4  # of leaving out what lies beside the line, or the surface
RULE_WEIGHT = 3.0  # pieces of a line that an inch of a rule speaks for: letters stand less true
RULE_INCHES = 0.25  # of straight level ink: letters have less
STRETCH_INCHES = 1.0  # of a rule that is one piece
THICKEST_INCHES = 0.04  # of a rule; more is a band
STIFFNESS = 0.5  # pieces of a line that speak for a flat page
BIWEIGHT = 6.0  # median deviations beyond which a slope tells nothing
LEAST_SAG = 0.15  # of the usual height, from the middle of the page: less parts no row
MOST_OF_ALL = 90  # percent of the pieces; the rest may be a signature
MOST_SLOPE = 0.05  # more is no bent sheet


def find_warp(grey: Grey, letters: Boxes, usual: float, *, dpi: float) -> Warp:
    """Return how the lines of a page are bent, empty where hardly, or where too few tell.

    Args:
        grey: Its picture.
        letters: Boxes of its letters, pixels.
        usual: Their usual height.
        dpi: Pixels per inch.
    """
    shape = grey.shape
    heights = letters[:, 3] - letters[:, 1]
    able = letters[(heights >= HEIGHTS[0] * usual) & (heights <= HEIGHTS[1] * usual)]
    told = list(_slopes(able, usual, shape))
    if len(told) < FEWEST_PIECES:
        return ()
    x, y, slope, spread = np.array([*told, *_slopes_of_rules(grey, dpi)]).T
    x, y = 2 * x / shape[1] - 1, 2 * y / shape[0] - 1
    weight = np.minimum(spread, 2 * np.median(spread))  # one long line does not outweigh a page
    weight[len(told) :] *= RULE_WEIGHT
    warp = _surface(x, y, slope, weight)
    lower = sag(warp, x, y) * (shape[1] / 2)
    is_bent = np.percentile(np.abs(lower), MOST_OF_ALL) >= LEAST_SAG * usual
    steepest = np.percentile(np.abs(_terms(x, y) @ np.array(warp)), MOST_OF_ALL)
    return warp if is_bent and steepest <= MOST_SLOPE else ()


def straighten(grey: Grey, warp: Warp) -> Grey:
    """Return a picture without its warp, of the same size."""
    import cv2  # heavy, and only scans need it

    rows, cols = grey.shape
    x = np.linspace(-1, 1, cols)[np.newaxis, :]
    y = np.linspace(-1, 1, rows)[:, np.newaxis]
    from_row = np.arange(rows)[:, np.newaxis] + sag(warp, x, y) * cols / 2
    from_col = np.broadcast_to(np.arange(cols), grey.shape)
    return np.asarray(
        cv2.remap(
            grey,
            from_col.astype(np.float32),
            from_row.astype(np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=round(paper_level(grey)),
        ),
        dtype=np.uint8,
    )


def _slopes(
    letters: Boxes, usual: float, shape: tuple[int, int]
) -> Iterator[tuple[float, float, float, float]]:
    """Yield (x, y, slope, spread of the feet) of pieces of lines, by the middle of each."""
    for piece in _pieces(letters, usual, shape):
        x, feet = (piece[:, 0] + piece[:, 2]) / 2.0, piece[:, 3].astype(np.float64)
        kept = np.abs(feet - np.median(feet)) < usual
        middle = foot = slope = spread = 0.0
        for _ in range(ROUNDS):
            if kept.sum() < FEWEST_LETTERS - 1:
                break
            middle, foot = float(x[kept].mean()), float(feet[kept].mean())
            slope, spread = _rise(x[kept], feet[kept])
            kept = np.abs(foot + slope * (x - middle) - feet) <= max(1.2, FOOT * usual)
        else:
            yield middle, foot, slope, spread


def _rise(x: Values, y: Values) -> tuple[float, float]:
    """Return the slope of a straight line through points, and how far they are spread along it."""
    off = x - x.mean()
    spread = max(1.0, float((off**2).sum()))
    return float((off * (y - y.mean())).sum()) / spread, spread**0.5


def _slopes_of_rules(grey: Grey, dpi: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield (x, y, slope, spread of its ink) of each stretch of a rule that is level, or nearly."""
    import cv2  # heavy, and only scans need it

    straight = np.ones((1, round(RULE_INCHES * dpi)), dtype=np.uint8)
    level = cv2.morphologyEx(ink_mask(grey).astype(np.uint8), cv2.MORPH_OPEN, straight)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(level)
    stretch = round(STRETCH_INCHES * dpi)
    for label, (left, top, wide, high, filled) in enumerate(stats[1:].tolist(), start=1):
        if wide < stretch / 2 or filled / wide > THICKEST_INCHES * dpi:
            continue
        part = np.asarray(labels)[top : top + high, left : left + wide] == label
        thick = part.sum(axis=0)
        middle = (part * np.arange(high)[:, np.newaxis]).sum(axis=0) / np.maximum(1, thick)
        ends = np.linspace(0, wide, max(1, round(wide / stretch)) + 1).astype(int).tolist()
        for begin, end in pairwise(ends):
            x, y = np.arange(left + begin, left + end, dtype=np.float64), top + middle[begin:end]
            if thick[begin:end].all():
                yield float(x.mean()), float(y.mean()), *_rise(x, y)


def _pieces(letters: Boxes, usual: float, shape: tuple[int, int]) -> Iterator[Boxes]:
    """Yield the letters of pieces of lines: each beside the next, no further than a space."""
    import cv2  # heavy, and only scans need it

    bars = np.zeros(shape, dtype=np.uint8)
    reach = round(REACH * usual)
    for x0, top, x1, bottom in letters.tolist():
        quarter = (bottom - top) // 4  # whole letters would touch those of the next line
        bars[top + quarter : bottom - quarter, x0 : x1 + reach] = 1
    _, labels = cv2.connectedComponents(bars)
    middle_x = (letters[:, 0] + letters[:, 2]) // 2
    middle_y = (letters[:, 1] + letters[:, 3]) // 2
    piece = np.asarray(labels)[middle_y, middle_x]
    order = np.argsort(piece, kind="stable")
    for chosen in np.split(order, np.flatnonzero(np.diff(piece[order])) + 1):
        if len(chosen) >= FEWEST_LETTERS:
            yield letters[chosen]


def _terms(x: Values, y: Values) -> Values:
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)


def _surface(x: Values, y: Values, slope: Values, full: Values) -> Warp:
    """Return the smooth surface through slopes: what lies far beside it counts less and less."""
    terms = _terms(x, y)
    stiff = STIFFNESS * float(np.median(full)) * np.eye(terms.shape[1])
    weight: Values = full
    found: Values = np.zeros(terms.shape[1])
    for _ in range(ROUNDS):
        rows = np.vstack([terms * weight[:, np.newaxis], stiff])
        sides = np.append(slope * weight, np.zeros(len(stiff)))
        found = np.asarray(np.linalg.lstsq(rows, sides, rcond=None)[0], dtype=np.float64)
        beside = np.abs(slope - terms @ found)
        far = BIWEIGHT * np.median(beside) + np.finfo(np.float64).eps
        weight = np.asarray(full * np.maximum(0.0, 1 - (beside / far) ** 2))
    return tuple(float(one) for one in found)
