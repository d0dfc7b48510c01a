"""Finds commas and points that Tesseract passed over: "9,4 %" is read as "94%", and surely.

The ink of a lost sign stands between two digits, on the foot of their line, and is far lower than
they are. In: words, and the ink of the page. Out: the words with the signs that were printed, and
what was read first; nothing changes where the ink of the digits cannot be counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crossfoot.extractors.scans.pieces import NumberInk, Piece, find_number_ink
from crossfoot.extractors.scans.raster import Mask, PixelBox
from crossfoot.extractors.scans.rereading import Rereading
from crossfoot.extractors.scans.tesseract import SeenWord
from crossfoot.geometry import shared_height

BELOW = 0.3  # of the height of a digit: how far below a word the tail of a lost comma is looked for
BETWEEN = 1.2  # of its height: white between two pieces of one number, with a sign in it
SMALLEST = 10  # pixels of a digit: of smaller type a sign is no larger than grain
FEWEST, SHARE = 5, 0.8  # numbers of a page that tell its sign before decimals
WHY = "the ink of the sign stands between the digits"

_DIGITS = re.compile(r"([-–(]{0,2})(\d{2,})(%?\)?)")
_LEFT = re.compile(r"[-–(]{0,2}\d{1,3}(?:[.,]\d{3})*")
_RIGHT = re.compile(r"\d{3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?\)?%?|\d{1,2}\)?%?")
_DECIMALS = re.compile(r"[-–(]{0,2}[\d.,]*\d([.,])\d{1,2}\)?%?")


def restore_signs(
    words: Sequence[SeenWord], ink: Mask
) -> tuple[tuple[SeenWord, ...], tuple[Rereading, ...]]:
    """Return words with the commas and points that stand in their ink, and what was read first."""
    decimal = decimal_sign([word.text for word in words if word.rotation == 0])
    told: list[Rereading] = []
    whole = _joined(words, ink, decimal, told)
    for i, word in enumerate(whole):
        text = _with_signs(word, ink, decimal)
        if text != word.text:
            told.append(Rereading(word.text, text, word.box, WHY))
            whole[i] = replace(word, text=text)
    return tuple(whole), tuple(told)


def decimal_sign(texts: Sequence[str]) -> str | None:
    """Return what stands before the decimals of a page, None where it does not tell.

    >>> decimal_sign(["1,5", "3,20 %", "1.204,5", "12,0", "0,3%", "7,45", "2,1"])
    ','
    """
    signs = Counter(
        found[1] for found in map(_DECIMALS.fullmatch, texts) if found is not None
    ).most_common(1)
    count = sum(_DECIMALS.fullmatch(text) is not None for text in texts)
    if signs and signs[0][1] >= max(FEWEST, SHARE * count):
        return signs[0][0]
    return None


def _with_signs(word: SeenWord, ink: Mask, decimal: str | None) -> str:
    """Return the text of a number read without signs, with those that its ink has."""
    found = _DIGITS.fullmatch(word.text)
    if word.rotation or found is None:
        return word.text
    before, digits, after = found.groups()
    number = _number_ink(ink, word.box)
    skipped = before.count("(")
    extra = skipped + ("%" in after) + (")" in after)
    if number is None or len(number.digits) != len(digits) + extra:
        return word.text  # two of them touch, or one fell apart
    own = number.digits[skipped : skipped + len(digits)]
    signs = [one for one in number.signs if own[0].middle < one.middle < own[-1].middle]
    places = [sum(digit.middle < one.middle for digit in own) for one in signs]
    groups = [digits[a:b] for a, b in zip([0, *places], [*places, len(digits)], strict=True)]
    if not signs or not _is_number(groups):
        return word.text
    kinds = [
        _kind(one, number, len(group), decimal, is_last=group is groups[-1])
        for one, group in zip(signs, groups[1:], strict=True)
    ]
    pieces = "".join(kind + group for kind, group in zip(kinds, groups[1:], strict=True))
    return f"{before}{groups[0]}{pieces}{after}"


def _is_number(groups: Sequence[str]) -> bool:
    """Whether digits between signs are those of a number: groups of three, then decimals."""
    return (
        1 <= len(groups[0]) <= 3 + 9 * (len(groups) == 2)
        and all(len(group) == 3 for group in groups[1:-1])
        and 1 <= len(groups[-1]) <= 3
    )


def _kind(sign: Piece, number: NumberInk, count: int, decimal: str | None, *, is_last: bool) -> str:
    """Return what a sign is: as the page writes numbers where its place tells, else as its ink."""
    if decimal is not None and is_last and count < 3:
        return decimal
    if decimal is not None and not is_last:
        return "." if decimal == "," else ","
    return "," if number.hangs(sign) else "."


def _number_ink(ink: Mask, box: PixelBox) -> NumberInk | None:
    """Return the ink of a number with the tail of a comma that was passed over."""
    x0, top, x1, bottom = box
    number = find_number_ink(ink, (x0, top, x1, bottom + round(BELOW * (bottom - top))))
    return number if number is not None and number.height >= SMALLEST else None


def _joined(
    words: Sequence[SeenWord], ink: Mask, decimal: str | None, told: list[Rereading]
) -> list[SeenWord]:
    """Return words, two pieces of a number joined where the ink between them is one sign."""
    left_out: set[int] = set()
    whole = list(words)
    rights = [
        i for i, word in enumerate(words) if not word.rotation and _RIGHT.fullmatch(word.text)
    ]
    order = sorted(range(len(words)), key=lambda i: words[i].box[0])
    for i in order:
        while (j := _next_piece(whole, i, rights, left_out)) is not None:
            joined = _join(whole[i], whole[j], ink, decimal)
            if joined is None:
                break
            told.append(Rereading(f"{whole[i].text} {whole[j].text}", joined.text, joined.box, WHY))
            whole[i] = joined
            left_out.add(j)
    return [word for i, word in enumerate(whole) if i not in left_out]


def _next_piece(
    words: Sequence[SeenWord], i: int, rights: Sequence[int], left_out: set[int]
) -> int | None:
    """Return the word that may go on with a number, on its line and close to its right."""
    left = words[i]
    if i in left_out or left.rotation or not _LEFT.fullmatch(left.text):
        return None
    height = left.box[3] - left.box[1]
    near = [
        j
        for j in rights
        if 0 <= words[j].box[0] - left.box[2] <= BETWEEN * height
        and 2 * shared_height(left.box, words[j].box) >= height
        and j not in {i, *left_out}
    ]
    return min(near, key=lambda j: words[j].box[0], default=None)


def _join(left: SeenWord, right: SeenWord, ink: Mask, decimal: str | None) -> SeenWord | None:
    """Return two pieces of a number as one where the ink between them is one sign, no more."""
    box = (
        left.box[0],
        min(left.box[1], right.box[1]),
        right.box[2],
        max(left.box[3], right.box[3]),
    )
    number = _number_ink(ink, box)
    if number is None:
        return None
    between = [one for one in number.signs if left.box[2] - 2 <= one.middle <= right.box[0] + 2]
    apart = any(left.box[2] < one.middle < right.box[0] for one in number.digits)
    if len(between) != 1 or apart:
        return None
    digits = re.match(r"\d+", right.text)
    count = len(digits[0]) if digits else 0
    is_last = count == len(right.text.strip(")%"))
    sign = _kind(between[0], number, count, decimal, is_last=is_last)
    return SeenWord(f"{left.text}{sign}{right.text}", box, min(left.confidence, right.confidence))
