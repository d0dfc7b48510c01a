"""Misspelt and misread names of invented towns, and how sure a match is and says to be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.normalizers.atlas import Town, ask, place

LARGE, SMALL = Town("Arden", "FR", 500_000), Town("Arden", "DE", 100_000)


@pytest.mark.parametrize(
    ("name", "town", "found", "taken"),
    [
        ("Montargo", Town("Montaigo", size=100_000), True, True),
        ("Montargo", Town("Montaigo", size=99_999), True, False),
        ("Montargo", Town("Montaigo", size=9_000, spellings=60), True, True),
        ("Montargo", Town("Montaigo", size=30_000), True, False),
        ("Montargo", Town("Montaigo", size=29_999), False, False),
        ("Montarg", Town("Montaug", size=30_000), True, False),
        ("Montar", Town("Montur", size=30_000), False, False),
        ("Montar", Town("Montur", size=300_000), True, True),
        ("Montar", Town("Montur", size=299_999), False, False),
        ("Montar", Town("Montargo", size=900_000), False, False),
        ("Monta", Town("Montu", size=300_000), True, True),
        ("Mont", Town("Munt", size=900_000), False, False),
        ("Montargo", Town("Montaigo", size=900_000, kind="admin1"), False, False),
        ("Montargo", Town("Zwolle", size=190_000, alternates=("Montaigo",)), False, False),
        ("Montargo", Town("Mantaigo", size=900_000), True, True),
        ("Montargos", Town("Mantaigos", size=900_000), True, True),
        ("Bontargos", Town("Montaigos", size=900_000), False, False),
        ("Bontargost", Town("Montaigost", size=900_000), True, True),
        ("Montarg", Town("Mantaug", size=900_000), False, False),
        ("Montarg", Town("Mantaugo", size=900_000), False, False),
        ("Montargo", Town("Mantoigo", size=900_000), False, False),
        ("Montarg", Town("Mantargo", size=900_000), True, True),
    ],
)
def test_how_far_a_misspelt_name_may_be_off(
    tmp_path: Path, name: str, town: Town, found: bool, taken: bool
) -> None:
    """One letter from five letters on, two from eight on (then they begin alike, or have ten).

    Only towns large enough to be meant are found, and smaller ones are looked at.
    """
    match = ask(tmp_path, [town], name)

    assert (match.place is not None, place(match) == 1) == (found, taken)


@pytest.mark.parametrize(
    ("name", "town", "found"),
    [
        ("8ruxe", Town("Bruxe", size=30_000), True),
        ("8ruxe", Town("Bruxe", size=29_999), False),
        ("8rux", Town("Brux", size=300_000), True),
        ("8rux", Town("Brux", size=299_999), False),
        ("8ru", Town("Bru", size=900_000), False),
        ("Bomnako", Town("Bornnako", size=30_000), True),
        ("8ruxe", Town("Zwolle", size=900_000, alternates=("Bruxe",)), False),
    ],
)
def test_letters_that_scans_confuse(tmp_path: Path, name: str, town: Town, found: bool) -> None:
    """From four letters on for large cities, from five on for towns of 30,000."""
    match = ask(tmp_path, [town], name)

    assert match.place is None or match.method == "ocr"
    assert (place(match) == 1) == found


def test_a_large_city_that_a_scan_confused_ends_the_search(tmp_path: Path) -> None:
    """Of a city of 300,000 no other spelling is tried; a smaller one has rivals a letter off."""
    for size, rival in ((300_000, False), (299_999, True)):
        towns = [Town("Barnako", size=size), Town("Darnako", "FR", size=6_000_000)]
        match = ask(tmp_path, towns, "8arnako")

        assert match.place is not None
        assert match.place.geonameid == (2 if rival else 1)


@pytest.mark.parametrize(
    ("towns", "name", "context", "score", "method"),
    [
        ([Town("Arden")], "Arden", {}, 1.0, "exact"),
        ([Town("Zwolle", also=(("fr", "Arden"),))], "Arden", {}, 0.95, "folded"),
        ([Town("Montaigo")], "Montargo", {}, 0.82, "fuzzy"),
        ([Town("Mantaigo")], "Montargo", {}, 0.74, "fuzzy"),
        ([Town("Bruxe")], "8ruxe", {}, 0.85, "ocr"),
        ([LARGE, SMALL], "Arden", {}, 0.98, "exact"),
        ([LARGE, replace(SMALL, size=250_000)], "Arden", {}, 0.59, "exact"),
        ([LARGE, SMALL], "City of Arden", {}, 0.93, "exact"),
        ([LARGE, SMALL], "Arden", {"country": "FR"}, 1.0, "exact"),
        ([LARGE, SMALL], "Arden", {"heading": "Europe"}, 0.98, "context"),
        ([LARGE, SMALL], "Arden", {"siblings": ("Zz",)}, 0.98, "context"),
        (
            [Town("Le Havre", also=(("fr", "Le Havre"),))],
            "Havre",
            {"language": "fr"},
            0.59,
            "exact",
        ),
    ],
)
def test_how_sure_a_match_is(
    tmp_path: Path,
    towns: list[Town],
    name: str,
    context: dict[str, Any],
    score: float,
    method: str,
) -> None:
    """Less for a translation, a misread or a wrong letter, for each liberty and a near rival."""
    match = ask(tmp_path, towns, name, **context)

    assert (match.score, match.method) == (score, method)


@pytest.mark.parametrize(
    ("towns", "name", "reason"),
    [
        ([Town("Arden")], "Arden", "Arden (DE): the name as the gazetteer has it."),
        ([Town("Montaigo")], "Montargo", "Montaigo (DE): a misspelling, 1 letter off."),
        ([Town("Mantaigo")], "Montargo", "Mantaigo (DE): a misspelling, 2 letters off."),
        ([Town("Bruxe")], "8ruxe", "Bruxe (DE): letters that scans confuse."),
        (
            [LARGE, SMALL],
            "City of Arden",
            "Arden (FR): the name as the gazetteer has it, read as a city name;"
            " next would be Arden (DE).",
        ),
    ],
)
def test_the_sentence_that_says_why(
    tmp_path: Path, towns: list[Town], name: str, reason: str
) -> None:
    """The place, how its name was read, and which would be next."""
    assert ask(tmp_path, towns, name).reason == reason


@pytest.mark.parametrize(
    ("town", "name", "context", "kind"),
    [
        (Town("Arden"), "Arden", {}, "city"),
        (Town("Arden"), "Greater Arden", {}, "metro"),
        (Town("Arden"), "Arden", {"kind": "admin1"}, "city"),
        (Town("Arden", kind="admin1"), "Arden", {}, "admin1"),
        (Town("Arden", kind="admin1"), "City of Arden", {}, "city"),
        (Town("Arden"), "Arden – UNDP", {}, "institution"),
    ],
)
def test_what_kind_of_place_is_meant(
    tmp_path: Path, town: Town, name: str, context: dict[str, Any], kind: str
) -> None:
    """What the name calls itself; a column of regions makes no region of a city."""
    assert ask(tmp_path, [town], name, **context).kind == kind
