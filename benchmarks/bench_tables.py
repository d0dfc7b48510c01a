"""The table engine alone: accuracy page by page, what it costs, and whether its confidence is true.

Reads the pages of the open corpora with ``extractors.tables.page.read_page_tables`` (no joining, no
second engine, no OCR), scores ICDAR-2013 with the corpora's own scorer, and prints

- the scores of a fixed random tenth of the documents and of the others. The engine's rules were
  written with all of them in view, so the difference shows spread, not how well it generalises,
- processor time per page of reading and of the engine (``benchmarks.bench_speed`` compares it with
  the peers'),
- the reliability of the confidence: of the tables of each bin, the share whose shape is right.

    python -m benchmarks.bench_tables [--corpus DIR] [--docs]
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.poses import show_table, upright
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Table

ROOT = Path(__file__).resolve().parent.parent
TENTH = 0.1
SEED = 2013
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the benchmark."""
    parser = argparse.ArgumentParser(description="Accuracy, cost and calibration of the engine")
    default = os.environ.get("CROSSFOOT_CORPUS", str(ROOT.parent / "shared" / "corpus"))
    parser.add_argument("--corpus", type=Path, default=Path(default))
    parser.add_argument("--docs", action="store_true", help="a line per document")
    args = parser.parse_args(argv)
    folder = args.corpus / "icdar2013"
    if not folder.is_dir():
        print(f"no corpora at {args.corpus}: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 2
    sys.path.insert(0, str(args.corpus.parent / "bench"))
    scorer = import_module("score_tables")
    report(folder, scorer, docs=args.docs)
    return 0


def report(folder: Path, scorer: Any, *, docs: bool) -> None:
    """Read, score and print the documents of a folder."""
    files = sorted(folder.glob("*.pdf"))
    aside = set(random.Random(SEED).sample(files, max(1, round(TENTH * len(files)))))  # noqa: S311
    counts: dict[Path, Any] = {}
    bins: list[tuple[float, bool]] = []
    reading = engine = 0.0
    pages = 0
    for file in files:
        truth = _load(file.with_suffix(".truth.json"))
        tables, spent = read_file(file)
        reading, engine, pages = reading + spent[0], engine + spent[1], pages + spent[2]
        counts[file] = scorer.score_document(truth, {"tables": [as_json(t) for t in tables]})
        bins += judge(truth, tables, scorer)
        if docs:
            _print_scores(file.stem, scorer.summarise({file: counts[file]}))
    for name, chosen in (("nine tenths", set(files) - aside), ("one tenth", aside)):
        _print_scores(name, scorer.summarise({f: counts[f] for f in chosen}))
    print(f"reading {1000 * reading / pages:.1f} ms a page, engine {1000 * engine / pages:.1f} ms")
    print_reliability(bins)


def _load(file: Path) -> Any:
    import json

    return json.loads(file.read_text(encoding="utf-8"))


def read_file(file: Path) -> tuple[list[Table], tuple[float, float, int]]:
    """Return a file's tables, and (seconds of reading, seconds of the engine, pages)."""
    tables: list[Table] = []
    reading = engine = 0.0
    with open_document(file) as document:
        for number in range(1, document.info.pages + 1):
            start = time.process_time()
            page = upright(document.page(number))
            read = time.process_time()
            found = read_page_tables(page)
            tables += [show_table(table, {number: page.pose}) for table in found]
            reading += read - start
            engine += time.process_time() - read
        return tables, (reading, engine, document.info.pages)


def as_json(table: Table) -> dict[str, Any]:
    """A table in the scorers' form."""
    return {
        "page": table.pages[0],
        "bbox": list(table.box),
        "cells": [
            {
                "row": c.row,
                "col": c.col,
                "rowspan": c.rowspan,
                "colspan": c.colspan,
                "text": c.text,
            }
            for c in table.cells
        ],
    }


def judge(truth: Any, tables: Sequence[Table], scorer: Any) -> list[tuple[float, bool]]:
    """Return (confidence, whether the shape is right) of each table found."""
    true = [scorer.Table(t) for t in truth["tables"]]
    judged = []
    for table in tables:
        found = scorer.Table(as_json(table))
        right = any(
            scorer.any_overlap(t, found) >= 0.5
            and (t.n_rows, t.n_cols) == (found.n_rows, found.n_cols)
            for t in true
        )
        judged.append((table.confidence, right))
    return judged


def print_reliability(bins: Sequence[tuple[float, bool]]) -> None:
    """Print, for each bin of confidence, how many tables it has and how many are right."""
    print("confidence   tables  right")
    for low, high in pairwise(BINS):
        inside = [right for c, right in bins if low <= c < high or (high == 1.0 and c == 1.0)]
        share = f"{sum(inside) / len(inside):.2f}" if inside else "-"
        print(f"{low:.2f}–{high:.2f}  {len(inside):8d}  {share:>5}")


def _print_scores(name: str, summary: Any) -> None:
    print(
        f"{name:12} complete F1 {summary['complete_macro_f1']:.3f}"
        f"  detection F1 {summary['detection_f1']:.3f}"
        f"  shape recall {summary['shape_recall']:.3f}"
        f"  tables {summary['tables_true']}/{summary['tables_pred']}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
