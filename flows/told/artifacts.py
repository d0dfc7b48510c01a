"""What a run leaves in Prefect's interface: a check report, the mismatches, a link, progress.

Text from PDFs is escaped: a caption must not become a link, a heading or HTML in the interface.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, cast

from crossfoot.flows.told.left_out import gap_line
from crossfoot.flows.told.summary import change_line, coverage_text
from crossfoot.names import escape_markdown, printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from crossfoot.flows.told.summary import Mismatch, ReportSummary, RunSummary

PROGRESS_SECONDS = 2.0  # a call of the API for each small document would take as long as it
SHOWN_ROWS = 500  # the interface loads a table whole; `crossfoot check --format json` has all rows


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


def check_report(summary: RunSummary) -> str:
    """Return the report of a run in Markdown."""
    head = "| report | tables | figures | cities | to review | held | mismatched | coverage |"
    lines = [f"# Version {summary.version}", "", head, "|" + " --- |" * 8]
    lines += [_report_row(report) for report in summary.reports]
    if summary.changes:
        lines += ["", "## Editions", ""]
        told = (" ".join(change_line(change).split()) for change in summary.changes)
        lines += [f"- {escape_markdown(line)}" for line in told]
    if summary.mismatches:
        lines += ["", "## Mismatches", ""]
        lines += [_mismatch_line(found) for found in summary.mismatches[:SHOWN_ROWS]]
        if len(summary.mismatches) > SHOWN_ROWS:
            lines.append(f"- … and {len(summary.mismatches) - SHOWN_ROWS} more")
    if summary.gaps:
        lines += ["", "## Left out", ""]
        lines += [f"- {escape_markdown(gap_line(gap))}" for gap in summary.gaps[:SHOWN_ROWS]]
    unread = (*summary.failures, *summary.incomplete)
    if unread:
        lines += ["", "## Not read", ""]
        lines += [f"- {escape_markdown(failure.message)}" for failure in unread]
    return "\n".join(lines) + "\n"


def mismatch_rows(summary: RunSummary) -> list[dict[str, Any]]:
    """Return the mismatches as rows of a table, numbers as exact text."""
    return [
        {
            "report": escape_markdown(found.file),
            "page": found.page,
            "table": escape_markdown(found.table),
            "total": escape_markdown(found.label),
            "printed": _exact(found.printed),
            "computed": _exact(found.computed),
            "difference": _exact(found.delta),
            "why": escape_markdown(found.explanation),
        }
        for found in summary.mismatches[:SHOWN_ROWS]
    ]


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


def publish(summary: RunSummary, browse_url: str) -> None:
    """Create the artifacts of a finished run; must be called inside a flow."""
    from prefect.artifacts import (
        create_link_artifact,
        create_markdown_artifact,
        create_table_artifact,
    )

    create_markdown_artifact(
        check_report(summary), key="check-report", description=headline(summary)
    )
    create_table_artifact(
        mismatch_rows(summary),
        key="mismatches",
        description="Printed totals that do not hold, as the report prints them",
    )
    create_link_artifact(
        browse_url,
        link_text="Browse the dataset",
        key="dataset",
        description=f"crossfoot browse --db {escape_markdown(summary.database)} serves it",
    )


class ProgressArtifact:
    """The artifact "documents" of a flow run: how many of them are done."""

    def __init__(self, total: int) -> None:
        from prefect.artifacts import create_progress_artifact

        self._total = total
        self._done = 0
        self._next = 0.0
        # annotated for both worlds, but in a sync flow it returns the id itself
        self._id = cast(
            "UUID",
            create_progress_artifact(
                0.0, key="documents", description=f"{total} documents to read"
            ),
        )

    def advance(self) -> None:
        """Say that one more document is done; the API is told of the last, and now and then."""
        from prefect.artifacts import update_progress_artifact

        self._done += 1
        if self._done < self._total and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PROGRESS_SECONDS
        update_progress_artifact(self._id, 100.0 * self._done / self._total)


def _report_row(report: ReportSummary) -> str:
    counts = report.counts
    cells = [
        escape_markdown(report.file),
        counts.tables,
        counts.figures,
        counts.cities_matched,
        counts.cities_review,
        counts.checks_held,
        counts.checks_mismatched,
        coverage_text(counts),
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _mismatch_line(found: Mismatch) -> str:
    place = f"{escape_markdown(found.file)} p. {found.page}, {escape_markdown(found.table)}"
    return f"- **{place}**: {escape_markdown(found.explanation)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _exact(value: object) -> str:
    return "" if value is None else str(value)
