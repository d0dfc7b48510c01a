"""Pages with truth, seen: what is learned from.

In: the folders of the open corpora and of drawn documents. Out: for each upright page with words
its scene, the grids the engine proposes, the cell of each word, and its true tables.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.learn.align import Label, align
from benchmarks.learn.families import fold_of
from crossfoot.errors import UnreadableInput
from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.choice.own import read_own_tables
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.poses import upright
from crossfoot.extractors.tables.grids import Grid
from crossfoot.extractors.tables.scene import Scene, see_page
from crossfoot.extractors.weighing.read import proposed
from crossfoot.model import Page
from crossfoot.settings import Settings

FOLDERS = ("pages", "pages2", "reports")
HOME = "metropolis"
_ENDING = ".truth.json"
RawTable = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A page with truth.

    Attributes:
        fold: In which it is held out; DRAWN for drawn documents.
    """

    name: str
    pdf: Path
    page: int
    fold: int
    tables: tuple[RawTable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A page as it is learned from."""

    name: str
    fold: int
    scene: Scene
    grids: tuple[Grid, ...]
    labels: Mapping[int, Label]
    tables: tuple[RawTable, ...]


def find_real(corpus: Path, folds: dict[str, int]) -> Iterator[Source]:
    """Yield the pages of the open corpora that have truth.

    Raises:
        ValueError: The family of one is on no list.
    """
    for file in sorted(f for d in FOLDERS for f in (corpus / d).rglob(f"*{_ENDING}")):
        match = re.fullmatch(r"(.+)\.p\d+", file.name.removesuffix(_ENDING))
        if match:
            raw = json.loads(file.read_text("utf-8"))
            family = raw.get("family") or match[1]
            yield Source(
                file.name.removesuffix(_ENDING),
                _pdf(corpus, file, match[1]),
                raw["page"],
                fold_of(family, folds),
                tuple(raw["tables"]),
            )


def _pdf(corpus: Path, truth: Path, name: str) -> Path:
    """The PDF beside its truth, or at the same place in another folder of the corpora."""
    beside = truth.with_name(f"{name}.pdf")
    elsewhere = sorted(corpus.glob(f"*/{truth.parent.name}/{name}.pdf"))
    return beside if beside.exists() or not elsewhere else elsewhere[0]


def find_whole(corpus: Path, folds: dict[str, int]) -> Iterator[Source]:
    """Yield the pages of the reports whose truth is of all their pages: one family, HOME."""
    for source in find_drawn(corpus / HOME):
        yield replace(source, fold=fold_of(HOME, folds))


def find_drawn(folder: Path) -> Iterator[Source]:
    """Yield the pages of drawn documents: NAME.pdf with NAME.truth.json beside."""
    for file in sorted(folder.rglob(f"*{_ENDING}")):
        raw = json.loads(file.read_text("utf-8"))
        name = file.name.removesuffix(_ENDING)
        for page in range(1, int(raw.get("pages", 1)) + 1):
            yield Source(
                f"{name} p{page}",
                file.with_name(f"{name}.pdf"),
                page,
                fold_of(None, {}),
                tuple(_on_page(raw["tables"], page)),
            )


def _on_page(tables: Sequence[RawTable], page: int) -> Iterator[RawTable]:
    """Yield what of the tables stands on a page."""
    for table in tables:
        cells = [c for c in table["cells"] if int(c.get("page") or table.get("page") or 1) == page]
        if cells:
            yield {"cells": cells}


def read_example(source: Source) -> Example | None:
    """Return a page as it is learned from; None when it has no words, lies askew or is unreadable.

    What is unreadable is told on stderr: the lists of documents are fixed, so it should not be.
    """
    try:
        with open_document(source.pdf, limits=Settings().limits) as document:
            page = upright(document.page(source.page))
    except UnreadableInput as error:
        print(f"{source.name}: {error}", file=sys.stderr)
        return None
    if not len(page.words) or page.pose.is_turned:
        return None
    return see_example(page, source)


def see_example(page: Page, source: Source) -> Example:
    """Return an upright page as it is learned from."""
    _, figures = read_own_tables(page, [c.box for c in find_charts(page)])
    scene = see_page(page, figures)
    tokens = [*(t for line in scene.lines for t in line.tokens), *scene.turned]
    labels = align(tokens, source.tables, page.pose.scale)
    grids = tuple(proposed(scene))
    return Example(source.name, source.fold, scene, grids, labels, source.tables)
