"""Rows of a table whose numbers name its columns: "(1) (2) (3)", "1 2 3=1+2", "2.024 2.023".

Forms number their columns and print formulas over those numbers; some reports group the digits of
years. In: the texts of a table, row by row. Out: which rows name. Their texts stay as printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either
from crossfoot.years import YEARS

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_COLUMNS = 3  # numbered one after the other: "(1) (2)" may be losses
LEAST_YEARS = 2  # beside each other, a year apart

_NUMBERED = re.compile(r"\((?P<in>\d{1,2})\)|\[(?P<box>\d{1,2})\]")
_PLAIN = re.compile(r"\d{1,2}")
_GROUPED_YEAR = re.compile(r"(?P<year>[12][.\u00a0\u202f ]\d{3})")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1)
def _formula() -> re.Pattern[str]:
    """Return the expression of a column's number with what it is made of: "2=(3 to 6)+14"."""
    to = either(words(spoken(None)).prose.range_links)
    term = rf"(?:[\s()\[\]+\-–−*x×/÷]|{to}|\d)*"
    return re.compile(rf"[(\[]?(?P<of>\d{{1,2}})[)\]]?\s*=\s*[(\[]*\d{{1,2}}{term}", re.IGNORECASE)


def naming_rows(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the rows whose numbers name columns.

    >>> sorted(naming_rows([["", "(1)", "(2)", "(3)"], ["Loss", "(1)", "(7)", "(2)"]]))
    [0]
    >>> sorted(naming_rows([["", "1", "2", "3=1+2"], ["", "2.024", "2.023"], ["", "1", "2", "3"]]))
    [0, 1]
    """
    texts = [[text.strip() for text in row if _DIGIT.search(text)] for row in rows]
    numbered = {at for at, row in enumerate(texts) if _numbers_columns(row)}
    others = [at for at, row in enumerate(texts) if row and at not in numbered]
    if len(others) > 1 and _are_years(texts[others[0]]):
        numbered.add(others[0])
    return frozenset(numbered)


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row counts its columns: each one more than the one before it."""
    if len(row) < LEAST_COLUMNS:
        return False
    formulas = [_formula().fullmatch(text) for text in row]
    has_formula = any(formulas)
    numbers: list[int] = []
    for text, formula in zip(row, formulas, strict=True):
        marked = _NUMBERED.fullmatch(text)
        if formula:
            numbers.append(int(formula["of"]))
        elif marked:
            numbers.append(int(marked["in"] or marked["box"]))
        elif has_formula and _PLAIN.fullmatch(text):
            numbers.append(int(text))
        else:
            return False
    return all(right == left + 1 for left, right in pairwise(numbers))


def _are_years(row: Sequence[str]) -> bool:
    """Whether the first numbers of a table are years with their digits grouped."""
    found = [_GROUPED_YEAR.fullmatch(text) for text in row]
    years = [int(re.sub(r"\D", "", one["year"])) for one in found if one]
    steps = {right - left for left, right in pairwise(years)}
    in_reach = len(years) == len(row) >= LEAST_YEARS and all(year in YEARS for year in years)
    return in_reach and (steps == {1} or steps == {-1})
