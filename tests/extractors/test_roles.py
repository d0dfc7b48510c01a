"""Headers, stubs and section rows, told by looks and by the data below."""

from __future__ import annotations

import numpy as np
import pytest

from crossfoot.extractors.joining.roles import with_roles
from crossfoot.extractors.kinds import is_data
from crossfoot.extractors.pdf.words import join_nothing
from crossfoot.model import Cell, Fills, Page, Role, Strokes, Table


def page_with(*fills: tuple[tuple[float, float, float, float], int]) -> Page:
    """A page that draws only filled rectangles."""
    boxes = np.array([f[0] for f in fills], dtype=np.float64).reshape(-1, 4)
    return Page(
        number=1,
        width=600,
        height=800,
        words=join_nothing(),
        strokes=Strokes(
            np.zeros((0, 4)), np.zeros(0, np.bool_), np.zeros(0), np.zeros(0, np.uint32)
        ),
        fills=Fills(
            boxes,
            np.array([f[1] for f in fills], dtype=np.uint32),
            np.ones(len(fills), dtype=np.bool_),
        ),
        shapes=(),
        pictures=(),
    )


def table_of(rows: list[list[str]], *, bold: frozenset[int] = frozenset()) -> Table:
    """A table of cells 50 x 10 points, rows in ``bold`` set in bold."""
    cells = tuple(
        Cell(r, c, text, 1, (50.0 * c, 10.0 * r, 50.0 * c + 50, 10.0 * r + 10), bold=r in bold)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    n_rows, n_cols = len(rows), len(rows[0])
    box = (0.0, 0.0, 50.0 * n_cols, 10.0 * n_rows)
    return Table("t1", (1,), box, (box,), n_rows, n_cols, 0, 1, cells)


BODY = [["Lyon", "12", "3"], ["Nantes", "5", "4"], ["Lille", "7", "1"]]


def test_texts_over_numbers_are_a_header() -> None:
    """A plain first row of names over columns of numbers is the header; totals are not."""
    table = with_roles(table_of([["Ville", "2019", "Part"], *BODY]), page_with())

    assert table.header_rows == 1
    assert [c.role for c in table.cells if c.row == 0] == [Role.COLUMN_HEADER] * 3
    assert [c.role for c in table.cells if c.row == 1] == [Role.ROW_HEADER, Role.BODY, Role.BODY]


def test_numbers_alone_have_no_header() -> None:
    """A table that begins with data has none."""
    assert with_roles(table_of(BODY), page_with()).header_rows == 0


def test_a_shaded_band_over_text_is_a_header() -> None:
    """Shading alone tells the header of a table of text."""
    rows = [["Mesure", "Résultat"], ["une chose", "faite"], ["une autre", "à faire"]]
    band = ((0.0, 0.0, 100.0, 10.0), 0x004488)

    assert with_roles(table_of(rows), page_with()).header_rows == 0
    assert with_roles(table_of(rows), page_with(band)).header_rows == 1


def test_a_bold_total_below_the_header_is_no_header() -> None:
    """Bold numbers under a bold header belong to the body."""
    rows = [["Ville", "Membres", "Part"], ["Total", "24", "8"], *BODY]
    table = with_roles(table_of(rows, bold=frozenset({0, 1})), page_with())

    assert table.header_rows == 1


def test_a_lone_bold_text_is_a_section_row() -> None:
    """A bold label without numbers titles the rows below; a city without numbers does not."""
    rows = [
        ["Ville", "a", "b"],
        ["Europe", "", ""],
        *BODY,
        ["Zagreb", "", ""],
        ["Zurich", "1", "2"],
    ]
    table = with_roles(table_of(rows, bold=frozenset({1})), page_with())

    assert {c.row for c in table.cells if c.role is Role.SECTION} == {1}


def test_running_numbers_are_followed_by_names() -> None:
    """A first column 1, 2, 3 and the names beside it both label the rows."""
    rows = [["", "Projet", "Coût"], ["1", "Eau", "10"], ["2", "Air", "20"], ["3", "Feu", "5"]]

    assert with_roles(table_of(rows), page_with()).stub_cols == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234", True),
        ("15,6 %", True),
        ("(12)", True),
        ("936 463 €", True),
        ("2020", False),
        ("2019-2020", False),
        ("L1M1", False),
        ("Oui", False),
        ("", False),
    ],
)
def test_years_and_codes_are_no_data(text: str, expected: bool) -> None:
    """A year names a column; a code with letters is text."""
    assert is_data(text) is expected
