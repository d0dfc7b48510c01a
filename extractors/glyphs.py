"""From a page's chars to its words.

In: PDFium's text layer of one page and the clip boxes of its text objects. Out:
:class:`crossfoot.model.Words` in display coordinates. A reader's view of the page decides: chars
that are clipped away, invisible or off the page are dropped and counted.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from crossfoot.model import Box, Words
from extractors.drawings import Matrix, apply, multiply

ASCENT, DESCENT = 0.80, 0.22  # of the font size; fonts' own values differ within one line
JOIN_GAP = 0.16  # of the font size: a wider gap parts words even without a space char
SPACE_GAP = 0.06  # of the font size: a space PDFium made up over a smaller gap is none
BACKWARD = 0.45  # of the font size: a char this far left of the last one's end starts a word
LINE_SHIFT = 0.35  # of the font size: a baseline this far off is another line
SCRIPT_SHIFT = 0.12  # of the font size: with a change of size, a super- or subscript
BOLD_WEIGHT = 600
FORCE_BOLD = 1 << 18
ITALIC = 1 << 6
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
HYPHENS = {0x02, 0xAD, 0xFFFE}  # what PDFium makes of a hyphen at a line's end
BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(frozen=True, slots=True)
class Ink:
    """What the chars of one text object share.

    Attributes:
        size: Font size in points as displayed.
        direction: Unit vector of reading, display coordinates.
        shown: False where the text is drawn invisibly.
    """

    size: float
    weight: int
    italic: bool
    colour: int
    font: int
    direction: tuple[float, float]
    rotation: int
    clip: Box | None
    shown: bool


@dataclass(slots=True)
class Run:
    """A word under construction."""

    chars: list[str]
    ink: Ink
    base: tuple[float, float]
    start: float
    end: float
    low: float
    high: float
    space: bool
    line: int


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
    """Properties of text objects, looked up once per object."""

    def __init__(self, matrix: Matrix, clips: Mapping[int, Box], keep_invisible: bool) -> None:
        self._matrix = matrix
        self._clips = clips
        self._keep_invisible = keep_invisible
        self._inks: dict[int, Ink] = {}
        self._fonts: dict[int, tuple[int, int, bool]] = {}
        self.names: list[str] = []

    def look_up(self, textpage: Any, index: int, obj: Any) -> Ink:
        """Return the ink of a char's text object."""
        address = ctypes.cast(obj, ctypes.c_void_p).value or 0
        ink = self._inks.get(address)
        if ink is None:
            ink = self._inks[address] = self._read(textpage, index, obj, address)
        return ink

    def _read(self, textpage: Any, index: int, obj: Any, address: int) -> Ink:
        m = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(textpage, index, m)
        a, b, c, d, _, _ = multiply((m.a, m.b, m.c, m.d, 0.0, 0.0), self._matrix)
        scale = math.hypot(c, d)
        length = math.hypot(a, b) or 1.0
        number, weight, italic = self._font(obj)
        r, g, bl, al = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFPageObj_GetFillColor(obj, r, g, bl, al)
        angle = math.degrees(math.atan2(b, a)) % 360
        shown = pdfium.FPDFTextObj_GetTextRenderMode(obj) not in INVISIBLE_MODES
        return Ink(
            size=abs(pdfium.FPDFText_GetFontSize(textpage, index) * scale),
            weight=weight,
            italic=italic,
            colour=(r.value << 16) | (g.value << 8) | bl.value,
            font=number,
            direction=(a / length, b / length),
            rotation=round(angle / 90) * 90 % 360,
            clip=self._clips.get(address),
            shown=shown or self._keep_invisible,
        )

    def _font(self, obj: Any) -> tuple[int, int, bool]:
        font = pdfium.FPDFTextObj_GetFont(obj)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        known = self._fonts.get(address)
        if known is None:
            known = self._fonts[address] = self._read_font(font)
        return known

    def _read_font(self, font: Any) -> tuple[int, int, bool]:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
        self.names.append(name)
        folded = name.lower()
        flags = pdfium.FPDFFont_GetFlags(font)
        flags = flags if flags > 0 else 0
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
    count = max(0, pdfium.FPDFText_CountChars(textpage))
    book = InkBook(matrix, clips, keep_invisible)
    builder = WordBuilder()
    hidden = unmapped = 0
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, i)
        if code in (0x20, 0xA0, 0x2009, 0x202F, 0x2007):
            builder.space(made_up=bool(pdfium.FPDFText_IsGenerated(textpage, i)), code=code)
            continue
        if code in (0x0A, 0x0D):
            builder.break_line()
            continue
        obj = pdfium.FPDFText_GetTextObject(textpage, i)
        if not obj:
            continue
        ink = book.look_up(textpage, i, obj)
        pdfium.FPDFText_GetLooseCharBox(textpage, i, box)
        pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
        corners = (
            apply(matrix, box.left, box.bottom),
            apply(matrix, box.right, box.top),
        )
        glyph = _ordered(corners)
        if not ink.shown or _is_outside(glyph, ink.clip) or _is_outside(glyph, area):
            hidden += 1
            builder.cut()
            continue
        if code == 0 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF:
            unmapped += 1
        builder.add(_letter(code), ink, glyph, apply(matrix, x.value, y.value))
    words = to_words(_without_doubles(builder.finish()), book.names)
    return TextLayer(words=words, hidden=hidden, unmapped=unmapped, chars=count)


def _ordered(corners: tuple[tuple[float, float], tuple[float, float]]) -> Box:
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _is_outside(glyph: Box, area: Box | None) -> bool:
    """Whether the middle of a glyph lies outside: half a glyph is still read."""
    if area is None:
        return False
    cx, cy = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
    return not (area[0] - 0.5 <= cx <= area[2] + 0.5 and area[1] - 0.5 <= cy <= area[3] + 0.5)


def _letter(code: int) -> str:
    """One char as it is read: line-end hyphens restored, ligatures resolved, controls dropped."""
    if code in HYPHENS:
        return "-"
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", chr(code))
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


class WordBuilder:
    """Joins chars to words as they come in drawing order."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._run: Run | None = None
        self._space = False
        self._made_up = False
        self._line = 0

    def space(self, *, made_up: bool, code: int) -> None:
        """A space char stands before the next char; PDFium makes some up from gaps."""
        if made_up and not self._space:
            self._made_up = True
        else:
            self._space = True

    def break_line(self) -> None:
        """The next char may stand on another line: geometry decides, nothing is joined blindly."""
        self._made_up = True

    def cut(self) -> None:
        """A hidden char was dropped: what follows is another word."""
        self._flush()

    def _flush(self) -> None:
        if self._run is not None:
            self._runs.append(self._run)
            self._run = None

    def add(self, letter: str, ink: Ink, glyph: Box, origin: tuple[float, float]) -> None:
        """Add a char with its box and its origin on the baseline."""
        dx, dy = ink.direction
        start, end = _extent(glyph, dx, dy)
        run = self._run
        joined = run is not None and self._continues(run, ink, start, end, origin)
        if run is not None and joined:
            run.chars.append(letter)
            run.end = max(run.end, end)
            run.low = min(run.low, _across(glyph, dx, dy)[0])
            run.high = max(run.high, _across(glyph, dx, dy)[1])
        else:
            new_line = run is None or not self._same_line(run, ink, origin)
            self._line += new_line
            self._flush()
            low, high = _across(glyph, dx, dy)
            self._run = Run(
                [letter], ink, origin, start, end, low, high, self._space, self._line
            )
        self._space = self._made_up = False

    def _same_line(self, run: Run, ink: Ink, origin: tuple[float, float]) -> bool:
        if ink.rotation != run.ink.rotation:
            return False
        return _shift(run, ink, origin) <= LINE_SHIFT * max(run.ink.size, ink.size)

    def _continues(
        self, run: Run, ink: Ink, start: float, end: float, origin: tuple[float, float]
    ) -> bool:
        """Whether a char belongs to the word before it."""
        size = max(run.ink.size, ink.size, 1e-3)
        if ink.rotation != run.ink.rotation or self._space:
            return False
        shift = _shift(run, ink, origin)
        if shift > LINE_SHIFT * size:
            return False
        small = min(run.ink.size, ink.size)
        if shift > SCRIPT_SHIFT * size and small < 0.85 * size:
            return False
        gap = start - run.end
        if gap < -BACKWARD * size:
            return False
        return gap <= (SPACE_GAP if self._made_up else JOIN_GAP) * size

    def finish(self) -> list[Run]:
        """Return all words in drawing order."""
        self._flush()
        return self._runs


def _shift(run: Run, ink: Ink, origin: tuple[float, float]) -> float:
    """Distance of a char's origin from the word's baseline."""
    dx, dy = ink.direction
    return abs(-(origin[0] - run.base[0]) * dy + (origin[1] - run.base[1]) * dx)


def _extent(glyph: Box, dx: float, dy: float) -> tuple[float, float]:
    """Start and end of a glyph along the reading direction (nearest axis)."""
    if abs(dx) >= abs(dy):
        return (glyph[0], glyph[2]) if dx > 0 else (-glyph[2], -glyph[0])
    return (glyph[1], glyph[3]) if dy > 0 else (-glyph[3], -glyph[1])


def _across(glyph: Box, dx: float, dy: float) -> tuple[float, float]:
    """Extent of a glyph across the reading direction, display coordinates."""
    return (glyph[1], glyph[3]) if abs(dx) >= abs(dy) else (glyph[0], glyph[2])


def _box(run: Run) -> Box:
    """Box of a word: between ascent and descent of its size, on its baseline.

    A size that the glyphs contradict (Type 3 fonts with odd matrices) yields to their boxes.
    """
    size, (bx, by) = run.ink.size, run.base
    low, high = run.low, run.high
    odd = not 0.5 * size <= high - low <= 2.5 * size
    rotation = run.ink.rotation
    if rotation == 0:
        top, bottom = (low, high) if odd else (by - ASCENT * size, by + DESCENT * size)
        return run.start, top, run.end, bottom
    if rotation == 180:
        top, bottom = (low, high) if odd else (by - DESCENT * size, by + ASCENT * size)
        return -run.end, top, -run.start, bottom
    if rotation == 90:
        left, right = (low, high) if odd else (bx - DESCENT * size, bx + ASCENT * size)
        return left, run.start, right, run.end
    left, right = (low, high) if odd else (bx - ASCENT * size, bx + DESCENT * size)
    return left, -run.end, right, -run.start


def _without_doubles(runs: Sequence[Run]) -> list[Run]:
    """Drop words drawn twice in one place: a poor man's bold, or a shadow."""
    seen: dict[str, list[Box]] = {}
    kept = []
    for run in runs:
        text, box = "".join(run.chars), _box(run)
        near = seen.setdefault(text, [])
        slip = 0.25 * run.ink.size
        if any(all(abs(p - q) < slip for p, q in zip(box, other, strict=True)) for other in near):
            continue
        near.append(box)
        kept.append(run)
    return kept


def to_words(runs: Sequence[Run], fonts: Sequence[str]) -> Words:
    """Return words as arrays."""
    texts = [unicodedata.normalize("NFC", "".join(r.chars)) for r in runs]
    return Words(
        text=tuple(texts),
        box=np.array([_box(r) for r in runs], dtype=np.float64).reshape(-1, 4),
        size=np.array([r.ink.size for r in runs], dtype=np.float64),
        weight=np.array([r.ink.weight for r in runs], dtype=np.int16),
        italic=np.array([r.ink.italic for r in runs], dtype=np.bool_),
        colour=np.array([r.ink.colour for r in runs], dtype=np.uint32),
        rotation=np.array([r.ink.rotation for r in runs], dtype=np.int16),
        line=np.array([r.line for r in runs], dtype=np.int32),
        space=np.array([r.space for r in runs], dtype=np.bool_),
        font=np.array([r.ink.font for r in runs], dtype=np.int16),
        fonts=tuple(fonts),
    )
