"""Second readings of a scan: what they take up, what they leave alone, and that they are told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from crossfoot.extractors.document import read_document
from crossfoot.extractors.scans.ocr import shrink_to_ink
from crossfoot.extractors.scans.ocr_words import digit_pitch, join_numbers
from crossfoot.extractors.scans.raster import PixelBox
from crossfoot.extractors.scans.rereading import Rereading, tell
from crossfoot.extractors.scans.second_look import is_better, is_doubtful, look_again
from crossfoot.extractors.scans.tesseract import SeenWord, is_installed
from crossfoot.extractors.scans.turned import has_neighbour, stands_upright
from crossfoot.model import Pose
from crossfoot.settings import Settings

PITCH, HIGH = 14, 20  # pixels: from digit to digit, and their height


def number(text: str, x0: int, *, y: int = 0) -> SeenWord:
    """Return a number as a page sets it: a digit each ``PITCH`` pixels, two of them white."""
    return SeenWord(text, (x0, y, x0 + PITCH * len(text) - 2, y + HIGH), 95.0)


SET = [number(text, 300, y=100 * i) for i, text in enumerate(("2019", "108", "31430"), start=1)]


def test_the_pitch_of_digits_is_that_of_long_numbers() -> None:
    """Three numbers of three digits tell it, two do not; the white beside digits is theirs."""
    assert digit_pitch(SET) == pytest.approx(PITCH / HIGH)
    assert digit_pitch([*SET[:2], number("41", 0)]) is None


@pytest.mark.parametrize(
    ("shift", "left", "whole"),
    [
        (0, "201", True),
        (3, "201", True),  # a hair wider, as scans are
        (4, "201", False),  # a space within a number, or two columns
        (-4, "201", False),
        (0, "20l", False),
    ],
)
def test_a_number_that_breaks_off_goes_on_at_the_pitch_of_digits(
    shift: int, left: str, whole: bool
) -> None:
    """What is set as close as the page's other digits is one number."""
    pieces = [number(left, 40), number("9", 40 + PITCH * len(left) + shift)]

    joined = [word.text for word in join_numbers([*SET, *pieces])]

    assert joined[3:] == ([left + "9"] if whole else [left, "9"])


@pytest.mark.parametrize(("speck", "top"), [(3, 20), (14, 14), (15, 15)])
def test_a_speck_far_above_a_word_is_no_part_of_it(speck: int, top: int) -> None:
    """An accent is: it stands within half the height of its letter."""
    ink = np.zeros((60, 60), dtype=np.bool_)
    ink[20:30, 12:40] = True
    ink[speck : speck + 1, 50:52] = True

    fitted = shrink_to_ink(SeenWord("2019", (10, 0, 55, 40), 90), ink)

    assert fitted.box == (12, top, 40 if top == 20 else 52, 30)


@pytest.mark.parametrize(
    ("text", "sure", "rivals", "stands"),
    [
        ("2020", 97.0, [("S", 54.0), ("3", 73.0)], True),
        ("2020", 72.0, [("S", 54.0), ("3", 73.0)], False),
        ("2020", 69.0, [], False),
        ("2020", 70.0, [], True),
        ("av", 97.0, [("Participation", 80.0)], False),
        ("av", 97.0, [("le", 80.0)], False),
    ],
)
def test_a_sure_word_stands_against_bits_read_on_their_side(
    text: str, sure: float, rivals: list[tuple[str, float]], stands: bool
) -> None:
    """The row below a turned header is read upright; the header itself is not."""
    box = (100, 100, 150, 120)
    found = [SeenWord(rival, (110, 90, 120, 130), trust, 270) for rival, trust in rivals]

    assert stands_upright(SeenWord(text, box, sure), found) is stands


@pytest.mark.parametrize(
    ("x0", "y0", "stands"), [(100, 216, True), (100, 217, False), (120, 216, False)]
)
def test_a_short_word_on_its_side_stands_in_a_line(x0: int, y0: int, stands: bool) -> None:
    """Apart from all it is a digit of the row below."""
    header = SeenWord("Participation", (100, 50, 120, 200), 90.0, 270)
    short = SeenWord("w", (x0, y0, x0 + 20, y0 + 15), 87.0, 270)

    assert has_neighbour(short, [header, short]) is stands


def _look(answers: list[list[str]]) -> tuple[list[str], list[int]]:
    """Look again at a sheet with a "5" passed over; return what is read, and the marks shown.

    Args:
        answers: For each look, the texts seen at the middle of the picture.
    """
    grey = np.full((300, 400), 240, np.uint8)
    grey[20:40, 200:212] = 60
    ink = np.zeros(grey.shape, np.bool_)
    ink[20:40, 200:212] = True
    shown: list[int] = []

    def read(image: Image.Image) -> list[SeenWord]:
        marks = np.flatnonzero((np.asarray(image) < 150).any(axis=0))
        texts = answers[len(shown)]
        shown.append(int(marks[0]) if len(marks) else -1)
        at = (int(marks[0]), 0, int(marks[-1]), image.height)
        return [SeenWord(text, at, 90.0) for text in texts]

    numbers = [SeenWord("108", (20, 20 + 40 * i, 62, 40 + 40 * i), 95.0) for i in range(2)]
    again = look_again(grey, ink, numbers, read)
    return [word.text for word in again.words[2:]], shown


@pytest.mark.parametrize(
    ("answers", "read", "looks"),
    [
        ([["5"]], ["5"], 1),
        ([[], ["5"]], ["5"], 2),
        ([[], [], ["5"]], ["5"], 3),
        ([[], [], []], [], 3),
    ],
)
def test_a_digit_passed_over_twice_is_looked_at_among_numbers(
    answers: list[list[str]], read: list[str], looks: int
) -> None:
    """Two more looks, no more; the numbers beside it are not read anew."""
    found, shown = _look(answers)

    assert (found, len(shown)) == (read, looks)
    assert all(later > shown[0] / 2 for later in shown)


def test_a_reading_that_takes_anothers_place_is_kept_beside_it() -> None:
    """A doubtful "7" that is surely a "1" is told; one that stays a "7" is not."""
    line = SeenWord("Town", (20, 20, 100, 40), 95.0)
    mark = SeenWord("7", (200, 20, 212, 40), 50.0)
    grey, ink = np.full((300, 400), 240, np.uint8), np.zeros((300, 400), np.bool_)

    def told(text: str) -> list[tuple[str, str, PixelBox]]:
        def read(image: Image.Image) -> list[SeenWord]:
            middle = image.width // 2
            return [SeenWord(text, (middle - 8, 0, middle + 8, image.height), 90.0)]

        again = look_again(grey, ink, [line, mark], read)
        return [(one.first, one.then, one.box) for one in again.rereadings]

    assert told("1") == [("7", "1", mark.box)]
    assert told("7") == []


@pytest.mark.parametrize(
    ("old", "new", "sure", "better"),
    [
        ("2.851.611,40", "2.851.611,46", 81.0, True),
        ("2.851.611,40", "2.851.611,46", 80.0, False),
        ("2.851.611,46", "2.851.61146", 99.0, False),  # a sign lost
        ("2.851.61146", "2.851.611,46", 81.0, True),
        ("12,5", "1Z,5", 99.0, False),
        ("2,7", "Z7", 99.0, True),  # too short to have a form
    ],
)
def test_a_second_reading_keeps_the_form_of_an_amount(
    old: str, new: str, sure: float, better: bool
) -> None:
    """However sure it is: what loses a sign or gains a letter is no better."""
    box = (0, 0, 10, 10)

    assert is_better(SeenWord(new, box, sure), SeenWord(old, box, 80.0)) is better


def test_both_readings_are_told_with_page_and_box() -> None:
    """The box is on the page as displayed; long readings are cut."""
    one = Rereading("a" * 61, "2020", (200, 400, 300, 440), "it was surer")

    finding = tell(one, 3, 0.5, Pose(0, 0.0, 600.0, 800.0))

    assert (finding.page, finding.code, finding.box) == (3, "read_again", (100, 200, 150, 220))
    assert finding.message == (
        f"page 3: read first as “{'a' * 59}…”, then as “2020”, which stands: it was surer; "
        "compare with the picture"
    )


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_a_header_read_turned_says_what_was_read_upright(tmp_path: Path) -> None:
    """The guesswork that turned headers give upright is replaced, and the row below stays."""
    font = ImageFont.load_default(size=26)
    image = Image.new("L", (1100, 900), 240)
    canvas = ImageDraw.Draw(image)
    heads = (
        "Participation aux\nactions communes",
        "Membre du\nConseil",
        "Projets pilotes\nen cours",
    )
    for col, head in enumerate(heads):
        strip = Image.new("L", (380, 70), 240)
        ImageDraw.Draw(strip).multiline_text((4, 2), head, fill=20, font=font, spacing=2)
        image.paste(strip.rotate(90, expand=True), (420 + 200 * col, 60))
    for row, name in enumerate(("Bron", "Vaulx", "Oullins", "Rillieux", "Caluire")):
        canvas.text((120, 460 + 70 * row), name, fill=20, font=font)
        for col in range(3):
            text = str(2019 + (row + col) % 2)
            canvas.text((410 + 200 * col, 460 + 70 * row), text, fill=20, font=font)
    path = tmp_path / "scan.pdf"
    image.convert("RGB").save(path, resolution=150)

    reading = read_document(path, Settings())

    told = [finding for finding in reading.findings if finding.code == "read_again"]
    assert told
    assert all(f.page == 1 and f.box is not None and "Membre" in f.message for f in told)
    texts = [cell.text for table in reading.tables for cell in table.cells]
    assert sum(text in {"2019", "2020"} for text in texts) == 15


@pytest.mark.parametrize(
    ("old", "new", "sure", "better"),
    [
        ("§.239.131,84", "5.239.131,84", 75.0, True),
        ("48]", "481", 75.0, True),
        ("48]", "481", 74.0, False),
        ("48]", "48J", 90.0, False),
        ("481", "48", 75.0, False),
    ],
)
def test_a_sign_among_digits_gives_way_to_a_number(
    old: str, new: str, sure: float, better: bool
) -> None:
    """A number but for one char is read again however sure it is, and gives way to a number."""
    first = SeenWord(old, (0, 0, 10, 10), 91.0)

    assert is_better(SeenWord(new, (0, 0, 10, 10), sure), first) is better
    assert is_doubtful(first) is (old != "481")
