"""Rows as files that other programs read: CSV made harmless for spreadsheets, JSON, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from crossfoot.sheets import defuse

Row = Mapping[str, Any]
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


class SafeCsv:
    """Stands in for the module `csv` in Datasette, which writes the CSV files of raw tables."""

    def __init__(self, rows: Any) -> None:
        """Take the writer of the module."""
        self._rows = rows

    @classmethod
    def writer(cls, stream: Any) -> SafeCsv:
        """Return a writer whose texts no spreadsheet runs."""
        return cls(csv.writer(stream))

    def writerow(self, row: Sequence[Any]) -> Any:
        """Write a row; what the writer returns is awaited where the stream is one to wait for."""
        return self._rows.writerow([defuse(one) if isinstance(one, str) else one for one in row])


def formats() -> tuple[str, ...]:
    """Return the formats that can be written here; Parquet needs pyarrow."""
    return ("csv", "json", "parquet") if find_spec("pyarrow") else ("csv", "json")


def download(rows: Sequence[Row], ending: str, name: str, *, columns: Sequence[str] = ()) -> Any:
    """Return rows as a file to keep.

    Args:
        ending: One of :func:`formats`.
        name: Of the file, without ending; only letters, digits and dashes of it are kept.
        columns: Of a file without rows.
    """
    from datasette import Response

    body = {"csv": _csv, "json": _json, "parquet": _parquet}[ending](rows, columns)
    stem = "".join(char if char.isascii() and char.isalnum() else "-" for char in name).strip("-")
    headers = {"content-disposition": f'attachment; filename="{stem or "rows"}.{ending}"'}
    return Response(body, content_type=_TYPES[ending], headers=headers)


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(rows[0] if rows else columns)
    for row in rows:
        writer.writerow([defuse(one) if isinstance(one, str) else one for one in row.values()])
    return stream.getvalue().encode("utf-8")


def _json(rows: Sequence[Row], _: Sequence[str]) -> bytes:
    return json.dumps({"rows": [dict(row) for row in rows]}, ensure_ascii=False).encode("utf-8")


def _parquet(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    import pandas as pd

    stream = io.BytesIO()
    frame = pd.DataFrame([dict(row) for row in rows], columns=None if rows else list(columns))
    frame.to_parquet(stream, engine="pyarrow", index=False)
    return stream.getvalue()
