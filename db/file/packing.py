"""The step to the sixth schema: observations are kept as what they say beyond their cells.

Nothing is lost on the way: the view `observations` gives the rows that the table of this name had,
which is compared row by row before the table goes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.schema import TOKENS
from crossfoot.errors import DatasetError

if TYPE_CHECKING:
    from sqlite_utils import Database

_FOLDER = Path(__file__).parent
_LOST = """
SELECT (SELECT count(*) FROM old_observations) - (SELECT count(*) FROM observations),
  (SELECT count(*) FROM (SELECT {columns} FROM old_observations EXCEPT
    SELECT {columns} FROM observations))
"""


def pack_observations(db: Database) -> None:
    """Put the rows of the table `observations` into the tables that its view reads.

    Raises:
        DatasetError: The view would not give the same rows; nothing was changed.
    """
    views = db.view_names()
    for view in views:  # they name the table that goes; made anew in the end
        db.execute(f'DROP VIEW "{view}"')
    db.execute("DROP TABLE observations_fts")
    db.executescript((_FOLDER / "schema_006.sql").read_text(encoding="utf-8"))
    db.executescript((_FOLDER / "observations.sql").read_text(encoding="utf-8"))
    _compare(db)
    db.execute("DROP TABLE old_observations")
    _index(db, "observations", "entity, header", "id")
    db.execute("DROP TABLE cells_fts")
    _index(db, "cells", "text", "id")


def _compare(db: Database) -> None:
    names = db.execute("SELECT name FROM pragma_table_info('old_observations')").fetchall()
    columns = ", ".join(f'"{name}"' for (name,) in names)
    fewer, lost = db.execute(_LOST.format(columns=columns)).fetchone()
    if fewer or lost:
        msg = f"the dataset cannot be migrated: {lost} observations would not be as they are"
        raise DatasetError(msg)


def _index(db: Database, table: str, columns: str, key: str) -> None:
    """Make a full-text index that keeps no lengths of texts: nothing ranks by them here."""
    db.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, tokenize='{TOKENS}', "
        f"content=[{table}], content_rowid=[{key}], columnsize=0)"
    )
    db.execute(
        f"INSERT INTO {table}_fts (rowid, {columns}) SELECT {key}, {columns} FROM {table}"  # noqa: S608 - our names
    )
