"""Which year a report is about, from its titles.

The first of these that names exactly one year decides: the PDF's title, the largest headings of
its first page, its file name. "2019-2020" and "2019/20" name the later year. Two unrelated years
name none: a wrong year would pair the report with another one's editions.
"""

from __future__ import annotations

from itertools import groupby, islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from crossfoot.years import find_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Block

TITLE_LINES = 3  # title, subtitle and a line between them


def find_report_year(title: str, blocks: Sequence[Block], file: str) -> int | None:
    """Return the year, ``None`` when no title names exactly one.

    Args:
        title: Title among the PDF's properties.
        blocks: Running text of the document, in reading order.
        file: File name.
    """
    for text in (title, *_titles(blocks), PurePath(file).stem):
        years = years_named(text)
        if len(years) == 1:
            return years.pop()
    return None


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


def _titles(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the largest texts of the first page that has any, one size after the other."""
    first = [block for block in blocks if block.page == blocks[0].page and block.spans]
    sized = sorted(((max(s.size for s in block.spans), block) for block in first), key=_size)
    for _, group in islice(groupby(sized, key=_size), TITLE_LINES):  # a list would empty them
        yield " ".join(block.text for _, block in group)


def _size(sized: tuple[float, Block]) -> float:
    return -round(sized[0], 1)
