"""Candidate equations with a minus: results, balances, changes, opening and closing stocks."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reconcilers.evidence import Sums
from reconcilers.field import LABEL_FACTOR, WEAK_FACTOR
from reconcilers.lines import MISSING, NUMBER
from reconcilers.schema import Schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reconcilers.evidence import Outcome
    from reconcilers.field import Field
    from reconcilers.lines import Lines

    Indices = NDArray[np.int64]
    Terms = tuple[int, tuple[int, ...], tuple[int, ...]]

REACH = 8  # how many active lines a pair and its total may span
MOST_ANYWHERE = 3_000_000  # triples × positions beyond which triples anywhere are not tried
_LONGEST_ROLL = 5  # opening + additions + … - decreases = closing
ROLL_PENALTY = 100.0  # a run with one minus is this much rarer than a plain pair


def scan_pairs(field: Field, active: Indices, *, log_limit: float) -> list[Schema]:
    """Return triples ``a = b + c`` among nearby active lines.

    Args:
        field: The direction.
        active: Sorted indices of the lines not yet explained.
        log_limit: Keep candidates whose ln E is below.
    """
    found: list[Schema] = []
    shapes = [
        (total, *(o for o in offsets if o != total))
        for a, b in combinations(range(1, REACH), 2)
        for offsets in [(0, a, b)]
        for total in offsets
    ]
    for offsets in shapes:
        count = len(active) - max(offsets)
        if count > 0:
            table = np.stack([active[o : o + count] for o in offsets], axis=1)
            found += _judge(field, table, (1, 1), len(active) * len(shapes), log_limit)
    return found


def scan_pairs_anywhere(field: Field, active: Indices, *, log_limit: float) -> list[Schema]:
    """Return triples ``a = b + c`` among all active lines; nothing for large tables."""
    count = len(active)
    tries = count * (count - 1) * (count - 2) / 2
    if count < 3 or tries * field.number.shape[1] > MOST_ANYWHERE:
        return []
    one, two = np.triu_indices(count, k=1)
    found: list[Schema] = []
    for total in range(count):
        apart = (one != total) & (two != total)
        table = np.stack(
            [np.full(int(apart.sum()), active[total]), active[one[apart]], active[two[apart]]],
            axis=1,
        )
        found += _judge(field, table, (1, 1), tries, log_limit)
    return found


def scan_rolls(field: Field, active: Indices, *, log_limit: float) -> list[Schema]:
    """Return runs of three to five lines with one minus that give the line before or after."""
    found: list[Schema] = []
    for length in range(3, _LONGEST_ROLL + 1):
        count = len(active) - length
        if count < 1:
            break
        whole = np.stack([active[o : o + count] for o in range(length + 1)], axis=1)
        below = np.roll(whole, 1, axis=1)
        for minus in range(length):
            signs = tuple(-1 if i == minus else 1 for i in range(length))
            for table in (whole, below):
                tries = ROLL_PENALTY * len(active) * 2 * length * _LONGEST_ROLL
                found += _judge(field, table, signs, tries, log_limit)
    return found


def _judge(
    field: Field, table: Indices, signs: tuple[int, ...], tries: float, log_limit: float
) -> list[Schema]:
    """Judge candidates of one shape: table is (c, 1 + items), the total's line first."""
    outcome = _outcome(field, table, signs)
    good, failed = outcome.ok.sum(axis=1), outcome.bad.sum(axis=1)
    log_tries = float(np.log(max(1.0, tries)))
    hope = outcome.log_e + log_tries - np.log(LABEL_FACTOR) < log_limit
    found = []
    for c in np.flatnonzero((good > 2 * failed) & hope):
        chosen = table[c]
        if len(signs) > 2 and field.named[chosen[1:]].any():
            continue  # totals are no movements of a stock
        log_e = max(float(outcome.log_e[c]), _crowding(field, chosen, signs, outcome.ok[c]))
        terms = name_result(field.lines, (int(chosen[0]), tuple(map(int, chosen[1:])), signs))
        worth, labelled = _worth(field.lines, terms)
        log_e += log_tries - float(np.log(worth))
        if log_e < log_limit:
            origin = "pair" if len(signs) == 2 else "signed"
            found.append(
                Schema(
                    *terms, float(np.exp(log_e)), int(good[c]), int(failed[c]), labelled,
                    origin,  # type: ignore[arg-type]  # one of two literals
                )
            )  # fmt: skip
    return found


def _worth(lines: Lines, terms: Terms) -> tuple[float, bool]:
    """Return (likelihood ratio of the total's label, whether it says what it is)."""
    word = lines.wording[terms[0]]
    if word.total or (word.difference and -1 in terms[2]):
        return LABEL_FACTOR, True
    return (WEAK_FACTOR if word.weak else 1.0), False


def _outcome(field: Field, table: Indices, signs: tuple[int, ...]) -> Outcome:
    lines, items = field.lines, table[:, 1:]
    sign = np.array(signs, dtype=np.int64)[None, :, None]
    state = lines.state[items]
    sums = Sums(
        (lines.value[items] * sign).sum(axis=1),
        lines.step[items].sum(axis=1),
        (state == MISSING).any(axis=1),
        ((state == NUMBER) & (lines.value[items] != 0)).sum(axis=1),
    )
    return field.judge(table[:, 0], sums)


def _crowding(field: Field, table: Indices, signs: tuple[int, ...], ok: NDArray[np.bool_]) -> float:
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
    if not len(others) or not others.all():
        return -np.inf
    return float(np.log(others / (len(lines) + 1.0)).sum())


def name_result(lines: Lines, terms: Terms) -> Terms:
    """Return an equation written so that the line that names itself a result is the total.

    ``Income = Expenses + Result`` is what the numbers say; ``Result = Income - Expenses`` is what
    the report means.
    """
    total, items, signs = terms
    if len(items) != 2 or signs != (1, 1):
        return terms
    words = lines.wording
    named = [line for line in items if words[line].difference and not words[line].total]
    if words[total].difference and not words[total].total:
        return terms
    if not named and (words[total].total or words[total].weak):
        return terms
    weak = [line for line in items if words[line].total or words[line].weak]
    between = min(items) < total < max(items)
    if not (named or weak or between):
        return terms
    result = (named or weak or [max(items)])[-1]
    other = items[0] if items[1] == result else items[1]
    return result, (total, other), (1, -1)
