"""Datasette's own pages in our frame: in the reader's language, labelled, without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from crossfoot.browse.queries import QUERIES
from crossfoot.browse.serve import make_app
from crossfoot.browse.wording import READERS, words_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Datasette's own

PAGES = (
    *("/reports", "/reports/mismatches", "/reports/current_observations", "/reports/tables/1"),
    *("/reports/cells?role=total", "/reports?sql=select+1+as+one", "/reports/proved_by_report"),
    "/reports/measure_by_city?measure=population",
)


@pytest.mark.parametrize("path", PAGES)
async def test_raw_pages_speak_the_language_of_their_reader(app: Any, path: str) -> None:
    """By Accept-Language; one heading, the same head as ours, every field with a label."""
    answer = await app.client.get(path, headers={"accept-language": "fr"})
    page = answer.text
    fields = re.findall(r"<(?:input|select|textarea)\b(?![^>]*hidden)", page)

    assert answer.status_code == 200
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1
    assert ">Toutes les tables</a>" in page
    assert "Accept-Language" in answer.headers["vary"]
    assert len(fields) == page.count("<label")
    assert "<script" not in page
    for english in ("Advanced export", "This data as", "Custom SQL", "Powered by", ">Apply"):
        assert english not in page


async def test_the_switch_of_a_raw_page_filters_nothing_and_is_kept(app: Any) -> None:
    """All other names there are columns; the choice goes into the cookie of all pages."""
    answer = await app.client.get("/reports/tables?_sort=page&_lang=es")
    shown = re.findall(r'<a href="([^"]+)" hreflang="fr"', answer.text)

    assert '<html lang="es">' in answer.text
    assert "crossfoot_lang=es" in answer.headers["set-cookie"]
    assert shown == ["?_sort=page&amp;_lang=fr"]


async def test_texts_in_another_language_say_so(app: Any) -> None:
    """Explanations by the name of their column, rows by that of their report."""
    page = (await app.client.get("/reports/checks", headers={"accept-language": "es"})).text

    assert '<td class="col-explanation_en" lang="en">' in page
    assert '<td class="col-explanation_fr" lang="fr">' in page
    listed = (await app.client.get("/reports/current_observations")).text
    assert '<tr lang="fr">' in listed


async def test_what_cannot_be_shown_is_told_in_the_same_frame(app: Any) -> None:
    """A fault of a query, an address that leads nowhere; JSON stays JSON."""
    french = {"accept-language": "fr"}
    fault = await app.client.get("/reports?sql=delete+from+cells", headers=french)
    nowhere = await app.client.get("/reports/no_such_table", headers=french)
    tree = await app.client.get("/reports/no_such_table.json", headers=french)

    assert (fault.status_code, nowhere.status_code, tree.status_code) == (400, 404, 404)
    assert "Statement must be a SELECT" in fault.text
    assert all('<html lang="fr">' in one.text for one in (fault, nowhere))
    assert tree.json()["ok"] is False


async def test_a_page_that_takes_too_long_says_so(dataset: Path) -> None:
    """On a busy machine: 503, which browsers and proxies ask again, and what to do."""
    app = make_app(dataset)
    app.sql_time_limit_ms = 0.001
    app._settings["sql_time_limit_ms"] = 0.001
    answer = await app.client.get("/-/crossfoot/cities")

    assert answer.status_code == 503
    assert "took too long" in answer.text


@pytest.mark.parametrize("language", READERS)
def test_each_question_has_a_title_in_each_language(language: str) -> None:
    """And says what it answers; its parameters have names."""
    words = words_of(language)
    asked = {name for one in QUERIES for name in re.findall(r"(?<!:):([a-z]+)", one.sql)}

    assert all(words[f"{what}_{one.name}"] for one in QUERIES for what in ("query", "about"))
    assert asked - {name for name in asked if words.get(f"param_{name}")} == set()


def test_the_languages_have_the_same_words() -> None:
    """What one lacks would be a blank on a page."""
    assert len({frozenset(words_of(code)) for code in READERS}) == 1
