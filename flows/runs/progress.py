"""Progress on the terminal: bars on stderr when a person looks, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from crossfoot.flows.words.said import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.progress import Progress as RichProgress
    from rich.progress import ProgressColumn

    Pages = Callable[[int, int], None]

DRAWN_WIDTH = 72  # chars of a terminal that has room for a bar beside what is counted
COUNTED_WIDTH = len(" 100/300 left: 0:00:00 ")


class Progress:
    """Is told how far a run is; this one shows nothing."""

    def start(self, documents: int) -> None:
        """Say how many documents there will be."""

    @contextmanager
    def document(self, name: str) -> Iterator[Pages | None]:
        """Say that a document is being worked on while the block runs.

        Yields:
            What to call with (pages done, pages), ``None`` when nobody looks.
        """
        yield None

    def advance(self) -> None:
        """Say that one more document is done."""


class _Bars(Progress):
    """A bar of documents, and one of pages for each document being read."""

    def __init__(self, shown: RichProgress) -> None:
        self._shown = shown
        self._documents = shown.add_task(say("documents_done"), total=None)

    def start(self, documents: int) -> None:
        self._shown.update(self._documents, total=documents)

    @contextmanager
    def document(self, name: str) -> Iterator[Pages | None]:
        task = self._shown.add_task(f"  {name}", total=None)
        try:
            yield lambda done, total: self._shown.update(task, completed=done, total=total)
        finally:
            self._shown.remove_task(task)

    def advance(self) -> None:
        self._shown.advance(self._documents)


# A Prefect flow takes only parameters that JSON can hold, so the bars reach it by context.
_listener: ContextVar[Progress | None] = ContextVar("progress", default=None)


def current_progress() -> Progress:
    """Return who listens to the progress of this run."""
    return _listener.get() or Progress()


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Show the progress of the block on stderr, if that is a terminal."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import Progress as RichProgress

    console = Console(stderr=True)
    columns = progress_columns(console.width)
    with RichProgress(*columns, console=console, transient=True) as shown:
        bars = _Bars(shown)
        token = _listener.set(bars)
        try:
            yield bars
        finally:
            _listener.reset(token)


def progress_columns(width: int) -> Sequence[ProgressColumn]:
    """Return the columns of the bars: of a narrow terminal, what is counted rather than drawn.

    Args:
        width: Of the terminal, in chars.
    """
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.table import Column

    drawn = [BarColumn(width // 4), TimeElapsedColumn()] if width >= DRAWN_WIDTH else []
    left = width - COUNTED_WIDTH - (width // 4 + len(" 0:00:00 ") if drawn else 0)
    name = Column(no_wrap=True, overflow="ellipsis", max_width=max(left, len("documents")))
    return (
        TextColumn("{task.description}", markup=False, table_column=name),
        *drawn,
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        TextColumn(say("time_left"), table_column=Column(no_wrap=True)),
        TimeRemainingColumn(table_column=Column(no_wrap=True)),
    )
