"""Printed names → places, with evidence: Bruxelles, Brussels and Bruselas are one, "Total" none.

:func:`match_names` decides a list of names together. Each name goes through the same stages, and
the first that settles it stops: a person's decision, words that are no place, exact names, names
with errors in them, context. A wrong match is worse than a missing one: a close race is a
"review", a name nobody knows is "rejected", and what is no place at all is "not_a_city".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from crossfoot.model import Decision, Language, Match, PlaceKind
from crossfoot.normalizers.places.context import (
    Hints,
    apply_hints,
    decide_jointly,
    merge_neighbours,
    prefer_home,
    read_hints,
)
from crossfoot.normalizers.places.gazetteer import CANONICAL, Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.lookup import Candidate, find_exact, find_similar
from crossfoot.normalizers.places.names import Reading, clean_text, read_name
from crossfoot.normalizers.places.query import Lookup, NameQuery
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.places.verdict import settle
from crossfoot.normalizers.places.words import no_places

__all__ = ["NameQuery", "decisions_for", "find_unused", "match_names"]

FAR_FETCHED = 0.15
"""Readings from this cost on are not tried for common words ("Sound" is no Sund)."""

MIN_HOMONYM_POPULATION = 100_000
"""A city that has the name of another country is thought of from this size on."""

_NOT_A_NAME = re.compile(
    r"^[\W\d_]*$|\d[\d\s.,/-]{2,}|^\d+\s|%|€|\$|@|www\.|https?:", re.IGNORECASE
)
MAX_WORDS = 7


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
    looked_up = {query: _look_up(query, gazetteer, known) for query in dict.fromkeys(names)}
    lookups = [looked_up[query] for query in names]
    if joint:
        weighed = decide_jointly([lookup.candidates for lookup in lookups])
        lookups = [replace(a, candidates=b) for a, b in zip(lookups, weighed, strict=True)]
    settled: dict[NameQuery, Match] = {}  # a column may say the same thousands of times
    for query, lookup in zip(names, lookups, strict=True):
        if query not in settled:
            one = _with_siblings(lookup, gazetteer)
            settled[query] = settle(one, lookups if joint else (), gazetteer)
    return tuple(settled[query] for query in names)


def decisions_for(
    decisions: Iterable[Decision], *, series: str, language: Language
) -> tuple[Decision, ...]:
    """Return the decisions that hold for reports of a series in a language."""
    return tuple(
        decision
        for decision in decisions
        if decision.series in ("", series) and decision.language in (None, language)
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
    return _look_up_place(query, gazetteer)


@lru_cache(maxsize=4096)
def _look_up_place(query: NameQuery, gazetteer: Gazetteer) -> Lookup:
    """Look a name up that nobody has decided; the tables of a report name the same places."""
    text = clean_text(query.name)
    reason = _why_no_place(query, text, squash(text))
    if reason:
        return Lookup(query, Hints(), settled=_no_place(query, reason))
    near = _country_code(query, gazetteer) or query.home
    candidates = find_exact(_readings(query, text, gazetteer), gazetteer, query.language, near)
    country = gazetteer.country_of(text, query.language)
    if country is not None:
        at_home = query.home if query.said or query.region else None
        candidates = _beside_country(candidates, country, query.language, at_home)
        if not candidates:
            return Lookup(query, Hints(), settled=_no_place(query, f"“{text}” is a country"))
    if not candidates:
        readings = _readings(query, text, gazetteer)
        candidates = find_similar(readings, gazetteer, query.language)
    hints = _hints_of(query, candidates, gazetteer)
    fitting = merge_neighbours(apply_hints(candidates, hints, gazetteer), gazetteer)
    if query.home and not hints.country and not _is_elsewhere(hints, query.home):
        preferred = prefer_home(fitting, query.home)
        return Lookup(query, hints, preferred, None, country, bool(fitting) and not preferred)
    return Lookup(query, hints, fitting, None, country)


def _is_elsewhere(hints: Hints, home: str) -> bool:
    """Say whether a heading names a part of the world that a country is not in."""
    return hints.world is not None and home not in hints.world.certain | hints.world.possible


def _country_code(query: NameQuery, gazetteer: Gazetteer) -> str | None:
    """Return the code of the country that a query says a place lies in."""
    country = query.country
    if country and not (len(country) == 2 and country.isupper()):
        return gazetteer.country_of(country)
    return country


def _readings(query: NameQuery, text: str, gazetteer: Gazetteer) -> Iterator[Reading]:
    """Yield the readings of a query's name, without far-fetched ones of a common word."""
    for reading in read_name(query.name, query.language):
        if reading.cost < FAR_FETCHED or not gazetteer.is_common(text):
            yield replace(reading, kind=query.kind) if reading.kind == "none" else reading


def _why_no_place(query: NameQuery, text: str, key: str) -> str:
    """Return why a text can be no place name, "" when it can."""
    if not any(char.isalpha() for char in key) or len(key) < 2:
        return "no name is left when marks and digits are taken away"
    never = no_places(query.language if query.home else None)
    if key in never or squash(query.name) in never:
        return f"“{text}” is a word of tables, not a place"
    if find_world_region(text) is not None:
        return f"“{text}” is a region of the world"
    if _NOT_A_NAME.search(text) or len(text.split()) > MAX_WORDS:
        return "numbers or a whole sentence, not a name"
    return ""


def _beside_country(
    candidates: Iterable[Candidate], country: str, language: Language | None, home: str | None
) -> tuple[Candidate, ...]:
    """Return the cities that a country's name may mean all the same.

    Those of the report's country where the text says that a place is meant, those that bear the
    name of their own country ("Singapour", "Túnez"), and large ones of another that own the name
    ("Granada", Grenada in Spanish).
    """
    return tuple(
        c
        for c in candidates
        if c.hit.kind == "city"
        and (
            (c.hit.country == home and country != home)
            or (c.hit.country == country and _has_name(c, language))
            or (c.hit.tags & CANONICAL and c.hit.population >= MIN_HOMONYM_POPULATION)
        )
    )


def _has_name(candidate: Candidate, language: Language | None) -> bool:
    return candidate.hit.is_named(language) if language else candidate.is_named


def _hints_of(query: NameQuery, candidates: Sequence[Candidate], gazetteer: Gazetteer) -> Hints:
    """Gather the hints of the query's context and of the text beside the name itself."""
    texts = list(candidates[0].reading.hints) if candidates else []
    country = _country_code(query, gazetteer)
    hints = read_hints(texts, gazetteer, None, None, country or query.home)
    context = read_hints(
        [query.region] if query.region else [], gazetteer, country, query.heading, query.home
    )
    nearer = hints if hints.region else context
    return Hints(
        country=hints.country or context.country,
        region=nearer.region,
        regions=nearer.regions,
        world=hints.world or context.world,
        unknown=hints.unknown,
    )


def _with_siblings(lookup: Lookup, gazetteer: Gazetteer) -> Lookup:
    """Let the query's own siblings speak for its candidates."""
    siblings = lookup.query.siblings
    if not siblings:
        return lookup
    language = lookup.query.language
    others = [
        find_exact(tuple(read_name(name, language))[:4], gazetteer, language, lookup.query.home)
        for name in siblings
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
