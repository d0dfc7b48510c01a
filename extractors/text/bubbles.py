"""Bubbles: amounts printed inside drawn circles, labelled by the panel beside them.

In: a page and the groups of its lines. Out: which group is a bubble's number, which its label, and
the area both take. The circle stands for the large type by which other cards are told. Refuses to
know what the number means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import states_number
from crossfoot.extractors.text.lines import find_panels
from crossfoot.extractors.text.paragraphs import Group
from crossfoot.geometry import holds_middle, hull, shared_height, shared_width

if TYPE_CHECKING:
    from crossfoot.model import Box, Page, Shape

MIN_DIAMETER_EM = 2.0  # of the number inside; a smaller disc is a bullet or a numbered step
ROUND = 0.03  # how far the outline of a circle may stray from its radius, as a share of it
MIN_VERTICES = 12  # of a flattened circle
REACH = 0.6  # of the diameter: white between a circle and the label beside it
CLOSED = 1.9  # half turns around its centre: an outline that turns less is an arc
OFF_CENTRE = 0.2  # of the diameter: how far from the middle of its circle a number may stand
ASIDE = 0.25  # of the diameter: how far above or below its circle a label may stand
MAX_LABEL = 90  # chars of a title; what is longer explains


@dataclass(frozen=True, slots=True)
class Bubble:
    """A circle with a number in it.

    Attributes:
        number: What stands inside.
        label: The title beside it, empty when there is none.
        areas: The circle, and the panel or text its title stands in.
    """

    number: Group
    label: tuple[Group, ...]
    areas: tuple[Box, ...]


def find_bubbles(page: Page, groups: Sequence[Group]) -> tuple[Bubble, ...]:
    """Return the bubbles of a page.

    Args:
        page: Any page.
        groups: All groups of the page.
    """
    circles = tuple(dict.fromkeys(box for shape in page.shapes if (box := _circle(shape))))
    held = [(circle, _number_in(circle, groups)) for circle in circles]
    found = {id(number): (circle, number) for circle, number in held if number is not None}
    if not found:
        return ()
    panels = find_panels(page, np.ones(len(page.words), dtype=np.bool_))
    taken: set[int] = set(found)
    bubbles: list[Bubble] = []
    for circle, number in found.values():
        beside = _beside(circle, [group for group in groups if id(group) not in taken])
        around = [
            panel
            for panel in panels
            if not holds_middle(panel, number.box)
            and any(holds_middle(panel, g.box) for g in beside)
        ]
        title = _title(beside, around, groups)
        taken |= {id(group) for group in title}
        areas = around or [hull([circle, *(group.box for group in title)])]
        bubbles.append(Bubble(number, title, (circle, *areas)))
    return tuple(bubbles)


def has_circles(page: Page) -> bool:
    """Return whether anything round is drawn that could hold a number."""
    return any(_circle(shape) is not None for shape in page.shapes)


def _circle(shape: Shape) -> Box | None:
    """Return the box of a shape that is a circle."""
    if len(shape.points) < MIN_VERTICES:
        return None
    points = np.array(shape.points)
    low, high = points.min(axis=0), points.max(axis=0)
    centre = (low + high) / 2
    reach = np.hypot(*(points - centre).T)
    radius = float(reach.max())
    if radius <= 0 or float(np.abs(reach - radius).max()) > ROUND * radius:
        return None
    turned = np.unwrap(np.arctan2(*(points - centre).T))
    if abs(float(turned[-1] - turned[0])) < CLOSED * np.pi:  # an arc
        return None
    x0, top = (round(float(v), 1) for v in low)
    x1, bottom = (round(float(v), 1) for v in high)
    return x0, top, x1, bottom


def _number_in(circle: Box, groups: Sequence[Group]) -> Group | None:
    """Return the number that alone stands in a circle, in its middle."""
    inside = [group for group in groups if holds_middle(circle, group.box)]
    if len(inside) != 1 or not states_number(inside[0].text):
        return None
    box = inside[0].box
    diameter = circle[2] - circle[0]
    if diameter < MIN_DIAMETER_EM * inside[0].size:
        return None
    off = abs(box[0] + box[2] - circle[0] - circle[2]) + abs(
        box[1] + box[3] - circle[1] - circle[3]
    )
    return inside[0] if off / 2 < OFF_CENTRE * diameter else None


def _beside(circle: Box, groups: Sequence[Group]) -> list[Group]:
    """Return the groups next to a circle, on the side where text stands nearest."""
    diameter, middle = circle[2] - circle[0], (circle[0] + circle[2]) / 2
    near = [
        group
        for group in groups
        if not group.box[0] <= middle <= group.box[2]
        and shared_height(group.box, circle) > -ASIDE * diameter
        and _gap(circle, group.box) < REACH * diameter
    ]
    if not near:
        return []
    nearest = min(near, key=lambda group: _gap(circle, group.box))
    left = nearest.box[2] < middle
    return [group for group in near if (group.box[2] < middle) == left]


def _title(
    beside: Sequence[Group], panels: Sequence[Box], groups: Sequence[Group]
) -> tuple[Group, ...]:
    """Return the first short text of the panels beside a circle, else of the text beside it."""
    firsts = [
        min((g for g in groups if holds_middle(panel, g.box)), key=lambda g: g.box[1])
        for panel in panels
    ]
    short = [group for group in firsts or beside if len(group.text) <= MAX_LABEL]
    titles = [group for group in short if group.first.bold] or short
    return (min(titles, key=lambda group: group.box[1]),) if titles else ()


def _gap(circle: Box, box: Box) -> float:
    """Return the white between a circle and a text beside it, points."""
    return max(0.0, -shared_width(box, circle))
