"""The front door and the pages it leads to: what is in here, in the language of the reader."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crossfoot.browse import charts
from crossfoot.browse.pages import comparison, subjects
from crossfoot.browse.serve import make_app
from crossfoot.db import connect
from crossfoot.db.load import load_extractions
from crossfoot.db.repair import withdraw_report
from crossfoot.db.versions import rollback
from crossfoot.model import Ref
from tests.browse.crawler import read_page
from tests.db.dataset_builders import LYON, footing, make_extraction, make_table

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own


async def html(
    app: Any, path: str, status: int = 200, headers: dict[str, str] | None = None
) -> str:
    answer = await app.client.get(path, headers=headers or {}, follow_redirects=True)
    assert answer.status_code == status, (path, answer.text[:400])
    text: str = answer.text
    return text


async def links(app: Any, path: str) -> dict[str, str]:
    return {one.href: one.text.strip() for one in read_page(await html(app, path)).links}


def one(dataset: Path, query: str) -> Any:
    db = sqlite3.connect(dataset)
    found = db.execute(query).fetchone()
    db.close()
    return found[0]


async def test_home_says_what_is_in_here(app: Any, dataset: Path) -> None:
    """Reports, numbers, the proved share, mismatches and what to review, each with a link."""
    page = await html(app, "/")
    mismatches = one(dataset, "SELECT count(*) FROM mismatches")
    review = one(dataset, "SELECT count(*) FROM to_review WHERE kind <> 'edition'")
    numbers = one(dataset, "SELECT sum(numbers_count) FROM current_extractions")

    assert f"<b>{mismatches}</b> totals do not add up" in page
    assert f"<b>{review}</b> to review" in page
    assert f"<b>{numbers}</b> numbers" in page
    assert 'href="/reports">All tables' in page
    assert "hidden" not in page


@pytest.mark.parametrize("asked", ["bruselas", "BRUSELAS", "Brüssel", "bruxelles", "brussels"])
async def test_a_city_is_found_in_any_language(app: Any, asked: str) -> None:
    """Without accents or case, by the beginning of its name."""
    found = await links(app, f"/-/crossfoot/search?q={asked}")

    assert "/-/crossfoot/city/2800866" in found


async def test_the_search_finds_tables_figures_measures_and_reports(app: Any) -> None:
    """Each kind under its heading, each hit a link to its page."""
    page = await html(app, "/-/crossfoot/search?q=montréal")
    reports = await html(app, "/-/crossfoot/search?q=MENTIONS")
    nothing = await html(app, "/-/crossfoot/search?q=%22)+xyzzyq+*")

    assert "<h2>Row</h2>" in page
    assert "<h2>Report</h2>" in reports
    assert "Nothing is called that" in nothing


async def test_a_city_shows_all_its_numbers_one_click_from_the_crop(
    app: Any, dataset: Path
) -> None:
    """As many as the dataset holds now, and its downloads alike."""
    count = one(dataset, "SELECT count(*) FROM current_observations WHERE geonameid = 2800866")
    found = await links(app, "/-/crossfoot/city/2800866")
    numbers = [href for href in found if "/number/" in href]
    table = (await app.client.get("/-/crossfoot/city/2800866.csv")).text
    tree = json.loads(await html(app, "/-/crossfoot/city/2800866.json"))

    assert len(numbers) == count > 0
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(tree["rows"]) == count
    assert "cf-crop" in await html(app, numbers[0])


async def test_pages_speak_the_language_of_their_reader(app: Any) -> None:
    """By switch, by cookie, by Accept-Language, in this order; texts of reports keep theirs."""
    spanish = await app.client.get("/-/crossfoot/mismatches?lang=es")
    kept = await app.client.get(
        "/-/crossfoot/mismatches",
        cookies={"crossfoot_lang": "es"},
        headers={"accept-language": "fr"},
    )
    french = await html(
        app, "/-/crossfoot/mismatches", headers={"accept-language": "de, fr-CA;q=0.8, en;q=0.5"}
    )

    assert '<html lang="es">' in spanish.text
    assert "crossfoot_lang=es" in spanish.headers["set-cookie"]
    assert "Totales que no cuadran" in kept.text
    assert '<html lang="fr">' in french
    assert 'hreflang="en"' in french
    assert 'lang="fr"' in spanish.text.split("<main")[1]


async def test_every_page_has_one_title_a_language_and_labelled_fields(app: Any) -> None:
    """What a screen reader needs first."""
    for name in ("search?q=a", "cities", "measures", "mismatches", "compare", "reports", ""):
        path = f"/-/crossfoot/{name}" if name else "/"
        page = await html(app, path)
        assert page.count("<h1") == 1, path
        assert '<html lang="en">' in page, path
        assert page.count("<input") + page.count("<select") == page.count("<label"), path
        assert "http://" not in page.replace("http://localhost", ""), path
        assert "<script" not in page, path


async def test_mismatches_stand_worst_first_and_lead_to_each_other(app: Any, dataset: Path) -> None:
    """Following "next" from the worst comes by all of them in order."""
    page = await links(app, "/-/crossfoot/mismatches")
    listed = [href for href in page if "/crossfoot/check/" in href]
    seen = [listed[0]]
    while True:
        found = read_page(await html(app, seen[-1])).links
        following = [link.href for link in found if link.text in ("suivant", "siguiente", "next")]
        if not following:
            break
        seen += following

    assert seen == listed
    assert len(listed) == one(dataset, "SELECT count(*) FROM mismatches")


async def test_what_changed_is_shown_from_version_to_version(app: Any) -> None:
    """The changed numbers of the second edition first, old beside new; each leads to its crop."""
    page = await html(app, "/-/crossfoot/compare?from=1&to=2")
    rows = json.loads(await html(app, "/-/crossfoot/compare.json?from=1&to=2"))["rows"]
    same = await html(app, "/-/crossfoot/compare?from=2&to=2")

    assert ("Montréal", "16", "19") in {(r["row"], r["was"], r["is_now"]) for r in rows}
    assert rows[0]["kind"] == "changed"
    assert page.index('class="cf-changed"') > 0
    assert "Nothing changed" in same


def corrected(dataset: Path) -> int:
    """Return the id of the number that the second printing of a report corrects."""
    found: int = one(
        dataset,
        "SELECT max(observation_id) FROM current_observations "
        "WHERE text = '19' AND entity = 'Montréal' AND report LIKE '%mentions%'",
    )
    return found


async def test_the_history_of_a_number_leads_to_what_changed(app: Any, dataset: Path) -> None:
    """A corrected number shows both values and the link that explains the step."""
    number = corrected(dataset)
    page = await html(app, f"/-/crossfoot/printed/observation/{number}?lang=en")

    assert ">16</a>" in page.split('id="history"')[1]
    assert "compare?from=1&amp;to=2&amp;report=" in page


async def test_addresses_outlive_ids(tmp_path: Path) -> None:
    """The address that is cited leads to the same number in a dataset that was made otherwise."""
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"]])
    mine, other = (
        make_extraction(table),
        make_extraction(table, sha="b", series="autre", file="b.pdf"),
    )
    first, second = tmp_path / "a" / "d.db", tmp_path / "b" / "d.db"
    load_extractions(first, [mine])
    load_extractions(second, [other])
    load_extractions(second, [make_extraction(table, pipeline="p0"), mine])
    cited = (await links(make_app(first), "/-/crossfoot/printed/cell/4")).keys()
    (address,) = [href for href in cited if "/number/" in href and "." not in href]
    report = "/-/crossfoot/report/file/" + "a" * 12

    for path in (first, second):
        page = await html(make_app(path), address)
        assert "lyon.pdf" in page
    assert "lyon.pdf" in await html(make_app(second), report)


async def test_a_measure_with_any_name_has_a_page(tmp_path: Path) -> None:
    """Slashes, dots, percent signs and quotes in its name; values by size; cities over periods."""
    from dataclasses import replace

    path = tmp_path / "d.db"
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"]])
    made = make_extraction(table)
    strange = 'a/b.csv? 50 % "x"~'
    odd = replace(made, observations=tuple(replace(o, measure=strange) for o in made.observations))
    load_extractions(path, [odd])
    app = make_app(path)
    (address,) = [href for href in await links(app, "/-/crossfoot/measures") if "/measure/" in href]
    page = await html(app, address)
    low = await html(app, address + "?sort=low")

    assert page.index(">30<") < page.index(">12<")
    assert low.index(">12<") < low.index(">30<")
    assert len(json.loads(await html(app, address + ".json"))["rows"]) == 2
    assert f'href="/-/crossfoot/city/{LYON.geonameid}"' in page
    rollback(path, 1)


async def test_a_purged_or_unknown_thing_is_told_so(app: Any) -> None:
    """404 is a page with the way home."""
    page = await html(app, "/-/crossfoot/city/1", status=404)

    assert "no such row" in page
    assert 'href="/"' in page


async def test_the_questions_are_answered(app: Any) -> None:
    """Each canned query runs, and finds something when it is asked for what is there."""
    asked = {
        "city_across_reports": "city=montreal",
        "mismatches_by_report": "report=",
        "changes_since_version": "version=1",
        "review_by_kind": "kind=",
        "measure_by_city": "measure=website_news",
        "series_report_by_report": "series=metropolis",
        "key_figures_by_label": "label=e",
        "cities_of_a_country": "country=fr",
    }
    queries = app.metadata("queries", database="reports")
    assert len(queries) == 11
    for name in queries:
        rows = json.loads(
            await html(app, f"/reports/{name}.json?_shape=array&{asked.get(name, '')}")
        )
        assert rows, name


@pytest.mark.parametrize("purge", [False, True])
async def test_what_was_withdrawn_says_so(tmp_path: Path, *, purge: bool) -> None:
    """Its addresses answer with 410 and the reason; no list, search or city page has it."""
    path = tmp_path / "d.db"
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"]])
    load_extractions(path, [make_extraction(table)])
    load_extractions(path, [make_extraction(table, sha="b", series="autre", file="b.pdf")])
    withdraw_report(path, "2", reason="it was a draft", purge=purge)
    app = make_app(path)

    for address in ("report/2", "report/file/" + "b" * 12):
        assert "it was a draft" in await html(app, f"/-/crossfoot/{address}", status=410)
    for address in ("/", "/-/crossfoot/search?q=autre", f"/-/crossfoot/city/{LYON.geonameid}"):
        held = [
            href for href in await links(app, address) if href.endswith("/report/file/" + "b" * 12)
        ]
        assert held == [] or (address == "/" and not purge), address
    compared = await html(app, "/-/crossfoot/compare?from=2&to=3")
    assert "it was a draft" in compared or purge


ODD = ("999999999999999999999999", "-1", "%00", "%FF", "'", "²", "1e9", "a&period=a&sort=low")


@pytest.mark.parametrize("is_empty", [False, True])
async def test_odd_questions_are_answered_calmly(
    app: Any, tmp_path: Path, *, is_empty: bool
) -> None:
    """Numbers that are none, strange texts, a dataset without anything: no page breaks."""
    if is_empty:
        path = tmp_path / "d.db"
        connect(path, create=True).close()
        app = make_app(path)
    await html(app, "/")
    for odd in ODD:
        for path_of in ("reports?year=", "reports?start=", "cities?country=", "mismatches?report=",
                        "mismatches?start=", "compare?from=", "compare?report=", "search?q=",
                        "measures?x=", "map?x="):  # fmt: skip
            await html(app, f"/-/crossfoot/{path_of}{odd}")
    await html(app, "/-/crossfoot/compare?old=1&new=999", status=404)
    await html(app, "/-/crossfoot/measure/~~", status=404)


async def test_totals_of_one_cause_are_one_line_of_the_mismatches(tmp_path: Path) -> None:
    """The worst is told, the others fold away behind a count; files say the cause of each."""
    table = make_table([["Ville", "2022", "2023"], ["Lyon", "12", "10"], ["Total", "40", "12"]])
    checks = tuple(
        footing(f"c{col}", Ref("t1", 2, col), (Ref("t1", 1, col),), printed, 11)
        for col, printed in ((1, 40), (2, 12))
    )
    path = tmp_path / "crossfoot.db"
    load_extractions(path, [replace(make_extraction(table), checks=checks)])
    app = make_app(path)

    page = await html(app, "/-/crossfoot/mismatches?lang=en")
    assert "<summary>… and 1 more in the same row</summary>" in page
    assert "(1, 2 totals)" in page
    rows = json.loads(await html(app, "/-/crossfoot/mismatches.json"))
    rows = rows["rows"] if isinstance(rows, dict) else rows
    assert [(row["total_text"], row["cause"]) for row in rows] == [("40", 1), ("12", 1)]


async def test_a_number_can_be_kept_with_its_items_and_its_history(app: Any, dataset: Path) -> None:
    """What is printed first, then what was added up, then each version; in each format offered."""
    number = corrected(dataset)
    paths = await links(app, f"/-/crossfoot/printed/observation/{number}")
    kept = {href.rsplit(".")[-1]: href for href in paths if "." in href and "/number/" in href}
    rows = json.loads(await html(app, kept["json"]))["rows"]
    check = next(
        href for href in await links(app, "/-/crossfoot/mismatches") if "/crossfoot/check/" in href
    )
    added = json.loads(await html(app, check + ".json"))["rows"]
    text = (await app.client.get(kept["csv"])).text

    assert [(row["what"], row["text"]) for row in rows] == [
        ("printed", "19"),
        ("version", "16"),
        ("version", "19"),
    ]
    assert rows[0]["row"] == "Montréal"
    assert rows[0]["page"] > 0
    assert len(rows[0]["sha256"]) == 64
    assert [row["what"] for row in added if row["what"] != "version"][:2] == ["printed", "item"]
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(rows)


async def test_a_report_is_compared_with_one_that_is_chosen(app: Any, dataset: Path) -> None:
    """Its page leads to a list of the others, the nearest first; two chosen ones are compared."""
    key = one(
        dataset,
        "SELECT substr(sha256, 1, 12) FROM current_extractions WHERE file LIKE 'membres%'",
    )
    asked = f"/-/crossfoot/compare?new={key}"
    page = await html(app, asked)
    others = [
        value for value in re.findall(r'<option value="([0-9a-f]{12})">', page) if value != key
    ]
    both = await html(app, f"/-/crossfoot/compare?old={others[0]}&new={key}")

    assert asked in await links(app, f"/-/crossfoot/report/file/{key}")
    assert f'<option value="{key}" selected>' in page
    assert "cf-changed" in both or "cf-added" in both
    assert f'<option value="{others[0]}" selected>' in both


def test_old_versions_stay_in_the_chooser(dataset: Path) -> None:
    """The two that are shown are offered however many came since."""
    db = sqlite3.connect(dataset)
    asked = {"most": 1, "old": 1, "new": 2}
    found = [row[0] for row in db.execute(comparison.VERSIONS, asked)]
    newest = [row[0] for row in db.execute(comparison.VERSIONS, {**asked, "old": 0})]
    db.close()

    assert (found, newest) == ([2, 1], [2])


def test_what_a_city_shows_is_the_newest_of_each_measure(dataset: Path) -> None:
    """Where there are too many numbers none of its measures is missing."""
    db = sqlite3.connect(dataset)
    measures = (
        "SELECT measure, max(period) FROM current_observations WHERE geonameid = :id GROUP BY 1"
    )
    (city,) = db.execute(
        "SELECT geonameid FROM current_observations WHERE geonameid IS NOT NULL "
        "GROUP BY 1 ORDER BY count(DISTINCT measure) DESC, count(*) DESC LIMIT 1"
    ).fetchone()
    newest = db.execute(measures, {"id": city}).fetchall()
    db.row_factory = sqlite3.Row
    asked = {"id": city, "most": len(newest)}
    shown = [(row["measure"], row["period"]) for row in db.execute(subjects.CITY_NUMBERS, asked)]
    db.close()

    assert len(newest) > 1
    assert sorted(shown) == sorted(newest)


async def test_lists_go_on(app: Any, dataset: Path) -> None:
    """A list of cities or measures begins where it is told to, and leads back."""
    count = one(dataset, "SELECT count(*) FROM now_names WHERE kind = 'city'")
    for kind in ("cities", "measures"):
        every = await links(app, f"/-/crossfoot/{kind}")
        rest = await links(app, f"/-/crossfoot/{kind}?start=2")
        listed = [href for href in every if re.search(r"/(?:city|measure)/", href)]

        assert [href for href in rest if href in listed] == listed[2:]
        assert "?start=0" in rest
        assert kind == "measures" or len(listed) == min(count, subjects.LISTED)


async def test_a_share_is_never_more_than_it_is(app: Any, dataset: Path) -> None:
    """240 of 241 numbers are not all of them: shares are cut, not rounded."""
    key = one(dataset, "SELECT substr(sha256, 1, 12) FROM editions WHERE file LIKE '%-v2.pdf'")

    page = await html(app, f"/-/crossfoot/report/file/{key}?lang=en")

    assert re.search(r"<strong>99 %</strong> [^<]*\(240 / 241\)", page)


async def test_a_measure_is_sorted_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a register, accents and case aside; of very many values it is not offered."""
    path = tmp_path / "d.db"
    names = ["Zurich", "École", "Lyon", "eau", "Abris"]
    rows = [[name, str(12 + 5 * i)] for i, name in enumerate(names)]
    load_extractions(path, [make_extraction(make_table([["Lieu", "2023"], *rows]))])
    app = make_app(path)
    (address,) = [href for href in await links(app, "/-/crossfoot/measures") if "/measure/" in href]

    def order(page: str) -> list[str]:
        shown = re.findall(r"<tr><td>(?:<a [^>]+>|<span [^>]+>)([^<]+)", page)
        return [name for name in shown if name in names]

    named = await html(app, address + "?sort=name&lang=en")
    assert order(named) == ["Abris", "eau", "École", "Lyon", "Zurich"]
    assert '<th scope="col" aria-sort="ascending">Row' in named
    assert "&amp;sort=name" in await html(app, address)

    monkeypatch.setattr(subjects, "NAMED_MOST", 4)
    many = await html(app, address + "?sort=name")
    assert order(many) == names[::-1]
    assert 'value="name"' not in many
    assert "&amp;sort=name" not in many


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
async def test_a_comparison_without_changed_numbers_can_be_kept(app: Any, ending: str) -> None:
    """What came is in the file, one row a report; where nothing changed its columns are."""
    import pandas as pd

    def read(body: bytes) -> Any:
        if ending == "json":
            return pd.DataFrame(json.loads(body)["rows"])
        reader = pd.read_csv if ending == "csv" else pd.read_parquet
        return reader(io.BytesIO(body))

    page = await html(app, "/-/crossfoot/compare?from=0&to=1&lang=en")
    (address,) = [
        href
        for href in await links(app, "/-/crossfoot/compare?from=0&to=1")
        if f".{ending}?" in href
    ]
    came = read((await app.client.get(address)).content)
    nothing = read((await app.client.get(address.replace("from=0", "from=1"))).content)

    assert list(came["kind"]) == ["report_added"] * 3
    assert "mentions" in " ".join(came["report"])
    assert "<p>What changed: 0 → 1. Lasting address:" in page
    assert len(nothing) == 0
    assert ending == "json" or list(nothing.columns) == list(comparison.COLUMNS)


@pytest.mark.parametrize("label", ["Fondation Jean Jaurès", "Lyon", "", "Ville de Châteauroux"])
def test_the_name_of_a_bar_that_fits_is_whole(label: str) -> None:
    """Most names of towns and bodies do."""
    assert charts._cut(label) == label


@pytest.mark.parametrize(
    ("label", "most"),
    [("FONDATION ROBERT SCHUMAN", 18), ("Association des maires des Alpes", 23), ("W" * 40, 16)],
)
def test_the_name_of_a_bar_never_runs_out_of_its_chart(label: str, most: int) -> None:
    """Capitals are wider: of them fewer are shown."""
    short = charts._cut(label)

    assert short.endswith("…")
    assert label.startswith(short[:-1])
    assert len(short) <= most


async def test_columns_without_anything_are_left_out(tmp_path: Path) -> None:
    """No unit, no check, no other period: three columns less; two periods bring theirs back."""
    path = tmp_path / "d.db"
    one = make_extraction(make_table([["Ville", "Voix"], ["Lyon", "12"], ["Liège", "30"]]))
    bare = replace(
        one,
        observations=tuple(replace(o, unit=None, measure="voix") for o in one.observations),
    )
    load_extractions(path, [bare])
    page = await html(make_app(path), "/-/crossfoot/measure/voix?lang=en")
    city = await html(make_app(path), f"/-/crossfoot/city/{LYON.geonameid}?lang=en")
    heads = [re.findall(r"<th[^>]*>(?:<a[^>]*>)?([^<]+)", text) for text in (page, city)]

    assert heads[0] == ["Row", "2023", "Report"]
    assert heads[1] == ["Period", "Value", "Printed as", "Column", "Report"]


async def test_issuers_that_differ_by_capitals_are_one(tmp_path: Path) -> None:
    """Home counts them together, and its link leads to the reports of all spellings."""
    path = tmp_path / "d.db"
    made = [
        make_extraction(
            make_table([["Ville", "2023"], ["Lyon", str(count)], ["Paris", str(count * 7)]]),
            sha=sha,
            file=f"{sha}.pdf",
            series=sha,
        )
        for sha, count in zip("abc", (12, 345, 6789), strict=True)
    ]
    names = ("City of Oakland", "CITY OF OAKLAND", "City of Portland")
    load_extractions(
        path,
        [
            replace(one, report=replace(one.report, issuer=name))
            for one, name in zip(made, names, strict=True)
        ],
    )
    found = {
        href: text for href, text in (await links(make_app(path), "/")).items() if "issuer=" in href
    }
    assert sorted(text.lower() for text in found.values()) == [
        "city of oakland",
        "city of portland",
    ]
    (oakland,) = [href for href, text in found.items() if text.lower() == "city of oakland"]
    shown = await links(make_app(path), oakland)
    assert len([href for href in shown if "/report/file/" in href]) == 2
