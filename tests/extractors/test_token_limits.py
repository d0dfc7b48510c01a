"""Tokens on both sides of what makes lines of them, and joins what typesetting tore apart.

Tokens are set in ten points, chars five points wide.
"""

from __future__ import annotations

import pytest

from crossfoot.extractors.tokens.repairs import repair_line
from crossfoot.extractors.tokens.sideways import join_rotated
from crossfoot.extractors.tokens.textlines import (
    cell_text,
    group_lines,
    line_text,
    split_chunks,
    usual_pitch,
)
from crossfoot.extractors.tokens.tokens import Token


def token(text: str, x: float, base: float = 100.0, *, size: float = 10.0, space: bool = True,
          bold: bool = False) -> Token:  # fmt: skip
    """Return an upright token."""
    x1 = x + 0.5 * size * len(text)
    top, bottom = base - 0.8 * size, base + 0.22 * size
    return Token(text, x, top, x1, bottom, base, size, bold=bold, space=space)


def lines(*tokens: Token) -> list[str]:
    """Return the texts of the lines of tokens."""
    return [line.text for line in group_lines(tokens)]


def repaired(*parts: tuple[str, float]) -> list[str]:
    """Return the texts of a line, its tokens given with the gap before each."""
    x, made = 50.0, []
    for text, gap in parts:
        x += gap
        made.append(token(text, x))
        x = made[-1].x1
    return [one.text for one in repair_line(made)[0]]


# ---------------------------------------------------------------------------------- lines


@pytest.mark.parametrize(
    ("drop", "x", "size", "found"),
    [
        (3.5, 80, 10, ["Alby 412"]),
        (3.7, 80, 10, ["Alby", "412"]),
        (-3.5, 80, 10, ["Alby 412"]),
        (3.6, 60, 10, ["Alby", "412"]),  # it would print over it
        (3.5, 69.1, 10, ["Alby 412"]),
        (3.5, 72, 6, ["Alby 412"]),  # an index beside its word
        (3.5, 73.5, 6, ["Alby 412"]),
        (3.6, 73.7, 6, ["Alby", "412"]),
        (2.5, 90, 6, ["Alby 412"]),
        (2.7, 90, 6, ["Alby", "412"]),
    ],
)
def test_tokens_of_one_line(drop: float, x: float, size: float, found: list[str]) -> None:
    """A third of the size off; small ones further off where they touch."""
    assert lines(token("Alby", 50), token("412", x, 100 + drop, size=size)) == found


def test_the_largest_token_has_the_baseline() -> None:
    """A mark before a word is on the line of the word."""
    small, large = token("1", 50, 97, size=6), token("Alby", 54, 100)

    (line,) = group_lines([small, large])
    assert (line.base, line.size) == (100, 10)
    (alike,) = group_lines([token("1", 50, 97, size=9.6), token("Alby", 60, 100)])
    assert alike.base == 97


@pytest.mark.parametrize(("gap", "chunks"), [(10, 1), (10.1, 2)])
def test_where_a_line_is_split(gap: float, chunks: int) -> None:
    """At gaps of so many sizes of the larger neighbour, past all that stands before."""
    assert len(split_chunks((token("Alby", 50), token("412", 70 + gap)), 1.0)) == chunks
    long = token("Alby and more", 50)
    inner = token("x", 60)
    assert len(split_chunks((long, inner, token("412", long.x1 + gap)), 1.0)) == chunks
    small = token("412", 70 + gap, size=6)
    assert len(split_chunks((token("Alby", 50), small), 1.0)) == chunks
    assert split_chunks((), 1.0) == []


@pytest.mark.parametrize(
    ("bases", "pitch"),
    [
        ((100,), 12.0),
        ((100, 107), 12.0),  # so close, they share a row
        ((100, 112, 124, 160), 12.0),
        ((100, 114, 128, 142, 156, 170), 14.0),
        ((100, 112, 126, 140, 154, 168), 13.6),
        ((100, 140, 180), 19.0),
        ((100, 108), 9.5),
    ],
)
def test_the_usual_distance_of_lines(bases: tuple[float, ...], pitch: float) -> None:
    """The lowest fifth, between one size, nearly, and two."""
    found = usual_pitch(group_lines([token("Alby", 50, base) for base in bases]))

    assert found == pytest.approx(pitch)


@pytest.mark.parametrize(
    ("gap", "space", "text"),
    [(1.1, False, "Al412"), (1.2, False, "Al 412"), (0.5, True, "Al 412"), (-2, False, "Al412")],
)
def test_tokens_without_a_space(gap: float, space: bool, text: str) -> None:
    """Where none was drawn, and none is seen."""
    assert line_text([token("Al", 50), token("412", 60 + gap, space=space)]) == text


def test_the_text_of_a_cell() -> None:
    """Words cut at a line end are whole, turned lines follow in the order they read."""
    cut = group_lines([token("finan-", 50), token("cement", 50, 112)])
    kept = group_lines([token("x-", 50), token("cement", 50, 112)])
    name = group_lines([token("finan-", 50), token("Cement", 50, 112)])
    turned = [
        Token("Paid", 80, 50, 90, 70, 90, 10, rotation=270),
        Token("in", 60, 50, 70, 70, 70, 10, rotation=270),
    ]
    down = [Token(t.text, *t.box, t.base, t.size, rotation=90) for t in turned]

    assert [cell_text(one) for one in (cut, kept, name)] == [
        "financement",
        "x- cement",
        "finan- Cement",
    ]
    assert cell_text((), turned) == "in Paid"
    assert cell_text((), down) == "Paid in"


# --------------------------------------------------------------------------- torn numbers


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((("1", 0), ("225", 2.75)), ["1 225"]),
        ((("1", 0), ("22", 2.5)), ["1", "22"]),
        ((("1234", 0), ("225", 2.5)), ["1234", "225"]),
        ((("1 225", 0), ("075,5", 2.75)), ["1 225 075,5"]),
        ((("1", 0), ("225", -0.1)), ["1", "225"]),
        ((("Alby", 0), ("225", 2.75)), ["Alby", "225"]),
        ((("6", 0), ("9", 1.5), (".", 1.5), ("1", 1.5)), ["69.1"]),
        ((("(", 0), ("412", 4.9)), ["(412"]),
        ((("(", 0), ("412", 5.1)), ["(", "412"]),
        ((("$", 0), ("412", 79)), ["$ 412"]),
        ((("$", 0), ("412", 81)), ["$", "412"]),
        ((("$", 0), ("-", 79)), ["$ -"]),
        ((("$", 0), ("Alby", 5)), ["$", "Alby"]),
        ((("15,6", 0), ("%", 3)), ["15,6 %"]),
        ((("412", 0), ("€", 6), ("15", 20)), ["412 €", "15"]),
        ((("€", 0), ("412", 6), ("€", 6), ("15", 20)), ["€ 412", "€ 15"]),  # drawn budgets
        ((("Alby", 0), ("%", 3)), ["Alby", "%"]),
        ((("Total", 0), (".....", 3), ("12", 3)), ["Total", "12"]),
        ((("Total", 0), ("...", 3), ("12", 3)), ["Total", "...", "12"]),
        ((("Total.....12", 0),), ["Total", "12"]),
        ((("Total", 0), (".", 2), (".", 2), (".", 2), (".", 2), ("12", 2)), ["Total", "12"]),
        ((("Total", 0), (".", 2), (".", 2), (".", 2), ("12", 2)), ["Total", ".", ".", ".", "12"]),
    ],
)
def test_what_typesetting_tore_apart(
    parts: tuple[tuple[str, float], ...], found: list[str]
) -> None:
    """Thousands, letters set wide, signs and units; dots that lead go."""
    assert repaired(*parts) == found


def test_the_pieces_around_leaders_have_their_share_of_the_box() -> None:
    """By their chars."""
    (before, after), leaders = repair_line([token("Total.....12", 50)])

    assert leaders
    assert (before.x0, before.x1, after.x0, after.x1) == (50, 75, 100, 110)
    assert not repair_line([token("Total", 50)])[1]


def test_bold_and_plain_are_two_numbers() -> None:
    """A group of thousands is set like its head."""
    pair = [token("1", 50, bold=True), token("225", 57.5)]

    assert [one.text for one in repair_line(pair)[0]] == ["1", "225"]


@pytest.mark.parametrize(
    ("wide", "gap", "found"),
    [
        (6.0, 6.0, ["4 262 019,11"]),  # one space of a typewriter
        (6.0, 12.0, ["4", "262", "019,11"]),  # two: another column
        (5.0, 6.0, ["4", "262", "019,11"]),  # no typewriter has so narrow chars
    ],
)
def test_a_typewriter_groups_digits_by_its_wide_space(
    wide: float, gap: float, found: list[str]
) -> None:
    """Drawn plain reports and ledgers: every char is six tenths of the size, the space too."""
    x, tokens = 50.0, []
    for text in ("4", "262", "019,11"):
        tokens.append(Token(text, x, 92, x + wide * len(text), 102, 100, 10))
        x = tokens[-1].x1 + gap

    assert [one.text for one in repair_line(tokens)[0]] == found


# ------------------------------------------------------------------------------- sideways


def turned(text: str, x: float, low: float, rotation: int = 270, *, space: bool = True) -> Token:
    """Return a token that reads upwards from ``low`` (270) or down from it (90)."""
    long = 5.0 * len(text)
    top, bottom = (low - long, low) if rotation == 270 else (low, low + long)
    return Token(text, x, top, x + 10, bottom, x + 8, 10, rotation=rotation, space=space)


@pytest.mark.parametrize(
    ("aside", "gap", "space", "found"),
    [
        (0, 3, True, ["Paid in"]),
        (2.9, 3, True, ["Paid in"]),
        (3.1, 3, True, ["Paid", "in"]),
        (0, 9.9, True, ["Paid in"]),
        (0, 10.1, True, ["Paid", "in"]),
        (0, 0.8, False, ["Paidin"]),
        (0, 0.9, False, ["Paid in"]),
        (0, 0.8, True, ["Paid in"]),
    ],
)
def test_words_of_one_sideways_line(
    aside: float, gap: float, space: bool, found: list[str]
) -> None:
    """A third of a size aside, a size apart; up or down."""
    up = [turned("in", 50 + aside, 100 - 20 - gap, space=space), turned("Paid", 50, 100)]
    down = [turned("in", 50 + aside, 120 + gap, 90, space=space), turned("Paid", 50, 100, 90)]

    assert sorted(t.text for t in join_rotated(up)) == found
    assert sorted(t.text for t in join_rotated(down)) == found


@pytest.mark.parametrize(
    ("base", "size", "x", "found"),
    [
        (95.5, 6.0, 71.0, ["land (1)"]),  # 0.45 of the size above, small, beside the word
        (93.0, 6.0, 71.0, ["(1)", "land"]),  # too high
        (95.5, 9.0, 71.0, ["(1)", "land"]),  # as large as text: a line of its own
        (95.5, 6.0, 90.0, ["(1)", "land"]),  # away from every word
    ],
)
def test_small_raised_marks_stand_in_the_line_they_are_beside(
    base: float, size: float, x: float, found: list[str]
) -> None:
    """Notes raised nearly half a line, as books of accounts set them."""
    assert lines(token("land", 50), token("(1)", x, base, size=size)) == found


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("https://a.org/wp-", "content/x", "https://a.org/wp-content/x"),
        ("www.my-", "town.org", "www.my-town.org"),
        ("explicitement men-", "tionné", "explicitement mentionné"),
    ],
)
def test_the_hyphen_an_address_is_broken_at_is_its_own(first: str, second: str, text: str) -> None:
    """Words are broken by hyphens that are not printed in one line."""
    assert cell_text(group_lines([token(first, 50), token(second, 50, 112)])) == text
