"""Propose, edit, weigh: the search for the tables of a page.

In: a scene and the grids that rules and alignment propose. Out: the readings that the evidence
speaks for. From each reading moves lead to others; the best one stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.tables.aligned import read_aligned
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.regions import columns_of
from crossfoot.extractors.tables.scene import Scene
from crossfoot.extractors.tokens.textlines import TextLine, split_chunks, with_tokens
from crossfoot.extractors.weighing.columns import APART, BESIDE, ONE
from crossfoot.extractors.weighing.gaps import END
from crossfoot.extractors.weighing.mend import edit_rows
from crossfoot.extractors.weighing.moves import cut_beside, merge_columns, split_column, tidy
from crossfoot.extractors.weighing.readings import Judges, Weighed, gain_measures, weigh

ROUNDS = 3
CLEAN = 0.8  # expected share of right cells above which rules are not doubted
KEPT = 0.9  # of the right cells expected before a move: those that lose more are mistaken
LEAST_GAIN = 0.15  # of the right cells: moves that promise less are as often wrong as right
Reading = tuple[Grid, ...]


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
    yield from _read_again(w, scene)


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


def _read_again(w: Weighed, scene: Scene) -> Iterator[tuple[str, Reading]]:
    """Read the lines of a reading from alignment alone."""
    if w.grid.kind == "aligned" or w.value > CLEAN:
        return
    own = {id(t) for t in w.grid.tokens()}
    lines = []
    for line in scene.lines:
        kept = tuple(t for t in line.tokens if id(t) in own)
        if kept:
            lines.append(with_tokens(line, kept))
    grid = align(lines, scene)
    if grid is not None:
        yield "aligned", (grid,)


def align(lines: Sequence[TextLine], scene: Scene) -> Grid | None:
    """Read lines from alignment."""
    if len(lines) < 2:
        return None
    cuts = columns_of(lines, ())
    if not cuts:
        return None
    top, bottom = lines[0].top, lines[-1].bottom
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    size = lines[0].size
    h, s = scene.rulings.horizontal, scene.shades
    if len(h):
        h = h[(h[:, 0] > top - size) & (h[:, 0] < bottom + size) & (h[:, 1] < x1) & (h[:, 2] > x0)]
    if len(s):
        s = s[(s[:, 1] < bottom) & (s[:, 3] > top)]
    return read_aligned(lines, h, s, (), cuts)


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
    held = {id(w): frozenset(id(t) for t in w.grid.tokens()) for w in readings}
    for w in fresh:
        taken = _union(h for k, h in held.items() if k != id(w))
        for move, made in moves_of(w, scene):
            yield _weigh_step(move, (w,), made, scene, taken, judges)


def _weigh_step(
    move: str,
    before: tuple[Weighed, ...],
    made: Reading,
    scene: Scene,
    taken: frozenset[int],
    judges: Judges,
) -> Step:
    own = [frozenset(id(t) for t in g.tokens()) for g in made]
    after = tuple(
        weigh(g, scene, taken | _union(h for i, h in enumerate(own) if i != k), judges)
        for k, g in enumerate(made)
    )
    gain = 0.0
    if judges.gain:
        asked = gain_measures(before, after, move)[None]
        gain = float(np.mean([trees.scores(asked)[0, 0] for trees in judges.gain]))
    return Step(move, before, after, gain)


def _is_better(step: Step) -> bool:
    """Whether a move promises enough, and the readings it leaves say no less by themselves."""
    before, after = (sum(w.cells * w.value for w in side) for side in (step.before, step.after))
    return step.gain > LEAST_GAIN and after >= KEPT * before


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
    own = [frozenset(id(t) for t in g.tokens()) for g in grids]
    readings = [
        weigh(g, scene, taken | _union(h for i, h in enumerate(own) if i != k), judges)
        for k, g in enumerate(grids)
    ]
    fresh = readings
    for _ in range(ROUNDS):
        steps = [s for s in steps_of(readings, fresh, scene, judges) if _is_better(s)]
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


def loose_readings(scene: Scene, held: frozenset[int]) -> Iterator[Grid]:
    """Propose grids of what no reading holds: lines in columns, close to one another."""
    free = []
    for line in scene.lines:
        kept = tuple(t for t in line.tokens if id(t) not in held)
        if kept:
            free.append(with_tokens(line, kept))
    for apart in (2.2, 3.5):
        for run in _runs(free, apart):
            trimmed = _trim(run)
            grid = align(trimmed, scene) if len(trimmed) >= 2 else None
            if grid is not None and grid.n_rows >= 2:
                yield grid


def _runs(lines: Sequence[TextLine], apart: float) -> Iterator[list[TextLine]]:
    """Return the runs of lines that follow each other by less than so many type sizes."""
    run: list[TextLine] = []
    for line in lines:
        if run and line.base - run[-1].base >= apart * line.size:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _trim(run: Sequence[TextLine]) -> list[TextLine]:
    """Return a run from its first to its last line of several chunks."""
    wide = [i for i, line in enumerate(run) if len(split_chunks(line.tokens, 1.0)) >= 2]
    if len(wide) < 2 or not any(has_digit(t.text) for i in wide for t in run[i].tokens):
        return []
    return list(run[wide[0] : wide[-1] + 1])
