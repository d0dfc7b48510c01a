"""Chars, outlines and dashes of pages exactly where one answer gives way to another.

Type is of ten points and chars are five wide, so that shares of them are plain numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.pdf.cover import (
    Chars,
    Layer,
    Painted,
    find_unseen,
    keep_room,
    name_numbers,
    tell_hidden,
)
from crossfoot.extractors.pdf.dashes import cut_dashes
from crossfoot.extractors.pdf.drawings import WHOLE_PLANE
from crossfoot.extractors.pdf.frame import Frame, apply
from crossfoot.extractors.pdf.glyphs import Glyphs, Ink
from crossfoot.extractors.pdf.outlines import (
    box_as_bar,
    centre_line,
    find_chart_bars,
    frame_bars,
    is_axis_parallel,
    is_rectangle,
    outline_as_bar,
)
from crossfoot.extractors.pdf.words import join_glyphs
from crossfoot.model import Box

SIZE, WIDE = 10.0, 5.0
HAIR = 0.125

Drawn = tuple[str, float, float, float]
"""Char, left end, baseline, size."""


def glyphs(*drawn: Drawn, spaced: Sequence[int] = (), gapped: Sequence[int] = (),
           wide: float = WIDE, rotation: int = 0) -> Glyphs:  # fmt: skip
    """Return glyphs that read to the right, or that are turned."""
    inks = tuple(
        Ink(size, 400, False, 0, 0, (1.0, 0.0), rotation, WHOLE_PLANE, True)
        for _, _, _, size in drawn
    )
    box = [(x, base - 0.8 * s, x + wide * s / SIZE, base + 0.2 * s) for _, x, base, s in drawn]
    n = len(drawn)
    return Glyphs(
        code=np.array([ord(char) for char, _, _, _ in drawn], np.uint32),
        box=np.array(box, np.float64).reshape(n, 4),
        origin=np.array([(x, base) for _, x, base, _ in drawn], np.float64).reshape(n, 2),
        ink=np.arange(n),
        spaced=np.isin(np.arange(n), spaced),
        gapped=np.isin(np.arange(n), gapped),
        inks=inks,
        fonts=("Sans",),
        hidden=0,
        chars=n,
    )


def words(*drawn: Drawn, spaced: Sequence[int] = (), gapped: Sequence[int] = ()) -> list[str]:
    """Return the words that glyphs make."""
    return list(join_glyphs(glyphs(*drawn, spaced=spaced, gapped=gapped)).text)


def pair(x: float, *, base: float = 100.0, size: float = SIZE, chars: str = "ab",
         gapped: Sequence[int] = ()) -> int:  # fmt: skip
    """Return how many words two glyphs are, the first five points wide from 0."""
    return len(words((chars[0], 0, 100, SIZE), (chars[1], x, base, size), gapped=gapped))


# ----------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("x", "gapped", "count"),
    [
        (5 + 1.6, (), 1),  # 16 % of the size
        (5 + 1.6 + HAIR, (), 2),
        (5 + 0.6, (1,), 1),  # 6 %, where PDFium made up a space
        (5 + 0.6 + HAIR, (1,), 2),
        (-2.0, (), 1),  # a fifth back
        (-2.0 - HAIR, (), 2),
    ],
)
def test_gaps_that_part_words(x: float, gapped: Sequence[int], count: int) -> None:
    """A gap as wide as it may be still parts nothing."""
    assert pair(x, gapped=gapped) == count


@pytest.mark.parametrize(
    ("base", "size", "count"),
    [
        (103.5, 10.0, 1),
        (103.5 + HAIR, 10.0, 2),
        (96.5, 10.0, 1),
        (96.5 - HAIR, 10.0, 2),
        (101.25, 8.5, 1),  # smaller, but not small enough for a mark
        (101.25, 8.0, 2),
        (101.0, 8.0, 1),  # and not high enough
    ],
)
def test_baselines_that_part_words(base: float, size: float, count: int) -> None:
    """35 % of the size is another line; with a change of size 12 % is a raised mark."""
    assert pair(5, base=base, size=size) == count


@pytest.mark.parametrize(
    ("base", "size", "chars", "count"),
    [
        (98.125, 10.0, "m2", 2),
        (98.25, 10.0, "m2", 1),
        (98.125, 10.0, "mo", 1),
        (100, 7.25, "12", 2),
        (100, 7.5, "12", 1),
        (100, 7.25, "o2", 1),
        (100, 7.25, "1o", 1),
    ],
)
def test_digits_that_are_marks(base: float, size: float, chars: str, count: int) -> None:
    """Raised by 18 % of the size, or lone and below three quarters of it."""
    assert pair(5, base=base, size=size, chars=chars) == count


@pytest.mark.parametrize(
    ("code", "read"),
    [
        (0x1F, "\ufffd"),
        (0x21, "!"),
        (0xD7FF, "\ud7ff"),
        (0xD800, "\ufffd"),
        (0xDFFF, "\ufffd"),
        (0xE000, "\ue000"),
        (0x10FFFF, "\U0010ffff"),
        (0x110000, "\ufffd"),
        (0x02, "-"),
        (0xFB01, "fi"),
    ],
)
def test_what_is_no_char_is_said_to_be_unknown(code: int, read: str) -> None:
    """Controls, halves of surrogates, and what is beyond Unicode."""
    made = glyphs(("a", 0, 100, SIZE))
    made.code[0] = code

    assert join_glyphs(made).text == (read,)


@pytest.mark.parametrize(
    ("step", "count"),
    [(1.5, 1), (1.75, 2), (2.0, 2), (3.0, 2), (5.0, 2)],
)
def test_strokes_of_one_letter(step: float, count: int) -> None:
    """35 % of its width; from there to 60 % it takes others that are surely drawn so."""
    assert len("".join(words(("l", 0, 100, SIZE), ("l", step, 100, SIZE)))) == count


@pytest.mark.parametrize(("step", "kept"), [(2.75, 3), (3.0, 4), (1.75, 3)])
def test_strokes_after_a_letter_that_is_not_set_tightly(step: float, kept: int) -> None:
    """A step of half a width is a stroke there; one of three fifths is none."""
    drawn = [("a", 0, 100, SIZE), ("b", 5, 100, SIZE), ("l", 10, 100, SIZE)]
    made = words(*drawn, ("l", 10 + step, 100, SIZE))

    assert len("".join(made)) == kept


@pytest.mark.parametrize(("back", "kept"), [(0.375, 3), (0.5, 4)])
def test_letters_set_tightly_before_a_double(back: float, kept: int) -> None:
    """Four hundredths of the size: then a letter of half its width away is a letter."""
    drawn = [("a", 0, 100, SIZE), ("b", 5 - back, 100, SIZE), ("l", 10 - back, 100, SIZE)]
    tight = [("b", 5 - back, 100, SIZE), ("l", 10 - 2 * back, 100, SIZE)]
    made = words(drawn[0], *tight, ("l", 12.5 - 2 * back, 100, SIZE))

    assert len("".join(made)) == kept


@pytest.mark.parametrize(("across", "count"), [(3.25, 1), (3.5, 2)])
def test_strokes_stand_on_one_line(across: float, count: int) -> None:
    """35 % of the size off it, a glyph is another."""
    assert len("".join(words(("l", 0, 100, SIZE), ("l", 0, 100 + across, SIZE)))) == count


@pytest.mark.parametrize(
    ("dx", "dy", "count"), [(2.25, 0, 1), (2.5, 0, 2), (0, 2.25, 1), (0, 2.5, 2)]
)
def test_a_word_drawn_twice(dx: float, dy: float, count: int) -> None:
    """Within a quarter of its size, on both axes."""
    first = [(char, 10 + 5 * k, 100, SIZE) for k, char in enumerate("paid")]
    again = [(char, x + dx, base + dy, size) for char, x, base, size in first]

    assert len(words(*first, *again, spaced=(4,))) == count


@pytest.mark.parametrize(
    ("rotation", "low", "high"),
    [(0, 1, 3), (180, 1, 3), (90, 0, 2), (270, 0, 2)],
)
@pytest.mark.parametrize(("extent", "is_even"), [(5.0, True), (4.75, False), (25.0, True),
                                                 (25.25, False)])  # fmt: skip
def test_heights_that_fit_a_size(
    rotation: int, low: int, high: int, extent: float, is_even: bool
) -> None:
    """From half of it to two and a half: then all words have one height."""
    made = glyphs(("a", 100, 100, SIZE), rotation=rotation)
    made.box[0, low], made.box[0, high] = 90.0, 90.0 + extent
    box = join_glyphs(made).box[0]

    assert bool(abs(box[high] - box[low] - 10.2) < 1e-6) is is_even
    if is_even:
        is_up = rotation in (0, 270)
        assert 100 - box[low] == pytest.approx(8.0 if is_up else 2.2)


def spread(text: str, *gaps: float, sizes: Sequence[float] = (), base: float = 100.0) -> list[str]:
    """Return the words of letters set apart by gaps."""
    x, drawn = 0.0, []
    for k, char in enumerate(text):
        size = sizes[k] if sizes else SIZE
        drawn.append((char, x, base, size))
        x += WIDE * size / SIZE + (gaps[min(k, len(gaps) - 1)])
    return words(*drawn)


@pytest.mark.parametrize(
    ("text", "gaps", "found"),
    [
        ("roads", (4.0,), ["roads"]),
        ("road", (4.0,), ["road"]),
        ("roa", (4.0,), ["r", "o", "a"]),
        ("roads", (7.25,), ["roads"]),
        ("roads", (7.5,), ["r", "o", "a", "d", "s"]),  # a column apart
        ("roadscut", (4.0, 4.0, 4.0, 4.0, 6.25, 4.0, 4.0), ["roadscut"]),
        ("roadscut", (4.0, 4.0, 4.0, 4.0, 6.5, 4.0, 4.0), ["roads", "cut"]),
        ("abcde", (4.0,), ["a", "b", "c", "d", "e"]),  # keys
        ("xxxxx", (4.0,), ["x", "x", "x", "x", "x"]),  # crosses
        ("road2s", (4.0,), ["road", "2", "s"]),
        ("roTAdsed", (4.0, 4.0, 0.0, 4.0), ["roTAdsed"]),
    ],
)
def test_letters_set_apart_are_words(text: str, gaps: Sequence[float], found: list[str]) -> None:
    """Four in a row, less than three quarters of a size apart, no gap 1.6 times another."""
    assert spread(text, *gaps) == found


@pytest.mark.parametrize(("size", "found"), [(6.5, ["Roads"]), (6.25, ["R", "oads"])])
def test_small_capitals_set_apart(size: float, found: list[str]) -> None:
    """65 % of the size of the capital before them."""
    assert spread("Roads", 4.0, sizes=(10.0, *[size] * 4)) == found


# ------------------------------------------------------------------------------- text layers


def test_chars_that_no_reader_knows() -> None:
    """Digits of other scripts, and chars of private use, to the very ends of their ranges."""
    made = glyphs(*[("a", 5.0 * k, 100, SIZE) for k in range(6)])
    made.code[:] = [0x0660, 0x065F, 0xFF19, 0x1D7CE, 0x31, 0x06F9]
    assert made.foreign_digits == 3
    made.code[:] = [0xDFFF, 0xE000, 0xF8FF, 0xF900, 0, 0xFFFD]
    assert made.unmapped == 4


# -------------------------------------------------------------------------- frames of pages


@pytest.mark.parametrize(
    ("rotation", "size", "at"),
    [
        (0, (100.0, 200.0), (10.0, 190.0)),
        (90, (200.0, 100.0), (10.0, 10.0)),
        (180, (100.0, 200.0), (90.0, 10.0)),
        (270, (200.0, 100.0), (190.0, 90.0)),
    ],
)
def test_pages_shown_turned(
    rotation: int, size: tuple[float, float], at: tuple[float, float]
) -> None:
    """A point ten points from the lower left corner of the page as it lies in the file."""
    frame = Frame((5.0, 7.0, 105.0, 207.0), rotation)

    assert frame.size == size
    assert apply(frame.matrix, 15.0, 17.0) == at


# ---------------------------------------------------------------------------------- dashes


@pytest.mark.parametrize(("dashes", "pieces"), [(12, 12), (13, 1)])
def test_a_curve_of_many_dashes_is_one_line(dashes: int, pieces: int) -> None:
    """Twelve are dashes."""
    assert len(cut_dashes([(0.0, 0.0), (4.0 * dashes, 0.0)], [2.0, 2.0])) == pieces


def test_dashes_end_where_they_end() -> None:
    """Also at the end of a piece of the curve; one without any length is none."""
    found = cut_dashes([(0.0, 0.0), (4.0, 0.0), (4.0, 6.0)], [4.0, 2.0])

    assert found == [[(0.0, 0.0), (4.0, 0.0), (4.0, 0.0)], [(4.0, 2.0), (4.0, 6.0)]]
    assert cut_dashes([(0.0, 0.0), (9.0, 0.0)], []) == [[(0.0, 0.0), (9.0, 0.0)]]
    assert cut_dashes([(0.0, 0.0), (9.0, 0.0)], [0.0, 0.0]) == [[(0.0, 0.0), (9.0, 0.0)]]
    assert cut_dashes([(0.0, 0.0), (6.0, 0.0)], [4.0, 2.0]) == [[(0.0, 0.0), (4.0, 0.0)]]
    assert cut_dashes([(0.0, 0.0), (6.5, 0.0)], [3.0]) == [
        [(0.0, 0.0), (3.0, 0.0)],
        [(6.0, 0.0), (6.5, 0.0)],
    ]


# -------------------------------------------------------------------------------- outlines

EM = 100.0


@pytest.mark.parametrize(("off", "is_one"), [(0.5, True), (0.55, False), (0.6, False)])
def test_corners_of_a_rectangle(off: float, is_one: bool) -> None:
    """Off by less than half a hundredth of the type size."""
    points = [(0.0, 0.0), (40.0, off), (40.0 + off, 20.0), (0.0, 20.0)]

    assert is_rectangle(points, EM) is is_one
    assert is_rectangle([(y, x) for x, y in points], EM) is is_one
    assert is_rectangle([*points, points[0]], EM) is is_one
    assert not is_rectangle(points[:3], EM)
    assert not is_rectangle([*points, (0.0, 10.0)], EM)


@pytest.mark.parametrize(("off", "is_level"), [(32.75, True), (33.0, False), (35.0, False)])
def test_edges_that_are_level(off: float, is_level: bool) -> None:
    """They rise by less than a thirtieth of the type size."""
    assert is_axis_parallel([(0.0, 0.0), (400.0, off)], 10 * EM) is is_level
    assert is_axis_parallel([(0.0, 0.0), (off, 400.0)], 10 * EM) is is_level


@pytest.mark.parametrize(
    ("thick", "long", "drawn", "is_bar"),
    [
        (24.0, 100.0, 0.0, True),
        (24.25, 100.0, 0.0, False),
        (20.0, 100.0, 4.0, True),
        (20.25, 100.0, 4.0, False),
        (20.0, 60.0, 0.0, True),
        (20.0, 59.75, 0.0, False),
        (0.5, 3.5, 0.0, True),  # what is thinner is as thick as a hundredth
        (0.5, 3.25, 0.0, False),
    ],
)
def test_boxes_that_are_rules(thick: float, long: float, drawn: float, is_bar: bool) -> None:
    """Up to 24 % of the type size thick with their stroke, and three times as long."""
    for box in ((0.0, 0.0, long, thick), (0.0, 0.0, thick, long)):
        assert (box_as_bar(box, EM, drawn=drawn) is not None) is is_bar


def test_the_middle_of_a_square() -> None:
    """Lies level."""
    assert centre_line((0.0, 0.0, 4.0, 4.0)) == (0.0, 2.0, 4.0, 2.0)
    assert centre_line((0.0, 0.0, 4.0, 5.0)) == (2.0, 0.0, 2.0, 5.0)


@pytest.mark.parametrize(("cut", "is_bar"), [(40.0, True), (40.5, False)])
def test_bars_with_ends_cut_off(cut: float, is_bar: bool) -> None:
    """Three fifths of their box at least."""
    points = [(0.0, 0.0), (100.0, 0.0), (100.0 - cut, 20.0), (cut, 20.0)]

    assert (outline_as_bar(points, EM, drawn=0.0) is not None) is is_bar


def ring(x0: float, top: float, x1: float, bottom: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle."""
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom)]


@pytest.mark.parametrize(
    ("outer", "side", "found"),
    [
        (216.0, 24.0, 4),
        (215.75, 24.0, 0),  # as small as a letter
        (216.0, 24.25, 0),  # thick
        (216.0, 2.0, 4),
    ],
)
def test_frames_have_thin_sides(outer: float, side: float, found: int) -> None:
    """And are nine times as large as the thickest rule."""
    made = [ring(0, 0, outer, outer), ring(side, side, outer - side, outer - side)]

    assert len(frame_bars(made, EM, even_odd=True)) == found


def test_what_may_be_a_frame() -> None:
    """Outlines inside one another, or one of more than four corners; not hundreds of corners."""
    one = [(0.0, 0.0), (300.0, 0.0), (300.0, 10.0), (10.0, 10.0), (10.0, 300.0), (0.0, 300.0)]
    assert len(frame_bars([one], EM, even_odd=True)) == 2
    assert frame_bars([[*ring(0, 0, 300, 10), (0.0, 0.0)]], EM, even_odd=True) == []
    inner = [ring(12.0 + 0 * k, 12, 288, 288) for k in range(1)]
    steps = [(float(x), 0.0) for x in range(397)]
    assert len(frame_bars([[*steps, (396.0, 2.0), (0.0, 2.0)], *inner], EM, even_odd=True)) == 0


def bars(*ends: float, base: float = 100.0) -> list[Box]:
    """Return bars that stand on a base line and end at values."""
    return [(20.0 * k, end, 20.0 * k + 10, base) for k, end in enumerate(ends)]


@pytest.mark.parametrize(
    ("ends", "is_chart"),
    [
        ((20.0, 40.0, 60.0), True),
        ((20.0, 40.0), False),
        (
            (20.0, 20.0, 20.0, 40.0, 50.0, 60.0, 70.0, 10.0, 30.0, 80.0),
            True,
        ),  # seven in ten and more
        ((20.0,) * 4 + (40.0, 50.0, 60.0, 70.0, 10.0, 30.0), True),
        ((20.0,) * 5 + (40.0, 50.0, 60.0, 70.0, 10.0), False),
        ((90.0, 91.0, 90.0), False),
    ],
)
def test_bars_of_a_chart(ends: tuple[float, ...], is_chart: bool) -> None:
    """Three from one base line, seven in ten with ends of their own."""
    assert bool(find_chart_bars(bars(*ends), SIZE)) is is_chart


# -------------------------------------------------------------------------- what is not seen


@pytest.mark.parametrize(
    ("code", "named"), [(0x20, "7"), (0x21, "!7"), (0xD7FF, "\ud7ff7"), (0xD800, "7")]
)
def test_numbers_that_are_not_seen_are_named(code: int, named: str) -> None:
    """With what is printed beside them; eight of them."""
    told = name_numbers(np.array([code, 0x37], np.uint32), np.array([True, True]),
                        np.array([True, False]))  # fmt: skip

    assert told == (named,)


def test_numbers_parted_by_what_is_seen() -> None:
    """Are two, as are those with a space between."""
    code = np.array([ord(c) for c in "12345"], np.uint32)
    parts = np.array([True, False, False, True, False])
    hidden = np.array([True, False, True, True, True])

    assert name_numbers(code, hidden, parts) == ("1", "3", "45")


@pytest.mark.parametrize(("count", "has_more"), [(8, False), (9, True)])
def test_few_of_many_numbers_are_shown(count: int, has_more: bool) -> None:
    """The rest is three dots."""
    assert tell_hidden(9, ["7"] * count).endswith("…") is has_more


@pytest.mark.parametrize(
    ("right", "down", "width"),
    [(0.0, 0.0, 10.0), (0.5, 0.0, 10.5), (5.0, 0.0, 5.0), (0.0, 5.0, 5.0), (-5.0, 0.0, 5.0)],
)
def test_digits_that_keep_room_for_a_dash(right: float, down: float, width: float) -> None:
    """Where they stand right behind it, on its line."""
    box = np.array([(0.0, 0.0, 5.0, 10.0), (5 + right, down, 10 + right, 10 + down)])
    found = keep_room(box, np.array([0x2014, 0x30], np.uint32), np.array([False, True]),
                      np.array([True, False]))  # fmt: skip

    assert found[0, 2] == width


def test_room_is_kept_by_a_row_of_digits() -> None:
    """From the first one seen before them; a row with nothing before it keeps none."""
    box = np.array([(5.0 * k, 0.0, 5.0 * k + 5, 10.0) for k in range(4)])
    code = np.array([0x2014, 0x30, 0x30, 0x39], np.uint32)
    unseen = np.array([False, True, True, True])

    assert keep_room(box, code, unseen, ~unseen)[0, 2] == 20.0
    assert keep_room(box[1:], code[1:], unseen[1:], ~unseen[1:])[:, 2].tolist() == [10, 15, 20]
    code[2] = 0x61
    assert keep_room(box, code, unseen, ~unseen)[0, 2] == 10.0


INK, LIGHT = 0x404040, 0xF0F0F0
OVER = (90.0, 90.0, 200.0, 120.0)


def lost(
    layer: tuple[Box, int],
    *,
    colour: int = INK,
    seen: tuple[int, int] | None = None,
    order: int = 1,
    outline: tuple[tuple[float, float], ...] | None = None,
    others: int = 0,
) -> bool:
    """Whether a char of ten points is not seen with an area painted before it.

    Args:
        layer: The area and its colour.
        colour: Of the char.
        seen: Two greys that take turns in the picture; one, that of the area, without.
        order: When the area is painted; the char is the second.
        outline: Of the area, where it is no rectangle.
        others: Areas elsewhere.
    """
    painted = Painted()
    far = [Layer(0, (500.0, 700.0, 550.0, 720.0), LIGHT, None, 0)] * others
    painted.layers += [Layer(order, layer[0], layer[1], outline, 0), *far]
    painted.orders[7] = 2
    chars = Chars(
        box=np.array([(100.0, 100.0, 108.0, 110.0)]),
        size=np.array([SIZE]),
        colour=np.array([colour], np.uint32),
        object=np.array([7], np.uint64),
        shown=np.array([True]),
        plain=np.array([True]),
    )
    picture = np.full((800, 800, 3), layer[1] & 255, np.int16)
    if seen is not None:
        picture[::2], picture[1::2] = seen
    return bool(find_unseen(chars, painted, lambda: picture, is_scan=False)[0])


@pytest.mark.parametrize(("apart", "is_lost"), [(16, True), (17, False)])
def test_colours_that_no_eye_tells_apart(apart: int, is_lost: bool) -> None:
    """In red, green and blue."""
    for place in (1, 256, 65536):
        assert lost((OVER, INK), colour=INK + apart * place) is is_lost


@pytest.mark.parametrize(
    ("greys", "is_lost"),
    [
        ((64, 80), True),
        ((64, 81), False),
        ((159, 250), False),
        ((160, 250), True),  # nothing in it has the colour of the char
    ],
)
def test_a_char_that_its_picture_shows(greys: tuple[int, int], is_lost: bool) -> None:
    """By contrast, and pixels like its colour."""
    assert lost((OVER, INK), seen=greys) is is_lost


@pytest.mark.parametrize(("order", "is_lost"), [(1, True), (2, False)])
def test_what_is_painted_before_a_char_is_under_it(order: int, is_lost: bool) -> None:
    """Not what is painted with it."""
    assert lost((OVER, INK), order=order) is is_lost


@pytest.mark.parametrize(
    ("outline", "is_lost"),
    [
        (((90.0, 90.0), (200.0, 90.0), (200.0, 120.0), (90.0, 120.0), (90.0, 90.0)), True),
        (((90.0, 105.0), (200.0, 105.0), (200.0, 120.0), (90.0, 120.0), (90.0, 110.0)), True),
        (((90.0, 90.0), (200.0, 90.0), (200.0, 105.0), (90.0, 105.0), (90.0, 92.0)), False),
        (((104.0, 90.0), (200.0, 90.0), (200.0, 120.0), (104.0, 120.0), (104.0, 92.0)), True),
        (((90.0, 90.0), (104.0, 90.0), (104.0, 120.0), (90.0, 120.0), (90.0, 92.0)), False),
    ],
)
def test_a_char_on_the_edge_of_an_outline(
    outline: tuple[tuple[float, float], ...], is_lost: bool
) -> None:
    """Is inside on its left and upper edge."""
    assert lost((OVER, INK), outline=outline) is is_lost


@pytest.mark.parametrize(("side", "is_lost"), [(3.0, True), (2.875, False)])
def test_areas_that_hide_nothing(side: float, is_lost: bool) -> None:
    """Smaller than a part of the type size; and pages of too many are not looked at."""
    assert lost(((100.0, 105 - side / 2, 108.0, 105 + side / 2), INK)) is is_lost
    assert lost((OVER, INK), others=4999)
    assert not lost((OVER, INK), others=5000)


@pytest.mark.parametrize(
    ("right", "down", "width"),
    [
        (1.375, 0.0, 11.375),
        (1.5, 0.0, 5.0),
        (0.0, 1.375, 10.0),
        (0.0, 1.5, 5.0),
    ],
)
def test_how_near_digits_keep_room(right: float, down: float, width: float) -> None:
    """In heights of the char before them."""
    box = np.array([(0.0, 0.0, 5.0, 10.0), (5 + right, down, 10 + right, 10 + down)])
    found = keep_room(box, np.array([0x2014, 0x30], np.uint32), np.array([False, True]),
                      np.array([True, False]))  # fmt: skip

    assert found[0, 2] == pytest.approx(width)


@pytest.mark.parametrize("colour", [INK, INK + 0x010101])
def test_a_char_in_the_colour_of_what_is_under_it(colour: int) -> None:
    """Is not seen, unless its picture shows it."""
    assert lost(((90.0, 90.0, 200.0, 120.0), colour))
    assert not lost(((90.0, 90.0, 200.0, 120.0), LIGHT))


@pytest.mark.parametrize(
    ("box", "is_lost"),
    [
        ((104.0, 90.0, 200.0, 120.0), True),
        ((104.5, 90.0, 200.0, 120.0), False),
        ((50.0, 90.0, 104.0, 120.0), True),
        ((50.0, 90.0, 103.5, 120.0), False),
        ((90.0, 105.0, 200.0, 120.0), True),
        ((90.0, 105.5, 200.0, 120.0), False),
        ((90.0, 80.0, 200.0, 105.0), True),
        ((90.0, 80.0, 200.0, 104.5), False),
    ],
)
def test_a_char_stands_where_its_middle_is(box: Box, is_lost: bool) -> None:
    """On the edge of an area it is on the area."""
    assert lost((box, INK)) is is_lost
