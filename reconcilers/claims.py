"""All that a table claims about its numbers: the searches of both directions, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reconcilers.counting import find_counts
from reconcilers.labelled import Across, claim_totals, is_slip
from reconcilers.lines import BLANK, MISSING, NUMBER, Axis, Lines, lines_of
from reconcilers.means import find_means
from reconcilers.relations import Position, Relation
from reconcilers.search import discover
from reconcilers.shares import find_percentages

if TYPE_CHECKING:
    from reconcilers.grid import Grid
    from reconcilers.schema import Schema

AXES: tuple[Axis, Axis] = ("column", "row")
CERTAIN = 1e-6  # below this E the arithmetic of other positions proves the equation here
_SHARE_BAND = 2  # a column whose items come this close to 100 is one of shares
_BREADTH = 3  # items between which a "total" is rather their mean


def find_relations(grid: Grid) -> tuple[Relation, ...]:
    """Return every relation the table claims, in reading order of the totals."""
    counts = find_counts(grid)
    found = list(counts)
    without = frozenset(relation.total[0] for relation in counts)
    lines = {axis: lines_of(grid, axis, without=without) for axis in AXES}
    schemas = {axis: discover(lines[axis]) for axis in AXES}
    for axis, other in zip(AXES, reversed(AXES), strict=True):
        for schema in schemas[axis]:
            found += relations_of(lines[axis], schema)
        across = _across(lines[other], schemas[other])
        for claim in claim_totals(lines[axis], schemas[axis], across):
            found += relations_of(lines[axis], claim.schema, partial=claim.partial)
        found += find_means(lines[axis], schemas[axis])
    sums = [r for r in found if r.kind == "sum" and r.axis == "column"]
    found += find_percentages(grid, {relation.total for relation in sums})
    return _without_repeats(grid, found)


def _across(lines: Lines, schemas: list[Schema]) -> list[Across]:
    """Return equations of a direction in sheet indices, for use in the other one."""
    sheet = [int(index) for index in lines.sheet]
    return [
        (sheet[schema.total], tuple(sheet[item] for item in schema.items), schema.signs)
        for schema in schemas
    ]


def relations_of(lines: Lines, schema: Schema, *, partial: bool = False) -> list[Relation]:
    """Return what a schema claims at each position where its total is printed.

    A position where the equation fails is only claimed when label or arithmetic prove the schema
    without it: three columns that foot do not make a fourth, which is a price, wrong. Rates and
    prices are only claimed as shares that make 100.
    """
    chosen, signs = list(schema.items), np.array(schema.signs, dtype=np.int64)[:, None]
    state = lines.state[chosen]
    gap = lines.value[schema.total] - (lines.value[chosen] * signs).sum(axis=0)
    slack = lines.step[schema.total] + lines.step[chosen].sum(axis=0)
    says = (lines.state[schema.total] == NUMBER) & (state != BLANK).any(axis=0)
    says &= (lines.value[schema.total] != 0) | (lines.value[chosen] != 0).any(axis=0)
    holds = (2 * np.abs(gap) <= slack) | (state == MISSING).any(axis=0)
    proven = _is_proven(schema)
    found = []
    for position in map(int, np.flatnonzero(says)):
        if lines.intensive[position] and not _are_shares(lines, schema, position):
            continue
        fails = not holds[position]
        if fails and (not proven or _is_mean(lines, schema, position, int(gap[position]))):
            continue
        found.append(_relation(lines, schema, position, proven=proven and not partial))
    return found


def _is_proven(schema: Schema) -> bool:
    if schema.labelled:
        return True
    allowed = schema.ok / (3 if schema.is_signed else 2)
    return schema.expected < CERTAIN and schema.bad <= allowed


def _is_mean(lines: Lines, schema: Schema, position: int, gap: int) -> bool:
    """Tell whether a failing total rather is a mean: it lies among its items.

    Unless a slip of the pen explains the gap, or only this position fails among many.
    """
    chosen = list(schema.items)
    total = int(lines.value[schema.total, position])
    state = lines.state[chosen, position]
    stated = [int(v) for v in lines.value[chosen, position][state == NUMBER]]
    if len(stated) < _BREADTH or min(stated) < 0 or not min(stated) <= total <= max(stated):
        return False
    return schema.ok > schema.bad and not is_slip(gap)


def _are_shares(lines: Lines, schema: Schema, position: int) -> bool:
    """Tell whether numbers that otherwise do not add up are shares of a hundred."""
    one = lines.quanta_per_one
    chosen = list(schema.items)
    total = int(lines.value[schema.total, position])
    computed = int(lines.value[chosen, position].sum())
    in_band = abs(computed - 100 * one) <= _SHARE_BAND * one
    positive = bool((lines.value[chosen, position] >= 0).all())
    return positive and not schema.is_signed and (total == 100 * one or in_band)


def _relation(lines: Lines, schema: Schema, position: int, *, proven: bool) -> Relation:
    return Relation(
        "difference" if schema.is_signed and len(schema.items) == 2 else "sum",
        lines.axis,
        lines.cell(schema.total, position),
        tuple(lines.cell(item, position) for item in schema.items),
        schema.signs,
        schema.expected,
        proven,
        lenient=bool(lines.intensive[position]),
    )


def _without_repeats(grid: Grid, found: list[Relation]) -> tuple[Relation, ...]:
    """Return the relations without repeated equations, in reading order of their totals."""
    unique: dict[tuple[str, frozenset[tuple[Position, int]]], Relation] = {}
    for relation in found:
        terms = frozenset(zip(relation.items, relation.signs, strict=True))
        unique.setdefault((relation.kind, terms | {(relation.total, 0)}), relation)
    return tuple(sorted(unique.values(), key=lambda r: (r.total, r.axis, r.kind)))
