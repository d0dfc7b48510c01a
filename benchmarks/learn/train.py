"""The whole of it: see pages, measure, learn by folds, judge what was held out, learn from all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.learn import fit
from benchmarks.learn.corrupt import rng_of
from benchmarks.learn.data import Example, Source, read_example
from benchmarks.learn.families import DRAWN, FOLDS, learned_from
from benchmarks.learn.figures import of_changes, of_gains, of_values
from benchmarks.learn.forests import save_trees
from benchmarks.learn.held_out import Read, read_held_out
from benchmarks.learn.measure import Examples, measure_gaps, measure_places, together
from benchmarks.learn.moves import Moved, move_about
from benchmarks.readings import load_scorer
from crossfoot.extractors.weighing.calibration import Calibration
from crossfoot.extractors.weighing.readings import Judges
from crossfoot.extractors.weighing.trees import Trees

MOST_BYTES = 2_000_000  # of all forests together
REAL_WRONG, DRAWN_WRONG = 3, 1  # wrong readings of each proposal, for gaps and places
WRONG_MOVES = 2  # the same, for moves to begin with
CHUNK = 4
Held = int | None
"""The fold that is held out, None for none."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A page with what was measured on it."""

    example: Example
    gaps: tuple[Examples, ...]
    places: tuple[Examples, ...]


def measure_page(source: Source) -> Measured | None:
    """Return a page with its gaps and places; None when nothing is learned from it."""
    example = read_example(source)
    return None if example is None else measure(example)


def measure(example: Example) -> Measured:
    """Return a page with its gaps and places."""
    each = DRAWN_WRONG if example.fold == DRAWN else REAL_WRONG
    return Measured(
        example,
        tuple(measure_gaps(example, each, rng_of(example.name))),
        tuple(measure_places(example, each, rng_of(example.name))),
    )


def measure_all(sources: Sequence[Source], jobs: int) -> list[Measured]:
    """Return all pages with what was measured on them."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return [m for m in pool.map(measure_page, sources, chunksize=CHUNK) if m is not None]


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """What was learned of gaps and places, by the fold held out, with its figures."""

    judges: dict[Held, Judges]
    figures: tuple[str, ...]


def learn_first(pages: Sequence[Measured], rounds: int | None = None) -> First:
    """Learn of gaps and places."""
    gaps = together(e for p in pages for e in p.gaps)
    places = together(e for p in pages for e in p.places)
    judges: dict[Held, Judges] = {}
    of_gaps, of_places = np.full((len(gaps.y), 3), np.nan), np.full((len(places.y), 3), np.nan)
    for held in _helds(p.example.fold for p in pages):
        mine, theirs = learned_from(gaps.fold, held), learned_from(places.fold, held)
        judge = Judges(
            fit.fit_ends(gaps, mine, rounds),
            fit.fit_same(gaps, mine, rounds),
            fit.fit_places(places, theirs, rounds),
        )
        judges[held] = judge
        of_gaps[~mine] = judge.chances(gaps.x[~mine])
        of_places[~theirs] = judge.columns.probabilities(places.x[~theirs])
    lines = [
        *_judged("gaps", gaps, of_gaps),
        *_judged("places", places, of_places),
    ]
    return First(judges, tuple(lines))


def _judged(name: str, e: Examples, chances: NDArray[np.float64]) -> Iterator[str]:
    real = e.fold != DRAWN
    kept = Examples(*(getattr(e, n)[real] for n in Examples.__dataclass_fields__))
    return of_changes(name, kept, chances[real])


def _helds(folds: Iterable[int]) -> list[Held]:
    """The folds to hold out, those of which there are pages; None, for none, last."""
    present = {int(f) for f in folds}
    return [*(k for k in range(FOLDS) if k in present), None]


_AT_WORK: dict[str, Any] = {}  # what a process of the pool needs for every page


def _begin(judges: dict[Held, Judges], corpus: Path) -> None:
    _AT_WORK.update(judges=judges, scorer=load_scorer(corpus))


def _move(example: Example) -> Moved:
    return move(example, _AT_WORK["judges"], _AT_WORK["scorer"])


def move(example: Example, judges: dict[Held, Judges], scorer: Any) -> Moved:
    """Return what moves make of a page, by judges that saw no page of its families."""
    judge = judges[None if example.fold == DRAWN else example.fold]
    return move_about(example, judge, scorer, WRONG_MOVES, rng_of(example.name))


def move_all(
    pages: Sequence[Measured], judges: dict[Held, Judges], corpus: Path, jobs: int
) -> Moved:
    """Return what moves make of all pages."""
    whole = Moved()
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(judges, corpus)
    ) as pool:
        for moved in pool.map(_move, [p.example for p in pages], chunksize=CHUNK):
            whole.values += moved.values
            whole.gains += moved.gains
    return whole


def _read(example: Example) -> tuple[Example, list[Read]]:
    return example, read_held_out(example, _AT_WORK["judges"], _AT_WORK["scorer"])


def read_all(
    pages: Sequence[Measured], judges: dict[Held, Judges], corpus: Path, jobs: int
) -> list[tuple[Example, list[Read]]]:
    """Read all pages by judges that saw none of their families."""
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(judges, corpus)
    ) as pool:
        return list(pool.map(_read, [p.example for p in pages], chunksize=CHUNK))


def learn_second(moved: Moved, first: Mapping[Held, Judges], rounds: int | None = None) -> First:
    """Learn of values and gains; the judges returned know all there is.

    Args:
        first: The judges of gaps and places, by the fold held out.
    """
    values, gains = moved.values, moved.gains
    of_value, of_gain = np.array([r.fold for r in values]), np.array([r.fold for r in gains])
    value, right = np.full(len(values), np.nan), np.full(len(values), np.nan)
    gain = np.full(len(gains), np.nan)
    x, moves = np.array([r.measures for r in values]), np.array([r.measures for r in gains])
    judges: dict[Held, Judges] = {}
    for held in _helds([*of_value.tolist(), *of_gain.tolist()]):
        mine, theirs = learned_from(of_value, held), learned_from(of_gain, held)
        valued = fit.fit_value(values, mine, rounds)
        sure = fit.fit_right(values, mine, rounds)
        gained = fit.fit_gain(gains, theirs, rounds)
        seen = first[held]
        judges[held] = Judges(seen.ends, seen.same, seen.columns, valued, sure, gained)
        value[~mine] = valued.probabilities(x[~mine])[:, 1]
        right[~mine] = sure.probabilities(x[~mine])[:, 1]
        gain[~theirs] = mean_score(gained, moves[~theirs])
    lines = [
        *of_values(
            [r for r in values if r.fold != DRAWN], *(v[of_value != DRAWN] for v in (value, right))
        ),
        *of_gains([r for r in gains if r.fold != DRAWN], gain[of_gain != DRAWN]),
    ]
    return First(judges, tuple(lines))


def mean_score(forests: Sequence[Trees], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of what forests of values say, (n,)."""
    mean: NDArray[np.float64] = np.mean([f.scores(x)[:, 0] for f in forests], axis=0)
    return mean


def write(judges: Judges, calibration: Calibration, folder: Path) -> int:
    """Write the forests and the calibration, one file each; return their bytes together.

    Raises:
        ValueError: They are larger than the engine may carry.
    """
    folder.mkdir(parents=True, exist_ok=True)
    named = {"ends": judges.ends, "same": judges.same, "columns": judges.columns}
    if judges.value is not None and judges.right is not None:
        named |= {"value": judges.value, "right": judges.right}
    named |= {f"gain{k}": trees for k, trees in enumerate(judges.gain)}
    files = [folder / f"{name}.npz" for name in named]
    for file, trees in zip(files, named.values(), strict=True):
        save_trees(trees, file)
    files.append(folder / "calibration.npz")
    np.savez_compressed(files[-1], allow_pickle=False, said=calibration.said, true=calibration.true)
    size = sum(f.stat().st_size for f in files)
    if size > MOST_BYTES:
        raise ValueError(f"forests of {size} bytes, more than {MOST_BYTES}: grow fewer rounds")
    return size
