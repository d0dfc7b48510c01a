"""A book of steps: what the reading of drawn pages finds on its way to their tables.

``tests/golden/book-of-steps.txt`` names drawings of ``book-of-pages.txt``; below each stand its
rules, lattices and frames, the runs of lines with the rivers between their columns, where each
line's texts were laid, what was found of the rows and which way each wrapped line was voted. Where
a page is read wrong this is the place to see at which step; ``make golden`` writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crossfoot.extractors.tables.columns import count_numbers, find_columns, find_rivers
from crossfoot.extractors.tables.extents import absorb_far_lines, part_beside, widen_frame
from crossfoot.extractors.tables.headers import count_header_lines
from crossfoot.extractors.tables.lattices import Lattice, find_lattices
from crossfoot.extractors.tables.layout import Layout, lay_out
from crossfoot.extractors.tables.likeness import is_table_like
from crossfoot.extractors.tables.regions import (
    columns_of,
    extend_frame,
    find_frames,
    find_runs,
    frame_lines,
    grow_upwards,
    trim_notes,
)
from crossfoot.extractors.tables.rows import (
    is_drawn_break,
    lead_shapes,
    mark_columns,
    row_breaks,
    rule_share,
    rules_between,
    wrap_vote,
)
from crossfoot.extractors.tables.scene import Scene, see_page
from crossfoot.extractors.tokens.rulings import merge_collinear
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.model import Page
from tests.extractors.drawn_pages import draw
from tests.extractors.test_book_of_measures import SET
from tests.extractors.test_book_of_pages import entries

BOOK = Path(__file__).resolve().parent.parent / "golden" / "book-of-steps.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"


def read_book() -> dict[str, list[str]]:
    """Return the steps by the title of their page."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in BOOK.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title = line[2:]
            found[title] = []
        elif line:
            found[title].append(line)
    return found


def page_of(title: str) -> Page:
    """Return the page of a title: drawn, or set by hand."""
    if title in SET:
        return SET[title]
    return draw([line for line in entries()[title] if not line.startswith("→")])


def steps(page: Page) -> Iterator[str]:
    """Yield what is found on the way to the tables of a page."""
    scene = see_page(page)
    rulings, tiles = scene.rulings, scene.tiles
    yield from (f"rule {_numbers(rule)}" for rule in rulings.horizontal)
    yield from (f"upright {_numbers(rule)}" for rule in rulings.vertical)
    yield from (f"shade {_numbers(shade)}" for shade in scene.shades)
    for lattice in find_lattices(rulings.horizontal, rulings.vertical):
        yield from _lattice("lattice", lattice)
    if len(tiles.horizontal):
        across = merge_collinear(np.concatenate([rulings.horizontal, tiles.horizontal]))
        down = merge_collinear(np.concatenate([rulings.vertical, tiles.vertical]))
        for lattice in find_lattices(across, down, scene.lines):
            yield from _lattice("lattice of tiles", lattice)
    for frame in find_frames(scene.lines, rulings.horizontal):
        wide = widen_frame(extend_frame(frame, scene.lines), scene.lines)
        inside = frame_lines(wide, scene.lines, rulings.horizontal)
        yield f"frame {_numbers(frame)}, extended {_numbers(wide)}, of {len(inside)} lines"
        yield from _region(inside, scene, framed=True)
    for run in find_runs(scene.lines):
        for part in part_beside(run):
            yield f"run of {len(part)} lines from {part[0].text[:30]!r}"
            yield from _region(part, scene, framed=False)


def _lattice(name: str, lattice: Lattice) -> Iterator[str]:
    yield f"{name}: columns at {_numbers(lattice.xs)}, rows at {_numbers(lattice.ys)}"
    yield f"  drawn across {_bits(lattice.across)}, down {_bits(lattice.down)}"


def _region(lines: Sequence[TextLine], scene: Scene, *, framed: bool) -> Iterator[str]:
    for river in find_rivers(lines, scene.turned):
        strip = _numbers((river.x0, river.x1, river.low, river.high, river.flow))
        yield f"  river {strip} through lines {_numbers(river.lines)}"
    cuts = columns_of(lines, ())
    if not cuts:
        return
    grown = grow_upwards(absorb_far_lines(lines, scene.lines, cuts), scene.lines, cuts)
    kept = trim_notes(grown, cuts)
    like = is_table_like(kept, cuts, framed=framed)
    yield f"  grown to {len(grown)} lines, {len(kept)} kept, {'a table' if like else 'no table'}"
    if all_cuts := find_columns(kept, scene.turned):
        yield from _layout(lay_out(kept, all_cuts, scene.rulings.horizontal, scene.shades))


def _layout(layout: Layout) -> Iterator[str]:
    n_cols = len(layout.bounds) - 1
    yield f"  columns parted at {_numbers(layout.cuts)}, room {_numbers(layout.bounds)}"
    yield f"  ink {_numbers(layout.limits.ravel())}"
    yield f"  steps {_numbers((layout.pitch, layout.row_pitch))}, tight: {layout.has_tight}"
    count = count_header_lines(layout, ())
    marks, leads = mark_columns(layout.lines, n_cols), lead_shapes(layout.lines, n_cols)
    yield f"  {count} header lines, marks {sorted(marks)}, codes {list(leads)}"
    body = replace(layout, lines=layout.lines[count:], marks=marks, leads=leads)
    top = 0
    breaks = [True, *row_breaks(body, grouped=False)]
    grouped = [True, *row_breaks(body, grouped=True)]
    for i, placed in enumerate(body.lines):
        parts = " | ".join(f"{p.c0}-{p.c1} {p.text}" for p in placed.parts)
        how = "row" if breaks[i] else "on"
        between = "between rules a row" if grouped[i] else "between rules on"
        yield f"  {how}, {between}: {parts} ({count_numbers(placed.line)} numbers)"
        if i:
            votes = [wrap_vote(body, top, i, part) for part in placed.parts]
            told = _numbers(np.nan if vote is None else vote for vote in votes)
            rules = rules_between(body, body.lines[i - 1].line, placed.line)
            share = _numbers([rule_share(body, rules)])
            yield f"    votes {told}; rules over {share}, drawn: {is_drawn_break(body, i)}"
        top = i if breaks[i] else top


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{round(float(value), 2) + 0.0:g}" for value in values)


def _bits(drawn: np.typing.NDArray[np.bool_]) -> str:
    return "/".join("".join("x" if one else "." for one in row) for row in drawn)


@pytest.mark.parametrize("title", read_book())
def test_golden_steps_of_the_reading(title: str) -> None:
    """Each step finds what is written."""
    book = read_book()
    found = list(steps(page_of(title)))
    if WRITE:
        book[title] = found
        text = "\n\n".join("\n".join([f"# {name}", *lines]) for name, lines in book.items())
        BOOK.write_text(f"{text}\n", encoding="utf-8")
        return
    assert found == book[title]
