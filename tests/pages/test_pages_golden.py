"""Pages that the tests draw, compared with golden text that says how they should be read.

The golden files come from what the script draws, never from what the program reads:
``CROSSFOOT_GOLDEN=write pytest tests/pages`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.extractors.table_pages import aligned
from tests.pages.pages import PAGES
from tests.pages.reading import alarms, read_named, table_texts
from tests.pages.sheet import draw_page

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "pages"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"

NOT_YET = {
    "fr-clipped": "the last row is lost: rules count as long as their paths, not as they show",
    "en-labels-outside-frame": "labels beside the frame are lost",
    "en-centred-band-labels": "two rows are one where a label of their band stands between them",
    "en-detached-signs": "currency signs are a column, or end the cell before theirs",
}
"""Pages that come out wrong today, and how; one that comes out right has to leave this list."""


def _named(name: str) -> object:
    if name not in NOT_YET:
        return name
    wrong = pytest.mark.xfail(strict=True, raises=AssertionError, reason=NOT_YET[name])
    return pytest.param(name, marks=wrong)


@pytest.mark.parametrize("name", [_named(name) for name in PAGES])
def test_a_drawn_page_reads_as_its_golden_file(name: str) -> None:
    """The tables of a page are the ones that were drawn on it."""
    found = aligned(table_texts(read_named(name)[0]))
    assert found == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_golden_file_says_what_is_drawn(name: str) -> None:
    """Golden text and page come from one source."""
    drawn = aligned([grid.texts for grid in draw_page(PAGES[name])[1]])
    file = GOLDEN / f"{name}.txt"
    if WRITE:
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_no_total_of_a_drawn_page_is_called_wrong(name: str) -> None:
    """All totals of these pages are right, also where a table is not read as it should be."""
    assert [check.explain("en") for check in alarms(read_named(name)[0].checks)] == []


def test_the_pages_speak_three_languages_and_some_have_no_table() -> None:
    """Every language has its share, and there are pages on which nothing is to be found."""
    languages = [name[:2] for name in PAGES]
    assert min(languages.count(one) for one in ("fr", "en", "es")) >= 7
    assert sum(not draw_page(page)[1] for page in PAGES.values()) >= 4


def test_pages_that_come_out_wrong_are_pages() -> None:
    """No name of the list is left over from a page that is gone."""
    assert set(NOT_YET) <= set(PAGES)
