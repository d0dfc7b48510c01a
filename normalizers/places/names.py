"""Clean a printed name: undo what PDF text does to it, peel off what is not the name.

In goes verbatim text ("Ville d’Islamabad (N)", "Bangkok - Thaïlande", "Guangzhou et en ligne");
out comes a `Reading`: the spellings worth looking up, what the name calls itself, and hints to
its country. Refuses to know: which places exist.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from crossfoot.model import Language, PlaceKind
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.words import compass, new, online, qualifiers, short_words
from crossfoot.vocabulary import spoken, words

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_LINE_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011]\s*\n\s*(?=\w)")
_BULLET = re.compile(r"^[\s\W_]*(?:\(?(?:\d{1,3}|[a-z])[.)]\s+)?[\s\W_]*(?=[\w'’ʼ])", re.IGNORECASE)
_MARKER = re.compile(
    r"\s*(?:[*†‡§#¹²³⁰⁴-⁹]+|[(\[]\s*(?:[A-Za-z]|\d{1,2}|\*+|†)\s*[)\]]|(?<=\D)\s\d|(?<=[^\W\d_]{3})\d)\s*$"
)
_TRAIL = re.compile(r"[\s,;:.…!?\"«»“”*_–—-]+$")
_QUOTED = re.compile(r"^['‘](?P<name>.+)['’]$")
_SPACE = re.compile(r"\s+")
_MOJIBAKE = re.compile("[ÃÂÅÄÐÑâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_BRACKET = re.compile(r"^(?P<name>[^()\[\]]+?)\s*[(\[](?P<hint>[^()\[\]]+)[)\]]$")
_COMMA = re.compile(r"\s*[,/;]\s*|\s+[-–—|·•]\s+")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a printed name.

    Attributes:
        name: What is looked up.
        kind: What the name calls itself; "none" when it does not say.
        hints: Other parts of the text: a country, a region, or something unknown.
        cost: 0 for the text as printed, growing with every liberty taken.
        step: What was done to it, for the reason ("article restored").
    """

    name: str
    kind: PlaceKind = "none"
    hints: tuple[str, ...] = ()
    cost: float = 0.0
    step: str = ""


def repair_mojibake(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 or Latin-1.

    >>> repair_mojibake("SÃ£o Paulo")
    'São Paulo'
    """
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


@lru_cache(maxsize=65536)
def clean_text(text: str, *, marks: bool = True) -> str:
    r"""Return a printed name without markup, bullets, quotes, footnote and role marks.

    Args:
        text: As printed.
        marks: Whether footnote and role marks at its end are taken off.

    >>> clean_text("• <b>Bogor</b>¹"), clean_text("Antan-\nanarivo (N)"), clean_text("1. Accra;")
    ('Bogor', 'Antananarivo', 'Accra')
    """
    text = html.unescape(repair_mojibake(text))
    text = _INVISIBLE.sub("", _TAG.sub(" ", text))
    text = _SPACE.sub(" ", _LINE_HYPHEN.sub("", text)).strip()
    quoted = _QUOTED.match(text)
    text = _BULLET.sub("", quoted["name"] if quoted else text)
    if is_letter_spaced(text):
        return text.replace(" ", "")
    while True:
        shorter = _TRAIL.sub("", _MARKER.sub("", text) if marks else text)
        if shorter == text or not shorter:
            return text
        text = shorter


def is_letter_spaced(text: str) -> bool:
    """Say whether a text is set with a space after each letter ("B a m a k o")."""
    parts = text.split()
    return len(parts) > 3 and all(len(part) == 1 for part in parts)


def read_name(text: str, language: Language | None) -> Iterator[Reading]:
    """Yield the readings of a printed name, cheapest first.

    Args:
        text: As printed.
        language: Of the report; decides which articles may be missing.
    """
    place = online().sub("", text)
    name = clean_text(place)
    if not name:
        return
    yield Reading(name)
    roots = [Reading(name), *_peel(name, Reading(name)), *_split(name)]
    yield from roots[1:]
    spaced = _CAMEL.sub(" ", name)
    if spaced != name:
        yield from _peel(spaced, Reading(spaced, cost=0.05))
    for root in roots:
        for reading in (*_articles(root.name, language), *_compass(root.name)):
            yield replace(reading, kind=root.kind, hints=root.hints, cost=root.cost + reading.cost)
    written = written_out(name)
    if written != name:
        yield Reading(written, "none", (), 0.05, "short word written out")
        for reading in _peel(written, Reading(written)):
            yield replace(reading, cost=reading.cost + 0.05)
    latin = transliterate(name)
    if latin != name:
        yield Reading(latin, "none", (), 0.15, "French transliteration undone")
    full = clean_text(place, marks=False)
    if full != name:
        yield Reading(full, "none", (), 0.05, "last digit read as a letter")


def _peel(name: str, base: Reading) -> Iterator[Reading]:
    """Yield a name without its qualifiers, each peeled off in turn."""
    kind: PlaceKind = "none"
    cost = base.cost
    for _ in range(3):
        found = next(
            ((m, k) for pattern, k in qualifiers() if (m := pattern.match(name)) is not None), None
        )
        if found is None:
            return
        match, peeled = found
        name = match["name"].strip(" ,-–")
        kind = peeled if kind in ("none", "city") else kind
        cost += 0.05
        yield Reading(name, kind, base.hints, cost, f"read as a {kind} name")


def _split(name: str) -> Iterator[Reading]:
    """Yield "Quito" of "Quito, Équateur", "Quito (Équateur)" and "Quito - Équateur"."""
    parts: list[str] = []
    bracket = _BRACKET.match(name)
    if bracket is not None:
        parts = [bracket["name"], *_COMMA.split(bracket["hint"])]
        parts = [*_COMMA.split(parts[0]), *parts[1:]]
    else:
        parts = _COMMA.split(name)
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) < 2 or parts[-1].lower() in words(spoken(None)).places.articles:
        return
    orders = [parts] if len(parts) > 2 else [parts, parts[::-1]]
    for cost, order in enumerate(orders):
        head = clean_text(order[0])
        reading = Reading(head, "none", tuple(order[1:]), 0.05 + 0.05 * cost, "country beside it")
        yield reading
        yield from _peel(head, reading)


def _articles(name: str, language: Language | None) -> Iterator[Reading]:
    """Yield "La Havane" for "Havane, La" and "Le Cap" for "Cap"."""
    moved = re.match(r"^(?P<name>.+?)(?:,\s*|\s*\()(?P<article>\w{1,3}['’]?)\)?$", name)
    if moved is not None and moved["article"].lower() in words(spoken(None)).places.articles:
        text = f"{moved['article']} {moved['name']}"
        yield Reading(text, "none", (), 0.05, "article restored")
        return
    for article in words((language,)).places.articles if language else ():
        if name.lower().startswith(f"{article} "):
            yield Reading(name[len(article) :].lstrip(), "none", (), 0.1, "article dropped")
        elif len(name) > 2 and " " not in name:
            yield Reading(f"{article} {name}", "none", (), 0.3, "article restored")


def written_out(name: str) -> str:
    """Return "Sainte Pazanne" for "Ste Pazanne", "Fort Worth" for "Ft. Worth"."""
    parts = re.split(r"([\s-]+)", name)
    return "".join(short_words().get(part.lower().rstrip("."), part) for part in parts)


def _compass(name: str) -> Iterator[Reading]:
    """Yield "South Tangerang" for "Tangerang du Sud", "New Taipei" for "Nuevo Taipéi"."""
    first, _, rest = name.partition(" ")
    if rest and squash(first) in new():
        yield Reading(f"New {rest}", "none", (), 0.1, "first word translated")
        yield Reading(f"New {rest} City", "none", (), 0.12, "first word translated")
    key = squash(name)
    for word, english in compass():
        if key.endswith(word) and len(key) - len(word) >= 4:
            stem = key[: -len(word)]
            yield Reading(f"{english} {stem}", "none", (), 0.1, "compass word translated")
            yield Reading(f"{stem} {english}", "none", (), 0.1, "compass word translated")


_TRANSLITERATION = (*(("ou", "u"), ("ch", "sh"), ("dj", "j"), ("ï", "i")),)


def transliterate(name: str) -> str:
    """Turn French spellings of Cyrillic and Arabic names into the English ones.

    >>> transliterate("Ouralsk"), transliterate("Petchora")
    ('uralsk', 'pechora')
    """
    text = name.lower()
    marked = text.replace("tch", "\0")
    for seen, meant in _TRANSLITERATION:
        marked = marked.replace(seen, meant)
    return marked.replace("\0", "ch")


_CONFUSED = (
    *(("0", "o"), ("1", "l"), ("1", "i"), ("5", "s"), ("8", "b"), ("6", "b"), ("6", "g")),
    *(("9", "g"), ("2", "z"), ("4", "a"), ("3", "e"), ("7", "t"), ("l", "i"), ("i", "l")),
    *(("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("n", "ri"), ("ri", "n"), ("vv", "w")),
    *(("w", "vv"), ("li", "h"), ("h", "li"), ("c", "e"), ("e", "c"), ("u", "n"), ("n", "u")),
    *(("ii", "u"), ("in", "m"), ("m", "in"), ("nn", "m"), ("rt", "n")),
)
"""Pairs that optical character recognition takes for each other."""


def confused_keys(key: str) -> Iterator[str]:
    """Yield the squash keys that one OCR confusion could have turned into a key.

    >>> "bamako" in set(confused_keys("barnako")), "bangkok" in set(confused_keys("bangk0k"))
    (True, True)
    """
    for seen, meant in _CONFUSED:
        start = key.find(seen)
        while start >= 0:
            yield key[:start] + meant + key[start + len(seen) :]
            start = key.find(seen, start + 1)
