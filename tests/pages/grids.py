"""Grids as text: what is drawn on the pages of the tests, and what should be read there.

A grid is written as its golden text is, ``|`` between cells, with signs that say how it is drawn::

    <        goes on with the cell to the left       ^     goes on with the cell above
    # Roads  a section over the whole row            =     a row of totals
    1,250{2} a raised mark                           a//b  a line break
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Text = tuple[tuple[str, ...], ...]

_MARK = re.compile(r"\{(.+?)\}$")


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: its lines of text, and how far it spans."""

    row: int
    col: int
    lines: tuple[str, ...]
    mark: str = ""
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True)
class Grid:
    """A table as it is written: see the top of this module.

    Attributes:
        rows: Texts with their signs, all rows of one length.
        head: Rows of the header.
        stub: Columns of labels.
    """

    rows: Text
    head: int = 1
    stub: int = 1

    @cached_property
    def sections(self) -> frozenset[int]:
        """The rows that are one section line."""
        return frozenset(r for r, row in enumerate(self.rows) if row[0].startswith("# "))

    @cached_property
    def totals(self) -> frozenset[int]:
        """The rows of totals."""
        return frozenset(r for r, row in enumerate(self.rows) if row[0].startswith("="))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells with their spans, blank ones left out."""
        return tuple(self._cell(r, c) for r, row in enumerate(self.rows) for c in self._starts(row))

    @cached_property
    def number_cols(self) -> frozenset[int]:
        """The columns that have a number below the header."""
        body = [cell for cell in self.cells if cell.row >= self.head and cell.col >= self.stub]
        return frozenset(cell.col for cell in body if is_number(cell.lines[0]))

    @property
    def texts(self) -> list[list[str]]:
        """The grid as a reader should read it: spanning texts at their first position."""
        grid = [[""] * len(self.rows[0]) for _ in self.rows]
        for cell in self.cells:
            grid[cell.row][cell.col] = " ".join(cell.lines)
        return grid

    def _starts(self, row: Sequence[str]) -> list[int]:
        return [c for c, text in enumerate(row) if text not in {"", "<", "^", "="}]

    def _cell(self, row: int, col: int) -> Cell:
        text = self.rows[row][col].removeprefix("# ").removeprefix("= ")
        mark = _MARK.search(text)
        lines = tuple(part.strip() for part in _MARK.sub("", text).split("//"))
        right = [t == "<" for t in self.rows[row][col + 1 :]]
        below = [r[col] == "^" for r in self.rows[row + 1 :]]
        cols = len(self.rows[0]) if row in self.sections else 1 + _run(right)
        return Cell(row, col, lines, mark[1] if mark else "", 1 + _run(below), cols)


def grid(text: str, *, head: int = 1, stub: int = 1) -> Grid:
    """Return the grid a text describes; short rows are filled up."""
    rows = [tuple(t.strip() for t in line.split("|")) for line in text.strip().splitlines()]
    most = max(map(len, rows))
    return Grid(tuple((*row, *[""] * (most - len(row))) for row in rows), head, stub)


def is_number(text: str) -> bool:
    """Return whether a text has a digit, or is the dash that stands for nil."""
    return any(sign.isdigit() for sign in text) or text in {"–", "-"}


def _run(flags: Sequence[bool]) -> int:
    return next((k for k, flag in enumerate(flags) if not flag), len(flags))
