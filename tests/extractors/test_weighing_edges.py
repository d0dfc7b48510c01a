"""Readings exactly where they are parted, joined or left alone.

Type is of ten points, so that shares of it are whole or half points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from crossfoot.extractors.mending.copies import (
    below_each_other,
    captions_within,
    copied_rows,
    headers_within,
    tables_of,
)
from crossfoot.extractors.mending.headings import join_bare_columns, part_units
from crossfoot.extractors.mending.headless import with_header
from crossfoot.extractors.mending.lines import lines_of
from crossfoot.extractors.mending.moves import add_row, cut_below, split_column, split_row
from crossfoot.extractors.mending.sections import has_header, joined_beside, joined_sections
from crossfoot.extractors.mending.torn import part_numbers
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.rulings import Rulings
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.extractors.weighing.rivals import between_rules, parts_by_rules, separators
from tests.extractors.page_builder import make_page

SIZE = 10.0
XS = (50.0, 150.0, 250.0, 350.0)
NONE = np.zeros((0, 3))


def word(text: str, x: float, base: float) -> Token:
    """Return a word five points a char, from eight above its baseline to two below."""
    return Token(text, x, base - 8, x + 5 * len(text), base + 2, base, SIZE)


def grid(rows: Sequence[Sequence[str]], *, start: float = 100.0, step: float = 20.0,
         xs: Sequence[float] = XS, kind: str = "aligned") -> Grid:  # fmt: skip
    """Return a reading: "/" begins another line of a cell, twelve points below; "" is blank."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            base = start + step * r
            tokens = [
                word(w, xs[c] + 60 * i, base + 12 * k)
                for k, line in enumerate(filter(None, text.split("/")))
                for i, w in enumerate(line.split("  "))
            ]
            cells.append(GridCell(r, c, 1, 1, tuple(tokens)))
    return Grid(len(rows), len(rows[0]), tuple(cells), kind)


def line(base: float, *texts: tuple[str, float]) -> TextLine:
    """Return a line of words at places."""
    return TextLine(tuple(word(text, x, base) for text, x in texts), base)


def lines_in(found: Grid) -> list[TextLine]:
    """Return the lines of a reading, by their baselines."""
    bases = sorted({t.base for t in found.tokens()})
    return [TextLine(tuple(t for t in found.tokens() if t.base == b), b) for b in bases]


def scene(lines: Sequence[TextLine], *, level: Sequence[tuple[float, float, float]] = ()) -> Scene:
    """Return a scene of lines of text and level rules (y, x0, x1)."""
    ordered = sorted(lines, key=lambda one: one.base)
    rules = np.array(level, np.float64).reshape(-1, 3)
    printed = [t for one in ordered for t in one.tokens]
    return Scene(make_page([]), printed, ordered, (), Rulings(rules, NONE), Rulings(NONE, NONE),
                 np.zeros((0, 4)), np.zeros(0, np.uint32))  # fmt: skip


BODY = [("Alby", "412", "7"), ("Brey", "307", "8"), ("Cuq", "118", "9")]
HEAD = ("Town", "Paid", "Owed")


# ----------------------------------------------------------------------------------- moves


def test_where_words_go_when_a_row_or_a_column_is_parted() -> None:
    """What is exactly on the line stays above it, or left of it."""
    one = Grid(1, 1, (GridCell(0, 0, 1, 1, (word("ab", 50, 100), word("cd", 70, 112))),), "aligned")

    assert [c.text for c in split_row(one, 0, 100.0).cells] == ["ab", "cd"]
    assert [c.text for c in split_row(one, 0, 112.0).cells] == ["ab cd", ""]
    thin = replace(one, cells=(GridCell(0, 0, 1, 1, (replace(word("i", 50, 100), x1=53.0),)),))
    assert [c.text for c in split_column(thin, 0, 51.5).cells] == ["i", ""]
    for x, n in ((71.5, 2), (71.75, 1), (78.5, 2), (78.25, 1)):  # a seventh of a char over it
        assert len(split_column(one, 0, x).cells) == n


@pytest.mark.parametrize(("row", "header"), [(0, 2), (1, 1)])
def test_a_row_within_the_header_is_one_of_it(row: int, header: int) -> None:
    """Below it, it is none."""
    before = replace(grid([HEAD, *BODY]), header_rows=1)

    assert add_row(before, row, [(0, 0, (word("so", 50, 90),))]).header_rows == header


def test_a_header_that_is_cut_through() -> None:
    """Each part has its own rows of it."""
    upper, lower = cut_below(replace(grid([HEAD, *BODY]), header_rows=3), 1)

    assert (upper.header_rows, lower.header_rows) == (2, 1)


# ---------------------------------------------------------------------------------- copies


FORM = [("Class", "Filers", "Owed"), ("Low", "12", "7"), ("High", "9", "8")]


@pytest.mark.parametrize(
    ("head", "starts"),
    [
        (("Class", "Filers", "Owed"), [3]),
        (("Class", "Filers", ""), [3]),  # two of three words: more than three fifths
        (("Class", "", ""), []),
    ],
)
def test_a_copy_of_a_header_shares_its_words(head: tuple[str, ...], starts: list[int]) -> None:
    """Three fifths of them, and two at least."""
    assert copied_rows(grid([*FORM, head, *FORM[1:]])) == starts


@pytest.mark.parametrize(("shared", "is_copy"), [(3, True), (2, False)])
def test_three_words_in_five_make_a_copy(shared: int, is_copy: bool) -> None:
    """Of the longer row."""
    head = ("Class", "Filers", "Owed", "Paid", "Left")
    other = (*head[:shared], "Kept", "Sold", "Gone")[:5]
    xs = (50.0, 120.0, 190.0, 260.0, 330.0)
    rows = [head, ("Low", *"1234"), ("High", *"5678"), other, ("Low", *"1234"), ("High", *"5678")]

    assert bool(copied_rows(grid(rows, xs=xs))) is is_copy


def test_copies_that_begin_below_the_end_of_another() -> None:
    """Numbers above the first header belong to the page before."""
    before = [("Mid", "3", "4"), ("Top", "5", "6"), ("All", "8", "9")]

    assert copied_rows(grid([*before, *FORM, *FORM])) == [3, 6]
    assert copied_rows(grid([*FORM, *FORM])) == [3]


def test_a_reading_is_cut_within_and_not_at_its_ends() -> None:
    """A start at its first row, or beyond its last, parts nothing."""
    one = grid([*FORM, *FORM])

    assert [g.n_rows for g in below_each_other(one, [0])] == [6]
    assert [g.n_rows for g in below_each_other(one, [6])] == [6]
    assert [g.n_rows for g in below_each_other(one, [3])] == [3, 3]
    assert [g.n_rows for g in below_each_other(one, [5])] == [5, 1]


def test_captions_within_a_reading() -> None:
    """Neither its first row nor its last."""
    title = ("Table 2: what they owed", "", "")

    assert captions_within(grid([title, *FORM])) == []
    assert captions_within(grid([FORM[0], title, *FORM[1:]])) == [1]
    assert captions_within(grid([*FORM, title])) == []
    assert len(tables_of(grid([title]))) == 1


HEADS = [("", "2019", "2020"), ("Alby", "3", "4"), ("Brey", "5", "6"), ("Cuq", "7", "8")]


@pytest.mark.parametrize(("rows", "starts"), [(3, [4]), (2, [])])
def test_a_second_header_has_three_rows_of_numbers_below(rows: int, starts: list[int]) -> None:
    """And above."""
    xs = (50.0, 130.0, 210.0, 290.0)
    table = [("Town", "In", "Out", "Kept"), *((t, "3", "4", "5") for t in ("Alby", "Brey", "Cuq"))]
    other = [("", "Paid", "Owed", "Left"), *((t, "6", "7", "8") for t in ("Dun", "Elne", "Fay"))]

    assert headers_within(grid([*table, *other[: rows + 1]], xs=xs)) == starts
    assert headers_within(grid([*table[: rows + 1], *other], xs=xs)) == ([4] if starts else [])


@pytest.mark.parametrize(("words", "starts"), [(3, [6]), (4, [])])
def test_columns_of_numbers_hold_seven_in_ten(words: int, starts: list[int]) -> None:
    """Texts of which more are words head nothing."""
    xs = (50.0, 130.0, 210.0, 290.0)
    values = [["4"] * 3 for _ in range(8)]
    for k in range(words - 2):
        values[k] = ["so"] * 3
    rows = [("Town", "In", "Out", "Kept"), *((f"T{k}", *v) for k, v in enumerate(values[:5]))]
    rows += [("", "Paid", "Owed", "Left"), *((f"U{k}", *v) for k, v in enumerate(values[5:]))]

    assert headers_within(grid(rows, xs=xs)) == starts


# -------------------------------------------------------------------------------- sections


def section(gap: float, *between: TextLine) -> list[Grid]:
    """Return what becomes of two readings of one header, so far apart, with lines between."""
    upper = grid([HEAD, *BODY])
    bottom = upper.box()[3]
    lower = grid(BODY, start=bottom + gap + 8)
    return joined_sections([upper, lower], scene([*lines_in(upper), *between, *lines_in(lower)]))


@pytest.mark.parametrize(("gap", "count"), [(40.0, 1), (40.5, 2), (-9.5, 1), (-10.0, 2)])
def test_how_far_apart_sections_stand(gap: float, count: int) -> None:
    """Four type sizes, and no further into each other than one."""
    assert len(section(gap)) == count


def test_the_name_of_a_section_is_one_text_on_one_line() -> None:
    """Two texts are a row, two lines are prose."""
    name, second = line(176, ("The", 50), ("north", 70)), line(190, ("and", 50), ("so", 70))

    assert len(section(40.0, name)) == 1
    assert len(section(40.0, name, second)) == 2
    assert len(section(40.0, line(176, ("The", 50), ("north", 75)))) == 1  # ten points apart
    assert len(section(40.0, line(176, ("The", 50), ("north", 75.5)))) == 2


@pytest.mark.parametrize(("x", "count"), [(165.0, 1), (165.5, 2), (135.0, 1), (134.5, 2)])
def test_columns_of_sections_stand_over_one_another(x: float, count: int) -> None:
    """If only at their edges."""
    upper = grid([HEAD, *BODY], xs=(50.0, 150.0, 250.0))
    upper = replace(upper, cells=tuple(c for c in upper.cells if c.row or c.col != 1))
    head = GridCell(0, 1, 1, 1, (word("Pai", 150, 100),))
    upper = replace(upper, cells=(*upper.cells, head))
    lower = grid(BODY, start=190.0, xs=(50.0, x, 250.0))
    found = joined_sections([upper, lower], scene([*lines_in(upper), *lines_in(lower)]))

    assert len(found) == count


@pytest.mark.parametrize(
    ("texts", "is_header"),
    [
        ((("", 0), ("Paid", 150.0), ("Owed", 250.0)), True),
        ((("The", 50.0), ("north", 85.0), ("", 0)), False),  # a name whose words stand wide
        ((("The", 50.0), ("north", 85.5), ("", 0)), True),  # more than two sizes apart
        ((("", 0), ("so", 60.0), ("", 0)), False),
        ((("", 0), ("so", 60.5), ("", 0)), True),
    ],
)
def test_what_heads_columns(texts: Sequence[tuple[str, float]], is_header: bool) -> None:
    """A text that begins a size right of the reading, or two of them apart."""
    body = grid(BODY, start=120.0)
    top = [
        GridCell(0, c, 1, 1, (word(text, x, 100),) if text else ())
        for c, (text, x) in enumerate(texts)
    ]
    cells = (*top, *(replace(c, row=c.row + 1) for c in body.cells))

    assert has_header(Grid(4, 3, cells, "aligned")) is is_header


def drawn(x0: float, tops: Sequence[float], texts: Sequence[str]) -> Grid:
    """Return a column of drawn cells twenty points high and fifty wide."""
    cells = tuple(
        GridCell(r, 0, 1, 1, (word(text, x0 + 5, top + 12),), (x0, top, x0 + 50, top + 20))
        for r, (top, text) in enumerate(zip(tops, texts, strict=True))
    )
    return Grid(len(tops), 1, cells, "ruled")


@pytest.mark.parametrize(
    ("gap", "down", "texts", "count"),
    [
        (10.0, 0.0, ("Paid", "4", "5"), 1),
        (10.5, 0.0, ("Paid", "4", "5"), 2),
        (-9.5, 0.0, ("Paid", "4", "5"), 1),
        (-10.0, 0.0, ("Paid", "4", "5"), 2),
        (2.0, 2.5, ("Paid", "4", "5"), 1),
        (2.0, 3.0, ("Paid", "4", "5"), 2),
        (2.0, 0.0, ("Paid", "so", "5"), 1),  # half of it names: none of its own
        (2.0, 0.0, ("Paid", "so", "no"), 2),
    ],
)
def test_when_groups_of_columns_are_one_table(
    gap: float, down: float, texts: Sequence[str], count: int
) -> None:
    """A size apart, their rows at the same heights but for three tenths, without names."""
    left = drawn(50, (100, 120, 140), ("Town", "Alby", "Brey"))
    right = drawn(100 + gap, (100 + down, 120 + down, 140 + down), texts)

    assert len(joined_beside([left, right])) == count


# --------------------------------------------------------------------------------- headers


def headed(*above: TextLine, xs: Sequence[float] = XS[:3]) -> bool:
    """Whether lines above a reading without a header become its own."""
    body = grid([row[: len(xs)] for row in BODY], start=200.0, xs=xs)
    return with_header(body, scene([*above, *lines_in(body)]), frozenset()).n_rows > 3


NAMES = (("Town", 50.0), ("Paid", 150.0), ("Owed", 250.0))


@pytest.mark.parametrize(("base", "found"), [(174.0, True), (173.75, False)])
def test_how_near_a_header_is(base: float, found: bool) -> None:
    """Twenty-six points from baseline to baseline."""
    assert headed(line(base, *NAMES)) is found


@pytest.mark.parametrize(("base", "rows"), [(165.0, 4), (164.75, 3)])
def test_how_near_the_lines_of_a_header_are(base: float, rows: int) -> None:
    """Fifteen points; what is further off belongs to something else."""
    body = grid(BODY, start=200.0)
    lower, upper = line(180, *NAMES[1:]), line(base, NAMES[0])
    found = with_header(body, scene([lower, upper, *lines_in(body)]), frozenset())
    heads = [c.text for c in found.cells if c.row == 0 and c.tokens]

    assert heads == (["Town", "Paid", "Owed"] if rows == 4 else ["Paid", "Owed"])


def test_a_header_has_four_lines_at_most() -> None:
    """A fifth is left out."""
    body = grid(BODY, start=200.0)
    above = [line(188 - 12 * k, (f"a{k}", 50.0), ("so", 150.0), ("no", 250.0)) for k in range(5)]
    found = with_header(body, scene([*above, *lines_in(body)]), frozenset())

    assert sorted(t.text for c in found.cells if c.row == 0 for t in c.tokens if c.col == 0) == [
        "a0",
        "a1",
        "a2",
        "a3",
    ]


@pytest.mark.parametrize(("named", "found"), [(3, True), (2, False)])
def test_a_header_names_three_columns_in_five(named: int, found: bool) -> None:
    """Two are too few."""
    xs = (50.0, 120.0, 190.0, 260.0, 330.0)
    body = grid([("Alby", *"1234"), ("Brey", *"5678"), ("Cuq", *"9123")], start=200.0, xs=xs)
    above = line(184, *((f"h{k}", xs[k]) for k in range(named)))
    made = with_header(body, scene([above, *lines_in(body)]), frozenset())

    assert (made.n_rows > 3) is found


@pytest.mark.parametrize(("x", "found"), [(184.5, True), (185.0, False)])
def test_a_header_stands_over_a_column_or_near_one(x: float, found: bool) -> None:
    """Less than two sizes from it; amid the white between two it heads neither."""
    assert headed(line(184, ("Town", 50.0), ("so", x), ("Owed", 250.0))) is found


# ----------------------------------------------------------------------------------- parts


@pytest.mark.parametrize(("unit", "parted"), [("(RD$m)", True), ("", False), ("(in RD$ m)", True)])
def test_units_below_headers(unit: str, parted: bool) -> None:
    """Short, and of letters."""
    text = f"/{unit}" if unit else ""
    rows = [("Town", f"Paid{text}", f"Owed{text}"), *BODY]

    assert part_units(grid(rows, step=40)).n_rows == (5 if parted and len(unit) < 9 else 4)


@pytest.mark.parametrize(
    ("rows", "n_cols"),
    [
        ([("Town", "Paid", ""), ("Alby", "", "412"), ("Brey", "", "307")], 2),
        ([("Town", "", "Paid"), ("Alby", "412", ""), ("Brey", "307", "")], 2),
        ([("Town", "Paid", ""), ("North", "so", ""), ("Alby", "", "412")], 2),
        ([("Town", "Paid", ""), ("Alby", "", "412"), ("Brey", "no", "")], 3),
        ([("Town", "Paid", ""), ("North", "", "so"), ("Alby", "", "412")], 3),
    ],
)
def test_a_column_that_holds_a_header_alone(rows: list[tuple[str, ...]], n_cols: int) -> None:
    """Beside one that holds numbers alone, from the first row of numbers on."""
    assert join_bare_columns(grid(rows)).n_cols == n_cols


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        (("Alby", "12/13", "40/50", "7/8"), 4),
        (("Alby", "12/13", "40/50", "7"), 4),  # two of three
        (("Alby", "12/13", "40", "7"), 3),
    ],
)
def test_most_columns_hold_two_numbers(row: tuple[str, ...], rows: int) -> None:
    """Three in five of a row's columns with numbers, and two at least."""
    made = part_numbers(grid([("Town", "In", "Out", "Kept"), row, ("Cuq", "1", "2", "3")], step=40))

    assert made.n_rows == rows


@pytest.mark.parametrize(("down", "spans"), [(1.75, 1), (2.0, 2)])
def test_a_name_level_with_numbers_is_of_their_rows(down: float, spans: int) -> None:
    """But for a fifth of its size."""
    made = grid([("Town", "In", "Out"), ("Alby/on", "12/13", "40/50"), ("Cuq", "1", "2")], step=40)
    cells = tuple(
        replace(c, tokens=tuple(replace(t, base=t.base + down) for t in c.tokens))
        if (c.row, c.col) == (1, 0)
        else c
        for c in made.cells
    )
    found = part_numbers(replace(made, cells=cells))

    assert [c.rowspan for c in found.cells if (c.row, c.col) == (1, 0)] == [spans]


# ----------------------------------------------------------------------------------- lines


def seen(*others: TextLine) -> list[str]:
    """Return the lines in the place of a reading from 92 to 142, 50 to 275 points."""
    body = grid(BODY)
    return [s.text for s in lines_of(body, scene([*lines_in(body), *others]), frozenset())
            if s.rows is None]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "aside", "found"),
    [
        (97.0, 0.0, True),  # half a size into it
        (35.0, 0.0, True),
        (34.5, 0.0, False),
        (142.5, 0.0, True),
        (207.0, 0.0, True),
        (207.5, 0.0, False),
        (160.0, -25.0, True),  # its middle twenty points aside
        (160.0, -25.5, False),
        (160.0, 15.0, True),
        (160.0, 15.5, False),
    ],
)
def test_which_lines_are_in_the_place_of_a_reading(base: float, aside: float, found: bool) -> None:
    """Six and a half sizes above and below, two aside."""
    left, _, right, _ = grid(BODY).box()
    x = left + aside if aside <= 0 else right + aside

    assert (seen(line(base, ("so", x))) == ["so"]) is found


def test_four_lines_are_looked_at_on_each_side() -> None:
    """The nearest."""
    above = [line(90 - 10 * k, (f"a{k}", 50.0)) for k in range(6)]
    below = [line(154 + 10 * k, (f"b{k}", 50.0)) for k in range(6)]

    assert seen(*above, *below) == ["a3", "a2", "a1", "a0", "b0", "b1", "b2", "b3"]


def test_white_above_ends_what_is_looked_at() -> None:
    """Six and a half sizes of it between two lines."""
    near = line(90, ("near", 50.0))

    assert seen(near, line(25, ("far", 50.0))) == ["far", "near"]
    assert seen(near, line(24.5, ("far", 50.0))) == ["near"]


# ----------------------------------------------------------------------------------- rules


def ruled(rows: int, *ys: float, x: tuple[float, float] = (50.0, 265.0)) -> tuple[Grid, Scene]:
    """Return a reading of rows twenty points apart, and a scene with level rules."""
    body = grid([(f"T{k}", "412", "7") for k in range(rows)])
    x0, _, x1, _ = body.box()
    level = [(y, x0 if x[0] == 50.0 else x[0], x1 if x[1] == 265.0 else x[1]) for y in ys]
    return body, scene(lines_in(body), level=level)


@pytest.mark.parametrize(("y", "found"), [(92.0, []), (92.5, [92.0]), (101.0, [101.0])])
def test_rules_within_a_reading_part_it(y: float, found: list[float]) -> None:
    """Not on its upper edge."""
    body, page = ruled(3, y)

    assert separators(body, page) == found


@pytest.mark.parametrize(("y", "rows"), [(99.0, None), (99.5, 3), (119.5, 3), (120.0, None)])
def test_a_rule_between_the_lines_of_two_rows(y: float, rows: int | None) -> None:
    """From one point above the upper baseline to the lower one."""
    body = grid([("T0", "4", "7"), ("T1", "5", "8"), ("T2", "6", "9"), ("T3", "7", "1")])
    x0, _, x1, _ = body.box()
    level = [(y, x0, x1), (130.0, x0, x1)]
    found = between_rules(body, scene(lines_in(body), level=level))
    parted = 99.0 < round(y) < 120.0

    assert (found.n_rows if found else None) == (3 if parted else 2)
    assert rows is None or parted is not None


def test_rules_between_nearly_all_rows_of_a_filled_reading() -> None:
    """Speak for a table of words."""
    ys = [110.0, 130.0, 150.0, 170.0, 190.0]
    body, page = ruled(6, *ys)
    assert parts_by_rules(body, page)
    body, page = ruled(6, *ys[:2])
    assert not parts_by_rules(body, page)
