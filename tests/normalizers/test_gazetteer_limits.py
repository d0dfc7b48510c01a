"""What a gazetteer finds, and what a person's decision makes of a name, at their edges."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.model import Decision, Match
from crossfoot.normalizers.places.cities import NameQuery, decisions_for, find_unused, match_names
from crossfoot.normalizers.places.gazetteer import CANONICAL, Hit
from crossfoot.normalizers.places.keys import trigrams
from crossfoot.normalizers.places.lookup import nearest_keys
from tests.normalizers.atlas import Town, ask, make_atlas, place


def decision(name: str = "Arden", **other: object) -> Decision:
    """Return a person's decision that a name is the first town."""
    said = {"series": "", "language": None, "geonameid": 1, **other}
    return Decision(name=name, author="A", date="2026-03-01", reason="r", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "holds"),
    [
        (decision(), True),
        (decision(series="reports"), True),
        (decision(series="others"), False),
        (decision(language="en"), True),
        (decision(language="fr"), False),
        (decision(series="others", language="en"), False),
        (decision(series="reports", language="fr"), False),
    ],
)
def test_decisions_hold_for_their_series_and_language(one: Decision, holds: bool) -> None:
    """Those that name none hold for all."""
    assert (decisions_for([one], series="reports", language="en") == (one,)) is holds


def test_what_a_decision_makes_of_a_name(tmp_path: Path) -> None:
    """The place and what the name calls itself; an id that is not there is looked at."""
    gazetteer = make_atlas(tmp_path, [Town("Zwolle"), Town("Norland", kind="admin1")])

    def decided(name: str, one: Decision) -> Match:
        return match_names([NameQuery(name, "en")], gazetteer, [one])[0]

    city, region = decided("Arden", decision()), decided("Arden", decision(geonameid=2))
    metro = decided("Greater Arden", decision("Greater Arden"))
    none, gone = decided("Arden", decision(geonameid=None)), decided("Arden", decision(geonameid=9))

    assert [(m.status, m.kind, m.score) for m in (city, region, metro, none, gone)] == [
        ("matched", "city", 1.0),
        ("matched", "admin1", 1.0),
        ("matched", "metro", 1.0),
        ("not_a_city", "none", 1.0),
        ("review", "none", 0.0),
    ]
    french, any_language = decision(language="fr", geonameid=2), decision()
    both = [any_language, french]
    for language, geonameid in (("fr", 2), ("en", 1)):
        (match,) = match_names([NameQuery("Arden", language)], gazetteer, both)
        assert place(match) == geonameid


def test_a_decision_is_used_by_a_match_that_went_by_it(tmp_path: Path) -> None:
    """A name that matched without it leaves it unused."""
    gazetteer = make_atlas(tmp_path, [Town("Arden")])
    (match,) = match_names([NameQuery("Arden", "en")], gazetteer)
    (by,) = match_names([NameQuery("Arden (N)", "en")], gazetteer, [decision("ARDEN")])

    assert find_unused([decision()], [match]) == (decision(),)
    assert find_unused([decision()], [by]) == ()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Ai", "matched"),
        ("A", "not_a_city"),
        ("12", "not_a_city"),
        ("Total", "not_a_city"),
        ("Total (1)", "not_a_city"),
        ("Xyzzy, Total", "rejected"),
        ("Ai 2020", "not_a_city"),
        ("Bexley", "rejected"),
    ],
)
def test_a_name_has_two_letters(tmp_path: Path, name: str, status: str) -> None:
    """One letter, digits and words of tables name no place; an unknown name is rejected."""
    assert ask(tmp_path, [Town("Ai"), Town("A"), Town("Total")], name).status == status


def test_a_place_that_is_unknown_in_its_country_is_said(tmp_path: Path) -> None:
    """The reason names the country that was looked in."""
    match = ask(tmp_path, [Town("Arden", "DE")], "Arden", country="FR")

    assert (match.status, match.score) == ("rejected", 0.0)
    assert match.reason == "no place of this name is known in FR"


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("train", True),
        ("trains", True),
        ("boxes", True),
        ("trainx", False),
        ("train box", True),
        ("train-box", True),
        ("train Bogor", False),
        ("", False),
        ("zoo", True),
        ("abbey", True),
        ("zzz", False),
    ],
)
def test_common_words_and_their_plurals(tmp_path: Path, text: str, common: bool) -> None:
    """All words of a text, without the s or es of a plural."""
    gazetteer = make_atlas(tmp_path, [], common=("train", "box", "abbey", "zoo"))

    assert gazetteer.is_common(text) is common
    assert not make_atlas(tmp_path, []).is_common("train")


def test_a_name_of_two_countries_is_none(tmp_path: Path) -> None:
    """A text tells a country by a name that no other has."""
    gazetteer = make_atlas(tmp_path, [], countries={"Congo": "CD", "Chad": "TD"})
    with_both = make_atlas(tmp_path, [], countries={"Congo": "CD", "CONGO": "CG"})

    assert (gazetteer.country_of("Congo"), gazetteer.country_of("chad")) == ("CD", "TD")
    assert with_both.country_of("Congo") is None


def test_a_hit_is_named_in_the_language_of_the_text(tmp_path: Path) -> None:
    """By its own name in any, by a translation in that one."""
    gazetteer = make_atlas(tmp_path, [Town("Arden", also=(("fr", "Ardenne"), ("en", "Ardeny")))])

    def named(key: str, language: str | None) -> bool:
        (hit,) = gazetteer.find(key)
        return hit.is_named(language)

    assert [named("arden", one) for one in (None, "fr", "es")] == [True, True, True]
    assert [named("ardenne", one) for one in (None, "fr", "en")] == [False, True, False]
    assert [named("ardeny", one) for one in (None, "fr", "en")] == [False, False, True]


def test_what_is_found_is_told_largest_first(tmp_path: Path) -> None:
    """With all that decides between places."""
    towns = [
        Town("Norland", "DE", 900, kind="admin1"),
        Town("Arden", "DE", 10, region="Norland", spellings=3),
        Town("Arden", "FR", 20, is_capital=True, spellings=4),
    ]
    gazetteer = make_atlas(tmp_path, towns)

    assert gazetteer.find("arden") == (
        Hit(3, "city", "FR", 0, 20, 4, True, CANONICAL, "arden"),
        Hit(2, "city", "DE", 1, 10, 3, False, CANONICAL, "arden"),
    )
    inside = gazetteer.place(2)
    assert inside is not None
    assert (inside.admin1, inside.population, inside.country) == ("Norland", 10, "DE")
    assert gazetteer.place(4) is None


@pytest.mark.parametrize(
    ("key", "other", "edits", "distance"),
    [
        ("montaigo", "montaigo", 1, 0),
        ("montaigo", "montago", 1, 1),
        ("montaigo", "montaiggo", 1, 1),
        ("montaigo", "montxigo", 1, 1),
        ("montaigo", "motnaigo", 1, 1),
        ("monta", "motna", 1, 1),
        ("monta", "mnota", 1, 1),
        ("montaigo", "motnagio", 2, 2),
        ("montaigo", "mntaig", 2, 2),
        ("montaigo", "motnagio", 1, None),
        ("montaigo", "mxntxigo", 2, 2),
        ("montaigo", "mxntxixo", 2, None),
        ("montaigo", "xontxigo", 2, None),
    ],
)
def test_keys_within_some_edits(
    tmp_path: Path, key: str, other: str, edits: int, distance: int | None
) -> None:
    """Each letter more, less or other counts one, and so do two that changed places."""
    gazetteer = make_atlas(tmp_path, [Town(other.capitalize()), Town("Zwolle")])

    assert nearest_keys(key, gazetteer, edits) == (() if distance is None else ((other, distance),))


def test_the_nearest_keys_come_first(tmp_path: Path) -> None:
    """Of one distance in alphabetical order, 48 at most."""
    near = [f"monta{letter}go" for letter in "abcdefghjklmnopqrstuvwxyz"]
    far = [f"mont{letter}xgo" for letter in "abcdefghjklmnopqrstuvwyz"]
    names = [*far, *near, "montaigo"]
    gazetteer = make_atlas(tmp_path, [Town(name.capitalize()) for name in names])

    found = nearest_keys("montaigo", gazetteer, 2)

    assert [key for key, _ in found[:3]] == ["montaigo", "montaago", "montabgo"]
    assert [distance for _, distance in found] == [0, *[1] * len(near), *[2] * (47 - len(near))]


def test_trigrams_overlap() -> None:
    """Every three letters in a row, both ends marked."""
    assert trigrams("abcd") == {"^ab", "abc", "bcd", "cd$"}
    assert trigrams("a") == {"^a$"}


@pytest.mark.parametrize(
    ("other", "edits", "compared"),
    [
        ("montaxyz", 1, True),
        ("montxyzz", 1, False),
        ("montaigox", 1, True),
        ("montaigoxy", 1, False),
        ("montaigoxy", 2, True),
        ("montaigoxyz", 2, False),
        ("montai", 2, True),
        ("monta", 2, False),
        ("moxxxxxx", 2, True),
        ("mxxxxxxx", 2, False),
    ],
)
def test_few_keys_are_compared_letter_by_letter(
    tmp_path: Path, other: str, edits: int, compared: bool
) -> None:
    """Those that share what so many edits leave of three letters in a row, of nearly its length."""
    gazetteer = make_atlas(tmp_path, [Town(other.capitalize())])

    assert (gazetteer.near_keys("montaigo", edits) == (other,)) is compared
