"""Ties the catalog knows: figures of a series against its tables and against one another.

In: figures, observations, tables, the catalog's series. Out: checks. Paraphrase is no guess here:
people wrote down which label and which column speak of one thing. A tie whose figure or table the
document does not have says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.folding import is_found
from crossfoot.model import Check, Figure, Language, Observation, Ref, Table
from crossfoot.normalizers.words.labels import fold_label, is_count_label
from crossfoot.reconcilers.documents.checks import Comparison, compare
from crossfoot.reconcilers.documents.listings import data_rows
from crossfoot.reconcilers.documents.stated import value_of
from crossfoot.vocabulary.printed import without_years

if TYPE_CHECKING:
    from crossfoot.model import CheckKind
    from crossfoot.normalizers.catalog import Series, Term, Tie
    from crossfoot.reconcilers.documents.sentences import Topic

PARTIAL = Decimal("0.1")  # a table that lacks more of its lines shows only some
PLACES = 4  # of a computed percentage


@dataclass(frozen=True, slots=True)
class Found:
    """A term worked out in a document."""

    value: Decimal
    refs: tuple[Ref, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """What ties are looked up in."""

    figures: dict[str, Figure]
    observations: Sequence[Observation]
    tables: Sequence[Table]


def check_ties(
    figures: Sequence[Figure],
    tables: Sequence[Table],
    observations: Sequence[Observation],
    series: Series,
    *,
    language: Language,
) -> list[Check]:
    """Return a check for each tie of a series whose ends the document has.

    Args:
        figures: Of the document.
        tables: Of the document, normalised.
        observations: Of the document, with catalog measures.
        series: What the catalog knows.
        language: Of the report.
    """
    document = Document(_named(figures, series, language), observations, tables)
    checks = [_check(tie, document, language) for tie in series.ties]
    return [check for check in checks if check is not None]


def _named(figures: Sequence[Figure], series: Series, language: Language) -> dict[str, Figure]:
    """Return the figures that bear a name of the catalog, one each; parts of a whole bear none."""
    by_label: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.kind == "key_figure" and figure.breakdown_of is None and figure.number:
            by_label.setdefault(_plain(figure.label), []).append(figure)
    named: dict[str, Figure] = {}
    for entry in series.figures:
        labels = {_plain(name) for spoken, name in entry.names if spoken == language}
        found = [figure for label in labels for figure in by_label.get(label, [])]
        values = {figure.number.value for figure in found if figure.number}
        if len(values) == 1 and None not in values:
            named[entry.id] = found[0]
    return named


def _plain(label: str) -> str:
    return fold_label(without_years(label))


def _check(tie: Tie, document: Document, language: Language) -> Check | None:
    stated = [document.figures.get(name) for name in tie.figures]
    equal = _work_out(tie.equals, document)
    whole = _work_out(tie.share_of, document) if tie.share_of else None
    if equal is None or (tie.share_of and whole is None) or None in stated:
        return None
    numbers = [figure.number for figure in stated if figure is not None and figure.number]
    if any(number.qualifier != "exact" for number in numbers):
        return None
    figure = next(figure for figure in stated if figure is not None)
    kind: CheckKind = "repeat" if len(stated) == 1 else "sum"
    topic: Topic = "count"
    computed, tolerance = equal.value, Decimal(0)
    if whole is not None:
        if not whole.value:
            return None
        kind, topic = "percentage", "ratio"
        computed = round(100 * equal.value / whole.value, PLACES)
        tolerance = max(number.step for number in numbers)  # percentages are also cut, not rounded
    others = tuple(Ref(other.id) for other in stated[1:] if other is not None)
    comparison = Comparison(
        topic=topic,
        kind=kind,
        figure=figure,
        items=(*others, *equal.refs, *(whole.refs if whole else ())),
        printed=sum(map(value_of, numbers), Decimal(0)),
        computed=computed,
        tolerance=tolerance,
        where=f"{equal.where} / {whole.where}" if whole else equal.where,
    )
    check = compare(comparison, language=language)
    return _doubt(check) if tie.equals.rows and check.status == "mismatch" else check


def _doubt(check: Check) -> Check:
    """Return the milder verdict on lines counted: one may be read wrong, or the list be partial."""
    is_short = (check.delta or 0) > PARTIAL * (check.printed or 0)
    if is_short:
        return replace(check, status="incomplete", severity="warning", reason="partial_list")
    return replace(check, severity="warning", reason="lines_counted")


def _work_out(term: Term, document: Document) -> Found | None:
    """Return the value of a term, ``None`` when the document does not have it."""
    if term.figures:
        return _add_figures(term, document)
    if term.rows:
        return _count_rows(term, document)
    return _read_total(term, document)


def _add_figures(term: Term, document: Document) -> Found | None:
    figures = [document.figures[name] for name in term.figures if name in document.figures]
    numbers = [f.number for f in figures if f.number and f.number.qualifier == "exact"]
    if len(numbers) < len(term.figures):
        return None
    value = sum(map(value_of, numbers), Decimal(0))
    refs = tuple(Ref(figure.id) for figure in figures)
    return Found(value, refs, " + ".join(f"“{figure.label}”" for figure in figures))


def _count_rows(term: Term, document: Document) -> Found | None:
    tables = [
        table
        for table in document.tables
        if any(is_found(term.rows, text) for text in (table.caption, *table.section[-1:]))
    ]
    if len(tables) != 1:
        return None
    table = tables[0]
    return Found(Decimal(len(data_rows(table))), (Ref(table.id),), f"“{table.caption}”")


def _read_total(term: Term, document: Document) -> Found | None:
    mine = [one for one in document.observations if one.measure == term.measure]
    if len({one.table for one in mine}) != 1:
        return None
    if term.total == "filled":
        filled = [one for one in mine if not one.is_total and one.number.state == "number"]
        return Found(Decimal(len(filled)), (Ref(mine[0].table),), f"“{mine[0].header}”")
    totals = [
        one
        for one in mine
        if one.is_total
        and is_count_label(one.entity) == (term.total == "count")
        and one.number.state == "number"
        and one.number.value is not None
    ]
    if len(totals) != 1 or totals[0].number.value is None:
        return None
    total = totals[0]
    place = Ref(total.table, total.row, total.col)
    return Found(totals[0].number.value, (place,), f"“{total.header}”")
