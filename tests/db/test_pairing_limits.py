"""Which tables, rows and columns of two editions are the same, on both sides of what decides."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from crossfoot.db.diff import CellChange, Diff, FigureChange, Renamed, diff_extractions
from crossfoot.model import CityMention, Figure, Match, Place, PrintedNumber, Table
from tests.db.dataset_builders import BOX, LIEGE, make_extraction, make_table

Rows = list[list[str]]


def compare(old: list[Table], new: list[Table]) -> Diff:
    """Compare two editions."""
    return diff_extractions(
        [make_extraction(*old)], [make_extraction(*new, sha="b", file="new.pdf")]
    )


def rows(names: str, column: str = "2023", first: int = 100) -> Rows:
    """Return a table with one row for each letter."""
    body = [[f"Town {name}", str(first + i)] for i, name in enumerate(names)]
    return [["Town", column], *body]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (("abcd", "2023", "A"), ("abcd", "2023", "A"), True),
        (("abcd", "2023", "A"), ("efgh", "2023", "A"), True),  # caption and headers are the same
        (("abcd", "2023", "A"), ("abcd", "2023", "B"), True),  # rows and headers, no caption
        (("abcd", "2023", "A"), ("abgh", "2023", "B"), False),  # a third of the rows
        (("abcd", "2023", "A"), ("abcgh", "2023", "B"), True),  # half of the rows, headers
        (("abcd", "2023", "A"), ("efgh", "2024", "A"), False),  # a third of the headers, caption
        (("abcd", "2023", "A"), ("abgh", "2024", "A"), True),  # a third of rows and headers too
        (("abcd", "2023", "A"), ("efgh", "2023", "B"), False),
    ],
)
def test_half_of_all_labels_make_a_table_the_same(
    old: tuple[str, str, str], new: tuple[str, str, str], same: bool
) -> None:
    """Caption, headers and rows count alike; half of them make two tables one."""
    before, after = (
        make_table(rows(names, column), caption=caption) for names, column, caption in (old, new)
    )

    tables = compare([before], [after]).tables

    whole = {(len(t.rows_added), len(t.rows_removed)) for t in tables if not t.cells_changed}
    apart = (len(new[0]), 0) in whole and (0, len(old[0])) in whole and len(tables) == 2
    assert apart is not same


def test_a_caption_alone_may_hold_tables_together() -> None:
    """All headers are new, the rows and the caption stay."""
    before = make_table([["Town", "2022"], ["Alby", "1"], ["Brey", "2"]], caption="Fees")
    after = make_table([["Place", "2023"], ["Alby", "1"], ["Brey", "2"]], caption="Fees")

    assert len(compare([before], [after]).tables) == 1
    assert len(compare([before], [replace(after, caption="Visits")]).tables) == 2


def test_tables_without_rows_are_told_by_their_headers() -> None:
    """Half of the headers in common is enough where there is nothing else."""
    before = make_table([["Town", "2022"]], caption="Fees")
    after = make_table([["Town", "2022", "2023", "2024"]], caption="Visits")
    wide = make_table([["Town", "2022", "2023", "2024", "2025"]], caption="Visits")

    assert [table.columns_added for table in compare([before], [after]).tables] == [
        ("2023", "2024")
    ]
    assert len(compare([before], [wide]).tables) == 2


def test_of_tables_with_one_name_those_with_the_most_rows_in_common_are_paired() -> None:
    """Tables that changed places are not taken for changed ones."""
    first, second = (
        make_table(rows(names), name=f"t{i}") for i, names in enumerate(["abc", "xyz"])
    )
    again = [replace(second, id="t1"), replace(first, id="t2")]

    assert compare([first, second], again).is_empty


@pytest.mark.parametrize(
    ("old", "new", "value", "renamed"),
    [
        ("abcdefghij", "abcdefxxxx", "5", True),  # six tenths alike, equal values
        ("abcdefghij", "abcdexxxxx", "5", False),
        ("abcdefghij", "abcdefghxx", "", True),  # nothing printed: eight tenths
        ("abcdefghij", "abcdefgxxx", "", False),
    ],
)
def test_how_alike_a_renamed_row_must_be(old: str, new: str, value: str, renamed: bool) -> None:
    """Labels of rows with equal values may differ by four letters in ten, of blank ones by two."""
    before = [["Town", "2023"], ["Lima", "7"], [old, value]]
    after = [["Town", "2023"], ["Lima", "7"], [new, value]]

    (table,) = compare([make_table(before)], [make_table(after)]).tables

    assert (table.rows_renamed == (Renamed(old, new),)) is renamed
    assert (table.rows_added == ((new, value),)) is not renamed


def test_the_likest_of_renamed_rows_is_taken() -> None:
    """Two rows with equal values: each goes to the label it resembles most."""
    before = [["Town", "2023"], ["Saint Pierre", "5"], ["Saint Pierres", "5"]]
    after = [["Town", "2023"], ["Saint Pierress", "5"], ["Saint Pierr", "5"]]

    (table,) = compare([make_table(before)], [make_table(after)]).tables

    assert set(table.rows_renamed) == {
        Renamed("Saint Pierres", "Saint Pierress"),
        Renamed("Saint Pierre", "Saint Pierr"),
    }


def test_rows_of_one_label_are_paired_by_their_values() -> None:
    """A row that went from among several of one label is the one whose values are gone."""
    before = [["Town", "2023"], ["Lima", "1"], ["Lima", "2"], ["Lima", "3"]]

    (table,) = compare([make_table(before)], [make_table([*before[:2], before[3]])]).tables

    assert table.rows_removed == (("Lima", "2"),)
    assert table.cells_changed == ()


def test_columns_that_come_and_go() -> None:
    """New and vanished columns are named; the others are compared in the order of the new ones."""
    before = [["Town", "2021", "2022", "2023"], ["Lima", "1", "2", "3"], ["Accra", "4", "5", "6"]]
    after = [["Town", "2023", "2022", "2024"], ["Lima", "7", "8", "9"], ["Accra", "6", "5", "1"]]

    (table,) = compare([make_table(before)], [make_table(after, page=4)]).tables

    assert (table.columns_added, table.columns_removed) == (("2024",), ("2021",))
    assert table.cells_changed == (
        CellChange("Lima", "2023", "3", "7", 4),
        CellChange("Lima", "2022", "2", "8", 4),
    )


def figure(label: str, value: str, page: int = 1) -> Figure:
    """Return a key figure."""
    number = PrintedNumber(value, Decimal(value), Decimal(1), "count")
    return Figure("f1", "key_figure", page, BOX, label, number)


def test_key_figures_are_paired_by_label_equal_values_first() -> None:
    """Of two figures with one label the one that changed is told, with the new page."""
    old = make_extraction(figures=(figure("members", "5"), figure("members", "9")))
    new = make_extraction(
        sha="b",
        figures=(figure("members", "9"), figure("Members", "6", 3), figure("staff", "2", 4)),
    )

    diff = diff_extractions([old], [new])

    assert diff.figures_changed == (FigureChange("Members", "5", "6", 3),)
    assert diff.figures_added == (FigureChange("staff", None, "2", 4),)
    assert diff_extractions([new], [old]).figures_removed == (FigureChange("staff", "2", None, 4),)


def test_several_documents_are_paired_by_what_they_are() -> None:
    """Series, year and language name a report; one that only one side has is told."""
    old = [make_extraction(year=year, sha=sha) for year, sha in ((2021, "a"), (2022, "b"))]
    new = [make_extraction(year=year, sha=sha) for year, sha in ((2022, "b"), (2023, "c"))]

    diff = diff_extractions(old, new)

    assert (diff.reports_added, diff.reports_removed) == (("lyon 2023 fr",), ("lyon 2021 fr",))
    assert (diff.old, diff.new) == ("lyon.pdf, lyon.pdf", "lyon.pdf, lyon.pdf")


def mention(row: int, place: Place, **said: Any) -> CityMention:
    """Return a place that a row of a table names."""
    match = Match(place.name, place, "city", 1.0, "exact", said.get("status", "matched"))
    return CityMention(match, 1, BOX, said.get("table", "t1"), row, 0)


@pytest.mark.parametrize(
    ("said", "renamed"), [({}, True), ({"status": "review"}, False), ({"table": None}, False)]
)
def test_rows_of_one_place_are_one_row(said: dict[str, Any], renamed: bool) -> None:
    """A town under another name is the same row where its place is sure, whatever it prints."""
    old = make_extraction(make_table([["Town", "2023"], ["Leodium", "5"], ["Lima", "7"]]))
    new = make_extraction(make_table([["Town", "2023"], ["Lüttich", "6"], ["Lima", "7"]]), sha="b")
    old, new = (replace(one, cities=(mention(1, LIEGE, **said),)) for one in (old, new))

    (table,) = diff_extractions([old], [new]).tables

    assert (table.rows_renamed == (Renamed("Leodium", "Lüttich"),)) is renamed
    assert (table.cells_changed != ()) is renamed


def test_two_rows_of_one_place_are_not_told_apart_by_it() -> None:
    """A place that stands in two rows names neither."""
    rows = [["Town", "2023"], ["Leodium", "5"], ["Leodium Old", "9"]]
    later = [["Town", "2023"], ["Lüttich", "6"], ["Lüttich West", "8"]]
    cities = (mention(1, LIEGE), mention(2, LIEGE))
    old = replace(make_extraction(make_table(rows)), cities=cities)
    new = replace(make_extraction(make_table(later), sha="b"), cities=cities)

    (table,) = diff_extractions([old], [new]).tables

    assert table.rows_renamed == ()
    assert len(table.rows_added) == len(table.rows_removed) == 2
