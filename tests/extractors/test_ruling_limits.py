"""Strokes and fills on both sides of what makes rules of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tokens.rulings import (
    MAX_LINES,
    MAX_TILES,
    merge_collinear,
    merge_rulings,
    tile_edges,
)
from crossfoot.extractors.tokens.sideways import join_blocks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.model import Box, Fills, Strokes
from tests.extractors.laid_lines import Text, line, sideways, words

Rule = tuple[float, float, float]


def merged(*rules: Rule) -> list[Rule]:
    """Return rules of one direction as they are seen."""
    found = merge_collinear(np.array(rules).reshape(-1, 3))
    return [(round(y, 3), a, b) for y, a, b in found.tolist()]


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([(0, 0, 10), (1.25, 12, 22)], [(0.625, 0, 22)]),
        ([(0, 0, 10), (1.375, 12, 22)], [(0, 0, 10), (1.375, 12, 22)]),
        ([(0, 0, 10), (0, 12.2, 22)], [(0, 0, 22)]),
        ([(0, 0, 10), (0, 12.3, 22)], [(0, 0, 10), (0, 12.3, 22)]),
        ([(0, 0, 40), (0, 5, 10), (0, 41, 60)], [(0, 0, 60)]),
        ([(0, 0, 30), (1, 0, 10)], [(0.25, 0, 30)]),
        ([(0, 0, 3)], [(0, 0, 3)]),
        ([(0, 0, 2.9)], []),
        ([(0, 0, 2), (0, 2.5, 4)], [(0, 0, 4)]),
        ([], []),
    ],
)
def test_strokes_on_one_line_are_one_rule(rules: list[Rule], found: list[Rule]) -> None:
    """Little more than a point aside, two apart; dots are none. The longer says where it is."""
    assert merged(*rules) == found


def test_a_slanted_row_of_strokes_is_no_rule() -> None:
    """Each is near the next, the last far from the first."""
    steps = [(1.2 * i, 10.0 * i, 10.0 * i + 10) for i in range(6)]

    assert len(merged(*steps)) == 2
    assert len(merged(*steps[:3])) == 1


def strokes(*boxes: Box) -> Strokes:
    """Return strokes; flat ones are level."""
    box = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    flat = (box[:, 2] - box[:, 0]) >= (box[:, 3] - box[:, 1])
    return Strokes(box, flat, np.full(len(box), 0.5), np.zeros(len(box), np.uint32))


def test_strokes_are_level_or_upright() -> None:
    """Each by its middle; dashes that a typewriter set are a rule a quarter above their line."""
    found = merge_rulings(strokes((0, 9, 50, 11), (19, 0, 21, 40)))
    assert found.horizontal.tolist() == [[10, 0, 50]]
    assert found.vertical.tolist() == [[20, 0, 40]]
    typed = merge_rulings(strokes(), typed=words("----------", 10, 100))
    assert typed.horizontal == pytest.approx(np.array([[97.5, 10, 60]]))
    assert merge_rulings(strokes()).vertical.shape == (0, 3)


def underlined(y: float, x0: float, x1: float, *texts: Text, size: float = 10.0) -> bool:
    """Return whether a stroke is left out, as a line under words."""
    text = line(100, *(texts or [("Alby and", 50)]), size=size)
    other = line(300, ("Brey", 50))
    return not len(merge_rulings(strokes((x0, y, x1, y)), [text, other]).horizontal)


@pytest.mark.parametrize(
    ("y", "is_line"),
    [(99.4, False), (99.6, True), (102.75, True), (102.9, False)],
)
def test_an_underline_is_right_below_its_words(y: float, is_line: bool) -> None:
    """From the baseline to a little more than a quarter of the size."""
    assert underlined(y, 50, 87.8) is is_line


@pytest.mark.parametrize(
    ("x0", "x1", "is_line"),
    [(51.5, 87.8, True), (51.6, 87.8, False), (48.5, 87.8, True), (48.4, 87.8, False),
     (50, 89.2, True), (50, 89.4, False), (50, 86.4, True), (50, 86.2, False), (200, 240, False)],
)  # fmt: skip
def test_an_underline_is_as_long_as_its_words(x0: float, x1: float, is_line: bool) -> None:
    """A point and a half at either end; longer, it is a rule."""
    assert underlined(101, x0, x1) is is_line


@pytest.mark.parametrize(("gap", "is_line"), [(9.9, True), (10, False)])
def test_an_underline_is_of_one_text(gap: float, is_line: bool) -> None:
    """Below words a size apart it is the rule of a header."""
    assert underlined(101, 50, 90 + gap, ("Alby", 50), ("Brey", 70 + gap)) is is_line


def test_large_words_are_underlined_further_below() -> None:
    """The line stands off by their size."""
    assert underlined(105.5, 50, 50 + 75.6, size=20)
    assert not underlined(105.7, 50, 50 + 75.6, size=20)


# ------------------------------------------------------------------------------------ tiles


def edges(*tiles: Box, colours: Sequence[int] = (), rectangle: bool = True) -> tuple[int, int]:
    """Return how many level and upright edges fills have."""
    box = np.array(tiles, dtype=np.float64).reshape(-1, 4)
    colour = np.array(colours or [5] * len(tiles), dtype=np.uint32)
    across, down = tile_edges(Fills(box, colour, np.full(len(box), rectangle)), 600, 800)
    return len(across), len(down)


@pytest.mark.parametrize(
    ("tile", "found"),
    [
        ((0, 0, 6.1, 20), (2, 2)),
        ((0, 0, 6, 20), (0, 0)),
        ((0, 0, 60, 4.1), (2, 2)),
        ((0, 0, 60, 4), (0, 0)),
        ((0, 0, 600, 399), (2, 2)),
        ((0, 0, 600, 400), (0, 0)),
    ],
)
def test_fills_of_the_size_of_cells(tile: Box, found: tuple[int, int]) -> None:
    """No bars, rules or backgrounds."""
    assert edges(tile) == found
    assert edges(tile, colours=[0xFFFFFF]) == (0, 0)
    assert edges(tile, rectangle=False) == (0, 0)


def test_the_edges_of_a_tile_stand_in_the_white_around_it() -> None:
    """Half of the white between two."""
    fills = Fills(np.array([[10.0, 20, 70, 40]]), np.array([5], np.uint32), np.array([True]))
    across, down = tile_edges(fills, 600, 800)

    assert across == pytest.approx(np.array([[18.8, 8.8, 71.2], [41.2, 8.8, 71.2]]))
    assert down == pytest.approx(np.array([[8.8, 18.8, 41.2], [71.2, 18.8, 41.2]]))


@pytest.mark.parametrize(
    ("lower", "colours", "across"),
    [
        ((0, 20.5, 60, 40), (5, 5), 2),
        ((0, 20.6, 60, 40), (5, 5), 4),
        ((0, 19.5, 60, 40), (5, 5), 2),
        ((0, 20, 60, 40), (5, 6), 4),
        ((-0.6, 20, 60.6, 40), (5, 5), 2),
        ((10, 20, 50, 40), (5, 5), 2),
        ((-10, 20, 50, 40), (5, 5), 4),
        ((10, 20, 70, 40), (5, 5), 4),
    ],
)
def test_tiles_of_one_colour_that_meet_have_no_edge_between(
    lower: Box, colours: Sequence[int], across: int
) -> None:
    """A reader sees one area, if one stands within the width of the other."""
    assert edges((0, 0, 60, 20), lower, colours=colours)[0] == across


def test_many_tiles_are_not_joined_and_too_many_are_a_drawing() -> None:
    """Comparing all pairs would take long."""
    column = [(0.0, 20.0 * i, 60.0, 20.0 * i + 20) for i in range(MAX_LINES + 1)]

    assert edges(*column[:MAX_TILES]) == (2, 2 * MAX_TILES)
    assert edges(*column[: MAX_TILES + 1])[0] == 2 * MAX_TILES + 2
    assert edges(*column[:MAX_LINES])[1] == 2 * MAX_LINES
    assert edges(*column) == (0, 0)


def test_a_page_of_hatching_has_no_rules() -> None:
    """Eight times as many strokes as a page has rules."""
    hatching = [(0.0, 5.0 * i, 50.0, 5.0 * i) for i in range(8 * MAX_LINES + 1)]

    assert len(merge_rulings(strokes(*hatching[:100])).horizontal) == 100
    assert len(merge_rulings(strokes(*hatching)).horizontal) == 0


# --------------------------------------------------------------------------- sideways blocks


def blocks(*texts: tuple[str, float, float]) -> list[str]:
    """Return the texts of blocks of sideways lines, given with middle and lower end."""
    tokens: list[Token] = [sideways(text, x, low) for text, x, low in texts]
    return [one.text for one in join_blocks(tokens)]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (("in all so", 13.9, 100), ["Paid in all so"]),
        (("in all so", 14.0, 100), ["Paid", "in all so"]),
        (("in all so", 12, 80), ["Paid", "in all so"]),
        (("in all so", 12, 80.1), ["Paid in all so"]),
        (("in all so", 12, 145), ["Paid", "in all so"]),
    ],
)
def test_sideways_lines_of_one_header(second: tuple[str, float, float], found: list[str]) -> None:
    """Less than one and two fifths sizes apart, beside one another."""
    first = ("Paid", 0.0, 100.0)

    assert blocks(first, second) == found


def test_a_loose_header_breaks_for_want_of_room() -> None:
    """Where each next word had no room; headers of one line each end where they like."""
    assert blocks(("Paid in the", 0, 100), ("following", 17.9, 100)) == ["Paid in the following"]
    assert len(blocks(("Paid in the", 0, 100), ("following", 18, 100))) == 2
    assert len(blocks(("Paid", 0, 100), ("in the following", 16, 100))) == 2
    assert blocks() == []
