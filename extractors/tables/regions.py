"""Where on a page unruled tables stand.

In: text lines that no lattice has claimed, horizontal rules, shading. Out: candidate regions.
Two kinds of evidence: rules of one width above and below lines with columns (booktabs), and
runs of lines whose texts stand in columns. Prose, lists, tables of contents and two-column text
are turned down here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from crossfoot.extractors.kinds import has_digit, is_date, is_value
from crossfoot.extractors.tables.columns import chunk_line, find_columns
from crossfoot.extractors.tokens.rulings import Lines, level_rules
from crossfoot.extractors.tokens.textlines import TextLine, usual_pitch, with_tokens
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.geometry import shared_height, shared_width
from crossfoot.model import Box
from crossfoot.vocabulary.printed import caption_kind, note_kind
from crossfoot.years import is_year

SAME_EXTENT = 8.0  # at a body of 9: rules of one table end at the same x, give or take
BESIDE = 60.0  # at a body of 9: text so near a frame says its rules span some columns only
HEADER_LINES = 8  # lines that a header between two rules may take
BLANK_STUB = 0.2  # of a frame's width that a header of two texts leaves blank on its left
TAIL_STEP = 1.15  # pitches between the lines of one table set without rules
HEAD_CHUNKS = 3  # texts that a line above a frame needs to be its header
DOUBLE_RULE = 6.0  # at a body of 9: rules further apart, nothing between, are two things'
MAX_STEP = 3.2  # pitches: a larger gap ends an unruled table
TALL_FRAME = 0.35  # share of lines with columns that makes the space between two rules tabular
SET_APART = 1.25  # of the lines' usual distance: what a key of another colour stands off
HEADING_SIZE = 1.25  # of the lines' usual size: larger, a lone text between them is a heading
PROSE_WORDS = 9  # a chunk of so many words that fills the measure is prose
NUMBERS = 0.4  # share of the words of a line with data that are numbers
MEASURE = 0.6  # of the width that a line of prose fills
SLACK = 4.0  # at a body of 9: a line may stand out of its box so far
SHORTEST = 60  # at a body of 9: rules that frame a table
CUT_OFF = 0.5  # words a line beyond the ends of rules: more, and they span some columns only
SOME_PROSE = 0.2  # share of lines of prose in a frame
LEAST_PITCH = 1.1  # of the font size: lines that stand closer are still so far apart
HEAD_STEP = 2.4  # pitches from a header to the rule below it
SAME_SIZE = 0.08  # of the font size: sizes that differ by less are one
INDENT = 0.3  # of the font size that a tail's line may stand out; of the width it may stand in
STUB = 0.6  # of the width in which a lone label stays
LARGER = 1.4  # of the other's size: a heading
HEADER_STEP = 1.7  # pitches between the lines of a header
NOTE_SIZE = 0.85  # of the size above it: notes are set smaller
ABOVE = 0.5  # of the font size: a line so much higher is another one

_BULLET = re.compile(r"^([•●▪■◦‣–—\-*►\uf0a7-\uf0d8]|\(?\d{1,2}[.)]|\(?[a-zA-Zivx]{1,3}[.)])$")


def is_data(line: TextLine) -> bool:
    """Whether a line prints at least two numbers that are neither years nor dates."""
    numbers = [t for t in line.tokens if t.is_number and not is_year(t.text)]
    numbers = [t for t in numbers if not is_date(t.text)]
    return len(numbers) >= 2 and len(numbers) >= NUMBERS * len(line.tokens)


def is_years(tokens: Sequence[Token]) -> bool:
    """Whether all tokens are years, two or more."""
    return len(tokens) >= 2 and all(is_year(t.text) for t in tokens)


def is_note(text: str) -> bool:
    """Whether a line reads like a note under a table."""
    return note_kind(text) in ("source", "footnote")


def is_caption(text: str) -> bool:
    """Whether a line reads like a table's caption ("Table 3", "Cuadro 2.1")."""
    return caption_kind(text) in ("table", "annex")


def has_columns(line: TextLine) -> bool:
    """Whether a line's words stand apart in at least two places, bullets not counted."""
    chunks = chunk_line(line)
    if len(chunks) >= 2 and len(chunks[0]) == 1 and _BULLET.match(chunks[0][0].text):
        return len(chunks) >= 3
    return len(chunks) >= 2


def is_prose(line: TextLine, width: float) -> bool:
    """Whether a line is one long run of words."""
    return (
        len(chunk_line(line)) == 1
        and len(line.tokens) >= PROSE_WORDS
        and line.x1 - line.x0 > MEASURE * width
    )


def find_frames(lines: Sequence[TextLine], rules: Lines) -> list[Box]:
    """Return boxes between rules of one width whose lines stand in columns."""
    levels = level_rules(rules)
    frames: list[Box] = []
    used: set[int] = set()
    for i in range(len(levels)):
        if i in used:
            continue
        same = [
            k
            for k in range(len(levels))
            if abs(levels[k, 1] - levels[i, 1]) < SAME_EXTENT
            and abs(levels[k, 2] - levels[i, 2]) < SAME_EXTENT
        ]
        used.update(same)
        if len(same) >= 2 and levels[i, 2] - levels[i, 1] > SHORTEST:
            frames.extend(_tabular_runs(lines, levels[sorted(same, key=lambda k: levels[k, 0])]))
    return _without_nested(frames)


def _without_nested(frames: Sequence[Box]) -> list[Box]:
    """Drop frames that overlap a larger one: rules over some columns of it."""
    kept: list[Box] = []
    for box in sorted(frames, key=lambda b: (b[0] - b[2]) * (b[3] - b[1])):
        if not any(_meet(box, k) for k in kept):
            kept.append(box)
    return sorted(kept, key=lambda b: (b[1], b[0]))


def _meet(a: Box, b: Box) -> bool:
    return shared_width(a, b) > 1 and shared_height(a, b) > 1


def _tabular_runs(lines: Sequence[TextLine], levels: Lines) -> list[Box]:
    """Join neighbouring intervals between rules while their lines stand in columns."""
    x0, x1 = float(levels[:, 1].min()), float(levels[:, 2].max())
    runs: list[list[float]] = []
    spaces = [
        (float(a), float(b), lines_within(lines, (x0, float(a), x1, float(b))))
        for a, b in zip(levels[:-1, 0], levels[1:, 0], strict=True)
    ]
    sizes = [line.size for _, _, inside in spaces for line in inside]
    size = float(np.median(sizes)) if sizes else 0.0
    for k, (top, bottom, inside) in enumerate(spaces):
        if not inside and bottom - top > DOUBLE_RULE:
            continue
        below = spaces[k + 1][2] if k + 1 < len(spaces) else []
        heads = _may_head(inside, x1 - x0) and below and _is_tabular(below, x1 - x0)
        if inside and not heads and not _is_tabular(inside, x1 - x0):
            continue
        if any(line.size > HEADING_SIZE * size and len(chunk_line(line)) == 1 for line in inside):
            continue  # the rules above and below belong to two tables
        if runs and runs[-1][1] == top:
            runs[-1][1] = bottom
        else:
            runs.append([top, bottom])
    boxes = []
    for top, bottom in runs:
        inside = lines_within(lines, (x0, top, x1, bottom))
        whole = lines_within(lines, (x0 - BESIDE, top, x1 + BESIDE, bottom))
        cut = sum(map(len, (w.tokens for w in whole))) - sum(map(len, (w.tokens for w in inside)))
        if sum(map(has_columns, inside)) >= 2 and cut <= CUT_OFF * len(inside):
            boxes.append((x0, top, x1, bottom))
    return boxes


def _may_head(inside: Sequence[TextLine], width: float) -> bool:
    """Whether lines between two rules may be a header of several lines."""
    if not inside or len(inside) > HEADER_LINES or is_caption(inside[0].text):
        return False
    return any(map(has_columns, inside)) and not any(is_prose(x, width) for x in inside)


def _is_tabular(inside: Sequence[TextLine], width: float) -> bool:
    with_columns = sum(map(has_columns, inside))
    prose = sum(is_prose(line, width) for line in inside)
    if len(inside) <= 2:
        return prose == 0
    return with_columns >= TALL_FRAME * len(inside) and prose <= SOME_PROSE * len(inside)


def lines_within(lines: Sequence[TextLine], box: Box, slack: float = SLACK) -> list[TextLine]:
    """Return the lines of a box, each cut to the tokens that stand in it."""
    x0, top, x1, bottom = box
    kept = []
    for line in lines:
        if not top - 1.0 <= line.waist <= bottom + 1.0:
            continue
        if x0 - slack <= line.x0 and line.x1 <= x1 + slack:
            kept.append(line)
        elif tokens := tuple([t for t in line.tokens if x0 - slack <= t.middle <= x1 + slack]):
            kept.append(with_tokens(line, tokens))
    return kept


def extend_frame(box: Box, lines: Sequence[TextLine]) -> Box:
    """Let a frame that holds only headers reach down over the lines in columns below it."""
    inside = lines_within(lines, box)
    if not inside or sum(map(is_data, inside)) > 0:
        return box
    pitch = usual_pitch(lines)
    bottom = box[3]
    last = inside[-1]
    lone = 0
    for line in lines_within(lines, (box[0], box[3], box[2], np.inf)):
        if line.base - last.base > MAX_STEP * max(pitch, LEAST_PITCH * line.size):
            break
        lone = 0 if has_columns(line) else lone + 1
        if lone and line.size > HEADING_SIZE * inside[-1].size:
            break
        if lone > 2 or is_prose(line, box[2] - box[0]) or is_note(line.text):
            break
        last = line
        if has_columns(line):
            bottom = line.base + 1.0
    return box[0], box[1], box[2], bottom


def frame_lines(box: Box, lines: Sequence[TextLine], rules: Lines) -> list[TextLine]:
    """Return the lines of a frame, with headers that stand above its first rule.

    Where such a header comes again inside, another table begins there: typewritten tables have a
    rule below their headers only.
    """
    inside = lines_within(lines, box)
    above = lines_within(lines, (box[0], -np.inf, box[2], box[1]))
    if not inside or not above:
        return inside
    head = above[-1]
    step = inside[0].base - head.base
    y = rules[:, 0]
    boxed = bool(((y > head.base + 1) & (y < box[1] - DOUBLE_RULE / 2)).any())
    near = not boxed and step <= HEAD_STEP * max(usual_pitch(inside), LEAST_PITCH * head.size)
    texts = is_caption(head.text) or is_prose(head, box[2] - box[0]) or is_note(head.text)
    chunks = len(chunk_line(head))
    over_columns = chunks >= HEAD_CHUNKS or (
        chunks >= 2 and head.x0 > box[0] + BLANK_STUB * (box[2] - box[0])
    )
    if not near or texts or not over_columns:
        return inside
    again = next((i for i, line in enumerate(inside) if _repeats_head(head, line)), len(inside))
    while 1 < again < len(inside) and not has_columns(inside[again - 1]):
        again -= 1
    return [head, *inside[:again]]


def find_runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return runs of lines that stand in columns, with the lone lines between them."""
    if not lines:
        return []
    pitch = usual_pitch(lines)
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    runs: list[list[TextLine]] = []
    run: list[TextLine] = []
    loose: list[TextLine] = []
    for line in lines:
        last = loose[-1] if loose else run[-1] if run else None
        if last is not None and _is_apart(last, line, pitch):
            runs.append(_with_tail(run, loose, pitch))
            run, loose = [], []
        if run and len(run) > 2 and _repeats_head(run[0], line):
            runs.append(run)
            run, loose = list(loose), []
        if has_columns(line):
            run.extend(loose if run else [])
            run.append(line)
            loose = []
        elif is_prose(line, width) or len(loose) >= 3:
            runs.append(run)
            run, loose = [], []
        else:
            loose.append(line)
    runs.append(_with_tail(run, loose, pitch))
    return [r for r in runs if len(r) >= 2]


def _with_tail(run: list[TextLine], loose: Sequence[TextLine], pitch: float) -> list[TextLine]:
    """Let a run keep the lone lines right below it, set as its own: a label, the end of a cell."""
    if len(run) < 2:
        return run
    kept = list(run)
    left, right = min(x.x0 for x in run), max(x.x1 for x in run)
    for line in loose:
        near = line.base - kept[-1].base <= TAIL_STEP * max(pitch, LEAST_PITCH * line.size)
        alike = abs(line.size - run[-1].size) < SAME_SIZE * line.size
        inside = line.x0 > left - INDENT * line.size and line.x1 < left + STUB * (right - left)
        inside = inside or line.x0 > left + INDENT * (right - left)
        if not (near and alike and inside) or is_note(line.text) or is_caption(line.text):
            break
        kept.append(line)
    return kept


def _repeats_head(head: TextLine, line: TextLine) -> bool:
    """Whether a line begins as the run's first one did: another table's header."""
    a, b = head.tokens[0], line.tokens[0]
    words = not is_value(a.text) and len(a.text) > 3
    return (
        words
        and a.text == b.text
        and abs(a.x0 - b.x0) < 3 * a.size
        and has_columns(line)
        and not (is_data(line) and not is_data(head))
    )


def _is_apart(upper: TextLine, lower: TextLine, pitch: float) -> bool:
    """Whether a gap, or a heading's larger type, parts two lines for good."""
    step = lower.base - upper.base
    size = min(upper.size, lower.size)
    if step > MAX_STEP * max(pitch, LEAST_PITCH * size):
        return True
    return max(upper.size, lower.size) > LARGER * size and not (
        has_columns(upper) and has_columns(lower)
    )


def grow_upwards(
    run: Sequence[TextLine], lines: Sequence[TextLine], cuts: Sequence[float]
) -> list[TextLine]:
    """Add header lines above a run: short texts over the columns right of the stub."""
    grown = list(run)
    pitch = usual_pitch(lines)
    above = [line for line in lines if line.base < run[0].base - ABOVE * run[0].size]
    for line in reversed(above):
        step = grown[0].base - line.base
        if (
            step > HEADER_STEP * max(pitch, LEAST_PITCH * line.size)
            or line.x0 < cuts[0] - line.size
        ):
            break
        if line.x1 > max(r.x1 for r in run) + 2 * line.size or is_caption(line.text):
            break
        grown.insert(0, line)
    return grown


def trim_notes(lines: Sequence[TextLine], cuts: Sequence[float]) -> list[TextLine]:
    """Drop captions on top and notes below: lone texts that run over columns."""
    kept = list(lines)
    while len(kept) > 2 and _is_outside(kept[-1], cuts) and is_note(kept[-1].text):
        kept.pop()
    while len(kept) > 2 and (is_caption(kept[0].text) or is_prose(kept[0], _width(kept))):
        kept.pop(0)
    while (
        len(kept) > 2
        and _is_outside(kept[-1], cuts)
        and (len(kept[-1].tokens) >= PROSE_WORDS or kept[-1].size < NOTE_SIZE * kept[-2].size)
    ):
        kept.pop()
    while len(kept) > 2 and kept[-1].x0 < cuts[0] and _is_set_apart(kept):
        kept.pop()
    return kept


def _is_set_apart(lines: Sequence[TextLine]) -> bool:
    """Whether the last line has a colour of its own and stands off: a key below the table."""
    last, body = lines[-1], lines[:-1]
    if is_data(last) or last.base - body[-1].base < SET_APART * np.median(
        np.diff([x.base for x in body])
    ):
        return False
    return not {t.colour for t in last.tokens} & {t.colour for x in body for t in x.tokens}


def _is_outside(line: TextLine, cuts: Sequence[float]) -> bool:
    return len(chunk_line(line)) == 1 and line.x0 < cuts[0]


def _width(lines: Sequence[TextLine]) -> float:
    return max(line.x1 for line in lines) - min(line.x0 for line in lines)


def columns_of(lines: Sequence[TextLine], turned: Sequence[Token]) -> list[float]:
    """Columns of a candidate, spanning notes left aside."""
    return find_columns(
        [line for line in lines if has_digit(line.text) or has_columns(line)] or lines, turned
    )
