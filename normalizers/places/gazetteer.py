"""The gazetteer: known places, their names, and the countries and regions they lie in.

One SQLite file, opened read-only and read lazily: opening costs a millisecond, a look-up some
microseconds, and memory stays that of SQLite's page cache. `normalizers.places.gazetteer_build`
compiles it, `crossfoot gazetteer build` runs that.

Refuses to know: how a printed name is cleaned, and which of several places it means.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import CrossfootError
from crossfoot.model import Language, Place
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES, squash, trigrams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_PATH = Path(__file__).with_name("gazetteer.sqlite")
FORMAT = 5
"""Raised when a change of the schema makes older files unreadable."""

CANONICAL = 1
ALTERNATE = 16
TAGS = {language: 2 << at for at, language in enumerate(NAMED_LANGUAGES)}
"""Bits of a name: GeoNames' own, in a language, or an untagged alternate."""

FOREIGN = 32
"""Bit of a name in a language that is printed beside ours: "Txita" in Basque."""

SMALL_TOWN = 100_000
"""Towns below are doubted where their name is the first word of a large city's."""

NAMESAKE_RATIO = 3
"""How many times larger a namesake must be to be meant by a translated name, too."""

UNKNOWN_POPULATION = 500
"""Smallest population GeoNames' lists take in; stands for the zeros in them."""

DEGREE = 10_000
"""Coordinates of small places are kept in so many parts of a degree: eleven metres."""

SHORT_NAMES = frozenset({"nyc", "cdmx", "caba"})
"""Names that are written as a few capitals."""

REGIONS = frozenset({"admin1", "admin2"})
"""Kinds of places that are regions."""

STEP = "<u2"
"""Type of the steps from one key of a trigram to the next."""

MIN_INDEX_KEY = 5
"""Shorter names are not looked up with errors: one edit turns "Lima" into four other cities."""


def is_index_key(key: str) -> bool:
    """Say whether a squash key is long enough to be found with errors in it."""
    return len(key) >= MIN_INDEX_KEY


def word_hash(key: str) -> int:
    """Return the 32 bits under which a common word is kept: 100,000 words take 400 kB."""
    return zlib.crc32(key.encode())


def _degrees(scaled: int | None) -> float | None:
    """Return degrees from the ten-thousandths that small places are kept in."""
    return None if scaled is None else scaled / DEGREE


def _holds(hashes: array[int], wanted: int) -> bool:
    """Say whether a sorted array holds a value."""
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that has a name under some key.

    Attributes:
        geonameid: The place.
        kind: "city", "admin1" or "admin2" (départements, provincias, counties).
        country: ISO 3166-1 alpha-2.
        region: Id of its first-level region, 0 where unknown.
        population: For regions, that of their towns together.
        spellings: How many names, of all scripts and languages, the world has for it.
        is_capital: Capital of a country or territory.
        tags: Whether the key is its canonical name, a name in a language, an alternate.
        key: The key it was found under.
    """

    geonameid: int
    kind: str
    country: str
    region: int
    population: int
    spellings: int
    is_capital: bool
    tags: int
    key: str

    def is_named(self, language: Language | None) -> bool:
        """Say whether the key is the place's own name or its name in a language."""
        return bool(self.tags & (CANONICAL | TAGS.get(language or "", 0)))


class Gazetteer:
    """Read access to one gazetteer file; look-ups are cached, results never change."""

    def __init__(self, path: Path = DEFAULT_PATH) -> None:
        """Open a gazetteer.

        Args:
            path: A file that `normalizers.places.gazetteer_build.build` wrote.

        Raises:
            CrossfootError: There is no gazetteer at ``path``, or it is of another format.
        """
        if not path.is_file():
            msg = f"no gazetteer at {path}: run `crossfoot gazetteer build`"
            raise CrossfootError(msg)
        self.path = path
        self._database = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            self.meta: dict[str, str] = dict(self._database.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            msg = f"{path} is no gazetteer ({error}): run `crossfoot gazetteer build`"
            raise CrossfootError(msg) from error
        if self.meta.get("format") != str(FORMAT):
            msg = f"{path} is a gazetteer of another version: run `crossfoot gazetteer build`"
            raise CrossfootError(msg)
        self._words: array[int] | None = None
        self._keys: list[str] = []
        self._lengths: NDArray[np.intp] | None = None
        self.find = lru_cache(maxsize=65536)(self._find)
        self.near_keys = lru_cache(maxsize=65536)(self._near_keys)
        self._postings = lru_cache(maxsize=4096)(self._read_postings)
        self._place = lru_cache(maxsize=65536)(self._read_place)
        self._countries = lru_cache(maxsize=65536)(self._read_countries)
        self.find_small = lru_cache(maxsize=65536)(self._find_small)
        self.begins_name = lru_cache(maxsize=65536)(self._begins_name)
        self._given: array[int] | None = None

    def _find(self, key: str) -> tuple[Hit, ...]:
        """Return the places with a name under a squash key, largest first."""
        rows = self._database.execute(
            "SELECT p.id, p.kind, p.country, coalesce(p.region, 0), p.weight,"
            " p.spellings, p.capital, n.tags, n.key FROM names n JOIN places p ON p.id = n.place"
            " WHERE n.key = ? ORDER BY p.weight DESC, p.id",
            (key,),
        )
        return tuple(
            Hit(place, kind, country, region, weight, spellings, bool(capital), tags, name)
            for place, kind, country, region, weight, spellings, capital, tags, name in rows
        )

    def _find_small(self, key: str, country: str) -> tuple[Hit, ...]:
        """Return the small places of a country with a name under a squash key, largest first."""
        rows = self._database.execute(
            "SELECT p.id, coalesce(p.kind, 'city'), coalesce(p.region, 0),"
            " max(coalesce(p.population, 0), ?) AS weight, n.tags FROM small_names n"
            " JOIN small_places p ON p.id = n.place WHERE n.country = ? AND n.key = ?"
            " ORDER BY weight DESC, p.id",
            (UNKNOWN_POPULATION, country, key),
        )
        return tuple(
            Hit(place, kind, country, region, weight, 0, is_capital=False, tags=tags, key=key)
            for place, kind, region, weight, tags in rows
        )

    def _begins_name(self, key: str, country: str | None) -> bool:
        """Say whether a known name begins with a squash key: a step in the trie of all names.

        Args:
            key: Letters so far.
            country: Whose small places count, too.
        """
        queries: list[tuple[str, tuple[str, ...]]] = [
            ("SELECT key FROM names WHERE key >= ? LIMIT 1", (key,))
        ]
        if country:
            small = "SELECT key FROM small_names WHERE country = ? AND key >= ? LIMIT 1"
            queries.append((small, (country, key)))
        for query, values in queries:
            row = self._database.execute(query, values).fetchone()
            if row and row[0].startswith(key):
                return True
        return False

    @cached_property
    def small_countries(self) -> tuple[str, ...]:
        """Codes of the countries that small places are known of."""
        rows = self._database.execute("SELECT DISTINCT country FROM small_names ORDER BY country")
        return tuple(code for (code,) in rows)

    def is_given_name(self, word: str) -> bool:
        """Say whether a word is a given name in one of our languages."""
        if self._given is None:
            (blob,) = self._database.execute("SELECT hashes FROM given_names").fetchone()
            self._given = array("I", blob)
        return _holds(self._given, word_hash(squash(word)))

    def region_of_code(self, country: str, code: str) -> int | None:
        """Return the region that a code of two letters stands for: ("US", "CA") is California."""
        row = self._database.execute(
            "SELECT region FROM region_codes WHERE country = ? AND code = ?", (country, code)
        ).fetchone()
        return row[0] if row else None

    def place(self, geonameid: int) -> Place | None:
        """Return a place by its id, ``None`` when the gazetteer has no such id."""
        return self._place(geonameid)

    def _read_place(self, geonameid: int) -> Place | None:
        row = self._database.execute(
            "SELECT p.id, p.name, p.country, p.kind, p.fr, p.en, p.es, p.latitude, p.longitude,"
            " p.population, r.name, p.timezone"
            " FROM places p LEFT JOIN places r ON r.id = p.region WHERE p.id = ?",
            (geonameid,),
        ).fetchone()
        return Place(*row) if row else self._read_small_place(geonameid)

    def _read_small_place(self, geonameid: int) -> Place | None:
        row = self._database.execute(
            "SELECT p.id, p.name, p.country, coalesce(p.kind, 'city'), p.latitude, p.longitude,"
            " p.population, r.name, z.name FROM small_places p"
            " LEFT JOIN places r ON r.id = p.region LEFT JOIN zones z ON z.id = p.zone"
            " WHERE p.id = ?",
            (geonameid,),
        ).fetchone()
        if row is None:
            return None
        number, name, country, kind, north, east, people, region, zone = row
        return Place(
            *(number, name, country, kind, None, None, None),
            *(_degrees(north), _degrees(east)),
            *(people if kind == "city" else None, region, zone),
        )

    def is_common(self, text: str) -> bool:
        """Say whether all words of a text are common words of French, English or Spanish."""
        words = [squash(word) for word in text.replace("-", " ").split()]
        return bool(words) and all(map(self._is_word, words))

    def _is_word(self, key: str) -> bool:
        if self._words is None:
            (blob,) = self._database.execute("SELECT hashes FROM words").fetchone()
            self._words = array("I", blob)
        singulars = [key[: -len(ending)] for ending in ("s", "es") if key.endswith(ending)]
        return any(_holds(self._words, word_hash(form)) for form in (key, *singulars))

    def longer_name(self, hit: Hit, name: str) -> int | None:
        """Return a city ten times larger whose name goes on after that of a small place.

        "Bandar" is a town of Sumatra, and how some call Bandar Lampung or Bandar Abbas.
        """
        if hit.kind != "city" or hit.population >= SMALL_TOWN:
            return None
        rows = self._database.execute(
            "SELECT p.id, p.name FROM names n JOIN places p ON p.id = n.place"
            " WHERE n.key > ? AND n.key < ? AND n.tags & ? AND p.population >= ? AND p.kind = ?"
            " ORDER BY p.population DESC",
            (hit.key, hit.key + "\U0010ffff", CANONICAL, 10 * hit.population, "city"),
        )
        start = f"{name.strip().casefold()} "
        return next((place for place, own in rows if own.casefold().startswith(start)), None)

    def larger_namesake(self, hit: Hit) -> Hit | None:
        """Return a larger place of the same own name elsewhere, for a translated name.

        "Cordoue" is Córdoba in Spain, and what French calls Córdoba in Argentina as well.
        """
        place = self.place(hit.geonameid)
        if place is None or hit.tags & CANONICAL:
            return None
        return next(
            (
                other
                for other in self.find(squash(place.name))
                if other.kind == "city"
                and other.tags & CANONICAL
                and other.country != hit.country
                and other.population >= NAMESAKE_RATIO * hit.population
            ),
            None,
        )

    def _near_keys(self, key: str, edits: int) -> tuple[str, ...]:
        """Return index keys that share enough trigrams with a key to be within some edits.

        Each edit destroys at most three trigrams (a swap of neighbours four), so keys within
        reach share all but that many; the count filter of Gravano et al. (VLDB 2001).
        """
        import numpy as np  # names are found without errors, and without numpy, mostly

        grams = trigrams(key)
        needed = max(len(grams) - (4 if edits == 1 else 3 * edits + 1), 1)
        keys = self._index_keys()
        postings = [self._postings(gram) for gram in sorted(grams)]
        counts = np.bincount(np.concatenate(postings), minlength=len(keys))
        near = (counts >= needed) & (np.abs(self._key_lengths() - len(key)) <= edits)
        return tuple(keys[number] for number in np.flatnonzero(near))

    def _index_keys(self) -> list[str]:
        """Return the keys of the index by number; read on the first look-up with errors."""
        if not self._keys:
            (text,) = self._database.execute("SELECT keys FROM fuzzy").fetchone()
            self._keys = text.split(" ")
        return self._keys

    def _key_lengths(self) -> NDArray[np.intp]:
        import numpy as np

        if self._lengths is None:
            self._lengths = np.array([len(key) for key in self._index_keys()])
        return self._lengths

    def _read_postings(self, gram: str) -> NDArray[np.intp]:
        import numpy as np

        row = self._database.execute("SELECT keys FROM grams WHERE gram = ?", (gram,)).fetchone()
        steps = np.frombuffer(row[0] if row else b"", dtype=STEP)
        return np.cumsum(steps, dtype=np.intp)

    def country_of(self, name: str, language: Language | None = None) -> str | None:
        """Return the ISO code of a country by its name, ``None`` when no single one has it.

        Args:
            name: As printed.
            language: Only names in this language and in English count; all three when omitted.
                "Granada" is a country in Spanish and two cities in French.
        """
        tags = TAGS.get(language, 0) | TAGS["en"] if language else sum(TAGS.values())
        codes = [code for code, bits in self._countries(squash(name)) if bits & tags]
        return codes[0] if len(codes) == 1 else None

    def _read_countries(self, key: str) -> tuple[tuple[str, int], ...]:
        rows = self._database.execute("SELECT code, tags FROM countries WHERE key = ?", (key,))
        return tuple(rows)

    def countries(self) -> Iterable[tuple[str, str]]:
        """Return (ISO code, continent code) of all countries."""
        return self._database.execute("SELECT code, continent FROM continents").fetchall()

    def names(self, minimum_population: int = 0) -> Iterable[tuple[str, int]]:
        """Yield (canonical name, id) of the towns of some size, for tests and benchmarks."""
        yield from self._database.execute(
            "SELECT name, id FROM places WHERE kind = 'city' AND population >= ? ORDER BY id",
            (minimum_population,),
        )


@lru_cache(maxsize=4)
def open_gazetteer(path: Path = DEFAULT_PATH) -> Gazetteer:
    """Return the gazetteer, opened once per process.

    Raises:
        CrossfootError: There is none: run `crossfoot gazetteer build`.
    """
    return Gazetteer(path)
