"""What is explained of a page is what reading it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from crossfoot.extractors.choice.arbiter import Choice
from crossfoot.extractors.choice.choices import PageChoices, box_on, revise
from crossfoot.extractors.document import read_with_choices
from crossfoot.flows.cli.extract import describe_choices
from crossfoot.flows.runs.pipeline import read_here
from crossfoot.flows.runs.steps import explain
from crossfoot.model import Evidence, Recipe, Table
from crossfoot.settings import Settings
from tests.extractors.pdf_builder import HEIGHT, Sheet, columns, write_pdf

SAMPLES = ("infographie-fr-D-1", "membres-fr-A-2", "mentions-fr-B-2-v1")
CASES = (
    "c04_chicago_menu_totals_lost",
    "c05_chicago_menu_p69_totals_lost",
    "c15_ghana_p25_rows_fused",
    "cfc_stub_lost_p45",
    "dot_leaders_as_columns_header_fused",
    "rob_total_no_label_p15",
    "sonatel_cards_p7",
    "shaded_bands_rows_fused_2",
    "three_column_prose_as_table",
    "two_rows_fused",
)
HEAD = ("Commune", "2022", "2023")
TOWNS = ("Brest", "Quimper", "Lorient", "Vannes", "Rennes", "Laval", "Nantes", "Angers")


def rows(first: int) -> list[tuple[str, str, str]]:
    """Return rows of a list that goes on from a number."""
    return [(f"{town} {first}", str(1200 + i), str(1900 + i)) for i, town in enumerate(TOWNS)]


def fill(first: int) -> list[tuple[str, str, str]]:
    """Return as many rows as fill a page."""
    return [row for part in range(6) for row in rows(first + part)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list over three pages, a ruled table of which only the frame is drawn, a turned page."""
    xs = (60.0, 260.0, 400.0)
    long = [Sheet(columns([HEAD, *fill(10 * n)], xs, 45)) for n in range(3)]
    frame = [(50, 80, 500, 80), (50, 240, 500, 240), (50, 80, 50, 240), (500, 80, 500, 240)]
    inner = [(50, 110, 500, 110), (250, 80, 250, 240)]
    ruled = Sheet(columns([HEAD, *rows(1)], xs, 98), rules=[*frame, *inner])
    turned = Sheet(columns([HEAD, *rows(2)], xs, 98), turn=90)
    folder = tmp_path_factory.mktemp("made")
    return write_pdf(folder / "made.pdf", [*long, ruled, turned])


def shape(table: Table) -> tuple[object, ...]:
    """Return what two readings of a table must share to be one."""
    cells = tuple((c.row, c.col, c.rowspan, c.colspan, c.text) for c in table.cells)
    return table.n_rows, table.n_cols, table.engine, table.pages, table.boxes, cells


def assert_same(account: PageChoices, tables: Sequence[Table]) -> None:
    """Fail unless a page's chosen tables are those of a reading that stand on the page."""
    here = [table for table in tables if account.page in table.pages]
    assert sorted(map(shape, account.tables)) == sorted(map(shape, here))


def check(path: Path, page: int, folder: Path) -> PageChoices:
    """Explain a page and read it."""
    settings = Settings(pages=(page,), ocr=False)
    account = explain(path, page, folder / "page.png", settings)
    assert_same(account, read_here(path, settings).tables)
    return account


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_explained_as_they_are_read(name: str, samples: Path, tmp_path: Path) -> None:
    """On each page of a sample the tables explained are the tables read."""
    path = samples / f"{name}.pdf"
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    for page in range(1, pages + 1):
        check(path, page, tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("name", CASES)
def test_cases_are_explained_as_they_are_read(name: str, corpus: Path, tmp_path: Path) -> None:
    """Also where engines disagree."""
    found = sorted((corpus / "cases").glob(f"{name}*.pdf"))
    if not found:
        pytest.skip(f"no case {name} in the corpora")
    check(found[0], 1, tmp_path)


@pytest.mark.parametrize("page", [1, 4, 5])
def test_made_pages_are_explained_as_they_are_read(page: int, made: Path, tmp_path: Path) -> None:
    """A list, a table with few rules, a page on its side."""
    assert check(made, page, tmp_path).tables


def test_a_joined_table_is_explained_on_each_of_its_pages(made: Path, tmp_path: Path) -> None:
    """With `--pages` a page's part is that of the whole, as reading those pages gives it."""
    settings = Settings(pages=(1, 2, 3))
    tables = read_here(made, settings).tables
    assert [table.pages for table in tables] == [(1, 2, 3)]
    for page in settings.pages or ():
        account = explain(made, page, tmp_path / "page.png", settings)
        assert_same(account, tables)
        assert all(not choice.rejected for choice in account.choices)


def test_a_recipe_shows_what_it_replaced(made: Path) -> None:
    """The reading of before is rejected, and why is said."""
    recipe = Recipe(engine="own", columns=(380.0,))
    settings = Settings(pages=(1,))
    reading, choices = read_with_choices(made, settings, recipes=[recipe])
    assert_same(choices[1], reading.tables)
    (choice,) = choices[1].choices
    assert [table.n_cols for table in choice.chosen] == [2]
    assert [[table.n_cols for table in one] for one in choice.rejected] == [[3]]
    assert choice.why == "read again as a recipe says: page 1"


def test_a_part_read_again_shows_what_it_replaced(made: Path) -> None:
    """Columns taken from the neighbouring page are told; a table no more there is given up."""
    _, choices = read_with_choices(made, Settings(pages=(1,)))
    (before,) = choices[1].tables
    again = replace(before, evidence=(*before.evidence, Evidence("same_columns", 3, "as on p. 2")))

    (choice,) = revise(choices[1], [again]).choices
    assert choice == Choice((again,), ((before,),), "read again: as on p. 2")
    (gone,) = revise(choices[1], []).choices
    assert gone == Choice((), ((before,),), "given up for another reading")


def test_it_is_said_why_no_other_engine_was_asked(made: Path, tmp_path: Path) -> None:
    """Sure tables, a named engine, a page on its side: each has its words."""
    sure = explain(made, 1, tmp_path / "page.png", Settings())
    named = explain(made, 1, tmp_path / "page.png", Settings(engine="aligned"))

    assert "no other engine was asked: each table is at least 0.50 sure" in sure.note
    assert named.note == "read by aligned alone, as asked for"
    told = list(describe_choices(sure))
    assert told[0].startswith("page 1: 1 table; no other engine was asked")
    assert "  taken aligned: 49 rows × 3 columns" in told[2]


def test_the_picture_shows_the_page_with_its_tables(samples: Path, tmp_path: Path) -> None:
    """Lines are drawn between the rows and columns taken."""
    from PIL import Image

    target = tmp_path / "explained.png"
    explain(samples / "membres-fr-A-2.pdf", 7, target, Settings())

    picture = np.asarray(Image.open(target))
    red = (picture[:, :, 0] > 180) & (picture[:, :, 1] < 60) & (picture[:, :, 2] < 60)
    assert red.sum() > 500


def test_a_turned_page_is_drawn_as_displayed(made: Path, tmp_path: Path) -> None:
    """Boxes and picture share the coordinates of the page as displayed."""
    account = explain(made, 5, tmp_path / "page.png", Settings())
    assert all(box_on(table, 5)[2] <= HEIGHT for table in account.tables)
