"""What a mismatch is worth that rests on numbers read from a picture.

A wrong sum on a scanned page is as likely a misread digit as a misprint. Such a mismatch keeps its
numbers, but is a warning, and its sentence says what to do, unless each of its numbers was read
alike twice: then the page prints a wrong sum. Digits lost at the end of a number are the reader's
all the same: it lost them twice, a printer hardly ever does. In: checks, the pages that character
recognition read, and what it read twice. Out: the checks, in their order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from crossfoot.reconcilers.printed.slips import name_slip

if TYPE_CHECKING:
    from decimal import Decimal

    from crossfoot.model import Check, Figure, PrintedNumber, Suspect, Table

NOTES: Final = {
    "en": "Read by character recognition; compare with the page.",
    "fr": "Lu par reconnaissance de caractères ; à comparer avec la page.",
    "es": "Leído por reconocimiento de caracteres; compárese con la página.",
}

AGAIN: Final = "read again as"
TWICE: Final = {
    "en": "Each number was read twice by character recognition, alike; compare with the page.",
    "fr": "Chaque nombre a été lu deux fois par reconnaissance de caractères, à l’identique ; à "
    "comparer avec la page.",
    "es": "Cada número se leyó dos veces por reconocimiento de caracteres, igual; compárese con la "
    "página.",
}

Place = tuple[str, int, int]
"""Of a cell: table, row, column."""
Second = Mapping[Place, tuple[str, bool]]
"""What cells were read as the second time, and whether that is the number of the first."""


def soften_scanned(
    checks: Sequence[Check],
    pages: Collection[int],
    tables: Sequence[Table],
    figures: Sequence[Figure],
    *,
    second: Second = MappingProxyType({}),
) -> list[Check]:
    """Return checks with every error that rests on a scanned page as a warning that says so.

    A mismatch all of whose numbers were read alike twice stays what it is, and says that, unless
    the first or last digits of one would make up for it.

    Args:
        checks: Of one report.
        pages: Those read by character recognition.
        tables: The tables that the checks refer to.
        figures: The figures that they refer to.
        second: What was read twice.
    """
    if not pages:
        return list(checks)
    places = {(table.id, c.row, c.col): c.page for table in tables for c in table.cells}
    places.update({(figure.id, -1, -1): figure.page for figure in figures})
    printed = {(t.id, c.row, c.col): c.number for t in tables for c in t.cells if c.number}

    def is_scanned(check: Check) -> bool:
        read_from = {places.get((r.table, r.row, r.col)) for r in check.refs}
        return check.page in pages or any(page in pages for page in read_from)

    return [
        _judged(check, second, printed)
        if check.status == "mismatch" and is_scanned(check)
        else check
        for check in checks
    ]


def _judged(check: Check, second: Second, printed: Mapping[Place, PrintedNumber]) -> Check:
    """Return a mismatch as what its readings make it; one that a rule silenced stays silent."""
    readings = [second.get((ref.table, ref.row, ref.col), ("", False)) for ref in check.refs]
    numbers = [printed.get((ref.table, ref.row, ref.col)) for ref in check.refs]
    is_sure = all(agrees for _, agrees in readings) and not any(
        number is not None and _lost_digits(number, check.delta) for number in numbers
    )
    notes = TWICE if is_sure else NOTES
    severity = "warning" if check.severity == "error" and not is_sure else check.severity
    return replace(
        check,
        severity=severity,
        reason=check.reason or "scanned",
        suspects=tuple(_with_second(one, second) for one in check.suspects),
        explanation=tuple(
            (language, f"{sentence} {notes.get(language, '')}")
            for language, sentence in check.explanation
        ),
    )


def _lost_digits(number: PrintedNumber, gap: Decimal | None) -> bool:
    """Whether a number that lost its first or last digits makes a gap."""
    if gap is None or number.value is None or not number.step:
        return False
    old, off = number.value / number.step, gap / number.step
    if old != int(old) or off != int(off):
        return False
    return any(name_slip(int(old), int(old + way * off), 1) == "group" for way in (1, -1))


def _with_second(suspect: Suspect, second: Second) -> Suspect:
    """Return a suspect that says what its cell was read as the second time, where otherwise."""
    ref = suspect.ref
    text, agrees = second.get((ref.table, ref.row, ref.col), ("", True))
    return suspect if agrees or not text else replace(suspect, why=f"{suspect.why}; {AGAIN} {text}")
