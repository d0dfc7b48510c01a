"""All that a table claims about its numbers: the searches of both directions, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.families import claim_kin
from crossfoot.reconcilers.equations.labelled import (
    TELLING,
    claim_results,
    claim_totals,
    is_repairable,
)
from crossfoot.reconcilers.equations.lines import (
    BLANK,
    MISSING,
    NUMBER,
    Axis,
    Lines,
    apart,
    lines_of,
    mixed,
)
from crossfoot.reconcilers.equations.means import find_means
from crossfoot.reconcilers.equations.search import discover
from crossfoot.reconcilers.equations.stated import find_mentions, scan_parallels
from crossfoot.reconcilers.equations.trial import as_amounts
from crossfoot.reconcilers.printed.relations import Position, Relation
from crossfoot.reconcilers.printed.slips import name_slip
from crossfoot.reconcilers.tables.counting import find_counts
from crossfoot.reconcilers.tables.missing import leave_out_missing
from crossfoot.reconcilers.tables.running import find_running
from crossfoot.reconcilers.tables.shares import find_percentages

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.labelled import Claim
    from crossfoot.reconcilers.equations.schema import Schema
    from crossfoot.reconcilers.printed.grid import Grid

AXES: tuple[Axis, Axis] = ("column", "row")
CERTAIN = 1e-6  # below this E the arithmetic of other positions proves the equation here
PROBABLE = 0.02  # …and below this one they do where a slip of the pen explains the gap
_MANY = 3
_HALF = 0.5  # of the positions at which a line that is seldom stated prints nothing
_SEVERAL = 2
_PAIR = 2
_WELL_KEPT = 4  # positions at which a rule without a name holds for each one where it fails
_REMOTE = ("pair", "signed")  # equations between lines of which no label says that they are one
_PLACED = ("edge", "tree")  # equations whose failures were weighed when they were found
_MOST_KIN = 0.75  # of the positions with the same words
_SHARE_SLIP = 30  # a column whose total is 100 and whose items miss it by more is none of shares
_SHARE_BAND = 2  # a column whose items come this close to 100 is one of shares
_UNNAMED_NEAR = 0.25  # without a label, a total further off than this is no total here
_BREADTH = 3  # items of which the largest cannot exceed a total, but can exceed a mean


def find_relations(grid: Grid) -> tuple[Relation, ...]:
    """Return every relation the table claims, in reading order of the totals."""
    counts = find_counts(grid)
    found = list(counts)
    without = frozenset(relation.total for relation in counts)
    for axis in AXES:
        found += _relations_of_axis(grid, axis, without)
    sums = [r for r in found if r.kind == "sum" and r.axis == "column"]
    found += find_running(grid)
    found += find_percentages(grid, {relation.total for relation in sums})
    return _without_repeats(grid, leave_out_missing(grid, found))


def _relations_of_axis(grid: Grid, axis: Axis, without: frozenset[Position]) -> list[Relation]:
    """Return what one direction claims: amounts among themselves, rates among themselves."""
    found: list[Relation] = []
    whole = lines_of(grid, axis, without=without)
    soft = {int(whole.across[place]) for place in np.flatnonzero(whole.intensive)}
    for lines in apart(whole):
        schemas = discover(lines)
        schemas += claim_kin(lines, schemas)
        said = {(schema.total, frozenset(schema.items)) for schema in schemas}
        schemas += find_mentions(lines) if axis == "row" else []
        schemas += [s for s in scan_parallels(lines) if (s.total, frozenset(s.items)) not in said]
        lines = as_amounts(lines, schemas)
        for schema in schemas:
            found += relations_of(lines, schema)
        totals = claim_totals(lines, schemas)
        known = [*schemas, *(claim.schema for claim in totals)]
        for claim in (*totals, *claim_results(lines, known)):
            found += _doubted(relations_of(lines, claim.schema, partial=claim.partial), claim)
        found += find_means(lines, schemas)
    across = 1 if axis == "column" else 0
    return [
        replace(relation, lenient=relation.total[across] in soft)
        for relation in (*found, *_mixed_relations(whole))
    ]


def _mixed_relations(whole: Lines) -> list[Relation]:
    """Return what adds up across prices and amounts, where the numbers leave no doubt."""
    lines = mixed(whole)
    found: list[Relation] = []
    for schema in discover(lines) if lines is not None else ():
        rates = whole.rate[[schema.total, *schema.items]]
        kept = schema.ok >= max(_MANY, _WELL_KEPT * schema.bad)
        if rates.any() and not rates.all() and schema.expected < PROBABLE and kept:
            found += relations_of(whole, schema)
    return found


def _doubted(relations: list[Relation], claim: Claim) -> list[Relation]:
    """Return the relations of a claim, doubtful where it is."""
    if not claim.doubtful:
        return relations
    return [replace(relation, doubtful=True) for relation in relations]


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
    says &= (lines.value[schema.total] != 0) | (state == NUMBER).any(axis=0)
    holds = (2 * np.abs(gap) <= slack) | (state == MISSING).any(axis=0)
    soft = _soft_positions(lines, says & holds)
    idle = _idle_item(lines, schema, says & holds, says & ~holds)
    if idle is not None:
        return relations_of(lines, _without_item(schema, idle), partial=partial)
    variants = _variants(lines, schema)
    if _is_finer(lines, schema, says & holds):
        return []
    found = []
    for position in map(int, np.flatnonzero(says)):
        said = schema if holds[position] else _turned(lines, variants, position)
        fails = said is None
        if _only_repeats(lines, schema, position):
            continue
        shares = _are_shares(lines, schema, position)
        if not shares and (lines.percent[schema.total, position] or (fails and soft[position])):
            continue
        slip = fails and is_repairable(lines, schema, position)
        proven = _is_proven(schema, slip=slip)
        if fails and not (proven and (slip or _is_believable(lines, schema, position))):
            continue
        if fails and _is_exception(lines, schema, position, int(gap[position])):
            continue
        sure = proven and not partial and not (fails and _lacks_a_cell(lines, schema, position))
        found.append(_relation(lines, said or schema, position, proven=sure))
    return found


def _variants(lines: Lines, schema: Schema) -> list[Schema]:
    """Return a difference turned round, and as a sum: what variances say of it.

    What is over budget is good among the receipts and bad among the expenses.
    """
    if len(schema.items) != _PAIR or not schema.is_signed:
        return []
    plain = tuple(sorted(schema.items))
    return [replace(schema, items=schema.items[::-1]), replace(schema, items=plain, signs=(1, 1))]


def _turned(lines: Lines, variants: list[Schema], position: int) -> Schema | None:
    """Return the variant of a difference that holds at a position where the difference fails."""
    for variant in variants:
        chosen, signs = list(variant.items), np.array(variant.signs)
        total = lines.value[variant.total, position]
        gap = abs(total - int((lines.value[chosen, position] * signs).sum()))
        slack = lines.step[[variant.total, *chosen], position].sum()
        if total and 2 * gap <= slack:
            return variant
    return None


def _is_finer(lines: Lines, schema: Schema, holds: NDArray[np.bool_]) -> bool:
    """Tell whether a total mostly prints digits that none of its items has."""
    if not holds.any():
        return False
    chosen = list(schema.items)
    coarse = np.where(lines.state[chosen] == NUMBER, lines.step[chosen], 0).min(axis=0)
    total, step = lines.value[schema.total], lines.step[schema.total]
    finer = (coarse > step) & (np.mod(total, np.maximum(coarse, 1)) != 0)
    return bool(2 * finer[holds].sum() > holds.sum())


def _idle_item(
    lines: Lines, schema: Schema, holds: NDArray[np.bool_], fails: NDArray[np.bool_]
) -> int | None:
    """Return which item no position proves and every failing one speaks against; ``None`` if none.

    Where it is nil the equation holds with and without it; where it is not, it alone is too much:
    a sub-total that has one line, and the line, say.
    """
    if schema.ok < _SEVERAL or not fails.any() or len(schema.items) <= _PAIR:
        return None
    chosen, signs = list(schema.items), np.array(schema.signs, dtype=np.int64)[:, None]
    parts = lines.value[chosen] * signs
    gap = lines.value[schema.total] - parts.sum(axis=0)
    slack = lines.step[schema.total] + lines.step[chosen].sum(axis=0)
    nil = (parts[:, holds] == 0).all(axis=1)
    alone = (2 * np.abs(gap + parts)[:, fails] <= slack[fails]).all(axis=1)
    turned = (2 * np.abs(gap + 2 * parts)[:, fails] <= slack[fails]).all(axis=1)
    idle = np.flatnonzero(nil & (alone | turned))
    return int(idle[0]) if len(idle) else None


def _without_item(schema: Schema, at: int) -> Schema:
    """Return a schema without one of its items, which then holds where it failed."""
    return replace(
        schema,
        items=schema.items[:at] + schema.items[at + 1 :],
        signs=schema.signs[:at] + schema.signs[at + 1 :],
        ok=schema.ok + schema.bad,
        bad=0,
    )


def _is_exception(lines: Lines, schema: Schema, position: int, gap: int) -> bool:
    """Tell whether a schema merely does not apply where it fails, and no slip explains the gap.

    Found by arithmetic alone, a rule may have exceptions; a line it leaves out may fill the gap.
    """
    if _is_left_out(lines, schema, position, gap) or _counts_twice(lines, schema, position, gap):
        return True
    remote = schema.origin in _REMOTE and not lines.wording[schema.total].difference
    if is_repairable(lines, schema, position, strictly=False):
        in_list = remote and lines.axis == "column"  # three rows of a list, by arithmetic alone
        return in_list and schema.ok < _WELL_KEPT * schema.bad
    unnamed = not schema.labelled and schema.origin not in _PLACED
    return remote or unnamed or _is_restated(lines, schema)


def _counts_twice(lines: Lines, schema: Schema, position: int, gap: int) -> bool:
    """Tell whether a sum is too large by a number that two of its items print."""
    values = lines.value[list(schema.items), position]
    telling = abs(gap) >= TELLING * int(lines.step[schema.total, position])
    return telling and int((values == -gap).sum()) > 1


def _only_repeats(lines: Lines, schema: Schema, position: int) -> bool:
    """Tell whether a total prints one of its two items: the other, if it is any, is no part of it.

    "16 041 = 16 041 - 2" holds where columns are coarse, and says nothing.
    """
    if len(schema.items) != _PAIR or lines.wording[schema.total].total:
        return False
    pair = lines.value[list(schema.items), position]
    return bool((pair == lines.value[schema.total, position]).any() and pair.all())


def _lacks_a_cell(lines: Lines, schema: Schema, position: int) -> bool:
    """Tell whether an item is blank here that prints a number at most other positions.

    It may not have been read. Parts of a part ("of which") need not be all of it either.
    """
    chosen = list(schema.items)
    if all(lines.wording[line].of_which for line in (schema.total, *chosen)):
        return True
    blank = lines.state[chosen, position] == BLANK
    usual = (lines.state[chosen] == NUMBER).mean(axis=1) >= _MOST_KIN
    return bool((blank & usual).any())


def _is_left_out(lines: Lines, schema: Schema, position: int, gap: int) -> bool:
    """Tell whether a gap is the number of a line amid the equation that it leaves out.

    "Net position = invested + restricted + unrestricted" looks like a sum of two wherever nothing
    is restricted.
    """
    chosen = (schema.total, *schema.items)
    amid = np.arange(max(0, min(chosen) - 1), min(len(lines), max(chosen) + 2))
    others = amid[~np.isin(amid, chosen)]
    values = np.abs(lines.value[others, position])
    if (values == abs(gap)).any():
        return True
    idle = (lines.value[others] == 0).mean(axis=1) >= _HALF  # "deferred outflows", rarely stated
    rare = values[idle & (values > 0)]
    pairs = np.abs(np.concatenate((np.add.outer(rare, rare), np.subtract.outer(rare, rare))))
    return bool((pairs == abs(gap)).any()) and abs(gap) >= TELLING


def _is_restated(lines: Lines, schema: Schema) -> bool:
    """Tell whether a total says what the line before it says, at every position.

    It is the total of that one line; lines further off only seem to add up to it.
    """
    before = schema.total - 1
    if before < 0 or before in schema.items:
        return False
    said = lines.value[schema.total]
    return bool((lines.value[before] == said).all() and (said != 0).sum() >= _SEVERAL)


def _soft_positions(lines: Lines, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the positions where failing proves nothing: rates, by numbers or by words.

    Words alone ("average expenditure") do not excuse a position when the equation holds at most
    others with the same words.
    """
    soft = lines.intensive.copy()
    for position in np.flatnonzero(lines.intensive & ~holds):
        label = lines.across_label[position]
        kin = [
            bool(holds[other])
            for other in np.flatnonzero(lines.intensive)
            if other != position and label and lines.across_label[other] == label
        ]
        percent = lines.percent[:, position].any() or "%" in label
        soft[position] = bool(percent) or not kin or sum(kin) < _MOST_KIN * len(kin)
    return soft


def _is_proven(schema: Schema, *, slip: bool) -> bool:
    """Tell whether a schema stands where it fails: by its label, or by its other positions."""
    if schema.labelled or schema.origin in _PLACED:
        return True
    allowed = schema.ok / (3 if schema.is_signed else 2)
    if slip and schema.expected < PROBABLE and schema.ok >= _MANY * schema.bad:
        return True
    return schema.expected < CERTAIN and schema.bad <= allowed


def _is_believable(lines: Lines, schema: Schema, position: int) -> bool:
    """Tell whether a failing position is a failing total rather than something else.

    A "total" among its items may be a mean; a line that no label calls a total may only be one in
    the other columns.
    """
    chosen = list(schema.items)
    signs = np.array(schema.signs, dtype=np.int64)
    total = int(lines.value[schema.total, position])
    values = lines.value[chosen, position]
    gap = abs(total - int((values * signs).sum()))
    if not schema.labelled and gap > _UNNAMED_NEAR * max(abs(total), 1):
        return False
    stated = [int(v) for v in values[lines.state[chosen, position] == NUMBER]]
    among = len(stated) >= _BREADTH and min(stated) >= 0 and 0 <= total <= max(stated)
    return not among or schema.ok <= schema.bad


def _are_shares(lines: Lines, schema: Schema, position: int) -> bool:
    """Tell whether numbers that otherwise do not add up are shares of a hundred."""
    one = lines.quanta_per_one
    chosen = list(schema.items)
    total = int(lines.value[schema.total, position])
    computed = int(lines.value[chosen, position].sum())
    band = (_SHARE_SLIP if total == 100 * one else _SHARE_BAND) * one
    positive = bool((lines.value[chosen, position] >= 0).all())
    whole = 100 * one
    if abs(total - whole) > _SHARE_BAND * one and name_slip(total, whole, one) == "other":
        return False
    return positive and not schema.is_signed and abs(computed - whole) <= band


def _relation(lines: Lines, schema: Schema, position: int, *, proven: bool) -> Relation:
    return Relation(
        "difference" if schema.is_signed and len(schema.items) == 2 else "sum",
        lines.axis,
        lines.cell(schema.total, position),
        tuple(lines.cell(item, position) for item in schema.items),
        schema.signs,
        schema.expected,
        proven,
    )


def _without_repeats(grid: Grid, found: list[Relation]) -> tuple[Relation, ...]:
    """Return the relations without repeated equations, in reading order of their totals."""
    unique: dict[tuple[str, frozenset[tuple[Position, int]]], Relation] = {}
    for relation in found:
        terms = frozenset(zip(relation.items, relation.signs, strict=True))
        unique.setdefault((relation.kind, terms | {(relation.total, 0)}), relation)
    return tuple(sorted(unique.values(), key=lambda r: (r.total, r.axis, r.kind)))
