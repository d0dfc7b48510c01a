"""Reads the grid of a region from alignment: columns, header, rows, cells.

In: the text lines of a region with the rules and shading in it. Out: a grid. Used for regions
without crossing rules, and for the unruled parts of ruled ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.tables.columns import find_columns
from crossfoot.extractors.tables.grids import Grid, GridCell, tidy_grid
from crossfoot.extractors.tables.headers import count_header_lines, stack_header
from crossfoot.extractors.tables.layout import Layout, Part, PlacedLine, lay_out, measure_rows
from crossfoot.extractors.tables.rows import (
    FULL_RULE,
    is_drawn_break,
    lead_shapes,
    mark_columns,
    row_breaks,
    rule_share,
    rules_between,
    wraps_strongly,
)
from crossfoot.extractors.tokens.rulings import Lines
from crossfoot.extractors.tokens.textlines import TextLine, usual_pitch
from crossfoot.extractors.tokens.tokens import Token

GROUPING = 0.1  # share of rows without a label that makes a column one of group labels
GROUPED_SHARE = 0.5  # of the lines that start with a rule or shading above: rows are drawn
MOSTLY_BLANK = 0.95  # share of rows: a column that fills fewer is no column of labels
DRAWN = 0.5  # share of row breaks with a rule for rules to say how far cells reach


def read_aligned(
    lines: Sequence[TextLine],
    rules: Lines,
    shades: NDArray[np.float64],
    turned: Sequence[Token] = (),
    cuts: Sequence[float] | None = None,
    *,
    kind: str = "aligned",
    with_header: bool = True,
) -> Grid | None:
    """Return the grid of a region, None when it has fewer than two columns.

    Args:
        lines: Text lines, top to bottom.
        rules: Horizontal rules in the region, (n, 3).
        shades: Boxes of shaded areas in the region, (m, 4).
        turned: Sideways header lines.
        cuts: Column separators when rules give them; found from white space otherwise.
        kind: Name of the reading.
        with_header: Whether column headers stand on top of the lines.
    """
    if not lines:
        return None
    if cuts is None:
        cuts = find_columns(lines, turned)
    if not cuts:
        return None
    layout = lay_out(lines, cuts, rules, shades, turned)
    count = count_header_lines(layout, turned) if with_header else 0
    header, levels = stack_header(layout, turned, count)
    body, n_body = read_body(layout, count)
    cells = [*header, *(_shift(cell, levels) for cell in body)]
    grid = Grid(levels + n_body, len(cuts) + 1, tuple(cells), kind, levels)
    return tidy_grid(grid)


def _shift(cell: GridCell, rows: int) -> GridCell:
    return GridCell(cell.row + rows, cell.col, cell.rowspan, cell.colspan, cell.tokens, cell.area)


def read_body(layout: Layout, start: int) -> tuple[list[GridCell], int]:
    """Return the cells below the header, and how many rows they take."""
    placed = layout.lines[start:]
    if not placed:
        return [], 0
    pitch = usual_pitch([p.line for p in placed])
    row_pitch, has_tight = measure_rows(placed, pitch)
    body = replace(
        layout,
        lines=placed,
        pitch=pitch,
        row_pitch=row_pitch,
        has_tight=has_tight,
        marks=mark_columns(placed, len(layout.bounds) - 1),
        leads=lead_shapes(placed, len(layout.bounds) - 1),
    )
    drawn = [is_drawn_break(body, i) for i in range(1, len(placed))]
    breaks = row_breaks(body, grouped=_is_grouped(body, drawn))
    rows: list[list[PlacedLine]] = [[placed[0]]]
    for begins, line in zip(breaks, placed[1:], strict=True):
        if begins:
            rows.append([line])
        else:
            rows[-1].append(line)
    cells = [c for r, row in enumerate(rows) for c in _row_cells(r, row)]
    cells = _join_wrapped_labels(body, cells, rows)
    return _join_down(body, cells, rows, drawn), len(rows)


def _is_grouped(body: Layout, drawn: Sequence[bool]) -> bool:
    """Whether rules or shading draw every row, so that lines between them wrap."""
    if not drawn:
        return True
    groups = sum(drawn) + 1
    return groups >= 3 and groups >= GROUPED_SHARE * len(body.lines)


def _row_cells(r: int, row: Sequence[PlacedLine]) -> list[GridCell]:
    """Join the parts of a row's lines by column."""
    spans: list[tuple[int, int, list[Part]]] = []
    for part in (p for line in row for p in line.parts):
        home = next((s for s in spans if s[0] <= part.c1 and part.c0 <= s[1]), None)
        if home is None:
            spans.append((part.c0, part.c1, [part]))
        else:
            spans.remove(home)
            merged = (min(home[0], part.c0), max(home[1], part.c1), [*home[2], part])
            spans.append(merged)
    alone = len(spans) == 1
    cells = []
    for c0, c1, parts in spans:
        width = 1 if alone and c0 == 0 else c1 - c0 + 1
        cells.append(GridCell(r, c0, 1, width, tuple(t for p in parts for t in p.tokens)))
    return cells


def _join_wrapped_labels(
    body: Layout, cells: list[GridCell], rows: Sequence[Sequence[PlacedLine]]
) -> list[GridCell]:
    """Join a label that wraps beside the next rows of its group into one cell.

    Only in columns that group rows, that is, leave the label of some rows blank.
    """
    at = {(c.row, c.col): c for c in cells}
    for col in range(len(body.bounds) - 1):
        blank = sum((r, col) not in at for r in range(len(rows)))
        if blank < max(2, GROUPING * len(rows)) or blank > MOSTLY_BLANK * len(rows):
            continue
        for r in range(1, len(rows)):
            above, part = _last_part(rows[:r], col), rows[r][0].part(col)
            if above is None or part is None or part.is_value or above.is_value:
                continue
            follows = (r - 1, col) in at or any(
                c.col == col and c.row + c.rowspan == r for c in at.values()
            )
            if follows and wraps_strongly(body, above, part):
                _join_cell(at, r, col)
    return list(at.values())


def _last_part(rows: Sequence[Sequence[PlacedLine]], col: int) -> Part | None:
    """The lowest part of the last row that prints in a column."""
    parts = [p for line in rows[-1] if (p := line.part(col)) is not None]
    return parts[-1] if parts else None


def _join_down(
    body: Layout,
    cells: list[GridCell],
    rows: Sequence[Sequence[PlacedLine]],
    drawn: Sequence[bool],
) -> list[GridCell]:
    """Join cells over row breaks whose rule leaves their column out: a label of several rows."""
    if sum(drawn) < DRAWN * (len(rows) - 1):
        return cells
    at = {(c.row, c.col): c for c in cells}
    n_cols = len(body.bounds) - 1
    for r in range(1, len(rows)):
        upper, lower = rows[r - 1][-1].line, rows[r][0].line
        rules = rules_between(body, upper, lower)
        if not len(rules) or rule_share(body, rules) >= FULL_RULE:
            continue
        for col in range(n_cols):
            if not _is_ruled_at(body, rules, col):
                _join_cell(at, r, col)
    return list(at.values())


def _is_ruled_at(body: Layout, rules: Lines, col: int) -> bool:
    middle = (body.bounds[col] + body.bounds[col + 1]) / 2
    return bool(((rules[:, 1] <= middle) & (rules[:, 2] >= middle)).any())


def _join_cell(at: dict[tuple[int, int], GridCell], row: int, col: int) -> None:
    """Let the cell above take in the cell at (row, col), unless both hold numbers."""
    above = next(
        (
            c
            for (r, k), c in at.items()
            if k == col and r < row and r + c.rowspan >= row and c.colspan == 1
        ),
        None,
    )
    here = at.get((row, col))
    if above is None or above.row + above.rowspan != row:
        if here is not None and here.colspan == 1 and not any(t.is_number for t in here.tokens):
            del at[row, col]  # the label stands lower in its cell: beside the middle of its rows
            at[row - 1, col] = GridCell(row - 1, col, here.rowspan + 1, 1, here.tokens)
        return
    if here is not None and (here.colspan > 1 or any(t.is_number for t in here.tokens)):
        return
    tokens = above.tokens + (here.tokens if here is not None else ())
    at.pop((row, col), None)
    at[(above.row, col)] = GridCell(above.row, col, above.rowspan + 1, 1, tokens)
