"""Which words does a language print around its tables and numbers, and how does it write numbers?

May import: crossfoot.
"""

from crossfoot.vocabulary.counts import Figures
from crossfoot.vocabulary.files import (
    Profile,
    as_language,
    empty_words,
    languages,
    profile,
    vocabulary_files,
)
from crossfoot.vocabulary.words import (
    Dates,
    Labels,
    Notes,
    Numbers,
    Places,
    Words,
    spoken,
    words,
)

__all__ = [
    "Dates",
    "Figures",
    "Labels",
    "Notes",
    "Numbers",
    "Places",
    "Profile",
    "Words",
    "as_language",
    "empty_words",
    "languages",
    "profile",
    "spoken",
    "vocabulary_files",
    "words",
]
