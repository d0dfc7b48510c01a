"""What extraction gets wrong in practice, done to a true reading on purpose."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy

from crossfoot.reconcilers.printed.grid import grid_of_texts

Rows = list[list[str]]


def misread(rows: Rows, seed: str, covered: set[tuple[int, ...]]) -> Iterator[Rows]:
    """Yield misreadings of a table: what extraction gets wrong in practice.

    Args:
        rows: The true reading.
        seed: Makes the draw repeatable.
        covered: Cells of true equations that hold; single numbers are changed among them.
    """
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    grid = grid_of_texts(rows)
    numbers = [
        (row, col)
        for row in range(grid.n_rows)
        for col in range(grid.n_cols)
        if (row, col) in covered and grid.numbers[row][col] is not None and grid.value[row, col]
    ]
    lines = sorted({row for row, _ in numbers})
    if len(lines) < 3:
        return
    row = chance.choice(lines[:-1])
    dropped = deepcopy(rows)
    del dropped[row]
    yield dropped
    merged = deepcopy(rows)
    merged[row] = [f"{a} {b}".strip() for a, b in zip(rows[row], rows[row + 1], strict=False)]
    del merged[row + 1]
    yield merged
    shifted = deepcopy(rows)
    shifted[row] = [rows[row][0], "", *rows[row][1:-1]]
    yield shifted
    for change in (_split_thousands, _lose_sign, _lose_decimals, _swap_neighbour):
        place = chance.choice(numbers)
        changed = change(rows, *place)
        if changed != rows:
            yield changed


def _split_thousands(rows: Rows, row: int, col: int) -> Rows:
    copy = deepcopy(rows)
    copy[row][col] = rows[row][col].replace("\u202f", " ").split(" ")[-1].split(",")[-1]
    return copy


def _lose_sign(rows: Rows, row: int, col: int) -> Rows:
    copy = deepcopy(rows)
    copy[row][col] = rows[row][col].lstrip("-–−(").rstrip(")")
    return copy


def _lose_decimals(rows: Rows, row: int, col: int) -> Rows:
    copy = deepcopy(rows)
    copy[row][col] = rows[row][col].replace(",", "").replace(".", "")
    return copy


def _swap_neighbour(rows: Rows, row: int, col: int) -> Rows:
    copy = deepcopy(rows)
    if row + 1 < len(rows) and col < len(rows[row + 1]):
        copy[row][col], copy[row + 1][col] = rows[row + 1][col], rows[row][col]
    return copy
