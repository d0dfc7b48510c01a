"""Numbers in running text: what counts and what only names."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model import Language
from crossfoot.normalizers.numbers.scan import scan_numbers

Seen = tuple[str, str | None, str]


def seen(text: str, language: Language) -> list[Seen]:
    """Value, unit and qualifier of each number of a text."""
    return [
        (str(s.number.value), s.number.unit, s.number.qualifier)
        for s in scan_numbers(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Plus de 2 450 personnes", "fr", [("2450", None, "over")]),
        ("+ 33 000 comptes abonnés", "fr", [("33000", None, "over")]),
        ("Près de 75 participants", "fr", [("75", None, "about")]),
        ("15,6 % de nos membres", "fr", [("15.6", "%", "exact")]),
        ("un budget de 12,5 M€", "fr", [("12500000", "EUR", "exact")]),
        ("1 million d'euros", "fr", [("1000000", "EUR", "exact")]),
        ("€936,463 and 2,100 people", "en", [("936463", "EUR", "exact"), ("2100", None, "exact")]),
        ("more than 1.7 million visits", "en", [("1700000", None, "over")]),
        ("Más de 33.000 cuentas", "es", [("33000", None, "over")]),
        ("cerca de 3,2 millones de euros", "es", [("3200000", "EUR", "about")]),
        ("7,629km de réseaux", "fr", [("7.629", "km", "exact")]),
        ("a change of minus 5 %", "en", [("-5", "%", "exact")]),
        ("minus €5 million", "en", [("-5000000", "EUR", "exact")]),
        ("une évolution de moins 5,2 %", "fr", [("-5.2", "%", "exact")]),
        ("una variación de menos 5,2 %", "es", [("-5.2", "%", "exact")]),
        ("plus ou moins 5 %", "fr", [("5", "%", "about")]),
        ("1.2 million people", "en", [("1200000", None, "exact")]),
        ("1,2 million d'habitants", "fr", [("1200000", None, "exact")]),
        ("1,2 millones de personas", "es", [("1200000", None, "exact")]),
        ("3.5 tonnes of waste", "en", [("3.5", "tonnes", "exact")]),
        ("58–60 cars", "en", [("58", None, "exact"), ("60", None, "exact")]),
        ("de 58–60 %", "fr", [("58", "%", "exact"), ("60", "%", "exact")]),
        ("0,9–1,4 millones", "es", [("900000.0", None, "exact"), ("1400000", None, "exact")]),
        ("5,000–9,999 cars", "en", [("5000", None, "exact"), ("9999", None, "exact")]),
    ],
)
def test_numbers_come_with_unit_scale_and_qualifier(
    text: str, language: Language, expected: list[Seen]
) -> None:
    """What is printed around the digits belongs to the number."""
    assert seen(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2.1. Ligne d'action 1. Mener la diplomatie", "fr"),
        ("le 5 octobre 2020, du 5 au 7 mars, depuis 2019", "fr"),
        ("on March 5, 2020 and in 2018-2020", "en"),
        ("el 5 de octubre de 2020", "es"),
        ("Tél. 01 42 76 40 40 ou +33 1 42 76 40 40", "fr"),
        ("12, rue de Rivoli, 75001 Paris", "fr"),
        ("C/ Avinyó, 15, 08002 Barcelona", "es"),
        ("loi n° 2015-991, article 5, page 12, annexe 3", "fr"),
        ("COVID-19, U20, ODD 11, L2M1D2, Agenda 2030", "fr"),
        ("#WorldMetropolitanDay2020 on www.metropolis.org/2020", "en"),
        ("at 10:30 or 14h30 on the 2nd floor, 1er étage, 5e", "en"),
        ("Estrategia 2: Consolidar el acceso", "es"),
        ("see [12] and (1)", "en"),
        ("§ 4 and §§ 5 apply, see ISO 9001 and ISO/IEC 27001", "en"),
        ("certifié ISO 14001, norme NF 15224", "fr"),
        ("la norma UNE 166002 y el § 12", "es"),
        ("1.2 Staff", "en"),
        ("a 3–2 win, line 12–34–56, articles 58–60", "en"),
        ("2.3 Montants", "fr"),
    ],
)
def test_numbers_that_name_something_are_left_out(text: str, language: Language) -> None:
    """Dates, years, phones, addresses, references, codes and ordinals count nothing."""
    assert seen(text, language) == []


@given(
    value=st.integers(2101, 10**9),
    language=st.sampled_from(["fr", "en", "es"]),
)
def test_what_is_printed_in_a_sentence_is_found_there(value: int, language: Language) -> None:
    """A grouped count inside a sentence is found with its exact value, in every language."""
    mark = {"fr": "\u202f", "en": ",", "es": "."}[language]
    noun = {"fr": "personnes", "en": "people", "es": "personas"}[language]
    text = f"xxx {value:,} {noun}.".replace(",", mark)

    assert [s.number.value for s in scan_numbers(text, language)] == [Decimal(value)]


@given(st.text(max_size=200))
def test_any_text_can_be_scanned(text: str) -> None:
    """Spans lie inside the text and do not overlap, whatever the text."""
    spots = scan_numbers(text, "en")

    ends = [0, *(s.end for s in spots)]
    assert all(end <= s.start <= s.digits < s.end for end, s in zip(ends, spots, strict=False))
    assert all(end <= len(text) for end in ends)


@pytest.mark.parametrize(
    "text",
    ["le 12 mai 2020", "May 12, 2020", "12 de mayo de 2020", "Calle Mayor, 15", "tableau 12",
     "12 rue de la Paix", "capítulo 5", "on 3 Dec 2019", "les 5 et 6 févr. 2020"],
)  # fmt: skip
def test_months_streets_and_references_of_each_language_count_nothing(text: str) -> None:
    """The words that say so come from the vocabulary."""
    assert scan_numbers(text, "fr") == ()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("au moins 5 %", "fr", [("5", "%", "over")]),
        ("moins de 5 %", "fr", [("5", "%", "under")]),
        ("10 membres moins 3 absents", "fr", [("10", None, "exact"), ("3", None, "exact")]),
        ("3 % de moins", "fr", [("3", "%", "exact")]),
        ("al menos 5 %", "es", [("5", "%", "over")]),
        ("more or minus 3", "en", [("3", None, "exact")]),
    ],
)
def test_a_word_for_a_minus_may_say_something_else(
    text: str, language: Language, expected: list[Seen]
) -> None:
    """Before a count it takes away from another, and "au moins" is no minus at all."""
    assert seen(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("14949 spectateurs au cinéma", "fr", [("14949", None)]),
        ("13300 Salon de Provence", "fr", []),
        ("+121 000 foyers", "fr", [("121000", None)]),
        ("+33 612 345 678", "fr", []),
        ("$0.0004 por persona", "es", [("0.0004", "$")]),
        ("04.90.42.20.77", "fr", []),
        ("30.9K visualizaciones", "es", [("30900", None)]),
        ("3.2 Visualizaciones", "es", []),
        ("3,221 viviendas", "es", [("3221", None)]),
        ("3,221 por persona", "es", [("3.221", None)]),
        ("10,543personas", "es", [("10543", None)]),
        ("10personas", "es", []),
        ("3,38* € TTC", "fr", [("3.38", "EUR")]),
        ("268,6 Tonnes de déchets", "fr", [("268.6", "Tonnes")]),
        ("hasta 31 Dic 2026", "es", []),
    ],
)
def test_digits_as_reports_print_them(
    text: str, language: Language, read: list[tuple[str, str | None]]
) -> None:
    """Codes, telephones and days are masked; counts, scales and units beside them are read."""
    spots = scan_numbers(text, language)

    assert [(str(spot.number.value), spot.number.unit) for spot in spots] == read
