"""Relations that a table writes down itself, or that its own lines and other totals demand."""

from __future__ import annotations

import pytest

from benchmarks.statements.foundry import tables_of_truth
from crossfoot.model import Language
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.reconcile import Result, check_grid

Sum = tuple[tuple[int, int], frozenset[tuple[int, int]]]


def results(*rows: str, language: Language = "fr") -> tuple[Result, ...]:
    """Return what is found in a table whose cells stand between bars."""
    return check_grid(
        grid_of_texts(
            [[cell.rstrip() for cell in row.split("|")] for row in rows], language=language
        )
    )


def sums(*rows: str, language: Language = "fr") -> dict[Sum, str]:
    """Return (total, items) of each sum or difference with its status."""
    return {
        (r.relation.total, frozenset(r.relation.items)): r.verdict.status
        for r in results(*rows, language=language)
        if r.relation.kind in ("sum", "difference")
    }


def column(total: int, items: tuple[int, ...], col: int = 1) -> Sum:
    """Return a sum down a column."""
    return (total, col), frozenset((row, col) for row in items)


def test_codes_say_which_account_is_part_of_which() -> None:
    """Accounts of nothing but zeros are parts too, and a group of one line hides that line."""
    found = sums(
        "Cuenta | Saldo",
        "11 Activo circulante | 2.048,63",
        "111 Efectivo | 2.048,63",
        "1111 Caja | 1,06",
        "1112 Bancos | 2.047,57",
        "112 Derechos | 0,00",
        "1121 Deudores | 0,00",
        "1122 Ingresos por cobrar | 0,00",
        language="es",
    )

    assert set(found) == {column(1, (2, 5)), column(2, (3, 4)), column(5, (6, 7))}


def test_a_total_closes_what_its_heading_opened() -> None:
    """Totals of a level add the totals of the next, not lines they happen to equal."""
    found = sums(
        " | 2023 | 2024",
        "Effectif | 17 | 19",
        "Ressources | |",
        "Ventes | |",
        "Billets | 120 | 131",
        "Total ventes | 120 | 131",
        "Aides | |",
        "Région | 300 | 311",
        "Total aides | 300 | 311",
        "Total ressources | 420 | 442",
    )

    assert column(9, (5, 8)) in found
    assert column(9, (4, 7)) not in found


@pytest.mark.parametrize(
    ("formula", "holds"), [("Net (d=b-c)", True), ("Net (d=b+c)", False), ("Net", False)]
)
def test_a_printed_formula_is_the_relation(formula: str, holds: bool) -> None:
    """Equal columns prove nothing; the formula in the header says what follows from what."""
    found = sums(
        f"Article | Prévu (a) | Émis (b) | Annulé (c) | {formula}",
        "Terrains | 3 | 2 | 0 | 2",
        "Autres | 4 | 1 | 0 | 1",
        "Voirie | 2 | 2 | 1 | 1",
    )

    assert (((1, 4), frozenset({(1, 2), (1, 3)})) in found) is holds


def test_letters_of_lines_are_added_as_the_total_says() -> None:
    """A letter whose line prints zero is an item as well."""
    found = sums(
        "Actif | Net",
        "Non-valeurs (A) | 15 000",
        "Incorporel (B) | 61 842",
        "Écarts (C) | 0",
        "TOTAL I (A+B+C) | 76 842",
    )

    assert set(found) == {column(4, (1, 2, 3))}


def test_a_header_names_the_two_columns_it_takes_apart() -> None:
    """What "Devengado no pagado" says of two columns that agree everywhere is a difference."""
    found = sums(
        "Rubro | Devengado | Pagado | Devengado no pagado",
        "Pavimento | 33.613,81 | 33.613,81 | 0,00",
        "Casa del niño | 138.633,62 | 138.633,62 | 0,00",
        "Centro | 423.709,96 | 423.709,96 | 0,00",
        language="es",
    )

    assert ((2, 3), frozenset({(2, 1), (2, 2)})) in found


@pytest.mark.parametrize(("stated", "status"), [("9 412", "exact"), ("9 812", "not_checkable")])
def test_an_unknown_item_is_left_out_where_the_rest_makes_the_total(
    stated: str, status: str
) -> None:
    """A total that the known items miss may count what is not printed."""
    found = sums(
        " | 2023", "Voirie | 4 120", "Écoles | 5 292", "Forêts | n.d.", f"Total | {stated}"
    )

    assert list(found.values()) == [status]


def test_running_totals_are_steps() -> None:
    """One wrong digit in a running total breaks the steps on both sides of it."""
    found = sums(
        "Mois | Dépenses | Cumul",
        "Janvier | 1 204 | 1 204",
        "Février | 2 310 | 3 514",
        "Mars | 1 987 | 5 501",
        "Avril | 2 266 | 7 967",
        "Mai | 1 893 | 9 660",
        "Juin | 2 051 | 11 711",
    )

    assert found == {
        ((row, 2), frozenset({(row - 1, 2), (row, 1)})): "mismatch" if row in (4, 5) else "exact"
        for row in range(2, 7)
    }


def test_slow_columns_are_no_running_totals() -> None:
    """Years and rates differ by less than they are rounded by."""
    found = sums(
        "Rate | 1999 | 2000 | 2001 | 2002 | 2003",
        "Base | 1999 | 2000 | 2001 | 2002 | 2003",
        "Denied | 2,1 | 1,2 | 0,9 | 0,8 | 1,1",
    )

    assert found == {}


@pytest.mark.parametrize(("stated", "status"), [("4", "exact"), ("7", "mismatch"), ("3", None)])
def test_a_count_stands_beside_sums(stated: str, status: str | None) -> None:
    """Three is how many kinds of words there are, and may count those."""
    found = results(
        "Commune | Statut | Hommes | Femmes",
        "Alby | oui | 120 | 131",
        "Brey | projet | 98 | 87",
        "Cuq | oui | 45 | 52",
        "Dun | autre | 60 | 71",
        f"Total | {stated} | 323 | 341",
    )

    counts = [r.verdict.status for r in found if r.relation.kind == "count"]
    assert counts == ([status] if status else [])
    assert sum(r.relation.kind == "sum" for r in found) == 2


def test_what_is_brought_forward_is_an_item_and_no_total() -> None:
    """The line at the head of a page repeats a sum; it adds nothing up."""
    found = sums(
        " | 2023 | 2024",
        "Voirie | 4 120 | 3 918",
        "Écoles | 5 292 | 5 310",
        "Piscine | 1 207 | 1 198",
        "À reporter | 10 619 | 10 426",
        "Report | 10 619 | 10 426",
        "Forêts | 881 | 902",
        "Marchés | 2 364 | 2 407",
        "Total | 13 864 | 13 735",
    )

    expected = {column(4, (1, 2, 3), col) for col in (1, 2)}
    assert set(found) == expected | {column(8, (5, 6, 7), col) for col in (1, 2)}


def test_blocks_with_the_same_labels_are_taken_from_each_other() -> None:
    """Two halves of a year and how they differ, line by line."""
    found = sums(
        " | Nord | Sud",
        "1er semestre | |",
        "Voirie | 4 120 | 3 007",
        "Écoles | 5 292 | 4 816",
        "2e semestre | |",
        "Voirie | 4 307 | 3 225",
        "Écoles | 5 118 | 4 903",
        "Écart | |",
        "Voirie | 187 | 218",
        "Écoles | -174 | 87",
    )

    assert {column(8, (5, 2)), column(9, (6, 3))} <= set(found)


def test_prices_with_their_tax_add_up() -> None:
    """A price, an amount of tax, a price: the words part them, the numbers do not."""
    found = sums(
        "Prestation | Prix HT | TVA | Prix TTC",
        "Emplacement | 35,04 | 7,36 | 42,40",
        "Cantine | 3,80 | 0,80 | 4,60",
        "Concession | 623,35 | 130,90 | 754,25",
        "Branchement | 82,80 | 17,39 | 100,19",
    )

    assert {((row, 3), frozenset({(row, 1), (row, 2)})) for row in range(1, 5)} <= set(found)


def test_lines_set_deeper_fail_by_one_slip_of_the_pen() -> None:
    """A family that holds everywhere else says that the one failure is a misprint."""
    found = sums(
        " | 2023 | 2024",
        "Culture | 1 475 | 1 482",
        "   Musées | 207 | 194",
        "   Théâtre | 1 268 | 1 288",
        "Sport | 1 136 | 1 087",
        "   Stades | 180 | 135",
        "   Piscine | 958 | 681",
        "   Salles | 198 | 271",
    )

    assert found[column(4, (5, 6, 7))] == "mismatch"
    assert found[column(4, (5, 6, 7), 2)] == "exact"


def test_a_total_adds_some_of_its_lines_only() -> None:
    """Lines that are parts of the first one bear no mark; the total fails in the third year."""
    found = sums(
        " | 2023 | 2024 | 2025",
        "Mobile | 39 910 099 | 40 985 564 | 40 341 194",
        "Argent | 11 689 693 | 12 674 251 | 13 029 465",
        "Données | 19 056 287 | 20 728 586 | 22 506 307",
        "Fixe | 414 995 | 516 423 | 640 365",
        "Débit | 740 739 | 916 831 | 1 156 623",
        "Total clients | 41 065 833 | 42 418 818 | 42 138 452",
    )

    assert [found[column(6, (1, 4, 5), col)] for col in (1, 2, 3)] == ["exact", "exact", "mismatch"]


def test_the_truth_of_made_reports_becomes_relations() -> None:
    """A difference has signs; another way of saying it is left out."""
    cells = [
        {"row": r, "col": c, "text": text}
        for r, line in enumerate((("", "A", "B", "C"), ("x", "5", "3", "2"), ("y", "4", "4", "0")))
        for c, text in enumerate(line)
    ]
    totals = [
        {"kind": "difference", "total_cell": [1, 3], "item_cells": [[1, 1], [1, 2]]},
        {"kind": "rearranged", "total_cell": [1, 1], "item_cells": [[1, 3], [1, 2]]},
        {"kind": "subtotal", "total_cell": [2, 1], "item_cells": [[1, 1]]},
    ]
    table = {
        "id": "t1", "domain": "budget", "n_rows": 3, "n_cols": 4, "cells": cells,
        "totals": [{**total, "verdict": "holds"} for total in totals],
    }  # fmt: skip
    planted = [{"kind": "number_changed", "table": "t1", "row": 2, "col": 1}]
    truth = {"pdf": "a.pdf", "language": "fr", "tables": [table], "planted": planted}

    (made,) = tables_of_truth(truth)

    assert made["table"][2] == ["y", "4", "4", "0"]
    assert [(r["kind"], r["axis"], r["signs"]) for r in made["relations"]] == [
        ("diff", "row", [1, -1])
    ]
    assert made["planted"][0]["cell"] == [2, 1]
