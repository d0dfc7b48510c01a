"""Places are found where a report prints them: columns, lists, bullets, sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossfoot.model import (
    Block,
    BlockKind,
    Box,
    Cell,
    CityMention,
    Decision,
    Language,
    Role,
    Span,
    Table,
)
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.mention_text import is_place_header, split_names
from crossfoot.normalizers.places.mentions import find_mentions

BARCELONA = 3128760


def table(rows: list[list[str]], *, header_rows: int = 1, section: tuple[str, ...] = ()) -> Table:
    """Return a table whose cells are 100 × 10 points."""
    cells = tuple(
        Cell(
            r,
            c,
            text,
            page=1,
            box=(c * 100.0, r * 10.0, c * 100.0 + 100, r * 10.0 + 10),
            role=Role.COLUMN_HEADER if r < header_rows else Role.BODY,
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = (0.0, 0.0, 100.0 * len(rows[0]), 10.0 * len(rows))
    return Table(
        "t1", (1,), box, (box,), len(rows), len(rows[0]), header_rows, 1, cells, section=section
    )


def block(text: str, kind: BlockKind = "paragraph", section: tuple[str, ...] = ()) -> Block:
    """Return a block whose words stand side by side, ten points a letter."""
    words: list[tuple[str, Box]] = []
    left = 0.0
    for word in text.split():
        words.append((word, (left, 0.0, left + 10 * len(word), 10.0)))
        left += 10.0 * len(word) + 5
    span = Span(text, (0.0, 0.0, left, 10.0), 10.0, False, 0, tuple(words))
    return Block(kind, 2, (0.0, 0.0, left, 10.0), text, (span,), section)


def mentions(
    tables: list[Table] | None = None,
    blocks: list[Block] | None = None,
    language: Language = "fr",
    decisions: tuple[Decision, ...] = (),
) -> list[CityMention]:
    """Find the mentions of some tables and blocks."""
    return list(
        find_mentions(
            tables or [], blocks or [], open_gazetteer(), language=language, decisions=decisions
        )
    )


def shown(found: list[CityMention]) -> list[tuple[str, str | None, int | None]]:
    """Return (printed name, place, row) of each mention."""
    return [(m.match.name, m.match.place.name if m.match.place else None, m.row) for m in found]


MEMBERS = [
    ["MEMBRE", "Activé", "Cotisation"],
    ["Total membres", "5", "3"],
    ["Total", "-", "12"],
    ["Abidjan", "Oui", "2"],
    ["Barcelone (ville)", "Oui", "1"],
    ["Barcelone (aire métropolitaine)", "", "4"],
    ["Le Caire (N)", "Oui", "5"],
    ["Gauteng", "Oui", "5"],
]


def test_the_row_headers_of_a_member_table_are_mentions() -> None:
    """Totals are no members; role marks are not part of the printed name."""
    assert shown(mentions([table(MEMBERS)])) == [
        ("Abidjan", "Abidjan", 3),
        ("Barcelone (ville)", "Barcelona", 4),
        ("Barcelone (aire métropolitaine)", "Barcelona", 5),
        ("Le Caire", "Cairo", 6),
        ("Gauteng", "Gauteng", 7),
    ]


def test_city_and_metropolitan_area_stay_two_kinds() -> None:
    """Two rows of one place differ in their kind, and each keeps its cell's box."""
    city, metro = [m for m in mentions([table(MEMBERS)]) if m.match.name.startswith("Barcelone")]

    assert (city.match.kind, metro.match.kind) == ("city", "metro")
    assert city.match.place == metro.match.place
    assert city.box == (0.0, 40.0, 100.0, 50.0)
    assert (city.page, city.table, city.col) == (1, "t1", 0)


def test_event_places_lose_country_and_online() -> None:
    """The printed name is the city's; the country beside it decides; "En ligne" is no place."""
    rows = [
        ["Date", "Titre", "Lieu"],
        ["15/01/2020", "Forum des villes", "Quito, Équateur"],
        ["16/01/2020", "Rencontre de Guangzhou", "Guangzhou et en ligne"],
        ["17/01/2020", "Assemblée", "Santiago (Chili)"],
        ["18/01/2020", "Webinaire", "En ligne"],
        ["19/01/2020", "Sommet", "Goa, Inde"],
    ]

    found = [m for m in mentions([table(rows)]) if m.row is not None]
    assert shown(found) == [
        ("Quito", "Quito", 1),
        ("Guangzhou", "Guangzhou", 2),
        ("Santiago", "Santiago", 3),
        ("Goa", "Goa", 5),
    ]


def test_a_cell_may_list_several_places() -> None:
    """Partners in one cell are one mention each."""
    rows = [
        ["Projet", "Leader", "Partenaires"],
        ["Démocratie participative", "Séoul", "Barcelone (ville), Madrid, Montréal"],
        ["Urbanisme tactique", "São Paulo", "Montevideo et Bogotá"],
    ]

    assert [name for name, _, _ in shown(mentions([table(rows)]))] == [
        "Séoul",
        "São Paulo",
        "Barcelone (ville)",
        "Madrid",
        "Montréal",
        "Montevideo",
        "Bogotá",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Mesure", "État"], ["Logement", "v"], ["Nice", "v"], ["Culture", "x"], ["Santé", "v"]],
        [["Mois", "n"], ["janvier", "1"], ["mars", "2"], ["mai", "3"], ["avril", "4"]],
        [["Pays", "n"], ["Maroc", "1"], ["Chine", "2"], ["Singapour", "3"], ["Inde", "4"]],
        [["Nom", "n"], ["Ana Falú", "1"], ["Victoria Ruiz", "2"], ["Mariana Flores", "3"]],
    ],
)
def test_columns_of_other_things_hold_no_places(rows: list[list[str]]) -> None:
    """One town among words, months, countries and people do not make a column of places."""
    assert [m for m in mentions([table(rows)]) if m.match.status == "matched"] == []


def test_a_country_column_decides_between_homonyms() -> None:
    """Each row's country holds for its own city."""
    rows = [
        ["Ville", "Pays"],
        ["Victoria", "Seychelles"],
        ["Hyderabad", "Pakistan"],
        ["Mérida", "Espagne"],
        ["Tripoli", "Liban"],
    ]
    ids = [m.match.place.geonameid for m in mentions([table(rows)]) if m.match.place]

    assert ids == [241131, 1176734, 2513917, 266826]


def test_a_country_column_about_something_else_is_not_believed() -> None:
    """Countries that hardly any name lies in are not the countries of the names."""
    rows = [
        ["Estado", "Procedencia"],
        ["CIUDAD DE MÉXICO", "Italia"],
        ["PUEBLA", "España"],
        ["NUEVO LEÓN", "España"],
        ["JALISCO", "Alemania"],
    ]
    found = [m.match for m in mentions([table(rows)], language="es") if m.match.place]

    assert [match.place.country for match in found if match.place] == ["MX"] * 4
    assert [match.kind for match in found] == ["admin1"] * 4


def test_a_heading_row_holds_for_the_rows_below_it() -> None:
    """Rows under a world region are looked for there."""
    rows = [
        ["Membre", "2020"],
        ["Europe", ""],
        ["Mérida", "1"],
        ["Lyon", "2"],
        ["Amérique du Nord", ""],
        ["Mérida", "3"],
        ["Toronto", "4"],
    ]
    found = [m.match.place.country for m in mentions([table(rows)]) if m.match.place]

    assert found == ["ES", "FR", "MX", "CA"]


def test_a_paragraph_of_names_is_a_list() -> None:
    """An enumeration in running text is matched as one list, each name with its own box."""
    text = "Membres du conseil : Abidjan, Bruxelles, Le Caire et Quito."
    found = mentions(blocks=[block(text)])

    assert [name for name, _, _ in shown(found)] == ["Abidjan", "Bruxelles", "Le Caire", "Quito"]
    assert len({m.box for m in found}) == 4
    assert all(m.table is None and m.page == 2 for m in found)


def test_bullets_of_names_are_a_list() -> None:
    """Bullets under one heading are decided together."""
    blocks = [block(name, "bullet", ("Villes hôtes",)) for name in ("Lyon", "Tunis", "Dakar")]

    assert [place for _, place, _ in shown(mentions(blocks=blocks))] == ["Lyon", "Tunis", "Dakar"]


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("Le congrès a eu lieu à Rio de Janeiro en mai 2020.", "fr", "Rio de Janeiro"),
        ("The assembly met in Cairo last year.", "en", "Cairo"),
        ("La reunión se celebró en Guadalajara.", "es", "Guadalajara"),
    ],
)
def test_a_sentence_says_where_something_happened(
    text: str, language: Language, place: str
) -> None:
    """A preposition of place before a well-known name makes a mention."""
    assert [found for _, found, _ in shown(mentions(blocks=[block(text)], language=language))] == [
        place
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le Prix de Guangzhou récompense les villes depuis 2012.",
        "Les membres ont voté à Total Energies en mars.",
        "Nous avons soutenu 400 experts, dont 45 % de femmes.",
    ],
)
def test_a_sentence_without_a_place_gives_none(text: str) -> None:
    """Institutions named after cities and other capitalised words are no mentions."""
    assert mentions(blocks=[block(text)]) == []


def test_a_name_that_is_sure_elsewhere_is_sure_here() -> None:
    """One document calls one place by one name."""
    events = [["Lieu", "n"], ["Victoria, Seychelles", "1"], ["Lyon", "2"], ["Tunis", "3"]]
    partners = [["Partenaire", "n"], ["Victoria", "1"], ["Quito", "2"], ["Dakar", "3"]]
    found = [m for m in mentions([table(events), table(partners)]) if m.match.name == "Victoria"]

    assert {m.match.place.geonameid for m in found if m.match.place} >= {241131}
    assert found[0].match.status == "matched"


def test_decisions_reach_the_tables() -> None:
    """A person's line of the catalog holds for a member's row."""
    decision = Decision("s", None, "Bandar", 1624917, "A. Martin", "2026-03-01", "Short for it.")
    rows = [["MEMBRE", "n"], ["Bandar (N)", "1"], ["Jakarta", "2"], ["Bogor", "3"]]
    first = mentions([table(rows)], decisions=(decision,))[0]

    assert (first.match.method, first.match.status) == ("decision", "matched")
    assert shown([first]) == [("Bandar", "Bandar Lampung", 1)]


def test_a_country_stays_with_its_city() -> None:
    """Commas part names, but not a city from its country or its article."""
    countries = {"Équateur", "Inde"}

    assert split_names("Quito, Équateur; Goa, Inde, Madrid", countries.__contains__) == (
        "Quito, Équateur",
        "Goa, Inde",
        "Madrid",
    )
    assert split_names("Havane, La", countries.__contains__) == ("Havane, La",)


def test_headers_that_announce_places() -> None:
    """Short headers with a word for places do, sentences that contain one do not."""
    assert is_place_header("MEMBRE")
    assert is_place_header("Ciudad sede")
    assert not is_place_header("Membre mentionné dans nos publications de l'année")
    assert not is_place_header("")


# ---------------------------------------------------------------------- the open corpus


def truth_table(raw: dict[str, object]) -> Table:
    """Return a table of a truth file."""
    rows = raw["cells"]
    header_rows = raw["header_rows"]
    assert isinstance(rows, list)
    assert isinstance(header_rows, int)
    cells = tuple(
        Cell(
            cell["row"],
            cell["col"],
            cell["text"] or "",
            cell["page"],
            (0.0, 0.0, 1.0, 1.0),
            cell["rowspan"],
            cell["colspan"],
            Role.COLUMN_HEADER if cell["row"] < header_rows else Role.BODY,
        )
        for cell in rows
    )
    box = (0.0, 0.0, 1.0, 1.0)
    n_rows, n_cols = raw["n_rows"], raw["n_cols"]
    assert isinstance(n_rows, int)
    assert isinstance(n_cols, int)
    return Table(str(raw["id"]), (1,), box, (box,), n_rows, n_cols, header_rows, 1, cells)


def read_truth(path: Path) -> tuple[list[Table], Language, list[dict[str, str]]]:
    """Return the tables, the language and the cities of a truth file."""
    document = json.loads(path.read_text(encoding="utf-8"))
    tables = [truth_table(raw) for raw in document["tables"]]
    return tables, document["language"], document["cities"]


@pytest.mark.corpus
def test_members_of_the_open_reports_are_never_wrong(corpus: Path) -> None:
    """Without a person's decisions 98 % of what tables print is right, and none is wrong."""
    right = wrong = total = 0
    for path in sorted((corpus / "metropolis").glob("*.truth.json")):
        tables, language, cities = read_truth(path)
        found = {m.match.name: m.match for m in mentions(tables, language=language)}
        printed = [cell.text for table in tables for cell in table.cells]
        for city in cities:
            match = found.get(city["text"])
            total += match is not None or city["text"] in printed
            if match is not None and match.status == "matched" and match.place is not None:
                right += match.place.country == city["country"]
                wrong += match.place.country != city["country"]

    assert wrong == 0
    assert right / total >= 0.98


@pytest.mark.corpus
def test_three_editions_agree_row_by_row(corpus: Path) -> None:
    """The French, Spanish and English edition of a report give the same ids in the same rows."""
    editions = []
    for name in ("rapport-fr-B-1", "informe-es-B-1", "report-en-C-1"):
        tables, language, _ = read_truth(corpus / "metropolis" / f"{name}.truth.json")
        members = [t for t in tables if t.id in ("t41", "t42")]
        found = mentions(members, language=language)
        editions.append(
            {
                (m.table, m.row): m.match.place.geonameid
                for m in found
                if m.match.status == "matched" and m.match.place
            }
        )
    for one in editions:
        for other in editions:
            differing = [key for key in one.keys() & other.keys() if one[key] != other[key]]
            assert differing == []
    assert min(map(len, editions)) >= 0.95 * 2 * 141
