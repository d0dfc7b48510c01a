"""Tables in tidy form: one observation for each number, with what it is a number of.

In go a normalised table, the cities found in it and what the catalog knows of its series; out come
observations in the unit they are meant in ("1 225" under "Montant (milliers €)" is 1225000 EUR),
each still with its printed text, page and box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Observation, PrintedNumber, Role
from crossfoot.normalizers.tables.headers import (
    PATH,
    UnitNote,
    cell_grid,
    header_paths,
    row_paths,
    speaks_of_counts,
)
from crossfoot.normalizers.tables.measures import UNNAMED, MeasureMatch, match_measure
from crossfoot.normalizers.tables.stated import note_of, signs_of_table
from crossfoot.normalizers.words.dates import read_period
from crossfoot.normalizers.words.labels import Spoken, is_count_label, is_rate_label, is_share_label
from crossfoot.normalizers.words.language import languages_of_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossfoot.model import Cell, CityMention, Language, Mark, PlaceKind, Table
    from crossfoot.normalizers.catalog import Catalog, Measure, Series

_FLAG_UNIT = "yes/no"
_FLAGS: dict[Mark, Decimal] = {"yes": Decimal(1), "partly": Decimal("0.5"), "no": Decimal(0)}
_NOWHERE: tuple[int | None, PlaceKind] = (None, "none")


@dataclass(frozen=True, slots=True)
class _Line:
    """What is known of a column or a row as a whole.

    Attributes:
        path: Its header or label path.
        unit: What its texts state, ``None`` where they state nothing.
        period: Of its texts, "" where they name none.
    """

    path: tuple[str, ...]
    unit: UnitNote | None
    period: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is known of a table's lines.

    Attributes:
        measures: One for each column.
        period: Of the caption.
        spoken: Languages of the table.
        places: (geonameid, kind) of the rows that are about one place.
    """

    columns: tuple[_Line, ...]
    rows: tuple[_Line, ...]
    measures: tuple[MeasureMatch, ...]
    period: str
    spoken: Spoken
    places: Mapping[int, tuple[int | None, PlaceKind]]


def observe(
    table: Table,
    mentions: Sequence[CityMention],
    catalog: Catalog,
    *,
    series: str = "",
    stated: Mapping[str, UnitNote] | None = None,
) -> tuple[Observation, ...]:
    """Return the observations of a normalised table, in reading order.

    Dashes ("nil") and missing values are observations too: what a report leaves out is worth
    knowing. Check marks become 1, 0 and 0.5 (partly) in the unit "yes/no".

    Args:
        table: From :func:`normalizers.tables.normalize.normalize_table`.
        mentions: Cities of the report; those of this table tie its rows to places.
        catalog: As loaded.
        series: Series of the report, "" when no one knows it.
        stated: Signs that the report explains.
    """
    frame = _frame(table, mentions, catalog.find_series(series), stated or {})
    data_columns = _data_columns(table)
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return tuple(
        _observation(cell, number, table, frame)
        for cell in cells
        if cell.col in data_columns and (number := _meant(cell, table, frame)) is not None
    )


def _frame(
    table: Table,
    mentions: Sequence[CityMention],
    series: Series | None,
    stated: Mapping[str, UnitNote],
) -> _Frame:
    grid, signs = cell_grid(table), signs_of_table(table, stated)
    columns = tuple(_line(path, table.language, signs) for path in header_paths(table, grid))
    return _Frame(
        columns=columns,
        rows=tuple(_line(path, table.language, signs) for path in row_paths(table, grid)),
        measures=tuple(match_measure(column.path, series) for column in columns),
        period=read_period(table.caption),
        spoken=languages_of_table(table),
        places=_places(table, mentions),
    )


def _observation(cell: Cell, number: PrintedNumber, table: Table, frame: _Frame) -> Observation:
    column, row = frame.columns[cell.col], frame.rows[cell.row]
    match = frame.measures[cell.col]
    geonameid, place_kind = frame.places.get(cell.row, _NOWHERE)
    return Observation(
        table=table.id,
        row=cell.row,
        col=cell.col,
        page=cell.page,
        box=cell.box,
        entity=PATH.join(row.path),
        header=PATH.join(column.path),
        measure=_measure_name(match, cell.col),
        period=column.period or row.period or frame.period,
        unit=number.unit,
        number=number,
        is_total=cell.role == Role.TOTAL,
        is_known=match.measure is not None,
        geonameid=geonameid,
        place_kind=place_kind,
    )


def _measure_name(match: MeasureMatch, col: int) -> str:
    """Return the name of a column's measure; columns without a header are told apart by place."""
    return f"column_{col + 1}" if match.id == UNNAMED else match.id


def _data_columns(table: Table) -> frozenset[int]:
    """Return the columns that hold a number or a mark; a dash in a column of text is no datum."""
    return frozenset(
        cell.col
        for cell in table.cells
        if cell.mark is not None or (cell.number is not None and cell.number.state == "number")
    )


def _line(
    path: tuple[str, ...], language: Language | None, stated: Mapping[str, UnitNote]
) -> _Line:
    units = (note_of(text, language, stated) for text in reversed(path))
    periods = (read_period(text) for text in reversed(path))
    return _Line(path, next(filter(None, units), None), next(filter(None, periods), ""))


def _places(
    table: Table, mentions: Sequence[CityMention]
) -> dict[int, tuple[int | None, PlaceKind]]:
    """Return the place each row is about: the one in its label, else its only one."""
    by_row: dict[int, list[CityMention]] = {}
    for mention in mentions:
        is_here = mention.table == table.id and mention.row is not None
        if is_here and mention.match.status == "matched" and mention.match.place is not None:
            by_row.setdefault(mention.row or 0, []).append(mention)
    places: dict[int, tuple[int | None, PlaceKind]] = {}
    for row, found in by_row.items():
        labels = [one for one in found if one.col is not None and one.col < table.stub_cols]
        chosen = labels or found
        if len(chosen) == 1 and chosen[0].match.place is not None:
            places[row] = (chosen[0].match.place.geonameid, chosen[0].match.kind)
    return places


def _meant(cell: Cell, table: Table, frame: _Frame) -> PrintedNumber | None:
    """Return the number of a body cell in the unit it is meant in, ``None`` for other cells."""
    in_body = cell.row >= table.header_rows and cell.col >= table.stub_cols
    if not in_body or cell.role in (Role.COLUMN_HEADER, Role.SECTION):
        return None
    if cell.mark is not None:
        return PrintedNumber(cell.text, _FLAGS[cell.mark], Decimal(0), _FLAG_UNIT)
    number = cell.number
    if number is None or number.unit is not None:
        return number
    measure = frame.measures[cell.col].measure
    note = _note_for(table, cell, frame)
    unit = note.unit or (measure.unit if measure else "") or None
    if number.value is None or note.scale == 1:
        return replace(number, unit=unit)
    return replace(
        number,
        value=number.value * note.scale,
        step=number.step * note.scale,
        unit=unit,
        scale=number.scale * note.scale,
    )


def _note_for(table: Table, cell: Cell, frame: _Frame) -> UnitNote:
    """Return the unit and scale a bare number stands in; the nearest statement wins."""
    column, row = frame.columns[cell.col], frame.rows[cell.row]
    measure, spoken = frame.measures[cell.col].measure, frame.spoken
    if _counts_members(row, measure, spoken):
        return UnitNote("count", Decimal(1))
    stated = column.unit or row.unit
    if stated is not None:
        same_kind = stated.unit is None and not _is_apart(column, row, measure, spoken)
        return UnitNote(table.unit, stated.scale) if same_kind else stated
    if _is_apart(column, row, measure, spoken):
        return UnitNote(None, Decimal(1))
    return UnitNote(table.unit, table.scale)


def _counts_members(row: _Line, measure: Measure | None, spoken: Spoken) -> bool:
    """Whether a total counts the filled cells of a column of flags, years or marks."""
    counts = measure is not None and measure.aggregate == "count"
    return counts and bool(row.path) and is_count_label(row.path[-1], spoken)


def _is_apart(column: _Line, row: _Line, measure: Measure | None, spoken: Spoken) -> bool:
    """Whether a number is of another kind than the amounts the table's unit speaks of."""
    if measure is not None and measure.kind != "amount":
        return True
    return any(
        is_share_label(text, spoken)
        or is_rate_label(text, spoken)
        or is_count_label(text, spoken)
        or speaks_of_counts(text)
        for text in (*column.path, *row.path[-1:])
    )
