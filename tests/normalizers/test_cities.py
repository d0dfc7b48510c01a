"""Names become the right places, or a doubt, or nothing: never a wrong place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model import Decision, Language, Match
from crossfoot.normalizers.places.cities import NameQuery, find_unused, match_names
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES

BRUSSELS, CAIRO, HAVANA, BARCELONA, QUITO = 2800866, 360630, 3553478, 3128760, 3652462


def match(name: str, language: Language = "fr", **context: object) -> Match:
    """Match one name."""
    query = NameQuery(name, language, **context)  # type: ignore[arg-type]
    return match_names([query], open_gazetteer())[0]


def found(name: str, language: Language = "fr", **context: object) -> int | None:
    """Return the id of a name that is matched, ``None`` for every other status."""
    answer = match(name, language, **context)
    return answer.place.geonameid if answer.status == "matched" and answer.place else None


@pytest.mark.parametrize(
    ("name", "language"), [("Bruxelles", "fr"), ("Brussels", "en"), ("Bruselas", "es")]
)
def test_three_languages_name_one_place(name: str, language: Language) -> None:
    """The exonyms of a city have the same id."""
    assert found(name, language) == BRUSSELS


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("BRUXELLES", BRUSSELS),
        ("B r u x e l l e s", BRUSSELS),
        ("Bru-\nxelles", BRUSSELS),
        ("Bru\u00adxelles", BRUSSELS),
        ("• Bruxelles (N)", BRUSSELS),
        ("« Bruxelles »²", BRUSSELS),
        ("<b>Bruxelles</b>", BRUSSELS),
        ("8ruxelles", BRUSSELS),
        ("Bruxlles", BRUSSELS),
        ("la Havane", HAVANA),
        ("Havane, La", HAVANA),
        ("Le\u00a0Caire", CAIRO),
        ("Le Ca1re", CAIRO),
        ("SÃ£o Paulo", 3448439),
        ("Sa~o Paulo", 3448439),
        ("Quito, Équateur", QUITO),
        ("Quito (Équateur)", QUITO),
        ("Quito - Équateur", QUITO),
        ("Quito et en ligne", QUITO),
        ("En ligne et Quito", QUITO),
        ("Ville d’Islamabad", 1176615),
        ("Tangerang du Sud", 8581443),
        ("Chengdu Municipal People's Government*", 1815286),
        ("Ouralsk", 608668),
    ],
)
def test_what_pdf_text_does_to_a_name_is_undone(printed: str, place: int) -> None:
    """Marks, noise, qualifiers and countries around a name do not hide its place."""
    assert found(printed) == place


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Barcelone (ville)", "city"),
        ("Barcelone (aire métropolitaine)", "metro"),
        ("Métropole de Barcelone", "metro"),
        ("Mairie de Barcelone", "city"),
        ("Grand Barcelone", "metro"),
    ],
)
def test_a_qualifier_says_what_kind_of_place_is_meant(printed: str, kind: str) -> None:
    """City and metropolitan area are one place of two kinds."""
    answer = match(printed)

    assert answer.place is not None
    assert (answer.place.geonameid, answer.kind) == (BARCELONA, kind)


@pytest.mark.parametrize(
    "word",
    """Total|Sous-total|Total membres|Moyenne|mars|Août|7 octobre|Martes|Membre|City|Lieu|Título
    |Oui|Sí|En ligne|n/a|–|[L]|76 %|1 225 075 €|30/11/2020|Maroc|Inde|Spain|Afrique|Asie-Pacifique
    |Moyen-Orient|Amérique latine et Caraïbes|CGLU|ICLEI|Prix de Guangzhou|Acuerdo de París
    |Fundación Madrid|Consensus de Washington|2020 Rome Charter|Mariana Flores|Ana Falú
    |Démocratie participative|Logement|Genre|Danger|Violence|Chantier|Train|Police|Plaisir
    |Présidence|Licence|Diversité|Union|Normal|Page 24|Plan d'action 2018-2020|Banque mondiale
    |(*) Membre activé (voir les quatre rapports de progrès 2020)|Régénération urbaine durable
    |Residencia|Medicina|Patria|Labor|Feria|Total Energies""".replace("\n    ", "").split("|"),
)
def test_what_is_no_place_is_never_matched(word: str) -> None:
    """Words of tables, months, countries, institutions and people stay unmatched."""
    for language in NAMED_LANGUAGES:
        assert match(word, language).status != "matched"


@pytest.mark.parametrize(
    ("name", "country", "place"),
    [
        ("Victoria", "SC", 241131),
        ("Victoria", "Chili", 3868326),
        ("Mérida", "ES", 2513917),
        ("Mérida", "Venezuela", 3632308),
        ("Hyderabad", "PK", 1176734),
        ("Tripoli", "LB", 266826),
        ("Paris", "US", 4717560),
        ("Córdoba", "AR", 3860259),
    ],
)
def test_the_country_beside_a_name_decides(name: str, country: str, place: int) -> None:
    """A country column picks among homonyms."""
    assert found(name, country=country) == place


@pytest.mark.parametrize(
    ("name", "heading", "place"),
    [
        ("Mérida", "Europe", 2513917),
        ("Mérida", "Amérique du Nord", 3523349),
        ("Mérida", "Amérique latine et Caraïbes", 3632308),
        ("Newcastle", "Afrique", 971421),
        ("Kazan", "Moyen-Orient et Asie occidentale", 743615),
    ],
)
def test_the_heading_above_a_name_decides(name: str, heading: str, place: int) -> None:
    """A world region picks among homonyms."""
    assert found(name, heading=heading) == place


@pytest.mark.parametrize("name", ["Victoria", "San José", "Mérida", "León", "Newcastle"])
def test_homonyms_without_context_wait_for_a_person(name: str) -> None:
    """Places of one name that are nearly as large are a review item with a runner-up."""
    answer = match(name, "es")

    assert answer.status == "review"
    assert answer.runner_up is not None
    assert "look at it" in answer.reason


def test_a_list_is_decided_as_a_whole() -> None:
    """The same name is another place in another list."""
    lists = {
        2513917: ["Mérida", "Zaragoza", "Málaga", "Murcia"],
        3632308: ["Mérida", "Maracay", "Maturín", "Barquisimeto"],
        3523349: ["Mérida", "Tijuana", "Puebla", "Monterrey"],
    }
    for place, names in lists.items():
        first = match_names([NameQuery(name, "es") for name in names], open_gazetteer())[0]
        assert first.status == "matched"
        assert first.place is not None
        assert first.place.geonameid == place


def test_a_list_of_countries_holds_no_cities() -> None:
    """Singapour among countries is the country; among cities it is the city."""
    names = ["Singapour", "Maroc", "Chine", "Inde"]
    among_countries = match_names([NameQuery(n, "fr") for n in names], open_gazetteer())[0]

    assert among_countries.status != "matched"
    assert found("Singapour") == 1880252


def test_unknown_words_beside_a_name_are_a_doubt() -> None:
    """What follows a comma and is no country keeps the match for review."""
    assert match("Lyon, Hôtel Bellevue").status == "review"


def test_a_translated_name_with_a_larger_namesake_is_a_doubt() -> None:
    """Cordoue is Córdoba in Spain, and may be the larger one in Argentina."""
    assert match("Cordoue").status == "review"


def test_a_persons_decision_wins() -> None:
    """A line of the catalog goes before every other evidence, in its language only."""
    decision = Decision("s", "fr", "Cordoue", 3860259, "A. Martin", "2026-03-01", "The member.")
    query = NameQuery("CORDOUE (N)", "fr")
    answer = match_names([query], open_gazetteer(), [decision])[0]

    assert answer.place is not None
    assert (answer.place.geonameid, answer.method, answer.score) == (3860259, "decision", 1.0)
    assert "A. Martin" in answer.reason
    other = match_names([NameQuery("Cordoue", "es")], open_gazetteer(), [decision])[0]
    assert other.method != "decision"


def test_a_person_may_decide_that_a_name_is_no_place() -> None:
    """A decision without an id makes a city's name not a city."""
    decision = Decision("s", None, "Lyon", None, "A. Martin", "2026-03-01", "A ship.")

    assert match_names([NameQuery("Lyon", "fr")], open_gazetteer(), [decision])[0].status == (
        "not_a_city"
    )


def test_decisions_that_are_never_used_are_found() -> None:
    """A decision for a name that no report prints is reported."""
    used = Decision("s", None, "Lyon", 2996944, "A", "2026-03-01", "r")
    unused = Decision("s", None, "Lugdunum", 2996944, "A", "2026-03-01", "r")
    matches = match_names([NameQuery("Lyon", "fr")], open_gazetteer(), [used, unused])

    assert find_unused([used, unused], matches) == (unused,)


def test_every_answer_has_a_reason() -> None:
    """Each match says in one sentence why."""
    names = ["Lyon", "Total", "Victoria", "Xyzzyplugh", "Bruxlles", "Maroc"]

    assert all(match(name).reason for name in names)


CITIES = tuple(open_gazetteer().names(3_000_000))


SHAPES: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower)


@given(city=st.sampled_from(CITIES), data=st.data())
def test_noise_never_turns_a_city_into_another(city: tuple[str, int], data: st.DataObject) -> None:
    """A large city's name with noise is that city, a doubt or nothing."""
    name, _ = city
    wrap = data.draw(st.sampled_from(["{}", "« {} »", "{} (N)", "{}¹", "• {}", "{};"]))
    shape = data.draw(st.sampled_from(SHAPES))
    cut = data.draw(st.integers(0, len(name)))
    gap = data.draw(st.sampled_from(["", "\u00ad", " ", "-\n"]))
    noisy = wrap.format(shape(name[:cut] + gap + name[cut:]))
    clean = found(name, "en")

    assert clean is None or found(noisy, "en") in (clean, None)


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    """No text raises, and the answer keeps it verbatim."""
    assert match(text).name == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kalimantan oriental", 1641897),
        ("Minas-Gerais", 3457153),
        ("Gauteng", 1085594),
        ("Catalogne", None),
        ("North-West", None),
    ],
)
def test_regions_that_only_one_place_can_be(name: str, expected: int | None) -> None:
    """A name that keeps a word of the region's own, or that of a very large one, is enough."""
    assert found(name) == expected


def test_of_two_namesakes_a_list_of_large_cities_has_the_larger() -> None:
    """Hyderabad in India is three times that in Pakistan: enough among twenty cities, not alone."""
    west = ("Dakar", "Bruxelles", "Montréal", "Barcelone", "Bogotá", "Quito", "Casablanca", "Accra")
    east = (
        "Jakarta",
        "Séoul",
        "Tokyo",
        "Pékin",
        "Wuhan",
        "Moscou",
        "Bangkok",
        "Manille",
        "Téhéran",
    )
    cities = (*west, *east, "Nairobi", "Abidjan", "Berlin", "Lagos")
    names = [NameQuery(name, "fr") for name in (*cities, "Hyderabad")]
    towns = [NameQuery(name, "fr") for name in ("Abidjan", "Dakar", "Hyderabad")]
    answer = match_names(names, open_gazetteer())[-1]

    assert (answer.status, answer.place and answer.place.country) == ("matched", "IN")
    assert match_names(towns, open_gazetteer())[-1].status == "review"


@pytest.mark.parametrize(
    ("name", "expected"), [("Txita", 2025339), ("Giuba", 373303), ("O Aiún", 2462881)]
)
def test_names_in_languages_beside_ours(name: str, expected: int) -> None:
    """Basque, Italian and Galician print what French, English and Spanish do not."""
    assert found(name, "es") == expected


def test_hamlets_of_the_united_states_are_known_in_its_reports() -> None:
    """Places of the post that no list of towns has are found at home, with their state."""
    answer = match("Boyd", "en", home="US", region="Montana")

    assert answer.place is not None
    assert (answer.place.geonameid, answer.place.admin1) == (-840059013, "Montana")
    assert found("Boyd", "en", country="FR") is None
