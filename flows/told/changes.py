"""What changed between two versions, or two files, in lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crossfoot.db.diff import Diff, TableDiff
    from crossfoot.flows.told.summary import RunSummary

MOST_COMPARED = 50
"""Reports that a run compares with what stood there before: each takes hundredths of a second."""


def changes_since(database: Path, summary: RunSummary) -> tuple[str, ...]:
    """Return what the version that a run made changed, in lines; none of a first version."""
    from crossfoot.db.diff import diff_versions

    if not summary.is_new or summary.version is None or summary.version < 2:
        return ()
    before = summary.version - 1
    replaced = sum(change.kind in ("edition", "reading") for change in summary.changes)
    if replaced > MOST_COMPARED:
        command = f"crossfoot diff {before} {summary.version} --db {summary.database}"
        return (f"{replaced} reports were replaced: {command} says what changed",)
    diff = diff_versions(database, before, summary.version)
    return () if diff.is_empty else tuple(line.strip() for line in describe_diff(diff))[1:]


def describe_diff(diff: Diff) -> Iterator[str]:
    """Yield the lines for people."""
    if diff.is_empty:
        yield f"Nothing changed from {diff.old} to {diff.new}."
        return
    yield f"From {diff.old} to {diff.new}:"
    yield from (f"+ report {name}" for name in diff.reports_added)
    yield from (f"- report {name}" for name in diff.reports_removed)
    for name in diff.readings:
        yield f"= report {name} was read anew from the same file: its changes are the reading's"
    for table in diff.tables:
        yield f"table {table.table} ({table.report})"
        yield from _table_lines(table)
    for figure in (*diff.figures_changed, *diff.figures_added, *diff.figures_removed):
        yield f"figure p. {figure.page} {figure.label}: {_change(figure.old, figure.new)}"
    for check in diff.checks_changed:
        yield f"check {check.id}: {_change(check.old, check.new)}"


def _table_lines(table: TableDiff) -> Iterator[str]:
    yield from (f"  + column {header}" for header in table.columns_added)
    yield from (f"  - column {header}" for header in table.columns_removed)
    yield from (f"  + {' | '.join(row)}" for row in table.rows_added)
    yield from (f"  - {' | '.join(row)}" for row in table.rows_removed)
    yield from (f"  ~ {one.old} is now called {one.new}" for one in table.rows_renamed)
    for cell in table.cells_changed:
        change = _change(cell.old, cell.new)
        yield f"  ~ p. {cell.page} {cell.row}, {cell.column}: {change}"


def _change(old: str | None, new: str | None) -> str:
    """Say what something was and is; "nothing" is what is not printed."""
    return f"{old or 'nothing'} → {new or 'nothing'}"
