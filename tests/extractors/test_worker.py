"""What happens in a worker costs one report and one line."""

from __future__ import annotations

import operator
import os
import time
from pathlib import Path

import pytest

from crossfoot.errors import LimitExceeded, NotAPdf, UnreadableInput
from crossfoot.extractors.document import read_document
from crossfoot.pools import WorkerPool
from crossfoot.settings import Limits, Settings
from crossfoot.worker import Worker, run_limited

REPORT = Path("some") / "report.pdf"


def test_a_function_runs_in_another_process() -> None:
    """The result comes back from a process that is not ours."""
    assert run_limited(os.getpid) != os.getpid()


def test_a_crash_is_one_line_about_the_file() -> None:
    """An abort in the reader costs the file, not the caller."""
    with pytest.raises(UnreadableInput, match="SIGABRT") as caught:
        run_limited(os.abort)

    assert "\n" not in str(caught.value)


def test_time_is_limited() -> None:
    """A function that never ends is stopped."""
    with pytest.raises(LimitExceeded, match="more than 0 s"):
        run_limited(time.sleep, 60, limits=Limits(seconds=0.2))


def test_memory_is_limited() -> None:
    """Growth within the limit is granted, growth beyond it is refused."""
    limits = Limits(memory_mb=256)

    assert len(run_limited(bytearray, 8 << 20, limits=limits)) == 8 << 20
    with pytest.raises(LimitExceeded, match="memory"):
        run_limited(bytearray, 512 << 20, limits=limits)


def test_our_errors_keep_their_class(tmp_path: Path) -> None:
    """An unreadable file is reported as by a direct call."""
    path = tmp_path / "empty.pdf"
    path.touch()

    with pytest.raises(NotAPdf, match=r"empty\.pdf: the file is empty"):
        run_limited(read_document, path, Settings())


def test_other_errors_become_one_line() -> None:
    """A bug names itself and the file in one line, and keeps its traceback for --debug."""
    with pytest.raises(UnreadableInput, match=r"report\.pdf: .*KeyError") as caught:
        run_limited(operator.getitem, {}, REPORT)

    assert "\n" not in str(caught.value)
    assert "Traceback" in "".join(caught.value.__notes__)


def test_progress_comes_back(samples: Path) -> None:
    """Progress is passed on while the function runs, its last step always."""
    steps: list[tuple[int, int]] = []
    with WorkerPool() as pool:
        reading = pool.run(
            read_document,
            samples / "membres-fr-A-2.pdf",
            Settings(pages=(1, 2)),
            on_progress=lambda done, total: steps.append((done, total)),
        )

    assert steps[-1] == (2, 2)
    assert reading.info.pages == 7


def test_prints_of_a_worker_go_nowhere() -> None:
    """Standard output belongs to the caller: what the function prints does not disturb it."""
    assert run_limited(os.write, 1, b"noise") == 5


def test_a_pool_uses_its_worker_again_until_it_dies() -> None:
    """Small files do not pay a start-up each; after a crash the next call gets a fresh process."""
    with WorkerPool(Limits(seconds=30)) as pool:
        first, second = pool.run(os.getpid), pool.run(os.getpid)
        with pytest.raises(UnreadableInput):
            pool.run(os.abort)
        third = pool.run(os.getpid)

    assert first == second
    assert third != first


def test_closing_ends_the_process() -> None:
    """No process outlives its worker."""
    with Worker(Limits()) as worker:
        pid = worker.call(os.getpid, (), {})

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
