"""Relations that a table does not claim after all, told from their siblings.

A sibling is the same equation at another place of its lines: the next column of a total row. In:
relations with their verdicts. Out: which to leave out, and verdicts that say less. What is left
failing is something that a clerk would look at.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.reconcilers.printed.grid import BLANK, NUMBER
from crossfoot.reconcilers.printed.slips import MISPRINTS, mends
from crossfoot.reconcilers.printed.wording import read_wording

if TYPE_CHECKING:
    from crossfoot.reconcilers.printed.grid import Grid
    from crossfoot.reconcilers.printed.relations import Position, Relation, Verdict

_COUNTED = 4  # running numbers: fewer may be amounts that rise by one
_SEVERAL = 2  # failing siblings that no slip explains
_TELLING = 100  # last digits: smaller numbers are equal by chance
_EVERY = 4  # …when one sibling in so many fails
_LINEAR = ("sum", "difference")

Key = tuple[str, int, tuple[int, ...], tuple[int, ...]]


def leave_out_numbers(grid: Grid, relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """Return the relations without those among running numbers: "No. 1, 2, 3" adds up by itself.

    They rise by one from line to line, from whichever number on.
    """
    running = {
        ("column", col)
        for col in range(grid.n_cols)
        if _is_running(grid, [(row, col) for row in range(grid.header_rows, grid.n_rows)])
    }
    return tuple(
        relation
        for relation in relations
        if relation.kind not in _LINEAR or (relation.axis, relation.total[1]) not in running
    )


def _is_running(grid: Grid, cells: Sequence[Position]) -> bool:
    one = int(1 / grid.quantum)
    stated = [int(grid.value[cell]) for cell in cells if grid.state[cell] == NUMBER]
    rising = all(b - a == one for a, b in itertools.pairwise(stated))
    return len(stated) >= _COUNTED and rising


def find_unfounded(
    grid: Grid, relations: Sequence[Relation], verdicts: Sequence[Verdict]
) -> frozenset[int]:
    """Return the relations to leave out.

    Those that hold only because a total repeats one of its items while the others cancel, sums
    that print one of their items and nowhere hold with two, shares that hold of other columns.
    """
    found: set[int] = set()
    for members in _siblings(relations).values():
        held = [relations[index] for index in members if verdicts[index].holds]
        if held and all(_cancels(grid, relation) for relation in held):
            found.update(members)
        if not any(_has_several(grid, relation) for relation in held):
            found.update(
                index
                for index in members
                if verdicts[index].status == "mismatch"
                and _repeats_one_item(grid, relations[index])
            )
    for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True)):
        fails = relation.kind == "percentage" and verdict.status == "mismatch"
        if fails and _is_share_of_others(grid, relation, verdict):
            found.add(index)
    return frozenset(found)


def soften_contradicted(
    grid: Grid, relations: Sequence[Relation], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Return the verdicts without errors on equations that their own siblings contradict.

    Only a name, or a slip of the pen, makes an error of what fails at several places: "revenue =
    principal + interest" holds of the years in which the coverage is 100 %.
    """
    softened = list(verdicts)
    for members in _siblings(relations).values():
        failing = [index for index in members if verdicts[index].status == "mismatch"]
        if len(failing) < _SEVERAL or _EVERY * len(failing) < len(members):
            continue
        if any(_is_named(grid, relations[n]) for n in failing):
            continue
        if 2 * sum(_is_slip(grid, relations[n]) for n in failing) >= len(failing):
            continue
        for index in failing:
            softened[index] = replace(
                verdicts[index],
                status="not_checkable",
                severity="info",
                reason="too_little_evidence",
            )
    return softened


def is_part_of_parts(grid: Grid, relation: Relation) -> bool:
    """Tell whether total and items are parts of another line ("of which"): they need not be all."""
    if relation.axis != "column":
        return False
    labels = (grid.row_leaves[row] for row, _ in (relation.total, *relation.items))
    return all(read_wording(label, grid.languages).of_which for label in labels)


def _has_several(grid: Grid, relation: Relation) -> bool:
    return sum(bool(grid.value[item]) for item in relation.items) >= _SEVERAL


def _repeats_one_item(grid: Grid, relation: Relation) -> bool:
    """Tell whether a sum that fails prints one of its items: it is the total of that line alone."""
    if relation.kind != "sum" or len(relation.items) < _SEVERAL or -1 in relation.signs:
        return False
    total = int(grid.value[relation.total])
    telling = abs(total) >= _TELLING * int(grid.step[relation.total])
    return telling and any(int(grid.value[item]) == total for item in relation.items)


def _siblings(relations: Sequence[Relation]) -> dict[Key, list[int]]:
    """Return the linear relations by the lines that they connect."""
    found: dict[Key, list[int]] = defaultdict(list)
    for index, relation in enumerate(relations):
        if relation.kind in _LINEAR:
            side = 0 if relation.axis == "column" else 1
            lines = tuple(item[side] for item in relation.items)
            found[relation.axis, relation.total[side], lines, relation.signs].append(index)
    return found


def _cancels(grid: Grid, relation: Relation) -> bool:
    """Tell whether one item is the total and the others, not all nil, make nothing."""
    if len(relation.items) <= _SEVERAL:
        return False
    total = int(grid.value[relation.total])
    terms = [
        sign * int(grid.value[item])
        for item, sign in zip(relation.items, relation.signs, strict=True)
    ]
    rest = list(terms)
    if not total or total not in rest:
        return False
    rest.remove(total)
    return any(rest) and sum(rest) == 0


def _is_named(grid: Grid, relation: Relation) -> bool:
    row, col = relation.total
    texts = [grid.row_leaves[row]] if relation.axis == "column" else grid.column_headers[col]
    words = [read_wording(text, grid.languages) for text in texts]
    return any(word.total or word.weak or word.difference for word in words)


def _is_slip(grid: Grid, relation: Relation) -> bool:
    """Tell whether a misprint of one number would mend an equation."""
    cells = (relation.total, *relation.items)
    return mends(
        [int(grid.value[cell]) for cell in cells],
        relation.signs,
        int(max(grid.step[cell] for cell in cells)) or 1,
        in_total=MISPRINTS,
        in_items=MISPRINTS,
    )


def _is_share_of_others(grid: Grid, relation: Relation, verdict: Verdict) -> bool:
    """Tell whether a share that fails is that of two other columns as far apart.

    A share set beforehand is kept in one year and not in another.
    """
    if verdict.printed is None or verdict.tolerance is None or relation.axis != "row":
        return False
    (row, part), (_, whole) = relation.items
    printed = float(verdict.printed)
    return any(
        abs(share - printed) <= float(verdict.tolerance)
        for share in _shares(grid, row, whole - part, (part, relation.total[1]))
    )


def _shares(grid: Grid, row: int, apart: int, taken: tuple[int, int]) -> Iterator[float]:
    """Yield the shares, in percent, of all pairs of columns so far apart but one."""
    columns = [c for c in range(grid.n_cols) if grid.state[row, c] != BLANK and c not in taken]
    for part, whole in itertools.product(columns, columns):
        if whole - part == apart and grid.value[row, whole]:
            yield 100.0 * float(grid.value[row, part]) / float(grid.value[row, whole])
