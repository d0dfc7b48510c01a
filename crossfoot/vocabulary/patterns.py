"""Words of the vocabulary → regular expressions.

The files hold words, not expressions; four marks are all they know: "*" stands for any letters,
"..." for any words between, "^" at the beginning and "$" at the end of a word for those of a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from crossfoot.folding import fold_words, strip_accents

NOTHING = r"(?!)"
"""Matches nowhere: the expression of no words."""


def either(words: Iterable[str], *, gap: str = r"\s+") -> str:
    """Return an alternation, longest first, of words as they are printed.

    Args:
        words: With their marks.
        gap: What a space may be.
    """
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return "|".join(_body(word, gap) for word in ordered) or NOTHING


def tree(words: Iterable[str], *, gap: str = r"\s+") -> str:
    """Return an expression of plain words that share their beginnings: hundreds cost as little.

    >>> tree(["peso", "pesos", "pez"])
    '(?:pe(?:so(?:s)?|z))'
    """
    return _branch(sorted(dict.fromkeys(words)), gap) or NOTHING


def _branch(words: list[str], gap: str) -> str:
    """Return the expression of words; "" among them makes the others optional."""
    ends = words[:1] == [""]
    branches = []
    for _, group in groupby(words[ends:], key=lambda word: word[0]):
        same = list(group)
        shared = _shared_start(same[0], same[-1])
        rest = _branch([word[len(shared) :] for word in same], gap) if len(same) > 1 else ""
        branches.append(_body(shared, gap) + rest)
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def _shared_start(first: str, last: str) -> str:
    """Return how the first and the last of sorted words begin, and so all between."""
    shorter = min(len(first), len(last))
    ends = next((at for at in range(shorter) if first[at] != last[at]), shorter)
    return first[:ends]


def loose(words: Iterable[str]) -> str:
    """Return an alternation of words as labels are compared, without their boundaries."""
    return either((fold_words(word) for word in words), gap=" ")


def in_text(words: Iterable[str]) -> str:
    """Return an alternation of words as sentences print them, with either apostrophe."""
    return f"(?:{either(words)})".replace("'", "['’]")


def with_accents_or_not(words: Iterable[str]) -> str:
    """Return an alternation of words as print has them, which often loses accents.

    >>> bool(re.fullmatch(with_accents_or_not(["d'agglomération"]), "d’agglomeration"))
    True
    """
    both = (form for word in words for form in (word, strip_accents(word)))
    return f"(?:{either(both)})".replace("'", "['’´]")


def before_word(words: Iterable[str]) -> str:
    """Return an alternation of small words with the space up to the next one: "de ", "d'"."""
    whole = list(words)
    apart = [word for word in whole if word[-1].isalnum()]
    elided = [word for word in whole if not word[-1].isalnum()]
    return rf"(?:{in_text(apart)}\s+|{in_text(elided)}\s*)"


def folded(words: Iterable[str]) -> str:
    """Return an alternation of words as labels are compared, each on its own boundaries.

    >>> re.findall(folded(["coût*", "d'"]), "couts d'eau")
    ['couts', "d'"]
    """
    plain = {fold_words(word) for word in words}
    ordered = sorted(plain, key=lambda word: (-len(word), word))
    return "|".join(_bounded(word) for word in ordered) or NOTHING


def anywhere(words: Iterable[str]) -> re.Pattern[str]:
    """Compile words to be searched for in folded labels."""
    return re.compile(folded(words))


def _bounded(word: str) -> str:
    """Return the expression of a word between its boundaries."""
    core = word.removeprefix("^").removesuffix("$")
    start = "^" if word.startswith("^") else r"(?<![\w-])" if core[:1].isalnum() else ""
    end = "$" if word.endswith("$") and len(word) > 1 else ""
    if not end and (core[-1:].isalnum() or core.endswith("*")):
        end = r"(?!\w)"
    return f"{start}{_body(core, ' ')}{end}"


def _body(word: str, gap: str) -> str:
    parts = re.escape(word).replace(r"\*", r"\w*").replace(r"\ \.\.\.\ ", r"\b.*\b")
    parts = re.sub(r"\\ \\\.\\\.\\\.$", r"\\b.*", parts)
    return parts.replace(r"\ ", gap)
