"""Editions compared: languages, years, printings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model import (
    Extraction,
    Figure,
    Language,
    Observation,
    PrintedNumber,
    Ref,
    ReportInfo,
)
from crossfoot.reconcilers.documents.editions import (
    compare_editions,
    compare_extractions,
)

BOX = (0.0, 0.0, 10.0, 10.0)
LABELS: dict[Language, list[str]] = {
    "fr": ["membres", "nouvelles vidéos", "femmes", "campagnes mondiales", "débats politiques"],
    "en": ["members", "new videos", "women", "global campaigns", "policy debates"],
    "es": ["miembros", "nuevos vídeos", "mujeres", "campañas mundiales", "debates políticos"],
}


def figures(values: list[int], language: Language) -> tuple[Figure, ...]:
    """Figures in the order of their labels."""
    return tuple(
        Figure(
            id=f"f{i}",
            kind="key_figure",
            page=1,
            box=BOX,
            label=label,
            number=PrintedNumber(str(value), Decimal(value), Decimal(1), "count"),
        )
        for i, (value, label) in enumerate(zip(values, LABELS[language], strict=False), start=1)
    )


def edition(
    values: list[int],
    language: Language,
    *,
    year: int = 2020,
    observations: tuple[Observation, ...] = (),
) -> Extraction:
    """An edition that prints these figures."""
    info = ReportInfo(f"{language}-{year}.pdf", "", 0, 1, language, year=year)
    return Extraction(info, "p", figures=figures(values, language), observations=observations)


def observation(value: int, *, period: str, geonameid: int = 1) -> Observation:
    """Learning activities of a city in a period."""
    return Observation(
        table="t1",
        row=3,
        col=1,
        page=2,
        box=BOX,
        entity="Abidjan",
        header="Learning activities",
        measure="learning",
        period=period,
        unit="count",
        number=PrintedNumber(str(value), Decimal(value), Decimal(1), "count"),
        is_total=False,
        is_known=True,
        geonameid=geonameid,
        place_kind="city",
    )


def test_language_editions_are_paired_without_a_shared_word() -> None:
    """One figure differs between two that agree: it is the same figure, printed wrong."""
    checks = compare_extractions(
        edition([141, 14, 76, 4, 1], "fr"), edition([141, 14, 77, 4, 1], "en")
    )

    assert [check.status for check in checks] == ["exact", "exact", "mismatch", "exact", "exact"]
    assert (checks[2].printed, checks[2].computed) == (77, 76)


def test_two_editions_against_one_name_the_suspect() -> None:
    """The third language tells which of the two is wrong."""
    pairs = compare_editions(
        [
            edition([141, 14, 76, 4, 1], "fr"),
            edition([141, 14, 77, 4, 1], "en"),
            edition([141, 14, 76, 4, 1], "es"),
        ]
    )

    assert [pair.second.report.language for pair in pairs] == ["en", "es"]
    (wrong,) = [c for pair in pairs for c in pair.checks if c.status == "mismatch"]
    (suspect,) = wrong.suspects
    assert (suspect.ref, suspect.proposal) == (wrong.total, 76)


def test_printings_in_one_language_are_compared_with_the_one_before() -> None:
    """Three printings make two pairs, each with its predecessor."""
    first, second, third = (edition([n], "fr") for n in (1, 2, 2))

    pairs = compare_editions([first, second, third])

    assert [(pair.first, pair.second) for pair in pairs] == [(first, second), (second, third)]
    assert [[c.status for c in pair.checks] for pair in pairs] == [["mismatch"], ["exact"]]


@given(st.lists(st.integers(0, 999), min_size=1, max_size=5))
def test_an_edition_agrees_with_itself_and_with_its_translation(values: list[int]) -> None:
    """No check fails between equal values, in one language or two."""
    same = edition(values, "fr")

    for other in (same, edition(values, "es")):
        checks = compare_extractions(same, other)
        assert len(checks) == len(values)
        assert {check.status for check in checks} == {"exact"}


def test_last_year_is_compared_with_this_year_s_column() -> None:
    """A restated number is information; one slipped digit is a warning."""
    last = edition([], "fr", year=2019, observations=(observation(19, period="2019"),))

    def status(value: int) -> tuple[str, str, str]:
        this = edition([], "fr", observations=(observation(value, period="2019"),))
        (check,) = compare_extractions(last, this)
        return check.status, check.severity, check.reason

    assert status(19) == ("exact", "info", "")
    assert status(24) == ("mismatch", "info", "restated")
    assert status(91) == ("mismatch", "warning", "slip")


def test_numbers_in_tables_are_paired_by_place_and_measure() -> None:
    """Language editions order their rows differently; the city's id pairs them."""
    first = edition([], "fr", observations=(observation(3, period="2020"),))
    second = edition([], "en", observations=(observation(5, period="2020"),))

    (check,) = compare_extractions(first, second)

    assert (check.status, check.severity, check.printed, check.computed) == (
        "mismatch", "error", 5, 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "third", "suspect"),
    [
        (76, 77, 76, ("es-2020.pdf agrees with fr-2020.pdf", 76)),
        (76, 77, 77, ("es-2020.pdf agrees with this edition", 77)),
        (76, 77, 78, None),
        (76, 76, 77, None),  # the pair itself agrees
    ],
)
def test_who_stands_alone_among_three(
    first: int, second: int, third: int, suspect: tuple[str, int] | None
) -> None:
    """Of three editions two agree, or nobody is to blame."""
    pairs = compare_editions(
        [
            edition([141, 14, first, 4, 1], "fr"),
            edition([141, 14, second, 4, 1], "en"),
            edition([141, 14, third, 4, 1], "es"),
        ]
    )

    found = [(one.why, one.proposal) for one in pairs[0].checks[2].suspects]
    assert found == ([suspect] if suspect else [])


@pytest.mark.parametrize(
    ("years", "languages", "kinds"),
    [
        ((2019, 2020), ("fr", "fr"), []),  # successive years share no figures
        ((2020, 2020), ("fr", "fr"), ["exact", "mismatch"]),
        ((2019, 2020), ("fr", "en"), ["exact", "mismatch"]),
        ((None, 2020), ("fr", "fr"), ["exact", "mismatch"]),
        ((2020, None), ("fr", "fr"), ["exact", "mismatch"]),
    ],
)
def test_what_is_compared_of_two_reports(
    years: tuple[int | None, int | None], languages: tuple[Language, Language], kinds: list[str]
) -> None:
    """Languages and printings by their figures; years by their tables alone."""
    one, other = (
        replace(made, report=replace(made.report, year=year))
        for made, year in zip(
            (edition([5, 7], languages[0]), edition([5, 9], languages[1])), years, strict=True
        )
    )

    assert [check.status for check in compare_extractions(one, other)] == kinds


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ({}, {}, ["exact"]),
        ({"period": ""}, {"period": ""}, []),  # a number of no period is no restatement
        ({"period": "2018"}, {"period": "2019"}, []),
        ({"is_known": False}, {}, []),  # nor is one the catalog does not know
        ({"geonameid": 2}, {}, []),
        ({"geonameid": None}, {"geonameid": None}, ["exact"]),
        ({"geonameid": None, "entity": "ABIDJAN"}, {"geonameid": None}, ["exact"]),
        ({"geonameid": None, "entity": "Accra"}, {"geonameid": None}, []),
    ],
)
def test_which_numbers_of_two_years_are_one(
    before: dict[str, object], now: dict[str, object], found: list[str]
) -> None:
    """Measure, period and place name them; without a place the line's label does."""
    last = replace(observation(19, period="2019"), **before)  # type: ignore[arg-type]
    this = replace(observation(19, period="2019"), **now)  # type: ignore[arg-type]
    checks = compare_extractions(
        edition([], "fr", year=2019, observations=(last,)),
        edition([], "fr", observations=(this,)),
    )

    assert [check.status for check in checks] == found


def test_numbers_under_one_key_twice_are_not_compared() -> None:
    """Nobody knows which of two is meant; a missing one is none."""
    one = observation(19, period="2019")
    missing = replace(one, number=replace(one.number, value=None, state="missing"))
    first = edition([], "fr", year=2019, observations=(one,))

    assert compare_extractions(first, edition([], "fr", observations=(one, one))) == ()
    assert len(compare_extractions(first, edition([], "fr", observations=(one, missing)))) == 1
    assert compare_extractions(first, edition([], "fr", observations=(missing,))) == ()


def test_a_restated_fraction_is_no_slip() -> None:
    """19.5 for 15.9 may be two measurements; the digits of counts are what slips."""
    last = observation(19, period="2019")
    halves = [
        replace(last, number=PrintedNumber(text, Decimal(text), Decimal("0.1"), "count"))
        for text in ("15.9", "19.5")
    ]
    first, second = (
        edition([], "fr", year=2019 + i, observations=(one,)) for i, one in enumerate(halves)
    )

    (check,) = compare_extractions(first, second)

    assert (check.status, check.severity, check.reason) == ("mismatch", "info", "restated")
    assert check.id == "t1-3-1-edition"
    assert (check.total, check.items) == (Ref("t1", 3, 1), (Ref("t1", 3, 1),))


def test_what_divides_a_measure_tells_two_numbers_apart() -> None:
    """The women of last year's report are compared with its women, not with its men."""

    def divided(women: int, men: int) -> tuple[Observation, ...]:
        rows = (("Women", women), ("Men", men))
        return tuple(
            replace(observation(value, period="2020"), category=name, col=n)
            for n, (name, value) in enumerate(rows, start=1)
        )

    before = edition([], "en", observations=divided(40, 60))
    after = edition([], "en", year=2021, observations=divided(40, 61))
    alone = edition([], "en", year=2021, observations=divided(60, 60)[:1])

    checks = compare_extractions(before, after)
    assert [(check.printed, check.computed) for check in checks] == [(40, 40), (61, 60)]
    only_men = edition([], "en", observations=divided(40, 60)[1:])
    assert compare_extractions(only_men, alone) == ()
