"""Raised footnote marks: digits and letters set small and high at the end of a number or a label.

In: the tokens of a page. Out: the same without these marks, each bound to the token it stands at.
Only what a reader takes for a mark is one: exponents ("m²", "10³"), ordinals ("2e"), cents and
what stands inside a text stay in it. So do "*" and "(1)", which are told from it without type.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.extractors.kinds import is_exponent, is_value
from crossfoot.extractors.tokens.tokens import Token, read_tokens
from crossfoot.model import Page

SMALLER = 0.85  # of its neighbour's size: set to be told from it
MUCH_SMALLER = 0.75  # …a digit on the same baseline
SMALLEST = 0.35  # …but the word beside a drop cap is no mark
LOW, HIGH = 0.12, 0.62  # of its neighbour's size: how high above its baseline a mark stands
FULL_SIZE_LOW = 0.18  # …one in full size
SAME_BASE = 0.1  # of the size: baselines no further apart are one
OVERLAP, APART = 0.2, 0.35  # of its neighbour's size: how far beside it a mark may stand
TOUCHING = 0.1  # of the size: no space between
FOLLOWING = 0.45  # of the size: what stands so near goes on, further off is the next column

_MARK = re.compile(r"(?:[1-9]\d?|[a-z])(?:,(?:[1-9]\d?|[a-z]))*,?$")
_CAN_END = re.compile(r"[\w%€$£#°)\]»”\"'’.:*]$")
_BEGUN = re.compile(r"\d[.,]$")  # "3." before raised cents
_HOURS = re.compile(r"\d[hH:]$")
_ROMAN = re.compile(r"(?:^|\W)[IVXLCM]+$")
_SHORT = re.compile(r"(?:^|[\W\d])[^\W\d]{1,2}$")  # "n", "Dr": the raised letter ends the word
_COUNTED = re.compile(r"(?:^|\D)\d{1,3}$")
_NO_NOTE_LETTERS = frozenset("ehmost")  # after a number: ordinals and units
_CURRENCY = frozenset("€$£¥")
_CLOSERS = frozenset((")", "]", "%", "%)", ")%", *_CURRENCY))


def read_page_tokens(page: Page) -> list[Token]:
    """Return the words of a page as tokens, raised marks bound; OCR knows no type sizes."""
    tokens = read_tokens(page.words)
    return tokens if page.source == "ocr" else bind_marks(tokens)


def bind_marks(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without raised marks, which stand in ``marks`` of the tokens before them.

    Args:
        tokens: Of a page whose type sizes are known (not of a scan).
    """
    found = _MARK.match
    maybe = [i for i, t in enumerate(tokens) if t.rotation == 0 and found(t.text)]
    if not maybe:
        return list(tokens)
    page = _Neighbours(tokens)
    hosts: dict[int, int] = {}
    for i in sorted(maybe, key=lambda i: tokens[i].x0):
        host = page.host_of(i, hosts)
        if host is not None:
            hosts[i] = host
    bound = list(tokens)
    for i, host in hosts.items():
        named = tuple(part for part in tokens[i].text.split(",") if part)
        at = bound[host]
        bound[host] = replace(at, marks=at.marks + named, x1=max(at.x1, tokens[i].x1))
    return [t for i, t in enumerate(bound) if i not in hosts]


@dataclass(slots=True, init=False)
class _Neighbours:
    """The upright tokens of a page, found by where they end and begin."""

    tokens: Sequence[Token]
    by_end: list[int]
    ends: list[float]
    by_start: list[int]
    starts: list[float]

    def __init__(self, tokens: Sequence[Token]) -> None:
        upright = [i for i, t in enumerate(tokens) if t.rotation == 0]
        self.tokens = tokens
        self.by_end = sorted(upright, key=lambda i: tokens[i].x1)
        self.ends = [tokens[i].x1 for i in self.by_end]
        self.by_start = sorted(upright, key=lambda i: tokens[i].x0)
        self.starts = [tokens[i].x0 for i in self.by_start]

    def host_of(self, i: int, hosts: dict[int, int]) -> int | None:
        """Return the token that a token is a mark of; that of the mark before it, if any.

        Args:
            hosts: The marks further left, with theirs.
        """
        mark = self.tokens[i]
        best, best_gap = None, 0.0
        for k in self._ending(mark.x0 - APART * mark.size / SMALLEST, mark.x0 + mark.size):
            if k == i:
                continue
            host = self.tokens[k]
            gap = mark.x0 - host.x1
            if k in hosts:
                fits = _goes_on(host, mark)
            else:
                fits = _stands_at(host, mark) and self._is_note(k, i)
            if fits and (best is None or abs(gap) < best_gap):
                best, best_gap = hosts.get(k, k), abs(gap)
        return best

    def _is_note(self, k: int, i: int) -> bool:
        """Whether a raised token is read as a note of the one it stands at."""
        host, mark = self.tokens[k], self.tokens[i]
        follower = self._follower(host, mark)
        text = mark.text.rstrip(",")
        gap = (follower.x0 - mark.x1) / host.size if follower else FOLLOWING
        if is_exponent(host.text, text) or _HOURS.search(host.text):
            return False
        if is_value(host.text):
            if text.isalpha() and _is_ordinal(host.text, text, follower is not None):
                return False
            return self._ends_number(k, text, follower, gap)
        if text[0].isalpha() and (_SHORT.search(host.text) or _ROMAN.search(host.text)):
            return False
        return follower is None

    def _ends_number(self, k: int, text: str, follower: Token | None, gap: float) -> bool:
        """Whether a number is complete before its mark: no power of ten, no cents."""
        host = self.tokens[k]
        if _BEGUN.search(host.text):
            return False
        if len(text) == 2 and text.isdecimal():
            priced = host.text[0] in _CURRENCY or host.text[-1] in _CURRENCY
            if priced or (follower is not None and follower.text[0] in _CURRENCY):
                return False
        if host.text == "10" and (follower is not None or self._goes_before(host)):
            return False
        return follower is None or gap > TOUCHING or follower.text in _CLOSERS

    def _follower(self, host: Token, mark: Token) -> Token | None:
        """Return what goes on right after a mark, on the baseline of its host."""
        reach = FOLLOWING * host.size
        low = bisect_left(self.starts, mark.x1 - TOUCHING * host.size)
        high = bisect_right(self.starts, mark.x1 + reach)
        level = SAME_BASE * host.size
        for k in self.by_start[low:high]:
            token = self.tokens[k]
            if token is not mark and token is not host and abs(token.base - host.base) <= level:
                return token
        return None

    def _goes_before(self, host: Token) -> bool:
        """Whether a text that is no number stands right before a token."""
        level = SAME_BASE * host.size
        return any(
            abs(self.tokens[k].base - host.base) <= level and not is_value(self.tokens[k].text)
            for k in self._ending(host.x0 - 0.5 * host.size, host.x0)
        )

    def _ending(self, low: float, high: float) -> Iterator[int]:
        """Yield the tokens whose right edge is between two x."""
        return iter(self.by_end[bisect_left(self.ends, low) : bisect_right(self.ends, high)])


def _stands_at(host: Token, mark: Token) -> bool:
    """Whether a token is set small and high, right beside another."""
    rise = (host.base - mark.base) / host.size
    gap = (mark.x0 - host.x1) / host.size
    if not -SAME_BASE < rise < HIGH or not -OVERLAP < gap < APART:
        return False
    share = mark.size / host.size
    if not (_CAN_END.search(host.text) or is_value(host.text)) or share < SMALLEST:
        return False
    if share < SMALLER and rise > LOW:
        return True
    if gap > TOUCHING or mark.space or not mark.text.isdecimal():
        return False
    if share >= SMALLER:
        return share < 1 / SMALLER and rise > FULL_SIZE_LOW
    lowered = share < MUCH_SMALLER and abs(rise) < SAME_BASE
    return lowered and len(mark.text) == 1 and host.text[-1].isdecimal() and is_value(host.text)


def _goes_on(before: Token, mark: Token) -> bool:
    """Whether a token stands in a row of marks: "1, 2"."""
    level = abs(before.base - mark.base) < SAME_BASE * mark.size
    alike = SMALLER < mark.size / before.size < 1 / SMALLER
    return level and alike and -OVERLAP < (mark.x0 - before.x1) / mark.size < 2 * FOLLOWING


def _is_ordinal(number: str, letter: str, followed: bool) -> bool:
    """Whether a raised letter makes a number an ordinal ("2e", "1a edición") or is its unit."""
    if letter == "a":
        return followed and bool(_COUNTED.search(number))
    return letter in _NO_NOTE_LETTERS
