"""Rows that shading leaves open: those beyond the first and the last shaded row of a table.

In: a lattice of filled tiles and the lines of text around it. Out: the lattice with the rows that
are white and have no rule of their own: a header above the first shaded row, the last row below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from crossfoot.extractors.tables.lattices import OTHER_SIZE, Lattice
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.extractors.tokens.tokens import Token

MARGIN = 1.5  # at a body of 9: how far a line may reach beyond the outermost tiles
CHUNK_PART = 1.2  # of the font size: gap between texts of two columns
LAST_ROW = 1.4  # of the rows' usual height: how far a row without lower rule may reach
HEAD_STEP = 1.9  # of the font size: between the lines of a header, and from it to the first tile
HEADED = 0.5  # share of the columns that the lines above the first tile must head
NEXT_LINE = 1.5  # of the font size: the next line of the row added


def extend_down(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """Add a last row whose lower rule is not drawn: the page ends, or only every other is shaded.

    Its first line stands in at least two columns, right below, and crosses no gridline.
    """
    x0, _, x1, bottom = lattice.box
    heights = np.diff(lattice.ys)
    reach = bottom + float(np.median(heights)) * LAST_ROW
    added: list[TextLine] = []
    for line in lines:
        if added:
            reach = added[-1].base + NEXT_LINE * line.size
        if not bottom < line.base < reach or line.x0 < x0 - MARGIN or line.x1 > x1 + MARGIN:
            continue
        columns = _columns(lattice, line)
        if columns is None or (not added and len(columns) < 2):
            break
        added.append(line)
    if not added or len(lattice.xs) < 3:
        return lattice
    ys = np.append(lattice.ys, max(x.bottom for x in added) + 1.0)
    across = np.vstack([lattice.across, np.ones((1, lattice.across.shape[1]), dtype=bool)])
    across[-2] = True
    down = np.vstack([lattice.down, np.ones((1, lattice.down.shape[1]), dtype=bool)])
    return replace(lattice, ys=ys, across=across, down=down)


def extend_up(lattice: Lattice, lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> Lattice:
    """Add the white rows above the first shaded one: a header, a row between header and shade.

    Their lines stand close above one another, head most columns, and cross no gridline; a row
    ends where bold type does. Sideways headers reach as high as they reach.

    Args:
        lattice: Of filled tiles.
        lines: Lines of the page that no other lattice holds.
        turned: Sideways tokens of the page.
    """
    if len(lattice.xs) < 3:
        return lattice
    sideways = _turned_above(lattice, turned)
    start = min((t.top for t in sideways), default=np.inf)
    added = _lines_above(lattice, lines, start)
    headed = {c for line in added for c in _columns(lattice, line) or ()}
    headed |= {int(np.searchsorted(lattice.xs, t.middle)) for t in sideways}
    if len(headed) < max(2, HEADED * lattice.shape[1]):
        return lattice
    tops = [line.top - 1.0 for i, line in enumerate(added) if not i or _ends_bold(added, i)]
    tops = tops or [start]
    tops[0] = min(tops[0], start - 1.0)
    ys = np.concatenate([tops, lattice.ys])
    n = len(tops)
    across = np.vstack([np.ones((n, lattice.across.shape[1]), dtype=bool), lattice.across])
    across[n] = True
    down = np.vstack([np.ones((n, lattice.down.shape[1]), dtype=bool), lattice.down])
    return replace(lattice, ys=ys, across=across, down=down)


def _turned_above(lattice: Lattice, turned: Sequence[Token]) -> list[Token]:
    """Sideways texts that end close above the lattice."""
    x0, top, x1, bottom = lattice.box
    height = (bottom - top) / lattice.shape[0]
    return [
        t
        for t in turned
        if x0 < t.middle < x1 and t.top < top and -t.size < top - t.bottom < max(2 * height, t.size)
    ]


def _lines_above(lattice: Lattice, lines: Sequence[TextLine], start: float) -> list[TextLine]:
    """Lines that stack up from the first tile, those beside sideways headers too; top down."""
    x0, top, x1, _ = lattice.box
    added: list[TextLine] = []
    above = [x for x in lines if x.base < top + 1 and x.x0 < x1 and x.x1 > x0]
    for line in sorted(above, key=lambda x: -x.base):
        below = added[-1].base if added else top + line.size
        close = below - line.base < HEAD_STEP * line.size or line.top >= start - 1
        columns = _columns(lattice, line)
        outside = line.x0 < x0 - MARGIN or line.x1 > x1 + MARGIN
        other = bool(added) and abs(line.size - added[0].size) > OTHER_SIZE * line.size
        if not close or outside or other or columns is None:
            break
        alike = bool(added) and line.tokens[0].bold == added[-1].tokens[0].bold
        if len(columns) < 2 and not alike and line.top < start - 1:
            break
        added.append(line)
    return added[::-1]


def _ends_bold(lines: Sequence[TextLine], i: int) -> bool:
    """Whether the line before line i is bold and line i is not: a header ends."""
    return all(t.bold for t in lines[i - 1].tokens) and not all(t.bold for t in lines[i].tokens)


def _columns(lattice: Lattice, line: TextLine) -> set[int] | None:
    """Columns a line prints in; None when a text of it crosses a gridline."""
    ends = [
        (
            int(np.searchsorted(lattice.xs, c[0].x0 + 1)),
            int(np.searchsorted(lattice.xs, c[-1].x1 - 1)),
        )
        for c in split_chunks(line.tokens, CHUNK_PART)
    ]
    return None if any(a != b for a, b in ends) else {a for a, _ in ends}
