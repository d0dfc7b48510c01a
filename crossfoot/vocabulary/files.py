"""The files of the vocabulary: one for each language, one for what all languages share.

A language is a file `languages/CODE.toml`; whoever adds one adds nothing else. TOML, because
to YAML "no", "on" and "yes" are no words. The environment variable CROSSFOOT_VOCABULARY names a
folder with more of them; a language that both folders have is read from that one. Files are read
when first asked for and kept, so that a command that reads no report opens none.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from crossfoot.errors import UsageError

MORE = "CROSSFOOT_VOCABULARY"
"""Environment variable that names a folder with further languages."""

_HOME = Path(__file__).parent
SIGNS = _HOME / "signs.toml"
CURRENCIES = _HOME / "currencies.json"
OTHERS = _HOME / "others.toml"

Tables = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a language is called, how it writes numbers and dates, what tells it from others.

    Attributes:
        name: In the language itself.
        english_name: In English.
        tesseract: Its name to Tesseract, "" where character recognition does not know it.
        rank: Where it stands among them: Tesseract tries the first language first.
        decimal_sign: "," or ".".
        group_sign: What groups digits by three.
        date_order: "day" or "month": what stands first in 03/04/2020.
        empty: Words that link or point and name nothing, without accents.
        telling: Words that other languages of ours do not use, between spaces.
        half_telling: Words it shares with some of them.
        spellings: Regular expressions of letters and endings that tell the language.
    """

    name: str = ""
    english_name: str = ""
    tesseract: str = ""
    rank: int = 9
    decimal_sign: str = "."
    group_sign: str = ","
    date_order: str = "day"
    empty: str = ""
    telling: str = ""
    half_telling: str = ""
    spellings: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _language_files() -> dict[str, Path]:
    """Return the file of each language, by code, in the order of the codes."""
    more = os.environ.get(MORE, "")
    folders = (_HOME / "languages", *([Path(more)] if more else ()))
    found = {path.stem: path for folder in folders for path in folder.glob("*.toml")}
    return dict(sorted(found.items()))


def languages() -> tuple[str, ...]:
    """Return the codes (ISO 639-1) of the languages that have a file; reads none of them."""
    return tuple(_language_files())


def as_language(name: str | None) -> str | None:
    """Return one of our languages, ``None`` for any other name."""
    return name if name in languages() else None


def tesseract_languages() -> tuple[str, ...]:
    """Return Tesseract's names of our languages, in the order in which it is to try them."""
    ranked = sorted(map(profile, languages()), key=lambda one: one.rank)
    return tuple(one.tesseract for one in ranked if one.tesseract)


def vocabulary_files() -> tuple[Path, ...]:
    """Return all files that words are read from."""
    return (SIGNS, CURRENCIES, OTHERS, *_language_files().values())


@lru_cache(maxsize=32)
def load_tables(language: str) -> Tables:
    """Return the tables of a language's file, "" for what all share; none where it has no file.

    Raises:
        UsageError: The file is no TOML.
    """
    import tomllib

    path = _language_files().get(language) if language else SIGNS
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}; correct the file") from error


@lru_cache(maxsize=32)
def profile(language: str | None) -> Profile:
    """Return the profile of a language; one without a file may have its marks alone, or none.

    Raises:
        UsageError: The file knows a word that we do not.
    """
    if not language:
        return Profile()
    table = load_tables(language).get("language") or load_others().get(language, {})
    allowed = {field.name for field in fields(Profile)}
    if unknown := sorted(set(table) - allowed):
        raise UsageError(f"vocabulary {language}: [language] has no {unknown[0]!r}; remove it")
    spellings = tuple(table.get("spellings", ()))
    return Profile(**{**table, "spellings": spellings})


@lru_cache(maxsize=1)
def empty_words() -> frozenset[str]:
    """Return the words that name nothing, of all languages."""
    return frozenset(word for one in languages() for word in profile(one).empty.split())


@lru_cache(maxsize=1)
def load_currencies() -> Tables:
    """Return what CLDR says of currencies: ``codes``, ``signs``, ``local`` and ``names``."""
    import json

    read: Tables = json.loads(CURRENCIES.read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=1)
def load_others() -> Tables:
    """Return what we know of languages that we tell from ours but do not read, by code."""
    import tomllib

    read = tomllib.loads(OTHERS.read_text(encoding="utf-8"))
    known = set(languages())
    return {code: table for code, table in read.items() if code not in known}
