"""Frames that stand close beside each other: their rules are parted, a gap of dust is not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from crossfoot.extractors.scans.ocr import look_at
from crossfoot.extractors.scans.raster import Grey, find_rules
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.extractors.scans.twins import part_at_twins

DPI = 400
PAPER, INK = 240, 20


def frames(gap: int, *, darker: int = INK) -> Grey:
    """Return two frames side by side; ``darker`` is the left side of the second."""
    grey = np.full((600, 1000), PAPER, dtype=np.uint8)
    for x0, x1 in ((50, 500), (502 + gap, 950)):
        for y in (100, 200, 500):
            grey[y : y + 3, x0 : x1 + 2] = INK
        for x in (x0, x1):
            grey[100:503, x : x + 2] = INK if x != 502 + gap else darker
    return grey


def parted(grey: Grey) -> tuple[list[tuple[int, int]], list[int]]:
    """Return where level rules begin and end, and where upright ones stand."""
    rules = part_at_twins(grey, find_rules(grey, dpi=DPI), dpi=DPI)
    return (
        sorted({(box[0] // 10, box[2] // 10) for box, _ in rules.horizontal}),
        sorted(box[0] for box, _ in rules.vertical),
    )


@pytest.mark.parametrize("gap", [3, 4, 9, 12])
def test_frames_side_by_side_are_two(gap: int) -> None:
    """A gap that dust could make in a rule is none between two upright rules."""
    level, upright = parted(frames(gap))

    assert len(level) == 2
    assert len(upright) == 4


def test_frames_one_above_another_are_two() -> None:
    """The same, turned."""
    grey = np.ascontiguousarray(frames(4).T)
    rules = part_at_twins(grey, find_rules(grey, dpi=DPI), dpi=DPI)

    assert len({(box[1] // 10, box[3] // 10) for box, _ in rules.vertical}) == 2
    assert len(rules.horizontal) == 4


def test_a_rule_that_runs_through_both_frames_is_one() -> None:
    """Double rules between the columns of one table part none of its rows."""
    grey = frames(6)
    grey[200:203, 50:950] = INK

    rules = part_at_twins(grey, find_rules(grey, dpi=DPI), dpi=DPI)

    (row,) = [box for box, _ in rules.horizontal if 195 < box[1] < 208]
    assert row[2] - row[0] > 850


def test_a_faint_line_beside_a_rule_is_its_shadow() -> None:
    """Scanners draw one beside the edge of a sheet."""
    assert len(parted(frames(6, darker=PAPER - 60))[1]) == 3


@pytest.mark.skipif(not is_installed(), reason="needs tesseract")
def test_a_page_is_seen_with_its_frames_apart() -> None:
    """What a page is read with are the parted rules."""
    rules = look_at(Image.fromarray(frames(3)), DPI).rules

    assert max(box[2] - box[0] for box, _ in rules.horizontal) < 470
