"""Report tables invented from a seed, with the equations they state and at most one misprint.

Shapes and words differ from the open corpora on purpose: rules that only fit those fall behind
here. A table has the form of the corpora, and their scorer reads it: ``table`` (texts),
``relations`` (kind, axis, total, items, signs, holds), ``planted``.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from benchmarks.made_shapes import SHAPES, Claim, Draw, Sheet
from benchmarks.made_words import WORDS
from crossfoot.model import Language

Record = dict[str, Any]

PLANTED_SHARE = 0.4
GROUPS = {"fr": ("\u202f", "\u00a0", " ", "."), "en": (",", " ", ""), "es": (".", " ", "")}


def make_table(seed: int) -> Record:
    """Return one table; equal seeds give equal tables."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    language: Language = chance.choice(tuple(GROUPS))
    shape = chance.choice(tuple(SHAPES))
    low = chance.choice((0.0, 1.0, 2.0, 3.0))
    draw = Draw(chance, WORDS[language], low, low + chance.uniform(1.5, 3.0))
    sheet = SHAPES[shape](draw)
    planted = _plant(sheet, chance) if chance.random() < PLANTED_SHARE else []
    return {
        "table_id": f"made-{seed:04d}",
        "lang": language,
        "template": shape,
        "table": _print(sheet, language, chance),
        "relations": [_relation(sheet, claim) for claim in sheet.claims],
        "planted": planted,
    }


# --------------------------------------------------------------------------- misprints


def _plant(sheet: Sheet, chance: random.Random) -> list[Record]:
    """Misprint one number of a sum or a difference."""
    sums = [claim for claim in sheet.claims if claim.kind in ("sum", "diff")]
    claim = chance.choice(sums or sheet.claims)
    kind, change = chance.choice(tuple(MISPRINTS.items()))
    places = [cell for cell in (claim.total, *claim.items) if cell not in sheet.words]
    row, col = chance.choice(places) if sums else claim.total
    old = sheet.values[row - 1][col - 1]
    if old is None:
        return []
    new = change(old, chance)
    sheet.values[row - 1][col - 1] = new
    broken = any(not _holds(sheet, one) for one in sheet.claims)
    if not broken:
        sheet.values[row - 1][col - 1] = old
        return []
    return [{"type": kind, "cell": [row, col], "old": str(old), "new": str(new)}]


def _digit(number: int, chance: random.Random) -> int:
    digits = list(str(abs(number)))
    place = chance.randrange(len(digits))
    digits[place] = chance.choice([d for d in "123456789" if d != digits[place]])
    return int("".join(digits)) * (-1 if number < 0 else 1)


def _swap(number: int, chance: random.Random) -> int:
    digits = list(str(abs(number)))
    pairs = enumerate(pairwise(digits))
    places = [place for place, (one, two) in pairs if one != two and two != "0"]
    if not places:
        return _digit(number, chance)
    place = chance.choice(places)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits)) * (-1 if number < 0 else 1)


def _lost_group(number: int, chance: random.Random) -> int:
    return number % 1000 if number > 1000 and number % 1000 > 99 else _swap(number, chance)


def _lost_line(number: int, chance: random.Random) -> int:
    return number + max(3, int(abs(number) * chance.uniform(0.03, 0.15)))


MISPRINTS: dict[str, Callable[[int, random.Random], int]] = {
    "digit": _digit,
    "swap": _swap,
    "group": _lost_group,
    "other": _lost_line,
}


# --------------------------------------------------------------------------- on paper


def _holds(sheet: Sheet, claim: Claim) -> bool:
    if claim.kind == "count":
        row, col = claim.total
        return sheet.values[row - 1][col - 1] == sum(cell in sheet.words for cell in claim.items)
    stated = sheet.values[claim.total[0] - 1][claim.total[1] - 1] or 0
    values = [sheet.values[row - 1][col - 1] or 0 for row, col in claim.items]
    computed = sum(sign * value for sign, value in zip(claim.signs, values, strict=True))
    if claim.kind == "mean":
        return 2 * abs(stated * len(values) - computed) <= 2 * len(values)
    return 2 * abs(stated - computed) <= len(values) + 1


def _relation(sheet: Sheet, claim: Claim) -> Record:
    return {
        "kind": claim.kind,
        "axis": claim.axis,
        "total": list(claim.total),
        "items": [list(cell) for cell in claim.items],
        "signs": list(claim.signs),
        "holds": _holds(sheet, claim),
    }


def _print(sheet: Sheet, language: Language, chance: random.Random) -> list[list[str]]:
    """Return the texts of a table in the manner of one report."""
    group, minus = chance.choice(GROUPS[language]), chance.choice("-−–(")
    nil = chance.choice(("0", "-", "–"))
    rows = [["", *sheet.headers]]
    for row, (label, values) in enumerate(zip(sheet.labels, sheet.values, strict=True), start=1):
        line = [label]
        for col, value in enumerate(values, start=1):
            printed = "" if value is None else _number(value, group, minus, nil)
            if value is not None and col - 1 == sheet.tenths:
                printed = f"{value // 10}{WORDS[language].decimal}{value % 10} %"
            line.append(sheet.words.get((row, col), printed))
        rows.append(line)
    return rows


def _number(value: int, group: str, minus: str, nil: str) -> str:
    if value == 0:
        return nil
    digits = f"{abs(value):,}".replace(",", group)
    if value > 0:
        return digits
    return f"({digits})" if minus == "(" else minus + digits
