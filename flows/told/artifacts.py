"""What a run leaves in Prefect's interface: a check report, the mismatches, a link, progress.

Text from PDFs is escaped: a caption must not become a link, a heading or HTML in the interface. All
is in English, as the interface is.
"""

from __future__ import annotations

import logging
import time
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from crossfoot.browse.addresses import number_path, report_path
from crossfoot.flows.told.text import change_line, coverage_text, gap_line
from crossfoot.flows.words.said import OWN, speaking
from crossfoot.names import escape_markdown, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from crossfoot.flows.told.summary import Mismatch, ReportSummary, RunSummary

PROGRESS_SECONDS = 2.0  # a call of the API for each small document would take as long as it
SHOWN_ROWS = 500  # the interface loads a table whole; `crossfoot check --format json` has all rows
BELOW = "/-/crossfoot/"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the numbers of a run.

    Attributes:
        browse_url: Where Datasette shows the dataset, "" where it is not known.
        crops: Pictures (PNG) of the first mismatches on their pages, in the order of the summary.
        changes: Lines on what differs from the version before.
    """

    browse_url: str = ""
    crops: Sequence[bytes | None] = ()
    changes: Sequence[str] = ()

    def link(self, text: str, path: str) -> str:
        """Return a text that leads to one of our pages in Datasette, if that is somewhere.

        Args:
            text: Plain words of ours: Prefect shows the text of a link with its backslashes.
        """
        if not self.browse_url:
            return escape_markdown(text)
        return f"[{escape_markdown(text)}]({self.browse_url.rstrip('/')}{BELOW}{path})"


NOTHING_BESIDE = Beside()


def headline(summary: RunSummary) -> str:
    """Return a run's result in one line."""
    counts = summary.counts
    parts = [
        f"version {summary.version}",
        _count(len(summary.reports), "report"),
        _count(counts.tables, "table"),
        f"{_count(counts.checks_held, 'check')} held",
        f"{counts.checks_mismatched} mismatched",
        *([f"{len(summary.failures)} unread"] if summary.failures else []),
    ]
    return ", ".join(parts)


def check_report(summary: RunSummary, beside: Beside = NOTHING_BESIDE) -> str:
    """Return the report of a run in Markdown."""
    with speaking(OWN):
        return "\n".join(_report_lines(summary, beside)) + "\n"


def _report_lines(summary: RunSummary, beside: Beside) -> Iterator[str]:
    head = "| report | tables | figures | cities | to review | held | mismatched | coverage |"
    yield from (f"# Version {summary.version}", "", head, "|" + " --- |" * 8)
    yield from (_report_row(report, beside) for report in summary.reports)
    told = (" ".join(change_line(change).split()) for change in summary.changes)
    yield from _section("Editions", [f"- {escape_markdown(line)}" for line in told])
    yield from _section("Mismatches", list(_mismatch_lines(summary, beside)))
    yield from _section("Changed since the last version", _cut(beside.changes))
    yield from _section("Left out", _cut([gap_line(gap) for gap in summary.gaps]))
    unread = (*summary.failures, *summary.incomplete)
    yield from _section("Not read", [f"- {escape_markdown(one.message)}" for one in unread])


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield lines under a heading, nothing where there are none."""
    if lines:
        yield from ("", f"## {title}", "", *lines)


def _cut(lines: Sequence[str]) -> list[str]:
    """Return lines as a list; of too many, how many more there are."""
    shown = [f"- {escape_markdown(line)}" for line in lines[:SHOWN_ROWS]]
    more = len(lines) - SHOWN_ROWS
    return [*shown, f"- … and {more} more"] if more > 0 else shown


def mismatch_rows(summary: RunSummary, beside: Beside = NOTHING_BESIDE) -> list[dict[str, Any]]:
    """Return the mismatches as rows of a table, numbers as exact text."""
    return [
        {
            "report": escape_markdown(found.file),
            "page": _place_link(found, beside),
            "table": escape_markdown(found.table),
            "row": escape_markdown(found.row),
            "column": escape_markdown(found.column),
            "total": escape_markdown(found.label),
            "printed": _exact(found.printed),
            "computed": _exact(found.computed),
            "difference": _exact(found.delta),
            "why": escape_markdown(found.explanation),
        }
        for found in summary.mismatches[:SHOWN_ROWS]
    ]


def _place_link(found: Mismatch, beside: Beside) -> str:
    return beside.link(f"p. {found.page}", number_path(found.sha256, found.page, found.box))


def log_lines(summary: RunSummary) -> Iterator[tuple[int, str]]:
    """Yield what the log of a run says of it, each line with its level."""
    for failure in summary.failures:
        yield logging.ERROR, failure.message
    for report in summary.reports:
        counts = report.counts
        read = ", ".join(
            (
                _count(counts.pages, "page"),
                _count(counts.tables, "table"),
                _count(counts.figures, "figure"),
                f"{_count(counts.checks_held, 'check')} held",
                f"{counts.checks_mismatched} mismatched",
            )
        )
        yield logging.INFO, printable(f"{report.file}: {read}")
    for found in summary.mismatches[:SHOWN_ROWS]:
        yield logging.WARNING, printable(f"{found.file} p. {found.page}: {found.explanation}")
    for page in summary.incomplete:
        yield logging.WARNING, page.message


def publish(summary: RunSummary, beside: Beside) -> None:
    """Create the artifacts of a finished run; must be called inside a flow.

    Each is a call of the API: there is a table where there is a mismatch, and a link where there is
    an address.
    """
    from prefect.artifacts import (
        create_link_artifact,
        create_markdown_artifact,
        create_table_artifact,
    )

    create_markdown_artifact(
        check_report(summary, beside), key="check-report", description=headline(summary)
    )
    if summary.mismatches:
        create_table_artifact(
            mismatch_rows(summary, beside),
            key="mismatches",
            description="Printed totals that do not hold, as the report prints them",
        )
    if beside.browse_url:
        create_link_artifact(
            beside.browse_url,
            link_text="Browse the dataset",
            key="dataset",
            description=f"crossfoot browse --db {escape_markdown(summary.database)} serves it",
        )


class ProgressArtifact:
    """The artifact "documents" of a flow run: how many of them are done.

    It is made when the run has gone on for a while: who looks at a short one finds it done.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._next = time.monotonic() + PROGRESS_SECONDS
        self._id: UUID | None = None

    def advance(self) -> None:
        """Say that one more document is done; the API is told now and then, and of the last."""
        self._done += 1
        is_last = self._done == self._total and self._id is not None
        if time.monotonic() < self._next and not is_last:
            return
        self._next = time.monotonic() + PROGRESS_SECONDS
        self._tell(100.0 * self._done / self._total)

    def _tell(self, percent: float) -> None:
        from prefect.artifacts import create_progress_artifact, update_progress_artifact

        if self._id is not None:
            update_progress_artifact(self._id, percent)
            return
        told = f"{self._total} documents to read"
        # annotated for both worlds, but in a sync flow it returns the id itself
        made = create_progress_artifact(percent, key="documents", description=told)
        self._id = cast("UUID", made)


def _report_row(report: ReportSummary, beside: Beside) -> str:
    counts = report.counts
    link = f" {beside.link('open', report_path(report.sha256))}" if beside.browse_url else ""
    cells = [
        escape_markdown(report.file) + link,
        counts.tables,
        counts.figures,
        counts.cities_matched,
        counts.cities_review,
        counts.checks_held,
        counts.checks_mismatched,
        coverage_text(counts),
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _mismatch_lines(summary: RunSummary, beside: Beside) -> Iterator[str]:
    """Yield each mismatch with its place, what it says and, of the first, a picture."""
    for number, found in enumerate(summary.mismatches[:SHOWN_ROWS]):
        labels = " › ".join(filter(None, (found.row, found.column)))
        place = ", ".join(escape_markdown(text) for text in (found.table, labels) if text)
        page = _place_link(found, beside)
        report = escape_markdown(found.file)
        yield f"- **{report}** {page}, {place}: {escape_markdown(found.explanation)}"
        crop = beside.crops[number] if number < len(beside.crops) else None
        if crop:
            picture = b64encode(crop).decode("ascii")
            yield f"\n  ![page {found.page}](data:image/png;base64,{picture})\n"
    more = len(summary.mismatches) - SHOWN_ROWS
    if more > 0:
        yield f"- … and {more} more"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _exact(value: object) -> str:
    return "" if value is None else str(value)
