"""Printed numbers: what is read, what is refused, and what formatting cannot break."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model import Language
from crossfoot.normalizers.numbers.parse import parse_grid, parse_number

D = Decimal
NBSP, THIN, FIGURE = "\u00a0", "\u202f", "\u2007"


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("1 225 075", "1225075", "1"),
        (f"1{NBSP}225{THIN}075", "1225075", "1"),
        (f"{FIGURE}{FIGURE}693", "693", "1"),
        ("1,225,075", "1225075", "1"),
        ("1.225.075", "1225075", "1"),
        ("1'234'567.50", "1234567.50", "0.01"),
        ("1’234’567", "1234567", "1"),
        ("295560.549", "295560.549", "0.001"),
        ("0,123", "0.123", "0.001"),
        (".9", "0.9", "0.1"),
        ("1 089 992,56", "1089992.56", "0.01"),
        ("1.234,50", "1234.50", "0.01"),
        ("1,234.50", "1234.50", "0.01"),
        ("1 234 ,50", "1234.50", "0.01"),
        ("6 9 . 1 3", "69.13", "0.01"),
        ("(1 234)", "-1234", "1"),
        ("1 234-", "-1234", "1"),
        ("−0,1", "-0.1", "0.1"),
        ("- 1 234", "-1234", "1"),
        ("(+5)", "5", "1"),
        ("+622", "622", "1"),
        ("12*", "12", "1"),
        ("12 (1)", "12", "1"),
        ("1 977 (65 %)", "1977", "1"),
        ("970E", "970", "1"),
        ("00", "0", "1"),
    ],
)  # fmt: skip
def test_digits_signs_and_marks(text: str, value: str, step: str) -> None:
    """Groups, signs, brackets and footnote marks are read, the last digit's worth is kept."""
    number = parse_number(text, language="fr")

    assert number is not None
    assert (number.value, number.step, number.text) == (D(value), D(step), text)


@pytest.mark.parametrize(
    ("text", "value", "step", "unit", "scale"),
    [
        ("15,6 %", "15.6", "0.1", "%", 1),
        ("45 por ciento", "45", "1", "%", 1),
        ("12 k€", "12000", "1000", "EUR", 1000),
        ("3,5 M€", "3500000", "100000", "EUR", 10**6),
        ("1,2 Md€", "1200000000", "100000000", "EUR", 10**9),
        ("1,5 million d'euros", "1500000", "100000", "EUR", 10**6),
        ("12 mil millones de pesos", "12000000000", "1000000000", "$", 10**9),
        ("3 millones", "3000000", "1000000", None, 10**6),
        ("US$ 12 million", "12000000", "1000000", "USD", 10**6),
        ("$5m", "5000000", "1000000", "$", 10**6),
        ("$ 1,234", "1234", "1", "$", 1),
        ("($5.2)", "-5.2", "0.1", "$", 1),
        ("-$5", "-5", "1", "$", 1),
        ("$(5)", "-5", "1", "$", 1),
        ("€936,463", "936463", "1", "EUR", 1),
        ("936 463 €", "936463", "1", "EUR", 1),
        ("5.964 €", "5964", "1", "EUR", 1),
        ("2,05 €/m3", "2.05", "0.01", "EUR/m3", 1),
        ("12,00 € HT", "12.00", "0.01", "EUR", 1),
        ("1 000 F CFA", "1000", "1", "FCFA", 1),
        ("2 450 personnes", "2450", "1", "count", 1),
        ("2,450 people", "2450", "1", "count", 1),
        ("12 m", "12", "1", "m", 1),
        ("120 m³", "120", "1", "m³", 1),
        ("3,2 kWh", "3.2", "0.1", "kWh", 1),
        ("1 M", "1000000", "1000000", None, 10**6),
    ],
)  # fmt: skip
def test_units_and_scales(text: str, value: str, step: str, unit: str | None, scale: int) -> None:
    """A unit is named, a scale multiplied in, value and step both."""
    number = parse_number(text, language="fr")

    assert number is not None
    assert (number.value, number.step) == (D(value), D(step))
    assert (number.unit, number.scale) == (unit, scale)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Plus de 2 450", "over"), ("plus d'1 million", "over"), ("+ de 33 000", "over"),
        ("+ 33 000", "over"), ("60+", "over"), ("More than 400", "over"), ("más de 1.200", "over"),
        ("75,000 or more", "over"), ("≥ 5", "over"),
        ("près de 75", "about"), ("environ 30", "about"), ("nearly 75", "about"),
        ("~100", "about"), ("cerca de 75", "about"), ("unos 30", "about"), ("400 environ", "about"),
        ("moins de 5", "under"), ("up to 10", "under"), ("menos de 3", "under"), ("<1", "under"),
        ("+622", "exact"), ("+ 5 %", "exact"), ("141", "exact"),
    ],
)  # fmt: skip
def test_qualifiers(text: str, qualifier: str) -> None:
    """Words and signs beside a number say how sure it is; the sign of a change says nothing."""
    number = parse_number(text, language="fr")

    assert number is not None
    assert number.qualifier == qualifier


@pytest.mark.parametrize("text", ["-", "–", "—", "- €", "$ -", "– %", "Néant", "---"])
def test_dashes_are_exact_zeros(text: str) -> None:
    """A dash states that there is nothing: zero, without rounding."""
    number = parse_number(text)

    assert number is not None
    assert (number.state, number.value, number.step) == ("nil", D(0), D(0))


@pytest.mark.parametrize(
    "text", ["n.d.", "NC", "n/a", "s/d", "x", "..", "…", "non communiqué", "N/A"]
)
def test_missing_is_no_zero(text: str) -> None:
    """What is not known has no value."""
    number = parse_number(text)

    assert number is not None
    assert (number.state, number.value) == ("missing", None)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Total", "Total 2", "01/02/2020", "2019-2020", "2003–04", "2019 2020", "12 mars",
        "1er", "1ère", "2nd", "3º", "09 1734 2685", "+33 1 42 76 40 40", "12:30", "1h30", "3/5",
        "0142", "EU27", "Q4", "HC.1", "1.2.3", "12)", "(3.3", "1a", "P (2)", "L1M1", "N°5",
        "(0.9–1.0)", "1,000– 2,499", "15 to 24 years", "45 % de femmes", "12 rue de la Paix",
        "FR76 3000 6000 0112 3456 7890 189", "1234567890123456789", "10 000 20", "49,266 49,373",
        "Paris 75", "12 B", "12 Mrd", "2005 (hours)", "2008 ($ millions)",
        "12,5,3", "1..2", "5 5 5", "v2.0",
    ],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    """Dates, ranges, codes, ordinals, phone numbers and sentences are no numbers."""
    assert parse_number(text, language="fr") is None


@pytest.mark.parametrize(
    ("language", "value"), [("fr", "1.234"), ("es", "1.234"), ("en", "1234"), (None, "1234")]
)
def test_the_language_settles_what_nothing_else_does(language: Language | None, value: str) -> None:
    """A thousand in English, "1,234" is one and a bit in French and Spanish."""
    number = parse_number("1,234", language=language)

    assert number is not None
    assert number.value == D(value)


def test_long_text_is_no_number_and_takes_no_time() -> None:
    """A text made to confuse the patterns is refused at once."""
    for text in ("12" + "*" * 5000 + "x", "1 " * 5000, "(1)" * 2000, "plus de " * 2000 + "5"):
        assert parse_number(text) is None


# --------------------------------------------------------------------------- formats as laws

STYLES = {
    "fr": (THIN, ","), "fr-nbsp": (NBSP, ","), "es": (".", ","), "es-mx": (",", "."),
    "en": (",", "."), "ch": ("'", "."),
}  # fmt: skip


def write(value: Decimal, group: str, decimal: str) -> str:
    """Format a number as a report would."""
    return f"{value:,f}".replace(",", "\0").replace(".", decimal).replace("\0", group)


def decimals(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-(10**12), 10**12).map(lambda units: D(units).scaleb(-places))


@given(
    value=st.one_of(decimals(0), decimals(1), decimals(2)), style=st.sampled_from(sorted(STYLES))
)
def test_parsing_gives_back_what_was_formatted(value: Decimal, style: str) -> None:
    """A number written in a style and read with that style's decimal sign is the same number."""
    group, decimal = STYLES[style]
    number = parse_number(write(value, group, decimal), decimal_sign="," if decimal == "," else ".")

    assert number is not None
    assert number.value == value
    assert number.step == D(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]


@given(
    column=st.lists(st.integers(0, 10**7), min_size=3, max_size=12),
    style=st.sampled_from(sorted(STYLES)),
    language=st.sampled_from(["fr", "en", "es", None]),
)
def test_a_column_with_one_decimal_is_read_in_any_language(
    column: list[int], style: str, language: Language | None
) -> None:
    """Numbers with decimals prove their sign, whatever language the table was taken for."""
    group, decimal = STYLES[style]
    values = [D(units).scaleb(-1) for units in column]
    rows = [[write(value, group, decimal)] for value in values]

    assert [row[0].value for row in parse_grid(rows, language=language) if row[0]] == values


@given(
    small=st.lists(st.integers(1, 999), min_size=2, max_size=8),
    large=st.lists(st.integers(1000, 999_999), min_size=2, max_size=8),
    group=st.sampled_from([",", "."]),
    language=st.sampled_from(["fr", "en", "es"]),
)
def test_whole_numbers_of_mixed_length_are_read_in_any_language(
    small: list[int], large: list[int], group: str, language: Language
) -> None:
    """Beside "693" the mark of "1,234" groups, also where the language would call it decimal."""
    values = [D(number) for number in (*small, *large)]
    rows = [[write(value, group, "?")] for value in values]

    assert [row[0].value for row in parse_grid(rows, language=language) if row[0]] == values


def test_columns_may_differ_in_their_sign() -> None:
    """A column of prices with a point keeps it in a table of commas."""
    rows = [["1 200,5", "1.234"], ["33,75", "12.5"], ["7,25", "0.75"], ["1,5", "2.105"]]
    grid = parse_grid(rows, language="fr")

    assert [row[1].value for row in grid if row[1]] == [
        D("1.234"),
        D("12.5"),
        D("0.75"),
        D("2.105"),
    ]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["42.318", "43.029", "8841", "-711", "9453", "13.325"], D(42318)),  # drawn dense accounts
        (["42.318", "43.029", "88410", "-711", "94530", "13.325"], D("42.318")),  # 88410 has none
        (["4.318", "43.029", "8841", "-711", "9453", "13.325"], D("4.318")),  # 4.318 has one
        (["42.318", "43.029", "8841", "-711", "9453"], D("42.318")),  # too few
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_numbers_of_five_digits_and_more_alone_have_marks(
    texts: list[str], first: Decimal, language: Language
) -> None:
    """Spanish spelling sets no mark in four digits; whoever writes so means thousands by it."""
    (number, *_) = (row[0] for row in parse_grid([[text] for text in texts], language=language))

    assert number is not None
    assert number.value == first


def test_years_do_not_vote() -> None:
    """Years stand ungrouped in every table and prove nothing about the comma."""
    rows = [["2018", "2019", "2020"], ["1,250", "140", "1,500"], ["3,370", "560", "2,000"]]
    grid = parse_grid(rows, language="fr")

    assert grid[1][0] is not None
    assert grid[1][0].value == D(1250)


def test_an_x_is_missing_only_among_numbers() -> None:
    """In a column of check marks an "x" is a mark, in a column of figures a hidden number."""
    rows = [["12", "3"], ["x", "4"], ["x", "x"], ["x", "6"], ["x", "7"]]
    grid = parse_grid(rows)

    assert [row[0] for row in grid[1:]] == [None] * 4
    hidden = grid[2][1]
    assert hidden is not None
    assert hidden.state == "missing"


def test_words_for_missing_are_text_in_a_column_of_text() -> None:
    """A status "unknown" is a word; among figures it is a figure no one knows."""
    grid = parse_grid([["unknown", "12"], ["done", "unknown"], ["n.d.", "7"]])

    assert [row[0] and row[0].state for row in grid] == [None, None, "missing"]
    assert [row[1] and row[1].state for row in grid] == ["number", "missing", "number"]


def test_ragged_rows_keep_their_length() -> None:
    """A grid has as many cells as the rows it was made of."""
    assert [len(row) for row in parse_grid([["1"], [], ["a", "2", "3"]])] == [1, 0, 3]
