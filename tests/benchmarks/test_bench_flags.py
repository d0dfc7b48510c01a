"""The flags that a person judged are those that a new run raises, and no others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.bench_flags import JUDGED, flag_of, flags_of, reports, verdicts

SAMPLE = 4
"""Pages read anew here; `python -m benchmarks.bench_flags --judged` reads all."""


def test_each_verdict_has_its_place_and_no_words_of_the_page() -> None:
    """Page, box, both numbers, true or false, and a reason of ours."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    for row in rows:
        assert row["verdict"] in ("true", "false")
        assert row["why"]
        assert float(row["x0"]) < float(row["x1"])
        assert float(row["top"]) < float(row["bottom"])
        assert row["printed"] != row["computed"]


@pytest.mark.corpus
def test_a_new_run_agrees_with_the_verdicts(corpus: Path) -> None:
    """Of pages spread over the list: the same flags, none without a verdict."""
    paths, known = reports(corpus), [one for one in verdicts() if one.alone]
    pages = sorted({one.flag[:2] for one in known})
    for sha, page in pages[:: max(1, len(pages) // SAMPLE)]:
        judged = {one.flag for one in known if one.flag[:2] == (sha, page)}
        assert {flag_of(sha, one) for one in flags_of(paths[sha], (page,))} == judged
