"""Where the columns of unruled lines part, on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.columns import (
    find_columns,
    find_rivers,
    first_body_line,
    merge_spans,
    project,
)
from crossfoot.extractors.tokens.textlines import TextLine
from tests.extractors.laid_lines import Text, line, rows, sideways


def parted(lines: Sequence[TextLine]) -> list[float]:
    """Return where columns part, rounded."""
    return [round(cut, 1) for cut in find_columns(lines)]


def table(gap: float, left: Sequence[str], right: Sequence[str]) -> list[TextLine]:
    """Return lines of a town and two texts so far apart, one flush right, one flush left."""
    return [
        line(100 + 12 * i, ("Town", 10), (a, 100 - 5.0 * len(a)), (b, 100 + gap))
        for i, (a, b) in enumerate(zip(left, right, strict=True))
    ]


WORDS, VALUES = ["Alby", "Brey", "Cuqs", "Dune"], ["412", "307", "118", "451"]


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (rows(("a", "b"), ("c", "12"), at=(40, 140)), 1),
        (rows(("a", "b"), ("c", "d"), at=(40, 140)), 0),
        (rows(("a", "12"), ("c", "12", "14", "16", "18"), ("c", "12", "14", "16", "18"),
              at=(40, 90, 140, 190, 240)), 1),
        (rows(("a", "12", "14"), ("c", "12", "14", "16", "18"), ("c", "12", "14", "16", "18"),
              at=(40, 90, 140, 190, 240)), 0),
        (rows(("a", "–", "–"), ("c", "12", "14"), at=(40, 90, 140)), 1),
    ],
)  # fmt: skip
def test_the_body_begins_where_lines_are_rich_in_numbers(lines: list[TextLine], first: int) -> None:
    """Half as rich as most: a header has a number now and then. Nil marks are no digits."""
    assert first_body_line(lines) == first


@pytest.mark.parametrize(
    ("gap", "lines", "columns"),
    [
        (10.1, 2, 1),
        (8.5, 2, 0),  # two lines may leave nine tenths of a size by chance
        (10.1, 1, 1),
        (8.5, 4, 1),
        (6.5, 4, 1),
    ],
)
def test_a_wide_river_needs_two_lines(gap: float, lines: int, columns: int) -> None:
    """The fewer lines it runs through, the wider it must be."""
    ragged = ["Alby", "Bre", "Cuqsy", "Dunes"]
    shown = table(gap, ragged[:lines], ["ab", "cde", "fg", "hij"][:lines])

    assert len(find_rivers(shown)) == 1 + columns


@pytest.mark.parametrize(
    ("shift", "found"),
    [((0, 0, 0, 0), 1), ((0, 0, 0, 9), 1), ((0, 0, 3.4, 3.4), 1), ((0, 0, 3.8, 3.8), 0)],
)
def test_a_narrow_river_has_a_straight_bank(shift: Sequence[float], found: int) -> None:
    """Seven lines of ten end, or begin, at one x, to a fifth of the size."""
    lines = [
        line(100 + 12 * i, ("Town", 10), ("Alby", 80 - 4.0 * i), ("Brey", 106.5 + off))
        for i, off in enumerate(shift)
    ]

    assert len(find_rivers(lines)) == 1 + found


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        (["412", "307", "118", "451"], ["412", "307", "118", "451"], 1),
        (["412", "307", "118", "Dun"], ["412", "307", "118", "451"], 1),
        (["412", "307", "Cuq", "Dun"], ["412", "307", "118", "451"], 0),
        (["412", "307", "–", "–"], ["412", "307", "118", "451"], 0),
        (["412", "307", "118", "–"], ["412", "307", "118", "451"], 1),
    ],
)
def test_a_trickle_parts_numbers(left: list[str], right: list[str], found: int) -> None:
    """Numbers on both banks of most lines; words set so close are one text."""
    lines = [
        line(100 + 12 * i, ("Town", 10), (a, 100 - 5.0 * len(a)), (b, 103.5))
        for i, (a, b) in enumerate(zip(left, right, strict=True))
    ]

    assert len(find_rivers(lines)) == 1 + found


@pytest.mark.parametrize(
    ("crossing", "count", "found"), [(1, 10, 1), (1, 9, 0), (2, 20, 1), (2, 19, 0)]
)
def test_some_labels_may_run_over_a_river(crossing: int, count: int, found: int) -> None:
    """One line of ten; where more do, there is no column."""
    plain = [line(100 + 12 * i, ("Alby", 40), ("412", 120), ("7", 160)) for i in range(count)]
    over = [line(100 + 12 * i, ("Albyandthetownsx", 40), ("412", 160)) for i in range(crossing)]
    lines = [*plain[crossing:], *over]
    rivers = [r for r in find_rivers(lines) if 60 < r.flow < 120]

    assert len(rivers) == found


@pytest.mark.parametrize(("heads", "found"), [(1, 1), (2, 0)])
def test_a_header_may_run_over_a_river(heads: int, found: int) -> None:
    """A line above the first numbers counts a third."""
    head = [line(100 + 12 * i, ("Town", 10), ("Paid in the year", 100)) for i in range(heads)]
    body = [line(130 + 12 * i, ("Alby", 10), ("412", 100), ("307", 150)) for i in range(3)]
    rivers = [r for r in find_rivers([*head, *body]) if 115 < r.flow < 150]

    assert len(rivers) == found


@pytest.mark.parametrize(("gap", "inside"), [(3, True), (3.1, False)])
def test_no_column_parts_in_a_header_of_words(gap: float, inside: bool) -> None:
    """A word space in a header is ink; below the first numbers it may part two."""
    head = line(100, ("Paid", 60), ("in", 80 + gap), ("Owed", 160))
    view = project([head, *rows(("412", "307"), ("118", "121"), start=112, at=(60, 160))])
    between = int((81.5 - view.left) / 0.5)

    assert bool(view.ink[0, between]) is inside
    assert view.em == 10
    assert view.weight.tolist() == [0.3, 1, 1]


def sparse(*texts: tuple[int, Text], head: Sequence[Text] = ()) -> list[float]:
    """Return the cuts of a table with a river from 60 to 200, and texts in it by line."""
    lines = [
        line(112 + 12 * i, ("Alby", 40), *(t for k, t in texts if k == i), ("412", 200))
        for i in range(12)
    ]
    return parted([line(100, ("Town", 40), *head, ("2021", 200)), *lines])


@pytest.mark.parametrize(
    ("cuts", "columns"),
    [
        (sparse(), 2),
        (sparse((1, ("x", 66))), 2),
        (sparse((1, ("xy", 120))), 3),  # far from both banks
        (sparse((1, ("x", 82))), 3),
        (sparse((1, ("x", 78))), 2),
        (sparse((1, ("x", 68)), (3, ("x", 74))), 3),
        (sparse((1, ("x", 68)), (3, ("x", 75))), 2),
        (sparse(head=[("Paid", 120)]), 3),
        (sparse(head=[("Paid", 68)]), 3),
        (sparse(head=[("Paid", 66)]), 2),
    ],
)
def test_a_sparse_column_in_a_river(cuts: list[float], columns: int) -> None:
    """Two texts one above another, one far from both banks, or a header over nothing."""
    assert len(cuts) + 1 == columns


def test_cuts_of_a_sparse_column_are_in_the_middle_of_white() -> None:
    """Between its ink and the banks."""
    one, two = sparse((1, ("xy", 120)))

    assert one == pytest.approx((60 + 120) / 2, abs=1)
    assert two == pytest.approx((130 + 200) / 2, abs=1)


def test_a_header_on_an_upper_line_spans_the_columns_below() -> None:
    """Alone it makes no column; over another header it does."""
    body = [line(124 + 12 * i, ("Alby", 40), ("412", 200)) for i in range(4)]
    last = line(112, ("Town", 40), ("Owed", 200))
    upper = line(100, ("Paid", 110))

    assert len(parted([upper, last, *body])) == 1
    assert len(parted([upper, line(112, ("Town", 40), ("in", 112), ("Owed", 200)), *body])) == 2
    assert len(parted([line(88, ("all", 110)), upper, last, *body])) == 2


def test_sideways_headers_make_columns() -> None:
    """One between two columns heads a blank one; white at the edges is none."""
    lines = [line(112 + 12 * i, ("Alby", 40), ("412", 200)) for i in range(4)]

    assert len(find_columns(lines, [sideways("Paid", 130, 108)])) == 2
    assert len(find_columns(lines, [sideways("Paid", 205, 108)])) == 1
    assert find_columns([line(100, ("Alby", 40))]) == []
    assert find_columns([line(100, ("Alby", 40)), line(112, ("Brey", 90))]) == []


@pytest.mark.parametrize(
    ("spans", "gap", "merged"),
    [
        ([(0, 4), (5, 9)], 1.0, [(0, 9)]),
        ([(0, 4), (5.1, 9)], 1.0, [(0, 4), (5.1, 9)]),
        ([(5, 9), (0, 12), (3, 4)], 0.0, [(0, 12)]),
        ([], 1.0, []),
    ],
)
def test_spans_that_touch_are_one(
    spans: list[tuple[float, float]], gap: float, merged: list[tuple[float, float]]
) -> None:
    """However they are ordered."""
    assert merge_spans(spans, gap) == merged


def test_a_river_knows_its_banks_and_its_lines() -> None:
    """Where it is clearest, where few lines cross, and through which lines it runs."""
    lines = rows(("Alby", "412"), ("", "307"), ("Cuqsy", "118"), at=(40, 120))
    (river,) = find_rivers(lines)

    assert river.x0 == pytest.approx(65, abs=0.6)
    assert river.x1 == pytest.approx(120, abs=0.6)
    assert river.flow == pytest.approx(92.5, abs=0.6)
    assert river.lines == (0, 2)
    assert river.low == pytest.approx(river.x0)
    assert river.high == pytest.approx(river.x1)
    assert np.isclose(project(lines).left, 39)
