"""A whole report: pages, joined tables, crops, findings."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.extractors.document import read_document
from crossfoot.model import Table
from crossfoot.settings import Limits, Settings


def test_tables_come_in_reading_order_joined_with_their_context(samples: Path) -> None:
    """The ruled sample has three tables over seven pages, numbered, with captions."""
    reading = read_document(samples / "membres-fr-A-2.pdf", Settings())

    assert [(t.id, t.n_rows, t.n_cols) for t in reading.tables] == [
        ("t1", 144, 12),
        ("t2", 144, 6),
        ("t3", 6, 5),
    ]
    assert [t.pages for t in reading.tables] == [(1, 2, 3, 4), (4, 5, 6), (7,)]
    assert all(t.caption for t in reading.tables)
    assert any(note.marker == "(N)" for note in reading.tables[0].notes)
    assert {c.page for c in reading.tables[0].cells} == {1, 2, 3, 4}


def test_every_position_of_a_table_belongs_to_one_cell(samples: Path) -> None:
    """Cells tile their grids, over page breaks too."""
    for name in ("membres-fr-A-2.pdf", "mentions-fr-B-2-v1.pdf"):
        for table in read_document(samples / name, Settings()).tables:
            assert_tiles(table)


def assert_tiles(table: Table) -> None:
    """Fail unless cells tile the grid of a table."""
    covered = [
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(table.n_rows) for c in range(table.n_cols)]


def test_rows_of_a_joined_table_follow_the_pages(samples: Path) -> None:
    """Rows rise with the pages they stand on, and each box lies on its page."""
    (table,) = read_document(samples / "mentions-fr-B-2-v1.pdf", Settings()).tables
    pages = [
        min(c.page for c in table.cells if c.row == row and c.text) for row in range(table.n_rows)
    ]

    assert all(a <= b for a, b in pairwise(pages))
    assert len(table.boxes) == len(table.pages)


def test_reading_twice_gives_the_same(samples: Path) -> None:
    """A reading depends on nothing but the file and the settings."""
    first = read_document(samples / "infographie-fr-D-1.pdf", Settings())
    second = read_document(samples / "infographie-fr-D-1.pdf", Settings())

    assert first == second


def test_only_chosen_pages_are_read(samples: Path) -> None:
    """Pages are read in order and once each; progress counts them."""
    steps: list[tuple[int, int]] = []
    reading = read_document(
        samples / "membres-fr-A-2.pdf",
        Settings(pages=(6, 5, 6)),
        progress=lambda done, total: steps.append((done, total)),
    )

    assert {page for t in reading.tables for page in t.pages} == {5, 6}
    assert steps == [(0, 2), (1, 2), (2, 2)]  # who keeps the time knows the pages at once


def test_a_page_that_is_not_there_is_a_wrong_call(samples: Path) -> None:
    """Asking for page 99 of seven is the caller's mistake, said in one line."""
    with pytest.raises(UsageError, match="no page 99; it has 7"):
        read_document(samples / "membres-fr-A-2.pdf", Settings(pages=(99,)))


def test_a_page_beyond_the_limits_is_a_finding(samples: Path) -> None:
    """A page with too much text is left out with a warning; the report is read on."""
    limits = Limits(page_chars=1500)

    reading = read_document(samples / "membres-fr-A-2.pdf", Settings(limits=limits))

    assert {f.code for f in reading.findings} == {"page_unreadable"}
    assert 0 < len(reading.findings) < reading.info.pages
    assert reading.tables


def test_crops_are_kept_once_and_named_by_their_bytes(samples: Path) -> None:
    """Each crop stands on its page and names an asset; assets are PNG files."""
    reading = read_document(samples / "infographie-fr-D-1.pdf", Settings())

    names = [asset.name for asset in reading.assets]
    assert len(names) == len(set(names))
    assert {crop.asset for crop in reading.crops} == set(names)
    assert all(asset.data.startswith(b"\x89PNG") for asset in reading.assets)


@pytest.mark.corpus
def test_hostile_files_are_findings_or_one_line(corpus: Path) -> None:
    """A giant page and a page without text cost warnings, not the run."""
    giant = read_document(corpus / "reports" / "hard" / "giant_page_bomb.pdf", Settings(ocr=False))
    blind = read_document(
        corpus / "reports" / "hard" / "malformed_no_text.pdf", Settings(ocr=False)
    )

    assert {f.code for f in (*giant.findings, *blind.findings)} & {
        "page_unreadable",
        "no_text_layer",
    }
