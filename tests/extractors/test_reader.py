"""The page reader: words, rules, fills and pictures of real PDFs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from crossfoot.errors import LimitExceeded, LockedPdf, NotAPdf, UnreadableInput
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.settings import Limits
from tests.extractors.text_pdf import set_runs, write_pdf


def test_words_carry_box_size_weight_and_colour(samples: Path) -> None:
    """A member printed in bold blue on the first page is read as such, inside the page."""
    with open_document(samples / "membres-fr-A-2.pdf") as document:
        page = document.page(1)
    words = page.words

    assert {"Total", "Abidjan", "2019"} <= set(words.text)
    assert (words.box[:, 0] < words.box[:, 2]).all()
    assert (words.box[:, 1] < words.box[:, 3]).all()
    assert words.box.min() >= 0
    assert words.box[:, 2].max() <= page.width
    assert words.size[words.text.index("Abidjan")] == pytest.approx(7, abs=2)
    assert words.weight[words.text.index("Total")] == 700
    assert len(set(words.colour.tolist())) > 1


def test_turned_headers_are_read_with_their_direction(samples: Path) -> None:
    """Column headers printed bottom to top have rotation 270, the body 0."""
    with open_document(samples / "membres-fr-A-2.pdf") as document:
        words = document.page(1).words

    assert words.rotation[words.text.index("cotisations")] == 270
    assert words.rotation[words.text.index("Abidjan")] == 0


def test_rules_and_fills_are_read(samples: Path) -> None:
    """A ruled grid gives horizontal and vertical strokes, an infographic gives filled cards."""
    with open_document(samples / "membres-fr-A-2.pdf") as document:
        strokes = document.page(1).strokes
    with open_document(samples / "infographie-fr-D-1.pdf") as document:
        page = document.page(1)

    assert strokes.horizontal.sum() > 20
    assert (~strokes.horizontal).sum() > 5
    assert len(page.fills) > 5
    assert page.shapes, "the donut's slices are curves"


def test_reading_twice_gives_equal_pages(samples: Path) -> None:
    """Pages are a pure function of the file."""
    with open_document(samples / "mentions-fr-B-2-v1.pdf") as document:
        first, second = document.page(1), document.page(1)

    assert first.words.text == second.words.text
    assert np.array_equal(first.words.box, second.words.box)
    assert np.array_equal(first.strokes.box, second.strokes.box)


def test_a_crop_shows_the_box_alone(samples: Path) -> None:
    """A crop has the size of its box at the asked resolution and is not blank."""
    with open_document(samples / "membres-fr-A-2.pdf") as document:
        crop = document.render(1, (40, 90, 240, 190), dpi=144)

    assert crop.size == (400, 200)
    assert len(crop.getcolors(1 << 20) or []) > 2


def test_a_rule_seen_through_a_row_of_holes_has_its_whole_length(tmp_path: Path) -> None:
    """A dotted border may be a filled strip clipped to a hundred small squares."""
    holes = "".join(f"{x} 100 1 1 re " for x in range(50, 350, 3))
    path = tmp_path / "dotted.pdf"
    path.write_bytes(_one_page(f"{holes} W n 0.5 g 50 95 400 20 re f"))

    with open_document(path) as document:
        box = document.page(1).strokes.box[0]

    assert [round(float(box[0])), round(float(box[2]))] == [50, 348]


def _one_page(content: str) -> bytes:
    """Return a PDF of one page with a content stream; readers rebuild its missing index."""
    return (
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>> endobj\n"
        f"4 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj\n"
        "trailer <</Root 1 0 R>>\n%%EOF\n"
    ).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"PK\x03\x04 something", "ZIP or Office"),
        (b"%PDF-1.7\nnothing that follows is a PDF", "damaged"),
    ],
    ids=["empty", "html", "zip", "damaged"],
)
def test_what_is_no_pdf_is_said_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    """Files that are no PDF raise NotAPdf with one line that says what they are."""
    path = tmp_path / "report.pdf"
    path.write_bytes(content)

    with pytest.raises(NotAPdf, match=words) as error:
        open_document(path)

    assert "\n" not in str(error.value)


def test_missing_files_folders_and_pages_are_named(tmp_path: Path, samples: Path) -> None:
    """A missing file, a folder, and a page beyond the end each give one clear line."""
    with pytest.raises(NotAPdf, match="no such file"):
        open_document(tmp_path / "nothing.pdf")
    with pytest.raises(NotAPdf, match="a folder"):
        open_document(tmp_path)
    with (
        open_document(samples / "infographie-fr-D-1.pdf") as document,
        pytest.raises(UnreadableInput, match="no page 2"),
    ):
        document.page(2)


def test_pages_beyond_the_limits_are_refused(samples: Path) -> None:
    """A page that is too large or holds too much text costs one line, not the machine."""
    with (
        open_document(samples / "infographie-fr-D-1.pdf", limits=Limits(page_chars=10)) as document,
        pytest.raises(LimitExceeded, match="chars"),
    ):
        document.page(1)
    with (
        open_document(samples / "infographie-fr-D-1.pdf", limits=Limits(page_points=9)) as document,
        pytest.raises(LimitExceeded, match="measures"),
    ):
        document.page(1)


@pytest.mark.corpus
def test_a_password_is_asked_for_in_one_line(corpus: Path) -> None:
    """A locked PDF raises LockedPdf."""
    with pytest.raises(LockedPdf, match="password"):
        open_document(corpus / "reports" / "hard" / "password_protected.pdf")


@pytest.mark.corpus
def test_a_turned_page_is_read_as_displayed(corpus: Path) -> None:
    """Most words of a page with /Rotate read left to right in display coordinates."""
    with open_document(corpus / "reports" / "hard" / "rotated_page.pdf") as document:
        page = document.page(1)

    assert page.width > page.height
    assert np.median(page.words.rotation) == 0


BLANKS = {
    "tab": 0x09,
    "control": 0x03,
    "nul": 0x00,
    "unknown": 0xFFFD,
    "private": 0xF020,
    "no width": 0x200B,
    "soft hyphen": 0xAD,
    "en space": 0x2002,
}


@pytest.mark.parametrize("point", BLANKS.values(), ids=BLANKS.keys())
def test_a_blank_parts_words_whatever_its_font_calls_it(tmp_path: Path, point: int) -> None:
    """A glyph without ink that is as wide as a space is one."""
    content = set_runs(50, 700, [("Police dept 902,418.00 ", 0.0, 1.0)])
    path = write_pdf(tmp_path / "page.pdf", content, {" ": chr(point)})

    with open_document(path) as document:
        assert document.page(1).words.text == ("Police", "dept", "902,418.00")


def test_a_letter_that_its_font_does_not_name_stays_unknown(tmp_path: Path) -> None:
    """With ink a char without a code point is a letter that no one knows, not a blank."""
    content = set_runs(50, 700, [("PolicexAx250", 0.0, 1.0)])
    path = write_pdf(tmp_path / "page.pdf", content, {"x": "\x01", "A": "\ufffd"})

    with open_document(path) as document:
        assert document.page(1).words.text == ("Police\ufffd\ufffd\ufffd250",)


TEXTS = ("Mississippi lettre", "11 00 Total", "1 100 000", "illicit Illinois 111")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [5.0, 8.0, 12.0, 40.0])
@pytest.mark.parametrize("slip", [0.0, 0.2, 0.4, 0.6])
def test_text_drawn_twice_for_bold_is_read_once(
    tmp_path: Path, slip: float, size: float, text: str
) -> None:
    """Whole lines drawn twice, and each glyph drawn twice, keep their letters, true doubles too."""
    twice = "".join(set_runs(50 + dx, 700, [(text, 0.0, 1.0)], size) for dx in (0.0, slip))
    array = "".join(
        f"({char}) {1000 * (_width(char) - slip / size):.2f} ({char}) {1000 * slip / size:.2f} "
        for char in text
    )
    stuttered = f"BT /F {size} Tf 50 600 Td [{array}] TJ ET"

    with open_document(write_pdf(tmp_path / "page.pdf", f"{twice} {stuttered}")) as document:
        words = document.page(1).words.text

    assert " ".join(words) == f"{text} {text}"


@pytest.mark.parametrize("tracking", [0.0, -0.06, -0.1])
def test_true_double_letters_are_kept_however_tightly_set(tmp_path: Path, tracking: float) -> None:
    """Doubled letters and digits are no bold strokes, neither spaced tightly nor squeezed."""
    lines = (
        f"BT /F 10 Tf {10 * tracking} Tc {squeeze} Tz 50 {y} Td ({text}) Tj ET "
        for y, (text, squeeze) in zip(
            range(700, 0, -20), ((t, s) for t in TEXTS for s in (100, 60)), strict=False
        )
    )
    content = "".join(lines)
    path = write_pdf(tmp_path / "page.pdf", content)

    with open_document(path) as document:
        words = document.page(1).words.text

    assert " ".join(words) == " ".join(text for text in TEXTS for _ in (100, 60))


def test_a_ligature_of_two_same_letters_keeps_both(tmp_path: Path) -> None:
    """The letters of "ff" drawn as one glyph share their place, and are two."""
    content = set_runs(50, 700, [("eAluents", 0.0, 1.0)])
    path = write_pdf(tmp_path / "page.pdf", content, {"A": "ff"})

    with open_document(path) as document:
        assert document.page(1).words.text == ("effluents",)


HELVETICA = dict(zip(" ,.013ILMTaceilnoprst", (
    278, 278, 278, 556, 556, 556, 278, 556, 833, 611, 556, 500, 556, 222, 222, 556, 556, 556, 333,
    500, 278,
), strict=True))  # fmt: skip


def _width(char: str) -> float:
    """Return the advance of a char in Helvetica, in font sizes."""
    return HELVETICA[char] / 1000


@pytest.mark.parametrize(
    ("text", "tracking", "words"),
    [
        ("Police", 3.0, ("Police",)),
        ("REPORT", 6.0, ("REPORT",)),
        ("P o l i c e", 0.0, ("Police",)),
        ("T o t a l   g r a n d", 0.0, ("Total", "grand")),
        ("P R O Y E C TA D O", 0.0, ("PROYECTADO",)),
        ("A B C D E", 0.0, ("A", "B", "C", "D", "E")),
        ("x x x x x", 0.0, ("x", "x", "x", "x", "x")),
        ("u a y", 0.0, ("u", "a", "y")),
        ("Police", 9.0, tuple("Police")),
        ("1 2 0 7 5", 0.0, ("1", "2", "0", "7", "5")),
    ],
)
def test_letters_set_apart_for_show_are_one_word(
    tmp_path: Path, text: str, tracking: float, words: tuple[str, ...]
) -> None:
    """Evenly spaced letters are a word, unless they are the alphabet, marks or too far apart."""
    content = f"{tracking} Tc {set_runs(60, 600, [(text, 0, 1)])}"
    with open_document(write_pdf(tmp_path / "spaced.pdf", content)) as document:
        assert document.page(1).words.text == words
