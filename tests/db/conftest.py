"""Datasets and extractions that the tests of the dataset share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crossfoot.model import Extraction, Ref
from tests.db.dataset_builders import footing, make_extraction, make_table, truth_extraction


@pytest.fixture
def people() -> Extraction:
    """A report of one table whose total is right."""
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", "42"]])
    check = footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1)), 42, 42)
    return make_extraction(table, checks=(check,))


@pytest.fixture
def people_corrected() -> Extraction:
    """The same report in a second edition: one number and the total changed."""
    table = make_table(
        [["Ville", "2023"], ["Lyon", "13"], ["Liège", "30"], ["Total", "43"]], page=2
    )
    check = footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1)), 43, 43)
    return make_extraction(table, sha="b", file="lyon-v2.pdf", checks=(check,))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Where a test's dataset goes."""
    return tmp_path / "crossfoot.db"


@pytest.fixture(scope="session")
def truth(corpus: Path) -> Callable[[str, str], Extraction]:
    """A reader of the corpus' truth: (document name, letter for its sha256) to extraction."""
    return lambda name, sha: truth_extraction(corpus / "metropolis" / f"{name}.truth.json", sha=sha)
