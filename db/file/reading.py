"""Opening a dataset to read it wherever it lies: a CD, somebody else's folder, a full disk.

SQLite reads a file in WAL mode only with an index of the log beside it, which it makes where it
may write. Where it may not there are two ways: the index that a writer left, or, when no log
waits to be folded back, the promise that nobody writes (``immutable``). That promise would hide a
log, and with it versions of the dataset, so a log that cannot be read is an error and no guess.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.access import check_file, check_owner, damage, reported, tuned
from crossfoot.db.file.migrations import is_current, lock_and_migrate, shadow_views
from crossfoot.errors import DamagedDataset

if TYPE_CHECKING:
    from sqlite_utils import Database

PLACES = ("unable to open", "readonly", "read-only", "disk I/O error", "is full")
"""What SQLite says where it may not write what reading needs."""

UNFIT = (ArithmeticError, LookupError, TypeError, ValueError, StopIteration)
"""What a row raises that does not hold what its table holds."""


@contextmanager
def reading(path: Path | str, *, is_checked: bool = False) -> Iterator[Database]:
    """Give a dataset to read from.

    Args:
        path: The dataset file.
        is_checked: Look at the whole file first, which takes a second for each gigabyte or so.

    Raises:
        DatasetError: There is no such dataset, it cannot be read here, or it stayed locked.
        DamagedDataset: The file is damaged, or a row holds what it cannot hold.
    """
    path = Path(path)
    with reported(path):
        db, _ = open_to_read(path)
        try:
            if is_checked:
                require_sound(db, path)
            yield db
        except UNFIT as error:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            raise DamagedDataset(damage(path, f"a row is unreadable, {what}")) from error
        finally:
            db.close()


def reading_uri(path: Path | str) -> str:
    """Return the URI under which SQLite can read a dataset where it lies.

    Raises:
        DatasetError: As :func:`reading`.
    """
    path = Path(path)
    with reported(path):
        db, uri = open_to_read(path)
        db.close()
    return uri


def open_to_read(path: Path) -> tuple[Database, str]:
    """Return a dataset, open and with this program's views, and its URI.

    Raises:
        DatasetError: There is no such dataset, or it cannot be read here.
        sqlite3.Error: It is damaged or locked.
    """
    check_file(path, create=False)
    for uri in _ways(path):
        try:
            db = _try(path, uri)
        except sqlite3.OperationalError as error:
            if not any(word in str(error) for word in PLACES):
                raise
            refusal = error
            continue
        try:
            _bring_up_to_date(db, path, is_writable=uri.endswith("mode=rw"))
        except BaseException:
            db.close()
            raise
        return db, uri
    raise refusal


def require_sound(db: Database, path: Path) -> None:
    """Look at every page of the file.

    Raises:
        DamagedDataset: One of them is not what it should be.
    """
    found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise DamagedDataset(damage(path, " ".join(found.replace("*", " ").split())))


def _ways(path: Path) -> Iterator[str]:
    """Yield URIs to try, the best first.

    Raises:
        DatasetError: Only a way is left that would hide what a log holds.
    """
    uri = path.absolute().as_uri()
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        yield f"{uri}?mode=rw"
    yield f"{uri}?mode=ro"
    for ending in ("-wal", "-journal"):
        log = path.with_name(path.name + ending)
        try:
            is_waiting = log.stat().st_size > 0
        except FileNotFoundError:
            is_waiting = False
        if is_waiting:
            msg = (
                f"{path}: cannot be read here, because {log.name} holds changes that are not in it "
                "yet (a stale write-ahead log) and nothing can be written beside it; copy both "
                "files to a folder that you may write to and that is not full, and name that copy"
            )
            raise DamagedDataset(msg)
    yield f"{uri}?mode=ro&immutable=1"


def _try(path: Path, uri: str) -> Database:
    """Open a file and read from it, which tells whether the way is one."""
    db = tuned(uri)
    try:
        check_owner(db, path, is_new=False)
    except BaseException:
        db.close()
        raise
    return db


def _bring_up_to_date(db: Database, path: Path, *, is_writable: bool) -> None:
    if is_current(db):
        return
    if is_writable:
        lock_and_migrate(db, path)
    else:
        shadow_views(db, path)
