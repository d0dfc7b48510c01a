"""Printed dates and periods → ISO 8601, in the languages of the vocabulary.

:func:`parse_date` reads one text that is a date or an interval of dates and nothing else;
:func:`parse_dates` reads a column, whose dates agree on the order of day and month;
:func:`read_period` finds the period a header or a caption speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from crossfoot.folding import fold_words
from crossfoot.vocabulary import profile, spoken, words
from crossfoot.vocabulary.patterns import loose
from crossfoot.years import YEAR, Years, find_years

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from crossfoot.model import Language

DayOrder = Literal["day", "month"]
"""What stands first in 03/04/2020."""

_YEAR = rf"(?P<year>{YEAR})"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<year>\d{4}|\d{2})")
_NUMERIC_INSIDE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
_CENTURY_TURN = 70  # two-digit years: 70 is 1970, 69 is 2069


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions of dates in all languages: "12 août" is a date in an English table too.

    Attributes:
        months: Number of each month by its names.
        written: Whole dates with a month in words.
        joint: What stands between two ends, ``from_`` before the first.
        quarter: Quarters with their year, ``date`` and ``month_year`` inside a text.
    """

    months: Mapping[str, int]
    month: str
    written: tuple[re.Pattern[str], ...]
    joint: re.Pattern[str]
    from_: re.Pattern[str]
    quarter: re.Pattern[str]
    date: re.Pattern[str]
    month_year: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    said = words(spoken(None)).dates
    months = {
        fold_words(name): at for at, names in enumerate(said.months, start=1) for name in names
    }
    month = rf"(?P<month>{loose(months)})\.?"
    of = rf"\s*(?:,|{loose(said.of)})?\s*"
    day = rf"(?P<day>\d{{1,2}})(?:{loose(said.ordinals)})?"
    whole = rf"{day}{of}{month}{of}{_YEAR}"
    nth = rf"\s*(?:{loose(said.nth)})?\s*"
    return _Patterns(
        months=months,
        month=month,
        written=tuple(
            re.compile(rf"(?:(?:{loose(said.leads)})\s+)?{pattern}")
            for pattern in (
                whole,
                rf"{month}\s*{day},?\s*{_YEAR}",
                rf"{month}{of}{_YEAR}",
                rf"{day}[-/]{month}[-/]{_YEAR}",
            )
        ),
        joint=re.compile(rf"\s*(?:-|\b(?:{loose(said.to)})\b)\s*"),
        from_=re.compile(rf"^(?:{loose(said.from_)})\s+"),
        quarter=re.compile(
            rf"(?:\b[tq]\s?([1-4])|\b([1-4]){nth}(?:{loose(said.quarters)}))\W*"
            rf"(?:(?:{loose(said.of)}) )?{_YEAR}"
        ),
        date=re.compile(
            rf"\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|{_unnamed(whole)}"
            rf"|{_unnamed(month)}\s+\d{{1,2}},?\s+{YEAR}"
        ),
        month_year=re.compile(rf"\b{month}{of}{_YEAR}"),
    )


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


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
    return _parse(fold_words(text), order or _order(language))


def _order(language: Language | None) -> DayOrder:
    """Return what stands first in the numeric dates of a language."""
    return "month" if profile(language).date_order == "month" else "day"


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
    flat, known = fold_words(text), _patterns()
    quarters = {f"{q['year']}-Q{q[1] or q[2]}" for q in known.quarter.finditer(flat)}
    if quarters:
        return _only(quarters)
    dates = {_parse(found[0], "day") for found in known.date.finditer(flat)}
    if dates:
        return _only(dates)
    years = find_years(flat)
    spans = {_interval(one) for one in years if one.first != one.last}
    if spans:
        return _only(spans)
    months = {_parse(found[0], "day") for found in known.month_year.finditer(flat)}
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
    known = _patterns()
    parts = known.joint.split(known.from_.sub("", flat))
    if len(parts) != 2:
        return None
    start, end = _read_ends(parts[0], parts[1], order)
    return f"{start}/{end}" if start and end and start <= end else None


def _read_ends(first: str, last: str, order: DayOrder) -> tuple[str | None, str | None]:
    """Read both ends of an interval; each may leave to the other what they share.

    "20-24 January 2020" says month and year once, "January 20-24, 2020" each once.
    """
    known = _patterns()
    month = re.search(known.month, first) or re.search(known.month, last)
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
    known = _patterns()
    for pattern in known.written:
        if found := pattern.fullmatch(flat):
            day_text = found.groupdict().get("day")
            return _iso(found["year"], known.months[found["month"]], day_text)
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
