"""Cut printed text into the names it may hold: cells with several, enumerations, sentences.

Pure text functions; what is a place is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from crossfoot.model import Language, Match
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.names import clean_text
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.places.words import online
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either

_COMMA = re.compile(r"\s*,\s*")


@lru_cache(maxsize=1)
def _joints() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions of what stands between names: of a list, and of its last two."""
    conjunction = either(words(spoken(None)).prose.and_)
    return (
        re.compile(rf"\s*[;•▪·|\n]\s*|,\s+(?:{conjunction})\s+"),
        re.compile(rf"\s+(?:{conjunction}|&)\s+(?=[A-ZÀ-ÖØ-Þ])"),
    )


@lru_cache(maxsize=16)
def _prose(language: Language) -> re.Pattern[str]:
    """Return the expression of a name after a word that says where."""
    said = words(spoken(None)).places
    word = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
    first, link = either(said.name_starts), either(said.name_links)
    before = either(words((language,)).places.before)
    return re.compile(
        rf"(?<!\w)(?:{before})\s+"
        rf"(?P<name>(?:(?:{first})[\s-])?{word}(?:[\s-](?:{link}|{word})){{0,3}})"
    )


@lru_cache(maxsize=1)
def _open_end() -> re.Pattern[str]:
    """Return the expression of small words with which no name ends."""
    return re.compile(rf"(?:\s+(?:{either(words(spoken(None)).places.name_links)}))+$")


@lru_cache(maxsize=1)
def _headers() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of headers of places and of regions, in any language."""
    said = words(spoken(None)).places
    return frozenset(map(squash, said.headers)), frozenset(map(squash, said.region_headers))


def split_names(text: str, is_country: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names a cell or an enumeration holds, each with its own qualifiers.

    A country stays with its city: "Quito, Équateur" is one name, "Madrid, Montréal" are two.

    Args:
        text: As printed.
        is_country: Says whether a text is a country and no city.

    >>> split_names("Barcelone (ville), Madrid, Quito, Équateur", "Équateur".__eq__)
    ('Barcelone (ville)', 'Madrid', 'Quito, Équateur')
    """
    names: list[str] = []
    for part in _joints()[0].split(text):
        pieces = [piece.strip() for piece in _COMMA.split(part) if piece.strip()]
        for number, piece in enumerate(pieces):
            follows_city = number > 0 and not is_country(pieces[number - 1])
            if follows_city and (is_country(clean_text(piece)) or _is_article(piece)):
                names[-1] = f"{names[-1]}, {piece}"
            elif number == len(pieces) - 1 and not online().search(piece):
                names += _joints()[1].split(piece)
            else:
                names.append(piece)
    return tuple(names)


def _is_article(piece: str) -> bool:
    """Say whether a piece is the article of the name before it ("Havane, La")."""
    articles = {article.rstrip("'") for article in words(spoken(None)).places.articles}
    return piece.lower().rstrip("'’") in articles


def is_place_header(header: str) -> bool:
    """Say whether a column header announces places ("Ville", "Lieu", "MEMBER")."""
    said, (known, _) = re.findall(r"\w+", header), _headers()
    return 0 < len(said) <= 4 and any(squash(word) in known for word in said)


def is_region_header(header: str) -> bool:
    """Say whether a column header announces first-level regions ("Estado", "Région")."""
    said, (_, known) = re.findall(r"\w+", header), _headers()
    return 0 < len(said) <= 3 and any(squash(word) in known for word in said)


def find_prose_names(text: str, language: Language | None) -> Iterator[str]:
    """Yield capitalised names that a sentence says something happens in.

    >>> list(find_prose_names("Le congrès a eu lieu à Rio de Janeiro en mai.", "fr"))
    ['Rio de Janeiro']
    """
    if language is None:
        return
    for found in _prose(language).finditer(text):
        name = _open_end().sub("", found["name"])
        if find_world_region(name) is None:
            yield name


def printed_name(text: str, match: Match) -> str:
    """Return the name as printed, without marks, "et en ligne" and the country beside it.

    Args:
        text: The printed text that was matched.
        match: What it was matched to.
    """
    name = clean_text(online().sub("", text))
    if "country beside it" not in match.reason:
        return name or text
    head = re.split(r"\s*[,/;(\[]\s*|\s+[-–—]\s+", name, maxsplit=1)[0]
    return head.strip() or name
