"""A text layer is compared with the picture of its page where there is reason to doubt it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from crossfoot.extractors.document import Reading, read_document
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.scans.tesseract import is_installed
from crossfoot.extractors.scans.trust import agrees, is_doubtful
from crossfoot.settings import Settings
from tests.extractors.scan_builder import DPI, ROWS, draw_table
from tests.extractors.text_pdf import set_runs, write_pdf

needs_tesseract = pytest.mark.skipif(not is_installed(), reason="tesseract is not installed")
WRONG = tuple(tuple(text[::-1].replace("0", "8") for text in row) for row in ROWS)


@needs_tesseract
@pytest.mark.parametrize("under", [False, True])
@pytest.mark.parametrize(("rows", "source"), [(ROWS, "text"), (WRONG, "ocr")])
def test_a_scanner_s_words_stand_where_the_picture_agrees(
    tmp_path: Path, rows: Sequence[Sequence[str]], source: str, under: bool
) -> None:
    """Words over a scan or under it are kept or read anew; the numbers are right."""
    path = _scan(tmp_path / "scan.pdf", rows, under=under)
    reading = read_document(path, Settings())
    codes = {finding.code for finding in reading.findings}

    assert ("text_layer_wrong" in codes) == (source == "ocr")
    assert ("ocr" in codes) == (source == "ocr")
    assert {"18204", "20395", "38772"} <= _texts(reading)


@needs_tesseract
def test_a_font_that_maps_its_letters_to_others_is_read_from_the_picture(tmp_path: Path) -> None:
    """Its words belong to no language, and the picture shows others."""
    shift = {chr(c): chr(c + 1) for c in (*range(65, 90), *range(97, 122), *range(48, 57))}
    line = "The council of the city has adopted the budget of the year"
    content = "".join(set_runs(50, 760 - 20 * i, [(line, 0, 1)], size=14) for i in range(8))
    garbled = write_pdf(tmp_path / "garbled.pdf", content, shift)
    plain = write_pdf(tmp_path / "plain.pdf", content)

    assert "The council of the city" in _text(read_document(garbled, Settings()))
    with open_document(plain) as document:
        assert not is_doubtful(document.page(1))


@needs_tesseract
def test_one_garbled_font_among_others_has_the_page_read_anew(tmp_path: Path) -> None:
    """Half of the page is in a font whose letters are shifted; the other half reads well."""
    line = "The council of the city has adopted the budget of the year"
    shifted = "".join(chr(ord(char) - 29) if char.isalpha() else char for char in line)
    content = "".join(set_runs(50, 760 - 20 * i, [(line, 0, 1)], size=14) for i in range(6))
    second = "".join(set_runs(50, 600 - 20 * i, [(line, 0, 1)], size=14) for i in range(6))
    path = write_pdf(tmp_path / "mixed.pdf", content + second.replace("/F ", "/G "))
    shift = "".join(
        f"<{ord(a):02x}> <{ord(b):04x}> " for a, b in {*zip(line, shifted, strict=True)}
    )
    cmap = f"1 begincodespacerange <00> <ff> endcodespacerange {len({*line})} beginbfchar {shift}"
    cmap += "endbfchar"
    font = (
        "7 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/ToUnicode 8 0 R>> endobj\n"
        f"8 0 obj <</Length {len(cmap)}>> stream\n{cmap}\nendstream endobj\n"
    )
    plain = path.read_bytes().decode("latin-1")
    whole = plain.replace("/F 5 0 R>>", "/F 5 0 R/G 7 0 R>>").replace("trailer", f"{font}trailer")
    path.write_bytes(whole.encode("latin-1"))

    text = _text(read_document(path, Settings()))
    assert text.count("The council of the city") == 12


def test_words_that_were_not_read_again_speak_for_the_layer() -> None:
    """A picture too poor to be read proves nothing."""
    boxes = [(i, 0, i + 1, 1) for i in range(8)]

    assert agrees(["word"] * 8, boxes, ())


def _texts(reading: Reading) -> set[str]:
    return {cell.text for table in reading.tables for cell in table.cells}


def _text(reading: Reading) -> str:
    return " ".join(block.text for block in reading.blocks)


def _scan(path: Path, rows: Sequence[Sequence[str]], *, under: bool) -> Path:
    """Write a scanned table with a text layer, invisible or under the picture."""
    image, stream = draw_table(), io.BytesIO()
    image.save(stream, "JPEG", quality=85)
    scale = 72 / DPI
    width, height = image.width * scale, image.height * scale
    words = "".join(
        set_runs((120 + 260 * c) * scale, height - (138 + 70 * r) * scale, [(text, 0, 1)], 14)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    picture = f"q {width} 0 0 {height} 0 0 cm /I Do Q "
    content = f"{words}{picture}" if under else f"{picture}BT 3 Tr ET {words}"
    data = stream.getvalue()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>".encode(),
        b"<</Length %d>> stream\n%s\nendstream" % (len(content), content.encode()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/DCTDecode/Length %d>> stream\n%s\nendstream"
        % (image.width, image.height, len(data), data),
    )
    body = b"".join(b"%d 0 obj %s endobj\n" % pair for pair in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF\n")
    return path
