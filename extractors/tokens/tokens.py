"""Tokens: the words of a page as tables are made of them.

In: :class:`crossfoot.model.Words`. Out: tokens, each one word with its box, and what a word reads
as: a number, a nil mark, a typed rule. Knows nothing of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crossfoot.extractors.kinds import is_value
from crossfoot.geometry import hull
from crossfoot.model import Box, Words
from crossfoot.type_size import BOLD_WEIGHT

DESCENT = 0.22  # of the font size: the reader's boxes end this far below the baseline

_DASHES = re.compile(r"^[-–—_=─━]{5,}$")


TYPED_SPACE = 0.65  # of the font size: no space of a typewriter is wider
TYPED_PITCH = (0.57, 0.63)  # of the font size: width of a typewriter's chars, 0.6 as a rule
TYPED_SPREAD = 0.01  # …by which those of two words may differ


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word, or several that typesetting tore apart.

    Attributes:
        text: As read, NFC.
        x0, top, x1, bottom: Its box in points.
        base: Baseline, points from the top.
        size: Font size in points.
        rotation: Reading direction, degrees clockwise.
        index: Position of its first word among the page's words.
        marks: Raised footnote marks that stand at its end, which are no part of its text.
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
    marks: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        """(x0, top, x1, bottom)."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def middle(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def is_sideways(self) -> bool:
        """Whether it is read upwards or downwards."""
        return self.rotation in (90, 270)

    @property
    def is_number(self) -> bool:
        """Whether it reads as a printed number, a range of numbers or a nil mark."""
        return is_value(self.text)


def read_tokens(words: Words) -> list[Token]:
    """Return a token per word, in reading order of the content stream."""
    columns = (
        words.box.tolist(),
        words.size.tolist(),
        (words.weight >= BOLD_WEIGHT).tolist(),
        words.italic.tolist(),
        words.colour.tolist(),
        words.rotation.tolist(),
        words.space.tolist(),
    )
    tokens = []
    for index, (
        text,
        (x0, top, x1, bottom),
        size,
        bold,
        italic,
        colour,
        rotation,
        space,
    ) in enumerate(zip(words.text, *columns, strict=True)):
        size = max(size, 0.5)
        base = bottom - DESCENT * size
        tokens.append(
            Token(
                text, x0, top, x1, bottom, base, size, bold, italic, colour, rotation, index, space
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


def merge_tokens(left: Token, right: Token, glue: str) -> Token:
    """Return one token for two."""
    x0, top, x1, bottom = hull((left.box, right.box))
    return replace(
        left,
        text=left.text + glue + right.text,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        marks=left.marks + right.marks,
    )


def are_typed(left: Token, right: Token) -> bool:
    """Whether two words are typewritten: every char, the space too, is 0.6 em wide."""
    low, high = TYPED_PITCH
    pitch = [(t.x1 - t.x0) / (len(t.text) * t.size) for t in (left, right)]
    return all(low <= p <= high for p in pitch) and abs(pitch[0] - pitch[1]) < TYPED_SPREAD
