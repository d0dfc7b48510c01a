"""What the words of a line say about its part in an equation.

In: the label of a row or the header of a column. Out: a :class:`Wording`. The vocabulary is that
of :mod:`normalizers.words.labels`; added here is what only matters to equations. The words are
evidence, never proof: the arithmetic has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crossfoot.normalizers.words.labels import (
    Spoken,
    fold_label,
    is_change_label,
    is_closing_label,
    is_count_label,
    is_mean_label,
    is_of_which,
    is_opening_label,
    is_rate_label,
    is_result_label,
    is_share_label,
    is_total_label,
)
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import anywhere, folded, loose
from crossfoot.years import is_year


@dataclass(frozen=True, slots=True)
class Wording:
    """What a label says about its line.

    Attributes:
        total: It calls itself a total or sub-total.
        weak: It may be one ("net", "résultat", the name of a country).
        difference: It calls itself a difference, a result or a balance.
        of_which: Part of the line above, never an item.
        mean: An average, median or extreme: never an item.
        true_mean: An arithmetic mean, which can be checked.
        count: It counts ("nombre de membres").
        intensive: A rate, price, index, age…: not expected to add up.
        percent: It says "%" or "percent".
        share: A part of a whole, in percent.
        change: A change from one period to the next.
        opening: A balance carried in.
        closing: A balance carried out.
        less: To be taken away ("moins", "less").
        year: A year or a span of years.
    """

    total: bool
    weak: bool
    difference: bool
    of_which: bool
    mean: bool
    true_mean: bool
    count: bool
    intensive: bool
    percent: bool
    share: bool
    change: bool
    opening: bool
    closing: bool
    less: bool
    year: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions of folded labels in some languages.

    Attributes:
        weak: Lines that are often sums of others without saying "total".
        extreme: Extremes and medians stand where means stand, but cannot be computed from
            rounded items.
        per: What is so much for each of something.
    """

    weak: re.Pattern[str]
    extreme: re.Pattern[str]
    per: re.Pattern[str]
    percent: re.Pattern[str]
    less: re.Pattern[str]


@lru_cache(maxsize=32)
def _patterns(languages: tuple[str, ...]) -> _Patterns:
    said = words(languages).labels
    each = rf"(?<![\w-])(?:{loose(said.each)}) \d"
    return _Patterns(
        weak=re.compile(rf"\b(?:{loose(said.weak)})\b"),
        extreme=anywhere(said.extremes),
        per=re.compile(rf"{folded(said.per)}|{each}"),
        percent=anywhere(said.percents),
        less=re.compile(rf"^(?:{folded(said.less)})"),
    )


def read_wording(label: str, language: Spoken = None) -> Wording:
    """Return what a row label or a column header says of its line.

    Args:
        label: As printed.
        language: Of its table, both of a bilingual one, ``None`` where it is not known.

    >>> read_wording("  Sous-total 2").total, read_wording("dont : femmes").of_which
    (True, True)
    >>> read_wording("Media", "es").mean, read_wording("Media", "en").mean
    (True, False)
    """
    return _read(label, spoken(language))


_APPLIED = re.compile(r"(?<![\d.,/-])(?:100|\d{1,2})(?:[.,]\d{1,3})?\s?%")


@lru_cache(maxsize=16_384)
def _read(label: str, languages: tuple[str, ...]) -> Wording:
    label = _APPLIED.sub("", label) or label  # "IVA 21 %" is an amount: the tax at that rate
    text, known = fold_label(label), _patterns(languages)
    is_extreme = bool(known.extreme.search(text))
    true_mean = is_mean_label(label, languages)
    mean = true_mean or is_extreme
    total = is_total_label(label, languages) and not mean
    result, change = is_result_label(label, languages), is_change_label(label, languages)
    closing, share = is_closing_label(label, languages), is_share_label(label, languages)
    return Wording(
        total=total,
        weak=not total and (result or closing or bool(known.weak.search(text))),
        difference=result or change,
        of_which=is_of_which(label, languages),
        mean=mean,
        true_mean=true_mean and not is_extreme,
        count=is_count_label(label, languages),
        intensive=is_rate_label(label, languages) or share or bool(known.per.search(text)),
        percent=bool(known.percent.search(text)),
        share=share,
        change=change,
        opening=is_opening_label(label, languages),
        closing=closing,
        less=bool(known.less.search(text)),
        year=is_year(text),
    )


@lru_cache(maxsize=16_384)
def is_filled(text: str) -> bool:
    """Tell whether a cell states something that a count counts: no blank, no dash."""
    return bool(text.strip(" \t\u00a0\u202f-–—−.·"))
