"""What is known of the picture of a page, which of its ink no word has yet, and what is noise.

In: a picture, its rules, words that were read. Out: masks of (rows, columns), boxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from crossfoot.extractors.scans.raster import Grey, Mask, PixelBox, Rules, ink_mask
from crossfoot.extractors.scans.tesseract import SeenWord
from crossfoot.extractors.scans.warp import Warp

SURE = 70.0  # of 100: a word that need not be read again
TILE_INCHES = 0.25
NOISE_CHANGES = (0.3, 0.7)  # of pixels unlike the one before: half; of print a seventh, of dots all
NOISE_INK = (0.35, 0.65)  # of a tile: half too; grey that is made of dots has less, or more
NOISE_SHARE = 0.1  # of a picture: less of it may be a photograph


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


def without_noise(image: Image.Image, *, dpi: float) -> tuple[Image.Image, PixelBox | None]:
    """Return a grey picture whose noise is white, and where that was; as it is where there is none.

    Behind a lost bit the rest of a fax unpacks to ink and paper by chance. Tesseract takes minutes
    for it and finds words in it.
    """
    tile = max(1, round(TILE_INCHES * dpi))
    ink = ink_mask(np.asarray(image))
    noise = noise_tiles(ink, tile)
    if not noise.size or noise.mean() < NOISE_SHARE:
        return image, None
    rows, cols = (np.flatnonzero(noise.any(axis=axis)) for axis in (1, 0))
    # what no tile covers, at the right and at the foot, goes with the last of them
    right, foot = (
        size if last == tiles - 1 else int(last + 1) * tile
        for last, tiles, size in zip((cols[-1], rows[-1]), noise.T.shape, image.size, strict=True)
    )
    box = (int(cols[0]) * tile, int(rows[0]) * tile, right, foot)
    cleared = image.copy()
    cleared.paste(255, box)
    return cleared, box


def noise_tiles(ink: Mask, tile: int) -> Mask:
    """Return which tiles of a picture are noise, as a mask of tiles.

    Args:
        ink: Which pixels are ink.
        tile: Pixels of a tile's side.
    """
    across = _shares(ink[1:, 1:] != ink[1:, :-1], tile)
    down = _shares(ink[1:, 1:] != ink[:-1, 1:], tile)
    inked = _shares(ink[1:, 1:], tile)
    is_noise: Mask = np.minimum(across, down) > NOISE_CHANGES[0]
    is_noise &= np.maximum(across, down) < NOISE_CHANGES[1]
    return is_noise & (inked > NOISE_INK[0]) & (inked < NOISE_INK[1])


def _shares(mask: Mask, tile: int) -> NDArray[np.float64]:
    """Return the share of each whole tile that is set."""
    rows, cols = mask.shape[0] // tile, mask.shape[1] // tile
    whole = mask[: rows * tile, : cols * tile].reshape(rows, tile, cols, tile)
    return np.asarray(whole.mean(axis=(1, 3))) if whole.size else np.zeros((0, 0))
