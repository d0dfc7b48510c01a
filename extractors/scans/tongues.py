"""Which languages a document is written in, as far as it has been read, to read its scans in.

Tesseract tries each language it is given on each line: those a document does not use cost time and
letters. In: words. Out: codes of languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from crossfoot.vocabulary import languages, profile

ENOUGH = 20  # words of one language alone, on all pages so far
LEAST_SHARE = 0.1  # of such words: a language of a part of the document; fewer are names


def count_telling(texts: Iterable[str]) -> Counter[str]:
    """Count words that only one of our languages has, by its code."""
    spoken = _telling()
    return Counter(code for text in texts for code in spoken.get(text.lower(), ()))


def told_languages(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the languages that words tell, most spoken first; none where they are too few.

    >>> told_languages({"es": 40, "fr": 5, "en": 3})
    ('es', 'fr')
    >>> told_languages({"es": 12})
    ()
    """
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    if not ranked or counts[ranked[0]] < ENOUGH:
        return ()
    return tuple(code for code in ranked if counts[code] >= LEAST_SHARE * sum(counts.values()))


@lru_cache(maxsize=1)
def _telling() -> dict[str, tuple[str, ...]]:
    spoken: dict[str, tuple[str, ...]] = {}
    for code in languages():
        for word in profile(code).telling.split():
            spoken[word] = (*spoken.get(word, ()), code)
    return spoken
