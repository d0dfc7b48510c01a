"""Makes what a page shows on top of its content part of it: form values, notes, stamps.

PDFium's text layer knows the content of a page alone; the values of form fields and the texts of
annotations are drawn over it. Flattening, in memory, draws them into the content.
"""

from __future__ import annotations

from typing import Any, Final

import pypdfium2.raw as pdfium

PRINTED: Final = frozenset(  # links, highlights and notes that open in a window say nothing new
    (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
)


def shows_annotations(page: Any) -> bool:
    """Whether a raw ``FPDF_PAGE`` has form fields, typed notes or stamps."""
    for i in range(max(0, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in PRINTED:
            return True
    return False


def flatten(page: Any) -> bool:
    """Draw the annotations of a page into its content; whether it must be loaded again for that."""
    _draw_missing_looks(page)
    _own_media_box(page)
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _draw_missing_looks(page: Any) -> None:
    """Have PDFium draw the fields whose looks the file leaves to the reader, as it does to show."""
    bitmap = pdfium.FPDFBitmap_CreateEx(1, 1, pdfium.FPDFBitmap_BGRx, None, 0)
    if bitmap:
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, pdfium.FPDF_ANNOT)
        pdfium.FPDFBitmap_Destroy(bitmap)


def _own_media_box(page: Any) -> None:
    """Give a page that inherits its size one of its own: flattening takes it for a letter else."""
    sides = [pdfium.c_float() for _ in range(4)]
    if pdfium.FPDFPage_GetMediaBox(page, *sides):
        return
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    pdfium.FPDFPage_SetMediaBox(page, box.left, box.bottom, box.right, box.top)
