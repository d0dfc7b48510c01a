"""What a reading leaves out puts it in doubt: its own words, rows beside it, tables not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.extractors.choice.arbiter import Choice, choose_unseen, group_readings
from crossfoot.extractors.choice.choices import (
    LEAST_WORTH,
    Chooser,
    PageChoices,
    without_doubtful,
)
from crossfoot.extractors.choice.leftovers import LOOSE_ROWS, loose_rows
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.tables.confidence import (
    LEFT_OUT,
    MOST_LEFT_OUT,
    UNSURE,
    structure_of,
)
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Evidence, Page, Table
from crossfoot.settings import Settings
from tests.extractors.pdf_builder import Sheet, columns, write_pdf

XS = (60.0, 260.0, 400.0)
ROWS = [(f"Ville {i}", str(1200 + i), str(1900 + i)) for i in range(16)]


def read(folder: Path, sheet: Sheet) -> Page:
    """Return a made page as read."""
    with open_document(write_pdf(folder / "page.pdf", [sheet])) as document:
        return document.page(1)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A list of sixteen rows."""
    return read(tmp_path_factory.mktemp("list"), Sheet(columns(ROWS, XS, 100)))


@pytest.fixture(scope="module")
def whole(page: Page) -> Table:
    """The list as it is read."""
    (table,) = read_page_tables(page)
    assert (table.n_rows, table.n_cols) == (16, 3)
    return table


def first_rows(table: Table, rows: int) -> Table:
    """Return a table that ends after so many rows."""
    cells = tuple(c for c in table.cells if c.row < rows)
    bottom = max(c.box[3] for c in cells)
    box = (*table.box[:3], bottom)
    return replace(table, n_rows=rows, cells=cells, box=box, boxes=(box,))


def test_a_reading_without_words_of_its_place_is_not_sure(page: Page, whole: Table) -> None:
    """A few words do not matter; a column of numbers does."""
    _, top, _, bottom = whole.box
    holed = read_page_tables(page, exclude=[(XS[1] - 5, top - 9, XS[1] + 60, bottom + 9)])
    *_, nicked = read_page_tables(page, exclude=[(XS[1] - 5, top + 50, XS[1] + 60, top + 60)])

    assert holed
    assert all(share(table) > MOST_LEFT_OUT and structure_of(table) < UNSURE for table in holed)
    assert 0 < share(nicked) < MOST_LEFT_OUT
    assert min(structure_of(whole), structure_of(nicked)) > UNSURE


def share(table: Table) -> float:
    """Return how much of its place a table says to leave out."""
    return next(e.value for e in table.evidence if e.name == LEFT_OUT)


def test_rows_of_numbers_outside_all_tables_are_loose(page: Page, whole: Table) -> None:
    """Rows in a table, charts or pictures are not."""
    assert len(loose_rows(page, ())) == 16
    assert loose_rows(page, [whole.box]) == ()
    assert len(loose_rows(page, [first_rows(whole, 2).box])) == 14


def test_contents_and_prose_are_no_rows_of_numbers(tmp_path: Path) -> None:
    """One number a line, or numbers within a sentence."""
    contents = columns([(f"Chapitre {i}", str(3 * i)) for i in range(1, 12)], (60, 500), 60)
    prose = [(60, 400 + 14 * i, f"En 2021, 1250 contre 1310 en 202{i}") for i in range(6)]

    assert loose_rows(read(tmp_path, Sheet([*contents, *prose])), ()) == ()


def test_a_reading_that_takes_in_loose_rows_is_a_rival(page: Page, whole: Table) -> None:
    """Sixteen rows against our two, however sure we are; with few more rows ours stays alone."""
    ours, theirs = first_rows(whole, 2), replace(whole, engine="camelot-lattice")
    loose = loose_rows(page, [ours.box])

    assert group_readings([ours], [(theirs,)], loose) == [(ours, [(theirs,)])]
    assert group_readings([ours], [(theirs,)], loose[: LOOSE_ROWS - 1]) == []
    assert group_readings([ours], [(theirs,)]) == []


def test_what_only_another_engine_sees_is_taken_when_its_totals_prove_it(
    page: Page, whole: Table
) -> None:
    """Without totals, or where ours is, it is rejected."""
    foreign = [(whole,), (first_rows(whole, 9),)]

    def chosen(proof: float, own: Sequence[Table] = ()) -> list[Table]:
        choices = choose_unseen(
            [(whole,), (first_rows(whole, 9),)], own, page, foots=lambda _: proof
        )
        return [replace(t, evidence=()) for c in choices for t in c.chosen]

    assert chosen(3.0) == [replace(whole, evidence=())]
    assert chosen(0.9) == []
    assert chosen(3.0, [whole]) == []
    (lone, _) = choose_unseen(foreign, (), page)
    assert lone.chosen == ()
    assert "no totals prove it" in lone.why


def test_other_engines_are_asked_about_loose_rows(tmp_path: Path) -> None:
    """Rows of numbers among prose; and it is said why not where there are none."""
    prose = "Le conseil a examine les comptes de la commune et les a approuves sans reserve."
    amounts = columns([(str(40 * i), str(7000 + i)) for i in range(3)], (60, 300), 500, pitch=80)
    amounts += [(60, 520 + 80 * i + 14 * k, prose) for i in range(3) for k in range(3)]
    path = write_pdf(tmp_path / "page.pdf", [Sheet([*columns(ROWS, XS, 100), *amounts])])
    with open_document(path) as document:
        page = document.page(1)
    chooser = Chooser(path, 1, Settings(), foots=None, findings=[])

    asked = chooser.find_tables(page, ())
    covered = chooser.find_tables(page, [(0.0, 450.0, 600.0, 842.0)])

    assert "camelot-hybrid were asked too" in asked.note
    assert "rows of numbers stand nowhere else" in covered.note
    assert [t.n_rows for t in asked.tables] == [t.n_rows for t in covered.tables] == [16]


def worth(table: Table, value: float) -> Table:
    """Return a table of whose cells no more than a share are expected to be right."""
    other = tuple(e for e in table.evidence if e.name != "value")
    return replace(table, evidence=(*other, Evidence("value", value, "")))


def test_a_table_that_nothing_speaks_for_is_none(whole: Table) -> None:
    """Where structure gives little and no total holds, a grid of pictures is more likely."""
    doubtful = worth(whole, LEAST_WORTH - 0.01)
    account = PageChoices(1, (Choice((doubtful,), ()), Choice((whole,), ())), "")
    left = without_doubtful(account, lambda table: 0.0)

    assert left.tables == (whole,)
    assert left.choices[0].rejected == ((doubtful,),)  # told, not forgotten
    assert without_doubtful(account, None).tables == (whole,)


def test_totals_speak_for_a_table_that_looks_like_none(whole: Table) -> None:
    """A grid whose totals hold is a table, whatever its structure."""
    doubtful = worth(whole, LEAST_WORTH - 0.01)
    account = PageChoices(1, (Choice((doubtful,), ()),), "")

    assert without_doubtful(account, lambda table: 1.0).tables == (doubtful,)
