"""Lines on both sides of what makes them one paragraph.

Lines are set in ten points, full lines forty chars of five points; a line of the next is ten high.
"""

from __future__ import annotations

import pytest

from crossfoot.extractors.text.blocks import read_blocks
from tests.extractors.page_builder import Text, make_page

FULL = "The towns of the north paid for roads and"
MORE = "Bridges that were built in the last year"


def parts(*texts: Text) -> int:
    """Return how many blocks lines are read as."""
    return len(read_blocks(make_page(texts), ()))


def two(second: str = MORE, *, first: str = FULL, x: float = 50, down: float = 13, size: float = 10,
        bold: bool = False, colour: int = 0) -> int:  # fmt: skip
    """Return how many blocks two lines are, the second so far right and down of the first."""
    return parts(Text(first, 50, 100), Text(second, x, 100 + down, size, bold, colour))


@pytest.mark.parametrize(("down", "count"), [(5.2, 1), (13, 1), (17.4, 1), (17.6, 2)])
def test_white_between_two_lines(down: float, count: int) -> None:
    """Three quarters of the type size."""
    assert two(down=down) == count


@pytest.mark.parametrize(("step", "count"), [(11.1, 2), (11.3, 1), (13, 1), (14.7, 1), (14.9, 2)])
def test_lines_keep_their_distance(step: float, count: int) -> None:
    """The third line stands as far below as the second, to a fifth of the size."""
    lines = [Text(FULL, 50, 100), Text(MORE, 50, 113), Text(FULL, 50, 113 + step)]

    assert parts(*lines) == count


@pytest.mark.parametrize(("size", "count"), [(9.1, 2), (9.3, 1), (10.7, 1), (10.9, 2)])
def test_lines_of_one_size(size: float, count: int) -> None:
    """A twelfth more or less is another size."""
    assert two(size=size) == count


@pytest.mark.parametrize(("x", "count"), [(44.1, 1), (43.9, 2), (55.9, 1), (56.1, 2), (90, 2)])
def test_lines_begin_at_one_place(x: float, count: int) -> None:
    """Six tenths of the size aside; both ends or the middle may tell instead."""
    assert two("Bridges that were built in the last", x=x) == count


@pytest.mark.parametrize(("x", "count"), [(74.9, 1), (75.1, 2), (25.1, 1), (24.9, 2)])
def test_a_line_goes_on_in_lower_case(x: float, count: int) -> None:
    """From an indent of two and a half sizes either way."""
    assert two("bridges that were", x=x) == count


def test_lines_flush_right_or_centred_go_on() -> None:
    """The right ends of the first two lines meet at 248.75, their middles at 149.4."""
    wide = 5.0 * len("Bridges that were built in the last".replace(" ", "")) + 6 * 2.5
    end = 50 + 5.0 * len(FULL.replace(" ", "")) + 8 * 2.5

    assert two("Bridges that were built in the last", x=end - wide + 5.9) == 1
    assert two("Bridges that were built in the last", x=end - wide + 6.1) == 2
    assert two("Bridges that were built in the last", x=(end + 50 - wide) / 2 + 5.9) == 1
    assert two("Bridges that were built in the last", x=(end + 50 - wide) / 2 + 6.1) == 2


@pytest.mark.parametrize(
    ("second", "bold", "colour", "count"),
    [
        (MORE, True, 0, 2),
        (MORE.lower(), True, 0, 1),
        (MORE, False, 0xFF0000, 1),
        (MORE, True, 0xFF0000, 2),
    ],
)
def test_a_bold_line_is_another_thing(second: str, bold: bool, colour: int, count: int) -> None:
    """Unless it goes on in lower case; colour alone is none."""
    assert two(second, bold=bold, colour=colour) == count


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("The towns of the north paid for roads", "And x", 1),
        ("The towns of the north paid for", "And x", 2),  # "And" had room
        ("The towns of the north paid for", "and x", 1),
        ("The towns of the north paid for,", "And x", 1),
        ("The towns of the north paid for", "Administrations x", 1),
        ("6 members paid", "10 partners joined in the year", 2),
        ("6 members of the north paid for them (of", "10 partners) joined in the year", 1),
        ("6 members of the north paid for all and", "10 partners joined in the year", 2),
        ("6 members paid,", "10 partners joined in the year", 1),
        ("6 members paid", "2.1 Dépenses of the year", 2),
        ("The towns of the north paid for", "• and bridges", 2),
        ("The towns of the north .... 12", "and bridges", 2),
    ],
)
def test_where_a_line_begins_anew(first: str, second: str, count: int) -> None:
    """Its first word had room above, it is a statement, a bullet, a section or a leader."""
    third = Text(FULL, 50, 126)
    blocks = read_blocks(make_page([Text(first, 50, 100), Text(second, 50, 113), third]), ())
    texts = [block.text for block in blocks]

    joined = any(first.split()[-1] in text and second.split()[-1] in text for text in texts)
    assert (1 if joined else 2) == count


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("un accord de finan-", "cement signé", "un accord de financement signé"),
        ("un accord de finan-", "Cement signé", "un accord de finan-Cement signé"),
        ("les années 2018-", "2020", "les années 2018-2020"),
        ("les années -", "et après", "les années - et après"),
        ("de finan\u00ad", "Cement", "de finanCement"),
    ],
)
def test_hyphens_at_the_end_of_a_line(first: str, second: str, text: str) -> None:
    """A word that was cut is whole again, a range or a name keeps its hyphen."""
    (block,) = read_blocks(make_page([Text(first, 50, 100), Text(second, 50, 113)]), ())

    assert block.text == text
