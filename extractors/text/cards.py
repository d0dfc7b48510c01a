"""Cards: a large number with its small label below, beside or above.

In: groups of lines. Out: which groups are one card. The number decides by its size, the label by
standing next to it in smaller type, in the same panel. Refuses to know what the number means.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.extractors.kinds import begins_with_number, states_number
from crossfoot.extractors.text.paragraphs import Group
from crossfoot.geometry import shared_height, shared_width
from crossfoot.vocabulary.printed import unit_alone

CARD_NUMBER_EM = 1.25  # against the body: a heading's 1.2 is no card, a card's number is 1.6 to 4
LABEL_SHARE = 0.92  # a label is set smaller than its number
FIRST_GAP = 0.62  # of the number's size: white between a number and its label
NEXT_GAP = 0.95  # of the label's size: white between the parts of a label
PART_GAP = (
    3.2  # of the label's size, before a line that begins with a number: a bar may stand there
)
MAX_LABEL = 80  # chars of a further part of a label; what is longer is the text below the card
UNIT_GAP = 0.85  # of the number's size: white between the unit below a number and its label
MAX_CHANGE = 30  # chars of a share that says how a number changed
BESIDE_GAP = 1.3  # of the number's size
OVER = 0.3  # of the narrower of number and label: so much of it they must stand over one another
LAP = 0.4  # of the label's size: how far boxes of two lines may reach into one another
BESIDE = 0.4  # of the label's height that must stand beside the number
OF_FIRST = 1.05  # of the first part's size: a further part is set no larger
NUMBERED_PART = 1.12  # …or no larger than this, if it begins with a number
SMALL_LABEL_GAP = 1.2  # of the label's size: white below a number, whatever its own size
MAX_LINES = 3  # lines of a number set to be seen
MAX_ABOVE = 90  # chars of a label above its number; what is longer is a text
TOTAL_REACH = 3.0  # of the number's size: how far below a list its total may stand
TOTAL_LAP = 0.5  # …and how far its box may reach into the last line


def is_card_number(group: Group, body: float) -> bool:
    """Return whether a group is a number set to be seen: "Plus de 2 450", "15,6 %", "€936,463"."""
    if group.number_size < CARD_NUMBER_EM * body or len(group.lines) > MAX_LINES:
        return False
    return states_number(group.text)


def find_cards(groups: Sequence[Group], body: float) -> list[tuple[Group, list[Group]]]:
    """Return (number, its label groups from top to bottom) for each card of a page.

    Args:
        groups: All groups of the page.
        body: Body type size of the page, points.
    """
    numbers = [group for group in groups if is_card_number(group, body)]
    taken = {id(group) for group in numbers}
    below = {id(number): _claim(_label_below(number, groups, taken), taken) for number in numbers}
    cards: list[tuple[Group, list[Group]]] = []
    for number in numbers:
        label = below[id(number)]
        names = [group for group in label if not unit_alone().fullmatch(group.text)]
        if all(
            begins_with_number(group.text) for group in names
        ):  # "1.8 % of the budget" names no amount
            label = _claim(_label_near(number, groups, taken), taken) + label
        label += _claim(_changes_below(number, label, groups, taken), taken)
        cards.append((number, label))
    return cards


def _claim(label: list[Group], taken: set[int]) -> list[Group]:
    """Mark groups as taken by a card, so that no other card takes them."""
    taken.update(id(group) for group in label)
    return label


def _may_label(number: Group, group: Group, taken: set[int]) -> bool:
    return (
        id(group) not in taken
        and group.first.panel == number.first.panel
        and group.size < LABEL_SHARE * number.number_size
        and not group.first.bulleted
        and not group.first.has_leader
    )


def _overlap(number: Group, group: Group) -> float:
    """Return how far two groups stand over one another, as a share of the narrower."""
    a, b = number.box, group.box
    return shared_width(a, b) / max(0.1, min(a[2] - a[0], b[2] - b[0]))


def _label_below(number: Group, groups: Sequence[Group], taken: set[int]) -> list[Group]:
    """Collect what stands under a number, nearest first, until the white gets too wide."""
    label: list[Group] = []
    if _sums_up_leaders(number, groups):
        return label
    bottom = number.box[3]
    while True:
        below = [
            group
            for group in groups
            if _may_label(number, group, taken)
            and group not in label
            and _overlap(number, group) > OVER
            and group.box[1] >= bottom - LAP * group.size
        ]
        if not below:
            return label
        nearest = min(below, key=lambda group: group.box[1])
        if nearest.box[1] - bottom > _reach(number, label, nearest):
            return label
        label.append(nearest)
        bottom = nearest.box[3]


def _changes_below(
    number: Group, label: Sequence[Group], groups: Sequence[Group], taken: set[int]
) -> list[Group]:
    """Return the small shares under a card that say how its number changed: "▲ +8.6 % YoY"."""
    bottom = max(group.box[3] for group in (number, *label))
    return [
        group
        for group in groups
        if id(group) not in taken
        and group.first.panel == number.first.panel
        and group.size < LABEL_SHARE * number.number_size
        and _overlap(number, group) > OVER
        and -LAP * group.size <= group.box[1] - bottom <= PART_GAP * group.size
        and len(group.text) <= MAX_CHANGE
        and begins_with_number(group.text)
        and "%" in group.text
    ]


def _reach(number: Group, label: Sequence[Group], group: Group) -> float:
    """Return how far below the last part of a label the next part may stand."""
    if not label:
        return max(SMALL_LABEL_GAP * group.size, FIRST_GAP * number.number_size)
    if unit_alone().fullmatch(label[-1].text):
        return UNIT_GAP * number.number_size
    first = label[0].size
    if begins_with_number(group.text) and group.size <= NUMBERED_PART * first:
        return PART_GAP * first
    is_label = group.size <= OF_FIRST * first and len(group.text) <= MAX_LABEL
    return NEXT_GAP * first if is_label else 0.0


def _label_near(number: Group, groups: Sequence[Group], taken: set[int]) -> list[Group]:
    """Return the label beside a number (to its right), else the one above it."""
    box = number.box
    if _sums_up_leaders(number, groups):
        return []
    beside = [
        group
        for group in groups
        if _may_label(number, group, taken)
        and 0 < group.box[0] - box[2] < BESIDE_GAP * number.number_size
        and shared_height(group.box, box) > BESIDE * group.size
    ]
    if beside:
        return sorted(beside, key=lambda group: group.box[1])
    above = [
        group
        for group in groups
        if _may_label(number, group, taken)
        and _overlap(number, group) > OVER
        and -LAP * group.size
        < box[1] - group.box[3]
        < max(group.size, FIRST_GAP * number.number_size)
        and len(group.text) <= MAX_ABOVE
        and any(map(str.isalpha, group.text))
    ]
    return [max(above, key=lambda group: group.box[3])] if above else []


def _sums_up_leaders(number: Group, groups: Sequence[Group]) -> bool:
    """Return whether a dotted leader stands right above: the number is its list's total."""
    above = [
        group
        for group in groups
        if group is not number
        and group.box[3] <= number.box[1] + TOTAL_LAP * number.number_size
        and _overlap(number, group) > OVER
        and group.first.panel == number.first.panel
    ]
    nearest = max(above, key=lambda group: group.box[3], default=None)
    if nearest is None or not nearest.first.has_leader:
        return False
    return number.box[1] - nearest.box[3] < TOTAL_REACH * number.number_size
