"""Files that someone named: reading only what is a file, and without waiting; writing it whole.

Opening a named pipe waits for a writer, reading ``/dev/zero`` never ends, and a folder can be
called ``report.pdf``. Each is told apart before a byte is read.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import NotAPdf, UnreadableInput
from crossfoot.names import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder, no file; name the files in it"),
    (stat.S_ISFIFO, "a pipe, no file; save what comes out of it and name that"),
    (stat.S_ISSOCK, "a socket, no file"),
)


def open_file(path: Path) -> BufferedReader:
    """Open a file for reading.

    Raises:
        NotAPdf: It is no file.
        OSError: It is not there or cannot be read; :func:`explain` says so in a line.
    """
    _refuse(path, path.stat().st_mode)  # before the opening: a device may mind that already
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    stream = os.fdopen(descriptor, "rb")
    try:
        _refuse(path, os.fstat(descriptor).st_mode)  # another one may stand there by now
    except UnreadableInput:
        stream.close()
        raise
    return stream


def explain(path: Path, error: OSError) -> UnreadableInput:
    """Return the line that says why a file could not be read."""
    shown = printable(str(path))
    if isinstance(error, FileNotFoundError):
        return NotAPdf(f"{shown}: no such file")
    if isinstance(error, PermissionError):
        return UnreadableInput(f"{shown}: may not be read; check its permissions")
    return UnreadableInput(f"{shown}: cannot be read ({error.strerror or error})")


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file under another name and put it in place: all of it, or what was there before.

    Raises:
        OSError: It cannot be written; the file named in it is the one that was meant.
    """
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(draft).chmod(0o666 & ~_umask())  # as any new file; mkstemp keeps its own private
        Path(draft).replace(path)
    except OSError as error:
        Path(draft).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((what for is_kind, what in _KINDS if is_kind(mode)), "a device, no file")
    raise NotAPdf(f"{printable(str(path))}: {kind}")
