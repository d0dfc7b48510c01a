"""A page with a text layer, put behind the scanned pages of a PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.flows.test_commands import TWO_WORDS


def append_text_page(path: Path) -> None:
    """Add a page that prints two words to a PDF."""
    scan, text = pypdfium2.PdfDocument(path.read_bytes()), pypdfium2.PdfDocument(TWO_WORDS)
    scan.import_pages(text)
    scan.save(path)
    text.close()
    scan.close()
