"""What the two ends of a printed range share: "20 à 25 000" are 20 000 and 25 000.

Two numbers that are set against one another share their unit in the same way: "45 vs. 64 percent".

In: the numbers of a text with their places. Out: the same; the lower end of a range takes unit
and scale from the upper one, where they are printed once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.model import Language, PrintedNumber
    from crossfoot.normalizers.numbers.spotted import Spotted

CLOSEST = 10  # times the lower end that the upper one's first digits may be: "1 à 25 000" is from 1
_GROUPS = re.compile(r"(\d{1,3})((?:[ \u00a0\u2009\u202f.,'’]\d{3})+)(?![\d.,]?\d)")


@lru_cache(maxsize=16)
def link_patterns(language: Language | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands between two ends, and what before and between where "and" ties them."""
    said = words(spoken(language)).prose
    to, both = either(said.range_links), either(said.range_openings)
    return (
        re.compile(rf"\s*[-–]\s*|\s+(?:{to})\s+", re.IGNORECASE),
        re.compile(rf"(?<![^\W\d_])(?:{both})\s+\0\s+(?:{either(said.and_)})\s+", re.IGNORECASE),
    )


@lru_cache(maxsize=16)
def _versus(language: Language | None) -> re.Pattern[str]:
    """Return what stands between two numbers that are set against one another."""
    return re.compile(rf"\s*(?:{either(words(spoken(language)).prose.versus)})\s+", re.IGNORECASE)


def share_ends(
    spots: Sequence[Spotted], text: str, language: Language | None
) -> tuple[Spotted, ...]:
    """Return the numbers of a text, the ends of its ranges in one unit and scale.

    Args:
        spots: Its numbers, from left to right.
        text: The text they stand in.
        language: Whose words tie the ends: "à", "between … and".
    """
    shared = list(spots)
    for i, (low, high) in enumerate(pairwise(spots)):
        if not _is_range(text, low, high, language):
            continue
        about = low.number.qualifier == "about" and high.number.qualifier == "exact"
        if about:
            shared[i + 1] = replace(high, number=replace(high.number, qualifier="about"))
        shared[i] = replace(low, number=_as_end(low.number, high.number, text[high.digits :]))
    return tuple(shared)


def _is_range(text: str, low: Spotted, high: Spotted, language: Language | None) -> bool:
    plain, between = link_patterns(language)
    if low.number.unit is not None or low.number.scale != 1:
        return False
    link = text[low.end : high.start]
    if plain.fullmatch(link) or _versus(language).fullmatch(link):
        return True
    before = text[: low.start].rsplit(maxsplit=1)[-1:]
    return bool(before) and between.fullmatch(f"{before[0]} \0{link}") is not None


def _as_end(low: PrintedNumber, high: PrintedNumber, printed: str) -> PrintedNumber:
    """Return the lower end of a range as the upper one, printed so, tells to read it."""
    factor = high.scale if high.scale != 1 else _shared_groups(low, printed)
    if low.value is None or high.value is None or low.value * factor > high.value:
        return low
    return replace(
        low,
        value=low.value * factor,
        step=low.step * factor,
        unit=high.unit,
        scale=high.scale,
    )


def _shared_groups(low: PrintedNumber, printed: str) -> Decimal:
    """Return what the groups of the upper end that the lower one leaves out are worth."""
    found = _GROUPS.match(printed)
    if found is None or low.value is None or low.step != 1:
        return Decimal(1)
    head = int(found[1])
    left_out = low.value < head <= CLOSEST * low.value
    return Decimal(1000) ** (len(found[2]) // 4) if left_out else Decimal(1)
