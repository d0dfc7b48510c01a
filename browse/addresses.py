"""Addresses that last: made of what a file prints, never of row numbers.

A number's address is the beginning of its file's SHA-256, its page and a point inside its box, in
whole points. A new reading of the same file, a rebuilt dataset and an export find by it whatever
cell or figure holds that point. A report's address is that of any of its files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from crossfoot.model import Box

KEY_DIGITS = 12
"""Hex digits of a file's SHA-256: two of a million files share them once in 500 datasets."""

NUMBER: Final = (
    r"^/-/crossfoot/number/(?P<key>[0-9a-f]{12})/(?P<page>\d{1,5})/(?P<x>\d{1,5})-(?P<y>\d{1,5})$"
)
TABLE: Final = NUMBER.replace("/number/", "/table/")
REPORT: Final = r"^/-/crossfoot/report/file/(?P<key>[0-9a-f]{12})$"

_EDITION = "SELECT id FROM editions WHERE sha256 BETWEEN :key AND :key || 'g'"
_EXTRACTION = f"""
SELECT x.id FROM extractions x WHERE x.edition_id IN ({_EDITION})
ORDER BY x.id IN (SELECT extraction_id FROM now_extractions) DESC, x.id DESC LIMIT 1
"""  # noqa: S608 - ours
_INSIDE = "x.page = :page AND :x BETWEEN x.x0 AND x.x1 AND :y BETWEEN x.top AND x.bottom"
_SMALLEST = "ORDER BY (x.x1 - x.x0) * (x.bottom - x.top), x.id LIMIT 1"
_CELL = f"""
SELECT x.id FROM tables t JOIN cells x ON x.table_id = t.id
WHERE t.extraction_id = :extraction AND {_INSIDE} {_SMALLEST}
"""  # noqa: S608 - ours
_FIGURE = (
    f"SELECT x.id FROM figures x WHERE x.extraction_id = :extraction AND {_INSIDE} {_SMALLEST}"  # noqa: S608 - ours
)
_TABLE = f"SELECT x.id FROM tables x WHERE x.extraction_id = :extraction AND {_INSIDE} {_SMALLEST}"  # noqa: S608 - ours
_REPORT = f"""
SELECT x.report_id FROM extractions x WHERE x.edition_id IN ({_EDITION})
ORDER BY x.id IN (SELECT extraction_id FROM now_extractions) DESC, x.id DESC LIMIT 1
"""  # noqa: S608 - ours


@dataclass(frozen=True, slots=True)
class Found:
    """A row that an address leads to: its kind, as in ``printed``, and its id."""

    kind: str
    id: int


def number_path(sha256: str, page: int, box: Box) -> str:
    """Return the lasting path of a cell or figure, below the plugin's pages."""
    return f"number/{_place(sha256, page, box)}"


def table_path(sha256: str, page: int, box: Box) -> str:
    """Return the lasting path of a table."""
    return f"table/{_place(sha256, page, box)}"


def report_path(sha256: str) -> str:
    """Return the lasting path of a report, by one of its files."""
    return f"report/file/{sha256[:KEY_DIGITS]}"


def _place(sha256: str, page: int, box: Box) -> str:
    x, y = (max(0, round((low + high) / 2)) for low, high in ((box[0], box[2]), (box[1], box[3])))
    return f"{sha256[:KEY_DIGITS]}/{page}/{x}-{y}"


async def find_report(database: Any, key: str) -> int | None:
    """Return the report that holds a file now, or held it last."""
    return await _first(database, _REPORT, {"key": key})


async def find_table(database: Any, place: dict[str, str]) -> int | None:
    """Return the table at a point of a page, in the newest reading of a file."""
    return await _at(database, _TABLE, place)


async def find_number(database: Any, place: dict[str, str]) -> Found | None:
    """Return the cell or figure at a point of a page."""
    for kind, query in (("cell", _CELL), ("figure", _FIGURE)):
        found = await _at(database, query, place)
        if found is not None:
            return Found(kind, found)
    return None


async def _at(database: Any, query: str, place: dict[str, str]) -> int | None:
    extraction = await _first(database, _EXTRACTION, {"key": place["key"]})
    if extraction is None:
        return None
    point = {name: int(place[name]) for name in ("page", "x", "y")}
    return await _first(database, query, {"extraction": extraction, **point})


async def _first(database: Any, query: str, values: dict[str, Any]) -> int | None:
    row = (await database.execute(query, values)).first()
    return int(row[0]) if row else None
