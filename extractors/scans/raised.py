"""Tells marks of notes from digits: "179²" is read as "1792", and surely.

A mark stands raised behind a number and is smaller than its digits. In: words, and the ink of the
page. Out: the words with their marks raised again, and what was read first; nothing where the ink
cannot be counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from crossfoot.extractors.scans.pieces import Piece, connected_pieces
from crossfoot.extractors.scans.raster import Mask
from crossfoot.extractors.scans.rereading import Rereading
from crossfoot.extractors.scans.tesseract import SeenWord

DIGIT = 0.4  # of the highest: a digit or a mark; less is a sign between digits
FULL = 0.85  # of the highest: a digit
SMALL = 0.8  # of a digit: a mark
RAISED = 0.25  # of a digit: how far above the line a mark ends at least
MOST_MARKS = 2
MARKS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
WHY = "the last digits stand raised and small, as marks of notes do"

_NUMBER = re.compile(r"[-–]?[\d.,]*\d")


def raise_marks(
    words: Sequence[SeenWord], ink: Mask
) -> tuple[tuple[SeenWord, ...], tuple[Rereading, ...]]:
    """Return words with the marks of notes behind their numbers raised, and what was read first."""
    raised = [_raise(word, ink) for word in words]
    told = [
        Rereading(old.text, new.text, old.box, WHY)
        for old, new in zip(words, raised, strict=True)
        if new is not old
    ]
    return tuple(raised), tuple(told)


def _raise(word: SeenWord, ink: Mask) -> SeenWord:
    """Return a number with its last digits raised where their ink is, and each has its own."""
    if word.rotation or not _NUMBER.fullmatch(word.text):
        return word
    pieces = connected_pieces(ink, word.box)
    highest = max((one.height for one in pieces), default=0)
    digits = [one for one in pieces if one.height >= DIGIT * highest]
    marks = _marks_at_end(digits, highest)
    if not 0 < marks <= MOST_MARKS or len(digits) != sum(map(str.isdigit, word.text)):
        return word
    if not word.text[-marks - 1 :].isdecimal():
        return word
    return replace(word, text=word.text[:-marks] + word.text[-marks:].translate(MARKS))


def _marks_at_end(digits: Sequence[Piece], highest: int) -> int:
    """Return how many of the last pieces stand raised and small; 0 if all of them do."""
    full = [one for one in digits if one.height >= FULL * highest]
    if not full:
        return 0
    line = float(np.median([one.box[3] for one in full]))
    height = float(np.median([one.height for one in full]))
    count = 0
    for one in reversed(digits):
        if one.height > SMALL * height or line - one.box[3] < RAISED * height:
            break
        count += 1
    return count if count < len(digits) else 0
