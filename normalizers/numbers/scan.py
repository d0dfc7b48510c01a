"""Numbers inside running text, and which of them count or measure something.

In: a text, its language. Out: :class:`Spotted` numbers with their place in the text. Numbers that
only name or locate things are left out: dates, years, times, phone numbers, addresses, section
and footnote numbers, articles and laws, codes, ranges of years. Refuses to know labels.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.numbers.currencies import names_money
from crossfoot.normalizers.numbers.digits import ambiguous_mark, cast_ballot, default_sign, opposite
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.ranges import share_ends
from crossfoot.normalizers.numbers.spotted import Spotted
from crossfoot.normalizers.numbers.units import BEFORE_CURRENCY, Lexicon, lexicon
from crossfoot.vocabulary import languages, spoken, words
from crossfoot.vocabulary.patterns import either, with_accents_or_not
from crossfoot.years import YEAR, YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Language, PrintedNumber
    from crossfoot.normalizers.numbers.currencies import names_money
from crossfoot.normalizers.numbers.digits import DecimalSign

MAX_TEXT = 20_000  # chars; a longer block is a data dump
LEAST_VOTES = 2  # more numbers than these must prove that a document writes unlike its language…
MAJORITY = 3  # …and so many times more than prove the contrary

SHORT_NAME = 3  # letters: shorter names of months are words, unless a point says otherwise
_SHORT_UNIT = 2  # letters: shorter units, and capitals, begin a title ("2.1 L'action")
_GAP = r"[ \u00a0\u2007\u2009\u202f]"


@lru_cache(maxsize=1)
def _names_something() -> re.Pattern[str]:
    """Return the expression of stretches of text whose digits count nothing."""
    return re.compile("|".join((*_dates(), *_addresses(), *_codes())), re.IGNORECASE)


def _dates() -> tuple[str, ...]:
    """Return expressions of days, months and times."""
    known = words(spoken(None))
    full = [words((one,)).dates.months for one in languages()]
    names = [group[0] for months in full for group in months]
    longer = [name for group in known.dates.months for name in group if len(name) > SHORT_NAME]
    short = [name for group in known.dates.months for name in group if len(name) <= SHORT_NAME]
    month = rf"(?:{with_accents_or_not([*names, *longer, *known.prose.months])})(?![^\W\d_])"
    day = rf"\d{{1,2}}(?:{either(known.prose.ordinals)})?"
    of, joiner = rf"(?:(?:{either(known.dates.of)})\s+)?", either(known.prose.joiners)
    hours = rf"(?:{either(known.prose.hours)})(?![^\W\d_])"
    return (
        rf"(?:{day}\s*(?:,|{joiner}|-|–|/)\s*)*{day}\s*{of}{month}(?:\s*,?\s*{of}\d{{4}})?",
        rf"{month}\s+{day}(?:\s*[-–]\s*{day})?(?:\s*,?\s*\d{{4}})?(?![\d.,]?\d)",
        rf"{month}\s*{of}\d{{4}}",
        rf"\b\d{{1,2}}\s{of}(?:{with_accents_or_not(short)})\s{of}\d{{4}}\b",
        r"\b\d{1,4}([/.-])\d{1,2}\1\d{2,4}\b",
        r"\b\d{1,2}/\d{4}\b|\b\d{1,2}/\d{1,2}(?![\d%])",
        rf"\b\d{{1,2}}\s?(?:h|:)\s?\d{{2}}\b|\b\d{{1,2}}\s?{hours}",
        rf"\b{YEAR}\s?[-–/]\s?(?:{YEAR}|\d\d)\b",
    )


_SIGNED_THOUSANDS = rf"\+\d{{1,3}}(?:{_GAP}\d{{3}}){{1,2}}(?![\d.-]|{_GAP}\d)"
"""A plus before a count: "+200 000 jobs", no country code."""


def _addresses() -> tuple[str, ...]:
    """Return expressions of addresses: of houses, of letter boxes, of pages, of telephones."""
    said = words(spoken(None)).prose
    street = either(said.streets)
    house = rf"\b\d{{1,4}}\s?(?:{either(said.house_numbers)})?"
    return (
        r"\S+@\S+|https?://\S+|www\.\S+|#\w+|@(?!\d+[.,]?\d*\s?%)\w+"
        r"|\b[\w-]*[^\W\d_][\w-]*\.(?:org|com|net|int|gov|(?-i:[a-z]{2}))\b\S*",
        rf"(?!{_SIGNED_THOUSANDS})(?:\(?\+\d{{1,3}}\)?|(?<![\w.,])(?<!\d\s)\(?0(?![.,]0)\d?\)?)"
        r"(?:[\s().-]{0,2}\d{1,4}){3,}",
        rf"{house}\s?,?\s+(?:{street})(?=\s)",
        rf"\b\d{{1,4}}\s(?-i:[A-ZÀ-Þ][\w'’-]+\s){{1,3}}(?:{street})(?![^\W_])",
        rf"(?<![^\W\d_])(?:{street})\s[^\d,;.]{{2,40}},?\s*(?:n[º°o.]\s*)?\d{{1,4}}\b",
        r"(?<![\d.,])(?-i:(?:[A-Z]{1,2}-)?\d{5}\s+(?=[A-ZÀ-Þ][a-zà-ÿ]))",
        rf"\b(?:{either(said.post_boxes)})\s*\d+",
    )


def _codes() -> tuple[str, ...]:
    """Return expressions of what identifies companies, notes, files and sections."""
    said = words(spoken(None)).prose
    links = rf"(?:\s(?:{either(said.share_capital_links)}))*"
    return (
        rf"\b(?:{either(said.registers)})\b[\s:.]*[\w\s./-]*\d",
        rf"\b(?:{either(said.share_capital)}){links}\s+\d[\d\s.,]*",
        r"\w=\s?\d+|(?-i:\b[2-6]G\b)",
        r"\(\d{1,2}\)|\[\d{1,3}\]|\b\d+\.(?:pdf|html?|docx?|xlsx?|jpe?g|png)\b",
        r"(?<![\d.,])\d{1,2}(?:\.\d{1,2}){2,}|(?<![\d.,])\d{1,2}(?:\.\d{1,2})+\.(?=\s)",
    )


@lru_cache(maxsize=1)
def _reference() -> re.Pattern[str]:
    """Return the expression of nouns after which a number is a name: "article 5", "Agenda 2030"."""
    nouns = either(words(spoken(None)).prose.references)
    return re.compile(rf"(?<![^\W\d_])(?:{nouns}){_GAP}?[-–:.]?{_GAP}*$", re.IGNORECASE)


_NUMBERED_TITLE = re.compile(r"\W*[A-ZÀ-Þ][^\W\d_]+\s\d{1,2}(?=\s?[:.–—-](?:\s|$))")


_SECTION = re.compile(
    r"\s*(?:(?P<decimal>\d{1,2}(?:\.\d{1,2})+\.?)|\d{1,2}[.)°]|[IVX]+\.\d+)"
    r"(?:\s*(?=[^\W\d_])|\s+(?=[«“\"¿¡])|$)"
)


def _opening(text: str, language: Language | None) -> re.Match[str] | None:
    """Return the number of a section: "2.1 Staff", but not "1.2 million"."""
    found = _SECTION.match(text) or _NUMBERED_TITLE.match(text)
    if found is None or not found.groupdict().get("decimal"):
        return found
    number = _number(language, named=names_money(text, language)).match(text.lstrip())
    measure = (number["unit"] or "") if number else ""
    if measure in lexicon(language).scale_signs:  # stuck to its digits: "30.9K"
        return None
    measure = measure.strip()
    return None if measure[:1].islower() and len(measure) > _SHORT_UNIT else found


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    """Return the expression of what makes digits an ordinal."""
    endings = either(words(spoken(None)).prose.ordinals)
    return re.compile(rf"(?:{endings})(?![^\W_])")


@lru_cache(maxsize=16)
def _in_pieces(language: Language | None) -> re.Pattern[str]:
    """Return the expression of numbers that are written in pieces.

    "1 millón 372 mil 915", as Mexican Spanish writes large counts; "$ 117, 312, 010.50", typed
    with spaces that are none of the number's.
    """
    scales = words(spoken(language)).numbers.scales
    million, thousand = (either(scales.get(name, ())) for name in ("million", "thousand"))
    return re.compile(
        rf"(?<![\d.,])(?:(?P<millions>\d{{1,3}})\s+(?:{million})\s+)"
        rf"(?P<thousands>\d{{1,3}})\s+(?:{thousand})(?:\s+(?P<units>\d{{1,3}}))?(?![\d.,]?\d)"
        # with cents: "$100, 200" lists
        r"|[$€£]\s?\d{1,3}(?:,\s?\d{3})*,\s\d{3}(?:,\s?\d{3})*\.\d\d(?!\d)",
        re.IGNORECASE,
    )


_LAKH = r"\d{1,2}(?:,\d\d)+,\d{3}(?![\d,])(?:\.\d+)?"
_GROUPED = rf"{_LAKH}|\d{{1,3}}(?:(?:{_GAP}|[.,'’])\d{{3}})+(?!\d)(?:[.,]\d+)?"
_RUN = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)?)"
_AMOUNT_AHEAD = rf"(?={_GAP}?\d{{1,3}}(?:(?:{_GAP}|[.,'’])\d{{3}})+(?!\d)|{_GAP}?\d+[.,]\d\d(?!\d))"
_GROUPS = re.compile(_GROUPED)
_PADDED = re.compile(r"0[1-9]")
_LOWER_NOUN = re.compile(r"\s[^\W\d_A-ZÀ-Þ]{4}")
_NOUN = re.compile(r"\s?[^\W\d_]{4}")
_LONG_WORD = re.compile(r"[^\W\d_]{4}")
_LETTERS_OF_UNITS = frozenset({"m", "t", "l", "s", "g", "h"})
_NO_MINUS = "±+<>~≈≥≤"
_END = r"(?![^\W_])"
_DASHED = re.compile(rf"[-–/](?!{_GROUPED})\d")
_PLAIN = r"\d+(?:[.,]\d+)?"
_EN_RANGE = re.compile(rf"(?<![\w–/.,-])({_PLAIN})–({_PLAIN})(?![\d–/-]|[.,]\d)")
_SIGN = r"(?:(?<![\w)])[-−–+±](?=\S)|(?<=\()[-−–](?=\s\d[\d.,]*\s?%)|[+<>~≈≥≤](?=\s?\d))"


@lru_cache(maxsize=32)
def _number(language: Language | None, *, named: bool) -> re.Pattern[str]:
    """Return the expression of a number in a text, with what belongs to it."""
    known = lexicon(language, named=named)
    currency = rf"(?:{known.currencies.strong})"
    weak = rf"(?:{_of_text(known.currencies.weak)})"
    symbols = _of_text(unit for unit in known.units if unit not in _LETTERS_OF_UNITS)
    after = _of_text(set(known.qualifiers_after) - {"+"})
    scale = rf"(?:(?i:{_of_text(known.scales)})|{_of_text(known.scale_signs)})"
    scale_of = known.scale_of.replace("'", "['’]")
    things = _no_things(language)
    before = rf"{scale}(?:{BEFORE_CURRENCY}|{_END}(?:{_GAP}+(?:{scale_of})?)?)"
    return re.compile(
        rf"(?P<qualifier>(?<![^\W_])(?i:{_of_text(known.qualifiers)}){_GAP}*)?"
        rf"(?P<sign>{_SIGN}{_GAP}?|{_minus(known)}{_GAP}+)?"
        rf"(?:(?P<currency>(?<![^\W_])(?:(?:[kKM]|MM)?{currency}|{weak}{_AMOUNT_AHEAD}"
        rf"|[A-Z]{{2,3}}\$|[A-Z]{{0,2}}[$€£¥]){_GAP}?)"
        rf"|(?<![\w#/])(?<![\d\w][.,:])(?:(?<!\w-)|(?<=\d-)(?={_GROUPED})))(?P<run>{_RUN})"
        rf"(?P<unit>\*?{_GAP}?(?:(?i:{_of_text(known.percents)}){_END}"
        rf"|(?:{before})?{currency}{_END}|{scale}{_END}|(?:{symbols}){_END}{things}|{weak}{_END})"
        r"(?:/[^\W\d_]{1,8}[²³]?(?![^\W_]))?)?"
        rf"(?P<after>{_GAP}?(?:\+(?!\s?\d)|(?i:{after}){_END}))?"
    )


def _no_things(language: Language | None) -> str:
    """Return what must not follow a unit: "1 550 points de vente" counts shops, not points."""
    things = words(spoken(language)).counts.things
    return rf"(?!{_GAP}(?:{_of_text(things)}){_END})" if things else ""


def _minus(known: Lexicon) -> str:
    """Return the expression of a word for a minus, but not of "au moins", "de menos"."""
    apart = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words(spoken(None)).prose.not_minus)
    return rf"(?<![^\W_])(?i:{apart}(?:{known.minus}))"


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
    opening = _opening(text, language)
    if opening:
        masked.append(opening.span())
    sign = decimal_sign or default_sign(language)
    spotted = _spelled(text, sign, language)
    masked += [(spot.start, spot.end) for spot in spotted]
    named = names_money(text, language)
    for found in _number(language, named=named).finditer(text):
        start, end = found.span("run")
        if any(start < high and end > low for low, high in masked):
            continue
        number = _read(found, text, sign, language)
        if number is not None:
            first = found.start() + len(found[0]) - len(found[0].lstrip())
            spotted.append(Spotted(first, found.end(), start, number))
    return share_ends(sorted(spotted, key=lambda spot: spot.start), text, language)


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


def _spelled(text: str, sign: DecimalSign, language: Language | None) -> list[Spotted]:
    """Return the numbers of a text that are written in pieces."""
    spotted: list[Spotted] = []
    for found in _in_pieces(language).finditer(text):
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
    if not found["unit"] and _is_name(found["run"], after):
        return None
    bare = not (found["unit"] or found["currency"])
    ends = _range_of(found, text)
    before = text[: ends.start() if ends else found.start()]
    if bare and (_reference().search(before) or _is_year(found, text)):
        return None
    if ends is None and _is_dashed(found, text, bare=bare):
        return None
    if bare and _counts_whole(found, text, language):
        sign = opposite(ambiguous_mark(found["run"]) or sign)
    printed = found[0].strip()
    if bare and set(found["run"]) == {"0"} and len(found["run"]) > 1:
        return None  # "000" is the rest of a number or a code
    if bare and _PADDED.fullmatch(printed) and _LOWER_NOUN.match(text, found.end()):
        counted = parse_number(printed.lstrip("0"), language=language, decimal_sign=sign)
        return counted and replace(counted, text=printed)  # "09 solicitudes"
    number = parse_number(printed.replace("*", ""), language=language, decimal_sign=sign)
    if number is not None and "*" in printed:  # the mark of a note, before the unit
        number = replace(number, text=printed)
    if number is None and found["unit"]:  # a word that is no unit after all: "10 TOP"
        number = parse_number(found["run"], language=language, decimal_sign=sign)
    if number is None or number.value is None:
        return None
    return _signed(found, number) if bare and found["sign"] else number


def _signed(found: re.Match[str], number: PrintedNumber) -> PrintedNumber:
    """Return a count without the mark before it, which is a dash or says "more than"."""
    mark = found["sign"].strip()
    if mark == "+" and _is_round(found["run"]):
        return replace(number, qualifier="over")  # "+200 000 jobs", but "+26 members"
    if mark in _NO_MINUS or found["qualifier"] or number.value is None:
        return number
    # a dash before a count is punctuation, and "minus" may take it away from another
    return replace(number, value=abs(number.value))


def _is_name(run: str, after: str) -> bool:
    """Return whether digits run on into an ordinal or a word; "10,543people" lacks a space."""
    if not (_ordinal().match(after) or _continues_word(after)):
        return False
    return not (_GROUPS.fullmatch(run) and _LONG_WORD.match(after))


@lru_cache(maxsize=16)
def _no_noun(language: Language | None) -> re.Pattern[str]:
    """Return the expression of what stands behind a number and is nothing it counts."""
    told = words(spoken(language)).counts
    return re.compile(rf"\s?(?:{either(told.no_nouns)})(?![^\W_])", re.IGNORECASE)


def _counts_whole(found: re.Match[str], text: str, language: Language | None) -> bool:
    """Return whether a number with three digits after its mark counts things: "3,221 dwellings".

    Whatever the decimal sign of the language: nothing that is counted has a thousandth.
    """
    if ambiguous_mark(found["run"]) is None:
        return False
    rest = text[found.end("run") : found.end("run") + 30]
    return _NOUN.match(rest) is not None and not _no_noun(language).match(rest)


def _range_of(found: re.Match[str], text: str) -> re.Match[str] | None:
    """Return the range that a number is an end of, set with an en dash: "58–60 cars"."""
    for ends in _EN_RANGE.finditer(text):
        low, high = (float(end.replace(",", ".")) for end in ends.groups())
        if low < high and found.start("run") in (ends.start(1), ends.start(2)):
            return ends
    return None


def _is_dashed(found: re.Match[str], text: str, *, bare: bool) -> bool:
    """Return whether a dash or slash ties a number to another: a code, a score, a fraction."""
    if bare and _DASHED.match(text[found.end("run") :]):
        return True
    is_second = re.search(r"\d–$", text[: found.start("run")]) is not None
    return is_second and not re.fullmatch(_GROUPED, found["run"])


def _continues_word(after: str) -> bool:
    """Return whether digits run into letters: "2e", "5G", "14h30"."""
    return after[:1].isalpha() or (after[:1] == "-" and after[1:2].isalpha())


def _is_round(run: str) -> bool:
    """Return whether a number is written in full thousands."""
    return _GROUPS.fullmatch(run) is not None and run.endswith("000")


def _is_year(found: re.Match[str], text: str) -> bool:
    """Return whether four plain digits are a year rather than a count."""
    run = found["run"]
    if len(run) != 4 or not run.isdecimal() or int(run) not in YEARS:
        return False
    return not found["qualifier"] and not found["after"] and not found["sign"]
