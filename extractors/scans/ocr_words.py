"""Turns what OCR saw, in pixels, into words, strokes and fills of a page, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.scans.bands import Tint
from crossfoot.extractors.scans.raster import PixelBox, Rules
from crossfoot.extractors.scans.tesseract import SeenWord
from crossfoot.geometry import shared_height
from crossfoot.model import Fills, Strokes, Words

ASCENT, DESCENT = 0.75, 0.25  # of the font size, as a usual text face has them
BAND_COLOUR = 0x404040  # as if each were printed so
SEPARATORS = ".,'’"  # within numbers
PIECE_GAP = 0.5  # of its height that a piece of a number is beside the one before
PIECE_SHARE = 0.7  # of its height that stands beside it
LONG = 3  # digits of a number that tells how far apart digits are set
FEWEST_NUMBERS = 3  # such numbers of a page
BEARING = 0.1  # of its height: the white on both sides of a digit
WORD_ERROR, LINE_ERROR = 0.3, 0.12  # of its size that one word, the words of a line tell wrongly
FEWEST_IN_LINE = 3  # words that tell the size of their line
TYPED_WHITE = 0.15  # of a letter's width that is white around a word of typewriter's type
TYPED_ERROR = 0.04  # of its width that letters of one such type seem to differ by
TYPED_WIDTH = 0.6  # of the size: a letter of typewriter's type
TYPED_SHARE = 0.55  # of long words whose letters are equally wide: in other type .2 to .45 are
FEWEST_TYPED = 10  # long words of a page
PITCH_ERROR = 0.15  # of its height: a space is .28 and more


def join_numbers(words: Sequence[SeenWord]) -> tuple[SeenWord, ...]:
    """Return words with numbers whole that were read in pieces: "2,045," and "184.64" beside it.

    After a separator, which no number ends with, or where digits go on as close as the page sets
    them: what a space parts stays apart here.
    """
    pitch = digit_pitch(words)
    whole = dict(enumerate(words))
    for i in sorted(whole, key=lambda i: words[i].box[0]):
        right = whole[i]
        if right.rotation or not right.text[0].isdigit():
            continue
        left = next(
            (
                j
                for j, one in whole.items()
                if j != i and _is_beside(one, right) and _goes_on(one, right, pitch)
            ),
            None,
        )
        if left is not None:
            whole[left] = _together(whole[left], whole.pop(i))
    return tuple(whole.values())


def digit_pitch(words: Sequence[SeenWord]) -> float | None:
    """Return how far apart the digits of a page are set, in their heights; None with few numbers.

    From the middle of one to the middle of the next: their ink is narrower than that.
    """
    pitches = [
        ((right - left) / (bottom - top) + BEARING) / len(word.text)
        for word in words
        if word.rotation == 0 and word.text.isdecimal() and len(word.text) >= LONG
        for left, top, right, bottom in (word.box,)
    ]
    return float(np.median(pitches)) if len(pitches) >= FEWEST_NUMBERS else None


def _goes_on(left: SeenWord, right: SeenWord, pitch: float | None) -> bool:
    """Whether a number breaks off, and another word goes on with it."""
    if left.text[-1] in SEPARATORS:
        return left.text[-2:-1].isdigit()
    text = left.text + right.text
    if pitch is None or not text.isdecimal():
        return False
    height = right.box[3] - right.box[1]
    width = (right.box[2] - left.box[0]) / height + BEARING
    return abs(width - pitch * len(text)) <= PITCH_ERROR


def _is_beside(left: SeenWord, right: SeenWord) -> bool:
    """Whether a word stands close to the right of another, on its line."""
    height = right.box[3] - right.box[1]
    return (
        not left.rotation
        and abs(right.box[0] - left.box[2]) <= PIECE_GAP * height
        and shared_height(left.box, right.box) >= PIECE_SHARE * height
    )


def _together(left: SeenWord, right: SeenWord) -> SeenWord:
    return SeenWord(
        left.text + right.text,
        (
            left.box[0],
            min(left.box[1], right.box[1]),
            right.box[2],
            max(left.box[3], right.box[3]),
        ),
        min(left.confidence, right.confidence),
    )


def typed_pitch(words: Sequence[SeenWord]) -> float | None:
    """Return how wide the letters of typewriter's type are, if most of a page is set in it."""
    told = [w for w in words if not w.rotation and len(w.text) > LONG and w.text.isalpha()]
    pitches = np.array([_pitch(word) for word in told])
    if len(pitches) < FEWEST_TYPED:
        return None
    pitch = float(np.median(pitches))
    is_typed = np.mean(np.abs(pitches - pitch) <= TYPED_ERROR * pitch) >= TYPED_SHARE
    return pitch if is_typed else None


def _pitch(word: SeenWord) -> float:
    """Return from where to where letters are set, if they are typed: their ink ends earlier."""
    return (word.box[2] - word.box[0]) / (len(word.text) - TYPED_WHITE)


def _widened(word: SeenWord) -> SeenWord:
    """Return a typed word as wide as it is set.

    Its letters have much white beside them, which is no part of the ink: what is a space between
    two words looks as wide as the gap between two columns.
    """
    x0, top, x1, bottom = word.box
    beside = 0 if word.rotation else round(TYPED_WHITE / 2 * _pitch(word))
    return replace(word, box=(x0 - beside, top, x1 + beside, bottom))


def to_words(words: Sequence[SeenWord], scale: float) -> Words:
    """Return readings as words of a page, in points, in the order of lines.

    Tesseract's boxes enclose ink. Sizes and boxes as a font would have them are estimated from
    the letters: capitals and digits stand 0.72 of the size above the baseline, tails hang 0.21
    below. Words within a third of a size of each other's baseline are on one line.
    """
    pitch = typed_pitch(words)
    words = words if pitch is None else [_widened(word) for word in words]
    n = len(words)
    size = np.array([_font_size(word) * scale for word in words]).reshape(n)
    usual = float(np.median(size)) if n else 0.0
    told = np.array([has_letter(word) for word in words], dtype=np.bool_).reshape(n)
    usual = float(np.median(size[told])) if told.any() else usual
    if pitch is not None:
        usual, size = pitch * scale / TYPED_WIDTH, size * pitch * scale / TYPED_WIDTH / usual
    size = np.where(told, size, usual)
    size = _sizes_of_lines(words, size, usual)
    boxes = np.array([word.box for word in words], dtype=np.float64).reshape(n, 4) * scale
    rotation = np.array([word.rotation for word in words], dtype=np.int16)
    for i, word in enumerate(words):
        boxes[i] = _font_box(word, boxes[i], float(size[i]))
    return Words(
        text=tuple(word.text for word in words),
        box=boxes,
        size=size,
        weight=np.full(n, 400, dtype=np.int16),
        italic=np.zeros(n, dtype=np.bool_),
        colour=np.zeros(n, dtype=np.uint32),
        rotation=rotation,
        line=_baselines(boxes, size, rotation),
        space=np.ones(n, dtype=np.bool_),
        font=np.zeros(n, dtype=np.int16),
        fonts=("ocr",) if n else (),
    )


TALL = frozenset(
    "bdfhijkltABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÀÂÄÉÈÊËÎÏÔÖÙÛÜÇÑÁÍÓÚéèêëàâîïôûíóáúñ()[]%€$/"
)
TAILED = frozenset("gjpqyç,;()[]Q")


def _sizes_of_lines(
    words: Sequence[SeenWord], size: NDArray[np.float64], usual: float
) -> NDArray[np.float64]:
    """Return sizes, those of words in one line alike, and what is nearly usual as usual.

    The ink of one word tells little: it may have high letters or none, to a pixel or two.
    """
    smooth = size.copy()
    error = np.full(len(words), WORD_ERROR)
    for line in _lines(words):
        told = [i for i in line if has_letter(words[i])]
        if len(told) >= FEWEST_IN_LINE:
            smooth[line] = np.median(size[told])
            error[line] = LINE_ERROR
    return np.where(np.abs(smooth - usual) < error * usual, usual, smooth)


def _lines(words: Sequence[SeenWord]) -> list[list[int]]:
    """Return the places of words that stand beside each other, a space apart."""
    lines: list[list[int]] = []
    order = sorted((i for i, w in enumerate(words) if not w.rotation), key=lambda i: words[i].box)
    for i in order:
        word = words[i]
        high = word.box[3] - word.box[1]
        for line in lines:
            last = words[line[-1]]
            near = 0 <= word.box[0] - last.box[2] <= high
            if near and shared_height(last.box, word.box) >= high / 2:
                line.append(i)
                break
        else:
            lines.append([i])
    return lines


def has_letter(word: SeenWord) -> bool:
    """Whether a word has a letter or digit, whose height tells the size of its type."""
    return any(char.isalnum() for char in word.text)


def _font_size(word: SeenWord) -> float:
    x0, top, x1, bottom = word.box
    ink = bottom - top if word.rotation == 0 else x1 - x0
    if not has_letter(word):
        return ink * 2.0  # a dash tells nothing of its size; it takes the page's usual one
    above = 0.72 if TALL & set(word.text) else 0.52
    return ink / (above + (0.21 if TAILED & set(word.text) else 0.0))


def _font_box(
    word: SeenWord, box: NDArray[np.float64], size: float
) -> tuple[float, float, float, float]:
    """Return the box from the font's ascent to its descent around the word's ink."""
    tail = 0.21 * size if TAILED & set(word.text) else 0.0
    x0, top, x1, bottom = (float(v) for v in box)
    if word.rotation == 0:
        base = bottom - tail
        if not has_letter(word):
            base = (top + bottom) / 2 + 0.25 * size
        return x0, base - ASCENT * size, x1, base + DESCENT * size
    base = x1 - tail
    return base - ASCENT * size, top, base + DESCENT * size, bottom


def _baselines(
    boxes: NDArray[np.float64],
    size: NDArray[np.float64],
    rotation: NDArray[np.int16],
) -> NDArray[np.int32]:
    """Return a line id per word: words of one direction whose baselines nearly meet."""
    line = np.zeros(len(boxes), dtype=np.int32)
    current = -1
    for turn in np.unique(rotation):
        chosen = np.flatnonzero(rotation == turn)
        base = boxes[chosen, 3] if turn == 0 else boxes[chosen, 2]
        order = chosen[np.argsort(base, kind="stable")]
        last: float | None = None
        for i in order:
            at = float(boxes[i, 3] if turn == 0 else boxes[i, 2])
            if last is None or at - last > 0.3 * size[i]:
                current += 1
            last = at
            line[i] = current
    return line


def to_strokes(rules: Rules, scale: float) -> Strokes:
    """Return rules as strokes of a page."""
    lines = (*rules.horizontal, *rules.vertical)
    n = len(lines)
    box = np.array([line for line, _ in lines], dtype=np.float64).reshape(n, 4) * scale
    return Strokes(
        box=box,
        horizontal=np.arange(n) < len(rules.horizontal),
        width=np.array([width for _, width in lines], dtype=np.float64).reshape(n) * scale,
        colour=np.zeros(n, dtype=np.uint32),
    )


def to_fills(bands: Sequence[PixelBox], tints: Sequence[Tint], scale: float) -> Fills:
    """Return dark bands and tints as filled areas of a page."""
    boxes = [*bands, *(tint.box for tint in tints)]
    colours = [BAND_COLOUR] * len(bands) + [0x010101 * tint.level for tint in tints]
    return Fills(
        box=np.array(boxes, dtype=np.float64).reshape(len(boxes), 4) * scale,
        colour=np.array(colours, dtype=np.uint32),
        rectangle=np.ones(len(boxes), dtype=np.bool_),
    )
