"""A part of a table with fewer columns than its neighbour is read again with the neighbour's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crossfoot.extractors.joining.context import PageText, surroundings
from crossfoot.extractors.joining.same_columns import reread_odd_parts
from crossfoot.extractors.joining.surroundings import Surroundings
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Page, Table

REPORT = "mentions-fr-B-2-v1.pdf"


def read_parts(path: Path) -> tuple[dict[int, Page], list[Table], dict[int, Surroundings]]:
    """Return the pages of a report, its tables page by page, and what stands around them."""
    with open_document(path) as document:
        pages = {n: document.page(n) for n in range(1, document.info.pages + 1)}
    tables = [table for page in pages.values() for table in read_page_tables(page)]
    around = [
        PageText.of(page, read_blocks(page, [t.box for t in tables if t.pages[0] == n]))
        for n, page in pages.items()
    ]
    return pages, tables, surroundings(around)


def fuse(table: Table, col: int) -> Table:
    """Return a table with two of its columns read as one."""
    cells = []
    for cell in table.cells:
        if cell.col == col + 1:
            continue
        text = cell.text
        if cell.col == col:
            right = next(c for c in table.cells if (c.row, c.col) == (cell.row, col + 1))
            text = f"{text} {right.text}".strip()
            cell = replace(cell, box=(*cell.box[:2], right.box[2], cell.box[3]))
        cells.append(replace(cell, text=text, col=cell.col - (cell.col > col)))
    return replace(table, n_cols=table.n_cols - 1, cells=tuple(cells))


def test_fused_columns_come_apart_again(samples: Path) -> None:
    """Two columns read as one on a page are two again, as on the page before."""
    pages, tables, around = read_parts(samples / REPORT)
    broken = [tables[0], fuse(tables[1], 2), *tables[2:]]

    mended = reread_odd_parts(broken, around, pages.__getitem__)

    assert [t.n_cols for t in mended] == [t.n_cols for t in tables]
    texts = [{(c.row, c.col): c.text for c in t.cells} for t in (mended[1], tables[1])]
    assert texts[0] == texts[1]
    assert any(e.name == "same_columns" for e in mended[1].evidence)


def test_another_table_is_left_alone(samples: Path) -> None:
    """Fewer columns under other header words are another table."""
    pages, tables, around = read_parts(samples / REPORT)
    other = fuse(tables[1], 2)
    renamed = replace(
        other,
        cells=tuple(
            replace(c, text=f"x{c.col}") if c.row < other.header_rows else c for c in other.cells
        ),
    )

    assert reread_odd_parts([tables[0], renamed], around, pages.__getitem__)[1] == renamed
