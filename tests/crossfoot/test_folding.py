"""Folding: what may differ between two texts that are the same words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.folding import bare_words, fold_pattern, fold_words, is_found, tidy


@given(text=st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is its own fold, in each form."""
    for form in (tidy, fold_words, bare_words):
        assert form(form(text)) == form(text)


@pytest.mark.parametrize(
    ("text", "tidied", "words", "bare"),
    [
        ("  L’Été\u202f2020 (k€) ", "L'Été 2020 (k€)", "l'ete 2020 (k€)", "l ete 2020 k"),
        ("Œuvres – 12\u00a0%", "Œuvres - 12 %", "oeuvres - 12 %", "oeuvres 12"),
        ("Brasi\u00adlia¹", "Brasilia¹", "brasilia", "brasilia"),
        ("Eau (m³)²", "Eau (m³)²", "eau (m3)", "eau m3"),
        ("−5", "-5", "-5", "5"),
        ("", "", "", ""),
    ],
)
def test_each_form_forgets_one_thing_more(text: str, tidied: str, words: str, bare: str) -> None:
    """Typography; then case, accents and footnote marks; then punctuation."""
    assert tidy(text) == tidied
    assert fold_words(text) == words
    assert bare_words(text) == bare


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^Villes", "VILLES membres"),
        ("créances", "Creances 2020"),
        (r"CRÉANCES\W\d", "créances 2020"),
        ("2019–2020", "de 2019-2020"),
        ("[.–,]x", "–x"),
        ("l’été", "L'ETE"),
        ("œuvre", "OEUVRES"),
    ],
)
def test_what_people_wrote_is_found_whatever_its_case_and_accents(pattern: str, text: str) -> None:
    """Patterns of the catalog are folded as the texts are."""
    assert is_found(pattern, text)


def test_a_folded_pattern_keeps_its_classes() -> None:
    """What is no word character stays so, and still compiles."""
    assert re.fullmatch(fold_pattern(r"\W+\S\D"), "- ax")
    assert not is_found(r"^\W+$", "été")
