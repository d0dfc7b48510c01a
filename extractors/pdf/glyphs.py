"""The chars of a page, as a reader sees them.

In: PDFium's text layer of one page and the clip boxes of its text objects. Out: glyphs in display
coordinates, which :mod:`extractors.pdf.words` joins. A reader's view of the page decides: chars
that are clipped away, invisible or off the page are dropped and counted.

PDFium is asked two questions per char and a few more per text object; the answers go into arrays.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from crossfoot.extractors.pdf import calls
from crossfoot.extractors.pdf.cover import Chars, keep_room, name_numbers
from crossfoot.extractors.pdf.drawings import WHOLE_PLANE
from crossfoot.extractors.pdf.frame import Matrix, displayed, displayed_boxes, multiply
from crossfoot.model import Box
from crossfoot.type_size import BOLD_WEIGHT

EDGE = 0.05  # of the font size: a char whose middle is so far outside its clip is still half seen
FORCE_BOLD = 1 << 18  # font descriptor flags, ISO 32000-1 table 123
ITALIC = 1 << 6
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
FILLED_MODES = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
BOLD_NAMES = ("bold", "black", "heavy", "demi")
SPACES = np.array([0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], dtype=np.uint32)
BREAKS = np.array([0x0A, 0x0D], dtype=np.uint32)
NO_UNIT = 0xFFFE
ODD = (  # ranges of code points that a font may give its blank: controls, private use, no width…
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xE000, 0xF8FF),
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFF),
    (0xF0000, 0xFFFFFFFF),
)
NO_INK = 0.015  # of the height of its line: PDFium gives a glyph without ink a box so flat
NO_ADVANCE = 0.04  # of that height: a blank so narrow parts nothing

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
        plain: Filled with one colour, not stroked.
        seen: Not drawn invisibly, whether or not it is shown.
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
    plain: bool = True
    seen: bool = True


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
        hidden: How many chars were dropped because a reader does not see them.
        lost: The numbers among them.
        chars: How many the text layer has, spaces included.
    """

    code: NDArray[np.uint32]
    box: Floats
    origin: Floats
    ink: Index
    spaced: Flags
    gapped: Flags
    inks: tuple[Ink, ...]
    fonts: tuple[str, ...]
    hidden: int
    chars: int
    lost: tuple[str, ...] = ()

    @property
    def foreign_digits(self) -> int:
        """How many digits are of the Arabic, Persian or an Indian script."""
        odd = np.unique(self.code[(self.code >= 0x660) & (self.code <= 0xFFFF)])
        digits = [one for one in odd.tolist() if chr(one).isdecimal()]
        return int(np.isin(self.code, digits).sum())

    @property
    def unmapped(self) -> int:
        """How many chars have a font that does not say which letter they are."""
        private = (self.code >= 0xE000) & (self.code <= 0xF8FF)
        return int(((self.code == 0) | (self.code == 0xFFFD) | private).sum())


Drawn = tuple[tuple[float, ...], float, int, int, int | None, Box]
"""How PDFium says text is drawn: matrix, font size, font, render mode, colour, clip."""


class InkBook:
    """Properties of text objects, asked once per object and made out once per kind and font."""

    def __init__(self, matrix: Matrix, clips: Mapping[int, Box], keep_invisible: bool) -> None:
        self._matrix = matrix
        self._clips = clips
        self._keep_invisible = keep_invisible
        self._fonts: dict[int, tuple[int, int, bool]] = {}
        self._inks: dict[Drawn, Ink] = {}
        self._scratch = calls.Scratch()
        self.names: list[str] = []

    def read(self, textpage: calls.Handle, index: int, obj: calls.Handle) -> Ink:
        """Return the ink of the text object that char ``index`` belongs to."""
        scratch = self._scratch
        calls.get_char_matrix(textpage, index, scratch.float_at[0])
        drawn = (
            tuple(scratch.floats[:4]),
            calls.get_font_size(textpage, index),
            calls.get_font(obj),
            calls.get_render_mode(obj),
            scratch.colour(calls.get_fill_colour, obj),
            self._clips.get(obj.value or 0, WHOLE_PLANE),
        )
        known = self._inks.get(drawn)
        if known is None:
            known = self._inks[drawn] = self._mix(*drawn)
        return known

    def _mix(
        self,
        turn: tuple[float, ...],
        size: float,
        font: int,
        mode: int,
        colour: int | None,
        clip: Box,
    ) -> Ink:
        a, b, c, d, _, _ = multiply((turn[0], turn[1], turn[2], turn[3], 0.0, 0.0), self._matrix)
        length = math.hypot(a, b) or 1.0
        number, weight, italic = self._font(font)
        plain = mode in FILLED_MODES
        seen = mode not in INVISIBLE_MODES and not (plain and colour is None)
        return Ink(
            size=abs(size) * math.hypot(c, d),
            weight=weight,
            italic=italic,
            colour=colour or 0,
            font=number,
            direction=(a / length, b / length),
            rotation=round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360,
            clip=clip,
            shown=self._keep_invisible or seen,
            plain=plain,
            seen=seen,
        )

    def _font(self, address: int) -> tuple[int, int, bool]:
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


def read_glyphs(
    raw: Any,
    matrix: Matrix,
    area: Box,
    clips: Mapping[int, Box],
    *,
    keep_invisible: bool,
    unseen: Callable[[Chars], Flags] | None = None,
) -> Glyphs:
    """Read the visible chars of a page.

    Args:
        raw: A raw ``FPDF_TEXTPAGE``.
        matrix: From PDF user space to display coordinates.
        area: The displayed page, display coordinates.
        clips: Clip boxes of text objects by address.
        keep_invisible: Keep text drawn invisibly, as on a scanned page with an OCR layer.
        unseen: Tells which of the chars are hidden by what else is painted.
    """
    textpage = calls.handle_of(raw)
    book = InkBook(matrix, clips, keep_invisible)
    code = _read_codes(textpage)
    line_break = np.isin(code, BREAKS)
    blank, nothing = _read_blanks(textpage, code)
    space = blank | np.isin(code, SPACES)
    made_up = line_break.copy()
    made_up[space] = _ask(calls.is_generated, textpage, np.flatnonzero(space), np.bool_)
    letters = np.flatnonzero(~space & ~line_break & ~nothing)
    objects = _ask(calls.get_text_object, textpage, letters, np.uint64)
    loose = np.zeros((len(letters), 4), dtype=np.float32)
    calls.ask_all(calls.get_loose_box, textpage, letters.tolist(), loose)
    begins = np.ones(len(letters), dtype=np.bool_)
    begins[1:] = objects[1:] != objects[:-1]
    origin = _read_origins(textpage, letters, loose, begins)
    inks, index = _read_inks(textpage, letters, objects, begins, book)
    box, base = displayed_boxes(loose.astype(np.float64), matrix), displayed(origin, matrix)
    visible = objects != 0
    shown = visible & _is_shown(box, index, inks, area)
    if unseen is not None:
        hides = unseen(_chars(box, index, inks, objects, shown))
        shown &= ~hides
        box = keep_room(box, code[letters], hides, shown)
    before = np.concatenate([[-1], letters[:-1]]) if len(letters) else letters
    drawn = np.concatenate([[0], np.cumsum(space & ~made_up)])
    guessed = np.concatenate([[0], np.cumsum(made_up)])
    spaced = drawn[letters] > drawn[before + 1]
    gapped = guessed[letters] > guessed[before + 1]
    lost = name_numbers(code[letters], visible & ~shown, spaced | gapped)
    spaced[1:] |= ~shown[:-1]
    return Glyphs(
        code=code[letters][shown],
        box=box[shown],
        origin=base[shown],
        ink=index[shown],
        spaced=spaced[shown],
        gapped=gapped[shown],
        inks=inks,
        fonts=tuple(book.names),
        hidden=int((visible & ~shown).sum()),
        lost=lost,
        chars=len(code),
    )


def _chars(
    box: Floats, index: Index, inks: tuple[Ink, ...], objects: NDArray[np.uint64], shown: Flags
) -> Chars:
    size = np.array([i.size for i in inks], dtype=np.float64)[index]
    colour = np.array([i.colour for i in inks], dtype=np.uint32)[index]
    plain = np.array([i.plain for i in inks], dtype=np.bool_)[index]
    return Chars(box, size, colour, objects, shown, plain)


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


def _read_blanks(textpage: calls.Handle, code: NDArray[np.uint32]) -> tuple[Flags, Flags]:
    """Return which chars without a letter are blanks by their looks, and which take no room.

    Fonts map their blank to a tab, to U+FFFD or to nothing at all. What such a char draws tells:
    with ink it is a letter that no one knows.
    """
    odd = np.zeros(len(code), dtype=np.bool_)
    for low, high in ODD:
        odd |= (code >= low) & (code <= high)
    odd &= ~np.isin(code, BREAKS)
    which = np.flatnonzero(odd)
    blank, nothing = np.zeros_like(odd), np.zeros_like(odd)
    if not len(which):
        return blank, nothing
    loose = np.zeros((len(which), 4), dtype=np.float32)
    calls.ask_all(calls.get_loose_box, textpage, which.tolist(), loose)
    tight = np.zeros((len(which), 4))  # left, right, bottom, top
    for char, at in zip(which.tolist(), range(tight.ctypes.data, sys.maxsize, 32), strict=False):
        calls.get_char_box(textpage, char, *(calls.address(at + 8 * k) for k in range(4)))
    room = np.abs(loose[:, 2:] - loose[:, :2])
    ink = np.abs(tight[:, 1::2] - tight[:, ::2])
    inkless = ink.min(axis=1) <= NO_INK * room.max(axis=1)
    narrow = room.min(axis=1) < NO_ADVANCE * room.max(axis=1)
    blank[which], nothing[which] = inkless & ~narrow, inkless & narrow
    return blank, nothing


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
            inks.append(book.read(textpage, char, calls.Handle(obj)) if obj else NO_OBJECT)
        runs.append(numbers[obj])
    return tuple(inks), np.array(runs, dtype=np.intp)[np.cumsum(begins) - 1]


NO_OBJECT = Ink(0.0, 400, False, 0, 0, (1.0, 0.0), 0, WHOLE_PLANE, False)


def _is_shown(box: Floats, index: Index, inks: tuple[Ink, ...], area: Box) -> Flags:
    """Whether the middle of each char lies inside its clip and the page: half a glyph is read."""
    clip = np.array([i.clip for i in inks], dtype=np.float64).reshape(-1, 4)[index]
    shown = np.array([i.shown for i in inks], dtype=np.bool_)[index]
    edge = EDGE * np.array([i.size for i in inks], dtype=np.float64)[index][:, None]
    low = np.maximum(clip[:, :2], area[:2]) - edge
    high = np.minimum(clip[:, 2:], area[2:]) + edge
    middle = (box[:, :2] + box[:, 2:]) / 2
    inside: Flags = np.all((middle >= low) & (middle <= high), axis=1)
    return inside & shown
