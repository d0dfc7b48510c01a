"""Totals by their arithmetic: marked, so that a sum over rows does not count twice."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.model import Observation, PrintedNumber, Role
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from crossfoot.reconcilers.totals import mark_totals
from tests.reconcilers.table_builder import make_table


def totals(rows: Sequence[Sequence[str]], role: Role = Role.BODY) -> set[tuple[int, int]]:
    """Return the cells that are marked as totals, in the table and in its observations alike."""
    table = make_table(rows, language="fr")
    seen = tuple(
        Observation(
            *(table.id, cell.row, cell.col, cell.page, cell.box, "", "", "m", "", None),
            *(cell.number, False, False),
        )
        for cell in table.cells
        if isinstance(cell.number, PrintedNumber)
    )
    checks = reconcile_table(table, language="fr")
    (marked,), observed = mark_totals((table,), seen, checks)
    found = {(cell.row, cell.col) for cell in marked.cells if cell.role == Role.TOTAL}
    assert found == {(one.row, one.col) for one in observed if one.is_total}
    return found


def test_a_last_line_without_a_label_that_adds_up_is_a_total() -> None:
    """What stands above it is not."""
    rows = [
        ["Chapitre", "2024", "2025"],
        ["Charges", "3 299 164", "3 263 971"],
        ["Personnel", "9 253 014", "9 140 297"],
        ["Imprévus", "774 587", "20 119"],
        ["", "13 326 765", "12 424 387"],
    ]
    assert totals(rows) == {(4, 1), (4, 2)}


def test_a_group_above_its_lines_is_a_total_in_each_column_that_holds() -> None:
    """Its name says nothing of a total; two columns that add up say it."""
    rows = [
        ["Poste", "2024", "2025"],
        ["Investissement", "13 326 765", "12 424 387"],
        ["Voirie", "3 299 164", "3 263 971"],
        ["Écoles", "9 253 014", "9 140 297"],
        ["Parcs", "774 587", "20 119"],
    ]
    assert totals(rows) == {(1, 1), (1, 2)}


def test_columns_that_follow_from_others_stay_amounts() -> None:
    """Gross is net and tax: three measures, each of which may be added up by itself."""
    rows = [["Agent", "Brut", "Net", "Retenue"]]
    amounts = [(1893, 241), (2217, 309), (1774, 198), (3051, 477), (2649, 355), (2003, 283)]
    rows += [[f"agent {n}", str(a + b), str(a), str(b)] for n, (a, b) in enumerate(amounts)]
    assert totals(rows) == set()


def test_a_failing_total_by_its_label_stays_one() -> None:
    """What a check calls an error in a line of totals is no part either."""
    rows = [
        ["Chapitre", "2023", "2024", "2025"],
        ["Charges", "3 299 164", "3 263 971", "3 111 007"],
        ["Personnel", "9 253 014", "9 140 297", "9 001 442"],
        ["Imprévus", "774 587", "20 119", "31 226"],
        ["", "13 326 765", "12 424 387", "12 148 675"],
    ]
    assert (4, 3) in totals(rows)
