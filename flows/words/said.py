"""What people read on the terminal, in their language: ``LANGUAGE.toml`` beside this module.

The language is that of ``--lang`` or ``CROSSFOOT_LANG``, else that of the locale (``LC_ALL``,
``LC_MESSAGES``, ``LANG``), else English. What machines read (JSON, SARIF, a dataset) is English
always: errors are raised and stored in English, and put into other words where they are shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

VARIABLE = "CROSSFOOT_LANG"
"""Variable that ``--lang`` sets, for the processes of a run as well."""

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_FOLDER = Path(__file__).parent
_GAP = re.compile(r"\{(\w+)\}")
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def spoken_languages() -> tuple[str, ...]:
    """Return the languages that there is a file of."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def reader_language() -> str:
    """Return the language that a person reads in."""
    if forced := _spoken.get():
        return forced
    told = os.environ.get(VARIABLE) or next(filter(None, map(os.environ.get, _LOCALE)), "")
    code = re.split(r"[_.@-]", told)[0].lower()
    return code if code in spoken_languages() else OWN


OWN = "en"
"""The language in which errors are raised, and that stands in where a reader's is none of ours."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in the block in one language, whoever reads."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def say(key: str, **values: object) -> str:
    """Return a sentence in the reader's language, its gaps filled."""
    sentence: str = _words(reader_language())["said"][key]
    return sentence.format(**values)


def say_count(key: str, count: int, **values: object) -> str:
    """Return a sentence with a count: its form for one thing, or the one for several.

    Args:
        key: In the file with ``_one`` and ``_many`` behind it.
        count: Fills the gap ``count``.
    """
    is_one = count in _words(reader_language())["grammar"]["one"]
    return say(f"{key}_{'one' if is_one else 'many'}", count=count, **values)


def say_error(message: str) -> str:
    """Return an English message in the reader's language; as it is where we have no words for it.

    A message is known by its fixed words; what stands in its gaps (names, numbers, what the system
    said) is taken over, but for what is such a message itself.
    """
    for pattern, sentence in _errors(reader_language()):
        found = pattern.fullmatch(message)
        if found:
            filled = {gap: say_error(text) for gap, text in found.groupdict().items()}
            return sentence.format(**filled)
    return message


@cache
def _errors(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the errors that a language has words for, those with most fixed words first."""
    own, other = _words(OWN)["errors"], _words(language)["errors"]
    if language == OWN:
        return ()
    keys = sorted(own, key=lambda key: -len(_GAP.sub("", own[key])))
    return tuple((_pattern(own[key]), other[key]) for key in keys)


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what finds a sentence whatever stands in its gaps."""
    parts = _GAP.split(sentence)
    fixed = (re.escape(part) for part in parts[::2])
    gaps = (f"(?P<{name}>.*?)" for name in parts[1::2])
    pairs = zip(fixed, [*gaps, ""], strict=True)
    return re.compile("".join(part for pair in pairs for part in pair), re.DOTALL)


@cache
def _words(language: str) -> Mapping[str, Mapping[str, Any]]:
    import tomllib  # as here: a start that says nothing pays for nothing

    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
