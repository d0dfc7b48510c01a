"""Lines that call themselves a mean of the lines of their block."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.blocks import blocks_of
from crossfoot.reconcilers.equations.lines import BLANK, MISSING, NUMBER
from crossfoot.reconcilers.printed.relations import Relation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.lines import Lines
    from crossfoot.reconcilers.equations.schema import Schema

NEAR = 0.35  # of a mean that a missing line may move
LEAST_HOLDING = 0.5  # a mean is believed when it holds in half of the positions it can be checked


MOST_UNPROVED = 200  # items of which a mean that holds nowhere is none


def find_means(lines: Lines, accepted: list[Schema]) -> list[Relation]:
    """Return the means that labelled lines state, where the arithmetic bears the label out."""
    totals = frozenset(i for i, word in enumerate(lines.wording) if word.total) | {
        schema.total for schema in accepted
    }
    hidden = np.array([word.of_which or word.mean for word in lines.wording], dtype=np.bool_)
    plain = hidden.copy()
    plain[list(totals)] = True
    found: list[Relation] = []
    for line, word in enumerate(lines.wording):
        if not word.true_mean:
            continue
        options = [
            *blocks_of(lines, line, plain, frozenset()),
            *blocks_of(lines, line, hidden, totals),
        ]
        found += max(
            (
                _means(lines, line, items, blanks=blanks)
                for items in options
                for blanks in (False, True)
            ),
            key=lambda pair: pair[0],
            default=(-1, []),
        )[1]
    return found


def _means(
    lines: Lines, line: int, items: tuple[int, ...], *, blanks: bool
) -> tuple[int, list[Relation]]:
    """Return (positions that hold, relations) of one block; none when too few hold.

    Args:
        lines: The direction.
        line: The mean's line.
        items: The lines of its block.
        blanks: Whether blank cells count as zeros (a dash always does).
    """
    held: list[bool] = []
    relations: list[Relation] = []
    for position in range(lines.value.shape[1]):
        chosen = items if blanks else _stated(lines, items, position)
        if lines.state[line, position] != NUMBER or len(chosen) < 2:
            continue
        held.append(_holds(lines, line, chosen, position))
        cells = tuple(lines.cell(item, position) for item in chosen)
        relations.append(
            Relation(
                "mean", lines.axis, lines.cell(line, position), cells, (1,) * len(cells), 0.0,
                proven=True,
            )
        )  # fmt: skip
    if sum(held) >= max(1, LEAST_HOLDING * len(held)):
        return sum(held), relations
    if held and not any(held) and len(items) > MOST_UNPROVED:
        return -1, []  # a town called Moy, a mean of something else
    if held and not any(held) and all(_is_near(lines, line, items, r) for r in relations):
        return 0, [replace(relation, proven=False) for relation in relations]
    return -1, []


def _is_near(lines: Lines, line: int, items: tuple[int, ...], relation: Relation) -> bool:
    """Tell whether a mean that does not hold comes near: a line of its list may be missing."""
    side = relation.total[1] if lines.axis == "column" else relation.total[0]
    position = int(np.flatnonzero(lines.across == side)[0])
    chosen = [i for i in items if lines.cell(i, position) in set(relation.items)]
    stated = float(lines.value[line, position])
    computed = float(lines.value[chosen, position].astype(np.float64).mean())
    return stated > 0 and abs(stated - computed) < NEAR * stated


def _stated(lines: Lines, items: tuple[int, ...], position: int) -> tuple[int, ...]:
    """Return the items that state something: a dash counts as zero, a blank does not count."""
    return tuple(item for item in items if lines.state[item, position] != BLANK)


def _holds(lines: Lines, line: int, items: tuple[int, ...], position: int) -> bool:
    chosen = list(items)
    state: NDArray[np.uint8] = lines.state[chosen, position]
    if (state == MISSING).any() or not (state == NUMBER).any():
        return False
    count = len(chosen)
    gap = abs(int(lines.value[line, position]) * count - int(lines.value[chosen, position].sum()))
    slack = int(lines.step[line, position]) * count + int(lines.step[chosen, position].sum())
    return 2 * gap <= slack
