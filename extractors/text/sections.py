"""Headings and the section each block stands in, over a whole document.

In: the blocks of all pages. Out: the same blocks with kinds, levels and section paths settled,
without running headers, footers and page numbers: what comes back at one place of page after page
is furniture. Refuses to know the pages themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.extractors.kinds import section_number
from crossfoot.type_size import size_of_blocks
from crossfoot.vocabulary.printed import page_number

if TYPE_CHECKING:
    from crossfoot.model import Block

HEADING_EM = 1.12  # against the body
HEADING_MAX_CHARS = 160
SENTENCE = 60  # chars of a text in large type that ends like a sentence and is still a heading
SMALL_EM = 0.78  # against the body: bold words set smaller are a label or a note
SHOUTED = 5  # chars: shorter words in capitals are acronyms
MAX_STYLED = 120  # chars of a heading in the body's size
FEW_PAGES = 6  # of a document: then two equal texts at one place are furniture, else three
HEADING_MAX_DEPTH = 6
SAME_PLACE = 4.0  # at a body of 9: how far furniture may move from page to page
EDGE_BLOCKS = 3  # furniture is among this many first or last blocks of its page

_DIGITS = re.compile(r"\d+")
_ENDS_A_SENTENCE = re.compile(r"[.;,:]$")


def is_heading(block: Block, body: float, *, bold_body: bool = False) -> bool:
    """Return whether a paragraph looks like a heading: set larger, or wholly bold, and short.

    Args:
        block: A paragraph or heading.
        body: Body type size of the page or the document, points.
        bold_body: Whether the body is bold, so that bold marks nothing.
    """
    text = block.text.strip()
    if not block.spans or len(text) > HEADING_MAX_CHARS or not any(c.isalpha() for c in text):
        return False
    size = _size(block)
    if size >= HEADING_EM * body:
        return not text.endswith((".", ";", ",")) or len(text) < SENTENCE
    if size < SMALL_EM * body or _ENDS_A_SENTENCE.search(text.rstrip(": ")):
        return False
    bold = not bold_body and all(span.bold for span in block.spans)
    shouted = text.isupper() and len(text) > SHOUTED
    begins = text[0].isupper() or text[0].isdigit()
    return begins and (bold or shouted) and len(text) <= MAX_STYLED


def _size(block: Block) -> float:
    """Return the type size of most of a block's chars."""
    sizes: dict[float, int] = defaultdict(int)
    for span in block.spans:
        sizes[span.size] += len(span.text)
    return max(sizes, key=lambda size: sizes[size])


def assign_sections(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document with levels and section paths, furniture left out.

    Args:
        blocks: Of all pages, in reading order.
    """
    furniture = _find_furniture(blocks)
    kept = [block for i, block in enumerate(blocks) if i not in furniture]
    if not kept:
        return ()
    body = size_of_blocks(kept)
    bold_body = is_mostly_bold(kept)
    kept = [_settle(block, body, bold_body=bold_body) for block in kept]
    ranks = _style_ranks(kept)
    titles = _titles(kept)
    path: list[tuple[int, str]] = []
    placed: list[Block] = []
    for block in kept:
        if block.kind == "heading":
            level = min(ranks[_style(block)], HEADING_MAX_DEPTH)
            path = [(depth, text) for depth, text in path if depth < level]
            placed.append(replace(block, level=level, section=tuple(text for _, text in path)))
            if id(block) not in titles and not _is_statement(block):
                path.append((level, block.text))
        else:
            placed.append(replace(block, section=tuple(text for _, text in path)))
    return tuple(placed)


def _titles(blocks: Sequence[Block]) -> set[int]:
    """Return the ids of title lines: headings of the first page set larger than any after it."""
    headings = [block for block in blocks if block.kind == "heading"]
    if len(headings) < 2:
        return set()
    cover = [block for block in headings if block.page == headings[0].page]
    rest = [block for block in headings if block.page != headings[0].page]
    if not rest:  # one page: its largest heading, when it stands alone
        rest = sorted(cover, key=_size)[:-1]
    limit = 1.04 * max(_size(block) for block in rest)
    return {id(block) for block in cover if _size(block) > limit}


def _is_statement(block: Block) -> bool:
    """Return whether a heading says something ("141 governments") and names no section."""
    return block.text[:1].isdigit() and not section_number(block.text)


def is_mostly_bold(blocks: Iterable[Block]) -> bool:
    """Return whether most chars of blocks are bold."""
    bold = {True: 0, False: 0}
    for block in blocks:
        for span in block.spans:
            bold[span.bold] += len(span.text)
    return bold[True] > bold[False]


def _settle(block: Block, body: float, *, bold_body: bool) -> Block:
    """Decide again, with the body size of the whole document, what is a heading."""
    if block.kind not in ("heading", "paragraph"):
        return block
    heading = is_heading(block, body, bold_body=bold_body)
    return replace(block, kind="heading" if heading else "paragraph")


def _style(block: Block) -> tuple[float, int, bool]:
    """What headings of one level share: numbering depth, size, capitals."""
    return round(_size(block), 1), len(section_number(block.text)), block.text.isupper()


def _style_ranks(blocks: Iterable[Block]) -> dict[tuple[float, int, bool], int]:
    """Return the level of each heading style: larger first, deeper numbering later."""
    styles = {_style(block) for block in blocks if block.kind == "heading"}
    sizes = sorted({(-size, depth) for size, depth, _ in styles})
    rank_of: dict[tuple[float, int], int] = {}
    rank = 0
    previous: tuple[float, int] | None = None
    for key in sizes:
        # One size is one level, unless the numbering says otherwise.
        same = previous is not None and previous[0] == key[0] and 0 in (previous[1], key[1])
        rank += 0 if same else 1
        rank_of[key] = rank
        previous = key
    return {style: rank_of[(-style[0], style[1])] for style in styles}


def _find_furniture(blocks: Sequence[Block]) -> set[int]:
    """Return the indices of running headers, footers and page numbers."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        by_page[block.page].append(i)
    if len(by_page) < 2:
        return set()
    body = size_of_blocks(blocks)
    edges: dict[str, list[int]] = defaultdict(list)
    for indices in by_page.values():
        for i in _edge_blocks(indices, blocks):
            # "Chapter 1" and "Chapter 2" at the top of their pages are headings; "page 1" is not.
            is_large = bool(blocks[i].spans) and _size(blocks[i]) >= HEADING_EM * body
            text = blocks[i].text.strip()
            edges[text if is_large else _DIGITS.sub("#", text)].append(i)
    furniture: set[int] = set()
    enough = 2 if len(by_page) <= FEW_PAGES else 3
    for indices in edges.values():
        for i in indices:
            twins = [j for j in indices if _same_place(blocks[i], blocks[j])]
            pages = {blocks[j].page for j in twins}
            if len(pages) >= enough and blocks[i].kind != "card":
                furniture.add(i)
    furniture |= _page_numbers(by_page, blocks)
    return furniture


def _edge_blocks(indices: Sequence[int], blocks: Sequence[Block]) -> set[int]:
    """Return the topmost and bottommost blocks of a page."""
    down = sorted(indices, key=lambda i: blocks[i].box[1])
    up = sorted(indices, key=lambda i: -blocks[i].box[3])
    return {*down[:EDGE_BLOCKS], *up[:EDGE_BLOCKS]}


def _same_place(a: Block, b: Block) -> bool:
    """Return whether two blocks stand at one height; left and right pages mirror the rest."""
    return abs(a.box[1] - b.box[1]) <= SAME_PLACE and abs(a.box[3] - b.box[3]) <= SAME_PLACE


def _page_numbers(by_page: dict[int, list[int]], blocks: Sequence[Block]) -> set[int]:
    """Return lone numbers at the edge of a page that count up with the pages."""
    lone: list[tuple[int, int]] = []
    for indices in by_page.values():
        for i in _edge_blocks(indices, blocks):
            text = blocks[i].text.strip()
            if page_number().fullmatch(text):
                number = _DIGITS.search(text)
                lone.append((i, int(number[0]) - blocks[i].page if number else 0))
    offsets: dict[int, int] = defaultdict(int)
    for _, offset in lone:
        offsets[offset] += 1
    return {i for i, offset in lone if offsets[offset] >= 2 or offset == 0}
