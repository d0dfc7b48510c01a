"""Judge the candidates that are left: a clear winner, or one for a person to look at.

In go a name's candidates, reweighed by their context; out comes its match with score, runner-up
and the reason in one sentence. A wrong match is worse than a missing one: each doubt here turns a
match into a review item and says why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from crossfoot.model import Match, MatchStatus, Place, PlaceKind
from crossfoot.normalizers.places.gazetteer import CANONICAL, REGIONS, Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.lookup import Candidate, is_well_known
from crossfoot.normalizers.places.query import Lookup

CLEAR_MARGIN = 5.0
"""How many times stronger the best candidate must be than the next to be taken unseen."""

CLEAR_MARGIN_IN_COUNTRY = 3.0
"""The same where the country is known: within one, the largest town of a name is mostly meant."""

CLEAR_MARGIN_OF_CITIES, LONG_LIST, LARGE_CITY = 3.0, 20, 1_000_000
"""The same for a city of this size in a list of so many names, most of which are such cities."""

MAX_SPELLINGS_BONUS = 5.0
"""A place with many more spellings than its rival is better known; this caps what that adds."""

MIN_ALTERNATE_POPULATION = 200_000
"""An untagged alternate is taken unseen for cities of this size only."""

WELL_KNOWN_POPULATION = 150_000
"""From this size on a city is meant by a common word that is its name, too."""

MANY_SPELLINGS, TOWN, LONG_NAME = 30, 10_000, 5
"""An alternate of so many letters is believed of a town of so many spellings and people, when it
is nobody else's."""

LARGE_REGION = 1_000_000
"""People in the towns of a region that needs no word beside it to be meant."""

REGION_OF_WORDS = 10_000_000
"""The same of a region whose name is made of common words."""

MIN_MISSPELT_POPULATION = 100_000
"""Misspelt names of smaller towns are for a person to see."""


def settle(lookup: Lookup, others: Sequence[Lookup], gazetteer: Gazetteer) -> Match:
    """Turn what is left of a query's candidates into a match."""
    name = lookup.query.name
    if lookup.settled is not None:
        return lookup.settled
    if not lookup.candidates:
        return _unknown(lookup, gazetteer)
    best = lookup.candidates[0]
    with_context = _has_context(lookup, others)
    rival = _rival(lookup.candidates, with_context=with_context)
    doubt = _doubt(lookup, best, rival, others, gazetteer)
    status: MatchStatus = "review" if doubt else "matched"
    place = gazetteer.place(best.hit.geonameid)
    runner_up = gazetteer.place(rival.hit.geonameid) if rival else None
    said = best.reading.kind
    kind = best.hit.kind if said == "none" or said in REGIONS else said
    margin = _margin(best, rival, with_context=with_context)
    score = _score(best, margin, doubt=bool(doubt))
    reason = _reason(best, place, runner_up, doubt)
    method = "context" if _is_by_context(lookup, rival) else best.method
    return Match(name, place, _as_kind(kind), score, method, status, runner_up, reason)


def _unknown(lookup: Lookup, gazetteer: Gazetteer) -> Match:
    """Return the match of a name without a place: open where the report's country may have one."""
    query = lookup.query
    country = lookup.hints.country or query.home
    reason = "no place of this name is known" + (f" in {country}" if country else "")
    reason += ", only abroad" if lookup.abroad else ""
    may_be_one = query.home is not None and not gazetteer.is_common(query.name)
    status: MatchStatus = "review" if lookup.abroad or may_be_one else "rejected"
    return Match(query.name, None, "none", 0.0, "none", status, None, reason)


def _as_kind(kind: str) -> PlaceKind:
    kinds: dict[str, PlaceKind] = {
        "metro": "metro",
        "admin1": "admin1",
        "admin2": "admin2",
        "institution": "institution",
    }
    return kinds.get(kind, "city")


def _rival(candidates: Sequence[Candidate], *, with_context: bool) -> Candidate | None:
    """Return the candidate that comes closest to the best, all evidence counted."""
    best, *others = candidates
    return min(
        others, key=lambda other: _margin(best, other, with_context=with_context), default=None
    )


def _margin(best: Candidate, rival: Candidate | None, *, with_context: bool) -> float:
    """Return how many times stronger the best is, the better known one favoured.

    Being better known counts against the best only where no context speaks for it: next to
    Texan towns Paris is not the one that all the world spells.
    """
    if rival is None or rival.strength == 0:
        return float("inf")
    spellings = (best.hit.spellings + 1) / (rival.hit.spellings + 1)
    least = 1 / MAX_SPELLINGS_BONUS if rival.is_named and not with_context else 1.0
    return best.strength / rival.strength * min(max(spellings, least), MAX_SPELLINGS_BONUS)


def _has_context(lookup: Lookup, others: Sequence[Lookup]) -> bool:
    hints = lookup.hints
    return bool(
        hints.country or hints.region or hints.world or lookup.query.siblings or len(others) > 2
    )


def _doubt(
    lookup: Lookup,
    best: Candidate,
    rival: Candidate | None,
    others: Sequence[Lookup],
    gazetteer: Gazetteer,
) -> str:
    """Return why a person should look at the best candidate, "" when there is no reason to."""
    hints = lookup.hints
    known_country = (
        hints.country is not None
        or best.hit.country == lookup.query.home
        or (
            rival is not None
            and rival.hit.country == best.hit.country
            and bool(lookup.query.siblings or others)
        )
    )
    if _is_close(lookup, best, rival, others, known_country=known_country):
        return "another place of this name is nearly as likely"
    if hints.unknown:
        return f"“{hints.unknown[0]}” beside the name is unknown"
    if best.reading.cost >= 0.3:
        return "the article is missing"
    if not (best.is_named or known_country or _is_famous(best) or _is_unlike_any(best, rival)):
        return "only an alternate spelling of a small place"
    if doubt := _namesake_doubt(lookup, best, gazetteer):
        return doubt
    if _is_by_chance(lookup, best, others, gazetteer):
        return "a common word, and the place is not well known by it"
    if best.method == "fuzzy":
        return _fuzzy_doubt(best)
    if _is_sole_region(best, rival, gazetteer):
        return ""
    return _country_or_region_doubt(lookup, best, others)


def _namesake_doubt(lookup: Lookup, best: Candidate, gazetteer: Gazetteer) -> str:
    """Return why a larger city may be meant, unless the place is one of the report's country."""
    if _is_placed(lookup, best) or best.hit.country == lookup.query.home:
        return ""
    if gazetteer.longer_name(best.hit, best.reading.name):
        return "a small place whose name begins that of a large city"
    if gazetteer.larger_namesake(best.hit):
        return "a larger city has the same name in its own language"
    return ""


def _is_close(
    lookup: Lookup,
    best: Candidate,
    rival: Candidate | None,
    others: Sequence[Lookup],
    *,
    known_country: bool,
) -> bool:
    """Say whether another candidate is nearly as strong as the best."""
    margin = _margin(best, rival, with_context=_has_context(lookup, others))
    needed = CLEAR_MARGIN_IN_COUNTRY if known_country else CLEAR_MARGIN
    if CLEAR_MARGIN_OF_CITIES <= margin < needed:
        return not _is_one_of_large_cities(best, others)
    return margin < needed


def _is_one_of_large_cities(best: Candidate, others: Sequence[Lookup]) -> bool:
    """Say whether a list is one of large cities: of two Hyderabads it has the larger."""
    sizes = [o.candidates[0].hit.population for o in others if o.candidates]
    large = sum(size >= LARGE_CITY for size in (*sizes, best.hit.population))
    return best.hit.population >= LARGE_CITY and len(sizes) >= LONG_LIST and large * 2 > len(sizes)


def _is_by_chance(
    lookup: Lookup, best: Candidate, others: Sequence[Lookup], gazetteer: Gazetteer
) -> bool:
    """Say whether a common word is a place's name by chance, as far as one can tell.

    "Police", "Plaisir" and "Normal" are towns, "Centrale" is a region; "Nice" and "Sucre" are
    known enough to be meant, and so is any town among other places.
    """
    if lookup.query.said:
        return False
    is_one_word = len(lookup.query.name.replace("-", " ").split()) == 1
    if _is_placed(lookup, best) or len(others) > 2 or best.reading.cost or not is_one_word:
        return False
    well_known = best.hit.kind == "city" and (
        best.hit.population >= WELL_KNOWN_POPULATION or is_well_known(best)
    )
    is_own = best.hit.is_named(lookup.query.language)
    return not (well_known and is_own) and gazetteer.is_common(lookup.query.name)


def _is_placed(lookup: Lookup, best: Candidate) -> bool:
    """Say whether something other than the name speaks for a small place."""
    hints = lookup.hints
    return best.hit.is_capital or bool(
        hints.country or hints.region or hints.world or lookup.query.siblings
    )


def _is_famous(best: Candidate) -> bool:
    return (
        best.hit.population >= MIN_ALTERNATE_POPULATION
        or best.hit.is_capital
        or is_well_known(best)
    )


def _is_unlike_any(best: Candidate, rival: Candidate | None) -> bool:
    """Say whether an alternate of a place that many spell is no other place's name."""
    many = best.hit.spellings >= MANY_SPELLINGS and best.hit.population >= TOWN
    return rival is None and many and len(best.hit.key) >= LONG_NAME


def _is_sole_region(best: Candidate, rival: Candidate | None, gazetteer: Gazetteer) -> bool:
    """Say whether a region's name is no town's and no word: "Gauteng", "East Kalimantan".

    A name in another language keeps a word of its own; "Catalogne" may be meant as the country
    around. Two common words are no name, except that of a region as large as a country: "Minas
    Gerais" is one, "North-West" and "Distrito Nacional" may be many.
    """
    name = best.reading.name.replace("-", " ")
    floor: float = LARGE_REGION
    if gazetteer.is_common(name):
        floor = REGION_OF_WORDS if len(name.split()) > 1 else math.inf
    is_large = best.hit.kind == "admin1" and best.hit.population >= floor
    exact = _keeps_a_word(best, gazetteer) and best.method in ("exact", "folded")
    return rival is None and is_large and exact and len(best.hit.key) >= LONG_NAME


def _keeps_a_word(best: Candidate, gazetteer: Gazetteer) -> bool:
    """Say whether a name is a place's own, or its own in part: "East Kalimantan"."""
    if best.hit.tags & CANONICAL:
        return True
    place = gazetteer.place(best.hit.geonameid)
    own = {squash(word) for word in place.name.split()} if place and best.is_named else set()
    return any(len(word) >= LONG_NAME and word in best.hit.key for word in own)


def _fuzzy_doubt(best: Candidate) -> str:
    """Return why a misspelt name is too uncertain."""
    if best.hit.population < MIN_MISSPELT_POPULATION and not is_well_known(best):
        return "a misspelling of a small place"
    return ""


def _country_or_region_doubt(lookup: Lookup, best: Candidate, others: Sequence[Lookup]) -> str:
    """Return why a name that is a country's or a region's too may not be meant as a place."""
    if lookup.country not in (None, best.hit.country) and not (
        lookup.hints.country or lookup.hints.world or lookup.query.siblings or others
    ):
        return "it is the name of a country, too"
    if lookup.country is not None:
        countries = sum(
            1
            for o in others
            if o is not lookup and o.settled and "is a country" in o.settled.reason
        )
        if others and countries * 2 > len(others):
            return "the names beside it are countries"
    at_home = best.hit.country == lookup.query.home
    if best.hit.kind in REGIONS and best.reading.kind not in REGIONS and not at_home:
        has_list = sum(bool(o.candidates) for o in others) > 2 or bool(lookup.query.siblings)
        has_context = lookup.hints.country or lookup.hints.world or has_list
        if not has_context:
            return "a region, and nothing beside it says that a region is meant"
    return ""


def _is_by_context(lookup: Lookup, rival: Candidate | None) -> bool:
    """Say whether what stands around a name spoke for or against a homonym."""
    hints = lookup.hints
    return rival is not None and bool(
        hints.country or hints.region or hints.world or lookup.query.siblings
    )


def _score(best: Candidate, margin: float, *, doubt: bool) -> float:
    """Return how sure the match is, 0 to 1, from its method, its readings and its margin."""
    base = {"exact": 1.0, "folded": 0.95, "ocr": 0.85, "fuzzy": 0.9}[best.method]
    base -= best.reading.cost + (0.08 * best.edits if best.method == "fuzzy" else 0.0)
    base -= 0.1 / max(margin, 1.0)
    return round(min(base, 0.59) if doubt else base, 3)


_METHODS = {
    "exact": "the name as the gazetteer has it",
    "folded": "a known spelling",
    "ocr": "letters that scans confuse",
    "fuzzy": "a misspelling",
}


def _reason(best: Candidate, place: Place | None, runner_up: Place | None, doubt: str) -> str:
    """Return one sentence that says what decided."""
    name = f"{place.name} ({place.country})" if place else str(best.hit.geonameid)
    how = _METHODS[best.method]
    if best.edits and best.method == "fuzzy":
        how += f", {best.edits} letter{'s' if best.edits > 1 else ''} off"
    if best.reading.step:
        how += f", {best.reading.step}"
    rest = f"; next would be {runner_up.name} ({runner_up.country})" if runner_up else ""
    return f"{name}: {how}{rest}" + (f"; look at it: {doubt}." if doubt else ".")
