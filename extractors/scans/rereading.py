"""What a page was read as first, and what instead: no reading takes another's place silently."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.extractors.poses import show_box
from crossfoot.extractors.scans.raster import PixelBox
from crossfoot.model import Finding, Pose

SHOWN_CHARS = 60  # of either reading


@dataclass(frozen=True, slots=True)
class Rereading:
    """A piece of a page that was read twice, differently.

    Attributes:
        first: What it was read as at first, words apart by a space.
        then: What stands instead.
        box: In the pixels of the levelled picture.
        why: What made the second reading the better one.
    """

    first: str
    then: str
    box: PixelBox
    why: str


def tell(one: Rereading, page: int, scale: float, pose: Pose) -> Finding:
    """Return what a user is told of it.

    Args:
        one: The two readings.
        page: The number of the page.
        scale: Points per pixel.
        pose: How the page was turned to be read.
    """
    x0, top, x1, bottom = (scale * side for side in one.box)
    message = (
        f"page {page}: read first as {_shown(one.first)}, then as {_shown(one.then)}, "
        f"which stands: {one.why}; compare with the picture"
    )
    return Finding(page, "read_again", message, show_box((x0, top, x1, bottom), pose))


def _shown(text: str) -> str:
    return f"“{text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + '…'}”"
