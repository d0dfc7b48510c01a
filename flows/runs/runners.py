"""Where the tasks of a flow run: in threads here, or in those of Dask workers.

The threads only wait: documents are read in the processes of :mod:`crossfoot.pools`, which are
kept from one document to the next. A process for each task, as Prefect's process pool has it,
costs a second and a half of imports before a page is read.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, cast

from crossfoot.errors import UsageError

if TYPE_CHECKING:
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
        workers: Documents read at a time, ``None`` for one per processor; a running cluster
            has its own number: the threads of its workers.
    """
    if name == "local":
        from prefect.task_runners import ThreadPoolTaskRunner

        most = workers or os.cpu_count() or 1
        return cast("Runner", ThreadPoolTaskRunner(max_workers=most))
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


def _dask_runner(address: str, workers: int | None) -> Runner:
    import dask

    # before its first import: it tells the terminal all that schedulers and workers do
    dask.config.set({"logging": {"distributed": "error"}})
    from prefect_dask.task_runners import DaskTaskRunner

    if address:
        return cast("Runner", DaskTaskRunner(address=address))
    cluster = {
        "n_workers": 1,  # its threads share the kept processes that read
        "threads_per_worker": workers or os.cpu_count() or 1,
        "processes": False,
        "dashboard_address": None,
        "silence_logs": "ERROR",
    }
    return cast("Runner", DaskTaskRunner(cluster_kwargs=cluster))
