"""Which reading of a table adds up, and the corpora's own tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crossfoot.reconcilers.tables.reconcile import reconcile_table
from crossfoot.reconcilers.tables.score import score_reading
from tests.reconcilers.table_builder import check_rows, make_table

TRUE = [
    ["Région", "Hommes", "Femmes", "Total"],
    ["Bretagne", "1 405", "2 216", "3 621"],
    ["Corse", "917", "1 038", "1 955"],
    ["Normandie", "2 751", "2 408", "5 159"],
    ["Total", "5 073", "5 662", "10 735"],
]


def corrupted(name: str) -> list[list[str]]:
    """Return a misreading of the table."""
    rows = [list(row) for row in TRUE]
    if name == "dropped row":
        del rows[2]
    elif name == "merged rows":
        rows[1] = [f"{a} {b}" for a, b in zip(rows[1], rows[2], strict=True)]
        del rows[2]
    elif name == "shifted row":
        rows[1] = ["Bretagne", "", "1 405", "2 216"]
    elif name == "split thousands":
        rows[3][1] = "751"
    elif name == "lost mark":
        rows[3][1] = "2751"
    return rows


@pytest.mark.parametrize(
    "name", ["dropped row", "merged rows", "shifted row", "split thousands", "lost mark"]
)
def test_the_true_reading_scores_best(name: str) -> None:
    """A reading that foots wins over one that lost, merged or moved something."""
    true = score_reading(make_table(TRUE, language="fr"))

    assert true > score_reading(make_table(corrupted(name), language="fr"))


def test_a_table_without_totals_has_no_vote() -> None:
    """No relation, no opinion."""
    rows = [["City", "Founded"], ["Lima", "1535"], ["Oslo", "1040"], ["Rome", "-"]]

    assert score_reading(make_table(rows)) == 0


def grid_of_truth(table: dict[str, Any]) -> list[list[str]]:
    rows = [[""] * table["n_cols"] for _ in range(table["n_rows"])]
    for cell in table["cells"]:
        rows[cell["row"]][cell["col"]] = cell["text"]
    return rows


@pytest.mark.corpus
def test_misprints_of_the_member_tables_are_found_and_nothing_else(corpus: Path) -> None:
    """Every mismatch of the true tables is an error, every other check is none."""
    for path in sorted((corpus / "metropolis").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for table in truth["tables"]:
            checks = reconcile_table(
                make_table(grid_of_truth(table), header_rows=table["header_rows"]), language="fr"
            )
            wrong = {(c.total.row, c.total.col) for c in checks if c.severity == "error"}
            stated = {tuple(t["total_cell"]) for t in table["totals"] if t["verdict"] == "mismatch"}
            assert wrong == stated, path.name
            known = {(c.total.row, c.total.col) for c in checks}
            assert {tuple(t["total_cell"]) for t in table["totals"]} <= known


@pytest.mark.corpus
def test_totals_of_real_reports_are_found(corpus: Path) -> None:
    """Nine in ten printed sums of the true pages are found, with at most two false alarms."""
    stated = found = alarms = 0
    for path in sorted((corpus / "reports").rglob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for table in truth["tables"]:
            results = check_rows(grid_of_truth(table), language=truth["language"])
            ours = {(r.relation.axis, r.relation.total) for r in results}
            totals = {(t["kind"], tuple(t["total_cell"])): t for t in table["totals"]}
            wrong = {cell for (_, cell), t in totals.items() if t["holds"] is False}
            stated += len(totals)
            found += len(ours & totals.keys())
            errors = {r.relation.total for r in results if r.verdict.severity == "error"}
            alarms += len(errors - wrong)

    assert found >= 0.9 * stated
    assert alarms <= 2
