"""Where the rows of an extraction go: table by table, columns in the order of the rows' values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Value = str | int | float | bytes | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where rows go.

    Attributes:
        columns: In the order of the rows' values.
        shifted: Columns with local ids, and the table whose ids they are.
        owned: Whether extraction_id and report_id are added to each row.
        asked: Columns whose values are looked up, and the query with a place for what is given.
    """

    columns: tuple[str, ...]
    shifted: Mapping[str, str]
    owned: bool = True
    asked: Mapping[str, str] = field(default_factory=dict)

    def place(self, column: str, shift: Mapping[str, int]) -> str:
        """Return what stands in a statement for a value of a column."""
        if column in self.shifted:
            return f"?+{shift[self.shifted[column]]}"
        return self.asked.get(column, "?")


BOX = ("page", "x0", "top", "x1", "bottom")
NUMBER = ("value", "value_scaled", "value_decimals", "step", "unit", "qualifier", "state", "scale")
REF = ("table_id", "cell_id", "figure_id", "row", "col")
REF_SHIFTS = {"table_id": "tables", "cell_id": "cells", "figure_id": "figures"}

TARGETS: Final[Mapping[str, Target]] = {
    "tables": Target(
        (
            *("id", "code", "label", "caption", "section", *BOX, "pages", "boxes"),
            *("rows_count", "cols_count", "header_rows", "stub_cols", "engine", "confidence"),
            *("language", "unit", "scale", "pairing_key"),
        ),
        {"id": "tables"},
    ),
    "table_notes": Target(
        ("table_id", "kind", "marker", "text", *BOX), {"table_id": "tables"}, owned=False
    ),
    "table_evidence": Target(
        ("table_id", "name", "value", "note"), {"table_id": "tables"}, owned=False
    ),
    "cells": Target(
        (
            *("id", "table_id", "row", "col", "rowspan", "colspan", "text", "role", "is_total"),
            *(*BOX, *NUMBER, "date", "mark", "check_status", "tick_marks"),
            *("markers", "is_bold", "indent_pt", "colour"),
        ),
        {"id": "cells", "table_id": "tables"},
        owned=False,
    ),
    "figures": Target(
        (
            *("id", "code", "kind", "label", "text", *NUMBER, "breakdown_of_id", "section"),
            *("caption", "context", *BOX, "image", "alt", "measured", "measured_error"),
            *("check_status", "tick_marks"),
        ),
        {"id": "figures", "breakdown_of_id": "figures"},
    ),
    "observation_subjects": Target(
        ("id", "entity", "place_kind", "label", "code"), {"id": "observation_subjects"}, owned=False
    ),
    "observation_headers": Target(
        ("id", "header", "is_known", "period", "category", "unit", "unit_stated"),
        {"id": "observation_headers"},
        owned=False,
    ),
    "observation_rows": Target(
        (
            *("id", "table_id", "cell_id", "row", "col", "geonameid", "subject_id", "header_id"),
            *("measure_id", "is_total", "has_values"),
        ),
        {
            "id": "observation_rows",
            "table_id": "tables",
            "cell_id": "cells",
            "subject_id": "observation_subjects",
            "header_id": "observation_headers",
        },
        owned=False,
        asked={"measure_id": "(SELECT id FROM measures WHERE measure = ?)"},
    ),
    "observation_values": Target(
        (
            *("id", "text", *BOX, "value", "value_scaled", "value_decimals", "step"),
            *("qualifier", "state", "scale", "check_status", "tick_marks"),
        ),
        {"id": "observation_rows"},
        owned=False,
    ),
    "city_mentions": Target(
        (
            *("table_id", "cell_id", "row", "col", "text", "geonameid", "kind", "status"),
            *("score", "method", "runner_up", "reason", *BOX),
        ),
        {"table_id": "tables", "cell_id": "cells"},
    ),
    "checks": Target(
        (
            *("id", "code", "fingerprint", "label", "kind", "axis", "status", "severity", *REF),
            *("total_text", "printed", "computed", "delta", "tolerance", "printed_scaled"),
            *("computed_scaled", "delta_scaled", "tolerance_scaled", "decimals", "granularity"),
            *("low", "high", "reason", "significance", "explanation_en", "explanation_fr"),
            *("explanation_es", *BOX),
        ),
        {"id": "checks", **REF_SHIFTS},
    ),
    "check_items": Target(
        ("check_id", "position", "sign", *REF), {"check_id": "checks", **REF_SHIFTS}, owned=False
    ),
    "suspects": Target(
        ("check_id", *REF, "why", "proposal"), {"check_id": "checks", **REF_SHIFTS}, owned=False
    ),
    "warnings": Target(("code", "message", *BOX), {}),
    "pages": Target(
        (
            *("numbers_count", "placed_count", "not_placed_count", "cells_numbers_count"),
            *("figures_numbers_count", "charts_numbers_count", "notes_numbers_count"),
            *("furniture_numbers_count", "lost_words_count", "not_placed", *BOX),
        ),
        {},
    ),
}
"""Tables of an extraction, in an order in which foreign keys hold."""
