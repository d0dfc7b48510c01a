"""Columns, lists and sentences of places, on both sides of what makes them so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.model import Block, CityMention, Language, Role, Span, Table
from crossfoot.normalizers.places.gazetteer import Gazetteer
from crossfoot.normalizers.places.mention_text import split_names
from crossfoot.normalizers.places.mentions import find_mentions
from tests.normalizers.atlas import Town, ask, make_atlas, place
from tests.normalizers.test_mentions import block, table

TOWNS = tuple(
    f"{first}{second}"
    for first in ("Ard", "Bex", "Cob", "Dun")
    for second in ("enham", "lorum", "mowick", "tistry")
)
WORDS = tuple(
    f"{first}{second}"
    for first in ("Fruq", "Gloq", "Hryq")
    for second in ("zzzix", "vvvux", "kkkox")
)
LONG = "one two three four five six seven eight nine"


@pytest.fixture
def atlas(tmp_path: Path) -> Gazetteer:
    """Sixteen towns of one country."""
    return make_atlas(
        tmp_path,
        [Town(name) for name in TOWNS],
        countries={"Germany": "DE", "France": "FR", "Spain": "ES"},
    )


def found(
    gazetteer: Gazetteer,
    tables: Sequence[Table] = (),
    blocks: Sequence[Block] = (),
    language: Language = "en",
) -> list[CityMention]:
    """Return the mentions of some tables and blocks."""
    return list(find_mentions(tables, blocks, gazetteer, language=language))


def column(header: str, names: Sequence[str]) -> Table:
    """Return a table of a column of names and one of numbers."""
    return table([[header, "Sum"], *[[name, str(at)] for at, name in enumerate(names)]])


@pytest.mark.parametrize(
    ("header", "towns", "words", "places"),
    [
        ("Thing", 3, 2, True),
        ("Thing", 3, 3, False),
        ("Thing", 2, 0, False),
        ("Thing", 6, 4, True),
        ("City", 1, 3, True),
        ("City", 1, 4, False),
        ("City", 2, 6, True),
        ("City", 0, 3, False),
        ("City of the year", 1, 3, True),
        ("City of the whole year", 1, 3, False),
        ("State of things", 1, 3, True),
        ("State of such things", 1, 3, False),
    ],
)
def test_how_many_places_make_a_column_of_them(
    atlas: Gazetteer, header: str, towns: int, words: int, places: bool
) -> None:
    """Three of five, and three at least; a quarter under a short header that says so."""
    names = [*WORDS[:words], *TOWNS[:towns]]

    shown = found(atlas, [column(header, names)])

    assert len(shown) == (len(names) if places else 0)


@pytest.mark.parametrize(("sentences", "places"), [(3, True), (4, False)])
def test_a_column_is_mostly_names(atlas: Gazetteer, sentences: int, places: bool) -> None:
    """Nine words are no name; where they are more than half of a column it holds none."""
    long = [f"{LONG} {'abcd'[at]}" for at in range(sentences)]

    assert (found(atlas, [column("City", [*TOWNS[:3], *long])]) != []) is places


@pytest.mark.parametrize(
    ("even", "count", "places"), [(46, 301, True), (45, 301, False), (30, 300, True)]
)
def test_a_sample_of_a_long_column_tells(
    tmp_path: Path, even: int, count: int, places: bool
) -> None:
    """Of more than 300 names every second is looked at; three in ten must be places."""

    def spelled(number: int, letters: str) -> str:
        return "".join(letters[int(digit)] * 3 for digit in f"{number:03}").capitalize()

    towns = [spelled(at, "abcdefghij") for at in range(count)]
    names = [
        town if at % 2 or at < 2 * even else spelled(at, "klmnopqrst")
        for at, town in enumerate(towns)
    ]
    gazetteer = make_atlas(tmp_path, [Town(name) for name in towns])

    assert (found(gazetteer, [column("Thing", names)]) != []) is places


@pytest.mark.parametrize(
    ("lands", "named"),
    [
        (["Germany", "France", "Germany"], True),
        (["Germany", "France", "Germany", "x", "y"], True),
        (["Germany", "France", "Germany", "x", "y", "z"], False),
        (["Germany", "Germany"], False),
    ],
)
def test_how_many_countries_make_a_column_of_them(
    tmp_path: Path, lands: list[str], named: bool
) -> None:
    """Three, and three of five; then they decide between homonyms."""
    names = TOWNS[: len(lands)]
    towns = [Town(name, code) for name in names for code in ("DE", "FR")]
    gazetteer = make_atlas(tmp_path, towns, countries={"Germany": "DE", "France": "FR"})
    rows = [["City", "Land"], *map(list, zip(names, lands, strict=True))]

    matches = [m.match for m in found(gazetteer, [table(rows)]) if m.col == 0]

    assert [match.status == "matched" for match in matches[:2]] == [named] * len(matches[:2])


def test_headers_totals_and_rows_across_are_no_names(atlas: Gazetteer) -> None:
    """Neither a total, a section, a header that comes again, nor a cell over the whole width."""
    one = column("City", TOWNS[:5])
    roles = {1: Role.TOTAL, 2: Role.SECTION, 3: Role.COLUMN_HEADER}
    cells = tuple(
        replace(cell, role=roles.get(cell.row, cell.role), colspan=2 if cell.row == 4 else 1)
        for cell in one.cells
        if (cell.row, cell.col) != (4, 1)
    )

    assert [m.row for m in found(atlas, [replace(one, cells=cells)])] == [5]


def test_a_table_of_one_column_holds_places_too(atlas: Gazetteer) -> None:
    """Its cells are as wide as it is, and are names all the same."""
    assert len(found(atlas, [table([["City"], *[[name] for name in TOWNS[:3]]])])) == 3


def test_a_header_over_several_columns_speaks_for_each(atlas: Gazetteer) -> None:
    """Its own and the one under it, and no column beside it."""
    rows = [["City", "", "Thing"], ["", "", ""], [TOWNS[0], TOWNS[1], TOWNS[2]]]
    one = table(rows, header_rows=2)
    cells = tuple(
        replace(cell, colspan=2) if (cell.row, cell.col) == (0, 0) else cell
        for cell in one.cells
        if (cell.row, cell.col) != (0, 1)
    )

    assert [m.col for m in found(atlas, [replace(one, cells=cells)])] == [0, 1]


def test_headings_of_regions_hold_from_their_row_on(tmp_path: Path) -> None:
    """The section of the table before the first, a row of one text or a section row after."""
    name = TOWNS[0]
    towns = [Town(name, code) for code in ("DE", "BR", "KE")]
    gazetteer = make_atlas(tmp_path, towns)

    def lands(rows: list[list[str]], section: tuple[str, ...] = ()) -> list[str | None]:
        one = table([["City", "Sum"], *rows], section=section)
        shown = [m.match for m in found(gazetteer, [one])]
        return [m.place.country if m.status == "matched" and m.place else None for m in shown]

    assert lands([[name, "1"], ["Africa", ""], [WORDS[0], "2"]]) == [None, None]
    assert lands([["Africa", "Africa"], [name, "2"]]) == ["KE"]
    assert lands([["Africa", "2"], [name, "2"]]) == [None]
    assert lands([["Africa", ""], ["Members", ""], [name, "2"]])[-1] == "KE"
    assert lands([["Africa", ""], [name, "1"], ["Europe", ""], [name, "2"]]) == ["KE", "DE"]
    assert lands([[name, "1"]], ("Members", "Europe", "All")) == ["DE"]
    assert lands([[name, "1"]], ("Europe", "Africa")) == ["KE"]


# ------------------------------------------------------------------------------ running text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"Members: {', '.join(TOWNS[:3])}", 3),
        (f"Members: {', '.join(TOWNS[:2])}", 2),
        (f"Members: {', '.join((*TOWNS[:3], *WORDS[:2]))}", 5),
        (f"Members: {', '.join((*TOWNS[:3], *WORDS[:3]))}", 3),
        (f"Members: {', '.join((*TOWNS[:3], LONG))}", 3),
        (f"Members: {', '.join((*TOWNS[:3], LONG.removesuffix(' nine')))}", 3),
        (f"{', '.join(TOWNS[:3])}", 3),
    ],
)
def test_how_many_places_make_a_list(atlas: Gazetteer, text: str, count: int) -> None:
    """Three of five again, three at least, each of eight words at most.

    A list shows the names that it lacks, too; in other texts only places are seen.
    """
    assert len(found(atlas, blocks=[block(text)])) == count


def test_bullets_of_one_heading_are_one_list(atlas: Gazetteer) -> None:
    """Two lists of two are none; a bullet that is a sentence does not end a list."""

    def bullets(*names: str, section: str = "A") -> list[Block]:
        return [block(name, "bullet", (section,)) for name in names]

    assert len(found(atlas, blocks=bullets(*TOWNS[:3]))) == 3
    apart = (*bullets(*TOWNS[:2], WORDS[0]), *bullets(*TOWNS[2:4], WORDS[1], section="B"))
    assert {m.match.status for m in found(atlas, blocks=apart)} == {"matched"}
    together = found(atlas, blocks=bullets(*TOWNS[:3], WORDS[0]))
    assert "rejected" in {m.match.status for m in together}
    unlike = (*bullets(*TOWNS[:3], WORDS[0]), *bullets(*TOWNS[3:5], WORDS[1], section="B"))
    assert [m.match.status for m in found(atlas, blocks=unlike)].count("rejected") == 1
    assert len(found(atlas, blocks=bullets(*TOWNS[:2], LONG, TOWNS[2]))) == 3


def test_the_box_of_a_name_in_a_block(atlas: Gazetteer) -> None:
    """The hull of its words, at the place where they follow each other; else the block's."""
    words = ("Ardenham", "Old", "Ard", "enham", "Bexlorum", "Coblorum")
    drawn = tuple((word, (10.0 * at, at % 2, 10.0 * at + 8, 9.0)) for at, word in enumerate(words))
    text = "Ardenham, Bexlorum, Coblorum, Dunlorum"
    span = Span(text, (0.0, 0.0, 60.0, 9.0), 10.0, False, 0, drawn)
    one = Block("paragraph", 1, (0.0, 0.0, 99.0, 9.0), text, (span,))
    joined = replace(one, spans=(replace(span, words=drawn[1:]),))

    boxes = {m.match.name: m.box for m in found(atlas, blocks=[one])}

    assert boxes["Ardenham"] == (0.0, 0.0, 8.0, 9.0)
    assert boxes["Bexlorum"] == (40.0, 0.0, 48.0, 9.0)
    assert boxes["Dunlorum"] == one.box
    assert found(atlas, blocks=[joined])[0].box == (20.0, 0.0, 38.0, 9.0)


def test_a_sentence_names_places_that_are_sure(tmp_path: Path) -> None:
    """Exactly spelt and without a rival; a list is not told twice."""
    towns = [Town("Ardenham"), Town("Bexlorum"), Town("Bexlorum", "FR"), Town("Coblorum")]
    gazetteer = make_atlas(tmp_path, towns)

    def places(text: str) -> list[str]:
        return [m.match.name for m in found(gazetteer, blocks=[block(text)])]

    assert places("We met in Ardenham last year.") == ["Ardenham"]
    assert places("We met in Ardenhan last year.") == []
    assert places("We met in Bexlorum last year.") == []
    assert places("We met in Ardenham and later in Ardenham.") == ["Ardenham"]


def test_an_unsure_name_is_what_it_surely_is_elsewhere(tmp_path: Path) -> None:
    """If it is one thing everywhere, and one of the two that the name may mean."""
    name, others = TOWNS[0], list(TOWNS[1:4])
    towns = [Town(name, code) for code in ("DE", "FR", "ES")] + [Town(one, "KE") for one in others]
    lands = {"Germany": "DE", "France": "FR", "Spain": "ES"}
    gazetteer = make_atlas(tmp_path, towns, countries=lands)

    def lists(*countries: str) -> list[str | None]:
        events = [["City", "n"], *[[f"{name}, {country}", "1"] for country in countries]]
        partners = [["City", "n"], *[[one, "1"] for one in (name, *others)]]
        shown = found(gazetteer, [table(events), replace(table(partners), id="t2")])
        return [
            m.match.place.country if m.match.status == "matched" and m.match.place else None
            for m in shown
            if m.table == "t2" and m.match.name == name
        ]

    assert lists("Germany") == ["DE"]
    assert lists("France") == ["FR"]
    assert lists("Spain") == [None]
    assert lists("Germany", "France") == [None]


# ------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("printed", "language", "town", "score"),
    [
        ("Arden", "en", "Arden", 1.0),
        ("City of Arden", "en", "Arden", 0.95),
        ("City of Greater Arden", "en", "Arden", 0.9),
        ("City of City of City of Arden", "en", "Arden", 0.85),
        ("City of City of City of City of Arden", "en", "Arden", None),
        ("Arden, Germany", "en", "Arden", 0.95),
        ("Germany, Arden", "en", "Arden", 0.9),
        ("Germany, Arden, Xyz", "en", "Arden", None),
        ("Arden (Germany)", "en", "Arden", 0.95),
        ("City of Arden, Germany", "en", "Arden", 0.9),
        ("ArdenCity", "en", "Arden", 0.9),
        ("Arden du Sud", "fr", "South Arden", 0.9),
        ("Abc Sud", "fr", "South Abc", None),
        ("Abcd Sud", "fr", "Abcd South", 0.9),
        ("Nuevo Arden", "es", "New Arden", 0.9),
        ("Nuevo Arden", "es", "New Arden City", 0.88),
        ("La Arden", "fr", "Arden", 0.9),
        ("Arden, La", "fr", "La Arden", 0.95),
        ("Arden, Las", "es", "Las Arden", 0.95),
        ("Ouralsk", "fr", "Uralsk", 0.85),
        ("Plovdi5", "en", "Plovdi5", 0.95),
        ("A r d e", "en", "Arde", 1.0),
        ("A r d", "en", "Ard", 1.0),
    ],
)
def test_what_each_liberty_with_a_name_costs(
    tmp_path: Path, printed: str, language: Language, town: str, score: float | None
) -> None:
    """A twentieth for what stands beside it, more for each word that is changed or moved."""
    match = ask(tmp_path, [Town(town)], printed, language=language, countries={"Germany": "DE"})

    assert (match.score if match.status == "matched" else None) == score


def test_a_missing_article_is_looked_at(tmp_path: Path) -> None:
    """Havre may be Le Havre; two letters are too few to say."""
    for printed, town, found_it in (
        ("Havre", "Le Havre", True),
        ("Hav", "Le Hav", True),
        ("Ha", "Le Ha", False),
        ("Ha Vi", "Le Ha Vi", False),
    ):
        match = ask(tmp_path, [Town(town)], printed, language="fr")
        assert (match.place is not None, place(match)) == (found_it, None)
        assert not found_it or "the article is missing" in match.reason


def test_far_fetched_readings_are_not_for_common_words(tmp_path: Path) -> None:
    """A chat is no Shat, but a "grand ouest" may be West Grand."""
    shat, west = Town("Shatta"), Town("West Grandia")

    assert place(ask(tmp_path, [shat], "Chatta")) == 1
    assert place(ask(tmp_path, [shat], "Chatta", common=("chatta",))) is None
    assert place(ask(tmp_path, [west], "Grandia Ouest", common=("grandia", "ouest"))) == 1


@pytest.mark.parametrize(("words", "looked_up"), [(7, True), (8, False)])
def test_a_name_to_match_has_seven_words(tmp_path: Path, words: int, looked_up: bool) -> None:
    """Longer texts are sentences."""
    name = " ".join(
        ["Arden", "Bexley", "Cobham", "Dunmow", "Eltham", "Fulham", "Gower", "Hale"][:words]
    )

    assert (place(ask(tmp_path, [Town(name)], name)) == 1) is looked_up


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A, B, C", ("A", "B", "C")),
        ("A, Land, C", ("A, Land", "C")),
        ("Land, A", ("Land", "A")),
        ("Land, Land", ("Land", "Land")),
        ("A, Land, Land", ("A, Land", "Land")),
        ("A and B", ("A", "B")),
        ("A and B, C and D", ("A and B", "C", "D")),
        ("A and b", ("A and b",)),
        ("A; B and C", ("A", "B", "C")),
        ("A, B and online", ("A", "B and online")),
        ("Havane, La", ("Havane, La",)),
        (", A", ("A",)),
    ],
)
def test_where_names_part(text: str, names: tuple[str, ...]) -> None:
    """At commas, but for a country or an article after a city; at the last "and" of each part."""
    assert split_names(text, "Land".__eq__) == names
