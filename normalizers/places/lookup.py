"""Find the places a cleaned name may mean, exactly first, with errors only after a miss.

In go readings (`normalizers.places.names`) and a gazetteer; out come candidates, each with the
evidence for it. Refuses to know: which candidate is meant (`normalizers.places.context`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.model import Language, PlaceKind
from crossfoot.normalizers.places.gazetteer import (
    ALTERNATE,
    CANONICAL,
    REGIONS,
    TAGS,
    Gazetteer,
    Hit,
    is_index_key,
)
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.names import Reading, confused_keys
from crossfoot.normalizers.places.words import no_places

FACTOR_LANGUAGE = 0.4
"""Weight of a name in the report's language that is not the place's own: "León" is first of all
León in Spain or Nicaragua, although León de los Aldama in Mexico is ten times larger."""

FACTOR_OTHER_LANGUAGE = 0.25
FACTOR_SHORT_FORM = 0.6
"""Weight of an alternate that begins the own name: "Newcastle" for Newcastle upon Tyne."""

FACTOR_ALTERNATE = 0.03
"""Weight of an untagged alternate: Hong Kong was once called Victoria, and is not any more."""

FACTOR_REGION = 0.02
"""Weight of a region beside a city of its name ("New York", "Québec")."""

CAPITAL_POPULATION = 100_000
"""A capital weighs at least so much: Stanley is first of all that of the Falkland Islands."""

FACTOR_ACCENTS = 2.0
"""Weight of accents that agree: "Chitá" is the Spanish for Chita in Russia, not in Japan."""

FACTOR_EDIT = 0.05
"""Weight of each letter that differs."""

MAIN_CITY_SHARE = 0.1
"""A city with this share of its region's townspeople is what a name of both means."""

WELL_KNOWN_SPELLINGS = 60
"""A town with this many spellings is known all over the world, whatever its size."""

LONG_KEY = 8
"""Keys from this length on may have two edits, shorter ones a single one."""

MIN_FUZZY_POPULATION = 30_000
MIN_FUZZY_POPULATION_SHORT = 300_000
"""Names of up to six letters are one edit from too many words: only large cities are tried."""

MAX_FUZZY_KEYS = 48


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a name may mean.

    Attributes:
        method: "exact", "folded" (other language or alternate), "ocr" or "fuzzy".
        strength: Population times the weights of the evidence; compared, never shown.
        edits: Letters that differ.
        is_named: Whether more than an untagged alternate speaks for it.
        reading: How the printed name was read to get there.
    """

    hit: Hit
    method: str
    strength: float
    edits: int
    reading: Reading
    is_named: bool


def find_exact(
    readings: Iterable[Reading],
    gazetteer: Gazetteer,
    language: Language | None,
    country: str | None = None,
) -> tuple[Candidate, ...]:
    """Return the candidates of the first reading that names a place outright.

    A reading that hits untagged alternates only is kept back: "Cancun" must not stop at an
    alternate of Changchun when a later reading finds a city of that name.

    Args:
        readings: Of the name, cheapest first.
        gazetteer: Where they are looked up.
        language: Of the report.
        country: Whose small places count, too.
    """
    fallback: tuple[Candidate, ...] = ()
    abroad: tuple[Candidate, ...] = ()
    for reading in readings:
        key = squash(reading.name)
        is_word = reading.kind == "none" and key in no_places(language if country else None)
        if len(key) < 2 or is_word:
            continue
        found = _weigh(_hits(key, gazetteer, country), reading, "exact", language, gazetteer)
        if any(candidate.is_named for candidate in found):
            if not fallback or not _is_region_of(fallback, found):
                better = _only_regions(fallback) and _is_nearer(fallback, found, country)
                found = fallback if better else found
            if _only_regions(found) and reading.kind == "none" and not reading.hints:
                # "Greater Accra" is a region of Ghana, and more often Accra with its suburbs
                fallback = fallback if _has_place_in(country, fallback) else found
                continue
            if country and not _has_place_in(country, found):
                abroad = abroad or found  # "Eastern Region" is Uganda's; Ghana's is "Eastern"
                continue
            return found
        if not fallback and len(key) > 3:
            fallback = found
    return fallback if _has_place_in(country, fallback) else abroad or fallback


def _is_nearer(first: Iterable[Candidate], other: Iterable[Candidate], country: str | None) -> bool:
    """Say whether the first candidates are not further from the report's country."""
    return _has_place_in(country, first) or not _has_place_in(country, other)


def _has_place_in(country: str | None, candidates: Iterable[Candidate]) -> bool:
    return any(c.hit.country == country for c in candidates)


def _hits(key: str, gazetteer: Gazetteer, country: str | None) -> tuple[Hit, ...]:
    """Return the places of a name, with the small ones of a country after the others."""
    small = gazetteer.find_small(key, country) if country else ()
    return (*gazetteer.find(key), *small)


def _only_regions(candidates: Sequence[Candidate]) -> bool:
    return bool(candidates) and all(c.hit.kind in REGIONS for c in candidates)


def _is_region_of(regions: Sequence[Candidate], cities: Sequence[Candidate]) -> bool:
    """Say whether the largest city lies in the region that the whole name is, too."""
    return _only_regions(regions) and any(
        city.hit.region == region.hit.geonameid for region in regions for city in cities[:1]
    )


def _weigh(
    hits: Sequence[Hit],
    reading: Reading,
    method: str,
    language: Language | None,
    gazetteer: Gazetteer,
    edits: int = 0,
) -> tuple[Candidate, ...]:
    """Return candidates with the weight their kind of name and their size give them."""
    hits, heirs = _without_own_regions(hits, reading.kind)
    has_city = any(hit.kind == "city" and hit.tags & ~ALTERNATE for hit in hits)
    found = []
    for hit in hits:
        factor = _name_factor(hit, language, gazetteer)
        if hit.geonameid in heirs:
            factor = max(factor, FACTOR_OTHER_LANGUAGE)
        is_named = factor > FACTOR_ALTERNATE
        weight = max(hit.population, CAPITAL_POPULATION if hit.is_capital and is_named else 0)
        is_wanted = (hit.kind in REGIONS) == (reading.kind in REGIONS)
        if not is_wanted and (has_city or reading.kind in REGIONS):
            factor *= FACTOR_REGION
        if _is_written_so(hit, reading.name, gazetteer):
            factor *= FACTOR_ACCENTS
        shown = method if method != "exact" or hit.is_named(language) else "folded"
        found.append(Candidate(hit, shown, weight * factor, edits, reading, is_named))
    return tuple(sorted(found, key=lambda c: (-c.strength, c.hit.geonameid)))


def _name_factor(hit: Hit, language: Language | None, gazetteer: Gazetteer) -> float:
    if hit.tags & CANONICAL:
        return 1.0
    if language is not None and hit.tags & TAGS.get(language, 0):
        return FACTOR_LANGUAGE
    if hit.tags & ~ALTERNATE:
        return FACTOR_OTHER_LANGUAGE
    place = gazetteer.place(hit.geonameid)
    own = squash(place.name) if place else ""
    is_short = own.startswith(hit.key) or (hit.kind in REGIONS and own.endswith(hit.key))
    return FACTOR_SHORT_FORM if is_short else FACTOR_ALTERNATE


def _is_written_so(hit: Hit, name: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name with accents is written exactly as a place's own or translated name."""
    if name.isascii():
        return False
    place = gazetteer.place(hit.geonameid)
    return place is not None and name in (place.name, place.name_fr, place.name_en, place.name_es)


def _without_own_regions(
    hits: Sequence[Hit], kind: PlaceKind
) -> tuple[tuple[Hit, ...], frozenset[int]]:
    """Drop regions that share a name with a city of theirs, unless a region is asked for.

    Returns:
        The other hits, and the ids of cities that inherit a dropped region's name: the state of
        Vienna is called "Wien" in GeoNames, the city in it "Vienna".
    """
    if kind in REGIONS and any(hit.kind in REGIONS for hit in hits):
        return tuple(hits), frozenset()
    towns = {hit.region for hit in hits if hit.kind == "city"}
    hits = [hit for hit in hits if hit.kind != "admin2" or hit.region not in towns]
    regions = {hit.geonameid: hit for hit in hits if hit.kind == "admin1"}
    heirs = {
        hit.geonameid: hit.region
        for hit in hits
        if hit.region in regions
        and hit.population >= regions[hit.region].population * MAIN_CITY_SHARE
    }
    dropped = frozenset(heirs.values())
    return tuple(hit for hit in hits if hit.geonameid not in dropped), frozenset(heirs)


def find_similar(
    readings: Iterable[Reading], gazetteer: Gazetteer, language: Language | None
) -> tuple[Candidate, ...]:
    """Return candidates for a name with errors in it: OCR confusions, then small edits."""
    seen: set[str] = set()
    for reading in readings:
        key = squash(reading.name)
        if key in seen or key in no_places() or reading.cost >= 0.3:
            continue
        seen.add(key)
        if gazetteer.is_common(reading.name):
            continue  # spelt right: "Danger" is no misspelt Tangier
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
    if not is_index_key(key):
        return
    for other, distance in nearest_keys(key, gazetteer, 2 if len(key) >= LONG_KEY - 1 else 1):
        hits = gazetteer.find(other)
        for candidate in _weigh(hits, reading, "fuzzy", language, gazetteer, distance):
            if _is_worth_edits(candidate, key):
                yield candidate


def nearest_keys(key: str, gazetteer: Gazetteer, edits: int) -> tuple[tuple[str, int], ...]:
    """Return (index key, distance) of the keys within some edits, nearest first, then by letters.

    Distance is optimal string alignment (insert, delete, replace, swap neighbours): `WRatio`
    and its kin score substrings and take Le Caire for Čair.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(
        key,
        gazetteer.near_keys(key, edits),
        scorer=OSA.distance,
        score_cutoff=edits,
        limit=None,
    )
    found = [
        (other, int(distance))
        for other, distance, _ in near
        if distance < 2 or _may_differ_twice(key, other)
    ]
    return tuple(found[:MAX_FUZZY_KEYS])


def _may_differ_twice(key: str, other: str) -> bool:
    """Say whether two keys are long enough for two edits; short ones must begin alike."""
    length = max(len(key), len(other))
    return length >= LONG_KEY + 2 or (length >= LONG_KEY and key[0] == other[0])


def _is_worth_edits(candidate: Candidate, key: str) -> bool:
    """Say whether a place is large enough to be meant by a misspelt name."""
    short = len(key) < LONG_KEY - 1
    floor = MIN_FUZZY_POPULATION_SHORT if short else MIN_FUZZY_POPULATION
    return (
        candidate.is_named
        and candidate.hit.kind == "city"
        and (candidate.hit.population >= floor or is_well_known(candidate))
    )


def is_well_known(candidate: Candidate) -> bool:
    """Say whether the world has many spellings for a place."""
    return candidate.hit.spellings >= WELL_KNOWN_SPELLINGS


def _best_per_place(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Keep each place once, by its fewest edits, and make each edit cost a factor."""
    best: dict[int, Candidate] = {}
    for candidate in found:
        weighed = replace(candidate, strength=candidate.strength * FACTOR_EDIT**candidate.edits)
        kept = best.get(candidate.hit.geonameid)
        if kept is None or weighed.strength > kept.strength:
            best[candidate.hit.geonameid] = weighed
    return tuple(sorted(best.values(), key=lambda c: (-c.strength, c.hit.geonameid)))
