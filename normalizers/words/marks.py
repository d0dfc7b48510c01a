"""Yes, no and check marks of a column: "Oui", "✓", "v", "x", "o".

One letter means nothing by itself: "x" ticks a box in one table and crosses it out in another.
A column is read as a whole, with the legend of its table where it has one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import fold_words
from crossfoot.vocabulary import languages, spoken, words
from crossfoot.vocabulary.patterns import anywhere

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossfoot.model import Mark

_SIGNS: Mapping[str, Mark] = {
    **dict.fromkeys(("✓", "✔", "☑", "✅", "√"), "yes"),
    **dict.fromkeys(("✗", "✘", "☒", "❌", "✕"), "no"),
    **dict.fromkeys(("◐", "◑"), "partly"),
}  # fmt: skip
_TICKS = frozenset({"x", "×", "v", "●", "•", "■", "*", "o"})
_LEGEND = re.compile(r"(?:^|\s)([xvo●•■×✓✗*])\s*[:=]?\s+(.+?)(?=\s+[xvo●•■×✓✗*]\s*[:=]?\s|[;,|]|$)")
_ONE_IN = 10  # cells of a column of marks may be something else: "Oui (2)", a misread letter


@lru_cache(maxsize=1)
def _sure() -> Mapping[str, Mark]:
    """Return the words and signs that mean one thing in any language."""
    said = words(spoken(None)).marks
    groups: dict[Mark, tuple[str, ...]] = {"no": said.no, "partly": said.partly, "yes": said.yes}
    spelled = {fold_words(word): mark for mark, group in groups.items() for word in group}
    return {**spelled, **_SIGNS}


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[str, str], ...]:
    """Return the initials of yes and no of each language: "o" and "n" for "oui" and "non"."""
    initials = (words((one,)).marks.initials for one in languages())
    return tuple((pair[0], pair[1]) for pair in initials if len(pair) == 2)


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
    meanings = {**_sure(), **_ticks(set(flat)), **legend}
    filled = [text for text in flat if text and text != "-"]
    others = sum(text not in meanings for text in filled)
    if not filled or others > len(filled) // _ONE_IN:
        return (None,) * len(texts)
    return tuple(meanings.get(text) for text in flat)


def _ticks(seen: set[str]) -> dict[str, Mark]:
    """Return what unexplained letters mean in the company of the others of their column."""
    initials = {letter for pair in _pairs() for letter in pair}
    letters = seen & (_TICKS | initials)
    for yes, no in _pairs():
        if letters == {yes, no}:
            return {yes: "yes", no: "no"}
    if {"v", "x"} <= letters or ("x" in letters and seen & {"✓", "✔", "√"}):
        return {"v": "yes", "x": "no", "o": "partly"}
    alone = letters - initials - {"o"}
    return dict.fromkeys(alone, "yes") if len(alone) == 1 and letters == alone else {}


def _meaning(told: str) -> Mark:
    said = words(spoken(None)).marks
    if anywhere(said.partial).search(told):
        return "partly"
    return "no" if anywhere(said.negative).search(told) else "yes"
