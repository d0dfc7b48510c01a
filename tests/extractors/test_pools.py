"""Kept workers: started once, used again, ended when they should be."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from crossfoot.errors import UnreadableInput
from crossfoot.pools import WorkerPool, drop_shared, prepare, shared_pool
from crossfoot.settings import Limits
from crossfoot.worker import GROWN_MB


def is_imported(module: str) -> bool:
    """Whether the process that runs this has imported a module; sent into workers."""
    return module in sys.modules


def keep(megabytes: int) -> int:
    """Hold on to memory, as a library that leaks does; sent into workers."""
    sys.modules["kept"] = bytearray(b"1" * (megabytes << 20))  # type: ignore[assignment]
    return os.getpid()


def sleep_and_tell() -> int:
    """Take a moment, so that two calls overlap; sent into workers."""
    time.sleep(0.5)
    return os.getpid()


def test_calls_share_processes_and_overlapping_ones_do_not() -> None:
    """Two threads have a process each; the calls after them start none."""
    with WorkerPool(size=None) as pool, ThreadPoolExecutor(2) as threads:
        first = {threads.submit(pool.run, sleep_and_tell).result()}
        both = [threads.submit(pool.run, sleep_and_tell) for _ in range(2)]
        together = {task.result() for task in both}
        later = {pool.run(os.getpid) for _ in range(5)}

    assert len(together) == 2
    assert first <= together
    assert len(later) == 1
    assert later <= together


def test_a_size_holds_calls_back() -> None:
    """With one place, overlapping calls take turns in one process."""
    with WorkerPool(size=1) as pool, ThreadPoolExecutor(3) as threads:
        tasks = [threads.submit(pool.run, sleep_and_tell) for _ in range(3)]
        assert len({task.result() for task in tasks}) == 1


def test_a_process_that_has_grown_is_not_used_again() -> None:
    """What a huge document left behind goes with the process."""
    with WorkerPool() as pool:
        small = pool.run(keep, 8)
        assert pool.run(os.getpid) == small
        grown = pool.run(keep, GROWN_MB + 8)
        assert grown == small
        assert pool.run(os.getpid) != grown


def test_one_import_serves_all_calls() -> None:
    """A module that was imported for one call is there for the next."""
    with WorkerPool() as pool:
        assert not pool.run(is_imported, "sqlite_utils")
        pool.run(prepare, "sqlite_utils")
        assert pool.run(is_imported, "sqlite_utils")


def test_an_abort_ends_what_is_under_way_at_once() -> None:
    """Ctrl-C does not wait for the largest report; what has not begun does not begin."""
    pool = WorkerPool(size=1)
    with ThreadPoolExecutor(2) as threads:
        tasks = [threads.submit(pool.run, time.sleep, 60) for _ in range(2)]
        time.sleep(0.5)
        begin = time.monotonic()
        pool.abort()
        for task in tasks:
            with pytest.raises(UnreadableInput):
                task.result()
    assert time.monotonic() - begin < 10


def test_a_process_has_one_pool_for_all_its_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads and runs share workers; another environment has workers of its own."""
    limits = Limits(seconds=30)
    found: list[WorkerPool] = []
    thread = threading.Thread(target=lambda: found.append(shared_pool(limits)))
    thread.start()
    thread.join()
    pool = shared_pool(limits)
    assert found == [pool]
    pid = pool.run(os.getpid)

    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")  # no business of a worker
    assert shared_pool(limits) is pool
    monkeypatch.setenv("TESSDATA_PREFIX", "/elsewhere")
    other = shared_pool(limits)
    assert other is not pool
    assert other.run(os.getenv, "TESSDATA_PREFIX") == "/elsewhere"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    drop_shared(other)
    assert shared_pool(limits) is not other
