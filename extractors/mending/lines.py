"""The lines of text in the place of a reading.

In: a reading (a grid) and the scene it stands in. Out: the lines in its place from top to bottom,
those of the reading and a few above and below, each with the columns it fills.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_data, is_value
from crossfoot.extractors.tables.aligned import read_aligned
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.regions import columns_of
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks, with_tokens
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.folding import fold_words

AROUND = 4  # lines looked at above and below a reading
FAR = 6.5  # type sizes: text beyond so much white space is no row of a reading
NEAR = 2.6  # type sizes: from baseline to baseline, from a table up to its header
CLOSE = 1.5  # type sizes: between lines of one header
MOSTLY = 0.5  # of the texts of a column of numbers
WORD_SPACE = 1.0  # of the type size: chunks of a line stand further apart
BESIDE = 2.0  # type sizes by which a line may stand out of a reading and belong to it

KINDS = ("ruled", "tiled", "framed", "aligned")  # of readings, by what they were read from


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A line in the place of a reading.

    Attributes:
        line: Its tokens within the reading's columns.
        rows: First and last row of the reading it stands in; None outside.
    """

    line: TextLine
    rows: tuple[int, int] | None
    chunks: tuple[tuple[Token, ...], ...]
    filled: frozenset[int]
    numbers: frozenset[int]
    spans: int
    words: frozenset[str]
    text: str
    bold: float
    edges: NDArray[np.float64]


def column_extents(grid: Grid) -> NDArray[np.float64]:
    """Return the left and right edge of the ink of each column, (n_cols, 2)."""
    ext = np.full((grid.n_cols, 2), np.nan)
    for whole in (False, True):
        for c in grid.cells:
            if not c.tokens or (c.colspan > 1 and not whole):
                continue
            if whole and not np.isnan(ext[c.col, 0]):
                continue
            x0, x1 = min(t.x0 for t in c.tokens), max(t.x1 for t in c.tokens)
            if not (ext[c.col, 0] <= x0):
                ext[c.col, 0] = x0
            if not (ext[c.col, 1] >= x1):
                ext[c.col, 1] = x1
    last = grid.box()[0]
    for col in range(grid.n_cols):
        if np.isnan(ext[col]).any():
            ext[col] = (last, last)
        last = float(ext[col, 1])
    return ext


def lines_held(scene: Scene, own: Container[int]) -> list[TextLine]:
    """Return what lines print of some words.

    Args:
        own: Identities of the words.
    """
    kept = ((line, tuple(t for t in line.tokens if id(t) in own)) for line in scene.lines)
    return [with_tokens(line, tokens) for line, tokens in kept if tokens]


def align(
    lines: Sequence[TextLine], scene: Scene, cuts: Sequence[float] | None = None
) -> Grid | None:
    """Read lines from alignment, on columns that are given or found in their white space.

    Args:
        cuts: x positions between columns, points.
    """
    if len(lines) < 2:
        return None
    cuts = columns_of(lines, ()) if cuts is None else cuts
    if not cuts:
        return None
    top, bottom = lines[0].top, lines[-1].bottom
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    size = lines[0].size
    h, s = scene.rulings.horizontal, scene.shades
    if len(h):
        h = h[(h[:, 0] > top - size) & (h[:, 0] < bottom + size) & (h[:, 1] < x1) & (h[:, 2] > x0)]
    if len(s):
        s = s[(s[:, 1] < bottom) & (s[:, 3] > top)]
    return read_aligned(lines, h, s, (), cuts)


def lines_above(
    scene: Scene,
    sides: tuple[float, float],
    floor: float,
    held: frozenset[int],
    pitch: float = 0.0,
) -> Iterator[TextLine]:
    """Yield the lines right above a place, the lowest first, up to white space or what is held.

    Args:
        sides: Left and right end of the place; a type size more is looked at.
        floor: Baseline of the line that they stand above.
        held: Identities of the tokens that readings hold.
        pitch: Distance of the rows below, points: a header may be a row as they are.
    """
    x0, x1 = sides
    reach = NEAR
    for line in sorted(scene.lines, key=lambda x: -x.base):
        slack = line.size
        own = tuple(t for t in line.tokens if x0 - slack <= t.middle <= x1 + slack)
        if not own or floor - line.base < slack / 2:
            continue
        if floor - line.base > max(reach * slack, pitch) or any(id(t) in held for t in own):
            return
        yield with_tokens(line, own)
        floor, reach, pitch = line.base, CLOSE, 0.0


def lines_of(grid: Grid, scene: Scene, taken: frozenset[int]) -> list[Seen]:
    """Return the lines in a reading's place.

    Args:
        grid: The reading.
        scene: Its page.
        taken: Identities of the tokens that other readings of the page hold.
    """
    home = {id(t): (c.row, c.row + c.rowspan - 1) for c in grid.cells for t in c.tokens}
    ext = column_extents(grid)
    x0, top, x1, bottom = grid.box()
    inside: list[Seen] = []
    above: list[TextLine] = []
    below: list[TextLine] = []
    for line in scene.lines:
        own = tuple(t for t in line.tokens if id(t) in home)
        if own:
            inside.append(_see(with_tokens(line, own), _rows(own, home), ext))
            continue
        slack = BESIDE * line.size
        near = tuple(t for t in line.tokens if x0 - slack <= t.middle <= x1 + slack)
        if not near:
            continue
        blocked = any(id(t) in taken for t in near)
        if line.base <= top + 0.5 * line.size:
            if above and line.base - above[-1].base > FAR * line.size:
                above = []
            above = [] if blocked else [*above[-(AROUND - 1) :], with_tokens(line, near)]
        elif line.base > bottom:
            last = below[-1].base if below else bottom
            if blocked or len(below) == AROUND or line.base - last > FAR * line.size:
                break
            below.append(with_tokens(line, near))
    if above and inside and inside[0].line.base - above[-1].base > FAR * inside[0].line.size:
        above = []
    return [
        *(_see(line, None, ext) for line in above),
        *inside,
        *(_see(line, None, ext) for line in below),
    ]


def _rows(tokens: Sequence[Token], home: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return the rows a line stands in: those of its cells of one row, else of all."""
    rows = [home[id(t)] for t in tokens]
    single = [r for r in rows if r[0] == r[1]] or rows
    return min(r[0] for r in single), max(r[1] for r in single)


def _see(line: TextLine, rows: tuple[int, int] | None, ext: NDArray[np.float64]) -> Seen:
    chunks = tuple(split_chunks(line.tokens, WORD_SPACE))
    filled: set[int] = set()
    numbers: set[int] = set()
    spans = 0
    edges = []
    for chunk in chunks:
        left, right = chunk[0].x0, max(t.x1 for t in chunk)
        over = np.minimum(ext[:, 1], right) - np.maximum(ext[:, 0], left)
        cols = np.flatnonzero(over > 0.3 * line.size).tolist()
        if not cols:
            middle = (left + right) / 2
            cols = [int(np.abs(ext.mean(axis=1) - middle).argmin())]
        filled.update(cols)
        spans += len(cols) > 1
        if is_value(" ".join(t.text for t in chunk)):
            numbers.update(cols)
        edges.append((left, right))
    text = line.text
    return Seen(
        line,
        rows,
        chunks,
        frozenset(filled),
        frozenset(numbers),
        spans,
        frozenset(fold_words(text).split()),
        text,
        sum(t.bold for t in line.tokens) / len(line.tokens),
        np.array(edges),
    )


def number_columns(grid: Grid) -> set[int]:
    """Return the columns, right of the first one, whose texts are mostly values."""
    kinds: dict[int, list[bool]] = {}
    for c in grid.cells:
        if c.col > 0 and c.tokens and c.colspan == 1:
            kinds.setdefault(c.col, []).append(is_value(c.text))
    return {col for col, own in kinds.items() if sum(own) > MOSTLY * len(own)}


def row_bases(grid: Grid) -> list[float]:
    """Return the baselines of the rows that hold a number right of the first column, in order."""
    rows: dict[int, list[float]] = {}
    for c in grid.cells:
        if c.col > 0 and c.rowspan == 1 and len(c.lines) == 1 and is_data(c.text):
            rows.setdefault(c.row, []).append(c.lines[0].base)
    last = max((c.row for c in grid.cells if c.tokens), default=0)
    found = sorted(median(own) for own in rows.values())
    return found if last in rows and len(set(found)) == len(found) else []


def row_pitch(grid: Grid) -> float:
    """Return the usual distance of rows with numbers, points; 0 where too few tell."""
    bases = row_bases(grid)
    return median(b - a for a, b in pairwise(bases)) if len(bases) > 1 else 0.0
