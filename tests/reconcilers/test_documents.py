"""Checks across a document: breakdowns, repeats, totals, lists."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model import (
    Block,
    Cell,
    Check,
    CityMention,
    Figure,
    Language,
    Match,
    PrintedNumber,
    Table,
)
from crossfoot.normalizers.figures.read import read_figures
from crossfoot.reconcilers.documents.figures import check_figures

BOX = (0.0, 0.0, 10.0, 10.0)


def figure(
    name: str,
    value: str,
    label: str,
    *,
    unit: str = "count",
    whole: str | None = None,
    caption: str = "",
    page: int = 1,
    section: tuple[str, ...] = (),
) -> Figure:
    """A key figure that opens its sentence."""
    number = Decimal(value)
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return Figure(
        id=name,
        kind="key_figure",
        page=page,
        box=BOX,
        label=label,
        number=PrintedNumber(value, number, step, unit),
        section=section,
        breakdown_of=whole,
        caption=caption,
        context=f"{value} {label} ({name})",
    )


def split(*shares: str) -> list[Figure]:
    """400 experts and their shares."""
    parts = [figure(f"p{i}", s, f"part {i}", unit="%", whole="w") for i, s in enumerate(shares)]
    return [figure("w", "400", "experts"), *parts]


def only(checks: tuple[Check, ...]) -> Check:
    """The one check there is."""
    assert len(checks) == 1
    return checks[0]


@pytest.mark.parametrize(
    ("shares", "status"),
    [
        (("52", "46", "2"), "exact"),
        (("40", "35", "2", "24"), "rounding"),
        (("52", "43", "2"), "mismatch"),
        (("45", "54"), "mismatch"),
        (("45.5", "54.4"), "mismatch"),
        (("33.3", "33.3", "33.3"), "rounding"),
    ],
)
def test_shares_make_100_within_what_rounding_allows(shares: tuple[str, ...], status: str) -> None:
    """Two shares must make 100, four may miss it by one, three may not miss it by three."""
    check = only(check_figures(split(*shares), (), (), language="en"))

    assert (check.status, check.severity == "error") == (status, status == "mismatch")
    assert check.printed == 100
    assert check.computed == sum(map(Decimal, shares))


def test_shares_that_are_no_split_are_not_judged() -> None:
    """18 % and 12 % in one bracket speak of two things."""
    assert check_figures(split("18", "12"), (), (), language="en") == ()


@given(parts=st.lists(st.integers(1, 500), min_size=2, max_size=6), slip=st.integers(-1, 1))
def test_counts_of_parts_are_exact(parts: list[int], slip: int) -> None:
    """One person more or less than the parts is a mismatch, whatever their number."""
    whole = sum(parts) + slip
    figures = [figure("w", str(whole), "professionals")]
    figures += [figure(f"p{i}", str(n), f"part {i}", whole="w") for i, n in enumerate(parts)]

    check = only(check_figures(figures, (), (), language="fr"))

    assert check.status == ("exact" if slip == 0 else "mismatch")
    assert (check.printed, check.computed) == (whole, sum(parts))


def test_a_partial_enumeration_is_no_error() -> None:
    """Examples of the parts of a whole need not make it."""
    figures = [
        figure("w", "120", "members"),
        figure("a", "10", "in Asia", whole="w"),
        figure("b", "12", "in Africa", whole="w"),
    ]

    assert only(check_figures(figures, (), (), language="en")).status == "incomplete"


@pytest.mark.parametrize(("second", "status"), [("76", "exact"), ("77", "mismatch")])
def test_a_statement_printed_twice_must_agree(second: str, status: str) -> None:
    """The infographic and the annex say the same of the same."""
    label = "global events with active participation"
    figures = [
        figure("a", "76", label, section=("Main results",)),
        figure("b", second, f"{label} of members", page=9, section=("Annex",)),
    ]

    check = only(check_figures(figures, (), (), language="en"))

    assert (check.kind, check.status) == ("repeat", status)


def test_equal_small_integers_prove_nothing() -> None:
    """Two meetings here and two notes there are not one statement."""
    figures = [
        figure("a", "2", "meetings of the executive committee"),
        figure("b", "2", "policy briefs on housing", page=2),
        figure("c", "3", "new members of the board in Asia", page=2, section=("Asia",)),
        figure("d", "4", "new members of the board in Africa", page=3, section=("Africa",)),
    ]

    assert check_figures(figures, (), (), language="en") == ()


def members_table(total: str, count: str) -> Table:
    """Members with the learning activities they took part in, totals on top."""
    rows = [
        ("MEMBER", "Board meetings", "Participation in learning activities"),
        ("Total members", "20", count),
        ("Total", "31", total),
        ("Abidjan", "2", "1"),
        ("Accra", "", "3"),
        ("Amman", "1", ""),
        ("Bogotá", "", "2"),
    ]
    cells = tuple(
        Cell(r, c, text, 3, BOX, number=_count(text) if r and c else None)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table("t1", (3,), BOX, (BOX,), len(rows), 3, 1, 1, cells)


def _count(text: str) -> PrintedNumber | None:
    return PrintedNumber(text, Decimal(text), Decimal(1)) if text else None


@pytest.mark.parametrize(
    ("value", "status"), [("56", "exact"), ("65", "mismatch"), ("50", "mismatch"), ("12", None)]
)
def test_a_figure_is_tied_to_the_total_its_label_speaks_of(value: str, status: str | None) -> None:
    """Paraphrases pair; a slipped digit is a conflict, another number another thing."""
    figures = [figure("f1", value, "members with learning activities")]

    checks = check_figures(figures, [members_table("141", "56")], (), language="en")

    assert [(check.status, check.computed) for check in checks] == (
        [(status, 56)] if status else []
    )


@pytest.mark.parametrize(("announced", "status"), [("4", "exact"), ("5", "mismatch")])
def test_the_length_of_a_list_is_what_was_announced(announced: str, status: str) -> None:
    """Names after a heading are counted."""
    label = "members involved in the gender strategy"
    blocks = [
        Block("heading", 9, BOX, "Members involved in the gender strategy", level=2),
        Block("paragraph", 9, BOX, "Berlin, Buenos Aires, New Taipei, Santiago de Chile"),
    ]

    checks = check_figures([figure("f1", announced, label)], (), (), language="en", blocks=blocks)

    check = only(checks)
    assert (check.kind, check.status, check.computed) == ("count", status, 4)


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("Nous avons reçu les 5 villes suivantes : {}.", "fr", "villes suivantes"),
        ("We welcomed 5 new cities this year: {}.", "en", "new cities this year"),
        ("Participaron 5 ciudades: {}.", "es", "ciudades"),
    ],
)
@pytest.mark.parametrize(
    ("names", "status"),
    [("Accra, Lima, Lyon, Oslo et Rabat", "exact"), ("Accra, Lima, Lyon y Oslo", "mismatch")],
)
def test_a_list_in_a_sentence_is_counted(
    text: str, language: Language, label: str, names: str, status: str
) -> None:
    """A count that its own sentence goes on to list is compared with the length of the list."""
    block = Block("paragraph", 3, BOX, text.format(names), ())
    figures = read_figures([block], (), language)

    check = only(check_figures(figures, (), (), language=language, blocks=[block]))

    assert [each.label for each in figures] == [label]
    assert (check.kind, check.status, check.printed) == ("count", status, 5)


def test_a_place_with_an_and_in_its_name_is_one() -> None:
    """What the gazetteer knows as one place is counted once; a list of examples is not counted."""
    text = "Les 4 territoires suivants : Mayotte, La Réunion, Guyane, Wallis et Futuna"
    figures = read_figures([Block("paragraph", 3, BOX, text)], (), "fr")
    match = Match("Wallis et Futuna", None, "city", 1.0, "exact", "matched")
    place = CityMention(match, 3, BOX)

    with_place = check_figures(figures, (), [place], language="fr")
    examples = read_figures([Block("paragraph", 3, BOX, f"{text}, etc.")], (), "fr")

    assert only(with_place).status == "exact"
    assert check_figures(examples, (), (), language="fr") == ()


def test_a_share_is_checked_against_its_two_counts() -> None:
    """Four names of a list over the four rows of the table of members: 100 %."""
    blocks = [
        Block("heading", 9, BOX, "Members governed by women (31 December)", level=2),
        Block("paragraph", 9, BOX, "Abidjan, Accra, Amman, Bogotá"),
    ]
    shares = [
        figure("f1", "98", "of our members governed by women", unit="%"),
        figure("f2", "4", "governments of major cities"),
    ]

    checks = check_figures(shares, [members_table("6", "3")], (), language="en", blocks=blocks)

    check = only(tuple(c for c in checks if c.kind == "percentage"))
    assert (check.status, check.computed) == ("mismatch", 100)


def test_every_check_explains_itself_in_the_report_s_language_first() -> None:
    """Sentences come in all three languages and carry the numbers."""
    check = only(check_figures(split("52", "43", "2"), (), (), language="es"))

    assert [language for language, _ in check.explanation] == ["es", "en", "fr"]
    assert all("97" in sentence and "100" in sentence for _, sentence in check.explanation)


@pytest.mark.parametrize(
    ("whole", "parts", "statuses"),
    [
        ("1", ("2", "3"), []),  # running numbers of headings
        ("12", ("40", "31"), []),
        ("219", ("260", "19"), ["mismatch"]),  # 279, with another digit
        ("76", ("40", "31"), ["mismatch"]),
    ],
)
def test_what_exceeds_the_whole_is_no_part_of_it(
    whole: str, parts: tuple[str, ...], statuses: list[str]
) -> None:
    """Unless a slip of the pen made the whole."""
    told = [figure(f"p{i}", part, f"part {i}", whole="w") for i, part in enumerate(parts)]
    checks = check_figures((figure("w", whole, "things"), *told), (), (), language="en")
    assert [check.status for check in checks if check.kind == "breakdown"] == statuses
