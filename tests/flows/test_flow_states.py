"""What Prefect's interface shows of a run, asked through its API."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from crossfoot.flows.runs.options import make_settings
from crossfoot.pools import shared_pool

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, Log, TaskRun

T = TypeVar("T")
WRONG = "infographie-fr-D-1.pdf"
SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the API tells of one flow run."""

    run: FlowRun
    tasks: dict[str, TaskRun]
    logs: tuple[Log, ...]


def ingest(paths: list[Path], database: Path, runner: str = "local") -> Told:
    """Run the flow with one worker and ask the API for it."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterId,
        LogFilter,
        LogFilterFlowRunId,
    )

    from crossfoot.flows.runs.ingest import ingest_reports
    from crossfoot.flows.runs.runners import make_runner

    flow = ingest_reports.with_options(task_runner=make_runner(runner, 1))
    state = flow(paths=[str(path) for path in paths], database=str(database), return_state=True)
    number = state.state_details.flow_run_id
    assert number is not None
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(number)
        this = FlowRunFilter(id=FlowRunFilterId(any_=[number]))
        wanted = len(paths) + 1  # and the load

        def tasks() -> list[TaskRun]:
            return client.read_task_runs(flow_run_filter=this)

        found = until(tasks, lambda runs: len(runs) >= wanted and all(map(is_over, runs)))

        def logs() -> list[Log]:
            only = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[number]))
            return client.read_logs(log_filter=only)

        lines = until(logs, lambda told: any("pages" in one.message for one in told))
    return Told(run, {task.name: task for task in found}, tuple(lines))


def until(look: Callable[[], T], is_there: Callable[[T], bool]) -> T:
    """Look until something is there: the server writes down what it is told a little later."""
    deadline = time.monotonic() + SECONDS
    while not is_there(found := look()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def is_over(task: TaskRun) -> bool:
    """Whether a task has ended."""
    return task.state is not None and task.state.is_final()


@pytest.fixture
def three(tmp_path: Path, samples: Path) -> list[Path]:
    """Two reports, one of them with a misprint, and a file that no one can read."""
    for name in ("mentions-fr-B-2-v1.pdf", WRONG):
        shutil.copy(samples / name, tmp_path / name)
    (tmp_path / "zz-broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    return sorted(tmp_path.glob("*.pdf"))


@pytest.mark.usefixtures("prefect_server")
def test_each_document_is_a_task_with_a_state(
    three: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that fails is failed, the others are completed, and read before is cached."""
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    told = ingest(three, tmp_path / "a.db")
    states = {name: task.state_name for name, task in told.tasks.items()}

    assert states.pop("load a.db") == "Completed"
    assert states == {
        f"read {WRONG}": "Completed",
        "read mentions-fr-B-2-v1.pdf": "Completed",
        "read zz-broken.pdf": "Failed",
    }
    assert told.run.name == f"ingest {WRONG} and 2 more"

    again = ingest(three[:2], tmp_path / "a.db")
    assert {task.state_name for task in again.tasks.values()} == {"Completed", "Cached"}


@pytest.mark.usefixtures("prefect_server")
def test_the_log_of_a_run_says_what_was_found(three: list[Path], tmp_path: Path) -> None:
    """Whoever started the run: each report, each mismatch and each failure is a line."""
    told = ingest(three, tmp_path / "a.db")
    levels = {line.message: line.level for line in told.logs}
    lines = "\n".join(levels)

    assert f"{WRONG}: 1 page, " in lines
    assert "mentions-fr-B-2-v1.pdf: 4 pages, 1 table, " in lines
    assert 40 in {level for text, level in levels.items() if text.startswith("zz-broken.pdf")}


@pytest.mark.usefixtures("prefect_server")
@pytest.mark.parametrize("runner", ["local", "dask"])
def test_documents_of_a_run_share_a_process(
    runner: str, three: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one worker, all documents are read by a process that was there before and stays."""
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "cache"))
    limits = make_settings().limits
    before = shared_pool(limits).run(os.getpid)
    ingest(three, tmp_path / "a.db", runner)

    assert shared_pool(limits).run(os.getpid) == before
