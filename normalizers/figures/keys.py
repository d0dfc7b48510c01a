"""Which numbers of a block the report wants to be seen: its key figures.

In: a block, its numbers. Out: those that are key. Cards, bullets and what is highlighted are meant
to be seen; in prose a statement is (a share, an amount, "more than …", a change), while rules that
numbers must meet ("at least 50 % are required") and the details of a long account are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from crossfoot.normalizers.figures.counts import (
    ACRONYM,
    is_span,
    measures_work,
    states_count,
)
from crossfoot.normalizers.figures.enumerations import announced_names
from crossfoot.normalizers.figures.pairs import is_level
from crossfoot.normalizers.numbers.currencies import is_currency
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import in_text
from crossfoot.years import is_year

if TYPE_CHECKING:
    from crossfoot.model import Block, Language
    from crossfoot.normalizers.figures.styles import BlockStyle
    from crossfoot.normalizers.numbers.spotted import Spotted

SHORT_STATEMENT = 200  # chars: a paragraph this short that begins with a number states it
LEAST_NAMES = 4  # fewer after a colon are hardly a list

_NAMES_IT = re.compile(r"[^\d:.;,]{2,40}:")  # "Board: 21 members"
_NOUN_FOLLOWS = re.compile(r"\s?(?:[dl]['’])?[^\W\d_A-ZÀ-Þ]{3,}")
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)(?<!\b[A-Z]\.)")
_DASH = re.compile(r"\s?[-–]\s?|\s[^\W\d_]{1,3}\s")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions of the sentences of a language, of all of ours where it is not known.

    Attributes:
        qualifies: "officials from 61 cities": the number belongs to the label.
        class_: "communes de plus de 3 000 habitants": which communes, not how many.
        counts: Verbs after which a bare count is what the sentence is there to say: "dessert 340
            habitants"; ``in_total`` words that say so before any count.
    """

    joined: re.Pattern[str]
    qualifies: re.Pattern[str]
    class_: re.Pattern[str]
    threshold: re.Pattern[str]
    condition: re.Pattern[str]
    totals: re.Pattern[str]
    counts: re.Pattern[str]
    in_total: re.Pattern[str]
    number_of: re.Pattern[str]
    parts_follow: re.Pattern[str]
    of_which: re.Pattern[str]
    highlights: re.Pattern[str]
    duties: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: Language | None) -> _Patterns:
    said = words(spoken(language)).prose
    links, classes = in_text(said.links), in_text(said.classes)
    first, conditions = in_text(said.conditions_first), in_text(said.conditions)
    adverbs, in_total = in_text(said.counting_adverbs), in_text(said.in_total)
    return _Patterns(
        joined=_any_case(rf"(?:,|\s(?:&|{in_text((*said.and_, *said.or_))}))\s*$"),
        qualifies=_any_case(rf"\b{links}$"),
        class_=_any_case(rf"\b(?:{classes}|{ACRONYM})\s+{in_text(said.class_links)}$"),
        threshold=_any_case(in_text(said.thresholds)),
        condition=_any_case(rf"^\W*(?:\d\)\s*)?{first}\b|\b{conditions}\b"),
        totals=_any_case(rf"\b{in_text(said.totals)}\b"),
        counts=_any_case(rf"\b{in_text(said.counting)}(?:\s+{adverbs})?(?:\s+{in_total})?$"),
        in_total=_any_case(rf"\b{in_total}$"),
        number_of=_any_case(rf"{in_text(said.number_of)}\b[^\d:;]*:"),
        parts_follow=_any_case(rf"[(:]\s*$|\b{in_text(said.parts_follow)}\s+$"),
        of_which=_any_case(rf"\b{in_text(said.parts_follow)}\s+$"),
        highlights=_any_case(in_text(said.highlights)),
        duties=_any_case(rf"\b{in_text(said.duties)}\b"),
    )


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def choose_key(
    block: Block, style: BlockStyle, spots: Sequence[Spotted], language: Language | None
) -> list[Spotted]:
    """Return the numbers of a block that are key figures, from left to right.

    Args:
        block: Any block but a leader.
        style: How its words are set.
        spots: Its numbers, denominators left out.
        language: Of the document, ``None`` where unknown.
    """
    known = _patterns(language)
    chosen = [spot for i, spot in enumerate(spots) if _is_key(block, style, spots, i, language)]
    kept = _with_joined(block.text, spots, chosen, known)
    levels = [b for a, b in pairwise(spots) if a in kept and is_level(block.text, a, b, language)]
    return [spot for spot in spots if spot in kept or spot in levels]


def _is_key(
    block: Block,
    style: BlockStyle,
    spots: Sequence[Spotted],
    i: int,
    language: Language | None,
) -> bool:
    """Return whether the report wants a number of a block to be seen."""
    known = _patterns(language)
    spot = spots[i]
    before = block.text[: spot.start].rstrip()
    leads = i == 0 and (not _LETTERS.search(before) or _NAMES_IT.fullmatch(before) is not None)
    counts = _NOUN_FOLLOWS.match(block.text, spot.end) is not None
    if is_span(spot, language) and spot.number.step >= 1 and _is_class(block.text, spots, i):
        return False
    if block.kind == "card":
        return i == 0 or not known.qualifies.search(before) or style.is_highlighted(spot)
    measured = _measures(spot, block.text, known) or measures_work(block.text, spot, language)
    if block.kind == "heading":
        return (leads and counts) or (measured and spot.number.qualifier == "exact")
    highlighted = style.is_highlighted(spot)
    if not highlighted and (_is_condition(block.text, spot, known) or _is_duty(block, known)):
        return False
    if block.kind == "bullet":
        return leads or measured or highlighted or states_count(block.text, spot, language)
    states = leads and counts and len(block.text) <= SHORT_STATEMENT
    states = states or (i == 0 and known.number_of.fullmatch(before) is not None)
    measured = measured or states_count(block.text, spot, language)
    measured = measured or _adds_up(block.text, spots[i:], known) or _announces(block.text, spot)
    return states or highlighted or measured


def _is_class(text: str, spots: Sequence[Spotted], i: int) -> bool:
    """Return whether a number is an end of a range: "18 to 30 years" are who, not how long."""
    beside = [(a, b) for a, b in pairwise(spots) if spots[i] in (a, b)]
    return any(_DASH.fullmatch(text[a.end : b.start]) for a, b in beside)


def _sentence(text: str, spot: Spotted) -> tuple[int, int]:
    """Return where the sentence of a number begins and ends."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= spot.start), default=0)
    return start, min((end for end in ends if end >= spot.end), default=len(text))


def _is_condition(text: str, spot: Spotted, known: _Patterns) -> bool:
    """Return whether a number is what a rule asks for, not what was found: "a total of 27"."""
    if known.in_total.search(text[: spot.start].rstrip()):
        return False
    start, end = _sentence(text, spot)
    return known.condition.search(text[start:end].strip()) is not None


def _adds_up(text: str, spots: Sequence[Spotted], known: _Patterns) -> bool:
    """Return whether counts follow a count that make it: "18 people: 11 women and 7 men".

    Args:
        text: The text.
        spots: The count, and the numbers after it.
    """
    count, *others = spots
    if not others or any(s.number.unit not in (None, "count") for s in spots):
        return False
    end = _sentence(text, count)[1]
    parts = [s.number.value or Decimal(0) for s in others if s.end <= end]
    opens = known.parts_follow.search(text[count.end : others[0].start]) is not None
    sums = list(accumulate(parts))[1:]  # one part makes no whole
    return opens and count.number.value in sums


def _announces(text: str, spot: Spotted) -> bool:
    """Return whether a count is followed by the list of what it counts."""
    names = announced_names(text, spot.end) if spot.number.unit in (None, "count") else ()
    return len(names) >= LEAST_NAMES


def _is_duty(block: Block, known: _Patterns) -> bool:
    """Return whether a block stands under a heading of what somebody has to do."""
    return bool(block.section) and known.duties.search(block.section[-1]) is not None


def _measures(spot: Spotted, text: str, known: _Patterns) -> bool:
    """Return whether a number in prose is a share, an amount of money or "more than …".

    Lengths, durations and thresholds ("> 2000 EH") in prose are mostly conditions and definitions.
    """
    number = spot.number
    if number.unit == "%" or is_currency(number.unit) or number.scale != 1:
        return True
    words = text[spot.start : spot.digits].strip(" (")
    approximate = number.qualifier in ("over", "about") and words[:1].isalpha()
    if not approximate or known.class_.search(text[: spot.start].rstrip()):
        return False
    return number.unit in (None, "count") and not known.threshold.match(words)


def _is_part(
    between: str, kept: Sequence[Spotted], spot: Spotted, known: _Patterns, *, after_part: bool
) -> bool:
    """Return whether a number is a part of one before it, or goes on from such a part.

    "394 centres, dont 343 en propriété et 51 en gestion", "320 000 tonnes dont 74 000 tonnes".
    """
    unit = spot.number.unit or "count"
    before = next((one for one in kept[::-1] if (one.number.unit or "count") == unit), None)
    if before is None or re.search(r"[.;](?:\s|$)", between) or is_year(spot.number.text):
        return False
    if after_part:
        return known.joined.search(between) is not None
    smaller = (spot.number.value or 0) < (before.number.value or 0)
    return smaller and known.of_which.search(between) is not None


def _with_joined(
    text: str, spots: Sequence[Spotted], chosen: Sequence[Spotted], known: _Patterns
) -> list[Spotted]:
    """Add counts that go on from a chosen one: "(9 femmes, 7 hommes)", "… et 1 membre"."""
    kept: list[Spotted] = []
    parts = False
    skipped = False  # "48 %: 13,416 women and 12,778 men" joins the women to the men, not to 48 %
    for spot in spots:
        between = text[kept[-1].end : spot.start] if kept else "."
        parts = _is_part(between, kept, spot, known, after_part=parts)
        if spot in chosen or parts:
            kept.append(spot)
            skipped = False
            continue
        counted = spot.number.unit in (None, "count", "%")
        goes_on = not skipped and counted and _NOUN_FOLLOWS.match(text, spot.end) is not None
        goes_on = goes_on and not re.search(r"[.;](?:\s|$)", between)
        opens = re.search(r"[(:]\s*$|\s[–—-]\s$", between)
        if goes_on and (known.joined.search(between) or opens):
            kept.append(spot)
        else:
            skipped = True
    return kept
