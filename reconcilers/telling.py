"""How a check is told: numbers as a reader writes them, and a sentence in every language.

What the sentence says is the business of those who judge (:mod:`crossfoot.reconcilers.tables`,
:mod:`crossfoot.reconcilers.documents`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from crossfoot.model import Language
from crossfoot.vocabulary import profile

TOLD: tuple[Language, ...] = ("en", "fr", "es")
"""Languages of explanations; in a report whose own we do not write, English comes first."""


UNREAD_NOTES: Final[Mapping[str, str]] = {
    "en": "Beside these cells a number is printed that is in none; compare with the page.",
    "fr": "À côté de ces cellules est un nombre qui n'est dans aucune ; à comparer avec la page.",
    "es": "Junto a estas celdas hay un número que no está en ninguna; compárese con la página.",
}
"""What is added where a number beside the terms of a failing total stands in no cell."""


def format_number(value: Decimal | None, language: Language) -> str:
    """Return a number as a reader of the language writes it, with the digits it is known to.

    >>> format_number(Decimal("-1234.50"), "es"), format_number(None, "en")
    ('−1.234,50', '?')
    """
    if value is None:
        return "?"
    marks = profile(language)
    whole, _, tail = f"{abs(value):,f}".partition(".")
    sign = "−" if value < 0 else ""
    return sign + whole.replace(",", marks.group_sign) + (marks.decimal_sign + tail if tail else "")


def tell(
    sentence: Callable[[Language], str], *, first: Language
) -> tuple[tuple[Language, str], ...]:
    """Return (language, sentence) pairs: the report's language first, then the others.

    Args:
        sentence: Says it in a language.
        first: Language of the report.
    """
    order = sorted(TOLD, key=lambda language: language != first)
    return tuple((language, sentence(language)) for language in order)
