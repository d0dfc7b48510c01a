"""A report in a language without a vocabulary is said to be so."""

from __future__ import annotations

from crossfoot.extractors.document import Reading
from crossfoot.extractors.pdf.reader import DocumentInfo
from crossfoot.flows.runs.steps import understand
from crossfoot.model import Block
from crossfoot.settings import Settings

PORTUGUESE = (
    "O relatório da câmara municipal apresenta as receitas e as despesas do ano. Os municípios não "
    "são obrigados a publicar os dados até ao fim do ano, mas as câmaras também o fazem nos seus "
    "sítios."
)


def reading_of(*texts: str) -> Reading:
    """Return a reading of paragraphs."""
    blocks = tuple(
        Block(
            page=1, box=(50.0, 50.0 + 40 * at, 500.0, 80.0 + 40 * at), kind="paragraph", text=text
        )
        for at, text in enumerate(texts)
    )
    return Reading(info=DocumentInfo("a.pdf", "0" * 64, 1, 1), blocks=blocks)


def test_a_portuguese_report_is_not_read_as_spanish() -> None:
    """Its language is named, and a warning says that its words are not known."""
    found = understand(reading_of(PORTUGUESE), Settings())

    assert found.report.language == "pt"
    assert [w.code for w in found.warnings].count("other_language") == 1


def test_a_person_may_know_better() -> None:
    """`--language es` is what the report is read in, whatever it looks like."""
    found = understand(reading_of(PORTUGUESE), Settings(language="es"))

    assert found.report.language == "es"
    assert "other_language" not in [w.code for w in found.warnings]


def test_a_sign_that_the_report_explains_means_that_in_its_sentences_too() -> None:
    """In Chile "M$" are thousands of pesos, and reports say so."""
    found = understand(
        reading_of(
            "Estados financieros expresados en miles de pesos (M$).",
            "La Sociedad tiene créditos aprobados con bancos por un monto total de M$1.732.",
        ),
        Settings(language="es"),
    )

    assert [one.number.value for one in found.figures if one.number] == [1_732_000]
