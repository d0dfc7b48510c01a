"""A book of printed words: numbers, sentences, periods, statements and names, and what they mean.

Each line of ``tests/golden/book-of-words.txt`` is ``kind [language] text → meaning``; lines of one
kind stand in pairs or more, on both sides of what decides. ``make golden`` writes meanings anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from crossfoot.model import Block, BlockKind, Language, PrintedNumber, Span
from crossfoot.normalizers.figures.read import read_figures
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.numbers.scan import scan_numbers
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.words.dates import read_period

BOOK = Path(__file__).resolve().parent.parent / "golden" / "book-of-words.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"
KINDS: dict[str, BlockKind] = {"card": "card", "bullet": "bullet", "paragraph": "paragraph"}


def written(number: PrintedNumber) -> str:
    """Return a number with its step, unit and qualifier, as far as they say something."""
    if number.state != "number":
        return number.state
    parts = [f"{number.value}", f"±{number.step}", number.unit or "", number.qualifier]
    return " ".join(part for part in parts if part and part != "exact")


def number(text: str, language: Language) -> str:
    """Return what a cell states."""
    found = parse_number(text, language=language)
    return written(found) if found is not None else "no number"


def sentence(text: str, language: Language) -> str:
    """Return the numbers of a sentence."""
    return "; ".join(written(spot.number) for spot in scan_numbers(text, language)) or "nothing"


def period(text: str, language: Language) -> str:
    """Return the period a header names."""
    return read_period(text) or "no period"


def block(kind: BlockKind, text: str) -> Block:
    """Return a block; words between stars are bold."""
    spans, shown = [], []
    for place, word in enumerate(text.split()):
        plain = word.strip("*")
        box = (50.0 * place, 0.0, 50.0 * place + 40, 10.0)
        spans.append(Span(plain, box, 10.0, plain != word, 0, ((plain, box),)))
        shown.append(plain)
    return Block(kind, 1, (0.0, 0.0, 50.0 * len(spans), 10.0), " ".join(shown), tuple(spans), ())


def figures(kind: BlockKind) -> Callable[[str, Language], str]:
    """Return what reads the key figures of a block of this kind."""

    def read(text: str, language: Language) -> str:
        found = read_figures([block(kind, text)], [], language)
        return (
            "; ".join(
                f"{written(f.number)} “{f.label}”"
                + (f" of {f.breakdown_of}" if f.breakdown_of else "")
                for f in found
                if f.number is not None
            )
            or "nothing"
        )

    return read


def place(text: str, language: Language) -> str:
    """Return the place a name means, how it was found, how surely and why."""
    match = match_names([NameQuery(text, language)], open_gazetteer())[0]
    who = f"{match.place.geonameid}, {match.kind}, {match.method}, " if match.place else ""
    return f"{match.status} {match.score}: {who}{match.reason}"


READERS: dict[str, Callable[[str, Language], str]] = {
    "number": number,
    "sentence": sentence,
    "period": period,
    "place": place,
    **{kind: figures(kind) for kind in KINDS.values()},
}


def meaning(line: str) -> str:
    """Return a line of the book with what its text means."""
    head, text = line.partition(" → ")[0].split("] ", 1)
    kind, code = head.split(" [")
    codes: dict[str, Language] = {"en": "en", "fr": "fr", "es": "es"}
    return f"{kind} [{code}] {text} → {READERS[kind](text, codes[code])}"


LINES = BOOK.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.partition(" → ")[0])
def test_book_of_words(line: str) -> None:
    """Each text means what is written beside it."""
    assert meaning(line) == line


@pytest.mark.skipif(not WRITE, reason="only `make golden` writes the book")
def test_golden_book_is_written() -> None:
    """The meanings are written anew."""
    BOOK.write_text("".join(f"{meaning(line)}\n" for line in LINES), encoding="utf-8")
