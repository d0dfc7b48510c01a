"""Parts rules where the frames of two tables stand close beside each other.

Dust breaks a rule, so a rule with a small gap is one. Where two upright rules stand close beside
each other with paper between them, the gap is none of dust: two frames end and begin there.
In: a grey picture and its rules. Out: the rules, those that ran through such a gap in two.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from crossfoot.extractors.scans.raster import Grey, PixelBox, Rules

CLOSE_INCHES = 0.06  # between two frames; more is a gap that no rule bridges
OVERLAP_SHARE = 0.5  # of the shorter of two rules that stands beside the other
PAPER_SHARE = 0.5  # of the way from a rule's ink to the paper: as light is no rule

Rule = tuple[PixelBox, int]


def part_at_twins(grey: Grey, rules: Rules, *, dpi: float) -> Rules:
    """Return rules, parted where they cross the gap between two rules of the other direction."""
    reach = round(CLOSE_INCHES * dpi)
    upright = tuple(map(_swap, rules.vertical))
    return Rules(
        tuple(part for rule in rules.horizontal for part in _part(grey, rule, upright, reach)),
        tuple(
            _swap(part) for rule in upright for part in _part(grey.T, rule, rules.horizontal, reach)
        ),
    )


def _swap(rule: Rule) -> Rule:
    (x0, y0, x1, y1), width = rule
    return (y0, x0, y1, x1), width


def _part(grey: Grey, rule: Rule, across: Sequence[Rule], reach: int) -> list[Rule]:
    """Return the parts of a level rule; ``across`` are upright ones, as if they were level."""
    (x0, y, x1, _), width = rule
    begin, parts = x0, []
    for left, right in _twins(across, y, reach):
        if begin < left < right < x1 and _is_open(grey, y, width, (left, right)):
            parts.append(((begin, y, left, y), width))
            begin = right
    return [*parts, ((begin, y, x1, y), width)]


def _twins(across: Sequence[Rule], y: int, reach: int) -> list[tuple[int, int]]:
    """Return where pairs of upright rules stand that are close beside each other, and reach y."""
    near = sorted(
        (
            (x, top, bottom)
            for (top, x, bottom, _), _ in across
            if top - reach <= y <= bottom + reach
        )
    )
    return [
        (one[0], other[0])
        for one, other in pairwise(near)
        if other[0] - one[0] <= reach
        and min(one[2], other[2]) - max(one[1], other[1])
        >= OVERLAP_SHARE * min(one[2] - one[1], other[2] - other[1])
    ]


def _is_open(grey: Grey, y: int, width: int, gap: tuple[int, int]) -> bool:
    """Whether there is paper between two upright rules where a level one would cross the gap."""
    left, right = gap
    band = grey[max(0, y - width) : y + width + 1, left : right + 1].astype(np.int16)
    darkest = band.min(axis=0)  # of each column: a rule that is there is dark in one of the rows
    ink, paper = int(darkest[[0, -1]].max()), int(np.percentile(grey, 75))
    return int(darkest.max()) >= ink + PAPER_SHARE * (paper - ink)
