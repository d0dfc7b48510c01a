"""Numbers inside running text, and which of them count or measure something.

In: a text, its language. Out: :class:`Spotted` numbers with their place in the text. Numbers that
only name or locate things are left out: dates, years, times, phone numbers, addresses, section
and footnote numbers, articles and laws, codes, ranges of years. Refuses to know labels.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import strip_accents
from crossfoot.normalizers.numbers.digits import cast_ballot, default_sign, opposite
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.units import lexicon
from crossfoot.vocabulary import languages, spoken, words
from crossfoot.vocabulary.patterns import either
from crossfoot.years import YEAR, YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Language, PrintedNumber
    from crossfoot.normalizers.numbers.digits import DecimalSign

MAX_TEXT = 20_000  # chars; a longer block is a data dump
LEAST_VOTES = 2  # more numbers than these must prove that a document writes unlike its language…
MAJORITY = 3  # …and so many times more than prove the contrary

_SHORT_MONTH = 3  # letters: shorter names are words, unless a point says that they are short
_GAP = r"[ \u00a0\u2007\u2009\u202f]"


@dataclass(frozen=True, slots=True)
class Spotted:
    """A number in a text.

    Attributes:
        start: Where it starts in the text, qualifier and currency included.
        end: Where it ends, unit included.
        digits: Where its digits start.
        number: What it says; ``unit`` is ``None`` for a bare count.
    """

    start: int
    end: int
    digits: int
    number: PrintedNumber


_DAY = r"\d{1,2}(?:er|st|nd|rd|th|º)?"


@lru_cache(maxsize=1)
def _names_something() -> re.Pattern[str]:
    """Return the expression of stretches of text whose digits count nothing."""
    known = words(spoken(None))
    full = [words((one,)).dates.months for one in languages()]
    names = [group[0] for months in full for group in months]
    longer = [name for group in known.dates.months for name in group if len(name) > _SHORT_MONTH]
    month = rf"(?:{_accented([*names, *longer, *known.prose.months])})(?![^\W\d_])"
    joiner, street = either(known.prose.joiners), either(known.prose.streets)
    of = rf"(?:(?:{either(known.dates.of)})\s+)?"
    return re.compile(
        "|".join(
            (
                rf"(?:{_DAY}\s*(?:,|{joiner}|-|–|/)\s*)*{_DAY}\s*{of}{month}"
                rf"(?:\s*,?\s*{of}\d{{4}})?",
                rf"{month}\s+{_DAY}(?:\s*[-–]\s*{_DAY})?(?:\s*,?\s*\d{{4}})?(?![\d.,]?\d)",
                rf"{month}\s*{of}\d{{4}}",
                r"\b\d{1,4}([/.-])\d{1,2}\1\d{2,4}\b",
                r"\b\d{1,2}/\d{4}\b|\b\d{1,2}/\d{1,2}(?![\d%])",
                r"\b\d{1,2}\s?(?:h|:)\s?\d{2}\b|\b\d{1,2}\s?(?:a\.?m\.?|p\.?m\.?)(?![^\W\d_])",
                rf"\b{YEAR}\s?[-–/]\s?(?:{YEAR}|\d\d)\b",
                r"\S+@\S+|https?://\S+|www\.\S+|#\w+|@\w+|\b[\w-]+\.(?:org|com|net|fr|es|eu|int|gov)\b\S*",
                r"(?:\(?\+\d{1,3}\)?|(?<![\w.,])(?<!\d\s)\(?0\d?\)?)(?:[\s().-]{0,2}\d{1,4}){3,}",
                rf"\b\d{{1,4}}\s?(?:bis|ter)?\s?,?\s+(?:{street})(?=\s)",
                rf"(?<![^\W\d_])(?:{street})\s[^\d,;.]{{2,40}},?\s*(?:n[º°o.]\s*)?\d{{1,4}}\b",
                r"(?<![\d.,])(?:[A-Z]{1,2}-)?\d{5}\s+(?=[A-ZÀ-Þ][a-zà-ÿ])",
                r"\b(?:bp|b\.p\.|cs|cedex|apdo\.?|apartado|p\.?o\.? box)\s*\d+",
                r"\b(?:siren|siret|isbn|issn|rcs|nif|cif|iban|doi|tva)\b[\s:.]*[\w\s./-]*\d",
                r"\b(?:au capital|capital social|share capital)(?:\s(?:variable|de|of|social))*"
                r"\s+\d[\d\s.,]*",
                r"\w=\s?\d+",
                r"\(\d{1,2}\)|\[\d{1,3}\]|\b\d+\.(?:pdf|html?|docx?|xlsx?|jpe?g|png)\b",
                r"(?<![\d.,])\d{1,2}(?:\.\d{1,2}){2,}|(?<![\d.,])\d{1,2}(?:\.\d{1,2})+\.(?=\s)",
            )
        ),
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _reference() -> re.Pattern[str]:
    """Return the expression of nouns after which a number is a name: "article 5", "Agenda 2030"."""
    nouns = either(words(spoken(None)).prose.references)
    return re.compile(rf"(?<![^\W\d_])(?:{nouns}){_GAP}?[-–:.]?{_GAP}*$", re.IGNORECASE)


def _accented(names: Iterable[str]) -> str:
    """Return an alternation of words with their accents and without."""
    return either(form for name in names for form in (name, strip_accents(name)))


_SECTION = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)°]|[IVX]+\.\d+)(?:\s*(?=[^\W\d_])|\s+(?=[«“\"¿¡])|$)"
)
_NUMBERED_TITLE = re.compile(r"\W*[A-ZÀ-Þ][^\W\d_]+\s\d{1,2}(?=\s?[:.–—-](?:\s|$))")
_ORDINAL = re.compile(
    r"(?:er|ère|ere|re|e|è|ème|eme|ième|nde?|st|nd|rd|th|º|ª|°|\.[ºª]|os?|as?)(?![^\W_])"
)
_RANGE = re.compile(rf"{_GAP}?(?:-|–|à|to)(?:{_GAP})?\d")

# "1 millón 372 mil 915", as Mexican Spanish writes large counts; "$ 117, 312, 010.50", typed with
# spaces that are none of the number's.
_SPELLED = re.compile(
    r"(?<![\d.,])(?:(?P<millions>\d{1,3})\s+mill(?:ón|ones)\s+)(?P<thousands>\d{1,3})\s+mil"
    r"(?:\s+(?P<units>\d{1,3}))?(?![\d.,]?\d)"
    r"|[$€£]\s?\d{1,3}(?:,\s?\d{3})*,\s\d{3}(?:,\s?\d{3})*\.\d\d(?!\d)",  # cents: "$100, 200" lists
    re.IGNORECASE,
)
_LAKH = r"\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])(?:\.\d+)?"
_GROUPED = rf"{_LAKH}|\d{{1,3}}(?:(?:{_GAP}|[.,'’])\d{{3}})+(?!\d)(?:[.,]\d+)?"
_RUN = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)?)"
_AMOUNT_AHEAD = rf"(?={_GAP}?\d{{1,3}}(?:(?:{_GAP}|[.,'’])\d{{3}})+(?!\d)|{_GAP}?\d+[.,]\d\d(?!\d))"
_LETTERS_OF_UNITS = frozenset({"m", "t", "l", "s", "g", "h"})
_END = r"(?![^\W_])"
_SIGN = r"(?:(?<![\w)])[-−–+±](?=\S)|[+<>~≈≥≤](?=\s?\d))"


@lru_cache(maxsize=16)
def _number(language: Language | None) -> re.Pattern[str]:
    """Return the expression of a number in a text, with what belongs to it."""
    known = lexicon(language)
    currency = rf"(?:{known.currencies.strong})"
    weak = rf"(?:{_of_text(known.currencies.weak)})"
    symbols = _of_text(unit for unit in known.units if unit not in _LETTERS_OF_UNITS)
    after = _of_text(set(known.qualifiers_after) - {"+"})
    scale = rf"(?:(?i:{_of_text(known.scales)})|{_of_text(known.scale_signs)})"
    scale_of = known.scale_of.replace("'", "['’]")
    before = rf"{scale}(?:(?=€|\$|£|{known.currencies.short})|{_END}(?:{_GAP}+(?:{scale_of})?)?)"
    return re.compile(
        rf"(?P<qualifier>(?<![^\W_])(?i:{_of_text(known.qualifiers)}){_GAP}*)?"
        rf"(?P<sign>{_SIGN}{_GAP}?)?"
        rf"(?:(?P<currency>(?<![^\W_])(?:(?:[kKM]|MM)?{currency}|{weak}{_AMOUNT_AHEAD}"
        rf"|[A-Z]{{2,3}}\$|[A-Z]{{0,2}}[$€£¥]){_GAP}?)"
        rf"|(?<![\w#@/])(?<![\d\w][.,:])(?<!\w-))(?P<run>{_RUN})"
        rf"(?P<unit>{_GAP}?(?:(?i:{_of_text(known.percents)}){_END}"
        rf"|(?:{before})?{currency}{_END}|{scale}{_END}|(?:{symbols}){_END}|{weak}{_END})"
        r"(?:/[^\W\d_]{1,8}[²³]?(?![^\W_]))?)?"
        rf"(?P<after>{_GAP}?(?:\+(?!\s?\d)|(?i:{after}){_END}))?"
    )


def _of_text(group: Iterable[str]) -> str:
    return either(group, gap=f"{_GAP}+")


@lru_cache(maxsize=8192)
def scan_numbers(
    text: str, language: Language | None, decimal_sign: DecimalSign | None = None
) -> tuple[Spotted, ...]:
    """Return the numbers of a text that count or measure something, from left to right.

    Args:
        text: Any text.
        language: Settles "1,234" where nothing else does.
        decimal_sign: Of the document, stronger than the language; see :func:`text_sign`.

    >>> [s.number.value for s in scan_numbers("290 personnes en 2020 (44 % de femmes)", "fr")]
    [Decimal('290'), Decimal('44')]
    >>> scan_numbers("2.1. Ligne d'action 1, p. 12, 5 octobre 2020, COVID-19, loi 2015-9", "fr")
    ()
    """
    if len(text) > MAX_TEXT or not any(char.isdigit() for char in text):
        return ()
    masked = [found.span() for found in _names_something().finditer(text)]
    opening = _SECTION.match(text) or _NUMBERED_TITLE.match(text)
    if opening:
        masked.append(opening.span())
    sign = decimal_sign or default_sign(language)
    spotted = _spelled(text, sign)
    masked += [(spot.start, spot.end) for spot in spotted]
    for found in _number(language).finditer(text):
        start, end = found.span("run")
        if any(start < high and end > low for low, high in masked):
            continue
        number = _read(found, text, sign, language)
        if number is not None:
            first = found.start() + len(found[0]) - len(found[0].lstrip())
            spotted.append(Spotted(first, found.end(), start, number))
    return tuple(sorted(spotted, key=lambda spot: spot.start))


def text_sign(texts: Iterable[str], language: Language | None) -> DecimalSign:
    """Return the decimal sign the running text of a document is written with.

    Mexico writes "26,194" and "51.2 %", Argentina and Spain the other way round. Measured numbers
    that prove a sign vote; a clear majority overrules the language.

    >>> text_sign(["habitan 26,194 personas", "el 51.2 %", "el 13.4 %", "el 0.63 %"], "es")
    '.'
    """
    usual = default_sign(language)
    votes = Counter(
        ballot.sign
        for text in texts
        for spot in scan_numbers(text, language, usual)
        if spot.number.unit not in (None, "count")
        and (run := re.search(_RUN, text[spot.digits : spot.end]))
        and (ballot := cast_ballot(run[0], is_whole=False)).sign is not None
    )
    other = opposite(usual)
    return other if votes[other] > max(LEAST_VOTES, MAJORITY * votes[usual]) else usual


def _spelled(text: str, sign: DecimalSign) -> list[Spotted]:
    """Return the numbers of a text that are written in pieces."""
    spotted: list[Spotted] = []
    for found in _SPELLED.finditer(text):
        if found["millions"]:
            written = found["units"] or "000"
            plain = f"{found['millions']},{found['thousands']:0>3},{written:0>3}"
            number = parse_number(plain, decimal_sign=".")
        else:
            number = parse_number(re.sub(r",\s", ",", found[0]), decimal_sign=sign)
        if number is None or number.value is None:
            continue
        digits = next(at for at in range(found.start(), found.end()) if text[at].isdigit())
        number = replace(number, text=found[0])
        spotted.append(Spotted(found.start(), found.end(), digits, number))
    return spotted


def _read(
    found: re.Match[str], text: str, sign: DecimalSign, language: Language | None
) -> PrintedNumber | None:
    """Read one match, ``None`` when its digits name something instead of counting it."""
    after = text[found.end("run") : found.end("run") + 12]
    if not found["unit"] and (_ORDINAL.match(after) or _continues_word(after)):
        return None
    bare = not (found["unit"] or found["currency"])
    if bare and (_reference().search(text[: found.start()]) or _is_year(found, text)):
        return None
    if bare and re.match(r"[-–/]\d", after):
        return None
    number = parse_number(found[0].strip(), language=language, decimal_sign=sign)
    if number is None and found["unit"]:  # a word that is no unit after all: "10 TOP"
        number = parse_number(found["run"], language=language, decimal_sign=sign)
    if number is None or number.value is None:
        return None
    if found["sign"] and found["sign"].strip() in "-−–" and bare and not found["qualifier"]:
        number = replace(number, value=abs(number.value))  # a dash before a count is punctuation
    return number


def _continues_word(after: str) -> bool:
    """Return whether digits run into letters: "2e", "5G", "14h30"."""
    return after[:1].isalpha() or (after[:1] == "-" and after[1:2].isalpha())


def _is_year(found: re.Match[str], text: str) -> bool:
    """Return whether four plain digits are a year rather than a count."""
    run = found["run"]
    if len(run) != 4 or not run.isdecimal() or int(run) not in YEARS:
        return False
    return not found["qualifier"] and not found["after"] and not found["sign"]
