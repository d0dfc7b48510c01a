"""What the newest version holds, kept in the tables ``now_*`` so that pages need not count.

In: extractions that enter or leave the newest version, inside the transaction of a load. Out: rows
of ``now_*``, which are derived and can be made anew at any time (:func:`rebuild`). They are the
only rows that a load removes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from crossfoot.folding import bare_words

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES: Final = (
    *("now_extractions", "now_measures", "now_cities", "now_values", "now_mismatches"),
    "now_names",
)

_ENTER: Final = (
    """
INSERT INTO now_extractions
SELECT e.id, e.report_id, e.edition_id,
  (SELECT count(*) FROM city_mentions m WHERE m.extraction_id = e.id AND m.status = 'review'),
  (SELECT count(*) FROM (SELECT DISTINCT o.table_id, o.header, o.measure FROM observations o
    WHERE o.extraction_id = e.id AND o.is_known = 0)),
  (SELECT count(*) FROM tables t WHERE t.extraction_id = e.id AND t.confidence < 0.7),
  (SELECT count(*) FROM warnings w WHERE w.extraction_id = e.id)
FROM extractions e WHERE e.id = :id
""",
    """
INSERT INTO now_measures SELECT measure, extraction_id, count(*) FROM observations
WHERE extraction_id = :id GROUP BY measure
""",
    """
INSERT INTO now_cities
SELECT geonameid, :id, sum(is_mention), sum(1 - is_mention) FROM (
  SELECT geonameid, 1 AS is_mention FROM city_mentions
  WHERE extraction_id = :id AND status = 'matched' AND geonameid IS NOT NULL
  UNION ALL SELECT geonameid, 0 FROM observations
  WHERE extraction_id = :id AND geonameid IS NOT NULL
) GROUP BY geonameid
""",
    """
INSERT INTO now_values SELECT measure, period, value, id FROM observations
WHERE extraction_id = :id AND value IS NOT NULL
""",
    """
INSERT INTO now_mismatches
SELECT id, extraction_id, report_id, severity <> 'error',
  coalesce(abs(delta) / nullif(max(abs(printed), abs(computed)), 0), 0)
FROM checks WHERE extraction_id = :id AND status = 'mismatch'
""",
)
_LEAVE: Final = (
    # one look-up for each row, by the whole key
    "DELETE FROM now_values WHERE (measure, period, value, observation_id) IN "
    "(SELECT measure, period, value, id FROM observations WHERE extraction_id = :id)",
    "DELETE FROM now_measures WHERE extraction_id = :id",
    "DELETE FROM now_cities WHERE extraction_id = :id",
    "DELETE FROM now_mismatches WHERE extraction_id = :id",
    "DELETE FROM now_extractions WHERE extraction_id = :id",
)

_NAMES: Final[Mapping[str, str]] = {
    "city": "SELECT geonameid, name, name_en, name_fr, name_es FROM cities "
    "WHERE geonameid IN (SELECT geonameid FROM now_cities)",
    "measure": "SELECT measure, coalesce(name_en, header), name_fr, name_es, header, "
    "replace(measure, '_', ' ') FROM measures WHERE measure IN (SELECT measure FROM now_measures)",
    "report": "SELECT r.id, r.label, r.title, r.series, d.file, p.title FROM now_extractions n "
    "JOIN reports r ON r.id = n.report_id JOIN editions d ON d.id = n.edition_id "
    "LEFT JOIN publications p ON p.id = r.publication_id",
}
"""Per kind: key, name, and more names by which it is found."""


def enter(db: Database, extraction_ids: Iterable[int]) -> None:
    """Add the rows of extractions that the newest version holds from now on."""
    for one in sorted(extraction_ids):
        for statement in _ENTER:
            db.execute(statement, {"id": one})


def leave(db: Database, extraction_ids: Iterable[int]) -> None:
    """Remove the rows of extractions that it holds no more."""
    for one in sorted(extraction_ids):
        for statement in _LEAVE:
            db.execute(statement, {"id": one})


def settle_names(db: Database) -> None:
    """Bring the names by which things are found up to date; only what changed is written."""
    wanted = dict(_wanted_names(db))
    known = {
        (kind, key): (name, words)
        for kind, key, name, words in db.execute("SELECT * FROM now_names").fetchall()
    }
    changed = [key for key, named in known.items() if wanted.get(key) != named]
    db.conn.executemany("DELETE FROM now_names WHERE kind = ? AND key = ?", changed)
    db.conn.executemany(
        "INSERT INTO now_names VALUES (?, ?, ?, ?)",
        [(*key, *named) for key, named in sorted(wanted.items()) if known.get(key) != named],
    )


def rebuild(db: Database) -> None:
    """Make all derived rows anew, from what the newest version holds."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - our names
    held = "SELECT extraction_id FROM version_extractions WHERE to_version IS NULL"
    enter(db, [one for (one,) in db.execute(held).fetchall()])
    settle_names(db)


def rebuild_and_compare(db: Database) -> dict[str, int]:
    """Make all derived rows anew and return how many of each table were otherwise before."""
    for table in TABLES:
        db.execute(f"CREATE TEMP TABLE was_{table} AS SELECT * FROM main.{table}")  # noqa: S608 - our names
    rebuild(db)
    wrong: dict[str, int] = {}
    for table in TABLES:
        query = (
            f"SELECT (SELECT count(*) FROM (SELECT * FROM {table} EXCEPT "  # noqa: S608 - our names
            f"SELECT * FROM temp.was_{table})) + (SELECT count(*) FROM "
            f"(SELECT * FROM temp.was_{table} EXCEPT SELECT * FROM {table}))"
        )
        wrong[table] = int(db.execute(query).fetchone()[0])
        db.execute(f"DROP TABLE temp.was_{table}")
    return wrong


def _wanted_names(db: Database) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for kind, query in _NAMES.items():
        for key, name, *others in db.execute(query).fetchall():
            folded = [bare_words(text) for text in (name, *others) if text]
            # a space before each word: "% brus%" finds what begins with "brus"
            words = "".join(f" {one} |" for one in dict.fromkeys(folded))
            yield (kind, str(key)), (name, words)
