"""Text lines laid on columns: which part of a line stands in which column, or over several.

In: text lines and the x positions between columns. Out: a layout, which headers and rows are read
from: placed lines, the columns' ink and room, the usual distance of rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.tables.columns import first_body_line
from crossfoot.extractors.tokens.rulings import Lines
from crossfoot.extractors.tokens.textlines import CLOSE, TextLine, line_text, usual_pitch
from crossfoot.extractors.tokens.tokens import TYPED_SPACE, Token, are_typed

TIGHT = 0.88  # of the rows' pitch: what only lines of one cell are set at
WORD_SPACE = 0.45  # of the font size: no word space is wider
OVER_CUT = 0.6  # …nor so wide over the very place where columns part
CUT_SLACK = 0.05  # of the font size: ink may reach so far over such a place
REACHES_IN = 0.35  # of the font size: a text that reaches so far into a column covers it
WIDER = 0.03  # of the font size: by which gaps between headers exceed those inside them
HEAD_GAP = 0.3  # of the font size: between headers of one word
HEADED = 0.45  # of the columns that words of a line head, one each
FLUSH, CENTRED = 0.5, 0.8  # of the font size: edges so close are one; twice the middles


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one line prints in one column, or over several.

    Attributes:
        c0, c1: First and last column.
        x0, x1: Left and right edge.
    """

    c0: int
    c1: int
    tokens: tuple[Token, ...]
    x0: float = field(init=False)
    x1: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure it once."""
        object.__setattr__(self, "x0", self.tokens[0].x0)
        object.__setattr__(self, "x1", max([t.x1 for t in self.tokens]))

    @property
    def text(self) -> str:
        """Its words."""
        return line_text(self.tokens)

    @property
    def is_value(self) -> bool:
        """Whether it is a printed number (or nil mark), which never wraps."""
        return is_value(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLine:
    """A text line with its parts by column.

    Attributes:
        stuck: Whether a part's tokens stand in several columns.
    """

    line: TextLine
    parts: tuple[Part, ...]
    stuck: bool = False

    def part(self, col: int) -> Part | None:
        """The part that covers a column."""
        for part in self.parts:
            if part.c0 <= col <= part.c1:
                return part
        return None

    @property
    def columns(self) -> frozenset[int]:
        """Columns it prints in."""
        return frozenset(c for p in self.parts for c in range(p.c0, p.c1 + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What the rows of a region are judged by.

    Attributes:
        lines: Placed lines, top to bottom.
        limits: (columns, 2) leftmost and rightmost ink of each column's unspanned text.
        bounds: (columns + 1,) left and right ends of the columns' room.
        rules: Horizontal rules inside the region.
        shades: (n, 4) boxes of shaded bands.
        pitch: Tightest common distance of baselines, points.
        width: Of the region, points.
        row_pitch: Usual distance of lines that fill several columns, points.
        has_tight: Whether some lines stand clearly closer than rows do: wrapped cells.
        cuts: x positions between columns.
        leads: Shape of the code that rows begin with, by column ("a9a9"), "" where there is none.
        marks: Columns of short marks ("Yes", "v", "L"), of which each row has its own.
    """

    lines: tuple[PlacedLine, ...]
    limits: NDArray[np.float64]
    bounds: NDArray[np.float64]
    rules: Lines
    shades: NDArray[np.float64]
    pitch: float
    width: float
    row_pitch: float = 12.0
    has_tight: bool = False
    marks: frozenset[int] = frozenset()
    cuts: tuple[float, ...] = ()
    leads: tuple[str, ...] = ()


def lay_out(
    lines: Sequence[TextLine],
    cuts: Sequence[float],
    rules: Lines,
    shades: NDArray[np.float64],
    turned: Sequence[Token] = (),
) -> Layout:
    """Place lines on columns and measure what rows are judged by."""
    n_cols = len(cuts) + 1
    start = first_body_line(lines)
    placed = [place_line(line, cuts) for line in lines]
    limits = _ink_limits(placed, start, n_cols)
    if any(p.stuck for p in placed):
        placed = [place_line(p.line, cuts, limits) if p.stuck else p for p in placed]
        limits = _ink_limits(placed, start, n_cols)
    left = min([*(x.x0 for x in lines), *(t.x0 for t in turned)])
    right = max([*(x.x1 for x in lines), *(t.x1 for t in turned)])
    pitch = usual_pitch(lines)
    row_pitch, has_tight = measure_rows(placed, pitch)
    return Layout(
        lines=tuple(placed),
        limits=limits,
        bounds=_room(limits, cuts, left, right),
        rules=rules,
        shades=shades,
        pitch=pitch,
        width=right - left,
        row_pitch=row_pitch,
        has_tight=has_tight,
        cuts=tuple(cuts),
    )


def _ink_limits(placed: Sequence[PlacedLine], start: int, n_cols: int) -> NDArray[np.float64]:
    """Ink of the columns' body, (columns, 2); of their header, where the body is empty."""
    several = [p for p in placed if len(p.parts) > 1] or list(placed)
    body = [p for p in placed[start:] if len(p.parts) > 1]
    everywhere = _ink_of(several, n_cols)
    if len(body) < 2:
        return everywhere
    limits = _ink_of(body, n_cols)
    return np.where(np.isfinite(limits), limits, everywhere)


def _ink_of(placed: Sequence[PlacedLine], n_cols: int) -> NDArray[np.float64]:
    """Leftmost and rightmost ink of parts that stand in one column; infinite without any."""
    left, right = [np.inf] * n_cols, [-np.inf] * n_cols
    for part in (p for line in placed for p in line.parts if p.c0 == p.c1):
        left[part.c0] = min(left[part.c0], part.x0)
        right[part.c0] = max(right[part.c0], part.x1)
    return np.array([left, right]).T


def _room(
    limits: NDArray[np.float64], cuts: Sequence[float], left: float, right: float
) -> NDArray[np.float64]:
    """Ends of the columns' room: text wraps before the next column's ink."""
    starts = limits[1:, 0]
    inner = np.where(np.isfinite(starts), np.maximum(cuts, starts), cuts)
    return np.array([left, *inner, right])


def place_line(
    line: TextLine, cuts: Sequence[float], limits: NDArray[np.float64] | None = None
) -> PlacedLine:
    """Put the tokens of a line into columns; tight text over several columns is one part.

    Args:
        cuts: x positions between columns.
        limits: Ink limits of the columns, once known, to tell two close headers from one
            spanning text.
    """
    tokens = line.tokens
    home = [bisect_left(cuts, t.middle) for t in tokens]
    starts = [i for i in range(len(tokens)) if i == 0 or _parts_at(tokens, i, home, cuts)]
    parts: list[Part] = []
    stuck = False
    for a, b in zip(starts, [*starts[1:], len(tokens)], strict=True):
        part = Part(*_extent(tokens[a:b], home[a], home[b - 1], cuts), tokens[a:b])
        several = len(set(home[a:b])) > 1
        stuck = stuck or several
        if several and limits is not None:
            parts.extend(_unstick(part, home[a:b], len(tokens), limits))
        else:
            parts.append(part)
    return PlacedLine(line, tuple(_without_overlap(parts)), stuck)


def _parts_at(tokens: Sequence[Token], i: int, home: Sequence[int], cuts: Sequence[float]) -> bool:
    """Whether token i begins a part: another column than the last one's, not tight across a cut."""
    if home[i - 1] == home[i]:
        return False
    left, right = tokens[i - 1], tokens[i]
    if left.is_number and right.is_number:
        return True
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    slack = CUT_SLACK * size
    if gap > OVER_CUT * size and any(left.x1 - slack <= e <= right.x0 + slack for e in cuts):
        return True
    return gap > (TYPED_SPACE if are_typed(left, right) else WORD_SPACE) * size


def _extent(
    tokens: Sequence[Token], first: int, last: int, cuts: Sequence[float]
) -> tuple[int, int]:
    """Columns a run covers, counting those its ends reach well into."""
    slack = REACHES_IN * tokens[0].size
    c0 = bisect_left(cuts, tokens[0].x0 + slack)
    c1 = bisect_left(cuts, max([t.x1 for t in tokens]) - slack)
    return min(first, c0), max(last, c1)


def _unstick(
    part: Part, home: Sequence[int], words: int, limits: NDArray[np.float64]
) -> list[Part]:
    """Part close headers that each stand over their own column ("Less than $10,000–").

    Args:
        home: Column of each of the part's tokens.
        words: Tokens on the whole line.
    """
    pieces = [
        Part(c, c, tuple(t for t, h in zip(part.tokens, home, strict=True) if h == c))
        for c in sorted(set(home))
    ]
    over = all(_stands_over(p, limits[p.c0]) for p in pieces)
    return pieces if over and _parts_wider(part, pieces, words, limits) else [part]


def _parts_wider(
    part: Part, pieces: Sequence[Part], words: int, limits: NDArray[np.float64]
) -> bool:
    """Whether the gaps between pieces are wider than those within them."""
    size = part.tokens[0].size
    between = min(b.x0 - a.x1 for a, b in pairwise(pieces))
    within = [b.x0 - a.x1 for p in pieces for a, b in pairwise(p.tokens)]
    if within:
        return between > max(within) + WIDER * size
    return between > HEAD_GAP * size and words >= HEADED * (len(limits) - 1)


def _stands_over(piece: Part, limit: NDArray[np.float64]) -> bool:
    """Whether text is flush or centred with a column's ink."""
    size = piece.tokens[0].size
    x0, x1 = float(limit[0]), float(limit[1])
    if not np.isfinite(x0):
        return False
    return bool(
        abs(piece.x1 - x1) < FLUSH * size
        or abs(piece.x0 - x0) < FLUSH * size
        or abs(piece.x0 + piece.x1 - x0 - x1) < CENTRED * size
    )


def _without_overlap(parts: Sequence[Part]) -> list[Part]:
    """Keep parts of one line from claiming a column twice: merge those that do."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.c0 <= kept[-1].c1:
            last = kept[-1]
            if last.c0 < part.c0:
                kept[-1] = Part(last.c0, part.c0 - 1, last.tokens)
                kept.append(part)
            elif part.c1 > last.c1:
                kept.append(Part(last.c1 + 1, part.c1, part.tokens))
            else:
                kept[-1] = Part(last.c0, max(last.c1, part.c1), (*last.tokens, *part.tokens))
            continue
        kept.append(part)
    return kept


def measure_rows(lines: Sequence[PlacedLine], pitch: float) -> tuple[float, bool]:
    """Return the usual distance of full lines, and whether some lines stand clearly closer."""
    if len(lines) < 2:
        return pitch, False
    size = median([p.line.size for p in lines])
    steps = [
        (b.line.base - a.line.base, len(a.parts) > 1 and len(b.parts) > 1)
        for a, b in pairwise(lines)
    ]
    apart = [(step, full) for step, full in steps if step > CLOSE * size]
    rows = [step for step, full in apart if full]
    row_pitch = median(rows) if rows else pitch
    return row_pitch, sum(step < TIGHT * row_pitch for step, _ in apart) >= 2
