"""Reads the tables of a page: proposes, searches, and keeps what is worth it.

In: a page. Out: its tables, top to bottom, each with the evidence that speaks for it and the moves
that led to it. What rules and alignment propose (:mod:`crossfoot.extractors.tables.page`) is where
the search begins (:mod:`.search`); what no reading holds is looked at once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from crossfoot.extractors.mending.copies import tables_of
from crossfoot.extractors.mending.ends import without_prose
from crossfoot.extractors.mending.headless import with_header
from crossfoot.extractors.mending.mended import mended, one_by_one
from crossfoot.extractors.mending.sections import joined_beside, joined_sections
from crossfoot.extractors.tables.confidence import STRUCTURE
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import Scene, see_page
from crossfoot.extractors.tables.to_table import grid_to_table
from crossfoot.extractors.weighing.calibration import load_calibration
from crossfoot.extractors.weighing.readings import Judges, Weighed, weigh
from crossfoot.extractors.weighing.rivals import (
    ids_of,
    loose_grids,
    parts_by_rules,
    rival_families,
)
from crossfoot.extractors.weighing.search import search
from crossfoot.extractors.weighing.trees import load_trees
from crossfoot.model import Box, Evidence, Page, Table

LOOSE_VALUE = 0.6  # expected share of right cells from which a reading nobody proposed is taken
DOUBTED = 0.3  # expected share of right cells below which a reading holds no word against others
FORESTS = 3  # of the gain of a move, each grown from other measures; their mean is asked


@lru_cache(maxsize=1)
def load_judges() -> Judges:
    """Return what was learned, read once."""
    return Judges(
        load_trees("ends"),
        load_trees("same"),
        load_trees("columns"),
        load_trees("value"),
        load_trees("right"),
        tuple(load_trees(f"gain{i}") for i in range(FORESTS)),
    )


def read_page_tables(page: Page, *, exclude: Sequence[Box] = ()) -> tuple[Table, ...]:
    """Return the tables of a page, top to bottom.

    Args:
        page: As drawn.
        exclude: Areas that hold no table (charts, pictures): their text is left out.
    """
    scene = see_page(page, exclude)
    found = sorted(weigh_page(scene, load_judges()), key=lambda w: (w.box[1], w.box[0]))
    return tuple(_to_table(w, scene, f"t{i + 1}") for i, w in enumerate(found))


def weigh_page(scene: Scene, judges: Judges) -> list[Weighed]:
    """Return the readings of a page, those worth little among them: their totals may prove them."""
    readings = [_at_least(w, scene) for w in search(proposed(scene), scene, judges)]
    doubted = [w for w in readings if w.value < DOUBTED]
    held = frozenset[int]().union(*(ids_of(w.grid) for w in readings if w.value >= DOUBTED))
    free = [g for _, grids in rival_families(scene) for g in grids if not ids_of(g) & held]
    loose = [weigh(g, scene, held, judges) for g in (*free, *loose_grids(scene, held))]
    found = [
        x
        for w in (_at_least(w, scene) for w in loose)
        if w.value >= DOUBTED
        for x in _searched(w, scene, judges, held)
        if x.value >= LOOSE_VALUE
    ]
    for w in sorted(found, key=lambda w: -w.value * w.cells):
        own = ids_of(w.grid)
        if not own & held:
            readings = [r for r in readings if r not in doubted or not own & ids_of(r.grid)]
            readings.append(w)
            held |= own
    return _mended(readings, scene, judges)


def _mended(readings: Sequence[Weighed], scene: Scene, judges: Judges) -> list[Weighed]:
    """Return readings mended once more: moves may have made what they undo."""
    grids = one_by_one([w.grid for w in readings], scene, mended)
    held = frozenset[int]().union(*map(ids_of, grids))
    return [
        w if grid is w.grid else _weighed_again(w, grid, scene, held, judges)
        for w, grid in zip(readings, grids, strict=True)
    ]


def _weighed_again(
    w: Weighed, grid: Grid, scene: Scene, held: frozenset[int], judges: Judges
) -> Weighed:
    """Return what a mended reading is worth: no less than before."""
    again = weigh(grid, scene, held - ids_of(grid), judges)
    return replace(again, value=max(again.value, w.value), moves=w.moves)


def proposed(scene: Scene) -> list[Grid]:
    """Return the readings that the search begins with.

    Copies of a form are parted, sections joined, headers parted from those beside them.
    """
    found = [without_prose(grid) for grid in propose_grids(scene)]
    whole = one_by_one(joined_beside(found), scene, with_header)
    parts = [part for grid in whole for part in tables_of(grid)]
    return one_by_one(joined_sections(parts, scene), scene, mended)


def _searched(w: Weighed, scene: Scene, judges: Judges, held: frozenset[int]) -> list[Weighed]:
    """Return what moves make of a reading nobody proposed; rows between rules stay as they are."""
    if parts_by_rules(w.grid, scene):
        return [w]
    return search([w.grid], scene, judges, held)


def _at_least(w: Weighed, scene: Scene) -> Weighed:
    """Return a reading with the value that rows between rules have at least.

    What was learned has seen few tables of words; rules of one extent between all rows are drawn
    for nothing else (a group's risks, the phases of a life cycle, lists of grants), but for forms.
    """
    return replace(w, value=max(w.value, LOOSE_VALUE)) if parts_by_rules(w.grid, scene) else w


def _to_table(w: Weighed, scene: Scene, name: str) -> Table:
    table = grid_to_table(w.grid, scene.page.number, name, scene.printed)
    weighed = (
        Evidence(STRUCTURE, round(table.confidence, 4), "how regular it is, by itself"),
        Evidence("value", round(w.value, 4), "cells that are right, expected"),
        Evidence("right", round(w.right, 4), "chance that all cells are right"),
        *(Evidence("move", round(gain, 4), move) for move, gain in w.moves),
    )
    sure = load_calibration().sure(w.right)
    return replace(table, confidence=sure, evidence=(*table.evidence, *weighed))
