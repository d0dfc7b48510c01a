"""Names of rows that are wrapped, or that run on into a column of numbers.

In: a reading. Out: the reading with the two lines of such a name in one row, all words in one cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from statistics import median

from crossfoot.extractors.kinds import has_digit, is_value
from crossfoot.extractors.mending.headings import first_amounts
from crossfoot.extractors.mending.lines import CLOSE, column_extents, number_columns
from crossfoot.extractors.mending.moves import merge_rows, tidy
from crossfoot.extractors.mending.wrapped import is_ruled
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.vocabulary.printed import connectors

SPACE = 0.5  # of the type size: room that a word needs beside what stands before it, at most
MOSTLY = 0.7  # of the names begin with a capital, where a small letter says that one goes on
FEWEST_NAMES = 3
FEWEST_ROWS = 4  # that a cell spans, and more than MOSTLY of which its lines stand in
RUN_ON = 0.34  # of the type size: a word no further from the last one goes on with it
LEVEL = 0.2  # of the type size: a name so close to the numbers of a row stands in it


def join_labels(grid: Grid, scene: Scene) -> Grid:
    """Return the reading with names of rows joined that go on in the next line.

    A name goes on where the next word had no room, and begins with a small letter or follows a
    small word; its numbers stand beside either line, and no rule is drawn between them.
    """
    ends = column_extents(grid)
    right = {
        col: _right(cells, float(ends[col + 1, 0]) if col + 1 < grid.n_cols else inf)
        for col, cells in _columns(grid).items()
        if _begin_large(cells)
    }
    row = max(0, first_amounts(grid) - 1)
    while row < grid.n_rows - 1:
        joined = tidy([merge_rows(grid, row)]) if _is_one(grid, row, right, scene) else []
        grid, row = (joined[0], row) if joined else (grid, row + 1)
    return grid


def _right(cells: Sequence[GridCell], next_col: float) -> float:
    """Return where names end, those left aside that run over the next column, blank beside them."""
    ends = [line.x1 for c in cells for line in c.lines]
    return max((x for x in ends if x <= next_col), default=max(ends))


def _columns(grid: Grid) -> dict[int, list[GridCell]]:
    """Return the cells of each column that are in no other one and no more than a row."""
    found: dict[int, list[GridCell]] = {}
    for c in grid.cells:
        if c.lines and c.colspan == c.rowspan == 1:
            found.setdefault(c.col, []).append(c)
    return found


def _is_one(grid: Grid, row: int, right: Mapping[int, float], scene: Scene) -> bool:
    """Whether a row and the next one are one: names go on, numbers stand beside either line."""
    upper, lower = ([c for c in grid.cells if c.row == r and c.lines] for r in (row, row + 1))
    if any(c.rowspan > 1 for c in (*upper, *lower)):
        return False
    if any(map(_is_valued, upper)) == any(map(_is_valued, lower)):
        return False
    below = {c.col: c for c in lower}
    pairs = [(c, below[c.col]) for c in upper if c.col in below]
    return bool(pairs) and all(
        a.colspan == b.colspan == 1
        and a.col in right
        and _goes_on(a.lines[-1], b.lines[0], right[a.col])
        and not is_ruled(scene, a.lines[-1].base, b.lines[0].base, grid)
        for a, b in pairs
    )


def _is_valued(cell: GridCell) -> bool:
    return cell.col > 0 and is_value(cell.text)


def _begin_large(cells: Sequence[GridCell]) -> bool:
    """Whether names begin with a capital; lines close below another one may go on from it."""
    lines = sorted((line for c in cells for line in c.lines), key=lambda line: line.base)
    apart = lines[:1] + [b for a, b in pairwise(lines) if b.base - a.base > CLOSE * b.size]
    if len(apart) < FEWEST_NAMES:
        apart = [c.lines[0] for c in cells]
    first = [_first_letter(line.text) for line in apart]
    letters = [x for x in first if x]
    large = sum(not x.islower() for x in letters)
    return len(letters) >= FEWEST_NAMES and large >= MOSTLY * len(letters)


def _first_letter(text: str) -> str:
    return next((x for x in text if x.isalpha() or x.isdigit()), "")


def _goes_on(upper: TextLine, lower: TextLine, right: float) -> bool:
    size = lower.size
    if not 0 < lower.base - upper.base <= CLOSE * size:
        return False
    word = lower.tokens[0]
    room = right - upper.x1 - (word.x1 - word.x0)
    if room > SPACE * size:
        return False
    last = upper.tokens[-1].text
    return (
        lower.text[:1].islower()
        or upper.text.count("(") > upper.text.count(")")
        or (last.lower() if upper.text.isupper() else last) in connectors()  # "Total grade A" ends
        or (last.endswith("-") and not has_digit(last))
    )


def part_names(grid: Grid) -> Grid:
    """Return the reading with a cell over many rows parted when its lines are names of rows."""
    bases = _bases(grid)
    cells = [p for c in grid.cells for p in _rows_of(c, bases)]
    return grid if len(cells) == len(grid.cells) else replace(grid, cells=tuple(cells))


def _bases(grid: Grid) -> dict[int, float]:
    """Return the baseline of each row's values; rows without any are left out."""
    found: dict[int, list[float]] = {}
    for c in grid.cells:
        if c.rowspan == 1 and len(c.lines) == 1 and is_value(c.text):
            found.setdefault(c.row, []).append(c.lines[0].base)
    return {row: median(own) for row, own in found.items()}


def _rows_of(cell: GridCell, bases: Mapping[int, float]) -> list[GridCell]:
    """Part a cell between the rows that its lines are level with; others stay with the nearest."""
    rows = [r for r in range(cell.row, cell.row + cell.rowspan) if r in bases]
    if cell.rowspan < FEWEST_ROWS or len(cell.lines) < len(rows) or not rows:
        return [cell]
    own: dict[int, list[TextLine]] = {}
    level = set()
    for line in cell.lines:
        row = min(rows, key=lambda r: abs(bases[r] - line.base))
        own.setdefault(row, []).append(line)
        if abs(bases[row] - line.base) <= LEVEL * line.size:
            level.add(row)
    if len(level) < max(MOSTLY * len(rows), FEWEST_ROWS - 1):
        return [cell]
    return [
        replace(cell, row=row, rowspan=1, tokens=tuple(t for x in lines for t in x.tokens))
        for row, lines in sorted(own.items())
    ]


def join_run_on(grid: Grid, scene: Scene) -> Grid:
    """Return the reading with words put back to names of rows that run on into numbers.

    A name without a number beside it may be wider than its column, where no rule ends it.
    """
    numbers, first = number_columns(grid), first_amounts(grid)
    at = {(c.row, c.col): c for c in grid.cells}
    changed: dict[int, GridCell] = {}
    for c in grid.cells:
        name = at.get((c.row, c.col - 1))
        if c.col not in numbers or c.row < first or name is None or name.col in numbers:
            continue
        words = [t for line in c.lines for t in _run_on(line, name.lines, scene)]
        if words:
            kept = tuple(t for t in c.tokens if t not in words)
            changed[id(c)] = replace(c, tokens=kept)
            changed[id(name)] = replace(name, tokens=(*name.tokens, *words))
    return replace(grid, cells=tuple(changed.get(id(c), c) for c in grid.cells))


def _run_on(line: TextLine, name: Sequence[TextLine], scene: Scene) -> Sequence[Token]:
    """Return the first words of a line when they go on from the end of a name's line."""
    words = split_chunks(line.tokens, RUN_ON)[0]
    size = words[0].size
    goes_on = any(
        abs(own.base - line.base) <= LEVEL * size
        and words[0].x0 - own.x1 <= RUN_ON * size
        and own.text[-1].isalpha()
        and not _is_cut(scene, own, words[0])
        for own in name
    )
    return words if goes_on and not any(has_digit(t.text) for t in words) else ()


def _is_cut(scene: Scene, name: TextLine, word: Token) -> bool:
    """Whether an upright rule is drawn between a name and a word of its line."""
    rules = scene.rulings.vertical
    between = (rules[:, 0] > name.x1 - word.size / 4) & (rules[:, 0] < word.x0 + word.size / 4)
    return bool((between & (rules[:, 1] < word.base) & (rules[:, 2] > name.top)).any())
