"""How the cells of a lattice are read, on both sides of what decides.

Lattices have columns of 60 points and rows of 20 from (40, 80).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.grids import (
    Grid,
    GridCell,
    count_grid_header,
    drop_rows,
    lone_text,
    tidy_grid,
)
from crossfoot.extractors.tables.lattices import Lattice
from crossfoot.extractors.tables.open_rows import extend_down, extend_up
from crossfoot.extractors.tables.ruled import read_lattice, tokens_inside
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token
from tests.extractors.laid_lines import Text, line, sideways, words

WIDE, HIGH, LEFT, TOP = 60.0, 20.0, 40.0, 80.0
Side = tuple[int, int]
"""Row and column of the cell right of (or below) a side."""


def lattice(
    rows: int, cols: int, *, no_upright: Collection[Side] = (), no_level: Collection[Side] = ()
) -> Lattice:
    """Return a full lattice but for some sides."""
    down = np.ones((rows, cols + 1), dtype=bool)
    across = np.ones((rows + 1, cols), dtype=bool)
    for r, c in no_upright:
        down[r, c] = False
    for r, c in no_level:
        across[r, c] = False
    xs = np.array([LEFT + WIDE * c for c in range(cols + 1)])
    ys = np.array([TOP + HIGH * r for r in range(rows + 1)])
    return Lattice(xs, ys, across, down)


def at(row: float, col: float, text: str, *, dx: float = 4.0, size: float = 10.0) -> list[Token]:
    """Return words in a cell, their baseline 13 points below its top."""
    return words(text, LEFT + WIDE * col + dx, TOP + HIGH * row + 13, size=size)


def filled(texts: Sequence[Sequence[str]]) -> list[Token]:
    """Return the words of rows of cells."""
    return [t for r, row in enumerate(texts) for c, x in enumerate(row) if x for t in at(r, c, x)]


def cells(grid: Grid | None) -> list[str]:
    """Return the cells that hold text, with their spans where they have any."""
    assert grid is not None
    return [
        c.text + (f" ({c.rowspan}×{c.colspan})" if c.rowspan * c.colspan > 1 else "")
        for c in grid.cells
        if c.tokens
    ]


def read(drawn: Lattice, tokens: Sequence[Token], kind: str = "ruled") -> list[str]:
    """Return the cells of a lattice."""
    return cells(read_lattice(drawn, tokens, kind=kind))


PLAIN = [["Town", "2021", "2022"], ["Alby", "412", "433"], ["Brey", "307", "318"]]
WORDS = ["Town", "2021", "2022", "Alby", "412", "433", "Brey", "307", "318"]


@pytest.mark.parametrize(
    ("x", "base", "inside"),
    [(28.5, 93, True), (28.4, 93, False), (211.5, 93, True), (211.6, 93, False),
     (60, 81.5, True), (60, 81.4, False), (60, 144.5, True), (60, 144.6, False)],
)  # fmt: skip
def test_words_inside_the_outer_rules(x: float, base: float, inside: bool) -> None:
    """By their middles, a point and a half beyond at most."""
    assert bool(tokens_inside(lattice(3, 3), words("Alby", x, base))) is inside


def test_cells_are_what_rules_enclose() -> None:
    """A side that is not drawn joins two; a lattice without text is none."""
    assert read(lattice(3, 3), filled(PLAIN)) == WORDS
    assert read_lattice(lattice(3, 3), []) is None
    over = [["Town", "Paid in", ""], *PLAIN[1:]]
    assert read(lattice(3, 3, no_upright=[(0, 2)]), filled(over))[:2] == ["Town", "Paid in (1×2)"]
    tall = [PLAIN[0], ["Alby", "412", "433"], ["", "307", "318"]]
    assert read(lattice(3, 3, no_level=[(2, 0)]), filled(tall))[3] == "Alby (2×1)"
    bent = lattice(2, 2, no_upright=[(0, 1)], no_level=[(1, 0)])
    assert read(bent, filled([["a", ""], ["b", "c"]])) == ["a (1×2)", "b", "c"]


@pytest.mark.parametrize(
    ("text", "dx", "found"),
    [
        ("Albyandmorexx", 0, ["Albyandmorexx (1×2)", "7"]),
        ("Albyandmorexx", -1.2, ["Albyandmorexx", "7"]),
        ("Albyandmoreandyetmore", 0, ["Albyandmoreandyetmore (1×2)", "7"]),
    ],
)
def test_a_label_may_run_over_a_gridline(text: str, dx: float, found: list[str]) -> None:
    """By two fifths of its size: a spreadsheet's label over blank cells, not over numbers."""
    tokens = [*at(0, 0, text, dx=dx), *at(0, 2, "7", dx=50), *filled([["", "", ""], PLAIN[1]])]

    assert read(lattice(2, 3), tokens)[:2] == found


def test_a_label_does_not_run_over_numbers() -> None:
    """Nor into a cell of other rows."""
    body = filled([["", "", ""], PLAIN[1]])
    over = [*at(0, 0, "Albyandmorexxxx"), *at(0, 1, "7", dx=10), *body]
    assert read(lattice(2, 3), over)[:2] == ["Albyandmorexxxx", "7"]
    words_ = [*at(0, 0, "Albyandmorexxxx"), *at(0, 1, "so", dx=30), *body]
    assert read(lattice(2, 3), words_)[0] == "Albyandmorexxxx so (1×2)"
    tall = lattice(2, 2, no_level=[(1, 1)])
    assert read(tall, [*at(0, 0, "Albyandmorexxxx"), *at(1, 0, "b")]) == ["Albyandmorexxxx", "b"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ([("412", 1, 40), ("433", 2, 4)], ["412", "433"]),
        ([("412", 1, 40), ("433", 2, 2.5)], ["412", "433"]),
        ([("Albyands", 1, 30)], ["Albyands (1×2)"]),
        ([("Alby", 1, 41), ("b", 2, 3.9)], ["Alby b (1×2)"]),
        ([("412", 1, 4)], ["412 (1×2)"]),
    ],
)
def test_a_side_that_every_other_row_has_is_drawn_on(
    row: list[tuple[str, int, float]], found: list[str]
) -> None:
    """Where text keeps clear of it on both sides: by more than a space, that is a run of words."""
    tokens = filled([["a", "1", "2"], ["b", "", ""], ["c", "1", "2"], ["d", "1", "2"]])
    tokens += [t for text, c, dx in row for t in at(1, c, text, dx=dx)]
    drawn = lattice(4, 3, no_upright=[(1, 2)])

    assert read(drawn, tokens)[4 : 4 + len(found)] == found


def test_a_side_that_few_rows_have_is_not_drawn_on() -> None:
    """Two rows, a quarter of them; and only below the first that has it."""
    rows = [["a", "", "2"], ["b", "1", "2"], ["c", "1", "2"]]
    tokens = filled([*rows, ["d", "1", "2"]])
    one = lattice(4, 3, no_upright=[(0, 2), (2, 2), (3, 2)])
    assert "1 2 (1×2)" in read(one, filled([*rows, ["d", "", "2"]])) or read(one, tokens)
    first = lattice(3, 3, no_upright=[(0, 2)])
    assert read(first, filled([["a", "x y", ""], *rows[1:]]))[1] == "x y (1×2)"


@pytest.mark.parametrize(("kind", "found"), [("ruled", "412 (1×2)"), ("tiled", "412")])
def test_a_lone_text_beside_a_side_says_more_among_tiles(kind: str, found: str) -> None:
    """Every other row is shaded, so the next is white and blank beside it."""
    drawn = lattice(4, 3, no_upright=[(1, 2)])
    tokens = filled([["a", "1", "2"], ["b", "412", ""], ["c", "1", "2"], ["d", "1", "2"]])

    assert found in read(drawn, tokens, kind)


@pytest.mark.parametrize(
    ("gap", "found"),
    [(11.9, ["Paid Owed (1×2)"]), (12.1, ["Paid", "Owed"])],
)
def test_headers_side_by_side_in_one_cell_are_two(gap: float, found: list[str]) -> None:
    """With more than a size of white over a gridline."""
    drawn = lattice(2, 3, no_upright=[(0, 2)])
    paid = words("Paid", 160 - gap / 2 - 20, 93)
    owed = words("Owed", 160 + gap / 2, 93)
    body = filled([["", "", ""], ["a", "1", "2"]])

    assert read(drawn, [*at(0, 0, "Town"), *paid, *owed, *body])[1 : 1 + len(found)] == found


def open_body(lines: Sequence[Sequence[Text]]) -> list[str]:
    """Return the cells of a body without inner sides below a ruled header."""
    drawn = lattice(2, 3, no_upright=[(1, 1), (1, 2)])
    tall = Lattice(drawn.xs, np.array([80.0, 100.0, 100.0 + 14 * len(lines) + 6]), drawn.across,
                   drawn.down)  # fmt: skip
    tokens = [t for i, row in enumerate(lines) for x, d in row for t in words(x, d, 112 + 14.0 * i)]
    return read(tall, [*filled(PLAIN[:1]), *tokens])[3:]


def test_a_body_without_sides_falls_into_the_columns_of_its_header() -> None:
    """Where two of five lines fill two, and hardly one runs over a gridline."""
    rows: list[list[Text]] = [[("Alby", 44), ("412", 110), ("433", 170)]] * 2
    assert open_body(rows) == ["Alby", "412", "433"] * 2
    text: list[list[Text]] = [[("a text over the lines of it", 44)]]
    assert len(open_body([*rows, *text])) == 1
    lone: list[list[Text]] = [[("Alby", 44)]]
    assert len(open_body([*rows, *lone * 3])) > 1
    assert len(open_body([*rows, *lone * 4])) == 1


# -------------------------------------------------------------------------------- open rows


def row(base: float, *texts: Text, bold: bool = False, size: float = 10.0) -> TextLine:
    """Return a line of the page."""
    return line(base, *texts, bold=bold, size=size)


DRAWN = lattice(3, 3)  # from 80 to 140, from 40 to 220
LAST: tuple[Text, ...] = (("Cuq", 44), ("118", 110), ("121", 170))


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([row(153, *LAST)], 4),
        ([row(167.9, *LAST)], 4),
        ([row(168, *LAST)], 3),
        ([row(140, *LAST)], 3),
        ([row(153, *LAST[:2])], 4),
        ([row(153, LAST[0])], 3),
        ([row(153, ("Cuq", 39.1), *LAST[1:])], 4),
        ([row(153, ("Cuq", 39), *LAST[1:])], 3),
        ([row(153, *LAST[:2], ("121", 206))], 4),
        ([row(153, *LAST[:2], ("121", 206.1))], 3),
        ([row(153, ("Albyandmorexx", 44), ("118", 110))], 3),
        ([row(153, *LAST), row(165, ("more", 44))], 4),
    ],
)
def test_the_last_row_may_have_no_lower_rule(lines: list[TextLine], rows: int) -> None:
    """Two texts in columns of their own within one and two fifths rows below."""
    assert extend_down(DRAWN, lines).shape == (rows, 3)


@pytest.mark.parametrize(("base", "bottom"), [(167.9, 171.1), (168, 156.2)])
def test_the_last_row_takes_in_its_next_line(base: float, bottom: float) -> None:
    """Within one and a half sizes; the row ends a point below its text."""
    found = extend_down(DRAWN, [row(153, *LAST), row(base, ("more", 44))])

    assert found.ys[-1] == pytest.approx(bottom, abs=0.01)
    assert found.across[-2:].all()
    assert found.down[-1].all()


NAMES: tuple[Text, ...] = (("Town", 44), ("Paid", 110), ("Owed", 170))


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([row(74, *NAMES)], 4),
        ([row(71.1, *NAMES)], 4),
        ([row(71, *NAMES)], 3),
        ([row(74, *NAMES[:2])], 4),
        ([row(74, NAMES[0])], 3),
        ([row(74, ("Town", 39.1), *NAMES[1:])], 4),
        ([row(74, ("Town", 39), *NAMES[1:])], 3),
        ([row(74, *NAMES[:2], ("Owed", 201))], 4),
        ([row(74, *NAMES[:2], ("Owed", 201.1))], 3),
        ([row(74, *NAMES), row(55.1, *NAMES)], 4),
        ([row(74, *NAMES), row(55.1, *NAMES, bold=True)], 5),
        ([row(74, *NAMES), row(55, *NAMES, bold=True)], 4),
        ([row(74, *NAMES), row(60, *NAMES, bold=True, size=11.3)], 5),
        ([row(74, *NAMES), row(60, *NAMES, bold=True, size=11.4)], 4),
        ([row(74, *NAMES), row(62, NAMES[1])], 4),
    ],
)
def test_a_white_header_above_the_first_shaded_row(lines: list[TextLine], rows: int) -> None:
    """Close above, in its columns and of one size; a row ends where bold type does."""
    assert extend_up(DRAWN, lines).shape == (rows, 3)


@pytest.mark.parametrize(
    ("texts", "top"),
    [([NAMES], 65.0), ([NAMES, NAMES[1:2]], 53.0)],
)
def test_a_header_above_has_all_its_lines(texts: Sequence[Sequence[Text]], top: float) -> None:
    """It begins a point above the first: one lone line of its weight too."""
    lines = [row(74 - 12.0 * i, *t) for i, t in enumerate(texts)]

    assert extend_up(DRAWN, lines).ys[0] == pytest.approx(top)


@pytest.mark.parametrize(
    ("places", "top"),
    [
        ([(70, 78), (130, 78)], 57.0),
        ([(70, 78)], 80.0),
        ([(70, 40.1), (130, 40.1)], 19.1),
        ([(70, 39.9), (130, 39.9)], 80.0),
        ([(70, 89.9), (130, 89.9)], 68.9),
        ([(70, 90.1), (130, 90.1)], 80.0),
        ([(39, 78), (130, 78)], 80.0),
    ],
)
def test_sideways_headers_above_shaded_rows(places: list[tuple[float, float]], top: float) -> None:
    """They end within two rows above the first, or a little inside it; half of the columns."""
    turned = [sideways("Paid", x, low) for x, low in places]

    assert extend_up(DRAWN, [], turned).ys[0] == pytest.approx(top)


def test_one_column_has_no_open_rows() -> None:
    """A shaded box with a text above is a box."""
    box = lattice(3, 1)

    assert extend_up(box, [row(74, ("Town", 44))]).shape == (3, 1)
    assert extend_down(box, [row(153, ("Town", 44))]).shape == (3, 1)


# ------------------------------------------------------------------------------------ grids


def made(*rows_: Sequence[str], bold: Collection[int] = (), colour: Collection[int] = (),
         header: int = 0) -> Grid:  # fmt: skip
    """Return a grid of plain cells; some rows are bold or coloured."""
    found = [
        GridCell(
            r, c, 1, 1,
            tuple(words(t, 40 + 60 * c, 93 + 20 * r, bold=r in bold, colour=5 * (r in colour)))
            if t else (),
        )
        for r, row_ in enumerate(rows_) for c, t in enumerate(row_)
    ]  # fmt: skip
    return Grid(len(rows_), len(rows_[0]), tuple(found), "ruled", header)


NUMBERS = [("Alby", "412", "433"), ("Brey", "307", "318")]
SAID = [("Alby", "paid", "kept"), ("Brey", "owed", "kept")]


@pytest.mark.parametrize(
    ("grid", "count"),
    [
        (made(("Town", "Paid", "Owed"), *NUMBERS), 1),
        (made(("Town", "2021", "2022"), *NUMBERS), 1),
        (made(("Town", "12", "14"), *NUMBERS), 0),
        (made(("Town", "Paid", "Owed"), *SAID), 0),
        (made(("Town", "Paid", "Owed"), *SAID, bold=[0]), 1),
        (made(("Town", "Paid", "Owed"), *SAID, bold=[0, 1]), 0),
        (made(("Town", "Paid", "Owed"), *SAID, colour=[0]), 1),
        (made(("Town", "Paid", "12"), *SAID, colour=[0]), 0),
        (made(("Town", "12", "14"), *SAID, bold=[0]), 0),
        (made(("Town", "Paid", "Owed"), ("Alby", "412", "so"), ("Brey", "307", "so")), 1),
        (made(("Town", "Paid", "Owed"), ("Alby", "412", "so"), ("Brey", "so", "so")), 0),
        (made(("Town", "", ""), *NUMBERS), 0),
        (made(("Town", "Paid", "Owed")), 0),
    ],
)
def test_the_header_rows_of_a_grid(grid: Grid, count: int) -> None:
    """Bold, coloured or words over numbers, of which half of the cells below are."""
    assert count_grid_header(grid) == count


def test_a_header_with_spans_takes_in_the_row_below() -> None:
    """Its parts stand there; a tall one is as deep as it is."""
    body = made(("", "", ""), ("", "Men", "Women"), *NUMBERS, bold=[0, 1]).cells[3:]
    head = [GridCell(0, 0, 1, 1, tuple(words("Town", 40, 93, bold=True))),
            GridCell(0, 1, 1, 2, tuple(words("Members", 100, 93, bold=True)))]  # fmt: skip
    assert count_grid_header(Grid(4, 3, (*head, *body), "ruled")) == 2
    deep = [GridCell(0, 0, 2, 1, head[0].tokens), head[1]]
    body = tuple(c for c in body if (c.row, c.col) != (1, 0))
    assert count_grid_header(Grid(4, 3, (*deep, *body), "ruled")) == 2
    turned = GridCell(0, 1, 1, 1, (sideways("Paid", 130, 98),))
    said = made(("Town", "", "so"), *SAID)
    both = Grid(3, 3, tuple(turned if (c.row, c.col) == (0, 1) else c for c in said.cells), "ruled")
    assert count_grid_header(both) == 1


def test_blank_rows_and_columns_go() -> None:
    """Spans shrink with them; what overlaps is cut back; gaps are blank cells."""
    grid = made(("a", "", "b"), ("", "", ""), ("c", "", "d"), header=2)
    tidy = tidy_grid(grid)

    assert tidy is not None
    assert (tidy.n_rows, tidy.n_cols, tidy.header_rows) == (2, 2, 1)
    tokens = tuple(words("x", 40, 93))
    spans = [(0, 0, 2, 2), (0, 1, 1, 2), (1, 0, 1, 1), (1, 2, 1, 1)]
    over = Grid(2, 3, tuple(GridCell(*span, tokens) for span in spans), "ruled")
    found = tidy_grid(over)
    assert found is not None
    assert [(c.row, c.col, c.rowspan, c.colspan) for c in found.cells] == [
        (0, 0, 2, 2), (0, 2, 1, 1), (1, 2, 1, 1),
    ]  # fmt: skip
    assert tidy_grid(made(("", ""))) is None


def test_rows_are_dropped_above_and_below() -> None:
    """Cells over several rows end where the grid does."""
    grid = made(("a", "b"), ("c", "d"), ("e", "f"), header=1)
    tall = Grid(3, 2, (*grid.cells[:2], GridCell(1, 0, 2, 1, grid.cells[2].tokens),
                       grid.cells[3], grid.cells[5]), "ruled", 1)  # fmt: skip

    less = drop_rows(tall, 1, 1)
    assert (less.n_rows, less.header_rows) == (1, 0)
    assert [(c.row, c.col, c.rowspan) for c in less.cells] == [(0, 0, 1), (0, 1, 1)]


def test_a_row_of_one_text() -> None:
    """Over all columns: a caption in its frame."""
    wide = GridCell(0, 0, 1, 2, tuple(words("Table 3", 40, 93)))
    grid = Grid(2, 2, (wide, *made(("", ""), ("a", "b")).cells[2:]), "ruled")

    assert lone_text(grid, 0) == "Table 3"
    assert lone_text(grid, 1) == ""
    assert lone_text(made(("a", ""), ("b", "c")), 0) == ""
    tall = Grid(2, 1, (GridCell(0, 0, 2, 1, wide.tokens),), "ruled")
    assert lone_text(tall, 0) == ""
