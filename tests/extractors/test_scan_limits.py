"""Pictures of pages on both sides of what decides: rules, bands, ink, words read again.

Pictures are sheets of grey 240 at 150 pixels an inch, on which one thing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from crossfoot.extractors.scans.bands import find_dark_bands, invert_bands
from crossfoot.extractors.scans.letters import (
    enlargement,
    find_letters,
    holds_light_letters,
    letters_inside,
    letters_outside,
    runs_upright,
)
from crossfoot.extractors.scans.ocr import (
    is_doubtful,
    needs_ocr,
    scan_dpi,
    without_flat,
    without_letters,
    without_lines_of_letters,
)
from crossfoot.extractors.scans.ocr_words import join_numbers, to_words
from crossfoot.extractors.scans.raster import (
    Grey,
    PixelBox,
    Rules,
    find_rules,
    find_skew,
    ink_mask,
    without_upright_rules,
)
from crossfoot.extractors.scans.second_look import find_blobs, is_speck, look_again
from crossfoot.extractors.scans.sheet import Scan, uncovered_ink
from crossfoot.extractors.scans.tesseract import SeenWord, is_word
from crossfoot.extractors.scans.turned import find_unread
from crossfoot.model import Page, Picture, Shape
from tests.extractors.page_builder import Text, make_page

PAPER, INK, DPI = 240, 60, 150
NO_RULES = Rules((), ())


def sheet(*marks: tuple[int, int, int, int], grey: int = INK) -> Grey:
    """Return a sheet of 300 × 400 pixels with boxes (x0, top, x1, bottom) on it."""
    made = np.full((300, 400), PAPER, np.uint8)
    for x0, top, x1, bottom in marks:
        made[top:bottom, x0:x1] = grey
    return made


def level(*marks: tuple[int, int, int, int], grey: int = INK) -> list[tuple[int, int, int]]:
    """Return (x0, y, x1) of the level rules on such a sheet."""
    return [
        (x0, y, x1)
        for (x0, y, x1, _), _ in find_rules(sheet(*marks, grey=grey), dpi=DPI).horizontal
    ]


# ---------------------------------------------------------------------------------- rules


@pytest.mark.parametrize(("length", "found"), [(59, 0), (60, 1), (90, 1)])
def test_a_rule_is_longer_than_letters(length: int, found: int) -> None:
    """Two fifths of an inch; an upright one too."""
    assert len(level((50, 100, 50 + length, 102))) == found
    upright = find_rules(sheet((100, 50, 102, 50 + length)), dpi=DPI).vertical
    assert [box for box, _ in upright] == [(101, 50, 101, 50 + length)] * found


@pytest.mark.parametrize(("contrast", "found"), [(13, 0), (14, 1), (20, 1)])
def test_a_hairline_is_darker_than_the_grain_of_paper(contrast: int, found: int) -> None:
    """By fourteen grey levels."""
    assert len(level((50, 100, 250, 102), grey=PAPER - contrast)) == found


@pytest.mark.parametrize(("gap", "count"), [(1, 1), (3, 1), (4, 2)])
def test_dust_breaks_no_rule(gap: int, count: int) -> None:
    """Three pixels of paper are dust, four are two rules."""
    assert len(level((50, 100, 150, 102), (150 + gap, 100, 250, 102))) == count


@pytest.mark.parametrize(("thick", "found"), [(1, 1), (5, 1), (6, 0)])
def test_a_band_is_no_rule(thick: int, found: int) -> None:
    """Paper shows three pixels off on both sides."""
    assert len(level((50, 100, 250, 100 + thick))) == found


@pytest.mark.parametrize(("below", "count"), [(5, 1), (8, 1), (9, 2)])
def test_a_shorter_line_beside_a_rule_is_its_shadow(below: int, count: int) -> None:
    """Up to a twentieth of an inch off it, and no further out at its end."""
    assert len(level((50, 100, 300, 102), (80, 100 + below, 200, 102 + below))) == count
    assert len(level((50, 100, 300, 102), (200 + below, 106, 300 + below, 108))) == count
    assert len(level((50, 100, 300, 102), (50 - below, 106, 150 - below, 108))) == count


def test_rules_are_told_from_the_top_and_from_the_left() -> None:
    """Whichever is longer."""
    found = level((250, 50, 350, 52), (20, 50, 200, 52), (20, 150, 380, 152))

    assert [(x0, y) for x0, y, _ in found] == [(20, 51), (250, 51), (20, 151)]


@pytest.mark.parametrize(("step", "rules"), [(1, 1), (2, 1), (3, 2)])
def test_a_rule_that_steps_is_one(step: int, rules: int) -> None:
    """Turning a picture leaves steps of a pixel or two."""
    assert len(level((50, 100, 150, 102), (150, 100 + step, 250, 102 + step))) == rules


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        ((50, 90, 79, 110), True),
        ((50, 90, 80, 110), False),
        ((50, 97, 110, 117), True),  # the rule is above the word: its box is as high as the row
        ((50, 96, 110, 116), False),
        ((50, 85, 110, 105), True),  # it underlines the word
        ((50, 86, 110, 106), False),
    ],
)
def test_bars_of_small_letters_are_no_rule(box: PixelBox, kept: bool) -> None:
    """What runs through the middle of words is their ink; an underline is none."""
    rules = Rules((((50, 101, 110, 101), 2),), (((101, 50, 101, 110), 2),))

    left = without_lines_of_letters(rules, [SeenWord("zone", box, 90.0)])

    assert (len(left.horizontal) == 1) is kept
    assert left.vertical == rules.vertical


@pytest.mark.parametrize(
    ("box", "kept"),
    [((50, 95, 79, 107), True), ((50, 95, 80, 107), False), ((50, 102, 140, 112), True)],
)
def test_a_stem_of_letters_is_no_rule(box: PixelBox, kept: bool) -> None:
    """Half a rule's length in words, and it is drawn by them."""
    rule = ((50, 101, 110, 101), 2)
    turned = ((101, 50, 101, 110), 2)
    x0, top, x1, bottom = box
    words = [SeenWord("Total", box, 90.0), SeenWord("Total", (top, x0, bottom, x1), 90.0)]

    left = without_letters(Rules((rule,), (turned,)), words)

    assert left == Rules((rule,) * kept, (turned,) * kept)


@pytest.mark.parametrize("width", [1, 3, 4])
def test_an_upright_rule_is_painted_over_and_no_more(width: int) -> None:
    """With a pixel of rim on either side; level rules stay."""
    grey = sheet((50, 100, 250, 103), (100, 20, 100 + width, 200), (102 + width, 50, 120, 70))
    rules = Rules((((50, 101, 250, 101), 3),), (((100 + width // 2, 20, 0, 199), width),))

    painted = without_upright_rules(grey, rules)

    assert (painted[20:100, 95 : 101 + width] == PAPER).all()
    assert (painted[50:70, 104 + width : 120] == INK).all()
    assert (painted[101, 60:90] == INK).all()


# ---------------------------------------------------------------------- bands, ink and skew


@pytest.mark.parametrize(("contrast", "found"), [(80, 0), (81, 1)])
def test_a_band_is_dark(contrast: int, found: int) -> None:
    """Shading that black text is read on is left alone."""
    assert len(find_dark_bands(sheet((80, 80, 320, 140), grey=PAPER - contrast))) == found


@pytest.mark.parametrize(
    ("wide", "high", "found"), [(16, 60, 0), (24, 60, 1), (240, 8, 0), (240, 14, 1)]
)
def test_a_band_holds_a_line_of_text(wide: int, high: int, found: int) -> None:
    """Rules and stems are no bands."""
    assert len(find_dark_bands(sheet((80, 80, 80 + wide, 80 + high)))) == found


@pytest.mark.parametrize("off", [0, 1, 4, 7, 8])
def test_a_band_ends_at_its_last_dark_pixel(off: int) -> None:
    """Wherever the blocks it is looked for in begin."""
    box = (80 + off, 80 + off, 320 - off, 140 - off)

    assert find_dark_bands(sheet(box)) == (box,)


@pytest.mark.parametrize(("shift", "count"), [(16, 1), (24, 2)])
def test_steps_of_a_band(shift: int, count: int) -> None:
    """Two blocks further in, it is the same band; three, another."""
    assert len(find_dark_bands(sheet((80, 80, 320, 112), (80 + shift, 112, 320, 144)))) == count
    assert len(find_dark_bands(sheet((80, 80, 320, 112), (80, 112, 320 - shift, 144)))) == count


def test_large_type_is_no_band() -> None:
    """It covers its blocks, but not half of its line."""
    stripes = [(80 + 40 * i, 80, 104 + 40 * i, 140) for i in range(6)]
    thick = [(80 + 40 * i, 80, 98 + 40 * i, 140) for i in range(6)]

    assert len(find_dark_bands(sheet(*stripes))) == 6
    assert find_dark_bands(sheet(*thick)) == ()


def test_a_band_is_turned_from_dark_to_paper() -> None:
    """Its ground becomes paper, its letters ink, and what stands around stays."""
    grey = sheet((80, 80, 320, 140), grey=50)
    grey[100:120, 100:110] = 250
    grey[100:120, 120:130] = 150

    turned = invert_bands(grey, ((80, 80, 320, 140),))

    assert [int(turned[y, x]) for y, x in ((85, 85), (105, 105), (105, 125), (0, 0))] == [
        240,
        5,
        122,
        240,
    ]


@pytest.mark.parametrize(("contrast", "inked"), [(60, 0), (61, 100)])
def test_ink_is_darker_than_its_surroundings(contrast: int, inked: int) -> None:
    """By more than sixty grey levels; on grey ground too."""
    assert ink_mask(sheet((10, 10, 20, 20), grey=PAPER - contrast)).sum() == inked
    ground = np.full((300, 400), 180, np.uint8)
    ground[10:20, 10:20] = 180 - contrast
    assert ink_mask(ground).sum() == inked


@pytest.mark.parametrize(("count", "level_is_known"), [(99, False), (101, True)])
def test_a_few_specks_tell_no_skew(count: int, level_is_known: bool) -> None:
    """A hundred dark edges along a slope do."""
    grey = sheet()
    for k in range(count):
        grey[50 + k * 3 // 100, 10 + 3 * k % 380] = INK

    assert (find_skew(grey) != 0) is level_is_known


@pytest.mark.parametrize("slope", [-2.9, -1.0, -0.1, 0.1, 2.0, 2.9])
def test_a_long_line_tells_the_skew(slope: float) -> None:
    """To a twenty-fifth of a degree, up to three."""
    grey = np.full((600, 1200), PAPER, np.uint8)
    for y in (200, 300, 400):
        for x in range(100, 1100):
            at = round(y + (x - 600) * np.tan(np.radians(slope)))
            grey[at : at + 3, x] = INK

    assert find_skew(grey) == pytest.approx(slope, abs=0.04)


# ------------------------------------------------------------------- what needs to be read


def _page(words: int = 0, *, picture: float = 0.0, shapes: int = 0) -> Page:
    """Return a page with so many words and shapes and a picture over a share of it."""
    triangle = Shape(((0, 0), (1, 0), (0, 1), (0, 0)), 0, None, 0.0)
    page = make_page(
        [Text("word", 50, 50 + 20 * i) for i in range(words)], shapes=[triangle] * shapes
    )
    pictures = (Picture((0, 0, 600, 800 * picture), (1000, 1000)),) if picture else ()
    return replace(page, pictures=pictures)


@pytest.mark.parametrize(
    ("page", "needed"),
    [
        (_page(), False),
        (_page(picture=0.1), False),
        (_page(picture=0.11), True),
        (_page(1, picture=0.6), False),
        (_page(1, picture=0.61), True),
        (_page(3, picture=0.9), True),
        (_page(4, picture=0.9), False),
        (_page(shapes=200), False),
        (_page(shapes=201), True),
        (_page(1, shapes=201, picture=0.9), False),
    ],
)
def test_pages_that_show_more_than_they_say(page: Page, needed: bool) -> None:
    """A picture over most of a page with a stamp, over a tenth of an empty one, or outlines."""
    assert needs_ocr(page, is_garbage=False) is needed
    assert needs_ocr(page, is_garbage=True)


@pytest.mark.parametrize(
    ("pixels", "width", "expected"),
    [(500, 600, 150), (1667, 600, 200), (5000, 600, 300), (0, 0, 300)],
)
def test_scans_are_read_at_their_own_resolution(pixels: int, width: float, expected: float) -> None:
    """Within reason: 150 to 300 pixels an inch."""
    pictures = (Picture((0, 0, width, 800), (pixels, 1)),) if pixels else ()

    assert scan_dpi(replace(_page(), pictures=pictures)) == pytest.approx(expected, abs=0.1)


def test_posters_are_read_smaller() -> None:
    """The longer side of the picture has at most 3600 pixels."""
    assert scan_dpi(replace(_page(), width=2592.0, height=800.0)) == pytest.approx(100)


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        ([("Alby", 70.0, 40), ("Brey", 30.0, 40)], False),
        ([("Alby", 69.0, 40), ("Brey", 30.0, 40)], True),
        ([("Alby", 90.0, 10), ("Brey", 30.0, 40)], True),  # stands upright
        ([("Al", 90.0, 40), ("Be", 30.0, 40)], True),  # too short to tell
        ([("Alby", 90.0, 40), ("Breyx", 30.0, 40)], True),
        ([], False),
    ],
)
def test_pages_on_their_side_are_mostly_guesswork(
    words: list[tuple[str, float, int]], doubtful: bool
) -> None:
    """Half of the letters must be sure, and set level."""
    seen = [SeenWord(text, (0, 0, wide, 10), sure) for text, sure, wide in words]

    assert is_doubtful(seen) is doubtful


# --------------------------------------------------------------------- ink passed over


def _scan(grey: Grey) -> Scan:
    return Scan(grey, float(DPI), 0.0, ())


def test_ink_under_words_and_rules_is_covered() -> None:
    """A word covers two pixels around it, a rule a fortieth of an inch."""
    grey = sheet((50, 50, 100, 70), (50, 100, 250, 104), (300, 50, 310, 60))
    word = SeenWord("Total", (52, 52, 98, 68), 90.0)
    rules = Rules((((50, 101, 250, 101), 2),), ())

    def left(words: Sequence[SeenWord], drawn: Rules, least: float = 0.0) -> int:
        return int(uncovered_ink(_scan(grey), drawn, words, least_confidence=least).sum())

    assert left([], NO_RULES) == 50 * 20 + 200 * 4 + 100
    assert left([word], rules) == 100
    assert left([replace(word, box=(53, 53, 97, 67))], rules) == 100 + 50 * 20 - 48 * 18
    assert left([word], rules, least=90.0) == 100
    assert left([word], rules, least=91.0) == 100 + 50 * 20
    assert left([], Rules((((50, 105, 250, 105), 2),), ())) == 50 * 20 + 100 + 200 * 0 + 200 * 1


@pytest.mark.parametrize(
    ("text", "box", "rotation", "covers"),
    [
        ("Al", (50, 50, 60, 90), 0, False),  # higher than wide: a guess
        ("A", (50, 50, 60, 90), 0, True),
        ("Alb", (50, 50, 60, 90), 0, True),
        ("Al", (50, 50, 60, 90), 270, True),
        ("Al", (50, 50, 90, 60), 0, True),
        ("Al", (50, 50, 60, 60), 0, False),
    ],
)
def test_which_words_cover_their_ink(text: str, box: PixelBox, rotation: int, covers: bool) -> None:
    """Two letters in a box that stands upright are likely a part of a turned word."""
    words = [SeenWord(text, box, 90.0, rotation)]

    assert (
        bool(uncovered_ink(_scan(sheet(box)), NO_RULES, words, least_confidence=0.0).sum())
        is not covers
    )


def letters(*lines: tuple[int, int], count: int = 8, upright: bool = False) -> list[PixelBox]:
    """Return the boxes of letters of 12 pixels, a line of them from each corner (x, y)."""
    return [
        (x, y + 14 * i, x + 12, y + 14 * i + 12)
        if upright
        else (x + 14 * i, y, x + 14 * i + 12, y + 12)
        for x, y in lines
        for i in range(count)
    ]


@pytest.mark.parametrize(("count", "found"), [(3, 0), (5, 1), (9, 1)])
def test_words_that_run_upwards_stand_in_high_ink(count: int, found: int) -> None:
    """Letters above each other in several places, half an inch high."""
    marks = letters((100, 60), (140, 60), (180, 60), count=count, upright=True)

    zones = find_unread(_scan(sheet(*marks)), NO_RULES, [])

    assert len(zones) == found
    for x0, top, x1, bottom in zones:
        assert (x0 <= 100, top <= 60) == (True, True)
        assert (x1 >= 192, bottom >= 54 + 14 * count) == (True, True)


def test_level_letters_are_no_turned_words() -> None:
    """Nor is one upright stroke."""
    assert find_unread(_scan(sheet((102, 60, 106, 180))), NO_RULES, []) == []
    lines = letters(*((x, y) for x in (40, 200) for y in range(60, 200, 18)))
    assert find_unread(_scan(sheet(*lines)), NO_RULES, []) == []


@pytest.mark.parametrize(("count", "known"), [(39, False), (40, True), (1000, True)])
def test_forty_letters_tell_which_way_lines_run(count: int, known: bool) -> None:
    """The next letter of a word is nearer than the next line."""
    corners = [(14 * (i % 50), 18 * (i // 50)) for i in range(count)]
    level = np.array([(x, y, x + 12, y + 12) for x, y in corners])
    on_side = level[:, [1, 0, 3, 2]]

    assert not runs_upright(level)
    assert runs_upright(on_side) is known


@pytest.mark.parametrize(
    ("high", "times"), [(4, 3.0), (7, 3.0), (8, 2.75), (11, 2.0), (14, 1.5), (20, 1.0), (40, 1.0)]
)
def test_small_letters_are_enlarged_to_be_read(high: int, times: float) -> None:
    """Up to three times, and never made smaller."""
    boxes = np.array([(20 * i, 0, 20 * i + 6, high) for i in range(20)])

    assert enlargement(boxes, (1000, 1000)) == times


def test_a_picture_without_letters_is_read_as_it_is() -> None:
    """And a large one is not made larger than memory allows."""
    boxes = np.array([(0, 0, 6, 11)])

    assert enlargement(boxes[:0], (1000, 1000)) == 1.0
    assert enlargement(boxes, (4000, 3000)) == pytest.approx(2**0.5)


@pytest.mark.parametrize(
    ("box", "letter"),
    [
        ((50, 50, 54, 54), True),
        ((50, 50, 53, 53), False),  # dust
        ((50, 50, 102, 60), True),
        ((50, 50, 103, 60), False),  # a third of an inch and more
        ((50, 50, 98, 54), True),  # a dash
        ((50, 50, 99, 54), False),  # a rule
    ],
)
def test_letters_are_neither_dust_nor_rules(box: PixelBox, letter: bool) -> None:
    """By their size alone."""
    assert find_letters(sheet(box), dpi=DPI).tolist() == [list(box)] * letter


def test_letters_are_inside_a_box_by_their_middle() -> None:
    """And outside of what does not hold it."""
    boxes = np.array([(0, 0, 10, 10), (20, 0, 30, 10)])

    assert letters_inside(boxes, (0, 0, 6, 6)).tolist() == [[0, 0, 10, 10]]
    assert letters_outside(boxes, [(0, 0, 6, 6)]).tolist() == [[20, 0, 30, 10]]
    assert letters_outside(boxes, []).tolist() == boxes.tolist()


@pytest.mark.parametrize(
    ("high", "count", "light"), [(14, 2, True), (13, 2, False), (14, 1, False), (20, 5, True)]
)
def test_a_band_holds_light_letters(high: int, count: int, light: bool) -> None:
    """Two, of seven tenths of the usual height; what dark letters enclose is lower."""
    grey = sheet((40, 40, 300, 100))
    for i in range(count):
        grey[60 : 60 + high, 60 + 20 * i : 70 + 20 * i] = PAPER

    assert holds_light_letters(grey, (40, 40, 300, 100), 20.0) is light


def test_what_touches_the_edge_of_a_band_is_no_letter() -> None:
    """It is the paper around it."""
    grey = sheet((40, 40, 300, 100))
    grey[40:70, 60:70] = grey[70:100, 90:100] = PAPER

    assert not holds_light_letters(grey, (40, 40, 300, 100), 20.0)


def test_a_card_with_a_drawing_in_it_is_one_dark_area() -> None:
    """Though the drawing breaks its rows."""
    grey = sheet((40, 40, 360, 240))
    grey[100:180, 160:260] = PAPER

    assert find_dark_bands(grey) == ((40, 40, 360, 240),)


# ------------------------------------------------------------------------- a second look


@pytest.mark.parametrize(
    ("wide", "high", "found"),
    [
        (8, 8, 0),
        (8, 9, 1),
        (8, 30, 1),
        (8, 31, 0),
        (120, 20, 1),
        (121, 20, 0),
    ],
)
def test_marks_of_about_the_height_of_words(wide: int, high: int, found: int) -> None:
    """Beside words of twenty pixels: from a comma's height to that of brackets, and no strokes."""
    ink = np.zeros((200, 400), np.bool_)
    ink[40 : 40 + high, 40 : 40 + wide] = True

    assert len(find_blobs(ink, 20.0)) == found


@pytest.mark.parametrize(("side", "speck"), [(6, True), (7, False)])
def test_a_speck_is_smaller_than_a_third_of_a_letter(side: int, speck: bool) -> None:
    """Of twenty pixels."""
    assert is_speck(SeenWord("e", (0, 0, side, 3), 90.0), 20.0) is speck
    assert is_speck(SeenWord("e", (0, 0, 3, side), 90.0), 20.0) is speck


LINE = SeenWord("Town", (20, 20, 100, 40), 95.0)
"""Twenty pixels high: the usual height."""


def _again(
    words: Sequence[SeenWord], ink: PixelBox | None, answer: Callable[[Image.Image], list[SeenWord]]
) -> list[str]:
    """Return the texts after a second look at a sheet with some uncovered ink."""
    mask = np.zeros((300, 400), np.bool_)
    if ink:
        mask[ink[1] : ink[3], ink[0] : ink[2]] = True
    return [word.text for word in look_again(sheet(), mask, words, answer).words]


def _middle(text: str, sure: float, share: float = 0.2) -> Callable[[Image.Image], list[SeenWord]]:
    """Return a reader that sees one word in the middle of each picture, so wide of it."""

    def read(image: Image.Image) -> list[SeenWord]:
        wide = share * image.width
        x0 = round((image.width - wide) / 2)
        return [SeenWord(text, (x0, 0, round(x0 + wide), image.height), sure)]

    return read


@pytest.mark.parametrize(
    ("old", "sure", "new", "found"),
    [
        ("7", 74.0, 80.0, ["Town", "1"]),
        ("7", 75.0, 80.0, ["Town", "7"]),  # sure enough
        ("7", 70.0, 70.0, ["Town", "7"]),  # no surer than before
        ("7", 30.0, 39.0, ["Town", "7"]),
        ("7", 30.0, 40.0, ["Town", "1"]),
        ("77", 70.0, 80.0, ["Town", "1"]),
        ("777", 70.0, 80.0, ["Town", "1"]),
        ("Bex", 70.0, 80.0, ["Town", "Bex"]),  # words are not looked at again
        ("%)", 70.0, 80.0, ["Town", "%)"]),  # nor signs, which need their line
        ("l", 70.0, 80.0, ["Town", "1"]),
    ],
)
def test_doubtful_marks_are_read_again(old: str, sure: float, new: float, found: list[str]) -> None:
    """A number, or one or two chars, below 75 of 100; the surer reading stays."""
    mark = SeenWord(old, (200, 20, 212, 40), sure)

    assert _again([LINE, mark], None, _middle("1", new, 0.1)) == found


@pytest.mark.parametrize(("sure", "found"), [(39.0, ["Town"]), (40.0, ["Town", "5"])])
def test_ink_passed_over_is_read(sure: float, found: list[str]) -> None:
    """Where the second reading is sure enough."""
    assert _again([LINE], (200, 20, 212, 40), _middle("5", sure, 0.1)) == found


def test_a_reading_wider_than_its_mark_is_none() -> None:
    """It runs into what stands beside."""
    assert _again([LINE], (200, 20, 212, 40), _middle("55", 90.0, 0.5)) == ["Town"]


@pytest.mark.parametrize(("high", "scale"), [(13, 1), (14, 2), (20, 2)])
def test_digits_are_enlarged_and_small_marks_are_not(high: int, scale: int) -> None:
    """A digit is read best some fifty pixels high; a bullet is read as it stands."""
    sizes: list[int] = []

    def read(image: Image.Image) -> list[SeenWord]:
        sizes.append(image.height)
        return []

    _again([LINE], (200, 20, 212, 20 + high), read)

    assert sizes[0] == scale * (high + 2 * 50)


@pytest.mark.parametrize(("usual", "scale"), [(8, 3), (16, 3), (19, 3), (20, 2), (48, 1), (60, 1)])
def test_small_print_is_enlarged_up_to_three_times(usual: int, scale: int) -> None:
    """Large print is read as it is."""
    sizes: list[int] = []

    def read(image: Image.Image) -> list[SeenWord]:
        sizes.append(image.height)
        return []

    word = replace(LINE, box=(20, 20, 100, 20 + usual))
    _again([word], (200, 20, 200 + usual, 20 + usual), read)

    assert sizes[0] == scale * (usual + 2 * round(2.5 * usual))


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (24, 1), (25, 2), (240, 10), (241, 0)])
def test_marks_are_set_in_lines_and_read_at_once(count: int, lines: int) -> None:
    """And not at all where they are a picture."""
    marks = [SeenWord("7", (5 * i, 20, 5 * i + 4, 40), 50.0) for i in range(count)]
    seen: list[int] = []

    def read(image: Image.Image) -> list[SeenWord]:
        seen.append(image.height)
        return []

    _again([LINE, *marks], None, read)

    assert seen == [lines * 2 * (20 + 2 * 50)] * (lines > 0)


def test_a_reading_belongs_to_the_line_it_stands_in() -> None:
    """The second line of marks is read as well as the first."""
    marks = [SeenWord("7", (12 * i, 20, 12 * i + 10, 40), 50.0) for i in range(30)]

    def read(image: Image.Image) -> list[SeenWord]:
        half = image.height // 2
        return [SeenWord("3", (100, half + 100, 120, half + 140), 90.0)]

    assert [text for text in _again([LINE, *marks], None, read) if text == "3"] == ["3"]


@pytest.mark.parametrize(
    ("sure", "found"), [(75.0, ["Town", "all"]), (74.0, ["Town", "all", "41"])]
)
def test_what_was_read_surely_is_not_read_twice(sure: float, found: list[str]) -> None:
    """Though some ink is left beside it."""
    word = SeenWord("all", (200, 20, 212, 40), sure)

    assert _again([LINE, word], (200, 20, 213, 40), _middle("41", 90.0, 0.1)) == found


def test_a_number_that_falls_to_pieces_is_left_alone() -> None:
    """Two readings of one piece are no reading of it."""
    mark = SeenWord("1234", (200, 20, 260, 40), 50.0)

    def read(image: Image.Image) -> list[SeenWord]:
        middle = image.width // 2
        return [
            SeenWord("12", (middle - 50, 100, middle - 10, 140), 90.0),
            SeenWord("34", (middle + 10, 100, middle + 50, 140), 90.0),
        ]

    assert _again([LINE, mark], None, read) == ["Town", "1234"]


# ------------------------------------------------------------------------- words of a page


def _boxes(*words: SeenWord) -> list[tuple[float, float, float]]:
    """Return size, top and bottom of words, to a tenth, at a point per pixel."""
    made = to_words(words, 1.0)
    return [
        (round(float(s), 1), round(float(b[1]), 1), round(float(b[3]), 1))
        for s, b in zip(made.size, made.box, strict=True)
    ]


def test_the_size_of_type_is_told_by_its_letters() -> None:
    """Tall letters stand 0.72 of it high, small ones 0.52, and tails hang 0.21 below."""
    assert _boxes(SeenWord("Lyon", (0, 0, 40, 93), 90.0)) == [(100.0, -3.0, 97.0)]
    assert _boxes(SeenWord("Total", (0, 0, 40, 72), 90.0)) == [(100.0, -3.0, 97.0)]
    assert _boxes(SeenWord("sum", (0, 0, 40, 52), 90.0)) == [(100.0, -23.0, 77.0)]
    assert _boxes(SeenWord("page", (0, 0, 40, 73), 90.0)) == [(100.0, -23.0, 77.0)]


def test_a_dash_takes_the_usual_size() -> None:
    """It stands a quarter of it above the baseline; alone it is told by its own height."""
    words = (SeenWord("Total", (0, 0, 40, 72), 90.0), SeenWord("–", (50, 40, 60, 44), 90.0))

    assert _boxes(*words)[1] == (100.0, -8.0, 92.0)
    assert _boxes(SeenWord("–", (50, 40, 60, 44), 90.0)) == [(8.0, 38.0, 46.0)]


@pytest.mark.parametrize(("ink", "size"), [(92, 100.0), (94, 130.6), (51, 100.0), (50, 69.4)])
def test_words_of_about_one_size_have_it(ink: int, size: float) -> None:
    """Up to three tenths off the size in the middle."""
    words = [SeenWord("Total", (0, 100 * i, 40, 100 * i + 72), 90.0) for i in range(3)]

    assert _boxes(*words, SeenWord("Total", (0, 400, 40, 400 + ink), 90.0))[3][0] == size


@pytest.mark.parametrize(("off", "lines"), [(30, [0, 0]), (31, [0, 1])])
def test_words_of_one_line_share_a_baseline(off: int, lines: list[int]) -> None:
    """Within three tenths of their size."""
    words = [
        SeenWord("Total", (0, 0, 40, 72), 90.0),
        SeenWord("Total", (60, off, 100, 72 + off), 90.0),
    ]

    assert to_words(words, 1.0).line.tolist() == lines


def test_words_that_run_upwards_have_lines_of_their_own() -> None:
    """Their size is told across, their baseline stands at the right."""
    made = to_words(
        [
            SeenWord("Total", (0, 0, 72, 200), 90.0, 270),
            SeenWord("Total", (300, 0, 340, 72), 90.0),
            SeenWord("page", (40, 300, 113, 500), 90.0, 270),
        ],
        1.0,
    )

    assert made.line.tolist() == [1, 0, 1]
    assert made.size.round(1).tolist() == [100.0, 100.0, 100.0]
    assert made.box.round(1).tolist() == [
        [-3.0, 0.0, 97.0, 200.0],
        [300.0, -3.0, 340.0, 97.0],
        [17.0, 300.0, 117.0, 500.0],
    ]


@pytest.mark.parametrize(
    ("left", "gap", "off", "right", "whole"),
    [
        ("2,045,", 10, 0, "184.64", True),
        ("2,045,", 11, 0, "184.64", False),
        ("2,045,", 10, 6, "184.64", True),
        ("2,045,", 10, 7, "184.64", False),
        ("2,045", 10, 0, "184.64", False),  # two columns, or a space within
        ("etc.", 10, 0, "184.64", False),
        ("2,045,", 10, 0, "%", False),
    ],
)
def test_numbers_read_in_pieces_are_joined_after_a_separator(
    left: str, gap: int, off: int, right: str, whole: bool
) -> None:
    """Half their height apart, seven tenths beside each other."""
    words = [
        SeenWord(right, (100 + gap, off, 150 + gap, 20 + off), 80.0),
        SeenWord(left, (40, 0, 100, 20), 90.0),
    ]

    joined = join_numbers(words)

    assert [word.text for word in joined] == ([left + right] if whole else [right, left])
    if whole:
        assert (joined[0].box, joined[0].confidence) == ((40, 0, 150 + gap, 20 + off), 80.0)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("7", True),
        ("l", True),
        ("%", True),
        ("%)", True),  # of "(65 %)"
        ("€.", True),
        ("($", True),
        ("–", True),
        ("(*)", True),
        ("|", False),
        ("_", False),
        ("-.", False),
        (".", False),
        (")", False),
    ],
)
def test_rules_and_specks_are_no_words(text: str, word: bool) -> None:
    """Signs with their brackets are."""
    assert is_word(SeenWord(text, (0, 0, 10, 10), 90.0)) is word


@pytest.mark.parametrize(
    ("text", "high", "rotation", "kept"),
    [
        ("anis", 6, 0, False),
        ("anis", 7, 0, True),
        ("—", 2, 0, True),  # a dash is flat
        ("anis", 6, 270, True),
    ],
)
def test_letters_as_flat_as_a_rule_are_none(
    text: str, high: int, rotation: int, kept: bool
) -> None:
    """A third of the usual height is no letter, however wide."""
    words = [LINE, LINE, SeenWord(text, (200, 20, 300, 20 + high), 90.0, rotation)]

    assert [word.text for word in without_flat(words, NO_RULES)] == ["Town", "Town"] + [text] * kept


@pytest.mark.parametrize(("y", "kept"), [(21, False), (25, False), (26, True)])
def test_a_dash_on_a_rule_is_the_rule(y: int, kept: bool) -> None:
    """Between two rules it is printed."""
    dash = SeenWord("—", (200, 20, 220, 22), 90.0)
    rules = Rules((((100, y, 300, y), 2),), ())

    assert without_flat([LINE, dash], rules) == [LINE] + [dash] * kept
