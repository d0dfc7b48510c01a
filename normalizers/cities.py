"""Printed names → places, with evidence: Bruxelles, Brussels and Bruselas are one, "Total" none.

:func:`match_names` decides a list of names together. Each name goes through the same stages, and
the first that settles it stops: a person's decision, words that are no place, exact names, names
with errors in them, context. A wrong match is worse than a missing one: a close race is a
"review", a name nobody knows is "rejected", and what is no place at all is "not_a_city".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.model import Decision, Language, Match, MatchStatus, Place, PlaceKind
from normalizers.gazetteer import CANONICAL, Gazetteer
from normalizers.place_context import (
    Hints,
    apply_hints,
    decide_jointly,
    merge_neighbours,
    read_hints,
)
from normalizers.place_keys import squash
from normalizers.place_lookup import Candidate, find_exact, find_similar, is_well_known
from normalizers.place_regions import find_world_region
from normalizers.place_text import Reading, clean_text, read_name
from normalizers.place_words import NO_PLACE

CLEAR_MARGIN = 5.0
"""How many times stronger the best candidate must be than the next to be taken unseen."""

CLEAR_MARGIN_IN_COUNTRY = 3.0
"""The same where the country is known: within one, the largest town of a name is mostly meant."""

MAX_SPELLINGS_BONUS = 5.0
"""A place with many more spellings than its rival is better known; this caps what that adds."""

MIN_ALTERNATE_POPULATION = 200_000
"""An untagged alternate is taken unseen for cities of this size only."""

FAR_FETCHED = 0.15
"""Readings from this cost on are not tried for common words ("Sound" is no Sund)."""

WELL_KNOWN_POPULATION = 150_000
"""From this size on a city is meant by a common word that is its name, too."""

MIN_MISSPELT_POPULATION = 100_000
"""Misspelt names of smaller towns are for a person to see."""

MIN_HOMONYM_POPULATION = 100_000
"""A city that has the name of another country is thought of from this size on."""

_NOT_A_NAME = re.compile(
    r"^[\W\d_]*$|\d[\d\s.,/-]{2,}|^\d+\s|%|€|\$|@|www\.|https?:", re.IGNORECASE
)
MAX_WORDS = 7


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A printed name and what stands around it.

    Attributes:
        name: As printed.
        language: Of the report.
        country: ISO code or name of the country column's cell.
        region: Text of a region column ("Gyeonggi").
        heading: Heading above the row ("Afrique").
        siblings: Other names of its list, where they are not queries themselves.
    """

    name: str
    language: Language | None = None
    country: str | None = None
    region: str | None = None
    heading: str | None = None
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query on its way through the stages: settled, or with candidates left."""

    query: NameQuery
    hints: Hints
    candidates: tuple[Candidate, ...] = ()
    settled: Match | None = None
    country: str | None = None
    """Code of the country that has the same name ("Singapour", "Túnez")."""


def match_names(
    names: Sequence[NameQuery],
    gazetteer: Gazetteer,
    decisions: Iterable[Decision] = (),
    *,
    joint: bool = True,
) -> tuple[Match, ...]:
    """Match a list of printed names to places.

    Args:
        names: The list, in its order.
        gazetteer: Where places are looked up.
        decisions: What people decided; those for other languages are passed over.
        joint: Whether the names form one list and speak for each other. A query's own siblings
            always speak for it.

    Returns:
        One match per name, in order.
    """
    known = {(d.language, squash(clean_text(d.name))): d for d in decisions}
    lookups = [_look_up(query, gazetteer, known) for query in names]
    if joint:
        weighed = decide_jointly([lookup.candidates for lookup in lookups])
        lookups = [replace(a, candidates=b) for a, b in zip(lookups, weighed, strict=True)]
    return tuple(
        _verdict(_with_siblings(lookup, gazetteer), lookups if joint else (), gazetteer)
        for lookup in lookups
    )


def find_unused(decisions: Iterable[Decision], matches: Iterable[Match]) -> tuple[Decision, ...]:
    """Return the decisions that no match went by: the name has gone, or is printed otherwise.

    Args:
        decisions: Those that were given to `match_names` or `find_mentions`.
        matches: All matches of the reports they are for.
    """
    used = {squash(clean_text(match.name)) for match in matches if match.method == "decision"}
    return tuple(d for d in decisions if squash(clean_text(d.name)) not in used)


def _look_up(
    query: NameQuery,
    gazetteer: Gazetteer,
    decisions: dict[tuple[Language | None, str], Decision],
) -> Lookup:
    """Run the stages that need no other name of the list."""
    text = clean_text(query.name)
    key = squash(text)
    decision = decisions.get((query.language, key)) or decisions.get((None, key))
    if decision is not None:
        return Lookup(query, Hints(), settled=_decided(query, decision, gazetteer))
    reason = _why_no_place(query.name, text, key)
    if reason:
        return Lookup(query, Hints(), settled=_no_place(query, reason))
    candidates = find_exact(_readings(query, text, gazetteer), gazetteer, query.language)
    country = gazetteer.country_of(text, query.language)
    if country is not None:
        candidates = _beside_country(candidates, country, query.language)
        if not candidates:
            return Lookup(query, Hints(), settled=_no_place(query, f"“{text}” is a country"))
    if not candidates:
        readings = _readings(query, text, gazetteer)
        candidates = find_similar(readings, gazetteer, query.language)
    hints = _hints_of(query, candidates, gazetteer)
    fitting = merge_neighbours(apply_hints(candidates, hints, gazetteer), gazetteer)
    return Lookup(query, hints, fitting, None, country)


def _readings(query: NameQuery, text: str, gazetteer: Gazetteer) -> Iterator[Reading]:
    """Yield the readings of a query's name, without far-fetched ones of a common word."""
    for reading in read_name(query.name, query.language):
        if reading.cost < FAR_FETCHED or not gazetteer.is_common(text):
            yield reading


def _why_no_place(name: str, text: str, key: str) -> str:
    """Return why a text can be no place name, "" when it can."""
    if not any(char.isalpha() for char in key) or len(key) < 2:
        return "no name is left when marks and digits are taken away"
    if key in NO_PLACE or squash(name) in NO_PLACE:
        return f"“{text}” is a word of tables, not a place"
    if find_world_region(text) is not None:
        return f"“{text}” is a region of the world"
    if _NOT_A_NAME.search(text) or len(text.split()) > MAX_WORDS:
        return "numbers or a whole sentence, not a name"
    return ""


def _beside_country(
    candidates: Iterable[Candidate], country: str, language: Language | None
) -> tuple[Candidate, ...]:
    """Return the cities that a country's name may mean all the same.

    Those that bear the name of their own country ("Singapour", "Túnez"), and large ones of
    another that own the name ("Granada", Grenada in Spanish).
    """
    return tuple(
        c
        for c in candidates
        if c.hit.kind == "city"
        and (
            (c.hit.country == country and _has_name(c, language))
            or (c.hit.tags & CANONICAL and c.hit.population >= MIN_HOMONYM_POPULATION)
        )
    )


def _has_name(candidate: Candidate, language: Language | None) -> bool:
    return candidate.hit.is_named(language) if language else candidate.is_named


def _hints_of(query: NameQuery, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> Hints:
    """Gather the hints of the query's context and of the text beside the name itself."""
    texts = list(candidates[0].reading.hints) if candidates else []
    country = query.country
    if country and not (len(country) == 2 and country.isupper()):
        country = gazetteer.country_of(country)
    hints = read_hints(texts, gazetteer, None, None)
    context = read_hints([query.region] if query.region else [], gazetteer, country, query.heading)
    return Hints(
        hints.country or context.country,
        hints.region or context.region,
        hints.world or context.world,
        hints.unknown,
    )


def _with_siblings(lookup: Lookup, gazetteer: Gazetteer) -> Lookup:
    """Let the query's own siblings speak for its candidates."""
    siblings = lookup.query.siblings
    if lookup.settled or not siblings or len(lookup.candidates) == 0:
        return lookup
    language = lookup.query.language
    others = [
        find_exact(tuple(read_name(name, language))[:4], gazetteer, language) for name in siblings
    ]
    weighed = decide_jointly([lookup.candidates, *others])
    return replace(lookup, candidates=weighed[0])


def _decided(query: NameQuery, decision: Decision, gazetteer: Gazetteer) -> Match:
    """Return the match that a person's decision makes."""
    reason = f"decided by {decision.author} on {decision.date}: {decision.reason}"
    if decision.geonameid is None:
        return Match(query.name, None, "none", 1.0, "decision", "not_a_city", None, reason)
    place = gazetteer.place(decision.geonameid)
    if place is None:
        reason = f"{reason} (id {decision.geonameid} is not in the gazetteer)"
        return Match(query.name, None, "none", 0.0, "decision", "review", None, reason)
    kind = _kind_of(query, place.kind)
    return Match(query.name, place, kind, 1.0, "decision", "matched", None, reason)


def _kind_of(query: NameQuery, kind: PlaceKind) -> PlaceKind:
    """Return what a name calls itself, or the kind of its place when it does not say."""
    said = [r.kind for r in read_name(query.name, query.language) if r.kind != "none"]
    return said[-1] if said else kind


def _no_place(query: NameQuery, reason: str) -> Match:
    return Match(query.name, None, "none", 0.0, "vocabulary", "not_a_city", None, reason)


def _verdict(lookup: Lookup, others: Sequence[Lookup], gazetteer: Gazetteer) -> Match:
    """Turn what is left of a query's candidates into a match."""
    name = lookup.query.name
    if lookup.settled is not None:
        return lookup.settled
    if not lookup.candidates:
        return Match(
            name, None, "none", 0.0, "none", "rejected", None, "no place of this name is known"
        )
    best = lookup.candidates[0]
    with_context = _has_context(lookup, others)
    rival = _rival(lookup.candidates, with_context=with_context)
    doubt = _doubt(lookup, best, rival, others, gazetteer)
    status: MatchStatus = "review" if doubt else "matched"
    place = gazetteer.place(best.hit.geonameid)
    runner_up = gazetteer.place(rival.hit.geonameid) if rival else None
    kind = best.reading.kind if best.reading.kind not in ("none",) else best.hit.kind
    margin = _margin(best, rival, with_context=with_context)
    score = _score(best, margin, doubt=bool(doubt))
    reason = _reason(best, place, runner_up, doubt)
    method = "context" if _is_by_context(lookup, rival) else best.method
    return Match(name, place, _as_kind(kind), score, method, status, runner_up, reason)


def _as_kind(kind: str) -> PlaceKind:
    kinds: dict[str, PlaceKind] = {
        "metro": "metro",
        "admin1": "admin1",
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
    known_country = hints.country is not None or (
        rival is not None
        and rival.hit.country == best.hit.country
        and bool(lookup.query.siblings or others)
    )
    needed = CLEAR_MARGIN_IN_COUNTRY if known_country else CLEAR_MARGIN
    if _margin(best, rival, with_context=_has_context(lookup, others)) < needed:
        return "another place of this name is nearly as likely"
    if hints.unknown:
        return f"“{hints.unknown[0]}” beside the name is unknown"
    if best.reading.cost >= 0.3:
        return "the article is missing"
    if not (best.is_named or known_country or _is_famous(best)):
        return "only an alternate spelling of a small place"
    if not _is_placed(lookup, best) and gazetteer.longer_name(best.hit, lookup.query.name):
        return "a small place whose name begins that of a large city"
    if not _is_placed(lookup, best) and gazetteer.larger_namesake(best.hit):
        return "a larger city has the same name in its own language"
    if _is_by_chance(lookup, best, others, gazetteer):
        return "a common word, and the place is not well known by it"
    if best.method == "fuzzy":
        return _fuzzy_doubt(best)
    return _country_or_region_doubt(lookup, best, others)


def _is_by_chance(
    lookup: Lookup, best: Candidate, others: Sequence[Lookup], gazetteer: Gazetteer
) -> bool:
    """Say whether a common word is a place's name by chance, as far as one can tell.

    "Police", "Plaisir" and "Normal" are towns, "Centrale" is a region; "Nice" and "Sucre" are
    known enough to be meant, and so is any town among other places.
    """
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
    if best.hit.kind == "admin1" and best.reading.kind != "admin1":
        has_list = sum(bool(o.candidates) for o in others) > 2 or bool(lookup.query.siblings)
        has_context = lookup.hints.country or lookup.hints.world or has_list
        if not has_context and _is_in_europe(best):
            return "a region, and nothing beside it says that a region is meant"
    return ""


def _is_in_europe(best: Candidate) -> bool:
    """Say whether a region is European: those mostly stand for geography in reports.

    "Catalogne" heads a paragraph; Gauteng or Minas Gerais are members like cities.
    """
    europe = find_world_region("europe")
    return europe is not None and best.hit.country in europe.certain


def _is_by_context(lookup: Lookup, rival: Candidate | None) -> bool:
    """Say whether context, not the name alone, put the best candidate first."""
    hints = lookup.hints
    return rival is not None and bool(
        hints.country or hints.region or hints.world or lookup.query.siblings
    )


def _score(best: Candidate, margin: float, *, doubt: bool) -> float:
    """Return how sure the match is, 0 to 1, from its method, its readings and its margin."""
    base = {"exact": 1.0, "folded": 0.95, "ocr": 0.85, "fuzzy": 0.9}[best.method]
    base -= best.reading.cost + (0.08 * best.edits if best.method == "fuzzy" else 0.0)
    base -= 0.1 / max(margin, 1.0)
    return round(max(min(base, 0.59 if doubt else 1.0), 0.05), 3)


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
