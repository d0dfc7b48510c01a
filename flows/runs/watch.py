"""Finding new PDFs in a folder: polling, because a file server tells nobody what arrives on it.

A file is ready when its size and time have stood still from one look to the next, so that a slow
copy is not read half-way. What was ingested is remembered by size and time while the watch runs;
over a restart the dataset remembers, since loading a known edition again adds nothing.
"""

from __future__ import annotations

import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.flows.runs.inputs import pdfs_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file is written to."""

    size: int
    mtime_ns: int


Listing = dict["Path", Stamp]


def look(folder: Path) -> Listing:
    """Return the PDFs of a folder with their stamps.

    Raises:
        OSError: The folder cannot be listed.
    """
    stamps: Listing = {}
    for path in pdfs_in(folder):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # moved away between listing and looking
        if stat.S_ISDIR(status.st_mode):
            continue
        # what is no file has no size to wait for: it is offered, and refused with a line, at once
        size = status.st_size if stat.S_ISREG(status.st_mode) else max(1, status.st_size)
        stamps[path] = Stamp(size, status.st_mtime_ns)
    return stamps


def find_ready(
    now: Mapping[Path, Stamp], before: Mapping[Path, Stamp], done: Mapping[Path, Stamp]
) -> tuple[Path, ...]:
    """Return the files that stood still since the look before and are not done, by name.

    An empty file is not ready: many programs create the file first and fill it later.
    """
    return tuple(
        sorted(
            path
            for path, stamp in now.items()
            if stamp.size and before.get(path) == stamp and done.get(path) != stamp
        )
    )


def watch_folder(
    folder: Path,
    ingest: Callable[[tuple[Path, ...]], None],
    *,
    interval: float,
    once: bool = False,
) -> None:
    """Hand each new PDF of a folder to ``ingest``, those that are ready together in one call.

    A file is offered once; again only when it has changed.

    Args:
        interval: Seconds between two looks.
        once: Stop when everything that is there has been offered.

    Raises:
        OSError: The folder cannot be listed at the start; later, an outage is waited out.
    """
    before = look(folder)
    done: Listing = {}
    while True:
        time.sleep(interval)
        now = _look_again(folder, before)
        ready = find_ready(now, before, done)
        if ready:
            ingest(ready)
            done.update({path: now[path] for path in ready})
        if once and all(done.get(path) == stamp or not stamp.size for path, stamp in now.items()):
            return
        before = now


def _look_again(folder: Path, before: Listing) -> Listing:
    try:
        return look(folder)
    except OSError:
        return before  # a share that is gone for a moment: the next look will tell
