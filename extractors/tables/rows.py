"""Which text lines make a row.

In: lines placed on columns, with the rules and shading between them. Out: for each pair of
neighbouring lines whether a row ends there. A wrapped cell is one row: what decides is whether
the next word would have fitted on the line above, which columns a line fills, spacing, rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from crossfoot.extractors.kinds import has_digit, is_value
from crossfoot.extractors.tables.layout import TIGHT, Layout, Part, PlacedLine
from crossfoot.extractors.tokens.rulings import Lines
from crossfoot.extractors.tokens.textlines import CLOSE, TextLine
from crossfoot.vocabulary.printed import connectors

RULED_OFF = 0.45  # of the font size above a baseline: from here on a rule stands below the line
WIDE_RULE = 0.35  # share of a region's width that a rule must cover to end a row
FULL_RULE = 0.8  # …to be a rule of the whole table
JOIN_SCORE = 0.0  # a wrap needs more than this
LOOSE = 1.28  # of the rows' pitch: what opens a new row by spacing alone
LEADING = 0.4  # share of a column's lines that begin with a code for all rows to have one
MARK_LENGTH = 4  # chars: "Yes", "Oui", "L", "v"
SHORT_TEXTS, ALIKE = 0.9, 0.8  # share of a column's texts that are short, or of one shape, in marks
WIDE_BAND = 0.5  # of the region's width: a band so wide ends with its row
ONE_LINE = 0.3  # of the font size: baselines so close are one line's, no rule between counts
SPACE = 0.27  # of the font size: between two words
FLUSH = 0.3  # of the font size: edges so close are one
FITS = 0.1  # of the font size by which a text may outgrow its column's ink
TO_SPARE, EARLY = 2.5, 1.5  # of the font size: room a writer may waste; a line that ends before
OUTDENT = 0.4  # of the font size: a line so much further left is no continuation
OFF_CENTRE = 0.25  # of the width of the line above: more, and lines are not centred either
OTHER_SIZE = 0.12  # of the font size: sizes that differ more are two

LEVEL = 0.15  # of the font size: a middle so close to a row's numbers is at their height
WRAPPED = 1.6  # of the font size: lines of one name stand no further apart
SET_OFF = 1.1  # of the leading: lines of two names stand further apart than those of one
FEWEST_CENTRED = 2  # names of several lines, and as many as stand otherwise, for all to be centred

# What speaks for a wrapped line (above 0) or a new row, on one scale, settled on drawn pages: a
# vote is outweighed by two of the next smaller.
SURE, FIRM, STRONG, PLAIN, LIKELY, WEAK, FAINT = 3.0, 2.5, 2.0, 1.5, 1.0, 0.5, 0.3
NEVER = -4.0  # no other vote outweighs it


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
        if (c > 0 and short >= SHORT_TEXTS * len(texts)) or alike >= ALIKE * len(texts):
            marks.add(c)
    return frozenset(marks)


def lead_shapes(lines: Sequence[PlacedLine], n_cols: int) -> tuple[str, ...]:
    """Return, by column, the shape of the numbered codes that its rows begin with."""
    leads = []
    for c in range(n_cols):
        first = [p.tokens[0].text for line in lines if (p := line.part(c)) is not None]
        shapes = Counter(_shape(t) for t in first if has_digit(t) and not is_value(t))
        lead, count = max(shapes.items(), key=lambda x: x[1], default=("", 0))
        leads.append(lead if count >= 3 and count >= LEADING * len(first) else "")
    return tuple(leads)


def _shape(text: str) -> str:
    """A text with its digits and letters made equal: "15/01/2020" is "99/99/9999"."""
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)


def rules_between(layout: Layout, upper: TextLine, lower: TextLine) -> Lines:
    """Return the rules drawn between two lines."""
    y = layout.rules[:, 0]
    high = upper.base - RULED_OFF * upper.size
    low = lower.base - RULED_OFF * lower.size
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
    high = upper.waist
    low = lower.waist
    wide = (layout.shades[:, 2] - layout.shades[:, 0]) > WIDE_BAND * layout.width
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
    centred = _centred_breaks(layout)
    for i in range(1, len(layout.lines)):
        if is_drawn_break(layout, i):
            begins = True
        elif i in centred:
            begins = centred[i]
        elif grouped:
            begins = _is_stacked(layout, top, i)
        else:
            begins = not continues_row(layout, top, i)
        breaks.append(begins)
        if begins:
            top = i
    return breaks


def _centred_breaks(layout: Layout) -> dict[int, bool]:
    """Return whether a row begins with a line, where numbers stand beside the middle of names.

    A table is set to one vertical alignment: two such names of several lines that agree to a
    fraction of the type size are no chance, unless as many lines of words are left over.
    """
    bare = [not any(p.is_value for p in line.parts) for line in layout.lines]
    groups = [g for i in range(len(bare)) if not bare[i] and (g := _centred(layout.lines, bare, i))]
    held = {k for a, b in groups for k in range(a, b + 1) if bare[k]}
    loose = sum(bare) - len(held)
    if len(groups) < max(FEWEST_CENTRED, loose):
        return {}
    found = {}
    for a, b in groups:
        found.update({k: k == a for k in range(a, b + 1) if k})
        if b + 1 < len(bare):
            found.setdefault(b + 1, True)
    return found


def _centred(lines: Sequence[PlacedLine], bare: Sequence[bool], i: int) -> tuple[int, int] | None:
    """Return the first and last line of the name that line i has the numbers of."""
    found = None
    for reach in range(1, min(i, len(lines) - 1 - i) + 1):
        a, b = i - reach, i + reach
        if not (bare[a] and bare[b]):
            break
        if _is_name(lines, a, b, i):
            found = a, b
    return found


def _is_name(lines: Sequence[PlacedLine], a: int, b: int, i: int) -> bool:
    """Whether lines of words, set off from those around, have line i beside their middle."""
    col = lines[a].parts[0].c0
    beside = lines[i].part(col)
    own = [k for k in range(a, b + 1) if k != i or (beside and not beside.is_value)]
    at = [lines[k].line.base for k in own]
    size = lines[i].line.size
    steps = np.diff(at)
    leading = float(steps.max())
    around = [lines[a].line.base - lines[a - 1].line.base] if a else []
    around += [lines[b + 1].line.base - lines[b].line.base] if b + 1 < len(lines) else []
    return (
        all(lines[k].parts[0].c0 == col for k in own)
        and leading <= WRAPPED * size
        and leading - float(steps.min()) <= LEVEL * size
        and abs(at[0] + at[-1] - 2 * lines[i].line.base) <= 2 * LEVEL * size
        and min(around, default=np.inf) > SET_OFF * leading
    )


def is_drawn_break(layout: Layout, i: int) -> bool:
    """Whether a rule or a shaded band's edge stands above line i."""
    upper, lower = layout.lines[i - 1].line, layout.lines[i].line
    if lower.base - upper.base < ONE_LINE * lower.size:
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
    scores = [s for part in lower.parts if (s := wrap_vote(layout, top, i, part)) is not None]
    if scores and min(scores) <= NEVER:
        return False
    return float(np.mean(scores or [WEAK])) + _spacing_score(layout, step) > JOIN_SCORE


def _spacing_score(layout: Layout, step: float) -> float:
    """What the distance of two lines says against the distance of the table's rows."""
    ratio = step / layout.row_pitch
    if ratio > LOOSE:
        return -FIRM
    if ratio < TIGHT:
        return PLAIN
    return -STRONG if layout.has_tight else 0.0


def wrap_vote(layout: Layout, top: int, i: int, part: Part) -> float | None:
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
        return NEVER
    if part.c0 in layout.marks and part.c0 == part.c1:
        return NEVER
    if part.is_value and has_digit(part.text):
        return STRONG if above.text.endswith(_RANGE_OPEN) and not above.is_value else -PLAIN
    if above.is_value and has_digit(above.text):
        return -SURE
    score = _fit_score(layout, above, part) + _style_score(above, part)
    score += _lead_score(layout, part)
    lone = all(len(line.parts) == 1 for line in layout.lines[top:i])
    if lone and len(layout.lines[i].parts) > 1 and not part.text[:1].islower():
        score -= LIKELY  # a heading of rows, then its first row
    return score


def _orphan_score(layout: Layout, top: int, i: int, part: Part) -> float | None:
    """A column that the row has not filled so far speaks for a new row, values most of all."""
    whole = layout.lines[top:i]
    only_label = all(p.c0 == 0 for u in whole for p in u.parts)
    if only_label and part.c0 > 0:
        return None
    return -SURE if part.is_value else -STRONG


def _fit_score(layout: Layout, above: Part, part: Part) -> float:
    """Would the first word have fitted on the line above? Then nobody wrapped there."""
    size = part.tokens[0].size
    need = above.x1 + SPACE * size + (part.tokens[0].x1 - part.tokens[0].x0)
    room = layout.bounds[min(part.c1, above.c1) + 1]
    left, ink = layout.limits[part.c0]
    if abs(above.x1 - ink) < FLUSH * size and above.x0 > left + size:  # set flush right
        need -= above.x0 - left
    if need > room:
        return STRONG
    if need > ink + FITS * size:
        return LIKELY if ink > room - TO_SPARE * size else FAINT
    return -STRONG if need < ink - EARLY * size else -LIKELY


def wraps_strongly(layout: Layout, above: Part, part: Part) -> bool:
    """Whether text clearly goes on from the line above: no room was left, or a sentence runs on."""
    score = _fit_score(layout, above, part) + _style_score(above, part)
    return score + _lead_score(layout, part) >= STRONG


def _lead_score(layout: Layout, part: Part) -> float:
    """Where rows begin with codes, a line with one begins a row, a line without goes on."""
    lead = layout.leads[part.c0] if layout.leads else ""
    if not lead:
        return 0.0
    return NEVER if _shape(part.tokens[0].text) == lead else STRONG


def _style_score(above: Part, part: Part) -> float:
    """Case, hyphens, brackets, weight and indent of a continuation."""
    last, first = above.tokens[-1], part.tokens[0]
    score = 0.0
    text, before = part.text, above.text
    if text[:1].islower() or before.endswith(("-", "‐", ",", "/", "(", "–", "&")):
        score += STRONG
    elif text[:1] in "(–/&":
        score += WEAK
    elif text[:1].isupper() and not before.isupper() and not _is_acronym(first.text):
        score -= PLAIN
    if before.endswith(":"):
        score -= FIRM
    if before.count("(") > before.count(")"):
        score += PLAIN
    if before.split()[-1].lower() in connectors():
        score += STRONG
    outdent = above.x0 - part.x0
    if outdent > OUTDENT * first.size and abs(above.x0 + above.x1 - part.x0 - part.x1) > first.size:
        score -= (
            SURE
            if outdent > OFF_CENTRE * (above.x1 - above.x0)
            or abs(above.x1 - part.x1) > FLUSH * first.size
            else 0.0
        )
    if last.bold != first.bold or last.italic != first.italic or last.colour != first.colour:
        score -= PLAIN
    if abs(last.size - first.size) > OTHER_SIZE * first.size:
        score -= PLAIN
    return score


def _is_acronym(word: str) -> bool:
    """Whether a word is written in capitals wherever it stands: its case says nothing."""
    return len(word) > 1 and word.isalpha() and word.isupper()


_RANGE_OPEN = (" –", " -", " —")  # "05/10/2020 –": the other end comes on the next line
