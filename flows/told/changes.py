"""What changed between two versions, or two files, in lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.flows.words.said import OWN, say, speaking

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
    with speaking(OWN):  # as all that Prefect stores
        return () if diff.is_empty else tuple(line.strip() for line in describe_diff(diff))[1:]


def describe_diff(diff: Diff) -> Iterator[str]:
    """Yield the lines for people."""
    if diff.is_empty:
        yield say("diff_nothing", old=diff.old, new=diff.new)
        return
    yield say("diff_from", old=diff.old, new=diff.new)
    yield from (say("diff_report_added", name=name) for name in diff.reports_added)
    yield from (say("diff_report_removed", name=name) for name in diff.reports_removed)
    yield from (say("diff_read_anew", name=name) for name in diff.readings)
    for table in diff.tables:
        yield say("diff_table", table=table.table, report=table.report)
        yield from (f"  {line}" for line in _table_lines(table))
    for figure in (*diff.figures_changed, *diff.figures_added, *diff.figures_removed):
        change = _change(figure.old, figure.new)
        yield say("diff_figure", page=figure.page, label=figure.label, change=change)
    for check in diff.checks_changed:
        yield say("diff_check", id=check.id, change=_change(check.old, check.new))


def _table_lines(table: TableDiff) -> Iterator[str]:
    yield from (say("diff_column_added", name=header) for header in table.columns_added)
    yield from (say("diff_column_removed", name=header) for header in table.columns_removed)
    yield from (f"+ {' | '.join(row)}" for row in table.rows_added)
    yield from (f"- {' | '.join(row)}" for row in table.rows_removed)
    yield from (say("diff_renamed", old=one.old, new=one.new) for one in table.rows_renamed)
    for cell in table.cells_changed:
        change = _change(cell.old, cell.new)
        yield say("diff_cell", page=cell.page, row=cell.row, column=cell.column, change=change)


def _change(old: str | None, new: str | None) -> str:
    """Say what something was and is; "nothing" is what is not printed."""
    return f"{old or say('diff_no_value')} → {new or say('diff_no_value')}"
