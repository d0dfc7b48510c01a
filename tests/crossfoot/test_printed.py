"""What kind of line a text is: captions and notes, with their false friends."""

from __future__ import annotations

import pytest

from crossfoot.vocabulary.printed import caption_kind, note_kind, note_marker


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("table", "Table 3"),
        ("table", "Tableau n° 12 – Recettes"),
        ("table", "Cuadro IV"),
        ("table", "Table II. Grants"),
        ("table", "Table no. 4"),
        ("table", "Table A1"),
        ("annex", "Annexe A-2"),
        ("annex", "Annex B Members"),
        ("annex", "Schedule b: Fees"),
        ("picture", "Photo n° 3"),
        ("picture", "fig. 2"),
        (None, "Tableaux récapitulatifs"),
        (None, "Carte d'Alby"),
        (None, "État d'exécution"),
        (None, "ÉTATS FINANCIERS"),
        (None, "ANNEXE AUX COMPTES"),
        (None, "Estado y municipio"),
        (None, "See table 3"),
    ],
)
def test_captions_are_known_by_name_and_number(kind: str | None, text: str) -> None:
    """A name and a number, in digits, Roman or a lone letter; a word that goes on is none."""
    assert caption_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind", "marker"),
    [
        ("(en milliers d'euros)", "unit", None),
        ("In thousands of dollars", "unit", None),
        ("En miles de pesos", "unit", None),
        ("Montants en k€", "unit", None),
        ("Source : INSEE, 2020", "source", None),
        ("Fuente: Ayuntamiento", "source", None),
        ("* Membre activé", "footnote", "*"),
        ("(1) hors budget annexe", "footnote", "(1)"),
        ("Note: provisional", "footnote", None),
        ("En 2020, la ville compte 3 écoles.", None, None),
        ("3 écoles", None, None),
        ("NB : provisoire", "footnote", None),
        ("Nb de logements", None, None),
        ("Note 2: provisional", "footnote", None),
        ("NOTA 2 – PATRIMONIO", None, None),
        ("Notes payable", None, None),
        ("Notes", "footnote", None),
        ("Source INSEE 2019", "source", None),
        ("Sources of funds", None, None),
        ("[3] as restated", "footnote", "[3]"),
        ("(b) as restated", "footnote", "(b)"),
        ("2) as restated", "footnote", "2)"),
        ("¹ as restated", "footnote", "¹"),
        ("(1)", None, None),
    ],
)
def test_notes_are_known_by_their_opening(text: str, kind: str | None, marker: str | None) -> None:
    """Units, sources and footnotes of three languages; prose is none of them."""
    assert note_kind(text) == kind
    assert note_marker(text) == marker
