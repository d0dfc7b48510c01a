"""Pages of text set by chance, their gaps, indents and sizes exactly those that rules part at."""

from __future__ import annotations

import random

from crossfoot.model import Box, Page
from tests.extractors.page_builder import Text, make_page

LINES = (
    "The board met in March and told the towns what it had paid",
    "for roads and schools and for the bridge over the river so that",
    "all of them could say what they owed and what was left to pay",
    "in the year that followed, as it had done so many years before.",
)
HEADS = ("The year in numbers", "2.1 Roads and bridges", "WHAT THE TOWNS OWE", "Towns")
NUMBERS = ("1 250", "42 %", "307", "€ 12", "2021")
LABELS = ("members of the network", "towns", "of which new (+12 %)", "paid in the year by all")
SIZES = (10.0, 10.0, 10.0, 9.0, 8.0, 11.0, 11.5, 12.0, 12.5, 14.0)
WHITE = (2.0, 2.0, 3.0, 3.75, 4.75, 6.25, 7.5, 9.0, 12.0, 20.0)
"""Points between two lines."""
INDENTS = (0.0, 0.0, 0.0, 6.0, 6.25, 25.0, 25.5, -6.0)
BLUE = 0xDDEEFF


class Column:
    """A column of text that grows downwards."""

    def __init__(self, chance: random.Random, x: float) -> None:
        self.chance, self.x = chance, x
        self.y = 60.0
        self.texts: list[Text] = []
        self.fills: list[tuple[Box, int]] = []

    def add(self) -> None:
        """Add one thing that a page has."""
        kinds = (self._paragraph, self._paragraph, self._heading, self._bullets, self._card,
                 self._leaders, self._values)  # fmt: skip
        self.y += self.chance.choice(WHITE) + 2
        self.chance.choice(kinds)()

    def _line(self, text: str, x: float, size: float = 10.0, *, bold: bool = False) -> None:
        self.texts.append(Text(text, x, self.y, size=size, bold=bold))
        self.y += size

    def _paragraph(self) -> None:
        size, gap = self.chance.choice(SIZES), self.chance.choice(WHITE)
        first = self.chance.choice(INDENTS)
        for k in range(self.chance.choice((1, 2, 3, 4))):
            self._line(LINES[k][: self.chance.choice((24, 40, 63))], self.x + (0 if k else first),
                       self.chance.choice((size, size, size, size + 0.75)))  # fmt: skip
            self.y += gap + self.chance.choice((0.0, 0.0, 1.75, 2.0))

    def _heading(self) -> None:
        self._line(self.chance.choice(HEADS), self.x + self.chance.choice(INDENTS),
                   self.chance.choice(SIZES), bold=self.chance.random() < 0.6)  # fmt: skip

    def _bullets(self) -> None:
        side, before = self.chance.choice((1.0, 4.0, 8.0, 9.0)), self.chance.choice((6, 10, 22, 23))
        for k in range(self.chance.choice((2, 3))):
            box = (self.x - before, self.y + 3, self.x - before + side, self.y + 3 + side)
            self.fills.append((box, 0))
            self._line(LINES[k], self.x)
            self.y += self.chance.choice((2.0, 3.0))

    def _card(self) -> None:
        size = self.chance.choice((12.5, 16.0, 20.0, 40.0))
        self._line(self.chance.choice(NUMBERS), self.x, size)
        if self.chance.random() < 0.3:
            beside = self.x + size * 2.5 + self.chance.choice((1.3, 1.0, 1.35)) * size
            self.texts.append(Text(self.chance.choice(LABELS), beside, self.y - 12, size=10))
        for _ in range(self.chance.choice((0, 1, 2))):
            gaps = (0.62 * size, 0.85 * size, 9.5, 12.0, 2.0, -4.0, -2.0)
            self.y += self.chance.choice(gaps)
            self._line(self.chance.choice(LABELS), self.x + self.chance.choice((0.0, 15.0, 20.0)),
                       self.chance.choice((10.0, 8.0, 9.0, 10.5, 0.92 * size)))  # fmt: skip

    def _leaders(self) -> None:
        for k in range(self.chance.choice((3, 5, 6))):
            self._line(f"{HEADS[k % 4]} {'.' * self.chance.choice((4, 12))} {3 * k + 2}", self.x)
            self.y += 3

    def _values(self) -> None:
        top = self.y
        for k in range(self.chance.choice((2, 3, 4))):
            self.texts.append(Text(LABELS[k % 4][:12], self.x, self.y, size=9))
            down = self.chance.choice((0.0, 3.0, 5.0))
            value = self.chance.choice(NUMBERS)
            self.texts.append(
                Text(value, self.x + 90, self.y + down, size=self.chance.choice((9, 14)))
            )
            self.y += 16
        over = self.chance.choice((0.0, 2.0, 4.0))
        self.fills.append(((self.x - over, top - over, self.x + 130, self.y + over), BLUE))


def text_page(seed: int) -> Page:
    """Return a page of one column or two, with shaded panels around some of what they hold."""
    chance = random.Random(seed)  # noqa: S311 - equal pages in each run
    columns = [Column(chance, x) for x in chance.choice(((60.0,), (60.0, 320.0), (60.0, 300.0)))]
    for column in columns:
        for _ in range(chance.choice((4, 5, 6))):
            column.add()
    return make_page(
        [text for column in columns for text in column.texts],
        fills=[fill for column in columns for fill in column.fills],
    )
