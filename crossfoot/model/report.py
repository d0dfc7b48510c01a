"""The whole: one edition of a report as read by one pipeline.

Written by `flows`; loaded by `db`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crossfoot.choices import Language
from crossfoot.model.checks import Check
from crossfoot.model.ledger import PageLedger
from crossfoot.model.meaning import CityMention, Figure, Observation, TableAxes
from crossfoot.model.page import Box
from crossfoot.model.table import Table

INCOMPLETE_CODES = frozenset({"ocr_failed", "ocr_time"})
"""Findings after which a reading is not the last word on its file."""

LEFT_OUT = frozenset({"amounts_without_table", "numbers_left_out", "line_left_out"})
"""Findings that name what a page prints like a table and that stands in none."""

INCOMPLETE_MARK = "-incomplete-"
"""In the fingerprint of a pipeline that did not get to the end of its work."""

JOINED_MARK = "-joined-"
"""Behind the fingerprint of a pipeline whose names were joined to measures of other reports."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect of the report or a limit of the reading, as data (a row of `warnings`).

    Attributes:
        page: ``None`` when it concerns the whole document.
        code: Machine name ("no_text_layer", "hidden_text", "page_too_large"…).
        box: Where on the page, ``None`` when it concerns all of it.
    """

    page: int | None
    code: str
    message: str
    box: Box | None = None

    @property
    def is_incomplete(self) -> bool:
        """Whether the machine is to blame, not the report: another run may read the page."""
        return self.code in INCOMPLETE_CODES


@dataclass(frozen=True, slots=True)
class Asset:
    """A cropped picture, named by the sha256 of its bytes ("3f…a1.png")."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What is known of the document as a whole.

    Attributes:
        file: File name without folder.
        sha256: Of the file's bytes: the edition's identity.
        size: Bytes.
        pages: Number of pages.
        series: Report series ("metropolis"), "" when unknown.
        series_why: Why it is taken for a report of that series, or of none: one clause.
        year: Year the report is about, ``None`` when unknown.
        issuer: Body that issues it, as its first page names it; "" when it names none.
        heading: The largest texts of its first page, where they are few words.
        name: What it is called on its first page; the PDF's title where that is printed there too.
        period: "2019/2020" where its title says so, else its year; "" when unknown.
        territory: GeoNames id of the place that its issuer is named after, ``None`` when unknown…
        territory_name: …and its name there.
    """

    file: str
    sha256: str
    size: int
    pages: int
    language: Language
    producer: str = ""
    title: str = ""
    series: str = ""
    year: int | None = None
    issuer: str = ""
    heading: str = ""
    series_why: str = ""
    name: str = ""
    period: str = ""
    territory: int | None = None
    territory_name: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """One edition as read by one pipeline: all that a load writes.

    Equal files under equal pipelines give equal extractions, byte for byte.

    Attributes:
        pipeline: Fingerprint of code version, catalog and options; with :data:`INCOMPLETE_MARK`
            and what tells the missing pages apart where some were not read.
    """

    report: ReportInfo
    pipeline: str
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    cities: tuple[CityMention, ...] = ()
    observations: tuple[Observation, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[Finding, ...] = ()
    assets: tuple[Asset, ...] = ()
    coverage: tuple[int, int] = (0, 0)
    """(printed numbers under a check that holds, all printed numbers)."""
    pages: tuple[PageLedger, ...] = ()
    """The account of the printed numbers, page by page."""
    axes: tuple[TableAxes, ...] = ()
    """What the rows and columns of each table are."""

    @property
    def unread(self) -> tuple[Finding, ...]:
        """The pages that were left out through no fault of the report."""
        return tuple(finding for finding in self.warnings if finding.is_incomplete)
