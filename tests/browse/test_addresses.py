"""Addresses last: over loads, new readings, rebuilds; and say what became of what they led to."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crossfoot.browse.serve import make_app
from crossfoot.db.file.connection import writing
from crossfoot.db.load import load_extractions
from crossfoot.db.now import rebuild_and_compare
from crossfoot.db.repair import merge_reports, withdraw_report
from crossfoot.model import Extraction, Table
from tests.browse.crawler import crawl
from tests.db.dataset_builders import make_extraction, make_table

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own

ROW_NUMBERS = re.compile(
    r"^/-/crossfoot/(?:(?:report|table|map)/\d+(?:\.|$)|(?:printed|crop)/[a-z]+/\d+(?:\.png)?$)"
    r"|[?&](?:report|old|new)=\d{1,9}(?:&|$)"
)


def placed(rows: list[list[str]], caption: str) -> Table:
    """A table each of whose cells stands at a place of its own."""
    table = make_table(rows, caption=caption)
    cells = tuple(
        replace(one, box=(40.0 * one.col, 20.0 * one.row, 40.0 * one.col + 30, 20.0 * one.row + 9))
        for one in table.cells
    )
    return replace(table, cells=cells)


TABLE = placed([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"]], "Budget")
OTHER = placed([["Region", "Cars"], ["Nord", "77"], ["Sud", "55"]], "Fleet")


async def page(app: Any, path: str, status: int = 200) -> str:
    answer = await app.client.get(path, follow_redirects=True)
    assert answer.status_code == status, (path, answer.text[:300])
    text: str = answer.text
    return text


async def own_links(app: Any, *, depth: int = 3) -> set[str]:
    """All addresses of the plugin's pages that a crawl comes by."""
    seen = await crawl(app, depth=depth, each=4, at_most=250)
    assert seen.faults == []
    links = {one.href for found in seen.pages.values() for one in found.links}
    links |= {one for found in seen.pages.values() for one in found.sources}
    return {one for one in links if one.startswith("/-/crossfoot/")}


async def test_no_link_bears_a_row_number(app: Any) -> None:
    """Neither those of the pages nor those of Datasette's tables, pictures and downloads."""
    links = await own_links(app, depth=2)

    assert [one for one in links if ROW_NUMBERS.search(one)] == []
    for kind in ("number", "figure", "check", "table", "report/file", "page", "map/file"):
        assert any(one.startswith(f"/-/crossfoot/{kind}/") for one in links), kind


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 'cell', id FROM cells WHERE text <> ''",
        "SELECT 'figure', id FROM figures",
        "SELECT 'check', id FROM checks",
        "SELECT 'table', id FROM tables",
        "SELECT 'city', id FROM city_mentions",
        "SELECT 'page', id FROM pages",
    ],
)
async def test_an_address_leads_back_to_its_row(app: Any, dataset: Path, query: str) -> None:
    """Of all that the newest version holds of the sample reports: each place is one thing."""
    from crossfoot.browse.addresses import PLACES, find_path, find_place
    from crossfoot.browse.printed import find_printed

    db = sqlite3.connect(dataset)
    asked = db.execute(query).fetchall()
    held = {one for (one,) in db.execute("SELECT extraction_id FROM now_extractions")}
    db.close()
    database = app.get_database()
    wrong = []
    for kind, number in asked:
        printed = await find_printed(database, kind, number)
        path = await find_path(database, kind, number)
        assert printed is not None
        place = next(m for p in PLACES if (m := re.match(p, f"/-/crossfoot/{path}"))).groupdict()
        found = await find_place(database, place["kind"], place)
        if printed.extraction_id in held and (found is None or found.id != number):
            wrong.append((kind, number, path, found))

    assert asked
    assert wrong == []


async def test_addresses_are_the_same_in_a_dataset_made_otherwise(tmp_path: Path) -> None:
    """Other loads before, another reading of the same file, rebuilt: the same set of links."""
    mine = make_extraction(TABLE)
    first, second = tmp_path / "a" / "d.db", tmp_path / "b" / "d.db"
    load_extractions(first, [mine])
    load_extractions(second, [make_extraction(OTHER, sha="b", series="autre", file="b.pdf")])
    load_extractions(second, [make_extraction(TABLE, pipeline="p0"), mine])
    with writing(second) as db:
        rebuild_and_compare(db)
    here, there = [
        {one for one in await own_links(make_app(path), depth=2) if "a" * 12 in one}
        for path in (first, second)
    ]

    assert here
    assert here <= there
    for address in here:
        await page(make_app(second), address)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("report/1", "report/file/"),
        ("report/1.csv", "report/file/"),
        ("table/1", "table/"),
        ("table/1.json", "table/"),
        ("map/1", "map/file/"),
        ("printed/cell/2", "number/"),
        ("printed/observation/1", "number/"),
        ("printed/check/1", "check/"),
        ("printed/figure/1", "figure/"),
        ("printed/page/1", "page/"),
        ("crop/cell/2.png", "number/"),
    ],
)
async def test_row_numbers_of_earlier_releases_lead_on(app: Any, old: str, new: str) -> None:
    """For one release more, with their endings and questions; never for good."""
    answer = await app.client.get(f"/-/crossfoot/{old}?lang=es")
    where = answer.headers["location"]

    assert answer.status_code == 302
    assert where.startswith(f"/-/crossfoot/{new}")
    assert where.endswith("?lang=es")
    assert Path(old).suffix == Path(where.partition("?")[0]).suffix
    await page(app, where)


async def test_a_replaced_file_says_by_what(tmp_path: Path) -> None:
    """Its numbers stay where they were, and lead to the file that the report has now."""
    path = tmp_path / "d.db"
    load_extractions(path, [make_extraction(TABLE)])
    changed = placed([["Ville", "2023"], ["Lyon", "13"], ["Liège", "30"]], "Budget")
    load_extractions(path, [make_extraction(changed, sha="b", file="second.pdf")], edition_of="1")
    app = make_app(path)
    table = await page(app, "/-/crossfoot/printed/table/1?lang=en")
    report = await page(app, f"/-/crossfoot/report/file/{'a' * 12}")

    assert "replaced in its report by" in table
    assert "second.pdf" in table
    assert "second.pdf" in report


async def test_what_a_new_reading_does_not_find_is_told(tmp_path: Path) -> None:
    """404, with the report and the page of the file that are still there."""
    path = tmp_path / "d.db"
    load_extractions(path, [make_extraction(TABLE)])
    told = await page(make_app(path), f"/-/crossfoot/number/{'a' * 12}/1/900-900?lang=en", 404)

    assert "nothing at this place" in told
    assert f"/-/crossfoot/report/file/{'a' * 12}" in told


async def test_a_merged_report_leads_to_the_one_that_has_its_file(tmp_path: Path) -> None:
    """The address of the file stays; it shows the report it is of now."""
    path = tmp_path / "d.db"
    loads: list[Extraction] = [
        make_extraction(TABLE),
        make_extraction(OTHER, sha="b", series="autre", file="b.pdf"),
    ]
    for one in loads:
        load_extractions(path, [one])
    merge_reports(path, "1", "2", reason="one report")
    db = sqlite3.connect(path)
    (label,) = db.execute("SELECT label FROM reports WHERE id = 1").fetchone()
    db.close()

    for key in ("a" * 12, "b" * 12):
        assert f"<title>{label}" in await page(make_app(path), f"/-/crossfoot/report/file/{key}")


async def test_a_renamed_measure_leads_to_its_new_name(tmp_path: Path) -> None:
    """A column that the catalog names now: the page of its old name says how it is called."""
    path = tmp_path / "d.db"
    made = make_extraction(TABLE)
    load_extractions(path, [made])
    old = made.observations[0].measure
    seen = tuple(replace(one, measure="inhabitants", is_known=True) for one in made.observations)
    load_extractions(path, [replace(made, pipeline="p2", observations=seen)])
    told = await page(make_app(path), f"/-/crossfoot/measure/{old}?lang=en")

    assert "Its numbers are called now" in told
    assert 'href="/-/crossfoot/measure/inhabitants"' in told


async def test_a_withdrawn_file_says_so_at_each_of_its_addresses(tmp_path: Path) -> None:
    """410 with the reason: report, table, number, old row numbers."""
    path = tmp_path / "d.db"
    load_extractions(path, [make_extraction(TABLE)])
    links = await own_links(make_app(path), depth=2)
    load_extractions(path, [make_extraction(OTHER, sha="b", series="autre", file="b.pdf")])
    withdraw_report(path, "1", reason="it was a draft")
    app = make_app(path)
    mine = {one for one in links if "a" * 12 in one and "." not in one and "?" not in one}

    assert len(mine) > 5
    for address in (*mine, "/-/crossfoot/report/1", "/-/crossfoot/printed/cell/1"):
        if "/map/" not in address:
            assert "it was a draft" in await page(app, address, 410), address
