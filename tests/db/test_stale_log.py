"""A write-ahead log beside a file is folded into it, unless it belongs to another file."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from crossfoot.db.file.stale import OLDER_SECONDS
from crossfoot.db.load import load_extractions
from crossfoot.db.versions import list_versions
from crossfoot.errors import DamagedDataset
from crossfoot.model import Extraction


def left_behind(dataset: Path, folder: Path, *, folded: int = 0) -> Path:
    """Return a copy of a dataset and of the log that a killed writer left beside it.

    Args:
        folded: Transactions of the two in the log that are in the file as well.
    """
    writer = sqlite3.connect(dataset)
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("UPDATE versions SET message = 'in the log' WHERE number = 1")
    writer.commit()
    if folded:
        writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    if folded < 2:
        reader = sqlite3.connect(dataset)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM versions").fetchone()  # the log may not begin anew
        writer.execute("UPDATE runs SET command = 'in the log too'")
        writer.commit()
        reader.close()
    folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{dataset}{ending}", folder)
    writer.close()
    return folder / dataset.name


def grow_older(path: Path, seconds: float) -> None:
    """Make a log older than its file."""
    log, age = path.with_name(path.name + "-wal"), path.stat().st_mtime - seconds
    os.utime(log, (age, age))


def messages(path: Path) -> list[str]:
    return [one.message for one in list_versions(path)]


@pytest.mark.parametrize("is_writing", [False, True])
def test_a_backup_is_not_mixed_with_the_log_of_what_it_replaced(
    dataset: Path, people: Extraction, people_corrected: Extraction, *, is_writing: bool
) -> None:
    """The log is named, what to do is said, and the file stays as it was put there."""
    backup = dataset.with_name("backup.db")
    load_extractions(dataset, [people])
    shutil.copy(dataset, backup)
    load_extractions(dataset, [people_corrected])
    killed = left_behind(dataset, dataset.parent / "killed")
    shutil.copy(backup, killed)
    grow_older(killed, OLDER_SECONDS + 1)

    with pytest.raises(DamagedDataset, match=r"-wal beside it is a stale write-ahead log") as told:
        load_extractions(killed, [people]) if is_writing else list_versions(killed)
    assert "\n" not in str(told.value)
    assert killed.read_bytes() == backup.read_bytes()
    killed.with_name(killed.name + "-wal").unlink()
    assert len(messages(killed)) == 1


@pytest.mark.parametrize(
    ("folded", "seconds"),
    [
        *((folded, seconds) for folded in (0, 1, 2) for seconds in (0.0, OLDER_SECONDS / 2)),
        *((folded, OLDER_SECONDS * 2) for folded in (1, 2)),
    ],
)
def test_a_log_of_its_own_counts(
    dataset: Path, people: Extraction, folded: int, seconds: float
) -> None:
    """Just written, copied after its file, or in part in it: the file is as it was left."""
    load_extractions(dataset, [people])
    killed = left_behind(dataset, dataset.parent / "killed", folded=folded)
    grow_older(killed, seconds)

    assert messages(killed) == ["in the log"]


def test_what_is_no_log_is_none(dataset: Path, people: Extraction) -> None:
    """An empty file, or one of something else, is left to SQLite."""
    load_extractions(dataset, [people])
    log = dataset.with_name(dataset.name + "-wal")
    for content in (b"", b"no log" * 100):
        log.write_bytes(content)
        grow_older(dataset, OLDER_SECONDS * 2)
        assert len(messages(dataset)) == 1
