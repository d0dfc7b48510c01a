"""From a page's chars to its words.

In: PDFium's text layer of one page and the clip boxes of its text objects. Out:
:class:`crossfoot.model.Words` in display coordinates. A reader's view of the page decides: chars
that are clipped away, invisible or off the page are dropped and counted.

Reading asks PDFium two questions per char and a few more per text object, and writes the answers
into arrays (:func:`read_glyphs`); joining chars to words is arithmetic over them
(:func:`join_glyphs`).
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from crossfoot.model import Box, Words
from extractors import calls
from extractors.drawings import WHOLE_PLANE, Matrix, multiply

ASCENT, DESCENT = 0.80, 0.22  # of the font size; fonts' own values differ within one line
JOIN_GAP = 0.16  # of the font size: a wider gap parts words even without a space char
SPACE_GAP = 0.06  # of the font size: a space PDFium made up over a smaller gap is none
BACKWARD = 0.2  # of the font size: a char whose origin goes back this far starts a word
LINE_SHIFT = 0.35  # of the font size: a baseline this far off is another line
SCRIPT_SHIFT = 0.12  # of the font size: with a change of size, a super- or subscript
SCRIPT_SIZE = 0.85  # of the larger size
EDGE_PT = 0.5  # a char whose middle is this far outside its clip is still half seen
BOLD_WEIGHT = 600
FORCE_BOLD = 1 << 18  # font descriptor flags, ISO 32000-1 table 123
ITALIC = 1 << 6
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
BOLD_NAMES = ("bold", "black", "heavy", "demi")
SPACES = np.array([0x20, 0xA0, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000], dtype=np.uint32)
BREAKS = np.array([0x0A, 0x0D], dtype=np.uint32)
HYPHENS = np.array([0x02, 0xAD, 0xFFFE], dtype=np.uint32)  # PDFium's hyphens at a line's end
NO_UNIT = 0xFFFE
LIGATURES = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ink:
    """What the chars of one text object share.

    Attributes:
        size: Font size in points as displayed.
        direction: Unit vector of reading, display coordinates.
        rotation: The nearest of 0, 90, 180, 270 degrees clockwise.
        shown: False where the text is drawn invisibly.
    """

    size: float
    weight: int
    italic: bool
    colour: int
    font: int
    direction: tuple[float, float]
    rotation: int
    clip: Box
    shown: bool


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The visible chars of a page, in drawing order; arrays of length n.

    Attributes:
        code: Unicode code points.
        box: (n, 4) boxes, display coordinates.
        origin: (n, 2) points on the baseline.
        ink: Index into ``inks``.
        spaced: A drawn space, or a hidden char, stands before this one.
        gapped: PDFium made up a space or line break before this one.
    """

    code: NDArray[np.uint32]
    box: Floats
    origin: Floats
    ink: Index
    spaced: Flags
    gapped: Flags
    inks: tuple[Ink, ...]
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page, and what was found on the way.

    Attributes:
        hidden: Chars dropped because a reader does not see them.
        unmapped: Chars whose font does not say which letter they are.
        chars: Chars in the text layer, spaces included.
    """

    words: Words
    hidden: int
    unmapped: int
    chars: int


class InkBook:
    """Properties of text objects, looked up once per object and once per font."""

    def __init__(self, matrix: Matrix, clips: Mapping[int, Box], keep_invisible: bool) -> None:
        self._matrix = matrix
        self._clips = clips
        self._keep_invisible = keep_invisible
        self._fonts: dict[int, tuple[int, int, bool]] = {}
        self._scratch = calls.Scratch()
        self.names: list[str] = []

    def read(self, textpage: calls.Handle, index: int, obj: calls.Handle) -> Ink:
        """Return the ink of the text object that char ``index`` belongs to."""
        scratch = self._scratch
        calls.get_char_matrix(textpage, index, scratch.float_at[0])
        m = scratch.floats
        a, b, c, d, _, _ = multiply((m[0], m[1], m[2], m[3], 0.0, 0.0), self._matrix)
        length = math.hypot(a, b) or 1.0
        number, weight, italic = self._font(obj)
        shown = self._keep_invisible or calls.get_render_mode(obj) not in INVISIBLE_MODES
        return Ink(
            size=abs(calls.get_font_size(textpage, index)) * math.hypot(c, d),
            weight=weight,
            italic=italic,
            colour=scratch.colour(calls.get_fill_colour, obj) or 0,
            font=number,
            direction=(a / length, b / length),
            rotation=round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360,
            clip=self._clips.get(obj.value or 0, WHOLE_PLANE),
            shown=shown,
        )

    def _font(self, obj: calls.Handle) -> tuple[int, int, bool]:
        address = calls.get_font(obj)
        known = self._fonts.get(address)
        if known is None:
            known = self._fonts[address] = self._read_font(ctypes.cast(address, pdfium.FPDF_FONT))
        return known

    def _read_font(self, font: Any) -> tuple[int, int, bool]:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
        self.names.append(name)
        folded = name.lower()
        flags = max(0, pdfium.FPDFFont_GetFlags(font))
        weight = pdfium.FPDFFont_GetWeight(font)
        if any(n in folded for n in BOLD_NAMES) or flags & FORCE_BOLD or weight >= BOLD_WEIGHT:
            weight = 700
        elif not 100 <= weight < BOLD_WEIGHT:
            weight = 400
        italic = bool(flags & ITALIC) or "italic" in folded or "oblique" in folded
        return len(self.names) - 1, weight, italic


def read_words(
    textpage: Any, matrix: Matrix, area: Box, clips: Mapping[int, Box], *, keep_invisible: bool
) -> TextLayer:
    """Read the words of a page.

    Args:
        textpage: A raw ``FPDF_TEXTPAGE``.
        matrix: From PDF user space to display coordinates.
        area: The displayed page, display coordinates.
        clips: Clip boxes of text objects by address.
        keep_invisible: Keep text drawn invisibly, as on a scanned page with an OCR layer.
    """
    book = InkBook(matrix, clips, keep_invisible)
    glyphs, hidden, chars = read_glyphs(calls.handle_of(textpage), matrix, area, book)
    code = glyphs.code
    unmapped = (code == 0) | (code == 0xFFFD) | ((code >= 0xE000) & (code <= 0xF8FF))
    words = join_glyphs(glyphs)
    return TextLayer(words=words, hidden=hidden, unmapped=int(unmapped.sum()), chars=chars)


def read_glyphs(
    textpage: calls.Handle, matrix: Matrix, area: Box, book: InkBook
) -> tuple[Glyphs, int, int]:
    """Ask PDFium for every char.

    Returns:
        The visible chars, how many were hidden, and how many the layer has.
    """
    code = _read_codes(textpage)
    space, line_break = np.isin(code, SPACES), np.isin(code, BREAKS)
    made_up = line_break.copy()
    made_up[space] = _ask(calls.is_generated, textpage, np.flatnonzero(space), np.bool_)
    letters = np.flatnonzero(~space & ~line_break)
    objects = _ask(calls.get_text_object, textpage, letters, np.uint64)
    loose = np.zeros((len(letters), 4), dtype=np.float32)
    calls.ask_all(calls.get_loose_box, textpage, letters.tolist(), loose)
    begins = np.ones(len(letters), dtype=np.bool_)
    begins[1:] = objects[1:] != objects[:-1]
    origin = _read_origins(textpage, letters, loose, begins)
    inks, index = _read_inks(textpage, letters, objects, begins, book)
    box, base = _displayed_boxes(loose.astype(np.float64), matrix), _displayed(origin, matrix)
    visible = objects != 0
    shown = visible & _is_shown(box, index, inks, area)
    before = np.concatenate([[-1], letters[:-1]]) if len(letters) else letters
    drawn = np.concatenate([[0], np.cumsum(space & ~made_up)])
    guessed = np.concatenate([[0], np.cumsum(made_up)])
    spaced = drawn[letters] > drawn[before + 1]
    gapped = guessed[letters] > guessed[before + 1]
    spaced[1:] |= ~shown[:-1]
    glyphs = Glyphs(
        code=code[letters][shown],
        box=box[shown],
        origin=base[shown],
        ink=index[shown],
        spaced=spaced[shown],
        gapped=gapped[shown],
        inks=inks,
        fonts=tuple(book.names),
    )
    return glyphs, int((visible & ~shown).sum()), len(code)


def _ask(
    get: Callable[..., Any], textpage: calls.Handle, chars: Index, kind: type[Any]
) -> NDArray[Any]:
    """Return PDFium's answers about chars as an array."""
    return np.fromiter(map(get, repeat(textpage), chars.tolist()), kind, len(chars))


def _read_codes(textpage: calls.Handle) -> NDArray[np.uint32]:
    """Return the code points of all chars.

    The text as a whole has a unit for each char, save on pages where PDFium leaves some out; the
    unit for a hyphen at a line's end is also that for a char without a code point.
    """
    n = max(0, calls.count_chars(textpage))
    text = np.zeros(n + 1, dtype=np.uint16)
    length = calls.get_text(textpage, 0, n, calls.address(text.ctypes.data))
    code = text[:-1].astype(np.uint32)
    unsure = np.flatnonzero(code == NO_UNIT) if length == n + 1 else np.arange(n)
    code[unsure] = _ask(calls.get_unicode, textpage, unsure, np.uint32)
    return code


def _read_origins(
    textpage: calls.Handle, letters: Index, loose: NDArray[np.float32], begins: Flags
) -> Floats:
    """Return the chars' points on the baseline, (n, 2) in user space.

    A char's origin is at the left end of its box, and on the baseline of the first char that its
    text object draws where their boxes are level: only the first is asked. Where its own is
    elsewhere (vertical writing), or boxes are not level (turned text, Type 3 fonts), all are.

    Args:
        begins: Which chars are the first ones.
    """
    origin = np.zeros((len(letters), 2))

    def ask(which: Index) -> None:
        at = origin.ctypes.data
        for k, char in zip(which.tolist(), letters[which].tolist(), strict=True):
            calls.get_origin(
                textpage, char, calls.address(at + 16 * k), calls.address(at + 16 * k + 8)
            )

    starts = np.flatnonzero(begins)
    ask(starts)
    first = starts[np.cumsum(begins) - 1]
    level = np.all(loose[:, 1::2] == loose[first, 1::2], axis=1)
    told = level & (loose[first, 0] == origin[first, 0])
    origin[told] = np.stack([loose[told, 0], origin[first[told], 1]], axis=1)
    ask(np.flatnonzero(~told & ~begins))
    return origin


def _read_inks(
    textpage: calls.Handle,
    letters: Index,
    objects: NDArray[np.uint64],
    begins: Flags,
    book: InkBook,
) -> tuple[tuple[Ink, ...], Index]:
    """Read each text object once; return the inks and each char's index into them."""
    numbers: dict[int, int] = {}
    inks: list[Ink] = []
    runs = []
    for obj, char in zip(objects[begins].tolist(), letters[begins].tolist(), strict=True):
        if obj not in numbers:
            numbers[obj] = len(inks)
            inks.append(book.read(textpage, char, calls.Handle(obj)) if obj else NO_INK)
        runs.append(numbers[obj])
    return tuple(inks), np.array(runs, dtype=np.intp)[np.cumsum(begins) - 1]


NO_INK = Ink(0.0, 400, False, 0, 0, (1.0, 0.0), 0, WHOLE_PLANE, False)


def _displayed(points: Floats, matrix: Matrix) -> Floats:
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack([a * x + c * y + e, b * x + d * y + f], axis=1)


def _displayed_boxes(loose: Floats, matrix: Matrix) -> Floats:
    """Turn PDFium's (left, top, right, bottom) in user space into display boxes."""
    p, q = _displayed(loose[:, :2], matrix), _displayed(loose[:, 2:], matrix)
    return np.concatenate([np.minimum(p, q), np.maximum(p, q)], axis=1)


def _is_shown(box: Floats, index: Index, inks: tuple[Ink, ...], area: Box) -> Flags:
    """Whether the middle of each char lies inside its clip and the page: half a glyph is read."""
    clip = np.array([i.clip for i in inks], dtype=np.float64).reshape(-1, 4)[index]
    shown = np.array([i.shown for i in inks], dtype=np.bool_)[index]
    low = np.maximum(clip[:, :2], area[:2]) - EDGE_PT
    high = np.minimum(clip[:, 2:], area[2:]) + EDGE_PT
    middle = (box[:, :2] + box[:, 2:]) / 2
    inside: Flags = np.all((middle >= low) & (middle <= high), axis=1)
    return inside & shown


def join_glyphs(glyphs: Glyphs) -> Words:
    """Join chars to words: on one baseline, in one direction, without a space or a visible gap."""
    if not len(glyphs.code):
        return join_nothing(glyphs.fonts)
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
    first = np.concatenate([[True], off_line | script | apart])
    line = np.concatenate([[0], np.cumsum(off_line)])
    return _words_at(np.flatnonzero(first), glyphs, line.astype(np.int32))


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


def _texts_at(starts: Index, code: NDArray[np.uint32]) -> list[str]:
    """Return the words as they are read: NFC, hyphens restored, ligatures resolved.

    Controls, lone surrogates and what is no code point become U+FFFD.
    """
    code = np.where(np.isin(code, HYPHENS), ord("-"), code)
    broken = (code < 0x20) | ((code >= 0xD800) & (code <= 0xDFFF)) | (code > 0x10FFFF)
    code = np.where(broken, 0xFFFD, code)
    text = code.astype("<u4").tobytes().decode("utf-32-le")
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
        fits = (rotation == turn) & (extent >= 0.5 * size) & (extent <= 2.5 * size)
        above, below = (ASCENT, DESCENT) if up else (DESCENT, ASCENT)
        box[fits, axis] = origin[fits, axis] - above * size[fits]
        box[fits, axis + 2] = origin[fits, axis] + below * size[fits]
    return box


def _first_of_doubles(texts: list[str], box: Floats, size: Floats) -> Index:
    """Return which words to keep: one drawn twice in one place is a poor man's bold."""
    # Corners in squares as wide as the largest slip: a double stands in one of nine.
    wide = max(0.25 * float(size.max(initial=1.0)), 1e-3)
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    kept = []
    corners = box[:, :2].tolist()
    times = Counter(texts)
    for i, (text, (x, y), slip) in enumerate(
        zip(texts, corners, (0.25 * size).tolist(), strict=True)
    ):
        if times[text] == 1:
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
