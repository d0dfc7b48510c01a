"""Running text outside tables, in reading order: headings, paragraphs, bullets, cards, leaders.

In: a page and the boxes of its tables. Out: :class:`crossfoot.model.Block` values. The way:
words → lines → groups → cards and kinds → order. Sections need the whole document, so
:func:`assign_sections` comes after all pages are read. Refuses to know numbers and languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.text.boxed import find_boxed
from crossfoot.extractors.text.bubbles import find_bubbles, has_circles
from crossfoot.extractors.text.cards import CARD_NUMBER_EM, find_cards
from crossfoot.extractors.text.leaders import led_words
from crossfoot.extractors.text.lines import find_panels, join_words, read_lines
from crossfoot.extractors.text.paragraphs import Group, group_lines, join_lines
from crossfoot.extractors.text.reading_order import order_boxes
from crossfoot.extractors.text.sections import assign_sections, is_heading, is_mostly_bold
from crossfoot.geometry import holds_middle, hull, middles_in
from crossfoot.model import Block, BlockKind, Box, Page, Span
from crossfoot.type_size import BOLD_WEIGHT, largest_size, size_of_words
from crossfoot.vocabulary.printed import caption_kind, note_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.extractors.text.lines import Line
    from crossfoot.model import Words

__all__ = ["assign_sections", "find_figure_areas", "read_blocks"]

MAX_WORDS = 20_000  # a page beyond this is a data dump, and is read by the table engines alone
LARGE_EM = 1.2  # of the body size: smaller numbers are no cards (those are 1.25 at least)
MIN_CONTENTS = 5  # leaders to rising page numbers
TITLE_EM = 1.1  # of the body size: headings in larger type part what stands above and below
MAX_CAPTION = 240  # chars; what is longer tells of a table or picture
NOTE_SHARE = 0.9  # of the body size: notes are set smaller

_LEADER = re.compile(r"^(?P<label>.*\w.*?)\s*(?:(?:[.·_…]\s?){4,}|…{2,})\s*(?P<value>\S.*)$")
_DOTS = re.compile(r"[.·_…]{2}|^[.·_…]$", re.MULTILINE)
_SHARE = re.compile(r"[<>~≈]?\s?[\d.,]+\s?%")


def read_blocks(page: Page, table_boxes: Sequence[Box]) -> tuple[Block, ...]:
    """Return the blocks of a page in reading order, without sections.

    Args:
        page: Any page.
        table_boxes: Areas whose words belong to tables.
    """
    used = _outside(page.words, table_boxes)
    if not used.any() or int(used.sum()) > MAX_WORDS:
        return ()
    panels = find_panels(page, used)
    groups = group_lines(read_lines(page, used, panels), page.words)
    if not groups:
        return ()
    body = size_of_words(page.words, np.flatnonzero(used).tolist())
    blocks = _make_blocks(page, groups, body)
    cards = {i for i, block in enumerate(blocks) if block.kind == "card"}
    titles = {
        i for i, b in enumerate(blocks) if b.kind == "heading" and largest_size(b) > TITLE_EM * body
    }
    boxes = [block.box for block in blocks]
    order = order_boxes(boxes, em=body, panels=panels, cards=cards, titles=titles)
    return tuple(blocks[i] for i in order)


def _outside(words: Words, boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Return which words have their centre in none of the boxes."""
    used = np.ones(len(words), dtype=np.bool_)
    for box in boxes:
        used &= ~middles_in(words.box, box)
    return used


def _make_blocks(page: Page, groups: Sequence[Group], body: float) -> list[Block]:
    blocks: list[Block] = []
    taken: set[int] = set()
    for number, label in _cards(page, groups, body):
        parts = sorted([number, *label], key=lambda group: (group.box[1], group.box[0]))
        taken |= {id(group) for group in parts}
        blocks.append(_block(page, parts, "card"))
    for group in groups:
        if id(group) not in taken:
            blocks.append(_block(page, [group], _kind(group, body)))
    bold_body = is_mostly_bold(blocks)
    return [_settle(block, body, bold_body=bold_body) for block in blocks]


def _cards(page: Page, groups: Sequence[Group], body: float) -> list[tuple[Group, list[Group]]]:
    """Return (number, labels) of the cards of a page: in circles, in large type, in boxes."""
    bubbles = [(each.number, list(each.label)) for each in find_bubbles(page, groups)]
    taken = {id(group) for number, label in bubbles for group in (number, *label)}
    cards = bubbles + find_cards([group for group in groups if id(group) not in taken], body)
    taken = {id(group) for number, label in cards for group in (number, *label)}
    return cards + find_boxed(page, [group for group in groups if id(group) not in taken])


def _settle(block: Block, body: float, *, bold_body: bool) -> Block:
    """Return a paragraph that looks like a heading on its page as one."""
    if block.kind != "paragraph" or not is_heading(block, body, bold_body=bold_body):
        return block
    return replace(block, kind="heading")


def _kind(group: Group, body: float) -> BlockKind:
    text = group.text
    if len(group.lines) == 1 and _LEADER.match(text):
        return "leader"
    if group.first.bulleted and not (group.size <= NOTE_SHARE * body and text.startswith("Note")):
        return "bullet"
    if caption_kind(text) in ("table", "picture") and len(text) < MAX_CAPTION:
        return "caption"
    if group.size <= NOTE_SHARE * body and note_kind(text) in ("source", "footnote"):
        return "note"
    return "paragraph"


def _block(page: Page, groups: Sequence[Group], kind: BlockKind) -> Block:
    lines = [line for group in groups for line in group.lines]
    spans = [span for line in lines for span in _spans(page.words, line)]
    text = join_lines([group.text for group in groups])
    return Block(kind, page.number, hull(line.box for line in lines), text, tuple(spans))


def _spans(words: Words, line: Line) -> list[Span]:
    """Cut a line where its type changes."""
    runs: list[list[int]] = []
    for word in line.words:
        if runs and _style(words, runs[-1][-1]) == _style(words, word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_span(words, run) for run in runs]


def _style(words: Words, word: int) -> tuple[float, bool, int]:
    return (
        round(float(words.size[word]), 1),
        bool(words.weight[word] >= BOLD_WEIGHT),
        int(words.colour[word]),
    )


def _span(words: Words, run: Sequence[int]) -> Span:
    size, bold, colour = _style(words, run[0])
    pieces = tuple((words.text[i], _word_box(words, i)) for i in run)
    return Span(join_words(words, run), hull(box for _, box in pieces), size, bold, colour, pieces)


def _word_box(words: Words, word: int) -> Box:
    x0, top, x1, bottom = (float(v) for v in words.box[word])
    return x0, top, x1, bottom


def find_figure_areas(page: Page, *, cells: Sequence[Box] = ()) -> tuple[Box, ...]:
    """Return where cards, lists of shares and tables of contents stand: never a table.

    Cards and dotted leaders line up like the cells of a table. A card is told by the size of its
    number or the circle around it, a list of shares by dots before each percentage, contents by
    dots before page numbers that only rise; other leaders are left to the table engines, for
    tables are set with dots too.

    Args:
        page: Any page.
        cells: Boxes of tables of which we are sure: large numbers in them are no cards.
    """
    used = np.ones(len(page.words), dtype=np.bool_)
    if not 0 < len(used) <= MAX_WORDS:
        return ()
    body = size_of_words(page.words)
    if not (_may_hold_figures(page.words, body) or has_circles(page) or led_words(page)):
        return ()
    panels = find_panels(page, used)
    groups = group_lines(read_lines(page, used, panels), page.words)
    cards = [
        card
        for card in find_cards(groups, body)
        if card[0].size >= CARD_NUMBER_EM * body  # small type around large digits may be a cell
        and not any(holds_middle(cell, card[0].box) for cell in cells)
    ]
    areas = [area for bubble in find_bubbles(page, groups) for area in bubble.areas]
    areas += [hull(group.box for group in (number, *label)) for number, label in cards]
    leaders = [(group.box, found) for group in groups if (found := _leader(group))]
    areas += [box for box, found in leaders if _is_share(found["label"], found["value"])]
    values = [(box, found["value"].strip()) for box, found in leaders]
    pages = [(box, int(value)) for box, value in values if value.isdecimal()]
    if len(pages) >= MIN_CONTENTS and all(a[1] <= b[1] for a, b in pairwise(pages)):
        areas += [box for box, _ in pages]
    return tuple(areas)


def _may_hold_figures(words: Words, body: float) -> bool:
    """Return whether any digit is set larger than the body, or any dots lead the eye.

    Most pages full of numbers have neither, and need not be read as running text for this.
    """
    large = np.flatnonzero(words.size >= LARGE_EM * body)
    if any(has_digit(words.text[i]) for i in large):
        return True
    return _DOTS.search("\n".join(words.text)) is not None


def _is_share(label: str, value: str) -> bool:
    """Whether a leader goes from a name to its share alone: rows of a table have more numbers."""
    has_name = any(char.isalpha() for char in label) and _DOTS.search(label) is None
    return has_name and _SHARE.fullmatch(value.strip()) is not None


def _leader(group: Group) -> re.Match[str] | None:
    return _LEADER.match(group.text) if group.first.has_leader else None
