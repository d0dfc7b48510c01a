"""From the truth of made reports to relations: grids, totals and misprints in one form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_KINDS = {
    "sum": ("sum", "column"),
    "subtotal": ("sum", "column"),
    "sum_of_subtotals": ("sum", "column"),
    "row_sum": ("sum", "row"),
    "difference": ("diff", "row"),
}
"""The foundry's relations; "rearranged" says another one again and is left out."""


def tables_of_folder(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the tables of all truths in a folder, as :func:`tables_of_truth` gives them."""
    for path in sorted(folder.glob("*.truth.json")):
        yield from tables_of_truth(json.loads(path.read_text(encoding="utf-8")))


def tables_of_truth(truth: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the tables of a made report with relations and misprints, in the corpora's form."""
    for table in truth["tables"]:
        planted = [
            {"type": one["kind"], "cell": [one["row"], one["col"]], "family": "sum"}
            for one in truth["planted"]
            if one["table"] == table["id"]
        ]
        relations = [_relation(total) for total in table["totals"] if total["kind"] in _KINDS]
        yield {
            "table_id": f"{truth['pdf']}#{table['id']}",
            "lang": truth["language"],
            "template": table.get("domain", ""),
            "table": grid_of(table),
            "relations": [relation for relation in relations if len(relation["items"]) > 1],
            "planted": planted,
        }


def grid_of(table: dict[str, Any]) -> list[list[str]]:
    """Return the texts of a table by row and column; a spanning cell stands at its first place."""
    rows = [[""] * table["n_cols"] for _ in range(table["n_rows"])]
    for cell in table["cells"]:
        rows[cell["row"]][cell["col"]] = cell["text"] or ""
    return rows


def _relation(total: dict[str, Any]) -> dict[str, Any]:
    kind, axis = _KINDS[total["kind"]]
    items = total["item_cells"]
    signs = [1, -1] if kind == "diff" and len(items) == 2 else [1] * len(items)
    return {
        "kind": kind, "axis": axis, "total": total["total_cell"], "items": items, "signs": signs,
        "holds": total["verdict"] in ("holds", "rounding only"), "family": kind,
    }  # fmt: skip
