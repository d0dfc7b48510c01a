"""Candidate equations made of neighbouring lines: a total and a run of items.

Prefix sums make every run of every length one subtraction; a chunk of candidates is judged at
once. Mostly the run stands just above or below its total, and a window bounds the work per line,
so that growth stays linear in lines. Small tables can afford to look for runs anywhere: running
totals ("1st-2nd quarter") and overlapping breakdowns stand apart from their items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from crossfoot.reconcilers.equations.evidence import Sums
from crossfoot.reconcilers.equations.lines import MISSING, NUMBER
from crossfoot.reconcilers.equations.reach import Extremes
from crossfoot.reconcilers.equations.schema import Origin, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.field import Field

    Indices = NDArray[np.int64]

WINDOW = 192  # the longest run looked at; longer lists are found by their label
_CHUNK_CELLS = 400_000  # candidates × positions judged at once, to stay in cache
MOST_ANYWHERE = 4_000_000  # candidates × positions beyond which runs anywhere are not tried

_BLOCK_HYPOTHESES = 4.0  # a block's total stands first or last; its lines are all or its totals
_MOST_WORTH = 25.0  # ln of more than all clues together can be worth

INDENT_FACTOR = 30.0
BLOCK_FACTOR = 4.0
MIXED_PENALTY = 20.0
CROSSING_PENALTY = 20.0
SKIPPING_PENALTY = 1000.0
"""Likelihood ratios: for items set deeper than their total, for a run that fills its block;
against mixing totals with plain lines, against reaching over lines that belong to another total,
and over a line that calls itself a total."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Running sums over lines that may be items, one row longer than they are many.

    Attributes:
        active: Sorted indices of the lines.
        sign: (L,) +1 or -1 per line of the direction.
        roots: The line that stands for each line: itself, or the total that took it.
        named_roots: The same for lines called totals; the others stand for themselves.
    """

    active: Indices
    sign: Indices
    value: NDArray[Any]
    step: NDArray[Any]
    unknown: Indices
    terms: Indices
    totals: Indices
    fresh: Indices
    roots: Extremes
    named_roots: Extremes

    @classmethod
    def of(
        cls,
        field: Field,
        active: Indices,
        *,
        signs: Indices | None = None,
        roots: Indices | None = None,
    ) -> Series:
        """Return the running sums of some lines.

        Args:
            field: The direction.
            active: Sorted indices of the lines that may be items.
            signs: +1 or -1 per line of the direction; all +1 when ``None``.
            roots: (L,) the active line each line belongs to; a run that reaches over a line
                should contain its root.
        """
        lines = field.lines
        sign = np.ones(len(lines), dtype=np.int64) if signs is None else signs
        itself = np.arange(len(lines), dtype=np.int64)
        root = itself if roots is None else roots
        state = lines.state[active]
        return cls(
            active,
            sign,
            _running(lines.value[active] * sign[active][:, None]),
            _running(lines.step[active]),
            _running((state == MISSING).astype(np.int64)),
            _running(((state == NUMBER) & (lines.value[active] != 0)).astype(np.int64)),
            _running(field.named[active].astype(np.int64)),
            _running(lines.fresh[active].astype(np.int64)),
            Extremes.of(root),
            Extremes.of(np.where(field.named, root, itself)),
        )


def _running(values: NDArray[Any]) -> NDArray[Any]:
    start = np.zeros((1, *values.shape[1:]), dtype=values.dtype)
    return np.concatenate((start, np.cumsum(values, axis=0, dtype=values.dtype)))


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Candidates: c totals, each with the run ``active[first:stop]`` of a series."""

    total: Indices
    first: Indices
    stop: Indices


def scan_runs(
    field: Field, series: Series, totals: Indices, *, origin: Origin = "run", log_limit: float
) -> list[Schema]:
    """Return the runs next to a total that foot to it better than chance.

    Args:
        field: The direction.
        series: The lines that may be items.
        totals: Indices of the lines that may be totals.
        origin: Name of the search.
        log_limit: Keep candidates whose ln E is below.
    """
    tries = 2.0 * len(totals) * max(1, len(series.active))
    found: list[Schema] = []
    for runs in _adjacent(field, series, totals):
        found += _judge_runs(field, series, runs, origin, tries, log_limit)
    return found


def scan_anywhere(
    field: Field, series: Series, totals: Indices, *, log_limit: float
) -> list[Schema]:
    """Return runs that foot to a total wherever it stands; nothing for large tables."""
    count, positions = len(series.active), field.number.shape[1]
    tries = len(totals) * count * count / 2.0
    if count < 2 or tries * positions > MOST_ANYWHERE:
        return []
    first, last = np.triu_indices(count, k=1)
    edge = _edges(field, series)
    anchored = edge[first] | edge[last + 1]
    first, last = first[anchored], last[anchored]
    found: list[Schema] = []
    for total in totals:
        outside = (series.active[first] > total) | (series.active[last] < total)
        runs = _Runs(np.full(int(outside.sum()), total), first[outside], last[outside] + 1)
        found += _judge_runs(field, series, runs, "run", tries, log_limit)
    return found


def _edges(field: Field, series: Series) -> NDArray[np.bool_]:
    """Return the places between active lines where a block may begin or end.

    A heading, the table's edge, or a line in between that is no plain item.
    """
    active = series.active
    inner = field.lines.fresh[active[1:]] | (np.diff(active) > 1)
    edges: NDArray[np.bool_] = np.concatenate(([True], inner, [True]))
    return edges


def _adjacent(field: Field, series: Series, totals: Indices) -> Iterator[_Runs]:
    """Yield runs that end right above or start right below each total, chunk by chunk."""
    active = series.active
    window = min(WINDOW, len(active))
    lengths = np.arange(2, window + 1)
    size = max(1, _CHUNK_CELLS // max(1, window * field.number.shape[1]))
    for begin in range(0, len(totals) if len(lengths) else 0, size):
        chunk = totals[begin : begin + size]
        at = np.searchsorted(active, chunk)
        here = active[np.minimum(at, len(active) - 1)] == chunk
        above = np.repeat(at[:, None], len(lengths), axis=1)
        below = np.repeat((at + here)[:, None], len(lengths), axis=1)
        for first, stop in ((above - lengths, above), (below, below + lengths)):
            which, length = np.nonzero((first >= 0) & (stop <= len(active)))
            yield _Runs(chunk[which], first[which, length], stop[which, length])


def _judge_runs(
    field: Field, series: Series, runs: _Runs, origin: Origin, tries: float, log_limit: float
) -> list[Schema]:
    runs = _fitting(field, series, runs)
    first, stop, total = runs.first, runs.stop, runs.total
    if not len(total):
        return []
    sums = Sums(
        series.value[stop] - series.value[first],
        series.step[stop] - series.step[first],
        (series.unknown[stop] - series.unknown[first]) > 0,
        series.terms[stop] - series.terms[first],
    )
    outcome = field.judge(total, sums)
    good, failed = outcome.ok.sum(axis=1), outcome.bad.sum(axis=1)
    log_e = outcome.log_e + np.log(max(1.0, tries))
    hope = np.flatnonzero((good > failed) & (log_e < log_limit + _MOST_WORTH))
    some = _Runs(total[hope], first[hope], stop[hope])
    sure = log_e[hope] - _clues(field, series, some, tries) if len(hope) else log_e[hope]
    found = []
    for c, e in zip(hope[sure < log_limit], np.exp(sure[sure < log_limit]), strict=True):
        items = series.active[first[c] : stop[c]]
        found.append(
            Schema(
                int(total[c]),
                tuple(int(item) for item in items),
                tuple(int(sign) for sign in series.sign[items]),
                float(e),
                int(good[c]),
                int(failed[c]),
                bool(field.named[total[c]]),
                origin,
            )
        )
    return found


def _fitting(field: Field, series: Series, runs: _Runs) -> _Runs:
    """Return the runs that foot at one position at least: few, and only they need a closer look."""
    lines = field.lines
    gap = lines.value[runs.total] - (series.value[runs.stop] - series.value[runs.first])
    slack = lines.step[runs.total] + (series.step[runs.stop] - series.step[runs.first])
    fits = np.flatnonzero((2 * np.abs(gap) <= slack).any(axis=1))
    return _Runs(runs.total[fits], runs.first[fits], runs.stop[fits])


def _clues(field: Field, series: Series, runs: _Runs, tries: float) -> NDArray[np.float64]:
    """Return ln of what labels and layout are worth for each candidate run.

    A run that fills its block, with its total at the block's end, is one of few: a table has as
    many as blocks, twice. Such runs are weighed against each other, not against all runs.
    """
    lines, first, stop, total = field.lines, runs.first, runs.stop, runs.total
    named = series.totals[stop] - series.totals[first]
    mixed = (named > 0) & (named < stop - first)
    top, bottom = series.active[first], series.active[stop - 1]
    deeper = (lines.indent[top] > lines.indent[total]) & (lines.indent[top] == lines.indent[bottom])
    crossing = series.roots.leaves(top, bottom)
    skipping = series.named_roots.leaves(top, bottom)
    fills = _fills_block(field, series, runs)
    blocks = 1.0 + float(series.fresh[-1])
    few = max(1.0, tries / (BLOCK_FACTOR * _BLOCK_HYPOTHESES * blocks))
    worth: NDArray[np.float64] = (
        field.prior[total]
        + np.where(deeper, np.log(INDENT_FACTOR), 0.0)
        + np.where(fills, np.log(BLOCK_FACTOR), 0.0)
        + np.where(fills & _ends_block(field, series, runs), np.log(few), 0.0)
        - np.where(mixed, np.log(MIXED_PENALTY), 0.0)
        - np.where(crossing, np.log(CROSSING_PENALTY), 0.0)
        - np.where(skipping, np.log(SKIPPING_PENALTY), 0.0)
    )
    return worth


def _fills_block(field: Field, series: Series, runs: _Runs) -> NDArray[np.bool_]:
    """Return which runs reach from one heading or gap to the next, without one inside."""
    fresh, active = field.lines.fresh, series.active
    starts = series.fresh[runs.stop] - series.fresh[runs.first]
    opens = fresh[active[runs.first]]
    after = active[np.minimum(runs.stop, len(active) - 1)]
    closes = (runs.stop >= len(active)) | fresh[after]
    below = active[runs.first] > runs.total
    fills: NDArray[np.bool_] = np.where(
        below, closes & (starts == 0), opens & (starts == 1)
    ).astype(np.bool_)
    return fills


def _ends_block(field: Field, series: Series, runs: _Runs) -> NDArray[np.bool_]:
    """Return which totals stand at the edge of their block, on the far side of their run."""
    fresh, active, total = field.lines.fresh, series.active, runs.total
    below = active[runs.first] > total
    after = np.searchsorted(active, total, side="right")
    following = fresh[active[np.minimum(after, len(active) - 1)]] | (after >= len(active))
    before = np.searchsorted(active, total)
    ends: NDArray[np.bool_] = np.where(below, fresh[total] | (before == 0), following)
    return ends.astype(np.bool_)
