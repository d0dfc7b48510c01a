"""Compile the gazetteer: one small SQLite file with places, their names and a trigram index.

In go the records of `normalizers.places.gazetteer_sources`; out comes the file that
`normalizers.places.gazetteer` opens. The same sources give the same bytes but for the build date.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crossfoot.normalizers.places import gazetteer_communes as communes
from crossfoot.normalizers.places import gazetteer_small as smaller
from crossfoot.normalizers.places import gazetteer_sources as sources
from crossfoot.normalizers.places.gazetteer import (
    ALTERNATE,
    CANONICAL,
    DEFAULT_PATH,
    FOREIGN,
    FORMAT,
    TAGS,
    UNKNOWN_POPULATION,
    is_index_key,
    word_hash,
)
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES, is_latin, squash, trigrams

LICENCE = "CC BY 4.0"
ATTRIBUTION = "Place names, coordinates and populations: GeoNames (geonames.org), CC BY 4.0"

MIN_ALTERNATE = 4
"""Untagged alternates of two or three letters are airport codes and syllables ("Van", "Mai")."""

FUZZY_ALTERNATE_POPULATION = 200_000
"""Untagged alternates of smaller towns are not looked up with errors in them."""

SCHEMA = (
    """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE places (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, fr TEXT, en TEXT, es TEXT, kind TEXT NOT NULL,
    country TEXT NOT NULL, region INTEGER, latitude REAL, longitude REAL, population INTEGER,
    timezone TEXT, weight INTEGER NOT NULL, spellings INTEGER NOT NULL,
    capital INTEGER NOT NULL
) STRICT;
CREATE TABLE names (
    key TEXT NOT NULL, place INTEGER NOT NULL, tags INTEGER NOT NULL, PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE fuzzy (keys TEXT NOT NULL) STRICT;
CREATE TABLE words (hashes BLOB NOT NULL) STRICT;
CREATE TABLE grams (gram TEXT PRIMARY KEY, keys BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE countries (
    key TEXT NOT NULL, code TEXT NOT NULL, tags INTEGER NOT NULL, PRIMARY KEY (key, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE continents (code TEXT PRIMARY KEY, continent TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
    + smaller.SCHEMA
)

NPM_DIR = Path("node_modules")
"""Where `npm install` puts the lists of communes."""


@dataclass(slots=True)
class Draft:
    """What a build has gathered so far; it is written out once, at the end.

    Attributes:
        names: Tags by (squash key, place).
        printed: Name in a language by (place, language), for the rows of `cities`.
    """

    towns: dict[int, sources.Town] = field(default_factory=dict)
    regions: dict[int, sources.Region] = field(default_factory=dict)
    names: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    printed: dict[tuple[int, str], str] = field(default_factory=dict)

    def add(self, name: str, place: int, tag: int) -> None:
        """Note that a place has a name, once per squash key."""
        key = squash(name)
        if key:
            self.names[key, place] |= tag


def build(
    path: Path = DEFAULT_PATH,
    *,
    with_cldr: bool = True,
    locale_dir: Path | None = None,
    npm_dir: Path = NPM_DIR,
    date: dt.date | None = None,
) -> dict[str, str]:
    """Compile the gazetteer into a file, replacing it in one step.

    Args:
        path: Where to write it.
        with_cldr: Whether CLDR's exemplar cities are a source of names.
        locale_dir: Locale folder that holds Debian's libgeonames-common; where Debian puts it
            when omitted.
        npm_dir: Folder that holds the npm packages of `gazetteer_communes`.
        date: Build date to record; today when omitted.

    Returns:
        What was recorded in the file: versions, licence, counts.

    Raises:
        ImportError: A source package is not installed.
        FileNotFoundError: libgeonames-common is not under ``locale_dir``, or a list of communes
            not under ``npm_dir``.
    """
    folder = locale_dir or sources.LOCALE_DIR
    communes.require_npm(npm_dir)
    versions = sources.source_versions(with_cldr=with_cldr)
    versions |= communes.commune_versions(npm_dir)
    sources.require_debian(folder)
    draft = gather(with_cldr=with_cldr, locale_dir=folder)
    small = smaller.gather_small(draft.towns, draft.regions, npm_dir)
    meta = {
        "format": str(FORMAT),
        "built": (date or dt.datetime.now(tz=dt.UTC).date()).isoformat(),
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "places": str(len(draft.towns) + len(draft.regions)),
        "names": str(len(draft.names)),
        "small_places": str(len(small.towns) + len(small.districts)),
        "sources": ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
        + ", libgeonames-common (Debian)",
    }
    draft_path = path.with_suffix(".partial")
    draft_path.unlink(missing_ok=True)
    with sqlite3.connect(draft_path, isolation_level=None) as database:
        database.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        database.execute("BEGIN")
        write(database, draft, meta)
        smaller.write_small(database, small, draft.regions)
        database.execute("COMMIT")
        database.execute("VACUUM")
    database.close()
    os.replace(draft_path, path)  # noqa: PTH105  Path.replace follows no links, this is the same call
    return meta


def gather(*, with_cldr: bool, locale_dir: Path) -> Draft:
    """Read all sources into one draft."""
    draft = Draft()
    draft.towns = {town.geonameid: town for town in sources.read_towns()}
    draft.regions = {region.geonameid: region for region in sources.read_regions()}
    tagged = [sources.read_plaincities(), sources.read_debian(locale_dir)]
    if with_cldr:
        tagged.append(sources.read_exemplar_cities(_towns_by_zone(draft)))
    for name in itertools.chain.from_iterable(tagged):
        if name.geonameid in draft.towns or name.geonameid in draft.regions:
            draft.add(name.name, name.geonameid, TAGS.get(name.language, FOREIGN))
            draft.printed[name.geonameid, name.language] = name.name
    for town in draft.towns.values():
        draft.add(town.name, town.geonameid, CANONICAL)
        _add_alternates(draft, town.geonameid, town.alternates)
    for region in draft.regions.values():
        draft.add(region.name, region.geonameid, CANONICAL)
        _add_alternates(draft, region.geonameid, region.spellings)
    for short, geonameid in communes.KNOWN_AS.items():
        draft.names[squash(short), geonameid] |= CANONICAL
    return draft


def _add_alternates(draft: Draft, place: int, spellings: Iterable[str]) -> None:
    """Add a place's Latin spellings that are longer than codes and syllables."""
    for spelling in spellings:
        # all lower case: machine transliterations of other scripts ("niu yue", "mskw")
        if not spelling.islower() and is_latin(spelling):
            name = spelling.split("[")[0]
            if len(squash(name)) >= MIN_ALTERNATE:
                draft.add(name, place, ALTERNATE)


def _towns_by_zone(draft: Draft) -> dict[tuple[str, str], int]:
    """Return the most populous town by (time zone, squash key of its name or an alternate)."""
    found: dict[tuple[str, str], int] = {}
    for town in sorted(draft.towns.values(), key=lambda town: town.population):
        for alternate in filter(is_latin, town.alternates):
            found[town.timezone, squash(alternate)] = town.geonameid
    for town in sorted(draft.towns.values(), key=lambda town: town.population):
        found[town.timezone, squash(town.name)] = town.geonameid
    return found


def write(database: sqlite3.Connection, draft: Draft, meta: dict[str, str]) -> None:
    """Write a draft into an empty database, in a fixed order."""
    database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    database.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sorted(_place_rows(draft)),
    )
    names = sorted((key, place, tags) for (key, place), tags in draft.names.items())
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    _write_index(database, draft)
    hashes = array("I", sorted({word_hash(squash(word)) for word in sources.read_words()}))
    database.execute("INSERT INTO words VALUES (?)", (hashes.tobytes(),))
    tags: dict[tuple[str, str], int] = defaultdict(int)
    for country in sources.read_countries():
        database.execute("INSERT INTO continents VALUES (?, ?)", (country.code, country.continent))
        for language, name in country.names:
            tags[squash(name), country.code] |= TAGS[language]
    rows = sorted((key, code, bits) for (key, code), bits in tags.items())
    database.executemany("INSERT INTO countries VALUES (?, ?, ?)", rows)


def _place_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Yield the rows of `places`; a region weighs as much as its towns together."""
    by_code = {region.code: region for region in draft.regions.values()}
    weights: dict[int, int] = defaultdict(int)
    for town in draft.towns.values():
        region = by_code.get(f"{town.country}.{town.region}")
        region_id = region.geonameid if region else None
        weight = max(town.population, UNKNOWN_POPULATION)
        if region_id is not None:
            weights[region_id] += weight
        names = [draft.printed.get((town.geonameid, language)) for language in NAMED_LANGUAGES]
        yield (
            *(town.geonameid, town.name, *names, "city", town.country, region_id),
            *(town.latitude, town.longitude, town.population, town.timezone, weight),
            *(len(town.alternates), town.is_capital),
        )
    for region in draft.regions.values():
        names = [draft.printed.get((region.geonameid, language)) for language in NAMED_LANGUAGES]
        yield (
            *(region.geonameid, region.name, *names, "admin1", region.code[:2], None),
            *(None, None, None, None, weights[region.geonameid], len(region.spellings), 0),
        )


def _write_index(database: sqlite3.Connection, draft: Draft) -> None:
    """Write the trigram index over the keys worth a look-up with errors."""
    keys = sorted(
        {
            key
            for (key, place), tags in draft.names.items()
            if is_index_key(key) and _is_worth_fuzz(draft, place, tags)
        }
    )
    database.execute("INSERT INTO fuzzy VALUES (?)", (" ".join(keys),))
    postings: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for gram in trigrams(key):
            postings[gram].append(number)
    rows = ((gram, steps_of(numbers)) for gram, numbers in sorted(postings.items()))
    database.executemany("INSERT INTO grams VALUES (?, ?)", rows)


def steps_of(numbers: Sequence[int]) -> bytes:
    """Return rising numbers as steps from one to the next, which take half the room.

    Raises:
        OverflowError: A step is larger than `gazetteer.STEP` holds.
    """
    steps = (here - before for before, here in itertools.pairwise((0, *numbers)))
    return b"".join(step.to_bytes(2, "little") for step in steps)


def _is_worth_fuzz(draft: Draft, place: int, tags: int) -> bool:
    """Say whether a name may be found with errors in it."""
    town = draft.towns.get(place)
    return bool(tags & ~ALTERNATE) or (
        town is not None and town.population >= FUZZY_ALTERNATE_POPULATION
    )
