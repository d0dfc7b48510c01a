"""What a mismatch is worth that rests on numbers read from a picture.

A wrong sum on a scanned page is as likely a misread digit as a misprint. Such a mismatch keeps its
numbers, but is a warning, and its sentence says what to do. In: checks, and the pages that
character recognition read. Out: the checks, in their order.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from crossfoot.model import Check, Figure, Table

NOTES: Final = {
    "en": "Read by character recognition; compare with the page.",
    "fr": "Lu par reconnaissance de caractères ; à comparer avec la page.",
    "es": "Leído por reconocimiento de caracteres; compárese con la página.",
}


def soften_scanned(
    checks: Sequence[Check],
    pages: Collection[int],
    tables: Sequence[Table],
    figures: Sequence[Figure],
) -> list[Check]:
    """Return checks with every error that rests on a scanned page as a warning that says so.

    Args:
        checks: Of one report.
        pages: Those read by character recognition.
        tables: The tables that the checks refer to.
        figures: The figures that they refer to.
    """
    if not pages:
        return list(checks)
    places = {(table.id, c.row, c.col): c.page for table in tables for c in table.cells}
    places.update({(figure.id, -1, -1): figure.page for figure in figures})

    def is_scanned(check: Check) -> bool:
        read_from = {places.get((r.table, r.row, r.col)) for r in check.refs}
        return check.page in pages or any(page in pages for page in read_from)

    return [
        _as_warning(check) if check.status == "mismatch" and is_scanned(check) else check
        for check in checks
    ]


def _as_warning(check: Check) -> Check:
    """Return a mismatch as a warning; one that a rule silenced stays silent."""
    sentences = tuple(
        (language, f"{sentence} {NOTES.get(language, '')}")
        for language, sentence in check.explanation
    )
    severity = "warning" if check.severity == "error" else check.severity
    return replace(
        check, severity=severity, reason=check.reason or "scanned", explanation=sentences
    )
