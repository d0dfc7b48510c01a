"""Learns the weights of the confidence and of the arbiter, and says how true they are.

    python -m benchmarks.calibrate [--corpus DIR] [--write]

Both are logistic regressions with a small penalty, solved by Newton's method: the same readings
give the same weights. The confidence learns whether a reading has the right shape from readings of
every engine; that the rules were taken off a page is known to it while it learns and forgotten
after, so that our own readings are as sure as ours of whole pages are right. The arbiter learns
from pairs of readings of one place which of them is better, where they differ by more than chance.

Every figure is of documents the weights were not learned from: the documents are dealt into five
parts by the hash of their names, and each part is judged with what the other four teach.
``--write`` writes the weights of all of them, and the plot.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.readings import (
    FOLDS,
    PageReadings,
    add_corpus,
    find_documents,
    has_right_shape,
    load_scorer,
    read_pages,
    relations_f1,
)
from benchmarks.reliability import draw_reliability, measure_reliability
from crossfoot.extractors.choice.arbiter import (
    FOOTING_SCALE,
    measure,
    words_within,
)
from crossfoot.extractors.choice.engines import FOREIGN_ENGINES
from crossfoot.flows.runs.footing import score_table
from crossfoot.geometry import hull, overlap
from crossfoot.model import Table

ROOT = Path(__file__).resolve().parent.parent
PLOT = ROOT / "benchmarks" / "confidence.svg"
STRIPPED = ("own, no rules", "own, rules across")
STRIPPED_WEIGHT = 0.3  # of a reading of a page that lost its rules, against one of a whole page
PENALTY, BIAS_PENALTY = 1.0, 0.3
LEAST_GAP = 0.02  # between two readings' F1: closer ones teach nothing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A table some engine read, and whether its shape is right."""

    fold: int
    reader: str
    kind: str
    evidence: Mapping[str, float]
    is_right: bool


@dataclass(frozen=True, slots=True)
class Rival:
    """A reading of one place by one reader: its evidence, and its relations' F1."""

    reader: str
    evidence: Mapping[str, float]
    f1: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page with its rival readings."""

    fold: int
    rivals: tuple[Rival, ...]


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, judge and print; write the weights if asked to."""
    parser = argparse.ArgumentParser(description="Learn the weights of confidence and arbiter")
    add_corpus(parser)
    parser.add_argument("--write", action="store_true", help="write weights and plot")
    args = parser.parse_args(argv)
    scorer = load_scorer(args.corpus)
    if scorer is None:
        return 2
    judged: list[Judged] = []
    places: list[Place] = []
    for document in find_documents(args.corpus, scorer):
        print(document.path.name, file=sys.stderr)
        for page in read_pages(document):
            judged += judge_tables(page, scorer)
            places += find_places(page, scorer)
    report_confidence(judged, PLOT if args.write else None)
    report_choice(places)
    if args.write:
        write_weights(judged, places)
    return 0


def judge_tables(page: PageReadings, scorer: Any) -> list[Judged]:
    """Return every table of a page's readings with its evidence."""
    return [
        Judged(
            page.document.fold,
            reader,
            table.engine,
            {e.name: e.value for e in table.evidence},
            has_right_shape(table, page.document, scorer),
        )
        for reader, tables in page.tables.items()
        for table in tables
    ]


def find_places(page: PageReadings, scorer: Any) -> list[Place]:
    """Return the places where our engine and others see tables, with all readings of each."""
    places = []
    for table in page.tables["own"]:
        here: dict[str, tuple[Table, ...]] = {"own": (table,)}
        for reader, tables in page.tables.items():
            near = tuple(t for t in tables if overlap(t.box, table.box) > 0)
            if reader != "own" and near:
                here[reader] = near
        rivals = _measure_rivals(here, page, scorer)
        if len(rivals) > 1 and any(rival.f1 for rival in rivals):
            places.append(Place(page.document.fold, rivals))
    return places


def _measure_rivals(
    here: Mapping[str, tuple[Table, ...]], page: PageReadings, scorer: Any
) -> tuple[Rival, ...]:
    region = hull(table.box for tables in here.values() for table in tables)
    words = words_within(page.page, region)
    rivals = []
    for reader, tables in here.items():
        others = [o for name, o in here.items() if name != reader and name not in STRIPPED]
        evidence = measure(tables, others, words)
        footing = sum(score_table(table) for table in tables) / FOOTING_SCALE
        evidence["footing"] = float(np.clip(footing, -1.0, 1.0))
        f1 = relations_f1(tables, page.document.truth, page.page.number, scorer)
        rivals.append(Rival(reader, evidence, f1))
    return tuple(rivals)


def learn(x: Floats, y: Floats, weight: Floats, penalty: Floats) -> Floats:
    """Return the coefficients of a penalised logistic regression.

    Args:
        x: (n, k) evidence.
        y: (n,) 0 or 1.
        weight: (n,) how much each row counts.
        penalty: (k,) of the squared coefficients.
    """
    b = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ b))
        slope = x.T @ (weight * (y - p)) - penalty * b
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        b += step
        if np.abs(step).max() < 1e-9:
            break
    return b


def learn_confidence(judged: Sequence[Judged]) -> tuple[dict[str, float], dict[str, float]]:
    """Return (bias of each kind, weight of each evidence)."""
    kinds = sorted({one.kind for one in judged})
    names = sorted(judged[0].evidence)
    rows = [
        [one.evidence[name] for name in names]
        + [float(one.kind == kind) for kind in kinds]
        + [float(one.reader in STRIPPED)]
        for one in judged
    ]
    right = np.array([one.is_right for one in judged], dtype=np.float64)
    weight = np.array([STRIPPED_WEIGHT if one.reader in STRIPPED else 1.0 for one in judged])
    penalty = np.array([PENALTY] * len(names) + [BIAS_PENALTY] * (len(kinds) + 1))
    found = learn(np.array(rows), right, weight, penalty)
    weights = {name: float(value) for name, value in zip(names, found, strict=False)}
    biases = zip(kinds, found[len(names) :], strict=False)
    return {kind: float(value) for kind, value in biases}, weights


def confidence_of(one: Judged, bias: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how sure a reading is said to be."""
    score = bias.get(one.kind, 0.0) + sum(weights[n] * v for n, v in one.evidence.items())
    return float(1 / (1 + np.exp(-score)))


def report_confidence(judged: Sequence[Judged], plot: Path | None) -> None:
    """Print, and draw, how true the confidence is of documents it was not learned from."""
    told: dict[str, list[tuple[float, bool]]] = {"our engine": [], "other engines": []}
    for fold in range(FOLDS):
        bias, weights = learn_confidence([one for one in judged if one.fold != fold])
        for one in judged:
            if one.fold == fold and one.reader not in STRIPPED:
                name = "our engine" if one.reader == "own" else "other engines"
                told[name].append((confidence_of(one, bias, weights), one.is_right))
    told["all readings"] = [*told["our engine"], *told["other engines"]]
    print("\n| readings | tables | right | said ≥ .9 | of them right | Brier | ECE |")
    print("|---|---|---|---|---|---|---|")
    for name, pairs in told.items():
        print(f"| {name} | {measure_reliability(pairs).as_row()} |")
    if plot is not None:
        plot.write_text(draw_reliability(told), encoding="utf-8")


def learn_choice(places: Sequence[Place]) -> dict[str, float]:
    """Return the weight of each evidence of the arbiter: what makes a reading the better one."""
    names = sorted(places[0].rivals[0].evidence)
    rows, gaps = [], []
    for place in places:
        for i, a in enumerate(place.rivals):
            for b in place.rivals[i + 1 :]:
                if abs(a.f1 - b.f1) >= LEAST_GAP:
                    rows.append([a.evidence[n] - b.evidence[n] for n in names])
                    gaps.append(a.f1 - b.f1)
    difference, gap = np.array(rows), np.array(gaps)
    found = learn(
        difference, (gap > 0).astype(np.float64), np.abs(gap), np.full(len(names), PENALTY)
    )
    return {name: float(value) for name, value in zip(names, found, strict=True)}


def report_choice(places: Sequence[Place]) -> None:
    """Print what choosing is worth, with our engine among the rivals and without it."""
    print("\n| rivals | places | best single | chosen | perfect choice |")
    print("|---|---|---|---|---|")
    groups = {
        "ours, pdfplumber, camelot": ("own", *FOREIGN_ENGINES),
        "ours without rules, pdfplumber, camelot": ("own, no rules", *FOREIGN_ENGINES),
        "pdfplumber, camelot": FOREIGN_ENGINES,
    }
    taught = [learn_choice([p for p in places if p.fold != fold]) for fold in range(FOLDS)]
    for name, readers in groups.items():
        known = [
            (place.fold, {r.reader: r for r in place.rivals if r.reader in readers})
            for place in places
        ]
        known = [(fold, rivals) for fold, rivals in known if rivals]
        singles = {
            reader: np.mean([r[reader].f1 if reader in r else 0.0 for _, r in known])
            for reader in readers
        }
        best = max(singles, key=lambda reader: singles[reader])
        chosen = np.mean([_choose(rivals, taught[fold]).f1 for fold, rivals in known])
        oracle = np.mean([max(r.f1 for r in rivals.values()) for _, rivals in known])
        best_single = f"{singles[best]:.3f} ({best})"
        print(f"| {name} | {len(known)} | {best_single} | {chosen:.3f} | {oracle:.3f} |")


def _choose(rivals: Mapping[str, Rival], weights: Mapping[str, float]) -> Rival:
    return max(
        rivals.values(), key=lambda r: sum(weights[name] * v for name, v in r.evidence.items())
    )


def write_weights(judged: Sequence[Judged], places: Sequence[Place]) -> None:
    """Write the weights that all documents teach, as Python a person can read."""
    bias, weights = learn_confidence(judged)
    choice = learn_choice(places)
    _write("confidence", {"BIAS": bias, "WEIGHTS": weights})
    _write("arbiter", {"WEIGHTS": choice})


def _write(module: str, tables: Mapping[str, Mapping[str, float]]) -> None:
    head = (
        f'"""Weights of :mod:`extractors.{module}`, from ``python -m benchmarks.calibrate``.\n\n'
        "Learned from the open corpora: ICDAR-2013 (published for research), pages of municipal\n"
        "reports (public documents) and typeset reports. They are measurements of those documents\n"
        'and hold nothing of their text. Do not edit by hand.\n"""\n\nfrom typing import Final\n'
    )
    lines = []
    for name, values in tables.items():
        rows = "".join(f'    "{key}": {value:.2f},\n' for key, value in sorted(values.items()))
        lines.append(f"\n{name}: Final = {{\n{rows}}}\n")
    target = ROOT / "extractors" / f"{module}_weights.py"
    target.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
