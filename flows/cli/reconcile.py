"""``crossfoot reconcile``: find and check the printed totals of tables that are not PDFs."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from crossfoot.flows.cli.console import show
from crossfoot.flows.cli.text_tables import TextTable, read_text_tables
from crossfoot.flows.words.said import say, say_count
from crossfoot.model import Language
from crossfoot.vocabulary import as_language, languages

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from crossfoot.reconcilers.printed.grid import Grid
    from crossfoot.reconcilers.tables.reconcile import Result

EXIT_PROBLEM = 1
_SIGNS = {"error": "✗", "warning": "?", "info": "·"}


def run_reconcile(args: argparse.Namespace) -> int:
    """Check the tables of a file and print what was found.

    Args:
        args: ``table`` (path), ``language`` and ``json``.

    Returns:
        0, or 1 when a printed total is wrong.

    Raises:
        UsageError: The file's ending is not one we read.
        UnreadableInput: The file is not what its ending says.
    """
    tables = read_text_tables(args.table)
    stated = as_language(args.language)
    checked = [_check(table, stated) for table in tables]
    if args.json:
        document = {"tables": [_table_json(*one) for one in checked]}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    else:
        if not checked:
            show(say("no_tables", file=args.table))
        for one in checked:
            show("\n".join(_report(*one)))
    failing = any(
        result.verdict.severity == "error" for *_, results in checked for result in results
    )
    return EXIT_PROBLEM if failing else 0


def _check(
    table: TextTable, stated: Language | None
) -> tuple[TextTable, Language, Grid, tuple[Result, ...]]:
    """Return a table with its language, its numbers and what its totals claim."""
    from crossfoot.normalizers.words.language import detect_language
    from crossfoot.reconcilers.printed.grid import grid_of_texts
    from crossfoot.reconcilers.tables.reconcile import check_grid

    known = stated or table.language
    language = known or detect_language(" ".join(text for row in table.rows for text in row))
    grid = grid_of_texts(table.rows, language=language)
    return table, language, grid, check_grid(grid)


# --------------------------------------------------------------------------- JSON


def _table_json(
    table: TextTable, language: Language, grid: Grid, results: Sequence[Result]
) -> dict[str, Any]:
    """Return a table of the contract's output."""
    ranked = sorted(
        (suspicion for result in results for suspicion in result.suspects), key=lambda s: s.rank
    )
    return {
        "table_id": table.id,
        "lang": language,
        "relations": [_relation_json(grid, result) for result in results],
        "suspects": [list(cell) for cell in dict.fromkeys(s.cell for s in ranked)],
    }


def _relation_json(grid: Grid, result: Result) -> dict[str, Any]:
    from crossfoot.reconcilers.tables.reconcile import sentences_of

    relation, verdict = result.relation, result.verdict
    return {
        "axis": relation.axis,
        "kind": relation.kind,
        "total": list(relation.total),
        "items": [list(item) for item in relation.items],
        "signs": list(relation.signs),
        "holds": verdict.holds,
        "delta": as_number(verdict.delta),
        "tolerance": as_number(verdict.tolerance),
        "status": verdict.status,
        "severity": verdict.severity,
        "printed": as_number(verdict.printed),
        "computed": as_number(verdict.computed),
        "granularity": as_number(verdict.granularity),
        "reason": verdict.reason,
        "significance": relation.expected,
        "suspects": [
            {
                "cell": list(suspicion.cell),
                "proposal": as_number(suspicion.proposal),
                "slip": suspicion.slip,
            }
            for suspicion in result.suspects
        ],
        "explanation": dict(sorted(sentences_of(grid, result, languages()[0]))),
    }


def as_number(amount: Decimal | None) -> int | float | None:
    """Return an exact amount as a JSON number."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral() else float(amount)


# --------------------------------------------------------------------------- for people


def _report(
    table: TextTable, language: Language, grid: Grid, results: Sequence[Result]
) -> Iterator[str]:
    """Yield the lines about one table: what fails first, then what holds."""
    from crossfoot.reconcilers.tables.reconcile import sentences_of

    held = sum(result.verdict.holds is True for result in results)
    failed = [result for result in results if result.verdict.holds is False]
    open_ones = [result for result in results if result.verdict.holds is None]
    if not results:
        yield say("no_total", table=table.id)
        return
    told = [say_count("totals_hold", held)]
    told += [say_count("totals_fail", len(failed))] if failed else []
    told += [say("totals_open", count=len(open_ones))] if open_ones else []
    yield say_count("totals", len(results), table=table.id, told=", ".join(told))
    for result in sorted([*failed, *open_ones], key=lambda r: r.verdict.severity):
        sentence = sentences_of(grid, result, language)[0][1]
        yield f"  {_SIGNS[result.verdict.severity]} {sentence}"
    for kind, count in _held_kinds(results).items():
        yield f"  ✓ {say_count(f'held_{kind}', count)}"


def _held_kinds(results: Sequence[Result]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for result in results:
        if result.verdict.holds:
            kinds[result.relation.kind] = kinds.get(result.relation.kind, 0) + 1
    return kinds
