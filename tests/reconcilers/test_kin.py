"""Totals that one wrong digit hides are found by what their kin prove."""

from __future__ import annotations

import pytest

from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.reconcile import check_grid

SUBTOTAL = """Poste | 2023
Loyer | 1 200
Eau | 520
Sous-total locaux | 1 730
Salaires | 3 410
Charges | 1 105
Sous-total personnel | 4 515
Total général | 6 235"""
BOTH_YEARS = """Poste | 2023 | 2022
Loyer | 1 200 | 1 150
Eau | 520 | 498
Sous-total locaux | 1 720 | 1 648
Salaires | 3 410 | 3 290
Charges | 1 105 | 1 078
Sous-total personnel | 4 525 | 4 378
Total général | 6 235 | 6 016"""
GROUPS = """Region | Persons
North | 412
Men | 198
Women | 214
South | 377
Men | 180
Women | 197
All | 789
Men | 388
Women | 411"""
BREAKDOWNS = """Group | 2022 | 2023
Men | 5 213 | 5 418
Women | 6 120 | 6 337
Under 18 | 2 417 | 2 519
18-64 | 6 390 | 6 606
65 and over | 2 526 | 2 610
Total | 11 333 | 11 735"""
ROLL = """Stock | 2021 | 2022 | 2023
Opening | 412 | 455 | 437
Additions | 131 | 98 | 120
Disposals | 88 | 116 | 75
Closing | 455 | 447 | 482"""
SINGLE = """Item | 2023
Rent | 1 200
Total premises | 1 200
Wages | 3 410
Total staff | 3 510
Total | 4 610"""
SLOW = """Day | Lot | Ref
Mon | 1 001 | 1 002
Tue | 1 003 | 1 004
Wed | 2 004 | 2 006
Thu | 2 006 | 2 008"""
BALLOT = """Contest | A | B | Total
Council |  |  |
Blank | 233 | 189 | 422
Petit | 711 | 530 | 1 241
Total | 944 | 719 | 1 663
Senate |  |  |
Blank | 58 | 50 | 108
Fargo | 886 | 669 | 1 555
Total | 944 | 719 | 1 663"""
VARIANCE = """Fund | Budget | Actual | Variance
Taxes | 5 213 | 5 418 | 205
Fees | 6 120 | 6 337 | 217
Grants | 2 417 | 2 519 | 102
Wages | 4 390 | 4 206 | 184
Rent | 2 526 | 2 410 | 116
Works | 1 733 | 1 135 | 598"""


def flagged(table: str) -> set[tuple[int, int]]:
    """Return the totals called wrong."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]
    results = check_grid(grid_of_texts(rows, language="fr" if "Poste" in table else "en"))
    return {one.relation.total for one in results if one.verdict.severity == "error"}


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        (SUBTOTAL, (3, 1)),
        (BOTH_YEARS, (6, 2)),
        (GROUPS, (8, 1)),
        (BREAKDOWNS, (6, 2)),
        (ROLL, (4, 2)),
        (SINGLE, (4, 1)),
    ],
)
def test_a_wrong_digit_is_found_by_kin(table: str, cell: tuple[int, int]) -> None:
    """Sub-totals, groups, second breakdowns, rolls and totals of one line."""
    assert cell in flagged(table)


@pytest.mark.parametrize("table", [SLOW, BALLOT, VARIANCE])
def test_coincidences_raise_no_alarm(table: str) -> None:
    """Slow series, totals that contests share, variances that are good or bad."""
    assert not flagged(table)
