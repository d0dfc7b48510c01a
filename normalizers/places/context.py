"""Decide between candidates by their context: country, region, heading, and the list as a whole.

In go the candidates of each name of a list, with what stands around them; out comes the same,
reweighed. The list is one decision: what its sure members say about countries speaks for or
against the candidates of the unsure ones, and how strongly depends on how mixed the list is.
Four Venezuelan cities make "Mérida" the Venezuelan one; a hundred cities of sixty countries say
next to nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossfoot.normalizers.places.gazetteer import CANONICAL, Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.lookup import Candidate, is_well_known
from crossfoot.normalizers.places.regions import WorldRegion, find_world_region

POSSIBLE_COUNTRY = 0.02
"""Weight of a country that some reports put under a heading (Mexico under Latin America)."""

SURE_SHARE = 0.8
"""A name whose best candidate has this share of its candidates' strength votes in its list."""

MERGED = 6
NEAR_KM = 25.0
KM_PER_DEGREE = 111.2
"""Of the first few candidates, two this near each other are parts of one city."""

CODED = ("US", "CA", "AU", "BR", "CH")
"""Countries whose regions are printed as two letters behind a town, the most usual first."""

WORLD_CITY, KNOWN_CITY = 1_000_000, 300_000
"""A city abroad of this size, a capital, or a smaller one of many spellings may be meant although
the report's country has a namesake, when it is `WORLD_RATIO` times stronger: Paris in a report of
Texas, The Hague in one of France."""

WORLD_RATIO = 40

TOWN_ABROAD = 100_000
"""A smaller town abroad is no guess for a name that the report's country does not know."""

ROUNDS = 2
"""How often the votes are counted: the first count makes more names sure."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands around a name.

    Attributes:
        country: ISO code the place must lie in.
        region: Name or code of a region it must lie in, as printed.
        regions: Ids of the first-level regions of that name.
        world: World region of the heading above it.
        unknown: Parts of the text that are none of these.
    """

    country: str | None = None
    region: str | None = None
    regions: frozenset[int] = frozenset()
    world: WorldRegion | None = None
    unknown: tuple[str, ...] = ()


def read_hints(
    texts: Sequence[str],
    gazetteer: Gazetteer,
    country: str | None,
    heading: str | None,
    near: str | None = None,
) -> Hints:
    """Return the hints that a country code, a heading and the texts beside a name give.

    Args:
        texts: Beside the name: "CA" of "Oakland, CA".
        gazetteer: Knows countries and regions.
        country: Code of the country, where it is known.
        heading: Above the name.
        near: Country whose codes of regions are meant; that of the report.
    """
    hints = Hints(country=country)
    for text in texts:
        hints = _add_hint(hints, text, gazetteer, near)
    if heading:
        known = _add_hint(hints, heading, gazetteer, near)
        hints = known if not known.unknown else hints
    return hints


def _add_hint(hints: Hints, text: str, gazetteer: Gazetteer, near: str | None) -> Hints:
    for place in dict.fromkeys((near, *CODED)) if re.fullmatch(r"[A-Z]{2}", text) else ():
        region = gazetteer.region_of_code(place, text) if place else None
        if region is not None:
            return replace(hints, region=text, regions=frozenset({region}), country=place)
    regions = _regions_of(squash(text), gazetteer, near)
    if near and near in regions:
        return replace(hints, region=text, regions=regions[near])
    code = gazetteer.country_of(text)
    if code is not None:
        return hints if hints.country else replace(hints, country=code)
    world = find_world_region(text)
    if world is not None:
        return replace(hints, world=world)
    if regions:
        ids = frozenset[int]().union(*regions.values())
        return replace(hints, region=text, regions=ids)
    return replace(hints, unknown=(*hints.unknown, text))


def _regions_of(key: str, gazetteer: Gazetteer, near: str | None) -> dict[str, frozenset[int]]:
    """Return the first-level regions, by country, that a name stands for.

    Args:
        key: Squash key of the name.
        gazetteer: Knows regions.
        near: Country whose second-level regions count, too, for the region they lie in.
    """
    found: dict[str, frozenset[int]] = {}
    for hit in gazetteer.find(key):
        if hit.kind == "admin1":
            found[hit.country] = found.get(hit.country, frozenset()) | {hit.geonameid}
    for hit in gazetteer.find_small(key, near) if near else ():
        if hit.kind == "admin2":
            found[hit.country] = found.get(hit.country, frozenset()) | {hit.region}
    return found


def apply_hints(
    candidates: Sequence[Candidate], hints: Hints, gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    """Return the candidates that fit the hints, reweighed; all of them when none fits."""
    fitting = list(candidates)
    if hints.country:
        fitting = [c for c in fitting if c.hit.country == hints.country]
    if hints.region:
        regions = hints.regions
        inside = [c for c in fitting if c.hit.region in regions or c.hit.geonameid in regions]
        fitting = inside if hints.country else inside or fitting
    if hints.world and not hints.country:
        fitting = [
            replace(c, strength=c.strength * _world_weight(c, hints.world))
            for c in fitting
            if _world_weight(c, hints.world)
        ]
    return tuple(sorted(fitting, key=lambda c: (-c.strength, c.hit.geonameid)))


def _world_weight(candidate: Candidate, world: WorldRegion) -> float:
    if candidate.hit.country in world.certain:
        return 1.0
    return POSSIBLE_COUNTRY if candidate.hit.country in world.possible else 0.0


def prefer_home(candidates: Sequence[Candidate], home: str) -> tuple[Candidate, ...]:
    """Return the candidates that a report of a country may mean.

    Its own places go before all others, down to villages; abroad only exact names of places that
    are known beyond their country are thought of. A letter or two off is a place at home.

    Args:
        candidates: Best first.
        home: The report's country.
    """
    own = tuple(c for c in candidates if c.hit.country == home)
    abroad = [c for c in candidates if c.hit.country != home and _is_known_abroad(c)]
    named = [c for c in own if c.is_named]
    if named:
        floor = WORLD_RATIO * named[0].strength
        far = [c for c in abroad if _is_world_city(c) and c.strength >= floor]
        return (*far, *own) if far else own
    return tuple(sorted([*own, *abroad], key=lambda c: (-c.strength, c.hit.geonameid)))


def _is_known_abroad(candidate: Candidate) -> bool:
    exact = candidate.method in ("exact", "folded") and candidate.is_named
    known = candidate.hit.population >= TOWN_ABROAD or is_well_known(candidate)
    return exact and (known or candidate.hit.is_capital)


def _is_world_city(candidate: Candidate) -> bool:
    floor = KNOWN_CITY if is_well_known(candidate) else WORLD_CITY
    return candidate.hit.population >= floor or candidate.hit.is_capital


def merge_neighbours(
    candidates: Sequence[Candidate], gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    """Drop places that only share a name with a near one that owns it.

    Delhi is called New Delhi by many, yet there is a New Delhi, inside it.
    """
    owners = [c for c in candidates[:MERGED] if c.hit.tags & CANONICAL and c.hit.kind == "city"]
    dropped = {
        other.hit.geonameid
        for other in candidates[:MERGED]
        for owner in owners
        if not other.hit.tags & CANONICAL
        and other.hit.country == owner.hit.country
        and _distance_km(owner, other, gazetteer) < NEAR_KM
    }
    return tuple(c for c in candidates if c.hit.geonameid not in dropped)


def _distance_km(a: Candidate, b: Candidate, gazetteer: Gazetteer) -> float:
    """Return the distance between two places; infinite where one has no coordinates."""
    one, two = gazetteer.place(a.hit.geonameid), gazetteer.place(b.hit.geonameid)
    if one is None or two is None or one.latitude is None or two.latitude is None:
        return math.inf
    if one.longitude is None or two.longitude is None:
        return math.inf
    north = (one.latitude - two.latitude) * KM_PER_DEGREE
    east = (one.longitude - two.longitude) * KM_PER_DEGREE * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)


def decide_jointly(lists: Sequence[tuple[Candidate, ...]]) -> tuple[tuple[Candidate, ...], ...]:
    """Reweigh the candidates of a list's names by the countries of its sure members.

    Args:
        lists: For each name its candidates, best first.

    Returns:
        The same, each candidate's strength multiplied by how well its country fits the others'.
    """
    current = list(lists)
    for _ in range(ROUNDS):
        votes = [_vote(candidates) for candidates in current]
        counts = Counter(vote for vote in votes if vote)
        current = [
            _reweigh(candidates, counts - Counter([vote] if vote else []))
            for candidates, vote in zip(lists, votes, strict=True)
        ]
    return tuple(current)


def _vote(candidates: Sequence[Candidate]) -> str | None:
    """Return the country of a sure name, ``None`` for an unsure one."""
    total = sum(candidate.strength for candidate in candidates)
    by_country: Counter[str] = Counter()
    for candidate in candidates:
        by_country[candidate.hit.country] += 0  # keep first-seen order
        by_country[candidate.hit.country] = int(
            by_country[candidate.hit.country] + candidate.strength
        )
    if not total:
        return None
    country, strength = by_country.most_common(1)[0]
    return country if strength / total >= SURE_SHARE else None


def _reweigh(candidates: Sequence[Candidate], others: Counter[str]) -> tuple[Candidate, ...]:
    """Multiply strengths by the share of the candidate's country among the others, smoothed."""
    total = sum(others.values())
    if total == 0:
        return tuple(candidates)
    # What a country without a vote gets: nearly nothing where all others agree, a fair share
    # where each name is from another country. 1/16 n³ lets four agreeing neighbours outweigh a
    # population ratio of 400 (Paris in Texas), and one neighbour no more than 16.
    mixed = 0.15 * (len(others) - 1) / total
    floor = mixed + 1 / (16 * total**3)
    weighed = (
        replace(c, strength=c.strength * (others[c.hit.country] / total + floor))
        for c in candidates
    )
    return tuple(sorted(weighed, key=lambda c: (-c.strength, c.hit.geonameid)))
