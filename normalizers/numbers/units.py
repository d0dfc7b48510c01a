"""Units, scales and qualifiers as reports print them beside a number.

In goes what stands before or after the digits of a number: "plus de US$" before, "millions
d'euros" after. The words come from the vocabulary, of all languages: an English table in a French
report says "million" too. Where two languages mean different things by one word ("billion", "C$"),
that of the text wins. Both readings are memoised: a report has thousands of numbers but few kinds
of surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.numbers.currencies import Currencies, currencies_of, names_money
from crossfoot.vocabulary import languages, words
from crossfoot.vocabulary.patterns import either

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crossfoot.model import Language, Qualifier
    from crossfoot.vocabulary import Numbers

_POWERS = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_SIGNS_WITHOUT_CURRENCY = frozenset(
    {"k", "K", "M", "Md", "Mds", "Mio", "Mio.", "mio", "mln", "bn", "Bn"}
)
BEFORE_CURRENCY = r"(?=\s*[^a-z\s])"
"""A scale stuck to its currency: "k€", "kEUR"."""

UNIT_WORD = 5  # letters: shorter units are signs, which are told apart by their case

_WORD_END = r"(?![^\W_])"
_NOTE_MARK = r"(?:\*|[†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈ]|\(\w{1,2}\)|\[\w{1,2}\]|\\\d|[a-z]\))"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is printed beside numbers, the words of one language before those of the others.

    Attributes:
        currencies: Signs, codes and names.
        scales: Words, in lower case; ``scale_signs`` are told apart by their case.
        head: Expression of what stands before the digits, ``tail`` of what stands behind.
    """

    currencies: Currencies
    percents: tuple[str, ...]
    units: tuple[str, ...]
    nouns: tuple[str, ...]
    scales: Mapping[str, Decimal]
    scale_signs: Mapping[str, Decimal]
    qualifiers: Mapping[str, Qualifier]
    qualifiers_after: Mapping[str, Qualifier]
    percent: str
    minus: str
    scale: str
    scale_of: str
    head: re.Pattern[str]
    tail: re.Pattern[str]

    def scale_value(self, text: str | None) -> Decimal:
        """Return what a printed scale multiplies by: "k" 1000, "Millions" 1000000, nothing 1."""
        if text is None:
            return Decimal(1)
        return self.scale_signs.get(text) or self.scales.get(_key(text)) or Decimal(1)


@lru_cache(maxsize=32)
def lexicon(language: Language | None, *, named: bool = True) -> Lexicon:
    """Return what stands beside the numbers of a text in a language, ``None`` where unknown.

    Args:
        language: Of the text.
        named: With all names of currencies; without them where no text has one.
    """
    order = tuple(dict.fromkeys((*([language] if language else []), *languages())))
    said = words(order).numbers
    currency = currencies_of(language, named=named)
    scales = _first_wins((words((one,)).numbers.scales for one in order), lower=True)
    signs = _first_wins([said.scale_signs], lower=False)
    qualifiers = _qualifiers({"over": said.over, "under": said.under, "about": said.about})
    after = _qualifiers(
        {"over": said.over_after, "under": said.under_after, "about": said.about_after}
    )
    scale = rf"(?i:{either(scales)})|{either(signs)}"
    scale_of = "|".join(re.escape(of) + ("" if of.endswith("'") else r"\s") for of in said.scale_of)
    tail = _tail(said, currency, scale, scale_of, either(after))
    return Lexicon(
        currencies=currency,
        percents=said.percent,
        units=_printed_units(said),
        nouns=said.nouns,
        scales=scales,
        scale_signs=signs,
        qualifiers=qualifiers,
        qualifiers_after=after,
        percent=either(said.percent),
        minus=either(said.minus),
        scale=scale,
        scale_of=scale_of,
        head=re.compile(_head(either(qualifiers), either(said.minus), currency.pattern)),
        tail=re.compile(tail),
    )


def _printed_units(said: Numbers) -> tuple[str, ...]:
    """Return units with those that are words also as a sentence or a card begins with them."""
    long = (unit.capitalize() for unit in said.units if unit.islower() and len(unit) >= UNIT_WORD)
    return tuple(dict.fromkeys((*said.units, *long)))


def _head(qualifier: str, minus: str, currency: str) -> str:
    """Return the expression of what stands before the digits of a number.

    "plus de" "(" "-" "US$" "-" "(": accountants put brackets, sign and currency in any order.
    """
    return (
        rf"(?P<qualifier>(?i:{qualifier}))?\s*"
        rf"(?P<open>\()?\s*(?P<sign>[-+]|(?i:{minus})(?=\s))?(?P<gap>\s*)"
        rf"(?:(?P<scale>MM|[kKM]|Mds?)?(?P<currency>{currency}))?"
        r"\s*(?P<open2>\()?\s*(?P<sign2>[-+])?\s*"
    )


def _tail(said: Numbers, currency: Currencies, scale: str, scale_of: str, qualifier: str) -> str:
    """Return the expression of what stands behind the digits of a number.

    A status letter of statistical offices stuck to the digits ("970E", "4,460p"), closing bracket,
    unit, trailing minus, qualifier, footnote marks, a remark in brackets ("947 (31 %)"). A letter
    right after a dash is the check mark of an identifier: "78.453.460-K".
    """
    in_ = f"(?:{either(words(languages()).notes.in_)})"
    return (
        r"(?P<flag>[Erp](?![^\W_]))?(?P<minus>-(?![^\W\d_]))?\s*(?P<close>\))?\s*"
        rf"(?:(?P<percent>(?i:{either(said.percent)})){_WORD_END}"
        rf"|(?:(?P<unit>{either(_printed_units(said))})|(?P<noun>(?i:{either(said.nouns)}))){_WORD_END}"
        rf"|(?:(?P<scale>{scale})(?:{_WORD_END}|{BEFORE_CURRENCY})"
        rf"(?:\s*(?:{scale_of}|{in_}\s))?\s*)?(?:(?P<currency>{currency.pattern}){_WORD_END})?)"
        rf"(?:\s*(?:{either(said.tax)}))?(?:\s*/\s*(?P<per>[^\W\d_]+[²³23]?))?"
        r"\s*(?P<close2>\))?(?P<minus2>-)?"
        rf"\s*(?P<qualifier>(?i:{qualifier}))?"
        rf"(?:\s*{_NOTE_MARK})*(?P<remark>\s+[(\[][^()\[\]]*[)\]])?\s*\.?"
    )


def _first_wins(
    tables: Iterable[Mapping[str, tuple[str, ...]]], *, lower: bool
) -> dict[str, Decimal]:
    """Return what each word multiplies by; of two languages the first has the word."""
    found: dict[str, Decimal] = {}
    for table in tables:
        for name, spellings in table.items():
            for word in spellings:
                found.setdefault(word.lower() if lower else word, _POWERS[name])
    return found


def _qualifiers(groups: Mapping[Qualifier, tuple[str, ...]]) -> dict[str, Qualifier]:
    return {word: name for name, spellings in groups.items() for word in spellings}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the digits: "plus de -US$ (".

    Attributes:
        sign: "-", "+" or "".
        loose_plus: The plus stands apart from the digits: "+ 33 000" says "more than".
        currency: Its unit, "" for a sign that names none by itself ("L", "R").
        scale: What a "k" or "M" before the currency multiplies by: "M$ 1.250".
        brackets: Opening brackets.
        weak: The currency is a word or a letter too, and needs the company of an amount.
        stuck: The letters of a code stand right before the digits: "ETB1" is a channel.
    """

    qualifier: Qualifier
    sign: str
    loose_plus: bool
    currency: str | None
    scale: Decimal
    brackets: int
    weak: bool
    stuck: bool


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands after the digits: "k€) (1)".

    Attributes:
        unit: "%", an ISO currency, "count" or a unit as printed, ``None`` when nothing is.
        scale: What a printed "k" or "millions" multiplies by; ``needs_currency`` when it only
            does so beside a currency ("$5m" against "5 m").
        minus: A minus printed behind the number.
        flagged: A status letter stood there; only long numbers carry one.
        has_words: A remark in words stood there: "(hours)", "(en juin 2017)".
        weak: The currency is a word or a letter too.
    """

    unit: str | None
    scale: Decimal
    needs_currency: bool
    minus: bool
    brackets: int
    qualifier: Qualifier
    flagged: bool
    has_words: bool
    weak: bool


@lru_cache(maxsize=4096)
def read_head(text: str, language: Language | None = None) -> Head | None:
    """Read what stands before a number, ``None`` when it is anything but marks of a number."""
    known = lexicon(language, named=names_money(text, language))
    found = known.head.fullmatch(text)
    if found is None:
        return None
    sign = found["sign"] or found["sign2"] or ""
    sign = "-" if sign.isalpha() else sign
    return Head(
        qualifier=known.qualifiers[_key(found["qualifier"])] if found["qualifier"] else "exact",
        sign=sign,
        loose_plus=found["sign"] == "+" and bool(found["gap"]),
        currency=known.currencies.unit(found["currency"]),
        scale=known.scale_value(found["scale"]),
        brackets=bool(found["open"]) + bool(found["open2"]),
        weak=known.currencies.is_weak(found["currency"]),
        stuck=found["currency"] in known.currencies.codes and text[-1].isalpha(),
    )


@lru_cache(maxsize=4096)
def read_tail(text: str, language: Language | None = None) -> Tail | None:
    """Read what stands behind a number, ``None`` when it is more than a unit and marks."""
    known = lexicon(language, named=names_money(text, language))
    found = known.tail.fullmatch(text)
    if found is None:
        return None
    printed = found["currency"]
    currency = known.currencies.unit(printed)
    per = f"/{found['per']}" if found["per"] else ""
    after = found["qualifier"]
    return Tail(
        unit=_unit(found, currency, per),
        scale=known.scale_value(found["scale"]),
        needs_currency=bool(found["scale"])
        and currency is None
        and found["scale"] in known.scale_signs
        and found["scale"] not in _SIGNS_WITHOUT_CURRENCY,
        minus=bool(found["minus"] or found["minus2"]),
        brackets=bool(found["close"]) + bool(found["close2"]),
        qualifier=known.qualifiers_after[_key(after)] if after else "exact",
        flagged=bool(found["flag"]),
        has_words=bool(found["remark"]) and any(char.isalnum() for char in found["remark"]),
        weak=known.currencies.is_weak(printed),
    )


def _unit(found: re.Match[str], currency: str | None, per: str) -> str | None:
    """Return the unit a tail states."""
    if found["percent"]:
        return "%" + per
    if found["noun"]:
        return "count"
    stem = currency or found["unit"]
    return stem + per if stem else None


def _key(text: str) -> str:
    """Return a spelling as the vocabulary writes it."""
    return " ".join(text.split()).lower()
