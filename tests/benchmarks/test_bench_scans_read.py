"""The score of real scans: it falls with each number that is lost, moved or misread."""

from __future__ import annotations

import pytest

from benchmarks.bench_scans_read import Row, load, score

TRUE: tuple[Row, ...] = (("1.234,50", "7"), ("0,00",), ("12", "15", "27"))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ([("Bron", "1.234,50", "7"), ("0,00",), ("Total", "12", "15", "27")], 6),
        ([("Bron", "1.234,60", "7"), ("0,00",), ("Total", "12", "15", "27")], 5),  # a digit
        ([("Bron", "1.234.50", "7"), ("0,00",), ("Total", "12", "15", "27")], 5),  # a comma
        ([("Bron", "1.234,50", "7"), ("0,00",), ("Total", "15", "12", "27")], 5),  # moved
        ([("Bron", "1.234,50"), ("7",), ("0,00",), ("Total", "12", "15", "27")], 5),  # a row apart
        ([("Bron", "1.234,507"), ("0,00",), ("Total", "12", "15", "27")], 4),  # fused
        ([("0,00",), ("Total", "12", "15", "27")], 4),
        ([], 0),
    ],
)
def test_each_number_that_is_not_read_costs_one(read: list[Row], right: int) -> None:
    """In its row, in its order, with its signs."""
    assert sum(score(TRUE, read)) == right


def test_a_row_counts_once() -> None:
    """Two rows of the same numbers need two readings."""
    assert score([("5", "6"), ("5", "6")], [("a", "5", "6")]) == [2, 0]


def test_the_pages_that_were_read_score_themselves() -> None:
    """Ten pages of four scans; a broken value is one number less."""
    pages = load()
    whole = [row for page in pages for row in page.rows]
    broken = [tuple("9" + text if text == "2,945,620" else text for text in row) for row in whole]

    assert (len(pages), len({page.sha256 for page in pages})) == (10, 4)
    assert sum(score(whole, whole)) == sum(map(len, whole)) == 565
    assert sum(score(whole, broken)) == 564
