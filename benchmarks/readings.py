"""Readings of the open corpora by every engine, with whether they are right: what is learned from.

Our engine reads each page as it is and again without its rules, which gives readings of its own
that are wrong; pdfplumber and camelot read it as they do. A page of a table that runs over several
is judged by the rows that stand on it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.bench_tables import as_json
from crossfoot.errors import UnreadableInput
from crossfoot.extractors.choice.engines import FOREIGN_ENGINES, read_with_engine
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Fills, Page, Strokes, Table

FOLDS = 5
MOST_WORDS = 3000  # on a page that other engines are asked about
SAME = 0.5  # overlap of a reading and a true table
EDITION = re.compile(r"-v\d+$")

Truth = Sequence[Sequence[Any]]
"""Admissible truths of a document, each the scorer's tables."""


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """Let a command name the folder of the open corpora."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    default = Path(os.environ.get("CROSSFOOT_CORPUS", beside))
    parser.add_argument("--corpus", type=Path, default=default)


def load_scorer(corpus: Path) -> ModuleType | None:
    """Return the scorer of tables that stands beside the corpora; without any, say so."""
    if not (corpus / "icdar2013").is_dir():
        print(f"no corpora at {corpus}: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return None
    sys.path.insert(0, str(corpus.parent / "bench"))
    return import_module("score_tables")


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF with truth.

    Attributes:
        pages: Those with truth, ``None`` for all.
        broken_rows: How many rows more a page may show than begin on it: one that a page break
            divides stands on both.
    """

    path: Path
    pages: tuple[int, ...] | None
    truth: Truth
    broken_rows: int = 0

    @property
    def fold(self) -> int:
        """Which fifth it belongs to; editions of one report share it."""
        name = EDITION.sub("", self.path.stem)
        return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


@dataclass(frozen=True, slots=True)
class PageReadings:
    """What the engines read on one page.

    Attributes:
        tables: By engine; "own" is ours, "own, no rules" and "own, rules across" ours on a page
            that lost all its rules, or those that run down it.
    """

    document: Document
    page: Page
    tables: Mapping[str, tuple[Table, ...]]


def find_documents(corpus: Path, scorer: Any) -> list[Document]:
    """Return the digital documents of the open corpora that have a truth file."""
    documents = []
    for truth in sorted((corpus / "icdar2013").glob("*.truth.json")):
        raw = _load(truth)
        variants = [raw["tables"], *(a["tables"] for a in raw.get("alternatives", ()))]
        documents.append(
            Document(_pdf(truth), None, [[scorer.Table(t) for t in v] for v in variants])
        )
    for truth in sorted((corpus / "reports").rglob("*.truth.json")):
        raw = _load(truth)
        variants = [raw["tables"], *(a["tables"] for a in raw.get("alternatives", ()))]
        tables = [[scorer.Table(t) for t in v] for v in variants]
        documents.append(Document(_pdf(truth), (raw["page"],), tables))
    for truth in sorted((corpus / "metropolis").glob("*.truth.json")):
        parts = [part for table in _load(truth)["tables"] for part in _parts(table)]
        documents.append(
            Document(_pdf(truth), None, [[scorer.Table(p) for p in parts]], broken_rows=1)
        )
    return documents


def _load(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _pdf(truth: Path) -> Path:
    return truth.with_name(re.sub(r"(\.p\d+)?\.truth\.json$", ".pdf", truth.name))


def _parts(table: Any) -> Iterator[dict[str, Any]]:
    """Yield what a table is on each of its pages, with and without its header repeated."""
    head = [c for c in table["cells"] if c["row"] < table["header_rows"]]
    for page in table["pages"]:
        rows = [c for c in table["cells"] if c["page"] == page]
        yield {"page": page, "cells": rows}
        if page != table["pages"][0]:
            yield {"page": page, "cells": [*head, *rows]}


def read_pages(document: Document) -> Iterator[PageReadings]:
    """Yield what every engine reads on each page of a document that has words."""
    with open_document(document.path) as pdf:
        for number in document.pages or range(1, pdf.info.pages + 1):
            page = pdf.page(number)
            if not len(page.words):
                continue
            tables = {"own": read_with_engine("own", document.path, page)}
            across = page.strokes.horizontal
            tables["own, no rules"] = read_page_tables(_without_rules(page, np.zeros_like(across)))
            tables["own, rules across"] = read_page_tables(_without_rules(page, across))
            for engine in FOREIGN_ENGINES if len(page.words) <= MOST_WORDS else ():
                try:
                    tables[engine] = read_with_engine(engine, document.path, page)
                except UnreadableInput:
                    continue  # that it fails on a page tells nothing of its readings
            yield PageReadings(document, page, tables)


def _without_rules(page: Page, keep: np.ndarray[Any, np.dtype[np.bool_]]) -> Page:
    """Return a page with some of its rules and none of its shading."""
    s = page.strokes
    return replace(
        page,
        strokes=Strokes(s.box[keep], s.horizontal[keep], s.width[keep], s.colour[keep]),
        fills=Fills(np.zeros((0, 4)), np.zeros(0, np.uint32), np.zeros(0, np.bool_)),
    )


def has_right_shape(table: Table, document: Document, scorer: Any) -> bool:
    """Whether a true table of the page has a reading's words, rows and columns."""
    found = scorer.Table(as_json(table))
    return any(
        (true.page, true.n_cols) == (found.page, found.n_cols)
        and 0 <= found.n_rows - true.n_rows <= document.broken_rows
        and scorer.any_overlap(true, found) >= SAME
        for variant in document.truth
        for true in variant
    )


def relations_f1(tables: Sequence[Table], truth: Truth, page: int, scorer: Any) -> float:
    """Return how well the adjacency relations of tables are those of the page's true ones near."""
    found = [scorer.Table(as_json(table)) for table in tables]
    bag = sum((f.relations() for f in found), start=type(found[0].relations())())
    best = 0.0
    for variant in truth:
        for true in variant:
            if true.page != page or not any(scorer.any_overlap(true, f) > 0 for f in found):
                continue
            wanted = true.relations()
            size = bag.total() + wanted.total()
            best = max(best, 2 * (bag & wanted).total() / size if size else 0.0)
    return best
