"""Which chars of a page the eye cannot see: covered, or set in the colour of what is under them.

In: chars with the objects that drew them, the filled areas and pictures of the page in the order
they are painted. What the order suggests is compared with the picture of the page: patterns,
shadings and odd clips are not known here, but a letter that can be seen has contrast.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from crossfoot.extractors.pdf import calls
from crossfoot.geometry import area
from crossfoot.model import Box

NEAR = 16  # of 255 in each colour: closer colours are one to the eye
LIKE = 96  # of 255: a pixel so near the colour of a letter may be its edge
LEAST_SIDE = 0.3  # of the size of the type: a smaller area covers no digit
MOST_LAYERS = 5_000  # a page with more is a drawing
TOUCHING = 0.15  # of a char's height: no space between
SHOWN_NUMBERS = 8  # of those that cannot be seen, in a finding
RIM = 0.2  # of a char's box on each side, where little of its ink is
PAPER = 0xFFFFFF
PICTURE_SCALE = 2.0  # pixels a point of the picture that decides
OPTIONAL = "OC".encode("utf-16-le")  # name of the mark around what a layer shows or hides

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Pixels = NDArray[np.int16]
"""(rows, columns, 3) of a picture."""


@dataclass(frozen=True, slots=True)
class Layer:
    """An area that is painted over what was there.

    Attributes:
        order: When it is painted, among all objects of the page.
        box: Display coordinates.
        colour: 0xRRGGBB, ``None`` for what has no one colour (pictures, shadings).
        outline: Its corners where it is no rectangle.
        handle: Address of its object.
        veiled: It may be seen through, for all that is known.
    """

    order: int
    box: Box
    colour: int | None
    outline: tuple[tuple[float, float], ...] | None
    handle: int
    veiled: bool = False


@dataclass(slots=True)
class Painted:
    """What a page paints, in its order.

    Attributes:
        layers: Filled areas and pictures.
        orders: When each text object is painted, by its address.
        optional: Addresses of the text objects of layers that may be switched off.
        veils: Forms open now that may be seen through.
        groups: Forms open now that belong to such a layer.
    """

    layers: list[Layer] = field(default_factory=list)
    orders: dict[int, int] = field(default_factory=dict)
    optional: set[int] = field(default_factory=set)
    veils: int = 0
    groups: int = 0
    _count: int = 0

    def add_text(self, obj: calls.Handle) -> None:
        """Note a text object."""
        self._count += 1
        self.orders[obj.value or 0] = self._count
        if self.groups or is_optional(obj):
            self.optional.add(obj.value or 0)

    def add(
        self,
        obj: calls.Handle,
        box: Box,
        colour: int | None = None,
        outline: tuple[Sequence[tuple[float, float]], bool] | None = None,
    ) -> None:
        """Note an area; ``outline`` are the corners of a path, and whether it is curved."""
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        self._count += 1
        corners = None if outline is None or _is_box(*outline) else tuple(outline[0])
        layer = Layer(self._count, box, colour, corners, obj.value or 0, self.veils > 0)
        self.layers.append(layer)

    def enter(self, veil: bool, group: bool) -> None:
        """Go into a form that may be seen through, or belongs to a layer."""
        self.veils += veil
        self.groups += group

    def leave(self, veil: bool, group: bool) -> None:
        """Come out of such a form."""
        self.veils -= veil
        self.groups -= group

    def is_under_picture(self, least: float) -> bool:
        """Whether most texts are painted before a picture of at least some area, in points²."""
        pictures = [x.order for x in self.layers if x.colour is None and area(x.box) > least]
        last = max(pictures, default=0)
        return 2 * sum(order < last for order in self.orders.values()) > len(self.orders)


def is_optional(obj: calls.Handle) -> bool:
    """Whether an object is in an optional content group. Only the picture tells if it is shown."""
    name, used = ctypes.create_string_buffer(2 * len(OPTIONAL)), ctypes.c_ulong()
    for i in range(calls.count_marks(obj)):
        mark = calls.get_mark(obj, i)
        if calls.get_mark_name(mark, name, ctypes.c_ulong(len(name)), ctypes.byref(used)) and (
            name.raw[: used.value].rstrip(b"\0") == OPTIONAL.rstrip(b"\0")
        ):
            return True
    return False


def _is_box(points: Sequence[tuple[float, float]], curved: bool) -> bool:
    """Whether an outline is a rectangle along the edges of the page."""
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    return not curved and len(corners) == 4 and len({x for x, _ in corners}) == 2


@dataclass(frozen=True, slots=True, eq=False)
class Chars:
    """The chars of a page, in drawing order; arrays of length n.

    Attributes:
        box: (n, 4), display coordinates.
        size: Points.
        colour: 0xRRGGBB.
        object: Addresses of the objects that drew them.
        shown: Neither clipped away nor invisible.
        plain: Filled with that colour, not stroked.
    """

    box: Floats
    size: Floats
    colour: NDArray[np.uint32]
    object: NDArray[np.uint64]
    shown: Flags
    plain: Flags


def find_unseen(
    chars: Chars,
    painted: Painted,
    picture: Callable[[], Pixels],
    *,
    is_scan: bool,
) -> Flags:
    """Return which chars cannot be seen though they are drawn.

    Args:
        chars: Of the page.
        painted: On the page.
        picture: Gives the page as displayed, ``PICTURE_SCALE`` pixels a point.
        is_scan: A picture that covers the page hides its own text layer, and nothing is hidden.
    """
    n = len(chars.shown)
    unseen = np.zeros(n, dtype=np.bool_)
    if not n or len(painted.layers) > MOST_LAYERS:
        return unseen
    least = LEAST_SIDE * float(np.median(chars.size))
    large = [x for x in painted.layers if min(x.box[2] - x.box[0], x.box[3] - x.box[1]) >= least]
    order = np.array([painted.orders.get(one, -1) for one in chars.object.tolist()])
    ground = _Ground(chars, order)
    for layer in large:
        ground.lay(layer, is_scan=is_scan)
    covered = chars.shown & (order >= 0) & ground.covered
    layered = [one in painted.optional for one in chars.object.tolist()]
    doubtful = covered | (chars.shown & (order >= 0) & (ground.is_lost() | layered))
    if doubtful.any():
        unseen = _without_contrast(chars, doubtful, covered, picture())
    return unseen


def name_numbers(code: NDArray[np.uint32], hidden: Flags, parted: Flags) -> tuple[str, ...]:
    """Return the words with digits among hidden chars, in drawing order.

    Args:
        code: Code points of all chars.
        hidden: Which of them are not seen.
        parted: Which of them begin a word.
    """
    words, last = [""], -1
    for i in np.flatnonzero(hidden).tolist():
        if i != last + 1 or parted[i]:
            words.append("")
        words[-1] += chr(code[i]) if 0x20 < code[i] < 0xD800 else ""
        last = i
    return tuple(word for word in words if any(map(str.isdigit, word)))


def tell_hidden(hidden: int, numbers: Sequence[str]) -> str:
    """Say how many chars cannot be seen, and which numbers are among them."""
    told = f"{hidden} chars a reader cannot see dropped"
    if not numbers:
        return told
    more = ", …" if len(numbers) > SHOWN_NUMBERS else ""
    return f"{told}; numbers among them: {', '.join(numbers[:SHOWN_NUMBERS])}{more}"


def keep_room(box: Floats, code: NDArray[np.uint32], unseen: Flags, shown: Flags) -> Floats:
    """Return boxes of chars, those before digits that cannot be seen as wide as with them.

    Typesetters align a dash under numbers by digits in the colour of the paper: "—00000" stands
    where a number of five digits would, and its column ends where they end.
    """
    spacer = unseen & (code >= ord("0")) & (code <= ord("9"))
    wide = box
    at = -1
    for i in np.flatnonzero(spacer).tolist():
        at = i - 1 if i and shown[i - 1] else at
        if at < 0 or not spacer[at + 1 : i].all():
            continue
        height = box[at, 3] - box[at, 1]
        is_level = abs(float(box[i, 3] - box[at, 3])) < TOUCHING * height
        if is_level and abs(float(box[i, 0] - wide[at, 2])) < TOUCHING * height:
            wide = wide.copy() if wide is box else wide
            wide[at, 2] = box[i, 2]
    return wide


class _Ground:
    """What is under each char, and whether something is over it, as layers are laid."""

    def __init__(self, chars: Chars, order: NDArray[np.int_]) -> None:
        self._chars = chars
        self._order = order
        self._middle = (chars.box[:, :2] + chars.box[:, 2:]) / 2
        self._under = np.full(len(order), PAPER, dtype=np.int64)  # -1 where it is no one colour
        self.covered = np.zeros(len(order), dtype=np.bool_)

    def lay(self, layer: Layer, *, is_scan: bool) -> None:
        inside = self._inside(layer)
        if not inside.any():
            return
        later = inside & (self._order > layer.order)
        self._under[later] = -1 if layer.colour is None else layer.colour
        earlier = inside & (self._order < layer.order)
        is_scan_itself = is_scan and layer.colour is None
        if earlier.any() and not is_scan_itself and _is_opaque(layer):
            self.covered |= earlier

    def is_lost(self) -> Flags:
        """Whether each char has the colour of what is under it."""
        known = self._under >= 0
        gap = _distance(self._under.clip(0), self._chars.colour.astype(np.int64))
        lost: Flags = known & self._chars.plain & (gap <= NEAR)
        return lost

    def _inside(self, layer: Layer) -> Flags:
        x0, top, x1, bottom = layer.box
        x, y = self._middle[:, 0], self._middle[:, 1]
        inside: Flags = (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
        if layer.outline is not None and inside.any():
            which = np.flatnonzero(inside)
            inside[which] = _in_polygon(x[which], y[which], layer.outline)
        return inside


def _is_opaque(layer: Layer) -> bool:
    """Whether nothing shines through a layer; a picture with transparent parts is not."""
    obj = ctypes.cast(layer.handle, pdfium.FPDF_PAGEOBJECT)
    if layer.veiled or pdfium.FPDFPageObj_HasTransparency(obj):
        return False
    if pdfium.FPDFPageObj_GetType(obj) != pdfium.FPDF_PAGEOBJ_IMAGE:
        scratch = calls.Scratch()
        calls.get_fill_colour(calls.Handle(layer.handle), *scratch.uint_at)
        return int(scratch.uints[3]) == 255
    return _is_whole(obj)


def _is_whole(image: object) -> bool:
    """Whether a picture has no stencil and no channel of transparency."""
    bitmap = pdfium.FPDFImageObj_GetBitmap(image)
    if not bitmap:
        return False
    kind = pdfium.FPDFBitmap_GetFormat(bitmap)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return bool(kind in (pdfium.FPDFBitmap_BGR, pdfium.FPDFBitmap_BGRx))


def _in_polygon(x: Floats, y: Floats, outline: Sequence[tuple[float, float]]) -> Flags:
    """Whether points lie inside an outline, by the even-odd rule."""
    inside = np.zeros(len(x), dtype=np.bool_)
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if ay == by:
            continue
        crosses = (ay > y) != (by > y)
        inside ^= crosses & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    return inside


def _distance(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the largest difference of two colours in red, green or blue."""
    gaps = [np.abs(((one >> s) & 255) - ((other >> s) & 255)) for s in (16, 8, 0)]
    largest: NDArray[np.int64] = np.maximum.reduce(gaps)
    return largest


def _without_contrast(chars: Chars, doubtful: Flags, covered: Flags, picture: Pixels) -> Flags:
    """Return which doubtful chars the picture does not show either.

    A char that another is printed over says nothing of its own: its run of chars decides, and
    where all are printed over, whether something covers them.
    """
    unseen = doubtful.copy()
    which = np.flatnonzero(doubtful)
    begins = np.flatnonzero(np.diff(which, prepend=-2) > 1)
    core = _cores(chars.box)
    others = core[chars.shown & ~doubtful]
    for run in np.split(which, begins[1:]):
        votes = [
            _shows(picture, core[i], int(chars.colour[i]))
            for i in run.tolist()
            if not _overlaps_any(core[i], others)
        ]
        unseen[run] = 2 * sum(votes) <= len(votes) if votes else covered[run]
    return unseen


def _cores(box: Floats) -> Floats:
    """Return the middle of each box, where a letter has its ink; the lines above and below end."""
    side = RIM * (box[:, 2:] - box[:, :2])
    return np.concatenate([box[:, :2] + side, box[:, 2:] - side], axis=1)


def _overlaps_any(box: Floats, others: Floats) -> bool:
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    return bool(np.any(np.all(high > low, axis=1)))


def _shows(picture: Pixels, box: Floats, colour: int) -> bool:
    """Whether a part of a picture has contrast, and pixels like a letter's colour."""
    x0, top = np.floor(box[:2] * PICTURE_SCALE).astype(int).clip(0)
    x1, bottom = np.ceil(box[2:] * PICTURE_SCALE).astype(int).clip(0)
    part = picture[top:bottom, x0:x1].reshape(-1, 3)
    if not len(part) or int(np.ptp(part, axis=0).max()) <= NEAR:
        return False
    own = np.array([(colour >> s) & 255 for s in (16, 8, 0)], dtype=np.int16)
    return int(np.abs(part - own).max(axis=1).min()) < LIKE
