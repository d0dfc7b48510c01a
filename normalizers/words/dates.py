"""Printed dates and periods → ISO 8601, in French, English and Spanish.

:func:`parse_date` reads one text that is a date or an interval of dates and nothing else;
:func:`parse_dates` reads a column, whose dates agree on the order of day and month;
:func:`read_period` finds the period a header or a caption speaks of.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from crossfoot.folding import fold_words
from crossfoot.years import YEAR, Years, find_years

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from crossfoot.model import Language

DayOrder = Literal["day", "month"]
"""What stands first in 03/04/2020."""

_MONTH_NAMES = (
    ("janvier", "janv", "jan", "january", "enero", "ene"),
    ("fevrier", "fevr", "fev", "february", "feb", "febrero"),
    ("mars", "march", "mar", "marzo"),
    ("avril", "avr", "april", "apr", "abril", "abr"),
    ("mai", "may", "mayo"),
    ("juin", "june", "jun", "junio"),
    ("juillet", "juil", "july", "jul", "julio"),
    ("aout", "august", "aug", "agosto", "ago"),
    ("septembre", "september", "sept", "sep", "septiembre", "setiembre"),
    ("octobre", "october", "oct", "octubre"),
    ("novembre", "november", "nov", "noviembre"),
    ("decembre", "december", "dec", "diciembre", "dic"),
)
_MONTHS = {name: at for at, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|\.º)?"
_YEAR = rf"(?P<year>{YEAR})"
_OF = r"\s*(?:,|de|del|of)?\s*"

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<year>\d{4}|\d{2})")
_WRITTEN = tuple(
    re.compile(rf"(?:(?:le|el|on|the|au|al)\s+)?{pattern}")
    for pattern in (
        rf"{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}",
        rf"{_MONTH}\s*{_DAY},?\s*{_YEAR}",
        rf"{_MONTH}{_OF}{_YEAR}",
        rf"{_DAY}[-/]{_MONTH}[-/]{_YEAR}",
    )
)
_JOINT = re.compile(r"\s*(?:-|\bau\b|\bal\b|\ba\b|\bto\b|\buntil\b|\bhasta\b)\s*")
_FROM = re.compile(r"^(?:du|del|de|from|desde(?: el)?)\s+")

_QUARTER = re.compile(
    rf"(?:\b[tq]\s?([1-4])|\b([1-4])\s*(?:er|e|eme|nd|rd|st|th|o|º|\.º)?\s*"
    rf"(?:trimestre|quarter|trim\.?))\W*(?:de |del |of )?{_YEAR}"
)
_DATE_INSIDE = re.compile(
    rf"\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}"
    .replace("?P<day>", "?:").replace("?P<month>", "?:").replace("?P<year>", "?:")
    + rf"|{_MONTH}\s+\d{{1,2}},?\s+(?:19|20)\d\d".replace("?P<month>", "?:")
)  # fmt: skip
_MONTH_INSIDE = re.compile(rf"\b{_MONTH}{_OF}{_YEAR}")
_NUMERIC_INSIDE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
_CENTURY_TURN = 70  # two-digit years: 70 is 1970, 69 is 2069


def parse_date(
    text: str, *, language: Language | None = None, order: DayOrder | None = None
) -> str | None:
    """Read a text that is a date or an interval of dates.

    Args:
        text: Any text.
        language: Decides 03/04/2020 where ``order`` does not: month first in English alone.
        order: What stands first in numeric dates.

    Returns:
        "2020-03-01", "2020-03", an interval as "2020-01-20/2020-01-24", or ``None``.

    >>> parse_date("1er mars 2020"), parse_date("March 3, 2020"), parse_date("3 de marzo de 2020")
    ('2020-03-01', '2020-03-03', '2020-03-03')
    >>> parse_date("du 20 au 24 janvier 2020")
    '2020-01-20/2020-01-24'
    """
    return _parse(fold_words(text), order or ("month" if language == "en" else "day"))


def parse_dates(
    texts: Sequence[str], *, language: Language | None = None
) -> tuple[str | None, ...]:
    """Read a column of dates; one 15/01/2020 among them tells the order of all."""
    order = _vote_order(texts)
    return tuple(parse_date(text, language=language, order=order) for text in texts)


def read_period(text: str) -> str:
    """Return the period a text speaks of, "" where it names none or several.

    >>> read_period("Exercice 2020 en €"), read_period("2019/20"), read_period("Q4 2009")
    ('2020', '2019/2020', '2009-Q4')
    >>> read_period("au 31/12/2021"), read_period("Variation 2021 - 2022")
    ('2021-12-31', '2021/2022')
    """
    flat = fold_words(text)
    quarters = {f"{q['year']}-Q{q[1] or q[2]}" for q in _QUARTER.finditer(flat)}
    if quarters:
        return _only(quarters)
    dates = {_parse(found[0], "day") for found in _DATE_INSIDE.finditer(flat)}
    if dates:
        return _only(dates)
    years = find_years(flat)
    spans = {_interval(one) for one in years if one.first != one.last}
    if spans:
        return _only(spans)
    months = {_parse(found[0], "day") for found in _MONTH_INSIDE.finditer(flat)}
    if months:
        return _only(months)
    return _only({str(one.first) for one in years})


def _only(found: AbstractSet[str | None]) -> str:
    """Return the only member of a set, "" when there are more."""
    first = next(iter(found), None)
    return first if first and len(found) == 1 else ""


def _interval(one: Years) -> str:
    """Return "2019/2020" for 2019-20 and 2019-2020, "" when the second is not later."""
    return f"{one.first}/{one.last}" if one.last > one.first else ""


@lru_cache(maxsize=16_384)
def _parse(flat: str, order: DayOrder) -> str | None:
    single = _parse_single(flat, order)
    if single is not None:
        return single
    parts = _JOINT.split(_FROM.sub("", flat))
    if len(parts) != 2:
        return None
    start, end = _read_ends(parts[0], parts[1], order)
    return f"{start}/{end}" if start and end and start <= end else None


def _read_ends(first: str, last: str, order: DayOrder) -> tuple[str | None, str | None]:
    """Read both ends of an interval; each may leave to the other what they share.

    "20-24 January 2020" says month and year once, "January 20-24, 2020" each once.
    """
    month = re.search(_MONTH, first) or re.search(_MONTH, last)
    year = re.search(_YEAR, last)
    shared = month[0] if month else ""
    end = _parse_single(last, order) or _parse_single(f"{shared} {last}", order)
    if end is None or year is None:
        return _parse_single(first, order), end
    tries = (first, f"{first} {year[0]}", f"{first}, {year[0]}", f"{first} {shared} {year[0]}")
    return next((found for text in tries if (found := _parse_single(text, order))), None), end


def _parse_single(flat: str, order: DayOrder) -> str | None:
    """Read one date or month."""
    if found := _ISO.fullmatch(flat):
        return _iso(found["year"], int(found["month"]), found["day"])
    if found := _NUMERIC.fullmatch(flat):
        first, second = int(found["a"]), int(found["b"])
        month_first = second > 12 or (order == "month" and first <= 12)
        day, month = (second, first) if month_first else (first, second)
        return _iso(found["year"], month, str(day))
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(flat):
            day_text = found.groupdict().get("day")
            return _iso(found["year"], _MONTHS[found["month"]], day_text)
    return None


def _iso(year: str, month: int, day: str | None) -> str | None:
    """Return a date as ISO 8601, ``None`` when the calendar has no such day."""
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _CENTURY_TURN else 2000
    try:
        found = date(number, month, int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]


def _vote_order(texts: Sequence[str]) -> DayOrder | None:
    """Return the order that the dates of a column prove, ``None`` when none does."""
    votes = {"day": 0, "month": 0}
    for text in texts:
        for found in _NUMERIC_INSIDE.finditer(text):
            votes["day"] += int(found[1]) > 12
            votes["month"] += int(found[2]) > 12
    if votes["day"] == votes["month"]:
        return None
    return "day" if votes["day"] > votes["month"] else "month"
