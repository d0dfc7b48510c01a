"""Lines of text for tests of tables: type of 10 points, chars 5 wide, spaces 2.8."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token

Text = tuple[str, float]
"""Words and where they begin."""


def words(text: str, x: float, base: float, *, size: float = 10.0, bold: bool = False,
          colour: int = 0, rotation: int = 0) -> list[Token]:  # fmt: skip
    """Return the words of a text that begins at x."""
    made = []
    for word in text.split(" "):
        end = x + 0.5 * size * len(word)
        top, bottom = base - 0.8 * size, base + 0.22 * size
        made.append(
            Token(word, x, top, end, bottom, base, size, bold, colour=colour, rotation=rotation)
        )
        x = end + 0.28 * size
    return made


def line(base: float, *texts: Text, size: float = 10.0, bold: bool = False, colour: int = 0,
         leaders: bool = False) -> TextLine:  # fmt: skip
    """Return a line of texts, left to right."""
    made = [w for t, x in texts for w in words(t, x, base, size=size, bold=bold, colour=colour)]
    return TextLine(tuple(made), base, leaders)


def rows(
    *texts: Sequence[str], start: float = 100.0, step: float = 12.0, at: Sequence[float]
) -> list[TextLine]:
    """Return a line for each row of texts, one text at each x; "" leaves a place blank."""
    return [
        line(start + step * i, *((t, x) for t, x in zip(row, at, strict=False) if t))
        for i, row in enumerate(texts)
    ]


def sideways(text: str, x: float, low: float, *, size: float = 10.0) -> Token:
    """Return a text that reads upwards from ``low``, its middle at x."""
    top = low - 0.5 * size * len(text)
    half = size / 2
    return Token(text, x - half, top, x + half, low, low, size, rotation=270)


def texts(lines: Sequence[TextLine]) -> list[str]:
    """Return what lines print."""
    return [one.text for one in lines]
