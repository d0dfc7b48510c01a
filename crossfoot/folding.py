"""Texts in the forms in which they are compared; each undoes one thing more than the one before.

===================  ==================================================  =====================
:func:`tidy`         kinds of spaces, dashes and apostrophes             numbers, dates, units
:func:`fold_words`   also case, accents and raised footnote marks        words of labels
:func:`bare_words`   also punctuation                                    keys of rows and tables
===================  ==================================================  =====================

Names of places go one step further (:mod:`crossfoot.normalizers.places.keys`): spaces do not count
either. :func:`is_found` searches folded words for a regular expression that people wrote.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Thin, no-break, figure and other spaces; minus signs and dashes; apostrophes, also those of Swiss
# grouping; marks without a width.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_TIDY = str.maketrans(
    dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                  "\u200a\u202f\u205f\u3000\t\r\n", " ")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\u00b4`", "'")
    | {"％": "%", "\u200b": None, "\u200e": None, "\u200f": None, "\ufeff": None, "\u00ad": None}
)  # fmt: skip
_RAISED = dict.fromkeys(map(ord, "¹²³⁴⁵⁶⁷⁸⁹⁰†‡§"))  # superscripts would decompose to digits
_LETTERS = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})  # NFKD leaves them whole
_SQUARE = re.compile(r"\b([kcd]?m)([²³])")  # the power of a unit is no footnote mark
_PUNCTUATION = re.compile(r"[\W_]+")
_CLASS_OR_CAPITAL = re.compile(r"\\.|[A-Z]")


def tidy(text: str) -> str:
    """Return a text with one kind of space, minus and apostrophe, single spaces, trimmed.

    >>> tidy("  1\u202f234 –\u00a05 ")
    '1 234 - 5'
    """
    return " ".join(text.translate(_TIDY).split())


def strip_accents(text: str) -> str:
    """Return a text in compatibility form without its accents ("é" is "e", "ﬁ" is "fi")."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(char for char in flat if not unicodedata.combining(char))


def fold_words(text: str) -> str:
    """Return a text of any length in lower case, without accents, with single spaces.

    >>> fold_words("Œuvres  d’Été – 2020¹")
    "oeuvres d'ete - 2020"
    """
    unmarked = _SQUARE.sub(_power, text).translate(_RAISED | _LETTERS)
    return tidy(strip_accents(tidy(unmarked)).casefold())


def _power(found: re.Match[str]) -> str:
    return found[1] + unicodedata.normalize("NFKC", found[2])


@lru_cache(maxsize=100_000)
def bare_words(text: str) -> str:
    """Return the letters and digits of a text, folded, with single spaces between words.

    >>> bare_words("L’Été  2020 (k€)")
    'l ete 2020 k'
    """
    return _PUNCTUATION.sub(" ", fold_words(text)).strip()


def digits_of(text: str) -> str:
    """Return the decimal digits of a text.

    >>> digits_of("1 250,5 k€")
    '12505'
    """
    return "".join(filter(str.isdecimal, text))


def is_found(pattern: str, text: str) -> bool:
    """Return whether a regular expression is found in a text, whatever case and accents of both."""
    return re.search(fold_pattern(pattern), fold_words(text)) is not None


def fold_pattern(pattern: str) -> str:
    r"""Return a regular expression as it must be to match folded words.

    Classes keep their case: ``\W`` is no ``\w``.

    >>> fold_pattern(r"^Été\W\d")
    '^ete\\W\\d'
    """
    for dash in _DASHES:
        pattern = pattern.replace(dash, r"\-")  # a bare one would be a range in [.–,]
    plain = strip_accents(pattern.translate(_TIDY).translate(_LETTERS))
    return _CLASS_OR_CAPITAL.sub(lambda one: one[0] if one[0][1:] else one[0].lower(), plain)
