"""What each table, view and column means, with its unit: the one place that says so.

Datasette's descriptions (:func:`datasette_tables`) and the schema page of the documentation
(:func:`schema_markdown`) are made from here; a test fails on a column that is not described.
A column that means the same everywhere is described once, in ``SHARED``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.db.descriptions.shared import SHARED
from crossfoot.db.descriptions.tables import TABLES
from crossfoot.db.descriptions.views import VIEWS

if TYPE_CHECKING:
    from sqlite_utils import Database


INTERFACE = "1.2"
"""Version of the views and columns that others rely on: the first number rises when one goes or
means something else, after a release that has both; the second when one is added."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds.

    Attributes:
        unit: "points", "bytes", "seconds", "%"; "" for names, texts and plain counts.
    """

    column: str
    description: str
    unit: str


def describe_columns(db: Database, table: str) -> tuple[Meaning, ...]:
    """Return the meaning of each column of a table or view, in its order.

    Raises:
        KeyError: A column is not described.
    """
    own = (TABLES.get(table) or VIEWS[table]).columns
    columns = db.execute(f"SELECT name FROM pragma_table_info('{table}')")  # noqa: S608 - our name
    return tuple(_meaning(name, own) for (name,) in columns.fetchall())


def column_types(db: Database, table: str) -> dict[str, str]:
    """Return SQLite's type of each column of a table or view, "" where it has none.

    What an observation says of its number comes from one of two tables, so that SQLite names no
    type for it: it is that of the column in either.
    """
    query = (
        "SELECT c.name, coalesce(nullif(c.type, ''), v.type, '') FROM pragma_table_info(:table) c "
        "LEFT JOIN pragma_table_info('observation_values') v ON v.name = c.name ORDER BY c.cid"
    )
    return dict(db.execute(query, {"table": table}).fetchall())


def _meaning(column: str, own: Mapping[str, str]) -> Meaning:
    text = own.get(column) or SHARED[column]
    head, _, unit = text.partition(" | ")
    return Meaning(column, head, unit)


def datasette_tables(db: Database) -> dict[str, dict[str, object]]:
    """Return the ``tables`` block of Datasette's metadata for all our tables and views."""
    return {
        name: {
            "title": subject.title,
            "description": subject.description,
            "columns": {one.column: one.description for one in describe_columns(db, name)},
            "units": {one.column: one.unit for one in describe_columns(db, name) if one.unit},
            **({"label_column": subject.label} if subject.label else {}),
        }
        for name, subject in {**TABLES, **VIEWS}.items()
    }


def schema_markdown(db: Database) -> str:
    """Return the schema page: one section for each table and view, one line for each column."""
    return "\n".join(_sections(db)) + "\n"


def _sections(db: Database) -> Iterator[str]:
    for heading, subjects in (("Views", VIEWS), ("Tables", TABLES)):
        yield f"## {heading}\n"
        for name, subject in subjects.items():
            yield f"### `{name}`\n\n{subject.description}\n"
            yield "| column | meaning | unit |\n|---|---|---|"
            for one in describe_columns(db, name):
                yield f"| `{one.column}` | {one.description} | {one.unit} |"
            yield ""
