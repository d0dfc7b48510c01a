"""Which figure of one edition is which of another: by label within a language, by order across.

In: figures of two extractions. Out: pairs, and what stays alone. Editions in one language pair by
the likeness of labels, unit, section and whole. Language editions share no word, but they print
the same figures in the same order: the longest common sequence of (value, unit) anchors them, and a
figure between the same two anchors on both sides is the same figure, whatever its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from crossfoot.model import Figure
from crossfoot.normalizers.numbers.sharing import sign_of
from crossfoot.reconcilers.documents.affinity import likeness

MAX_BETWEEN = 3  # figures between two anchors that may still be told apart by their order
SAME_LABEL = 0.6
ONE_WHOLE = 0.8  # a part whose whole one of the editions leaves out
SAME_SECTION = 0.2  # weight of the section's likeness beside the label's
MAX_FIGURES = 1500  # beyond this pairing every label with every other takes minutes

Pairs = tuple[tuple[Figure, Figure], ...]
"""(Of the first edition, of the second): the same statement, in the order of the first."""


def key_figures(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that print a number."""
    return [
        figure
        for figure in figures
        if figure.kind == "key_figure" and figure.number and figure.number.value is not None
    ][:MAX_FIGURES]


def pair_by_label(first: Sequence[Figure], second: Sequence[Figure]) -> Pairs:
    """Pair figures of editions in one language, whatever their order and values."""
    left, right = key_figures(first), key_figures(second)
    wholes_left = {figure.id: figure for figure in left}
    wholes_right = {figure.id: figure for figure in right}
    scored = [
        (score, -i, -j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (score := _likeness(a, b, wholes_left, wholes_right)) >= SAME_LABEL
    ]
    taken_left: dict[int, int] = {}
    taken_right: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in taken_left and -j not in taken_right:
            taken_left[-i] = -j
            taken_right.add(-j)
    return tuple((left[i], right[j]) for i, j in sorted(taken_left.items()))


def _likeness(a: Figure, b: Figure, left: dict[str, Figure], right: dict[str, Figure]) -> float:
    """Return how alike two figures are, parts together with their wholes; 0 for other units."""
    if a.number is None or b.number is None or sign_of(a.number.unit) != sign_of(b.number.unit):
        return 0.0
    label = likeness(a.label, b.label)
    if a.label == b.label:
        label = 1.0
    whole_a, whole_b = left.get(a.breakdown_of or ""), right.get(b.breakdown_of or "")
    if (whole_a is None) != (whole_b is None):
        label *= ONE_WHOLE
    elif whole_a is not None and whole_b is not None:
        label *= 1.0 if whole_a.label == whole_b.label else likeness(whole_a.label, whole_b.label)
    section = likeness(" ".join(a.section), " ".join(b.section))
    same = 0.01 if a.number.value == b.number.value else 0.0
    return label * (1 - SAME_SECTION) + SAME_SECTION * section + same if label else 0.0


def pair_by_order(first: Sequence[Figure], second: Sequence[Figure]) -> Pairs:
    """Pair figures of two language editions of one report by their order."""
    left, right = key_figures(first), key_figures(second)
    matcher = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    links: list[tuple[int, int]] = []
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        between = tag == "replace" and i1 - i0 == j1 - j0 <= MAX_BETWEEN
        if tag == "equal" or (between and _same_kinds(left[i0:i1], right[j0:j1])):
            links += zip(range(i0, i1), range(j0, j1), strict=True)
    return tuple((left[i], right[j]) for i, j in links)


def _keys(figures: Sequence[Figure]) -> list[tuple[str, str, bool]]:
    return [
        (
            str(figure.number.value.normalize()) if figure.number and figure.number.value else "0",
            sign_of(figure.number.unit) or "count" if figure.number else "",
            figure.breakdown_of is not None,
        )
        for figure in figures
    ]


def _same_kinds(left: Sequence[Figure], right: Sequence[Figure]) -> bool:
    """Return whether figures between two anchors agree in unit and place in their breakdown."""
    return all(a[1:] == b[1:] for a, b in zip(_keys(left), _keys(right), strict=True))
