"""What a page draws besides text: rules, filled areas, curves, pictures, and who clips whom.

In: a loaded PDFium page. Out: :class:`Drawings` in display coordinates, with the clip box of every
text object, which PDFium's text layer does not know. Refuses to know words.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from crossfoot.extractors.pdf import calls
from crossfoot.extractors.pdf.cover import Painted, is_optional
from crossfoot.extractors.pdf.dashes import cut_dashes
from crossfoot.extractors.pdf.frame import Frame, Matrix, apply, multiply
from crossfoot.extractors.pdf.outlines import (
    THICKEST,
    Subpath,
    box_as_bar,
    centre_line,
    find_chart_bars,
    frame_bars,
    is_axis_parallel,
    is_rectangle,
    outline_as_bar,
)
from crossfoot.geometry import hull_of_points, intersect
from crossfoot.model import BODY_SIZE, Box, Fills, Picture, Shape, Strokes

CURVE_STEPS = 8  # line segments per Bézier curve: half a percent of a quarter circle's radius
MAX_SEGMENTS = 4_000  # a path beyond this is a map or a drawing; only its box is kept
CLIP_SEGMENTS = 256  # of a clip path, evenly chosen: a dotted border is clipped to all its dots
MAX_OBJECTS = 60_000  # a page beyond this is a map; the rest of its paths is left out
RULE_SHAPE = 10.0  # times as long as thick: an image that stands for a rule
MAX_DEPTH = 12  # forms inside forms
PLAIN_CORNERS = 5  # of a rectangle or bar, closed: no frame
SHEET = 94.0  # type sizes along the longer side of a sheet: A4 holds so many of 9 points
TYPE_SAMPLE = 100  # objects, evenly chosen, whose text tells the type size of a page
WHOLE_PLANE: Box = (-1e9, -1e9, 1e9, 1e9)

BERNSTEIN = tuple(  # weights of a cubic curve's four points at each step
    ((1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t)
    for t in (i / CURVE_STEPS for i in range(1, CURVE_STEPS + 1))
)


class Paint(NamedTuple):
    """How a path is painted: its colours, ``None`` for none, and the thickness of its stroke."""

    fill: int | None
    stroke: int | None
    thickness: float


class Area(NamedTuple):
    """A filled area; its shape where it is no axis-parallel outline."""

    box: Box
    colour: int
    rectangle: bool
    shape: Shape | None


@dataclass(slots=True)
class Drawings:
    """Collected while walking the objects of one page; boxes in display coordinates.

    Attributes:
        strokes: (box, width, colour) of axis-parallel rules.
        fills: (box, colour, is_rectangle).
        clips: Clip box of each text object that has one, by the address of the object.
        image_marks: Marked-content id of each of ``pictures``, -1 without one.
        em: Type size of the page, points; where it has no text, that of most sheets so large.
        bars: (area, thickness) of rules that may turn out to be the bars of a chart.
        painted: What may hide text, and when each text is painted.
    """

    strokes: list[tuple[Box, float, int]] = field(default_factory=list)
    fills: list[tuple[Box, int, bool]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    clips: dict[int, Box] = field(default_factory=dict)
    image_marks: list[int] = field(default_factory=list)
    objects: int = 0
    cut_short: bool = False
    em: float = BODY_SIZE
    bars: list[tuple[Area, float]] = field(default_factory=list)
    painted: Painted = field(default_factory=Painted)
    scratch: calls.Scratch = field(default_factory=calls.Scratch, repr=False)


def collect_drawings(page: Any, frame: Frame) -> Drawings:
    """Walk all objects of a page, forms included.

    Args:
        page: A raw ``FPDF_PAGE``.
        frame: Its displayed area.
    """
    found = Drawings()
    count = pdfium.FPDFPage_CountObjects(page)
    handle = calls.handle_of(page)
    sample = (calls.get_object(handle, i) for i in range(0, count, 1 + count // TYPE_SAMPLE))
    sizes = list(_type_sizes(sample, frame.matrix, found.scratch, 0))
    found.em = (median(sizes) if sizes else 0.0) or max(frame.size) / SHEET
    objects = (calls.get_object(handle, i) for i in range(count))
    _walk(objects, frame.matrix, WHOLE_PLANE, found, 0)
    _settle_bars(found)
    return found


def _type_sizes(
    objects: Iterator[calls.Handle], matrix: Matrix, scratch: calls.Scratch, depth: int
) -> Iterator[float]:
    """Yield the sizes in which text objects are set, points, those in forms included."""
    for obj in objects:
        kind = calls.get_type(obj)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and calls.get_object_size(obj, scratch.float_at[0]):
            size = scratch.floats[0]
            _, _, c, d, _, _ = multiply(scratch.matrix(obj), matrix)
            yield size * math.hypot(c, d)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(0, pdfium.FPDFFormObj_CountObjects(_handle(obj)))
            step = 1 + count // TYPE_SAMPLE
            inner = (calls.get_form_object(obj, i) for i in range(0, count, step))
            yield from _type_sizes(inner, multiply(scratch.matrix(obj), matrix), scratch, depth + 1)


def _walk(
    objects: Iterator[calls.Handle], matrix: Matrix, clip: Box, found: Drawings, depth: int
) -> None:
    scratch = found.scratch
    clips = ClipBook(matrix, clip, scratch)
    for obj in objects:
        found.objects += 1
        kind = calls.get_type(obj)
        if found.objects > MAX_OBJECTS and kind != pdfium.FPDF_PAGEOBJ_TEXT:
            found.cut_short = True
            continue
        own_clip = clips.box(obj)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.painted.add_text(obj)
            if own_clip != WHOLE_PLANE:
                found.clips[obj.value or 0] = own_clip
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _collect_path(obj, multiply(scratch.matrix(obj), matrix), own_clip, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _collect_image(obj, multiply(scratch.matrix(obj), matrix), own_clip, found)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            found.painted.add(obj, own_clip)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(0, pdfium.FPDFFormObj_CountObjects(_handle(obj)))
            inner = (calls.get_form_object(obj, i) for i in range(count))
            veil, group = pdfium.FPDFPageObj_HasTransparency(_handle(obj)), is_optional(obj)
            found.painted.enter(veil, group)
            _walk(inner, multiply(scratch.matrix(obj), matrix), own_clip, found, depth + 1)
            found.painted.leave(veil, group)


def _handle(obj: calls.Handle) -> Any:
    """Return the typed handle that pypdfium2's own functions want."""
    return ctypes.cast(obj, pdfium.FPDF_PAGEOBJECT)


class ClipBook:
    """Clips of the objects on one level, as boxes: clip paths are nearly always rectangles.

    Objects drawn under one clip share its paths, so each path is read once: its first segment,
    which stays where it is while the page is open, tells which it is.
    """

    def __init__(self, matrix: Matrix, outer: Box, scratch: calls.Scratch) -> None:
        self._matrix = matrix
        self._outer = outer
        self._scratch = scratch
        self._boxes: dict[int | None, Box] = {None: WHOLE_PLANE}

    def box(self, obj: calls.Handle) -> Box:
        """Return the box that an object is drawn in."""
        clip = calls.get_clip_path(obj)
        box = self._outer
        for i in range(calls.count_clip_paths(clip) if clip else 0):
            name = calls.get_clip_segment(clip, i, 0).value
            known = self._boxes.get(name)
            if known is None:
                known = self._boxes[name] = self._read(clip, i)
            box = intersect(box, known)
        return box

    def _read(self, clip: calls.Handle, i: int) -> Box:
        last = calls.count_clip_segments(clip, i) - 1
        chosen = (*range(0, last, 1 + last // CLIP_SEGMENTS), last)
        segments = (calls.get_clip_segment(clip, i, j) for j in chosen)
        return hull_of_points([apply(self._matrix, *self._scratch.point(s)) for s in segments])


def _collect_path(obj: calls.Handle, matrix: Matrix, clip: Box, found: Drawings) -> None:
    scratch = found.scratch
    calls.get_draw_mode(obj, *scratch.int_at)
    filled, stroked = scratch.ints
    fill = scratch.colour(calls.get_fill_colour, obj) if filled else None
    stroke = scratch.colour(calls.get_stroke_colour, obj) if stroked else None
    if fill is None and stroke is None:
        return
    thickness, pattern = _pen(obj, matrix, scratch) if stroke is not None else (0.0, [])
    count = calls.count_segments(obj)
    if count <= 0:
        return
    if count > MAX_SEGMENTS:
        found.cut_short = True
        return
    subpaths = list(_subpaths(obj, count, matrix))
    if fill is not None and len(subpaths) == 1:
        found.painted.add(obj, intersect(hull_of_points(subpaths[0][0]), clip), fill, *subpaths)
    even_odd = filled == pdfium.FPDF_FILLMODE_ALTERNATE
    if fill is not None and _collect_frame(subpaths, fill, clip, found, even_odd=even_odd):
        fill = None
    paint = Paint(fill, stroke, thickness)
    for subpath, curved in subpaths:
        parts = cut_dashes(subpath, pattern) if curved and pattern and fill is None else [subpath]
        for part in parts:
            _collect_subpath(part, curved, paint, clip, found)


def _collect_frame(
    subpaths: Sequence[tuple[Subpath, bool]],
    fill: int,
    clip: Box,
    found: Drawings,
    *,
    even_odd: bool,
) -> bool:
    """Keep the sides of a filled path that is a frame; whether it is one."""
    if len(subpaths) == 1 and len(subpaths[0][0]) <= PLAIN_CORNERS:
        return False
    if any(curved for _, curved in subpaths):
        return False
    bars = frame_bars([points for points, _ in subpaths], found.em, even_odd=even_odd)
    for line, thickness in bars:
        _add_stroke(line, clip, thickness, fill, found)
    return bool(bars)


def _pen(obj: calls.Handle, matrix: Matrix, scratch: calls.Scratch) -> tuple[float, list[float]]:
    """Return the thickness of a stroke and its dash pattern, points; no pattern where unbroken."""
    a, b, c, d = matrix[:4]
    scale = max(abs(a * d - b * c), 1e-12) ** 0.5
    calls.get_stroke_width(obj, scratch.float_at[0])
    thickness = scratch.floats[0] * scale
    count = calls.count_dashes(obj)
    if not 0 < count <= len(scratch.floats):
        return thickness, []
    calls.get_dashes(obj, scratch.float_at[0], ctypes.c_size_t(count))
    return thickness, [max(0.0, length) * scale for length in scratch.floats[:count]]


def _subpaths(obj: calls.Handle, count: int, matrix: Matrix) -> Iterator[tuple[Subpath, bool]]:
    """Yield each subpath as display points (PDFium ends closed ones at their start); if curved."""
    points: Subpath = []
    curved = False
    controls: Subpath = []
    a, b, c, d, e, f = matrix
    kinds, drawn = calls.read_segments(obj, count)
    for kind, (x, y) in zip(kinds, drawn, strict=True):
        point = a * x + c * y + e, b * x + d * y + f  # as apply does, without its call
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved, controls = [point], False, []
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            controls.append(point)
            if len(controls) == 3:
                if points:
                    points.extend(_flatten(points[-1], *controls))
                curved, controls = True, []
        else:
            points.append(point)
    if len(points) > 1:
        yield points, curved


def _flatten(
    p0: tuple[float, float],
    p1: tuple[float, float],
    p2: tuple[float, float],
    p3: tuple[float, float],
) -> Subpath:
    """Return ``CURVE_STEPS`` points of a cubic Bézier curve, its start left out."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = p0, p1, p2, p3
    return [
        (k0 * x0 + k1 * x1 + k2 * x2 + k3 * x3, k0 * y0 + k1 * y1 + k2 * y2 + k3 * y3)
        for k0, k1, k2, k3 in BERNSTEIN
    ]


def _collect_subpath(
    points: Subpath, curved: bool, paint: Paint, clip: Box, found: Drawings
) -> None:
    box = intersect(hull_of_points(points), clip)
    if box[2] < box[0] or box[3] < box[1] or (paint.fill is None and paint.stroke is None):
        return
    rectangle = not curved and is_rectangle(points, found.em)
    straight = rectangle or (not curved and is_axis_parallel(points, found.em))
    shape = None if straight else Shape(tuple(points), paint.fill, paint.stroke, paint.thickness)
    bar = None if straight else outline_as_bar(points, found.em, drawn=paint.thickness)
    if bar is not None:
        colour = paint.fill if paint.fill is not None else paint.stroke or 0
        thick = bar[1] + paint.thickness
        _add_bar(Area(box, colour, False, shape), thick, curved, found)
        return
    if paint.fill is not None and (rectangle or len(points) > 2):
        _collect_fill(box, paint.fill, rectangle, found)
    if paint.stroke is not None and straight:
        for p, q in itertools.pairwise(points):
            _add_stroke(hull_of_points((p, q)), clip, paint.thickness, paint.stroke, found)
    if shape is not None:
        found.shapes.append(shape)


def _add_stroke(line: Box, clip: Box, thickness: float, colour: int, found: Drawings) -> None:
    """Keep what the clip leaves of a rule."""
    x0, top, x1, bottom = seen = intersect(line, clip)
    if x1 >= x0 and bottom >= top and x1 - x0 + bottom - top > 0:
        found.strokes.append((seen, thickness, colour))


def _add_bar(area: Area, thickness: float, doubtful: bool, found: Drawings) -> None:
    """Keep a thin area as a rule, or aside while it may be a bar of a chart."""
    if doubtful:
        found.bars.append((area, thickness))
    else:
        found.strokes.append((centre_line(area.box), thickness, area.colour))


def _collect_fill(box: Box, colour: int, rectangle: bool, found: Drawings) -> None:
    bar = box_as_bar(box, found.em) if rectangle else None
    if bar is not None:
        _add_bar(Area(box, colour, rectangle, None), bar[1], False, found)
    elif min(box[2] - box[0], box[3] - box[1]) > 0:
        found.fills.append((box, colour, rectangle))


def _settle_bars(found: Drawings) -> None:
    """Make rules of the bars kept aside, but those of a chart areas."""
    chart = find_chart_bars([area.box for area, _ in found.bars], found.em)
    for i, (area, thickness) in enumerate(found.bars):
        if i not in chart:
            found.strokes.append((centre_line(area.box), thickness, area.colour))
            continue
        found.fills.append((area.box, area.colour, area.rectangle))
        if area.shape is not None:
            found.shapes.append(area.shape)


def _collect_image(obj: calls.Handle, matrix: Matrix, clip: Box, found: Drawings) -> None:
    corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = intersect(hull_of_points(corners), clip)
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= 0 or height <= 0:
        return
    thick, long = sorted((width, height))
    if thick <= THICKEST * found.em and long >= RULE_SHAPE * thick:
        # some office programs draw their rules as one-pixel images
        found.strokes.append((centre_line(box), thick, 0))
        return
    found.painted.add(obj, box)
    w, h = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(_handle(obj), w, h)
    found.pictures.append(Picture(box=box, pixels=(w.value, h.value)))
    found.image_marks.append(pdfium.FPDFPageObj_GetMarkedContentID(_handle(obj)))


def to_strokes(rules: Sequence[tuple[Box, float, int]]) -> Strokes:
    """Return rules as arrays."""
    box = np.array([r[0] for r in rules], dtype=np.float64).reshape(-1, 4)
    return Strokes(
        box=box,
        horizontal=(box[:, 2] - box[:, 0]) >= (box[:, 3] - box[:, 1]),
        width=np.array([r[1] for r in rules], dtype=np.float64),
        colour=np.array([r[2] for r in rules], dtype=np.uint32),
    )


def to_fills(areas: Sequence[tuple[Box, int, bool]]) -> Fills:
    """Return filled areas as arrays."""
    return Fills(
        box=np.array([a[0] for a in areas], dtype=np.float64).reshape(-1, 4),
        colour=np.array([a[1] for a in areas], dtype=np.uint32),
        rectangle=np.array([a[2] for a in areas], dtype=np.bool_),
    )
