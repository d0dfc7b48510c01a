"""How sure a reading is: each measure of a grid's structure, on grids made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.extractors.tables.confidence import gather_evidence, weigh_evidence
from crossfoot.extractors.tables.grids import Grid, GridCell
from crossfoot.extractors.tokens.tokens import read_tokens
from crossfoot.model import Evidence
from tests.extractors.table_pages import Set, typeset

WIDE, HIGH = 100.0, 20.0


def grid(rows: Sequence[Sequence[str]], *, header: int = 1, shift: Sequence[float] = ()) -> Grid:
    """Return a grid; lines of a cell are parted by "/", ``shift`` moves the texts of its rows."""
    cells = []
    for row, line in enumerate(rows):
        for col, text in enumerate(line):
            x = 50 + WIDE * col + (shift[row] if shift else 0)
            base = 100 + HIGH * row
            lines = text.split("/") if text else []
            sets = [Set(part, x, base + 11 * i) for i, part in enumerate(lines)]
            tokens = tuple(read_tokens(typeset(sets).words)) if sets else ()
            cells.append(GridCell(row, col, tokens=tokens))
    return Grid(len(rows), len(rows[0]), tuple(cells), "ruled", header)


def measure(name: str, made: Grid) -> float:
    """Return one measure of a grid."""
    (found,) = [one.value for one in gather_evidence(made, made.tokens()) if one.name == name]
    return found


PLAIN = [["Town", "2021"], ["Alby", "12"], ["Brey", "17"], ["Cuq", "9"]]


@pytest.mark.parametrize(
    ("name", "rows", "header", "share"),
    [
        ("blank", PLAIN, 1, 0.0),
        ("blank", [["Town", "2021"], ["Alby", ""], ["Brey", ""], ["", "9"]], 1, 3 / 8),
        ("lone", PLAIN, 1, 0.0),
        ("lone", [["Town", "2021"], ["Alby", ""], ["Brey", "17"], ["Cuq", "9"]], 1, 1 / 3),
        ("lone", [["Town", ""], ["Alby", "12"], ["Brey", "17"], ["Cuq", "9"]], 1, 0.0),
        ("lone", [["Alby", ""], ["Brey", "17"]], 0, 1 / 2),
        ("mixed", PLAIN, 1, 0.0),
        ("mixed", [["Town", "2021"], ["Alby", "12"], ["Brey", "see"], ["Cuq", "9"]], 1, 1 / 6),
        ("bare_head", PLAIN, 1, 0.0),
        ("bare_head", [["", "2021"], ["Alby", "12"]], 1, 1 / 2),
        ("bare_head", PLAIN, 0, 1.0),
        ("little", PLAIN, 1, 1 / 1.8),
        ("little", [["Town", "2021"]] + [["Alby", "12"]] * 4, 1, 1 / 2),
        ("wrapped", PLAIN, 1, 0.0),
        ("wrapped", [["Town", "2021"], ["Alby/and", "12"], ["Brey", "17"]], 1, 1 / 4),
        ("wrapped", [["Town/name", "2021"], ["Alby", "12"]], 1, 0.0),
        ("overlong", [["Town", "2021"], ["a/b/c/d/e/f", "12"]], 1, 0.0),
        ("overlong", [["Town", "2021"], ["a/b/c/d/e/f/g", "12"]], 1, 1 / 4),
        ("left_out", PLAIN, 1, 0.0),
    ],
)
def test_measures_of_a_grid(
    name: str, rows: Sequence[Sequence[str]], header: int, share: float
) -> None:
    """Each measure is the share its name says, of the body where headers say nothing."""
    assert measure(name, grid(rows, header=header)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("shift", "crooked"),
    [
        ((0, 0, 0, 0, 0, 0), 0.0),
        ((0, 0, 3.5, 0, 3.5, 0), 0.0),  # within two fifths of the type size
        ((0, 0, 9, 18, 27, 36), 1.0),
        ((0, 0, 0, 0, 27, 36), 0.0),  # half of the texts stand straight
        ((40, 0, 0, 0, 0, 0), 0.0),  # headers may stand elsewhere
    ],
)
def test_columns_without_a_straight_edge(shift: Sequence[float], crooked: float) -> None:
    """Left edge, middle or right edge: one of them is straight in a column."""
    rows = [["Town"], *(["Lima"] for _ in range(5))]

    assert measure("crooked", grid(rows, shift=shift)) == crooked


def test_two_rows_have_no_edge() -> None:
    """From three texts on one can say that they stand straight."""
    assert measure("crooked", grid([["Town"], ["a"], ["b"]], shift=(0, 0, 30))) == 0
    assert measure("crooked", grid([["Town"], *[["a"]] * 3], shift=(0, 0, 30, 60))) == 1


@pytest.mark.parametrize(("gap", "torn"), [(12.0, 0.0), (17.0, 0.0), (19.0, 0.5), (60.0, 0.5)])
def test_texts_that_fall_apart_in_a_cell(gap: float, torn: float) -> None:
    """A gap of almost two type sizes says that a column was missed; a title may have one."""
    words = (*read_tokens(typeset([Set("Alby", 50, 120), Set("12", 70 + gap, 120)]).words),)
    made = grid([["Town"], ["Alby"]])
    wide = replace(made, cells=(made.cells[0], replace(made.cells[1], tokens=words)))
    title = replace(made, cells=(replace(made.cells[0], tokens=words), made.cells[1]))

    assert measure("torn", wide) == torn
    assert measure("torn", title) == 0


def test_text_in_its_place_that_no_cell_holds() -> None:
    """Letters printed between the cells of a reading are left out of it; those outside are not."""
    made = grid(PLAIN)
    inside = read_tokens(typeset([Set("abcde", 100, 130)]).words)
    outside = read_tokens(typeset([Set("abcde", 400, 130), Set("abc", 100, 300)]).words)

    def share(tokens: Sequence[object]) -> float:
        found = gather_evidence(made, [*made.tokens(), *tokens])  # type: ignore[list-item]
        return next(one.value for one in found if one.name == "left_out")

    letters = sum(len(text) for row in PLAIN for text in row)
    assert share(inside) == pytest.approx(5 / (letters + 5))
    assert share(outside) == 0


def test_readings_that_leave_out_much_are_not_sure() -> None:
    """A tenth of the letters may be left out; beyond that no reading is more than half sure."""
    good = [Evidence(name, 0.0, "") for name in ("torn", "blank", "little")]

    def sure(left_out: float) -> float:
        return weigh_evidence("ruled", [*good, Evidence("left_out", left_out, "")])

    assert weigh_evidence("ruled", good) > 0.6
    assert sure(0.09) > 0.5
    assert sure(0.1) > 0.5
    assert sure(0.11) <= 0.5 * 0.89
    assert sure(0.5) <= 0.25
