"""Enumerations: as many names as announced, and the share they are of all.

In: figures, running text, tables, places. Out: checks. A list is names under a heading, in one
paragraph or as bullets, where the heading has the words of the figure's label; or what the sentence
of a count goes on to list after a colon.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from crossfoot.model import Block, Check, CityMention, Figure, Language, Ref, Role, Table
from crossfoot.normalizers.figures.enumerations import announced_names, are_names, split_names
from crossfoot.normalizers.words.labels import is_count_label, is_total_label
from crossfoot.normalizers.words.language import languages_of_table
from crossfoot.reconcilers.documents.affinity import coverage, stems
from crossfoot.reconcilers.documents.checks import Comparison, compare
from crossfoot.reconcilers.documents.stated import number_of, value_of
from crossfoot.reconcilers.documents.tie_outs import (
    MIN_STEMS,
    SAME,
    Statement,
    column_headers,
    rows_of,
    statements,
)

MIN_NAMES = 4


def check_lists(
    figures: Sequence[Figure],
    blocks: Sequence[Block],
    tables: Sequence[Table],
    cities: Sequence[CityMention],
    *,
    language: Language,
) -> list[Check]:
    """Return a check for each figure whose things are enumerated in the document.

    A count is compared with the length of the list, a share with the length over the number of
    rows of the table that lists the whole. A place found in the text is one name of a list.
    """
    known = {city.match.name for city in cities if city.table is None}
    lists = list(find_lists(blocks, known))
    checks = [
        check for figure in figures for check in _check_announced(figure, known, language=language)
    ]
    for figure in statements(figures):
        number = number_of(figure)
        mine = [
            s
            for s in lists
            if coverage(figure.label, s.own) >= SAME and len(stems(figure.label)) >= 2
        ]
        if len(mine) != 1:
            continue
        if number.unit in (None, "count") and number.qualifier == "exact":
            checks += _compare_count(figure, mine[0], language)
        elif number.unit == "%":
            checks += _compare_share(figure, mine[0], tables, figures, language)
    return checks


def _check_announced(figure: Figure, known: Collection[str], *, language: Language) -> list[Check]:
    """Return the check of a count whose own sentence lists what it counts."""
    number = figure.number
    if number is None or number.value is None or number.qualifier != "exact":
        return []
    at = figure.context.find(number.text.strip())
    if figure.kind != "key_figure" or number.unit not in (None, "count") or at < 0:
        return []
    names = announced_names(figure.context, at + len(number.text.strip()), known)
    if len(names) < MIN_NAMES:
        return []
    listed = Statement(figure.label, figure.label, Decimal(len(names)), (), str(figure.page))
    return [_count_check(figure, listed, language)]


def find_lists(blocks: Sequence[Block], known: Collection[str] = ()) -> Iterator[Statement]:
    """Yield the enumerations of a document: names under a heading, in a paragraph or bullets.

    Args:
        blocks: Of the document.
        known: Names that are one though they hold an "and".
    """
    heading: Block | None = None
    bullets: list[Block] = []
    for block in (*blocks, None):
        if block is not None and block.kind == "bullet" and heading is not None:
            bullets.append(block)
            continue
        if (
            heading is not None
            and len(bullets) >= MIN_NAMES
            and are_names([b.text for b in bullets])
        ):
            yield _list(heading, len(bullets), bullets[0].page)
        bullets = []
        if block is None:
            return
        if block.kind == "heading":
            heading = block
            continue
        if heading is not None and block.kind == "paragraph":
            names = split_names(block.text, known)
            if len(names) >= MIN_NAMES and are_names(names):
                yield _list(heading, len(names), block.page)
        heading = None


def _list(heading: Block, length: int, page: int) -> Statement:
    return Statement(heading.text, heading.text, Decimal(length), (), str(page))


def _compare_count(figure: Figure, listed: Statement, language: Language) -> list[Check]:
    value = value_of(number_of(figure))
    if value != listed.value and len(stems(figure.label) & stems(listed.own)) < MIN_STEMS:
        return []
    return [_count_check(figure, listed, language)]


def _count_check(figure: Figure, listed: Statement, language: Language) -> Check:
    comparison = Comparison(
        topic="list",
        kind="count",
        figure=figure,
        items=(),
        printed=value_of(number_of(figure)),
        computed=listed.value,
        tolerance=Decimal(0),
        where=listed.where,
    )
    return compare(comparison, language=language)


def _compare_share(
    figure: Figure,
    listed: Statement,
    tables: Sequence[Table],
    figures: Sequence[Figure],
    language: Language,
) -> list[Check]:
    """Compare a share with a list's length over the rows of the table of all."""
    wholes = [
        (len(data_rows(table)), table)
        for table in tables
        if stems(_stub_header(table)) and coverage(_stub_header(table), figure.label) == 1
    ]
    sizes = {size for size, _ in wholes if size >= listed.value}
    if len(sizes) != 1 or not _is_printed(sizes, figures):
        return []
    size, table = next((size, table) for size, table in wholes if size in sizes)
    number = number_of(figure)
    comparison = Comparison(
        topic="ratio",
        kind="percentage",
        figure=figure,
        items=(Ref(table.id),),
        printed=value_of(number),
        computed=round(100 * listed.value / Decimal(size), 4),
        tolerance=number.step,
        where=f"{listed.value}/{size}",
    )
    return [compare(comparison, language=language)]


def _is_printed(sizes: set[int], figures: Sequence[Figure]) -> bool:
    """Return whether the text states the number of rows too: then no row was read wrong."""
    return any(figure.number and figure.number.value in sizes for figure in figures)


def _stub_header(table: Table) -> str:
    return column_headers(table).get(0, "") if table.stub_cols else ""


def data_rows(table: Table) -> list[int]:
    """Return the rows of a table that are things of their own: no totals, no headings between."""
    rows, spoken = [], languages_of_table(table)
    for row, cells in rows_of(table).items():
        label = next((cell.text for cell in cells if cell.col == 0), "")
        is_heading = any(cell.role == Role.SECTION for cell in cells)
        if not (is_heading or is_total_label(label, spoken) or is_count_label(label, spoken)):
            rows.append(row)
    return rows
