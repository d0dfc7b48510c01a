"""Boxes: what is around them, and what two have in common."""

from __future__ import annotations

import numpy as np
import pytest

from crossfoot.geometry import (
    holds_middle,
    hull,
    hull_of_points,
    intersect,
    iou,
    middles_in,
    overlap,
    overlaps,
    shared_height,
    shared_width,
)

LEFT, RIGHT = (0.0, 0.0, 4.0, 2.0), (3.0, 1.0, 7.0, 3.0)


def test_the_hull_is_the_smallest_box_around_all() -> None:
    """Of boxes and of points; of nothing there is none."""
    assert hull([LEFT, RIGHT]) == (0, 0, 7, 3)
    assert hull_of_points([(1, 5), (4, 2)]) == (1, 2, 4, 5)
    with pytest.raises(ValueError, match="no boxes"):
        hull([])


def test_what_two_boxes_share_is_told_in_lengths_and_shares() -> None:
    """A strip, an area, a share of the smaller, a share of both; boxes apart share nothing."""
    apart = (9.0, 0.0, 12.0, 2.0)

    assert (shared_width(LEFT, RIGHT), shared_height(LEFT, RIGHT)) == (1, 1)
    assert intersect(LEFT, RIGHT) == (3, 1, 4, 2)
    assert (overlap(LEFT, RIGHT), iou(LEFT, RIGHT)) == (1 / 8, 1 / 15)
    assert shared_width(LEFT, apart) == -5
    assert (overlap(LEFT, apart), iou(LEFT, apart), overlaps(LEFT, apart)) == (0, 0, False)
    assert overlap(LEFT, (1.0, 1.0, 1.0, 2.0)) == 0  # a flat box has no area to share


def test_a_word_lies_where_its_middle_lies() -> None:
    """One by one or all at once, the edges included."""
    words = np.array([LEFT, RIGHT, (6.0, 1.0, 8.0, 3.0)])
    box = (2.0, 0.0, 5.0, 2.0)

    assert middles_in(words, box).tolist() == [True, True, False]
    assert [holds_middle(box, tuple(word)) for word in words.tolist()] == [True, True, False]
