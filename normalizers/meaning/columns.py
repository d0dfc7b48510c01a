"""The columns of a table, each by itself: labels, codes, periods, units, remarks or numbers.

All columns of text left of the first numbers name the row; what stands right of them remarks on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from crossfoot.folding import tidy
from crossfoot.model import Role
from crossfoot.normalizers.meaning.lines import Column, ColumnKind
from crossfoot.normalizers.meaning.parts import Spoken, is_head, read_part
from crossfoot.normalizers.meaning.stubs import title_of_grid
from crossfoot.normalizers.tables.headers import header_paths, read_whole_unit

if TYPE_CHECKING:
    from crossfoot.model import Cell, Table
    from crossfoot.normalizers.tables.headers import Grid

_MOSTLY, _NEARLY_ALL = 0.5, 0.8
_UNITS = 0.6  # of the cells of a column of units; others may be in units that no one knows
_KEY = re.compile(r"(\d{1,2})(?:-(\d{1,2})|[A-Z]?(?: [A-Z]{1,2})?)")
_LONG_CODE = re.compile(r"\d{5,}")
_IDENTIFIER = re.compile(r"(?=.*\d)(?:[A-Z]{1,2} )?[\dA-Z][\dA-Z./-]{0,24}")
_PHYSICAL = re.compile(  # the vocabulary has those that stand beside numbers; columns have more
    r"[kMGTcd]?(?:[WtgmlLJh]|Wh|ha)[²³23]?(?:[ .]?(?:.q\.?)?[ .]?CO2\w*)?"
    r"(?:\s?/\s?[^\W\d_]{1,8}[²³23]?\.?){0,2}|[^\W\d_]{1,6}[²³]|‰|[€$£]\s?/.{1,12}|[km]?[€$£%]"
)


def read_columns(table: Table, grid: Grid, spoken: Spoken) -> tuple[Column, ...]:
    """Return each column of a table with what its cells are and what its headers say."""
    title = title_of_grid(table, grid)
    paths = [tuple(t for t in path if t != title) for path in header_paths(table, grid)]
    filled = [_filled(table, grid, col) for col in range(table.n_cols)]
    counted = [_is_counted(cells, col, table) for col, cells in enumerate(filled)]
    first = _first_number(counted, filled, paths, spoken)
    texts = [[cell.text for cell in cells] for cells in filled]
    kinds = [
        _kind(col, filled[col], paths[col], counted[col], first, spoken)
        for col in range(table.n_cols)
    ]
    for col, kind in enumerate(kinds):
        names = [at for at, one in enumerate(kinds) if one == "name" and at != col]
        told = kind == "name" or (kind == "category" and _are_codes(texts[col]))
        if told and names and _are_identifiers(filled[col]):
            kinds[col] = "code"
    parts = [tuple(read_part(text, spoken) for text in path) for path in paths]
    heads = [
        said[-1].text for kind, said in zip(kinds, parts, strict=True) if kind == "number" and said
    ]
    if _are_keys(heads):  # "1", "2", "3" under "Precinct" are names, no classes
        parts = [
            (*said[:-1], replace(said[-1], is_category=False)) if said else () for said in parts
        ]
    return tuple(Column(kind, said) for kind, said in zip(kinds, parts, strict=True))


def _are_keys(heads: Sequence[str]) -> bool:
    """Whether most headers are numbers that count things: 1, 2, 3, or 1-1, 1-2, 2-1."""
    pairs = [found for head in heads if (found := _KEY.fullmatch(tidy(head)))]
    if len(pairs) < 3 or len(pairs) < _MOSTLY * len(heads):
        return False
    firsts = [int(found[1]) for found in pairs]
    if all(found[2] is None for found in pairs):
        steps = [1 if b == 1 else b - a for a, b in pairwise(firsts)]  # each ward begins with 1
        plain = all(tidy(head).isdigit() for head in heads)
        return all(step == 1 if plain else 0 <= step <= 1 for step in steps) and any(steps)
    return any(found[2] and int(found[1]) >= int(found[2]) for found in pairs)


def _are_identifiers(cells: Sequence[Cell]) -> bool:
    """Whether texts are codes by their look: "011", "P10", "E D001", "96.601.720-1"."""
    hits = sum(bool(_IDENTIFIER.fullmatch(cell.text.strip())) for cell in cells)
    return bool(cells) and hits >= _NEARLY_ALL * len(cells)


def _filled(table: Table, grid: Grid, col: int) -> list[Cell]:
    """Return the filled cells of a column's body that stand in it alone."""
    cells = (grid[row][col] for row in range(table.header_rows, table.n_rows))
    return [
        cell
        for cell in cells
        if cell is not None
        and cell.text.strip()
        and cell.colspan == 1
        and cell.role not in (Role.SECTION, Role.COLUMN_HEADER)
    ]


def is_datum(cell: Cell) -> bool:
    """Whether a cell is a number, a dash that stands for one, or a mark."""
    return cell.mark is not None or cell.number is not None


def _is_counted(cells: Sequence[Cell], col: int, table: Table) -> bool:
    """Whether most cells of a column are numbers or marks, and one is more than a dash."""
    data = [cell for cell in cells if is_datum(cell)]
    sure = [c for c in data if c.mark is not None or (c.number and c.number.state == "number")]
    least = _MOSTLY if col >= table.stub_cols else _NEARLY_ALL
    return bool(sure) and len(data) >= least * len(cells)


def _first_number(
    counted: Sequence[bool],
    filled: Sequence[Sequence[Cell]],
    paths: Sequence[tuple[str, ...]],
    spoken: Spoken,
) -> int:
    """Return the first column of numbers that are neither codes nor years beside the labels."""
    for col, yes in enumerate(counted):
        if yes and not _is_key(filled[col], paths[col], counted[col + 1 :], spoken):
            return col
    return len(counted)


def _is_key(
    cells: Sequence[Cell], path: tuple[str, ...], after: Sequence[bool], spoken: Spoken
) -> bool:
    """Whether numbers left of others are codes, years or classes."""
    if not any(after):
        return False
    texts = [cell.text for cell in cells]
    head = path[-1] if path else ""
    if _are_periods(texts, spoken) or is_head(head, "codes", spoken):
        return True
    if is_head(head, "notes", spoken):
        return True
    if _are_running(texts) or _are_long_codes(texts):
        return not after[0]
    return _are_codes(texts)


def _are_long_codes(texts: Sequence[str]) -> bool:
    """Whether texts are long numbers of one length without grouping, no two alike."""
    bare = [text.strip() for text in texts]
    same = len({len(text) for text in bare}) == 1 and len(set(bare)) == len(bare) > 1
    return same and all(_LONG_CODE.fullmatch(text) for text in bare)


def _are_periods(texts: Sequence[str], spoken: Spoken) -> bool:
    hits = sum(read_part(text, spoken).is_period for text in texts)
    return bool(texts) and hits >= _NEARLY_ALL * len(texts)


def _are_running(texts: Sequence[str]) -> bool:
    """Whether texts are 1, 2, 3…, some perhaps left out."""
    numbers = [int(text.strip(" .)°º")) for text in texts if text.strip(" .)°º").isdecimal()]
    if len(numbers) < 3 or len(numbers) < _NEARLY_ALL * len(texts):
        return False
    return all(b - a == 1 for a, b in pairwise(numbers))


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether texts have the zeros in front that only codes have: "011", "007"."""
    bare = [text.strip() for text in texts]
    zeros = sum(len(text) > 1 and text[0] == "0" and text.isdigit() for text in bare)
    return len(bare) > 1 and zeros >= _MOSTLY * len(bare)


def _kind(
    col: int,
    cells: Sequence[Cell],
    path: tuple[str, ...],
    counted: bool,
    first: int,
    spoken: Spoken,
) -> ColumnKind:
    """Return what the cells of a column are."""
    head, texts = path[-1] if path else "", [cell.text for cell in cells]
    if counted and col >= first:
        is_reference = is_head(head, "notes", spoken) and all(len(text) < 6 for text in texts)
        return "note" if is_reference else "number"
    if col < first and _are_periods(texts, spoken) and not is_head(head, "codes", spoken):
        # "Depuis 1987" is said of the row, not the period of its numbers
        return "period" if col == 0 or _heads_periods(head, spoken) else "note"
    if _are_units(texts) or (is_head(head, "units", spoken) and texts):
        return "unit"
    if col > first:
        return "note"
    return _kind_of_labels(head, texts, counted, spoken)


def _heads_periods(head: str, spoken: Spoken) -> bool:
    return not head or is_head(head, "periods", spoken) or not read_part(head, spoken).name


def _kind_of_labels(head: str, texts: Sequence[str], counted: bool, spoken: Spoken) -> ColumnKind:
    """Return what the cells of a column left of the numbers are."""
    if is_head(head, "notes", spoken):
        return "note"
    digits = sum(any(map(str.isdigit, text)) or len(text.strip(" .)")) == 1 for text in texts)
    if counted or (is_head(head, "codes", spoken) and digits >= _MOSTLY * len(texts)):
        return "code"
    parts = [read_part(text, spoken) for text in texts]
    divided = sum(part.is_category for part in parts)
    if texts and divided >= _NEARLY_ALL * len(texts):
        return "category"
    return "name"


def _are_units(texts: Sequence[str]) -> bool:
    hits = sum(
        read_whole_unit(text) is not None or bool(_PHYSICAL.fullmatch(text.strip()))
        for text in texts
    )
    return len(texts) > 1 and hits >= _UNITS * len(texts)
