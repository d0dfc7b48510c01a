"""What a report is called, and the period it is about, from its first pages.

A title stands above what the page reports: before the first row of data, before running text. There
the largest words are it, in as many sizes as it takes to say what the document is ("report",
"budget"). The PDF's own title counts where the page has none of these words: authors copy a file
and leave the title of another one, programs write the name of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.normalizers.words.dates import read_period
from crossfoot.normalizers.words.issuer import MOST_WORDS
from crossfoot.normalizers.words.kinds import says_what
from crossfoot.years import find_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Block, Box

FIRST_PAGES = 3
"""Where only later ones were read, they do not say what the report is called."""

_SIZES = 4  # sizes of type that titles are set in
_FEWEST = 6  # words; a shorter text goes on in the next size: "Rully", "Rapport annuel 2021"…
_ENOUGH = 3  # …but for one of so many that says what the document is: "Balance" goes on
_FEW_LINES = 8  # a cover whose title is a picture; the next page repeats it
_TABS = 2  # lines at its head that are no title
_FEET = 2  # lines at the foot of a page
_SAME = 0.9  # of the largest of a size: capitals and small letters of one line differ by less
_TELLING = 4  # letters of the words of a PDF's title that must all be printed
_LETTERS = 0.6  # of the chars of a title
_PIECES = 4  # on one line of the page: a row of a table
_AGAIN = 3  # times that a word stands on one line: "Ward 1 Ward 2 Ward 3" heads a table
_RUNNING = 6  # words of a line, most of them in small letters
_NEAR = 0.5  # of the type size between two lines that are one text
_FILE = re.compile(r"\.\w{2,5}$|^\w:\\|^Microsoft |[_\\]|^untitled", re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}:\d\d\b")
_PAGE = re.compile(r"\b\w{4,7}\s*:?\s*\d{1,3}\s+\w{1,3}\s+\d{1,3}\s*$")  # "Hoja: 1 de 6"
_AMOUNT = re.compile(r"[-+(]?[$€£]?\s?\d[\d\s.,']*[%)]?")
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b(?:19|20)\d\d\b")
_FOLIO = re.compile(r"^\d{1,4}\s+|\s+\d{1,4}$(?<!\s(?:19|20)\d\d)")
_SPAN = re.compile(r"\d{4}/\d{4}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page as far as titles go."""

    text: str
    box: Box
    size: float
    bold: bool


def find_title(
    metadata: str, lines: Sequence[Block], doubtful: frozenset[int] = frozenset()
) -> str:
    """Return what a report is called, "" where neither page nor PDF tells.

    Args:
        metadata: Title among the PDF's properties.
        lines: Lines of its first pages, in reading order.
        doubtful: Pages that character recognition read: a picture may lend them any words.
    """
    said = "" if _FILE.search(metadata) else " ".join(metadata.split())
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    pages = [page for page in pages if page[0].page <= FIRST_PAGES]
    first = _title_of(pages[0]) if pages else ""
    if says_what(first):
        return _fuller(said, first, pages[0])
    if pages and (foot := _running_foot(pages[0])):
        return foot
    if says_what(said):
        return said
    is_bare = not first or len(pages[0]) < _FEW_LINES or pages[0][0].page in doubtful
    is_bare = is_bare and not find_years(first)
    later = (_title_of(page) for page in pages[1:] if is_bare)
    return next(filter(says_what, later), first or said)


def find_period(title: str, year: int | None) -> str:
    """Return the period of a report: "2019/2020" where its title says so, else its year.

    >>> find_period("Rapport d'activité 2019-2020", 2020), find_period("Budget", 2021)
    ('2019/2020', '2021')
    """
    said = read_period(title)
    if _SPAN.fullmatch(said) and said.endswith(str(year or "")):
        return said
    return str(year or "")


def find_head(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the lines of a page that stand before its data and its running text.

    Args:
        blocks: Lines of one page.
    """
    lines = [_line(block) for block in blocks]
    taken = {id(line) for line in _head(lines)}
    return tuple(block for block, line in zip(blocks, lines, strict=True) if id(line) in taken)


def _fuller(metadata: str, title: str, page: Sequence[Block]) -> str:
    """Return the PDF's title where the page prints all of it and it says more."""
    said, printed = bare_words(metadata).split(), bare_words(title).split()
    on_page = set(bare_words(" ".join(block.text for block in page)).split())
    telling = [word for word in said if len(word) >= _TELLING]
    is_printed = len(telling) > 1 and on_page.issuperset(telling)
    return metadata if is_printed and set(said) > set(printed) else title


def _title_of(blocks: Sequence[Block]) -> str:
    """Return the title of a page, "" where it has none."""
    lines = [_line(block) for block in blocks if block.kind != "card"]
    head = [line for line in _head(lines) if _is_worded(line.text)]
    if head or (lines and _is_data(next(_rows(lines)))):
        return _largest(head)
    worded = [line for line in lines if _is_worded(line.text)]
    sizes = _sizes(worded)
    is_running = bool(sizes) and len(_words(sizes[0])) > MOST_WORDS
    return "" if is_running else _largest(worded)


def _largest(lines: Sequence[_Line]) -> str:
    """Return the largest words, of several sizes until they say enough, in reading order."""
    chosen: list[_Line] = []
    for group in _sizes(lines)[:_SIZES]:
        for line in group:
            if not chosen or _goes_on(line, chosen):
                chosen.append(line)
        if _says_enough(chosen):
            break
    return " ".join(_words(sorted(chosen, key=_place)))


def _goes_on(line: _Line, chosen: Sequence[_Line]) -> bool:
    """Whether a line belongs to a title as far as it is found.

    A few large words may lack what the document is, which stands anywhere; once that is said, or
    enough is, only what stands close to it goes on.
    """
    found = _words(chosen)
    if len(found) + len(line.text.split()) > MOST_WORDS:
        return False
    done = says_what(" ".join(found))
    if not done and (len(found) < _FEWEST or says_what(line.text)):
        return True
    return any(_is_near(line, one) for one in chosen)


def _says_enough(chosen: Sequence[_Line]) -> bool:
    found = _words(chosen)
    return len(found) >= _ENOUGH and says_what(" ".join(found))


def _words(lines: Sequence[_Line]) -> list[str]:
    return " ".join(_PAGE.sub("", line.text).strip() for line in lines).split()


def _is_near(one: _Line, other: _Line) -> bool:
    """Whether two lines follow one another without a gap, or stand beside one another."""
    upper, lower = sorted((one, other), key=_place)
    return lower.box[1] - upper.box[3] <= _NEAR * max(one.size, other.size)


def _place(line: _Line) -> tuple[float, float]:
    return line.box[1], line.box[0]


def _sizes(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return lines by their size of type, the largest first."""
    groups: list[list[_Line]] = []
    for line in sorted(lines, key=_rank):
        if groups and _rank(line) < _SAME * _rank(groups[-1][0]):  # both are negative
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group, key=_place) for group in groups]


def _running_foot(blocks: Sequence[Block]) -> str:
    """Return the foot of a page that names the document and its year, as parts of one do."""
    lines = [_line(block) for block in blocks]
    for row in list(_rows(lines))[-_FEET:]:
        for line in row:
            if says_what(line.text) and find_years(line.text) and _is_worded(line.text):
                return " ".join(_FOLIO.sub("", line.text).split())
    return ""


def _rank(line: _Line) -> float:
    return -round(line.size, 1)


def _head(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines of a page before its first row of data and its running text."""
    body = _body(lines)
    taken: list[_Line] = []
    rows = list(_rows(lines))
    for at, (row, below) in enumerate(zip_longest(rows, rows[1:], fillvalue=())):
        if at < _TABS and not taken and _is_tabs(row, below):
            continue
        if _is_data(row) or (_is_item(row) and _is_item(below)):  # one alone has the page number
            break
        if all(any(_is_running(line, body) for line in part) for part in (row, below)):
            break
        taken += row
    return taken


def _body(lines: Sequence[_Line]) -> float:
    """Return the size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _rows(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield lines that stand on one line of the page, from top to bottom."""
    row: list[_Line] = []
    for line in sorted(lines, key=_middle):
        if row and _middle(line) - _middle(row[0]) > min(line.size, row[0].size) / 2:
            yield sorted(row, key=lambda one: one.box[0])
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda one: one.box[0])


def _middle(line: _Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _is_data(row: Sequence[_Line]) -> bool:
    """Whether a line of the page is one of a table."""
    amounts = sum(map(_is_amount, row))
    counts = Counter(bare_words(" ".join(line.text for line in row)).split())
    again = any(n >= _AGAIN and len(word) >= _TELLING for word, n in counts.items())
    return len(row) >= _PIECES or amounts > 1 or again


def _is_tabs(row: Sequence[_Line], below: Sequence[_Line]) -> bool:
    """Whether a line at the head of a page leads to chapters, or tells who writes: no table."""
    goes_on = _is_data(below) or len(below) < _PIECES - 1
    return _is_data(row) and goes_on and not any(map(_is_amount, (*row, *below)))


def _is_item(row: Sequence[_Line]) -> bool:
    """Whether a line of the page is a label and its number."""
    return len(row) > 1 and any(_is_amount(line) and not find_years(line.text) for line in row)


def _is_amount(line: _Line) -> bool:
    return _AMOUNT.fullmatch(line.text.strip()) is not None


def _is_running(line: _Line, body: float) -> bool:
    """Whether a line is one of running text."""
    said = [word for word in line.text.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in said)
    is_plain = not line.bold and line.size * _SAME <= body
    return is_plain and len(said) >= _RUNNING and 2 * small > len(said)


def _is_worded(text: str) -> bool:
    """Whether most chars of a text are letters of words, and it is no address of a file."""
    text = _DATE.sub("", text)
    letters = sum(map(str.isalpha, text))
    enough = letters >= max(4, _LETTERS * len(text.replace(" ", "")))
    return enough and "�" not in text and not _HOUR.search(text) and not _FILE.search(text)


def _line(block: Block) -> _Line:
    sized = max(block.spans, key=lambda span: span.size, default=None)
    if sized is None:
        return _Line(block.text, block.box, 0.0, bold=False)
    return _Line(block.text, block.box, sized.size, sized.bold)
