"""Figures of a document beside each other and beside tables: both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from crossfoot.model import Block, Cell, Figure, PrintedNumber, Role, Table
from crossfoot.reconcilers.documents.affinity import likeness
from crossfoot.reconcilers.documents.checks import slack_between
from crossfoot.reconcilers.documents.edition_pairs import pair_by_label, pair_by_order
from crossfoot.reconcilers.documents.figures import check_figures
from tests.reconcilers.test_documents import BOX, figure, split

EVENTS = "global events with active participation"


def said(*figures: Figure, tables: Sequence[Table] = ()) -> list[tuple[str, str]]:
    """Return kind and verdict of what is said of figures."""
    found = check_figures(figures, tables, (), language="en")
    return [(check.kind, check.status) for check in found]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("participation", "particles", 1),  # six letters are a stem
        ("members", "membrane", 0),
        ("EU members", "members", 1),  # two letters name nothing
        ("aid members", "members", 0.5),
        ("12 members", "14 members", 1 / 3),  # but numbers do
        ("ville d'Accra", "ville Accra", 1),
    ],
)
def test_words_that_share_a_stem(one: str, other: str, alike: float) -> None:
    """Words are compared by their first letters; short ones not at all."""
    assert likeness(one, other) == alike


@pytest.mark.parametrize(
    ("label", "value", "section", "found"),
    [
        (EVENTS, "77", "Annex", ["mismatch"]),
        (f"{EVENTS} of members", "77", "Annex", ["mismatch"]),  # four stems of five
        (f"{EVENTS} of members in Africa", "76", "Annex", []),  # four of six
        (EVENTS, "76", "Results", ["exact"]),
        (EVENTS, "77", "Results", []),  # one section prints two series of a thing
        (EVENTS, "38", "Annex", ["mismatch"]),  # half of it may be the same thing…
        (EVENTS, "37", "Annex", []),  # …less is another
        (EVENTS, "152", "Annex", ["mismatch"]),
        (EVENTS, "153", "Annex", []),
    ],
)
def test_what_is_printed_twice(label: str, value: str, section: str, found: list[str]) -> None:
    """Two printings of one label in two sections are one statement when their size allows it."""
    first = figure("a", "76", EVENTS, section=("Results",))
    second = figure("b", value, label, page=9, section=(section,))

    assert [status for _, status in said(first, second)] == found


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("events", "76", []),  # one word names no statement
        ("global events", "76", ["exact"]),
        ("global events", "77", []),  # two are a topic
        ("active global events", "77", ["mismatch"]),
    ],
)
def test_how_many_words_name_one_thing(label: str, value: str, found: list[str]) -> None:
    """Short labels may agree, but do not prove a conflict."""
    first = figure("a", "76", label, section=("Results",))
    second = figure("b", value, label, page=9, section=("Annex",))

    assert [status for _, status in said(first, second)] == found


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ("77 global events with active participation", ["mismatch"]),
        ("– (77 global events with active participation)", ["mismatch"]),
        ("In all, 77 global events with active participation", []),
        ("77 global events with active participation in 2020", []),
        ("76 global events with active participation (a)", []),  # the same sentence
    ],
)
def test_what_a_sentence_says_beside_its_figure(context: str, found: list[str]) -> None:
    """A repeated statement opens its sentence, names no other year, and is another sentence."""
    first = figure("a", "76", EVENTS, section=("Results",))
    second = replace(figure("b", "77", EVENTS, section=("Annex",)), context=context)

    assert [status for _, status in said(first, second)] == found


def test_three_statements_and_other_units_are_no_repeats() -> None:
    """Three printings of one label speak of three things; 76 % are no 76."""
    names = ("a", "b", "c")
    three = [figure(name, "76", EVENTS, section=(name,)) for name in names]
    share = figure("s", "76", EVENTS, unit="%", section=("s",))

    assert said(*three) == []
    assert said(three[0], share) == []
    assert said(*three[:2]) == [("repeat", "exact")]


def test_the_second_printing_is_judged_by_the_first() -> None:
    """The check stands with the later figure and points to the page of the earlier one."""
    first = figure("a", "76", EVENTS, page=2, section=("Results",))
    second = figure("b", "77", EVENTS, page=9, section=("Annex",))

    (check,) = check_figures([first, second], (), (), language="en")

    assert (check.total.table, [ref.table for ref in check.items]) == ("b", ["a"])
    assert (check.printed, check.computed, check.delta, check.page) == (77, 76, 1, 9)
    assert check.explain("en").startswith(f"“{EVENTS}” is 77 here and 76 on page 2")


@pytest.mark.parametrize(
    ("one", "other", "slack"),
    [
        (("76", "count", "exact"), ("77", "count", "exact"), 0),
        (("76", "count", "about"), ("77", "count", "exact"), 1),
        (("80", "count", "about"), ("77", "count", "exact"), 10),
        (("300", "count", "over"), ("312", None, "exact"), 100),
        (("300", "count", "over"), ("312.5", "EUR", "exact"), Decimal("50.05")),
        (("0", "count", "about"), ("77", "count", "exact"), 0),
        (("3.5", "%", "exact"), ("3.46", "%", "exact"), Decimal("0.055")),
        (("3.5", "count", "exact"), ("3", "count", "exact"), Decimal("0.1")),
        (("76", "EUR", "exact"), ("77", "EUR", "exact"), 1),
    ],
)
def test_how_far_two_printings_of_a_number_may_lie_apart(
    one: tuple[str, str | None, str], other: tuple[str, str | None, str], slack: object
) -> None:
    """Counts not at all, "about 300" by a hundred, amounts by half a digit each."""

    def printed(text: str, unit: str | None, qualifier: str) -> PrintedNumber:
        value = Decimal(text)
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        return PrintedNumber(text, value, step, unit, qualifier)  # type: ignore[arg-type]

    assert slack_between(printed(*one), printed(*other)) == slack
    assert slack_between(printed(*other), printed(*one)) == slack


# ------------------------------------------------------------------------------------ parts


def parts_of(whole: str, *parts: str, unit: str = "count") -> list[Figure]:
    """Return a figure and its parts."""
    made = [figure(f"p{i}", p, f"part {i}", unit=unit, whole="w") for i, p in enumerate(parts)]
    return [figure("w", whole, "experts", unit=unit), *made]


def test_one_part_is_no_breakdown() -> None:
    """A share and a count of one whole are two parts of two kinds: neither makes it."""
    share, count = split("60")[1], parts_of("400", "400")[1]

    assert said(*split("100")) == []
    assert said(*parts_of("400", "400")) == []
    assert said(figure("w", "400", "experts"), share, replace(count, id="c")) == []


def test_parts_of_other_units_and_missing_numbers_are_left_out() -> None:
    """Euros make no experts; "n.d." is no part."""
    euros = [replace(one, breakdown_of="w") for one in parts_of("4", "2", "2", unit="EUR")[1:]]
    whole, first, second, third = parts_of("400", "100", "100", "200")
    assert second.number is not None
    unknown = replace(second, number=replace(second.number, value=None, state="missing"))

    assert said(figure("w", "4", "experts"), *euros) == []
    assert said(whole, first, second, third) == [("breakdown", "exact")]
    assert said(whole, first, unknown, third) == [("breakdown", "incomplete")]


def test_shares_are_named_by_what_they_divide_or_by_themselves() -> None:
    """The sentence names the whole, else the list's title, else the shares, cut to one line."""
    listed = [
        replace(part, breakdown_of=None, caption="Income")
        for part in split("60", "40")[1:]
    ]  # fmt: skip
    untitled = [replace(one, caption="list", label="x" * 50 + one.label) for one in listed]

    def name(*figures: Figure) -> str:
        (check,) = check_figures(figures, (), (), language="en")
        return check.explain("en").split("“")[1].split("”")[0]

    assert name(*split("60", "40")) == "experts"
    assert name(*listed) == "Income"
    assert name(*untitled) == ("x" * 50 + "part 0, " + "x" * 50 + "part 1")[:80]


def test_lists_of_two_pages_are_two_lists() -> None:
    """60 here and 40 on the next page make no hundred."""
    first, second = (
        replace(part, breakdown_of=None, caption="Income", page=page)
        for page, part in enumerate(split("60", "40")[1:], 1)
    )

    assert said(first, second) == []
    assert said(first, replace(second, page=1)) == [("breakdown", "exact")]


# --------------------------------------------------------------------------- totals of tables


def table(header: str, *rows: tuple[str, str], stub: str = "Member") -> Table:
    """Return a table of labels and one column of counts."""
    lines = [(stub, header), *rows]
    cells = tuple(
        Cell(r, c, text, 3, BOX, number=number_of_text(text) if r and c else None)
        for r, line in enumerate(lines)
        for c, text in enumerate(line)
    )
    return Table("t1", (3,), BOX, (BOX,), len(lines), 2, 1, 1, cells)


def number_of_text(text: str) -> PrintedNumber:
    """Return a number as a table prints it."""
    value = Decimal(text.strip(" %"))
    return PrintedNumber(text, value, Decimal(1), "%" if "%" in text else None)


@pytest.mark.parametrize(
    ("label", "value", "found"),
    [
        ("board meetings held", "31", ["exact"]),
        ("board meetings held", "29", ["mismatch"]),  # the very words of the column
        ("board meetings held abroad", "31", ["exact"]),
        ("board meetings held abroad", "32", ["mismatch"]),  # one digit
        ("board meetings held abroad", "29", []),
        ("board meetings of women", "31", ["exact"]),  # two words of three
        ("board meetings of women", "32", []),
        ("board of women abroad", "31", []),  # a third of what it says
        ("housing policy", "31", []),
    ],
)
def test_a_figure_and_the_total_of_a_column(label: str, value: str, found: list[str]) -> None:
    """More common words are asked for a conflict than for an agreement."""
    stated = table("Board meetings held", ("Accra", "12"), ("Lima", "19"), ("Total", "31"))

    assert [s for _, s in said(figure("f", value, label), tables=[stated])] == found


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (("Total", "31"), ["exact"]),
        (("Average", "31"), []),
        (("Lyon", "31"), []),
        (("Total", "31 %"), []),
    ],
)
def test_only_totals_of_amounts_speak_for_a_column(last: tuple[str, str], found: list[str]) -> None:
    """A mean, a line of its own, a percentage are no totals that a text repeats."""
    stated = table("Board meetings held", ("Accra", "12"), ("Lima", "19"), last)

    assert [s for _, s in said(figure("f", "31", "board meetings held"), tables=[stated])] == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, ["mismatch"]),
        ({"unit": "EUR"}, []),
        ({"qualifier": "about"}, []),
        ({"unit": None}, ["mismatch"]),
    ],
)
def test_which_figures_are_compared_with_tables(change: dict[str, str], found: list[str]) -> None:
    """Exact counts; euros and round numbers are something else."""
    stated = table("Board meetings held", ("Accra", "12"), ("Lima", "19"), ("Total", "31"))
    one = figure("f", "29", "board meetings held")
    assert one.number is not None
    changed = replace(one, number=replace(one.number, **change))  # type: ignore[arg-type]

    assert [s for _, s in said(changed, tables=[stated])] == found


def test_of_two_figures_one_is_what_a_total_speaks_of() -> None:
    """The nearer label has the total; the other may not contradict it."""
    stated = table("Board meetings held", ("Accra", "12"), ("Lima", "19"), ("Total", "31"))
    near = figure("n", "31", "board meetings held")
    far = figure("f", "29", "board meetings held abroad by women")

    assert said(near, far, tables=[stated]) == [("repeat", "exact")]
    assert said(far, near, tables=[stated]) == [("repeat", "exact")]


def test_of_near_columns_the_equal_value_tells() -> None:
    """Two columns of nearly the same words: the one that agrees is meant."""
    rows = [("Member", "Meetings of boards", "Meetings of boards held"), ("Total", "31", "29")]
    cells = tuple(
        Cell(r, c, text, 3, BOX, number=number_of_text(text) if r and c else None)
        for r, line in enumerate(rows)
        for c, text in enumerate(line)
    )
    stated = Table("t1", (3,), BOX, (BOX,), 2, 3, 1, 1, cells)

    def column(value: str) -> list[tuple[int, str]]:
        one = figure("f", value, "meetings of boards")
        found = check_figures([one], [stated], (), language="en")
        return [(check.items[0].col, check.status) for check in found]

    assert column("31") == [(1, "exact")]
    assert column("29") == [(2, "exact")]


def test_headers_over_several_columns_and_headings_between_rows() -> None:
    """A header spans what it heads; a section between the rows is no line of the list."""
    cells = (
        Cell(0, 1, "Board meetings", 3, BOX, colspan=2),
        Cell(1, 0, "Member", 3, BOX),
        Cell(1, 1, "held", 3, BOX),
        Cell(1, 2, "planned", 3, BOX),
        Cell(2, 0, "Africa", 3, BOX, role=Role.SECTION),
        Cell(3, 0, "Total", 3, BOX),
        Cell(3, 1, "31", 3, BOX, number=number_of_text("31")),
        Cell(3, 2, "44", 3, BOX, number=number_of_text("44")),
    )
    stated = Table("t1", (3,), BOX, (BOX,), 4, 3, 2, 1, cells)

    def column(label: str, value: str) -> list[tuple[int, str]]:
        found = check_figures([figure("f", value, label)], [stated], (), language="en")
        return [(check.items[0].col, check.status) for check in found]

    assert column("board meetings planned", "44") == [(2, "exact")]
    assert column("board meetings held", "13") == [(1, "mismatch")]


# ------------------------------------------------------------------------------------- lists


@pytest.mark.parametrize(
    ("names", "announced", "found"),
    [
        ("Accra, Lima, Lyon and Oslo", "4", ["exact"]),
        ("Accra, Lima, Lyon and Oslo", "5", ["mismatch"]),
        ("Accra, Lima and Lyon", "4", []),  # three names may be examples
    ],
)
@pytest.mark.parametrize("unit", ["count", "EUR"])
def test_a_sentence_that_lists_what_it_counts(
    names: str, announced: str, found: list[str], unit: str
) -> None:
    """The names after a colon are counted, where the figure is a count."""
    one = replace(
        figure("f", announced, "new cities", unit=unit),
        context=f"We welcomed {announced} new cities: {names}.",
    )

    assert [s for _, s in said(one)] == (found if unit == "count" else [])


def lists(*headings: str) -> list[Block]:
    """Return a list of four names under each heading."""
    names = "Accra, Lima, Lyon, Oslo"
    return [
        block
        for heading in headings
        for block in (
            Block("heading", 9, BOX, heading, level=2),
            Block("paragraph", 9, BOX, names),
        )
    ]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Members of the gender strategy"], ["mismatch"]),
        (["Members of the gender strategy", "Partners"], ["mismatch"]),
        (["Members of the gender strategy", "Members of the gender strategy (2)"], []),
        (["Members of the strategy"], []),  # two words of three are another list
    ],
)
def test_a_count_speaks_of_one_list(headings: list[str], found: list[str]) -> None:
    """Two lists under the same words: nobody knows which one is meant."""
    one = figure("f", "5", "members of the gender strategy")
    checks = check_figures([one], (), (), language="en", blocks=lists(*headings))

    assert [check.status for check in checks] == found
    assert all(check.page == 1 and "page 9" in check.explain("en") for check in checks)


def test_about_so_many_names_are_not_counted() -> None:
    """A round number announces no list."""
    one = figure("f", "5", "members of the gender strategy")
    assert one.number is not None
    about = replace(one, number=replace(one.number, qualifier="about"))
    blocks = lists("Members of the gender strategy")

    assert check_figures([about], (), (), language="en", blocks=blocks) == ()


@pytest.mark.parametrize(
    ("rows", "printed", "found"),
    [
        (5, "5", [("mismatch", 80)]),
        (4, "4", [("exact", 100)]),
        (3, "3", []),  # more names than rows: not a table of all
        (5, "6", []),  # the text does not say that there are five
        (7, "7", [("mismatch", Decimal("57.1429"))]),
    ],
)
def test_a_share_over_the_rows_of_the_table_of_all(
    rows: int, printed: str, found: list[tuple[str, object]]
) -> None:
    """Totals are no rows; the text vouches for their number."""
    whole = table(
        "Fee", *((f"Town {i}", "1") for i in range(rows)), ("Total", str(rows)), stub="Members"
    )
    figures = [
        figure("f", "100", "of our members in the gender strategy", unit="%"),
        figure("g", printed, "governments of large cities"),
    ]
    checks = check_figures(
        figures, [whole], (), language="en", blocks=lists("Our members in the gender strategy")
    )

    shares = [check for check in checks if check.kind == "percentage"]
    assert [(check.status, check.computed) for check in shares] == found


# ---------------------------------------------------------------------------------- editions


@pytest.mark.parametrize(
    ("old", "new", "paired"),
    [
        ("new members of the network", "new members of the network", True),
        ("new members network asia", "new members network africa", False),  # three of five
        ("members network asia", "members network asia africa", True),  # three of four
    ],
)
def test_labels_of_two_printings(old: str, new: str, paired: bool) -> None:
    """Six tenths of their words, less what sections add, make two labels one."""
    assert bool(pair_by_label([figure("a", "1", old)], [figure("b", "2", new)])) is paired


def test_sections_help_where_labels_nearly_do() -> None:
    """Two thirds of the words need a common section."""
    old, new = figure("a", "1", "members network"), figure("b", "2", "members network asia")
    here = replace(new, section=("Results",))

    assert not pair_by_label([old], [new])
    assert pair_by_label([replace(old, section=("Results",))], [here])
    assert not pair_by_label([replace(old, section=("Annex",))], [here])


def test_a_part_may_lose_its_whole() -> None:
    """A part is the same part where one edition leaves its whole out."""
    whole, part = figure("w", "9", "experts"), figure("p", "5", "women of the board", whole="w")
    alone = replace(part, id="q", breakdown_of=None)
    near = replace(alone, label="women of the board abroad")

    assert [(a.id, b.id) for a, b in pair_by_label([whole, part], [alone])] == [("p", "q")]
    assert pair_by_label([whole, part], [near]) == ()


def test_a_common_whole_speaks_for_a_part() -> None:
    """Three words of four are one label under one whole, not where a whole is lost."""
    whole = figure("w", "9", "experts")
    part = figure("p", "5", "women members board", whole="w")
    other = replace(part, id="q", label="women members board abroad")

    assert len(pair_by_label([whole, part], [whole, other])) == 2
    assert len(pair_by_label([whole, part], [whole, replace(other, breakdown_of=None)])) == 1
    assert len(pair_by_label([whole, replace(part, breakdown_of=None)], [whole, other])) == 1


def test_equal_parts_in_order_are_told_by_their_wholes() -> None:
    """A part and a statement between two anchors are two things."""
    old = [figure("a", "1", "x"), figure("b", "2", "y", whole="a"), figure("c", "3", "z")]
    new = [replace(one, id=one.id.upper()) for one in old]
    other = replace(new[1], number=figure("n", "7", "y").number)

    assert len(pair_by_order(old, [new[0], other, new[2]])) == 3
    assert len(pair_by_order(old, [new[0], replace(other, breakdown_of=None), new[2]])) == 2
