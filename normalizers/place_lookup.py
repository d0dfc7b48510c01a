"""Find the places a cleaned name may mean, exactly first, with errors only after a miss.

In go readings (`normalizers.place_text`) and a gazetteer; out come candidates, each with the
evidence for it. Refuses to know: which candidate is meant (`normalizers.place_context`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.model import Language, PlaceKind
from normalizers.gazetteer import CANONICAL, TAGS, Gazetteer, Hit, is_index_key
from normalizers.place_keys import squash
from normalizers.place_text import Reading, confused_keys
from normalizers.place_words import NO_PLACE

FACTOR_LANGUAGE = 0.4
"""Weight of a name in the report's language that is not the place's own: "León" is first of all
León in Spain or Nicaragua, although León de los Aldama in Mexico is ten times larger."""

FACTOR_OTHER_LANGUAGE = 0.25
FACTOR_SHORT_FORM = 0.6
"""Weight of an alternate that begins the own name: "Newcastle" for Newcastle upon Tyne."""

FACTOR_ALTERNATE = 0.03
"""Weight of an untagged alternate: Hong Kong was once called Victoria, and is not any more."""

FACTOR_REGION = 0.05
"""Weight of a region beside a city of its name ("New York", "Québec")."""

LONG_KEY = 8
"""Keys from this length on may have two edits, shorter ones a single one."""

MIN_FUZZY_POPULATION = 30_000
MIN_FUZZY_POPULATION_SHORT = 300_000
"""Names of up to six letters are one edit from too many words: only large cities are tried."""

MAX_FUZZY_KEYS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean.

    Attributes:
        method: "exact", "folded" (other language or alternate), "ocr" or "fuzzy".
        strength: Population times the weights of the evidence; compared, never shown.
        edits: Letters that differ.
        reading: How the printed name was read to get there.
    """

    hit: Hit
    method: str
    strength: float
    edits: int
    reading: Reading

    @property
    def is_named(self) -> bool:
        """Whether more than an untagged alternate speaks for it."""
        return self.strength > self.hit.population * FACTOR_ALTERNATE * 1.01


def find_exact(
    readings: Iterable[Reading], gazetteer: Gazetteer, language: Language | None
) -> tuple[Candidate, ...]:
    """Return the candidates of the first reading that names a place outright.

    A reading that hits untagged alternates only is kept back: "Cancun" must not stop at an
    alternate of Changchun when a later reading finds a city of that name.
    """
    fallback: tuple[Candidate, ...] = ()
    for reading in readings:
        key = squash(reading.name)
        if len(key) < 2 or key in NO_PLACE:
            continue
        found = _weigh(gazetteer.find(key), reading, "exact", language, gazetteer)
        if any(candidate.is_named for candidate in found):
            return found
        if not fallback and len(key) > 3:
            fallback = found
    return fallback


def _weigh(
    hits: Sequence[Hit],
    reading: Reading,
    method: str,
    language: Language | None,
    gazetteer: Gazetteer,
    edits: int = 0,
) -> tuple[Candidate, ...]:
    """Return candidates with the weight their kind of name and their size give them."""
    hits = _without_own_regions(hits, reading.kind)
    has_city = any(hit.kind == "city" and hit.tags & ~ALTERNATE_ONLY for hit in hits)
    found = []
    for hit in hits:
        factor = _name_factor(hit, language, gazetteer)
        wanted = "admin1" if reading.kind == "admin1" else "city"
        if hit.kind != wanted and (has_city or reading.kind == "admin1"):
            factor *= FACTOR_REGION
        shown = method if method != "exact" or hit.is_named(language) else "folded"
        found.append(Candidate(hit, shown, hit.population * factor, edits, reading))
    return tuple(sorted(found, key=lambda c: (-c.strength, c.hit.geonameid)))


ALTERNATE_ONLY = 16


def _name_factor(hit: Hit, language: Language | None, gazetteer: Gazetteer) -> float:
    if hit.tags & CANONICAL:
        return 1.0
    if language is not None and hit.tags & TAGS[language]:
        return FACTOR_LANGUAGE
    if hit.tags & ~ALTERNATE_ONLY:
        return FACTOR_OTHER_LANGUAGE
    place = gazetteer.place(hit.geonameid)
    own = squash(place.name) if place else ""
    return FACTOR_SHORT_FORM if own.startswith(hit.key) else FACTOR_ALTERNATE


def _without_own_regions(hits: Sequence[Hit], kind: PlaceKind) -> tuple[Hit, ...]:
    """Drop regions that share their name with a city of theirs, unless a region is asked for."""
    if kind == "admin1" and any(hit.kind == "admin1" for hit in hits):
        return tuple(hits)
    regions = {hit.region for hit in hits if hit.kind == "city" and hit.tags & ~ALTERNATE_ONLY}
    return tuple(hit for hit in hits if hit.geonameid not in regions)


def find_similar(
    readings: Iterable[Reading], gazetteer: Gazetteer, language: Language | None
) -> tuple[Candidate, ...]:
    """Return candidates for a name with errors in it: OCR confusions, then small edits."""
    seen: set[str] = set()
    for reading in readings:
        key = squash(reading.name)
        if key in seen or key in NO_PLACE or reading.cost >= 0.3:
            continue
        seen.add(key)
        found = [*_confused(key, reading, gazetteer, language)]
        if not found or found[0].hit.population < MIN_FUZZY_POPULATION_SHORT:
            found += _edited(key, reading, gazetteer, language)
        if found:
            return _best_per_place(found)
    return ()


def _confused(
    key: str, reading: Reading, gazetteer: Gazetteer, language: Language | None
) -> Iterator[Candidate]:
    """Yield large cities that one OCR confusion away from a key."""
    if len(key) < 4:
        return
    for other in confused_keys(key):
        for candidate in _weigh(gazetteer.find(other), reading, "ocr", language, gazetteer, 1):
            floor = MIN_FUZZY_POPULATION if len(key) > 4 else MIN_FUZZY_POPULATION_SHORT
            if candidate.is_named and candidate.hit.population >= floor:
                yield candidate


def _edited(
    key: str, reading: Reading, gazetteer: Gazetteer, language: Language | None
) -> Iterator[Candidate]:
    """Yield cities whose name is one or two edits (swaps of neighbours count one) away."""
    if not is_index_key(key) and len(key) < 4:
        return
    for edits in (1, 2):
        if edits == 2 and len(key) < LONG_KEY - 1:
            return
        near = nearest_keys(key, gazetteer, edits)
        found = [
            candidate
            for other, distance in near
            for candidate in _weigh(
                gazetteer.find(other), reading, "fuzzy", language, gazetteer, distance
            )
            if _is_worth_edits(candidate, key)
        ]
        if found:
            yield from found
            return


def nearest_keys(key: str, gazetteer: Gazetteer, edits: int) -> tuple[tuple[str, int], ...]:
    """Return (index key, distance) of the keys within some edits, nearest first.

    Distance is optimal string alignment (insert, delete, replace, swap neighbours): `WRatio`
    and its kin score substrings and take Le Caire for Čair.
    """
    from rapidfuzz.distance import OSA

    found = []
    for other in gazetteer.near_keys(key, edits):
        distance = int(OSA.distance(key, other, score_cutoff=edits))
        if distance <= edits and max(len(key), len(other)) >= LONG_KEY * (distance > 1):
            found.append((other, distance))
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0]))[: MAX_FUZZY_KEYS * 4])


def _is_worth_edits(candidate: Candidate, key: str) -> bool:
    """Say whether a place is large enough to be meant by a misspelt name."""
    short = len(key) < LONG_KEY - 1
    floor = MIN_FUZZY_POPULATION_SHORT if short else MIN_FUZZY_POPULATION
    return candidate.is_named and candidate.hit.population >= floor


def _best_per_place(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Keep each place once, by its fewest edits, and make each edit cost a factor."""
    best: dict[int, Candidate] = {}
    for candidate in found:
        weighed = replace(candidate, strength=candidate.strength * 0.1**candidate.edits)
        kept = best.get(candidate.hit.geonameid)
        if kept is None or weighed.strength > kept.strength:
            best[candidate.hit.geonameid] = weighed
    return tuple(sorted(best.values(), key=lambda c: (-c.strength, c.hit.geonameid)))
