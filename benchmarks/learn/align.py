"""Which cell of the truth each word of a page belongs to.

In: the tokens of a page and its true tables, as truth files have them. Out: for each token, by its
index, the table and the rows and columns of its cell. Cells that say where they stand are matched
by their boxes; the others by what they spell: runs of words, of several possible ones that which
stands where its row and its column are.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np

from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import hull
from crossfoot.model import Box

Label = tuple[int, int, int, int, int]
"""Table, first row, row after its last, first column, column after its last."""
RawTable = Mapping[str, Any]

MARGIN = 4.0  # points by which words may stand outside the box of their table
SLACK = 1.0  # points by which the middle of a word may stand outside the box of its cell
MOST_RUNS = 300  # that spell one text
MOST_STEPS = 3000  # of the search for them
LINES_DOWN = 3.2  # lines by which a wrapped cell goes on below
ASIDE = 6.0  # lines by which its next line may stand aside of it
FAR = 12.0  # lines from its row and column: no part of a cell is looked for there
BREAK = 0.3  # lines from its place that a run of one line may be further than one of two
TOGETHER = 0.5  # lines: runs that are so much worse than the best are settled in the same round
_ALIKE = str.maketrans(
    "\u2018\u2019\u02bc\u0060\u00b4\u201c\u201d\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2212\ufffe",
    "'''''\"\"\"\"-------",
)
_BULLETS = "\u2022\u00b7\u2023"


def spelling(text: str) -> str:
    """Return a text as words and cells are compared: no space, no case, no bullets, one dash."""
    folded = unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE).casefold()
    shown = [c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")]
    plain = [c for c in shown if c not in _BULLETS and unicodedata.category(c) not in ("So", "Co")]
    return "".join(plain or shown)


def align(
    tokens: Sequence[Token], tables: Sequence[RawTable], scale: float = 1.0
) -> dict[int, Label]:
    """Return the label of each token that stands in a true table, by its index.

    Args:
        tokens: Of one page.
        tables: What stands on it: cells with row, col, spans and text, some with a bbox; a table's
            bbox, if it has one. Boxes in points of the page as displayed.
        scale: Points of a token's box to one of the page's (`page.pose.scale`).
    """
    words = [Word.of(t, scale) for t in tokens if spelling(t.text)]
    labels: dict[int, Label] = {}
    for k, table in enumerate(tables):
        cells = [
            Cell.of(k, c) for c in table.get("cells", ()) if spelling(str(c.get("text") or ""))
        ]
        free = [w for w in words if w.index not in labels]
        if any(c.box for c in cells):
            labels |= _by_box(cells, free)
        else:
            box = table.get("bbox")
            inside = [w for w in free if box is None or _holds(box, w.centre, MARGIN)]
            labels |= _Placing(cells, inside).labels()
    return labels


@dataclass(frozen=True)
class Word:
    """A token as it is compared.

    Attributes:
        spelt: What it may read as: with its raised marks, and without.
        box: In points of the page.
    """

    index: int
    spelt: tuple[str, ...]
    box: Box

    @classmethod
    def of(cls, token: Token, scale: float) -> Word:
        """Return what a token reads as, and where."""
        text = spelling(token.text)
        marked = spelling(token.text + "".join(token.marks))
        x0, y0, x1, y1 = (v / scale for v in token.box)
        return cls(token.index, tuple(dict.fromkeys((marked, text))), (x0, y0, x1, y1))

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    def leaves(self, text: str) -> Iterator[str]:
        """Yield what is left of a text that begins with it; a hyphen at its end may be a break."""
        for word in self.spelt:
            if text.startswith(word):
                yield text[len(word) :]
            elif len(word) > 1 and word.endswith("-") and text.startswith(word[:-1]):
                yield text[len(word) - 1 :]


@dataclass(frozen=True)
class Cell:
    """A true cell with text."""

    label: Label
    text: str
    words: tuple[str, ...]
    box: Box | None

    @classmethod
    def of(cls, table: int, raw: Mapping[str, Any]) -> Cell:
        """Return a cell as a truth file has it."""
        row, col = int(raw["row"]), int(raw["col"])
        down, across = int(raw.get("rowspan") or 1), int(raw.get("colspan") or 1)
        text = spelling(str(raw["text"]))
        words = tuple(w for w in map(spelling, str(raw["text"]).split()) if w and w in text)
        box = tuple(raw["bbox"]) if raw.get("bbox") else None
        label = (table, row, row + down, col, col + across)
        return cls(label, text, words, box)

    @property
    def row(self) -> float:
        """Middle of its rows."""
        return (self.label[1] + self.label[2] - 1) / 2

    @property
    def col(self) -> float:
        """Middle of its columns."""
        return (self.label[3] + self.label[4] - 1) / 2


def _holds(box: Sequence[float], point: tuple[float, float], margin: float) -> bool:
    x, y = point
    across = box[0] - margin <= x <= box[2] + margin
    return across and box[1] - margin <= y <= box[3] + margin


def _by_box(cells: Iterable[Cell], words: Iterable[Word]) -> dict[int, Label]:
    """Give each word to the smallest cell around its middle whose text it is a part of."""
    boxed = [(c.box, c) for c in cells if c.box is not None]
    boxed.sort(key=lambda p: (p[0][2] - p[0][0]) * (p[0][3] - p[0][1]))
    labels = {}
    for word in words:
        for box, cell in boxed:
            part = any(s in cell.text or (s.strip("-") or s) in cell.text for s in word.spelt)
            if part and _holds(box, word.centre, SLACK):
                labels[word.index] = cell.label
                break
    return labels


@dataclass(frozen=True)
class _Run:
    """Words that spell a cell, with how far they stand apart, in lines."""

    words: tuple[int, ...]
    box: Box
    loose: float


class _Line:
    """Where rows (or columns) are: seen ones by the median, others between or beyond those."""

    def __init__(self, seen: Mapping[float, Sequence[float]]) -> None:
        self._at = np.array(sorted(seen))
        self._where = np.array([np.median(seen[a]) for a in self._at])

    def __call__(self, place: float) -> float | None:
        """Return where a row or column should be, None where nothing is known."""
        at, where = self._at, self._where
        if len(at) < 2:
            return float(where[0]) if len(at) else None
        if at[0] <= place <= at[-1]:
            return float(np.interp(place, at, where))
        pitch = (where[-1] - where[0]) / (at[-1] - at[0])
        end = 0 if place < at[0] else -1
        return float(where[end] + (place - at[end]) * pitch)


class _Placing:
    """Finds the cells of one table that have no boxes.

    Texts that only one run of words spells are placed first; they say where rows and columns are,
    by which the others are settled, the nearest first.
    """

    def __init__(self, cells: Sequence[Cell], words: Sequence[Word]) -> None:
        self._cells = cells
        self._words = words
        heights = [w.box[3] - w.box[1] for w in words]
        self._line = max(2.0, float(np.median(heights))) if words else 8.0
        self._placed: dict[int, tuple[int, ...]] = {}
        self._used: set[int] = set()
        self._rows: dict[float, list[float]] = defaultdict(list)
        self._cols: dict[float, list[float]] = defaultdict(list)

    def labels(self) -> dict[int, Label]:
        """Return the label of each word that was placed, by its index."""
        self._place_runs()
        self._put_in_order()
        self._place_parts()
        return {
            self._words[i].index: self._cells[k].label
            for k, run in self._placed.items()
            for i in run
        }

    def _place_runs(self) -> None:
        runs = {text: self._runs(text) for text in {c.text for c in self._cells}}
        sole = [k for k, c in enumerate(self._cells) if len(runs[c.text]) == 1]
        for k in sorted(sole, key=lambda k: -len(self._cells[k].text)):
            self._put(k, runs[self._cells[k].text][0])
        while near := self._nearest(runs):
            limit = min(cost for cost, _, _ in near) + TOGETHER
            for cost, k, run in sorted(near, key=lambda n: n[:2]):
                if cost <= limit:
                    self._put(k, run)

    def _put_in_order(self) -> None:
        """Let the same text in the same columns, or the same rows, run as the cells do."""
        for across in (False, True):
            alike: dict[tuple[str, int, int], list[int]] = defaultdict(list)
            for k in self._placed:
                label = self._cells[k].label
                alike[self._cells[k].text, *(label[1:3] if across else label[3:])].append(k)
            for group in alike.values():
                group.sort(key=lambda k: self._cells[k].label[3 if across else 1])
                runs = sorted((self._placed[k] for k in group), key=self._start(across=across))
                self._placed.update(zip(group, runs, strict=True))

    def _start(self, *, across: bool) -> Callable[[tuple[int, ...]], float]:
        """How far right (or down) a run begins."""
        return lambda run: self._words[run[0]].box[0 if across else 1]

    def _nearest(self, runs: Mapping[str, Sequence[_Run]]) -> list[tuple[float, int, _Run]]:
        """The best free run of each cell that has one, with its cost."""
        row_at, col_at = _Line(self._rows), _Line(self._cols)
        near = []
        for k, cell in enumerate(self._cells):
            free = [] if k in self._placed else runs[cell.text]
            free = [r for r in free if self._used.isdisjoint(r.words)]
            if free:
                x, y = col_at(cell.col), row_at(cell.row)
                costs = [self._distance(r.box, x, y) + r.loose for r in free]
                best = int(np.argmin(costs))
                near.append((costs[best], k, free[best]))
        return near

    def _put(self, k: int, run: _Run) -> None:
        """Give words to a cell, if they are free still, and learn where its row and column are."""
        if not self._used.isdisjoint(run.words):
            return
        self._placed[k] = run.words
        self._used.update(run.words)
        cell, (x0, y0, x1, y1) = self._cells[k], run.box
        self._rows[cell.row].append((y0 + y1) / 2)
        self._cols[cell.col].append((x0 + x1) / 2)

    def _distance(self, box: Box, x: float | None, y: float | None) -> float:
        """How far a box is from where it should be, in lines; sideways counts half."""
        down = abs((box[1] + box[3]) / 2 - y) if y is not None else 0.0
        aside = abs((box[0] + box[2]) / 2 - x) if x is not None else 0.0
        return (down + aside / 2) / self._line

    def _runs(self, text: str) -> list[_Run]:
        """Runs of words, in reading order, that spell a text."""
        usable = [
            i
            for i, w in enumerate(self._words)
            if any(s in text or (s.endswith("-") and s[:-1] in text) for s in w.spelt)
        ]
        open_runs: list[tuple[tuple[int, ...], str]] = [
            ((i,), rest) for i in usable for rest in self._words[i].leaves(text)
        ]
        found: dict[tuple[int, ...], _Run] = {}
        for _ in range(MOST_STEPS):
            if not open_runs or len(found) >= MOST_RUNS:
                break
            run, rest = open_runs.pop()
            longer = [
                ((*run, j), r)
                for j in (self._next(run, usable) if rest else ())
                for r in self._words[j].leaves(rest)
            ]
            if not rest.strip("-.") and not longer:  # a dash at its end may be drawn, not printed
                found.setdefault(run, self._describe(run))
            open_runs += longer
        return list(found.values())

    def _next(self, run: tuple[int, ...], usable: Sequence[int]) -> list[int]:
        """Words that a run may go on with; the next of its line last, to be tried first."""
        words, line = self._words, self._line
        last = words[run[-1]]
        left = min(words[i].box[0] for i in run) - ASIDE * line
        right = max(words[i].box[2] for i in run) + ASIDE * line
        beside, below = [], []
        for j in usable:
            box, down = words[j].box, words[j].centre[1] - last.centre[1]
            if j in run:
                continue
            if abs(down) < 0.6 * line and box[0] >= last.box[2] - 0.5 * line:
                beside.append((box[0], j))
            elif 0.5 * line <= down < LINES_DOWN * line and left < box[2] and box[0] < right:
                below.append((round(down), box[0], j))
        lower = [j for *_, j in sorted(below)[:12]]
        return lower[::-1] + [j for _, j in sorted(beside)[:1]]

    def _describe(self, run: tuple[int, ...]) -> _Run:
        boxes = [self._words[i].box for i in run]
        gaps = [b[0] - a[2] - self._line for a, b in pairwise(boxes)]
        breaks = sum(b[1] > a[3] - 0.5 * self._line for a, b in pairwise(boxes))
        wide = sum(g for g in gaps if g > 0) / self._line
        return _Run(run, hull(boxes), 0.3 * wide + BREAK * breaks)

    def _place_parts(self) -> None:
        """Give to each cell that no run spells the free words near its place that most of it is."""
        row_at, col_at = _Line(self._rows), _Line(self._cols)
        for k, cell in enumerate(self._cells):
            if k in self._placed:
                continue
            x, y = col_at(cell.col), row_at(cell.row)
            taken: dict[int, int] = {}
            for word in cell.words:
                taken |= self._part(word, taken, x, y)
            if sum(taken.values()) >= 0.5 * len(cell.text):
                self._placed[k] = tuple(taken)
                self._used.update(taken)

    def _part(
        self, word: str, taken: Mapping[int, int], x: float | None, y: float | None
    ) -> dict[int, int]:
        """The free words that a word of a cell is, or is made of, with how many chars they give."""
        near = []
        if any(word in s and word != s for i in taken for s in self._words[i].spelt):
            return {}  # a word taken for another part of the cell spells this one too
        for i, w in enumerate(self._words):
            far = self._distance(w.box, x, y)
            if i in self._used or i in taken or far >= FAR:
                continue
            whole = any(word in s for s in w.spelt)
            piece = any(len(s) > 1 and s in word for s in w.spelt)
            if whole or piece:
                near.append((word not in w.spelt, not whole, far, i))
        if not near:
            return {}
        exact, torn, _, best = min(near)
        if not exact or not torn:
            return {best: len(word)}
        pieces: dict[int, int] = {}
        for *_, i in sorted(near, key=lambda n: n[2]):
            length = min(map(len, self._words[i].spelt))
            if sum(pieces.values()) + length <= len(word):
                pieces[i] = length
        return pieces


def agreement(ours: Mapping[int, Label], theirs: Mapping[int, Label]) -> tuple[int, int]:
    """Return (tokens that both label alike, tokens that either labels)."""
    every = set(chain(ours, theirs))
    return sum(ours.get(i) == theirs.get(i) for i in every), len(every)
