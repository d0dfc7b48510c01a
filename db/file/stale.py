"""A write-ahead log that was left behind by a file which has since been replaced.

SQLite folds any log beside a file into it, also one that belongs to another file: who puts a backup
in the place of a dataset whose program was killed would get pages of both. Such a log is older than
the file, and none of its pages is in it. (Of a log that was folded back only in part some are; one
that was not folded back at all is as young as the file, or younger.)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

OLDER_SECONDS: Final = 60.0
"""Both files may have been copied, one after the other; a backup is put back later than that."""

_KEPT: Final[list[IO[bytes]]] = []
"""Files that were looked at: closing one gives up all locks that this process has on it."""

_MAGIC: Final = (0x377F0682, 0x377F0683)
_HEAD, _FRAME_HEAD = 32, 24


def stale_log(path: Path) -> Path | None:
    """Return the log beside a SQLite file if it is none of this file's."""
    log = path.with_name(path.name + "-wal")
    try:
        before = log.stat()
        if before.st_size <= _HEAD or path.stat().st_mtime < before.st_mtime + OLDER_SECONDS:
            return None
        _KEPT.append(file := path.open("rb"))
        with log.open("rb") as frames:
            is_of_file = [_is_in(file, *frame) for frame in _frames(frames)]
        is_still = log.stat().st_mtime_ns == before.st_mtime_ns  # else a program writes it
    except OSError:  # gone meanwhile, or not to be read: SQLite will say so
        return None
    return log if is_still and is_of_file and not any(is_of_file) else None


def _frames(log: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield page numbers, from 1, and pages of a log; what an earlier log left in it is no part."""
    head = log.read(_HEAD)
    size = int.from_bytes(head[8:12], "big")
    if int.from_bytes(head[:4], "big") not in _MAGIC or not size:
        return
    while len(start := log.read(_FRAME_HEAD)) == _FRAME_HEAD and start[8:16] == head[16:24]:
        page = log.read(size)
        if len(page) == size:
            yield int.from_bytes(start[:4], "big"), page


def _is_in(file: IO[bytes], number: int, page: bytes) -> bool:
    file.seek((number - 1) * len(page))
    return file.read(len(page)) == page
