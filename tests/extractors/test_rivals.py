"""What other proposers make of a page, by family; which one is right is weighed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.mending.lines import align
from crossfoot.extractors.poses import upright
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import Scene, see_page
from crossfoot.extractors.weighing.read import LOOSE_VALUE, load_judges, weigh_page
from crossfoot.extractors.weighing.rivals import (
    between_rules,
    blocks,
    loose_grids,
    parts_by_rules,
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


@pytest.mark.parametrize(("end", "parted"), [(400.0, True), (140.0, False)])
def test_rules_between_all_rows_speak_for_a_table_of_words(end: float, parted: bool) -> None:
    """Prose in two columns with hairlines under each item; under the names alone they underline.

    So are printed a group's risks and the phases of a life cycle in annual reports.
    """
    sets, rules = [Set("Step", 50, 112), Set("What is at stake", 160, 112)], [(50, 118, end, 118)]
    for i, town in enumerate(TOWNS[:5]):
        top = 130 + 30 * i
        sets += [Set(town, 50, top), Set("Take the needs into account", 160, top)]
        rules.append((50, top + 18, end, top + 18))
    scene = scene_of(sets, rules)

    grid = align(scene.lines, scene)

    assert grid is not None
    assert parts_by_rules(grid, scene) is parted


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

    grid = align(scene.lines, scene)

    assert grid is not None
    assert between_rules(grid, scene) is None


@pytest.mark.parametrize("heads", [("31/12/2022", "31/12/2021"), ("2022", "2021")])
def test_a_ruled_header_of_dates_reaches_down_to_its_numbers(heads: tuple[str, str]) -> None:
    """Dates and years between two rules head the columns below, as in notes of accounts."""
    sets = [Set("Item", 110, 107)]
    sets += [Set(h, x, 101, "right") for h, x in zip(heads, (310, 400), strict=True)]
    sets += [Set("M$", x, 114, "right") for x in (300, 390)]
    sets += columns(141, [("Assets for sale", "311", "-"), ("Total", "311", "4")], (50, 305, 395))
    rules = [(45.0, y, 315.0, y) for y in (88.0, 118.0)]
    rules += [(320.0, y, 405.0, y) for y in (88.0, 118.0)]

    (grid,) = propose_grids(scene_of(sets, rules))

    assert rows_of(grid)[-1] == ["Total", "311", "4"]


def test_a_table_of_words_between_rules_is_kept() -> None:
    """What was learned has seen few of them; rules between all rows are worth what is asked."""
    sets, rules = [Set("Step", 50, 112), Set("What is at stake", 160, 112)], []
    rules += [(50, y, 400, y) for y in (96, 118)]
    for i, town in enumerate(TOWNS):
        top = 130 + 30 * i
        sets += [Set(town, 50, top), Set("Take into account what people need", 160, top)]
        sets.append(Set("and what their towns can give", 160, top + 12))
        rules.append((50, top + 18, 400, top + 18))

    unsure = replace(load_judges(), value=None, gain=())

    found = weigh_page(scene_of(sets, rules), unsure)

    assert [(w.grid.n_rows, w.grid.n_cols) for w in found] == [(7, 2)]
    assert found[0].value == LOOSE_VALUE
