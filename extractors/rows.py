"""Which text lines make a row.

In: lines placed on columns, with the rules and shading between them. Out: for each pair of
neighbouring lines whether a row ends there. A wrapped cell is one row: what decides is whether
the next word would have fitted on the line above, which columns a line fills, spacing, rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.rulings import Lines
from extractors.textlines import TextLine, line_text
from extractors.tokens import Token, has_digit, is_numeric

WIDE_RULE = 0.35  # share of a region's width that a rule must cover to end a row
FULL_RULE = 0.8  # …to be a rule of the whole table
CLOSE = 0.72  # of the font size: lines closer than this share a row (centred labels)
JOIN_SCORE = 0.0  # a wrap needs more than this
LOOSE = 1.28  # of the rows' pitch: what opens a new row by spacing alone
LEADING = 0.4  # share of a column's lines that begin with a code for all rows to have one
MONO_SPACE = 0.65  # of the font size: a typewriter's space
MARK_LENGTH = 4  # chars: "Yes", "Oui", "L", "v"
TIGHT = 0.88  # of the rows' pitch: what only lines of one cell are set at


@dataclass(frozen=True, slots=True)
class Part:
    """What one line prints in one column, or over several.

    Attributes:
        c0, c1: First and last column.
    """

    c0: int
    c1: int
    tokens: tuple[Token, ...]

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.tokens[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(t.x1 for t in self.tokens)

    @property
    def text(self) -> str:
        """Its words."""
        return line_text(self.tokens)

    @property
    def is_value(self) -> bool:
        """Whether it is a printed number (or nil mark), which never wraps."""
        return is_numeric(self.text)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A text line with its parts by column."""

    line: TextLine
    parts: tuple[Part, ...]

    def part(self, col: int) -> Part | None:
        """The part that covers a column."""
        for part in self.parts:
            if part.c0 <= col <= part.c1:
                return part
        return None

    @property
    def columns(self) -> frozenset[int]:
        """Columns it prints in."""
        return frozenset(c for p in self.parts for c in range(p.c0, p.c1 + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What the rows of a region are judged by.

    Attributes:
        lines: Placed lines, top to bottom.
        limits: (columns, 2) leftmost and rightmost ink of each column's unspanned text.
        bounds: (columns + 1,) left and right ends of the columns' room.
        rules: Horizontal rules inside the region.
        shades: (n, 4) boxes of shaded bands.
        pitch: Tightest common distance of baselines, points.
        width: Of the region, points.
        row_pitch: Usual distance of lines that fill several columns, points.
        has_tight: Whether some lines stand clearly closer than rows do: wrapped cells.
        cuts: x positions between columns.
        leads: Shape of the code that rows begin with, by column ("a9a9"), "" where there is none.
        marks: Columns of short marks ("Yes", "v", "L"), of which each row has its own.
    """

    lines: tuple[PlacedLine, ...]
    limits: NDArray[np.float64]
    bounds: NDArray[np.float64]
    rules: Lines
    shades: NDArray[np.float64]
    pitch: float
    width: float
    row_pitch: float = 12.0
    has_tight: bool = False
    marks: frozenset[int] = frozenset()
    cuts: tuple[float, ...] = ()
    leads: tuple[str, ...] = ()


def mark_columns(lines: Sequence[PlacedLine], n_cols: int) -> frozenset[int]:
    """Return the columns whose every line is a row's own: short marks, dates, codes."""
    marks = set()
    for c in range(n_cols):
        texts = [p.text for line in lines if (p := line.part(c)) is not None and p.c0 == p.c1]
        if len(texts) < 3:
            continue
        short = sum(len(t) <= MARK_LENGTH for t in texts)
        shapes = Counter(_shape(t) for t in texts if has_digit(t))
        alike = max(shapes.values(), default=0)
        if (c > 0 and short >= 0.9 * len(texts)) or alike >= 0.8 * len(texts):
            marks.add(c)
    return frozenset(marks)


def lead_shapes(lines: Sequence[PlacedLine], n_cols: int) -> tuple[str, ...]:
    """Return, by column, the shape of the numbered codes that its rows begin with."""
    leads = []
    for c in range(n_cols):
        first = [p.tokens[0].text for line in lines if (p := line.part(c)) is not None]
        shapes = Counter(_shape(t) for t in first if has_digit(t) and not is_numeric(t))
        lead, count = max(shapes.items(), key=lambda x: x[1], default=("", 0))
        leads.append(lead if count >= 3 and count >= LEADING * len(first) else "")
    return tuple(leads)


def _shape(text: str) -> str:
    """A text with its digits and letters made equal: "15/01/2020" is "99/99/9999"."""
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)


def measure_rows(lines: Sequence[PlacedLine], pitch: float) -> tuple[float, bool]:
    """Return the usual distance of full lines, and whether some lines stand clearly closer."""
    if len(lines) < 2:
        return pitch, False
    steps = np.diff([p.line.base for p in lines])
    full = np.array([len(a.parts) > 1 and len(b.parts) > 1 for a, b in pairwise(lines)])
    size = float(np.median([p.line.size for p in lines]))
    apart = steps > CLOSE * size
    row_pitch = float(np.median(steps[full & apart])) if (full & apart).any() else pitch
    return row_pitch, int((apart & (steps < TIGHT * row_pitch)).sum()) >= 2


def place_line(
    line: TextLine, cuts: Sequence[float], limits: NDArray[np.float64] | None
) -> PlacedLine:
    """Put the tokens of a line into columns; tight text over several columns is one part.

    Args:
        cuts: x positions between columns.
        limits: Ink limits of the columns, once known, to tell two close headers from one
            spanning text.
    """
    edges = np.asarray(cuts)
    home = [int(np.searchsorted(edges, t.middle)) for t in line.tokens]
    groups: list[list[int]] = []
    for i, token in enumerate(line.tokens):
        if groups and _same_part(line, groups[-1][-1], i, home, edges):
            groups[-1].append(i)
        else:
            groups.append([i])
        del token
    parts = []
    for group in groups:
        tokens = tuple(line.tokens[i] for i in group)
        part = Part(*_extent(tokens, home[group[0]], home[group[-1]], edges), tokens)
        parts.extend(_unstick(part, home, group, line, limits))
    return PlacedLine(line, tuple(_without_overlap(parts)))


def _same_part(
    line: TextLine, i: int, j: int, home: Sequence[int], edges: NDArray[np.float64]
) -> bool:
    """Whether token j continues token i's part: same column, or tight across a cut."""
    left, right = line.tokens[i], line.tokens[j]
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if home[i] == home[j]:
        return True
    if left.is_number and right.is_number:
        return False
    if (
        any(left.x1 - 0.05 * size <= e <= right.x0 + 0.05 * size for e in edges)
        and gap > 0.6 * size
    ):
        return False
    return gap <= (MONO_SPACE if _is_monospaced(left, right) else 0.45) * size


def _is_monospaced(left: Token, right: Token) -> bool:
    """Whether two words are typewritten: every char, the space too, is 0.6 em wide."""
    pitch = [(t.x1 - t.x0) / (len(t.text) * t.size) for t in (left, right)]
    return all(0.57 <= p <= 0.63 for p in pitch) and abs(pitch[0] - pitch[1]) < 0.01


def _extent(
    tokens: Sequence[Token], first: int, last: int, edges: NDArray[np.float64]
) -> tuple[int, int]:
    """Columns a run covers, counting those its ends reach well into."""
    slack = 0.35 * tokens[0].size
    c0 = int(np.searchsorted(edges, tokens[0].x0 + slack))
    c1 = int(np.searchsorted(edges, max(t.x1 for t in tokens) - slack))
    return min(first, c0), max(last, c1)


def _unstick(
    part: Part,
    home: Sequence[int],
    group: Sequence[int],
    line: TextLine,
    limits: NDArray[np.float64] | None,
) -> list[Part]:
    """Part close headers that each stand over their own column ("Less than $10,000–")."""
    columns = sorted({home[i] for i in group})
    if len(columns) < 2 or limits is None:
        return [part]
    pieces = [Part(c, c, tuple(line.tokens[i] for i in group if home[i] == c)) for c in columns]
    if all(_stands_over(p, limits[p.c0]) for p in pieces) and _parts_wider(
        part, pieces, line, limits
    ):
        return pieces
    return [part]


def _parts_wider(
    part: Part, pieces: Sequence[Part], line: TextLine, limits: NDArray[np.float64]
) -> bool:
    """Whether the gaps between pieces are wider than those within them."""
    size = part.tokens[0].size
    between = min(b.x0 - a.x1 for a, b in pairwise(pieces))
    within = [b.x0 - a.x1 for p in pieces for a, b in pairwise(p.tokens)]
    if within:
        return between > max(within) + 0.03 * size
    return between > 0.3 * size and len(line.tokens) >= 0.45 * (len(limits) - 1)


def _stands_over(piece: Part, limit: NDArray[np.float64]) -> bool:
    """Whether text is flush or centred with a column's ink."""
    size = piece.tokens[0].size
    x0, x1 = float(limit[0]), float(limit[1])
    if not np.isfinite(x0):
        return False
    return bool(
        abs(piece.x1 - x1) < 0.5 * size
        or abs(piece.x0 - x0) < 0.5 * size
        or abs(piece.x0 + piece.x1 - x0 - x1) < 0.8 * size
    )


def _without_overlap(parts: Sequence[Part]) -> list[Part]:
    """Keep parts of one line from claiming a column twice: merge those that do."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.c0 <= kept[-1].c1:
            last = kept[-1]
            if last.c0 < part.c0:
                kept[-1] = Part(last.c0, part.c0 - 1, last.tokens)
                kept.append(part)
            elif part.c1 > last.c1:
                kept.append(Part(last.c1 + 1, part.c1, part.tokens))
            else:
                kept[-1] = Part(last.c0, max(last.c1, part.c1), (*last.tokens, *part.tokens))
            continue
        kept.append(part)
    return kept


def ink_limits(placed: Sequence[PlacedLine], n_cols: int) -> NDArray[np.float64]:
    """Return (columns, 2) leftmost and rightmost ink of parts that stand in one column."""
    limits = np.full((n_cols, 2), [np.inf, -np.inf])
    for line in placed:
        for part in line.parts:
            if part.c0 == part.c1:
                limits[part.c0, 0] = min(limits[part.c0, 0], part.x0)
                limits[part.c0, 1] = max(limits[part.c0, 1], part.x1)
    return limits


def usual_pitch(lines: Sequence[TextLine]) -> float:
    """Return the tightest common distance of baselines, in points."""
    if len(lines) < 2:
        return 12.0
    bases = np.array([line.base for line in lines])
    size = float(np.median([line.size for line in lines]))
    steps = np.diff(bases)
    steps = steps[steps > CLOSE * size]
    if not len(steps):
        return 1.2 * size
    return float(np.clip(np.quantile(steps, 0.2), 0.95 * size, 1.9 * size))


def rules_between(layout: Layout, upper: TextLine, lower: TextLine) -> Lines:
    """Return the rules drawn between two lines."""
    y = layout.rules[:, 0]
    high = upper.base - 0.15 * upper.size
    low = lower.base - 0.45 * lower.size
    return layout.rules[(y > high) & (y < low)]


def rule_share(layout: Layout, rules: Lines) -> float:
    """Share of the region's width that rules cover."""
    if not len(rules):
        return 0.0
    left, right = layout.bounds[0], layout.bounds[-1]
    length = np.clip(np.minimum(rules[:, 2], right) - np.maximum(rules[:, 1], left), 0, None)
    return float(min(1.0, length.sum() / max(1.0, right - left)))


def has_shade_edge(layout: Layout, upper: TextLine, lower: TextLine) -> bool:
    """Whether a shaded band ends between two lines."""
    if not len(layout.shades):
        return False
    high = upper.base - 0.3 * upper.size
    low = lower.base - 0.3 * lower.size
    wide = (layout.shades[:, 2] - layout.shades[:, 0]) > 0.5 * layout.width
    tops = layout.shades[wide, 1]
    ends = layout.shades[wide, 3]
    return bool((((tops > high) & (tops < low)) | ((ends > high) & (ends < low))).any())


def row_breaks(layout: Layout, *, grouped: bool) -> list[bool]:
    """Return for each line but the first whether a row begins with it.

    Args:
        layout: Lines on columns.
        grouped: Rules or shading draw every row: between them lines join unless numbers stack.
    """
    breaks = []
    top = 0
    for i in range(1, len(layout.lines)):
        if is_drawn_break(layout, i):
            begins = True
        elif grouped:
            begins = _is_stacked(layout, top, i)
        else:
            begins = not continues_row(layout, top, i)
        breaks.append(begins)
        if begins:
            top = i
    return breaks


def is_drawn_break(layout: Layout, i: int) -> bool:
    """Whether a rule or a shaded band's edge stands above line i."""
    upper, lower = layout.lines[i - 1].line, layout.lines[i].line
    if lower.base - upper.base < 0.3 * lower.size:
        return False
    if rule_share(layout, rules_between(layout, upper, lower)) >= WIDE_RULE:
        return True
    return has_shade_edge(layout, upper, lower)


def _is_stacked(layout: Layout, top: int, i: int) -> bool:
    """Whether line i, between the same two rules as the line above, is a record of its own."""
    lower = layout.lines[i]
    upper = layout.lines[top:i]
    if lower.line.base - layout.lines[i - 1].line.base < CLOSE * lower.line.size:
        return False
    values = [p.c0 for p in lower.parts if p.is_value and has_digit(p.text) and p.c0 == p.c1]
    stacked = [c for c in values if any((q := u.part(c)) is not None and q.is_value for u in upper)]
    labelled = any(not p.is_value for p in lower.parts)
    return len(stacked) >= 2 or (len(stacked) == 1 and labelled)


def continues_row(layout: Layout, top: int, i: int) -> bool:
    """Whether line i continues the row that begins with line ``top``."""
    lower = layout.lines[i]
    above = layout.lines[i - 1]
    step = lower.line.base - above.line.base
    if step < CLOSE * max(lower.line.size, above.line.size) and not (lower.columns & above.columns):
        return True
    scores = [s for part in lower.parts if (s := _wrap_score(layout, top, i, part)) is not None]
    if scores and min(scores) <= -4:
        return False
    return float(np.mean(scores or [0.5])) + _spacing_score(layout, step) > JOIN_SCORE


def _spacing_score(layout: Layout, step: float) -> float:
    """What the distance of two lines says against the distance of the table's rows."""
    ratio = step / layout.row_pitch
    if ratio > LOOSE:
        return -2.5
    if ratio < TIGHT:
        return 1.5
    return -2.0 if layout.has_tight else 0.0


def _wrap_score(layout: Layout, top: int, i: int, part: Part) -> float | None:
    """How much a part looks like the continuation of the text above it in its column.

    None says nothing: the first values beside a label that has none so far.
    """
    above = None
    for k in range(i - 1, top - 1, -1):
        above = layout.lines[k].part(part.c0)
        if above is not None:
            break
    if above is None:
        return _orphan_score(layout, top, i, part)
    if part.is_value and above.is_value and has_digit(part.text):
        return -9.0
    if part.c0 in layout.marks and part.c0 == part.c1:
        return -9.0
    if part.is_value and has_digit(part.text):
        return -1.5
    if above.is_value and has_digit(above.text):
        return -3.0
    score = _fit_score(layout, above, part) + _style_score(above, part)
    score += _lead_score(layout, part)
    lone = all(len(line.parts) == 1 for line in layout.lines[top:i])
    if lone and len(layout.lines[i].parts) > 1 and not part.text[:1].islower():
        score -= 1.0  # a heading of rows, then its first row
    return score


def _orphan_score(layout: Layout, top: int, i: int, part: Part) -> float | None:
    """A column that the row has not filled so far speaks for a new row, values most of all."""
    whole = layout.lines[top:i]
    only_label = all(p.c0 == 0 for u in whole for p in u.parts)
    if only_label and part.c0 > 0:
        return None
    return -3.0 if part.is_value else -2.0


def _fit_score(layout: Layout, above: Part, part: Part) -> float:
    """Would the first word have fitted on the line above? Then nobody wrapped there."""
    size = part.tokens[0].size
    need = above.x1 + 0.27 * size + (part.tokens[0].x1 - part.tokens[0].x0)
    room = layout.bounds[min(part.c1, above.c1) + 1]
    left, ink = layout.limits[part.c0]
    if abs(above.x1 - ink) < 0.3 * size and above.x0 > left + size:  # set flush right
        need -= above.x0 - left
    if need > room:
        return 2.0
    if need > ink + 0.1 * size:
        return 1.0 if ink > room - 2.5 * size else 0.3
    return -2.0 if need < ink - 1.5 * size else -1.0


def wraps_strongly(layout: Layout, above: Part, part: Part) -> bool:
    """Whether text clearly goes on from the line above: no room was left, or a sentence runs on."""
    score = _fit_score(layout, above, part) + _style_score(above, part)
    return score + _lead_score(layout, part) >= 2.0


def _lead_score(layout: Layout, part: Part) -> float:
    """Where rows begin with codes, a line with one begins a row, a line without goes on."""
    lead = layout.leads[part.c0] if layout.leads else ""
    if not lead:
        return 0.0
    return -4.0 if _shape(part.tokens[0].text) == lead else 2.0


def _style_score(above: Part, part: Part) -> float:
    """Case, hyphens, brackets, weight and indent of a continuation."""
    last, first = above.tokens[-1], part.tokens[0]
    score = 0.0
    text, before = part.text, above.text
    if text[:1].islower() or before.endswith(("-", "‐", ",", "/", "(", "–", "&")):
        score += 2.0
    elif text[:1] in "(–/&":
        score += 0.5
    elif text[:1].isupper() and not before.isupper():
        score -= 1.5
    if before.endswith(":"):
        score -= 2.5
    if before.count("(") > before.count(")"):
        score += 1.5
    if before.split()[-1].lower() in _CONNECTORS:
        score += 2.0
    outdent = above.x0 - part.x0
    if outdent > 0.4 * first.size and abs(above.x0 + above.x1 - part.x0 - part.x1) > first.size:
        score -= (
            3.0
            if outdent > 0.25 * (above.x1 - above.x0) or abs(above.x1 - part.x1) > 0.3 * first.size
            else 0.0
        )
    if last.bold != first.bold or last.italic != first.italic or last.colour != first.colour:
        score -= 1.5
    if abs(last.size - first.size) > 0.12 * first.size:
        score -= 1.5
    return score


_CONNECTORS = frozenset(
    (
        *("of", "the", "and", "or", "in", "to", "for", "by", "with", "a", "an", "on", "at", "from"),
        *("de", "des", "du", "la", "le", "les", "et", "ou", "en", "à", "au", "aux", "pour", "par"),
        *("sur", "dans", "del", "los", "las", "y", "o", "para", "por", "con", "un", "una", "al"),
    )
)
