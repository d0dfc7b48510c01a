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
from crossfoot.years import is_year

# Lines that are often sums of others without saying "total".
_WEAK = re.compile(
    r"""\b(?:gross|brute?s?|bruto|canada|united\ states|france|espana|spain|mexico|world|monde|
        mundo|national|t[1-4]|q[1-4]|all|both|tous|toutes|todos|todas|whole|entire|general|
        generale|global|overall|pays|nation|country|operating|annual|annuel|anual|year|annee|
        all\ \w+|totale?s?|totaux)\b""",
    re.X,
)
# Extremes and medians stand where means stand, but cannot be computed from rounded items.
_EXTREME = re.compile(
    r"\b(?:median[eoa]?s?|minim(?:um|o|a)|maxim(?:um|o|a)|min|max|mini|maxi"
    r"|ecart[ -]type|standard (?:deviation|error)|desviacion)\b"
)
_PER = re.compile(
    r"""%|‰|\b(?:per|par|por)\ (?:\d|cent|mil|capita|person|head|hab|household|employee|inhabitant
        |1|hour|heure|hora|day|jour|year|unit)|\b(?:percent\w*|pour\ ?cent\w*|por\ ?cien\w*|pct|
        expectancy|esperance|esperanza|productivity|fertility|growth|croissance|crecimiento|
        hourly|deflator|price|prix|precio|quintile|relative|multiple|ratio|
        standard\ error|coefficient|median\w*|average|mean)\b""",
    re.X,
)
_PERCENT = re.compile(r"%|\b(?:per ?cent|pour ?cent|por ?cien|pct)")
_LESS = re.compile(r"^(?:less|minus|moins|a deduire|menos|deduct(?:ions?)?|deducciones)\b")


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


@lru_cache(maxsize=16_384)
def read_wording(label: str) -> Wording:
    """Return what a row label or a column header says of its line.

    >>> read_wording("  Sous-total 2").total, read_wording("dont : femmes").of_which
    (True, True)
    """
    text = fold_label(label)
    mean = is_mean_label(label) or bool(_EXTREME.search(text))
    total = is_total_label(label) and not mean
    result, change = is_result_label(label), is_change_label(label)
    return Wording(
        total=total,
        weak=not total and (result or is_closing_label(label) or bool(_WEAK.search(text))),
        difference=result or change,
        of_which=is_of_which(label),
        mean=mean,
        true_mean=is_mean_label(label) and not _EXTREME.search(text),
        count=is_count_label(label),
        intensive=is_rate_label(label) or is_share_label(label) or bool(_PER.search(text)),
        percent=bool(_PERCENT.search(text)),
        share=is_share_label(label),
        change=change,
        opening=is_opening_label(label),
        closing=is_closing_label(label),
        less=bool(_LESS.search(text)),
        year=is_year(text),
    )


@lru_cache(maxsize=16_384)
def is_filled(text: str) -> bool:
    """Tell whether a cell states something that a count counts: no blank, no dash."""
    return bool(text.strip(" \t\u00a0\u202f-–—−.·"))
