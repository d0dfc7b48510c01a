"""A statement in the making: cells that are printed, relations that they state, one misprint."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from crossfoot.model import Language

Cell = tuple[int, int]
"""(row, column) of the printed table, header and labels counted in."""

GROUPS = {"fr": ("\u202f", "\u00a0", " "), "en": (",", " "), "es": (".", " ")}
DECIMALS = {"fr": ",", "en": ".", "es": ","}
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation of a statement.

    Attributes:
        kind: "sum", "diff", "count", "mean", "share" (100 a/b) or "change" (100 (a - b)/b).
        family: What it is scored as: its kind, or "carried" and "running" for sums of that sort.
    """

    kind: str
    axis: str
    total: Cell
    items: tuple[Cell, ...]
    signs: tuple[int, ...]
    family: str


@dataclass(slots=True)
class Sheet:
    """A table as rows of texts and whole numbers of its last digit, and what it claims."""

    rows: list[list[int | str | None]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    percents: set[Cell] = field(default_factory=set)

    def add(self, label: str, values: Sequence[int | str | None]) -> int:
        """Append a row and return its number."""
        self.rows.append([label, *values])
        return len(self.rows) - 1

    def number(self, cell: Cell) -> int | None:
        """Return the number of a cell."""
        value = self.rows[cell[0]][cell[1]]
        return value if isinstance(value, int) else None

    def claim(
        self,
        kind: str,
        axis: str,
        total: Cell,
        items: Sequence[Cell],
        signs: Sequence[int] = (),
        family: str = "",
    ) -> None:
        """State a relation between cells."""
        ones = tuple(signs) or (1,) * len(items)
        self.claims.append(Claim(kind, axis, total, tuple(items), ones, family or kind))

    def foot(
        self,
        total: int,
        items: Sequence[int],
        signs: Sequence[int] = (),
        family: str = "",
        cols: Sequence[int] | None = None,
    ) -> None:
        """State that a row is the sum of others wherever it prints a number."""
        kind = "diff" if tuple(signs) == (1, -1) else "sum"
        for col in cols if cols is not None else range(1, len(self.rows[total])):
            chosen = [i for i, row in enumerate(items) if self.number((row, col)) is not None]
            if self.number((total, col)) is not None and len(chosen) > 1:
                ones = tuple(signs[i] for i in chosen) if signs else ()
                cells = [(items[i], col) for i in chosen]
                self.claim(kind, "column", (total, col), cells, ones, family)

    def cross(
        self, total: int, items: Sequence[int], signs: Sequence[int] = (), family: str = ""
    ) -> None:
        """State that a column is the sum of others in every row of numbers."""
        kind = "diff" if tuple(signs) == (1, -1) else "sum"
        for row, line in enumerate(self.rows):
            if all(len(line) > col and isinstance(line[col], int) for col in (total, *items)):
                self.claim(kind, "row", (row, total), [(row, c) for c in items], signs, family)


def places_of(sheet: Sheet, cell: Cell) -> int:
    """Return the decimals a cell prints."""
    return 1 if cell in sheet.percents else sheet.places.get(cell[1], sheet.places.get(0, 0))


def holds(sheet: Sheet, claim: Claim) -> bool:
    """Tell whether a claim holds within what its printed digits allow."""
    if claim.kind == "count":
        texts = (sheet.rows[row][col] for row, col in claim.items)
        return sheet.number(claim.total) == sum(bool(text) for text in texts)
    stated, step = _exact(sheet, claim.total)
    parts = [_exact(sheet, cell) for cell in claim.items]
    if claim.kind in ("share", "change"):
        (a, da), (b, db) = parts
        computed = 100 * (a / b - (1 if claim.kind == "change" else 0))
        return abs(stated - computed) <= step + 50 * (da + abs(a / b) * db) / abs(b)
    computed = sum(
        (sign * part for sign, (part, _) in zip(claim.signs, parts, strict=True)), Fraction()
    )
    slack = sum((one for _, one in parts), Fraction())
    if claim.kind == "mean":
        computed, slack = computed / len(parts), slack / len(parts)
    return 2 * abs(stated - computed) <= step + slack


def _exact(sheet: Sheet, cell: Cell) -> tuple[Fraction, Fraction]:
    """Return (value, step) of a printed number."""
    step = Fraction(1, 10 ** places_of(sheet, cell))
    return (sheet.number(cell) or 0) * step, step


def plant(sheet: Sheet, chance: random.Random, family: str) -> list[dict[str, Any]]:
    """Misprint one number of a relation of a family so that the relation fails; [] if none can."""
    claims = [claim for claim in sheet.claims if claim.family == family]
    for _ in range(_TRIES if claims else 0):
        claim = chance.choice(claims)
        countable = claim.kind != "count"
        spots = (
            (claim.total, *claim.items) if countable and chance.random() < 0.4 else (claim.total,)
        )
        row, col = chance.choice(spots)
        old = sheet.number((row, col))
        if not old:
            continue
        new = _misprinted(old, chance)
        sheet.rows[row][col] = new
        if new != old and not holds(sheet, claim) and _is_plain(sheet, claim):
            return [
                {
                    "type": "digit",
                    "family": family,
                    "cell": [row, col],
                    "old": str(old),
                    "new": str(new),
                }
            ]
        sheet.rows[row][col] = old
    return []


def _is_plain(sheet: Sheet, claim: Claim) -> bool:
    """Tell whether a misprint is larger than coarse printing could excuse."""
    if claim.kind not in ("sum", "diff"):
        return True
    parts = [
        sign * (sheet.number(cell) or 0)
        for sign, cell in zip(claim.signs, claim.items, strict=True)
    ]
    return abs((sheet.number(claim.total) or 0) - sum(parts)) > 2 * (len(parts) + 1)


def _misprinted(number: int, chance: random.Random) -> int:
    """Return a number with one digit changed or two neighbours swapped."""
    digits = list(str(abs(number)))
    place = chance.randrange(len(digits))
    if chance.random() < 0.35 and place + 1 < len(digits) and digits[place + 1] != "0":
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
    else:
        digits[place] = chance.choice([d for d in "123456789" if d != digits[place]])
    return int("".join(digits)) * (-1 if number < 0 else 1)


def print_sheet(sheet: Sheet, language: Language, chance: random.Random) -> list[list[str]]:
    """Return the texts of a statement in the manner of one report."""
    group, minus, nil = chance.choice(GROUPS[language]), chance.choice("-−("), chance.choice("0-–")
    width = max(map(len, sheet.rows))
    rows = []
    for row, line in enumerate(sheet.rows):
        texts = []
        for col in range(width):
            value = line[col] if col < len(line) else None
            if isinstance(value, int):
                texts.append(
                    _number(sheet, (row, col), value, group, minus, nil, DECIMALS[language])
                )
            else:
                texts.append(value or "")
        rows.append(texts)
    return rows


def _number(
    sheet: Sheet, cell: Cell, value: int, group: str, minus: str, nil: str, mark: str
) -> str:
    places = places_of(sheet, cell)
    if value == 0 and cell not in sheet.percents:
        return nil if not places else f"0{mark}{'0' * places}"
    whole, part = divmod(abs(value), 10**places)
    digits = f"{whole:,}".replace(",", group) + (f"{mark}{part:0{places}d}" if places else "")
    tail = " %" if cell in sheet.percents else ""
    if value > 0 or value == 0:
        return digits + tail
    return f"({digits}){tail}" if minus == "(" else minus + digits + tail


def record_of(
    sheet: Sheet,
    name: str,
    template: str,
    language: Language,
    planted: list[Any],
    chance: random.Random,
) -> dict[str, Any]:
    """Return a statement in the form of the corpora of tables."""
    relations = [
        {
            "kind": claim.kind, "axis": claim.axis, "total": list(claim.total),
            "items": [list(cell) for cell in claim.items], "signs": list(claim.signs),
            "holds": holds(sheet, claim), "family": claim.family,
        }
        for claim in sheet.claims
    ]  # fmt: skip
    return {
        "table_id": name, "lang": language, "template": template,
        "table": print_sheet(sheet, language, chance), "relations": relations, "planted": planted,
    }  # fmt: skip
