"""Printed currencies → ISO 4217 codes: "RD$", "₲", "FCFA", "dólares estadounidenses".

The words come from the vocabulary, the signs and names that no one had to write down from CLDR.
A sign that several countries print ("$", "kr", "Bs", "FCFA") stays a sign: which currency it is
only the country decides. Signs and codes that are words or letters too ("TOP", "Q", "DT") are weak:
they name a currency beside an amount alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.vocabulary import languages, words
from crossfoot.vocabulary.files import load_currencies
from crossfoot.vocabulary.patterns import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crossfoot.model import Language

_WORD = re.compile(r"[^\W\d_]+")
_SCALES = frozenset("KM")  # "12 M" is twelve million, in Lesotho too
_LONGEST_LETTERS = 4  # signs of letters alone, as "DT", "Ar", "FBu": words to those who do not know


@dataclass(frozen=True, slots=True)
class Currencies:
    """How currencies are printed where a language is spoken.

    Attributes:
        codes: ISO codes; they count in capitals only.
        spoken: Words and signs in lower case, whose case tells nothing, to their units.
        signs: Signs as printed, to their units; "" for a letter that names none by itself.
        weak: Codes and signs that need an amount beside them.
        pattern: Expression of all of them, ``strong`` of those that are not weak.
    """

    codes: frozenset[str]
    spoken: Mapping[str, str]
    signs: Mapping[str, str]
    weak: frozenset[str]
    pattern: str
    strong: str

    def unit(self, text: str | None) -> str | None:
        """Return the unit of a printed currency, ``None`` for nothing printed."""
        if text is None:
            return None
        plain = " ".join(text.split())
        if plain in self.codes:
            return plain
        return self.signs.get(plain, self.spoken.get(plain.lower()))

    def is_weak(self, text: str | None) -> bool:
        """Whether what is printed may be something else than a currency."""
        return text is not None and text in self.weak


def names_money(text: str, language: Language | None) -> bool:
    """Return whether a text may hold one of the hundreds of names that CLDR knows in a language.

    Few reports do, and the expression of all names takes longer to compile than a page to read.
    """
    said = set(_WORD.findall(text.lower()))
    names = _names_by_word(language)
    return any(rest <= said for word in said & names.keys() for rest in names[word])


@lru_cache(maxsize=16)
def _names_by_word(language: Language | None) -> dict[str, list[frozenset[str]]]:
    """Return the words of each name, by the first of them."""
    found: dict[str, list[frozenset[str]]] = {}
    for name in load_currencies()["names"].get(language or "", {}):
        first, *rest = _WORD.findall(name)
        found.setdefault(first, []).append(frozenset(rest))
    return found


@lru_cache(maxsize=32)
def currencies_of(language: Language | None, *, named: bool = True) -> Currencies:
    """Return the currencies of a language, its own meaning of each sign before the others'.

    Args:
        language: ``None`` where unknown.
        named: With the names of CLDR; see :func:`names_money`.
    """
    cldr = load_currencies()
    order = tuple(dict.fromkeys((*([language] if language else []), *languages())))
    spoken, signs = dict[str, str](), dict[str, str]()
    for one in order:
        for word, unit in _written(one):
            (signs if len(word) == 1 and word.isalpha() else spoken).setdefault(word, unit)
        for sign, unit in _local(one):
            if _is_letters(sign) and one != language:
                continue
            if sign.lower() not in spoken:
                signs.setdefault(sign, unit)
    for name, unit in cldr["names"].get(language or "", {}).items() if named else ():
        spoken.setdefault(name, unit)  # hundreds, which only the text's own language is worth
    for sign, found in cldr["signs"].items():
        if not _is_letters(sign) and sign.lower() not in spoken:
            signs.setdefault(sign, found[0] if len(found) == 1 else sign)
    codes = frozenset(cldr["codes"]) | {"RMB"}
    weak = frozenset(words(order).numbers.weak.get("codes", ())) | {
        sign for sign in signs if _is_letters(sign)
    }
    return Currencies(
        codes=codes,
        spoken=spoken,
        signs=signs,
        weak=weak,
        pattern=rf"(?i:{tree(spoken)})|{tree(codes | signs.keys())}",
        strong=rf"(?i:{tree(spoken)})|{tree((codes | signs.keys()) - weak)}",
    )


@lru_cache(maxsize=256)
def is_currency(unit: str | None) -> bool:
    """Whether a unit of a number is a currency, or a sign that several share."""
    known = currencies_of(None)
    return unit in known.codes or unit in known.spoken.values() or unit in known.signs.values()


def _written(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the words of a language's file, then those all languages share, with their units."""
    for unit, spellings in words((language,)).numbers.currencies.items():
        for word in spellings:
            yield (word if len(word) == 1 else word.lower()), unit


def _local(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the signs that the countries of a language print, with their units."""
    for sign, codes in load_currencies()["local"].get(language, {}).items():
        if sign in _SCALES:
            continue
        is_letter = len(sign) == 1 and sign.isalpha()
        yield sign, "" if is_letter else codes[0] if len(codes) == 1 else sign


def _is_letters(sign: str) -> bool:
    return sign.isalpha() and len(sign) <= _LONGEST_LETTERS
