"""Which lines are totals of which: the surest equation first, then what it uncovers.

An accepted equation hides its items, so that the next level of totals becomes a run of
neighbours. The bar rises with the number of equations accepted (Benjamini and Hochberg's idea):
a table that has proved twenty equations may be believed a twenty-first more easily.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.runs import Field, field_of, scan_runs
from reconcilers.signed import scan_signed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reconcilers.lines import Lines
    from reconcilers.schema import Schema

FIRST_BAR = 0.02  # expected coincidences a table may hold when nothing is proved yet
HIGHEST_BAR = 0.3
FAILING_PENALTY = 5.0  # an equation that fails somewhere must be this much surer
UNNAMED_DIFFERENCE_BAR = 1e-6
_MOST_ROUNDS = 60


def discover(lines: Lines) -> list[Schema]:
    """Return the equations between lines that are too good to be coincidences."""
    if len(lines) < 3 or not lines.value.shape[1]:
        return []
    field = field_of(lines)
    hidden = ~lines.item
    accepted: list[Schema] = []
    known: set[frozenset[tuple[int, int]]] = set()
    for _ in range(_MOST_ROUNDS):
        found = _candidates(field, hidden)
        fresh = _accept(found, accepted, known, hidden)
        if not fresh:
            break
        accepted += fresh
    return accepted


def _candidates(field: Field, hidden: NDArray[np.bool_]) -> list[Schema]:
    lines = field.lines
    active = np.flatnonzero(~hidden)
    totals = np.flatnonzero(lines.item & field.number.any(axis=1))
    limit = float(np.log(HIGHEST_BAR))
    found = scan_runs(field, active, totals, log_limit=limit)
    less = np.array([-1 if word.less else 1 for word in lines.wording], dtype=np.int64)
    if (less < 0).any():
        found += scan_runs(field, active, totals, signs=less, origin="signed", log_limit=limit)
    for group in _groups(lines):
        found += scan_runs(field, group, group, origin="group", log_limit=limit)
    return found + scan_signed(field, active, log_limit=limit)


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


def _accept(
    found: list[Schema],
    accepted: list[Schema],
    known: set[frozenset[tuple[int, int]]],
    hidden: NDArray[np.bool_],
) -> list[Schema]:
    """Accept candidates in order of E as long as they do not touch each other."""
    fresh: list[Schema] = []
    taken: set[int] = set()
    for schema in sorted(found, key=lambda s: (s.expected, -len(s.items))):
        if schema.expected > HIGHEST_BAR:
            break
        if schema.key in known or not _is_sure(schema, len(accepted) + len(fresh)):
            continue
        if taken.intersection((schema.total, *schema.items)):
            continue
        known.add(schema.key)
        fresh.append(schema)
        taken.update((schema.total, *schema.items))
        if schema.origin != "group":
            hidden[list(schema.items)] = True
    return fresh


def _is_sure(schema: Schema, accepted: int) -> bool:
    """Tell whether an equation clears the bar."""
    bar = min(HIGHEST_BAR, FIRST_BAR * (1 + accepted))
    if schema.bad:
        bar /= FAILING_PENALTY
    if schema.is_signed and not schema.labelled:
        bar = min(bar, UNNAMED_DIFFERENCE_BAR)
    return schema.expected < bar
