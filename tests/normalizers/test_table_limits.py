"""Tables on both sides of what decides: measures, totals, units, places of their rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from crossfoot.model import Cell, CityMention, Match, Note, Place, Role, Table
from crossfoot.normalizers.catalog import Catalog, Measure, Series
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.tables.headers import (
    cell_grid,
    header_paths,
    read_unit_note,
    row_paths,
    speaks_of_counts,
)
from crossfoot.normalizers.tables.measures import match_measure, slug
from crossfoot.normalizers.tables.normalize import normalize_table
from crossfoot.normalizers.tables.stated import stated_signs
from tests.normalizers.table_builder import BOX, make_table

D = Decimal


def measure(name: str, **meant: object) -> Measure:
    """Return a measure of one English name."""
    return Measure(name.replace(" ", "_"), (("en", name),), **meant)  # type: ignore[arg-type]


def series(*measures: Measure) -> Series:
    """Return a series of some measures."""
    return Series("s", "Reports", (), measures)


@pytest.mark.parametrize(
    ("header", "found", "score"),
    [
        ("abcdefgh", "abcdefgh", 1.0),
        ("Abcd-efgh 2020 (k€)", "abcdefgh", 1.0),
        ("abcdefgx", "abcdefgh", 0.875),
        ("abcdefxx", None, 0.0),
        ("abcdfegh", "abcdefgh", 0.875),
        ("abcdexg", None, 0.0),
    ],
)
def test_a_header_is_a_measure_with_one_letter_in_eight_wrong(
    header: str, found: str | None, score: float
) -> None:
    """Case, years and brackets aside; two letters of eight are too many."""
    match = match_measure((header,), series(measure("abcdefgh")))

    assert (match.measure.id if match.measure else None, match.score) == (found, score)


@pytest.mark.parametrize(
    ("names", "header", "found"),
    [
        (("a" * 18 + "b", "a" * 17 + "bc"), "a" * 18 + "x", "a" * 18 + "b"),
        (("a" * 20 + "b", "a" * 19 + "bc"), "a" * 20 + "x", None),
        (("a" * 20 + "b", "a" * 20 + "c"), "a" * 20 + "x", None),
        (("a" * 20 + "b", "c" * 21), "a" * 20 + "x", "a" * 20 + "b"),
    ],
)
def test_no_other_measure_may_be_nearly_as_near(
    names: tuple[str, ...], header: str, found: str | None
) -> None:
    """One letter in twenty must part them."""
    match = match_measure((header,), series(*map(measure, names)))

    assert (match.measure.id if match.measure else None) == found


def test_the_lowest_header_goes_before_those_above_it() -> None:
    """The whole path first, then its parts from the lowest on, exactly before nearly."""
    known = series(measure("spent money"), measure("money"), measure("spending"))

    for path, name in (
        (("Spent", "Money"), "spent_money"),
        (("Spending", "Money"), "money"),
        (("Money", "Total"), "money"),
        (("Spendinx", "Money"), "money"),
        (("Xyz", "Spendinx"), "spending"),
    ):
        assert match_measure(path, known).id == name
    assert match_measure(("Money",), None).measure is None


def test_a_name_made_of_a_header_has_80_letters() -> None:
    """No more, and none that is a joint."""
    assert slug(("a" * 81,)) == "a" * 80
    assert slug(("a" * 79, "b")) == "a" * 79
    assert slug(("a" * 77, "b")) == f"{'a' * 77}__b"
    assert slug(("€",)) == "eur"
    assert slug(("",)) == "unnamed"


# ---------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("(k€)", "EUR", 1000),
        ("(k)", None, None),
        ("(kk)", None, None),
        ("(000)", None, 1000),
        ("('000)", None, 1000),
        ("Sales (€) (k€)", "EUR", 1000),
        ("Sales (k€) (total)", "EUR", 1000),
        ("Sales, in €, k€", "EUR", 1000),
        ("(%)", "%", 1),
        ("(€/m3)", "EUR/m3", 1),
        ("(m)", None, None),
        ("(km)", "km", 1),
    ],
)
def test_what_states_a_unit(text: str, unit: str | None, scale: int | None) -> None:
    """The last brackets that do; one letter alone may be a mark, a length or "men"."""
    note = read_unit_note(text)

    assert (note.unit if note else None, note.scale if note else None) == (unit, scale)


def test_long_texts_explain_no_signs() -> None:
    """A statement has 300 chars at most, and says more than one."""
    text = "In thousands of euros (M€)"

    assert stated_signs([" " * (300 - len(text)) + text], "en") != {}
    assert stated_signs([" " * (301 - len(text)) + text], "en") == {}
    assert stated_signs(["In euros (M€)"], "en") == {}


def test_the_first_statement_of_a_sign_holds() -> None:
    """A sign that a number is scaled by already is not applied twice."""
    stated = stated_signs(["In thousands of euros (M€)", "In millions of euros (M€)"], "en")
    rows = [["Item", "2020"], ["Sales", "M€ 5"], ["Costs", "k€ 5"], ["Rest", "n.d."]]
    table = normalize_table(make_table(rows), language="en", stated=stated)
    read = {cell.row: cell.number for cell in table.cells if cell.col == 1 and cell.number}

    assert [(read[row].value, read[row].scale) for row in (1, 2, 3)] == [
        *((5000, 1000), (5000, 1000), (None, 1))
    ]
    assert read[1].step == 1000


@pytest.mark.parametrize(
    ("caption", "corner", "note", "unit", "scale"),
    [
        ("Sales (k€)", "", "", "EUR", 1000),
        ("Sales (k€)", "(M€)", "", "EUR", 10**6),
        ("Sales (k€)", "(M€)", "in k$", "$", 1000),
        ("Sales (%)", "", "", "%", 1),
        ("Sales in thousands", "", "", None, 1000),
        ("Sales", "", "", None, 1),
    ],
)
def test_where_the_unit_of_a_table_stands(
    caption: str, corner: str, note: str, unit: str | None, scale: int
) -> None:
    """A unit note, then the corner, then the caption."""
    notes = (Note(note, 1, BOX, kind="unit"),) if note else ()
    table = make_table([[corner, "2020"], ["a", "1"]], caption=caption, notes=notes)
    read = normalize_table(table, language="en")

    assert (read.unit, read.scale) == (unit, scale)


def test_the_corner_is_what_stands_over_the_labels_in_the_first_row() -> None:
    """A header of a column, or of the second row, speaks for its column alone."""
    for rows, header_rows, scale in (
        ([["", "(k€)"], ["a", "1"]], 1, 1),
        ([["", "x"], ["(k€)", "y"], ["a", "1"]], 2, 1),
        ([["(k€)", "x"], ["", "y"], ["a", "1"]], 2, 1000),
    ):
        table = normalize_table(make_table(rows, header_rows=header_rows), language="en")
        assert table.scale == scale


def test_plain_notes_state_no_unit() -> None:
    """Only a note that was told to be one."""
    table = make_table([["", "2020"], ["a", "1"]], notes=(Note("in k€", 1, BOX, kind="footnote"),))

    assert normalize_table(table, language="en").scale == 1


# --------------------------------------------------------------------------------- totals


@pytest.mark.parametrize(("others", "marked"), [(2, True), (1, False)])
def test_where_most_lines_say_total_the_word_tells_nothing(others: int, marked: bool) -> None:
    """Three of five may be totals, three of four say nothing."""
    totals = ["Total a", "Total b", "Total c"]
    lines = [*totals, *["d", "e"][:others]]
    rows = normalize_table(make_table([["", "A"], *[[line, "1"] for line in lines]]), language="en")
    cols = normalize_table(make_table([["", *lines], ["x", *["1"] * len(lines)]]), language="en")

    for table in (rows, cols):
        assert any(cell.role == Role.TOTAL for cell in table.cells) is marked


def test_totals_are_cells_of_the_body() -> None:
    """Neither the labels nor the headers of a total line, nor a total among the stubs."""
    rows = [["", "Total", "A"], ["x", "y", "1"], ["y", "Total", "1"], ["z", "y", "1"]]
    table = normalize_table(make_table(rows, stub_cols=2), language="en")

    assert {(c.row, c.col) for c in table.cells if c.role == Role.TOTAL} == {(2, 2)}
    headed = normalize_table(
        make_table([["Total", "A", "B"], ["x", "1", "2"], ["y", "1", "2"]], header_rows=2),
        language="en",
    )
    assert not any(cell.role == Role.TOTAL for cell in headed.cells)


def test_totals_are_no_dates_and_no_marks() -> None:
    """A count under a column of marks leaves it one."""
    rows = [["", "Done"], ["a", "Yes"], ["b", "No"], ["Total", "2"]]
    table = normalize_table(make_table(rows), language="en")

    assert [cell.mark for cell in table.cells if cell.col == 1] == [None, "yes", "no", None]
    stub = normalize_table(make_table([["", "N"], ["Yes", "1"], ["No", "2"]]), language="en")
    assert not any(cell.mark for cell in stub.cells)


# ---------------------------------------------------------------------------------- paths


def test_cells_that_span_stand_at_all_of_their_places() -> None:
    """And not beyond the table."""
    cells = (
        Cell(0, 0, "A", 1, BOX, rowspan=2, role=Role.COLUMN_HEADER),
        Cell(0, 1, "B", 1, BOX, colspan=3, role=Role.COLUMN_HEADER),
        Cell(1, 1, "C", 1, BOX, role=Role.COLUMN_HEADER),
        Cell(1, 2, "B", 1, BOX, role=Role.COLUMN_HEADER),
        Cell(2, 0, "x", 1, BOX, rowspan=9),
        Cell(2, 1, "5", 1, BOX),
    )
    table = Table("t1", (1,), BOX, (BOX,), 4, 3, 2, 1, cells)
    grid = cell_grid(table)

    assert [[cell.text if cell else "" for cell in row] for row in grid] == [
        ["A", "B", "B"],
        ["A", "C", "B"],
        ["x", "5", ""],
        ["x", "", ""],
    ]
    assert header_paths(table, grid) == (("A",), ("B", "C"), ("B",))
    assert row_paths(table, grid)[2:] == (("x",), ("x",))


def test_the_section_a_row_stands_under() -> None:
    """It heads the rows below it, but neither headers nor a row that has its own words."""
    rows = [["", "A"], ["Spent", ""], ["cars", "1"], ["Spent", "2"], ["", "3"], ["", "late"]]
    table = make_table(rows)
    cells = tuple(
        replace(cell, role=Role.SECTION) if (cell.row, cell.col) == (1, 0) else cell
        for cell in table.cells
    )
    table = normalize_table(replace(table, cells=cells), language="en")

    assert row_paths(table, cell_grid(table)) == (
        ("A",),
        ("Spent",),
        ("Spent", "cars"),
        ("Spent",),
        ("Spent",),
        ("Spent", "late"),
    )


@pytest.mark.parametrize(
    ("header", "counts"),
    [("People", True), ("Households of the city", True), ("Money", False), ("Peoples", False)],
)
def test_headers_of_counted_things(header: str, counts: bool) -> None:
    """Whole words, in any case."""
    assert speaks_of_counts(header) is counts


# ----------------------------------------------------------------------------- observations

LYON = Match("Lyon", Place(1, "Lyon", "FR"), "city", 1.0, "exact", "matched")
ROME = Match("Rome", Place(2, "Rome", "IT"), "metro", 1.0, "exact", "matched")


@pytest.mark.parametrize(
    ("mentions", "place"),
    [
        ([(LYON, 1, 0)], 1),
        ([(LYON, 1, 1)], 1),
        ([(LYON, 1, 0), (ROME, 1, 1)], 1),
        ([(LYON, 1, 1), (ROME, 1, 0)], 2),
        ([(LYON, 1, 0), (ROME, 1, 0)], None),
        ([(LYON, 1, 1), (ROME, 1, 1)], None),
        ([(LYON, 2, 0)], None),
        ([(LYON, None, None)], None),
        ([(replace(LYON, status="review"), 1, 0)], None),
        ([(replace(LYON, place=None), 1, 0)], None),
        ([(LYON, 1, None)], 1),
    ],
)
def test_the_place_a_row_is_about(
    mentions: list[tuple[Match, int | None, int | None]], place: int | None
) -> None:
    """The one in its label, else the only one of the row; two say nothing."""
    table = normalize_table(make_table([["", "A", "B"], ["x", "y", "5"]]), language="en")
    given = [CityMention(match, 1, BOX, "t1", row, col) for match, row, col in mentions]

    (found,) = observe(table, given, Catalog())

    assert found.geonameid == place


def test_the_first_row_may_be_about_a_place_too() -> None:
    """In a table without headers."""
    table = normalize_table(make_table([["x", "5"], ["y", "6"]], header_rows=0), language="en")

    found = observe(table, [CityMention(LYON, 1, BOX, "t1", 0, 0)], Catalog())

    assert [one.geonameid for one in found] == [1, None]


@pytest.mark.parametrize(
    ("column", "row", "caption", "value", "unit"),
    [
        ("A", "x", "", "5", None),
        ("A", "x", "Sales (k€)", "5000", "EUR"),
        ("A (M€)", "x", "Sales (k€)", "5000000", "EUR"),
        ("A", "x (M€)", "Sales (k€)", "5000000", "EUR"),
        ("A (M$)", "x (M€)", "Sales (k€)", "5000000", "$"),
        ("A in millions", "x", "Sales (k€)", "5000000", "EUR"),
        ("Share in millions", "x", "Sales (k€)", "5000000", None),
        ("Share", "x", "Sales (k€)", "5", None),
        ("A", "Share", "Sales (k€)", "5", None),
        ("People", "x", "Sales (k€)", "5", None),
        ("A (%)", "x", "Sales (k€)", "5", "%"),
        ("Rate", "x", "Sales (k€)", "5", None),
        ("Number of cars", "x", "Sales (k€)", "5", None),
    ],
)
def test_the_unit_a_bare_number_stands_in(
    column: str, row: str, caption: str, value: str, unit: str | None
) -> None:
    """The column's, the row's, the table's; shares, rates and counts are not the table's money."""
    table = make_table([["", column], [row, "5"], ["Rest", "7 km"]], caption=caption)
    found = observe(normalize_table(table, language="en"), (), Catalog())

    assert (str(found[0].number.value), found[0].unit) == (value, unit)
    assert (str(found[1].number.value), found[1].unit) == ("7", "km")


@pytest.mark.parametrize(
    ("header", "row", "caption", "period"),
    [
        ("2020", "2019", "2018", "2020"),
        ("A", "2019", "2018", "2019"),
        ("A", "x", "2018", "2018"),
        ("A", "x", "", ""),
    ],
)
def test_the_period_of_a_number(header: str, row: str, caption: str, period: str) -> None:
    """Of its column, its row, its table."""
    table = make_table([["", header], [row, "5"]], caption=caption)

    (found,) = observe(normalize_table(table, language="en"), (), Catalog())

    assert found.period == period


def test_marks_are_observed_as_flags() -> None:
    """Yes is one, no is nothing, partly is a half."""
    notes = (Note("v done   o partly done   x not done", 1, BOX),)
    rows = [["", "A"], ["a", "v"], ["b", "o"], ["c", "x"], ["d", ""]]
    table = normalize_table(make_table(rows, notes=notes), language="en")

    found = observe(table, (), Catalog())

    assert [(str(one.number.value), one.unit) for one in found] == [
        *(("1", "yes/no"), ("0.5", "yes/no"), ("0", "yes/no"))
    ]


def test_what_the_catalog_says_of_a_measure() -> None:
    """Its unit where none is printed, a count under its flags, no money where it is no amount."""
    flag = measure("Active", kind="flag", unit="yes/no", aggregate="count")
    fee = measure("Fee", kind="amount", unit="EUR")
    visits = measure("Visits", kind="count", unit="count")
    catalog = Catalog(series=(series(flag, fee, visits),))
    rows = [["", "Active", "Fee", "Visits"], ["Total members", "7", "8", "9"], ["x", "", "3", "4"]]
    table = normalize_table(make_table(rows, caption="In thousands"), language="en")

    found = {(o.row, o.col): o for o in observe(table, (), catalog, series="s")}

    assert [(str(o.number.value), o.unit) for _, o in sorted(found.items())] == [
        *(("7", "count"), ("8", "EUR"), ("9", "count")),
        *(("3000", "EUR"), ("4", "count")),
    ]
