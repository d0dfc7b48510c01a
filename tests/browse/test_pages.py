"""What people see in Datasette: pages, crops, queries, descriptions."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from crossfoot.browse.queries import SERIES
from crossfoot.browse.serve import make_app
from crossfoot.db import connect
from crossfoot.db.load import load_extractions
from crossfoot.model import Extraction, ReportInfo
from tests.db.dataset_builders import make_extraction, make_table

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own


async def get(app: Any, path: str) -> Any:
    """Follow an address of a row to the one that lasts."""
    return await app.client.get(path, follow_redirects=True)


async def rows(app: Any, path: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON page."""
    separator = "&" if "?" in path else "?"
    answer = await get(app, f"{path}{separator}_shape=array")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def test_a_mismatch_leads_to_its_page(app: Any) -> None:
    """The row of a mismatch links to a page that says what was added up and shows the crop."""
    (first, *_) = await rows(app, "/reports/mismatches.json")
    html = (await get(app, "/reports/mismatches")).text
    page = (await get(app, f"/-/crossfoot/printed/check/{first['check_id']}")).text

    assert re.search(rf'/-/crossfoot/check/[^"]+"[^>]*>[^<]*{first["check_id"]}', html)
    assert first["total_text"] in page
    assert re.search(r'src="/-/crossfoot/check/[^"]+\.png"', page)


async def test_the_sources_of_the_places_are_named(app: Any) -> None:
    """GeoNames stands in the footer of every page, and its packages in a table one can open."""
    (source,) = await rows(app, "/reports/gazetteer_sources.json")
    front = (await get(app, "/reports")).text

    assert (source["licence"], source["url"]) == ("CC BY 4.0", "https://www.geonames.org")
    assert 'href="/reports/gazetteer_sources"' in front
    assert "GeoNames, CC BY 4.0" in front


async def test_a_crop_has_the_box_drawn_in_red(app: Any) -> None:
    """The PNG holds the red of the frame, is as wide as the page, and may be cached for a while."""
    (first, *_) = await rows(app, "/reports/mismatches.json")
    answer = await get(app, f"/-/crossfoot/crop/check/{first['check_id']}.png")
    image = Image.open(io.BytesIO(answer.content)).convert("RGB")
    colours = {colour for _, colour in image.getcolors(1 << 24) or []}

    assert answer.headers["content-type"] == "image/png"
    assert "max-age" in answer.headers["cache-control"]
    assert (200, 30, 40) in colours
    assert image.width > image.height / 3


@pytest.mark.parametrize(
    "path",
    [
        "/-/crossfoot/printed/cell/999999",
        "/-/crossfoot/printed/nothing/1",
        "/-/crossfoot/crop/cell/999999.png",
        "/-/crossfoot/table/999999",
        "/-/crossfoot/report/999999",
        "/-/crossfoot/map/999999",
        "/-/crossfoot/image/abc.png",
        "/-/crossfoot/observation/1",
        "/nowhere.json",
    ],
)
async def test_what_is_not_there_is_404(app: Any, path: str) -> None:
    """Unknown kinds and ids are told so, without a traceback."""
    answer = await get(app, path)

    assert answer.status_code == 404


async def test_a_report_reads_from_top_to_bottom(app: Any) -> None:
    """A report's page has, in its language, figures with breakdown bars, tables and mismatches."""
    reports = await rows(app, "/reports/reports.json")
    pages = {
        r["title"] + r["label"]: (await get(app, f"/-/crossfoot/report/{r['id']}")).text
        for r in reports
    }
    everything = "".join(pages.values())

    assert "Chiffres clés" in everything
    assert "cf-bar" in everything
    assert "cf-marks" in everything  # the numbers at the marks of a chart
    assert re.search(r'src="/-/crossfoot/figure/[^"]+\.png"', everything)
    assert "Tableaux" in everything
    assert "cf-mismatch" in everything
    assert "Abidjan" in everything


async def test_the_map_needs_no_network(app: Any) -> None:
    """Cities are dots on an outline; the page asks nothing from another host."""
    html = (await get(app, "/-/crossfoot/map")).text

    assert html.count("<circle") > 100
    assert "http://" not in html.replace("http://www.w3.org", "").replace(
        "https://datasette.io", ""
    )


async def test_a_city_is_found_by_any_of_its_names(app: Any) -> None:
    """The French and the English name lead to the same numbers."""
    french = await rows(app, "/reports/city_across_reports.json?city=bruxelles")
    english = await rows(app, "/reports/city_across_reports.json?city=Brussels")

    assert french
    assert french == english


async def test_changes_since_a_version_are_the_changed_numbers(app: Any) -> None:
    """The second edition changed a handful of numbers; nothing else is reported."""
    changes = await rows(app, "/reports/changes_since_version.json?version=1")
    changed = {(c["entity"], c["was"], c["is_now"]) for c in changes if c["change"] == "changed"}

    assert ("Montréal", "16", "19") in changed
    assert 1 <= len(changes) < 30


async def test_search_folds_accents(app: Any) -> None:
    """`montreal` finds Montréal."""
    found = await rows(app, "/reports/observations.json?_search=montreal&_size=5")

    assert found
    assert all("Montréal" in f["entity"] for f in found)


async def test_every_table_and_view_is_described(app: Any, dataset: Path) -> None:
    """People who open a table read what its rows and columns are."""
    metadata = app.metadata("tables", database=dataset.stem, fallback=False)
    names = {
        n
        for n in [*await app.get_database().table_names(), *await app.get_database().view_names()]
        if "_fts" not in n and not n.startswith(("sqlite_", "_sqlite"))
    }

    assert {n for n in names if not metadata.get(n, {}).get("description")} == set()


async def test_answers_carry_each_security_header_once(app: Any) -> None:
    """No content from elsewhere, no framing, no sniffing."""
    answer = await get(app, "/")

    for header in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert len(answer.headers.get_list(header)) == 1


async def test_text_from_a_pdf_is_escaped(app: Any) -> None:
    """A cell never becomes markup."""
    html = (await get(app, "/-/crossfoot/table/1")).text

    assert "<script>alert" not in html
    assert "&#39;" in html or "’" in html or "d'" in html


async def test_a_report_names_its_earlier_editions(app: Any) -> None:
    """The page of a report says which files the present one replaced."""
    (report,) = [
        one for one in await rows(app, "/reports/reports.json") if "mentions" in one["label"]
    ]
    page = (await get(app, f"/-/crossfoot/report/{report['id']}")).text

    assert "Éditions antérieures\u202f: mentions-fr-B-2-v1.pdf (" in page


async def test_language_editions_are_shown_together(tmp_path: Path) -> None:
    """The page of a report leads to the same report in other languages, and asks what is unsure."""
    path = tmp_path / "reports.db"
    rows_of = [[f"{n}", str(1011 + 137 * n)] for n in range(1, 11)]
    loads = [
        make_extraction(
            make_table([["N", "EUR"], *rows_of], caption=caption),
            sha=sha,
            file=f"{language}.pdf",
            language="fr" if language == "fr" else "en",
        )
        for sha, language, caption in (("1", "fr", "Comptes"), ("2", "en", "Accounts"))
    ]
    load_extractions(path, [*loads, make_extraction(sha="3"), make_extraction(sha="4")])
    app = make_app(path)
    page = (await get(app, "/-/crossfoot/report/1")).text
    unsure = (await get(app, "/-/crossfoot/report/4")).text

    other = '<a href="/-/crossfoot/report/file/222222222222" hreflang="en">'
    assert f"En d&#39;autres langues\u202f: {other}" in page
    assert "another printing of" in unsure


async def test_a_report_shows_the_account_of_its_pages(app: Any) -> None:
    """How many numbers are placed, the pages with most that are not, each with its crop."""
    (first, *_) = await rows(app, "/reports/left_out.json")
    report = (await get(app, f"/-/crossfoot/report/{first['report_id']}")).text
    link = f"/-/crossfoot/printed/page/{first['page_id']}"
    page = (await get(app, link)).text
    crop = await get(app, f"/-/crossfoot/crop/page/{first['page_id']}.png")

    assert re.search(r'href="/-/crossfoot/page/[0-9a-f]{12}/\d+"', report)
    assert f"({first['not_placed_count']} / {first['numbers_count']})" in report
    assert json.loads(first["not_placed"])[0]["text"] in page
    assert crop.status_code == 200


async def test_a_report_says_who_issues_it_and_when(tmp_path: Path) -> None:
    """Title of the page, issuer with its place, period and language head the page of a report."""
    path = tmp_path / "reports.db"
    said = ReportInfo(
        *("a.pdf", "a" * 64, 1, 1, "fr"),
        title="Master.xlsx",
        issuer="Ville de Rennes",
        name="Compte administratif",
        period="2019/2020",
        territory=2983990,
        territory_name="Rennes",
    )
    load_extractions(path, [Extraction(said, "p")])
    page = (await get(make_app(path), "/-/crossfoot/report/1")).text

    assert ">Compte administratif</h1>" in page
    assert ">Ville de Rennes</span> (Rennes)" in page
    assert "2019/2020" in page


def test_the_reports_of_a_series_stand_side_by_side(tmp_path: Path) -> None:
    """What two of three reports print of one measure, what most print first; one measure alone."""
    path = tmp_path / "reports.db"

    def printed(sha: str, series: str, measures: dict[str, int]) -> Extraction:
        rows = [["Ville", *measures], ["Lyon", *map(str, measures.values())]]
        one = make_extraction(make_table(rows), sha=sha, series=series, file=f"{sha}.pdf")
        known = (replace(o, is_known=True, measure=o.header) for o in one.observations)
        return replace(one, observations=tuple(known))

    loads = [
        printed("1", "eau", {"prix": 3, "taux": 7}),
        printed("2", "eau", {"prix": 4, "taux": 8, "debit": 9}),
        printed("3", "eau", {"prix": 5}),
        printed("4", "air", {"taux": 6}),
    ]
    load_extractions(path, loads, edition_of="none")
    db = connect(path)

    def asked(measure: str) -> list[tuple[str, int, float]]:
        rows = db.execute(SERIES.sql, {"series": "eau", "measure": measure}).fetchall()
        return [(row[0], row[1], row[7]) for row in rows]

    prices = [("prix", 3, 3.0), ("prix", 3, 4.0), ("prix", 3, 5.0)]
    assert asked("") == [*prices, ("taux", 2, 7.0), ("taux", 2, 8.0)]
    assert asked("prix") == prices
    db.close()
