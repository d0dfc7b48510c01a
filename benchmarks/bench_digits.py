"""How many wrong digits are found: one digit of a number under a verified total is changed.

    python -m benchmarks.bench_digits MEANINGS [--tables N] [--seed N]

MEANINGS is a folder of pickled normalised readings of reports (``Meaning``). In each drawn table
that has a verified sum, one digit of one of its numbers is changed; found means that an error is
raised on a relation with that cell which was not raised before.
"""

from __future__ import annotations

import argparse
import pickle
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.reconcilers.printed.grid import Grid, grid_of_table
from crossfoot.reconcilers.tables.reconcile import Result, check_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.model import Table

MOST_OF_A_REPORT = 12  # tables, so that no long report decides


def main(argv: Sequence[str] | None = None) -> int:
    """Print how many of the changed digits are found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("meanings", type=Path)
    parser.add_argument("--tables", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261128)
    args = parser.parse_args(argv)
    chance = random.Random(args.seed)  # noqa: S311 - a repeatable draw, no secret
    tables: list[Table] = []
    for path in sorted(args.meanings.glob("*.pkl")):
        with path.open("rb") as file:
            own: list[Any] = list(pickle.load(file).tables)  # noqa: S301 - made by us
        chance.shuffle(own)
        tables += own[:MOST_OF_A_REPORT]
    chance.shuffle(tables)
    outcomes = [found for table in tables if (found := _try(table, chance)) is not None]
    outcomes = outcomes[: args.tables]
    print(f"changed digits: {sum(outcomes)} of {len(outcomes)} found")
    return 0


def _try(table: Table, chance: random.Random) -> bool | None:
    """Change a digit of a table; tell whether it is found, ``None`` where no total is verified."""
    grid = grid_of_table(table)
    before = check_grid(grid, caption=table.caption)
    cells = sorted(
        {
            cell
            for one in before
            if one.verdict.holds and one.relation.kind in ("sum", "difference")
            for cell in (one.relation.total, *one.relation.items)
            if len(one.relation.items) > 1 and grid.value[cell]
        }
    )
    if not cells:
        return None
    cell = chance.choice(cells)
    changed = _with_digit(table, cell, chance)
    if changed is None:
        return None
    after = check_grid(grid_of_table(changed), caption=table.caption)
    return bool(_errors(grid, after, cell) - _errors(grid, before, cell))


def _errors(grid: Grid, results: Sequence[Result], cell: tuple[int, int]) -> set[tuple[Any, ...]]:
    """Return the errors on a cell."""
    return {
        (one.relation.total, one.relation.items)
        for one in results
        if one.verdict.severity == "error" and cell in (one.relation.total, *one.relation.items)
    }


def _with_digit(table: Table, where: tuple[int, int], chance: random.Random) -> Table | None:
    """Return a table with another digit in one cell; ``None`` when it is no number then."""
    cells = list(table.cells)
    at = next(i for i, cell in enumerate(cells) if (cell.row, cell.col) == where)
    cell = cells[at]
    places = [i for i, char in enumerate(cell.text) if char in "123456789"]
    if not places or cell.number is None or cell.number.value is None:
        return None
    place = chance.choice(places)
    digit = chance.choice([d for d in "123456789" if d != cell.text[place]])
    text = cell.text[:place] + digit + cell.text[place + 1 :]
    old, new = parse_number(cell.text), parse_number(text)
    if old is None or new is None or old.value != cell.number.value:
        return None
    cells[at] = replace(cell, text=text, number=replace(cell.number, value=new.value, text=text))
    return replace(table, cells=tuple(cells))


if __name__ == "__main__":
    raise SystemExit(main())
