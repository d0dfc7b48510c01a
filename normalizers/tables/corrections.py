"""What people say that cells hold in truth, put beside what was read in them.

The text of a corrected cell stays as it was read; its number is the right one, so that everything
that follows, the checks too, goes by it. A correction whose place now reads otherwise is stale: it
is said and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.folding import tidy
from crossfoot.geometry import overlap
from crossfoot.model import Finding
from crossfoot.normalizers.numbers.parse import parse_number

if TYPE_CHECKING:
    from crossfoot.model import Box, Cell, Correction, Figure, Language, PrintedNumber, Table

CORRECTED = "corrected"
STALE = "correction_stale"
"""Codes of the findings that say what became of a correction."""

SAME_PLACE = 0.5
"""Share of the smaller of two boxes that lies in the other where they are one place."""


def corrections_of(corrections: Sequence[Correction], sha256: str) -> tuple[Correction, ...]:
    """Return the corrections of one edition."""
    return tuple(one for one in corrections if sha256.startswith(one.edition))


def correct_tables(
    tables: Sequence[Table], corrections: Sequence[Correction], language: Language
) -> tuple[Table, ...]:
    """Return tables in whose cells the right numbers stand.

    Args:
        tables: Normalised.
        corrections: Of this edition.
        language: Of the report, for how numbers are written.
    """
    if not corrections:
        return tuple(tables)
    return tuple(
        replace(
            table,
            cells=tuple(
                _corrected(cell, corrections, table.language or language) for cell in table.cells
            ),
        )
        for table in tables
    )


def correct_figures(
    figures: Sequence[Figure], corrections: Sequence[Correction], language: Language
) -> tuple[Figure, ...]:
    """Return figures with the right numbers."""
    return tuple(
        replace(one, number=_right(one.number.text, one.number, found, language))
        if one.number and (found := _for(one.number.text, one.page, one.box, corrections))
        else one
        for one in figures
    )


def tell_corrections(
    tables: Sequence[Table],
    figures: Sequence[Figure],
    corrections: Sequence[Correction],
    pages: Sequence[int] | None,
) -> Iterator[Finding]:
    """Yield what became of each correction of an edition.

    Args:
        tables: Of the edition.
        figures: Of the edition.
        corrections: Of this edition.
        pages: Pages that were read, ``None`` for all; corrections of others are not judged.
    """
    texts = [
        *((cell.text, cell.page, cell.box) for table in tables for cell in table.cells),
        *((one.number.text, one.page, one.box) for one in figures if one.number),
    ]
    for one in corrections:
        if pages is not None and one.page not in pages:
            continue
        here = [text for text, page, box in texts if page == one.page and _is_there(box, one)]
        who = f"{one.reason} ({one.author}, {one.date})"
        if any(tidy(text) == tidy(one.printed) for text in here):
            told = f'"{one.printed}" was read; {one.value} is what is printed: {who}'
            yield Finding(one.page, CORRECTED, told, one.box)
        else:
            read = f'"{here[0]}" is read there now' if here else "nothing is read there now"
            told = f'the correction of "{one.printed}" to {one.value} is stale: {read}; {who}'
            yield Finding(one.page, STALE, told, one.box)


def _corrected(cell: Cell, corrections: Sequence[Correction], language: Language) -> Cell:
    found = _for(cell.text, cell.page, cell.box, corrections)
    if found is None:
        return cell
    number = _right(cell.text, cell.number, found, language)
    return cell if number is None else replace(cell, number=number, date=None, mark=None)


def _for(text: str, page: int, box: Box, corrections: Sequence[Correction]) -> Correction | None:
    """Return the correction of a printed text, the last that was written."""
    return next(
        (
            one
            for one in reversed(corrections)
            if one.page == page and tidy(one.printed) == tidy(text) and _is_there(box, one)
        ),
        None,
    )


def _is_there(box: Box, one: Correction) -> bool:
    return overlap(box, one.box) >= SAME_PLACE


def _right(
    text: str, read: PrintedNumber | None, one: Correction, language: Language
) -> PrintedNumber | None:
    """Return the right number beside the text that was read, in its unit where none is said."""
    right = parse_number(one.value, language=language)
    if right is None:
        return read
    unit = right.unit or (read.unit if read else None)
    return replace(right, text=text, unit=unit)
