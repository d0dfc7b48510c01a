"""Tables side by side, and what is one table though it is set apart: seen on drawn pages.

Layouts of drawn slides, statistics, plain reports, spreadsheets and minutes of councils, each with
what must stay as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from crossfoot.extractors.joining.context import PageText, find_running
from crossfoot.extractors.joining.rows import repeated_header
from crossfoot.extractors.mending.ends import without_prose
from crossfoot.extractors.mending.headings import join_bare_columns, join_signs
from crossfoot.extractors.mending.headless import with_header
from crossfoot.extractors.mending.lines import align
from crossfoot.extractors.mending.sections import joined_sections
from crossfoot.extractors.mending.wrapped import join_wrapped
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tokens.rulings import level_rules
from crossfoot.extractors.weighing.read import load_judges
from crossfoot.extractors.weighing.readings import weigh
from crossfoot.extractors.weighing.search import moves_of
from crossfoot.model import Block, Cell, Table
from tests.extractors.table_pages import Set
from tests.extractors.test_rivals import columns, rows_of, scene_of

SCALE = 0.9  # of a page whose type measures 10: it is read at a body of 9
LEFT = [("List", "Votes", "Seats"), ("Town", "120", "4"), ("Union", "80", "2"), ("Left", "60", "1")]
RIGHT = [
    ("Fact", "2019", "2020"),
    ("Births", "31", "29"),
    ("Trees", "410", "398"),
    ("Bees", "7", "9"),
]


def beside(
    titles: Sequence[str], xs: Sequence[float] = (50, 270), tail: Sequence[Set] = ()
) -> list[list[list[str]]]:
    """Return the tables proposed of two that stand side by side, their rows at one height."""
    sets = [Set(t, x, 84) for t, x in zip(titles, xs, strict=True)]
    sets += columns(104, LEFT, (50.0, 160.0, 220.0)) + columns(104, RIGHT, (270.0, 380.0, 450.0))
    return [rows_of(g) for g in propose_grids(scene_of([*sets, *tail]))]


def test_captions_side_by_side_head_a_table_each() -> None:
    """Drawn dense and plain reports, statistics: nothing else parts rows of one height."""
    made = beside(("Table 2. Votes", "Table 3. Facts"))

    assert made == [[list(r) for r in LEFT], [list(r) for r in RIGHT]]


def test_what_is_set_below_both_sides_is_parted_from_them() -> None:
    """A line from one side to the other ends what two titles head."""
    prose = Set("All votes and all facts of the year were counted twice by the council", 50, 190)

    assert len(beside(("Table 2. Votes", "Table 3. Facts"), tail=[prose])) == 2


@pytest.mark.parametrize(("xs", "tables"), [((46, 266), 2), ((100, 320), 1)])
def test_titles_begin_where_the_names_below_them_do(xs: Sequence[float], tables: int) -> None:
    """Drawn ledgers and plain reports; what stands over the middle of columns is their header."""
    assert len(beside(("The votes", "Facts"), xs)) == tables


def lines_at(ys: Sequence[float], x0: float, x1: float) -> list[tuple[float, float, float]]:
    """Return level rules from side to side at some heights."""
    return [(y, x0, x1) for y in ys]


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ((10, 20, 30, 50), (10, 20, 40, 60), 8),  # each side has rules of its own: drawn slides
        ((10, 20, 30), (10, 20, 30), 3),  # broken rules of one table
        ((10, 20, 30, 50), (10, 20), 4),  # one side alone has more: totals of some columns
    ],
)
def test_rules_of_two_tables_are_not_joined(
    left: Sequence[float], right: Sequence[float], found: int
) -> None:
    """Rules are joined over white space, but where those of each side stand alone too."""
    rules = [*lines_at(left, 50, 200), *lines_at(right, 230, 380)]

    assert len(level_rules(np.array(rules, dtype=np.float64))) == found


def test_rules_of_columns_are_joined_whatever_stands_alone() -> None:
    """Accounts underline sub-totals of one column: no table is so narrow."""
    rules = [*lines_at((10, 20, 30, 50), 50, 120), *lines_at((10, 20, 40, 60), 150, 220)]

    assert len(level_rules(np.array(rules, dtype=np.float64))) == 6


# ------------------------------------------------------------------------- rows of names


def named(place: float) -> list[list[str]]:
    """Return the rows read of names of two lines, numbers so far on the way between them."""
    sets = [Set("Line", 50, 80)]
    sets += [Set(str(2016 + k), 260 + 70 * k, 80, "right") for k in range(4)]
    for i, (upper, lower) in enumerate(NAMES):
        base = 100 + 34 * i
        sets += [Set(upper, 50, base), Set(lower, 50, base + 14)]
        sets += [Set(f"{k + 3}{i}", 260 + 70 * k, base + place * 14, "right") for k in range(4)]
    sets.append(Set("All services together", 50, 240))
    sets += [Set("99", 260 + 70 * k, 240, "right") for k in range(4)]
    grid = align(scene_of(sets).lines, scene_of(sets))
    assert grid is not None
    return [r for r in rows_of(grid) if any(r)]


NAMES = [
    ("Repair of", "Roads"),
    ("Lighting of", "Parks"),
    ("Hire of", "Vans"),
    ("Care of", "Trees"),
]


def test_numbers_beside_the_middle_of_a_name_are_of_its_row() -> None:
    """Drawn plain reports and statistics: names begin with a capital in the second line too."""
    read = named(0.5)

    assert read[1:-1] == [
        [" ".join(name), *(f"{k + 3}{i}" for k in range(4))] for i, name in enumerate(NAMES)
    ]


def test_numbers_beside_the_second_line_prove_no_alignment() -> None:
    """A heading and its row: the second line begins with a capital."""
    assert len(named(1.0)) > 2 + len(NAMES)


# ------------------------------------------------------------------- a table and what is none


def test_each_part_of_a_reading_is_read_on_columns_of_its_own() -> None:
    """Drawn plain reports, menus of aldermen: prose in wide type lines up with the table below."""
    sets = []
    for i, text in enumerate(("The works of the main street", "will go on until the end")):
        step = 300 / len(text.split())
        sets += [Set(w, 50 + step * k, 100 + 14 * i) for k, w in enumerate(text.split())]
    sets += [Set(w, 50 + 60 * k, 128) for k, w in enumerate(("of", "the", "next", "year"))]
    rows = [("Town", "Paid", "Owed"), *((f"Alby{k}", str(k + 11), str(k + 3)) for k in range(12))]
    scene = scene_of([*sets, *columns(158, rows, (50.0, 200.0, 340.0))])
    (grid,) = propose_grids(scene)
    assert grid.n_cols > 3

    moves = dict(moves_of(weigh(grid, scene, frozenset(), load_judges()), scene))

    (*_, last) = moves["cuts aligned 0.4"]
    assert rows_of(last)[1:] == [list(r) for r in rows[1:]]


# ------------------------------------------------------------------------------ sections


XS = (50.0, 200.0, 260.0, 320.0, 380.0)
HEAD = [("Post", "Men", "Women", "Men", "Women"), ("Clerks", "102", "184", "83", "113")]
BODY = [
    ("Guards", "86", "7", "197", "-"),
    ("Cooks", "4", "9", "-", "11"),
    ("Judges", "2", "3", "3", "6"),
]


def stacked(
    rows: Sequence[Sequence[str]], top: float, cuts: Sequence[float]
) -> tuple[Grid, list[Set]]:
    """Return a reading on columns of its own, and its texts."""
    sets = columns(top, rows, XS, 16)
    grid = align(scene_of(sets).lines, scene_of(sets), cuts)
    assert grid is not None
    return grid, sets


CUTS = tuple(SCALE * x for x in (150, 222, 282, 342))


@pytest.mark.parametrize(("top", "tables"), [(132, 1), (150, 2)])
def test_rows_right_below_a_header_are_read_on_its_columns(top: float, tables: int) -> None:
    """Drawn reports of many tables: the shaded header was read with its first row alone."""
    upper, above = stacked(HEAD, 100, CUTS)
    lower, below = stacked(BODY, top, CUTS[1:])
    scene = scene_of([*above, *below])
    grids = [on_page(upper, scene), on_page(lower, scene)]

    made = joined_sections(grids, scene)

    assert len(made) == tables
    if tables == 1:
        assert rows_of(made[0]) == [list(r) for r in (*HEAD, *BODY)]


def on_page(grid: Grid, scene: object) -> Grid:
    """Return a reading with the words of a page that stand where its own do."""
    at = {(t.text, round(t.x0), round(t.base)): t for line in scene.lines for t in line.tokens}  # type: ignore[attr-defined]
    cells = (
        GridCell(
            c.row,
            c.col,
            c.rowspan,
            c.colspan,
            tuple(at[t.text, round(t.x0), round(t.base)] for t in c.tokens),
        )
        for c in grid.cells
    )
    return Grid(grid.n_rows, grid.n_cols, tuple(cells), grid.kind, grid.header_rows)


@pytest.mark.parametrize(("step", "tables"), [(13, 1), (30, 2)])
def test_the_rest_of_a_name_parts_no_table(step: float, tables: int) -> None:
    """Drawn statistics: the band of a tall row was read without the lower lines of its name."""
    upper, above = stacked(HEAD, 100, CUTS)
    rest = [Set(w, 50, 116 + step * (k + 1)) for k, w in enumerate(("of the", "town", "hall"))]
    lower, below = stacked(BODY, 116 + 4 * step, CUTS)
    scene = scene_of([*above, *rest, *below])

    made = joined_sections([on_page(upper, scene), on_page(lower, scene)], scene)

    assert len(made) == tables
    if tables == 1:
        assert rows_of(made[0])[1][0] == "Clerks of the town hall"


# ------------------------------------------------------------------------------- columns


def grid_of(rows: Sequence[Sequence[str]], sets: Sequence[Set]) -> Grid:
    """Return a reading of texts by row and column, each text once."""
    at = {t.text: t for line in scene_of(sets).lines for t in line.tokens}
    cells = [
        GridCell(r, c, 1, 1, tuple(at[w] for w in text.split()))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]
    return Grid(len(rows), len(rows[0]), tuple(cells), "aligned", 1)


def money(signs: Sequence[str], last: str = "") -> Grid:
    """Return a reading of accounts whose signs stand left of the numbers of two years."""
    sets, cells = [], []
    rows = [("Line", "2019", "", "2020", "")]
    rows += [(f"Row{i}", signs[0], f"4{i}", signs[1], f"5{i}") for i in range(4)]
    rows += [("Total", last, "46", "", "")] if last else []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            sets += [Set(text, 50 + 90 * c, 100 + 14 * r)] if text else []
    tokens = [t for line in scene_of(sets).lines for t in line.tokens]
    for t in tokens:
        cells.append(
            GridCell(
                round((t.base / SCALE - 100) / 14), round((t.x0 / SCALE - 50) / 90), 1, 1, (t,)
            )
        )
    return Grid(len(rows), 5, tuple(cells), "aligned", 1)


@pytest.mark.parametrize(
    ("signs", "last", "width"),
    [
        (("R", "R"), "", 3),
        (("€", "CHF"), "", 3),
        (("R", "S1"), "", 4),  # a code
        (("aa", "bb"), "", 5),  # sections of a register
        (("R", "R"), "none", 4),  # a column of marks
    ],
)
def test_signs_of_money_are_of_the_numbers_beside(
    signs: Sequence[str], last: str, width: int
) -> None:
    """Drawn spreadsheets and ledgers set "R" left in its cell and the number right."""
    assert join_signs(money(signs, last)).n_cols == width


@pytest.mark.parametrize(("slack", "width"), [(0.0, 3), (8.0, 4)])
def test_names_flush_right_are_one_column(slack: float, width: int) -> None:
    """Minutes of a council: the short names were read as a column beside the long ones."""
    sets = [Set("Code", 50, 84), Set("Fact", 100, 84), Set("2019", 340, 84, "right")]
    names = ("Birthsofalltowns", "Trees", "Bees", "Cars")
    for i, name in enumerate(names):
        x = 280 - slack * (i == 1)
        sets += [Set(f"D{i}", 50, 100 + 14 * i), Set(name, x, 100 + 14 * i, "right")]
        sets.append(Set(f"7{i}", 340, 100 + 14 * i, "right"))
    at = {t.text: t for line in scene_of(sets).lines for t in line.tokens}
    cells = [GridCell(0, 0, 1, 1, (at["Code"],)), GridCell(0, 2, 1, 1, (at["Fact"],))]
    cells.append(GridCell(0, 3, 1, 1, (at["2019"],)))
    for i, name in enumerate(names):
        cells.append(GridCell(i + 1, 0, 1, 1, (at[f"D{i}"],)))
        cells.append(GridCell(i + 1, 1 + (i > 0), 1, 2 - (i > 0), (at[name],)))
        cells.append(GridCell(i + 1, 3, 1, 1, (at[f"7{i}"],)))

    assert join_bare_columns(Grid(5, 4, tuple(cells), "aligned", 1)).n_cols == width


# ------------------------------------------------------------------------------- headers


@pytest.mark.parametrize(("step", "rows"), [(12, 2), (20, 3)])
def test_a_wrapped_name_above_all_columns_is_over_its_own(step: float, rows: int) -> None:
    """Drawn reports of many tables: no rule parts the first line of the one wrapped name."""
    sets = [
        Set("Line", 50, 100),
        Set("2019", 230, 100, "middle"),
        Set("Paid", 230, 100 - step, "middle"),
    ]
    sets += [Set("Roads", 50, 118), Set("12", 240, 118, "right")]
    at = {t.text: t for line in scene_of(sets).lines for t in line.tokens}
    cells = [
        GridCell(0, 0, 1, 2, (at["Paid"],)),
        *(GridCell(1, k, 1, 1, (at[w],)) for k, w in enumerate(("Line", "2019"))),
        *(GridCell(2, k, 1, 1, (at[w],)) for k, w in enumerate(("Roads", "12"))),
    ]
    made = join_wrapped(Grid(3, 2, tuple(cells), "tiled", 2), scene_of(sets))

    assert made.n_rows == rows
    assert rows == 3 or rows_of(made)[0] == ["Line", "Paid 2019"]


def test_second_lines_that_touch_are_each_of_their_name() -> None:
    """Drawn statistics: "satisfied satisfied satisfied" below "Very", "Rather" and "Little"."""
    body = [
        ("Parking", "34", "55", "10"),
        ("Safety", "40", "17", "42"),
        ("Culture", "73", "15", "11"),
    ]
    xs = (50.0, 200.0, 248.0, 296.0)
    sets = columns(100, body, xs)
    scene = scene_of(
        [
            *sets,
            *(
                Set(w, x, 72, "right")
                for w, x in zip(("Very", "Rather", "Little"), xs[1:], strict=True)
            ),
            *(Set("satisfied", x, 84, "right") for x in xs[1:]),
        ]
    )
    lines = [line for line in scene.lines if line.base > 95 * SCALE]
    grid = align(lines, scene, tuple(SCALE * x for x in (150, 205, 253)))
    assert grid is not None

    made = with_header(grid, scene, frozenset(map(id, grid.tokens())))

    heads = [f"{w} satisfied" for w in ("Very", "Rather", "Little")]
    assert [" ".join(sorted(x.split(), key=str.islower)) for x in rows_of(made)[0]] == ["", *heads]


# -------------------------------------------------------------------------- over two pages


@pytest.mark.parametrize(("top", "running"), [(760.0, True), (20.0, False)])
def test_a_foot_that_counts_pages_is_no_heading(top: float, running: bool) -> None:
    """Drawn dense reports: "Accounts 2010 – 1" and "– 2" in bold; at the top it counts chapters."""
    pages = [
        PageText(
            n,
            600.0,
            800.0,
            (Block("heading", n, (50.0, top, 200.0, top + 12), f"Accounts 2010 – {n}"),),
        )
        for n in (1, 2)
    ]

    assert all(bool(found) is running for found in find_running(pages).values())


BOX = (0.0, 0.0, 100.0, 100.0)


@pytest.mark.parametrize(("name", "rows"), [("Towns", 1), ("Districts of large towns", 0)])
def test_a_header_that_names_other_rows_is_another_tables(name: str, rows: int) -> None:
    """Shares of schools, first by country, then by region, under the same columns."""
    heads = ("Schools asked", "Schools that took part", "Pupils", "Share")

    def table(stub: str, page: int) -> Table:
        texts = [(stub, *heads), ("Alby", "1", "2", "3", "4")]
        cells = tuple(
            Cell(r, c, text, page, BOX) for r, row in enumerate(texts) for c, text in enumerate(row)
        )
        return Table("t1", (page,), BOX, (BOX,), 2, 5, 1, 1, cells)

    assert repeated_header(table("Towns", 1), table(name, 2), tuple(range(5))) == rows


# ------------------------------------------------------------------------- one above another


def frame(rows: Sequence[Sequence[str]], top: float) -> tuple[Grid, list[Set]]:
    """Return a reading of what stands between two rules, and its texts."""
    sets = columns(top, rows, XS, 16)
    found = scene_of(sets).lines
    cells = [
        GridCell(r, sum(t.middle > x for x in CUTS), 1, 1, (t,))
        for r, line in enumerate(found)
        for t in line.tokens
    ]
    return Grid(len(rows), 5, tuple(cells), "framed", 0), sets


def test_a_frame_over_the_header_of_another_table_falls_apart() -> None:
    """Drawn statistics: rules below a table, below the next one's shaded header, at its end."""
    below, moved = frame(BODY, 164)
    head, above = stacked(HEAD, 132, CUTS)
    first, texts = frame([("(1)Provisional", "", "", "", "")], 100)
    scene = scene_of([*texts, *above, *moved])
    cells = (*on_page(first, scene).cells, *shifted(on_page(below, scene), 1))
    whole = Grid(4, 5, cells, "framed", 0)

    made = joined_sections([whole, on_page(head, scene)], scene)

    assert [list(r) for r in (*HEAD, *BODY)] in [rows_of(g) for g in made]


def shifted(grid: Grid, rows: int) -> list[GridCell]:
    """Return the cells of a reading so many rows lower."""
    return [replace(c, row=c.row + rows) for c in grid.cells]


@pytest.mark.parametrize(("kind", "rows"), [("framed", 3), ("ruled", 5)])
def test_notes_and_a_title_before_the_next_header_end_a_frame(kind: str, rows: int) -> None:
    """Drawn statistics: a frame ends at the rule of the header below; drawn tables have rows."""
    tail = [("*Scope:all", "", "", "", ""), ("Staff2020", "", "", "", "")]
    upper, above = frame([*BODY, *tail], 100)
    lower, below = stacked(HEAD, 196, CUTS)
    scene = scene_of([*above, *below])

    made = joined_sections(
        [replace(on_page(upper, scene), kind=kind), on_page(lower, scene)], scene
    )

    assert made[0].n_rows == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [("The staff of all towns was counted twice by the council in this year", 2), ("Staff", 4)],
)
def test_prose_above_a_header_is_no_row(text: str, rows: int) -> None:
    """Drawn statistics and corporate reports: a shaded box of prose right above shaded headers."""
    sets = [Set(text, 50, 84), Set("Staff", 50, 100), *columns(116, HEAD, XS, 16)]
    at = [line.tokens for line in scene_of(sets).lines]
    cells = [GridCell(k, 0, 1, 5, at[k]) for k in (0, 1)]
    cells += [
        GridCell(r + 2, sum(t.middle > x for x in CUTS), 1, 1, (t,))
        for r, tokens in enumerate(at[2:])
        for t in tokens
    ]

    assert without_prose(Grid(4, 5, tuple(cells), "tiled", 2)).n_rows == rows
