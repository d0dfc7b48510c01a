"""How far a table reaches beyond its first evidence.

In: the lines of a candidate, or a ruled header, and the page's other lines. Out: the lines that
belong to it too: a stub left of rules that stand under the numbers only, a total row below a wide
gap, the unruled body below a ruled header.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import is_value
from crossfoot.extractors.tables.aligned import read_aligned
from crossfoot.extractors.tables.columns import CHUNK_GAP, chunk_line, find_rivers
from crossfoot.extractors.tables.grids import Grid, GridCell, tidy_grid
from crossfoot.extractors.tables.regions import (
    has_columns,
    is_caption,
    is_data,
    is_note,
    is_prose,
    lines_within,
)
from crossfoot.extractors.tokens.rulings import GUTTER, Lines
from crossfoot.extractors.tokens.textlines import (
    TextLine,
    line_text,
    split_chunks,
    usual_pitch,
    with_tokens,
)
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import hull
from crossfoot.model import Box
from crossfoot.years import is_year

FAR = 5.5  # pitches that a line in the table's columns may stand off
HEAD_ROWS = 4  # rows of a lattice that may be a header without its body
BODY_GAP = 7.0  # pitches of white space that end the body below a ruled header
STUB_SHARE = 0.5  # of a frame's lines must go on to the left for a stub to stand there
OWN_LINES = 0.3  # share of lines on which each of two sides must stand alone to be parted
FITTING = 0.6  # share of a far line's texts that must stand inside one column each
SAME_LINE = 0.3  # of the font size: baselines of one line
ONE_TEXT = 0.7  # share of a stub's lines that are one text
LEAST_LINES = 6  # of a run that may be two things side by side
BELOW = 0.5  # of the font size: a line so much lower is another one
UNDER_HEAD = 10  # lines below two heads that are looked at
VALUED = 2  # lines on either side that end with a number
SAME_EDGE = 1.2  # of the font size: names of columns begin so near below a head
CROSSED = 0.2  # share of a body's lines that may run over its columns


def widen_frame(box: Box, lines: Sequence[TextLine]) -> Box:
    """Let a frame take in the stub left of it, where rules stand under the numbers only."""
    inside = lines_within(lines, box)
    beside = lines_within(lines, (0.0, box[1], box[0] - 1.0, box[3]), slack=0.0)
    if not inside:
        return box
    bases = np.array([line.base for line in inside])
    shared = [b for b in beside if np.abs(bases - b.base).min() < SAME_LINE * b.size]
    data = [line for line in inside if is_data(line) or len(line.tokens) >= 1]
    if len(shared) < STUB_SHARE * len(data) or len(shared) < 2:
        return box
    if len(beside) > 2 * len(shared) or sum(is_prose(b, box[0]) for b in beside) > 1:
        return box
    single = sum(len(split_chunks(b.tokens, 2 * CHUNK_GAP)) == 1 for b in shared)
    if single < ONE_TEXT * len(shared):
        return box
    return min(b.x0 for b in beside) - 1.0, box[1], box[2], box[3]


def sideways_headers(turned: Sequence[Token], lines: Sequence[TextLine]) -> list[Token]:
    """Return the sideways texts that head columns of a region: over its body, none in a margin."""
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    size, top = lines[0].size, lines[0].top
    data = [line for line in lines if is_data(line)]
    floor = (data[0] if data else lines[-1]).base
    over = [
        t
        for t in turned
        if left - size <= t.middle <= right + FAR * size
        and top - 4 * size < t.bottom <= floor + size
    ]
    return over if len(over) >= 2 else []


def part_beside(run: Sequence[TextLine]) -> list[list[TextLine]]:
    """Part a run whose two sides keep lines of their own: a table beside prose, or two tables."""
    if len(run) < LEAST_LINES:
        return [list(run)]
    for river in find_rivers(run):
        sides = [
            (
                tuple(t for t in line.tokens if t.middle < river.flow),
                tuple(t for t in line.tokens if t.middle >= river.flow),
            )
            for line in run
        ]
        lone = [sum(bool(s[k]) and not s[1 - k] for s in sides) for k in (0, 1)]
        if min(lone) >= OWN_LINES * len(run):
            return [
                [replace(line, tokens=s[k]) for line, s in zip(run, sides, strict=True) if s[k]]
                for k in (0, 1)
            ]
    return [list(run)]


def part_at_heads(lines: Sequence[TextLine], rules: Lines) -> list[tuple[list[TextLine], Lines]]:
    """Part a page where heads stand side by side: each has a table of its own below it.

    Returns:
        Lines with the rules of their side and height, from top to bottom and left to right. Above
        and below the two sides all lines stay together.
    """
    heads = (i for i in range(len(lines)) if _heads_beside(lines, i) is not None)
    at = next(heads, None)
    if at is None:
        return [(list(lines), rules)]
    cut, end = _gutter_below(lines[at:])
    y, top = rules[:, 0], lines[at].top
    over = y[(y > top) & (rules[:, 1] < cut) & (rules[:, 2] > cut)]
    floor = min([*over, *(x.top for x in lines[at + end : at + end + 1])], default=np.inf)
    inside = [x for x in lines[at : at + end] if x.base < floor]
    rest = lines[at + len(inside) :]
    left, level = rules[:, 2] < cut, (y > top) & (y < floor)
    return [
        (list(lines[:at]), rules[y <= top]),
        (_from_to(inside, -np.inf, cut), rules[level & left]),
        (_from_to(inside, cut, np.inf), rules[level & ~left]),
        *(part_at_heads(rest, rules[y >= floor]) if rest and inside else []),
    ]


def _gutter_below(lines: Sequence[TextLine]) -> tuple[float, int]:
    """Return where the two sides below two heads part, and how many lines stand in them."""
    low, high = _heads_beside(lines, 0) or (0.0, 0.0)
    spans = [(low, low), (high, high)]
    gaps, end = [(low, high)], 0
    for end, line in enumerate(lines):
        spans += [(t.x0, t.x1) for t in line.tokens if t.x1 > low and t.x0 < high]
        left = [g for g in _gaps(spans) if g[1] - g[0] >= GUTTER]
        if not left or (end and _heads_beside(lines, end) is not None):
            break
        gaps = left
    else:
        end = len(lines)
    x0, x1 = max(gaps, key=lambda g: (_names_right_of(lines[1:end], g[1]), g[1] - g[0]))
    return (x0 + x1) / 2, end


def _names_right_of(lines: Sequence[TextLine], x: float) -> int:
    """Return how many more lines go on with words right of a place than with a number."""
    ahead = [next((t for t in line.tokens if t.x0 >= x - 1), None) for line in lines]
    return sum(-1 if is_value(t.text) else 1 for t in ahead if t is not None)


def _from_to(lines: Sequence[TextLine], x0: float, x1: float) -> list[TextLine]:
    """Return what lines print between two places."""
    kept = ((line, tuple(t for t in line.tokens if x0 <= t.middle < x1)) for line in lines)
    return [with_tokens(line, tokens) for line, tokens in kept if tokens]


def _heads_beside(lines: Sequence[TextLine], i: int) -> tuple[float, float] | None:
    """Return where the first of two heads on a line ends and the second begins.

    They are captions by their words, or titles: each begins where names begin below it, with
    numbers beside the names.
    """
    chunks = chunk_line(lines[i])
    heads = [c for c in chunks if is_caption(line_text(c))]
    if len(heads) != 2 and _heads_names(chunks, lines[i + 1 : i + 1 + UNDER_HEAD]):
        heads = list(chunks)
    if len(heads) != 2 or heads[1][0].x0 - heads[0][-1].x1 < GUTTER:
        return None
    return heads[0][-1].x1, heads[1][0].x0


def _heads_names(heads: Sequence[Sequence[Token]], below: Sequence[TextLine]) -> bool:
    """Whether names of columns begin below each of two heads, and numbers follow on both sides."""
    if not below or len(heads) != 2:
        return False
    size, right = below[0].size, heads[1][0].x0 - below[0].size
    for head, own in zip(heads, _sides(chunk_line(below[0]), right), strict=True):
        if len(own) < 2 or is_value(line_text(own[0])):
            return False
        if not 0 <= own[0][0].x0 - head[0].x0 < SAME_EDGE * size:
            return False
    rows = [_sides(chunk_line(line), right) for line in below[1:]]
    return all(
        sum(len(own) > 1 and is_value(line_text(own[-1])) for own in side) >= VALUED
        for side in zip(*rows, strict=True)
    )


def _sides(
    chunks: Sequence[Sequence[Token]], x: float
) -> tuple[list[Sequence[Token]], list[Sequence[Token]]]:
    """Return the texts of a line left and right of a place."""
    return [c for c in chunks if c[0].x0 < x], [c for c in chunks if c[0].x0 >= x]


def _gaps(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the white space between spans."""
    gaps, reach = [], -np.inf
    for x0, x1 in sorted(spans):
        if x0 > reach > -np.inf:
            gaps.append((float(reach), x0))
        reach = max(reach, x1)
    return gaps


def absorb_far_lines(
    run: Sequence[TextLine], lines: Sequence[TextLine], cuts: Sequence[float]
) -> list[TextLine]:
    """Add lines above and below a run that stand in its columns beyond a wide gap."""
    grown = list(run)
    pitch = usual_pitch(run)
    left, right = min(x.x0 for x in run), max(x.x1 for x in run)
    size = run[0].size
    below = [x for x in lines if x.base > run[-1].base + BELOW * size]
    above = [x for x in reversed(lines) if x.base < run[0].base - BELOW * size]
    for side, index in ((below, -1), (above, 0)):
        for line in side:
            if abs(line.base - grown[index].base) > FAR * max(pitch, size):
                break
            if not _fits(line, cuts, left - size, right + size):
                break
            grown.insert(len(grown) if index else 0, line)
    return grown


def _fits(line: TextLine, cuts: Sequence[float], left: float, right: float) -> bool:
    """Whether a line prints in at least three columns, hardly a text crossing a cut."""
    if line.x0 < left or line.x1 > right or is_caption(line.text) or is_note(line.text):
        return False
    chunks = chunk_line(line)
    if len(chunks) < 3:
        return False
    home = [(bisect_left(cuts, c[0].x0 + 1), bisect_left(cuts, c[-1].x1 - 1)) for c in chunks]
    whole = sum(a == b for a, b in home)
    return whole >= FITTING * len(chunks) and len({a for a, _ in home}) >= 3


def is_head(grid: Grid) -> bool:
    """Whether a ruled grid is a header only: few rows, wide, no numbers but years."""
    if grid.n_rows > HEAD_ROWS or grid.n_cols < 3:
        return False
    texts = [c.text for c in grid.cells if c.tokens]
    values = [t for t in texts if is_value(t) and not is_year(t)]
    return len(texts) >= 3 and not values


def read_body_below(
    head: Grid, lines: Sequence[TextLine], rules: Lines, shades: NDArray[np.float64], floor: float
) -> Grid | None:
    """Return a ruled header with the unruled body below it as one grid, None without a body.

    Args:
        head: The header's grid.
        lines: Lines that no grid holds.
        rules: Horizontal rules of the page.
        shades: Shaded areas of the page.
        floor: y of the next grid below.
    """
    cuts, box = _head_columns(head)
    if len(cuts) != head.n_cols - 1:
        return None
    body = _body_lines(lines_within(lines, (box[0], box[3], box[2], floor)), cuts)
    if sum(map(is_data, body)) < 1:
        return None
    top, bottom = body[0].top, body[-1].bottom
    near = rules[(rules[:, 0] > top) & (rules[:, 0] < bottom)]
    grid = read_aligned(body, near, shades, (), cuts, with_header=False)
    if grid is None or grid.n_cols > head.n_cols:
        return None
    rows = head.n_rows
    below = [replace(c, row=c.row + rows) for c in _spread(grid, cuts)]
    whole = Grid(rows + grid.n_rows, head.n_cols, (*head.cells, *below), "ruled", rows)
    return tidy_grid(whole)


def _head_columns(head: Grid) -> tuple[list[float], Box]:
    """Column separators and outer box of a ruled header."""
    areas = [c.area for c in head.cells if c.area is not None]
    if not areas:
        return [], (0.0, 0.0, 0.0, 0.0)
    lowest = [c for c in head.cells if c.row + c.rowspan == head.n_rows and c.area is not None]
    starts = sorted(c.area[0] for c in lowest if c.area is not None)
    return starts[1:], hull(areas)


def _body_lines(lines: Sequence[TextLine], cuts: Sequence[float]) -> list[TextLine]:
    """Lines that follow a header without prose or a long gap, down to the last in columns."""
    if not lines:
        return []
    pitch = usual_pitch(lines)
    width = max(x.x1 for x in lines) - min(x.x0 for x in lines)
    body: list[TextLine] = []
    crossed = 0
    for line in lines:
        if body and line.base - body[-1].base > BODY_GAP * max(pitch, line.size):
            break
        if is_prose(line, width) or is_caption(line.text):
            break
        crossed += any(t.x0 < c - t.size < t.x1 - 2 * t.size for t in line.tokens for c in cuts)
        body.append(line)
    while body and not (has_columns(body[-1]) and body[-1].x1 > cuts[0]):
        body.pop()
    return body if crossed <= CROSSED * len(body) else []


def _spread(grid: Grid, cuts: Sequence[float]) -> list[GridCell]:
    """Number a body's columns as the header does: blank ones had been dropped."""
    homes: dict[int, int] = {}
    for cell in grid.cells:
        if cell.tokens and cell.colspan == 1:
            middle = float(np.median([t.middle for t in cell.tokens]))
            homes.setdefault(cell.col, int(np.searchsorted(cuts, middle)))
    return [replace(c, col=homes.get(c.col, c.col), colspan=1) for c in grid.cells if c.tokens]
