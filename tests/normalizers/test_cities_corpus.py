"""The open corpora of names: what must be right, and what must not be wrong."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from crossfoot.model import Decision, Match
from crossfoot.normalizers.catalog import load_catalog
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES

pytestmark = pytest.mark.corpus

FAMILIES = {"neg": "negative", "amb": "ambiguous"}


def verdict(item: dict[str, object], match: Match) -> str:
    """Return right, wrong or open, as the corpora's scorer does."""
    expected = item["expect"]
    matched = match.place.geonameid if match.status == "matched" and match.place else None
    if expected is None:
        return "right" if matched is None else "wrong"
    if matched is not None:
        accepted = item.get("accept_ids") or []
        assert isinstance(accepted, list)
        return "right" if matched in (expected, *accepted) else "wrong"
    return "right" if item.get("review_ok") and match.status == "review" else "open"


def shares(
    items: list[dict[str, object]], groups: list[str], decisions: Sequence[Decision] = ()
) -> dict[str, Counter[str]]:
    """Return how many items of each group are right, wrong and open."""
    names = [query(item) for item in items]
    matches = match_names(names, open_gazetteer(), decisions, joint=False)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item, group, match in zip(items, groups, matches, strict=True):
        counts[group][verdict(item, match)] += 1
    return counts


def query(item: dict[str, object]) -> NameQuery:
    """Return the query of an item of either corpus."""
    context = item.get("context") or {}
    assert isinstance(context, dict)
    language = next((known for known in NAMED_LANGUAGES if known == item["lang"]), None)
    return NameQuery(
        str(item["name"]),
        language,
        context.get("country"),
        context.get("admin1_text"),
        context.get("heading"),
        tuple(context.get("siblings") or ()),
    )


def test_noisy_negative_and_ambiguous_names(corpus: Path) -> None:
    """Nearly all noisy names are right, nothing that is no place is matched, few homonyms err."""
    items = json.loads((corpus / "cities" / "noise_open.json").read_text(encoding="utf-8"))["items"]
    counts = shares(items, [FAMILIES.get(item["kind"][:3], "names") for item in items])

    assert counts["names"]["right"] / counts["names"].total() >= 0.997
    assert counts["names"]["wrong"] == 0
    assert counts["negative"]["wrong"] == 0
    assert counts["ambiguous"]["right"] / counts["ambiguous"].total() >= 0.97
    assert counts["ambiguous"]["wrong"] == 0


def test_decisions_of_the_series_settle_regions_that_are_members(corpus: Path) -> None:
    """Gauteng by itself waits for a person; the series knows that it is a member."""
    items = json.loads((corpus / "cities" / "noise_open.json").read_text(encoding="utf-8"))["items"]
    mine = [item for item in items if FAMILIES.get(item["kind"][:3], "names") != "ambiguous"]
    families = [FAMILIES.get(item["kind"][:3], "names") for item in mine]
    decided = [one for one in load_catalog().decisions if one.language is None]
    counts = shares(mine, families, decided)

    assert counts["names"]["right"] / counts["names"].total() >= 0.997
    assert counts["names"]["wrong"] == counts["negative"]["wrong"] == 0


def test_exonyms(corpus: Path) -> None:
    """French and Spanish exonyms are right, and no name of any language is wrong."""
    items = json.loads((corpus / "cities" / "cldr_open.json").read_text(encoding="utf-8"))["pairs"]
    counts = shares(items, [f"{item['lang']} {item['differs']}" for item in items])
    exonyms = counts["fr exonym"] + counts["es exonym"]

    assert exonyms["right"] / exonyms.total() >= 0.98
    assert sum(group["right"] for group in counts.values()) / len(items) >= 0.98
    assert sum(group["wrong"] for group in counts.values()) == 0
