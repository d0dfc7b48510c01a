"""The score of places seen falls when one mention is broken, whichever way it breaks."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.bench_places import TRUTH, Seen, score_report

REPORTS: list[dict[str, Any]] = json.loads(TRUTH.read_text(encoding="utf-8"))["reports"]


def as_marked(truth: dict[str, Any]) -> list[Seen]:
    """Return the mentions of a program that sees all that is marked, and nothing else."""
    return [
        Seen(page["page"], place["name"], place["ids"][0], place["country"])
        for page in truth["pages"]
        for place in page["places"]
        if place["ids"] and not place.get("optional")
    ]


def test_the_truth_holds_what_was_asked_for() -> None:
    """Forty pages and more to measure on, ten reports, eight countries; none in both halves."""
    measured = [one for one in REPORTS if one["use"] == "measure"]

    assert sum(len(one["pages"]) for one in REPORTS) >= 40
    assert len(measured) >= 10
    assert len({one["country"] for one in measured}) >= 8
    assert len({one["sha256"] for one in REPORTS}) == len(REPORTS)
    longest = max(
        len(place["name"].split())
        for one in REPORTS
        for page in one["pages"]
        for place in page["places"]
    )
    assert longest <= 6  # names, no texts of the pages


@pytest.mark.parametrize("truth", REPORTS, ids=lambda one: str(one["file"]))
def test_one_broken_mention_lowers_the_score(truth: dict[str, Any]) -> None:
    """A mention missed, taken for another place, or made up."""
    seen = as_marked(truth)
    whole = score_report(truth, seen)
    assert (whole.wrong, whole.found) == (0, whole.marked)

    country = "AQ"
    page = truth["pages"][0]["page"]
    made_up = score_report(truth, [*seen, Seen(page, "Qqqqq", 1, country)])
    assert (made_up.wrong, made_up.abroad) == (1, 1)
    if seen:
        assert score_report(truth, seen[1:]).found == whole.found - 1
        other = score_report(truth, [replace(seen[0], geonameid=1, country=country), *seen[1:]])
        assert (other.wrong, other.abroad, other.found) == (1, 1, whole.found - 1)
        near = score_report(truth, [replace(seen[0], geonameid=1), *seen[1:]])
        assert (near.wrong, near.abroad) == (1, 0)


def test_names_inside_other_names_count_neither_way() -> None:
    """A road or a newspaper may be taken for its town, and need not."""
    truth = {
        "country": "GH",
        "pages": [
            {
                "page": 3,
                "places": [
                    {"name": "Aflao", "country": "GH", "ids": [7], "optional": True},
                    {"name": "Osino", "country": "GH", "ids": []},
                ],
            }
        ],
    }
    assert score_report(truth, []).marked == 0
    assert score_report(truth, [Seen(3, "Aflao", 7, "GH")]).right == 1
    assert score_report(truth, [Seen(3, "Aflao", 8, "GH")]).wrong == 1
    assert score_report(truth, [Seen(3, "Osino", 9, "UG")]).abroad == 1
    assert score_report(truth, [Seen(4, "Osino", 9, "UG")]).wrong == 0
