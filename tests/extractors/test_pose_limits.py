"""Pages on both sides of what turns them, and the scale of a document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from crossfoot.extractors.poses import common_scale, lay_box, show_box, upright
from crossfoot.model import BODY_SIZE, Page, Pose
from tests.extractors.page_builder import Text, make_page


def page_of(upright_letters: int, turned_letters: int, rotation: int) -> Page:
    """Return a page with so many letters of each kind, ten a word."""
    counts = [(upright_letters, 0), (turned_letters, rotation)]
    texts: list[Text] = []
    turns: list[int] = []
    for count, turn in counts:
        for start in range(0, count, 10):
            texts.append(Text("a" * min(10, count - start), 50, 50 + 12 * len(texts)))
            turns.append(turn)
    page = make_page(texts)
    return replace(page, words=replace(page.words, rotation=np.array(turns, np.int16)))


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize(
    ("level", "turned", "is_turned"),
    [(0, 100, True), (0, 99, False), (25, 100, True), (26, 100, False), (100, 100, False)],
)
def test_a_page_is_turned_when_most_of_it_is(
    rotation: int, level: int, turned: int, is_turned: bool
) -> None:
    """A hundred letters, four fifths of them in one other direction."""
    page = upright(page_of(level, turned, rotation))

    assert page.pose.turn == (360 - rotation if is_turned else 0)
    assert int(page.words.rotation[-1]) == (0 if is_turned else rotation)
    sideways = is_turned and rotation != 180
    assert (page.width > page.height) is sideways


@pytest.mark.parametrize("size", [5.0, 9.0, 18.0])
def test_the_body_of_a_page_has_one_size(size: float) -> None:
    """The page is scaled; without words it keeps its size."""
    page = upright(make_page([Text("words of the body", 50, 50, size=size)]))

    assert page.words.size.tolist() == pytest.approx([BODY_SIZE] * 4)
    assert page.width == pytest.approx(600 * BODY_SIZE / size)
    assert page.words.box[0, 0] == pytest.approx(50 * BODY_SIZE / size)
    assert upright(make_page([])).width == 600


@pytest.mark.parametrize(
    ("pages", "scale"),
    [
        ([(1.0, 100), (2.0, 50)], 1.0),
        ([(1.0, 50), (2.0, 51)], 2.0),
        ([(1.0, 50), (2.0, 50)], 1.0),
        ([(3.0, 10), (1.0, 10), (2.0, 10)], 2.0),
        ([(1.0, 0)], 1.0),
        ([], 1.0),
    ],
)
def test_the_scale_of_a_document(pages: list[tuple[float, int]], scale: float) -> None:
    """That of the page in the middle, by letters."""
    poses = [(Pose(0, 0.0, 600.0, 800.0, value), letters) for value, letters in pages]

    assert common_scale(poses) == scale


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_boxes_go_to_the_page_as_shown_and_back(turn: int, scale: float) -> None:
    """Turned and scaled."""
    pose = Pose(turn, 0.0, 600.0, 800.0, scale)
    box = (10.0, 20.0, 110.0, 50.0)

    assert lay_box(show_box(box, pose), pose) == pytest.approx(box)
