"""Finds which columns of two tables are the same columns, by where they stand.

In: two tables, on different pages as a rule. Out: for each column of the second the column of the
first, or nothing when they are not laid out alike. A page may be shifted against another (mirrored
margins, scans), and a part with few rows may lack columns that are blank on its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossfoot.model import Table

LARGEST_SHIFT = 60.0  # at a body of 9: inner and outer margins of a book differ by less
INSIDE_SHARE = 0.6  # of a column's width that must lie in its partner's slot
FEWEST_HEADERS = 3  # that prove columns equal
SAME_PLACE = 3.0  # at a body of 9: between the places of one header on two pages
FEWEST_SHARE = 0.5  # of the columns that must have a partner when their numbers differ

Spans = NDArray[np.float64]


def column_spans(table: Table) -> Spans:
    """Return (n_cols, 2): left and right end of each column's texts; NaN for one without any.

    The body's texts tell, headers only where a column has none in its body: a header word may
    hang over its neighbour. Last come blank cells. Cells over several columns say nothing of one.
    """
    body, header, blank = (np.full((table.n_cols, 2), np.nan) for _ in range(3))
    for cell in table.cells:
        if cell.colspan > 1 or cell.box[2] <= cell.box[0]:
            continue
        printed = header if cell.row < table.header_rows else body
        spans = printed if cell.text else blank
        low, high = spans[cell.col]
        spans[cell.col] = (np.fmin(low, cell.box[0]), np.fmax(high, cell.box[2]))
    known = np.where(np.isnan(body), header, body)
    return np.where(np.isnan(known), blank, known)


def match_columns(first: Table, second: Table) -> tuple[int, ...] | None:
    """Return for each column of ``second`` its column in ``first``; -1 for a new one.

    ``None`` when the columns do not stand alike. With equal numbers of columns every one must
    have its partner; otherwise the smaller table's must all be among the larger one's.
    """
    if _has_header_of(first, second):
        return tuple(range(second.n_cols))
    ours, theirs = column_spans(first), column_spans(second)
    for shift in _shifts(ours, theirs):
        found = _match_shifted(ours, theirs + shift)
        if found is not None:
            return found
    return None


def _has_header_of(first: Table, second: Table) -> bool:
    """Whether a table opens with another's header: the same texts, as far from each other.

    That settles the columns, even where texts of one hang far over the next (totals in a stub).
    """
    if first.n_cols != second.n_cols or not first.header_rows or not second.header_rows:
        return False
    ours, theirs = _headers(first), _headers(second)
    if ours.keys() != theirs.keys() or len(ours) < FEWEST_HEADERS:
        return False
    shifts = np.array([theirs[key] - ours[key] for key in ours])
    return bool(abs(shifts[0]) <= LARGEST_SHIFT and np.ptp(shifts) <= SAME_PLACE)


def _headers(table: Table) -> dict[tuple[int, int, str], float]:
    return {
        (cell.row, cell.col, cell.text): cell.box[0]
        for cell in table.cells
        if cell.row < table.header_rows and cell.text
    }


def _shifts(ours: Spans, theirs: Spans) -> list[float]:
    shifts = [0.0]
    for pick in (np.nanmin, np.nanmax):
        if np.isnan(ours).all() or np.isnan(theirs).all():
            break
        shift = float(pick(ours) - pick(theirs))
        if abs(shift) <= LARGEST_SHIFT:
            shifts.append(shift)
    return shifts


def _match_shifted(ours: Spans, theirs: Spans) -> tuple[int, ...] | None:
    if len(ours) < len(theirs):
        backward = _assign(theirs, ours)
        if backward is None or len(ours) < FEWEST_SHARE * len(theirs):
            return None
        forward = [-1] * len(theirs)
        for col, partner in enumerate(backward):
            forward[partner] = col
        return tuple(forward)
    found = _assign(ours, theirs)
    if found is None or len(theirs) < FEWEST_SHARE * len(ours):
        return None
    return tuple(found)


def _assign(wide: Spans, narrow: Spans) -> list[int] | None:
    """Return for each of the ``narrow`` columns its partner, strictly rising; else ``None``."""
    slots = _slots(wide)
    if slots is None:
        return None
    same = len(wide) == len(narrow)
    found: list[int] = []
    for col, (left, right) in enumerate(narrow):
        blank = col if same else -1
        partner = blank if np.isnan(left) else _best_slot(slots, left, right)
        if partner <= (found[-1] if found else -1) or (same and partner != col):
            return None
        found.append(partner)
    return found


def _slots(spans: Spans) -> list[tuple[float, float]] | None:
    """Return the intervals between the middles of the gaps; ``None`` when columns overlap much."""
    known = _fill_gaps(spans)
    edges: list[float] = [-np.inf]
    for (_, right), (left, _) in pairwise(known):
        edges.append((right + left) / 2)
    edges.append(np.inf)
    if any(b < a for a, b in pairwise(edges)):
        return None
    return list(pairwise(edges))


def _fill_gaps(spans: Spans) -> Spans:
    """Give columns without any box the room between their neighbours."""
    filled = spans.copy()
    for col in np.flatnonzero(np.isnan(spans[:, 0])):
        left = filled[col - 1, 1] if col else filled[np.isfinite(filled)].min(initial=0.0)
        later = spans[col + 1 :, 0]
        later = later[np.isfinite(later)]
        right = later[0] if len(later) else left
        filled[col] = (left, max(left, right))
    return filled


def _best_slot(slots: Sequence[tuple[float, float]], left: float, right: float) -> int:
    width = max(right - left, 1e-6)
    shares = [(min(right, high) - max(left, low)) / width for low, high in slots]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] >= INSIDE_SHARE else -1
