"""Every link of Datasette's pages leads somewhere and says where."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from datasette.utils import tilde_encode

from crossfoot.browse.serve import make_app
from crossfoot.db.file.connection import writing
from crossfoot.db.now import rebuild
from tests.browse.crawler import Page, crawl, read_page

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own

OPEN_REPORTS = (
    "en/nj_fatal_crashes_2022.pdf",
    "en/portland_results_2020.pdf",
    "es/carmen_de_areco_situacion_2024.pdf",
    "es/loxicha_estado_ingresos_2024.pdf",
    "fr/rpqs_genouilly_2021.pdf",
)
"""One to ten pages each, three languages; with charts, images, cities and mismatches."""


def ingest(path: Path, files: list[Path]) -> None:
    """Make a dataset as people do."""
    command = [
        sys.executable,
        "-m",
        "crossfoot.flows.cli.main",
        "ingest",
        "--direct",
        "--db",
        str(path),
    ]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, timeout=600, check=False
    )
    assert path.exists(), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "each"),
    [
        ("samples", 3),
        pytest.param("corpus", 4, marks=pytest.mark.corpus),
    ],
)
async def test_no_link_is_broken(
    request: pytest.FixtureRequest, tmp_path: Path, where: str, each: int
) -> None:
    """Three steps from home: nothing is missing, empty, without a name or shown as a dictionary."""
    folder: Path = request.getfixturevalue(where)
    files = [folder / "reports" / name for name in OPEN_REPORTS]
    ingest(tmp_path / "open reports.db", sorted(folder.glob("*.pdf")) or files)

    seen = await crawl(make_app(tmp_path / "open reports.db"), depth=3, each=each, at_most=1500)

    assert seen.faults == []
    asked = "\n".join(seen.shapes)
    for kind in (
        "/-/crossfoot/report/file/N",
        "/-/crossfoot/table/N/N/N?",
        "/-/crossfoot/number/N/N/N.png",
        "/-/crossfoot/check/N/N/N/N?",
        "/-/crossfoot/map/file/N",
        "/checks/N?",
        "/versions/N?",
        "/-/crossfoot/city/N?",
        "/-/crossfoot/city/N.csv?",
        "/-/crossfoot/measure/",
        "/-/crossfoot/mismatches?",
        "/-/crossfoot/compare?",
        "/-/crossfoot/number/N/N/N?",
        "/-/crossfoot/sheet/N/N.png?",
        "/-/crossfoot/reports?",
        "/city_across_reports?",
        "/observations.csv?",
        "/observations.json?",
        "/observations?_sort",
        "/observations?_next",
        "/observations?*",  # of facets
    ):
        assert kind in asked, kind


async def page_of(app: Any, path: str) -> Page:
    """Return a page that exists."""
    answer = await app.client.get(path.removeprefix("http://localhost"), follow_redirects=True)
    assert answer.status_code == 200, path
    return read_page(answer.text)


def rows(dataset: Path, query: str) -> list[Any]:
    """Ask the dataset itself."""
    with sqlite3.connect(dataset) as db:
        found = db.execute(query).fetchall()
    db.close()
    return found


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ("observations", "/reports/observations?id=1"),
        ("city_mentions", "/reports/city_mentions?id=1"),
        ("city_mentions", "/reports/city_mentions/1"),
    ],
)
async def test_a_reference_shows_the_label_and_leads_to_the_page(
    app: Any, dataset: Path, table: str, path: str
) -> None:
    """In a view, a table, the page of a row; to our page, or to the row where we have none."""
    measure = "o.measure" if table == "observations" else "NULL"
    query = f"""SELECT substr(d.sha256, 1, 12), r.label, o.extraction_id, e.label, t.page, t.label,
        {measure} AS measure,
        (SELECT substr(f.sha256, 1, 12) FROM now_extractions n
        JOIN editions f ON f.id = n.edition_id WHERE n.report_id = o.report_id)
        FROM {table} o JOIN reports r ON r.id = o.report_id
        JOIN tables t ON t.id = o.table_id JOIN extractions e ON e.id = o.extraction_id
        JOIN editions d ON d.id = e.edition_id WHERE o.id = 1"""
    (found,) = rows(dataset, query)
    links = {link.href: link.text for link in (await page_of(app, path)).links}

    assert links[f"/-/crossfoot/report/file/{found[7]}"] == found[1]
    assert links[f"/reports/extractions/{found[2]}"] == found[3]
    start = f"/-/crossfoot/table/{found[0]}/{found[4]}/"
    assert [text for href, text in links.items() if href.startswith(start)] == [found[5]]
    if table == "observations":
        assert links[f"/-/crossfoot/measure/{tilde_encode(found[6])}"] == found[6]


async def test_a_reference_to_something_else_than_the_key_is_searched_for(
    app: Any, dataset: Path
) -> None:
    """A file names its edition by its SHA-256, which is not the key of editions."""
    ((sha256,),) = rows(dataset, "SELECT sha256 FROM edition_files LIMIT 1")
    links = (await page_of(app, f"/reports/edition_files/{sha256}")).links
    (href,) = [link.href for link in links if "/editions?" in link.href and sha256 in link.href]

    assert any("mentions" in cell or ".pdf" in cell for cell in (await page_of(app, href)).cells)


async def test_facets_by_a_reference_show_labels(app: Any, dataset: Path) -> None:
    """And lead to the rows of that report."""
    links = (await page_of(app, "/reports/tables?_facet=report_id")).links
    facets = {link.text: link.href for link in links if re.search(r"[?&]report_id=\d+", link.href)}

    for (label,) in rows(
        dataset, "SELECT DISTINCT r.label FROM reports r JOIN tables t ON t.report_id = r.id"
    ):
        assert (await page_of(app, facets[label])).cells


@pytest.mark.parametrize(
    "path",
    ["/reports/current_observations", "/reports/mismatches_by_report?report="],
)
async def test_the_names_of_views_and_queries_are_links(app: Any, path: str) -> None:
    """Where there is a report_id, the report's label leads to the report; table_id alike."""
    links = (await page_of(app, path)).links
    by_kind = {
        kind: {link.text for link in links if f"/-/crossfoot/{kind}/" in link.href}
        for kind in ("report", "table")
    }

    assert any("·" in text for text in by_kind["report"])
    assert any(not text.endswith("▸ table") for text in by_kind["table"])


@pytest.mark.parametrize("view", ["current_observations", "observations"])
async def test_a_view_has_its_links_every_time(dataset: Path, view: str) -> None:
    """Also after it was shown without the columns that its labels go by."""
    app = make_app(dataset)
    path = f"/reports/{view}?_size=3&_nofacet=1&_lang=en"

    async def shown() -> list[str]:
        return [one.href for one in (await page_of(app, path)).links if "/crossfoot/" in one.href]

    await page_of(app, f"{path}&_nocol=report_id&_nocol=table_id&_nocol=cell_id")
    first = await shown()

    assert len(first) > 9
    assert await shown() == first
    assert [one.href for one in (await page_of(make_app(dataset), path)).links if
            "/crossfoot/" in one.href] == first  # fmt: skip


async def test_ids_that_a_query_makes_up_are_no_links(app: Any) -> None:
    """Columns of queries bear any name: texts are no ids."""
    page = await page_of(app, "/reports?sql=select+'all'+as+report_id,+3+as+parent")

    assert not [link for link in page.links if "/report/" in link.href or "/versions" in link.href]


async def test_the_reports_come_first(app: Any, dataset: Path) -> None:
    """The first links of the home page's list lead to each report."""
    html = (await app.client.get("/")).text
    links = read_page(html[html.index('<h2 id="reports">') :]).links
    query = """SELECT r.label, substr(d.sha256, 1, 12) FROM now_extractions n
        JOIN reports r ON r.id = n.report_id JOIN editions d ON d.id = n.edition_id"""
    reports = rows(dataset, query)
    listed = [one for one in links if "/mismatches?report" not in one.href]

    assert {(one.text, one.href) for one in listed[: len(reports)]} == {
        (label, f"/-/crossfoot/report/file/{key}") for label, key in reports
    }


async def test_bookkeeping_is_hidden(app: Any) -> None:
    """What tools keep for themselves is under "hidden tables"."""
    hidden = set(await app.get_database().hidden_table_names())
    html = (await app.client.get("/reports")).text

    assert "_sqlite_migrations" in await app.get_database().table_names()
    assert {n for n in await app.get_database().table_names() if n[0] == "_"} <= hidden
    assert "_sqlite_migrations" not in html


@pytest.mark.parametrize("page", ["report/1", "table/1", "printed/cell/1", "map", "map/1"])
async def test_the_way_home_is_shown_once(app: Any, page: str) -> None:
    """Home, then what the page belongs to."""
    found = await page_of(app, f"/-/crossfoot/{page}?lang=en")
    crumbs = [one.text for one in found.crumbs]

    assert crumbs[0] == "home"
    assert crumbs.count("home") == 1


async def test_every_table_that_is_pointed_to_has_a_label(app: Any) -> None:
    """A label is a column of the table; what nobody points to needs none."""
    database = app.get_database()
    pointed_to = {
        table for table, keys in (await database.get_all_foreign_keys()).items() if keys["incoming"]
    }
    labels = {table: await database.label_column_for_table(table) for table in pointed_to}

    assert (
        labels.items()
        >= {
            "reports": "label",
            "editions": "file",
            "extractions": "label",
            "versions": "message",
            "tables": "label",
            "cells": "text",
            "checks": "label",
            "cities": "name",
            "runs": "started_at",
        }.items()
    )
    for table, label in labels.items():
        assert label in await database.table_columns(table), table


@pytest.fixture
def changed(dataset: Path, tmp_path: Path) -> Path:
    """A copy of the dataset, to be changed."""
    path = tmp_path / "reports.db"
    with sqlite3.connect(dataset) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    return path


def change(path: Path, script: str) -> None:
    """Run SQL on a dataset."""
    db = sqlite3.connect(path)
    db.executescript(script)
    db.close()


async def test_tables_to_come_need_nothing_here(changed: Path) -> None:
    """A new table's references, to it and from it, show labels and lead somewhere."""
    change(
        changed,
        """
        CREATE TABLE shelves (code TEXT PRIMARY KEY, label TEXT);
        CREATE TABLE places (id INTEGER PRIMARY KEY, shelf TEXT REFERENCES shelves,
          report_id INTEGER REFERENCES reports (id));
        INSERT INTO shelves VALUES ('a/b c', 'Upper shelf'), ('', 'Nameless'), ('x', '');
        INSERT INTO places VALUES (1, 'a/b c', 1), (2, '', 1), (3, 'x', NULL);
        """,
    )
    app = make_app(changed)
    ((label,),) = rows(changed, "SELECT label FROM reports WHERE id = 1")

    for path in ("/reports/places/1", "/reports/places/3"):
        for link in (await page_of(app, path)).links:
            if "/shelves/" in link.href:
                assert link.text in ("Upper shelf", "x")
                await page_of(app, link.href)
    links = {link.text: link.href for link in (await page_of(app, "/reports/places/1")).links}
    assert links["Upper shelf"].startswith("/reports/shelves/")
    assert links[label].startswith("/-/crossfoot/report/file/")


async def test_a_report_of_an_older_version_has_a_page(changed: Path) -> None:
    """After a rollback the tables still name it; its page says where its files are."""
    change(
        changed,
        "UPDATE version_extractions SET to_version = 99 WHERE extraction_id IN "
        "(SELECT id FROM extractions WHERE report_id = 1);",
    )
    with writing(changed) as db:
        rebuild(db)
    app = make_app(changed)
    page = await page_of(app, "/-/crossfoot/report/1")
    (href,) = [one.href for one in page.links if "/editions?" in one.href]

    assert (await page_of(app, href)).cells
    assert "not in the newest version" in (await app.client.get("/")).text
