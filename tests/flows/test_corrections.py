"""A cell that was misread: put right by a line of the catalog, the original beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.db.load import load_extractions
from crossfoot.extractors.document import Reading
from crossfoot.flows.cli.main import main
from crossfoot.flows.gate.review import list_review
from crossfoot.flows.runs.steps import understand
from crossfoot.model import Cell, Extraction, Role, Table
from crossfoot.normalizers.catalog import load_catalog
from crossfoot.settings import Settings
from tests.flows.test_commands import TODAY
from tests.flows.test_other_language import reading_of

SHA = "5eed" * 16
ROWS = [["Ville", "Membres"], ["Lyon", "12"], ["Liège", "38"], ["Autres", "19"], ["Total", "61"]]
WHO = ["--author", "A. Martin", "--reason", "Seen on the page."]


def read_as(rows: list[list[str]]) -> Reading:
    """Return a reading of one table, each cell with its place on page 1."""
    made = reading_of("Les membres de notre réseau sont dans les villes de cette liste.")
    cells = tuple(
        Cell(
            *(row, col, text, 1, (100.0 * col, 20.0 * row, 100.0 * col + 90, 20.0 * row + 15)),
            role=Role.COLUMN_HEADER if row == 0 else Role.ROW_HEADER if col == 0 else Role.BODY,
        )
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    box = (0.0, 0.0, 190.0, 95.0)
    table = Table("t1", (1,), box, (box,), len(rows), 2, 1, 1, cells, confidence=0.9)
    info = replace(made.info, file="lyon.pdf", sha256=SHA)
    return replace(made, info=info, tables=(table,))


def understood(rows: list[list[str]], catalog: Path) -> Extraction:
    return understand(read_as(rows), Settings(catalog=catalog))


def statuses(found: Extraction) -> list[str]:
    return [check.status for check in found.checks]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    folder.mkdir()
    return folder


@pytest.fixture
def dataset(tmp_path: Path, catalog: Path) -> Path:
    path = tmp_path / "c.db"
    load_extractions(path, [understood(ROWS, catalog)])
    return path


def correct(dataset: Path, catalog: Path, printed: str, value: str, *more: str) -> int:
    where = ["--db", str(dataset), "--catalog", str(catalog)]
    words = ["lyon.pdf", "--page", "1", "--printed", printed, "--value", value, *more]
    return main(["review", "correct", *words, *WHO, *where])


def test_a_corrected_cell_is_checked_by_its_right_value(dataset: Path, catalog: Path) -> None:
    """The total holds; the text that was read stays beside the value, with who and why."""
    assert statuses(understood(ROWS, catalog)) == ["mismatch"]

    assert correct(dataset, catalog, "38", "30") == 0
    found = understood(ROWS, catalog)

    assert statuses(found) == ["exact"]
    observed = [(str(o.number.value), o.number.text) for o in found.observations if o.row == 2]
    assert observed == [("30", "38")]
    assert [cell.text for cell in found.tables[0].cells if cell.row == 2] == ["Liège", "38"]
    (told,) = [one for one in found.warnings if one.code == "corrected"]
    assert "Seen on the page. (A. Martin, " in told.message


def test_a_stale_correction_is_said_and_changes_nothing(dataset: Path, catalog: Path) -> None:
    """When its place reads otherwise later, a question names both; it is never lost."""
    correct(dataset, catalog, "38", "30")
    later = [*ROWS[:2], ["Liège", "47"], *ROWS[3:]]

    found = understood(later, catalog)

    assert statuses(found) == ["mismatch"]
    (told,) = [one for one in found.warnings if one.code == "correction_stale"]
    assert 'of "38" to 30 is stale: "47" is read there now' in told.message
    path = dataset.with_name("later.db")
    load_extractions(path, [found])
    assert any("stale" in i.question for i in list_review(path, kind="warning", today=TODAY))


def test_another_edition_and_another_place_are_left_alone(dataset: Path, catalog: Path) -> None:
    """A correction holds for one PDF, one place and one text."""
    correct(dataset, catalog, "38", "30")
    other = read_as(ROWS)
    other = replace(other, info=replace(other.info, sha256="0" * 64))

    found = understand(other, Settings(catalog=catalog))

    assert statuses(found) == ["mismatch"]
    assert not [one for one in found.warnings if one.code.startswith("correct")]
    (one,) = load_catalog(catalog).corrections
    assert (one.edition, one.page, one.printed, one.value) == (SHA[:16], 1, "38", "30")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["39", "30"], 'no cell on page 1 reads "39"'),
        (["38", "thirty"], '"thirty" is no number'),
    ],
)
def test_what_cannot_be_put_right_is_one_line(
    words: list[str], said: str, dataset: Path, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and no file is made."""
    assert correct(dataset, catalog, *words) == 2
    assert said in capsys.readouterr().err
    assert not list(catalog.iterdir())


def test_of_two_equal_cells_the_row_names_one(
    tmp_path: Path, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it both are listed."""
    path = tmp_path / "two.db"
    load_extractions(path, [understood([*ROWS[:3], ["Autres", "38"], ROWS[4]], catalog)])

    assert correct(path, catalog, "38", "30") == 2
    assert "name the --row" in capsys.readouterr().err
    assert correct(path, catalog, "38", "30", "--row", "liege") == 0
    assert load_catalog(catalog).corrections[0].box[1] == 40
