"""Candidate equations with a minus: results, balances, changes, opening and closing stocks."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.evidence import Outcome, Sums, judge
from reconcilers.lines import MISSING, NUMBER, Lines
from reconcilers.runs import LABEL_FACTOR, WEAK_FACTOR, Field
from reconcilers.schema import Schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

REACH = 8  # how many active lines a pair and its total may span
_LONGEST_ROLL = 5  # opening + additions + … - decreases = closing


def scan_signed(field: Field, active: NDArray[np.int64], *, log_limit: float) -> list[Schema]:
    """Return triples ``a = b + c`` that are no runs, and short runs with one minus.

    Args:
        field: The direction.
        active: Sorted indices of the lines not yet explained.
        log_limit: Keep candidates whose ln E is below.
    """
    shapes = [*_triples(), *_rolls()]
    found: list[Schema] = []
    tries = np.log(max(1.0, float(len(active) * len(shapes))))
    for offsets, signs in shapes:
        count = len(active) - max(offsets)
        if count > 0:
            table = np.stack([active[o : o + count] for o in offsets], axis=1)
            found += _judge_shape(field, table, signs, float(tries), log_limit)
    return found


def _triples() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return (offsets, signs) of ``first offset = Σ sign · other offsets``, three lines each."""
    shapes: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for a, b in combinations(range(1, REACH), 2):
        if (a, b) != (1, 2):
            shapes += [((0, a, b), (1, 1)), ((b, 0, a), (1, 1))]
        shapes.append(((a, 0, b), (1, 1)))
    return shapes


def _rolls() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return runs of three to five items with one minus, their total below or above."""
    shapes: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for length in range(3, _LONGEST_ROLL + 1):
        for minus in range(length):
            signs = tuple(-1 if i == minus else 1 for i in range(length))
            shapes.append(((length, *range(length)), signs))
            shapes.append(((0, *range(1, length + 1)), signs))
    return shapes


def _judge_shape(
    field: Field,
    table: NDArray[np.int64],
    signs: tuple[int, ...],
    log_tries: float,
    log_limit: float,
) -> list[Schema]:
    """Judge one shape at every place: table is (c, 1 + items), the total's line first."""
    outcome = _outcome(field, table, signs)
    good, failed = outcome.ok.sum(axis=1), outcome.bad.sum(axis=1)
    hope = (good > 2 * failed) & (outcome.log_e + log_tries - np.log(LABEL_FACTOR) < log_limit)
    found = []
    for c in np.flatnonzero(hope):
        crowd = _crowding(field, table[c], signs, outcome.ok[c])
        log_e = max(float(outcome.log_e[c]), crowd) + log_tries
        schema = _name(field.lines, tuple(map(int, table[c])), signs)
        words = field.lines.wording[schema[0]]
        labelled = words.total or words.difference
        if labelled:
            log_e -= np.log(LABEL_FACTOR)
        elif words.weak:
            log_e -= np.log(WEAK_FACTOR)
        if log_e < log_limit:
            found.append(
                Schema(
                    *schema, float(np.exp(log_e)), int(good[c]), int(failed[c]), labelled,
                    "pair" if len(signs) == 2 else "signed",
                )
            )  # fmt: skip
    return found


def _outcome(field: Field, table: NDArray[np.int64], signs: tuple[int, ...]) -> Outcome:
    lines, items = field.lines, table[:, 1:]
    sign = np.array(signs, dtype=np.int64)[None, :, None]
    state = lines.state[items]
    sums = Sums(
        (lines.value[items] * sign).sum(axis=1),
        lines.step[items].sum(axis=1),
        (state == MISSING).any(axis=1),
        ((state == NUMBER) & (lines.value[items] != 0)).sum(axis=1),
    )
    total = table[:, 0]
    return judge(
        lines.value[total], lines.step[total], field.number[total], sums,
        spread=field.spread, unit=field.unit, lenient=lines.intensive,
    )  # fmt: skip


def _crowding(
    field: Field, table: NDArray[np.int64], signs: tuple[int, ...], ok: NDArray[np.bool_]
) -> float:
    """Return ln of the chance by crowding: other lines that come as close as the total does.

    In a slow series every difference is near some other number; then the equation says little.
    """
    lines = field.lines
    total, items = table[0], table[1:]
    sign = np.array(signs, dtype=np.int64)[:, None]
    sums = (lines.value[items] * sign).sum(axis=0)
    reach = np.abs(lines.value[total] - sums) + lines.step[total]
    near = (np.abs(lines.value - sums[None, :]) <= reach[None, :]) & field.number
    near[table] = False
    others = near.sum(axis=0)[ok]
    crowded = others[others > 0]
    return (
        float(np.log(crowded / (len(lines) + 1.0)).sum())
        if len(crowded) == len(others)
        else -np.inf
    )


def _name(
    lines: Lines, table: tuple[int, ...], signs: tuple[int, ...]
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Return (total, items, signs) written so that the line that names itself is the total."""
    total, items = table[0], table[1:]
    if len(items) != 2 or lines.wording[total].total:
        return total, items, signs
    named = [line for line in items if lines.wording[line].difference or lines.wording[line].weak]
    between = min(items) < total < max(items)
    if not named and not between:
        return total, items, signs
    result = named[-1] if named else max(items)
    other = items[0] if items[1] == result else items[1]
    return result, (total, other), (1, -1)
