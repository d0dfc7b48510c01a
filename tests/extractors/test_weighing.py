"""The search for the tables of a page: what was learned, the moves, and what they make of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.extractors.mending.moves import (
    cut_below,
    cut_beside,
    merge_columns,
    merge_rows,
    split_column,
    split_row,
    tidy,
)
from crossfoot.extractors.poses import upright
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import see_page
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.extractors.weighing.gaps import END
from crossfoot.extractors.weighing.read import load_judges, read_page_tables
from crossfoot.extractors.weighing.readings import weigh
from crossfoot.extractors.weighing.trees import Trees
from crossfoot.model import Page
from tests.extractors.table_pages import Set, moved, texts, typeset

PITCH, WIDTH = 20.0, 100.0


def stump(*, blank_left: bool, start: Sequence[float] = (0.5,)) -> Trees:
    """Return one tree: −1 where measure 1 is at most 2, else 3 where measure 0 is ≤ 7, else 1."""
    return Trees(
        roots=np.array([0], np.int32),
        classes=np.array([0], np.int32),
        feature=np.array([1, -1, 0, -1, -1], np.int16),
        limit=np.array([2, 0, 7, 0, 0], np.float32),
        left=np.array([1, 0, 3, 0, 0], np.int32),
        right=np.array([2, 0, 4, 0, 0], np.int32),
        blank_left=np.array([blank_left, False, blank_left, False, False]),
        value=np.array([0, -1, 0, 3, 1], np.float32),
        start=np.array(start),
        depth=2,
    )


@pytest.mark.parametrize(
    ("measures", "leaf"), [((0, 2), -1.0), ((7, 2.5), 3.0), ((7.5, 2.5), 1.0), ((99, -99), -1.0)]
)
def test_a_tree_is_followed_to_its_leaf(measures: tuple[float, float], leaf: float) -> None:
    """What is not greater goes left; the leaf is added to the start, the odds become a chance."""
    ((no, yes),) = stump(blank_left=True).probabilities(np.array([measures], np.float64))

    assert yes == pytest.approx(1 / (1 + np.exp(-(0.5 + leaf))))
    assert no == pytest.approx(1 - yes)


@pytest.mark.parametrize(
    ("measures", "left", "leaf"),
    [
        ((0, np.nan), True, -1.0),
        ((0, np.nan), False, 3.0),
        ((np.nan, 5), True, 3.0),
        ((np.nan, 5), False, 1.0),
    ],
)
def test_what_is_not_known_goes_the_blank_way(
    measures: tuple[float, float], left: bool, leaf: float
) -> None:
    """Each branch says where a blank goes."""
    assert stump(blank_left=left).scores(np.array([measures]))[0, 0] == 0.5 + leaf


def test_a_tree_adds_to_the_score_of_its_class() -> None:
    """Of several classes the chances make one, and a forest of nothing gives no rows."""
    forest = stump(blank_left=True, start=(0.0, 0.0, 1.0))
    (chances,) = forest.probabilities(np.array([[0.0, 0.0]]))

    assert chances.tolist() == pytest.approx(
        (np.exp([-1, 0, 1]) / np.exp([-1, 0, 1]).sum()).tolist()
    )
    assert forest.probabilities(np.zeros((0, 2))).shape == (0, 3)


def test_what_was_learned_is_whole() -> None:
    """Every branch leads down to a leaf, within the depth that is walked."""
    judges = load_judges()
    assert judges.value is not None
    assert judges.right is not None
    for trees in (judges.ends, judges.same, judges.columns, judges.value, judges.right):
        inner = np.flatnonzero(trees.feature >= 0)
        assert (trees.left[inner] > inner).all()
        assert (trees.right[inner] > inner).all()
        assert np.isfinite(trees.value).all()


def token(text: str, row: int, col: int, *, down: float = 0.0) -> Token:
    """Return a word in the middle of a position."""
    x0, base = col * WIDTH + 10, row * PITCH + 12 + down
    return Token(text, x0, base - 8, x0 + 30, base + 2, base, 10.0)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Return a tiled grid with blank cells, cells of two lines and cells that span."""
    n_rows, n_cols = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) in taken:
                continue
            down = draw(st.integers(1, min(2, n_rows - row)))
            across = draw(st.integers(1, min(2, n_cols - col)))
            area = {(row + i, col + j) for i in range(down) for j in range(across)}
            if area & taken:
                down, across, area = 1, 1, {(row, col)}
            taken |= area
            lines = draw(st.integers(0, 2))
            words = tuple(token(f"{row}.{col}.{i}", row, col, down=8.0 * i) for i in range(lines))
            cells.append(GridCell(row, col, down, across, words))
    header = draw(st.integers(0, n_rows - 1))
    return Grid(n_rows, n_cols, tuple(cells), "aligned", header)


def held(*found: Grid) -> Counter[int]:
    """Count how often each word is held."""
    return Counter(id(t) for grid in found for t in grid.tokens())


def assert_keeps_all(before: Grid, *after: Grid) -> None:
    """Fail where a word is lost or doubled, by the move or when its result is made to tile."""
    assert held(*after) == held(before)
    assert held(*tidy(after)) == held(before)
    assert all(0 <= grid.header_rows <= grid.n_rows for grid in after)
    for grid in after:
        for cell in grid.cells:
            assert 0 <= cell.row < cell.row + cell.rowspan <= grid.n_rows
            assert 0 <= cell.col < cell.col + cell.colspan <= grid.n_cols


@given(grids(), st.data())
def test_moves_of_rows_keep_every_word_once(grid: Grid, data: st.DataObject) -> None:
    """Rows are joined, parted and cut between; no word is lost."""
    row = data.draw(st.integers(0, grid.n_rows - 2))

    assert_keeps_all(grid, merge_rows(grid, row))
    assert_keeps_all(grid, split_row(grid, row, row * PITCH + 16))
    assert_keeps_all(grid, *cut_below(grid, row))


@given(grids(), st.data())
def test_moves_of_columns_keep_every_word_once(grid: Grid, data: st.DataObject) -> None:
    """The same of columns."""
    col = data.draw(st.integers(0, grid.n_cols - 2))
    x = col * WIDTH + data.draw(st.sampled_from([5.0, 25.0, 60.0]))

    assert_keeps_all(grid, merge_columns(grid, col))
    assert_keeps_all(grid, split_column(grid, col, x))
    assert_keeps_all(grid, *cut_beside(grid, col))


def square() -> Grid:
    """Return two rows of two, a word in each cell."""
    places = [(row, col) for row in range(2) for col in range(2)]
    cells = tuple(GridCell(r, c, tokens=(token(f"{r}{c}", r, c),)) for r, c in places)
    return Grid(2, 2, cells, "aligned")


def test_a_join_is_undone_by_parting() -> None:
    """Rows joined and parted between their lines are as before, and so are columns."""
    joined = merge_rows(square(), 0)
    beside = merge_columns(square(), 0)

    assert sorted(cell.text for cell in joined.cells) == ["00 10", "01 11"]
    assert sorted(cell.text for cell in beside.cells) == ["00 01", "10 11"]
    assert set(split_row(joined, 0, 22).cells) == set(square_of(joined))
    assert [c.text for c in tidy([split_column(beside, 0, 90)])[0].cells] == [
        "00",
        "01",
        "10",
        "11",
    ]


def square_of(joined: Grid) -> list[GridCell]:
    """Return the cells of a row that was joined, one for each word."""
    words = [(cell.col, t) for cell in joined.cells for t in cell.tokens]
    return [GridCell(int(t.text[0]), col, tokens=(t,)) for col, t in words]


TOWNS = ["Alby", "Brey", "Cuq", "Dun", "Esse", "Foix", "Gap"]
HEADS = ("Town", "Paid", "Owed", "Left")


def table(top: float, seed: int, count: int = 7) -> list[Set]:
    """Return a table without rules under a bold header."""
    xs = (60.0, 300.0, 400.0, 500.0)
    sets = [
        Set(head, x, top, "right" if x > 60 else "left", bold=True)
        for head, x in zip(HEADS, xs, strict=True)
    ]
    for i in range(count):
        base = top + 14 * (i + 1)
        sets.append(Set(TOWNS[i], 60, base))
        numbers = [1200 + (137 * (i + 1) * (k + seed)) % 7000 for k in range(3)]
        sets += [Set(f"{n:,}", x, base, "right") for n, x in zip(numbers, xs[1:], strict=True)]
    return sets


def read(page: Page) -> list[list[list[str]]]:
    """Return the texts of the tables of a page."""
    return [texts(found) for found in read_page_tables(upright(page))]


def stacked(*titles: str) -> Page:
    """Return a page of two tables in the same columns, the lower one under titles."""
    lower = 100 + 14 * 9 + 40
    return typeset(
        [
            *table(100, 3),
            *(Set(title, 60, lower - 18, bold=True) for title in titles),
            *table(lower, 5),
        ]
    )


@pytest.mark.parametrize(
    "titles",
    [("Southern district",), ()],
)
def test_tables_that_repeat_their_header_are_two(titles: tuple[str, ...]) -> None:
    """One below the other in the same columns, more than a row apart."""
    found = read(stacked(*titles))

    assert [(len(rows), rows[0]) for rows in found] == [(8, list(HEADS))] * 2


def test_the_gap_before_a_repeated_header_is_seen() -> None:
    """What was learned of gaps says that the table ends there, and nowhere else inside."""
    scene = see_page(upright(stacked()))
    (grid,) = propose_grids(scene)
    weighed = weigh(grid, scene, frozenset(), load_judges())

    assert np.flatnonzero(weighed.chances[:, END] > 0.5).tolist() == [7]


def test_rows_on_one_base_are_weighed() -> None:
    """As a broken scan has them, one word over another: their pitch is nothing to divide by."""
    scene = see_page(upright(stacked()))
    (grid,) = propose_grids(scene)
    line = next(line for line in scene.lines if len(line.tokens) > 1)
    over = tuple(replace(one, text=f"x{one.text}") for one in line.tokens)
    cells = [
        GridCell(row, col, 1, 1, (one,))
        for row, words in enumerate((line.tokens, over))
        for col, one in enumerate(words)
    ]
    one_base = replace(grid, n_rows=2, n_cols=len(over), cells=tuple(cells), header_rows=0)
    scene = replace(scene, lines=(line, replace(line, tokens=over)))
    weighed = weigh(one_base, scene, frozenset(), load_judges())

    assert np.isfinite(weighed.chances).all()


PROSE = (
    "The council met in the spring and asked for a new report on the",
    "state of the roads, which had suffered from the long winter and from",
    "the heavy traffic of the years before. It was agreed that the works",
    "should begin as soon as the budget allowed, and that the towns would",
    "share the cost by the length of the roads within their boundaries.",
)


def test_prose_in_two_columns_is_no_table() -> None:
    """Lines beside lines are no cells."""
    sets = [
        Set(PROSE[(i + k) % 5][:48], 50 + 265 * k, 100 + 12 * i)
        for i in range(30)
        for k in range(2)
    ]

    assert read(typeset(sets)) == []


@pytest.mark.parametrize("scale", [0.5, 3.0])
def test_a_page_of_another_scale_has_the_same_tables(scale: float) -> None:
    """Lengths are in type sizes."""
    page = stacked("Southern district")
    width, height = page.width * scale, page.height * scale
    other = replace(moved(page, 0, 0, scale), width=width, height=height)

    assert read(other) == read(page) != []
