"""Turns a grid of tokens into a table of the model, with roles, evidence and confidence."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.extractors.tables.confidence import (
    gather_evidence,
    weigh_evidence,
)
from crossfoot.extractors.tables.grids import (
    Grid,
    GridCell,
)
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import hull
from crossfoot.model import Box, Cell, Role, Table


def grid_to_table(grid: Grid, page: int, name: str, tokens: Sequence[Token] = ()) -> Table:
    """Return a grid as a table of the model, with its confidence; ``tokens`` are its page's."""
    box = grid.box()
    evidence = gather_evidence(grid, tokens)
    lefts = _column_lefts(grid)
    cells = tuple(_to_cell(c, grid, page, box, lefts) for c in grid.cells)
    return Table(
        id=name,
        pages=(page,),
        box=box,
        boxes=(box,),
        n_rows=grid.n_rows,
        n_cols=grid.n_cols,
        header_rows=grid.header_rows,
        stub_cols=1,
        cells=cells,
        engine=grid.kind,
        confidence=weigh_evidence(grid.kind, evidence),
        evidence=evidence,
    )


def _column_lefts(grid: Grid) -> dict[int, float]:
    """Leftmost ink of each column's body."""
    lefts: dict[int, float] = {}
    for cell in grid.cells:
        if cell.tokens and cell.row >= grid.header_rows:
            x0 = min(t.x0 for t in cell.tokens)
            lefts[cell.col] = min(lefts.get(cell.col, x0), x0)
    return lefts


def _to_cell(cell: GridCell, grid: Grid, page: int, box: Box, lefts: dict[int, float]) -> Cell:
    tokens = cell.tokens
    place = cell.area or (hull(t.box for t in tokens) if tokens else box)
    x0 = min((t.x0 for t in tokens), default=0.0)
    return Cell(
        row=cell.row,
        col=cell.col,
        text=cell.text,
        page=page,
        box=place,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        role=_role(cell, grid),
        bold=bool(tokens) and all(t.bold for t in tokens),
        indent=max(0.0, x0 - lefts.get(cell.col, x0)) if tokens else 0.0,
        colour=tokens[0].colour if tokens else 0,
        markers=tuple(dict.fromkeys(mark for t in tokens for mark in t.marks)),
    )


def _role(cell: GridCell, grid: Grid) -> Role:
    if cell.row < grid.header_rows:
        return Role.COLUMN_HEADER
    if cell.col == 0:
        return Role.ROW_HEADER
    return Role.BODY
