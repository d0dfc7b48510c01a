"""Extractions as JSON: the contract's form for users, a lossless form for cache and processes.

:func:`to_json` gives what ``crossfoot extract --format json`` prints; numbers become JSON numbers
there, which is what scripts want and no way to store them. :func:`dump` and :func:`load` carry
any tree of our frozen values through bytes and back, exactly; equal values give equal bytes.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import sys
import unicodedata
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossfoot.model import (
        Box,
        Cell,
        Check,
        CityMention,
        Extraction,
        Figure,
        Note,
        PrintedNumber,
        Ref,
        Table,
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
    return {
        "report": {
            "file": report.file,
            "sha256": report.sha256,
            "pages": report.pages,
            "language": report.language,
            "producer": report.producer,
            "title": report.title,
            "series": report.series,
            "year": report.year,
            "size": report.size,
            "pipeline": extraction.pipeline,
            "coverage": list(extraction.coverage),
        },
        "tables": [_table(table) for table in extraction.tables],
        "figures": [_figure(figure) for figure in extraction.figures],
        "cities": [_city(mention) for mention in extraction.cities],
        "checks": [_check(check, report.language) for check in extraction.checks],
        "warnings": [
            {"page": finding.page, "code": finding.code, "message": finding.message}
            for finding in extraction.warnings
        ],
    }


def _table(table: Table) -> dict[str, Json]:
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
        "cells": [_cell(cell) for cell in table.cells],
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

# JSON knows scalars and arrays. An array here begins with what it stands for: a number from 0 is
# a line of the list of classes, followed by the fields; these are the rest.
_TUPLE: Final = -1
_DECIMAL: Final = -2
_BYTES: Final = -3
_ENUM: Final = -4
_DICT: Final = -5
_LIST: Final = -6
_FORMAT: Final = "crossfoot-wire-1"


def dump(value: object) -> bytes:
    """Return bytes from which :func:`load` makes an equal value.

    Args:
        value: Dataclasses, tuples, lists, dicts, enums, ``Decimal``, ``bytes``, strings,
            numbers, ``None``, nested as they like.

    Raises:
        TypeError: Something else is in it.
    """
    classes: dict[type, int] = {}
    body = _pack(value, classes)
    names = [[cls.__module__, cls.__qualname__, list(_fields(cls))] for cls in classes]
    text = json.dumps([_FORMAT, names, body], ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def load(kind: type[T], data: bytes) -> T:
    """Return the value that :func:`dump` turned into bytes.

    Args:
        kind: Class of the value. Its module and those it imports hold the classes inside; none is
            imported because some bytes say so.

    Raises:
        ValueError: The bytes are no dump, are damaged, come from classes with other fields or
            hold a value of another class.
    """
    try:
        form, names, body = json.loads(data.decode("utf-8", "surrogatepass"))
        if form != _FORMAT:
            raise ValueError(f"unknown form {form!r}")  # noqa: TRY301 - one place says it failed
        value = _unpack(body, [_find_class(*name) for name in names])
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ValueError(
            f"these bytes are no dump of this version of crossfoot: {error}"
        ) from error
    if not isinstance(value, kind):
        raise ValueError(f"these bytes hold a {type(value).__name__}, not a {kind.__name__}")  # noqa: TRY004 - the bytes are wrong, not the call
    return value


def _fields(cls: type[Any]) -> tuple[str, ...]:
    """Return the field names of a dataclass, none for an enum; a TypeError for other classes."""
    if issubclass(cls, Enum):
        return ()
    return tuple(field.name for field in dataclasses.fields(cls))


def _pack(value: object, classes: dict[type, int]) -> Json:
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if pack := _PACKERS.get(kind):
        return pack(value, classes)
    if isinstance(value, Enum):
        return [_ENUM, classes.setdefault(kind, len(classes)), value.value]
    if dataclasses.is_dataclass(value):
        index = classes.setdefault(kind, len(classes))
        return [index, *(_pack(getattr(value, name), classes) for name in _fields(kind))]
    raise TypeError(f"{kind.__name__} cannot be dumped")


def _pack_dict(value: dict[Json, Json], classes: dict[type, int]) -> Json:
    return [_DICT, *([_pack(k, classes), _pack(v, classes)] for k, v in value.items())]


_PACKERS: Final[dict[type, Callable[[Any, dict[type, int]], Json]]] = {
    tuple: lambda value, classes: [_TUPLE, *(_pack(item, classes) for item in value)],
    list: lambda value, classes: [_LIST, *(_pack(item, classes) for item in value)],
    Decimal: lambda value, _: [_DECIMAL, str(value)],
    bytes: lambda value, _: [_BYTES, base64.b64encode(value).decode("ascii")],
    dict: _pack_dict,
}


def _unpack(node: Json, classes: list[type]) -> Json:
    if type(node) is not list:
        return node
    tag, *rest = node
    if tag >= 0:
        return classes[tag](*(_unpack(item, classes) for item in rest))
    return _UNPACKERS[tag](rest, classes)


_UNPACKERS: Final[dict[int, Callable[[list[Json], list[type]], Json]]] = {
    _TUPLE: lambda rest, classes: tuple(_unpack(item, classes) for item in rest),
    _LIST: lambda rest, classes: [_unpack(item, classes) for item in rest],
    _DECIMAL: lambda rest, _: Decimal(rest[0]),
    _BYTES: lambda rest, _: base64.b64decode(rest[0], validate=True),
    _ENUM: lambda rest, classes: classes[rest[0]](rest[1]),
    _DICT: lambda rest, classes: {_unpack(k, classes): _unpack(v, classes) for k, v in rest},
}


def _find_class(module: str, name: str, fields: list[str]) -> type:
    """Return a class by name from the modules already imported, if its fields are the same."""
    found: object = getattr(sys.modules.get(module), name, None)
    if not isinstance(found, type) or list(_fields(found)) != fields:
        raise ValueError(f"no class {module}.{name} with fields {fields}")
    return found
