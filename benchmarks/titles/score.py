"""Score what reports are said to be called against what a person read on their first pages.

``read.json`` holds one report a line, by the sha256 of its PDF: ``titles`` that say what it is (one
is enough; none where its pages print none), ``also`` what else stands in the lines of the title
(who issues it, dates, a second line), its ``year`` and its ``language``.

A title is right when all words of one of ``titles`` are told, and at most one word in five is
neither of it nor of ``also``. Words of scans may differ by a letter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from crossfoot.folding import bare_words

READ = Path(__file__).with_name("read.json")
_STRANGE = 0.2  # of the words told
_ALIKE = 0.8  # of two spellings of one word


@dataclass(frozen=True, slots=True)
class Read:
    """What a person read; the keys of ``read.json``."""

    sha256: str
    file: str
    titles: Sequence[str]
    also: str
    year: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the program says of a report."""

    title: str
    year: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the reports whose title, year and language are right."""

    titles: float
    years: float
    languages: float


def read_list(path: Path = READ) -> tuple[Read, ...]:
    """Return the reports of a read list."""
    return tuple(Read(**one) for one in json.loads(path.read_text(encoding="utf-8")))


def score(told: Mapping[str, Told], read: Sequence[Read]) -> Shares:
    """Return the shares over the reports of a list; what is told of none of them is wrong.

    Args:
        told: By the sha256 of the PDF.
        read: The list.
    """
    pairs = [(told.get(one.sha256), one) for one in read]
    return Shares(
        titles=sum(t is not None and is_title(t.title, one) for t, one in pairs) / len(pairs),
        years=sum(t is not None and t.year == one.year for t, one in pairs) / len(pairs),
        languages=sum(t is not None and t.language == one.language for t, one in pairs)
        / len(pairs),
    )


def is_title(told: str, read: Read) -> bool:
    """Whether what is told is what a person read."""
    said = bare_words(told).split()
    if not read.titles or not said:
        return not read.titles and not said
    return any(_is_one(said, bare_words(title).split(), read.also) for title in read.titles)


def _is_one(said: Sequence[str], wanted: Sequence[str], also: str) -> bool:
    letters = "".join(said)
    has_all = all(word in letters or _is_among(word, said) for word in wanted)
    allowed = [*wanted, *bare_words(also).split()]
    glued = "".join(allowed)
    strange = [word for word in said if word not in glued and not _is_among(word, allowed)]
    return has_all and len(strange) <= _STRANGE * len(said)


def _is_among(word: str, words: Sequence[str]) -> bool:
    return any(SequenceMatcher(None, word, one).ratio() >= _ALIKE for one in words)
