"""From a page's words to the tokens and lines that tables are made of.

In: :class:`crossfoot.model.Words`. Out: tokens (words, repaired where typesetting tore a number
apart) and lines (tokens on one baseline). Knows nothing of columns, rules or tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from crossfoot.model import Box, Words

DESCENT = 0.22  # of the font size: the reader's boxes end this far below the baseline
SAME_BASELINE = 0.36  # of the font size; a superscript stands a third above, a line 0.9 below
LETTER_SPACE = 0.75  # of the font size: widest gap inside a letter-spaced number ("6 9 . 1 3")
THOUSANDS_SPACE = 0.42  # of the font size: widest space that groups digits ("1 225 075")
UNIT_SPACE = 0.9  # of the font size: widest gap before a detached "%" or "€"
CURRENCY_REACH = 8.0  # font sizes: a "$" at a column's left edge belongs to the number so far off
BLOCK_PITCH = 1.4  # of the font size: sideways lines closer than this are one header
MIN_LEADERS = 4  # dots in a row that lead the eye rather than end a sentence

_NUMBER = re.compile(
    r"^[(\[<>≤≥~±+\-–−]*[$€£]?\s?[+\-–−]?(\d[\d.,\s'’]*|[.,]\d+)\s?[%€$£‰]?[)\]]*[*†‡]*$"
)
_RANGE = re.compile(r"^\(?[$€£]?\d[\d.,]*\s?[-–—]\s?[$€£]?\d[\d.,]*%?\)?$")
_DATE = re.compile(r"^\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}$")
_NIL = re.compile(
    r"^([-–—−.‡†*]|\.\.|\.{3}|n\.?[adcs]\.?|na|nc|ns|nd|ref\.|x|\(\w\))$", re.IGNORECASE
)
_LEADERS = re.compile(rf"[.·…_]{{{MIN_LEADERS},}}")
_DASHES = re.compile(r"^[-–—_=─━]{5,}$")
_CURRENCY = frozenset("$€£¥")
_DASH = frozenset("-–—−")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or several that typesetting tore apart.

    Attributes:
        text: As read, NFC.
        x0, top, x1, bottom: Its box in points.
        base: Baseline, points from the top.
        size: Font size in points.
        rotation: Reading direction, degrees clockwise.
        index: Position of its first word among the page's words.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    colour: int = 0
    rotation: int = 0
    index: int = 0
    space: bool = True

    @property
    def box(self) -> Box:
        """(x0, top, x1, bottom)."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def is_number(self) -> bool:
        """Whether it reads as a printed number, a range of numbers or a nil mark."""
        return is_numeric(self.text)


_MEASURES = ("x0", "x1", "top", "bottom", "size")


@dataclass(frozen=True, slots=True)
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
        for name, value in zip(_MEASURES, (x0, x1, top, bottom, size), strict=True):
            object.__setattr__(self, name, value)

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(t.text for t in self.tokens)


@lru_cache(maxsize=65536)
def is_numeric(text: str) -> bool:
    """Whether a text reads as a number, a range or a nil mark.

    >>> [is_numeric(t) for t in ("1 225 075", "(8.8)", "$ 45.3", "—", "2019–20", "Total")]
    [True, True, True, True, True, False]
    """
    text = text.strip()
    return any(p.match(text) for p in (_NUMBER, _RANGE, _NIL, _DATE))


def has_digit(text: str) -> bool:
    """Whether any char is a digit."""
    return any(c.isdigit() for c in text)


def read_tokens(words: Words) -> list[Token]:
    """Return a token per word, in reading order of the content stream."""
    tokens = []
    for i, text in enumerate(words.text):
        x0, top, x1, bottom = (float(v) for v in words.box[i])
        size = max(float(words.size[i]), 0.5)
        tokens.append(
            Token(
                text=text,
                x0=x0,
                top=top,
                x1=x1,
                bottom=bottom,
                base=bottom - DESCENT * size,
                size=size,
                bold=bool(words.weight[i] >= 600),
                italic=bool(words.italic[i]),
                colour=int(words.colour[i]),
                rotation=int(words.rotation[i]),
                index=i,
                space=bool(words.space[i]),
            )
        )
    return tokens


def take_dashes(tokens: Iterable[Token]) -> tuple[list[Token], list[Token]]:
    """Part typed rules ("-------") from text: a typewriter's ruling lines."""
    text: list[Token] = []
    rules: list[Token] = []
    for token in tokens:
        (rules if token.rotation == 0 and _DASHES.match(token.text) else text).append(token)
    return text, rules


def group_lines(tokens: Sequence[Token]) -> list[TextLine]:
    """Group upright tokens by baseline, top to bottom; superscripts join the line they stand on.

    Args:
        tokens: Tokens of rotation 0.
    """
    if not tokens:
        return []
    single = _as_single_line(tokens)
    if single is not None:
        return [single] if single.tokens else []
    order = sorted(tokens, key=lambda t: t.base)
    groups: list[list[Token]] = []
    lead: list[Token] = []  # the largest token of each group
    for token in order:
        home = _find_line(token, groups, lead)
        if home is None:
            groups.append([token])
            lead.append(token)
        else:
            groups[home].append(token)
            if token.size > lead[home].size * 1.05:
                lead[home] = token
    lines = [
        TextLine(
            repair_line(sorted(group, key=lambda t: t.x0)),
            first.base,
            any(_LEADERS.search(t.text) for t in group),
        )
        for group, first in zip(groups, lead, strict=True)
    ]
    return sorted((line for line in lines if line.tokens), key=lambda line: line.base)


def _as_single_line(tokens: Sequence[Token]) -> TextLine | None:
    """The line of tokens that plainly share one baseline, as in most cells; None otherwise."""
    base = tokens[0].base
    if any(abs(t.base - base) > 0.05 for t in tokens):
        return None
    order = sorted(tokens, key=lambda t: t.x0)
    if any(b.x0 < a.x1 - 1.0 for a, b in pairwise(order)):
        return None
    leaders = any(_LEADERS.search(t.text) for t in tokens)
    return TextLine(repair_line(order), base, leaders)


def _find_line(token: Token, groups: list[list[Token]], lead: list[Token]) -> int | None:
    """Return the recent group a token's baseline belongs to."""
    best, best_gap = None, 1.0
    for g in range(len(groups) - 1, max(-1, len(groups) - 8), -1):
        size = max(token.size, lead[g].size)
        gap = abs(token.base - lead[g].base)
        if gap > SAME_BASELINE * size or gap / size >= best_gap:
            continue  # most of all pairs: told by two numbers, without a look at the group
        near = gap <= SAME_BASELINE * min(size, 1.2 * token.size) or _touches(token, groups[g])
        if near and not _collides(token, groups[g]):
            best, best_gap = g, gap / size
    return best


def _touches(token: Token, group: list[Token]) -> bool:
    """Whether a token stands right beside one of a group, as a superscript does."""
    reach = 0.6 * token.size
    return any(t.x0 - reach <= token.x1 and token.x0 <= t.x1 + reach for t in group)


def _collides(token: Token, group: list[Token]) -> bool:
    """Whether a token would print over one of a group: then it is on another line."""
    x0, x1 = token.x0, token.x1
    for other in group:
        left = other.x0 if other.x0 > x0 else x0  # asked for each pair of a line: no calls
        right = other.x1 if other.x1 < x1 else x1
        if right - left > 1.0 and right - left > 0.6 * min(x1 - x0, other.x1 - other.x0):
            return True
    return False


def repair_line(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Rejoin what typesetting tore apart on a line and drop dot leaders.

    Letter-spaced numbers, thousands set apart by a space, a currency sign at the left edge of
    its column, a percent sign after a thin space.
    """
    kept = _without_leaders(tokens)
    if len(kept) < 2:
        return tuple(kept)
    kept = _join(kept, _is_letter_spaced)
    kept = _join(kept, _is_thousands)
    return tuple(_join(kept, _is_unit))


def _without_leaders(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.text in {".", "·", "…", ".."}:
            run.append(token)
            continue
        if len(run) < MIN_LEADERS:
            kept.extend(run)
        run = []
        if token is None:
            break
        cut = _LEADERS.search(token.text)
        if cut is None:
            kept.append(token)
            continue
        kept.extend(_around_leaders(token, cut))
    return kept


def _around_leaders(token: Token, cut: re.Match[str]) -> list[Token]:
    """Return what stands before and after the dots in one word ("Total......12")."""
    width = (token.x1 - token.x0) / max(1, len(token.text))
    parts = []
    before, after = token.text[: cut.start()], token.text[cut.end() :]
    if before.strip():
        parts.append(replace(token, text=before.strip(), x1=token.x0 + width * len(before)))
    if after.strip():
        parts.append(replace(token, text=after.strip(), x0=token.x1 - width * len(after)))
    return parts


def _join(tokens: Sequence[Token], rule: object) -> list[Token]:
    """Join neighbours while a rule says so."""
    assert callable(rule)  # noqa: S101 # narrows the type
    joined: list[Token] = []
    for token in tokens:
        glue = rule(joined[-1], token) if joined else None
        if glue is None:
            joined.append(token)
        else:
            joined[-1] = merge_tokens(joined[-1], token, glue)
    return joined


def merge_tokens(left: Token, right: Token, glue: str) -> Token:
    """Return one token for two."""
    return replace(
        left,
        text=left.text + glue + right.text,
        x0=min(left.x0, right.x0),
        top=min(left.top, right.top),
        x1=max(left.x1, right.x1),
        bottom=max(left.bottom, right.bottom),
    )


_SPACED_PART = re.compile(r"^[\d.,%€)\-]$")
_SPACED_RUN = re.compile(r"^[(\-]?\d[\d.,]*$|^[(\-]$")


def _is_letter_spaced(left: Token, right: Token) -> str | None:
    """Glue for "6 9 . 1 3": single chars, each a digit or a mark, evenly spread."""
    if len(right.text) != 1 or not _SPACED_PART.match(right.text):
        return None
    if not _SPACED_RUN.match(left.text):
        return None
    gap = right.x0 - left.x1
    narrow = gap < 0.22 * left.size or (right.text in ".," or left.text[-1] in ".,")
    return "" if -0.3 * left.size < gap < LETTER_SPACE * left.size and narrow else None


_GROUP_HEAD = re.compile(r"^[($€£+\-–−]*\d{1,3}( \d{3})*$")
_GROUP_TAIL = re.compile(r"^\d{3}([.,]\d+)?[%€)]*$")


def _is_thousands(left: Token, right: Token) -> str | None:
    """Glue for "1 225" + "075"."""
    gap = right.x0 - left.x1
    if gap >= THOUSANDS_SPACE * max(left.size, right.size) or gap < 0:
        return None
    if left.bold != right.bold or not _GROUP_TAIL.match(right.text):
        return None
    return " " if _GROUP_HEAD.match(left.text) else None


def _is_unit(left: Token, right: Token) -> str | None:
    """Glue for "$" + "299.9", "654,34" + "€", "15,6" + "%"."""
    gap = right.x0 - left.x1
    if left.text in _CURRENCY and (right.text in _DASH or has_digit(right.text[:3])):
        return " " if gap < CURRENCY_REACH * left.size else None
    if right.text in {"%", "€", "$", "£", "k€", "M€", "‰", ")", "%)"} and has_digit(left.text[-1:]):
        return " " if gap < UNIT_SPACE * left.size else None
    if left.text in {"(", "-", "–", "+", "−"} and right.is_number and has_digit(right.text[:1]):
        return "" if gap < 0.5 * left.size and left.space else None
    return None


def split_chunks(tokens: Sequence[Token], gap: float) -> list[tuple[Token, ...]]:
    """Split a line where tokens stand further apart than ``gap`` font sizes."""
    chunks: list[list[Token]] = []
    end = -np.inf
    for token in tokens:
        if chunks and token.x0 - end <= gap * max(token.size, chunks[-1][-1].size):
            chunks[-1].append(token)
        else:
            chunks.append([token])
        end = max(end, token.x1) if len(chunks[-1]) > 1 else token.x1
    return [tuple(c) for c in chunks]


def join_rotated(tokens: Sequence[Token]) -> list[Token]:
    """Return one token per line of sideways text, read upright.

    Args:
        tokens: Tokens of rotation 90 or 270 (a header turned to the side).
    """
    joined: list[Token] = []
    for rotation in (90, 270):
        lines: dict[int, list[Token]] = {}
        for token in (t for t in tokens if t.rotation == rotation):
            lines.setdefault(_rotated_line(token, lines), []).append(token)
        for members in lines.values():
            members.sort(key=lambda t: -t.bottom if rotation == 270 else t.top)
            joined.extend(_join_along(members))
    return joined


def _rotated_line(token: Token, lines: dict[int, list[Token]]) -> int:
    """Return the key of the sideways line a token stands on, a new one where there is none."""
    for key, members in lines.items():
        first = members[0]
        if abs(first.middle - token.middle) < 0.3 * token.size:
            return key
    return len(lines)


def _join_along(members: Sequence[Token]) -> list[Token]:
    """Join the tokens of one sideways line where they follow each other."""
    runs: list[Token] = []
    for token in members:
        if runs:
            last = runs[-1]
            gap = max(token.top - last.bottom, last.top - token.bottom)
            if gap < 1.0 * token.size:
                glue = "" if gap < 0.08 * token.size and not token.space else " "
                runs[-1] = merge_tokens(last, token, glue)
                continue
        runs.append(token)
    return runs


def join_blocks(lines: Sequence[Token]) -> list[Token]:
    """Return one token per block of sideways lines set closely, as in one header cell.

    Args:
        lines: Sideways lines, from ``join_rotated``.
    """
    blocks: list[list[Token]] = []
    for line in sorted(lines, key=lambda t: t.middle):
        if blocks and _is_next_line(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_as_one(block) for block in blocks]


def _as_one(block: Sequence[Token]) -> Token:
    x0, top, x1, bottom = hull(t.box for t in block)
    return replace(block[0], text=cell_text(block), x0=x0, top=top, x1=x1, bottom=bottom)


def _is_next_line(last: Token, line: Token) -> bool:
    close = line.middle - last.middle < BLOCK_PITCH * max(line.size, last.size)
    overlap = min(last.bottom, line.bottom) - max(last.top, line.top)
    return close and overlap > 0 and last.rotation == line.rotation


_HYPHENATED = re.compile(r"[^\W\d_]{2}[-‐]$")


def cell_text(tokens: Sequence[Token]) -> str:
    """Return the text of a cell: lines joined by spaces, hyphenated ends rejoined, NFC.

    Sideways lines follow the direction they are turned: 270 reads left to right, 90 right to left.
    """
    upright = [t for t in tokens if t.rotation in (0, 180)]
    turned = [t for t in tokens if t.rotation in (90, 270)]
    turned.sort(key=lambda t: t.middle if t.rotation == 270 else -t.middle)
    lines = [line_text(line.tokens) for line in group_lines(upright)]
    parts = [*lines, *(t.text for t in turned)]
    text = ""
    for part in parts:
        if _HYPHENATED.search(text) and part[:1].islower():
            text = text[:-1] + part
        else:
            text = f"{text} {part}" if text else part
    return unicodedata.normalize("NFC", " ".join(text.split()))


def line_text(tokens: Sequence[Token]) -> str:
    """Join the tokens of a line, without a space where none was drawn and no gap is seen."""
    text = ""
    end = 0.0
    for token in tokens:
        close = token.x0 - end < 0.12 * token.size and not token.space
        text = text + token.text if not text or close else f"{text} {token.text}"
        end = token.x1
    return text


def hull(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around boxes.

    Raises:
        ValueError: There are none.
    """
    array = list(boxes)
    if not array:
        raise ValueError("the hull of no boxes is undefined")
    return (
        min(b[0] for b in array),
        min(b[1] for b in array),
        max(b[2] for b in array),
        max(b[3] for b in array),
    )
