"""The words of a table's region that stand in no cell of it.

In: a sheet and the tables of its page. Out: the words without a digit that no cell has (numbers
have an account of their own). A cell has a word when the word's middle stands in its box and
the word's letters are in its text, also when the word is torn between cells side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.geometry import around, middles_in
from crossfoot.model import LedgerLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.extractors.ledger.numbers import Sheet
    from crossfoot.model import Cell, Table

SMALL = 0.75  # of the height of the region's words: raised letters
SLACK = 1.0  # points: how far the middle of a word may stand outside its cell


def find_lost_words(sheet: Sheet, tables: Sequence[Table]) -> tuple[LedgerLine, ...]:
    """Return the words of the regions of tables that are in no cell.

    Their ``where`` is "line" when no word of their line in the region is in a cell, else "table".
    """
    if not sheet.text:
        return ()
    cells = [c for t in tables for c in t.cells if c.page == sheet.page and c.text]
    words = [i for i in _in_regions(sheet, tables) if i not in sheet.marks and bare(sheet.text[i])]
    asked = _in_doubt(sheet, words, cells)
    if not asked:
        return ()
    held = [bare(cell.text) for cell in cells]
    boxes = np.array([cell.box for cell in cells], dtype=np.float64).reshape(-1, 4)
    around = bare(" ".join(text for table in tables for text in _around(table, sheet.page)))
    lost = [
        word
        for word, near in zip(asked, _in_cells(sheet.box[asked], boxes), strict=True)
        if not any(bare(sheet.text[word]) in held[k] for k in near)
        and not _is_torn(sheet, word, cells, boxes)
        and bare(sheet.text[word]) not in around
    ]
    kept = {int(sheet.line[word]) for word in set(words) - set(lost)}
    heights = sheet.box[:, 3] - sheet.box[:, 1]
    least = SMALL * float(np.median(heights[words]))  # "nd" of "2nd" is on a line of its own
    kept |= {int(sheet.line[word]) for word in lost if heights[word] < least}
    return tuple(
        _line(sheet, word, "table" if int(sheet.line[word]) in kept else "line")
        for word in lost
        if not any(map(str.isdecimal, sheet.text[word]))
    )


def _in_doubt(sheet: Sheet, words: Sequence[int], cells: Sequence[Cell]) -> list[int]:
    """Return the words that the cells of a page do not have as often as their regions."""
    wanted = Counter(bare(sheet.text[word]) for word in words)
    missing = wanted - Counter(bare(word) for cell in cells for word in cell.text.split())
    return [word for word in words if bare(sheet.text[word]) in missing]


def _around(table: Table, page: int) -> list[str]:
    """Return the texts of a table that may stand in its region outside its cells on a page."""
    again = [c.text for c in table.cells if c.row < table.header_rows and c.page != page]
    return [table.caption, *(note.text for note in table.notes), *again]


def _in_regions(sheet: Sheet, tables: Sequence[Table]) -> list[int]:
    inside = np.zeros(len(sheet.text), dtype=np.bool_)
    for table in tables:
        inside |= middles_in(sheet.box, table.boxes[table.pages.index(sheet.page)])
    return [int(i) for i in np.flatnonzero(inside)]


def _middles(boxes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2


def _in_cells(words: NDArray[np.float64], cells: NDArray[np.float64]) -> list[list[int]]:
    """Return for each word the cells that its middle stands in."""
    x, y = (side[:, None] for side in _middles(words))
    inside = around(cells, x, y, SLACK)
    found: list[list[int]] = [[] for _ in words]
    rows, columns = np.nonzero(inside)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        found[row].append(column)
    return found


def _is_torn(sheet: Sheet, word: int, cells: Sequence[Cell], boxes: NDArray[np.float64]) -> bool:
    """Whether the cells that a word reaches into have its letters together."""
    x0, top, x1, bottom = sheet.box[word].tolist()
    touched = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    order = sorted(np.flatnonzero(touched).tolist(), key=lambda k: (boxes[k, 0], boxes[k, 1]))
    return bare(sheet.text[word]) in bare("".join(cells[k].text for k in order))


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Return the letters and digits of a text: hyphens of line ends and leaders are dropped."""
    return "".join(filter(str.isalnum, text))


def _line(sheet: Sheet, word: int, where: str) -> LedgerLine:
    x0, top, x1, bottom = sheet.box[word].tolist()
    return LedgerLine(sheet.page, sheet.text[word], (x0, top, x1, bottom), where=where)
