"""The same number in two places of one document: text against text, tables and lists.

In: figures, normalised tables, blocks. Out: checks. Two numbers are compared because their labels
speak of the same thing, never because they are equal. Paraphrases ("members involved in learning",
"participation in learning activities") may pair a figure with a column; such a pair proves an
agreement, but only near-identical labels, or a single slipped digit under strong ones, prove a
conflict. What stays unpaired is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Block, Check, Figure, Language, Ref, Role, Table
from normalizers.labels import is_count_label, is_mean_label, is_total_label
from reconcilers.affinity import coverage, is_slip, likeness, stems
from reconcilers.document_checks import Comparison, compare, slack_between

if TYPE_CHECKING:
    from crossfoot.model import Cell, PrintedNumber

SAME = 0.8  # likeness of two printings of one label
MIN_STEMS = 3  # fewer shared stems are a topic, not a statement
PAIRED = 0.5  # coverage of a figure's label by a column's, for an agreement
STRONG = 0.75  # …and for a conflict
MIN_NAMES = 4
MAX_NAME_WORDS = 7

_YEARS = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Statement:
    """A number a table or a list states, with the words that say of what.

    Attributes:
        own: The words of its column or list alone.
        label: Those with the words of its row.
    """

    own: str
    label: str
    value: Decimal
    refs: tuple[Ref, ...]
    where: str
    number: PrintedNumber | None = None


def statements(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures that say something by themselves: no parts, a label of several words."""
    return [
        figure
        for figure in figures
        if figure.kind == "key_figure"
        and figure.breakdown_of is None
        and figure.number is not None
        and figure.number.value is not None
        and len(stems(figure.label)) >= 2
    ]


# ---------------------------------------------------------------------- text against text


def check_repeats(figures: Sequence[Figure], *, language: Language) -> list[Check]:
    """Return a check for each statement printed twice in a document."""
    said = statements(figures)
    checks: list[Check] = []
    for at, figure in enumerate(said):
        twins = [other for other in said if other is not figure and _is_repeat(figure, other)]
        if len(twins) != 1 or said.index(twins[0]) > at:
            continue  # of three statements under one label each speaks of something else
        first, second = _number(twins[0]), _number(figure)
        if not _is_conflict_or_agreement(figure, twins[0]):
            continue
        comparison = Comparison(
            topic="repeat",
            kind="repeat",
            figure=figure,
            items=(Ref(twins[0].id),),
            printed=_value(second),
            computed=_value(first),
            tolerance=slack_between(first, second),
            where=str(twins[0].page),
        )
        checks.append(compare(comparison, language=language))
    return checks


def _number(figure: Figure) -> PrintedNumber:
    if figure.number is None:
        raise ValueError(f"{figure.id} has no number")
    return figure.number


def _value(number: PrintedNumber) -> Decimal:
    return number.value if number.value is not None else Decimal(0)


def _is_repeat(a: Figure, b: Figure) -> bool:
    """Return whether two figures say the same of the same: label, unit, period, own sentence."""
    return (
        _number(a).unit == _number(b).unit
        and a.context != b.context
        and likeness(a.label, b.label) >= SAME
        and set(_YEARS.findall(a.context)) == set(_YEARS.findall(b.context))
        and _leads(a)
        and _leads(b)
    )


def _leads(figure: Figure) -> bool:
    """Return whether a figure opens its sentence, so that its label is all it speaks of."""
    return figure.context.lstrip(" (–-•").startswith(_number(figure).text.strip()[:12])


def _is_conflict_or_agreement(a: Figure, b: Figure) -> bool:
    """Return whether two printings under one label may be judged.

    Different numbers are a conflict only where the label is long enough to name one thing and the
    numbers are of one size; "3 meetings" under two headings are two series of meetings.
    """
    first, second = _value(_number(a)), _value(_number(b))
    if first == second:
        return True
    if len(stems(a.label) & stems(b.label)) < MIN_STEMS or a.section == b.section:
        return False
    small, large = sorted((abs(first), abs(second)))
    return small * 2 >= large


# --------------------------------------------------------------------- text against tables


def check_totals(
    figures: Sequence[Figure], tables: Sequence[Table], *, language: Language
) -> list[Check]:
    """Return a check for each figure that a table's total or count states too."""
    stated = [statement for table in tables for statement in table_statements(table)]
    checks: list[Check] = []
    best_for = {id(s): _best_figure(s, statements(figures)) for s in stated}
    for figure in statements(figures):
        number = _number(figure)
        if number.unit not in (None, "count") or number.qualifier != "exact":
            continue
        chosen = _best_statement(figure, stated)
        if chosen is None:
            continue
        value = _value(number)
        mutual = best_for[id(chosen)] is figure
        severity = _conflict(figure, chosen, mutual=mutual)
        if chosen.value != value and not severity:
            continue
        comparison = Comparison(
            topic="total",
            kind="repeat",
            figure=figure,
            items=chosen.refs,
            printed=value,
            computed=chosen.value,
            tolerance=Decimal(0),
            where=chosen.where,
        )
        checks.append(compare(comparison, language=language))
    return checks


def table_statements(table: Table) -> Iterator[Statement]:
    """Yield what the total rows of a table state, column by column."""
    headers = _column_headers(table)
    stub = " ".join(headers.get(col, "") for col in range(table.stub_cols))
    for cells in _rows(table).values():
        label = " ".join(cell.text for cell in cells if cell.col < max(1, table.stub_cols))
        if not (is_total_label(label) or is_count_label(label)) or is_mean_label(label):
            continue
        for cell in cells:
            header = headers.get(cell.col, "")
            if cell.number is None or cell.number.value is None or cell.number.state != "number":
                continue
            if cell.number.unit == "%" or not header:
                continue
            counted = stub if is_count_label(label) else ""
            yield Statement(
                own=header,
                label=f"{header} {label} {counted}",
                value=cell.number.value,
                refs=(Ref(table.id, cell.row, cell.col),),
                where=f"“{header}”",
                number=cell.number,
            )


def _column_headers(table: Table) -> dict[int, str]:
    """Return the header path of each column."""
    parts: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.row < table.header_rows and cell.text:
            for col in range(cell.col, cell.col + cell.colspan):
                parts.setdefault(col, []).append(cell.text)
    return {col: " ".join(texts) for col, texts in parts.items()}


def _rows(table: Table) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text and cell.role != Role.COLUMN_HEADER:
            rows.setdefault(cell.row, []).append(cell)
    return rows


def _score(figure: Figure, statement: Statement) -> float:
    """Return how well a figure and a statement match: stems of the column, then of its row."""
    shared = stems(figure.label) & stems(statement.own)
    if not shared or (len(shared) < 2 and len(stems(statement.own)) > 2 and not _rare(shared)):
        return 0.0
    covered = coverage(figure.label, statement.label)
    return covered + 0.5 * coverage(statement.own, figure.label)


def _rare(shared: frozenset[str]) -> bool:
    """Return whether one shared stem is long enough to be telling ("appren", not "ville")."""
    return any(len(stem) >= 6 for stem in shared)


def _best_statement(figure: Figure, stated: Sequence[Statement]) -> Statement | None:
    """Return the statement whose words cover a label best; of near equals the equal value."""
    value = _value(_number(figure))
    scored = [(score, s) for s in stated if (score := _score(figure, s)) > 0]
    fitting = [
        (score, s.value == value, s)
        for score, s in scored
        if coverage(figure.label, s.label) >= PAIRED
    ]
    if not fitting:
        return None
    top = max(score for score, _, _ in fitting)
    near = [entry for entry in fitting if entry[0] >= top - 0.2]
    return max(near, key=lambda entry: (entry[1], entry[0]))[2]


def _best_figure(statement: Statement, said: Sequence[Figure]) -> Figure | None:
    scored = [(_score(figure, statement), -at, figure) for at, figure in enumerate(said)]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def _conflict(figure: Figure, statement: Statement, *, mutual: bool) -> bool:
    """Return whether a difference between a figure and a total is a conflict."""
    shared = stems(figure.label) & stems(statement.label)
    if not mutual or len(shared) < MIN_STEMS:
        return False
    if coverage(figure.label, statement.label) < STRONG:
        return False
    near_identical = likeness(figure.label, statement.own) >= SAME
    return near_identical or is_slip(int(_value(_number(figure))), int(statement.value))


# ---------------------------------------------------------------------- text against lists


def check_lists(
    figures: Sequence[Figure],
    blocks: Sequence[Block],
    tables: Sequence[Table],
    *,
    language: Language,
) -> list[Check]:
    """Return a check for each figure whose things are enumerated in the document.

    A count is compared with the length of the list, a share with the length over the number of
    rows of the table that lists the whole.
    """
    lists = list(find_lists(blocks))
    checks: list[Check] = []
    for figure in statements(figures):
        number = _number(figure)
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


def find_lists(blocks: Sequence[Block]) -> Iterator[Statement]:
    """Yield the enumerations of a document: names under a heading, in a paragraph or bullets."""
    heading: Block | None = None
    bullets: list[Block] = []
    for block in (*blocks, None):
        if block is not None and block.kind == "bullet" and heading is not None:
            bullets.append(block)
            continue
        if (
            heading is not None
            and len(bullets) >= MIN_NAMES
            and _are_names([b.text for b in bullets])
        ):
            yield _list(heading, len(bullets), bullets[0].page)
        bullets = []
        if block is None:
            return
        if block.kind == "heading":
            heading = block
            continue
        if heading is not None and block.kind == "paragraph":
            names = [name.strip() for name in block.text.rstrip(" .").split(",")]
            if len(names) >= MIN_NAMES and _are_names(names):
                yield _list(heading, len(names), block.page)
        heading = None


def _list(heading: Block, length: int, page: int) -> Statement:
    return Statement(heading.text, heading.text, Decimal(length), (), str(page))


def _are_names(texts: Sequence[str]) -> bool:
    """Return whether texts are names: short, capitalised, without numbers."""
    return all(
        text
        and len(text.split()) <= MAX_NAME_WORDS
        and text[0].isupper()
        and not any(char.isdigit() for char in text)
        for text in texts
    )


def _compare_count(figure: Figure, listed: Statement, language: Language) -> list[Check]:
    value = _value(_number(figure))
    if value != listed.value and len(stems(figure.label) & stems(listed.own)) < MIN_STEMS:
        return []
    comparison = Comparison(
        topic="list",
        kind="count",
        figure=figure,
        items=(),
        printed=value,
        computed=listed.value,
        tolerance=Decimal(0),
        where=listed.where,
    )
    return [compare(comparison, language=language)]


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
    number = _number(figure)
    comparison = Comparison(
        topic="ratio",
        kind="percentage",
        figure=figure,
        items=(Ref(table.id),),
        printed=_value(number),
        computed=round(100 * listed.value / Decimal(size), 4),
        tolerance=number.step,
        where=f"{listed.value}/{size}",
    )
    return [compare(comparison, language=language)]


def _is_printed(sizes: set[int], figures: Sequence[Figure]) -> bool:
    """Return whether the text states the number of rows too: then no row was read wrong."""
    return any(figure.number and figure.number.value in sizes for figure in figures)


def _stub_header(table: Table) -> str:
    return _column_headers(table).get(0, "") if table.stub_cols else ""


def data_rows(table: Table) -> list[int]:
    """Return the rows of a table that are things of their own: no totals, no headings between."""
    rows = []
    for row, cells in _rows(table).items():
        label = next((cell.text for cell in cells if cell.col == 0), "")
        is_heading = any(cell.role == Role.SECTION for cell in cells)
        if not (is_heading or is_total_label(label) or is_count_label(label)):
            rows.append(row)
    return rows
