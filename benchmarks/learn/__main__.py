"""Learn what extractors/weighing asks, from pages with truth; see README.md beside."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.learn.data import find_drawn, find_real, find_whole
from benchmarks.learn.families import DRAWN, load_families
from benchmarks.learn.figures import of_sureness
from benchmarks.learn.fit import WHOLE, fit_calibration
from benchmarks.learn.held_out import write_documents
from benchmarks.learn.train import (
    Measured,
    learn_first,
    learn_second,
    measure_all,
    move_all,
    read_all,
    write,
)
from benchmarks.readings import add_corpus, load_scorer
from crossfoot.extractors.weighing.trees import FOLDER


def main() -> int:
    """Learn and print the figures; return 0, or 2 where something is missing."""
    args = _parser().parse_args()
    try:
        import sklearn  # noqa: F401 - asked for before half an hour of work
    except ModuleNotFoundError:
        print(
            "scikit-learn is missing: pip install -e '.[learn]' -c constraints.txt", file=sys.stderr
        )
        return 2
    if load_scorer(args.corpus) is None:
        return 2
    began = time.monotonic()
    try:
        folds = load_families()
        sources = [*find_real(args.corpus, folds), *find_whole(args.corpus, folds)]
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    drawn = [s for folder in args.foundry for s in find_drawn(folder)]
    moving = [s for folder in args.foundry_moves for s in find_drawn(folder)]
    pages = measure_all([*sources[: args.most], *drawn[: args.most]], args.jobs)
    print(_account(pages), flush=True)
    first = learn_first(pages, args.rounds)
    print(*first.figures, sep="\n", flush=True)
    real = [p for p in pages if p.example.fold != DRAWN]
    others = measure_all(moving[: args.most], args.jobs)
    moved = move_all([*real, *others], first.judges, args.corpus, args.jobs)
    second = learn_second(moved, first.judges, args.rounds)
    print(*second.figures, sep="\n")
    read = read_all(real, second.judges, args.corpus, args.jobs)
    if args.held_out:
        files = list(write_documents(read, args.held_out))
        print(f"{len(files)} documents read by judges of other families: {args.held_out}")
    found = [(e.fold, r.weighed.right, r.quality > WHOLE) for e, tables in read for r in tables]
    said, right = np.array([s for _, s, _ in found]), np.array([r for *_, r in found])
    print(*of_sureness([f for f, *_ in found], said, right), sep="\n")
    size = write(second.judges[None], fit_calibration(said, right), args.out)
    print(f"{size} bytes to {args.out}, after {time.monotonic() - began:.0f} s")
    return 0


def _account(pages: Sequence[Measured]) -> str:
    """How many pages and tables there are."""
    parts = []
    for name, drawn in (("real", False), ("drawn", True)):
        mine = [p.example for p in pages if (p.example.fold == DRAWN) == drawn]
        tables = sum(len(e.tables) for e in mine)
        words = sum(len(e.labels) for e in mine)
        parts.append(f"{name}: {len(mine)} pages, {tables} true tables, {words} words in them")
    return "\n".join(parts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learn", description=__doc__)
    add_corpus(parser)
    parser.add_argument(
        "--foundry",
        type=Path,
        nargs="*",
        default=[],
        metavar="DIR",
        help="folders of drawn documents to learn gaps and places from: NAME.pdf with "
        "NAME.truth.json beside",
    )
    parser.add_argument(
        "--foundry-moves",
        type=Path,
        nargs="*",
        default=[],
        metavar="DIR",
        help="folders of other drawn documents, to learn the worth of readings and moves from",
    )
    parser.add_argument(
        "--held-out",
        type=Path,
        metavar="DIR",
        help="also read each real page by judges that saw no page of its families, and write the "
        "tables here, for the scorers of the corpora",
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the forests go")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--rounds", type=int, help="trees of a forest at most, to try things out")
    parser.add_argument("--most", type=int, help="pages of each kind at most, to try things out")
    return parser


if __name__ == "__main__":
    sys.exit(main())
