"""Gazetteers of a few invented towns, whose sizes and names a test chooses."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossfoot.model import Language, Match
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import (
    ALTERNATE,
    CANONICAL,
    FORMAT,
    TAGS,
    Gazetteer,
    word_hash,
)
from crossfoot.normalizers.places.gazetteer_build import SCHEMA, steps_of
from crossfoot.normalizers.places.keys import squash, trigrams

UNTOLD = (None, None)


@dataclass(frozen=True)
class Town:
    """A town, or a first-level region where ``kind`` says so.

    Args:
        size: Inhabitants.
        also: Names in a language, by its code.
        alternates: Names in no particular language.
        region: Name of the region it lies in, "" for none.
        at: Latitude and longitude.
        is_small: Whether it is looked up inside its country only.
    """

    name: str
    country: str = "DE"
    size: int = 500_000
    also: tuple[tuple[str, str], ...] = ()
    alternates: tuple[str, ...] = ()
    spellings: int = 10
    is_capital: bool = False
    region: str = ""
    at: tuple[float | None, float | None] = UNTOLD
    kind: str = "city"
    is_small: bool = False

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield all names with the tags of the gazetteer."""
        yield self.name, CANONICAL
        yield from ((name, TAGS[language]) for language, name in self.also)
        yield from ((name, ALTERNATE) for name in self.alternates)


def make_atlas(
    folder: Path,
    towns: Sequence[Town],
    *,
    countries: Mapping[str, str] | None = None,
    common: Sequence[str] = (),
    given: Sequence[str] = (),
) -> Gazetteer:
    """Return a gazetteer of some towns, whose ids are their places in the list, from 1.

    Args:
        folder: Where its file may stand.
        towns: Towns and regions.
        countries: Codes by English names.
        common: Words of the dictionary.
        given: Given names.
    """
    path = folder / "atlas.sqlite"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        database.execute("INSERT INTO meta VALUES ('format', ?)", (str(FORMAT),))
        _write_towns(database, towns)
        _write_index(database, towns)
        hashes = array("I", sorted(word_hash(squash(word)) for word in common))
        database.execute("INSERT INTO words VALUES (?)", (hashes.tobytes(),))
        hashes = array("I", sorted(word_hash(squash(name)) for name in given))
        database.execute("INSERT INTO given_names VALUES (?)", (hashes.tobytes(),))
        rows = [(squash(name), code, TAGS["en"]) for name, code in (countries or {}).items()]
        database.executemany("INSERT INTO countries VALUES (?, ?, ?)", rows)
    database.close()
    return Gazetteer(path)


def _write_towns(database: sqlite3.Connection, towns: Sequence[Town]) -> None:
    regions = {town.name: at for at, town in enumerate(towns, start=1) if town.kind == "admin1"}
    names: dict[tuple[str, int], int] = defaultdict(int)
    for at, town in enumerate(towns, start=1):
        if town.is_small:
            _write_small(database, at, town, regions.get(town.region))
            continue
        also = dict(town.also)
        row = (
            *(at, town.name, also.get("fr"), also.get("en"), also.get("es"), town.kind),
            *(town.country, regions.get(town.region), *town.at, town.size, "UTC", town.size),
            *(town.spellings, town.is_capital),
        )
        database.execute(f"INSERT INTO places VALUES ({', '.join('?' * len(row))})", row)
        for name, tag in town.names():
            names[squash(name), at] |= tag
    database.executemany(
        "INSERT INTO names VALUES (?, ?, ?)", [(key, at, tags) for (key, at), tags in names.items()]
    )


def _write_small(database: sqlite3.Connection, at: int, town: Town, region: int | None) -> None:
    kind = None if town.kind == "city" else town.kind
    row = (at, town.name, kind, town.country, region, None, None, town.size, None)
    database.execute(f"INSERT INTO small_places VALUES ({', '.join('?' * len(row))})", row)
    for name, tag in town.names():
        names = (town.country, squash(name), at, tag)
        database.execute("INSERT INTO small_names VALUES (?, ?, ?, ?)", names)


def _write_index(database: sqlite3.Connection, towns: Sequence[Town]) -> None:
    keys = sorted({squash(name) for town in towns for name, _ in town.names()})
    database.execute("INSERT INTO fuzzy VALUES (?)", (" ".join(keys),))
    postings: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for gram in trigrams(key):
            postings[gram].append(number)
    database.executemany(
        "INSERT INTO grams VALUES (?, ?)",
        [(gram, steps_of(numbers)) for gram, numbers in postings.items()],
    )


def ask(
    folder: Path,
    towns: list[Town],
    name: str,
    *,
    beside: tuple[str, ...] = (),
    joint: bool = True,
    common: tuple[str, ...] = (),
    countries: dict[str, str] | None = None,
    language: Language = "en",
    **context: object,
) -> Match:
    """Match a name, and others of its list, where these are the places of the world."""
    gazetteer = make_atlas(folder, towns, countries=countries, common=common)
    query = NameQuery(name, language, **context)  # type: ignore[arg-type]
    others = [NameQuery(one, language) for one in beside]
    return match_names([query, *others], gazetteer, joint=joint)[0]


def place(match: Match) -> int | None:
    """Return the id of what a name is taken for unseen."""
    return match.place.geonameid if match.status == "matched" and match.place else None
