"""Loading extractions as versions."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.db import connect
from crossfoot.db.load import MeasureText, Run, Source, load_extractions
from crossfoot.db.stored.read import read_extraction
from crossfoot.db.versions import list_versions
from crossfoot.errors import DatasetError
from crossfoot.model import Asset, Extraction, Figure, PrintedNumber, Ref
from tests.db.dataset_builders import BOX, footing, make_extraction, make_table


def count(path: Path, table: str) -> int:
    db = connect(path)
    try:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        db.close()


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    db = connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_a_load_makes_a_version_with_every_row(dataset: Path, people: Extraction) -> None:
    """Tables, cells, observations, mentions, checks and warnings of an extraction are stored."""
    receipt = load_extractions(dataset, [people], message="first")
    rows = dict(receipt.rows)
    assert (receipt.version, receipt.is_new, receipt.added) == (1, True, ("lyon 2023 fr · lyon",))
    assert rows["cells"] == 8
    assert rows["observations"] == 3
    assert rows["check_items"] == 2
    assert rows["warnings"] == 1
    assert ask(dataset, "SELECT city, text, is_total, check_status FROM current_observations") == [
        ("Lyon", "12", 0, "exact"),
        ("Liège", "30", 0, "exact"),
        (None, "42", 1, "exact"),
    ]


def test_the_second_load_of_the_same_file_adds_nothing(dataset: Path, people: Extraction) -> None:
    """The same edition under the same pipeline makes no row and no version."""
    load_extractions(dataset, [people])
    before = {name: count(dataset, name) for name in ("cells", "versions", "cities", "checks")}
    receipt = load_extractions(dataset, [people])
    assert not receipt.is_new
    assert receipt.rows == ()
    assert receipt.unchanged == ("lyon 2023 fr · lyon",)
    assert {name: count(dataset, name) for name in before} == before


def test_a_new_edition_replaces_the_old_one(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """Another file with the contents of a known report takes its place, the old one stays."""
    load_extractions(dataset, [people])
    receipt = load_extractions(dataset, [people_corrected])
    assert receipt.replaced == ("lyon 2023 fr · lyon",)
    (change,) = receipt.changes
    assert (change.held, change.other, change.is_together) == ("lyon-v2.pdf", "lyon.pdf", False)
    assert ask(dataset, "SELECT text FROM current_observations") == [("13",), ("30",), ("43",)]
    assert count(dataset, "editions") == 2
    assert ask(
        dataset, "SELECT text, from_version, to_version FROM history WHERE entity = 'Lyon'"
    ) == [("12", 1, 2), ("13", 2, None)]


def test_an_older_edition_does_not_come_back_by_itself(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """Offering an edition that a newer one replaced changes nothing and is said."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected])
    receipt = load_extractions(dataset, [people, people_corrected])
    assert not receipt.is_new
    assert receipt.superseded == receipt.unchanged == ("lyon 2023 fr · lyon",)
    (change,) = receipt.changes
    assert (change.kind, change.held, change.other) == ("superseded", "lyon-v2.pdf", "lyon.pdf")


def test_two_editions_in_one_load_are_told_apart(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """Of two editions given together the version holds the last, and the receipt says which."""
    receipt = load_extractions(dataset, [people, people_corrected])
    (change,) = receipt.changes
    assert (change.kind, change.held, change.is_together) == ("edition", "lyon-v2.pdf", True)
    assert ask(dataset, "SELECT file FROM current_extractions") == [("lyon-v2.pdf",)]


def test_a_newer_pipeline_replaces_the_reading(dataset: Path, people: Extraction) -> None:
    """The same file read otherwise is a new extraction of the same edition; going back works."""
    load_extractions(dataset, [people])
    receipt = load_extractions(dataset, [replace(people, pipeline="p2")])
    assert receipt.replaced
    assert count(dataset, "editions") == 1
    back = load_extractions(dataset, [people])
    assert (back.version, back.is_new) == (3, True)
    assert "cells" not in dict(back.rows)


def test_parts_of_one_report_do_not_replace_each_other(dataset: Path, people: Extraction) -> None:
    """Same series, year, language and title, other tables: two reports."""
    annex = make_extraction(
        make_table([["Projet", "Budget"], ["Parc", "7"]], caption="Projets"),
        sha="c",
        file="annexe.pdf",
    )
    receipt = load_extractions(dataset, [people, annex])
    assert receipt.added == ("lyon 2023 fr · lyon", "lyon 2023 fr · annexe")
    assert count(dataset, "reports") == 2


def test_other_year_or_language_is_another_report(dataset: Path, people: Extraction) -> None:
    """The same tables in another year or language belong to another report."""
    info = people.report
    others = [
        replace(people, report=replace(info, sha256="d" * 64, year=2024)),
        replace(people, report=replace(info, sha256="e" * 64, language="es")),
    ]
    assert len(load_extractions(dataset, [people, *others]).added) == 3


def test_without_a_year_the_numbers_decide(dataset: Path) -> None:
    """A corrected edition shares most numbers; next year's report shares headings only."""

    def undated(extraction: Extraction) -> Extraction:
        return replace(extraction, report=replace(extraction.report, year=None, series=""))

    rows = [["Ville", "%"], *([f"Ville {n}", str(n)] for n in range(1, 9))]
    first = make_extraction(make_table(rows), sha="1", file="a.pdf")
    corrected = make_extraction(make_table([*rows[:-1], ["Ville 8", "88"]]), sha="2", file="b.pdf")
    other_year = [rows[0], *([name, f"{n}7"] for name, n in rows[1:])]
    next_year = make_extraction(make_table(other_year), sha="3", file="c.pdf")
    loads = [undated(one) for one in (first, corrected, next_year)]
    receipts = [load_extractions(dataset, [one]) for one in loads]
    assert [bool(one.replaced) for one in receipts] == [False, True, False]
    assert count(dataset, "reports") == 2


def test_reports_without_contents_are_asked_about(dataset: Path) -> None:
    """Two scans nothing was read from are two reports; of equal title, a person is asked."""
    scans = [make_extraction(sha="1"), make_extraction(sha="2", file="other.pdf")]
    more = [make_extraction(sha="3"), make_extraction(sha="4", file="other.pdf")]
    untitled = [replace(one, report=replace(one.report, title="", year=1999)) for one in more]
    receipt = load_extractions(dataset, scans)
    assert len(receipt.added) == 2
    assert [change.kind for change in receipt.changes] == ["unsure"]
    assert not load_extractions(dataset, untitled).changes
    assert ask(dataset, "SELECT count(*) FROM to_review WHERE kind = 'edition'") == [(1,)]


def test_several_extractions_make_one_version(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """A load of many is one version; of two editions of one report the last given wins."""
    receipt = load_extractions(dataset, [people, people_corrected])
    assert receipt.version == 1
    assert ask(dataset, "SELECT file FROM current_extractions") == [("lyon-v2.pdf",)]


def test_numbers_are_exact(dataset: Path) -> None:
    """0.1 + 0.2 is 0.3 in the dataset, and big numbers keep every digit."""
    numbers = [
        PrintedNumber("0,1", Decimal("0.1"), Decimal("0.1")),
        PrintedNumber("0,20", Decimal("0.20"), Decimal("0.01")),
        PrintedNumber("9 007 199 254 740 993", Decimal(9007199254740993), Decimal(1)),
    ]
    figures = tuple(
        Figure(f"f{i}", "key_figure", 1, BOX, f"n{i}", number) for i, number in enumerate(numbers)
    )
    load_extractions(dataset, [make_extraction(figures=figures)])
    assert ask(dataset, "SELECT value_scaled, value_decimals FROM figures ORDER BY id") == [
        (1, 1),
        (20, 2),
        (9007199254740993, 0),
    ]


def test_images_are_stored_once(dataset: Path) -> None:
    """Two reports with the same picture share one row of `images`."""
    logo = Asset("ab.png", b"\x89PNG")
    loads = [
        replace(
            make_extraction(sha=sha, file=f"{sha}.pdf", year=year),
            figures=(Figure("f1", "image", 1, BOX, image="ab.png"),),
            assets=(logo,),
        )
        for sha, year in (("a", 2022), ("b", 2023))
    ]
    load_extractions(dataset, loads)
    assert ask(dataset, "SELECT name, size_bytes, data FROM images") == [("ab.png", 4, b"\x89PNG")]
    assert ask(dataset, "SELECT image FROM current_figures") == [("ab.png",), ("ab.png",)]


def test_the_pdf_is_kept_unless_it_changed(
    dataset: Path, samples: Path, people: Extraction
) -> None:
    """The file of an edition is stored byte for byte; one that is another by now is not."""
    pdf = samples / "membres-fr-A-2.pdf"
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    known = replace(people, report=replace(people.report, sha256=sha256))
    changed = replace(people, report=replace(people.report, sha256="0" * 64, year=2000))
    load_extractions(dataset, [known, changed], files={sha256: pdf, "0" * 64: pdf})
    assert ask(dataset, "SELECT sha256, data FROM edition_files") == [(sha256, pdf.read_bytes())]


def test_a_part_may_come_before_its_whole(dataset: Path) -> None:
    """A figure can be a part of one that is printed after it."""
    figures = (
        Figure("f1", "key_figure", 1, BOX, "femmes", breakdown_of="f2"),
        Figure("f2", "key_figure", 1, BOX, "agents"),
    )
    load_extractions(dataset, [make_extraction(figures=figures)])
    assert ask(dataset, "SELECT label, breakdown_of FROM current_figures") == [
        ("femmes", "agents"),
        ("agents", None),
    ]


def test_search_ignores_case_and_accents(dataset: Path, people: Extraction) -> None:
    """`liege` finds Liège in cells and in the city's names."""
    load_extractions(dataset, [people])
    db = connect(dataset)
    try:
        assert [row["text"] for row in db.table("cells").search("liege")] == ["Liège"]
        assert [row["name"] for row in db.table("cities").search("LIEJA")] == ["Liège"]
    finally:
        db.close()


def test_marks_say_which_checks_hold(dataset: Path) -> None:
    """A number under a footing that holds is marked Ft; under one that fails, Ft≠."""
    table = make_table([["Ville", "A", "B"], ["Lyon", "1", "5"], ["Total", "1", "9"]])
    checks = (
        footing("c1", Ref("t1", 2, 1), (Ref("t1", 1, 1),), 1, 1),
        footing("c2", Ref("t1", 2, 2), (Ref("t1", 1, 2),), 9, 5),
    )
    load_extractions(dataset, [make_extraction(table, checks=checks)])
    assert ask(dataset, "SELECT text, tick_marks FROM cells WHERE tick_marks <> ''") == [
        ("1", "Ft"),
        ("5", "Ft≠"),
        ("1", "Ft"),
        ("9", "Ft≠"),
    ]
    assert ask(dataset, "SELECT label, delta, explanation FROM mismatches") == [
        ("Total › B", 4.0, "la somme est 5")
    ]


def test_measures_and_sources_are_recorded(dataset: Path, people: Extraction) -> None:
    """The catalog's words for a measure and the sources of the places stand in the dataset."""
    words = MeasureText("population", "Population", "Population", "Población", "count", "People.")
    unused = MeasureText("area", "Surface", "Area", "Superficie")
    source = Source("GeoNames", "2026-01", "CC BY 4.0", "https://geonames.org", "2026-02-01")
    load_extractions(dataset, [people], measures=[words, unused], sources=[source])
    load_extractions(dataset, [replace(people, pipeline="p2")], measures=[words], sources=[source])
    assert ask(dataset, "SELECT measure, name_es, unit FROM measures") == [
        ("population", "Población", "count")
    ]
    assert ask(dataset, "SELECT name, licence FROM gazetteer_sources") == [
        ("GeoNames", "CC BY 4.0")
    ]


def test_a_version_without_a_message_names_its_files(dataset: Path, people: Extraction) -> None:
    """The list of versions is never mute."""
    load_extractions(dataset, [people])
    assert list_versions(dataset)[0].message == "lyon.pdf"


def test_each_run_leaves_a_receipt(dataset: Path, people: Extraction) -> None:
    """A run's row counts documents, failures, findings and rows, and names its version."""
    run = Run("crossfoot ingest lyon.pdf", "2026-01-01T00:00:00+00:00", 1.5, (("x.pdf", "locked"),))
    load_extractions(dataset, [people], run=run)
    load_extractions(dataset, [people], run=run)
    assert ask(
        dataset, "SELECT documents_count, failed_count, findings_count, version FROM runs"
    ) == [(2, 1, 1, 1), (2, 1, 1, None)]
    assert ask(dataset, "SELECT rows_count > 15 FROM runs") == [(1,), (0,)]


def test_two_loads_at_once_both_succeed(dataset: Path) -> None:
    """Loads of several threads wait for each other and make one version each."""
    loads = [
        make_extraction(
            make_table([["Ville", "2023"], ["Lyon", "12"]]), sha=f"{n:x}", file=f"{n}.pdf", year=n
        )
        for n in range(4)
    ]
    threads = [threading.Thread(target=load_extractions, args=(dataset, [one])) for one in loads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [version.reports for version in list_versions(dataset)] == [1, 2, 3, 4]


def test_a_load_that_fails_leaves_the_version_before(dataset: Path, people: Extraction) -> None:
    """An error in the middle of the transaction takes every row of the load back."""
    load_extractions(dataset, [people])
    observation = replace(people.observations[0], geonameid=999)
    broken = replace(people, pipeline="p2", observations=(observation,))
    with pytest.raises(DatasetError, match="nothing was changed"):
        load_extractions(dataset, [broken])
    assert count(dataset, "extractions") == 1
    assert len(list_versions(dataset)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7 not a database", "no SQLite file"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged"),
    ],
    ids=["foreign", "damaged"],
)
def test_a_file_that_is_no_dataset_gives_one_line(
    dataset: Path, people: Extraction, content: bytes, message: str
) -> None:
    """Neither a PDF nor a broken database is written to; the error is one line."""
    dataset.write_bytes(content)
    with pytest.raises(DatasetError, match=message) as caught:
        load_extractions(dataset, [people])
    assert "\n" not in str(caught.value)
    assert dataset.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(dataset: Path, people: Extraction) -> None:
    """An SQLite file with someone else's tables is refused, not migrated."""
    with sqlite3.connect(dataset) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(DatasetError, match="another program"):
        load_extractions(dataset, [people])
    with sqlite3.connect(dataset) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    other.close()


def test_reading_needs_a_dataset(dataset: Path) -> None:
    """Listing versions of a file that is not there says how to make one, and makes none."""
    with pytest.raises(DatasetError, match="crossfoot ingest"):
        list_versions(dataset)
    assert not dataset.exists()


def test_after_a_load_the_file_alone_is_the_dataset(dataset: Path, people: Extraction) -> None:
    """No log is left beside the file: it can be copied or served as immutable."""
    load_extractions(dataset, [people])
    assert [path.name for path in dataset.parent.iterdir() if "-wal" in path.name] == []
    copy = sqlite3.connect(f"file:{dataset}?immutable=1", uri=True)
    assert copy.execute("SELECT count(*) FROM cells").fetchone() == (8,)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
    copy.close()


def test_what_a_report_says_of_itself_is_kept(dataset: Path, people: Extraction) -> None:
    """Title of the page, period, issuer and its place are columns, and read back as they were."""
    said = replace(
        people.report,
        issuer="Ville de Rennes",
        name="Compte administratif",
        period="2019/2020",
        territory=2983990,
        territory_name="Rennes",
    )
    load_extractions(dataset, [replace(people, report=said)])

    assert ask(
        dataset,
        "SELECT issuer, title, period, territory, territory_name FROM current_extractions",
    ) == [("Ville de Rennes", "Compte administratif", "2019/2020", 2983990, "Rennes")]
    db = connect(dataset)
    back = read_extraction(db, 1).extraction.report
    db.close()
    told = (back.issuer, back.name, back.period, back.territory, back.territory_name)
    assert told == ("Ville de Rennes", "Compte administratif", "2019/2020", 2983990, "Rennes")
