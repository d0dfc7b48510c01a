"""What a table's own arithmetic tells while its document is still read.

In: a table as read so far. Out: how much speaks for its reading, and which cells are in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.normalizers.tables.normalize import normalize_table
from crossfoot.normalizers.words.language import detect_language
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from crossfoot.reconcilers.tables.score import score_reading

if TYPE_CHECKING:
    from crossfoot.model import Table


def score_table(table: Table) -> float:
    """Say how well a table's totals foot, to choose between two readings of it."""
    language = detect_language(" ".join(cell.text for cell in table.cells))
    return score_reading(normalize_table(table, language=language))


def find_doubts(table: Table) -> frozenset[tuple[int, int]]:
    """Say which cells of a table, by row and column, take part in sums that do not add up."""
    language = detect_language(" ".join(cell.text for cell in table.cells))
    checks = reconcile_table(normalize_table(table, language=language), language=language)
    return frozenset(
        (ref.row, ref.col)
        for check in checks
        if check.status == "mismatch"
        for ref in check.refs
        if ref.table == table.id
    )
