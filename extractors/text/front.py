"""The lines of a page as a reader's eye meets them, whether or not a table takes them later.

What a report is called often stands on top of its first table, in a frame of it, or in a running
head: places that running text leaves out. Refuses to know which of them is the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.text.lines import find_panels, read_lines
from crossfoot.model import Block, Span

if TYPE_CHECKING:
    from crossfoot.model import Page

FRONT_PAGES = 3
"""A report says on its first pages what it is."""


def read_front(page: Page) -> tuple[Block, ...]:
    """Return the lines of a page from top to bottom, one block each.

    Args:
        page: Upright; lengths and type sizes are those of this page as it is scaled.
    """
    used = np.ones(len(page.words), dtype=bool)
    return tuple(
        Block(
            "paragraph",
            page.number,
            line.box,
            line.text,
            (Span(line.text, line.box, line.size, line.bold, line.colour),),
        )
        for line in read_lines(page, used, find_panels(page, used))
    )
