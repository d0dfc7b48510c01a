"""The files of an export for other programs: a Frictionless Data Package, Excel, Parquet.

In: the CSV files of an export and the dataset they were written from. Out: files beside them.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from crossfoot.db.describe import INTERFACE, column_types, describe_columns
from crossfoot.db.descriptions.tables import TABLES
from crossfoot.db.descriptions.views import VIEWS
from crossfoot.db.file.reading import reading
from crossfoot.db.licences import UNKNOWN, licence_of
from crossfoot.errors import UsageError
from crossfoot.extras import require_extra

if TYPE_CHECKING:
    from sqlite_utils import Database

PACKAGE_NAME = "datapackage.json"
MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel takes below its header."""
CHUNK = 1 << 20
_TYPES: Final = {"INTEGER": "integer", "REAL": "number", "TEXT": "string", "BLOB": "string"}
_GEONAMES: Final = {
    "name": "CC-BY-4.0",
    "title": "Names, places and populations of cities: GeoNames, Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_KINDS: Final = {
    "db": ("database", "application/vnd.sqlite3"),
    "xlsx": ("workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": ("", "application/vnd.apache.parquet"),
}
"""Name and media type of what holds the same as the CSV files."""
_SOURCES = """
SELECT report, file, sha256, issuer, language, year, report_id FROM current_extractions
ORDER BY report
"""
_NOT_STATED = (
    "nobody stated the licence of this report: ask its issuer before you pass its pages on; "
    "the values are facts printed there"
)


def write_package(
    folder: Path,
    database: Path,
    version: int,
    files: Sequence[tuple[str, str]],
    others: Sequence[Path],
) -> Path:
    """Describe an export: schema with units, licences, sources, checksums; return the file.

    Args:
        files: (CSV file, table or view it holds).
        others: Files that hold the same in another way, the database among them.
    """
    with reading(database) as db:
        tree: dict[str, Any] = {
            "profile": "data-package",
            "name": "crossfoot",
            "title": f"Tables and figures of annual reports, version {version}",
            "version": str(version),
            "interface": INTERFACE,
            "licenses": [_GEONAMES],
            "sources": [_source(db, row) for row in db.execute(_SOURCES).fetchall()],
            "resources": [
                *(_resource(db, folder / name, subject) for name, subject in files),
                *map(_other, others),
            ],
        }
    path = folder / PACKAGE_NAME
    path.write_text(json.dumps(tree, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _source(db: Database, row: Sequence[Any]) -> dict[str, Any]:
    """Return what a package says of a report; where nobody stated a licence, that."""
    report, file, sha256, issuer, language, year, report_id = row
    found = licence_of(db, report_id)
    stated = None if found is None or found[0].name == UNKNOWN else found[0]
    told: dict[str, Any] = {
        "title": f"{report} ({file})",
        "sha256": sha256,
        "issuer": issuer,
        "language": language,
        "year": year,
        "license": stated.name if stated else UNKNOWN,
    }
    if stated is None or found is None:
        return {**told, "licenseNote": _NOT_STATED}
    path = {"licensePath": stated.url} if stated.url else {}
    return {**told, **path, "licenseStatedBy": found[1]}


def _resource(db: Database, path: Path, subject: str) -> dict[str, Any]:
    about = TABLES.get(subject) or VIEWS[subject]
    types = column_types(db, subject)
    return {
        "name": path.stem.replace("_", "-"),
        "profile": "tabular-data-resource",
        "title": about.title,
        "description": about.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_checked(path),
        "schema": {
            "missingValues": [""],
            "fields": [
                {
                    "name": one.column,
                    "type": _TYPES.get(types[one.column], "any"),
                    "description": one.description,
                    **({"unit": one.unit} if one.unit else {}),
                }
                for one in describe_columns(db, subject)
            ],
        },
    }


def _other(path: Path) -> dict[str, Any]:
    kind = path.suffix.removeprefix(".")
    name, media_type = _KINDS[kind]
    return {
        "name": f"{path.stem.replace('_', '-')}-{kind}" if kind == "parquet" else name,
        "format": "sqlite" if kind == "db" else kind,
        "mediatype": media_type,
        **_checked(path),
    }


def _checked(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            digest.update(block)
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest.hexdigest()}"}


def write_excel(folder: Path, names: Sequence[str]) -> Path:
    """Write CSV files of an export as sheets of one workbook; a sheet that is full says so."""
    require_extra("excel")
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name in names:
        sheet = book.create_sheet(Path(name).stem)
        for number, row in enumerate(_rows(folder / name)):
            if number > MOST_ROWS:
                raise UsageError(
                    f"{name} has more rows than a sheet of Excel takes: use the CSV file"
                )
            sheet.append(row)
    path = folder / "crossfoot.xlsx"
    book.save(path)
    return path


def _rows(path: Path) -> Iterator[list[str | float | None]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            yield list(row) if number == 0 else [_plain(one) for one in row]


def _plain(text: str) -> str | float | None:
    """Return a cell as a number where it is one as we write them; digits of texts stay texts."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return text
    is_ours = text in (repr(value), str(int(value)) if value.is_integer() else "")
    return value if is_ours else text


def write_parquet(folder: Path, files: Sequence[tuple[str, str]], database: Path) -> list[Path]:
    """Write each table or view of an export as a Parquet file.

    Raises:
        UsageError: pyarrow is not installed.
    """
    require_extra("parquet")
    import pyarrow as pa
    from pyarrow import parquet

    kinds: dict[str, Callable[[], Any]] = {"INTEGER": pa.int64, "REAL": pa.float64}
    written = []
    with reading(database) as db:
        for name, subject in files:
            types = column_types(db, subject)
            schema = pa.schema([(c, kinds.get(kind, pa.string)()) for c, kind in types.items()])
            path = folder / f"{Path(name).stem}.parquet"
            rows = db.execute(f'SELECT * FROM "{subject}"')  # noqa: S608 - our name
            with parquet.ParquetWriter(path, schema) as writer:
                while block := rows.fetchmany(20_000):
                    writer.write_table(_block(pa, block, schema))
            written.append(path)
    return written


def _block(pa: Any, rows: Sequence[tuple[Any, ...]], schema: Any) -> Any:
    texts = [field.type == pa.string() for field in schema]
    columns = [
        [value if value is None or not is_text else str(value) for value in column]
        for column, is_text in zip(zip(*rows, strict=True), texts, strict=True)
    ]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
