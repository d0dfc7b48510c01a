"""Cells of scanned tables whose sums fail are read again; who agrees is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.extractors.document import Reading, read_document
from crossfoot.extractors.scans.second_reading import is_same
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.flows.runs.steps import extract, understand
from crossfoot.model import Check, Table
from crossfoot.settings import Settings
from tests.extractors.scan_builder import DPI, draw_table

WRONG = (
    ("Commune", "2019", "2020"),
    ("Bron", "18204", "18377"),
    ("Villeurbanne", "20110", "20395"),
    ("Total", "38314", "38872"),
)
needs_tesseract = pytest.mark.skipif(not is_installed(), reason="needs tesseract")


def scan(folder: Path, *, skew: float = 0.0, turn: int = 0) -> Path:
    path = folder / "scan.pdf"
    picture = draw_table(rows=WRONG, skew=skew).rotate(turn, expand=True, fillcolor=240)
    picture.save(path, "PDF", resolution=DPI)
    return path


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("38 872", "38872", True),
        ("38 872 €", "| 38 872", True),
        ("38 872", "38 812", False),
        ("12,5 %", "125 %", False),
        ("-12", "12", False),
        ("", "", False),
        ("181³", "1813", True),
        ("1813", "181³", False),
    ],
)
def test_two_texts_print_one_number(first: str, second: str, same: bool) -> None:
    """Digits, signs between them and before them; units and rules are none of it."""
    assert is_same(first, second) is same


@needs_tesseract
@pytest.mark.parametrize(("skew", "turn"), [(0.0, 0), (1.5, 0), (0.0, 90)])
def test_doubtful_cells_are_read_where_they_stand(tmp_path: Path, skew: float, turn: int) -> None:
    """On a tilted sheet and on one that lies on its side too."""

    def doubts(_table: Table) -> set[tuple[int, int]]:
        return {(1, 2), (3, 2)}

    reading = read_document(scan(tmp_path, skew=skew, turn=turn), Settings(), doubts=doubts)

    found = {(one.row, one.col): (one.text, one.agrees) for one in reading.second}
    assert found == {(1, 2): ("18377", True), (3, 2): ("38872", True)}


@needs_tesseract
def test_a_wrong_sum_that_is_read_alike_twice_is_an_error(tmp_path: Path) -> None:
    """The page prints it; the sentence says how it is known."""
    reading = extract(scan(tmp_path), Settings())

    (check,) = wrong(reading)

    assert (check.severity, check.reason) == ("error", "scanned")
    assert "read twice" in check.explain("en")


@needs_tesseract
def test_pages_that_add_up_are_not_read_twice(tmp_path: Path) -> None:
    """It costs time."""
    path = tmp_path / "scan.pdf"
    draw_table().save(path, "PDF", resolution=DPI)

    assert extract(path, Settings()).second == ()


def wrong(reading: Reading) -> list[Check]:
    return [one for one in understand(reading, Settings()).checks if one.status == "mismatch"]
