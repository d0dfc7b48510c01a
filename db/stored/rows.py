"""Values become rows here, one function per table, before any lock is taken.

Rows carry *local* ids, counted from 1 within one extraction. The load shifts them by what each
table already holds, so that the transaction itself only inserts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossfoot.db.stored.exact import approximate, to_common_scale, to_scaled, to_text
from crossfoot.db.stored.keys import (
    PATH,
    cell_grid,
    column_headers,
    row_headers,
    table_key,
)
from crossfoot.db.stored.marks import NOT_CHECKED, Marks, MarksOf, Spot, mark_cells
from crossfoot.db.stored.page_rows import page_rows
from crossfoot.db.stored.shared_rows import image_row, measure_row, place_rows
from crossfoot.db.stored.targets import NUMBER, TARGETS, Row
from crossfoot.model import (
    Cell,
    Check,
    CityMention,
    Extraction,
    Figure,
    Finding,
    Observation,
    PrintedNumber,
    Ref,
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
    links = _Links.of(extraction)
    marks = mark_cells(extraction.checks)
    rows: dict[str, Iterable[Row]] = {
        "tables": _tables(extraction.tables),
        "table_notes": _notes(extraction.tables),
        "table_evidence": _evidence(extraction.tables),
        "cells": _cells(extraction.tables, marks),
        "figures": _figures(extraction.figures, links, marks),
        "observations": _observations(extraction.observations, links, marks),
        "city_mentions": _mentions(extraction.cities, links),
        "checks": _checks(extraction.checks, links),
        "check_items": _check_items(extraction.checks, links),
        "suspects": _suspects(extraction.checks, links),
        "warnings": _warnings(extraction.warnings),
        "pages": page_rows(extraction.pages),
    }
    return Staged(
        extraction,
        {name: tuple(rows[name]) for name in TARGETS},
        places=tuple(place_rows(extraction.cities)),
        measures=tuple({o.measure: measure_row(o) for o in extraction.observations}.values()),
        images=tuple(image_row(asset) for asset in extraction.assets),
    )


@dataclass(frozen=True, slots=True)
class _Links:
    """Local ids by what the values call each other, and the labels of cells."""

    tables: Mapping[str, int]
    figures: Mapping[str, int]
    cells: Mapping[str, Mapping[Spot, int]]
    labels: Mapping[Ref, str]
    images: frozenset[str]

    @classmethod
    def of(cls, extraction: Extraction) -> _Links:
        wanted = {check.total for check in extraction.checks}
        cells: dict[str, dict[Spot, int]] = {}
        labels: dict[Ref, str] = {
            Ref(figure.id): figure.label or figure.context for figure in extraction.figures
        }
        first = 1
        for table in extraction.tables:
            cells[table.id] = {
                (row, col): number
                for number, cell in enumerate(table.cells, first)
                for row in range(cell.row, cell.row + cell.rowspan)
                for col in range(cell.col, cell.col + cell.colspan)
            }
            first += len(table.cells)
            labels |= _cell_labels(table, wanted)
        return cls(
            {table.id: number for number, table in enumerate(extraction.tables, 1)},
            {figure.id: number for number, figure in enumerate(extraction.figures, 1)},
            cells,
            labels,
            frozenset(asset.name for asset in extraction.assets),
        )

    def cell(self, table: str, row: int, col: int) -> int | None:
        """Return the id of the cell that covers a place, ``None`` where there is none."""
        return self.cells.get(table, {}).get((row, col))

    def resolve(self, ref: Ref) -> Row:
        """Return the values of ``REF``."""
        return (
            self.tables.get(ref.table),
            self.cell(ref.table, ref.row, ref.col),
            self.figures.get(ref.table),
            ref.row,
            ref.col,
        )


def _cell_labels(table: Table, wanted: set[Ref]) -> dict[Ref, str]:
    """Return "row header › column header" of the wanted cells of a table."""
    mine = [ref for ref in wanted if ref.table == table.id]
    if not mine:
        return {}
    grid = cell_grid(table)
    headers, stubs = column_headers(table, grid), row_headers(table, grid)
    return {
        ref: PATH.join(filter(None, (stubs[ref.row], headers[ref.col])))
        for ref in mine
        if 0 <= ref.row < table.n_rows and 0 <= ref.col < table.n_cols
    }


def number_values(number: PrintedNumber | None) -> Row:
    """Return the values of the number columns, all ``None`` for text."""
    if number is None:
        return (None,) * len(NUMBER)
    scaled, decimals = to_scaled(number.value)
    return (
        approximate(number.value),
        scaled,
        decimals,
        to_text(number.step),
        number.unit,
        number.qualifier,
        number.state,
        to_text(number.scale),
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


def _figures(figures: Sequence[Figure], links: _Links, marks: MarksOf) -> Iterator[Row]:
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


def _observations(
    observations: Sequence[Observation], links: _Links, marks: MarksOf
) -> Iterator[Row]:
    for seen in observations:
        mark = marks.get(seen.table, {}).get((seen.row, seen.col), NOT_CHECKED)
        number = number_values(seen.number)
        yield (
            links.tables[seen.table],
            links.cell(seen.table, seen.row, seen.col),
            seen.row,
            seen.col,
            seen.entity,
            seen.geonameid,
            seen.place_kind,
            seen.header,
            seen.measure,
            int(seen.is_known),
            seen.period,
            seen.number.text,
            *number[:4],
            seen.unit,
            *number[5:],
            int(seen.is_total),
            seen.label,
            seen.category,
            seen.code,
            seen.stated,
            mark.status,
            mark.ticks,
            seen.page,
            *seen.box,
        )


def _mentions(mentions: Sequence[CityMention], links: _Links) -> Iterator[Row]:
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


def _checks(checks: Sequence[Check], links: _Links) -> Iterator[Row]:
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


def _check_items(checks: Sequence[Check], links: _Links) -> Iterator[Row]:
    for number, check in enumerate(checks, 1):
        signs = check.signs or (1,) * len(check.items)
        for position, (item, sign) in enumerate(zip(check.items, signs, strict=False)):
            yield (number, position, sign, *links.resolve(item))


def _suspects(checks: Sequence[Check], links: _Links) -> Iterator[Row]:
    for number, check in enumerate(checks, 1):
        for suspect in check.suspects:
            yield (number, *links.resolve(suspect.ref), suspect.why, to_text(suspect.proposal))


def _warnings(findings: Sequence[Finding]) -> Iterator[Row]:
    for finding in findings:
        box = finding.box or (None,) * 4
        yield (finding.code, finding.message, finding.page, *box)
