"""Dotted leaders: what they look like, and which of them are lines of a table of contents."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.vocabulary.printed import contents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.model import Block

MIN_CONTENTS = 4  # leaders to page numbers on a page make a table of contents…
RISING = 0.75  # …when this share of them rises

LEADER = re.compile(r"^(?P<label>.*?\w.*?)\s*(?:(?:[.·_…]\s?){4,}|…{2,})\s*(?P<value>\S.*)$")
"""A label, a row of dots, and what they lead to."""


def contents_lines(blocks: Sequence[Block]) -> set[int]:
    """Return the ids of the blocks of tables of contents: leaders to page numbers that rise.

    What stands under a heading that says "contents" is one too; long ones run over several
    pages, and page numbers of wrapped titles may be missing or out of line.
    """
    lines = {id(block) for block in blocks if any(map(contents().fullmatch, block.section))}
    by_page: dict[int, list[tuple[int, Block]]] = {}
    for block in blocks:
        page = _target_page(block)
        if page is not None:
            by_page.setdefault(block.page, []).append((page, block))
    for leaders in by_page.values():
        rising = sum(a[0] <= b[0] for a, b in pairwise(leaders))
        if len(leaders) >= MIN_CONTENTS and rising >= RISING * (len(leaders) - 1):
            lines |= {id(block) for _, block in leaders}
    return lines


def _target_page(block: Block) -> int | None:
    """Return the bare number a leader points to, ``None`` for all other blocks."""
    leader = LEADER.match(block.text) if block.kind == "leader" else None
    value = leader["value"].strip() if leader else ""
    return int(value) if value.isdecimal() and len(value) <= 4 else None
