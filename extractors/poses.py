"""Sets pages upright and their type to one size for reading, and turns what was found back.

A landscape table is often printed or scanned onto a portrait page, and a scan is rarely level.
Everything that looks for lines of text wants them level, so such a page is turned first. Whether
two rules are one or a gap parts two columns depends on the type they stand among, not on how large
the sheet is: a page is scaled so that its body type measures :data:`crossfoot.model.BODY_SIZE`, and
every length in the readers of tables, text and charts holds at that size. What was found is told in
points of the page as displayed, where a reader looks for it.

In: pages, boxes and results. Out: the same, turned and scaled. How a page was turned and scaled is
its :class:`crossfoot.model.Pose`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.charts.model import Chart
from crossfoot.geometry import sag
from crossfoot.model import (
    BODY_SIZE,
    Block,
    Box,
    Fills,
    Page,
    Pose,
    Shape,
    Strokes,
    Table,
)
from crossfoot.type_size import size_of_words

TURNED_SHARE = 0.8  # of a page's letters that read in one other direction: a sideways page
FEWEST_LETTERS = 100  # a photo credit up a picture's side turns no page
SIZE_DIGITS = 1  # of a type size: one size comes out as one on pages of different scales
UNBENT = 8  # rounds: each leaves a twentieth of the error of the one before at most
MEASURED_IN_POINTS = ("bars", "line")  # kinds of charts; marks of others are shares

Boxes = NDArray[np.float64]
Poses = Mapping[int, Pose]
Move = Callable[[Box, int], Box]
"""Gives where a box of a page, by number, goes."""


def upright(page: Page) -> Page:
    """Return a page turned so that most of its text reads from left to right, scaled to its type.

    A page without words keeps its size.
    """
    page = _set_upright(page)
    body = size_of_words(page.words)
    return scale_page(page, BODY_SIZE / body) if body > 0 else page


def common_scale(pages: Sequence[tuple[Pose, int]]) -> float:
    """Return the scale in the middle of the pages of a document, each with its count of letters."""
    known = sorted((pose.scale, letters) for pose, letters in pages if letters)
    half = sum(letters for _, letters in known) / 2
    for scale, letters in known:
        half -= letters
        if half <= 0:
            return scale
    return 1.0


def _set_upright(page: Page) -> Page:
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


def scale_page(page: Page, factor: float) -> Page:
    """Return a page with all its lengths multiplied."""
    if factor == 1.0:
        return page
    words, strokes, fills = page.words, page.strokes, page.fills
    return replace(
        page,
        width=page.width * factor,
        height=page.height * factor,
        words=replace(words, box=words.box * factor, size=words.size * factor),
        strokes=replace(strokes, box=strokes.box * factor, width=strokes.width * factor),
        fills=replace(fills, box=fills.box * factor),
        shapes=tuple(_scale_shape(shape, factor) for shape in page.shapes),
        pictures=tuple(replace(p, box=scale_box(p.box, factor)) for p in page.pictures),
        pose=replace(page.pose, scale=page.pose.scale * factor),
    )


def scale_box(box: Box, factor: float) -> Box:
    """Return a box of a page whose lengths are multiplied."""
    return box[0] * factor, box[1] * factor, box[2] * factor, box[3] * factor


def _scale_shape(shape: Shape, factor: float) -> Shape:
    points = tuple((x * factor, y * factor) for x, y in shape.points)
    return replace(shape, points=points, width=shape.width * factor)


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
    return scale_box(_unbend(_tilt(box, pose, -pose.skew), pose), pose.scale)


def show_box(box: Box, pose: Pose) -> Box:
    """Return a box of the page as it was read on the page as displayed.

    Boxes stay parallel to the page's edges: one that was level keeps its size around its middle.
    """
    box = _tilt(_bend(scale_box(box, 1 / pose.scale), pose), pose, pose.skew)
    return _turn_box(box, 360 - pose.turn, pose.width, pose.height) if pose.turn else box


def _tilt(box: Box, pose: Pose, degrees: float) -> Box:
    """Move a box as its middle moves when the page is turned clockwise about its own middle."""
    if not degrees:
        return box
    x, y = (box[0] + box[2] - pose.width) / 2, (box[1] + box[3] - pose.height) / 2
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    right, down = float(cosine * x - sine * y - x), float(sine * x + cosine * y - y)
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _bend(box: Box, pose: Pose) -> Box:
    """Move a box as its middle moves when straight lines are bent as those of the scan were."""
    if not pose.warp:
        return box
    down = _sag(pose, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return box[0], box[1] + down, box[2], box[3] + down


def _unbend(box: Box, pose: Pose) -> Box:
    """Move a box as its middle moves when the lines of the scan are made straight."""
    if not pose.warp:
        return box
    x, y, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 0.0
    for _ in range(UNBENT):
        down = _sag(pose, x, y - down)
    return box[0], box[1] - down, box[2], box[3] - down


def _sag(pose: Pose, x: float, y: float) -> float:
    half = pose.width / 2
    at = np.array(x / half - 1), np.array(2 * y / pose.height - 1)
    return float(sag(pose.warp, *at)) * half


def show_table(table: Table, poses: Poses) -> Table:
    """Return a table in points, with its boxes on the pages as displayed."""
    return _move_table(table, _shown_on(poses), 1 / _scale(poses, table.pages[0]))


def show_block(block: Block, poses: Poses) -> Block:
    """Return a block of text in points, with its boxes on the page as displayed."""
    return _move_block(block, _shown_on(poses), 1 / _scale(poses, block.page))


def show_chart(chart: Chart, pose: Pose) -> Chart:
    """Return a chart in points, with its boxes on the page as displayed."""
    if pose.is_as_displayed:
        return chart
    lengths = 1 / pose.scale if chart.kind in MEASURED_IN_POINTS else 1.0
    marks = tuple(
        replace(
            mark,
            box=show_box(mark.box, pose),
            extent=mark.extent * lengths,
            error=mark.error * lengths,
        )
        for mark in chart.marks
    )
    return replace(
        chart,
        box=show_box(chart.box, pose),
        marks=marks,
        ticks=tuple((text, at / pose.scale) for text, at in chart.ticks),
        origin=chart.origin / pose.scale,
    )


def scale_table(table: Table, factor: float) -> Table:
    """Return a table of a page whose lengths are multiplied."""
    return _move_table(table, lambda box, _: scale_box(box, factor), factor)


def scale_block(block: Block, factor: float) -> Block:
    """Return a block of text of a page whose lengths are multiplied."""
    return _move_block(block, lambda box, _: scale_box(box, factor), factor)


def _move_table(table: Table, move: Move, factor: float) -> Table:
    """Return a table with its boxes moved and its lengths multiplied."""
    boxes = tuple(move(box, page) for page, box in zip(table.pages, table.boxes, strict=True))
    return replace(
        table,
        box=boxes[0],
        boxes=boxes,
        cells=tuple(
            replace(c, box=move(c.box, c.page), indent=c.indent * factor) for c in table.cells
        ),
        notes=tuple(replace(n, box=move(n.box, n.page)) for n in table.notes),
    )


def _move_block(block: Block, move: Move, factor: float) -> Block:
    page = block.page
    spans = tuple(
        replace(
            span,
            box=move(span.box, page),
            size=round(span.size * factor, SIZE_DIGITS),
            words=tuple((text, move(box, page)) for text, box in span.words),
        )
        for span in block.spans
    )
    return replace(block, box=move(block.box, page), spans=spans)


def _shown_on(poses: Poses) -> Move:
    return lambda box, page: show_box(box, poses[page]) if page in poses else box


def _scale(poses: Poses, page: int) -> float:
    return poses[page].scale if page in poses else 1.0
