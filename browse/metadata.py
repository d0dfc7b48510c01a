"""Datasette's metadata: descriptions from the schema's own, facets, orders and canned queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote

from crossfoot.browse.large import LARGE, is_large
from crossfoot.browse.queries import QUERIES
from crossfoot.browse.wording import READERS, words_of
from crossfoot.db.describe import datasette_tables
from crossfoot.db.file.reading import reading

TITLE = "crossfoot: tables and figures that prove themselves"
LICENCE = "Place names: GeoNames, CC BY 4.0"
HIDDEN = (
    *("edition_files", "images", "version_extractions", "check_items", "suspects"),
    *("observation_rows", "observation_subjects", "observation_headers", "observation_values"),
)
"""Tables that other pages show better; still there under "hidden tables"."""
BOOKKEEPING = ("_", "sqlite_", "now_")
"""How the names of tables begin that tools keep for themselves; hidden too."""

SEARCHED = {"observations": "id"}
"""Views with a full-text index, and the column that it names their rows by."""

NAMING = ("label", "name", "title")
"""Columns that name a row, the first that a table has."""

FACETS: Mapping[str, tuple[str, ...]] = {
    "current_observations": ("report", "measure", "period", "country", "check_status", "is_total"),
    "current_figures": ("report", "kind", "unit", "qualifier", "check_status"),
    "current_checks": ("report", "status", "kind", "severity"),
    "mismatches": ("report", "kind", "severity"),
    "to_review": ("kind", "what", "report"),
    "history": ("report", "measure", "is_current"),
    "cities": ("country", "kind"),
    "city_mentions": ("status", "method", "kind"),
    "checks": ("status", "kind"),
    "figures": ("kind", "unit"),
    "observations": ("measure", "period", "check_status"),
    "reports": ("series", "year", "language"),
    "edition_evidence": ("verdict", "decided_by"),
    "tables": ("engine", "language"),
}
ORDER: Mapping[str, dict[str, str]] = {
    "versions": {"sort_desc": "number"},
    "runs": {"sort_desc": "id"},
    "cities": {"sort": "name"},
}


def describe_dataset(name: str, path: Any, *, large: int = LARGE) -> dict[str, Any]:
    """Return Datasette's metadata for a dataset.

    Args:
        name: The database's name in URLs: its file name without ending.
        path: The dataset file, whose columns are described.
        large: Numbers from which on nothing is counted unasked.
    """
    with reading(path, is_checked=True) as db:
        tables = {table: _entry(table, about) for table, about in datasette_tables(db).items()}
        for table in db.table_names():
            if table.startswith(BOOKKEEPING):
                tables.setdefault(table, {})["hidden"] = True
        told = {"large": quote(name)} if is_large(db, large) else {}
        for table in db.table_names():
            _name_rows(tables.setdefault(table, {}), db.table(table).columns_dict)
    words = words_of(READERS[0])
    queries = {
        q.name: {
            "title": words[f"query_{q.name}"],
            "description": words[f"about_{q.name}"],
            "sql": q.sql.strip(),
        }
        for q in QUERIES
    }
    return {
        "title": TITLE,
        "crossfoot": told,
        "license": LICENCE,
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "source": "GeoNames",
        "source_url": "https://www.geonames.org",
        "databases": {
            name: {
                "description": "Start with current_observations, current_figures or mismatches.",
                "tables": tables,
                "queries": queries,
            }
        },
    }


def _name_rows(entry: dict[str, Any], columns: Collection[str]) -> None:
    """Let a column name the rows of a table where nothing says which one does."""
    naming = next((name for name in NAMING if name in columns), None)
    if naming is not None:
        entry.setdefault("label_column", naming)


def _entry(table: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """Put a column's unit into its description: Datasette 1.0 knows no units of its own."""
    units: Mapping[str, str] = about.get("units", {})
    columns = {
        column: f"{text} ({units[column]})" if column in units else text
        for column, text in about["columns"].items()
    }
    entry: dict[str, Any] = {
        key: value for key, value in about.items() if key not in ("units", "columns")
    }
    entry["columns"] = columns
    if table in FACETS:
        entry["facets"] = list(FACETS[table])
    if table in HIDDEN:
        entry["hidden"] = True
    if table in SEARCHED:
        entry |= {"fts_table": f"{table}_fts", "fts_pk": SEARCHED[table]}
    return entry | ORDER.get(table, {})
