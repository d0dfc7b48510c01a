"""Cut printed text into the names it may hold: cells with several, enumerations, sentences.

Pure text functions; what is a place is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from crossfoot.model import Language, Match
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.names import clean_text
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.places.words import ONLINE, word_keys

_LIST = re.compile(r"\s*[;•▪·|\n]\s*|,\s+(?:et|y|and|e)\s+")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"\s+(?:et|y|and|e|&)\s+(?=[A-ZÀ-ÖØ-Þ])")

_PLACE_HEADERS = word_keys(
    """ville, villes, city, cities, town, towns, ciudad, ciudades, lieu, lieux, place, venue,
    location, lugar, lugares, localidad, localité, member, members, membre, membres, miembro,
    miembros, municipalité, municipality, municipio, municipios, commune, communes, métropole,
    métropoles, metropolis, agglomération, leader, leaders, líder, líderes, partenaire,
    partenaires, partner, partners, socio, socios, asociado, asociados, host, hôte, sede, siège,
    destination, capitale, capital, collectivité, collectivités, participant, participants"""
)

_REGION_HEADERS = word_keys(
    """estado, estados, state, states, province, provinces, provincia, provincias, région, régions,
    region, regions, región, regiones, département, départements, departamento, departamentos,
    entidad, comunidad, county, prefecture, wilaya, gouvernorat, governorate"""
)

_LOCATIVE: dict[Language, str] = {
    "fr": r"(?:à|aux?|de\s+la\s+ville\s+de|ville\s+de|entre)",
    "en": r"(?:in|at|city\s+of|near)",
    "es": r"(?:en|ciudad\s+de)",
}
_PROPER = (
    r"(?P<name>(?:(?:La|Le|Les|El|Los|Las|San|Santa|Saint|Sainte|São|New|Nueva|Nouvelle)[\s-])?"
    r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[\s-](?:de|du|del|da|di|do|of|sur|am|la|el|los|las|[A-ZÀ-ÖØ-Þ][\w’'-]+)"
    r"){0,3})"
)
_PROSE: dict[Language, re.Pattern[str]] = {
    language: re.compile(rf"(?<!\w){words}\s+{_PROPER}") for language, words in _LOCATIVE.items()
}


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
    return piece.lower().rstrip("'’") in {"le", "la", "les", "l", "el", "los", "las", "the"}


def is_place_header(header: str) -> bool:
    """Say whether a column header announces places ("Ville", "Lieu", "MEMBER")."""
    words = re.findall(r"\w+", header)
    return 0 < len(words) <= 4 and any(squash(word) in _PLACE_HEADERS for word in words)


def is_region_header(header: str) -> bool:
    """Say whether a column header announces first-level regions ("Estado", "Région")."""
    words = re.findall(r"\w+", header)
    return 0 < len(words) <= 3 and any(squash(word) in _REGION_HEADERS for word in words)


def find_prose_names(text: str, language: Language | None) -> Iterator[str]:
    """Yield capitalised names that a sentence says something happens in.

    >>> list(find_prose_names("Le congrès a eu lieu à Rio de Janeiro en mai.", "fr"))
    ['Rio de Janeiro']
    """
    if language is None:
        return
    for found in _PROSE[language].finditer(text):
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
