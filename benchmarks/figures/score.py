"""Counts of right and wrong key figures of one page.

In: what a person annotated on a page, and what was read on it, both as JSON objects. Out: counts
that add up over pages. A figure is right when its value and unit are and it was read where it is
printed; then its label and its qualifier are judged apart. Refuses to know files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
Box = tuple[float, float, float, float]

NEAR = 3.0  # points between the box of a number and the words it was read from
HALF = 0.5  # of the words of the true label

UNITS = {
    "": "count",
    "€": "EUR",
    "euros": "EUR",
    "FCFA": "xof",
    "$": "USD",
    "h": "hours",
    "heures": "hours",
    "horas": "hours",
    "year": "years",
    "point": "points",
    "percentage point": "percentage points",
    "tonne": "tonnes",
    "mois": "months",
    "ans": "years",
    "people": "count",
}
"""One name a unit; a sign of a page that is read alone stays open."""

QUALIFIERS = {"more than": "over", "less than": "under", "nearly": "about", None: "exact"}


def score_page(truth: Sequence[Json], read: Sequence[Json]) -> Counter[str]:
    """Return the counts of one page.

    ``figures`` and ``read`` are what should be and what is there; ``right``, ``label`` and
    ``qualifier`` are of the true figures. An optional figure, which some readers would name and
    others not, is neither missed nor wrong.

    Args:
        truth: Annotated figures with box, value, unit, qualifier and label.
        read: Figures as `crossfoot extract` gives them.
    """
    counts: Counter[str] = Counter()
    free = [figure for figure in read if figure.get("value") is not None]
    for wanted in sorted(truth, key=lambda one: bool(one.get("optional"))):
        found = _best(wanted, free)
        if found is not None:
            free.remove(found)
        if wanted.get("optional"):
            continue
        counts["figures"] += 1
        if found is None:
            continue
        counts["read"] += 1
        counts["right"] += 1
        counts["label"] += label_share(wanted["label"], found.get("label") or "") >= HALF
        counts["qualifier"] += _qualifier(wanted) == _qualifier(found)
    counts["read"] += sum(figure.get("kind", "key_figure") == "key_figure" for figure in free)
    return counts


def rates(counts: Counter[str]) -> dict[str, float]:
    """Return recall and precision, and of the right ones the share with label and qualifier."""
    right = max(1, counts["right"])
    return {
        "recall": counts["right"] / max(1, counts["figures"]),
        "precision": counts["right"] / max(1, counts["read"]),
        "with label": counts["label"] / right,
        "with qualifier": counts["qualifier"] / right,
    }


def label_share(wanted: str, found: str) -> float:
    """Return which share of the words of a true label a label has.

    >>> label_share("bénévoles réguliers", "90 Benevoles")
    0.5
    """
    words = _words(wanted)
    return len(words & _words(found)) / max(1, len(words))


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFD", text.casefold())
    return set(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def is_same_number(wanted: Json, found: Json) -> bool:
    """Return whether value, unit and place are those of a true figure."""
    return (
        abs(float(wanted["value"]) - float(found["value"])) < 1e-9 * max(1.0, abs(wanted["value"]))
        and _unit(wanted) == _unit(found)
        and _touch(wanted["bbox"], found["bbox"])
    )


def _best(wanted: Json, free: Sequence[Json]) -> Json | None:
    """Return the figure read for a true one, of several the one with the best label."""
    same = [figure for figure in free if is_same_number(wanted, figure)]
    return max(
        same, key=lambda one: label_share(wanted["label"], one.get("label") or ""), default=None
    )


def _unit(figure: Json) -> str:
    unit = str(figure.get("unit") or "count")
    unit = UNITS.get(unit, unit)
    return UNITS.get(unit.casefold(), unit.casefold())


def _qualifier(figure: Json) -> str:
    said = figure.get("qualifier")
    return QUALIFIERS.get(said, str(said))


def _touch(a: Box, b: Box) -> bool:
    """Return whether two boxes meet, or nearly so."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > -NEAR and down > -NEAR
