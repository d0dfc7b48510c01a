"""One measure under two names: what the reports of a series say for it and against it.

Next year's report, the edition in another language and another publisher call one measure
otherwise. What tells it: equal values of one thing in one period (last year's column against this
year's report), the same words in another order or under another heading, the same unit, the same
measures before and after it. Each adds a point or takes some; a majority joins two names, less
leaves them apart. Two names that one report prints are two measures.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.normalizers.tables.headers import PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crossfoot.model import Extraction, Observation

JOINED = 3
"""Points from which two names are one measure: any two kinds of evidence that nothing belies."""

ROUNDS = 4
"""Of joining what stands beside what was joined."""

_SAME, _ALIKE = 0.9, 0.75  # of the words of two names
_WORDS = 3  # a last level of fewer words ("Total", "Prix") stands under many headings
_VALUES = 3  # equal ones; fewer are equal by chance
_DIGITS = 2  # of a value that tells anything

Place = tuple[str, str, str]
"""Whose number, of which period and category it is."""


@dataclass(slots=True)
class Side:
    """A measure as some reports print it; gathers while they are read.

    Attributes:
        name: As printed.
        last: The last level of its name.
        reports: Those that print it, by the sha256 of their file.
        languages: Of those.
        units: Of its numbers.
        values: What it is of each thing in each period.
        beside: Ids of the measures before and after it.
    """

    name: str
    last: str
    reports: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    values: dict[Place, Decimal] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)

    def __or__(self, other: Side) -> Side:
        """Return what two lots of reports print of one measure."""
        return Side(
            self.name,
            self.last,
            self.reports | other.reports,
            self.languages | other.languages,
            self.units | other.units,
            {**other.values, **self.values},
            self.beside | other.beside,
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for two names being one measure, point by point."""

    values: int = 0
    words: int = 0
    units: int = 0
    neighbours: int = 0

    @property
    def points(self) -> int:
        """The sum."""
        return self.values + self.words + self.units + self.neighbours


def gather(named: Mapping[str, Sequence[tuple[Extraction, Observation]]]) -> dict[str, Side]:
    """Return the sides of measures by their ids.

    Args:
        named: Observations of each id, with their reports.
    """
    sides: dict[str, Side] = {}
    orders: dict[str, list[tuple[tuple[int, int, int, int], str]]] = defaultdict(list)
    for key, group in named.items():
        first = group[0][1]
        side = sides[key] = Side(first.measure_label, first.measure_label.rpartition(PATH)[2])
        for extraction, one in group:
            report = extraction.report
            side.reports.add(report.sha256)
            side.languages.add(report.language)
            side.units |= {unit_of(one.unit)} if one.unit else set()
            if one.number.value is not None:
                side.values.setdefault(_place(one, extraction), one.number.value)
            orders[report.sha256].append(((one.page, _rank(one.table), one.row, one.col), key))
    for order in orders.values():
        keys = list(dict.fromkeys(key for _, key in sorted(order)))
        for before, after in pairwise(keys):
            sides[before].beside.add(after)
            sides[after].beside.add(before)
    return sides


def join_names(sides: Mapping[str, Side]) -> dict[str, str]:
    """Return for each id the one it is joined to, itself where nothing says so.

    The surest pairs come first, and what they join is beside one another for the next ones.
    """
    joined = {key: key for key in sides}
    for _ in range(ROUNDS):
        pairs = sorted(_pairs(sides, joined), reverse=True)
        if not pairs:
            break
        taken: set[str] = set()
        for _, one, other in pairs:
            if not {one, other} & taken:
                taken |= {one, other}
                joined = {key: one if to == other else to for key, to in joined.items()}
    return joined


def _pairs(sides: Mapping[str, Side], joined: Mapping[str, str]) -> Iterable[tuple[int, str, str]]:
    """Yield pairs of measures that evidence joins, with its points."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, to in joined.items():
        groups[to].append(key)
    merged = {to: _merged([sides[key] for key in keys], joined) for to, keys in groups.items()}
    ids = list(merged)
    for n, one in enumerate(ids):
        for other in ids[n + 1 :]:
            if not merged[one].reports & merged[other].reports:
                points = weigh(merged[one], merged[other]).points
                if points >= JOINED:
                    yield points, one, other


def _merged(sides: Sequence[Side], joined: Mapping[str, str]) -> Side:
    whole = Side(sides[0].name, sides[0].last)
    for one in sides:
        whole.reports |= one.reports
        whole.languages |= one.languages
        whole.units |= one.units
        whole.values |= one.values
        whole.beside |= {joined[key] for key in one.beside}
    return whole


def weigh(one: Side, other: Side) -> Weighed:
    """Return what speaks for two sides being one measure."""
    return Weighed(
        values=_by_values(one, other),
        words=_by_words(one, other) if one.languages & other.languages else 0,
        units=_by_units(one, other),
        neighbours=min(2, len(one.beside & other.beside)),
    )


def _by_values(one: Side, other: Side) -> int:
    shared = [(one.values[at], other.values[at]) for at in one.values.keys() & other.values.keys()]
    telling = [(a, b) for a, b in shared if max(len(a.as_tuple().digits), 1) >= _DIGITS]
    equal = sum(a == b for a, b in telling)
    if equal >= _VALUES and equal > 2 * (len(telling) - equal):
        return 3
    return -2 if len(telling) - equal > equal else 0


def _by_words(one: Side, other: Side) -> int:
    from rapidfuzz.fuzz import token_sort_ratio

    def alike(a: str, b: str) -> float:
        return token_sort_ratio(bare_words(a), bare_words(b)) / 100

    whole = alike(one.name, other.name)
    many = min(len(bare_words(side.last).split()) for side in (one, other)) >= _WORDS
    if whole >= _SAME or (many and alike(one.last, other.last) >= _SAME):
        return 2
    return 1 if whole >= _ALIKE else -1


def _by_units(one: Side, other: Side) -> int:
    if not one.units or not other.units:
        return 0
    return 1 if one.units & other.units else -3


def unit_of(unit: str) -> str:
    """Return a unit for comparison: "EUR/m³" and "EUR/m3" are one."""
    return unit.translate(str.maketrans("²³", "23"))


def place_of(whose: tuple[int | None, str, str, str], period: str, category: str) -> Place:
    """Return whose number it is: a town in any language, else what is printed, else who issues it.

    Args:
        whose: GeoNames id, entity, issuer and the report itself, of which the first known counts.
        period: Of the number.
        category: What divides its measure.
    """
    geonameid, entity, issuer, report = whose
    told = str(geonameid or bare_words(entity) or bare_words(issuer))
    return told or report, period, bare_words(category)


def _rank(table: str) -> int:
    return int("".join(filter(str.isdigit, table)) or 0)


def _place(one: Observation, extraction: Extraction) -> Place:
    report = extraction.report
    whose = (one.geonameid, one.entity, report.issuer, report.sha256)
    return place_of(whose, one.period, one.category)
