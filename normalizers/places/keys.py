"""Keys under which place names are compared: case, accents, spaces and hyphens do not count.

In goes a printed name, out comes its squash key. Line breaks, letter spacing, no-break hyphens
and lost accents all give the same key, which undoes most of what PDF text does to a name before
any similarity is measured.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that NFKD does not take apart although readers and typists do.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
        "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a", "ŋ": "n", "ɖ": "d", "ɛ": "e", "ɔ": "o",
    }
)  # fmt: skip

GRAM = 3

NAMED_LANGUAGES = ("fr", "en", "es")
"""Languages that the gazetteer has names in; others match by the names that these print."""


@lru_cache(maxsize=65536)
def squash(name: str) -> str:
    """Return the letters and digits of a name, folded.

    Args:
        name: Any text, in any normal form.

    Returns:
        Lower-case ASCII-like letters and digits without spaces, marks and punctuation; letters
        of other scripts are kept, folded.

    >>> squash("N’Djamena"), squash("São  Paulo"), squash("ADDIS-ABEBA")
    ('ndjamena', 'saopaulo', 'addisabeba')
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower()))
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(char for char in folded.translate(_LETTERS) if char.isalnum())


def is_latin(name: str) -> bool:
    """Say whether all letters of a name are Latin ones."""
    return all(
        char.isascii() or unicodedata.name(char, "").startswith("LATIN")
        for char in name
        if char.isalpha()
    )


def trigrams(key: str) -> frozenset[str]:
    """Return the trigrams of a squash key, its start and end marked with "^" and "$".

    >>> sorted(trigrams("rome"))
    ['^ro', 'me$', 'ome', 'rom']
    """
    padded = f"^{key}$"
    return frozenset(padded[i : i + GRAM] for i in range(len(padded) - GRAM + 1))
