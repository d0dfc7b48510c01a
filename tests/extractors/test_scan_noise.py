"""A fax that lost a bit: what follows is noise, which is told and not read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from crossfoot.extractors.choice.choices import Chooser
from crossfoot.extractors.document import read_document
from crossfoot.extractors.scans.sheet import without_noise
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.settings import Settings
from tests.extractors.scan_builder import DPI, ROWS, draw_table

SIZE = (1000, 1500)
Grey = NDArray[np.uint8]


def sheet(foot: Grey) -> Image.Image:
    """Return a scanned table with something below it."""
    whole = Image.new("L", SIZE, 240)
    whole.paste(draw_table(), (0, 0))
    whole.paste(Image.fromarray(foot), (0, SIZE[1] - foot.shape[0]))
    return whole


def noise(rows: int, ink: float = 0.5) -> Grey:
    """Return ink and paper by chance."""
    chance = np.random.default_rng(7).random((rows, SIZE[0]))
    return np.where(chance < ink, np.uint8(0), np.uint8(255))


def dots(rows: int, step: int) -> Grey:
    """Return a grey made of dots: every pixel of so many, in both directions."""
    y, x = np.mgrid[:rows, : SIZE[0]]
    is_ink = (x + y) % 2 == 0 if step == 1 else (x % step == 0) & (y % step == 0)
    return np.where(is_ink, np.uint8(0), np.uint8(255))


def test_noise_is_white_and_the_rest_as_it_was() -> None:
    """Where it begins is known to a quarter of an inch."""
    whole = sheet(noise(800))
    cleared, box = without_noise(whole, dpi=DPI)

    assert box is not None
    x0, top, x1, bottom = box
    assert (x0, x1, bottom) == (0, *SIZE)
    assert 700 - DPI / 4 <= top <= 700 + DPI / 4
    assert np.asarray(cleared)[top:].min() == 255
    assert np.array_equal(np.asarray(cleared)[:top], np.asarray(whole)[:top])


@pytest.mark.parametrize(
    "foot",
    [
        np.full((800, SIZE[0]), 240, dtype=np.uint8),
        np.zeros((800, SIZE[0]), dtype=np.uint8),
        dots(800, 1),
        dots(800, 2),
        noise(800, ink=0.15),
        noise(100),
        np.repeat(np.repeat(noise(200), 4, axis=0), 4, axis=1)[:800, : SIZE[0]],
    ],
    ids=["paper", "black", "half grey", "light grey", "dirt", "a strip", "coarse"],
)
def test_what_is_printed_is_no_noise(foot: Grey) -> None:
    """Nor is grey that is made of dots, dirt, and what a small photograph may show."""
    whole = sheet(foot)
    assert without_noise(whole, dpi=DPI) == (whole, None)


@pytest.mark.parametrize("size", [(10, 10), (37, 400)])
def test_a_picture_may_be_smaller_than_what_is_looked_at(size: tuple[int, int]) -> None:
    """A stamp has no tile of its own."""
    assert without_noise(Image.new("L", size, 0), dpi=DPI)[1] is None


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_what_stands_above_the_noise_is_read(tmp_path: Path) -> None:
    """The table is there, and the noise is a finding with its place."""
    path = tmp_path / "fax.pdf"
    sheet(noise(800)).convert("RGB").save(path, resolution=DPI, quality=95)
    reading = read_document(path, Settings())

    texts = {cell.text for table in reading.tables for cell in table.cells}
    assert texts >= {text for row in ROWS for text in row}
    told = {finding.code: finding for finding in reading.findings}
    assert "is noise" in told["picture_noise"].message
    box = told["picture_noise"].box
    assert box is not None
    assert box[1] * DPI / 72 == pytest.approx(700, abs=DPI / 4)


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_a_scanned_page_that_fails_costs_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen by Tesseract and then not understood, it is a finding, and is not read twice."""
    path = tmp_path / "scan.pdf"
    sheet(noise(10)).convert("RGB").save(path, resolution=DPI)

    def fail(*_: object) -> None:
        raise ZeroDivisionError("what nobody foresaw")

    monkeypatch.setattr(Chooser, "find_tables", fail)
    reading = read_document(path, Settings(), doubts=lambda *_: ())

    assert [one.code for one in reading.findings if one.page == 1][-1] == "page_failed"
