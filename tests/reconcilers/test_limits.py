"""Decisions about printed numbers, on both sides of what decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.reconcilers.documents.affinity import coverage, likeness
from crossfoot.reconcilers.documents.figures import check_figures
from crossfoot.reconcilers.printed.granularity import common_step
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.printed.slips import is_misprint, name_slip
from tests.reconcilers.table_builder import check_rows
from tests.reconcilers.test_documents import figure, split

Texts = list[list[str]]


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        (469, 769, "digit"),
        (469, 796, "other"),
        (5164, 5146, "swap"),
        (5164, 4165, "other"),  # the digits do not stand side by side
        (5164, 5155, "other"),
        (5164, 5161, "digit"),
        (257, 70257, "group"),
        (257, 1257, "group"),  # one digit lost in front
        (257, 2571, "group"),  # …and behind
        (257, 25714, "other"),
        (257, 257143, "group"),  # three behind
        (257, 41257, "group"),  # a group lost in front: the rest is whole groups
        (57, 41257, "other"),
        (257, 412257, "group"),
        (257, 3412257, "other"),
        (0, 7, "digit"),
        (0, 70, "other"),
        (57, -57, "sign"),
        (-57, 57, "sign"),
        (57, -58, "other"),
        (-57, -58, "digit"),
        (-57, 58, "other"),
    ],
)
def test_slips_of_the_pen(printed: int, right: int, slip: str) -> None:
    """One digit, two neighbours, a sign, lost digits; everything else is no single slip."""
    assert name_slip(printed, right, 1) == slip
    assert name_slip(10 * printed, 10 * right, 10) == slip


def test_no_slip_makes_what_cannot_be_printed() -> None:
    """A value between the printed steps is no slip of one that stands on them."""
    assert name_slip(460, 761, 10) == "other"
    assert name_slip(460, 760, 10) == "digit"


@pytest.mark.parametrize(
    ("values", "unit", "step"),
    [
        ([1225, 530, 85], 1, 5),
        ([1225, 530], 1, None),  # too few
        ([1225, 530, 0], 1, None),  # zeros say nothing
        ([1225, 530, 86], 1, None),
        ([1224, 530, 86], 1, None),  # three even numbers are chance…
        ([1224, 530, 86, 12, 44, 98], 1, None),
        ([1224, 530, 86, 12, 44, 98, 10], 1, 2),  # …seven are a habit
        ([1200, 3400, 700], 1, 100),
        ([1200, 3400, 750], 1, 50),
        ([12000, 34000, 7000], 1, 1000),
        ([12000, 34000, 7500], 1, 500),
        ([120, 340, 70], 1, 10),
        ([120, 340, 70], 10, None),
        ([1200, 3400, 700], 10, 100),
        ([3, 9, 12, 21, 27], 1, 3),
        ([3, 9, 12, 21], 1, None),
    ],
)
def test_numbers_rounded_more_coarsely_than_they_show(
    values: list[int], unit: int, step: int | None
) -> None:
    """Common divisors are a habit of rounding where chance would hardly give them."""
    assert common_step(values, unit) == step


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [(76, 77, True), (19, 91, True), (6, 16, False), (191, 119, True), (191, 911, True),
     (123, 321, False), (123, 145, False), (123, 213, True), (123, 231, False), (55, 55, False)],
)  # fmt: skip
def test_one_digit_or_two_neighbours(a: int, b: int, slip: bool) -> None:
    """What a typist does to a count."""
    assert is_misprint(a, b) is slip
    assert is_misprint(b, a) is slip


def test_likeness_of_labels() -> None:
    """Shared stems over all, over one's own; words that link say nothing."""
    assert likeness("members of the network", "the members") == 0.5
    assert likeness("members", "MEMBER") == 1
    assert likeness("", "members") == 0
    assert coverage("members", "members of the network") == 1
    assert coverage("members of the network", "members") == 0.5
    assert coverage("", "members") == 0


@pytest.mark.parametrize(
    ("shares", "listed", "status"),
    [
        (("60", "28"), False, "mismatch"),  # 12 from 100: meant to make it
        (("60", "27"), False, None),
        (("60", "52"), False, "mismatch"),
        (("60", "53"), False, None),
        (("60", "25"), True, "mismatch"),  # 15 in a list
        (("60", "24"), True, "incomplete"),
        (("60", "40"), True, "exact"),
        (("50.5", "49.5"), False, "exact"),
        (("33", "33", "33"), False, "rounding"),
        (("33", "33", "32"), False, "mismatch"),
        (("25", "25", "25", "24"), False, "rounding"),
        (("25", "25", "25", "23"), False, "mismatch"),
    ],
)
def test_how_near_to_100_shares_were_meant_to_make_it(
    shares: tuple[str, ...], listed: bool, status: str | None
) -> None:
    """Shares far from a hundred divide nothing; a list of them may lack some."""
    figures = split(*shares)
    if listed:
        figures = [replace(part, breakdown_of=None, caption="Income") for part in figures[1:]]

    found = [check.status for check in check_figures(figures, (), (), language="en")]

    assert found == ([status] if status else [])


@pytest.mark.parametrize(
    ("whole", "parts", "status"),
    [
        ("100", ("60", "40"), "exact"),
        ("100", ("60", "25"), "mismatch"),  # fifteen in a hundred
        ("100", ("60", "24"), "incomplete"),
        ("100", ("60", "56"), "mismatch"),  # too much is never incomplete
        ("5", ("2", "2"), "mismatch"),
        ("5", ("2", "1"), "incomplete"),
        ("100.0", ("60.2", "39.7"), "rounding"),
        ("100.0", ("60.2", "39.6"), "mismatch"),
    ],
)
def test_counts_that_were_meant_to_make_a_whole(
    whole: str, parts: tuple[str, ...], status: str
) -> None:
    """Parts that miss it by more than fifteen in a hundred are examples."""
    figures = [figure("w", whole, "experts")]
    figures += [figure(f"p{i}", part, f"part {i}", whole="w") for i, part in enumerate(parts)]

    (check,) = check_figures(figures, (), (), language="en")

    assert check.status == status


def test_about_so_many_may_be_others() -> None:
    """Sixty and 41 of "about 100" are no mismatch; parts that make it are exact."""
    number = figure("w", "100", "experts").number
    assert number is not None
    about = replace(figure("w", "100", "experts"), number=replace(number, qualifier="about"))

    def said(last: str) -> list[tuple[str, str]]:
        parts = [figure(f"p{i}", n, f"part {i}", whole="w") for i, n in enumerate(("60", last))]
        found = check_figures([about, *parts], (), (), language="en")
        return [(check.status, check.reason) for check in found]

    assert said("41") == [("not_checkable", "qualified")]
    assert said("40") == [("exact", "")]


def frame(*rows: str) -> tuple[int, int, list[str]]:
    """Return header rows, stub columns and row labels of a table that is only text."""
    grid = grid_of_texts([[cell.strip() for cell in row.split("|")] for row in rows])
    return grid.header_rows, grid.stub_cols, list(grid.row_labels[grid.header_rows :])


@pytest.mark.parametrize(
    ("rows", "header", "stub"),
    [
        (("Town | 2021 | 2022", "Alby | 12 | 15", "Brey | 17 | 11"), 1, 1),
        (("Alby | 12 | 15", "Brey | 17 | 11"), 0, 1),
        (("Paid | |", "Town | 2021 | 2022", "Alby | 12 | 15", "Brey | 17 | 11"), 2, 1),
        (("Town | In | Out", "Alby | - | 15", "Brey | 17 | 11"), 1, 1),
        (("Town | In | Out", "Alby | - | -", "Brey | 17 | 11"), 1, 1),
        (("Region | Town | 2022", "North | Alby | 12", " | Brey | 17", "South | Cuq | 9"), 1, 2),
        (("Year | In | Out", "2019 | 12 | 15", "2020 | 17 | 11", "2021 | 9 | 4"), 1, 1),
        (("Year | Town | In", "2019 | Alby | 15", "2020 | Brey | 11", "2021 | Cuq | 4"), 1, 2),
        (("No | Town | In", "1 | Alby | 15", "2 | Brey | 11", "3 | Cuq | 4"), 1, 2),
        (("No | Town | In", "1 | Alby | 15", "2 | Brey | 11"), 1, 1),
        (("No | Town | In", "1 | Alby | 15", "2 | Brey | 11", "4 | Cuq | 4"), 1, 1),
        (("Town | 19 years | 20 years", "Alby | 12 | 15", "Brey | 17 | 11"), 1, 1),
        (("Town | Joined | Fee", "Alby | 2011 | 12", "Brey | 2015 | 17", "Cuq | 2019 | 9"), 1, 2),
        (("Town | Head | Fee", "Alby | 2031 | 12", "Brey | 1915 | 17", "Cuq | 1977 | 9"), 1, 1),
    ],
)
def test_where_the_numbers_of_a_text_table_begin(
    rows: tuple[str, ...], header: int, stub: int
) -> None:
    """Years over columns head them; ranks, years and names at the left are labels."""
    assert frame(*rows)[:2] == (header, stub)


def claimed(*rows: str) -> list[tuple[str, tuple[int, int], str]]:
    """Return kind, place and verdict of what a table of texts claims."""
    texts: Texts = [[cell.strip() for cell in row.split("|")] for row in rows]
    return [
        (one.relation.kind, one.relation.total, one.verdict.status)
        for one in check_rows(texts, language="en")
    ]


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("1 118", ["exact"]),
        ("F", ["not_checkable"]),
        ("confidential", ["not_checkable"]),
        ("n.d.", ["not_checkable"]),
    ],
)
def test_words_among_numbers_are_unknown_amounts(cell: str, status: list[str]) -> None:
    """A short word in a column of numbers stands for a number nobody tells."""
    found = claimed(
        "Town | 2022", "Alby | 1 412", "Brey | 2 307", f"Cuq | {cell}", "Dun | 519", "Total | 5 356"
    )

    assert [verdict for _, _, verdict in found] == status


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("3", [("count", (5, 1), "exact")]),
        ("2", []),
    ],
)
def test_a_total_below_names_counts_them(stated: str, found: list[object]) -> None:
    """Below names a total can only be how many there are."""
    rows = ("Town | Mayor", "Alby | Martin", "Brey | Dubois", "Cuq |", "Dun | Laurent")

    assert claimed(*rows, f"Total | {stated}") == found


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [(("x", "x", "x", "x", "x"), True), (("x", "x", "3", "x", "x"), False)],
)
def test_a_column_of_amounts_is_not_counted(numbers: tuple[str, ...], counted: bool) -> None:
    """One number in five filled cells makes a column one of amounts."""
    rows = [f"Town {'abcde'[i]} | {cell}" for i, cell in enumerate(numbers)]

    assert (("count", (6, 1), "exact") in claimed("Town | Paid", *rows, "Total | 5")) is counted
