"""Key figures read from blocks: values, labels, wholes, and what is no figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.extractors.charts.find import Chart, Mark, find_charts
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.text.blocks import assign_sections, read_blocks
from crossfoot.model import Block, BlockKind, Figure, Language, Span
from crossfoot.normalizers.figures.read import read_figures


def block(kind: BlockKind, text: str, *, bold: str = "", section: tuple[str, ...] = ()) -> Block:
    """A block of one line; the words in ``bold`` are set bold."""
    spans = []
    for word in text.split():
        box = (0.0, 0.0, 10.0, 10.0)
        spans.append(Span(word, box, 10.0, word in bold.split(), 0, ((word, box),)))
    return Block(kind, 1, (0.0, 0.0, 100.0, 10.0), text, tuple(spans), section)


def told(figures: tuple[Figure, ...]) -> list[tuple[str, str | None, str]]:
    """Value, unit and label of each key figure."""
    return [
        (str(f.number.value), f.number.unit, f.label)
        for f in figures
        if f.kind == "key_figure" and f.number is not None
    ]


@pytest.mark.parametrize(
    ("kind", "text", "language", "expected"),
    [
        ("card", "5 nouveaux membres d'Asie", "fr", [("5", "count", "nouveaux membres d'Asie")]),
        ("card", "Violence budget $30 Million", "en", [("30000000", "$", "Violence budget")]),
        (
            "bullet",
            "16 professionnels : 9 femmes et 7 hommes",
            "fr",
            [("16", "count", "professionnels"), ("9", "count", "femmes"), ("7", "count", "hommes")],
        ),
        (
            "bullet",
            "16 publications sur 22 intégrant une vision de genre",
            "fr",
            [("16", "count", "publications sur 22 intégrant une vision de genre")],
        ),
        (
            "bullet",
            "3 of 5 regional secretaries",
            "en",
            [("3", "count", "of 5 regional secretaries")],
        ),
        ("bullet", "28,5 % más que en 2019", "es", [("28.5", "%", "más que en 2019")]),
        ("bullet", "DCO : 100 % conforme ;", "fr", [("100", "%", "DCO conforme")]),
        (
            "paragraph",
            "141 gouvernements de villes et 1 membre d'honneur.",
            "fr",
            [("141", "count", "gouvernements de villes"), ("1", "count", "membre d'honneur")],
        ),
        (
            "paragraph",
            "Le prix du m³ d'eau est de 4,11 € TTC.",
            "fr",
            [("4.11", "EUR", "Le prix du m³ d'eau")],
        ),
        (
            "paragraph",
            "The 42% (10,996 people) have access to good food.",
            "en",
            [("42", "%", "have access to good food"), ("10996", "count", "people")],
        ),
        ("heading", "141 governments of cities", "en", [("141", "count", "governments of cities")]),
        (
            "paragraph",
            "Le service dessert 340 habitants (permanents).",
            "fr",
            [("340", "count", "habitants")],
        ),
        (
            "paragraph",
            "In 2021, the service employs 58 drivers.",
            "en",
            [("58", "count", "drivers")],
        ),
        (
            "paragraph",
            "En el municipio habitan un total de 26.194 personas, es decir, más que antes.",
            "es",
            [("26194", "count", "personas")],
        ),
        (
            "paragraph",
            "Nombre d'abonnés : 135.",
            "fr",
            [("135", "count", "Nombre d'abonnés")],
        ),
        (
            "paragraph",
            "Avec nos 18 personnes : 11 femmes et 7 hommes",
            "fr",
            [("18", "count", "personnes"), ("11", "count", "femmes"), ("7", "count", "hommes")],
        ),
    ],
)
def test_labels_are_what_a_reader_would_say(
    kind: BlockKind, text: str, language: Language, expected: list[tuple[str, str, str]]
) -> None:
    """The label is what follows the number, what stands before it, or both around a colon."""
    assert told(read_figures([block(kind, text)], (), language)) == expected


@pytest.mark.parametrize(
    ("kind", "text", "language"),
    [
        ("paragraph", "With our 141 members we went on.", "en"),
        ("paragraph", "Networks above 2000 p.e. have 5 years to comply.", "en"),
        ("heading", "2.1. Line of action 1", "en"),
        ("note", "* 52 % of the accounts had been approved.", "en"),
        ("caption", "Figure 3: 52 % of the funds", "en"),
        ("paragraph", "Total 102 5 70 30", "en"),
        ("bullet", "2020", "en"),
        ("paragraph", "Les règles valent pour les EPCI de plus de 3 000 habitants.", "fr"),
        ("paragraph", "Un bilan est établi pour les PME de plus de 50 salariés.", "fr"),
        ("paragraph", "Les 3 étapes du projet.", "fr"),
        ("paragraph", "The balance of 20 % will be paid later.", "en"),
        ("paragraph", "Une société au capital de 3 306 750 €", "fr"),
    ],
)
def test_other_numbers_are_no_key_figures(kind: BlockKind, text: str, language: Language) -> None:
    """Plain counts in prose, conditions, notes and rests of tables are not to be seen."""
    assert told(read_figures([block(kind, text)], (), language)) == []


def test_the_document_tells_its_decimal_sign() -> None:
    """Where shares are printed with a point, a comma in a count groups its digits."""
    shares = [block("bullet", f"{n}.2 % de mujeres") for n in (51, 48, 13)]

    figures = read_figures([*shares, block("bullet", "26,194 personas")], (), "es")

    assert told(figures)[-1] == ("26194", "count", "personas")


def test_what_stands_under_duties_is_no_result() -> None:
    """A share of pipes to be cleaned each year is what a contract asks for."""
    text = "Cleaning of 15 % of the pipes each year"

    asked = read_figures([block("bullet", text, section=("Duties of the operator",))], (), "en")
    done = read_figures([block("bullet", text, section=("Results",))], (), "en")

    assert (told(asked), told(done)) == ([], [("15", "%", "of the pipes each year")])


def test_a_highlighted_count_in_prose_is_a_key_figure() -> None:
    """What the report sets bold it wants to be seen."""
    figures = read_figures(
        [block("paragraph", "With our 141 members we went on", bold="141")], (), "en"
    )

    assert told(figures) == [("141", "count", "members we went on")]


def test_parts_know_their_whole() -> None:
    """Shares in brackets belong to the figure before them; a comparison in brackets does not."""
    shares = read_figures(
        [block("bullet", "290 personnes (44 % de femmes, 56 % d'hommes)")], (), "fr"
    )
    compared = read_figures([block("bullet", "26 395 € (26 274 € en 2020)")], (), "fr")

    assert [f.breakdown_of for f in shares] == [None, "f1", "f1"]
    assert [f.label for f in shares] == ["personnes", "femmes", "hommes"]
    assert [f.breakdown_of for f in compared] == [None] * len(compared)


def test_leaders_are_parts_of_the_amount_below_them() -> None:
    """The title above the list names the amount; a list without an amount keeps the title."""
    section = ("Sources of funds",)
    leaders = [
        block("leader", "Fees ........ 52%", section=section),
        block("leader", "Partners .... 48%", section=section),
    ]
    amount = block("card", "€936,463", section=section)

    with_amount = read_figures([*leaders, amount], (), "en")
    alone = read_figures(leaders, (), "en")

    assert told(with_amount)[0] == ("936463", "EUR", "Sources of funds")
    assert [f.breakdown_of for f in with_amount] == [None, "f1", "f1"]
    assert {f.caption for f in alone} == {"Sources of funds"}


def test_a_table_of_contents_has_no_figures() -> None:
    """Leaders to rising page numbers point to pages."""
    contents = [block("leader", f"Chapter {n} ............ {n + 2}") for n in range(1, 6)]

    assert read_figures(contents, (), "en") == ()


def test_a_chart_takes_the_printed_shares_beside_it() -> None:
    """Printed values are tied to the marks with their proportions; otherwise marks are measured."""
    marks = tuple(
        Mark((10.0, 10.0 * i, 20.0, 10.0 * i + 5), i, extent, 0.5, label)
        for i, (extent, label) in enumerate([(51.9, "Fees"), (48.1, "Partners")])
    )
    chart = Chart("pie", 1, (0.0, 0.0, 40.0, 40.0), marks, title="Sources")
    leaders = [block("leader", "Fees .... 52%"), block("leader", "Partners .... 48%")]

    tied = read_figures(leaders, [chart], "en")
    measured = read_figures([], [chart], "en")

    assert [f.breakdown_of for f in tied if f.kind == "key_figure"] == ["f3", "f3"]
    assert [f.measured for f in tied] == [None, None, None]
    assert [(f.label, f.measured, f.error) for f in measured[1:]] == [
        ("Fees", Decimal("51.90"), Decimal("0.50")),
        ("Partners", Decimal("48.10"), Decimal("0.50")),
    ]


def test_shares_around_a_pie_are_its_slices() -> None:
    """Each in a block of its own, they are told by their number and their proportions."""
    marks = tuple(Mark((0, 0, 90, 90), i, share, 0.2) for i, share in enumerate((50.0, 30.0, 20.0)))
    chart = Chart("pie", 1, (0.0, 0.0, 90.0, 90.0), marks)
    printed = [block("card", f"{share} % of {name}") for share, name in ((50, "fees"), (30, "aid"))]

    lone = read_figures(printed, [chart], "en")
    whole = read_figures([*printed, block("card", "20 % of gifts")], [chart], "en")

    assert {f.breakdown_of for f in lone if f.kind == "key_figure"} == {None}
    assert {f.breakdown_of for f in whole if f.kind == "key_figure"} == {"f4"}


def test_bars_are_measured_along_their_axis() -> None:
    """Two points a unit from 100: a bar of 60 points without a value is 30 units high."""
    bar = Mark((0.0, 40.0, 10.0, 100.0), 1, 60.0, 0.5, "2020")
    ticks = tuple((str(value), -100.0 + 2 * value) for value in (0, 20, 40))
    chart = Chart("bars", 1, (0.0, 0.0, 100.0, 100.0), (bar,), ticks, origin=-100.0)

    figure = read_figures([], [chart], "en")[1]

    assert figure.measured is not None
    assert figure.error is not None
    assert abs(figure.measured - 30) <= figure.error


def test_an_infographic_gives_all_its_figures(samples: Path) -> None:
    """Cards, bullets, leaders and the donut of one page, each number once."""
    with open_document(samples / "infographie-fr-D-1.pdf") as document:
        page = document.page(1)
        blocks = assign_sections(read_blocks(page, ()))
        figures = read_figures(blocks, find_charts(page), "fr")

    found = told(figures)
    assert len(found) == 45
    assert ("33000", "count", "comptes abonnés sur les réseaux sociaux") in found
    assert ("15.6", "%", "de nos membres gouvernés par des femmes") in found
    assert sum(figure.kind == "chart" for figure in figures) == 3


def test_a_number_inside_a_label_stays_in_it() -> None:
    """The "61 cities" say which officials; it is no figure of its own on a card."""
    figures = read_figures([block("card", "1,250 officials from 61 cities trained")], (), "en")

    assert told(figures) == [("1250", "count", "officials from 61 cities trained")]


def test_the_total_under_a_list_of_shares_is_their_whole() -> None:
    """A line "Total: €1,225,075" under leaders is the amount they share."""
    section = ("Sources of funds",)
    leaders = [block("leader", f"Part {n} .... 50%", section=section) for n in (1, 2)]

    figures = read_figures(
        [*leaders, block("heading", "Total: €1,225,075", section=section)], (), "en"
    )

    assert told(figures)[0] == ("1225075", "EUR", "Sources of funds")
    assert [f.breakdown_of for f in figures] == [None, "f1", "f1"]


def test_unreadable_text_has_no_figures() -> None:
    """Glyphs without Unicode say nothing."""
    assert (
        read_figures([block("bullet", "52 % 7KH\ufffd &LW\ufffd\ufffd RI 9DOOHMR")], (), "en") == ()
    )


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "La prestation est facturée entre 45 et 65 €.",
            "fr",
            [
                ("45", "over", "La prestation est facturée"),
                ("65", "under", "La prestation est facturée"),
            ],
        ),
        (
            "We saw about 20 to 25 000 visits.",
            "en",
            [("20000", "about", "visits"), ("25000", "about", "visits")],
        ),
        (
            "We keep 120 to 130 dogs.",
            "en",
            [("120", "over", "dogs"), ("130", "under", "dogs")],
        ),
        (
            "The fee rose from 8.4 % to 6.4 % of pay.",
            "en",
            [("8.4", "exact", "The fee of pay"), ("6.4", "exact", "The fee of pay")],
        ),
        (
            "Nous avons traité 1171 animaux entrants (1176 en 2020).",
            "fr",
            [("1171", "exact", "animaux entrants"), ("1176", "exact", "animaux entrants en 2020")],
        ),
        ("Nous avons 9 chiens (8 chats en 2020).", "fr", [("9", "exact", "chiens")]),
    ],
)
def test_numbers_that_say_one_thing_together(
    text: str, language: Language, expected: list[tuple[str, str, str]]
) -> None:
    """A range has two ends, a change two values, a bracket another year: with one label."""
    figures = read_figures([block("paragraph", text)], (), language)

    found = [(str(f.number.value), f.number.qualifier, f.label) for f in figures if f.number]
    assert found[: len(expected)] == expected
