"""Pages that the tests draw: a kind of layout each, invented words and numbers, three languages.

Each function draws its page and returns the tables a reader should find on it, none for prose,
cards, contents and charts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.pages.draw import (
    A4,
    Look,
    draw_table,
    shade,
    write,
    write_leader,
    write_prose,
)
from tests.pages.grids import Grid, grid
from tests.pages.sheet import Draw, DrawnPage
from tests.pages.words import BARS, CARDS, CONTENTS, LETTER, PROSE, TABLES

GREY, PALE, DARK = "#d9d9d9", "#eef3f8", "#1f3d5c"


PAGES: dict[str, DrawnPage] = {}


def _page(
    name: str,
    *,
    size: tuple[float, float] = A4,
    scale: float = 1.0,
    turn: int = 0,
    upright: bool = True,
) -> Callable[[Draw], Draw]:
    def enter(draw: Draw) -> Draw:
        PAGES[name] = DrawnPage(name, draw, size, scale, turn, upright)
        return draw

    return enter


def _one(canvas: Canvas, name: str, look: Look, *, head: int = 1, stub: int = 1) -> list[Grid]:
    """Draw a page of one table below its title."""
    title, text = TABLES[name]
    write(canvas, title, 60, 80, font="Helvetica-Bold", size=13)
    made = grid(text, head=head, stub=stub)
    draw_table(canvas, made, look)
    return [made]


# ------------------------------------------------------------- rules, drawn in every way


@_page("en-strokes")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-parks", Look())


@_page("es-thin-fills")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(pen="fill", font="Times-Roman", pitch=1.3, heads="centre")
    return _one(canvas, "es-works", look)


@_page("fr-mitred")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(pen="mitre", rules="columns", size=8, pitch=1.4, head_fill=GREY, weight=0.75)
    return _one(canvas, "fr-account", look, stub=2)


@_page("en-dashed")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-wrapped", Look(pen="dash", pitch=1.25, stand="middle"))


@_page("fr-clipped")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-water", Look(pen="clip", rules="full", weight=0.4))


@_page("es-rows-only")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "es-staff", Look(rules="rows", rule_ink="#b0b0b0", width=440))


@_page("es-gridlines")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(pen="boxes", weight=0.3, rule_ink="#c8c8c8", size=8, pitch=1.5)
    return _one(canvas, "es-sheet", look)


@_page("fr-rules-over-numbers")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-water", Look(rules="numbers", width=400))


@_page("en-labels-outside-frame")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-townships", Look(rules="inner", size=8.5))


@_page("en-booktabs-two-levels")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="booktabs", font="Times-Roman", size=10, bold_head=False, weight=0.5)
    return _one(canvas, "en-levels", look, head=2)


@_page("es-two-levels-ruled")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "es-levels", Look(head_fill=GREY, heads="centre"), head=2)


@_page("fr-totals-ruled")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-grants", Look(rules="totals", font="Times-Roman", size=10, width=430))


# ----------------------------------------------------------------- shading, bands, stubs


@_page("es-shaded-bands")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="none", zebra=PALE, head_fill=DARK, head_ink="#ffffff", pitch=1.5, width=460)
    return _one(canvas, "es-staff", look)


@_page("fr-shaded-bands-of-two")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="none", zebra=GREY, band=2, pitch=1.3, width=440, numbers="centre")
    return _one(canvas, "fr-communes", look)


@_page("en-slide-of-white-gaps", size=(720.0, 405.0))
def _(canvas: Canvas) -> list[Grid]:
    look = Look(pen="fill", rule_ink="#ffffff", weight=2.5, size=15, pitch=1.8, width=600)
    return _one(
        canvas, "en-library", replace(look, head_fill=DARK, head_ink="#ffffff", cell_fill=PALE)
    )


@_page("en-shaded-head-no-rule")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="rows", head_fill=GREY, total_fill=PALE, rule_ink="#ffffff")
    return _one(canvas, "en-parks", look)


@_page("en-centred-band-labels")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-bands", Look(rules="header", pitch=1.4, width=400), stub=2)


@_page("fr-two-stubs")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="rows", stand="middle", heads="centre", width=460)
    return _one(canvas, "fr-stubs", look, stub=2)


@_page("fr-two-stubs-unruled")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-stubs", Look(rules="none", stand="top", width=460), stub=2)


@_page("es-sections")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "es-sections", Look(rules="rows", width=420))


@_page("en-sections-unruled")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-sections", Look(rules="none", width=430, size=9.5))


# ------------------------------------------------------------------------ text and numbers


@_page("en-raised-marks")
def _(canvas: Canvas) -> list[Grid]:
    tables = _one(canvas, "en-marks", Look(rules="booktabs", width=380))
    for k, note in enumerate(("Before revision.", "From April.", "Without volunteers.")):
        write(canvas, f"{k + 1} {note}", 60, 240 + 11 * k, size=7)
    return tables


@_page("en-letter-spaced")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-parks", Look(rules="rows", spaced=2.2, width=460))


@_page("fr-hidden-text")
def _(canvas: Canvas) -> list[Grid]:
    write(canvas, "777 215", 130, 166)
    shade(canvas, (128, 156, 170, 169), "#ffffff")
    tables = _one(canvas, "fr-grants", Look(rules="rows", width=400))
    write(canvas, "9 999", 260, 136, ink="#ffffff")
    return tables


@_page("en-on-a-panel")
def _(canvas: Canvas) -> list[Grid]:
    shade(canvas, (45, 95, 400, 260), PALE)
    return _one(canvas, "en-north", Look(rules="rows", width=320))


@_page("es-long-list-in-frame")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="outer", size=8, pitch=1.35, weight=1.0, head_fill=GREY, total_fill=PALE)
    return _one(canvas, "es-long", look)


@_page("fr-tight-unruled")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="none", pitch=1.05, size=8, pad=5, bold_head=False, bold_totals=False)
    return _one(canvas, "fr-communes", look)


@_page("es-typewriter")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(font="Courier", rules="none", pitch=1.15, size=8, bold_head=False)
    return _one(canvas, "es-budget", look)


@_page("en-wrapped-ruled")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-wrapped", Look(stand="top", pitch=1.6))


@_page("fr-wrapped-number-last")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-wrapped", Look(rules="none", stand="bottom", pitch=1.9, width=400))


@_page("en-detached-signs")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-signs", Look(rules="totals", signs=True, width=420, font="Times-Roman"))


@_page("fr-leader-dots")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-leaders", Look(rules="header", leaders=True, width=420))


@_page("fr-total-on-top")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-top", Look(rules="rows", total_fill=PALE))


@_page("es-unlabelled-total")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "es-unlabelled", Look(rules="full", pen="fill"))


@_page("fr-list-without-head")
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-list", Look(rules="rows", width=330), head=0)


@_page("es-dense")
def _(canvas: Canvas) -> list[Grid]:
    look = Look(rules="header", size=5.5, pitch=1.25, pad=1.6, weight=0.25, bold_head=False)
    return _one(canvas, "es-dense", look, head=2)


# ------------------------------------------------------------------------------ the page


@_page("fr-between-paragraphs")
def _(canvas: Canvas) -> list[Grid]:
    made = grid(TABLES["fr-top"][1])
    top = write_prose(canvas, LETTER[1], 60, 80, 440, size=10)
    placed = draw_table(canvas, made, Look(rules="none", size=10, width=440), 60, top + 10)
    write_prose(canvas, LETTER[2], 60, placed.bottom + 10, 440, size=10)
    return [made]


@_page("es-side-by-side")
def _(canvas: Canvas) -> list[Grid]:
    left, right = grid(TABLES["es-left"][1]), grid(TABLES["es-right"][1])
    for made, x, title in ((left, 50, "Ingresos"), (right, 310, "Inversiones")):
        write(canvas, title, x, 100, font="Helvetica-Bold", size=11)
        draw_table(canvas, made, Look(rules="rows"), x)
    return [left, right]


@_page("en-two-tables-one-above-the-other")
def _(canvas: Canvas) -> list[Grid]:
    made = [grid(TABLES[name][1]) for name in ("en-north", "en-south")]
    top = 110.0
    for one, title in zip(made, ("Northern district", "Southern district"), strict=True):
        write(canvas, title, 60, top - 8, font="Helvetica-Bold", size=10)
        top = draw_table(canvas, one, Look(rules="rows", width=360), 60, top).bottom + 40
    return made


@_page("fr-half-scale", scale=0.5)
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-grants", Look(rules="columns", head_fill=PALE))


@_page("es-double-scale", scale=2.2)
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "es-staff", Look(rules="none", width=440))


@_page("en-stored-on-its-side", turn=90)
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "en-library", Look(rules="full"))


@_page("fr-lies-on-its-side", turn=90, upright=False)
def _(canvas: Canvas) -> list[Grid]:
    return _one(canvas, "fr-grants", Look(rules="rows", width=420))


# ---------------------------------------------------------------------- no table at all


@_page("fr-cards")
def _(canvas: Canvas) -> list[Grid]:
    write(canvas, "L'année en chiffres", 60, 80, font="Helvetica-Bold", size=18)
    for k, (number, label) in enumerate(CARDS):
        x, top = 60 + 165 * (k % 3), 120 + 120 * (k // 3)
        shade(canvas, (x, top, x + 150, top + 100), PALE)
        write(canvas, number, x + 75, top + 48, font="Helvetica-Bold", size=24, align="centre")
        write(canvas, label, x + 75, top + 74, size=9, align="centre")
    return []


@_page("en-contents")
def _(canvas: Canvas) -> list[Grid]:
    write(canvas, "Contents", 60, 80, font="Helvetica-Bold", size=16)
    for k, (title, number) in enumerate(CONTENTS):
        base = 120 + 20 * k
        write(canvas, title, 60, base, size=10)
        write_leader(canvas, 60 + stringWidth(title, "Helvetica", 10), 500, base, size=10)
        write(canvas, number, 530, base, size=10, align="right")
    return []


@_page("es-prose-in-three-columns")
def _(canvas: Canvas) -> list[Grid]:
    write(canvas, "Carta de la presidenta", 50, 80, font="Helvetica-Bold", size=15)
    for k, paragraphs in enumerate(PROSE):
        top = 110.0
        for text in paragraphs:
            top = write_prose(canvas, text, 50 + 170 * k, top, 150) + 8
    return []


@_page("fr-letter")
def _(canvas: Canvas) -> list[Grid]:
    top = 90.0
    for text in LETTER:
        top = write_prose(canvas, text, 70, top, 440, size=11) + 12
    return []


@_page("es-bars-with-amounts")
def _(canvas: Canvas) -> list[Grid]:
    write(canvas, "Inversión por distrito (miles de euros)", 60, 80, font="Helvetica-Bold", size=12)
    for k, (label, amount) in enumerate(BARS):
        top = 110 + 26 * k
        write(canvas, label, 150, top + 12, align="right")
        shade(canvas, (156, top, 156 + amount / 4, top + 16), "#4477aa")
        write(canvas, f"{amount:,}".replace(",", "."), 160 + amount / 4, top + 12)
    return []


@_page("en-columns-chart")
def _(canvas: Canvas) -> list[Grid]:
    write(canvas, "Visitors a year (thousands)", 60, 80, font="Helvetica-Bold", size=12)
    canvas.line(80, -320, 480, -320)
    heights = accumulate((60, 25, 18, -12, 40, 22))
    for k, height in enumerate(heights):
        x = 100 + 60 * k
        shade(canvas, (x, 320 - height, x + 32, 320), "#cc7744")
        write(canvas, f"{height / 10:.1f}", x + 16, 314 - height, size=8, align="centre")
        write(canvas, str(2018 + k), x + 16, 334, size=8, align="centre")
    return []
