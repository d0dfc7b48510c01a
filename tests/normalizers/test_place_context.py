"""What stands around a name, on both sides of where it decides: lists, headings, regions, lands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.normalizers.atlas import Town, ask, place

GERMAN = Town("Arden", "DE", 1_000_000)


@pytest.mark.parametrize(
    ("countries", "size", "taken"),
    [
        (("FR",), 11_700, 1),
        (("FR",), 11_800, None),
        (("FR",), 294_000, None),
        (("FR",), 294_200, 2),
        (("FR", "FR"), 38_700, None),
        (("FR", "FR"), 38_800, 2),
        (("FR", "ES", "IT"), 46_900, 1),
        (("FR", "ES", "IT"), 47_000, None),
        (("FR", "ES", "IT"), 1_174_000, None),
        (("FR", "ES", "IT"), 1_174_500, 2),
        (("FR", "FR", "FR", "FR"), 5_000, 2),
        (("FR", "FR", "FR", "FR"), 4_800, None),
    ],
)
def test_what_neighbours_weigh(
    tmp_path: Path, countries: tuple[str, ...], size: int, taken: int | None
) -> None:
    """One that agrees outweighs 17 times the people, four 1,000 times; a mixed list hardly any."""
    names = tuple(f"Bexley {'abcd'[at] * 3}" for at in range(len(countries)))
    towns = [Town(name, country) for name, country in zip(names, countries, strict=True)]

    match = ask(tmp_path, [GERMAN, Town("Arden", "FR", size), *towns], "Arden", beside=names)

    assert place(match) == taken
    assert place(ask(tmp_path, [GERMAN, Town("Arden", "FR", 5_000)], "Arden", beside=names)) == 1


@pytest.mark.parametrize(("french", "taken"), [(800_000, 2), (799_000, 1)])
def test_a_neighbour_speaks_when_it_is_sure_itself(tmp_path: Path, french: int, taken: int) -> None:
    """Four fifths of what its name may mean must lie in one country."""
    towns = [
        *(GERMAN, Town("Arden", "FR", 294_200 if taken == 2 else 5_000)),
        *(Town("Bexley", "FR", french), Town("Bexley", "ES", 1_000_000 - french)),
    ]

    assert place(ask(tmp_path, towns, "Arden", beside=("Bexley",))) == taken


def test_names_that_others_make_sure_speak_as_well(tmp_path: Path) -> None:
    """Votes are counted twice: two sure names decide a third, and the three a fourth."""
    towns = [
        *(Town("Arden", "DE", 8_000_000), Town("Arden", "FR", 40_000)),
        *(Town("Bexley", "DE", 300_000), Town("Bexley", "FR", 700_000)),
        *(Town("Cobham", "FR"), Town("Dunmow", "FR"), Town("Eltham", "FR")),
    ]
    names = ("Bexley", "Cobham", "Dunmow", "Eltham")

    assert place(ask(tmp_path, towns, "Arden", beside=names)) == 2
    assert place(ask(tmp_path, towns, "Arden", beside=names, joint=False)) == 1
    assert place(ask(tmp_path, towns, "Arden", joint=False, siblings=names)) == 2
    assert place(ask(tmp_path, towns, "Arden", beside=names[1:])) is None


def test_names_nobody_knows_say_nothing(tmp_path: Path) -> None:
    """A list without a sure name leaves each name as it is."""
    towns = [GERMAN, Town("Arden", "FR", 200_000)]

    assert place(ask(tmp_path, towns, "Arden", beside=("Xyzzy", "Plugh"))) == 1


@pytest.mark.parametrize(
    ("sure", "possible", "taken"), [(100_000, 1_000_000, 1), (99_000, 1_000_000, None)]
)
def test_a_country_that_only_some_put_there_weighs_a_fiftieth(
    tmp_path: Path, sure: int, possible: int, taken: int | None
) -> None:
    """Under "Latin America" Mexico is possible: it needs fifty times the people."""
    towns = [Town("Arden", "BR", sure), Town("Arden", "MX", possible), Town("Arden", "DE")]

    match = ask(tmp_path, towns, "Arden", heading="Latin America")

    assert place(match) == taken


def test_a_heading_rules_other_parts_of_the_world_out(tmp_path: Path) -> None:
    """Nothing in the part of the world it names is no match, unless a country is known."""
    towns = [Town("Arden", "DE"), Town("Arden", "BR", 400)]
    lands = {"Germany": "DE"}

    assert place(ask(tmp_path, towns, "Arden", heading="Africa")) is None
    assert place(ask(tmp_path, towns, "Arden", heading="Latin America")) == 2
    assert place(ask(tmp_path, towns, "Arden", heading="Africa", country="DE")) == 1
    assert place(ask(tmp_path, towns, "Arden", heading="Germany", countries=lands)) == 1
    assert place(ask(tmp_path, towns[1:], "Arden", heading="Germany", countries=lands)) is None
    assert place(ask(tmp_path, towns[1:], "Arden", heading="Members")) == 1


@pytest.mark.parametrize(
    ("country", "taken"), [("DE", 1), ("BR", 2), ("Brazil", 2), ("Br", 1), ("BRA", 1), ("FR", None)]
)
def test_a_country_is_a_code_or_a_name(tmp_path: Path, country: str, taken: int | None) -> None:
    """Two capitals are a code; other texts are looked up, and unknown ones say nothing."""
    towns = [Town("Arden", "DE"), Town("Arden", "BR", 4_000)]

    match = ask(tmp_path, towns, "Arden", country=country, countries={"Brazil": "BR"})

    assert place(match) == taken


REGIONS = [
    Town("Norland", "DE", 900_000, kind="admin1"),
    Town("Sudland", "DE", 900_000, kind="admin1"),
]


@pytest.mark.parametrize(
    ("name", "context", "taken"),
    [
        ("Arden", {}, None),
        ("Arden", {"region": "Sudland"}, 4),
        ("Arden", {"region": "Norland"}, 3),
        ("Arden (Sudland)", {}, 4),
        ("Arden, Norland", {}, 3),
        ("Arden, Xyzzy", {"country": "DE"}, None),
        ("Arden, Germany", {}, None),
        ("Arden, Brazil", {}, 5),
        ("Arden, Brazil", {"country": "DE"}, 5),
    ],
)
def test_what_stands_beside_a_name_says_where(
    tmp_path: Path, name: str, context: dict[str, Any], taken: int | None
) -> None:
    """A region or a country beside a name goes before what the row says; other words are doubts."""
    towns = [
        *REGIONS,
        *(
            Town("Arden", size=300_000, region="Norland"),
            Town("Arden", size=299_000, region="Sudland"),
        ),
        Town("Arden", "BR", 4_000),
    ]
    lands = {"Germany": "DE", "Brazil": "BR"}

    assert place(ask(tmp_path, towns, name, countries=lands, **context)) == taken


def test_a_region_without_such_a_town_is_not_believed(tmp_path: Path) -> None:
    """Where no town of the name lies in the region, all of them stay."""
    towns = [*REGIONS, Town("Arden", region="Norland")]

    assert place(ask(tmp_path, towns, "Arden", region="Sudland")) == 3


@pytest.mark.parametrize(
    ("city", "name", "context", "taken"),
    [
        (Town("Arden", size=90_000, region="Arden"), "Arden", {}, 2),
        (Town("Arden", size=89_999, region="Arden", spellings=999), "Arden", {}, 2),
        (Town("Arden", size=10_000, region="Arden"), "Province of Arden", {}, 1),
        (Town("Arden", size=300_000, region="Arden"), "Arden", {"kind": "admin1"}, 1),
        (Town("Arden", "FR", size=1_000), "Arden", {}, None),
        (Town("Zwolle", size=90_000, region="Arden", alternates=("Arden",)), "Arden", {}, 2),
        (Town("Zwolle", size=89_999, region="Arden", alternates=("Arden",)), "Arden", {}, None),
    ],
)
def test_a_name_of_a_region_and_of_its_city(
    tmp_path: Path, city: Town, name: str, context: dict[str, Any], taken: int | None
) -> None:
    """The city is meant where it has a tenth of the region's people; "Province of" asks for it."""
    towns = [Town("Arden", "DE", 900_000, kind="admin1"), replace(city, region=city.region)]

    assert place(ask(tmp_path, towns, name, **context)) == taken


@pytest.mark.parametrize(
    ("region", "taken"), [(12_500_000, 2), (13_000_000, None)], ids=["a fiftieth", "more"]
)
def test_a_region_elsewhere_weighs_a_fiftieth_of_a_city(
    tmp_path: Path, region: int, taken: int | None
) -> None:
    """Beside a city of its name a region must have fifty times the people to count."""
    towns = [Town("Arden", "FR", region, kind="admin1"), Town("Arden", "DE", 1_250_000)]

    assert place(ask(tmp_path, towns, "Arden")) == taken


@pytest.mark.parametrize(
    ("context", "taken"),
    [
        ({}, None),
        ({"beside": ("Bexley", "Cobham")}, 1),
        ({"beside": ("Bexley", "Xyzzy")}, None),
        ({"siblings": ("Bexley",)}, 1),
        ({"country": "DE"}, 1),
        ({"heading": "Europe"}, 1),
        ({"kind": "admin1"}, 1),
    ],
)
def test_a_region_is_meant_where_something_says_so(
    tmp_path: Path, context: dict[str, Any], taken: int | None
) -> None:
    """Its country, a heading, a column of regions, or two other places beside it."""
    towns = [Town("Norland", kind="admin1"), Town("Bexley"), Town("Cobham")]

    assert place(ask(tmp_path, towns, "Norland", **context)) == taken


def test_a_suburb_that_shares_the_name_is_part_of_the_city(tmp_path: Path) -> None:
    """There is a New Delhi inside Delhi, which many call New Delhi."""
    city = Town("Arden", "DE", 300_000, at=(50.0, 8.0))
    suburb = Town("Zwolle", "DE", 300_000, also=(("en", "Arden"),), at=(50.0, 8.34))
    for near, taken in (
        (suburb, 1),
        (replace(suburb, at=(50.2247, 8.0)), 1),
        (replace(suburb, at=(50.2249, 8.0)), None),
        (replace(suburb, at=(50.0, 8.36)), None),
        (replace(suburb, at=(None, 8.0)), None),
        (replace(suburb, at=(50.0, None)), None),
        (replace(suburb, country="FR"), None),
        (replace(suburb, name="Arden"), None),
    ):
        assert place(ask(tmp_path, [city, near], "Arden")) == taken, near


@pytest.mark.parametrize(("between", "runner_up"), [(4, 2), (5, 7)])
def test_a_suburb_is_looked_for_among_the_first_six(
    tmp_path: Path, between: int, runner_up: int
) -> None:
    """Behind five towns of the name it is part of the city still, behind six nobody asks."""
    towns = [
        Town("Arden", "DE", 300_000, at=(50.0, 8.0)),
        *(Town("Arden", f"X{at}", 49_000 - at) for at in range(between)),
        Town("Zwolle", "DE", 100_000, also=(("en", "Arden"),), spellings=999, at=(50.0, 8.1)),
    ]

    match = ask(tmp_path, towns, "Arden")

    assert match.runner_up is not None
    assert match.runner_up.geonameid == runner_up


LANDS = {"Arden": "DE", "Bexley": "FR", "Cobham": "ES"}


@pytest.mark.parametrize(
    ("towns", "context", "taken"),
    [
        ([Town("Arden", "DE", 5_000)], {}, 1),
        ([Town("Arden", "FR", 99_999)], {}, None),
        ([Town("Arden", "FR", 100_000)], {}, 1),
        ([Town("Arden", "FR", 100_000)], {"joint": False}, None),
        ([Town("Arden", "FR", 100_000)], {"country": "FR"}, 1),
        ([Town("Arden", "FR", 100_000)], {"heading": "Europe"}, 1),
        ([Town("Arden", "FR", 100_000)], {"beside": ("Zz",)}, 1),
        ([Town("Zwolle", "FR", 900_000, also=(("en", "Arden"),))], {"country": "FR"}, None),
        ([Town("Arden", "DE", 5_000, kind="admin1")], {}, None),
        ([Town("Zwolle", "DE", 900_000, alternates=("Arden",))], {}, None),
        ([Town("Arden", "DE", 900_000)], {"beside": ("Bexley", "Cobham")}, None),
        ([Town("Arden", "DE", 900_000)], {"beside": ("Bexley", "Zz")}, 1),
        ([Town("Arden", "DE", 900_000)], {"beside": ("Bexley", "Cobham", "Zz")}, 1),
        ([Town("Arden", "DE", 900_000)], {"beside": ("Total", "Sum")}, 1),
    ],
)
def test_a_city_that_has_the_name_of_a_country(
    tmp_path: Path, towns: list[Town], context: dict[str, Any], taken: int | None
) -> None:
    """The country's own city, or a large one elsewhere that something speaks for.

    Where most names beside it are countries, it is one too.
    """
    assert place(ask(tmp_path, towns, "Arden", countries=LANDS, **context)) == taken
