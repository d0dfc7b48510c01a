"""Where the words of a block stand in its text, and how they are set.

In: a block. Out: boxes of stretches of its text, and whether a number is highlighted. Refuses to
know what a number means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.geometry import hull

if TYPE_CHECKING:
    from crossfoot.model import Block, Box
    from crossfoot.normalizers.numbers.spotted import Spotted

Style = tuple[float, bool, int]
"""(size in points, bold, 0xRRGGBB)."""


class BlockStyle:
    """Which words of a block stand where in its text, and how they are set."""

    def __init__(self, block: Block) -> None:
        self._places: list[tuple[int, int, Box, Style]] = []
        weights: dict[Style, int] = {}
        cursor = 0
        for span in block.spans:
            style = (span.size, span.bold, span.colour)
            weights[style] = weights.get(style, 0) + len(span.text)
            for word, box in span.words:
                at = block.text.find(word, cursor)
                if at < 0:  # a hyphenated line end was rejoined
                    word = word[:-1]
                    at = block.text.find(word, cursor) if word else -1
                if at >= 0:
                    self._places.append((at, at + len(word), box, style))
                    cursor = at + len(word)
        self._block = block
        self._usual = max(weights, key=lambda style: weights[style], default=(0.0, False, 0))

    def _touching(self, spot: Spotted) -> list[tuple[int, int, Box, Style]]:
        return [place for place in self._places if place[0] < spot.end and place[1] > spot.start]

    def is_highlighted(self, spot: Spotted) -> bool:
        """Return whether a number is set bolder, larger or in another colour than its text."""
        size, bold, colour = self._usual
        for start, end, _, style in self._touching(spot):
            if start <= spot.digits < end:
                stands_out = style[1] and not bold
                stands_out = stands_out or style[0] > 1.1 * size
                return stands_out or (style[2] != colour and not bold)
        return False

    def box_of(self, spot: Spotted) -> Box:
        """Return the hull of a number's words, the block's box when they are not found."""
        boxes = [box for _, _, box, _ in self._touching(spot)]
        return hull(boxes) if boxes else self._block.box
