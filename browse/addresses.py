"""Addresses that last: made of what a file prints, never of row numbers.

The address of a number is the beginning of its file's SHA-256, its page and a point inside its box,
in whole points. A new reading of the same file, a rebuilt dataset and an export find by it whatever
cell or figure holds that point. A report's address is that of any of its files. Checks are known by
their fingerprint, figures and warnings by a mark of their words beside the point, for several may
share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from zlib import crc32

from crossfoot.browse.printed import KEY_DIGITS, Printed, find_printed
from crossfoot.model import Box

_KEY = r"(?P<key>[0-9a-f]{12})"
_POINT = rf"{_KEY}/(?P<page>\d{{1,5}})/(?P<x>\d{{1,5}})-(?P<y>\d{{1,5}})"
_MARK = r"(?P<mark>[0-9a-f]{8})"
_PICTURE = r"(?:\.(?P<ending>png|csv|json|parquet))?$"
ENDING: Final = r"(?:\.(?P<ending>csv|json|parquet))?$"

REPORT: Final = rf"^/-/crossfoot/report/file/{_KEY}{ENDING}"
MAP: Final = rf"^/-/crossfoot/map/file/{_KEY}$"
TABLE: Final = rf"^/-/crossfoot/table/{_POINT}{ENDING}"
PLACES: Final = (
    rf"^/-/crossfoot/(?P<kind>number|mention|printed)/{_POINT}{_PICTURE}",
    rf"^/-/crossfoot/(?P<kind>figure|check)/{_POINT}/{_MARK}{_PICTURE}",
    rf"^/-/crossfoot/(?P<kind>warning)/{_KEY}/(?P<page>\d{{1,5}})/{_MARK}{_PICTURE}",
    rf"^/-/crossfoot/(?P<kind>page)/{_KEY}/(?P<page>\d{{1,5}}){_PICTURE}",
)
OF_ROWS: Final = r"(?P<kind>[a-z]+)/(?P<id>\d{1,18})"
"""The addresses of earlier releases: they lead on to those that last, for one release more."""

_EDITION = "SELECT id FROM editions WHERE sha256 BETWEEN :key AND :key || 'g'"
_EXTRACTION = f"""
SELECT x.id FROM extractions x WHERE x.edition_id IN ({_EDITION})
ORDER BY x.id IN (SELECT extraction_id FROM now_extractions) DESC, x.id DESC LIMIT 1
"""
_REPORT = f"""
SELECT x.report_id FROM extractions x WHERE x.edition_id IN ({_EDITION})
ORDER BY x.id IN (SELECT extraction_id FROM now_extractions) DESC, x.id DESC LIMIT 1
"""
REPORT_KEY: Final = f"""
SELECT substr(d.sha256, 1, {KEY_DIGITS}) FROM extractions x JOIN editions d ON d.id = x.edition_id
WHERE x.report_id = {{}}
ORDER BY x.id IN (SELECT extraction_id FROM now_extractions) DESC, x.id DESC LIMIT 1
"""
"""The key of a report: of the file it holds now, or held last; to be filled with its id."""

_INSIDE = "x.page = :page AND :x BETWEEN x.x0 AND x.x1 AND :y BETWEEN x.top AND x.bottom"
_NEAREST = (
    "abs((x.x0 + x.x1) / 2 - :x) + abs((x.top + x.bottom) / 2 - :y), "
    "(x.x1 - x.x0) * (x.bottom - x.top), x.id"
)
"""Of boxes that hold the point the one around whose middle it was taken, smaller ones first."""
_HERE = "x.extraction_id = :extraction"
_CELL = f"""
SELECT x.id FROM tables t JOIN cells x ON x.table_id = t.id
WHERE t.extraction_id = :extraction AND {_INSIDE} ORDER BY {_NEAREST} LIMIT 1
"""
# ruff: noqa: S608 - all SQL is ours: kinds and columns, never words of an address
_AT: Final[Mapping[str, str]] = {
    "table": f"SELECT x.id FROM tables x WHERE {_HERE} AND {_INSIDE} ORDER BY {_NEAREST} LIMIT 1",
    "city": f"SELECT x.id FROM city_mentions x WHERE {_HERE} AND {_INSIDE} "
    f"ORDER BY x.status <> 'matched', {_NEAREST} LIMIT 1",
    "page": f"SELECT x.id FROM pages x WHERE {_HERE} AND x.page = :page",
}  # fmt: skip
_MARKED: Final[Mapping[str, str]] = {
    "figure": "SELECT x.id, CASE WHEN x.label <> '' THEN x.label ELSE x.caption END, x.text "
    f"FROM figures x WHERE {_HERE} AND {_INSIDE} ORDER BY {_NEAREST}",
    "check": f"SELECT x.id, x.fingerprint, '' FROM checks x WHERE {_HERE} "
    f"ORDER BY ({_INSIDE}) DESC, x.id",
    "warning": "SELECT x.id, x.code, x.message FROM warnings x "
    f"WHERE {_HERE} AND coalesce(x.page, 1) = :page ORDER BY x.id",
}
"""Rows at a place with the two texts that their mark is made of."""

KINDS: Final[Mapping[str, str]] = {"mention": "city", "printed": "table"}
"""What addresses call what ``printed`` calls otherwise."""
_SAID: Final = {"city": "mention", "table": "printed", "cell": "number", "observation": "number"}


@dataclass(frozen=True, slots=True)
class Found:
    """A row that an address leads to: its kind, as in ``printed``, and its id."""

    kind: str
    id: int


def mark(title: str, text: str = "") -> str:
    """Return what parts figures, checks or warnings of one place: 8 hex digits of their words."""
    return f"{crc32(f'{title}|{text}'.encode()):08x}"


def path_of(printed: Printed) -> str:
    """Return the lasting path of a row, below the plugin's pages."""
    kind = _SAID.get(printed.kind, printed.kind)
    start = f"{kind}/{printed.sha256[:KEY_DIGITS]}/{printed.page}"
    if kind == "page":
        return start
    if kind == "warning":
        return f"{start}/{mark(printed.title, printed.value)}"
    ending = ""
    if kind == "figure":
        ending = f"/{mark(printed.title, printed.value)}"
    elif kind == "check":
        ending = f"/{mark(printed.fingerprint)}"
    return f"{start}/{_middle(printed.box)}{ending}"


def number_path(sha256: str, page: int, box: Box) -> str:
    """Return the lasting path of a number's page, below the plugin's pages."""
    return f"number/{sha256[:KEY_DIGITS]}/{page}/{_middle(box)}"


def _middle(box: Box) -> str:
    x0, top, x1, bottom = box
    x, y = (max(0, int((low + high) / 2 + 0.5)) for low, high in ((x0, x1), (top, bottom)))
    return f"{x}-{y}"


def table_path(printed: Printed) -> str:
    """Return the lasting path of a table's page."""
    return "table" + path_of(printed).removeprefix("printed")


def report_path(sha256: str) -> str:
    """Return the lasting path of a report, by one of its files."""
    return f"report/file/{sha256[:KEY_DIGITS]}"


async def find_report(database: Any, key: str) -> int | None:
    """Return the report that holds a file now, or held it last."""
    return await _first(database, _REPORT, {"key": key})


async def find_key(database: Any, report_id: int) -> str | None:
    """Return the key of a report: of the file that it holds, or held last."""
    row = (await database.execute(REPORT_KEY.format(":id"), {"id": report_id})).first()
    return str(row[0]) if row else None


async def find_reading(database: Any, key: str) -> int | None:
    """Return the reading of a file that the newest version holds, or the newest one."""
    return await _first(database, _EXTRACTION, {"key": key})


async def find_place(database: Any, kind: str, place: Mapping[str, str]) -> Found | None:
    """Return what stands at an address, in the newest reading of its file."""
    extraction = await find_reading(database, place["key"])
    if extraction is None:
        return None
    at: dict[str, Any] = {name: int(place.get(name) or 0) for name in ("page", "x", "y")}
    at |= {"extraction": extraction, "mark": place.get("mark") or ""}
    kind = KINDS.get(kind, kind)
    if kind == "number":
        cell = await _first(database, _CELL, at)
        return Found("cell", cell) if cell else await _marked(database, "figure", at)
    if kind in _MARKED:
        return await _marked(database, kind, at)
    found = await _first(database, _AT[kind], at)
    return Found(kind, found) if found else None


async def find_path(database: Any, kind: str, row_id: int) -> str | None:
    """Return the lasting path of a row that is known by its number."""
    printed = await find_printed(database, kind, row_id)
    return path_of(printed) if printed else None


async def _marked(database: Any, kind: str, at: dict[str, Any]) -> Found | None:
    """Return the row at a place whose words make the mark, else the nearest one there."""
    rows = list((await database.execute(_MARKED[kind], at)).rows)
    same = [row for row in rows if mark(row[1] or "", row[2] or "") == at["mark"]]
    if kind == "check":  # another check is no answer, a figure that is worded otherwise is
        rows = same
    return Found(kind, int((same or rows)[0][0])) if rows else None


async def _first(database: Any, query: str, values: dict[str, Any]) -> int | None:
    row = (await database.execute(query, values)).first()
    return int(row[0]) if row else None
