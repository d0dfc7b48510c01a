"""Tokens, lines of text and rules exactly where they are one and where they are two.

Type is of ten points, or of a hundred where shares of ten are no plain numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tokens.repairs import repair_line
from crossfoot.extractors.tokens.rulings import merge_collinear, merge_rulings, tile_edges
from crossfoot.extractors.tokens.textlines import TextLine, group_lines, line_text
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.model import Box, Fills, Strokes


def token(text: str, x: float, base: float = 100.0, *, size: float = 100.0, wide: float = 50.0,
          space: bool = True) -> Token:  # fmt: skip
    """Return a word at a place, half a size wide."""
    return Token(text, x, base - 0.8 * size, x + wide, base + 0.2 * size, base, size, space=space)


def lines(*tokens: Token) -> list[str]:
    """Return the lines of tokens."""
    return [line.text for line in group_lines(list(tokens))]


# ----------------------------------------------------------------------------------- lines


@pytest.mark.parametrize(("drop", "count"), [(36.0, 1), (36.25, 2)])
def test_baselines_of_one_line(drop: float, count: int) -> None:
    """Up to 36 % of the size apart."""
    assert len(lines(token("a", 0), token("b", 200, 100 + drop))) == count


@pytest.mark.parametrize(("rise", "count"), [(60.0, 1), (60.25, 2)])
def test_how_high_a_mark_stands(rise: float, count: int) -> None:
    """Six tenths of the size above its word."""
    assert len(lines(token("a", 0), token("1", 50, 100 - rise, size=40.0))) == count


@pytest.mark.parametrize(("gap", "count"), [(24.0, 1), (24.25, 2), (-74.0, 1)])
def test_how_near_a_mark_stands(gap: float, count: int) -> None:
    """Six tenths of its own size beside its word; before it too."""
    x = 50 + gap if gap > 0 else gap
    assert len(lines(token("a", 0), token("1", x, 55, size=40.0))) == count


@pytest.mark.parametrize(("lap", "count"), [(1.0, 1), (30.0, 1), (30.25, 2)])
def test_words_that_would_print_over_one_another(lap: float, count: int) -> None:
    """By more than a point and three fifths of the narrower one: they are on two lines."""
    assert len(lines(token("a", 0), token("b", 50 - lap, 110))) == count


@pytest.mark.parametrize(("gap", "text"), [(11.875, "ab"), (12.0, "a b")])
def test_tokens_without_a_space_between(gap: float, text: str) -> None:
    """12 % of the size is one, though none was drawn."""
    assert line_text([token("a", 0), token("b", 50 + gap, space=False)]) == text


# --------------------------------------------------------------------------------- repairs


def repaired(left: str, right: str, gap: float) -> list[str]:
    """Return what two tokens become, a gap apart."""
    found, _ = repair_line([token(left, 0), token(right, 50 + gap)])
    return [t.text for t in found]


@pytest.mark.parametrize(
    ("left", "right", "gap", "one"),
    [
        ("6", "9", 21.375, "69"),
        ("6", "9", 21.5, ""),
        ("6", ".", 74.875, "6."),
        ("6", ".", 75.0, ""),
        ("6", "9", -29.875, "69"),
        ("6", "9", -30.0, ""),
        ("1", "225", 41.875, "1 225"),
        ("1", "225", 42.0, ""),
        ("1", "225", 0.0, "1 225"),
        ("$", "299.9", 799.0, "$ 299.9"),
        ("$", "299.9", 800.0, ""),
        ("15,6", "%", 89.875, "15,6 %"),
        ("15,6", "%", 90.0, ""),
        ("-", "15", 49.875, "-15"),
        ("-", "15", 50.0, ""),
    ],
)
def test_pieces_of_numbers(left: str, right: str, gap: float, one: str) -> None:
    """Each is as far from the next as typesetters set it, and no further."""
    assert repaired(left, right, gap) == ([one] if one else [left, right])


# ----------------------------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("found", "count"),
    [
        ([(0.0, 0.0, 50.0), (1.25, 40.0, 90.0)], 1),
        ([(0.0, 0.0, 50.0), (1.5, 40.0, 90.0)], 2),
        ([(0.0, 0.0, 50.0), (0.0, 52.125, 90.0)], 1),
        ([(0.0, 0.0, 50.0), (0.0, 52.25, 90.0)], 2),
        ([(0.0, 0.0, 3.0)], 1),
        ([(0.0, 0.0, 2.875)], 0),
        ([(0.0, 0.0, 50.0), (1.25, 0.0, 50.0), (2.5, 0.0, 50.0)], 1),
        ([(0.0, 0.0, 50.0), (1.25, 0.0, 50.0), (2.5, 0.0, 50.0), (3.75, 0.0, 50.0)], 2),
    ],
)
def test_strokes_of_one_rule(found: Sequence[tuple[float, float, float]], count: int) -> None:
    """1.3 points above each other, twice that from the first, 2.2 from end to end."""
    assert len(merge_collinear(np.array(found))) == count


def strokes(*boxes: Box) -> Strokes:
    """Return level strokes."""
    n = len(boxes)
    return Strokes(np.array(boxes, np.float64).reshape(n, 4), np.ones(n, np.bool_),
                   np.ones(n), np.zeros(n, np.uint32))  # fmt: skip


@pytest.mark.parametrize(
    ("y", "x0", "x1", "kept"),
    [
        (95.0, 0.0, 120.0, False),
        (94.75, 0.0, 120.0, True),
        (128.0, 0.0, 120.0, False),
        (128.25, 0.0, 120.0, True),
        (110.0, -1.5, 120.0, False),
        (110.0, -1.75, 120.0, True),
        (110.0, 0.0, 121.5, False),
        (110.0, 0.0, 121.75, True),
        (110.0, 0.0, 95.0, True),  # ends in the middle of a word, and is no underline of it
    ],
)
def test_underlines_of_words(y: float, x0: float, x1: float, kept: bool) -> None:
    """From a twentieth of the size above the baseline to 28 % below, as long as the words."""
    line = TextLine((token("a", 0), token("b", 70)), 100.0)

    assert bool(len(merge_rulings(strokes((x0, y, x1, y)), [line]).horizontal)) is kept


@pytest.mark.parametrize(("gap", "one"), [(99.875, True), (100.0, False)])
def test_words_far_apart_have_no_underline_in_common(gap: float, one: bool) -> None:
    """A size of white between them."""
    line = TextLine((token("a", 0), token("b", 50 + gap)), 100.0)
    found = merge_rulings(strokes((0.0, 110.0, 100 + gap, 110.0)), [line])

    assert (len(found.horizontal) == 0) is one


def tiles(*boxes: Box) -> Fills:
    """Return filled rectangles of one colour."""
    n = len(boxes)
    return Fills(np.array(boxes, np.float64).reshape(n, 4), np.full(n, 0xDDDDDD, np.uint32),
                 np.ones(n, np.bool_))  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "left", "edges"),
    [
        (0.5, 0.0, 2),
        (0.625, 0.0, 4),
        (0.0, -0.5, 2),
        (0.0, -0.625, 4),
    ],
)
def test_tiles_that_go_on_below(gap: float, left: float, edges: int) -> None:
    """Their seam is not seen: less than six tenths of a point."""
    second = (10.0 + left, 30.0 + gap, 60.0 - 20, 50.0)
    across, _ = tile_edges(tiles((10.0, 10.0, 60.0, 30.0), second), 600.0, 800.0)

    assert len(across) == edges


@pytest.mark.parametrize(
    ("wide", "high", "count"),
    [(6.0, 20.0, 0), (6.25, 20.0, 2), (20.0, 4.0, 0), (20.0, 4.25, 2), (600.0, 400.0, 0),
     (600.0, 399.75, 2)],
)  # fmt: skip
def test_fills_of_the_size_of_cells(wide: float, high: float, count: int) -> None:
    """Larger than six by four points, smaller than half the page."""
    across, _ = tile_edges(tiles((0.0, 0.0, wide, high)), 600.0, 800.0)

    assert len(across) == count
