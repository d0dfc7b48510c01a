"""Cut a report into the texts that may name places, each with where it stands.

In go blocks and tables as read; out come pieces: blocks, captions, headers, cells of any column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.model import Block, Box, Language, Table
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.texts.prose import Piece


def block_piece(block: Block, language: Language | None) -> Piece:
    """Return a block as a piece."""
    return Piece(block.text, block.page, lambda name: box_in_block(block, name), language)


def table_pieces(
    table: Table, columns: frozenset[int], language: Language | None
) -> Iterator[Piece]:
    """Yield the caption and the cells of a table that stand in no column of places.

    Args:
        table: As read.
        columns: Numbers of its columns of places, whose names are known already.
        language: Of its texts.
    """
    if table.caption:
        box = table.box
        yield Piece(table.caption, table.pages[0], lambda _: box, language, table.id)
    for cell in table.cells:
        is_known = cell.col in columns and cell.row >= table.header_rows
        if not is_known and any(char.isalpha() for char in cell.text):
            box_of = _SameBox(cell.box)
            yield Piece(cell.text, cell.page, box_of, language, table.id, is_cell=True)


class _SameBox:
    """The box of a cell, whatever name of it is asked for."""

    def __init__(self, box: Box) -> None:
        self._box = box

    def __call__(self, _name: str) -> Box:
        return self._box


def box_in_block(block: Block, name: str) -> Box:
    """Return the box of a name's words inside a block, the block's where they are not found."""
    words = [word for span in block.spans for word in span.words]
    wanted = squash(name)
    keys = [squash(text) for text, _ in words]
    for start in range(len(words)):
        if not wanted.startswith(keys[start]):
            continue
        key = ""
        for end in range(start, len(words)):
            key += keys[end]
            if key == wanted:
                return _hull([box for _, box in words[start : end + 1]])
            if len(key) > len(wanted):
                break
    return block.box


def _hull(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
