"""Two editions of a sample report, read from their PDFs and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossfoot.settings import Settings
from db.diff import diff_extractions
from flows.pipeline import read_report


@pytest.mark.corpus
@pytest.mark.slow
def test_the_diff_of_two_printed_editions_is_the_one_written_down(
    samples: Path, corpus: Path
) -> None:
    """Rows, cells, totals and figures that changed are those the corpus states, and no others."""
    stated = json.loads(
        (corpus / "metropolis" / "mentions-fr-B-2.diff.json").read_text(encoding="utf-8")
    )
    (expected,) = stated["tables"]
    old, new = (
        read_report(samples / f"mentions-fr-B-2-{name}.pdf", Settings()) for name in ("v1", "v2")
    )
    diff = diff_extractions([old], [new])
    (table,) = diff.tables
    assert [list(row) for row in table.rows_added] == expected["rows_added"]
    assert [list(row) for row in table.rows_removed] == expected["rows_removed"]
    assert (table.rows_renamed, table.columns_added, table.columns_removed) == ((), (), ())
    assert sorted((c.row, c.column, c.old, c.new) for c in table.cells_changed) == sorted(
        (c["row"], c["column"], c["old"], c["new"])
        for c in expected["cells_changed"] + expected["totals_changed"]
    )
    assert [(one.old, one.new) for one in diff.figures_changed] == [
        (one["old"], one["new"]) for one in stated["figures_changed"]
    ]
    assert diff.figures_added == diff.figures_removed == diff.checks_changed == ()
