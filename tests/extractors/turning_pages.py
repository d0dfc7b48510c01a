"""Pages to move things on, by name, and what is read on them: all that a page without a file tells.

Drawings are those of ``tests/golden/book-of-pages.txt``; charts, cards and prose are set here. The
pages of a pair are those of one document, and what is moved stands on the second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from crossfoot.extractors.charts.find import Chart, find_charts
from crossfoot.extractors.joining.context import (
    PageText,
    surroundings,
    tie_captions,
    tie_context,
)
from crossfoot.extractors.joining.parts import join_tables
from crossfoot.extractors.joining.roles import with_roles
from crossfoot.extractors.joining.same_columns import reread_odd_parts
from crossfoot.extractors.ledger.account import account_for
from crossfoot.extractors.ledger.numbers import read_sheet
from crossfoot.extractors.tables.page import propose_tables
from crossfoot.extractors.text.blocks import assign_sections, read_blocks
from crossfoot.model import Block, Box, Page, PageLedger, Role, Shape, Table
from tests.extractors.drawn_pages import draw
from tests.extractors.page_builder import Text, arcs, make_page, slices
from tests.extractors.table_pages import Set, typeset
from tests.extractors.test_book_of_pages import entries

Pages = tuple[Page, ...]
MARKS = {Role.COLUMN_HEADER: "#", Role.SECTION: "§", Role.ROW_HEADER: "‹"}
WORDS = "words of the body set in ten points, many of them, to say what the body size is"
BODY = [Text(WORDS, 50, 600 + 13 * i) for i in range(6)]
TOWNS = ("Alby", "Brey", "Cuq", "Dun", "Esse", "Foix", "Gap", "Huez")
PAID = ("1 412", "2 307", "1 118", "4 519", "3 204", "2 265", "1 877", "5 033")
OWED = ("412", "307", "118", "519", "204", "265", "877", "533")


@cache
def bases() -> Mapping[str, Pages]:
    """Return all pages to start from."""
    drawn = {
        title: (draw([line for line in lines if not line.startswith("→")]),)
        for title, lines in entries().items()
    }
    return {**drawn, **_charts(), **_prose(), **_marks(), **_pairs()}


# --------------------------------------------------------------------------------- charts


def _charts() -> dict[str, Pages]:
    swatches = [((400, 150 + 20 * i, 408, 158 + 20 * i), 0x112233 + 0x10101 * i) for i in range(3)]
    names = [Text(name, 412, 149 + 20 * i) for i, name in enumerate(("Fees", "Grants", "Sales"))]
    inside = [
        Text(v, x, y) for v, x, y in (("50%", 340, 195), ("30%", 290, 235), ("20%", 272, 170))
    ]
    heights = (120.0, 80.0, 50.0, 95.0)
    bars = [((100 + 30 * i, 300 - h, 120 + 30 * i, 300), 0x336699) for i, h in enumerate(heights)]
    over = [Text(f"{2 * h:g}", 100 + 30 * i, 290 - h, size=8) for i, h in enumerate(heights)]
    years = [Text(str(2019 + i), 100 + 30 * i, 304, size=8) for i in range(4)]
    ticks = [Text(f"{100 * i}", 70, 296 - 50 * i, size=8) for i in range(4)]
    lying = [((150, 100 + 20 * i, 150 + h, 112 + 20 * i), 0x336699) for i, h in enumerate(heights)]
    towns = [Text(name, 110, 101 + 20 * i) for i, name in enumerate(TOWNS[:4])]
    ends = [Text(f"{2 * h:g}", 153 + h, 101 + 20 * i) for i, h in enumerate(heights)]
    curve = [(100.0, 200.0), (160.0, 150.0), (220.0, 170.0), (280.0, 120.0)]
    at = [Text(str(round(200 - y)), x - 5, y - 14) for x, y in curve]
    below = [Text(str(2018 + i), x - 10, 212) for i, (x, _) in enumerate(curve)]
    scale = [Text(str(tick), 60, 195 - tick) for tick in (0, 50, 90)]
    line = Shape(tuple(curve), None, 0x336699, 1.0)
    (track,) = arcs([100], centre=(300, 300), radius=30, width=8)
    (arc,) = arcs([76], centre=(300, 300), radius=30, width=8)
    title = [Text("Where the money comes from", 250, 110, bold=True)]
    pie = slices([50, 30, 20], centre=(320, 200), outer=60)
    donut = slices([50, 30, 20], centre=(320, 200), outer=60, inner=30)
    ring = arcs([50, 30, 20], centre=(320, 200), radius=50, width=20)
    parts = [((100, 100, 160, 112), 0x112233), ((160, 100, 220, 112), 0xAABBCC)]
    lettered = [Text("50%", 120, 101, size=8), Text("50%", 180, 101, size=8)]
    named = [Text("Sail", 110, 114), Text("Oar", 170, 114)]
    pile = [((100, 100 + 40 * i, 130, 140 + 40 * i), 0x112233 + 0x303030 * i) for i in range(3)]
    piled = [Text(v, 105, 115 + 40 * i, size=8) for i, v in enumerate(("33%", "33 %", "34%"))]
    made = {
        "a pie with a legend": make_page(
            [*title, *names, *inside, *BODY], shapes=pie, fills=swatches
        ),
        "a donut with a legend": make_page(
            [*title, *names, Text("250 k€", 305, 195), *BODY], shapes=donut, fills=swatches
        ),
        "a ring with a legend": make_page([*title, *names, *BODY], shapes=ring, fills=swatches),
        "a gauge": make_page(
            [Text("76%", 292, 295), Text("of the towns", 275, 345), *BODY],
            shapes=[track, replace(arc, stroke=0xCC0000)],
        ),
        "bars that stand": make_page([*title, *over, *years, *ticks, *BODY], fills=bars),
        "bars that lie": make_page([*towns, *ends, *BODY], fills=lying),
        "a curve with values": make_page([*at, *below, *scale, *BODY], shapes=[line]),
        "a bar in two parts": make_page([*lettered, *named, *BODY], fills=parts),
        "a pile of three": make_page([*piled, *BODY], fills=pile),
        "a blob": make_page(
            [*BODY], shapes=[_polygon(9, (300, 200), 50), _polygon(5, (320, 210), 20)]
        ),
        "numbers in circles": make_page(
            [
                t
                for i, v in enumerate(("412", "307", "118"))
                for t in (Text(v, 140 + 150 * i, 190, size=16), Text("towns", 140 + 150 * i, 212))
            ]
            + BODY,
            shapes=[_polygon(24, (152 + 150 * i, 203), 45) for i in range(3)],
        ),
    }
    return {name: (page,) for name, page in made.items()}


def _polygon(count: int, centre: tuple[float, float], radius: float) -> Shape:
    around = [2 * math.pi * i / count for i in range(count + 1)]
    points = [(centre[0] + radius * math.sin(a), centre[1] - radius * math.cos(a)) for a in around]
    return Shape(tuple(points), 0xDDEEFF, None, 0.0)


# ---------------------------------------------------------------------------------- prose


def _prose() -> dict[str, Pages]:
    half = "the towns of the north paid less than"
    two = [Text(half, x, 200 + 13 * i) for x in (50, 310) for i in range(6)]
    cards = [
        t
        for i, value in enumerate(("240", "1,5 M€", "12 %"))
        for t in (
            Text(value, 60 + 170 * i, 120, size=24),
            Text("members of the", 60 + 170 * i, 150),
            Text("network in 2021", 60 + 170 * i, 162),
        )
    ]
    bullets = [
        Text("• The first of three points, which is long enough to go on", 60, 120),
        Text("below in a second line", 68, 133),
        Text("• The second point", 60, 146),
        Text("– with a point below it", 76, 159),
        Text("1. A numbered point", 60, 185),
        Text("2. Another numbered point", 60, 198),
    ]
    contents = [
        Text(f"{title} {'.' * 30} {page}", 60, 120 + 14 * i)
        for i, (title, page) in enumerate(
            (("Foreword", 3), ("Members", 5), ("Accounts", 12), ("Outlook", 20), ("Annexes", 31))
        )
    ]
    headings = [
        Text("1 The year in numbers", 50, 60, size=18, bold=True),
        Text("1.1 Members", 50, 100, size=13, bold=True),
        Text(WORDS, 50, 125),
        Text(WORDS, 50, 138),
        Text("Fees and grants", 50, 165, bold=True),
        Text(WORDS, 50, 180),
        Text("the end of it.", 50, 193),
        Text("A new paragraph begins here and goes on for a while to fill the line", 62, 206),
        Text("and one more line.", 50, 219),
        Text("(1) Without the towns of the north", 50, 720, size=7.5),
        Text("12", 300, 770, size=8),
    ]
    panel = [Text("In short", 320, 120, bold=True)] + [
        Text("few words in a box", 320, 140 + 13 * i) for i in range(4)
    ]
    beside = [Text("the text beside the box goes on", 50, 120 + 13 * i) for i in range(8)]
    facts = [
        t
        for i, (value, label) in enumerate(
            (("1992", "founded"), ("48", "towns"), ("7,5 M", "people"))
        )
        for t in (Text(value, 60, 120 + 40 * i, size=20), Text(label, 140, 128 + 40 * i))
    ]
    made = {
        "prose in two columns": make_page([*two, Text("The year", 50, 170, size=16), *BODY]),
        "three cards": make_page([*cards, *BODY]),
        "bullets and numbers": make_page([*bullets, *BODY]),
        "contents with dots": make_page([*contents, *BODY]),
        "headings of three levels": make_page([*headings, *BODY]),
        "a panel beside text": make_page(
            [*panel, *beside, *BODY], fills=[((310, 110, 450, 200), 0xDDEEFF)]
        ),
        "numbers beside labels": make_page([*facts, *BODY]),
    }
    return {name: (page,) for name, page in made.items()}


# ---------------------------------------------------------------------- marks and odd words


def _marks() -> dict[str, Pages]:
    rows = [
        t
        for i in range(6)
        for t in (
            Set(TOWNS[i], 60, 120 + 14 * i),
            Set(PAID[i], 300, 120 + 14 * i, "right"),
            Set(OWED[i], 400, 120 + 14 * i, "right"),
        )
    ]
    head = [
        Set("Town", 60, 104, bold=True),
        Set("2021", 300, 104, "right", bold=True),
        Set("2022", 400, 104, "right", bold=True),
    ]
    raised = [
        Set("1", 80.3, 116.5, size=6),
        Set("2", 300.4, 130.5, size=6),
        Set("a", 75.4, 144.5, size=6),
    ]
    notes = [Set("1", 60, 216, size=5), Set("Without the north", 64, 219, size=8)]
    torn = [Set(c, 60 + 5.4 * i, 220) for i, c in enumerate("Total")]
    signs = [
        Set("-", 266, 120),
        Set("€", 404, 134),
        Set("%", 303, 148),
        Set("(", 381, 162),
        Set(")", 402, 162),
    ]
    turned = [
        Set("Paid in 2021", 298, 104, rotation=270),
        Set("Owed in 2022", 398, 104, rotation=270),
    ]
    wide = [
        Set("1", 268, 204, "right"),
        Set("412", 300, 204, "right"),
        Set("Huez", 60, 204),
        Set("412", 400, 204, "right"),
    ]
    down = [(50.0, 92.0, 410.0, 92.0), (50.0, 108.5, 410.0, 108.5), (50.0, 195.0, 410.0, 195.0)]
    kinds = [
        t
        for i, (a, b, c) in enumerate(
            (
                ("2 %", "(8.8)", "n.d."),
                ("3 %", "—", "Oui"),
                ("4 %", "9.1", "Non"),
                ("5 %", "10.0", "Oui"),
            )
        )
        for t in (
            Set(TOWNS[i], 60, 120 + 14 * i),
            Set(a, 250, 120 + 14 * i, "right"),
            Set(b, 320, 120 + 14 * i, "right"),
            Set(c, 380, 120 + 14 * i, "middle"),
        )
    ]
    made = {
        "raised marks and a note": typeset([*head, *rows, *raised, *notes]),
        "a word set letter by letter": typeset(
            [*head, *rows, *torn, Set("9 999", 300, 220, "right")]
        ),
        "signs beside numbers": typeset([*head, *rows, *signs]),
        "turned names": typeset([*turned, *rows]),
        "a number torn in two": typeset([*head, *rows, *wide]),
        "three rules": typeset([*head, *rows], down),
        "shaded head and band": typeset(
            [*head, *rows],
            [],
            [(50, 94, 410, 108), (50, 123.5, 410, 137.5), (50, 151.5, 410, 165.5)],
        ),
        "kinds of cells": typeset(
            [
                Set("Town", 60, 104),
                Set("Rate", 250, 104, "right"),
                Set("Change", 320, 104, "right"),
                Set("Member", 380, 104, "middle"),
                *kinds,
            ]
        ),
    }
    return {name: (page,) for name, page in made.items()}


# ---------------------------------------------------------------------------------- pairs


def _pairs() -> dict[str, Pages]:
    def sheet(number: int, first: int, *, header: bool, top: float, more: list[Set]) -> Page:
        rows = [
            Set(f"Report of the towns {2020}", 60, 30, size=8),
            Set(str(number), 300, 780, size=8),
        ]
        names = ("Town", "2021", "2022")
        body = [*([names] if header else []), *_town_rows(first)]
        for i, cells in enumerate(body):
            base = top + 14 * i
            bold = header and i == 0
            rows.append(Set(cells[0], 60, base, bold=bold))
            rows += [
                Set(text, x, base, "right", bold=bold)
                for text, x in zip(cells[1:], (300, 400), strict=True)
            ]
        return replace(typeset([*rows, *more]), number=number)

    title = [Set("Table 3 – What the towns paid", 60, 80, bold=True)]
    other = [Set("Table 4 – What they owe", 60, 70, bold=True)]
    note = [Set("(1) Without the towns of the north", 60, 740, size=7)]
    source = [Set("Source: the towns themselves", 60, 740, size=7)]
    first = sheet(1, 0, header=True, top=100, more=title)
    whole = replace(first, height=first.height)
    full = sheet(1, 0, header=True, top=400, more=[*title, *note])
    return {
        "a table goes on under its header": (full, sheet(2, 8, header=True, top=60, more=source)),
        "a table goes on without a header": (full, sheet(2, 8, header=False, top=60, more=source)),
        "a table that ended high on its page": (whole, sheet(2, 8, header=True, top=60, more=[])),
        "a title between two tables": (
            full,
            sheet(2, 8, header=True, top=90, more=other),
        ),
        "a table and its notes": (
            sheet(1, 0, header=True, top=300, more=[]),
            sheet(
                2,
                0,
                header=True,
                top=100,
                more=[
                    *title,
                    Set("In thousands of euros", 60, 88, size=7),
                    Set("(1) Without the north", 60, 420, size=7),
                    *source,
                ],
            ),
        ),
    }


def _town_rows(first: int) -> list[tuple[str, str, str]]:
    rows = []
    for i in range(23 if not first else 8):
        k = (first + i) % 8
        rows.append((f"{TOWNS[k]} {first + i}", PAID[k], OWED[(k + 3) % 8]))
    return rows


# -------------------------------------------------------------------------------- reading


def read(pages: Pages) -> list[str]:
    """Return all that is read on the pages of a document but where it stands."""
    return [line.partition(" @")[0] for line in read_placed(pages)]


def read_placed(pages: Pages) -> list[str]:
    """Return all that is read on the pages of a document, with places and confidence."""
    charts: list[Chart] = []
    tables: list[Table] = []
    text: list[PageText] = []
    for page in pages:
        charts += find_charts(page)
        found = propose_tables(page)
        tables += [with_roles(table, page) for table in found]
        text.append(PageText.of(page, read_blocks(page, [table.box for table in found])))
    blocks = assign_sections(tuple(block for one in text for block in one.blocks))
    near = surroundings(text)
    captioned = [
        table
        for page in pages
        for table in tie_captions(
            [t for t in tables if t.pages[0] == page.number], near[page.number]
        )
    ]
    parts = reread_odd_parts(captioned, near, lambda number: pages[number - 1])
    tied = tie_context(join_tables(parts, near), near, blocks)
    account = account_for([read_sheet(page) for page in pages], tied, charts, blocks)
    lines = [line for table in tied for line in _table(table)]
    lines += [line for chart in charts for line in _chart(chart)]
    return lines + [_block(block) for block in blocks] + [_ledger(one) for one in account]


def _table(table: Table) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        text = MARKS.get(cell.role, "") + cell.text
        if cell.colspan > 1 or cell.rowspan > 1:
            text += f" ({cell.rowspan}×{cell.colspan})"
        if cell.markers:
            text += f" [{' '.join(cell.markers)}]"
        rows[cell.row].append(text)
    head = f"{table.n_rows} × {table.n_cols}, {table.header_rows} header rows"
    head += f", {table.stub_cols} stub columns, {table.engine}"
    if table.caption:
        head += f", “{table.caption}”"
    notes = [f"  note {note.marker or ''} {note.text}" for note in table.notes]
    sure = f"{table.confidence:.2f} sure, {_places(table.boxes)}"
    return [f"table of {head} @ {sure}", *("  " + " | ".join(row) for row in rows), *notes]


def _chart(chart: Chart) -> list[str]:
    marks = [
        f"  {mark.extent:.0f} {mark.label or '–'}: {mark.value or '–'}" for mark in chart.marks
    ]
    ticks = " ".join(f"{text} at {at:.0f}" for text, at in chart.ticks)
    return [f"{chart.kind} “{chart.title}” {ticks} @ {_places([chart.box])}", *marks]


def _block(block: Block) -> str:
    level = str(block.level or "")
    text = block.text.replace(WORDS, "…")
    return f"{block.kind}{level}: {text} @ {_places([block.box])} {' / '.join(block.section)}"


def _places(boxes: Sequence[Box]) -> str:
    return ", ".join(" ".join(f"{value:.1f}" for value in box) for box in boxes)


def _ledger(page: PageLedger) -> str:
    lost = [
        f"{line.text} ({line.where or 'nothing'})"
        for line in page.lines
        if line.placement == "none"
    ]
    words = [line.text for line in page.words]
    return f"{page.placed} of {page.numbers} numbers placed; lost {lost} {words}"
