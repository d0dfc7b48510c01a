"""Charts as figures: what is printed at their marks, and what is measured where nothing is.

In: charts, and the key figures already read from text. Out: one figure of kind "chart" a chart,
one for each mark, and the key figures again, those tied to a chart's marks marked as its parts.
Shares printed beside a donut belong to its slices when there are as many and they come in the
order of the slices with their proportions. A value is measured only where nothing is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.model import Box, Figure
from crossfoot.normalizers.figures.labels import clean_label
from crossfoot.normalizers.numbers.parse import parse_number

if TYPE_CHECKING:
    from crossfoot.extractors.charts.find import Chart, Mark
    from crossfoot.model import PrintedNumber
    from crossfoot.normalizers.numbers.digits import DecimalSign

NEAR_PT = 160.0  # a legend stands this near its donut
TIE_POINTS = Decimal(3)  # printed shares stray from their slices by rounding and misprints
MIN_AROUND = 3  # two shares around a pie may be anybody's
STRAYS = 0.02  # of its axis: a number this far from the point of a curve belongs to another
FIT = 0.01  # axis numbers lie on a line to within this share of their range


@dataclass(frozen=True, slots=True)
class Scale:
    """Points to values: ``value = slope · position + offset``, off by at most ``error``."""

    slope: float
    offset: float
    error: float


def chart_figures(
    charts: Sequence[Chart], known: Sequence[Figure], sign: DecimalSign
) -> tuple[Figure, ...]:
    """Return the known figures, tied to charts where they are their values, and the charts'.

    Args:
        charts: Of the whole document.
        known: Key figures read from text, with ids "f1"… in order.
        sign: The decimal sign of the document.
    """
    figures = list(known)
    for chart in charts:
        name = f"f{len(figures) + 1}"
        tied = _tied(chart, figures)
        title = _title(chart, [figures[at] for at in tied], figures)
        figures.append(Figure(name, "chart", chart.page, chart.box, title, caption=title))
        for at in tied:
            if figures[at].breakdown_of is None:
                figures[at] = replace(figures[at], breakdown_of=name)
        if not tied:
            figures += _mark_figures(chart, name, len(figures), sign)
    return tuple(figures)


def _title(chart: Chart, tied: Sequence[Figure], figures: Sequence[Figure]) -> str:
    """Return what a chart divides: the whole of the parts it shows, else the line above it."""
    wholes = {figure.breakdown_of for figure in tied}
    named = [figure.label for figure in figures if figure.id in wholes and figure.label]
    return named[0] if named else clean_label(chart.title)


def _tied(chart: Chart, figures: Sequence[Figure]) -> list[int]:
    """Return the positions of the printed values of a chart's marks, in their order."""
    if chart.kind not in ("pie", "stacked"):
        return []
    groups: dict[tuple[str | None, str, str], list[int]] = {}
    for at, figure in enumerate(figures):
        number = figure.number
        if figure.page == chart.page and number is not None and number.value is not None:
            context = "" if figure.caption else figure.context
            groups.setdefault((figure.breakdown_of, figure.caption, context), []).append(at)
    fitting = []
    for group in groups.values():
        run = _run_of_shares(chart, [(at, figures[at]) for at in group])
        if run:
            distance = min(_distance(chart.box, figures[at].box) for at in run)
            if distance < NEAR_PT:
                fitting.append((distance, run))
    return min(fitting)[1] if fitting else _tied_around(chart, figures)


def _tied_around(chart: Chart, figures: Sequence[Figure]) -> list[int]:
    """Return the shares printed around a pie, each in a block of its own, in the slices' order.

    As many as there are slices, all with their proportions, read as a list or around the pie.
    """
    reach = max(NEAR_PT, chart.box[2] - chart.box[0])
    near = [
        at
        for at, figure in enumerate(figures)
        if figure.page == chart.page
        and figure.number is not None
        and figure.number.unit == "%"
        and _distance(chart.box, figure.box) < reach
    ]
    if len(chart.marks) < MIN_AROUND or len(near) != len(chart.marks):
        return []
    for order in (near, sorted(near, key=lambda at: _turn(chart.box, figures[at].box))):
        run = _run_of_shares(chart, [(at, figures[at]) for at in order])
        if run:
            return run
    return []


def _turn(around: Box, box: Box) -> float:
    """Return where a box stands around another's centre, in radians clockwise from the top."""
    x = (box[0] + box[2] - around[0] - around[2]) / 2
    y = (box[1] + box[3] - around[1] - around[3]) / 2
    return float(np.arctan2(x, -y) % (2 * np.pi))


def _run_of_shares(chart: Chart, group: Sequence[tuple[int, Figure]]) -> list[int]:
    """Return the run of figures whose values have the proportions of a chart's marks."""
    wanted = [Decimal(repr(round(mark.extent, 2))) for mark in chart.marks]
    numbers = [figure.number for _, figure in group]
    for start in range(len(group) - len(wanted) + 1):
        window = numbers[start : start + len(wanted)]
        values = [n.value for n in window if n is not None and n.value is not None]
        units = {n.unit for n in window if n is not None}
        whole = sum(values, Decimal(0))
        if len(values) < len(wanted) or len(units) > 1 or whole <= 0:
            continue
        pairs = zip(values, wanted, strict=True)
        if all(abs(100 * value / whole - share) <= TIE_POINTS for value, share in pairs):
            return [at for at, _ in group[start : start + len(wanted)]]
    return []


def _distance(a: Box, b: Box) -> float:
    across = max(0.0, a[0] - b[2], b[0] - a[2])
    down = max(0.0, a[1] - b[3], b[1] - a[3])
    return float(np.hypot(across, down))


def _mark_figures(chart: Chart, name: str, count: int, sign: DecimalSign) -> list[Figure]:
    """Return a figure for each mark that says something: printed, or measured."""
    scale = _scale(chart, sign)
    found: list[Figure] = []
    for mark in chart.marks:
        number = parse_number(mark.value, decimal_sign=sign) if mark.value else None
        measured, error = _measure(chart, mark, scale)
        if number is not None and chart.kind == "line" and _strays(number, measured, chart, scale):
            number = None
        if number is not None:
            measured = error = None
        if number is None and measured is None:
            continue
        found.append(
            Figure(
                id=f"f{count + len(found) + 1}",
                kind="chart",
                page=chart.page,
                box=mark.box,
                label=clean_label(mark.label) or mark.label.strip(),
                number=number,
                breakdown_of=name,
                caption=clean_label(chart.title),
                measured=measured,
                error=error,
            )
        )
    return found


def _strays(
    number: PrintedNumber, measured: Decimal | None, chart: Chart, scale: Scale | None
) -> bool:
    """Return whether the number at a point of a curve is of another curve nearby."""
    if scale is None or measured is None or number.value is None:
        return False
    positions = [at for _, at in chart.ticks]
    allowed = 3 * scale.error + STRAYS * abs(scale.slope) * float(np.ptp(positions))
    return abs(float(number.value - measured)) > allowed


def _measure(
    chart: Chart, mark: Mark, scale: Scale | None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the value of a mark and its error bound: percent of the whole, or axis units."""
    if chart.kind in ("pie", "stacked"):
        return _rounded(mark.extent, 0.1), _rounded(mark.error, 0.1)
    if scale is None:
        return None, None
    position = mark.extent if chart.kind == "line" else chart.origin + mark.extent
    value = scale.slope * position + scale.offset
    error = abs(scale.slope) * mark.error + scale.error
    return _rounded(value, error), _rounded(error, error)


def _rounded(value: float, error: float) -> Decimal:
    """Return a measurement without the digits its error, never zero, makes meaningless."""
    digits = max(0, 1 - int(np.floor(np.log10(error))))
    return Decimal(f"{value:.{min(digits, 6)}f}")


def _scale(chart: Chart, sign: DecimalSign) -> Scale | None:
    """Fit the numbers along the axis, or the printed values of the bars, to positions."""
    pairs: list[tuple[float, PrintedNumber | None]] = [
        (at, parse_number(text, decimal_sign=sign)) for text, at in chart.ticks
    ]
    if len(pairs) < 2 and chart.kind == "bars":
        pairs = [
            (chart.origin + mark.extent, parse_number(mark.value, decimal_sign=sign))
            for mark in chart.marks
            if mark.value
        ]
        pairs.append((chart.origin, parse_number("0")))
    known = [(at, float(n.value)) for at, n in pairs if n is not None and n.value is not None]
    if len(known) < 3:
        return None
    positions, values = np.array(known).T
    if np.ptp(positions) <= 0 or np.ptp(values) <= 0:
        return None
    slope, offset = np.polyfit(positions, values, 1)
    error = float(np.abs(slope * positions + offset - values).max())
    if error > FIT * np.ptp(values):
        return None
    return Scale(float(slope), float(offset), error)
