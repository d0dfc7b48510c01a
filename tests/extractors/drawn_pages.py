"""Pages drawn with letters: a char is 5 points wide, a line 12 high, lines of rules 4 high.

``─`` and ``│`` draw rules, ``*`` before a word makes it bold, ``░`` shades its place (and the
words on it). Two spaces part texts; a text of numbers is set flush right at its end, every other
one flush left at its start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from crossfoot.model import Page
from tests.extractors.table_pages import Rule, Set, typeset

LEFT, TOP = 40.0, 60.0
WIDE, HIGH, THIN = 5.0, 12.0, 4.0
RULES = set("─│┼ ")
NUMBER = re.compile(r"[\d\s.,%()*–-]*\d[\d\s.,%()*–-]*")


def draw(lines: Sequence[str]) -> Page:
    """Return the page that lines draw."""
    sets: list[Set] = []
    rules: list[Rule] = []
    shades: list[Rule] = []
    upright: dict[int, float] = {}
    y = TOP
    for line in [*lines, ""]:
        thin = bool(line.strip()) and set(line) <= RULES
        high = THIN if thin else HIGH
        for run in re.finditer("[─┼]+", line):
            across = (LEFT + WIDE * run.start(), y + THIN / 2)
            rules.append((*across, LEFT + WIDE * run.end(), across[1]))
        standing = {i for i, char in enumerate(line) if char in "│┼"}
        for i in sorted(upright.keys() - standing):
            x = LEFT + WIDE * (i + 0.5)
            rules.append((x, upright.pop(i), x, y))
        for i in standing:
            upright.setdefault(i, y)
        for run in re.finditer("░+", line):
            shades.append((LEFT + WIDE * run.start(), y, LEFT + WIDE * run.end(), y + high))
        sets += _texts(line, y + 9.0)
        y += high
    page = typeset(sets, rules, shades)
    lines_of = [i for i, text in enumerate(sets) for _ in text.text.split(" ")]
    spaces = np.zeros(len(lines_of), np.bool_)
    return replace(page, words=replace(page.words, line=np.array(lines_of, np.int32), space=spaces))


def _texts(line: str, base: float) -> list[Set]:
    plain = re.sub("[─│┼░]", "  ", line) if set(line) & set("─┼") else re.sub("[│░]", " ", line)
    found = []
    for run in re.finditer(r"\S+(?: \S+)*", plain):
        bold = run[0].startswith("*")
        text = run[0].replace("*", "") if bold else run[0]
        if NUMBER.fullmatch(run[0]):
            found.append(Set(text, LEFT + WIDE * run.end(), base, "right", bold=bold))
        else:
            found.append(Set(text, LEFT + WIDE * run.start(), base, bold=bold))
    return found
