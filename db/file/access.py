"""What everything that opens a dataset needs: the writer's lock, SQLite's errors as one line.

Opens a file as a connection, and refuses what is no dataset; knows no schema beyond the mark that
tells a file as ours.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from crossfoot.db.file.schema import APPLICATION_ID
from crossfoot.db.file.stale import stale_log
from crossfoot.errors import DamagedDataset, DatasetError

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_SECONDS = 30.0
LOCK_SECONDS = 120.0
FULL_BYTES = 100_000
_HEADER = b"SQLite format 3\x00"


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the writer's lock file, ``FILE.lock`` beside the dataset.

    Raises:
        DatasetError: Another load held it for two minutes, or nothing can be written here.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(path.name + ".lock").open("a")
    except OSError as error:
        msg = (
            f"{path}: cannot be written here ({error.strerror or error}); free some space, or name "
            "a dataset in another folder with --db"
        )
        raise DatasetError(msg) from error
    with file:
        _wait_for(file, path)
        yield


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one line that says what to do.

    Raises:
        DatasetError: Instead of any ``sqlite3.DatabaseError``; a :class:`DamagedDataset` where the
            file is damaged.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        msg = f"{path}: the load was refused and nothing was changed ({error})"
        raise DatasetError(msg) from error
    except sqlite3.OperationalError as error:
        raise _explain(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) and not _is_sqlite(path):
            msg = f"{path} is no SQLite file; name a dataset file with --db"
            raise DatasetError(msg) from error
        raise DamagedDataset(damage(path, str(error))) from error


def damage(path: Path, what: str) -> str:
    """Return the line that says that a dataset is damaged, and what to do."""
    return f"{path}: the file is damaged ({what}); restore a copy, or ingest into a new file"


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def _explain(path: Path, said: str) -> DatasetError:
    """Return the line for what SQLite could not do."""
    if "locked" in said or "busy" in said:
        return DatasetError(f"{path}: another program holds the dataset; try again when it is done")
    if "is full" in said or ("disk I/O" in said and _is_full(path)):
        told = "the disk is full and nothing was changed; free some space and run again"
        return DatasetError(f"{path}: {told}")
    if "readonly" in said:
        told = "may not be written; copy it to a folder of yours and name that with --db"
        return DatasetError(f"{path}: {told}")
    if said.startswith(("no such", "Could not decode")):
        return DamagedDataset(damage(path, said))
    return DatasetError(f"{path}: {said}; is the folder writable and the disk not full?")


def _is_full(path: Path) -> bool:
    """Whether there is no room for a page and an index: SQLite says "I/O error" then."""
    try:
        return shutil.disk_usage(path.absolute().parent).free < FULL_BYTES
    except OSError:
        return False


def tuned(uri: str) -> Database:
    """Open a file by URI, as every connection of ours is."""
    from sqlite_utils import Database

    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    db = Database(connection)
    try:
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA cache_size=-65536")  # 64 MiB: an index page is not read twice a load
    except BaseException:
        db.close()
        raise
    return db


def open_to_write(path: Path) -> Database:
    """Open a file to write to it, or make it."""
    is_new = check_file(path, create=True)
    db = tuned(f"{path.absolute().as_uri()}?mode=rwc")
    try:
        check_owner(db, path, is_new=is_new)
    except BaseException:
        db.close()
        raise
    return db


def check_file(path: Path, *, create: bool) -> bool:
    """Refuse what is no file; say whether it is to be made, or empty.

    The file is not opened: closing it again would give up, for all threads of this process, the
    locks by which SQLite keeps others from folding back and removing the log that they read.

    Raises:
        DatasetError: It is not there, is something else, cannot be read, or a log lies beside it
            that is none of its own.
    """
    if path.is_dir():
        msg = f"{path} is a folder; name a dataset file with --db"
        raise DatasetError(msg)
    if path.exists() and not path.is_file():
        msg = f"{path} is a pipe or a device; name a dataset file with --db"
        raise DatasetError(msg)
    if not path.exists():
        if not create:
            msg = f"{path}: no such dataset; make one with `crossfoot ingest PDF --db {path}`"
            raise DatasetError(msg)
        path.parent.mkdir(parents=True, exist_ok=True)
        return True
    if not os.access(path, os.R_OK):
        msg = f"{path}: cannot be read (no permission); check its permissions"
        raise DamagedDataset(msg)
    if (log := stale_log(path)) is not None:
        msg = (
            f"{path}: {log.name} beside it is a stale write-ahead log, of a file that stood here "
            "before: move it away (and the -shm file), or put both files back that belong together"
        )
        raise DamagedDataset(msg)
    return path.stat().st_size == 0


def check_owner(db: Database, path: Path, *, is_new: bool) -> None:
    """Refuse a database of another program.

    Raises:
        DatasetError: It is one.
    """
    owner = db.execute("PRAGMA application_id").fetchone()[0]
    if owner == APPLICATION_ID:
        return
    is_empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not (is_empty and (is_new or owner == 0)):
        msg = f"{path} is a database of another program; name a dataset file with --db"
        raise DatasetError(msg)


def _wait_for(file: IO[str], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks on this system: BEGIN IMMEDIATE alone guards
        return
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() > end:
                msg = f"{path}: another load holds {file.name}; try again when it is done"
                raise DatasetError(msg) from error
            time.sleep(0.02)
        else:
            return
