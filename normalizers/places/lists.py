"""Match a column or an enumeration: as its report's country has it, or as the whole world.

A list is decided as a whole. The countries printed beside its names hold where its places lie in
them; the report's country is preferred unless the list is one of the world's cities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crossfoot.model import Decision, Match
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import Gazetteer
from crossfoot.normalizers.places.keys import squash


def is_place(match: Match) -> bool:
    """Say whether a match makes its list one of places: sure, or one of several of its name."""
    return match.status == "matched" or (match.status == "review" and match.method == "exact")


def match_list(
    queries: Sequence[NameQuery], gazetteer: Gazetteer, decisions: tuple[Decision, ...]
) -> tuple[Match, ...]:
    """Match a column, with the countries beside it only where its places lie in them.

    A column of countries may say something else: where a patient of that state had travelled.
    """
    matches = match_names(queries, gazetteer, decisions)
    if any(query.country for query in queries):
        alone = [replace(query, country=None) for query in queries]
        without = match_names(alone, gazetteer, decisions)
        if sum(map(is_place, without)) > sum(map(is_place, matches)):
            return without
    home = next((query.home for query in queries if query.home), None)
    return _of_the_world(queries, matches, home, gazetteer, decisions) if home else matches


def _of_the_world(
    queries: Sequence[NameQuery],
    matches: tuple[Match, ...],
    home: str,
    gazetteer: Gazetteer,
    decisions: tuple[Decision, ...],
) -> tuple[Match, ...]:
    """Return the matches of a list of the world's cities without the report's country's favour.

    A list is one when more of its names are cities abroad than places of the country; a letter or
    two off, a name stays at home all the same.
    """
    alone = match_names([replace(query, home=None) for query in queries], gazetteer, decisions)
    abroad = {squash(m.name) for m in alone if _is_city_of(m, home, same=False)}
    own = {squash(m.name) for m in matches if _is_city_of(m, home, same=True)}
    if len(abroad) <= len(own):
        return matches
    return tuple(
        near if _is_misspelt(far) and len(own) > 0 else far
        for near, far in zip(matches, alone, strict=True)
    )


def _is_city_of(match: Match, country: str, *, same: bool) -> bool:
    place = match.place
    is_sure = match.status == "matched" and not _is_misspelt(match)
    return place is not None and is_sure and (place.country == country) == same


def _is_misspelt(match: Match) -> bool:
    return match.method in ("fuzzy", "ocr")
