"""What stands around tables and texts, in any of our languages.

Pages are read before their language is known, so all languages of the vocabulary count here. What
kind of line a text is has one answer each: :func:`caption_kind`, :func:`note_kind`. The other
functions return a compiled expression of texts as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, cast

from crossfoot.folding import strip_accents
from crossfoot.vocabulary.files import load_currencies
from crossfoot.vocabulary.patterns import either
from crossfoot.vocabulary.words import Notes, spoken, words
from crossfoot.years import find_years

_ENDS = re.compile(r"\s*(?:$|[^\w\s])")
_REST_OF_DATE = re.compile(r"(?:[-/]\d\d(?!\d)){1,2}")
_SCALES = ("thousand", "million", "billion")
_MARKER = re.compile(
    r"(?:\(?(?:\*{1,3}|[†‡§]+|[¹²³⁴⁵⁶⁷⁸⁹]+)\)?|\(\w{1,2}\)|\[\d{1,2}\]|\d{1,2}\))\s*(?=\S)"
)
_LABELLED = r"\s*(?:$|[:.–—-])"


def _said() -> Notes:
    return words(spoken(None)).notes


def _plain(group: Iterable[str]) -> str:
    """Return an alternation of words, with their accents and without."""
    both = [form for word in group for form in (word, strip_accents(word))]
    return either(both)


CaptionKind = Literal["table", "annex", "picture"]
NoteKind = Literal["unit", "source", "footnote"]


def caption_kind(text: str) -> CaptionKind | None:
    """Return what a text numbers by its first words; ``None`` when it is no caption.

    Names of tables and figures ("Table 3", "Cuadro IV"), of annexes ("Annexe A-2") and of what is
    no table ("Photo n° 3") need a number behind them; a letter is one where it stands alone.

    >>> [caption_kind(text) for text in ("Tabla 2: Gastos", "Annexe B – Dette", "Carte d'Alby")]
    ['table', 'annex', None]
    """
    found = _caption().match(text)
    return cast("CaptionKind", found.lastgroup) if found else None


@lru_cache(maxsize=1)
def _caption() -> re.Pattern[str]:
    said = _said()
    kinds = {"table": said.captions, "annex": said.annexes, "picture": said.pictures}
    named = "|".join(rf"(?P<{kind}>{_plain(names)})" for kind, names in kinds.items())
    alone = r"(?=\s*(?:$|[.:)–—-]))"
    letter = rf"[IVX]+\b|[ivx]+{alone}|[A-Z](?=\s+[A-Z])|[A-Za-z]{alone}"
    number = rf"\s*[A-Za-z]{{0,3}}[-.]?\d|\s*n[°ºo]?\.?\s*\d|\s+(?-i:{letter})"
    return re.compile(rf"(?:{named})(?:{number})", re.IGNORECASE)


def note_kind(text: str) -> NoteKind | None:
    """Return what kind of note a text is by its opening; ``None`` when it has none.

    A unit is all that its line states. Behind "Note" and its like stands a point, a colon or a
    dash, behind "Source" maybe a name: "Notes payable", "Nota 3 – Deuda", "Sources of funds" are
    lines.

    >>> [note_kind(text) for text in ("(en milliers de $)", "Source INSEE 2019", "(*) Estimated")]
    ['unit', 'source', 'footnote']
    """
    text = text.strip()
    if unit_line().fullmatch(text):
        return "unit"
    if _source().match(text):
        return "source"
    return "footnote" if note_marker(text) or _remark().match(text) else None


def note_marker(text: str) -> str | None:
    """Return the marker that a note opens with, as printed ("(*)", "1)")."""
    found = _MARKER.match(text.strip())
    return found.group().strip() if found else None


@lru_cache(maxsize=1)
def _source() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_plain(_said().sources)})(?:{_LABELLED}|\s+(?=[A-ZÀ-Þ«\"“]))")


@lru_cache(maxsize=1)
def _remark() -> re.Pattern[str]:
    """Return the expression of what opens a note but for marks: "Note:", "Lecture :", "N.B."."""
    said = _said()
    return re.compile(
        rf"(?i:{_plain(said.notes)})(?:{_LABELLED}|\s*\d+\s*[:.)])"
        rf"|(?i:{_plain(said.remarks)}|nb)\s*[:.–—-]|(?i:n\.\s?b\.|{_plain(said.begun_notes)})"
    )


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
def money_signs() -> frozenset[str]:
    """Return the signs and codes of currencies, of all countries: "R", "Bs", "CHF"."""
    known = load_currencies()
    local = (sign for signs in known["local"].values() for sign in signs)
    return frozenset((*known["codes"], *known["signs"], *local))


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
