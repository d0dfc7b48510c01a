"""Towns on both sides of what decides between them, in gazetteers of a few invented places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

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
    tmp_path: Path, size: int, context: dict[str, object], taken: bool
) -> None:
    """Where the country is known, by a column or since both lie in it and others stand beside."""
    towns = [Town("Arden", "DE", size), SMALL, Town("Bexley", "DE")]

    assert place(ask(tmp_path, towns, "Arden", **context)) == (1 if taken else None)  # type: ignore[arg-type]


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
    tmp_path: Path, context: dict[str, object], taken: bool
) -> None:
    """Beside two other names, under a heading or in its country a town need not be the famous."""
    famous = Town("Arden", "DE", 25_000, spellings=54)

    assert place(ask(tmp_path, [LARGE, famous], "Arden", **context)) == (1 if taken else None)  # type: ignore[arg-type]


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
        (Town("Plaisir", size=9_000), "Plaisir", {"beside": ("Xyzzy",)}, False),
        (Town("Plaisir", size=9_000), "Plaisir", {"beside": ("Xyzzy", "Plugh")}, True),
        (Town("Grand Plaisir", size=9_000), "Grand Plaisir", {}, True),
        (Town("Arden", size=9_000), "Arden", {}, True),
        (Town("West Grandia", size=9_000), "Grandiaouest", {}, True),
    ],
)
def test_a_common_word_is_a_town_where_something_speaks_for_it(
    tmp_path: Path, town: Town, name: str, context: dict[str, object], taken: bool
) -> None:
    """Its size, its fame, its country, or a list of names beside it."""
    match = ask(tmp_path, [town], name, common=("grand", "plaisir", "grandiaouest"), **context)  # type: ignore[arg-type]

    assert place(match) == (1 if taken else None)


@pytest.mark.parametrize(
    ("name", "town", "found", "taken"),
    [
        ("Montargo", Town("Montaigo", size=100_000), True, True),
        ("Montargo", Town("Montaigo", size=99_999), True, False),
        ("Montargo", Town("Montaigo", size=9_000, spellings=60), True, True),
        ("Montargo", Town("Montaigo", size=30_000), True, False),
        ("Montargo", Town("Montaigo", size=29_999), False, False),
        ("Montarg", Town("Montaug", size=30_000), True, False),
        ("Montar", Town("Montur", size=30_000), False, False),
        ("Montar", Town("Montur", size=300_000), True, True),
        ("Montar", Town("Montur", size=299_999), False, False),
        ("Montar", Town("Montargo", size=900_000), False, False),
        ("Monta", Town("Montu", size=300_000), True, True),
        ("Mont", Town("Munt", size=900_000), False, False),
        ("Montargo", Town("Montaigo", size=900_000, kind="admin1"), False, False),
        ("Montargo", Town("Zwolle", size=190_000, alternates=("Montaigo",)), False, False),
        ("Montargo", Town("Mantaigo", size=900_000), True, True),
        ("Montargos", Town("Mantaigos", size=900_000), True, True),
        ("Bontargos", Town("Montaigos", size=900_000), False, False),
        ("Bontargost", Town("Montaigost", size=900_000), True, True),
        ("Montarg", Town("Mantaug", size=900_000), False, False),
        ("Montarg", Town("Mantaugo", size=900_000), False, False),
        ("Montargo", Town("Mantoigo", size=900_000), False, False),
        ("Montarg", Town("Mantargo", size=900_000), True, True),
    ],
)
def test_how_far_a_misspelt_name_may_be_off(
    tmp_path: Path, name: str, town: Town, found: bool, taken: bool
) -> None:
    """One letter from five letters on, two from eight on (then they begin alike, or have ten).

    Only towns large enough to be meant are found, and smaller ones are looked at.
    """
    match = ask(tmp_path, [town], name)

    assert (match.place is not None, place(match) == 1) == (found, taken)


@pytest.mark.parametrize(
    ("name", "town", "found"),
    [
        ("8ruxe", Town("Bruxe", size=30_000), True),
        ("8ruxe", Town("Bruxe", size=29_999), False),
        ("8rux", Town("Brux", size=300_000), True),
        ("8rux", Town("Brux", size=299_999), False),
        ("8ru", Town("Bru", size=900_000), False),
        ("Bomnako", Town("Bornnako", size=30_000), True),
        ("8ruxe", Town("Zwolle", size=900_000, alternates=("Bruxe",)), False),
    ],
)
def test_letters_that_scans_confuse(tmp_path: Path, name: str, town: Town, found: bool) -> None:
    """From four letters on for large cities, from five on for towns of 30,000."""
    match = ask(tmp_path, [town], name)

    assert match.place is None or match.method == "ocr"
    assert (place(match) == 1) == found


def test_a_large_city_that_a_scan_confused_ends_the_search(tmp_path: Path) -> None:
    """Of a city of 300,000 no other spelling is tried; a smaller one has rivals a letter off."""
    for size, rival in ((300_000, False), (299_999, True)):
        towns = [Town("Barnako", size=size), Town("Darnako", "FR", size=6_000_000)]
        match = ask(tmp_path, towns, "8arnako")

        assert match.place is not None
        assert match.place.geonameid == (2 if rival else 1)


@pytest.mark.parametrize(
    ("towns", "name", "context", "score", "method"),
    [
        ([Town("Arden")], "Arden", {}, 1.0, "exact"),
        ([Town("Zwolle", also=(("fr", "Arden"),))], "Arden", {}, 0.95, "folded"),
        ([Town("Montaigo")], "Montargo", {}, 0.82, "fuzzy"),
        ([Town("Mantaigo")], "Montargo", {}, 0.74, "fuzzy"),
        ([Town("Bruxe")], "8ruxe", {}, 0.85, "ocr"),
        ([LARGE, SMALL], "Arden", {}, 0.98, "exact"),
        ([LARGE, replace(SMALL, size=250_000)], "Arden", {}, 0.59, "exact"),
        ([LARGE, SMALL], "City of Arden", {}, 0.93, "exact"),
        ([LARGE, SMALL], "Arden", {"country": "FR"}, 1.0, "exact"),
        ([LARGE, SMALL], "Arden", {"heading": "Europe"}, 0.98, "context"),
        ([LARGE, SMALL], "Arden", {"siblings": ("Zz",)}, 0.98, "context"),
        (
            [Town("Le Havre", also=(("fr", "Le Havre"),))],
            "Havre",
            {"language": "fr"},
            0.59,
            "exact",
        ),
    ],
)
def test_how_sure_a_match_is(
    tmp_path: Path,
    towns: list[Town],
    name: str,
    context: dict[str, object],
    score: float,
    method: str,
) -> None:
    """Less for a translation, a misread or a wrong letter, for each liberty and a near rival."""
    match = ask(tmp_path, towns, name, **context)  # type: ignore[arg-type]

    assert (match.score, match.method) == (score, method)


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


@pytest.mark.parametrize(
    ("towns", "name", "reason"),
    [
        ([Town("Arden")], "Arden", "Arden (DE): the name as the gazetteer has it."),
        ([Town("Montaigo")], "Montargo", "Montaigo (DE): a misspelling, 1 letter off."),
        ([Town("Mantaigo")], "Montargo", "Mantaigo (DE): a misspelling, 2 letters off."),
        ([Town("Bruxe")], "8ruxe", "Bruxe (DE): letters that scans confuse."),
        (
            [LARGE, SMALL],
            "City of Arden",
            "Arden (FR): the name as the gazetteer has it, read as a city name;"
            " next would be Arden (DE).",
        ),
    ],
)
def test_the_sentence_that_says_why(
    tmp_path: Path, towns: list[Town], name: str, reason: str
) -> None:
    """The place, how its name was read, and which would be next."""
    assert ask(tmp_path, towns, name).reason == reason


@pytest.mark.parametrize(
    ("town", "name", "context", "kind"),
    [
        (Town("Arden"), "Arden", {}, "city"),
        (Town("Arden"), "Greater Arden", {}, "metro"),
        (Town("Arden"), "Arden", {"kind": "admin1"}, "city"),
        (Town("Arden", kind="admin1"), "Arden", {}, "admin1"),
        (Town("Arden", kind="admin1"), "City of Arden", {}, "city"),
        (Town("Arden"), "Arden – UNDP", {}, "institution"),
    ],
)
def test_what_kind_of_place_is_meant(
    tmp_path: Path, town: Town, name: str, context: dict[str, object], kind: str
) -> None:
    """What the name calls itself; a column of regions makes no region of a city."""
    assert ask(tmp_path, [town], name, **context).kind == kind  # type: ignore[arg-type]
