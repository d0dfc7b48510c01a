"""Progress on the terminal: a bar on stderr when a person looks, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bar


class Progress(Protocol):
    """Something that is told how far a run is."""

    def start(self, total: int) -> None:
        """Say how many steps there will be."""
        ...  # pragma: no cover - a protocol

    def advance(self, done: str) -> None:
        """Say that a step is done, and of what."""
        ...  # pragma: no cover - a protocol


class Silence:
    """Shows nothing."""

    def start(self, total: int) -> None:
        """Ignore the number of steps."""

    def advance(self, done: str) -> None:
        """Ignore the step."""


# A Prefect flow takes only parameters that JSON can hold, so the bar reaches it by context.
_listener: ContextVar[Progress | None] = ContextVar("progress", default=None)


def current_progress() -> Progress:
    """Return who listens to this run's progress."""
    return _listener.get() or Silence()


@contextmanager
def shown_progress(what: str) -> Iterator[Progress]:
    """Show the progress of the block as a bar on stderr, if that is a terminal.

    Args:
        what: The words before the bar ("reading").
    """
    if not sys.stderr.isatty():
        yield Silence()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichBar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with RichBar(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = _Bar(bar, what)
        token = _listener.set(shown)
        try:
            yield shown
        finally:
            _listener.reset(token)


class _Bar:
    """A rich bar with one task."""

    def __init__(self, bar: Bar, what: str) -> None:
        self._bar = bar
        self._what = what
        self._task = bar.add_task(what, total=None)

    def start(self, total: int) -> None:
        """Say how many steps there will be."""
        self._bar.update(self._task, total=total)

    def advance(self, done: str) -> None:
        """Say that a step is done, and of what."""
        self._bar.update(self._task, advance=1, description=f"{self._what} {done}")
