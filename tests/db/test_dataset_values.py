"""Values survive the dataset: numbers exactly, extractions as they were."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot import wire
from crossfoot.db import connect
from crossfoot.db.identity.rule import label_report
from crossfoot.db.load import load_extractions
from crossfoot.db.stored.exact import (
    MAX_DIGITS,
    from_scaled,
    from_text,
    to_common_scale,
    to_scaled,
    to_text,
)
from crossfoot.db.stored.keys import row_sections
from crossfoot.db.stored.marks import mark_cells
from crossfoot.db.stored.read import read_extraction
from crossfoot.model import (
    Asset,
    Cell,
    Evidence,
    Extraction,
    Figure,
    Note,
    PrintedNumber,
    Ref,
    Role,
    Suspect,
)
from tests.db.dataset_builders import BOX, footing, make_extraction, make_table

numbers = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=5
)


@given(value=numbers)
def test_scaled_numbers_are_exact(value: Decimal) -> None:
    """What is stored as a scaled integer comes back with its value and its decimals."""
    scaled, decimals = to_scaled(value)
    back = from_scaled(scaled, decimals)
    assert back == value
    assert back is not None
    assert back.as_tuple().exponent == value.as_tuple().exponent


@pytest.mark.parametrize("text", ["1E+6", "1E-7", "-0.50", "0", "0.000", "100", "1.20E+3"])
def test_every_way_of_writing_is_exact(text: str) -> None:
    """Exponents do not matter."""
    assert from_scaled(*to_scaled(Decimal(text))) == Decimal(text)
    assert from_text(to_text(Decimal(text))) == Decimal(text)


@pytest.mark.parametrize("text", ["1" * 19, "0." + "1" * 19, "NaN", "Infinity"])
def test_numbers_that_do_not_fit_are_left_to_their_text(text: str) -> None:
    """A number of more than 18 digits is stored as text only, never cut."""
    assert to_scaled(Decimal(text)) == (None, None)


@given(values=st.lists(st.one_of(st.none(), numbers), min_size=1, max_size=4))
def test_values_of_a_check_share_their_decimals(values: list[Decimal | None]) -> None:
    """Printed, computed, delta and tolerance come back exactly from one number of decimals."""
    scaled, decimals = to_common_scale(values)
    assert [from_scaled(one, decimals) for one in scaled] == values


def test_an_endless_mean_is_rounded_to_what_fits() -> None:
    """100 / 3 keeps 18 digits; the printed value beside it stays exact."""
    (printed, mean), decimals = to_common_scale([Decimal("33.3"), Decimal(100) / 3])
    assert from_scaled(printed, decimals) == Decimal("33.3")
    assert len(str(mean)) == MAX_DIGITS
    assert mean is not None
    assert abs(mean * 3 - 10**MAX_DIGITS) <= 10


def rich() -> Extraction:
    """An extraction that uses every field the dataset keeps."""
    table = make_table([["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", "42"]])
    cells = (
        *table.cells[:2],
        replace(table.cells[2], markers=("*", "(1)"), bold=True, indent=3.5, colour=0x1234AB),
        replace(
            table.cells[3],
            text="12,5 k€",
            number=PrintedNumber(
                *("12,5 k€", Decimal("12500.0"), Decimal(100), "EUR", "about", "number"),
                Decimal(1000),
            ),
        ),
        replace(table.cells[4], text="20-24 janvier 2020", date="2020-01-20/2020-01-24"),
        replace(table.cells[5], text="✓", number=None, mark="yes"),
        *table.cells[6:],
    )
    table = replace(
        table,
        cells=cells,
        section=("Annexes", "Villes"),
        notes=(Note("en k€", 1, BOX, None, "unit"), Note("provisoire", 1, BOX, "*")),
        evidence=(Evidence("totals", 1.0, "1 of 1 foot"),),
        unit="EUR",
        scale=Decimal(1000),
        language="fr",
    )
    figures = (
        Figure(
            "f1",
            "key_figure",
            2,
            BOX,
            "femmes",
            breakdown_of="f2",
            context="dont femmes",
            number=PrintedNumber("45 %", Decimal(45), Decimal(1), "%"),
        ),
        Figure(
            "f2",
            "key_figure",
            2,
            BOX,
            "agents",
            section=("Personnel",),
            number=PrintedNumber("400", Decimal(400), Decimal(1), "count", "over"),
        ),
        Figure(
            "f3",
            "chart",
            3,
            BOX,
            image="ab.png",
            alt="Graphique",
            measured=Decimal("0.52"),
            error=Decimal("0.01"),
            caption="Financements",
        ),
    )
    check = replace(
        footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1)), 42, 41),
        interval=(Decimal("40.5"), Decimal("41.5")),
        signs=(1, -1),
        granularity=Decimal(5),
        significance=0.01,
        reason="slip",
        suspects=(Suspect(Ref("t1", 1, 1), "digits swapped", Decimal(21)),),
    )
    on_figure = replace(
        footing("c2", Ref("f2"), (Ref("f1"),), 400, 400), table=None, axis="document", signs=(1,)
    )
    extraction = make_extraction(table, figures=figures, checks=(check, on_figure))
    return replace(extraction, assets=(Asset("ab.png", b"png"),))


def test_an_extraction_comes_back_as_it_was(dataset: Path) -> None:
    """Reading a loaded extraction gives equal values, and so the same bytes on the wire."""
    loaded = rich()
    load_extractions(dataset, [make_extraction(sha="9", year=1999), loaded])
    db = connect(dataset)
    try:
        stored = read_extraction(db, 2)
    finally:
        db.close()
    assert stored.report == label_report(loaded.report)
    expected = replace(loaded, observations=(), assets=())
    assert stored.extraction == expected
    assert wire.dump(stored.extraction) == wire.dump(expected)


def test_loading_twice_equals_loading_once(tmp_path: Path) -> None:
    """Two datasets, one loaded once and one twice, have equal rows but for times."""
    times = {"loaded_at", "first_seen", "created_at", "decided_at"}

    def rows(name: str, *, loads: int) -> dict[str, list[tuple[object, ...]]]:
        path = tmp_path / name
        for _ in range(loads):
            load_extractions(path, [rich()])
        db = connect(path)
        try:
            return {
                table: [
                    tuple(value for key, value in row.items() if key not in times)
                    for row in db.table(table).rows
                ]
                for table in db.table_names()
                if not table.startswith("_") and "_fts" not in table
            }
        finally:
            db.close()

    assert rows("once.db", loads=1) == rows("twice.db", loads=2)


def test_marks_prefer_the_failing_check() -> None:
    """A cell under a footing that holds and a cross-footing that fails is a mismatch."""
    cell = Ref("t1", 1, 1)
    holds = footing("c1", Ref("t1", 3, 1), (cell,), 1, 1)
    fails = replace(footing("c2", Ref("t1", 1, 3), (cell,), 2, 1), axis="row")
    mark = mark_cells([holds, fails])["t1"][1, 1]
    assert (mark.status, mark.ticks) == ("mismatch", "Ft Cft≠")


def test_a_row_belongs_to_the_section_above_it() -> None:
    """Rows below a section row have its text; rows above the first one have none."""
    table = make_table([["Ville", "2023"], ["Lyon", "1"], ["Asie", ""], ["Delhi", "2"]])
    roles = {"Asie": Role.SECTION}
    cells = tuple(replace(cell, role=roles.get(cell.text, cell.role)) for cell in table.cells)
    assert row_sections(replace(table, cells=cells)) == ("", "", "", "Asie")


def test_cells_outside_the_stated_grid_do_no_harm(dataset: Path) -> None:
    """A cell beyond its table's size is stored where it says; nothing fails."""
    table = make_table([["Ville", "2023"], ["Lyon", "12"]])
    stray = Cell(9, 9, "stray", 1, BOX)
    extraction = make_extraction(replace(table, cells=(*table.cells, stray)))
    assert dict(load_extractions(dataset, [extraction]).rows)["cells"] == 5
