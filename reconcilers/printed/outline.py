"""What the labels of a table say about which line belongs to which, before any arithmetic.

Charts of accounts number their lines ("11", "111", "1112"): a line's parts are the lines whose
codes go on from its own. "Total X" closes what the heading "X" opened. An outer label column that
names a group beside its first line makes that line the group's. Each way of reading gives a family
of proposals, which stands or falls together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crossfoot.normalizers.words.labels import fold_label

if TYPE_CHECKING:
    from crossfoot.reconcilers.printed.grid import Grid

Family = tuple[tuple[int, tuple[int, ...]], ...]
"""(total's row, its items' rows), by one way of reading."""

_CODE = re.compile(r"^\s*(\d{1,12}(?:[.\-]\d{1,4})*)(?=[\s.):–-]|$)")
_MOST_BARE = 0.4  # of the lines may lack a code
_LEAST_CODES = 3
_LEAST_HEADING = 4  # letters of a heading that its total repeats


def families_of(grid: Grid, rows: Sequence[int], totals: Sequence[bool]) -> tuple[Family, ...]:
    """Return the families that labels propose.

    Args:
        grid: The table.
        rows: Rows that print numbers.
        totals: For each of them, whether its label calls it a total.
    """
    called = dict(zip(map(int, rows), totals, strict=True))
    found = (
        _by_codes(grid, list(called)),
        _by_closings(grid, called),
        _by_heads(grid, called),
        _by_depth(grid, called),
    )
    return tuple(family for family in found if family)


def _by_codes(grid: Grid, rows: Sequence[int]) -> Family:
    """Return each coded line with the coded lines right below its code."""
    codes = {row: code for row in rows if (code := _code(grid, row))}
    if len(codes) < max(_LEAST_CODES, (1 - _MOST_BARE) * len(rows)):
        return ()
    by_code = {code: row for row, code in codes.items()}
    if len(by_code) < len(codes):
        return ()
    parts: dict[int, list[int]] = {}
    for row, code in codes.items():
        above = next(
            (by_code[code[:n]] for n in range(len(code) - 1, 0, -1) if code[:n] in by_code), None
        )
        if above is not None:
            parts.setdefault(above, []).append(row)
    return tuple((total, tuple(items)) for total, items in parts.items())


def _code(grid: Grid, row: int) -> str:
    """Return the digits of a line's code without the zeros that fill it up; "" for none."""
    match = _CODE.match(grid.row_labels[row])
    return re.sub(r"\D", "", match[1]).rstrip("0") if match else ""


def _by_closings(grid: Grid, called: dict[int, bool]) -> Family:
    """Return each total with what stands since the heading that it repeats."""
    found: list[tuple[int, tuple[int, ...]]] = []
    open_blocks: list[tuple[str, list[int]]] = []
    for row in range(grid.header_rows, grid.n_rows):
        label = fold_label(grid.row_leaves[row])
        if row not in called:
            name = re.sub(r"^[\d.\s–-]+", "", label)
            if len(name) >= _LEAST_HEADING:
                open_blocks.append((name, []))
            continue
        at = next(
            (i for i in range(len(open_blocks) - 1, -1, -1) if label.endswith(open_blocks[i][0])),
            None,
        )
        if called[row] and at is not None:
            items = [item for _, inner in open_blocks[at:] for item in inner]
            found.append((row, tuple(items)))
            del open_blocks[at:]
        if open_blocks:
            open_blocks[-1][1].append(row)
    return tuple((total, items) for total, items in found if items)


def _by_heads(grid: Grid, called: dict[int, bool]) -> Family:
    """Return each line whose outer label opens a group, with the lines of the group."""
    if grid.stub_cols < 2:
        return ()
    parts: dict[int, list[int]] = {}
    head: int | None = None
    for row, is_total in called.items():
        outer, *inner = (grid.texts[row][col].strip() for col in range(grid.stub_cols))
        if outer:
            same = {_words(outer)} >= {_words(text) for text in inner if text}
            head = row if same and not is_total else None
        elif is_total:
            head = None
        elif head is not None:
            parts.setdefault(head, []).append(row)
    return tuple((total, tuple(items)) for total, items in parts.items())


def _by_depth(grid: Grid, called: dict[int, bool]) -> Family:
    """Return each line with the lines right below it that are set one step deeper.

    A total that stands first or last among the lines set least deep has those as its items.
    """
    rows = list(called)
    found: list[tuple[int, tuple[int, ...]]] = []
    depths = [grid.row_indent[row] for row in rows]
    for at, row in enumerate(rows):
        stop = next((i for i in range(at + 1, len(rows)) if depths[i] <= depths[at]), len(rows))
        inner = depths[at + 1 : stop]
        items = [rows[i] for i in range(at + 1, stop) if depths[i] == min(inner)]
        if len(items) > 1:
            found.append((row, tuple(items)))
    heads = [row for row, depth in zip(rows, depths, strict=True) if depth == min(depths)]
    if found and len(heads) > 2 and {row for row, _ in found} <= set(heads):
        for grand, others in ((heads[0], heads[1:]), (heads[-1], heads[:-1])):
            if called[grand] and not any(called[row] for row in others):
                found.append((grand, tuple(others)))
    return tuple(found)


def _words(text: str) -> tuple[str, ...]:
    """Return the folded words of a label, whatever marks stand between them."""
    return tuple(re.findall(r"\w+", fold_label(text)))
