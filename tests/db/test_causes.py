"""Failing checks are told by cause, the worst first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from crossfoot.db.causes import Cause, Failing, find_causes

ONE = Failing("r", "t1", 4, 2, "column", False, Decimal(482), Decimal(1))


def failing(**more: object) -> Failing:
    """Return a failing check of its own cause unless told otherwise."""
    return replace(ONE, **more)  # type: ignore[arg-type]


def members(*checks: Failing) -> list[tuple[int, ...]]:
    """Return which checks are of one cause, the worst first."""
    return [cause.members for cause in find_causes(checks)]


def test_totals_of_one_line_are_one_cause() -> None:
    """A total row that misses in three columns, a total column that misses in two rows."""
    row = [failing(col=n, delta=Decimal(n + 3)) for n in range(3)]
    (found,) = find_causes(row)
    assert (sorted(found.members), found.shared) == ([0, 1, 2], "row")
    column = [failing(axis="row", row=n, delta=Decimal(n + 3)) for n in range(2)]
    (found,) = find_causes(column)
    assert (sorted(found.members), found.shared) == ([0, 1], "column")


def test_another_table_another_line_or_another_report_is_another_cause() -> None:
    """Small gaps alone tie nothing across tables."""
    first = failing(delta=Decimal(7))
    assert len(members(first, failing(row=9, delta=Decimal(5)))) == 2
    assert len(members(first, failing(table="t2", delta=Decimal(7)))) == 2
    assert len(members(first, replace(first, report="s"))) == 2


def test_one_gap_through_several_tables_is_one_cause() -> None:
    """From three digits on; "300" has one, and ties the totals of one table alone."""
    gap = Decimal("5077.75")
    (found,) = find_causes([failing(delta=gap), failing(table="t2", row=1, delta=-gap)])
    assert found.shared == "gap"
    assert len(members(failing(delta=Decimal(300)), failing(table="t2", delta=Decimal(300)))) == 2
    assert len(members(failing(delta=Decimal(300)), failing(row=9, delta=Decimal(300)))) == 1
    assert len(members(failing(delta=Decimal(310)), failing(table="t2", delta=Decimal(310)))) == 2


def test_one_number_that_explains_a_row_and_a_column_is_one_cause() -> None:
    """The suspect of both is the same cell."""
    down = failing(suspect="t1 2 2", delta=Decimal(9))
    (found,) = find_causes([down, failing(axis="row", row=2, suspect="t1 2 2", delta=Decimal(8))])
    assert found == Cause((0, 1), "number")


def test_the_worst_stands_first() -> None:
    """Errors before warnings, large gaps before small, of like ones the surer relation."""
    small = failing(table="a", delta=Decimal(1), printed=Decimal(1000))
    large = failing(table="b", delta=Decimal(500), printed=Decimal(1000), significance=0.5)
    surer = failing(table="c", delta=Decimal(480), printed=Decimal(1000), significance=1e-9)
    warns = failing(table="d", delta=Decimal(900), printed=Decimal(1000), is_warning=True)
    assert members(warns, small, large, surer) == [(3,), (2,), (1,), (0,)]


def test_more_totals_of_one_cause_stand_before_fewer() -> None:
    """Among gaps of like size."""
    alone = failing(table="a", delta=Decimal(480), printed=Decimal(1000))
    pair = [failing(col=n, delta=Decimal(470 + n), printed=Decimal(1000)) for n in range(2)]
    assert members(alone, *pair) == [(2, 1), (0,)]
    assert find_causes([]) == ()
