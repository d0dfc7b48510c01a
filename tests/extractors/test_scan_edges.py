"""Words of scans exactly where one answer gives way to another.

What is as sure, as near or as many as it must be counts; a hair less does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from crossfoot.extractors.scans.bands import find_dark_bands
from crossfoot.extractors.scans.letters import letters_inside, runs_upright
from crossfoot.extractors.scans.ocr import is_doubtful, main_run, without_flat
from crossfoot.extractors.scans.ocr_words import join_numbers, to_words
from crossfoot.extractors.scans.raster import (
    PixelBox,
    Rules,
    find_skew,
    without_upright_rules,
)
from crossfoot.extractors.scans.second_look import look_again
from crossfoot.extractors.scans.separators import find_way, settle_separators
from crossfoot.extractors.scans.tesseract import SeenWord, parse_orientation
from crossfoot.extractors.scans.trust import agrees, choose_sample, doubtful_words
from crossfoot.extractors.scans.trust import is_doubtful as is_page_doubtful
from crossfoot.extractors.scans.turned import has_neighbour, stands_upright
from crossfoot.model import Page
from tests.extractors.page_builder import Text, make_page

# ----------------------------------------------------------------------------------- trust


def page_of(*words: str, fonts: Sequence[int] = (), layered: bool = False) -> Page:
    """Return a page with a word a line, each of a font."""
    page = make_page([Text(word, 50, 50 + 8 * k) for k, word in enumerate(words)])
    font = np.array(fonts or [0] * len(words), np.int16)
    return replace(page, words=replace(page.words, font=font), layered=layered)


@pytest.mark.parametrize(("count", "doubtful"), [(6, True), (5, False)])
def test_six_words_of_a_scanner_are_compared(count: int, doubtful: bool) -> None:
    """Fewer tell nothing."""
    assert is_page_doubtful(page_of(*["total"] * count, layered=True)) is doubtful


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        (["banane"] * 50, True),
        (["banane"] * 49, False),
        ([*["banane"] * 49, "der"], False),  # German links with it
        ([*["banane"] * 49, "banan\u024f"], True),  # the last letter that is compared
        ([*["banane"] * 49, "banan\u0250"], False),
        ([*["banane"] * 49, "7banane"], False),
    ],
)
def test_fifty_words_without_one_that_links(words: list[str], doubtful: bool) -> None:
    """Every language has one among so many words of letters."""
    assert bool(doubtful_words(page_of(*words))) is doubtful


@pytest.mark.parametrize(
    ("word", "count", "doubtful"),
    [("abcdf", 50, False), ("bcdfga", 50, True), ("bcdfga", 49, False), ("bcdfgÀ", 50, True)],
)
def test_a_font_without_vowels_is_no_language_s(word: str, count: int, doubtful: bool) -> None:
    """Less than one letter in five, over fifty words of it; beside a font that is read."""
    read = ["le", "total"]
    page = page_of(*read, *[word] * count, fonts=[1, 1, *[2] * count])

    assert doubtful_words(page) == (list(range(2, 2 + count)) if doubtful else [])


@pytest.mark.parametrize(
    ("word", "chosen"), [("abc", 30), ("ab", 0), ("a1c", 30), ("a-b", 0), ("abc\u0250", 0)]
)
def test_words_that_can_be_compared(word: str, chosen: int) -> None:
    """Three letters or digits of our script; twenty-four of them, from all over the page."""
    found = choose_sample(page_of(*[word] * 30, layered=True))

    assert len(found) == min(chosen, 24)
    found = choose_sample(page_of(*["total"] * 48, layered=True))
    assert found == list(range(0, 48, 2))


@pytest.mark.parametrize(
    ("read", "agreed"),
    [
        (["total"] * 3 + ["xxxxx"] * 3, True),
        (["total"] * 2 + ["xxxxx"] * 4, False),
        (["total"] * 2 + ["xxxxx"] * 3, True),  # five tell nothing
        (["totxx"] * 6, True),  # three chars in five
        (["toxxx"] * 6, False),
    ],
)
def test_half_of_six_words_read_alike(read: list[str], agreed: bool) -> None:
    """Then the layer says what the picture shows."""
    boxes = [(0, 10 * k, 9, 10 * k + 9) for k in range(len(read))]
    seen = [SeenWord(text, box, 90.0) for text, box in zip(read, boxes, strict=True)]

    assert agrees(["total"] * len(read), boxes, seen) is agreed


# ------------------------------------------------------------------------------ turned text


@pytest.mark.parametrize(
    ("sure", "rival", "other", "upright"),
    [
        (70.0, "", 0.0, True),
        (69.9, "", 0.0, False),
        (90.0, "S 3", 89.9, True),
        (90.0, "S 3", 90.0, False),
        (90.0, "S 33", 80.0, False),
    ],
)
def test_when_a_word_read_upright_stands(
    sure: float, rival: str, other: float, upright: bool
) -> None:
    """Sure by itself; surer and longer than what was read turned in its place."""
    word = SeenWord("2020", (10, 10, 50, 20), sure)
    found = [SeenWord(rival, (15, 12, 40, 18), other, 270)] if rival else []

    assert stands_upright(word, found) is upright


@pytest.mark.parametrize(
    ("box", "near"),
    [
        ((10, 118, 20, 140), True),
        ((10, 119, 20, 140), False),
        ((10, 60, 20, 82), True),
        ((10, 60, 20, 81), False),
        ((20, 105, 30, 140), False),
        ((19, 105, 29, 140), True),
        ((0, 105, 10, 140), False),
        ((1, 105, 11, 140), True),
    ],
)
def test_a_turned_word_has_a_neighbour(box: PixelBox, near: bool) -> None:
    """In its own line, four fifths of the line's height away."""
    word = SeenWord("3", (10, 90, 20, 110), 90.0, 270)

    assert has_neighbour(word, [word, SeenWord("Total", box, 90.0, 270)]) is near


# ----------------------------------------------------------------------- words and their ink


@pytest.mark.parametrize(
    ("runs", "whole"),
    [
        ([(0, 4), (9, 19)], (0, 19)),  # an accent, half a letter above it
        ([(0, 3), (9, 19)], (9, 19)),
        ([(0, 10), (15, 18)], (0, 18)),
        ([(0, 10), (16, 18)], (0, 10)),
        ([(0, 2), (2, 12), (12, 14)], (0, 14)),
    ],
)
def test_what_stands_near_the_ink_of_a_word(
    runs: list[tuple[int, int]], whole: tuple[int, int]
) -> None:
    """Half its height away, above or below, or touching it."""
    assert main_run(runs) == whole


def flat(text: str, box: PixelBox, *rules: tuple[PixelBox, int]) -> bool:
    """Whether a word is left out as a piece of a rule, on a page of words twenty pixels high."""
    words = [SeenWord("Total", (0, 40 * k, 60, 40 * k + 20), 90.0) for k in range(5)]
    word = SeenWord(text, box, 90.0)
    return word not in without_flat([*words, word], Rules(tuple(rules), ()))


@pytest.mark.parametrize(("bottom", "is_rule"), [(306, True), (307, False)])
def test_letters_as_flat_as_a_dash(bottom: int, is_rule: bool) -> None:
    """Below 35 % of the height of a usual word."""
    assert flat("ii", (200, 300, 260, bottom)) is is_rule


@pytest.mark.parametrize(
    ("rule", "is_rule"),
    [
        ((200, 300, 210, 300), True),
        ((201, 300, 210, 300), False),
        ((200, 300, 209, 300), False),
    ],
)
def test_a_dash_within_a_rule_is_a_piece_of_it(rule: PixelBox, is_rule: bool) -> None:
    """From end to end."""
    assert flat("-", (200, 299, 210, 302), (rule, 1)) is is_rule


@pytest.mark.parametrize(("y", "is_rule"), [(298, True), (296, True), (295, False), (306, False)])
def test_a_dash_beside_a_rule_is_a_piece_of_it(y: int, is_rule: bool) -> None:
    """Half as far off as a dash is flat: three and a half pixels here."""
    assert flat("-", (200, 299, 210, 302), ((190, y, 300, y), 1)) is is_rule


@pytest.mark.parametrize(("sure", "doubtful"), [(10, False), (9, True)])
def test_half_of_the_letters_must_be_sure(sure: int, doubtful: bool) -> None:
    """Or the page may lie on its side."""
    words = [SeenWord("a" * sure, (0, 0, 90, 10), 70.0), SeenWord("b" * 10, (0, 20, 90, 30), 69.9)]

    assert is_doubtful(words) is doubtful


@pytest.mark.parametrize(("width", "joined"), [(97, True), (96, False), (102, True), (103, False)])
def test_digits_go_on_as_the_page_sets_them(width: int, joined: bool) -> None:
    """To 15 % of their height: a space is wider."""
    # three numbers of four digits: 79 pixels of ink at a height of 20 are a digit in each 20.25
    known = [SeenWord("2045", (0, 40 * k, 79, 40 * k + 20), 90.0) for k in range(3)]
    left = SeenWord("12", (200, 0, 239, 20), 90.0)
    right = SeenWord("345", (200 + 41, 0, 200 + width, 20), 90.0)
    texts = {word.text for word in join_numbers([*known, left, right])}

    assert ("12345" in texts) is joined


def test_words_that_are_nearly_as_large_as_usual_are() -> None:
    """By less than three tenths; what is larger keeps its size."""
    words = [SeenWord("TEXT", (0, 40 * k, 60, 40 * k + 72), 90.0) for k in range(5)]
    sizes = [
        float(to_words([*words, SeenWord("TEXT", (0, 400, 60, 400 + high), 90.0)], 1.0).size[-1])
        for high in (93, 94)
    ]

    assert sizes == pytest.approx([100.0, 94 / 0.72])


# ----------------------------------------------------------------------------- separators


@pytest.mark.parametrize(
    ("texts", "way"),
    [
        (["1,234.56"] * 4 + ["1.234,56"], (",", ".")),
        (["1,234.56"] * 7 + ["1.234,56"] * 2, None),
        (["1,234.56"] * 8 + ["1.234,56"] * 2, (",", ".")),
    ],
)
def test_four_in_five_numbers_tell_the_way(texts: list[str], way: tuple[str, str] | None) -> None:
    """And five of them at least."""
    assert find_way(texts) == (way if len(texts) > 5 else None)


def sign(*, tail: int = 3, low: int = 9, at: int = 20) -> str:
    """Return "1.234,56" as settled on a page that writes "1,234.56".

    The first sign is so high and ends so far below the foot of the digits, the last one ends there.
    """
    ink = np.zeros((24, 90), np.bool_)
    for k in range(6):
        ink[:20, 12 * k : 12 * k + 8] = True
    ink[at + tail - low : at + tail, 9:11] = True
    ink[17:20, 45:47] = True
    word = SeenWord("1.234,56", (0, 0, 90, 24), 90.0)
    others = [SeenWord("1,234.56", (0, 100 + 30 * k, 90, 124 + 30 * k), 90.0) for k in range(5)]
    whole = np.zeros((300, 90), np.bool_)
    whole[:24] = ink
    return settle_separators([word, *others], whole)[0][0].text


@pytest.mark.parametrize(
    ("tail", "low", "text"),
    [
        (2, 6, "1,234.56"),
        (1, 6, "1.234,56"),  # a point by its ink: not a tenth below the line
        (2, 9, "1,234.56"),
        (2, 10, "1.234,56"),  # half as high as a digit: no sign
    ],
)
def test_a_comma_hangs_and_is_low(tail: int, low: int, text: str) -> None:
    """A tenth of a digit below the line, less than half as high as one."""
    assert sign(tail=tail, low=low) == text


# --------------------------------------------------------------------------- pixels and turns


def test_letters_on_the_edge_of_a_box() -> None:
    """Those on its left and upper side are inside, those on the others are not."""
    letters = np.array([[8, 40, 12, 44], [48, 40, 52, 44], [20, 8, 24, 12], [20, 48, 24, 52]])

    found = letters_inside(letters, (10, 10, 50, 50)).tolist()
    assert found == [[8, 40, 12, 44], [20, 8, 24, 12]]


def test_half_of_the_letters_upright_are_too_few() -> None:
    """Most must have their neighbour above; one as near beside as above lies beside."""
    upright = [[0, 10 * k, 4, 10 * k + 4] for k in range(10)]
    level = [[200 + 10 * k, 300, 204 + 10 * k, 304] for k in range(10)]
    slant = [[500 + 10 * k, 500 + 10 * k, 504 + 10 * k, 504 + 10 * k] for k in range(10)]

    assert not runs_upright(np.array(upright + level), 6)
    assert runs_upright(np.array(upright + level[:9]), 6)
    assert not runs_upright(np.array(slant), 6)


@pytest.mark.parametrize(("sure", "turn"), [("2.00", 180), ("1.99", 0)])
def test_how_sure_tesseract_is_of_a_turn(sure: str, turn: int) -> None:
    """Pages read wrongly have less than two; without a measure there is no telling."""
    assert parse_orientation(f"Rotate: 180\nOrientation confidence: {sure}\n") == turn
    assert parse_orientation("Rotate: 180\n") == 0


def test_a_rule_at_the_edge_of_a_picture_is_painted_over() -> None:
    """Its rim lies outside, and nothing else is touched."""
    grey = np.full((50, 30), 240, np.uint8)
    grey[:, 0] = grey[:, 29] = 60
    for x in (0, 29):
        painted = without_upright_rules(grey, Rules((), (((x, 0, x, 49), 1),)))
        assert painted[10, x] == 240
        assert painted[10, 29 - x] == 60


@pytest.mark.parametrize(("end", "found"), [(50, 1), (49, 0)])
def test_a_hundred_dark_edges_tell_a_skew(end: int, found: int) -> None:
    """Two rows of a column are one; fewer may be dust."""
    grey = np.full((300, 400), 240, np.uint8)
    for x in range(end):
        grey[100 + x // 20 :, x] = 60

    assert (find_skew(grey) != 0.0) == bool(found)


def test_a_band_reaches_the_edges_of_its_picture() -> None:
    """And ends there."""
    grey = np.full((400, 400), 240, np.uint8)
    grey[:40, :] = 40
    grey[360:, :] = 40

    assert find_dark_bands(grey) == ((0, 0, 400, 40), (0, 360, 400, 400))


def reader(text: str, sure: float) -> Callable[[Image.Image], list[SeenWord]]:
    """Return what reads one text in the middle of every picture."""

    def read(image: Image.Image) -> list[SeenWord]:
        x, y = image.width // 2, image.height // 2
        return [SeenWord(text, (x - 2, y - 2, x + 2, y + 2), sure)]

    return read


@pytest.mark.parametrize(
    ("box", "sure", "count"),
    [
        ((200, 100, 260, 120), 75.0, 1),  # its left edge in the middle of the ink
        ((201, 100, 260, 120), 75.0, 2),
        ((140, 100, 200, 120), 75.0, 1),
        ((140, 100, 199, 120), 75.0, 2),
        ((180, 110, 220, 130), 75.0, 1),
        ((180, 111, 220, 130), 75.0, 2),
        ((180, 90, 220, 110), 75.0, 1),
        ((180, 90, 220, 109), 75.0, 2),
    ],
)
def test_what_is_printed_once_is_read_once(box: PixelBox, sure: float, count: int) -> None:
    """A reading whose middle lies in a sure word, on its edge too, is that word."""
    grey = np.full((300, 400), 240, np.uint8)
    ink = np.zeros(grey.shape, np.bool_)
    ink[100:120, 192:208] = True
    grey[ink] = 60
    words = [SeenWord("Total", box, sure), SeenWord("Somme", (20, 20, 80, 40), 90.0)]
    again = look_again(grey, ink, words, reader("7", 90.0))

    assert sum(w.text == "7" for w in again.words) == count - 1
