"""Commas and points of small type: the page's way of writing numbers and the ink agree, or not."""

from __future__ import annotations

import numpy as np
import pytest

from crossfoot.extractors.scans.raster import Mask
from crossfoot.extractors.scans.separators import find_way, settle_separators
from crossfoot.extractors.scans.tesseract import SeenWord

HIGH, WIDE = 20, 14  # pixels of a digit, and from one to the next
PAGE = [
    SeenWord(text, (0, 40 * i, 50, 40 * i + HIGH), 95.0)
    for i, text in enumerate(("1.234,56", "12.000,00", "7.310,25", "1.000,00", "413.200,10"), 2)
]


def drawn(text: str, *, tail: int = 4) -> tuple[SeenWord, Mask]:
    """Return a word and its ink: bars for digits, squares on the line, commas hanging below it."""
    ink = np.zeros((400, 400), dtype=np.bool_)
    x = 10
    for char in text:
        if char.isdigit():
            ink[10 : 10 + HIGH, x : x + 10] = True
        elif char == "-":
            ink[20:23, x : x + 6] = True
        else:
            foot = 10 + HIGH + (tail if char == "," else 0)
            ink[10 + HIGH - 4 : foot, x : x + 4] = True
        x += WIDE if char.isdigit() else 8
    bottom = 10 + HIGH + (tail if "," in text else 0)
    return SeenWord(text, (10, 10, x, bottom), 90.0), ink


@pytest.mark.parametrize(
    ("printed", "read", "then"),
    [
        ("2.413,10", "2.413.10", "2.413,10"),
        ("2.413,10", "2,413,10", "2.413,10"),
        ("1.711.560,29", "1,711.560,29", "1.711.560,29"),
        ("413,10", "413.10", "413,10"),
        ("-413,10", "-413.10", "-413,10"),
        ("413.10", "413.10", "413.10"),  # a point is printed, whatever the page does
        ("2,413,10", "2.413.10", "2.413,10"),  # only what changes must be borne out
        ("2.41310", "2.413.10", "2.413.10"),  # a sign that touches its digit
        ("2.4131", "2.4131", "2.4131"),
        ("2.413", "2,413", "2,413"),  # three decimals, or a group
    ],
)
def test_a_sign_is_what_the_page_and_its_ink_say(printed: str, read: str, then: str) -> None:
    """Never one of them alone; no digit changes."""
    word, ink = drawn(printed)
    words = [*PAGE, SeenWord(read, word.box, 90.0)]

    settled, told = settle_separators(words, ink)

    assert settled[-1].text == then
    assert [(one.first, one.then, one.box) for one in told] == (
        [(read, then, word.box)] if then != read else []
    )


@pytest.mark.parametrize(("tail", "then"), [(1, "413.10"), (2, "413,10")])
def test_a_comma_hangs_a_tenth_below_the_line(tail: int, then: str) -> None:
    """Less is the grain of the paper."""
    word, ink = drawn("413,10", tail=tail)

    assert settle_separators([*PAGE, SeenWord("413.10", word.box, 90.0)], ink)[0][-1].text == then


@pytest.mark.parametrize(
    ("odd", "plain", "way"),
    [(0, 5, (".", ",")), (0, 4, None), (1, 4, None), (1, 5, (".", ",")), (2, 5, None)],
)
def test_five_numbers_and_four_of_five_tell_how_a_page_writes_them(
    odd: int, plain: int, way: tuple[str, str] | None
) -> None:
    """A page that writes them both ways, as two of its tables may, tells nothing."""
    assert find_way(["1.234,56"] * plain + ["1,234.56"] * odd + ["12,50", "1.234"]) == way
