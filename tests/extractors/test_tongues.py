"""Scans are read in the languages of their document, once its words tell them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from crossfoot.extractors.document import read_document
from crossfoot.extractors.scans.tesseract import find_languages, is_installed, names_of
from crossfoot.extractors.scans.tongues import count_telling, told_languages
from crossfoot.settings import Settings
from tests.extractors.scan_builder import draw_table

PROSE = "The accounts of the town and of its schools are shown with the budget"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, ()),
        ({"fr": 19}, ()),
        ({"fr": 20}, ("fr",)),
        ({"fr": 18, "en": 2}, ()),
        ({"fr": 90, "en": 10}, ("fr", "en")),
        ({"fr": 91, "en": 9}, ("fr",)),  # names of companies and towns
        ({"en": 30, "fr": 30}, ("en", "fr")),
    ],
)
def test_twenty_words_tell_a_language(counts: dict[str, int], told: tuple[str, ...]) -> None:
    """And a tenth of all such words that a document has another one too."""
    assert told_languages(counts) == told


def test_words_that_one_language_has_alone_tell_it() -> None:
    """Numbers, names and words that several have do not."""
    assert count_telling(["The", "town", "2020", "OF"]) == {"en": 2}
    assert count_telling(["Les", "dépenses", "sont", "de", "2020"]).keys() == {"fr"}


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
def test_languages_have_names_to_tesseract() -> None:
    """One that it does not know, or none, stands for all; English is there for its digits."""
    installed = find_languages()

    assert names_of(()) == names_of(("en", "xx")) == installed
    assert names_of(("en",)) == ("eng",)
    assert names_of(("fr",)) == tuple(name for name in installed if name in ("eng", "fra"))


@pytest.mark.skipif(not is_installed(), reason="needs the program tesseract")
@pytest.mark.parametrize(("lines", "named"), [(9, "eng"), (1, "")])
def test_the_second_page_is_read_in_the_language_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int, named: str
) -> None:
    """The first one is read in all of ours; a line of words does not tell one."""
    log, real = tmp_path / "calls", shutil.which("tesseract")
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$4" >> {log}\nexec {real} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    first = Image.new("L", (1000, 700), 240)
    canvas = ImageDraw.Draw(first)
    for line in range(lines):
        text = f"{PROSE} of {2010 + line}"
        canvas.text((60, 60 + 60 * line), text, fill=20, font=ImageFont.load_default(size=26))
    path = tmp_path / "scan.pdf"
    first.save(path, resolution=150, save_all=True, append_images=[draw_table()])

    read_document(path, Settings())

    asked = [line for line in log.read_text().split("\n") if line]
    assert asked[0] == "+".join(find_languages())
    assert asked[-1] == (named or asked[0])
