"""Words of row and column labels that say what a line is for.

Each function answers one question about one label, in the language of its table, in both of a
bilingual table, or in all of the vocabulary's where none is known. They read words only: whether a
"Total" adds up is for the reconcilers to find out, and a line may be a total without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import fold_words
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import anywhere, folded, loose

if TYPE_CHECKING:
    from crossfoot.vocabulary import Dates, Labels

Spoken = str | Sequence[str] | None
"""A language, several, or ``None`` where none is known: then a word counts in any of ours."""

_LEADERS = re.compile(
    r"^(?:[\s\-–—•·*▪►>=…_.]|(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s+|\d+(?:\.\d+)+\.?\s+)+",
)
_TRAILERS = re.compile(
    r"(?:[\s:.;,*=]|(?<=[a-z]{4})\d{1,2}|\((?:\d{1,2}|[a-z])\)|\[\d{1,2}\]|\\\d)+$"
)


@lru_cache(maxsize=16_384)
def fold_label(label: str) -> str:
    """Return a label for comparison: lower case, no accents, no bullets, numbering or marks.

    >>> fold_label("  - 2. Sous-total général (1) :")
    'sous-total general'
    """
    text = fold_words(label)
    return _TRAILERS.sub("", _LEADERS.sub("", text)) or text


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions of folded labels in some languages."""

    total: re.Pattern[str]
    subtotal: re.Pattern[str]
    grand_total: re.Pattern[str]
    not_total: re.Pattern[str]
    of_which: re.Pattern[str]
    mean: re.Pattern[str]
    not_mean: re.Pattern[str]
    count: re.Pattern[str]
    result: re.Pattern[str]
    change: re.Pattern[str]
    share: re.Pattern[str]
    rate: re.Pattern[str]
    not_rate: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]


@lru_cache(maxsize=32)
def _patterns(languages: tuple[str, ...]) -> _Patterns:
    said, dates = words(languages).labels, words(languages).dates
    first, last = dates.months[:1] or ((),), dates.months[-1:] or ((),)
    return _Patterns(
        total=re.compile(_total(said)),
        subtotal=anywhere(said.subtotals),
        grand_total=anywhere(said.grand_totals),
        not_total=anywhere(said.not_totals),
        of_which=re.compile(rf"[(\[]?(?:{folded(said.of_which)})"),
        mean=anywhere(said.means),
        not_mean=anywhere(said.not_means),
        count=re.compile(_count(said)),
        result=anywhere(said.results),
        change=anywhere(said.changes),
        share=re.compile(rf"%|(?<!\w)(?:{loose(said.shares)})(?= |$)"),
        rate=anywhere(said.rates),
        not_rate=anywhere(said.not_rates),
        opening=_balance(
            said, said.openings, said.opening_phrases, _day("0?1[/.]0?1", "1", dates, first[0])
        ),
        closing=_balance(
            said, said.closings, said.closing_phrases, _day("31[/.]12", "31", dates, last[0])
        ),
    )


def _total(said: Labels) -> str:
    """Return the expression of a sum.

    At the edge of a label "total" is a noun ("Total charges", "Felony type total"); inside it is
    mostly an adjective of something ("taux total de", "the total number of"). Some nouns need a
    word for "of": "Ensemble des communes" is a sum, "Ensemble vocal" a choir.
    """
    lead = rf"^(?:(?:{loose(said.total_leads)}) )?"
    return (
        rf"{lead}(?:{loose(said.totals)})(?![\w-])"
        rf"|{lead}(?:{loose(said.totals_of)})(?:$| (?:{folded(said.of)}))"
        rf"|(?:^|[\s,;:/(\-–])(?:{loose(said.totals_last)})\)?$"
        rf"|{folded(said.totals_inside)}"
    )


def _count(said: Labels) -> str:
    """Return the expression of a number of lines: "Total membres", "Nombre de…", "Cities (n)"."""
    nouns = loose(said.counted)
    return (
        rf"(?:{loose(said.totals)})[ ,:\-–]*(?:(?:{loose(said.of)}) ?)?(?:{nouns})"
        rf"|(?:{loose(said.counts)})\.?(?: .*)?"
        rf"|(?:{nouns}) ?\((?:{loose(said.counted_marks)})\)|(?:{loose(said.counts_alone)})"
    )


def _balance(
    said: Labels, moments: Sequence[str], phrases: Sequence[str], day: str
) -> re.Pattern[str]:
    """Compile the expression of a balance carried in or out."""
    lead = rf"(?:(?:{loose(said.day_leads)}) )?"
    return re.compile(
        rf".*(?<!\w)(?:(?:{loose(said.balances)}).*(?<!\w)(?:{loose(moments)})|{loose(phrases)})"
        rf"(?!\w).*|{lead}(?:{day})(?!\w).*"
    )


def _day(numeric: str, day: str, dates: Dates, month: Sequence[str]) -> str:
    """Return the expression of the first or last day of a year."""
    name, nth = loose(month), loose(dates.ordinals)
    before = rf"{day}(?:{nth})?\.?(?: (?:{loose(dates.of)}))?"
    return rf"{numeric}|{before} (?:{name})|(?:{name}) {day}(?:{nth})?"


def is_total_label(label: str, language: Spoken = None) -> bool:
    """Whether a label says that its line is a sum: "Total", "Sous-total 2", "Felony total:".

    Counts of lines ("Total membres") say "total" too: ask :func:`is_count_label` as well.
    """
    text, known = fold_label(label), _patterns(spoken(language))
    says = known.total.search(text) or known.subtotal.search(text) or known.grand_total.search(text)
    return bool(says) and not (known.not_total.search(text) or known.of_which.match(text))


def is_of_which(label: str, language: Spoken = None) -> bool:
    """Whether a line is a part of the line above: "dont …", "of which", "de los cuales"."""
    return _patterns(spoken(language)).of_which.match(fold_label(label)) is not None


_NAME_OF_PARTS = re.compile(r"\w+(?:-[\w'’]+){2,}")


def is_mean_label(label: str, language: Spoken = None) -> bool:
    """Whether a line is a mean or median: "Moyenne", "Average", "Promedio", in Spanish "Media".

    "Médias" (the press) and "moyens humains" (means to an end) are none, nor is what a name of
    several parts begins with: "Moy-de-l'Aisne" is a town.
    """
    text, known = fold_label(_NAME_OF_PARTS.sub(" ", label)), _patterns(spoken(language))
    return known.mean.search(text) is not None and known.not_mean.search(text) is None


def is_count_label(label: str, language: Spoken = None) -> bool:
    """Whether a line may count lines instead of adding them: "Total membres", "Nombre de…"."""
    return _patterns(spoken(language)).count.fullmatch(fold_label(label)) is not None


def is_result_label(label: str, language: Spoken = None) -> bool:
    """Whether a line is a difference of two others: "Résultat net", "Saldo", "Surplus"."""
    return _patterns(spoken(language)).result.search(fold_label(label)) is not None


def is_change_label(label: str, language: Spoken = None) -> bool:
    """Whether a line compares two others: "Évolution %", "Change", "Variación", "Écart"."""
    return _patterns(spoken(language)).change.search(fold_label(label)) is not None


def is_share_label(label: str, language: Spoken = None) -> bool:
    """Whether a column holds shares of a whole: "%", "Part", "Share", "Porcentaje"."""
    said = _patterns(spoken(language)).share.search(fold_label(label)) is not None
    return said and not is_change_label(label, language)


def is_rate_label(label: str, language: Spoken = None) -> bool:
    """Whether a line holds numbers that never add up: rates, prices, indices, ages, means.

    Fees and debts that are called alike are none: "Tasas, precios públicos", "Notes payable".
    """
    text, known = fold_label(label), _patterns(spoken(language))
    if known.rate.search(text) is not None and known.not_rate.search(text) is None:
        return True
    return is_mean_label(label, language)


def is_opening_label(label: str, language: Spoken = None) -> bool:
    """Whether a line is a balance carried in: "Solde d'ouverture", "Cash at beginning of year"."""
    return _patterns(spoken(language)).opening.fullmatch(fold_label(label)) is not None


def is_closing_label(label: str, language: Spoken = None) -> bool:
    """Whether a line is a balance carried out: "Solde de clôture", "Saldo final"."""
    return _patterns(spoken(language)).closing.fullmatch(fold_label(label)) is not None
