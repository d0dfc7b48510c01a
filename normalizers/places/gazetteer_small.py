"""Write the small places of a gazetteer: those that are looked up inside one country only.

In go the records of `normalizers.places.gazetteer_communes` and what the gazetteer already has;
out come the tables `small_places` and `small_names`, and the tables of given names and of codes of
regions.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.normalizers.places import gazetteer_communes as sources
from crossfoot.normalizers.places.gazetteer import ALTERNATE, CANONICAL, DEGREE, word_hash
from crossfoot.normalizers.places.keys import is_latin, squash

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from crossfoot.normalizers.places.gazetteer_sources import Region, Town

SCHEMA = """
CREATE TABLE small_places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, country TEXT NOT NULL,
    region INTEGER, latitude INTEGER, longitude INTEGER, population INTEGER, zone INTEGER
) STRICT;
CREATE TABLE small_names (
    country TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, tags INTEGER NOT NULL,
    PRIMARY KEY (country, key, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE zones (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE given_names (hashes BLOB NOT NULL) STRICT;
CREATE TABLE region_codes (
    country TEXT NOT NULL, code TEXT NOT NULL, region INTEGER NOT NULL, PRIMARY KEY (country, code)
) STRICT, WITHOUT ROWID;
"""

MIN_ALTERNATE = 4
FEW_DISTRICTS = 150
"""Districts of a country with no more of them are départements and provinces."""

LARGE_DISTRICT, SMALL_DISTRICT = 100_000, 3_000
"""What a district weighs beside towns of its name, in people."""


@dataclass(slots=True)
class Small:
    """What will be written.

    Attributes:
        rows: Of `small_places`, by id, without the zone.
        names: Tags by (country, squash key, place).
    """

    towns: dict[int, Town] = field(default_factory=dict)
    districts: dict[int, sources.District] = field(default_factory=dict)
    names: dict[tuple[str, str, int], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, country: str, place: int, tag: int) -> None:
        """Note that a place has a name."""
        key = squash(name)
        if key and (tag != ALTERNATE or len(key) >= MIN_ALTERNATE):
            self.names[country, key, place] |= tag


def gather_small(towns: Mapping[int, Town], regions: Mapping[int, Region], npm: Path) -> Small:
    """Read what is not among the towns and regions that the gazetteer already has.

    Args:
        towns: By id.
        regions: By id.
        npm: Folder that holds the npm packages, mostly "node_modules".
    """
    small = Small()
    small.towns = {town.geonameid: town for town in sources.read_small_towns(towns)}
    listed = _listed((*towns.values(), *small.towns.values()))
    for commune in _communes(npm):
        names = (commune.name, *commune.alternates)
        if not any((commune.country, commune.region, squash(name)) in listed for name in names):
            small.towns[commune.geonameid] = commune
    for town in small.towns.values():
        small.add(town.name, town.country, town.geonameid, CANONICAL)
        if town.country in sources.EVERYWHERE:
            for name in _alternates(town):
                small.add(name, town.country, town.geonameid, ALTERNATE)
    taken = {(region.code, squash(region.name)) for region in regions.values()}
    for district in sources.read_districts():
        if (district.region, squash(district.name)) not in taken:
            small.districts[district.geonameid] = district
            small.add(district.name, district.country, district.geonameid, CANONICAL)
            if district.country in sources.EVERYWHERE:
                for name in filter(is_latin, district.spellings):
                    small.add(name, district.country, district.geonameid, ALTERNATE)
    return small


def _communes(npm: Path) -> Iterator[Town]:
    yield from sources.read_french_communes(npm)
    yield from sources.read_spanish_municipios(npm)
    yield from sources.read_belgian_communes()
    yield from sources.read_american_towns(npm)


def _listed(towns: Iterable[Town]) -> set[tuple[str, str, str]]:
    """Return (country, region code, key) of all names of the towns of listed countries."""
    return {
        (town.country, town.region, squash(name))
        for town in towns
        if town.country in ("FR", "ES", "BE", "US")
        for name in (town.name, *town.alternates)
    } | {
        (town.country, "", squash(name))
        for town in towns
        if town.country in sources.OVERSEAS
        for name in (town.name, *town.alternates)
    }


def _alternates(town: Town) -> Iterator[str]:
    """Yield a town's Latin spellings that are no machine transliterations."""
    for spelling in town.alternates:
        if not spelling.islower() and is_latin(spelling):
            yield spelling.split("[")[0]


def write_small(database: sqlite3.Connection, small: Small, regions: Mapping[int, Region]) -> None:
    """Write the small places, the given names and the codes of regions, in a fixed order."""
    by_code = {region.code: region.geonameid for region in regions.values()}
    zones = sorted({town.timezone for town in small.towns.values()} - {""})
    database.executemany("INSERT INTO zones VALUES (?, ?)", enumerate(zones))
    numbers = {zone: number for number, zone in enumerate(zones)}
    rows = sorted([*_town_rows(small, by_code, numbers), *_district_rows(small, by_code)])
    database.executemany("INSERT INTO small_places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    names = sorted((*name, tags) for name, tags in small.names.items())
    database.executemany("INSERT INTO small_names VALUES (?, ?, ?, ?)", names)
    given = array("I", sorted({word_hash(squash(name)) for name in sources.read_given_names()}))
    database.execute("INSERT INTO given_names VALUES (?)", (given.tobytes(),))
    codes = sorted(set(sources.read_region_codes()))
    database.executemany("INSERT INTO region_codes VALUES (?, ?, ?)", codes)


def _town_rows(
    small: Small, by_code: Mapping[str, int], zones: Mapping[str, int]
) -> Iterator[tuple[object, ...]]:
    for town in small.towns.values():
        yield (
            *(town.geonameid, town.name, None, town.country),  # most are cities: not written
            by_code.get(f"{town.country}.{town.region}"),
            *(_scaled(town.latitude), _scaled(town.longitude)),
            *(town.population or None, zones.get(town.timezone)),
        )


def _district_rows(small: Small, by_code: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    counts = Counter(district.country for district in small.districts.values())
    for one in small.districts.values():
        size = LARGE_DISTRICT if counts[one.country] <= FEW_DISTRICTS else SMALL_DISTRICT
        region = by_code.get(one.region)
        yield (one.geonameid, one.name, "admin2", one.country, region, None, None, size, None)


def _scaled(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * DEGREE)
