"""What are the rows and columns of real tables: score the annotated ones.

    python -m benchmarks.bench_axes CORPUS [--each]

Prints, for the families that were tuned on and for those that were not, the share of numbers whose
thing, measure and period are all right, and each share alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.axes.score import Annotation, Score, annotations, score_table, table_of


def score_annotation(corpus: Path, annotation: Annotation) -> Score:
    """Return the score of one annotated table of the corpora."""
    truth = json.loads((corpus / annotation.truth).read_text(encoding="utf-8"))
    return score_table(table_of(truth, annotation), annotation)


def score_sets(
    corpus: Path, given: tuple[Annotation, ...] | None = None
) -> dict[str, tuple[Score, float]]:
    """Return, for each set, the sum over its numbers and the mean share over its tables."""
    sums: dict[str, list[Score]] = {}
    for annotation in given if given is not None else annotations():
        sums.setdefault(annotation.set, []).append(score_annotation(corpus, annotation))
    return {
        name: (sum(scores, Score()), sum(one.share for one in scores) / len(scores))
        for name, scores in sums.items()
    }


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--each", action="store_true", help="the score of each table")
    options = parser.parse_args()
    if options.each:
        for one in annotations():
            score = score_annotation(options.corpus, one)
            parts = (score.right, score.things, score.measures, score.periods, score.numbers)
            sys.stdout.write(f"{score.share:.2f} {parts} {one.set} {one.truth} {one.table}\n")
    for name, (score, mean) in score_sets(options.corpus).items():
        sys.stdout.write(
            f"{name}: {score.share:.3f} of {score.numbers} numbers, mean of tables {mean:.3f} "
            f"(things {score.things / score.numbers:.3f}, "
            f"measures {score.measures / score.numbers:.3f}, "
            f"periods {score.periods / score.numbers:.3f})\n"
        )


if __name__ == "__main__":
    main()
