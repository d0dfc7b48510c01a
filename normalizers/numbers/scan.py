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

from crossfoot.normalizers.numbers.digits import cast_ballot, default_sign, opposite
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.units import (
    CURRENCY_CODES,
    CURRENCY_WORDS,
    PERCENT_WORDS,
    PHYSICAL_UNITS,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    SCALE_SIGNS,
    SCALE_WORDS,
)
from crossfoot.years import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Language, PrintedNumber
    from crossfoot.normalizers.numbers.digits import DecimalSign

MAX_TEXT = 20_000  # chars; a longer block is a data dump
LEAST_VOTES = 2  # more numbers than these must prove that a document writes unlike its language…
MAJORITY = 3  # …and so many times more than prove the contrary

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


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", rf"{_GAP}+") for word in ordered)


_MONTH = (
    r"(?:janv(?:ier|\.)?|févr?(?:ier|\.)|fevrier|mars|avr(?:il|\.)|mai|juin|juil(?:let|\.)|août|aout"
    r"|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|déc(?:embre|\.)|decembre"
    r"|jan(?:uary|\.)?|feb(?:ruary|\.)?|march|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|september|october|november|dec(?:ember|\.)?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre)(?![^\W\d_])"
)
_DAY = r"\d{1,2}(?:er|st|nd|rd|th|º)?"
_STREET = (
    r"(?:rue|avenue|av\.|boulevard|bd\.?|place|quai|allée|chemin|route|cours|street|st\.|road|rd\."
    r"|square|lane|calle|c/|carrer|plaza|plaça|paseo|passeig|avenida|avda\.?|avinguda)"
)
# Stretches of text whose digits count nothing.
_NAMES_SOMETHING = re.compile(
    "|".join(
        (
            rf"(?:{_DAY}\s*(?:,|et|and|y|e|à|au|to|a|al|-|–|/)\s*)*{_DAY}\s*(?:de\s+|of\s+)?{_MONTH}"
            r"(?:\s*,?\s*(?:de\s+|del\s+)?\d{4})?",
            rf"{_MONTH}\s+{_DAY}(?:\s*[-–]\s*{_DAY})?(?:\s*,?\s*\d{{4}})?(?![\d.,]?\d)",
            rf"{_MONTH}\s*(?:de\s+|del\s+)?\d{{4}}",
            r"\b\d{1,4}([/.-])\d{1,2}\1\d{2,4}\b",
            r"\b\d{1,2}/\d{4}\b|\b\d{1,2}/\d{1,2}(?![\d%])",
            r"\b\d{1,2}\s?(?:h|:)\s?\d{2}\b|\b\d{1,2}\s?(?:a\.?m\.?|p\.?m\.?)(?![^\W\d_])",
            r"\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)?\d\d)\b",
            r"\S+@\S+|https?://\S+|www\.\S+|#\w+|@\w+|\b[\w-]+\.(?:org|com|net|fr|es|eu|int|gov)\b\S*",
            r"(?:\(?\+\d{1,3}\)?|(?<![\w.,])(?<!\d\s)\(?0\d?\)?)(?:[\s().-]{0,2}\d{1,4}){3,}",
            rf"\b\d{{1,4}}\s?(?:bis|ter)?\s?,?\s+{_STREET}(?=\s)",
            rf"(?<![^\W\d_]){_STREET}\s[^\d,;.]{{2,40}},?\s*(?:n[º°o.]\s*)?\d{{1,4}}\b",
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
# Nouns after which a bare number is a name: "article 5", "Agenda 2030", "ODD 11", "n° 12".
_REFERENCE = re.compile(
    r"(?<![^\W\d_])(?:pages?|pp?\.|págs?\.|páginas?|art(?:icles?|ículos?|\.)|lois?|ley|law|act"
    r"|décrets?|decretos?|n\.?[°º]|no\.?|núm\.?|num\.|nos?\.|numéros?|numbers?|números?|sections?"
    r"|sección|chapitres?|chapters?|capítulos?|annexes?|annex|appendix|anexos?|figures?|figs?\."
    r"|figuras?|graphiques?|charts?|gráficos?|tableaux?|tables?|tablas?|cuadros?|notes?|notas?"
    r"|actions?|acción|lignes?|línea|line|phases?|fases?|étapes?|steps?|etapas?|axes?|axis|ejes?"
    r"|objectifs?|objectives?|goals?|objetivos?|odds?|sdgs?|ods|résolutions?|resolutions?"
    r"|resolución|directives?|directiva|règlement|regulation|reglamento|vol(?:ume|\.)|volumen"
    r"|tomes?|tomo|versions?|versión|lots?|lotes?|zones?|zonas?|niveaux?|levels?|nivel|rounds?"
    r"|ronda|classes?|clase|catégories?|category|categoría|types?|tipos?|agendas?|horizons?"
    r"|horizonte|parte?s?|titre|título|title|alinéas?|apartados?|tramo|tranche|scopes?|covid|urban"
    r"|téls?\.?|téléphone|phone|teléfono|fax|kit|route|highway|carretera|km)"
    rf"{_GAP}?[-–:.]?{_GAP}*$",
    re.IGNORECASE,
)
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
_GROUPED = rf"\d{{1,3}}(?:(?:{_GAP}|[.,'’])\d{{3}})+(?!\d)(?:[.,]\d+)?"
_RUN = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)?)"
_SYMBOL_UNITS = [unit for unit in PHYSICAL_UNITS if unit not in ("m", "t", "l", "s", "g", "h")]
_END = r"(?![^\W_])"
_CURRENCY = rf"(?:(?i:{_either(CURRENCY_WORDS)})|{_either(CURRENCY_CODES)})"
_SIGN = r"(?:(?<![\w)])[-−–+±](?=\S)|[+<>~≈≥≤](?=\s?\d))"
_NUMBER = re.compile(
    rf"(?P<qualifier>(?<![^\W_])(?i:{_either(QUALIFIERS)}){_GAP}*)?"
    rf"(?P<sign>{_SIGN}{_GAP}?)?"
    rf"(?P<currency>(?<![^\W_])(?:[A-Z]{{2,3}}\$|[A-Z]{{0,2}}[$€£¥]|{_either(CURRENCY_CODES)}){_GAP}?)?"
    rf"(?<![\w#@/])(?<![\d\w][.,:])(?<!\w-)(?P<run>{_RUN})"
    rf"(?P<unit>{_GAP}?(?:(?i:{_either(PERCENT_WORDS)}){_END}"
    rf"|(?:(?i:{_either(SCALE_WORDS)})|{_either(SCALE_SIGNS)})"
    rf"(?:(?:{_GAP}+(?:de{_GAP}+|d['’])?|(?=[€$£])){_CURRENCY}{_END}|{_END})"
    rf"|(?:{_either(_SYMBOL_UNITS)}){_END}|{_CURRENCY}{_END})"
    r"(?:/[^\W\d_]{1,8}[²³]?(?![^\W_]))?)?"
    rf"(?P<after>{_GAP}?(?:\+(?!\s?\d)|(?i:{_either(set(QUALIFIERS_AFTER) - {'+'})}){_END}))?"
)


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
    masked = [found.span() for found in _NAMES_SOMETHING.finditer(text)]
    opening = _SECTION.match(text) or _NUMBERED_TITLE.match(text)
    if opening:
        masked.append(opening.span())
    sign = decimal_sign or default_sign(language)
    spotted = _spelled(text, sign)
    masked += [(spot.start, spot.end) for spot in spotted]
    for found in _NUMBER.finditer(text):
        start, end = found.span("run")
        if any(start < high and end > low for low, high in masked):
            continue
        number = _read(found, text, sign)
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
        for spot in scan_numbers(text, None, usual)
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


def _read(found: re.Match[str], text: str, sign: DecimalSign) -> PrintedNumber | None:
    """Read one match, ``None`` when its digits name something instead of counting it."""
    after = text[found.end("run") : found.end("run") + 12]
    if not found["unit"] and (_ORDINAL.match(after) or _continues_word(after)):
        return None
    bare = not (found["unit"] or found["currency"])
    if bare and (_REFERENCE.search(text[: found.start()]) or _is_year(found, text)):
        return None
    if bare and re.match(r"[-–/]\d", after):
        return None
    number = parse_number(found[0].strip(), decimal_sign=sign)
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
