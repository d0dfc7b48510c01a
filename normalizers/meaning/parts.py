"""One text of a header or a label → what it says: a name, a period, a category, a unit.

"Budget primitif 2021 (en k€)" is a category, a period and a unit; "Dépenses de personnel 2020" a
name and a period. What is no period, category or unit is a name; whether of a thing or of a measure
is for the whole table to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crossfoot.folding import fold_words, tidy
from crossfoot.normalizers.meaning.classes import is_class
from crossfoot.normalizers.tables.headers import read_unit_note, read_whole_unit
from crossfoot.normalizers.words.dates import read_period
from crossfoot.normalizers.words.labels import is_change_label, is_share_label, is_total_label
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either, with_accents_or_not
from crossfoot.years import YEAR, find_years

Spoken = tuple[str, ...] | None

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_MARKS = re.compile(
    r"(?:[\s*†‡§¹⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜ]|(?<!\b[mM])(?<!\b[kcdh]m)[²³]|\(\w{1,2}\)|\[\w{1,2}\])+$"
)
_EDGES = " \t,;:.-–—/|•·*="
_LETTER = re.compile(r"[^\W\d_]")
_SIGN = re.compile(r"(?:[kM]{0,2}[$€£¥%]|[$€£¥][kM]{0,2})")
_NUMBERED = re.compile(r"#\s?\d{1,3}")  # "#1" is the name of a precinct, no count
_CODE = re.compile(
    r"(?P<code>\d{1,3}(?:\.\d{3}){1,2}-[\dkK]|\d[\d.\-/]*[a-z]?|[A-Z]{1,3}[.-]?\d[\d.]*|[IVX]{1,5}(?=[.)]))"
    r"(?:\s*[-–—:]\s+|[.)]\s*|\s+)(?P<name>[(\[]?[^\W\d_].*)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one printed text says.

    Attributes:
        text: As printed.
        name: What is left of it when period, unit and marks are taken out; "" when nothing is.
        period: "2020", "2020-03", "2019/2020"; "" where it names none.
        back: Years before that of the report, where it names its period so: "exercice n-1" is 1.
        month: Number of a month that stands without its year, 0 where there is none.
        is_category: ``name`` divides a measure ("femmes", "budget", "18 à 30 ans").
        is_total: It says "total" and nothing else.
        is_unit: It states a unit and nothing else.
    """

    text: str
    name: str = ""
    period: str = ""
    month: int = 0
    back: int | None = None
    is_category: bool = False
    is_total: bool = False
    is_unit: bool = False

    @property
    def is_period(self) -> bool:
        """Whether it names a period and nothing else."""
        return not self.name and bool(self.period or self.month or self.back is not None)


@lru_cache(maxsize=16_384)
def read_part(text: str, languages: Spoken = None) -> Part:
    """Return what a text of a header or a label says.

    >>> said = read_part("Budget 2021 (en k€)", ("fr",))
    >>> said.name, said.period, said.is_category
    ('Budget', '2021', True)
    >>> read_part("31/12/2020").period, read_part("Total").is_total, read_part("Mars").month
    ('2020-12-31', True, 3)
    """
    flat = tidy(text)
    if month := _months().get(fold_words(flat).strip(_EDGES)):
        return Part(text, month=month)
    if (back := _years_back(flat, languages)) is not None:
        return Part(text, back=back)
    flat, back = _take_back(flat, languages)
    rest, period = _take_period(_MARKS.sub("", flat))
    language = languages[0] if languages else None
    rest = _without_unit(rest, language)
    rest = _trim(_MARKS.sub("", rest)) if _LETTER.search(rest) else rest.strip(" *")
    if period:
        rest = _trim_moments(rest, languages)
        rest = "" if _SIGN.fullmatch(rest) else rest
        if not rest and any(one.first > one.last for one in find_years(flat)):
            return Part(text, flat, period, is_category=True)  # "2021/2020" heads a change
    if _NUMBERED.fullmatch(rest):
        return Part(text, rest, period)
    if not rest or not (_LETTER.search(rest) or is_class(rest)):
        unit = _is_unit(flat, language)
        return Part(text, period=period, is_unit=not period and unit)
    if not period and read_whole_unit(rest, language) is not None:
        return Part(text, is_unit=True)
    if not period and (month := _month_after(rest, languages)):
        return Part(text, rest.rpartition(" ")[0], month=month, is_category=True)
    if says_total(rest, languages):
        return Part(text, "", period, is_total=True)
    divides = _is_category(rest, bool(period), languages)
    return Part(text, rest, period, back=back, is_category=divides)


def _is_unit(text: str, language: str | None) -> bool:
    return read_unit_note(text, language) is not None


# ------------------------------------------------------------------------------------- periods


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    said = words(spoken(None))
    names = {fold_words(n): at for at, group in enumerate(said.dates.months, 1) for n in group}
    return {name: at for name, at in names.items() if len(name) > 2}


def _take_back(text: str, languages: Spoken) -> tuple[str, int | None]:
    """Return a text without "exercice précédent" at its end, and how many years back that is."""
    words_of = text.split()
    for length in (3, 2, 1):
        head, tail = words_of[:-length], " ".join(words_of[-length:])
        if head and is_head(tail, "previous", languages):
            return " ".join(head).strip(_EDGES), 1
    return text, None


def _years_back(text: str, languages: Spoken) -> int | None:
    """Return how many years before the report's a text names, ``None`` where it names none."""
    if is_head(text, "current", languages):
        return 0
    return 1 if is_head(text, "previous", languages) else None


def _month_after(text: str, languages: Spoken) -> int:
    """Return the month behind a category: "Réalisé mars"."""
    head, _, last = text.rpartition(" ")
    is_divided = bool(head) and _is_category(head, False, languages)
    return _months().get(fold_words(last).strip(_EDGES), 0) if is_divided else 0


@lru_cache(maxsize=1)
def _dated() -> re.Pattern[str]:
    """Return the expression of dates, quarters and months with their year inside a text."""
    said = words(spoken(None)).dates
    month = with_accents_or_not(name for group in said.months for name in group)
    of = rf"\s*(?:,|\b(?:{either(said.of)}))?\s*"
    nth = rf"\s*(?:{either(said.nth)})?\s*"
    day = rf"\d{{1,2}}\s?(?:{either(said.ordinals)})?"
    quarter = rf"(?:\b[TQ]\s?[1-4]|\b[1-4]{nth}(?:{either(said.quarters)}))\W*{of}(?:{YEAR})?"
    return re.compile(
        rf"\b(?:{day}{of})?(?<!\w)(?:{month})(?!\w)\.?(?:\s+\d{{1,2}}(?=\s*,))?{of}{YEAR}(?!\d)"
        rf"|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{YEAR}|\d\d)(?!\d)|\b{YEAR}-\d\d(?:-\d\d)?(?![\d%])"
        rf"|\b\d{{1,2}}/{YEAR}(?!\d)|{quarter}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _short_month() -> re.Pattern[str]:
    """Return the expression of "Oct-13", "févr. '21"."""
    said = words(spoken(None)).dates
    names = (name for group in said.months for name in group if len(fold_words(name)) > 2)
    return re.compile(
        rf"(?<![\w-])(?P<month>{with_accents_or_not(names)})\.?(?:-|\s?')(?P<year>\d\d)(?![\w-])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _span_of_months() -> re.Pattern[str]:
    """Return the expression of "Ene-Dic 2024", "juin 2017 – octobre 2018"."""
    said = words(spoken(None)).dates
    names = (name for group in said.months for name in group if len(fold_words(name)) > 2)
    month = with_accents_or_not(names)
    of = rf"\s*(?:\b(?:{either(said.of)})\b)?\s*"
    return re.compile(
        rf"(?<![\w-])(?P<first>{month})\.?(?:{of}(?P<from>{YEAR}))?"
        rf"\s*(?:[-–—/]|\b(?:{either(said.to)})\b)\s*"
        rf"(?P<last>{month})\.?{of}(?P<year>{YEAR})(?!\d)",
        re.IGNORECASE,
    )


def _read_months(found: re.Match[str]) -> str:
    """Return the period between two months: a year where it is one, "2017-06/2018-10"."""
    first, last = (_months()[fold_words(found[name])] for name in ("first", "last"))
    begins, ends = found["from"] or found["year"], found["year"]
    if begins == ends and (first, last) == (1, 12):
        return ends
    return f"{begins}-{first:02}/{ends}-{last:02}"


def _century(year: int) -> int:
    """Return a year of two digits in full: 70 is 1970, 69 is 2069."""
    return year + (1900 if year >= 70 else 2000)


def _take_period(text: str) -> tuple[str, str]:
    """Return a text without the period it names, and the period."""
    if short := _short_month().search(text):
        year = int(short["year"])
        number = _months()[fold_words(short["month"])]
        rest = f"{text[: short.start()]} {text[short.end() :]}"
        return " ".join(rest.split()), f"{_century(year)}-{number:02}"
    if span := _span_of_months().search(text):
        rest = f"{text[: span.start()]} {text[span.end() :]}"
        return " ".join(rest.split()), _read_months(span)
    period = read_period(text)
    rest = _dated().sub(" ", text)
    years = find_years(text)
    for one in reversed(find_years(rest)):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    if not period and years:
        named = sorted({year for one in years for year in (one.first, one.last)})
        period = str(named[0]) if len(named) == 1 else f"{named[0]}/{named[-1]}"
    if not period and rest == text:
        return text, ""
    return " ".join(rest.split()), period


@lru_cache(maxsize=16)
def _moments(languages: Spoken) -> frozenset[str]:
    said = words(spoken(languages)).axes.moments
    return frozenset(word for moment in said for word in fold_words(moment).split())


def _trim_moments(text: str, languages: Spoken) -> str:
    """Return a text that stood beside a period without the small words at its ends."""
    left = text.replace("(", " ").replace(")", " ").split() if "()" in text else text.split()
    known = _moments(languages)

    def is_small(word: str) -> bool:
        bare = fold_words(word).strip(_EDGES + "'()[]")
        return not bare or bare in known

    while left and is_small(left[0]):
        left = left[1:]
    while left and is_small(left[-1]):
        left = left[:-1]
    return _trim(" ".join(left))


def _trim(text: str) -> str:
    """Return a text without marks at its ends, and without a bracket that nothing closes."""
    bare = text.strip(_EDGES)
    for opening, closing in ("()", "[]"):
        if bare.count(opening) != bare.count(closing):
            bare = bare.strip(opening + closing + _EDGES)
        elif bare[:1] == opening and bare[-1:] == closing and bare.count(opening) == 1:
            bare = bare[1:-1].strip(_EDGES)
    return bare


# --------------------------------------------------------------------------- units, categories


def _without_unit(text: str, language: str | None) -> str:
    """Return a text without the unit it states for its numbers."""

    def keep(found: re.Match[str]) -> str:
        inner = found[1].strip()
        is_mark = len(inner) <= 2 or read_whole_unit(inner, language) is not None
        return " " if (is_mark and not inner.isdigit()) or not inner else found[0]

    rest = " ".join(_BRACKETS.sub(keep, text).split())
    for mark in (" en ", " in ", ", ", " - ", ": "):
        head, found, tail = rest.rpartition(mark)
        if found and head.strip() and read_whole_unit(tail, language) is not None:
            return head.strip(_EDGES)
    return rest


@lru_cache(maxsize=64)
def _heads(languages: Spoken, group: str) -> re.Pattern[str]:
    """Return the expression of a whole text that is one of a group of words."""
    said: Iterable[str] = getattr(words(spoken(languages)).axes, group)
    return re.compile(rf"(?:{either((fold_words(one) for one in said), gap=' ')})")


def is_head(text: str, group: str, languages: Spoken = None) -> bool:
    """Whether a header is one of the words that head columns of a kind ("codes", "periods")."""
    bare = fold_words(tidy(text)).strip(_EDGES)
    heads = _heads(languages, group)
    if not bare or heads.fullmatch(bare):
        return bool(bare)
    pieces = _joint(languages).split(bare)
    return len(pieces) > 1 and all(heads.fullmatch(one.strip(_EDGES)) for one in pieces)


@lru_cache(maxsize=16)
def _joint(languages: Spoken) -> re.Pattern[str]:
    """Return the expression of what joins two heads: "Region and state", "Commune / canton"."""
    said = words(spoken(languages)).prose
    return re.compile(rf"\s*[/&]\s*|\s(?:{either((fold_words(w) for w in said.and_), gap=' ')})\s")


def begins_with(text: str, group: str, languages: Spoken = None) -> bool:
    """Whether the first word of a text, or its first two, are of a group of words."""
    bare = fold_words(tidy(text)).strip(_EDGES)
    found = _heads(languages, group).match(bare)
    return found is not None and not bare[found.end() : found.end() + 1].isalnum()


def names_quantity(text: str, languages: Spoken = None) -> bool:
    """Whether a text begins with what measures begin with ("Nombre de", "Taux", "Coût").

    Where a language puts that last, it may end so: "World production capacity".
    """
    last = text.rstrip(_EDGES).rpartition(" ")[2]
    return begins_with(text, "quantities", languages) or is_head(last, "last", languages)


def says_total(text: str, languages: Spoken = None) -> bool:
    """Whether a text says "total" and nothing else."""
    bare = fold_words(text).strip(_EDGES)
    return (
        len(bare.split()) <= 2
        and is_total_label(text, languages)
        and (len(bare.split()) == 1 or not _rest_of_total(bare, languages))
    )


def _rest_of_total(bare: str, languages: Spoken) -> str:
    said = words(spoken(languages)).labels
    known = {
        fold_words(word)
        for group in (said.totals, said.subtotals, said.grand_totals, said.total_leads)
        for word in group
    }
    if bare in known:
        return ""
    return " ".join(word for word in bare.split() if word not in known)


def _is_category(name: str, beside_period: bool, languages: Spoken) -> bool:
    """Whether a name divides a measure: a known word, a class of numbers, a change, a letter."""
    if is_class(name):
        return True
    trimmed = _trim_moments(name, languages)
    if trimmed and trimmed != name and _is_category(trimmed, beside_period, languages):
        return True
    if beside_period and len(_LETTER.findall(name)) < 2:
        return True
    dividers = _heads(languages, "dividers")
    joined = [one.strip(_EDGES) for one in fold_words(name).split("+")]  # "BP+DM" is one of both
    if all(dividers.fullmatch(one) for one in joined):
        return True
    return beside_period and is_change_label(name, languages)


def split_code(text: str) -> tuple[str, str]:
    """Return the code before a name and the name: ("95", "Val-d'Oise"); "" where there is none.

    >>> split_code("1641 - Emprunts"), split_code("18 à 30 ans"), split_code("Lyon 2")
    (('1641', 'Emprunts'), ('', '18 à 30 ans'), ('', 'Lyon 2'))
    """
    bare = " ".join(text.split())
    if is_class(bare):
        return "", bare
    found = _CODE.fullmatch(bare)
    return (found["code"], found["name"]) if found else ("", bare)


def is_share(text: str, languages: Spoken = None) -> bool:
    """Whether a header holds shares or changes, of which a column beside others is made."""
    return is_share_label(text, languages) or is_change_label(text, languages)
