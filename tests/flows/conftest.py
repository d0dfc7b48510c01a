"""One temporary Prefect server for all flow tests, and a cache of their own."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

BROKEN = b"%PDF-1.4 cut off"
REPORT = "mentions-fr-B-2-v1.pdf"


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect API with a database of its own, started as `crossfoot ingest` starts one."""
    home = tmp_path_factory.mktemp("prefect")
    before = dict(os.environ)
    # Prefect reads these when it is first imported, which no other test folder does
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.pop("PREFECT_API_URL", None)
    from crossfoot.flows.runs.server import configure_prefect, prefect_api

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


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A folder with a sample report and a file that no one can read."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / REPORT).write_bytes((samples / REPORT).read_bytes())
    (folder / "zz-broken.pdf").write_bytes(BROKEN)
    return folder


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has been run."""

    database: Path
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def direct_run(tmp_path_factory: pytest.TempPathFactory, reports: Path, shared_cache: Path) -> Done:
    """`crossfoot ingest --direct` on the folder of reports, run once for all tests."""
    from crossfoot.flows.cli.main import main

    database = tmp_path_factory.mktemp("direct") / "direct.db"
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("CROSSFOOT_CACHE", str(shared_cache))
        code = main(["ingest", str(reports), "--direct", "--db", str(database), "--json"])
    return Done(database, code, out.getvalue(), err.getvalue())
