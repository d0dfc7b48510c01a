"""A book of measures: what is measured of the readings that pages propose.

The forests that weigh readings were grown on these measures: one that changes its meaning makes
them wrong, and no test of tables may fail. ``tests/golden/book-of-measures.txt`` names drawings of
``book-of-pages.txt`` and pages set here. Below each stand the measures of its gaps between lines,
of its places between columns and of its readings as a whole. When one changes on purpose, the
forests are to be grown anew (``python -m benchmarks.learn``) before ``make golden`` writes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crossfoot.extractors.tables.page import propose_grids
from crossfoot.extractors.tables.scene import see_page
from crossfoot.extractors.weighing import columns, gaps, readings
from crossfoot.extractors.weighing.readings import Judges, Weighed, gain_measures, weigh
from crossfoot.extractors.weighing.trees import Trees
from crossfoot.model import Page
from tests.extractors.chance_pages import chance_page
from tests.extractors.drawn_pages import draw
from tests.extractors.table_pages import Set, typeset
from tests.extractors.test_book_of_pages import entries

BOOK = Path(__file__).resolve().parent.parent / "golden" / "book-of-measures.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"

OF_GAPS = {
    "place": 12,
    "spacing": 8,
    "fill": 19,
    "type": 13,
    "rules": 14,
    "words": 18,
    "fit": 3,
    "window": 7,
}
OF_COLUMNS = {
    "place": 6,
    "lines": 8,
    "straddle": 3,
    "gaps": 6,
    "values": 2,
    "edges": 4,
    "length": 2,
    "rules": 5,
    "head": 5,
    "sides": 5,
    "texts": 6,
}
OF_READINGS = {"gaps": 13, "columns": 6, "evidence": 10, "grid": 18, "around": 11, "rivals": 9}
SAY = {0: "same row", 1: "new row", 2: "ends"}


def forest(feature: int, limits: Sequence[float], scores: Sequence[Sequence[float]]) -> Trees:
    """Return trees that add the scores of each class by where a measure stands among two limits."""
    low, high = limits
    n = len(scores)
    value = [v for one in scores for v in (0.0, one[0], 0.0, one[1], one[2])]
    return Trees(
        roots=np.array([5 * k for k in range(n)], np.int32),
        classes=np.arange(n, dtype=np.int32),
        feature=np.array([feature, -1, feature, -1, -1] * n, np.int16),
        limit=np.array([low, 0, high, 0, 0] * n, np.float32),
        left=np.array([5 * k + i for k in range(n) for i in (1, 0, 3, 0, 0)], np.int32),
        right=np.array([5 * k + i for k in range(n) for i in (2, 0, 4, 0, 0)], np.int32),
        blank_left=np.ones(5 * n, np.bool_),
        value=np.array(value, np.float32),
        start=np.zeros(n),
        depth=2,
    )


JUDGES = Judges(  # by the step between lines in pitches, and by the gap between columns
    ends=forest(13, (1.1, 1.6), [(-3.0, -1.0, 2.0)]),
    same=forest(13, (0.95, 1.2), [(1.0, -2.0, -3.0)]),
    columns=forest(19, (1.0, 4.0), [(1.0, -1.0, -2.0), (0.0, 2.0, 1.0), (-2.0, -1.0, 0.5)]),
)


TOWNS = ("Alby", "Brey", "Cuqs", "Dunn", "Elne", "Fays")


def _strip() -> Page:
    """Return rows whose first column has a strip without ink, italics, a coloured head, a wrap."""
    sets = [
        Set("Town side", 50, 100, bold=True, colour=0x2244AA),
        Set("2021", 200, 100, "right", bold=True, colour=0x2244AA),
        Set("2022", 260, 100, "right", bold=True, colour=0x2244AA),
    ]
    for i, town in enumerate(TOWNS):
        base = 114 + 14 * i
        sets += [
            Set(town, 50, base),
            Set("north" if i % 2 else "south-", 76, base),
            Set(f"{7 * i + 3} {100 + 37 * i}", 200, base, "right"),
            Set(f"{5 * i + 100}", 260, base, "right", size=9.0 if i == 2 else 10.0),
        ]
    sets += [Set("all of them,", 50, 210), Set("in summer", 50, 219), Set("900", 260, 219, "right")]
    sets += [Set("Note: estimates", 50, 240, size=8.0), Set("Next page", 300, 150)]
    page = typeset(
        sets,
        rules=[(48, 103, 262, 103), (150, 90, 150, 200), (48, 203, 150, 203), (220, 96, 220, 130)],
        shades=[(48, 118, 262, 131), (48, 146, 150, 159)],
    )
    italic = np.isin(np.arange(len(page.words)), (4, 5, 10))
    return replace(page, words=replace(page.words, italic=italic))


def _side_by_side() -> Page:
    """Return two tables that share their lines, with one header each and no more room between."""
    paid = ("412", "1 307", "18", "519", "6", "77")
    sets = []
    for i, (town, amount) in enumerate([("Town", "Paid"), *zip(TOWNS, paid, strict=True)]):
        base = 100 + 12 * i
        for x in (50, 150):
            sets += [Set(town, x, base), Set(amount, x + 80, base, "right")]
    return typeset(sets, shades=[(48, 90, 240, 103)])


MET = (779, 38, 399, 75, 333, 675, 801, 74, 776, 737)
"""Of a thousand pages set by chance those on which most edges meet that measures part at."""

SET = {
    "a strip inside a column": _strip(),
    "two tables on the same lines": _side_by_side(),
    **{f"edges that meet, {seed}": chance_page(seed) for seed in MET},
}


def read_book() -> dict[str, list[str]]:
    """Return the measures by the title of their drawing."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:]
            found[title] = []
        elif line:
            found[title].append(line)
    return found


def _drawing(title: str) -> list[str]:
    return [line for line in entries()[title] if not line.startswith("→")]


def measured(title: str) -> list[str]:
    """Return the measures of what a drawing proposes, line by line."""
    page = SET[title] if title in SET else draw(_drawing(title))
    scene = see_page(page)
    grids = propose_grids(scene)
    held = {id(t): grid for grid in grids for t in grid.tokens()}
    found = [
        weigh(grid, scene, frozenset(i for i, g in held.items() if g is not grid), JUDGES)
        for grid in grids
    ]
    return [line for n, one in enumerate(found, start=1) for line in _told(n, one)]


def _told(n: int, one: Weighed) -> Iterator[str]:
    grid = one.grid
    yield f"reading {n}: {grid.kind}, {grid.n_rows} × {grid.n_cols}"
    yield from _groups(one.measures, OF_READINGS)
    for i, row in enumerate(one.gaps.features):
        above, below = one.gaps.lines[i], one.gaps.lines[i + 1]
        yield f"{above.text[:24]} ↓ {below.text[:24]}: {SAY[int(one.gaps.opinion[i])]}"
        yield from _groups(row, OF_GAPS)
    for place, row in zip(one.places.places, one.places.features, strict=True):
        yield f"column {place.col} at {place.x:.1f}: {'parted' if place.opinion else 'whole'}"
        yield from _groups(row, OF_COLUMNS)


def _groups(row: Iterable[float], sizes: Mapping[str, int]) -> Iterator[str]:
    values = iter(row)
    for name, size in sizes.items():
        group = [f"{round(next(values), 3) + 0.0:g}" for _ in range(size)]
        yield f"  {name}: {' '.join(group)}"


@pytest.mark.parametrize("title", read_book())
def test_golden_measures_of_readings(title: str) -> None:
    """What was learned finds the measures that it was learned on."""
    book = read_book()
    found = measured(title)
    if WRITE:
        book[title] = found
        text = "\n\n".join("\n".join([f"# {name}", *lines]) for name, lines in book.items())
        BOOK.write_text(f"{text}\n", encoding="utf-8")
        return
    assert found == book[title]


def test_measures_are_as_many_as_the_forests_ask_for() -> None:
    """A page with nothing to measure has rows as wide as any other's."""
    assert len(gaps.NAMES) == sum(OF_GAPS.values())
    assert len(columns.NAMES) == sum(OF_COLUMNS.values())
    assert sum(OF_READINGS.values()) == readings.N_MEASURES


def test_a_move_is_measured_by_what_it_changes() -> None:
    """Before, after and the difference by cells; the least of three; how many, and which move."""
    scene = see_page(draw(_drawing("two tables one above the other")))
    one, two = (weigh(grid, scene, frozenset(), JUDGES) for grid in propose_grids(scene)[:2])
    n = readings.N_MEASURES

    found = gain_measures([one, two], [one], "join columns")

    a, b = one.cells, two.cells
    mean = (a * one.measures + b * two.measures) / (a + b)
    known = ~np.isnan(mean)
    assert found[:n][known] == pytest.approx(mean[known])
    assert found[n : 2 * n] == pytest.approx(one.measures, nan_ok=True)
    assert found[2 * n : 3 * n] == pytest.approx(found[n : 2 * n] - found[:n], nan_ok=True)
    least = np.fmin(one.measures[:3], two.measures[:3])
    assert found[3 * n : 3 * n + 3] == pytest.approx(least)
    assert found[3 * n + 3 : 3 * n + 6] == pytest.approx(one.measures[:3])
    assert found[3 * n + 6 : -2].tolist() == [2.0, 1.0, a / (a + b), 5.0, float(a + b)]
    assert np.isnan(found[-2:]).all()  # one reading is like no other


def test_nothing_before_a_move_is_not_known() -> None:
    """Readings out of nothing have nothing to be compared with."""
    found = gain_measures([], [], "shuffle")

    assert np.isnan(found[: 3 * readings.N_MEASURES + 6]).all()
    assert found[-7:-2].tolist() == [0.0, 0.0, 0.0, -1.0, 0.0]


def test_parts_that_are_alike_are_said_to_be() -> None:
    """Two tables of one header, as a cut leaves them: of as many columns, under the same names."""
    scene = see_page(draw(_drawing("two tables one above the other")))
    one, two = (weigh(grid, scene, frozenset(), JUDGES) for grid in propose_grids(scene)[:2])

    assert gain_measures([one], [one, one], "all 0.5")[-2:].tolist() == [1.0, 1.0]
    alike = gain_measures([one], [one, two], "all 0.5")[-2:]
    assert alike.tolist() == [float(one.grid.n_cols == two.grid.n_cols), 0.0]
