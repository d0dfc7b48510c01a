"""The words of the pages in the languages of their readers: ``words/LANGUAGE.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

READERS = ("en", "fr", "es")
"""Languages that the pages are written in, the first where a reader's is none of them."""

NAMES: Mapping[str, str] = {"en": "English", "fr": "Français", "es": "Español"}
"""What each calls itself, for the switch."""

_FOLDER = Path(__file__).parent / "words"


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Return the words of a language, English where we have none."""
    chosen = language if language in READERS else READERS[0]
    return tomllib.loads((_FOLDER / f"{chosen}.toml").read_text(encoding="utf-8"))
