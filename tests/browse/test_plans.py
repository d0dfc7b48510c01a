"""What the queries of pages look through: look-ups, never all rows of a table that grows."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from crossfoot.browse import printed
from crossfoot.browse.pages import mismatches, subjects

PLANS = {
    "the checks of a cell": (printed.CHECKS_OF_CELL, set()),
    "the checks of a figure": (printed.CHECKS_OF_FIGURE, set()),
    "what a check adds up": (printed.ITEMS, set()),
    "a number in each version": (printed.HISTORY, set()),
    "a figure in each version": (printed.FIGURE_HISTORY, set()),
    "where a city is named": (subjects.CITY_MENTIONS, {"f"}),
    "the numbers of a city": (subjects.CITY_NUMBERS, {"(subquery-6)", "ranked", "shown"}),
    "the values of a measure in order": (subjects.IN_ORDER.format(order="DESC"), set()),
    "the values of a measure": (subjects.VALUES, {"j"}),
    "all mismatches": (mismatches.ASKED, {"n"}),
}
"""Queries, and what each may go through as a whole: what was found before, what is failing."""


@pytest.mark.parametrize("what", PLANS)
def test_a_page_looks_up_what_it_shows(dataset: Path, what: str) -> None:
    """SQLite plans no scan, and no index on a status, which most rows share."""
    query, scanned = PLANS[what]
    db = sqlite3.connect(dataset)
    values = dict.fromkeys(re.findall(r"(?<!:):([a-z]+)", query))
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    db.close()

    assert {line.split()[1] for line in plan if line.startswith("SCAN")} <= scanned
    assert not [line for line in plan if "_status " in line]
