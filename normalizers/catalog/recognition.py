"""Which series of the catalog a report belongs to, and why it is taken for one, or for none.

A line of ``recognise`` is found as it stands, whatever case, accents and spaces, or by its words
that name something in their order: "prix et la qualité" is found in "Prix et à la Qualité" and in
"Qualité duService", where a space was lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words, fold_words
from crossfoot.vocabulary import empty_words

if TYPE_CHECKING:
    from crossfoot.normalizers.catalog.values import Catalog, Series

SMALL = 6
"""Letters that may stand between two words beside those of the line itself: "et à la"."""

LEAST_WORDS = 2
"""A single word says too little to be searched without its spaces."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was found of a series in a report.

    Attributes:
        series: Name of the series the report belongs to, "" for none.
        why: One clause for people.
    """

    series: str
    why: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """A series with the lines of it that a text has (as spelt there) and those it lacks."""

    series: Series
    found: tuple[str, ...]
    missing: tuple[str, ...]


def recognise(catalog: Catalog, text: str) -> Recognition:
    """Return the series a report belongs to, with the reason.

    Of several that fit the one that asks for most wins: it is the most particular.

    Args:
        catalog: As loaded.
        text: Text of the report's first pages, titles, captions and headers.
    """
    folded = fold_words(text)
    letters = _letters(folded)
    fits = [_fit(one, folded, letters) for one in catalog.series if one.recognise]
    if not fits:
        return Recognition("", "the catalog has no series that says how it is recognised")
    whole = [fit for fit in fits if not fit.missing]
    if whole:
        best = max(whole, key=lambda fit: len(fit.found))
        return Recognition(best.series.name, f"it prints {_quoted(best.found)}")
    near = max(fits, key=lambda fit: (bool(fit.found), len(fit.found) / len(fit.series.recognise)))
    if near.found:
        lacks = f"it prints {_quoted(near.found)}, but not {_quoted(near.missing)}"
        return Recognition("", f"nearest is {near.series.name}: {lacks}")
    names = ", ".join(sorted(fit.series.name for fit in fits))
    return Recognition("", f"it prints no line by which {names} would be recognised")


def recognise_series(catalog: Catalog, text: str) -> str:
    """Return the series a report belongs to, "" when no one recognises it."""
    return recognise(catalog, text).series


def says(phrase: str, text: str) -> bool:
    """Whether a text says a phrase of the catalog.

    >>> says("prix et la qualité du service", "Rapport sur le PRIX et à la Qualité duService")
    True
    >>> says("prix et la qualité du service", "le prix de ce service est de bonne qualité")
    False
    """
    folded = fold_words(text)
    return _says(phrase, folded, _letters(folded))


def _fit(series: Series, folded: str, letters: str) -> _Fit:
    found: list[str] = []
    missing: list[str] = []
    for line in series.recognise:
        spelling = next((one for one in line if _says(one, folded, letters)), None)
        (missing if spelling is None else found).append(spelling or line[0])
    return _Fit(series, tuple(found), tuple(missing))


def _says(phrase: str, folded: str, letters: str) -> bool:
    if fold_words(phrase) in folded:
        return True
    form = _form(phrase)
    return form is not None and form.search(letters) is not None


@lru_cache(maxsize=1024)
def _form(phrase: str) -> re.Pattern[str] | None:
    """Return the expression of a phrase without its spaces and small words, ``None`` for a word."""
    form, named, passed = "", 0, 0
    for word in bare_words(phrase).split():
        if word in empty_words() or (len(word) < 2 and not word.isdecimal()):
            passed += len(word)
            continue
        form += f"[^0-9]{{0,{passed + SMALL}}}?{word}" if named else word
        named, passed = named + 1, 0
    return re.compile(form) if named >= LEAST_WORDS else None


def _letters(folded: str) -> str:
    """Return the letters and digits of a folded text alone."""
    return "".join(bare_words(folded).split())


def _quoted(lines: tuple[str, ...]) -> str:
    return ", ".join(f'"{line}"' for line in lines)
