"""The words around place names: what is no place, and what only qualifies one.

All languages of the vocabulary count: lists of cities mix them. A report's tables are full of words
that are also towns somewhere ("Mars", "Total" is one letter from a city of Japan): what the
vocabulary calls ``never`` is never looked up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.places.keys import squash
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import before_word, with_accents_or_not

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crossfoot.model import Language, PlaceKind
    from crossfoot.vocabulary import Places

Qualifier = tuple[re.Pattern[str], "PlaceKind"]


def _said() -> Places:
    return words(spoken(None)).places


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _keys(group: Iterable[str]) -> frozenset[str]:
    return frozenset(map(squash, group))


@lru_cache(maxsize=16)
def no_places(language: Language | None = None) -> frozenset[str]:
    """Return the squash keys of what is never looked up.

    Args:
        language: Only words of this one: the Spanish "tema" is a city of Ghana's reports.
    """
    said = words((language,)) if language else words(spoken(None))
    return _keys(said.places.never)


@lru_cache(maxsize=1)
def new() -> frozenset[str]:
    """Return the squash keys of first words that English says "New" for: "Nuevo Taipéi"."""
    return _keys(_said().new)


@lru_cache(maxsize=1)
def compass() -> tuple[tuple[str, str], ...]:
    """Return (squash key of a last word, English): "Tangerang du Sud" is South Tangerang."""
    return tuple(
        (squash(word), english) for english, group in _said().compass.items() for word in group
    )


@lru_cache(maxsize=1)
def short_words() -> Mapping[str, str]:
    """Return words of names by their short forms: "ste" is "Sainte", "ft" is "Fort"."""
    return {short: word for word, group in _said().short.items() for short in group}


@lru_cache(maxsize=1)
def online() -> re.Pattern[str]:
    """Return the expression of "Guangzhou et en ligne", "En línea y Quito" without the city."""
    prose = words(spoken(None)).prose
    joint = with_accents_or_not((*prose.and_, *prose.or_))
    apart = with_accents_or_not(_said().online)
    return _any_case(
        rf"(?:[\s,;/(+&–-]+(?:{joint})?\s*{apart}\s*\)?\s*$)"
        rf"|(?:^\s*{apart}\s*(?:[,;/+&–-]|{joint})\s+)"
    )


@lru_cache(maxsize=1)
def qualifiers() -> tuple[Qualifier, ...]:
    """Return what is peeled off a name, and what it says the name is; the first that fits counts.

    Brackets come first: "Barcelone (aire métropolitaine)" and "Barcelone (ville)" are two rows.
    """
    said = _said()
    metro, city, region, government, city_end = map(
        with_accents_or_not,
        (said.metros, said.cities, said.regions, said.governments, said.city_ends),
    )
    of = rf"\s+{before_word(said.of)}"
    inside = r"^(?P<name>.+?)\s*[(\[]\s*{}\s*[)\]]$"
    behind = r"^(?P<name>.+?)[\s,–-]+{}$"
    return (
        (_any_case(inside.format(metro)), "metro"),
        (_any_case(inside.format(city)), "city"),
        (_any_case(inside.format(region)), "admin1"),
        (_any_case(rf"^{metro}{of}(?P<name>.+)$"), "metro"),
        (_any_case(rf"^{city}{of}(?P<name>.+)$"), "city"),
        (_any_case(rf"^{region}{of}(?P<name>.+)$"), "admin1"),
        (_any_case(rf"^{with_accents_or_not(said.greater)}[\s-]+(?P<name>.+)$"), "metro"),
        (_any_case(behind.format(government)), "city"),
        (_any_case(behind.format(metro)), "metro"),
        (_any_case(behind.format(city_end)), "city"),
        (_any_case(behind.format(region)), "admin1"),
        (re.compile(r"^(?P<name>[^-–]{3,}?)\s*[-–]\s*[A-Z]{3,7}$"), "institution"),
    )
