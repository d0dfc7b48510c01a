"""Columns and rows of a table, each by itself: what its cells look like, what its labels say.

Which of them are things and which are measures is for :mod:`normalizers.meaning.axes` to weigh;
:mod:`normalizers.meaning.columns` and :mod:`normalizers.meaning.rows` read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossfoot.normalizers.meaning.parts import Part

ColumnKind = Literal["name", "code", "period", "category", "unit", "note", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column by itself.

    Attributes:
        kind: What its cells are.
        parts: What the headers over it say, the outermost first.
    """

    kind: ColumnKind
    parts: tuple[Part, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in its headers that are no categories."""
        return tuple(dict.fromkeys(p.name for p in self.parts if p.name and not p.is_category))


@dataclass(frozen=True, slots=True)
class Row:
    """A row by itself.

    Attributes:
        sections: What the headings above it say, the outermost first.
        parts: What its labels say, left to right.
        code: Codes and running numbers beside its labels.
        unit: Text of its cell in a column of units.
        has_numbers: Some column of numbers is filled here.
        is_total: Its label says that it is a total.
    """

    sections: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    code: str = ""
    unit: str = ""
    has_numbers: bool = False
    is_total: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names in its labels, without those of its sections."""
        return tuple(part.name for part in self.parts if part.name and not part.is_category)


@dataclass(frozen=True, slots=True)
class Lines:
    """All columns and rows of a table.

    Attributes:
        corner: Headers over its labels.
        title: What stands alone in a row over its headers and heads only some of its columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    corner: tuple[str, ...] = ()
    title: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns of numbers."""
        return tuple(at for at, one in enumerate(self.columns) if one.kind == "number")

    @property
    def row_names(self) -> tuple[str, ...]:
        """The last names of the rows of numbers."""
        return tuple(row.names[-1] for row in self.rows if row.has_numbers and row.names)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names over the columns of numbers."""
        return tuple(name for at in self.numbers for name in self.columns[at].names)
