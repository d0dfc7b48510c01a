"""Do the parts of a figure make their whole, and shares 100?

In: figures with ``breakdown_of``. Out: checks. n shares that are rounded each make 100 to within
less than n halves of their last digit, since rounding errors that all lean one way to the full are
no accident that happens: two shares must make 100 exactly, four may make 101. Counts are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Check, Figure, Language, PrintedNumber, Ref
from crossfoot.reconcilers.documents.checks import Comparison, compare
from crossfoot.reconcilers.documents.sentences import Topic
from crossfoot.reconcilers.documents.stated import number_of, value_of
from crossfoot.reconcilers.printed.slips import is_misprint

if TYPE_CHECKING:
    from crossfoot.model import CheckStatus

HUNDRED = Decimal(100)
SPLIT_BAND = Decimal(12)  # shares in one bracket this near to 100 were meant to make it
LIST_BAND = Decimal(15)  # shares in one list or chart
MAX_NAME = 80  # chars
_TWO_DIGITS = 10
PARTS_BAND = Decimal("0.15")  # of the whole: counts in one bracket this near were meant to make it


def check_breakdowns(figures: Sequence[Figure], *, language: Language) -> list[Check]:
    """Return a check for each group of parts."""
    by_id = {figure.id: figure for figure in figures}
    checks: list[Check] = []
    for parts in _groups(figures):
        whole = by_id.get(parts[0].breakdown_of or "")
        shares = [part for part in parts if number_of(part).unit == "%"]
        counts = [part for part in parts if number_of(part).unit != "%"]
        if len(shares) > 1:
            checks += _check_shares(whole, shares, language)
        if len(counts) > 1 and whole is not None and whole.number is not None:
            checks += _check_parts(whole, counts, language)
    return checks


def _groups(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Return parts by their whole; leaders without a whole by their list."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        if figure.number is None or figure.number.value is None or figure.number.state != "number":
            continue
        if figure.breakdown_of is not None:
            groups.setdefault((figure.breakdown_of,), []).append(figure)
        elif figure.caption and figure.kind == "key_figure" and figure.number.unit == "%":
            groups.setdefault((str(figure.page), figure.caption), []).append(figure)
    return [group for group in groups.values() if len(group) > 1]


def _check_shares(
    whole: Figure | None, shares: Sequence[Figure], language: Language
) -> list[Check]:
    total = sum((value_of(number_of(share)) for share in shares), Decimal(0))
    tolerance = sum((number_of(share).step for share in shares), Decimal(0)) / 2
    in_list = bool(shares[0].caption)
    status: CheckStatus | None = None
    if abs(total - HUNDRED) > (LIST_BAND if in_list else SPLIT_BAND):
        if not in_list:
            return []  # "58 % of the members, 12 % of the cities": no split at all
        status = "incomplete"
    comparison = Comparison(
        topic="shares",
        kind="breakdown",
        figure=_named(whole or shares[0], shares),
        items=tuple(Ref(share.id) for share in shares),
        printed=HUNDRED,
        computed=total,
        tolerance=tolerance,
        n=len(shares),
        strict=True,
    )
    reason = "partial_list" if status else ""
    return [compare(comparison, language=language, status=status, reason=reason)]


def _named(figure: Figure, shares: Sequence[Figure]) -> Figure:
    """Return a figure named by what its shares divide, or by the shares themselves."""
    if figure is not shares[0] and (figure.label or figure.caption):
        return figure
    title = figure.caption if figure.caption != "list" else ""
    return replace(
        figure, label=title or ", ".join(dict.fromkeys(share.label for share in shares))[:MAX_NAME]
    )


def _check_parts(whole: Figure, parts: Sequence[Figure], language: Language) -> list[Check]:
    stated = number_of(whole)
    if stated.value is None or any(number_of(part).unit != stated.unit for part in parts):
        return []
    values = [value_of(number_of(part)) for part in parts]
    total = sum(values, Decimal(0))
    if max(values) > stated.value and not _is_slip(stated.value, total):
        return []  # "Title 1, content 2, content 3": what exceeds the whole is no part of it
    tolerance = _parts_slack(stated, [number_of(part) for part in parts])
    topic: Topic = "parts"
    comparison = Comparison(
        topic=topic,
        kind="breakdown",
        figure=whole,
        items=tuple(Ref(part.id) for part in parts),
        printed=stated.value,
        computed=total,
        tolerance=tolerance,
        n=len(parts),
    )
    gap = abs(total - stated.value)
    if stated.qualifier != "exact" and gap > tolerance:
        return [compare(comparison, language=language, status="not_checkable", reason="qualified")]
    if total < stated.value and gap > max(Decimal(1), PARTS_BAND * abs(stated.value)):
        return [compare(comparison, language=language, status="incomplete", reason="partial_list")]
    return [compare(comparison, language=language)]


def _is_slip(printed: Decimal, computed: Decimal) -> bool:
    """Tell whether a wrong digit, or two in the wrong order, make a whole of its parts' sum.

    Of a single digit any other may be made, which says nothing.
    """
    step = min(one.normalize().as_tuple().exponent for one in (printed, computed))
    scale = Decimal(1).scaleb(-min(int(step), 0))
    old, new = int(printed * scale), int(computed * scale)
    return abs(old) >= _TWO_DIGITS and is_misprint(old, new)


def _parts_slack(whole: PrintedNumber, parts: Sequence[PrintedNumber]) -> Decimal:
    """Return what rounding explains: nothing between bare counts, half a step each otherwise."""
    numbers = (whole, *parts)
    if all(n.unit in (None, "count") and n.scale == 1 and n.step == 1 for n in numbers):
        return Decimal(0)
    return sum((n.step for n in numbers), Decimal(0)) / 2
