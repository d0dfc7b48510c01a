"""Column headers: how many lines they take, and how their texts stack and span.

In: the placed lines of a region. Out: header cells with levels. Headers on several levels span
columns, they do not define them: a rule under a text says over which columns it stands, else its
middle does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from crossfoot.extractors.tables.columns import count_numbers, first_body_line
from crossfoot.extractors.tables.grids import MAX_HEADER_LINES, GridCell
from crossfoot.extractors.tables.layout import Layout, Part, PlacedLine
from crossfoot.extractors.tables.regions import is_data, is_years
from crossfoot.extractors.tables.rows import FULL_RULE, rule_share, rules_between
from crossfoot.extractors.tokens.rulings import Lines
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token

OWN_RULES = 0.8  # of the columns beside the stub, when headers are underlined one by one
CENTRED = 0.9  # of the font size: how far a spanning header's middle may be off
WIDE_BAND = 0.5  # of the table's width: a shaded band so wide may be its header
FULL_LINE = 0.6  # of the columns that the line below bold lines fills to be the body's first
UNDER = 0.5  # of the font size: middles so close are one above the other
HELD = 0.6  # of a column's ink under a wide text for the text to be that column's
ALSO_HELD = 0.5  # …of another column's for it to be both's
FLUSH = 0.4  # of the font size: edges so close are one
FLUSH_SPAN = 0.3  # …of a text over several columns
PER_COLUMN = 0.3  # of `CENTRED` more for each column spanned: widths add up their errors
SIDE_BY_SIDE = 0.5  # of the lower of two texts' heights that they share


@dataclass(slots=True)
class Stack:
    """A header cell while its lines are gathered."""

    c0: int
    c1: int
    parts: list[Part] = field(default_factory=list)
    bottom: float = 0.0
    level: int = 0
    ruled: bool = False

    def tokens(self) -> tuple[Token, ...]:
        """All its tokens."""
        return tuple(t for p in self.parts for t in p.tokens)

    @property
    def x0(self) -> float:
        """Left edge of its text."""
        return min(p.x0 for p in self.parts)

    @property
    def x1(self) -> float:
        """Right edge of its text."""
        return max(p.x1 for p in self.parts)


def count_header_lines(layout: Layout, turned: Sequence[Token]) -> int:
    """Return how many lines on top are column headers."""
    lines = [p.line for p in layout.lines]
    if turned:
        floor = max(t.bottom for t in turned)
        return sum(line.waist <= floor for line in lines)
    for count in (_by_rule(layout), _by_shade(layout)):
        if count:
            return count
    return _by_content(layout)


def _by_rule(layout: Layout) -> int:
    """Lines above the first rule across the whole table."""
    for i in range(1, min(len(layout.lines), MAX_HEADER_LINES + 1)):
        upper, lower = layout.lines[i - 1].line, layout.lines[i].line
        rules = rules_between(layout, upper, lower)
        if rule_share(layout, rules) >= FULL_RULE and _reaches_stub(layout, rules):
            above = [p.line for p in layout.lines[:i]]
            return i if sum(map(is_data, above)) <= 1 else 0
    return 0


def _reaches_stub(layout: Layout, rules: Lines) -> bool:
    """Whether a rule runs over the first column too: else it stands under spanning headers."""
    return bool((rules[:, 1] < (layout.bounds[0] + layout.bounds[1]) / 2).any())


def _by_shade(layout: Layout) -> int:
    """Lines inside the first wide shaded band, where it starts the table."""
    if not len(layout.shades):
        return 0
    first = layout.lines[0].line
    middle = first.waist
    wide = (layout.shades[:, 2] - layout.shades[:, 0]) > WIDE_BAND * layout.width
    inside = layout.shades[wide & (layout.shades[:, 1] < middle) & (layout.shades[:, 3] > middle)]
    if not len(inside):
        return 0
    end = float(inside[:, 3].min())
    count = sum(p.line.waist < end for p in layout.lines)
    above = [p.line for p in layout.lines[:count]]
    return count if count < len(layout.lines) and sum(map(is_data, above)) <= 1 else 0


def _by_content(layout: Layout) -> int:
    """Lines above the first one that is rich in numbers, or bold lines on top."""
    lines = [p.line for p in layout.lines]
    start = min(first_body_line(lines), MAX_HEADER_LINES)
    while start < len(lines) - 1 and _is_years(layout.lines[start]):
        start += 1
    bold = _bold_prefix(lines)
    if bold > 0 and (bold < start or not any(count_numbers(line) for line in lines)):
        first = layout.lines[bold]
        if start == 0 or len(first.columns) >= FULL_LINE * (len(layout.bounds) - 1):
            start = bold
    while (
        start > 1
        and _is_section(layout.lines[start - 1])
        and len(layout.lines[start - 2].parts) > 1
    ):
        start -= 1
    start = _ruled_off(layout, start)
    return max(1, start) if start < len(lines) else 1


def _ruled_off(layout: Layout, start: int) -> int:
    """Return where the header ends when each column has a rule of its own under its header.

    Accounts underline every header; sections and a line with few numbers come before the first
    full line of the body.
    """
    columns = len(layout.bounds) - 2  # beside the stub
    for i in range(min(start, len(layout.lines) - 1), 0, -1):
        rules = rules_between(layout, layout.lines[i - 1].line, layout.lines[i].line)
        under = [_columns_under(layout, x0, x1) for _, x0, x1 in rules]
        own = sum(span is None for span in under)
        if columns >= 2 and own == len(rules) and own >= OWN_RULES * columns:
            return i
    return start


def _bold_prefix(lines: Sequence[TextLine]) -> int:
    """Lines on top that are all bold, when the rest is not; else none."""
    bold = [all(t.bold for t in line.tokens) for line in lines]
    count = next((i for i, b in enumerate(bold) if not b), len(bold))
    return count if 0 < count < len(lines) and count <= MAX_HEADER_LINES else 0


def _is_section(placed: PlacedLine) -> bool:
    return len(placed.parts) == 1 and placed.parts[0].c0 == 0


def _is_years(placed: PlacedLine) -> bool:
    """Whether all that a line prints beyond the stub are years."""
    tokens = [t for p in placed.parts if p.c0 > 0 for t in p.tokens]
    stub = [t for p in placed.parts if p.c0 == 0 for t in p.tokens]
    if any(t.is_number for t in stub):
        return False
    return is_years(tokens)


def stack_header(layout: Layout, turned: Sequence[Token], count: int) -> tuple[list[GridCell], int]:
    """Return the header's cells and how many rows they take.

    Args:
        layout: All lines of the region.
        turned: Sideways header lines.
        count: Lines of the header, from ``count_header_lines``.
    """
    n_cols = len(layout.bounds) - 1
    stacks = _gather(layout, count, n_cols)
    _add_turned(stacks, turned, layout)
    if not stacks:
        return [], 0
    _widen_spanning(stacks, layout)
    return _to_cells(stacks, n_cols)


def _gather(layout: Layout, count: int, n_cols: int) -> list[Stack]:
    """Join the lines of each header cell, top to bottom."""
    stacks: list[Stack] = []
    last: list[Stack | None] = [None] * n_cols
    for i in range(count):
        placed = layout.lines[i]
        for part in placed.parts:
            c0, c1, ruled = _header_span(layout, i, part)
            above = last[c0]
            if above is not None and _joins(layout, above, c0, c1, i):
                above.parts.append(part)
                above.bottom = placed.line.base
                continue
            stack = Stack(c0, c1, [part], placed.line.base, ruled=ruled)
            stacks.append(stack)
            for c in range(c0, c1 + 1):
                last[c] = stack
    return stacks


def _header_span(layout: Layout, i: int, part: Part) -> tuple[int, int, bool]:
    """Columns a header part stands over, and whether the rule under its text says so."""
    ruled = _span_by_rule(layout, i, part)
    if ruled is not None:
        return (*ruled, True)
    if part.c0 == part.c1:
        return part.c0, part.c1, False
    return (*_narrow(layout, part), False)


def _span_by_rule(layout: Layout, i: int, part: Part) -> tuple[int, int] | None:
    """Columns over which the partial rule below a text reaches, in its line or the next few."""
    upper = layout.lines[i].line
    for k in range(i + 1, min(i + 4, len(layout.lines))):
        lower = layout.lines[k].line
        rules = rules_between(layout, upper, lower)
        for _, x0, x1 in rules:
            if (x1 - x0) >= FULL_RULE * layout.width:
                continue
            if x0 - 2 <= part.x0 and part.x1 <= x1 + 2:
                return _columns_under(layout, x0, x1)
        if len(rules):
            return None
        if _prints_under(layout.lines[k], part):
            below = next(
                (p for p in layout.lines[k].parts if p.c0 <= part.c1 and p.c1 >= part.c0), None
            )
            if (
                below is not None
                and below.c0 == below.c1
                and part.c0 == part.c1
                and below.c0 != part.c0
            ):
                return None
    return None


def _prints_under(placed: PlacedLine, part: Part) -> bool:
    return any(p.c0 <= part.c1 and p.c1 >= part.c0 for p in placed.parts)


def _columns_under(layout: Layout, x0: float, x1: float) -> tuple[int, int] | None:
    """Columns whose ink stands under a rule; None for fewer than two."""
    with np.errstate(invalid="ignore"):  # a lone column is open on both sides: no middle, NaN
        middles = layout.limits.mean(axis=1)
    room = (layout.bounds[:-1] + layout.bounds[1:]) / 2
    middles = np.where(np.isfinite(middles), middles, room)
    under = np.flatnonzero((middles >= x0 - 1) & (middles <= x1 + 1))
    if len(under) < 2:
        return None
    return int(under[0]), int(under[-1])


def _narrow(layout: Layout, part: Part) -> tuple[int, int]:
    """A text wider than its column still belongs to one column where it is flush with it."""
    size = part.tokens[0].size
    limits = layout.limits[part.c0 : part.c1 + 1]
    ink = limits[np.isfinite(limits[:, 0])]
    if not len(ink):
        return part.c0, part.c1
    middle = (part.x0 + part.x1) / 2
    if abs(middle - (ink[0, 0] + ink[-1, 1]) / 2) < UNDER * size:
        return part.c0, part.c1
    for c in range(part.c0, part.c1 + 1):
        x0, x1 = layout.limits[c]
        if not np.isfinite(x0):
            continue
        flush = min(abs(part.x0 - x0), abs(part.x1 - x1), abs(middle - (x0 + x1) / 2))
        covered = min(part.x1, x1) - max(part.x0, x0) > HELD * (x1 - x0)
        if flush < FLUSH * size and covered:
            others = [
                k
                for k in range(part.c0, part.c1 + 1)
                if k != c
                and np.isfinite(layout.limits[k, 0])
                and min(part.x1, layout.limits[k, 1]) - max(part.x0, layout.limits[k, 0])
                > ALSO_HELD * (layout.limits[k, 1] - layout.limits[k, 0])
            ]
            if not others:
                return c, c
    return part.c0, part.c1


def _joins(layout: Layout, above: Stack, c0: int, c1: int, i: int) -> bool:
    """Whether a part continues the header cell above it."""
    if (above.c0, above.c1) != (c0, c1):
        same_middle = above.c0 <= c0 and c1 <= above.c1 and above.c0 != above.c1
        if not (same_middle and len(above.parts) and _is_centred_under(above, layout, i, c0, c1)):
            return False
    lower = layout.lines[i].line
    if i == 0 or above.bottom == lower.base:
        return True
    upper = min((p.line for p in layout.lines[:i]), key=lambda u: abs(u.base - above.bottom))
    rules = rules_between(layout, upper, lower)
    left = max(above.x0, layout.bounds[above.c0])
    right = min(above.x1, layout.bounds[above.c1 + 1])
    crossing = (rules[:, 1] < right - 1) & (rules[:, 2] > left + 1)
    return not bool(crossing.any())


def _is_centred_under(above: Stack, layout: Layout, i: int, c0: int, c1: int) -> bool:
    """A second, narrower line of a spanning header stands under its first line's middle, alone."""
    part = layout.lines[i].part(c0)
    if part is None:
        return False
    alone = not any(
        p is not part and p.c0 <= above.c1 and p.c1 >= above.c0 for p in layout.lines[i].parts
    )
    size = part.tokens[0].size
    middle = abs((part.x0 + part.x1) / 2 - (above.x0 + above.x1) / 2)
    del c1
    return alone and middle < CENTRED * size


def _add_turned(stacks: list[Stack], turned: Sequence[Token], layout: Layout) -> None:
    """Add sideways texts: one cell per column."""
    for token in turned:
        col = int(np.searchsorted(layout.cuts, token.middle))
        part = Part(col, col, (token,))
        home = next((s for s in stacks if s.c0 == s.c1 == col), None)
        if home is None:
            stacks.append(Stack(col, col, [part], token.bottom))
        else:
            home.parts.append(part)


def _widen_spanning(stacks: list[Stack], layout: Layout) -> None:
    """Let a header that stands above others reach over the columns it is centred on."""
    for stack in stacks:
        below = [
            s
            for s in stacks
            if s is not stack and min(p.tokens[0].base for p in s.parts) > stack.bottom + 1
        ]
        if not below or any(s.c0 <= stack.c0 and s.c1 >= stack.c1 and s.c0 != s.c1 for s in below):
            continue
        beside = [s for s in stacks if s is not stack and _same_height(s, stack)]
        lo = max([s.c1 + 1 for s in beside if s.c1 < stack.c0], default=0)
        hi = min([s.c0 - 1 for s in beside if s.c0 > stack.c1], default=len(layout.bounds) - 2)
        under = {c for s in below for c in range(s.c0, s.c1 + 1)}
        best = _centred_range(stack, layout, lo, hi, under)
        if best is not None:
            stack.c0, stack.c1 = best


def _same_height(a: Stack, b: Stack) -> bool:
    """Whether two header texts stand side by side."""
    top_a, top_b = (min(t.top for t in s.tokens()) for s in (a, b))
    low_a, low_b = (max(t.bottom for t in s.tokens()) for s in (a, b))
    return min(low_a, low_b) - max(top_a, top_b) > SIDE_BY_SIDE * min(low_a - top_a, low_b - top_b)


def _centred_range(
    stack: Stack, layout: Layout, lo: int, hi: int, under: set[int]
) -> tuple[int, int] | None:
    """The widest run of columns, at least two and all headed below, that a text is centred on."""
    size = stack.parts[0].tokens[0].size
    middle = (stack.x0 + stack.x1) / 2
    best: tuple[int, int] | None = None
    for c0 in range(lo, stack.c0 + 1):
        for c1 in range(max(stack.c1, c0 + 1), hi + 1):
            if not all(c in under for c in range(c0, c1 + 1)):
                continue
            x0, x1 = layout.limits[c0, 0], layout.limits[c1, 1]
            if not (np.isfinite(x0) and np.isfinite(x1)):
                continue
            room = (layout.bounds[c0] + layout.bounds[c1 + 1]) / 2
            off = min(abs((x0 + x1) / 2 - middle), abs(room - middle))
            flush = abs(x0 - stack.x0) < FLUSH_SPAN * size and stack.c0 == c0
            centred = off < CENTRED * size * (1 + PER_COLUMN * (c1 - c0))
            fits = centred or (flush and c1 == hi and c0 == lo)
            if fits and (best is None or c1 - c0 > best[1] - best[0]):
                best = (c0, c1)
    return best


def _to_cells(stacks: Sequence[Stack], n_cols: int) -> tuple[list[GridCell], int]:
    """Give each header cell its level; a cell with none below reaches down to the body."""
    depth = [0] * n_cols
    last: list[Stack | None] = [None] * n_cols
    for stack in sorted(stacks, key=lambda s: (min(t.base for t in s.tokens()), s.c0)):
        stack.level = max(depth[c] for c in range(stack.c0, stack.c1 + 1))
        for c in range(stack.c0, stack.c1 + 1):
            depth[c] = stack.level + 1
            last[c] = stack
    levels = max(depth)
    cells = []
    for stack in stacks:
        lowest = all(last[c] is stack for c in range(stack.c0, stack.c1 + 1))
        span = levels - stack.level if lowest else 1
        cells.append(GridCell(stack.level, stack.c0, span, stack.c1 - stack.c0 + 1, stack.tokens()))
    return cells, levels
