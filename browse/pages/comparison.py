"""What changed: between two versions, or between two readings (editions, reports)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, NamedTuple

from crossfoot.browse.addresses import find_reading, find_report, mark
from crossfoot.browse.downloads import download, formats
from crossfoot.browse.pages.page import all_rows, not_found, number_of, render, report_key
from crossfoot.browse.printed import KEY_DIGITS, place_sql

SHOWN = 200
AT_ONCE = 8
"""Reports whose numbers are compared on one page; the others are named, each with a link."""

CHOICES = 100
"""Versions, and reports, that the choosers offer beside those that are shown."""

KINDS = ("changed", "added", "removed")
"""What became of a number, in the order in which a page tells it."""
KEYS = {"observation": ("pairing_key", "entity", "header", "period"), "figure": ("label",)}
"""What rows of the two sides are told by."""
COLUMNS = ("kind", "report", "table", "row", "column", "was", "is_now", "page")
"""Of what is kept of a comparison."""

NEWEST = "SELECT max(number) FROM versions"
VERSIONS = """
SELECT number, created_at, message FROM versions
WHERE number > (SELECT max(number) FROM versions) - :most OR number IN (:old, :new)
ORDER BY number DESC
"""
RIVALS = f"""
SELECT substr(d.sha256, 1, {KEY_DIGITS}) AS key, r.label FROM now_extractions n
JOIN reports r ON r.id = n.report_id JOIN editions d ON d.id = n.edition_id
LEFT JOIN reports a ON a.id = :report
ORDER BY r.id = a.id DESC, r.publication_id = a.publication_id DESC,
  r.series <> '' AND r.series = a.series DESC, r.year DESC, r.label LIMIT :most
"""  # noqa: S608 - ours
"""Reports to compare with one: of its publication, of its series, then the newest."""
HELD = """
SELECT e.id, e.report_id, e.edition_id, r.label, d.sha256 FROM version_extractions v
JOIN extractions e ON e.id = v.extraction_id JOIN reports r ON r.id = e.report_id
JOIN editions d ON d.id = e.edition_id
WHERE v.from_version <= :version AND (v.to_version IS NULL OR v.to_version > :version)
"""
READING = """
SELECT e.id, e.report_id, e.edition_id, r.label, d.sha256, d.file FROM extractions e
JOIN reports r ON r.id = e.report_id JOIN editions d ON d.id = e.edition_id WHERE e.id = :id
"""
NUMBERS = """
WITH sides AS (
  SELECT t.pairing_key, o.entity, o.header, o.period, o.text, o.id, 1 AS side
  FROM observations o JOIN tables t ON t.id = o.table_id WHERE o.extraction_id = :new
  UNION ALL
  SELECT t.pairing_key, o.entity, o.header, o.period, o.text, o.id, -1
  FROM observations o JOIN tables t ON t.id = o.table_id WHERE o.extraction_id = :old
), uneven AS (
  SELECT pairing_key, entity, header, period, text, sum(side) AS surplus,
    max(id) FILTER (WHERE side = 1) AS new_id, max(id) FILTER (WHERE side = -1) AS old_id
  FROM sides GROUP BY 1, 2, 3, 4, 5 HAVING sum(side) <> 0
)
SELECT pairing_key, entity, header, period, text, surplus,
  iif(surplus > 0, new_id, old_id) AS id FROM uneven ORDER BY 7
"""
"""Numbers of which one side prints more than the other: all others are the same."""
WHERE_PRINTED = f"""
SELECT o.id, o.page, 'number/' || {place_sql("o")} AS path, t.label AS "table"
FROM json_each(:ids) j JOIN observations o ON o.id = j.value
JOIN tables t ON t.id = o.table_id JOIN extractions e ON e.id = o.extraction_id
JOIN editions d ON d.id = e.edition_id
"""  # noqa: S608 - ours

FIGURES = f"""
SELECT f.label, f.text, f.page, 'figure/' || {place_sql("f")} AS path,
  CASE WHEN f.label <> '' THEN f.label ELSE f.caption END AS title FROM figures f
JOIN extractions e ON e.id = f.extraction_id JOIN editions d ON d.id = e.edition_id
WHERE f.extraction_id = :id AND f.kind = 'key_figure' AND f.value IS NOT NULL ORDER BY f.id
"""  # noqa: S608 - ours
GONE = "SELECT label, reason FROM withdrawals WHERE report_id = :id AND lifted_at IS NULL"


@dataclass(frozen=True, slots=True)
class Reading:
    """An extraction that is compared."""

    id: int
    report_id: int
    edition_id: int
    report: str
    sha256: str

    @property
    def key(self) -> str:
        """What the addresses of its report and of itself bear."""
        return self.sha256[:KEY_DIGITS]


class Pair(NamedTuple):
    """Rows of the two sides that stand for each other; of a thousand few are shown."""

    report: str
    kind: str
    was: Any
    is_now: Any

    @property
    def what(self) -> str:
        """One of :data:`KINDS`."""
        return KINDS[1] if self.was is None else KINDS[2] if self.is_now is None else KINDS[0]


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that is otherwise, new or gone.

    Attributes:
        kind: One of :data:`KINDS`.
        path: The page of the newer number, or of the older where there is none.
        number: Its id, where table, page and path are not looked up yet.
    """

    kind: str
    report: str
    table: str
    row: str
    column: str
    was: str
    is_now: str
    page: int
    path: str
    number: int | None = None


async def show_comparison(datasette: Any, request: Any) -> Any:
    """A chooser, and what changed from one to the other: changed rows first."""
    database = datasette.get_database()
    if request.args.get("old") and request.args.get("new"):
        readings = [await _reading(database, request, name) for name in ("old", "new")]
        return await _show_readings(datasette, request, readings)
    if (newer := request.args.get("new")) or request.args.get("old"):
        name = "new" if newer else "old"
        return await _choose(datasette, request, {name: await _reading(database, request, name)})
    newest = (await database.execute(NEWEST)).single_value() or 0
    new = number_of(request, "to", least=1, most=newest) or newest
    asked = number_of(request, "from", most=newest)
    old = max(0, new - 1) if asked is None else asked  # before the first there was nothing
    before = await _held(database, old)
    after = await _held(database, new)
    asked_for = await report_key(database, request)
    only = await find_report(database, asked_for) if asked_for else None
    both = [key for key in before if key in after and before[key].id != after[key].id]
    chosen = [key for key in both if only in (None, key)][:AT_ONCE]
    changes: list[Pair] = []
    for key in chosen:
        changes += await _compare(database, before[key], after[key])
    others = [after[key] for key in both if key not in chosen]
    added = [after[key] for key in after if key not in before]
    removed = [before[key] for key in before if key not in after]
    if request.url_vars.get("ending"):
        told = {
            "report_added": added,
            "report_removed": removed,
            "report_compared": [after[key] for key in chosen],
            "report_not_compared": others,
        }
        return await _download(database, request, changes, f"changes-{old}-{new}", told)
    context = {
        "versions": await all_rows(database, VERSIONS, {"most": CHOICES, "old": old, "new": new}),
        **await _chooser(database, only, {}),
        "from_version": old,
        "to_version": new,
        "added": added,
        "removed": [(one, await _gone(database, one.report_id)) for one in removed],
        "compared": [
            (after[key], before[key].edition_id == after[key].edition_id) for key in chosen
        ],
        "others": others,
        "query": f"from={old}&to={new}" + (f"&report={asked_for}" if only else ""),
    }
    return await _render(datasette, request, changes, context)


async def _reading(database: Any, request: Any, name: str) -> int | None:
    """Return the reading that a query names: by its file, or by a row number as once."""
    text = request.args[name]
    if len(text) == KEY_DIGITS and set(text) <= set("0123456789abcdef"):
        return await find_reading(database, text)
    return number_of(request, name)


async def _show_readings(datasette: Any, request: Any, ids: list[int | None]) -> Any:
    database = datasette.get_database()
    rows = [(await database.execute(READING, {"id": one})).first() for one in ids]
    if None in rows:
        return await not_found(datasette, request)
    old, new = (Reading(*list(row)[:5]) for row in rows)
    changes = await _compare(database, old, new)
    if request.url_vars.get("ending"):
        name = f"changes-{old.report}-{new.report}"
        return await _download(database, request, changes, name, {"report_compared": [new]})
    context = {
        **await _chooser(database, new.report_id, {"old": rows[0], "new": rows[1]}),
        "readings": rows,
        "compared": [(new, old.edition_id == new.edition_id)],
        "query": f"old={old.key}&new={new.key}",
    }
    return await _render(datasette, request, changes, context)


async def _choose(datasette: Any, request: Any, ids: dict[str, int | None]) -> Any:
    """Show a report beside which another one is to be chosen."""
    database = datasette.get_database()
    chosen = {
        name: (await database.execute(READING, {"id": one})).first() for name, one in ids.items()
    }
    if None in chosen.values():
        return await not_found(datasette, request)
    report_id = next(iter(chosen.values()))["report_id"]
    context = {"is_asked": True, **await _chooser(database, report_id, chosen)}
    return await render(datasette, request, "crossfoot_compare.html", {**context, "counts": {}})


async def _chooser(database: Any, report_id: int | None, chosen: dict[str, Any]) -> dict[str, Any]:
    """Return the files that two reports are chosen from, those that are shown among them."""
    rivals = await all_rows(database, RIVALS, {"report": report_id, "most": CHOICES})
    labels = {row["key"]: row["label"] for row in rivals}
    keys = {name: row["sha256"][:KEY_DIGITS] for name, row in chosen.items()}
    for name, row in chosen.items():
        labels.setdefault(keys[name], f"{row['label']} ({row['file']})")
    return {"rivals": labels, "chosen": keys}


async def _render(
    datasette: Any, request: Any, changes: list[Pair], context: dict[str, Any]
) -> Any:
    counts = Counter(change.what for change in changes)
    shown = {
        **context,
        "changes": await _placed(datasette.get_database(), changes[:SHOWN]),
        "counts": counts,
        "is_cut": len(changes) > SHOWN,
        "formats": formats(),
        "lasting": f"compare?{context['query']}",
    }
    return await render(datasette, request, "crossfoot_compare.html", shown)


async def _download(
    database: Any,
    request: Any,
    changes: list[Pair],
    name: str,
    reports: dict[str, list[Reading]],
) -> Any:
    """Return a row for each number, then one for each report: what became of it."""
    placed = await _placed(database, changes)
    rows = [{column: getattr(one, column) for column in COLUMNS} for one in placed]
    rows += [
        dict(zip(COLUMNS, (kind, one.report, *[""] * (len(COLUMNS) - 3), None), strict=True))
        for kind, readings in reports.items()
        for one in readings
    ]
    return download(rows, request.url_vars["ending"], name, columns=COLUMNS)


async def _held(database: Any, version: int) -> dict[int, Reading]:
    rows = await all_rows(database, HELD, {"version": version})
    return {row["report_id"]: Reading(*row) for row in rows}


async def _gone(database: Any, report_id: int) -> str:
    row = (await database.execute(GONE, {"id": report_id})).first()
    return str(row["reason"]) if row else ""


async def _compare(database: Any, old: Reading, new: Reading) -> list[Pair]:
    """Pair numbers by table, row, column and period, figures by label; equal ones first."""
    uneven = await all_rows(database, NUMBERS, {"old": old.id, "new": new.id})
    come, gone = (
        [row for row in uneven for _ in range(max(0, sign * row["surplus"]))] for sign in (1, -1)
    )
    found = _pairs(new.report, "observation", gone, come)
    figures = [await all_rows(database, FIGURES, {"id": one.id}) for one in (old, new)]
    found += _pairs(new.report, "figure", *figures)
    return sorted(found, key=lambda one: KINDS.index(one.what))


async def _placed(database: Any, pairs: list[Pair]) -> list[Changed]:
    """Look up where numbers are printed: only of those that are shown, for all may differ."""
    changes = [_changed(one) for one in pairs]
    ids = json.dumps([one.number for one in changes if one.number is not None])
    found = {row["id"]: row for row in await all_rows(database, WHERE_PRINTED, {"ids": ids})}
    return [
        one
        if one.number is None
        else replace(one, **{name: found[one.number][name] for name in ("table", "page", "path")})
        for one in changes
    ]


def _pairs(report: str, kind: str, before: list[Any], after: list[Any]) -> list[Pair]:
    key = itemgetter(*KEYS[kind])
    olds: dict[Any, list[Any]] = defaultdict(list)
    for row in before:
        olds[key(row)].append(row)
    left = []
    for row in after:
        rivals = olds.get(key(row), [])
        equal = next((one for one in rivals if one["text"] == row["text"]), None)
        if equal is not None:
            rivals.remove(equal)
        else:
            left.append((row, rivals))
    pairs = [Pair(report, kind, rivals.pop(0) if rivals else None, row) for row, rivals in left]
    return pairs + [Pair(report, kind, row, None) for rows in olds.values() for row in rows]


def _changed(pair: Pair) -> Changed:
    was, is_now = pair.was, pair.is_now
    row = was if is_now is None else is_now
    is_cell = pair.kind == "observation"
    return Changed(
        pair.what,
        pair.report,
        "",
        row["entity"] if is_cell else row["label"],
        row["header"] if is_cell else "",
        was["text"] if was is not None else "",
        is_now["text"] if is_now is not None else "",
        0 if is_cell else row["page"],
        "" if is_cell else f"{row['path']}/{mark(row['title'], row['text'])}",
        row["id"] if is_cell else None,
    )
