"""What kind of text it is: a number or words in a cell, an exponent beside a unit.

In: texts and tables. Out: kinds. Refuses to know what a number is worth: that is the business of
:mod:`normalizers.numbers`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from crossfoot.model import Table

_NUMBER = re.compile(r"[\s(<>~≈±+\-–—−]*[\d][\d\s.,'’/:\-]*\s*(?:%|€|\$|£|[kKM]€)?\s*\)?\*?")
_DASH = re.compile(r"[-–—−.…/]+|n\.?[dac]\.?|nc|ns", re.IGNORECASE)
_UNIT = re.compile(r"(?:^|[\d\W])(?:[a-zµR]|[kchdmn]m|dam|ft|yd|mi|Nm)$")
_POWER = re.compile(r"[^\d.,\s]10$")
Kind = Literal["number", "text"]


def kind_of(text: str) -> Kind | None:
    """Return whether a text is a number (a dash for nil is one); ``None`` when blank."""
    text = text.strip()
    if not text:
        return None
    return "number" if _NUMBER.fullmatch(text) or _DASH.fullmatch(text) else "text"


def column_kinds(table: Table) -> list[Kind | None]:
    """Return the kind that most cells of each column's body have."""
    counts: list[Counter[Kind]] = [Counter() for _ in range(table.n_cols)]
    for cell in table.cells:
        kind = kind_of(cell.text)
        if cell.row >= table.header_rows and cell.colspan == 1 and kind:
            counts[cell.col][kind] += 1
    return [count.most_common(1)[0][0] if count else None for count in counts]


def share_of_kind(table: Table) -> float:
    """Return the share of the body's texts that are of their column's usual kind; 0 without any."""
    kinds = column_kinds(table)
    alike = [
        kind_of(cell.text) == kinds[cell.col]
        for cell in table.cells
        if cell.text and cell.row >= table.header_rows and cell.colspan == 1
    ]
    return sum(alike) / len(alike) if alike else 0.0


def is_exponent(host: str, mark: str) -> bool:
    """Whether raised digits are part of a unit or of a power of ten.

    >>> is_exponent("120m", "3"), is_exponent("(kWh/km", "2"), is_exponent("x10", "6")
    (True, True, True)
    >>> is_exponent("Total", "2"), is_exponent("1,250", "3"), is_exponent("m", "1")
    (False, False, False)
    """
    return (mark in {"2", "3"} and bool(_UNIT.search(host))) or bool(_POWER.search(host))
