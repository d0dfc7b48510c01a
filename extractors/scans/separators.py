"""Tells commas from points in the numbers of small type, where Tesseract takes one for the other.

A page writes its numbers one way: "1.234,56" or "1,234.56". A number whose digits stand in groups
as that way has them, and whose signs do not, is looked at again: a comma hangs below the feet of
the digits, a point stands on their line. In: words, and the ink of the page. Out: the words, and
what was read as what; no digit changes, and nothing where the ink does not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crossfoot.extractors.scans.pieces import find_number_ink
from crossfoot.extractors.scans.raster import Mask
from crossfoot.extractors.scans.rereading import Rereading
from crossfoot.extractors.scans.tesseract import SeenWord

WAYS = ((",", "."), (".", ","))  # what groups digits, what stands before decimals
FEWEST = 5  # numbers of a page that are written one way
SHARE = 0.8  # of those that are written either way
WHY = "the page groups digits otherwise, and the ink of the sign agrees"

_AMOUNT = re.compile(r"[-–(]{0,2}\d{1,3}(?:[.,]\d{3})*[.,]\d{2}\)?")
_SIGN = re.compile("[.,]")


def settle_separators(
    words: Sequence[SeenWord], ink: Mask
) -> tuple[tuple[SeenWord, ...], tuple[Rereading, ...]]:
    """Return words with the signs of their numbers as the page and their ink have them."""
    way = find_way([word.text for word in words if word.rotation == 0])
    if way is None:
        return tuple(words), ()
    settled = [_settle(word, way, ink) for word in words]
    told = [
        Rereading(old.text, new.text, old.box, WHY)
        for old, new in zip(words, settled, strict=True)
        if new is not old
    ]
    return tuple(settled), tuple(told)


def find_way(texts: Sequence[str]) -> tuple[str, str] | None:
    """Return what groups digits and what stands before decimals, None where a page does not tell.

    >>> find_way(["1.234,56", "12.000,00", "7.310,25", "1.000,00", "2.413,10", "3,20"])
    ('.', ',')
    """
    signs = [_SIGN.findall(text) for text in texts if _AMOUNT.fullmatch(text)]
    found = Counter(
        (one[0], one[-1])
        for one in signs
        if len(one) > 1 and one[0] != one[-1] and len(set(one[:-1])) == 1
    )
    way, count = max(((way, found[way]) for way in WAYS), key=lambda pair: pair[1])
    return way if count >= FEWEST and count >= SHARE * found.total() else None


def _settle(word: SeenWord, way: tuple[str, str], ink: Mask) -> SeenWord:
    """Return a word with the signs of the page's way, where its ink bears each change out."""
    if word.rotation or not _AMOUNT.fullmatch(word.text):
        return word
    read = _SIGN.findall(word.text)
    meant = [way[0]] * (len(read) - 1) + [way[1]]
    hanging = hang(word, ink) if read != meant else None
    if hanging is None or len(hanging) != len(read):
        return word
    if any(
        new != old and (new == ",") != low
        for old, new, low in zip(read, meant, hanging, strict=True)
    ):
        return word
    left = iter(meant)
    return replace(word, text=_SIGN.sub(lambda _: next(left), word.text))


def hang(word: SeenWord, ink: Mask) -> list[bool] | None:
    """Return for each sign at the foot of a word whether it hangs below the line of the digits."""
    number = find_number_ink(ink, word.box)
    return None if number is None else [number.hangs(sign) for sign in number.signs]
