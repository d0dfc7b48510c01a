"""The statements that rules were made with: what annual reports of towns and companies print."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from benchmarks.statements.sheet import Cell, Sheet
from benchmarks.statements.words import ITEMS, MONTHS, say
from crossfoot.model import Language


@dataclass(frozen=True, slots=True)
class Draw:
    """A source of chance that speaks a language and knows how large amounts are."""

    chance: random.Random
    language: Language
    low: float
    high: float

    def __call__(self, key: str) -> str:
        """Return a word."""
        return say(key, self.language)

    def amount(self) -> int:
        """Return an amount of the last printed digit."""
        return int(10 ** self.chance.uniform(self.low, self.high))

    def line(self, count: int) -> list[int]:
        """Return a row of amounts; lines of a report keep their size from year to year."""
        size = self.amount()
        return [max(1, int(size * self.chance.uniform(0.75, 1.3))) for _ in range(count)]

    def names(self, count: int) -> list[str]:
        """Return different names of lines."""
        return self.chance.sample(ITEMS[self.language], count)

    def count(self, low: int, high: int) -> int:
        """Return a number of lines."""
        return self.chance.randint(low, high)

    def maybe(self, share: float) -> bool:
        """Toss a coin."""
        return self.chance.random() < share

    def years(self, count: int) -> list[str]:
        """Return years as headers."""
        last = self.chance.randint(2010, 2024)
        return [str(last - back) for back in range(count)]


def total_of(
    sheet: Sheet, rows: Sequence[int], signs: Sequence[int] = ()
) -> list[int | str | None]:
    """Return the sums of rows, column by column."""
    ones = tuple(signs) or (1,) * len(rows)
    width = len(sheet.rows[rows[0]])
    return [
        sum(sign * (sheet.number((row, col)) or 0) for row, sign in zip(rows, ones, strict=True))
        for col in range(1, width)
    ]


def budget(draw: Draw) -> Sheet:
    """Two sides with nested totals, and what is left."""
    sheet, width = Sheet(), draw.count(1, 3)
    sheet.add("", list(draw.years(width)))
    sides = []
    for side in ("income", "spending"):
        sheet.add(draw(side), [None] * width)
        subs = []
        for group in draw.names(draw.count(2, 3)):
            lines = [
                sheet.add(f"  {n}", list(draw.line(width))) for n in draw.names(draw.count(2, 5))
            ]
            sub = sheet.add(f"{draw('total')} {group}", total_of(sheet, lines))
            sheet.foot(sub, lines)
            subs.append(sub)
        side_total = sheet.add(f"{draw('total')} {draw(side).lower()}", total_of(sheet, subs))
        sheet.foot(side_total, subs)
        sides.append(side_total)
    result = sheet.add(draw("result"), total_of(sheet, sides, (1, -1)))
    sheet.foot(result, sides, (1, -1))
    return sheet


def totals_first(draw: Draw) -> Sheet:
    """Totals above their lines, set deeper or not, labelled or not."""
    sheet, width = Sheet(), draw.count(2, 4)
    sheet.add("", list(draw.years(width)))
    groups, indent = draw.count(2, 4), draw.maybe(0.5)
    grand = sheet.add(draw("total") if draw.maybe(0.5) else draw("all"), [0] * width)
    heads = []
    for name in draw.names(groups):
        head = sheet.add(name.upper() if draw.maybe(0.5) else name, [0] * width)
        heads.append(head)
        lines = [
            sheet.add(("    " if indent else "") + n, list(draw.line(width)))
            for n in draw.names(draw.count(2, 5))
        ]
        sheet.rows[head][1:] = total_of(sheet, lines)
        sheet.foot(head, lines)
    sheet.rows[grand][1:] = total_of(sheet, heads)
    sheet.foot(grand, heads)
    return sheet


def unlabelled(draw: Draw) -> Sheet:
    """Nested totals with names like any other, at the end of their lines."""
    sheet, width = Sheet(), draw.count(3, 5)
    sheet.add("", list(draw.years(width)))
    subs = []
    for _ in range(draw.count(2, 4)):
        lines = [sheet.add(n, list(draw.line(width))) for n in draw.names(draw.count(2, 4))]
        sub = sheet.add(draw.names(1)[0], total_of(sheet, lines))
        sheet.foot(sub, lines)
        subs.append(sub)
    last = sheet.add(draw.names(1)[0], total_of(sheet, subs))
    sheet.foot(last, subs)
    return sheet


def balance(draw: Draw) -> Sheet:
    """Assets beside liabilities, whose totals agree."""
    sheet = Sheet()
    sheet.places[0] = draw.chance.choice((0, 2))
    sheet.add(draw("assets"), [draw("total"), draw("liabilities"), draw("total")])
    count = draw.count(4, 9)
    left, right = [draw.amount() for _ in range(count)], [draw.amount() for _ in range(count)]
    rest = sum(left) - sum(right)
    if rest > 0:
        right[-1] += rest
    else:
        left[-1] -= rest
    names = draw.names(2 * count)
    rows = [sheet.add(names[i], [left[i], names[count + i], right[i]]) for i in range(count)]
    last = sheet.add(
        f"{draw('total')} {draw('assets').lower()}",
        [sum(left), f"{draw('total')} {draw('liabilities').lower()}", sum(right)],
    )
    for col in (1, 3):
        sheet.claim("sum", "column", (last, col), [(row, col) for row in rows])
    return sheet


def equity(draw: Draw) -> Sheet:
    """Changes in equity: two years roll, columns add up to a total."""
    sheet = Sheet()
    heads = [draw("capital"), draw("reserves"), draw("result"), draw("total")]
    sheet.add("", list(heads))
    opening = sheet.add(draw("opening"), [0] * 4)
    row = [draw.amount() * 20 for _ in range(3)]
    sheet.rows[opening][1:] = [*row, sum(row)]
    for _ in range(2):
        moves = []
        for key, sign in (("profit", 1), ("dividends", -1), ("additions", 1)):
            some = (
                [0, sign * draw.amount(), 0]
                if key != "additions"
                else [draw.amount(), 0, draw.amount()]
            )
            moves.append(sheet.add(draw(key), [*some, sum(some)]))
        closing = sheet.add(draw("closing"), total_of(sheet, [opening, *moves]))
        sheet.foot(closing, [opening, *moves])
        opening = closing
    sheet.cross(4, (1, 2, 3))
    return sheet


def wages(draw: Draw) -> Sheet:
    """A wage scale whose columns follow from one another."""
    sheet = Sheet()
    sheet.places[0] = draw.chance.choice((0, 2))
    sheet.add(
        draw("grade"),
        [draw("base"), draw("bonus"), draw("gross"), draw("levy"), draw("tax"), draw("net")],
    )
    for grade in range(1, draw.count(5, 12)):
        base = int(120_000 * (1 + 0.07 * grade) * draw.chance.uniform(0.97, 1.03))
        bonus, levy = int(base * draw.chance.uniform(0.05, 0.2)), int(base * 0.11)
        tax = int(base * draw.chance.uniform(0.02, 0.1))
        gross = base + bonus
        sheet.add(f"{chr(64 + grade)} {grade}", [base, bonus, gross, levy, tax, gross - levy - tax])
    sheet.cross(3, (1, 2))
    sheet.cross(6, (3, 4, 5), (1, -1, -1))
    return sheet


def counts(draw: Draw) -> Sheet:
    """A list of towns; the total row counts them beside sums."""
    sheet = Sheet()
    numbered = draw.maybe(0.3)
    sheet.add(draw("town"), [draw("status"), draw("men"), draw("women"), draw("total")])
    rows = []
    for index, name in enumerate(draw.names(draw.count(6, 18)), start=1):
        men, women = draw.amount(), draw.amount()
        status = draw("yes") if draw.maybe(0.7) else None
        label = f"{index}. {name}" if numbered else name
        rows.append(sheet.add(label, [status, men, women, men + women]))
    filled = [row for row in rows if sheet.rows[row][1]]
    last = sheet.add(draw("total"), [len(filled), 0, 0, 0])
    sheet.rows[last][2:] = total_of(sheet, rows)[1:]
    sheet.claim("count", "column", (last, 1), [(row, 1) for row in rows])
    sheet.foot(last, rows, cols=(2, 3, 4))
    sheet.cross(4, (2, 3))
    return sheet


def variances(draw: Draw) -> Sheet:
    """Budget against actual, with differences one way or the other and changes in percent."""
    sheet, turned = Sheet(), draw.maybe(0.5)
    with_change = draw.maybe(0.6)
    heads = [draw("budget"), draw("actual"), draw("variance")]
    sheet.add("", heads + ([draw("change")] if with_change else []))
    rows = []
    for name in draw.names(draw.count(4, 9)):
        planned = max(100, draw.amount())
        actual = max(50, int(planned * draw.chance.uniform(0.7, 1.4)))
        rows.append(_variance(sheet, name, planned, actual, turned=turned, with_change=with_change))
    sums = [sum(sheet.number((row, col)) or 0 for row in rows) for col in (1, 2)]
    last = _variance(sheet, draw("total"), *sums, turned=turned, with_change=with_change)
    sheet.foot(last, rows, cols=(1, 2, 3))
    sheet.cross(3, (1, 2) if not turned else (2, 1), (1, -1))
    for row in (*rows, last) if with_change else ():
        sheet.claim("change", "row", (row, 4), [(row, 2), (row, 1)], (1, -1))
    return sheet


def _variance(
    sheet: Sheet, name: str, planned: int, actual: int, *, turned: bool, with_change: bool
) -> int:
    gap = actual - planned if turned else planned - actual
    percent = [round(1000 * (actual - planned) / planned)] if with_change else []
    row = sheet.add(name, [planned, actual, gap, *percent])
    if with_change:
        sheet.percents.add((row, 4))
    return row


def shares(draw: Draw) -> Sheet:
    """Amounts with their share of the total, in the next column or after all amounts."""
    sheet, years = Sheet(), draw.count(1, 2)
    beside = draw.maybe(0.5)
    heads = draw.years(years)
    order = (
        [x for i in range(years) for x in ((i, False), (i, True))]
        if beside
        else [*((i, False) for i in range(years)), *((i, True) for i in range(years))]
    )
    sheet.add("", [draw("share") if is_share else heads[i] for i, is_share in order])
    amounts = [draw.line(years) for _ in range(draw.count(4, 9))]
    sums = [sum(line[i] for line in amounts) for i in range(years)]
    labels = [*draw.names(len(amounts)), draw("total")]
    rows = []
    for name, line in zip(labels, [*amounts, sums], strict=True):
        row = sheet.add(name, [round(1000 * line[i] / sums[i]) if s else line[i] for i, s in order])
        sheet.percents.update((row, c) for c, (_, s) in enumerate(order, start=1) if s)
        rows.append(row)
    last = rows.pop()
    for col, (year, is_share) in enumerate(order, start=1):
        if not is_share:
            sheet.foot(last, rows, cols=(col,))
            continue
        amount = order.index((year, False)) + 1
        for row in (*rows, last):
            sheet.claim("share", "column", (row, col), [(row, amount), (last, amount)])
        sheet.claim("sum", "column", (last, col), [(row, col) for row in rows], family="hundred")
    return sheet


def means(draw: Draw) -> Sheet:
    """Months with their total and mean."""
    sheet, width = Sheet(), draw.count(2, 5)
    sheet.add(draw("month"), list(draw.names(width)))
    rows = [sheet.add(m, list(draw.line(width))) for m in MONTHS[draw.language][: draw.count(4, 8)]]
    if draw.maybe(0.6):
        last = sheet.add(draw("total"), total_of(sheet, rows))
        sheet.foot(last, rows)
    sums = total_of(sheet, rows)
    mean = sheet.add(draw("mean"), [round(int(s or 0) / len(rows)) for s in sums])
    for col in range(1, width + 1):
        sheet.claim("mean", "column", (mean, col), [(row, col) for row in rows])
    return sheet


def running(draw: Draw) -> Sheet:
    """Months with what they add up to so far."""
    sheet, turned = Sheet(), draw.maybe(0.3)
    months = MONTHS[draw.language][: draw.count(5, 8)]
    amounts = draw.line(len(months))
    sums = list(accumulate(amounts))
    if turned:
        sheet.add("", list(months))
        sheet.add(draw("spending"), list(amounts))
        sheet.add(draw("cumulative"), list(sums))
        for col in range(2, len(months) + 1):
            sheet.claim("sum", "row", (2, col), [(2, col - 1), (1, col)], family="running")
        return sheet
    sheet.add(draw("month"), [draw("spending"), draw("cumulative")])
    for month, amount, so_far in zip(months, amounts, sums, strict=True):
        sheet.add(month, [amount, so_far])
    for row in range(2, len(months) + 1):
        sheet.claim("sum", "column", (row, 2), [(row - 1, 2), (row, 1)], family="running")
    return sheet


def carried(draw: Draw) -> Sheet:
    """A list over two pages: what is carried forward is brought forward and added to."""
    sheet, width = Sheet(), draw.count(1, 3)
    sheet.add("", list(draw.years(width)))
    start: list[int] = []
    if draw.maybe(0.5):
        start = [sheet.add(draw("brought"), list(draw.line(width)))]
    first = [sheet.add(n, list(draw.line(width))) for n in draw.names(draw.count(3, 7))]
    if start and draw.maybe(0.5):
        last = sheet.add(draw("total"), total_of(sheet, [*start, *first]))
        sheet.foot(last, [*start, *first], family="carried")
        return sheet
    carry = sheet.add(draw("carried"), total_of(sheet, [*start, *first]))
    sheet.foot(carry, [*start, *first], family="carried")
    brought = sheet.add(draw("brought"), list(sheet.rows[carry][1:]))
    rest = [sheet.add(n, list(draw.line(width))) for n in draw.names(draw.count(3, 7))]
    last = sheet.add(draw("total"), total_of(sheet, [brought, *rest]))
    sheet.foot(last, [brought, *rest], family="carried")
    return sheet


def two_totals(draw: Draw) -> Sheet:
    """Two blocks of columns with a total each, and a total of both."""
    sheet = Sheet()
    names = [draw("men"), draw("women")]
    a, b = (str(y) for y in draw.years(2))
    grand = draw.maybe(0.5)
    heads = [
        *(f"{n} {a}" for n in names),
        f"{draw('total')} {a}",
        *(f"{n} {b}" for n in names),
        f"{draw('total')} {b}",
    ]
    sheet.add("", heads + ([draw("grand")] if grand else []))
    rows = []
    for name in draw.names(draw.count(4, 8)):
        w, x, y, z = draw.line(4)
        rows.append(
            sheet.add(name, [w, x, w + x, y, z, y + z] + ([w + x + y + z] if grand else []))
        )
    last = sheet.add(draw("total"), total_of(sheet, rows))
    sheet.foot(last, rows)
    sheet.cross(3, (1, 2))
    sheet.cross(6, (4, 5))
    if grand:
        sheet.cross(7, (3, 6))
    return sheet


def periods(draw: Draw) -> Sheet:
    """Two tables in one: halves of the year below each other, then the year as their sum."""
    sheet, width = Sheet(), draw.count(2, 4)
    sheet.add("", list(draw.names(width)))
    names = draw.names(draw.count(3, 5))
    blocks: list[list[int]] = []
    for half in ("first", "second"):
        sheet.add(draw(half), [None] * width)
        lines = [sheet.add(n, list(draw.line(width))) for n in names]
        last = sheet.add(draw("total"), total_of(sheet, lines))
        sheet.foot(last, lines)
        blocks.append([*lines, last])
    sheet.add(draw("variance"), [None] * width)
    gaps = []
    for one, two in zip(*blocks, strict=True):
        gaps.append(sheet.add(str(sheet.rows[one][0]), total_of(sheet, [two, one], (1, -1))))
        sheet.foot(gaps[-1], [two, one], (1, -1))
    sheet.foot(gaps[-1], gaps[:-1])
    return sheet


TEMPLATES: dict[str, tuple[Callable[[Draw], Sheet], tuple[str, ...]]] = {
    "budget": (budget, ("sum", "diff")),
    "totals_first": (totals_first, ("sum",)),
    "unlabelled": (unlabelled, ("sum",)),
    "balance": (balance, ("sum",)),
    "equity": (equity, ("sum",)),
    "wages": (wages, ("sum",)),
    "counts": (counts, ("count", "sum")),
    "variances": (variances, ("diff", "change")),
    "shares": (shares, ("share", "sum")),
    "means": (means, ("mean",)),
    "running": (running, ("running",)),
    "carried": (carried, ("carried",)),
    "two_totals": (two_totals, ("sum",)),
    "periods": (periods, ("diff", "sum")),
}
"""Each template with the families of relations in which it is misprinted."""

__all__ = ["TEMPLATES", "Cell", "Draw"]
