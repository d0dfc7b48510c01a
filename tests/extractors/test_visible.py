"""What the eye sees on a page is read, and nothing else: covers, colours, fields, stamps."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.model import Finding, Page
from tests.extractors.text_pdf import set_runs, write_pdf

SEEN = set_runs(60, 600, [("1,310", 0, 1)])
HIDDEN = set_runs(120, 600, [("9,999", 0, 1)])
COVER = "1 g 110 590 60 30 re f 0 g "


def read(path: Path) -> tuple[Page, list[Finding]]:
    """Return the first page of a file, and what was noted of it."""
    with open_document(path) as document:
        return document.page(1), document.findings


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        pytest.param(f"{SEEN} 1 g {HIDDEN}", ("1,310",), id="white on paper"),
        pytest.param(f"{SEEN} .98 g {HIDDEN}", ("1,310",), id="nearly white on paper"),
        pytest.param(f"{SEEN} .75 g {HIDDEN}", ("1,310", "9,999"), id="grey on paper"),
        pytest.param(
            f"{SEEN} 0 0 .5 rg 110 590 60 30 re f 1 g {HIDDEN}",
            ("1,310", "9,999"),
            id="white on a band",
        ),
        pytest.param(
            f"{SEEN} 0 0 .5 rg 110 590 60 30 re 10 10 30 30 re f 1 g {HIDDEN}",
            ("1,310", "9,999"),
            id="white on one of two bands of a path",
        ),
        pytest.param(f"{SEEN} 0 0 .5 rg 110 590 60 30 re f {HIDDEN}", ("1,310",), id="blue on it"),
        pytest.param(f"{HIDDEN} {COVER} {SEEN}", ("1,310",), id="covered"),
        pytest.param(
            f"{HIDDEN} {COVER} {set_runs(121, 600, [('7,310', 0, 1)])}", ("7,310",), id="replaced"
        ),
        pytest.param(
            f"{HIDDEN} 1 g 110 590 m 170 590 l 180 620 l 100 620 l f 0 g {SEEN}",
            ("1,310",),
            id="covered by a slanted shape",
        ),
        pytest.param(
            f"{HIDDEN} 1 g 110 590 m 110 620 l 122 620 l f 0 g {SEEN}",
            ("9,999", "1,310"),
            id="beside a slanted shape",
        ),
        pytest.param(f"{COVER} {SEEN} {HIDDEN}", ("1,310", "9,999"), id="on the shape"),
        pytest.param(f"{SEEN} BT 3 Tr ET {HIDDEN}", ("1,310",), id="rendering mode 3"),
        pytest.param(f"{SEEN} q 0 0 100 100 re W n {HIDDEN} Q", ("1,310",), id="outside the clip"),
        pytest.param(f"{SEEN} /OC /Off BDC {HIDDEN} EMC", ("1,310",), id="layer switched off"),
        pytest.param(f"{SEEN} /OC /On BDC {HIDDEN} EMC", ("1,310", "9,999"), id="layer shown"),
        pytest.param(f"{SEEN} /P BMC {HIDDEN} EMC", ("1,310", "9,999"), id="marked, no layer"),
        pytest.param(f"{SEEN} /OC /Off BDC /X Do EMC", ("1,310",), id="form of a layer off"),
        pytest.param(f"/OC /Off BDC /X Do EMC {SEEN} ", ("1,310",), id="and nothing after it"),
        pytest.param(f"{SEEN} /X Do", ("1,310", "9,999"), id="form of no layer"),
        pytest.param(
            f"{SEEN} {set_runs(700, 600, [('9,999', 0, 1)])}", ("1,310",), id="off the page"
        ),
    ],
)
def test_only_what_can_be_seen_is_read(
    tmp_path: Path, content: str, texts: tuple[str, ...]
) -> None:
    """Hidden numbers are no words, and are named in a finding."""
    page, findings = read(write_pdf(tmp_path / "x.pdf", content))

    assert sorted(page.words.text) == sorted(texts)
    told = [finding.message for finding in findings if finding.code == "hidden_text"]
    assert [("9,999" in message) for message in told] == [True] * ("9,999" not in texts)


def test_the_values_of_fields_and_typed_notes_are_text(tmp_path: Path) -> None:
    """A form's values are drawn over its page; so is a typed note, but not a hidden one."""
    page, _ = read(_form(tmp_path / "form.pdf"))

    assert sorted(page.words.text) == ["1,402", "861", "Fire", "Police"]
    assert (page.width, page.height) == (600, 800)


def test_digits_of_other_scripts_are_said_to_be_unread(tmp_path: Path) -> None:
    """Arabic-Indic digits stay text, and the page says so."""
    content = set_runs(60, 600, [("123", 0, 1)])
    arabic = {str(n): chr(0x660 + n) for n in range(10)}
    page, findings = read(write_pdf(tmp_path / "x.pdf", content, arabic))
    _, plain = read(write_pdf(tmp_path / "y.pdf", content))

    assert page.words.text == ("\u0661\u0662\u0663",)
    assert [finding.code for finding in findings] == ["unread_digits"]
    assert plain == []


def _form(path: Path) -> Path:
    """Write a page, of inherited size, with a field, a typed note and a hidden field."""

    def look(text: str) -> str:
        stream = f"BT /F 10 Tf 2 4 Td ({text}) Tj ET"
        return (
            f"<</Type/XObject/Subtype/Form/BBox[0 0 60 14]/Resources<</Font<</F 5 0 R>>>>"
            f"/Length {len(stream)}>> stream\n{stream}\nendstream"
        )

    content = set_runs(60, 600, [("Police", 0, 1)]) + set_runs(60, 570, [("Fire", 0, 1)])
    box = "/Rect[200 {0} 260 {1}]/AP<</N {2} 0 R>>/F {3}"
    objects = (
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 8 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[6 0 R 7 0 R 8 0 R]"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>> stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(1,402){box.format(596, 610, 9, 4)}>>",
        f"<</Type/Annot/Subtype/FreeText/Contents(861){box.format(566, 580, 10, 4)}>>",
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T(b)/V(777){box.format(536, 550, 11, 2)}>>",
        look("1,402"),
        look("861"),
        look("777"),
    )
    body = "".join(f"{i} 0 obj {text} endobj\n" for i, text in enumerate(objects, 1))
    path.write_bytes(f"%PDF-1.4\n{body}trailer <</Root 1 0 R>>\n%%EOF\n".encode())
    return path
