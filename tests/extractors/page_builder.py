"""Pages made by hand: lines of text, fills and shapes at given places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crossfoot.model import Box, Fills, Page, Shape, Strokes, Words

CHAR_EM = 0.5  # width of every char of these pages, in em
SPACE_EM = 0.25


@dataclass(frozen=True)
class Text:
    """A line of text: words are cut at spaces, two spaces make a gap of two em."""

    text: str
    x: float
    top: float
    size: float = 10.0
    bold: bool = False
    colour: int = 0


def make_page(
    texts: Sequence[Text],
    *,
    fills: Sequence[tuple[Box, int]] = (),
    shapes: Sequence[Shape] = (),
    rules: Sequence[Box] = (),
    number: int = 1,
) -> Page:
    """Return a page of 600 × 800 points."""
    words: list[tuple[str, Box, Text, int]] = []
    for line, text in enumerate(texts):
        x = text.x
        for chunk in text.text.split("  "):
            for word in chunk.split(" "):
                width = CHAR_EM * text.size * len(word)
                words.append((word, (x, text.top, x + width, text.top + text.size), text, line))
                x += width + SPACE_EM * text.size
            x += 2 * text.size
    count = len(words)
    return Page(
        number=number,
        width=600.0,
        height=800.0,
        words=Words(
            text=tuple(word for word, _, _, _ in words),
            box=np.array([box for _, box, _, _ in words], dtype=np.float64).reshape(count, 4),
            size=np.array([text.size for _, _, text, _ in words], dtype=np.float64),
            weight=np.array([700 if t.bold else 400 for _, _, t, _ in words], dtype=np.int16),
            italic=np.zeros(count, np.bool_),
            colour=np.array([text.colour for _, _, text, _ in words], dtype=np.uint32),
            rotation=np.zeros(count, np.int16),
            line=np.array([line for _, _, _, line in words], dtype=np.int32),
            space=np.zeros(count, np.bool_),
            font=np.zeros(count, np.int16),
            fonts=("Sans",),
        ),
        strokes=Strokes(
            np.array(rules, dtype=np.float64).reshape(len(rules), 4),
            np.array([x1 - x0 >= bottom - top for x0, top, x1, bottom in rules], np.bool_),
            np.full(len(rules), 0.75),
            np.zeros(len(rules), np.uint32),
        ),
        fills=Fills(
            np.array([box for box, _ in fills], dtype=np.float64).reshape(len(fills), 4),
            np.array([colour for _, colour in fills], dtype=np.uint32),
            np.ones(len(fills), np.bool_),
        ),
        shapes=tuple(shapes),
        pictures=(),
    )


def slices(
    shares: Sequence[float], *, centre: tuple[float, float], outer: float, inner: float = 0.0
) -> list[Shape]:
    """Return the slices of a pie or donut, clockwise from the top, each in its own colour."""
    made: list[Shape] = []
    start = 0.0
    whole = sum(shares)
    for i, share in enumerate(shares):
        end = start + 2 * math.pi * share / whole
        steps = max(2, round(60 * share / whole))
        angles = [start + (end - start) * k / steps for k in range(steps + 1)]
        rim = [_at(centre, outer, angle) for angle in angles]
        back = [_at(centre, inner, angle) for angle in reversed(angles)] if inner else [centre]
        made.append(Shape((*rim, *back, rim[0]), 0x112233 + 0x10101 * i, None, 0.0))
        start = end
    return made


def arcs(
    shares: Sequence[float], *, centre: tuple[float, float], radius: float, width: float
) -> list[Shape]:
    """Return a ring as thick strokes along one circle, clockwise from the top."""
    made: list[Shape] = []
    start = 0.0
    for i, share in enumerate(shares):
        end = start + 2 * math.pi * share / 100
        steps = max(3, round(60 * share / 100))
        points = [_at(centre, radius, start + (end - start) * k / steps) for k in range(steps + 1)]
        made.append(Shape(tuple(points), None, 0x112233 + 0x10101 * i, width))
        start = end
    return made


def _at(centre: tuple[float, float], radius: float, angle: float) -> tuple[float, float]:
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)
