"""Scanned pages: skew, rules, dark bands, words and lone digits."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from crossfoot.extractors.document import read_document
from crossfoot.extractors.scans.bands import find_dark_bands, invert_bands
from crossfoot.extractors.scans.letters import find_letters, runs_upright
from crossfoot.extractors.scans.ocr import look_at, shrink_to_ink
from crossfoot.extractors.scans.ocr_words import to_words
from crossfoot.extractors.scans.raster import (
    find_rules,
    find_runs,
    find_skew,
)
from crossfoot.extractors.scans.second_look import find_blobs, is_speck
from crossfoot.extractors.scans.tesseract import SeenWord, is_installed, parse_tsv
from crossfoot.settings import Settings
from tests.extractors.scan_builder import DPI, ROWS, draw_table

LONG = (
    ("Commune", "Secteur", "Habitants"),
    ("Villeurbanne", "Gratte-Ciel", "154781"),
    ("Caluire", "Montessuy", "43390"),
    ("Oullins", "Centre", "36914"),
    ("Sainte-Foy", "Taffignon", "21824"),
    ("Rillieux", "Semailles", "31430"),
)


@pytest.mark.parametrize("skew", [-1.7, -0.4, 0.0, 0.6, 2.3])
def test_skew_is_found(skew: float) -> None:
    """A sheet tilted by a few degrees is measured to a tenth of one."""
    grey = np.asarray(draw_table(skew=-skew))

    assert find_skew(grey) == pytest.approx(skew, abs=0.1)


def test_rules_of_a_grid_are_found_once_each() -> None:
    """Five horizontal and four vertical rules, at their places, none from letters."""
    rules = find_rules(np.asarray(draw_table()), dpi=DPI)

    assert [box[1] for box, _ in rules.horizontal] == pytest.approx([95, 165, 235, 305, 375], abs=2)
    assert sorted(box[0] for box, _ in rules.vertical) == pytest.approx([100, 360, 620, 880], abs=2)
    assert all(box[2] - box[0] == pytest.approx(780, abs=6) for box, _ in rules.horizontal)


def test_a_dark_band_is_found_and_turned_light() -> None:
    """A header band with light text becomes dark text on paper."""
    image = Image.new("L", (900, 600), 235)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((83, 53, 806, 150), fill=60)
    canvas.text((120, 80), "MEMBRE", fill=250, font=ImageFont.load_default(size=30))
    grey = np.asarray(image)

    (band,) = find_dark_bands(grey)
    turned = invert_bands(grey, (band,))

    assert band == pytest.approx((83, 53, 807, 151), abs=2)
    assert np.median(turned[60:145, 100:800]) > 200
    assert turned[60:145, 100:800].min() < 80


@given(st.lists(st.booleans(), max_size=60))
def test_runs_give_their_line_back(line: list[bool]) -> None:
    """Runs cover the true values and nothing else, with a gap between each two."""
    again = np.zeros(len(line), dtype=bool)
    runs = find_runs(np.array(line, dtype=bool))
    for begin, end in runs:
        again[begin:end] = True

    assert again.tolist() == line
    assert all(a[1] < b[0] for a, b in pairwise(runs))


@settings(max_examples=20)
@given(x=st.integers(0, 80), y=st.integers(0, 80))
def test_a_lone_mark_is_found_wherever_it_stands(x: int, y: int) -> None:
    """A mark of a digit's height is a blob with its very box; dust is none."""
    ink = np.zeros((120, 120), dtype=bool)
    ink[y : y + 17, x : x + 6] = True
    ink[110:112, 110:112] = True

    assert find_blobs(ink, 17.0) == [(x, y, x + 6, y + 17)]


def test_a_scrap_without_ink_has_no_marks() -> None:
    """Not even one that is smaller than a cell, of which OpenCV would die."""
    assert find_blobs(np.ones((3, 50), np.bool_), 10.0) == []
    assert find_blobs(np.zeros((40, 40), np.bool_), 10.0) == []


def test_words_of_a_line_share_it_and_get_the_boxes_of_a_font() -> None:
    """Ink boxes of different heights become boxes of one size on one baseline."""
    words = [
        SeenWord("Mexico", (0, 10, 60, 30), 95.0),
        SeenWord("page", (70, 16, 110, 36), 95.0),
        SeenWord("-", (120, 22, 126, 24), 95.0),
        SeenWord("Lyon", (0, 50, 40, 76), 95.0),
    ]

    result = to_words(words, 72 / 200)

    assert result.line.tolist() == [0, 0, 0, 1]
    assert np.ptp(result.box[:3, 3]) < 1.0
    assert np.ptp(result.size) < 0.3 * result.size.max()


def test_results_of_tesseract_are_words_with_boxes() -> None:
    """Only rows of the word level with a text are words."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\t"
    rows = "4\t1\t1\t1\t1\t0\t1\t2\t9\t9\t-1\t\n5\t1\t1\t1\t1\t1\t7\t8\t20\t10\t91.5\tOui\n"
    table = f"{head}conf\ttext\n{rows}"

    assert parse_tsv(table) == (SeenWord("Oui", (7, 8, 27, 18), 91.5),)


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_a_scanned_table_is_read_and_said_to_be_scanned(tmp_path: Path) -> None:
    """A PDF that is one tilted picture gives its table, and a warning to compare it."""
    path = tmp_path / "scan.pdf"
    draw_table(skew=0.5).convert("RGB").save(path, resolution=DPI)

    reading = read_document(path, Settings())

    (table,) = reading.tables
    cells = {(c.row, c.col): c.text for c in table.cells}
    assert cells == {(r, c): text for r, row in enumerate(ROWS) for c, text in enumerate(row)}
    assert [finding.code for finding in reading.findings] == ["ocr"]


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_scanned_on_its_side_is_read_and_told_where_it_lies(
    tmp_path: Path, turn: int
) -> None:
    """Whatever way the sheet lay, the cells are the same; their boxes are on the page as shown."""
    path = tmp_path / "scan.pdf"
    sheet = draw_table(rows=LONG).rotate(turn, expand=True)
    sheet.convert("RGB").save(path, resolution=DPI)

    reading = read_document(path, Settings())

    (table,) = reading.tables
    cells = {(c.row, c.col): c for c in table.cells}
    assert {at: c.text for at, c in cells.items()} == {
        (r, c): text for r, row in enumerate(LONG) for c, text in enumerate(row)
    }
    grey = np.asarray(sheet)
    for cell in cells.values():
        x0, top, x1, bottom = (round(value * DPI / 72) for value in cell.box)
        assert grey[top + 8 : bottom - 8, x0 + 8 : x1 - 8].min() < 60, cell


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_a_tilted_scan_tells_boxes_on_the_tilted_page(tmp_path: Path) -> None:
    """The box of a cell far from the middle covers its ink on the page as it was scanned."""
    path = tmp_path / "scan.pdf"
    sheet = draw_table(skew=2.0)
    sheet.convert("RGB").save(path, resolution=DPI)

    (table,) = read_document(path, Settings()).tables

    for cell in table.cells:
        middle = ((cell.box[1] + cell.box[3]) / 2 - sheet.height * 36 / DPI) * DPI / 72
        across = ((cell.box[0] + cell.box[2]) / 2 - sheet.width * 36 / DPI) * DPI / 72
        level = middle + across * np.tan(np.radians(2.0)) + sheet.height / 2
        assert abs(level - (130 + 70 * cell.row)) < 8, cell


def test_a_tesseract_that_never_ends_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture costs so many seconds and no more; the page is said to be unread."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\ncase "$1" in --list-langs) echo eng;; *) exec sleep 60;; esac\n', "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setattr("crossfoot.extractors.scans.tesseract.PAGE_SECONDS", 0.3)
    path = tmp_path / "scan.pdf"
    draw_table().convert("RGB").save(path, resolution=DPI)

    (finding,) = read_document(path, Settings()).findings

    assert finding.is_incomplete
    assert "took more than 0 s and was stopped" in finding.message


def test_without_ocr_a_scan_is_a_finding(tmp_path: Path) -> None:
    """A page that could not be read is said to have no text layer."""
    path = tmp_path / "scan.pdf"
    draw_table().convert("RGB").save(path, resolution=DPI)

    reading = read_document(path, Settings(ocr=False))

    assert reading.tables == ()
    assert [(f.page, f.code) for f in reading.findings] == [(1, "no_text_layer")]


def test_a_speck_is_no_letter() -> None:
    """A mark of a third of the usual height was not printed as the letter it was read as."""
    letter, speck, dash = (
        SeenWord("S", (0, 0, 12, 18), 90),
        SeenWord("S", (40, 8, 43, 12), 90),
        SeenWord("–", (60, 8, 64, 10), 90),
    )

    assert [is_speck(word, 18) for word in (letter, speck, dash)] == [False, True, False]


def test_level_words_are_told_from_words_that_run_upwards() -> None:
    """Whatever rules stand between them."""
    sheet = np.asarray(draw_table(rows=LONG))

    assert not runs_upright(find_letters(sheet, dpi=DPI))
    assert runs_upright(find_letters(np.rot90(sheet), dpi=DPI))


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_small_print_on_grainy_paper_is_read() -> None:
    """Numbers of six points at 150 pixels an inch, as reports are scanned."""
    image = Image.new("L", (1000, 600), 240)
    canvas = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=12)
    printed = [str(10_000 + 7919 * i % 90_000) for i in range(60)]
    for i, text in enumerate(printed):
        canvas.text((60 + 150 * (i % 6), 40 + 40 * (i // 6)), text, fill=30, font=font)
    grain = np.random.default_rng(1).normal(0.0, 8.0, (600, 1000))
    grey = np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8)

    read = [word.text for word in look_at(Image.fromarray(grey), DPI).words]

    assert len(set(printed) & set(read)) >= 0.95 * len(printed)


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
@pytest.mark.parametrize("off", [0, 2])
def test_a_number_that_ends_at_a_rule_is_read_without_it(off: int) -> None:
    """As spreadsheets print them, flush with the rule of their column, or touching it."""
    image = Image.new("L", (1000, 600), 240)
    canvas = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=16)
    printed = [f"{415 + 7 * i},00" for i in range(30)]
    for i, text in enumerate(printed):
        x, y = 250 + 250 * (i % 3), 40 + 50 * (i // 3)
        canvas.text((x - canvas.textlength(text, font=font), y), text, fill=30, font=font)
        canvas.line((x + off, 20, x + off, 540), fill=30, width=3)

    read = [word.text for word in look_at(image.filter(ImageFilter.GaussianBlur(0.6)), DPI).words]

    assert len(set(printed) - set(read)) <= 1


def test_the_box_of_a_word_is_that_of_its_ink() -> None:
    """A box as high as a table row shrinks to the letters in it; one without ink stays."""
    ink = np.zeros((60, 60), dtype=np.bool_)
    ink[20:30, 12:40] = True

    assert shrink_to_ink(SeenWord("Oui", (10, 5, 45, 55), 90), ink).box == (12, 20, 40, 30)
    assert shrink_to_ink(SeenWord("Oui", (0, 40, 60, 60), 90), ink).box == (0, 40, 60, 60)
