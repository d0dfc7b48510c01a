"""All tables of a report together: what is around them, and their axes decided in two rounds.

Tables that tell their axes surely teach the others: a label that is a measure in one table of the
report is one in the next, and a name that is a thing stays a thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.model import Axis, Finding, TableAxes
from crossfoot.normalizers.meaning.axes import Axes, Context, decide_axes, own_names
from crossfoot.normalizers.meaning.lines import Row
from crossfoot.normalizers.places.cities import match_names
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.query import NameQuery
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.tables.headers import UnitNote
from crossfoot.normalizers.tables.normalize import unit_statements
from crossfoot.normalizers.tables.stated import note_of, stated_signs
from crossfoot.vocabulary.printed import unit_line

if TYPE_CHECKING:
    from crossfoot.model import Block, CityMention, Language, Table
    from crossfoot.normalizers.meaning.lines import Column
    from crossfoot.normalizers.places.gazetteer import Gazetteer

SURE = 0.85
"""From this confidence on a table teaches the others."""

_MOST_WORDS = 12  # a statement is short
_NAME_WORDS = 6


def place_test(
    mentions: Iterable[CityMention], gazetteer: Gazetteer, language: Language | None
) -> Callable[[str], bool]:
    """Return a function that says whether a text is the name of a city, country or region.

    Regions are those of the world and the first levels of countries (states, provinces).
    """
    known = {
        bare_words(mention.match.name) for mention in mentions if mention.match.status == "matched"
    }

    @lru_cache(maxsize=4096)
    def is_place(text: str) -> bool:
        if len(text.split()) > _NAME_WORDS:
            return False
        if bare_words(text) in known or find_world_region(text) is not None:
            return True
        if gazetteer.country_of(text, language) is not None:
            return True
        hits = gazetteer.find(squash(text))
        return any(hit.kind == "admin1" and hit.is_named(language) for hit in hits)

    return is_place


OVERSHADOWED = 50  # times as many people: a namesake so much smaller is a hamlet


def find_territory(
    issuer: str,
    gazetteer: Gazetteer,
    language: Language | None,
    *,
    home: str | None = None,
    around: str = "",
) -> int | None:
    """Return the GeoNames id of the place that a body is named after, ``None`` where unsure.

    Args:
        issuer: As printed.
        gazetteer: Knows the places.
        language: Of the report.
        home: ISO code of the country that the report is of.
        around: What stands beside the issuer: of two towns of one name in that country only the
            one whose region is named there is meant.
    """
    if not issuer:
        return None
    match = match_names([NameQuery(issuer, language, home=home)], gazetteer)[0]
    if match.place is None or match.status == "rejected":
        return None
    others = [match.runner_up] if match.runner_up else []
    rivals = [
        place
        for place in others
        if place.country == match.place.country
        and (place.population or 0) * OVERSHADOWED > (match.place.population or 0)
    ]
    if not rivals:
        return match.place.geonameid if match.status == "matched" else None
    said = f" {bare_words(around)} "
    named = [p for p in (match.place, *rivals) if p.admin1 and f" {bare_words(p.admin1)} " in said]
    return named[0].geonameid if len(named) == 1 else None


def page_units(blocks: Iterable[Block], language: Language | None) -> dict[int, UnitNote]:
    """Return what each page states for all its numbers: "(en milliers d'euros)" in a line alone.

    A page with two different statements states none: they belong to its parts.
    """
    found: dict[int, set[UnitNote]] = {}
    for block in blocks:
        text = " ".join(block.text.split())
        if len(text.split()) <= _MOST_WORDS and unit_line().fullmatch(text):
            note = note_of(text, language, stated_signs((text,), language))
            if note is not None and (note.unit is not None or note.scale != 1):
                found.setdefault(block.page, set()).add(note)
    return {page: next(iter(notes)) for page, notes in found.items() if len(notes) == 1}


def decide_report(tables: Sequence[Table], context: Context) -> tuple[Axes, ...]:
    """Return the axes of all tables of a report, in their order."""
    first = [decide_axes(table, context) for table in tables]
    sure = [axes for axes in first if axes.confidence >= SURE]
    measures = {name for axes in sure for name in _measure_names(axes)}
    things = {name for axes in sure for name in _thing_names(axes)}
    taught = replace(
        context,
        as_measures=frozenset(measures - things),
        as_things=frozenset(things - measures),
    )
    return tuple(
        axes if axes.confidence >= SURE else decide_axes(table, taught)
        for table, axes in zip(tables, first, strict=True)
    )


def _measure_names(axes: Axes) -> Iterable[str]:
    if axes.way == "columns":
        for at in axes.lines.numbers:
            yield from map(bare_words, own_names(axes.lines.columns[at], axes.over)[-1:])
    elif axes.way == "rows":
        for row in axes.lines.rows:
            yield from map(bare_words, row.names[-1:] if row.has_numbers else ())


def _thing_names(axes: Axes) -> Iterable[str]:
    """Yield the names of things that are so for a reason of their own, not by default."""
    if axes.way == "caption" or any(
        "things" in e.name or "places" in e.name for e in axes.evidence
    ):
        for row in axes.lines.rows:
            yield from map(bare_words, row.names[-1:] if row.has_numbers else ())


def contradictions(
    tables: Iterable[Table], pages: Mapping[int, UnitNote], stated: Mapping[str, UnitNote]
) -> Iterable[Finding]:
    """Yield a finding for each table that states two units for all its numbers."""
    for table in tables:
        own = unit_statements(table, table.language, stated)
        said = [(str(where), note) for where, note in own]
        if (page := pages.get(table.pages[0])) is not None:
            said.append(("page", page))
        first = said[0] if said else None
        for where, note in said[1:]:
            if first is not None and _contradict(first[1], note):
                told = f"{first[0]} {_told(first[1])}, {where} {_told(note)}"
                yield Finding(
                    table.pages[0],
                    "units_differ",
                    f"table {table.id} states two units: {told}; the nearest was taken, "
                    "compare with the page",
                    table.box,
                )
                break


def _contradict(one: UnitNote, other: UnitNote) -> bool:
    """Whether two statements cannot both hold for the same numbers."""
    units = {one.unit, other.unit} - {None}
    if "%" in units and len(units) > 1:
        return False  # shares beside amounts
    return len(units) > 1 or one.scale != other.scale


def _told(note: UnitNote) -> str:
    scale = f"{note.scale:f} " if note.scale != 1 else ""
    return f"{scale}{note.unit or ''}".strip()


# ------------------------------------------------------------------------------------ for others


def describe_axes(table: Table, axes: Axes) -> TableAxes:
    """Return the decision on a table in the form that travels to JSON and the dataset."""
    reasons = sorted(axes.evidence, key=lambda one: -abs(one.value))
    return TableAxes(
        table=table.id,
        measures=axes.way,
        confidence=axes.confidence,
        columns=tuple(_column_role(one, axes) for one in axes.lines.columns),
        rows=tuple(_row_role(one, axes) for one in axes.lines.rows),
        why=tuple(f"{one.name} ({one.value:+g})" for one in reasons),
    )


def _column_role(column: Column, axes: Axes) -> Axis:
    """Return the role of a column."""
    if column.kind != "number":
        return "thing" if column.kind == "name" and axes.way != "rows" else _role_of(column.kind)
    if axes.way == "columns" and (own_names(column, axes.over) or axes.over):
        return "measure"
    if own_names(column, axes.over):
        return "thing"
    if any(part.is_category for part in column.parts):
        return "category"
    return "period" if any(part.period or part.month for part in column.parts) else "measure"


def _role_of(kind: str) -> Axis:
    roles: dict[str, Axis] = {
        "name": "measure",
        "code": "code",
        "period": "period",
        "category": "category",
        "unit": "unit",
        "note": "note",
    }
    return roles[kind]


def _row_role(row: Row, axes: Axes) -> Axis:
    """Return the role of a row."""
    if not row.has_numbers:
        return ""
    if row.names or any(part.is_total for part in row.parts):
        return "measure" if axes.way == "rows" else "thing"
    if any(part.is_category for part in row.parts):
        return "category"
    return "period" if any(part.period or part.month for part in row.parts) else ""
