"""Leaders that are drawn: rows of dots and thin rules from a label to its number."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.extractors.text.leaders import led_words
from crossfoot.model import Box
from tests.extractors.page_builder import Text, make_page

LABEL, VALUE = Text("Fees", 50, 100), Text("412", 300, 100)
"""Twenty points wide, so that a leader may run from 72 to 298."""


def is_led(rules: Sequence[Box] = (), dots: Sequence[Box] = (), value: Text = VALUE) -> bool:
    """Return whether a label and a number are one line of a list."""
    page = make_page([LABEL, value], rules=rules, fills=[(dot, 0) for dot in dots])
    return bool(led_words(page))


def row(
    count: int = 57, *, start: float = 72, pitch: float = 4.0, side: float = 1.0, top: float = 107.5
) -> list[Box]:
    """Return a row of square dots."""
    return [(start + pitch * i, top, start + pitch * i + side, top + side) for i in range(count)]


def test_a_rule_or_dots_lead_to_a_number() -> None:
    """Nothing between them is two texts, and words are led to nowhere."""
    assert is_led([(72.0, 108.0, 298.0, 108.0)])
    assert is_led(dots=row())
    assert not is_led()
    assert not is_led([(72.0, 108.0, 298.0, 108.0)], value=Text("towns", 300, 100))


@pytest.mark.parametrize(
    ("y", "led"), [(104.9, False), (105.1, True), (113.4, True), (113.6, False)]
)
def test_at_what_height_a_leader_runs(y: float, led: bool) -> None:
    """From the middle of its words to a third of their size below them."""
    assert is_led([(72.0, y, 298.0, y)]) is led
    assert is_led(dots=row(top=y - 0.5)) is led


@pytest.mark.parametrize(
    ("start", "end", "led"),
    [
        (60.9, 298, False),
        (61.1, 298, True),
        (78.9, 298, True),
        (79.1, 298, False),
        (72, 290.9, False),
        (72, 291.1, True),
        (72, 308.9, True),
        (72, 309.1, False),
    ],
)
def test_a_leader_reaches_its_words(start: float, end: float, led: bool) -> None:
    """Nine tenths of the type size of white at most, and as much over them."""
    assert is_led([(start, 108.0, end, 108.0)]) is led


@pytest.mark.parametrize(("pitch", "led"), [(1.5, True), (4.9, True), (5.1, False)])
def test_dots_stand_close(pitch: float, led: bool) -> None:
    """Four widths of white between two."""
    assert is_led(dots=row(int(226 / pitch) + 1, pitch=pitch)) is led


@pytest.mark.parametrize(("side", "led"), [(1.0, True), (2.5, True), (2.6, False)])
def test_dots_are_small(side: float, led: bool) -> None:
    """Larger squares are bullets."""
    assert is_led(dots=row(side=side)) is led


@pytest.mark.parametrize(("count", "led"), [(4, False), (5, True)])
def test_an_ellipsis_is_no_leader(count: int, led: bool) -> None:
    """It has fewer dots."""
    value = Text("412", 72 + 4 * (count - 1) + 3, 100)

    assert is_led(dots=row(count), value=value) is led
    assert not is_led(dots=row(count, pitch=2), value=Text("412", 74 + 2 * count, 100))


@pytest.mark.parametrize(("length", "led"), [(11.9, False), (12, True)])
def test_a_dash_is_no_leader(length: float, led: bool) -> None:
    """It is shorter."""
    value = Text("412", 74 + length, 100)

    assert is_led([(72.0, 108.0, 72.0 + length, 108.0)], value=value) is led


@pytest.mark.parametrize(("many", "led"), [(499, True), (500, False)])
def test_ruled_paper_leads_nowhere(many: int, led: bool) -> None:
    """A page of five hundred rules and more."""
    assert is_led([*[(72.0, 600.0, 298.0, 600.0)] * many, (72.0, 108.0, 298.0, 108.0)]) is led
