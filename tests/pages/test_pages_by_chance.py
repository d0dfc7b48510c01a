"""Forty pages by chance, others every time: floors under what is read on pages nobody has seen.

Every run draws a seed and prints it; with ``CROSSFOOT_SEED`` set to it the same pages come again.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import cache
from random import Random, SystemRandom

import pytest

from tests.pages.chance import chance_page
from tests.pages.grids import Grid
from tests.pages.reading import alarms, read_drawn, table_texts
from tests.pages.scoring import Score, mean_f1, score, shape_share
from tests.pages.sheet import draw_page

PAGES = 40
SEED = int(os.environ.get("CROSSFOOT_SEED") or SystemRandom().randrange(1_000_000))

# Measured over 24 seeds, 40 pages each: mean cells F1 .88 (.75 to .97, standard deviation .05),
# share of shapes .67 (.51 to .78, .06), false alarms 3.7 a set (0 to 14). The floors stand four
# standard deviations below the means; raise them with the engine.
LEAST_F1 = 0.68
LEAST_SHAPES = 0.43
MOST_ALARMS = 30


@cache
def _read() -> tuple[tuple[Score, ...], int]:
    """Scores of the pages, and how many equations that hold are called wrong."""
    chance, scores, false = Random(SEED), [], 0  # noqa: S311
    for k in range(PAGES):
        extraction, tables = read_drawn(chance_page(chance, f"chance-{k}"))
        scores.append(score([grid.texts for grid in tables], table_texts(extraction)))
        false += len(alarms(extraction.checks))
    return tuple(scores), false


@pytest.fixture(autouse=True, scope="module")
def _say_seed(pytestconfig: pytest.Config) -> None:
    """Print the seed, whatever is captured."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    assert capture is not None
    with capture.global_and_fixture_disabled():
        sys.stdout.write(f"\npages by chance: CROSSFOOT_SEED={SEED}\n")


def test_most_cells_are_right() -> None:
    """The mean F1 of the cells holds its floor."""
    scores, _ = _read()
    worst = sorted(range(PAGES), key=lambda k: scores[k].f1)[:5]
    assert mean_f1(scores) >= LEAST_F1, f"seed {SEED}, worst pages {worst}"


def test_most_shapes_are_right() -> None:
    """The share of tables with the right rows and columns holds its floor."""
    wrong = [k for k, one in enumerate(_read()[0]) if one.shapes < one.tables]
    assert shape_share(_read()[0]) >= LEAST_SHAPES, f"seed {SEED}, wrong pages {wrong}"


def test_few_equations_that_hold_are_called_wrong() -> None:
    """All totals are right: every alarm is false."""
    assert _read()[1] <= MOST_ALARMS, f"seed {SEED}"


def test_totals_of_pages_by_chance_are_right() -> None:
    """The floors are about the reading: what is drawn adds up."""
    chance = Random(SEED)  # noqa: S311
    for k in range(PAGES):
        for grid in draw_page(chance_page(chance, f"chance-{k}"))[1]:
            assert _adds_up(grid)


def _adds_up(grid: Grid) -> bool:
    """Whether items, sub-totals and total of every column come to one sum."""
    sums: dict[str, Counter[int]] = {"item": Counter(), "part": Counter(), "whole": Counter()}
    for r, row in enumerate(grid.texts):
        if r < grid.head or r in grid.sections:
            continue
        kind = "item" if r not in grid.totals else "whole" if row[0] == "Total" else "part"
        for c, text in enumerate(row[1:]):
            sums[kind][c] += int("".join(filter(str.isdigit, text)))
    return sums["item"] == sums["whole"] and (not sums["part"] or sums["part"] == sums["item"])
