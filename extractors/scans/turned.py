"""Reads text that runs up a page, as the headers of narrow columns do.

In: a levelled picture with the words that were read upright. Out: the words with those of turned
zones in the place of what was guessed there, and what was taken for what.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from crossfoot.extractors.scans.letters import (
    find_letters,
    letters_inside,
    letters_outside,
    runs_upright,
)
from crossfoot.extractors.scans.raster import Mask, PixelBox, Rules, find_runs
from crossfoot.extractors.scans.rereading import Rereading
from crossfoot.extractors.scans.sheet import SURE, Scan, uncovered_ink
from crossfoot.extractors.scans.tesseract import SeenWord, is_word, run_tesseract
from crossfoot.geometry import overlaps

FEW_LETTERS = 6  # that tell which way a header runs
TURNED_INCHES = 0.45  # height of unread ink that may be text running upwards
SPACE = 0.8  # of the height of a line: between two words of it
WHY = "turned by a quarter, it was read more surely"


def find_unread(scan: Scan, rules: Rules, words: Sequence[SeenWord]) -> list[PixelBox]:
    """Return areas with ink that no sure word covers, high enough for text running upwards."""
    ink = uncovered_ink(scan, rules, words, least_confidence=SURE)
    step = max(4, round(scan.dpi / 25))
    rows, cols = ink.shape[0] // step, ink.shape[1] // step
    cells = ink[: rows * step, : cols * step].reshape(rows, step, cols, step).sum(axis=(1, 3))
    busy = cells > 0.04 * step * step
    zones = _zones(busy, step, round(TURNED_INCHES * scan.dpi))
    if not zones:
        return []
    sure = [word.box for word in words if word.confidence >= SURE]
    letters = letters_outside(find_letters(scan.grey, dpi=scan.dpi), sure)
    return [zone for zone in zones if runs_upright(letters_inside(letters, zone), FEW_LETTERS)]


def _zones(busy: Mask, step: int, height: int) -> list[PixelBox]:
    """Return boxes of consecutive rows of blocks that have ink in several places."""
    zones = []
    many = busy.sum(axis=1) >= 2
    many[1:-1] |= many[:-2] & many[2:]
    for top, bottom in find_runs(many):
        if (bottom - top) * step < height:
            continue
        cols = np.flatnonzero(busy[top:bottom].any(axis=0))
        zones.append(
            (int(cols[0]) * step, max(0, top - 1) * step, (int(cols[-1]) + 1) * step, bottom * step)
        )
    return zones


def read_turned(
    scan: Scan, zone: PixelBox, words: Sequence[SeenWord]
) -> tuple[list[SeenWord], list[Rereading]]:
    """Read a zone turned by a quarter; keep what is surer than the words read upright."""
    x0, top, x1, bottom = zone
    part = Image.fromarray(scan.grey[top:bottom, x0:x1])
    turned = part.transpose(Image.Transpose.ROTATE_270)  # clockwise: what ran up runs right
    found = [
        SeenWord(word.text, _turn_back(word.box, zone), word.confidence, 270)
        for word in run_tesseract(turned, dpi=scan.dpi, mode=6)
        if word.confidence >= SURE / 2 and is_word(word)
    ]
    found = [word for word in found if len(word.text) > 2 or has_neighbour(word, found)]
    inside = [word for word in words if overlaps(word.box, zone)]
    if _long(found) <= 2 * _long(inside):
        return list(words), []
    lost = [word for word in inside if not stands_upright(word, found)]
    kept = [word for word in words if word not in lost]
    fresh = [w for w in found if not any(overlaps(w.box, o.box) for o in kept)]
    told = [Rereading(_text(lost), _text(fresh), zone, WHY)] if lost else []
    return kept + fresh, told


def stands_upright(word: SeenWord, found: Sequence[SeenWord]) -> bool:
    """Whether a word read upright is surer than what was read turned in its place.

    A zone of turned headers ends with ink of the row below: its "2020" is no "S 3" on its side.
    """
    rivals = [one for one in found if overlaps(one.box, word.box)]
    surest = max((one.confidence for one in rivals), default=0.0)
    is_longer = len(word.text) > max((len(one.text) for one in rivals), default=0)
    return word.confidence >= SURE and (not rivals or (is_longer and word.confidence > surest))


def has_neighbour(word: SeenWord, found: Sequence[SeenWord]) -> bool:
    """Whether another word stands in the line of a turned one, a space from it.

    A short one apart from all is a digit of the row below on its side: "3" looks like a "w".
    """
    x0, top, x1, bottom = word.box
    return any(
        one is not word
        and one.box[0] < x1
        and one.box[2] > x0
        and max(one.box[1] - bottom, top - one.box[3]) <= SPACE * (one.box[2] - one.box[0])
        for one in found
    )


def _long(words: Sequence[SeenWord]) -> int:
    """Return the letters of words that are long and sure enough to tell a direction."""
    return sum(len(w.text) for w in words if len(w.text) > 2 and w.confidence >= SURE)


def _text(words: Sequence[SeenWord]) -> str:
    return " ".join(word.text for word in words)


def _turn_back(box: PixelBox, zone: PixelBox) -> PixelBox:
    """Return a box of the zone turned clockwise, in the page's pixels."""
    x0, top, x1, bottom = box
    return (zone[0] + top, zone[3] - x1, zone[0] + bottom, zone[3] - x0)
