"""Candidate equations with a minus: results, balances, changes, opening and closing stocks."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.evidence import Sums
from crossfoot.reconcilers.equations.field import LABEL_FACTOR, WEAK_FACTOR
from crossfoot.reconcilers.equations.lines import MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Origin, Schema

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.evidence import Outcome
    from crossfoot.reconcilers.equations.field import Field
    from crossfoot.reconcilers.equations.lines import Lines

    Indices = NDArray[np.int64]
    Terms = tuple[int, tuple[int, ...], tuple[int, ...]]

REACH = 8  # how many active lines a pair and its total may span
MOST_ANYWHERE = 3_000_000  # triples × positions beyond which triples anywhere are not tried
_CHUNK_CELLS = 400_000  # candidates × positions judged at once
_LONGEST_ROLL = 5  # opening + additions + … - decreases = closing
MOST_REPEATED = 0.7  # of the positions where a roll holds: there it says that two lines are equal
ROLL_PENALTY = 100.0  # a run with one minus is this much rarer than a plain pair


def scan_pairs(field: Field, active: Indices, *, log_limit: float) -> list[Schema]:
    """Return triples ``a = b + c`` among nearby active lines.

    Args:
        field: The direction.
        active: Sorted indices of the lines not yet explained.
        log_limit: Keep candidates whose ln E is below.
    """
    shapes = [
        (total, *(o for o in offsets if o != total))
        for a, b in combinations(range(1, REACH), 2)
        for offsets in [(0, a, b)]
        for total in offsets
    ]
    tables = [_shifted(active, offsets) for offsets in shapes]
    table = np.concatenate([np.zeros((0, 3), dtype=np.int64), *tables])
    signs = np.ones((len(table), 2), dtype=np.int64)
    return _judge(field, table, signs, float(len(active) * len(shapes)), log_limit)


def scan_pairs_anywhere(field: Field, active: Indices, *, log_limit: float) -> list[Schema]:
    """Return triples ``a = b + c`` among all active lines; nothing for large tables."""
    count = len(active)
    tries = count * (count - 1) * (count - 2) / 2
    if count < 3 or tries * field.number.shape[1] > MOST_ANYWHERE:
        return []
    one, two = np.triu_indices(count, k=1)
    tables = []
    for total in range(count):
        apart = (one != total) & (two != total)
        whole = np.full(int(apart.sum()), active[total])
        tables.append(np.stack([whole, active[one[apart]], active[two[apart]]], axis=1))
    table = np.concatenate(tables)
    return _judge(field, table, np.ones((len(table), 2), dtype=np.int64), tries, log_limit)


def scan_rolls(field: Field, active: Indices, *, log_limit: float) -> list[Schema]:
    """Return runs of three to five lines with one minus that give the line before or after."""
    found: list[Schema] = []
    for length in range(3, _LONGEST_ROLL + 1):
        forward = tuple(range(length + 1))
        ends = [_shifted(active, forward), _shifted(active, (length, *range(length)))]
        plain = np.concatenate(ends)
        table = np.tile(plain, (length, 1))
        signs = np.ones((len(table), length), dtype=np.int64)
        signs[np.arange(len(table)), np.repeat(np.arange(length), len(plain))] = -1
        movements = ~field.named[table[:, 1:]].any(axis=1)  # totals are no movements of a stock
        tries = ROLL_PENALTY * len(active) * 2 * length * _LONGEST_ROLL
        found += _judge(field, table[movements], signs[movements], tries, log_limit)
    return found


def _shifted(active: Indices, offsets: tuple[int, ...]) -> Indices:
    """Return (c, offsets) lines: every place where a pattern of offsets fits."""
    count = max(0, len(active) - max(offsets))
    return np.stack([active[o : o + count] for o in offsets], axis=1)


def _judge(
    field: Field, table: Indices, signs: Indices, tries: float, log_limit: float
) -> list[Schema]:
    """Judge candidates: table is (c, 1 + items), the total's line first; signs (c, items)."""
    found: list[Schema] = []
    log_tries = float(np.log(max(1.0, tries)))
    size = max(1, _CHUNK_CELLS // max(1, field.number.shape[1]))
    for begin in range(0, len(table), size):
        rows, sign = table[begin : begin + size], signs[begin : begin + size]
        outcome = _outcome(field, rows, sign)
        good, failed = outcome.ok.sum(axis=1), outcome.bad.sum(axis=1)
        hope = outcome.log_e + log_tries - np.log(LABEL_FACTOR) < log_limit
        for c in np.flatnonzero((good > 2 * failed) & hope):
            if len(sign[c]) > 2 and _repeats_an_item(field, rows[c], sign[c], outcome.ok[c]):
                continue
            crowd = _crowding(field, rows[c], sign[c], outcome.ok[c])
            log_e = max(float(outcome.log_e[c]), crowd) + log_tries
            terms = (int(rows[c, 0]), tuple(map(int, rows[c, 1:])), tuple(map(int, sign[c])))
            named = name_result(field.lines, terms)
            worth, labelled = _worth(field.lines, named)
            log_e -= float(np.log(worth))
            if log_e < log_limit:
                origin: Origin = "pair" if len(terms[1]) == 2 else "signed"
                e = float(np.exp(log_e))
                found.append(Schema(*named, e, int(good[c]), int(failed[c]), labelled, origin))
    return found


def _repeats_an_item(field: Field, chosen: Indices, signs: Indices, ok: NDArray[np.bool_]) -> bool:
    """Tell whether a total mostly repeats an item: then the others merely cancel out."""
    values = field.lines.value[chosen]
    if (values[1:] == values[0]).all(axis=1).any() or _is_progression(values[:, ok]):
        return True
    repeats = (values[1:] * signs[:, None] == values[0]).any(axis=0)
    return bool(repeats[ok].mean() > MOST_REPEATED)


def _is_progression(values: NDArray[Any]) -> bool:
    """Tell whether numbers grow by one step at most positions: all such fours roll."""
    steps = np.diff(np.sort(values, axis=0), axis=0)
    even = (np.abs(steps - steps[:1]) <= 2).all(axis=0)
    return bool(even.mean() > 1 - MOST_REPEATED)


def _worth(lines: Lines, terms: Terms) -> tuple[float, bool]:
    """Return (likelihood ratio of the total's label, whether it says what it is)."""
    word = lines.wording[terms[0]]
    if word.closing and any(lines.wording[item].opening for item in terms[1]):
        return LABEL_FACTOR, True
    if word.total or (word.difference and -1 in terms[2]):
        return LABEL_FACTOR, True
    return (WEAK_FACTOR if word.weak else 1.0), False


def _outcome(field: Field, table: Indices, signs: Indices) -> Outcome:
    lines, items = field.lines, table[:, 1:]
    state = lines.state[items]
    sums = Sums(
        (lines.value[items] * signs[:, :, None]).sum(axis=1),
        lines.step[items].sum(axis=1),
        (state == MISSING).any(axis=1),
        ((state == NUMBER) & (lines.value[items] != 0)).sum(axis=1),
    )
    return field.judge(table[:, 0], sums)


def _crowding(field: Field, table: Indices, signs: Indices, ok: NDArray[np.bool_]) -> float:
    """Return ln of the chance by crowding: other lines that come as close as the total does.

    In a slow series every difference is near some other number; then the equation says little.
    """
    lines = field.lines
    total, items = table[0], table[1:]
    sums = (lines.value[items] * signs[:, None]).sum(axis=0)
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
    if words[total].total and total > max(items):
        return terms  # "Net amount / Deferred loss / Total" is read as it stands
    if total > max(items) and all(words[line].total for line in items):
        return terms  # a line below two totals adds them
    named = [line for line in items if words[line].difference and not words[line].total]
    if words[total].difference and not words[total].total:
        return terms
    if not named and (words[total].total or words[total].weak):
        return terms
    closes = total > max(items)  # a line below its items is no part of them
    weak = [line for line in items if words[line].total or (words[line].weak and not closes)]
    between = min(items) < total < max(items)
    if not (named or weak or between):
        return terms
    result = (named or weak or [max(items)])[-1]
    other = items[0] if items[1] == result else items[1]
    return result, (total, other), (1, -1)
