"""What tables of statistics taught: crossed labels, classes in words, sums, titles in grids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.model import Observation, Table
from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.axes import Context, decide_axes
from crossfoot.normalizers.meaning.classes import is_class
from crossfoot.normalizers.meaning.numbered import are_numbered
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.parts import is_head
from crossfoot.normalizers.meaning.report import place_test
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import make_table

COUNTRIES = frozenset({"France", "Norway", "Japan"})


def read(
    rows: list[list[str]], *, caption: str = "", header_rows: int = 1, stub_cols: int = 1
) -> tuple[str, dict[tuple[int, int], Observation]]:
    """Where the measures stand, and the observations by their places."""
    table = make_table(rows, caption=caption, header_rows=header_rows, stub_cols=stub_cols)
    return _read(normalize_table(table, language="en"))


def _read(table: Table) -> tuple[str, dict[tuple[int, int], Observation]]:
    around = Context(is_place=COUNTRIES.__contains__)
    axes = decide_axes(table, around)
    found = observe(table, (), Catalog(), context=around, axes=axes)
    return axes.way, {(one.row, one.col): one for one in found}


def test_labels_that_come_again_under_each_thing_are_measures() -> None:
    """Miles and traffic of each county: the county is the thing."""
    rows = [["County", "", "Local roads", "Highways"]]
    for at, county in enumerate(("Atlantic", "Bergen", "Camden", "Essex")):
        rows += [[county, "Miles", str(10 + at), "20"], ["", "Traffic", str(1000 + at), "3000"]]
    way, found = read(rows, stub_cols=2)

    assert way == "rows"
    assert found[3, 2].things == ("Bergen", "Local roads")
    assert (found[3, 2].measure_label, found[4, 2].measure_label) == ("Miles", "Traffic")


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        *(("Less than $10,000", True), ("$10,000–14,999", True), ("≤24,999", True)),
        *(("13-24 Months", True), ("65 ans et plus", True), ("De 1 a 5 años", True)),
        *(("3 rue de Paris", False), ("Plus de solidarité", False), ("0300-0400", False)),
    ],
)
def test_classes_have_bounds(text: str, yes: bool) -> None:
    """In signs or in words, of money or of time."""
    assert is_class(text) is yes


def test_classes_below_a_measure_divide_it() -> None:
    """Terms of prison are parts of those sentenced; one class alone keeps its own name."""
    rows = [
        *(["", "FY 2010", "FY 2011"], ["Defendants Sentenced", "30", "40"]),
        *(["1-12 Months", "10", "15"], ["13-24 Months", "20", "25"], ["Cases Charged", "8", "9"]),
    ]
    way, found = read(rows)
    assert way == "rows"
    one = found[3, 2]
    assert (one.measure_label, one.category) == ("Defendants Sentenced", "13-24 Months")

    alone = read([["Variable", "Mean", "Max"], ["Age", "50", "90"], ["Men", "0.4", "1"]])[1]
    assert (alone[2, 1].measure_label, alone[2, 1].category) == ("Men", "Mean")


def test_numbered_columns_are_things_beside_their_totals() -> None:
    """Precincts of two kinds, and cohorts whose number stands first."""
    assert are_numbered(["1 EV", "1", "2 EV", "2"])
    assert are_numbered(["3-Year-Old Cohort", "4-Year-Old Cohort"])
    assert are_numbered(["Machine 1", "Machine 2", "Machine 3", "AB 1", "AB 2"])
    assert are_numbered(["Machine 1", "Machine 2", "AB 1", "AB 2"])
    assert not are_numbered(["Budget", "Cost 2", "Share"])


def test_a_title_inside_the_grid_heads_no_column() -> None:
    """It reaches over some columns by chance; what it says is around all of them."""
    rows = [
        ["Votes for Council", "", "", ""],
        ["Precincts", "1 EV", "1", "2"],
        ["Ann", "7", "8", "9"],
    ]
    table = make_table([*rows, ["Bob", "4", "5", "6"]], header_rows=2)
    wide = tuple(
        replace(cell, colspan=3) if (cell.row, cell.col) == (0, 0) else cell
        for cell in table.cells
        if cell.row or cell.col not in (1, 2)
    )
    found = _read(normalize_table(replace(table, cells=wide), language="en"))[1]

    assert found[2, 1].things == ("Ann", "1 EV")
    assert found[2, 1].measure_label == "Votes for Council"


def test_of_places_the_caption_names_the_measure() -> None:
    """Two products beside each other are no measures where the caption says capacity."""
    rows = [["", "Oxide 2009", "Carbide 2009"], *([c, "1", "2"] for c in sorted(COUNTRIES))]
    way, found = read(rows, caption="World production capacity")

    assert way == "caption"
    assert found[1, 2].things == ("France", "Carbide")
    assert found[1, 2].measure == "world_production_capacity"


def test_parts_of_a_total_are_of_one_measure() -> None:
    """Columns that make the last one, and rows of shares that make a whole."""
    groups = [["Cohort", "Treated", "Others", "Total"], ["Young", "15", "10", "25"]]
    way, found = read([*groups, ["Old", "12", "8", "20"]], caption="Sample by cohort")
    assert way == "caption"
    assert found[1, 3].things == ("Young",)

    shares = [["", "Treated", "Others"], ["A", "37%", "51%"], ["B", "33%", "18%"]]
    way, _ = read([*shares, ["C", "30%", "31%"]], caption="Sample by origin")
    assert way == "caption"


def test_one_question_over_its_answers_is_kept() -> None:
    """Nothing of the header is lost where no answer names a quantity."""
    rows = [
        *(["Symptom", "How often", "How often"], ["", "Every week", "Rarely"]),
        *(["Headache", "239", "128"], ["Tiredness", "78", "284"]),
    ]
    assert read(rows, header_rows=2)[1][2, 2].measure_label == "How often › Rarely"


def test_a_column_beside_years_names_no_thing() -> None:
    """A rate beside years divides, and so does what is said of one moment."""
    rows = [["", "2008", "2009", "2010", "Mark"], ["Visitors", "1", "2", "3", "4 %"]]
    found = read([*rows, ["Number of loans", "5", "6", "7", "8 %"]])[1]
    assert (found[1, 4].things, found[1, 4].category) == ((), "Mark")

    moments = [["", "Launch: May 21, 2009", "May 21, 2010"], ["Number of data sets", "47", "272"]]
    assert read(moments)[1][1, 1].category == "Launch"


def test_labels_without_words_are_names() -> None:
    """A drive cycle called by a year and a number has that name, and no period."""
    rows = [["Cycle", "Distance"], ["2012_2", "1.3"], ["2145_1", "11.2"]]
    found = read(rows)[1]
    assert [(found[at, 1].things, found[at, 1].period) for at in (1, 2)] == [
        (("2012_2",), ""),
        (("2145_1",), ""),
    ]


def test_states_are_places() -> None:
    """First levels of countries are, as countries and the regions of the world are."""
    is_place = place_test((), open_gazetteer(), "en")
    assert is_place("Nebraska")
    assert not is_place("Midterm")


def test_cubic_metres_keep_their_power() -> None:
    """It is no note mark."""
    rows = [["Indicator", "2020", "2021"], ["Price for 120 m³", "1", "2"], ["Rate²", "3", "4"]]
    found = read(rows)[1]
    assert [found[at, 1].measure_label for at in (1, 2)] == ["Price for 120 m³", "Rate"]


def test_two_words_for_things_over_one_column_head_things() -> None:
    """What joins them is a word or a stroke; all of them must be such words."""
    assert is_head("Region and state", "things", ("en",))
    assert is_head("Commune / canton", "things", ("fr",))
    assert not is_head("Region and amount", "things", ("en",))


def test_precincts_that_begin_anew_in_each_ward_are_names() -> None:
    """1, 2, 3 under one ward and 1, 2 under the next count things, not classes."""
    wards = ["", *("Ward 1",) * 3, *("Ward 2",) * 2]
    rows = [wards, ["Precinct", "1", "2", "3", "1", "2"], ["Ann", *"45678"], ["Bob", *"12345"]]
    found = read(rows, header_rows=2, caption="Votes")[1]
    assert found[2, 5].things == ("Ann", "Ward 2", "2")
