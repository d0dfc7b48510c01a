"""Where the columns of an unruled table part.

In: the text lines of a region. Out: x positions between columns. White space that runs through
many lines at one place is a river; how wide it must be depends on how many lines it runs through
and on what stands on its banks: numbers may stand closer than words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.extractors.tokens.tokens import Token

STEP = 0.5  # at a body of 9: resolution of the projection
CHUNK_GAP = 0.75  # of the font size: words further apart belong to different cells, as a rule
WIDE = 0.9  # of the font size: a river this wide needs two lines
MEDIUM = 0.5  # …this wide three lines and one straight bank
NARROW = 0.1  # …this wide numbers on both banks
MAX_CROSSED = 0.1  # share of body lines that may cross a river (labels that overflow)
HEADER_WEIGHT = 0.3  # spanning headers cross rivers: what a line above the first numbers counts
FAR_FROM_BANKS = 2.0  # of the font size: a lone text so far from both is a column of its own
APART = 0.8  # share of lines whose own gap parts chunks: then the common river may be a trickle
WORD_SPACE = 0.3  # of the font size: inside a header's text no column parts
STRAIGHT = 0.18  # of the font size: spread of a straight bank
FULL = 0.5  # of the usual count of numbers: a line with so many belongs to the body
LONE_CROSSING = 0.35  # of a line: one header line may cross even among few lines
NUMBERS_BESIDE = 0.7  # share of lines with a number on both banks of a narrow river
DIGITS_BESIDE = 0.6  # …with a digit: the others may be nil marks
MOSTLY_STRAIGHT = 0.7  # share of lines on a straight bank
CLEAR_HEAD, CLEAR_BODY = 0.3, 0.1  # of the font size: between a sparse text and both banks
NO_TEXT_SIZE = 10.0  # points, where nothing is set
ROUNDING = 1e-9  # of a line: sums of weights that are equal


Chunks = NDArray[np.float64]
"""(n, 4): left end, right end, font size, line."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The tokens of lines, projected on x.

    Attributes:
        left: x of the first bin.
        ink: (lines, bins) whether a token covers the bin.
        weight: (lines,) what a line counts.
        ends: (text lines, 2) left and right end of a line.
        em: Median font size.
    """

    left: float
    ink: NDArray[np.bool_]
    weight: NDArray[np.float64]
    ends: NDArray[np.float64]
    em: float


@dataclass(frozen=True, slots=True)
class River:
    """White space through lines.

    Attributes:
        x0, x1: Its banks where it is clearest.
        low, high: Ends of the strip that few lines cross: a sparse column may stand in it.
        flow: x of its clearest middle: where to cut.
        lines: Lines with text on both banks.
    """

    x0: float
    x1: float
    low: float
    high: float
    flow: float
    lines: tuple[int, ...]


@lru_cache(maxsize=1024)
def count_numbers(line: TextLine) -> int:
    """How many tokens of a line are printed numbers."""
    return sum(t.is_number and has_digit(t.text) for t in line.tokens)


@lru_cache(maxsize=1024)
def chunk_line(line: TextLine) -> tuple[tuple[Token, ...], ...]:
    """Return the texts of a line that stand apart as cells do; asked of a line again and again."""
    return tuple(split_chunks(line.tokens, CHUNK_GAP))


def first_body_line(lines: Sequence[TextLine]) -> int:
    """Index of the first line that is as rich in numbers as the table's body, 0 when none is."""
    counts = np.array([count_numbers(line) for line in lines])
    rich = counts[counts > 0]
    if not len(rich):
        return 0
    enough = max(1.0, FULL * float(np.median(rich)))
    return int(np.argmax(counts >= enough))


def project(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> Projection:
    """Project lines (and sideways header lines, as one more line) on x."""
    sizes = [t.size for line in lines for t in line.tokens]
    em = float(np.median(sizes)) if sizes else NO_TEXT_SIZE
    rows: list[Sequence[Token]] = [line.tokens for line in lines]
    if turned:
        rows.append(tuple(turned))
    left = min(t.x0 for row in rows for t in row) - 1.0
    right = max(t.x1 for row in rows for t in row) + 1.0
    spans = [
        (i, (t.x0 - left) / STEP + 0.5, (t.x1 - left) / STEP + 0.5)
        for i, row in enumerate(rows)
        for t in row
    ]
    start = first_body_line(lines)
    spans += [
        (i, (a.x1 - left) / STEP, (b.x0 - left) / STEP + 1)
        for i, line in enumerate(lines[:start])
        for a, b in pairwise(line.tokens)
        if 0 < b.x0 - a.x1 <= WORD_SPACE * a.size
    ]
    weight = [_weight(line, i < start) for i, line in enumerate(lines)]
    ends = [(line.x0, line.x1) for line in lines]
    return Projection(
        left,
        _cover(np.array(spans).astype(np.intp), len(rows), int((right - left) / STEP) + 2),
        np.array([*weight, 1.0] if turned else weight),
        np.array(ends),
        em,
    )


def _cover(spans: NDArray[np.intp], n_rows: int, n_bins: int) -> NDArray[np.bool_]:
    """Return (rows, bins) whether a span covers a bin; spans are (row, first bin, end bin)."""
    steps = np.zeros((n_rows, n_bins + 1), dtype=np.int32)
    np.add.at(steps, (spans[:, 0], spans[:, 1]), 1)
    np.add.at(steps, (spans[:, 0], spans[:, 2]), -1)
    covered: NDArray[np.bool_] = steps.cumsum(axis=1)[:, :-1] > 0
    return covered


def _weight(line: TextLine, above_body: bool) -> float:
    """A line with one chunk says nothing about columns; one above the body says little."""
    if len(chunk_line(line)) < 2:
        return 0.0
    return HEADER_WEIGHT if above_body else 1.0


def find_rivers(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> list[River]:
    """Return the rivers between columns, left to right, before headers without body are added."""
    view = project(lines, turned)
    total = float(view.weight.sum())
    if total == 0:
        return []
    crossed = view.weight @ view.ink
    allowed = max(MAX_CROSSED * total, LONE_CROSSING if total >= 3 else 0.0)
    dry = crossed <= allowed
    rivers = []
    for a, b in _runs(dry):
        river = _river(view, crossed, a, b)
        if river is not None and _is_column_gap(river, lines, view.em):
            rivers.append(river)
    return _drop_trickles(rivers, lines, view.em)


def _drop_trickles(rivers: Sequence[River], lines: Sequence[TextLine], em: float) -> list[River]:
    """Drop narrow rivers that part no text from the next one: an arm beside a few long labels."""
    kept = list(rivers)
    for river in rivers:
        if river.x1 - river.x0 >= MEDIUM * em:
            continue
        i = kept.index(river)
        banks = [(a.flow, b.flow) for a, b in pairwise(kept[max(i - 1, 0) : i + 2])]
        if not all(_begins_text(lines, left, right) for left, right in banks):
            kept.remove(river)
    return kept


def _begins_text(lines: Sequence[TextLine], left: float, right: float) -> bool:
    """Whether a text of its own, or a number, begins between two rivers."""
    return any(
        left <= t.x0 < right and (k == 0 or t.is_number)
        for line in lines
        for chunk in chunk_line(line)
        for k, t in enumerate(chunk)
    )


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (start, end) of each run of True."""
    edges = np.diff(np.concatenate([[0], mask.astype(np.int8), [0]]))
    return list(
        zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True)
    )


def _river(view: Projection, crossed: NDArray[np.float64], a: int, b: int) -> River | None:
    """Return the river in bins a to b, cut where it is clearest; None at the region's edge."""
    if a == 0 or b >= view.ink.shape[1] - 1:
        return None
    least = crossed[a:b].min()
    parts = [(p, q) for p, q in _runs(crossed[a:b] <= least + ROUNDING)]
    p, q = max(parts, key=lambda r: r[1] - r[0])
    flow = view.left + STEP * (a + (p + q) / 2)
    x0, x1 = view.left + STEP * (a + p), view.left + STEP * (a + q)
    n = len(view.ends)
    clear = (view.weight[:n] > 0) & ~view.ink[:n, a + p : a + q].any(axis=1)
    both = np.flatnonzero(clear & (view.ends[:, 0] < flow) & (view.ends[:, 1] > flow))
    low, high = view.left + STEP * a, view.left + STEP * b
    return River(x0, x1, low, high, flow, tuple(both.tolist())) if len(both) else None


def _is_column_gap(river: River, lines: Sequence[TextLine], em: float) -> bool:
    """Whether a river is wide enough for the lines it runs through."""
    width = (river.x1 - river.x0) / em
    n = len(river.lines)
    if width >= WIDE:
        return n >= 2 or len(lines) <= 2
    banks = [_banks(lines[i], river.flow) for i in river.lines]
    if width >= MEDIUM and n >= 3 and _has_straight_bank(banks, em):
        return True
    gaps = np.array([right.x0 - left.x1 for left, right in banks])
    if n >= 3 and np.mean(gaps >= CHUNK_GAP * em) >= APART:
        return True
    if width < NARROW or n < 3:
        return False
    numeric = sum(left.is_number and right.is_number for left, right in banks)
    digits = sum(has_digit(left.text) and has_digit(right.text) for left, right in banks)
    return numeric >= NUMBERS_BESIDE * n and digits >= DIGITS_BESIDE * n


def _banks(line: TextLine, x: float) -> tuple[Token, Token]:
    """The tokens left and right of x."""
    left = [t for t in line.tokens if t.middle < x]
    right = [t for t in line.tokens if t.middle >= x]
    return (left[-1] if left else line.tokens[0]), (right[0] if right else line.tokens[-1])


def _has_straight_bank(banks: Sequence[tuple[Token, Token]], em: float) -> bool:
    """Whether text ends, or starts, at one x on most lines."""
    ends = np.array([left.x1 for left, _ in banks])
    starts = np.array([right.x0 for _, right in banks])
    return any(
        np.mean(np.abs(side - np.median(side)) < STRAIGHT * em) >= MOSTLY_STRAIGHT
        for side in (ends, starts)
    )


def find_columns(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> list[float]:
    """Return the x positions between columns, ascending; empty when there is one column.

    Args:
        lines: The region's text lines, top to bottom.
        turned: Its sideways header lines.
    """
    rivers = find_rivers(lines, turned)
    if not rivers:
        return []
    start = max(first_body_line(lines), 1)
    chunks = _measure([(c, i) for i, line in enumerate(lines) for c in chunk_line(line)])
    sideways = _measure([((t,), start - 1) for t in turned])
    cuts: list[float] = []
    for river in rivers:
        cuts.extend(_with_sparse_columns(river, chunks, sideways, start))
    return _drop_empty(cuts, lines, turned)


def _measure(chunks: Sequence[tuple[Sequence[Token], int]]) -> Chunks:
    """Measure chunks, each given with its line."""
    measures = [(c[0].x0, max([t.x1 for t in c]), c[0].size, i) for c, i in chunks]
    return np.array(measures, dtype=np.float64).reshape(-1, 4)


def _with_sparse_columns(river: River, chunks: Chunks, turned: Chunks, start: int) -> list[float]:
    """Return the cuts of a river: more than one where a sparse column stands in it.

    A column that few rows fill is too thin to stem the river; so is a header over an empty one.

    Args:
        start: First line of the body.
    """
    head, body = chunks[chunks[:, 3] < start], chunks[chunks[:, 3] >= start]
    lone = _lone_headers(_standing_in(river, head, CLEAR_HEAD), start - 1)
    lone += _ends(_standing_in(river, turned, CLEAR_HEAD))
    sparse = _ends(_standing_in(river, body, CLEAR_BODY))
    afar = _ends(_standing_in(river, body, FAR_FROM_BANKS))
    spans = [
        span
        for span in merge_spans([*lone, *sparse], 1.0)
        if any(span[0] <= a and b <= span[1] for a, b in lone)
        or sum(span[0] <= a and b <= span[1] for a, b in sparse) >= 2
        or any(span[0] <= a and b <= span[1] for a, b in afar)
    ]
    if not spans:
        return [river.flow]
    edges = [river.low, *(v for span in spans for v in span), river.high]
    return [(a + b) / 2 for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _lone_headers(standing: Chunks, last: int) -> list[tuple[float, float]]:
    """Ends of the header texts in a river: on the last line, or on two lines one above another.

    One on an upper line alone is a narrow text that spans the columns below it.
    """
    chunks = standing.tolist()
    return [
        (a, b)
        for a, b, _, i in chunks
        if i == last or any(k != i and p < b and q > a for p, q, _, k in chunks)
    ]


def _ends(chunks: Chunks) -> list[tuple[float, float]]:
    return [(a, b) for a, b, _, _ in chunks.tolist()]


def _standing_in(river: River, chunks: Chunks, margin: float) -> Chunks:
    """Chunks that keep clear of both ends of a river's strip, by a share of their font size."""
    slack = margin * chunks[:, 2]
    return chunks[(chunks[:, 0] > river.low + slack) & (chunks[:, 1] < river.high - slack)]


def merge_spans(spans: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Merge intervals that overlap or stand no further apart than gap."""
    merged: list[tuple[float, float]] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def _drop_empty(
    cuts: Sequence[float], lines: Sequence[TextLine], turned: Sequence[Token]
) -> list[float]:
    """Drop cuts that leave a column without any token."""
    middles = np.array(
        [t.middle for line in lines for t in line.tokens] + [t.middle for t in turned]
    )
    kept: list[float] = []
    for cut in sorted(cuts):
        last = kept[-1] if kept else -np.inf
        if ((middles > last) & (middles <= cut)).any():
            kept.append(cut)
    while kept and not (middles > kept[-1]).any():
        kept.pop()
    return kept
