"""The lettering of a chart's axes: numbers along the values, labels along the categories.

In: the area of a chart's marks, the lines of text around it. Out: lines and positions. Refuses to
read the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import kind_of

if TYPE_CHECKING:
    from crossfoot.extractors.text.lines import Line
    from crossfoot.model import Box

MIN_TICKS = 3
LEFT_REACH = 60.0  # how far left of the marks the numbers of the axis may stand
ABOVE_REACH = 40.0  # the axis goes on above the highest mark
BELOW_REACH = 24.0  # how far below the bars the numbers of the axis may stand
CATEGORY_REACH = 80.0  # how far below a line the labels of its axis may stand
FLUSH = 3.0
LAP = 2.0  # at a body of 9: what the numbers of an axis may reach into the area of its marks


def find_axis(area: Box, lines: Sequence[Line], *, upright: bool) -> list[Line]:
    """Return the numbers along the value axis in order, an empty list when there is none.

    Args:
        area: Hull of the marks.
        lines: Of the page.
        upright: Numbers stand in a column left of the marks, otherwise in a row under them.
    """
    numbers = [line for line in lines if kind_of(line.text) in ("number", "year")]
    if upright:
        near = [
            n
            for n in numbers
            if n.box[2] <= area[0] + LAP
            and area[0] - n.box[2] < LEFT_REACH
            and area[1] - ABOVE_REACH < n.box[1]
            and n.box[3] < area[3] + ABOVE_REACH / 3
        ]
        sides = (0, 2)
    else:
        near = [
            n
            for n in numbers
            if n.box[1] >= area[3] - LAP
            and n.box[1] - area[3] < BELOW_REACH
            and area[0] - ABOVE_REACH < n.box[0]
            and n.box[2] < area[2] + ABOVE_REACH
        ]
        sides = (1, 3)
    best: list[Line] = []
    for side in sides:  # axis numbers are set flush on one side
        middle = float(np.median([n.box[side] for n in near])) if near else 0.0
        best = max(best, [n for n in near if abs(n.box[side] - middle) < FLUSH], key=len)
    ordered = sorted(best, key=lambda line: _position(line, upright=upright))
    return ordered if len(ordered) >= MIN_TICKS else []


def ticks_of(axis: Sequence[Line], *, upright: bool) -> tuple[tuple[str, float], ...]:
    """Return (text, position) of the numbers of an axis, along the direction marks extend in."""
    return tuple((line.text, _position(line, upright=upright)) for line in axis)


def _position(line: Line, *, upright: bool) -> float:
    x0, top, x1, bottom = line.box
    return -(top + bottom) / 2 if upright else (x0 + x1) / 2


def find_categories(area: Box, lines: Sequence[Line]) -> list[Line]:
    """Return the labels in a row under a line chart, from left to right."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        middle = (line.box[0] + line.box[2]) / 2
        inside = area[0] - line.size <= middle <= area[2] + line.size
        if inside and line.box[1] >= area[1] and line.box[3] - area[3] < CATEGORY_REACH:
            rows.setdefault(round(line.box[1]), []).append(line)
    labels = max(rows.values(), key=len, default=[])
    return sorted(labels, key=lambda line: line.box[0])
