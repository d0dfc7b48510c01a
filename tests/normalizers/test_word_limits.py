"""Words on both sides of what decides: dates, marks, languages, titles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.model import Block, Language, Span
from crossfoot.normalizers.words.dates import parse_date, parse_dates, read_period
from crossfoot.normalizers.words.issuer import find_heading, find_issuer
from crossfoot.normalizers.words.labels import is_mean_label, is_rate_label, is_total_label
from crossfoot.normalizers.words.language import (
    detect_language,
    detect_report_language,
    detect_table_language,
    languages_of,
    languages_of_table,
)
from crossfoot.normalizers.words.markers import read_markers
from crossfoot.normalizers.words.marks import read_legend, read_marks
from crossfoot.normalizers.words.report_year import find_report_year, years_named
from tests.normalizers.table_builder import make_table

BOX = (0.0, 0.0, 1.0, 1.0)


# ----------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("12/12/2020", "2020-12-12", "2020-12-12"),
        ("11/12/2020", "2020-12-11", "2020-11-12"),
        ("12/11/2020", "2020-11-12", "2020-12-11"),
        ("13/12/2020", "2020-12-13", "2020-12-13"),
        ("12/13/2020", "2020-12-13", "2020-12-13"),
        ("13/13/2020", None, None),
        ("01/02/70", "1970-02-01", "1970-01-02"),
        ("01/02/69", "2069-02-01", "2069-01-02"),
        ("01/02/00", "2000-02-01", "2000-01-02"),
        ("01/02/99", "1999-02-01", "1999-01-02"),
    ],
)
def test_the_order_of_day_and_month(
    text: str, day_first: str | None, month_first: str | None
) -> None:
    """A number above twelve is a day wherever it stands; two digits are 1970 to 2069."""
    assert parse_date(text, order="day") == day_first
    assert parse_date(text, order="month") == month_first
    assert parse_date(text) == day_first
    assert parse_date(text, language="en") == month_first


@pytest.mark.parametrize(
    ("column", "first"),
    [
        (["03/04/2020", "13/01/2020"], "2020-04-03"),
        (["03/04/2020", "12/01/2020"], "2020-03-04"),
        (["03/04/2020", "01/13/2020"], "2020-03-04"),
        (["03/04/2020", "13/01/2020", "01/13/2020"], "2020-03-04"),
        (["03/04/2020", "13/01/2020", "14/01/2020", "01/13/2020"], "2020-04-03"),
        (["03/04/2020", "01/13/2020", "01/14/2020", "13/01/2020"], "2020-03-04"),
    ],
)
def test_days_above_twelve_vote_for_the_order_of_a_column(column: list[str], first: str) -> None:
    """The majority tells; a tie leaves it to the language."""
    assert parse_dates(column, language="en")[0] == first


def test_a_column_in_which_months_stand_first_overrules_the_language() -> None:
    """French writes days first, but a 13 in second place proves otherwise."""
    assert parse_dates(["03/04/2020", "01/13/2020"], language="fr")[0] == "2020-03-04"
    assert parse_dates(["03/04/2020", "01/12/2020"], language="fr")[0] == "2020-04-03"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020-02", "2020-02"),
        ("2020-02-29", "2020-02-29"),
        ("February 2020", "2020-02"),
        ("from 3 March 2020 to 3 March 2020", "2020-03-03/2020-03-03"),
        ("from 3 March 2020 to 2 March 2020", None),
        ("3 March to 5 April to 6 May 2020", None),
        ("from 3 March 2020", None),
        ("3 – 5 March 2020", "2020-03-03/2020-03-05"),
        ("3 March – 2020", None),
        ("March 30 – April 2, 2020", "2020-03-30/2020-04-02"),
        ("3 – x March 2020", None),
    ],
)
def test_the_two_ends_of_an_interval(text: str, iso: str | None) -> None:
    """Month and year may be said once, for both; the end may not lie before the start."""
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019-2020", "2019/2020"),
        ("2020-2019", ""),
        ("2019-2020 and 2021-2022", ""),
        ("2019-2020 and 2019-2020", "2019/2020"),
        ("2019/20 to 2021", "2019/2020"),
        ("T1 2020", "2020-Q1"),
        ("4th quarter 2020", "2020-Q4"),
        ("1st quarter 2020 and Q1 2020", "2020-Q1"),
        ("31/12/2020 and 31/12/2021", ""),
        ("31/12/2020 and 2021", "2020-12-31"),
        ("March 2020 and 2021", "2020-03"),
        ("March 2020 and April 2020", ""),
    ],
)
def test_the_period_of_a_header(text: str, period: str) -> None:
    """The most exact that it names, unless it names two."""
    assert read_period(text) == period


# ----------------------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        (["Yes"] * 18 + ["Yes (2)"] * 2, True),
        (["Yes"] * 17 + ["Yes (2)"] * 2, False),
        (["Yes"] * 9 + ["Yes (2)"], True),
        (["Yes"] * 8 + ["Yes (2)"], False),
        (["Yes"] * 8 + ["", "Yes (2)"], False),
        (["Yes"] * 8 + ["-", "Yes (2)"], False),
        (["-", "", "-"], False),
    ],
)
def test_one_mark_in_ten_may_be_something_else(texts: list[str], read: bool) -> None:
    """Of the cells that are filled: blanks and dashes do not make a column longer."""
    assert any(read_marks(texts, {})) is read


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (["o", "n"], ("yes", "no")),
        (["o", "n", "x"], (None, None, None)),
        (["s", "n"], ("yes", "no")),
        (["v", "x", "o"], ("yes", "no", "partly")),
        (["x", "✓"], ("no", "yes")),
        (["x", "✗"], ("yes", "no")),
        (["v", "✓"], ("yes", "yes")),
        (["x", "●"], (None, None)),
        (["x", "o"], (None, None)),
        (["●", "●"], ("yes", "yes")),
        (["●", "Yes"], ("yes", "yes")),
        (["n", "n"], (None, None)),
    ],
)
def test_what_letters_mean_in_company(texts: list[str], marks: tuple[str | None, ...]) -> None:
    """Initials of yes and no in pairs, a cross beside a tick, one sign alone that ticks."""
    assert read_marks(texts, {}) == marks


def test_a_legend_has_two_signs_or_more() -> None:
    """One letter with a text behind it is a footnote; words of each line tell its meaning."""
    assert read_legend(["x done"]) == {}
    assert read_legend(["x done", "o not done"]) == {"x": "yes", "o": "no"}
    assert read_marks(["x", "o"], {"x": "no", "o": "yes"}) == ("no", "yes")


# ------------------------------------------------------------------------------- languages


def test_a_table_turns_on_three_words_and_half_as_many_again() -> None:
    """Fewer words say nothing, and words of the report's own language weigh against them."""
    three, own = "the and of", "le les des"

    assert detect_table_language([three], "fr") == "en"
    assert detect_table_language(["the and"], "fr") == "fr"
    assert detect_table_language([f"{three} le les"], "fr") == "en"
    assert detect_table_language([f"{three} {own}"], "fr") == "fr"
    assert detect_table_language([f"{three} with le les des"], "fr") == "fr"
    assert detect_table_language([f"{three} {own}"], "en") == "en"
    assert detect_table_language([f"{three}"], "pt") == "en"


def test_even_languages_are_the_default() -> None:
    """Where two have as many words, and where there are none."""
    assert detect_language("the and le les", default="fr") == "fr"
    assert detect_language("the and le les", default="en") == "en"
    assert detect_language("the and with le les", default="fr") == "en"


@pytest.mark.parametrize(
    ("labels", "language", "spoken"),
    [
        (["the and of"], "fr", ("fr", "en")),
        (["the and"], "fr", ("fr", "en")),
        (["the and le"], "fr", ("fr",)),
        (["the and of le"], "fr", ("fr", "en")),
        (["the and of le les des du et une"], "fr", ("fr", "en")),
        (["the and of le les des du et une dans"], "fr", ("fr",)),
        (["the and of el los las y"], "fr", ("fr", "es", "en")),
        (["x"], "fr", ("fr",)),
        (["the and of"], "pt", ("pt",)),
        (["the and of"], None, None),
    ],
)
def test_the_languages_of_bilingual_labels(
    labels: list[str], language: Language | None, spoken: tuple[Language, ...] | None
) -> None:
    """Three words and half those of its own; where it has none of its own, one is enough."""
    assert languages_of(labels, language) == spoken


def test_labels_are_what_headers_and_first_column_say() -> None:
    """The first column counts without a stub too; the body says nothing of the language."""
    english = "the name of the city and its size"
    for rows, languages in (
        ([[english, "b"], ["c", "d"]], ("fr", "en")),
        ([["a", english], ["c", "d"]], ("fr", "en")),
        ([["a", "b"], [english, "d"]], ("fr", "en")),
        ([["a", "b"], ["c", english]], ("fr",)),
    ):
        for stub in (0, 1):
            table = make_table(rows, stub_cols=stub)
            assert languages_of_table(replace(table, language="fr")) == languages
    wide = make_table([["a", "b", "c"], ["d", english, "e"]], stub_cols=2)
    assert languages_of_table(replace(wide, language="fr")) == ("fr", "en")


# --------------------------------------------------------------------------------- first page


def page(*texts: tuple[str, float], number: int = 1) -> list[Block]:
    """Return blocks of a page from (text, type size)."""
    return [
        Block("paragraph", number, BOX, text, (Span(text, BOX, size, bold=False, colour=0),))
        for text, size in texts
    ]


def test_the_year_stands_among_the_three_largest_sizes() -> None:
    """A fourth size is no title; one size is read as one text, tenths of a point apart."""
    titles = (("Report", 30.0), ("of the", 24.0), ("Board", 18.0))

    assert find_report_year("", page(*titles[:2], ("2023", 18.0)), "a.pdf") == 2023
    assert find_report_year("", page(*titles, ("2023", 12.0)), "a.pdf") is None
    assert find_report_year("", page(("2022", 30.0), ("2023", 30.04)), "a.pdf") is None
    assert find_report_year("", page(("2022", 30.0), ("2023", 30.1)), "a.pdf") == 2023
    assert find_report_year("", page(("2022", 30.0), ("2023", 29.6)), "a.pdf") == 2022
    assert find_report_year("2021", page(("2022", 30.0)), "2020.pdf") == 2021
    assert find_report_year("2021 2020", page(("2022", 30.0)), "2020.pdf") == 2022


def test_the_first_page_with_text_has_the_titles() -> None:
    """Larger type on later pages names other years."""
    later = page(("2019", 40.0), number=3)

    assert find_report_year("", [*page(("2022", 10.0), number=2), *later], "a.pdf") == 2022
    assert find_report_year("", later, "a.pdf") == 2019


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2019-2020", {2020}),
        ("2020-2019", {2019, 2020}),
        ("2019-20", {2020}),
        ("2019 2020", {2019, 2020}),
    ],
)
def test_the_later_year_of_a_span_counts(text: str, years: set[int]) -> None:
    """Two years that do not follow each other are two."""
    assert years_named(text) == years


def test_a_heading_is_three_sizes_of_few_words() -> None:
    """25 words of one size are a heading, more are running text; a fourth size is none."""
    assert find_heading(page(("a " * 25, 10.0))) == ("a " * 25).strip()
    assert find_heading(page(("a " * 26, 10.0))) == ""
    sizes = page(("d", 9.0), ("a", 30.0), ("c", 12.0), ("b", 20.0))
    assert find_heading(sizes) == "a b c"
    assert find_heading([*sizes[:2], *page(("z", 50.0), number=2)]) == "a d"
    assert find_heading(page(("a", 30.0), ("b", 30.04))) == "a b"
    assert find_heading(page(("a", 30.0), ("b", 30.06))) == "b a"


def test_reading_order_among_texts_of_one_size() -> None:
    """The first that names a body issues the report, also where no type size is known."""
    bare = [Block("paragraph", 1, BOX, text, ()) for text in ("Ville de Brest", "Ville de Rennes")]

    assert find_issuer("", bare) == "Ville de Brest"
    assert find_issuer("", [*bare, *page(("Ville de Lyon", 0.5))]) == "Ville de Lyon"
    assert find_issuer("", [*page(("x", 9.0)), *page(("Ville de Lyon", 9.0), number=2)]) == ""


# ------------------------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("label", "total", "mean", "rate"),
    [
        ("Total", True, False, False),
        ("Sous-total", True, False, False),
        ("of which total", False, False, False),
        ("Moyenne", False, True, True),
        ("Médias", False, False, False),
        ("Taux", False, False, True),
        ("A", False, False, False),
    ],
)
def test_what_a_label_says_of_its_line(label: str, total: bool, mean: bool, rate: bool) -> None:
    """A sum, a mean or a rate, in any language."""
    assert (is_total_label(label), is_mean_label(label), is_rate_label(label)) == (
        total,
        mean,
        rate,
    )


def test_a_power_is_no_footnote() -> None:
    """The small two of square metres refers to nothing."""
    assert read_markers("Surface m²") == ()
    assert read_markers("Surface²") == ("²",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("que para por não são uma com", "es"),
        ("que para por não são uma com dos", "pt"),
        ("que para por não não são uma com", "es"),
        ("que para por não são uma com dos el los del", "pt"),
        ("que para por não são uma com dos el los del al", "es"),
        ("el los del al con", "es"),
    ],
)
def test_a_report_in_a_language_that_is_none_of_ours(text: str, language: Language) -> None:
    """Five different words that Spanish lacks, half as often again as words that only it has."""
    assert detect_report_language(text) == language
