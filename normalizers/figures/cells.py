"""Sentences in the cells of a table, as blocks: a page set in two columns may be ruled like one.

In: blocks and tables. Out: the blocks, and those of tables that hold no number but in sentences,
at their place. Numbers of all other tables are cells, and no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crossfoot.model import Block

if TYPE_CHECKING:
    from crossfoot.model import Cell, Table

LEAST_SENTENCE = 40  # letters: a shorter cell names something
LETTERS_PER_NUMBER = 20  # a cell with more numbers lists them

_LETTERS = re.compile(r"[^\W\d_]")
_NUMBERS = re.compile(r"\d[\d.,]*")


def with_cells(blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Block, ...]:
    """Return the blocks of a document with the sentences of its tables of text among them.

    Args:
        blocks: In reading order.
        tables: Normalised: their cells carry numbers.
    """
    cells = [cell for table in tables if _is_text(table) for cell in table.cells]
    sentences = [_block(cell) for cell in cells if _is_sentence(cell)]
    return tuple(_merged(blocks, sentences)) if sentences else tuple(blocks)


def _is_text(table: Table) -> bool:
    """Return whether no cell of a table is a number, a date or a mark."""
    return not any(cell.number or cell.date or cell.mark for cell in table.cells)


def _is_sentence(cell: Cell) -> bool:
    letters, numbers = len(_LETTERS.findall(cell.text)), len(_NUMBERS.findall(cell.text))
    return letters >= max(LEAST_SENTENCE, LETTERS_PER_NUMBER * numbers) and numbers > 0


def _block(cell: Cell) -> Block:
    return Block("paragraph", cell.page, cell.box, cell.text, ())


def _merged(blocks: Sequence[Block], sentences: Sequence[Block]) -> Iterator[Block]:
    """Yield all of them, each sentence before the first block of its page that stands below it."""
    waiting = sorted(sentences, key=lambda one: (one.page, one.box[1], one.box[0]))
    for block in blocks:
        while waiting and (waiting[0].page, waiting[0].box[1]) < (block.page, block.box[1]):
            yield waiting.pop(0)
        yield block
    yield from waiting
