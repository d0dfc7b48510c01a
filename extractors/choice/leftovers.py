"""Finds rows of numbers that stand in no table: a sign that a table was not seen, or not whole.

In: a page and its tables. Out: the boxes of such lines. Dates, page numbers and amounts in running
text are single numbers of their line; contents have one number a line. Two numbers set apart on
one line, several times, are rows of a table.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crossfoot.extractors.choice.engines import page_tokens
from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.tables.confidence import TORN_GAP
from crossfoot.extractors.tokens.textlines import group_lines, split_chunks
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import holds_middle, hull, middles_in, widened
from crossfoot.model import Box, Page

LOOSE_ROWS = 3  # in no table: then another engine may have seen one; pages without have fewer
ROW_NUMBERS = 2  # set apart on a line
SLACK = 1.0  # at a body of 9: how far a word's middle may stand outside its table


def loose_rows(page: Page, areas: Sequence[Box]) -> tuple[Box, ...]:
    """Return the boxes of lines with several numbers that stand outside all areas.

    Args:
        page: The page.
        areas: Boxes of its tables, charts and pictures.
    """
    if not _has_numbers(page, areas):
        return ()
    near = [widened(area, SLACK) for area in areas]
    level = [t for t in page_tokens(page) if t.rotation == 0]
    free = [t for t in level if not any(holds_middle(area, t.box) for area in near)]
    lines = group_lines(free)
    return tuple(hull(t.box for t in line.tokens) for line in lines if _is_row(line.tokens))


def _has_numbers(page: Page, areas: Sequence[Box]) -> bool:
    """Whether enough words with a digit stand outside all areas to be worth the lines."""
    digits = np.array([has_digit(text) for text in page.words.text], np.bool_)
    for area in areas:
        digits &= ~middles_in(page.words.box, area)
    return int(digits.sum()) >= LOOSE_ROWS * ROW_NUMBERS


def _is_row(tokens: tuple[Token, ...]) -> bool:
    chunks = split_chunks(tokens, TORN_GAP)
    return sum(all(t.is_number for t in chunk) for chunk in chunks) >= ROW_NUMBERS
