"""Where things of the dataset were printed: one query per kind of row.

In: a kind and an id. Out: :class:`Printed`, with page, box and edition. Boxes always come from the
database, never from a URL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from crossfoot.model import Box

KEY_DIGITS: Final = 12
"""Hex digits of a file's SHA-256: two of a million files share them once in 500 datasets."""


def place_sql(row: str, edition: str = "d") -> str:
    """Return an SQL expression: file, page and point of a row with a box, as in an address."""
    x, y = (
        f"cast(max(0, ({row}.{low} + {row}.{high}) / 2 + 0.5) AS INTEGER)"
        for low, high in (("x0", "x1"), ("top", "bottom"))
    )
    return (
        f"substr({edition}.sha256, 1, {KEY_DIGITS}) || '/' || {row}.page || '/' || {x} "
        f"|| '-' || {y}"
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """A row of the dataset and where it stands on paper.

    Attributes:
        title: What it is, for the heading of its page.
        value: The printed text.
        sha256: The edition's PDF.
    """

    kind: str
    id: int
    title: str
    value: str
    report_id: int
    report: str
    language: str
    file: str
    sha256: str
    page: int
    box: Box
    table_id: int | None = None
    cell_id: int | None = None
    fingerprint: str = ""
    extraction_id: int = 0


_PLACE = "x.page, x.x0, x.top, x.x1, x.bottom"
_ANY_PLACE = """coalesce(x.page, 1) AS page, coalesce(x.x0, 0) AS x0, coalesce(x.top, 0) AS top,
        coalesce(x.x1, 9999) AS x1, coalesce(x.bottom, 9999) AS bottom"""
"""Of what may have no place: its whole page, cut to the sheet when drawn; else the first page."""
_EDITION = """
JOIN extractions e ON e.id = {extraction}
JOIN editions d ON d.id = e.edition_id
JOIN reports r ON r.id = e.report_id
WHERE x.id = :id
"""
_REPORT = (
    "r.id AS report_id, r.label AS report, r.language, d.file, d.sha256, e.id AS extraction_id"
)

QUERIES: Mapping[str, str] = {
    "cell": f"""SELECT t.label AS title, x.text AS value, {_PLACE}, {_REPORT},
        x.table_id, x.id AS cell_id
        FROM cells x JOIN tables t ON t.id = x.table_id
        {_EDITION.format(extraction="t.extraction_id")}""",
    "observation": f"""SELECT x.entity || ', ' || x.header AS title, x.text AS value, {_PLACE},
        {_REPORT}, x.table_id, x.cell_id
        FROM observations x {_EDITION.format(extraction="x.extraction_id")}""",
    "figure": f"""SELECT CASE WHEN x.label != '' THEN x.label ELSE x.caption END AS title,
        x.text AS value, {_PLACE}, {_REPORT}, NULL AS table_id, NULL AS cell_id
        FROM figures x {_EDITION.format(extraction="x.extraction_id")}""",
    "check": f"""SELECT x.label AS title, x.total_text AS value, {_PLACE}, {_REPORT},
        x.table_id, x.cell_id, x.fingerprint
        FROM checks x {_EDITION.format(extraction="x.extraction_id")}""",
    "city": f"""SELECT coalesce(c.name || ' (' || c.country || ')', x.status) AS title,
        x.text AS value, {_PLACE}, {_REPORT}, x.table_id, x.cell_id
        FROM city_mentions x LEFT JOIN cities c ON c.geonameid = x.geonameid
        {_EDITION.format(extraction="x.extraction_id")}""",
    "table": f"""SELECT x.label AS title, x.caption AS value, {_PLACE}, {_REPORT},
        x.id AS table_id, NULL AS cell_id
        FROM tables x {_EDITION.format(extraction="x.extraction_id")}""",
    "warning": f"""SELECT x.code AS title, x.message AS value, {_ANY_PLACE}, {_REPORT},
        NULL AS table_id, NULL AS cell_id
        FROM warnings x {_EDITION.format(extraction="x.extraction_id")}""",
    "page": f"""SELECT x.placed_count || ' / ' || x.numbers_count AS title,
        (SELECT group_concat(n.value ->> 'text', ' · ') FROM json_each(x.not_placed) n) AS value,
        {_ANY_PLACE}, {_REPORT}, NULL AS table_id, NULL AS cell_id
        FROM pages x {_EDITION.format(extraction="x.extraction_id")}""",
}
"""SQL per kind of row; each takes ``:id``."""

ITEMS = f"""
SELECT i.sign, coalesce(c.text, f.text) AS text, coalesce(f.label, '') AS label,
  coalesce(c.page, f.page) AS page, coalesce(c.x0, f.x0) AS x0, coalesce(c.top, f.top) AS top,
  coalesce(c.x1, f.x1) AS x1, coalesce(c.bottom, f.bottom) AS bottom,
  i.cell_id, i.figure_id, coalesce({place_sql("c")}, {place_sql("f")}) AS place,
  CASE WHEN f.label <> '' THEN f.label ELSE f.caption END AS figure_title,
  h.header AS column_name, coalesce(s.entity,
    (SELECT h.text FROM cells h WHERE h.table_id = c.table_id AND h.row = c.row AND h.col = 0))
  AS row_name
FROM check_items i
LEFT JOIN cells c ON c.id = i.cell_id
LEFT JOIN observation_rows o ON o.table_id = c.table_id AND o.cell_id = c.id
LEFT JOIN observation_headers h ON h.id = o.header_id
LEFT JOIN observation_subjects s ON s.id = o.subject_id
LEFT JOIN figures f ON f.id = i.figure_id
JOIN checks k ON k.id = i.check_id JOIN extractions e ON e.id = k.extraction_id
JOIN editions d ON d.id = e.edition_id
WHERE i.check_id = :id ORDER BY i.position
"""
"""What a check adds up, in order."""

OBSERVATION = """
SELECT o.*, c.name AS city, m.name_en, m.name_fr, m.name_es FROM observations o
JOIN measures m ON m.measure = o.measure LEFT JOIN cities c ON c.geonameid = o.geonameid
WHERE o.id = coalesce(:id, (SELECT min(x.id) FROM cells c JOIN observation_rows x
  ON x.table_id = c.table_id AND x.cell_id = c.id WHERE c.id = :cell))
"""
HISTORY = f"""
SELECT v.from_version, v.to_version, 'number/' || {place_sql("o")} AS path, o.text, o.page, d.file,
  o.check_status
FROM observations mine JOIN tables here ON here.id = mine.table_id
JOIN tables t ON t.report_id = mine.report_id AND t.pairing_key = here.pairing_key
JOIN observations o ON o.table_id = t.id AND o.entity = mine.entity AND o.header = mine.header
  AND o.period = mine.period
JOIN version_extractions v ON v.extraction_id = o.extraction_id
JOIN extractions e ON e.id = o.extraction_id JOIN editions d ON d.id = e.edition_id
WHERE mine.id = :id GROUP BY v.extraction_id, v.from_version ORDER BY v.from_version
"""
"""The same number, by table, row, column and period, in each version."""

FIGURE_HISTORY = f"""
SELECT v.from_version, v.to_version, 'figure/' || {place_sql("o")} AS path,
  CASE WHEN o.label <> '' THEN o.label ELSE o.caption END AS title, o.text, o.page, d.file,
  o.check_status
FROM figures mine JOIN figures o ON o.report_id = mine.report_id AND o.label = mine.label
  AND o.section = mine.section AND o.kind = mine.kind
JOIN version_extractions v ON v.extraction_id = o.extraction_id
JOIN extractions e ON e.id = o.extraction_id JOIN editions d ON d.id = e.edition_id
WHERE mine.id = :id GROUP BY v.extraction_id, v.from_version ORDER BY v.from_version
"""

CHECKS_OF_CELL = f"""
SELECT k.id, k.status, k.kind, k.label, k.explanation_en, k.explanation_fr,
  k.explanation_es, k.cell_id = :id AS is_total, k.fingerprint, {place_sql("k")} AS place
FROM checks k JOIN extractions e ON e.id = k.extraction_id JOIN editions d ON d.id = e.edition_id
WHERE k.id IN (SELECT id FROM checks WHERE cell_id = :id
  UNION SELECT check_id FROM check_items WHERE cell_id = :id) ORDER BY is_total DESC, k.id
"""
CHECKS_OF_FIGURE = CHECKS_OF_CELL.replace("cell_id", "figure_id")


async def find_printed(database: Any, kind: str, row_id: int) -> Printed | None:
    """Return where a row was printed; ``None`` for an unknown kind or id."""
    query = QUERIES.get(kind)
    row = (await database.execute(query, {"id": row_id})).first() if query else None
    if row is None:
        return None
    return Printed(
        kind=kind,
        id=row_id,
        title=row["title"] or "",
        value=row["value"] or "",
        report_id=row["report_id"],
        report=row["report"],
        language=row["language"],
        file=row["file"],
        sha256=row["sha256"],
        page=row["page"],
        box=(row["x0"], row["top"], row["x1"], row["bottom"]),
        table_id=row["table_id"],
        cell_id=row["cell_id"],
        fingerprint=row["fingerprint"] if kind == "check" else "",
        extraction_id=row["extraction_id"],
    )
