"""Crops the pictures and charts of a page, so that a dataset can show them.

In: an open document and one of its pages. Out: :class:`Crop` values, which say where each stands,
and :class:`crossfoot.model.Asset` values, the PNG bytes, named by their sha256. Leaves out what
tells a reader nothing: icons, bullets, hairlines drawn as images, the background of a scan.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crossfoot.errors import UnreadableInput
from crossfoot.extractors.poses import show_box
from crossfoot.geometry import intersect
from crossfoot.model import Asset, Block, Box, Page

if TYPE_CHECKING:
    from PIL import Image

    from crossfoot.extractors.pdf.reader import Document

CROP_DPI = 150
SMALLEST_SIDE = 36.0  # at a body of 9, four letters high: what is smaller is an icon
LARGEST_SHARE = 0.85  # of the page: what is larger is a background or a scan
STRETCH = 12.0  # longer than this many widths: a rule or a band drawn as an image
CAPTION_REACH = 40.0  # at a body of 9: between a picture and its caption
SEEN_ENOUGH = 3  # equal renderings at one place before a picture is taken for a running logo
MAX_BYTES = 64 << 20  # of crops of one document; the rest is placed but not kept


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture or chart of a page.

    Attributes:
        box: On the page as displayed.
        caption: Caption block nearest to it, "" where there is none.
        alt: Alternative text of the PDF.
        asset: Name of its PNG among the assets, "" when it was not kept.
    """

    page: int
    box: Box
    kind: Literal["image", "chart"]
    caption: str = ""
    alt: str | None = None
    asset: str = ""


class Album:
    """Collects the crops of a document; equal bytes (a logo on every page) are kept once."""

    def __init__(self) -> None:
        self._assets: dict[str, Asset] = {}
        self._running: dict[tuple[int, ...], tuple[str, int]] = {}
        self._bytes = 0
        self.crops: list[Crop] = []

    @property
    def assets(self) -> tuple[Asset, ...]:
        """What was kept, in order of first appearance."""
        return tuple(self._assets.values())

    def add_page(
        self, document: Document, page: Page, blocks: Sequence[Block], charts: Sequence[Box]
    ) -> None:
        """Crop the pictures of a page, and its charts at ``charts``."""
        pictures = {p.box: p for p in page.pictures if is_telling(p.box, page)}
        for box, picture in pictures.items():
            shown = show_box(box, page.pose)
            place = (*(round(value) for value in shown), *picture.pixels)
            name, times = self._running.get(place, ("", 0))
            if times >= SEEN_ENOUGH:
                continue
            again = self._keep(document, page, box)
            self._running[place] = (again, times + 1 if again == name else 1)
            if not again or not any(crop.asset == again for crop in self.crops):
                caption = find_caption(box, blocks)
                self.crops.append(Crop(page.number, shown, "image", caption, picture.alt, again))
        for box in charts:
            name, shown = self._keep(document, page, box), show_box(box, page.pose)
            self.crops.append(
                Crop(page.number, shown, "chart", find_caption(box, blocks), None, name)
            )

    def _keep(self, document: Document, page: Page, box: Box) -> str:
        if self._bytes > MAX_BYTES:
            return ""
        inside = show_box(intersect(box, (0.0, 0.0, page.width, page.height)), page.pose)
        try:
            asset = to_asset(document.render(page.number, inside, dpi=CROP_DPI))
        except UnreadableInput:
            return ""  # the page was read, its picture cannot be drawn: the crop goes without
        if asset.name not in self._assets:
            self._assets[asset.name] = asset
            self._bytes += len(asset.data)
        return asset.name


def is_telling(box: Box, page: Page) -> bool:
    """Whether a picture may tell a reader something: no icon, rule or page background."""
    x0, top, x1, bottom = intersect(box, (0.0, 0.0, page.width, page.height))
    width, height = x1 - x0, bottom - top
    if min(width, height) < SMALLEST_SIDE or max(width, height) > STRETCH * min(width, height):
        return False
    return width * height < LARGEST_SHARE * page.width * page.height


def find_caption(box: Box, blocks: Sequence[Block]) -> str:
    """Return the text of the caption block nearest above or below a box, "" when none is near."""
    best, reach = "", CAPTION_REACH
    for block in blocks:
        if block.kind != "caption" or block.box[0] > box[2] or block.box[2] < box[0]:
            continue
        gap = max(block.box[1] - box[3], box[1] - block.box[3], 0.0)
        if gap < reach:
            best, reach = block.text, gap
    return best


def to_asset(image: Image.Image) -> Asset:
    """Return an image as PNG bytes, named by their sha256."""
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=6)
    data = stream.getvalue()
    return Asset(f"{hashlib.sha256(data).hexdigest()}.png", data)
