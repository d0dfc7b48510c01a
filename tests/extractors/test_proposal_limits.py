"""What rules and alignment propose as tables, on both sides of what decides.

Frames have columns of 60 points and rows of 20 from (50, 100).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import see_page
from crossfoot.model import Box, Shape
from tests.extractors.table_pages import Rule, Set, lattice, typeset

LEFT, TOP, WIDE, HIGH = 50.0, 100.0, 60.0, 20.0
PLAIN = [("Town", "2021", "2022"), ("Alby", "412", "433"), ("Brey", "307", "318")]


def frame(rows: int, cols: int, *, top: float = TOP, wide: float = WIDE) -> list[Rule]:
    """Return the rules of a grid."""
    return lattice(
        [LEFT + wide * i for i in range(cols + 1)], [top + HIGH * i for i in range(rows + 1)]
    )


def cells(
    rows: Sequence[Sequence[str]], *, top: float = TOP, wide: float = WIDE, size: float = 10.0
) -> list[Set]:
    """Return the texts of a grid; lines of a cell are parted by "/"."""
    return [
        Set(text, LEFT + wide * c + 4, top + HIGH * r + 8 + 8 * i, size=size)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        for i, text in enumerate(cell.split("/"))
        if text
    ]


def grids(
    texts: Sequence[Set],
    rules: Sequence[Rule] = (),
    shades: Sequence[Box] = (),
    shapes: Sequence[Shape] = (),
) -> list[tuple[int, int, str]]:
    """Return rows, columns and kind of what is proposed."""
    page = replace(typeset(texts, rules, shades), shapes=tuple(shapes))
    return [(g.n_rows, g.n_cols, g.kind) for g in propose_grids(see_page(page))]


RULED = [(3, 3, "ruled")]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (PLAIN, RULED),
        ([("a", "", ""), ("", "b", ""), ("", "", "c")], []),
        ([("a", "", "d"), ("", "b", ""), ("", "", "c")], RULED),
        ([("Town", "2021", "2022"), ("", "", ""), ("", "", "")], []),
        ([("12", "14", ""), ("16", "18", ""), ("7", "", "")], [(3, 2, "ruled")]),
        ([("12", "", "14"), ("", "18", ""), ("7", "", "")], []),
        ([("12", "", "14"), ("15", "18", ""), ("7", "", "")], RULED),
        ([("a", "", "14"), ("", "18", ""), ("7", "", "")], RULED),
    ],
)
def test_a_frame_with_text_is_a_grid(
    rows: list[Sequence[str]], found: list[tuple[int, int, str]]
) -> None:
    """Four cells; lone numbers in more than half of the rows are a drawn chart's values."""
    assert grids(cells(rows), frame(3, 3)) == found


def sparse(count: int, head: Sequence[str] = ()) -> list[list[str]]:
    """Return five rows of six columns with texts on a diagonal, and a header."""
    rows = [[""] * 6 for _ in range(5)]
    rows[0][: len(head)] = head
    places = [(r, (r + 2 * k) % 6) for k in range(3) for r in range(1, 5)]
    for r, c in places[:count]:
        rows[r][c] = f"so {r}"
    return rows


@pytest.mark.parametrize(
    ("count", "head", "found"),
    [
        (12, (), 1),
        (12, ("a",), 1),
        (5, ("a", "b"), 0),
        (5, ("a", "b", "c"), 1),
        (5, (), 0),
    ],
)
def test_a_sparse_grid_has_labels(count: int, head: Sequence[str], found: int) -> None:
    """Two cells in five, or six in ten of its first row or column: else boxes hold a text."""
    assert len(grids(cells(sparse(count, head)), frame(5, 6))) == found


@pytest.mark.parametrize(("torn", "found"), [(0, 1), (2, 1), (3, 0)])
def test_rules_that_miss_columns_draw_no_grid(torn: int, found: int) -> None:
    """A quarter of the lines may fall apart: beyond, alignment says more than rules."""
    rows = [("Town", "2021"), ("Alby", "412"), ("Brey", "307"), ("Cuq", "118"), ("Dun", "7")]
    texts = cells(rows, wide=150)
    extra = [Set("kept", LEFT + 90, TOP + HIGH * r + 8) for r in range(1, torn + 1)]
    kinds = [kind for _, _, kind in grids([*texts, *extra], frame(5, 2, wide=150))]

    assert kinds.count("ruled") == found


CURVE = [(0.0, 0.0), (5.0, 5.0), (10.0, 0.0)]


def curve(x: float, y: float) -> Shape:
    """Return a curve that begins at a place."""
    return Shape(tuple((x + a, y + b) for a, b in CURVE), None, 0x336699, 1.0)


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([(60, 110)] * 5, 1),
        ([(60, 110)] * 6, 0),
        ([(60, 110)] * 5 + [(48.1, 110)], 0),
        ([(60, 110)] * 5 + [(48, 110)], 1),
        ([(60, 110)] * 5 + [(60, 94.1)], 0),
        ([(60, 110)] * 5 + [(60, 94)], 1),
        ([(60, 110)] * 5 + [(199.9, 110)], 0),
        ([(60, 110)] * 5 + [(200, 110)], 1),
        ([(60, 110)] * 5 + [(60, 156.1)], 0),
        ([(60, 110)] * 5 + [(60, 156.2)], 1),
    ],
)
def test_curves_among_cells_are_a_chart(places: list[tuple[float, float]], found: int) -> None:
    """Six that begin within six points of the labels: a frame around them is no table."""
    shapes = [curve(x, y) for x, y in places]

    assert len(grids(cells(PLAIN), frame(3, 3), shapes=shapes)) == found


@pytest.mark.parametrize(("shapes", "found"), [(6, 1), (7, 0)])
def test_some_marks_may_be_drawn_in_a_table(shapes: int, found: int) -> None:
    """One for five cells."""
    rows = [("Town", "Paid", "Owed")] + [("Alby", "412", "433")] * 9
    marks = [curve(60, 110 + i) for i in range(shapes)]

    assert len(grids(cells(rows), frame(10, 3), shapes=marks)) == found


TITLE = [("Report", "of Alby")]


@pytest.mark.parametrize(
    ("rows", "above", "found"),
    [
        ([("Report", "of Alby", "and Brey", "Cuq")], 0, 1),
        ([("Report", "of Alby", "and Brey", "Cuq")], 2, 1),
        ([("Report", "of Alby", "and Brey", "Cuq")], 3, 0),
        ([("Report", "of Alby", "and Brey")], 0, 0),
        ([("Report", "", "and Brey", "Cuq")], 0, 0),
    ],
)
def test_a_lone_ruled_row_on_top_goes_on_from_the_page_before(
    rows: list[Sequence[str]], above: int, found: int
) -> None:
    """Four filled cells below a running header at most; lower down it is a box."""
    heads = [Set("a running head", 60, 60 + 12 * i) for i in range(above)]
    few = cells([tuple(t.replace("Report", "12") for t in row) for row in rows])

    assert len(grids([*heads, *few], frame(1, len(rows[0])))) == found


@pytest.mark.parametrize(
    ("rows", "above", "found"),
    [
        ([("Report of", "the town"), ("Alby", "2021")], 2, 0),
        ([("Report of", "the town"), ("Alby", "2021")], 3, 1),
        ([("Report of", "the town"), ("Alby", "412")], 2, 1),
        ([("Report of", "the town"), ("Alby/and Brey", "2021")], 2, 1),
        ([("Report of", "the town"), ("Alby", "2021"), ("Brey", "Cuq")], 2, 1),
    ],
)
def test_a_frame_around_the_title_of_a_page_is_no_table(
    rows: list[Sequence[str]], above: int, found: int
) -> None:
    """Two rows of single lines without a number on top of it."""
    heads = [Set("a running head", 60, 60 + 12 * i) for i in range(above)]
    kinds = [k for _, _, k in grids([*heads, *cells(rows)], frame(len(rows), 2))]

    assert kinds.count("ruled") == found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Table 3: paid and owed", 3),
        ("Source: the towns", 3),
        ("a b c d e f g h i j k l m n", 3),
        ("a b c d e f g h i j k l m", 4),
        ("Paid and owed", 4),
    ],
)
def test_captions_and_notes_in_the_frame_are_no_rows(text: str, rows: int) -> None:
    """Told by their words, or a last row by their number."""
    first = text.startswith("Table")
    top = TOP if first else TOP + 3 * HIGH
    body = cells(PLAIN, top=TOP + HIGH if first else TOP)
    box: list[Rule] = [
        (LEFT, top, LEFT + 180, top),
        (LEFT, top + HIGH, LEFT + 180, top + HIGH),
        (LEFT, top, LEFT, top + HIGH),
        (LEFT + 180, top, LEFT + 180, top + HIGH),
    ]
    inner = frame(3, 3, top=TOP + HIGH if first else TOP)
    (found,) = grids([*body, Set(text, LEFT + 4, top + 12, size=10)], [*inner, *box])

    assert found[0] == rows


# ------------------------------------------------------------------------------------ tiles


def tiles(rows: int, cols: int, *, top: float = TOP) -> list[Box]:
    """Return filled cells, a hairline of white between them."""
    return [
        (
            LEFT + WIDE * c + 0.5,
            top + HIGH * r + 0.5,
            LEFT + WIDE * (c + 1) - 0.5,
            top + HIGH * (r + 1) - 0.5,
        )
        for r in range(rows)
        for c in range(cols)
    ]


def test_filled_cells_are_a_grid() -> None:
    """Where strokes draw none, and where they draw less of the text."""
    assert grids(cells(PLAIN), (), tiles(3, 3)) == [(3, 3, "tiled")]
    assert grids(cells(PLAIN), frame(3, 3), tiles(3, 3)) == RULED


@pytest.mark.parametrize(("ruled_rows", "kind"), [(8, "ruled"), (7, "tiled")])
def test_tiles_must_hold_more_text_than_strokes(ruled_rows: int, kind: str) -> None:
    """A tenth more: the header that is shaded and not ruled."""
    rows = [("Town", "2021", "2022")] + [("Alby", "412", "433")] * 7
    start = 8 - ruled_rows
    texts = cells(rows)
    drawn = frame(ruled_rows, 3, top=TOP + HIGH * start)

    assert [k for _, _, k in grids(texts, drawn, tiles(8, 3))] == [kind]


@pytest.mark.parametrize(
    ("beside", "kind"),
    [([], "tiled"), (["a"], "tiled"), (["a", "b"], "other"), (["far"] * 3, "tiled")],
)
def test_tiles_over_some_columns_are_no_grid(beside: list[str], kind: str) -> None:
    """A word for every other line within sixty points says that the table goes on beside them."""
    texts = [
        Set(text, 330 if text == "far" else 240, TOP + HIGH * i + 8)
        for i, text in enumerate(beside)
    ]
    kinds = [k for _, _, k in grids([*cells(PLAIN), *texts], (), tiles(3, 3))]

    assert ("tiled" in kinds) is (kind == "tiled")
