"""What the words around a name tell: that it is a place, or part of another name.

Pure text functions over one occurrence; the words themselves are in the vocabulary, by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossfoot.normalizers.places.gazetteer import CANONICAL, SHORT_NAMES, Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.texts.callings import (
    called,
    callings,
    keys,
    linked,
    linked_by_article,
    linked_on,
    links,
    postal_mark,
    small_starts,
    source,
    tied_word,
    where,
)

_SPACE_ONLY = re.compile(r"^[ \u00a0\n]*$")
_SENTENCE_END = re.compile(r"(?:^|[.:;!?•▪·|\n\t(«“\"–—-])[\s\W]*$")
_CODE_BEHIND = re.compile(r"^\s*,\s*(?P<place>[A-Z]{2})(?=$|[\s.,;)]+(?:\d{5}|$|[\W\d]|\w))")
_NAME_BEHIND = re.compile(
    r"^\s*[,(]\s*(?P<place>[A-ZÀ-ÖØ-Þ][\w’'.-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+){0,3})\s*(?=$|[,;.)\n]|\s)"
)
_POSTAL_BEFORE = re.compile(r"(?:^|[^\d.,€$/-]\s?|[A-Z]{1,2}-)(?<!\d )(?<!\d)\d{5}\s+$")
_NUMBER_BEHIND = re.compile(r"^\s*\(\s*\d{2,3}(?: ?\d{3})?\s*\)")
_WITHIN = re.compile(r"[^\W\d_][,;(]\s*$")
_ROUTE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’']+\s*[-–—]\s*$")
_INITIAL = re.compile(r"^[^\W\d_]$")

LARGE_TOWN = 100_000
LONGEST_ACRONYM = 5

_HEADS = 3
"""How many words before a name may hold the head of what it is part of: "rue de la Paix"."""


@dataclass(frozen=True, slots=True)
class Around:
    """One occurrence of a name.

    Attributes:
        name: As printed.
        before: All text before it, ``behind`` all text after it.
        earlier: The last words before it, ``later`` the first after it.
        country: Whose small places count, too.
    """

    name: str
    before: str
    behind: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    country: str | None = None

    @property
    def previous(self) -> str:
        """The word that a space alone parts from the name, "" for none."""
        last = self.earlier[-1] if self.earlier else ""
        at = self.before.rfind(last) if last else -1
        gap = self.before[at + len(last) :] if last else "."
        return last if re.fullmatch(r"[ \u00a0\n'’]*", gap) else ""

    @property
    def following(self) -> str:
        """The word that a space alone parts from the name's end, "" for none."""
        first = self.later[0] if self.later else ""
        gap = self.behind[: self.behind.find(first)] if first else "."
        return first if _SPACE_ONLY.match(gap) else ""

    @property
    def is_shouted(self) -> bool:
        """Whether the name and the words around it are all in capitals."""
        near = [word for word in (*self.earlier[-2:], *self.later) if len(word) > 1]
        return self.name.isupper() and all(word.isupper() for word in near)

    @property
    def is_inside_sentence(self) -> bool:
        """Whether small words stand around it in its sentence: its capital is its own."""
        if self.previous:
            return self.previous[0].islower()
        goes_on = self.following[:1].islower() or self.behind.lstrip()[:1] in (",", ")")
        return goes_on and _WITHIN.search(self.before) is not None


def says_place(around: Around) -> tuple[bool, bool]:
    """Say whether the words around call a name a place, and whether they call it a region."""
    town, region, town_end, region_end = called()
    if region.search(around.before) or region_end.match(around.behind):
        return True, True
    is_town = (
        town.search(around.before)
        or town_end.match(around.behind)
        or _POSTAL_BEFORE.search(around.before)
        or _NUMBER_BEHIND.match(around.behind)
        or postal_mark().match(around.behind)
    )
    return bool(is_town), False


def place_behind(around: Around, gazetteer: Gazetteer) -> str:
    """Return the region or country behind a name: "Oakland, CA", "Quito (Équateur)"."""
    code = _CODE_BEHIND.match(around.behind)
    if code is not None and any(
        gazetteer.region_of_code(country, code["place"]) for country in ("US", "CA", "AU", "BR")
    ):
        return code["place"]
    named = _NAME_BEHIND.match(around.behind)
    for length in range(4, 0, -1) if named is not None else ():
        text = " ".join(named["place"].split()[:length]) if named else ""
        if gazetteer.country_of(text) or _is_region(text, gazetteer):
            return text
    return ""


def _is_region(text: str, gazetteer: Gazetteer) -> bool:
    return any(hit.kind == "admin1" for hit in gazetteer.find(squash(text))[:1])


def says_where(around: Around) -> bool:
    """Say whether a preposition stands before a name, or brackets around it."""
    alone = around.before.rstrip().endswith("(") and around.behind.lstrip()[:1] in (")", "-", ",")
    return alone or where().search(around.before) is not None


def is_part_of_longer_name(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a name is part of that of a person, street, organisation, river or company."""
    return (
        squash(around.name) in callings()
        or _is_acronym(around)
        or _is_named_as_source(around)
        or _is_of_person(around, gazetteer)
        or _has_head(around)
        or _goes_on(around, gazetteer)
        or _goes_on_linked(around, gazetteer)
        or _is_surname(around)
        or _has_other_article(around, gazetteer)
        or _is_of_company(around)
        or _hangs_on(around, gazetteer)
    )


def _is_acronym(around: Around) -> bool:
    """Say whether a few capitals among small letters stand for something else: "(APAC)"."""
    words_of = around.name.split()
    if len(words_of) > 1 and not around.name.isupper():
        return any(word.isupper() and 1 < len(word) <= LONGEST_ACRONYM for word in words_of)
    if not around.name.isupper() or len(around.name) > LONGEST_ACRONYM:
        return False
    near = [word for word in (*around.earlier, *around.later) if len(word) > 1]
    is_known = squash(around.name) in SHORT_NAMES
    return not is_known and any(not word.isupper() for word in near)


def is_half_a_word(around: Around) -> bool:
    """Say whether a hyphen ties a name to a word in small letters: "Rott-mascotte"."""
    return re.match(r"[-\u2010\u2011]\s*[^\W\d_A-ZÀ-ÖØ-Þ]", around.behind) is not None


def _is_named_as_source(around: Around) -> bool:
    """Say whether a name stands right behind "Source:", where those of organisations do."""
    return source().search(around.before) is not None


def _is_of_person(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a title, a first name or an initial stands beside a name."""
    previous, following = around.previous, around.following
    if around.before.rstrip().endswith(".") and around.earlier:
        last = around.earlier[-1]
        if _INITIAL.match(last) or squash(last) in keys("titles"):
            return around.before.rstrip()[:-1].endswith(last)
    if previous and squash(previous) in keys("titles") and previous[0].isupper():
        return True
    if _is_first_name(previous, gazetteer):
        return True
    if _follows_names(around, gazetteer):
        return True
    begins = _is_first_name(around.name.split()[0], gazetteer)
    initial = bool(_INITIAL.match(following)) and following.isupper()
    return initial or (begins and following[:1].isupper() and not around.is_shouted)


def _is_first_name(word: str, gazetteer: Gazetteer) -> bool:
    """Say whether a capitalised word is a given name, and no "San" or "El" of a place's name."""
    key = squash(word)
    starts = links() | keys("name_starts")
    return (
        len(key) > 2 and word[0].isupper() and key not in starts and gazetteer.is_given_name(word)
    )


def _follows_names(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a name is the end of "Margarita Maza de Juárez", "Juana Inés de la Cruz"."""
    if not linked().search(around.before) or not (
        around.is_shouted or linked_by_article().search(around.before)
    ):
        return False
    names = [word for word in around.earlier if squash(word) not in links()]
    return any(_is_first_name(word, gazetteer) for word in names)


def _has_head(around: Around) -> bool:
    """Say whether a name follows "rue de", "Université de", "lac de"."""
    heads = keys("streets") | keys("bodies") | keys("natures")
    if not re.search(r"(?:\w|['’])[ \u00a0\n]?$", around.before):
        return False
    for word in reversed(around.earlier[-_HEADS:]):
        key = squash(word)
        if key in heads:
            return True
        if key not in links():
            return False
    return False


def _goes_on(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a name goes on: "Cornell University", "Akosombo Road", "Nissan"."""
    following = around.following
    if not following or not following[0].isupper():
        return False
    key, heads = squash(following), keys("streets") | keys("bodies") | keys("natures")
    if _ROUTE.search(around.before) and key in keys("streets"):
        return False  # "Accra – Kumasi Highway" joins two towns
    if any(squash(word) in heads for word in _capital_run(around.behind)):
        return True
    return not around.is_shouted and not gazetteer.is_common(following)


def _capital_run(text: str) -> Iterator[str]:
    """Yield the capitalised words at the beginning of a text, four at most."""
    run = re.match(r"(?:[ \u00a0]+[A-ZÀ-ÖØ-Þ][\w'’-]*){1,4}", text)
    yield from run[0].split() if run else ()


def _goes_on_linked(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a small name is the beginning of "La Vallée de l'Ance"."""
    return linked_on().match(around.behind) is not None and not _is_town(around.name, gazetteer)


def _is_surname(around: Around) -> bool:
    """Say whether capitals hang on capitals by a small link: "GISCARD d'ESTAING"."""
    tied = tied_word().search(around.before)
    return tied is not None and tied["word"].isupper() and around.name.isupper()


def _has_other_article(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether "du Breil" is said, which of a town "Breil" would be "de Breil"."""
    article = keys("name_starts")
    has_own = squash(around.name.split()[0]) in article
    if (
        has_own
        or squash(around.previous) not in keys("contracted")
        or not around.previous[:1].islower()
    ):
        return False
    key = squash(around.name)
    hits = gazetteer.find(key)
    if around.country:
        hits += gazetteer.find_small(key, around.country)
    return not any(hit.kind != "city" or hit.population >= LARGE_TOWN for hit in hits)


def _is_of_company(around: Around) -> bool:
    """Say whether the form of a company stands behind, in the same clause."""
    clause = re.split(r"[,;:()\n]", around.behind)[0]
    said = re.findall(r"[^\W\d_]+", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", clause))
    return any(squash(word) in keys("legal_forms") and word[0].isupper() for word in said[:4])


def _hangs_on(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a capitalised word right before makes a name of both: "Toyota Vallejo"."""
    if _is_half_a_compound(around, gazetteer):
        return True
    previous = around.previous
    if not previous or not previous[0].isupper() or squash(previous) in links():
        return False
    if around.is_shouted and any(word.islower() for word in around.earlier):
        return False
    return not _starts_sentence(around, previous)


def _is_half_a_compound(around: Around, gazetteer: Gazetteer) -> bool:
    """Say whether a hyphen ties a name to another word: "Tema-Aflao" alone is two towns."""
    before = re.search(r"(?P<word>[^\W\d_]+)[-\u2010\u2011]$", around.before)
    behind = re.match(r"[-\u2010\u2011](?P<word>[^\W\d_]+)", around.behind)
    return any(
        not _is_town(around.name, gazetteer) or not _is_town(tied["word"], gazetteer)
        for tied in (before, behind)
        if tied is not None
    )


def _is_town(name: str, gazetteer: Gazetteer) -> bool:
    hits = gazetteer.find(squash(name))
    return any(hit.kind == "city" and hit.tags & CANONICAL for hit in hits)


def _starts_sentence(around: Around, previous: str) -> bool:
    """Say whether the word before is a small word that only begins a sentence: "In Kumasi"."""
    rest = around.before.rstrip()[: -len(previous)]
    return squash(previous) in small_starts() and _SENTENCE_END.search(rest) is not None
