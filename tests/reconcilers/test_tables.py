"""Printed totals: what is found in a table, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.model import Check, Language, LedgerLine, PageLedger, Ref, Rule
from crossfoot.reconcilers.coverage import measure_coverage
from crossfoot.reconcilers.tables.reconcile import Result, reconcile_table
from tests.reconcilers.table_builder import check_rows, make_table

ACCOUNTS = [
    ["(k€)", "2022", "2023"],
    ["1. Charges", "", ""],
    ["  Loyers", "12 340", "13 451"],
    ["  Assurances", "4 215", "4 398"],
    ["  dont : véhicules", "1 100", "1 250"],
    ["  Sous-total 1", "16 555", "17 849"],
    ["2. Achats", "", ""],
    ["  Fournitures", "7 704", "8 126"],
    ["  Énergie", "9 031", "10 777"],
    ["  Sous-total 2", "16 735", "18 903"],
    ["Total général", "33 290", "36 752"],
]
MEMBERS = [
    ["Member", "Active", "Board", "Training"],
    ["Total members", "4", "2", "3"],
    ["Total", "-", "-", "9"],
    ["Abidjan", "Yes", "", "2"],
    ["Accra", "Yes", "P", "4"],
    ["Bogotá", "Yes", "L", "3"],
    ["Lima", "Yes", "", ""],
]


def found(results: Sequence[Result]) -> set[tuple[str, str, tuple[int, int], tuple[int, ...]]]:
    """Return relations as (kind, axis, total, item rows or columns)."""
    return {
        (
            result.relation.kind,
            result.relation.axis,
            result.relation.total,
            tuple(
                cell[0 if result.relation.axis == "column" else 1] for cell in result.relation.items
            ),
        )
        for result in results
    }


def failing(checks: Sequence[Check]) -> list[Check]:
    return [check for check in checks if check.severity == "error"]


def test_nested_totals_are_found_and_of_which_lines_left_out() -> None:
    """A grand total stands on its sub-totals; "dont" lines are never items."""
    results = check_rows(ACCOUNTS, language="fr")

    assert found(results) == {
        (kind, "column", (row, col), items)
        for col in (1, 2)
        for kind, row, items in (
            ("sum", 5, (2, 3)),
            ("sum", 9, (7, 8)),
            ("sum", 10, (5, 9)),
        )
    }
    assert all(result.verdict.status == "exact" for result in results)


def test_totals_without_labels_are_found_by_arithmetic() -> None:
    """Long numbers prove their sums without a word."""
    rows = [list(row) for row in ACCOUNTS]
    rows[5][0], rows[9][0], rows[10][0] = "  Moulin", "  Berges", "Hangar"

    assert found(check_rows(rows, language="fr")) == found(check_rows(ACCOUNTS))


def test_small_integers_without_labels_are_no_equation() -> None:
    """2 + 3 = 5 happens by chance; nothing is claimed."""
    rows = [["Region", "Staff"], ["North", "2"], ["South", "3"], ["East", "5"], ["West", "4"]]

    assert check_rows(rows) == ()


def test_counts_and_sums_on_top_of_a_list() -> None:
    """A line of "Total members" counts filled cells, "Total" sums, and a dash states nothing."""
    checks = reconcile_table(make_table(MEMBERS), language="en")

    assert [(c.kind, c.total.row, c.total.col, c.status) for c in checks] == [
        ("count", 1, 1, "exact"),
        ("count", 1, 2, "exact"),
        ("count", 1, 3, "exact"),
        ("sum", 2, 3, "exact"),
    ]


def test_a_wrong_count_is_an_error_that_says_what_was_counted() -> None:
    """The sentence gives both numbers, in three languages."""
    rows = [list(row) for row in MEMBERS]
    rows[1][2] = "3"
    (wrong,) = failing(reconcile_table(make_table(rows), language="es"))

    assert (wrong.printed, wrong.computed, wrong.delta) == (Decimal(3), Decimal(2), Decimal(1))
    assert wrong.explain("en").startswith("Column “Board”, line “Total members”: printed 3, 2 of 4")
    assert "2 cases remplies sur 4" in wrong.explain("fr")
    assert wrong.explanation[0][0] == "es"


def test_equal_gaps_in_row_and_column_name_the_wrong_cell() -> None:
    """Two failing equations that one digit repairs leave one suspect, with a proposal."""
    rows = [
        ["Région", "Hommes", "Femmes", "Total"],
        ["Bretagne", "1 405", "2 216", "3 621"],
        ["Corse", "917", "1 038", "1 955"],
        ["Normandie", "2 751", "2 408", "5 159"],
        ["Total", "5 073", "5 662", "10 735"],
    ]
    rows[2][1] = "971"
    wrong = failing(reconcile_table(make_table(rows, language="fr"), language="fr"))

    assert {(c.axis, c.delta) for c in wrong} == {("column", Decimal(-54)), ("row", Decimal(-54))}
    for check in wrong:
        (suspect,) = check.suspects
        assert (suspect.ref.row, suspect.ref.col) == (2, 1)
        assert suspect.proposal == Decimal(917)
        assert "deux chiffres intervertis" in check.explain("fr")


def test_rounding_is_forgiven_and_one_step_more_is_not() -> None:
    """Shares of 40, 35, 2 and 24 make 101 by rounding; 97 is a misprint."""
    rows = [["Source", "Share"], ["A", "40 %"], ["B", "35 %"], ["C", "2 %"], ["D", "24 %"]]
    (rounded,) = check_rows([*rows, ["Total", "100 %"]])
    rows[1][1] = "36 %"
    rows[4][1] = "19 %"
    (wrong,) = check_rows([*rows, ["Total", "100 %"]])

    assert (rounded.verdict.status, rounded.verdict.delta) == ("rounding", Decimal(-1))
    assert rounded.verdict.tolerance == Decimal("2.5")
    assert (wrong.verdict.status, wrong.verdict.delta) == ("mismatch", Decimal(8))


def test_numbers_rounded_to_fives_are_recognised() -> None:
    """Counts published in fives may miss by several fives; the verdict says so."""
    rows = [["Origin", "2006", "2011"]]
    for name, a, b in (
        ("UK", 1385, 2335),
        ("North", 465, 945),
        ("East", 235, 420),
        ("S", 195, 345),
    ):
        rows.append([name, str(a), str(b)])
    rows.append(["Total", "2275", "4045"])
    first = next(r for r in check_rows(rows) if r.relation.total == (5, 1))

    assert (first.verdict.status, first.verdict.granularity) == ("rounding", Decimal(5))


def test_a_missing_value_makes_a_column_uncheckable_not_wrong() -> None:
    """What is not available is unknown, a dash is zero."""
    rows = [
        ["Région", "2022", "2023"],
        ["Bretagne", "1 405", "1 566"],
        ["Corse", "n.d.", "–"],
        ["Normandie", "2 751", "3 008"],
        ["Total", "4 999", "4 574"],
    ]
    statuses = {r.relation.total: r.verdict for r in check_rows(rows, language="fr")}

    assert (statuses[4, 1].status, statuses[4, 1].reason) == ("not_checkable", "missing_item")
    assert statuses[4, 2].status == "exact"


def test_a_list_short_in_every_column_is_incomplete() -> None:
    """Every total above its lines: a line is missing, which is a warning."""
    rows = [row for row in ACCOUNTS if row[0].strip() != "Énergie"]
    rows.insert(7, ["  Eau", "2 718", "2 817"])
    verdicts = [r.verdict for r in check_rows(rows, language="fr") if not r.verdict.holds]

    assert {(v.status, v.severity) for v in verdicts} == {("incomplete", "warning")}


def test_differences_means_shares_and_changes() -> None:
    """Results, averages, parts of a total and changes between years are equations too."""
    results = check_rows(
        [
            ["Poste", "2022", "2023", "Écart", "Évolution %"],
            ["Dons", "1 740", "2 312", "572", "32,9 %"],
            ["Ventes", "5 024", "4 811", "-213", "-4,2 %"],
            ["Loyers", "3 117", "3 390", "273", "8,8 %"],
            ["Total", "9 881", "10 513", "632", "6,4 %"],
            ["Moyenne", "3 293,7", "3 504,3", "210,7", ""],
        ],
        language="fr",
    )
    kinds = {(r.relation.kind, r.relation.axis) for r in results if r.verdict.holds}

    assert {
        ("sum", "column"),
        ("difference", "row"),
        ("mean", "column"),
        ("percentage", "row"),
    } <= kinds
    assert all(result.verdict.holds for result in results)


def test_running_totals_are_found_apart_from_their_items() -> None:
    """First quarter, half-year and year start at the same line."""
    months = [
        [(7919 * n * (year + 3)) % 90_000 + 10_000 for year in range(3)] for n in range(1, 13)
    ]
    sums = {n: [str(sum(month[y] for month in months[:n])) for y in range(3)] for n in (3, 6, 12)}
    rows = [["", "2020", "2021", "2022"], ["Year", *sums[12]]]
    rows += [["1st quarter", *sums[3]], ["1st half", *sums[6]]]
    rows += [[f"Month {n}", *map(str, month)] for n, month in enumerate(months, start=1)]
    totals = {(total, items) for kind, axis, total, items in found(check_rows(rows, language="fr"))}

    assert ((2, 1), (4, 5, 6)) in totals
    assert ((3, 1), (4, 5, 6, 7, 8, 9)) in totals


def test_rules_add_and_silence_with_their_reason() -> None:
    """The catalog states an equation arithmetic would refuse, and takes an alarm away."""
    rows = [["Member", "Since"], ["Total members", "2"], ["Lima", "2019"], ["Oslo", "2020"]]
    rows += [["Rome", "2020"], ["Turin", "2018"]]
    count = Rule("add", "only the joiners of 2020 are counted", total="members", column="since",
                 kind="count", equals="2020")  # fmt: skip
    (check,) = reconcile_table(make_table(rows), language="en", rules=[count])
    rows[1][1] = "3"
    quiet = Rule("silence", "known misprint", total="members")
    (silenced,) = reconcile_table(make_table(rows), language="en", rules=[count, quiet])

    assert (check.status, check.computed) == ("exact", Decimal(2))
    assert (silenced.status, silenced.severity) == ("mismatch", "info")
    assert "known misprint" in silenced.explain("en")


def test_fingerprints_survive_new_pages_and_new_values() -> None:
    """The same total of the next edition has the same fingerprint; another total has another."""
    old = reconcile_table(make_table(ACCOUNTS, caption="Comptes"), language="fr")
    edited = [list(row) for row in ACCOUNTS]
    edited.insert(4, ["  Impôts", "100", "200"])
    edited[6][1:], edited[11][1:] = ["16 655", "18 049"], ["33 390", "36 952"]
    new = reconcile_table(make_table(edited, caption="Comptes", table_id="t9"), language="fr")

    assert len({check.fingerprint for check in old}) == len(old)
    assert {check.fingerprint for check in old} == {check.fingerprint for check in new}


def test_coverage_follows_the_checks() -> None:
    """Numbers under a check that holds are proved, of all that are printed."""
    table = make_table(ACCOUNTS)
    numbers = [cell for cell in table.cells if cell.number]
    lines = [
        LedgerLine(1, cell.text, cell.box, "cell", Ref(table.id, cell.row, cell.col))
        for cell in numbers
    ]
    prose = LedgerLine(1, "2024", (0, 0, 1, 1), where="paragraph")
    pages = (PageLedger(1, (*lines, prose)),)
    checks = reconcile_table(table, language="fr")

    assert measure_coverage(pages, [table], checks) == (14, len(lines) + 1)
    assert measure_coverage((PageLedger(1, tuple(lines[1:])),), [table], checks)[0] == 13


def test_shuffled_numbers_raise_no_alarm() -> None:
    """Without an equation there is nothing to be wrong."""
    numbers = ["3 390", "9 887", "5 024", "1 740", "3 117", "4 811", "2 312", "10 513"]
    rows = [["Poste", "2022"], *(["Ligne", number] for number in numbers)]

    assert check_rows(rows, language="fr") == ()


@pytest.mark.parametrize("rows", [[], [[]], [["a"]], [["a", "b"]], [["1", "2"], ["3"]]])
def test_tables_without_lines_claim_nothing(rows: list[list[str]]) -> None:
    """Empty, ragged and one-cell tables are no reason to fail."""
    assert check_rows(rows) == ()


amounts = st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), min_size=2, max_size=12)


@settings(deadline=None, max_examples=30)
@given(items=amounts)
def test_a_labelled_total_that_holds_is_found_exact(items: list[tuple[int, int]]) -> None:
    """Whatever the amounts, "Total" over all of them is an exact sum."""
    rows = [["", "A", "B"], *([f"Line {n}", str(a), str(b)] for n, (a, b) in enumerate(items))]
    rows.append(["Total", *(str(sum(column)) for column in zip(*items, strict=True))])
    verdicts = {
        r.relation.total: r.verdict.status
        for r in check_rows(rows)
        if r.relation.axis == "column" and r.relation.total[0] == len(items) + 1
    }

    assert set(verdicts.values()) == {"exact"}
    assert len(verdicts) == 2


@settings(deadline=None, max_examples=30)
@given(items=amounts, extra=st.integers(1, 10**6))
def test_a_total_beyond_the_slack_never_holds(items: list[tuple[int, int]], extra: int) -> None:
    """One step more than rounding allows is never called right."""
    slack = (len(items) + 1) // 2 + 1
    rows = [["", "A"], *([f"Line {n}", str(a)] for n, (a, _) in enumerate(items))]
    rows.append(["Total", str(sum(a for a, _ in items) + slack + extra)])
    whole = {(n, 1) for n in range(1, len(items) + 1)}

    for result in check_rows(rows):
        if result.relation.total == (len(items) + 1, 1) and set(result.relation.items) == whole:
            assert result.verdict.holds is False


def errors_of(rows: Sequence[Sequence[str]], *, language: Language = "en") -> set[tuple[int, int]]:
    """Return the totals called wrong."""
    results = check_rows(rows, language=language)
    return {r.relation.total for r in results if r.verdict.severity == "error"}


def test_a_year_row_in_the_body_is_no_line_of_amounts() -> None:
    """Years repeated below group headers head columns, though words stand beside them."""
    rows = [
        ["", "City", "", "Port", "", "Total", "", "Increase"],
        ["", "2023", "2022", "2023", "2022", "2023", "2022", "(Decrease)"],
        ["Land", "116.1", "144.9", "17.4", "12.4", "133.5", "157.3", "(23.8)"],
        ["Buildings", "59.8", "68.8", "25.0", "27.0", "84.8", "95.8", "(11.0)"],
        ["Machinery", "16.0", "16.7", "9.6", "10.4", "25.6", "27.1", "(1.5)"],
        ["Roads", "123.0", "106.0", "45.9", "48.5", "168.9", "154.5", "14.4"],
    ]
    checks = reconcile_table(make_table(rows), language="en")

    assert checks
    assert not failing(checks)
    assert all(check.total.row > 1 for check in checks)


def test_a_line_lost_to_the_header_is_no_misprint() -> None:
    """When the gap is printed above the column, the reading lacks a line, not the report."""
    rows = [
        ["Function", "Expenses 2023", "Grants"],
        ["", "268,285", ""],
        ["Finance", "2,309,944", "20,070"],
        ["Police", "52,545,100", "1,251,360"],
        ["Fire", "36,122,908", "3,104,773"],
        ["Total", "91,246,237", "4,376,203"],
    ]
    checks = reconcile_table(make_table(rows, header_rows=2), language="en")
    wrong = [check for check in checks if check.status not in ("exact", "rounding")]

    assert [(c.status, c.severity) for c in wrong] == [("incomplete", "warning")]


def test_a_number_and_a_loose_dash_is_unreadable() -> None:
    """Such a cell ("982,909 -") is negative, or holds the dash of the next column."""
    rows = [
        ["Liability", "Water", "Marina"],
        ["Payables", "4,050,222", "116,263"],
        ["Benefits", "982,909 -", "12,441"],
        ["Bonds", "4,323,404", "670,338"],
        ["Total", "9,356,535", "799,042"],
    ]
    verdicts = {r.relation.total: r.verdict.status for r in check_rows(rows)}

    assert verdicts == {(4, 1): "not_checkable", (4, 2): "exact"}


def test_a_label_alone_calls_a_total_wrong_only_when_it_is_near_or_a_slip() -> None:
    """A total a third off its lines is a warning; with two digits swapped it is an error."""
    rows = [["", "2017"], ["A", "35,571"], ["B", "15,400"], ["C", "66,729"], ["D", "22,114"]]

    assert errors_of([*rows, ["Total", "185,236"]]) == set()
    assert errors_of([*rows, ["Total", "193,814"]]) == {(5, 1)}


def test_a_rule_without_a_name_may_have_exceptions() -> None:
    """Where columns happen to add up in most rows, a row that differs by much is no error."""
    rows = [["Fund", "Budget", "Received", "Paid", "Left"]]
    for n in range(1, 13):
        paid, left = 7919 * n % 90_000 + 10_000, 6007 * n % 9_000 + 1_000
        rows.append([f"Fund {n}", str(paid + left), str(paid + left), str(paid), str(left)])
    rows[5][1] = str(int(rows[5][1]) + 23_457)

    assert errors_of(rows) == set()


def test_lines_that_speak_of_rates_may_be_points() -> None:
    """A total over all lines is right though some lines speak of percentages."""
    rows = [
        ["Item", "Points"],
        ["Map of the network", "10"],
        ["Percentage of pipes of known age", "13"],
        ["Percentage of pipes of known depth", "12"],
        ["Pumps listed", "27"],
        ["Connections counted", "9"],
        ["Total", "71"],
    ]

    assert errors_of(rows) == set()
    assert ("sum", "column", (6, 1), (1, 2, 3, 4, 5)) in found(check_rows(rows))


def test_a_group_of_thousands_read_as_decimals_is_no_misprint() -> None:
    """A total of "1.256" over lines that make 1256 is right, however it was read."""
    rows = [["", "2019"], ["A", "511"], ["B", "403"], ["C", "342"], ["Total", "1.256"]]
    (check,) = reconcile_table(make_table(rows, language="en"), language="en")

    assert check.status in ("exact", "not_checkable")


def test_sentences_count_what_is_filled_and_round_what_is_divided() -> None:
    """Blank lines are not counted as added, and a mean has two digits more than is printed."""
    rows = [["", "2022", "2023"]]
    rows += [
        [f"Ville {n}", str(1000 + 37 * n), "" if n % 2 else str(4117 * n + 211)] for n in range(9)
    ]
    rows.append(["Total", str(sum(1000 + 37 * n for n in range(9))), str(4117 * 20 + 5 * 211)])
    rows.append(["Moyenne", "1148", ""])
    table = make_table(rows, language="fr")
    said = [check.explain("fr") for check in reconcile_table(table, language="fr")]

    assert any("les 5 lignes remplies font 83\u202f395 : le compte est juste" in s for s in said)
    assert any("les 9 lignes font 10\u202f332 : le compte est juste" in s for s in said)
    assert any("la moyenne des 9 valeurs est 1\u202f148 : le compte est juste" in s for s in said)


def test_a_wrong_count_does_not_speak_of_rounding() -> None:
    """Counts are exact: one filled cell is said in the singular."""
    rows = [["City", "Forum", "Training"], *([f"City {n}", "yes", ""] for n in range(5))]
    rows[1][2] = "yes"
    rows.append(["Total members", "5", "2"])
    said = [
        check.explain("en")
        for check in reconcile_table(make_table(rows, language="en"), language="en")
        if check.status == "mismatch"
    ]

    assert len(said) == 1
    assert "1 of 5 cells is filled, difference 1: it does not add up." in said[0]


def test_a_number_in_the_label_column_that_makes_the_sums_hold_is_an_amount() -> None:
    """Four answers and their total, without names of rows; elsewhere it stays a name."""
    rows = [["Fully", "Partly", "Hardly", "Not at all", "Total"], ["158", "66", "17", "9", "250"]]
    (check,) = reconcile_table(make_table(rows), language="en")
    assert (check.status, [item.col for item in check.items]) == ("exact", [0, 1, 2, 3])
    (check,) = reconcile_table(make_table([rows[0], ["150", *rows[1][1:]]]), language="en")
    assert 0 not in [item.col for item in check.items]
    named = [["", *rows[0][1:]], rows[1]]
    assert all(
        0 not in [i.col for i in c.items] for c in reconcile_table(make_table(named), language="en")
    )
