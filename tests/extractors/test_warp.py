"""Bent sheets: lines that climb here and fall there are made straight, flat ones stay."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from crossfoot.extractors.document import read_document
from crossfoot.extractors.poses import lay_box, show_box
from crossfoot.extractors.scans.letters import find_letters, usual_height
from crossfoot.extractors.scans.raster import Grey
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.extractors.scans.warp import find_warp, straighten
from crossfoot.geometry import sag
from crossfoot.model import Pose
from crossfoot.settings import Settings

DPI = 150
ROWS, COLS = 1300, 1240
FANNED = (0.0, 0.0, 0.03, 0.02, 0.0, 0.0)  # lines fan out to the foot of the page
TABLE = [(f"Commune {n}", f"{17 * n + 1020400:,}", f"{31 * n + 2011000:,}") for n in range(30)]


def sheet() -> Grey:
    """Return a flat page with a table, without rules, and a rule above and below it."""
    image = Image.new("L", (COLS, ROWS), 240)
    canvas = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=22)
    for row, texts in enumerate([("Ville", "2019", "2020"), *TABLE]):
        for x, text in zip((60, 600, 1000), texts, strict=True):
            canvas.text((x, 80 + 36 * row), text, fill=20, font=font)
    for y in (70, 112, 1210):
        canvas.line((50, y, 1200, y), fill=20, width=2)
    return np.asarray(image)


def bent(grey: Grey, warp: tuple[float, ...]) -> Grey:
    """Return a picture with its lines bent."""
    rows, cols = grey.shape
    x, y = np.meshgrid(np.linspace(-1, 1, cols), np.linspace(-1, 1, rows))
    row = np.arange(rows)[:, np.newaxis] - sag(warp, x, y) * cols / 2
    col = np.broadcast_to(np.arange(cols), grey.shape)
    moved = cv2.remap(
        grey, col.astype(np.float32), row.astype(np.float32), cv2.INTER_CUBIC, borderValue=240
    )
    return np.asarray(moved, dtype=np.uint8)


def found_in(grey: Grey) -> tuple[float, ...]:
    letters = find_letters(grey, dpi=DPI)
    return find_warp(grey, letters, usual_height(letters), dpi=DPI)


def test_a_flat_sheet_is_left_alone() -> None:
    """Moving its pixels would blur it for nothing."""
    assert found_in(sheet()) == ()


def test_a_few_words_tell_no_warp() -> None:
    """A signature would."""
    few = sheet().copy()
    few[250:] = 240

    assert found_in(bent(few, FANNED)) == ()


@pytest.mark.parametrize(
    "warp", [FANNED, (0.0, 0.0, 0.02, 0.0, 0.05, 0.0), (0.02, -0.03, 0.0, 0.02, 0.0, -0.02)]
)
def test_bent_lines_are_made_straight(warp: tuple[float, ...]) -> None:
    """To a pixel or so, where they were off by a line."""
    grey = bent(sheet(), warp)
    x, y = (side.ravel() for side in np.meshgrid(np.linspace(-0.9, 0.9, 9), [-0.8, -0.3, 0.2, 0.7]))

    found = found_in(grey)

    assert np.abs(sag(warp, x, y)).max() * COLS / 2 > 8
    assert np.abs(sag(found, x, y) - sag(warp, x, y)).max() * COLS / 2 < 2.5
    assert found_in(straighten(grey, found)) == ()


@pytest.mark.skipif(not is_installed(), reason="needs tesseract")
def test_a_table_on_a_bent_sheet_keeps_its_rows(tmp_path: Path) -> None:
    """At its right edge each number stands beside the label of the next row."""
    scan = tmp_path / "scan.pdf"
    Image.fromarray(bent(sheet(), FANNED)).save(scan, "PDF", resolution=DPI)

    (table,) = read_document(scan, Settings()).tables

    rows: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(cell.text)
    read = [tuple(texts) for texts in rows.values()]
    assert {row[1:] for row in TABLE} <= {row[1:] for row in read}
    (cell,) = (cell for cell in table.cells if cell.text == TABLE[29][2])
    x, y = 2 * cell.box[2] / 72 * DPI / COLS - 1, 2 * (80 + 36 * 30) / ROWS - 1
    shown = 80 + 36 * 30 + 14 + float(sag(FANNED, np.array(x), np.array(y))) * COLS / 2
    assert (cell.box[1] + cell.box[3]) / 2 == pytest.approx(shown * 72 / DPI, abs=3.0)


@given(
    warp=st.tuples(*[st.floats(-0.01, 0.01)] * 6),
    turn=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-3, 3),
    x=st.floats(0, 500),
    y=st.floats(0, 700),
)
def test_a_box_laid_on_the_straight_page_is_shown_where_it_was(
    warp: tuple[float, ...], turn: int, skew: float, x: float, y: float
) -> None:
    """Straightening there and bending back moves nothing."""
    box = (x, y, x + 10, y + 4)
    pose = Pose(turn, skew, 600.0, 800.0, 1.5, warp)

    assert show_box(lay_box(box, pose), pose) == pytest.approx(box, abs=1e-4)


def test_lines_lie_lower_by_what_they_fall_from_the_middle() -> None:
    """The slope is that of the line, in halves of the page's width."""
    x, y = np.array([-1.0, 0.0, 1.0]), np.array([0.5, 0.5, 0.5])

    assert sag((0.1, 0, 0, 0, 0, 0), x, y) == pytest.approx([-0.1, 0, 0.1])
    assert sag((0, 0.1, 0.2, 0, 0, 0), x, y) == pytest.approx([-0.05, 0, 0.15])
    assert sag((0, 0, 0, 0.2, 0.3, 0.4), x, y) == pytest.approx([-0.15, 0, 0.25])
    assert math.isclose(float(sag((0, 0, 0, 0, 0, 0), x, y)[2]), 0.0)
