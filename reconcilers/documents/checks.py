"""From two numbers of a document to a check: interval verdict, sentence, fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Check, CheckKind, CheckStatus, Language, Ref, Severity
from crossfoot.normalizers.words.labels import fold_label
from crossfoot.reconcilers.documents.sentences import Topic, say
from crossfoot.reconcilers.telling import tell

if TYPE_CHECKING:
    from crossfoot.model import Figure, PrintedNumber


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers that should agree.

    Attributes:
        figure: The figure that states the first number.
        items: What the second number was read from or computed of.
        where: For people: page, table or edition of the second number.
        n: How many parts the second number adds.
        strict: A gap of exactly the tolerance is a mismatch (shares of a whole: it would take
            every part to lie on the edge of its rounding).
    """

    topic: Topic
    kind: CheckKind
    figure: Figure
    items: tuple[Ref, ...]
    printed: Decimal
    computed: Decimal
    tolerance: Decimal
    where: str = ""
    n: int = 0
    strict: bool = False


def compare(
    comparison: Comparison,
    *,
    language: Language,
    status: CheckStatus | None = None,
    severity: Severity | None = None,
    reason: str = "",
) -> Check:
    """Return the check of a comparison.

    Args:
        comparison: What is compared.
        language: Of the report.
        status: Overrides the verdict ("incomplete" for a list that may be partial).
        severity: Overrides the severity.
        reason: Code of the override.
    """
    delta = comparison.printed - comparison.computed
    verdict = status or judge(delta, comparison.tolerance, strict=comparison.strict)
    figure = comparison.figure
    return Check(
        id=f"{figure.id}-{comparison.topic}",
        kind=comparison.kind,
        axis="document",
        table=None,
        total=Ref(figure.id),
        items=comparison.items,
        printed=comparison.printed,
        computed=comparison.computed,
        delta=delta,
        tolerance=comparison.tolerance,
        status=verdict,
        severity=severity or ("error" if verdict == "mismatch" else "info"),
        page=figure.page,
        box=figure.box,
        total_text=figure.number.text if figure.number else "",
        signs=(1,) * len(comparison.items),
        reason=reason,
        explanation=_tell(comparison, verdict, language),
        fingerprint=_fingerprint(comparison),
    )


def _tell(
    comparison: Comparison, verdict: CheckStatus, language: Language
) -> tuple[tuple[Language, str], ...]:
    """Return the sentence of a comparison in each language, the report's own first."""
    numbers = {
        "printed": comparison.printed,
        "computed": comparison.computed,
        "delta": abs(comparison.printed - comparison.computed),
        "tolerance": comparison.tolerance,
    }

    def sentence(told_in: Language) -> str:
        return say(
            comparison.topic,
            verdict,
            label=comparison.figure.label or comparison.figure.caption,
            numbers=numbers,
            n=comparison.n,
            where=comparison.where,
            language=told_in,
        )

    return tell(sentence, first=language)


def judge(delta: Decimal, tolerance: Decimal, *, strict: bool = False) -> CheckStatus:
    """Return the verdict on a gap.

    >>> judge(Decimal(1), Decimal(1)), judge(Decimal(1), Decimal(1), strict=True)
    ('rounding', 'mismatch')
    """
    if delta == 0:
        return "exact"
    gap = abs(delta)
    if gap < tolerance or (gap == tolerance and not strict):
        return "rounding"
    return "mismatch"


def slack_between(first: PrintedNumber, second: PrintedNumber) -> Decimal:
    """Return the largest gap between two printings of one number that rounding explains.

    Bare counts are exact: 76 and 77 members differ. "About" and "over" widen a number to one unit
    of its last digit that is not zero.
    """
    return (
        max(_width(first), _width(second))
        if _is_count(first, second)
        else (_width(first) + _width(second)) / 2
    )


def _is_count(first: PrintedNumber, second: PrintedNumber) -> bool:
    return all(n.unit in (None, "count") and n.scale == 1 for n in (first, second))


def _width(number: PrintedNumber) -> Decimal:
    value = number.value or Decimal(0)
    if number.qualifier != "exact" and value:
        digits = value.normalize().as_tuple()
        exponent = digits.exponent if isinstance(digits.exponent, int) else 0
        return Decimal(1).scaleb(exponent)
    is_count = number.unit in (None, "count") and number.scale == 1
    return Decimal(0) if is_count and number.step == 1 else number.step


def _fingerprint(comparison: Comparison) -> str:
    """Return a fingerprint that survives a new edition: what is compared, not where it stands."""
    figure = comparison.figure
    parts: Sequence[str] = (
        comparison.kind,
        comparison.topic,
        "›".join(fold_label(title) for title in figure.section),
        fold_label(figure.label or figure.caption),
        figure.number.unit or "" if figure.number else "",
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
