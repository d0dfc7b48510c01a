"""Reads pages that lie on their side or aslant as if they stood upright, and turns boxes back.

A landscape table is often printed or scanned onto a portrait page, and a scan is rarely level.
Everything that looks for lines of text wants them level, so such a page is turned first; what was
found is told in the coordinates of the page as displayed, where a reader looks for it.

In: pages and boxes. Out: the same, turned. How a page was turned is its
:class:`crossfoot.model.Pose`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.charts.model import Chart
from crossfoot.model import Block, Box, Fills, Page, Pose, Shape, Strokes, Table

TURNED_SHARE = 0.8  # of a page's letters that read in one other direction: a sideways page
FEWEST_LETTERS = 100  # a photo credit up a picture's side turns no page

Boxes = NDArray[np.float64]
Poses = Mapping[int, Pose]


def upright(page: Page) -> Page:
    """Return a page turned so that most of its text reads from left to right."""
    words = page.words
    letters = np.array([len(text) for text in words.text], dtype=np.int64)
    if page.pose.turn or letters.sum() < FEWEST_LETTERS:
        return page
    for rotation in (90, 180, 270):
        if letters[words.rotation == rotation].sum() >= TURNED_SHARE * letters.sum():
            return turn_page(page, 360 - rotation)
    return page


def turn_page(page: Page, turn: int) -> Page:
    """Return a page turned clockwise by 90, 180 or 270 degrees."""
    width, height = page.width, page.height
    is_quarter = turn in (90, 270)
    words, strokes, fills = page.words, page.strokes, page.fills
    rotation = ((words.rotation + turn) % 360).astype(np.int16)
    return replace(
        page,
        width=height if is_quarter else width,
        height=width if is_quarter else height,
        words=replace(words, box=_turn(words.box, turn, width, height), rotation=rotation),
        strokes=Strokes(
            _turn(strokes.box, turn, width, height),
            ~strokes.horizontal if is_quarter else strokes.horizontal,
            strokes.width,
            strokes.colour,
        ),
        fills=Fills(_turn(fills.box, turn, width, height), fills.colour, fills.rectangle),
        shapes=tuple(_turn_shape(shape, turn, width, height) for shape in page.shapes),
        pictures=tuple(
            replace(p, box=_turn_box(p.box, turn, width, height)) for p in page.pictures
        ),
        pose=Pose(turn, page.pose.skew, *((height, width) if is_quarter else (width, height))),
    )


def _turn(boxes: Boxes, turn: int, width: float, height: float) -> Boxes:
    """Return (n, 4) boxes of a page of some size turned clockwise."""
    x0, top, x1, bottom = boxes.T
    if turn == 90:
        return np.column_stack((height - bottom, x0, height - top, x1))
    if turn == 180:
        return np.column_stack((width - x1, height - bottom, width - x0, height - top))
    if turn == 270:
        return np.column_stack((top, width - x1, bottom, width - x0))
    return boxes


def _turn_box(box: Box, turn: int, width: float, height: float) -> Box:
    x0, top, x1, bottom = _turn(np.array([box], dtype=np.float64), turn, width, height)[0]
    return float(x0), float(top), float(x1), float(bottom)


def _turn_shape(shape: Shape, turn: int, width: float, height: float) -> Shape:
    spots = ((x, y, x, y) for x, y in shape.points)
    turned = (_turn_box(spot, turn, width, height) for spot in spots)
    return replace(shape, points=tuple((x, y) for x, y, _, _ in turned))


def lay_box(box: Box, pose: Pose) -> Box:
    """Return a box of the page as displayed on the page as it is read."""
    if pose.turn:
        is_quarter = pose.turn in (90, 270)
        size = (pose.height, pose.width) if is_quarter else (pose.width, pose.height)
        box = _turn_box(box, pose.turn, *size)
    return _tilt(box, pose, -pose.skew)


def show_box(box: Box, pose: Pose) -> Box:
    """Return a box of the page as it was read on the page as displayed.

    Boxes stay parallel to the page's edges: one that was level keeps its size around its middle.
    """
    box = _tilt(box, pose, pose.skew)
    return _turn_box(box, 360 - pose.turn, pose.width, pose.height) if pose.turn else box


def _tilt(box: Box, pose: Pose, degrees: float) -> Box:
    """Move a box as its middle moves when the page is turned clockwise about its own middle."""
    if not degrees:
        return box
    x, y = (box[0] + box[2] - pose.width) / 2, (box[1] + box[3] - pose.height) / 2
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    right, down = float(cosine * x - sine * y - x), float(sine * x + cosine * y - y)
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def show_table(table: Table, poses: Poses) -> Table:
    """Return a table with its boxes on the pages as displayed."""
    if not any(page in poses for page in table.pages):
        return table
    boxes = tuple(
        _show(box, page, poses) for page, box in zip(table.pages, table.boxes, strict=True)
    )
    return replace(
        table,
        box=boxes[0],
        boxes=boxes,
        cells=tuple(replace(c, box=_show(c.box, c.page, poses)) for c in table.cells),
        notes=tuple(replace(n, box=_show(n.box, n.page, poses)) for n in table.notes),
    )


def show_block(block: Block, poses: Poses) -> Block:
    """Return a block of text with its boxes on the page as displayed."""
    pose = poses.get(block.page)
    if pose is None:
        return block
    spans = tuple(
        replace(
            span,
            box=show_box(span.box, pose),
            words=tuple((text, show_box(box, pose)) for text, box in span.words),
        )
        for span in block.spans
    )
    return replace(block, box=show_box(block.box, pose), spans=spans)


def show_chart(chart: Chart, poses: Poses) -> Chart:
    """Return a chart with its boxes on the page as displayed."""
    pose = poses.get(chart.page)
    if pose is None:
        return chart
    marks = tuple(replace(mark, box=show_box(mark.box, pose)) for mark in chart.marks)
    return replace(chart, box=show_box(chart.box, pose), marks=marks)


def _show(box: Box, page: int, poses: Poses) -> Box:
    pose = poses.get(page)
    return box if pose is None else show_box(box, pose)
