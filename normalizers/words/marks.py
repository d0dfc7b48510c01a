"""Yes, no and check marks of a column: "Oui", "✓", "v", "x", "o".

One letter means nothing by itself: "x" ticks a box in one table and crosses it out in another.
A column is read as a whole, with the legend of its table where it has one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossfoot.folding import fold_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossfoot.model import Mark

_SURE: Mapping[str, Mark] = {
    **dict.fromkeys(("oui", "yes", "si", "✓", "✔", "☑", "✅", "√", "vrai", "true"), "yes"),
    **dict.fromkeys(("non", "no", "✗", "✘", "☒", "❌", "✕", "faux", "false"), "no"),
    **dict.fromkeys(
        ("partiel", "partiellement", "en partie", "partly", "partial", "partially", "parcial",
         "parcialmente", "en parte", "◐", "◑"),
        "partly",
    ),
}  # fmt: skip
_TICKS = frozenset({"x", "×", "v", "●", "•", "■", "*", "o", "s", "y", "n"})
_LEGEND = re.compile(r"(?:^|\s)([xvo●•■×✓✗*])\s*[:=]?\s+(.+?)(?=\s+[xvo●•■×✓✗*]\s*[:=]?\s|[;,|]|$)")
_NEGATIVE = re.compile(r"\b(?:non|not|no|sin|sans|aucun|pas|absent)\b")
_ONE_IN = 10  # cells of a column of marks may be something else: "Oui (2)", a misread letter
_PARTIAL = re.compile(r"\b(?:part\w*|parcial\w*|en cours|in progress|en curso)\b")


def read_legend(texts: Sequence[str]) -> dict[str, Mark]:
    """Return what the letters of a legend mean.

    >>> read_legend(["v réalisé   o partiellement réalisé   x non réalisé"])
    {'v': 'yes', 'o': 'partly', 'x': 'no'}
    """
    marks: dict[str, Mark] = {}
    for text in texts:
        for letter, meaning in _LEGEND.findall(fold_words(text)):
            marks[letter] = _meaning(meaning)
    return marks if len(marks) > 1 else {}


def read_marks(texts: Sequence[str], legend: Mapping[str, Mark]) -> tuple[Mark | None, ...]:
    """Read the cells of one column.

    Args:
        texts: Cells of the body, totals left out; blanks stay ``None``.
        legend: Letters the table explains, from :func:`read_legend`.

    Returns:
        One for each text; all ``None`` unless the filled cells are marks: all of them in a short
        column, nine in ten in a long one.
    """
    flat = [fold_words(text) for text in texts]
    meanings = {**_SURE, **_ticks(set(flat)), **legend}
    filled = [text for text in flat if text and text != "-"]
    others = sum(text not in meanings for text in filled)
    if not filled or others > len(filled) // _ONE_IN:
        return (None,) * len(texts)
    return tuple(meanings.get(text) for text in flat)


def _ticks(seen: set[str]) -> dict[str, Mark]:
    """Return what unexplained letters mean in the company of the others of their column."""
    letters = seen & _TICKS
    if letters == {"y", "n"} or letters == {"s", "n"} or letters == {"o", "n"}:
        return {"y": "yes", "s": "yes", "o": "yes", "n": "no"}
    if {"v", "x"} <= letters or ("x" in letters and seen & {"✓", "✔", "√"}):
        return {"v": "yes", "x": "no", "o": "partly"}
    alone = letters - {"o", "s", "y", "n"}
    return dict.fromkeys(alone, "yes") if len(alone) == 1 and letters == alone else {}


def _meaning(words: str) -> Mark:
    if _PARTIAL.search(words):
        return "partly"
    return "no" if _NEGATIVE.search(words) else "yes"
