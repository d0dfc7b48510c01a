"""Shares, counts and means of a table, on both sides of what makes a claim of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.reconcilers.printed.grid import grid_of_texts
from crossfoot.reconcilers.tables.exactness import are_counts
from crossfoot.reconcilers.tables.reconcile import check_grid
from crossfoot.reconcilers.tables.score import score_grid
from tests.reconcilers.table_builder import check_rows

MEMBERS = (412, 338, 250, 190, 310, 205, 148, 266, 177, 304, 123, 219, 188, 240)
NAMES = ("Martin", "Dubois", "Laurent", "Petit", "Moreau", "Roux")


def cells(rows: Sequence[str]) -> list[list[str]]:
    """Return the cells between the bars of lines."""
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def found(rows: Sequence[str], kind: str) -> list[str]:
    """Return the verdicts on the claims of one kind, in reading order."""
    checked = check_rows(cells(rows), language="en")
    return [one.verdict.status for one in checked if one.relation.kind == kind]


def shares(count: int, *, wrong: int = 0, header: str = "Share", unit: str = " %") -> list[str]:
    """Return towns with their shares of all members, some of them nine points too high."""
    parts = MEMBERS[:count]
    rows = [f"Town | Members | {header}"]
    for i, part in enumerate(parts):
        share = 100 * part / sum(parts) + (9.3 if i < wrong else 0)
        rows.append(f"Town {i} | {part} | {share:.1f}{unit}")
    return [*rows, f"Total | {sum(parts)} |"]


@pytest.mark.parametrize(
    ("count", "wrong", "holding", "failing"),
    [
        (2, 0, 0, 0),  # two shares are chance
        (3, 0, 3, 0),
        (3, 1, 0, 0),
        (4, 1, 3, 0),  # three in four hold: the fourth may follow another rule
        (6, 1, 5, 0),
        (7, 1, 6, 1),  # six in seven hold: the seventh is wrong
        (8, 2, 6, 0),
        (8, 3, 0, 0),
        (13, 2, 11, 0),
        (14, 2, 12, 2),
    ],
)
def test_how_many_shares_make_one_wrong(count: int, wrong: int, holding: int, failing: int) -> None:
    """Three quarters of a column must be shares to be called so, 85 % to call others wrong."""
    verdicts = found(shares(count, wrong=wrong), "percentage")

    assert verdicts.count("mismatch") == failing
    assert len(verdicts) == holding + failing


@pytest.mark.parametrize(
    ("header", "unit", "told"),
    [("Share", "", 4), ("Change", "", 4), ("Rate", "", 4), ("Value", " %", 4), ("Value", "", 0)],
)
def test_what_calls_itself_a_percentage(header: str, unit: str, told: int) -> None:
    """By its header or by its sign."""
    assert len(found(shares(4, header=header, unit=unit), "percentage")) == told


@pytest.mark.parametrize(("bare", "told"), [(1, 4), (2, 0)])
def test_most_numbers_of_a_column_must_print_the_sign(bare: int, told: int) -> None:
    """Half of them are not most."""
    rows = shares(4, header="Value")
    rows[1 : bare + 1] = [row.removesuffix(" %") for row in rows[1 : bare + 1]]

    assert len(found(rows, "percentage")) == told


@pytest.mark.parametrize(("between", "told"), [(0, 4), (4, 4), (5, 0)])
def test_how_far_a_share_stands_from_its_parts(between: int, told: int) -> None:
    """Six columns: beyond, equal ratios are chance."""
    ages = [f"Age {i}" for i in range(between)]
    rows = [" | ".join(["Town", "Voters", *ages, "Members", "Share"])]
    for i, (part, whole) in enumerate(zip((120, 80, 66, 90), MEMBERS, strict=False)):
        others = [str(11 + 7 * i * j % 50 + j) for j in range(between)]
        share = f"{100 * part / whole:.1f} %"
        rows.append(" | ".join([f"Town {i}", str(part), *others, str(whole), share]))

    assert len(found(rows, "percentage")) == told


@pytest.mark.parametrize(("least", "told"), [(39, 0), (40, 3), (41, 4)])
def test_shares_of_small_wholes_prove_little(least: int, told: int) -> None:
    """Below forty, whole percents fit many numbers."""
    rows = ["Town | Voters | Members | Share"]
    for i, part in enumerate((3, 7, 11, 9)):
        rows.append(f"Town {i} | {part} | {least + i} | {100 * part / (least + i):.0f} %")

    assert len(found(rows, "percentage")) == told


# ------------------------------------------------------------------------------------ counts


def listed(
    cells_of_column: Sequence[str], stated: str, label: str = "Number of towns"
) -> list[str]:
    """Return towns with one thing each, and a line that counts them."""
    rows = [f"Town {i} | {text}" for i, text in enumerate(cells_of_column)]
    return ["Town | Mayor", *rows, f"{label} | {stated}"]


@pytest.mark.parametrize(
    ("mayors", "stated", "label", "verdicts"),
    [
        (4, "4", "Number of towns", ["exact"]),
        (3, "3", "Number of towns", []),  # three lines without a number are a header
        (4, "4", "Total", ["exact"]),
        (4, "3", "Number of towns", []),  # not one column counts right
        (4, "5", "Total", []),
    ],
)
def test_lines_that_count(mayors: int, stated: str, label: str, verdicts: list[str]) -> None:
    """A count is told by its word and by its number."""
    assert found(listed(NAMES[:mayors], stated, label), "count") == verdicts


@pytest.mark.parametrize(
    ("filled", "numbers", "label", "told"),
    [
        (5, 0, "Total", 1),
        (5, 1, "Total", 0),  # one number in five: a column of amounts
        (6, 1, "Total", 1),
        (6, 2, "Total", 0),
        (5, 2, "Number of towns", 1),  # the word says what it does
    ],
)
def test_a_total_below_amounts_does_not_count(
    filled: int, numbers: int, label: str, told: int
) -> None:
    """Where a fifth of the cells are numbers, a total may be their sum."""
    texts = [str(40 + i) if i < numbers else NAMES[i] for i in range(filled)]

    assert len(found(listed(texts, str(filled), label), "count")) == told


@pytest.mark.parametrize(
    ("columns", "right", "verdicts"),
    [(2, 0, 0), (2, 1, 2), (3, 1, 0), (3, 2, 3), (4, 1, 0), (4, 2, 4)],
)
def test_half_of_a_counting_line_must_count_right(columns: int, right: int, verdicts: int) -> None:
    """Then the others are wrong; else the line states something else."""
    rows = ["Town | " + " | ".join(f"Club {c}" for c in range(columns))]
    rows += [f"Town {i} | " + " | ".join([NAMES[i]] * columns) for i in range(4)]
    rows += ["Number of towns | " + " | ".join("4" if c < right else "3" for c in range(columns))]

    told = found(rows, "count")

    assert len(told) == verdicts
    assert told.count("exact") == (right if told else 0)


@pytest.mark.parametrize(
    ("texts", "stated", "verdicts"),
    [
        ("abababa", "4", ["exact"]),  # as many as are "a"
        ("abababa", "7", ["exact"]),
        ("abcabca", "3", ["exact"]),
        ("ababcad", "1", []),  # c or d?
        ("aabbcca", "2", []),  # b or c?
        ("aaabbcd", "3", ["exact"]),
        ("aaabcde", "3", []),  # five different texts are no categories
        ("aaaaaaa", "3", []),
    ],
)
def test_counts_of_one_category(texts: str, stated: str, verdicts: list[str]) -> None:
    """A column of two to four texts may be counted for one of them, where only one fits."""
    assert found(listed(list(texts), stated), "count") == verdicts


@pytest.mark.parametrize(("stated", "verdicts"), [("2", 1), ("3", 1), ("4", 0), ("5", 1)])
def test_a_column_of_years_may_be_counted_for_one(stated: str, verdicts: int) -> None:
    """Two joined in 2019, three in 2020, five in all; nobody counts four."""
    years = ["2019", "2020", "2020", "2019", "2020"]

    assert len(found(listed(years, stated), "count")) == verdicts
    assert found(listed(years, stated, "Total"), "count") == []


@pytest.mark.parametrize(
    ("above", "below", "stated", "told"),
    [
        (0, 3, "3", 1),
        (0, 3, "2", 0),
        (2, 3, "3", 1),
        (2, 3, "2", 0),
        (1, 3, "1", 0),
        (0, 1, "1", 0),
    ],
)
def test_which_side_of_a_counting_line_is_counted(
    above: int, below: int, stated: str, told: int
) -> None:
    """Two lines at least, without a header of names among them."""
    rows = ["Town | Mayor", *(f"Town {i} | x" for i in range(above))]
    rows += [f"Number of towns | {stated}", *(f"Place {i} | x" for i in range(below))]

    assert len(found(rows, "count")) == told


# ------------------------------------------------------------------------------------- means

SCHOOLS = (("14", "23", "8", "31"), ("20", "11", "17", "28"), ("32", "29", "14", "40"))
MEANS = ("22", "21", "13", "33")


def means(columns: Sequence[Sequence[str]], stated: Sequence[str], label: str) -> list[str]:
    """Return schools, and a line that calls itself something."""
    head = "School | " + " | ".join(str(2015 + i) for i in range(len(stated)))
    rows = [f"School {i} | " + " | ".join(line) for i, line in enumerate(columns)]
    return [head, *rows, f"{label} | " + " | ".join(stated)]


@pytest.mark.parametrize(
    ("wrong", "verdicts"),
    [(0, ["exact"] * 4), (1, ["mismatch"] + ["exact"] * 3), (2, ["mismatch"] * 2 + ["exact"] * 2),
     (3, []), (4, [])],
)  # fmt: skip
def test_half_of_the_means_of_a_line_must_hold(wrong: int, verdicts: list[str]) -> None:
    """Then the others are wrong; else the line is the mean of something else."""
    stated = [str(int(mean) + 9) if i < wrong else mean for i, mean in enumerate(MEANS)]

    assert found(means(SCHOOLS, stated, "Average"), "mean") == verdicts
    assert found(means(SCHOOLS, stated, "Median"), "mean") == []


@pytest.mark.parametrize(
    ("stated", "verdicts"),
    [("22", ["exact"]), ("17", ["incomplete"]), ("16", []), ("33", ["incomplete"]), ("34", [])],
)
def test_a_mean_that_no_other_vouches_for(stated: str, verdicts: list[str]) -> None:
    """Up to a third away a line may be missing from the list; further it is none of the list."""
    assert found(means([line[:1] for line in SCHOOLS], [stated], "Average"), "mean") == verdicts


@pytest.mark.parametrize(
    ("cell", "stated", "verdicts"),
    [
        ("–", "17", ["rounding"]),  # a dash is a zero
        ("–", "26", ["incomplete"]),
        ("n.d.", "26", ["not_checkable"]),
        ("n.d.", "17", ["not_checkable"]),
        ("0", "17", ["rounding"]),
    ],
)
def test_what_counts_in_a_mean(cell: str, stated: str, verdicts: list[str]) -> None:
    """Zeros do, unknown numbers leave it open."""
    assert found(means([["20"], [cell], ["32"]], [stated], "Average"), "mean") == verdicts


# ---------------------------------------------------------------------- counted or rounded


def sums(size: int, columns: int, *, off: int = 0, unit: str = "Item", lines: int = 4) -> list[str]:
    """Return columns of whole numbers of one size, none a copy, the last total off by something."""
    made = [
        [size + (5 * i + 3 * c) % 2 + 2 * c * (i == 0) for c in range(columns)]
        for i in range(lines)
    ]
    totals = [sum(column) for column in zip(*made, strict=True)]
    totals[-1] += off
    rows = [f"{unit} | " + " | ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:columns])]
    rows += [f"Town {i} | " + " | ".join(map(str, line)) for i, line in enumerate(made)]
    return [*rows, "Total | " + " | ".join(map(str, totals))]


def counted_from(
    columns: int, size: int, *, off: int = 0, unit: str = "Item", lines: int = 4
) -> bool:
    """Tell whether so many columns, and not one less, must foot to be taken for counts."""
    told = [False] if columns == 1 else []  # no column proves nothing
    for count in range(max(1, columns - 1), columns + 1):
        grid = grid_of_texts(cells(sums(size, count, off=off, unit=unit, lines=lines)))
        told.append(are_counts(grid, [one.relation for one in check_grid(grid)]))
    return told == [False, True]


@pytest.mark.parametrize(
    ("size", "columns"), [(4, 1), (5, 4), (19, 4), (20, 7), (999, 7), (1000, 9), (4000, 9)]
)
def test_the_larger_numbers_are_the_more_must_foot(size: int, columns: int) -> None:
    """Nobody rounds ones and twos; thousands are rounded as a rule."""
    assert counted_from(columns, size)


@pytest.mark.parametrize(
    ("off", "unit", "lines", "columns"),
    [
        (1, "Item", 4, 21),  # one gap of one is likelier among rounded numbers
        (2, "Item", 4, 13),
        (0, "k€", 4, 14),  # money is rounded
        (0, "Item", 8, 4),  # longer sums that come out say more
        (0, "Item", 16, 3),
    ],
)
def test_gaps_money_and_length_weigh_too(off: int, unit: str, lines: int, columns: int) -> None:
    """Seven columns of four lines of hundreds must foot where nothing speaks against it."""
    assert counted_from(7, 400)
    assert counted_from(columns, 400, off=off, unit=unit, lines=lines)


@pytest.mark.parametrize(
    ("numbers", "score"),
    [
        (("1 204", "1 318", "2 001", "4 523"), 1.0),
        (("1204", "1 318", "2 001", "4 523"), 0.99),  # one mark lost among those that have it
        (("1204", "1318", "2 001", "4 523"), 1.0),  # as many without as with: no habit
        (("1 204", "1 318", "2a1", "4 523"), -0.01),  # digits that are no number
        (("1 204", "1 318", "2 001", "4 977"), -2.0),
        (("120", "131", "200", "4523"), 0.0),
    ],
)
def test_how_readings_are_rated(numbers: tuple[str, ...], score: float) -> None:
    """Sums that hold count one, those that fail cost two; what is unreadable breaks ties."""
    labels = ("Rent", "Power", "Wages", "Total" if score == -2.0 else "Sum")
    rows = ["Item | 2022", *(f"{a} | {b}" for a, b in zip(labels, numbers, strict=True))]

    assert score_grid(grid_of_texts(cells(rows))) == pytest.approx(score)
