"""Grids of whole pages, compared with text files a person can read beside the page.

``CROSSFOOT_GOLDEN=write pytest tests/extractors/test_table_golden.py`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.weighing.read import read_page_tables
from tests.extractors.table_pages import aligned, texts

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"

SAMPLE_PAGES = [
    ("membres-fr-A-2", 1),
    ("membres-fr-A-2", 4),
    ("mentions-fr-B-2-v1", 1),
    ("mentions-fr-B-2-v1", 4),
    ("infographie-fr-D-1", 1),
]
CORPUS_PAGES = [
    ("metropolis/report-en-C-1", 7),
    ("metropolis/report-en-C-1", 11),
    ("metropolis/informe-es-B-1", 8),
]


def compare(pdf: Path, page: int) -> None:
    """Compare a page's tables with its golden file, or write that file."""
    with open_document(pdf) as document:
        found = aligned([texts(table) for table in read_page_tables(document.page(page))])
    file = GOLDEN / f"{pdf.stem}-p{page:02d}.txt"
    if WRITE:
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "page"), SAMPLE_PAGES, ids=lambda x: str(x))
def test_sample_page_reads_as_its_golden_file(samples: Path, name: str, page: int) -> None:
    """The tables of a sample page read as they are written beside it."""
    compare(samples / f"{name}.pdf", page)


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "page"), CORPUS_PAGES, ids=lambda x: str(x))
def test_corpus_page_reads_as_its_golden_file(corpus: Path, name: str, page: int) -> None:
    """The tables of a corpus page read as they are written beside it."""
    compare(corpus / f"{name}.pdf", page)


def test_golden_files_are_compared_not_written() -> None:
    """The switch that writes golden files is off."""
    assert not WRITE
