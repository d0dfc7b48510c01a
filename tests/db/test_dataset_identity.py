"""Reports, editions and publications in the dataset, and datasets of the first schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.db import connect
from crossfoot.db.load import load_extractions
from crossfoot.db.versions import rollback
from crossfoot.errors import UsageError
from crossfoot.model import Extraction, Language, Ref
from tests.db.dataset_builders import footing, make_extraction, make_table, whole
from tests.db.old_datasets import age, merge, merge_at_once

TOWNS = ("Alby", "Brey", "Cuq", "Dun")
ROWS = (
    "Charges",
    "Personnel",
    "Subventions",
    "Intérêts",
    "Dotations",
    "Virement",
    "Travaux",
    "Frais",
)


def town(number: int, *, year: int | None = 2023, pipeline: str = "p1") -> Extraction:
    """Return the report of a town in a form that all towns fill in, with one wrong total."""
    amounts = [1000 * number + 137 * row * (number + 3) + 11 for row in range(1, len(ROWS) + 1)]
    body = [[name, str(amount)] for name, amount in zip(ROWS, amounts, strict=True)]
    table = make_table([["Chapitre", "Euros"], *body, ["Total", str(sum(amounts) + 9)]])
    items = tuple(Ref("t1", row, 1) for row in range(1, len(ROWS) + 1))
    check = footing("c1", Ref("t1", len(ROWS) + 1, 1), items, sum(amounts) + 9, sum(amounts))
    name = TOWNS[number]
    return make_extraction(
        *(table,),
        sha=f"{number + 1:x}",
        file=f"{name.lower()}.pdf",
        pipeline=pipeline,
        series="",
        year=year,
        checks=(check,),
    )


def towns(pipeline: str = "p1") -> list[Extraction]:
    """Return the reports of four towns."""
    return [town(number, pipeline=pipeline) for number in range(len(TOWNS))]


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


HELD = "SELECT file FROM current_extractions ORDER BY file"
FAILING = "SELECT count(*), count(DISTINCT report) FROM mismatches"


@pytest.mark.parametrize("make", [merge, merge_at_once], ids=["one by one", "together"])
@pytest.mark.parametrize("again", [slice(0, 4), slice(0, 1), slice(3, 4)], ids=["all", "a", "d"])
@pytest.mark.parametrize("pipeline", ["p1", "p2"])
def test_what_was_merged_is_put_right(
    dataset: Path,
    make: Callable[[Path, list[Extraction]], None],
    again: slice,
    pipeline: str,
) -> None:
    """The next load of any file gives each town its report back; the one after changes nothing."""
    make(dataset, towns())
    assert ask(dataset, "SELECT count(*) FROM reports") == [(1,)]
    held = "SELECT extraction_id, from_version FROM version_extractions ORDER BY 1, 2"
    cells, versions = set(ask(dataset, "SELECT * FROM cells")), set(ask(dataset, held))

    receipt = load_extractions(dataset, towns(pipeline)[again])
    assert receipt.is_new
    proofs = [one.proof for one in receipt.changes if one.kind == "separated"]
    assert [bool(one and "0% of the numbers" in one.reason) for one in proofs] == [True] * 3
    assert ask(dataset, HELD) == [(f"{name.lower()}.pdf",) for name in TOWNS]
    assert ask(dataset, FAILING) == [(4, 4)]
    assert ask(dataset, "SELECT count(*) FROM publications") == [(4,)]
    assert cells <= set(ask(dataset, "SELECT * FROM cells"))
    assert versions <= set(ask(dataset, held))
    assert ask(dataset, "PRAGMA foreign_key_check") == []
    assert not load_extractions(dataset, towns(pipeline)[again]).is_new


def test_copied_rows_are_those_of_the_file(dataset: Path) -> None:
    """A town that was put right has the rows it would have had from the start."""
    query = (
        "SELECT report, entity, text, check_status FROM current_observations ORDER BY 1, 2, 3",
        "SELECT m.report, m.explanation, i.row, c.text FROM mismatches m "
        "JOIN check_items i USING (check_id) JOIN cells c ON c.id = i.cell_id ORDER BY 1, 3",
        "SELECT f.text, f.role FROM cells_fts x JOIN cells f ON f.id = x.rowid "
        "JOIN tables t ON t.id = f.table_id JOIN current_extractions e USING (extraction_id) "
        "WHERE cells_fts MATCH 'dotations'",
    )
    fresh = dataset.with_name("fresh.db")
    load_extractions(fresh, towns())
    merge(dataset, towns())
    load_extractions(dataset, [town(0)])
    for sql in query:
        assert ask(dataset, sql) == ask(fresh, sql) != []


def test_a_rollback_is_respected(dataset: Path) -> None:
    """What a person went back behind does not return when files are told apart."""
    merge(dataset, towns())
    rollback(dataset, 2)
    load_extractions(dataset, [town(1, pipeline="p2")])
    assert ask(dataset, HELD) == [("brey.pdf",)]
    assert ask(dataset, "SELECT count(*) FROM reports") == [(4,)]


def test_true_editions_stay_together(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """An old dataset's two printings of one report are proved once and left alone."""
    merge(dataset, [people, people_corrected])
    receipt = load_extractions(dataset, [people_corrected])
    assert (receipt.is_new, receipt.changes) == (False, ())
    assert ask(dataset, "SELECT count(*) FROM reports") == [(1,)]


def test_the_second_schema_keeps_every_row(dataset: Path, people: Extraction) -> None:
    """All views of an old dataset give the rows they gave, in the columns they had."""
    load_extractions(dataset, [*towns(), people])
    load_extractions(dataset, [replace(people, pipeline="p2")])
    views = (
        *("current_extractions", "current_observations", "current_figures", "current_checks"),
        *("mismatches", "to_review", "history"),
    )
    new = ("publication", "publication_id", "issuer")
    db = connect(dataset)
    columns = {
        view: ", ".join(f'"{c.name}"' for c in db.view(view).columns if c.name not in new)
        for view in views
    }
    db.close()
    before = {view: ask(dataset, f"SELECT {columns[view]} FROM {view}") for view in views}
    tables = ("versions", "version_extractions", "editions", "cells", "checks", "observations")
    stored = {table: ask(dataset, f"SELECT * FROM {table}") for table in tables}
    age(dataset)
    connect(dataset).close()

    assert {view: ask(dataset, f"SELECT {columns[view]} FROM {view}") for view in views} == before
    assert {table: ask(dataset, f"SELECT * FROM {table}") for table in tables} == stored
    assert ask(dataset, "PRAGMA integrity_check") == [("ok",)]
    assert ask(dataset, "SELECT count(*) FROM reports WHERE publication_id IS NULL") == [(0,)]


def translated(language: Language, *, sha: str) -> Extraction:
    """Return the first town's report in a language: other words, the same numbers."""
    words = {"en": "Item", "es": "Partida", "fr": "Poste"}
    rows = [[f"{words[language]} {n}", str(1011 + 137 * n)] for n in range(1, 11)]
    table = make_table([[words[language], "EUR"], *rows], caption=f"Accounts {language}")
    file = f"report-{language}.pdf"
    made = make_extraction(table, sha=sha, file=file, series="", language=language)
    return replace(made, report=replace(made.report, title=f"Title {language}"))


@pytest.mark.parametrize("is_old", [False, True], ids=["new", "of the first schema"])
def test_language_editions_share_a_publication(dataset: Path, *, is_old: bool) -> None:
    """One report in three languages: three reports, one publication; another town has its own."""
    languages: tuple[Language, ...] = ("fr", "en", "es")
    loads = [translated(code, sha=f"{n:x}") for n, code in enumerate(languages, 1)]
    receipt = load_extractions(
        dataset, [*loads, replace(town(1), report=replace(town(1).report, sha256="9" * 64))]
    )
    assert [one.kind for one in receipt.changes] == ["language", "language"]
    if is_old:
        age(dataset)
        connect(dataset).close()
    assert ask(
        dataset,
        "SELECT p.label, group_concat(r.language) FROM publications p "
        "JOIN reports r ON r.publication_id = p.id GROUP BY p.id ORDER BY p.id",
    ) == [("Title fr 2023 · report-fr", "fr,en,es"), ("Rapport 2023 · brey", "fr")]


@pytest.mark.parametrize(
    ("names", "count"),
    [(("Alby", "Brey"), 2), (("Alby", "Alby"), 1)],
    ids=["two towns", "one town"],
)
def test_the_numbers_of_a_form_are_not_a_towns(
    dataset: Path, names: tuple[str, str], count: int
) -> None:
    """Most numbers are the form's own: then the title on the first page must agree as well."""
    constants = [[f"Taux {n}", f"{n}55"] for n in range(1, 12)]
    loads = []
    for number, name in enumerate(names):
        own = [[f"Charge {n}", str(1000 + 7 * n + 13 * number)] for n in range(1, 6)]
        table = make_table([["Poste", "Euros"], *constants, *own])
        made = make_extraction(table, sha=f"{number}", file=f"{number}.pdf", series="")
        heading = f"Rapport annuel {name}"
        loads.append(replace(made, report=replace(made.report, heading=heading)))
    load_extractions(dataset, loads)
    assert ask(dataset, "SELECT count(*) FROM current_extractions") == [(count,)]


def test_a_person_ties_a_language_edition(dataset: Path) -> None:
    """Said to be an edition of a report in another language, a file joins its publication."""
    load_extractions(dataset, [town(0)])
    other = replace(town(1), report=replace(town(1).report, language="en"))
    receipt = load_extractions(dataset, [other], edition_of="1")
    assert [(one.kind, one.proof and one.proof.decided_by) for one in receipt.changes] == [
        ("language", "person")
    ]
    assert ask(dataset, "SELECT count(*), count(DISTINCT publication_id) FROM reports") == [(2, 1)]
    assert ask(dataset, HELD) == [("alby.pdf",), ("brey.pdf",)]


def test_a_wrong_edition_is_parted_by_a_person(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """What the rule took for an edition gets a report of its own, for good."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected])
    load_extractions(dataset, [people_corrected], edition_of="none")
    load_extractions(dataset, [people])
    load_extractions(dataset, [replace(people_corrected, pipeline="p2")])
    assert ask(dataset, HELD) == [("lyon-v2.pdf",), ("lyon.pdf",)]


def test_a_report_that_is_not_there(dataset: Path, people: Extraction) -> None:
    """Nothing is loaded when a person names a report the dataset has not."""
    load_extractions(dataset, [people])
    with pytest.raises(UsageError, match="no such report"):
        load_extractions(dataset, [town(0)], edition_of="nobody")
    assert ask(dataset, "SELECT count(*) FROM editions") == [(1,)]


def test_what_a_person_says_is_noted_as_theirs(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """A file on its own names what it resembles; a file alone resembles nothing."""
    noted = "SELECT verdict, decided_by, reason, other_report_id FROM edition_evidence ORDER BY id"
    load_extractions(dataset, [people], edition_of="none")
    alone = ask(dataset, noted)
    load_extractions(dataset, [people_corrected], edition_of="none")

    assert alone == [("other", "person", "a person said so", None)]
    assert ask(dataset, noted) == [*alone, ("other", "person", "a person said so", 1)]
    assert ask(dataset, "SELECT count(*) FROM reports") == [(2,)]


def test_shares_are_noted_in_percent(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """Of three numbers and two places three are the same, and all headings and words are."""
    load_extractions(dataset, [people])
    load_extractions(dataset, [people_corrected])
    noted = "SELECT verdict, decided_by, headings_pct, numbers_pct, words_pct FROM edition_evidence"

    found = ask(dataset, noted)

    assert found == [
        ("first", "rule", None, None, None),
        ("edition", "rule", 100.0, 60.0, 100.0),
    ]


def test_a_language_edition_that_a_person_names_joins_its_twin(dataset: Path) -> None:
    """The first English file opens a report beside the French one; the second goes there too."""

    def english(number: int, sha: str) -> Extraction:
        made = town(number)
        info = replace(made.report, language="en", sha256=sha * 64, file=f"{sha}.pdf")
        return replace(made, report=info)

    load_extractions(dataset, [town(0), town(1)])
    french, other = ask(dataset, "SELECT id FROM reports ORDER BY id")
    for number, sha in ((2, "d"), (3, "e")):
        load_extractions(dataset, [english(number, sha)], edition_of=str(french[0]))

    assert ask(dataset, "SELECT language, count(*) FROM reports GROUP BY 1 ORDER BY 1") == [
        ("en", 1),
        ("fr", 2),
    ]
    assert ask(dataset, "SELECT count(DISTINCT publication_id) FROM reports") == [(2,)]
    assert (
        ask(
            dataset,
            "SELECT verdict, decided_by, other_report_id FROM edition_evidence "
            "WHERE decided_by = 'person' ORDER BY id",
        )
        == [("language", "person", french[0])] * 2
    )
    assert other != french


def test_of_several_candidates_the_likeliest_is_the_report(dataset: Path) -> None:
    """A printing that doubts one report and is an edition of another goes to that one."""
    first = town(0)
    cells = tuple(
        replace(cell, text=text, number=whole(text))
        for cell in first.tables[0].cells
        for text in [str(int(cell.text) + 7) if cell.row in range(1, 7) and cell.col else cell.text]
    )
    table = replace(first.tables[0], cells=cells)
    near = make_extraction(table, sha="d", file="near.pdf", series="", year=2023)
    again = replace(first, report=replace(first.report, sha256="e" * 64, file="again.pdf"))
    load_extractions(dataset, [first, near])
    assert ask(dataset, "SELECT count(*) FROM reports") == [(2,)]

    receipt = load_extractions(dataset, [again])

    assert ask(dataset, "SELECT count(*) FROM reports") == [(2,)]
    assert receipt.replaced == ("Rapport 2023 fr · alby",)
    assert ask(dataset, HELD) == [("again.pdf",), ("near.pdf",)]
