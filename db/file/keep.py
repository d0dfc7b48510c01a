"""Copies of the dataset that are whole: made while others read and load."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from crossfoot.db.file.reading import reading, require_sound
from crossfoot.errors import DatasetError


def back_up(path: Path | str, out: Path | str) -> int:
    """Copy a dataset to a new file without a log beside it, check the copy, return its bytes.

    Raises:
        DatasetError: There is no such dataset, the copy is there already, or it is not sound.
    """
    path, out = Path(path), Path(out)
    if out.exists():
        raise DatasetError(f"{out} is there already; name a new file")
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with reading(path) as source:
            copy = sqlite3.connect(draft)
            try:
                source.conn.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            finally:
                copy.close()
        with reading(draft) as made:
            require_sound(made, draft)
        draft.replace(out)
    finally:
        for ending in ("", "-wal", "-shm", "-journal", ".lock"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)
    return out.stat().st_size
