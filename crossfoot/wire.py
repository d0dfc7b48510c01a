"""Extractions as JSON: the contract's form for users, a lossless form for cache and processes.

:func:`to_json` gives what ``crossfoot extract --format json`` prints; numbers become JSON numbers
there, which is what scripts want and no way to store them. :func:`dump` and :func:`load` carry
any tree of our frozen values through bytes and back, exactly; equal values give equal bytes.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

if TYPE_CHECKING:
    from decimal import Decimal

    from crossfoot.model import (
        Box,
        Cell,
        Check,
        CityMention,
        Extraction,
        Figure,
        Finding,
        Note,
        Observation,
        PageLedger,
        PrintedNumber,
        Ref,
        Table,
        TableAxes,
    )

T = TypeVar("T")
Json = Any  # what the json module takes and gives: nested dicts, lists and scalars

_BOX_DIGITS = 2  # hundredths of a point, finer than any printer

# ------------------------------------------------------------------------ the contract's form


def to_json(extraction: Extraction) -> dict[str, Json]:
    """Return an extraction in the form of the contract, ready for :func:`json.dumps`.

    Values are ``int`` where they are whole, else ``float``; a dash ("nil") and "n.d." ("missing")
    have no value but a ``state``.
    """
    report = extraction.report
    axes = {one.table: one for one in extraction.axes}
    return {
        "report": {
            "file": report.file,
            "sha256": report.sha256,
            "pages": report.pages,
            "language": report.language,
            "producer": report.producer,
            "title": report.name,
            "issuer": report.issuer,
            "territory": report.territory,
            "territory_name": report.territory_name or None,
            "period": report.period,
            "series": report.series,
            "year": report.year,
            "size": report.size,
            "pipeline": extraction.pipeline,
            "coverage": list(extraction.coverage),
        },
        "tables": [_table(table, axes.get(table.id)) for table in extraction.tables],
        "figures": [_figure(figure) for figure in extraction.figures],
        "cities": [_city(mention) for mention in extraction.cities],
        "checks": [_check(check, report.language) for check in extraction.checks],
        "pages": [_page(page) for page in extraction.pages],
        "observations": [_observation(one) for one in extraction.observations],
        "warnings": [_finding(finding) for finding in extraction.warnings],
    }


def _page(page: PageLedger) -> dict[str, Json]:
    return {
        "page": page.page,
        "numbers": page.numbers,
        "placed": page.placed,
        "not_placed": [
            {"text": _nfc(line.text), "bbox": _box(line.box), "where": line.where or None}
            for line in page.not_placed
        ],
        "placed_in": {
            name: count
            for name in ("cell", "figure", "chart", "note", "furniture")
            if (count := sum(line.placement == name for line in page.lines))
        },
        "words_not_placed": [
            {"text": _nfc(word.text), "bbox": _box(word.box)} for word in page.words
        ],
    }


def _finding(finding: Finding) -> dict[str, Json]:
    told = {"page": finding.page, "code": finding.code, "message": finding.message}
    return told | ({"bbox": _box(finding.box)} if finding.box else {})


def _table(table: Table, axes: TableAxes | None) -> dict[str, Json]:
    return {
        "id": table.id,
        "page": table.pages[0],
        "pages": list(table.pages),
        "bbox": _box(table.box),
        "boxes": [_box(box) for box in table.boxes],
        "caption": _nfc(table.caption),
        "section": [_nfc(title) for title in table.section],
        "engine": table.engine,
        "confidence": round(table.confidence, 4),
        "n_rows": table.n_rows,
        "n_cols": table.n_cols,
        "header_rows": table.header_rows,
        "stub_cols": table.stub_cols,
        "language": table.language,
        "unit": table.unit,
        "scale": number_to_json(table.scale),
        "notes": [_note(note) for note in table.notes],
        "axes": _axes(axes) if axes else None,
        "cells": [_cell(cell) for cell in table.cells],
    }


def _axes(axes: TableAxes) -> dict[str, Json]:
    return {
        "measures": axes.measures,
        "confidence": axes.confidence,
        "columns": list(axes.columns),
        "rows": list(axes.rows),
        "why": list(axes.why),
    }


def _observation(one: Observation) -> dict[str, Json]:
    number = one.number
    return {
        "table": one.table,
        "row": one.row,
        "col": one.col,
        "entity": [_nfc(name) for name in one.things],
        "measure": _nfc(one.measure_label or one.header),
        "measure_id": one.measure,
        "is_known": one.is_known,
        "period": one.period,
        "category": _nfc(one.category),
        "value": number_to_json(number.value) if number.state == "number" else None,
        "state": number.state,
        "unit": one.unit,
        "scale": number_to_json(number.scale),
        "unit_stated": one.stated,
        "code": one.code,
        "is_total": one.is_total,
        "geonameid": one.geonameid,
        "text": _nfc(number.text),
        "page": one.page,
        "bbox": _box(one.box),
    }


def _cell(cell: Cell) -> dict[str, Json]:
    return {
        "row": cell.row,
        "col": cell.col,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": _nfc(cell.text),
        "page": cell.page,
        "bbox": _box(cell.box),
        "role": cell.role.value,
        **_printed(cell.number),
        "date": cell.date,
        "mark": cell.mark,
        "notes": list(cell.markers),
    }


def _printed(number: PrintedNumber | None) -> dict[str, Json]:
    """Return value, unit, qualifier and state of a printed number, all ``None`` for text."""
    if number is None:
        return {"value": None, "unit": None, "qualifier": None, "state": None}
    is_number = number.state == "number"
    return {
        "value": number_to_json(number.value) if is_number else None,
        "unit": number.unit,
        "qualifier": number.qualifier if is_number else None,
        "state": number.state,
    }


def _note(note: Note) -> dict[str, Json]:
    return {
        "text": _nfc(note.text),
        "marker": note.marker,
        "kind": note.kind,
        "page": note.page,
        "bbox": _box(note.box),
    }


def _figure(figure: Figure) -> dict[str, Json]:
    printed = _printed(figure.number)
    return {
        "id": figure.id,
        "kind": figure.kind,
        "page": figure.page,
        "bbox": _box(figure.box),
        "label": _nfc(figure.label),
        **printed,
        "text": _nfc(figure.number.text) if figure.number else "",
        "section": [_nfc(title) for title in figure.section],
        "breakdown_of": figure.breakdown_of,
        "caption": _nfc(figure.caption),
        "image": figure.image,
        "alt": figure.alt,
        "measured": number_to_json(figure.measured),
        "error": number_to_json(figure.error),
        "context": _nfc(figure.context),
        "period": figure.period,
    }


def _city(mention: CityMention) -> dict[str, Json]:
    match = mention.match
    place = match.place
    return {
        "text": _nfc(match.name),
        "page": mention.page,
        "bbox": _box(mention.box),
        "table": mention.table,
        "row": mention.row,
        "col": mention.col,
        "geonameid": place.geonameid if place else None,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "kind": match.kind,
        "score": round(match.score, 4),
        "method": match.method,
        "status": match.status,
        "runner_up": match.runner_up.geonameid if match.runner_up else None,
        "reason": match.reason,
    }


def _check(check: Check, language: str) -> dict[str, Json]:
    return {
        "id": check.id,
        "kind": check.kind,
        "axis": check.axis,
        "table": check.table,
        "total": {
            **_ref(check.total),
            "text": _nfc(check.total_text),
            "value": number_to_json(check.printed),
        },
        "items": [_ref(item) for item in check.items],
        "signs": list(check.signs),
        "printed": number_to_json(check.printed),
        "computed": number_to_json(check.computed),
        "delta": number_to_json(check.delta),
        "tolerance": number_to_json(check.tolerance),
        "granularity": number_to_json(check.granularity),
        "interval": [number_to_json(end) for end in check.interval] if check.interval else None,
        "severity": check.severity,
        "status": check.status,
        "reason": check.reason,
        "significance": check.significance,
        "suspects": [
            {**_ref(suspect.ref), "why": suspect.why, "proposal": number_to_json(suspect.proposal)}
            for suspect in check.suspects
        ],
        "explanation": check.explain(language),
        "explanations": dict(check.explanation),
        "fingerprint": check.fingerprint,
        "page": check.page,
        "bbox": _box(check.box),
    }


def _ref(ref: Ref) -> dict[str, Json]:
    return {"table": ref.table, "row": ref.row, "col": ref.col}


def _box(box: Box) -> list[float]:
    return [round(float(side), _BOX_DIGITS) for side in box]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def number_to_json(number: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole ones as ``int``, others as the nearest ``float``."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


# ------------------------------------------------------------------------- the lossless form

_ENCODER: Final = msgspec.json.Encoder(decimal_format="string")


def dump(value: object) -> bytes:
    """Return bytes from which :func:`load` makes an equal value.

    Args:
        value: Dataclasses, tuples, lists, dicts, enums, ``Decimal``, ``bytes``, strings,
            numbers, ``None``, nested as they like. No float is infinite or NaN.

    Raises:
        TypeError: Something else is in it.
        UnicodeEncodeError: A string holds half a character.
    """
    return _ENCODER.encode(value)


def load(kind: type[T], data: bytes) -> T:
    """Return the value that :func:`dump` turned into bytes.

    Args:
        kind: Class of the value. Its annotations say what is made; nothing in the bytes does.

    Raises:
        ValueError: The bytes are no dump, are damaged, or of a class with other fields.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(
            f"these bytes are no {kind.__name__} of this version of crossfoot: {error}"
        ) from error
