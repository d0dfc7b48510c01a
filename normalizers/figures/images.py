"""Pictures as figures, and charts with the crop that shows them.

In: figures read from text and charts, the crops the extractor kept. Out: the figures in reading
order of their kinds, chart figures with ``image`` set, one figure of kind "image" a picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.model import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.extractors.images import Crop
    from crossfoot.model import Block, Box


def add_images(
    figures: Sequence[Figure], crops: Sequence[Crop], blocks: Sequence[Block]
) -> tuple[Figure, ...]:
    """Return the figures with their crops, followed by the pictures.

    Args:
        figures: With ids "f1"… in order; the pictures go on counting.
        crops: Of the whole document, charts among them.
        blocks: Running text, which says what section a picture stands in.
    """
    shown = tuple(_with_crop(figure, crops) for figure in figures)
    pictures = [crop for crop in crops if crop.kind == "image"]
    first = len(shown) + 1
    return (
        *shown,
        *(_picture(f"f{first + at}", crop, blocks) for at, crop in enumerate(pictures)),
    )


def _with_crop(figure: Figure, crops: Sequence[Crop]) -> Figure:
    """Return a chart with its crop, any other figure as it is."""
    if figure.kind != "chart" or figure.number is not None or figure.measured is not None:
        return figure
    same = [crop for crop in crops if crop.kind == "chart" and crop.page == figure.page]
    mine = next((crop for crop in same if crop.box == figure.box), None)
    if mine is None:
        return figure
    return replace(figure, image=mine.asset or None, caption=figure.caption or mine.caption)


def _picture(name: str, crop: Crop, blocks: Sequence[Block]) -> Figure:
    return Figure(
        id=name,
        kind="image",
        page=crop.page,
        box=crop.box,
        label=crop.caption or crop.alt or "",
        section=_section(crop.page, crop.box, blocks),
        caption=crop.caption,
        image=crop.asset or None,
        alt=crop.alt,
    )


def _section(page: int, box: Box, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the headings over a box: those of the nearest text above it."""
    above = [block for block in blocks if block.page == page and block.box[1] <= box[1]]
    earlier = [block for block in blocks if block.page < page]
    if above:
        nearest = max(above, key=lambda block: block.box[1])
    elif earlier:
        nearest = earlier[-1]
    else:
        return ()
    return (*nearest.section, nearest.text) if nearest.kind == "heading" else nearest.section
