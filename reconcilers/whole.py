"""A flag rests on cells that were read whole.

Where the account of a page has a number that stands among the terms of a failing equation and is in
no cell, or a cell of it holds more digits than its number, the reading is as likely wrong as the
report. Such a failure is incomplete, a warning that says why. In: checks, tables, the account of
the pages. Out: the checks, in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from crossfoot.folding import digits_of
from crossfoot.reconcilers.telling import UNREAD_NOTES

if TYPE_CHECKING:
    from crossfoot.model import Box, Cell, Check, LedgerLine, PageLedger, Table

REACH = 1.5  # of a number's height: a line next to the first or the last term
TELLING = 2  # digits of a gap that a number elsewhere in the table does not share by chance
UNREAD: Final = "unread_number"

Loose = Mapping[int, Sequence["LedgerLine"]]
"""Numbers in no cell that stand as those of tables do, by page."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """The cells of an equation.

    Attributes:
        axis: Along which they stand: "column" or "row".
        gap: What the equation misses by, not signed.
    """

    cells: Sequence[Cell]
    axis: str
    gap: Decimal


def hold_unread(
    checks: Sequence[Check], tables: Sequence[Table], pages: Sequence[PageLedger]
) -> tuple[Check, ...]:
    """Return checks with the errors that rest on cells not read whole as incomplete.

    Args:
        checks: Of one report.
        tables: The tables that the checks refer to.
        pages: The account of all printed numbers.
    """
    loose = {page.page: tuple(filter(_is_loose, page.lines)) for page in pages}
    by_id = {table.id: table for table in tables}
    places: dict[str, dict[tuple[int, int], Cell]] = defaultdict(dict)
    for check in checks:
        if check.table in by_id and check.table not in places:
            cells = by_id[check.table].cells
            places[check.table].update({(cell.row, cell.col): cell for cell in cells})

    def is_unread(check: Check) -> bool:
        if check.status != "mismatch" or check.severity != "error" or check.table not in by_id:
            return False
        found = [places[check.table].get((ref.row, ref.col)) for ref in check.refs]
        cells = [cell for cell in found if cell is not None]
        terms = _Terms(cells, check.axis, abs(check.delta or Decimal(0)))
        return any(map(_has_more, cells)) or _lacks(terms, by_id[check.table], loose)

    return tuple(_as_incomplete(check) if is_unread(check) else check for check in checks)


def _is_loose(line: LedgerLine) -> bool:
    if line.placement != "none" or line.where == "leader":
        return False
    return line.where in ("", "table") or line.is_apart


def _has_more(cell: Cell) -> bool:
    """Tell whether a cell prints digits beside those of its number."""
    return cell.number is not None and digits_of(cell.text) != digits_of(cell.number.text)


def _lacks(terms: _Terms, table: Table, loose: Loose) -> bool:
    """Tell whether a number in no cell stands among the terms, or fills the gap in the table."""
    for page in {cell.page for cell in terms.cells}:
        strip = _strip([cell.box for cell in terms.cells if cell.page == page])
        region = table.boxes[table.pages.index(page)] if page in table.pages else strip
        for line in loose.get(page, ()):
            height = line.box[3] - line.box[1]
            if _is_in(line.box, strip, REACH * height if terms.axis == "column" else 0.0):
                return True
            if _amounts_to(line.text, terms.gap) and _is_in(line.box, region, REACH * height):
                return True
    return False


def _strip(boxes: Sequence[Box]) -> Box:
    """Return where the terms of an equation stand on a page: a column, or a row, of the table."""
    sides = tuple(zip(*boxes, strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def _is_in(inner: Box, outer: Box, reach: float) -> bool:
    """Tell whether the middle of a box is in another, or so far above or below it."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] - reach <= y <= outer[3] + reach


def _amounts_to(text: str, gap: Decimal) -> bool:
    """Tell whether a number prints the digits of a gap, zeros at either end left out."""
    digits = digits_of(format(gap, "f")).strip("0")
    return len(digits) >= TELLING and digits_of(text).strip("0") == digits


def _as_incomplete(check: Check) -> Check:
    told = tuple(
        (language, f"{sentence} {UNREAD_NOTES.get(language, '')}".rstrip())
        for language, sentence in check.explanation
    )
    return replace(
        check, status="incomplete", severity="warning", reason=UNREAD, suspects=(), explanation=told
    )
