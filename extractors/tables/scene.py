"""What is printed on a page, as the weighing of readings sees it.

In: a page. Out: its :class:`Scene`: text lines, sideways text, rules and shading, read once and
looked at by every proposal, every move and every feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.tokens.raised import read_page_tokens
from crossfoot.extractors.tokens.rulings import Rulings, merge_rulings, tile_edges
from crossfoot.extractors.tokens.sideways import join_rotated
from crossfoot.extractors.tokens.textlines import TextLine, group_lines
from crossfoot.extractors.tokens.tokens import Token, take_dashes
from crossfoot.geometry import holds_middle
from crossfoot.model import Box, Page

WHITE = 0xFFFFFF
BACKGROUND = 0.6  # of the page: a fill so large is under everything, and shades nothing


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A page's marks.

    Attributes:
        page: The page, upright and at one type size.
        printed: All its tokens.
        lines: Upright text outside charts and cards, top to bottom.
        turned: Sideways text, joined to lines.
        rulings: Drawn and typed rules.
        tiles: Edges of filled areas, where two meet or one ends.
        shades: (n, 4) boxes of coloured rectangles that are no background of the page.
        colours: (n,) what they are filled with.
    """

    page: Page
    printed: Sequence[Token]
    lines: Sequence[TextLine]
    turned: Sequence[Token]
    rulings: Rulings
    tiles: Rulings
    shades: NDArray[np.float64]
    colours: NDArray[np.uint32]


def see_page(page: Page, exclude: Sequence[Box] = ()) -> Scene:
    """Return the scene of a page without the areas in which no table is looked for."""
    printed = read_page_tokens(page)
    tokens, typed = take_dashes(printed)
    if exclude:
        tokens = [t for t in tokens if not _is_excluded(t, exclude)]
    lines = group_lines([t for t in tokens if not t.is_sideways])
    turned = join_rotated([t for t in tokens if t.is_sideways])
    rulings = merge_rulings(page.strokes, lines, typed)
    shades, colours = _shades(page)
    tiles = Rulings(*tile_edges(page.fills, page.width, page.height))
    return Scene(page, printed, lines, turned, rulings, tiles, shades, colours)


def _is_excluded(token: Token, exclude: Sequence[Box]) -> bool:
    return any(holds_middle(box, token.box) for box in exclude)


def _shades(page: Page) -> tuple[NDArray[np.float64], NDArray[np.uint32]]:
    """Boxes and colours of coloured rectangles that are no page background."""
    fills = page.fills
    if not len(fills):
        return np.empty((0, 4)), np.empty(0, np.uint32)
    area = (fills.box[:, 2] - fills.box[:, 0]) * (fills.box[:, 3] - fills.box[:, 1])
    keep = (
        fills.rectangle & (fills.colour != WHITE) & (area < BACKGROUND * page.width * page.height)
    )
    return fills.box[keep], fills.colour[keep]
