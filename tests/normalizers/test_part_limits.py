"""Which figures are parts of which, and which leaders belong together, on both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.extractors.charts.find import Chart
from crossfoot.model import Block, BlockKind, Figure
from crossfoot.normalizers.figures.read import read_figures
from tests.normalizers.test_figures import block, told


def parts(kind: BlockKind, text: str) -> list[str]:
    """Return the values of the figures of a block that are parts of its first."""
    figures = read_figures([block(kind, text)], (), "en")
    assert {figure.breakdown_of for figure in figures} <= {None, "f1"}
    return [str(f.number.value) for f in figures if f.breakdown_of and f.number]


@pytest.mark.parametrize(
    ("kind", "text", "shares"),
    [
        ("bullet", "290 people (44 % women, 56 % men)", ["44", "56"]),
        ("bullet", "290 people: 44 % women, 56 % men", ["44", "56"]),
        ("bullet", "290 people – 44 % women", ["44"]),
        ("bullet", "290 people including 44 % women", ["44"]),
        ("bullet", "290 people, 44 % women, 56 % men", ["44", "56"]),
        ("bullet", "290 people, 44 % women", []),
        ("bullet", "290 people and 44 % women, 56 % men", ["56"]),
        ("bullet", "290 people (44 % women)", ["44"]),
        ("bullet", "290 people (all of them). Among them 44 % women", []),
        ("bullet", "290 people; 44 % women, 56 % men", []),
        ("bullet", "290 people (old), 44 % women", []),
        ("bullet", "290 people (old) (44 % women)", ["44"]),
        ("bullet", "44 % women: 56 % girls, 44 % others", []),
        ("bullet", "290 people (12 cooks)", []),
        ("bullet", "290 people (12 cooks, 7 vets)", ["12", "7"]),
        ("bullet", "290 people (12 €, 7 €)", []),
        ("bullet", "290 people (12 cooks, 7 vets, 44 % women)", ["12", "7", "44"]),
        ("card", "290 people 12 cooks 7 vets", ["12", "7"]),
        ("card", "290 people 12 cooks", []),
        ("card", "290 people 44 % women 56 % men", ["44", "56"]),
        ("card", "290 € sales 44 € cars 56 € vans", ["44", "56"]),
        ("paragraph", "290 people came (44 % women, 56 % men).", ["44", "56"]),
        ("paragraph", "290 people came: 44 % women, 56 % men.", ["44", "56"]),
        ("paragraph", "290 people came (44 % women).", []),
        ("paragraph", "290 people came (44 % women) (56 % men).", []),
        ("paragraph", "290 people came, 44 % women, 56 % men.", []),
        ("paragraph", "290 people came, women (44 %) and men (56 %).", []),
        ("bullet", "290 people, women (44 %) and men (56 %)", []),
        ("bullet", "290 people, women (44 %)", ["44"]),
    ],
)
def test_what_is_a_part_of_the_first_figure(kind: BlockKind, text: str, shares: list[str]) -> None:
    """What follows in a bracket, after a colon or dash, or below a card's label.

    One count in brackets compares; prose breaks down what one bracket or colon opens.
    """
    assert parts(kind, text) == shares


def test_a_part_loses_its_preposition_and_others_keep_it() -> None:
    """What is "of women" is a part called "women"; alone it says of whom."""
    figures = read_figures([block("bullet", "290 people (44 % of women, 56 % of men)")], (), "en")
    alone = read_figures([block("bullet", "44 % of women")], (), "en")

    assert [f.label for f in (*figures, *alone)] == ["people", "women", "men", "of women"]


@pytest.mark.parametrize(
    ("text", "section", "found"),
    [
        ("€936,463", ("Budget",), [("936463", "EUR", "Budget")]),
        ("936,463", ("Budget",), []),
        ("€936,463", (), []),
        ("€936,463", ("2020",), []),
        ("€936,463 €500", ("Budget",), []),
        ("€936,463 ab", ("Budget",), [("936463", "EUR", "Budget")]),
        ("€936,463 spent", ("Budget",), [("936463", "EUR", "spent")]),
        ("€936,463", ("Money", "Budget"), [("936463", "EUR", "Budget")]),
        ("5 % 6 % kittens", ("Money", "Fees"), [("5", "%", "Fees"), ("6", "%", "kittens")]),
        ("5 % 6 % cats", ("Budget",), [("5", "%", "Budget"), ("6", "%", "cats")]),
        ("5 % 6 % kittens", ("Budget",), [("5", "%", "Budget"), ("6", "%", "kittens")]),
    ],
)
def test_a_card_that_is_an_amount_is_called_by_its_heading(
    text: str, section: tuple[str, ...], found: list[tuple[str, str, str]]
) -> None:
    """One amount with a unit; three letters a number make a text of its own."""
    assert told(read_figures([block("card", text, section=section)], (), "en")) == found


def test_an_amount_alone_in_prose_is_nothing() -> None:
    """What no word says anything about is left out, and the links of the others move."""
    section = ("Budget",)

    assert told(read_figures([block("bullet", "€936,463", section=section)], (), "en")) == []
    figures = read_figures(
        [block("bullet", "5 %. 290 people (44 % women, 56 % men)", section=section)], (), "en"
    )
    assert [f.breakdown_of for f in figures] == [None] * len(figures)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 of 5 offices", ["3"]),
        ("3 offices out of 5 shops", ["3"]),
        ("6 offices out of 5 shops", ["6", "5"]),
        ("5 offices out of 5 shops", ["5"]),
        ("3 offices (out of 5 shops)", ["3", "5"]),
        ("3 offices out of 5 % shops", ["3", "5"]),
        ("3 offices out of about 5 shops", ["3", "5"]),
        ("3 offices and 5 shops", ["3", "5"]),
    ],
)
def test_of_how_many_is_no_figure_of_its_own(text: str, found: list[str]) -> None:
    """In "3 of 5", "3 offices out of 5": a number no smaller, in one clause, exact and counted."""
    figures = read_figures([block("bullet", text, bold="5")], (), "en")

    assert [str(f.number.value) for f in figures if f.number] == found


# --------------------------------------------------------------------------------- leaders

SOURCES = ("Sources of funds",)


def leader(text: str, *, page: int = 1, section: tuple[str, ...] = SOURCES) -> Block:
    """Return a leader under the heading of the funds."""
    return replace(block("leader", text, section=section), page=page)


def wholes(blocks: list[Block]) -> list[str | None]:
    """Return what each figure is a part of."""
    return [figure.breakdown_of for figure in read_figures(blocks, (), "en")]


FEES, GIFTS = leader("Fees .... 52%"), leader("Gifts .... 48%")


@pytest.mark.parametrize(
    ("last", "shared"),
    [
        (block("card", "€936,463", section=SOURCES), True),
        (block("card", "Total: €936,463", section=SOURCES), True),
        (block("card", "Total 936,463", section=SOURCES), True),
        (block("card", "Spent: €936,463", section=SOURCES), False),
        (block("card", "Total: 100 %", section=SOURCES), False),
        (block("card", "Total: €936,463 and €5", section=SOURCES), False),
        (block("card", "€936,463", section=("Uses",)), False),
        (replace(block("card", "€936,463", section=SOURCES), page=2), False),
        (block("card", "Of the year", section=SOURCES), False),
    ],
)
def test_the_amount_under_leaders_is_what_they_share(last: Block, shared: bool) -> None:
    """One bare amount, or one called total, under their own heading on their page."""
    found = wholes([FEES, GIFTS, last])

    assert (found[:3] == [None, "f1", "f1"]) is shared
    ids = [figure.id for figure in read_figures([FEES, GIFTS, last, FEES], (), "en")]
    assert ids == [f"f{at}" for at in range(1, len(ids) + 1)]


def test_leaders_to_amounts_share_none() -> None:
    """Only shares divide the amount below them, and it stands right below."""
    amount = block("card", "€936,463", section=SOURCES)
    text = block("paragraph", "These are the funds.", section=SOURCES)

    assert set(wholes([FEES, leader("Gifts .... 48"), amount])) == {None}
    assert set(wholes([FEES, GIFTS, text, amount])) == {None}
    assert wholes([block("bullet", "7 % cats"), FEES, GIFTS, amount]) == [None, None, "f2", "f2"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Fees .... 52%", "52"),
        ("Fees ... 52%", None),
        ("Fees …… 52%", "52"),
        ("Fees . . . . 52%", "52"),
        ("Fees ____ 52%", "52"),
        ("Fees .... none", None),
    ],
)
def test_a_leader_is_four_dots_or_two_ellipses(text: str, value: str | None) -> None:
    """Fewer are marks; what they lead to may be no number."""
    figures = read_figures([leader(text)], (), "en")

    assert [str(f.number.value) for f in figures if f.number] == ([value] if value else [])


def test_figures_of_leaders_are_named_and_placed() -> None:
    """Label before the dots, heading as caption, "list" without one, ids that go on counting."""
    one = leader("Fees .... 52%")
    words = (("Fees", (9.0, 9.0, 9.0, 9.0)), ("52%", (1.0, 2.0, 3.0, 4.0)))
    boxed = replace(one.spans[0], words=words)

    first, second = read_figures([one, leader("Gifts .... 48%", section=())], (), "en")
    (nested,) = read_figures([leader("Fees .... 52%", section=("Money", "Sources"))], (), "en")
    (framed,) = read_figures([replace(one, spans=(boxed,))], (), "en")
    (whole,) = read_figures([replace(one, spans=())], (), "en")

    assert (first.id, first.label, first.caption) == ("f1", "Fees", "Sources of funds")
    assert (second.id, second.label, second.caption) == ("f2", "Gifts", "list")
    assert nested.caption == "Sources"
    assert (framed.box, whole.box) == ((1.0, 2.0, 3.0, 4.0), one.box)


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        (100.0, 200.0, True),
        (99.0, 200.0, False),
        (100.0, 199.0, False),
        (180.0, 290.0, True),
        (181.0, 290.0, False),
        (180.0, 291.0, False),
    ],
)
def test_lettering_is_what_has_its_middle_in_a_chart(x: float, y: float, inside: bool) -> None:
    """Of a bar or line chart, edges included; a pie has its numbers beside it."""
    chart = Chart("line", 1, (100.0, 200.0, 180.0, 290.0), ())
    text = replace(block("card", "12 cities"), box=(x - 20, y - 4, x + 20, y + 4))

    def keys(kind: str) -> list[Figure]:
        figures = read_figures([text], [replace(chart, kind=kind)], "en")  # type: ignore[arg-type]
        return [figure for figure in figures if figure.kind == "key_figure"]

    assert (keys("line") == []) is inside
    assert (keys("bars") == []) is inside
    assert len(keys("pie")) == 1


# ---------------------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("kind", "text", "labels"),
    [
        ("bullet", "Fees: 52 %, Grants: 30 %, Sales: 18 %.", ["Fees", "Grants", "Sales"]),
        ("bullet", "The rate was 5 % in 2013, compared to 7 %.", ["The rate", "The rate"]),
        ("bullet", "42 % (all of the people) have access", ["have access"]),
        ("bullet", "They rose. The rate is 5 %.", ["The rate"]),
        ("bullet", "Nitrates: 100 % met", ["Nitrates met"]),
        ("bullet", "Figures: 5 % met, 7 % not", ["met", "not"]),
        ("bullet", "Figures: 5 % met (7 % not)", ["Figures met", "not"]),
    ],
)
def test_the_words_that_say_what_a_number_is(kind: BlockKind, text: str, labels: list[str]) -> None:
    """Those behind it up to the next, else those since the one before, else of the sentence."""
    figures = read_figures([block(kind, text)], (), "en")

    assert [figure.label for figure in figures] == labels


def test_a_label_has_140_letters_of_whole_words() -> None:
    """A longer one ends with the last word that fits."""
    for word, words, kept in (("abcd", 28, 28), ("abcd", 29, 28), ("abcde", 24, 23)):
        (figure,) = read_figures([block("bullet", f"5 % {f'{word} ' * words}")], (), "en")
        assert figure.label == " ".join([word] * kept)
