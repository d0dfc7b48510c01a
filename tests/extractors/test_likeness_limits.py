"""Which lines in columns are a table, and how far one reaches, on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.extents import (
    absorb_far_lines,
    is_head,
    part_beside,
    read_body_below,
    sideways_headers,
    widen_frame,
)
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.likeness import is_table_like
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.model import Box
from tests.extractors.laid_lines import line, rows, sideways, texts, words

AT = (40.0, 140.0, 200.0)
CUTS = (100.0, 170.0)
VALUES = [("Alby", "412", "433"), ("Brey", "307", "318"), ("Cuq", "118", "121")]
BODY = rows(*VALUES, at=AT)


def is_like(*lines: TextLine, cuts: Sequence[float] = CUTS, framed: bool = False) -> bool:
    """Return whether lines are a table."""
    return is_table_like(lines, cuts, framed=framed)


def said(*rows_: Sequence[str], at: Sequence[float] = AT) -> list[TextLine]:
    """Return lines of texts."""
    return rows(*rows_, at=at)


@pytest.mark.parametrize(
    ("lines", "framed", "like"),
    [
        (BODY, False, True),
        (BODY[:2], False, False),  # two lines may look so by chance
        (BODY[:2], True, True),
        (BODY[:1], True, False),
        ([*BODY, *said(("a",), ("b",), ("c",), ("d",))], False, True),
        ([*BODY, *said(("a",), ("b",), ("c",), ("d",), ("e",))], False, False),
        (said(("a", "b", "7"), ("c", "8", "d"), ("e", "9", "5")), False, True),
        (said(("a", "b", "7"), ("c", "8", "d"), ("e", "9", "e")), False, True),
        (said(("a", "b", "7"), ("c", "8", "d"), ("e", "f", "e")), False, False),
        (said(("a", "b", "7"), ("c", "8", "d"), ("e", "f", "e"), ("g", "h", "i")), False, True),
        (said(*[("a", "b", "c")] * 4), False, False),
        (said(*[("a b c d e", "b c d e", "c")] * 3, ("a", "b", "7")), False, True),
        (said(*[("a b c d e", "b c d e f", "c")] * 3, ("a", "b c", "7")), False, False),
        (said(*[("a b c d e f", "b c d e f", "c d e f")] * 3, ("a", "b", "7")), False, False),
        (said(*[("a b c d e f", "b c d e f g", "c d e f g h")] * 3), True, False),
        (said(*[("a b c d e f", "b c d e f", "c d e f g h")] * 3), True, True),
    ],
)  # fmt: skip
def test_lines_in_columns_are_a_table(lines: list[TextLine], framed: bool, like: bool) -> None:
    """Three rows, two fifths of the lines, half numbers; or four rows of few words and a number."""
    assert is_like(*lines, framed=framed) is like


def test_two_columns_of_words_are_none() -> None:
    """Names and what they say may be a list; without a cut there is one column."""
    pairs = said(*[("a", "b")] * 4, ("c", "7"))

    assert not is_like(*pairs, cuts=(100,))
    assert not is_like(*BODY, cuts=())


@pytest.mark.parametrize(("off", "like"), [(0.5, True), (0.6, True), (0.65, False)])
def test_a_table_has_one_size_of_type(off: float, like: bool) -> None:
    """Half of its words, to six tenths of a point."""
    lines = [
        line(100 + 12 * i, ("Alby", 40), ("412", 140), ("433", 200), size=size)
        for i, size in enumerate((10 - off, 10.0, 10 + off) * 2)
    ]

    assert is_like(*lines) is like


@pytest.mark.parametrize(
    ("size", "text", "like"), [(15, "412", True), (15.1, "412", False), (15, "Alby", True)]
)
def test_numbers_in_large_type_are_cards(size: float, text: str, like: bool) -> None:
    """Half as large again as the other lines."""
    large = line(160, (text, 40), size=size)

    assert is_like(*BODY, *said(*VALUES), large) is like


@pytest.mark.parametrize(
    ("count", "values", "like"),
    [(6, 6, True), (5, 5, False), (6, 5, True), (10, 8, False), (10, 9, True)],
)
def test_labels_with_dots_are_a_list_of_figures(count: int, values: int, like: bool) -> None:
    """Unless they are many, with numbers behind nearly all dots."""
    lines = [
        line(100 + 12 * i, ("Alby", 40), (str(412 - i) if i < values else "so", 140), leaders=i > 0)
        for i in range(count)
    ]

    assert is_like(*lines, cuts=(100,)) is like


@pytest.mark.parametrize(
    ("pages", "like"),
    [
        (["3", "5", "7", "9", "12"], False),
        (["3", "5", "7", "9"], True),
        (["3", "5", "7", "9", "8"], True),
        (["3", "5", "7", "9", "1200"], True),
        (["3", "5", "7", "9", "12", "x", "y"], False),
        (["3", "5", "7", "9", "12", "x", "y", "z"], True),
    ],
)
def test_page_numbers_only_rise(pages: list[str], like: bool) -> None:
    """Five at least, seven lines of ten: a table of contents. Years are no pages."""
    lines = [
        line(100 + 12 * i, ("Alby", 40), ("412" if p in "xyz" else "", 140), (p, 200))
        if p in "xyz"
        else line(100 + 12 * i, ("Alby", 40), (p, 200))
        for i, p in enumerate(pages)
    ]
    plain = [line(100 + 12 * i, ("Alby", 40), (p, 200)) for i, p in enumerate(pages)]

    assert is_like(*plain, cuts=(100,)) is like
    numbered = [
        line(one.base, ("Alby", 40), ("412", 140), (p, 200))
        for one, p in zip(lines, pages, strict=True)
    ]
    assert is_like(*numbered)  # other numbers between: the last column is one of several


@pytest.mark.parametrize(
    ("bold", "second", "like"),
    [
        ((0,), [130, 130, 130, 130], True),
        ((), [130, 130, 130, 130], False),
        ((0, 1, 2), [130, 130, 130, 130], False),
        ((0, 1), [130, 130, 130, 130], True),
        ((0,), [130, 130, 136.8, 136.8], True),
        ((0,), [130, 130, 137.2, 137.2], False),
    ],
)
def test_words_below_a_bold_head_are_a_table(
    bold: Sequence[int], second: Sequence[float], like: bool
) -> None:
    """Where most columns are straight, and what follows is mostly plain."""
    lines = [
        line(
            100 + 12 * i,
            (town, 40 if like else 40 + 7.0 * (i % 2)),
            ("said so", x),
            ("kept", x + 70),
            bold=i in bold,
        )
        for i, (town, x) in enumerate(zip(("Town", "Alby", "Brey", "Cuq"), second, strict=True))
    ]
    assert is_like(*lines) is like


# ----------------------------------------------------------------------------------- extents

FRAME: Box = (130.0, 88.0, 215.0, 130.0)


@pytest.mark.parametrize(
    ("stub", "left"),
    [
        ([("Alby", 100), ("Brey", 112), ("Cuq", 124)], 39),
        ([("Alby", 100), ("Brey", 112)], 39),
        ([("Alby", 100)], 130),
        ([("Alby", 102.9), ("Brey", 114.9)], 39),
        ([("Alby", 103.1), ("Brey", 115.1)], 130),
        ([("Alby", 100), ("Brey", 112), ("a", 93), ("b", 106)], 39),
        ([("Alby", 100), ("Brey", 112), ("a", 93), ("b", 106), ("c", 118)], 130),
        ([("a b", 100), ("a b", 112), ("Cuq", 124)], 39),
    ],
)
def test_a_frame_takes_in_the_stub_beside_it(stub: list[tuple[str, float]], left: float) -> None:
    """On half of its lines, two at least; twice as many lines of text are another text."""
    beside = [line(base, (text, 40)) for text, base in stub]
    numbers = [line(one.base, ("412", 140), ("433", 200)) for one in BODY]

    assert widen_frame(FRAME, [*beside, *numbers]) == (left, 88, 215, 130)


@pytest.mark.parametrize(("gap", "left"), [(15, 39), (15.1, 130)])
def test_a_stub_is_one_text_a_line(gap: float, left: float) -> None:
    """Two texts far apart on each are columns of another table."""
    beside = [line(one.base, ("Al", 40), ("by", 50 + gap)) for one in BODY]
    numbers = [line(one.base, ("412", 140), ("433", 200)) for one in BODY]

    assert widen_frame(FRAME, [*beside, *numbers])[0] == left
    assert widen_frame(FRAME, beside) == FRAME


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([(145, 90), (205, 90)], 2),
        ([(145, 90)], 0),
        ([(145, 90), (31, 90)], 2),
        ([(145, 90), (29, 90)], 0),
        ([(145, 90), (269, 90)], 2),
        ([(145, 90), (271, 90)], 0),
        ([(145, 52.1), (205, 52.1)], 2),
        ([(145, 51.9), (205, 51.9)], 0),
        ([(145, 110), (205, 110)], 2),
        ([(145, 110.1), (205, 110.1)], 0),
    ],
)
def test_sideways_texts_head_a_region(places: list[tuple[float, float]], found: int) -> None:
    """Over its columns or a little right of them, above its first numbers; two at least."""
    turned = [sideways("Paid", x, low) for x, low in places]

    assert len(sideways_headers(turned, BODY)) == found


@pytest.mark.parametrize(
    ("own", "count", "parts"), [(2, 6, 2), (1, 6, 1), (2, 7, 1), (3, 8, 2), (2, 5, 1)]
)
def test_a_run_of_two_things_is_parted(own: int, count: int, parts: int) -> None:
    """Where each side has lines of its own, three of ten; a short run is one thing."""
    lines = []
    for i in range(count):
        left = [] if i < own else [("Alby", 40), ("412", 80)]
        right = [] if own <= i < 2 * own else [("Brey", 200), ("7", 240)]
        lines.append(line(100 + 12 * i, *left, *right))

    found = part_beside(lines)

    assert len(found) == parts
    if parts == 2:
        assert {t for one in found[0] for t in texts([one])} == {"Alby 412"}


FAR = ("Total", 40), ("837", 140), ("872", 200)


@pytest.mark.parametrize(
    ("far", "added"),
    [
        (line(190, *FAR), True),
        (line(190.1, *FAR), False),  # 5.5 steps
        (line(160, *FAR[:2]), False),
        (line(160, ("Total", 31), *FAR[1:]), True),
        (line(160, ("Total", 29), *FAR[1:]), False),
        (line(160, *FAR[:2], ("872", 209)), True),
        (line(160, *FAR[:2], ("872", 211)), False),
        (line(160, ("Total of it all", 40), ("837", 140), ("872", 200)), True),
        (line(160, ("Total of it all now", 50), ("837", 145), ("8 7", 163)), False),
        (line(160, ("Source: x", 40), *FAR[1:]), False),
        (line(160, ("Table 4", 40), *FAR[1:]), False),
    ],
)
def test_a_total_far_below_its_rows(far: TextLine, added: bool) -> None:
    """In three columns of the table, hardly a text over two, within five and a half steps."""
    assert len(absorb_far_lines(BODY, [*BODY, far], CUTS)) == 3 + added
    above = [
        line(224 - far.base, *((t.text, t.x0) for t in far.tokens)),
    ]
    assert len(absorb_far_lines(BODY, [*above, *BODY], CUTS)) == 3 + added


def cell(row: int, col: int, text: str, *, area: bool = True) -> GridCell:
    """Return a cell of 60 × 14 points with its text."""
    x, y = 40.0 + 60 * col, 80.0 + 14 * row
    tokens = tuple(words(text, x + 3, y + 10)) if text else ()
    return GridCell(row, col, 1, 1, tokens, (x, y, x + 60, y + 14) if area else None)


def head(*rows_: Sequence[str], area: bool = True) -> Grid:
    """Return a ruled grid."""
    made = [cell(r, c, t, area=area) for r, row in enumerate(rows_) for c, t in enumerate(row)]
    return Grid(len(rows_), len(rows_[0]), tuple(made), "ruled", 1)


@pytest.mark.parametrize(
    ("grid", "is_one"),
    [
        (head(("Town", "Paid", "Owed")), True),
        (head(("Town", "2021", "2022")), True),
        (head(("Town", "12", "14")), False),
        (head(("Town", "Paid")), False),
        (head(("Town", "", "Owed")), False),
        (head(*[("Town", "Paid", "Owed")] * 4), True),
        (head(*[("Town", "Paid", "Owed")] * 5), False),
    ],
)
def test_a_ruled_header_without_its_body(grid: Grid, is_one: bool) -> None:
    """Few rows of three columns and more, and no number but years."""
    assert is_head(grid) is is_one


HEAD = head(("Town", "Paid", "Owed"))
BELOW = [line(110 + 12 * i, ("Alby", 43), ("412", 110), ("433", 170)) for i in range(3)]


def below(*lines: TextLine, floor: float = np.inf, of: Grid = HEAD) -> int | None:
    """Return how many rows a header has with the body below it."""
    grid = read_body_below(of, lines, np.empty((0, 3)), np.empty((0, 4)), floor)
    return None if grid is None else grid.n_rows


@pytest.mark.parametrize(
    ("more", "rows_"),
    [
        ([], 4),
        ([line(146, ("a", 43))], 4),
        ([line(146, ("one of a few words as long as it is", 43)), *BELOW[:0]], 4),
        ([line(218, ("Dun", 43), ("7", 110), ("8", 170))], 5),
        ([line(218.1, ("Dun", 43), ("7", 110), ("8", 170))], 4),  # seven steps
        ([line(146, ("Table 4", 43)), line(158, ("Dun", 43), ("7", 110), ("8", 170))], 4),
    ],
)
def test_the_body_below_a_ruled_header(more: list[TextLine], rows_: int) -> None:
    """Down to the last line in columns, a caption, prose or much white."""
    assert below(*BELOW, *more) == rows_


def test_a_header_without_a_body_has_none() -> None:
    """Words, lines below the next grid, texts over its columns, cells without sides."""
    assert below() is None
    assert below(line(110, ("Alby", 43), ("paid", 110), ("owed", 170))) is None
    assert below(*BELOW, floor=100.0) is None
    assert below(*BELOW, of=head(("Town", "Paid", "Owed"), area=False)) is None
    long = ("Albyandthetownsof", 43)
    wide = [line(146 + 12 * i, long, ("412", 140), ("433", 170)) for i in (0, 1)]
    assert below(*BELOW, *wide) is None


def test_a_body_keeps_the_columns_of_its_header() -> None:
    """A blank column between stays."""
    lines = [line(110 + 12 * i, ("Alby", 43), ("433", 170)) for i in range(3)]
    data = line(146, ("Brey", 43), ("412", 110), ("433", 170))
    grid = read_body_below(HEAD, [*lines, data], np.empty((0, 3)), np.empty((0, 4)), np.inf)

    assert grid is not None
    assert [(c.row, c.col, c.text) for c in grid.cells if c.row == 1 and c.tokens] == [
        (1, 0, "Alby"),
        (1, 2, "433"),
    ]
    assert grid.header_rows == 1
    assert grid.kind == "ruled"
