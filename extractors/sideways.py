"""Sideways text: headers turned to the left or right, read upright.

In: tokens of rotation 90 or 270. Out: one token per line, or per block of lines set closely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.textlines import cell_text
from extractors.tokens import Token, hull, merge_tokens

BLOCK_PITCH = 1.4  # of the font size: sideways lines closer than this are one header


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
    return replace(block[0], text=cell_text((), block), x0=x0, top=top, x1=x1, bottom=bottom)


def _is_next_line(last: Token, line: Token) -> bool:
    close = line.middle - last.middle < BLOCK_PITCH * max(line.size, last.size)
    overlap = min(last.bottom, line.bottom) - max(last.top, line.top)
    return close and overlap > 0 and last.rotation == line.rotation
