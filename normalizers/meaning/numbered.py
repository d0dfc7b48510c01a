"""Names that count things: "Ward 1", "Ward 2"; "3-year-olds", "4-year-olds"; 1, 2, 3."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crossfoot.folding import bare_words

_BARE_NUMBER = re.compile(r"[\W\d_]*[A-Z]?[\W\d_]*")
_NUMBER = re.compile(r"[\s.°º#-]*(?:\b\d{1,3}(?!\d)|(?<=[^\W\d_])\d{1,3}$|\b[IVX]{1,4}$|\b[A-Z]$)")
_LETTER = re.compile(r"[^\W\d_]")
_NEARLY_ALL, _MOSTLY = 0.8, 0.5


def are_numbered(names: Sequence[str]) -> bool:
    """Whether names are a few words with a number, or numbers alone: "Ward 1", "Ward 2"."""
    if len(names) < 2:
        return False
    bare = sum(bool(_BARE_NUMBER.fullmatch(name)) for name in names)
    if bare >= _MOSTLY * len(names):
        return True  # 1, 2, 3 or A, B, C
    stems = Counter(stem for name in names if (stem := _stem(name)))
    alike = sum(count for count in stems.values() if count > 1)
    return alike >= max(2, _NEARLY_ALL * len(names) - 1)


def _stem(name: str) -> str:
    """Return the words of a numbered name, with a sign for its number: "ward #"; "" without one."""
    bare = _NUMBER.sub("#", name)
    return bare_words(bare.replace("#", " 0 ")) if "#" in bare and _LETTER.search(bare) else ""
