"""Joins the letters of words that are set apart for show: "P o l i c e", "R E P O R T".

In: where words begin among the glyphs of a page. Out: the same without the beginnings that only
letter-spacing makes. Numbers set apart are joined where lines of tables are read.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST_LETTERS = 4  # single letters in a row: "a b c" is a list, "à y" are words
KERNED = 2  # letters that may stand closer than the others: "TA"
MOSTLY = 2 / 3  # of a row are single letters
SMALL_CAPS = 0.65  # of the size of the capital before them
WIDEST = 0.75  # of the font size: a wider gap parts columns
WORD_GAP = 1.6  # of the narrowest gap of a row: a wider one parts its words

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def join_spaced(
    first: Flags, code: NDArray[np.uint32], gap: Floats, size: Floats, line: NDArray[np.int32]
) -> Flags:
    """Return which glyphs begin a word when letters set apart are joined.

    Args:
        first: Which begin one by their spaces and gaps.
        code: Code points.
        gap: Between each glyph but the first and the one before it, points.
        size: Of the type, points.
        line: Which are on one line.
    """
    starts = np.flatnonzero(first)
    lengths = np.diff(starts, append=len(first))
    letters = _are_letters(code, starts, lengths)
    before, after = starts[:-1], starts[1:]
    room = gap[after - 1]
    larger = np.maximum(size[before], size[after])
    linked = letters[:-1] & letters[1:] & (line[before] == line[after])
    linked &= (room > 0) & (room < WIDEST * larger)
    linked &= np.minimum(size[before], size[after]) >= SMALL_CAPS * larger
    if np.count_nonzero(linked) < LEAST_LETTERS - 1:
        return first
    joined = first.copy()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], linked, [False]]).astype(np.int8)))
    for low, high in edges.reshape(-1, 2).tolist():  # links low to high - 1 are one row of letters
        lone = int((lengths[low : high + 1] == 1).sum())
        if lone < max(LEAST_LETTERS, MOSTLY * (high - low + 1)):
            continue
        if not _is_list(code[starts[low : high + 1]]):
            narrow = room[low:high] <= WORD_GAP * float(room[low:high].min())
            joined[after[low:high][narrow]] = False
    return joined


def _are_letters(
    code: NDArray[np.uint32], starts: NDArray[np.intp], lengths: NDArray[np.intp]
) -> Flags:
    """Return which words are a letter, or two that kerning sets closer than the others."""
    short = np.flatnonzero(lengths <= KERNED)
    letters = np.zeros(len(starts), dtype=np.bool_)
    texts = (code[starts[i] : starts[i] + lengths[i]].tolist() for i in short.tolist())
    letters[short] = [all(chr(one).isalpha() for one in text) for text in texts]
    return letters


def _is_list(code: NDArray[np.uint32]) -> bool:
    """Whether letters stand for themselves: keys in the order of the alphabet, rows of "x"."""
    step = np.diff(code.astype(np.int64))
    return bool(np.all(step == 1) or np.all(step == 0))
