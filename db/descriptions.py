"""The words for people: what each table, view and column of the dataset holds.

A description may end in " | unit". See :mod:`db.describe` for what is made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Subject:
    """A table or view.

    Attributes:
        title: For headings.
        description: What one row is, and what not to do with it.
        label: Column that names a row where others point to it, "" for none.
        columns: Descriptions of columns that mean something of their own here.
    """

    title: str
    description: str
    label: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


SHARED: Final[Mapping[str, str]] = {
    "id": "Number of the row. Ids stay the same in all versions and exports.",
    "extraction_id": "The extraction that found it.",
    "report_id": "The report it was printed in.",
    "edition_id": "The PDF file.",
    "table_id": "The table it stands in; empty outside tables.",
    "cell_id": "The cell it stands in; links to the crop of the page.",
    "figure_id": "The key figure concerned; empty for cells.",
    "check_id": "The check it belongs to.",
    "observation_id": "The observation; links to the crop of the page.",
    "run_id": "The run that made it.",
    "report": "Label of the report: series, year, language and first file name.",
    "publication_id": "What it shares with the report in other languages.",
    "issuer": "Body that issues it, as its first page names it; empty where none is named.",
    "heading": "The largest texts of its first page, where they are few words.",
    "series": "Report series of the catalog; empty when none was recognised.",
    "year": "Year the report is about.",
    "language": "Code of the report's language; one without a vocabulary is named in the warnings.",
    "file": "Name of the PDF file.",
    "sha256": "SHA-256 of the PDF file: the identity of an edition.",
    "pipeline": "Fingerprint of what read the file: code, libraries, catalog and options; with "
    "'-incomplete-' where scanned pages could not be read, so that the next whole reading is new.",
    "loaded_at": "When it entered the dataset, UTC.",
    "table": "Caption of the table, or its code and page where it has none.",
    "page": "Page of the PDF, counted from 1.",
    "x0": "Left edge of the box on the page, from the left of the page as displayed. | points",
    "top": "Upper edge of the box, from the top of the page as displayed. | points",
    "x1": "Right edge of the box, from the left of the page. | points",
    "bottom": "Lower edge of the box, from the top of the page. | points",
    "row": "Row in the table, from 0, header rows included; -1 for figures.",
    "col": "Column in the table, from 0; -1 for figures.",
    "text": "As printed.",
    "value": "The number, approximate: for sorting and charts. Exact: value_scaled.",
    "value_scaled": "The exact number times ten to the power of value_decimals; empty for text, "
    "for missing numbers and for numbers of more than 18 digits.",
    "value_decimals": "Decimals of value_scaled: 1250 with 2 decimals is 12.50.",
    "step": "Worth of the last printed digit, in the unit: the number errs by at most half of it.",
    "unit": "Unit of the value: %, an ISO currency code, count, or as printed.",
    "qualifier": "How the number is meant: exact, over, under or about.",
    "state": "number; nil for a dash, an exact zero; missing for n.d., NC and the like.",
    "scale": "What the printed digits were multiplied by (1000 for k€).",
    "is_total": "1 for totals and subtotals: never add them to their parts.",
    "is_known": "1 when the catalog has this measure; else the measure is made from the header.",
    "check_status": "Of the checks that cover it: mismatch if one fails, else rounding or exact "
    "if one holds, else why none could be made; empty when none covers it.",
    "tick_marks": "Ft: footed (its column adds up). Cft: cross-footed (its row adds up). "
    "Tie: tied out (the same number elsewhere in the report). With ≠: that check fails.",
    "geonameid": "GeoNames id of the city.",
    "city": "GeoNames name of the city.",
    "country": "Country of the city, ISO 3166-1 alpha-2.",
    "latitude": "Latitude of the city, WGS 84. | degrees",
    "longitude": "Longitude of the city, WGS 84. | degrees",
    "population": "Population of the city by GeoNames. | people",
    "place_kind": "What the row calls itself: city, metro (metropolitan area), admin1 (region), "
    "institution or none.",
    "entity": "Row header as printed, with the headers above it, joined by ›.",
    "header": "Column header as printed, outermost first, joined by ›.",
    "measure": "Measure of the catalog, or made from the header.",
    "period": "Year or month the number is about, where one is stated.",
    "section": "Headings above it, outermost first, joined by ›.",
    "caption": "Caption as printed.",
    "code": "Name within its extraction.",
    "status": "exact; rounding (rounding alone explains the gap); mismatch; incomplete (an item "
    "is missing); not_checkable.",
    "severity": "error, warning or info.",
    "kind": "What the check claims: sum, count, difference, mean, percentage, breakdown, repeat "
    "or edition.",
    "axis": "column: items stand above or below the total; row: beside it; list: in a list; "
    "document: elsewhere in the report.",
    "total_text": "The stated total as printed.",
    "printed": "The stated value, approximate.",
    "computed": "What the items give, approximate.",
    "delta": "printed - computed, approximate.",
    "tolerance": "Largest gap that rounding alone explains, approximate.",
    "printed_scaled": "Exact stated value, times ten to the power of decimals.",
    "computed_scaled": "Exact computed value (quotients rounded to 18 digits), scaled alike.",
    "delta_scaled": "Exact printed - computed, scaled alike.",
    "tolerance_scaled": "Exact tolerance, scaled alike.",
    "decimals": "Decimals of the four scaled values.",
    "granularity": "Step assumed beyond the printed digits (5: counts in fives).",
    "significance": "How many such coincidences the table would hold by chance: less is surer.",
    "reason": "Why, in a word or a sentence.",
    "fingerprint": "What the check is known by over editions: no page, row or value is in it.",
    "explanation": "One sentence in the report's language.",
    "explanation_en": "One sentence in English.",
    "suspects": "Which cells are probably wrong, and why.",
    "tables_count": "Tables found.",
    "cells_count": "Cells found.",
    "figures_count": "Key figures, charts and images found.",
    "observations_count": "Numbers in tidy form.",
    "checks_count": "Checks made.",
    "mismatches_count": "Checks that fail.",
    "numbers_count": "Printed numbers in tables.",
    "verified_numbers_count": "Printed numbers in tables that stand under a total that holds.",
    "pages_count": "Pages of the file.",
    "from_version": "First version that holds it.",
    "to_version": "First version that holds it no more; empty while it is held.",
    "name_fr": "Name in French.",
    "name_en": "Name in English.",
    "name_es": "Name in Spanish.",
    "alt": "Alternative text of the PDF.",
    "image": "The crop or picture.",
    "measured": "Value measured from a chart's geometry where none is printed.",
    "measured_error": "Bound of the measurement's error, in the same unit.",
    "breakdown_of_id": "The figure it is a part of.",
    "context": "Sentence, bullet or card it was read from.",
}

_REF_COLUMNS = {"row": "Row of the cell, from 0; -1 for a figure.", "col": "Its column, alike."}

VIEWS: Final[Mapping[str, Subject]] = {
    "current_observations": Subject(
        "Numbers",
        "Each number of each table, one a row, in the newest version. Totals are kept and "
        "flagged: filter is_total = 0 before adding up.",
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
    "history": Subject(
        "History",
        "Each number with the versions that held it: how it changed from edition to edition.",
        columns={"is_current": "1 when the newest version holds it."},
    ),
    "current_extractions": Subject(
        "Documents",
        "The documents of the newest version, with what was found and proved in each.",
        columns={
            "coverage_pct": "Share of printed numbers under a total that holds. | %",
            "since_version": "Version that brought this reading.",
            "publication": "Label of what it shares with the report in other languages.",
        },
    ),
}

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
    "observations": Subject(
        "Observations",
        "One row is a number of a table in tidy form. All extractions are here: use "
        "current_observations for the newest version. Filter is_total = 0 before adding up.",
        columns={"table_id": "The table it stands in."},
    ),
    "city_mentions": Subject(
        "City mentions",
        "One row is a place name as printed, with the place it was taken for and why.",
        label="text",
        columns={
            "row": "Row in the table, from 0; empty outside tables.",
            "col": "Column in the table, from 0; empty outside tables.",
            "kind": "What the name calls itself: city, metro, admin1, institution or none.",
            "status": "matched; review (a person should look); rejected; not_a_city.",
            "score": "How sure the match is, 0 to 1.",
            "method": "How it was found: decision, exact, folded, fuzzy, context…",
            "runner_up": "GeoNames id of the next best place.",
            "reason": "Why, in one sentence.",
        },
    ),
    "cities": Subject(
        "Cities",
        "One row is a place of the gazetteer that a report names. Data: GeoNames, CC BY 4.0.",
        label="name",
        columns={
            "name": "GeoNames name.",
            "kind": "city or admin1.",
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
            "code": "Machine name.",
            "message": "In words.",
        },
    ),
    "measures": Subject(
        "Measures",
        "One row is a measure that observations use.",
        label="measure",
        columns={
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
}
