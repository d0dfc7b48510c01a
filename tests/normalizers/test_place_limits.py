"""Towns on both sides of what decides between them, in gazetteers of a few invented places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crossfoot.model import Match
from tests.normalizers.atlas import Town, ask, place


def doubt(match: Match) -> str:
    """Return why a person should look at a match, "" for one that is taken unseen."""
    return match.reason.partition("look at it: ")[2]


LARGE, SMALL = Town("Arden", "FR", 500_000), Town("Arden", "DE", 100_000)


@pytest.mark.parametrize(
    ("larger", "smaller", "taken"),
    [
        (LARGE, SMALL, True),
        (replace(LARGE, size=499_000), SMALL, False),
        (replace(LARGE, size=300_000, spellings=21), replace(SMALL, spellings=10), True),
        (replace(LARGE, size=249_000, spellings=21), replace(SMALL, spellings=10), False),
        (replace(LARGE, size=100_001, spellings=200), SMALL, True),
        (replace(LARGE, size=2_500_000), replace(SMALL, spellings=200), True),
        (replace(LARGE, size=2_400_000), replace(SMALL, spellings=200), False),
        (LARGE, replace(SMALL, size=0), True),
        (replace(LARGE, size=100), replace(SMALL, size=0), True),
    ],
)
def test_of_two_towns_of_a_name_one_must_be_far_ahead(
    tmp_path: Path, larger: Town, smaller: Town, taken: bool
) -> None:
    """Five times as large, or as much in size and fame together, fame counting no more than that.

    Being less known makes a town count for a fifth at worst.
    """
    match = ask(tmp_path, [larger, smaller], "Arden")

    assert place(match) == (1 if taken else None)
    assert doubt(match) == ("" if taken else "another place of this name is nearly as likely.")
    assert match.runner_up is not None
    assert match.runner_up.geonameid == 2


def test_the_rival_is_the_one_that_comes_closest(tmp_path: Path) -> None:
    """A smaller town that all the world spells is nearer than a larger unknown one."""
    famous = Town("Arden", "ES", 90_000, spellings=54)

    match = ask(tmp_path, [LARGE, SMALL, famous], "Arden")

    assert match.runner_up is not None
    assert match.runner_up.geonameid == 3


@pytest.mark.parametrize(
    ("size", "context", "taken"),
    [
        (300_000, {"joint": True}, True),
        (299_000, {"joint": True}, False),
        (499_000, {"joint": False}, False),
        (500_000, {"joint": False}, True),
        (300_000, {"joint": False, "country": "DE"}, True),
        (299_000, {"joint": False, "country": "DE"}, False),
        (300_000, {"joint": False, "siblings": ("Bexley",)}, True),
    ],
)
def test_within_a_country_three_times_as_large_is_enough(
    tmp_path: Path, size: int, context: dict[str, Any], taken: bool
) -> None:
    """Where the country is known, by a column or since both lie in it and others stand beside."""
    towns = [Town("Arden", "DE", size), SMALL, Town("Bexley", "DE")]

    assert place(ask(tmp_path, towns, "Arden", **context)) == (1 if taken else None)


@pytest.mark.parametrize(
    ("context", "taken"),
    [
        ({}, False),
        ({"beside": ("Xyzzy",)}, False),
        ({"beside": ("Xyzzy", "Plugh")}, True),
        ({"siblings": ("Xyzzy",)}, True),
        ({"heading": "Europe"}, True),
        ({"country": "FR"}, True),
    ],
)
def test_fame_counts_against_a_town_without_context_alone(
    tmp_path: Path, context: dict[str, Any], taken: bool
) -> None:
    """Beside two other names, under a heading or in its country a town need not be the famous."""
    famous = Town("Arden", "DE", 25_000, spellings=54)

    assert place(ask(tmp_path, [LARGE, famous], "Arden", **context)) == (1 if taken else None)


def own(size: int) -> Town:
    """Return a town of a size whose own name is Arden, in another country than the rest."""
    return Town("Arden", "ES", size)


@pytest.mark.parametrize(
    ("other", "enough"),
    [
        (Town("Ardenne", "FR", also=(("en", "Arden"),)), 1_250_000),
        (Town("Ardenne", "FR", also=(("fr", "Arden"),)), 2_000_000),
        (Town("Ardennes-Bois", "FR", alternates=("Arden",)), 833_334),
        (Town("Zwolle", "FR", alternates=("Arden",)), 16_666_667),
    ],
)
def test_what_a_name_weighs_beside_a_towns_own(tmp_path: Path, other: Town, enough: int) -> None:
    """The text's language, another one, the beginning of a longer name, an old alternate."""
    for size, taken in ((enough, 2), (enough * 99 // 100, None)):
        match = ask(tmp_path, [own(100_000), replace(other, size=size)], "Arden")

        assert (match.place is not None, place(match)) == (True, taken)


@pytest.mark.parametrize(
    ("town", "taken"),
    [
        (Town("Zwolle", size=200_000, alternates=("Arden",)), True),
        (Town("Zwolle", size=199_999, alternates=("Arden",)), False),
        (Town("Zwolle", size=9_000, alternates=("Arden",), is_capital=True), True),
        (Town("Zwolle", size=9_000, alternates=("Arden",), spellings=60), True),
        (Town("Zwolle", size=9_000, alternates=("Arden",), spellings=59), False),
        (Town("Zwolle", size=9_000, also=(("fr", "Arden"),)), True),
    ],
)
def test_an_old_alternate_is_enough_for_large_and_famous_towns(
    tmp_path: Path, town: Town, taken: bool
) -> None:
    """A town with many spellings, a capital, one of 200,000 people; others are looked at."""
    match = ask(tmp_path, [town], "Arden")

    assert place(match) == (1 if taken else None)
    assert doubt(match) == ("" if taken else "only an alternate spelling of a small place.")
    assert place(ask(tmp_path, [town], "Arden", country="DE")) == 1


@pytest.mark.parametrize(
    ("rival", "taken"), [(20_000, 1), (19_999, None)], ids=["capital", "less than a capital"]
)
def test_a_capital_weighs_as_much_as_a_hundred_thousand(
    tmp_path: Path, rival: int, taken: int | None
) -> None:
    """Stanley is first of all that of the Falkland Islands."""
    capital = Town("Arden", "FK", 2_000, is_capital=True)
    size = rival if taken else rival + 100

    assert place(ask(tmp_path, [capital, Town("Arden", "GB", size)], "Arden")) == taken


def test_a_capitals_old_alternate_weighs_what_its_people_do(tmp_path: Path) -> None:
    """The hundred thousand are for a name that is more than an alternate."""
    capital = Town("Zwolle", "FK", 2_000, is_capital=True, alternates=("Arden",))

    match = ask(tmp_path, [capital, Town("Arden", "GB", 500)], "Arden")

    assert match.place is not None
    assert match.place.geonameid == 2


@pytest.mark.parametrize(
    ("small", "large", "looked_at"),
    [
        (Town("Arden", size=50_000), Town("Arden Bridge", size=500_000), True),
        (Town("Arden", size=50_000), Town("Arden Bridge", size=499_999), False),
        (Town("Arden", size=99_999), Town("Arden Bridge", size=1_000_000), True),
        (Town("Arden", size=100_000), Town("Arden Bridge", size=1_000_000), False),
        (Town("Arden", size=50_000), Town("Ardennes", size=500_000), False),
        (Town("Arden", size=50_000), Town("Zwolle", alternates=("Arden Bridge",)), False),
        (Town("Arden", size=50_000), Town("Arden Bridge", kind="admin1"), False),
        (Town("Arden", size=50_000, is_capital=True), Town("Arden Bridge"), False),
    ],
)
def test_a_small_name_that_begins_a_large_one_is_looked_at(
    tmp_path: Path, small: Town, large: Town, looked_at: bool
) -> None:
    """A town below 100,000 beside a city ten times larger whose name goes on after its own."""
    match = ask(tmp_path, [small, large], "Arden")

    assert (match.place is not None, place(match) is None) == (True, looked_at)
    assert place(ask(tmp_path, [small, large], "Arden", country="DE")) == 1


@pytest.mark.parametrize(
    ("namesake", "looked_at"),
    [
        (Town("Córdova", "AR", 900_000), True),
        (Town("Córdova", "AR", 899_999), False),
        (Town("Córdova", "ES", 900_000), False),
        (Town("Córdova", "AR", 900_000, kind="admin1"), False),
        (Town("Rosario", "AR", 900_000, alternates=("Córdova",)), False),
    ],
)
def test_a_translated_name_with_a_larger_namesake_is_looked_at(
    tmp_path: Path, namesake: Town, looked_at: bool
) -> None:
    """Three times larger, elsewhere, a city that owns the name."""
    town = Town("Córdova", "ES", 300_000, also=(("en", "Cordowe"),))

    match = ask(tmp_path, [town, namesake], "Cordowe")

    assert place(match) == (None if looked_at else 1)
    assert place(ask(tmp_path, [town, namesake], "Cordowe", country="ES")) == 1


@pytest.mark.parametrize(
    ("town", "name", "context", "taken"),
    [
        (Town("Plaisir", size=150_000), "Plaisir", {}, True),
        (Town("Plaisir", size=149_999), "Plaisir", {}, False),
        (Town("Plaisir", size=9_000, spellings=60), "Plaisir", {}, True),
        (Town("Zwolle", size=250_000, alternates=("Plaisir",)), "Plaisir", {}, False),
        (Town("Plaisir", size=9_000, is_capital=True), "Plaisir", {}, True),
        (Town("Plaisir", size=9_000), "Plaisir", {"country": "DE"}, True),
        (Town("Plaisir", size=9_000), "Plaisir", {"heading": "Europe"}, True),
        (Town("Plaisir", size=9_000), "Plaisir", {"siblings": ("Xyzzy",)}, True),
        (Town("Plaisir", size=9_000, region="Land"), "Plaisir", {"region": "Land"}, True),
        (Town("Plaisir", size=9_000), "Plaisir", {"beside": ("Xyzzy",)}, False),
        (Town("Plaisir", size=9_000), "Plaisir", {"beside": ("Xyzzy", "Plugh")}, True),
        (Town("Grand Plaisir", size=9_000), "Grand Plaisir", {}, True),
        (Town("Arden", size=9_000), "Arden", {}, True),
        (Town("West Grandia", size=9_000), "Grandiaouest", {}, True),
    ],
)
def test_a_common_word_is_a_town_where_something_speaks_for_it(
    tmp_path: Path, town: Town, name: str, context: dict[str, Any], taken: bool
) -> None:
    """Its size, its fame, its country, or a list of names beside it."""
    land = Town("Land", kind="admin1")
    match = ask(
        tmp_path, [town, land], name, common=("grand", "plaisir", "grandiaouest"), **context
    )

    assert place(match) == (1 if taken else None)


@pytest.mark.parametrize(
    ("neighbours", "taken"),
    [
        ({"FR": 4}, 2),
        ({"FR": 3}, None),
        ({}, 1),
    ],
)
def test_four_neighbours_outweigh_four_hundred_times_the_people(
    tmp_path: Path, neighbours: dict[str, int], taken: int | None
) -> None:
    """What all the others of a list agree on may overrule the size of a town."""
    towns = [Town("Arden", "DE", 8_000_000), Town("Arden", "FR", 40_000)]
    names = []
    for country, count in neighbours.items():
        names += [f"{country}ville{letter}" for letter in "abcdefghij"[:count]]
        towns += [Town(f"{country}ville{letter}", country) for letter in "abcdefghij"[:count]]

    assert place(ask(tmp_path, towns, "Arden", beside=tuple(names))) == taken


@pytest.mark.parametrize(("size", "taken"), [(625_000, 2), (624_000, None)])
def test_accents_that_agree_count_twice(tmp_path: Path, size: int, taken: int | None) -> None:
    """What is "Chitá" is the Spanish for a town of Russia, and no way to write one of Japan."""
    towns = [Town("Chita", "JP", 100_000), Town("Tschita", "RU", size, (("es", "Chitá"),))]

    assert place(ask(tmp_path, towns, "Chitá", language="es")) == taken
    assert place(ask(tmp_path, towns, "Chita", language="es")) is None
    own = [replace(towns[0], name="Chitá", size=250_000), Town("Chita", "RU", 100_000)]
    assert place(ask(tmp_path, own, "Chitá")) == 1
    assert place(ask(tmp_path, own, "Chita")) is None


@pytest.mark.parametrize(
    ("alternate", "found"), [("Arde", True), ("Ard", False)], ids=["four letters", "three"]
)
def test_short_alternates_are_not_believed(tmp_path: Path, alternate: str, found: bool) -> None:
    """Three letters are a code or a syllable, unless they are a town's own name."""
    towns = [Town("Zwolle", alternates=(alternate,))]

    assert (place(ask(tmp_path, towns, alternate)) == 1) is found
    assert place(ask(tmp_path, [Town(alternate)], alternate)) == 1


@pytest.mark.parametrize(
    ("towns", "name", "found"),
    [
        ([Town("Greater Arden", kind="admin1"), Town("Arden", region="Greater Arden")], None, 2),
        ([Town("Greater Arden", kind="admin1"), Town("Arden", "FR")], None, 1),
        ([Town("Greater Arden", kind="admin1"), Town("Zwolle", alternates=("Arden",))], None, 1),
        ([Town("Greater Arden", kind="admin1")], None, 1),
        ([Town("Greater Arden"), Town("Arden")], None, 1),
        ([Town("Zwolle", alternates=("Greater Arden",)), Town("Arden")], None, 2),
        (
            [Town("Zwolle", alternates=("Greater Arden",)), Town("Exe", alternates=("Arden",))],
            None,
            1,
        ),
        ([Town("Arden", kind="admin1"), Town("Bexley")], "Arden, Germany", 1),
    ],
)
def test_a_whole_name_or_what_is_left_of_it(
    tmp_path: Path, towns: list[Town], name: str | None, found: int
) -> None:
    """Greater Arden is the city and its suburbs where the city lies in the region of that name.

    Of two old alternates the whole name counts, but a town's own name goes before it.
    """
    match = ask(tmp_path, towns, name or "Greater Arden", countries={"Germany": "DE"})

    assert match.place is not None
    assert match.place.geonameid == found
