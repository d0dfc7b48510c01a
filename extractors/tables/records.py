"""Parts ruled cells that hold several records: one number below the other, rows ruled beside them.

In: rectangles of a lattice with their tokens. Out: rectangles parted at the rows beside them, and
where inside a lattice row stacked records part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile

import numpy as np

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.tables.lattices import Lattice
from crossfoot.extractors.tables.layout import Layout, PlacedLine, lay_out
from crossfoot.extractors.tables.rows import continues_row
from crossfoot.extractors.tokens.textlines import WAIST, group_lines
from crossfoot.extractors.tokens.tokens import Token

PARAGRAPH = 1.6  # of the lines' distance: a gap that parts paragraphs
CUT = 0.5  # of the font size above a baseline: where two lines are parted


@dataclass(slots=True)
class Rect:
    """A rectangle of lattice cells (rows r0 to r1, columns c0 to c1, inclusive) and its tokens."""

    r0: int
    c0: int
    r1: int
    c1: int
    tokens: list[Token]


def part_open_rows(lattice: Lattice, rects: Sequence[Rect]) -> list[Rect]:
    """Split tall unruled rectangles side by side at the rows ruled beside them.

    In an account of two sides each side is ruled where it has a total; between, its lines are
    rows. A cell that does span rows does not stack numbers against labels.
    """
    result: list[Rect] = []
    spans: dict[tuple[int, int], list[Rect]] = {}
    for rect in rects:
        if rect.r1 > rect.r0:
            spans.setdefault((rect.r0, rect.r1), []).append(rect)
        else:
            result.append(rect)
    for group in spans.values():
        for side in _side_by_side(group):
            split = any(t.rotation == 0 for r in side for t in r.tokens) and _stacks_numbers(
                _lay_out(lattice, side)
            )
            result.extend(x for r in side for x in (_part_rows(lattice, r) if split else [r]))
    return result


def _side_by_side(group: Sequence[Rect]) -> list[list[Rect]]:
    """Part rectangles of the same rows where one does not touch the next."""
    sides: list[list[Rect]] = []
    for rect in sorted(group, key=lambda r: r.c0):
        if sides and sides[-1][-1].c1 == rect.c0 - 1:
            sides[-1].append(rect)
        else:
            sides.append([rect])
    return sides


def _part_rows(lattice: Lattice, rect: Rect) -> list[Rect]:
    """Cut a rectangle into the lattice's rows and deal out its tokens."""
    parts = [Rect(r, rect.c0, r, rect.c1, []) for r in range(rect.r0, rect.r1 + 1)]
    for token, (row, _) in zip(rect.tokens, homes_of(lattice, rect.tokens), strict=True):
        parts[min(max(row, rect.r0), rect.r1) - rect.r0].tokens.append(token)
    return parts


def _lay_out(lattice: Lattice, band: Sequence[Rect]) -> Layout:
    """Place the upright lines of rectangles side by side into their columns."""
    lines = group_lines([t for rect in band for t in rect.tokens if t.rotation == 0])
    cuts = sorted(float(lattice.xs[x.c0]) for x in band)[1:]
    return lay_out(lines, cuts, np.empty((0, 3)), np.empty((0, 4)))


def find_records(lattice: Lattice, rects: Sequence[Rect]) -> dict[int, list[float]]:
    """Return for each lattice row the y positions where stacked records part in it."""
    splits: dict[int, list[float]] = {}
    for r in range(lattice.shape[0]):
        band = [x for x in rects if x.r0 == x.r1 == r]
        tokens = [t for x in band for t in x.tokens if t.rotation == 0]
        if len(band) < 2 or any(t.rotation for x in band for t in x.tokens):
            continue
        cuts = _record_cuts(lattice, band, tokens)
        if cuts:
            splits[r] = cuts
    return splits


def _record_cuts(lattice: Lattice, band: Sequence[Rect], tokens: Sequence[Token]) -> list[float]:
    """Return the y positions between the records stacked in one ruled row, empty for one record."""
    lines = group_lines(tokens)
    if len(lines) < 2:
        return []
    layout = _lay_out(lattice, band)
    starts = _record_starts(layout) if _stacks_numbers(layout) else _paragraph_starts(layout)
    return [(lines[i - 1].base + lines[i].base - CUT * lines[i].size) / 2 for i in starts]


def _stacks_numbers(layout: Layout) -> bool:
    """Whether columns print one number per line, several in a row, below a header or none."""
    columns = range(len(layout.bounds) - 1)
    stacked = texts = 0
    for c in columns:
        parts = [p for line in layout.lines if (p := line.part(c)) is not None]
        if len(parts) < 2:
            continue
        values = list(dropwhile(lambda p: not p.is_value, parts))
        numbers = sum(has_digit(p.text) for p in values)
        if numbers >= 2 and all(p.is_value for p in values):
            stacked += 1
        else:
            texts += 1
    return stacked >= 2 or (stacked == 1 and texts >= 1)


def _record_starts(layout: Layout) -> list[int]:
    """Lines with which a new record starts, where numbers stack."""
    starts = []
    top = 0
    for i in range(1, len(layout.lines)):
        if not continues_row(layout, top, i):
            starts.append(i)
            top = i
    return starts


def _paragraph_starts(layout: Layout) -> list[int]:
    """Lines after a clear gap where at least two columns start a paragraph together."""
    lines = layout.lines
    if len(lines) < 3:
        return []
    starts = []
    for i in range(1, len(lines)):
        step = lines[i].line.base - lines[i - 1].line.base
        if step > PARAGRAPH * layout.pitch and _starts_together(lines[i], lines[i - 1]):
            starts.append(i)
    return starts if len(starts) >= 2 else []


def _starts_together(line: PlacedLine, above: PlacedLine) -> bool:
    return len(line.columns) >= 2 and 0 in line.columns and len(above.columns) >= 1


def homes_of(lattice: Lattice, tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """Row and column of each token's middle."""
    n_rows, n_cols = lattice.shape
    inner_ys, inner_xs = lattice.ys[1:n_rows].tolist(), lattice.xs[1:n_cols].tolist()
    return [(bisect_left(inner_ys, level_of(t)), bisect_left(inner_xs, t.middle)) for t in tokens]


def level_of(token: Token) -> float:
    """Y of a token's middle: that of its small letters, if upright."""
    upright = token.rotation == 0
    return token.base - WAIST * token.size if upright else (token.top + token.bottom) / 2
