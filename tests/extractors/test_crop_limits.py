"""Pictures, bubbles and dashes on both sides of what decides."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from crossfoot.extractors.images import find_caption, is_telling
from crossfoot.extractors.pdf.dashes import cut_dashes
from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.model import Block, Box, Shape
from tests.extractors.page_builder import Text, make_page

PAGE = make_page([])  # 600 × 800


@pytest.mark.parametrize(
    ("box", "telling"),
    [
        ((0, 0, 36, 36), True),
        ((0, 0, 35.95, 90), False),
        ((0, 0, 90, 35.95), False),
        ((0, 0, 480, 40), True),
        ((0, 0, 481, 40), False),
        ((0, 0, 40, 480), True),
        ((0, 0, 40, 481), False),
        ((0, 0, 600, 679), True),
        ((0, 0, 600, 680), False),
        ((-300, -300, 36, 36), True),
        ((565, 0, 700, 90), False),
        ((0, 765, 90, 900), False),
    ],
)
def test_pictures_that_tell_something(box: Box, telling: bool) -> None:
    """No icons, rules or backgrounds, measured by what of them is on the page."""
    assert is_telling(box, PAGE) is telling


@pytest.mark.parametrize(
    ("captions", "found"),
    [
        ([(100, 239.95)], "0"),
        ([(100, 240)], ""),
        ([(100, 50.05)], "0"),
        ([(100, 50)], ""),
        ([(100, 230), (100, 210)], "1"),
        ([(100, 150), (100, 202)], "0"),
        ([(300, 210)], "0"),
        ([(300.05, 210)], ""),
        ([(0, 210)], "0"),
        ([(-0.05, 210)], ""),
    ],
)
def test_the_caption_of_a_picture(captions: list[tuple[float, float]], found: str) -> None:
    """The nearest above or below it, within forty points; what stands beside is another's."""
    blocks = [
        Block("caption", 1, (x, top, x + 100, top + 10), str(i), ())
        for i, (x, top) in enumerate(captions)
    ]
    text = Block("paragraph", 1, (100, 201, 200, 210), "text", ())

    assert find_caption((100, 100, 300, 200), [text, *blocks]) == found


# ---------------------------------------------------------------------------------- dashes

LINE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]


@pytest.mark.parametrize(
    ("pattern", "dashes"),
    [
        ([4, 100], [[(0, 0), (4, 0)]]),
        ([6, 2], [[(0, 0), (6, 0)], [(8, 0), (10, 0), (10, 4)], [(10, 6), (10, 10)]]),
        ([12, 4], [[(0, 0), (10, 0), (10, 2)], [(10, 6), (10, 10)]]),
        ([8], [[(0, 0), (8, 0)], [(10, 6), (10, 10)]]),
        ([2, 3, 4, 50], [[(0, 0), (2, 0)], [(5, 0), (9, 0)]]),
        ([9, 5], [[(0, 0), (9, 0)], [(10, 4), (10, 10)]]),
        ([], [LINE]),
        ([0, 0], [LINE]),
        ([0.8, 0.8], [LINE]),
        ([0.9, 0.9], 12),
    ],
)
def test_what_is_seen_of_a_dashed_line(
    pattern: Sequence[float], dashes: list[list[tuple[float, float]]] | int
) -> None:
    """Dash, gap, dash from its start, around corners; a line of many short ones stays whole."""
    found = cut_dashes(LINE, pattern)

    if isinstance(dashes, int):
        assert len(found) == dashes
        assert found[-1][-1] == (10, 10)
    else:
        assert [[pytest.approx(p) for p in dash] for dash in dashes] == found


def test_a_slanted_line_is_cut_along_itself() -> None:
    """At lengths of the line, not of its shadow."""
    (dash,) = cut_dashes([(0, 0), (6, 8)], [5, 100])

    assert dash[-1] == pytest.approx((3, 4))


# ---------------------------------------------------------------------------------- bubbles

WORDS = "words of the body set in ten points, many of them, to say what the body size is"
BODY = [Text(WORDS, 50, 500 + 13 * i) for i in range(6)]


def circle(
    x: float, y: float, radius: float, *, flat: float = 0.0, share: float = 1.0, steps: int = 24
) -> Shape:
    """Return a flattened circle, or a part of one."""
    angles = [2 * math.pi * share * i / steps for i in range(steps + 1)]
    points = tuple(
        (x + radius * math.sin(a), y - (radius * (1 - flat)) * math.cos(a)) for a in angles
    )
    return Shape(points, 0x336699, None, 0.0)


def bubbles(shape: Shape, *texts: Text) -> list[str]:
    """Return the cards of a page with a shape on it."""
    blocks = read_blocks(make_page([*texts, *BODY], shapes=[shape]), ())
    return [block.text for block in blocks if block.kind == "card"]


NUMBER = Text("45", 95, 95)  # ten points, its middle at (100, 100)
LABEL = Text("members paid", 135, 95)


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        (circle(100, 100, 20), True),
        (circle(100, 100, 9.95), True),
        (circle(100, 100, 9.9), False),
        (circle(100, 100, 20, flat=0.03), True),
        (circle(100, 100, 20, flat=0.04), False),
        (circle(100, 100, 20, steps=12), True),
        (circle(100, 100, 20, steps=8), False),
        (circle(100, 100, 20, share=0.96), True),
        (circle(100, 100, 20, share=0.95), False),
        (circle(107.9, 100, 20), True),
        (circle(108, 100, 20), False),
        (circle(100, 107.9, 20), True),
        (circle(100, 108, 20), False),
        (circle(104, 104.1, 20), False),
    ],
)
def test_a_number_in_a_circle_is_a_card(shape: Shape, found: bool) -> None:
    """A round one of twice its type at least, closed, the number in its middle."""
    texts = [NUMBER, Text("members paid", 132, 95)]
    assert bool(bubbles(shape, *texts)) is found


@pytest.mark.parametrize(
    ("label", "found"),
    [
        (LABEL, True),
        (Text("members paid", 143.9, 95), True),
        (Text("members paid", 144, 95), False),
        (Text("members paid", 135, 129.9), True),
        (Text("members paid", 135, 130), False),
        (Text("members paid", 135, 60.1), True),
        (Text("members paid", 135, 60), False),
        (Text("paid", 56.1, 95), True),
        (Text("paid", 35.9, 95), False),
        (Text("members paid", 80, 125), False),
    ],
)
def test_the_label_beside_a_bubble(label: Text, found: bool) -> None:
    """Six tenths of the circle aside, a quarter above or below; over it stands another text."""
    (text,) = bubbles(circle(100, 100, 20), NUMBER, label)

    assert (text != "45") is found


@pytest.mark.parametrize(("many", "found"), [(90, True), (91, False)])
def test_a_long_text_beside_a_bubble_explains(many: int, found: bool) -> None:
    """A title has ninety chars at most."""
    text = "m" * many
    (card,) = bubbles(circle(100, 100, 20), NUMBER, Text(text, 135, 95))

    assert (text in card) is found


def test_the_bold_text_beside_a_bubble_is_its_title() -> None:
    """Else the first; a word with the number in the circle makes it a text."""
    plain, bold = Text("members paid", 135, 85), Text("Towns", 135, 108, bold=True)
    assert bubbles(circle(100, 100, 20), NUMBER, plain, bold) == ["45 Towns"]
    assert bubbles(circle(100, 100, 20), NUMBER, plain) == ["members paid 45"]
    assert bubbles(circle(100, 100, 20), Text("so", 95, 95), plain) == []
    left = Text("owed", 50, 96)
    assert bubbles(circle(100, 100, 20), NUMBER, Text("paid", 125, 95), left) == ["45 paid"]
