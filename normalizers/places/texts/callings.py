"""The expressions of what calls a name a place, and of the small words that hang names together.

All languages of the vocabulary count: reports quote names of any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crossfoot.normalizers.places.keys import squash
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import before_word, either, with_accents_or_not


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=16)
def keys(group: str) -> frozenset[str]:
    """Return the squash keys of a group of words around places, by its name."""
    return frozenset(squash(word) for word in getattr(words(spoken(None)).places, group))


@lru_cache(maxsize=1)
def links() -> frozenset[str]:
    """Return the keys of the small words inside names."""
    said = words(spoken(None)).places
    groups = (*said.name_links, *said.of, *said.articles)
    return frozenset(squash(word) for text in groups for word in text.split())


@lru_cache(maxsize=1)
def small_starts() -> frozenset[str]:
    """Return the keys of the small words that may begin a sentence before a name."""
    said = words(spoken(None))
    groups = (*said.places.before, *said.places.of, *said.places.articles, *said.prose.and_)
    return frozenset(map(squash, groups))


@lru_cache(maxsize=1)
def called() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return expressions of what calls a name a town or a region, before and behind it."""
    said = words(spoken(None)).places
    towns = with_accents_or_not((*said.cities, *said.metros))
    regions = with_accents_or_not(said.regions)
    of = rf"(?:\s+{before_word(said.of)}|\s*:\s*)"
    ends = with_accents_or_not((*said.city_ends, *said.governments, *said.metros))
    return (
        _any_case(rf"(?<!\w){towns}{of}[«“\"]?\s*$"),
        _any_case(rf"(?<!\w){regions}{of}[«“\"]?\s*$"),
        _any_case(rf"^\s+{ends}(?!\w)"),
        _any_case(rf"^\s+{regions}(?!\w)"),
    )


@lru_cache(maxsize=1)
def where() -> re.Pattern[str]:
    """Return the expression of what says where something is, right before a name."""
    said = words(spoken(None)).places
    article = before_word(said.articles)
    return re.compile(rf"(?:^|(?<!\w))(?:{either(said.before)})\s+(?:{article})?$")


@lru_cache(maxsize=1)
def postal_mark() -> re.Pattern[str]:
    """Return the expression of what the post prints behind a town: "CEDEX"."""
    return _any_case(rf"^\s*,?\s*(?:{either(words(spoken(None)).places.postal)})\b")


@lru_cache(maxsize=1)
def source() -> re.Pattern[str]:
    """Return the expression of "Source:" and of a first name behind it, right before a name."""
    said = words(spoken(None))
    joint = either((*said.prose.and_, "&"))
    first = rf"(?:[^\W\d_]+\s+(?:{joint})\s+)?"
    return _any_case(rf"(?<!\w)(?:{either(said.places.sources)})\s*:\s*{first}$")


@lru_cache(maxsize=1)
def list_joint() -> re.Pattern[str]:
    """Return the expression of what stands between two names of a list."""
    joint = either(words(spoken(None)).prose.and_)
    return re.compile(rf"^\s*(?:,|;|/|[-–—•✑·|&]|{joint})\s*(?:{joint})?\s*$")


@lru_cache(maxsize=1)
def linked() -> re.Pattern[str]:
    """Return the expression of a word and a small one that ties it to the name behind."""
    return _any_case(rf"[^\W\d_]\s+{before_word(words(spoken(None)).places.of)}$")


@lru_cache(maxsize=1)
def linked_by_article() -> re.Pattern[str]:
    """Return the expression of a small word with an article before a name: "de la", "del"."""
    said = words(spoken(None)).places
    two = (text for text in said.of if " " in text and text[-1].isalnum())
    return _any_case(rf"(?<!\w)(?:{either((*two, *said.contracted))})\s+$")


@lru_cache(maxsize=1)
def linked_on() -> re.Pattern[str]:
    """Return the expression of a small word behind a name that ties another to it."""
    of = before_word(words(spoken(None)).places.of)
    return re.compile(rf"^\s+{of}(?=[A-ZÀ-ÖØ-Þ])")


@lru_cache(maxsize=1)
def tied_word() -> re.Pattern[str]:
    """Return the expression of the word that a small one ties to a name."""
    of = before_word(words(spoken(None)).places.of)
    return re.compile(rf"(?P<word>[^\W\d_]{{2,}})\s+{of}$")


@lru_cache(maxsize=1)
def callings() -> frozenset[str]:
    """Return the keys of what towns and regions call themselves: "Hôtel de Ville"."""
    said = words(spoken(None)).places
    towns = (*said.cities, *said.city_ends, *said.governments, *said.metros)
    return frozenset(map(squash, (*towns, *said.regions)))


@lru_cache(maxsize=1)
def _call() -> re.Pattern[str]:
    """Return the expression of a name that a text calls a town."""
    said = words(spoken(None)).places
    towns = with_accents_or_not((*said.cities, *said.metros))
    name = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w’'-]+(?:[ -][\w’'-]+){0,4}"
    of = rf"(?:\s+{before_word(said.of)}|\s*:\s*)"
    return re.compile(rf"(?<!\w){towns}{of}(?P<name>{name})", re.IGNORECASE)


def called_names(text: str) -> Iterator[str]:
    """Yield what follows "Municipalidad de", "Commune :", with some words more."""
    for found in _call().finditer(text):
        yield found["name"]


def called_name(words_behind: str) -> str:
    """Return the capitalised words that a called name begins with, and small ones between them.

    >>> called_name("Carmen de Areco resuelve que")
    'Carmen de Areco'
    """
    taken: list[str] = []
    for word in words_behind.split():
        if not word[0].isupper() and squash(word) not in links():
            break
        taken.append(word)
    while taken and not taken[-1][0].isupper():
        taken.pop()
    return " ".join(taken)
