"""Tables in tidy form: one observation for each number, with what it is a number of.

In go a normalised table, the cities found in it and what the catalog knows of its series; out come
observations in the unit they are meant in ("1 225" under "Montant (milliers €)" is 1225000 EUR),
each still with its printed text, page and box. A wide table of years and a long one give the same
observations: what is thing, measure, period and category is decided by
:mod:`normalizers.meaning.axes`, and by the catalog where it knows a header or a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Observation, PrintedNumber, Role
from crossfoot.normalizers.meaning.axes import Axes, Context, Way, decide_axes
from crossfoot.normalizers.meaning.naming import Namer, is_name, name_numbers, value_word
from crossfoot.normalizers.meaning.units import (
    Surroundings,
    Where,
    in_unit,
    table_statement,
)
from crossfoot.normalizers.tables.headers import PATH, UnitNote, cell_grid, header_paths, row_paths
from crossfoot.normalizers.tables.measures import MeasureMatch, match_measure, slug
from crossfoot.normalizers.tables.stated import signs_of_table

if TYPE_CHECKING:
    from crossfoot.model import Cell, CityMention, Mark, PlaceKind, Table
    from crossfoot.normalizers.catalog import Catalog, Series

_FLAG_UNIT = "yes/no"
_FLAGS: dict[Mark, Decimal] = {"yes": Decimal(1), "partly": Decimal("0.5"), "no": Decimal(0)}
_NOWHERE: tuple[int | None, PlaceKind] = (None, "none")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is known of a table as a whole.

    Attributes:
        headers: Header path of each column, ``labels`` label path of each row, as printed.
        known: What the catalog knows of each column, and of each row.
        places: (geonameid, kind) of the rows that are about one place.
        unit: Stated for the whole table, and where.
    """

    namer: Namer
    headers: tuple[tuple[str, ...], ...]
    labels: tuple[tuple[str, ...], ...]
    known_columns: tuple[MeasureMatch, ...]
    known_rows: tuple[MeasureMatch, ...]
    places: Mapping[int, tuple[int | None, PlaceKind]]
    unit: tuple[UnitNote, Where]
    signs: Mapping[str, UnitNote]
    series: Series | None


def observe(
    table: Table,
    mentions: Sequence[CityMention],
    catalog: Catalog,
    *,
    series: str = "",
    stated: Mapping[str, UnitNote] | None = None,
    context: Context | None = None,
    axes: Axes | None = None,
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
        context: What is known around the table.
        axes: What its rows and columns are, where that is decided already.
    """
    around = context or Context()
    decided = axes or decide_axes(table, around)
    frame = _frame(table, decided, mentions, catalog.find_series(series), stated or {}, around)
    numbers = frozenset(decided.lines.numbers)
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return tuple(
        _observation(cell, number, table, frame)
        for cell in cells
        if cell.col in numbers and (number := _number_of(cell, table)) is not None
    )


def _frame(
    table: Table,
    axes: Axes,
    mentions: Sequence[CityMention],
    series: Series | None,
    stated: Mapping[str, UnitNote],
    context: Context,
) -> _Frame:
    grid, signs = cell_grid(table), signs_of_table(table, stated)
    headers, labels = header_paths(table, grid), row_paths(table, grid)
    return _Frame(
        namer=name_numbers(table, axes, context),
        headers=headers,
        labels=labels,
        series=series,
        known_columns=tuple(match_measure(path, series) for path in headers),
        known_rows=tuple(
            match_measure(row.names, series) if row.has_numbers else match_measure((), series)
            for row in axes.lines.rows
        ),
        places=_places(table, mentions),
        unit=table_statement(table, signs, context.units.get(table.pages[0])),
        signs=signs,
    )


def _observation(cell: Cell, number: PrintedNumber, table: Table, frame: _Frame) -> Observation:
    match, way = _known(cell, frame)
    meant = frame.namer.meant(cell.row, cell.col, way)
    if match is None:  # its name may stand over the table
        named = match_measure(tuple(meant.measure), frame.series)
        match = named if named.measure is not None else None
    line = frame.namer.axes.lines.rows[cell.row]
    around = Surroundings(frame.headers[cell.col], frame.labels[cell.row], line.unit, *frame.unit)
    measure = match.measure if match else None
    placed: Where
    if cell.mark is None:
        number, placed = in_unit(
            number, around, measure, table.language, frame.signs, frame.namer.axes.spoken
        )
    else:
        placed = "cell"
    geonameid, place_kind = frame.places.get(cell.row, _NOWHERE)
    return Observation(
        table=table.id,
        row=cell.row,
        col=cell.col,
        page=cell.page,
        box=cell.box,
        entity=PATH.join(meant.things),
        header=PATH.join(frame.headers[cell.col]),
        measure=match.id if match else measure_id(meant.measure, frame.namer.axes.spoken),
        period=meant.period,
        unit=number.unit,
        number=number,
        is_total=cell.role == Role.TOTAL,
        is_known=measure is not None,
        geonameid=geonameid,
        place_kind=place_kind,
        things=meant.things,
        label=PATH.join(frame.labels[cell.row]),
        measure_label=PATH.join(meant.measure),
        category=PATH.join(meant.category),
        code=meant.code,
        stated=placed,
    )


def _known(cell: Cell, frame: _Frame) -> tuple[MeasureMatch | None, Way | None]:
    """Return the measure of the catalog that a cell's header or label is, and where it stands."""
    column, row = frame.known_columns[cell.col], frame.known_rows[cell.row]
    if column.measure is not None and column.score >= row.score:
        return column, "columns"
    if row.measure is not None:
        return row, "rows"
    return None, None


def measure_id(path: Sequence[str], spoken: tuple[str, ...] | None) -> str:
    """Return the id of a measure by the path of its name: stable, readable, never a number.

    >>> measure_id(("Eau potable", "Prix du m³ (€)"), ("fr",)), measure_id(("2020",), ("en",))
    ('eau_potable__prix_du_m3', 'value')
    """
    found = slug(tuple(path))
    return found if is_name(found.replace("_", " ")) else value_word(spoken)


def _number_of(cell: Cell, table: Table) -> PrintedNumber | None:
    """Return the number of a body cell, ``None`` for other cells."""
    if cell.row < table.header_rows or cell.role in (Role.COLUMN_HEADER, Role.SECTION):
        return None
    if cell.mark is not None:
        return PrintedNumber(cell.text, _FLAGS[cell.mark], Decimal(0), _FLAG_UNIT)
    return cell.number


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
