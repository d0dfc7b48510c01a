"""Years as they are printed: "2020", "(2019)*", "2019-20", "2013/2014".

One answer to "is it a year" for all stages. A year has four digits; a second one after a dash or a
stroke belongs to it, and may be cut to two digits where it is later ("2019-20", but a month in
"2019-12"). What is part of a number ("0.2019", "2019,5") or of a code ("2029f45") is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

YEARS = range(1900, 2100)
"""Years that reports speak of; the numbers in it are printed without a grouping mark."""

YEAR = r"(?:19|20)\d\d"
"""Expression of a year, for grammars of more than years."""

_START = r"(?<!\d)(?:(?<!\d[.,])|(?<=[./]\d\d\.)|(?<=[./]\d\.))"  # "31.12.2019", but not "0.2019"
_END = r"(?!\d|_\d|,\d|\.\d+(?![\d.])|[^\W\d_]+\d)"
_SPAN = rf"({YEAR})(?:\s*[-–—/]\s*({YEAR}|\d\d)(?![\d%]))?"
_YEARS = re.compile(_START + _SPAN + _END)
_AROUND = r"(?:[^\w%€$£]|[¹²³⁴⁵⁶⁷⁸⁹⁰]|\(\w\)|\[\w\])*"  # brackets, dashes, footnote marks
_ALONE = re.compile(rf"{_AROUND}(?:[^\W\d_]{{2}}\s?)?{_SPAN}{_AROUND}")


@dataclass(frozen=True, slots=True)
class Years:
    """A year, or two with a dash or a stroke between, in a text.

    Attributes:
        first: As printed first; ``last`` is the same for a single year, and earlier where the
            later is printed first ("2025 / 2024" heads a change).
        start: Where it stands in the text, up to ``end``.
    """

    first: int
    last: int
    start: int
    end: int


def find_years(text: str) -> tuple[Years, ...]:
    """Return the years that a text names, in its order.

    >>> [(one.first, one.last) for one in find_years("Budget 2019-20, 2021 et 31.12.2022")]
    [(2019, 2020), (2021, 2021), (2022, 2022)]
    """
    found, at = [], 0
    while match := _YEARS.search(text, at):
        one = _read(match)
        found.append(one)
        at = one.end
    return tuple(found)


def year_of(text: str) -> int | None:
    """Return the year of a text that is a year and nothing else, of two the first.

    Brackets, dashes and footnote marks may stand around it, and two letters before ("FY2019").

    >>> year_of("(2019)*"), year_of("2019/20"), year_of("2019 €"), year_of("2 019")
    (2019, 2019, None, None)
    """
    match = _ALONE.fullmatch(text)
    if match is None:
        return None
    one = _read(match)
    return one.first if one.end == (match.end(2) if match[2] else match.end(1)) else None


def is_year(text: str) -> bool:
    """Return whether a text is a year, or two, and nothing else."""
    return year_of(text) is not None


def _read(match: re.Match[str]) -> Years:
    """Return what a match says; two digits that make no later year are not part of it."""
    first, printed = int(match[1]), match[2] or match[1]
    last = int(printed if len(printed) == len(match[1]) else match[1][:2] + printed)
    if last > first or (len(printed) == len(match[1]) and last < first):
        return Years(first, last, match.start(1), match.end(2))
    return Years(first, first, match.start(1), match.end(1))
