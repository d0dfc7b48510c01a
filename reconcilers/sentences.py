"""What a check found, in a sentence for the person who keeps the accounts (fr, en, es).

Every sentence says where, what is printed, what the numbers give, the gap and what rounding
explains of it, and what to look at. The wording of a language is one frozen value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reconcilers.relations import Relation, Verdict
    from reconcilers.suspects import Suspicion

_MOST_TERMS = 3  # sums of more items are told by their number, not term by term
_LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Phrases:
    """The building blocks of one language; braces are filled in."""

    group: str
    decimal: str
    quote: tuple[str, str]
    footing: str
    crossfooting: str
    unnamed: str
    printed: str
    unreadable: str
    sum_rows: str
    sum_cols: str
    difference: str
    mean: str
    count: str
    count_equal: str
    share: str
    change: str
    exact: str
    rounding: str
    coarse: str
    mismatch: str
    incomplete: str
    silenced: str
    rule: str
    suspect: str
    suspects: str
    slips: dict[str, str]
    swapped: str
    reasons: dict[str, str]


_FR = Phrases(
    group="\u202f",
    decimal=",",
    quote=("« ", " »"),
    footing="Colonne {column}, ligne {row} : ",
    crossfooting="Ligne {row}, colonne {column} : ",
    unnamed="n° {n}",
    printed="{printed} imprimé, ",
    unreadable="le total ne se lit pas, ",
    sum_rows="somme des {n} lignes {computed}",
    sum_cols="somme des {n} colonnes {computed}",
    difference="{terms} = {computed}",
    mean="moyenne des {n} valeurs {computed}",
    count="{computed} cases remplies sur {n}",
    count_equal="{computed} cases « {equals} » sur {n}",
    share="{part} sur {whole} font {computed} %",
    change="de {whole} à {part}, cela fait {computed} %",
    exact=" : le compte est juste.",
    rounding=", écart {delta} (tolérance {tolerance}) : arrondi.",
    coarse=" Les nombres semblent arrondis à {granularity}.",
    mismatch=", écart {delta}, plus que l'arrondi n'explique ({tolerance}).",
    incomplete=(
        ", écart {delta} (tolérance {tolerance}). Tous les totaux dépassent leurs lignes : une "
        "ligne manque à la lecture, ou la liste est partielle."
    ),
    silenced=" Alerte levée : {note}",
    rule=" Règle de la série : {note}",
    suspect=" À vérifier : {cell} ; {proposal} rétablirait le compte{slip}.",
    suspects=" À vérifier : {cells}.",
    slips={
        "digit": " (un chiffre changé)",
        "swap": " (deux chiffres intervertis)",
        "sign": " (signe perdu)",
        "group": " (chiffres perdus)",
    },
    swapped=" {delta} = 9 × {ninth} : deux chiffres sont peut-être intervertis.",
    reasons={
        "missing_item": " Non vérifiable : une valeur n'est pas communiquée.",
        "unreadable_item": " Non vérifiable : une case ne se lit pas comme un nombre.",
        "unreadable_total": " Non vérifiable : le total n'est pas un nombre.",
        "unstated_total": " Non vérifiable : la case du total n'affirme rien.",
        "single_item": " Non vérifiable : une seule valeur.",
        "intensive_column": " Non vérifiable : des taux ou des prix ne s'additionnent pas.",
        "too_little_evidence": " Non vérifiable : trop peu d'indices.",
    },
)
_EN = Phrases(
    group=",",
    decimal=".",
    quote=("“", "”"),
    footing="Column {column}, line {row}: ",
    crossfooting="Line {row}, column {column}: ",
    unnamed="no. {n}",
    printed="printed {printed}, ",
    unreadable="the total cannot be read, ",
    sum_rows="the {n} lines sum to {computed}",
    sum_cols="the {n} columns sum to {computed}",
    difference="{terms} = {computed}",
    mean="the mean of {n} values is {computed}",
    count="{computed} of {n} cells are filled",
    count_equal="{computed} of {n} cells say “{equals}”",
    share="{part} of {whole} is {computed}%",
    change="from {whole} to {part} is {computed}%",
    exact=": it adds up.",
    rounding=", difference {delta} (tolerance {tolerance}): rounding.",
    coarse=" The numbers look rounded to {granularity}.",
    mismatch=", difference {delta}, more than rounding explains ({tolerance}).",
    incomplete=(
        ", difference {delta} (tolerance {tolerance}). Every total exceeds its lines: a line is "
        "missing from the reading, or the list is partial."
    ),
    silenced=" Not an alarm: {note}",
    rule=" Rule of the series: {note}",
    suspect=" Look at {cell}: {proposal} would make it add up{slip}.",
    suspects=" Look at {cells}.",
    slips={
        "digit": " (one digit differs)",
        "swap": " (two digits swapped)",
        "sign": " (sign lost)",
        "group": " (digits lost)",
    },
    swapped=" {delta} = 9 × {ninth}: two digits may be swapped.",
    reasons={
        "missing_item": " Cannot be checked: a value is not available.",
        "unreadable_item": " Cannot be checked: a cell does not read as a number.",
        "unreadable_total": " Cannot be checked: the total is no number.",
        "unstated_total": " Cannot be checked: the total's cell states nothing.",
        "single_item": " Cannot be checked: a single value.",
        "intensive_column": " Cannot be checked: rates and prices do not add up.",
        "too_little_evidence": " Cannot be checked: too little evidence.",
    },
)
_ES = Phrases(
    group=".",
    decimal=",",
    quote=("«", "»"),
    footing="Columna {column}, línea {row}: ",
    crossfooting="Línea {row}, columna {column}: ",
    unnamed="n.º {n}",
    printed="{printed} impreso, ",
    unreadable="el total no se lee, ",
    sum_rows="suma de las {n} líneas {computed}",
    sum_cols="suma de las {n} columnas {computed}",
    difference="{terms} = {computed}",
    mean="media de los {n} valores {computed}",
    count="{computed} casillas llenas de {n}",
    count_equal="{computed} casillas «{equals}» de {n}",
    share="{part} de {whole} es {computed} %",
    change="de {whole} a {part} es {computed} %",
    exact=": la cuenta cuadra.",
    rounding=", diferencia {delta} (tolerancia {tolerance}): redondeo.",
    coarse=" Los números parecen redondeados a {granularity}.",
    mismatch=", diferencia {delta}, más de lo que explica el redondeo ({tolerance}).",
    incomplete=(
        ", diferencia {delta} (tolerancia {tolerance}). Todos los totales superan sus líneas: "
        "falta una línea en la lectura, o la lista es parcial."
    ),
    silenced=" Sin alarma: {note}",
    rule=" Regla de la serie: {note}",
    suspect=" Revise {cell}: con {proposal} la cuenta cuadraría{slip}.",
    suspects=" Revise {cells}.",
    slips={
        "digit": " (cambia una cifra)",
        "swap": " (dos cifras permutadas)",
        "sign": " (signo perdido)",
        "group": " (cifras perdidas)",
    },
    swapped=" {delta} = 9 × {ninth}: quizá dos cifras estén permutadas.",
    reasons={
        "missing_item": " No verificable: falta un valor.",
        "unreadable_item": " No verificable: una casilla no se lee como número.",
        "unreadable_total": " No verificable: el total no es un número.",
        "unstated_total": " No verificable: la casilla del total no afirma nada.",
        "single_item": " No verificable: un solo valor.",
        "intensive_column": " No verificable: tasas y precios no se suman.",
        "too_little_evidence": " No verificable: faltan indicios.",
    },
)
PHRASES: dict[Language, Phrases] = {"fr": _FR, "en": _EN, "es": _ES}


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


def explain_all(
    relation: Relation,
    verdict: Verdict,
    place: Place,
    suspects: Sequence[tuple[Suspicion, Place]],
    terms: Sequence[Decimal | None],
) -> tuple[tuple[str, str], ...]:
    """Return the sentence of a check in every language, as (language, sentence)."""
    return tuple(
        (language, explain(relation, verdict, place, suspects, terms, language))
        for language in LANGUAGES
    )


def explain(
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
    words = PHRASES[language]
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


def format_number(number: Decimal, language: Language) -> str:
    """Return a number as a reader of the language writes it.

    >>> format_number(Decimal("-1234.5"), "es")
    '−1.234,5'
    """
    words = PHRASES[language]
    whole, _, tail = f"{abs(number):,f}".partition(".")
    sign = "−" if number < 0 else ""
    return sign + whole.replace(",", words.group) + (words.decimal + tail if tail else "")


def _names(place: Place, words: Phrases) -> dict[str, str]:
    pairs = zip(("row", "column"), (place.row, place.column), place.position, strict=True)
    return {name: _name(label, n, words) for name, label, n in pairs}


def _name(label: str, number: int, words: Phrases) -> str:
    text = " ".join(label.split())
    if not text:
        return words.unnamed.format(n=number)
    short = text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rstrip() + "…"
    return words.quote[0] + short + words.quote[1]


def _computation(
    relation: Relation, verdict: Verdict, terms: Sequence[Decimal | None], language: Language
) -> str:
    words = PHRASES[language]
    computed = format_number(verdict.computed or Decimal(0), language)
    values = [format_number(term, language) if term is not None else "?" for term in terms]
    if relation.kind == "percentage":
        pattern = words.change if relation.signs == (1, -1) else words.share
        return pattern.format(part=values[0], whole=values[1], computed=computed)
    if relation.kind == "count":
        pattern = words.count_equal if relation.equals else words.count
        return pattern.format(computed=computed, n=len(values), equals=relation.equals)
    if relation.kind == "mean":
        return words.mean.format(n=len(values), computed=computed)
    if -1 in relation.signs or len(values) <= _MOST_TERMS:
        return words.difference.format(terms=_chain(values, relation.signs), computed=computed)
    pattern = words.sum_rows if relation.axis == "column" else words.sum_cols
    return pattern.format(n=len(values), computed=computed)


def _chain(values: Sequence[str], signs: Sequence[int]) -> str:
    """Return "a + b − c"; a leading plus is left out."""
    parts = []
    for value, sign in zip(values, signs, strict=True):
        shown = f"({value})" if value.startswith("−") else value
        parts.append(f"{'−' if sign < 0 else '+'} {shown}")
    return " ".join(parts).removeprefix("+ ")


def _outcome(verdict: Verdict, language: Language) -> str:
    words = PHRASES[language]
    if verdict.status == "exact":
        return words.exact
    amounts = {
        "delta": format_number(abs(verdict.delta or Decimal(0)), language),
        "tolerance": format_number(verdict.tolerance or Decimal(0), language),
    }
    if verdict.status == "rounding":
        text = words.rounding.format(**amounts)
        if verdict.granularity is not None:
            text += words.coarse.format(granularity=format_number(verdict.granularity, language))
        return text
    return (words.mismatch if verdict.status == "mismatch" else words.incomplete).format(**amounts)


def _hint(verdict: Verdict, suspects: Sequence[tuple[Suspicion, Place]], language: Language) -> str:
    words = PHRASES[language]
    if len(suspects) == 1:
        suspicion, place = suspects[0]
        return words.suspect.format(
            cell=_cell_name(place, words),
            proposal=format_number(suspicion.proposal, language),
            slip=words.slips.get(suspicion.slip, ""),
        )
    delta = abs(verdict.delta or Decimal(0))
    text = ""
    if delta and delta % 9 == 0:
        text = words.swapped.format(
            delta=format_number(delta, language), ninth=format_number(delta // 9, language)
        )
    if suspects:
        cells = ", ".join(_cell_name(place, words) for _, place in suspects[:_MOST_TERMS])
        text += words.suspects.format(cells=cells)
    return text


def _cell_name(place: Place, words: Phrases) -> str:
    names = _names(place, words)
    return f"{names['row']} / {names['column']}"
