"""Lines into groups that belong together: paragraphs, bullets with their wrapped lines, headings.

In: lines from top to bottom. Out: groups of lines. A line joins the group above when it stands
close under it, in the same column, panel and style, and when the line above was full: a word that
still had room above, but stands below, begins something new. Refuses to know what a group says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.kinds import section_number
from crossfoot.geometry import hull, shared_width

if TYPE_CHECKING:
    from crossfoot.extractors.text.lines import Line
    from crossfoot.model import Box, Words

MAX_LEADING_EM = 0.75  # white between two lines of one paragraph: 0.2 em set solid, 0.6 em at 1.8
LEADING_JITTER_EM = 0.18
SAME_SIZE = 0.08
ALIGNED_EM = 0.6
INDENT_EM = 2.5
SENTENCE_WORDS = 4  # fewer are a heading, and the number under it is another thing
NEIGHBOURS_EM = 15.0  # lines this near tell how wide their column is

_STATES = re.compile(r"\d[\d\s.,]*%?\s+[^\W\d_]{2,}")


@dataclass(slots=True)
class Group:
    """Lines that belong together, from top to bottom."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def box(self) -> Box:
        """Hull of its lines."""
        return hull(line.box for line in self.lines)

    @property
    def size(self) -> float:
        """Type size of its first line."""
        return self.first.size

    @property
    def number_size(self) -> float:
        """Type size of the largest number of its first line, or of that line if it is larger."""
        return max(self.size, self.first.number_size)

    @property
    def text(self) -> str:
        """Its lines joined; a word hyphenated at a line end is whole again."""
        return join_lines([line.text for line in self.lines])


def join_lines(texts: Sequence[str]) -> str:
    """Join the lines of a paragraph.

    >>> join_lines(["un accord de finan-", "cement signé"])
    'un accord de financement signé'
    >>> join_lines(["les années 2018-", "2020"])
    'les années 2018-2020'
    """
    whole = texts[0]
    for text in texts[1:]:
        hyphen = len(whole) > 2 and whole[-1] == "-" and not whole[-2].isspace()
        if whole.endswith("\u00ad") or (hyphen and whole[-2].isalpha() and text[:1].islower()):
            whole = whole[:-1] + text
        elif hyphen:
            whole += text
        else:
            whole += " " + text
    return whole


def group_lines(lines: Sequence[Line], words: Words) -> list[Group]:
    """Return the groups of a page's lines.

    Args:
        lines: From top to bottom.
        words: The page's words, for the width of a line's first word.
    """
    groups: list[Group] = []
    open_groups: list[Group] = []
    measures = _measures(lines)
    for line, measure in zip(lines, measures, strict=True):
        open_groups = [
            group for group in open_groups if line.box[1] - group.last.box[3] < 2 * line.size
        ]
        fitting = [group for group in open_groups if _continues(group, line, words, measure)]
        if fitting:
            min(fitting, key=lambda group: line.box[1] - group.last.box[3]).lines.append(line)
            continue
        group = Group([line])
        groups.append(group)
        open_groups.append(group)
    return groups


def _measures(lines: Sequence[Line]) -> list[float]:
    """Return for each line the width of its column: that of its widest neighbour."""
    if not lines:
        return []
    box = np.array([line.box for line in lines])
    size = np.array([line.size for line in lines])
    panel = np.array([line.panel for line in lines])
    width = box[:, 2] - box[:, 0]
    found = []
    for i in range(len(lines)):
        same = (panel == panel[i]) & (np.abs(size - size[i]) <= SAME_SIZE * size[i])
        same &= np.abs(box[:, 0] - box[i, 0]) <= ALIGNED_EM * size[i]
        same &= np.abs(box[:, 1] - box[i, 1]) <= NEIGHBOURS_EM * size[i]
        found.append(float(width[same].max()))
    return found


def _continues(group: Group, line: Line, words: Words, measure: float) -> bool:
    """Return whether a line goes on where a group ended."""
    last = group.last
    if line.bulleted or line.panel != last.panel or last.has_leader or line.has_leader:
        return False
    if len(section_number(line.text)) > 1 or _begins_anew(group, line):
        return False
    if abs(line.size - last.size) > SAME_SIZE * last.size or line.box[1] <= last.box[1]:
        return False
    return (
        _is_close(group, line)
        and _is_aligned(group, line)
        and _is_same_style(group, line)
        and _was_full(group, line, words, measure)
    )


def _begins_anew(group: Group, line: Line) -> bool:
    """Return whether a list of numbered statements goes on: "6 members …", "10 partners …".

    Scans lose the bullets that would tell. A line that goes on in a bracket or list does not begin.
    """
    if not (_STATES.match(group.first.text) and _STATES.match(line.text)):
        return False
    so_far = group.text
    return so_far.count("(") <= so_far.count(")") and not so_far.endswith((",", "-", "–", ":"))


def _is_close(group: Group, line: Line) -> bool:
    gap = line.box[1] - group.last.box[3]
    if len(group.lines) > 1:
        usual = group.last.box[1] - group.lines[-2].box[3]
        return abs(gap - usual) <= LEADING_JITTER_EM * line.size
    return -0.5 * line.size < gap <= MAX_LEADING_EM * line.size


def _is_aligned(group: Group, line: Line) -> bool:
    first, last = group.first.box, group.last.box
    em = line.size
    if shared_width(last, line.box) <= 0:
        return False
    if group.first.bulleted:
        hangs = abs(line.box[0] - first[0]) <= ALIGNED_EM * em
        return hangs or (
            abs(line.box[0] - group.first.left) <= ALIGNED_EM * em and _goes_on(group, line)
        )
    left = abs(line.box[0] - last[0]) <= ALIGNED_EM * em
    centre = abs(line.box[0] + line.box[2] - last[0] - last[2]) / 2 <= ALIGNED_EM * em
    indented = len(group.lines) == 1 and abs(line.box[0] - first[0]) <= INDENT_EM * em
    right = abs(line.box[2] - last[2]) <= ALIGNED_EM * em and line.box[0] > first[0]
    return left or centre or right or (indented and line.text[:1].islower())


def _goes_on(group: Group, line: Line) -> bool:
    """Return whether a line under a bullet itself is the rest of its sentence."""
    open_ended = not group.last.text.rstrip().endswith((".", ";", ":", "!", "?"))
    return open_ended and (line.text[:1].islower() or line.text[:1].isdigit())


def _is_same_style(group: Group, line: Line) -> bool:
    """A bold or differently coloured line is another thing, unless it goes on in lower case."""
    if line.text[:1].islower():
        return True
    last = group.last
    sentence = len(last.text.split()) >= SENTENCE_WORDS and last.text[-1:].islower()
    if sentence and line.text[:1].isdigit():  # "the rate of access is / 53.4 %", set bold
        return True
    return last.bold == line.bold and (last.colour == line.colour or not line.bold)


def _was_full(group: Group, line: Line, words: Words, measure: float) -> bool:
    """Return whether the first word of a line had no room left on the line above."""
    if line.text[:1].islower() or group.last.text.endswith((",", "-")):
        return True
    first_word = words.box[line.words[0]]
    needed = float(first_word[2] - first_word[0]) + 0.25 * line.size
    last = group.last.box
    width = max(measure, *(each.box[2] - each.box[0] for each in group.lines))
    return (last[2] - last[0]) + needed > width - 0.5 * line.size
