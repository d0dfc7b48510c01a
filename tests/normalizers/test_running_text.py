"""Names are found in any text by the gazetteer itself, and judged by what stands around them."""

from __future__ import annotations

import pytest

from crossfoot.model import Language
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.texts.home import find_home
from crossfoot.normalizers.places.texts.prose import Piece, find_in_pieces
from crossfoot.normalizers.places.texts.running_text import Sign, find_names, join_lists

BOX = (0.0, 0.0, 1.0, 1.0)


def signs(text: str, country: str | None) -> dict[str, Sign]:
    """Return the names of a text with how strongly it says that they are places."""
    found = tuple(find_names(text, open_gazetteer(), country))
    return {one.name: one.sign for one in join_lists(found, text)}


def places(
    *texts: str, home: str | None, language: Language = "fr", is_cell: bool = False
) -> list[tuple[str, str]]:
    """Return (name, country) of the places that texts mention."""
    pieces = [Piece(text, 1, lambda _: BOX, language, is_cell=is_cell) for text in texts]
    found = find_in_pieces(pieces, open_gazetteer(), home)
    return [(m.match.name, m.match.place.country) for m in found if m.match.place]


@pytest.mark.parametrize(
    ("text", "country", "name", "sign"),
    [
        ("son siège à Salon-de-Provence, près", "FR", "Salon-de-Provence", Sign.LOCATED),
        ("la commune d'Abainville a voté", "FR", "Abainville", Sign.SAID),
        ("LE FOURNISSEUR (44680 CHEMERE)", "FR", "CHEMERE", Sign.SAID),
        ("Suite 200, Santa Ana, CA 92701", "US", "Santa Ana", Sign.SAID),
        ("l'institut (Vertou) et", "FR", "Vertou", Sign.LOCATED),
        ("la sucursal de Temuco abrió", "CL", "Temuco", Sign.INSIDE),
        ("Kumasi Roads and Drainage", "GH", "Kumasi", Sign.BARE),
        ("Quillota, Rancagua, Chillán", "CL", "Rancagua", Sign.LOCATED),
        ("the Tema-Aflao Road Project", "GH", "Aflao", Sign.LOCATED),
    ],
)
def test_what_is_said_of_a_name(text: str, country: str, name: str, sign: Sign) -> None:
    """From nothing at all to a postal code or the state behind it."""
    assert signs(text, country)[name] == sign


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("a été élu Lincoln D. Chafee hier", "US"),
        ("signed by Logan Schuh and others", "US"),
        ("M. Rouans a signé", "FR"),
        ("au 7 rue de Pornic depuis", "FR"),
        ("une étude de l'Université de Nantes dit", "FR"),
        ("la baie de Bourgneuf est", "FR"),
        ("at Toyota Vallejo since", "US"),
        ("la sociedad Curacautín E.I.R.L. debe", "CL"),
        ("escuela Juana Inés de la Cruz, turno", "MX"),
        ("de la Rott-mascotte du refuge", "FR"),
        ("Source: Cushman and Wakefield", "US"),
        ("the Alumnae Council (APAC) met", "US"),
        ("the oldest banking corporation in the United States", "US"),
    ],
)
def test_a_part_of_another_name_is_no_place(text: str, country: str) -> None:
    """Persons, streets, bodies, waters, companies, half words, sources, acronyms."""
    assert signs(text, country) == {}


def test_a_street_is_no_town_though_its_city_stands_behind() -> None:
    """There are places called Street; behind the name of a street it is none."""
    assert set(signs("headquarters at One Wall Street, New York, New York", "US")) == {"New York"}


def test_the_report_s_own_country_goes_first() -> None:
    """Down to villages; a world city abroad is meant where it is forty times as strong."""
    assert places("The town of Kibi in Eastern Region.", home="GH", language="en") == [
        ("Kibi", "GH"),
        ("Eastern Region", "GH"),
    ]
    assert places("Les communes de Durango et de Bilbao.", home="ES") == [
        ("Durango", "ES"),
        ("Bilbao", "ES"),
    ]
    assert places("Une mission à Paris.", home="SN") == [("Paris", "FR")]


def test_a_village_abroad_is_none() -> None:
    """Nor is a name a letter or two off one: what the country lacks is left open."""
    assert places("The road from Osino to Enyiresi.", home="GH", language="en") == []
    assert places("Le village de Tomboronkoto est.", home="SN") == []


def test_a_word_is_a_place_where_the_report_says_so() -> None:
    """Vue is a commune of the list, once it is said to be one."""
    text = "8 pour Sainte-Pazanne, 3 pour Vue."
    assert places(text, "Une belle vue.", home="FR") == [("Sainte-Pazanne", "FR")]
    told = places(text, "Une belle vue.", "Commune de Vue", home="FR")
    assert told.count(("Vue", "FR")) == 2


def test_a_cell_that_is_one_name_may_be_anything() -> None:
    """A school is called as a town is; the town is named in words or in a column of places."""
    assert places("VICENTE GUERRERO", home="MX", language="es", is_cell=True) == []


@pytest.mark.parametrize(
    ("texts", "language", "country"),
    [
        (["Commune de CHEMERE", "Canton de BOURGNEUF-EN-RETZ"], "fr", "FR"),
        (["Sucursales en Temuco, Curicó y Puerto Montt."], "es", "CL"),
        (["Bengaluru, Hyderabad, and Chennai recorded healthy growth."], "en", "IN"),
        (["la Municipalidad de Carmen de Areco resuelve"], "es", "AR"),
        (["Réunion du conseil. La réunion a eu lieu, une réunion."] * 3, "fr", None),
        (["We met Logan and Caroline for a talk."], "en", None),
    ],
)
def test_places_tell_the_country_of_a_report(
    texts: list[str], language: Language, country: str | None
) -> None:
    """Where no title, address or issuer does."""
    assert find_home((), texts, "", open_gazetteer(), language) == country


def test_what_the_gazetteer_lacks_is_for_a_person() -> None:
    """A text calls it a town; its report's country has none of its name."""
    piece = Piece("Commune : NDIAMALATHIEL", 4, lambda _: BOX, "fr")
    (mention,) = find_in_pieces([piece, piece], open_gazetteer(), "SN")

    assert (mention.page, mention.match.name) == (4, "NDIAMALATHIEL")
    assert (mention.match.status, mention.match.place) == ("review", None)
    assert "no place of this name is known in SN" in mention.match.reason
