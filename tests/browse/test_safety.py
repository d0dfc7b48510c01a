"""Large datasets, other hosts, proxies."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.browse.serve import make_app
from crossfoot.db.load import load_extractions
from tests.browse.crawler import read_page
from tests.db.dataset_builders import make_extraction, make_table

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own


async def test_a_large_view_is_counted_and_grouped_on_request_only(
    dataset: Path,
) -> None:
    """The first page says no count and no facet; asked for, a facet comes."""
    app = make_app(dataset, large=10)
    plain = (await app.client.get("/reports/current_observations.json?_shape=objects")).json()
    html = (await app.client.get("/reports/current_observations")).text
    asked = (await app.client.get("/reports/current_observations?_facet=measure")).text

    assert plain["filtered_table_rows_count"] > 10  # data for programs is as it was
    assert "facet-info" not in html
    assert "facet-info" in asked
    small = make_app(dataset, large=int(plain["filtered_table_rows_count"]) * 100)
    assert "facet-info" in (await small.client.get("/reports/current_observations")).text


async def test_sql_is_off_where_it_is_said(dataset: Path) -> None:
    """Queries of one's own are refused, the canned ones answer."""
    app = make_app(dataset, sql=False)

    assert (await app.client.get("/reports?sql=select+1")).status_code == 403
    assert (await app.client.get("/reports/mismatches_by_report?report=")).status_code == 200
    assert (await make_app(dataset).client.get("/reports.json?sql=select+1")).status_code == 200


async def test_behind_a_proxy_every_address_has_its_base(dataset: Path) -> None:
    """All links, pictures and forms of our pages stay below the base URL."""
    app = make_app(dataset, base_url="/data/")
    for path in ("", "-/crossfoot/report/1", "-/crossfoot/cities", "-/crossfoot/printed/check/1",
                 "-/crossfoot/search?q=montreal", "-/crossfoot/table/1", "reports"):  # fmt: skip
        answer = await app.client.get(f"/{path}", follow_redirects=True)
        assert answer.status_code == 200, path
        page = read_page(answer.text)
        for address in [*(link.href for link in page.links), *page.sources]:
            is_relative = address.startswith(("?", "#", "data:", "http"))
            assert is_relative or address.startswith("/data/"), (path, address)


async def test_no_spreadsheet_runs_what_datasette_writes(tmp_path: Path) -> None:
    """The CSV files of raw tables are made harmless as ours are."""
    path = tmp_path / "d.db"
    table = make_table([["Ville", "2023"], ['=HYPERLINK("http://x")', "12"], ["-5 %", "7"]])
    load_extractions(path, [make_extraction(table)])
    app = make_app(path)

    for address in ("/d/cells.csv", "/d/cells.csv?_stream=1", "/-/crossfoot/table/1.csv"):
        text = (await app.client.get(address, follow_redirects=True)).text
        assert "'=HYPERLINK" in text, address
        assert ",=HYPERLINK" not in text.replace('"', ""), address
        assert "-5 %" in text, address
