"""Completes the account of printed numbers with those of key figures.

In: the account as the extractors made it, the key figures, the running text. Out: the same account
with the numbers that are a figure's value, or in its label or caption, placed there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.folding import digits_of
from crossfoot.model import LedgerLine, PageLedger, Ref

if TYPE_CHECKING:
    from crossfoot.model import Block, Box, Figure

SLACK = 1.0  # points: how far the middle of a number may stand outside its figure


def place_figures(
    pages: Sequence[PageLedger], figures: Sequence[Figure], blocks: Sequence[Block]
) -> tuple[PageLedger, ...]:
    """Return the account with the numbers of figures placed.

    A number is a figure's when it stands in the figure's box and its digits are in the printed
    number, or in the text that the figure was read from and in its label.
    """
    by_page: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_page[figure.page].append(figure)
    texts: dict[tuple[int, str], list[Block]] = defaultdict(list)
    for block in blocks:
        texts[block.page, block.text].append(block)
    return tuple(
        replace(page, lines=_with_figures(page.lines, by_page[page.page], texts))
        if by_page.get(page.page)
        else page
        for page in pages
    )


def _with_figures(
    lines: Sequence[LedgerLine],
    figures: Sequence[Figure],
    texts: Mapping[tuple[int, str], Sequence[Block]],
) -> tuple[LedgerLine, ...]:
    done = list(lines)
    for figure in figures:
        for box, digits in _prints(figure, texts):
            left = digits
            for at, line in enumerate(done):
                wanted = digits_of(line.text)
                if line.placement == "none" and wanted in left and _is_in(line.box, box):
                    done[at] = replace(line, placement="figure", ref=Ref(figure.id), where="")
                    left = left.replace(wanted, " ", 1)
    return tuple(done)


def _prints(
    figure: Figure, texts: Mapping[tuple[int, str], Sequence[Block]]
) -> Iterator[tuple[Box, str]]:
    """Yield where a figure is printed with the digits that it took from there: value, label."""
    if figure.number is not None:
        yield figure.box, digits_of(figure.number.text)
    label = " ".join(digits_of(word) for word in figure.label.split())
    for block in texts.get((figure.page, figure.context), ()):
        if label.strip() and _is_in(figure.box, block.box):
            yield block.box, label
    for block in texts.get((figure.page, figure.caption), ()):
        if block.kind == "caption":
            yield block.box, " ".join(digits_of(word) for word in block.text.split())


def _is_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    across = outer[0] - SLACK <= x <= outer[2] + SLACK
    return across and outer[1] - SLACK <= y <= outer[3] + SLACK
