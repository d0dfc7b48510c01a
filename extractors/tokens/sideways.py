"""Sideways text: headers turned to the left or right, read upright.

In: tokens of rotation 90 or 270. Out: one token per line, or per block of lines set closely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from crossfoot.extractors.tokens.textlines import cell_text
from crossfoot.extractors.tokens.tokens import Token, merge_tokens
from crossfoot.geometry import hull

BLOCK_PITCH = 1.4  # of the font size: sideways lines closer than this are one header
LOOSE_PITCH = 1.8  # …or than this, where each line breaks because its next word had no room

SAME_LINE = 0.3  # of the font size: middles of one sideways line
NEXT_WORD = 1.0  # of the font size: words further apart are two texts
NO_SPACE = 0.08  # of the font size: a narrower gap is none
FULL = 0.95  # of the longest line: a word's width is judged by its chars


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
        if abs(first.middle - token.middle) < SAME_LINE * token.size:
            return key
    return len(lines)


def _join_along(members: Sequence[Token]) -> list[Token]:
    """Join the tokens of one sideways line where they follow each other."""
    runs: list[Token] = []
    for token in members:
        if runs:
            last = runs[-1]
            gap = max(token.top - last.bottom, last.top - token.bottom)
            if gap < NEXT_WORD * token.size:
                glue = "" if gap < NO_SPACE * token.size and not token.space else " "
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
    order = sorted(lines, key=lambda t: t.middle)
    pitch = LOOSE_PITCH if _is_set_loosely(order) else BLOCK_PITCH
    for line in order:
        if blocks and _is_next_line(blocks[-1][-1], line, pitch):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_as_one(block) for block in blocks]


def _is_set_loosely(lines: Sequence[Token]) -> bool:
    """Whether all lines a little too far apart for one header break for want of room.

    Headers of one line each over narrow columns stand as far apart, but end where they like.
    """
    loose = [
        (a, b)
        for a, b in pairwise(lines)
        if _is_next_line(a, b, LOOSE_PITCH) and not _is_next_line(a, b, BLOCK_PITCH)
    ]
    room = max((line.bottom - line.top for line in lines), default=0.0)
    # A block turned to 270 reads left to right, one turned to 90 right to left.
    ordered = ((a, b) if a.rotation == 270 else (b, a) for a, b in loose)
    return bool(loose) and all(_had_no_room(upper, lower, room) for upper, lower in ordered)


def _had_no_room(line: Token, after: Token, room: float) -> bool:
    """Whether the first word of the next line would have reached beyond the longest line."""
    word = after.text.split()[0]
    needed = (len(word) + 1) / len(after.text) * (after.bottom - after.top)
    return line.bottom - line.top + needed > FULL * room


def _as_one(block: Sequence[Token]) -> Token:
    x0, top, x1, bottom = hull(t.box for t in block)
    return replace(block[0], text=cell_text((), block), x0=x0, top=top, x1=x1, bottom=bottom)


def _is_next_line(last: Token, line: Token, pitch: float) -> bool:
    close = line.middle - last.middle < pitch * max(line.size, last.size)
    overlap = min(last.bottom, line.bottom) - max(last.top, line.top)
    return close and overlap > 0 and last.rotation == line.rotation
