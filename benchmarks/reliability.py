"""How true a confidence is: in numbers, and as a plot in SVG drawn by hand.

In: (confidence, whether it was right) of many readings. A point of the plot stands on the dashed
line where what is said is what is; its area grows with the readings it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pairs = Sequence[tuple[float, bool]]

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)
SURE = 0.9
SIDE, MARGIN = 320, 48
COLOURS = ("#0b6e8a", "#c05a1b", "#666666")


@dataclass(frozen=True, slots=True)
class Reliability:
    """How true a confidence is.

    Attributes:
        right: Share of the readings that are right.
        sure: How many are said to be .9 sure or more…
        sure_right: …and the share of them that are right.
        brier: Mean squared distance between what was said and what was.
        ece: Expected calibration error: the bins' distances, weighted by their readings.
    """

    count: int
    right: float
    sure: int
    sure_right: float
    brier: float
    ece: float

    def as_row(self) -> str:
        """Return the cells of a row in Markdown."""
        return (
            f"{self.count} | {self.right:.3f} | {self.sure} | {self.sure_right:.3f} | "
            f"{self.brier:.3f} | {self.ece:.3f}"
        )


def measure_reliability(pairs: Pairs) -> Reliability:
    """Return how true the confidence of some readings is."""
    sure = [right for said, right in pairs if said >= SURE]
    off = sum(count * abs(said - share) for said, share, count in bin_pairs(pairs))
    return Reliability(
        len(pairs),
        _mean([right for _, right in pairs]),
        len(sure),
        _mean(sure),
        _mean([(said - right) ** 2 for said, right in pairs]),
        off / max(1, len(pairs)),
    )


def bin_pairs(pairs: Pairs) -> list[tuple[float, float, int]]:
    """Return (mean of what was said, share that was right, readings) of each bin that has any."""
    bins = []
    for low, high in pairwise(EDGES):
        inside = [pair for pair in pairs if low <= pair[0] < high or pair[0] == high == 1.0]
        if inside:
            said, right = _mean([p for p, _ in inside]), _mean([r for _, r in inside])
            bins.append((said, right, len(inside)))
    return bins


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def draw_reliability(told: Mapping[str, Pairs]) -> str:
    """Return a reliability plot as SVG, a colour for each group of readings."""
    size = SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 110} {size}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{size + 110}" height="{size}" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#333"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        parts.append(_text(_x(tick), _y(0) + 16, f"{tick:.1f}", "middle"))
        parts.append(_text(_x(0) - 6, _y(tick) + 4, f"{tick:.1f}", "end"))
    parts.append(_text(_x(0.5), size - 10, "said to be sure", "middle"))
    parts.append(_text(_x(0), _y(1) - 12, "share with the right shape", "start"))
    for row, (name, pairs) in enumerate(told.items()):
        colour = COLOURS[row % len(COLOURS)]
        points = [(_x(said), _y(right), count) for said, right, count in bin_pairs(pairs)]
        way = "L".join(f"{x} {y}" for x, y, _ in points)
        parts.append(f'<path d="M{way}" fill="none" stroke="{colour}"/>')
        for x, y, count in points:
            radius = round(1.5 + count**0.5 / 2.5, 1)
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" fill-opacity="0.6">'
                f"<title>{name}: {count} tables</title></circle>"
            )
        label = f"{name} ({len(pairs)})"
        at = MARGIN + 20 + 18 * row
        parts.append(f'<text x="{_x(1) + 14}" y="{at}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>'


def _x(value: float) -> float:
    return round(MARGIN + SIDE * value, 1)


def _y(value: float) -> float:
    return round(MARGIN + SIDE * (1 - value), 1)
