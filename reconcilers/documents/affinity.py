"""How much two labels speak of the same thing, across paraphrase.

In: labels in one language. Out: shared word stems and coverages. Equal numbers play no part here:
small integers are equal by chance.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crossfoot.normalizers.words.labels import fold_label
from crossfoot.vocabulary import empty_words

STEM = 6  # letters that "organisateurs" and "organisés", "participation" and "participé" share

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16_384)
def stems(label: str) -> frozenset[str]:
    """Return the stems of the words of a label that name something.

    >>> sorted(stems("Membres ayant participé à au moins un événement"))
    ['evenem', 'membre', 'partic']
    """
    words = _WORD.findall(fold_label(label).replace("'", " ").replace("’", " "))
    return frozenset(
        (word.rstrip("s") or word)[:STEM]
        for word in words
        if word not in empty_words() and (len(word) > 2 or word.isdecimal())
    )


def coverage(label: str, other: str) -> float:
    """Return which share of a label's stems the other has too; 0 for an empty label."""
    own = stems(label)
    return len(own & stems(other)) / len(own) if own else 0.0


def likeness(label: str, other: str) -> float:
    """Return shared stems over all stems of two labels, 0 to 1.

    >>> likeness("de nos membres gouvernés par des femmes", "Membres gouvernés par les femmes")
    1.0
    """
    own, theirs = stems(label), stems(other)
    return len(own & theirs) / len(own | theirs) if own and theirs else 0.0
