"""Wrong digits that used to pass: amid rounding, beside "n.d.", under several totals at once."""

from __future__ import annotations

from crossfoot.reconcilers.tables.reconcile import Result
from tests.reconcilers.table_builder import check_rows

Rows = list[list[str]]


def errors(results: tuple[Result, ...]) -> set[tuple[tuple[int, int], str, str]]:
    """Return total's cell, printed and computed value of each error."""
    return {
        (one.relation.total, str(one.verdict.printed), str(one.verdict.computed))
        for one in results
        if one.verdict.severity == "error"
    }


def sums(results: tuple[Result, ...]) -> set[tuple[tuple[int, int], tuple[tuple[int, int], ...]]]:
    """Return total's cell and items of each sum that holds."""
    return {
        (one.relation.total, one.relation.items)
        for one in results
        if one.verdict.holds and one.relation.kind == "sum"
    }


def test_a_wrong_digit_is_seen_through_a_cent_of_rounding() -> None:
    """Net pay was rounded: the gap is 29 cents, and one digit of 30."""
    rows: Rows = [["Grade", "Gross", "Health", "Pension", "Net"]]
    gross = (109642680, 91368900, 79186380, 67003860, 48730080, 46293576, 41768640, 36982650)
    for number, cents in enumerate(gross):
        health, pension = cents * 48 // 1000, cents * 13 // 100
        net = cents - health - pension + number % 3 - 1
        parts = (cents, -health, -pension, net)
        rows.append([f"G{number}", *(f"{part / 100:,.2f}" for part in parts)])
    assert not errors(check_rows(rows))

    rows[3][3] = rows[3][3].replace("102,942.29", "102,942.59")

    assert {total for total, _, _ in errors(check_rows(rows))} == {(3, 4)}


def test_totals_that_leave_out_what_is_not_known_are_found_and_checked() -> None:
    """Every column has an "n.d.", so that no total can be told from the lines above but so."""
    rows: Rows = [
        ["Poste", "2019", "2020", "2021"],
        ["Voirie", "8 431", "n.d.", "9 127"],
        ["Écoles", "n.d.", "5 604", "6 318"],
        ["Sports", "2 973", "3 115", "n.d."],
        ["Culture", "1 846", "1 292", "2 037"],
        ["Total", "13 250", "10 011", "17 482"],
    ]
    assert {total for total, _ in sums(check_rows(rows, language="fr"))} == {(5, 1), (5, 2), (5, 3)}

    rows[5][3] = "17 842"

    assert errors(check_rows(rows, language="fr")) == {((5, 3), "17842", "17482")}


def test_a_tax_in_proportion_is_evidence_once_not_never() -> None:
    """Price, tax and price with tax are one column three times: one long row proves the sum."""
    rows: Rows = [["Prestation", "Prix HT", "TVA", "Prix TTC"]]
    for cents in (17338, 488, 578, 1388, 395970, 7176, 6199, 357, 227, 268, 1034, 2884):
        tax = cents * 16 // 100
        amounts = (cents, tax, cents + tax)
        rows.append(["location", *(f"{amount / 100:.2f}" for amount in amounts)])

    found = sums(check_rows(rows, language="fr"))

    assert {((row, 3), ((row, 1), (row, 2))) for row in range(1, 13)} <= found


def test_a_change_is_told_from_two_years_not_from_their_difference() -> None:
    """A column that says "change" is one, though "variance / last year" gives the same number."""
    rows: Rows = [
        ["", "2011", "2012", "Variance", "Change %"],
        ["Museums", "4,202", "4,673", "471", "11.2%"],
        ["Tourism", "23,900", "30,471", "6,571", "27.5%"],
        ["Schools", "1,321", "1,352", "31", "2.3%"],
        ["Forests", "354", "234", "-120", "-33.9%"],
        ["Canteens", "283", "334", "51", "18.0%"],
    ]

    found = [one.relation for one in check_rows(rows) if one.relation.kind == "percentage"]

    assert [(one.items, one.signs) for one in found] == [
        (((row, 2), (row, 1)), (1, -1)) for row in range(1, 6)
    ]


def test_two_misprinted_totals_in_one_row_are_two_errors() -> None:
    """Neither column holds, and each total is two digits swapped: no list is that partial."""
    rows: Rows = [
        ["Town", "Project cost", "Grant"],
        ["Cape Town", "14,727", "1,473"],
        ["Newcastle", "20,333", "8,133"],
        ["Eugene", "7,140", "1,071"],
        ["Kumasi", "138,631", "27,726"],
        ["TOTAL", "180,381", "38,430"],
    ]

    assert errors(check_rows(rows)) == {
        ((5, 1), "180381", "180831"),
        ((5, 2), "38430", "38403"),
    }


def test_cents_that_add_up_everywhere_add_up_to_the_cent() -> None:
    """Nothing was rounded where a dozen sums of cents are exact: three cents are an error."""
    rows: Rows = [["", *(f"Q{n}" for n in range(1, 13))]]
    amounts = [[(row * 7919 + col * 104729) % 9000000 for col in range(12)] for row in range(1, 9)]
    for number, line in enumerate(amounts):
        rows.append([f"Post {number}", *(f"{cents / 100:,.2f}" for cents in line)])
    totals = [sum(line[col] for line in amounts) for col in range(12)]
    rows.append(["Total", *(f"{cents / 100:,.2f}" for cents in totals)])
    assert not errors(check_rows(rows))

    wrong = amounts[2][1] + (3 if amounts[2][1] % 10 < 7 else -3)
    rows[3][2] = f"{wrong / 100:,.2f}"

    assert {total for total, _, _ in errors(check_rows(rows))} == {(9, 2)}


def test_changes_that_add_up_are_amounts() -> None:
    """Jobs gained by industry add up to sectors; one wrong digit among them is an error."""
    rows: Rows = [
        ["Industry", "Employment", "Change from last year"],
        ["Total", "4,196", "134"],
        ["Finance", "443", "15"],
        ["  Banking", "324", "9"],
        ["  Property", "119", "6"],
        ["Services", "2,197", "64"],
        ["  Schools", "1,202", "41"],
        ["  Health", "995", "23"],
        ["Trade", "1,556", "55"],
        ["  Retail", "938", "38"],
        ["  Wholesale", "618", "17"],
    ]
    assert not errors(check_rows(rows))

    rows[7][2] = "73"

    assert {total for total, _, _ in errors(check_rows(rows))} == {(5, 2)}


def test_a_balance_at_a_date_closes_what_an_opening_balance_began() -> None:
    """One of two years holds, and labels say that the other must."""
    rows: Rows = [
        ["Movimiento", "2022", "2021"],
        ["Saldo inicial 01/01/2022", "229", "220"],
        ["Adiciones", "3.647", "299"],
        ["Amortización", "(612)", "(270)"],
        ["Deterioro", "-", "-"],
        ["Saldo al 31/12/2022", "3.284", "249"],
    ]

    assert {total for total, _, _ in errors(check_rows(rows, language="es"))} == {(5, 1)}


def test_a_balance_of_nothing_was_computed_where_long_amounts_cancel_out() -> None:
    """179 645 832,84 against 179 645 832,34 is no form that was not filled in."""
    rows: Rows = [["Cuenta", "Saldo inicial", "Debe", "Haber", "Saldo final"]]
    lines = ((1204511, 9981207, 10240033), (0, 17964583234, 17964583234), (55210, 881034, 102299))
    for number, (opening, debit, credit) in enumerate(
        (*lines, *((9 * a, b, c) for a, b, c in lines))
    ):
        parts = (opening, debit, -credit, opening + debit - credit)
        rows.append([f"11{number}", *(f"{part / 100:,.2f}" for part in parts)])
    assert not errors(check_rows(rows, language="es"))

    rows[2][3] = rows[2][3].replace("832.34", "832.84")

    assert {total for total, _, _ in errors(check_rows(rows, language="es"))} == {(2, 4)}


def test_a_header_that_names_two_columns_stands_where_one_digit_fails() -> None:
    """A nil in every row says nothing; its header says what it is: "Devengado no Pagado"."""
    amounts = (
        "650.000,00",
        "983.200,00",
        "238.010,85",
        "2.723.993,13",
        "7.821.701,73",
        "834.089,05",
    )
    rows: Rows = [["Rubro", "Devengado", "Pagado", "Devengado no Pagado"]]
    rows += [[f"35.{n}", amount, amount, "0,00"] for n, amount in enumerate(amounts)]
    rows[4][1], rows[4][3] = "2.723.999,13", "6,00"
    assert not errors(check_rows(rows, language="es"))

    rows[5][1] = "5.821.701,73"

    assert (5, 3) in {total for total, _, _ in errors(check_rows(rows, language="es"))}


def test_sub_totals_first_and_the_total_last_are_one_reading() -> None:
    """A wrong sub-total fails over its lines and in the total, by opposite gaps."""
    rows: Rows = [
        ["Capítulo", "Ejecutado 2024"],
        ["Transferencias", "31 219,12"],
        ["Estudios", "12 910,44"],
        ["Servicios", "5 312,78"],
        ["Gestión", "13 595,90"],
        ["Deporte", "88 220,86"],
        ["Adecuación", "2 467,77"],
        ["Alumbrado", "69 531,96"],
        ["Equipos", "16 221,13"],
        ["", "120 039,98"],
    ]

    assert {total for total, _, _ in errors(check_rows(rows, language="es"))} == {(1, 1), (9, 1)}


def test_less_than_one_is_told_of_large_amounts_to_the_cent() -> None:
    """Spending of a town: 60 cents of half a million are no rounding where all cents add up."""
    lines = [
        [14410123 + k * 70913, 8123071 - k * 13411, 11230559 + k * 912077, 11031430 + k * 77]
        for k in range(9)
    ]
    lines.append([sum(column) for column in zip(*lines, strict=True)])
    rows: Rows = [["Line", "Staff", "Goods", "Works", "Rates", "Total"]]
    for k, parts in enumerate(lines):
        amounts = [f"{part / 100:,.2f}" for part in (*parts, sum(parts))]
        rows.append(["Total" if k == 9 else f"Line {k}", *amounts])
    assert not errors(check_rows(rows))
    assert rows[1][1] == "144,101.23"

    rows[1][1] = "144,101.83"

    assert {total for total, _, _ in errors(check_rows(rows))} == {(1, 5), (10, 1)}
