"""Lines that are totals by their arithmetic: marked, so that nobody adds them to their parts.

In: tables, observations, checks. Out: the tables and observations, with the cells that the checks
prove to be totals in that role. What calls itself a total is one already; here come the last line
without a label, the group that stands above or below its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.model import Role

if TYPE_CHECKING:
    from crossfoot.model import Check, Observation, Table

Spot = tuple[str, int, int]
"""Table, row and column of a cell."""

CHANCE = 0.02  # expected coincidences of a relation that alone makes a named line a total
_SEVERAL = 2


def mark_totals(
    tables: Sequence[Table], observations: Sequence[Observation], checks: Sequence[Check]
) -> tuple[tuple[Table, ...], tuple[Observation, ...]]:
    """Return tables and observations with all totals marked that the checks prove.

    Args:
        tables: Of one report.
        observations: Of these tables.
        checks: Of these tables; those outside tables are left alone.
    """
    spots = find_totals(tables, checks)
    return (
        tuple(_with_role(table, spots) for table in tables),
        tuple(
            replace(one, is_total=True) if (one.table, one.row, one.col) in spots else one
            for one in observations
        ),
    )


def find_totals(tables: Sequence[Table], checks: Sequence[Check]) -> frozenset[Spot]:
    """Return the cells that are totals by a sum that is proved.

    Of a line without a label every sum that is proved makes a total. A line with a name must be
    the total of several columns, or its sum no coincidence. A column with a name is none: "gross
    = net + tax" holds of three measures, and each may be added up by itself.
    """
    sums = [check for check in checks if _is_sum(check)]
    times = Counter((check.total.table, check.total.row) for check in sums)
    labels = {table.id: _labels(table) for table in tables}
    return frozenset(
        (check.total.table, check.total.row, check.total.col)
        for check in sums
        if _is_total(check, labels[check.total.table], times)
    )


def _is_sum(check: Check) -> bool:
    """Tell whether a check says that a cell adds up the cells of its line or column."""
    proved = check.status in ("exact", "rounding") or check.severity == "error"
    return (
        proved
        and check.kind == "sum"
        and check.axis in ("row", "column")
        and check.table is not None
        and len(check.items) >= _SEVERAL
        and all(sign > 0 for sign in check.signs)
        and bool(check.printed)
    )


def _is_total(check: Check, named: Collection[Spot], times: Counter[tuple[str, int]]) -> bool:
    total = check.total
    if check.axis == "row":
        return (total.table, -1, total.col) not in named
    if (total.table, total.row, -1) not in named:
        return True
    sure = check.significance is not None and check.significance <= CHANCE
    return sure or times[total.table, total.row] >= _SEVERAL


def _labels(table: Table) -> frozenset[Spot]:
    """Return the rows and columns that have a name, as cells outside the table."""
    return frozenset(_names(table))


def _names(table: Table) -> Iterator[Spot]:
    for cell in table.cells:
        if not cell.text.strip():
            continue
        if cell.col < max(1, table.stub_cols):
            yield from ((table.id, cell.row + n, -1) for n in range(cell.rowspan))
        if cell.row < table.header_rows:
            yield from ((table.id, -1, cell.col + n) for n in range(cell.colspan))


def _with_role(table: Table, spots: Collection[Spot]) -> Table:
    if not any(table.id == name for name, _, _ in spots):
        return table
    cells = (
        replace(cell, role=Role.TOTAL)
        if cell.role == Role.BODY and (table.id, cell.row, cell.col) in spots
        else cell
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))
