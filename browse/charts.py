"""Small charts as SVG, drawn on the server: no script, no other host, the data in a table beside.

In: labelled values. Out: markup whose colours come from the style sheet, so that it is legible by
day and by night. A chart says in words what it shows; screen readers are sent to the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT = 420.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 12.0, 12.0, 26.0
BAR, GAP = 15.0, 7.0
LABEL_EMS = 11.7
"""Room for the label of a bar, in sizes of its type."""
_NARROW = "iIjlft.,:;'’|!()[] "
SERIES = 5
"""Lines that the colours of the style sheet tell apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a time chart: values by period, periods in order."""

    name: str
    points: tuple[tuple[str, float], ...]


def tell_number(value: float, words: Mapping[str, str]) -> str:
    """Return a number as a reader writes it, with four digits or more where it has them.

    >>> marks = {"group_mark": ",", "decimal_mark": "."}
    >>> tell_number(12345.6, marks), tell_number(0.25, marks)
    ('12,346', '0.25')
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:,.4g}"
    marks = {",": words["group_mark"], ".": words["decimal_mark"]}
    return "".join(marks.get(char, char) for char in text)


def line_chart(lines: Sequence[Line], *, title: str, words: Mapping[str, str]) -> Markup:
    """Return a chart of values over periods; nothing where there are fewer than two periods."""
    shown = [line for line in lines if line.points][:SERIES]
    periods = sorted({period for line in shown for period, _ in line.points})
    if len(periods) < 2:
        return Markup("")
    values = [value for line in shown for _, value in line.points]
    low, high = min(0.0, *values), max(0.0, *values)
    across = _places(periods)
    body = [_grid(low, high, words), *_labels(periods, across)]
    for number, line in enumerate(shown):
        dots = [(across[period], _up(value, low, high)) for period, value in sorted(line.points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        body.append(Markup('<polyline class="cf-line cf-c{}" points="{}"/>').format(number, path))
        body += [
            Markup('<circle class="cf-dot cf-c{}" cx="{:.1f}" cy="{:.1f}" r="3"/>').format(
                number, *dot
            )
            for dot in dots
        ]
    legend = _legend(shown) if len(shown) > 1 else Markup("")
    return _figure(Markup("").join(body), HEIGHT, title, words["data_beside"]) + legend


def bar_chart(bars: Sequence[tuple[str, float]], *, title: str, words: Mapping[str, str]) -> Markup:
    """Return horizontal bars, in the order given; nothing for fewer than two."""
    if len(bars) < 2:
        return Markup("")
    low, high = min(0.0, *(value for _, value in bars)), max(0.0, *(value for _, value in bars))
    left, right = 150.0, 70.0
    scale = (WIDTH - left - right) / ((high - low) or 1.0)
    zero = left - low * scale
    body = []
    for number, (label, value) in enumerate(bars):
        y = TOP + number * (BAR + GAP)
        x0, x1 = sorted((zero, zero + value * scale))
        body.append(
            Markup(
                '<text class="cf-axis" x="{:.1f}" y="{:.1f}" text-anchor="end">{}</text>'
                '<rect class="cf-c0" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
                '<text class="cf-axis" x="{:.1f}" y="{:.1f}">{}</text>'
            ).format(
                *(left - 6, y + BAR - 3, _cut(label)),
                *(x0, y, max(0.5, x1 - x0), BAR),
                *(x1 + 4, y + BAR - 3, tell_number(value, words)),
            )
        )
    height = TOP + len(bars) * (BAR + GAP)
    return _figure(Markup("").join(body), height, title, words["data_beside"])


def _cut(label: str) -> str:
    """Return so much of a label as fits beside its bar.

    >>> _cut("Fondation Jean Jaurès"), _cut("FONDATION JEAN JAURÈS")
    ('Fondation Jean Jaurès', 'FONDATION JEAN JA…')
    """
    room, end = LABEL_EMS, 0
    for end, char in enumerate(label, 1):
        room -= 0.33 if char in _NARROW else 0.7 if char.isupper() or char in "mw" else 0.57
        if room < 0:
            return label[: max(1, end - 2)].rstrip() + "…"
    return label[:end]


def _places(periods: Sequence[str]) -> dict[str, float]:
    """Return where periods stand: years to scale, others side by side."""
    width = WIDTH - LEFT - RIGHT
    if all(period.isdecimal() and len(period) == 4 for period in periods):
        first, last = int(periods[0]), int(periods[-1])
        return {p: LEFT + width * (int(p) - first) / (last - first) for p in periods}
    return {p: LEFT + width * n / (len(periods) - 1) for n, p in enumerate(periods)}


def _up(value: float, low: float, high: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / ((high - low) or 1.0))


def _grid(low: float, high: float, words: Mapping[str, str]) -> Markup:
    rows = [low, (low + high) / 2, high]
    return Markup("").join(
        Markup(
            '<line class="cf-grid" x1="{0:.1f}" x2="{1:.1f}" y1="{2:.1f}" y2="{2:.1f}"/>'
            '<text class="cf-axis" x="{3:.1f}" y="{4:.1f}" text-anchor="end">{5}</text>'
        ).format(
            *(LEFT, WIDTH - RIGHT, _up(value, low, high)),
            *(LEFT - 6, _up(value, low, high) + 4, tell_number(value, words)),
        )
        for value in rows
    )


def _labels(periods: Sequence[str], across: dict[str, float]) -> list[Markup]:
    """Return the periods below the axis, so many that none stands on another."""
    step = 1 + (len(periods) - 1) // 6
    chosen = list(periods[::step])
    if periods[-1] not in chosen:
        chosen[-1:] = [periods[-1]] if step > 1 else [chosen[-1], periods[-1]]
    anchors = {periods[0]: "start", periods[-1]: "end"}
    return [
        Markup('<text class="cf-axis" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
            across[period], HEIGHT - 8, anchors.get(period, "middle"), period
        )
        for period in chosen
    ]


def _legend(lines: Sequence[Line]) -> Markup:
    items = Markup("").join(
        Markup('<li><span class="cf-key cf-c{}"></span>{}</li>').format(number, line.name)
        for number, line in enumerate(lines)
    )
    return Markup('<ul class="cf-legend">{}</ul>').format(items)


def _figure(body: Markup, height: float, title: str, hint: str) -> Markup:
    label = escape(f"{title}. {hint}")
    return Markup(
        '<svg class="cf-chart" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>'
    ).format(WIDTH, height, label, body)
