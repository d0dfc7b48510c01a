"""What a catalog's rules state of a table's totals and take back."""

from __future__ import annotations

import pytest

from crossfoot.model import CheckKind, Rule
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from tests.reconcilers.table_builder import make_table

TABLE = [
    ["Member", "Fee", "Visits", "Score", "Sum"],
    ["Accra", "10", "", "4", "50"],
    ["of which port", "3", "", "1", ""],
    ["Lima", "20", "x", "6", "60"],
    ["", "", "", "", ""],
    ["Office", "38", "2", "5", "47"],
    ["Oslo", "5", "x", "–", "70"],
]
Found = list[tuple[str, tuple[int, int], tuple[tuple[int, int], ...], str]]


def stated(rule: Rule, *, caption: str = "Members") -> Found:
    """Return kind, total, items and verdict of what a rule states of the table."""
    found = reconcile_table(make_table(TABLE, caption=caption), language="en", rules=[rule])
    return [
        (
            check.kind,
            (check.total.row, check.total.col),
            tuple((item.row, item.col) for item in check.items),
            check.status,
        )
        for check in found
        if rule.reason in check.explain("en")
    ]


@pytest.mark.parametrize(
    ("column", "kind", "found"),
    [
        # above are three lines, one of them a part of another; below is one
        ("fee", None, [("sum", (5, 1), ((1, 1), (3, 1)), "mismatch")]),
        ("fee", "mean", [("mean", (5, 1), ((1, 1), (3, 1)), "mismatch")]),
        ("visits", "count", [("count", (5, 2), ((1, 2), (3, 2)), "mismatch")]),
        ("score", "mean", [("mean", (5, 3), ((1, 3), (3, 3)), "exact")]),
        ("nothing", None, []),
    ],
)
def test_a_rule_states_a_total_over_the_longer_side(
    column: str, kind: CheckKind | None, found: Found
) -> None:
    """Plain lines alone are its items; a count takes blank cells along."""
    assert stated(Rule("add", "as agreed", total="office", column=column, kind=kind)) == found


def test_a_total_on_top_has_its_items_below() -> None:
    """The longer side is below the first line; a dash is an item, a blank is none."""
    rule = Rule("add", "as agreed", total="accra", column="score")

    assert stated(rule) == [("sum", (1, 3), ((3, 3), (5, 3), (6, 3)), "mismatch")]


@pytest.mark.parametrize(
    ("total", "last", "items"),
    [
        ("sum", "Sum", ((1, 1), (1, 3))),  # a blank cell states nothing
        ("fee", "Sum", ((1, 3),)),  # a total is no item
        ("fee", "Amount", ((1, 3), (1, 4))),
    ],
)
def test_a_rule_across_reads_columns(
    total: str, last: str, items: tuple[tuple[int, int], ...]
) -> None:
    """The total's pattern is on its header then, the other one on the row."""
    rule = Rule("add", "as agreed", total=total, column="accra", axis="row")
    rows = [[*TABLE[0][:4], last], *TABLE[1:]]

    found = reconcile_table(make_table(rows), language="en", rules=[rule])

    mine = [check for check in found if check.axis == "row" and check.total.row == 1]
    assert [tuple((i.row, i.col) for i in check.items) for check in mine] == [items]


@pytest.mark.parametrize(
    ("row", "at", "items"),
    [("accra", 1, ((1, 1), (1, 3))), ("oslo", 6, ((6, 1), (6, 3)))],
)
def test_each_row_has_its_own_items(row: str, at: int, items: tuple[tuple[int, int], ...]) -> None:
    """A mark is an item of a sum across, a blank is none."""
    rule = Rule("add", "as agreed", total="sum", column=row, axis="row")

    found = reconcile_table(make_table(TABLE), language="en", rules=[rule])

    mine = [check for check in found if check.axis == "row" and check.total.row == at]
    assert [tuple((i.row, i.col) for i in check.items) for check in mine] == [items]


@pytest.mark.parametrize(("table", "there"), [("memb", True), ("MÉMBERS", True), ("towns", False)])
def test_a_rule_speaks_of_tables_by_their_caption(table: str, there: bool) -> None:
    """Case and accents do not matter; another table is not its business."""
    rule = Rule("add", "as agreed", table=table, total="office", column="fee")

    assert bool(stated(rule)) is there


WRONG = [
    ["Member", "2021", "2022", "Both"],
    ["Accra", "1 210", "1 340", "2 550"],
    ["Lima", "2 377", "2 511", "4 888"],
    ["Oslo", "3 044", "3 198", "6 242"],
    ["Total", "6 931", "7 049", "13 680"],
]


@pytest.mark.parametrize(
    ("rule", "silent"),
    [
        (Rule("silence", "known"), {"2021"}),
        (Rule("silence", "known", total="total"), {"2021"}),
        (Rule("silence", "known", total="lima"), set()),
        (Rule("silence", "known", column="2021"), {"2021"}),
        (Rule("silence", "known", column="2022"), set()),
        (Rule("silence", "known", kind="sum"), {"2021"}),
        (Rule("silence", "known", kind="mean"), set()),
        (Rule("silence", "known", axis="row"), {"across"}),
        (Rule("silence", "known", table="towns"), set()),
    ],
)
def test_a_rule_silences_what_it_names(rule: Rule, silent: set[str]) -> None:
    """The alarm of one kind, one direction, one line: the others are told as before."""
    found = reconcile_table(make_table(WRONG, caption="Members"), language="en", rules=[rule])

    quiet = {
        "across" if check.axis == "row" else WRONG[0][check.total.col]
        for check in found
        if check.status == "mismatch" and check.severity == "info"
    }
    loud = {
        check.axis for check in found if check.status == "mismatch" and check.severity != "info"
    }
    assert quiet == silent
    assert loud == {"row", "column"} - {"row" if one == "across" else "column" for one in silent}


def test_what_a_rule_states_replaces_what_was_found() -> None:
    """One claim of a kind for each cell, in reading order."""
    rule = Rule("add", "as agreed", total="total", column="2022")

    found = reconcile_table(make_table(WRONG), language="en", rules=[rule])

    places = [(check.total.row, check.total.col, check.axis) for check in found]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    assert sum("as agreed" in check.explain("en") for check in found) == 1
