"""Editions against editions: languages, years, printings.

In: extractions of two or more PDFs. Out: checks of kind "edition", and changes. Language editions
of one report must print equal values; a third one names the suspect. A later report may restate
last year's numbers: that is information, unless one slipped digit explains the change. Two
printings of one report give the figures that changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.model import Check, Extraction, Figure, Observation, Ref, Suspect
from crossfoot.normalizers.words.labels import fold_label
from crossfoot.reconcilers.documents.checks import Comparison, compare, slack_between
from crossfoot.reconcilers.documents.edition_pairs import Pairs, pair_by_label, pair_by_order
from crossfoot.reconcilers.documents.edition_tables import CellPair, pair_cells
from crossfoot.reconcilers.documents.stated import number_of, value_of
from crossfoot.reconcilers.printed.slips import is_misprint

if TYPE_CHECKING:
    from crossfoot.model import Language, PrintedNumber

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class EditionPair:
    """Two editions and the checks between them, which point into the second."""

    first: Extraction
    second: Extraction
    checks: tuple[Check, ...]


def compare_editions(editions: Sequence[Extraction]) -> tuple[EditionPair, ...]:
    """Return the checks between editions of a report, older first.

    Editions in as many languages are all compared with the first; others each with the one before.

    Args:
        editions: Two or more.
    """
    if len({edition.report.language for edition in editions}) == len(editions):
        return compare_languages(editions)
    return tuple(EditionPair(a, b, compare_extractions(a, b)) for a, b in pairwise(editions))


def compare_extractions(first: Extraction, second: Extraction) -> tuple[Check, ...]:
    """Return the checks between two reports of one series.

    Language editions are compared figure by figure and number by number; reports of successive
    years by the periods their tables share; printings in one language by the labels they share.

    Args:
        first: The older, or either of two languages.
        second: The report the checks point into.
    """
    if first.report.language != second.report.language:
        pairs = pair_by_order(first.figures, second.figures)
        return (*_figure_checks(pairs, first, second), *_number_checks(first, second))
    if _years_differ(first, second):
        return tuple(_observation_checks(first, second, across_years=True))
    pairs = pair_by_label(first.figures, second.figures)
    return (*_figure_checks(pairs, first, second), *_number_checks(first, second))


def compare_languages(editions: Sequence[Extraction]) -> tuple[EditionPair, ...]:
    """Return the checks of all language editions of a report with the first, two against one.

    Args:
        editions: Two or more; each is compared with the first, and where it differs a third one
            that agrees with either of the two names the suspect.
    """
    first, *rest = editions
    pairs: list[EditionPair] = []
    for edition in rest:
        others = [other for other in rest if other is not edition]
        checks = [
            _with_suspect(check, first, others) if check.status == "mismatch" else check
            for check in compare_extractions(first, edition)
        ]
        pairs.append(EditionPair(first, edition, tuple(checks)))
    return tuple(pairs)


def _years_differ(first: Extraction, second: Extraction) -> bool:
    years = first.report.year, second.report.year
    return None not in years and years[0] != years[1]


def _figure_checks(pairs: Pairs, first: Extraction, second: Extraction) -> Iterator[Check]:
    for mine, theirs in ((b, a) for a, b in pairs):
        printed, other = number_of(mine), number_of(theirs)
        comparison = Comparison(
            topic="edition",
            kind="edition",
            figure=mine,
            items=(Ref(theirs.id),),
            printed=value_of(printed),
            computed=value_of(other),
            tolerance=_slack(printed, other),
            where=f"{first.report.file}, p. {theirs.page}",
        )
        yield compare(comparison, language=second.report.language)


def _slack(printed: PrintedNumber, other: PrintedNumber) -> Decimal:
    """Return what rounding explains between two editions: nothing where both round alike."""
    alike = (printed.step, printed.scale, printed.qualifier) == (
        *(other.step, other.scale, other.qualifier),
    )
    return Decimal(0) if alike else slack_between(printed, other)


# ------------------------------------------------------------------------------ numbers in tables


def _number_checks(first: Extraction, second: Extraction) -> Iterator[Check]:
    """Yield a check for each number of a table that both editions print, the place first.

    What stands at one place of one table in both is compared there; numbers of tables that could
    not be paired by what their measures and rows are.
    """
    done: set[tuple[str, int, int]] = set()
    for pair in pair_cells(first, second):
        done.add((pair.tables[1], pair.new.row, pair.new.col))
        yield _cell_check(pair, first, second)
    for check in _observation_checks(first, second, across_years=False):
        if (check.total.table, check.total.row, check.total.col) not in done:
            yield check


def _cell_check(pair: CellPair, first: Extraction, second: Extraction) -> Check:
    """Return the check of two printings of one number."""
    table, new, old = pair.tables[1], pair.new, pair.old
    named = Figure(
        id=table,
        kind="key_figure",
        page=new.page,
        box=new.box,
        label=pair.label,
        number=pair.second,
    )
    comparison = Comparison(
        topic="edition",
        kind="edition",
        figure=named,
        items=(Ref(pair.tables[0], old.row, old.col),),
        printed=value_of(pair.second),
        computed=value_of(pair.first),
        tolerance=_slack(pair.second, pair.first),
        where=f"{first.report.file}, p. {old.page}",
    )
    check = compare(comparison, language=second.report.language)
    where = Ref(table, new.row, new.col)
    return replace(check, id=f"{table}-{new.row}-{new.col}-edition", total=where)


def _by_key(extraction: Extraction) -> dict[Key, Observation]:
    """Return the observations that a key names alone: measure, period, place, category."""
    found: dict[Key, Observation] = {}
    twice: set[Key] = set()
    for one in extraction.observations:
        key = _key(one, extraction.report.language)
        if key is None or one.number.value is None:
            continue
        if key in found:
            twice.add(key)
        found[key] = one
    return {key: one for key, one in found.items() if key not in twice}


def _key(one: Observation, language: Language) -> Key | None:
    """Return what identifies a number in every language, or in its own where nothing else does."""
    if not one.is_known:
        return None
    # women and men of one town are two numbers; what divides them is known by its words alone
    category = f"{language} {fold_label(one.category)}" if one.category else ""
    if one.geonameid is not None:
        return one.measure, one.period, f"{one.place_kind} {one.geonameid}", category
    return one.measure, one.period, f"{language} {fold_label(one.entity)}", category


def _observation_checks(
    first: Extraction, second: Extraction, *, across_years: bool
) -> Iterator[Check]:
    """Yield a check for each number both extractions know under one key."""
    before = _by_key(first)
    for key, one in _by_key(second).items():
        other = before.get(key)
        if other is None or (across_years and not one.period):
            continue
        check = _observation_check(one, other, first, second, across_years=across_years)
        if across_years and check.status == "mismatch":
            check = _restated(check, one, other)
        yield check


def _observation_check(
    one: Observation,
    other: Observation,
    first: Extraction,
    second: Extraction,
    *,
    across_years: bool,
) -> Check:
    named = Figure(
        id=one.table,
        kind="key_figure",
        page=one.page,
        box=one.box,
        label=f"{one.entity}, {one.header}",
        number=one.number,
    )
    comparison = Comparison(
        topic="year" if across_years else "edition",
        kind="edition",
        figure=named,
        items=(Ref(other.table, other.row, other.col),),
        printed=value_of(one.number),
        computed=value_of(other.number),
        tolerance=slack_between(one.number, other.number),
        where=f"{first.report.file}, p. {other.page}",
    )
    check = compare(comparison, language=second.report.language)
    where = Ref(one.table, one.row, one.col)
    return replace(check, id=f"{one.table}-{one.row}-{one.col}-edition", total=where)


def _restated(check: Check, one: Observation, other: Observation) -> Check:
    """Return the milder verdict on a number of the year before that was printed anew."""
    values = value_of(one.number), value_of(other.number)
    whole = all(value == value.to_integral_value() for value in values)
    slipped = whole and is_misprint(*map(int, values))
    if slipped:
        return replace(check, severity="warning", reason="slip")
    return replace(check, severity="info", reason="restated")


def _with_suspect(check: Check, first: Extraction, others: Sequence[Extraction]) -> Check:
    """Name the edition that stands alone, when a third one agrees with one of the two."""
    for other in others:
        pairs = pair_by_order(first.figures, other.figures)
        theirs = {a.id: b for a, b in pairs}
        third = theirs.get(check.items[0].table) if check.items else None
        if third is None or third.number is None:
            continue
        if third.number.value == check.computed:
            why = f"{other.report.file} agrees with {first.report.file}"
            return replace(check, suspects=(Suspect(check.total, why, check.computed),))
        if third.number.value == check.printed:
            why = f"{other.report.file} agrees with this edition"
            return replace(check, suspects=(Suspect(check.items[0], why, check.printed),))
    return check
