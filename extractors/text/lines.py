"""Words into the lines a reader sees: one run of words per column, bullets recognised.

In: a page and which of its words count. Out: :class:`Line` values. Two columns may share a
baseline, so a baseline is cut where the gap is wider than the spaces of its own line, and where a
shaded panel begins. Refuses to know paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import has_digit, is_exponent
from crossfoot.extractors.text.leaders import led_words
from crossfoot.extractors.text.reading_order import innermost
from crossfoot.type_size import BOLD_WEIGHT, size_of_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from crossfoot.model import Box, Page, Words

BULLET_GLYPHS = frozenset("•‣⁃◦●○▪▫■□◆◇►▶▸➤➔→–—-·∙✓✔❖»›")
MISREAD_BULLETS = frozenset("0oOeE°©®¢@*.")  # what character recognition makes of a disc
SPACE_EM = 0.12  # a justified line's tightest space is 0.15 em; kerning moves glyphs by 0.05 em
COLUMN_GAP_EM = 1.1  # the widest space of justified text is about 1 em, the tightest gutter 1.2 em
LOOSE_LINE = 2.2  # …but in a loosely set line a gutter is this many times its usual space
SPACED_GAP_EM = 2.0  # where a space char was drawn the words belong together up to this gap
BULLET_GAP_EM = 4.0
SUPERSCRIPT = 0.75  # a digit this much smaller than its neighbour is a footnote marker
PANEL_MAX_SHARE = 0.8  # a shaded area larger than this share of the page is its background
PANEL_WIDE_EM, PANEL_HIGH_EM = 3.0, 1.3  # a smaller fill is a rule, a bullet or a mark
MAX_PANELS = 300
LARGEST_BULLET, SPECK = 9.0, 1.0  # at a body of 9: sides of a square drawn as a bullet
NOT_SQUARE = 0.35  # of its width: a fill whose sides differ more is no bullet
DRAWN_BULLET_EM = 2.2  # how far before its text a drawn bullet stands
FEWEST_GAPS = 4  # of a line, before it tells how wide its spaces are
MARK_GAP_EM = 0.3  # a raised digit further off is a column of its own
DRAWN_LEADER = "……"  # how a drawn leader stands in the text of its line
_SYMBOLS = re.compile(r"dingbat|wingding|webding|bullet", re.IGNORECASE)
_LEADER_DOTS = re.compile(r"(?:[.·_…]\s?){4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A run of words on one baseline, in one column.

    Attributes:
        words: Indices into the page's words, from left to right, the bullet glyph left out.
        box: Hull of the words.
        size: Type size of most of its chars, points.
        bold: Whether all its words are bold.
        colour: 0xRRGGBB of most of its chars.
        bulleted: Whether a bullet, drawn or typed, stands before it.
        panel: Index of the shaded panel it stands in, -1 outside.
        text: Words joined; a space only where one is seen, dots where a leader is drawn.
        number_size: Type size of its largest word with a digit, 0 without any.
        left: Where it begins, with its typed bullet.
    """

    words: tuple[int, ...]
    box: Box
    size: float
    bold: bool
    colour: int
    bulleted: bool
    panel: int
    text: str
    number_size: float = 0.0
    left: float = 0.0

    @property
    def has_leader(self) -> bool:
        """Whether a row of dots leads the eye to a value."""
        return _LEADER_DOTS.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Marks that are drawn where others type them.

    Attributes:
        bullets: (k, 4) boxes.
        led: The words a leader leads to.
    """

    bullets: NDArray[np.float64]
    led: frozenset[int]


def find_panels(page: Page, used: NDArray[np.bool_]) -> tuple[Box, ...]:
    """Return shaded areas that hold text: cards, boxes, columns of an infographic.

    Args:
        page: Any page.
        used: (n,) bool, the words that count.
    """
    fills = page.fills.box
    if not len(fills) or not used.any():
        return ()
    em = size_of_words(page.words, np.flatnonzero(used).tolist())
    width, height = fills[:, 2] - fills[:, 0], fills[:, 3] - fills[:, 1]
    fits = (width >= PANEL_WIDE_EM * em) & (height >= PANEL_HIGH_EM * em)
    fits &= width * height <= PANEL_MAX_SHARE * page.width * page.height
    chosen = np.flatnonzero(fits)
    chosen = chosen[np.argsort(-(width * height)[chosen], kind="stable")][:MAX_PANELS]
    centres = _centres(page.words.box[used])
    panels: list[Box] = []
    for i in chosen:
        x0, top, x1, bottom = (float(v) for v in fills[i])
        inside = (centres[:, 0] > x0) & (centres[:, 0] < x1)
        inside &= (centres[:, 1] > top) & (centres[:, 1] < bottom)
        if inside.any() and (x0, top, x1, bottom) not in panels:
            panels.append((x0, top, x1, bottom))
    return tuple(panels)


def _centres(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2], axis=1)


def read_lines(page: Page, used: NDArray[np.bool_], panels: Sequence[Box]) -> tuple[Line, ...]:
    """Return the lines of a page from top to bottom.

    Args:
        page: Any page.
        used: (n,) bool, the words that count; words set sideways never do.
        panels: As found by :func:`find_panels`.
    """
    words = page.words
    chosen = np.flatnonzero(used & (words.rotation == 0))
    if not len(chosen):
        return ()
    held = innermost(words.box[chosen], panels)
    order = np.lexsort((words.box[chosen, 0], words.line[chosen]))
    marks = _Drawn(_drawn_bullets(page), led_words(page))
    lines: list[Line] = []
    run: list[int] = []
    run_panel = -1
    for at in order:
        word = int(chosen[at])
        if run and (words.line[word] != words.line[run[-1]] or held[at] != run_panel):
            lines += _split_run(words, run, run_panel, marks)
            run = []
        run_panel = int(held[at])
        run.append(word)
    lines += _split_run(words, run, run_panel, marks)
    return tuple(sorted(lines, key=lambda line: (line.box[1], line.box[0])))


def _drawn_bullets(page: Page) -> NDArray[np.float64]:
    """Return (k, 4) boxes of small square-ish fills: browsers draw bullets, not type them."""
    box = page.fills.box
    width, height = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    small = (np.maximum(width, height) < LARGEST_BULLET) & (width > SPECK)
    small &= np.abs(width - height) < NOT_SQUARE * width
    return box[small]


def _split_run(words: Words, run: Sequence[int], panel: int, drawn: _Drawn) -> list[Line]:
    """Cut the words of one baseline where a gutter runs through."""
    run = _without_markers(words, run)
    if not run:
        return []
    gaps = [float(words.box[b, 0] - words.box[a, 2]) for a, b in pairwise(run)]
    usual = float(np.median(gaps)) if len(gaps) >= FEWEST_GAPS else 0.0
    parts: list[list[int]] = [[run[0]]]
    for gap, before, word in zip(gaps, run, run[1:], strict=False):
        em = float(max(words.size[before], words.size[word]))
        least = (SPACED_GAP_EM if words.space[word] else COLUMN_GAP_EM) * em
        limit = max(least, min(LOOSE_LINE * usual, SPACED_GAP_EM * em))
        if len(parts[-1]) == 1 and words.text[before] in BULLET_GLYPHS:
            limit = BULLET_GAP_EM * em
        if _is_dots(words.text[before]) or _is_dots(words.text[word]):
            limit = BULLET_GAP_EM * em
        if gap > limit and word not in drawn.led:
            parts.append([])
        parts[-1].append(word)
    return [line for part in parts if (line := _make_line(words, part, panel, drawn)) is not None]


def _is_dots(text: str) -> bool:
    return len(text) >= 3 and not text.strip(".·_… ")


def _without_markers(words: Words, run: Sequence[int]) -> list[int]:
    """Drop raised footnote digits, which would otherwise join the number before them; keep "m²"."""
    kept: list[int] = []
    for word in run:
        raised = (
            kept
            and words.size[word] < SUPERSCRIPT * words.size[kept[-1]]
            and words.text[word].strip("().,* ").isdecimal()
            and words.box[word, 0] - words.box[kept[-1], 2] < MARK_GAP_EM * words.size[kept[-1]]
            and words.box[word, 3] < words.box[kept[-1], 3]
            and not is_exponent(words.text[kept[-1]], words.text[word])
        )
        if not raised:
            kept.append(word)
    return kept


def _make_line(words: Words, part: Sequence[int], panel: int, drawn: _Drawn) -> Line | None:
    typed = len(part) > 1 and _is_bullet(words, part[0], part[1])
    kept = list(part[1:] if typed else part)
    if not kept or (len(kept) == 1 and words.text[kept[0]] in BULLET_GLYPHS):
        return None
    boxes = words.box[kept]
    box = (
        float(boxes[:, 0].min()),
        float(boxes[:, 1].min()),
        float(boxes[:, 2].max()),
        float(boxes[:, 3].max()),
    )
    weights = [len(words.text[i]) for i in kept]
    size = _heaviest([float(words.size[i]) for i in kept], weights)
    return Line(
        words=tuple(kept),
        box=box,
        size=size,
        bold=all(words.weight[i] >= BOLD_WEIGHT for i in kept),
        colour=int(_heaviest([int(words.colour[i]) for i in kept], weights)),
        bulleted=typed or _has_drawn_bullet(box, size, drawn.bullets),
        panel=panel,
        text=join_words(words, kept, drawn.led),
        left=float(words.box[part[0], 0]),
        number_size=max(
            (float(words.size[i]) for i in kept if has_digit(words.text[i])), default=0
        ),
    )


def _is_bullet(words: Words, first: int, second: int) -> bool:
    """Return whether the first word of a line is a bullet; scans show it as a small letter o."""
    text = words.text[first]
    if text in BULLET_GLYPHS or _is_private(text):
        return True
    if len(text) == 1 and _SYMBOLS.search(words.fonts[words.font[first]]):
        return True  # "l" of Wingdings is a disc
    return text in MISREAD_BULLETS and words.size[first] < SUPERSCRIPT * words.size[second]


def _is_private(text: str) -> bool:
    """Return whether a word is one glyph of a symbol font (Wingdings bullets have no Unicode)."""
    return len(text) == 1 and "\ue000" <= text <= "\uf8ff"


def _has_drawn_bullet(box: Box, size: float, dots: NDArray[np.float64]) -> bool:
    if not len(dots):
        return False
    middle = (dots[:, 1] + dots[:, 3]) / 2
    near = (dots[:, 2] <= box[0]) & (dots[:, 2] > box[0] - DRAWN_BULLET_EM * size)
    return bool((near & (middle > box[1]) & (middle < box[3])).any())


def _heaviest(values: Sequence[float], weights: Sequence[int]) -> float:
    totals: dict[float, int] = {}
    for value, weight in zip(values, weights, strict=True):
        totals[value] = totals.get(value, 0) + weight
    return max(totals, key=lambda value: totals[value])


def join_words(words: Words, run: Sequence[int], led: frozenset[int] = frozenset()) -> str:
    """Return the text of words in order, with a space only where the page shows one.

    Fonts whose ligatures have no Unicode break words into touching runs ("format", "ion").

    Args:
        words: Of the page.
        run: Which of them, in order.
        led: Those with a drawn leader before them.
    """
    parts = [words.text[run[0]]]
    for before, word in pairwise(run):
        if word in led:
            parts.append(f" {DRAWN_LEADER} {words.text[word]}")
            continue
        gap = words.box[word, 0] - words.box[before, 2]
        if words.space[word] or gap > SPACE_EM * max(words.size[before], words.size[word]):
            parts.append(" ")
        parts.append(words.text[word])
    return "".join(parts)
