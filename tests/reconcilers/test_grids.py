"""How a table of texts is framed: header rows, label columns, years, depths, unknown amounts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.reconcilers.printed.grid import BLANK, MISSING, NIL, NUMBER, Grid, grid_of_texts

AMOUNTS = ("412", "338", "951", "190", "310", "725", "148", "266", "177", "304")


def grid(*rows: str) -> Grid:
    """Return the grid of lines with bars between their cells."""
    return grid_of_texts([[cell.rstrip() for cell in row.split("|")] for row in rows])


def listed(keys: Sequence[str], head: str = "Key") -> Grid:
    """Return the grid of keys with an amount each."""
    amounts = AMOUNTS * (1 + len(keys) // len(AMOUNTS))
    lines = [f"{key}|{amount}|1 {amount}" for key, amount in zip(keys, amounts, strict=False)]
    return grid(f"{head}|Fee|Sum", *lines)


def second(keys: Sequence[str]) -> int:
    """Return the columns of labels of a table with towns, keys in the second column, amounts."""
    lines = [f"Town{chr(65 + i)}|{key}|{AMOUNTS[i]}" for i, key in enumerate(keys)]
    return grid("Town|Key|Fee", *lines).stub_cols


@pytest.mark.parametrize(
    ("keys", "stub"),
    [
        (["a", "b", "c", "d", "e", "f", "7", "8", "9"], 2),  # a third are numbers
        (["a", "b", "c", "d", "e", "f", "17", "28", "9", "5"], 1),  # four in ten
        (["a", "b", "c"], 2),
        (["2011", "2013", "2017"], 2),  # years that rise
        (["2017", "2013", "2011"], 2),
        (["2011", "2017", "2013"], 1),
        (["2011", "2012", "2013", "2011", "2017", "2018"], 2),  # four steps of five rise
        (["2011", "2012", "2010", "2013", "2011"], 1),
        (["2018", "2017", "2013", "2011", "2012", "2010"], 2),
        (["2011", "2012", "2013", "2014", "87"], 1),  # four years of five, which then fall
        (["2011", "2012", "2013", "2014", "2015", "87"], 2),
        (["2011", "2012", "2013", "95", "87"], 1),
        (["2012", "2011", "2012", "2011", "2012"], 2),  # two years again and again
        (["2012", "2011", "2012", "2011"], 1),
        (["1", "2", "3"], 2),  # ranks
        (["1", "2"], 1),
        (["1", "2", "4"], 1),
        (["0", "1", "2"], 1),
        (["", "", ""], 2),  # nothing below a header is no amount
    ],
)
def test_what_is_a_column_of_labels(keys: list[str], stub: int) -> None:
    """Texts with few numbers, years in order or in blocks, ranks from one."""
    assert second(keys) == stub


@pytest.mark.parametrize(
    ("years", "header"),
    [
        ("1961|2020|2021", 2),
        ("1960|2000|2020", 2),  # sixty years
        ("1959|2000|2020", 1),
        ("2020|2021|2019", 1),  # in no order
        ("2022|2021|2020", 2),
        ("2021|2021|2021", 1),
    ],
)
def test_years_that_head_columns(years: str, header: int) -> None:
    """Different ones, in order, of two generations at most, head columns; others are amounts."""
    found = grid("Town|In|Out|Rest", f"Years|{years}", "Alby|12|15|19", "Brey|17|11|14")

    assert found.header_rows == header


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("|2019|2020|", True),
        ("|2019|2020|2021", True),
        ("|2020|2019|", True),
        ("|2019|2020|(Drop)", True),  # words may stand beside years
        ("|2019|2021|", False),
        ("|2019|2020|15", False),
        ("|2019||", False),
        ("Year|2019|2020|", False),
        ("|2019|2019|", False),
    ],
)
def test_rows_amid_a_table_that_head_columns_anew(line: str, heads: bool) -> None:
    """Two years or more, one after the other, without a label or other numbers."""
    found = grid("Town|In|Out|Rest", "Alby|12|15|19", "Brey|17|11|14", line, "Cuq|9|41|13")

    assert found.inner_headers == (frozenset([3]) if heads else frozenset())


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("confidential", MISSING),
        ("confidentially", MISSING),  # fourteen letters
        ("confidentiality", BLANK),
        ("n.d.", MISSING),
        ("–", NIL),
        ("", BLANK),
        ("982 909 -", MISSING),  # negative, or a number and the dash of the next column
        ("982 909", NUMBER),
    ],
)
def test_what_a_cell_amid_numbers_states(cell: str, state: int) -> None:
    """A short word is an amount nobody tells, a long text a note."""
    found = grid("Town|2022", "Alby|1 412", "Brey|2 307", f"Cuq|{cell}", "Dun|519")

    assert found.state[3, 1] == state


@pytest.mark.parametrize(("words", "unknown"), [(1, True), (2, True), (3, False), (4, False)])
def test_words_are_unknown_amounts_where_most_cells_are_numbers(words: int, unknown: bool) -> None:
    """Three words beside three numbers are a column of texts."""
    lines = [f"Town {i}|{'F' if 0 < i <= words else AMOUNTS[i]}" for i in range(3 + words)]
    found = grid("Town|2022", *lines)

    assert bool((found.state[1:, 1] == MISSING).any()) is unknown


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (("Costs", "  Rent", "    Office"), "rising"),
        (("Costs", "• Rent", "•• Office"), None),
        (("Costs", "– Rent", "– – Office"), "rising"),
        (("Costs", "  Rent", "– Office"), "level"),  # a bullet is two blanks
        (("Costs", " Rent", "– Office"), "rising"),
        (("Costs", "   Rent", "– Office"), "falling"),
        (("Costs", "... Rent", "  ... Office"), "rising"),
    ],
)
def test_how_deep_a_label_stands(labels: tuple[str, str, str], order: str | None) -> None:
    """Blanks and bullets set it in."""
    found = grid("Item|2022", *(f"{one}|{n}" for one, n in zip(labels, AMOUNTS, strict=False)))
    top, middle, low = found.row_indent[1:]

    assert top == 0 < middle
    if order is not None:
        assert order == ("rising" if low > middle else "level" if low == middle else "falling")


def test_a_label_in_the_second_column_stands_deeper_than_any_blank() -> None:
    """Where labels take two columns, the second one's are the inner ones."""
    found = grid("Region|Town|2022", "North||12", "|Alby|17", "|  Brey|19", "South||25")

    assert found.stub_cols == 2
    north, alby, brey, south = found.row_indent[1:]
    assert north == south == 0
    assert 10 < alby < brey


def test_labels_and_headers_that_span() -> None:
    """An outer label goes on below it, a header over the blanks beside it, a title over nothing."""
    found = grid(
        "Members of 2022||||",
        "||Men||Women",
        "Region|Town|In|Out|In",
        "North|Alby|12|14|31",
        "|Brey|17|19|33",
        "||21|23|35",
        "South|Cuq|25|27|37",
    )

    assert (found.header_rows, found.stub_cols) == (3, 2)
    assert found.row_labels[3:] == ("North Alby", "North Brey", "", "South Cuq")
    assert found.row_leaves[3:] == ("Alby", "Brey", "", "Cuq")
    assert found.column_headers == (
        ("Region",),
        ("Town",),
        ("Men", "In"),
        ("Men", "Out"),
        ("Women", "In"),
    )


@pytest.mark.parametrize(
    ("numbers", "scaled"),
    [
        (("12", "15"), (12, 15)),
        (("1.5", "15"), (15, 150)),
        (("1.25", "3.5"), (125, 350)),
        (("100", "2 000"), (100, 2000)),
        (("0.05", "3"), (5, 300)),
    ],
)
def test_numbers_become_whole_ones(numbers: tuple[str, str], scaled: tuple[int, int]) -> None:
    """All of a table times one power of ten, so that sums are exact."""
    found = grid("Town|In|Out", f"Alby|{numbers[0]}|{numbers[1]}", "Brey|7|8")

    assert tuple(found.value[1, 1:]) == scaled


def test_tables_without_numbers_and_without_anything() -> None:
    """A header is the first line with something in it; nothing has none."""
    assert grid("Town|Mayor", "Alby|Martin").header_rows == 1
    assert (grid_of_texts([]).n_rows, grid_of_texts([]).n_cols) == (0, 0)
    assert (grid_of_texts([[], []]).n_rows, grid_of_texts([["", ""]]).header_rows) == (0, 0)
    assert grid("12", "15").stub_cols == 0
