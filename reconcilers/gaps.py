"""What the account of a page says is missing: findings with page and place.

In: the completed account and the tables. Out: a finding for a page full of amounts without a table,
for numbers of a table's region (or of the lines next to it) that are in no cell, for rows of
numbers beside the tables, for a line of a table that is in no cell. Numbers of running text are in
the account and raise no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.model import Finding

if TYPE_CHECKING:
    from crossfoot.model import Box, LedgerLine, PageLedger, Table

ROWS = 3  # of two numbers set apart: rows of a table, as prose, dates and contents have none
AMOUNTS = 6  # …or so many amounts set apart, one a line
CONTENTS_NUMBERS = 2  # of a line of contents: that of its section, that of its page
RISING = 0.75  # of the lines of contents lead to a later page than the line above
NEAR = 1.5  # of a line's height: what stands so near to a table was left out of it
PITCH = 3.0  # of a line's height: rows that follow each other
SHOWN = 6  # numbers named in a message
LONGEST = 60  # chars of a line quoted in a message

_AMOUNT = re.compile(r"\d{1,3}(?:[ .,'’\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d{5,}")

_NUMBERING = re.compile(r"\d{1,4}|\d{1,2}(?:[.-]\d{1,2})+")


@dataclass(frozen=True, slots=True)
class _Row:
    """Numbers, or words, on one line of a page."""

    lines: tuple[LedgerLine, ...]
    box: Box

    @property
    def height(self) -> float:
        """Points."""
        return self.box[3] - self.box[1]


def find_gaps(pages: Sequence[PageLedger], tables: Sequence[Table]) -> tuple[Finding, ...]:
    """Return what is missing, page by page, from top to bottom."""
    return tuple(
        finding
        for page in pages
        for finding in _of_page(page, [table for table in tables if page.page in table.pages])
    )


def _of_page(page: PageLedger, tables: Sequence[Table]) -> Iterator[Finding]:
    loose = [line for line in page.not_placed if line.where == "" or _is_loose(line)]
    if not tables:
        yield from _no_table(page.page, _rows(loose))
        return
    inside = [line for line in page.not_placed if line.where == "table"]
    rest = _rows(loose)
    for table in tables:
        box = table.boxes[table.pages.index(page.page)]
        beside = [row for row in rest if _is_beside(row, box)]
        rest = [row for row in rest if row not in beside]
        mine = [line for line in inside if _overlaps(line.box, box)]
        yield from _of_table(page.page, table.id, mine, beside)
        yield from _lost_lines(page, table.id, box)
    for run in _runs(rest):
        many = sum(len(row.lines) > 1 for row in run)
        if many >= 2 or _amounts(run) >= AMOUNTS:
            lines = [line for row in run for line in row.lines]
            told = (
                f"{_count(lines)} in {len(run)} lines stand in no table or chart: {_named(lines)}"
            )
            yield _finding(page.page, "numbers_left_out", told, lines)


def _is_loose(line: LedgerLine) -> bool:
    """Whether a number stands like one of a table, outside of tables."""
    return line.is_apart and line.where not in ("table", "leader")


def _no_table(page: int, rows: Sequence[_Row]) -> Iterator[Finding]:
    many = sum(len(row.lines) > 1 for row in rows)
    if (many >= ROWS or _amounts(rows) >= AMOUNTS) and not _is_contents(rows):
        lines = [line for row in rows for line in row.lines]
        told = f"{_count(lines)} set like those of a table or chart, but none was found"
        yield _finding(page, "amounts_without_table", f"{told}: {_named(lines)}", lines)


def _is_contents(rows: Sequence[_Row]) -> bool:
    """Whether rows begin with numbers of sections, or end with numbers of pages, that rise."""
    short = [row.lines for row in rows if len(row.lines) <= CONTENTS_NUMBERS]
    return any(
        _rises([_NUMBERING.fullmatch(lines[end].text) for lines in short], len(rows))
        for end in (0, -1)
    )


def _rises(found: Sequence[re.Match[str] | None], rows: int) -> bool:
    steps = [tuple(map(int, re.split(r"[.-]", one[0]))) for one in found if one]
    rising = sum(a <= b for a, b in pairwise(steps))
    return len(steps) >= RISING * rows and rising >= RISING * (len(steps) - 1)


def _of_table(
    page: int, table: str, inside: Sequence[LedgerLine], beside: Sequence[_Row]
) -> Iterator[Finding]:
    lines = [*inside, *(line for row in beside for line in row.lines)]
    if lines:
        where = "in the region of" if inside else "next to"
        told = f"{_count(lines)} {where} table {table} in no cell: {_named(lines)}"
        yield _finding(page, "numbers_left_out", told, lines)


def _lost_lines(page: PageLedger, table: str, box: Box) -> Iterator[Finding]:
    """Yield the lines of a table's region of which no word is in a cell."""
    lost = [word for word in page.words if word.where == "line" and _overlaps(word.box, box)]
    for row in _rows(lost):
        text = " ".join(word.text for word in row.lines)
        text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        told = f"a line of table {table} is in no cell: {text}"
        yield _finding(page.page, "line_left_out", told, row.lines)


def _finding(page: int, code: str, told: str, lines: Sequence[LedgerLine]) -> Finding:
    box = _hull(lines)
    return Finding(page, code, f"{told} (at {box[0]:.0f}, {box[1]:.0f} pt)", box)


def _count(lines: Sequence[LedgerLine]) -> str:
    return f"{len(lines)} number{'' if len(lines) == 1 else 's'}"


def _named(lines: Sequence[LedgerLine]) -> str:
    more = ", …" if len(lines) > SHOWN else ""
    return "; ".join(line.text for line in lines[:SHOWN]) + more


def _amounts(rows: Sequence[_Row]) -> int:
    return sum(_AMOUNT.fullmatch(line.text) is not None for row in rows for line in row.lines)


def _rows(lines: Sequence[LedgerLine]) -> list[_Row]:
    """Group what stands on one line, from top to bottom."""
    rows: list[list[LedgerLine]] = []
    for line in sorted(lines, key=lambda one: (one.box[1] + one.box[3], one.box[0])):
        last = rows[-1][-1].box if rows else None
        height = line.box[3] - line.box[1]
        if last and abs(last[1] + last[3] - line.box[1] - line.box[3]) <= height:
            rows[-1].append(line)
        else:
            rows.append([line])
    ordered = (sorted(row, key=lambda line: line.box[0]) for row in rows)
    return [_Row(tuple(row), _hull(row)) for row in ordered]


def _runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Group rows that follow each other."""
    runs: list[list[_Row]] = []
    for row in rows:
        if runs and row.box[1] - runs[-1][-1].box[3] <= PITCH * row.height:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _is_beside(row: _Row, box: Box) -> bool:
    """Whether a row stands on the next line above or below a table, or right beside it."""
    across = row.box[0] < box[2] and row.box[2] > box[0]
    reach = NEAR * row.height
    if across:
        return box[1] - reach <= row.box[3] and row.box[1] <= box[3] + reach
    is_level = box[1] <= (row.box[1] + row.box[3]) / 2 <= box[3]
    return is_level and box[0] - 2 * reach <= row.box[2] and row.box[0] <= box[2] + 2 * reach


def _overlaps(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _hull(lines: Sequence[LedgerLine]) -> Box:
    sides = tuple(zip(*(line.box for line in lines), strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])
