"""Relations that their siblings speak against: drawn after tables of real budgets."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.printed.relations import Relation
from crossfoot.reconcilers.tables.doubts import find_unfounded
from crossfoot.reconcilers.tables.reconcile import judge_all
from tests.reconcilers.table_builder import check_rows

Rows = Sequence[Sequence[str]]


def failing(rows: Rows) -> set[tuple[int, int]]:
    """Return the totals that are errors."""
    return {
        result.relation.total for result in check_rows(rows) if result.verdict.severity == "error"
    }


def line(label: str, numbers: str) -> list[str]:
    """Return a row."""
    return [label, *numbers.split()]


def about(rows: Rows, col: int) -> int:
    """Return how many equations have their total in a column."""
    return sum(one.relation.total[1] == col for one in check_rows(rows))


INDICATORS = [
    ["Indicator", "No.", "2022", "2023", "2024"],
    ["Revenue", "2", "136,011", "176,414", "177,220"],
    ["Overall balance", "3", "31,503", "50,267", "42,529"],
    ["Primary balance", "4", "2,155", "5,666", "5,469"],
    ["Arrears clearance", "5", "3,516", "11,613", "11,619"],
    ["Overall balance, cash", "6", "35,019", "61,880", "54,148"],
    ["Primary balance, cash", "7", "5,671", "17,279", "17,088"],
]
"""The cash balances are the others and the arrears: 6 = 3 + 5 and 7 = 4 + 5 are none."""


def test_running_numbers_take_no_part() -> None:
    """The equations of the amounts say nothing of the numbers of the lines."""
    assert failing(INDICATORS) == set()
    assert about(INDICATORS, 1) == 0
    assert about(INDICATORS, 2) > 0


def test_parts_of_a_part_need_not_be_all_of_it() -> None:
    """Incomplete, "o/w" below "o/w"; below a line of its own it stays an error."""
    rows = [
        ["Entity", "Goods", "Total"],
        ["o/w Programme", "350,000", "410,000"],
        ["o/w Start-ups", "80,000", "100,000"],
        ["o/w Apprentices", "260,000", "300,000"],
    ]
    relation = Relation("sum", "column", (1, 1), ((2, 1), (3, 1)), (1, 1), 1e-9, proven=True)
    (verdict,) = judge_all(grid_of_texts(rows), [relation])
    assert (verdict.status, verdict.severity) == ("incomplete", "warning")
    rows[1][0] = "Programme"
    (verdict,) = judge_all(grid_of_texts(rows), [relation])
    assert (verdict.status, verdict.severity) == ("mismatch", "error")


def test_what_many_years_contradict_is_no_relation() -> None:
    """Revenue is principal and interest only while the coverage is 100 %."""
    rows = [
        line("", "2014 2013 2012 2011 2010 2009 2008 2007"),
        line("FHWA participation", "48,387 48,383 48,382 48,389 48,391 43,646 44,147 44,182"),
        line("Principal", "32,615 31,075 29,590 28,205 26,910 28,315 28,315 24,560"),
        line("Interest", "15,772 17,308 18,792 20,184 21,481 15,895 15,895 19,650"),
    ]
    assert failing(rows) == set()


def test_a_named_total_that_fails_in_some_years_stays_wrong() -> None:
    """Its name says what it is."""
    rows = [
        ["", "2014", "2013", "2012", "2011", "2010", "2009", "2008", "2007"],
        line("Principal", "32,615 31,075 29,590 28,205 26,910 28,315 28,315 24,560"),
        line("Interest", "15,772 17,308 18,792 20,184 21,481 15,895 15,895 19,650"),
        line("Total debt service", "48,387 48,383 48,382 48,389 48,391 44,201 44,212 44,310"),
    ]
    assert failing(rows) == {(3, 6), (3, 7), (3, 8)}


def test_terms_that_cancel_prove_nothing() -> None:
    """A total of one line, and a total with its own negative, add up to it in two columns."""
    rows = [
        ["", "Original", "Final", "Actual"],
        ["Use of money", "-", "-", "4,663"],
        ["Total revenues", "-", "-", "4,663"],
        ["Public works", "9,000", "9,000", "9,000"],
        ["Principal", "935,189", "935,190", "935,190"],
        ["Interest", "195,555", "195,554", "195,554"],
        ["Total expenditures", "1,139,744", "1,139,744", "1,139,744"],
        ["Excess of revenues", "(1,139,744)", "(1,139,744)", "(1,135,081)"],
        ["Transfers in", "1,149,232", "1,149,232", "1,149,232"],
        ["Total other sources", "1,149,232", "1,149,232", "1,149,232"],
        ["Net change", "9,488", "9,488", "14,151"],
    ]
    assert (9, 3) not in failing(rows)


def test_a_share_set_beforehand_is_kept_in_one_of_the_years() -> None:
    """A cap of 20 % that holds in the second year is no misprint in the first."""
    rows = [
        ["Unit", "Cap (%)", "Collection", "Retention", "Collection", "Retention"],
        ["Vets", "20", "8,004.42", "1,280.71", "32,786.94", "6,557.39"],
        ["Crops", "66", "851.00", "361.66", "867.33", "497.44"],
    ]
    grid = grid_of_texts(rows)
    relations = [
        Relation("percentage", "row", (row, 1), ((row, 3), (row, 2)), (1, 1), 0.0, proven=True)
        for row in (1, 2)
    ]
    verdicts = judge_all(grid, relations)
    assert [verdict.status for verdict in verdicts] == ["mismatch", "mismatch"]
    assert find_unfounded(grid, relations, verdicts) == {0}


def test_a_sum_that_prints_one_of_its_items_is_that_of_one_line() -> None:
    """The sub-total of account 1688 stands below 165 and 16884, and is of the latter alone."""
    rows = [
        ["Account", "Opening", "Total", "Balance"],
        ["165 Deposits", "650.00", "650.00", "650.00"],
        ["16884 Interest", "39,701.42", "69,391.36", "29,689.94"],
        ["Sub-total 1688", "39,701.42", "69,391.36", "29,689.94"],
    ]
    relations = [
        Relation("sum", "column", (3, c), ((1, c), (2, c)), (1, 1), 1.0, proven=True)
        for c in (1, 2, 3)
    ]
    grid = grid_of_texts(rows)
    assert find_unfounded(grid, relations, judge_all(grid, relations)) == {0, 1, 2}
    rows[3][2] = "70,041.36"  # with both in one column, it forgot one in the others
    grid = grid_of_texts(rows)
    assert find_unfounded(grid, relations, judge_all(grid, relations)) == set()


def test_a_line_without_a_balance_explains_what_is_lacking() -> None:
    """What was planned and not carried out has no balance: its plan is the gap of the total."""
    rows = [
        ["Chapter", "Planned", "Done", "Balance"],
        ["021 Transfer", "461,033", "", ""],
        ["040 Orders", "2,044,010", "1,972,251", "71,759"],
        ["041 Patrimony", "27,100", "27,036", "64"],
        ["Total", "2,532,143", "1,999,287", "532,856"],
    ]
    items = ((1, 3), (2, 3), (3, 3))
    relation = Relation("sum", "column", (4, 3), items, (1, 1, 1), 1e-9, proven=True)
    (verdict,) = judge_all(grid_of_texts(rows), [relation])
    assert (verdict.status, verdict.severity) == ("incomplete", "warning")
