"""Numbers at the edge of a page that count nothing: those of pages and chapters in running heads.

In: the blocks of a document. Out: which of them stand first or last on their page, and which of
their numbers name a page or a chapter. A head that only some pages have, or a page that is read
alone, repeats nothing that would give it away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.model import Block
    from crossfoot.normalizers.numbers.spotted import Spotted

LARGEST = 1000  # pages are not that many, chapters less
LEAST_BLOCKS = 5  # a page of fewer has no text that a head could stand over

_TITLE_FOLLOWS = re.compile(r"\s*(?:$|[^\w(]?\s*[A-ZÀ-Þ])")


def edge_blocks(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the ids of the first and the last block of each page that has several."""
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    found: set[int] = set()
    for here in by_page.values():
        if len(here) >= LEAST_BLOCKS:
            found.add(id(min(here, key=lambda block: block.box[1])))
            found.add(id(max(here, key=lambda block: block.box[3])))
    return frozenset(found)


def names_page(text: str, spot: Spotted) -> bool:
    """Return whether a number of a block at the edge of a page is that of a page or chapter."""
    number = spot.number
    if number.unit not in (None, "count") or number.value is None or number.value >= LARGEST:
        return False
    alone = not any(char.isalpha() for char in text[: spot.start]) or not text[spot.end :].strip()
    title = _TITLE_FOLLOWS.match(text, spot.end) is not None
    return number.step >= 1 and title and (alone or text[: spot.start].isupper())
