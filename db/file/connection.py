"""Opening the dataset: one file, checked, with foreign keys on, one writer at a time.

The file runs in WAL mode, so that people browse the old version while a new one is loaded. A
writer holds two locks: ``FILE.lock`` beside the dataset (released by the system even when the
process is killed), and SQLite's own through ``BEGIN IMMEDIATE``. After a load the log is folded
back, so that the file alone is the whole dataset and can be copied or served as immutable.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.access import lock, open_to_write, reported
from crossfoot.db.file.migrations import is_current, lock_and_migrate, migrate
from crossfoot.db.file.reading import open_to_read

if TYPE_CHECKING:
    from sqlite_utils import Database


def connect(path: Path | str, *, create: bool = False) -> Database:
    """Open a dataset, migrated, with foreign keys on; only to read where it cannot be written.

    Args:
        path: The dataset file.
        create: Make an empty dataset when there is no file; else that is an error.

    Raises:
        DatasetError: There is no such file, it is no dataset of ours, it is damaged, it is
            newer than this program, or it stayed locked.
    """
    path = Path(path)
    with reported(path):
        if not create:
            return open_to_read(path)[0]
        db = open_to_write(path)
        try:
            if not is_current(db):
                lock_and_migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def writing(path: Path | str) -> Iterator[Database]:
    """Give the dataset inside one immediate transaction: all of the body is kept, or nothing.

    Raises:
        DatasetError: As :func:`connect`, or another writer held the lock for two minutes.
    """
    path = Path(path)
    with reported(path), lock(path):
        db = open_to_write(path)
        try:
            migrate(db)
            db.execute("BEGIN IMMEDIATE")
            # checked at the commit: a figure may be a part of one that is inserted after it
            db.execute("PRAGMA defer_foreign_keys=ON")
            try:
                yield db
                db.commit()
            except BaseException:
                if db.conn.in_transaction:  # a full disk has ended it already
                    db.rollback()
                raise
            with suppress(sqlite3.OperationalError):  # a reader in between: the next load does it
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.close()
