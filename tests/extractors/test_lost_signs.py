"""Commas and points that were passed over: their ink stands between the digits, or does not."""

from __future__ import annotations

import numpy as np
import pytest

from crossfoot.extractors.scans.lost_signs import decimal_sign, restore_signs
from crossfoot.extractors.scans.ocr import Look, complete
from crossfoot.extractors.scans.raster import Mask, Rules
from crossfoot.extractors.scans.sheet import Scan
from crossfoot.extractors.scans.tesseract import SeenWord, is_installed

HIGH, WIDE, TOP, LEFT = 20, 14, 10, 10  # pixels of a digit, from one to the next, of the first
COMMAS = [SeenWord(f"{n},5", (300, 100 + 30 * n, 330, 120 + 30 * n), 95.0) for n in range(2, 8)]


def drawn(text: str) -> tuple[list[tuple[int, int]], Mask]:
    """Return where each char stands, and the ink: bars, squares on the line, commas below it."""
    ink = np.zeros((400, 400), dtype=np.bool_)
    x, spans = LEFT, []
    for char in text:
        wide = {".": 4, ",": 4, " ": 4}.get(char, 10)
        if char.isdigit() or char in "()%":
            ink[TOP : TOP + HIGH, x : x + wide] = True
        elif char in ".,":
            ink[TOP + HIGH - 4 : TOP + HIGH + (5 if char == "," else 0), x : x + wide] = True
        elif char == "-":
            ink[TOP + 10 : TOP + 13, x : x + wide] = True
        spans.append((x, x + wide))
        x += wide + 4
    return spans, ink


def read_as(printed: str, pieces: list[str], others: list[SeenWord]) -> list[str]:
    """Return the texts of what was printed when it was read as some pieces, signs left out."""
    spans, ink = drawn(printed)
    words, at = [], 0
    for piece in pieces:
        kept = [i for i in range(at, len(printed)) if printed[i] not in " "]
        begin = next(i for i in kept if printed[i] == piece[0])
        end, left = begin, list(piece)
        for i in range(begin, len(printed)):
            if left and printed[i] == left[0]:
                left.pop(0)
                end = i
        box = (spans[begin][0], TOP, spans[end][1], TOP + HIGH)
        words.append(SeenWord(piece, box, 90.0))
        at = end + 1
    found, told = restore_signs([*words, *others], ink)
    texts = [word.text for word in found if word not in others]
    assert (len(told) > 0) == (texts != pieces)
    return texts


@pytest.mark.parametrize(
    ("printed", "read", "then"),
    [
        ("9,4%", "94%", "9,4%"),
        ("0,4", "04", "0,4"),
        ("12.5", "125", "12.5"),
        ("-3,75", "-375", "-3,75"),
        ("(3,75)", "(375)", "(3,75)"),
        ("1.234.567", "1234567", "1.234.567"),
        ("94%", "94%", "94%"),
        ("2019", "2019", "2019"),
        ("1,2,3", "123", "123"),  # no number: specks
    ],
)
def test_a_sign_in_the_ink_is_read(printed: str, read: str, then: str) -> None:
    """Between the digits where it stands; digits without one stay as they are."""
    assert read_as(printed, [read], []) == [then]


def test_a_page_of_commas_has_no_point_before_decimals() -> None:
    """The tail of a comma is lost first: how the page writes its decimals tells it."""
    assert read_as("9.4%", ["94%"], COMMAS) == ["9,4%"]
    assert read_as("9.4%", ["94%"], []) == ["9.4%"]


@pytest.mark.parametrize(
    ("printed", "pieces", "then"),
    [
        ("31.158.844,16", ["31.158", "844,16"], ["31.158.844,16"]),
        ("5.239.131.984,89", ["5.239", "131", "984,89"], ["5.239.131.984,89"]),
        ("52.030,00", ["52.030", "00"], ["52.030,00"]),
        ("31 158", ["31", "158"], ["31", "158"]),
    ],
)
def test_pieces_with_a_sign_between_them_are_one_number(
    printed: str, pieces: list[str], then: list[str]
) -> None:
    """A space has no ink."""
    assert read_as(printed, pieces, []) == then


def test_digits_that_cannot_be_counted_are_left_alone() -> None:
    """Two that touch would put the sign in a wrong place."""
    spans, ink = drawn("94,4")
    ink[TOP + 5 : TOP + 8, spans[0][0] : spans[1][1]] = True

    word = SeenWord("944", (LEFT, TOP, spans[-1][1], TOP + HIGH), 90.0)

    assert restore_signs([word], ink) == ((word,), ())


@pytest.mark.parametrize(("high", "then"), [(10, "9.4"), (9, "94")])
def test_signs_of_tiny_type_are_no_larger_than_grain(high: int, then: str) -> None:
    """Numbers grouped by spaces, of 5.6 points at 150 dpi, would be full of points."""
    ink = np.zeros((40, 60), np.bool_)
    ink[10 : 10 + high, 10:16] = ink[10 : 10 + high, 22:28] = True
    ink[8 + high : 10 + high, 18:20] = True
    word = SeenWord("94", (10, 10, 28, 10 + high), 90.0)

    assert [one.text for one in restore_signs([word], ink)[0]] == [then]


@pytest.mark.parametrize(("points", "sign"), [(0, ","), (1, ","), (2, None)])
def test_four_of_five_numbers_tell_the_sign_before_decimals(points: int, sign: str | None) -> None:
    """A page that writes both tells nothing; nor do thousands."""
    texts = ["1,5"] * 5 + ["1.5"] * points + ["1.234", "12", "2019"]

    assert decimal_sign(texts) == sign


@pytest.mark.skipif(not is_installed(), reason="needs tesseract")
def test_a_sign_passed_over_is_told_as_read_again() -> None:
    """What a page says is the second reading; the first stands beside it."""
    spans, ink = drawn("9,4%")
    grey = np.where(ink, 20, 240).astype(np.uint8)
    word = SeenWord("94%", (LEFT, TOP, spans[-1][1], TOP + HIGH), 90.0)

    again = complete(Look(Scan(grey, 150.0, 0.0, ()), Rules((), ()), (word,)))

    assert [word.text for word in again.words] == ["9,4%"]
    assert [(one.first, one.then) for one in again.rereadings] == [("94%", "9,4%")]
