"""The ink of a number: what is high is a digit, what is low and large enough is a sign."""

from __future__ import annotations

import numpy as np
import pytest

from crossfoot.extractors.scans.ocr import Look, complete
from crossfoot.extractors.scans.pieces import find_number_ink
from crossfoot.extractors.scans.raster import Mask, Rules
from crossfoot.extractors.scans.sheet import Scan
from crossfoot.extractors.scans.tesseract import SeenWord, is_installed

HIGH = 20  # pixels of the digits


def drawn(*others: tuple[int, int, int, int]) -> Mask:
    """Return the ink of two digits with room between them for pieces (x0, top, x1, bottom)."""
    ink = np.zeros((30, 60), np.bool_)
    ink[:HIGH, :10] = ink[:HIGH, 40:50] = True
    for x0, top, x1, bottom in others:
        ink[top:bottom, x0:x1] = True
    return ink


def counts(ink: Mask) -> tuple[int, int]:
    """Return how many digits and how many signs a picture has."""
    number = find_number_ink(ink, (0, 0, ink.shape[1], ink.shape[0]))
    return (len(number.digits), len(number.signs)) if number else (0, 0)


@pytest.mark.parametrize(("high", "digits"), [(12, 3), (11, 2)])
def test_a_digit_is_three_fifths_of_the_highest(high: int, digits: int) -> None:
    """What is lower is a letter, a dash or a sign."""
    assert counts(drawn((20, HIGH - high, 30, HIGH)))[0] == digits


@pytest.mark.parametrize(
    ("box", "signs"),
    [
        ((20, 17, 23, 20), 1),
        ((20, 17, 21, 20), 0),  # a column of one pixel: grain
        ((20, 19, 23, 20), 0),
        ((20, 14, 27, 20), 1),
        ((20, 14, 28, 20), 0),  # as wide as a dash
        ((20, 11, 23, 20), 1),
        ((20, 13, 23, 16), 1),  # ends a fifth of a digit above the line
        ((20, 12, 23, 15), 0),
        ((20, 17, 23, 26), 1),
        ((20, 17, 23, 27), 0),  # half as high as a digit
    ],
)
def test_a_sign_is_low_and_no_grain(box: tuple[int, int, int, int], signs: int) -> None:
    """Lengths are those of the digits; but one pixel is grain, however small the type."""
    assert counts(drawn(box)) == (2, signs)


@pytest.mark.parametrize(("foot", "hangs"), [(21, False), (22, True)])
def test_a_comma_hangs_below_the_line(foot: int, hangs: bool) -> None:
    """By a tenth of a digit; the last row of a point is grey and may count."""
    number = find_number_ink(drawn((20, 16, 23, foot)), (0, 0, 60, 30))

    assert number is not None
    assert [number.hangs(one) for one in number.signs] == [hangs]


def test_paper_has_no_number() -> None:
    """Nor has a box without pixels."""
    assert find_number_ink(np.zeros((10, 10), np.bool_), (0, 0, 10, 10)) is None
    assert find_number_ink(np.zeros((10, 10), np.bool_), (4, 4, 4, 8)) is None


@pytest.mark.skipif(not is_installed(), reason="needs tesseract")
def test_words_keep_the_ink_of_their_middle() -> None:
    """A rule of bars of letters would leave them their heads alone: half as large."""
    grey = np.full((100, 300), 240, dtype=np.uint8)
    for x in range(20, 260, 12):
        grey[40:60, x : x + 9] = 20
    word = SeenWord("EEEEEEEEEEEEEEEEEEEE", (20, 40, 257, 60), 90.0)
    rules = Rules((((20, 50, 257, 50), 4),), ())

    again = complete(Look(Scan(grey, 150.0, 0.0, ()), rules, (word,)))

    assert [one.box for one in again.words] == [word.box]
