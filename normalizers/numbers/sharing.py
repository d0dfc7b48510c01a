"""Signs that several countries print for their money ("$", "kr", "FCFA", "R"): which one is meant.

The report's own words decide ("expressed in Canadian dollars"), then the country that it is of;
where neither tells, the sign stays a sign, but for what a language takes for granted. In go printed
numbers and units; what the country is :mod:`normalizers.places.country` finds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import tidy
from crossfoot.normalizers.numbers.currencies import currencies_of
from crossfoot.normalizers.numbers.units import lexicon
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.files import load_currencies
from crossfoot.vocabulary.patterns import in_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crossfoot.model import Language, PrintedNumber

_LONGEST = 300  # chars: a statement stands in a caption, a note or a short paragraph
_STEM = 4  # letters of a word for money that its plural keeps
_LETTER = re.compile(r"^(?P<before>[A-Z])\s?\d|\d\s?(?P<after>[A-Z])$")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def shared_signs() -> Mapping[str, frozenset[str]]:
    """Return the currencies that each shared sign, word or letter may stand for."""
    cldr = load_currencies()
    found: dict[str, set[str]] = defaultdict(set)
    for sign, codes in words(()).numbers.shared.items():
        found[sign] |= set(codes)
    for table in (cldr["signs"], *cldr["local"].values()):
        for sign, codes in table.items():
            is_letter = len(sign) == 1 and sign.isalpha() and sign.isascii()
            if len(codes) > 1 or sign in found or is_letter:
                found[sign] |= set(codes)
    return {sign: frozenset(codes) for sign, codes in found.items()}


@lru_cache(maxsize=256)
def sign_of(unit: str | None) -> str | None:
    """Return the sign that a currency may be printed with like others, any other unit as it is.

    >>> sign_of("MXN"), sign_of("$"), sign_of("EUR"), sign_of("%")
    ('$', '$', 'EUR', '%')
    """
    shared = shared_signs()
    signs = (sign for sign, codes in shared.items() if unit in codes and not sign.isalpha())
    return unit if unit in shared else next(signs, unit)


@dataclass(frozen=True, slots=True)
class Money:
    """What is known of the money of a report.

    Attributes:
        language: Of the report.
        stated: Codes of the currencies that its amounts are said to be in.
        country: That the report is of (ISO 3166-1), ``None`` where nothing tells.
    """

    language: Language | None
    stated: frozenset[str] = frozenset()
    country: str | None = None

    def unit(self, unit: str | None, printed: str = "") -> str | None:
        """Return the currency that a unit stands for, the unit as it is where none is told.

        Args:
            unit: A sign, or any other unit.
            printed: The amount as printed; a letter beside its digits may be a currency, and its
                words ("pesos") may exclude some.
        """
        sign = printed_sign(unit, printed)
        if sign is None:
            return unit
        stem, _, per = (unit or "").partition("/")
        code = self._code(sign, tidy(printed).lower())
        return f"{code or stem}{'/' if per else ''}{per}" or None

    def _code(self, sign: str, printed: str) -> str | None:
        able = frozenset(code for code in shared_signs()[sign] if self._is_called(code, printed))
        stated = able & self.stated
        if len(stated) == 1:
            return next(iter(stated))
        at_home = (stated or able).intersection(
            load_currencies()["countries"].get(self.country or "", ())
        )
        if len(at_home) == 1:
            return next(iter(at_home))
        plain = words(() if self.language is None else (self.language,)).numbers.plain
        known = self.country is not None or stated
        usual = plain.get(sign, ())
        return usual[0] if usual and not known and usual[0] in able else None

    def _is_called(self, code: str, printed: str) -> bool:
        """Return whether a currency is called by the words printed: no peso is a dollar."""
        names = load_currencies()["names"].get(self.language or "", {})
        spoken_for = currencies_of(self.language).spoken
        said = [w[:_STEM] for w in _WORD.findall(printed) if w in spoken_for and len(w) >= _STEM]
        own = [name for name, other in names.items() if other == code]
        return not own or all(any(word in name for name in own) for word in said)


def printed_sign(unit: str | None, printed: str = "") -> str | None:
    """Return the shared sign of a unit, or the letter that may be one, ``None`` for all else.

    >>> printed_sign("$"), printed_sign("kr/m²"), printed_sign(None, "R 1 250.50")
    ('$', 'kr', 'R')
    >>> printed_sign("GBP", "£3m"), printed_sign("EUR", "3 €")
    ('£', None)
    """
    shared, plain = shared_signs(), words(()).numbers.plain
    if unit is None:
        found = _LETTER.search(tidy(printed))
        letter = (found["before"] or found["after"]) if found else ""
        return letter if letter in shared else None
    stem = unit.split("/")[0]
    if stem in shared:
        return stem
    return next((sign for sign, codes in plain.items() if stem in codes and sign in printed), None)


def stated_currencies(texts: Iterable[str], language: Language | None) -> frozenset[str]:
    """Return the codes of the currencies that a report says its amounts are in.

    >>> sorted(stated_currencies(["Cifras expresadas en miles de pesos chilenos"], "es"))
    ['CLP']
    >>> sorted(stated_currencies(["A loan in US dollars was repaid."], "en"))
    []
    """
    known = currencies_of(language)
    units = (
        known.unit(found["code"] or found["alone"] or found["named"])
        for text in texts
        if len(text) <= _LONGEST
        for found in _statement(language).finditer(tidy(text))
    )
    return frozenset(unit for unit in units if unit in known.codes)


@lru_cache(maxsize=16)
def _statement(language: Language | None) -> re.Pattern[str]:
    """Return the expression of "amounts are in thousands of Canadian dollars", "(en MXN)"."""
    known, said = lexicon(language), words(spoken(language)).notes
    in_, money = in_text(said.in_), known.currencies.strong
    scale = rf"(?:(?:{known.scale})\s*(?:{known.scale_of})?\s*)?"
    code = "|".join(sorted(known.currencies.codes))
    return re.compile(
        rf"(?:(?i:\b{in_text(said.units)}\b)[^.;]{{0,60}}?\b(?i:{in_})|(?:^|[(\[])\s*(?i:{in_}))"
        rf"\s+{scale}(?P<named>{money})(?!\w)(?:\s*[(\[](?P<code>{code})[)\]])?"
        rf"|[(\[](?i:{in_})\s+(?P<alone>{code})[)\]]"
    )


def settle_number(number: PrintedNumber, money: Money) -> PrintedNumber:
    """Return a number in the currency that its sign stands for."""
    unit = money.unit(number.unit, number.text)
    return number if unit == number.unit else replace(number, unit=unit)
