"""Texts in the form in which words are compared: lower case, no accents, single spaces."""

from __future__ import annotations

import unicodedata

_MARKS = dict.fromkeys(map(ord, "¹²³⁴⁵⁶⁷⁸⁹⁰†‡§"))  # superscripts would decompose to digits


def strip_accents(text: str) -> str:
    """Return a text in compatibility form without its accents ("é" is "e", "ﬁ" is "fi")."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(char for char in flat if not unicodedata.combining(char))


def fold_words(text: str) -> str:
    """Return a text of any length in lower case, without accents, with single spaces."""
    plain = strip_accents(
        text.translate(_MARKS).replace("’", "'").replace("œ", "oe").replace("Œ", "OE")
    )
    return " ".join(plain.casefold().replace("‐", "-").replace("‑", "-").split())
