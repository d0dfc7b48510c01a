"""Draws how the tables of a page were chosen: rows, columns, spanning cells, rejected readings.

In: what was considered on a page while it was read, as :class:`.choice.choices.PageChoices`. Out: a
PNG for a person who asks why a table came out as it did. Nothing is read again here, so that what
is drawn as taken is what the same reading gave.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossfoot.extractors.choice.choices import PageChoices, box_on
from crossfoot.extractors.choice.engines import column_gaps
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.model import Box, Role, Table
from crossfoot.settings import Limits

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

EXPLAIN_DPI = 144
SCALE = EXPLAIN_DPI / 72
MARGIN = 12  # pixels of the legend's text

REGION: Final = (200, 30, 30)
HEADER: Final = (30, 90, 200, 60)
ROW_LABEL: Final = (30, 150, 60, 45)
SPANNING: Final = (230, 150, 0, 80)
CELL: Final = (120, 120, 120)
REJECTED: Final = (150, 60, 170)


def draw_page(path: Path, account: PageChoices, out_png: Path, *, limits: Limits) -> None:
    """Write a PNG of a page with the readings of its tables drawn in.

    Args:
        path: The PDF.
        account: What was considered on the page.
        out_png: Where to write.
        limits: For opening the PDF.

    Raises:
        UnreadableInput: The page cannot be drawn.
    """
    with open_document(path, limits=limits) as document:
        image = document.render(account.page, dpi=EXPLAIN_DPI)
    draw_choices(image, account).save(out_png, "PNG")


def draw_choices(image: Image.Image, account: PageChoices) -> Image.Image:
    """Return the page's picture with readings drawn in: chosen ones full, rejected ones dashed."""
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    canvas = ImageDraw.Draw(layer)
    for choice in account.choices:
        for number, reading in enumerate(choice.rejected):
            for table in reading:
                _draw_rejected(canvas, table, number)
        for table in choice.chosen:
            _draw_table(canvas, _part_on(table, account.page))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _part_on(table: Table, page: int) -> Table:
    """Return a table with only the cells of one page, in its box there."""
    cells = tuple(cell for cell in table.cells if cell.page == page)
    return replace(table, box=box_on(table, page), cells=cells)


def _pixels(box: Box) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (value * SCALE for value in box)
    return x0, top, max(x0, x1), max(top, bottom)


def _draw_table(canvas: ImageDraw.ImageDraw, table: Table) -> None:
    for cell in table.cells:
        box = _pixels(cell.box)
        if cell.rowspan > 1 or cell.colspan > 1:
            canvas.rectangle(box, fill=SPANNING)
        elif cell.role is Role.COLUMN_HEADER:
            canvas.rectangle(box, fill=HEADER)
        elif cell.role is Role.ROW_HEADER:
            canvas.rectangle(box, fill=ROW_LABEL)
        if cell.text:
            canvas.rectangle(box, outline=CELL, width=1)
    for y in row_lines(table):
        canvas.line((table.box[0] * SCALE, y * SCALE, table.box[2] * SCALE, y * SCALE), REGION, 1)
    for x in column_gaps(table):
        canvas.line((x * SCALE, table.box[1] * SCALE, x * SCALE, table.box[3] * SCALE), REGION, 1)
    canvas.rectangle(_pixels(table.box), outline=REGION, width=3)
    shape = f"{table.engine} {table.n_rows} x {table.n_cols}"
    label = f"{shape}, {table.confidence:.2f} sure{_score(table)}"
    canvas.text((table.box[0] * SCALE, table.box[1] * SCALE - MARGIN), label, fill=REGION)


def _score(table: Table) -> str:
    score = next((e.value for e in table.evidence if e.name == "score"), None)
    return "" if score is None else f", score {score:.2f}"


def _draw_rejected(canvas: ImageDraw.ImageDraw, table: Table, number: int) -> None:
    x0, top, x1, bottom = _pixels(table.box)
    for x in range(round(x0), round(x1), 12):
        canvas.line((x, top, min(x + 6, x1), top), REJECTED, 2)
        canvas.line((x, bottom, min(x + 6, x1), bottom), REJECTED, 2)
    for y in range(round(top), round(bottom), 12):
        canvas.line((x0, y, x0, min(y + 6, bottom)), REJECTED, 2)
        canvas.line((x1, y, x1, min(y + 6, bottom)), REJECTED, 2)
    label = f"rejected: {table.engine} {table.n_rows} x {table.n_cols}{_score(table)}"
    canvas.text((x0, bottom + 2 + number * MARGIN), label, fill=REJECTED)


def row_lines(table: Table) -> tuple[float, ...]:
    """Return y between each two rows: halfway between what is printed above and below."""
    tops, bottoms = [float("inf")] * table.n_rows, [float("-inf")] * table.n_rows
    for cell in table.cells:
        if cell.text and cell.rowspan == 1:
            tops[cell.row] = min(tops[cell.row], cell.box[1])
            bottoms[cell.row] = max(bottoms[cell.row], cell.box[3])
    known = [row for row in range(table.n_rows) if tops[row] < float("inf")]
    return tuple((bottoms[a] + tops[b]) / 2 for a, b in pairwise(known))
