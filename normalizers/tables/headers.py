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
from crossfoot.normalizers.numbers.units import Lexicon, lexicon
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either
from crossfoot.vocabulary.printed import without_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Cell, Language, Table

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


# "k€", "milliers d'euros", "$ thousands", "EUR '000", "$000's", "000 €", "NOK million", "m³", "%".
@lru_cache(maxsize=16)
def _statement(language: Language | None) -> re.Pattern[str]:
    """Return the expression of a unit that is stated for many numbers."""
    known, said = lexicon(language), words(spoken(None)).notes
    physical = either(unit for unit in known.units if len(unit) > 1)
    currency, scale = known.currencies.strong, rf"{known.scale}|'?000'?s?"
    prices = either(said.prices)
    return re.compile(
        rf"(?:(?i:{either(said.units)})[\s:]*)*(?:(?i:{either(said.in_)})\s+)?(?:(?i:{prices})\s+)?"
        rf"(?:(?P<percent>(?i:{known.percent}))"
        rf"|(?P<scale>{scale})\s*(?:{known.scale_of})?\s*(?P<currency>{currency})?"
        rf"|(?P<currency2>{currency})\s*(?:(?i:{either(said.in_)})\s)?(?P<scale2>{scale})?"
        rf"|(?P<unit>{physical}))"
        rf"(?:\s*(?:{either(words(spoken(None)).numbers.tax)}|{prices}))?"
        r"(?:\s*/\s*(?P<per>[^\W\d_]+[²³23]?))?\.?"
    )


_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_AFTER_MARK = re.compile(r"[,;:–-]\s*([^,;:]+)$")


@lru_cache(maxsize=8192)
def read_unit_note(text: str, language: Language | None = None) -> UnitNote | None:
    """Return the unit that a caption, a note or a header states, ``None`` where it states none.

    The unit stands in brackets, after "en"/"in", after the last comma, or is the whole text.

    >>> read_unit_note("Charges par nature (en milliers d'euros)")
    UnitNote(unit='EUR', scale=Decimal('1000'))
    >>> read_unit_note("2008 ($ millions)")
    UnitNote(unit='$', scale=Decimal('1000000'))
    >>> read_unit_note("Participation in meetings") is None
    True
    """
    folded = _exceptions().sub("", tidy(text)).rstrip("*")
    for candidate in _candidates(folded):
        if candidate and (note := _read_statement(candidate, language)) is not None:
            return note
    return None


def read_whole_unit(text: str, language: Language | None = None) -> UnitNote | None:
    """Return the unit of a text that states a unit and nothing else.

    >>> read_whole_unit("en milliers d'euros"), read_whole_unit("Charges (k€)")
    (UnitNote(unit='EUR', scale=Decimal('1000')), None)
    """
    return _read_statement(tidy(text).strip("()[]*: "), language)


@lru_cache(maxsize=1)
def _exceptions() -> re.Pattern[str]:
    """Return the expression of what a unit does not hold for: ", except per share"."""
    said = either(words(spoken(None)).notes.exceptions)
    return re.compile(rf"\s*[,;]?\s*(?:{said})\b.*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _after_in() -> re.Pattern[str]:
    """Return the expression of what follows the last "in" of a text."""
    said = either(words(spoken(None)).notes.in_)
    return re.compile(rf"(?<!\w)((?:{said})\s+[^,;:()]+)$", re.IGNORECASE)


def _candidates(text: str) -> Iterable[str]:
    """Yield the parts of a text where a unit may stand, the surest first."""
    yield from (
        _exceptions().sub("", inside).strip() for inside in reversed(_BRACKETS.findall(text))
    )
    bare = " ".join(without_years(_BRACKETS.sub(" ", text)).split())
    yield bare
    for pattern in (_after_in(), _AFTER_MARK):
        if found := pattern.search(bare):
            yield found[1].strip()


def _read_statement(text: str, language: Language | None) -> UnitNote | None:
    found = _statement(language).fullmatch(text)
    if found is None:
        return None
    per = f"/{found['per']}" if found["per"] else ""
    if found["percent"]:
        return UnitNote("%", Decimal(1))
    known = lexicon(language)
    currency = known.currencies.unit(found["currency"] or found["currency2"])
    scale = found["scale"] or found["scale2"]
    if scale and len(scale) == 1 and currency is None:
        return None  # "(m)" may be a mark, a length or "men"
    unit = currency or found["unit"]
    return UnitNote(unit + per if unit else None, _scale_of_note(scale, known))


def _scale_of_note(text: str | None, known: Lexicon) -> Decimal:
    """Return what a stated scale multiplies by; "'000" counts thousands."""
    if text is not None and text.strip("'s") == "000":
        return Decimal(1000)
    return known.scale_value(text)


def speaks_of_counts(header: str) -> bool:
    """Whether a header names things to be counted ("Nombre d'agents", "Households")."""
    return _counted().search(header) is not None


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    nouns = either(noun for noun in lexicon(None).nouns if len(noun) > 4)
    return re.compile(rf"(?<!\w)(?:{nouns})(?!\w)", re.IGNORECASE)


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
