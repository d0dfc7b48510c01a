"""The decision on a table's axes → what each number is a number of.

For a place of the table: the names of the thing from the outside in, the measure, the period and
the category, wherever they are printed. A measure always has a name: where neither row nor column
gives one, the caption does, the section, the report, or the language's word for "value".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.normalizers.meaning.axes import Axes, Context, Way, own_names
from crossfoot.normalizers.meaning.lines import Column, Row
from crossfoot.normalizers.meaning.parts import Part, Spoken, is_head, read_part
from crossfoot.normalizers.meaning.quantities import compares, measure_of_caption, says_quantity
from crossfoot.normalizers.words.labels import is_total_label
from crossfoot.vocabulary import spoken as all_of
from crossfoot.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossfoot.model import Table

_LONGEST = 12  # words of a caption that a measure is called by
_LETTERS = re.compile(r"[^\W\d_]")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")


Names = tuple[str, ...]
Named = tuple[Names, Names, Names]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a number is a number of.

    Attributes:
        things: Names of the thing, from the outside in.
        measure: Path of the measure's name, never empty.
        period: "2020", "2020-03", "2019/2020", "" where nothing names one.
        category: What the measure is divided by here, joined by " › ".
        code: Codes and running numbers beside the row's label.
    """

    things: tuple[str, ...]
    measure: tuple[str, ...]
    period: str
    category: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Namer:
    """Names the numbers of one table; ``around`` is what stands over all of them.

    Attributes:
        around: Measure that caption, section or report name, () where they name none.
        periods: Periods that caption, section and report name, the nearest first.
        aside: Names of columns that tell no things where the columns are periods: "Launch" of one
            moment, "Rate" beside years.
    """

    axes: Axes
    around: tuple[str, ...]
    periods: tuple[str, ...]
    context: Context
    aside: frozenset[str] = frozenset()

    def meant(self, row: int, col: int, way: Way | None = None) -> Meant:
        """Return what the number at a place is a number of.

        Args:
            row: From 0, headers included.
            col: From 0.
            way: Where the measure stands, when someone knows better than the evidence.
        """
        line, column = self.axes.lines.rows[row], self.axes.lines.columns[col]
        stands = way or self.axes.way
        dividing = self.axes.dividing | (self.aside if stands != "columns" else frozenset())
        own = own_names(column, (*self.axes.over, *dividing))
        divided = tuple(p.name for p in column.parts if p.is_category or p.name in dividing)
        divided += tuple(p.name for p in (*line.sections, *line.parts) if p.is_category)
        divided += tuple(p.text for p in column.parts if p.back and not self._period_of(p))
        if stands == "columns":
            things, measure, divided = self._by_columns(line, column, own, divided)
        elif stands == "rows":
            things, measure, divided = self._by_rows(row, own, divided)
        else:
            totals = tuple(name for name in own if is_total_label(name, self.axes.spoken))
            own, divided = tuple(name for name in own if name not in totals), (*divided, *totals)
            things, measure = (*_labels(line.sections), *_labels(line.parts), *own), ()
        if not is_name(" ".join(measure)):
            total = tuple(part.text for part in column.parts if part.is_total)[:1]
            measure = self.around or divided or total or (value_word(self.axes.spoken),)
            divided = divided if self.around else ()
        if not column.parts and len(self.axes.lines.numbers) > 1:
            divided = (*divided, f"column {col + 1}")
        return Meant(
            things=_once(things),
            measure=_once(measure),
            period=self._period((*column.parts[::-1], *line.parts[::-1], *line.sections[::-1])),
            category=_once(divided),
            code=line.code,
        )

    def _by_columns(self, line: Row, column: Column, own: Names, divided: Names) -> Named:
        """Return things, measure and category where columns are measures."""
        compared = self._compared(own) if self.axes.over else ()
        told = tuple(name for name in own if name not in compared)
        if told and not any(says_quantity(name, self.axes.spoken) for name in told):
            told = (*self.axes.over, *told)  # "Symptoms › every week"
        measure = told or self._over(column.parts)
        divided = (*divided, *compared)
        if not measure:  # "Prévu" beside "Mandats émis" is a measure like it
            measure, divided = divided[:1], divided[1:]
        return (*_labels(line.sections), *_labels(line.parts)), measure, divided

    def _by_rows(self, row: int, own: Names, divided: Names) -> Named:
        """Return things, measure and category where rows are measures."""
        line = self.axes.lines.rows[row]
        inner, outer = self._parted(_labels(line.sections))
        compared = self._compared(own)
        labels = _labels(line.parts)
        if not labels and self._is_alone(row):
            labels = tuple(part.name for part in line.parts if part.is_category)
            divided = tuple(name for name in divided if name not in labels)
        labels = labels or self._divided_above(row)
        crossing = labels[:-1] if self.axes.crossed else ()
        things = (*outer, *crossing, *(name for name in own if name not in compared))
        return things, (*inner, *labels[len(crossing) :]), (*divided, *compared)

    def _is_alone(self, row: int) -> bool:
        """Whether no row beside one divides a measure as it does: a division has two parts."""
        rows = self.axes.lines.rows
        beside = [rows[at] for at in (row - 1, row + 1) if at < len(rows)]
        return not any(_divides(line, rows[row]) for line in beside)

    def _divided_above(self, row: int) -> tuple[str, ...]:
        """Return the labels of the measure above that a row divides: "Staff | women | men"."""
        rows = self.axes.lines.rows
        for line in rows[row - 1 :: -1]:
            if line.sections != rows[row].sections or not line.has_numbers:
                break
            if named := _labels(line.parts):
                return named if not line.is_total else ()
        return ()

    def _compared(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names that only compare columns beside them: shares, changes, totals."""
        return tuple(name for name in names if compares(name, self.axes.spoken))

    def _over(self, parts: Sequence[Part]) -> tuple[str, ...]:
        """Return what heads all columns, or the word "total" of a column that has no other."""
        if self.axes.over:
            return self.axes.over
        return tuple(part.text for part in parts if part.is_total)[:1]

    def _parted(self, sections: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the sections that measures stand under, and those that are places."""
        is_place = self.context.is_place
        outer = tuple(name for name in sections if is_place(name))
        return tuple(name for name in sections if name not in outer), outer

    def _period(self, parts: Iterable[Part]) -> str:
        """Return the period of a number; a month finds its year further out."""
        said = list(parts)
        named = [period for part in said if (period := self._period_of(part))]
        month = next((part.month for part in said if part.month), 0)
        period = next(iter((*named, *self.periods)), "")
        finer = [one for one in named if period and one.startswith(period)]
        period = max(finer, key=len, default=period)
        if month:
            year = next((y[0] for one in (*named, *self.periods) if (y := _years_of(one))), "")
            return f"{year}-{month:02}" if year else f"--{month:02}"
        return period

    def _period_of(self, part: Part) -> str:
        """Return the period that a part names; "last year" is one before the report's."""
        if part.back is None or not _YEAR_ALONE.fullmatch(self.context.period):
            return part.period
        return str(int(self.context.period) - part.back)


def name_numbers(table: Table, axes: Axes, context: Context) -> Namer:
    """Return what names the numbers of a table, once its axes are decided."""
    titles = (table.caption, *table.section[::-1][:1])
    parts = [read_part(text, axes.spoken) for text in titles if text]
    said = (*(part.period for part in parts), context.period)
    around = tuple(filter(None, (_around(table, axes, context),)))
    return Namer(axes, around, tuple(filter(None, said)), context, _aside(axes, context))


def _aside(axes: Axes, context: Context) -> frozenset[str]:
    """Return the names of columns that stand beside periods and name no things.

    Those of columns of one moment each, and those of a few columns beside others that are periods.
    """
    columns = [axes.lines.columns[at] for at in axes.lines.numbers]
    periods = [part.period for one in columns for part in one.parts if part.period]
    found: list[str] = []
    if len(columns) > 1 and len(periods) == len(set(periods)) == len(columns):
        found += [p.name for one in columns for p in one.parts if p.period]
    named = [names for one in columns if (names := own_names(one, axes.over))]
    if 2 * len(named) < len(columns) and len(periods) > 1:
        found += [name for names in named for name in names]
    return frozenset(name for name in found if name and not context.is_place(name))


def _around(table: Table, axes: Axes, context: Context) -> str:
    """Return the measure that what stands around a table names, "" where nothing does."""
    spoken = axes.spoken
    corner = [text for text in axes.lines.corner if _may_be_measure(text, spoken)]
    tries = (
        *(_best(axes) if axes.way != "rows" else ()),
        measure_of_caption(table.caption, spoken)[0],
        *(measure_of_caption(title, spoken)[0] for title in table.section[::-1][:1]),
        read_part(axes.lines.title, spoken).name,
        *(read_part(text, spoken).name for text in corner[:1]),
        read_part(context.title, spoken).name,
    )
    found = next((text for text in tries if is_name(text)), "")
    return " ".join(found.split()[:_LONGEST])


def _best(axes: Axes) -> tuple[str, ...]:
    """Return the names over all columns, those of quantities first."""
    return tuple(sorted(axes.over, key=lambda name: not says_quantity(name, axes.spoken)))


def _may_be_measure(text: str, spoken: Spoken) -> bool:
    """Whether the head of a column of labels may be what the numbers are."""
    heads = ("things", "measures", "codes", "periods", "notes", "units")
    return bool(read_part(text, spoken).name) and not any(
        is_head(text, group, spoken) for group in heads
    )


def is_name(text: str) -> bool:
    """Whether a text can name a measure: it has a word, and is no year."""
    return len(_LETTERS.findall(text)) > 1 and not _YEAR_ALONE.fullmatch(text.strip())


@lru_cache(maxsize=16)
def value_word(spoken: Spoken) -> str:
    """Return a language's word for a number that nothing names."""
    return next(iter(words(all_of(spoken)).axes.value), "value")


def _divides(line: Row, other: Row) -> bool:
    """Whether a row of numbers divides a measure as another one under the same heading does."""
    told = line.has_numbers and line.sections == other.sections and not _labels(line.parts)
    return told and any(part.is_category for part in line.parts)


def _labels(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the names of labels, with "Total" where that is all they say."""
    return tuple(
        part.name or part.text.strip(" :")
        for part in parts
        if (part.name and not part.is_category) or part.is_total
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _years_of(period: str) -> list[str]:
    return re.findall(r"(?:19|20)\d\d", period)
