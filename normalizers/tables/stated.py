"""What a page says its own signs mean: "en miles de pesos (M$)", "k€ : milliers d'euros".

A sign that the page explains means that and nothing else: "M$" are thousands in Chile. In go the
texts of a table or a whole report; out come the notes its signs stand for. Signs of a currency
alone ("US$") need no explanation; those with a scale do.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.folding import tidy
from crossfoot.normalizers.tables.headers import UnitNote, read_unit_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crossfoot.model import Language, PrintedNumber, Table

Stated = dict[str, UnitNote]

_SIGN = r"(?:(?:MM|[kKM])(?:[$€£¥]|[A-Z]{3})|[$€£¥](?:MM|[kKM]))"
_AFTER_WORDS = re.compile(rf"(?P<words>[^\W\d_][^()\[\]]*?)\s*[(\[=:,–-]\s*(?P<sign>{_SIGN})(?!\w)")
_BEFORE_WORDS = re.compile(
    rf"(?<![\w$€£¥])(?P<sign>{_SIGN})\s*[=:]\s*(?P<words>[^\W\d_][^()\[\];,.]*)"
)
_LONGEST = 300  # chars: a statement stands in a caption, a note or a short paragraph


def stated_signs(texts: Iterable[str], language: Language | None) -> Stated:
    """Return the signs that texts explain in words, with what they stand for.

    >>> stated_signs(["Estado de resultados (expresado en miles de pesos - M$)"], "es")
    {'M$': UnitNote(unit='$', scale=Decimal('1000'))}
    """
    found: Stated = {}
    for text in texts:
        if len(text) > _LONGEST:
            continue
        folded = tidy(text)
        for pattern in (_AFTER_WORDS, _BEFORE_WORDS):
            for match in pattern.finditer(folded):
                note = read_unit_note(match["words"].strip(), language)
                if note is not None and note.scale != 1:
                    found.setdefault(match["sign"], note)
    return found


def signs_of_table(table: Table, stated: Mapping[str, UnitNote]) -> Stated:
    """Return the signs that a table explains, and those its report does."""
    headers = (cell.text for cell in table.cells if cell.row < table.header_rows)
    notes = (note.text for note in table.notes)
    own = stated_signs((table.caption, *table.section, *notes, *headers), table.language)
    return {**stated, **own}


def note_of(
    text: str, language: Language | None, stated: Mapping[str, UnitNote]
) -> UnitNote | None:
    """Return the unit a text states, in the words of its page where it only gives a sign."""
    for sign, note in stated.items():
        if re.search(rf"(?:^|[(\[\s]){re.escape(sign)}(?:$|[)\]\s])", text):
            return note
    return read_unit_note(text, language)


def as_stated(number: PrintedNumber, stated: Mapping[str, UnitNote]) -> PrintedNumber:
    """Return a number with its sign read as its page explains it."""
    printed = tidy(number.text)
    for sign, note in stated.items():
        if sign not in printed or number.value is None or number.scale == note.scale:
            continue
        factor = note.scale / number.scale
        return replace(
            number,
            value=number.value * factor,
            step=number.step * factor,
            scale=note.scale,
            unit=note.unit or number.unit,
        )
    return number
