"""Which body issues a report and what it is called, from the words of its first page.

A body is called by what it is and its name: "Commune d'Allain", "Riverside County Council",
"Ayuntamiento de Lugo". The name is what is capitalised beside the noun, joined by the small words
of names; the largest text that has one decides, then the rest of the page in reading order.
"""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Block

PAGES = 1
"""Later pages name many bodies: suppliers, partners, neighbours."""

SIZES, MOST_WORDS = 3, 25
"""Title, subtitle and a line between them; more words of one size are running text."""

_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w’'\-]*)"
_SMALL = (
    r"(?:de la|de las|de los|del|de|du|des|la|le|les|los|las|el|en|sur|sous|et|aux?|à|y"
    r"|of|the|and|upon)"
)
_BEFORE = (
    # French
    *("commune", "ville", "mairie", "métropole", "syndicat", "département", "région", "agence"),
    *("communauté de communes", "communauté d['’]agglomération", "communauté urbaine"),
    *("syndicat mixte", "syndicat intercommunal", "conseil départemental", "conseil régional"),
    *("ministère", "fondation", "association", "fédération", "office", "régie", "chambre"),
    # English
    *("city", "town", "village", "county", "borough", "township", "municipality", "ministry"),
    *("department", "university", "government", "state"),
    # Spanish
    *("ayuntamiento", "diputación", "municipio", "comunidad", "ministerio", "junta", "agencia"),
    *("fundación", "asociación", "consejo", "consorcio", "mancomunidad", "universidad", "cámara"),
    *("diputación provincial", "generalitat", "gobierno", "federación"),
)
_AFTER = (
    *("city council", "town council", "county council", "parish council", "borough council"),
    *("district council", "council", "authority", "agency", "foundation", "association", "trust"),
    *("county", "commission", "corporation", "university", "federation"),
)
_LINK = rf"(?:\s+{_SMALL}\b|\s+[dl]['’]|['’]|\s?:)"
_FORMS = (
    re.compile(
        rf"\b(?:{'|'.join(sorted(_BEFORE, key=len, reverse=True))})"
        rf"(?:{_LINK}|\s+{_NAME}){{0,8}}?{_LINK}+\s*{_NAME}(?:{_LINK}*\s*{_NAME}){{0,5}}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_NAME}(?:\s+(?:of|and|upon|the)\b|\s+{_NAME}){{0,4}}\s+"
        rf"(?:{'|'.join(sorted(_AFTER, key=len, reverse=True))})\b",
        re.IGNORECASE,
    ),
)


def find_issuer(title: str, blocks: Sequence[Block]) -> str:
    """Return the body that issues a report as printed, "" where none is named.

    Args:
        title: Title among the PDF's properties.
        blocks: Running text of the document, in reading order.
    """
    for text in (*_first_texts(blocks), title):
        for form in _FORMS:
            if found := form.search(text):
                return " ".join(found.group().split())
    return ""


def find_heading(blocks: Sequence[Block]) -> str:
    """Return the largest texts of the first page, "" where the largest are running text."""
    texts: list[str] = []
    for _, group in islice(groupby(_first_blocks(blocks), key=_size), SIZES):
        words = " ".join(block.text for block in group).split()
        if len(words) > MOST_WORDS:
            break
        texts += words
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
