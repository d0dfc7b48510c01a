"""Which country a report is of, from what it says of itself.

The first evidence that tells one country decides: its name in the titles, the addresses of its
pages and accounts, the place that its issuer is named after, its name throughout the text. A report
that compares countries is of none.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.places.cities import match_names
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.query import NameQuery
from crossfoot.vocabulary import spoken, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossfoot.model import Language
    from crossfoot.normalizers.places.gazetteer import Gazetteer

MAJORITY = 3  # times more evidence for one country than for any other
LEAST_NAMED = 3  # mentions in running text: fewer are of a neighbour or a partner
LONGEST_NAME = 4  # words

_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BETWEEN_CLAUSES = re.compile(r"[^\w\s'’-]+")
_HOST = re.compile(
    r"(?:https?://|www\.|@)(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,3})\b", re.I
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_ANYBODYS = frozenset({"ai", "cc", "co", "eu", "fm", "io", "ly", "me", "su", "to", "tv", "ws"})
"""Endings of two letters that are sold to everybody; a public body's stand for the country."""

_PUBLIC = frozenset({"ac", "com", "edu", "gob", "gouv", "gov", "govt", "mil", "org"})
_OTHERWISE = {"uk": "GB", "gov": "US", "mil": "US"}
"""Endings that are not the code of their country."""


def find_country(
    titles: Sequence[str],
    texts: Sequence[str],
    issuer: str,
    gazetteer: Gazetteer,
    language: Language | None,
) -> str | None:
    """Return the ISO 3166-1 code of a report's country, ``None`` where nothing tells one.

    Args:
        titles: What the report is called and how it is headed.
        texts: All its texts.
        issuer: The body that issues it, "" where unknown.
        gazetteer: Knows the names of countries and places.
        language: Of the report.
    """
    small = _small_words(texts)
    named = _named(titles, gazetteer, language, small)
    return (
        _most(named)
        or _most(Counter(_addressed(texts)))
        or _seat(issuer, gazetteer, language)
        or _most(named + _named(texts, gazetteer, language, small, alone=True), LEAST_NAMED)
    )


def _most(votes: Counter[str], least: int = 1) -> str | None:
    """Return the country with far more votes than any other."""
    (first, count), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return first if count >= max(least, 1) and count >= MAJORITY * second else None


def _named(
    texts: Iterable[str],
    gazetteer: Gazetteer,
    language: Language | None,
    small: frozenset[str],
    *,
    alone: bool = False,
) -> Counter[str]:
    """Return how often each country is named; "New Mexico" names none.

    Args:
        texts: Where it may be named.
        gazetteer: Knows the names.
        language: Of the texts.
        small: Words that the report prints in small letters: a "Réunion" is a meeting then.
        alone: Between other capitalised words a name is part of a longer one: "Jordan Avenue".
    """
    found: Counter[str] = Counter()
    for clause in (clause for text in texts for clause in _BETWEEN_CLAUSES.split(text)):
        said, at = _WORDS.findall(clause), 0
        while at < len(said):
            country, length = _country_at(said, at, gazetteer, language)
            around = (*said[max(at - 1, 0) : at], *said[at + length : at + length + 1])
            longer = alone and any(word[0].isupper() for word in around)
            is_word = length == 1 and squash(said[at]) in small
            is_longer = longer or (at and said[at - 1] in _first_words())
            if country and not is_longer and not is_word:
                found[country] += 1
            at += length
    return found


def _small_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the keys of words that texts print in small letters more than once."""
    said = (word for text in texts for word in _WORDS.findall(text) if word[0].islower())
    return frozenset(key for key, count in Counter(map(squash, said)).items() if count > 1)


def _country_at(
    said: Sequence[str], at: int, gazetteer: Gazetteer, language: Language | None
) -> tuple[str | None, int]:
    """Return the country whose name begins at a word, and how many words it has."""
    if not said[at][0].isupper():
        return None, 1
    for length in range(min(LONGEST_NAME, len(said) - at), 0, -1):
        name = " ".join(said[at : at + length])
        if said[at + length - 1][0].isupper() and len(squash(name)) > 3:
            country = gazetteer.country_of(name, language)
            if country:
                return country, length
    return None, 1


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(words(spoken(None)).places.name_starts)


def _addressed(texts: Iterable[str]) -> Iterable[str]:
    """Yield the countries of internet addresses and bank accounts."""
    for text in texts:
        for found in _HOST.finditer(text):
            *names, end = found["host"].lower().split(".")
            if end in _OTHERWISE:
                yield _OTHERWISE[end]
            elif len(end) == 2 and (end not in _ANYBODYS or names[-1] in _PUBLIC):
                yield end.upper()
        for account in _IBAN.findall(text):
            if _is_account(account.replace(" ", "")):
                yield account[:2]


def _is_account(text: str) -> bool:
    """Return whether the check digits of an IBAN are right (ISO 13616)."""
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def _seat(issuer: str, gazetteer: Gazetteer, language: Language | None) -> str | None:
    """Return the country of the place that a body is named after."""
    if not issuer:
        return None
    match = match_names([NameQuery(issuer, language)], gazetteer)[0]
    return match.place.country if match.place and match.status == "matched" else None
