"""Floors under what is read on single pages of real reports, where the corpora are at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.pages.reading import alarms, read, table_texts
from tests.pages.scoring import Score, best, mean_f1, shape_share
from tests.pages.truth import false_alarms, true_pages

pytestmark = pytest.mark.corpus


@dataclass(frozen=True)
class Floor:
    """What must hold on the pages of a folder."""

    f1: float
    shapes: float
    silent: float
    alarms: int


# Measured on 80 and 13 pages: mean cells F1 .635 and .963, share of shapes .29 and 1.00, pages
# without a table on which none is read 47 of 51 and none of none, false alarms 1 and 1.
FLOORS = {
    "pages": Floor(f1=0.61, shapes=0.26, silent=0.88, alarms=3),
    "reports": Floor(f1=0.945, shapes=0.94, silent=1.0, alarms=2),
}


@cache
def _read(folder: Path) -> tuple[tuple[Score, ...], int]:
    """Scores of a folder's pages, and the number of false alarms on them."""
    scores, false = [], 0
    for page in true_pages(folder):
        extraction = read(page.pdf, page.page)
        scores.append(best(page.variants, table_texts(extraction)))
        false += false_alarms(alarms(extraction.checks), page)
    return tuple(scores), false


@pytest.fixture(params=FLOORS)
def measured(request: pytest.FixtureRequest, corpus: Path) -> tuple[tuple[Score, ...], int, Floor]:
    """Scores, false alarms and floor of one folder of the corpora."""
    folder = corpus / request.param
    if not folder.is_dir():
        pytest.skip(f"no folder {request.param} in the corpora")
    return (*_read(folder), FLOORS[request.param])


def test_cells_of_real_pages(measured: tuple[tuple[Score, ...], int, Floor]) -> None:
    """The mean F1 of the cells of pages with tables holds its floor."""
    scores, _, floor = measured
    assert mean_f1(scores) >= floor.f1


def test_shapes_of_real_tables(measured: tuple[tuple[Score, ...], int, Floor]) -> None:
    """The share of tables with the right rows and columns holds its floor."""
    scores, _, floor = measured
    assert shape_share(scores) >= floor.shapes


def test_pages_without_tables_stay_silent(measured: tuple[tuple[Score, ...], int, Floor]) -> None:
    """On most pages without a table none is made up."""
    scores, _, floor = measured
    empty = [one for one in scores if not one.tables]
    assert sum(not one.found for one in empty) >= floor.silent * len(empty)


def test_false_alarms_on_real_pages(measured: tuple[tuple[Score, ...], int, Floor]) -> None:
    """Hardly a total that holds is called wrong."""
    _, false, floor = measured
    assert false <= floor.alarms
