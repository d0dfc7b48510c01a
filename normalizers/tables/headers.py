"""Headers of a table: the path of a column, the label of a row, the unit they state.

In goes a table as read; out come texts and units, one per column or row. Which *measure* of the
catalog a column holds is :mod:`normalizers.tables.measures`' question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import tidy
from crossfoot.model import Role
from crossfoot.normalizers.numbers.units import (
    COUNT_NOUNS,
    PHYSICAL_UNITS,
    UNIT_CURRENCY,
    UNIT_PERCENT,
    UNIT_SCALE,
    currency_code,
    either,
    scale_of,
)
from crossfoot.years import without_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Cell, Table

PATH = " › "
"""Joins the levels of a header or label path."""

Grid = tuple[tuple["Cell | None", ...], ...]


@dataclass(frozen=True, slots=True)
class UnitNote:
    """A unit stated for many numbers at once: "en milliers d'euros", "($ millions)", "%".

    Attributes:
        unit: "%", an ISO currency, a unit as printed, ``None`` when only a scale is stated.
        scale: What the printed numbers are to be multiplied by.
    """

    unit: str | None
    scale: Decimal


_PHYSICAL = either(unit for unit in PHYSICAL_UNITS if len(unit) > 1)
# "k€", "milliers d'euros", "$ thousands", "EUR '000", "$000's", "000 €", "NOK million", "m³", "%".
_STATEMENT = re.compile(
    r"(?:(?i:montants?|importes?|amounts?|valeurs?|values?|valores|chiffres?|figures?|cifras?"
    r"|donnees?|données|data|datos|unit|units|unit[ée]s?|unidad(?:es)?|exprim\w*|expres\w*|todos|all)"
    r"[\s:]*)*(?:(?i:en|in|por)\s+)?(?:(?i:current|constant|courants|corrientes)\s+)?"
    rf"(?:(?P<percent>(?i:{UNIT_PERCENT}))"
    rf"|(?P<scale>{UNIT_SCALE}|'?000'?s?)\s*(?:de\s|d'|of\s)?\s*(?P<currency>{UNIT_CURRENCY})?"
    rf"|(?P<currency2>{UNIT_CURRENCY})\s*(?:in\s|en\s)?(?P<scale2>{UNIT_SCALE}|'?000'?s?)?"
    rf"|(?P<unit>{_PHYSICAL}))"
    r"(?:\s*(?:HT|TTC|HTVA|courants|constants|corrientes|constantes))?"
    r"(?:\s*/\s*(?P<per>[^\W\d_]+[²³23]?))?\.?"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_AFTER_IN = re.compile(r"(?<!\w)((?:en|in)\s+[^,;:()]+)$", re.IGNORECASE)
_AFTER_MARK = re.compile(r"[,;:–-]\s*([^,;:]+)$")
_EXCEPTIONS = re.compile(r"\s*[,;]?\s*(?:sauf|except|unless|salvo|excepto|sf\b).*$", re.IGNORECASE)
_COUNTS = re.compile(
    rf"(?<!\w)(?:{either(noun for noun in COUNT_NOUNS if len(noun) > 4)})(?!\w)", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def read_unit_note(text: str) -> UnitNote | None:
    """Return the unit that a caption, a note or a header states, ``None`` where it states none.

    The unit stands in brackets, after "en"/"in", after the last comma, or is the whole text.

    >>> read_unit_note("Charges par nature (en milliers d'euros)")
    UnitNote(unit='EUR', scale=Decimal('1000'))
    >>> read_unit_note("2008 ($ millions)")
    UnitNote(unit='$', scale=Decimal('1000000'))
    >>> read_unit_note("Participation in meetings") is None
    True
    """
    folded = _EXCEPTIONS.sub("", tidy(text)).rstrip("*")
    for candidate in _candidates(folded):
        if candidate and (note := _read_statement(candidate)) is not None:
            return note
    return None


def _candidates(text: str) -> Iterable[str]:
    """Yield the parts of a text where a unit may stand, the surest first."""
    yield from (_EXCEPTIONS.sub("", inside).strip() for inside in reversed(_BRACKETS.findall(text)))
    bare = " ".join(without_years(_BRACKETS.sub(" ", text)).split())
    yield bare
    for pattern in (_AFTER_IN, _AFTER_MARK):
        if found := pattern.search(bare):
            yield found[1].strip()


def _read_statement(text: str) -> UnitNote | None:
    found = _STATEMENT.fullmatch(text)
    if found is None:
        return None
    per = f"/{found['per']}" if found["per"] else ""
    if found["percent"]:
        return UnitNote("%", Decimal(1))
    currency = currency_code(found["currency"] or found["currency2"])
    scale = found["scale"] or found["scale2"]
    if scale and len(scale) == 1 and currency is None:
        return None  # "(m)" may be a mark, a length or "men"
    unit = currency or found["unit"]
    return UnitNote(unit + per if unit else None, _scale_of_note(scale))


def _scale_of_note(text: str | None) -> Decimal:
    """Return what a stated scale multiplies by; "'000" counts thousands."""
    if text is not None and text.strip("'s") == "000":
        return Decimal(1000)
    return scale_of(text)


def speaks_of_counts(header: str) -> bool:
    """Whether a header names things to be counted ("Nombre d'agents", "Households")."""
    return _COUNTS.search(header) is not None


# ------------------------------------------------------------------------ paths of a table


def cell_grid(table: Table) -> Grid:
    """Return the cell that covers each position; spanning cells stand at all of theirs."""
    grid: list[list[Cell | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.n_rows)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                grid[row][col] = cell
    return tuple(tuple(row) for row in grid)


def header_paths(table: Table, grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Return the header texts over each column, the outermost (spanning) first."""
    heads = grid[: table.header_rows]
    return tuple(
        _texts(row[col] for row in heads if row[col] is not None) for col in range(table.n_cols)
    )


def row_paths(table: Table, grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Return the label of each row: the section it stands under, then its stub cells.

    A row whose only text is a section or heading cell starts a section and has itself as path.
    """
    section = ""
    paths: list[tuple[str, ...]] = []
    for row in range(table.n_rows):
        cells = [cell for cell in grid[row] if cell is not None]
        heading = next((c for c in cells if c.role == Role.SECTION and c.text.strip()), None)
        if heading is not None:
            section = heading.text.strip()
            paths.append((section,))
            continue
        labels = _texts(grid[row][: table.stub_cols]) or _first_text(cells)
        in_section = row >= table.header_rows and section and labels[:1] != (section,)
        paths.append((section, *labels) if in_section else labels)
    return tuple(paths)


def _texts(cells: Iterable[Cell | None]) -> tuple[str, ...]:
    """Return the distinct, non-empty texts of cells, in order."""
    texts = (" ".join(cell.text.split()) for cell in cells if cell is not None)
    return tuple(dict.fromkeys(text for text in texts if text))


def _first_text(cells: list[Cell]) -> tuple[str, ...]:
    """Return the first text of a row without stub cells that is no number."""
    for cell in cells:
        if cell.text.strip() and cell.number is None:
            return (" ".join(cell.text.split()),)
    return ()
