"""Rows become values again: an extraction as it was loaded, or what of it a diff compares."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossfoot.db.stored.exact import from_scaled, from_text
from crossfoot.db.stored.keys import PATH
from crossfoot.model import (
    Box,
    Cell,
    Check,
    CityMention,
    Evidence,
    Extraction,
    Figure,
    Finding,
    Match,
    Note,
    Place,
    PrintedNumber,
    Ref,
    ReportInfo,
    Role,
    Suspect,
    Table,
)
from crossfoot.normalizers.figures.periods import with_periods

if TYPE_CHECKING:
    from sqlite_utils import Database

Record = Mapping[str, Any]
"""A row by column name: SQLite's values, the schema says which."""

NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
ROLES: Mapping[str, Role] = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class Stored:
    """An extraction of the dataset, with the label of its report."""

    id: int
    report: str
    extraction: Extraction


def read_extraction(db: Database, extraction_id: int, *, is_bare: bool = False) -> Stored:
    """Return an extraction without its observations, images and pages, which stay where they are.

    Args:
        db: An open dataset.
        extraction_id: One that exists.
        is_bare: Only what two editions are compared by: texts, roles and places of cells, labels
            and numbers of figures, names and status of checks. What is left out has its default,
            boxes are empty; it takes a quarter of the time.
    """
    head = next(
        _select(
            db,
            "SELECT e.pipeline, e.numbers_count, e.verified_numbers_count, e.issuer, e.heading, "
            "e.title AS name, e.period, e.territory, e.territory_name, d.*, r.label, r.series, "
            "r.year, r.language, r.title FROM extractions e JOIN editions d ON d.id = e.edition_id "
            "JOIN reports r ON r.id = e.report_id WHERE e.id = ?",
            extraction_id,
        )
    )
    extraction = Extraction(
        _info(head),
        head["pipeline"],
        tables=_read_tables(db, extraction_id, is_bare=is_bare),
        figures=_read_figures(db, extraction_id, is_bare=is_bare),
        cities=_read_mentions(db, extraction_id),
        checks=(_read_claims if is_bare else _read_checks)(db, extraction_id),
        warnings=tuple(
            Finding(row["page"], row["code"], row["message"], _box_or_none(row))
            for row in _of(db, "warnings", extraction_id)
        ),
        coverage=(head["verified_numbers_count"], head["numbers_count"]),
    )
    return Stored(extraction_id, head["label"], extraction)


def _info(head: Record) -> ReportInfo:
    return ReportInfo(
        *(head["file"], head["sha256"], head["size_bytes"], head["pages_count"]),
        *(head["language"], head["producer"], head["title"], head["series"], head["year"]),
        issuer=head["issuer"],
        heading=head["heading"],
        name=head["name"],
        period=head["period"],
        territory=head["territory"],
        territory_name=head["territory_name"],
    )


def _box_or_none(row: Record) -> Box | None:
    return None if row["x0"] is None else box_of(row)


def _select(db: Database, sql: str, *values: int) -> Iterator[Record]:
    return db.query(sql, values)


def _of(db: Database, table: str, extraction_id: int) -> Iterator[Record]:
    return _select(
        db,
        f"SELECT * FROM {table} WHERE extraction_id = ? ORDER BY id",  # noqa: S608 - our names
        extraction_id,
    )


def _by_table(db: Database, table: str, extraction_id: int) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    for row in _select(
        db,
        f"SELECT x.* FROM {table} x JOIN tables t ON t.id = x.table_id "  # noqa: S608 - our names
        "WHERE t.extraction_id = ? ORDER BY x.id",
        extraction_id,
    ):
        found[row["table_id"]].append(row)
    return found


def _read_tables(db: Database, extraction_id: int, *, is_bare: bool) -> tuple[Table, ...]:
    cells = _read_cells(db, extraction_id, is_bare=is_bare)
    nothing: dict[int, list[Record]] = defaultdict(list)
    notes = nothing if is_bare else _by_table(db, "table_notes", extraction_id)
    evidence = nothing if is_bare else _by_table(db, "table_evidence", extraction_id)
    return tuple(
        Table(
            *(row["code"], tuple(json.loads(row["pages"])), box_of(row)),
            tuple(_as_box(box) for box in json.loads(row["boxes"])),
            *(row["rows_count"], row["cols_count"], row["header_rows"], row["stub_cols"]),
            tuple(cells[row["id"]]),
            caption=row["caption"],
            section=_path(row["section"]),
            notes=tuple(
                Note(note["text"], note["page"], box_of(note), note["marker"], note["kind"])
                for note in notes[row["id"]]
            ),
            engine=row["engine"],
            confidence=row["confidence"],
            language=row["language"],
            unit=row["unit"],
            scale=Decimal(row["scale"]),
            evidence=tuple(
                Evidence(one["name"], one["value"], one["note"]) for one in evidence[row["id"]]
            ),
        )
        for row in _of(db, "tables", extraction_id)
    )


def _read_cells(db: Database, extraction_id: int, *, is_bare: bool) -> dict[int, list[Cell]]:
    """Return the cells of each table; they are most rows by far, so that bare ones are no dicts."""
    found: dict[int, list[Cell]] = defaultdict(list)
    if not is_bare:
        for table_id, rows in _by_table(db, "cells", extraction_id).items():
            found[table_id] = [_cell(row) for row in rows]
        return found
    rows_of = db.execute(
        "SELECT c.table_id, c.role, c.row, c.col, c.text, c.page, c.rowspan, c.colspan "
        "FROM tables t JOIN cells c ON c.table_id = t.id WHERE t.extraction_id = ? ORDER BY c.id",
        (extraction_id,),
    )
    for table_id, role, row, col, text, page, rowspan, colspan in rows_of:
        found[table_id].append(Cell(row, col, text, page, NOWHERE, rowspan, colspan, ROLES[role]))
    return found


def _cell(row: Record) -> Cell:
    return Cell(
        *(row["row"], row["col"], row["text"], row["page"], box_of(row)),
        *(row["rowspan"], row["colspan"], Role(row["role"]), tuple(row["markers"].split())),
        *(bool(row["is_bold"]), row["indent_pt"], int(row["colour"][1:], 16), _number(row)),
        *(row["date"], row["mark"]),
    )


def _number(row: Record) -> PrintedNumber | None:
    if row["state"] is None:
        return None
    return PrintedNumber(
        row["text"],
        from_scaled(row["value_scaled"], row["value_decimals"]),
        Decimal(row["step"]),
        *(row["unit"], row["qualifier"], row["state"]),
        Decimal(row["scale"]),
    )


def _read_figures(db: Database, extraction_id: int, *, is_bare: bool) -> tuple[Figure, ...]:
    rows = list(_of(db, "figures", extraction_id))
    codes = {row["id"]: row["code"] for row in rows}
    figures = tuple(
        Figure(
            *(row["code"], row["kind"], row["page"], box_of(row), row["label"], _number(row)),
            *(_path(row["section"]), codes.get(row["breakdown_of_id"]), row["caption"]),
            *(row["image"], row["alt"], from_text(row["measured"])),
            *(from_text(row["measured_error"]), row["context"]),
        )
        for row in rows
    )
    return figures if is_bare else with_periods(figures)


def _read_mentions(db: Database, extraction_id: int) -> tuple[CityMention, ...]:
    codes = _codes(db, "tables", extraction_id)
    places = {
        row["geonameid"]: _place(row)
        for row in _select(
            db,
            "SELECT DISTINCT c.* FROM city_mentions m "
            "JOIN cities c ON c.geonameid IN (m.geonameid, m.runner_up) WHERE m.extraction_id = ?",
            extraction_id,
        )
    }
    return tuple(
        CityMention(
            Match(
                *(row["text"], places.get(row["geonameid"]), row["kind"], row["score"]),
                *(row["method"], row["status"], places.get(row["runner_up"]), row["reason"]),
            ),
            *(row["page"], box_of(row), codes.get(row["table_id"]), row["row"], row["col"]),
        )
        for row in _of(db, "city_mentions", extraction_id)
    )


def _place(row: Record) -> Place:
    return Place(
        *(row["geonameid"], row["name"], row["country"], row["kind"]),
        *(row["name_fr"], row["name_en"], row["name_es"], row["latitude"], row["longitude"]),
        *(row["population"], row["admin1"], row["timezone"]),
    )


def _read_claims(db: Database, extraction_id: int) -> tuple[Check, ...]:
    """Return checks without what they add up."""
    return tuple(
        Check(
            *(row["code"], row["kind"], row["axis"], None, Ref("", row["row"], row["col"]), ()),
            printed=None,
            computed=None,
            delta=None,
            tolerance=None,
            status=row["status"],
            severity=row["severity"],
            page=row["page"],
            box=NOWHERE,
            fingerprint=row["fingerprint"],
        )
        for row in _of(db, "checks", extraction_id)
    )


def _read_checks(db: Database, extraction_id: int) -> tuple[Check, ...]:
    codes = _codes(db, "tables", extraction_id)
    figures = _codes(db, "figures", extraction_id)
    items: dict[int, list[Record]] = defaultdict(list)
    suspects: dict[int, list[Record]] = defaultdict(list)
    for table, order, found in (
        ("check_items", "position", items),
        ("suspects", "id", suspects),
    ):
        for row in _select(
            db,
            f"SELECT x.* FROM {table} x JOIN checks k ON k.id = x.check_id "  # noqa: S608 - our names
            f"WHERE k.extraction_id = ? ORDER BY x.check_id, x.{order}",
            extraction_id,
        ):
            found[row["check_id"]].append(row)

    def ref(row: Record) -> Ref:
        code = codes.get(row["table_id"]) or figures.get(row["figure_id"]) or ""
        return Ref(code, row["row"], row["col"])

    return tuple(
        _check(
            row,
            ref(row),
            tuple((ref(item), item["sign"]) for item in items[row["id"]]),
            tuple(
                Suspect(ref(one), one["why"], from_text(one["proposal"]))
                for one in suspects[row["id"]]
            ),
            codes.get(row["table_id"]),
        )
        for row in _of(db, "checks", extraction_id)
    )


def _check(
    row: Record,
    total: Ref,
    items: tuple[tuple[Ref, int], ...],
    suspects: tuple[Suspect, ...],
    table: str | None,
) -> Check:
    low, high = from_text(row["low"]), from_text(row["high"])
    texts = ((code, row[f"explanation_{code}"]) for code in ("en", "fr", "es"))
    return Check(
        *(row["code"], row["kind"], row["axis"], table, total),
        tuple(item for item, _ in items),
        printed=from_scaled(row["printed_scaled"], row["decimals"]),
        computed=from_scaled(row["computed_scaled"], row["decimals"]),
        delta=from_scaled(row["delta_scaled"], row["decimals"]),
        tolerance=from_scaled(row["tolerance_scaled"], row["decimals"]),
        status=row["status"],
        severity=row["severity"],
        page=row["page"],
        box=box_of(row),
        total_text=row["total_text"],
        signs=tuple(sign for _, sign in items),
        granularity=from_text(row["granularity"]),
        interval=None if low is None or high is None else (low, high),
        reason=row["reason"],
        significance=row["significance"],
        suspects=suspects,
        explanation=tuple((code, text) for code, text in texts if text),
        fingerprint=row["fingerprint"],
    )


def _codes(db: Database, table: str, extraction_id: int) -> dict[int | None, str]:
    return {row["id"]: row["code"] for row in _of(db, table, extraction_id)}


def _path(text: str) -> tuple[str, ...]:
    return tuple(text.split(PATH)) if text else ()


def box_of(row: Record) -> Box:
    """Return the box of a row that has one."""
    return (row["x0"], row["top"], row["x1"], row["bottom"])


def _as_box(values: list[float]) -> Box:
    x0, top, x1, bottom = values
    return (x0, top, x1, bottom)
