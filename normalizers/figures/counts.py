"""Plain counts that a sentence states: "27 associations", "we met 18 people".

In: a text, a number in it. Out: whether the number counts something of which the sentence wants to
tell how many. What goes without saying ("our 141 members"), what something was done with, and the
parts of a document or a plan ("3 phases") are no statements. Refuses to know pages and styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import before_word, in_text

if TYPE_CHECKING:
    from crossfoot.model import Language
    from crossfoot.normalizers.numbers.spotted import Spotted

LARGE = 100  # so many pages or lines are no parts of a text
LEAST_NAMED = 10  # a smaller number before a capital is as often part of a name: "4 Seasons"

_RANGE = re.compile(r"\d[\d\s.,]*(?:[-–]|\s[^\W\d_]{1,3})\s*$")  # its lower end
_THRESHOLDS = frozenset("<>≤≥")
_LOWER = re.compile(r"\s?[«“\"]?\s?(?:[dl]['’])?[^\W\d_A-ZÀ-Þ][^\W\d_]{2,}")
_CAPITAL = re.compile(r"\s[«“\"]?\s?[A-ZÀ-Þ][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions of the words around counts.

    Attributes:
        given: "our 141 members" are known, "with 58 drivers" says how.
        apart: Words after a number that are no noun: "58 of them", "4 and more".
        structure: "3 phases", "17 goals" divide a plan or a text.
        span: "4 next years"; ``time`` is its unit.
        of: "300 hours of work".
        marks: "40 points" of a rule, but of a share they are its change.
        edge: "3 500 habitants et plus" are a class too.
        copula: "66 were open parties".
        class_: "communes de plus de 3 000 habitants": which communes, not how many.
    """

    given: re.Pattern[str]
    apart: re.Pattern[str]
    structure: re.Pattern[str]
    span: re.Pattern[str]
    time: re.Pattern[str]
    of: re.Pattern[str]
    marks: re.Pattern[str]
    edge: re.Pattern[str]
    copula: re.Pattern[str]
    class_: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: Language | None) -> _Patterns:
    known = words(spoken(language))
    said, told = known.prose, known.counts
    class_links = in_text(said.class_links)
    return _Patterns(
        given=_any_case(rf"(?<![^\W_]){in_text(told.given)}$"),
        apart=_any_case(rf"\s?{in_text(told.no_nouns)}(?![^\W_])"),
        structure=_any_case(rf"\s?{in_text((*said.references, *told.structure))}(?![^\W_])"),
        of=_any_case(rf"\s{before_word(known.figures.partitives)}[^\W\d_]{{3,}}"),
        time=_any_case(in_text(told.spans)),
        marks=_any_case(in_text(told.marks)),
        span=_any_case(rf"(?:\s[^\W\d_]+(?=\s))?\s?{in_text(told.spans)}(?![^\W_])"),
        edge=_any_case(rf"(?:\s[^\W\d_]+){{1,3}}\s{in_text(told.and_more)}(?![^\W_])"),
        copula=_any_case(rf"\s{in_text(told.copulas)}\s[«“\"]?[^\W\d_]{{3}}"),
        class_=_any_case(rf"\b(?:{in_text(said.classes)}|{ACRONYM})\s+{class_links}$"),
    )


ACRONYM = r"(?-i:[A-Z]{3,}s?)"
"""A kind of bodies goes by its letters: "PME de plus de 50 salariés", "EPCI de plus de 3 000"."""


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def measures_work(text: str, spot: Spotted, language: Language | None) -> bool:
    """Return whether a number with a unit is a result: "613 heures de travaux", "23,9 tonnes".

    Whole lengths, durations and volumes are as often conditions and definitions ("within 5 years",
    "for 120 m³"); what is measured to a tenth, or said of something, was found.

    Args:
        text: The text.
        spot: A number in it.
        language: Of the text, ``None`` where unknown.
    """
    number = spot.number
    if number.unit is None or number.unit == "count" or number.qualifier == "under":
        return False
    known = _patterns(language)
    if number.step < 1:
        return True
    if known.marks.fullmatch(number.unit):
        return "%" in text
    return known.of.match(text, spot.end) is not None


def is_span(spot: Spotted, language: Language | None) -> bool:
    """Return whether a number measures time: "30 years"."""
    unit = spot.number.unit
    return unit is not None and _patterns(language).time.fullmatch(unit) is not None


def states_count(text: str, spot: Spotted, language: Language | None) -> bool:
    """Return whether a number is a count of which a sentence tells how many.

    Args:
        text: The text.
        spot: A number in it.
        language: Of the text, ``None`` where unknown.
    """
    value = spot.number.value
    if spot.number.unit not in (None, "count") or value is None:
        return False
    known = _patterns(language)
    before = _RANGE.sub("", text[: spot.start]).rstrip()
    if known.given.search(before) or known.class_.search(before):
        return False
    if text[spot.start : spot.digits].strip()[:1] in _THRESHOLDS:
        return False
    named = value >= LEAST_NAMED and _CAPITAL.match(text, spot.end) is not None
    noun = named or _LOWER.match(text, spot.end) is not None
    rest = text[spot.end : spot.end + 40]
    if value < LARGE and known.structure.match(rest):
        return False
    others = (known.apart, known.span, known.edge)
    noun = noun or known.copula.match(rest) is not None
    return noun and not any(other.match(rest) for other in others)
