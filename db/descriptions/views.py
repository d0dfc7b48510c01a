"""The views, which show one version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crossfoot.db.descriptions.subjects import OF_OBSERVATIONS, Subject

VIEWS: Final[Mapping[str, Subject]] = {
    "current_observations": Subject(
        "Numbers",
        "Each number of each table, one a row, in the newest version. Totals are kept and "
        "flagged: filter is_total = 0 before adding up.",
        columns=OF_OBSERVATIONS,
    ),
    "observations": Subject(
        "Observations",
        "One row is a number of a table in tidy form. All extractions are here: use "
        "current_observations for the newest version. Filter is_total = 0 before adding up.",
        columns={
            "table_id": "The table it stands in.",
            **OF_OBSERVATIONS,
        },
    ),
    "current_figures": Subject(
        "Key figures, charts and images",
        "Numbers outside tables, charts and pictures, in the newest version.",
        columns={
            "figure_id": "The figure; links to the crop of the page.",
            "kind": "key_figure, chart or image.",
            "label": "What the figure counts, as a reader would say it.",
            "breakdown_of": "Label of the figure it is a part of: never add both.",
        },
    ),
    "current_checks": Subject(
        "Checks",
        "Every equation the reports claim, with its verdict, in the newest version.",
        columns={
            "check_id": "The check; links to the crop of the page.",
            "label": "Row and column header of the total, or the figure's label.",
            "items_count": "How many numbers the total should be made of.",
        },
    ),
    "mismatches": Subject(
        "Mismatches",
        "Checks that fail, in the newest version: errors of the report, or of the reading.",
        columns={
            "check_id": "The check; links to the crop of the page.",
            "label": "Row and column header of the total, or the figure's label.",
        },
    ),
    "to_review": Subject(
        "To review",
        "What a person should look at in the newest version. Answers go into the catalog; which "
        "report a file is an edition of is said to `crossfoot ingest --edition-of`.",
        columns={
            "kind": "city, header, table, check, warning or edition.",
            "what": "What is unsure about it.",
            "printed": "As printed.",
            "question": "What is asked, with the evidence.",
            "source": "Table of the row concerned.",
            "source_id": "Id of the row concerned.",
        },
    ),
    "left_out": Subject(
        "Left out",
        "Pages of the newest version that print numbers which stand in no cell, figure, chart, "
        "note or page furniture; those with most of them first.",
        columns={
            "page_id": "The page; links to the crop of the page.",
            "numbers_count": "Printed numbers of the page.",
            "placed_count": "Of these in a cell, figure, chart, note or page furniture.",
            "not_placed_count": "Of these in none.",
            "warnings": "What is said of the page: a table that was not found, a line left out.",
            "not_placed": "JSON list: text, bbox (points) and where it stands.",
        },
    ),
    "history": Subject(
        "History",
        "Each number with the versions that held it: how it changed from edition to edition.",
        columns={"is_current": "1 when the newest version holds it."},
    ),
    "current_extractions": Subject(
        "Documents",
        "The documents of the newest version, with what was found and proved in each.",
        columns={
            "coverage_pct": "Share of all printed numbers under a check that holds. | %",
            "placed_pct": "Share of all printed numbers in a cell, figure, chart, note or page "
            "furniture. | %",
            "since_version": "Version that brought this reading.",
            "publication": "Label of what it shares with the report in other languages.",
            "title": "What the report is called on its first page; empty where nothing tells.",
            "period": "2019/2020 where its title says so, else its year; empty when unknown.",
        },
    ),
}
