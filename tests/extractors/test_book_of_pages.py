"""A book of drawn pages, each with one difficulty, and what is read on them.

``tests/golden/book-of-pages.txt`` holds drawings (see ``drawn_pages``); below each stand the tables
that are read, row by row with header rows marked, and the blocks of the text around them. ``make
golden`` writes the readings anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Page, Role, Table
from tests.extractors.drawn_pages import draw
from tests.extractors.table_pages import moved

BOOK = Path(__file__).resolve().parent.parent / "golden" / "book-of-pages.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"
MARKS = {Role.COLUMN_HEADER: "#", Role.SECTION: "§"}


def entries() -> dict[str, list[str]]:
    """Return drawings with their readings by title."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:]
        found.setdefault(title, [])
        if not line.startswith("# "):
            found[title].append(line)
    return found


def reading(page: Page) -> list[str]:
    """Return what is read on a page."""
    tables = read_page_tables(page)
    blocks = read_blocks(page, [table.box for table in tables])
    lines = [line for table in tables for line in table_lines(table)]
    return lines + [f"→ {block.kind}: {block.text}" for block in blocks]


def table_lines(table: Table) -> list[str]:
    """Return a table as text: size, then its rows with marks of headers, spans and markers."""
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        text = MARKS.get(cell.role, "") + cell.text
        if cell.colspan > 1 or cell.rowspan > 1:
            text += f" ({cell.rowspan}×{cell.colspan})"
        if cell.markers:
            text += f" [{' '.join(cell.markers)}]"
        rows[cell.row].append(text)
    head = f"→ table of {table.n_rows} × {table.n_cols}, {table.header_rows} header rows"
    head += f", {table.stub_cols} stub columns, {table.engine}"
    return [head, *("→   " + " | ".join(row) for row in rows)]


@pytest.mark.parametrize("title", entries())
def test_golden_readings_of_the_book(title: str) -> None:
    """Each drawn page is read as it is written below it, with nothing more and no less."""
    book = entries()
    drawing = [line for line in book[title] if not line.startswith("→")]
    found = reading(draw(drawing))
    if WRITE:
        while drawing and not drawing[-1].strip():
            drawing.pop()
        book[title] = [*drawing, *(line.rstrip() for line in found), ""]
        text = "\n".join("\n".join([f"# {name}", *lines]) for name, lines in book.items())
        BOOK.write_text(f"{text}\n", encoding="utf-8")
        return
    assert [line.rstrip() for line in found] == [
        line for line in book[title] if line.startswith("→")
    ]


@pytest.mark.parametrize("title", entries())
def test_the_size_of_the_type_changes_nothing(title: str) -> None:
    """A page set smaller or larger, somewhere else, has the same tables.

    Grids are not made larger: the rules of drawings stop short of each other, and how far rules
    may miss each other does not grow with the type.
    """
    drawing = [line for line in entries()[title] if not line.startswith("→")]
    page = draw(drawing)
    scales = (0.7,) if any("│" in line for line in drawing) else (0.7, 1.5)

    for scale in scales:
        again = read_page_tables(moved(page, 3.7, -2.3, scale))
        assert [table_lines(table) for table in again] == [
            table_lines(table) for table in read_page_tables(page)
        ]
