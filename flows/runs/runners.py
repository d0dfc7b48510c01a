"""Where the tasks of a flow run: a pool of processes here, or a Dask cluster.

Threads are not offered: PDFium crashes when two of them use it.
"""

from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING, Any, cast

from crossfoot.errors import UsageError

if TYPE_CHECKING:
    from types import FrameType

    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner

    Runner = TaskRunner[PrefectFuture[Any]]


_ADDRESS = re.compile(r"(\w+://)?(\[[^\]]+\]|[^:/\s]+):\d{1,5}/?")
ANSWER_SECONDS = 5  # a scheduler that is there answers at once, on another continent too


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


def require_runner(name: str) -> None:
    """Ask a running cluster whether it is there, before anything waits for it.

    Args:
        name: As for :func:`make_runner`; only "dask:ADDRESS" can be out of reach.

    Raises:
        UsageError: The address is none, or no scheduler answers there.
    """
    address = name.partition(":")[2]
    if not address:
        return
    problem = _ask_scheduler(address) if _ADDRESS.fullmatch(address) else "that is no HOST:PORT"
    if problem:
        raise UsageError(
            f"no Dask scheduler answers at {address} ({problem}): start one with "
            "`dask scheduler`, or use --runner dask for a cluster on this machine"
        )


def _ask_scheduler(address: str) -> str:
    """Return why no scheduler answers, "" when one does."""
    import dask

    dask.config.set({"logging": {"distributed": "critical"}})
    from distributed import Client

    try:
        client = Client(address, timeout=ANSWER_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call] # distributed has no types
        client.close()  # type: ignore[no-untyped-call]
    except (OSError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}".splitlines()[0][:120]
    return ""


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
