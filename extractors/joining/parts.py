"""Joins tables that run over several pages into one.

In: the tables of all pages, each on one page, and the running text of the pages. Out: the tables,
joined. A table goes on over a page break when nothing but notes and running headers stands
between its parts, their columns stand alike, and the second part repeats the header or starts
with a row like those before. A caption or heading in between, or another header, makes two tables
of equal columns two. The rules know layout only: neither totals nor languages beyond the words
for "continued".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from crossfoot.extractors.joining.columns import match_columns
from crossfoot.extractors.joining.rows import (
    append_rows,
    drop_continuation_rows,
    has_like_row,
    repeated_header,
)
from crossfoot.extractors.joining.surroundings import LAP, Surroundings
from crossfoot.extractors.joining.window import OpenTable
from crossfoot.geometry import shared_width
from crossfoot.model import Evidence, Table
from crossfoot.type_size import largest_size
from crossfoot.vocabulary.printed import continued

LOOSE_END = 0.35  # of a page left empty below a table: it ended, unless its header comes again
TAIL_GAP = 1.0  # of its type size that a table's own last line may stand below it


def join_tables(tables: Sequence[Table], pages: Mapping[int, Surroundings]) -> tuple[Table, ...]:
    """Join the parts of tables that run over pages.

    Args:
        tables: Each on one page, in reading order.
        pages: By number, those that were read.

    Returns:
        The joined tables in the order of their first parts.
    """
    done: list[OpenTable] = []
    for number, group in groupby(tables, key=lambda table: table.pages[0]):
        part_of_page = list(group)
        open_before = _open_tables(done, number - 1, pages)
        for part in part_of_page:
            index = _find_first_part(part, part_of_page, done, open_before, pages)
            if index is None:
                done.append(OpenTable(part))
            else:
                open_before.remove(index)
                done[index] = done[index].add(part, join_parts)
    return tuple(drop_continuation_rows(one.whole()) for one in done)


def _open_tables(
    done: Sequence[OpenTable], number: int, pages: Mapping[int, Surroundings]
) -> list[int]:
    """Return the indices of the tables that end on a page and may go on after it."""
    last = [i for i, one in enumerate(done) if one.table.pages[-1] == number]
    ending = [done[i].table for i in last]
    return [i for i in last if _is_open(done[i].table, ending, pages)]


def _find_first_part(
    part: Table,
    others: Sequence[Table],
    done: Sequence[OpenTable],
    open_before: Sequence[int],
    pages: Mapping[int, Surroundings],
) -> int | None:
    """Return the index in ``done`` of the table that ``part`` continues."""
    number = part.pages[0]
    page = pages.get(number)
    if page is None or _has_table_above(part, others):
        return None
    for index in open_before:
        table = done[index].table
        before = pages.get(table.pages[-1])
        if before is not None and continues(table, part, before, page):
            return index
    return None


def _is_open(table: Table, tables: Sequence[Table], pages: Mapping[int, Surroundings]) -> bool:
    """Whether a table is the last of its column of the page: nothing printed below but notes."""
    page = pages.get(table.pages[-1])
    below = [t for t in tables if t is not table and t.pages[-1] == table.pages[-1]]
    box = table.boxes[-1]
    return page is not None and not any(
        other.boxes[-1][1] >= box[3] - 1 and shared_width(other.boxes[-1], box) > 0
        for other in below
    )


def _has_table_above(part: Table, others: Sequence[Table]) -> bool:
    return any(
        other is not part
        and other.box[3] <= part.box[1] + 1
        and shared_width(other.box, part.box) > 0
        for other in others
    )


def continues(table: Table, part: Table, before: Surroundings, page: Surroundings) -> bool:
    """Whether ``part``, on the page after, is the same table going on.

    Args:
        table: What has been joined so far; its last part is on ``before``.
        part: A table on the next page, ``page``.
    """
    columns = match_columns(table, part)
    if columns is None:
        return False
    if repeated_header(table, part, columns):
        return starts_page(part, page, table.caption, said=True) and ends_page(
            table, before, tail=TAIL_GAP
        )
    if not starts_page(part, page, table.caption) or not ends_page(table, before):
        return False
    if table.n_cols != part.n_cols and min(table.n_cols, part.n_cols) < 3:
        return False  # two columns that fit among others by chance
    room = before.height - table.boxes[-1][3]
    return room < LOOSE_END * before.height and has_like_row(table, part, columns)


def ends_page(table: Table, page: Surroundings, *, tail: float = 0.0) -> bool:
    """Whether nothing stands below a table but notes, and lines within ``tail`` sizes of its end.

    Such a line, too close for a heading, is the rest of a last row that was not seen as its part.
    """
    bottom = table.boxes[-1][3]
    return all(
        i in page.notes
        or is_continuation_line(block.text)
        or (block.box[1] - bottom <= tail * largest_size(block) and block.kind != "caption")
        for i, block in enumerate(page.blocks)
        if block.box[1] >= bottom - LAP and shared_width(block.box, table.boxes[-1]) > 0
    )


def starts_page(part: Table, page: Surroundings, caption: str, *, said: bool = False) -> bool:
    """Whether nothing stands above a part but notes and its table's caption again.

    Args:
        said: Whether a line with more words may say that the table goes on: its caption stands
            below its last part, "Budget 2024 (suite du tableau)" above this one.
    """
    return all(
        i in page.notes
        or is_continuation_line(block.text)
        or _is_same(block.text, caption)
        or (said and continued().search(block.text) is not None)
        for i, block in enumerate(page.blocks)
        if block.box[3] <= part.box[1] + LAP and shared_width(block.box, part.box) > 0
    )


def is_continuation_line(text: str) -> bool:
    """Whether a line only says that something goes on: "(suite)", "continued", "suma y sigue"."""
    return continued().fullmatch(text.strip(" .…/–—-→()[]")) is not None


def _is_same(text: str, caption: str) -> bool:
    return bool(caption) and _bare(text) == _bare(caption)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", continued().sub("", text)).casefold()


def join_parts(table: Table, part: Table) -> Table:
    """Return a table with the rows of its next part added."""
    columns = match_columns(table, part) or tuple(range(part.n_cols))
    skip = repeated_header(table, part, columns)
    joined = append_rows(table, part, columns, skip=skip)
    why = "header repeated" if skip else "rows go on"
    reason = Evidence("joined", float(part.pages[0]), f"page {part.pages[0]}: {why}")
    return replace(
        joined,
        pages=(*table.pages, *part.pages),
        boxes=(*table.boxes, *part.boxes),
        confidence=min(table.confidence, part.confidence),
        notes=(*table.notes, *part.notes),
        evidence=(*table.evidence, reason),
    )
