"""Where the tasks of a flow run: a pool of processes here, or a Dask cluster.

Threads are not offered: PDFium crashes when two of them use it.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from types import FrameType

    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner

    Runner = TaskRunner[PrefectFuture[Any]]


def make_runner(name: str, workers: int | None) -> Runner:
    """Return a task runner.

    Args:
        name: "local", "dask" for a cluster on this machine, or "dask:HOST:PORT" for a running
            one, whose workers must see the same files and the same cache folder.
        workers: Processes at a time, ``None`` for one per processor; a running cluster has its
            own number.
    """
    if name == "local":
        from prefect.task_runners import ProcessPoolTaskRunner

        pool = ProcessPoolTaskRunner(max_workers=workers, initializer=leave_quietly)
        return cast("Runner", pool)
    return _dask_runner(name.partition(":")[2], workers)


def leave_quietly() -> None:
    """Make this process end without a traceback on Ctrl-C, which the terminal sends to all."""
    signal.signal(signal.SIGINT, _exit_interrupted)


def _exit_interrupted(_signal: int, _frame: FrameType | None) -> None:
    os._exit(128 + signal.SIGINT)


def _dask_runner(address: str, workers: int | None) -> Runner:
    import dask

    # before its first import: it tells the terminal all that schedulers and workers do
    dask.config.set({"logging": {"distributed": "error"}})
    from prefect_dask.task_runners import DaskTaskRunner

    if address:
        return cast("Runner", DaskTaskRunner(address=address))
    cluster = {
        "n_workers": workers or os.cpu_count() or 1,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "host": "127.0.0.1",
        "silence_logs": "ERROR",
    }
    return cast("Runner", DaskTaskRunner(cluster_kwargs=cluster))
