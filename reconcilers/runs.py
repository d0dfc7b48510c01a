"""Candidate equations made of neighbouring lines: a total and the run just above or below it.

Prefix sums make every run of every length one subtraction; a chunk of totals is judged against
all its runs at once. The window bounds the work per line, so growth stays linear in lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reconcilers.evidence import Sums, judge, spread_of
from reconcilers.lines import MISSING, NIL, NUMBER, Lines
from reconcilers.schema import Origin, Schema

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 192  # the longest run looked at; longer lists are found by their label
_CHUNK_CELLS = 400_000  # totals × runs × positions judged at once, to stay in cache

LABEL_FACTOR = 300.0
WEAK_FACTOR = 5.0
INDENT_FACTOR = 30.0
BLOCK_FACTOR = 4.0
MIXED_PENALTY = 20.0
"""What a label, a deeper indent, a run that fills its block are worth, and what mixing totals
with plain lines costs, as likelihood ratios. The first three of them and the last were measured
on tables of statistical offices; the block's is the share of true runs that end at a gap."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What all searches of one direction share.

    Attributes:
        lines: The lines.
        number: (L, P) whether a number is printed (a nil is none: a dash may state nothing).
        spread: (P,) range of the numbers at each position.
        unit: (P,) usual step at each position.
        prior: (L,) natural logarithm of what each line's own label is worth as a total.
    """

    lines: Lines
    number: NDArray[np.bool_]
    spread: NDArray[np.float64]
    unit: NDArray[np.float64]
    prior: NDArray[np.float64]


def field_of(lines: Lines) -> Field:
    """Return the shared arrays of a direction."""
    number = lines.state == NUMBER
    steps = np.where(number, lines.step, 0).astype(np.float64)
    unit = np.where(number.any(axis=0), steps.max(axis=0, initial=0.0), 1.0)
    bold = lines.bold & (lines.bold.mean() < 0.5 if len(lines) else False)
    prior = np.array(
        [
            np.log(LABEL_FACTOR if w.total else WEAK_FACTOR if w.weak or b else 1.0)
            for w, b in zip(lines.wording, bold, strict=True)
        ],
        dtype=np.float64,
    )
    return Field(lines, number, spread_of(lines.value, number), np.maximum(unit, 1.0), prior)


def scan_runs(
    field: Field,
    active: NDArray[np.int64],
    totals: NDArray[np.int64],
    *,
    signs: NDArray[np.int64] | None = None,
    origin: Origin = "run",
    log_limit: float = 0.0,
) -> list[Schema]:
    """Return the runs of active lines that foot to one of the totals better than chance.

    Args:
        field: The direction.
        active: Sorted indices of the lines that may be items.
        totals: Indices of the lines that may be totals.
        signs: +1 or -1 per line of the direction; all +1 when ``None``.
        origin: Name of the search.
        log_limit: Keep candidates whose ln E is below.
    """
    if len(active) < 2:
        return []
    prefix = _Prefix.of(field, active, signs)
    window = min(WINDOW, len(active))
    size = max(1, _CHUNK_CELLS // max(1, window * field.number.shape[1]))
    log_tries = np.log(max(1, len(totals))) + np.log(2.0 * max(1, len(active)))
    found: list[Schema] = []
    for begin in range(0, len(totals), size):
        for below in (False, True):
            chunk = totals[begin : begin + size]
            found += _scan_chunk(
                field, prefix, chunk, below=below, window=window, origin=origin,
                log_tries=float(log_tries), log_limit=log_limit,
            )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Prefix:
    """Running sums over the active lines, one row longer than they are many."""

    active: NDArray[np.int64]
    sign: NDArray[np.int64]
    value: NDArray[Any]
    step: NDArray[Any]
    unknown: NDArray[np.int64]
    terms: NDArray[np.int64]
    totals: NDArray[np.int64]
    fresh: NDArray[np.int64]

    @classmethod
    def of(
        cls, field: Field, active: NDArray[np.int64], signs: NDArray[np.int64] | None
    ) -> _Prefix:
        lines = field.lines
        sign = np.ones(len(lines), dtype=np.int64) if signs is None else signs
        value = lines.value[active] * sign[active][:, None]
        state = lines.state[active]
        total = np.array([lines.wording[line].total for line in active], dtype=np.int64)
        return cls(
            active,
            sign,
            _running(value),
            _running(lines.step[active]),
            _running((state == MISSING).astype(np.int64)),
            _running(((state == NUMBER) & (lines.value[active] != 0)).astype(np.int64)),
            _running(total),
            _running(lines.fresh[active].astype(np.int64)),
        )


def _running(values: NDArray[Any]) -> NDArray[Any]:
    start = np.zeros((1, *values.shape[1:]), dtype=values.dtype)
    return np.concatenate((start, np.cumsum(values, axis=0, dtype=values.dtype)))


def _scan_chunk(
    field: Field,
    prefix: _Prefix,
    totals: NDArray[np.int64],
    *,
    below: bool,
    window: int,
    origin: Origin,
    log_tries: float,
    log_limit: float,
) -> list[Schema]:
    """Judge all runs on one side of a chunk of totals."""
    active = prefix.active
    at = np.searchsorted(active, totals)
    itself = (at < len(active)) & (active[np.minimum(at, len(active) - 1)] == totals)
    lengths = np.arange(2, window + 1)
    if below:
        first = np.repeat((at + itself)[:, None], len(lengths), axis=1)
        stop = first + lengths
    else:
        stop = np.repeat(at[:, None], len(lengths), axis=1)
        first = stop - lengths
    which, length = np.nonzero((first >= 0) & (stop <= len(active)))
    if not len(which):
        return []
    first, stop, total = first[which, length], stop[which, length], totals[which]
    lines = field.lines
    sums = Sums(
        prefix.value[stop] - prefix.value[first],
        prefix.step[stop] - prefix.step[first],
        (prefix.unknown[stop] - prefix.unknown[first]) > 0,
        prefix.terms[stop] - prefix.terms[first],
    )
    outcome = judge(
        lines.value[total], lines.step[total], field.number[total], sums,
        spread=field.spread, unit=field.unit, lenient=lines.intensive,
    )  # fmt: skip
    good, failed = outcome.ok.sum(axis=1), outcome.bad.sum(axis=1)
    log_e = outcome.log_e + log_tries - _clues(field, prefix, total, first, stop, below=below)
    keep = np.flatnonzero((good > failed) & (log_e < log_limit))
    return [
        _schema(
            lines, prefix, int(total[c]), int(first[c]), int(stop[c]), float(log_e[c]),
            int(good[c]), int(failed[c]), origin,
        )
        for c in keep
    ]  # fmt: skip


def _clues(
    field: Field,
    prefix: _Prefix,
    total: NDArray[np.int64],
    first: NDArray[np.int64],
    stop: NDArray[np.int64],
    *,
    below: bool,
) -> NDArray[np.float64]:
    """Return ln of what labels and layout are worth for each candidate run."""
    lines, count = field.lines, stop - first
    named = prefix.totals[stop] - prefix.totals[first]
    mixed = (named > 0) & (named < count)
    nearest = first if below else stop - 1
    farthest = stop - 1 if below else first
    indent = lines.indent[prefix.active]
    deeper = indent[nearest] > lines.indent[total]
    same = deeper & (indent[nearest] == indent[farthest])
    starts = prefix.fresh[stop] - prefix.fresh[first]
    opens = lines.fresh[prefix.active[first]]
    ends_open = np.where(
        stop < len(prefix.active),
        lines.fresh[prefix.active[np.minimum(stop, len(prefix.active) - 1)]],
        True,
    )
    block = (ends_open & (starts == 0)) if below else (opens & (starts == 1))
    worth: NDArray[np.float64] = (
        field.prior[total]
        + np.where(same, np.log(INDENT_FACTOR), 0.0)
        + np.where(block, np.log(BLOCK_FACTOR), 0.0)
        - np.where(mixed, np.log(MIXED_PENALTY), 0.0)
    )
    return worth


def _schema(
    lines: Lines,
    prefix: _Prefix,
    total: int,
    first: int,
    stop: int,
    log_e: float,
    good: int,
    failed: int,
    origin: Origin,
) -> Schema:
    items = prefix.active[first:stop]
    return Schema(
        total,
        tuple(int(item) for item in items),
        tuple(int(sign) for sign in prefix.sign[items]),
        float(np.exp(min(log_e, 700.0))),
        good,
        failed,
        lines.wording[total].total,
        origin,
    )


__all__ = ["NIL", "Field", "field_of", "scan_runs"]
