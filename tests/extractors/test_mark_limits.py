"""Raised marks and cards, on both sides of what decides. Type of ten points, chars five wide."""

from __future__ import annotations

import pytest

from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.extractors.tokens.raised import bind_marks
from crossfoot.extractors.tokens.tokens import Token
from tests.extractors.page_builder import Text, make_page


def token(
    text: str, x: float, *, base: float = 0.0, size: float = 10.0, space: bool = False
) -> Token:
    """Return a word that begins at x."""
    end = x + 0.5 * size * len(text)
    return Token(text, x, base - 0.8 * size, end, base + 0.2 * size, base, size, space=space)


def bound(host: str, mark: str, *more: Token, gap: float = 0.0, rise: float = 3.3,
          size: float = 6.0, space: bool = False) -> bool:  # fmt: skip
    """Return whether a mark beside a host is bound to it."""
    end = 5.0 * len(host)
    small = token(mark, end + gap, base=-rise, size=size, space=space)
    found = bind_marks([token(host, 0), small, *more])
    return bool(found[0].marks)


@pytest.mark.parametrize(
    ("rise", "mark", "is_bound"),
    [
        (1.2, "12", False),
        (1.25, "12", True),
        (6.15, "12", True),
        (6.2, "12", False),
        (-0.95, "12", False),
        (-0.95, "1", True),
        (-1.0, "1", False),
        (0.95, "1", True),
        (1.1, "1", False),
    ],
)
def test_a_small_mark_stands_high(rise: float, mark: str, is_bound: bool) -> None:
    """An eighth to six tenths of a size; one small digit may stand on the baseline."""
    assert bound("1,250", mark, rise=rise) is is_bound


@pytest.mark.parametrize(
    ("gap", "is_bound"), [(3.45, True), (3.5, False), (-1.95, True), (-2.0, False)]
)
def test_a_mark_stands_beside_its_word(gap: float, is_bound: bool) -> None:
    """A third of a size of white, a fifth over it."""
    assert bound("1,250", "12", gap=gap) is is_bound
    assert bound("Police", "1", gap=gap) is is_bound


@pytest.mark.parametrize(
    ("size", "rise", "gap", "space", "is_bound"),
    [
        (8.45, 1.75, 0, False, True),
        (8.5, 1.7, 0, False, False),  # nearly the size of the word: it must stand higher
        (8.5, 1.8, 0, False, False),
        (8.5, 1.95, 0, False, True),
        (10, 3.3, 1.0, False, True),
        (10, 3.3, 1.05, False, False),
        (10, 3.3, 0, True, False),
        (11.75, 3.3, 0, False, True),
        (11.8, 3.3, 0, False, False),
        (3.5, 1.75, 0, False, True),
        (3.45, 1.75, 0, False, False),  # the word beside a drop cap
        (7.45, 0, 0, False, True),
        (7.5, 0, 0, False, False),
        (7.45, 0, 1.05, False, False),
        (7.45, 0, 0, True, False),
    ],
)
def test_how_large_a_mark_is(
    size: float, rise: float, gap: float, space: bool, is_bound: bool
) -> None:
    """Smaller than its word; one of its size touches it and stands high."""
    assert bound("1,250", "1", size=size, rise=rise, gap=gap, space=space) is is_bound


@pytest.mark.parametrize(
    ("host", "mark", "follower", "is_bound"),
    [
        ("Police", "1", None, True),
        ("Police", "1", ("and", 4.5), False),
        ("Police", "1", ("and", 4.55), True),
        ("Police", "1", ("and", -1.0), False),
        ("1,250", "1", ("and", 1.0), False),
        ("1,250", "1", ("and", 1.05), True),
        ("1,250", "1", (")", 0.0), True),
        ("1,250", "1", ("%", 0.0), True),
        ("1,250", "99", ("$", 1.05), False),
        ("1,250", "9", ("$", 1.05), True),
        ("$1,250", "99", None, False),
        ("1,250€", "99", None, False),
        ("10", "3", None, True),
        ("10", "3", ("m", 1.05), False),
        ("3.", "50", None, False),
        ("2", "a", None, True),
        ("2", "a", ("part", 2.0), False),
        ("2", "e", None, False),
        ("2", "b", None, True),
        ("Dr", "b", None, False),
        ("XX", "b", None, False),
        ("Police", "b", None, True),
        ("14h", "30", None, False),
    ],
)
def test_what_stands_around_a_mark(
    host: str, mark: str, follower: tuple[str, float] | None, is_bound: bool
) -> None:
    """Text that goes on makes it an exponent, cents or an ordinal; the next column does not."""
    end = 5.0 * len(host) + 3.0 * len(mark)
    more = [token(follower[0], end + follower[1])] if follower else []

    assert bound(host, mark, *more) is is_bound


@pytest.mark.parametrize(("down", "is_bound"), [(1.0, False), (1.05, True), (-1.1, True)])
def test_what_goes_on_stands_on_the_baseline(down: float, is_bound: bool) -> None:
    """A line further down is another."""
    assert bound("Police", "1", token("and", 33, base=down)) is is_bound


@pytest.mark.parametrize(
    ("before", "is_bound"),
    [
        (token("Value", -25.0), False),
        (token("Value", -30.0), False),
        (token("Value", -30.05), True),
        (token("412", -16.0), True),
        (token("Value", -26.0, base=1.1), True),
    ],
)
def test_a_power_of_ten_has_something_before_it(before: Token, is_bound: bool) -> None:
    """Half a size before it on its line: "x 10³"; alone, ten has a note."""
    found = bind_marks([before, token("10", 0), token("3", 10, base=-3.3, size=6)])

    assert bool(found[1].marks) is is_bound


@pytest.mark.parametrize(
    ("gap", "rise", "size", "marks"),
    [
        (0.0, 3.3, 6.0, ("1", "2")),
        (5.3, 3.55, 6.0, ("1", "2")),
        (5.5, 3.3, 6.0, ("1",)),
        (0.0, 3.55, 6.0, ("1", "2")),
        (0.0, 4.0, 6.0, ("1",)),
        (-1.1, 3.3, 6.0, ("1", "2")),
    ],
)
def test_marks_in_a_row(gap: float, rise: float, size: float, marks: tuple[str, ...]) -> None:
    """As "1, 2" on one line in one size: nine tenths of their size apart."""
    tokens = [
        token("1,250", 0),
        token("1,", 25, base=-3.3, size=6),
        token("2", 31 + gap, base=-rise, size=size),
    ]
    assert bind_marks(tokens)[0].marks == marks


def test_a_mark_belongs_to_the_nearest_word() -> None:
    """The box of its word ends with it; sideways words have none."""
    tokens = [token("1,250", 0), token("1,310", 3.0), token("1", 28, base=-3.3, size=6)]
    found = bind_marks(tokens)
    assert [t.marks for t in found] == [(), ("1",)]
    assert found[1].x1 == 31

    plain = [token("Alby", 0), token("Brey", 40)]
    assert bind_marks(plain) == plain


# ------------------------------------------------------------------------------------- cards

WORDS = "words of the body set in ten points, many of them, to say what the body size is"
BODY = [Text(WORDS, 50, 600 + 13 * i) for i in range(6)]
NUMBER = Text("240", 50, 100, size=24)  # to 124


def card(*texts: Text) -> str:
    """Return the text of the only card of a page."""
    blocks = read_blocks(make_page([*texts, *BODY]), ())
    (found,) = [block.text for block in blocks if block.kind == "card"]
    return found


@pytest.mark.parametrize(
    ("part", "joined"),
    [
        (Text("and more", 50, 147.5), True),
        (Text("and more", 50, 147.55), False),
        (Text("and more", 50, 146, size=10.5), True),
        (Text("and more", 50, 146, size=10.9), False),
        (Text("12 more", 50, 170), True),
        (Text("12 more", 50, 170.05), False),
        (Text("12 more", 50, 145, size=11.2), True),
        (Text("12 more", 50, 145, size=11.25), False),
        (Text("m" * 80, 50, 146), True),
        (Text("m" * 81, 50, 146), False),
    ],
)
def test_the_next_part_of_a_label(part: Text, joined: bool) -> None:
    """Close below the first and no larger, short; one that begins with a number further off."""
    assert (card(NUMBER, Text("members", 50, 128), part) != "240 members") is joined


@pytest.mark.parametrize(
    ("label", "joined"),
    [
        (Text("members", 50, 120), True),
        (Text("members", 50, 138.85), True),
        (Text("members", 50, 138.9), False),
        (Text("members", 50, 80), True),
        (Text("members", 50, 75.15), True),
        (Text("members", 50, 75.1), False),
        (Text("members", 50, 93.9), True),
        (Text("m" * 90, 50, 85), True),
        (Text("m" * 91, 50, 85), False),
        (Text("members", 86.1, 107), True),
        (Text("members", 117.1, 107), True),
        (Text("members", 117.2, 107), False),
        (Text("members", 90, 117.9), True),
        (Text("members", 90, 96.1), True),
        (Text("members", 90, 93.9), False),
    ],
)
def test_where_the_label_of_a_number_stands(label: Text, joined: bool) -> None:
    """Below it, beside it or above it."""
    assert ("m" in card(NUMBER, label)) is joined


@pytest.mark.parametrize(
    ("change", "joined"),
    [
        (Text("+8.6 % YoY", 50, 165), True),
        (Text("+8.6 % YoY", 50, 170), True),
        (Text("+8.6 % YoY", 50, 170.05), False),
        (Text("+8.6 pts", 50, 171), False),
        (Text("+8.6 % of all the towns before", 50, 165), True),
        (Text("+8.6 % YoY", 88, 165), False),
    ],
)
def test_how_a_number_changed_stands_below_its_card(change: Text, joined: bool) -> None:
    """A short share within three sizes, over the number."""
    assert ("8.6" in card(NUMBER, Text("members", 50, 128), change)) is joined


@pytest.mark.parametrize(
    ("top", "label"), [(100, "240"), (150, "240"), (184, "240 members"), (190, "240 members")]
)
def test_the_total_of_a_list_is_no_card_of_what_stands_below(top: float, label: str) -> None:
    """A leader right above a number says that it sums up: within three of its sizes."""
    listed = Text("Fees ........ 52%", 50, 100)
    number = Text("240", 50, 110 + top - 98, size=24)

    assert card(listed, number, Text("members", 50, 110 + top - 98 + 28)) == label
