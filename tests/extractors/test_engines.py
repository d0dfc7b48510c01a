"""Other engines as second opinions, the choice between readings, and recipes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crossfoot.errors import UnreadableInput
from crossfoot.extractors.choice.arbiter import choose, group_readings
from crossfoot.extractors.choice.engines import (
    FOREIGN_ENGINES,
    column_gaps,
    page_tokens,
    read_with_engine,
)
from crossfoot.extractors.choice.steer import apply_recipes, clip_page
from crossfoot.extractors.document import read_document
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.tables.confidence import UNSURE
from crossfoot.geometry import overlap
from crossfoot.model import Cell, Evidence, Page, Recipe, Table
from crossfoot.settings import Settings

RULED = "membres-fr-A-2.pdf"
PAGE = 7
"""The last page of the ruled sample: the end of one table, and a small one."""


@pytest.fixture(scope="module")
def page(samples: Path) -> Page:
    """A page with ruled tables."""
    with open_document(samples / RULED) as document:
        return document.page(PAGE)


@pytest.fixture(scope="module")
def own(samples: Path, page: Page) -> tuple[Table, ...]:
    """Its tables by our engine."""
    return read_with_engine("own", samples / RULED, page)


def texts(table: Table) -> list[list[str]]:
    """Return the rows of a table."""
    rows = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


@pytest.mark.parametrize("engine", FOREIGN_ENGINES)
def test_engines_agree_on_a_ruled_page(
    engine: str, samples: Path, page: Page, own: tuple[Table, ...]
) -> None:
    """With all rules drawn every engine gives our tables, with our words in them."""
    tables = read_with_engine(engine, samples / RULED, page)

    assert {t.engine for t in tables} == {engine}
    best = max(tables, key=lambda t: overlap(t.box, own[-1].box))
    assert texts(best) == texts(own[-1])


def test_an_engine_that_fails_costs_one_line(tmp_path: Path, page: Page) -> None:
    """What another engine raises is told in one line that names it."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")

    with pytest.raises(UnreadableInput, match="pdfplumber failed on page 7") as caught:
        read_with_engine("pdfplumber", path, page)

    assert "\n" not in str(caught.value)


def make_table(rows: Sequence[Sequence[str]], engine: str) -> Table:
    """Return a table with rows every 12 points."""
    cells = tuple(
        Cell(r, c, text, 1, (50.0 + 100 * c, 60.0 + 12 * r, 90.0 + 100 * c, 70.0 + 12 * r))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = (50.0, 60.0, 100.0 * len(rows[0]) - 10, 60.0 + 12 * len(rows))
    return Table(
        "", (1,), box, (box,), len(rows), len(rows[0]), 1, 1, cells, engine=engine, confidence=0.3
    )


GOOD = (("Ville", "2019", "2020"), ("Bron", "1", "2"), ("Lyon", "3", "4"), ("Total", "4", "6"))
FUSED = tuple((a, f"{b} {c}") for a, b, c in GOOD)
TORN = (("Ville", "2019", "2020"), ("Bron", "1", ""), ("", "", "2"), *GOOD[2:])


def test_the_better_structure_wins_and_says_why(page: Page) -> None:
    """Whole rows win over torn ones; each reading carries its evidence and its sum."""
    choice = choose([(make_table(TORN, "own"),), (make_table(GOOD, "pdfplumber"),)], page)

    assert [t.engine for t in choice.chosen] == ["pdfplumber"]
    assert [t.engine for reading in choice.rejected for t in reading] == ["own"]
    names = [e.name for e in choice.chosen[0].evidence]
    assert {"words_kept", "fill", "alike_columns", "agreement", "score"} <= set(names)


def test_between_equals_ours_stays(page: Page) -> None:
    """Equal readings are no reason to take another engine's."""
    choice = choose([(make_table(GOOD, "own"),), (make_table(GOOD, "pdfplumber"),)], page)

    assert [t.engine for t in choice.chosen] == ["own"]


def test_totals_that_foot_decide(page: Page) -> None:
    """Where structure says little, the reading whose totals foot is taken."""
    fused, good = make_table(FUSED, "own"), make_table(GOOD, "pdfplumber")

    def foots(table: Table) -> float:
        return 4.0 if table.n_cols == 3 else -4.0

    with_sums = choose([(fused,), (good,)], page, foots=foots)
    against = choose([(good,), (fused,)], page, foots=lambda table: -foots(table))

    assert with_sums.chosen[0].n_cols == 3
    assert against.chosen[0].n_cols == 2
    assert any(e.name == "footing" and e.value > 0 for e in with_sums.chosen[0].evidence)


def test_only_unsure_tables_are_asked_about(own: tuple[Table, ...]) -> None:
    """A sure table has no rivals, and a rival may not swallow its neighbour."""
    x0, top, x1, bottom = own[0].box
    second = replace(own[0], box=(x0, top + 300, x1, bottom + 300))
    sure = [replace(t, confidence=UNSURE, evidence=()) for t in (own[0], second)]
    unsure = [replace(t, confidence=UNSURE / 2) for t in sure]
    greedy = replace(own[0], box=(x0, top, x1, bottom + 300))

    assert group_readings(sure, [sure]) == []
    assert [len(rivals) for _, rivals in group_readings(unsure, [sure])] == [1, 1]
    assert all(not rivals for _, rivals in group_readings(unsure, [(greedy,)]))


def test_a_recipe_reads_a_table_with_its_columns(
    samples: Path, page: Page, own: tuple[Table, ...]
) -> None:
    """The gaps a person names are the gaps between columns, and the table says so."""
    table = replace(own[-1], caption="Projets pilotes")
    gaps = column_gaps(table)
    recipe = Recipe(caption="^projets PILOTES$", columns=gaps[:2])

    told = apply_recipes([table], page, samples / RULED, [recipe])

    assert [t.n_cols for t in told] == [3]
    assert told[0].caption == "Projets pilotes"
    assert Evidence("recipe", 1.0, "^projets PILOTES$") in told[0].evidence
    assert apply_recipes([own[0]], page, samples / RULED, [recipe]) == (own[0],)


def test_a_recipe_for_another_page_changes_nothing(
    samples: Path, page: Page, own: tuple[Table, ...]
) -> None:
    """Pages limit a recipe."""
    recipe = Recipe(pages=(1,), engine="pdfplumber")

    assert apply_recipes(own, page, samples / RULED, [recipe]) == own


def test_clipping_keeps_the_words_of_an_area(page: Page, own: tuple[Table, ...]) -> None:
    """Each word of an area, and no other, is on the clipped page."""
    clipped = clip_page(page, own[-1].box)
    middles = (clipped.words.box[:, :2] + clipped.words.box[:, 2:]) / 2

    assert 0 < len(clipped.words) < len(page.words)
    assert (middles >= np.array(own[-1].box[:2])).all()
    assert (middles <= np.array(own[-1].box[2:])).all()
    assert {t.text for t in page_tokens(clipped)} <= {t.text for t in page_tokens(page)}


@pytest.mark.parametrize("engine", ["own", "ruled", "pdfplumber"])
def test_an_engine_can_be_asked_for_by_name(engine: str, samples: Path) -> None:
    """`--engine` reads with that engine alone."""
    reading = read_document(samples / RULED, Settings(pages=(PAGE,), engine=engine))  # type: ignore[arg-type]

    assert reading.tables
    if engine == "pdfplumber":
        assert {table.engine for table in reading.tables} == {"pdfplumber"}
