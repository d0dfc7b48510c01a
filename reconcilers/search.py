"""Which lines are totals of which: the surest equation first, then what it uncovers.

An accepted equation hides its items, so that the next level of totals becomes a run of
neighbours. The bar rises with the number of equations accepted (Benjamini and Hochberg's idea):
a table that has proved twenty equations may be believed a twenty-first more easily. Equations that
follow from accepted ones are left out. When neighbours yield no more, small tables are searched
for totals that stand apart from their items.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.field import LABEL_FACTOR, Field, field_of
from reconcilers.runs import Series, scan_anywhere, scan_runs
from reconcilers.signed import name_result, scan_pairs, scan_pairs_anywhere, scan_rolls
from reconcilers.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from reconcilers.lines import Lines
    from reconcilers.schema import Schema

FIRST_BAR = 0.02  # expected coincidences a table may hold when nothing is proved yet
HIGHEST_BAR = 0.3
FAILING_PENALTY = 5.0  # an equation that fails somewhere must be this much surer
UNNAMED_DIFFERENCE_BAR = 1e-6
ANYWHERE_BAR = 1e-4  # equations between lines that stand apart have no layout to speak for them
_MOST_ROUNDS = 60


@dataclass(slots=True)
class Search:
    """The state of a search: what is accepted, and which lines that leaves.

    Attributes:
        shared: The direction's arrays.
        taken: (L,) items of an accepted total.
        accepted: Equations so far, in order of acceptance.
    """

    shared: Field
    taken: NDArray[np.bool_]
    accepted: list[Schema] = field(default_factory=list)
    span: Span = field(default_factory=Span)

    @property
    def active(self) -> NDArray[np.int64]:
        """Return the lines that may still be items."""
        return np.flatnonzero(self.shared.lines.item & ~self.taken)

    def run(self) -> None:
        """Accept equations until no more are found."""
        for _ in range(_MOST_ROUNDS):
            if not self._accept(self._nearby()):
                break
        self._accept(self._anywhere(), bar=ANYWHERE_BAR, hide=False)

    def hide(self, items: Iterable[int]) -> None:
        """Take items out of the search: a label's claim explains them."""
        self.taken[list(items)] = True

    def _nearby(self) -> list[Schema]:
        """Return candidates next to each other among the active lines."""
        shared, active = self.shared, self.active
        lines = shared.lines
        totals = np.flatnonzero(lines.item & shared.number.any(axis=1))
        limit = float(np.log(HIGHEST_BAR))
        if len(active) < 2:
            return []
        series = Series.of(shared, active, taken=self.taken)
        found = scan_runs(shared, series, totals, log_limit=limit)
        less = np.array([-1 if word.less else 1 for word in lines.wording], dtype=np.int64)
        if (less < 0).any():
            minus = Series.of(shared, active, signs=less, taken=self.taken)
            found += scan_runs(shared, minus, totals, origin="signed", log_limit=limit)
        for group in _groups(lines):
            found += scan_runs(
                shared, Series.of(shared, group), group, origin="group", log_limit=limit
            )
        tops = self._tops(active)
        if 2 < len(tops) < len(active):
            found += scan_pairs(shared, tops, log_limit=limit)
            found += scan_runs(shared, Series.of(shared, tops), tops, log_limit=limit)
        found += scan_pairs(shared, active, log_limit=limit)
        return found + scan_rolls(shared, active, log_limit=limit)

    def _tops(self, active: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the active lines known or said to be totals or results."""
        known = {schema.total for schema in self.accepted}
        words = self.shared.lines.wording
        return np.array(
            [i for i in active if i in known or words[i].total or words[i].difference],
            dtype=np.int64,
        )

    def _anywhere(self) -> list[Schema]:
        """Return candidates whose total stands apart from its items, in small tables."""
        shared = self.shared
        lines = np.flatnonzero(shared.lines.item & shared.number.any(axis=1))
        known = {schema.total for schema in self.accepted}
        plain = np.array([line for line in lines if line not in known], dtype=np.int64)
        limit = float(np.log(ANYWHERE_BAR))
        found = scan_anywhere(shared, Series.of(shared, plain), lines, log_limit=limit)
        return found + scan_pairs_anywhere(shared, lines, log_limit=limit)

    def _accept(
        self, found: list[Schema], *, bar: float = HIGHEST_BAR, hide: bool = True
    ) -> list[Schema]:
        """Accept candidates in order of E as long as they do not touch each other."""
        fresh: list[Schema] = []
        touched: set[int] = set()
        named = (_named(self.shared.lines, schema) for schema in found)
        for schema in sorted(named, key=lambda s: (s.expected, -len(s.items))):
            if not self._is_sure(schema, bar) or (
                hide and touched.intersection((schema.total, *schema.items))
            ):
                continue
            if not self.span.add(schema.terms):
                continue
            fresh.append(schema)
            self.accepted.append(schema)
            touched.update((schema.total, *schema.items))
            if hide and schema.origin != "group":
                self.hide(schema.items)
        return fresh

    def _is_sure(self, schema: Schema, bar: float) -> bool:
        """Tell whether an equation clears the bar."""
        bar = min(bar, HIGHEST_BAR, FIRST_BAR * (1 + len(self.accepted)))
        if schema.bad:
            bar /= FAILING_PENALTY
        if schema.is_signed and not schema.labelled:
            bar = min(bar, UNNAMED_DIFFERENCE_BAR)
        return schema.expected < bar


def search(lines: Lines) -> Search:
    """Return a search of a direction, not yet run."""
    return Search(field_of(lines), np.zeros(len(lines), dtype=np.bool_))


def discover(lines: Lines) -> list[Schema]:
    """Return the equations between lines that are too good to be coincidences."""
    if len(lines) < 3 or not lines.value.shape[1]:
        return []
    state = search(lines)
    state.run()
    return state.accepted


def _named(lines: Lines, schema: Schema) -> Schema:
    """Return the equation with the line that calls itself a result as its total."""
    total, items, signs = name_result(lines, (schema.total, schema.items, schema.signs))
    if total == schema.total:
        return schema
    said = lines.wording[total].difference and not schema.labelled
    return replace(
        schema,
        total=total,
        items=items,
        signs=signs,
        labelled=lines.wording[total].difference,
        expected=schema.expected / (LABEL_FACTOR if said and schema.origin == "run" else 1.0),
    )


def _groups(lines: Lines) -> list[NDArray[np.int64]]:
    """Return lines that carry one label in repeated blocks ("Men" in each region)."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for index, label in enumerate(lines.leaf):
        if label and lines.item[index]:
            by_label[label].append(index)
    return [
        np.array(group, dtype=np.int64)
        for group in by_label.values()
        if 2 < len(group) < len(lines)
    ]
