"""A book of chance: what is read on pages whose words, rules and shades meet exactly.

Whether an edge that is as far off as it may be still counts shows only where it is exactly that
far. Of thousands of pages set by chance these are the ones on which most such edges meet that no
other test has. ``tests/golden/book-of-chance.txt`` names each page by its kind and seed; below
stand the tables proposed on it: what they were read from, rows × columns, rows of headers, how
regular they are, and their rows, with "·" for blanks and "rows×columns" behind cells over several.
Of a page of text stand its blocks, each with its kind, its left end, its top and its lines.
``make golden`` writes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import see_page
from crossfoot.extractors.tables.to_table import grid_to_table
from crossfoot.extractors.text.blocks import read_blocks
from crossfoot.model import Cell, Table
from tests.extractors.chance_pages import chance_page, ruled_page
from tests.extractors.chance_texts import text_page

BOOK = Path(__file__).resolve().parent.parent / "golden" / "book-of-chance.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"
PAGES = {"aligned": chance_page, "ruled": ruled_page}
"""Pages of tables; those of text come from :func:`text_page`."""


def read_book() -> dict[str, list[str]]:
    """Return the tables by the name of their page."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name = line[2:]
            found[name] = []
        elif line:
            found[name].append(line)
    return found


def proposed(name: str) -> list[str]:
    """Return the tables proposed on a page, or the blocks read on it, line by line."""
    kind, _, seed = name.partition(" ")
    if kind == "text":
        return [
            f"{b.kind} {b.box[0]:g} {b.box[1]:g}: {b.text[:90]} ({len(b.text)})"
            for b in read_blocks(text_page(int(seed)), ())
        ]
    scene = see_page(PAGES[kind](int(seed)))
    return [
        line
        for grid in propose_grids(scene)
        for line in _told(grid_to_table(grid, 1, "", scene.printed))
    ]


def _told(table: Table) -> Iterator[str]:
    regular = f"{table.confidence:.4f}"
    size = f"{table.n_rows} × {table.n_cols}"
    yield f"{table.engine}, {size}, {table.header_rows} of headers, {regular}"
    for row in range(table.n_rows):
        cells = sorted((c for c in table.cells if c.row == row), key=lambda c: c.col)
        yield "  " + " | ".join(map(_cell, cells))


def _cell(cell: Cell) -> str:
    spans = f" {cell.rowspan}×{cell.colspan}" if cell.rowspan > 1 or cell.colspan > 1 else ""
    return f"{cell.text or '·'}{spans}"


@pytest.mark.parametrize("name", read_book())
def test_golden_readings_of_pages_set_by_chance(name: str) -> None:
    """Nobody says that they are right: a change of rules shows what it changes."""
    book = read_book()
    found = proposed(name)
    if WRITE:
        book[name] = found
        text = "\n\n".join("\n".join([f"# {name}", *lines]) for name, lines in book.items())
        BOOK.write_text(f"{text}\n", encoding="utf-8")
        return
    assert found == book[name]
