"""How well printed totals are found, checked and blamed: open tables, harder ones, invented ones.

    python -m benchmarks.bench_totals [--corpus DIR] [--quick]

Measured: relations, planted misprints and false alarms with the corpora's own scorer; the same on
tables whose total labels were replaced by plain names, and on tables invented from seeds with
other shapes and words (:mod:`benchmarks.made_tables`); alarms on tables whose columns were
shuffled; the first suspect where two equations fail; the choice between a true and a corrupted
reading; the time of tables of ten thousand cells and how it grows. The first tables go to
``benchmarks/README.md``, beside what AggreCol's own code reaches on the same real tables.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.large_tables import HARD_CELLS, hard_table, nested_totals
from benchmarks.made_tables import make_table
from benchmarks.misreadings import misread
from benchmarks.run import write_section
from crossfoot.model import Language
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.reconcile import Result, check_grid
from crossfoot.reconcilers.tables.score import score_grid
from crossfoot.vocabulary import as_language

ROOT = Path(__file__).resolve().parent.parent
SETS = ("generated_open", "aggrecol_open", "aggrecol_open_planted")
KINDS = {"sum", "diff", "count", "mean"}
MADE = range(1000, 1300)  # seeds of invented tables; rules are shaped on those below a thousand
PLAIN_NAMES = ("Berges", "Hangar", "Moulin", "Prairie", "Vallon", "Lisière", "Plateau", "Forge")
AGGRECOL = ("| AggreCol, its own settings, the same real tables | .89 | .70 | .79 | – | – | – |",)
"""Measured with AggreCol's own code (EDBT 2022) and the scorer used here; its paper reports P and R
of .95 or more on 91.1 % and 86.3 % of its files."""
HEADER = (
    "| tables | P | R | F1 | planted errors found | flags right | error alarms per table |",
    "|---|---|---|---|---|---|---|",
)
Rows = list[list[str]]
Record = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Print all measurements; 2 when the corpora are not there."""
    parser = argparse.ArgumentParser(description="measure the reconcilers on the open tables")
    default = os.environ.get("CROSSFOOT_CORPUS", str(ROOT.parent / "shared" / "corpus"))
    parser.add_argument("--corpus", type=Path, default=Path(default))
    parser.add_argument("--quick", action="store_true", help="leave corrupted readings out")
    parser.add_argument("--no-write", action="store_true", help="leave benchmarks/README.md alone")
    args = parser.parse_args(argv)
    scorer_path = args.corpus.parent / "bench" / "score_totals.py"
    if not scorer_path.is_file():
        print(f"no scorer at {scorer_path}: set CROSSFOOT_CORPUS", file=sys.stderr)
        return 2
    scorer = load_scorer(scorer_path)
    sets = {name: _load(args.corpus / "totals" / f"{name}.json") for name in SETS}
    made = [make_table(seed) for seed in MADE]
    named = {
        **sets,
        "generated, labels replaced": list(map(_nameless, sets[SETS[0]])),
        "invented here": made,
        "invented here, labels replaced": list(map(_nameless, made)),
    }
    lines = [*HEADER, *(_score(scorer, name, tables) for name, tables in named.items()), *AGGRECOL]
    print("\n".join(lines))
    if not args.no_write:
        write_section("totals", "\n".join(lines))
    _print_shuffled([*sets[SETS[0]], *sets[SETS[1]]])
    _print_suspects([*sets[SETS[0]], *sets[SETS[2]]])
    if not args.quick:
        _print_readings([*sets[SETS[0]], *sets[SETS[1]]])
    _print_speed()
    return 0


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer of the corpora of tables, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_totals", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _load(path: Path) -> list[Record]:
    tables: list[Record] = json.loads(path.read_text(encoding="utf-8"))
    return tables


def _check(rows: Rows, language: Language | None) -> tuple[Result, ...]:
    return check_grid(grid_of_texts(rows, language=language))


def _prediction(table: Record) -> Record:
    """Return the scorer's form of what was found in a table."""
    results = _check(table["table"], as_language(table["lang"]))
    relations = []
    for result in results:
        relation, verdict = result.relation, result.verdict
        kind = "diff" if relation.kind == "difference" else relation.kind
        record: Record = {
            "kind": kind,
            "axis": relation.axis,
            "total": list(relation.total),
            "items": [list(item) for item in relation.items],
            "holds": verdict.holds,
            "severity": verdict.severity,
        }
        if kind in ("sum", "diff"):
            record["signs"] = list(relation.signs)
        relations.append(record)
    return {"table_id": table["table_id"], "relations": relations}


def _score(scorer: ModuleType, name: str, tables: list[Record]) -> str:
    """Return a line of the table: relations found, planted errors found, false alarms."""
    predictions = {table["table_id"]: _prediction(table) for table in tables}
    errors, _ = scorer.score(tables, predictions, KINDS, False, True)
    relations, flags = errors["relations"], errors["flags"]
    planted = f"{flags['found']} of {flags['planted']}" if flags["planted"] else "–"
    return (
        f"| {name} | {relations['P']:.3f} | {relations['R']:.3f} | {relations['F1']:.3f} | "
        f"{planted} | {flags['right']} of {flags['raised']} | {flags['alarms_per_table']:.3f} |"
    )


def _nameless(table: Record) -> Record:
    """Return a table whose totals carry plain names, so that only numbers and layout speak."""
    chance = random.Random(str(table["table_id"]))  # noqa: S311 - a repeatable draw, no secret
    copy = deepcopy(table)
    for relation in table["relations"]:
        row, col = relation["total"]
        if relation["kind"] in ("sum", "diff") and relation["axis"] == "column":
            copy["table"][row][0] = chance.choice(PLAIN_NAMES)
        elif relation["kind"] in ("sum", "diff"):
            for line in copy["table"][:2]:
                if line[col].strip() and not any(char.isdigit() for char in line[col]):
                    line[col] = chance.choice(PLAIN_NAMES)
    return copy


def _print_shuffled(tables: list[Record]) -> None:
    """Print how many errors are claimed where every number of a column stands elsewhere."""
    flags = relations = 0
    for table in tables:
        language = as_language(table["lang"])
        for result in _check(_shuffled(table, language), language):
            moved = sum(cell != result.relation.total for cell in result.relation.items) > 1
            flags += (
                moved and result.verdict.severity == "error" and result.relation.kind != "count"
            )
            relations += result.verdict.holds is True
    print(f"shuffled: {len(tables)} tables, {relations} coincidences, {flags} errors claimed")


def _shuffled(table: Record, language: Language | None) -> Rows:
    """Return a table whose columns are permuted in one cycle each.

    A cycle leaves no number in its place: a misprinted total that stayed above its lines would
    still be wrong.
    """
    chance = random.Random(str(table["table_id"]))  # noqa: S311 - a repeatable draw, no secret
    grid = grid_of_texts(table["table"], language=language)
    rows = [list(line) for line in grid.texts]
    for col in range(grid.stub_cols, grid.n_cols):
        places = [row for row in range(grid.n_rows) if grid.numbers[row][col] is not None]
        texts = [rows[row][col] for row in places]
        for last in range(len(texts) - 1, 0, -1):  # Sattolo's algorithm
            other = chance.randrange(last)
            texts[last], texts[other] = texts[other], texts[last]
        for row, text in zip(places, texts, strict=True):
            rows[row][col] = text
    return rows


def _print_suspects(tables: list[Record]) -> None:
    """Print how often the first suspect is the planted cell, by failing equations on it."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for table in tables:
        planted = [tuple(plant["cell"]) for plant in table.get("planted", ())]
        kinds = {plant["type"] for plant in table.get("planted", ())}
        if len(planted) != 1 or "missing_row" in kinds:
            continue
        results = _check(table["table"], as_language(table["lang"]))
        touching = [
            result
            for result in results
            if result.suspects
            and result.relation.kind in ("sum", "difference")
            and planted[0] in (result.relation.total, *result.relation.items)
        ]
        if not touching:
            continue
        best = min((s for result in touching for s in result.suspects), key=lambda s: s.rank)
        case = "two or more failing equations" if len(touching) > 1 else "one failing equation"
        asked[case] += 1
        right[case] += best.cell == planted[0]
    for case in sorted(asked, reverse=True):
        print(f"suspects, {case}: {right[case]} of {asked[case]} right")


def _print_readings(tables: list[Record]) -> None:
    """Print how often the true reading of a table scores above a corrupted one."""
    outcome: Counter[str] = Counter()
    for table in tables:
        language = as_language(table["lang"])
        covered = {
            tuple(cell)
            for relation in table["relations"]
            if relation["kind"] in KINDS and relation["holds"]
            for cell in (relation["total"], *relation["items"])
        }
        if table.get("planted") or not covered:
            continue
        true = score_grid(grid_of_texts(table["table"], language=language))
        for rows in misread(table["table"], str(table["table_id"]), covered):
            other = score_grid(grid_of_texts(rows, language=language))
            outcome["best" if true > other else "tie" if true == other else "worse"] += 1
    total = outcome.total()
    print(
        f"readings: the true one is best in {outcome['best']} of {total}, tie {outcome['tie']}, "
        f"worse {outcome['worse']}"
    )


def _print_speed() -> None:
    """Print processor seconds: growing tables with nested totals, then ten thousand hard cells."""
    for count in (250, 500, 1000, 2000):
        _time(f"{count} rows x 10 columns", nested_totals(count))
    for rows, cols in ((1000, 10), (100, 100), (20, 500)):
        for name, draw in HARD_CELLS.items():
            _time(f"{rows} rows x {cols} columns, {name}", hard_table(rows, cols, draw))


def _time(name: str, rows: Rows) -> None:
    start = time.process_time()
    found = len(_check(rows, "en"))
    spent = time.process_time() - start
    print(f"speed: {name}, {spent:.2f} s of processor, {found} relations")


if __name__ == "__main__":
    raise SystemExit(main())
