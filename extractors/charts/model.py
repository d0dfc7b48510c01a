"""What a chart is made of, measured in points and degrees; no number is read here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossfoot.model import Box

ChartKind = Literal["pie", "stacked", "bars", "line"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A slice, bar, segment or point of a chart.

    Attributes:
        box: Its hull.
        colour: 0xRRGGBB.
        extent: Share of the whole in percent (pie, stacked), length in points (bars), height of
            the point on the page in points (line).
        error: Bound of ``extent``, in its unit.
        label: What stands at it or at its colour in the legend, "" when nothing does.
        value: The value printed at it, verbatim, "" when none is.
    """

    box: Box
    colour: int
    extent: float
    error: float
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart drawn with vector shapes.

    Attributes:
        box: Marks with the labels tied to them: no table stands here.
        marks: Clockwise from the top (pie), else from left to right or from top to bottom.
        ticks: (text, position) of the numbers along the value axis; positions in points along
            the direction in which marks extend.
        origin: Where bars begin, along that direction.
        title: The line above the chart.
    """

    kind: ChartKind
    page: int
    box: Box
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, float], ...] = ()
    origin: float = 0.0
    title: str = ""
