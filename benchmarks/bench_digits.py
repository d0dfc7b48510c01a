"""How many wrong digits are found: one digit of a number under a verified total is changed.

    python -m benchmarks.bench_digits [--pages N] [--seed N] [--missed]

Draws pages from the reports of `corpus/pages` and `corpus/reports`, reads each alone, and changes
one digit of one number of a verified sum, as if the report had misprinted it. Found means that an
error is raised on an equation with that cell which was not raised before.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2

from crossfoot.flows.runs.pipeline import read_here
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.reconcilers.printed.grid import Grid, grid_of_table
from crossfoot.reconcilers.tables.reconcile import Result, check_grid
from crossfoot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.model import Table

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
MOST_OF_A_REPORT = 12  # pages looked at, so that no long report decides


def main(argv: Sequence[str] | None = None) -> int:
    """Print how many of the changed digits are found, and where those stand that are not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--missed", action="store_true", help="tell each that is not found")
    args = parser.parse_args(argv)
    if not CORPUS.is_dir():
        print("no corpora: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 3
    chance = random.Random(args.seed)  # noqa: S311 - a repeatable draw, no secret
    outcomes: list[bool] = []
    for path, page in _drawn(chance):
        found = _page(path, page, chance)
        if found is None:
            continue
        outcomes.append(found)
        if args.missed and not found:
            print(f"not found: {path.stem}, p. {page}")
        if len(outcomes) == args.pages:
            break
    print(f"changed digits: {sum(outcomes)} of {len(outcomes)} found")
    return 0


def _drawn(chance: random.Random) -> Iterator[tuple[Path, int]]:
    """Yield pages of all reports in a random order, report by report in turns."""
    decks = []
    for path in sorted([*CORPUS.glob("pages/??/*.pdf"), *CORPUS.glob("reports/??/*.pdf")]):
        with pypdfium2.PdfDocument(path) as document:
            pages = list(range(1, len(document) + 1))
        chance.shuffle(pages)
        decks.append([(path, page) for page in pages[:MOST_OF_A_REPORT]])
    chance.shuffle(decks)
    for turn in itertools.zip_longest(*decks):
        yield from filter(None, turn)


def _page(path: Path, page: int, chance: random.Random) -> bool | None:
    """Change a digit of a page; tell whether it is found, ``None`` where no sum is verified."""
    tables = list(read_here(path, replace(Settings(), pages=(page,))).tables)
    chance.shuffle(tables)
    outcomes = (_try(table, chance) for table in tables)
    return next((found for found in outcomes if found is not None), None)


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
