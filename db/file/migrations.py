"""The schema, as numbered steps that are never edited once released, and the views on top.

A step is an SQL file, so that the schema reads as what it is; sqlite-utils records which steps a
file has seen. Views hold no data: they are dropped and made anew whenever ``views.sql`` changes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.access import lock
from crossfoot.db.file.packing import pack_observations
from crossfoot.db.file.schema import APPLICATION_ID, FULL_TEXT, TOKENS
from crossfoot.db.identity.publications import tie_reports
from crossfoot.db.now import rebuild
from crossfoot.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database, Migrations

SCHEMA_NUMBER = 8
"""Raised by each new step; a file with a higher one was made by a newer crossfoot."""

_FOLDER = Path(__file__).parent
_OBSERVATIONS = _FOLDER / "observations.sql"
_VIEWS = _FOLDER / "views.sql"


def is_current(db: Database) -> bool:
    """Say whether the file has this program's schema and views.

    Raises:
        DatasetError: A newer program made it.
    """
    number = db.execute("PRAGMA user_version").fetchone()[0]
    if number // 1000 > SCHEMA_NUMBER:
        msg = "the dataset was made by a newer crossfoot: update this one"
        raise DatasetError(msg)
    return bool(number == _stamp())


def migrate(db: Database) -> None:
    """Bring a file to this program's schema, or make it; does nothing to a current one.

    Each step is one transaction: an interrupted migration is taken up where it stopped.

    Raises:
        DatasetError: A newer program made the file.
    """
    if is_current(db):
        return
    db.enable_wal()
    db.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a step, and tables are rebuilt
    try:
        _steps().apply(db)
    finally:
        db.execute("PRAGMA foreign_keys=ON")
    with db.atomic():
        for view in db.view_names():
            db.execute(f'DROP VIEW "{view}"')
        db.executescript(_views())
        db.execute(f"PRAGMA user_version={_stamp()}")
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")


def lock_and_migrate(db: Database, path: Path) -> None:
    """Migrate while no one else does; raises as :func:`migrate` and as ``db.file.access.lock``."""
    with lock(path):
        migrate(db)


def shadow_views(db: Database, path: Path) -> None:
    """Give a file that cannot be written this program's views, for this connection alone.

    Raises:
        DatasetError: Its tables are those of an older program, which views do not mend.
    """
    number = db.execute("PRAGMA user_version").fetchone()[0]
    if number // 1000 < SCHEMA_NUMBER:
        msg = (
            f"{path}: an older crossfoot made it, and it cannot be brought up to date where it "
            "lies; copy it to a folder that you may write to and name that copy with --db"
        )
        raise DatasetError(msg)
    db.execute("PRAGMA temp_store=MEMORY")
    db.executescript(_views().replace("CREATE VIEW", "CREATE TEMP VIEW"))


def _steps() -> Migrations:
    from sqlite_utils import Migrations

    steps = Migrations("crossfoot")

    @steps(name="001_schema")
    def _schema(db: Database) -> None:
        db.executescript((_FOLDER / "schema_001.sql").read_text(encoding="utf-8"))

    @steps(name="001_full_text")
    def _full_text(db: Database) -> None:
        for table, columns in FULL_TEXT:
            db.table(table).enable_fts(list(columns), tokenize=TOKENS)

    @steps(name="002_publications")
    def _publications(db: Database) -> None:
        for view in db.view_names():  # they name tables that are rebuilt; made anew in the end
            db.execute(f'DROP VIEW "{view}"')
        db.executescript((_FOLDER / "schema_002.sql").read_text(encoding="utf-8"))
        tie_reports(db)
        if loose := db.execute("PRAGMA foreign_key_check").fetchall():
            msg = f"the dataset cannot be migrated: {len(loose)} rows point nowhere"
            raise DatasetError(msg)

    for number, name in ((3, "003_pages"), (4, "004_axes"), (5, "005_now")):
        steps(name=name)(_script(number))

    @steps(name="006_observations")
    def _observations(db: Database) -> None:
        pack_observations(db)
        rebuild(db)

    for number, name in ((7, "007_report"), (8, "008_licences")):
        steps(name=name)(_script(number))
    return steps


def _script(number: int) -> Callable[[Database], None]:
    """Return the step that is an SQL file and nothing else."""

    def run(db: Database) -> None:
        db.executescript((_FOLDER / f"schema_{number:03}.sql").read_text(encoding="utf-8"))

    return run


def _views() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (_OBSERVATIONS, _VIEWS))


def _stamp() -> int:
    """Schema number and, in the last three digits, a sum over the text of the views."""
    import zlib

    return SCHEMA_NUMBER * 1000 + zlib.crc32(_views().encode()) % 1000
