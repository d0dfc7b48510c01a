"""Decide which names of the gazetteer in a report's texts are mentions of places.

In go pieces of text: blocks, captions, headers, cells of any column; out come mentions. A wrong one
is worse than a missing one: a name that is also a word or a first name is a place where the text
says so, there or elsewhere in the report; a town abroad is one where it is known and located.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.model import Box, CityMention, Decision, Language, Match, Place
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import REGIONS, Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.names import written_out
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.places.texts.callings import called_name, called_names
from crossfoot.normalizers.places.texts.running_text import (
    Found,
    Sign,
    find_names,
    join_lists,
    small_words,
)

KNOWN_ABROAD = 300_000
"""A city of another country is taken from a sentence that only prints it, from this size on."""

KNOWN_ALONE = 15_000
"""A word at the beginning of a text, or among capitals, is a town of this size and more."""

MIN_LACKING = 3
"""Longer names are missed in the gazetteer where a text calls them towns."""

SURE_METHODS = frozenset({"exact", "folded", "context", "decision"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a report and where it stands.

    Attributes:
        box_of: Returns the box of a name in it.
        table: Id of its table, ``None`` outside tables.
        is_cell: Whether it is a cell, in which a name alone may be anything.
        language: Of the text.
    """

    text: str
    page: int
    box_of: Callable[[str], Box]
    language: Language | None
    table: str | None = None
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name in a piece, and what it was matched to."""

    piece: Piece
    found: Found
    query: NameQuery
    match: Match


def find_in_pieces(
    pieces: Sequence[Piece],
    gazetteer: Gazetteer,
    home: str | None,
    decisions: Iterable[Decision] = (),
    known: Iterable[CityMention] = (),
) -> Iterator[CityMention]:
    """Yield the mentions of places in texts.

    Args:
        pieces: In reading order.
        gazetteer: Whose names are looked for.
        home: Country of the report, ``None`` where unknown.
        decisions: What people decided about names of this report's series.
        known: Mentions in columns of places, which the texts may repeat.
    """
    small = small_words([piece.text for piece in pieces])
    seen = tuple(_look(pieces, gazetteer, home, tuple(decisions)))
    sure = _sure(seen, known, home)
    judge = _Judge(gazetteer, home, small, sure)
    taken = [one for one in seen if judge.is_meant(one)]
    region = _territory(taken, home)
    placed = tuple(_placed(seen, taken, region, gazetteer))
    for one in placed:
        yield CityMention(
            one.match, one.piece.page, one.piece.box_of(one.found.name), one.piece.table
        )
    if home:
        yield from _lacking(pieces, gazetteer, home)


def _lacking(pieces: Iterable[Piece], gazetteer: Gazetteer, home: str) -> Iterator[CityMention]:
    """Yield the names that the texts call towns and that the gazetteer lacks, once a page."""
    told: set[tuple[int, str]] = set()
    reason = f"called a town, and no place of this name is known in {home}"
    for piece in pieces:
        for name in map(called_name, called_names(piece.text)):
            key = squash(name)
            is_new = (piece.page, key) not in told and len(key) > MIN_LACKING
            if not is_new or gazetteer.is_common(name.split()[0]):
                continue
            if _is_begun(name, gazetteer, home):
                continue
            told.add((piece.page, key))
            match = Match(name, None, "none", 0.0, "none", "review", None, reason)
            yield CityMention(match, piece.page, piece.box_of(name), piece.table)


def _is_begun(name: str, gazetteer: Gazetteer, home: str) -> bool:
    """Say whether the first words of a name are a place: "Dakar Plateau" goes on after it."""
    said = name.split()
    keys = [squash(" ".join(said[:length])) for length in range(1, len(said) + 1)]
    return any(gazetteer.find(key) or gazetteer.find_small(key, home) for key in keys)


def _look(
    pieces: Sequence[Piece],
    gazetteer: Gazetteer,
    home: str | None,
    decisions: tuple[Decision, ...],
) -> Iterator[_Seen]:
    """Yield all names of the gazetteer that stand as names, with their matches."""
    for piece in pieces:
        names = join_lists(tuple(find_names(piece.text, gazetteer, home)), piece.text)
        names = tuple(one for one in names if find_world_region(one.name) is None)
        queries = [query_of(one, piece.language, home) for one in names]
        matches = match_names(queries, gazetteer, decisions, joint=False)
        yield from map(_Seen, [piece] * len(names), names, queries, matches)


def query_of(found: Found, language: Language | None, home: str | None) -> NameQuery:
    """Return what is asked about a name in a text; `crossfoot match` is asked the same."""
    return NameQuery(
        found.name,
        language,
        region=found.beside or None,
        kind="admin1" if found.is_region else "none",
        home=home,
        said=found.sign >= Sign.INSIDE,
    )


def _sure(
    seen: Iterable[_Seen], known: Iterable[CityMention], home: str | None
) -> frozenset[tuple[str, int]]:
    """Return (squash key, id) of the places that the report surely names somewhere."""
    matches = [one.match for one in seen if _is_surely_named(one, home)]
    matches += [mention.match for mention in known]
    return frozenset(
        (squash(match.name), match.place.geonameid)
        for match in matches
        if match.place is not None and match.status == "matched"
    )


def _is_surely_named(one: _Seen, home: str | None) -> bool:
    """Say whether the text calls it a place, or has several words for it within a sentence."""
    is_exact = one.match.method in SURE_METHODS
    is_long = not one.found.is_single and not _is_by_the_way(one, home)
    return is_exact and (one.found.sign == Sign.SAID or (one.found.sign >= Sign.INSIDE and is_long))


@dataclass(frozen=True, slots=True)
class _Judge:
    """What decides whether a name is meant as a place.

    Attributes:
        small: Keys of the words that the report prints in small letters.
        sure: (squash key, id) of the places that it surely names.
    """

    gazetteer: Gazetteer
    home: str | None
    small: frozenset[str]
    sure: frozenset[tuple[str, int]]

    def is_meant(self, one: _Seen) -> bool:
        """Say whether a name in a text is a mention of the place it was matched to."""
        match, place = one.match, one.match.place
        if match.status != "matched" or place is None or match.method not in SURE_METHODS:
            return False
        if (squash(match.name), place.geonameid) in self.sure:
            return True
        if self._is_doubtful(one) or self._is_alone(one) or _is_by_the_way(one, self.home):
            return False
        if one.found.sign < Sign.SAID and _is_parted_otherwise(one):
            return False
        return one.found.sign == Sign.SAID or self._is_near_or_known(one.found, place)

    def _is_doubtful(self, one: _Seen) -> bool:
        """Say whether a name may be a word or a first name, and the text does not settle it."""
        found, people = one.found, _people(one)
        if not found.is_single or found.sign == Sign.SAID:
            return False
        if squash(found.name) in self.small:
            return True
        if self.gazetteer.is_given_name(found.name) and found.sign < Sign.LOCATED:
            return True
        at_home = one.match.place is not None and one.match.place.country == self.home
        if not self.gazetteer.is_common(found.name):
            return False
        if at_home and people >= KNOWN_ALONE:
            return found.sign < Sign.INSIDE
        return found.sign < Sign.LOCATED or not (at_home or people >= KNOWN_ABROAD)

    def _is_alone(self, one: _Seen) -> bool:
        """Say whether nothing but a name speaks for a small place, or for a cell's content."""
        if one.found.sign > Sign.BARE:
            return False
        if one.piece.is_cell and squash(one.piece.text) == squash(one.found.name):
            return True
        people = _people(one)
        is_region = one.match.kind in REGIONS
        return one.found.is_single and people < KNOWN_ALONE and not is_region

    def _is_near_or_known(self, found: Found, place: Place) -> bool:
        if place.country == self.home:
            return True
        size = place.population or 0
        if found.sign >= Sign.LOCATED:
            return True
        return size >= KNOWN_ABROAD and (self.home is None or found.sign == Sign.INSIDE)


def _people(one: _Seen) -> int:
    return one.match.place.population or 0 if one.match.place else 0


def _is_parted_otherwise(one: _Seen) -> bool:
    """Say whether a name has more or fewer words than its place: "Le SME" is not Lesme."""
    place, key = one.match.place, squash(one.found.name)
    names = (place.name, place.name_fr, place.name_en, place.name_es) if place else ()
    alike = [name for name in names if name and squash(name) == key]
    return bool(alike) and all(_parts(name) != _parts(one.found.name) for name in alike)


def _parts(name: str) -> int:
    return len(re.split(r"[\s\u2010\u2011'’-]+", name))


def _is_by_the_way(one: _Seen, home: str | None) -> bool:
    """Say whether a place is only also called so: a small one, or one abroad."""
    place = one.match.place
    if place is None or one.found.sign == Sign.SAID or one.match.kind in REGIONS:
        return False
    if place.country == home and (one.found.sign >= Sign.LOCATED or _people(one) >= KNOWN_ALONE):
        return False
    names = (place.name, place.name_fr, place.name_en, place.name_es)
    return squash(written_out(one.found.name)) not in {squash(name) for name in names if name}


def _territory(taken: Iterable[_Seen], home: str | None) -> str | None:
    """Return the region of the report's country in which most of its places lie."""
    regions = {
        one.match.place.geonameid: one.match.place.admin1
        for one in taken
        if one.match.place is not None and one.match.place.country == home
    }
    counts = Counter(region for region in regions.values() if region)
    (first, count), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if count > second else None


def _placed(
    seen: Sequence[_Seen], taken: Sequence[_Seen], region: str | None, gazetteer: Gazetteer
) -> Iterator[_Seen]:
    """Yield what is taken, and the namesakes that the report's own region settles."""
    chosen = set(map(id, taken))
    for one in seen:
        if id(one) in chosen:
            yield one
        elif region and one.found.sign >= Sign.INSIDE and _is_open_namesake(one.match):
            query = replace(one.query, region=region)
            (match,) = match_names([query], gazetteer, joint=False)
            if match.status == "matched" and match.place and match.place.admin1 == region:
                yield replace(one, match=match)


def _is_open_namesake(match: Match) -> bool:
    return match.status == "review" and "nearly as likely" in match.reason
