"""Rows as they are staged: which row names which, and where a tie leads nowhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from crossfoot.db import connect
from crossfoot.db.load import load_extractions
from crossfoot.db.stored.keys import contents, table_key
from crossfoot.db.stored.rows import stage
from crossfoot.db.stored.targets import TARGETS
from crossfoot.model import (
    Cell,
    Check,
    CityMention,
    Extraction,
    Figure,
    Match,
    Note,
    PrintedNumber,
    Ref,
)
from tests.db.dataset_builders import BOX, LYON, footing, make_extraction, make_table

PEOPLE = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", "42"]])
MONEY = make_table([["Poste", "k€"], ["Parc", "7"]], name="t2", caption="Projets", page=3)


def figure(name: str, text: str, label: str, **more: Any) -> Figure:
    """Return a key figure of page 2."""
    number = PrintedNumber(text, Decimal(text), Decimal(1), "count")
    return Figure(name, "key_figure", 2, BOX, label, number, **more)


def rows(extraction: Extraction, table: str) -> list[dict[str, Any]]:
    """Return the staged rows of a table by column."""
    if table == "observations":
        return observations(extraction)
    columns = TARGETS[table].columns
    return [dict(zip(columns, row, strict=True)) for row in stage(extraction).rows[table]]


def observations(extraction: Extraction) -> list[dict[str, Any]]:
    """Return the rows of the view of this name, which is made of four tables."""
    with TemporaryDirectory() as folder:
        load_extractions(Path(folder) / "d.db", [extraction])
        db = connect(Path(folder) / "d.db")
        found = list(db.query("SELECT * FROM observations ORDER BY id"))
        db.close()
    return found


def column(extraction: Extraction, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Return some columns of the staged rows."""
    return [tuple(row[name] for name in names) for row in rows(extraction, table)]


def test_ids_count_through_all_tables() -> None:
    """The second table's cells go on where the first one's end."""
    both = make_extraction(PEOPLE, MONEY)

    assert column(both, "tables", "id", "code", "page") == [(1, "t1", 1), (2, "t2", 3)]
    assert column(both, "cells", "id", "table_id") == [
        *((number, 1) for number in range(1, 9)),
        *((number, 2) for number in range(9, 13)),
    ]
    assert column(both, "observations", "table_id", "cell_id", "row", "col", "text") == [
        (1, 4, 1, 1, "12"),
        (1, 6, 2, 1, "30"),
        (1, 8, 3, 1, "42"),
        (2, 12, 1, 1, "7"),
    ]
    assert column(both, "city_mentions", "table_id", "cell_id", "text") == [
        (1, 3, "Lyon"),
        (1, 5, "Liège"),
    ]


def test_notes_and_evidence_name_their_table() -> None:
    """The first table has none; the second one's is the second's."""
    noted = replace(MONEY, notes=(Note("en k€", 3, BOX, None, "unit"),))

    assert column(make_extraction(PEOPLE, noted), "table_notes", "table_id", "text") == [
        (2, "en k€")
    ]


@pytest.mark.parametrize(("caption", "label"), [("Habitants", "Habitants"), ("", "Table t1, p. 1")])
def test_a_table_without_a_caption_is_called_by_its_page(caption: str, label: str) -> None:
    """Its first page, of several."""
    table = replace(PEOPLE, caption=caption, pages=(1, 2), boxes=(BOX, BOX))

    (row,) = rows(make_extraction(table), "tables")

    assert (row["label"], row["pages"], row["page"]) == (label, "[1, 2]", 1)
    assert (row["x0"], row["top"], row["x1"], row["bottom"]) == BOX


def test_how_a_cell_looks() -> None:
    """Type, depth, colour and part in the table, as columns of their own."""
    cells = (
        *PEOPLE.cells[:6],
        replace(PEOPLE.cells[6], bold=True, indent=3.5, colour=0x00AB0C, markers=("*", "1")),
        PEOPLE.cells[7],
    )
    table = replace(PEOPLE, cells=cells)
    names = ("is_bold", "indent_pt", "colour", "markers", "is_total", "role")

    assert column(make_extraction(table), "cells", *names)[5:] == [
        (0, 0.0, "#000000", "", 0, "body"),
        (1, 3.5, "#00ab0c", "* 1", 0, "row_header"),
        (0, 0.0, "#000000", "", 1, "total"),
    ]


def test_a_number_and_a_text_in_their_columns() -> None:
    """A text has no number; a number has its digits, step, unit and qualifier."""
    number = PrintedNumber(
        "12,50 k€", Decimal("12500"), Decimal(10), "EUR", "about", "number", Decimal(1000)
    )
    cells = (*PEOPLE.cells[:3], replace(PEOPLE.cells[3], number=number), *PEOPLE.cells[4:])
    table = replace(PEOPLE, cells=cells)
    extraction = make_extraction(table)
    names = ("value", "value_scaled", "value_decimals", "step", "unit", "qualifier", "state")

    assert column(extraction, "cells", *names, "scale")[2:4] == [
        (None,) * 8,
        (12500.0, 12500, 0, "10", "EUR", "about", "number", "1000"),
    ]


def test_an_observation_has_the_unit_of_its_measure() -> None:
    """The number prints euros, the measure counts: the rest is the number's."""
    number = PrintedNumber("12 €", Decimal(12), Decimal(1), "EUR", "over", scale=Decimal(10))
    one = make_extraction(PEOPLE)
    seen = replace(one, observations=(replace(one.observations[0], number=number),))
    names = ("value", "value_scaled", "value_decimals", "step", "unit", "qualifier", "state")

    assert column(seen, "observations", *names, "scale", "is_total", "is_known") == [
        (12.0, 12, 0, "1", "count", "over", "number", "10", 0, 1)
    ]


def test_figures_name_their_whole_and_the_image_that_is_kept() -> None:
    """A whole may come later; an image that is no asset is none."""
    part = figure("f1", "45", "femmes", breakdown_of="f2", image="lost.png")
    whole = figure("f2", "400", "agents")
    stray = figure("f3", "5", "autres", breakdown_of="f9")

    assert column(
        make_extraction(figures=(part, whole, stray)), "figures", "id", "breakdown_of_id", "image"
    ) == [(1, 2, None), (2, None, None), (3, None, None)]


def checked(total: Ref, *items: Ref, **more: Any) -> Check:
    """Return a check that holds."""
    return replace(footing("c1", total, items, 42, 42), **more)


@pytest.mark.parametrize(
    ("total", "label", "table", "cell", "figure_id"),
    [
        (Ref("t1", 3, 1), "Total › 2023", 1, 8, None),
        (Ref("t1", 0, 0), "Ville › Ville", 1, 1, None),
        (Ref("t2", 1, 1), "Parc › k€", 2, 12, None),
        (Ref("t1", 4, 1), "42", 1, None, None),  # below the table
        (Ref("t1", 3, 2), "42", 1, None, None),  # beside it
        (Ref("t1", -1, 1), "42", 1, None, None),
        (Ref("t1", 1, -1), "42", 1, None, None),
        (Ref("t9", 1, 1), "42", None, None, None),
        (Ref("f1"), "agents", None, None, 1),
        (Ref("f2"), "une phrase", None, None, 2),  # a figure without a label
    ],
)
def test_where_a_check_leads(
    total: Ref, label: str, table: int | None, cell: int | None, figure_id: int | None
) -> None:
    """To a cell and its headers, to a figure, or nowhere: then to the text that is printed."""
    figures = (figure("f1", "42", "agents"), figure("f2", "42", "", context="une phrase"))
    extraction = make_extraction(PEOPLE, MONEY, figures=figures, checks=(checked(total),))
    names = ("id", "label", "table_id", "cell_id", "figure_id", "row", "col")

    assert column(extraction, "checks", *names) == [
        (1, label, table, cell, figure_id, total.row, total.col)
    ]


def test_a_cell_covers_its_span() -> None:
    """A check on the right or lower half of a merged cell leads to that cell, not beyond."""
    wide = Cell(0, 0, "Ville", 1, BOX, rowspan=2, colspan=2)
    table = replace(PEOPLE, cells=(wide, Cell(2, 0, "Lyon", 1, BOX), Cell(2, 1, "12", 1, BOX)))
    places = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (0, 2), (3, 0)]
    checks = tuple(checked(Ref("t1", row, col)) for row, col in places)

    found = column(make_extraction(table, checks=checks), "checks", "cell_id")

    assert found == [(1,), (1,), (1,), (1,), (2,), (3,), (None,), (None,)]


def test_items_have_places_and_signs() -> None:
    """Positions count from 0; without signs all are added."""
    items = (Ref("t1", 1, 1), Ref("t1", 2, 1))
    plain = checked(Ref("t1", 3, 1), *items)
    less = checked(Ref("t1", 3, 1), *items, signs=(1, -1))
    names = ("check_id", "position", "sign", "cell_id")

    assert column(make_extraction(PEOPLE, checks=(plain, less)), "check_items", *names) == [
        (1, 0, 1, 4),
        (1, 1, 1, 6),
        (2, 0, 1, 4),
        (2, 1, -1, 6),
    ]


def test_the_amounts_of_a_check_share_their_decimals() -> None:
    """Printed, computed, gap and slack, once as they are and once as whole numbers."""
    check = replace(
        checked(Ref("t1", 3, 1)),
        printed=Decimal("42.5"),
        computed=Decimal("42.25"),
        delta=Decimal("0.25"),
        tolerance=Decimal(1),
        interval=(Decimal("41.25"), Decimal("43.25")),
    )
    (row,) = rows(make_extraction(PEOPLE, checks=(check,)), "checks")

    assert [row[n] for n in ("printed", "computed", "delta", "tolerance")] == [
        42.5, 42.25, 0.25, 1.0,
    ]  # fmt: skip
    assert [row[f"{n}_scaled"] for n in ("printed", "computed", "delta", "tolerance")] == [
        4250, 4225, 25, 100,
    ]  # fmt: skip
    assert (row["decimals"], row["low"], row["high"]) == (2, "41.25", "43.25")
    assert (row["explanation_fr"], row["explanation_es"]) == ("la somme est 42", "")


@pytest.mark.parametrize(
    ("table", "row", "col", "found"),
    [
        ("t1", 1, 0, (1, 3)),
        ("t1", 1, None, (1, 3)),  # a row without a column is its first cell
        ("t1", None, None, (1, None)),
        ("t9", 1, 0, (None, None)),
        (None, None, None, (None, None)),
    ],
)
def test_where_a_place_was_named(
    table: str | None, row: int | None, col: int | None, found: tuple[int | None, int | None]
) -> None:
    """In a cell, in a table, in the text."""
    match = Match("Lyon", LYON, "city", 1.0, "exact", "matched")
    mention = CityMention(match, 1, BOX, table, row, col)
    extraction = replace(make_extraction(PEOPLE), cities=(mention,))

    assert column(extraction, "city_mentions", "table_id", "cell_id") == [found]


def test_figures_and_cells_bear_the_marks_of_their_checks() -> None:
    """A figure, a cell and its observation that a check covers, and those that none does."""
    figures = (figure("f1", "42", "agents"), figure("f2", "7", "sites"))
    tied = replace(checked(Ref("f1"), Ref("t1", 3, 1)), axis="document")
    extraction = make_extraction(PEOPLE, figures=figures, checks=(tied,))
    names = ("check_status", "tick_marks")

    assert column(extraction, "figures", *names) == [("exact", "Tie"), (None, "")]
    assert column(extraction, "cells", *names)[6:] == [(None, ""), ("exact", "Tie")]
    assert column(extraction, "observations", *names)[1:] == [(None, ""), ("exact", "Tie")]


def test_what_a_document_is_recognised_by() -> None:
    """Tables by caption and headers, key figures by their labels; charts and nameless ones not."""
    chart = Figure("f1", "chart", 2, BOX, "agents")
    named, nameless = figure("f2", "42", "Sites"), figure("f3", "7", "")

    found = contents(make_extraction(PEOPLE, figures=(chart, named, nameless)))

    assert found == {table_key(PEOPLE), "figure: sites"}
