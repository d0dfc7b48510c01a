"""The currencies of a report whose signs several countries print.

Most reports print none of them, and are not asked which country they are of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.model import Finding
from crossfoot.normalizers.numbers.sharing import (
    Money,
    printed_sign,
    settle_number,
    stated_currencies,
)
from crossfoot.normalizers.places.country import find_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crossfoot.extractors.document import Reading
    from crossfoot.model import Figure, Observation, PrintedNumber, ReportInfo, Table
    from crossfoot.normalizers.places.gazetteer import Gazetteer
    from crossfoot.normalizers.tables.stated import Stated


def read_money(
    reading: Reading,
    report: ReportInfo,
    tables: Sequence[Table],
    figures: Sequence[Figure],
    gazetteer: Gazetteer,
) -> Money:
    """Return what a report tells of its money; nothing where all its signs are clear."""
    if not any(printed_sign(unit, text) for unit, text in _units(tables, figures)):
        return Money(report.language)
    texts = [*(block.text for block in reading.blocks), *_around(tables)]
    titles = [report.title, report.heading, report.issuer]
    return Money(
        report.language,
        stated_currencies(texts, report.language),
        find_country(titles, texts, report.issuer, gazetteer, report.language),
    )


def settle_tables(tables: Sequence[Table], money: Money) -> tuple[Table, ...]:
    """Return tables in the currencies that their signs stand for."""
    return tuple(
        replace(
            table,
            unit=money.unit(table.unit, table.caption if table.unit else ""),
            cells=tuple(
                replace(cell, number=settle_number(cell.number, money)) if cell.number else cell
                for cell in table.cells
            ),
        )
        for table in tables
    )


def settle_figures(figures: Sequence[Figure], money: Money) -> tuple[Figure, ...]:
    """Return figures in the currencies that their signs stand for."""
    return tuple(
        replace(one, number=settle_number(one.number, money)) if one.number else one
        for one in figures
    )


def settle_stated(stated: Stated, money: Money) -> Stated:
    """Return the signs that a report explains in the currencies that these stand for."""
    return {sign: replace(note, unit=money.unit(note.unit)) for sign, note in stated.items()}


def settle_observation(one: Observation, money: Money) -> Observation:
    """Return an observation in the currency that the sign in its header stands for."""
    unit = money.unit(one.unit, one.number.text if one.unit is None else "")
    return one if unit == one.unit else replace(one, unit=unit)


def note_open_signs(tables: Sequence[Table], figures: Sequence[Figure]) -> Iterator[Finding]:
    """Note the signs whose currency nothing tells."""
    signs = {printed_sign(unit) for unit, _ in _units(tables, figures)}
    for sign in sorted(filter(None, signs)):
        told = f'amounts in "{sign}": several countries print it, and the report names none'
        yield Finding(None, "open_currency", f"{told}; take the currency from elsewhere")


def _units(tables: Sequence[Table], figures: Sequence[Figure]) -> Iterator[tuple[str | None, str]]:
    """Yield each unit with the text of its number."""
    for number in _numbers(tables, figures):
        yield number.unit, number.text
    for table in tables:
        yield table.unit, ""


def _numbers(tables: Sequence[Table], figures: Sequence[Figure]) -> Iterator[PrintedNumber]:
    cells = (cell.number for table in tables for cell in table.cells)
    yield from filter(None, (*cells, *(figure.number for figure in figures)))


def _around(tables: Sequence[Table]) -> Iterable[str]:
    """Yield captions, notes and headers of tables."""
    for table in tables:
        yield table.caption
        yield from (note.text for note in table.notes)
        yield from (cell.text for cell in table.cells if cell.row < table.header_rows)
