"""Numbers that say a second thing of one subject, parts, units that are things, page numbers."""

from __future__ import annotations

import pytest

from crossfoot.model import Block, BlockKind, Language, Span
from crossfoot.normalizers.figures.read import read_figures

Told = tuple[str, str | None, str]


def line(text: str, kind: BlockKind = "paragraph", top: float = 100.0) -> Block:
    """Return a block of one line at some height of its page."""
    box = (50.0, top, 400.0, top + 10.0)
    spans = tuple(Span(word, box, 10.0, False, 0, ((word, box),)) for word in text.split())
    return Block(kind, 1, box, text, spans)


def told(text: str, language: Language) -> list[Told]:
    """Return value, unit and label of the figures of a sentence."""
    return [
        (str(figure.number.value), figure.number.unit, figure.label)
        for figure in read_figures([line(text)], (), language)
        if figure.number is not None
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Le produit net bancaire progresse de 3,8 % à 432 M€.",
            "fr",
            [
                ("3.8", "%", "Le produit net bancaire progresse"),
                ("432000000", "EUR", "Le produit net bancaire progresse"),
            ],
        ),
        (
            "La marge régresse de 1,2 % et s'élève à 12 069 M€ ; le taux est de 23,7 %.",
            "fr",
            [
                ("1.2", "%", "La marge régresse"),
                ("12069000000", "EUR", "La marge régresse"),
                ("23.7", "%", "le taux"),
            ],
        ),
        (
            "L'activité gère 394 centres commerciaux, dont 343 en location et 51 en gestion.",
            "fr",
            [
                ("394", "count", "centres commerciaux"),
                ("343", "count", "en location"),
                ("51", "count", "en gestion"),
            ],
        ),
        (
            "Gross margin declined from 34 percent in FY2024 to 31 percent in FY2025.",
            "en",
            [
                ("34", "%", "Gross margin declined"),
                ("31", "%", "Gross margin declined in FY2025"),
            ],
        ),
        (
            "During FY2025, total revenue was $12.4 million compared with $13.5 million before.",
            "en",
            [
                ("12400000", "$", "total revenue"),
                ("13500000", "$", "before"),
            ],
        ),
        (
            "Le parc compte 1 550 points de vente.",
            "fr",
            [("1550", "count", "points de vente")],
        ),
        ("Les ventes reculent (- 3,3 % par rapport à 2017).", "fr", [("-3.3", "%", "")]),
    ],
)
def test_what_sentences_say_twice(text: str, language: Language, expected: list[Told]) -> None:
    """A number without words of its own has those of the number before it."""
    found = told(text, language)

    assert [one[:2] for one in found] == [one[:2] for one in expected]
    for (*_, label), (*_, wanted) in zip(found, expected, strict=True):
        assert label == wanted or not wanted


def test_numbers_of_accounting_standards_are_names() -> None:
    """NIIF 9, NIC 41 and IAS 37 count nothing."""
    assert told("La enmienda a la NIIF 9 aclara los honorarios de la NIC 41.", "es") == []
    assert told("IAS 37 sets what is a provision.", "en") == []


def test_another_sentence_lends_no_label() -> None:
    """What stands behind a full stop is said of something else."""
    assert told("Les ventes progressent de 3,8 %. À 432 M€.", "fr")[1:] == []


@pytest.mark.parametrize(
    ("text", "top", "count"),
    [
        ("2 Activités et résultats", 10.0, 0),
        ("152 EDF I Document de référence 2018", 800.0, 0),
        ("15 salariés au service des communes", 10.0, 1),
        ("2 Activités et résultats", 200.0, 1),
    ],
)
def test_numbers_of_pages_and_chapters_are_none(text: str, top: float, count: int) -> None:
    """At the edge of a page a small number before a title is that of a chapter or page."""
    body = [line("Nous avons aidé des familles de la ville.", top=100.0 + 20 * n) for n in range(6)]
    blocks = sorted([*body, line(text, "card", top)], key=lambda block: block.box[1])

    assert len(read_figures(blocks, (), "fr")) == count
