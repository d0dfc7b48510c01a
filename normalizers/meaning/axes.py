"""Which axis of a table holds what: things, measures, periods, categories.

In goes a normalised table with what is known around it; out comes the decision, how sure it is and
the evidence for it. Each way a table can be read has a score, to which all evidence adds; the best
wins, and the distance to the others is the confidence.

=========  ==========================================  =========================================
way        columns                                     rows
=========  ==========================================  =========================================
columns    measures (with periods, categories)         things, periods
rows       periods, categories, things                 measures
caption    periods, categories, things                 things, periods; the caption is the measure
=========  ==========================================  =========================================
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from crossfoot.folding import bare_words
from crossfoot.model import Evidence
from crossfoot.normalizers.meaning.columns import read_columns
from crossfoot.normalizers.meaning.lines import Column, Lines, Row
from crossfoot.normalizers.meaning.numbered import are_numbered
from crossfoot.normalizers.meaning.parts import Spoken, is_head, is_share, names_quantity
from crossfoot.normalizers.meaning.quantities import (
    compares,
    how_sure,
    measure_of_caption,
    says_quantity,
)
from crossfoot.normalizers.meaning.rows import read_rows
from crossfoot.normalizers.meaning.stubs import are_crossed, title_of_grid
from crossfoot.normalizers.meaning.wholes import columns_add_up, parts_of_a_whole, rows_add_up
from crossfoot.normalizers.tables.headers import Grid, UnitNote, cell_grid
from crossfoot.normalizers.words.language import languages_of_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossfoot.model import Table

Way = Literal["columns", "rows", "caption"]
WAYS: tuple[Way, ...] = ("columns", "rows", "caption")

_NEARLY_ALL, _MOSTLY = 0.8, 0.5
_RECORD = 3  # columns that say which one a row is: a measure has a name and at most a code


def _no_place(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a table.

    Attributes:
        period: Of the report: "2020", "2019/2020"; "" where it names none.
        title: Of the report.
        units: What a page states for its numbers, by page.
        is_place: Whether a text is the name of a place.
        as_measures: Bare names that other tables of the report have as measures for sure…
        as_things: …and those they have as things.
    """

    period: str = ""
    title: str = ""
    units: Mapping[int, UnitNote] = field(default_factory=dict)
    is_place: Callable[[str], bool] = _no_place
    as_measures: frozenset[str] = frozenset()
    as_things: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Axes:
    """What the rows and columns of a table are.

    Attributes:
        way: Where the measures stand.
        confidence: 0 to 1.
        lines: Columns and rows, each by itself.
        over: Names that stand over all columns of numbers: they tell none apart.
        dividing: Names of columns that divide a measure, as the others beside them or the numbers
            show: "Executed" beside "Budget", answers whose shares add up to a whole.
        crossed: The last labels of rows come again under each outer one: they are no things.
        evidence: What spoke for and against, in favour of ``way``.
    """

    way: Way
    confidence: float
    lines: Lines
    spoken: Spoken
    over: tuple[str, ...] = ()
    dividing: frozenset[str] = frozenset()
    crossed: bool = False
    evidence: tuple[Evidence, ...] = ()


def read_lines(table: Table, grid: Grid, spoken: Spoken) -> Lines:
    """Return what each column and each row of a table says."""
    columns = read_columns(table, grid, spoken)
    corner = tuple(
        part.text for one in columns if one.kind in ("name", "code", "period") for part in one.parts
    )
    title = title_of_grid(table, grid)
    return Lines(columns, read_rows(table, grid, columns, spoken), corner, title)


@dataclass(slots=True)
class _Scores:
    """Points of each way, with the reasons; lives while one table is weighed."""

    points: dict[Way, float] = field(default_factory=lambda: dict.fromkeys(WAYS, 0.0))
    reasons: list[tuple[Way, Evidence]] = field(default_factory=list)

    def add(self, way: Way, points: float, why: str) -> None:
        if points:
            self.points[way] += points
            self.reasons.append((way, Evidence(why, round(points, 2))))


def decide_axes(table: Table, context: Context | None = None) -> Axes:
    """Return what the rows and columns of a normalised table are."""
    around = context or Context()
    spoken = languages_of_table(table)
    grid = cell_grid(table)
    lines = read_lines(table, grid, spoken)
    over = _over_all(lines)
    whole = parts_of_a_whole(table, grid, lines, spoken)
    dividing = whole | _beside_dividers(lines, over, spoken)
    scores = _Scores()
    if whole:
        scores.add("caption", 3.0, "columns add up to a whole")
    _weigh_sums(scores, table, grid, lines, spoken)
    crossed = are_crossed(lines)
    _weigh_columns(scores, lines, (*over, *dividing), around, spoken)
    _weigh_rows(scores, lines, around, spoken, crossed=crossed)
    if _are_places(lines, around) and _caption_alone_tells(table, lines, spoken):
        scores.add("caption", 1.5, "of places the caption alone names a quantity")
    _weigh_units(scores, table, grid, lines)
    _weigh_caption(scores, table, spoken)
    _rule_out(scores, lines, (*over, *dividing), over)
    way = max(WAYS, key=lambda one: scores.points[one])
    told = tuple(evidence for of, evidence in scores.reasons if of == way)
    sure = _confidence(scores.points, way)
    return Axes(way, sure, lines, spoken, over, dividing, crossed, told)


def _confidence(points: dict[Way, float], way: Way) -> float:
    """Return the share of a way's weight in that of all."""
    best = points[way]
    return round(1 / sum(math.exp(points[one] - best) for one in WAYS), 4)


# ------------------------------------------------------------------------------------- evidence


def _data_columns(lines: Lines) -> list[Column]:
    return [lines.columns[at] for at in lines.numbers]


def _data_rows(lines: Lines) -> list[Row]:
    return [row for row in lines.rows if row.has_numbers]


def _over_all(lines: Lines) -> tuple[str, ...]:
    """Return the names that head every column of numbers, of two or more."""
    columns = _data_columns(lines)
    if len(columns) < 2:
        return ()
    counts = Counter(name for one in columns for name in one.names)
    least = len(columns) if len(columns) < 4 else _NEARLY_ALL * len(columns)
    return tuple(name for name, count in counts.items() if count >= least)


def own_names(column: Column, over: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a column that others do not share."""
    return tuple(name for name in column.names if name not in over)


def _weigh_columns(
    scores: _Scores, lines: Lines, over: Sequence[str], around: Context, spoken: Spoken
) -> None:
    columns = _data_columns(lines)
    named = [names for one in columns if (names := own_names(one, over))]
    people = [p for one in columns for p in one.parts if is_head(p.name, "people", spoken)]
    if len({bare_words(part.name) for part in people}) > 1:
        scores.add("caption", 3.0, "columns divide people")
    if over and len(named) <= _MOSTLY * len(columns):
        told = any(says_quantity(name, spoken) for name in over)
        scores.add("columns", 3.0 if told else 1.5, "one name heads all columns")
    if not named:
        scores.add("rows", 1.0, "no column has a name of its own")
        return
    leaves = [names[-1] for names in named]
    distinct = list(dict.fromkeys(leaves))
    scores.add("columns", 2.0 * len(named) / len(columns), "columns have names")
    things = _share(distinct, around.is_place)
    parts = [name for name in distinct if not compares(name, spoken)]
    if things >= _MOSTLY or are_numbered(parts):
        scores.add("columns", -4.0, "columns are called like things")
        scores.add("caption", 2.0, "columns are called like things")
    generic = _share(distinct, lambda name: is_head(name, "values", spoken))
    scores.add("rows", 2.5 * generic, "columns are called values")
    amounts = sum(how_sure(name, spoken) for name in distinct) / len(distinct)
    part = len(named) / len(columns)
    scores.add("columns", 1.5 * amounts * part, "columns name quantities")
    scores.add("columns", _known(distinct, around.as_measures), "measures of other tables")
    scores.add("columns", -2 * _known(distinct, around.as_things), "things of other tables")
    changes = sum(is_share(name, spoken) for name in distinct)
    if len(columns) > len(named) and changes == len(distinct):
        scores.add("columns", -2.5, "columns compare others")
    elif len(named) <= len(columns) / 3:
        scores.add("columns", -2.5, "few columns have names")


def _weigh_rows(
    scores: _Scores, lines: Lines, around: Context, spoken: Spoken, *, crossed: bool
) -> None:
    rows = [row for row in _data_rows(lines) if not row.is_total]
    leaves = [row.names[-1] for row in rows if row.names]
    firsts = [row.names[0] for row in rows if row.names]
    if not leaves:
        scores.add("rows", -4.0, "rows have no names")
        return
    if sum(one.kind in ("name", "code") for one in lines.columns) >= _RECORD:
        scores.add("rows", -2.0, "rows are records")
    if crossed:
        scores.add("rows", 2.5, "rows repeat their last labels under each outer one")
    outer = leaves if crossed else firsts
    places = max(_share(leaves, around.is_place), _share(outer, around.is_place))
    scores.add("rows", -5.0 * places, "rows are places")
    scores.add("caption", 1.5 * places, "rows are places")
    scores.add("columns", 0.5 * places, "rows are places")
    if are_numbered(list(dict.fromkeys(leaves))):
        scores.add("rows", -3.0, "rows are numbered things")
    amounts = sum(how_sure(name, spoken) for name in leaves) / len(leaves)
    scores.add("rows", 2.5 * amounts, "rows name quantities")
    if amounts == 1 and not any(how_sure(name, spoken) == 1 for name in lines.column_names):
        scores.add("rows", 1.0, "rows alone name quantities")
    for text in () if crossed else lines.corner:
        if is_head(text, "measures", spoken):
            scores.add("rows", 1.0, "labels are headed as measures")
        elif is_head(text, "things", spoken):
            scores.add("rows", -2.0, "labels are headed as things")
            scores.add("caption", 1.0, "labels are headed as things")
            scores.add("columns", 0.5, "labels are headed as things")
    scores.add("rows", 2 * _known(leaves, around.as_measures), "measures of other tables")
    scores.add("rows", -2 * _known(leaves, around.as_things), "things of other tables")
    scores.add("caption", 2 * _known(leaves, around.as_things), "things of other tables")


def _are_places(lines: Lines, around: Context) -> bool:
    return _share(lines.row_names, around.is_place) >= _MOSTLY


def _caption_alone_tells(table: Table, lines: Lines, spoken: Spoken) -> bool:
    """Whether the caption names a quantity, and no column does."""
    told = any(says_quantity(name, spoken) for name in lines.column_names)
    return not told and names_quantity(measure_of_caption(table.caption, spoken)[0], spoken)


def _weigh_sums(scores: _Scores, table: Table, grid: Grid, lines: Lines, spoken: Spoken) -> None:
    """Columns that make a total are of one measure, unless they name several."""
    names = [name for name in lines.column_names if not compares(name, spoken)]
    if any(says_quantity(name, spoken) for name in names):
        return
    if columns_add_up(table, grid, lines, spoken):
        scores.add("caption", 1.5, "columns add up to their total")
    if rows_add_up(table, grid, lines):
        scores.add("caption", 1.5, "rows add up to a whole")


def _weigh_units(scores: _Scores, table: Table, grid: Grid, lines: Lines) -> None:
    """Where units change from row to row, rows are measures; from column to column, columns."""
    stated = {row.unit for row in _data_rows(lines) if row.unit}
    if stated:
        scores.add("rows", 3.0 if len(stated) > 1 else 0.5, "a column states the unit of each row")
        return
    by_row = [_unit_of(grid[at][col] for col in lines.numbers) for at in _body(table)]
    by_col = [_unit_of(grid[at][col] for at in _body(table)) for col in lines.numbers]
    rows, cols = {u for u in by_row if u}, {u for u in by_col if u}
    if len(rows) > 1 and len(cols) <= 1:
        scores.add("rows", 1.5, "units change from row to row")
    elif len(cols) > 1 and len(rows) <= 1:
        scores.add("columns", 1.0, "units change from column to column")


def _body(table: Table) -> range:
    return range(table.header_rows, table.n_rows)


def _unit_of(cells: Iterable[object]) -> str:
    """Return the one unit that cells print, "mixed" of several, "" where they print none."""
    numbers = [number for cell in cells if (number := getattr(cell, "number", None))]
    units = {number.unit or "" for number in numbers if number.state == "number"}
    return units.pop() if len(units) == 1 else ""


def _weigh_caption(scores: _Scores, table: Table, spoken: Spoken) -> None:
    if measure_of_caption(table.caption, spoken)[1]:
        scores.add("caption", 1.5, "the caption says what is divided by what")
        scores.add("rows", -0.5, "the caption says what is divided by what")
    elif not table.caption and not table.section:
        scores.add("caption", -1.0, "there is no caption")


def _beside_dividers(lines: Lines, over: Sequence[str], spoken: Spoken) -> frozenset[str]:
    """Return the names beside columns that divide a measure which divide it too.

    Totals and changes do, and what is printed once for each period, as the dividers are.
    """
    columns = _data_columns(lines)
    if sum(any(part.is_category for part in one.parts) for one in columns) < _MOSTLY * len(columns):
        return frozenset()
    counts = Counter(name for one in columns for name in own_names(one, over))
    periods = len({part.period for one in columns for part in one.parts if part.period})
    return frozenset(
        name
        for name, count in counts.items()
        if compares(name, spoken) or (periods > 1 and count == periods)
    )


def _rule_out(scores: _Scores, lines: Lines, shared: Sequence[str], over: Sequence[str]) -> None:
    """Take away what cannot be: measures where there are no names."""
    columns = _data_columns(lines)
    if not any(own_names(one, shared) for one in columns) and not over:
        scores.add("columns", -9.0, "columns have no names")
    if not any(row.names for row in _data_rows(lines)):
        scores.add("rows", -9.0, "rows have no names")


def _share(names: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, names)) / len(names) if names else 0.0


def _known(names: Sequence[str], known: frozenset[str]) -> float:
    return _share(names, lambda name: bare_words(name) in known) if known else 0.0
