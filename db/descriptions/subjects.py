"""What is said of a table or view. A description may end in " | unit"; see :mod:`db.describe`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Subject:
    """A table or view.

    Attributes:
        title: For headings.
        description: What one row is, and what not to do with it.
        label: Column that names a row where others point to it, "" for none.
        columns: Descriptions of columns that mean something of their own here.
    """

    title: str
    description: str
    label: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


OF_OBSERVATIONS: Mapping[str, str] = MappingProxyType(
    {
        "label": "The row's labels as printed, with the headings above them, joined by ›.",
        "category": "What divides the measure (women, budget, an age class), joined by ›.",
        "code": "Codes and running numbers beside the row's label.",
        "unit_stated": "Where the unit is stated, nearest first: cell, unit column, header, label, "
        "note, corner, caption, page, catalog.",
    }
)
"""What observations say that other rows say otherwise."""
