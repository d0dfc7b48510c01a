"""Tables as printed become tables with a meaning, and observations."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.model import Cell, CityMention, Match, Note, Observation, Place, Role, Table
from crossfoot.normalizers.catalog import Catalog, load_catalog
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.tables.headers import read_unit_note
from crossfoot.normalizers.tables.normalize import normalize_table
from crossfoot.normalizers.words.marks import read_legend, read_marks
from tests.normalizers.table_builder import BOX, make_table

D = Decimal


def values(table: Table) -> list[list[Decimal | None]]:
    """The printed numbers of a normalised table, rows × columns."""
    grid: list[list[Decimal | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.number is not None and cell.number.state == "number":
            grid[cell.row][cell.col] = cell.number.value
    return grid


def seen(
    table: Table, catalog: Catalog | None = None, series: str = ""
) -> dict[tuple[int, int], Observation]:
    """The observations of a table by their place."""
    found = observe(normalize_table(table, language="fr"), (), catalog or Catalog(), series=series)
    return {(one.row, one.col): one for one in found}


FUNDS = [
    ["Origine", "Part", "Montant (milliers €)"],
    ["Cotisations", "52 %", "487"],
    ["En nature", "–", "n.d."],
    ["Total", "100 %", "1 225"],
]


def test_cells_get_their_numbers_and_headers_none() -> None:
    """The number of a cell is what is printed in it, unscaled; a year in a header is none."""
    table = normalize_table(
        make_table([["Ville", "2019", "2020"], ["Lyon", "1 234", "(5,5)"]], caption="En k€"),
        language="fr",
    )

    assert values(table) == [[None, None, None], [None, D(1234), D("-5.5")]]


def test_total_rows_and_columns_are_marked() -> None:
    """Body cells of total lines get the role; their labels and headers keep theirs."""
    table = normalize_table(
        make_table([["", "A", "Total"], ["x", "1", "1"], ["Total", "1", "1"]]), language="fr"
    )
    totals = {(cell.row, cell.col) for cell in table.cells if cell.role == Role.TOTAL}

    assert totals == {(1, 2), (2, 1), (2, 2)}


def test_a_table_in_which_every_line_says_total_has_no_total_lines() -> None:
    """Where all say "total" the word tells nothing apart."""
    rows = [["", "A"], ["Total charges", "1"], ["Total produits", "2"], ["Total actif", "3"]]
    table = normalize_table(make_table(rows), language="fr")

    assert not any(cell.role == Role.TOTAL for cell in table.cells)


def test_a_number_in_a_stub_is_kept_but_a_dash_is_none() -> None:
    """A stub "2019" is a number; "–" in front of a label line is only a mark."""
    table = normalize_table(make_table([["An", "N"], ["2019", "1"], ["–", "2"]]), language="fr")
    stub = [cell.number for cell in table.cells if cell.col == 0 and cell.row > 0]

    assert stub[0] is not None
    assert stub[0].value == D(2019)
    assert stub[1] is None


def test_unit_and_scale_of_the_table() -> None:
    """A unit note, the corner or the caption states unit and scale for all."""
    note = (Note("En milliers d'euros", 1, BOX, kind="unit"),)

    for table in (
        make_table([["", "2020"], ["a", "1"]], notes=note),
        make_table([["(en k€)", "2020"], ["a", "1"]]),
        make_table([["", "2020"], ["a", "1"]], caption="Charges (en milliers d'euros)"),
    ):
        normal = normalize_table(table, language="fr")
        assert (normal.unit, normal.scale) == ("EUR", D(1000))


def test_dates_and_marks_are_read_by_column() -> None:
    """A column of dates gets ISO dates, one of marks its meaning from the legend."""
    table = normalize_table(
        make_table(
            [["Action", "Début", "État", "Présence"], ["a", "15/01/2020", "v", "Oui"],
             ["b", "20/01/2020", "x", ""], ["c", "03/04/2020", "o", "Non"]],
            notes=(Note("v réalisé   o partiellement réalisé   x non réalisé", 1, BOX),),
        ),
        language="fr",
    )  # fmt: skip
    found = {(cell.row, cell.col): cell for cell in table.cells}

    assert [found[row, 1].date for row in (1, 2, 3)] == ["2020-01-15", "2020-01-20", "2020-04-03"]
    assert [found[row, 2].mark for row in (1, 2, 3)] == ["yes", "no", "partly"]
    assert [found[row, 3].mark for row in (1, 2, 3)] == ["yes", None, "no"]


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["x", "", "x"], ("yes", None, "yes")),
        (["v", "x"], ("yes", "no")),
        (["✓", "✗", "-"], ("yes", "no", None)),
        (["Sí", "No"], ("yes", "no")),
        (["Y", "N"], ("yes", "no")),
        (["Oui", "12"], (None, None)),
        (["L", "P"], (None, None)),
        (["o", "o"], (None, None)),
        (["", ""], (None, None)),
    ],
)
def test_marks_of_a_column(texts: list[str], marks: tuple[str | None, ...]) -> None:
    """A column is marks or none at all; one letter means what its company says."""
    assert read_marks(texts, {}) == marks


def test_a_long_column_of_marks_may_hold_a_remark() -> None:
    """One cell in ten may say more than yes or no; it gets no mark and spoils none."""
    assert read_marks(["Oui"] * 9 + ["Oui (2)"], {}) == ("yes",) * 9 + (None,)
    assert read_marks(["Oui"] * 8 + ["Oui (2)"], {}) == (None,) * 9


def test_one_letter_is_no_legend() -> None:
    """A footnote that happens to begin with a letter explains no marks."""
    assert read_legend(["* voir page 3"]) == {}
    assert read_legend(["✓ done ✗ not done"]) == {"✓": "yes", "✗": "no"}


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("en milliers d'euros", "EUR", 1000), ("(en k€)", "EUR", 1000), ("En M€", "EUR", 10**6),
        ("(EUR '000)", "EUR", 1000), ("$000's", "$", 1000), ("2005 ($ millions)", "$", 10**6),
        ("in thousands", None, 1000), ("(cifras en millones de pesos)", "$", 10**6),
        ("Montants en milliers d'euros sauf mention contraire", "EUR", 1000),
        ("Exercice 2020 en €", "EUR", 1), ("Volumes facturés en m3", "m3", 1),
        ("Industrial heat production, GWh", "GWh", 1), ("Share (%)", "%", 1), ("%", "%", 1),
        ("Part proportionnelle (€ HT/m3)", "EUR/m3", 1), ("NOK million", "NOK", 10**6),
    ],
)  # fmt: skip
def test_unit_notes(text: str, unit: str | None, scale: int) -> None:
    """A unit stands in brackets, after "en", after a comma, or alone."""
    note = read_unit_note(text)

    assert note is not None
    assert (note.unit, note.scale) == (unit, D(scale))


@pytest.mark.parametrize(
    "text",
    ["", "2020", "Montant", "Participation in meetings", "Men (m)", "(1)", "Membres en 2020"],
)
def test_what_states_no_unit(text: str) -> None:
    """Words, years and marks in brackets are no units."""
    assert read_unit_note(text) is None


def test_observations_are_in_the_unit_they_are_meant_in() -> None:
    """The column's scale is applied to value and step; what has its own unit is left alone."""
    found = seen(make_table(FUNDS))

    amount, share, total = found[1, 2], found[1, 1], found[3, 2]
    assert (amount.number.value, amount.number.step, amount.unit) == (D(487000), D(1000), "EUR")
    assert (share.number.value, share.unit) == (D(52), "%")
    assert (total.entity, total.is_total, total.number.text) == ("Total", True, "1 225")
    assert (found[2, 1].number.state, found[2, 2].number.state) == ("nil", "missing")


def test_the_tables_scale_spares_shares_rates_and_counts() -> None:
    """A note "en milliers d'euros" says nothing of percentages, rates and numbers of people."""
    rows = [
        ["", "Dépenses 2020", "Part", "Taux", "Nombre d'agents"],
        ["Culture", "12", "40", "3,5", "7"],
    ]
    found = seen(make_table(rows, caption="Budget (en milliers d'euros)"))

    assert [found[1, col].number.value for col in (1, 2, 3, 4)] == [D(12000), D(40), D("3.5"), D(7)]
    assert [found[1, col].unit for col in (1, 2, 3, 4)] == ["EUR", None, None, None]
    assert (found[1, 1].period, found[1, 2].period) == ("2020", "")


def test_a_dash_in_a_column_of_text_is_no_observation() -> None:
    """Dashes count where numbers stand; in a column of names they are typography."""
    found = seen(make_table([["Projet", "Leader", "N"], ["a", "–", "–"], ["b", "Lyon", "3"]]))

    assert sorted(found) == [(1, 2), (2, 2)]


def test_unknown_headers_become_slugs_for_review() -> None:
    """A header the catalog does not know keeps its words and says that it is unknown."""
    found = seen(make_table([["Ville", "Logements sociaux 2020"], ["Lyon", "12"]]))

    assert (found[1, 1].measure, found[1, 1].is_known) == ("logements_sociaux", False)
    assert (found[1, 1].period, found[1, 1].entity) == ("2020", "Lyon")


def test_columns_without_a_header_are_told_apart() -> None:
    """Where no header is printed the row names the measure, and the column's place divides it."""
    found = seen(make_table([["Loyer", "1", "2"], ["Eau", "3", "4"]], header_rows=0))

    assert [(found[0, col].measure, found[0, col].category) for col in (1, 2)] == [
        ("loyer", "column 2"),
        ("loyer", "column 3"),
    ]


HEADERS = {
    "fr": ["MEMBRE", "Membre activé*", "Paiement des cotisations 2021",
           "Participation aux acti‐ vités d'apprentissage"],
    "en": ["MEMBER", "Activated member*", "Payment of 2021 membership fee",
           "Participation in learning activities"],
    "es": ["MIEMBRO", "Miembro activado*", "Pago de la cuota 2021",
           "Participacion en activi dades de aprendizaje"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_headers_of_three_languages_are_one_measure(language: str) -> None:
    """Measures are found in each language and year, across line breaks and lost accents."""
    total = {"fr": "Total membres", "en": "Total members", "es": "Total miembros"}[language]
    rows = [HEADERS[language], [total, "1", "2", "3"], ["Lyon", "Oui", "2021", "4"]]
    found = seen(make_table(rows), load_catalog(), "metropolis")

    assert [found[2, col].measure for col in (1, 2, 3)] == [
        "activated_member",
        "fee_payment",
        "learning_activities",
    ]
    assert all(one.is_known for one in found.values())
    assert (found[2, 1].number.value, found[2, 1].unit) == (D(1), "yes/no")
    assert (found[1, 1].number.value, found[1, 1].unit) == (D(1), "count")
    assert found[2, 2].period == "2021"


def test_rows_know_their_city() -> None:
    """The city in a row's label is the row's; two cities in a body cell are nobody's."""
    lyon = Match("Lyon", Place(2996944, "Lyon", "FR"), "city", 1.0, "exact", "matched")
    unsure = Match("Cordoue", Place(3860259, "Córdoba", "AR"), "city", 0.5, "fuzzy", "review")
    mentions = (
        CityMention(lyon, 1, BOX, "t1", 1, 0),
        CityMention(lyon, 1, BOX, "t1", 2, 1),
        CityMention(lyon, 1, BOX, "t1", 2, 1),
        CityMention(unsure, 1, BOX, "t1", 3, 0),
        CityMention(lyon, 1, BOX, "t9", 3, 0),
    )
    table = normalize_table(
        make_table([["Ville", "N"], ["Lyon", "1"], ["b", "2"], ["Cordoue", "3"]]), language="fr"
    )
    found = observe(table, mentions, Catalog())

    assert [one.geonameid for one in found] == [2996944, None, None]
    assert found[0].place_kind == "city"


def test_sections_and_spanning_headers_make_paths() -> None:
    """A section row heads the labels below it, a spanning header the headers below it."""
    cells = (
        Cell(0, 0, "Ville", 1, BOX, rowspan=2, role=Role.COLUMN_HEADER),
        Cell(0, 1, "Exercice 2020", 1, BOX, colspan=2, role=Role.COLUMN_HEADER),
        Cell(1, 1, "Budget", 1, BOX, role=Role.COLUMN_HEADER),
        Cell(1, 2, "Réel", 1, BOX, role=Role.COLUMN_HEADER),
        Cell(2, 0, "AFRIQUE", 1, BOX, colspan=3, role=Role.SECTION),
        Cell(3, 0, "Abidjan", 1, BOX, role=Role.ROW_HEADER),
        Cell(3, 1, "12", 1, BOX),
        Cell(3, 2, "13", 1, BOX),
    )
    table = Table("t1", (1,), BOX, (BOX,), 4, 3, 2, 1, cells)
    found = seen(table)

    assert sorted(found) == [(3, 1), (3, 2)]
    assert (found[3, 1].entity, found[3, 1].header) == (
        "AFRIQUE › Abidjan",
        "Exercice 2020 › Budget",
    )
    assert (found[3, 2].measure, found[3, 2].period) == ("reel", "2020")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["membres-fr-A-2", "informe-es-B-1", "report-en-C-1"])
def test_every_printed_number_of_a_report_is_read(corpus: Path, name: str) -> None:
    """All numbers of the true tables are read, and no text is taken for one."""
    truth = json.loads((corpus / "metropolis" / f"{name}.truth.json").read_text(encoding="utf-8"))
    for one in truth["tables"]:
        size = range(one["n_rows"])
        rows = [[""] * one["n_cols"] for _ in size]
        wanted: list[list[Decimal | None]] = [[None] * one["n_cols"] for _ in size]
        for cell in one["cells"]:
            rows[cell["row"]][cell["col"]] = cell["text"]
            if cell.get("value") is not None:
                wanted[cell["row"]][cell["col"]] = D(str(cell["value"]))
        table = make_table(rows, header_rows=one["header_rows"])

        assert values(normalize_table(table, language=truth["language"])) == wanted
