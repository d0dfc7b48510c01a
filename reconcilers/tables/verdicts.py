"""Does a claimed relation hold? Printed numbers are intervals; nothing else is tolerated.

A number v printed with last digit u stands for all that rounds to it, from v - u/2 to v + u/2;
a dash is an exact zero, "n.d." is unknown. A relation holds when the interval of the total and the
interval of what the items give can meet (XBRL Calculations 1.1, Recommendation of 2023-02-22, calls
everything else inconsistent). Numbers may be coarser than their last digit: counts rounded to fives
or to hundreds are recognised by their common divisor, and that is said in the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from crossfoot.reconcilers.printed.granularity import common_step
from crossfoot.reconcilers.printed.grid import MISSING, NIL, NUMBER, Grid
from crossfoot.reconcilers.printed.relations import Position, Relation, Verdict
from crossfoot.reconcilers.printed.wording import is_filled

_HUNDRED = Fraction(100)
_ALMOST_A_DIGIT = Fraction(99, 100)  # what a share is moved by at most to make a hundred
MOST_COARSE = 0.8  # of a line's numbers, when a relation's own few are said to be coarse
_PLACES = Decimal(1).scaleb(-6)


def judge_relation(
    grid: Grid, relation: Relation, *, counted: bool = False, single: bool = False
) -> Verdict:
    """Return whether a relation holds, within what its printed digits allow.

    Args:
        grid: The table.
        relation: What is claimed.
        counted: The numbers are counts, not rounded amounts: they must add up exactly.
        single: A total of one line is checked, too.
    """
    obstacle = _obstacle(grid, relation, single=single)
    if obstacle is not None:
        return obstacle
    if relation.kind == "count":
        return _judge_count(grid, relation)
    if relation.kind == "percentage":
        return _judge_percentage(grid, relation)
    return _judge_linear(grid, relation, counted=counted)


def _obstacle(grid: Grid, relation: Relation, *, single: bool) -> Verdict | None:
    """Return the verdict of a relation that cannot be checked, ``None`` when it can."""
    state = int(grid.state[relation.total])
    printed = _printed(grid, relation.total)
    if state == MISSING or (state != NUMBER and state != NIL):
        return Verdict("not_checkable", "info", "unreadable_total", printed=printed)
    if relation.kind == "count":
        return None
    if any(grid.state[cell] == MISSING for cell in relation.items):
        return Verdict("not_checkable", "info", "missing_item", printed=printed)
    if any(not grid.state[cell] and _text(grid, cell) for cell in relation.items):
        return Verdict("not_checkable", "info", "unreadable_item", printed=printed)
    alone = len(relation.items) < 2 and not single
    if alone and grid.value[relation.total] != grid.value[relation.items[0]]:
        return Verdict("not_checkable", "info", "single_item", printed=printed)
    if state == NIL and any(grid.value[cell] for cell in relation.items):
        return Verdict("not_checkable", "info", "unstated_total", printed=printed)
    return None


def _printed(grid: Grid, cell: Position) -> Decimal | None:
    number = grid.numbers[cell[0]][cell[1]]
    return number.value if number is not None else None


def _text(grid: Grid, cell: Position) -> str:
    return grid.texts[cell[0]][cell[1]].strip()


def _judge_linear(grid: Grid, relation: Relation, *, counted: bool) -> Verdict:
    """Judge a sum, a difference or a mean."""
    share = Fraction(1, len(relation.items)) if relation.kind == "mean" else Fraction(1)
    computed = share * sum(
        sign * int(grid.value[cell])
        for cell, sign in zip(relation.items, relation.signs, strict=True)
    )
    delta = int(grid.value[relation.total]) - computed
    slack = (int(grid.step[relation.total]) + share * _steps(grid, relation.items)) / 2
    if counted:
        return _verdict(grid, relation, computed, delta, Fraction(0))
    verdict = _verdict(grid, relation, computed, delta, slack)
    if verdict.status != "mismatch" or relation.kind == "mean":
        return verdict
    step = find_granularity(grid, relation, delta)
    if step is None:
        return verdict
    rounded = [cell for cell in relation.items if grid.state[cell] == NUMBER]
    wide = Fraction(step * (len(rounded) + 1), 2)
    return _verdict(grid, relation, computed, delta, wide, granularity=step)


def _steps(grid: Grid, cells: Iterable[Position]) -> int:
    return sum(int(grid.step[cell]) for cell in cells)


def _judge_count(grid: Grid, relation: Relation) -> Verdict:
    wanted = relation.equals.casefold()
    texts = [_text(grid, cell) for cell in relation.items]
    if wanted:
        counted = sum(text.casefold() == wanted for text in texts)
    else:
        counted = sum(is_filled(text) for text in texts)
    if grid.state[relation.total] == NIL and counted:
        return Verdict("not_checkable", "info", "unstated_total")
    one = int(1 / grid.quantum)
    computed = Fraction(counted * one)
    delta = int(grid.value[relation.total]) - computed
    return _verdict(grid, relation, computed, delta, Fraction(0))


def _judge_percentage(grid: Grid, relation: Relation) -> Verdict:
    """Judge a share ``100 a/b`` or a change ``100 (a - b)/b``.

    Shares are often rounded so that they make a hundred: one may be off by less than a digit.
    """
    part, whole = relation.items
    a, b = (Fraction(int(grid.value[cell])) for cell in (part, whole))
    if b == 0:
        return Verdict(
            "not_checkable", "info", "too_little_evidence", _printed(grid, relation.total)
        )
    unit = Fraction(1) / Fraction(grid.quantum)
    ratio = a / b
    change = relation.signs == (1, -1)
    computed = _HUNDRED * (ratio - 1 if change else ratio) * unit
    delta = int(grid.value[relation.total]) - computed
    error = int(grid.step[part]) + abs(ratio) * int(grid.step[whole])
    step = int(grid.step[relation.total])
    slack = Fraction(step, 2) + _HUNDRED * unit * error / (2 * abs(b))
    if not change:
        slack = max(slack, step * _ALMOST_A_DIGIT)
    return _verdict(grid, relation, computed, delta, slack)


def _verdict(
    grid: Grid,
    relation: Relation,
    computed: Fraction,
    delta: Fraction,
    slack: Fraction,
    *,
    granularity: int | None = None,
) -> Verdict:
    """Turn exact fractions of the quantum into a verdict in printed units."""
    if delta == 0:
        status, severity = "exact", "info"
    elif abs(delta) <= slack:
        status, severity = "rounding", "info"
    else:
        status, severity = "mismatch", "error" if relation.proven else "warning"
    half = max(slack - Fraction(int(grid.step[relation.total]), 2), Fraction(0))
    return Verdict(
        status,  # type: ignore[arg-type]  # a literal by construction
        severity,  # type: ignore[arg-type]
        "granularity" if granularity is not None else "",
        _printed(grid, relation.total),
        to_decimal(computed, grid.quantum),
        to_decimal(delta, grid.quantum),
        to_decimal(slack, grid.quantum),
        None if granularity is None else to_decimal(Fraction(granularity), grid.quantum),
        (to_decimal(computed - half, grid.quantum), to_decimal(computed + half, grid.quantum)),
    )


def to_decimal(amount: Fraction, quantum: Decimal) -> Decimal:
    """Return an amount of quanta in printed units, exact where it ends, else to six places."""
    exact = Decimal(amount.numerator) * quantum / Decimal(amount.denominator)
    rounded = exact.quantize(_PLACES) if abs(exact) < Decimal(10) ** 20 else exact
    trimmed = rounded.normalize()
    return trimmed.quantize(Decimal(1)) if trimmed == trimmed.to_integral() else trimmed


def find_granularity(grid: Grid, relation: Relation, delta: Fraction) -> int | None:
    """Return the coarser step, in quanta, under which a failing relation holds.

    Looked for in the numbers of the relation itself, then of the total's column and row; the
    smallest step that explains the gap is taken.
    """
    row, col = relation.total
    cells = (relation.total, *relation.items)
    column = [(r, col) for r in range(grid.header_rows, grid.n_rows)]
    across = [(row, c) for c in range(grid.stub_cols, grid.n_cols)]
    along = column if relation.axis == "column" else across
    for pool in (cells, column, across):
        step = _shared_step(grid, pool)
        if pool is cells and step is not None and not _mostly_steps(grid, along, step):
            continue
        if step is None:
            continue
        rounded = sum(grid.state[cell] == NUMBER for cell in cells)
        if abs(delta) <= Fraction(step * rounded, 2):
            return step
    return None


def _mostly_steps(grid: Grid, line: Sequence[Position], step: int) -> bool:
    """Tell whether most numbers of a line are as coarse: "520" beside "1 105" is not."""
    values = [int(grid.value[cell]) for cell in line if grid.state[cell] == NUMBER]
    return sum(value % step == 0 for value in values) >= MOST_COARSE * len(values)


def _shared_step(grid: Grid, cells: Sequence[Position]) -> int | None:
    """Return the step that the numbers of some cells share beyond their last digit."""
    stated = [cell for cell in cells if grid.state[cell] == NUMBER]
    unit = max((int(grid.step[cell]) for cell in stated), default=0)
    return common_step([int(grid.value[cell]) for cell in stated], unit) if unit else None
