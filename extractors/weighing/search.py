"""Propose, edit, weigh: the search for the tables of a page.

In: a scene and the grids that rules and alignment propose. Out: the readings that the evidence
speaks for. From each reading moves lead to others; the best one stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.mending.lines import align, lines_held
from crossfoot.extractors.mending.moves import cut_beside, merge_columns, split_column, tidy
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.weighing.columns import APART, BESIDE, ONE
from crossfoot.extractors.weighing.gaps import END
from crossfoot.extractors.weighing.mend import edit_rows
from crossfoot.extractors.weighing.readings import Judges, Weighed, gain_measures, weigh
from crossfoot.extractors.weighing.rivals import (
    Reading,
    between_rules,
    ids_of,
    is_whole,
    placed,
    rival_families,
)

ROUNDS = 3
CLEAR = 0.95  # expected share of right cells above which a reading is not touched
DOUBTED = 0.3  # expected share of right cells below which a part is running text, not a table
BY_PARTS = "cuts aligned"  # the move that reads each part of a reading anew
PARTED = (0.4, 0.6)  # chances of an end from which a reading falls into parts
CLEAN = 0.8  # expected share of right cells above which rules are not doubted
LEAST_GAIN = 0.08  # of the right cells: moves that promise less are as often wrong as right


def rows_wanted(w: Weighed, sure: float, which: str) -> NDArray[np.int64]:
    """Return what is wanted of each gap, where it is surer than a chance, of one kind of change."""
    p, opinion = w.chances, w.gaps.opinion
    best = p.argmax(axis=1)
    change = (best != opinion) & (p.max(axis=1) >= sure)
    lines = pairwise(w.gaps.lines)
    inside = np.array([a.rows is not None and b.rows is not None for a, b in lines], np.bool_)
    ends = (best == END) | (opinion == END)
    kinds = {"cuts": inside & ends, "edges": ~inside, "rows": inside & ~ends}
    if which != "all":
        change &= kinds[which]
    return np.where(change, best, opinion)


def moves_of(w: Weighed, scene: Scene) -> Iterator[tuple[str, Reading]]:
    """Return what moves make of a reading, each with its name."""
    grid = w.grid
    seen = [w.gaps.opinion.tobytes()]
    for which, sure in (
        ("all", 0.5),
        ("all", 0.7),
        ("all", 0.9),
        ("cuts", 0.4),
        ("edges", 0.5),
        ("rows", 0.5),
        ("rows", 0.8),
    ):
        if any(s.rows is not None for s in w.gaps.lines) and len(w.chances):
            wanted = rows_wanted(w, sure, which)
            if wanted.tobytes() not in seen:
                seen.append(wanted.tobytes())
                yield f"{which} {sure}", edit_rows(grid, w.gaps, wanted)
    yield from _column_moves(w)
    yield from _read_parts(w, scene)
    yield from _read_again(w, scene)
    yield from _by_marks(w, scene)


def _column_moves(w: Weighed) -> Iterator[tuple[str, Reading]]:
    grid = w.grid
    places = list(zip(w.places.places, w.apart, strict=True))
    for p, chance in places:
        if chance[BESIDE] > 0.25 and p.opinion == APART:
            yield f"beside {p.col}", tuple(tidy(cut_beside(grid, p.col)))
    change = [(p, c) for p, c in places if c[1 - p.opinion] > 0.3]
    for p, _ in change[:4]:
        if p.opinion == APART:
            yield f"join columns {p.col}", tuple(tidy([merge_columns(grid, p.col)]))
        elif p.opinion == ONE:
            yield f"part column {p.col}", tuple(tidy([split_column(grid, p.col, p.x)]))


def _read_parts(w: Weighed, scene: Scene) -> Iterator[tuple[str, Reading]]:
    """Cut a reading where another table or running text begins, and align each part by itself.

    Columns found over prose and a table, or over two tables, are those of neither.
    """
    if w.grid.kind != "aligned" or w.value > CLEAN:
        return
    seen: set[tuple[int, ...]] = set()
    for sure in PARTED:
        parts = _parts(w, scene, sure)
        key = tuple(map(len, parts))
        if len(parts) > 1 and key not in seen:
            seen.add(key)
            made = (align(part, scene) for part in parts)
            yield f"{BY_PARTS} {sure}", tuple(g for g in made if g is not None and is_whole(g))


def _parts(w: Weighed, scene: Scene, sure: float) -> list[list[TextLine]]:
    """Return the lines of a reading, parted where an end has at least this chance."""
    gaps = zip(w.gaps.lines, w.chances[:, END], strict=False)
    ends = [seen.line.base for seen, end in gaps if end >= sure]
    parts: dict[int, list[TextLine]] = {}
    for line in lines_held(scene, ids_of(w.grid)):
        parts.setdefault(bisect_left(ends, line.base), []).append(line)
    return list(parts.values())


def _read_again(w: Weighed, scene: Scene) -> Iterator[tuple[str, Reading]]:
    """Read the lines of a reading from alignment alone."""
    if w.grid.kind == "aligned" or w.value > CLEAN:
        return
    grid = align(lines_held(scene, ids_of(w.grid)), scene)
    if grid is not None:
        yield "aligned", (grid,)


def _by_marks(w: Weighed, scene: Scene) -> Iterator[tuple[str, Reading]]:
    """Join the rows between two rules."""
    made = between_rules(w.grid, scene)
    if made is not None:
        yield "bands", (made,)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A move that was weighed.

    Attributes:
        before, after: The readings it takes and those it leaves.
        gain: By how much the share of right cells is expected to grow.
    """

    move: str
    before: tuple[Weighed, ...]
    after: tuple[Weighed, ...]
    gain: float


def steps_of(
    readings: Sequence[Weighed], fresh: Sequence[Weighed], scene: Scene, judges: Judges
) -> Iterator[Step]:
    """Return the moves of the readings not yet moved, weighed."""
    held = {id(w): ids_of(w.grid) for w in readings}
    new = {id(w) for w in fresh if w.value < CLEAR}
    seen: set[tuple[frozenset[int], frozenset[object]]] = set()
    for move, before, made in _all_moves(readings, new, held, scene):
        known = frozenset(map(id, before))
        seen.add((known, frozenset(placed(w.grid) for w in before)))
        what = (known, frozenset(map(placed, made)))
        own = [ids_of(g) for g in made]
        if made and what not in seen and sum(map(len, own)) == len(_union(own)):
            seen.add(what)
            mine = {id(w) for w in before}
            taken = _union(h for k, h in held.items() if k not in mine)
            yield _weigh_step(move, before, made, scene, taken, judges)


Before = tuple[Weighed, ...]


def _all_moves(
    readings: Sequence[Weighed], new: set[int], held: Mapping[int, frozenset[int]], scene: Scene
) -> Iterator[tuple[str, Before, Reading]]:
    """Return the moves that touch a new reading: of itself, and to rivals."""
    for w in readings:
        if id(w) in new:
            yield from ((move, (w,), made) for move, made in moves_of(w, scene))
    for name, grids in rival_families(scene):
        for before, made in _contested(grids, readings, held):
            if any(id(w) in new for w in before):
                yield name, before, made


def _contested(
    grids: Reading, readings: Sequence[Weighed], held: Mapping[int, frozenset[int]]
) -> Iterator[tuple[Before, Reading]]:
    """Return the readings and rivals that share words, group by group."""
    left = [(g, ids_of(g)) for g in grids]
    while left:
        first, words = left.pop(0)
        made = [first]
        before: list[Weighed] = []
        grown = True
        while grown:
            met = [w for w in readings if w not in before and held[id(w)] & words]
            words = words.union(*(held[id(w)] for w in met))
            before += met
            more = [x for x in left if x[1] & words]
            left = [x for x in left if not x[1] & words]
            words = words.union(*(x[1] for x in more))
            made += [x[0] for x in more]
            grown = bool(met or more)
        if before:
            yield tuple(before), tuple(made)


def _weigh_step(
    move: str,
    before: Before,
    made: Reading,
    scene: Scene,
    taken: frozenset[int],
    judges: Judges,
) -> Step:
    own = [ids_of(g) for g in made]
    after = tuple(
        weigh(g, scene, taken | _union(h for i, h in enumerate(own) if i != k), judges)
        for k, g in enumerate(made)
    )
    if move.startswith(BY_PARTS):
        after = tuple(w for w in after if w.value >= DOUBTED)
    gain = 0.0
    if judges.gain:
        asked = gain_measures(before, after, move)[None]
        gain = float(np.mean([trees.scores(asked)[0, 0] for trees in judges.gain]))
    return Step(move, before, after, gain)


def _told(w: Weighed, step: Step) -> Weighed:
    """Return a reading with the moves that led to it."""
    before = tuple(m for r in step.before for m in r.moves)
    return replace(w, moves=(*before, (step.move, step.gain)))


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def search(
    grids: Sequence[Grid], scene: Scene, judges: Judges, taken: frozenset[int] = frozenset()
) -> list[Weighed]:
    """Return the best readings in the place of those proposed.

    In each round every reading that is new takes the one move that promises most, if it promises
    enough.
    """
    own = [ids_of(g) for g in grids]
    readings = [
        weigh(g, scene, taken | _union(h for i, h in enumerate(own) if i != k), judges)
        for k, g in enumerate(grids)
    ]
    fresh = readings
    for _ in range(ROUNDS):
        steps = [s for s in steps_of(readings, fresh, scene, judges) if s.gain > LEAST_GAIN]
        steps.sort(key=lambda s: -s.gain * sum(w.cells for w in s.before))
        fresh = []
        for step in steps:
            if all(any(w is r for r in readings) for w in step.before):
                readings = [r for r in readings if not any(r is w for w in step.before)]
                made = [_told(w, step) for w in step.after]
                readings += made
                fresh += made
        if not fresh:
            break
    return readings
