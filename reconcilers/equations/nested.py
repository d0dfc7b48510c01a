"""Totals that layout alone points out: lines set deeper below them, or a list of of-which lines.

"Produits 478 / courants 478 / capital 0" proves nothing by arithmetic, since nothing is added; the
deeper lines say what it is made of. Such an equation must hold everywhere it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.lines import BLANK, MISSING, NUMBER
from crossfoot.reconcilers.equations.schema import Schema

if TYPE_CHECKING:
    from crossfoot.reconcilers.equations.field import Field
    from crossfoot.reconcilers.equations.lines import Lines

LEAST_POSITIONS = 2  # non-zero positions at which a nested total must agree
EXPECTED = 1e-4  # coincidences among so many equal numbers of one layout


def scan_nested(field: Field) -> list[Schema]:
    """Return totals of the lines set deeper right below them, where every position agrees."""
    lines = field.lines
    found: list[Schema] = []
    for total in range(len(lines) - 2):
        if not lines.item[total]:
            continue
        items = _deeper_block(lines, total)
        if len(items) > 1 and _agrees(lines, total, items):
            found.append(_schema(lines, total, items, "nested"))
        parts = _of_which_block(lines, total)
        if len(parts) > 1 and _agrees(lines, total, parts):
            found.append(_schema(lines, total, parts, "breakdown"))
    return found


def _schema(lines: Lines, total: int, items: list[int], origin: str) -> Schema:
    named = lines.wording[total].total
    ones = (1,) * len(items)
    return Schema(
        total, tuple(items), ones, EXPECTED, LEAST_POSITIONS, 0, named,
        "nested" if origin == "nested" else "breakdown",
    )  # fmt: skip


def _deeper_block(lines: Lines, total: int) -> list[int]:
    """Return the lines below a total down to the next one that is no deeper, equally deep."""
    block: list[int] = []
    for line in range(total + 1, len(lines)):
        if lines.indent[line] <= lines.indent[total]:
            break
        if lines.item[line]:
            block.append(line)
    depth = {float(lines.indent[line]) for line in block}
    return block if len(depth) == 1 else []


def _of_which_block(lines: Lines, total: int) -> list[int]:
    """Return the of-which lines right below a line ("dont …", "dont …", "dont …")."""
    block: list[int] = []
    for line in range(total + 1, len(lines)):
        if not lines.wording[line].of_which:
            break
        block.append(line)
    return block


def _agrees(lines: Lines, total: int, items: list[int]) -> bool:
    """Tell whether items add up to a total at every position, at two or more not trivially."""
    state = lines.state[items]
    stated = (lines.state[total] == NUMBER) & (state != BLANK).any(axis=0) & ~lines.intensive
    if (state[:, stated] == MISSING).any():
        return False
    gap = np.abs(2 * (lines.value[total] - lines.value[items].sum(axis=0)))
    slack = lines.step[total] + lines.step[items].sum(axis=0)
    fits = (gap <= slack)[stated]
    telling = stated & (lines.value[total] != 0)
    return bool(fits.all()) and int(telling.sum()) >= LEAST_POSITIONS
