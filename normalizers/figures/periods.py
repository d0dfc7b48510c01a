"""Which period a key figure is of, where its label, its sentence or its heading says so.

In: figures as they were read. Out: ISO 8601 periods as :mod:`normalizers.words.dates` writes them.
A sentence that names several years gives each number the one beside it; what a number is compared
with ("+ 0,5 % vs 2016") is not its period. The period of the whole report is not repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.words.dates import read_period
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import in_text
from crossfoot.years import find_years

if TYPE_CHECKING:
    from crossfoot.model import Figure

_SENTENCE_END = re.compile(r"[.!?](?=\s+[^\W\d_a-zà-ÿ])|[;\n•]")
_CLAUSE_END = re.compile(r"[,:(]\s|[()]")
_NUMBER = re.compile(r"\d[\d.,\s]*\d|\d")


def with_periods(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return figures with the periods that are stated of them."""
    return tuple(replace(figure, period=period_of(figure)) for figure in figures)


def period_of(figure: Figure) -> str:
    """Return the period of a figure, "" where nothing near it states one."""
    if figure.kind == "image":
        return ""
    said = read_period(_without_compared(figure.label))
    if not said and figure.number is not None:
        said = _in_sentence(figure.context, figure.number.text)
    return said or _first_stated(figure.caption, *figure.section[::-1][:1])


def _first_stated(*texts: str) -> str:
    return next(filter(None, map(read_period, texts)), "")


def _in_sentence(text: str, number: str) -> str:
    """Return the period that the sentence of a number states for it."""
    at = text.find(number) if number else -1
    if at < 0:
        return ""
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, at)), default=0)
    after = _SENTENCE_END.search(text, at + len(number))
    before = _without_compared(text[start:at])
    behind = _without_compared(text[at + len(number) : after.start() if after else len(text)])
    return read_period(_up_to_number(behind)) or _last_period(before)


def _up_to_number(text: str) -> str:
    """Return what stands before the next number that is no part of a date, in the same clause.

    Of "animals (1 176 in 2020)" nothing is said of the number before it.
    """
    years = [(one.start, one.end) for one in find_years(text)]
    for number in _NUMBER.finditer(text):
        if not any(start <= number.start() < end for start, end in years):
            return text[: number.start()].rpartition("(")[0] or text[: number.start()]
    return text


def _last_period(text: str) -> str:
    """Return the period that stands nearest before a number: of several the last."""
    return next(filter(None, map(read_period, (text, *_tails(text)))), "")


def _tails(text: str) -> Iterator[str]:
    """Yield the end of a text from its last clause on, then from each one before."""
    ends = [found.end() for found in _CLAUSE_END.finditer(text)]
    yield from (text[end:] for end in reversed(ends))


def _without_compared(text: str) -> str:
    """Return a text without the years that its numbers are only compared with."""
    return _compared().sub(" ", text)


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    said = words(spoken(None)).figures
    between = r"(?:\s+[^\W\d_]+){0,2}\s+"
    return re.compile(
        rf"(?<![^\W_]){in_text(said.against)}{between}(?:\D{{0,12}})?(?:19|20)\d\d(?:[-/]\d{{2,4}})?",
        re.IGNORECASE,
    )
