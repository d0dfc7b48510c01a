"""What other proposers make of a page: rivals of the readings that the search begins with.

In: a scene, or a reading of it. Out: grids by family, each family simple and complete in itself:
drawn lattices one by one, rules of one extent, blocks of white space, rows between rules. None
sees what another one found; whether a rival takes the place of a reading is weighed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.mending.lines import align
from crossfoot.extractors.mending.moves import merge_rows, tidy
from crossfoot.extractors.tables.confidence import count_torn
from crossfoot.extractors.tables.grids import Grid, count_grid_header
from crossfoot.extractors.tables.lattices import find_lattices
from crossfoot.extractors.tables.regions import lines_within
from crossfoot.extractors.tables.ruled import read_lattice
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.rulings import merge_collinear
from crossfoot.extractors.tokens.textlines import TextLine, group_lines, split_chunks, with_tokens

FEWEST_CELLS = 4  # of a table: two rows of two
SAME_END = 0.5  # of the type size: rules that begin and end this close have one extent
ACROSS = 0.8  # of a reading's width: a rule this long parts rows
FEWEST_RULES = 3  # of one extent: above a header, below it, and at the end
RULED_ROWS = 4  # that rules part: fewer may be a box around a paragraph
FILLED = 0.6  # of the places of a table between rules: a chart's gridlines have less between
RULED_SHARE = 0.8  # of the gaps between rows: a header of two lines has none within
TORN_ROWS = 0.25  # of the ruled rows: more fall apart in what is drawn between two frames
GUTTER = 1.0  # of the type size: white space this wide may part blocks
RUNS = (2.2, 3.5, 5.0)  # of the type size: how far the lines of one run may stand apart
MOST_COLUMNS = 8  # of a block whose neighbouring columns are looked at together
DEEPEST = 4  # times that blocks are parted

Reading = tuple[Grid, ...]


def is_whole(grid: Grid | None) -> bool:
    """Whether a grid is large enough for a table."""
    if grid is None or grid.n_rows < 2 or grid.n_cols < 2:
        return False
    return sum(bool(c.tokens) for c in grid.cells) >= FEWEST_CELLS


@lru_cache(maxsize=2)
def rival_families(scene: Scene) -> tuple[tuple[str, Reading], ...]:
    """Return the families of rivals on a page, each with its grids, which share no word.

    Every reading of the page asks for them; they are read once.
    """
    return (
        ("lattices", tuple(_lattices(scene, tiled=False))),
        ("tiles", tuple(_lattices(scene, tiled=True))),
        ("rules", tuple(_between_rules(scene))),
    )


def ids_of(grid: Grid) -> frozenset[int]:
    """Return the identities of a grid's tokens."""
    return frozenset(id(t) for t in grid.tokens())


def placed(grid: Grid) -> frozenset[object]:
    """Return what two grids have in common that read the same: each word at its place."""
    return frozenset(
        (c.row, c.col, c.rowspan, c.colspan, frozenset(map(id, c.tokens)))
        for c in grid.cells
        if c.tokens
    )


def _lattices(scene: Scene, *, tiled: bool) -> Iterator[Grid]:
    """Each drawn lattice by itself, of strokes alone or of the edges of fills too."""
    across, down = scene.rulings.horizontal, scene.rulings.vertical
    text: Sequence[TextLine] = ()
    if tiled:
        if not len(scene.tiles.horizontal):
            return
        across = merge_collinear(np.concatenate([across, scene.tiles.horizontal]))
        down = merge_collinear(np.concatenate([down, scene.tiles.vertical]))
        text = scene.lines
    tokens = [*(t for line in scene.lines for t in line.tokens), *scene.turned]
    held: set[int] = set()
    for lattice in find_lattices(across, down, text, stacked=False):
        free = [t for t in tokens if id(t) not in held]
        grid = read_lattice(lattice, free, kind="tiled" if tiled else "ruled")
        if grid is not None and is_whole(grid):
            held |= ids_of(grid)
            yield replace(grid, header_rows=count_grid_header(grid))


def _between_rules(scene: Scene) -> Iterator[Grid]:
    """Tables whose rules go from their left edge to their right one, whatever they part."""
    h = scene.rulings.horizontal
    if not len(scene.lines):
        return
    size = float(np.median([line.size for line in scene.lines]))
    used: set[int] = set()
    held: set[int] = set()
    for i in range(len(h)):
        if i in used:
            continue
        same = [j for j in range(len(h)) if (np.abs(h[j, 1:] - h[i, 1:]) < SAME_END * size).all()]
        used.update(same)
        if len(same) < FEWEST_RULES:
            continue
        ys = sorted(h[same, 0].tolist())
        box = (float(h[i, 1]), ys[0] - 3.0 * size, float(h[i, 2]), ys[-1])
        lines = [
            line
            for line in lines_within(scene.lines, box, slack=0.5 * size)
            if all(id(t) not in held for t in line.tokens)
        ]
        above = [line for line in lines if line.base < ys[0]][-1:]
        head = [x for x in above if len(split_chunks(x.tokens, 1.0)) > 1]
        grid = align([*head, *(x for x in lines if x.base >= ys[0])], scene)
        if grid is not None and is_whole(grid):
            made = between_rules(grid, scene) or grid
            held |= ids_of(made)
            yield made


def separators(grid: Grid, scene: Scene) -> list[float]:
    """Return the heights at which a rule or the edge of shading crosses a reading, ascending."""
    x0, top, x1, bottom = grid.box()
    ys: list[float] = []
    edges = [scene.rulings.horizontal, scene.tiles.horizontal]
    lines = np.concatenate([e for e in edges if len(e)]) if any(map(len, edges)) else None
    if lines is None:
        return ys
    lines = lines[(lines[:, 0] > top) & (lines[:, 0] < bottom)]
    for y in sorted(set(np.round(lines[:, 0]).tolist())):
        spans = np.clip(lines[np.abs(lines[:, 0] - y) < 2.0][:, 1:], x0, x1)
        covered, end = 0.0, x0
        for a, b in sorted(spans.tolist()):
            covered += max(0.0, b - max(a, end))
            end = max(end, b)
        if covered >= ACROSS * (x1 - x0):
            ys.append(y)
    return ys


def parts_by_rules(grid: Grid, scene: Scene) -> bool:
    """Whether rules as wide as a reading part its rows, almost all of them."""
    if grid.n_rows < RULED_ROWS or grid.n_cols < 2:
        return False
    if sum(bool(c.tokens) for c in grid.cells) < FILLED * grid.n_rows * grid.n_cols:
        return False
    ys = separators(grid, scene)
    parted = sum(_is_parted(grid, r, ys) for r in range(grid.n_rows - 1))
    return parted >= RULED_SHARE * (grid.n_rows - 1) and count_torn(grid)[0] <= TORN_ROWS * parted


def between_rules(grid: Grid, scene: Scene) -> Grid | None:
    """Return the reading with one row between each two of its rules; None if that is as it is."""
    ys = separators(grid, scene)
    if len(ys) < FEWEST_RULES - 1:
        return None
    return _merge(grid, [r for r in range(grid.n_rows - 1) if not _is_parted(grid, r, ys)])


def _is_parted(grid: Grid, row: int, ys: Sequence[float]) -> bool:
    upper = [t.base for c in grid.cells if c.row + c.rowspan - 1 == row for t in c.tokens]
    lower = [t.base for c in grid.cells if c.row == row + 1 for t in c.tokens]
    if not upper or not lower:
        return False
    a, b = float(np.median(upper)), float(np.median(lower))
    return any(a - 1.0 < y < b for y in ys)


def _merge(grid: Grid, rows: Sequence[int]) -> Grid | None:
    """Merge each of some rows with the next."""
    if not rows:
        return None
    for r in sorted(rows, reverse=True):
        grid = merge_rows(grid, r)
    made = tidy([grid])
    return made[0] if made and is_whole(made[0]) else None


def loose_grids(scene: Scene, held: frozenset[int]) -> Iterator[Grid]:
    """Propose grids of what no reading holds: lines in columns, close to one another."""
    free = []
    for line in scene.lines:
        kept = tuple(t for t in line.tokens if id(t) not in held)
        if kept:
            free.append(with_tokens(line, kept))
    seen: set[frozenset[int]] = set()
    for block in blocks(free, DEEPEST):
        for apart in RUNS:
            for run in _runs(block, apart):
                trimmed = _trim(run)
                key = frozenset(id(t) for line in trimmed for t in line.tokens)
                if len(trimmed) < 2 or key in seen:
                    continue
                seen.add(key)
                grid = align(trimmed, scene)
                if grid is not None and is_whole(grid):
                    yield grid


def blocks(lines: Sequence[TextLine], deep: int) -> Iterator[list[TextLine]]:
    """Return the blocks of white space: all lines, and what wide gutters and gaps part them into.

    The whole comes first, then its parts, each with its own parts. Columns come alone and with
    their neighbours: a list of names and amounts is two of the columns of a magazine's page.
    """
    if len(lines) < 2:
        return
    yield list(lines)
    if not deep:
        return
    size = float(np.median([line.size for line in lines]))
    columns = _beside(lines, size)
    if 2 <= len(columns) <= MOST_COLUMNS:
        for i, j in combinations(range(len(columns) + 1), 2):
            if j - i < len(columns):
                yield from blocks(_side_by_side(columns[i:j]), deep - 1 if j - i == 1 else 0)
        return
    parts = list(_runs(lines, RUNS[0]))
    for part in parts if len(parts) > 1 else []:
        yield from blocks(part, deep - 1)


def _side_by_side(columns: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """Return the lines of neighbouring columns, those of one height as one."""
    return group_lines([t for column in columns for line in column for t in line.tokens])


def _beside(lines: Sequence[TextLine], size: float) -> list[list[TextLine]]:
    """Part lines at the gutters that no word stands in."""
    spans = sorted((t.x0, t.x1) for line in lines for t in line.tokens)
    cuts: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans:
        if x0 - reach > GUTTER * size:
            cuts.append((reach + x0) / 2)
        reach = max(reach, x1)
    edges = [-np.inf, *cuts, np.inf]
    parts = []
    for a, b in pairwise(edges):
        part = []
        for line in lines:
            kept = tuple(t for t in line.tokens if a < t.middle < b)
            if kept:
                part.append(with_tokens(line, kept))
        parts.append(part)
    return parts


def _runs(lines: Sequence[TextLine], apart: float) -> Iterator[list[TextLine]]:
    """Return the runs of lines that follow each other by less than so many type sizes."""
    run: list[TextLine] = []
    for line in lines:
        if run and line.base - run[-1].base >= apart * line.size:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _trim(run: Sequence[TextLine]) -> list[TextLine]:
    """Return a run from its first to its last line of several chunks."""
    wide = [i for i, line in enumerate(run) if len(split_chunks(line.tokens, 1.0)) >= 2]
    if len(wide) < 2 or not any(has_digit(t.text) for i in wide for t in run[i].tokens):
        return []
    return list(run[wide[0] : wide[-1] + 1])
