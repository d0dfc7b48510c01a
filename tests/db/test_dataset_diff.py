"""What changed between versions and between documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.db.diff import CellChange, CheckChange, Diff, FigureChange, Renamed, diff_extractions
from crossfoot.db.diff import diff_versions as compare_versions
from crossfoot.db.file.reading import reading
from crossfoot.db.load import load_extractions
from crossfoot.db.stored.read import read_extraction
from crossfoot.model import Check, CityMention, Extraction, Figure, Match, PrintedNumber, Ref
from tests.db.dataset_builders import BOX, LYON, footing, make_extraction, make_table

BASE = [["Ville", "2022", "2023"], ["Lyon", "1", "2"], ["Liège", "3", "4"], ["Total", "4", "6"]]


def compare(old: list[list[str]], new: list[list[str]], *, page: int = 1) -> Diff:
    return diff_extractions(
        [make_extraction(make_table(old))],
        [make_extraction(make_table(new, page=page), sha="b", file="new.pdf")],
    )


def with_row(rows: list[list[str]], index: int, row: list[str]) -> list[list[str]]:
    return [*rows[:index], row, *rows[index + 1 :]]


def test_equal_editions_have_no_difference() -> None:
    """Another page and another file change nothing."""
    diff = compare(BASE, BASE, page=7)
    assert diff.is_empty
    assert diff.to_json()["tables"] == []


def test_a_changed_total_is_a_changed_cell() -> None:
    """A total row is compared like any other; the page is the newer one's."""
    diff = compare(BASE, with_row(BASE, 3, ["Total", "4", "7"]), page=5)
    assert diff.tables[0].cells_changed == (CellChange("Total", "2023", "6", "7", 5),)


def test_rows_are_added_and_removed_whole() -> None:
    """A new row and a vanished one are listed with all their texts, in table order."""
    diff = compare(BASE, [*BASE[:2], ["Bron", "3", "9"], BASE[3]])
    assert diff.tables[0].rows_added == (("Bron", "3", "9"),)
    assert diff.tables[0].rows_removed == (("Liège", "3", "4"),)
    assert diff.tables[0].cells_changed == ()


def test_equal_values_under_a_similar_label_are_a_renamed_row() -> None:
    """Same values and a similar header are one row renamed, not one removed and one added."""
    rows = [["Projet", "2023"], ["Métropole de Lyon", "12"], ["Bron", "5"]]
    diff = compare(rows, with_row(rows, 1, ["La Métropole de Lyon", "12"]))
    assert diff.tables[0].rows_renamed == (Renamed("Métropole de Lyon", "La Métropole de Lyon"),)
    assert diff.tables[0].rows_added == diff.tables[0].rows_removed == ()


def test_blank_rows_do_not_prove_a_renaming() -> None:
    """Two rows without values and with unlike labels are two rows."""
    rows = [["Ville", "2023"], ["Libreville", ""], ["Bron", "5"]]
    diff = compare(rows, with_row(rows, 1, ["Sofia", ""]))
    assert diff.tables[0].rows_added == (("Sofia", ""),)
    assert diff.tables[0].rows_removed == (("Libreville", ""),)


def test_the_same_city_under_another_name_is_the_same_row() -> None:
    """A row whose header is another name of its city is paired, and its cells compared."""
    old = make_extraction(make_table([["Ville", "2023"], ["Lyon", "12"], ["Bron", "5"]]))
    new = make_extraction(make_table([["Ville", "2023"], ["Grand Lyon", "13"], ["Bron", "5"]]))
    match = Match("Grand Lyon", LYON, "city", 0.9, "folded", "matched")
    new = replace(new, cities=(CityMention(match, 1, BOX, "t1", 1, 0),))
    (table,) = diff_extractions([old], [new]).tables
    assert table.rows_renamed == (Renamed("Lyon", "Grand Lyon"),)
    assert table.cells_changed == (CellChange("Grand Lyon", "2023", "12", "13", 1),)


def test_equal_labels_are_paired_by_value_then_by_order() -> None:
    """Of three rows called "Autres" the one that vanished is told by its values."""
    rows = [["Poste", "2023"], ["Autres", "1"], ["Autres", "2"], ["Autres", "3"]]
    diff = compare(rows, [rows[0], rows[1], rows[3]])
    assert diff.tables[0].rows_removed == (("Autres", "2"),)
    assert diff.tables[0].cells_changed == ()


def test_columns_are_paired_by_header() -> None:
    """An inserted column is added, and the others are compared with their own."""
    new = [
        ["Ville", "2021", "2022", "2023"],
        *([row[0], "0", *row[1:]] for row in BASE[1:]),
    ]
    (table,) = compare(BASE, new).tables
    assert table.columns_added == ("2021",)
    assert table.cells_changed == table.rows_added == ()


def test_a_table_of_one_edition_only_is_listed_whole() -> None:
    """A new table brings all its rows and columns."""
    new = make_extraction(
        make_table(BASE),
        make_table([["Projet", "k€"], ["Parc", "7"]], name="t2", caption="Projets"),
    )
    (table,) = diff_extractions([make_extraction(make_table(BASE))], [new]).tables
    assert (table.table, table.rows_added) == ("Projets", (("Parc", "7"),))


def test_tables_are_paired_by_caption_and_headers_not_by_place() -> None:
    """Two tables that swapped places are still compared with themselves."""
    one, two = make_table(BASE), make_table(BASE, name="t2", caption="Emplois")
    swapped = replace(two, id="t1"), replace(one, id="t2")
    assert diff_extractions([make_extraction(one, two)], [make_extraction(*swapped)]).is_empty


def test_figures_are_paired_by_label() -> None:
    """A figure that prints another number changed; labels that are new were added."""

    def figures(*values: tuple[str, str]) -> Extraction:
        return make_extraction(
            figures=tuple(
                Figure(
                    f"f{i}",
                    "key_figure",
                    2,
                    BOX,
                    label,
                    PrintedNumber(text, Decimal(text), Decimal(1)),
                )
                for i, (label, text) in enumerate(values)
            )
        )

    diff = diff_extractions(
        [figures(("agents", "12"), ("sites", "3"))],
        [figures(("sites", "3"), ("Agents", "13"), ("élus", "9"))],
    )
    assert diff.figures_changed == (FigureChange("Agents", "12", "13", 2),)
    assert diff.figures_added == (FigureChange("élus", None, "9", 2),)


def test_a_check_that_starts_to_fail_is_told() -> None:
    """Checks are paired by fingerprint, whatever their number and page."""
    table = make_table(BASE)
    held = footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1),), 4, 4, fingerprint="total/2022")
    fails = replace(held, id="c7", status="mismatch", computed=Decimal(5))
    diff = diff_extractions(
        [make_extraction(table, checks=(held,))], [make_extraction(table, checks=(fails,))]
    )
    assert diff.checks_changed == (CheckChange("total/2022", "exact", "mismatch"),)


def test_checks_that_come_and_go_are_told() -> None:
    """Each under its own name, with the status it has where it is."""
    table = make_table(BASE)

    def check(name: str, printed: int) -> Check:
        place = Ref("t1", 3, 1)
        return footing("c1", place, (Ref("t1", 1, 1),), printed, 4, fingerprint=f"total/{name}")

    kept = check("2022", 4)
    diff = diff_extractions(
        [make_extraction(table, checks=(kept, check("2023", 5)))],
        [make_extraction(table, checks=(kept, check("2024", 4), check("2025", 6)))],
    )

    assert diff.checks_changed == (
        CheckChange("total/2023", "mismatch", None),
        CheckChange("total/2024", None, "exact"),
        CheckChange("total/2025", None, "mismatch"),
    )
    assert not diff.is_empty


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ({"series": "", "title": "Accounts"}, {"series": "", "title": "Accounts"}, 0),
        ({"series": "", "title": "Accounts"}, {"series": "", "title": "Minutes"}, 1),
        ({"series": "", "title": ""}, {"series": "", "title": ""}, 0),
        ({"year": None}, {"year": None}, 0),
        ({"year": None}, {"year": 2023}, 1),
        ({"language": "fr"}, {"language": "en"}, 1),
    ],
)
def test_of_several_documents_those_of_one_name_are_compared(
    old: dict[str, object], new: dict[str, object], named: int
) -> None:
    """Series, else title, else file; year; language. One on each side are always compared."""
    other = make_extraction(make_table(BASE, caption="x"), series="other")

    def sides(*more: Extraction) -> tuple[list[Extraction], list[Extraction]]:
        one = make_extraction(make_table(BASE))
        first, second = (
            replace(one, report=replace(one.report, **changes))  # type: ignore[arg-type]
            for changes in (old, new)
        )
        return [first, *more], [second, *more]

    diff = diff_extractions(*sides(other))

    assert (len(diff.reports_added), len(diff.reports_removed)) == (named, named)
    assert diff_extractions(*sides()).is_empty


def test_versions_compare_like_documents(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """A diff of two versions says what a diff of their documents says."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected])
    (stored,) = compare_versions(dataset, 1, 2).tables
    (direct,) = diff_extractions([people], [people_corrected]).tables
    assert stored.cells_changed == direct.cells_changed != ()
    assert compare_versions(dataset, 2, 2).is_empty


def test_bare_readings_compare_as_whole_ones(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """What a diff reads of the dataset lacks numbers and boxes, and nothing that it compares."""
    figure = Figure(
        "f1", "key_figure", 2, BOX, "Agents", PrintedNumber("12", Decimal(12), Decimal(1))
    )
    other = replace(figure, number=PrintedNumber("13", Decimal(13), Decimal(1)))
    items = (Ref("t1", 1, 1),)
    held = footing("c1", Ref("t1", 3, 1), items, 4, 4, fingerprint="of a row")
    fails = footing("c9", Ref("t1", 3, 1), items, 5, 4, fingerprint="of a row")
    load_extractions(dataset, [replace(people, figures=(figure,), checks=(held,))])
    load_extractions(dataset, [replace(people_corrected, figures=(other,), checks=(fails,))])
    with reading(dataset) as db:
        whole, bare = (
            diff_extractions(
                *([read_extraction(db, one, is_bare=how).extraction] for one in (1, 2))
            )
            for how in (False, True)
        )
        assert not any(
            cell.number for cell in read_extraction(db, 1, is_bare=True).extraction.tables[0].cells
        )

    assert whole == bare
    assert all((whole.tables, whole.figures_changed, whole.checks_changed))


def test_reports_of_one_version_only_are_named(dataset: Path, people: Extraction) -> None:
    """A report that came or went is named; its tables are not listed."""
    load_extractions(dataset, [people])
    other = replace(people, report=replace(people.report, sha256="f" * 64, year=2024))
    load_extractions(dataset, [other])
    assert compare_versions(dataset, 1, 2).reports_added == ("lyon 2024 fr · lyon",)
    assert compare_versions(dataset, 2, 1).reports_removed == ("lyon 2024 fr · lyon",)
    assert compare_versions(dataset, 1, 2).tables == ()


texts = st.sampled_from(["", "1", "2", "3", "1 234"])
labels = st.lists(
    st.text("abcdefgh", min_size=1, max_size=6), min_size=1, max_size=8, unique_by=str.casefold
)


@given(labels=labels, data=st.data())
def test_applying_a_diff_to_the_old_table_gives_the_new_one(
    labels: list[str], data: st.DataObject
) -> None:
    """Rows removed, added, renamed and cells changed account for every difference."""
    header = ["Ville", "A", "B"]

    def draw() -> list[list[str]]:
        kept = data.draw(st.lists(st.sampled_from(labels), unique=True, min_size=1))
        return [header, *([name, data.draw(texts), data.draw(texts)] for name in kept)]

    old, new = draw(), draw()
    diff = compare(old, new)
    rows = {row[0]: row[1:] for row in old[1:]}
    for table in diff.tables:
        for row in table.rows_removed:
            assert rows.pop(row[0]) == list(row[1:])
        renamed = {one.new: rows.pop(one.old) for one in table.rows_renamed}
        rows |= renamed
        for change in table.cells_changed:
            col = header.index(change.column) - 1
            assert rows[change.row][col] == change.old
            rows[change.row][col] = change.new
        rows |= {row[0]: list(row[1:]) for row in table.rows_added}
    assert rows == {row[0]: row[1:] for row in new[1:]}


@pytest.mark.corpus
def test_two_editions_of_a_real_report_differ_as_stated(
    corpus: Path, dataset: Path, truth: Callable[[str, str], Extraction]
) -> None:
    """The diff of two loaded editions equals the one written down beside them."""
    expected = json.loads(
        (corpus / "metropolis" / "mentions-fr-B-2.diff.json").read_text(encoding="utf-8")
    )["tables"][0]
    for version, sha in (("v1", "1"), ("v2", "2")):
        load_extractions(dataset, [truth(f"mentions-fr-B-2-{version}", sha)])
    diff = compare_versions(dataset, 1, 2)
    (table,) = diff.tables
    assert [list(row) for row in table.rows_added] == expected["rows_added"]
    assert [list(row) for row in table.rows_removed] == expected["rows_removed"]
    assert table.rows_renamed == ()
    assert {(c.row, c.column, c.old, c.new) for c in table.cells_changed} == {
        (c["row"], c["column"], c["old"], c["new"])
        for c in expected["cells_changed"] + expected["totals_changed"]
    }
    assert [(figure.old, figure.new) for figure in diff.figures_changed] == [("77", "76")]
    assert diff.figures_added == diff.figures_removed == ()
