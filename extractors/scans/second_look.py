"""Finds ink that OCR passed over and reads it again: lone digits far from other words.

Tesseract drops single marks that stand alone in a wide row, which in a table are its numbers.
They are cut out, set side by side, and read as scattered text (mode 11; as one line they fuse);
digits enlarged, which they are read best at, bullets as they are.
In: a levelled picture with what was read. Out: the words found in addition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from crossfoot.extractors.scans.raster import Grey, Mask, PixelBox, paper_level
from crossfoot.extractors.scans.tesseract import SeenWord, is_word

CELL = 4  # pixels: side of the cells that blobs are built of
LEAST_HEIGHT, MOST_HEIGHT = 0.45, 1.5  # of the usual height of words
MOST_WIDTH = 6.0  # heights: longer marks are strokes
PER_LINE = 24  # blobs set side by side
MOST_BLOBS = 240  # on a page; more is a picture, not text passed over
DOUBTFUL = 75.0  # confidence of a mark of one or two chars that is worth another look
ACCEPTED = 40.0  # confidence of a second reading
SPECK = 0.35  # of the usual height: letters and digits are larger
FULL_HEIGHT = 0.7  # of the usual height: a digit; less is a bullet or a small letter
CLEAR = 48.0  # pixels high at which a lone digit is read best
MOST_ENLARGED = 3

Recogniser = Callable[[Image.Image], Sequence[SeenWord]]


def look_again(
    grey: Grey, ink: Mask, words: Sequence[SeenWord], recognise: Recogniser
) -> list[SeenWord]:
    """Return the words of a page with those that were passed over or doubtful read again.

    Args:
        grey: The levelled picture.
        ink: Ink that no word covers, without rules.
        words: What was read.
        recognise: Reads a picture of one line of text.
    """
    heights = [w.box[3] - w.box[1] for w in words if w.rotation == 0 and w.text[:1].isalnum()]
    if not heights:
        return list(words)
    usual = float(np.median(heights))
    words = [word for word in words if not is_speck(word, usual)]
    doubtful = [
        w for w in words if len(w.text) <= 2 and w.confidence < DOUBTFUL and w.rotation == 0
    ]
    boxes = [*(w.box for w in doubtful), *find_blobs(ink, usual)]
    if not boxes or len(boxes) > MOST_BLOBS:
        return list(words)
    tall = [box for box in boxes if box[3] - box[1] >= FULL_HEIGHT * usual]
    small = [box for box in boxes if box not in tall]
    times = min(MOST_ENLARGED, max(1, round(CLEAR / usual)))
    found: list[SeenWord] = []
    for marks, enlarged in ((tall, times), (small, 1)):
        for begin in range(0, len(marks), PER_LINE):
            line = marks[begin : begin + PER_LINE]
            found.extend(_read_line(grey, line, usual, enlarged, recognise))
    better = {
        new.box: new
        for new in found
        for old in doubtful
        if new.box == old.box and new.confidence > old.confidence
    }
    fresh = [new for new in found if all(new.box != old.box for old in doubtful)]
    return [*(better.get(word.box, word) for word in words), *fresh]


def is_speck(word: SeenWord, usual: float) -> bool:
    """Whether a mark is too small for the letter or digit it was read as."""
    x0, top, x1, bottom = word.box
    return any(char.isalnum() for char in word.text) and max(x1 - x0, bottom - top) < SPECK * usual


def find_blobs(ink: Mask, usual: float) -> list[PixelBox]:
    """Return boxes of connected ink of about a word's height, in pixels."""
    blobs = []
    for box in flood_blobs(ink):
        height, width = box[3] - box[1], box[2] - box[0]
        if LEAST_HEIGHT * usual <= height <= MOST_HEIGHT * usual and width <= MOST_WIDTH * usual:
            blobs.append(box)
    return sorted(blobs, key=lambda box: (box[1], box[0]))


def flood_blobs(ink: Mask) -> Iterator[PixelBox]:
    """Yield the boxes of connected ink, letters of a word joined, in no order."""
    import cv2  # heavy, and only scans need it

    rows, cols = ink.shape[0] // CELL, ink.shape[1] // CELL
    if not rows or not cols:
        return  # OpenCV dies of a picture without pixels
    cells = ink[: rows * CELL, : cols * CELL].reshape(rows, CELL, cols, CELL)
    _, _, found, _ = cv2.connectedComponentsWithStats(cells.max(axis=(1, 3)).astype(np.uint8))
    for left, top, width, height, _ in (CELL * found[1:]).tolist():  # the first is the paper
        ys, xs = np.nonzero(ink[top : top + height, left : left + width])
        yield (
            left + int(xs.min()),
            top + int(ys.min()),
            left + int(xs.max()) + 1,
            top + int(ys.max()) + 1,
        )


def read_pieces(grey: Grey, boxes: Sequence[PixelBox], recognise: Recogniser) -> list[SeenWord]:
    """Read pieces of a page apart from their surroundings; words have the box of their piece."""
    usual = float(np.median([bottom - top for _, top, _, bottom in boxes]))
    found: list[SeenWord] = []
    for begin in range(0, len(boxes), PER_LINE // 2):
        found.extend(_read_line(grey, boxes[begin : begin + PER_LINE // 2], usual, 1, recognise))
    return found


def _read_line(
    grey: Grey, boxes: Sequence[PixelBox], usual: float, times: int, recognise: Recogniser
) -> list[SeenWord]:
    """Read pieces of a page set side by side on one baseline, some times enlarged."""
    pad = max(3, round(usual / 5))
    strip, slots = _set_line(grey, boxes, pad, round(2.5 * usual))
    image = Image.fromarray(strip)
    image = image.resize((times * image.width, times * image.height), Image.Resampling.BICUBIC)
    found = []
    for word in recognise(image):
        middle = (word.box[0] + word.box[2]) / 2 / times
        width = (word.box[2] - word.box[0]) / times
        for box, (left, right) in zip(boxes, slots, strict=True):
            if left - pad <= middle <= right + pad and width <= right - left + 2 * pad:
                if word.confidence >= ACCEPTED and is_word(word):
                    found.append(replace(word, box=box))
                break
    return found


def _set_line(
    grey: Grey, boxes: Sequence[PixelBox], pad: int, gap: int
) -> tuple[NDArray[np.uint8], list[tuple[int, int]]]:
    """Return a picture of the pieces on one baseline, and where each stands in it."""
    height = max(bottom - top for _, top, _, bottom in boxes) + 2 * gap
    width = sum(right - left for left, _, right, _ in boxes) + gap * (len(boxes) + 1)
    strip = np.full((height, width), round(paper_level(grey)), dtype=np.uint8)
    x, slots = gap, []
    for left, top, right, bottom in boxes:
        y0, x0 = max(0, top - pad), max(0, left - pad)
        piece = grey[y0 : bottom + pad, x0 : right + pad]
        at = height - gap - (bottom - y0)
        strip[at : at + piece.shape[0], x - (left - x0) : x - (left - x0) + piece.shape[1]] = piece
        slots.append((x, x + right - left))
        x += right - left + gap
    return strip, slots
