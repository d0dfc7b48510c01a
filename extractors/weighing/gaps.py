"""The evidence at each gap between two lines of text, inside a reading and around it.

In: a reading (a grid) and the scene it stands in. Out: the lines in its place (:mod:`.lines`)
and for each gap between two of them a row of measures. The model learned on them tells apart: both
lines are one row, the lower one begins a row, or a table ends between them. All lengths are in type
sizes or in the reading's own row pitch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.mending.lines import KINDS, Seen, column_extents, lines_of
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.regions import is_caption, is_note
from crossfoot.extractors.tables.scene import Scene
from crossfoot.years import is_year

WINDOW = 4  # lines whose columns are compared above and below a gap
SAME_EDGE = 0.45  # of the type size: edges so close are one
LEAST_STEP = 0.2  # of the type size: lines on one base, in a broken scan, are no pitch to divide by

SAME, NEW, END = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """The gaps of a reading.

    Attributes:
        lines: The n lines in its place, top to bottom.
        opinion: (n - 1,) SAME, NEW or END, as the reading has it.
        features: (n - 1, FEATURES) float64.
    """

    lines: tuple[Seen, ...]
    opinion: NDArray[np.int64]
    features: NDArray[np.float64]


def look_at_gaps(grid: Grid, scene: Scene, taken: frozenset[int] = frozenset()) -> Gaps:
    """Return the gaps of a reading with their evidence."""
    lines = lines_of(grid, scene, taken)
    opinion = np.array([_opinion(a, b) for a, b in pairwise(lines)], np.int64)
    if len(lines) < 2:
        return Gaps(tuple(lines), opinion, np.zeros((0, len(NAMES))))
    features = _Measure(grid, scene, lines, opinion).all()
    return Gaps(tuple(lines), opinion, features)


def _opinion(a: Seen, b: Seen) -> int:
    if a.rows is None or b.rows is None:
        return END
    return SAME if b.rows[0] <= a.rows[1] else NEW


class _Measure:
    """Measures the gaps of one reading."""

    def __init__(
        self, grid: Grid, scene: Scene, lines: Sequence[Seen], opinion: NDArray[np.int64]
    ) -> None:
        self.lines, self.opinion, self.grid = lines, opinion, grid
        self.box = grid.box()
        self.ext = column_extents(grid)
        self.width = max(self.box[2] - self.box[0], 1.0)
        self.size = float(np.median([s.line.size for s in lines]))
        base = np.array([s.line.base for s in lines])
        self.base = base
        self.step = np.diff(base) / self.size
        inner = self.step[opinion != END]
        clear = inner[inner > 0.3]
        self.pitch = float(np.median(clear)) if len(clear) else 1.3
        self.tight = float(np.quantile(clear, 0.15)) if len(clear) else 1.3
        new = self.step[opinion == NEW]
        self.rows = max(float(np.median(new)), LEAST_STEP) if len(new) else self.pitch
        self.h, self.v = scene.rulings.horizontal, scene.rulings.vertical
        x0, _, x1, _ = self.box
        near = 1.0 * self.size
        self.h = _across(self.h, self.box)
        self.tiles = _across(scene.tiles.horizontal, self.box)
        self.areas = np.array([c.area for c in grid.cells if c.area] or np.zeros((0, 4)))
        self.same = float((opinion == SAME).mean())
        if len(self.v):
            self.v = self.v[(self.v[:, 0] > x0 - near) & (self.v[:, 0] < x1 + near)]
        s = scene.shades
        keep = (s[:, 0] < x1) & (s[:, 2] > x0) if len(s) else np.zeros(0, bool)
        self.shades, self.colours = s[keep], scene.colours[keep]
        self.shade = [self._shade(x) for x in lines]
        self.counts = np.array([len(s.numbers) for s in lines], float)
        self.usual = float(np.median([len(s.filled) for s in lines if s.rows is not None] or [1]))

    def _shade(self, seen: Seen) -> int:
        """Colour a line is printed on: 0 without; by the smallest shade over its middle."""
        if not len(self.shades):
            return 0
        y = (seen.line.top + seen.line.bottom) / 2
        x = (max(seen.line.x0, self.box[0]) + min(seen.line.x1, self.box[2])) / 2
        s = self.shades
        hit = (s[:, 1] <= y) & (s[:, 3] >= y) & (s[:, 0] <= x) & (s[:, 2] >= x)
        if not hit.any():
            return 0
        area = np.where(hit, (s[:, 2] - s[:, 0]) * (s[:, 3] - s[:, 1]), np.inf)
        return int(self.colours[int(area.argmin())]) + 1

    def all(self) -> NDArray[np.float64]:
        """(n - 1, FEATURES)."""
        return np.array([self._gap(i) for i in range(len(self.lines) - 1)])

    def _gap(self, i: int) -> list[float]:
        a, b = self.lines[i], self.lines[i + 1]
        return [
            *self._place(i),
            *self._spacing(i),
            *self._fill(a, b),
            *self._type(a, b),
            *self._rules(a, b),
            *self._words(i, a, b),
            *self._fit(a, b),
            *self._window(i),
        ]

    def _place(self, i: int) -> list[float]:
        kind = KINDS.index(self.grid.kind) if self.grid.kind in KINDS else -1
        n = len(self.lines)
        a, b = self.lines[i].rows, self.lines[i + 1].rows
        return [
            float(self.opinion[i]),
            float(kind),
            float(a is None),
            float(b is None),
            float(a is not None and a[0] < self.grid.header_rows),
            float(b is not None and b[0] < self.grid.header_rows),
            float(self.grid.n_cols),
            float(min(i, 12)),
            float(min(n - 2 - i, 12)),
            float(self.opinion[i - 1]) if i else np.nan,
            float(self.opinion[i + 1]) if i + 1 < len(self.opinion) else np.nan,
            self.same,
        ]

    def _spacing(self, i: int) -> list[float]:
        step = float(self.step[i])
        before = float(self.step[i - 1]) if i else np.nan
        after = float(self.step[i + 1]) if i + 1 < len(self.step) else np.nan
        return [
            step,
            step / self.pitch,
            step / self.tight,
            step / self.rows,
            step - before,
            step - after,
            step / max(before, LEAST_STEP) if before == before else np.nan,
            step / max(after, LEAST_STEP) if after == after else np.nan,
        ]

    def _fill(self, a: Seen, b: Seen) -> list[float]:
        both, either = a.filled & b.filled, a.filled | b.filled
        left = min(self.lines[0].filled | frozenset([0]))
        last = self.grid.n_cols - 1
        return [
            float(len(a.filled)),
            float(len(b.filled)),
            len(a.filled) / self.usual,
            len(b.filled) / self.usual,
            len(both) / max(1, len(either)),
            float(len(both)),
            float(left in a.filled),
            float(left in b.filled),
            float(last in a.filled),
            float(last in b.filled),
            float(len(a.numbers)),
            float(len(b.numbers)),
            float(len(a.numbers & b.numbers)),
            float(len(a.numbers & (b.filled - b.numbers))),
            float(len(b.numbers & (a.filled - a.numbers))),
            float(a.spans),
            float(b.spans),
            float(len(a.chunks)),
            float(len(b.chunks)),
        ]

    def _type(self, a: Seen, b: Seen) -> list[float]:
        la, lb = a.line, b.line
        return [
            la.size / self.size,
            lb.size / self.size,
            lb.size / la.size,
            a.bold,
            b.bold,
            float(sum(t.italic for t in lb.tokens) / len(lb.tokens)),
            float(la.tokens[0].colour != lb.tokens[0].colour),
            (lb.x0 - la.x0) / self.size,
            (lb.x0 - self.box[0]) / self.size,
            (self.box[2] - lb.x1) / self.size,
            (lb.x1 - lb.x0) / self.width,
            (la.x1 - la.x0) / self.width,
            abs((lb.x0 + lb.x1) / 2 - (self.box[0] + self.box[2]) / 2) / self.width,
        ]

    def _rules(self, a: Seen, b: Seen) -> list[float]:
        la, lb = a.line, b.line
        between = self._between(self.h, la.base, lb.base)
        under = self._between(self.h, lb.base, lb.base + 1.2 * self.size)
        over = self._between(self.h, la.base - 1.4 * self.size, la.base)
        mid = (la.base + lb.top) / 2 if lb.top > la.base else (la.base + lb.base) / 2
        crossing = self._crossing(mid)
        ya, yb = la.base - 0.3 * la.size, lb.base - 0.3 * lb.size
        i, j = self.shade[self.lines.index(a)], self.shade[self.lines.index(b)]
        return [
            between[0],
            between[1],
            self._between(self.tiles, la.base, lb.base)[0],
            *self._areas(la.base, lb.base),
            under[0],
            over[0],
            crossing,
            self._crossing(ya),
            self._crossing(yb),
            crossing - max(self._crossing(ya), self._crossing(yb)),
            float(i != j),
            float(i > 0),
            float(j > 0),
        ]

    def _areas(self, top: float, bottom: float) -> tuple[float, float]:
        """Shares of the reading's width on which drawn cells end between two lines, or go on."""
        if not len(self.areas):
            return 0.0, 0.0
        a = self.areas
        wide = (np.minimum(a[:, 2], self.box[2]) - np.maximum(a[:, 0], self.box[0])).clip(0)
        ends = (a[:, 3] > top - 0.2 * self.size) & (a[:, 3] < bottom) & (a[:, 1] < top)
        on = (a[:, 1] < top) & (a[:, 3] >= bottom)
        return float(wide[ends].sum()) / self.width, float(wide[on].sum()) / self.width

    def _between(
        self, rules: NDArray[np.float64], top: float, bottom: float
    ) -> tuple[float, float]:
        """Share of the reading's width that rules between two heights cover, and how many."""
        h = rules
        if not len(h):
            return 0.0, 0.0
        h = h[(h[:, 0] > top - 0.1 * self.size) & (h[:, 0] < bottom - 0.4 * self.size)]
        if not len(h):
            return 0.0, 0.0
        spans = np.clip(h[:, 1:3], self.box[0], self.box[2])
        order = spans[np.argsort(spans[:, 0])]
        covered, end = 0.0, self.box[0]
        for x0, x1 in order.tolist():
            covered += max(0.0, x1 - max(x0, end))
            end = max(end, x1)
        return covered / self.width, float(len(np.unique(np.round(h[:, 0]))))

    def _crossing(self, y: float) -> float:
        if not len(self.v):
            return 0.0
        return float(((self.v[:, 1] <= y) & (self.v[:, 2] >= y)).sum())

    def _words(self, i: int, a: Seen, b: Seen) -> list[float]:
        head = [s for s in self.lines if s.rows is not None][:3]
        after = self.lines[i + 2] if i + 2 < len(self.lines) else None
        earlier = self.lines[: i + 1]
        return [
            float(b.text[:1].islower()),
            float(b.text[:1].isdigit()),
            float(a.text.rstrip()[-1:] in "-‐,;"),
            float(a.text.rstrip()[-1:] == ":"),
            float(is_caption(b.text)),
            float(is_caption(a.text)),
            float(is_note(b.text)),
            float(len(b.words)),
            float(len(a.words)),
            max((_likeness(b, h) for h in head if h is not b), default=0.0),
            max((_likeness(after, h) for h in head if h is not after), default=0.0)
            if after
            else 0.0,
            max((_likeness(b, e) for e in earlier), default=0.0),
            max((_likeness(after, e) for e in earlier), default=0.0) if after else 0.0,
            float(sum(is_year(t.text) for t in b.line.tokens)),
            float(not any(ch.isdigit() for ch in b.text)),
            float(not any(ch.isdigit() for ch in a.text)),
            float(b.text[:1].isupper()),
            float(b.text.isupper()),
        ]

    def _fit(self, a: Seen, b: Seen) -> list[float]:
        """Whether the first word of b's texts would have fitted behind a's in the same column."""
        ext = self.ext
        would, cannot = 0, 0
        room = 0.0
        for cb in b.chunks:
            if is_value(" ".join(t.text for t in cb)):
                continue
            x0, x1 = cb[0].x0, max(t.x1 for t in cb)
            ca = next((c for c in a.chunks if c[0].x0 < x1 and max(t.x1 for t in c) > x0), None)
            if ca is None:
                continue
            right = max(t.x1 for t in ca)
            col = int(np.argmax(np.minimum(ext[:, 1], right) - np.maximum(ext[:, 0], ca[0].x0)))
            space = ext[col, 1] - right - 0.25 * self.size
            need = cb[0].x1 - cb[0].x0
            would += space > need
            cannot += space <= need
            room = max(room, (space - need) / self.size)
        return [float(would), float(cannot), room]

    def _window(self, i: int) -> list[float]:
        above, below = (
            self.lines[max(0, i - WINDOW + 1) : i + 1],
            self.lines[i + 1 : i + 1 + WINDOW],
        )
        last = self.lines[i + 2 : i + 2 + WINDOW]
        return [
            float(np.mean([len(s.numbers) for s in above])),
            float(np.mean([len(s.numbers) for s in below])),
            float(np.mean([len(s.filled) for s in above])),
            float(np.mean([len(s.filled) for s in below])),
            _shared_edges(above, below, self.size),
            _shared_edges(above, last, self.size),
            max((self.step[k] for k in range(i + 1, min(i + 4, len(self.step)))), default=0.0),
        ]


def _across(
    rules: NDArray[np.float64], box: tuple[float, float, float, float]
) -> NDArray[np.float64]:
    """Horizontal rules that touch a box from left to right, in it or near it."""
    if not len(rules):
        return rules
    x0, top, x1, bottom = box
    near = (rules[:, 0] > top - 60) & (rules[:, 0] < bottom + 60)
    return rules[near & (rules[:, 1] < x1) & (rules[:, 2] > x0)]


def _likeness(a: Seen, b: Seen) -> float:
    """Share of the words two lines have in common."""
    either = len(a.words | b.words)
    return len(a.words & b.words) / either if either else 0.0


def _shared_edges(above: Sequence[Seen], below: Sequence[Seen], size: float) -> float:
    """Share of the chunks below that begin or end where a chunk above does."""
    if not above or not below:
        return 0.0
    up = np.concatenate([s.edges for s in above])
    down = np.concatenate([s.edges for s in below])
    left = np.abs(down[:, :1] - up[None, :, 0]).min(axis=1) < SAME_EDGE * size
    right = np.abs(down[:, 1:] - up[None, :, 1]).min(axis=1) < SAME_EDGE * size
    return float((left | right).mean())


NAMES = tuple(range(12 + 8 + 19 + 13 + 14 + 18 + 3 + 7))
