"""A book of turns: one thing of a page moves, and at one place the reading changes.

``tests/golden/book-of-turns.txt`` has an entry for each page of ``turning_pages``, and in it lines
as ``below 3: 17.25 … 17.31``, with what is read at both amounts where it differs from the page as
it is. So the book says where each decision turns, close on both sides. For a new turn write a line
with two amounts far apart: ``make golden`` narrows them, looks near by where a turn has moved, and
writes the readings.

``tests/golden/book-of-streams.txt`` has the same for the numbers of content streams.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import ndiff
from itertools import groupby
from pathlib import Path

import pytest

from tests.extractors import streams, turning_pages
from tests.extractors.moves import MOVES

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PAGES, STREAMS = GOLDEN / "book-of-turns.txt", GOLDEN / "book-of-streams.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"
SEARCH = 0.5  # of an amount, and of a point: how far a turn may have moved since it was written
_TURN = re.compile(r"(?P<move>[a-z ]+?) (?P<thing>\d+): (?P<low>-?[\d.]+) … (?P<high>-?[\d.]+)")

Reading = list[str]


@dataclass(frozen=True)
class Turn:
    """A thing moved by two amounts, between which the reading changes."""

    move: str
    thing: int
    low: float
    high: float

    @classmethod
    def of(cls, line: str) -> Turn:
        """Return the turn that a line of a book names."""
        found = _TURN.fullmatch(line)
        assert found, f"no turn: {line}"
        low, high = float(found["low"]), float(found["high"])
        return cls(found["move"], int(found["thing"]), low, high)

    @property
    def close(self) -> float:
        """How close the amounts are to stand on both sides."""
        share = 0.02 * min(abs(self.low), abs(self.high))
        finest = {"keep": 1.0, "swell": 0.015, "number": max(0.004, share)}
        return finest.get(self.move.partition(" ")[0], 0.06)

    def __str__(self) -> str:
        return f"{self.move} {self.thing}: {self.low:g} … {self.high:g}"


Reader = Callable[[Turn, float], Reading]


def read_book(book: Path) -> dict[str, dict[str, Reading]]:
    """Return the lines below each turn, by title and turn; those of no move stand under ""."""
    found: dict[str, dict[str, Reading]] = {}
    title = turn = ""
    for line in book.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            title, turn = line[2:], ""
            found[title] = {}
        elif _TURN.fullmatch(line):
            turn = line
            found[title][turn] = []
        elif line:
            found[title].setdefault(turn, []).append(line)
    return found


def write_entry(book: Path, title: str, entry: dict[str, Reading]) -> None:
    """Replace an entry of a book."""
    entries = {**read_book(book), title: entry}
    lines = []
    for name, turns in entries.items():
        lines.append(f"# {name}")
        for turn, below in turns.items():
            lines += [turn, *below] if turn else below
        lines.append("")
    book.write_text("\n".join(lines), encoding="utf-8")


def difference(plain: Reading, found: Reading) -> Reading:
    """Return what a reading lacks and has more than that of the page as it is."""
    lines = [line.rstrip() for line in ndiff(plain, found) if line[0] in "-+"]
    counted = [(line, len(list(run))) for line, run in groupby(lines)]
    return [f"{line} ×{n}" if n > 1 else line for line, n in counted] or ["  as it is"]


def told(turn: Turn, plain: Reading, read: Reader) -> Reading:
    """Return what the book says below a turn."""
    low, high = (difference(plain, read(turn, amount)) for amount in (turn.low, turn.high))
    return [f"{side}{line}" for side, lines in (("< ", low), ("> ", high)) for line in lines]


def found_again(turn: Turn, read: Reader) -> Turn:
    """Return a turn where it is now, as close as it is looked for."""
    reach = 1.0 if turn.move == "keep" else SEARCH * max(1.0, abs(turn.low))
    low, high = turn.low, turn.high
    for a, b in ((low, high), (low - reach, low), (high, high + reach)):
        if read(turn, a) != read(turn, b):
            return _narrowed(replace(turn, low=a, high=b), read)
    pytest.fail(f"the reading turns nowhere near {turn}: take it out of the book, or move it")


def _narrowed(turn: Turn, read: Reader) -> Turn:
    before = read(turn, turn.low)
    while turn.high - turn.low > turn.close:
        middle = round((turn.low + turn.high) / 2, 3)
        if read(turn, middle) == before:
            turn = replace(turn, low=middle)
        else:
            turn = replace(turn, high=middle)
    return turn


def check(book: Path, title: str, placed: Reading, read: Reader) -> None:
    """Compare an entry of a book with what is read now, or write it.

    Args:
        placed: What is read of the page as it is, with places: the entry begins with it.
        read: Reads the page with a thing moved, without places.
    """
    plain = [line.partition(" @")[0] for line in placed]
    entry = read_book(book)[title]
    turns = [Turn.of(line) for line in entry if line]
    if WRITE:
        turns = [found_again(turn, read) for turn in turns]
    found = {"": [f"  {line}".rstrip() for line in placed]}
    found |= {str(turn): told(turn, plain, read) for turn in turns}
    if WRITE:
        write_entry(book, title, found)
        return
    assert found == entry


@pytest.mark.parametrize("title", read_book(PAGES))
def test_golden_turns_of_pages(title: str) -> None:
    """Just before and just after each place where a decision turns, the page reads as written."""
    pages = turning_pages.bases()[title]

    def read(turn: Turn, amount: float) -> Reading:
        moved = MOVES[turn.move](pages[-1], turn.thing, amount)
        return turning_pages.read((*pages[:-1], moved))

    check(PAGES, title, turning_pages.read_placed(pages), read)


@pytest.mark.parametrize("title", read_book(STREAMS))
def test_golden_turns_of_streams(title: str) -> None:
    """A content stream draws what is written, and so it does where one of its numbers decides."""
    stream = streams.STREAMS[title]

    def read(turn: Turn, amount: float) -> Reading:
        return streams.read(streams.changed(stream, turn.thing, amount))

    check(STREAMS, title, streams.read_placed(stream), read)
