"""The text layer of a page, in the order in which its lines are read.

PDFium sorts the chars of a page by the lines it sees on the page as displayed. Where most text is
turned, letters that stand above each other become such lines, and words are torn; so the layer is
made for the page turned until its text is level, and the page is turned back.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from crossfoot.extractors.pdf import calls

SAMPLE = 400  # chars whose direction is asked: enough for "most", and cheap on a full page
MOST = 0.5  # of the chars asked


def load_text_page(raw: Any) -> Any:
    """Return a raw ``FPDF_TEXTPAGE`` of a raw ``FPDF_PAGE``; the caller closes it."""
    textpage = pdfium.FPDFText_LoadPage(raw)
    shown = pdfium.FPDFPage_GetRotation(raw)
    turn = _turn_of_most(textpage)
    if turn is None or turn == shown:
        return textpage
    pdfium.FPDFText_ClosePage(textpage)
    pdfium.FPDFPage_SetRotation(raw, turn)
    try:
        return pdfium.FPDFText_LoadPage(raw)
    finally:
        pdfium.FPDFPage_SetRotation(raw, shown)


def _turn_of_most(textpage: Any) -> int | None:
    """Return the quarter turns, clockwise, that set most of the text level, if any do."""
    handle, scratch = calls.handle_of(textpage), calls.Scratch()
    count = max(0, calls.count_chars(handle))
    turns: Counter[int] = Counter()
    for char in range(0, count, max(1, count // SAMPLE)):
        if not calls.is_generated(handle, char):
            calls.get_char_matrix(handle, char, scratch.float_at[0])
            a, b = scratch.floats[:2]
            turns[round(math.atan2(b, a) / (math.pi / 2)) % 4] += 1
    if not turns:
        return None
    turn, n = turns.most_common(1)[0]
    return turn if n > MOST * turns.total() else None
