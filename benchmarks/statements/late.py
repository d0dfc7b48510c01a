"""Statements that no rule was made with: written after the last change of a rule."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from benchmarks.statements.early import Draw, total_of
from benchmarks.statements.sheet import Sheet
from benchmarks.statements.words import MONTHS


def fund(draw: Draw) -> Sheet:
    """Opening, receipts with their total, payments with theirs, closing; total columns."""
    sheet = Sheet()
    sheet.add("", [draw("men"), draw("women"), draw("total")])

    def line(name: str, scale: int = 1) -> int:
        one, two = draw.line(2)
        return sheet.add(name, [one * scale, two * scale, (one + two) * scale])

    opening = line(draw("opening"), 9)
    totals = []
    for side in ("income", "spending"):
        rows = [line(name) for name in draw.names(draw.count(2, 5))]
        totals.append(sheet.add(f"{draw('total')} {draw(side).lower()}", total_of(sheet, rows)))
        sheet.foot(totals[-1], rows)
    terms = [opening, *totals]
    closing = sheet.add(draw("closing"), total_of(sheet, terms, (1, 1, -1)))
    sheet.foot(closing, terms, (1, 1, -1))
    sheet.cross(3, (1, 2))
    return sheet


def roster(draw: Draw) -> Sheet:
    """Sites with two columns of words; the last row counts both and adds the rest."""
    sheet = Sheet()
    sheet.add(draw("town"), [draw("budget"), draw("status"), draw("actual")])
    rows = []
    for name in draw.names(draw.count(7, 16)):
        mark = draw("yes") if draw.maybe(0.6) else None
        rows.append(sheet.add(name, [draw.amount(), mark, draw.amount()]))
    filled = sum(bool(sheet.rows[row][2]) for row in rows)
    sums = total_of(sheet, rows)
    last = sheet.add(draw("total"), [sums[0], filled, sums[2]])
    sheet.claim("count", "column", (last, 2), [(row, 2) for row in rows])
    sheet.foot(last, rows, cols=(1, 3))
    return sheet


def comparison(draw: Draw) -> Sheet:
    """Two years, how they differ, by how much in percent, and the share of the newest."""
    sheet = Sheet()
    new, old = draw.years(2)
    sheet.add("", [old, new, draw("variance"), draw("change"), draw("share")])
    pairs = [[max(60, n) for n in draw.line(2)] for _ in range(draw.count(5, 10))]
    pairs.append([sum(pair[i] for pair in pairs) for i in (0, 1)])
    whole = pairs[-1][1]
    names = [*draw.names(len(pairs) - 1), draw("total")]
    for name, (before, now) in zip(names, pairs, strict=True):
        change, share = round(1000 * (now - before) / before), round(1000 * now / whole)
        row = sheet.add(name, [before, now, now - before, change, share])
        sheet.percents.update({(row, 4), (row, 5)})
    last = len(pairs)
    sheet.foot(last, range(1, last), cols=(1, 2, 3))
    sheet.cross(3, (2, 1), (1, -1))
    sheet.claim("sum", "column", (last, 5), [(row, 5) for row in range(1, last)])
    for row in range(1, last + 1):
        sheet.claim("change", "row", (row, 4), [(row, 2), (row, 1)], (1, -1))
        sheet.claim("share", "column", (row, 5), [(row, 2), (last, 2)])
    return sheet


def quarters(draw: Draw) -> Sheet:
    """Months with a running total beside them and a mean below."""
    sheet, months = Sheet(), MONTHS[draw.language][: draw.count(6, 8)]
    amounts = draw.line(len(months))
    sheet.add(draw("month"), [draw("income"), draw("cumulative"), draw("spending")])
    for month, amount, so_far in zip(months, amounts, accumulate(amounts), strict=True):
        sheet.add(month, [amount, so_far, draw.amount()])
    last = len(months)
    for row in range(2, last + 1):
        sheet.claim("sum", "column", (row, 2), [(row - 1, 2), (row, 1)], family="running")
    rows = range(1, last + 1)
    sums = [sum(sheet.number((row, col)) or 0 for row in rows) for col in (1, 3)]
    mean = sheet.add(draw("mean"), [round(sums[0] / last), None, round(sums[1] / last)])
    for col in (1, 3):
        sheet.claim("mean", "column", (mean, col), [(row, col) for row in rows])
    return sheet


def pages(draw: Draw) -> Sheet:
    """A page that begins with what was brought forward and ends with what is carried forward."""
    sheet, width = Sheet(), draw.count(1, 3)
    sheet.add("", list(draw.years(width)))
    rows = [sheet.add(draw("brought"), [9 * n for n in draw.line(width)])]
    rows += [sheet.add(name, list(draw.line(width))) for name in draw.names(draw.count(4, 9))]
    last = sheet.add(draw(draw.chance.choice(("carried", "total"))), total_of(sheet, rows))
    sheet.foot(last, rows, family="carried")
    return sheet


def layers(draw: Draw) -> Sheet:
    """Three levels of totals, closed one after the other, the lowest set deepest."""
    sheet, width = Sheet(), draw.count(2, 3)
    sheet.add("", list(draw.years(width)))
    tops = []
    for chapter in draw.names(2):
        subs = []
        for section in draw.names(2):
            rows = [sheet.add(f"    {n}", list(draw.line(width))) for n in draw.names(3)]
            subs.append(sheet.add(f"  {draw('subtotal')} {section}", total_of(sheet, rows)))
            sheet.foot(subs[-1], rows)
        tops.append(sheet.add(f"{draw('total')} {chapter}", total_of(sheet, subs)))
        sheet.foot(tops[-1], subs)
    grand = sheet.add(draw("grand"), total_of(sheet, tops))
    sheet.foot(grand, tops)
    return sheet


TEMPLATES: dict[str, tuple[Callable[[Draw], Sheet], tuple[str, ...]]] = {
    "fund": (fund, ("sum",)),
    "roster": (roster, ("count",)),
    "comparison": (comparison, ("diff", "share", "change")),
    "quarters": (quarters, ("running", "mean")),
    "pages": (pages, ("carried",)),
    "layers": (layers, ("sum",)),
}
"""Each template with the families of relations in which it is misprinted."""
