"""What the weights are learned with, and how true a confidence is."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibrate import Judged, Place, Rival, confidence_of, learn_choice, learn_confidence
from benchmarks.reliability import bin_pairs, draw_reliability, measure_reliability

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def judged(blank: float, *, right: bool, kind: str = "ruled", reader: str = "own") -> Judged:
    """Return a reading with one piece of evidence."""
    return Judged(0, reader, kind, {"blank": blank}, right)


def test_evidence_of_wrong_readings_weighs_against() -> None:
    """Blank readings were wrong: a blank one is less sure. The same readings teach the same."""
    told = [judged(0.1 * (i % 3), right=True) for i in range(40)]
    told += [judged(0.8, right=False) for _ in range(20)]

    bias, weights = learn_confidence(told)

    assert weights["blank"] < 0
    assert confidence_of(told[0], bias, weights) > 0.8 > confidence_of(told[-1], bias, weights)
    assert (bias, weights) == learn_confidence(told)


def test_pages_without_their_rules_do_not_make_whole_ones_doubtful() -> None:
    """That a reading is of a stripped page is known while learning, and forgotten after."""
    whole = [judged(0.2, right=True) for _ in range(60)] + [judged(0.2, right=False)]
    stripped = [judged(0.2, right=i % 2 == 0, reader="own, no rules") for i in range(200)]

    bias, weights = learn_confidence([*whole, *stripped])

    assert confidence_of(whole[0], bias, weights) > 0.85


def test_what_better_readings_have_in_common_decides() -> None:
    """The reading that keeps its words is better in every place: that is what counts."""
    places = [
        Place(
            0,
            (
                Rival("own", {"words_kept": 1.0, "fill": fill}, 0.9),
                Rival("pdfplumber", {"words_kept": 0.4, "fill": 1 - fill}, 0.3),
            ),
        )
        for fill in (0.2, 0.5, 0.8)
    ]

    weights = learn_choice(places)

    assert weights["words_kept"] > 0.1
    assert abs(weights["fill"]) < 0.05


@given(PAIRS)
def test_bins_hold_every_reading_once(pairs: list[tuple[float, bool]]) -> None:
    """No reading is lost between bins, and what is off is between nothing and everything."""
    told = measure_reliability(pairs)

    assert sum(count for _, _, count in bin_pairs(pairs)) == told.count == len(pairs)
    assert 0 <= told.ece <= 1
    assert 0 <= told.brier <= 1


def test_a_true_confidence_is_off_by_nothing() -> None:
    """Three of four readings said to be .75 sure are right."""
    told = measure_reliability([(0.75, n % 4 != 0) for n in range(40)])

    assert told.ece == pytest.approx(0)
    assert (told.sure, told.right) == (0, 0.75)


def test_the_plot_is_a_picture_of_every_group() -> None:
    """Valid SVG with a point for each bin, inside its frame."""
    groups = {"ours": [(0.95, True), (0.3, False)], "others": [(0.5, True)]}

    picture = ET.fromstring(draw_reliability(groups))  # noqa: S314 - we drew it

    circles = [e for e in picture.iter() if e.tag.endswith("circle")]
    assert len(circles) == 3
    assert all(0 <= float(c.attrib["cx"]) <= 416 for c in circles)
    assert np.isfinite([float(c.attrib["r"]) for c in circles]).all()
