"""All that a table claims about its numbers: the searches of both directions, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reconcilers.counting import find_counts
from reconcilers.labelled import claim_totals
from reconcilers.lines import BLANK, MISSING, NUMBER, Axis, Lines, lines_of
from reconcilers.means import find_means
from reconcilers.relations import Position, Relation
from reconcilers.search import discover
from reconcilers.shares import find_percentages

if TYPE_CHECKING:
    from reconcilers.grid import Grid
    from reconcilers.schema import Schema

CERTAIN = 1e-6  # below this E the arithmetic of other positions proves the equation here
_SHARE_BAND = 2  # a column whose items come this close to 100 is one of shares
_BREADTH = 3  # items between which a "total" is rather their mean


def find_relations(grid: Grid) -> tuple[Relation, ...]:
    """Return every relation the table claims, in reading order of the totals."""
    counts = find_counts(grid)
    found = list(counts)
    without = frozenset(relation.total[0] for relation in counts)
    axes: tuple[Axis, ...] = ("column", "row")
    for axis in axes:
        lines = lines_of(grid, axis, without=without)
        schemas = discover(lines)
        for schema in schemas:
            found += relations_of(lines, schema)
        for claim in claim_totals(lines, schemas):
            found += relations_of(lines, claim.schema, partial=claim.partial)
        found += find_means(lines, schemas)
    sums = [r for r in found if r.kind == "sum" and r.axis == "column"]
    found += find_percentages(grid, {relation.total for relation in sums})
    return _without_repeats(grid, found)


def relations_of(lines: Lines, schema: Schema, *, partial: bool = False) -> list[Relation]:
    """Return what a schema claims at each position where its total is printed.

    A position where the equation fails is only claimed when label or arithmetic prove the schema
    without it: three columns that foot do not make a fourth, which is a price, wrong.
    """
    chosen, signs = list(schema.items), np.array(schema.signs, dtype=np.int64)[:, None]
    state = lines.state[chosen]
    gap = np.abs(lines.value[schema.total] - (lines.value[chosen] * signs).sum(axis=0))
    slack = lines.step[schema.total] + lines.step[chosen].sum(axis=0)
    fits = 2 * gap <= slack
    says = (lines.state[schema.total] == NUMBER) & (state != BLANK).any(axis=0)
    says &= (lines.value[schema.total] != 0) | (lines.value[chosen] != 0).any(axis=0)
    open_question = (state == MISSING).any(axis=0)
    proven = _is_proven(schema)
    found = []
    for position in np.flatnonzero(says):
        holds = bool(fits[position]) or bool(open_question[position])
        if not holds and (not proven or _is_lenient(lines, schema, int(position))):
            continue
        found.append(_relation(lines, schema, int(position), proven=proven and not partial))
    return found


def _is_proven(schema: Schema) -> bool:
    if schema.labelled:
        return True
    allowed = schema.ok / (3 if schema.is_signed else 2)
    return schema.expected < CERTAIN and schema.bad <= allowed


def _is_lenient(lines: Lines, schema: Schema, position: int) -> bool:
    """Tell whether a failure at a position proves nothing: a rate, a mean by another name."""
    chosen = list(schema.items)
    values = [int(value) for value in lines.value[chosen, position]]
    total = int(lines.value[schema.total, position])
    if lines.intensive[position]:
        return not _are_shares(lines, position, total, sum(values))
    stated = [v for v, s in zip(values, lines.state[chosen, position], strict=True) if s == NUMBER]
    between = len(stated) >= _BREADTH and min(stated) >= 0 and min(stated) <= total <= max(stated)
    return between and schema.ok > schema.bad


def _are_shares(lines: Lines, position: int, total: int, computed: int) -> bool:
    """Tell whether a column of percentages is one of shares, which do add up to 100."""
    if not lines.percent[:, position].any():
        return False
    one = lines.quanta_per_one
    return total == 100 * one or abs(computed - 100 * one) <= _SHARE_BAND * one


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
