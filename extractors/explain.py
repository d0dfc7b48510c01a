"""Draws what was read on a page: regions, rows, columns, spanning cells, rejected readings.

In: a PDF and a page number. Out: a PNG for a person who asks why a table came out as it did. Here
every engine is asked, whatever our own engine's confidence, so that the rejected readings show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossfoot.extractors.choice.arbiter import Choice, choose, shared_area
from crossfoot.extractors.choice.engines import FOREIGN_ENGINES, column_gaps, read_with_engine
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.poses import upright
from crossfoot.extractors.scans.ocr import needs_ocr, read_scan
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.model import Box, Page, Role, Table
from crossfoot.settings import Settings

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


def explain_page(
    path: Path,
    page: int,
    out_png: Path,
    *,
    settings: Settings | None = None,
    foots: Callable[[Table], float] | None = None,
) -> tuple[Choice, ...]:
    """Write a PNG of a page with all readings of its tables drawn in.

    Args:
        path: The PDF.
        page: Page number from 1.
        out_png: Where to write.
        settings: Limits, and whether OCR is wanted.
        foots: How well a table's totals foot.

    Returns:
        The choices made, with their evidence.

    Raises:
        UnreadableInput: The file or the page cannot be read.
    """
    settings = settings or Settings()
    with open_document(path, limits=settings.limits) as document:
        drawn = document.page(page)
        if settings.ocr and is_installed() and needs_ocr(drawn, is_garbage=False):
            drawn = read_scan(document, drawn)
        drawn = upright(drawn)
        image = document.render(page, dpi=EXPLAIN_DPI)
        image = image.rotate(-drawn.pose.turn, expand=True).rotate(drawn.pose.skew)
    choices = compare_readings(path, drawn, foots)
    draw_choices(image, choices).save(out_png, "PNG")
    return choices


def compare_readings(
    path: Path, page: Page, foots: Callable[[Table], float] | None
) -> tuple[Choice, ...]:
    """Return what every engine reads on a page, region by region; ours first where it has one."""
    own = read_with_engine("own", path, page)
    foreign = [read_with_engine(engine, path, page) for engine in FOREIGN_ENGINES]
    choices = []
    for table in own:
        rivals = [
            tuple(t for t in tables if shared_area(t.box, table.box) > 0) for tables in foreign
        ]
        choices.append(choose([(table,), *(r for r in rivals if r)], page, foots=foots))
    for tables in foreign:
        lone = [t for t in tables if not any(shared_area(t.box, o.box) > 0 for o in own)]
        choices.extend(Choice((), ((table,),)) for table in lone)
    return tuple(choices)


def draw_choices(image: Image.Image, choices: Sequence[Choice]) -> Image.Image:
    """Return the page's picture with readings drawn in: chosen ones full, rejected ones dashed."""
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    canvas = ImageDraw.Draw(layer)
    for choice in choices:
        for number, reading in enumerate(choice.rejected):
            for table in reading:
                _draw_rejected(canvas, table, number)
        for table in choice.chosen:
            _draw_table(canvas, table)
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


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
