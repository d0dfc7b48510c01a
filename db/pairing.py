"""Who is who in two editions: tables by caption and column headers, rows by row header and city.

Pairing goes from sure to less sure: equal keys first, then what else tells two things are one.
Nothing is paired twice. Pages, boxes and order matter only among equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from crossfoot.db.stored.keys import (
    Grid,
    cell_grid,
    column_headers,
    row_headers,
    row_sections,
    squeeze,
    table_key,
)
from crossfoot.folding import bare_words
from crossfoot.model import Extraction, Table

T = TypeVar("T")
Pair = tuple[int, int]

SAME_TABLE = 0.5
"""Least likeness of two tables whose captions or headers differ: half of all their labels."""
RENAMED = 0.6
"""Least likeness (Levenshtein, 0 to 1) of two labels with the same values."""
RENAMED_BLANK = 0.8
"""The same for rows in which nothing is printed: blanks prove nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, comparable.

    Attributes:
        index: Row in the table.
        header: Row header as printed.
        key: (folded section, folded header).
        city: (geonameid, kind) of the place its row header names, where it was matched.
        values: Text of each column, stubs too.
    """

    index: int
    header: str
    key: tuple[str, str]
    city: tuple[int, str] | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, comparable.

    Attributes:
        headers: Header path of each column, as printed.
        lines: Its rows below the header.
    """

    table: Table
    key: str
    grid: Grid
    headers: tuple[str, ...]
    lines: tuple[Line, ...]


def read_sheets(extraction: Extraction) -> tuple[Sheet, ...]:
    """Return the tables of an extraction, comparable."""
    cities: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    for mention in extraction.cities:
        match = mention.match
        if mention.table and mention.row is not None and match.place and match.status == "matched":
            place = (match.place.geonameid, match.kind)
            cities[mention.table].setdefault(mention.row, place)
    return tuple(_sheet(table, cities[table.id]) for table in extraction.tables)


def _sheet(table: Table, cities: Mapping[int, tuple[int, str]]) -> Sheet:
    grid = cell_grid(table)
    headers, sections = row_headers(table, grid), row_sections(table)
    lines = tuple(
        Line(
            row,
            headers[row],
            (bare_words(sections[row]), bare_words(headers[row])),
            cities.get(row),
            tuple("" if cell is None else squeeze(cell.text) for cell in grid[row]),
        )
        for row in range(table.header_rows, table.n_rows)
    )
    return Sheet(table, table_key(table), grid, column_headers(table, grid), lines)


def pair_tables(old: Sequence[Sheet], new: Sequence[Sheet]) -> list[Pair]:
    """Return pairs of indices of the same table, in the order of ``new``.

    Tables with the same caption and headers are paired first, among several such the ones with
    the most rows in common; then the rest, likest first.
    """
    likeness = [
        (_likeness(a, b), -abs(i - j), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if a.key == b.key or _shares_labels(a, b)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, i, j in sorted(likeness, reverse=True):
        if score >= SAME_TABLE and j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)
    return [(i, j) for j, i in sorted(pairs.items())]


def _shares_labels(a: Sheet, b: Sheet) -> bool:
    """Cheap test before the likeness of two tables is worked out."""
    caption = bare_words(a.table.caption)
    if caption and caption == bare_words(b.table.caption):
        return True
    return bool({bare_words(h) for h in a.headers} & {bare_words(h) for h in b.headers} - {""})


def _likeness(a: Sheet, b: Sheet) -> float:
    """Return 1 to 2 for tables of one key, else the share of common labels (0 to 1)."""
    rows = _share({line.key for line in a.lines}, {line.key for line in b.lines})
    if a.key == b.key:
        return 1 + rows
    headers = _share({bare_words(h) for h in a.headers}, {bare_words(h) for h in b.headers})
    caption = bare_words(a.table.caption) == bare_words(b.table.caption)
    return (rows + headers + caption) / 3


def _share(a: set[T], b: set[T]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def pair_columns(old: Sheet, new: Sheet) -> list[Pair]:
    """Return pairs of columns with equal headers; of equal headers the first with the first."""
    return pair_equal(
        range(len(old.headers)),
        range(len(new.headers)),
        lambda col: bare_words(old.headers[col]),
        lambda col: bare_words(new.headers[col]),
    )


def pair_rows(old: Sheet, new: Sheet, columns: Sequence[Pair]) -> list[Pair]:
    """Return pairs of positions in ``lines`` of the same row, in the order of ``new``.

    Rows of equal section and header are paired first, among several such those with equal values.
    Then rows of the same city, of the same header in another section, and last the renamed ones:
    equal values and a similar header.
    """
    rows = _Rows(old, new, columns, list(range(len(old.lines))), list(range(len(new.lines))), [])
    rows.pair_by(lambda sheet, line: (line.key, rows.values(sheet, line)))
    rows.pair_by(lambda _, line: line.key)
    rows.pair_by(lambda _, line: line.city, unique=True)
    rows.pair_by(lambda _, line: line.key[1] or None, unique=True)
    rows.pair_renamed()
    return sorted(rows.pairs, key=lambda pair: pair[1])


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of two tables while they are being paired.

    Attributes:
        columns: Pairs of columns; values are compared in these.
        old_left: Rows of ``old`` without a partner so far, ascending; alike ``new_left``.
    """

    old: Sheet
    new: Sheet
    columns: Sequence[Pair]
    old_left: list[int]
    new_left: list[int]
    pairs: list[Pair]

    def values(self, sheet: Sheet, line: Line) -> tuple[str, ...]:
        """Return the texts of a row in the paired columns."""
        side = 0 if sheet is self.old else 1
        return tuple(line.values[pair[side]] for pair in self.columns)

    def pair_by(self, key: Callable[[Sheet, Line], Hashable], *, unique: bool = False) -> None:
        """Pair the rows left over that have equal keys."""
        self._settle(
            pair_equal(
                self.old_left,
                self.new_left,
                lambda i: key(self.old, self.old.lines[i]),
                lambda j: key(self.new, self.new.lines[j]),
                unique=unique,
            )
        )

    def pair_renamed(self) -> None:
        """Pair the rows left over that have equal values beside their headers."""
        stubs = max(1, self.old.table.stub_cols)
        body = replace(self, columns=[pair for pair in self.columns if pair[0] >= stubs])
        sides = ((self.old, self.old_left), (self.new, self.new_left))
        lines = [{index: sheet.lines[index] for index in left} for sheet, left in sides]
        self._settle(
            _pair_renamed(
                {i: (line.header, body.values(self.old, line)) for i, line in lines[0].items()},
                {j: (line.header, body.values(self.new, line)) for j, line in lines[1].items()},
            )
        )

    def _settle(self, found: Sequence[Pair]) -> None:
        self.pairs.extend(found)
        done_old, done_new = {i for i, _ in found}, {j for _, j in found}
        self.old_left[:] = [i for i in self.old_left if i not in done_old]
        self.new_left[:] = [j for j in self.new_left if j not in done_new]


def pair_equal(
    old: Iterable[int],
    new: Iterable[int],
    old_key: Callable[[int], Hashable],
    new_key: Callable[[int], Hashable],
    *,
    unique: bool = False,
) -> list[Pair]:
    """Return pairs of equal keys, the n-th of a key with the n-th; ``None`` is no key.

    Args:
        old: Indices of one side.
        new: Indices of the other side.
        old_key: Key of an old index.
        new_key: Key of a new index.
        unique: Only keys that stand once on each side.
    """
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    arriving: dict[Hashable, list[int]] = defaultdict(list)
    for index in old:
        waiting[old_key(index)].append(index)
    for index in new:
        arriving[new_key(index)].append(index)
    return [
        pair
        for key, indices in arriving.items()
        if key is not None and not (unique and (len(indices) > 1 or len(waiting[key]) > 1))
        for pair in zip(waiting[key], indices, strict=False)
    ]


def _pair_renamed(
    old: Mapping[int, tuple[str, tuple[str, ...]]],
    new: Mapping[int, tuple[str, tuple[str, ...]]],
) -> list[Pair]:
    from rapidfuzz.distance import Levenshtein

    likely: list[tuple[float, int, int]] = []
    for i, (old_header, old_values) in old.items():
        for j, (new_header, new_values) in new.items():
            if old_values != new_values:
                continue
            score = Levenshtein.normalized_similarity(
                bare_words(old_header), bare_words(new_header)
            )
            if score >= (RENAMED if any(old_values) else RENAMED_BLANK):
                likely.append((-score, i, j))
    pairs: list[Pair] = []
    for _, i, j in sorted(likely):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs
