"""Runs a function in a process of its own, with limits on time and memory.

A PDF is hostile input: it may crash the C++ library that reads it, ask for gigabytes or never
end. What happens in a worker costs one report and one line. The worker is a fresh interpreter,
not a fork (the caller may have threads) and not a ``multiprocessing`` child (a Dask worker is
daemonic and may have none); it talks over a socket pair, so that nothing printed there disturbs
standard output. Workers are kept and used again by :mod:`crossfoot.pools`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from crossfoot.errors import CrossfootError, LimitExceeded, UnreadableInput
from crossfoot.names import shown_name
from crossfoot.settings import Limits

T = TypeVar("T")
Progress = Callable[[int, int], None]

CALLS_PER_WORKER = 100  # then a fresh process: what libraries leak stays bounded…
GROWN_MB = 1024  # …and one that kept more than this after a call, of a huge file, goes at once
PROGRESS_SECONDS = 0.1  # a message per page of a 783-page file would be noise
ORPHAN_SECONDS = 15.0  # how much longer than its limit a worker lives whose caller was killed
MIB = 1 << 20
SERVE = "import sys; from crossfoot.worker import serve; serve(int(sys.argv[1]))"


def run_limited(
    function: Callable[..., T],
    *args: object,
    limits: Limits | None = None,
    on_progress: Progress | None = None,
    **kwargs: object,
) -> T:
    """Call a function in a fresh worker process and return its result.

    Args:
        function: Importable by name; with ``on_progress`` it takes a keyword ``progress``.
        args: Picklable, as its result. The first path among them names the input in messages.
        limits: What the call may cost.
        on_progress: Called with (done, total) while the function runs; the time allowed grows
            with the total.
        kwargs: Keyword arguments of the function.

    Raises:
        LimitExceeded: It took longer or needed more memory than ``limits`` allow.
        UnreadableInput: The process died, or the function failed in a way it did not foresee.
        CrossfootError: Whatever of these the function raised.
    """
    with Worker(limits or Limits()) as worker:
        return worker.call(function, args, kwargs, on_progress=on_progress)


def ignore_progress(done: int, total: int) -> None:
    """Listen to the progress of a function for the time that its pages are allowed."""


class Worker:
    """One process that runs one function after the other."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._calls = 0
        self._lock = threading.Lock()
        self._connection, theirs = Pipe()
        search = os.pathsep.join(entry for entry in sys.path if entry)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", SERVE, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": search},
            )
        finally:
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_reusable(self) -> bool:
        """Whether the process lives, has not done its share of calls and is not bloated."""
        if self._process.poll() is not None or self._calls >= CALLS_PER_WORKER:
            return False
        return resident_mb(self._process.pid) <= GROWN_MB

    def close(self) -> None:
        """End the process, and any program it started."""
        self._connection.close()
        self.kill()
        self._process.wait()

    def kill(self) -> None:
        """Make the process end; a call that another thread waits for fails."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def call(
        self,
        function: Callable[..., T],
        args: tuple[object, ...],
        kwargs: dict[str, object],
        *,
        on_progress: Progress | None = None,
    ) -> T:
        """Run a function to its end or to the limit. Raises as :func:`run_limited`."""
        label = next((shown_name(arg) for arg in args if isinstance(arg, Path)), "the input")
        with self._lock:
            self._calls += 1
            try:
                wanted = on_progress is not None
                self._connection.send((function, args, kwargs, self._limits, wanted))
                kind, value = self._await(label, on_progress)
            except (EOFError, OSError):
                raise UnreadableInput(self._epitaph(label)) from None
            except BaseException:  # a limit, or Ctrl-C: the worker is still busy with this call
                self.close()
                raise
        if isinstance(value, BaseException) and kind == "error":
            raise value
        return cast("T", value)

    def _await(self, label: str, on_progress: Progress | None) -> tuple[str, object]:
        """Return the last message of a call, passing progress on."""
        begin, allowed = time.monotonic(), self._limits.seconds
        while self._connection.poll(max(0.0, begin + allowed - time.monotonic())):
            kind, value = self._connection.recv()
            if kind != "progress":
                return kind, value
            allowed = self._limits.allow(value[1])
            if on_progress is not None:
                on_progress(*value)
        msg = (
            f"{label}: reading took more than {allowed:.0f} s and was stopped; "
            "raise the time limit or read part of it with --pages"
        )
        raise LimitExceeded(msg)

    def _epitaph(self, label: str) -> str:
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return f"{label}: reading it crashed the reader ({how}); try a repaired or re-saved copy"


def serve(descriptor: int) -> None:
    """Answer calls until the caller hangs up: what a worker process does."""
    connection = Connection(descriptor)
    limited = False
    while True:
        try:
            function, args, kwargs, limits, wants_progress = connection.recv()
        except EOFError:
            return
        if not limited:
            limit_memory(limits.memory_mb)
            limited = True
        if wants_progress:
            kwargs["progress"] = _ProgressSender(connection, limits)
        # The caller keeps the time; should it be killed, the alarm ends this process.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + ORPHAN_SECONDS)
        answer = _answer(function, args, kwargs)
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            connection.send(answer)
        except BrokenPipeError:
            return


def _answer(
    function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> tuple[str, object]:
    label = next((shown_name(arg) for arg in args if isinstance(arg, Path)), "the input")
    try:
        return "result", function(*args, **kwargs)
    except CrossfootError as error:
        return "error", error
    except MemoryError:
        msg = f"{label}: reading needs more memory than allowed; read part of it with --pages"
        return "error", LimitExceeded(msg)
    except Exception as error:  # the boundary: what we did not foresee costs one file
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        failure = UnreadableInput(f"{label}: reading failed ({reason}); use --debug for details")
        failure.add_note(traceback.format_exc())
        return "error", failure


class _ProgressSender:
    """Sends (done, total) to the caller, seldom enough to cost nothing."""

    def __init__(self, connection: Connection[object, object], limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._begin = time.monotonic()
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        spent = now - self._begin
        signal.setitimer(signal.ITIMER_REAL, self._limits.allow(total) - spent + ORPHAN_SECONDS)
        if done < total and now < self._next:
            return
        self._next = now + PROGRESS_SECONDS
        self._connection.send(("progress", (done, total)))


def resident_mb(pid: int) -> float:
    """Return how much memory a process holds, in MiB; 0 where the system does not say."""
    import resource

    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / MIB


def limit_memory(growth_mb: int) -> None:
    """Let this process's address space grow by at most so many MiB from now on.

    The base is what is mapped already, because libraries reserve more than they use. Systems
    without ``/proc`` or address-space limits go without.
    """
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    wanted = pages * resource.getpagesize() + growth_mb * MIB
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
