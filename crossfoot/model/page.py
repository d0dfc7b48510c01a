"""What is drawn on a page.

Written by `extractors.pdf` and `extractors.scans`; read by all other extractors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points, origin top left."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The n words of a page, one array per property, in content-stream order.

    A word is a run of chars without a visible gap. ``box`` is the union of its glyphs' boxes
    (font ascent and descent, not ink), so words of one line share their top and bottom.

    Attributes:
        text: n strings, NFC, never empty.
        box: (n, 4) float64, points, as displayed.
        size: (n,) float64, font size in points.
        weight: (n,) int16, 400 regular, 700 bold (from the font's weight, flags or name).
        italic: (n,) bool.
        colour: (n,) uint32, 0xRRGGBB of the fill.
        rotation: (n,) int16, reading direction in degrees clockwise: 0 left to right,
            90 top to bottom, 270 bottom to top (a header turned to the left), 180 upside down.
        line: (n,) int32, id of the baseline run the reader found the word on (words of one
            id stand on one baseline; two columns may share it).
        space: (n,) bool, whether a space char was drawn before the word on its line.
        font: (n,) int16, index into ``fonts``.
        fonts: font names.
    """

    text: tuple[str, ...]
    box: NDArray[np.float64]
    size: NDArray[np.float64]
    weight: NDArray[np.int16]
    italic: NDArray[np.bool_]
    colour: NDArray[np.uint32]
    rotation: NDArray[np.int16]
    line: NDArray[np.int32]
    space: NDArray[np.bool_]
    font: NDArray[np.int16]
    fonts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Straight drawn rules, axis-parallel: stroked lines, edges of stroked rectangles, thin fills.

    Attributes:
        box: (n, 4) float64; a horizontal rule has ``x1 - x0 >= bottom - top``.
        horizontal: (n,) bool.
        width: (n,) float64, thickness in points.
        colour: (n,) uint32, 0xRRGGBB.
    """

    box: NDArray[np.float64]
    horizontal: NDArray[np.bool_]
    width: NDArray[np.float64]
    colour: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.box)


@dataclass(frozen=True, slots=True, eq=False)
class Fills:
    """Filled areas thicker than a rule: shaded rows, header bands, cards, bars.

    Attributes:
        box: (n, 4) float64, bounding boxes.
        colour: (n,) uint32, 0xRRGGBB (white fills are kept: they may hide text).
        rectangle: (n,) bool, False for curved or slanted outlines (donut slices, icons).
    """

    box: NDArray[np.float64]
    colour: NDArray[np.uint32]
    rectangle: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.box)


@dataclass(frozen=True, slots=True)
class Shape:
    """A curved or slanted path, flattened: what charts are drawn with.

    Attributes:
        points: Vertices of one subpath, flattened to line segments, as displayed; a closed one
            ends where it begins.
        fill: 0xRRGGBB or ``None`` when not filled.
        stroke: 0xRRGGBB or ``None`` when not stroked.
        width: Stroke width in points, 0 when not stroked.
    """

    points: tuple[tuple[float, float], ...]
    fill: int | None
    stroke: int | None
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image drawn on the page.

    Attributes:
        box: Where it is drawn.
        pixels: (width, height) of its bitmap.
        alt: Alternative text of the PDF's structure tree, where it has one.
    """

    box: Box
    pixels: tuple[int, int]
    alt: str | None = None


BODY_SIZE = 9.0
"""What most letters of a page measure after it was scaled for reading: the unit of all thresholds.

A length in the readers of tables, text and charts that is said to hold "at a body of 9" is in
points of a page set in that size.
"""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page was turned and scaled: its lines level, read to the right, of a known size.

    Attributes:
        turn: 0, 90, 180 or 270 degrees clockwise from the page as displayed.
        skew: Degrees counter-clockwise by which a scan was turned besides.
        warp: How its lines were bent then, as :func:`crossfoot.geometry.sag` takes it.
        width: Points, of the page as turned, before it was scaled…
        height: …its height.
        scale: What its lengths were multiplied by, last of all.
    """

    turn: int = 0
    skew: float = 0.0
    width: float = 0.0
    height: float = 0.0
    scale: float = 1.0
    warp: tuple[float, ...] = ()

    @property
    def is_turned(self) -> bool:
        """Whether boxes of the page stand elsewhere than on the page as displayed."""
        return bool(self.turn or self.skew or self.warp)

    @property
    def is_as_displayed(self) -> bool:
        """Whether the page was neither turned nor scaled."""
        return not self.is_turned and self.scale == 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page as displayed, or as it is turned and scaled for reading.

    The readers of tables, text and charts get it scaled, with most of its letters set in
    :data:`BODY_SIZE`: lengths are then in ninths of that size, wherever "points" is said of a page
    or of what is read on it, until the results are told in points of the page as displayed.

    Attributes:
        number: From 1.
        width: Points, after rotation.
        height: Points, after rotation.
        source: Whether words come from the PDF's text layer or from OCR.
        hidden: How many chars were dropped as clipped, invisible or off the page.
        pose: How it was turned and scaled.
        layered: Its words are drawn invisibly, or under its picture: a scanner's reading.
    """

    number: int
    width: float
    height: float
    words: Words
    strokes: Strokes
    fills: Fills
    shapes: tuple[Shape, ...]
    pictures: tuple[Picture, ...]
    source: Literal["text", "ocr", "none"] = "text"
    hidden: int = 0
    pose: Pose = Pose()
    layered: bool = False
