"""Crops of pages with boxes drawn in, as PNG.

PDFium is not thread-safe and Datasette runs this in threads: ``extractors.pdf.reader`` holds its
lock around every call. An edition's PDF comes from the dataset itself and is kept as a temporary
file, named by its sha256, as long as the server runs.
"""

from __future__ import annotations

import io
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.model import Box

DPI = 130
AROUND_PT = 90.0  # of the page above and below the box: enough to see a table's neighbours
TOTAL_COLOUR = (200, 30, 40)
ITEM_COLOUR = (20, 90, 190)
CACHED_CROPS = 256
SMALL_PX = 240


@dataclass(slots=True)
class CropPress:
    """Renders crops and remembers the last ones."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="crossfoot-browse-")))
    _crops: OrderedDict[tuple[object, ...], bytes] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def has_edition(self, sha256: str) -> bool:
        """Whether an edition's file is at hand already."""
        return self._path(sha256).exists()

    def keep_edition(self, sha256: str, data: bytes) -> None:
        """Put an edition's file at hand."""
        path = self._path(sha256)
        partial = path.with_suffix(".part")
        with self._lock:
            partial.write_bytes(data)
            partial.replace(path)

    def crop(
        self, sha256: str, page: int, box: Box, items: Sequence[Box] = (), *, whole: bool = False
    ) -> bytes:
        """Return a PNG of the page's full width around a box.

        Args:
            sha256: Edition, put at hand before by :meth:`keep_edition`.
            page: From 1.
            box: Drawn in red; points, origin top left.
            items: Drawn in blue: what a check adds up on the same page.
            whole: The whole page instead.
        """
        key = (sha256, page, box, tuple(items), whole)
        with self._lock:
            if key in self._crops:
                self._crops.move_to_end(key)
                return self._crops[key]
        png = draw_crop(self._path(sha256), page, box, items, whole=whole)
        with self._lock:
            self._crops[key] = png
            while len(self._crops) > CACHED_CROPS:
                self._crops.popitem(last=False)
        return png

    def sheet(self, sha256: str, page: int, *, small: bool = False) -> bytes:
        """Return a PNG of a whole page.

        Args:
            sha256: Edition, put at hand before.
            page: From 1.
            small: A thumbnail.
        """
        with open_document(self._path(sha256)) as document:
            width, height = document.page_size(page)
            dpi = min(DPI, SMALL_PX * 72 / max(1.0, width)) if small else DPI
            image = document.render(page, (0.0, 0.0, width, height), dpi=dpi)
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return stream.getvalue()

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.pdf"


def draw_crop(
    path: Path,
    page: int,
    box: Box,
    items: Sequence[Box] = (),
    *,
    whole: bool = False,
    dpi: float = DPI,
) -> bytes:
    """Return a PNG of a page's full width around boxes. Arguments as of :meth:`CropPress.crop`."""
    from PIL import ImageDraw

    with open_document(path) as document:
        width, height = document.page_size(page)
        area = (0.0, 0.0, width, height) if whole else _around([box, *items], width, height)
        image = document.render(page, area, dpi=dpi)
    scale = image.width / max(1.0, area[2] - area[0])
    draw = ImageDraw.Draw(image, "RGBA")
    for item in items:
        draw.rectangle(_pixels(item, area, scale), outline=ITEM_COLOUR, width=2)
    shade = (*TOTAL_COLOUR, 24)
    draw.rectangle(_pixels(box, area, scale), outline=TOTAL_COLOUR, fill=shade, width=3)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _around(boxes: Sequence[Box], width: float, height: float) -> Box:
    """Return the band of the page, of full width, that holds the boxes and what stands around."""
    top = max(0.0, min(b[1] for b in boxes) - AROUND_PT)
    bottom = min(height, max(b[3] for b in boxes) + AROUND_PT)
    return 0.0, top, width, bottom


def _pixels(box: Box, area: Box, scale: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box
    return (
        (x0 - area[0] - 1.5) * scale,
        (top - area[1] - 1.5) * scale,
        (x1 - area[0] + 1.5) * scale,
        (bottom - area[1] + 1.5) * scale,
    )
