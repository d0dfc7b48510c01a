"""Printed text → exact number, in the languages of the vocabulary.

:func:`parse_number` reads one text that is a number and nothing else: a table cell, a card. It
returns ``None`` for all other text, so it may be asked about anything; dates, ranges, years side
by side, phone numbers, ordinals ("1er", "2nd") and numbers inside sentences are not numbers here.
:func:`parse_grid` reads a whole table, whose cells agree on one decimal sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import strip_accents, tidy
from crossfoot.model import PrintedNumber
from crossfoot.normalizers.numbers.currencies import is_currency
from crossfoot.normalizers.numbers.digits import (
    Ballot,
    DecimalSign,
    ambiguous_mark,
    cast_ballot,
    default_sign,
    opposite,
    proven_sign,
    read_digits,
    vote_sign,
)
from crossfoot.normalizers.numbers.naming_rows import naming_rows
from crossfoot.normalizers.numbers.units import Head, Tail, lexicon, read_head, read_tail
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either
from crossfoot.years import is_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.model import Language, Qualifier

MAX_TEXT = 120  # chars; with its unit and a remark in brackets no number is longer

_RUN = re.compile(r"[.,]?\d(?:[\d ',.]*\d)?")
_SPACED_DIGITS = re.compile(r"[-+(]?(?: ?[\d.,](?= |$)| ?[%)€$]){4,}")
_NIL = re.compile(r"(?:[€$£%]\s*)?(?:-|- ?-|- ?- ?-|_)(?:\s*(?:[€$£%]|EUR|k€|M€))?")
# "no data", "not communicated", "not applicable", "secret" as statistical offices print them.
_MISSING_SIGNS = (
    r"n\.? ?[dcasprv]\.?|n[./][dcarv]\.?|s[./] ?[dco]\.?|s\.o\.?|n\.s\.?|n\.c\.|\.\.+|…|x|:|\?"
)
_MISSING_IN_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")  # may be a mark or a word instead
_LONG_ENOUGH_FOR_A_FLAG = 3  # "970E" is an estimate, "1p" an item label


@dataclass(frozen=True, slots=True)
class _Parts:
    """A text split around its run of digits.

    Attributes:
        unit: What head and tail together say.
        scale: What the digits are multiplied by.
    """

    head: Head
    run: str
    tail: Tail
    unit: str | None
    scale: Decimal

    @property
    def is_whole(self) -> bool:
        """Whether three decimals are out of the question: counts, amounts in plain currency."""
        return self.scale == 1 and (self.unit == "count" or is_currency(self.unit))


def parse_number(
    text: str, *, language: Language | None = None, decimal_sign: DecimalSign | None = None
) -> PrintedNumber | None:
    """Read a text that is one printed number.

    Args:
        text: Any text; all kinds of spaces and dashes are understood.
        language: Settles "1,234" where nothing else does (a thousand in English, one and a bit
            in French and Spanish) and what "billion" and "C$" mean; English where unknown.
        decimal_sign: The decimal sign of the table, stronger than the language.

    Returns:
        ``None`` when the text is no number. Dashes are nil (an exact zero), "n.d." and its like
        are missing.

    >>> parse_number("Plus de 1 234,5 k€", language="fr").value
    Decimal('1234500')
    >>> parse_number("(15.6%)", language="en").value
    Decimal('-15.6')
    >>> parse_number("12 mars 2020") is None
    True
    """
    return _parse(text, decimal_sign or default_sign(language), language)


def parse_grid(
    rows: Sequence[Sequence[str]], *, language: Language | None = None
) -> tuple[tuple[PrintedNumber | None, ...], ...]:
    """Read the cells of a table, whose decimal sign is voted by its own numbers.

    A column whose numbers prove a sign keeps it, other columns follow the whole table: reports do
    set a column of prices with a point into a table of commas. Words that mean "missing" but may
    also be marks, codes or plain text ("x", "ND", "unknown") do so only in a column of numbers.
    Numbers that name columns ("(1) (2) (3)", "2.024 2.023" over amounts) are none.

    Args:
        rows: Rows of texts, ragged allowed.
        language: Language of the table, for tables that prove nothing.

    Returns:
        As many rows, each as long as its own.
    """
    naming = naming_rows(rows)
    ballots = [
        [None if at in naming else _ballot_of(text, language) for text in row]
        for at, row in enumerate(rows)
    ]
    table_sign = vote_sign([ballot for row in ballots for ballot in row if ballot], language)
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at] for row in ballots if at < len(row) and row[at]] for at in range(width)]
    signs = [proven_sign(filter(None, column)) or table_sign for column in columns]
    has_numbers = [
        _is_number_column([row[at] for row in rows if at < len(row)], len(columns[at]))
        for at in range(width)
    ]
    return tuple(
        tuple(
            None
            if line in naming
            or (not has_numbers[at] and _MISSING_IN_LETTERS.fullmatch(text.strip()))
            else _parse(text, signs[at], language)
            for at, text in enumerate(row)
        )
        for line, row in enumerate(rows)
    )


def _is_number_column(texts: Sequence[str], numbers: int) -> bool:
    """Whether a column holds numbers rather than marks under one or two totals."""
    words = sum(1 for text in texts if _MISSING_IN_LETTERS.fullmatch(text.strip()))
    return numbers > 2 or (numbers > 0 and numbers >= words)


@lru_cache(maxsize=65_536)
def _parse(text: str, decimal_sign: DecimalSign, language: Language | None) -> PrintedNumber | None:
    if len(text) > MAX_TEXT:
        return None
    folded = tidy(text)
    parts = _split(folded, language)
    if parts is None:
        return _read_words(text, folded)
    mark = ambiguous_mark(parts.run)
    digits = read_digits(parts.run, opposite(mark) if mark and parts.is_whole else decimal_sign)
    if digits is None:
        return None
    value = Decimal(f"{digits.whole or '0'}.{digits.fraction}" if digits.fraction else digits.whole)
    step = Decimal(1).scaleb(-len(digits.fraction))
    return PrintedNumber(
        text=text,
        value=_rescale(-value if _is_negative(parts.head, parts.tail) else value, parts.scale),
        step=_rescale(step, parts.scale),
        unit=parts.unit,
        qualifier=_qualifier(parts.head, parts.tail),
        scale=parts.scale,
    )


def _rescale(number: Decimal, scale: Decimal) -> Decimal:
    """Multiply by a printed scale, without the zeros that leaves ("1,5 M" is 1500000)."""
    if scale == 1:
        return number
    scaled = number * scale
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled


def _read_words(text: str, folded: str) -> PrintedNumber | None:
    """Read the marks that stand where a number would: nil dashes and words for "missing"."""
    nil, missing = _words_for_none()
    if _NIL.fullmatch(folded) or nil.fullmatch(folded):
        return PrintedNumber(text, Decimal(0), Decimal(0), state="nil")
    if missing.fullmatch(folded):
        return PrintedNumber(text, None, Decimal(0), state="missing")
    return None


@lru_cache(maxsize=1)
def _words_for_none() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words for "nil" and "missing", which mean that alone in any language."""
    said = words(spoken(None)).numbers
    nil = [*said.nil, *(strip_accents(word) for word in said.nil)]
    return (
        re.compile(either(nil), re.IGNORECASE),
        re.compile(rf"{_MISSING_SIGNS}|{either(said.missing)}", re.IGNORECASE),
    )


@lru_cache(maxsize=65_536)
def _split(folded: str, language: Language | None) -> _Parts | None:
    """Split a text into what stands before, in and after its digits."""
    if _SPACED_DIGITS.fullmatch(folded):
        folded = folded.replace(" ", "")
    found = _RUN.search(folded)
    if found is None or not found[0].isascii():
        return None  # digits of other scripts are not read, here and elsewhere
    head = read_head(folded[: found.start()], language)
    tail = read_tail(folded[found.end() :], language)
    if head is None or tail is None or head.brackets != tail.brackets:
        return None
    if tail.flagged and found[0].isdecimal() and len(found[0]) < _LONG_ENOUGH_FOR_A_FLAG:
        return None
    if tail.has_words and is_year(found[0]):
        return None  # "2005 (hours)", "2008 ($ millions)" head columns
    if not _is_amount(found[0]) and _may_be_a_name(head, tail, found[0]):
        return None
    unit, scale = _join_units(head, tail, language)
    if tail.needs_currency and unit is None:
        return None
    return _Parts(head, found[0], tail, unit, scale)


def _may_be_a_name(head: Head, tail: Tail, run: str) -> bool:
    """Whether what looks like a currency may belong to a name: "TOP 10", "ETB2"."""
    return head.weak or tail.weak or (head.stuck and len(run) < _LONG_ENOUGH_FOR_A_FLAG)


def _is_amount(run: str) -> bool:
    """Whether digits are grouped or end in cents, as amounts of money are; "TOP 10" is none."""
    return not run.isdecimal()


def _join_units(head: Head, tail: Tail, language: Language | None) -> tuple[str | None, Decimal]:
    """Return unit and scale of a number: in "$5m" the m is a scale, in "5 m" a metre."""
    signs = lexicon(language, named=False).scale_signs
    if head.currency and tail.unit is not None and tail.unit in signs:
        return head.currency, signs[tail.unit]
    return tail.unit or head.currency or None, tail.scale * head.scale


def _ballot_of(text: str, language: Language | None) -> Ballot | None:
    """Return what a text says of the decimal sign, ``None`` unless it looks like a number."""
    parts = _split(tidy(text), language) if len(text) <= MAX_TEXT else None
    return cast_ballot(parts.run, is_whole=parts.is_whole) if parts else None


def _is_negative(head: Head, tail: Tail) -> bool:
    """Whether sign or brackets make a number negative; "(+5)" is what its sign says."""
    if head.sign:
        return head.sign == "-"
    return tail.minus or head.brackets > 0


def _qualifier(head: Head, tail: Tail) -> Qualifier:
    """Return the qualifier; a plus apart from the digits says "more than", but not of a change."""
    if head.qualifier != "exact":
        return head.qualifier
    if head.loose_plus and tail.unit != "%":
        return "over"
    return tail.qualifier
