"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("untimed", deadline=None)  # time decides no test
hypothesis_settings.load_profile("untimed")

os.environ["CROSSFOOT_LANG"] = "en"  # whoever runs the tests, wherever
ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample reports."""
    return SAMPLES


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the open corpora; tests that need it are skipped, visibly, without it."""
    folder = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("no corpora: set CROSSFOOT_CORPUS to their folder")
    return folder
