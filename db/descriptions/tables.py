"""The tables, which hold all extractions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crossfoot.db.descriptions.derived import DERIVED
from crossfoot.db.descriptions.packed import PACKED
from crossfoot.db.descriptions.subjects import Subject

_REF_COLUMNS = {"row": "Row of the cell, from 0; -1 for a figure.", "col": "Its column, alike."}

TABLES: Final[Mapping[str, Subject]] = {
    "publications": Subject(
        "Publications",
        "One row is what the language editions of one report share. A report in one language has "
        "one of its own.",
        label="label",
        columns={
            "label": "Series or title, year and the name of its first file.",
            "title": "Title in the first file's metadata.",
        },
    ),
    "reports": Subject(
        "Reports",
        "One row is a publication in one language: a series, a year and a language; the parts of "
        "one report that come as separate files are separate rows.",
        label="label",
        columns={
            "label": "Series or title, year, language and the name of its first file.",
            "title": "Title in the first file's metadata.",
        },
    ),
    "edition_evidence": Subject(
        "Why a file stands under its report",
        "One row is a comparison of a file with another, or a person's word, when the file was "
        "first put under a report. The newest row of a file and report holds.",
        columns={
            "report_id": "The report it was put under.",
            "other_edition_id": "The file it was compared with; empty where there was none.",
            "other_report_id": "The report that one stands under.",
            "verdict": "first: of its report. edition: the other is an edition of the same report. "
            "unsure: it may be; a person is asked. language: the other is the report in another "
            "language. other: it is another report.",
            "decided_by": "rule, or person (`crossfoot ingest --edition-of`).",
            "headings_pct": "Table headings and labels of figures that both print, of all that "
            "either prints. | %",
            "numbers_pct": "Labelled numbers that both print, twice, of those of both. | %",
            "words_pct": "Words that both print, twice, of those of both. | %",
            "reason": "In a sentence.",
            "decided_at": "When, UTC.",
        },
    ),
    "report_licences": Subject(
        "Licences of reports",
        "One row is what the catalog or a person stated of a report. The newest row of a report "
        "holds; of reports without one the licence is unknown: ask their issuer.",
        columns={
            "report_id": "The report.",
            "licence": "As its issuer names it: CC-BY-4.0, Licence Ouverte 2.0; or unknown.",
            "url": "Where its text is.",
            "said_by": "catalog (`licence` of the series) or person (`crossfoot reports licence`).",
            "reason": "Where it is stated.",
            "said_at": "When, UTC.",
        },
    ),
    "editions": Subject(
        "Editions",
        "One row is a PDF file of a report. A corrected file is a new edition.",
        label="file",
        columns={
            "report_id": "The report, as recognised when the file was first seen.",
            "size_bytes": "Size of the file. | bytes",
            "producer": "Program that made the PDF, by its metadata.",
            "first_seen": "When the file was first loaded, UTC.",
        },
    ),
    "edition_files": Subject(
        "Files of editions",
        "One row is the PDF of an edition, byte for byte: what pages are shown from.",
        columns={"data": "The file."},
    ),
    "extractions": Subject(
        "Extractions",
        "One row is an edition read by one pipeline. Rows never change: another pipeline makes "
        "another extraction.",
        label="label",
        columns={
            "label": "File name and first digits of the pipeline.",
            "key": "Content address: SHA-256 of the file's SHA-256 and the pipeline, and of the "
            "report's label where the same reading stood under another report before.",
            "title": "What the report is called on its first page; empty where nothing tells.",
            "period": "2019/2020 where its title says so, else its year; empty when unknown.",
        },
    ),
    "versions": Subject(
        "Versions",
        "One row is a state of the dataset: a set of extractions. Versions are never changed.",
        label="message",
        columns={
            "number": "Number of the version, from 1.",
            "created_at": "When it was made, UTC.",
            "parent": "The version before it.",
            "restored": "The version that a rollback went back to.",
            "message": "Why it was made.",
            "reports_count": "Reports it holds.",
        },
    ),
    "version_extractions": Subject(
        "Extractions of versions",
        "Which extractions a version holds: those with from_version <= N and to_version empty "
        "or > N.",
        columns={"extraction_id": "The extraction."},
    ),
    "tables": Subject(
        "Tables",
        "One row is a table of a report; one that runs over several pages is one table.",
        label="label",
        columns={
            "code": "t1, t2… in reading order of the document.",
            "label": "The caption, or code and page where it has none.",
            "page": "Its first page.",
            "pages": "All its pages, as a JSON list.",
            "boxes": "Its box on each of its pages, as a JSON list. | points",
            "rows_count": "Rows, header rows included.",
            "cols_count": "Columns, stub columns included.",
            "header_rows": "Rows of column headers at its top.",
            "stub_cols": "Columns of row headers at its left.",
            "engine": "Which engine read it.",
            "confidence": "How sure its shape is, 0 to 1.",
            "language": "Language of the table where it was told.",
            "unit": "Unit stated for the whole table.",
            "scale": "Scale stated for the whole table (1000 for thousands).",
            "pairing_key": "Folded caption and column headers: what it is paired by in diffs.",
        },
    ),
    "cells": Subject(
        "Cells",
        "One row is a cell of a table, as printed. Cells with a span stand once.",
        label="text",
        columns={
            "table_id": "Its table.",
            "rowspan": "How many rows it covers.",
            "colspan": "How many columns it covers.",
            "text": "As printed, without line breaks.",
            "role": "column_header, row_header, body, total or section.",
            "date": "Where the cell is a date: ISO 8601, an interval as two dates with a slash; "
            "empty otherwise.",
            "mark": "Where the cell is a yes, a no or a check mark: yes, no or partly; "
            "empty otherwise.",
            "markers": "Footnote markers printed in it, separated by spaces.",
            "is_bold": "1 when all its words are bold.",
            "indent_pt": "From the left of its column's leftmost text to its own. | points",
            "colour": "Colour of its text, #rrggbb.",
        },
    ),
    "table_notes": Subject(
        "Notes of tables",
        "One row is a footnote, legend, source or unit note of a table.",
        columns={
            "kind": "footnote, unit, source or legend.",
            "marker": "Its marker, as in the cells.",
        },
    ),
    "table_evidence": Subject(
        "Evidence on tables",
        "One row is a reason for or against the reading that was taken.",
        columns={
            "name": "Name of the evidence.",
            "value": "Its weight; the name says on what scale.",
            "note": "In words.",
        },
    ),
    "figures": Subject(
        "Figures",
        "One row is a key figure in running text, a chart or an image.",
        label="label",
        columns={
            "code": "f1, f2… in reading order of the document.",
            "kind": "key_figure, chart or image.",
            "label": "What the figure counts, as a reader would say it.",
        },
    ),
    "city_mentions": Subject(
        "City mentions",
        "One row is a place name as printed, with the place it was taken for and why.",
        label="text",
        columns={
            "row": "Row of a column of places, from 0; empty for names in other cells and texts.",
            "col": "Column of places, from 0; empty for names in other cells and texts.",
            "kind": "What the name calls itself: city, metro, admin1, admin2, institution or none.",
            "status": "matched; review (a person should look); rejected; not_a_city.",
            "score": "How sure the match is, 0 to 1.",
            "method": "How it was found: decision, exact, folded, fuzzy, context…",
            "runner_up": "GeoNames id of the next best place.",
            "reason": "Why, in one sentence.",
        },
    ),
    "cities": Subject(
        "Cities",
        "One row is a place of the gazetteer that a report names. Data: GeoNames, CC BY 4.0. "
        "Communes without GeoNames id: −(ISO 3166-1 number × 10⁶ + national code).",
        label="name",
        columns={
            "name": "GeoNames name.",
            "kind": "city, admin1 or admin2 (second-level region).",
            "admin1": "First-level region.",
            "timezone": "IANA time zone.",
        },
    ),
    "checks": Subject(
        "Checks",
        "One row is an equation that a report claims, with its verdict. All extractions are "
        "here: use current_checks for the newest version.",
        label="label",
        columns={
            "code": "c1, c2… within the extraction.",
            "label": "Row and column header of the total, or the figure's label.",
            "cell_id": "The cell that states the total.",
            "figure_id": "The figure that states it, outside tables.",
            **_REF_COLUMNS,
            "low": "Least total that the items allow, exact decimal.",
            "high": "Greatest total that the items allow, exact decimal.",
            "reason": "Why it is incomplete, not checkable or only a warning, in a word.",
            "explanation_fr": "One sentence in French.",
            "explanation_es": "One sentence in Spanish.",
        },
    ),
    "check_items": Subject(
        "Items of checks",
        "One row is a number that a total should be made of.",
        columns={
            "position": "From 0, in the order of the equation.",
            "sign": "1 added, -1 taken away.",
            "cell_id": "The cell.",
            **_REF_COLUMNS,
        },
    ),
    "suspects": Subject(
        "Suspects",
        "One row is a cell that is probably misprinted or misread.",
        columns={
            "cell_id": "The cell.",
            **_REF_COLUMNS,
            "why": "The evidence.",
            "proposal": "Value that would repair the equation, exact decimal; never applied.",
        },
    ),
    "warnings": Subject(
        "Warnings",
        "One row is a defect of a document or a limit of the reading.",
        columns={
            "page": "Page concerned; empty for the whole document.",
            "code": "Machine name: amounts_without_table, numbers_left_out and line_left_out say "
            "what a page prints that stands in no table.",
            "message": "In words.",
        },
    ),
    "pages": Subject(
        "Pages",
        "One row is the account of a page that was read: how many numbers it prints, and where "
        "they ended. Every number is placed or listed in not_placed.",
        columns={
            "numbers_count": "Printed numbers, years and page numbers too; 1 250 000 is one.",
            "placed_count": "Of these in a cell, figure, chart, note or page furniture.",
            "not_placed_count": "Of these in none: in running text, or lost by the reading.",
            "cells_numbers_count": "Placed in cells of tables.",
            "figures_numbers_count": "Placed in key figures and their labels.",
            "charts_numbers_count": "Placed at the marks, axes and titles of charts.",
            "notes_numbers_count": "Placed in notes that a marker or a label ties.",
            "furniture_numbers_count": "Placed in running heads and feet; page numbers.",
            "lost_words_count": "Words without a digit that stand in a table's region, in no cell.",
            "not_placed": "JSON list: text, bbox (points) and where it stands: the kind of the "
            "block of text, table, chart, or null.",
            "x0": "Left edge of the box around the numbers that were not placed. | points",
            "top": "Upper edge of that box. | points",
            "x1": "Right edge of that box. | points",
            "bottom": "Lower edge of that box. | points",
        },
    ),
    "measures": Subject(
        "Measures",
        "One row is a measure that observations use.",
        label="measure",
        columns={
            "id": "Number of the measure in this file; its name is what lasts.",
            "header": "A column header it was first read from.",
            "unit": "Unit by the catalog.",
            "description": "Meaning by the catalog.",
        },
    ),
    "images": Subject(
        "Images",
        "One row is a picture, stored once however many reports print it.",
        label="name",
        columns={
            "name": "SHA-256 of its bytes, with the ending of its format.",
            "size_bytes": "Size. | bytes",
            "media_type": "Media type.",
            "data": "The picture itself.",
        },
    ),
    "gazetteer_sources": Subject(
        "Sources of the gazetteer",
        "One row is a package that the places come from. Place names, coordinates and populations "
        "are GeoNames' (geonames.org), CC BY 4.0.",
        label="name",
        columns={
            "name": "Name of the package.",
            "version": "Its version, or who packages it.",
            "licence": "Licence of what was taken from it.",
            "url": "Where that comes from in the first place.",
            "built_at": "Day the gazetteer was compiled from it.",
        },
    ),
    "runs": Subject(
        "Runs",
        "One row is the receipt of a run; a run without anything new makes no version.",
        label="started_at",
        columns={
            "started_at": "When it started, UTC.",
            "finished_at": "When its load was done, UTC.",
            "duration_s": "From its start to its load. | seconds",
            "command": "As typed.",
            "documents_count": "Documents given.",
            "failed_count": "Documents that could not be read.",
            "failures": "Their names and reasons, as a JSON list.",
            "rows_count": "Rows inserted.",
            "findings_count": "Warnings about the documents read.",
            "mismatches_count": "Checks that fail in the documents read.",
            "unmatched_places_count": "Place names that wait for a person.",
            "version": "The version it made; empty when nothing was new.",
        },
    ),
    **PACKED,
    **DERIVED,
}
