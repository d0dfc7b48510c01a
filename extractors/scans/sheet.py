"""What is known of the picture of a page, and which of its ink no word has yet.

In: a levelled picture, its rules, words that were read. Out: masks of (rows, columns).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.extractors.scans.raster import Grey, Mask, PixelBox, Rules, ink_mask
from crossfoot.extractors.scans.tesseract import SeenWord
from crossfoot.extractors.scans.warp import Warp

SURE = 70.0  # of 100: a word that need not be read again


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """The picture of a page, levelled.

    Attributes:
        grey: Dark text on light paper.
        dpi: Pixels per inch of the page as displayed.
        skew: Degrees it was turned by, counter-clockwise.
        bands: Areas that were dark, with light letters.
        warp: How its lines were bent then.
    """

    grey: Grey
    dpi: float
    skew: float
    bands: tuple[PixelBox, ...]
    warp: Warp = ()


def uncovered_ink(
    scan: Scan, rules: Rules, words: Sequence[SeenWord], *, least_confidence: float
) -> Mask:
    """Return the ink that is neither a rule nor in a word of at least some confidence."""
    ink = ink_mask(scan.grey)
    reach = max(3, round(scan.dpi / 40))
    for (x0, y0, x1, y1), _ in (*rules.horizontal, *rules.vertical):
        ink[max(0, y0 - reach) : y1 + reach, max(0, x0 - reach) : x1 + reach] = False
    for word in words:
        x0, top, x1, bottom = word.box
        is_level = x1 - x0 > bottom - top or len(word.text) == 1 or word.rotation != 0
        if word.confidence >= least_confidence and (len(word.text) > 2 or is_level):
            ink[max(0, top - 2) : bottom + 2, max(0, x0 - 2) : x1 + 2] = False
    return ink
