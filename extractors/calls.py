"""PDFium functions that are called once per char or path segment, with the cheapest conversions.

pypdfium2's raw functions convert pointers to typed objects on every call. These take and return
plain integers (addresses) instead, which makes a page of chars three times as fast to read. They
are the same functions of the same library; only the Python side of the call differs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def _bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def address_of(handle: Any) -> int:
    """Return the address of a PDFium handle; 0 for a null one."""
    return ctypes.cast(handle, c_void_p).value or 0


get_unicode = _bind(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
get_text_object = _bind(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
get_loose_box = _bind(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
get_origin = _bind(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
is_generated = _bind(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
get_char_matrix = _bind(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
get_font_size = _bind(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
get_font = _bind(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
get_render_mode = _bind(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

get_object = _bind(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
get_form_object = _bind(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)
get_type = _bind(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
get_matrix = _bind(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
get_clip_path = _bind(pdfium.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
count_clip_paths = _bind(pdfium.FPDFClipPath_CountPaths, c_int, c_void_p)
count_clip_segments = _bind(pdfium.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
get_clip_segment = _bind(pdfium.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
get_fill_colour = _bind(
    pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p
)
get_stroke_colour = _bind(
    pdfium.FPDFPageObj_GetStrokeColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p
)
get_stroke_width = _bind(pdfium.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
get_draw_mode = _bind(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
count_segments = _bind(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
get_segment = _bind(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
get_segment_type = _bind(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
get_segment_point = _bind(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
get_segment_close = _bind(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)


class Scratch:
    """Memory that PDFium writes results into, with its addresses taken once."""

    def __init__(self) -> None:
        self.floats = (c_float * 8)()
        self.uints = (c_uint * 4)()
        self.ints = (c_int * 2)()
        base = ctypes.addressof(self.floats)
        self.float_at = tuple(base + 4 * i for i in range(8))
        base = ctypes.addressof(self.uints)
        self.uint_at = tuple(base + 4 * i for i in range(4))
        base = ctypes.addressof(self.ints)
        self.int_at = tuple(base + 4 * i for i in range(2))

    def colour(self, get: Callable[..., Any], obj: int) -> int | None:
        """Return a colour as 0xRRGGBB, ``None`` for a fully transparent one."""
        if not get(obj, *self.uint_at):
            return 0
        r, g, b, a = self.uints
        return None if a == 0 else (r << 16) | (g << 8) | b

    def matrix(self, obj: int) -> tuple[float, float, float, float, float, float]:
        """Return the matrix of a page object."""
        if not get_matrix(obj, self.float_at[0]):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        a, b, c, d, e, f = self.floats[:6]
        return (a, b, c, d, e, f)

    def point(self, segment: int) -> tuple[float, float]:
        """Return the point of a path segment."""
        get_segment_point(segment, self.float_at[0], self.float_at[1])
        return self.floats[0], self.floats[1]
