"""How lines are laid on columns, and which lines make a row, on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.aligned import read_aligned
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.headers import count_header_lines
from crossfoot.extractors.tables.layout import Layout, lay_out, measure_rows, place_line
from crossfoot.extractors.tables.rows import (
    has_shade_edge,
    is_drawn_break,
    lead_shapes,
    mark_columns,
    row_breaks,
    rule_share,
    rules_between,
)
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token
from tests.extractors.laid_lines import Text, line, rows, sideways

CUTS = (110.0, 170.0)
AT = (40.0, 130.0, 190.0)
Rule = tuple[float, float, float]
Shade = tuple[float, float, float, float]


def laid(
    lines: Sequence[TextLine],
    *,
    rules: Sequence[Rule] = (),
    shades: Sequence[Shade] = (),
    cuts: Sequence[float] = CUTS,
    turned: Sequence[Token] = (),
) -> Layout:
    """Return the layout of lines."""
    drawn = np.array(rules, dtype=np.float64).reshape(-1, 3)
    return lay_out(lines, cuts, drawn, np.array(shades, dtype=np.float64).reshape(-1, 4), turned)


def placed(*texts: Text, cuts: Sequence[float] = CUTS, limits: Sequence[tuple[float, float]] = ()
           ) -> list[tuple[int, int, str]]:  # fmt: skip
    """Return columns and text of each part of a line."""
    ink = np.array(limits) if limits else None
    return [(p.c0, p.c1, p.text) for p in place_line(line(100, *texts), cuts, ink).parts]


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        ([("Alby", 40), ("412", 130), ("7", 190)], [(0, 0, "Alby"), (1, 1, "412"), (2, 2, "7")]),
        ([("Alby", 92.0), ("x", 116.4)], [(0, 1, "Alby x")]),
        ([("Alby", 92.0), ("x", 116.7)], [(0, 0, "Alby"), (1, 1, "x")]),
        ([("Alby", 80.0), ("x", 106.1)], [(0, 0, "Alby x")]),
        ([("412", 94.0), ("7", 111)], [(0, 0, "412"), (1, 1, "7")]),
        ([("Alby", 93.5)], [(0, 0, "Alby")]),
        ([("Alby", 93.6)], [(0, 1, "Alby")]),
        ([("Albyand", 106.6)], [(1, 1, "Albyand")]),
        ([("Albyand", 106.5)], [(0, 1, "Albyand")]),
    ],
)
def test_where_a_line_parts(texts: list[Text], parts: list[tuple[int, int, str]]) -> None:
    """White of nearly half a size over a cut; numbers always. Ink a third of a size in covers."""
    assert placed(*texts) == parts


@pytest.mark.parametrize(
    ("gap", "wide", "parts"), [(6, 6.2, 1), (6.1, 6.0, 2), (6, 5.0, 2), (5.9, 6.4, 2)]
)
def test_a_typewriter_has_wide_spaces(gap: float, wide: float, parts: int) -> None:
    """Where every char is as wide as another, six tenths of a size is a space."""
    tokens = tuple(
        Token(t, x, 92, x + wide * 4, 102, 100, 10)
        for t, x in (("Alby", 108 - wide * 4), ("Brey", 108 + gap))
    )
    found = place_line(TextLine(tokens, 100), (113.0,)).parts

    assert len(found) == parts


@pytest.mark.parametrize(("gap", "parts"), [(3.2, 2), (3.1, 1)])
def test_white_between_headers_is_wider_than_inside_them(gap: float, parts: int) -> None:
    """By a thirtieth of a size, where they have several words."""
    found = placed(
        ("Less than", 130), ("above", 172.8 + gap),
        cuts=(110, 174.5), limits=[(40, 90), (130, 160), (176, 220)],
    )  # fmt: skip
    assert len(found) == parts


@pytest.mark.parametrize(
    ("texts", "limits", "parts"),
    [
        ([("Less", 140), ("above", 163.2)], [(40, 90), (130, 155), (190, 220)], 1),
        ([("Less", 140), ("above", 163.05)], [(40, 90), (140, 160), (163, 190)], 2),
        ([("Less", 140), ("above", 162.9)], [(40, 90), (140, 160), (163, 190)], 1),
        ([("Less", 134.9), ("above", 158.2)], [(40, 90), (130, 170), (155, 200)], 2),
        ([("Less", 135.1), ("above", 158.4)], [(40, 90), (130, 170), (155, 200)], 1),
    ],
)
def test_close_headers_stand_each_over_its_column(
    texts: list[Text], limits: list[tuple[float, float]], parts: int
) -> None:
    """Flush or centred with its ink, and further apart than their words."""
    assert len(placed(*texts, cuts=(110, 161.5), limits=limits)) == parts


@pytest.mark.parametrize(
    ("steps", "pitch", "tight"),
    [
        ([12, 12, 12], 12, False),
        ([12, 10.5, 12, 10.5, 12], 12, True),
        ([12, 10.6, 12, 10.6, 12], 12, False),
        ([12, 10.5, 12], 12, False),
        ([12, 7.1, 12, 7.1, 12], 12, False),  # so close, they are one line
    ],
)
def test_rows_keep_a_distance(steps: Sequence[float], pitch: float, tight: bool) -> None:
    """Two lines clearly closer are lines of one cell."""
    bases = np.cumsum([100, *steps]).tolist()
    lines = [place_line(line(b, ("Alby", 40), ("412", 130)), CUTS) for b in bases]

    assert measure_rows(lines, 9.0) == (pytest.approx(pitch), tight)
    assert measure_rows(lines[:1], 9.0) == (9.0, False)


def test_lines_of_one_text_are_no_measure_of_rows() -> None:
    """A label's second line stands closer than rows do."""
    one = ("7", 130)
    lines = [
        line(100, ("Alby", 40), one),
        line(111, ("Alby", 40)),
        line(125, ("Alby", 40), one),
        line(139, ("Alby", 40), one),
    ]
    found = laid(lines)

    assert found.row_pitch == 14
    assert found.width == pytest.approx(95)


def test_the_ink_and_the_room_of_columns() -> None:
    """Ink of the body, of the header where it is blank; text wraps before the next one's ink."""
    head = line(100, ("Town", 20), ("Paid in all", 120), ("Owed", 185))
    body = rows(("Alby", "412"), ("Brey and", "7"), start=112, at=AT)
    found = laid([head, *body])

    assert found.limits.tolist() == [[40, 77.8], [130, 145], [185, 205]]
    assert found.bounds.tolist() == [20, 130, 185, 205]
    one = laid([head, body[0]])
    assert one.limits[0].tolist() == [20, 60]
    turned = laid([head, *body], turned=[sideways("Paid", 10, 95), sideways("Paid", 230, 95)])
    assert (turned.bounds[0], turned.bounds[-1]) == (5, 235)
    narrow = laid(rows(("Alby", "412"), ("Brey", "7"), at=(40, 180)), cuts=(110,))
    assert narrow.bounds.tolist() == [40, 180, 195]


# --------------------------------------------------------------------- rules, shades and marks

BODY = rows(("Alby", "412", "433"), ("Brey", "307", "318"), ("Cuq", "118", "121"), at=AT)


@pytest.mark.parametrize(("y", "found"), [(95.5, 0), (95.6, 1), (107.4, 1), (107.5, 0)])
def test_a_rule_stands_between_two_lines(y: float, found: int) -> None:
    """From the waist of one to that of the next: one through a line is of the line above."""
    layout = laid(BODY, rules=[(y, 40, 200)])

    assert len(rules_between(layout, BODY[0], BODY[1])) == found


@pytest.mark.parametrize(
    ("rules", "share"),
    [
        ([(106, 40, 122.5)], 0.5),
        ([(106, 0, 122.5)], 0.5),
        ([(106, 122.5, 400)], 0.5),
        ([(106, 40, 81.25), (106, 122.5, 163.75)], 0.5),
        ([(106, 300, 400)], 0.0),
        ([(106, 0, 400), (106.5, 0, 400)], 1.0),
        ([], 0.0),
    ],
)
def test_how_much_of_a_region_rules_cover(rules: list[Rule], share: float) -> None:
    """What stands outside does not count."""
    layout = laid(BODY, rules=rules)

    assert rule_share(layout, layout.rules) == pytest.approx(share)


@pytest.mark.parametrize(
    ("second", "rules", "shades", "drawn"),
    [
        (112, [(104, 40, 97.75)], [], True),
        (112, [(104, 40, 97.6)], [], False),
        (112, [], [(40, 80, 123, 104)], True),
        (112, [], [(40, 80, 122, 104)], False),
        (112, [], [(40, 104, 205, 130)], True),
        (112, [], [(40, 80, 205, 130)], False),
        (112, [], [(40, 80, 205, 97)], False),
        (112, [], [(40, 80, 205, 97.1)], True),
        (112, [], [(40, 80, 205, 108.9)], True),
        (112, [], [(40, 108.9, 205, 130)], True),
        (112, [], [(40, 109, 205, 130)], False),
        (112, [], [(40, 96.9, 205, 130)], False),
        (103, [(97, 40, 205)], [], True),
        (102.9, [(97, 40, 205)], [], False),  # one line, though rules cut it
    ],
)
def test_a_break_is_drawn(
    second: float, rules: list[Rule], shades: list[Shade], drawn: bool
) -> None:
    """By a rule over a third of the width, or by the edge of a band over half of it."""
    lines = [BODY[0], line(second, ("Brey", 40), ("307", 130), ("318", 190))]
    layout = laid(lines, rules=rules, shades=shades)

    assert is_drawn_break(layout, 1) is drawn
    assert not shades or has_shade_edge(layout, *lines) is drawn


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["Yes"] * 3, {1}),
        (["Yes"] * 2, set()),
        (["Yes"] * 9 + ["never"], {1}),
        (["Yes"] * 8 + ["never"], set()),
        (["Yess"] * 3, {1}),
        (["Yesss"] * 3, set()),
        (["15/01/20"] * 3 + ["then"], set()),
        (["15/01/20"] * 4 + ["there"], {1}),
        (["15/01/20"] * 3 + ["there"], set()),
    ],
)
def test_marks_are_a_rows_own(texts: list[str], marks: set[int]) -> None:
    """Nine of ten are short, or eight of ten of one shape; such a text never wraps."""
    lines = [place_line(line(100, ("a label", 40), (t, 130)), CUTS) for t in texts]
    stub = [place_line(line(100, (t, 40), ("a label", 130)), CUTS) for t in texts]

    assert mark_columns(lines, 3) == marks
    assert mark_columns(stub, 3) == ({0} if marks and "/" in texts[0] else set())


@pytest.mark.parametrize(
    ("texts", "lead"),
    [
        (["A1 x"] * 3 + ["y"] * 4, "a9"),
        (["A1 x"] * 3 + ["y"] * 5, ""),
        (["A1 x"] * 2, ""),
        (["12 x"] * 3, ""),
        (["A1 x"] * 2 + ["B22 x"] * 3, "a99"),
    ],
)
def test_rows_that_begin_with_a_code(texts: list[str], lead: str) -> None:
    """Two of five, three at least; a number may be a value."""
    lines = [place_line(line(100, (t, 40), ("412", 130)), CUTS) for t in texts]

    assert lead_shapes(lines, 3) == (lead, "", "")


# -------------------------------------------------------------------------------------- rows


def breaks(*lines: TextLine, grouped: bool = False, rules: Sequence[Rule] = ()) -> list[bool]:
    """Return before which lines a row begins."""
    return row_breaks(laid(lines, rules=rules), grouped=grouped)


def label(base: float, text: str, *values: Text) -> TextLine:
    """Return a line of a label and values."""
    return line(base, *([(text, 40)] if text else []), *values)


ONE, TWO = ("412", 130), ("433", 190)


@pytest.mark.parametrize(
    ("second", "begins"),
    [
        (label(112, "Brey", ONE, TWO), True),
        (label(112, "", ONE, TWO), True),
        (label(112, "Brey", ONE), True),
        (label(112, "", ONE), False),
        (label(112, "Brey"), False),
        (label(112, "Brey", ("–", 130)), False),
        (label(107.1, "Brey", ONE, TWO), False),
        (label(107.2, "Brey", ONE, TWO), True),
    ],
)
def test_numbers_that_stack_between_rules_are_rows(second: TextLine, begins: bool) -> None:
    """Two, or one with a label; a line so close shares its row."""
    assert breaks(label(100, "Alby", ONE, TWO), second, grouped=True) == [begins]


@pytest.mark.parametrize(
    ("second", "begins"),
    [
        (label(112, "Brey", ONE, TWO), True),
        (label(107.1, "", TWO), False),
        (label(107.1, "Brey", TWO), True),
        (label(112, "and brey"), False),
        (label(112, "Brey"), True),
        (label(124.5, "and brey"), True),
    ],
)
def test_a_line_goes_on_or_begins_a_row(second: TextLine, begins: bool) -> None:
    """Beside what stands, in lower case, close; a capital or white space begins anew."""
    first = label(100, "Alby and x", ONE)
    more = [label(160 + 12 * i, "Cuq and the x", ONE, TWO) for i in range(4)]

    assert breaks(first, second, *more)[0] is begins


@pytest.mark.parametrize(("drawn", "rows_"), [([106, 118], 3), ([106], 2), ([], 3)])
def test_rules_that_draw_rows(drawn: Sequence[float], rows_: int) -> None:
    """Three groups at least, half of the lines: then what stands between rules wraps."""
    lines = [
        line(100, ("Alby", 40), ("paid", 130)),
        line(112, ("Brey", 40), ("owed", 130)),
        line(124, ("Cuq", 40), ("kept", 130)),
    ]
    grid = aligned(lines, rules=[(y, 40, 150) for y in drawn], cuts=(110,), header=False)

    assert grid.n_rows == (3 if len(drawn) != 1 else grid.n_rows)


def aligned(
    lines: Sequence[TextLine],
    *,
    rules: Sequence[Rule] = (),
    cuts: Sequence[float] = CUTS,
    header: bool = True,
    turned: Sequence[Token] = (),
    shades: Sequence[Shade] = (),
) -> Grid:
    """Return the grid of lines."""
    drawn = np.array(rules, dtype=np.float64).reshape(-1, 3)
    bands = np.array(shades, dtype=np.float64).reshape(-1, 4)
    grid = read_aligned(lines, drawn, bands, turned, cuts, with_header=header)
    assert grid is not None
    return grid


def cells(grid: Grid) -> list[str]:
    """Return the cells of a grid that hold text, with their spans where they have any."""
    return [
        c.text + (f" ({c.rowspan}×{c.colspan})" if c.rowspan * c.colspan > 1 else "")
        for c in grid.cells
        if c.tokens
    ]


def test_a_label_of_several_rows_is_ruled_off_from_them() -> None:
    """A rule that leaves the first column out stands inside its cell, above or below its text."""
    first = [
        label(100, "North", ONE, TWO),
        label(112, "", ONE, TWO),
        label(124, "South", ONE, TWO),
    ]
    inner, whole = (106, 125, 205), (118, 40, 205)

    found = cells(aligned(first, rules=[inner, whole], header=False))
    assert found[0] == "North (2×1)"
    assert found[-3] == "South"

    lower = [label(100, "", ONE, TWO), label(112, "North", ONE, TWO), first[2]]
    assert "North (2×1)" in cells(aligned(lower, rules=[inner, whole], header=False))
    numbers = [label(100, "12", ONE, TWO), label(112, "14", ONE, TWO), first[2]]
    assert cells(aligned(numbers, rules=[inner, whole], header=False))[:1] == ["12"]
    few = [*first, *(label(136 + 12 * i, "Cuq", ONE, TWO) for i in range(4))]
    assert cells(aligned(few, rules=[inner], header=False))[0] == "North"


def test_a_wrapped_label_beside_its_rows() -> None:
    """In a column that leaves rows blank, words that go on are one label."""
    names = ["Towns of the", "north", "", "", "Towns of the", "south", ""]
    lines = [
        line(100 + 12 * i, *([(t, 40)] if t else []), (f"Alby{i}", 115), ("412", 190))
        for i, t in enumerate(names)
    ]
    found = cells(aligned(lines, header=False))

    assert found[0].startswith("Towns of the north")
    assert sum(text.startswith("Towns of the south") for text in found) == 1


# ------------------------------------------------------------------------------------ headers

YEARS = line(100, ("Town", 40), ("2021", 130), ("2022", 190))


def header(*lines: TextLine, rules: Sequence[Rule] = (), shades: Sequence[Shade] = (),
           turned: Sequence[Token] = ()) -> int:  # fmt: skip
    """Return how many lines are column headers."""
    return count_header_lines(laid(lines, rules=rules, shades=shades), turned)


LOWER = [
    label(112 + 12 * i, name, ONE, TWO) for i, name in enumerate(("Alby", "Brey", "Cuq", "Dun"))
]
TITLES = label(100, "Town", ("Paid", 130), ("Owed", 190))
UNITS = label(112, "x", ("k€", 130), ("k€", 190))
LATER = [label(124 + 12 * i, name, ONE, TWO) for i, name in enumerate(("Alby", "Brey", "Cuq"))]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ((118, 40, 205), 2),
        ((118, 40, 172.1), 2),  # four fifths of the width
        ((118, 40, 171.9), 2),
        ((106, 40, 205), 1),
        ((106, 86, 205), 2),  # under the spanning headers only
        ((130, 40, 205), 3),
    ],
)
def test_the_first_rule_ends_the_header(rule: Rule, count: int) -> None:
    """Across the whole table, over the stub too, with one line of data above it at most."""
    assert header(TITLES, UNITS, *LATER, rules=[rule]) == count


def test_a_rule_below_rows_ends_no_header() -> None:
    """Two lines of data above it are the body."""
    assert header(TITLES, *LOWER, rules=[(130, 40, 205)]) == 1
    assert header(TITLES, *LOWER, rules=[(118, 40, 205)]) == 2


@pytest.mark.parametrize(
    ("shade", "count"),
    [
        ((40, 90, 205, 116), 2),
        ((40, 90, 205, 105), 1),
        ((40, 90, 123, 116), 2),
        ((40, 90, 122, 105), 2),
        ((40, 98, 205, 105), 2),  # it begins below the first line
        ((40, 90, 205, 130), 3),
        ((40, 90, 205, 200), 2),
    ],
)
def test_a_band_over_the_first_lines_is_the_header(shade: Shade, count: int) -> None:
    """Over half of the width, with rows below it."""
    assert header(TITLES, UNITS, *LATER, shades=[shade]) == count


def test_sideways_headers_reach_as_low_as_they_stand() -> None:
    """Lines beside them are of the header too."""
    assert header(TITLES, UNITS, *LATER, turned=[sideways("Paid", 150, 109.1)]) == 2
    assert header(TITLES, UNITS, *LATER, turned=[sideways("Paid", 150, 108.9)]) == 1


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([YEARS, *LOWER], 1),
        ([TITLES, label(112, "", ("2021", 130), ("2022", 190)), *LATER], 2),
        ([TITLES, label(112, "12", ("2021", 130), ("2022", 190)), *LATER], 1),
        ([TITLES, label(112, "Costs"), *LATER], 1),
        ([label(100, "Costs of"), label(112, "Town", ("Paid", 130)), *LATER], 2),
        ([TITLES], 1),
    ],
)
def test_headers_by_what_they_print(lines: list[TextLine], count: int) -> None:
    """Years and words over numbers; a section's name before the first row is of the body."""
    assert header(*lines) == count


def bold(one: TextLine) -> TextLine:
    """Return a line in bold."""
    texts_ = [(t.text, t.x0) for t in one.tokens]
    return line(one.base, *texts_, bold=True)


def test_bold_lines_are_the_header_of_a_table_of_words() -> None:
    """Where the line below fills most columns; with none in numbers bold tells alone."""
    said = [label(112 + 12 * i, "Alby", ("paid", 130), ("kept", 190)) for i in range(3)]

    assert header(bold(TITLES), *said) == 1
    assert header(bold(TITLES), bold(said[0]), *said[1:]) == 2
    assert header(bold(TITLES), label(112, "a", ("b", 130), ("c", 190)), *LATER) == 1
    assert header(*map(bold, [TITLES, *said])) == 1


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        ([(106, 125, 150), (106, 185, 210)], 1),
        ([(106, 125, 150)], 2),
        ([(106, 125, 210)], 2),
    ],
)
def test_accounts_underline_every_header(rules: list[Rule], count: int) -> None:
    """A rule of its own under each column's header ends it, before sections."""
    assert header(TITLES, label(112, "Costs", ("–", 130)), *LATER, rules=rules) == count


def heads(*lines: TextLine, rules: Sequence[Rule] = (), cuts: Sequence[float] = CUTS,
          turned: Sequence[Token] = ()) -> list[str]:  # fmt: skip
    """Return the header cells above rows."""
    low = max(one.base for one in lines)
    ruled = [*rules, (low + 6, 40.0, 260.0)]
    body = [label(low + 12 * (i + 1), name, ONE, TWO, ("7", 250)) for i, name in enumerate("abc")]
    grid = aligned([*lines, *body], rules=ruled, cuts=cuts, turned=turned)
    return [text for text, c in zip(cells(grid), (c for c in grid.cells if c.tokens), strict=True)
            if c.row < grid.header_rows]  # fmt: skip


FOUR = (110.0, 170.0, 228.0)
NAMES = label(112, "Town", ("2021", 130), ("2022", 190), ("Rate", 245))


@pytest.mark.parametrize(
    ("x", "found"),
    [
        (149.7, "Paid in all (1×2)"),  # its middle at 175
        (155.9, "Paid in all 2022"),  # flush with one
    ],
)
def test_a_header_spans_the_columns_it_is_centred_on(x: float, found: str) -> None:
    """By its middle, to a size and a little more for each column: the most it can be."""
    assert found in heads(label(100, "", ("Paid in all", x)), NAMES, cuts=FOUR)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ((104, 125, 210), "Paid (1×2)"),
        ((104, 125, 260), "Paid (1×3)"),
        ((104, 161.9, 260), "Paid (1×2)"),
    ],
)
def test_a_rule_under_a_header_says_over_which_columns_it_stands(rule: Rule, found: str) -> None:
    """Wherever its words are set above it."""
    assert found in heads(label(100, "", ("Paid", 160)), NAMES, rules=[rule], cuts=FOUR)


def test_lines_of_one_header_are_joined() -> None:
    """Words below one another in one column, unless a rule parts them."""
    upper = label(100, "Name of", ("Paid", 130))
    lower = label(112, "the town", ("in 2021", 130), ("Owed", 190), ("Rate", 245))

    found = heads(upper, lower, cuts=FOUR)
    assert found[:2] == ["Name of the town", "Paid in 2021"]
    ruled = heads(upper, lower, rules=[(104, 125, 150)], cuts=FOUR)
    assert "Paid in 2021" not in ruled


def test_sideways_texts_head_their_columns() -> None:
    """One cell for each column, joined to what stands there."""
    turned = [sideways("Paid", 140, 108), sideways("Owed", 200, 108)]
    found = heads(label(100, "Town"), cuts=FOUR, turned=turned)

    assert found == ["Town", "Paid", "Owed"]
