"""Which year a report is about, from its titles.

The first of these that names exactly one year decides: what it is called, the PDF's title, the
largest headings of its first page, its file name, what stands above the data of that page, a line
at its foot that says what the document is. "2019-2020" and "2019/20" name the later year. Two
unrelated years name none: a wrong year would pair the report with another one's editions. What
only looks like a year names none: the hour a page was printed, the number of a form
("N° 2033-SD"), of a version ("v1909"). The end of an interval of dates is the year of what they
bound.
"""

from __future__ import annotations

import re
from itertools import groupby, islice, pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from crossfoot.normalizers.words.kinds import says_what
from crossfoot.normalizers.words.title import find_head
from crossfoot.years import YEAR, find_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Block

TITLE_LINES = 3  # title, subtitle and a line between them


def find_report_year(
    title: str, blocks: Sequence[Block], file: str, *, name: str = ""
) -> int | None:
    """Return the year, ``None`` when no title names exactly one.

    Args:
        title: Title among the PDF's properties.
        blocks: Lines of the first pages, in reading order.
        file: File name.
        name: What the report is called.
    """
    forms = {year for block in blocks for year in _numbers_of_forms(block.text)}
    first = [block for block in blocks if block.page == blocks[0].page]
    feet = [block.text for block in first if says_what(block.text)]
    head = find_head(first)
    above = " ".join(block.text for block in head)
    titles = (*_below(name, head or first), *_titles(head or first))
    for text in (name, title, *titles, PurePath(file).stem, above, *reversed(feet)):
        years = _plausible(years_named(_telling(text)) - forms)
        if len(years) == 1:
            return years.pop()
    return None


_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)"
_PRINTED = re.compile(rf"{_DATE}\s+(?:\D{{0,3}}\s*)?\d{{1,2}}[:hH]\d\d(?::\d\d)?")
_INTERVAL = re.compile(rf"{_DATE}\s+\S{{1,3}}\s+({_DATE})")
_DAY = r"(?:[^\W\d]+\.?\s+\d{1,2},?|\d{1,2}\s+(?:de\s+)?[^\W\d]+(?:\s+de)?)"  # "June 30"
_SAID = re.compile(rf"(?<!\d){YEAR}\s*\S{{1,3}}\s+{_DAY}\s+({YEAR})(?!\d)")  # "2018 - June 30 2019"
_OF_FORMS = re.compile(rf"(?:[nN][°ºo.]\s*)({YEAR})(?=-)|(?<!\d)({YEAR})-(?=[A-Z])")
_OF_VERSIONS = re.compile(rf"\b[A-Za-z]{YEAR}(?!\d)")
_FARTHEST = 2050  # years after it are those of other calendars, where a nearer one stands beside


def _telling(text: str) -> str:
    """Return a text without what only looks like a year, and of an interval its end alone."""
    text = _OF_VERSIONS.sub(" ", _PRINTED.sub(" ", text))
    bounds = [*_INTERVAL.findall(text), *_SAID.findall(text)]
    return " ".join(bounds) if bounds else text


def _numbers_of_forms(text: str) -> set[int]:
    """Return the numbers of forms that look like years."""
    return {int(a or b) for a, b in _OF_FORMS.findall(text)}


def _plausible(years: set[int]) -> set[int]:
    near = {year for year in years if year <= _FARTHEST}
    return near or years


def years_named(text: str) -> set[int]:
    """Return the years a text names, of a span only the later one.

    >>> sorted(years_named("Informe anual 2019-2020"))
    [2020]
    >>> sorted(years_named("Budget 2023/24"))
    [2024]
    >>> sorted(years_named("from 2019 to 2021"))
    [2019, 2021]
    """
    return {
        year
        for one in find_years(text)
        for year in ((one.last,) if one.last >= one.first else (one.first, one.last))
    }


def _below(name: str, head: Sequence[Block]) -> Iterator[str]:
    """Yield the lines that stand right under one of the title."""
    for line, below in pairwise(head):
        is_under = below.box[0] < line.box[2] and line.box[0] < below.box[2]
        if is_under and line.text in name and below.text not in name:
            yield below.text


def _titles(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the largest texts of the first page that has any, one size after the other."""
    first = [block for block in blocks if block.page == blocks[0].page and block.spans]
    sized = sorted(((max(s.size for s in block.spans), block) for block in first), key=_size)
    for _, group in islice(groupby(sized, key=_size), TITLE_LINES):  # a list would empty them
        yield " ".join(block.text for _, block in group)


def _size(sized: tuple[float, Block]) -> float:
    return -round(sized[0], 1)
