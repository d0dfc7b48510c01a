"""What changed between two versions of the dataset, or between two documents.

Works on values, not on rows, so that two PDFs can be compared without a dataset.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.db.file.reading import reading
from crossfoot.db.identity.rule import label_report
from crossfoot.db.pairing import (
    Pair,
    Sheet,
    pair_columns,
    pair_equal,
    pair_rows,
    pair_tables,
    read_sheets,
)
from crossfoot.db.stored.keys import squeeze
from crossfoot.db.stored.read import read_extraction
from crossfoot.db.versions import extractions_of
from crossfoot.folding import bare_words
from crossfoot.model import Check, Extraction, Figure

if TYPE_CHECKING:
    from sqlite_utils import Database

_HEAD = ("from", "to", "readings")
"""Keys of the JSON form that are no change."""

Json = dict[str, "Json"] | list["Json"] | str | int | None


@dataclass(frozen=True, slots=True)
class Renamed:
    """A row whose header changed while it stayed the same row."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that prints something else; ``page`` is the newer edition's."""

    row: str
    column: str
    old: str
    new: str
    page: int


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What changed in one table.

    Attributes:
        report: Label of its report.
        table: Its caption, or its id where it has none.
        rows_added: Texts of each new row, stubs first.
        rows_removed: The same of the rows that went.
    """

    report: str
    table: str
    rows_added: tuple[tuple[str, ...], ...] = ()
    rows_removed: tuple[tuple[str, ...], ...] = ()
    rows_renamed: tuple[Renamed, ...] = ()
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    cells_changed: tuple[CellChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(
            (
                *(self.rows_added, self.rows_removed, self.rows_renamed),
                *(self.columns_added, self.columns_removed, self.cells_changed),
            )
        )


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A key figure that prints something else; ``old`` or ``new`` is ``None`` where it is not."""

    label: str
    old: str | None
    new: str | None
    page: int


@dataclass(frozen=True, slots=True)
class CheckChange:
    """A check with another status; ``None`` where the edition does not make the claim."""

    id: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed from one state to another; only tables with changes are listed.

    Attributes:
        readings: Reports whose file is the same and was read anew: what changed there is the
            reading.
    """

    old: str | int
    new: str | int
    reports_added: tuple[str, ...] = ()
    reports_removed: tuple[str, ...] = ()
    tables: tuple[TableDiff, ...] = ()
    figures_changed: tuple[FigureChange, ...] = ()
    figures_added: tuple[FigureChange, ...] = ()
    figures_removed: tuple[FigureChange, ...] = ()
    checks_changed: tuple[CheckChange, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(value for key, value in self.to_json().items() if key not in _HEAD)

    def to_json(self) -> dict[str, Json]:
        """Return the JSON form of `crossfoot diff --json`."""
        values: dict[str, Json] = json.loads(json.dumps(asdict(self)))
        return {"from": values.pop("old"), "to": values.pop("new"), **values}


def diff_versions(path: Path | str, old: int, new: int) -> Diff:
    """Compare two versions of a dataset.

    Ids of extractions are compared first: only reports that both versions hold, in another
    extraction, are read. Those of them whose file is the same were read anew; what is told of them
    is a change of the reading, not of the report.

    Raises:
        DatasetError: There is no such dataset or version.
    """
    path = Path(path)
    with reading(path) as db:
        ids = extractions_of(db, old), extractions_of(db, new)
        gone, come = (_labelled(db, one) for one in (ids[0] - ids[1], ids[1] - ids[0]))
        both = sorted(gone.keys() & come.keys())
        before, after = (
            {label: read_extraction(db, side[label][0], is_bare=True).extraction for label in both}
            for side in (gone, come)
        )
    found = diff_reports(before, after, old_name=old, new_name=new)
    return replace(
        found,
        reports_added=tuple(sorted(come.keys() - gone.keys())),
        reports_removed=tuple(sorted(gone.keys() - come.keys())),
        readings=tuple(label for label in both if gone[label][1] == come[label][1]),
    )


def diff_extractions(old: Sequence[Extraction], new: Sequence[Extraction]) -> Diff:
    """Compare documents without a dataset.

    One document on each side are taken for two editions of one report, whatever they say of
    themselves; several are paired by series, title, year and language.
    """
    before = {_report_key(one): one for one in old}
    after = {_report_key(one): one for one in new}
    if len(old) == len(new) == 1:
        (was,), (now,) = old, new
        label = label_report(now.report)
        before, after = {label: was}, {label: now}
    names = [", ".join(one.report.file for one in side) for side in (old, new)]
    return diff_reports(before, after, old_name=names[0], new_name=names[1])


def diff_reports(
    old: Mapping[str, Extraction],
    new: Mapping[str, Extraction],
    *,
    old_name: str | int,
    new_name: str | int,
) -> Diff:
    """Compare extractions by the label of their report."""
    tables: list[TableDiff] = []
    figures: list[FigureChange] = []
    checks: list[CheckChange] = []
    for label in sorted(old.keys() & new.keys()):
        tables += _diff_tables(label, old[label], new[label])
        figures += _diff_figures(old[label].figures, new[label].figures)
        checks += _diff_checks(old[label].checks, new[label].checks)
    return Diff(
        old_name,
        new_name,
        reports_added=tuple(sorted(new.keys() - old.keys())),
        reports_removed=tuple(sorted(old.keys() - new.keys())),
        tables=tuple(tables),
        figures_changed=tuple(
            one for one in figures if one.old is not None and one.new is not None
        ),
        figures_added=tuple(one for one in figures if one.old is None),
        figures_removed=tuple(one for one in figures if one.new is None),
        checks_changed=tuple(checks),
    )


def _labelled(db: Database, ids: set[int]) -> dict[str, tuple[int, int]]:
    """Return the extraction and the edition of each report, by its label."""
    query = (
        "SELECT r.label, e.id, e.edition_id FROM extractions e "
        "JOIN reports r ON r.id = e.report_id WHERE e.id = ?"
    )
    rows = (db.execute(query, (one,)).fetchone() for one in sorted(ids))
    return {label: (extraction_id, edition_id) for label, extraction_id, edition_id in rows}


def _report_key(extraction: Extraction) -> str:
    info = extraction.report
    return " ".join(
        part
        for part in (info.series or info.title or info.file, str(info.year or ""), info.language)
        if part
    )


def _diff_tables(label: str, old: Extraction, new: Extraction) -> list[TableDiff]:
    before, after = read_sheets(old), read_sheets(new)
    pairs = pair_tables(before, after)
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    found = [(j, _diff_table(label, before[i], after[j])) for i, j in pairs]
    found += [
        (j, _whole(label, sheet, added=True))
        for j, sheet in enumerate(after)
        if j not in paired_new
    ]
    found += [
        (len(after) + i, _whole(label, sheet, added=False))
        for i, sheet in enumerate(before)
        if i not in paired_old
    ]
    return [diff for _, diff in sorted(found, key=lambda one: one[0]) if not diff.is_empty]


def _whole(label: str, sheet: Sheet, *, added: bool) -> TableDiff:
    """A table that only one edition has: all its rows and columns."""
    rows = tuple(line.values for line in sheet.lines)
    name = sheet.table.caption or sheet.table.id
    if added:
        return TableDiff(label, name, rows_added=rows, columns_added=sheet.headers)
    return TableDiff(label, name, rows_removed=rows, columns_removed=sheet.headers)


def _diff_table(label: str, old: Sheet, new: Sheet) -> TableDiff:
    columns = pair_columns(old, new)
    rows = pair_rows(old, new, columns)
    paired_old, paired_new = {i for i, _ in rows}, {j for _, j in rows}
    old_columns, new_columns = {i for i, _ in columns}, {j for _, j in columns}
    return TableDiff(
        label,
        new.table.caption or new.table.id,
        rows_added=tuple(line.values for j, line in enumerate(new.lines) if j not in paired_new),
        rows_removed=tuple(line.values for i, line in enumerate(old.lines) if i not in paired_old),
        rows_renamed=tuple(
            Renamed(old.lines[i].header, new.lines[j].header)
            for i, j in rows
            if old.lines[i].header != new.lines[j].header
        ),
        columns_added=tuple(h for j, h in enumerate(new.headers) if j not in new_columns),
        columns_removed=tuple(h for i, h in enumerate(old.headers) if i not in old_columns),
        cells_changed=tuple(
            change for pair in rows for change in _diff_row(old, new, pair, columns)
        ),
    )


def _diff_row(old: Sheet, new: Sheet, rows: Pair, columns: Sequence[Pair]) -> list[CellChange]:
    before, after = old.lines[rows[0]], new.lines[rows[1]]
    stubs = max(1, new.table.stub_cols)
    changes: list[CellChange] = []
    for i, j in sorted(columns, key=lambda pair: pair[1]):
        if j < stubs or before.values[i] == after.values[j]:
            continue
        cell = new.grid[after.index][j]
        was = old.grid[before.index][i]
        starts_here = cell is not None and (cell.row, cell.col) == (after.index, j)
        started_here = was is not None and (was.row, was.col) == (before.index, i)
        if starts_here or started_here:  # else it is the inside of a span, told at its start
            page = cell.page if cell is not None else new.table.pages[0]
            changes.append(
                CellChange(after.header, new.headers[j], before.values[i], after.values[j], page)
            )
    return changes


def _diff_figures(old: Sequence[Figure], new: Sequence[Figure]) -> list[FigureChange]:
    """Pair key figures by label; of several with one label, equal values first."""
    before = [figure for figure in old if figure.number is not None]
    after = [figure for figure in new if figure.number is not None]
    pairs = pair_equal(
        range(len(before)),
        range(len(after)),
        lambda i: (bare_words(before[i].label), _printed(before[i])),
        lambda j: (bare_words(after[j].label), _printed(after[j])),
    )
    done_old, done_new = {i for i, _ in pairs}, {j for _, j in pairs}
    moved = pair_equal(
        [i for i in range(len(before)) if i not in done_old],
        [j for j in range(len(after)) if j not in done_new],
        lambda i: bare_words(before[i].label),
        lambda j: bare_words(after[j].label),
    )
    done_old |= {i for i, _ in moved}
    done_new |= {j for _, j in moved}
    come = [figure for j, figure in enumerate(after) if j not in done_new]
    gone = [figure for i, figure in enumerate(before) if i not in done_old]
    return [
        *(
            FigureChange(after[j].label, _printed(before[i]), _printed(after[j]), after[j].page)
            for i, j in moved
        ),
        *(FigureChange(one.label, None, _printed(one), one.page) for one in come),
        *(FigureChange(one.label, _printed(one), None, one.page) for one in gone),
    ]


def _printed(figure: Figure) -> str:
    return squeeze(figure.number.text) if figure.number else ""


def _diff_checks(old: Sequence[Check], new: Sequence[Check]) -> list[CheckChange]:
    """Pair checks by fingerprint, which survives new pages and values."""
    names = [[check.fingerprint or check.id for check in side] for side in (old, new)]
    pairs = pair_equal(
        range(len(old)), range(len(new)), lambda i: names[0][i], lambda j: names[1][j]
    )
    changes = [
        CheckChange(names[1][j], old[i].status, new[j].status)
        for i, j in pairs
        if old[i].status != new[j].status
    ]
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    changes += [
        CheckChange(names[0][i], check.status, None)
        for i, check in enumerate(old)
        if i not in paired_old
    ]
    changes += [
        CheckChange(names[1][j], None, check.status)
        for j, check in enumerate(new)
        if j not in paired_new
    ]
    return changes
