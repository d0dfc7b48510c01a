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

from crossfoot.reconcilers.equations.edges import claim_edges, confirm_edges
from crossfoot.reconcilers.equations.field import LABEL_FACTOR, Field, field_of
from crossfoot.reconcilers.equations.lines import NUMBER
from crossfoot.reconcilers.equations.nested import scan_nested
from crossfoot.reconcilers.equations.parts import scan_parts
from crossfoot.reconcilers.equations.runs import Series, scan_anywhere, scan_runs
from crossfoot.reconcilers.equations.signed import (
    name_result,
    scan_pairs,
    scan_pairs_anywhere,
    scan_rolls,
)
from crossfoot.reconcilers.equations.span import Span
from crossfoot.reconcilers.equations.stated import scan_stated
from crossfoot.reconcilers.equations.tree import MOST_POSITIONS, MOST_WIDE, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.lines import Lines
    from crossfoot.reconcilers.equations.schema import Schema

FIRST_BAR = 0.02  # expected coincidences a table may hold when nothing is proved yet
HIGHEST_BAR = 0.3
FAILING_PENALTY = 5.0  # an equation that fails somewhere must be this much surer
UNNAMED_DIFFERENCE_BAR = 1e-6
BEYOND_DOUBT = 1e-12  # below this E the shorter of two equations is the simpler one
ANYWHERE_BAR = 1e-4  # equations between lines that stand apart have no layout to speak for them
MOST_WHOLE = 60  # lines of a wide table that is read as a whole, too
_MOST_ROUNDS = 60
_MOST_OVERLAP = 0.6  # of the plain lines, beyond which two equations of a total are one
_HIDE_NOTHING = ("group", "breakdown")
_DEEPEST = 12  # totals of totals of totals…


@dataclass(slots=True)
class Search:
    """The state of a search: what is accepted, and which lines that leaves.

    Attributes:
        shared: The direction's arrays.
        taken: (L,) items of an accepted total.
        parent: (L,) the total that took a line, itself while it is free.
        accepted: Equations so far, in order of acceptance.
    """

    shared: Field
    taken: NDArray[np.bool_]
    parent: NDArray[np.int64]
    accepted: list[Schema] = field(default_factory=list)
    span: Span = field(default_factory=Span)
    known: set[frozenset[tuple[int, int]]] = field(default_factory=set)

    @property
    def active(self) -> NDArray[np.int64]:
        """Return the lines that may still be items."""
        return np.flatnonzero(self.shared.lines.item & ~self.taken)

    @property
    def explained(self) -> int:
        """Return how many lines stand in an equation."""
        return len({line for s in self.accepted for line in (s.total, *s.items)})

    def run(self, most: int = MOST_POSITIONS) -> None:
        """Accept equations until no more are found.

        Args:
            most: Columns at most of a table that is read as a whole first.
        """
        for line in np.flatnonzero(_carried_in(self.shared.lines)):
            self.span.add(((int(line), -1), (int(line) - 1, 1)))
        self._accept_stated()
        self._accept(scan_nested(self.shared))
        self._accept_tree(most)
        for _ in range(_MOST_ROUNDS):
            if not self._accept(self._nearby()):
                break
        self._accept(self._anywhere(), bar=ANYWHERE_BAR, hide=False)
        explained = frozenset(schema.total for schema in self.accepted)
        self._accept(scan_parts(self.shared, self.active, explained))
        limit = float(np.log(HIGHEST_BAR))
        self._accept(scan_rolls(self.shared, self.active, log_limit=limit))
        if self._accept_edges():
            self._accept(self._nearby())
        self.accepted = [self._with_idle(self._carried(schema)) for schema in self.accepted]

    def _accept_stated(self) -> None:
        """Accept what the labels write down; a group of one line only hides that line."""
        for schema in scan_stated(self.shared.lines):
            if len(schema.items) > 1 and self.span.add(schema.terms):
                self.known.add(key(schema))
                self.accepted.append(schema)
            if not schema.is_signed:
                self.hide(schema.total, schema.items)

    def _accept_tree(self, most: int) -> None:
        """Accept the reading of all lines at once, inner totals first."""
        if self.accepted:
            return
        for schema in read_tree(self.shared, most):
            self.known.add(key(schema))
            self.span.add(schema.terms)
            self.accepted.append(schema)
            self.hide(schema.total, schema.items)

    def _accept_edges(self) -> list[Schema]:
        """Accept totals by their place, which also confirms accepted ones that fail somewhere."""
        self.accepted = confirm_edges(self.shared, self.accepted)
        hidden = self.taken | ~self.shared.lines.item
        return self._accept(claim_edges(self.shared, self.accepted, hidden))

    def hide(self, total: int, items: Iterable[int]) -> None:
        """Take items out of the search: a total explains them."""
        chosen = [item for item in items if not self.taken[item]]
        self.taken[chosen] = True
        self.parent[chosen] = total

    def roots(self) -> NDArray[np.int64]:
        """Return the free line each line belongs to, through totals of totals."""
        root = self.parent
        for _ in range(_DEEPEST):
            higher = root[root]
            if (higher == root).all():
                break
            root = higher
        return root

    def _nearby(self) -> list[Schema]:
        """Return candidates next to each other among the active lines."""
        shared, active = self.shared, self.active
        lines = shared.lines
        totals = np.flatnonzero(lines.item & shared.number.any(axis=1) & ~_carried_in(lines))
        limit = float(np.log(HIGHEST_BAR))
        if len(active) < 2:
            return []
        roots = self.roots()
        series = Series.of(shared, active, roots=roots)
        found = scan_runs(shared, series, totals, log_limit=limit)
        less = np.array([-1 if word.less else 1 for word in lines.wording], dtype=np.int64)
        if (less < 0).any():
            minus = Series.of(shared, active, signs=less, roots=roots)
            found += scan_runs(shared, minus, totals, origin="signed", log_limit=limit)
        for group in _groups(lines):
            found += scan_runs(
                shared, Series.of(shared, group), group, origin="group", log_limit=limit
            )
        tops = self._tops(active)
        if 2 < len(tops) < len(active):
            found += scan_pairs(shared, tops, log_limit=limit)
            found += scan_runs(shared, Series.of(shared, tops), tops, log_limit=limit)
        return found + scan_pairs(shared, active, log_limit=limit)

    def _tops(self, active: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the active lines known or said to be totals or results, and the outermost."""
        known = {schema.total for schema in self.accepted} | {int(active[0]), int(active[-1])}
        words = self.shared.lines.wording
        return np.array(
            [i for i in active if i in known or words[i].total or words[i].difference],
            dtype=np.int64,
        )

    def _anywhere(self) -> list[Schema]:
        """Return candidates whose total stands apart from its items, in small tables."""
        shared = self.shared
        lines = np.flatnonzero(shared.lines.item & shared.number.any(axis=1) & ~self._echoes())
        known = {schema.total for schema in self.accepted}
        plain = np.array([line for line in lines if line not in known], dtype=np.int64)
        limit = float(np.log(ANYWHERE_BAR))
        found = scan_anywhere(shared, Series.of(shared, plain), lines, log_limit=limit)
        found += scan_pairs_anywhere(shared, lines, log_limit=limit)
        return [schema for schema in found if not (schema.bad and schema.total in known)]

    def _echoes(self) -> NDArray[np.bool_]:
        """Return which lines print what a total prints everywhere: the total stands for them."""
        lines = self.shared.lines
        echoes = np.zeros(len(lines), dtype=np.bool_)
        known = {schema.total for schema in self.accepted}
        for total in known | set(np.flatnonzero(self.shared.named)):
            if (lines.value[total] != 0).any():
                echoes |= (lines.value == lines.value[total]).all(axis=1) & self.taken
                echoes[total] = False
        plain = np.array([not word.total for word in lines.wording], dtype=np.bool_)
        for total in map(int, np.flatnonzero(self.shared.named)):
            if total and (lines.value[total] != 0).any():
                near = np.arange(max(0, total - 2), total)
                same = (lines.value[near] == lines.value[total]).all(axis=1) & plain[near]
                echoes[near[same]] = True
        return echoes

    def _accept(
        self, found: list[Schema], *, bar: float = HIGHEST_BAR, hide: bool = True
    ) -> list[Schema]:
        """Accept candidates in order of E as long as they do not touch each other."""
        fresh: list[Schema] = []
        touched: set[int] = set()
        named = [_named(self.shared.lines, schema) for schema in _plainest(found)]
        for schema in sorted(named, key=_order):
            if not self._is_sure(schema, bar) or (
                hide and touched.intersection((schema.total, *schema.items))
            ):
                continue
            if not self.span.add(schema.terms) and schema.origin != "group":
                continue
            if key(schema) in self.known or self._rivals(schema):
                continue
            self.known.add(key(schema))
            fresh.append(schema)
            self.accepted.append(schema)
            touched.update((schema.total, *schema.items))
            if hide and schema.origin not in _HIDE_NOTHING:
                self.hide(schema.total, schema.items)
        return fresh

    def _carried(self, schema: Schema) -> Schema:
        """Return an equation with the line that carries a sum forward as its total."""
        before = schema.total - 1
        if not _carried_in(self.shared.lines)[schema.total] or before <= max(schema.items):
            return schema
        return replace(schema, total=before, labelled=True)

    def _with_idle(self, schema: Schema) -> Schema:
        """Return a plain sum with the lines of nothing but zeros that stand among its items.

        Arithmetic cannot tell whether "0,00" in every column is an item; that it stands in the row
        of items, and is part of nothing else, can.
        """
        lines = self.shared.lines
        ends = (schema.total, *schema.items)
        inner = np.arange(min(ends) + 1, max(ends))
        free = lines.item[inner] & ~np.isin(inner, ends) & ~self._is_part(inner, schema.total)
        others = inner[free]
        idle = ~(lines.value[others] != 0).any(axis=1) & (lines.state[others] == NUMBER).any(axis=1)
        settled = schema.is_signed or schema.origin == "stated" or lines.axis == "row"
        if settled or not len(others) or not idle.all():
            return schema
        items = tuple(sorted((*schema.items, *map(int, others))))
        return replace(schema, items=items, signs=(1,) * len(items))

    def _is_part(self, chosen: NDArray[np.int64], total: int) -> NDArray[np.bool_]:
        """Return which lines are items of another total than the given one."""
        part: NDArray[np.bool_] = self.taken[chosen] & (self.parent[chosen] != total)
        return part

    def _rivals(self, schema: Schema) -> bool:
        """Tell whether a total has an equation already that this one only varies."""
        items = self._leaves(schema.items)
        for other in self.accepted:
            if other.total == schema.total:
                known = self._leaves(other.items)
                if len(items & known) > _MOST_OVERLAP * len(items | known) or (
                    schema.bad and items & known
                ):
                    return True
        return False

    def _leaves(self, items: Iterable[int]) -> frozenset[int]:
        """Return the plain lines that some lines are made of, without those of zeros."""
        parts = {schema.total: schema.items for schema in reversed(self.accepted)}
        leaves: set[int] = set()
        open_lines, seen = list(items), set[int]()
        while open_lines:
            line = open_lines.pop()
            if line in parts and line not in seen:
                seen.add(line)
                open_lines += parts[line]
            elif self.shared.lines.value[line].any():
                leaves.add(line)
        return frozenset(leaves)

    def _is_sure(self, schema: Schema, bar: float) -> bool:
        """Tell whether an equation clears the bar."""
        bar = min(bar, HIGHEST_BAR, FIRST_BAR * (1 + len(self.accepted)))
        if schema.bad:
            bar /= FAILING_PENALTY
        totals = {other.total for other in self.accepted}
        if schema.is_signed and not schema.labelled and not totals.issuperset(schema.items):
            bar = min(bar, UNNAMED_DIFFERENCE_BAR)
        return schema.expected < bar


def _order(schema: Schema) -> tuple[float, int, int]:
    """Return the order of acceptance: the surest first, among the certain the simplest."""
    if schema.expected < BEYOND_DOUBT:
        return (0.0, schema.bad, len(schema.items))
    return (schema.expected, 0, -len(schema.items))


def _plainest(found: list[Schema]) -> list[Schema]:
    """Return the candidates without differences that are a sum of neighbours told backwards.

    "Q3 = nine months - half" is what numbers say as loudly as "nine months = half + Q3".
    """
    sums = {key(schema) for schema in found if not schema.is_signed}
    return [s for s in found if not s.is_signed or s.labelled or key(s) not in sums]


def key(schema: Schema) -> frozenset[tuple[int, int]]:
    """Return an equation as a set of terms, the same for ``a = b - c`` and ``b = a + c``."""
    terms = frozenset(schema.terms)
    turned = frozenset((line, -c) for line, c in schema.terms)
    return min(terms, turned, key=sorted)


def search(lines: Lines) -> Search:
    """Return a search of a direction, not yet run."""
    free = np.zeros(len(lines), dtype=np.bool_)
    return Search(field_of(lines), free, np.arange(len(lines), dtype=np.int64))


def discover(lines: Lines) -> list[Schema]:
    """Return the equations between lines that are too good to be coincidences."""
    if len(lines) < 3 or not lines.value.shape[1]:
        return []
    state = search(lines)
    state.run()
    if MOST_POSITIONS < lines.value.shape[1] <= MOST_WIDE and len(lines) <= MOST_WHOLE:
        other = search(lines)
        other.run(MOST_WIDE)
        more = other.explained > state.explained and len(other.accepted) > len(state.accepted)
        state = other if more else state
    return state.accepted


def _named(lines: Lines, schema: Schema) -> Schema:
    """Return the equation with the line that calls itself a result as its total."""
    schema = _closing(lines, schema)
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


def _closing(lines: Lines, schema: Schema) -> Schema:
    """Return the roll of a stock with what is left at its end as the total."""
    words = lines.wording
    ends = [i for i, item in enumerate(schema.items) if words[item].closing]
    if not words[schema.total].opening or len(ends) != 1:
        return schema
    at = ends[0]
    side = schema.signs[at]  # opening = side · closing + the rest
    items = (schema.total, *schema.items[:at], *schema.items[at + 1 :])
    signs = (side, *(-side * sign for i, sign in enumerate(schema.signs) if i != at))
    order = sorted(range(len(items)), key=items.__getitem__)
    return replace(
        schema,
        total=schema.items[at],
        items=tuple(items[i] for i in order),
        signs=tuple(signs[i] for i in order),
        labelled=True,
    )


def _carried_in(lines: Lines) -> NDArray[np.bool_]:
    """Return which lines only repeat what the line before carries forward: they add up nothing."""
    flags = np.zeros(len(lines), dtype=np.bool_)
    for line in range(1, len(lines)):
        same = bool((lines.value[line] == lines.value[line - 1]).all())
        flags[line] = lines.wording[line].opening and (same or lines.wording[line - 1].closing)
    return flags


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
