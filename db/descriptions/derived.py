"""What is derived of the newest version at each load, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crossfoot.db.descriptions.subjects import Subject

_DERIVED = "Derived of the newest version at each load; `crossfoot doctor --rebuild` makes it anew."
_HELD = {"extraction_id": "A reading that the newest version holds."}

DERIVED: Final[Mapping[str, Subject]] = {
    "withdrawals": Subject(
        "Withdrawn reports",
        "One row is a report that a person took out of the newest version, and why. Of one that "
        "was removed for good (`--purge`) this row is all that is left.",
        label="label",
        columns={
            "report_id": "The report it was.",
            "label": "Its label; empty once it is removed for good.",
            "editions": "SHA-256 of its files, as a JSON list: they are not loaded again unless a "
            "person says so.",
            "reason": "Why, in the words of the person.",
            "version": "The version that holds it no more.",
            "withdrawn_at": "When, UTC.",
            "purged_at": "When its rows and files were removed for good, UTC; else empty.",
            "lifted_at": "When a person loaded its file again (`--edition-of`), UTC; else empty.",
        },
    ),
    "now_extractions": Subject(
        "Readings of the newest version",
        f"One row is a reading, with how much of it a person should look at. {_DERIVED}",
        columns={
            **_HELD,
            "unsure_cities_count": "Place names that wait for a person.",
            "unknown_headers_count": "Column headers that no measure of the catalog has.",
            "unsure_tables_count": "Tables read with a confidence below 0.7.",
            "warnings_count": "Warnings.",
        },
    ),
    "now_measures": Subject(
        "Measures of the newest version",
        f"One row is a measure in a reading. {_DERIVED}",
        columns={**_HELD, "observations_count": "Numbers of this measure in it."},
    ),
    "now_cities": Subject(
        "Cities of the newest version",
        f"One row is a city in a reading. {_DERIVED}",
        columns={
            **_HELD,
            "mentions_count": "How often it is named there.",
            "observations_count": "Numbers printed for it there.",
        },
    ),
    "now_values": Subject(
        "Values of the newest version",
        f"One row is a number, in the order in which the page of its measure shows it. {_DERIVED}",
    ),
    "now_mismatches": Subject(
        "Mismatches of the newest version",
        f"One row is a check that fails, by how far it is off. {_DERIVED}",
        columns={
            **_HELD,
            "check_id": "The check.",
            "is_minor": "1 for warnings, 0 for errors.",
            "gap": "Difference, as a share of the larger of what is printed and what is computed.",
        },
    ),
    "now_names": Subject(
        "Names to search for",
        f"One row is a city, a measure or a report, with all its names. {_DERIVED}",
        columns={
            "kind": "city, measure or report.",
            "key": "GeoNames id, name of the measure, or id of the report.",
            "name": "What the search shows.",
            "words": "All its names, in lower case and without accents, a space before each.",
        },
    ),
}
