"""Of which period a key figure is: what its label, its sentence or its heading states."""

from __future__ import annotations

import pytest

from crossfoot.model import Block, Language, Span
from crossfoot.normalizers.figures.read import read_figures


def block(text: str, section: tuple[str, ...]) -> Block:
    """Return a paragraph of one line under headings."""
    box = (0.0, 0.0, 10.0, 10.0)
    spans = tuple(Span(word, box, 10.0, False, 0, ((word, box),)) for word in text.split())
    return Block("paragraph", 1, (0.0, 0.0, 100.0, 10.0), text, spans, section)


def periods(text: str, language: Language, *section: str) -> dict[str, str]:
    """Return the period of each figure of a sentence by its printed number."""
    figures = read_figures([block(text, section)], (), language)
    return {figure.number.text: figure.period for figure in figures if figure.number}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Le chiffre d'affaires s'élève à 51,0 M€ en 2018, contre 52,7 M€ en 2017.",
            "fr",
            {"51,0": "2018", "52,7": "2017"},
        ),
        (
            "During FY2025, total revenue was $12.4 million compared with $13.5 million in FY2024.",
            "en",
            {"$12.4 million": "2025", "$13.5 million": "2024"},
        ),
        ("Le tonnage a progressé (+ 0,5 % vs 2016).", "fr", {"+ 0,5 %": ""}),
        ("Al 31/12/2021 la deuda era de 1.250.000 €.", "es", {"1.250.000 €": "2021-12-31"}),
        ("Revenue was $5 million. In 2014 nothing changed.", "en", {"$5 million": ""}),
    ],
)
def test_the_sentence_states_the_period(
    text: str, language: Language, expected: dict[str, str]
) -> None:
    """Each number has the year beside it, none the year that it is compared with."""
    found = periods(text, language)

    for number, period in expected.items():
        assert [p for printed, p in found.items() if number in printed] == [period], found


def test_two_periods_in_one_clause() -> None:
    """The count in brackets is of another year than the one before it, which has none."""
    found = periods("Nous avons accueilli 1 171 animaux (1 176 en 2020).", "fr")

    assert found == {"1 171": "", "1 176": "2020"}


def test_a_heading_states_the_period() -> None:
    """What stands under "Résultats 2022" is of 2022; two years in it say nothing."""
    assert set(periods("568 adoptions", "fr", "Résultats 2022").values()) == {"2022"}
    assert set(periods("568 adoptions", "fr", "De 2021 à 2022").values()) <= {"", "2021/2022"}
