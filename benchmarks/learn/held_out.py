"""What the search makes of pages whose families its judges never saw, written to be scored.

In: pages and the judges by the fold held out. Out: a folder with NAME.json for each document, its
tables in the form of `crossfoot extract --format json`, as the scorers of the corpora read them.
Only the tables of single pages are read here: nothing is joined over pages, no other engine asked.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.learn.data import Example
from benchmarks.learn.families import DRAWN
from benchmarks.learn.quality import quality
from crossfoot.extractors.choice.choices import LEAST_WORTH
from crossfoot.extractors.weighing.read import weigh_page
from crossfoot.extractors.weighing.readings import Judges, Weighed
from crossfoot.geometry import hull


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A reading by judges that saw no page of its families, with how right it is, 0 to 1."""

    weighed: Weighed
    quality: float


def read_held_out(example: Example, judges: Mapping[int | None, Judges], scorer: Any) -> list[Read]:
    """Return the tables of a page by the judges that saw no page of its families."""
    judge = judges[None if example.fold == DRAWN else example.fold]
    found = [w for w in weigh_page(example.scene, judge) if w.value >= LEAST_WORTH]
    return [Read(w, quality(w.grid, example.tables, scorer)) for w in found]


def page_of(example: Example) -> tuple[str, int]:
    """Return the document of a page and its number in it."""
    match = re.fullmatch(r"(.+?)(?:\.p0*| p)(\d+)", example.name)
    return (match[1], int(match[2])) if match else (example.name, 1)


def _as_json(example: Example, k: int, w: Weighed) -> dict[str, Any]:
    scale, page = example.scene.page.pose.scale, page_of(example)[1]
    cells = [
        {
            "row": c.row,
            "col": c.col,
            "rowspan": c.rowspan,
            "colspan": c.colspan,
            "text": c.text,
            "page": page,
            "bbox": _at(scale, hull(t.box for t in c.tokens)),
            "role": "body",
        }
        for c in w.grid.cells
        if c.tokens
    ]
    return {
        "id": f"p{page}t{k}",
        "page": page,
        "pages": [page],
        "bbox": _at(scale, w.box),
        "n_rows": w.grid.n_rows,
        "n_cols": w.grid.n_cols,
        "confidence": round(w.right, 4),
        "moves": [list(m) for m in w.moves],
        "cells": cells,
    }


def _at(scale: float, box: Iterable[float]) -> list[float]:
    return [round(v / scale, 2) for v in box]


def write_documents(pages: Iterable[tuple[Example, list[Read]]], folder: Path) -> Iterator[Path]:
    """Write NAME.json for each document; yield the files."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for example, found in pages:
        tables = documents[page_of(example)[0]]
        tables += [_as_json(example, k, r.weighed) for k, r in enumerate(found)]
    folder.mkdir(parents=True, exist_ok=True)
    for name, tables in documents.items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps({"report": {}, "tables": tables}), "utf-8")
        yield file
