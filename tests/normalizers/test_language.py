"""Which language a report and its tables are written in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossfoot.normalizers.words.language import detect_language, detect_table_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Paiement des cotisations 2020"),
        ("en", "Payment of 2020 membership fee"),
        ("es", "Pago de la cuota 2020"),
        ("fr", "Région Titulaires Contractuels Total général"),
        ("es", "Región Presupuesto Diferencia Total general"),
        ("en", "Region Budget Actual Difference Grand total"),
        ("fr", "L'Observatoire métropolitain"),
        ("es", "Iniciativas cargadas en C4GH"),
    ],
)
def test_a_few_words_are_enough(language: str, text: str) -> None:
    """Headers of a table tell the language, with or without function words."""
    assert detect_language(text) == language


def test_no_words_mean_the_default() -> None:
    """Digits and codes have no language."""
    assert detect_language("12 345 %", default="es") == "es"


def test_a_table_keeps_the_language_of_its_report_without_evidence() -> None:
    """Names of places in another language do not turn a table."""
    assert detect_table_language(["Los Angeles", "La Paz", "Las Vegas"], "en") == "en"


def test_a_table_in_another_language_is_recognised() -> None:
    """A bilingual report prints each table once in each language."""
    header = ["Number of members", "Share of the total", "Amount for the year"]

    assert detect_table_language(header, "fr") == "en"


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["aggrecol_open", "generated_open"])
def test_tables_of_the_corpus(corpus: Path, name: str) -> None:
    """Of the open tables nearly all are recognised; the rest hold names and figures alone."""
    tables = json.loads((corpus / "totals" / f"{name}.json").read_text(encoding="utf-8"))
    right = sum(
        detect_language(" ".join(text for row in table["table"] for text in row)) == table["lang"]
        for table in tables
    )

    assert right >= 0.98 * len(tables)
