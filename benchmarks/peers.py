"""The peers every benchmark compares with, read in the same run on the same machine.

Each reader takes a PDF and returns its tables in the contract's form, as the peer gives them with
no hints: whole document, default settings, no joining. Boxes are turned to origin top left.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

TableJson = dict[str, Any]


def read_with_pdfplumber(path: Path, pages: Iterable[int] | None = None) -> list[TableJson]:
    """Tables of pdfplumber's default strategy (ruling lines)."""
    import pdfplumber

    tables = []
    with pdfplumber.open(path) as pdf:
        for number in pages or range(1, len(pdf.pages) + 1):
            page = pdf.pages[number - 1]
            tables += [_table(number, t.bbox, t.extract()) for t in page.find_tables()]
            page.close()
    return tables


def read_with_camelot(
    path: Path, pages: Iterable[int] | None = None, *, flavor: str = "lattice"
) -> list[TableJson]:
    """Tables of one of camelot's flavors; hybrid with its vector engine."""
    from camelot.io import read_pdf

    wanted = ",".join(map(str, pages)) if pages else "all"
    extra = {"engine": "vector"} if flavor == "hybrid" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = read_pdf(str(path), pages=wanted, flavor=flavor, suppress_stdout=True, **extra)
    heights = _page_heights(path)
    tables = []
    for t in found:
        x0, y0, x1, y1 = t._bbox
        height = heights[t.page - 1]
        box = (x0, height - y1, x1, height - y0)
        tables.append(_table(t.page, box, t.df.values.tolist()))
    return tables


def _page_heights(path: Path) -> list[float]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_height() for page in pdf]
    finally:
        pdf.close()


def _table(page: int, box: Iterable[float], rows: list[list[Any]]) -> TableJson:
    cells = [
        {"row": r, "col": c, "rowspan": 1, "colspan": 1, "text": str(text or ""), "page": page}
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return {"page": page, "bbox": [float(v) for v in box], "cells": cells}


PEERS: dict[str, Callable[[Path, Iterable[int] | None], list[TableJson]]] = {
    "pdfplumber": read_with_pdfplumber,
    "camelot lattice": lambda path, pages: read_with_camelot(path, pages, flavor="lattice"),
    "camelot hybrid": lambda path, pages: read_with_camelot(path, pages, flavor="hybrid"),
}

logging.getLogger("pdfminer").setLevel(logging.ERROR)
