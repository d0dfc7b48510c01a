"""The worst tables of ICDAR-2013 and the report pages, side by side: printed, read and true.

For a person who asks what is still wrong: a picture of the page, the grid that was read and the
true grid as text, for the tables with the fewest relations right. Nothing is kept in the
repository: the pages are other people's.

    python -m benchmarks.worst --out DIR [--corpus DIR] [--most 5]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bench_tables import as_json
from benchmarks.readings import Document, add_corpus, find_documents, load_scorer
from crossfoot.extractors.choice.engines import read_with_engine
from crossfoot.extractors.pdf.reader import open_document

WIDTH = 24  # chars of a cell that are shown


@dataclass(frozen=True, slots=True)
class Wrong:
    """A table that was read otherwise than it is, missed or invented.

    Attributes:
        f1: Of its adjacency relations; 0 when missed or invented.
        read: What was read there, as the scorer sees it; ``None`` when it was missed.
        true: What is there; ``None`` when it was invented.
    """

    f1: float
    document: Path
    page: int
    read: Any
    true: Any


def main(argv: Sequence[str] | None = None) -> int:
    """Write pictures and grids of the worst tables, and print a line for each."""
    parser = argparse.ArgumentParser(description="Show the worst tables side by side")
    add_corpus(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=5)
    args = parser.parse_args(argv)
    scorer = load_scorer(args.corpus)
    if scorer is None:
        return 2
    args.out.mkdir(parents=True, exist_ok=True)
    documents = [d for d in find_documents(args.corpus, scorer) if not d.broken_rows]
    wrong = [one for document in documents for one in compare(document, scorer)]
    wrong.sort(key=lambda one: (one.f1, one.document.name, one.page))
    print("| document | page | F1 | read | true |\n|---|---|---|---|---|")
    for number, one in enumerate(wrong[: args.most], start=1):
        name = f"{number}-{one.document.stem}-p{one.page}"
        with open_document(one.document) as pdf:
            pdf.render(one.page, dpi=100).save(args.out / f"{name}.png")
        grids = f"read\n\n{to_text(one.read)}\n\ntrue\n\n{to_text(one.true)}\n"
        (args.out / f"{name}.txt").write_text(grids, encoding="utf-8")
        shapes = f"{_shape(one.read)} | {_shape(one.true)}"
        print(f"| {one.document.stem} | {one.page} | {one.f1:.3f} | {shapes} |")
    return 0


def compare(document: Document, scorer: Any) -> Iterator[Wrong]:
    """Yield the tables of a document that were not read as they are."""
    read = []
    with open_document(document.path) as pdf:
        for number in document.pages or range(1, pdf.info.pages + 1):
            tables = read_with_engine("own", document.path, pdf.page(number))
            read += [scorer.Table(as_json(table)) for table in tables]
    best: list[Wrong] | None = None
    for true in document.truth:
        pairs = scorer.assign([[scorer.any_overlap(t, r) for r in read] for t in true])
        rows = [
            Wrong(_f1(read[j], true[i]), document.path, true[i].page, read[j], true[i])
            for i, j in pairs
        ]
        missed = set(range(len(true))) - {i for i, _ in pairs}
        invented = set(range(len(read))) - {j for _, j in pairs}
        rows += [Wrong(0.0, document.path, true[i].page, None, true[i]) for i in sorted(missed)]
        rows += [Wrong(0.0, document.path, read[j].page, read[j], None) for j in sorted(invented)]
        rows = [row for row in rows if row.f1 < 1]
        if best is None or sum(1 - row.f1 for row in rows) < sum(1 - row.f1 for row in best):
            best = rows
    yield from best or ()


def _f1(read: Any, true: Any) -> float:
    found, wanted = read.relations(), true.relations()
    size = found.total() + wanted.total()
    return 2 * (found & wanted).total() / size if size else 1.0


def _shape(table: Any) -> str:
    return "nothing" if table is None else f"{table.n_rows} x {table.n_cols}"


def to_text(table: Any) -> str:
    """Return a grid as lines of text, cells cut off at a common width."""
    if table is None:
        return "(nothing)"
    grid = table.text_grid()
    widths = [min(WIDTH, max(len(row[c]) for row in grid)) for c in range(table.n_cols)]
    return "\n".join(
        " | ".join(text[:WIDTH].ljust(width) for text, width in zip(row, widths, strict=True))
        for row in grid
    )


if __name__ == "__main__":
    raise SystemExit(main())
