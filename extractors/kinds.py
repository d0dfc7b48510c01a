"""What kind of text it is: a number, a year, a nil, a mark, a number of a section, or words.

One answer for all extractors. In: texts as they are printed, and tables of them. Out: kinds.
Refuses to know what a number is worth: that is the business of :mod:`normalizers.numbers`.

============  =============================================================================
number        "1 225 075", "(8.8)", "$ 45.3", "12 k€", "10-19", "12/03/2020", "10:30"
quantity      a number with a short word or code: "5 EV", "01/01/2022 a", "(1) 400"
year          "2019", "2019-20", "(2019)*"
nil           what stands where there is no number: "—", "..", "n.d."
mark          what stands for a value that is none: "x", "(D)", "*"
text          anything else
============  =============================================================================
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Literal

from crossfoot.model import Table
from crossfoot.years import find_years, is_year

Kind = Literal["number", "quantity", "year", "nil", "mark", "text"]
ColumnKind = Literal["number", "text"]
"""What columns are told apart by: numbers, years and nils are alike in them."""

_SIGNS = r"[\s(\[<>≤≥~≈±+\-–—−]*"
_NUMBER = re.compile(
    rf"{_SIGNS}[$€£]?\s?[(+\-–−]?(?:\d[\d\s.,'’/:\-]*|[.,]\d+)\s*(?:[%€$£‰]|[kKM]€)?\s*[)\]]*[*†‡]*"
)
_RANGE = re.compile(r"\(?[$€£]?\d[\d.,]*\s?[-–—]\s?[$€£]?\d[\d.,]*%?\)?")
_QUANTITY = re.compile(r"[^A-Za-zÀ-ÿ]*\d[^A-Za-zÀ-ÿ]*(?:[A-Za-z%€]{1,3})?")
_NIL = re.compile(r"[-–—−.…]+|n\.?[adcs]\.?", re.IGNORECASE)
_MARK = re.compile(r"[†‡*x]|ref\.|\([^\W\d_]\)", re.IGNORECASE)
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d")
_UNIT = re.compile(r"(?:^|[\d\W])(?:[a-zµR]|[kchdmn]m|dam|ft|yd|mi|Nm)$")
_POWER = re.compile(r"[^\d.,\s]10$")
_SECTION = re.compile(r"(?P<path>\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])\s+[^\W\d_]")
_BEGINS = re.compile(r"\(?[-+~≈<>@]?\s?[$€£]?\d")

_QUALIFIED = r"(?:[^\W\d_]+['’.]?\s+|[^\W\d_]+['’]){0,3}"
_STATED = (
    r"[-+±~≈<>≤≥]?\s*(?:(?:US|CA|R|MX)?[$€£¥]\s*)?(?<![^\W\d_])\d[\d\s.,'’\u00a0\u2009\u202f]*"
)
_UNITS = (
    r"(?:\s*(?:[%‰€$£²³°]|[A-ZÉ]{1,3}|[kM]?W?h?|Mds?|[kKM][€$£]))?"
    r"(?:\s*[^\W\d_A-Z]+['’]?){0,3}(?:\s*(?:€|\$|[A-Z]{3,4}))?\s*[+*]?"
)
_STATEMENT = re.compile(rf"{_QUALIFIED}{_STATED}{_UNITS}")
LONGEST_STATEMENT = 40  # chars: cards print a number with a word or two, sentences go on


@lru_cache(maxsize=65536)
def kind_of(text: str) -> Kind | None:
    """Return the kind of a text; ``None`` when blank.

    >>> [kind_of(t) for t in ("1 225 075", "5 EV", "2019–20", "—", "(D)", "Total")]
    ['number', 'quantity', 'year', 'nil', 'mark', 'text']
    """
    text = text.strip()
    if not text:
        return None
    if is_year(text):
        return "year"
    if _NIL.fullmatch(text):
        return "nil"
    if _MARK.fullmatch(text):
        return "mark"
    if not has_digit(text):
        return "text"
    if _NUMBER.fullmatch(text) or _RANGE.fullmatch(text):
        return "number"
    return "quantity" if _QUANTITY.fullmatch(text) else "text"


def has_digit(text: str) -> bool:
    """Whether any char is a digit."""
    return any(map(str.isdigit, text))


def is_date(text: str) -> bool:
    """Whether a text is a day in digits: a header as often as a value.

    >>> is_date("31/12/2022"), is_date("31.12.22"), is_date("1.250.000")
    (True, True, False)
    """
    return _DATE.fullmatch(text.strip()) is not None


def is_value(text: str) -> bool:
    """Whether a text stands where values do: a number, a year, a nil or a mark.

    >>> [is_value(t) for t in ("1 225 075", "(8.8)", "$ 45.3", "—", "2019–20", "Total")]
    [True, True, True, True, True, False]
    """
    return kind_of(text) in ("number", "year", "nil", "mark")


def is_data(text: str) -> bool:
    """Whether a text is a number with its marks and unit, and no year."""
    return kind_of(text) in ("number", "quantity")


def column_kind(text: str) -> ColumnKind | None:
    """Return what a text says about the kind of its column; ``None`` when blank."""
    kind = kind_of(text)
    return kind and ("number" if kind in ("number", "year", "nil") else "text")


def column_kinds(table: Table) -> list[ColumnKind | None]:
    """Return the kind that most cells of each column's body have."""
    counts: list[Counter[ColumnKind]] = [Counter() for _ in range(table.n_cols)]
    for cell in table.cells:
        kind = column_kind(cell.text)
        if cell.row >= table.header_rows and cell.colspan == 1 and kind:
            counts[cell.col][kind] += 1
    return [count.most_common(1)[0][0] if count else None for count in counts]


def share_of_kind(table: Table) -> float:
    """Return the share of the body's texts that are of their column's usual kind; 0 without any."""
    kinds = column_kinds(table)
    alike = [
        column_kind(cell.text) == kinds[cell.col]
        for cell in table.cells
        if cell.text and cell.row >= table.header_rows and cell.colspan == 1
    ]
    return sum(alike) / len(alike) if alike else 0.0


def is_exponent(host: str, mark: str) -> bool:
    """Whether raised digits are part of a unit or of a power of ten.

    >>> is_exponent("120m", "3"), is_exponent("(kWh/km", "2"), is_exponent("x10", "6")
    (True, True, True)
    >>> is_exponent("Total", "2"), is_exponent("1,250", "3"), is_exponent("m", "1")
    (False, False, False)
    """
    return (mark in {"2", "3"} and bool(_UNIT.search(host))) or bool(_POWER.search(host))


def section_number(text: str) -> tuple[int, ...]:
    """Return the number of a section that a text begins with; empty without one.

    >>> section_number("2.1 Dépenses"), section_number("3) Les villes"), section_number("1.8 %")
    ((2, 1), (3,), ())
    """
    found = _SECTION.match(text)
    return tuple(map(int, re.findall(r"\d+", found["path"]))) if found else ()


def begins_with_number(text: str) -> bool:
    """Whether a text begins with a number, and not with that of a section."""
    return _BEGINS.match(text) is not None and not section_number(text)


def states_number(text: str) -> bool:
    """Whether a text is a number with its unit and qualifier and nothing else.

    >>> [states_number(t) for t in ("Plus de 2 450", "15,6 %", "Exercice 2019", "2.1 Dépenses")]
    [True, True, False, False]
    """
    text = text.strip()
    if len(text) > LONGEST_STATEMENT or _ends_in_years(text) or section_number(text):
        return False
    return _STATEMENT.fullmatch(text) is not None


def _ends_in_years(text: str) -> bool:
    """Whether a text is a year, or words and a year: "Exercice 2019"."""
    years = find_years(text)
    if len(years) != 1 or years[0].end != len(text):
        return False
    before = text[: years[0].start]
    return not before or (before[-1].isspace() and not has_digit(before))
