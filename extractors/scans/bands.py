"""Finds areas of a scanned page that are filled: dark bands with light letters, and tints.

In: a level grey picture as an array of (rows, columns), uint8, 0 black. Out: boxes in pixels as
``(x0, top, x1, bottom)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.scans.raster import (
    PAPER_PERCENTILE,
    Grey,
    Mask,
    PixelBox,
    find_runs,
    paper_level,
)

BLOCK = 8  # pixels: side of the blocks bands are looked for in
BAND_CONTRAST = 80  # grey levels a band is darker than the paper
BAND_SHARE = 0.05  # of the page's width that a band is at least wide
BAND_BLOCKS = 2  # that a band is at least high
RIM_SHARE = 0.8  # of the rim of a band that is dark
TINT_ROWS, TINT_COLS = 4, 16  # pixels: blocks that tints are looked for in, lower than a row
TINT_PERCENTILE = 80  # of a block: bold letters leave so much of it free
TINT_CONTRAST = 8  # grey levels a tint is darker than the paper
TINT_DARKEST = 120  # grey levels below the paper: darker areas are bars and pictures
TINT_LIKE = 10  # grey levels that the blocks of one tint differ by from the usual
TINT_HOLE = 40  # blocks: words leave such holes; what is larger is not tinted
TINT_LEVELS = 6  # on a page
TINT_STEP = 16  # grey levels: tints that differ by less are one colour
EVEN, EVEN_SHARE = 24, 0.6  # grey levels that so much of a tint differs by from the usual
EDGE = 3  # pixels: a printed edge is sharper
BAND_FILLED = 0.6  # of a dark area's box and each of its edges: letters, drawings have the rest


def find_dark_bands(grey: Grey) -> tuple[PixelBox, ...]:
    """Return the boxes of dark areas, as header bands with light text have."""
    rows, cols = grey.shape[0] // BLOCK, grey.shape[1] // BLOCK
    if not rows or not cols:
        return ()
    blocks = grey[: rows * BLOCK, : cols * BLOCK].reshape(rows, BLOCK, cols, BLOCK)
    level = paper_level(grey) - BAND_CONTRAST
    # A quarter of the block: letters never cover the ground on three quarters of one.
    ground = np.percentile(blocks.transpose(0, 2, 1, 3).reshape(rows, cols, -1), 25, axis=2)
    boxes = [
        _fit((x0 * BLOCK, top * BLOCK, x1 * BLOCK, bottom * BLOCK), grey, (0, level), BLOCK)
        for x0, top, x1, bottom in _dark_areas(ground < level, int(cols * BAND_SHARE) + 1)
        if bottom - top >= BAND_BLOCKS
    ]
    # Large type covers a quarter of its blocks too, but never half of its line.
    return tuple(
        box
        for box in boxes
        if np.median(_part(grey, box)) < level and np.mean(_rim(grey, box) < level) >= RIM_SHARE
    )


def _part(grey: Grey, box: PixelBox) -> Grey:
    x0, top, x1, bottom = box
    return grey[top:bottom, x0:x1]


def _rim(grey: Grey, box: PixelBox) -> Grey:
    """Return what lies a pixel within the edges of an area: a bold word in large type has gaps."""
    part = _part(grey, box)
    return np.concatenate([part[1], part[-2], part[:, 1], part[:, -2]])


@dataclass(frozen=True, slots=True)
class Tint:
    """An area that is darker than the paper, and not so dark that its letters are light.

    Attributes:
        box: In pixels.
        level: Its grey, in steps of ``TINT_STEP``: what was printed alike is alike.
    """

    box: PixelBox
    level: int


def find_tints(grey: Grey) -> tuple[Tint, ...]:
    """Return the tinted areas of a page, as every other row of a table may be.

    Shadows are tinted too, but fade: at its edges the grey of a tint that was printed steps.
    """
    rows, cols = grey.shape[0] // TINT_ROWS, grey.shape[1] // TINT_COLS
    if not rows or not cols:
        return ()
    blocks = grey[: rows * TINT_ROWS, : cols * TINT_COLS]
    blocks = blocks.reshape(rows, TINT_ROWS, cols, TINT_COLS).transpose(0, 2, 1, 3)
    ground = np.percentile(blocks.reshape(rows, cols, -1), TINT_PERCENTILE, axis=2)
    paper = float(np.percentile(ground, PAPER_PERCENTILE))
    shortest = int(cols * BAND_SHARE) + 1
    found = []
    tinted = (ground < paper - TINT_CONTRAST) & (ground > paper - TINT_DARKEST)
    for level in _levels(ground[tinted]):
        halfway = (paper - level) / 2
        alike = _smooth(np.abs(ground - level) <= min(TINT_LIKE, halfway), shortest)
        for x0, top, x1, bottom in _dark_areas(alike, shortest):
            box = (x0 * TINT_COLS, top * TINT_ROWS, x1 * TINT_COLS, bottom * TINT_ROWS)
            box = _fit(box, grey, (level - halfway - TINT_LIKE, level + halfway), TINT_COLS)
            is_high = box[3] - box[1] >= BAND_BLOCKS * TINT_ROWS
            if is_high and is_even(grey, box, level) and is_printed(grey, box):
                found.append(Tint(box, TINT_STEP * round(level / TINT_STEP)))
    return tuple(found)


def _smooth(mask: Mask, shortest: int) -> Mask:
    """Return a mask without small holes, and without what is short."""
    import cv2  # heavy, and only scans need it

    whole = mask.astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - whole, connectivity=4)
    whole[(stats[:, cv2.CC_STAT_AREA] <= TINT_HOLE)[labels]] = 1
    least = np.ones((1, shortest | 1), np.uint8)  # an even one would shift what it opens
    return np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, least), dtype=np.bool_)


def _levels(ground: NDArray[np.float64]) -> Iterator[float]:
    """Yield the greys that most of some blocks have, each apart from the others."""
    for _ in range(TINT_LEVELS):
        if not len(ground):
            return
        greys, counts = np.unique(np.round(ground), return_counts=True)
        level = float(greys[np.argmax(counts)])
        yield level
        ground = ground[np.abs(ground - level) > 2 * TINT_LIKE]


def is_even(grey: Grey, box: PixelBox, level: float) -> bool:
    """Whether most of an area has about one grey: a blurred word has all of them."""
    part = _part(grey, box).astype(np.int16)
    return float(np.mean(np.abs(part - level) <= EVEN)) >= EVEN_SHARE


def is_printed(grey: Grey, box: PixelBox) -> bool:
    """Whether the grey steps at each edge of an area, or the picture ends there."""
    x0, top, x1, bottom = box
    y, x = max(0, top - EDGE), max(0, x0 - EDGE)
    part = grey[y : bottom + EDGE, x : x1 + EDGE]
    across = np.median(part[:, x0 - x : x1 - x], axis=1)
    down = np.median(part[top - y : bottom - y], axis=0)
    sides = ((across, top - y), (across, bottom - y), (down, x0 - x), (down, x1 - x))
    return all(
        not EDGE <= at <= len(line) - EDGE
        or abs(float(np.mean(line[at - EDGE : at - 1])) - float(np.mean(line[at + 1 : at + EDGE])))
        >= TINT_CONTRAST
        for line, at in sides
    )


def _fit(box: PixelBox, grey: Grey, levels: tuple[float, float], reach: int) -> PixelBox:
    """Return a box of blocks with its edges moved to where what is of its grey ends."""
    x0, top, x1, bottom = box
    first, left = max(0, top - reach), max(0, x0 - reach)
    part = grey[first : bottom + reach, left : x1 + reach]
    across = _is_between(np.median(part[:, x0 - left : x1 - left], axis=1), levels)
    top, bottom = _fit_ends(across, top - first, bottom - first, reach)
    down = _is_between(np.median(part[top:bottom], axis=0), levels)
    x0, x1 = _fit_ends(down, x0 - left, x1 - left, reach)
    return (left + x0, first + top, left + x1, first + bottom)


def _is_between(line: NDArray[np.float64], levels: tuple[float, float]) -> Mask:
    return np.asarray((line >= levels[0]) & (line < levels[1]))


def _fit_ends(dark: Mask, begin: int, end: int, reach: int) -> tuple[int, int]:
    """Move both ends by up to a block, inwards while it is light, outwards while it is dark."""
    for _ in range(reach):
        if begin < end - 1 and not dark[begin]:
            begin += 1
        elif begin > 0 and dark[begin - 1]:
            begin -= 1
        if end > begin + 1 and not dark[end - 1]:
            end -= 1
        elif end < len(dark) and dark[end]:
            end += 1
    return begin, end


def _dark_areas(mask: Mask, shortest: int) -> list[PixelBox]:
    """Return the boxes of areas in a mask; one of odd shape is taken to pieces that are straight.

    A card with a drawing in it is one area, though no row of it is dark throughout.
    """
    import cv2  # heavy, and only scans need it

    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    found: list[PixelBox] = []
    for label, (left, top, width, height, filled) in enumerate(stats[1:].tolist(), start=1):
        if width < shortest:
            continue
        part: Mask = labels[top : top + height, left : left + width] == label
        edges = (part[0], part[-1], part[:, 0], part[:, -1])
        if min(filled / (width * height), *(float(edge.mean()) for edge in edges)) >= BAND_FILLED:
            found.append((left, top, left + width, top + height))
            continue
        found.extend(
            (left + x0, top + y0, left + x1, top + y1)
            for x0, y0, x1, y1 in _stack_runs(part, shortest)
        )
    return found


def _stack_runs(mask: Mask, shortest: int) -> list[PixelBox]:
    """Return the boxes of runs that lie on each other over their full length, give or take two."""
    done: list[PixelBox] = []
    growing: list[PixelBox] = []
    for row in range(len(mask)):
        runs = [(a, b) for a, b in find_runs(mask[row]) if b - a >= shortest]
        kept: list[PixelBox] = []
        for box in growing:
            match = next((r for r in runs if _is_near(r, (box[0], box[2]))), None)
            if match is None:
                done.append(box)
            else:
                runs.remove(match)
                kept.append((min(box[0], match[0]), box[1], max(box[2], match[1]), row + 1))
        growing = kept + [(a, row, b, row + 1) for a, b in runs]
    return done + growing


def _is_near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return abs(a[0] - b[0]) <= 2 and abs(a[1] - b[1]) <= 2


def invert_bands(grey: Grey, bands: tuple[PixelBox, ...]) -> Grey:
    """Return the picture with light text on dark bands turned into dark text on paper."""
    turned = grey.copy()
    paper = paper_level(grey)
    for x0, top, x1, bottom in bands:
        part = grey[top:bottom, x0:x1].astype(np.float64)
        low = float(np.median(part))
        flipped = paper - (part - low) * (paper / max(1.0, 255.0 - low))
        turned[top:bottom, x0:x1] = np.clip(flipped, 0, 255).astype(np.uint8)
    return turned
