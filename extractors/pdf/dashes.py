"""Dashed curves cut into the dashes that are seen.

In: the points of a curve and a dash pattern. Out: the points of each dash. A slice of a pie is
often one long dash of a circle; a curve in many short dashes is one line to a reader, and stays
whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

Point = tuple[float, float]

MAX_DASHES = 12


def cut_dashes(points: Sequence[Point], pattern: Sequence[float]) -> list[list[Point]]:
    """Return the dashes of a curve, the whole curve where they are many.

    Args:
        points: Of the curve, flattened.
        pattern: Lengths of dash, gap, dash, … in the unit of the points, repeated from the start.

    >>> cut_dashes([(0, 0), (10, 0)], [4, 100])
    [[(0, 0), (4.0, 0.0)]]
    """
    pattern = [*pattern, *pattern] if len(pattern) % 2 else list(pattern)
    length = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(points))
    if not pattern or sum(pattern) <= 0 or length * len(pattern) / sum(pattern) > 2 * MAX_DASHES:
        return [list(points)]
    dashes: list[list[Point]] = [[points[0]]]
    at, left = 0, pattern[0]
    for p, q in pairwise(points):
        step = hypot(q[0] - p[0], q[1] - p[1])
        done = 0.0
        while step - done > left:
            done += left
            cut = (p[0] + (q[0] - p[0]) * done / step, p[1] + (q[1] - p[1]) * done / step)
            if at % 2:
                dashes.append([cut])
            else:
                dashes[-1].append(cut)
            at += 1
            left = pattern[at % len(pattern)]
        left -= step - done
        if at % 2 == 0:
            dashes[-1].append(q)
    return [dash for dash in dashes if len(dash) > 1]
