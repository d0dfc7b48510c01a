"""The shapes of invented tables: what a report adds up, and where it prints the totals."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.made_words import Words

Cell = tuple[int, int]
"""(row, column) of a table, header and labels counted in."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One equation of a table."""

    kind: str
    axis: str
    total: Cell
    items: tuple[Cell, ...]
    signs: tuple[int, ...]


@dataclass(slots=True)
class Sheet:
    """A table in the making.

    Attributes:
        labels: One per row.
        values: rows × columns of whole numbers of the last printed digit, ``None`` for blanks.
        headers: One per column, without that of the labels.
        claims: What it states; cells count header and labels in.
        words: Texts of cells that are none of the numbers.
        tenths: The column of percentages, in tenths, if there is one.
    """

    headers: list[str]
    labels: list[str] = field(default_factory=list)
    values: list[list[int | None]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    words: dict[Cell, str] = field(default_factory=dict)
    tenths: int | None = None

    def add(self, label: str, values: Sequence[int | None]) -> int:
        """Append a row and return its number among the rows of values."""
        self.labels.append(label)
        self.values.append(list(values))
        return len(self.labels) - 1

    def foot(self, total: int, items: Sequence[int], signs: Sequence[int] = ()) -> None:
        """State that a row is the sum of others, in every column."""
        kind = "diff" if tuple(signs) == (1, -1) else "sum"
        for col in range(len(self.headers)):
            cells = tuple((row + 1, col + 1) for row in items if self.values[row][col] is not None)
            if self.values[total][col] is not None and len(cells) > 1:
                ones = tuple(signs) or (1,) * len(cells)
                self.claims.append(Claim(kind, "column", (total + 1, col + 1), cells, ones))

    def cross(self, total: int, items: Sequence[int], signs: Sequence[int] = ()) -> None:
        """State that a column is the sum of others, in every row of numbers."""
        kind = "diff" if tuple(signs) == (1, -1) else "sum"
        for row, line in enumerate(self.values):
            if line[total] is not None and all(line[col] is not None for col in items):
                cells = tuple((row + 1, col + 1) for col in items)
                ones = tuple(signs) or (1,) * len(cells)
                self.claims.append(Claim(kind, "row", (row + 1, total + 1), cells, ones))


@dataclass(slots=True)
class Draw:
    """A source of chance with the words of a language."""

    chance: random.Random
    words: Words

    def amount(self) -> int:
        """Return an amount; the sizes of a report spread over several powers of ten."""
        return int(10 ** self.chance.uniform(self.low, self.high))

    low: float = 1.0
    high: float = 4.5

    def line(self, count: int) -> list[int]:
        """Return a row of amounts, now and then a zero."""
        return [0 if self.chance.random() < 0.03 else self.amount() for _ in range(count)]

    def names(self, count: int) -> list[str]:
        """Return different names of lines."""
        return self.chance.sample(self.words.items, count)

    def total(self) -> str:
        """Return a label of a total."""
        return self.chance.choice(self.words.totals)

    def years(self, count: int) -> list[str]:
        """Return years as headers, the last one first."""
        last = self.chance.randint(2008, 2023)
        return [str(last - back) for back in range(count)]


def _nested(draw: Draw) -> Sheet:
    """Groups with their totals before or after their lines, and a grand total on that side."""
    chance = draw.chance
    sheet = Sheet(draw.years(chance.randint(1, 3)))
    count = len(sheet.headers)
    first, plain, deep = (chance.random() < share for share in (0.5, 0.3, 0.5))
    groups = draw.names(chance.randint(2, 4))
    grand = sheet.add(draw.total(), [None] * count) if first else -1
    heads = []
    for group in groups:
        label = group if plain else f"{draw.total()} {group.lower()}"
        own = sheet.add(group, [None] * count) if first or not plain else -1
        rows = [
            sheet.add("  " * deep + name, draw.line(count))
            for name in draw.names(chance.randint(2, 6))
        ]
        if chance.random() < 0.2:
            part = [int((v or 0) * chance.uniform(0.1, 0.9)) for v in sheet.values[rows[-1]]]
            sheet.add("  " * deep + draw.words.of_which, part)
        own = own if first else sheet.add(label, [None] * count)
        _fill(sheet, own, rows)
        heads.append(own)
    grand = grand if first else sheet.add(draw.total(), [None] * count)
    _fill(sheet, grand, heads)
    return sheet


def _fill(sheet: Sheet, total: int, rows: Sequence[int], signs: Sequence[int] = ()) -> None:
    """Write a total and state it."""
    ones = tuple(signs) or (1,) * len(rows)
    for col in range(len(sheet.headers)):
        sheet.values[total][col] = sum(
            sign * (sheet.values[row][col] or 0) for row, sign in zip(rows, ones, strict=True)
        )
    sheet.foot(total, rows, signs)


def _crossed(draw: Draw) -> Sheet:
    """Places by groups of columns: a total column for each group, one for all, a total row."""
    chance = draw.chance
    groups = [draw.names(chance.randint(2, 3)) for _ in range(chance.randint(1, 2))]
    headers = [name for group in groups for name in (*group, draw.total())]
    grand = len(groups) > 1
    sheet = Sheet([*headers, draw.total()] if grand else headers)
    rows = [sheet.add(name, _across(draw, groups)) for name in draw.names(chance.randint(3, 10))]
    first = chance.random() < 0.3
    if first:
        sheet.labels.insert(0, draw.total())
        sheet.values.insert(0, [None] * len(sheet.headers))
        _fill(sheet, 0, [row + 1 for row in rows])
    else:
        _fill(sheet, sheet.add(draw.total(), [None] * len(sheet.headers)), rows)
    at, tops = 0, []
    for group in groups:
        tops.append(at + len(group))
        sheet.cross(tops[-1], range(at, tops[-1]))
        at = tops[-1] + 1
    if grand:
        sheet.cross(at, tops)
    return sheet


def _across(draw: Draw, groups: Sequence[Sequence[str]]) -> list[int]:
    line, all_of_it = [], 0
    for group in groups:
        part = draw.line(len(group))
        all_of_it += sum(part)
        line += [*part, sum(part)]
    return [*line, all_of_it] if len(groups) > 1 else line


def _result(draw: Draw) -> Sheet:
    """Income, expenses and what is left, with the change from year to year."""
    chance = draw.chance
    change = chance.random() < 0.5
    years = draw.years(2)
    sheet = Sheet([*years, draw.words.change] if change else years)
    blank: list[int | None] = [None] * len(sheet.headers)
    tops = []
    for title in chance.sample(draw.words.sides, 2):
        headed = chance.random() < 0.6
        if headed:
            sheet.add(title, blank)
        rows = [
            sheet.add(name, _with_change(draw.line(2), change=change))
            for name in draw.names(chance.randint(2, 6))
        ]
        label = draw.total() if headed else f"{draw.total()} {title.lower()}"
        tops.append(sheet.add(label, blank))
        _fill(sheet, tops[-1], rows)
    _fill(sheet, sheet.add(chance.choice(draw.words.results), blank), tops, (1, -1))
    if change:
        sheet.cross(2, (0, 1), (1, -1))
    return sheet


def _with_change(line: list[int], *, change: bool) -> list[int]:
    return [*line, line[0] - line[1]] if change else line


def _blocks(draw: Draw) -> Sheet:
    """The same few lines in block after block, one block being the sum of the others."""
    chance = draw.chance
    count = chance.randint(1, 3)
    sheet = Sheet(draw.years(count))
    kinds = list(chance.choice(draw.words.splits))
    first = chance.random() < 0.5
    names = draw.names(chance.randint(2, 4))
    whole = draw.words.whole
    order = [whole, *names] if first else [*names, whole]
    tops: dict[str, list[int]] = {}
    for name in order:
        sheet.add(name, [None] * count)
        rows = [sheet.add(f"  {kind}", draw.line(count)) for kind in kinds]
        tops[name] = [*rows, sheet.add(f"  {draw.words.totals[0]}", [None] * count)]
    for place, row in enumerate(tops[whole][:-1]):
        _fill(sheet, row, [tops[name][place] for name in names])
    for name in order:
        _fill(sheet, tops[name][-1], tops[name][:-1])
    sheet.foot(tops[whole][-1], [tops[name][-1] for name in names])
    return sheet


def _shares(draw: Draw) -> Sheet:
    """Amounts with their share of the total, in tenths of a percent."""
    sheet = Sheet([draw.words.amount, draw.words.share])
    names = draw.names(draw.chance.randint(3, 8))
    amounts = [draw.amount() + 1 for _ in names]
    whole = sum(amounts)
    rows = [
        sheet.add(name, (amount, round(1000 * amount / whole)))
        for name, amount in zip(names, amounts, strict=True)
    ]
    total = sheet.add(draw.total(), (whole, 1000))
    sheet.foot(total, rows)
    sheet.tenths = 1
    return sheet


def _stock(draw: Draw) -> Sheet:
    """Opening, additions, decreases, closing: columns of one line each."""
    sheet = Sheet(list(draw.words.stock))
    rows = []
    for name in draw.names(draw.chance.randint(4, 9)):
        opening, plus, minus = draw.line(3)
        rows.append(sheet.add(name, (opening, plus, minus, opening + plus - minus)))
    _fill(sheet, sheet.add(draw.total(), [None] * 4), rows)
    sheet.cross(3, (0, 1, 2), (1, 1, -1))
    return sheet


def _mean(draw: Draw) -> Sheet:
    """A list with its total and its mean, which is rounded."""
    count = draw.chance.randint(1, 3)
    sheet = Sheet(draw.years(count))
    rows = [sheet.add(name, draw.line(count)) for name in draw.names(draw.chance.randint(3, 10))]
    _fill(sheet, sheet.add(draw.total(), [None] * count), rows)
    means = [round(sum(sheet.values[row][col] or 0 for row in rows) / len(rows))
             for col in range(count)]  # fmt: skip
    mean = sheet.add(draw.words.mean, means)
    sheet.claims += [
        Claim("mean", "column", (mean + 1, col + 1),
              tuple((row + 1, col + 1) for row in rows), (1,) * len(rows))
        for col in range(count)
    ]  # fmt: skip
    return sheet


def _running(draw: Draw) -> Sheet:
    """Quarters with their sums so far, and the year."""
    one, two, three, four, half, nine, year = draw.words.quarters
    sheet = Sheet([one, two, half, three, nine, four, year])
    rows = []
    for name in draw.names(draw.chance.randint(3, 7)):
        a, b, c, d = draw.line(4)
        rows.append(sheet.add(name, (a, b, a + b, c, a + b + c, d, a + b + c + d)))
    _fill(sheet, sheet.add(draw.total(), [None] * 7), rows)
    for total, items in ((2, (0, 1)), (4, (2, 3)), (6, (4, 5))):
        sheet.cross(total, items)
    return sheet


def _rounded(draw: Draw) -> Sheet:
    """Thousands, each rounded by itself: totals miss by a unit or two."""
    count = draw.chance.randint(2, 4)
    sheet = Sheet(draw.years(count))
    exact = [
        [draw.chance.randint(100, 9_999_999) for _ in range(count)]
        for _ in range(draw.chance.randint(4, 9))
    ]
    names = draw.names(len(exact))
    rows = [
        sheet.add(name, [round(value / 1000) for value in line])
        for name, line in zip(names, exact, strict=True)
    ]
    whole = [round(sum(line[col] for line in exact) / 1000) for col in range(count)]
    sheet.foot(sheet.add(draw.total(), whole), rows)
    return sheet


def _counted(draw: Draw) -> Sheet:
    """A list of places with marks: the last row counts the filled cells of each column."""
    chance = draw.chance
    sheet = Sheet(draw.names(chance.randint(2, 4)))
    names = draw.names(chance.randint(4, 12))
    width = len(sheet.headers)
    for row, name in enumerate(names):
        sheet.add(name, [None] * width)
        for col in range(width):
            if chance.random() < 0.6:
                sheet.words[row + 1, col + 1] = chance.choice(draw.words.marks)
    filled = [
        sum((row + 1, col + 1) in sheet.words for row in range(len(names))) for col in range(width)
    ]
    total = sheet.add(draw.words.count, filled)
    sheet.claims += [
        Claim("count", "column", (total + 1, col + 1),
              tuple((row + 1, col + 1) for row in range(len(names))), (1,) * len(names))
        for col in range(width)
    ]  # fmt: skip
    return sheet


SHAPES: dict[str, Callable[[Draw], Sheet]] = {
    "nested": _nested,
    "crossed": _crossed,
    "result": _result,
    "blocks": _blocks,
    "shares": _shares,
    "stock": _stock,
    "mean": _mean,
    "running": _running,
    "rounded": _rounded,
    "counted": _counted,
}
