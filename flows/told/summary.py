"""What a run did, as values: counted from extractions, printed here, shown by Prefect."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.flows.gate.unused import say_unused
from crossfoot.flows.told.left_out import (
    Gap,
    WorstPage,
    gap_lines,
    gaps_of,
    placed_text,
    worst_of,
    worst_pages,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.db.receipt import Change
    from crossfoot.model import Check, Decision, Extraction, Table

SHOWN_FILES = 3  # named in a line about many
HELD = frozenset({"exact", "rounding"})


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A printed total that does not hold.

    Attributes:
        table: Caption of its table, or its id where it has none.
        label: The total as printed.
        explanation: One sentence in English.
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
    captions = {table.id: _table_name(table) for table in extraction.tables}
    mismatches = tuple(
        _describe(check, report.file, captions) for check in checks if check.status == "mismatch"
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


def to_text(summary: RunSummary) -> str:
    """Return the lines `crossfoot ingest` prints."""
    lines = [_version_line(summary)]
    counts = summary.counts
    if summary.reports:
        lines += [
            f"  tables      {counts.tables}",
            f"  figures     {counts.figures}",
            f"  cities      {counts.cities_matched} matched, {counts.cities_review} to review",
            f"  checks      {counts.checks_held} held, {counts.checks_mismatched} mismatched"
            + (f", {counts.checks_open} undecided" if counts.checks_open else ""),
            f"  coverage    {coverage_text(counts)}",
            f"  placed      {placed_text(counts.placed, counts.numbers, summary.worst)}",
        ]
    lines += [f"  {line}" for line in series_lines(summary.reports)]
    lines += [f"  {change_line(change)}" for change in summary.changes]
    lines += [f"  {_mismatch_line(found)}" for found in summary.mismatches]
    lines += [f"  left out    {line}" for line in gap_lines(summary.gaps)]
    lines += [f"  decision    {say_unused(decision)}" for decision in summary.unused]
    lines += [f"  copy        {file} is the same file as {same}" for file, same in summary.copies]
    if summary.version is not None:
        lines.append(f"Browse it:  crossfoot browse --db {summary.database}")
    if counts.cities_review or counts.checks_mismatched or _is_asked(summary):
        lines.append(f"Look at it: crossfoot review --db {summary.database}")
    if summary.retry:
        lines.append(f"Try again:  {summary.retry}")
    return "\n".join(lines)


def _is_asked(summary: RunSummary) -> bool:
    return any(change.kind == "unsure" for change in summary.changes)


def coverage_text(counts: Counts) -> str:
    """Say how many of the printed numbers stand under a check that holds."""
    if not counts.numbers:
        return "no printed number"
    share = Decimal(100 * counts.covered) / counts.numbers
    return f"{counts.covered} of {counts.numbers} numbers under a check that holds ({share:.0f} %)"


def series_lines(reports: Sequence[ReportSummary]) -> list[str]:
    """Say which series of the catalog the reports belong to, or why to none."""
    told: dict[tuple[str, str], list[str]] = {}
    for one in reports:
        told.setdefault((one.series, one.series_why), []).append(one.file)
    lines = []
    for (series, why), files in told.items():
        shown = ", ".join(files[:SHOWN_FILES])
        more = f" and {len(files) - SHOWN_FILES} more" if len(files) > SHOWN_FILES else ""
        because = f" ({why})" if why else ""
        lines.append(f"series      {series or 'none'}: {shown}{more}{because}")
    return lines


def change_line(change: Change) -> str:
    """Say which edition of a report the version holds, which it does not, and why."""
    head, told = _CHANGES[_kind(change)]
    text = told.format(
        report=change.report,
        held=change.held,
        other=change.other,
        day=change.other_seen[:10],
        of=_of(change),
    )
    why = f" ({change.proof.reason})" if change.proof and change.proof.reason else ""
    return f"{head:<12}{text}{why}"


def _kind(change: Change) -> str:
    is_pair = change.is_together and change.kind in ("edition", "superseded")
    return "together" if is_pair else change.kind


_CHANGES = {
    "reading": ("replaced", "{report}: {held} was read anew"),
    "incomplete": (
        "left out",
        "{report}: {other} was not read to its end; the whole reading it has is kept",
    ),
    "together": (
        "editions",
        "{report}: {held} and {other} are two editions of it; the version holds {held}",
    ),
    "edition": ("replaced", "{report}: {held} replaces the edition of {day}{of}"),
    "superseded": (
        "left out",
        "{report}: {other} is older than {held}, which the version holds (crossfoot rollback "
        "brings an old version back)",
    ),
    "moved": ("moved", "{report}: {held} stood under another report before"),
    "separated": (
        "put right",
        "{report}: {held} is a report of its own; it was taken for an edition of {other}",
    ),
    "unsure": (
        "to settle",
        "{report}: is {held} another edition of {other}, or a report of its own? crossfoot review "
        "names the command that says so",
    ),
    "withdrawn": ("left out", "{held} was withdrawn; ingest with --edition-of brings it back"),
    "language": ("languages", "{report}: {held} is {other} in another language"),
}
"""What a change is called, and the line about it."""


def _of(change: Change) -> str:
    """Name the other file where its name tells it apart."""
    return f" ({change.other})" if change.other != change.held else ""


def _version_line(summary: RunSummary) -> str:
    if summary.version is None:
        return "Nothing was loaded."
    reports = f"{len(summary.reports)} report{'s' if len(summary.reports) != 1 else ''}"
    if not summary.is_new:
        if any(
            change.kind in ("superseded", "incomplete", "withdrawn") for change in summary.changes
        ):
            return f"Version {summary.version} stays as it is: nothing newer to load."
        return f"Version {summary.version} holds {reports} already: nothing new to load."
    return f"Version {summary.version}: {reports} read."


def _mismatch_line(found: Mismatch) -> str:
    return f"mismatch    {found.file} p. {found.page}: {found.explanation}"


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


def _describe(check: Check, file: str, captions: dict[str, str]) -> Mismatch:
    return Mismatch(
        file=file,
        page=check.page,
        table=captions.get(check.table or "", check.table or ""),
        label=check.total_text,
        printed=check.printed,
        computed=check.computed,
        delta=check.delta,
        severity=check.severity,
        explanation=check.explain("en"),
    )


def _table_name(table: Table) -> str:
    return table.caption or table.id


def _values(counts: Counts) -> Sequence[int]:
    return list(asdict(counts).values())
