"""Find the names of the gazetteer in any text, and say what its words tell of each.

The keys of the gazetteer are a trie: from each capitalised word a walk goes on, word by word, while
some name still begins so, and the longest name that ended on the way counts. What stands around
it is evidence: a "Commune de" before it, a postal code, a preposition; or a first name, "rue de",
"University", a longer name in capitals.

Pure functions of a text and the gazetteer; which place is meant is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from crossfoot.normalizers.places.gazetteer import Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.texts.callings import list_joint
from crossfoot.normalizers.places.texts.surroundings import (
    Around,
    is_half_a_word,
    is_part_of_longer_name,
    place_behind,
    says_place,
    says_where,
)
from crossfoot.normalizers.places.words import short_words
from crossfoot.vocabulary import spoken
from crossfoot.vocabulary import words as vocabulary_words

MAX_WORDS = 8

_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"^(?:[ \u00a0]|\s?[-\u2010\u2011'’]\s?|\n|\. )$")
"""What may stand between two words of one name."""

_SHORT = 3
"""A full stop ends a sentence, unless the word before it is as short as "St."."""


class Sign(IntEnum):
    """How strongly the words around say that a name is a place, weakest first."""

    BARE = 1
    """Nothing: at the beginning of a text, or all in capitals."""
    INSIDE = 2
    """A capital within a sentence in small letters."""
    LOCATED = 3
    """A preposition before it, brackets around it, or another place beside it."""
    SAID = 4
    """The text says what it is: "Commune de", a postal code, the region behind it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the gazetteer in a text.

    Attributes:
        name: As printed.
        start: Where it begins in the text, ``end`` where it ends.
        sign: How strongly the text says that it is a place.
        is_region: Whether the text calls it a region.
        beside: Region or country that stands behind it: "CA" of "Oakland, CA".
        is_single: Whether it is one word.
    """

    name: str
    start: int
    end: int
    sign: Sign
    is_region: bool = False
    beside: str = ""
    is_single: bool = True


def find_names(text: str, gazetteer: Gazetteer, country: str | None) -> Iterator[Found]:
    """Yield the names of places in a text that are no part of a longer name.

    Args:
        text: Any text of a report.
        gazetteer: Whose names they are.
        country: Whose small places count, too.
    """
    words = [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        length = _longest(words, at, text, gazetteer, country)
        longer = _country(words, at, length, text, gazetteer) if length else 0
        if longer:
            length = longer  # "United" of "the United States" is no town
        elif length:
            found = _judged(words, at, at + length, text, gazetteer, country)
            if found is not None:
                yield found
        at += length or 1


def _longest(
    words: Sequence[Word], at: int, text: str, gazetteer: Gazetteer, country: str | None
) -> int:
    """Return of how many words the longest name is that begins with a word, 0 for none."""
    if not words[at].is_capital:
        return 0
    first = words[at].text
    written = short_words().get(first.lower())
    length = _walk(words, at, first, text, gazetteer, country)
    return length or (_walk(words, at, written, text, gazetteer, country) if written else 0)


def _country(words: Sequence[Word], at: int, least: int, text: str, gazetteer: Gazetteer) -> int:
    """Return of how many words the country is that begins with a word and goes on behind a town."""
    longest = 0
    for length in range(2, min(MAX_WORDS, len(words) - at) + 1):
        if not _are_joined(words[at + length - 2], words[at + length - 1], text):
            break
        name = text[words[at].start : words[at + length - 1].end]
        if length > least and gazetteer.country_of(name) is not None:
            longest = length
    return longest


def _walk(
    words: Sequence[Word],
    at: int,
    first: str,
    text: str,
    gazetteer: Gazetteer,
    country: str | None,
) -> int:
    """Walk the trie of names from a word on, read as ``first``; return how far a name goes."""
    key, best = "", 0
    for length in range(1, min(MAX_WORDS, len(words) - at) + 1):
        word = words[at + length - 1]
        if length > 1 and not _are_joined(words[at + length - 2], word, text):
            break
        key += squash(first if length == 1 else word.text)
        if not gazetteer.begins_name(key, country):
            break
        if word.is_capital and len(key) > 1 and _is_name(key, gazetteer, country):
            best = length
    return best


def _is_name(key: str, gazetteer: Gazetteer, country: str | None) -> bool:
    return bool(gazetteer.find(key)) or bool(country and gazetteer.find_small(key, country))


def _are_joined(first: Word, second: Word, text: str) -> bool:
    """Say whether two words can be of one name."""
    between = text[first.end : second.start]
    if "." in between and len(first.text) > _SHORT:
        return False
    return _JOINT.match(between) is not None


def _judged(
    words: Sequence[Word],
    first: int,
    end: int,
    text: str,
    gazetteer: Gazetteer,
    country: str | None,
) -> Found | None:
    """Return a name with what is said of it, ``None`` for a part of a longer name."""
    start, stop = words[first].start, words[end - 1].end
    around = Around(
        text[start:stop],
        text[:start],
        text[stop:],
        tuple(word.text for word in words[max(first - 4, 0) : first]),
        tuple(word.text for word in words[end : end + 2]),
        country,
    )
    if is_half_a_word(around) or _is_street(around):
        return None
    said, is_region = says_place(around)
    beside = place_behind(around, gazetteer)
    if not (said or beside) and is_part_of_longer_name(around, gazetteer):
        return None
    sign = Sign.SAID if said or beside else _sign(around)
    if sign == Sign.INSIDE and _is_title((*words[:first], *words[end:])):
        sign = Sign.BARE
    return Found(text[start:stop], start, stop, sign, is_region, beside, end - first == 1)


def _sign(around: Around) -> Sign:
    if says_where(around):
        return Sign.LOCATED
    return Sign.INSIDE if around.is_inside_sentence else Sign.BARE


def _is_title(others: Sequence[Word]) -> bool:
    """Say whether all other words that have four letters are capitalised: a heading's are."""
    long = [word for word in others if len(word.text) > _SHORT]
    return bool(long) and all(word.is_capital for word in long)


def _is_street(around: Around) -> bool:
    """Say whether a name is the word for a street behind its name: "One Wall Street"."""
    named = around.before.endswith(" ") and around.earlier[-1:] and around.earlier[-1][0].isupper()
    return bool(named) and squash(around.name) in _streets()


@lru_cache(maxsize=1)
def _streets() -> frozenset[str]:
    """Return the keys of the words for streets."""
    return frozenset(squash(word) for word in vocabulary_words(spoken(None)).prose.streets)


@lru_cache(maxsize=64)
def _small_words(text: str) -> frozenset[str]:
    return frozenset(squash(word) for word in _WORD.findall(text) if word[0].islower())


def small_words(texts: Sequence[str]) -> frozenset[str]:
    """Return the keys of all words that a report prints in small letters."""
    return frozenset[str]().union(*(_small_words(text) for text in texts))


def join_lists(found: Sequence[Found], text: str) -> tuple[Found, ...]:
    """Return the names, those beside a place in a list located as it is.

    "Quillota, Rancagua, Chillán and Osorno": commas, dashes and "and" alone stand between.
    """
    signs = [one.sign for one in found]
    pairs = [
        at
        for at in range(len(found) - 1)
        if is_list_joint(text[found[at].end : found[at + 1].start])
    ]
    for at in _runs(pairs):
        signs[at] = Sign.LOCATED
    for order in (pairs, pairs[::-1]):
        for at in order:
            best = max(signs[at], signs[at + 1])
            raised = Sign.LOCATED if best >= Sign.INSIDE else Sign.INSIDE
            signs[at], signs[at + 1] = max(signs[at], raised), max(signs[at + 1], raised)
    return tuple(
        one if one.sign == sign else _with_sign(one, sign)
        for one, sign in zip(found, signs, strict=True)
    )


def _runs(pairs: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of names that stand in a row of three and more."""
    joined = set(pairs)
    for at in pairs:
        if at + 1 in joined:
            yield from (at, at + 1, at + 2)


def _with_sign(one: Found, sign: Sign) -> Found:
    return Found(one.name, one.start, one.end, sign, one.is_region, one.beside, one.is_single)


def is_list_joint(between: str) -> bool:
    """Say whether a text between two names is what stands between those of a list."""
    return list_joint().match(between) is not None
