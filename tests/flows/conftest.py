"""One temporary Prefect server for all flow tests, and a cache of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

BROKEN = b"%PDF-1.4 cut off"


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect API with a database of its own, started as `crossfoot ingest` starts one."""
    home = tmp_path_factory.mktemp("prefect")
    before = dict(os.environ)
    # Prefect reads these when it is first imported, which no other test folder does
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.pop("PREFECT_API_URL", None)
    from flows.server import configure_prefect, prefect_api

    configure_prefect()
    try:
        with prefect_api() as url:
            yield url
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that lives as long as the tests: what one has read the next need not."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, shared_cache: Path) -> None:
    """No test reads or writes the cache of the person who runs it."""
    monkeypatch.setenv("CROSSFOOT_CACHE", str(shared_cache))
    monkeypatch.delenv("CROSSFOOT_DB", raising=False)


@pytest.fixture
def reports(tmp_path: Path, samples: Path) -> Path:
    """A folder with a sample report and a file that no one can read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    name = "mentions-fr-B-2-v1.pdf"
    (folder / name).write_bytes((samples / name).read_bytes())
    (folder / "zz-broken.pdf").write_bytes(BROKEN)
    return folder
