"""Which words say what a document is: "report", "budget", "procès-verbal", "memoria"."""

from __future__ import annotations

import re
from functools import lru_cache

from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import in_text


def says_what(text: str) -> bool:
    """Whether a text has a word that says what a document is.

    >>> says_what("Rapport annuel"), says_what("Ville de Rennes")
    (True, False)
    """
    return _kinds().search(text) is not None


def before_kind(text: str) -> str:
    """Return a text up to the word that says what the document is, where one stands in it.

    >>> before_kind("CITY OF BANGOR BUDGET 2020")
    'CITY OF BANGOR'
    """
    found = _kinds().search(text)
    return text[: found.start()].rstrip(" -–—,:") if found and found.start() else text


@lru_cache(maxsize=1)
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"\b{in_text(words(spoken(None)).issuers.titles)}(?!\w)", re.IGNORECASE)
