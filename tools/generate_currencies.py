"""Write ``crossfoot/vocabulary/currencies.json`` from CLDR: codes, printed signs, names.

    python tools/generate_currencies.py

Needs the `gazetteer` extra (babel). A sign is listed with every currency that some country prints
it for, so that "kr" or "Bs" name no currency by themselves; those of a language's own countries are
listed apart, because "C$" is Nicaragua's in Spanish. Run it again after a language was added.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_name, get_currency_symbol, list_currencies

from crossfoot.vocabulary import languages

FILE = Path(__file__).resolve().parents[1] / "crossfoot" / "vocabulary" / "currencies.json"
_LATIN_OR_SIGN = re.compile(r"[^\W\d_]{1,5}\.?|[^\w\s]|[A-Za-z]{1,4}(?:[$/¢₵]|/\.)|F[  ]?CFA")
_FOREIGN_LETTERS = re.compile(r"[^\x00-\u024f\u20a0-\u20bf]")


def main() -> None:
    """Write the file."""
    codes = sorted(_in_use())
    signs: dict[str, set[str]] = defaultdict(set)
    local: dict[str, dict[str, set[str]]] = {code: defaultdict(set) for code in languages()}
    for spoken, sign, code in _printed_signs(set(codes)):
        signs[sign].add(code)
        if spoken in local:
            local[spoken][sign].add(code)
    written = {
        "source": "Unicode CLDR through babel; written by tools/generate_currencies.py",
        "codes": codes,
        "signs": _sorted(signs),
        "local": {language: _sorted(found) for language, found in local.items()},
        "countries": dict(sorted(_countries(set(codes)))),
        "names": {language: dict(sorted(_names(language, codes))) for language in languages()},
    }
    FILE.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _in_use() -> set[str]:
    """Return the currencies that are tender in some territory today."""
    territories = get_global("territory_currencies")
    return {
        code
        for periods in territories.values()
        for code, _, end, tender in periods
        if end is None and tender
    }


def _countries(codes: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each country with the currencies it pays in."""
    for territory, periods in get_global("territory_currencies").items():
        tender = [code for code, _, end, is_tender in periods if end is None and is_tender]
        if len(territory) == 2 and codes.intersection(tender):
            yield territory, sorted(codes.intersection(tender))


def _printed_signs(codes: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield language, sign and currency, for each territory in each language spoken there."""
    territories = get_global("territory_currencies")
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        for code, _, end, tender in territories.get(locale.territory or "", ()):
            if end is not None or not tender or code not in codes:
                continue
            sign = get_currency_symbol(code, locale).replace(" ", " ").replace(" ", " ")
            if sign not in codes and _is_usable(sign):
                yield locale.language, sign, code
    for code in sorted(codes & set(list_currencies())):
        sign = Locale.parse("en").currency_symbols.get(code, code)
        if sign != code and _is_usable(sign):
            yield "", sign, code


def _is_usable(sign: str) -> bool:
    """Whether a sign is printed in the letters that our reports are written in."""
    return _LATIN_OR_SIGN.fullmatch(sign) is not None and not _FOREIGN_LETTERS.search(sign)


def _names(language: str, codes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the names of a language that say which currency is meant: two words or more."""
    for code in codes:
        for count in (1, 2):
            name = get_currency_name(code, count, language).lower()
            if " " in name and "(" not in name and len(name) <= 40:
                yield name, code


def _sorted(found: dict[str, set[str]]) -> dict[str, list[str]]:
    return {sign: sorted(codes) for sign, codes in sorted(found.items())}


if __name__ == "__main__":
    main()
