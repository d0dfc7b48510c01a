"""Names listed in a sentence: "the following 4 cities: Accra, Lima, Lyon and Oslo".

In: a text. Out: the names. Refuses to know how many were announced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import in_text

MAX_NAME_WORDS = 7
LONGEST_LEAD = 60  # chars between the number and the colon

_LEAD = re.compile(rf"[^\d:.;()]{{0,{LONGEST_LEAD}}}:\s*")
_SEPARATOR = re.compile(r"\s*[,;]\s*")


@lru_cache(maxsize=1)
def _end() -> re.Pattern[str]:
    """Return the expression of the end of a list, but for the point of "St. Gallen"."""
    short = words(spoken(None)).figures.abbreviations
    apart = "".join(rf"(?<!\b{re.escape(word)})" for word in short)
    return re.compile(rf"[;:]|\.(?=\s|$){apart}")


@lru_cache(maxsize=1)
def _last() -> re.Pattern[str]:
    """Return the expression of what stands before the last of a list."""
    conjunction = in_text(words(spoken(None)).prose.and_)
    return re.compile(rf"(?:^|\s)(?:&|{conjunction})\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _open_ended() -> re.Pattern[str]:
    """Return the expression of a list that need not be whole."""
    return re.compile(
        rf"…|\.\.\.|\b{in_text(words(spoken(None)).prose.open_ended)}\b", re.IGNORECASE
    )


def announced_names(text: str, end: int, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names that a number's sentence goes on to list after a colon.

    Args:
        text: The text.
        end: Where the number ends in it.
        known: Names that are one though they hold an "and".

    >>> announced_names("les 3 villes suivantes : Lyon, Saint-Denis et Lima.", 5)
    ('Lyon', 'Saint-Denis', 'Lima')
    >>> announced_names("12 cities, such as these: Accra, Lima, Oslo, Rome.", 2)
    ()
    """
    lead = _LEAD.match(text, end)
    if lead is None:
        return ()
    stop = _end().search(text, lead.end())
    listed = text[lead.end() : stop.start() if stop else len(text)]
    if _open_ended().search(lead[0]) or _open_ended().search(listed):
        return ()
    names = split_names(listed, known)
    return names if are_names(names) else ()


def split_names(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names of an enumeration; the last two may be joined by "and".

    >>> split_names("Lyon, Saint-Pierre et Miquelon", {"Saint-Pierre et Miquelon"})
    ('Lyon', 'Saint-Pierre et Miquelon')
    """
    *names, last = _SEPARATOR.split(text.strip(" ."))
    ends = [last] if last in known else [part.strip() for part in _last().split(last)]
    return tuple(name for name in (*names, *ends) if name)


def are_names(texts: Sequence[str]) -> bool:
    """Return whether texts are names: short, capitalised, without numbers."""
    return all(
        text
        and len(text.split()) <= MAX_NAME_WORDS
        and text[0].isupper()
        and not any(char.isdigit() for char in text)
        for text in texts
    )
