"""The account of printed numbers as rows of ``pages``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.db.stored.targets import Row
    from crossfoot.model import LedgerLine, PageLedger, Placement

PLACES: tuple[Placement, ...] = ("cell", "figure", "chart", "note", "furniture")


def page_rows(pages: Sequence[PageLedger]) -> Iterator[Row]:
    """Yield the row of each page; its box is around the numbers that were not placed."""
    for page in pages:
        left = page.not_placed
        counts = (sum(line.placement == place for line in page.lines) for place in PLACES)
        yield (
            page.numbers,
            page.placed,
            len(left),
            *counts,
            len(page.words),
            json.dumps([_told(line) for line in left], ensure_ascii=False),
            page.page,
            *_hull(left),
        )


def _told(line: LedgerLine) -> dict[str, object]:
    box = [round(side, 2) for side in line.box]
    return {"text": line.text, "bbox": box, "where": line.where or None}


def _hull(lines: Sequence[LedgerLine]) -> Row:
    if not lines:
        return (None,) * 4
    x0, top, x1, bottom = zip(*(line.box for line in lines), strict=True)
    return min(x0), min(top), max(x1), max(bottom)
