"""In which order a reader takes the blocks of a page: a recursive cut along white space.

In: boxes, and the boxes of panels (shaded areas) that hold some of them. Out: an order. Refuses
to know what stands in the boxes. The method is the X-Y cut of Nagy and Seth (1984), with the
widest white gap cut first, so that a heading across the page comes before its columns and the
columns of a page come one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.geometry import area, holds_middle, middles_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from crossfoot.model import Box

MOSTLY = 0.7  # this share of cards makes a grid of them
GUTTER_WEIGHT = 1.6  # a gutter of 1 em parts columns as clearly as 1.6 em of vertical white does


def order_boxes(
    boxes: Sequence[Box],
    *,
    em: float,
    panels: Sequence[Box] = (),
    cards: Collection[int] = (),
    titles: Collection[int] = (),
) -> list[int]:
    """Return the indices of boxes in reading order.

    Args:
        boxes: Any number of boxes, points.
        em: Body type size, the yardstick of gaps, points.
        panels: Shaded areas; the boxes whose centre a panel holds are read together.
        cards: Indices of boxes that are read row by row where they stand in a grid.
        titles: Indices of headings; one that has its line to itself rules over all columns.
    """
    if not boxes:
        return []
    array = np.asarray(boxes, dtype=np.float64)
    array = _widen(array, sorted(titles), [np.asarray(panel) for panel in panels])
    page = _Layout(array, innermost(array, panels), list(panels), _parents(panels), cards, em)
    return _order_level(page, -1)


def _widen(
    boxes: NDArray[np.float64], titles: Sequence[int], panels: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return the boxes, headings that stand alone on their line as wide as all others.

    A short heading over a row of cards would otherwise go with the first column of them.
    """
    if not len(titles):
        return boxes
    wide = boxes.copy()
    around = np.vstack([boxes, *panels]) if panels else boxes
    for i in titles:
        level = (around[:, 1] < boxes[i, 3]) & (around[:, 3] > boxes[i, 1])
        beside = level & ((around[:, 0] >= boxes[i, 2]) | (around[:, 2] <= boxes[i, 0]))
        inside = level & (around[:, 0] < boxes[i, 0]) & (around[:, 2] > boxes[i, 2])
        if not beside.any() and not inside.any():
            wide[i, 0], wide[i, 2] = boxes[:, 0].min(), boxes[:, 2].max()
    return wide


@dataclass(frozen=True, slots=True)
class _Layout:
    """Boxes, the panel that holds each (-1: the page), and the panel around each panel."""

    boxes: NDArray[np.float64]
    held: NDArray[np.int32]
    panels: list[Box]
    parents: list[int]
    cards: Collection[int]
    em: float


def innermost(boxes: NDArray[np.float64], panels: Sequence[Box]) -> NDArray[np.int32]:
    """Return for each of (n, 4) boxes the index of the smallest panel around its centre, or -1."""
    held = np.full(len(boxes), -1, dtype=np.int32)
    by_area = sorted(range(len(panels)), key=lambda i: -area(panels[i]))
    for i in by_area:
        held[middles_in(boxes, panels[i])] = i
    return held


def _parents(panels: Sequence[Box]) -> list[int]:
    """Return for each panel the smallest larger panel around its centre, or -1."""
    parents = []
    for i, panel in enumerate(panels):
        larger = [
            j
            for j, other in enumerate(panels)
            if j != i and (area(other), j) > (area(panel), i) and holds_middle(other, panel)
        ]
        parents.append(min(larger, key=lambda j: area(panels[j]), default=-1))
    return parents


def _order_level(page: _Layout, level: int) -> list[int]:
    """Order what one panel (-1: the page) holds directly; a panel inside it moves as one box."""
    loose = [int(i) for i in np.flatnonzero(page.held == level)]
    inner = [
        (page.panels[panel], _order_level(page, panel))
        for panel, parent in enumerate(page.parents)
        if parent == level
    ]
    items = [[i] for i in loose] + [members for _, members in inner if members]
    if not items:
        return []
    areas = [page.boxes[i] for i in loose]
    areas += [np.asarray(panel) for panel, members in inner if members]
    in_rows = np.array([all(i in page.cards for i in members) for members in items])
    order = _cut(np.stack(areas), in_rows, page.em)
    return [member for i in order for member in items[i]]


def _cut(boxes: NDArray[np.float64], in_rows: NDArray[np.bool_], em: float) -> list[int]:
    """Cut along the widest gap, then each side; without any gap read from top to bottom.

    Args:
        boxes: (n, 4), points.
        in_rows: (n,) bool; a part that holds mostly such boxes is cut into rows first.
        em: Body type size, points.
    """
    order: list[int] = []
    stack = [np.arange(len(boxes))]
    while stack:
        chosen = stack.pop()
        part = boxes[chosen]
        if len(chosen) == 1:
            order.append(int(chosen[0]))
            continue
        down, down_at = _widest_gap(part[:, 1], part[:, 3])
        across, across_at = _widest_gap(part[:, 0], part[:, 2])
        if down <= 0 and across <= 0:
            rows = np.round(part[:, 1] / (em / 2))
            order += [int(chosen[i]) for i in np.lexsort((part[:, 0], rows))]
            continue
        by_rows = down > 0 and float(in_rows[chosen].mean()) >= MOSTLY
        if across * GUTTER_WEIGHT > down and not by_rows:
            first = (part[:, 0] + part[:, 2]) / 2 < across_at
        else:
            first = (part[:, 1] + part[:, 3]) / 2 < down_at
        stack += [chosen[~first], chosen[first]]
    return order


def _widest_gap(low: NDArray[np.float64], high: NDArray[np.float64]) -> tuple[float, float]:
    """Return (width, middle) of the widest empty stretch between intervals; width ≤ 0: none."""
    order = np.argsort(low)
    reach = np.maximum.accumulate(high[order])[:-1]
    gaps = low[order][1:] - reach
    at = int(np.argmax(gaps))
    return float(gaps[at]), float(reach[at] + gaps[at] / 2)
