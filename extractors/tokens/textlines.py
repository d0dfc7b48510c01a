"""From tokens to text lines.

In: tokens of a page or of a cell. Out: lines (tokens on one baseline, repaired where typesetting
tore a number apart), and their text. Knows nothing of columns, rules or tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from statistics import median

from crossfoot.extractors.tokens.repairs import repair_line
from crossfoot.extractors.tokens.tokens import Token

SAME_BASELINE = 0.36  # of the font size; a superscript stands a third above, a line 0.9 below
CLOSE = 0.72  # of the font size: lines closer than this share a row (centred labels)
LEVEL = 0.05  # at a body of 9: baselines this close are one
MARK_SIZE = 0.8  # of the type beside it: raised marks are no larger
RAISED = 0.6  # of the type size: marks stand no higher over their line
LARGER = 1.05  # of the size of a line's first token: one so large leads it
COLLIDES = 0.6  # of the narrower of two tokens that would print over one another
PRINTS_OVER = 1.0  # at a body of 9: what stands less over its neighbour was set close
BESIDE = 0.6  # of the font size: a superscript stands so near to its word
LITTLE_LARGER = 1.2  # of its own size: what a token may take for the line's
NO_SPACE = 0.12  # of the font size: a narrower gap is none
RECENT = 7  # lines begun last that a token may still join
WAIST = 0.3  # of the font size above the baseline: the middle of small letters


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """Tokens on one baseline, left to right.

    Attributes:
        base: Baseline of its largest token.
        leaders: Whether dot leaders were printed between its tokens.
        x0, x1, top, bottom: Hull of its tokens.
        size: Largest font size on the line.
    """

    tokens: tuple[Token, ...]
    base: float
    leaders: bool = False
    x0: float = field(init=False)
    x1: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure the line once: regions and rows ask for its edges again and again."""
        tokens = self.tokens
        x0 = x1 = top = bottom = size = 0.0
        if tokens:
            first = tokens[0]
            x0, x1, top, bottom, size = first.x0, first.x1, first.top, first.bottom, first.size
            for t in tokens[1:]:
                x1 = t.x1 if t.x1 > x1 else x1
                top = t.top if t.top < top else top
                bottom = t.bottom if t.bottom > bottom else bottom
                size = t.size if t.size > size else size
        put = object.__setattr__
        put(self, "x0", x0)
        put(self, "x1", x1)
        put(self, "top", top)
        put(self, "bottom", bottom)
        put(self, "size", size)

    @property
    def waist(self) -> float:
        """Height of the middle of its small letters: where the eye sees the line."""
        return self.base - WAIST * self.size

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(t.text for t in self.tokens)


def with_tokens(line: TextLine, tokens: tuple[Token, ...]) -> TextLine:
    """Return a line with some of its tokens: itself when they are all."""
    whole = len(tokens) == len(line.tokens)
    return line if whole else TextLine(tokens, line.base, line.leaders)


_by_base = attrgetter("base")
_by_left = attrgetter("x0")


def group_lines(tokens: Sequence[Token]) -> list[TextLine]:
    """Group upright tokens by baseline, top to bottom; superscripts join the line they stand on.

    Args:
        tokens: Tokens of rotation 0.
    """
    if not tokens:
        return []
    order = sorted(tokens, key=_by_base)
    reach = SAME_BASELINE * max([t.size for t in order])
    lines: list[TextLine] = []
    start = 0
    for i in range(1, len(order) + 1):  # no line reaches over a gap that wide
        if i == len(order) or order[i].base - order[i - 1].base > reach:
            lines.extend(_group_band(order[start:i]))
            start = i
    return _with_marks(lines)


def _with_marks(lines: list[TextLine]) -> list[TextLine]:
    """Give lines the small raised marks that stand right beside their words: "land (1)", "m 3"."""
    kept: list[TextLine] = []
    for line in lines:
        if kept and _are_marks(kept[-1], line):
            both = sorted((*kept.pop().tokens, *line.tokens), key=_by_left)
            kept.append(TextLine(tuple(both), line.base, line.leaders))
        else:
            kept.append(line)
    return kept


def _are_marks(marks: TextLine, line: TextLine) -> bool:
    """Whether all of a line is small, raised above the next one, and beside words of it."""
    if marks.size > MARK_SIZE * line.size or line.base - marks.base > RAISED * line.size:
        return False
    return all(_touches(t, line.tokens) and not _collides(t, line.tokens) for t in marks.tokens)


def _group_band(band: list[Token]) -> list[TextLine]:
    """Return the lines of tokens whose baselines are close, sorted by baseline."""
    order = sorted(band, key=_by_left)
    if band[-1].base - band[0].base <= LEVEL and not any(map(_overlap, order, order[1:])):
        return _make_line(order, _lead(band))
    lines = [
        line
        for group, lead in zip(*_part_band(band), strict=True)
        for line in _make_line(sorted(group, key=_by_left), lead)
    ]
    return sorted(lines, key=_by_base)


def _overlap(left: Token, right: Token) -> bool:
    return right.x0 < left.x1 - PRINTS_OVER


def _make_line(tokens: Sequence[Token], lead: Token) -> list[TextLine]:
    """Return the line of tokens; nothing where all are leaders."""
    repaired, leaders = repair_line(tokens)
    return [TextLine(repaired, lead.base, leaders)] if repaired else []


def _lead(band: Sequence[Token]) -> Token:
    """The first of clearly larger tokens: the others are superscripts on its line."""
    lead = band[0]
    for token in band:
        if token.size > lead.size * LARGER:
            lead = token
    return lead


def _part_band(band: Sequence[Token]) -> tuple[list[list[Token]], list[Token]]:
    """Deal tokens out to lines; return the lines and the leading token of each."""
    groups: list[list[Token]] = []
    lead: list[Token] = []
    for token in band:
        home = _find_line(token, groups, lead)
        if home is None:
            groups.append([token])
            lead.append(token)
        else:
            groups[home].append(token)
            lead[home] = _lead((lead[home], token))
    return groups, lead


def _find_line(token: Token, groups: list[list[Token]], lead: list[Token]) -> int | None:
    """Return the recent group a token's baseline belongs to."""
    best, best_gap = None, 1.0
    base, own = token.base, token.size
    for g in range(len(groups) - 1, max(-1, len(groups) - 1 - RECENT), -1):
        size = own if own > lead[g].size else lead[g].size
        gap = abs(base - lead[g].base)
        if gap > SAME_BASELINE * size or gap / size >= best_gap:
            continue  # most of all pairs: told by two numbers, without a look at the group
        near = gap <= SAME_BASELINE * min(size, LITTLE_LARGER * own) or _touches(token, groups[g])
        if near and not _collides(token, groups[g]):
            best, best_gap = g, gap / size
    return best


def _touches(token: Token, group: Sequence[Token]) -> bool:
    """Whether a token stands right beside one of a group, as a superscript does."""
    reach = BESIDE * token.size
    return any(t.x0 - reach <= token.x1 and token.x0 <= t.x1 + reach for t in group)


def _collides(token: Token, group: Sequence[Token]) -> bool:
    """Whether a token would print over one of a group: then it is on another line."""
    x0, x1 = token.x0, token.x1
    for other in group:
        left = other.x0 if other.x0 > x0 else x0  # asked for each pair of a line: no calls
        right = other.x1 if other.x1 < x1 else x1
        lap = right - left
        if lap > PRINTS_OVER and lap > COLLIDES * min(x1 - x0, other.x1 - other.x0):
            return True
    return False


def usual_pitch(lines: Sequence[TextLine]) -> float:
    """Return the tightest common distance of baselines, in points: that of their lowest fifth."""
    if len(lines) < 2:
        return 12.0
    size = median([line.size for line in lines])
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if b.base - a.base > CLOSE * size)
    if not steps:
        return 1.2 * size
    whole, share = divmod(0.2 * (len(steps) - 1), 1)
    low, high = steps[int(whole)], steps[min(int(whole) + 1, len(steps) - 1)]
    return min(max(low + share * (high - low), 0.95 * size), 1.9 * size)


def split_chunks(tokens: tuple[Token, ...], gap: float) -> list[tuple[Token, ...]]:
    """Split a line where tokens stand further apart than ``gap`` font sizes."""
    if not tokens:
        return []
    chunks: list[tuple[Token, ...]] = []
    start, last = 0, tokens[0]
    end = last.x1
    for i, token in enumerate(tokens):
        size = token.size if token.size > last.size else last.size
        if token.x0 - end > gap * size:
            chunks.append(tokens[start:i])
            start, end = i, token.x1
        elif token.x1 > end:
            end = token.x1
        last = token
    return [*chunks, tokens[start:]]


_HYPHENATED = re.compile(r"[^\W\d_]{2}[-‐]$")
_ADDRESS = re.compile(r"\S*(?:/|@|www\.)\S*-$")  # of the web: its hyphens are its own


def cell_text(lines: Sequence[TextLine], turned: Sequence[Token] = ()) -> str:
    """Return the text of a cell: lines joined by spaces, hyphenated ends rejoined, NFC.

    An address of the web keeps the hyphen it is broken at.

    Args:
        lines: Its upright text.
        turned: Its sideways lines; they follow the direction they are turned: 270 reads left to
            right, 90 right to left.
    """
    turned = sorted(turned, key=lambda t: t.middle if t.rotation == 270 else -t.middle)
    text = ""
    for part in (*(line_text(line.tokens) for line in lines), *(t.text for t in turned)):
        if _HYPHENATED.search(text) and part[:1].islower():
            text = text + part if _ADDRESS.search(text) else text[:-1] + part
        else:
            text = f"{text} {part}" if text else part
    return unicodedata.normalize("NFC", " ".join(text.split()))


def line_text(tokens: Sequence[Token]) -> str:
    """Join the tokens of a line, without a space where none was drawn and no gap is seen."""
    text = ""
    end = 0.0
    for token in tokens:
        close = token.x0 - end < NO_SPACE * token.size and not token.space
        text = text + token.text if not text or close else f"{text} {token.text}"
        end = token.x1
    return text
