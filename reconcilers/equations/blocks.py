"""Which lines a labelled total speaks for when no sum has said so: the block it closes or opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.lines import Lines


def blocks_of(
    lines: Lines, total: int, hidden: NDArray[np.bool_], totals: frozenset[int]
) -> tuple[tuple[int, ...], ...]:
    """Return the item lists a total may stand for, likeliest first.

    Args:
        lines: The direction.
        total: The total's line.
        hidden: (L,) lines that are items of another total already, or never items.
        totals: Lines known or said to be totals.

    Returns:
        Lists of line indices in reading order, none of them empty.
    """
    upwards, downwards = range(total - 1, -1, -1), range(total + 1, len(lines))
    deeper = [_deeper(lines, total, order, hidden) for order in (downwards, upwards)]
    above = _side(lines, upwards, hidden, totals)
    below = _side(lines, downwards, hidden, totals)
    opens = bool(lines.fresh[total]) or not above
    ordered = [*below, *above] if opens and below else [*above, *below]
    unique = dict.fromkeys(tuple(sorted(items)) for items in (*deeper, *ordered) if items)
    return tuple(unique)


def _deeper(lines: Lines, total: int, order: range, hidden: NDArray[np.bool_]) -> list[int]:
    """Return the lines next to a total that are set deeper, all equally deep; two at least."""
    own = lines.indent[total]
    chosen: list[int] = []
    for line in order:
        if hidden[line]:
            continue
        if lines.indent[line] <= own:
            break
        chosen.append(line)
    level = min((float(lines.indent[line]) for line in chosen), default=0.0)
    first = [line for line in chosen if lines.indent[line] == level]
    return first if len(first) > 1 else []


def _side(
    lines: Lines, order: range, hidden: NDArray[np.bool_], totals: frozenset[int]
) -> list[list[int]]:
    """Return the blocks on one side: up to the next total, its totals alone, all of it."""
    plain: list[int] = []
    named: list[int] = []
    mixed: list[int] = []
    at_block = True
    for line in order:
        if hidden[line]:
            continue
        mixed.append(line)
        if line in totals:
            named.append(line)
            at_block = False
        elif at_block:
            plain.append(line)
            at_block = not (lines.fresh[line] and order.step < 0)
    blocks = [plain] if plain else []
    if len(named) > 1:
        blocks.append(named)
    if len(mixed) > max(len(plain), len(named)):
        blocks.append(mixed)
    return blocks
