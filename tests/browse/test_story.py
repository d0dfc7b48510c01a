"""A reader's way through the pages in a real browser, and what hinders one who cannot see them."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browse.chromium import CHROMIUM, Tab, browser
from tests.browse.served import running_server

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")

MOST_CLICKS, MOST_SECONDS = 6, 6.0
WIDTHS = (360, 768, 1200)


@pytest.fixture(scope="module")
def address(dataset: Path) -> Iterator[str]:
    """A running `crossfoot browse`."""
    with running_server(dataset) as url:
        yield url


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of Chromium."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def test_from_a_name_to_what_changed(tab: Tab, address: str, dataset: Path) -> None:
    """Search "bruselas", city, number with its crop, its check, its history, what changed."""
    db = sqlite3.connect(dataset)
    (key,) = db.execute(
        "SELECT substr(sha256, 1, 12) FROM editions WHERE file LIKE '%v2.pdf'"
    ).fetchone()
    db.close()
    tab.look(width=1200)
    tab.open(f"{address}/?lang=es")
    begun = time.monotonic()
    tab.type("#cf-big-q", "bruselas")
    way = (
        ".cf-big-search button",
        'a[href$="/city/2800866"]',
        f'tr:has(a[href$="/report/file/{key}"]) a[href*="/number/"]',
        'p > a[href*="/crossfoot/check/"]',
        'a[href*="/compare?from="]',
    )
    seen = []
    for selector in way:
        tab.click(selector)
        seen.append(tab.ask("document.title"))
    seconds = time.monotonic() - begun

    assert "Bruselas" in seen[1]
    assert "Qué cambió" in seen[-1]
    assert tab.ask("document.querySelector('.cf-changed') !== null")
    assert len(way) <= MOST_CLICKS
    assert seconds <= MOST_SECONDS, f"{seconds:.1f} s"


def pages_of(tab: Tab, address: str) -> list[str]:
    """Return an address of each kind of page: ours, Datasette's own, and what is not there."""
    paths = ["/", "/-/crossfoot/search?q=montreal", "/-/crossfoot/city/6077243"]
    paths += [f"/-/crossfoot/{name}" for name in ("cities", "measures", "mismatches", "compare")]
    paths += ["/-/crossfoot/reports", "/-/crossfoot/report/2", "/-/crossfoot/table/1"]
    paths += ["/-/crossfoot/compare?from=1&to=2", "/-/crossfoot/search?q=xyzzyq"]
    paths += ["/-/crossfoot/map", "/-/crossfoot/map/1", "/-/crossfoot/printed/cell/20"]
    paths += ["/-/crossfoot/printed/page/1", "/-/crossfoot/printed/figure/1", "/-/crossfoot/city/1"]
    paths += ["/reports", "/reports/mismatches", "/reports/tables/1", "/reports/observations"]
    paths += ["/reports/current_observations?_facet=measure", "/reports/cells?role=total&_lang=fr"]
    paths += ["/reports/proved_by_report", "/reports/measure_by_city?measure=population&_lang=es"]
    paths += ["/reports?sql=select+label+from+reports", "/reports?sql=select", "/reports/nowhere"]
    for start, part in (("mismatches", "/crossfoot/check/"), ("measures", "/measure/")):
        tab.open(f"{address}/-/crossfoot/{start}")
        paths.append(tab.ask(f"document.querySelector('a[href*=\"{part}\"]').getAttribute('href')"))
    return paths


def test_no_page_scrolls_sideways(tab: Tab, address: str) -> None:
    """On a phone, a tablet and a desk; wide tables scroll in their own frame."""
    wide = []
    for path in pages_of(tab, address):
        for width in WIDTHS:
            tab.look(width=width)
            tab.open(address + path)
            if tab.ask("document.documentElement.scrollWidth") > width:
                wide.append((path, width))

    assert wide == []


def test_axe_finds_nothing_serious(tab: Tab, address: str) -> None:
    """By day and by night, on a desk and on a phone."""
    axe_script = pytest.importorskip("axe_core_python", reason="pip install axe-core-python")
    script = (Path(axe_script.__file__).parent / "axe.min.js").read_text("utf-8")
    found = []
    for path in pages_of(tab, address):
        for width, dark in ((1200, False), (360, False), (1200, True)):
            tab.look(width=width, dark=dark)
            tab.open(address + path)
            tab.call("Runtime.evaluate", expression=script)
            told = tab.ask(
                "axe.run({resultTypes: ['violations']}).then(r => JSON.stringify(r.violations.map("
                "v => [v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 120)])))"
            )
            found += [
                (path, width, dark, *one)
                for one in json.loads(told)
                if one[1] in ("serious", "critical")
            ]

    assert found == []
