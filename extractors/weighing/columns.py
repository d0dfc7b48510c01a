"""The evidence at each gap between two columns of a reading, and inside its columns.

In: a reading (a grid) and its scene. Out: places where columns are parted or might be, each with a
row of measures. The model learned on them tells apart: what stands left and right is one column,
two, or two tables side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.mending.lines import KINDS, Seen, lines_of
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import split_chunks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.folding import fold_words

ONE, APART, BESIDE = 0, 1, 2
LEAST_GAP = 0.4  # of the type size: words of one text seldom stand further apart
MOST_PLACES = 2  # in one column at which it might be parted


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where columns are parted, or might be.

    Attributes:
        col: The column left of it, or the one it lies in.
        x: Where.
        opinion: APART between two columns, ONE inside one.
    """

    col: int
    x: float
    opinion: int
    left: tuple[tuple[Token, ...], ...]
    right: tuple[tuple[Token, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The places of a reading with their evidence, (n, FEATURES)."""

    places: tuple[Place, ...]
    features: NDArray[np.float64]


def look_at_columns(grid: Grid, scene: Scene) -> Places:
    """Return the places of a reading at which its columns are, or might be, parted."""
    lines = [s for s in lines_of(grid, scene, frozenset()) if s.rows is not None]
    places = [*_between(grid, lines), *_inside(grid, lines)]
    if not places:
        return Places((), np.zeros((0, len(NAMES))))
    measure = _Measure(grid, scene, lines, places)
    return Places(tuple(places), np.array([measure.place(p) for p in places]))


Kept = tuple[Token, ...]


def _columns(grid: Grid, lines: Sequence[Seen]) -> list[list[Kept]]:
    """Return, column by column, the tokens of cells of one column on each line."""
    home = {id(t): c.col for c in grid.cells if c.colspan == 1 for t in c.tokens}
    out: list[list[Kept]] = [[] for _ in range(grid.n_cols)]
    for seen in lines:
        rows: dict[int, list[Token]] = {}
        for t in seen.line.tokens:
            col = home.get(id(t))
            if col is not None:
                rows.setdefault(col, []).append(t)
        for col in range(grid.n_cols):
            out[col].append(tuple(rows.get(col, ())))
    return out


def _between(grid: Grid, lines: Sequence[Seen]) -> list[Place]:
    columns = _columns(grid, lines)
    places = []
    for col in range(grid.n_cols - 1):
        left, right = columns[col], columns[col + 1]
        ends = [max(t.x1 for t in k) for k in left if k]
        begins = [min(t.x0 for t in k) for k in right if k]
        if not ends or not begins:
            continue
        x = (max(ends) + min(begins)) / 2
        if max(ends) > min(begins):
            x = (float(np.median(ends)) + float(np.median(begins))) / 2
        places.append(Place(col, x, APART, tuple(left), tuple(right)))
    return places


def _inside(grid: Grid, lines: Sequence[Seen]) -> list[Place]:
    """Return the places inside columns that most gaps of their lines leave free."""
    places = []
    for col, column in enumerate(_columns(grid, lines)):
        free: list[tuple[float, float]] = []
        inked: list[tuple[float, float]] = []
        for kept in column:
            for a, b in pairwise(kept):
                if b.x0 - a.x1 > LEAST_GAP * max(a.size, b.size):
                    free.append((a.x1, b.x0))
            inked += [(t.x0, t.x1) for t in kept]
        if not free:
            continue
        found: list[float] = []
        spots = sorted({round((a + b) / 2, 1) for a, b in free})
        ink = np.array(inked)
        gap = np.array(free)
        value = [
            (
                float(
                    ((gap[:, 0] < x) & (gap[:, 1] > x)).sum()
                    - ((ink[:, 0] < x) & (ink[:, 1] > x)).sum()
                ),
                x,
            )
            for x in spots
        ]
        for _, x in sorted(value, key=lambda v: -v[0]):
            size = column_size(column)
            if all(abs(x - f) > 1.5 * size for f in found):
                found.append(x)
            if len(found) == MOST_PLACES:
                break
        for x in found:
            left = tuple(tuple(t for t in k if t.middle <= x) for k in column)
            right = tuple(tuple(t for t in k if t.middle > x) for k in column)
            places.append(Place(col, x, ONE, left, right))
    return places


def column_size(column: Sequence[Kept]) -> float:
    """Return the type size of a column."""
    return float(np.median([t.size for kept in column for t in kept] or [9.0]))


class _Measure:
    def __init__(
        self, grid: Grid, scene: Scene, lines: Sequence[Seen], places: Sequence[Place]
    ) -> None:
        self.grid, self.lines = grid, lines
        self.box = grid.box()
        self.size = float(np.median([s.line.size for s in lines]))
        self.height = max(self.box[3] - self.box[1], 1.0)
        self.v, self.h = scene.rulings.vertical, scene.rulings.horizontal
        self.tiles = scene.tiles.vertical
        if len(self.h):
            inside = (self.h[:, 0] > self.box[1] - self.size) & (
                self.h[:, 0] < self.box[3] + self.size
            )
            self.h = self.h[inside]
        self.areas = np.array([c.area for c in grid.cells if c.area] or np.zeros((0, 4)))
        self.gaps = {id(p): _gaps(p) / self.size for p in places}
        medians = [
            float(np.median(g)) for p in places if len(g := self.gaps[id(p)]) and p.opinion == APART
        ]
        self.widest = max(max(medians, default=1.0), 0.1)
        self.usual = max(float(np.median(medians)), 0.1) if medians else 1.0
        self.header = [c for c in grid.cells if c.row < max(1, grid.header_rows) and c.tokens]

    def place(self, p: Place) -> list[float]:
        left, right = p.left, p.right
        n = max(1, len(left))
        both = sum(bool(a) and bool(b) for a, b in zip(left, right, strict=True))
        only_left = sum(bool(a) and not b for a, b in zip(left, right, strict=True))
        only_right = sum(bool(b) and not a for a, b in zip(left, right, strict=True))
        gaps = self.gaps[id(p)]
        straddle = self._straddle(p)
        tl, tr = [_text(k) for k in left if k], [_text(k) for k in right if k]
        nl = float(np.mean([is_value(t) for t in tl])) if tl else np.nan
        nr = float(np.mean([is_value(t) for t in tr])) if tr else np.nan
        el = np.array([max(t.x1 for t in k) for k in left if k]) / self.size
        bl = np.array([min(t.x0 for t in k) for k in left if k]) / self.size
        br = np.array([min(t.x0 for t in k) for k in right if k]) / self.size
        er = np.array([max(t.x1 for t in k) for k in right if k]) / self.size
        return [
            float(p.opinion),
            float(KINDS.index(self.grid.kind) if self.grid.kind in KINDS else -1),
            float(self.grid.n_cols),
            p.col / max(1, self.grid.n_cols - 1),
            float(p.col),
            float(n),
            both / n,
            only_left / n,
            only_right / n,
            float(both),
            float(only_left),
            float(only_right),
            only_left / max(1, both + only_left),
            only_right / max(1, both + only_right),
            straddle[0] / n,
            straddle[1],
            straddle[2],
            *_quantiles(gaps),
            (float(np.median(gaps)) if len(gaps) else np.nan) / self.widest,
            (float(np.median(gaps)) if len(gaps) else np.nan) / self.usual,
            nl,
            nr,
            _steady(el),
            _steady(bl),
            _steady(br),
            _steady(er),
            float(np.mean([len(t) for t in tl])) if tl else 0.0,
            float(np.mean([len(t) for t in tr])) if tr else 0.0,
            *self._rules(p.x),
            *self._head(p),
            *self._sides(p),
            float(np.mean([t[:1].islower() for t in tr])) if tr else 0.0,
            _short(tl),
            _short(tr),
            float(np.mean([t in SIGNS for t in tl])) if tl else 0.0,
            float(np.mean([t in SIGNS for t in tr])) if tr else 0.0,
            float(np.mean([_ends_open(t) for t in tl])) if tl else 0.0,
        ]

    def _straddle(self, p: Place) -> tuple[float, float, float]:
        """Lines with a word over the place, in the body and in the header; cells that span it."""
        over = sum(
            any(t.x0 < p.x - 0.2 * t.size and t.x1 > p.x + 0.2 * t.size for t in s.line.tokens)
            for s in self.lines
        )
        spans = [c for c in self.grid.cells if c.tokens and c.col <= p.col < c.col + c.colspan - 1]
        head = sum(c.row < self.grid.header_rows for c in spans)
        return float(over), float(head), (len(spans) - head) / max(1, self.grid.n_rows)

    def _rules(self, x: float) -> list[float]:
        def cover(v: NDArray[np.float64]) -> float:
            if not len(v):
                return 0.0
            near = v[np.abs(v[:, 0] - x) < 0.9 * self.size]
            lengths = np.minimum(near[:, 2], self.box[3]) - np.maximum(near[:, 1], self.box[1])
            return float(min(1.0, lengths.clip(0).sum() / self.height))

        over = broken = 0
        if len(self.h):
            over = int(
                ((self.h[:, 1] < x - 0.3 * self.size) & (self.h[:, 2] > x + 0.3 * self.size)).sum()
            )
            ends = np.abs(self.h[:, 1:3] - x).min(axis=1) < 1.2 * self.size
            broken = int(ends.sum())
        area = 0.0
        if len(self.areas):
            a = self.areas
            edge = np.abs(a[:, [0, 2]] - x).min(axis=1) < 0.9 * self.size
            area = float(edge.mean())
        return [cover(self.v), cover(self.tiles), float(over), float(broken), area]

    def _head(self, p: Place) -> list[float]:
        """Whether both sides have a header of their own, and whether headers repeat."""
        if p.opinion == ONE:
            tokens = [t for c in self.header if c.col == p.col for t in c.tokens]
            own_left = any(t.middle <= p.x for t in tokens)
            own_right = any(t.middle > p.x for t in tokens)
            cut = p.col
        else:
            own_left = any(_covers(c, p.col) and c.colspan == 1 for c in self.header)
            own_right = any(_covers(c, p.col + 1) and c.colspan == 1 for c in self.header)
            cut = p.col
        left = _words(c for c in self.header if c.col <= cut)
        right = _words(c for c in self.header if c.col > cut)
        either = len(left | right)
        here = _words(c for c in self.header if c.col == cut)
        first = _words(c for c in self.header if c.col == 0)
        after = _words(c for c in self.header if c.col == cut + 1)
        return [
            float(own_left),
            float(own_right),
            len(left & right) / either if either else 0.0,
            len(after & first) / max(1, len(after | first)),
            len(after & here) / max(1, len(after | here)),
        ]

    def _sides(self, p: Place) -> list[float]:
        """How the whole left half and the whole right half go together, line by line."""
        both = left = right = 0
        for s in self.lines:
            a = any(t.x1 <= p.x + 0.2 * self.size for t in s.line.tokens)
            b = any(t.x0 >= p.x - 0.2 * self.size for t in s.line.tokens)
            both += a and b
            left += a and not b
            right += b and not a
        n = max(1, len(self.lines))
        col = p.col + (p.opinion == APART)
        words = [
            _text(c.tokens) for c in self.grid.cells if c.col == col and c.colspan == 1 and c.tokens
        ]
        label = float(np.mean([not is_value(w) for w in words])) if words else 0.0
        before = [
            is_value(_text(c.tokens))
            for c in self.grid.cells
            if c.col < col and c.col > 0 and c.colspan == 1 and c.tokens
        ]
        return [both / n, left / n, right / n, label, float(np.mean(before)) if before else np.nan]


SIGNS = frozenset("$€£%()-–—*") | {"US$", "R$", "M$", "kr"}


def _ends_open(text: str) -> bool:
    return text[-1:] in "-(:/$€£"


def _short(texts: Sequence[str]) -> float:
    return float(np.mean([len(t) <= 2 for t in texts])) if texts else 0.0


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(t.text for t in tokens)


def _words(cells: Iterable[GridCell]) -> frozenset[str]:
    return frozenset(w for c in cells for w in fold_words(_text(c.tokens)).split())


def _covers(cell: GridCell, col: int) -> bool:
    return cell.col <= col < cell.col + cell.colspan


def _gaps(p: Place) -> NDArray[np.float64]:
    return np.array(
        [
            min(t.x0 for t in b) - max(t.x1 for t in a)
            for a, b in zip(p.left, p.right, strict=True)
            if a and b
        ]
    )


def _quantiles(gaps: NDArray[np.float64]) -> list[float]:
    if not len(gaps):
        return [np.nan] * 4
    return [*np.quantile(gaps, (0.0, 0.25, 0.5)).tolist(), float((gaps > 1.0).mean())]


def _steady(edges: NDArray[np.float64]) -> float:
    """Share of edges that stand where the usual one does."""
    if len(edges) < 2:
        return np.nan
    return float((np.abs(edges - np.median(edges)) < 0.4).mean())


NAMES = tuple(range(17 + 4 + 2 + 2 + 4 + 2 + 5 + 5 + 5 + 6))

__all__ = ["APART", "BESIDE", "ONE", "Place", "Places", "look_at_columns", "split_chunks"]
