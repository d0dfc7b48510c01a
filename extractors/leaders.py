"""Drawn leaders: dots or a thin rule, drawn and not typed, from a label to its value.

In: a page. Out: for each value a leader leads to, the word before which it stands. Browsers and
typesetters draw a dotted border as a row of tiny squares, as one rule or as a rule seen through a
row of holes. Refuses to know what label and value say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.model import Page

DOT_PT = 2.5  # a larger square is a bullet
MIN_DOTS = 5
PITCH = 4.0  # of a dot's width: from one dot to the next
MIN_LENGTH_PT = 12.0
TOUCH_EM = 0.9  # white between a leader and the words at its ends
LOW_EM = 0.35  # how far under the box of its words a leader may run
MAX_RULES = 2_000  # a page beyond this is ruled paper


def led_words(page: Page) -> frozenset[int]:
    """Return the words with a digit to which a drawn leader leads from another word.

    Args:
        page: Any page.
    """
    rules = _rules(page)
    values = np.array([any(char.isdigit() for char in text) for text in page.words.text])
    if not len(rules) or not values.any():
        return frozenset()
    led: set[int] = set()
    for rule in rules:
        labels, ends = _at_ends(page, rule)
        ends &= values
        if labels.any() and ends.any():
            led.add(int(np.flatnonzero(ends)[0]))
    return frozenset(led)


def _at_ends(page: Page, rule: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return (n,) bool twice: the words a rule begins at, and those it runs to."""
    words = page.words
    x0, x1, y = rule
    middle = (words.box[:, 1] + words.box[:, 3]) / 2
    level = (words.rotation == 0) & (y >= middle) & (y <= words.box[:, 3] + LOW_EM * words.size)
    touch = TOUCH_EM * words.size
    starts = level & (np.abs(x0 - words.box[:, 2]) <= touch) & (words.box[:, 0] < x0)
    ends = level & (np.abs(words.box[:, 0] - x1) <= touch) & (words.box[:, 2] > x1)
    return starts, ends


def _rules(page: Page) -> NDArray[np.float64]:
    """Return (k, 3): left end, right end and height of what may lead from a word to another."""
    strokes = page.strokes
    long = strokes.horizontal & (strokes.box[:, 2] - strokes.box[:, 0] >= MIN_LENGTH_PT)
    drawn = strokes.box[long][:, (0, 2, 1)]
    rules = np.concatenate([drawn, _dotted(page)])
    return rules[:MAX_RULES]


def _dotted(page: Page) -> NDArray[np.float64]:
    """Return the rows of tiny fills, evenly spaced."""
    box = page.fills.box
    size = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
    dots = box[size <= DOT_PT]
    if len(dots) < MIN_DOTS:
        return np.empty((0, 3))
    dots = dots[np.lexsort((dots[:, 0], np.round(dots[:, 1], 1)))]
    width = float(np.median(dots[:, 2] - dots[:, 0]))
    step = dots[1:, 0] - dots[:-1, 2]
    broken = (np.abs(np.diff(dots[:, 1])) > 0.5 * DOT_PT) | (step < -width) | (step > PITCH * width)
    rows = np.split(dots, np.flatnonzero(broken) + 1)
    ends = [
        (row[0, 0], row[-1, 2], float(row[0, 1] + row[0, 3]) / 2)
        for row in rows
        if len(row) >= MIN_DOTS and row[-1, 2] - row[0, 0] >= MIN_LENGTH_PT
    ]
    return np.array(ends, dtype=np.float64).reshape(-1, 3)
