"""Pages for the table engine, set by hand: words at given places, rules, sideways words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.model import Fills, Page, Strokes, Table, Words

CHAR_EM = 0.5  # width of every char, in em
SPACE_EM = 0.28


@dataclass(frozen=True)
class Set:
    """A text set at x on a baseline; ``align`` says which point of it x is."""

    text: str
    x: float
    base: float
    align: str = "left"
    size: float = 10.0
    bold: bool = False
    rotation: int = 0
    colour: int = 0


Rule = tuple[float, float, float, float]
"""(x0, y0, x1, y1) of a drawn line."""


def typeset(texts: Sequence[Set], rules: Sequence[Rule] = (), shades: Sequence[Rule] = ()) -> Page:
    """Return a page of 600 × 800 points with rules and boxes filled grey."""
    words = [w for text in texts for w in _words(text)]
    count = len(words)
    return Page(
        number=1,
        width=600.0,
        height=800.0,
        words=Words(
            text=tuple(w for w, _, _ in words),
            box=np.array([b for _, b, _ in words], dtype=np.float64).reshape(count, 4),
            size=np.array([t.size for _, _, t in words], dtype=np.float64),
            weight=np.array([700 if t.bold else 400 for _, _, t in words], dtype=np.int16),
            italic=np.zeros(count, np.bool_),
            colour=np.array([t.colour for _, _, t in words], dtype=np.uint32),
            rotation=np.array([t.rotation for _, _, t in words], dtype=np.int16),
            line=np.arange(count, dtype=np.int32),
            space=np.ones(count, np.bool_),
            font=np.zeros(count, np.int16),
            fonts=("Sans",),
        ),
        strokes=_strokes(rules),
        fills=Fills(
            np.array(shades, dtype=np.float64).reshape(-1, 4),
            np.full(len(shades), 0xEEEEEE, np.uint32),
            np.ones(len(shades), np.bool_),
        ),
        shapes=(),
        pictures=(),
    )


def _words(text: Set) -> list[tuple[str, tuple[float, float, float, float], Set]]:
    parts = text.text.split(" ")
    widths = [CHAR_EM * text.size * len(p) for p in parts]
    whole = sum(widths) + SPACE_EM * text.size * (len(parts) - 1)
    start = text.x - {"left": 0.0, "right": whole, "middle": whole / 2}[text.align]
    result = []
    for part, width in zip(parts, widths, strict=True):
        if text.rotation == 270:  # read upwards: x is the baseline, base the lower end
            y = text.base - (start - text.x)
            box = (text.x - 0.8 * text.size, y - width, text.x + 0.22 * text.size, y)
        else:
            box = (start, text.base - 0.8 * text.size, start + width, text.base + 0.22 * text.size)
        result.append((part, box, text))
        start += width + SPACE_EM * text.size
    return result


def _strokes(rules: Sequence[Rule]) -> Strokes:
    box = np.array(rules, dtype=np.float64).reshape(len(rules), 4)
    flat = np.array([abs(r[2] - r[0]) >= abs(r[3] - r[1]) for r in rules], dtype=np.bool_)
    return Strokes(box, flat, np.full(len(rules), 0.5), np.zeros(len(rules), np.uint32))


def lattice(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Return the rules of a full grid."""
    across = [(xs[0], y, xs[-1], y) for y in ys]
    return across + [(x, ys[0], x, ys[-1]) for x in xs]


def moved(page: Page, dx: float, dy: float, scale: float) -> Page:
    """Return a page scaled about its corner and shifted."""

    def place(box: NDArray[np.float64]) -> NDArray[np.float64]:
        placed: NDArray[np.float64] = box * scale + np.array([dx, dy, dx, dy])
        return placed

    words = replace(page.words, box=place(page.words.box), size=page.words.size * scale)
    strokes = replace(page.strokes, box=place(page.strokes.box))
    return replace(page, words=words, strokes=strokes)


def texts(table: Table) -> list[list[str]]:
    """Rows of cell texts, a spanning cell's at its first position."""
    grid = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
    return grid


def aligned(grids: Sequence[list[list[str]]]) -> str:
    """Return tables as golden files have them: columns below one another, one line per row."""
    blocks = []
    for grid in grids:
        widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
        lines = (" | ".join(map(str.ljust, row, widths)).rstrip() for row in grid)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
