"""Where a reading falls apart into tables, and where readings below each other are one.

Each layout is one of real reports: tax tables year by year, lists of votes contest by contest,
notes of accounts whose second table has headers of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.mending.copies import tables_of
from crossfoot.extractors.mending.headings import join_bare_columns, part_units
from crossfoot.extractors.mending.headless import with_header
from crossfoot.extractors.mending.lines import align
from crossfoot.extractors.mending.sections import joined_beside, joined_sections
from crossfoot.extractors.mending.torn import part_levels, part_numbers, part_torn
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.page import propose_grids
from tests.extractors.table_pages import Set, lattice
from tests.extractors.test_rivals import columns, rows_of, scene_of

Row = tuple[str, ...]
XS = (50.0, 220.0, 300.0, 380.0)
HEAD: Row = ("Class", "Filers", "Share", "Owed")
FIRST: list[Row] = [
    ("Low", "120", "40", "7"),
    ("Middle", "90", "30", "8"),
    ("High", "90", "30", "9"),
]
OTHER: list[Row] = [
    ("Low", "130", "41", "6"),
    ("Middle", "85", "29", "5"),
    ("High", "95", "30", "4"),
]


def one(rows: Sequence[Row], xs: Sequence[float] = XS) -> Grid:
    """Return rows as one reading, whatever they are."""
    scene = scene_of(columns(100, rows, xs))
    grid = align(scene.lines, scene)
    assert grid is not None
    return grid


def texts(grids: Sequence[Grid]) -> list[list[list[str]]]:
    """Return the texts of grids."""
    return [rows_of(g) for g in grids]


def lists(*tables: Sequence[Row]) -> list[list[list[str]]]:
    """Return tables as lists."""
    return [[list(row) for row in table] for table in tables]


def test_a_header_that_comes_again_begins_a_table() -> None:
    """Tax tables of two years, one below the other."""
    made = tables_of(one([HEAD, *FIRST, HEAD, *OTHER]))

    assert texts(made) == lists([HEAD, *FIRST], [HEAD, *OTHER])


def test_the_title_of_the_next_copy_is_in_neither() -> None:
    """What stands alone between two copies names the second one."""
    made = tables_of(one([HEAD, *FIRST, ("By class in 2002", "", "", ""), HEAD, *OTHER]))

    assert texts(made) == lists([HEAD, *FIRST], [HEAD, *OTHER])


def test_a_word_that_comes_again_is_no_header() -> None:
    """Kinds of schools in a list of schools, rows of words."""
    rows: list[Row] = [("Name", "Kind", "Town", "Pupils")]
    rows += [(f"School {c}", "Primary", "Alby", str(40 + k)) for k, c in enumerate("ABCDEFGH")]

    assert len(tables_of(one(rows))) == 1


def test_men_and_women_in_each_town_are_one_table() -> None:
    """Names of rows that come again within one table have names of their own beside them."""
    rows: list[Row] = [("Town", "Who", "2019", "2020")]
    for k, town in enumerate(("Alby", "Brey", "Cuq")):
        rows += [(town, "Men", str(10 + k), "5"), ("", "Women", "7", "6"), ("", "All", "9", "8")]

    assert len(tables_of(one(rows, (50.0, 150.0, 300.0, 380.0)))) == 1


def test_a_second_header_begins_a_table() -> None:
    """Two tables of a note of accounts: other columns, the same places."""
    upper: list[Row] = [("", "General", "Service", "Total"), *FIRST]
    lower: list[Row] = [("", "Lottery", "Colleges", "All"), *OTHER]

    made = tables_of(one([*upper, *lower]))

    assert texts(made) == lists(upper, lower)


def test_words_in_a_row_of_numbers_are_no_second_header() -> None:
    """A row that has a name beside its words: not known, not applicable."""
    rows: list[Row] = [("", "General", "Service", "Total"), *FIRST]
    rows += [("Colleges", "unknown", "unknown", "unknown"), *OTHER]

    assert len(tables_of(one(rows))) == 1


def test_years_that_come_again_over_groups_of_columns_are_one_table() -> None:
    """The names of the rows stand once."""
    rows: list[Row] = [("Class", "Paid", "Owed", "Paid", "Owed")]
    rows += [(a[0], *a[1:3], *a[1:3]) for a in FIRST]

    assert len(tables_of(one(rows, (50.0, 200.0, 260.0, 340.0, 400.0)))) == 1


def contests(heads: Sequence[Row], gap: float) -> list[Set]:
    """Return two contests of an election, with a gap between them."""
    upper = [heads[0], ("Kaine", "934", "959", "968"), ("Weld", "115", "87", "99")]
    lower = [*heads[1:], ("Smith", "541", "462", "501"), ("Blanks", "19", "25", "34")]
    return [*columns(100, upper, XS), *columns(142 + gap, lower, XS)]


WARDS: Row = ("Ward", "#1", "#2", "#3")


@pytest.mark.parametrize(
    ("heads", "gap", "tables"),
    [
        ([WARDS, ("CONGRESS", "", "", "")], 14.0, 1),  # the name of a contest is no header
        ([WARDS, ("Ward", "#1", "#2", "#3")], 14.0, 2),  # a header of its own
        ([WARDS, ("CONGRESS", "", "", "")], 90.0, 2),  # far away
    ],
)
def test_sections_need_the_header_above_them(heads: Sequence[Row], gap: float, tables: int) -> None:
    """A list of votes prints the wards once, above the first contest."""
    scene = scene_of(contests(heads, gap))
    parts = [align(scene.lines[:3], scene), align(scene.lines[3:], scene)]

    made = joined_sections([g for g in parts if g is not None], scene)

    assert len(made) == tables
    assert len([g for g in parts if g is not None]) == 2


def test_prose_between_two_readings_keeps_them_apart() -> None:
    """Two lines of text below a table, and a table without a header below them."""
    sets = contests([WARDS, ("CONGRESS", "", "", "")], 40.0)
    sets += [Set("The council met in the spring", 50, 146), Set("and asked for a count", 50, 160)]
    scene = scene_of(sets)
    parts = [align(scene.lines[:3], scene), align(scene.lines[5:], scene)]

    assert len(joined_sections([g for g in parts if g is not None], scene)) == 2


def test_what_is_proposed_of_a_page_is_left_as_it_is_without_copies() -> None:
    """An ordinary table."""
    scene = scene_of(columns(100, [HEAD, *FIRST], XS))
    grids = propose_grids(scene)

    assert [tables_of(g) for g in grids] == [(g,) for g in grids]


@pytest.mark.parametrize("far", [True, False])
def test_two_headers_read_as_one_are_parted_over_their_columns(far: bool) -> None:
    """Years over pairs of columns; words of one header stand close to each other."""
    grid = one(
        [("", "Retail", "Bank", "Retail", "Bank"), *[(f"Town {c}", *"1234") for c in "ABC"]],
        (50.0, 200.0, 260.0, 340.0, 400.0),
    )
    years = scene_of([Set("2018", 215, 80), Set("2017", 350 if far else 240, 80)]).lines[0].tokens
    head = GridCell(0, 1, 1, 4, years)
    cells = (head, *(replace(c, row=c.row + 1) for c in grid.cells))

    made = part_torn(replace(grid, n_rows=grid.n_rows + 1, cells=cells))

    heads = [(c.col, c.colspan, c.text) for c in made.cells if c.row == 0]
    assert heads == ([(1, 2, "2018"), (3, 2, "2017")] if far else [(1, 4, "2018 2017")])


def test_a_numbered_caption_within_begins_a_table() -> None:
    """Two tables with a note of the first and the caption of the second between them."""
    rows: list[Row] = [HEAD, *FIRST, ("1 Not of all towns.", "", "", "")]
    rows += [("Table 2. Owed", "", "", ""), ("Town", "2019", "2020", "2021"), *OTHER]

    made = tables_of(one(rows))

    assert texts(made) == lists([HEAD, *FIRST], [("Town", "2019", "2020", "2021"), *OTHER])


@pytest.mark.parametrize(("gap", "tables"), [(3.0, 1), (40.0, 2)])
def test_a_double_rule_between_columns_parts_no_table(gap: float, tables: int) -> None:
    """Two lattices with rows at the same heights, a hand apart or less than a letter."""
    rows = [HEAD, *FIRST]
    ys = [90.0 + 16 * k for k in range(5)]
    left, right = [(50.0, 150.0, 220.0), (220 + gap, 300 + gap, 380 + gap)]
    sets = columns(102, [r[:2] for r in rows], (54, 216), 16)
    sets += columns(102, [r[2:] for r in rows], (224 + gap, 376 + gap), 16)
    scene = scene_of(sets, [*lattice(left, ys), *lattice(right, ys)])

    made = joined_beside(propose_grids(scene))

    assert len(made) == tables
    assert made[0].n_cols == 4 // tables


def with_lines(rows: Sequence[Sequence[str]], xs: Sequence[float]) -> Grid:
    """Return a reading of rows whose cells have lines, parted by "/" in their texts."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            sets = [Set(x, xs[c], 100 + 40 * r + 12 * k) for k, x in enumerate(text.split("/"))]
            tokens = scene_of(sets).lines if text else ()
            cells.append(GridCell(r, c, 1, 1, tuple(t for line in tokens for t in line.tokens)))
    return Grid(len(rows), len(rows[0]), tuple(cells), "aligned", 1)


@pytest.mark.parametrize(
    ("heads", "parted"),
    [
        (("Account", "2019/(RD$)", "2020/(RD$)"), True),
        (("Account", "2019/M$", "2020/M$"), True),
        (("Account", "Value of/assets", "Value of/debts"), False),  # a name over two lines
        (("Account", "2019/(RD$)", "Share"), False),  # of one column alone
    ],
)
def test_the_unit_below_each_header_is_a_row(heads: Sequence[str], parted: bool) -> None:
    """Notes of accounts and budgets print it so."""
    made = part_units(with_lines([heads, ("Roads", "12", "13"), ("Parks", "4", "5")], XS))

    assert made.n_rows == (4 if parted else 3)
    assert not parted or rows_of(made)[1] == ["", *[h.split("/")[1] for h in heads[1:]]]


@pytest.mark.parametrize(
    ("row", "parted"),
    [
        (("Planning and/environment", "12/13", "40/50"), True),
        (("Planning and/environment", "12", "40"), False),
        (("Planning and/environment", "12/see note", "40/a"), False),
        (("Amount", "10,000–/14,999", "15,000–/29,999"), False),  # ranges broken in two
    ],
)
def test_numbers_on_two_lines_are_two_rows(row: Sequence[str], parted: bool) -> None:
    """A name of two lines centred on two rows does not make one of them."""
    made = part_numbers(with_lines([("Theme", "2019", "2020"), row, ("Parks", "4", "5")], XS))

    assert made.n_rows == (4 if parted else 3)
    assert not parted or [r[1:] for r in rows_of(made)[1:3]] == [["12", "40"], ["13", "50"]]


@pytest.mark.parametrize(("value", "n_cols"), [("", 2), ("15", 3)])
def test_numbers_right_of_their_header_are_of_its_column(value: str, n_cols: int) -> None:
    """A header set from the left over numbers set from the right; one with a number of its own."""
    rows = [("List", "Votes", ""), ("Town", "", "491"), ("Green", value, "156")]

    assert join_bare_columns(with_lines(rows, XS)).n_cols == n_cols


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ([("Partner", "Since", "Fee", "Seats")], 4),
        ([("", "", "Fee", ""), ("Partner", "Since", "in all", "Seats")], 4),  # of two lines
        ([("Table 2 of the members", "", "", "")], 3),
        ([("Total", "2", "5", "9")], 3),
        ([("Partner", "", "", "")], 3),  # names too few columns
    ],
)
def test_a_header_left_above_numbers_is_theirs(above: Sequence[Row], rows: int) -> None:
    """Shaded bands begin below the header."""
    top = 100 - 12 * len(above)
    sets = [*columns(top, above, XS, 12), *columns(104, FIRST, XS)]
    scene = scene_of(sets)
    grid = align(scene.lines[len(above) :], scene)
    assert grid is not None

    made = with_header(grid, scene, frozenset())

    assert made.n_rows == rows
    assert rows == 3 or rows_of(made)[0][::3] == ["Partner", "Seats"]


def test_a_year_over_two_names_in_one_cell_is_a_level() -> None:
    """A drawn header over two columns: a year, and below it a name for each column."""
    grid = one([("", "Voted", "Spent"), ("Roads", "12", "13"), ("Parks", "4", "5")], XS[:3])
    head = [Set("2021", 250, 72), Set("Voted", 200, 86), Set("Spent", 280, 86)]
    tokens = tuple(t for line in scene_of(head).lines for t in line.tokens)
    cells = [GridCell(0, 1, 1, 2, tokens), *(replace(c) for c in grid.cells if c.row > 0)]

    made = part_levels(replace(grid, cells=tuple(cells)))

    assert rows_of(made)[:2] == [["", "2021", ""], ["", "Voted", "Spent"]]
