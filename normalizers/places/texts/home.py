"""Which country the places of a report mostly lie in: the one whose villages it may mean.

What a report says of its country decides first (:mod:`normalizers.places.country`); where it says
nothing, its places do: the cities that it names, and the towns that it calls towns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from crossfoot.normalizers.places.cities import match_names
from crossfoot.normalizers.places.country import find_country
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.query import NameQuery
from crossfoot.normalizers.places.texts.callings import called_names
from crossfoot.normalizers.places.texts.running_text import Sign, find_names, join_lists

if TYPE_CHECKING:
    from crossfoot.model import Block, Language, Match, Table
    from crossfoot.normalizers.places.gazetteer import Gazetteer

MAJORITY = 2  # times more places in one country than in any other
LEAST_PLACES = 3  # of other names: fewer are places that the report speaks of
MOST_NAMES = 400  # distinct names that are asked; a long report repeats itself
MOST_CALLED = 40
LONGEST_NAME = 5  # words


def find_home(
    titles: Sequence[str],
    texts: Sequence[str],
    issuer: str,
    gazetteer: Gazetteer,
    language: Language | None,
) -> str | None:
    """Return the ISO 3166-1 code of the country that a report's places lie in, or ``None``.

    Args:
        titles: What the report is called and how it is headed.
        texts: All its texts.
        issuer: The body that issues it, "" where unknown.
        gazetteer: Knows the names of countries and places.
        language: Of the report.
    """
    told = find_country(titles, texts, issuer, gazetteer, language)
    if told:
        return told
    votes = Counter[str]()
    for sign, match in _matches(texts, gazetteer, language):
        if match.place and match.status == "matched":
            votes[match.place.country] += sign
    return (
        _most(votes, LEAST_PLACES) or _most(votes + Counter(_called(texts, gazetteer)), 2) or None
    )


def texts_of(tables: Iterable[Table], blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the texts of a report in which places may be named."""
    return (
        *(block.text for block in blocks),
        *(text for table in tables for text in (table.caption, *(n.text for n in table.notes))),
        *(cell.text for table in tables for cell in table.cells if cell.text[:1].isalpha()),
    )


def _most(votes: Counter[str], least: int) -> str | None:
    """Return the country with far more votes than any other."""
    (first, count), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return first if count >= least and count >= MAJORITY * second else None


def _matches(
    texts: Iterable[str], gazetteer: Gazetteer, language: Language | None
) -> Iterator[tuple[Sign, Match]]:
    """Yield the cities and regions that the texts name, each name once."""
    names: dict[str, tuple[NameQuery, Sign]] = {}
    for text in texts:
        for found in join_lists(tuple(find_names(text, gazetteer, None)), text):
            weak = found.sign <= Sign.INSIDE and found.is_single
            if not (weak and _is_doubtful(found.name, gazetteer)):
                query = NameQuery(found.name, language, region=found.beside or None)
                names.setdefault(squash(found.name), (query, found.sign))
        if len(names) >= MOST_NAMES:
            break
    matches = match_names([query for query, _ in names.values()], gazetteer)
    yield from zip((sign for _, sign in names.values()), matches, strict=True)


def _is_doubtful(name: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.is_common(name) or gazetteer.is_given_name(name)


def _called(texts: Iterable[str], gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the country of each town that only one country has."""
    for name in list(dict.fromkeys(name for text in texts for name in called_names(text)))[
        :MOST_CALLED
    ]:
        said = name.split()
        for length in range(min(LONGEST_NAME, len(said)), 0, -1):
            key = squash(" ".join(said[:length]))
            countries = [
                code for code in gazetteer.small_countries if gazetteer.find_small(key, code)
            ]
            countries += [hit.country for hit in gazetteer.find(key)]
            if countries:
                if len(set(countries)) == 1:
                    yield from countries[:1] * 2
                break
