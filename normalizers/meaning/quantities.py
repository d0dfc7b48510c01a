"""Names of quantities: in headers and labels, and the measure that a caption names."""

from __future__ import annotations

import re

from crossfoot.normalizers.meaning.parts import Spoken, is_share, names_quantity, read_part
from crossfoot.normalizers.tables.headers import speaks_of_counts
from crossfoot.normalizers.words.labels import is_count_label, is_rate_label, is_total_label
from crossfoot.vocabulary import spoken as all_of
from crossfoot.vocabulary import words
from crossfoot.vocabulary.patterns import either


def says_quantity(name: str, spoken: Spoken) -> bool:
    """Whether a name is one of a quantity: it counts, adds, or tells a rate."""
    return (
        names_quantity(name, spoken)
        or is_count_label(name, spoken)
        or is_rate_label(name, spoken)
        or speaks_of_counts(name)
    )


def how_sure(name: str, spoken: Spoken) -> float:
    """Return 1 for the name of a quantity, 0.5 for one that only speaks of what is counted."""
    if names_quantity(name, spoken) or is_rate_label(name, spoken):
        return 1.0
    return 0.5 if says_quantity(name, spoken) else 0.0


def compares(name: str, spoken: Spoken) -> bool:
    """Whether a header is a share, a change or a total of the columns beside it."""
    return is_share(name, spoken) or is_total_label(name, spoken)


def measure_of_caption(caption: str, spoken: Spoken) -> tuple[str, bool]:
    """Return the measure that a caption names, and whether it says by what it is divided.

    >>> measure_of_caption("Dépenses par nature en 2020 (k€)", ("fr",))
    ('Dépenses', True)
    >>> measure_of_caption("Table 12: Population", ("en",))
    ('Population', False)
    """
    said = words(all_of(spoken)).axes.by
    name = read_part(_without_number(caption), spoken).name
    found = re.search(rf"\s(?:{either(said)})\s", name, re.IGNORECASE)
    if found and found.start():
        return name[: found.start()].strip(" ,;:–-"), True
    return name, False


def _without_number(caption: str) -> str:
    """Return a caption without "Table 3:" or "2.6" before it."""
    notes = words(all_of(None)).notes
    lead = rf"(?:(?:{either((*notes.captions, *notes.annexes))})\s*n?[°º]?\s*)?"
    numbered = rf"^{lead}(?:[A-Z]?\d+[\w.-]*|[IVX]+|[A-Z])\s*[).:–-]*\s+"
    return re.sub(numbered, "", caption, flags=re.IGNORECASE) if caption else ""
