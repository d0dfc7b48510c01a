"""Small changes of a made page: one thing moves, grows or goes, by an amount.

Amounts are points, but for ``swell`` (a factor) and ``keep`` (lines). A thing is the number of a
line, text, rule, fill or shape of the page, from 0; for ``left`` and ``below`` that of the text at
whose edge the page is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crossfoot.model import Page, Shape

Mask = NDArray[np.bool_]
Move = Callable[[Page, int, float], Page]

STEP = np.array([1.0, 0.0, 1.0, 0.0])
DOWN = np.array([0.0, 1.0, 0.0, 1.0])


def lines(page: Page) -> list[Mask]:
    """Return the words of each line, from the top."""
    bases = np.round(page.words.box[:, 3], 1)
    return [bases == base for base in sorted(set(bases.tolist()))]


def texts(page: Page) -> list[Mask]:
    """Return the words of each text: of one line and less than half a size apart."""
    found = []
    box, size = page.words.box, page.words.size
    for line in lines(page):
        order = sorted(np.flatnonzero(line), key=lambda i: box[i, 0])
        runs = [[i] for i in order[:1]]
        for before, i in pairwise(order):
            if box[i, 0] - box[before, 2] < size[i] / 2:
                runs[-1].append(i)
            else:
                runs.append([i])
        for run in runs:
            found.append(np.isin(np.arange(len(size)), run))
    return found


def _shift(page: Page, words: Mask, by: NDArray[np.float64]) -> Page:
    box = page.words.box + by * words[:, None]
    return replace(page, words=replace(page.words, box=box))


def _swell(page: Page, words: Mask, factor: float) -> Page:
    """Scale words about the left end of their baseline."""
    box = page.words.box.copy()
    left, bottom = box[words, 0].min(), box[words, 3].max()
    corner = np.array([left, bottom, left, bottom])
    box[words] = corner + (box[words] - corner) * factor
    size = np.where(words, page.words.size * factor, page.words.size)
    return replace(page, words=replace(page.words, box=box, size=size))


def _without(page: Page, words: Mask) -> Page:
    kept = ~words
    w = page.words
    return replace(
        page,
        words=replace(
            w,
            text=tuple(t for t, keep in zip(w.text, kept, strict=True) if keep),
            box=w.box[kept],
            size=w.size[kept],
            weight=w.weight[kept],
            italic=w.italic[kept],
            colour=w.colour[kept],
            rotation=w.rotation[kept],
            line=w.line[kept],
            space=w.space[kept],
            font=w.font[kept],
        ),
    )


def _cut(page: Page, axis: int, at: float, by: float) -> Page:
    """Move all that lies right of (axis 0) or below (1) a cut, and stretch what crosses it."""

    def moved(box: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where((np.arange(4) % 2 == axis) & (box >= at), box + by, box)

    words = page.words.box[:, axis] >= at
    page = _shift(page, words, by * (STEP if axis == 0 else DOWN))
    return replace(
        page,
        strokes=replace(page.strokes, box=moved(page.strokes.box)),
        fills=replace(page.fills, box=moved(page.fills.box)),
        shapes=tuple(
            replace(
                shape,
                points=tuple(
                    (x + by * (axis == 0 and x >= at), y + by * (axis == 1 and y >= at))
                    for x, y in shape.points
                ),
            )
            for shape in page.shapes
        ),
    )


def _edge(page: Page, rule: int, end: int, by: float, *, along: bool) -> Page:
    box = page.strokes.box.copy()
    flat = bool(page.strokes.horizontal[rule])
    axis = 0 if flat is along else 1
    for k in (0, 2) if end < 0 else (end,):
        box[rule, k + axis] += by
    return replace(page, strokes=replace(page.strokes, box=box))


def _fill(page: Page, fill: int, by: NDArray[np.float64]) -> Page:
    box = page.fills.box.copy()
    box[fill] += by
    return replace(page, fills=replace(page.fills, box=box))


def _shape(page: Page, n: int, change: Callable[[float, float], tuple[float, float]]) -> Page:
    made: list[Shape] = list(page.shapes)
    made[n] = replace(made[n], points=tuple(change(x, y) for x, y in made[n].points))
    return replace(page, shapes=tuple(made))


def _grown(page: Page, n: int, factor: float) -> Page:
    x0, y0 = page.shapes[n].points[0]
    return _shape(page, n, lambda x, y: (x0 + (x - x0) * factor, y0 + (y - y0) * factor))


def _keep(page: Page, _: int, count: float) -> Page:
    gone = np.zeros(len(page.words.text), np.bool_)
    for line in lines(page)[round(count) :]:
        gone |= line
    return _without(page, gone)


def _left_of(page: Page, n: int) -> float:
    return float(page.words.box[texts(page)[n], 0].min()) - 0.5


MOVES: Final[Mapping[str, Move]] = {
    "left": lambda page, n, by: _cut(page, 0, _left_of(page, n), by),
    "below": lambda page, n, by: _cut(
        page, 1, float(page.words.box[lines(page)[n], 1].min()) - 0.5, by
    ),
    "line down": lambda page, n, by: _shift(page, lines(page)[n], by * DOWN),
    "line right": lambda page, n, by: _shift(page, lines(page)[n], by * STEP),
    "swell line": lambda page, n, by: _swell(page, lines(page)[n], by),
    "text down": lambda page, n, by: _shift(page, texts(page)[n], by * DOWN),
    "text right": lambda page, n, by: _shift(page, texts(page)[n], by * STEP),
    "swell text": lambda page, n, by: _swell(page, texts(page)[n], by),
    "keep": _keep,
    "rule aside": lambda page, n, by: _edge(page, n, -1, by, along=False),
    "rule begins": lambda page, n, by: _edge(page, n, 0, by, along=True),
    "rule ends": lambda page, n, by: _edge(page, n, 2, by, along=True),
    "fill right": lambda page, n, by: _fill(page, n, by * STEP),
    "fill down": lambda page, n, by: _fill(page, n, by * DOWN),
    "fill ends": lambda page, n, by: _fill(page, n, by * np.array([0.0, 0, 1, 0])),
    "fill bottom": lambda page, n, by: _fill(page, n, by * np.array([0.0, 0, 0, 1])),
    "shape right": lambda page, n, by: _shape(page, n, lambda x, y: (x + by, y)),
    "shape down": lambda page, n, by: _shape(page, n, lambda x, y: (x, y + by)),
    "swell shape": _grown,
}


def things(page: Page, move: str) -> Iterator[int]:
    """Yield the things of a page that a move can be made with."""
    counts = {
        "left": len(texts(page)),
        "below": len(lines(page)),
        "line": len(lines(page)),
        "text": len(texts(page)),
        "rule": len(page.strokes.box),
        "fill": len(page.fills.box),
        "shape": len(page.shapes),
        "keep": 1,
    }
    word = move.split(" ")[-1 if move.startswith("swell") else 0]
    yield from range(counts[word])
