"""Tells columns of keys, which name the rows, from columns of amounts.

In: the cells of a column. Out: whether they are labels, years or running numbers.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from crossfoot.model import PrintedNumber
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.reconcilers.printed.wording import read_wording
from crossfoot.years import is_year

LEAST_COUNTED = 3  # filled cells of a label column, the count among them
_FEWEST_TERMS = 2  # beside the label: one other number and a total agree by chance
_KEY_COLUMN_SHARE = 0.35  # a label column may hold a few numbers ("75 Paris"), not many


def is_key_column(column: list[tuple[str, PrintedNumber | None]]) -> bool:
    """Whether a column of texts and their numbers names the rows."""
    filled = [(text, number) for text, number in column if text.strip()]
    stated = [(text, number) for text, number in filled if number is not None]
    values = [number.value for _, number in stated if number.state == "number"]
    if len(values) <= _KEY_COLUMN_SHARE * len(filled):
        return bool(filled) and len(stated) <= _KEY_COLUMN_SHARE * len(filled)
    years = sum(is_year(text) for text, _ in stated)
    if years == len(stated) and len(set(values)) < 0.5 * len(values):
        return True  # the same years again and again, in blocks
    if years >= 0.8 * len(stated) and len(values) > 1:
        return _is_monotone(values)
    ranks = [Decimal(n) for n in range(1, len(values) + 1)]
    return len(values) >= 3 and values == ranks


def take_first_terms(
    texts: Sequence[Sequence[str]], numbers: Sequence[list[PrintedNumber | None]]
) -> bool:
    """Put the first texts of rows among the numbers where they are the first terms of sums.

    Args:
        texts: rows × columns.
        numbers: rows × columns, without the first one and the headers; a total stands last.

    Returns:
        Whether each row adds up with its first text, and none without it.
    """
    rows = [row for row, line in enumerate(numbers) if any(line)]
    firsts = {row: parse_number(texts[row][0]) for row in rows}
    if not rows or not all(_is_term(firsts[row], numbers[row]) for row in rows):
        return False
    for row, first in firsts.items():
        numbers[row][0] = first
    return True


def _is_term(first: PrintedNumber | None, rest: Sequence[PrintedNumber | None]) -> bool:
    stated = [number.value for number in rest if number and number.value is not None]
    if first is None or not first.value or len(stated) <= _FEWEST_TERMS:
        return False
    return first.value == stated[-1] - sum(stated[:-1])


def _is_monotone(values: Sequence[Decimal | None]) -> bool:
    known = [value for value in values if value is not None]
    pairs = list(itertools.pairwise(known))
    rising = sum(a <= b for a, b in pairs)
    return rising >= 0.8 * len(pairs) or rising <= 0.2 * len(pairs)


def find_frame_counts(
    texts: Sequence[Sequence[str]],
    numbers: Sequence[Sequence[PrintedNumber | None]],
    header: int,
    stub: int,
) -> frozenset[tuple[int, int]]:
    """Return the cells of label columns that count the labels above or below them.

    "Total | 12 | 3 400" under a column of countries: the 12 is no label of the row, since it is the
    one number among texts and stands in a line of totals.
    """
    found = set()
    body = range(header, len(texts))
    for col in range(1, stub):
        stated = [row for row in body if numbers[row][col] is not None]
        filled = sum(bool(texts[row][col].strip()) for row in body)
        if len(stated) != 1 or filled < LEAST_COUNTED:
            continue
        word = read_wording(" ".join(texts[stated[0]][:1]))
        if (word.total or word.count) and texts[stated[0]][col].strip().isdigit():
            found.add((stated[0], col))
    return frozenset(found)
