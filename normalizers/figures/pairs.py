"""Numbers of a sentence that say one thing together: ranges, changes, and a figure of another year.

In: a text, its numbers. Out: which two are the ends of a range ("between 45 and 65 €"), which two
are a before and an after ("from 34 % to 37 %"), and which repeats the one before it for another
time ("1 171 animals (1 176 in 2020)"). Refuses to know labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.normalizers.numbers.ranges import link_patterns
from crossfoot.normalizers.numbers.spotted import Spotted

if TYPE_CHECKING:
    from crossfoot.model import Language, Qualifier

LONGEST_TIME = 4  # words: "au 31 décembre 2020"

_BARE = re.compile(r"[\d\s.,'’]*\d")
_OPENS = re.compile(r"[^()\d;:]{0,80}\(\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers with one label.

    Attributes:
        low: The first of them.
        high: The second.
        is_range: They are ends, printed with one unit; otherwise each has its own.
    """

    low: Spotted
    high: Spotted
    is_range: bool

    @property
    def whole(self) -> Spotted:
        """Both as one stretch of the text, with the unit of the second."""
        return replace(self.high, start=self.low.start)


def find_pairs(text: str, spots: Sequence[Spotted], language: Language | None) -> tuple[Pair, ...]:
    """Return the numbers of a text that belong together two by two.

    Args:
        text: The text.
        spots: Its numbers, from left to right.
        language: Whose words tie the ends: "à", "between … and".
    """
    pairs: list[Pair] = []
    for low, high in pairwise(spots):
        if pairs and pairs[-1].high is low:
            continue
        if _are_tied(text, low, high, language):
            bare = _BARE.fullmatch(text[low.digits : low.end]) is not None
            pairs.append(Pair(low, high, bare))
    return tuple(pairs)


def as_ends(pair: Pair) -> tuple[Spotted, Spotted]:
    """Return the ends of a range, which say of themselves on which side it lies.

    What is printed as "about 20 to 25 000" stays "about" on both.
    """
    low, high = pair.low, pair.high
    if not pair.is_range:
        return low, high
    return _told(low, "over"), _told(high, "under")


def as_end(spot: Spotted, pairs: Sequence[Pair]) -> Spotted:
    """Return a number as the end of its range, where it is one."""
    for pair in pairs:
        if spot in (pair.low, pair.high):
            return as_ends(pair)[spot is pair.high]
    return spot


def with_partners(
    text: str, spots: Sequence[Spotted], chosen: Sequence[Spotted], pairs: Sequence[Pair]
) -> list[Spotted]:
    """Return the chosen numbers with the other ends of their ranges, and those of other times.

    Args:
        text: The text.
        spots: Its numbers, from left to right.
        chosen: Those that are key figures by themselves.
        pairs: Of the text.
    """
    ends = [
        end
        for pair in pairs
        if pair.low in chosen or pair.high in chosen
        for end in (pair.low, pair.high)
    ]
    kept: list[Spotted] = []
    for spot in spots:
        if spot in chosen or spot in ends or (kept and repeats(text, kept[-1], spot)):
            kept.append(spot)
    return kept


def _told(spot: Spotted, side: Qualifier) -> Spotted:
    number = spot.number
    if number.qualifier != "exact":
        return spot
    return replace(spot, number=replace(number, qualifier=side))


def repeats(text: str, before: Spotted, spot: Spotted) -> str:
    """Return the words that set a number apart from the one before it: "en 2020", else "".

    It stands in brackets behind it, in the same unit, and nothing but a time is said of it.

    Args:
        text: The text.
        before: The figure before it.
        spot: The number.
    """
    same = (before.number.unit or "count") == (spot.number.unit or "count")
    if not same or _OPENS.fullmatch(text, before.end, spot.start) is None:
        return ""
    closes = text.find(")", spot.end)
    said = text[spot.end : closes].strip(" ,;") if closes >= 0 else ""
    is_time = len(said.split()) <= LONGEST_TIME and _YEAR.search(said) is not None
    return said if is_time else ""


def is_level(text: str, before: Spotted, spot: Spotted, language: Language | None) -> bool:
    """Return whether a count is what a change led to: "increased by 24 percent to 24,792".

    Args:
        text: The text.
        before: The figure before it, a change.
        spot: The count.
        language: Whose words tie them: "à", "to".
    """
    plain, _ = link_patterns(language)
    counts = before.number.unit == "%" and spot.number.unit in (None, "count")
    link = text[before.end : spot.start]
    return counts and link[:1].isspace() and plain.fullmatch(link) is not None


def _are_tied(text: str, low: Spotted, high: Spotted, language: Language | None) -> bool:
    one, other = low.number.unit or "count", high.number.unit or "count"
    if one != other or (low.number.value or 0) == (high.number.value or 0):
        return False
    link = text[low.end : high.start]
    plain, between = link_patterns(language)
    if plain.fullmatch(link):
        return True
    before = text[: low.start].rsplit(maxsplit=1)[-1:]
    return bool(before) and between.fullmatch(f"{before[0]} \0{link}") is not None
