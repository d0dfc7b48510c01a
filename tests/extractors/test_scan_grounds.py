"""What lies under and around the letters of a scan: tints, rows of dots, feet of letters; sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from crossfoot.extractors.scans.bands import Tint, find_dark_bands, find_tints
from crossfoot.extractors.scans.ocr import is_only_rule, level_scan
from crossfoot.extractors.scans.ocr_words import to_fills, to_words, typed_pitch
from crossfoot.extractors.scans.raster import Grey, Rules, find_rules, without_dots
from crossfoot.extractors.scans.tesseract import SeenWord

DPI, PAPER = 150, 250


def sheet(*boxes: tuple[int, int, int, int], level: int = 225, grain: float = 0.0) -> Grey:
    """Return a sheet of 400 × 600 pixels with boxes (x0, top, x1, bottom) of a grey on it."""
    made = np.full((400, 600), float(PAPER))
    for x0, top, x1, bottom in boxes:
        made[top:bottom, x0:x1] = level
    made += np.random.default_rng(7).normal(0.0, grain, made.shape)
    return np.asarray(np.clip(made, 0, 255), dtype=np.uint8)


def written(grey: Grey, text: str, at: tuple[int, int], size: int = 20) -> Grey:
    image = Image.fromarray(grey)
    ImageDraw.Draw(image).text(at, text, fill=20, font=ImageFont.load_default(size=size))
    return np.asarray(image)


# ---------------------------------------------------------------------------------- tints


@pytest.mark.parametrize("level", [234, 225, 190, 140])
def test_rows_on_a_tint_are_known(level: int) -> None:
    """Each row by itself, with words on it, through the grain of a scanner."""
    rows = [(53, 61, 501, 83), (53, 105, 501, 127), (53, 149, 501, 171)]
    grey = sheet(*rows, level=level, grain=5.0)
    for _, top, _, _ in rows:
        grey = written(grey, "Bron et Lyon   1,250", (80, top + 1), size=16)

    found = find_tints(grey)

    assert sorted(tint.box for tint in found) == [pytest.approx(row, abs=1) for row in rows]
    assert len({tint.level for tint in found}) == 1
    assert abs(found[0].level - level) <= 12


def test_cards_beside_each_other_are_two() -> None:
    """The paper between them is narrower than a word, and goes from top to foot."""
    cards = [(48, 60, 250, 160), (268, 60, 470, 160)]

    assert sorted(tint.box for tint in find_tints(sheet(*cards))) == cards


def test_a_darker_header_is_another_tint_than_the_row_below() -> None:
    """They touch, and each has a colour of its own."""
    grey = sheet((48, 60, 496, 100))
    grey[100:140, 48:496] = 190

    found = find_tints(grey)

    assert sorted(tint.box for tint in found) == [(48, 60, 496, 100), (48, 100, 496, 140)]
    assert found[0].level != found[1].level


def test_a_shadow_is_no_tint() -> None:
    """It fades: no edge of it is printed."""
    grey = sheet()
    shade = np.abs(np.linspace(-1, 1, 300))[:, np.newaxis]
    grey[50:350] = np.minimum(PAPER, 200 + 50 * shade).astype(np.uint8)

    assert find_tints(grey) == ()


@pytest.mark.parametrize("box", [(48, 60, 496, 66), (48, 60, 70, 200)])
def test_rules_and_stems_are_no_tints(box: tuple[int, int, int, int]) -> None:
    """A tint is as high as a line of text, and wide."""
    assert find_tints(sheet(box)) == ()


def test_black_areas_and_lines_of_text_are_no_tints() -> None:
    """Bars of a chart are black, and bold words are grey where they are blurred."""
    grey = sheet((48, 60, 496, 100), level=60)
    for row in range(6):
        grey = written(grey, "mmmm wwww mmmm wwww mmmm wwww", (40, 150 + 24 * row))

    assert find_tints(grey) == ()


def test_heavy_words_leave_no_holes_in_a_row() -> None:
    """Hardly a block of the row but at its edges shows its ground."""
    grey = sheet((48, 60, 496, 88))
    for x in range(64, 480, 96):
        grey[70:78, x : x + 76] = 40

    assert [tint.box for tint in find_tints(grey)] == [(48, 60, 496, 88)]


def test_a_picture_smaller_than_a_block_has_no_tints() -> None:
    """Nor does it stop the reading."""
    assert find_tints(np.full((3, 10), 200, np.uint8)) == ()


def test_tints_are_fills_of_their_grey() -> None:
    """Beside the dark bands, in points."""
    fills = to_fills([(0, 0, 100, 20)], [Tint((10, 40, 110, 60), 224)], 0.5)

    assert fills.box.tolist() == [[0, 0, 50, 10], [5, 20, 55, 30]]
    assert fills.colour.tolist() == [0x404040, 0xE0E0E0]
    assert fills.rectangle.all()


def test_a_bold_word_in_large_type_is_no_dark_band() -> None:
    """Most of its box may be black, but at its edge there is paper between its letters."""
    grey = sheet((100, 100, 300, 140), level=40)
    assert find_dark_bands(grey) == ((100, 100, 300, 140),)

    for x in range(104, 300, 16):  # gaps of letters, at head and foot
        grey[98:106, x : x + 6] = grey[134:142, x : x + 6] = PAPER

    assert find_dark_bands(grey) == ()


# ---------------------------------------------------------------------------------- dots


def dotted(pitch: int, count: int, *, at: int = 120) -> Grey:
    return sheet(*((40 + pitch * i, at, 42 + pitch * i, at + 2) for i in range(count)), level=60)


@pytest.mark.parametrize(("pitch", "count"), [(4, 100), (7, 40), (12, 30)])
def test_a_row_of_dots_is_painted_over(pitch: int, count: int) -> None:
    """A dotted rule, and the leader of a table of contents; upright ones too."""
    grey = dotted(pitch, count)

    assert (without_dots(grey, dpi=DPI) == PAPER).all()
    assert (without_dots(np.ascontiguousarray(grey.T), dpi=DPI) == PAPER).all()


@pytest.mark.parametrize(("pitch", "count"), [(4, 12), (12, 9), (20, 20)])
def test_a_few_dots_and_far_ones_stay(pitch: int, count: int) -> None:
    """An ellipsis is text; so are the dots over letters of a line."""
    grey = dotted(pitch, count)

    assert (without_dots(grey, dpi=DPI) == grey).all()


def test_dots_at_uneven_distances_stay() -> None:
    """Points and dots of letters in a line of text."""
    lefts = np.cumsum(np.tile([4, 9, 6, 12, 5, 10], 8)) + 40
    grey = sheet(*((int(x), 120, int(x) + 2, 122) for x in lefts), level=60)

    assert (without_dots(grey, dpi=DPI) == grey).all()


def test_letters_beside_dots_stay() -> None:
    """Only the dots go."""
    grey = written(dotted(6, 60), "Bron", (450, 106))
    painted = without_dots(grey, dpi=DPI)

    assert (painted[:, 445:] == grey[:, 445:]).all()
    assert (painted[:, :400] == PAPER).all()


def test_dots_are_gone_before_a_page_is_read() -> None:
    """Else their row is read as letters."""
    grey = dotted(6, 60)
    grey[300:302, 40:560] = 60  # tells that the page is level

    assert (level_scan(Image.fromarray(grey), DPI).grey[:290] == PAPER).all()


# ------------------------------------------------------------------ rules and feet of letters


def feet(width: int, gap: int) -> list[tuple[int, int, int]]:
    """Return the level rules of stems on one line, with feet that nearly touch."""
    stems = [(60 + 12 * i, 100, 63 + 12 * i, 120) for i in range(30)]
    grey = sheet(*stems, level=60)
    for x0, _, _, _ in stems:
        grey[118:120, x0 - 2 : x0 - 2 + width] = 60
        grey[118:120, x0 - 2 + width : x0 - 2 + width + gap] = 205  # blurred
    return [(x0, y, x1) for (x0, y, x1, _), _ in find_rules(grey, dpi=DPI).horizontal]


def test_feet_of_letters_in_a_row_are_no_rule() -> None:
    """A rule is about equally dark all along."""
    assert feet(12, 0) != []
    assert feet(8, 4) == []


@pytest.mark.parametrize(("faint", "found"), [(0, 1), (40, 1), (70, 0)])
def test_a_rule_may_be_faint_for_a_part(faint: int, found: int) -> None:
    """A seventh of it: more, and it is no rule."""
    grey = sheet((50, 100, 450, 102), level=60)
    for x in range(50, 450, 40):
        grey[100:102, x : x + faint * 40 // 400] = 200

    assert len(find_rules(grey, dpi=DPI).horizontal) == found


def test_letters_read_from_a_rule_are_left_out() -> None:
    """Tesseract reads the grain of a rule as "ee": below and above it there is no ink."""
    ink = np.zeros((100, 100), np.bool_)
    word = SeenWord("ee", (10, 20, 30, 36), 40.0)
    rules = Rules((((0, 28, 90, 28), 2),), ())

    assert is_only_rule(word, ink, rules)
    assert not is_only_rule(word, ink, Rules((), ()))  # grey letters
    assert not is_only_rule(replace(word, box=(92, 20, 99, 36)), ink, rules)
    assert not is_only_rule(replace(word, box=(10, 40, 30, 56)), ink, rules)
    ink[22:26, 12:20] = True
    assert not is_only_rule(word, ink, rules)


# ---------------------------------------------------------------------------------- sizes


def line_of(
    texts: str, top: int, *, high: int = 14, width: float = 10.0, bearing: float = 0.0
) -> list[SeenWord]:
    """Return words of letters of one width, a letter apart, their ink narrower by a bearing."""
    words, x = [], 50.0
    for text in texts.split():
        right = x + width * len(text)
        box = (round(x + bearing / 2), top, round(right - bearing / 2), top + high)
        words.append(SeenWord(text, box, 95.0))
        x = right + width
    return words


TEXT = "Cette commune compte beaucoup habitants selon dernier recensement publie decembre Lyon"


def test_the_words_of_a_line_tell_its_size_together() -> None:
    """A title a quarter larger than the text is so; one word that much higher is not."""
    body = [w for row in range(5) for w in line_of(TEXT, 100 + 30 * row)]
    title = line_of("Recettes de fonctionnement", 40, high=18, width=12.0)
    body[7] = replace(body[7], box=(*body[7].box[:1], body[7].box[1] - 3, *body[7].box[2:]))

    words = to_words([*title, *body], 0.5)

    assert len(set(words.size[:3].tolist())) == 1
    assert words.size[0] > 1.15 * words.size[3]
    assert len(set(words.size[3:].tolist())) == 1


def test_two_words_far_apart_are_no_line() -> None:
    """Heads of two columns: each alone tells too little."""
    body = [w for row in range(5) for w in line_of(TEXT, 100 + 30 * row)]
    heads = [SeenWord("Total", (x, 40, x + 60, 58), 95.0) for x in (50, 200, 350)]

    assert len(set(to_words([*heads, *body], 0.5).size.tolist())) == 1


def test_words_of_a_typewriter_are_as_wide_as_they_are_set() -> None:
    """Their letters have white beside them; between two words one letter is left."""
    lines = (line_of(TEXT, 100 + 30 * row, width=12.0, bearing=1.8) for row in range(4))
    typed = [word for line in lines for word in line]

    words = to_words(typed, 1.0)

    assert typed_pitch(typed) == pytest.approx(12.0, abs=0.2)
    gap = words.box[1, 0] - words.box[0, 2]
    assert gap == pytest.approx(12.0, abs=1.1)
    assert words.size[0] == pytest.approx(20.0, abs=0.4)


def test_other_type_has_letters_of_many_widths() -> None:
    """Figures alone are equally wide in any type: they tell nothing."""
    odd = [
        replace(w, box=(w.box[0], w.box[1], w.box[2] + 9 * (i % 4), w.box[3]))
        for i, w in enumerate(line_of(TEXT, 100))
    ]
    figures = [w for row in range(5) for w in line_of("1250 3875 4410", 200 + 30 * row)]

    assert typed_pitch([*odd, *figures]) is None
    assert typed_pitch(line_of("Bron Lyon Givors", 100, width=12.0)) is None
    assert to_words([*odd, *figures], 1.0).box[0, 0] == odd[0].box[0]
