"""The derived tables hold what the newest version holds, whatever was loaded or rolled back."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_datasets import grow, make_report
from crossfoot.db import connect
from crossfoot.db.file.connection import writing
from crossfoot.db.load import MeasureText, load_extractions
from crossfoot.db.now import TABLES, rebuild_and_compare
from crossfoot.db.versions import rollback
from crossfoot.flows.cli.main import main
from crossfoot.model import Extraction, Ref
from tests.db.dataset_builders import footing, make_extraction, make_table
from tests.db.old_datasets import to_fifth


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(path)
    found = db.execute(query).fetchall()
    db.close()
    return found


def shown(path: Path, views: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of views, whatever their order."""
    return {view: sorted(rows(path, f'SELECT * FROM "{view}"'), key=repr) for view in views}


def wrong(path: Path) -> dict[str, int]:
    with writing(path) as db:
        return {name: n for name, n in rebuild_and_compare(db).items() if n}


@pytest.fixture
def mismatched() -> Extraction:
    """Another report, whose total is wrong."""
    table = make_table([["Ville", "2022"], ["Lyon", "5"], ["Paris", "7"], ["Total", "13"]])
    check = footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1)), 13, 12)
    return make_extraction(table, sha="c", file="autre.pdf", series="autre", checks=(check,))


def test_loads_and_rollbacks_keep_the_derived_rows_right(
    dataset: Path, people: Extraction, people_corrected: Extraction, mismatched: Extraction
) -> None:
    """After each step a rebuild gives equal rows, and rows of what is held no more are gone."""
    load_extractions(dataset, [people, mismatched])
    assert wrong(dataset) == {}
    assert rows(dataset, "SELECT measure, sum(observations_count) FROM now_measures") == [
        ("population", 6)
    ]
    load_extractions(dataset, [people_corrected], edition_of="1")
    assert wrong(dataset) == {}
    values = rows(dataset, "SELECT value FROM now_values ORDER BY value")
    assert [value for (value,) in values] == [5, 7, 13, 13, 30, 43]
    rollback(dataset, 1)
    assert wrong(dataset) == {}
    values = rows(dataset, "SELECT value FROM now_values ORDER BY value")
    assert [value for (value,) in values] == [5, 7, 12, 13, 30, 42]
    assert rows(dataset, "SELECT round(gap, 3), is_minor FROM now_mismatches") == [(0.077, 0)]


def test_a_measure_that_gets_a_name_is_found_by_it(
    dataset: Path, people: Extraction, people_corrected: Extraction
) -> None:
    """Names come with a later load, from the catalog."""
    load_extractions(dataset, [people])
    named = MeasureText(
        "population", name_en="Inhabitants", name_fr="Habitants", name_es="Población"
    )
    load_extractions(dataset, [people_corrected], edition_of="1", measures=[named])

    ((name, words),) = rows(dataset, "SELECT name, words FROM now_names WHERE kind = 'measure'")
    assert name == "Inhabitants"
    assert " poblacion |" in words
    assert wrong(dataset) == {}


def test_a_file_of_the_third_schema_gets_its_derived_rows(
    dataset: Path, people: Extraction, mismatched: Extraction
) -> None:
    """The migration fills the tables; all views show what they showed."""
    load_extractions(dataset, [people, mismatched])
    views = [
        name for (name,) in rows(dataset, "SELECT name FROM sqlite_schema WHERE type = 'view'")
    ]
    before = {view: rows(dataset, f'SELECT * FROM "{view}"') for view in views}
    to_fifth(dataset)
    db = sqlite3.connect(dataset)
    for table in (*TABLES, "withdrawals"):
        db.execute(f"DROP TABLE {table}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = '005_now'")
    db.execute("PRAGMA user_version = 3000")
    db.commit()
    db.close()

    load_extractions(dataset, [people])

    assert {view: rows(dataset, f'SELECT * FROM "{view}"') for view in views} == before
    assert wrong(dataset) == {}


def test_a_file_of_the_fifth_schema_keeps_the_rows_of_every_view(
    dataset: Path, people: Extraction, mismatched: Extraction
) -> None:
    """Observations become rows without what their cells say; no view tells the difference."""
    odd = make_report(1, random.Random(1))  # noqa: S311 - no secret
    read_otherwise = tuple(
        replace(one, number=replace(one.number, qualifier="about", step=Decimal(100)))
        if place % 7 == 0
        else replace(one, col=99, row=one.row)
        if place % 11 == 0
        else one
        for place, one in enumerate(odd.observations[:400])
    )
    load_extractions(dataset, [people, mismatched])
    load_extractions(dataset, [replace(odd, observations=read_otherwise)])
    views = [
        name for (name,) in rows(dataset, "SELECT name FROM sqlite_schema WHERE type = 'view'")
    ]
    before = shown(dataset, views)
    to_fifth(dataset)
    aged = shown(dataset, views)
    connect(dataset).close()

    assert len(before["observations"]) > 400
    assert rows(dataset, "SELECT count(*) FROM observation_values")[0][0] > 50
    assert aged == before
    assert shown(dataset, views) == before
    assert rows(dataset, "PRAGMA integrity_check") == [("ok",)]
    assert wrong(dataset) == {}


def test_a_number_takes_no_more_than_300_bytes(tmp_path: Path) -> None:
    """With its cell, indexes, search and derived rows, in a dataset of 50,000."""
    *_, last = grow(tmp_path / "d.db", 50_000)

    assert last.bytes / last.observations <= 300


def test_doctor_rebuilds_and_says_what_was_wrong(
    dataset: Path, people: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 and the table's name where derived rows were otherwise, 0 where all was right."""
    load_extractions(dataset, [people])
    assert main(["doctor", "--rebuild", "--db", str(dataset)]) == 0
    db = sqlite3.connect(dataset)
    db.execute("DELETE FROM now_values WHERE value = 30")
    db.commit()
    db.close()
    capsys.readouterr()

    assert main(["doctor", "--rebuild", "--db", str(dataset)]) == 1
    assert "now_values: 1 row was otherwise" in capsys.readouterr().out
    assert main(["doctor", "--rebuild", "--db", str(dataset)]) == 0


def test_values_leave_by_their_whole_key(dataset: Path, people: Extraction) -> None:
    """A reading leaves without a scan of all values, however many there are."""
    from crossfoot.db.now import _LEAVE

    load_extractions(dataset, [people])
    plan = rows(dataset, "EXPLAIN QUERY PLAN " + _LEAVE[0].replace(":id", "1"))

    assert any("SEARCH now_values USING PRIMARY KEY" in str(row[3]) for row in plan), plan
