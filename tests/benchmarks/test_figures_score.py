"""The scorer of key figures: one broken figure, one lower rate."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.figures.__main__ import SETS, load_truth
from benchmarks.figures.score import label_share, rates, score_page

PAGE = [
    {"bbox": [10, 10, 30, 20], "value": 15, "unit": "count", "qualifier": "exact"},
    {"bbox": [50, 10, 70, 20], "value": 700, "unit": "count", "qualifier": "nearly"},
    {"bbox": [10, 40, 30, 50], "value": 58, "unit": "%", "qualifier": "exact"},
]
LABELS = ("salariés", "adhérents", "part des femmes")


def truth() -> list[dict[str, Any]]:
    """Return a page with three figures."""
    return [{**one, "label": label} for one, label in zip(PAGE, LABELS, strict=True)]


def read_of(page: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the page as a reader without fault gives it."""
    said = {"nearly": "about", "more than": "over", "less than": "under"}
    return [
        {**one, "kind": "key_figure", "qualifier": said.get(one["qualifier"], "exact")}
        for one in page
    ]


def test_what_is_annotated_scores_full() -> None:
    """The truth read as it is written is right in every respect, in both sets."""
    for name in SETS:
        for page in load_truth(name):
            counts = score_page(page["figures"], read_of(page["figures"]))
            assert counts["figures"] == counts["right"] == counts["label"] == counts["qualifier"]
            assert counts["read"] == counts["right"]


@pytest.mark.parametrize(
    ("broken", "falls"),
    [
        ({"value": 16}, {"recall", "precision"}),
        ({"unit": "%"}, {"recall", "precision"}),
        ({"bbox": [300, 300, 320, 310]}, {"recall", "precision"}),
        ({"label": "of"}, {"with label"}),
        ({"qualifier": "over"}, {"with qualifier"}),
    ],
)
def test_one_broken_figure_lowers_its_rate(broken: dict[str, Any], falls: set[str]) -> None:
    """A wrong value, unit or place is a figure lost; label and qualifier count apart."""
    read = read_of(truth())
    before = rates(score_page(truth(), read))
    read[0] |= broken
    after = rates(score_page(truth(), read))

    assert {key for key in before if after[key] < before[key]} == falls


def test_a_figure_too_much_costs_precision_alone() -> None:
    """A number that nobody would name is wrong, unless it was annotated as a matter of taste."""
    extra = {**PAGE[0], "bbox": [10, 70, 30, 80], "value": 8, "label": "voix"}
    read = read_of([*truth(), extra])

    assert rates(score_page(truth(), read))["precision"] == pytest.approx(0.75)
    assert rates(score_page([*truth(), {**extra, "optional": True}], read))["precision"] == 1


def test_a_chart_is_no_figure_too_much() -> None:
    """What a chart's marks print may be the figure that was meant; the rest is the chart's."""
    read = read_of(truth())
    read.append({**read[0], "kind": "chart", "value": 3, "bbox": [200, 10, 210, 20]})

    assert rates(score_page(truth(), read))["precision"] == 1


def test_families_are_tuned_or_held_out() -> None:
    """No family is in both sets, and together they are forty pages at least."""
    pages = {name: load_truth(name) for name in SETS}
    families = [{page["family"] for page in one} for one in pages.values()]

    assert not families[0] & families[1]
    assert sum(map(len, pages.values())) >= 40


def test_labels_are_compared_by_their_words() -> None:
    """Accents, capitals and order do not count."""
    assert label_share("bénévoles réguliers", "REGULIERS: benevoles") == 1
    assert label_share("loyer moyen au m²", "of") == 0
