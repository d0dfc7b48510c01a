"""What are the rows and columns of real tables: score the annotated ones.

    python -m benchmarks.bench_axes CORPUS [--made FOLDER] [--each]

FOLDER holds the made documents (`foundry --seed 616161 --count 16`, `--seed 717172 --count 12`,
`--seed 818181 --count 12` and `--seed 454501 --count 10`); without it they are left out.
Prints, for the families that were tuned on and for those that were not, the share of numbers whose
thing, measure and period are all right, and each share alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.axes.score import Annotation, Score, read_annotations, score_table, table_of

MADE = "foundry"
"""What stands for their folder in the annotations."""


def path_of(annotation: Annotation, corpus: Path, made: Path | None) -> Path | None:
    """Return the truth of an annotated table, ``None`` where its document was not made."""
    folder, _, name = annotation.truth.partition("/")
    if folder == MADE:
        return made / name if made is not None else None
    return corpus / annotation.truth


def score_annotation(path: Path, annotation: Annotation) -> Score:
    """Return the score of one annotated table."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    return score_table(table_of(truth, annotation), annotation)


def score_sets(
    corpus: Path, given: tuple[Annotation, ...] | None = None, *, made: Path | None = None
) -> dict[str, tuple[Score, float]]:
    """Return, for each set, the sum over its numbers and the mean share over its tables."""
    sums: dict[str, list[Score]] = {}
    for annotation in given if given is not None else read_annotations():
        if (path := path_of(annotation, corpus, made)) is not None:
            sums.setdefault(annotation.set, []).append(score_annotation(path, annotation))
    return {
        name: (sum(scores, Score()), sum(one.share for one in scores) / len(scores))
        for name, scores in sums.items()
    }


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--each", action="store_true", help="the score of each table")
    parser.add_argument("--made", type=Path, help="folder of the made documents")
    options = parser.parse_args()
    if options.each:
        for one in read_annotations():
            path = path_of(one, options.corpus, options.made)
            if path is None:
                continue
            score = score_annotation(path, one)
            parts = (score.right, score.things, score.measures, score.periods, score.numbers)
            sys.stdout.write(f"{score.share:.2f} {parts} {one.set} {one.truth} {one.table}\n")
    for name, (score, mean) in score_sets(options.corpus, made=options.made).items():
        sys.stdout.write(
            f"{name}: {score.share:.3f} of {score.numbers} numbers, mean of tables {mean:.3f} "
            f"(things {score.things / score.numbers:.3f}, "
            f"measures {score.measures / score.numbers:.3f}, "
            f"periods {score.periods / score.numbers:.3f})\n"
        )


if __name__ == "__main__":
    main()
