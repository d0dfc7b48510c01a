"""What a report is called, and the period it is about, from its first page.

The PDF's own title counts where its words are printed on that page: authors copy a file and leave
the title of another one, programs write the name of the file. Else the largest words of the page
are the title, without hours of printing, numbers and running text.
"""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.normalizers.words.dates import read_period
from crossfoot.normalizers.words.issuer import MOST_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Block

_FIRST_PAGES = 3  # where only later ones were read, they do not say what the report is called
_SIZES = 4  # sizes of type that titles are set in
_FEWEST = 6  # words; a shorter text goes on in the next size: "Rully", "Rapport annuel 2021"
_TELLING = 4  # letters of the words of a PDF's title that must all be printed
_LETTERS = 0.6  # of the chars of a title
_FILE = re.compile(r"\.\w{2,5}$|^\w:\\|^Microsoft |[_\\]|^untitled", re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}:\d\d\b")
_PAGE = re.compile(r"\b\w{4,7}\s*:?\s*\d{1,3}\s+\w{1,3}\s+\d{1,3}\s*$")  # "Hoja: 1 de 6"
_SPAN = re.compile(r"\d{4}/\d{4}")


def find_title(metadata: str, blocks: Sequence[Block], captions: Sequence[str] = ()) -> str:
    """Return what a report is called, "" where neither page nor PDF tells.

    Args:
        metadata: Title among the PDF's properties.
        blocks: Running text of the document, in reading order.
        captions: What stands over the tables of its first page, which may be all it prints.
    """
    first = [block for block in blocks if block.page == blocks[0].page <= _FIRST_PAGES]
    said = bare_words(metadata).split()
    printed = set(bare_words(" ".join(block.text for block in first)).split())
    is_file = _FILE.search(metadata) is not None
    telling = [word for word in said if len(word) >= _TELLING]
    if not is_file and len(said) > 1 and telling and printed.issuperset(telling):
        return " ".join(metadata.split())
    over = next((" ".join(text.split()) for text in captions if _is_worded(text)), "")
    return _largest(first) or over or ("" if is_file else " ".join(metadata.split()))


def find_period(title: str, year: int | None) -> str:
    """Return the period of a report: "2019/2020" where its title says so, else its year.

    >>> find_period("Rapport d'activité 2019-2020", 2020), find_period("Budget", 2021)
    ('2019/2020', '2021')
    """
    said = read_period(title)
    return said if _SPAN.fullmatch(said) else str(year or "")


def _largest(blocks: Sequence[Block]) -> str:
    """Return the largest words of a page, of several sizes until they are a few."""
    texts: list[str] = []
    ordered = sorted((block for block in blocks if block.kind != "card"), key=_size)
    for _, group in islice(groupby(ordered, key=_size), _SIZES):
        found = " ".join(_worded(group)).split()
        if len(texts) + len(found) > MOST_WORDS:
            break
        texts += found
        if len(texts) >= _FEWEST:
            break
    return " ".join(texts)


def _worded(blocks: Iterator[Block]) -> Iterator[str]:
    """Yield the texts that are words: no hours, no numbers, no stray letters of a picture."""
    for block in blocks:
        if _is_worded(block.text):
            yield _PAGE.sub("", block.text).strip()


def _is_worded(text: str) -> bool:
    """Whether most chars of a text are letters of words, and it is no address of a file."""
    letters = sum(map(str.isalpha, text))
    enough = letters >= max(4, _LETTERS * len(text.replace(" ", "")))
    return enough and "�" not in text and not _HOUR.search(text) and not _FILE.search(text)


def _size(block: Block) -> float:
    return -round(max((span.size for span in block.spans), default=0.0), 1)
