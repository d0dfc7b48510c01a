"""The same number in two places of one document: text against text, tables and lists.

In: figures, normalised tables, blocks. Out: checks. Two numbers are compared because their labels
speak of the same thing, never because they are equal. Paraphrases ("members involved in learning",
"participation in learning activities") may pair a figure with a column; such a pair proves an
agreement, but only near-identical labels, or a single slipped digit under strong ones, prove a
conflict. What stays unpaired is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Check, Figure, Language, Ref, Role, Table
from crossfoot.normalizers.words.labels import is_count_label, is_mean_label, is_total_label
from crossfoot.normalizers.words.language import languages_of_table
from crossfoot.normalizers.words.report_year import years_named
from crossfoot.reconcilers.documents.affinity import coverage, likeness, stems
from crossfoot.reconcilers.documents.checks import Comparison, compare, slack_between
from crossfoot.reconcilers.documents.stated import number_of, value_of
from crossfoot.reconcilers.printed.slips import is_misprint

if TYPE_CHECKING:
    from crossfoot.model import Cell, PrintedNumber

SAME = 0.8  # likeness of two printings of one label
MIN_STEMS = 3  # fewer shared stems are a topic, not a statement
PAIRED = 0.5  # coverage of a figure's label by a column's, for an agreement
STRONG = 0.75  # …and for a conflict


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
        first, second = number_of(twins[0]), number_of(figure)
        if not _is_conflict_or_agreement(figure, twins[0]):
            continue
        comparison = Comparison(
            topic="repeat",
            kind="repeat",
            figure=figure,
            items=(Ref(twins[0].id),),
            printed=value_of(second),
            computed=value_of(first),
            tolerance=slack_between(first, second),
            where=str(twins[0].page),
        )
        checks.append(compare(comparison, language=language))
    return checks


def _is_repeat(a: Figure, b: Figure) -> bool:
    """Return whether two figures say the same of the same: label, unit, period, own sentence."""
    return (
        number_of(a).unit == number_of(b).unit
        and a.context != b.context
        and likeness(a.label, b.label) >= SAME
        and years_named(a.context) == years_named(b.context)
        and _leads(a)
        and _leads(b)
    )


def _leads(figure: Figure) -> bool:
    """Return whether a figure opens its sentence, so that its label is all it speaks of."""
    return figure.context.lstrip(" (–-•").startswith(number_of(figure).text.strip()[:12])


def _is_conflict_or_agreement(a: Figure, b: Figure) -> bool:
    """Return whether two printings under one label may be judged.

    Different numbers are a conflict only where the label is long enough to name one thing and the
    numbers are of one size; "3 meetings" under two headings are two series of meetings.
    """
    first, second = value_of(number_of(a)), value_of(number_of(b))
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
        number = number_of(figure)
        if number.unit not in (None, "count") or number.qualifier != "exact":
            continue
        chosen = _best_statement(figure, stated)
        if chosen is None:
            continue
        value = value_of(number)
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
    headers, spoken = column_headers(table), languages_of_table(table)
    stub = " ".join(headers.get(col, "") for col in range(table.stub_cols))
    for cells in rows_of(table).values():
        label = " ".join(cell.text for cell in cells if cell.col < max(1, table.stub_cols))
        is_count = is_count_label(label, spoken)
        if not (is_count or is_total_label(label, spoken)) or is_mean_label(label, spoken):
            continue
        for cell in cells:
            header = headers.get(cell.col, "")
            if cell.number is None or cell.number.value is None or cell.number.state != "number":
                continue
            if cell.number.unit == "%" or not header:
                continue
            counted = stub if is_count else ""
            yield Statement(
                own=header,
                label=f"{header} {label} {counted}",
                value=cell.number.value,
                refs=(Ref(table.id, cell.row, cell.col),),
                where=f"“{header}”",
                number=cell.number,
            )


def column_headers(table: Table) -> dict[int, str]:
    """Return the header path of each column."""
    parts: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.row < table.header_rows and cell.text:
            for col in range(cell.col, cell.col + cell.colspan):
                parts.setdefault(col, []).append(cell.text)
    return {col: " ".join(texts) for col, texts in parts.items()}


def rows_of(table: Table) -> dict[int, list[Cell]]:
    """Return the filled cells of each body row."""
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
    value = value_of(number_of(figure))
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
    return near_identical or is_misprint(int(value_of(number_of(figure))), int(statement.value))
