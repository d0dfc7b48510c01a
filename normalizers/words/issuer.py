"""Which body issues a report and what it is called, from the words of its first page.

A body is called by what it is and its name: "Commune d'Allain", "Riverside County Council",
"Ayuntamiento de Lugo". The name is what is capitalised beside the noun, joined by the small words
of names; the largest text that has one decides, then the rest of the page in reading order.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from crossfoot.normalizers.words.kinds import before_kind
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import in_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Block

PAGES = 1
"""Later pages name many bodies: suppliers, partners, neighbours."""

SIZES, MOST_WORDS = 3, 25
"""Title, subtitle and a line between them; more words of one size are running text."""

_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w’'\-]*)"


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions of what a body is and its name, in either order."""
    said = words(spoken(None)).issuers
    link = rf"(?:\s+{in_text(said.links)}\b|\s+{in_text(said.elided)}|['’]|\s?:)"
    inside = rf"(?:\s+{in_text(said.name_links)}\b|\s+{_NAME})"
    return (
        re.compile(
            rf"\b{in_text(said.before)}"
            rf"(?:{link}|\s+{_NAME}){{0,8}}?{link}+\s*{_NAME}(?:{link}*\s*{_NAME}){{0,5}}",
            re.IGNORECASE,
        ),
        re.compile(rf"{_NAME}{inside}{{0,4}}\s+{in_text(said.after)}\b", re.IGNORECASE),
    )


def find_issuer(title: str, blocks: Sequence[Block]) -> str:
    """Return the body that issues a report as printed, "" where none is named.

    Args:
        title: Title among the PDF's properties.
        blocks: Running text of the document, in reading order.
    """
    for text in (*_first_texts(blocks), title):
        for form in _forms():
            if (found := form.search(text)) and (body := _body(found.group(), form)):
                return body
    return ""


def _body(printed: str, form: re.Pattern[str]) -> str:
    """Return a body without the kind of report behind it, "" where no body is left.

    "VICTIM CLASSIFICATION COUNTY" are the heads of three columns: what stands before the kind of
    report says of no body what it is.
    """
    told = before_kind(" ".join(printed.split()))
    return told if form.search(told) else ""


def find_heading(blocks: Sequence[Block]) -> str:
    """Return the largest texts of the first page, "" where the largest are running text."""
    texts: list[str] = []
    for _, group in islice(groupby(_first_blocks(blocks), key=_size), SIZES):
        printed = " ".join(block.text for block in group).split()
        if len(printed) > MOST_WORDS:
            break
        texts += printed
    return " ".join(texts)


def _first_texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the texts of the first page that has any, the largest first."""
    for block in _first_blocks(blocks):
        yield block.text


def _first_blocks(blocks: Sequence[Block]) -> list[Block]:
    first = [block for block in blocks if block.page < blocks[0].page + PAGES]
    return sorted(first, key=_size)  # a stable sort: reading order among equals


def _size(block: Block) -> float:
    return -round(max((span.size for span in block.spans), default=0.0), 1)
