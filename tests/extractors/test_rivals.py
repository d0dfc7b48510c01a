"""What other proposers make of a page, by family; which one is right is weighed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.extractors.poses import upright
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.scene import Scene, see_page
from crossfoot.extractors.weighing.rivals import (
    between_rules,
    blocks,
    by_value,
    halves,
    loose_grids,
    rival_families,
)
from crossfoot.model import Page
from tests.extractors.table_pages import Rule, Set, lattice, typeset

TOWNS = ("Alby", "Brey", "Cuq", "Dun", "Esse", "Foix")


def scene_of(sets: Sequence[Set], rules: Sequence[Rule] = (), shades: Sequence[Rule] = ()) -> Scene:
    """Return what is seen of a page."""
    page: Page = upright(typeset(sets, rules, shades))
    return see_page(page)


def rows_of(grid: Grid) -> list[list[str]]:
    """Return the texts of a grid, row by row."""
    out = [[""] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        out[cell.row][cell.col] = cell.text
    return out


def family(scene: Scene, name: str) -> list[list[list[str]]]:
    """Return the texts of the grids of one family."""
    return [rows_of(g) for g in dict(rival_families(scene))[name]]


def columns(
    top: float, rows: Sequence[Sequence[str]], xs: Sequence[float], pitch: float = 14
) -> list[Set]:
    """Return rows of texts, the first column from the left, the others to the right."""
    return [
        Set(text, x, top + pitch * i, "left" if k == 0 else "right")
        for i, row in enumerate(rows)
        for k, (text, x) in enumerate(zip(row, xs, strict=True))
        if text
    ]


ROWS = [("Town", "Paid", "Owed"), ("Alby", "12", "3"), ("Brey", "45", "6"), ("Cuq", "78", "9")]


def test_lattices_that_stand_close_are_read_one_by_one() -> None:
    """Boxes of one width with a narrow gap between them: an engine that joins them is contested."""
    xs = (50.0, 200.0, 280.0, 360.0)
    sets, rules = [], []
    for top in (100.0, 172.0):
        sets += columns(top + 14, ROWS, (54.0, 276.0, 356.0), 16)
        rules += lattice(xs, [top + 16 * k for k in range(5)])

    found = family(scene_of(sets, rules), "lattices")

    assert found == [[list(r) for r in ROWS]] * 2


def test_rules_of_one_extent_make_one_row_of_what_stands_between_them() -> None:
    """Cells of prose between hairlines from the left edge to the right one."""
    ends = "Take into account the needs", "of the people and their towns"
    sets, rules = [Set("Step", 50, 112), Set("What is at stake", 160, 112)], [(50, 118, 400, 118)]
    for i, town in enumerate(TOWNS[:4]):
        top = 130 + 30 * i
        sets += [Set(town, 50, top), Set(ends[0], 160, top), Set(ends[1], 160, top + 12)]
        rules.append((50, top + 18, 400, top + 18))

    ((head, *rows),) = family(scene_of(sets, rules), "rules")

    assert head == ["Step", "What is at stake"]
    assert rows == [[town, " ".join(ends)] for town in TOWNS[:4]]


def grid_of(scene: Scene) -> Grid:
    """Return what all lines of a page make."""
    return next(loose_grids(scene, frozenset()))


WRAPPED = [
    ("Town", "Paid", "Owed"),
    ("Alby and the", "", ""),
    ("Villages", "12", "3"),
    ("Brey", "45", "6"),
    ("Cuq with", "", ""),
    ("Its port", "78", "9"),
]


def test_a_row_ends_where_its_last_column_has_a_value() -> None:
    """Names over two lines whose amounts stand on the second."""
    grid = grid_of(scene_of(columns(100, WRAPPED, (50, 300, 380), 20)))
    made = by_value(grid)

    assert grid.n_rows == 6
    assert made is not None
    assert rows_of(made)[1:] == [
        ["Alby and the Villages", "12", "3"],
        ["Brey", "45", "6"],
        ["Cuq with Its port", "78", "9"],
    ]


def test_a_header_that_comes_again_beside_itself_parts_two_tables() -> None:
    """The same three headers twice in one row."""
    twice = [(*row, *row) for row in ROWS]
    sets = columns(100, twice, (50, 150, 200, 250, 350, 400))
    grid = grid_of(scene_of([*sets]))

    left, right = halves(grid)

    assert rows_of(left) == rows_of(right) == [list(r) for r in ROWS]
    assert halves(left) == ()


@pytest.mark.parametrize("gutter", [24.0, 60.0])
def test_a_list_in_one_column_of_a_magazine_is_proposed(gutter: float) -> None:
    """Beside a list of amounts stand lines of prose at the same heights."""
    prose = "the council met in the spring and asked for a"
    x = 250 + gutter
    sets = [Set(prose, x, 100 + 12 * i) for i in range(12)]
    sets += columns(100, [(t, str(1200 + k)) for k, t in enumerate(TOWNS)], (50, 250), 12)

    found = [rows_of(g) for g in loose_grids(scene_of(sets), frozenset())]

    assert [[t, str(1200 + k)] for k, t in enumerate(TOWNS)] in found


def test_blocks_are_parted_until_nothing_parts_them() -> None:
    """The whole first; then its columns; each line of text in a block of every level once."""
    scene = scene_of([*columns(100, ROWS, (50, 300, 380)), *columns(300, ROWS, (50, 300, 380))])
    found = list(blocks(scene.lines, 4))

    assert sum(len(line.tokens) for line in found[0]) == 24
    assert len(found) > 3
    assert all(len(block) >= 2 for block in found)
    assert list(blocks(scene.lines[:1], 4)) == []


def test_a_page_without_rules_has_no_rows_between_them() -> None:
    """Nothing to go by: the reading is left as it is."""
    scene = scene_of(columns(100, ROWS, (50, 300, 380)))

    assert between_rules(grid_of(scene), scene) is None
