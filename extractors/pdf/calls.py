"""PDFium functions that are called once per char, page object or path segment, cheaply.

pypdfium2's raw functions check and convert every argument of every call. These are the same
functions of the same library without declared argument types: a call costs a third. What that
asks of the caller: handles and addresses are passed as ``Handle`` or as what ``address`` and
``Scratch`` give, numbers are C ints. The interpreter's lock is kept: each call is short, and
callers hold ``reader.PDFIUM_LOCK`` anyway.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from ctypes import c_double, c_float, c_int, c_size_t, c_uint, c_void_p
from itertools import count, repeat
from typing import Any

import pypdfium2.raw as pdfium
from numpy.typing import NDArray

address = c_void_p.from_param
"""An address as an argument; makes no object that owns or frees it."""


class Handle(c_void_p):
    """Something of PDFium's; false where there is none."""


def handle_of(raw: Any) -> Handle:
    """Return one of pypdfium2's typed handles as a plain one."""
    return Handle(ctypes.cast(raw, c_void_p).value)


def _bind(function: Any, result: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, c_void_p).value or 0)


count_chars = _bind(pdfium.FPDFText_CountChars, c_int)
get_text = _bind(pdfium.FPDFText_GetText, c_int)
get_unicode = _bind(pdfium.FPDFText_GetUnicode, c_uint)
get_text_object = _bind(pdfium.FPDFText_GetTextObject, c_size_t)
get_loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, c_int)
get_char_box = _bind(pdfium.FPDFText_GetCharBox, c_int)
get_origin = _bind(pdfium.FPDFText_GetCharOrigin, c_int)
is_generated = _bind(pdfium.FPDFText_IsGenerated, c_int)
get_char_matrix = _bind(pdfium.FPDFText_GetMatrix, c_int)
get_font_size = _bind(pdfium.FPDFText_GetFontSize, c_double)
get_font = _bind(pdfium.FPDFTextObj_GetFont, c_size_t)
get_object_size = _bind(pdfium.FPDFTextObj_GetFontSize, c_int)
get_render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, c_int)

get_object = _bind(pdfium.FPDFPage_GetObject, Handle)
get_form_object = _bind(pdfium.FPDFFormObj_GetObject, Handle)
get_type = _bind(pdfium.FPDFPageObj_GetType, c_int)
get_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, c_int)
get_clip_path = _bind(pdfium.FPDFPageObj_GetClipPath, Handle)
count_clip_paths = _bind(pdfium.FPDFClipPath_CountPaths, c_int)
count_clip_segments = _bind(pdfium.FPDFClipPath_CountPathSegments, c_int)
get_clip_segment = _bind(pdfium.FPDFClipPath_GetPathSegment, Handle)
get_fill_colour = _bind(pdfium.FPDFPageObj_GetFillColor, c_int)
get_stroke_colour = _bind(pdfium.FPDFPageObj_GetStrokeColor, c_int)
get_stroke_width = _bind(pdfium.FPDFPageObj_GetStrokeWidth, c_int)
count_dashes = _bind(pdfium.FPDFPageObj_GetDashCount, c_int)
get_dashes = _bind(pdfium.FPDFPageObj_GetDashArray, c_int)
get_draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, c_int)
count_segments = _bind(pdfium.FPDFPath_CountSegments, c_int)
get_segment = _bind(pdfium.FPDFPath_GetPathSegment, Handle)
get_segment_type = _bind(pdfium.FPDFPathSegment_GetType, c_int)
get_segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, c_int)
count_marks = _bind(pdfium.FPDFPageObj_CountMarks, c_int)
get_mark = _bind(pdfium.FPDFPageObj_GetMark, Handle)
get_mark_name = _bind(pdfium.FPDFPageObjMark_GetName, c_int)


def ask_all(
    get: Callable[..., Any], textpage: Handle, chars: Iterable[int], answers: NDArray[Any]
) -> None:
    """Ask one thing of many chars.

    Args:
        get: A function that writes its answer to an address.
        textpage: Their text page.
        chars: Their indices.
        answers: One row for each, C-contiguous, as wide as an answer.
    """
    rows = map(address, count(answers.ctypes.data, answers.strides[0]))
    deque(map(get, repeat(textpage), chars, rows), maxlen=0)


def read_segments(path: Handle, n: int) -> tuple[list[int], list[tuple[float, float]]]:
    """Return the types and the points of a path's first n segments."""
    segments = list(map(get_segment, repeat(path), range(n)))
    points = (c_float * (2 * n))()
    places = range(ctypes.addressof(points), ctypes.addressof(points) + 8 * n, 8)
    x_at, y_at = map(address, places), (address(place + 4) for place in places)
    deque(map(get_segment_point, segments, x_at, y_at), maxlen=0)
    flat = points[:]
    return list(map(get_segment_type, segments)), list(zip(flat[::2], flat[1::2], strict=True))


class Scratch:
    """Memory that PDFium writes results into, with its addresses taken once."""

    def __init__(self) -> None:
        self.floats = (c_float * 8)()
        self.uints = (c_uint * 4)()
        self.ints = (c_int * 2)()
        base = ctypes.addressof(self.floats)
        self.float_at = tuple(address(base + 4 * i) for i in range(8))
        base = ctypes.addressof(self.uints)
        self.uint_at = tuple(address(base + 4 * i) for i in range(4))
        base = ctypes.addressof(self.ints)
        self.int_at = tuple(address(base + 4 * i) for i in range(2))

    def colour(self, get: Callable[..., Any], obj: Handle) -> int | None:
        """Return a colour as 0xRRGGBB, ``None`` for a fully transparent one."""
        if not get(obj, *self.uint_at):
            return 0
        r, g, b, a = self.uints
        return None if a == 0 else (r << 16) | (g << 8) | b

    def matrix(self, obj: Handle) -> tuple[float, float, float, float, float, float]:
        """Return the matrix of a page object."""
        if not get_matrix(obj, self.float_at[0]):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        a, b, c, d, e, f = self.floats[:6]
        return (a, b, c, d, e, f)

    def point(self, segment: Handle) -> tuple[float, float]:
        """Return the point of a path segment."""
        get_segment_point(segment, self.float_at[0], self.float_at[1])
        return self.floats[0], self.floats[1]
