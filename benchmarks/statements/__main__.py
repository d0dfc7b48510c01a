"""How well relations of invented statements, and of a foundry's tables, are found and checked.

    python -m benchmarks.statements [--seeds FIRST COUNT] [--late] [--foundry FOLDER] [--list]

A line per family of relations: precision, recall and F1 of relations, planted misprints found, and
error alarms per table, by the scorer of the corpora of tables (``bench/score_totals.py``).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bench_totals import load_scorer
from benchmarks.statements import early
from benchmarks.statements import late as newest
from benchmarks.statements.foundry import tables_of_folder
from benchmarks.statements.sheet import GROUPS, Sheet, plant, record_of
from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.reconcile import check_grid
from crossfoot.vocabulary import as_language

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"sum", "diff", "count", "mean", "share", "change"}
FOUNDRY_KINDS = {"sum", "diff"}  # its truth lists no shares, though its tables have them
PLANTED_SHARE = 0.5
Templates = dict[str, tuple[Callable[[early.Draw], Sheet], tuple[str, ...]]]


def make_statement(seed: int, templates: Templates) -> dict[str, Any]:
    """Return one statement with its relations and at most one misprint; equal for equal seeds."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    language = chance.choice(tuple(GROUPS))
    name = tuple(templates)[seed % len(templates)]
    make, families = templates[name]
    low = chance.choice((1.0, 2.0, 3.0))
    sheet = make(early.Draw(chance, language, low, low + chance.uniform(1.0, 2.5)))
    family = chance.choice(families)
    planted = plant(sheet, chance, family) if chance.random() < PLANTED_SHARE else []
    return record_of(sheet, f"{name}-{seed}", name, language, planted, chance)


def predict(table: dict[str, Any]) -> dict[str, Any]:
    """Return the relations that the reconciler finds, in the scorer's form."""
    grid = grid_of_texts(table["table"], language=as_language(table["lang"]))
    found = []
    for result in check_grid(grid):
        relation = result.relation
        kind = {"difference": "diff", "percentage": "share"}.get(relation.kind, relation.kind)
        if kind == "share" and relation.signs == (1, -1):
            kind = "change"
        found.append({
            "kind": kind, "axis": relation.axis, "total": list(relation.total),
            "items": [list(item) for item in relation.items],
            "holds": result.verdict.holds, "severity": result.verdict.severity,
            **({"signs": list(relation.signs)} if kind in ("sum", "diff") else {}),
        })  # fmt: skip
    return {"table_id": table["table_id"], "relations": found}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the measurements; 2 where the scorer is not there."""
    parser = argparse.ArgumentParser(description="measure relations of invented statements")
    default = os.environ.get("CROSSFOOT_CORPUS", str(ROOT.parent / "shared" / "corpus"))
    parser.add_argument("--corpus", type=Path, default=Path(default))
    parser.add_argument("--seeds", type=int, nargs=2, default=(1, 420), metavar=("FIRST", "COUNT"))
    parser.add_argument(
        "--late", action="store_true", help="the templates that no rule was made with"
    )
    parser.add_argument("--foundry", type=Path, help="a folder of made reports with their truths")
    parser.add_argument("--list", action="store_true", help="each relation missed or made up")
    args = parser.parse_args(argv)
    path = args.corpus.parent / "bench" / "score_totals.py"
    if not path.is_file():
        print(f"no scorer at {path}: set CROSSFOOT_CORPUS", file=sys.stderr)
        return 2
    scorer = load_scorer(path)
    if args.foundry:
        tables = list(tables_of_folder(args.foundry))
    else:
        first, count = args.seeds
        templates = _templates(late=args.late)
        tables = [make_statement(seed, templates) for seed in range(first, first + count)]
    predictions = {table["table_id"]: predict(table) for table in tables}
    if args.foundry:
        tables, predictions = _that_add(scorer, tables, predictions)
    kinds = FOUNDRY_KINDS if args.foundry else KINDS
    print_scores(scorer, tables, predictions, kinds, listing=args.list)
    return 0


def _templates(*, late: bool) -> Templates:
    if not late:
        return early.TEMPLATES

    return newest.TEMPLATES


def _that_add(
    scorer: Any, tables: list[dict[str, Any]], predictions: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return tables and predictions without relations that hold and add nothing.

    "12 = 12 + –" is neither due nor wrong: the foundry lists it where the dash is printed as a
    zero and not where it is a blank.
    """

    def kept(relations: list[dict[str, Any]], grid: list[list[str]]) -> list[dict[str, Any]]:
        return [
            one for one in relations if one["holds"] is False or len(scorer.vector(one, grid)) > 2
        ]

    grids = {table["table_id"]: table["table"] for table in tables}
    told = {
        name: {**answer, "relations": kept(answer["relations"], grids[name])}
        for name, answer in predictions.items()
    }
    return [{**t, "relations": kept(t["relations"], t["table"])} for t in tables], told


def print_scores(
    scorer: Any,
    tables: list[dict[str, Any]],
    predictions: dict[str, Any],
    kinds: set[str],
    *,
    listing: bool,
) -> None:
    """Print a line for all tables, for each template, and planted misprints by family."""
    groups: dict[str, list[dict[str, Any]]] = {"all": tables}
    for table in tables:
        groups.setdefault(table["template"], []).append(table)
    for name, members in groups.items():
        score, lines = scorer.score(members, predictions, kinds, listing and name == "all", True)
        if lines:
            print("\n".join(lines))
        found, flags = score["relations"], score["flags"]
        print(
            f"{name:16s} tables {len(members):4d}  P {found['P']:.3f} R {found['R']:.3f} "
            f"F1 {found['F1']:.3f}  planted {flags['found']} of {flags['planted']}  "
            f"alarms {flags['false_alarms']} ({flags['alarms_per_table']:.4f} a table)"
        )
    _print_families(scorer, tables, predictions)


def _print_families(scorer: Any, tables: list[dict[str, Any]], predictions: dict[str, Any]) -> None:
    """Print, for each family of relations, how many were found and how many misprints of it."""
    counted: Counter[tuple[str, str]] = Counter()
    for table in tables:
        grid, answer = table["table"], predictions[table["table_id"]]
        keys = {scorer.key(relation, grid) for relation in answer["relations"]}
        for relation in table["relations"]:
            if len(scorer.vector(relation, grid)) < 2:
                continue
            counted[relation["family"], "relations"] += 1
            counted[relation["family"], "found"] += scorer.key(relation, grid) in keys
        cells = {tuple(one["cell"]) for one in table["planted"]}
        flagged = any(
            relation["holds"] is False and relation["severity"] != "warning"
            and cells & {tuple(cell) for cell in (relation["total"], *relation["items"])}
            for relation in answer["relations"]
        )  # fmt: skip
        for one in table["planted"][:1]:
            counted[one["family"], "planted"] += 1
            counted[one["family"], "caught"] += flagged
    for family in sorted({family for family, _ in counted}):
        c = {what: counted[family, what] for what in ("relations", "found", "planted", "caught")}
        print(
            f"  {family:9s} relations found {c['found']} of {c['relations']} "
            f"({c['found'] / max(1, c['relations']):.3f})  "
            f"misprints {c['caught']} of {c['planted']} "
            f"({c['caught'] / max(1, c['planted']):.3f})"
        )


if __name__ == "__main__":
    raise SystemExit(main())
