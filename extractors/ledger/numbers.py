"""The numbers of a page as the eye reads them, each with its box.

In: a page as it is read. Out: a :class:`Sheet` in points of the page as displayed. A number is a
run of digits with the marks inside it: "1 250 000" set as three words is one, so are "12,5 %",
"2019-2020", "31/12/2023" and "14:30". Years are numbers. Digits that belong to a name ("CO2",
"COVID-19", a web address), footnote marks and exponents are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.poses import show_box
from crossfoot.folding import digits_of
from crossfoot.type_size import size_of_words
from crossfoot.years import is_year

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.model import Box, Page, Words

GROUP_GAP = 0.45  # of the type size: a space inside a number is .25 to .33, between columns more
RAISED = 0.12  # of its neighbour's size: how far above its line a mark stands
NEAR_MARK = 0.6  # of the type size: how near a raised mark in brackets stands
TOUCHING = 0.2  # of the type size: how near an index stands
ZEROS_GAP = 1.0  # of the type size: in a wide justified line; no number begins with "000"
TORN_GAP = 0.1  # of the type size: no space at all
SMALLER = 0.85  # of its neighbour's size: a mark, an exponent, the index of a name
BESIDE = 0.9  # of the type size: what stands so near is of one text with a number

_INSIDE = "[.,'\u2019:/\u2013-]|[\u00a0\u2009\u202f ](?=\\d{3}(?!\\d))"
_RUN = re.compile(rf"\d+(?:(?:{_INSIDE})\d+)*")
_HEAD = re.compile(r"\d{1,3}(?:[ .,'\u2019]\d{3})*$")  # what a group of three digits goes on from
_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?(?!\d)")
_ZEROS = re.compile(r"000(?!\d)")
_OF_NAME = re.compile(r"[^\W\d_][-_\u2010\u2011]?$")  # "CO" before 2, "COVID-" before 19
_SMALL = re.compile(r"[-−–+(]?\d{1,3}(?:[,+]\d{1,2})*[).,;]?|\(?[a-z](?:,[a-z])*\)?")
_NAMED = re.compile(r"[^\W\d_]{1,3}\d.*")  # a code, or a year that letters lead ("FY2019")
_LED = re.compile(r".*(?:[.·_]{3}|…)\S*\d")  # a leader and its number in one word
_CODE = re.compile(r"\d[^\W\d_]{3,}\d")  # of a key or a checksum; "120km2" and "14h30" are none
_NIL = re.compile(r"[-–—]0{2,}$")  # a dash made as wide as its column by zeros in white
_WEB = re.compile(r"@|://|www\.|[a-z]{2}\.[a-z]{2,4}(?:/|$)", re.IGNORECASE)

Part = tuple[str, "Box"]
"""The digits of a word, and its box."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A printed number.

    Attributes:
        text: As printed, without unit and sign.
        parts: The words that it is set in.
        word: Position of its first word among the words of the page…
        run: …and which of the runs of digits on that word's line it begins with.
        is_apart: Whether no word stands beside it at the distance of a space.
    """

    text: str
    box: Box
    parts: tuple[Part, ...]
    word: int
    run: int
    is_apart: bool

    @property
    def digits(self) -> str:
        """Its digits alone."""
        return "".join(digits for digits, _ in self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What a page prints, in points as displayed, for the account.

    Attributes:
        text: n words, in content-stream order.
        box: (n, 4) float64.
        line: (n,) int32, id of each word's baseline.
        order: The words line by line, in reading direction.
        marks: Words that are raised footnote marks of the word before them…
        named: …and what these marks say.
        numbers: In reading order of their lines.
        body: The type size in the middle of the page's letters.
    """

    page: int
    width: float
    height: float
    text: tuple[str, ...]
    box: NDArray[np.float64]
    line: NDArray[np.int32]
    order: tuple[int, ...]
    marks: frozenset[int]
    named: frozenset[str]
    numbers: tuple[Counted, ...]
    body: float = 0.0


def read_sheet(page: Page) -> Sheet:
    """Return the words of a page and the numbers they print.

    Args:
        page: As it is read: upright and scaled.
    """
    words = page.words
    quarter = page.pose.turn in (90, 270)
    width, height = page.width / page.pose.scale, page.height / page.pose.scale
    has_digit = [any(map(str.isdecimal, text)) for text in words.text]
    marks, named = _marks(page)
    along = _along(words)
    order = np.lexsort((along[:, 0], words.line)).tolist()
    box = _shown(page)
    return Sheet(
        page=page.number,
        width=height if quarter else width,
        height=width if quarter else height,
        text=words.text,
        box=box,
        line=words.line,
        order=tuple(order),
        marks=marks,
        named=named,
        numbers=_count(words, along, box, [i for i in order if i not in marks], has_digit),
        body=size_of_words(words) / page.pose.scale,
    )


def _shown(page: Page) -> NDArray[np.float64]:
    """Return the (n, 4) boxes of a page's words on the page as displayed."""
    pose = page.pose
    if pose.is_turned:
        shown = [show_box(_as_box(box), pose) for box in page.words.box]
        return np.array(shown, dtype=np.float64).reshape(-1, 4)
    return page.words.box / pose.scale


def _marks(page: Page) -> tuple[frozenset[int], frozenset[str]]:
    """Return the words that are marks or indices of a larger word they touch, and what they say.

    "CO" and its 2, "m" and its 2; after a number only what is raised, or in brackets after a space.
    OCR knows no type sizes.
    """
    words = page.words
    if page.source == "ocr" or not len(words):
        return frozenset(), frozenset()
    small = np.flatnonzero(words.size < SMALLER * size_of_words(words)).tolist()
    found = {i for i in small if _SMALL.fullmatch(words.text[i]) and _is_mark(words, i)}
    return frozenset(found), frozenset(words.text[i].strip("(),. ") for i in found)


def _is_mark(words: Words, i: int) -> bool:
    x0, _, _, bottom = words.box[i].tolist()
    size = float(words.size[i])
    is_bracketed = words.text[i].startswith("(")
    reach = NEAR_MARK if is_bracketed else TOUCHING
    hosts = np.abs(words.box[:, 2] - x0) <= reach * words.size
    hosts &= (words.size * SMALLER > size) & (words.rotation == words.rotation[i])
    hosts &= (words.box[:, 1] < bottom) & (words.box[:, 3] > words.box[i, 1])
    raised = hosts & (bottom < words.box[:, 3] - RAISED * words.size)
    if raised.any():
        return True
    if is_bracketed or words.text[i].isalpha():
        return False
    return any(not words.text[j][-1].isdecimal() for j in np.flatnonzero(hosts))


def _along(words: Words) -> NDArray[np.float64]:
    """Return the (n, 2) positions where words begin and end in the direction they read."""
    x0, top, x1, bottom = words.box.T
    ends = {0: (x0, x1), 90: (top, bottom), 180: (-x1, -x0), 270: (-bottom, -top)}
    along = np.column_stack(ends[0])
    for turn in (90, 180, 270):
        is_turned = words.rotation == turn
        if is_turned.any():
            along[is_turned] = np.column_stack(ends[turn])[is_turned]
    return along


def _count(
    words: Words,
    along: NDArray[np.float64],
    box: NDArray[np.float64],
    order: Sequence[int],
    has_digit: Sequence[bool],
) -> tuple[Counted, ...]:
    """Return the numbers of a page; what is left and right of them says which stand apart."""
    counted: list[Counted] = []
    beside = _Beside(words, along, order)
    open_end = -2  # place in the order of the word that the last number ends
    is_open = False  # whether the last number has no word beside it on the left
    line, run = -1, 0
    for at, word in enumerate(order):
        if not has_digit[word]:
            continue
        if words.line[word] != line:
            line, run = int(words.line[word]), 0
        text, shown = words.text[word], _as_box(box[word])
        for found in _runs(text):
            part = (digits_of(found[0]), _cut(shown, text, found))
            if (
                found.start() == 0
                and open_end == at - 1
                and beside.goes_on(at, counted[-1].text, text)
            ):
                apart = is_open and beside.is_free(at, right=True)
                counted[-1] = _joined(counted[-1], found[0], part, is_apart=apart)
            else:
                is_open = not _LED.match(text) and beside.is_free(at, right=False)
                apart = is_open and beside.is_free(at, right=True)
                counted.append(Counted(found[0], part[1], (part,), word, run, apart))
            run += 1
            open_end = at if found.end() == len(text) else -2
    return tuple(counted)


def _runs(text: str) -> list[re.Match[str]]:
    """Return the numbers in a word.

    >>> [[found[0] for found in _runs(t)] for t in ("12(3%)", "CO2", "D1+2", "2e", "FY2019")]
    [['12', '3'], [], [], ['2'], ['2019']]
    """
    if _WEB.search(text):
        return []
    if named := _NAMED.match(text):
        text = text[: named.end()]
        return [found for found in _RUN.finditer(text) if is_year(found[0])]
    if _NIL.match(text) or _CODE.search(text):
        return []
    return [found for found in _RUN.finditer(text) if not _OF_NAME.search(text[: found.start()])]


def _cut(box: Box, text: str, found: re.Match[str]) -> Box:
    """Return the box of a run in an upright word, by its share of the chars."""
    x0, top, x1, bottom = box
    if x1 - x0 < bottom - top or len(found[0]) == len(text):
        return box
    per_char = (x1 - x0) / len(text)
    return x0 + per_char * found.start(), top, x0 + per_char * found.end(), bottom


def _joined(number: Counted, text: str, part: Part, *, is_apart: bool) -> Counted:
    (x0, top, x1, bottom), (a, b, c, d) = number.box, part[1]
    return Counted(
        f"{number.text} {text}",
        (min(x0, a), min(top, b), max(x1, c), max(bottom, d)),
        (*number.parts, part),
        number.word,
        number.run,
        is_apart,
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """The words of a page line by line: what stands next to which."""

    words: Words
    along: NDArray[np.float64]
    order: Sequence[int]

    def _gap(self, left: int, right: int) -> float:
        """Return the gap between two places of the order, in type sizes; no gap over lines."""
        if left < 0 or right >= len(self.order):
            return np.inf
        a, b = self.order[left], self.order[right]
        if self.words.line[a] != self.words.line[b]:
            return np.inf
        size = max(float(self.words.size[a]), float(self.words.size[b]), 0.5)
        return float(self.along[b, 0] - self.along[a, 1]) / size

    def goes_on(self, at: int, text: str, word: str) -> bool:
        """Whether the word at a place goes on with the number that the word before it ends."""
        gap = self._gap(at - 1, at)
        if gap <= TORN_GAP or (gap <= ZEROS_GAP and _ZEROS.match(word) and _HEAD.fullmatch(text)):
            return True
        return gap <= GROUP_GAP and bool(_HEAD.fullmatch(text)) and bool(_GROUP.match(word))

    def is_free(self, at: int, *, right: bool) -> bool:
        """Whether no word stands at one side of a word at the distance of a space.

        Signs and currencies go with the number; a number beside it is of another column unless
        it stands very near.
        """
        step = 1 if right else -1
        while True:
            gap = self._gap(at, at + 1) if right else self._gap(at - 1, at)
            if gap > BESIDE:
                return True
            at += step
            text = self.words.text[self.order[at]]
            if any(map(str.isdecimal, text)):
                return gap > GROUP_GAP
            if any(map(str.isalpha, text)):
                return False


def _as_box(box: NDArray[np.float64]) -> Box:
    x0, top, x1, bottom = box.tolist()
    return x0, top, x1, bottom
