"""All that is put right in readings, in the order in which one makes room for the next.

In: readings and their scene. Out: the readings without what no eye sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crossfoot.extractors.mending.ends import place_numbers, with_first_rows, with_last_rows
from crossfoot.extractors.mending.headings import join_bare_columns, join_signs, part_units
from crossfoot.extractors.mending.headless import with_header, with_title
from crossfoot.extractors.mending.labels import join_labels, join_run_on, part_names
from crossfoot.extractors.mending.levels import part_repeats
from crossfoot.extractors.mending.torn import part_levels, part_numbers, part_torn
from crossfoot.extractors.mending.wrapped import join_wrapped
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.scene import Scene

Rule = Callable[[Grid, Scene, frozenset[int]], Grid]
"""What changes a reading, given its scene and the identities of the tokens that readings hold."""


def one_by_one(grids: Sequence[Grid], scene: Scene, rule: Rule) -> list[Grid]:
    """Return the readings of a page, each changed by a rule: no two take the same line."""
    done = list(grids)
    for k, grid in enumerate(grids):
        held = frozenset(id(t) for one in done for t in one.tokens())
        done[k] = rule(grid, scene, held)
    return done


def mended(grid: Grid, scene: Scene, held: frozenset[int]) -> Grid:
    """Return a reading without what no eye sees: headers, units and rows of numbers in one cell.

    Args:
        held: Identities of the tokens that readings hold.
    """
    whole = with_first_rows(join_run_on(part_names(grid), scene), scene, held)
    placed = place_numbers(part_torn(whole))
    parted = part_numbers(join_bare_columns(join_signs(part_units(part_levels(placed)))))
    headed = with_header(parted, scene, held)
    named = join_labels(join_wrapped(part_repeats(headed, scene, held), scene), scene)
    return with_title(with_last_rows(named, scene, held), scene, held)
