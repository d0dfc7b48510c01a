"""Ties the catalog knows between figures and tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from crossfoot.model import Cell, Figure, Observation, PrintedNumber, Table
from crossfoot.normalizers.catalog import NamedFigure, Series, Term, Tie, load_catalog
from crossfoot.reconcilers.documents.ties import check_ties

if TYPE_CHECKING:
    from crossfoot.model import Check

BOX = (0.0, 0.0, 10.0, 10.0)
NAMES = (
    NamedFigure("members", (("en", "cities and areas"),)),
    NamedFigure("learners", (("en", "members involved in learning"),)),
    NamedFigure("share", (("en", "of our members"),)),
    NamedFigure("events", (("en", "events held"),)),
)


def number(value: str, unit: str = "count") -> PrintedNumber:
    """A number as printed."""
    return PrintedNumber(value, Decimal(value), Decimal(1), unit)


def figure(name: str, value: str, label: str, unit: str = "count") -> Figure:
    """A key figure."""
    return Figure(name, "key_figure", 1, BOX, label, number(value, unit))


def observation(entity: str, value: str, *, is_total: bool) -> Observation:
    """A number of the column of learning activities."""
    return Observation(
        "t1", 1, 2, 3, BOX, entity, "Learning", "learning", "", "count", number(value),
        is_total=is_total, is_known=True,
    )  # fmt: skip


TOTALS = [
    observation("Total members", "56", is_total=True),
    observation("Total", "141", is_total=True),
    observation("Accra", "3", is_total=False),
    observation("Berlin", "2", is_total=False),
]


def check(
    tie: Tie, figures: list[Figure], tables: tuple[Table, ...] = ()
) -> tuple[str, str, str] | None:
    """Status, printed and computed of a tie, ``None`` where it says nothing."""
    series = Series("s", "S", (), figures=NAMES, ties=(tie,))
    found: list[Check] = check_ties(figures, tables, TOTALS, series, language="en")
    if not found:
        return None
    return found[0].status, str(found[0].printed), str(found[0].computed)


@pytest.mark.parametrize(
    ("total", "value", "expected"),
    [
        ("count", "56", ("exact", "56", "56")),
        ("count", "65", ("mismatch", "65", "56")),
        ("sum", "141", ("exact", "141", "141")),
        ("filled", "3", ("mismatch", "3", "2")),
    ],
)
def test_a_figure_is_tied_to_a_total_of_its_measure(
    total: str, value: str, expected: tuple[str, str, str]
) -> None:
    """The line that counts, the line that adds, the filled lines: each is another number."""
    tie = Tie(("learners",), Term(measure="learning", total=total))  # type: ignore[arg-type]

    assert check(tie, [figure("f1", value, "members involved in learning")]) == expected


@pytest.mark.parametrize(
    ("share", "status"), [("39", "rounding"), ("40", "rounding"), ("45", "mismatch")]
)
def test_a_share_is_tied_to_its_two_counts(share: str, status: str) -> None:
    """56 of 141 are 39.7 %: printed rounded or cut, but not as 45 %."""
    tie = Tie(("share",), Term(measure="learning", total="count"), Term(figures=("members",)))
    figures = [
        figure("f1", "141", "cities and areas"),
        figure("f2", share, "of our members in 2020", "%"),
    ]

    assert check(tie, figures) == (status, share, "39.7163")


def test_a_tie_says_nothing_when_one_end_is_missing() -> None:
    """A figure the document does not print, or prints with two values, is not judged."""
    tie = Tie(("learners",), Term(measure="learning", total="count"))
    twice = [figure(f"f{v}", v, "members involved in learning") for v in ("56", "57")]

    assert check(tie, []) is None
    assert check(tie, twice) is None


def calendar(rows: int) -> tuple[Table, ...]:
    """A table of events under its caption."""
    cells = [
        Cell(0, 0, "Title", 1, BOX),
        *(Cell(r, 0, f"Event {r}", 1, BOX) for r in range(1, rows + 1)),
    ]
    return (Table("t2", (1,), BOX, (BOX,), rows + 1, 1, 1, 1, tuple(cells), "Calendar of events"),)


@pytest.mark.parametrize(
    ("printed", "rows", "status", "reason"),
    [
        (27, 27, "exact", ""),
        (27, 26, "mismatch", "lines_counted"),
        (30, 27, "mismatch", "lines_counted"),  # a tenth is missing
        (30, 26, "incomplete", "partial_list"),
        (27, 31, "mismatch", "lines_counted"),  # too many are no extract
        (27, 12, "incomplete", "partial_list"),
    ],
)
def test_lines_are_counted_with_doubt(printed: int, rows: int, status: str, reason: str) -> None:
    """A line may be read wrong and a calendar may be an extract: no error follows."""
    tie = Tie(("events",), Term(rows="calendar of"))
    series = Series("s", "S", (), figures=NAMES, ties=(tie,))

    (found,) = check_ties(
        [figure("f1", str(printed), "events held")], calendar(rows), (), series, language="en"
    )

    assert (found.status, found.reason) == (status, reason)
    assert found.severity != "error"


def test_two_calendars_are_none() -> None:
    """Nobody knows which of two tables under one name is meant."""
    tie = Tie(("events",), Term(rows="calendar of"))
    series = Series("s", "S", (), figures=NAMES, ties=(tie,))
    two = (*calendar(27), *calendar(27))

    assert check_ties([figure("f1", "27", "events held")], two, (), series, language="en") == []


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("100", "41"), ("exact", "141", "141")),
        (("100", "40"), ("mismatch", "140", "141")),
        (("100",), None),
    ],
)
def test_figures_that_make_a_total_together(
    figures: tuple[str, ...], expected: tuple[str, str, str] | None
) -> None:
    """Both must be printed, and exactly."""
    labels = ("cities and areas", "events held")
    tie = Tie(("members", "events"), Term(measure="learning", total="sum"))
    made = [figure(f"f{i}", v, labels[i]) for i, v in enumerate(figures)]

    assert check(tie, made) == expected
    turned = Tie(("learners",), Term(figures=("members", "events")))
    learners = figure("l", "141", "members involved in learning")
    assert check(turned, [*made, learners]) == (
        None if expected is None else (expected[0], "141", expected[1])
    )
    about = [replace(one, number=replace(number(v), qualifier="about")) for one, v in zip(
        made, figures, strict=True
    )]  # fmt: skip
    assert check(tie, about) is None
    assert check(turned, [*about, learners]) is None


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({}, True),
        ({"kind": "chart"}, False),
        ({"breakdown_of": "w"}, False),
        ({"number": None}, False),
        ({"label": "Members involved in learning 2019"}, True),
        ({"label": "Members of the board involved in learning"}, False),
    ],
)
def test_which_figures_bear_a_name(change: dict[str, object], seen: bool) -> None:
    """Key figures of their own, under their label without its year."""
    tie = Tie(("learners",), Term(measure="learning", total="count"))
    one = replace(figure("f1", "56", "members involved in learning"), **change)  # type: ignore[arg-type]

    assert (check(tie, [one]) is not None) is seen


def test_a_share_of_nothing_says_nothing() -> None:
    """A whole of 0 divides nothing; a whole that is not printed neither."""
    tie = Tie(("share",), Term(measure="learning", total="count"), Term(figures=("members",)))
    share = figure("f2", "40", "of our members", "%")

    assert check(tie, [figure("f1", "0", "cities and areas"), share]) is None
    assert check(tie, [share]) is None


def test_the_shipped_catalog_ties_only_what_it_names() -> None:
    """Every figure and measure that a tie speaks of exists, in all three languages."""
    for series in load_catalog().series:
        named = {entry.id for entry in series.figures}
        measures = {measure.id for measure in series.measures}
        for tie in series.ties:
            terms = [term for term in (tie.equals, tie.share_of) if term is not None]
            assert {*tie.figures, *(name for term in terms for name in term.figures)} <= named
            assert {term.measure for term in terms if term.measure} <= measures
        for entry in series.figures:
            assert {language for language, _ in entry.names} == {"fr", "en", "es"}
