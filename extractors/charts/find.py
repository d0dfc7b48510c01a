"""Charts drawn with vector shapes: found as charts, never as tables, and measured.

In: a page. Out: :class:`Chart` values: marks with their extent in points or percent, the labels
and printed values tied to them, the numbers along the axis. Text is tied by place and by the
colour of a legend's swatch. Refuses to read numbers: :mod:`normalizers.figures.charts` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.charts.arcs import find_arc_rings
from crossfoot.extractors.charts.axes import MIN_TICKS, find_axis, find_categories, ticks_of
from crossfoot.extractors.charts.bars import Run, find_bars, find_lines, find_stacks
from crossfoot.extractors.charts.model import Chart, ChartKind, Mark
from crossfoot.extractors.charts.slices import Outline, find_rings, holds
from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.text.lines import Line, read_lines
from crossfoot.geometry import contains, holds_middle, hull, middle, overlaps

if TYPE_CHECKING:
    from crossfoot.model import Box, Page

__all__ = ["Chart", "ChartKind", "Mark", "find_charts"]

LONGEST_VALUE = 23  # chars of a number printed at a mark; what is longer is a sentence
LABEL_REACH_EM = 1.6  # how far from its mark a label may stand
LEGEND_REACH_EM = 2.0
FOOT_REACH_EM = 12.0  # how far from a bar's foot its label may stand
DRAWN_LINE = 0.5  # half the thickness of a drawn line
SWATCH = 14  # points: the larger side of a legend's swatch
LANE_EM = 0.3  # of a line by which its middle may stand out of its bar's lane


def find_charts(page: Page) -> tuple[Chart, ...]:
    """Return the charts of a page, from top to bottom.

    Args:
        page: Any page; a page without vector drawings has none.
    """
    if not len(page.fills) and not page.shapes:
        return ()
    rings = [*find_rings(page.shapes), *find_arc_rings(page.shapes)]
    stacks = find_stacks(page)
    taken = [mark.box for run in stacks for mark in run.marks]
    bars = find_bars(page, taken)
    strokes = find_lines(page.shapes)
    if not (rings or stacks or bars or strokes):
        return ()
    lines = read_lines(page, np.ones(len(page.words), dtype=np.bool_), ())
    charts = [_chart(page, "pie", _with_values(ring, lines), lines) for ring in rings]
    charts += [_chart(page, "stacked", _with_lettering(run, lines), lines) for run in stacks]
    charts += [_bar_chart(page, run, lines) for run in bars]
    charts += [
        chart
        for points in strokes
        if (chart := _line_chart(page, points, lines, charts)) is not None
    ]
    return tuple(sorted(charts, key=lambda chart: (chart.box[1], chart.box[0])))


def _chart(page: Page, kind: ChartKind, marks: Sequence[Mark], lines: Sequence[Line]) -> Chart:
    """Make a chart of shares, its marks named by the legend or by what stands in them."""
    area = hull(mark.box for mark in marks)
    labelled = tuple(_name_by_legend(page, mark, area, lines) for mark in marks)
    return Chart(kind, page.number, area, labelled, title=_title(area, lines))


def _with_values(ring: Sequence[tuple[Mark, Outline]], lines: Sequence[Line]) -> tuple[Mark, ...]:
    """Give each slice the number printed inside it."""
    marks = []
    for mark, outline in ring:
        inside = [
            line.text
            for line in lines
            if _has_digit(line.text) and holds(outline, *middle(line.box))
        ]
        marks.append(replace(mark, value=inside[0]) if len(inside) == 1 else mark)
    return tuple(marks)


def _with_lettering(run: Run, lines: Sequence[Line]) -> tuple[Mark, ...]:
    """Give each segment of a stacked bar the number printed in it, and the word beside it.

    Words are believed only where every segment has its own.
    """
    marks = []
    for mark in run.marks:
        inside = [
            line.text
            for line in lines
            if _has_digit(line.text) and holds_middle(mark.box, line.box)
        ]
        marks.append(replace(mark, value=inside[0]) if len(inside) == 1 else mark)
    if run.upright:
        return tuple(marks)
    names = [_words_beside(mark.box, lines) for mark in marks]
    if not all(names) or len(set(names)) < len(names):
        return tuple(marks)
    return tuple(replace(mark, label=name) for mark, name in zip(marks, names, strict=True))


def _words_beside(segment: Box, lines: Sequence[Line]) -> str:
    """Return the words right under or over a segment of a lying bar, "" when there are none."""
    x0, top, x1, bottom = segment
    near = [
        (min(abs(line.box[1] - bottom), abs(top - line.box[3])), line.text)
        for line in lines
        if x0 <= (line.box[0] + line.box[2]) / 2 <= x1 and any(c.isalpha() for c in line.text)
    ]
    reach = LABEL_REACH_EM * min((line.size for line in lines), default=0.0)
    distance, text = min(near, default=(reach, ""))
    return text if distance < reach else ""


def _name_by_legend(page: Page, mark: Mark, area: Box, lines: Sequence[Line]) -> Mark:
    """Give a mark the text right of a small swatch of its colour."""
    fills = page.fills
    width, height = fills.box[:, 2] - fills.box[:, 0], fills.box[:, 3] - fills.box[:, 1]
    small = (fills.colour == mark.colour) & (width < SWATCH) & (height < SWATCH)
    for i in np.flatnonzero(small):
        x0, top, x1, bottom = (float(v) for v in fills.box[i])
        if contains(area, (x0, top, x1, bottom)):
            continue
        for line in lines:
            gap = line.box[0] - x1
            if (
                line.box[1] <= (top + bottom) / 2 <= line.box[3]
                and -1 < gap < LEGEND_REACH_EM * line.size
            ):
                return replace(mark, label=line.text)
    return mark


def _title(area: Box, lines: Iterable[Line]) -> str:
    """Return the nearest line above an area that stands over it."""
    above = [
        line
        for line in lines
        if line.box[3] <= area[1] + 1
        and area[1] - line.box[3] < 3 * line.size
        and line.box[0] < area[2]
        and line.box[2] > area[0]
        and any(c.isalpha() for c in line.text)
    ]
    return max(above, key=lambda line: line.box[3]).text if above else ""


def _bar_chart(page: Page, run: Run, lines: Sequence[Line]) -> Chart:
    tied = [_tie_bar(mark, run, lines) for mark in run.marks]
    marks = tuple(mark for mark, _ in tied)
    area = hull(mark.box for mark in marks)
    axis = find_axis(area, lines, upright=run.upright)
    lettering = [line.box for _, near in tied for line in near] + [line.box for line in axis]
    area = hull([area, *lettering])
    ticks = ticks_of(axis, upright=run.upright)
    return Chart("bars", page.number, area, marks, ticks, run.origin, _title(area, lines))


def _tie_bar(mark: Mark, run: Run, lines: Sequence[Line]) -> tuple[Mark, list[Line]]:
    """Tie the label at a bar's foot and the value at its tip; return their lines too."""
    foot: list[tuple[float, Line]] = []
    tip: list[tuple[float, Line]] = []
    for line in lines:
        beside, from_foot, from_tip = _bar_distances(mark.box, line, upright=run.upright)
        if beside and -1 <= from_foot < FOOT_REACH_EM * line.size:
            foot.append((from_foot, line))
        elif beside and from_tip < LABEL_REACH_EM * line.size and _has_digit(line.text):
            tip.append((from_tip, line))
    label = min(foot, key=lambda pair: pair[0])[1] if foot else None
    value = min(tip, key=lambda pair: pair[0])[1] if tip else None
    named = replace(mark, label=label.text if label else "", value=value.text if value else "")
    return named, [line for line in (label, value) if line is not None]


def _bar_distances(bar: Box, line: Line, *, upright: bool) -> tuple[bool, float, float]:
    """Return whether a line stands in a bar's lane, how far from its foot, from its tip."""
    x0, top, x1, bottom = bar
    left, above, right, below = line.box
    if upright:
        lane = x0 - line.size <= (left + right) / 2 <= x1 + line.size
        return lane, above - bottom, min(abs(top - below), abs(above - top))
    lane = top - LANE_EM * line.size <= (above + below) / 2 <= bottom + LANE_EM * line.size
    return lane, x0 - right, min(abs(left - x1), abs(x1 - right))


def _has_digit(text: str) -> bool:
    return has_digit(text) and len(text) <= LONGEST_VALUE


def _line_chart(
    page: Page,
    points: Sequence[tuple[float, float]],
    lines: Sequence[Line],
    others: Sequence[Chart],
) -> Chart | None:
    """Make a chart of a polyline, when an axis of numbers stands left of it."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    area = (min(xs), min(ys), max(xs), max(ys))
    if any(overlaps(area, other.box) for other in others if other.kind == "pie"):
        return None
    axis = find_axis(area, lines, upright=True)
    labels = find_categories(area, lines)
    if not axis or len(labels) < MIN_TICKS:
        return None
    marks = []
    for line in labels:  # a curve has many more vertices than the chart has values
        x = (line.box[0] + line.box[2]) / 2
        y = float(np.interp(x, xs, ys))
        value = _value_at(x, y, [each for each in lines if each not in labels])
        marks.append(Mark((x, y, x, y), 0, -y, DRAWN_LINE, label=line.text, value=value))
    area = hull([area, *(line.box for line in (*axis, *labels))])
    ticks = ticks_of(axis, upright=True)
    return Chart("line", page.number, area, tuple(marks), ticks, title=_title(area, lines))


def _value_at(x: float, y: float, lines: Sequence[Line]) -> str:
    """Return the number printed above or below a point of a curve, "" when there is none."""
    near = [
        (gap, line.text)
        for line in lines
        if _has_digit(line.text)
        and abs((line.box[0] + line.box[2]) / 2 - x) <= line.size
        and (gap := max(line.box[1] - y, y - line.box[3])) <= LABEL_REACH_EM * line.size
    ]
    return min(near, default=(0.0, ""))[1]
