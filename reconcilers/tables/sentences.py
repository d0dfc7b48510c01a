"""What a check found, in a sentence for the person who keeps the accounts (fr, en, es).

Every sentence says where, what is printed, what the numbers give, the gap and what rounding
explains of it, and what to look at. The wording of a language is one frozen value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Language
from crossfoot.reconcilers.tables.phrases import Phrases, phrases_of
from crossfoot.reconcilers.telling import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.reconcilers.printed.relations import Relation, Verdict
    from crossfoot.reconcilers.tables.suspects import Suspicion

_MOST_TERMS = 3  # sums of more items are told by their number, not term by term
_MORE_PLACES = 2
_LABEL_LENGTH = 60
_BULLETS = " \t\u00a0-–—•·"


@dataclass(frozen=True, slots=True)
class Place:
    """The labels of a cell, as printed; "" where there are none.

    Attributes:
        row: The row's label.
        column: The column's header.
        position: (row, column) from 1, for cells without labels.
    """

    row: str
    column: str
    position: tuple[int, int]


def say(
    relation: Relation,
    verdict: Verdict,
    place: Place,
    suspects: Sequence[tuple[Suspicion, Place]],
    terms: Sequence[Decimal | None],
    language: Language,
) -> str:
    """Return the sentence of a check in one language.

    Args:
        relation: What is claimed.
        verdict: What became of it.
        place: Labels of the total's cell.
        suspects: Numbers that may be wrong, with their labels, likeliest first.
        terms: Printed values of the items.
        language: "fr", "en" or "es".
    """
    words = phrases_of(language)
    where = words.footing if relation.axis == "column" else words.crossfooting
    text = where.format(**_names(place, words))
    if verdict.printed is None:
        text += words.unreadable
    else:
        text += words.printed.format(printed=format_number(verdict.printed, language))
    if verdict.status == "not_checkable":
        return text.rstrip(", ") + "." + words.reasons.get(verdict.reason, "")
    text += _computation(relation, verdict, terms, language) + _outcome(verdict, language)
    if verdict.status == "mismatch" and not relation.silenced:
        text += _hint(verdict, suspects, language)
    if relation.note:
        text += (words.silenced if relation.silenced else words.rule).format(note=relation.note)
    return text


def _names(place: Place, words: Phrases) -> dict[str, str]:
    pairs = zip(("row", "column"), (place.row, place.column), place.position, strict=True)
    return {name: _name(label, n, words) for name, label, n in pairs}


def _name(label: str, number: int, words: Phrases) -> str:
    text = " ".join(label.split()).lstrip(_BULLETS)
    if not text:
        return words.unnamed.format(n=number)
    short = text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rstrip() + "…"
    return words.quote[0] + short + words.quote[1]


def _computation(
    relation: Relation, verdict: Verdict, terms: Sequence[Decimal | None], language: Language
) -> str:
    words = phrases_of(language)
    computed = format_number(_shortened(verdict.computed, verdict), language)
    if relation.kind == "count":
        pattern = (words.count_equal if relation.equals else words.count)[verdict.computed != 1]
        return pattern.format(computed=computed, n=len(terms), equals=relation.equals)
    if relation.kind == "mean":
        return words.mean.format(n=len(terms), computed=computed)
    signed = zip(terms, relation.signs, strict=False)
    stated = [(format_number(term, language), sign) for term, sign in signed if term is not None]
    if relation.kind == "percentage":
        pattern = words.change if relation.signs == (1, -1) else words.share
        return pattern.format(part=stated[0][0], whole=stated[-1][0], computed=computed)
    if -1 in relation.signs or len(stated) <= _MOST_TERMS:
        return words.difference.format(terms=_chain(stated), computed=computed)
    pattern = words.sum_rows if relation.axis == "column" else words.sum_cols
    filled = words.filled if len(stated) < len(terms) else ""
    return pattern.format(n=len(stated), filled=filled, computed=computed)


def _shortened(amount: Decimal | None, verdict: Verdict) -> Decimal:
    """Return a ratio or a mean with two digits more than its total is printed with."""
    if amount is None or verdict.printed is None:
        return amount or Decimal(0)
    exponent = verdict.printed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    rounded = round(amount, max(places, 0) + _MORE_PLACES)
    return amount if rounded == amount else rounded.normalize()


def _chain(terms: Sequence[tuple[str, int]]) -> str:
    """Return "a + b − c" of (value, sign); a leading plus is left out."""
    parts = []
    for value, sign in terms:
        shown = f"({value})" if value.startswith("−") else value
        parts.append(f"{'−' if sign < 0 else '+'} {shown}")
    return " ".join(parts).removeprefix("+ ")


def _outcome(verdict: Verdict, language: Language) -> str:
    words = phrases_of(language)
    if verdict.status == "exact":
        return words.exact
    amounts = {
        "delta": format_number(_shortened(abs(verdict.delta or Decimal(0)), verdict), language),
        "tolerance": format_number(_shortened(verdict.tolerance, verdict), language),
    }
    if verdict.status == "rounding":
        text = words.rounding.format(**amounts)
        if verdict.granularity is not None:
            text += words.coarse.format(granularity=format_number(verdict.granularity, language))
        return text
    if verdict.status == "incomplete":
        return words.incomplete.format(**amounts)
    return (words.mismatch if verdict.tolerance else words.wrong).format(**amounts)


def _hint(verdict: Verdict, suspects: Sequence[tuple[Suspicion, Place]], language: Language) -> str:
    words = phrases_of(language)
    if len(suspects) == 1:
        suspicion, place = suspects[0]
        return words.suspect.format(
            cell=_cell_name(place, words),
            proposal=format_number(suspicion.proposal, language),
            slip=words.slips.get(suspicion.slip, ""),
        )
    delta = abs(verdict.delta or Decimal(0))
    text = ""
    if delta % 9 == 0:
        text = words.swapped.format(
            delta=format_number(delta, language), ninth=format_number(delta // 9, language)
        )
    if suspects:
        text += words.suspects.format(cells=_alternatives([place for _, place in suspects], words))
    return text


def _alternatives(places: Sequence[Place], words: Phrases) -> str:
    """Return "a, b or c": the first cells, by what they do not have in common."""
    names = [_names(place, words) for place in places[:_MOST_TERMS]]
    rows, columns = ({name[side] for name in names} for side in ("row", "column"))
    shown = [
        name["row"] if len(columns) == 1 else name["column"] if len(rows) == 1 else
        f"{name['row']} / {name['column']}"
        for name in names
    ]  # fmt: skip
    return words.alternative.join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _cell_name(place: Place, words: Phrases) -> str:
    names = _names(place, words)
    return f"{names['row']} / {names['column']}"
