"""Drawn leaders: dots or a thin rule, drawn and not typed, from a label to its value.

In: a page. Out: for each value a leader leads to, the word before which it stands. Browsers and
typesetters draw a dotted border as a row of tiny squares, as one rule or as a rule seen through a
row of holes. Refuses to know what label and value say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import has_digit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.model import Page

DOT = 2.5  # at a body of 9: a larger square is a bullet
MIN_DOTS = 5  # fewer are an ellipsis
PITCH = 4.0  # of a dot's width: from one dot to the next
MIN_LENGTH = 12.0  # at a body of 9: a shorter row of dots is an ellipsis, a shorter rule a dash
TOUCH_EM = 0.9  # white between a leader and the words at its ends
LOW_EM = 0.35  # how far under the box of its words a leader may run
MAX_RULES = 500  # what a page has beyond this is ruled paper


def led_words(page: Page) -> frozenset[int]:
    """Return the words with a digit to which a drawn leader leads from another word.

    Args:
        page: Any page.
    """
    rules = _rules(page)
    level = np.flatnonzero(page.words.rotation == 0)
    if not len(rules) or not len(level):
        return frozenset()
    at, word = np.nonzero(_touch(page, rules, level, right=True))
    digits = [has_digit(page.words.text[level[i]]) for i in word]
    at, word = at[digits], word[digits]
    from_word = _touch(page, rules[at], level, right=False).any(axis=1)
    return frozenset(int(i) for i in level[word[from_word]])


def _touch(
    page: Page, rules: NDArray[np.float64], chosen: NDArray[np.intp], *, right: bool
) -> NDArray[np.bool_]:
    """Return (rules, words) bool: which words stand at one end of which rules, on their line."""
    box, size = page.words.box[chosen], page.words.size[chosen]
    y = rules[:, 2, None]
    level = (y >= (box[:, 1] + box[:, 3]) / 2) & (y <= box[:, 3] + LOW_EM * size)
    end, near, far = (rules[:, 1], 0, 2) if right else (rules[:, 0], 2, 0)
    beyond = (box[:, far] - end[:, None]) * (1 if right else -1) > 0
    reach: NDArray[np.bool_] = np.abs(box[:, near] - end[:, None]) <= TOUCH_EM * size
    return level & reach & beyond


def _rules(page: Page) -> NDArray[np.float64]:
    """Return (k, 3): left end, right end and height of what may lead from a word to another."""
    strokes = page.strokes
    long = strokes.horizontal & (strokes.box[:, 2] - strokes.box[:, 0] >= MIN_LENGTH)
    drawn = strokes.box[long][:, (0, 2, 1)]
    rules = np.concatenate([_dotted(page), drawn])
    return rules[:MAX_RULES]


def _dotted(page: Page) -> NDArray[np.float64]:
    """Return the rows of tiny fills, evenly spaced."""
    box = page.fills.box
    size = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
    dots = box[size <= DOT]
    if len(dots) < MIN_DOTS:
        return np.empty((0, 3))
    dots = dots[np.lexsort((dots[:, 0], np.round(dots[:, 1], 1)))]
    width = float(np.median(dots[:, 2] - dots[:, 0]))
    step = dots[1:, 0] - dots[:-1, 2]
    broken = (np.abs(np.diff(dots[:, 1])) > 0.5 * DOT) | (step < -width) | (step > PITCH * width)
    rows = np.split(dots, np.flatnonzero(broken) + 1)
    ends = [
        (row[0, 0], row[-1, 2], float(row[0, 1] + row[0, 3]) / 2)
        for row in rows
        if len(row) >= MIN_DOTS and row[-1, 2] - row[0, 0] >= MIN_LENGTH
    ]
    return np.array(ends, dtype=np.float64).reshape(-1, 3)
