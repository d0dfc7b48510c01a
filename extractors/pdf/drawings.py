"""What a page draws besides text: rules, filled areas, curves, pictures, and who clips whom.

In: a loaded PDFium page. Out: :class:`Drawings` in display coordinates, with the clip box of every
text object, which PDFium's text layer does not know. Refuses to know words.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from crossfoot.extractors.pdf import calls
from crossfoot.extractors.pdf.dashes import cut_dashes
from crossfoot.model import Box, Fills, Picture, Shape, Strokes

RULE_MAX_PT = 2.2  # a filled rectangle this thin is a rule; the thickest booktabs rule is 2 pt
RULE_MIN_ASPECT = 3.0  # a bullet drawn as a small square is no rule
CURVE_STEPS = 8  # line segments per Bézier curve: half a percent of a quarter circle's radius
MAX_SEGMENTS = 4_000  # a path beyond this is a map or a drawing; only its box is kept
CLIP_SEGMENTS = 256  # of a clip path, evenly chosen: a dotted border is clipped to all its dots
MAX_OBJECTS = 60_000  # a page beyond this is a map; the rest of its paths is left out
MAX_DEPTH = 12  # forms inside forms
WHOLE_PLANE: Box = (-1e9, -1e9, 1e9, 1e9)

BERNSTEIN = tuple(  # weights of a cubic curve's four points at each step
    ((1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t)
    for t in (i / CURVE_STEPS for i in range(1, CURVE_STEPS + 1))
)

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Subpath = list[tuple[float, float]]


@dataclass(slots=True)
class Drawings:
    """Collected while walking the objects of one page; boxes in display coordinates.

    Attributes:
        strokes: (box, width, colour) of axis-parallel rules.
        fills: (box, colour, is_rectangle).
        clips: Clip box of each text object that has one, by the address of the object.
        image_marks: Marked-content id of each of ``pictures``, -1 without one.
    """

    strokes: list[tuple[Box, float, int]] = field(default_factory=list)
    fills: list[tuple[Box, int, bool]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    clips: dict[int, Box] = field(default_factory=dict)
    image_marks: list[int] = field(default_factory=list)
    objects: int = 0
    cut_short: bool = False
    scratch: calls.Scratch = field(default_factory=calls.Scratch, repr=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """The displayed area of a page: turns PDF user space into display coordinates.

    Attributes:
        box: (left, bottom, right, top) of the visible area in user space.
        rotation: Clockwise degrees by which the page is shown turned: 0, 90, 180 or 270.
    """

    box: tuple[float, float, float, float]
    rotation: int

    @property
    def matrix(self) -> Matrix:
        """Affine matrix (a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""
        left, bottom, right, top = self.box
        if self.rotation == 90:
            return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
        if self.rotation == 180:
            return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
        if self.rotation == 270:
            return (0.0, -1.0, -1.0, 0.0, top, right)
        return (1.0, 0.0, 0.0, -1.0, -left, top)

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) as displayed, in points."""
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.rotation in (90, 270) else (width, height)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and ``then`` the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the image of a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def hull(points: Sequence[tuple[float, float]]) -> Box:
    """Return the box around points."""
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def intersect(a: Box, b: Box) -> Box:
    """Return the common part; empty (x1 < x0 or bottom < top) when there is none."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def collect_drawings(page: Any, frame: Frame) -> Drawings:
    """Walk all objects of a page, forms included.

    Args:
        page: A raw ``FPDF_PAGE``.
        frame: Its displayed area.
    """
    found = Drawings()
    count = pdfium.FPDFPage_CountObjects(page)
    handle = calls.handle_of(page)
    objects = (calls.get_object(handle, i) for i in range(count))
    _walk(objects, frame.matrix, WHOLE_PLANE, found, 0)
    return found


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
            if own_clip != WHOLE_PLANE:
                found.clips[obj.value or 0] = own_clip
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _collect_path(obj, multiply(scratch.matrix(obj), matrix), own_clip, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _collect_image(obj, multiply(scratch.matrix(obj), matrix), own_clip, found)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            count = max(0, pdfium.FPDFFormObj_CountObjects(_handle(obj)))
            inner = (calls.get_form_object(obj, i) for i in range(count))
            _walk(inner, multiply(scratch.matrix(obj), matrix), own_clip, found, depth + 1)


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
        return hull([apply(self._matrix, *self._scratch.point(s)) for s in segments])


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
    for subpath, curved in _subpaths(obj, count, matrix):
        parts = cut_dashes(subpath, pattern) if curved and pattern and fill is None else [subpath]
        for part in parts:
            _collect_subpath(part, curved, fill, stroke, thickness, clip, found)


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


def _is_rectangle(points: Subpath) -> bool:
    """Whether a subpath is an axis-parallel rectangle (its closing edge may be implied)."""
    corners = points[:-1] if len(points) > 4 and points[0] == points[-1] else points
    if len(corners) != 4:
        return False
    return all(
        abs(p[0] - q[0]) < 0.05 or abs(p[1] - q[1]) < 0.05
        for p, q in zip(corners, [*corners[1:], corners[0]], strict=True)
    )


def _collect_subpath(
    points: Subpath,
    curved: bool,
    fill: int | None,
    stroke: int | None,
    thickness: float,
    clip: Box,
    found: Drawings,
) -> None:
    box = intersect(hull(points), clip)
    if box[2] < box[0] or box[3] < box[1]:
        return
    rectangle = not curved and _is_rectangle(points)
    straight = rectangle or (not curved and _is_axis_parallel(points))
    if fill is not None and (rectangle or len(points) > 2):
        _collect_fill(box, fill, rectangle, found)
    if stroke is not None and straight:
        for p, q in itertools.pairwise(points):
            edge = intersect(hull((p, q)), clip)
            if (
                edge[2] >= edge[0]
                and edge[3] >= edge[1]
                and edge[2] - edge[0] + edge[3] - edge[1] > 0
            ):
                found.strokes.append((edge, thickness, stroke))
    if not straight:
        found.shapes.append(Shape(points=tuple(points), fill=fill, stroke=stroke, width=thickness))


def _is_axis_parallel(points: Subpath) -> bool:
    return all(
        abs(p[0] - q[0]) < 0.3 or abs(p[1] - q[1]) < 0.3 for p, q in itertools.pairwise(points)
    )


def _collect_fill(box: Box, colour: int, rectangle: bool, found: Drawings) -> None:
    width, height = box[2] - box[0], box[3] - box[1]
    thin, long = min(width, height), max(width, height)
    if rectangle and thin <= RULE_MAX_PT and long >= RULE_MIN_ASPECT * max(thin, 0.1):
        found.strokes.append((_centre_line(box), thin, colour))
    elif thin > 0:
        found.fills.append((box, colour, rectangle))


def _centre_line(box: Box) -> Box:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return x0, middle, x1, middle
    middle = (x0 + x1) / 2
    return middle, top, middle, bottom


def _collect_image(obj: calls.Handle, matrix: Matrix, clip: Box, found: Drawings) -> None:
    corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = intersect(hull(corners), clip)
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= 0 or height <= 0:
        return
    if min(width, height) <= RULE_MAX_PT and max(width, height) >= 10 * min(width, height):
        # some office programs draw their rules as one-pixel images
        found.strokes.append((_centre_line(box), min(width, height), 0))
        return
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
