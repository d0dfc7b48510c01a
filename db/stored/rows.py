"""Values become rows here, one function per table, before any lock is taken.

Rows carry *local* ids, counted from 1 within one extraction. The load shifts them by what each
table already holds, so that the transaction itself only inserts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossfoot.db.stored.exact import approximate, to_common_scale, to_text
from crossfoot.db.stored.keys import (
    PATH,
    table_key,
)
from crossfoot.db.stored.marks import NOT_CHECKED, Marks, MarksOf, mark_cells
from crossfoot.db.stored.packed import observation_rows
from crossfoot.db.stored.page_rows import page_rows
from crossfoot.db.stored.shared_rows import image_row, measure_row, place_rows
from crossfoot.db.stored.targets import TARGETS, Row
from crossfoot.db.stored.ties import Links, number_values
from crossfoot.model import (
    Cell,
    Check,
    CityMention,
    Extraction,
    Figure,
    Finding,
    Role,
    Table,
)


@dataclass(frozen=True, slots=True)
class Staged:
    """An extraction, ready to insert.

    Attributes:
        rows: Rows of each of :data:`db.stored.targets.TARGETS`, with local ids.
        places: Rows of ``cities``.
        measures: (measure, header, is_known) rows of ``measures``.
        images: Rows of ``images``.
    """

    extraction: Extraction
    rows: Mapping[str, tuple[Row, ...]]
    places: tuple[Row, ...]
    measures: tuple[Row, ...]
    images: tuple[Row, ...]

    def count(self, table: str) -> int:
        """Return how many rows go to a table."""
        return len(self.rows[table])


def stage(extraction: Extraction) -> Staged:
    """Return all rows of an extraction.

    Ties that lead nowhere (a check on a table that is not there) become NULL, never an error:
    the page and the box still say where.
    """
    links = Links.of(extraction)
    marks = mark_cells(extraction.checks)
    cells = tuple(_cells(extraction.tables, marks))
    rows: dict[str, Iterable[Row]] = {
        "tables": _tables(extraction.tables),
        "table_notes": _notes(extraction.tables),
        "table_evidence": _evidence(extraction.tables),
        "cells": cells,
        "figures": _figures(extraction.figures, links, marks),
        "city_mentions": _mentions(extraction.cities, links),
        "checks": _checks(extraction.checks, links),
        "check_items": _check_items(extraction.checks, links),
        "suspects": _suspects(extraction.checks, links),
        "warnings": _warnings(extraction.warnings),
        "pages": page_rows(extraction.pages),
        **observation_rows(extraction.observations, links, marks, cells),
    }
    return Staged(
        extraction,
        {name: tuple(rows[name]) for name in TARGETS},
        places=tuple(place_rows(extraction.cities)),
        measures=tuple({o.measure: measure_row(o) for o in extraction.observations}.values()),
        images=tuple(image_row(asset) for asset in extraction.assets),
    )


def _tables(tables: Sequence[Table]) -> Iterator[Row]:
    for number, table in enumerate(tables, 1):
        page = table.pages[0]
        yield (
            number,
            table.id,
            table.caption or f"Table {table.id}, p. {page}",
            table.caption,
            PATH.join(table.section),
            page,
            *table.box,
            json.dumps(table.pages),
            json.dumps(table.boxes),
            table.n_rows,
            table.n_cols,
            table.header_rows,
            table.stub_cols,
            table.engine,
            table.confidence,
            table.language,
            table.unit,
            to_text(table.scale),
            table_key(table),
        )


def _notes(tables: Sequence[Table]) -> Iterator[Row]:
    for number, table in enumerate(tables, 1):
        for note in table.notes:
            yield (number, note.kind, note.marker, note.text, note.page, *note.box)


def _evidence(tables: Sequence[Table]) -> Iterator[Row]:
    for number, table in enumerate(tables, 1):
        for evidence in table.evidence:
            yield (number, evidence.name, evidence.value, evidence.note)


def _cells(tables: Sequence[Table], marks: MarksOf) -> Iterator[Row]:
    number = 0
    for table_number, table in enumerate(tables, 1):
        mine = marks.get(table.id, {})
        for cell in table.cells:
            number += 1
            mark = mine.get((cell.row, cell.col), NOT_CHECKED)
            yield (number, table_number, *_cell(cell, mark))


def _cell(cell: Cell, mark: Marks) -> Row:
    return (
        cell.row,
        cell.col,
        cell.rowspan,
        cell.colspan,
        cell.text,
        cell.role.value,
        int(cell.role == Role.TOTAL),
        cell.page,
        *cell.box,
        *number_values(cell.number),
        cell.date,
        cell.mark,
        mark.status,
        mark.ticks,
        " ".join(cell.markers),
        int(cell.bold),
        cell.indent,
        f"#{cell.colour:06x}",
    )


def _figures(figures: Sequence[Figure], links: Links, marks: MarksOf) -> Iterator[Row]:
    for number, figure in enumerate(figures, 1):
        mark = marks.get(figure.id, {}).get((-1, -1), NOT_CHECKED)
        yield (
            number,
            figure.id,
            figure.kind,
            figure.label,
            figure.number.text if figure.number else "",
            *number_values(figure.number),
            links.figures.get(figure.breakdown_of) if figure.breakdown_of else None,
            PATH.join(figure.section),
            figure.caption,
            figure.context,
            figure.page,
            *figure.box,
            figure.image if figure.image in links.images else None,
            figure.alt,
            to_text(figure.measured),
            to_text(figure.error),
            mark.status,
            mark.ticks,
        )


def _mentions(mentions: Sequence[CityMention], links: Links) -> Iterator[Row]:
    for mention in mentions:
        match = mention.match
        table, row, col = mention.table, mention.row, mention.col
        yield (
            links.tables.get(table) if table else None,
            None if table is None or row is None else links.cell(table, row, col or 0),
            row,
            col,
            match.name,
            match.place.geonameid if match.place else None,
            match.kind,
            match.status,
            match.score,
            match.method,
            match.runner_up.geonameid if match.runner_up else None,
            match.reason,
            mention.page,
            *mention.box,
        )


def _checks(checks: Sequence[Check], links: Links) -> Iterator[Row]:
    for number, check in enumerate(checks, 1):
        amounts = (check.printed, check.computed, check.delta, check.tolerance)
        scaled, decimals = to_common_scale(amounts)
        low, high = check.interval or (None, None)
        texts = dict(check.explanation)
        yield (
            number,
            check.id,
            check.fingerprint,
            links.labels.get(check.total, check.total_text),
            check.kind,
            check.axis,
            check.status,
            check.severity,
            *links.resolve(check.total),
            check.total_text,
            *(approximate(amount) for amount in amounts),
            *scaled,
            decimals,
            to_text(check.granularity),
            to_text(low),
            to_text(high),
            check.reason,
            check.significance,
            texts.get("en", ""),
            texts.get("fr", ""),
            texts.get("es", ""),
            check.page,
            *check.box,
        )


def _check_items(checks: Sequence[Check], links: Links) -> Iterator[Row]:
    for number, check in enumerate(checks, 1):
        signs = check.signs or (1,) * len(check.items)
        for position, (item, sign) in enumerate(zip(check.items, signs, strict=False)):
            yield (number, position, sign, *links.resolve(item))


def _suspects(checks: Sequence[Check], links: Links) -> Iterator[Row]:
    for number, check in enumerate(checks, 1):
        for suspect in check.suspects:
            yield (number, *links.resolve(suspect.ref), suspect.why, to_text(suspect.proposal))


def _warnings(findings: Sequence[Finding]) -> Iterator[Row]:
    for finding in findings:
        box = finding.box or (None,) * 4
        yield (finding.code, finding.message, finding.page, *box)
