"""Tables whose edges are not drawn: white headers, lone rules, keys, sparse columns."""

from __future__ import annotations

from itertools import pairwise

import pytest

from crossfoot.extractors.weighing.read import read_page_tables
from tests.extractors.table_pages import Rule, Set, texts, typeset

NAMES = ("Abidjan", "Berlin", "Cairo", "Dakar", "Essen", "Fuzhou", "Goyang", "Hanoi")
EDGES = (50.0, 200.0, 320.0, 440.0)
PITCH = 16.0


def _row(cells: tuple[str, ...], base: float, *, bold: bool = False) -> list[Set]:
    return [Set(t, x + 4, base, bold=bold) for t, x in zip(cells, EDGES, strict=False) if t]


def _stripes(top: float, rows: int, first: int) -> list[Rule]:
    return [
        (x0, top + PITCH * r, x1, top + PITCH * (r + 1))
        for r in range(first, rows, 2)
        for x0, x1 in pairwise(EDGES)
    ]


def _striped(top: float, first: int) -> tuple[list[Set], list[Rule]]:
    """A table whose every other row is shaded: a white bold header, then eight rows."""
    rows = [("Member", "Meetings", "Fee"), *((n, f"{i + 11}", "1") for i, n in enumerate(NAMES))]
    texts = [s for r, row in enumerate(rows) for s in _row(row, top + PITCH * r + 11, bold=not r)]
    return texts, _stripes(top, len(rows), first)


@pytest.mark.parametrize("first", [1, 2])
def test_a_white_header_above_shaded_rows_is_read_as_their_header(first: int) -> None:
    """Whether the first row of the body is shaded or the second, no white row is lost."""
    table = read_page_tables(typeset(*_pair(_striped(100.0, first))))[0]
    assert (table.n_rows, table.n_cols, table.header_rows) == (9, 3, 1)
    assert texts(table)[0] == ["Member", "Meetings", "Fee"]
    assert texts(table)[1] == ["Abidjan", "11", "1"]


def _pair(drawn: tuple[list[Set], list[Rule]]) -> tuple[list[Set], list[Rule], list[Rule]]:
    return drawn[0], [], drawn[1]


def test_a_heading_parts_two_shaded_tables_and_belongs_to_neither() -> None:
    """A lone larger text between stripes of one width is no row."""
    above, upper = _striped(100.0, 1)
    below, lower = _striped(300.0, 1)
    heading = [Set("Second", 54, 284, size=15.0, bold=True)]
    found = read_page_tables(typeset([*above, *heading, *below], [], [*upper, *lower]))
    assert [(t.n_rows, t.n_cols) for t in found] == [(9, 3), (9, 3)]


def test_a_heading_parts_tables_that_have_one_rule_each() -> None:
    """Rules below two headers enclose the first table's body and the second's header."""
    top, below = 100.0, 300.0
    sets: list[Set] = [Set("Second", 54, below - 24, size=15.0, bold=True)]
    heads = (("Member", "Meetings", "Fee"), ("Town", "Projects", "Staff"))
    for start, head in zip((top, below), heads, strict=True):
        sets += _row(head, start, bold=True)
        for i, name in enumerate(NAMES):
            sets += _row((name, f"{i + 11}", "1"), start + PITCH * (i + 1))
    rules = [(50.0, y + 4, 440.0, y + 4) for y in (top, below)]
    found = read_page_tables(typeset(sets, rules))
    assert [(t.n_rows, t.n_cols) for t in found] == [(9, 3), (9, 3)]


def _sideways(lines: tuple[str, ...], x: float) -> list[Set]:
    return [Set(t, x + 14.5 * k, 100, rotation=270) for k, t in enumerate(lines)]


def test_sideways_headers_set_loosely_stay_one_header_each() -> None:
    """Lines almost one and a half sizes apart are one header when no word had room before."""
    sets = [Set("Member", 54, 98, bold=True)]
    headers = (("Participation", "in meetings"), ("Attendance at", "the congress"))
    for x, lines in zip((220.0, 340.0), headers, strict=True):
        sets += _sideways(lines, x)
    for i, name in enumerate(NAMES):
        sets += [Set(name, 54, 116 + 14 * i)]
        sets += [Set(str(i + 1), x + 4, 116 + 14 * i) for x in (222.0, 342.0)]
    table = read_page_tables(typeset(sets))[0]
    assert table.n_cols == 3
    assert texts(table)[0][1:] == ["Participation in meetings", "Attendance at the congress"]


def test_a_key_of_another_colour_below_is_no_row() -> None:
    """Even where its words stand apart as cells do."""
    sets = _row(("Member", "Status", "Note"), 100, bold=True)
    for i, name in enumerate(NAMES):
        sets += _row((name, "v", "seen"), 100 + PITCH * (i + 1))
    low = 100 + PITCH * (len(NAMES) + 1.6)
    key = [Set("v done", 50, low, colour=0xAAAAAA), Set("x open", 92, low, colour=0xAAAAAA)]
    table = read_page_tables(typeset([*sets, *key]))[0]
    assert table.n_rows == 1 + len(NAMES)


def test_one_value_far_from_its_neighbours_has_a_column_of_its_own() -> None:
    """A page of a long table may fill a column once."""
    sets: list[Set] = []
    for i in range(60):
        base = 60 + 11 * i
        sets += [Set(f"City{i}", 54, base), Set(str(i + 11), 200, base), Set("5", 440, base)]
    sets.append(Set("2", 320, 60 + 11 * 20))
    table = read_page_tables(typeset(sets))[0]
    assert table.n_cols == 4
    assert texts(table)[20] == ["City20", "31", "2", "5"]


def test_the_end_of_a_range_goes_on_from_the_line_above() -> None:
    """A date below an open dash is no row of its own."""
    sets = _row(("Project", "Leader", "Dates"), 100, bold=True)
    for i, name in enumerate(NAMES):
        low = 116 + 28 * i
        sets += _row((name, "Quito", "First: 05/10/2020 –"), low)
        sets += [Set("06/10/2020", 324, low + 12)]
    table = read_page_tables(typeset(sets))[0]
    assert table.n_rows == 1 + len(NAMES)
    assert texts(table)[1][2] == "First: 05/10/2020 – 06/10/2020"


def test_a_label_in_the_middle_of_its_rows_spans_them_all() -> None:
    """Rules beside a label part its rows, also where they stand at the label's own height."""
    sets = _row(("Measure", "Outcome", "State"), 100, bold=True)
    rules: list[Rule] = [(50.0, y, 440.0, y) for y in (86.0, 106.0)]
    top, expected = 106.0, []
    for g, name in enumerate(NAMES):
        count = 1 + g % 2
        expected.append((1 + g + g // 2, count))
        end = top + PITCH * count
        sets.append(Set(name, 54, (top + end) / 2 + 3))
        for k in range(count):
            low = top + PITCH * k + 11
            sets += [Set(f"Part {k}", 204, low), Set("v", 324, low)]
        rules += [(200.0, top + PITCH, 440.0, top + PITCH), (50.0, end, 440.0, end)]
        top = end
    table = read_page_tables(typeset(sets, rules))[0]
    assert (table.n_rows, table.n_cols) == (13, 3)
    labels = [(c.row, c.rowspan) for c in table.cells if c.col == 0 and c.text in NAMES]
    assert sorted(labels) == expected


def test_a_table_of_dates_ends_before_the_next_heading() -> None:
    """A frame without plain numbers grows down, yet not over a heading."""
    sets = _row(("Start", "Title", "Place"), 100, bold=True)
    rules: list[Rule] = [(50.0, 86.0, 440.0, 86.0), (50.0, 105.0, 440.0, 105.0)]
    for i, name in enumerate(NAMES[:3]):
        sets += _row(("15/01/2020", "Forum", name), 116 + PITCH * i)
        rules.append((50.0, 121 + PITCH * i, 440.0, 121 + PITCH * i))
    sets.append(Set("Second", 54, 190, size=15.0, bold=True))
    sets += _row(("Project", "Leader", "Partners"), 220, bold=True)
    rules += [(50.0, 206.0, 440.0, 206.0), (50.0, 225.0, 440.0, 225.0)]
    for i, name in enumerate(NAMES[3:6]):
        sets += _row((name, "Quito", "Berlin"), 236 + PITCH * i)
        rules.append((50.0, 241 + PITCH * i, 440.0, 241 + PITCH * i))
    found = read_page_tables(typeset(sets, rules))
    assert [(t.n_rows, t.n_cols) for t in found] == [(4, 3), (4, 3)]
