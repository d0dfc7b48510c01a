"""Totals that no word and no single equation proves: by their place, and as a tree of totals."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.reconcilers.equations.lines import lines_of
from crossfoot.reconcilers.equations.schema import Schema
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.claims import relations_of
from crossfoot.reconcilers.tables.reconcile import Result
from tests.reconcilers.table_builder import check_rows

NAMES = ("Voirie", "Musées", "Stades", "Crèches", "Marchés", "Théâtre", "Piscines", "Archives")


def nested(seed: int, *, first: bool) -> tuple[list[int], dict[int, tuple[int, ...]]]:
    """Return one column of numbers with its totals: line → the lines it adds."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    values: list[int] = []
    totals: dict[int, tuple[int, ...]] = {}
    heads: list[int] = []
    for _ in range(4):
        items = [chance.randint(11, 999) for _ in range(chance.randint(2, 5))]
        start = len(values) + first
        lines = tuple(range(start, start + len(items)))
        head = start - 1 if first else lines[-1] + 1
        values += [sum(items), *items] if first else [*items, sum(items)]
        totals[head] = lines
        heads.append(head)
    whole = sum(values[head] for head in heads)
    if not first:
        return [*values, whole], {**totals, len(values): tuple(heads)}
    moved = {head + 1: tuple(line + 1 for line in lines) for head, lines in totals.items()}
    return [whole, *values], {**moved, 0: tuple(head + 1 for head in heads)}


def column(values: list[int]) -> list[list[str]]:
    rows = [[NAMES[n % len(NAMES)], str(value)] for n, value in enumerate(values)]
    return [["Poste", "2023"], *rows]


def sums(results: tuple[Result, ...]) -> dict[int, tuple[int, ...]]:
    """Return the sums found: line → the lines it adds, header not counted."""
    return {
        result.relation.total[0] - 1: tuple(row - 1 for row, _ in result.relation.items)
        for result in results
        if result.relation.kind == "sum"
    }


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_nested_totals_of_one_column_are_found_without_a_word(seed: int, *, first: bool) -> None:
    """Five small sums together prove what none proves alone, totals first or last."""
    values, totals = nested(seed, first=first)

    assert sums(check_rows(column(values))) == totals


@pytest.mark.parametrize("first", [True, False])
def test_a_wrong_line_among_unnamed_totals_is_an_error(*, first: bool) -> None:
    """The grand total and its other parts hold a sub-total in place that misses by one digit."""
    values, totals = nested(3, first=first)
    head, items = next((t, i) for t, i in totals.items() if len(i) > 2 and values[i[1]] > 99)
    values[items[1]] += 100 if values[items[1]] < 900 else -100
    errors = [r for r in check_rows(column(values)) if r.verdict.severity == "error"]

    assert [(r.relation.total[0] - 1, abs(int(r.verdict.delta or 0))) for r in errors] == [
        (head, 100)
    ]


def test_a_wrong_sub_total_fails_twice_by_the_same_gap() -> None:
    """Its own lines miss it, and the grand total misses it the other way."""
    values, totals = nested(4, first=False)
    head = min(totals)
    values[head] += 200
    errors = [r for r in check_rows(column(values)) if r.verdict.severity == "error"]

    assert {int(r.verdict.delta or 0) for r in errors} == {200, -200}
    assert {cell for r in errors for s in r.suspects[:1] for cell in [s.cell[0] - 1]} == {head}


@given(values=st.lists(st.integers(0, 9999), min_size=3, max_size=25), seed=st.integers(0, 99))
def test_numbers_of_one_column_in_any_order_raise_no_alarm(values: list[int], seed: int) -> None:
    """Without totals and without words nothing is called wrong."""
    random.Random(seed).shuffle(values)  # noqa: S311 - a repeatable draw, no secret
    results = check_rows(column(values))

    assert not [r for r in results if r.verdict.severity == "error"]


def test_the_last_line_of_a_block_is_a_total_by_its_place() -> None:
    """One column foots and the other misses by a lost group: the line is a total."""
    rows = [
        ["Poste", "2022", "2023"],
        ["Voirie", "12 340", "13 451"],
        ["Musées", "4 215", "4 398"],
        ["Stades", "7 704", "8 126"],
        ["Berges", "24 259", "975"],
    ]
    rows[4][2] = "975"
    errors = [r for r in check_rows(rows, language="fr") if r.verdict.severity == "error"]

    assert [(r.relation.total, r.suspects[0].slip) for r in errors] == [((4, 2), "group")]


def test_a_result_of_two_totals_is_no_sum_with_a_lost_sign() -> None:
    """Income less expenses is below both; nothing of it is wrong."""
    rows = [
        ["", "2022", "2023"],
        ["Staff", "1810", "3839"],
        ["Rent", "2007", "384"],
        ["All of it", "3817", "4223"],
        ["Grants", "14053", "193"],
        ["Gifts", "6823", "995"],
        ["All of that", "20876", "1188"],
        ["What is left", "17059", "-3035"],
    ]

    assert not [r for r in check_rows(rows) if r.verdict.severity == "error"]


def test_running_totals_are_sums_not_differences() -> None:
    """Half a year is two quarters; the third quarter is not told as a difference."""
    header = ["", "Q1", "Q2", "First half", "Q3", "Nine months", "Q4", "Year"]
    rows = [header]
    for name, (a, b, c, d) in {
        "Roads": (28, 1451, 311, 1472),
        "Parks": (786, 2269, 3224, 645),
        "Pools": (896, 214, 1304, 144),
        "Museums": (247, 1448, 824, 234),
    }.items():
        rows.append([name, *map(str, (a, b, a + b, c, a + b + c, d, a + b + c + d))])
    found = {
        (r.relation.total[1], tuple(col for _, col in r.relation.items))
        for r in check_rows(rows)
        if r.relation.axis == "row"
    }

    assert found == {(3, (1, 2)), (5, (3, 4)), (7, (5, 6))}


def test_a_stock_rolls_from_opening_to_closing_by_its_dates() -> None:
    """Two dates of a year make the columns between them movements."""
    rows = [["Parc", "Au 1er janvier", "Entrées", "Sorties", "Au 31 décembre"]]
    fleets = {"Bus": (312, 62, 21), "Trams": (110, 13, 41), "Vélos": (88, 263, 57)}
    for name, (a, b, c) in fleets.items():
        rows.append([name, *map(str, (a, b, c, a + b - c))])
    results = check_rows(rows, language="fr")

    assert {(r.relation.total[1], r.relation.signs) for r in results} == {(4, (1, 1, -1))}


def test_a_row_that_counts_filled_cells_counts_no_category() -> None:
    """Two under five filled cells is wrong, though two of them say "X"."""
    rows = [["", "A", "B", "C"]]
    marks = [
        ("yes", "X", ""),
        ("no", "yes", "X"),
        ("X", "no", ""),
        ("X", "", "yes"),
        ("no", "", "X"),
    ]
    rows += [[f"Town {n}", *line] for n, line in enumerate(marks)]
    rows.append(["Number of towns", "2", "3", "3"])
    errors = [r for r in check_rows(rows) if r.verdict.severity == "error"]

    assert [(r.relation.total, int(r.verdict.computed or 0)) for r in errors] == [((6, 1), 5)]


def test_a_subtotal_of_one_line_is_added_once() -> None:
    """Where only one column tells a sub-total from its single line, that column decides."""
    rows = [
        ["Poste", "Voté", "Engagé", "Mandaté", "Payé"],
        ["Total Personnel", "11821", "10995", "10790", "10300"],
        ["Fil", "14", "0", "0", "0"],
        ["Habits", "69", "0", "0", "0"],
        ["Total Textiles", "83", "0", "0", "0"],
        ["Pneus", "776", "-430", "-410", "-400"],
        ["Total Biens", "859", "-430", "-410", "-400"],
        ["Réparations", "647", "0", "0", "0"],
        ["Total Services", "647", "0", "0", "0"],
        ["Total 110", "13327", "10565", "10380", "9900"],
    ]

    results = check_rows(rows, language="fr")
    whole = [r for r in results if r.relation.total[0] == len(rows) - 1]

    assert {r.verdict.status for r in results} == {"exact"}
    assert [r.relation.total[1] for r in whole] == [1, 2, 3, 4]


def test_a_total_printed_again_is_no_other_sum() -> None:
    """A line that repeats the total above it everywhere is not held to lines further off."""
    rows = [["", "A", "B", "C"], ["Ponts", "50", "61", "70"]]
    rows += [["Total", "50", "61", "94"], ["Total général", "50", "61", "94"]]
    lines = lines_of(grid_of_texts(rows), "column")
    first = Schema(1, (0,), (1,), 1e-9, 2, 1, labelled=True, origin="label")

    assert len(relations_of(lines, first)) == 3
    assert len(relations_of(lines, replace(first, total=2))) == 2


def test_columns_that_cancel_out_prove_no_roll() -> None:
    """Voted less committed, plus paid, is paid: that says nothing where paid is wrong."""
    chance = random.Random(0)  # noqa: S311 - a repeatable draw, no secret
    rows = [["Ligne", "Voté", "Modifié", "Engagé", "Réservé", "Mandaté", "Payé"]]
    for line in range(40):
        voted, due = chance.randint(1000, 99999), chance.randint(1000, 99999)
        change = -20000 if line % 9 == 2 else 0
        late = {14: 20000, 29: 300000}.get(line, change)
        numbers = (voted, change, voted, 0, due, due + late)
        rows.append([f"Poste {line}", *map(str, numbers)])

    assert {r.verdict.status for r in check_rows(rows, language="fr")} <= {"exact"}


def test_of_a_crowd_of_suspects_only_the_total_is_named() -> None:
    """Where any of many equal numbers may be wrong, none of them is pointed at."""
    many = [["Poste", "2023"], *([f"Poste {n}", "1"] for n in range(12)), ["Total", "18"]]
    few = [*many[:4], ["Total", "9"]]

    (crowd,) = check_rows(many, language="fr")
    (small,) = check_rows(few, language="fr")

    assert [s.cell for s in crowd.suspects] == [crowd.relation.total]
    assert len(small.suspects) > 1
