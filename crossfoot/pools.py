"""Workers that are kept: a process starts once, imports once, and reads many documents in turn.

A call goes to an idle worker or to a new one; afterwards the worker waits for the next call,
unless it has died, done its share or grown too large. Threads share a pool: each call has a
worker to itself. A process has one pool for all its runs (:func:`shared_pool`), whether its
threads are those of a flow, of a Dask worker or of a direct run.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from crossfoot.errors import UnreadableInput
from crossfoot.settings import Limits
from crossfoot.worker import Progress, Worker

T = TypeVar("T")


class WorkerPool:
    """Workers that are started when first needed and used again.

    Attributes:
        size: Most calls at once; others wait. ``None``: as many as there are callers.
    """

    def __init__(self, limits: Limits | None = None, *, size: int | None = 1) -> None:
        self.size = size
        self._limits = limits or Limits()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._lock = threading.Lock()
        self._places = threading.Semaphore(size) if size is not None else contextlib.nullcontext()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all idle workers, and the busy ones when they have finished."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def abort(self) -> None:
        """End all workers now; calls under way fail, and so do those that still wait."""
        self.close()
        with self._lock:
            busy = tuple(self._busy)
        for worker in busy:
            worker.kill()

    def warm(self, module: str) -> None:
        """Start a worker that imports a module while the caller does something else."""
        threading.Thread(target=self._import, args=(module,), daemon=True).start()

    def run(
        self,
        function: Callable[..., T],
        *args: object,
        on_progress: Progress | None = None,
        **kwargs: object,
    ) -> T:
        """Call a function in an idle worker, or a new one.

        Raises:
            LimitExceeded, UnreadableInput, CrossfootError: As :func:`worker.run_limited`.
        """
        with self._places:
            worker = self._take()
            try:
                return worker.call(function, args, kwargs, on_progress=on_progress)
            finally:
                self._give_back(worker)

    def _import(self, module: str) -> None:
        with contextlib.suppress(UnreadableInput, OSError):  # the call that needs it will say so
            self.run(prepare, module)

    def _take(self) -> Worker:
        with self._lock:
            if self._is_closed:
                raise UnreadableInput("stopped before it was read: run again")
            worker = self._idle.pop() if self._idle else Worker(self._limits)
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            is_kept = worker.is_reusable and not self._is_closed
            if is_kept:
                self._idle.append(worker)
        if not is_kept:
            worker.close()


def prepare(module: str) -> None:
    """Import a module, in a worker that will need it."""
    importlib.import_module(module)


_shared: dict[tuple[Limits, frozenset[tuple[str, str]]], WorkerPool] = {}
_shared_lock = threading.Lock()


def shared_pool(limits: Limits) -> WorkerPool:
    """Return the pool of this process for these limits and the environment as it is now.

    Its workers end with the process, or when other limits or another environment are asked for:
    a worker sees the environment that it was started in.
    """
    key = (limits, _environment())
    with _shared_lock:
        if key not in _shared:
            _close_shared()
            _shared[key] = WorkerPool(limits, size=None)
        return _shared[key]


def _environment() -> frozenset[tuple[str, str]]:
    """Return what a worker may heed; where Prefect's API is, is none of its business."""
    told = os.environ.items()
    return frozenset((name, text) for name, text in told if not name.startswith("PREFECT"))


def drop_shared(pool: WorkerPool) -> None:
    """End all workers of a shared pool now, because its run is not to go on."""
    with _shared_lock:
        for key in [key for key, other in _shared.items() if other is pool]:
            del _shared[key]
    pool.abort()


def _close_shared() -> None:
    for pool in _shared.values():
        pool.close()
    _shared.clear()


atexit.register(_close_shared)
