"""Reads again what OCR passed over or was unsure of: lone digits far from other words, numbers.

Tesseract drops single marks that stand alone in a wide row, which in a table are its numbers.
They are cut out, set side by side in lines, and read in one call as scattered text (mode 11; as
one line they fuse); digits enlarged, which they are read best at, bullets as they are.
In: a levelled picture with what was read. Out: the words with those found in addition, and what
took the place of what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from crossfoot.extractors.scans.raster import Grey, Mask, PixelBox, paper_level
from crossfoot.extractors.scans.rereading import Rereading
from crossfoot.extractors.scans.tesseract import SeenWord, is_word

CELL = 4  # pixels: side of the cells that blobs are built of
LEAST_HEIGHT, MOST_HEIGHT = 0.45, 1.5  # of the usual height of words
MOST_WIDTH = 6.0  # heights: longer marks are strokes
PER_LINE = 24  # blobs set side by side
LINE_PIXELS = 4000  # that a line of them is wide at most, or a little more
MOST_BLOBS = 240  # on a page; more is a picture, not text passed over
DOUBTFUL = 75.0  # confidence of a number, or a mark of one or two chars, worth another look
ACCEPTED = 40.0  # confidence of a second reading
SPECK = 0.35  # of the usual height: letters and digits are larger
FULL_HEIGHT = 0.7  # of the usual height: a digit; less is a bullet or a small letter
CLEAR = 48.0  # pixels high at which a lone digit is read best
MOST_ENLARGED = 3
COMPANY = 4  # numbers on each side of marks that were passed over
WHY = "set apart and enlarged, it was read more surely"

MANY_DIGITS = 2  # of what may be a number but for one char
LONE = 3  # chars: too few for a form that could be lost
_ALMOST = re.compile(r"[-–(]{0,2}[\d.,]*[§|\]\[}{!IlOoSB][\d.,]*\)?%?")  # a number but for one char
_NUMBER = re.compile(r"[-–(]{0,2}\d[\d.,]*\)?%?")
_AMOUNT = re.compile(r"[-–(]{0,2}\d{1,3}(?:[.,’']\d{3})*(?:[.,]\d{1,2})?\)?%?")

Recogniser = Callable[[Image.Image], Sequence[SeenWord]]


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """The words of a page after another look at it, and which took the place of others."""

    words: tuple[SeenWord, ...]
    rereadings: tuple[Rereading, ...] = ()


def look_again(grey: Grey, ink: Mask, words: Sequence[SeenWord], recognise: Recogniser) -> Again:
    """Return the words of a page with those that were passed over or doubtful read again.

    Args:
        grey: The levelled picture.
        ink: Ink that no word covers, without rules.
        words: What was read.
        recognise: Reads a picture of one line of text.
    """
    heights = [w.box[3] - w.box[1] for w in words if w.rotation == 0 and w.text[:1].isalnum()]
    if not heights:
        return Again(tuple(words))
    usual = float(np.median(heights))
    words = [word for word in words if not is_speck(word, usual)]
    doubtful = {word.box: word for word in words if word.rotation == 0 and is_doubtful(word)}
    boxes = [*doubtful, *find_blobs(ink, usual)]
    if not boxes or len(boxes) > MOST_BLOBS:
        return Again(tuple(words))
    times = min(MOST_ENLARGED, max(1, round(CLEAR / usual)))
    found = _read_marks(grey, boxes, usual, times, recognise)
    better = {
        new.box: new for new in found if new.box in doubtful and is_better(new, doubtful[new.box])
    }
    fresh = [new for new in found if new.box not in doubtful and not _is_read(new, words)]
    read = {new.box for new in found} | set(doubtful)
    company = [w.box for w in words if is_company(w)]
    left = [box for box in boxes if box not in read]
    fresh += _insist(grey, left, company, (usual, times), recognise)
    return Again(
        (*(better.get(word.box, word) for word in words), *fresh),
        tuple(
            Rereading(doubtful[box].text, new.text, box, WHY)
            for box, new in better.items()
            if new.text != doubtful[box].text
        ),
    )


def _read_marks(
    grey: Grey, boxes: Sequence[PixelBox], usual: float, times: int, recognise: Recogniser
) -> list[SeenWord]:
    """Read marks set side by side: digits some times enlarged, smaller ones as they are."""
    tall = [box for box in boxes if box[3] - box[1] >= FULL_HEIGHT * usual]
    small = [box for box in boxes if box[3] - box[1] < FULL_HEIGHT * usual]
    lines = [
        *(set_line(grey, line, usual, times) for line in in_lines(tall, PER_LINE)),
        *(set_line(grey, line, usual, 1) for line in in_lines(small, PER_LINE)),
    ]
    return read_lines(lines, round(paper_level(grey)), recognise)


def _insist(
    grey: Grey,
    boxes: Sequence[PixelBox],
    company: Sequence[PixelBox],
    size: tuple[float, int],
    recognise: Recogniser,
) -> list[SeenWord]:
    """Read digits that were passed over even when enlarged: among sure numbers, and less enlarged.

    Tesseract skips one mark in fifty, and a mark alone. What two looks missed must be read surely.

    Args:
        grey: The levelled picture.
        boxes: Of the marks.
        company: Of numbers that were read surely.
        size: Height of a usual word, pixels, and how many times it was enlarged.
        recognise: Reads a picture.
    """
    usual, times = size
    found: list[SeenWord] = []
    left = [box for box in boxes if box[3] - box[1] >= FULL_HEIGHT * usual]
    for scale in sorted({times, max(1, times - 1)}, reverse=True):
        if left:
            line = [*company[:COMPANY], *left, *company[-COMPANY:]]
            new = _read_marks(grey, line, usual, scale, recognise)
            found += [w for w in new if w.box in left and w.confidence >= DOUBTFUL]
            left = [box for box in left if box not in {word.box for word in found}]
    return found


def _is_read(new: SeenWord, words: Sequence[SeenWord]) -> bool:
    """Whether a reading's middle is in a word that stands: it would be printed twice."""
    x, y = (new.box[0] + new.box[2]) / 2, (new.box[1] + new.box[3]) / 2
    return any(
        word.rotation == 0
        and word.confidence >= DOUBTFUL
        and word.box[0] <= x <= word.box[2]
        and word.box[1] <= y <= word.box[3]
        for word in words
    )


def is_doubtful(word: SeenWord) -> bool:
    """Whether a number or a lone mark was read with too little confidence to leave it at that."""
    has_digit = any(char.isdigit() for char in word.text)
    is_lone = len(word.text) <= 2 and any(char.isalpha() for char in word.text)
    # Signs are left alone: out of their line "%)" is read as "70)", and surely.
    is_unsure = word.confidence < DOUBTFUL
    return ((has_digit or is_lone) and is_unsure) or is_almost_number(word.text)


def is_almost_number(text: str) -> bool:
    """Whether a text has the digits of a number, and one char that looks like a digit.

    >>> [is_almost_number(text) for text in ("§.239,10", "48]", "48", "B2", "art.12B")]
    [True, True, False, False, False]
    """
    return sum(map(str.isdigit, text)) >= MANY_DIGITS and _ALMOST.fullmatch(text) is not None


def is_better(new: SeenWord, old: SeenWord) -> bool:
    """Whether a second reading is surer, and does not lose the form of an amount for it."""
    is_broken = _AMOUNT.fullmatch(old.text) is not None and _AMOUNT.fullmatch(new.text) is None
    is_lone = len(old.text) <= LONE
    if is_almost_number(old.text) and _NUMBER.fullmatch(new.text):
        return new.confidence >= min(DOUBTFUL, old.confidence)
    return new.confidence > old.confidence and (is_lone or not is_broken)


def is_company(word: SeenWord) -> bool:
    """Whether a word is a level number that was read surely."""
    return word.rotation == 0 and word.confidence >= DOUBTFUL and word.text.isdecimal()


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


@dataclass(frozen=True, slots=True, eq=False)
class SetLine:
    """Pieces of a page set side by side on one baseline.

    Attributes:
        strip: Their picture, enlarged.
        boxes: Where they stand on the page.
        slots: Where they stand in the strip, (left, right) in its pixels.
        pad: Pixels around a piece that still are its own.
    """

    strip: NDArray[np.uint8]
    boxes: tuple[PixelBox, ...]
    slots: tuple[tuple[int, int], ...]
    pad: int


def read_pieces(grey: Grey, boxes: Sequence[PixelBox], recognise: Recogniser) -> list[SeenWord]:
    """Read pieces of a page apart from their surroundings; words have the box of their piece."""
    usual = float(np.median([bottom - top for _, top, _, bottom in boxes]))
    lines = [set_line(grey, line, usual, 1) for line in in_lines(boxes, PER_LINE // 2)]
    return read_lines(lines, round(paper_level(grey)), recognise, together=True)


def in_lines(boxes: Sequence[PixelBox], count: int) -> list[list[PixelBox]]:
    """Return boxes in lines of at most so many, and not much wider than ``LINE_PIXELS``."""
    lines: list[list[PixelBox]] = []
    wide = LINE_PIXELS
    for box in boxes:
        if wide >= LINE_PIXELS or len(lines[-1]) >= count:
            lines.append([])
            wide = 0
        lines[-1].append(box)
        wide += box[2] - box[0]
    return lines


def read_lines(
    lines: Sequence[SetLine], paper: int, recognise: Recogniser, *, together: bool = False
) -> list[SeenWord]:
    """Read lines of pieces in one picture; words have the box of their piece.

    Args:
        lines: At least one.
        paper: Grey level between them.
        recognise: Reads a picture.
        together: Whether a piece may hold several words; else it was not read where it does.
    """
    height = sum(len(line.strip) for line in lines)
    picture = np.full((height, max(line.strip.shape[1] for line in lines)), paper, dtype=np.uint8)
    tops = [0]
    for line in lines:
        rows, cols = line.strip.shape
        picture[tops[-1] : tops[-1] + rows, :cols] = line.strip
        tops.append(tops[-1] + rows)
    found: dict[PixelBox, list[SeenWord]] = {}
    for word in recognise(Image.fromarray(picture)):
        at = int(np.searchsorted(tops, (word.box[1] + word.box[3]) / 2, side="right")) - 1
        box = _piece_of(word, lines[min(at, len(lines) - 1)])
        if box is not None and word.confidence >= ACCEPTED and is_word(word):
            found.setdefault(box, []).append(replace(word, box=box))
    return [word for words in found.values() if together or len(words) == 1 for word in words]


def _piece_of(word: SeenWord, line: SetLine) -> PixelBox | None:
    """Return the piece that a word was read from; none where it is wider than its piece."""
    middle, width = (word.box[0] + word.box[2]) / 2, word.box[2] - word.box[0]
    for box, (left, right) in zip(line.boxes, line.slots, strict=True):
        if left - line.pad <= middle <= right + line.pad:
            return box if width <= right - left + 2 * line.pad else None
    return None


def set_line(grey: Grey, boxes: Sequence[PixelBox], usual: float, times: int) -> SetLine:
    """Return pieces of a page set side by side on one baseline, some times enlarged.

    Args:
        grey: The picture of the page.
        boxes: Of the pieces, at least one.
        usual: Height of a usual word, pixels.
        times: 1 or more.
    """
    pad, gap = max(3, round(usual / 5)), round(2.5 * usual)
    height = max(bottom - top for _, top, _, bottom in boxes) + 2 * gap
    width = sum(right - left for left, _, right, _ in boxes) + gap * (len(boxes) + 1)
    strip = np.full((height, width), round(paper_level(grey)), dtype=np.uint8)
    x, slots = gap, []
    for left, top, right, bottom in boxes:
        y0, x0 = max(0, top - pad), max(0, left - pad)
        piece = grey[y0 : bottom + pad, x0 : right + pad]
        at = height - gap - (bottom - y0)
        strip[at : at + piece.shape[0], x - (left - x0) : x - (left - x0) + piece.shape[1]] = piece
        slots.append((times * x, times * (x + right - left)))
        x += right - left + gap
    image = Image.fromarray(strip)
    image = image.resize((times * width, times * height), Image.Resampling.BICUBIC)
    return SetLine(np.asarray(image), tuple(boxes), tuple(slots), times * pad)
