"""What a run did, as values, counted from extractions: `text` and `artifacts` show them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.db.stored.keys import column_headers, row_headers
from crossfoot.flows.told.left_out import (
    Gap,
    WorstPage,
    gaps_of,
    worst_of,
    worst_pages,
)
from crossfoot.flows.words.said import reader_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.db.receipt import Change
    from crossfoot.model import Box, Check, Decision, Extraction, Ref, ReportInfo, Table

HELD = frozenset({"exact", "rounding"})


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A printed total that does not hold.

    Attributes:
        table: Caption of its table, or its id where it has none.
        label: The total as printed.
        explanation: One sentence in English.
        sentences: The same in the languages that it was written in, by code.
        row: Header of the row that it stands in, "" outside tables; ``column`` alike.
        box: Where it stands on the page.
        sha256: Of the file that prints it.
    """

    file: str
    page: int
    table: str
    label: str
    printed: Decimal | None
    computed: Decimal | None
    delta: Decimal | None
    severity: str
    explanation: str
    sentences: tuple[tuple[str, str], ...] = ()
    row: str = ""
    column: str = ""
    box: Box = (0.0, 0.0, 0.0, 0.0)
    sha256: str = ""

    @property
    def told(self) -> str:
        """The explanation in the reader's language, in English where it was not written in it."""
        return dict(self.sentences).get(reader_language()) or self.explanation


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found.

    Attributes:
        checks_open: Totals that could not be decided (an item is missing, say).
        covered: Printed numbers under a check that holds…
        numbers: …of so many printed numbers…
        placed: …of which so many stand in a cell, figure, chart, note or page furniture.
    """

    pages: int = 0
    tables: int = 0
    figures: int = 0
    observations: int = 0
    cities_matched: int = 0
    cities_review: int = 0
    checks_held: int = 0
    checks_mismatched: int = 0
    checks_open: int = 0
    covered: int = 0
    numbers: int = 0
    warnings: int = 0
    placed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was found in one report.

    Attributes:
        series: Series of the catalog that it belongs to, "" for none, and why.
        worst: Its pages with most numbers that were not placed.
        gaps: What stands in no table though it looks as if it should.
    """

    file: str
    sha256: str
    language: str
    counts: Counts
    mismatches: tuple[Mismatch, ...] = ()
    worst: tuple[WorstPage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    series: str = ""
    series_why: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and the line that says why.

    Attributes:
        details: Tracebacks, for `--debug`.
        path: Where it lies, byte for byte, to try it again; "" where that is not known.
    """

    file: str
    message: str
    details: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a whole run did.

    Attributes:
        version: The dataset version that holds the reports, ``None`` when nothing was loaded.
        is_new: Whether the run made that version; ``False`` when everything was there already.
        incomplete: Pages of reports that were loaded without them; another run may read them.
        changes: Reports that the dataset had in another edition or reading, that it may have had,
            or has in another language.
        unused: Decisions of the catalog that no report of the version needs.
        copies: Files that were not read because another has the same content, each with it.
        retry: Command that tries what could not be read once more, "" where all was.
    """

    database: str
    version: int | None
    is_new: bool
    reports: tuple[ReportSummary, ...]
    failures: tuple[Failure, ...] = ()
    incomplete: tuple[Failure, ...] = ()
    changes: tuple[Change, ...] = ()
    unused: tuple[Decision, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    retry: str = ""

    @property
    def counts(self) -> Counts:
        """The counts of all reports together."""
        return sum((report.counts for report in self.reports), Counts())

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """The mismatches of all reports, in their order."""
        return tuple(found for report in self.reports for found in report.mismatches)

    @property
    def worst(self) -> tuple[WorstPage, ...]:
        """The pages of all reports with most numbers that were not placed."""
        return worst_of(page for report in self.reports for page in report.worst)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was left out of the tables of all reports, in their order."""
        return tuple(gap for report in self.reports for gap in report.gaps)

    @property
    def state_name(self) -> str:
        """What the run is called when it has ended, as Prefect shows it."""
        problems = [
            *(["mismatches"] if self.counts.checks_mismatched else []),
            *(["unread documents"] if self.failures else []),
            *(["unread pages"] if self.incomplete else []),
        ]
        return " ".join(["Completed", *(["with", " and ".join(problems)] if problems else [])])


def summarise_report(extraction: Extraction) -> ReportSummary:
    """Count what an extraction found."""
    report, checks = extraction.report, extraction.checks
    tables = {table.id: table for table in extraction.tables}
    mismatches = tuple(
        _describe(check, report, tables.get(check.table or ""))
        for check in checks
        if check.status == "mismatch"
    )
    held = sum(check.status in HELD for check in checks)
    status = [mention.match.status for mention in extraction.cities]
    covered, numbers = extraction.coverage
    counts = Counts(
        pages=report.pages,
        tables=len(extraction.tables),
        figures=len(extraction.figures),
        observations=len(extraction.observations),
        cities_matched=status.count("matched"),
        cities_review=status.count("review"),
        checks_held=held,
        checks_mismatched=len(mismatches),
        checks_open=len(checks) - held - len(mismatches),
        covered=covered,
        numbers=numbers,
        warnings=len(extraction.warnings),
        placed=sum(page.placed for page in extraction.pages),
    )
    return ReportSummary(
        *(report.file, report.sha256, report.language, counts, mismatches),
        worst=worst_pages(extraction),
        gaps=gaps_of(extraction),
        series=report.series,
        series_why=report.series_why,
    )


def to_json(summary: RunSummary) -> dict[str, object]:
    """Return the JSON form of a run's summary (`crossfoot ingest --json`)."""
    return {
        "database": summary.database,
        "version": summary.version,
        "is_new": summary.is_new,
        "state": summary.state_name,
        **asdict(summary.counts),
        "reports": [_report_json(report) for report in summary.reports],
        "failures": [
            {"file": failure.file, "message": failure.message} for failure in summary.failures
        ],
        "incomplete": [
            {"file": failure.file, "message": failure.message} for failure in summary.incomplete
        ],
        "changes": [asdict(change) for change in summary.changes],
        "unused_decisions": [asdict(decision) for decision in summary.unused],
        "copies": [{"file": file, "same_as": other} for file, other in summary.copies],
        "retry": summary.retry or None,
    }


def _report_json(report: ReportSummary) -> dict[str, object]:
    head = {
        "file": report.file,
        "sha256": report.sha256,
        "language": report.language,
        "series": report.series,
        "series_why": report.series_why,
    }
    mismatches = [
        {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in asdict(found).items()
            if name not in ("sentences", "sha256")
        }
        for found in report.mismatches
    ]
    return {
        **head,
        **asdict(report.counts),
        "mismatches": mismatches,
        "worst_pages": [asdict(page) for page in report.worst],
        "left_out": [asdict(gap) for gap in report.gaps],
    }


def _describe(check: Check, report: ReportInfo, table: Table | None) -> Mismatch:
    row, column = _headers(table, check.total) if table else ("", "")
    return Mismatch(
        file=report.file,
        page=check.page,
        table=table.caption or table.id if table else check.table or "",
        label=check.total_text,
        printed=check.printed,
        computed=check.computed,
        delta=check.delta,
        severity=check.severity,
        explanation=check.explain("en"),
        sentences=check.explanation,
        row=row,
        column=column,
        box=check.box,
        sha256=report.sha256,
    )


def _headers(table: Table, total: Ref) -> tuple[str, str]:
    """Return the headers of the row and the column that a cell stands in."""
    if not (0 <= total.row < table.n_rows and 0 <= total.col < table.n_cols):
        return "", ""
    return row_headers(table)[total.row], column_headers(table)[total.col]


def _values(counts: Counts) -> Sequence[int]:
    return list(asdict(counts).values())
