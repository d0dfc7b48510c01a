"""What a check across a document found, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from crossfoot.model import CheckStatus, Language
from crossfoot.reconcilers.telling import format_number

Topic = Literal["shares", "parts", "repeat", "total", "count", "list", "ratio", "edition", "year"]

_TOPICS: Mapping[Language, Mapping[Topic, str]] = {
    "en": {
        "shares": "The {n} shares of “{label}” add up to {computed} % of {printed} %",
        "parts": "The {n} parts of “{label}” add up to {computed}, printed is {printed}",
        "repeat": "“{label}” is {printed} here and {computed} on page {where}",
        "total": "“{label}” is {printed} in the text and {computed} in {where}",
        "count": "“{label}” is {printed} in the text; {where} has {computed}",
        "list": "“{label}” announces {printed}; the list on page {where} has {computed} names",
        "ratio": "“{label}” is {printed} %; the counts of {where} give {computed} %",
        "edition": "“{label}” is {printed} here and {computed} in {where}",
        "year": "“{label}” of the year before is {printed} here; {where} printed {computed}",
    },
    "fr": {
        "shares": "Les {n} parts de « {label} » font {computed} % sur {printed} %",
        "parts": "Les {n} parties de « {label} » font {computed}, {printed} est imprimé",
        "repeat": "« {label} » vaut {printed} ici et {computed} page {where}",
        "total": "« {label} » vaut {printed} dans le texte et {computed} dans {where}",
        "count": "« {label} » vaut {printed} dans le texte ; {where} en compte {computed}",
        "list": "« {label} » annonce {printed} ; la liste page {where} compte {computed} noms",
        "ratio": "« {label} » vaut {printed} % ; les nombres de {where} donnent {computed} %",
        "edition": "« {label} » vaut {printed} ici et {computed} dans {where}",
        "year": "« {label} » de l'an passé vaut {printed} ici ; {where} imprimait {computed}",
    },
    "es": {
        "shares": "Las {n} partes de «{label}» suman {computed} % de {printed} %",
        "parts": "Las {n} partes de «{label}» suman {computed}, está impreso {printed}",
        "repeat": "«{label}» es {printed} aquí y {computed} en la página {where}",
        "total": "«{label}» es {printed} en el texto y {computed} en {where}",
        "count": "«{label}» es {printed} en el texto; {where} tiene {computed}",
        "list": "«{label}» anuncia {printed}; la lista (página {where}) tiene {computed} nombres",
        "ratio": "«{label}» es {printed} %; los números de {where} dan {computed} %",
        "edition": "«{label}» es {printed} aquí y {computed} en {where}",
        "year": "«{label}» del año anterior es {printed} aquí; {where} imprimía {computed}",
    },
}  # fmt: skip
_VERDICTS: Mapping[Language, Mapping[CheckStatus, str]] = {
    "en": {
        "exact": "they agree.",
        "rounding": "difference {delta}, explained by rounding (tolerance {tolerance}).",
        "mismatch": "difference {delta}, more than rounding explains (tolerance {tolerance}).",
        "incomplete": "difference {delta}: the list may be partial.",
        "not_checkable": "not comparable.",
    },
    "fr": {
        "exact": "accord.",
        "rounding": "écart {delta}, dû aux arrondis (tolérance {tolerance}).",
        "mismatch": "écart {delta}, plus que les arrondis n'expliquent (tolérance {tolerance}).",
        "incomplete": "écart {delta} : la liste est peut-être partielle.",
        "not_checkable": "non comparable.",
    },
    "es": {
        "exact": "coinciden.",
        "rounding": "diferencia {delta}, debida al redondeo (tolerancia {tolerance}).",
        "mismatch": "diferencia {delta}, que el redondeo no explica (tolerancia {tolerance}).",
        "incomplete": "diferencia {delta}: la lista puede ser parcial.",
        "not_checkable": "no comparable.",
    },
}  # fmt: skip


def say(
    topic: Topic,
    status: CheckStatus,
    *,
    label: str,
    numbers: Mapping[str, Decimal | None],
    n: int = 0,
    where: str = "",
    language: Language,
) -> str:
    """Return the sentence of a check in one language.

    Args:
        topic: What was compared.
        status: How it came out.
        label: Of the figure.
        numbers: "printed", "computed", "delta", "tolerance".
        n: How many parts.
        where: Page, table or edition it was compared with.
        language: "fr", "en" or "es".
    """
    told = {name: format_number(value, language) for name, value in numbers.items()}
    head = _TOPICS[language][topic].format(label=label, n=n, where=where, **told)
    colon = " : " if language == "fr" else ": "
    return head + colon + _VERDICTS[language][status].format(**told)
