"""Labels left of and over a table as a whole: crossed ones, titles inside the grid."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words

if TYPE_CHECKING:
    from crossfoot.model import Table
    from crossfoot.normalizers.meaning.lines import Lines
    from crossfoot.normalizers.tables.headers import Grid

_FEWEST = 3  # outer labels under which the same ones come again
_MOST = 6  # inner labels; more of them are things of their own
_NEARLY_ALL = 0.8


def are_crossed(lines: Lines) -> bool:
    """Whether the last labels of rows are the same few under each outer one.

    "Atlantic: miles, traffic; Bergen: miles, traffic" crosses things with measures.
    """
    inner: dict[tuple[str, ...], set[str]] = defaultdict(set)
    rows = [row.names for row in lines.rows if row.has_numbers]
    deep = [names for names in rows if len(names) > 1]
    if len(deep) < _NEARLY_ALL * len(rows):
        return False
    for names in deep:
        inner[names[:-1]].add(bare_words(names[-1]))
    kinds = set().union(*inner.values()) if inner else set()
    full = sum(found == kinds for found in inner.values())
    return 1 < len(kinds) <= _MOST and full >= max(_FEWEST, _NEARLY_ALL * len(inner))


def title_of_grid(table: Table, grid: Grid) -> str:
    """Return the text that stands alone in a header row, from its edge over some columns.

    It heads none of them: it is the title of what is below. One over all columns is kept as the
    name that they share.
    """
    for line in grid[: max(0, table.header_rows - 1)]:
        cells = [cell for cell in dict.fromkeys(line) if cell is not None and cell.text.strip()]
        if len(cells) == 1 and cells[0].col == 0 and 1 < cells[0].colspan < table.n_cols:
            return " ".join(cells[0].text.split())
    return ""
