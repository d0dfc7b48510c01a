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
from crossfoot.normalizers.places.words import ONLINE
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either

_LIST = re.compile(r"\s*[;•▪·|\n]\s*|,\s+(?:et|y|and|e)\s+")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"\s+(?:et|y|and|e|&)\s+(?=[A-ZÀ-ÖØ-Þ])")

_PROPER = (
    r"(?P<name>(?:(?:La|Le|Les|El|Los|Las|San|Santa|Saint|Sainte|São|New|Nueva|Nouvelle)[\s-])?"
    r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[\s-](?:de|du|del|da|di|do|of|sur|am|la|el|los|las|[A-ZÀ-ÖØ-Þ][\w’'-]+)"
    r"){0,3})"
)


@lru_cache(maxsize=16)
def _prose(language: Language) -> re.Pattern[str]:
    """Return the expression of a name after a word that says where."""
    before = either(words((language,)).places.before)
    return re.compile(rf"(?<!\w)(?:{before})\s+{_PROPER}")


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
    for part in _LIST.split(text):
        pieces = [piece.strip() for piece in _COMMA.split(part) if piece.strip()]
        for number, piece in enumerate(pieces):
            follows_city = number > 0 and not is_country(pieces[number - 1])
            if follows_city and (is_country(clean_text(piece)) or _is_article(piece)):
                names[-1] = f"{names[-1]}, {piece}"
            elif number == len(pieces) - 1 and not ONLINE.search(piece):
                names += _AND.split(piece)
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
        name = re.sub(r"(?:\s+(?:de|du|del|da|di|do|of|sur|la|el|los|las))+$", "", found["name"])
        if find_world_region(name) is None:
            yield name


def printed_name(text: str, match: Match) -> str:
    """Return the name as printed, without marks, "et en ligne" and the country beside it.

    Args:
        text: The printed text that was matched.
        match: What it was matched to.
    """
    name = clean_text(ONLINE.sub("", text))
    if "country beside it" not in match.reason:
        return name or text
    head = re.split(r"\s*[,/;(\[]\s*|\s+[-–—]\s+", name, maxsplit=1)[0]
    return head.strip() or name
