"""Where the documents of a flow are read: in kept processes here, or on a Dask cluster.

The tasks run in threads of the flow's own process, which only wait. Each hands its document to a
process of :mod:`crossfoot.pools`, here or on the Dask worker that it is sent to. So a state costs
little: a process for each task, as Prefect's process pool has it, takes a second and a half of
imports before a page is read, and workers of a cluster need not know Prefect at all.
"""

from __future__ import annotations

import os
import re
import socket
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, Self, cast

from prefect.context import FlowRunContext
from prefect.futures import PrefectConcurrentFuture
from prefect.task_runners import ThreadPoolTaskRunner

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.extras import require_extra
from crossfoot.flows.runs.fetch import say_unreached
from crossfoot.flows.runs.fetched import arrived, read_here, read_there
from crossfoot.flows.runs.progress import current_progress
from crossfoot.names import shown_name
from crossfoot.pools import drop_shared, shared_pool
from crossfoot.worker import ignore_progress

if TYPE_CHECKING:
    from types import TracebackType

    from distributed import Client, Future
    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner

    from crossfoot.flows.runs.cache import Cache
    from crossfoot.flows.runs.inputs import Edition
    from crossfoot.flows.runs.stages import Got
    from crossfoot.settings import Settings

    Runner = TaskRunner[PrefectFuture[Any]]

_ADDRESS = re.compile(r"(\w+://)?(\[[^\]]+\]|[^:/\s]+):\d{1,5}/?")
ANSWER_SECONDS = 5  # a scheduler that is there answers at once, on another continent too


class LocalRunner(ThreadPoolTaskRunner[PrefectConcurrentFuture[Any]]):
    """Tasks in threads, documents in processes of this machine."""

    def read(self, edition: Edition, settings: Settings, cache: Cache, *, refresh: bool) -> Got:
        """Read a document. Raises as :func:`stages.read`."""
        with current_progress().document(shown_name(edition.path)) as pages:
            listener = pages or ignore_progress  # told of its pages, it has time for them
            return read_here(edition, settings, cache, refresh=refresh, on_progress=listener)

    def abort(self, settings: Settings) -> None:
        """End what is under way, because the run is not to go on."""
        drop_shared(shared_pool(settings.limits))


class DaskRunner(LocalRunner):
    """Tasks in threads, documents in processes of the workers of a Dask cluster."""

    def __init__(self, max_workers: int | None = None, address: str = "") -> None:
        """Take the address of a scheduler, "" for a cluster of this process."""
        super().__init__(max_workers=max_workers)
        self._address = address
        self._client: Client | None = None

    def duplicate(self) -> DaskRunner:
        """Return a runner like this one that has not been started."""
        return DaskRunner(self._max_workers, self._address)

    def __enter__(self) -> Self:
        """Connect; a running cluster says how many documents are read at a time."""
        self._client = _connect(self._address, self._max_workers)
        threads = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call] # no types
        self._max_workers = max(threads, 1)
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up when all tasks have ended."""
        super().__exit__(kind, error, trace)
        self._hang_up()

    def read(self, edition: Edition, settings: Settings, cache: Cache, *, refresh: bool) -> Got:
        """Read a document on a worker.

        Raises:
            UnreadableInput: It cannot be read, or one worker after the other ended over it.
        """
        if self._client is None:
            raise RuntimeError("the runner has not been started")
        sent = self._client.submit(
            *(read_there, edition, settings, cache), refresh=refresh, pure=False
        )
        return arrived(_result(sent, edition), cache)

    def abort(self, settings: Settings) -> None:
        """Give up what was sent; a cluster of this process ends with its processes."""
        super().abort(settings)
        self._hang_up()

    def _hang_up(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            cluster = client.cluster
            client.close()  # type: ignore[no-untyped-call]
            if cluster is not None:
                cluster.close()


def make_runner(name: str, workers: int | None) -> Runner:
    """Return a task runner.

    Args:
        name: "local", "dask" for a cluster on this machine, or "dask:HOST:PORT" for a running
            one, whose workers must see the same files and the same cache folder, unless the
            reports lie behind addresses.
        workers: Documents read at a time, ``None`` for one per processor; a running cluster
            has its own number: the threads of its workers.
    """
    most = workers or os.cpu_count() or 1
    runner = LocalRunner(most) if name == "local" else DaskRunner(most, name.partition(":")[2])
    return cast("Runner", runner)


def current_runner() -> LocalRunner:
    """Return the runner of the flow that this task belongs to."""
    context = FlowRunContext.get()
    runner = context.task_runner if context else None
    return runner if isinstance(runner, LocalRunner) else LocalRunner()


def _result(sent: Future[Any], edition: Edition) -> Got:
    """Wait for a worker; what became of the cluster is said in a line."""
    from distributed.scheduler import KilledWorker

    name = shown_name(edition.path)
    try:
        return cast("Got", sent.result())
    except KilledWorker:
        raise UnreadableInput(
            f"{name}: several workers of the Dask cluster ended while they read it; look into "
            "their logs, give them more memory, or read it on this machine without --runner"
        ) from None
    except CancelledError:
        raise UnreadableInput(
            f"{name}: the Dask cluster went away before it was read: run again"
        ) from None


def require_runner(name: str) -> None:
    """Ask a running cluster whether it is there, before anything waits for it.

    Args:
        name: As for :func:`make_runner`; only "dask:ADDRESS" can be out of reach.

    Raises:
        UsageError: Dask is not installed, the address is none, or no scheduler answers there.
    """
    if name != "local":
        require_extra("dask")
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
    host, _, port = address.rstrip("/").rpartition("://")[2].rpartition(":")
    try:  # asked first, since Dask tells a wrong host and a wrong port alike, after a while
        socket.create_connection((host.strip("[]"), int(port)), ANSWER_SECONDS).close()
    except OSError as error:
        return say_unreached(error)
    try:
        _connect(address, 1).close()  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}".splitlines()[0][:120]
    return ""


def _connect(address: str, workers: int) -> Client:
    """Return a client of a running cluster, or of one in the threads of this process."""
    import dask

    # before its first import: it tells the terminal all that schedulers and workers do
    dask.config.set({"logging": {"distributed": "critical"}})
    from distributed import Client, LocalCluster

    if address:
        return Client(address, timeout=ANSWER_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=1,
        threads_per_worker=workers,
        processes=False,
        dashboard_address=None,
        silence_logs="ERROR",
    )
    return Client(cluster, set_as_default=False)  # type: ignore[no-untyped-call]
