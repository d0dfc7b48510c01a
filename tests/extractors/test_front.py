"""The lines of a report's first pages, those that tables take too."""

from __future__ import annotations

from pathlib import Path

from crossfoot.extractors.document import read_document
from crossfoot.extractors.text.front import FRONT_PAGES, read_front
from crossfoot.settings import Settings
from tests.extractors.page_builder import Text, make_page


def test_each_line_is_one_block_with_its_size_and_weight() -> None:
    """Pieces that a gutter parts are lines of their own; words of one stay together."""
    page = make_page(
        [
            Text("CITY OF WESTON", 100, 40, size=14, bold=True),
            Text("Ward  One  Two", 100, 60),
        ]
    )

    lines = read_front(page)

    assert [line.text for line in lines] == ["CITY OF WESTON", "Ward", "One", "Two"]
    assert (lines[0].spans[0].size, lines[0].spans[0].bold) == (14, True)
    assert lines[0].box[:2] == (100, 40)


def test_a_reading_has_the_lines_of_its_first_pages(samples: Path) -> None:
    """What stands in a table is among them, in points of the page as displayed."""
    reading = read_document(samples / "membres-fr-A-2.pdf", Settings(ocr=False))

    assert {line.page for line in reading.front} == {
        number for number in range(1, reading.info.pages + 1) if number <= FRONT_PAGES
    }
    table = next(table for table in reading.tables if 1 in table.pages)
    cell = next(cell for cell in table.cells if cell.page == 1 and len(cell.text) > 3)
    held = [line for line in reading.front if line.page == 1 and cell.text in line.text]
    assert any(abs(line.box[1] - cell.box[1]) < 20 for line in held)
