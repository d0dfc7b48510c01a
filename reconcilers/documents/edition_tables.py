"""Which cell of one edition is which of another: by table, then row, then column.

In: tables of two extractions. Out: pairs of numbers that stand at the same place of the same
table: cells of totals and sub-totals too, and the numbers in headers, labels and captions. Labels
are in two languages, so what both editions share decides: places of the gazetteer, the numbers
themselves, codes in labels, and the order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.model import Role

if TYPE_CHECKING:
    from crossfoot.model import Cell, CityMention, Extraction, PrintedNumber, Table

SAME_TABLE = 0.5
"""Share of equal numbers from which two tables are one; editions of a report have nearly all."""

SAME_CELLS = 0.6
"""And of equal cells once their rows are paired: below it the pairing is no good."""

MOST_ROWS = 600
"""Longer tables would take minutes; what is known of their observations is compared."""

IN_ORDER = 0.1
"""Worth of two rows that have nothing in common but where they stand and which cells they fill."""

Places = Mapping[int, tuple[str, int]]
"""Row → (kind, geonameid) of the one place it is about."""


@dataclass(frozen=True, slots=True)
class CellPair:
    """Two printings of one number.

    Attributes:
        old, new: Cells of the first and of the second edition.
        first, second: The numbers: those of the cells, or one in the text of each.
        label: Of the number, in the words of the second edition.
    """

    old: Cell
    new: Cell
    tables: tuple[str, str]
    first: PrintedNumber
    second: PrintedNumber
    label: str


def pair_cells(first: Extraction, second: Extraction) -> Iterator[CellPair]:
    """Yield all pairs of numbers in tables of two editions, table by table."""
    for old, new in pair_tables(first.tables, second.tables):
        rows = _pair_rows(old, new, _places(first, old), _places(second, new))
        found = list(_numbers_of(old, new, rows))
        same = sum(one.first.value == one.second.value for one in found)
        if same >= SAME_CELLS * len(found):
            yield from found
            yield from _numbers_in_texts(old, new, rows)


def pair_tables(first: Sequence[Table], second: Sequence[Table]) -> tuple[tuple[Table, Table], ...]:
    """Pair tables that print nearly the same numbers in as many columns, best first."""
    scored = sorted(
        (
            (_likeness(a, b), -i, -j)
            for i, a in enumerate(first)
            for j, b in enumerate(second)
            if a.n_cols == b.n_cols and max(a.n_rows, b.n_rows) <= MOST_ROWS
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for score, i, j in scored:
        if score >= SAME_TABLE and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return tuple((first[i], second[j]) for i, j in sorted(taken.items()))


def _likeness(a: Table, b: Table) -> float:
    """Return the share of numbers, each in its column, that two tables have in common."""
    ours, theirs = _printed(a), _printed(b)
    most = max(ours.total(), theirs.total())
    return (ours & theirs).total() / most if most else 0.0


def _printed(table: Table) -> Counter[tuple[int, Decimal]]:
    return Counter(
        (cell.col, number.value)
        for cell in table.cells
        if (number := _number(cell, table)) is not None and number.value is not None
    )


def _number(cell: Cell, table: Table) -> PrintedNumber | None:
    """Return the number of a body cell; dates and running numbers of the stub are none."""
    if cell.number is None or cell.number.value is None or cell.date is not None:
        return None
    return cell.number if cell.col >= table.stub_cols and cell.role != Role.SECTION else None


# ------------------------------------------------------------------------------------- rows


def _places(extraction: Extraction, table: Table) -> Places:
    """Return the places that name one row of a table each."""
    found: dict[int, set[tuple[str, int]]] = {}
    for mention in extraction.cities:
        if mention.table == table.id and mention.row is not None and _names_row(mention, table):
            assert mention.match.place is not None  # noqa: S101 - of _names_row
            place = (mention.match.kind, mention.match.place.geonameid)
            found.setdefault(mention.row, set()).add(place)
    single = {row: next(iter(places)) for row, places in found.items() if len(places) == 1}
    counted = Counter(single.values())
    return {row: place for row, place in single.items() if counted[place] == 1}


def _names_row(mention: CityMention, table: Table) -> bool:
    is_found = mention.match.status == "matched" and mention.match.place is not None
    return is_found and mention.col is not None and mention.col < max(table.stub_cols, 1)


def _pair_rows(old: Table, new: Table, ours: Places, theirs: Places) -> list[tuple[int, int]]:
    """Pair rows about one place, wherever they stand, and the others in their order."""
    by_place = {place: row for row, place in theirs.items()}
    pairs = [(row, by_place[place]) for row, place in ours.items() if place in by_place]
    done = {row for row, _ in pairs}, {row for _, row in pairs}
    left = [row for row in range(old.header_rows, old.n_rows) if row not in done[0]]
    right = [row for row in range(new.header_rows, new.n_rows) if row not in done[1]]
    lines = _lines(old), _lines(new)
    return sorted(
        [*pairs, *_align([lines[0][row] for row in left], [lines[1][row] for row in right])]
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row by what both languages print alike."""

    row: int
    numbers: Mapping[int, Decimal | None]
    words: frozenset[str]
    is_total: bool


def _lines(table: Table) -> list[_Line]:
    cells: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        cells[cell.row].append(cell)
    return [
        _Line(
            row=row,
            numbers={
                cell.col: number.value
                for cell in line
                if (number := _number(cell, table)) is not None
            },
            words=frozenset(
                word
                for cell in line
                if cell.col < max(table.stub_cols, 1)
                for word in bare_words(cell.text).split()
            ),
            is_total=any(cell.role == Role.TOTAL for cell in line),
        )
        for row, line in enumerate(cells)
    ]


def _align(left: Sequence[_Line], right: Sequence[_Line]) -> list[tuple[int, int]]:
    """Pair lines in their order so that they have most in common (Needleman and Wunsch)."""
    width = len(right) + 1
    best = [[0.0] * width for _ in range(len(left) + 1)]
    for i, a in enumerate(left, start=1):
        above, here = best[i - 1], best[i]
        for j, b in enumerate(right, start=1):
            here[j] = max(above[j], here[j - 1], above[j - 1] + _worth(a, b))
    pairs, i, j = [], len(left), len(right)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((left[i].row, right[j].row))
    return pairs


def _worth(a: _Line, b: _Line) -> float:
    """Return what two lines have in common: equal numbers, words, and which cells they fill."""
    if a.is_total != b.is_total:
        return 0.0
    filled = a.numbers.keys() | b.numbers.keys()
    equal = sum(a.numbers.get(col) == b.numbers.get(col) for col in filled)
    words = a.words | b.words
    shared = len(a.words & b.words) / len(words) if words else 0.0
    in_order = IN_ORDER if a.numbers.keys() == b.numbers.keys() else 0.0
    return (equal / len(filled) if filled else 0.0) + shared + in_order


# ---------------------------------------------------------------------------------- numbers


def _grid(table: Table) -> dict[tuple[int, int], Cell]:
    return {(cell.row, cell.col): cell for cell in table.cells}


def _numbers_of(old: Table, new: Table, rows: Sequence[tuple[int, int]]) -> Iterator[CellPair]:
    """Yield the numbers that both tables print at paired places."""
    ours, theirs = _grid(old), _grid(new)
    for row, other in rows:
        for col in range(new.n_cols):
            a, b = ours.get((row, col)), theirs.get((other, col))
            if a is None or b is None:
                continue
            first, second = _number(a, old), _number(b, new)
            if first is not None and second is not None:
                yield CellPair(a, b, (old.id, new.id), first, second, _label(new, theirs, b))


def _label(table: Table, grid: Mapping[tuple[int, int], Cell], cell: Cell) -> str:
    """Return what a cell is called: its row and its column."""
    stub = (grid.get((cell.row, col)) for col in range(max(table.stub_cols, 1)))
    heads = (grid.get((row, cell.col)) for row in range(table.header_rows))
    texts = [" ".join(one.text for one in part if one and one.text) for part in (stub, heads)]
    return ", ".join(text for text in texts if text)


def _numbers_in_texts(
    old: Table, new: Table, rows: Sequence[tuple[int, int]]
) -> Iterator[CellPair]:
    """Yield the numbers in headers, labels and sections that stand at paired places.

    Only texts that print as many numbers in both editions say which is which.
    """
    ours, theirs = _grid(old), _grid(new)
    heads = [(row, row) for row in range(min(old.header_rows, new.header_rows))]
    for row, other in (*heads, *rows):
        for col in range(new.n_cols):
            a, b = ours.get((row, col)), theirs.get((other, col))
            if a is None or b is None or (_number(a, old) or _number(b, new)) is not None:
                continue
            if a.date is None and b.date is None:
                yield from _pairs_in(a, b, old, new)


def _pairs_in(a: Cell, b: Cell, old: Table, new: Table) -> Iterator[CellPair]:
    first, second = numbers_in(a.text), numbers_in(b.text)
    if len(first) != len(second):
        return
    for one, other in zip(first, second, strict=True):
        yield CellPair(a, b, (old.id, new.id), _exact(one), _exact(other), b.text)


_SPACES = "\u00a0\u2009\u202f "
_NUMBER = re.compile(rf"(?<![\w.,])(?:\d{{1,3}}(?:[{_SPACES}.,]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)")


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers in a text, written alike in every language.

    >>> numbers_in("Total (1 234 membres, 2,5 %)"), numbers_in("Total (1,234 members, 2.5 %)")
    (('1234', '2.5'), ('1234', '2.5'))
    """
    return tuple(_plain(found[0]) for found in _NUMBER.finditer(text))


def _plain(number: str) -> str:
    groups = re.split(rf"[{_SPACES}.,]", number)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return "".join(groups)
    return ".".join(groups)


def _exact(text: str) -> PrintedNumber:
    from crossfoot.model import PrintedNumber

    return PrintedNumber(text, Decimal(text), Decimal(1), None)
