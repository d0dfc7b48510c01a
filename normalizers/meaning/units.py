"""The unit and the scale of a number, and where they are stated: the nearest statement wins.

A cell's own unit is nearest, then a column of units, the header over it, the label beside it, the
table's unit note, its corner, its caption, the page, and what the catalog says of the measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from crossfoot.model import PrintedNumber
from crossfoot.normalizers.tables.headers import UnitNote, read_whole_unit, speaks_of_counts
from crossfoot.normalizers.tables.normalize import unit_statements
from crossfoot.normalizers.tables.stated import note_of
from crossfoot.normalizers.words.labels import Spoken, is_count_label, is_rate_label, is_share_label

if TYPE_CHECKING:
    from crossfoot.model import Language, Table
    from crossfoot.normalizers.catalog import Measure

Where = Literal["", "cell", "unit column", "header", "label", "note", "corner", "caption", "page",
                "catalog"]  # fmt: skip

NOTHING = UnitNote(None, Decimal(1))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What states units around a number of one table.

    Attributes:
        headers: Headers over its column, ``labels`` beside its row, ``unit`` in a column of units.
        table: What the table states for all its numbers, and where.
    """

    headers: tuple[str, ...]
    labels: tuple[str, ...]
    unit: str
    table: UnitNote
    where: Where


def table_statement(
    table: Table, stated: Mapping[str, UnitNote], page: UnitNote | None
) -> tuple[UnitNote, Where]:
    """Return the unit that holds for a whole table and where it stands."""
    for where, note in unit_statements(table, table.language, stated):
        return note, where
    if table.unit is not None or table.scale != 1:
        return UnitNote(table.unit, table.scale), "caption"
    return (page, "page") if page is not None else (NOTHING, "")


def in_unit(
    number: PrintedNumber,
    around: Surroundings,
    measure: Measure | None,
    language: Language | None,
    stated: Mapping[str, UnitNote],
    spoken: Spoken,
) -> tuple[PrintedNumber, Where]:
    """Return a number in the unit it is meant in, and where that is stated."""
    if number.unit is not None:
        return number, "cell"
    note, where = _nearest(around, measure, language, stated, spoken)
    unit = note.unit
    if unit is None and measure and measure.unit:
        unit, where = measure.unit, where or "catalog"
    if number.value is None or note.scale == 1:
        return replace(number, unit=unit), where
    scaled = replace(
        number,
        value=number.value * note.scale,
        step=number.step * note.scale,
        unit=unit,
        scale=number.scale * note.scale,
    )
    return scaled, where


def _nearest(
    around: Surroundings,
    measure: Measure | None,
    language: Language | None,
    stated: Mapping[str, UnitNote],
    spoken: Spoken,
) -> tuple[UnitNote, Where]:
    """Return the unit and scale a bare number stands in."""
    if _counts_members(around.labels, measure, spoken):
        return UnitNote("count", Decimal(1)), "label"
    if around.unit:
        note = read_whole_unit(around.unit, language) or UnitNote(around.unit, Decimal(1))
        return note, "unit column"
    apart = _is_apart(around, measure, spoken)
    found = _said(around.headers, language, stated), _said(around.labels, language, stated)
    places: tuple[Where, Where] = ("header", "label")
    for note_here, where in zip(found, places, strict=True):
        if note_here is not None:
            same_kind = note_here.unit is None and not apart
            return (UnitNote(around.table.unit, note_here.scale) if same_kind else note_here), where
    return (NOTHING, "") if apart else (around.table, around.where)


def _said(
    texts: Sequence[str], language: Language | None, stated: Mapping[str, UnitNote]
) -> UnitNote | None:
    """Return what texts state, the innermost first."""
    return next(filter(None, (note_of(text, language, stated) for text in reversed(texts))), None)


def _counts_members(labels: Sequence[str], measure: Measure | None, spoken: Spoken) -> bool:
    """Whether a total counts the filled cells of a column of flags, years or marks."""
    counts = measure is not None and measure.aggregate == "count"
    return counts and bool(labels) and is_count_label(labels[-1], spoken)


def _is_apart(around: Surroundings, measure: Measure | None, spoken: Spoken) -> bool:
    """Whether a number is of another kind than the amounts the table's unit speaks of."""
    if measure is not None and measure.kind != "amount":
        return True
    return any(
        is_share_label(text, spoken)
        or is_rate_label(text, spoken)
        or is_count_label(text, spoken)
        or speaks_of_counts(text)
        for text in (*around.headers, *around.labels[-1:])
    )
