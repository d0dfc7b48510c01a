"""Column headers → measures of the catalog.

A header is looked up in all languages, exactly after folding, then nearly: one letter in eight may
differ, which is what line breaks, hyphens and misprints do. A header that is no measure keeps its
own words as a slug and goes to review; it is never forced into a measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.words.labels import fold_label
from crossfoot.vocabulary.printed import without_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.normalizers.catalog import Measure, Series

UNNAMED = "unnamed"
"""Slug of a column without a header."""

_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NO_WORD = re.compile(r"[\W_]+")
_NEAR = 0.875  # one letter in eight
_MARGIN = 0.05  # and this much nearer than any other measure
_SLUG_LENGTH = 80


@dataclass(frozen=True, slots=True)
class MeasureMatch:
    """What a header was taken for.

    Attributes:
        id: Measure of the catalog, or a slug of the header.
        measure: ``None`` when the catalog does not know the header.
        score: 1 for the same words, less for nearly the same, 0 for unknown.
    """

    id: str
    measure: Measure | None
    score: float


@lru_cache(maxsize=4096)
def match_measure(path: Sequence[str], series: Series | None) -> MeasureMatch:
    """Return the measure of a column.

    Args:
        path: Header texts over the column, outermost first.
        series: Series of the report, ``None`` for a report no series knows.
    """
    names = _names(series) if series else {}
    tries = [_key(text) for text in dict.fromkeys((" ".join(path), *reversed(path)))]
    for key in filter(None, tries):
        if key in names:
            return MeasureMatch(names[key].id, names[key], 1.0)
    for key in filter(None, tries):
        near = _nearest(key, names)
        if near is not None:
            return near
    return MeasureMatch(slug(path), None, 0.0)


def slug(path: Sequence[str]) -> str:
    """Return a header path as a name: lower case, no accents, words joined by underscores.

    >>> slug(("Montant", "Exercice 2020 (k€)")), slug(("2020",)), slug(("%",))
    ('montant__exercice', '2020', 'percent')
    """
    parts = (_NO_WORD.sub("_", fold_label(_strip(text))).strip("_") for text in path)
    joined = "__".join(part for part in parts if part)
    whole = joined or "__".join(_NO_WORD.sub("_", _spell(text)).strip("_") for text in path)
    return whole[:_SLUG_LENGTH].strip("_") or UNNAMED


def _spell(text: str) -> str:
    """Return a header of signs alone in words: "%" is a name too."""
    return fold_label(text).replace("%", " percent ").replace("€", " eur ")


@lru_cache(maxsize=64)
def _names(series: Series) -> dict[str, Measure]:
    """Return the measures of a series by the key of each of their names."""
    return {_key(name): measure for measure in series.measures for _, name in measure.names}


def _strip(text: str) -> str:
    """Return a header without its years and what stands in brackets."""
    return without_years(_BRACKETS.sub(" ", text))


def _key(text: str) -> str:
    """Return a header as letters and digits alone: spaces and hyphens are what breaks move."""
    return _NO_WORD.sub("", fold_label(_strip(text)))


def _nearest(key: str, names: dict[str, Measure]) -> MeasureMatch | None:
    """Return the one measure a key is nearly the name of."""
    from rapidfuzz.distance import OSA

    best: dict[str, tuple[float, Measure]] = {}
    for name, measure in names.items():
        score = OSA.normalized_similarity(key, name, score_cutoff=_NEAR - _MARGIN)
        if score > best.get(measure.id, (0.0, measure))[0]:
            best[measure.id] = (score, measure)
    ranked = sorted(best.values(), key=lambda pair: pair[0], reverse=True)
    if not ranked or ranked[0][0] < _NEAR:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        return None
    score, measure = ranked[0]
    return MeasureMatch(measure.id, measure, score)
