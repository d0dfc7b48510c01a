"""Score what is said of the numbers of tables against what a person reads from them.

``tables.json`` holds one annotation a line: where the table is (a truth file of the open corpora,
the sha256 of its PDF, page, box), which family it is of, whether that family was tuned on, and what
its lines are. It holds no texts of pages, but for a caption of a word or two where the page has it.

===============  ===================================================================================
``header_rows``  rows of column headers
``measures``     where the measures stand: "columns", "rows", or "caption" (outside the grid)
``names``        columns whose texts name the row, the outermost first
``sections``     rows that head those below them
``columns``      of each column of numbers, by its number from 0, with spaces between: ``P2021`` its
                 period, ``M0`` the header row that names its measure, ``T0`` the one that names its
                 thing, ``R0`` the column whose cells name the period of their row, ``C`` a
                 category, ``S`` not scored; of a column of words ``T``: its cells name a thing
                 that rows of measures repeat under
===============  ===================================================================================

A number is right when its thing, its measure and its period all are. A label of a row that divides
("Women", "13-24 months") may be given as category instead; where rows are measures the measure is
then one that is printed above it. Names are compared by their
words, without codes, units, months and marks: a program may leave those out, never add others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from crossfoot.folding import bare_words
from crossfoot.model import Cell, Observation, Role, Table
from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.axes import Context, decide_axes
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.report import place_test
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.tables.normalize import normalize_table
from crossfoot.vocabulary import spoken, words

ANNOTATIONS = Path(__file__).with_name("tables.json")
BOX = (0.0, 0.0, 1.0, 1.0)
_LEAST = 0.5  # of the words of a name must be kept


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person says of a table; the keys of ``tables.json``."""

    truth: str
    sha256: str
    page: int
    table: int
    box: Sequence[float] | None
    family: str
    set: str
    language: str
    header_rows: int
    measures: str
    names: Sequence[int]
    sections: Sequence[int]
    caption: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Numbers of a table: all that are scored, those all right, those right in one respect."""

    numbers: int = 0
    right: int = 0
    things: int = 0
    measures: int = 0
    periods: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.numbers + other.numbers,
            self.right + other.right,
            self.things + other.things,
            self.measures + other.measures,
            self.periods + other.periods,
        )

    @property
    def share(self) -> float:
        """Share of the numbers that are right."""
        return self.right / self.numbers if self.numbers else 0.0


def read_annotations(path: Path = ANNOTATIONS) -> tuple[Annotation, ...]:
    """Return the annotations of a file."""
    return tuple(Annotation(**one) for one in json.loads(path.read_text(encoding="utf-8")))


def table_of(truth: Mapping[str, Any], annotation: Annotation) -> Table:
    """Return an annotated table as the extractors would give it, from its true grid."""
    printed = truth["tables"][annotation.table]
    cells = tuple(
        Cell(
            cell["row"],
            cell["col"],
            cell["text"],
            annotation.page,
            BOX,
            cell.get("rowspan", 1),
            cell.get("colspan", 1),
            role=_role(cell, annotation.header_rows),
        )
        for cell in printed["cells"]
    )
    size = (printed["n_rows"], printed["n_cols"])
    table = Table(
        *("t1", (annotation.page,), BOX, (BOX,), *size, annotation.header_rows, 1, cells),
        caption=annotation.caption,
    )
    return normalize_table(table, language=annotation.language)


def _role(cell: Mapping[str, Any], header_rows: int) -> Role:
    if cell["row"] < header_rows:
        return Role.COLUMN_HEADER
    return Role.ROW_HEADER if cell["col"] == 0 else Role.BODY


def score_table(table: Table, annotation: Annotation) -> Score:
    """Return how many numbers of a table are said rightly."""
    around = Context(is_place=place_test((), open_gazetteer(), table.language))
    axes = decide_axes(table, around)
    seen = {(o.row, o.col): o for o in observe(table, (), Catalog(), context=around, axes=axes)}
    texts = _texts(table)
    total = Score()
    for row, col, said in _numbers(table, annotation):
        one = seen.get((row, col))
        if one is None:
            total += Score(1)
            continue
        names, heads = _names(texts, annotation, row), _headed(texts, annotation, row)
        over = [*_beside(texts, annotation, row), *_named(texts, said, "T", col)]
        things = is_thing(one, names, heads, over, annotation)
        measure = is_measure(one, names, heads, _named(texts, said, "M", col), annotation)
        if annotation.measures == "rows" and names and _divides(one, names[-1]):
            above = [texts.get((at, annotation.names[-1]), "") for at in range(row)]
            measure = _is_among(one.measure_label.split(" › ")[-1], above)
        measure = measure and (annotation.measures != "caption" or axes.way == "caption")
        period = one.period == _period(texts, said, row)
        total += Score(1, int(things and measure and period), things, measure, period)
    return total


def _numbers(table: Table, annotation: Annotation) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the places that are scored, with what is said of their column."""
    for cell in table.cells:
        said = annotation.columns.get(str(cell.col), "S").split()
        number = cell.number
        is_number = number is not None and number.state == "number"
        in_body = cell.row >= annotation.header_rows and cell.row not in annotation.sections
        if is_number and in_body and said != ["S"] and cell.colspan == 1:
            yield cell.row, cell.col, said


def _period(texts: Mapping[tuple[int, int], str], said: Sequence[str], row: int) -> str:
    """Return the period that is said of a place."""
    for word in said:
        if word[0] == "P":
            return word[1:]
        if word[0] == "R":
            return texts.get((row, int(word[1:])), "")
    return ""


def _texts(table: Table) -> dict[tuple[int, int], str]:
    return {
        (cell.row, col): cell.text
        for cell in table.cells
        for col in range(cell.col, cell.col + cell.colspan)
    }


def _names(texts: Mapping[tuple[int, int], str], annotation: Annotation, row: int) -> list[str]:
    """Return the names of a row; an outer one that is blank goes on from above."""
    found = []
    for at in annotation.names:
        above = range(row, annotation.header_rows - 1, -1)
        reach = above if at != annotation.names[-1] else (row,)
        found.append(next((text for r in reach if (text := texts.get((r, at), "").strip())), ""))
    return [text for text in dict.fromkeys(found) if text]


def _beside(texts: Mapping[tuple[int, int], str], annotation: Annotation, row: int) -> list[str]:
    """Return the things that columns of words name for a row, or for it and those above it."""
    columns = [int(at) for at, said in annotation.columns.items() if said == "T"]
    above = range(row, annotation.header_rows - 1, -1)
    return [next((t for r in above if (t := texts.get((r, at), "").strip())), "") for at in columns]


def _headed(texts: Mapping[tuple[int, int], str], annotation: Annotation, row: int) -> list[str]:
    """Return the headings that a row stands under: the last, and those right above it."""
    above = sorted((at for at in annotation.sections if at < row), reverse=True)
    run = [at for n, at in enumerate(above) if at == above[0] - n]
    heads = [text for (r, _), text in texts.items() if r in run and text.strip()]
    return list(dict.fromkeys(heads))


def _named(
    texts: Mapping[tuple[int, int], str], said: Sequence[str], mark: str, col: int
) -> list[str]:
    """Return the header that names a measure or a thing."""
    return [texts.get((int(word[1:]), col), "") for word in said if word[0] == mark]


def is_thing(
    one: Observation,
    names: Sequence[str],
    heads: Sequence[str],
    over: Sequence[str],
    annotation: Annotation,
) -> bool:
    """Whether the thing of an observation is the one that is printed."""
    if annotation.measures == "rows":
        return all(_is_among(name, (*over, *heads)) for name in one.things) and all(
            any(_is_name(told, name) for told in one.things) for name in over
        )
    wanted = (*(name for name in names if not _divides(one, name)), *over)
    return all(_is_among(told, (*names, *over, *heads)) for told in one.things) and all(
        any(_is_name(told, name) for told in one.things) for name in wanted
    )


def _divides(one: Observation, name: str) -> bool:
    """Whether a name of a row is given as what divides its number."""
    return any(bare_words(part) == bare_words(name) for part in one.category.split(" › "))


def is_measure(
    one: Observation,
    names: Sequence[str],
    heads: Sequence[str],
    over: Sequence[str],
    annotation: Annotation,
) -> bool:
    """Whether the measure of an observation is the one that is printed."""
    path = one.measure_label.split(" › ")
    if annotation.measures == "caption":
        return not any(_is_name(told, name) for told in path for name in (*names, *over))
    wanted = names[-1:] if annotation.measures == "rows" else over
    allowed = (*wanted, *(names if annotation.measures == "rows" else ()), *heads)
    if annotation.measures == "columns":
        return bool(wanted) and any(_is_name(told, wanted[0]) for told in path)
    return (
        bool(wanted)
        and _is_name(path[-1], wanted[0])
        and all(_is_among(told, allowed) for told in path)
    )


@lru_cache(maxsize=1)
def _months() -> frozenset[str]:
    """Return the names of months: "Executed Jan-Dec 2024" is called "Executed"."""
    return frozenset(
        bare_words(name) for group in words(spoken(None)).dates.months for name in group
    )


def _is_among(told: str, names: Sequence[str]) -> bool:
    return any(_is_name(told, name) for name in names)


def _is_name(told: str, name: str) -> bool:
    """Whether a name is the one printed: some of its words, and no others."""
    said, printed = bare_words(told).split(), bare_words(name).split()
    if said == printed:
        return True
    telling = [word for word in printed if any(map(str.isalpha, word)) and word not in _months()]
    least = _LEAST * len(telling or printed)
    return bool(said) and set(said) <= set(printed) and len(said) >= least
