"""Each small piece of evidence about rows and columns decides a table that nothing else decides."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.model import Observation, Table
from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.axes import Context, decide_axes
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.parts import heads_things
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import make_table

Found = dict[tuple[int, int], Observation]


def read(rows: list[list[str]], *, header_rows: int = 1, caption: str = "") -> tuple[str, Found]:
    """Where the measures stand, and the observations by their places."""
    return understood(make_table(rows, header_rows=header_rows, stub_cols=1, caption=caption))


def understood(table: Table) -> tuple[str, Found]:
    """The same of a table as the extractors give it."""
    plain = normalize_table(table, language="en")
    axes = decide_axes(plain, Context())
    found = observe(plain, (), Catalog(), context=Context(), axes=axes)
    return axes.way, {(one.row, one.col): one for one in found}


def spanned(rows: list[list[str]], *, row: int, first: int, over: int, header_rows: int) -> Table:
    """A table whose one header spans some columns; the cells it covers are left out."""
    table = make_table(rows, header_rows=header_rows, stub_cols=1)
    covered = {(row, col) for col in range(first + 1, first + over)}
    cells = [cell for cell in table.cells if (cell.row, cell.col) not in covered]
    wide = tuple(
        replace(cell, colspan=over) if (cell.row, cell.col) == (row, first) else cell
        for cell in cells
    )
    return replace(table, cells=wide)


# ------------------------------------------------------------------- periods that stand further out


def test_the_date_of_a_header_over_most_columns_holds_for_the_total_beside_it() -> None:
    """The title of a ballot ends before the column of totals."""
    rows = [
        ["Town", "Nov. 8, 2016 Election", "", "", "", ""],
        ["", "Pct. 1", "Pct. 2", "Pct. 3", "Pct. 4", "Total"],
        ["Jones", "10", "20", "30", "40", "100"],
        ["Smith", "11", "21", "31", "41", "104"],
    ]
    _, found = understood(spanned(rows, row=0, first=1, over=4, header_rows=2))
    assert {one.period for one in found.values()} == {"2016-11-08"}


def test_the_date_of_a_title_inside_the_grid_holds_for_all_of_it() -> None:
    """It stands over a few columns and heads none."""
    rows = [
        ["November 8, 2016 - Official Tally", "", "", "", ""],
        ["All Precincts", "A", "B", "C", "TOTAL"],
        ["Jones", "10", "20", "30", "60"],
        ["Smith", "11", "21", "31", "63"],
    ]
    _, found = understood(spanned(rows, row=0, first=0, over=3, header_rows=2))
    assert {one.period for one in found.values()} == {"2016-11-08"}


def test_a_grid_may_have_two_titles() -> None:
    """What is voted on, and for how many."""
    rows = [
        ["Electors of President", "", "", ""],
        ["Vote for not more than one", "", "", ""],
        ["", "Blanks", "Jones", "Smith"],
        ["Precinct #1", "10", "20", "30"],
        ["Precinct #2", "11", "21", "31"],
    ]
    first = spanned(rows, row=0, first=0, over=2, header_rows=3)
    cells = [cell for cell in first.cells if (cell.row, cell.col) != (1, 1)]
    wide = [replace(c, colspan=2) if (c.row, c.col) == (1, 0) else c for c in cells]
    _, found = understood(replace(first, cells=tuple(wide)))
    assert found[3, 1].measure_label == "Blanks"


def test_what_only_says_that_years_stand_below_names_nothing() -> None:
    """The caption does."""
    rows = [
        ["", "Calendar Year", "", ""],
        ["", "2012", "2011", "2010"],
        ["Mining", "13", "18", "24"],
        ["Farming", "17", "18", "23"],
    ]
    table = spanned(rows, row=0, first=1, over=3, header_rows=2)
    way, found = understood(replace(table, caption="Personal income by industry"))
    assert way == "caption"
    assert (found[2, 1].measure_label, found[2, 1].period) == ("Personal income", "2012")


# --------------------------------------------------------------------------------- names of columns


def test_names_that_come_again_for_each_year_are_things() -> None:
    """Segments of a company; what is bought and sold of each keeps its own columns."""
    rows = [
        ["", "Retail", "", "Banking", ""],
        ["", "2018", "2017", "2018", "2017"],
        ["Segment profit", "10", "9", "8", "7"],
        ["Impairment", "1", "2", "3", "4"],
    ]
    table = make_table(rows, header_rows=2, stub_cols=1)
    cells = tuple(
        replace(cell, colspan=2) if cell.row == 0 and cell.col in (1, 3) else cell
        for cell in table.cells
        if (cell.row, cell.col) not in {(0, 2), (0, 4)}
    )
    way, found = understood(replace(table, cells=cells))
    assert way == "rows"
    one = found[3, 3]
    assert (one.things, one.measure_label, one.period) == (("Banking",), "Impairment", "2018")


def test_current_and_non_current_divide() -> None:
    """As every balance sheet has them."""
    rows = [["", "Non-current", "Current"], ["Bonds", "10", "9"], ["Bank loans", "1", "2"]]
    _, found = read(rows, caption="Debt by kind")
    assert (found[1, 1].things, found[1, 1].category) == (("Bonds",), "Non-current")


def test_heads_of_labels_may_be_of_several_words() -> None:
    """Where a language puts its nouns last, or with "of"; kinds of revenue are revenue."""
    assert heads_things("Investment type", ("en",))
    assert heads_things("Nom de la filiale", ("fr",))
    assert not heads_things("Expense type", ("en",))
    assert not heads_things("Type de dépense", ("fr",))
    assert not heads_things("Filiale principale", ("fr",))


def test_numbered_columns_stay_so_beside_named_totals() -> None:
    """Two wards and two columns that count all of them."""
    rows = [["", "Ward 1", "Ward 2", "Total Votes", "Total Blanks"], ["Jones", "1", "2", "3", "4"]]
    way, found = read([*rows, ["Smith", "5", "6", "7", "8"]])
    assert way == "caption"
    assert found[1, 1].things == ("Jones", "Ward 1")


def test_a_named_total_divides_where_columns_are_things() -> None:
    """It is no thing beside the wards; a bare one gives no name to the measure of its column."""
    rows = [["", "Ward 1", "Ward 2", "Total Votes"], ["Jones", "1", "2", "3"]]
    _, found = read([*rows, ["Smith", "5", "6", "11"]], caption="Ballots by ward")
    assert (found[1, 3].things, found[1, 3].category) == (("Jones",), "Total Votes")

    bare = read([["", "Ward 1", "Ward 2", "Total"], ["Jones", "1", "2", "3"]])[1]
    assert bare[1, 3].measure_label == bare[1, 1].measure_label


def test_numbers_with_letters_are_keys_as_well() -> None:
    """Ballots before the day ("EV") and on it; "1" is not a class of numbers."""
    rows = [["", "1 EV", "1", "2 EV", "2", "3 EV", "3", "3A EV", "3A"], ["Yes", *"12345678"]]
    _, found = read([*rows, ["No", *"56789123"]])
    assert (found[1, 2].things, found[1, 2].category) == (("Yes", "1"), "")


def test_columns_that_speak_of_what_is_counted_are_less_sure_than_rows_that_count() -> None:
    """Of two that say quantities the one that begins with one has it."""
    rows = [
        ["", "All companies analysed", "Listed companies analysed"],
        ["Number of states in the analysis", "21", "8"],
        ["Number of states with cases", "11", "3"],
    ]
    assert read(rows)[0] == "rows"


def test_counts_between_shares_do_not_keep_them_from_being_a_whole() -> None:
    """Every other row counts; the shares alone make a hundred."""
    rows = [["Agency", "Own", "Rented", "Shared"]]
    for name in ("North", "South", "East"):
        rows += [[name, "20%", "30%", "50%"], ["homes", "21", "31", "300"]]
    assert read(rows)[0] == "caption"


def test_what_stands_right_of_numbers_names_them_where_nothing_else_does() -> None:
    """A return of votes: "1,465 | Jones"."""
    rows = [["Votes", "Candidate"], ["1,465", "Jones"], ["5", "Smith"], ["62", "Brown"]]
    _, found = read(rows)
    assert "Jones" in (*found[1, 0].things, found[1, 0].measure_label)


def test_shares_and_values_of_two_years_are_measures() -> None:
    """Unlike segments they name quantities; "n =" counts cases and names none."""
    rows = [
        ["Company", "% of shares", "", "Book value", ""],
        ["", "2018", "2017", "2018", "2017"],
        ["Arma", "10 %", "9 %", "8", "7"],
        ["Xiao", "1 %", "2 %", "3", "4"],
    ]
    table = make_table(rows, header_rows=2, stub_cols=1)
    cells = tuple(
        replace(cell, colspan=2) if cell.row == 0 and cell.col in (1, 3) else cell
        for cell in table.cells
        if (cell.row, cell.col) not in {(0, 2), (0, 4)}
    )
    way, found = understood(replace(table, cells=cells))
    assert (way, found[2, 3].things) == ("columns", ("Arma",))

    counts = [["Buildings", "n =", "%"], ["Homes", "60", "27.7"], ["Offices", "58", "26.7"]]
    _, found = read(counts, caption="Assaults by building")
    assert found[1, 1].things == ("Homes",)
