"""Which rows and columns of a table are things, measures, periods and categories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossfoot.model import Observation
from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.axes import Context, decide_axes, read_lines
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.report import decide_report, describe_axes
from crossfoot.normalizers.tables.headers import cell_grid
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import make_table

Tidy = tuple[tuple[str, ...], str, str, str, int]
CITIES = frozenset({"Lyon", "Nantes", "Sète"})
AROUND = Context(period="2023", is_place=CITIES.__contains__)


def seen(
    rows: list[list[str]],
    *,
    language: str = "fr",
    caption: str = "",
    header_rows: int = 1,
    stub_cols: int = 1,
    context: Context = AROUND,
) -> tuple[Observation, ...]:
    """The observations of a table."""
    table = make_table(rows, caption=caption, header_rows=header_rows, stub_cols=stub_cols)
    return observe(normalize_table(table, language=language), (), Catalog(), context=context)


def tidy(found: tuple[Observation, ...]) -> list[Tidy]:
    """What observations say, in no order."""
    return sorted(
        (one.things, one.measure, one.period, one.category, int(one.number.value or 0))
        for one in found
    )


WIDE = [["Commune", "2021", "2022"], ["Lyon", "10", "11"], ["Nantes", "20", "21"]]
LONG = [
    ["Commune", "Année", "Population"],
    ["Lyon", "2021", "10"],
    ["Lyon", "2022", "11"],
    ["Nantes", "2021", "20"],
    ["Nantes", "2022", "21"],
]


def test_a_wide_table_of_years_and_a_long_one_say_the_same() -> None:
    """Years in the header and years in a column of their own are one period each."""
    wide, long = seen(WIDE, caption="Population par commune"), seen(LONG)

    assert tidy(wide) == tidy(long)
    assert tidy(wide)[0] == (("Lyon",), "population", "2021", "", 10)


def test_measures_in_rows_and_measures_in_columns_say_the_same() -> None:
    """A report with its indicators in rows is comparable with one that has them in columns."""
    rows = [["Indicateur", "2021", "2022"], ["Prix (€)", "3", "4"], ["Nombre d'abonnés", "5", "6"]]
    columns = [["Année", "Prix (€)", "Nombre d'abonnés"], ["2021", "3", "5"], ["2022", "4", "6"]]

    assert tidy(seen(rows)) == tidy(seen(columns))
    assert tidy(seen(rows))[0] == ((), "nombre_d_abonnes", "2021", "", 5)


def test_categories_divide_a_measure_and_are_none() -> None:
    """Women and men, budget and actual, classes of age stand beside the measure."""
    rows = [["Direction", "Femmes", "Hommes"], ["Eau", "3", "4"], ["Voirie", "5", "6"]]
    found = tidy(seen(rows, caption="Effectifs par direction"))

    assert found[0] == (("Eau",), "effectifs", "2023", "Femmes", 3)
    assert {one[3] for one in found} == {"Femmes", "Hommes"}


def test_sections_and_outer_columns_join_the_path() -> None:
    """All labels left of the numbers name the row, one that is printed once for all below."""
    rows = [
        ["Chapitre", "Article", "Crédits votés", "Dépenses mandatées"],
        ["CAPITULO I", "IMPUESTOS DIRECTOS", "1", "2"],
        ["", "IMPUESTOS INDIRECTOS", "3", "4"],
    ]
    found = seen(rows, stub_cols=2)

    assert [one.things for one in found[::2]] == [
        ("CAPITULO I", "IMPUESTOS DIRECTOS"),
        ("CAPITULO I", "IMPUESTOS INDIRECTOS"),
    ]


@pytest.mark.parametrize(
    ("first", "codes"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["011", "012", "65"], ["011", "012", "65"]),
    ],
)
def test_codes_and_running_numbers_stand_apart(first: list[str], codes: list[str]) -> None:
    """A column of codes is no name and no measure."""
    names = ["Charges générales", "Personnel", "Subventions"]
    rows = [["", "Libellé", "Montant"]]
    rows += [[code, name, "7"] for code, name in zip(first, names, strict=True)]
    found = seen(rows, stub_cols=2)

    assert [one.code for one in found] == codes
    assert [one.things for one in found] == [(name,) for name in names]


def test_codes_before_names_stand_apart() -> None:
    """Codes in the cells of the names are taken off them, ages are left."""
    rows = [["", "Montant (€)"], ["1641 - Emprunts", "1"], ["66 - Intérêts", "2"]]
    found = seen(rows)

    assert [(one.code, one.entity) for one in found] == [("1641", "Emprunts"), ("66", "Intérêts")]


@pytest.mark.parametrize(
    "header", ["2020", "31/12/2020", "¹", "12", "", "(1)", "2019/2020", "%", "20 %", "–", "Mars"]
)
def test_no_measure_is_a_year_a_date_a_number_or_empty(header: str) -> None:
    """Whatever stands in a header, a measure has a name."""
    for rows in ([["", header], ["", "1"]], [[header, header], ["2021", "1"]]):
        for one in seen(rows):
            assert any(map(str.isalpha, one.measure)), one
            assert one.measure_label


def test_years_that_are_said_of_a_thing_are_no_periods() -> None:
    """A "Depuis 1987" beside a name says something of it, not when its numbers hold."""
    rows = [["Membre", "Depuis", "Voix"], ["Angers", "1987", "23"], ["Amiens", "2001", "30"]]

    assert {one.period for one in seen(rows, stub_cols=2)} == {"2023"}


def test_last_year_is_counted_from_the_report() -> None:
    """The columns "Exercice" and "Exercice précédent" are the report's year and the one before."""
    found = seen([["", "Exercice", "Exercice précédent"], ["Impôts", "1", "2"]])

    assert [(one.measure, one.period) for one in found] == [("impots", "2023"), ("impots", "2022")]


def test_numbers_that_count_things_are_their_names() -> None:
    """1, 2, 3 under "Precinct" are precincts; 0-30, 31-90 are classes."""
    rows = [["Precincts", "1", "2", "3"], ["Blanks", "4", "5", "6"], ["Smith", "7", "8", "9"]]
    classes = [["", "0-30", "31-90", "91-180"], ["Bonds", "4", "5", "6"]]

    assert seen(rows, language="en", caption="Votes")[0].things == ("Blanks", "1")
    assert seen(classes, language="en", caption="Maturities")[0].category == "0-30"


def test_answers_whose_shares_add_up_divide_one_measure() -> None:
    """Shares of a whole are categories; others of the same look are measures of their own."""
    head = ["", "Good", "Fair", "Poor"]
    whole = [head, ["Parks", "60", "30", "10"], ["Buses", "50", "30", "20"]]
    apart = [head, ["Parks", "60", "30", "15"], ["Buses", "50", "30", "27"]]

    found = seen(whole, language="en", caption="Survey (%)")[0]
    assert (found.measure, found.category, found.things) == ("survey", "Good", ("Parks",))
    assert seen(apart, language="en", caption="Survey (%)")[0].measure == "good"


def test_what_stands_beside_dividers_divides_too() -> None:
    """A word we do not know, once for each year beside "Budget", divides as it does."""
    cells = [
        ["", "2021", "2021", "2022", "2022"],
        ["", "Budget", "Spendings", "Budget", "Spendings"],
        ["Roads", "1", "2", "3", "4"],
    ]
    found = seen(cells, language="en", header_rows=2)[1]

    assert (found.measure, found.category, found.period) == ("roads", "Spendings", "2021")


def test_months_find_their_year() -> None:
    """A month in the header has the year of the row, else of the caption, else of the report."""
    rows = [["", "Janvier", "Février"], ["Volume (m³)", "1", "2"]]

    assert [one.period for one in seen(rows, caption="Volumes 2021")] == ["2021-01", "2021-02"]
    assert [one.period for one in seen(rows)] == ["2023-01", "2023-02"]


def test_the_period_of_the_report_holds_where_nothing_is_nearer() -> None:
    """Column, row, caption, section, report: the nearest names the period."""
    assert [one.period for one in seen([["", "Prix"], ["Lyon", "1"]])] == ["2023"]


def test_columns_that_are_places_leave_the_measures_to_the_rows() -> None:
    """Communes side by side are things; their indicators are the rows."""
    rows = [["", "Lyon", "Nantes"], ["Prix de l'eau", "1", "2"], ["Nombre d'abonnés", "3", "4"]]

    assert tidy(seen(rows))[0] == (("Lyon",), "nombre_d_abonnes", "2023", "", 3)


def test_a_change_beside_years_is_a_category() -> None:
    """A change compares the columns beside it; it is no other measure than theirs."""
    rows = [
        ["", "2021", "2022", "Évolution"],
        ["Recettes", "1", "2", "100 %"],
        ["Dépenses", "3", "4", "33 %"],
    ]
    found = [one for one in seen(rows) if one.col == 3]

    assert {(one.measure, one.category) for one in found} == {
        ("recettes", "Évolution"),
        ("depenses", "Évolution"),
    }


def test_units_of_a_column_hold_for_their_rows() -> None:
    """A column of units states the unit of each row, and where it stands is said."""
    rows = [["", "Unité", "2021"], ["Volume", "m³", "1"], ["Rendement", "%", "2"]]
    found = seen(rows, stub_cols=2)

    assert [(one.measure, one.unit, one.stated) for one in found] == [
        ("volume", "m³", "unit column"),
        ("rendement", "%", "unit column"),
    ]


def test_surer_tables_teach_the_others() -> None:
    """What is surely a thing in one table of a report is one in the next."""
    clear = [["Commune", "Population", "Surface"], ["Alpha", "1", "2"], ["Beta", "3", "4"]]
    unsure = [["", "2021", "2022"], ["Alpha", "5", "6"], ["Beta", "7", "8"]]
    tables = [
        normalize_table(make_table(rows, caption="Logements"), language="fr")
        for rows in (clear, unsure)
    ]
    alone = decide_axes(tables[1])
    _, taught = decide_report(tables, Context())

    assert (alone.way, taught.way) == ("rows", "caption")


def test_a_decision_says_how_sure_it_is_and_why() -> None:
    """Confidence, the role of each line and the reasons travel with the table."""
    table = normalize_table(make_table(WIDE, caption="Population par commune"), language="fr")
    told = describe_axes(table, decide_axes(table, AROUND))

    assert (told.measures, told.columns, told.rows) == (
        "caption",
        ("thing", "period", "period"),
        ("", "thing", "thing"),
    )
    assert 0.5 < told.confidence <= 1
    assert told.why


def test_a_label_without_numbers_heads_the_rows_below_in_a_full_table() -> None:
    """In a table with many blanks it is a row like the others."""
    full = [["", "A", "B"], ["Élus", "", ""], ["Durand", "1", "2"], ["Martin", "3", "4"]]
    table = normalize_table(make_table(full), language="fr")
    lines = read_lines(table, cell_grid(table), ("fr",))

    assert [part.name for part in lines.rows[2].sections] == ["Élus"]
    holes = [["", "A", "B"], ["Élus", "", ""], ["Durand", "1", ""], ["Martin", "", "4"]]
    table = normalize_table(make_table(holes), language="fr")

    assert read_lines(table, cell_grid(table), ("fr",)).rows[2].sections == ()


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["pages", "pages2", "reports"])
def test_no_measure_of_a_real_table_is_a_year_a_number_or_empty(corpus: Path, folder: str) -> None:
    """However many rows of headers are seen, each number has a measure with a name."""
    wrong = []
    for path in sorted((corpus / folder).rglob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for one in truth["tables"]:
            rows = [[""] * one["n_cols"] for _ in range(one["n_rows"])]
            for cell in one["cells"]:
                rows[cell["row"]][cell["col"]] = cell["text"]
            for heads in (0, 1, 2):
                found = seen(rows, language=truth["language"], header_rows=heads)
                wrong += [
                    (path.name, seen_one.measure)
                    for seen_one in found
                    if sum(map(str.isalpha, seen_one.measure)) < 2 or not seen_one.measure_label
                ]

    assert wrong == []


@pytest.mark.parametrize(
    ("header", "measure", "period"),
    [
        ("Ejecutado Ene-Dic 2024", "ejecutado", "2024"),
        ("Ejecutado Ene-Mar 2024", "ejecutado", "2024-01/2024-03"),
        ("Pagado junio 2023 a mayo 2024", "pagado", "2023-06/2024-05"),
        ("Pagado de junio de 2023", "pagado", "2023-06"),
    ],
)
def test_months_from_one_to_another_are_one_period(header: str, measure: str, period: str) -> None:
    """Both months are taken out of the name; January to December are a year."""
    rows = [["Meta", header, "Costo"], ["Juzgado", "18", "1"], ["Eventos", "20", "2"]]
    found = seen(rows, language="es")[0]
    assert (found.measure, found.period) == (measure, period)


def test_a_precinct_is_called_by_its_number_sign() -> None:
    """A number sign before a number is no unit of counts."""
    rows = [["Precincts", "#1", "#2"], ["Smith", "10", "11"], ["Jones", "20", "21"]]
    found = seen(rows, language="en", caption="Votes")
    assert [one.things for one in found[:2]] == [("Smith", "#1"), ("Smith", "#2")]


def test_dividers_joined_by_a_sign_are_one() -> None:
    """A first budget with its decisions divides an amount as a budget does."""
    rows = [["Chapitre", "BP+DM 2025", "CFU 2025"], ["Charges", "10", "9"], ["Impôts", "20", "19"]]
    found = seen(rows, context=Context())
    assert {(one.category, one.measure) for one in found} == {
        *(("BP+DM", "charges"), ("CFU", "charges"), ("BP+DM", "impots"), ("CFU", "impots"))
    }


def test_words_in_a_column_of_numbers_head_the_rows_below() -> None:
    """The label beside them is a heading, though it does not stand alone."""
    rows = [
        ["Cargo", "Método", "Bruto", "Neto"],
        ["LEY", "", "", ""],
        ["Intendente", "9", "10", "11"],
        ["JERARQUICO", "CANT MODULOS", "", ""],
        ["Jefe", "12", "13", "14"],
    ]
    found = seen(rows, language="es")
    assert found[0].things[:2] == ("LEY", "Intendente")
    assert found[-1].things[:2] == ("JERARQUICO", "Jefe")


def test_rows_with_three_columns_of_labels_are_records() -> None:
    """Projects with an id, a budget line and a borough are things; a letter among them a name."""
    rows = [
        ["Id", "Budget line", "Boro", "Project title", "FY 2011", "FY 2012"],
        ["E CN294", "E D001", "X", "High school upgrades", "100", "0"],
        ["E CN295", "E D001", "M", "Computer laboratory", "50", "0"],
        ["E CN296", "E D001", "X", "School of music", "45", "5"],
    ]
    found = seen(rows, language="en", caption="Changes", stub_cols=4)
    assert {one.measure for one in found} == {"changes"}
    assert found[2].things == ("M", "Computer laboratory")
    assert found[2].category == ""
    assert found[2].code == "E CN295 E D001"
