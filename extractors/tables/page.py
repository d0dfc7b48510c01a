"""What rules and alignment propose as the tables of a page.

``propose_grids`` is where the search of :mod:`crossfoot.extractors.weighing` begins. Its way: words
become lines (:mod:`.textlines`); crossing rules become lattices, read by :mod:`.ruled`; what they
leave over is searched for regions (:mod:`.regions`) whose columns, header and rows are read from
alignment (:mod:`.aligned`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.tables.aligned import read_aligned
from crossfoot.extractors.tables.confidence import (
    TORN_GAP,
    count_torn,
)
from crossfoot.extractors.tables.extents import (
    absorb_far_lines,
    is_head,
    part_at_heads,
    part_beside,
    read_body_below,
    sideways_headers,
    widen_frame,
)
from crossfoot.extractors.tables.grids import (
    Grid,
    count_grid_header,
    drop_rows,
    lone_text,
    tidy_grid,
)
from crossfoot.extractors.tables.lattices import Lattice, find_lattices
from crossfoot.extractors.tables.likeness import is_table_like
from crossfoot.extractors.tables.open_rows import extend_down, extend_up
from crossfoot.extractors.tables.regions import (
    columns_of,
    extend_frame,
    find_frames,
    find_runs,
    frame_lines,
    grow_upwards,
    is_caption,
    is_note,
    lines_within,
    trim_notes,
)
from crossfoot.extractors.tables.ruled import read_lattice, tokens_inside
from crossfoot.extractors.tables.scene import Scene, see_page
from crossfoot.extractors.tables.to_table import grid_to_table
from crossfoot.extractors.tokens.rulings import (
    Lines,
    Rulings,
    merge_collinear,
    tile_edges,
)
from crossfoot.extractors.tokens.sideways import join_blocks
from crossfoot.extractors.tokens.textlines import TextLine, group_lines, split_chunks, with_tokens
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import hull, overlap
from crossfoot.model import Box, Page, Table
from crossfoot.years import is_year

RUNNING_LINES = 2  # lines of a running header above a table that goes on from the last page
TITLE_ROWS = 2  # of a frame around a page's title
CHART_SHAPES = 6  # curves or slanted lines that make labels in columns a chart
BESIDE = 60.0  # at a body of 9: text so close beside shading stands in the same rows
NOTE_WORDS = 14  # a last row of one cell with so many words is a note
MAX_TORN = 0.25  # share of torn lines beyond which rules say less than alignment
SPARSE = 0.4  # share of filled cells below which a grid needs headers or a stub
WIDER = 1.1  # tiles and strokes together must hold so much more text than strokes alone
GOES_ON_COLUMNS = 4  # of a lone ruled row that is the last of a table: a box of text has fewer
DRAWING_MARGIN = 6.0  # at a body of 9: a chart's curves end so far around its labels
DRAWN_OVER = 0.2  # shapes a filled cell: fewer are marks in a table
MOSTLY_INSIDE = 0.5  # of a lattice of strokes that lies within one of tiles
SPLIT_BY_STROKES = 0.6  # of the tiles' text that several stroke lattices hold: they are the tables
CUT_SHARE = 0.5  # words a line beside a shaded box: more, and it shades some columns only
FEWEST_FILLED = 4  # cells with text: two rows of two
LEAST_FILLED = 0.15  # share of cells with text: blank boxes are a form
LONE_VALUES = 0.5  # share of rows with one number alone: the values of a bar chart
MOSTLY_HEADED = 0.6  # of the first row or column: a sparse grid has labels there
LETTERHEAD_LINES = 3  # lines of a letterhead's frame, one of them torn
LEFT_SLACK, BASE_SLACK = (
    2.0,
    1.0,
)  # at a body of 9: how far a line may begin before its box, and end
NO_GAP = 1.0  # at a body of 9: a grid whose top stands so little below a header is that header
HEAD_ABOVE = 0.5  # of the font size: a line so much higher stands beside sideways headers


def propose_tables(page: Page, *, exclude: Sequence[Box] = ()) -> tuple[Table, ...]:
    """Return what is proposed as the tables of a page, not weighed; see :func:`propose_grids`."""
    scene = see_page(page, exclude)
    return tuple(grid_to_table(g, page.number, "", scene.printed) for g in propose_grids(scene))


def propose_grids(scene: Scene) -> list[Grid]:
    """Return the grids that rules and alignment propose, top to bottom."""
    page, lines, turned, rulings = scene.page, scene.lines, scene.turned, scene.rulings
    ruled = read_ruled_tables(page, rulings, lines, turned)
    titles = [g for g in ruled if _is_page_title(g, lines)]
    lines = _without(lines, _held(titles))
    drawn = [g for g in ruled if g not in titles and not _is_drawing(page, g)]
    grids = _with_bodies(drawn, lines, rulings.horizontal, scene.shades)
    rest = _without(lines, _held(grids))
    sideways = join_blocks(turned)
    parts = part_at_heads(rest, rulings.horizontal)
    unruled = [g for x, h in parts for g in read_unruled_tables(x, h, scene.shades, sideways)]
    grids.extend(g for g in unruled if not _is_drawing(page, g))
    grids.sort(key=lambda g: (g.box()[1], g.box()[0]))
    return grids


def _with_bodies(
    grids: Sequence[Grid], lines: Sequence[TextLine], rules: Lines, shades: NDArray[np.float64]
) -> list[Grid]:
    """Give ruled headers the unruled bodies below them; drop rows of headers that have none."""
    rest = _without(lines, _held(grids))
    result: list[Grid] = []
    tops = sorted(g.box()[1] for g in grids)
    for grid in grids:
        whole = None
        if is_head(grid):
            bottom = grid.box()[3]
            floor = next((t for t in tops if t > bottom + NO_GAP), np.inf)
            whole = read_body_below(grid, rest, rules, shades, floor)
        if whole is not None:
            result.append(whole)
        elif grid.n_rows >= 2 or _goes_on(grid, lines):
            result.append(grid)
    return result


def _is_page_title(grid: Grid, lines: Sequence[TextLine]) -> bool:
    """Whether a frame on top of the page holds single lines without a number: the page's title."""
    if grid.n_rows > TITLE_ROWS or is_head(grid):
        return False
    if any(is_value(c.text) and not is_year(c.text) for c in grid.cells):
        return False
    if any(len(group_lines(c.tokens)) > 1 for c in grid.cells if c.tokens):
        return False
    return sum(line.base < grid.box()[1] for line in lines) <= RUNNING_LINES


def _goes_on(grid: Grid, lines: Sequence[TextLine]) -> bool:
    """Whether a ruled row stands on top of the page: the last of a table that begins before."""
    above = sum(line.base < grid.box()[1] for line in lines)
    return (
        above <= RUNNING_LINES
        and grid.n_cols >= GOES_ON_COLUMNS
        and all(c.tokens for c in grid.cells)
    )


def _is_drawing(page: Page, grid: Grid) -> bool:
    """Whether curves and slanted lines are drawn among a grid's cells: a chart's labels."""
    x0, top, x1, bottom = grid.box()
    starts = [shape.points[0] for shape in page.shapes if shape.points]
    inside = sum(
        x0 - DRAWING_MARGIN < x < x1 + DRAWING_MARGIN
        and top - DRAWING_MARGIN < y < bottom + DRAWING_MARGIN
        for x, y in starts
    )
    filled = sum(bool(c.tokens) for c in grid.cells)
    return inside >= CHART_SHAPES and inside > DRAWN_OVER * filled


def read_ruled_tables(
    page: Page, rulings: Rulings, lines: Sequence[TextLine], turned: Sequence[Token]
) -> list[Grid]:
    """Read the lattices of a page: of strokes first, then of filled tiles."""
    tokens = [*(t for line in lines for t in line.tokens), *turned]
    drawn = _read_all(find_lattices(rulings.horizontal, rulings.vertical), tokens, "ruled", lines)
    across, down = tile_edges(page.fills, page.width, page.height)
    if len(across):
        horizontal = merge_collinear(np.concatenate([rulings.horizontal, across]))
        vertical = merge_collinear(np.concatenate([rulings.vertical, down]))
        tiled = _read_all(find_lattices(horizontal, vertical, lines), tokens, "tiled", lines)
        for box, grid in tiled:
            if _cuts_lines(box, lines):
                continue
            inside = [d for d in drawn if overlap(d[0], box) > MOSTLY_INSIDE]
            held = sum(len(d[1].tokens()) for d in inside)
            if len(inside) >= 2 and held > SPLIT_BY_STROKES * len(grid.tokens()):
                continue
            if len(grid.tokens()) > WIDER * held:
                drawn = [d for d in drawn if d not in inside]
                drawn.append((box, grid))
    return [grid for _, grid in drawn]


def _cuts_lines(box: Box, lines: Sequence[TextLine]) -> bool:
    """Whether most lines in a box go on close beside it: the box shades some columns only."""
    within = lines_within(lines, box, slack=0.0)
    around = lines_within(lines, (box[0] - BESIDE, box[1], box[2] + BESIDE, box[3]), slack=0.0)
    extra = sum(len(line.tokens) for line in around) - sum(len(line.tokens) for line in within)
    return extra > CUT_SHARE * len(within)


def _holds(box: Box, line: TextLine) -> bool:
    """Whether a line of text begins inside a box."""
    return box[0] - LEFT_SLACK <= line.x0 <= box[2] and box[1] <= line.base <= box[3] + BASE_SLACK


def _read_all(
    lattices: Sequence[Lattice], tokens: Sequence[Token], kind: str, lines: Sequence[TextLine]
) -> list[tuple[Box, Grid]]:
    """Read the lattices that are tables, each with its outer box."""
    found = []
    for drawn in lattices:
        lattice = drawn
        if kind == "tiled":
            others = [x.box for x in lattices if x is not drawn]
            free = [x for x in lines if not any(_holds(b, x) for b in others)]
            turned = [t for t in tokens if t.rotation in (90, 270)]
            lattice = extend_up(extend_down(drawn, free), free, turned)
        grid = _read_one(lattice, tokens, kind)
        if grid is not None:
            found.append((lattice.box, grid))
    return found


def _read_one(lattice: Lattice, tokens: Sequence[Token], kind: str) -> Grid | None:
    """Read a lattice when it is a table: at least two columns and two rows of text."""
    if lattice.shape[1] < 2:
        return None
    grid = read_lattice(lattice, tokens, kind=kind)
    grid = grid and _trim(grid)
    if grid is None or grid.n_cols < 2:
        return None
    if grid.n_rows < 2:
        return grid
    filled = sum(bool(c.tokens) for c in grid.cells)
    torn, rows = count_torn(grid)
    limit = MAX_TORN * (grid.n_rows if kind == "tiled" else rows)
    if filled < max(FEWEST_FILLED, LEAST_FILLED * len(grid.cells)) or torn > limit:
        return None
    if not _has_labels(grid) or _is_scattered(grid):
        return None
    return replace(grid, header_rows=count_grid_header(grid))


def _is_scattered(grid: Grid) -> bool:
    """Whether a grid is lone numbers in most rows, and no word: the values of a drawn bar chart."""
    filled = [c for c in grid.cells if c.tokens]
    if any(char.isalpha() for c in filled for char in c.text):
        return False
    counts = Counter(c.row for c in filled)
    return sum(count == 1 for count in counts.values()) > LONE_VALUES * grid.n_rows


def _has_labels(grid: Grid) -> bool:
    """Whether the first row or the first column is mostly filled, or the grid as a whole is."""
    filled = [c for c in grid.cells if c.tokens]
    if len(filled) >= SPARSE * len(grid.cells):
        return True
    head = sum(c.colspan for c in filled if c.row == 0)
    stub = sum(c.rowspan for c in filled if c.col == 0)
    return head >= MOSTLY_HEADED * grid.n_cols or stub >= MOSTLY_HEADED * grid.n_rows


def _trim(grid: Grid) -> Grid | None:
    """Drop captions framed above a grid and notes framed below it."""
    top = bottom = 0
    while top < grid.n_rows - 1 and (is_caption(lone_text(grid, top)) or _is_title_box(grid, top)):
        top += 1
    while bottom < grid.n_rows - top - 1 and _is_note_row(
        lone_text(grid, grid.n_rows - 1 - bottom)
    ):
        bottom += 1
    return tidy_grid(drop_rows(grid, top, bottom)) if top or bottom else grid


def _is_title_box(grid: Grid, row: int) -> bool:
    """Whether a row is one cell of scattered texts: a page's letterhead in a frame."""
    if not lone_text(grid, row):
        return False
    cell = next(c for c in grid.cells if c.row == row and c.tokens)
    lines = group_lines([t for t in cell.tokens if t.rotation == 0])
    torn = sum(len(split_chunks(line.tokens, TORN_GAP)) > 1 for line in lines)
    return len(lines) >= LETTERHEAD_LINES and torn > 0


def _is_note_row(text: str) -> bool:
    return bool(text) and (is_note(text) or len(text.split()) >= NOTE_WORDS)


def _held(grids: Sequence[Grid]) -> set[Token]:
    return {t for g in grids for t in g.tokens()}


def _without(lines: Sequence[TextLine], held: set[Token]) -> list[TextLine]:
    """Return lines without the tokens that grids hold."""
    rest = []
    for line in lines:
        if held.isdisjoint(line.tokens):
            rest.append(line)
        elif tokens := tuple([t for t in line.tokens if t not in held]):
            rest.append(with_tokens(line, tokens))
    return rest


def read_unruled_tables(
    lines: Sequence[TextLine],
    rules: Lines,
    shades: NDArray[np.float64],
    turned: Sequence[Token],
) -> list[Grid]:
    """Read tables between rules of one width, then runs of lines in columns."""
    grids: list[Grid] = []
    held: set[Token] = set()
    for frame in find_frames(lines, rules):
        free = _without(lines, held)
        box = widen_frame(extend_frame(frame, free), free)
        inside = frame_lines(box, free, rules)
        if len(inside) < 2:
            continue
        cuts = columns_of(inside, ())
        if cuts:
            inside = grow_upwards(inside, free, cuts) if inside[0].base < box[1] else inside
        grid = _read_region(inside, rules, shades, turned, framed=True)
        if grid is not None:
            grids.append(replace(grid, kind="framed"))
            held.update(grid.tokens())
    rest = _without(lines, held)
    for found in (part for run in find_runs(rest) for part in part_beside(run)):
        rest = _without(rest, held)
        run = _without(found, held)
        if len(run) < len(found):
            continue
        cuts = columns_of(run, ())
        if not cuts:
            continue
        grown = absorb_far_lines(_with_turned(run, rest, turned), rest, cuts)
        grown = grow_upwards(grown, rest, cuts)
        grid = _read_region(grown, rules, shades, turned, framed=False)
        if grid is not None:
            grids.append(grid)
            held.update(grid.tokens())
    return grids


def _with_turned(
    run: Sequence[TextLine], lines: Sequence[TextLine], turned: Sequence[Token]
) -> list[TextLine]:
    """Add the upright lines that stand beside the sideways headers above a run."""
    x0, top, x1, _ = hull(t.box for line in run for t in line.tokens)
    size = run[0].size
    above = sideways_headers(turned, run)
    if not above:
        return list(run)
    start = min(t.top for t in above)
    beside = lines_within(lines, (x0, start, x1, top))
    return [*(line for line in beside if line.base < run[0].base - HEAD_ABOVE * size), *run]


def _read_region(
    lines: Sequence[TextLine],
    rules: Lines,
    shades: NDArray[np.float64],
    turned: Sequence[Token],
    *,
    framed: bool,
) -> Grid | None:
    x0, top, x1, bottom = hull(t.box for line in lines for t in line.tokens)
    size = lines[0].size
    above = sideways_headers(turned, lines)
    cuts = columns_of(lines, above)
    if not cuts:
        return None
    lines = trim_notes(lines, cuts)
    if not is_table_like(lines, cuts, framed=framed):
        return None
    near = rules[(rules[:, 0] > top - size) & (rules[:, 0] < bottom + size)]
    near = near[(near[:, 1] < x1) & (near[:, 2] > x0)]
    shade = shades[(shades[:, 1] < bottom) & (shades[:, 3] > top)] if len(shades) else shades
    grid = read_aligned(lines, near, shade, above, cuts)
    return grid if grid is None or count_torn(grid)[0] <= MAX_TORN * grid.n_rows else None


__all__ = ["Lattice", "propose_grids", "tokens_inside"]
