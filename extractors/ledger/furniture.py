"""The numbers of a page that belong to its furniture: running heads and feet, page numbers.

In: the sheets of a document. Out: the numbers of each that repeat at their place on three pages or
count the pages. One page alone shows a page number too: the outermost line, set off in the margin,
that is nothing but a number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from crossfoot.extractors.ledger.numbers import Sheet
from crossfoot.vocabulary.printed import page_number
from crossfoot.years import YEARS

PAGES = 3  # of a running line: two tables may begin alike on two pages
MARGIN_SHARE = 0.15  # of the page's height: where running heads and feet stand
SIDE_SHARE = 0.1  # …and its width: where thumbs of chapters stand
EDGE_SHARE = 0.12  # …and the number of a page that is alone
PLACE = 6.0  # points: how far a running line may move
LETTERS = 3  # of a running line outside the margin: rows of numbers repeat by chance
PIECE_GAP = 0.8  # of a line's height: what stands so far apart is a piece of its own
LONGEST_NUMBER = 5  # words: "Page n° 3 sur 9"
SET_OFF = 1.0  # of its height: between a lone page number and the text

_DIGITS = re.compile(r"\d+")
STROKES = frozenset("-–—|•·/▪■●>›»")
"""What sets a page number apart from a title on its line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with numbers, or a piece of one that wide gaps set off.

    Attributes:
        text: Its words, digits as "#".
        values: Its numbers…
        numbers: …and their positions among the sheet's numbers.
        pieces: Its words as wide gaps cut it, in the margin.
    """

    page: int
    text: str
    values: tuple[str, ...]
    numbers: tuple[int, ...]
    words: tuple[int, ...]
    x: float
    y: float
    is_margin: bool
    pieces: tuple[tuple[int, ...], ...] = ()


def find_furniture(
    sheets: Sequence[Sheet], left: Mapping[int, Container[int]] | None = None
) -> dict[int, frozenset[int]]:
    """Return for each page the positions of its numbers that are page furniture.

    Args:
        sheets: Of the document.
        left: Positions of the numbers of each page that are not in a cell; ``None`` for all.
    """
    lines = {s.page: tuple(_lines(s, left[s.page] if left is not None else None)) for s in sheets}
    seen: dict[Hashable, set[int]] = defaultdict(set)
    keys = {s.page: list(_unit_keys(s, lines[s.page])) for s in sheets if len(sheets) >= PAGES}
    for page, found in keys.items():
        for _, names in found:
            for name in names:
                seen[name].add(page)
    furniture: dict[int, frozenset[int]] = {}
    for sheet in sheets:
        running = {
            number
            for number, names in keys.get(sheet.page, ())
            if any(len(seen[name]) >= PAGES for name in names)
        }
        furniture[sheet.page] = frozenset(running | set(_lone(sheet, lines[sheet.page])))
    return furniture


def _lines(sheet: Sheet, left: Container[int] | None) -> Iterator[_Line]:
    """Yield the lines of a sheet that have numbers left."""
    by_line: dict[int, list[int]] = defaultdict(list)
    wanted: set[int] = set()
    ids = sheet.line.tolist()
    for at, number in enumerate(sheet.numbers):
        by_line[ids[number.word]].append(at)
        if left is None or at in left:
            wanted.add(ids[number.word])
    words: dict[int, list[int]] = defaultdict(list)
    for word in sheet.order:
        if ids[word] in wanted:
            words[ids[word]].append(word)
    boxes = sheet.box.tolist() if wanted else []
    for line in by_line:
        if line in wanted:
            yield _line(sheet, boxes, words[line], by_line[line])


def _line(
    sheet: Sheet, boxes: Sequence[Sequence[float]], words: Sequence[int], numbers: Sequence[int]
) -> _Line:
    held = [boxes[word] for word in words]
    x0, x1 = min(box[0] for box in held), max(box[2] for box in held)
    y = (min(box[1] for box in held) + max(box[3] for box in held)) / 2
    reach = SIDE_SHARE * sheet.width
    is_edge = _edge(y, sheet.height) <= MARGIN_SHARE
    return _Line(
        page=sheet.page,
        text=_text_of(sheet, words),
        values=tuple(sheet.numbers[at].text for at in numbers),
        numbers=tuple(numbers),
        words=tuple(words),
        x=x0,
        y=y,
        is_margin=is_edge or x1 <= reach or x0 >= sheet.width - reach,
        pieces=tuple(_pieces(words, held)) if is_edge else (),
    )


def _text_of(sheet: Sheet, words: Sequence[int]) -> str:
    """Return words as a line is known by: digits as "#", no footnote marks."""
    return _DIGITS.sub("#", " ".join(sheet.text[word] for word in words if word not in sheet.marks))


def _unit_keys(sheet: Sheet, lines: Iterable[_Line]) -> Iterator[tuple[int, list[Hashable]]]:
    """Yield the keys of the numbers of lines and, in the margin, of the pieces of lines."""
    for line in lines:
        yield from _keys(line)
        for piece in line.pieces if len(line.pieces) > 1 else ():
            if numbers := tuple(_numbers_in(sheet, line, piece)):
                yield from _keys(
                    replace(
                        line,
                        text=_text_of(sheet, piece),
                        values=tuple(sheet.numbers[at].text for at in numbers),
                        numbers=numbers,
                        x=float(sheet.box[piece[0], 0]),
                    )
                )


def _edge(y: float, height: float) -> float:
    """Return how far from the nearer edge a line stands, as a share of the page's height."""
    return min(y, height - y) / max(height, 1.0)


def _keys(line: _Line) -> Iterator[tuple[int, list[Hashable]]]:
    """Yield the numbers of a line, each with what would be the same on another page.

    Places are rounded twice, half a step apart, so that near ones meet once at least. In the margin
    a title may stand left and right by turns, and one of its numbers count pages; elsewhere all of
    the line must come again.
    """
    has_letters = sum(map(str.isalpha, line.text)) >= LETTERS
    if not has_letters and not line.is_margin:
        return
    ys = [(half, int(line.y / (2 * PLACE) + half / 2)) for half in (0, 1)]
    xs = [(half, int(line.x / (2 * PLACE) + half / 2)) for half in (0, 1)]
    places = list(product(ys, xs))
    if not line.is_margin:
        keys: list[Hashable] = [(line.text, line.values, *place) for place in places]
        yield from ((number, keys) for number in line.numbers)
        return
    last = len(line.numbers) - 1
    for at, (number, value) in enumerate(zip(line.numbers, line.values, strict=True)):
        keys = [(line.text, at, value, y) for y in ys] if has_letters else []
        keys += [(line.text, at, value, *place) for place in places]
        if (apart := _apart(value, line.page)) is not None:
            keys += [(line.text, at, y, apart, "counts") for y in ys]
            if at in (0, last):
                keys += [(y, apart, "page") for y in ys]
        yield number, keys


def _apart(value: str, page: int) -> int | None:
    """Return how far a number is from that of its page ("3", "3/9"); ``None`` for a longer one."""
    first = re.match(r"\d{1,4}(?!\d)", value)
    return int(first[0]) - page if first else None


def _lone(sheet: Sheet, lines: Sequence[_Line]) -> Iterator[int]:
    """Yield the page number of a page that may stand alone in its document."""
    lines = [line for line in lines if _edge(line.y, sheet.height) <= EDGE_SHARE]
    if not lines:
        return
    middles = (sheet.box[:, 1] + sheet.box[:, 3]) / 2
    printed = [i for i, text in enumerate(sheet.text) if any(map(str.isalnum, text))]
    for line in lines:
        height = float(np.median(sheet.box[list(line.words), 3] - sheet.box[list(line.words), 1]))
        others = set(printed) - set(line.words)
        rest = middles[sorted(others)]
        outer = rest < line.y if line.y < sheet.height / 2 else rest > line.y
        is_outermost = not (outer & (np.abs(rest - line.y) > height / 2)).any()
        is_set_off = not (np.abs(rest - line.y) < (1 + SET_OFF) * height).any()
        if is_outermost:
            yield from _page_numbers(sheet, line, is_set_off=is_set_off)


def _page_numbers(sheet: Sheet, line: _Line, *, is_set_off: bool) -> Iterator[int]:
    """Yield the numbers of an outermost line that number its page.

    All of a line, or of its first or last piece, that is nothing else ("12", "Page 3 sur 9"), a
    bare number only where the line is set off; else
    the one at its outer end that a stroke sets apart or the word for page leads.
    """
    for piece in dict.fromkeys((line.pieces[0], line.pieces[-1])):
        text = _text(sheet, piece)
        if page_number().fullmatch(text) and (text[:1].isalpha() or is_set_off):
            if not _is_year(text, sheet.page):
                yield from _numbers_in(sheet, line, piece)
        elif len(piece) > 1:
            yield from _numbers_in(sheet, line, _named_end(sheet, piece))
            ends = {piece[0]: piece[1], piece[-1]: piece[-2]}
            for word, beside in ends.items():
                if _is_led(sheet.text[word], sheet.text[beside], sheet.page):
                    yield from _numbers_in(sheet, line, (word,))


def _text(sheet: Sheet, words: Sequence[int]) -> str:
    """Return words without strokes around them and "n°" among them."""
    text = " ".join(sheet.text[word] for word in words).strip("-–—|•·/ ")
    return re.sub(r"\bn[°º]\s*", "", text)


def _named_end(sheet: Sheet, piece: Sequence[int]) -> Sequence[int]:
    """Return the words at the end of a piece that say the page ("… Page 1 of 3"), or none."""
    ends = (piece[at:] for at in range(max(1, len(piece) - LONGEST_NUMBER), len(piece) - 1))
    for words in ends:
        text = _text(sheet, words)
        if text[:1].isalpha() and page_number().fullmatch(text):
            return words
    return ()


def _pieces(words: Sequence[int], boxes: Sequence[Sequence[float]]) -> Iterator[tuple[int, ...]]:
    """Cut the words of a line where it has wide gaps."""
    start = 0
    for at in range(1, len(words)):
        _, top, right, bottom = boxes[at - 1]
        if boxes[at][0] - right > PIECE_GAP * (bottom - top):
            yield tuple(words[start:at])
            start = at
    yield tuple(words[start:])


def _numbers_in(sheet: Sheet, line: _Line, words: Sequence[int]) -> Iterator[int]:
    return (at for at in line.numbers if sheet.numbers[at].word in words)


def _is_year(text: str, page: int) -> bool:
    return text.isdecimal() and int(text) in YEARS and int(text) != page


def _is_led(text: str, beside: str, page: int) -> bool:
    """Whether a word is a number that a stroke sets apart, or the word for page leads."""
    text = text.strip("-–—|•·.")
    if not (text.isdecimal() and len(text) <= 4) or _is_year(text, page):
        return False
    return beside in STROKES or page_number().fullmatch(f"{beside} 1") is not None
