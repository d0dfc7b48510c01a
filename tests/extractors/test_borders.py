"""Borders of tables, drawn by hand with raw operators: a border of any shape is a rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Page

XS = (60.0, 230.0, 310.0, 390.0)
YS = (700.0, 680.0, 660.0, 640.0, 620.0)
ROWS = (
    ("Chapter", "2023", "2024"),
    ("Parks", "1 250", "1 310"),
    ("Roads", "861", "215"),
    ("Total", "2 111", "1 525"),
)


def write_pdf(path: Path, operators: str) -> Path:
    """Write a page of 500 x 800 points that holds operators; /F is Helvetica."""
    stream = operators.encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    body, starts = b"%PDF-1.4\n", []
    for i, each in enumerate(objects):
        starts.append(len(body))
        body += b"%d 0 obj" % (i + 1) + each + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(body)
    path.write_bytes(body + b"xref\n0 6\n0000000000 65535 f \n" + table + tail)
    return path


def read(path: Path) -> Page:
    """The first page of a file."""
    with open_document(path) as document:
        return document.page(1)


def text(x: float, y: float, words: str, size: float = 10.0) -> str:
    """Operators that print words."""
    return f"BT /F {size} Tf {x:.2f} {y:.2f} Td ({words}) Tj ET\n"


def outline(*points: tuple[float, float]) -> str:
    """Operators of a closed subpath."""
    first, *others = [f"{x:.2f} {y:.2f}" for x, y in points]
    return f"{first} m " + " ".join(f"{p} l" for p in others) + " h\n"


def mitred(x0: float, y0: float, x1: float, y1: float, w: float = 1.0) -> str:
    """The four sides of a cell as trapezoids that meet at the corners."""
    return (
        outline((x0, y1), (x1, y1), (x1 - w, y1 - w), (x0 + w, y1 - w))
        + outline((x0, y0), (x1, y0), (x1 - w, y0 + w), (x0 + w, y0 + w))
        + outline((x0, y0), (x0, y1), (x0 + w, y1 - w), (x0 + w, y0 + w))
        + outline((x1, y0), (x1, y1), (x1 - w, y1 - w), (x1 - w, y0 + w))
    )


def trapezoids(x0: float, y0: float, x1: float, y1: float) -> str:
    """Each side is a path of its own."""
    return mitred(x0, y0, x1, y1).replace("h\n", "h f\n")


def one_path(x0: float, y0: float, x1: float, y1: float) -> str:
    """The whole frame of a cell is one path of four subpaths."""
    return mitred(x0, y0, x1, y1) + "f\n"


def with_stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    """Trapezoids filled, and their outline stroked."""
    return "0.1 w " + mitred(x0, y0, x1, y1, 0.7).replace("h\n", "h B\n")


def parallelograms(x0: float, y0: float, x1: float, y1: float) -> str:
    """Sides with both ends slanted the same way."""
    return (
        outline((x0, y1), (x1, y1), (x1 - 1, y1 - 1), (x0 - 1, y1 - 1))
        + outline((x0, y0), (x1, y0), (x1 - 1, y0 - 1), (x0 - 1, y0 - 1))
        + outline((x0, y0), (x0, y1), (x0 - 1, y1 - 1), (x0 - 1, y0 - 1))
        + outline((x1, y0), (x1, y1), (x1 - 1, y1 - 1), (x1 - 1, y0 - 1))
        + "f\n"
    )


def ring(x0: float, y0: float, x1: float, y1: float) -> str:
    """Two rectangles, one in the other, filled between."""
    outer = f"{x0} {y0} {x1 - x0} {y1 - y0} re "
    return outer + f"{x0 + 1} {y0 + 1} {x1 - x0 - 2} {y1 - y0 - 2} re f*\n"


def wound(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ring as one outline that goes round outside, then back inside."""
    outside = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0), (x0 + 1, y0))
    inside = ((x0 + 1, y1 - 1), (x1 - 1, y1 - 1), (x1 - 1, y0 + 1), (x0 + 1, y0 + 1))
    return outline(*outside, (x0 + 1, y0 + 1), *inside, (x0 + 1, y0)) + "f\n"


def rounded(x0: float, y0: float, x1: float, y1: float) -> str:
    """Bars with round ends."""

    def level(a: float, b: float, y: float) -> str:
        return (
            f"{a} {y - 0.5} m {b} {y - 0.5} l {b + 0.6} {y - 0.5} {b + 0.6} {y + 0.5} {b} {y + 0.5}"
            f" c {a} {y + 0.5} l {a - 0.6} {y + 0.5} {a - 0.6} {y - 0.5} {a} {y - 0.5} c h f\n"
        )

    def upright(x: float, a: float, b: float) -> str:
        return (
            f"{x - 0.5} {a} m {x - 0.5} {b} l {x - 0.5} {b + 0.6} {x + 0.5} {b + 0.6} {x + 0.5} {b}"
            f" c {x + 0.5} {a} l {x + 0.5} {a - 0.6} {x - 0.5} {a - 0.6} {x - 0.5} {a} c h f\n"
        )

    return level(x0, x1, y0) + level(x0, x1, y1) + upright(x0, y0, y1) + upright(x1, y0, y1)


def clipped(x0: float, y0: float, x1: float, y1: float) -> str:
    """Large areas of which thin clips leave the sides."""
    sides = (
        (x0, y0 - 0.5, x1 - x0, 1),
        (x0, y1 - 0.5, x1 - x0, 1),
        (x0 - 0.5, y0, 1, y1 - y0),
        (x1 - 0.5, y0, 1, y1 - y0),
    )
    area = f"{x0 - 20} {y0 - 20} {x1 - x0 + 40} {y1 - y0 + 40} re f Q\n"
    return "".join(f"q {x} {y} {w} {h} re W n {area}" for x, y, w, h in sides)


def table(
    cell: Callable[[float, float, float, float], str], rows: tuple[tuple[str, ...], ...]
) -> str:
    """A table whose second column holds two numbers closer than alignment would part them."""
    drawn = ""
    for i, row in enumerate(rows):
        for j, words in enumerate(row):
            drawn += cell(XS[j], YS[i + 1], XS[j + 1], YS[i])
            drawn += text(XS[j] + 3, YS[i + 1] + 6, words)
    return drawn


BORDERS = (
    trapezoids,
    one_path,
    with_stroke,
    parallelograms,
    ring,
    wound,
    rounded,
    clipped,
)


@pytest.mark.parametrize("cell", BORDERS)
def test_a_border_of_any_shape_is_a_rule(
    tmp_path: Path, cell: Callable[[float, float, float, float], str]
) -> None:
    """The table is read by its rules, and none of its borders is left as an area or a curve."""
    page = read(write_pdf(tmp_path / "a.pdf", table(cell, ROWS)))
    tables = read_page_tables(page)

    assert len(page.strokes) >= 4
    assert not len(page.fills)
    assert not page.shapes
    assert [(t.n_rows, t.n_cols, t.engine) for t in tables] == [(4, 3, "ruled")]
    assert [c.text for c in tables[0].cells] == [words for row in ROWS for words in row]


def test_a_grid_drawn_as_one_area_with_holes_is_its_rules(tmp_path: Path) -> None:
    """A rectangle with a hole for each cell is four verticals and five horizontals."""
    path = f"{XS[0] - 1} {YS[-1] - 1} {XS[-1] - XS[0] + 2} {YS[0] - YS[-1] + 2} re\n"
    for i in range(4):
        for j in range(3):
            w, h = XS[j + 1] - XS[j] - 1, YS[i] - YS[i + 1] - 1
            path += f"{XS[j] + 0.5} {YS[i + 1] + 0.5} {w} {h} re\n"
    words = table(lambda *_: "", ROWS)
    page = read(write_pdf(tmp_path / "a.pdf", path + "f*\n" + words))

    assert not len(page.fills)
    assert len(set(np.round(page.strokes.box[page.strokes.horizontal][:, 1]))) == 5
    assert [(t.n_rows, t.n_cols) for t in read_page_tables(page)] == [(4, 3)]


def test_wedges_diagonals_and_squares_are_no_rules(tmp_path: Path) -> None:
    """What is thin at one end only, runs askew or is no longer than thick stays a shape."""
    drawn = (
        outline((60, 700), (160, 700), (160, 702))
        + outline((60, 600), (160, 601.6), (160, 602), (60, 600.4))
        + outline((60, 500), (62, 500), (62.5, 502), (60.5, 502))
    ).replace("h\n", "h f\n")
    page = read(write_pdf(tmp_path / "a.pdf", drawn))

    assert not len(page.strokes)
    assert len(page.shapes) == 3


@pytest.mark.parametrize(("size", "rules"), [(10.0, 0), (24.0, 1)])
def test_how_thick_a_rule_may_be_goes_with_the_type(
    tmp_path: Path, size: float, rules: int
) -> None:
    """Four points are a band on a page of text and a rule on a slide."""
    page = read(write_pdf(tmp_path / "a.pdf", text(60, 600, "Parks", size) + "60 500 300 4 re f\n"))

    assert (len(page.strokes), len(page.fills)) == (rules, 1 - rules)


@pytest.mark.parametrize("ends", [0.0, 0.8])
def test_bars_of_a_chart_are_no_rules(tmp_path: Path, ends: float) -> None:
    """Thin bars from one base line to values of their own stay areas, with round ends too."""
    drawn = text(60, 700, "Parks", 24)
    for i, length in enumerate((120, 75, 210, 160, 95)):
        y, thick, x = 600 - 40 * i, 3.6, 60 + length
        drawn += f"60 {y} m {x} {y} l {x + ends} {y} {x + ends} {y + thick} {x} {y + thick} c h f\n"
    page = read(write_pdf(tmp_path / "a.pdf", drawn))

    assert not len(page.strokes)
    assert len(page.fills) == 5


def test_a_framed_title_on_top_of_the_page_is_no_table(tmp_path: Path) -> None:
    """Chapter and section in a frame over a table: only the table is one."""
    title = ""
    for y, words, mark in ((750, "II - Budget", "II"), (730, "Expenditure", "A1.1")):
        title += trapezoids(60, y, 350, y + 20) + trapezoids(350, y, 390, y + 20)
        title += text(150, y + 6, words) + text(360, y + 6, mark)
    tables = read_page_tables(read(write_pdf(tmp_path / "a.pdf", title + table(trapezoids, ROWS))))

    assert [(t.n_rows, t.n_cols) for t in tables] == [(4, 3)]


def test_sides_of_an_account_keep_their_rows(tmp_path: Path) -> None:
    """Each side is ruled at its own totals only; its lines are rows all the same."""
    left = (("ASSETS", "Total"), ("Land", "70"), ("Roads", "60"), ("Tools", "20"), ("Sum", "150"))
    right = (("FUNDS", "Total"), ("Own", "90"), ("Equity", "90"), ("Loans", "60"), ("Sum", "150"))
    xs, ruled = (60, 180, 240, 360, 420), ((0, 1, 4, 5), (0, 1, 2, 3, 4, 5))
    drawn = "".join(f"{x} 600 m {x} 700 l S\n" for x in xs)
    for side, levels in enumerate(ruled):
        drawn += "".join(
            f"{xs[2 * side]} {700 - 20 * k} m {xs[2 * side + 2]} {700 - 20 * k} l S\n"
            for k in levels
        )
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        drawn += "".join(text(x + 3, 686 - 20 * i, w) for x, w in zip(xs, (*a, *b), strict=False))
    tables = read_page_tables(read(write_pdf(tmp_path / "a.pdf", drawn)))

    assert [[c.text for c in t.cells] for t in tables] == [
        [w for a, b in zip(left, right, strict=True) for w in (*a, *b)]
    ]


def test_numbers_below_a_header_in_one_ruled_row_are_rows(tmp_path: Path) -> None:
    """Rules between columns and around: the header and each line of numbers are rows."""
    rows = (("Chapter", "Budget", "Spent"), *ROWS[1:])
    drawn = "".join(f"{x} 615 m {x} 700 l S\n" for x in XS)
    drawn += f"{XS[0]} 700 m {XS[-1]} 700 l S\n{XS[0]} 615 m {XS[-1]} 615 l S\n"
    tables = read_page_tables(
        read(write_pdf(tmp_path / "a.pdf", drawn + table(lambda *_: "", rows)))
    )

    assert [(t.n_rows, t.n_cols, t.engine) for t in tables] == [(4, 3, "ruled")]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("cfu_p6", (13, 6)),
        ("cfu_p18", (24, 6)),
        ("cfu_p26", (26, 7)),
        ("cfu_p30", (27, 7)),
        ("cfu_p44", (24, 12)),
    ],
)
def test_accounts_with_mitred_borders_are_read(
    corpus: Path, name: str, shape: tuple[int, int]
) -> None:
    """A commune's legal account: one table a page, its title frame none."""
    tables = read_page_tables(read(corpus / "cases" / f"{name}.pdf"))

    assert [(t.n_rows, t.n_cols) for t in tables] == [shape]
