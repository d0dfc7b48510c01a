"""Read a run of printed digits: which marks group, which one is the decimal sign.

In goes the part of a text between its first and its last digit ("1.225.075", "2 791,00",
"1'234.50"); out come the digits before and after the decimal sign. Knows nothing of units, words
or tables; :mod:`normalizers.numbers.parse` peels those off first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crossfoot.vocabulary import profile
from crossfoot.years import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossfoot.model import Language

DecimalSign = Literal[",", "."]

LONG = 5  # digits of the numbers that all mark
SEVERAL = 3  # of them, for none to be decimal
SMALLEST_GROUPED = 1000
MAX_DIGITS = 18  # longer runs are identifiers (IBAN, national numbers), not measured amounts

_GROUPED_BY_SPACE = re.compile(r"([1-9]\d{0,2}(?:[ ']\d{3})+) ?(?:([.,])(\d+))?")
_GROUPED_BY_COMMA = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:(\.)(\d+))?")
_GROUPED_BY_LAKH = re.compile(r"([1-9]\d?(?:,\d\d)+,\d{3})(?:(\.)(\d+))?")  # India: 12,34,567
_GROUPED_BY_POINT = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:(,)(\d+))?")
_PLAIN = re.compile(r"(\d*) ?(?:([.,])(\d+))?")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_NOT_A_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits of a run, its grouping marks gone.

    Attributes:
        whole: Before the decimal sign, "" for ".9".
        fraction: After it, "" where there is none.
        sign: The decimal sign the run itself proves: the one it has, or the opposite of the mark
            that groups; ``None`` when the run says nothing ("1234", "12 345").
    """

    whole: str
    fraction: str
    sign: DecimalSign | None


def default_sign(language: Language | None) -> DecimalSign:
    """Return the decimal sign of a language; the point where no language is known."""
    return "," if profile(language).decimal_sign == "," else "."


def opposite(sign: DecimalSign) -> DecimalSign:
    """Return the other sign: what groups where ``sign`` is decimal."""
    return "." if sign == "," else ","


def ambiguous_mark(run: str) -> DecimalSign | None:
    """Return the mark of a run that may group or be decimal ("1,234", "55.091"), else ``None``.

    One mark, one to three digits before it (the first no zero) and exactly three after it: all
    other runs decide for themselves.
    """
    found = _AMBIGUOUS.fullmatch(run)
    if found is None:
        return None
    return "," if found[1] == "," else "."


def read_digits(run: str, decimal_sign: DecimalSign) -> Digits | None:
    """Read a run of digits, spaces, apostrophes, points and commas.

    Args:
        run: Begins with a digit or a decimal sign, ends with a digit; all spaces are U+0020.
        decimal_sign: Settles runs that could be read either way; a run that contradicts it
            ("12.5" in a table of commas) is read by its own evidence.

    Returns:
        ``None`` when the run is no single number: dates ("01.03.2020"), phone numbers, two
        numbers side by side ("2019 2020"), codes with a leading zero ("0142").
    """
    digits = _read_ambiguous(run, decimal_sign) or _read_grouped(run) or _read_plain(run)
    if digits is None or len(digits.whole) + len(digits.fraction) > MAX_DIGITS:
        return None
    return digits


def _read_ambiguous(run: str, decimal_sign: DecimalSign) -> Digits | None:
    """Read "1,234" as the table's decimal sign says."""
    mark = ambiguous_mark(run)
    if mark is None:
        return None
    whole, _, rest = run.partition(mark)
    if mark == decimal_sign:
        return Digits(whole, rest, None)
    return Digits(whole + rest, "", None)


def _read_grouped(run: str) -> Digits | None:
    """Read a run with groups of three."""
    if found := _GROUPED_BY_SPACE.fullmatch(run):
        return Digits(_NOT_A_DIGIT.sub("", found[1]), found[3] or "", _as_sign(found[2]))
    if found := _GROUPED_BY_COMMA.fullmatch(run) or _GROUPED_BY_LAKH.fullmatch(run):
        return Digits(found[1].replace(",", ""), found[3] or "", ".")
    if found := _GROUPED_BY_POINT.fullmatch(run):
        return Digits(found[1].replace(".", ""), found[3] or "", ",")
    return None


def _read_plain(run: str) -> Digits | None:
    """Read a run without groups; a code with a leading zero is no number."""
    found = _PLAIN.fullmatch(run)
    if found is None or not (found[1] or found[3]):
        return None
    if len(found[1]) > 1 and found[1].startswith("0") and set(found[1]) != {"0"}:
        return None
    return Digits(found[1], found[3] or "", _as_sign(found[2]))


def _as_sign(mark: str | None) -> DecimalSign | None:
    if mark is None:
        return None
    return "," if mark == "," else "."


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one printed number says of the decimal sign of its table.

    Attributes:
        run: Its digits and marks.
        sign: The sign its run or its unit proves, ``None`` where it proves none.
    """

    run: str
    sign: DecimalSign | None


def cast_ballot(run: str, *, is_whole: bool) -> Ballot:
    """Return what a run says; ``is_whole`` when its unit allows no three decimals ("5,964 €")."""
    mark = ambiguous_mark(run)
    if mark is not None:
        return Ballot(run, opposite(mark) if is_whole else None)
    digits = read_digits(run, ".")
    return Ballot(run, digits.sign if digits else None)


def proven_sign(ballots: Iterable[Ballot]) -> DecimalSign | None:
    """Return the sign most numbers prove by themselves, ``None`` when none does or they tie."""
    signs = [ballot.sign for ballot in ballots]
    points, commas = signs.count("."), signs.count(",")
    if points == commas:
        return None
    return "." if points > commas else ","


def vote_sign(ballots: Sequence[Ballot], language: Language | None) -> DecimalSign:
    """Return the decimal sign the numbers of a table agree on.

    Numbers that prove a sign vote for it. Where none does, the company of plain numbers tells
    what "1,234" means: beside "693" the comma groups (a column of three decimals would print
    "693,000"); beside "1234", years apart, it cannot, unless no number of four digits has a mark
    and all of more have one: many set none in those (Spanish spelling rules, French typography).
    Else the language decides.

    Args:
        ballots: One for each printed number, in any order.
        language: Language of the table or the report.
    """
    proven = proven_sign(ballots)
    if proven is not None:
        return proven
    marks = [mark for ballot in ballots if (mark := ambiguous_mark(ballot.run))]
    if not marks or len(set(marks)) > 1:
        return default_sign(language)
    plain = [int(ballot.run) for ballot in ballots if ballot.run.isdecimal()]
    ungrouped = sum(number >= SMALLEST_GROUPED and number not in YEARS for number in plain)
    small = sum(0 < number < SMALLEST_GROUPED for number in plain)
    if ungrouped > small:
        return opposite(marks[0]) if _marks_long_numbers(ballots, plain) else marks[0]
    if len(marks) > 1 and small:
        return opposite(marks[0])
    return default_sign(language)


def _marks_long_numbers(ballots: Sequence[Ballot], plain: Sequence[int]) -> bool:
    """Whether numbers of five digits and more alone have a mark, several of them."""
    runs = [b.run for b in ballots if ambiguous_mark(b.run) is not None]
    long = all(sum(map(str.isdigit, run)) >= LONG for run in runs)
    return long and len(runs) >= SEVERAL and max(plain) < 10 ** (LONG - 1)
