"""Numbers of tables in two editions: totals, cells, headers, in any order of rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from crossfoot.model import (
    Box,
    CityMention,
    Extraction,
    Figure,
    Language,
    Match,
    Place,
    PrintedNumber,
)
from crossfoot.reconcilers.documents.edition_tables import numbers_in, pair_tables
from crossfoot.reconcilers.documents.editions import compare_extractions
from tests.db.dataset_builders import BOX, LIEGE, LYON, make_extraction, make_table

FRENCH = [
    ["Membre", "Actualités", "Études (96)"],
    ["Total membres", "63", "40"],
    ["Sous-total Europe", "42", "31"],
    ["Lyon", "12", "30"],
    ["Liège", "30", "1"],
    ["Autres", "21", "9"],
]
ENGLISH = [
    ["Member", "News", "Studies (96)"],
    ["Total members", "63", "40"],
    ["Europe subtotal", "42", "31"],
    ["Liège", "30", "1"],
    ["Lyons", "12", "30"],
    ["Others", "21", "9"],
]


def mention(place: Place, row: int, box: Box = BOX) -> CityMention:
    match = Match(place.name, place, "city", 1.0, "exact", "matched")
    return CityMention(match, 1, box, table="t1", row=row, col=0)


def edition(rows: list[list[str]], language: Language, *places: tuple[Place, int]) -> Extraction:
    """Return an edition whose numbers no catalog knows."""
    made = make_extraction(make_table(rows), language=language)
    unknown = tuple(replace(one, is_known=False) for one in made.observations)
    return replace(
        made, observations=unknown, cities=tuple(mention(place, row) for place, row in places)
    )


def changed(rows: list[list[str]], *cells: tuple[int, int, str]) -> list[list[str]]:
    copy = [list(line) for line in rows]
    for row, col, text in cells:
        copy[row][col] = text
    return copy


def differences(rows: list[list[str]]) -> list[tuple[str, str]]:
    first = edition(FRENCH, "fr", (LYON, 3), (LIEGE, 4))
    second = edition(rows, "en", (LIEGE, 3), (LYON, 4))
    checks = compare_extractions(first, second)
    return [(str(c.printed), str(c.computed)) for c in checks if c.status == "mismatch"]


def test_equal_editions_have_no_differences_whatever_the_order_of_their_rows() -> None:
    """Each of the ten numbers of the body is compared, and the one of the header."""
    first = edition(FRENCH, "fr", (LYON, 3), (LIEGE, 4))
    checks = compare_extractions(first, edition(ENGLISH, "en", (LIEGE, 3), (LYON, 4)))

    assert [check.status for check in checks] == ["exact"] * 11


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ((1, 1, "68"), ("68", "63")),
        ((2, 2, "37"), ("37", "31")),
        ((3, 1, "36"), ("36", "30")),
        ((5, 2, "8"), ("8", "9")),
        ((0, 2, "Studies (98)"), ("98", "96")),
    ],
)
def test_a_changed_number_is_found_wherever_it_stands(
    cell: tuple[int, int, str], said: tuple[str, str]
) -> None:
    """In a total, a sub-total, a cell, a row in another order, a header."""
    assert differences(changed(ENGLISH, cell)) == [said]


def test_cells_that_compensate_each_other_are_both_found() -> None:
    """Their total holds; their editions differ."""
    rows = changed(ENGLISH, (3, 1, "31"), (4, 1, "11"))

    assert sorted(differences(rows)) == [("11", "12"), ("31", "30")]


def test_a_row_that_one_edition_leaves_out_makes_nothing_up() -> None:
    """The rows around it are compared with themselves."""
    assert differences([line for line in ENGLISH if line[0] != "Others"]) == []


def test_tables_with_other_numbers_are_not_paired() -> None:
    """Half of the numbers must be the same, each in its column."""
    other = [line if n in (0, 1, 2) else [line[0], "7", "8"] for n, line in enumerate(ENGLISH)]
    swapped = [[line[0], line[2], line[1]] for line in ENGLISH]

    assert len(pair_tables([make_table(FRENCH)], [make_table(ENGLISH)])) == 1
    assert pair_tables([make_table(FRENCH)], [make_table(swapped)]) == ()
    assert pair_tables([make_table(FRENCH)], [make_table(other)]) == ()


def test_numbers_in_texts_are_alike_in_all_languages() -> None:
    """Groups and decimal signs of each language; a word with digits is no number."""
    assert numbers_in("1\u202f234 villes, 2,5 %") == numbers_in("1,234 cities, 2.5 %")
    assert numbers_in("L1M2 (3)") == ("3",)


@pytest.mark.parametrize(("text", "count"), [("48", 1), ("47.4", 0), ("47.6", 1)])
def test_shares_that_round_alike_are_equal_or_differ(text: str, count: int) -> None:
    """47 % in one language and 48 % in the other is no rounding; 47.4 % beside 47 % may be."""
    step = Decimal(1) if "." not in text else Decimal("0.1")

    def share(value: str, size: Decimal) -> tuple[Figure, ...]:
        number = PrintedNumber(f"{value} %", Decimal(value), size, "%")
        return (Figure("f1", "key_figure", 1, BOX, "women", number),)

    first = replace(edition(FRENCH, "fr"), figures=share("47", Decimal(1)))
    second = replace(edition(FRENCH, "en"), figures=share(text, step))
    checks = [c for c in compare_extractions(first, second) if c.total.row < 0]

    assert [c.status for c in checks].count("mismatch") == count
