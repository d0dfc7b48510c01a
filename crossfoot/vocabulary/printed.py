"""What stands around tables and texts, in any of our languages.

Pages are read before their language is known, so all languages of the vocabulary count here. Each
function returns one compiled expression of texts as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crossfoot.folding import strip_accents
from crossfoot.vocabulary.patterns import either
from crossfoot.vocabulary.words import Notes, spoken, words
from crossfoot.years import find_years

_ENDS = re.compile(r"\s*(?:$|[^\w\s])")
_REST_OF_DATE = re.compile(r"(?:[-/]\d\d(?!\d)){1,2}")
_SCALES = ("thousand", "million", "billion")


def _said() -> Notes:
    return words(spoken(None)).notes


def _plain(group: Iterable[str]) -> str:
    """Return an alternation of words, with their accents and without."""
    both = [form for word in group for form in (word, strip_accents(word))]
    return either(both)


@lru_cache(maxsize=1)
def numbered_caption() -> re.Pattern[str]:
    """Return the expression of "Table 3", "Annexe A-2": what stands above a table."""
    names = _plain((*_said().captions, *_said().annexes))
    return re.compile(rf"^(?:{names})\s*[A-Z]{{0,3}}[-.]?\d", re.IGNORECASE)


@lru_cache(maxsize=1)
def block_caption() -> re.Pattern[str]:
    """Return the expression of the caption of a table or a picture, "Photo n° 3" too."""
    names = _plain((*_said().captions, *_said().pictures))
    return re.compile(rf"(?i:{names})\s*n?[°º]?\s*\d+")


@lru_cache(maxsize=1)
def title() -> re.Pattern[str]:
    """Return the expression of a title that numbers its table: "Cuadro IV", "Schedule b"."""
    names = _plain((*_said().captions, *_said().annexes))
    return re.compile(
        rf"(?:{names})\s*(?:n[°ºo]\.?\s*)?(?:\d|[ivx]+\b|[a-z]\b)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def table_note() -> re.Pattern[str]:
    """Return the expression of the beginning of a note below a table."""
    names = _plain((*_said().notes, *_said().sources))
    begun = _plain(_said().begun_notes)
    return re.compile(
        rf"^(\(?[*†‡§¹²³⁴]+\)?|\(\d\)|(?:{names})\b|n\.?b\.?\b|(?:{begun}))", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def block_note() -> re.Pattern[str]:
    """Return the expression of the beginning of a note among running text."""
    names = _plain((*_said().notes, *_said().sources))
    return re.compile(
        r"(?:\*+|\(\*+\)|\(\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]|\[\d{1,2}\])\s*\S"
        rf"|(?i:{names}|n\.b\.)\s*[:.]",
    )


@lru_cache(maxsize=1)
def source() -> re.Pattern[str]:
    """Return the expression of the beginning of a note on sources."""
    return re.compile(rf"(?:{_plain(_said().sources)})\s*[:.–-]", re.IGNORECASE)


@lru_cache(maxsize=1)
def remark() -> re.Pattern[str]:
    """Return the expression of the beginning of a remark or a legend."""
    names = _plain((*_said().notes, *_said().remarks))
    return re.compile(rf"(?:{names}|n\.\s?b\.)\s*[:.–-]", re.IGNORECASE)


@lru_cache(maxsize=1)
def unit_line() -> re.Pattern[str]:
    """Return the expression of a line that states a unit: "(en milliers d'euros)"."""
    said, numbers = _said(), words(spoken(None)).numbers
    scales = [word for name in _SCALES for word in numbers.scales.get(name, ())]
    named = _plain([*scales, *said.unit_words, *numbers.percent, *said.shares])
    of = "|".join(re.escape(word) for word in numbers.scale_of)
    return re.compile(
        rf"\(?(?:{_plain(said.units)})?[\s:]*"
        rf"(?:(?:{_plain(said.in_)})\s+(?:{named})(?!\w).{{0,40}}"
        rf"|(?:{_plain(scales)})\s+(?:{of}|d['’e])\s*.{{0,30}})\)?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def continued() -> re.Pattern[str]:
    """Return the expression of "(suite)", "continued on next page", "viene de la página 3"."""
    return re.compile(rf"[(\[]?\b(?:{_plain(_said().continued)})[)\]]?", re.IGNORECASE)


@lru_cache(maxsize=1)
def contents() -> re.Pattern[str]:
    """Return the expression of the heading of a table of contents."""
    return re.compile(rf"\W*(?:{_plain(_said().contents)})\W*", re.IGNORECASE)


@lru_cache(maxsize=1)
def page_number() -> re.Pattern[str]:
    """Return the expression of "12", "Page 3 sur 9"."""
    said = _said()
    return re.compile(
        rf"(?:(?:{_plain(said.pages)})\s*)?\d{{1,4}}(?:\s*(?:/|\||{_plain(said.of)})\s*\d{{1,4}})?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def page_words() -> re.Pattern[str]:
    """Return the expression of all that stands around the number of a page."""
    said = _said()
    return re.compile(
        rf"\b(?:{_plain(said.pages)})(?!\w)|\b(?:{_plain(said.of)})\b|[\s\-–—|/.:]", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def connectors() -> frozenset[str]:
    """Return the small words after which a name goes on in the next line."""
    return frozenset(_said().connectors)


def without_years(text: str) -> str:
    """Return a text without its years, their months and days.

    The small word before a year goes with it, but not that before "2005 dollars".

    >>> without_years("Participants in 2020 (2019-06: 12)"), without_years("in 2005 dollars")
    ('Participants   ( : 12)', 'in   dollars')
    """
    parts, at = [], 0
    for one in find_years(text):
        before, at = text[at : one.start], one.end
        if rest := _REST_OF_DATE.match(text, at):
            at = rest.end()
        parts.append(_led().sub("", before) if _ENDS.match(text, at) else before)
    return " ".join((*parts, text[at:]))


@lru_cache(maxsize=1)
def _led() -> re.Pattern[str]:
    """Return the expression of the small word before a year, in any language."""
    said = words(spoken(None))
    return re.compile(rf"\b(?:{either((*said.notes.in_, *said.dates.of))})\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def unit_alone() -> re.Pattern[str]:
    """Return the expression of a unit that stands apart from its number: "milliards FCFA".

    Scales and currencies, with what ties them ("millions d'euros"), and the percent sign.
    """
    known = words(spoken(None)).numbers
    scales = _plain(word for group in known.scales.values() for word in group)
    signs = either(sign for group in known.scale_signs.values() for sign in group)
    money = _plain(word for group in known.currencies.values() for word in group)
    scale = rf"(?:(?i:{scales})|{signs})"
    of = "|".join(re.escape(word) for word in known.scale_of)
    return re.compile(rf"%|{scale}(?:\s*(?:(?:{of})\s*)?(?i:{money}))?|(?i:{money})")
