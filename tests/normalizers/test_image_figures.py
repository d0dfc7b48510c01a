"""Pictures as figures, and charts with their crops."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from crossfoot.extractors.images import Crop
from crossfoot.model import Block, BlockKind, Box, Figure
from crossfoot.normalizers.figures.images import add_images
from crossfoot.normalizers.numbers.parse import parse_number

BOX: Box = (10.0, 100.0, 90.0, 180.0)
CHART = Figure("f1", "chart", 2, BOX, "Funds")
CROP = Crop(2, BOX, "chart", "Figure 1: Funds", None, "a.png")


@pytest.mark.parametrize(
    ("figure", "crop", "shown"),
    [
        (CHART, CROP, True),
        (CHART, replace(CROP, kind="image"), False),
        (CHART, replace(CROP, page=3), False),
        (CHART, replace(CROP, box=(10.0, 100.0, 90.0, 181.0)), False),
        (replace(CHART, kind="key_figure"), CROP, False),
        (replace(CHART, number=parse_number("5")), CROP, False),
        (replace(CHART, measured=Decimal(5)), CROP, False),
        (CHART, replace(CROP, asset=""), False),
    ],
)
def test_a_chart_is_shown_by_the_crop_at_its_place(figure: Figure, crop: Crop, shown: bool) -> None:
    """The chart as a whole, not the values at its marks; one box, one page."""
    found, *_ = add_images([figure], [crop], [])

    assert (found.image is not None) is shown


def test_a_chart_keeps_its_title() -> None:
    """The caption of the crop stands in where there is none."""
    (titled, bare) = add_images([replace(CHART, caption="Money"), CHART], [CROP], [])

    assert (titled.caption, bare.caption) == ("Money", "Figure 1: Funds")


def test_pictures_go_on_counting() -> None:
    """They follow the figures, called by their caption, else by what the PDF says of them."""
    one = Crop(1, BOX, "image", "A bridge", "photo", "b.png")
    crops = [one, CROP, replace(one, caption=""), replace(one, caption="", alt=None, asset="")]

    found = add_images([CHART], crops, [])

    assert [(f.id, f.kind, f.label, f.caption, f.alt, f.image) for f in found[1:]] == [
        ("f2", "image", "A bridge", "A bridge", "photo", "b.png"),
        ("f3", "image", "photo", "", "photo", "b.png"),
        ("f4", "image", "", "", None, None),
    ]


def text(page: int, top: float, name: str, kind: BlockKind = "paragraph") -> Block:
    """Return a line of text under a heading."""
    return Block(kind, page, (0.0, top, 50.0, top + 10), name, (), (f"Under {name}",))


@pytest.mark.parametrize(
    ("blocks", "section"),
    [
        ([], ()),
        ([text(2, 20, "a"), text(2, 100, "b"), text(2, 101, "c")], ("Under b",)),
        ([text(2, 90, "a"), text(2, 20, "b")], ("Under a",)),
        ([text(2, 20, "a"), text(2, 90, "b", "heading")], ("Under b", "b")),
        ([text(1, 20, "a"), text(1, 900, "b"), text(2, 101, "c")], ("Under b",)),
        ([text(1, 900, "b", "heading"), text(1, 20, "a")], ("Under a",)),
        ([text(3, 20, "a"), text(2, 101, "c")], ()),
        ([text(1, 20, "a"), text(3, 20, "b")], ("Under a",)),
    ],
)
def test_the_section_a_picture_stands_in(blocks: list[Block], section: tuple[str, ...]) -> None:
    """That of the lowest text above it on its page, else of the last text before the page."""
    (found,) = add_images([], [Crop(2, BOX, "image")], blocks)

    assert found.section == section
