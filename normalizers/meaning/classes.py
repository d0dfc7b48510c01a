"""Classes of numbers: "18 à 30 ans", "0-4", "< 5", "$10,000–14,999", "Moins de 500 habitants"."""

from __future__ import annotations

import re
from functools import lru_cache

from crossfoot.folding import fold_words, tidy
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either

_LETTER = re.compile(r"[^\W\d_]")
_BARE = re.compile(
    r"(?!0\d)[<>≤≥]?\s*\d[\d.,]*\s*[-–—/]\s*[<>≤≥]?\d[\d.,]*|[<>≤≥]?\s*\d{1,3}[°º+]?"
)
_RANGE = re.compile(r"\d+\s*(?:[-–]|\w{1,2}\s)\s*\d+")
_START = r"[€$£]?\s?(?!0\d)\d[\d.,'’ ]*"
_NUMBER = rf"{_START}(?:\s?[kM]?[€$£%])?"
_WORDS = r"(?:\s*[^\W\d_]+[²³]?\.?){0,3}"
_MOST_WORDS = 6


@lru_cache(maxsize=1)
def _bounded() -> re.Pattern[str]:
    """Return the expression of folded classes that have one bound, or two with a word between."""
    said = words(spoken(None))
    lead = _either(*said.numbers.over, *said.numbers.under)
    after = _either(*said.numbers.over_after, *said.numbers.under_after, *said.counts.and_more)
    to, opens = _either(*said.prose.range_links), _either(*said.prose.range_openings, "de", "from")
    both = _either(*said.prose.and_)
    return re.compile(
        rf"(?:[<>≤≥]|(?:{lead})(?![^\W\d_]))\s*{_NUMBER}{_WORDS}"
        rf"|{_NUMBER}{_WORDS}\s*(?:\+|\b(?:{after}){_WORDS})"
        rf"|{_START}(?:[-–—]|(?<=\s)(?:{to})\s)\s*{_NUMBER}{_WORDS}"
        rf"|(?:{opens})\s{_START}(?:(?:{to})|(?:{both}))\s{_NUMBER}{_WORDS}"
    )


def _either(*said: str) -> str:
    return either((fold_words(one) for one in said), gap=" ")


@lru_cache(maxsize=16_384)
def is_class(text: str) -> bool:
    """Whether a text is a class of numbers.

    >>> is_class("18 à 30 ans"), is_class("Less than $10,000"), is_class("≤24,999")
    (True, True, True)
    >>> is_class("3 rue de Paris"), is_class("Plus de solidarité")
    (False, False)
    """
    bare = tidy(text).strip()
    if not any(map(str.isdigit, bare)):
        return False
    if len(bare.split()) <= _MOST_WORDS and _bounded().fullmatch(fold_words(bare)):
        return True
    if not _LETTER.search(bare):  # a long number is none: it strayed into a header
        return bool(_BARE.fullmatch(bare))
    digits = bare.split()[0].strip("<>≤≥")
    numbers = re.findall(r"\d+", bare)
    if len(bare.split()) > _MOST_WORDS or not digits[:1].isdigit():
        return False
    return bare.endswith("+") or (len(numbers) > 1 and _RANGE.match(bare) is not None)
