"""The account of a document's pages: each printed number in the cell, chart or note that has it.

In: the sheets, tables, charts and blocks of a document, in points as displayed. Out: a
:class:`crossfoot.model.PageLedger` a page. Numbers of key figures are placed later, by
:mod:`reconcilers.ledger`: what is a figure is not known here. A cell wins over page furniture, that
over a chart, that over a note; among cells the smallest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.ledger.furniture import find_furniture
from crossfoot.extractors.ledger.holders import (
    Holder,
    cell_holders,
    chart_holders,
    note_holders,
)
from crossfoot.extractors.ledger.numbers import Counted, Sheet
from crossfoot.extractors.ledger.regions import find_lost_words
from crossfoot.folding import digits_of
from crossfoot.geometry import around, holds, widened
from crossfoot.model import LedgerLine, PageLedger

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.extractors.charts.model import Chart
    from crossfoot.model import Block, Box, Table

SLACK = 1.0  # points: how far the middle of a number may stand outside its cell


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read on a page."""

    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    blocks: tuple[Block, ...]


def account_for(
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    charts: Sequence[Chart],
    blocks: Sequence[Block],
) -> tuple[PageLedger, ...]:
    """Return the account of each page, but for key figures."""
    drafts = [_Draft.of(sheet, _found_on(sheet.page, tables, charts, blocks)) for sheet in sheets]
    furniture = find_furniture(sheets, {one.sheet.page: one.left for one in drafts})
    return tuple(draft.finish(furniture[draft.sheet.page]) for draft in drafts)


def _found_on(
    page: int, tables: Sequence[Table], charts: Sequence[Chart], blocks: Sequence[Block]
) -> _Found:
    return _Found(
        tuple(table for table in tables if page in table.pages),
        tuple(chart for chart in charts if chart.page == page),
        tuple(block for block in blocks if block.page == page),
    )


@dataclass(slots=True)
class _Draft:
    """The account of a page as far as it has come.

    Attributes:
        lines: One for each number.
        left: Those that have no place yet, by their position.
    """

    sheet: Sheet
    found: _Found
    lines: list[LedgerLine]
    left: dict[int, Counted]

    @classmethod
    def of(cls, sheet: Sheet, found: _Found) -> _Draft:
        """Begin with the cells."""
        lines = [
            LedgerLine(sheet.page, number.text, number.box, is_apart=number.is_apart)
            for number in sheet.numbers
        ]
        draft = cls(sheet, found, lines, dict(enumerate(sheet.numbers)))
        _place(draft.lines, draft.left, list(cell_holders(found.tables, sheet.page)))
        return draft

    def finish(self, furniture: frozenset[int]) -> PageLedger:
        """Place what is left in furniture, charts and notes."""
        sheet, found = self.sheet, self.found
        for at in sorted(furniture & set(self.left)):
            self.lines[at] = _placed(self.lines[at], Holder("furniture", self.lines[at].box, []))
            del self.left[at]
        if self.left:
            _place(self.lines, self.left, list(chart_holders(found.charts, sheet.page)))
            notes = note_holders(found.tables, found.blocks, sheet)
            _place(self.lines, self.left, list(notes))
        for at, number in self.left.items():
            self.lines[at] = _with_where(self.lines[at], number, found)
        words = find_lost_words(sheet, found.tables) if found.tables else ()
        return PageLedger(sheet.page, tuple(self.lines), words)


def _place(lines: list[LedgerLine], numbers: dict[int, Counted], holders: list[Holder]) -> None:
    """Enter the numbers that holders have, and take them out of those left to place.

    What was taken for one number may be two that stand in two cells side by side.
    """
    if not holders or not numbers:
        return
    boxes = np.array([holder.box for holder in holders], dtype=np.float64)
    places = list(numbers)
    near = _near([numbers[at].box for at in places], boxes)
    left = []
    for at, candidates in zip(places, near, strict=True):
        digits = numbers[at].digits
        taken = next((holders[k] for k in candidates if holders[k].take(digits)), None)
        if taken is None:
            left.append(at)
        else:
            lines[at] = _placed(lines[at], taken)
            del numbers[at]
    for at in left:
        parts = numbers[at].parts
        if len(parts) > 1 and (first := _take_parts(parts, holders, boxes)) is not None:
            lines[at] = _placed(lines[at], first)
            del numbers[at]


def _take_parts(
    parts: Sequence[tuple[str, Box]], holders: list[Holder], boxes: NDArray[np.float64]
) -> Holder | None:
    """Return the holder of a number's first word, when each of its words has one."""
    first: Holder | None = None
    for (digits, _), candidates in zip(parts, _near([b for _, b in parts], boxes), strict=True):
        taken = next((holders[k] for k in candidates if holders[k].take(digits)), None)
        if taken is None:
            return None
        first = first or taken
    return first


def _near(numbers: Sequence[Box], holders: NDArray[np.float64]) -> list[list[int]]:
    """Return for each box the holders that its middle stands in, smallest first."""
    box = np.array(numbers, dtype=np.float64)
    x, y = (box[:, [0]] + box[:, [2]]) / 2, (box[:, [1]] + box[:, [3]]) / 2
    inside = around(holders, x, y, SLACK)
    area = (holders[:, 2] - holders[:, 0]) * (holders[:, 3] - holders[:, 1])
    rows, columns = np.nonzero(inside)
    found: list[list[int]] = [[] for _ in numbers]
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        found[row].append(column)
    return [sorted(near, key=area.__getitem__) for near in found]


def _placed(line: LedgerLine, holder: Holder) -> LedgerLine:
    return LedgerLine(
        line.page, line.text, line.box, holder.placement, holder.ref, is_apart=line.is_apart
    )


def _with_where(line: LedgerLine, number: Counted, found: _Found) -> LedgerLine:
    """Say what a number stands in that was not placed."""
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    where = ""
    regions = [table.boxes[table.pages.index(line.page)] for table in found.tables]
    if any(holds(widened(box, SLACK), x, y) for box in regions):
        where = "table"
    elif any(holds(widened(chart.box, SLACK), x, y) for chart in found.charts):
        where = "chart"
    else:
        kinds = (
            block.kind
            for block in found.blocks
            if holds(widened(block.box, SLACK), x, y)
            and number.parts[0][0] in digits_of(block.text)
        )
        where = next(kinds, "")
    return LedgerLine(line.page, line.text, line.box, where=where, is_apart=line.is_apart)
