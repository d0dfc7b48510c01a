"""Make noisy, ambiguous and wrong place names from places no open corpus holds.

The open corpora were looked at while the matcher was written. These cases are made from other
cities, by the kinds of noise that PDF text shows, from a fixed seed: what they score below the
open corpora is what tuning to those was worth.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crossfoot.model import Language
from crossfoot.normalizers.places.cities import NameQuery
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SCANNED = {"o": "0", "i": "1", "l": "1", "s": "5", "b": "8", "m": "rn", "d": "cl"}
ONLINE: dict[Language, str] = {"fr": "et en ligne", "en": "and online", "es": "y en línea"}
METRO: dict[Language, str] = {
    "fr": "Métropole de {}", "en": "{} Metropolitan Area", "es": "Área Metropolitana de {}",
}  # fmt: skip
CITY: dict[Language, str] = {
    "fr": "Mairie de {}", "en": "City of {}", "es": "Ayuntamiento de {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A query with the ids that are right; none where nothing should match."""

    kind: str
    query: NameQuery
    accept: tuple[int, ...]


def _typo(name: str, edits: int, chance: random.Random) -> str:
    letters = list(name)
    for _ in range(edits):
        place = chance.randrange(1, len(letters) - 1)
        action = chance.choice(("drop", "insert", "change", "swap"))
        if action == "drop":
            del letters[place]
        elif action == "insert":
            letters.insert(place, chance.choice(LETTERS))
        elif action == "change":
            letters[place] = chance.choice(LETTERS)
        else:
            letters[place], letters[place - 1] = letters[place - 1], letters[place]
    return "".join(letters)


def _scan(name: str, chance: random.Random) -> str:
    places = [i for i, letter in enumerate(name.lower()) if letter in SCANNED and i > 0]
    if not places:
        return name
    place = chance.choice(places)
    return name[:place] + SCANNED[name[place].lower()] + name[place + 1 :]


def _without_accents(name: str) -> str:
    flat = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def _detached(name: str) -> str:
    return unicodedata.normalize("NFD", name).replace("\u0301", "´").replace("\u0300", "`")


def _mojibake(name: str) -> str:
    return name.encode("utf-8").decode("latin-1")


def _split(name: str, mark: str) -> str:
    middle = len(name) // 2
    return name[:middle] + mark + name[middle:]


Noise = Callable[[str, Language, random.Random], str]
NOISES: dict[str, Noise] = {
    "plain": lambda name, _, __: name,
    "caps": lambda name, _, __: name.upper(),
    "lower": lambda name, _, __: name.lower(),
    "no_accent": lambda name, _, __: _without_accents(name),
    "detached_accent": lambda name, _, __: _detached(name),
    "mojibake": lambda name, _, __: _mojibake(name),
    "line_hyphen": lambda name, _, __: _split(name, "-\n"),
    "broken_space": lambda name, _, __: _split(name, " "),
    "soft_hyphen": lambda name, _, __: _split(name, "\u00ad"),
    "letter_spaced": lambda name, _, __: " ".join(name),
    "glued": lambda name, _, __: name.replace(" ", ""),
    "footnote": lambda name, _, chance: name + chance.choice(("¹", " (1)", "1", "*", " [2]")),
    "role": lambda name, _, chance: name + chance.choice((" (N)", " [L]", " [P]")),
    "quoted": lambda name, _, chance: chance.choice(("« {} »", "“{}”", '"{}"')).format(name),
    "markup": lambda name, _, chance: chance.choice(("<b>{}</b>", "**{}**")).format(name),
    "online": lambda name, language, _: f"{name} {ONLINE[language]}",
    "city": lambda name, language, _: CITY[language].format(name),
    "metro": lambda name, language, _: METRO[language].format(name),
    "scan": lambda name, _, chance: _scan(name, chance),
    "typo1": lambda name, _, chance: _typo(name, 1, chance) if len(name) > 5 else name,
    "typo2": lambda name, _, chance: _typo(name, 2, chance) if len(name) > 8 else name,
}


def noisy_cases(
    names: Iterable[tuple[str, Language, int]], *, seed: int, per_name: int = 6
) -> tuple[Case, ...]:
    """Return noisy spellings of names.

    Args:
        names: (name, language, GeoNames id).
        seed: Of the random choice of noises.
        per_name: How many noises each name gets.
    """
    chance = random.Random(seed)  # noqa: S311  a benchmark, no secret
    cases = []
    for name, language, geonameid in names:
        for kind in chance.sample(sorted(NOISES), per_name):
            text = NOISES[kind](name, language, chance)
            cases.append(Case(kind, NameQuery(text, language), (geonameid,)))
    return tuple(cases)


def homonym_cases(
    homonyms: Iterable[tuple[str, int, str, tuple[str, ...]]],
) -> tuple[Case, ...]:
    """Return queries for cities of one name, told apart by country or by the names beside them.

    Args:
        homonyms: (name, GeoNames id, country code, four large cities of that country).
    """
    cases = []
    for number, (name, geonameid, country, beside) in enumerate(homonyms):
        language = NAMED_LANGUAGES[number % len(NAMED_LANGUAGES)]
        cases.append(Case("country", NameQuery(name, language, country), (geonameid,)))
        cases.append(Case("siblings", NameQuery(name, language, siblings=beside), (geonameid,)))
    return tuple(cases)
