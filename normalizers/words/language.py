"""Which of the vocabulary's languages a text is written in.

Function words decide: a report has thousands of them. Tables have few, so the words of table
headers, month names, letters only one of the languages uses and typical word endings count too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.vocabulary import languages, profile
from crossfoot.vocabulary.files import load_others
from crossfoot.vocabulary.patterns import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Language, Table

_WORD = re.compile(r"[^\W\d_]+")
_WORD_WEIGHT, _HALF_WEIGHT, _LETTER_WEIGHT = 1.0, 0.4, 0.5
_ENOUGH = 3.0  # points, about three words, below which a table is not asked
_MARGIN = 1.5  # times the runner-up's points
_OFTEN = 5  # times that one word tells the language of a report
_OTHER_ENOUGH = (
    5  # different words before a report is said to be in a language that is none of ours…
)
_OTHER_MARGIN = 1.5  # …times those of the language it would be read in


@dataclass(frozen=True, slots=True)
class _Telling:
    """What tells a language."""

    words: frozenset[str]
    half: frozenset[str]
    spellings: re.Pattern[str]


@lru_cache(maxsize=32)
def _telling(language: Language) -> _Telling:
    known = profile(language)
    spellings = "|".join(known.spellings) or NOTHING
    return _Telling(
        words=frozenset(known.telling.split()),
        half=frozenset(known.half_telling.split()),
        spellings=re.compile(spellings),
    )


def score_languages(text: str) -> dict[Language, float]:
    """Return the points each language gets for a text, about one for each telling word."""
    lowered = text.lower()
    counts = Counter(_WORD.findall(lowered))
    scores: dict[Language, float] = {}
    for language in languages():
        telling = _telling(language)
        words = sum(counts[word] for word in telling.words & counts.keys())
        half = sum(counts[word] for word in telling.half & counts.keys())
        letters = len(telling.spellings.findall(lowered))
        scores[language] = _WORD_WEIGHT * words + _HALF_WEIGHT * half + _LETTER_WEIGHT * letters
    return scores


def detect_language(text: str, default: Language = "") -> Language:
    """Return the language with most points; ``default`` where no word tells or two are even.

    >>> detect_language("Les recettes de la ville")
    'fr'
    >>> detect_language("Gastos de las ciudades")
    'es'
    >>> detect_language("12 345", default="fr")
    'fr'
    """
    scores = score_languages(text)
    return max(scores, key=lambda language: (scores[language], language == default))


def detect_report_language(text: str) -> Language:
    """Return the language of a report: one of ours, or of those that we can only name.

    Languages share many words ("para", "que"), so two are compared by the words that only one of
    them has. A report in Portuguese is said to be so, and is not read as Spanish.

    >>> detect_report_language("As receitas e as despesas dos municípios não são do ano. " * 3)
    'pt'
    """
    best = _most_spoken(text)
    counts = Counter(_WORD.findall(text.lower()))
    mine = _telling(best).words | _telling(best).half
    for code in load_others():
        theirs = _telling(code).words
        spoken = (theirs - mine) & counts.keys()
        for_them = sum(counts[word] for word in spoken)
        for_us = sum(counts[word] for word in mine - theirs)
        if len(spoken) >= _OTHER_ENOUGH and for_them > _OTHER_MARGIN * for_us:
            mine, best = theirs, code
    return best


def _most_spoken(text: str) -> Language:
    """Return the language with most points where no word counts often: "Miles" in each row."""
    counts: Counter[str] = Counter()
    kept = []
    for word in re.findall(r"\S+", text):
        counts[word.lower()] += 1
        if counts[word.lower()] <= _OFTEN:
            kept.append(word)
    return detect_language(" ".join(kept))


def is_ours(language: Language) -> bool:
    """Whether the vocabulary has the words of a language."""
    return language in languages()


def detect_table_language(texts: Iterable[str], report: Language) -> Language:
    """Return the language of a table: another than the report's only on clear evidence.

    Bilingual reports print each table once in each language; a table of names alone
    ("Los Angeles", "La Paz") must not turn Spanish.

    Args:
        texts: Header cells, caption and notes of the table.
        report: Language of the report around it.
    """
    scores = score_languages(" \n ".join(texts))
    best = max(scores, key=lambda language: (scores[language], language == report))
    if scores[best] >= _ENOUGH and scores[best] >= _MARGIN * scores.get(report, 0.0):
        return best
    return report


def languages_of(labels: Iterable[str], language: Language | None) -> tuple[Language, ...] | None:
    """Return the languages that the labels of a table may be in.

    That of the table comes first. A bilingual table has labels of two; where nothing speaks for the
    table's own, one word of another one is enough.

    Args:
        labels: All labels and headers of a table.
        language: Of the table as far as it is known.

    Returns:
        ``None`` where no language is known.

    >>> languages_of(["Rentas", "Media", "Total"], "es")
    ('es',)
    >>> languages_of(["Recettes de la ville / Revenue of the city"] * 3, "fr")
    ('fr', 'en')
    """
    if language is None:
        return None
    if not is_ours(language):
        return (language,)
    scores = score_languages(" \n ".join(labels))
    own = scores.get(language, 0.0)
    least = max(_ENOUGH, own / 2) if own else 1.0
    others = sorted((one for one in scores if one != language), key=lambda one: -scores[one])
    return (language, *(one for one in others if scores[one] >= least))


def languages_of_table(table: Table) -> tuple[Language, ...] | None:
    """Return the languages that the labels and headers of a table may be in."""
    labels = (
        cell.text
        for cell in table.cells
        if cell.row < table.header_rows or cell.col < max(1, table.stub_cols)
    )
    return languages_of((table.caption, *labels), table.language)
