"""From the visible chars of a page to its words.

In: glyphs with their inks. Out: :class:`crossfoot.model.Words`: chars on one baseline, in one
direction, without a space or a visible gap, are a word. Arithmetic over arrays, without PDFium.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.pdf.glyphs import Flags, Floats, Glyphs, Index
from crossfoot.extractors.pdf.tracking import join_spaced
from crossfoot.model import Words

ASCENT, DESCENT = 0.80, 0.22  # of the font size; fonts' own values differ within one line
JOIN_GAP = 0.16  # of the font size: a wider gap parts words even without a space char
SPACE_GAP = 0.06  # of the font size: a space PDFium made up over a smaller gap is none
BACKWARD = 0.2  # of the font size: a char whose origin goes back this far starts a word
LINE_SHIFT = 0.35  # of the font size: a baseline this far off is another line
SCRIPT_SHIFT = 0.12  # of the font size: with a change of size, a super- or subscript
SCRIPT_SIZE = 0.85  # of the larger size
SURE_STEP = 0.35  # of a glyph's width: the same glyph drawn so near is a stroke of it
LARGEST_STEP = 0.6  # …and up to here it may be one
SAME_STEP = 0.02  # of the font size: steps that differ by less are one
LOOSE_GAP = 0.04  # of the font size: letters set tighter than this are set tightly
LEAST_EXTENT, MOST_EXTENT = 0.5, 2.5  # of the font size: a glyph's height that agrees with it
RISE = 0.18  # of the font size: a digit of full size set so high is a note, or a power
NOTE_SIZE = 0.75  # of the size before it: a lone digit on the same baseline
HYPHENS = np.array([0x02, 0xAD, 0xFFFE], dtype=np.uint32)  # PDFium's hyphens at a line's end
LIGATURES = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}


def join_glyphs(glyphs: Glyphs) -> Words:
    """Join chars to words: on one baseline, in one direction, without a space or a visible gap."""
    if not len(glyphs.code):
        return join_nothing(glyphs.fonts)
    glyphs = without_doubles(glyphs)
    ink = glyphs.ink
    size = np.array([i.size for i in glyphs.inks])[ink]
    rotation = np.array([i.rotation for i in glyphs.inks], dtype=np.int16)[ink]
    direction = np.array([i.direction for i in glyphs.inks])[ink]
    start, end = _extents(glyphs.box, rotation)
    larger = np.maximum(np.maximum(size[1:], size[:-1]), 1e-3)
    smaller = np.minimum(size[1:], size[:-1])
    step = glyphs.origin[1:] - glyphs.origin[:-1]
    shift = np.abs(step[:, 1] * direction[:-1, 0] - step[:, 0] * direction[:-1, 1])
    gap = start[1:] - end[:-1]
    # a ligature's letters share origin and box, so going back is judged by origins
    advance = (step * direction[:-1]).sum(axis=1)
    turned = rotation[1:] != rotation[:-1]
    off_line = turned | (shift > LINE_SHIFT * larger)
    script = (shift > SCRIPT_SHIFT * larger) & (smaller < SCRIPT_SIZE * larger)
    limit = np.where(glyphs.gapped[1:], SPACE_GAP, JOIN_GAP) * larger
    apart = glyphs.spaced[1:] | (gap > limit) | (advance < -BACKWARD * larger)
    parted = off_line | script | apart
    up = step[:, 0] * direction[:-1, 1] - step[:, 1] * direction[:-1, 0]
    parted |= _begin_marks(glyphs.code, size, up, parted)
    first = np.concatenate([[True], parted])
    line = np.concatenate([[0], np.cumsum(off_line)]).astype(np.int32)
    first = join_spaced(first, _readable(glyphs.code), gap, size, line)
    return _words_at(np.flatnonzero(first), glyphs, line)


def _begin_marks(code: NDArray[np.uint32], size: Floats, up: Floats, parted: Flags) -> Flags:
    """Whether each glyph but the first is a digit raised in full size, or small at a word's end.

    Args:
        up: How far each stands above the one before it, points.
        parted: Whether a word begins at it anyway.
    """
    digit = (code >= ord("0")) & (code <= ord("9"))
    raised = digit[1:] & (up > RISE * np.maximum(size[1:], size[:-1]))
    lone = np.concatenate([parted[1:], [True]])
    small = digit[1:] & digit[:-1] & lone & (size[1:] < NOTE_SIZE * size[:-1])
    begins: Flags = raised | small
    return begins


def without_doubles(glyphs: Glyphs) -> Glyphs:
    """Drop glyphs drawn over themselves one by one, a poor man's bold.

    "ll" and "11" are set a width apart, the strokes of one bold letter a fraction of it.
    """
    size = np.array([i.size for i in glyphs.inks], dtype=np.float64)[glyphs.ink]
    direction = np.array([i.direction for i in glyphs.inks], dtype=np.float64)[glyphs.ink]
    rotation = np.array([i.rotation for i in glyphs.inks], dtype=np.int16)[glyphs.ink]
    step = glyphs.origin[1:] - glyphs.origin[:-1]
    across = np.abs(step[:, 1] * direction[:-1, 0] - step[:, 0] * direction[:-1, 1])
    alike = (glyphs.code[1:] == glyphs.code[:-1]) & (size[1:] == size[:-1]) & ~glyphs.spaced[1:]
    alike &= (rotation[1:] == rotation[:-1]) & (across < SURE_STEP * size[:-1])
    alike &= np.any(step != 0, axis=1)  # the letters of a ligature share their origin
    if not alike.any():
        return glyphs
    start, end = _extents(glyphs.box, rotation)
    width = np.maximum(end - start, 1e-3)
    along = (step * direction[:-1]).sum(axis=1)
    strokes = np.flatnonzero(_are_strokes(alike, along, width, start, size))
    keep = np.ones(len(glyphs.code), dtype=np.bool_)
    base, gone = -1, 0.0
    for i in strokes.tolist():  # "ll", each drawn twice: of four the third is the second letter
        gone = along[i] + (gone if i == base else 0.0)
        if abs(gone) < LARGEST_STEP * width[i]:
            keep[i + 1], base = False, i + 1
    return replace(
        glyphs,
        code=glyphs.code[keep],
        box=glyphs.box[keep],
        origin=glyphs.origin[keep],
        ink=glyphs.ink[keep],
        spaced=glyphs.spaced[keep],
        gapped=glyphs.gapped[keep],
    )


def _are_strokes(alike: Flags, along: Floats, width: Floats, start: Floats, size: Floats) -> Flags:
    """Whether each glyph but the first is a stroke of the one before it.

    A step of half a width is that of a bold stroke or of tightly set letters: surer steps of the
    same length elsewhere on the page tell, or a letter before the two that is not set tightly.

    Args:
        alike: Whether it is the same glyph.
        along: From origin to origin, points.
        width, start, size: Of all glyphs, points.
    """
    share = np.abs(along) / width[:-1]
    sure = alike & (share < SURE_STEP)
    unsure = alike & (share >= SURE_STEP) & (share < LARGEST_STEP)
    if not unsure.any():
        return sure
    length = np.round(np.abs(along) / np.maximum(SAME_STEP * size[:-1], 1e-3))
    known = np.unique(length[sure])
    as_known = np.isin(length, [*(known - 1), *known, *(known + 1)])
    loose = start[1:] - start[:-1] - width[:-1] > -LOOSE_GAP * size[:-1]
    after_loose = np.concatenate([[False], loose[:-1]])
    strokes: Flags = sure | (unsure & (as_known | after_loose))
    return strokes


def _extents(box: Floats, rotation: NDArray[np.int16]) -> tuple[Floats, Floats]:
    """Start and end of each char along its reading direction (negative coordinates backwards)."""
    start = np.select(
        [rotation == 0, rotation == 90, rotation == 180],
        [box[:, 0], box[:, 1], -box[:, 2]],
        -box[:, 3],
    )
    end = np.select(
        [rotation == 0, rotation == 90, rotation == 180],
        [box[:, 2], box[:, 3], -box[:, 0]],
        -box[:, 1],
    )
    return start, end


def _words_at(starts: Index, glyphs: Glyphs, line: NDArray[np.int32]) -> Words:
    """Build the words that begin at the given chars."""
    texts = _texts_at(starts, glyphs.code)
    inks = [glyphs.inks[i] for i in glyphs.ink[starts].tolist()]
    hull = np.concatenate(
        [
            np.minimum.reduceat(glyphs.box[:, :2], starts),
            np.maximum.reduceat(glyphs.box[:, 2:], starts),
        ],
        axis=1,
    )
    size = np.array([i.size for i in inks])
    rotation = np.array([i.rotation for i in inks], dtype=np.int16)
    box = _even_boxes(hull, glyphs.origin[starts], size, rotation)
    keep = _first_of_doubles(texts, box, size)
    return Words(
        text=tuple(texts[i] for i in keep.tolist()),
        box=box[keep],
        size=size[keep],
        weight=np.array([i.weight for i in inks], dtype=np.int16)[keep],
        italic=np.array([i.italic for i in inks], dtype=np.bool_)[keep],
        colour=np.array([i.colour for i in inks], dtype=np.uint32)[keep],
        rotation=rotation[keep],
        line=line[starts][keep],
        space=glyphs.spaced[starts][keep],
        font=np.array([i.font for i in inks], dtype=np.int16)[keep],
        fonts=glyphs.fonts,
    )


def _readable(code: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return code points: controls, lone surrogates and what is none become U+FFFD."""
    code = np.where(np.isin(code, HYPHENS), ord("-"), code)
    broken = (code < 0x20) | ((code >= 0xD800) & (code <= 0xDFFF)) | (code > 0x10FFFF)
    return np.where(broken, 0xFFFD, code)


def _texts_at(starts: Index, code: NDArray[np.uint32]) -> list[str]:
    """Return the words as they are read: NFC, hyphens restored, ligatures resolved."""
    text = _readable(code).astype("<u4").tobytes().decode("utf-32-le")
    ends = [*starts[1:].tolist(), len(text)]
    words = [text[a:b] for a, b in zip(starts.tolist(), ends, strict=True)]
    if text.isascii():
        return words
    return [
        w if w.isascii() else unicodedata.normalize("NFC", w.translate(LIGATURES)) for w in words
    ]


def _even_boxes(hull: Floats, origin: Floats, size: Floats, rotation: NDArray[np.int16]) -> Floats:
    """Give words of one size and baseline one height, whatever their fonts' metrics say.

    A size that the glyphs contradict (Type 3 fonts with odd matrices) yields to their boxes.
    """
    box = hull.copy()
    for turn, axis, up in ((0, 1, True), (90, 0, False), (180, 1, False), (270, 0, True)):
        extent = hull[:, axis + 2] - hull[:, axis]
        fits = (rotation == turn) & (extent >= LEAST_EXTENT * size) & (extent <= MOST_EXTENT * size)
        above, below = (ASCENT, DESCENT) if up else (DESCENT, ASCENT)
        box[fits, axis] = origin[fits, axis] - above * size[fits]
        box[fits, axis + 2] = origin[fits, axis] + below * size[fits]
    return box


def _first_of_doubles(texts: list[str], box: Floats, size: Floats) -> Index:
    """Return which words to keep: one drawn twice in one place is a poor man's bold."""
    # Corners in squares as wide as the largest slip: a double stands in one of nine.
    wide = max(0.25 * float(size.max(initial=1.0)), 1e-3)
    alone = _have_no_double(texts, box, wide)
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    kept = []
    corners = box[:, :2].tolist()
    for i, (text, (x, y), slip) in enumerate(
        zip(texts, corners, (0.25 * size).tolist(), strict=True)
    ):
        if alone[i]:
            kept.append(i)
            continue
        col, row = int(x // wide), int(y // wide)
        near = (
            corner
            for c in (col - 1, col, col + 1)
            for r in (row - 1, row, row + 1)
            for corner in seen.get((text, c, r), ())
        )
        if any(abs(x - u) < slip and abs(y - v) < slip for u, v in near):
            continue
        seen.setdefault((text, col, row), []).append((x, y))
        kept.append(i)
    return np.array(kept, dtype=np.intp)


def _have_no_double(texts: list[str], box: Floats, reach: float) -> list[bool]:
    """Which words plainly stand alone: none of the same text is so near on both axes."""
    names: dict[str, int] = {}
    name = np.array([names.setdefault(text, len(names)) for text in texts])
    left = np.arange(len(texts))
    for axis in (0, 1):
        order = left[np.lexsort((box[left, axis], name[left]))]
        near = (np.diff(name[order]) == 0) & (np.diff(box[order, axis]) < reach)
        paired = np.zeros(len(order), dtype=np.bool_)
        paired[1:] = near
        paired[:-1] |= near
        left = order[paired]
    alone = np.ones(len(texts), dtype=np.bool_)
    alone[left] = False
    return alone.tolist()


def join_nothing(fonts: tuple[str, ...] = ()) -> Words:
    """Return the words of a page without text."""
    return Words(
        text=(),
        box=np.zeros((0, 4)),
        size=np.zeros(0),
        weight=np.zeros(0, np.int16),
        italic=np.zeros(0, np.bool_),
        colour=np.zeros(0, np.uint32),
        rotation=np.zeros(0, np.int16),
        line=np.zeros(0, np.int32),
        space=np.zeros(0, np.bool_),
        font=np.zeros(0, np.int16),
        fonts=fonts,
    )
