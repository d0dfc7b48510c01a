"""Rejoins what typesetting tore apart on a line, and drops dot leaders.

Letter-spaced numbers, thousands set apart by a space, a currency sign at the left edge of its
column, a percent sign after a thin space. In and out: the tokens of one line, left to right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from crossfoot.extractors.kinds import has_digit
from crossfoot.extractors.tokens.tokens import TYPED_SPACE, Token, are_typed, merge_tokens

LETTER_SPACE = 0.75  # of the font size: widest gap inside a letter-spaced number ("6 9 . 1 3")
THOUSANDS_SPACE = 0.42  # of the font size: widest space that groups digits ("1 225 075")
NARROW = 0.215  # …beside a digit: less than the space of a text face, 0.22 at least
UNIT_SPACE = 0.9  # of the font size: widest gap before a detached "%" or "€"
CURRENCY_REACH = 8.0  # font sizes: a "$" at a column's left edge belongs to the number so far off
LAP = 0.3  # of the font size: how far chars of one number may print over one another
SIGN_SPACE = 0.5  # of the font size: widest gap between a sign or bracket and its number
MIN_LEADERS = 4  # dots in a row that lead the eye rather than end a sentence

_LEADERS = re.compile(rf"[.·…_]{{{MIN_LEADERS},}}")
_CURRENCY = frozenset("$€£¥")
_DASH = frozenset("-–—−")

Rule = Callable[[Token, Token], str | None]
"""What to put between two neighbours that are one; ``None`` when they are not."""


def repair_line(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], bool]:
    """Return the tokens of a line as they belong together, and whether leaders stood there."""
    kept, leaders = tokens, False
    if _LEADERS.search("".join([t.text for t in tokens])):  # in a token, or over several
        leaders = any(_LEADERS.search(t.text) for t in tokens)
        kept = _without_leaders(tokens)
    for rule in (_is_letter_spaced, _is_thousands, _is_unit):
        if len(kept) > 1:
            kept = _join(kept, rule)
    return tuple(kept), leaders


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


def _join(tokens: Sequence[Token], rule: Rule) -> list[Token]:
    """Join neighbours while a rule says so; a plain word is no part of a number."""
    joined = [tokens[0]]
    for token in tokens[1:]:
        glue = None if token.text.isalpha() else rule(joined[-1], token)
        if glue is None:
            joined.append(token)
        else:
            joined[-1] = merge_tokens(joined[-1], token, glue)
    return joined


_SPACED_PART = re.compile(r"^[\d.,%€)\-]$")
_SPACED_RUN = re.compile(r"^[(\-]?\d[\d.,]*$|^[(\-]$")


def _is_letter_spaced(left: Token, right: Token) -> str | None:
    """Glue for "6 9 . 1 3": single chars, each a digit or a mark, evenly spread."""
    if len(right.text) != 1 or not _SPACED_PART.match(right.text):
        return None
    if not _SPACED_RUN.match(left.text):
        return None
    gap = right.x0 - left.x1
    narrow = gap < NARROW * left.size or (right.text in ".," or left.text[-1] in ".,")
    return "" if -LAP * left.size < gap < LETTER_SPACE * left.size and narrow else None


_GROUP_HEAD = re.compile(r"^[($€£+\-–−]*\d{1,3}( \d{3})*$")
_GROUP_TAIL = re.compile(r"^\d{3}([.,]\d+)?[%€)]*$")


def _is_thousands(left: Token, right: Token) -> str | None:
    """Glue for "1 225" + "075"."""
    gap = right.x0 - left.x1
    if left.bold != right.bold or not _GROUP_TAIL.match(right.text):
        return None
    if gap < 0 or not _GROUP_HEAD.match(left.text):
        return None
    space = TYPED_SPACE if are_typed(left, right) else THOUSANDS_SPACE
    return " " if gap < space * max(left.size, right.size) else None


def _is_unit(left: Token, right: Token) -> str | None:
    """Glue for "$" + "299.9", "654,34" + "€", "15,6" + "%"."""
    gap = right.x0 - left.x1
    if left.text in _CURRENCY and (right.text in _DASH or has_digit(right.text[:3])):
        return " " if gap < CURRENCY_REACH * left.size else None
    if right.text in _CURRENCY and left.text[:1] in _CURRENCY:
        return None  # each amount has its sign before it: this one is of the next column
    if right.text in {"%", "€", "$", "£", "k€", "M€", "‰", ")", "%)"} and has_digit(left.text[-1:]):
        return " " if gap < UNIT_SPACE * left.size else None
    if left.text in {"(", "-", "–", "+", "−"} and right.is_number and has_digit(right.text[:1]):
        return "" if gap < SIGN_SPACE * left.size and left.space else None
    return None
