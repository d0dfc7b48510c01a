"""Reads cells of scanned tables a second time, where their numbers do not add up.

A digit that was misread is rarely misread alike when its number is cut out, set apart and enlarged.
Numbers that are read alike twice stand so on the page: then it is the page that is wrong.

In: a document, its pages as OCR read them, tables as laid on the levelled pages, and which cells
are in doubt. Out: what each of these was read as. No reading takes the place of the first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crossfoot.extractors.pdf.reader import Document
from crossfoot.extractors.scans.ocr import level_scan, scan_dpi, turn_image
from crossfoot.extractors.scans.raster import (
    Grey,
    PixelBox,
    find_rules,
    paper_level,
    without_upright_rules,
)
from crossfoot.extractors.scans.second_look import PER_LINE, in_lines, read_lines, set_line
from crossfoot.extractors.scans.tesseract import run_tesseract
from crossfoot.geometry import hull, middles_in
from crossfoot.model import Box, Cell, Page, Pose, Table

LOOKS = ((2, 6), (3, 11))  # times enlarged, and Tesseract's mode: a block, scattered text
MOST_CELLS = 240  # of a page; with more in doubt the table was read wrongly, not its digits

_NEGATIVE = re.compile(r"^\W*[-–—−(]")

Doubts = Callable[[Table], Collection[tuple[int, int]]]
"""Says which cells, by row and column, take part in sums that do not add up."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What a cell of a scanned table says when it is read once more.

    Attributes:
        table: The table's id.
        row: From 0.
        col: From 0.
        text: The second reading, the first one again where they agree, "" where nothing was read.
        agrees: Whether its number is that of the first.
    """

    table: str
    row: int
    col: int
    text: str
    agrees: bool


def read_doubts(
    document: Document,
    scan: Page,
    pose: Pose,
    tables: Sequence[Table],
    doubts: Doubts,
) -> tuple[SecondReading, ...]:
    """Read the doubtful cells that tables have on a scanned page once more.

    Args:
        document: Open.
        scan: The page as OCR read it.
        pose: How it lies now, under the tables.
        tables: Of the document, as laid on their pages.
        doubts: Says which of their cells are doubtful.

    Raises:
        OcrFailed: Tesseract did not end well.
    """
    cells = [
        (table.id, cell)
        for table in tables
        if scan.number in table.pages
        for wanted in (set(doubts(table)),)
        for cell in table.cells
        if cell.page == scan.number and (cell.row, cell.col) in wanted
    ]
    placed = [(name, cell, box) for name, cell in cells if (box := _words_box(scan, cell, pose))]
    if not placed or len(placed) > MOST_CELLS:
        return ()
    texts = _read(document, scan, {box: cell.text for _, cell, box in placed})
    return tuple(
        SecondReading(name, cell.row, cell.col, texts[box], is_same(cell.text, texts[box]))
        for name, cell, box in placed
    )


def is_same(first: str, second: str) -> bool:
    """Whether two texts print one number, whatever stands around it.

    Marks of notes behind the first, which its ink told, may be digits to the second.

    >>> is_same("1 234,5 €", "1234,5"), is_same("12", "-12"), is_same("12", "1.2")
    (True, False, False)
    >>> is_same("181³", "1813"), is_same("1813", "181³")
    (True, False)
    """
    if (_NEGATIVE.match(first) is None) != (_NEGATIVE.match(second) is None):
        return False
    read = _core(second)
    return bool(read) and read in (_core(first), _core(unicodedata.normalize("NFKC", first)))


def _core(text: str) -> str:
    return "".join(char for char in text if char.isdecimal() or char in ".,").strip(".,")


def _words_box(scan: Page, cell: Cell, pose: Pose) -> Box | None:
    """Return the box of the words of a cell, points of the levelled page; None without words."""
    x0, top, x1, bottom = (side / pose.scale for side in cell.box)
    inside = scan.words.box[middles_in(scan.words.box, (x0, top, x1, bottom))]
    return (
        hull((x0, top, x1, bottom) for x0, top, x1, bottom in inside.tolist())
        if len(inside)
        else None
    )


def _read(document: Document, scan: Page, first: Mapping[Box, str]) -> dict[Box, str]:
    """Return what stands in boxes: a reading that agrees with the first, else any."""
    page = document.page(scan.number)
    image = document.render(scan.number, dpi=scan_dpi(page)).convert("L")
    look = level_scan(turn_image(image, scan.pose.turn), image.width / page.width * 72)
    grey = without_upright_rules(look.grey, find_rules(look.grey, dpi=look.dpi))
    pixels = {box: _in_pixels(box, look.dpi, grey.shape) for box in first}
    texts = dict.fromkeys(first, "")
    for times, mode in LOOKS:
        left = [box for box in first if not is_same(first[box], texts[box])]
        if not left:
            break
        found = _look(grey, [pixels[box] for box in left], (times, mode), look.dpi)
        for box in left:
            read = found.get(pixels[box], "")
            if is_same(first[box], read) or not texts[box]:
                texts[box] = read
    return texts


def _in_pixels(box: Box, dpi: float, shape: tuple[int, int]) -> PixelBox:
    x0, top, x1, bottom = (round(side * dpi / 72) for side in box)
    left, high = max(0, x0), max(0, top)
    return left, high, max(left + 1, min(x1, shape[1])), max(high + 1, min(bottom, shape[0]))


def _look(
    grey: Grey, boxes: Sequence[PixelBox], look: tuple[int, int], dpi: float
) -> dict[PixelBox, str]:
    """Return what pieces of a page say, set beside each other and enlarged."""
    times, mode = look
    usual = float(np.median([bottom - top for _, top, _, bottom in boxes]))
    lines = [set_line(grey, line, usual, times) for line in in_lines(boxes, PER_LINE // 2)]
    words = read_lines(
        lines,
        round(paper_level(grey)),
        lambda picture: run_tesseract(picture, dpi=times * dpi, mode=mode),
        together=True,
    )
    texts: dict[PixelBox, list[str]] = {}
    for word in words:
        texts.setdefault(word.box, []).append(word.text)
    return {box: " ".join(parts) for box, parts in texts.items()}
