"""Two editions of a sample report, read from their PDFs and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossfoot.db.diff import diff_extractions
from crossfoot.flows.cli.main import main
from crossfoot.flows.runs.pipeline import read_report
from crossfoot.settings import Settings


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


def test_compare_says_where_two_editions_differ(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures and numbers of two printings are paired by what they name; a conflict exits 1."""
    old, new = (str(samples / f"mentions-fr-B-2-{name}.pdf") for name in ("v1", "v2"))

    code = main(["compare", "--json", old, new])
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    same = main(["compare", old, old])

    assert (code, same) == (1, 0)
    assert pair["figures"] == {"exact": 3, "mismatch": 1}
    assert ("76", "77") in {(each["printed"], each["other"]) for each in pair["differ"]}
    assert "4 key figures: 4 exact" in capsys.readouterr().out
