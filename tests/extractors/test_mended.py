"""Readings put right: levels and wrapped lines of headers, names of rows, rows at the ends.

Each layout is one of real reports or of drawn ones, named where it is tested; beside each stands
what must stay as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.mending.ends import place_numbers, with_first_rows, with_last_rows
from crossfoot.extractors.mending.headless import with_header, with_title
from crossfoot.extractors.mending.labels import join_labels, join_run_on, part_names
from crossfoot.extractors.mending.levels import part_repeats
from crossfoot.extractors.mending.mended import mended, one_by_one
from crossfoot.extractors.mending.torn import part_numbers
from crossfoot.extractors.mending.wrapped import join_wrapped
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.tokens import Token
from tests.extractors.table_pages import Rule, Set
from tests.extractors.test_rivals import rows_of, scene_of

XS = (50.0, 220.0, 300.0, 380.0, 460.0)
BODY = [("Roads", "12", "13", "14", "15"), ("Parks", "4", "5", "6", "7")]
NAMES = ("Budget", "Actual", "Budget", "Actual")

Row = Sequence[tuple[str, int, int]]
"""Text, first column and number of columns of each cell; lines are parted by "/"."""


def right(text: str, col: int, base: float, span: int = 1) -> Set:
    """Return a text set from the right in a column, or centred over several."""
    if col == 0:
        return Set(text, XS[0], base)
    if span == 1:
        return Set(text, XS[col], base, "right")
    middle = (XS[col] - 25 + XS[col + span - 1]) / 2
    return Set(text, middle, base, "middle")


def grid_of(rows: Sequence[Row], *, top: float = 100, pitch: float = 16) -> Grid:
    """Return a reading; the lines of a cell are closer than rows, its last one on its row."""
    cells = []
    for r, row in enumerate(rows):
        for text, col, span in row:
            lines = text.split("/")
            base = top + pitch * r
            sets = [
                right(x, col, base - 12 * (len(lines) - 1 - k), span) for k, x in enumerate(lines)
            ]
            tokens = [t for line in scene_of(sets).lines for t in line.tokens]
            cells.append(GridCell(r, col, 1, span, tuple(tokens)))
    return Grid(len(rows), len(XS), tuple(cells), "aligned", 1)


def plain(row: Sequence[str]) -> Row:
    """Return a row of one cell a column."""
    return [(text, col, 1) for col, text in enumerate(row) if text]


def lines_above(base: float, row: Row) -> Scene:
    """Return a page with one line."""
    return scene_of([right(text, col, base, span) for text, col, span in row])


def part(grid: Grid, scene: Scene | None = None) -> list[list[str]]:
    """Return the rows of a reading whose levels are parted."""
    return rows_of(part_repeats(grid, scene or scene_of([Set("x", 500, 700)]), frozenset()))


LEVELS = [["Line", "2019", "", "2020", ""], ["", *NAMES]]


@pytest.mark.parametrize("names", [NAMES, ("2018", "2017", "2018", "2017")])
def test_names_that_repeat_are_a_level_below_their_groups(names: Sequence[str]) -> None:
    """Drawn ledgers, and the segments of a retailer's notes: both levels are read as one row."""
    groups = ("Retail", "Bank") if names is not NAMES else ("2019", "2020")
    head = [("Line", 0, 1), (f"{groups[0]}/{names[0]} {names[1]}", 1, 2)]
    sets = [
        Set("Line", 50, 100),
        *[right(g, 1 + 2 * k, 88, 2) for k, g in enumerate(groups)],
        *[right(n, 1 + k, 100) for k, n in enumerate(names)],
    ]
    tokens = [t for line in scene_of(sets).lines for t in line.tokens]
    cells = [
        GridCell(0, 0, 1, 1, tuple(t for t in tokens if t.x0 < 100)),
        GridCell(0, 1, 1, 2, tuple(t for t in tokens if 100 < t.x0 < 310)),
        GridCell(0, 3, 1, 2, tuple(t for t in tokens if t.x0 > 310)),
    ]
    body = grid_of([head, *map(plain, BODY)])
    grid = replace(body, cells=(*cells, *(c for c in body.cells if c.row > 0)))

    made = part(grid)

    assert made[:2] == [["Line", groups[0], "", groups[1], ""], ["", *names]]
    assert made[2:] == [list(r) for r in BODY]


def under_one(names: Sequence[Set]) -> Grid:
    """Return a reading that has years and names in one row, each year in a name's cell."""
    texts = [tuple(see(name)) for name in names]
    for k, year in ((0, "2019"), (2, "2020")):
        over = Set(year, (names[k].x + names[k + 1].x) / 2 + 5, 60, "middle")
        texts[k] = (*see(over), *texts[k])
    header = [GridCell(0, 1 + k, 1, 1, text) for k, text in enumerate(texts)]
    body = grid_of([[("Line", 0, 1)], *map(plain, BODY)])
    return replace(body, cells=(*header, *body.cells))


def see(text: Set) -> list[Token]:
    """Return the words of a text, upright or sideways."""
    scene = scene_of([text])
    return [*scene.turned, *(t for line in scene.lines for t in line.tokens)]


@pytest.mark.parametrize(
    "names",
    [
        [Set(n, x, 100) for n, x in zip(NAMES, (150, 230, 310, 390), strict=True)],
        [Set(n, x - 5, 100, rotation=270) for n, x in zip(NAMES, XS[1:], strict=True)],
        [
            Set("Budget", XS[1] - 5, 110, rotation=270),
            Set("Actual", XS[2], 100, "right"),
            Set("Budget", XS[3] - 5, 110, rotation=270),
            Set("Actual", XS[4], 100, "right"),
        ],
    ],
    ids=["left of their numbers", "sideways", "some sideways"],
)
def test_names_of_a_level_are_those_of_the_columns_they_were_read_in(names: Sequence[Set]) -> None:
    """Drawn reports of four families: staff by sex over years, budgets with sideways headers."""
    assert part(under_one(names))[:2] == LEVELS


@pytest.mark.parametrize(("middle", "stays"), [(228, True), (256, False)])
def test_a_group_that_spans_more_than_the_names_that_repeat_stays(
    middle: float, stays: bool
) -> None:
    """A table of student loans: "Neither" stands under the first group alone; fees of a council."""
    names = ("Neither", "One", "Two", "Both", "One", "Two", "Both")
    cells = [
        GridCell(1 + r, col, 1, 1, tuple(see(Set(text, 130 + 60 * col, 100 + 16 * r, "right"))))
        for r, row in enumerate([names, *["1234567"] * 3])
        for col, text in enumerate(row)
    ]
    first = GridCell(0, 0, 1, 4, tuple(see(Set("Who borrowed", middle, 84, "middle"))))
    second = GridCell(0, 4, 1, 3, tuple(see(Set("How much", 416, 84, "middle"))))
    grid = Grid(5, 7, (first, second, *cells), "ruled", 2)

    made = part_repeats(grid, scene_of([Set("x", 500, 700)]), frozenset())

    assert (made is grid) is stays


@pytest.mark.parametrize(
    ("above", "taken"),
    [
        ([("2019", 1, 2), ("2020", 3, 2)], True),
        ([("2019", 1, 2)], False),  # a group without a name
        ([("2019", 1, 2), ("2019", 3, 2)], False),  # names that do not tell groups apart
        ([("2019", 1, 1), ("2020", 3, 1)], False),  # not over the middle of its group
    ],
)
def test_the_names_of_groups_left_above_are_taken(above: Row, taken: bool) -> None:
    """Rules below the years of drawn statistics end a region too low; so does a retailer's page."""
    grid = grid_of([plain(("Line", *NAMES)), *map(plain, BODY)])

    made = part(grid, lines_above(86, above))

    assert made[0] == (LEVELS[0] if taken else ["Line", *NAMES])


def test_units_below_names_that_repeat_are_a_level_of_their_own() -> None:
    """Drawn statistics print "(RD$)" below each name."""
    head = [("Line", 0, 1)] + [(f"{n}/(RD$)", k + 1, 1) for k, n in enumerate(NAMES)]
    grid = grid_of([head, *map(plain, BODY)])

    made = part(grid, lines_above(74, [("2019", 1, 2), ("2020", 3, 2)]))

    assert made[1:3] == [["", *NAMES], ["Line", *["(RD$)"] * 4]]


def test_three_levels_stay_three() -> None:
    """A health report: measures under groups of homes, under years."""
    top = [("2019", 1, 2), ("2020", 3, 2)]
    middle = [("Homes", 1, 1), ("Homes", 3, 1)]
    lowest = plain(("Group", "no.", "share", "no.", "share"))
    grid = grid_of([top, middle, lowest, *map(plain, BODY)])

    assert part(grid) == rows_of(grid)


def test_names_that_do_not_repeat_are_no_level() -> None:
    """An ordinary header."""
    head = ("Line", "Budget", "Actual", "Share", "Rest")
    grid = grid_of([plain(head), *map(plain, BODY)])

    assert part(grid, lines_above(86, [("2019", 1, 2), ("2020", 3, 2)]))[0] == list(head)


@pytest.mark.parametrize(
    ("upper", "lower", "pitch", "joined"),
    [
        (
            ("", "Very", "Fairly", "Not", ""),
            ("Service", "glad", "glad", "at all", "Total"),
            12,
            True,
        ),
        (
            ("", "Very", "Fairly", "Not", ""),
            ("Service", "glad", "glad", "at all", "Total"),
            20,
            False,
        ),
        (
            ("Date", "Paid", "Owed", "Left", "Rest"),
            ("", "(RD$)", "(RD$)", "(RD$)", "(RD$)"),
            12,
            False,
        ),
        (("", "Very", "", "", "Rest"), ("Line", "glad", "Paid", "Owed", ""), 12, False),
    ],
)
def test_lines_of_a_wrapped_header_are_one_row(
    upper: Sequence[str], lower: Sequence[str], pitch: float, joined: bool
) -> None:
    """A state's accounts, a college's and drawn statistics; units, years and levels stay apart."""
    top, body = grid_of([plain(upper)]), grid_of([plain(lower)], top=100 + pitch)
    rest = grid_of([*map(plain, BODY)], top=130 + pitch)
    cells = (
        *top.cells,
        *(replace(c, row=1) for c in body.cells),
        *(replace(c, row=c.row + 2) for c in rest.cells),
    )
    grid = replace(rest, n_rows=4, cells=cells)

    made = rows_of(join_wrapped(grid, scene_of([Set("x", 500, 700)])))

    assert len(made) == (3 if joined else 4)
    assert not joined or made[0] == [f"{a} {b}".strip() for a, b in zip(upper, lower, strict=True)]


def test_a_rule_between_two_lines_of_a_header_keeps_them_apart() -> None:
    """What is drawn tells more than how close lines are."""
    upper, lower = ("", "Very", "Fairly", "Not", ""), ("Service", "glad", "glad", "at all", "Sum")
    rows = [plain(upper), plain(lower), *map(plain, BODY)]
    grid = grid_of(rows, pitch=12)
    rule: Rule = (50.0, 103.5, 460.0, 103.5)

    assert join_wrapped(grid, scene_of([Set("x", 500, 700)], [rule])).n_rows == 4


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Repairs of the long public", "library", True),
        ("Repairs of the very long", "Library", False),  # a section and its first row
        ("Repairs", "library", False),  # there was room
        ("Repair of roads of the grade A", "Library", False),  # a name, no small word of Spanish
    ],
)
@pytest.mark.parametrize("below", [True, False])
def test_a_name_that_goes_on_in_the_next_line_is_one(
    first: str, second: str, joined: bool, below: bool
) -> None:
    """Drawn budgets and a state's accounts: numbers stand beside its first line or its last."""
    values = ("1", "2", "3", "4")
    names = [first, second]
    rows = [("Line", "A", "B", "C", "D"), ("Roads of the northern area", *values)]
    rows += [(names[0], *([""] * 4 if below else values))]
    rows += [(names[1], *(values if below else [""] * 4)), ("Schools", *values)]

    made = rows_of(
        join_labels(grid_of([plain(r) for r in rows], pitch=12), scene_of([Set("x", 500, 700)]))
    )

    assert len(made) == (4 if joined else 5)
    assert not joined or made[2] == [f"{first} {second}", *values]


def test_names_that_run_over_blank_columns_say_nothing_of_the_room_of_others() -> None:
    """Drawn plain accounts: a longer name stands where the first amount is blank."""
    values = ("1", "2", "3", "4")
    long = ("Lighting of roads, lighting of sports and", "", *values[1:])
    rows: list[Sequence[str]] = [("Line", "A", "B", "C", "D")]
    rows += [("Roads of the northern area", *values), long]
    rows += [("Repairs of the long public", *[""] * 4), ("library", *values), ("Schools", *values)]
    grid = grid_of([plain(r) for r in rows], pitch=12)

    assert join_labels(grid, scene_of([Set("x", 500, 700)])).n_rows == 5


@pytest.mark.parametrize(("rule", "joined"), [(False, True), (True, False)])
def test_names_in_tiles_go_on_where_no_rule_is_drawn(rule: bool, joined: bool) -> None:
    """Drawn ledgers and staff: most names have two lines, each line was read as a tile."""
    values = ("1", "2", "3", "4")
    names = ["Repair of the long public", "Studies of the old roads", "Cleaning of large schools"]
    rows = [r for name in names for r in ((name, *[""] * 4), ("library", *values))]
    bases = [100 + 30 * (r // 2) + 13 * (r % 2) for r in range(6)]
    lines = [grid_of([plain(row)], top=base) for row, base in zip(rows, bases, strict=True)]
    tile = (0.0, 0.0, 600.0, 800.0)
    cells = tuple(replace(c, row=r, area=tile) for r, x in enumerate(lines) for c in x.cells)
    drawn: list[Rule] = [(50.0, base - 8, 460.0, base - 8) for base in bases if rule]

    made = join_labels(Grid(6, 5, cells, "tiled", 0), scene_of([Set("x", 500, 700)], drawn))

    assert made.n_rows == (3 if joined else 6)


@pytest.mark.parametrize(("rows", "parted"), [(4, True), (3, False)])
def test_names_read_as_one_cell_are_those_of_their_rows(rows: int, parted: bool) -> None:
    """Drawn budgets with rules over the numbers alone; a group's name spans few rows."""
    body = [(name, "1", "2", "3", "4") for name in ("Roads", "Parks", "Schools", "Fire")[:rows]]
    grid = grid_of([plain(r) for r in body])
    names = tuple(t for c in grid.cells if c.col == 0 for t in c.tokens)
    cells = (GridCell(0, 0, rows, 1, names), *(c for c in grid.cells if c.col))

    made = rows_of(part_names(replace(grid, cells=cells)))

    assert ([r[0] for r in made] == [r[0] for r in body]) is parted


LAST = [("Town", "A", "B", "C", "D"), *BODY, ("Fire", "1", "2", "3", "5")]


@pytest.mark.parametrize(
    ("below", "gap", "taken"),
    [
        (("Water", "8", "9", "10", "11"), 16, True),  # a band shades every second row
        (("Water", "8", "9", "10", "11"), 24, False),
        (("", "", "", "", "27"), 16, True),  # 15 + 7 + 5
        (("", "", "", "", "27"), 26, True),
        (("", "", "", "", "28"), 16, False),
        (("", "", "", "", "27"), 34, False),
        (("", "", "", "", "0"), 16, False),
        (("Water", "8", "", "", ""), 16, False),
    ],
)
def test_the_row_below_a_grid_is_its_own(below: Sequence[str], gap: float, taken: bool) -> None:
    """A town's trial balance in bands; a city's votes, whose totals stand below the grid."""
    base = 100 + 16 * (len(LAST) - 1) + gap
    scene = lines_above(base, plain(below))

    made = with_last_rows(grid_of([plain(r) for r in LAST]), scene, frozenset())

    assert (rows_of(made)[-1] == list(below)) is taken


def test_what_another_reading_holds_is_no_last_row() -> None:
    """Readings share no word."""
    scene = lines_above(164, plain(("Water", "8", "9", "10", "11")))
    held = frozenset(id(t) for line in scene.lines for t in line.tokens)

    assert with_last_rows(grid_of([plain(r) for r in LAST]), scene, held).n_rows == len(LAST)


@pytest.mark.parametrize(
    ("above", "headed", "taken"),
    [
        (("Town", "A", "B", "C", "D"), False, True),
        (("Water", "8", "9", "10", "11"), True, False),  # the last row of another table
        (("Water", "8", "9", "10", "11"), False, True),
        (("", "A", "", "", ""), False, False),
    ],
)
def test_the_row_above_a_grid_is_its_own(above: Sequence[str], headed: bool, taken: bool) -> None:
    """A retailer's notes whose header is cut; drawn tables cut at a band."""
    rows = LAST if headed else LAST[1:]
    scene = lines_above(84, plain(above))

    made = with_first_rows(grid_of([plain(r) for r in rows]), scene, frozenset())

    assert (rows_of(made)[0] == list(above)) is taken


@pytest.mark.parametrize(("text", "col"), [("27", 4), ("See note 3", 0)])
def test_a_number_alone_in_a_frame_is_of_its_column(text: str, col: int) -> None:
    """The frame of a list of votes goes on around its total; so does a state's accounts'."""
    grid = grid_of([*[plain(r) for r in LAST], [(text, 4 if col else 0, 1)]])
    cells = [replace(c, col=0, colspan=5) if c.row == len(LAST) else c for c in grid.cells]

    made = place_numbers(replace(grid, cells=tuple(cells)))

    assert rows_of(made)[-1][col] == text


def frame(left: float, end: float, top: float, bottom: float) -> list[Rule]:
    """Return the upper and the lower side of a box."""
    return [(left, top, end, top), (left, bottom, end, bottom)]


@pytest.mark.parametrize(
    ("text", "rules", "taken"),
    [
        ("President and vice president", frame(48, 462, 74, 88), True),
        ("President and vice president", frame(48, 540, 74, 88), False),  # of the whole page
        ("President and vice president", [], False),
        ("Table 3. President", frame(48, 462, 74, 88), False),
        ("3.2) President", frame(48, 462, 74, 88), False),  # the heading of a section
        ("11986", frame(48, 462, 74, 88), False),  # the total of what stands above
    ],
)
def test_a_title_drawn_as_the_first_cell_is_a_row(
    text: str, rules: Sequence[Rule], taken: bool
) -> None:
    """Lists of votes of two cities in Maine; headings of a water report are none."""
    scene = scene_of([Set(text, 50, 84)], rules)

    made = with_title(grid_of([plain(r) for r in LAST]), scene, frozenset())

    assert (rows_of(made)[0][0] == text) is taken
    assert made.n_rows == len(LAST) + taken


def test_a_row_between_two_readings_is_of_one() -> None:
    """The line below the first is right above the second as well."""
    first = grid_of([plain(r) for r in LAST])
    second = grid_of([plain(r) for r in LAST[1:]], top=100 + 16 * (len(LAST) + 1))
    scene = lines_above(100 + 16 * len(LAST), plain(("Water", "8", "9", "10", "11")))

    made = one_by_one([first, second], scene, mended)

    words = [id(t) for grid in made for t in grid.tokens()]
    assert len(words) == len(set(words))
    assert [grid.n_rows for grid in made] == [len(LAST) + 1, len(LAST) - 1]


@pytest.mark.parametrize(
    ("gap", "rule", "joined"), [(3.0, False, True), (6.0, False, False), (3.0, True, False)]
)
def test_a_name_that_runs_on_into_numbers_is_one(gap: float, rule: bool, joined: bool) -> None:
    """Drawn staff and accounts of two families, the offices of a town's votes."""
    grid = grid_of([plain(r) for r in [*LAST, ("", "", "2", "3", "5")]])
    name = see(Set("Repair of the long public", 50, 164))
    end = name[-1].x1 / 0.9  # lengths are those of a type of nine points
    word = see(Set("library", end + gap, 164))
    cells = (*grid.cells, GridCell(4, 0, 1, 1, tuple(name)), GridCell(4, 1, 1, 1, tuple(word)))
    drawn: list[Rule] = [(end + gap / 2, 80.0, end + gap / 2, 180.0)] if rule else []

    made = rows_of(join_run_on(replace(grid, cells=cells), scene_of([Set("x", 500, 700)], drawn)))

    both = ["Repair of the long public", "library"]
    assert made[4][:2] == ([" ".join(both), ""] if joined else both)


ROOMY = 27
"""Points from row to row: two and a half type sizes and more."""


@pytest.mark.parametrize(
    ("values", "above", "headed"),
    [
        (("12", "13", "14", "15"), ROOMY, True),
        (("12 DT", "(13) DT", "14 DT", "15 DT"), ROOMY, True),  # a row, though each has a unit
        (("12", "13", "14", "15"), 1.5 * ROOMY, False),
        (("2019 (€)", "2018 (€)", "2017 (€)", "2016 (€)"), ROOMY, False),  # has a header
    ],
)
def test_a_header_stands_a_row_above_roomy_rows(
    values: Sequence[str], above: float, headed: bool
) -> None:
    """Drawn accounts whose bands begin below the header; units stand beside their amounts."""
    unit = values[0][2:]
    rows = [("Roads", *values), *[("Parks", *(f"{n}{unit}" for n in (4, 5, 6, 7)))] * 3]
    grid = grid_of([plain(r) for r in rows], pitch=ROOMY)
    header = plain(("Line", "2013", "2012", "2011", "2010"))

    made = with_header(grid, lines_above(100 - above, header), frozenset())

    assert (made.n_rows == len(rows) + 1) is headed


def test_rows_of_numbers_in_drawn_tiles_are_parted() -> None:
    """Drawn grants of two families: the town's name is centred on two rows between bands."""
    rows = [("Town", "A", "B", "C", "D"), ("Lyon", "1/2", "3/4", "5/6", "7/8"), *BODY]
    grid = grid_of([plain(r) for r in rows], pitch=40)
    drawn = tuple(replace(c, area=(0.0, 0.0, 600.0, 800.0)) for c in grid.cells)

    made = rows_of(part_numbers(replace(grid, cells=drawn)))

    assert [r[1:] for r in made[1:3]] == [["1", "3", "5", "7"], ["2", "4", "6", "8"]]
