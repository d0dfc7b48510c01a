"""Says whether lines in columns are a table: not cards, contents, prose or a list of leaders."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.tables.regions import PROSE_WORDS
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token

LARGE_NUMBERS = 1.5  # of the usual font size: numbers of cards are set larger than that
LEADER_ROWS = 6  # fewer labels with dots and a value are a list of key figures
ONE_SIZE = 0.5  # share of a table's tokens that have one font size
FRAMED_VALUES, FRAMED_WORDS = 0.2, 6  # between rules: share of numbers, or words a cell
LEADER_VALUES = 0.8  # share of numbers behind dots in a list of key figures
FILLED = 0.4  # share of lines that fill two columns
VALUES = 0.5  # share of numbers right of the stub that makes lines in columns a table
TEXT_COLUMNS = 0.6  # share of straight columns below a bold head, with hardly a number
SHORT_CELLS, FEW_VALUES = 4.5, 0.05  # words a cell and share of numbers of a table of texts
PLAIN = 0.5  # share of bold lines below a bold head
SAME_EDGE, ON_EDGE = 0.35, 0.6  # of the font size; share of a column's texts on one edge
SAME_SIZE = 0.6  # at a body of 9: sizes so close are one
BETWEEN = 0.1  # numbers a line between names and page numbers of contents
PAGES, PAGE_SHARE = 5, 0.7  # page numbers of contents: at least; of the last column


def is_table_like(lines: Sequence[TextLine], cuts: Sequence[float], *, framed: bool) -> bool:
    """Whether lines on columns are a table rather than prose, a list, contents or a form.

    Args:
        lines: The candidate's lines.
        cuts: Its column separators.
        framed: Whether rules bound it: then less is asked of the text.
    """
    if not cuts:
        return False
    if _usual_size_share(lines) < ONE_SIZE or _are_cards(lines):
        return False
    filled = _filled(lines, cuts)
    rows = int((filled.sum(axis=1) >= 2).sum())
    values = _value_share(lines, cuts)
    words = _mean_words(lines, filled)
    if framed:
        return rows >= 2 and (values > FRAMED_VALUES or words < FRAMED_WORDS)
    if any(line.leaders for line in lines) and len(cuts) == 1:
        return rows >= LEADER_ROWS and values > LEADER_VALUES and not _counts_up(lines, cuts)
    if _is_contents(lines, cuts):
        return False
    if rows < 3 or rows < FILLED * len(lines):
        return False
    if values >= VALUES:
        return True
    if _has_bold_head(lines, filled):
        return (
            len(cuts) >= 2
            and words < PROSE_WORDS
            and _straight_columns(lines, cuts) >= TEXT_COLUMNS
        )
    return len(cuts) >= 2 and rows >= 4 and words < SHORT_CELLS and values > FEW_VALUES


def _has_bold_head(lines: Sequence[TextLine], filled: NDArray[np.bool_]) -> bool:
    """Whether the first line is bold over most columns and what follows mostly is not."""
    bold = [all(t.bold for t in line.tokens) for line in lines]
    wide = int(filled[0].sum()) >= max(2, filled.shape[1] - 1)
    if not (wide and bold[0]):
        return False
    return sum(bold[1:]) < PLAIN * len(bold[1:])


def _straight_columns(lines: Sequence[TextLine], cuts: Sequence[float]) -> float:
    """Share of the columns whose texts mostly start at one x, or share a middle."""
    starts: list[list[tuple[float, float]]] = [[] for _ in range(len(cuts) + 1)]
    for line in lines:
        held: dict[int, list[Token]] = {}
        for token in line.tokens:
            held.setdefault(bisect_left(cuts, token.middle), []).append(token)
        for c, inside in held.items():
            starts[c].append((inside[0].x0, (inside[0].x0 + inside[-1].x1) / 2))
    slack = SAME_EDGE * lines[0].size
    straight = 0
    for column in starts:
        edges = np.array(column)
        off = np.abs(edges - np.median(edges, axis=0)) < slack
        straight += bool(off.mean(axis=0).max() >= ON_EDGE)
    return straight / len(starts)


def _are_cards(lines: Sequence[TextLine]) -> bool:
    """Whether numbers are set much larger than other lines: key figures with their labels."""
    usual = float(np.median([line.size for line in lines]))
    return any(line.size > LARGE_NUMBERS * usual and has_digit(line.text) for line in lines)


def _usual_size_share(lines: Sequence[TextLine]) -> float:
    """Share of tokens set in the commonest font size, give or take."""
    sizes = np.array([t.size for line in lines for t in line.tokens])
    return float(np.mean(np.abs(sizes - np.median(sizes)) <= SAME_SIZE))


def _filled(lines: Sequence[TextLine], cuts: Sequence[float]) -> NDArray[np.bool_]:
    """(lines, columns) whether a line prints in a column."""
    filled = np.zeros((len(lines), len(cuts) + 1), dtype=bool)
    for i, line in enumerate(lines):
        for token in line.tokens:
            filled[i, bisect_left(cuts, token.middle)] = True
    return filled


def _value_share(lines: Sequence[TextLine], cuts: Sequence[float]) -> float:
    """Share of tokens right of the stub that are printed numbers."""
    tokens = [t for line in lines for t in line.tokens if t.middle > cuts[0]]
    return float(np.mean([t.is_number for t in tokens])) if tokens else 0.0


def _mean_words(lines: Sequence[TextLine], filled: NDArray[np.bool_]) -> float:
    """Mean number of words per filled cell line."""
    words = sum(len(line.tokens) for line in lines)
    return words / max(1, int(filled.sum()))


def _is_contents(lines: Sequence[TextLine], cuts: Sequence[float]) -> bool:
    """Whether lines end in page numbers and print no other: a table of contents."""
    between = [
        t
        for line in lines
        for t in line.tokens[:-1]
        if t.middle > cuts[0] and t.is_number and has_digit(t.text)
    ]
    return len(between) < BETWEEN * len(lines) and _counts_up(lines, cuts)


def _counts_up(lines: Sequence[TextLine], cuts: Sequence[float]) -> bool:
    """Whether the last column never falls: page numbers of a table of contents."""
    last = [line.tokens[-1].text for line in lines if line.tokens[-1].middle > cuts[-1]]
    numbers = [int(t) for t in last if t.isdecimal() and len(t) <= 3]
    return len(numbers) >= max(PAGES, PAGE_SHARE * len(last)) and numbers == sorted(numbers)
