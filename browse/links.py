"""Where an id leads: to the report, the table, the printed page, or the row in Datasette.

In: a cell as Datasette hands it to plugins, a plain value or a foreign key expanded to a value and
a label. Out: the address and the text of a link. Which column points where is read from the foreign
keys of the database, so that a new table needs nothing here.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from crossfoot.browse.addresses import find_key, path_of, table_path
from crossfoot.browse.printed import find_printed


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of the plugin for the rows of a table.

    Attributes:
        path: With ``{}`` for the primary key; leads on to the address that lasts.
        kind: What ``printed`` calls the row, where its address is made of the place it stands at.
        word: What it shows.
        hint: The same in a sentence.
        key: Pattern of the primary keys it takes.
    """

    path: str
    word: str = "page"
    hint: str = "show where it was printed"
    key: str = r"\d{1,18}"
    kind: str = ""


VIEWED: Mapping[str, str] = {"observations": "id"}
"""Views whose rows have pages as those of tables do, and the column that names them."""
BY_VIEW: Mapping[str, str] = {"observation_id": "observations"}
"""Columns that name a row of such a view."""

REMEMBERED = 20_000
"""Addresses that are kept at hand: what a row says of its place never changes."""

PAGES: Mapping[str, OwnPage] = {
    "reports": OwnPage("report/{}", "report", "read the report", kind="report"),
    "tables": OwnPage("table/{}", "table", "show the table as printed", kind="table"),
    "cells": OwnPage("printed/cell/{}", kind="cell"),
    "checks": OwnPage("printed/check/{}", kind="check"),
    "figures": OwnPage("printed/figure/{}", kind="figure"),
    "observations": OwnPage("printed/observation/{}", kind="observation"),
    "city_mentions": OwnPage("printed/city/{}", kind="city"),
    "warnings": OwnPage("printed/warning/{}", kind="warning"),
    "pages": OwnPage("printed/page/{}", kind="page"),
    "cities": OwnPage("city/{}", "city", "all numbers of the city"),
    "measures": OwnPage("measure/{}", "measure", "all values of the measure", r".+"),
    "images": OwnPage("image/{}", "image", "show the picture", r"[0-9a-f]+\.png"),
}
"""Tables whose rows have a page of their own; the rows of others are shown by Datasette."""

NAMED: Mapping[str, str] = {
    "mention_id": "city_mentions",
    "page_id": "pages",
    "measure": "measures",
}
"""Columns of views and queries that name a row though no foreign key does."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a foreign key points to."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class References:
    """How the tables of a database point to each other.

    Attributes:
        targets: By table, then by column.
        keys: Each table's primary key, where it is one column.
        labels: Each table's column that names a row, where it has one.
        anywhere: Targets of the column names that mean the same in all tables: what columns of
            views and queries are known by.
    """

    targets: Mapping[str, Mapping[str, Target]]
    keys: Mapping[str, str]
    labels: Mapping[str, str]
    anywhere: Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a row.

    Attributes:
        text: The row's label, or its key.
        word: What the page shows, where it is one of the plugin's.
        hint: The same in a sentence.
    """

    href: str
    text: str
    word: str = ""
    hint: str = ""


@dataclass(slots=True)
class Linker:
    """Finds where the cells of a Datasette lead."""

    datasette: Any
    _known: dict[str, References] = field(default_factory=dict)
    _paths: OrderedDict[tuple[str, str, int], str | None] = field(default_factory=OrderedDict)
    _labels: OrderedDict[tuple[str, str, Any], Any] = field(default_factory=OrderedDict)
    _plain: set[tuple[str, str, str]] = field(default_factory=set)

    def leads_nowhere(self, database: str, table: str | None, column: str) -> bool:
        """Say whether no cell of a view's column is a reference, once one was asked for.

        Most columns are such, and a page has two thousand cells.
        """
        return (database, table, column) in self._plain

    async def link(self, database: str, table: str | None, column: str, row: Any) -> Link | None:
        """Return where a cell leads, ``None`` for one that is no reference.

        Args:
            table: Or view; ``None`` for the result of a query.
        """
        known = await self._references(database)
        if table is not None and table in known.targets:
            return await self._from_table(known, database, table, column, row)
        target, key = _by_name(known, column, row, is_query=table is None)
        names = {column, f"{column}_id"}
        is_other = column in ("source_id", VIEWED.get(table or ""))
        if table is not None and not is_other and not names & known.anywhere.keys():
            self._plain.add((database, table, column))
        label = row[column]
        if table is not None and column == VIEWED.get(table):
            target, key = Target(table, column), row[column]
        elif table in VIEWED and target is not None and key is not None:
            label = await self._remembered_label(known, database, target, key)
        return await self._to(known, database, target, key, label)

    async def _references(self, database: str) -> References:
        if database not in self._known:
            self._known[database] = await read_references(self.datasette.get_database(database))
        return self._known[database]

    async def _from_table(
        self, known: References, database: str, table: str, column: str, row: Any
    ) -> Link | None:
        target = known.targets[table].get(column)
        value = row[column]
        if isinstance(value, dict) and target is not None:
            return await self._to(known, database, target, value["value"], value["label"])
        if target is not None:
            label = await self._label(known, database, target, value)
            return label and await self._to(known, database, target, value, label[0])
        key = known.keys.get(table, "")
        if table in PAGES and key in row.keys() and column in (key, known.labels.get(table)):  # noqa: SIM118 - a row is no mapping
            return await self._to(known, database, Target(table, key), row[key], value)
        return None

    async def _remembered_label(
        self, known: References, database: str, target: Target, key: Any
    ) -> Any:
        """The same of a view, whose references Datasette does not look up."""
        asked = (database, target.table, key)
        if asked not in self._labels:
            found = await self._label(known, database, target, key)
            self._labels[asked] = found[0] if found else key
            if len(self._labels) > REMEMBERED:
                self._labels.popitem(last=False)
        return self._labels[asked]

    async def _label(
        self, known: References, database: str, target: Target, key: Any
    ) -> tuple[Any] | None:
        """Look the label of a row up, as Datasette's pages of single rows do not."""
        label = _quoted(known.labels.get(target.table, target.column))
        query = f"SELECT {label} FROM {_quoted(target.table)} WHERE {_quoted(target.column)} = :key"  # noqa: S608 - names of the schema
        found = await self.datasette.get_database(database).execute(query, {"key": key})
        return tuple(found.first()) if found.rows else None

    async def _path(self, database: str, page: OwnPage, key: Any) -> str:
        """Return where a row's page is for good; the last ones are remembered."""
        from datasette.utils import tilde_encode

        if not page.kind:
            return page.path.format(tilde_encode(str(key)) if page.key == r".+" else key)
        asked = (database, page.kind, int(key))
        if asked not in self._paths:
            self._paths[asked] = await _find(self.datasette.get_database(database), *asked[1:])
            if len(self._paths) > REMEMBERED:
                self._paths.popitem(last=False)
        return self._paths[asked] or page.path.format(key)

    async def _to(
        self, known: References, database: str, target: Target | None, key: Any, label: Any
    ) -> Link | None:
        """Link to a row: to its page, else to the row in Datasette, else to a search for it."""
        from datasette.utils import tilde_encode

        if target is None or key in (None, ""):
            return None
        text = str(label or "").strip() or str(key)
        urls, page = self.datasette.urls, PAGES.get(target.table)
        if target.column != known.keys.get(target.table, VIEWED.get(target.table)):
            query = urlencode({f"{target.column}__exact": key})
            return Link(f"{urls.table(database, target.table)}?{query}", text)
        if page is not None and re.fullmatch(page.key, str(key)):
            path = await self._path(database, page, key)
            href = urls.path(f"/-/crossfoot/{path}")
            return Link(href, text, page.word, page.hint)
        return Link(urls.row(database, target.table, tilde_encode(str(key))), text)


async def _find(database: Any, kind: str, row_id: int) -> str | None:
    """Return the lasting path of a row."""
    if kind == "report":
        key = await find_key(database, row_id)
        return f"report/file/{key}" if key else None
    printed = await find_printed(database, kind, row_id)
    if printed is None:
        return None
    return table_path(printed) if kind == "table" else path_of(printed)


async def read_references(database: Any) -> References:
    """Return how the tables of one of Datasette's databases point to each other."""
    targets: dict[str, dict[str, Target]] = {}
    keys: dict[str, str] = {}
    labels: dict[str, str] = {}
    for table in await database.table_names():
        found = await database.primary_keys(table)
        if len(found) == 1:
            keys[table] = found[0]
        label = await database.label_column_for_table(table)
        if label:
            labels[table] = label
    for table, pointing in (await database.get_all_foreign_keys()).items():
        targets[table] = {
            one["column"]: Target(
                one["other_table"], one["other_column"] or keys.get(one["other_table"], "")
            )
            for one in pointing["outgoing"]
        }
    return References(targets, keys, labels, _anywhere(targets, keys))


def _anywhere(
    targets: Mapping[str, Mapping[str, Target]], keys: Mapping[str, str]
) -> dict[str, Target]:
    """Return the targets of those column names that point to one thing only."""
    found: dict[str, set[Target]] = defaultdict(set)
    for columns in targets.values():
        for column, target in columns.items():
            found[column].add(target)
    for column, view in BY_VIEW.items():
        found[column].add(Target(view, VIEWED[view]))
    for column, table in NAMED.items():
        if table in keys:
            found[column].add(Target(table, keys[table]))
    return {column: next(iter(all_)) for column, all_ in found.items() if len(all_) == 1}


def _by_name(
    known: References, column: str, row: Any, *, is_query: bool
) -> tuple[Target | None, Any]:
    """Return what a cell of a view or a query points to, and by which key.

    Where there is a ``report_id``, ``report`` is its label; ``source_id`` is an id in the table
    that ``source`` names. Columns of queries bear any name: there only whole numbers point.
    """
    columns = row.keys()
    if column == "source_id" and "source" in columns and row["source"] in known.keys:
        return Target(row["source"], known.keys[row["source"]]), row[column]
    name = f"{column}_id" if f"{column}_id" in columns else column
    if is_query and not (isinstance(row[name], int) and name.endswith(("_id", "geonameid"))):
        return None, None
    return known.anywhere.get(name), row[name]


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
