"""Where the columns of an unruled table part.

In: the text lines of a region. Out: x positions between columns. White space that runs through
many lines at one place is a river; how wide it must be depends on how many lines it runs through
and on what stands on its banks: numbers may stand closer than words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.textlines import TextLine, split_chunks
from extractors.tokens import Token, has_digit

STEP = 0.5  # points: resolution of the projection
CHUNK_GAP = 0.75  # of the font size: words further apart belong to different cells, as a rule
WIDE = 0.9  # of the font size: a river this wide needs two lines
MEDIUM = 0.5  # …this wide three lines and one straight bank
NARROW = 0.1  # …this wide numbers on both banks
MAX_CROSSED = 0.1  # share of body lines that may cross a river (labels that overflow)
HEADER_WEIGHT = 0.3  # spanning headers cross rivers: what a line above the first numbers counts
APART = 0.8  # share of lines whose own gap parts chunks: then the common river may be a trickle
WORD_SPACE = 0.3  # of the font size: inside a header's text no column parts
STRAIGHT = 0.18  # of the font size: spread of a straight bank


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The tokens of lines, projected on x.

    Attributes:
        left: x of the first bin.
        ink: (lines, bins) whether a token covers the bin.
        weight: (lines,) what a line counts.
        em: Median font size.
    """

    left: float
    ink: NDArray[np.bool_]
    weight: NDArray[np.float64]
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


def count_numbers(line: TextLine) -> int:
    """How many tokens of a line are printed numbers."""
    return sum(t.is_number and has_digit(t.text) for t in line.tokens)


def first_body_line(lines: Sequence[TextLine]) -> int:
    """Index of the first line that is as rich in numbers as the table's body, 0 when none is."""
    counts = np.array([count_numbers(line) for line in lines])
    rich = counts[counts > 0]
    if not len(rich):
        return 0
    enough = max(1.0, 0.5 * float(np.median(rich)))
    return int(np.argmax(counts >= enough))


def project(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> Projection:
    """Project lines (and sideways header lines, as one more line) on x."""
    sizes = [t.size for line in lines for t in line.tokens]
    em = float(np.median(sizes)) if sizes else 10.0
    rows: list[Sequence[Token]] = [line.tokens for line in lines]
    if turned:
        rows.append(tuple(turned))
    left = min(t.x0 for row in rows for t in row) - 1.0
    right = max(t.x1 for row in rows for t in row) + 1.0
    ink = np.zeros((len(rows), int((right - left) / STEP) + 2), dtype=bool)
    for i, row in enumerate(rows):
        for t in row:
            ink[i, int((t.x0 - left) / STEP + 0.5) : int((t.x1 - left) / STEP + 0.5)] = True
    start = first_body_line(lines)
    for i, line in enumerate(lines[:start]):
        for a, b in pairwise(line.tokens):
            if 0 < b.x0 - a.x1 <= WORD_SPACE * a.size:
                ink[i, int((a.x1 - left) / STEP) : int((b.x0 - left) / STEP) + 1] = True
    weight = np.array([_weight(line, i < start) for i, line in enumerate(lines)])
    if turned:
        weight = np.append(weight, 1.0)
    return Projection(left, ink, weight, em)


def _weight(line: TextLine, above_body: bool) -> float:
    """A line with one chunk says nothing about columns; one above the body says little."""
    if len(split_chunks(line.tokens, CHUNK_GAP)) < 2:
        return 0.0
    return HEADER_WEIGHT if above_body else 1.0


def find_rivers(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> list[River]:
    """Return the rivers between columns, left to right, before headers without body are added."""
    view = project(lines, turned)
    total = float(view.weight.sum())
    if total == 0:
        return []
    crossed = view.weight @ view.ink
    allowed = max(MAX_CROSSED * total, 0.35 if total >= 3 else 0.0)
    dry = crossed <= allowed
    rivers = []
    for a, b in _runs(dry):
        river = _river(view, lines, crossed, a, b)
        if river is not None and _is_column_gap(river, lines, view.em):
            rivers.append(river)
    return rivers


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (start, end) of each run of True."""
    edges = np.diff(np.concatenate([[0], mask.astype(np.int8), [0]]))
    return list(
        zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True)
    )


def _river(
    view: Projection, lines: Sequence[TextLine], crossed: NDArray[np.float64], a: int, b: int
) -> River | None:
    """Return the river in bins a to b, cut where it is clearest; None at the region's edge."""
    if a == 0 or b >= view.ink.shape[1] - 1:
        return None
    least = crossed[a:b].min()
    parts = [(p, q) for p, q in _runs(crossed[a:b] <= least + 1e-9)]
    p, q = max(parts, key=lambda r: r[1] - r[0])
    flow = view.left + STEP * (a + (p + q) / 2)
    x0, x1 = view.left + STEP * (a + p), view.left + STEP * (a + q)
    both = [
        i
        for i, line in enumerate(lines)
        if view.weight[i] > 0
        and not view.ink[i, a + p : a + q].any()
        and line.tokens[0].x0 < flow < line.x1
    ]
    low, high = view.left + STEP * a, view.left + STEP * b
    return River(x0, x1, low, high, flow, tuple(both)) if both else None


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
    return numeric >= 0.7 * n and digits >= 0.6 * n


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
        np.mean(np.abs(side - np.median(side)) < STRAIGHT * em) >= 0.7 for side in (ends, starts)
    )


def find_columns(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> list[float]:
    """Return the x positions between columns, ascending; empty when there is one column.

    Args:
        lines: The region's text lines, top to bottom.
        turned: Its sideways header lines.
    """
    rivers = find_rivers(lines, turned)
    cuts: list[float] = []
    start = first_body_line(lines)
    for river in rivers:
        cuts.extend(_with_sparse_columns(river, lines, max(start, 1), turned))
    return _drop_empty(cuts, lines, turned)


def _with_sparse_columns(
    river: River, lines: Sequence[TextLine], start: int, turned: Sequence[Token]
) -> list[float]:
    """Return the cuts of a river: more than one where a sparse column stands in it.

    A column that few rows fill is too thin to stem the river; so is a header over an empty one.
    """
    lone = _lone_headers(river, lines[:start])
    lone += [_ends([t]) for t in turned if _stands_in([t], river.low, river.high, 0.3)]
    sparse = [
        _ends(chunk)
        for line in lines[start:]
        for chunk in split_chunks(line.tokens, CHUNK_GAP)
        if _stands_in(chunk, river.low, river.high, 0.1)
    ]
    spans = [
        span
        for span in merge_spans([*lone, *sparse], 1.0)
        if any(span[0] <= a and b <= span[1] for a, b in lone)
        or sum(span[0] <= a and b <= span[1] for a, b in sparse) >= 2
    ]
    if not spans:
        return [river.flow]
    edges = [river.low, *(v for span in spans for v in span), river.high]
    return [(a + b) / 2 for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _lone_headers(river: River, header: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Ends of the header texts in a river: on the last line, or on two lines one above another.

    One on an upper line alone is a narrow text that spans the columns below it.
    """
    chunks = [
        (i, *_ends(c))
        for i, line in enumerate(header)
        for c in split_chunks(line.tokens, CHUNK_GAP)
        if _stands_in(c, river.low, river.high, 0.3)
    ]
    last = len(header) - 1
    return [
        (a, b)
        for i, a, b in chunks
        if i == last or any(k != i and p < b and q > a for k, p, q in chunks)
    ]


def _ends(chunk: Sequence[Token]) -> tuple[float, float]:
    return chunk[0].x0, max(t.x1 for t in chunk)


def _stands_in(chunk: Sequence[Token], low: float, high: float, margin: float) -> bool:
    """Whether a chunk keeps clear of both ends of a strip, by a share of its font size."""
    slack = margin * chunk[0].size
    x0, x1 = _ends(chunk)
    return x0 > low + slack and x1 < high - slack


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
