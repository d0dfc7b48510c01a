"""Reads a page's part of a table again with the columns its neighbours show.

A table has the same columns on all its pages. A part with few rows, or one that OCR read badly,
may come out with more or fewer columns than most parts before and after, under the same header
words; its rows are divided again at the gaps of its neighbour, and taken when header and columns
then agree. In: the tables of all pages before joining. Out: the same, odd parts replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.choice.engines import column_gaps, page_tokens
from crossfoot.extractors.choice.steer import EDGE, clip_page
from crossfoot.extractors.joining.columns import match_columns
from crossfoot.extractors.joining.parts import ends_page, starts_page
from crossfoot.extractors.joining.rows import repeated_header
from crossfoot.extractors.joining.surroundings import Surroundings
from crossfoot.extractors.tables.grids import Grid, GridCell, tidy_grid
from crossfoot.extractors.tables.to_table import grid_to_table
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import holds
from crossfoot.model import Evidence, Page, Table

SAME_WORDS = 0.8  # of the smaller header's words that are in the other
FEWEST_WORDS = 3  # of a header, before its words prove anything
TAIL = 1.0  # type sizes, as for joining under a repeated header


def reread_odd_parts(
    tables: Sequence[Table], pages: Mapping[int, Surroundings], load: Callable[[int], Page]
) -> tuple[Table, ...]:
    """Return tables, each on one page, with odd parts read again.

    Args:
        tables: In reading order, each on one page.
        pages: What stands around them.
        load: Gives a page again.
    """
    result = list(tables)
    for chain in _chains(tables, pages):
        counts = Counter(tables[i].n_cols for i in chain)
        usual = max(counts, key=lambda n_cols: (counts[n_cols], n_cols))
        models = [i for i in chain if tables[i].n_cols == usual]
        for odd in (i for i in chain if tables[i].n_cols != usual):
            nearest = min(models, key=lambda i: abs(i - odd))
            again = _reread(tables[odd], tables[nearest], load)
            if again is not None:
                result[odd] = again
    return tuple(result)


def _chains(tables: Sequence[Table], pages: Mapping[int, Surroundings]) -> list[list[int]]:
    """Return runs of tables, by position, that look like parts of one but for their columns."""
    by_page: dict[int, list[int]] = {}
    for i, table in enumerate(tables):
        by_page.setdefault(table.pages[0], []).append(i)
    chains: list[list[int]] = []
    for number in sorted(pages):
        if number not in by_page or number + 1 not in by_page or number + 1 not in pages:
            continue
        first, second = by_page[number][-1], by_page[number + 1][0]
        if not _is_pair(tables[first], tables[second], pages):
            continue
        if chains and chains[-1][-1] == first:
            chains[-1].append(second)
        else:
            chains.append([first, second])
    return chains


def _is_pair(table: Table, part: Table, pages: Mapping[int, Surroundings]) -> bool:
    """Whether two tables look like parts of one but for their columns."""
    if not table.header_rows or not part.header_rows:
        return False
    if not ends_page(table, pages[table.pages[0]], tail=TAIL):
        return False
    if not starts_page(part, pages[part.pages[0]], table.caption):
        return False
    ours, theirs = _header_words(table), _header_words(part)
    least = min(ours.total(), theirs.total())
    return least >= FEWEST_WORDS and (ours & theirs).total() >= SAME_WORDS * least


def _header_words(table: Table) -> Counter[str]:
    texts = (cell.text for cell in table.cells if cell.row < table.header_rows)
    return Counter(word for text in texts for word in re.findall(r"\w+", text.casefold()))


def _reread(odd: Table, model: Table, load: Callable[[int], Page]) -> Table | None:
    """Return the odd part with its neighbour's columns; ``None`` when they do not fit."""
    gaps = column_gaps(model)
    if len(gaps) != model.n_cols - 1:
        return None
    x0, top, x1, bottom = odd.box
    area = (min(x0, model.box[0]), top - EDGE, max(x1, model.box[2]), bottom + EDGE)
    table = divide_rows(odd, gaps, clip_page(load(odd.pages[0]), area))
    if table is None or table.n_cols != model.n_cols:
        return None
    columns = match_columns(model, table)
    if columns is None or not repeated_header(model, table, columns):
        return None
    why = Evidence("same_columns", float(model.n_cols), f"as on page {model.pages[0]}")
    confidence = min(odd.confidence, model.confidence)
    return replace(
        table,
        caption=odd.caption,
        engine=odd.engine,
        confidence=confidence,
        evidence=(*odd.evidence, why),
    )


def divide_rows(odd: Table, gaps: Sequence[float], page: Page) -> Table | None:
    """Return the rows of a table with the words of its area put between other gaps.

    Words of a cell over several rows stay in it; others belong to the row whose cells their
    middle stands beside, and to the column between whose gaps it stands.
    """
    bands = row_bands(odd)
    spans = [cell for cell in odd.cells if cell.rowspan > 1 and cell.text]
    held: dict[tuple[int, int, int], list[Token]] = {}
    for token in page_tokens(page):
        middle = (token.top + token.bottom) / 2
        span = next((c for c in spans if holds(c.box, token.middle, middle)), None)
        row = span.row if span else int(np.argmin(_distances(bands, middle)))
        col = bisect_right(gaps, token.middle)
        held.setdefault((row, col, span.rowspan if span else 1), []).append(token)
    cells = tuple(
        GridCell(row, col, rowspan, 1, tuple(tokens))
        for (row, col, rowspan), tokens in sorted(held.items())
    )
    grid = tidy_grid(Grid(odd.n_rows, len(gaps) + 1, cells, odd.engine, odd.header_rows))
    return None if grid is None else grid_to_table(grid, page.number, odd.id)


def row_bands(table: Table) -> NDArray[np.float64]:
    """Return (n_rows, 2): top and bottom of what is printed in each row; inf for blank ones."""
    bands = np.full((table.n_rows, 2), np.inf)
    for cell in table.cells:
        if cell.text and cell.rowspan == 1:
            top, bottom = bands[cell.row]
            bands[cell.row] = (
                min(top, cell.box[1]),
                cell.box[3] if np.isinf(bottom) else max(bottom, cell.box[3]),
            )
    return bands


def _distances(bands: NDArray[np.float64], y: float) -> NDArray[np.float64]:
    """Return how far a height is outside each band."""
    return np.maximum(np.maximum(bands[:, 0] - y, y - bands[:, 1]), 0.0) + np.where(
        np.isinf(bands[:, 0]), np.inf, 0.0
    )
