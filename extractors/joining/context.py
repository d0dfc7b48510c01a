"""Ties to each table what is printed around it: caption, section, notes; knows running headers.

In: the tables of a page and the running text around them. Out: the same tables with ``caption``,
``section`` and ``notes``. Layout and the few words that open a caption or a note decide ("Tableau
3", "Source:"), never what a table is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from crossfoot.extractors.joining.surroundings import LAP, Surroundings
from crossfoot.geometry import shared_width
from crossfoot.model import Block, Box, Note, Page, Table
from crossfoot.type_size import largest_size, size_of_blocks
from crossfoot.vocabulary.printed import caption_kind, note_kind, note_marker, page_words

MARGIN_SHARE = 0.15  # of the page's height: where running headers and footers stand
DEEP_SHARE = 0.25  # the same for the deep head of a form
VERY_PLACE = 1.0  # at a body of 9: how far such a head may move
SAME_PLACE = 12.0  # at a body of 9: a running header moves so far, scans are fed by hand
SAME_TEXT = 0.9  # likeness of a running header on two pages: OCR slips
CAPTION_REACH = 45.0  # at a body of 9: between a caption and its table
NOTE_REACH = 30.0  # at a body of 9: between a table, or its last note, and a note
NOTE_SIZE = 0.95  # of the report's body size: notes are set smaller
LONGEST_CAPTION = 250  # chars: a title of three lines; what is longer is prose
LONGEST_NOTE = 600  # chars
CAPTION_LAP = 3.0  # at a body of 9: what a caption's box may reach into its table's
OTHER_LENGTH = 4  # chars by which a running header may be longer on another page

_INTEGER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageText:
    """The running text of one page, with the page's size in points."""

    number: int
    width: float
    height: float
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, page: Page, blocks: Sequence[Block]) -> PageText:
        """Return the running text of a page."""
        return cls(page.number, page.width, page.height, tuple(blocks))


# ------------------------------------------------------------------------ running headers


def find_running(pages: Sequence[PageText]) -> dict[int, frozenset[int]]:
    """Return for each page the positions of its blocks that are running headers or footers.

    A running line stands in the margin at the same height on one of the two pages before or after
    with the same text; its numbers are the same too, or count pages. At the top a heading must come
    again unchanged: "L2" and "L3" there count chapters. Printed forms have deep heads:
    what comes again unchanged at its very place may stand further from the edge.
    """
    running: dict[int, frozenset[int]] = {}
    for at, page in enumerate(pages):
        near = (*pages[max(0, at - 2) : at], *pages[at + 1 : at + 3])
        running[page.number] = frozenset(
            i
            for i, block in enumerate(page.blocks)
            if (
                _is_in_margin(block, page, MARGIN_SHARE)
                and (
                    is_page_number(block.text, page.number)
                    or any(_repeats(block, page, other) for other in near)
                )
            )
            or (
                _is_in_margin(block, page, DEEP_SHARE)
                and any(_stands_again(block, other) for other in near)
            )
        )
    return running


def _is_in_margin(block: Block, page: PageText, share: float) -> bool:
    margin = share * page.height
    return block.box[3] <= margin or block.box[1] >= page.height - margin


def _stands_again(block: Block, other: PageText) -> bool:
    """Whether the same text stands at the very same place of another page."""
    return any(
        block.text == again.text
        and max(abs(a - b) for a, b in zip(block.box, again.box, strict=True)) <= VERY_PLACE
        for again in other.blocks
    )


def is_page_number(text: str, number: int) -> bool:
    """Whether a line is nothing but a page number, printed or counted ("12", "- 12 -", "12/40")."""
    parts = page_words().sub(" ", text).split()
    return 0 < len(parts) <= 2 and all(re.fullmatch(r"\d{1,4}|[ivxlc]{1,6}", p) for p in parts)


def _repeats(block: Block, page: PageText, other: PageText) -> bool:
    names = block.kind in ("caption", "heading") and 2 * block.box[1] < page.height
    return any(
        abs(block.box[1] - again.box[1]) <= SAME_PLACE
        and _is_same_line(block.text, again.text, other.number - page.number)
        and (block.text == again.text or not names)
        for again in other.blocks
    )


def _is_same_line(text: str, again: str, pages_apart: int) -> bool:
    ours, theirs = _INTEGER.findall(text), _INTEGER.findall(again)
    if len(ours) != len(theirs) or abs(len(text) - len(again)) > OTHER_LENGTH:
        return False
    pairs = zip(ours, theirs, strict=True)
    if not all(a == b or int(b) - int(a) == pages_apart for a, b in pairs):
        return False
    a, b = _INTEGER.sub("#", text), _INTEGER.sub("#", again)
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_TEXT


def surroundings(pages: Sequence[PageText]) -> dict[int, Surroundings]:
    """Return what stands around the tables of each page, without running headers."""
    running = find_running(pages)
    body = size_of_blocks(
        block for page in pages for block in page.blocks if block.kind in ("paragraph", "bullet")
    )
    around = {}
    for page in pages:
        repeated = running[page.number]
        blocks = tuple(b for i, b in enumerate(page.blocks) if i not in repeated)
        around[page.number] = Surroundings(
            number=page.number,
            width=page.width,
            height=page.height,
            blocks=blocks,
            notes=frozenset(i for i, block in enumerate(blocks) if is_note(block, body)),
            running=tuple(page.blocks[i] for i in sorted(repeated)),
        )
    return around


# ------------------------------------------------------------------------------- notes


def is_note(block: Block, body: float) -> bool:
    """Whether a block reads like a note of a table: by its first mark or by its small type."""
    if len(block.text) > LONGEST_NOTE or block.kind in ("heading", "caption", "card", "bullet"):
        return False
    if block.kind == "note" or note_kind(block.text) is not None:
        return True
    return 0 < largest_size(block) < NOTE_SIZE * body


def find_notes(table: Table, pages: Mapping[int, Surroundings]) -> tuple[Note, ...]:
    """Return the notes of a table, on all its pages; what is printed again is kept once."""
    notes: dict[str, Note] = {}
    for number, box in zip(table.pages, table.boxes, strict=True):
        page = pages.get(number)
        if page is None:
            continue
        for block in (*_units_above(box, page), *_notes_below(box, page)):
            for text in _lines_of(block):
                kind = note_kind(text) or "legend"
                notes.setdefault(text, Note(text, number, block.box, note_marker(text), kind))
    return tuple(notes.values())


def _lines_of(block: Block) -> list[str]:
    """Split a block of several notes set line by line at their markers."""
    starts = [0]
    starts.extend(
        m.start() for m in re.finditer(r"(?<=[.\w)»”]) (?=\((?:\*{1,3}|\w{1,2})\) \w)", block.text)
    )
    ends = [*starts[1:], len(block.text)]
    return [block.text[a:b].strip() for a, b in zip(starts, ends, strict=True)]


def _notes_below(box: Box, page: Surroundings) -> list[Block]:
    found: list[Block] = []
    bottom = box[3]
    below = sorted(
        (block.box[1], i) for i, block in enumerate(page.blocks) if block.box[1] >= box[3] - LAP
    )
    for top, i in below:
        block = page.blocks[i]
        if shared_width(block.box, box) <= 0:
            continue
        if i not in page.notes or top - bottom > NOTE_REACH:
            break
        found.append(block)
        bottom = max(bottom, block.box[3])
    return found


def _units_above(box: Box, page: Surroundings) -> list[Block]:
    return [
        block
        for block in page.blocks
        if -LAP <= box[1] - block.box[3] <= CAPTION_REACH
        and shared_width(block.box, box) > 0
        and note_kind(block.text) == "unit"
    ]


# ---------------------------------------------------------------------------- captions


def tie_captions(tables: Sequence[Table], page: Surroundings) -> tuple[Table, ...]:
    """Return the tables of a page with their captions.

    A title line ("Tableau 3 – …") right above or below wins; else the heading or short line right
    above. A block is the caption of one table only. A title that comes again on each page of its
    table looks like a running header, so headings among those are asked too.
    """
    free = [*page.blocks, *(b for b in page.running if b.kind in ("caption", "heading"))]
    tied = []
    for table in tables:
        block = find_caption(table.box, free, [t.box for t in tables if t is not table])
        if block is not None:
            free.remove(block)
            table = replace(table, caption=block.text)
        tied.append(table)
    return tuple(tied)


def find_caption(box: Box, blocks: Sequence[Block], others: Sequence[Box] = ()) -> Block | None:
    """Return the caption of a table at ``box``; ``others`` are the page's other tables."""
    best: tuple[float, Block] | None = None
    for block in blocks:
        cost = _caption_cost(box, block)
        if cost is None or _is_cut_off(box, block.box, others):
            continue
        if best is None or cost < best[0]:
            best = (cost, block)
    return best[1] if best else None


def _caption_cost(box: Box, block: Block) -> float | None:
    """Return how far a block is from being the caption; ``None`` when it cannot be."""
    if shared_width(block.box, box) <= 0 or len(block.text) > LONGEST_CAPTION:
        return None
    if block.kind in ("card", "leader", "bullet", "label") or note_kind(block.text) == "unit":
        return None
    above, below = box[1] - block.box[3], block.box[1] - box[3]
    titled = caption_kind(block.text) in ("table", "annex") or block.kind == "caption"
    if -CAPTION_LAP <= above <= CAPTION_REACH:
        if titled:
            return above / 8
        if block.kind == "heading":
            return 5 + above / 2
        return 5 + above if _is_title_like(block) and above <= CAPTION_REACH / 2 else None
    if titled and -CAPTION_LAP <= below <= CAPTION_REACH / 2:
        return below + 10  # captions stand above unless nothing does
    return None


def _is_title_like(block: Block) -> bool:
    """Whether a short line could be a title: no sentence, no note."""
    text = block.text.strip()
    return (
        block.kind == "paragraph"
        and len(text) < LONGEST_CAPTION / 2
        and not text.endswith((".", ";", ","))
        and note_kind(text) is None
    )


def _is_cut_off(box: Box, block: Box, others: Sequence[Box]) -> bool:
    """Whether another table stands between a table and a block."""
    low, high = min(box[3], block[3]), max(box[1], block[1])
    return any(
        other[1] >= low - 1 and other[3] <= high + 1 and shared_width(other, box) > 0
        for other in others
    )


# ----------------------------------------------------------------------------- sections


def find_section(table: Table, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the headings above a table, outermost first.

    Args:
        table: Any table.
        blocks: The whole document's, in reading order, with sections.
    """
    last: Block | None = None
    for block in blocks:
        if block.page > table.pages[0]:
            break
        is_before = block.page < table.pages[0] or block.box[1] < table.box[1]
        if is_before and (block.kind == "heading" or block.section):
            last = block
    if last is None:
        return ()
    return (*last.section, last.text) if last.kind == "heading" else last.section


def tie_context(
    tables: Sequence[Table], pages: Mapping[int, Surroundings], blocks: Sequence[Block]
) -> tuple[Table, ...]:
    """Return joined tables with sections and notes.

    Args:
        tables: Joined, with captions.
        pages: What stands around them, by page.
        blocks: The whole document's, with sections.
    """
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    heading_pages = np.array(
        sorted({b.page for b in blocks if b.kind == "heading" or b.section}), dtype=np.int64
    )
    tied = []
    for table in tables:
        first = table.pages[0]
        near = by_page.get(first, [])
        section = find_section(table, near)
        if not section:
            earlier = heading_pages[heading_pages < first]
            if len(earlier):
                section = find_section(table, by_page[int(earlier[-1])])
        tied.append(
            replace(table, section=section, notes=(*table.notes, *find_notes(table, pages)))
        )
    return tuple(tied)
