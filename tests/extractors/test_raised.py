"""Marks of notes behind numbers of scans: their ink stands raised and small, digits do not."""

from __future__ import annotations

import numpy as np
import pytest

from crossfoot.extractors.scans.ocr import Look, complete
from crossfoot.extractors.scans.raised import raise_marks
from crossfoot.extractors.scans.raster import Mask, Rules
from crossfoot.extractors.scans.sheet import Scan
from crossfoot.extractors.scans.tesseract import SeenWord, is_installed

HIGH, TOP = 20, 10


def drawn(digits: int, *marks: tuple[int, int]) -> tuple[SeenWord, Mask]:
    """Return a number of so many digits with marks (height, foot above the line), and its ink."""
    ink = np.zeros((60, 200), np.bool_)
    x = 10
    for high, up in [(HIGH, 0)] * digits + list(marks):
        ink[TOP + HIGH - up - high : TOP + HIGH - up, x : x + 8] = True
        x += 12
    text = "1792345"[: digits + len(marks)]
    return SeenWord(text, (10, TOP - 5, x - 4, TOP + HIGH), 90.0), ink


@pytest.mark.parametrize(
    ("digits", "marks", "then"),
    [
        (3, ((12, 8),), "179²"),
        (1, ((12, 8),), "1⁷"),
        (2, ((12, 8), (12, 8)), "17⁹²"),
        (1, ((12, 8),) * 3, "1792"),  # more than a note has
        (3, ((16, 5),), "179²"),
        (3, ((17, 5),), "1792"),  # as high as a digit
        (3, ((12, 4),), "1792"),  # a small digit on the line, or nearly
        (4, (), "1792"),
    ],
)
def test_raised_digits_are_marks(
    digits: int, marks: tuple[tuple[int, int], ...], then: str
) -> None:
    """Each digit has its own ink, the last ones end above the line and are smaller."""
    word, ink = drawn(digits, *marks)

    (found,), told = raise_marks([word], ink)

    assert found.text == then
    assert [(one.first, one.then) for one in told] == (
        [] if then == word.text else [(word.text, then)]
    )


def test_digits_that_touch_are_left_alone() -> None:
    """Which of them is raised cannot be told."""
    word, ink = drawn(3, (12, 8))
    ink[TOP + 10, 10:30] = True

    assert raise_marks([word], ink) == ((word,), ())


@pytest.mark.skipif(not is_installed(), reason="needs tesseract")
def test_a_page_is_read_with_its_marks() -> None:
    """The first reading stands beside it."""
    word, ink = drawn(3, (12, 8))
    grey = np.where(ink, 20, 240).astype(np.uint8)

    again = complete(Look(Scan(grey, 150.0, 0.0, ()), Rules((), ()), (word,)))

    assert [one.text for one in again.words] == ["179²"]
    assert [(one.first, one.then) for one in again.rereadings] == [("1792", "179²")]
