"""When two files are editions of one report: each share on both sides of what decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from crossfoot.db.identity.profiles import Profile, profile_of
from crossfoot.db.identity.rule import (
    compare,
    free_label,
    is_language_edition,
    label_publication,
    label_report,
)
from crossfoot.model import ReportInfo
from tests.db.dataset_builders import make_extraction, make_table

SETS = ("headings", "numbers", "telling", "amounts", "places", "words")
BARE = Profile(
    *("a.pdf", "a" * 64, "towns", 2023, "fr", "form", "", ""),
    *(frozenset[str](),) * 4,
    frozenset[int](),
    frozenset[str](),
)


def things(name: str, first: int, count: int) -> frozenset[str] | frozenset[int]:
    """Return so many things of a kind; places are numbers."""
    numbers = range(first, first + count)
    return frozenset(numbers) if name == "places" else frozenset(f"{name} {i}" for i in numbers)


def two(shares: Mapping[str, tuple[int, int]], **said: Any) -> tuple[Profile, Profile]:
    """Return two documents: of each kind so many in common, and so many in each alone."""
    mine: dict[str, Any] = {}
    theirs: dict[str, Any] = {}
    for name, (common, alone) in shares.items():
        mine[name] = things(name, 0, common) | things(name, 1000, alone)
        theirs[name] = things(name, 0, common) | things(name, 2000, alone)
    ours = {key.removeprefix("my_"): v for key, v in said.items() if not key.startswith("their_")}
    others = {key.removeprefix("their_"): v for key, v in said.items() if not key.startswith("my_")}
    return replace(BARE, **mine, **ours), replace(BARE, **theirs, **others)


def told(
    headings: tuple[int, int], telling: tuple[int, int], words: tuple[int, int], **said: object
) -> str:
    """Return the verdict on two documents with such headings, numbers and words."""
    shares = {"headings": headings, "telling": telling, "numbers": telling, "words": words}
    verdict = compare(*two(shares, **said)).verdict
    assert compare(*reversed(two(shares, **said))).verdict == verdict
    return verdict


@pytest.mark.parametrize(
    ("headings", "telling", "words", "verdict"),
    [
        ((10, 0), (10, 0), (10, 0), "edition"),
        ((10, 5), (10, 10), (10, 10), "edition"),  # half of each
        ((9, 5), (10, 10), (10, 10), "unsure"),
        ((10, 5), (9, 11), (10, 10), "unsure"),
        ((10, 5), (10, 10), (9, 11), "other"),
        ((6, 7), (5, 15), (10, 10), "unsure"),  # three tenths, a quarter, half
        ((5, 7), (5, 15), (10, 10), "other"),
        ((6, 7), (4, 16), (10, 10), "other"),
        ((6, 7), (5, 15), (9, 11), "other"),
        ((10, 0), (0, 20), (10, 0), "other"),  # the form of another town
    ],
)
def test_shares_decide(
    headings: tuple[int, int], telling: tuple[int, int], words: tuple[int, int], verdict: str
) -> None:
    """Half of headings, numbers and words make an edition; less leaves a doubt, then none."""
    assert told(headings, telling, words) == verdict


@pytest.mark.parametrize(
    ("telling", "said", "verdict"),
    [
        ((12, 8), {"year": None}, "edition"),  # six tenths where no year is known
        ((11, 9), {"year": None}, "unsure"),
        ((11, 9), {"year": 2023}, "edition"),
        ((16, 4), {"their_title": "report"}, "edition"),  # eight tenths under two titles
        ((15, 5), {"their_title": "report"}, "unsure"),
        ((15, 5), {"their_title": "report", "issuer": "alby"}, "edition"),
        ((15, 5), {"their_title": "report", "my_issuer": "alby"}, "unsure"),
        ((15, 5), {"their_title": "report", "heading": "accounts of alby"}, "edition"),
        ((15, 5), {"my_heading": "alby accounts", "their_heading": "accounts alby"}, "edition"),
        ((15, 5), {"my_heading": "accounts alby", "their_heading": "accounts brey"}, "unsure"),
        ((15, 5), {"my_heading": "accounts alby", "their_title": "report"}, "unsure"),
        ((15, 5), {"my_heading": "accounts alby"}, "edition"),  # the titles of the files agree
        ((15, 5), {"their_heading": "accounts alby"}, "edition"),
        ((20, 0), {"my_year": 2022}, "unsure"),
        ((20, 0), {"my_year": None}, "unsure"),
        ((20, 0), {"my_series": ""}, "unsure"),
        ((9, 11), {"my_year": None}, "other"),
        ((20, 0), {"my_issuer": "alby", "their_issuer": "brey"}, "unsure"),
        ((9, 11), {"my_issuer": "alby", "their_issuer": "brey"}, "other"),
        ((20, 0), {"my_issuer": "alby", "their_issuer": "town of alby"}, "edition"),
        ((20, 0), {"my_issuer": "alby town", "their_issuer": "town hall alby"}, "edition"),
        ((20, 0), {"my_issuer": "alby", "their_issuer": ""}, "edition"),
    ],
)
def test_who_issues_it_and_when_decide_too(
    telling: tuple[int, int], said: dict[str, object], verdict: str
) -> None:
    """Another body's report is no edition; without a year or a title more must be the same."""
    assert told((10, 5), telling, (10, 5), **said) == verdict


def test_the_reason_says_what_was_compared() -> None:
    """Shares, and who issues both."""
    shares = {"headings": (10, 5), "telling": (15, 5), "numbers": (15, 5), "words": (10, 5)}

    said = [
        compare(*two(shares, **more)).reason
        for more in (
            {"issuer": "alby"},
            {"my_issuer": "alby", "their_issuer": "brey"},
            {"their_title": "report"},
            {},
            {"title": ""},
            {"my_year": 2022},
            {"my_issuer": "alby"},
            {"their_issuer": "alby"},
        )
    ]

    same = "75% of the numbers and 50% of the headings are the same"
    assert said == [
        f"{same}, so is who issues it (alby)",
        f"{same}, but alby issues one and brey the other",
        f"{same}, the titles differ",
        f"{same}, so is the title",
        same,
        f"{same}, so is the title; one tells no series or year",
        f"{same}, so is the title",  # one does not name who issues it
        f"{same}, so is the title",
    ]


@pytest.mark.parametrize(
    ("telling", "numbers", "places", "reason"),
    [
        ((8, 0), (0, 20), (0, 0), "100% of the numbers"),
        ((7, 0), (0, 20), (0, 0), "0% of the numbers"),
        ((7, 0), (8, 0), (0, 20), "100% of the numbers"),
        ((7, 0), (7, 0), (0, 7), "50% of the numbers and places"),
        ((0, 0), (2, 0), (2, 0), "100% of the numbers and places"),
        ((0, 0), (2, 0), (1, 0), "too few numbers to tell"),
        ((0, 0), (0, 0), (0, 0), "too few numbers to tell"),
    ],
)
def test_what_is_compared(
    telling: tuple[int, int], numbers: tuple[int, int], places: tuple[int, int], reason: str
) -> None:
    """Telling numbers from eight on, else all numbers from eight on, else places with them."""
    shares = {"headings": (4, 0), "words": (4, 0), "telling": telling}
    found = compare(*two({**shares, "numbers": numbers, "places": places}))

    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("headings", "words", "said", "verdict"),
    [
        ((4, 2), (5, 5), {}, "unsure"),
        ((4, 3), (5, 5), {}, "other"),
        ((4, 2), (4, 5), {}, "other"),
        ((4, 2), (0, 0), {}, "unsure"),  # no words: they differ in none
        ((0, 0), (5, 5), {}, "unsure"),  # the same title
        ((0, 0), (5, 5), {"their_title": "report"}, "other"),
        ((0, 0), (5, 5), {"their_title": ""}, "other"),
        ((0, 0), (5, 5), {"title": ""}, "unsure"),  # the same file name
        ((0, 0), (5, 5), {"title": "", "their_file": "b.pdf"}, "other"),
    ],
)
def test_files_with_next_to_no_numbers(
    headings: tuple[int, int], words: tuple[int, int], said: dict[str, object], verdict: str
) -> None:
    """Headings and words alike leave a doubt; without headings the title does, or the file name."""
    found = compare(*two({"headings": headings, "words": words}, **said))

    assert found.verdict == verdict


def test_headings_on_one_side_only_are_no_likeness() -> None:
    """A file with headings and one without are two reports."""
    mine, theirs = two({"words": (5, 0)})

    headed = replace(mine, headings=frozenset(["costs"]))
    assert compare(headed, theirs).verdict == "other"
    assert compare(theirs, headed).verdict == "other"


@pytest.mark.parametrize(
    ("shares", "said", "same"),
    [
        ({}, {}, True),
        ({"amounts": (14, 6)}, {}, True),
        ({"amounts": (13, 7)}, {}, False),
        ({"amounts": (16, 4)}, {"year": None}, True),
        ({"amounts": (15, 5)}, {"year": None}, False),
        ({"amounts": (8, 0)}, {}, True),
        ({"amounts": (7, 0)}, {}, False),
        ({"places": (8, 8)}, {}, True),
        ({"places": (7, 9)}, {}, False),
        ({"places": (0, 7)}, {}, True),
        ({"places": (0, 8)}, {}, False),
        ({}, {"my_year": 2022}, False),
        ({}, {"their_language": "fr"}, False),
        ({}, {"my_series": ""}, True),
        ({}, {"my_series": "villages"}, False),
        ({}, {"my_headings": frozenset("abcde")}, True),
        ({}, {"my_headings": frozenset("abcd")}, False),
    ],
)
def test_editions_in_two_languages(
    shares: dict[str, tuple[int, int]], said: dict[str, object], same: bool
) -> None:
    """Amounts and places tell, of one year and one series; a part has fewer headings."""
    known: dict[str, tuple[int, int]] = {"amounts": (20, 0), "places": (0, 0), **shares}
    defaults: dict[str, object] = {
        "their_language": "en",
        "my_headings": frozenset("abcdefghij"),
        "their_headings": frozenset("klmnopqrst"),
    }
    mine, theirs = two(known, **{**defaults, **said})

    assert is_language_edition(mine, theirs) is same
    assert is_language_edition(theirs, mine) is same


def test_names_of_reports() -> None:
    """Series, else title, year and language before the file's name; taken names get a number."""
    info = ReportInfo("out/a.pdf", "a" * 64, 1, 1, "fr", title="Report", series="", year=2020)

    assert label_report(info) == "Report 2020 fr · a"
    assert label_report(replace(info, series="towns", year=None)) == "towns fr · a"
    assert label_publication("", "", None, "a.pdf") == "a"
    assert label_publication("towns", "Report", 2020, "a.pdf") == "towns 2020 · a"
    assert free_label(["a"], "b") == "b"
    assert free_label(["a"], "a") == "a (2)"
    assert free_label(["a", "a (2)"], "a") == "a (3)"


def test_what_tells_documents_apart() -> None:
    """Zeros and years are left out; numbers of two significant digits tell."""
    values = ["0", "1899", "1900", "2023", "2099", "2101", "3", "20", "47", "100", "120"]
    rows = [["Item", "Euros"], *([f"Line {v}", v] for v in values)]

    profile = profile_of(make_extraction(make_table(rows)))

    def shown(found: frozenset[str]) -> set[Decimal]:
        return {Decimal(one.rpartition("|")[2]) for one in found}

    assert shown(profile.numbers) == {1899, 2101, 3, 20, 47, 100, 120}
    assert shown(profile.telling) == {1899, 2101, 47, 120}
    assert shown(profile.amounts) == {1899, 2101, 47, 120}


def test_words_of_a_document_have_three_letters() -> None:
    """Shorter ones and numbers are in every report."""
    rows = [["Item of it", "Euros"], ["Our aid 2020", "47"], ["In fee", "48"]]

    words = profile_of(make_extraction(make_table(rows, caption=""))).words

    assert {"item", "our", "aid", "fee"} <= words
    assert not {"of", "it", "in", "2020"} & words


def test_a_label_has_the_title_of_the_page_and_its_year_once() -> None:
    """A stale title of the PDF loses; a long title is cut between words."""
    info = ReportInfo("a.pdf", "", 0, 1, "fr", title="ENVASES DEL PACIFICO S", year=2021)
    assert label_report(info) == "ENVASES DEL PACIFICO S 2021 fr · a"
    assert label_report(replace(info, name="Budget")) == "Budget 2021 fr · a"
    assert label_report(replace(info, name="Budget 2021")) == "Budget 2021 fr · a"
    long = replace(info, name="Rapport annuel sur le prix et la qualité " * 3)
    assert label_report(long).startswith(
        "Rapport annuel sur le prix et la qualité Rapport annuel sur…"
    )
    assert label_report(replace(long, series="rpqs")) == "rpqs 2021 fr · a"
