"""Numbers that their surroundings make figures: in coloured boxes, and at the end of bars.

In: a page and the groups of its lines, tables left out. Out: which groups are one card. A box that
holds one short name and numbers shows them, whatever their type size; so does a row of a name and a
number with a drawn bar under it, where another such row stands below. Refuses to know what the
numbers mean, and is not asked where tables are: cells are boxes too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import begins_with_number, has_digit, states_number
from crossfoot.geometry import shared_height

if TYPE_CHECKING:
    from crossfoot.extractors.text.paragraphs import Group
    from crossfoot.model import Page

MOST_IN_BOX = 6  # groups: a box with more is a column of text
MAX_NAME = 60  # chars of what a box shows; what is longer tells
MAX_VALUE = 30  # chars of a number with its unit and signs
BAR_EM = 1.2  # of the type size: a bar is no higher…
BAR_GAP_EM = 1.5  # …and no further below its row
LEAST_ROWS = 2
BAR_LAP_EM = 0.3  # how far a bar may reach into its row
SAME_ROW = 0.3  # of the number's size that it shares with its name: a shaded row of a list
IN_ROW = 0.5  # of the value's size that it shares with the name to its left
ALIGNED_EM = 0.8

_JOINT = re.compile(r"\s+[—–|·/-]\s+")

Card = tuple["Group", list["Group"]]


def find_boxed(page: Page, groups: Sequence[Group]) -> list[Card]:
    """Return (number, what belongs to it) of the cards that boxes and bars make.

    Args:
        page: The page.
        groups: Those of its groups that are no cards by their type.
    """
    cards = _in_boxes(groups)
    taken = {id(group) for number, rest in cards for group in (number, *rest)}
    return cards + _over_bars(page, [group for group in groups if id(group) not in taken])


def _in_boxes(groups: Sequence[Group]) -> list[Card]:
    panels: dict[int, list[Group]] = {}
    for group in groups:
        panels.setdefault(group.first.panel, []).append(group)
    return [
        card
        for panel, held in panels.items()
        if panel >= 0 and (card := _card_of(held)) is not None
    ]


def _card_of(held: Sequence[Group]) -> Card | None:
    """Return the card that the groups of one box make: one name, the other groups numbers."""
    if not 2 <= len(held) <= MOST_IN_BOX:
        return None
    names = [group for group in held if not has_digit(group.text)]
    values = [group for group in held if has_digit(group.text)]
    if len(names) != 1 or len(names[0].text) > MAX_NAME:
        return None
    if not all(begins_with_number(v.text) and len(v.text) <= MAX_VALUE for v in values):
        return None
    number = max(values, key=lambda group: group.number_size)
    beside = shared_height(number.box, names[0].box) > SAME_ROW * number.size
    if beside or not states_number(number.text):
        return None
    return number, [group for group in held if group is not number]


def _over_bars(page: Page, groups: Sequence[Group]) -> list[Card]:
    """Return the rows of a name and a number that have a bar under them."""
    values = [group for group in groups if len(group.lines) == 1 and _is_value(group.text)]
    rows: list[Card] = []
    for value in values:
        name = _name_beside(value, groups)
        if name is not None and _has_bar(page, name, value):
            rows.append((value, [name]))
    return [row for row in rows if sum(_are_alike(row, other) for other in rows) >= LEAST_ROWS]


def _is_value(text: str) -> bool:
    """Return whether a text is a number, or several with a dash between: "$97.54 — 1.8%"."""
    return all(states_number(part) and has_digit(part) for part in _JOINT.split(text))


def _name_beside(value: Group, groups: Sequence[Group]) -> Group | None:
    """Return the name to the left of a number, in its row."""
    left = [
        group
        for group in groups
        if group is not value
        and group.first.panel == value.first.panel
        and group.box[2] <= value.box[0]
        and shared_height(group.box, value.box) > IN_ROW * value.size
    ]
    nearest = max(left, key=lambda group: group.box[2], default=None)
    if nearest is None or len(nearest.lines) > 1 or begins_with_number(nearest.text):
        return None
    return nearest if len(nearest.text) <= MAX_NAME else None


def _has_bar(page: Page, name: Group, value: Group) -> bool:
    """Return whether a bar is drawn right under a row, beginning at its name."""
    fills, em = page.fills.box, value.size
    bottom = max(name.box[3], value.box[3])
    under = (fills[:, 1] >= bottom - BAR_LAP_EM * em) & (fills[:, 1] <= bottom + BAR_GAP_EM * em)
    low = fills[:, 3] - fills[:, 1] <= BAR_EM * em
    begins = np.abs(fills[:, 0] - name.box[0]) <= ALIGNED_EM * em
    return bool((under & low & begins).any())


def _are_alike(row: Card, other: Card) -> bool:
    """Return whether two rows stand in one list: names begin, numbers end in line."""
    (value, (name, *_)), (second, (called, *_)) = row, other
    em = value.size
    ends = abs(value.box[2] - second.box[2]) <= ALIGNED_EM * em
    return ends and abs(name.box[0] - called.box[0]) <= ALIGNED_EM * em
