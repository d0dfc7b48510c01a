"""In which size a text is set: that in the middle of its letters.

One answer for pages, blocks and documents. The middle holds where the most frequent size does not:
scans, whose sizes are measured letter by letter, and pages of two sizes that take turns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.model import Block, Words

BOLD_WEIGHT = 600
"""Of a font, from 100 to 900: from here on it is bold to a reader."""


def middle_size(sizes: Iterable[tuple[float, int]]) -> float:
    """Return the size that half the letters are not larger than; 0 without any.

    Args:
        sizes: Sizes, each with how many letters are set in it.

    >>> middle_size([(18, 12), (9, 300), (7, 80)])
    9
    """
    known = sorted(sizes)
    left = sum(letters for _, letters in known) / 2
    for size, letters in known:
        left -= letters
        if left <= 0 and letters:
            return size
    return 0.0


def size_of_words(words: Words, chosen: Iterable[int] | None = None) -> float:
    """Return the size that words are set in, of the chosen ones by position or of all."""
    size = words.size.tolist()
    which = range(len(words)) if chosen is None else chosen
    return middle_size((size[i], len(words.text[i])) for i in which)


def size_of_blocks(blocks: Iterable[Block]) -> float:
    """Return the size that blocks are set in."""
    return middle_size((span.size, len(span.text)) for block in blocks for span in block.spans)


def largest_size(block: Block) -> float:
    """Return the largest size in a block; 0 without text."""
    return max((span.size for span in block.spans), default=0.0)
